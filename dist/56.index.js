export const id = 56;
export const ids = [56];
export const modules = {

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   plan: () => (/* binding */ plan)
/* harmony export */ });
/* harmony import */ var _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3507);
/* harmony import */ var _request_read_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2204);
/* harmony import */ var _strategies_all_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(557);
/* harmony import */ var _strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9351);
/* harmony import */ var _image_contents_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7673);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(982);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6183);
/* harmony import */ var _wiring_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9037);
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});








/**
 * `dockless plan`: what a build would do here, and why the other strategies lost. Opens the context and probes
 * the runner; runs no builder, and asks a registry only where a verdict waits for what is in an image. Throws NOTHING_FITS, after it has printed, when nothing fits.
 */
async function plan(session) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { request, inputs } = await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .readBuildRequest */ .oH)(session);
        const directory = __addDisposableResource(env_1, await _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .PrivateDirectory */ .l.create(session.host.temporary), true);
        const { task: given, facts } = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_5__/* .prepare */ .i)(session, request, directory);
        const task = await (0,_image_contents_js__WEBPACK_IMPORTED_MODULE_4__/* .withContents */ .x)(session, given, facts, directory);
        const choice = (0,_strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__/* .choose */ .Sw)(task, facts, _strategies_all_js__WEBPACK_IMPORTED_MODULE_2__/* .STRATEGIES */ .Y);
        if (choice.strategy)
            (0,_strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__/* .refuseStray */ .uH)(request, choice.strategy.name);
        const planned = choice.strategy?.plan(task, facts, _wiring_js__WEBPACK_IMPORTED_MODULE_7__/* .PLACEHOLDERS */ .je);
        if (session.line.json)
            await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .printJson */ .Q2)(planDocument(choice, planned, (0,_request_read_js__WEBPACK_IMPORTED_MODULE_1__/* .originsOf */ .TZ)(inputs)));
        else
            await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .print */ .yy)(renderPlan(choice, planned, (0,_request_read_js__WEBPACK_IMPORTED_MODULE_1__/* .originsOf */ .TZ)(inputs)));
        if (!choice.strategy)
            throw (0,_strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__/* .nothingFits */ .Qq)(task, choice.assessments, !session.line.json);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
function planDocument(choice, planned, inputs) {
    return {
        strategy: choice.strategy?.name ?? null,
        assessments: choice.assessments,
        inputs,
        fetches: fetchesOf(choice),
        files: planned?.files ?? [],
        commands: [...(planned?.daemon ? [planned.daemon] : []), ...(planned?.commands ?? [])],
        notes: planned?.notes ?? [],
    };
}
/** The images out of which the builder is taken, where it is not installed. */
function fetchesOf({ strategy, assessments }) {
    const verdict = assessments.find((one) => one.strategy === strategy?.name);
    return [...new Set((verdict?.conditions ?? []).flatMap(({ fetch }) => fetch ?? []))];
}
function renderPlan(choice, planned, inputs) {
    const lines = [`Strategy: ${choice.strategy?.name ?? 'none fits'}`, '', 'Inputs'];
    lines.push(...inputs.map(({ input, origin }) => `  ${input}  from ${origin}`));
    if (inputs.length === 0)
        lines.push('  none: everything is at its default');
    lines.push(...fetchesOf(choice).map((image) => `Fetches ${image}`));
    if (planned)
        lines.push('', ...renderSteps(planned));
    lines.push('', 'Assessments', ...choice.assessments.flatMap(renderAssessment));
    return `${lines.join('\n')}\n`;
}
function renderSteps(planned) {
    const lines = planned.notes.map((note) => `Note: ${note}`);
    const commands = [...(planned.daemon ? [planned.daemon] : []), ...planned.commands];
    if (planned.strategy === 'assemble')
        return [...lines, 'Runs no program: the image is put together in this process'];
    if (planned.files.length > 0)
        lines.push('Files', ...planned.files.map((file) => `  ${_wiring_js__WEBPACK_IMPORTED_MODULE_7__/* .PLACEHOLDERS */ .je.directory}/${file.name}`));
    for (const { name, argv, env, secretEnv, cwd } of commands) {
        lines.push(`Runs ${name} in ${cwd}`, `  ${argv.map(quoted).join(' ')}`);
        lines.push(...Object.entries({ ...env, ...secretEnv }).map(([variable, value]) => `    ${variable}=${value}`));
    }
    return lines;
}
function renderAssessment({ strategy, holds, conditions }) {
    const lines = conditions.map((c) => `    ${c.holds ? '✓' : '✗'} ${c.name}: ${c.evidence}${c.fix === '' ? '' : `\n        → ${c.fix}`}`);
    return [`  ${strategy}: ${holds ? 'fits' : 'does not fit'}`, ...lines];
}
/** For people to read and to paste: quoted where a shell would take it apart. */
function quoted(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}


/***/ }),

/***/ 7152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ openRegistries)
/* harmony export */ });
/**
 * The run's way to registries: one HTTP client and one registry client over it. Loaded when it is first needed.
 */
async function openRegistries(access, host, log, signal) {
    const [{ HttpClient }, { RegistryClient }, { RunCredentials }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(811), __webpack_require__.e(178)]).then(__webpack_require__.bind(__webpack_require__, 4811)),
        __webpack_require__.e(/* import() */ 807).then(__webpack_require__.bind(__webpack_require__, 7807)),
        __webpack_require__.e(/* import() */ 593).then(__webpack_require__.bind(__webpack_require__, 4593)),
    ]);
    const { caCertificates, insecureRegistries, logins, mirrors } = access;
    const http = new HttpClient({ log, caCertificates, insecureRegistries, signal });
    const credentials = new RunCredentials({ logins, provided: host.credentials(), log, signal });
    const client = new RegistryClient({ http, credentials, log, mirrors });
    return {
        http,
        client,
        credentials,
        [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
    };
}


/***/ }),

/***/ 7290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ mirroredBy),
/* harmony export */   M6: () => (/* binding */ mirrorPrefix),
/* harmony export */   zZ: () => (/* binding */ mirrorName)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

/** First component of every mirrored repository. No builder takes it for a host. */
const MIRROR_ROOT = 'o';
/**
 * Where a registry's repositories stand in the relay: `o/docker.io`, `o/localhost_5000`. A colon is no part of a
 * repository name, and a host has no underscore of its own.
 */
function mirrorPrefix(registry) {
    const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(registry);
    const host = match?.[1] === undefined ? (match?.[2] ?? registry) : `ip6-${addressWord(match[1])}`;
    const port = match?.[3] === undefined ? '' : `_${match[3]}`;
    return `${MIRROR_ROOT}/${host.toLowerCase()}${port}`;
}
/** The repository in the relay that stands for one elsewhere. */
function mirrorName({ registry, repository }) {
    return `${mirrorPrefix(registry)}/${repository}`;
}
/** What a repository of the relay stands for; undefined when it is not a mirrored one. */
function mirroredBy(name) {
    const [root, host = '', ...path] = name.split('/');
    if (root !== MIRROR_ROOT || path.length === 0)
        return undefined;
    const [word = '', port] = host.split('_');
    const address = word.startsWith('ip6-') ? addressOf(word.slice(4)) : undefined;
    const registry = `${address === undefined ? word : `[${address}]`}${port === undefined ? '' : `:${port}`}`;
    const repository = path.join('/');
    const official = registry === 'docker.io' && path.length === 1;
    return { registry, repository: official ? `library/${repository}` : repository };
}
/** An IPv6 address without colons at its ends or in a row, for a repository name has none. */
function addressWord(address) {
    return address
        .split(':')
        .map((group) => group || 'z')
        .join('-');
}
function addressOf(word) {
    const address = word
        .split('-')
        .map((group) => (group === 'z' ? '' : group))
        .join(':');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) ? address : undefined;
}


/***/ })

};
