export const id = 22;
export const ids = [22];
export const modules = {

/***/ 2401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cache: () => (/* binding */ cache)
/* harmony export */ });
/* harmony import */ var _cache_merge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8433);
/* harmony import */ var _cache_parts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8627);
/* harmony import */ var _cache_scope_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2853);
/* harmony import */ var _cache_trust_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5155);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(767);
/* harmony import */ var _open_cache_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(275);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7152);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6183);
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








const VERBS = ['ls', 'inspect', 'prune'];
/** `dockless cache ls|inspect|prune`: what the cache keeps and why, with sizes in bytes. */
async function cache(session) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, lifetime, line, log } = session;
        const verb = verbOf(line.options.get('verb') ?? 'ls');
        const { request } = await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .readBuildRequest */ .oH)(session);
        const registries = __addDisposableResource(env_1, await (0,_registries_js__WEBPACK_IMPORTED_MODULE_7__/* .openRegistries */ .c)(request, host, log, lifetime.signal), true);
        const store = await (0,_open_cache_js__WEBPACK_IMPORTED_MODULE_5__/* .openStore */ .Ch)(session, request, registries, host.temporary);
        if (!store)
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', 'no cache is named, and none is offered here', {
                fix: 'Write --cache dir:PATH or --cache registry:HOST/REPOSITORY',
            });
        const reader = host.name === 'terminal' ? _cache_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .LOCAL */ .G8 : (0,_cache_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .readerOf */ .TC)(await host.source());
        const query = { place: (0,_cache_scope_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$)(request), reader };
        if (verb === 'prune')
            await prune(store, lifetime.signal);
        const indexes = await store.list(query, lifetime.signal);
        const entries = indexes.flatMap((index) => index.entries.map((entry) => shown(entry, index, reader)));
        const size = indexes.reduce((sum, index) => sum + (0,_cache_merge_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeOf */ .$d)(index), 0);
        if (line.json)
            await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .printJson */ .Q2)({ store: store.name, size, maxSize: request.cache.maxSize, entries });
        else
            await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .print */ .yy)(render(store, size, entries, verb));
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
function verbOf(text) {
    const verb = VERBS.find((one) => one === text);
    if (verb)
        return verb;
    const problem = 'it is nothing that can be done to a cache';
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WrongInput */ .Ey([{ input: text, problem, fix: `Write one of ${VERBS.join(', ')}` }]);
}
async function prune(store, signal) {
    if (!store.prune)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', `${store.name} cannot be pruned from here`, {
            fix: 'Leave it to the service: it drops what was not used for some days, and what was not used for longest',
        });
    await store.prune(signal);
}
function shown(entry, index, reader) {
    const { kind, name, digest, scope, by, usedOn } = entry;
    const parts = (0,_cache_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .partsOf */ .C)(digest, (one) => index.documents.get(one));
    const blobs = [...parts.blobs].map(([blob, { size }]) => {
        const known = index.blobs.get(blob);
        return { digest: blob, size, kept: known !== undefined && !known.origin };
    });
    const small = [...parts.documents].reduce((sum, one) => sum + (index.documents.get(one)?.bytes.length ?? 0), 0);
    const sum = (kept) => blobs.reduce((total, blob) => total + (blob.kept === kept ? blob.size : 0), 0);
    return {
        kind,
        name,
        digest,
        scope: scope.split('|').map(decodeURIComponent).join(' '),
        writtenBy: by,
        usable: kind === 'image' || (0,_cache_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .mayRead */ .ok)(reader, by),
        lastUse: new Date(usedOn * 86_400_000).toISOString().slice(0, 10),
        size: small + sum(true),
        elsewhere: sum(false),
        blobs,
    };
}
function render(store, size, entries, verb) {
    const lines = entries.flatMap((entry) => {
        const { kind, name, scope, writtenBy, usable } = entry;
        const why = kind === 'image' ? 'a base image' : `a ${kind} of ${scope}`;
        const who = `${writtenBy.trust} ${writtenBy.ref}${usable ? '' : ', not for this run'}`;
        const head = `${megabytes(entry.size).padStart(10)}  ${shortened(name)}  ${why}; ${who}; since ${entry.lastUse}`;
        const blobs = entry.blobs.map((blob) => `              ${blob.digest}  ${megabytes(blob.size)}${blob.kept ? '' : ', in its registry'}`);
        return verb === 'inspect' ? [head, ...blobs] : [head];
    });
    return [`${store.name}: ${megabytes(size)} in ${entries.length} entries`, ...lines].join('\n');
}
function shortened(name) {
    return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}
function megabytes(size) {
    return size < 100_000 ? `${(size / 1000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}


/***/ }),

/***/ 2105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R9: () => (/* binding */ ourselves),
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   yo: () => (/* binding */ OWNER)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);

/**
 * Names a process for good: `<pid>-<start>-<namespace>`. The start time tells it from a later process of its pid, and
 * the pid namespace from one of another container. Short, and without a character that a file name must not have: but
 * for the pid its numbers are in base 36.
 */
const OWNER = /\d+-[a-z0-9]+-[a-z0-9]+/;
/** The name of this process. */
async function ourselves() {
    return `${process.pid}-${(await startTime(process.pid)) ?? '0'}-${await pidNamespace()}`;
}
/** True when the process of that name is known to have ended: never for one of a namespace that is not ours. */
async function hasEnded(owner) {
    const [pid = '', start, namespace] = owner.split('-');
    if (namespace !== (await pidNamespace()))
        return false;
    return (await startTime(Number(pid))) !== start;
}
/** Number of our pid namespace (namespaces(7)); `0` where /proc does not show it. */
async function pidNamespace() {
    const link = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)('/proc/self/ns/pid').catch(() => '');
    return base36(/\d+/.exec(link)?.[0] ?? '0');
}
/** Start time of a process in clock ticks (proc(5), stat field 22). */
async function startTime(pid) {
    const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? undefined : base36(ticks);
}
function base36(decimal) {
    return Number(decimal).toString(36);
}


/***/ }),

/***/ 2782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ isObject)
/* harmony export */ });
/** True for a JSON object: neither null nor an array. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
