export const id = 524;
export const ids = [524];
export const modules = {

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

/***/ 5524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tools: () => (/* binding */ tools)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2923);
/* harmony import */ var _tools_catalogue_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4709);
/* harmony import */ var _tools_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1916);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7152);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6183);
/* harmony import */ var _tool_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2045);
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








const VERBS = ['ls', 'install', 'verify'];
/** `dockless tools ls|install|verify`: where builders come from. Throws BUILD_FAILED when verify finds a damaged one. */
async function tools(session) {
    const { line, host } = session;
    const verb = verbOf(line.options.get('verb') ?? 'ls');
    const { request } = await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .readBuildRequest */ .oH)(session);
    const store = new _tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .ToolStore */ .G(await (0,_tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .toolRoot */ .p)(process.env, host.temporary));
    const all = chosenTools((0,_tools_catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .catalogue */ .s)(request.tools), line.options.get('only'));
    if (verb === 'install')
        await install(session, store, all, request);
    const shown = await Promise.all(all.map((tool) => show(store, tool, verb)));
    if (line.json)
        await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .printJson */ .Q2)({ root: store.root, tools: shown });
    else
        await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .print */ .yy)(render(store.root, shown));
    const damaged = shown.filter(({ state }) => state === 'damaged');
    if (verb === 'verify' && damaged.length > 0)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('BUILD_FAILED', `damaged: ${damaged.map(({ name, problem }) => `${name} (${problem})`).join(', ')}`, {
            fix: 'Run dockless tools install: it fetches anew what is damaged',
        });
}
async function install(session, store, all, request) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, log, lifetime } = session;
        const registries = __addDisposableResource(env_1, await (0,_registries_js__WEBPACK_IMPORTED_MODULE_7__/* .openRegistries */ .c)(request, host, log, lifetime.signal), true);
        for (const tool of all) {
            // What has other bytes looks whole from outside: it is removed first.
            if ((await store.verify(tool)).state === 'damaged')
                await store.remove(tool);
            if (!(await store.has(tool)))
                await (0,_tool_store_js__WEBPACK_IMPORTED_MODULE_6__/* .fetchTool */ .Tx)(session, store, tool, registries);
        }
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
async function show(store, tool, verb) {
    const { name, version, image, files } = tool;
    const { state, problem = '', directory } = verb === 'ls' ? await store.look(tool) : await store.verify(tool);
    const found = await Promise.all(files.map(async ({ program }) => [program, await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_2__/* .findProgram */ .K)(program)]));
    const onPath = Object.fromEntries(found.flatMap(([program, at]) => (at === undefined ? [] : [[program, at]])));
    return { name, version, image: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(image), directory, state, problem, onPath };
}
function render(root, all) {
    const lines = all.flatMap(({ name, version, image, state, problem, onPath }) => [
        `${name} ${version}: ${state}${problem === '' ? '' : ` (${problem})`}`,
        `  from ${image}`,
        ...Object.entries(onPath).map(([program, at]) => `  ${program} is on PATH and comes first: ${at}`),
    ]);
    return [`Tools are kept in ${root}`, ...lines].join('\n');
}
function chosenTools(all, only) {
    if (only === undefined)
        return all;
    const chosen = all.filter(({ name }) => name === only);
    if (chosen.length > 0)
        return chosen;
    const names = all.map(({ name }) => name).join(', ');
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WrongInput */ .Ey([
        { input: '--only', problem: `there is no tool "${only}"`, fix: `Write one of ${names}` },
    ]);
}
function verbOf(text) {
    const verb = VERBS.find((one) => one === text);
    if (verb)
        return verb;
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WrongInput */ .Ey([
        { input: text, problem: 'tools does no such thing', fix: `Write tools ${VERBS.join('|')}` },
    ]);
}


/***/ })

};
