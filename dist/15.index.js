export const id = 15;
export const ids = [15];
export const modules = {

/***/ 5277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ keepOutbox),
/* harmony export */   G: () => (/* binding */ keepCache)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _cache_build_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2954);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
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



const STATE = 'cache-outbox';
/**
 * Keeps what the build left for later ones. What must be uploaded waits for the post phase where there is one: then
 * nobody who comes after this step waits for it.
 */
async function keepCache({ host, lifetime, log }, cache, { cache: { maxSize } }) {
    const service = host.cacheService?.();
    if (!cache || service?.kind !== 'github' || !service.hasPost || !cache.store.isRemote)
        return cache?.save(lifetime.signal);
    const { fillOutbox } = await __webpack_require__.e(/* import() */ 332).then(__webpack_require__.bind(__webpack_require__, 8332));
    try {
        const outbox = cache.collected && (await fillOutbox(host.temporary, cache.collected, maxSize));
        if (outbox === undefined)
            log.debug('cache: there is nothing new to keep');
        else
            await host.saveState(STATE, outbox);
    }
    catch (error) {
        log.warning(`The cache was not saved: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
/** The post phase: saves what was put aside, and removes it whatever happens. */
async function keepOutbox({ host, lifetime, log }) {
    const outbox = await host.state(STATE);
    const service = host.cacheService?.();
    if (outbox === undefined)
        return;
    const { isOutbox, openOutbox } = await __webpack_require__.e(/* import() */ 332).then(__webpack_require__.bind(__webpack_require__, 8332));
    if (!isOutbox(outbox))
        return;
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const opened = await openOutbox(outbox);
            if (service?.kind !== 'github' || !opened)
                return;
            const [{ openGithubStore }, { HttpClient }] = await Promise.all([
                __webpack_require__.e(/* import() */ 239).then(__webpack_require__.bind(__webpack_require__, 2239)),
                Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(811), __webpack_require__.e(682)]).then(__webpack_require__.bind(__webpack_require__, 4811)),
            ]);
            const http = __addDisposableResource(env_1, new HttpClient({ log, signal: lifetime.signal }), true);
            const { maxSize, collected } = opened;
            const store = openGithubStore(service, { http, log, maxSize, directory: outbox });
            if (!store?.writable)
                return;
            const failure = await (0,_cache_build_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .saveQuietly */ .PY)(store, collected, log, { signal: lifetime.signal });
            if (failure !== undefined)
                log.warning(failure);
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
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(outbox, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 1601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3507);
/* harmony import */ var _keep_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5277);


/**
 * `dockless post`, and the action's post step: saves the cache that the build put aside, and removes what a build left
 * that was killed before it could. Its processes are gone already: they die with the one that started them.
 */
async function post(session) {
    const { host, log } = session;
    await (0,_keep_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .keepOutbox */ .$)(session);
    for (const directory of await (0,_lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .sweepStale */ .i)(host.temporary))
        log.notice(`Removed ${directory}, which a killed build left`);
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

/***/ 3507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ sweepStale),
/* harmony export */   l: () => (/* binding */ PrivateDirectory)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2923);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1767);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2105);





const PREFIX = 'dockless-';
/** Short, because paths of sockets lie below it (unix(7): 107 bytes). */
const NAME = new RegExp(`^${PREFIX}(${_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .OWNER */ .yo.source})-[A-Za-z0-9]{6}$`);
/**
 * The one directory that a run writes to: mode 0700, its files 0600, removed on every way out. Its name carries
 * our pid, our start time and the namespace of both, so that a later run can tell a directory whose owner was killed
 * and sweep it.
 */
class PrivateDirectory {
    path;
    constructor(directory) {
        this.path = directory;
    }
    /** Creates it below `parent` ($RUNNER_TEMP or $TMPDIR). */
    static async create(parent) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(parent, { recursive: true });
        const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, `${PREFIX}${await (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ourselves */ .R9)()}-`));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(directory, 0o700);
        return new PrivateDirectory(directory);
    }
    /** Writes a file, 0600 unless told otherwise, and the directories above it (0700). Returns its path. */
    async write(name, content, mode = 0o600) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(this.path, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file), { recursive: true, mode: 0o700 });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, content, { mode, flag: 'wx' });
        return file;
    }
    /** Makes a directory (0700) below it and returns its path. */
    async directory(name) {
        const directory = node_path__WEBPACK_IMPORTED_MODULE_1__.join(this.path, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true, mode: 0o700 });
        return directory;
    }
    async [Symbol.asyncDispose]() {
        await removeTree(this.path);
    }
}
/**
 * Removes what runs that were killed left below `parent`. Never throws: a sweep may not fail a build. What a run in
 * another container left is not ours to judge: its pid says nothing here.
 */
async function sweepStale(parent) {
    const swept = [];
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(parent).catch(() => [])) {
        const owner = NAME.exec(name)?.[1];
        if (owner === undefined || !(await (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .hasEnded */ .hY)(owner)))
            continue;
        const directory = node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, name);
        await removeTree(directory).then(() => swept.push(directory), () => undefined);
    }
    return swept;
}
/**
 * Removes a directory tree. Builders leave files of subordinate ids that only a user namespace with those ids
 * may remove, so that is tried next; it never follows a mount.
 */
async function removeTree(directory) {
    const first = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true, maxRetries: 2 }).catch((error) => error);
    if (first === undefined)
        return;
    const unshare = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_2__/* .findProgram */ .K)('unshare');
    if (unshare) {
        const inside = ['rm', '-rf', '--one-file-system', '--', directory];
        await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)({ argv: [unshare, '--user', '--map-auto', '--map-root-user', ...inside] }, { timeoutMs: 60_000 });
    }
    await openUp(directory);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true });
}
/** Directories that are ours and closed to us: where a builder has one id it may leave such ones. */
async function openUp(directory) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(directory, 0o700).catch(() => undefined);
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory, { withFileTypes: true }).catch(() => []))
        if (entry.isDirectory())
            await openUp(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, entry.name));
}


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Ch: () => (/* binding */ digestFromHex),
/* harmony export */   Hy: () => (/* binding */ algorithmOf),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const LENGTH = { sha256: 64, sha512: 128 };
const SYNTAX = /^(sha256|sha512):([0-9a-f]+)$/;
/** True for a well-formed sha256 or sha512 digest, the two algorithms that the image-spec registers. */
function isDigest(text) {
    const match = SYNTAX.exec(text);
    return match?.[1] !== undefined && match[2]?.length === LENGTH[match[1]];
}
/** The digest written as `text`, or undefined when it is not one. */
function parseDigest(text) {
    return isDigest(text) ? text : undefined;
}
/** `sha256` or `sha512`. */
function algorithmOf(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
/** The part after the colon. */
function hexOf(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
/** The digest of bytes or of UTF-8 text. */
function digestOf(content, algorithm = 'sha256') {
    return digestFromHex((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(content).digest('hex'), algorithm);
}
/** Makes a digest of the hex text of a finished hash. Throws a RangeError when the length does not fit. */
function digestFromHex(hex, algorithm = 'sha256') {
    const digest = `${algorithm}:${hex}`;
    if (!isDigest(digest))
        throw new RangeError(`not a ${algorithm} in hex: ${hex}`);
    return digest;
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


/***/ }),

/***/ 6352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   FB: () => (/* binding */ parseImageConfig),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   OR: () => (/* binding */ blobsOf),
/* harmony export */   Ys: () => (/* binding */ ociMediaType),
/* harmony export */   yA: () => (/* binding */ parseManifestOrIndex)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4566);



/** Manifests and configs are small; the distribution-spec lets registries refuse more than 4 MiB. */
const LARGEST_MANIFEST = 4 << 20;
/**
 * Reads an image manifest (image-spec, manifest.md; Docker's schema 2 too). `what` names it in errors.
 * Throws DocklessError when it is not one.
 */
function parseManifest(bytes, what) {
    const value = document(bytes, what);
    if (!isManifest(value))
        throw malformed(what, 'it is no image manifest');
    return value;
}
/** Reads an image index or Docker manifest list (image-spec, image-index.md). Throws DocklessError. */
function parseIndex(bytes, what) {
    const value = document(bytes, what);
    if (!isIndexDocument(value))
        throw malformed(what, 'it is no image index');
    return value;
}
/** Reads an image configuration (image-spec, config.md). Throws DocklessError. */
function parseImageConfig(bytes, what) {
    const value = document(bytes, what);
    if (!isImageConfig(value))
        throw malformed(what, 'it is no image configuration');
    return { ...value, rootfs: { type: 'layers', diff_ids: value.rootfs.diff_ids ?? [] } };
}
/** Reads a manifest or an index, whichever it is: by `mediaType` when that is known, else by its shape. */
function parseManifestOrIndex(bytes, mediaType, what) {
    const value = document(bytes, what);
    const known = mediaType === _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.manifest || mediaType === _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerManifest ? false : undefined;
    const wanted = mediaType !== undefined && (0,_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .isIndex */ .nw)(mediaType) ? true : known;
    if (wanted !== false && isIndexDocument(value))
        return { index: value };
    if (wanted !== true && isManifest(value))
        return { manifest: value };
    throw malformed(what, 'it is neither an image manifest nor an index');
}
const OCI_TYPE = {
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerIndex]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.index,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerManifest]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.manifest,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerConfig]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.config,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerLayer]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layer,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerLayerGzip]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layerGzip,
    'application/vnd.docker.image.rootfs.diff.tar.zstd': _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layerZstd,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerForeignLayer]: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
};
/** The OCI name of a media type of Docker's; every other one as it is. The bytes are the same either way. */
function ociMediaType(mediaType) {
    return OCI_TYPE[mediaType] ?? mediaType;
}
/** The digests that a manifest or index names: what must be there before it. */
function blobsOf(manifest) {
    return [manifest.config, ...manifest.layers];
}
function malformed(what, problem, cause) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('REGISTRY_FAILED', `${what} cannot be used: ${problem}`, {
        ...(cause === undefined ? {} : { cause }),
        fix: 'Check the reference: it may name something else than a container image. Otherwise push the image again.',
    });
}
function document(bytes, what) {
    if (bytes.length > LARGEST_MANIFEST)
        throw malformed(what, `it has ${bytes.length} bytes`);
    try {
        // Go programs write `null` for what is empty: the same as not there.
        const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (_key, item) => (item === null ? undefined : item));
        return value;
    }
    catch (cause) {
        throw malformed(what, 'it is not JSON', cause);
    }
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isArrayOf(value, holds) {
    return Array.isArray(value) && value.every((item) => holds(item));
}
function isText(value) {
    return typeof value === 'string';
}
function isOptionalText(value) {
    return value === undefined || isText(value);
}
function isTextMap(value) {
    return value === undefined || (isFields(value) && Object.values(value).every(isText));
}
function isOptionalTexts(value) {
    return value === undefined || isArrayOf(value, isText);
}
function isPlatform(value) {
    return (isFields(value) &&
        isText(value['os']) &&
        isText(value['architecture']) &&
        isOptionalText(value['variant']));
}
function isDescriptor(value) {
    return (isFields(value) &&
        isText(value['mediaType']) &&
        isText(value['digest']) &&
        (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(value['digest']) &&
        typeof value['size'] === 'number' &&
        Number.isSafeInteger(value['size']) &&
        value['size'] >= 0 &&
        (value['platform'] === undefined || isPlatform(value['platform'])) &&
        isTextMap(value['annotations']));
}
function isManifest(value) {
    return (isFields(value) &&
        value['schemaVersion'] === 2 &&
        value['manifests'] === undefined &&
        isDescriptor(value['config']) &&
        isArrayOf(value['layers'], isDescriptor) &&
        isTextMap(value['annotations']));
}
function isIndexDocument(value) {
    return (isFields(value) &&
        value['schemaVersion'] === 2 &&
        value['layers'] === undefined &&
        isArrayOf(value['manifests'], isDescriptor) &&
        isTextMap(value['annotations']));
}
function isHistory(value) {
    return isFields(value) && isOptionalText(value['created']) && isOptionalText(value['created_by']);
}
function isContainerConfig(value) {
    if (value === undefined)
        return true;
    return (isFields(value) &&
        ['User', 'WorkingDir', 'StopSignal'].every((name) => isOptionalText(value[name])) &&
        ['Env', 'Entrypoint', 'Cmd', 'OnBuild', 'Shell'].every((name) => isOptionalTexts(value[name])) &&
        isTextMap(value['Labels']) &&
        ['ExposedPorts', 'Volumes', 'Healthcheck'].every((name) => value[name] === undefined || isFields(value[name])));
}
function isImageConfig(value) {
    if (!isFields(value) || !isText(value['os']) || !isText(value['architecture']))
        return false;
    const rootfs = value['rootfs'];
    return (isFields(rootfs) &&
        (rootfs['diff_ids'] === undefined || isArrayOf(rootfs['diff_ids'], isDigestText)) &&
        (value['history'] === undefined || isArrayOf(value['history'], isHistory)) &&
        isContainerConfig(value['config']));
}
function isDigestText(value) {
    return isText(value) && (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(value);
}


/***/ }),

/***/ 4566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SM: () => (/* binding */ isNonDistributable),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   zu: () => (/* binding */ MediaType)
/* harmony export */ });
/** Media types of the OCI image-spec (media-types.md) and their Docker forerunners, which registries still serve. */
const MediaType = {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar',
    layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
    layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
    layoutHeader: 'application/vnd.oci.layout.header.v1+json',
    empty: 'application/vnd.oci.empty.v1+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerConfig: 'application/vnd.docker.container.image.v1+json',
    dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
    dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    dockerForeignLayer: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
};
/** What we accept when we ask for a manifest. */
const MANIFEST_TYPES = [
    MediaType.index,
    MediaType.manifest,
    MediaType.dockerIndex,
    MediaType.dockerManifest,
];
function isIndex(mediaType) {
    return mediaType === MediaType.index || mediaType === MediaType.dockerIndex;
}
/** True for layers that registries do not hold (image-spec, layer.md, "Non-Distributable Layers"). */
function isNonDistributable(mediaType) {
    return mediaType === MediaType.dockerForeignLayer || mediaType.includes('.nondistributable.');
}


/***/ }),

/***/ 4647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   Nc: () => (/* binding */ nativePlatform),
/* harmony export */   xV: () => (/* binding */ choosePlatform)
/* harmony export */ });
const ARCHITECTURE = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    x64: 'amd64',
    aarch64: 'arm64',
    armhf: 'arm',
    armel: 'arm',
    i386: '386',
    i686: '386',
    ia32: '386',
    ppc64el: 'ppc64le',
};
/** Reads `os/arch[/variant]` as BuildKit does (`linux/aarch64` is `linux/arm64`); undefined when it is not one. */
function parsePlatform(text) {
    const [os, architecture, variant, ...more] = text.trim().toLowerCase().split('/');
    if (!os ||
        !architecture ||
        more.length > 0 ||
        !/^[a-z0-9._-]+$/.test(`${os}${architecture}${variant ?? ''}`))
        return undefined;
    const named = ARCHITECTURE[architecture] ?? architecture;
    if (named === 'arm64' && (variant === undefined || variant === 'v8'))
        return { os, architecture: named };
    if (named === 'arm' && variant === undefined)
        return { os, architecture: named, variant: 'v7' };
    return variant ? { os, architecture: named, variant } : { os, architecture: named };
}
/** `linux/amd64`, `linux/arm/v7`. */
function formatPlatform(platform) {
    return [platform.os, platform.architecture, ...(platform.variant ? [platform.variant] : [])].join('/');
}
/** The platform that this process runs on, as an image platform: always linux, whose images we build. */
function nativePlatform() {
    return parsePlatform(`linux/${process.arch}`) ?? { os: 'linux', architecture: process.arch };
}
/** Chooses the entry of an index for `wanted`: exact variant first, then no variant at all (containerd's order for these). */
function choosePlatform(entries, wanted) {
    const same = entries.filter((e) => e.platform?.os === wanted.os && e.platform.architecture === wanted.architecture);
    const normal = (p) => p?.architecture === 'arm64' && p.variant === 'v8' ? undefined : p?.variant;
    return (same.find((e) => normal(e.platform) === normal(wanted)) ??
        same.find((e) => e.platform?.variant === undefined) ??
        (wanted.variant === undefined ? same[0] : undefined));
}


/***/ }),

/***/ 4511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment)
/* harmony export */ });
/** Variables of ours that a child may see; everything else is built for it, never inherited. */
const PASSED = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'SOURCE_DATE_EPOCH',
    'NO_COLOR',
    'RUNNER_TRACKING_ID',
];
/**
 * The environment of a child process: a short list of harmless variables of ours and what the caller gives.
 * Inputs, tokens and the CI's job variables are never in it. `RUNNER_TRACKING_ID` passes because GitHub's
 * runner finds orphans by it.
 */
function childEnvironment(given = {}, ours = process.env) {
    const env = {};
    for (const name of PASSED) {
        const value = ours[name];
        if (value !== undefined)
            env[name] = value;
    }
    return { ...env, ...given };
}


/***/ }),

/***/ 2923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/** The first executable file called `name` on a PATH, as an absolute path; undefined when there is none. */
async function findProgram(name, searchPath = process.env['PATH'] ?? '') {
    for (const directory of searchPath.split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        if (!node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute(directory))
            continue;
        const candidate = node_path__WEBPACK_IMPORTED_MODULE_2__.join(directory, name);
        if (await isExecutable(candidate))
            return candidate;
    }
    return undefined;
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 1767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ run),
/* harmony export */   n: () => (/* binding */ start)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4511);




const KEEP = 1 << 20;
const GRACE_MS = 2000;
/** A pipe that something outside of the group holds open is read no longer than this after the program has ended. */
const DRAIN_MS = 2000;
/** A line that is longer comes in pieces: nothing that a program prints may fill our memory. */
const LONGEST_LINE = 1 << 16;
const SIGNAL_NUMBERS = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGKILL: 9,
    SIGTERM: 15,
};
/** Runs a program to its end. Never throws for what the program does: read `status`. */
async function run(command, options = {}) {
    return start(command, options).finished;
}
/** Starts a program in a process group of its own and returns at once. */
function start(command, options = {}) {
    const [program, ...args] = command.argv;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: command.cwd,
        env: command.env ?? (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .childEnvironment */ .Q)(),
        detached: true,
        stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => { }); // the program may end without reading: EPIPE says nothing new
    child.stdin?.end(command.stdin);
    const group = new Group(child, options.graceMs ?? GRACE_MS);
    const finished = settle(child, group, options);
    return {
        pid: child.pid,
        finished,
        async end(graceMs) {
            await group.end(graceMs);
            await finished;
        },
        async [Symbol.asyncDispose]() {
            await group.end();
            await finished;
        },
    };
}
async function settle(child, group, options) {
    const stdout = new Tail(options.keep ?? KEEP);
    const stderr = new Tail(options.keep ?? KEEP);
    const read = Promise.all([
        follow(child.stdout, 'stdout', stdout, options.onLine),
        follow(child.stderr, 'stderr', stderr, options.onLine),
    ]);
    let timedOut = false;
    const timer = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            void group.end(0);
        }, options.timeoutMs);
    const abort = () => void group.end();
    if (options.signal?.aborted)
        abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
        const ended = await exit(child);
        group.gone();
        await drained(read, [child.stdout, child.stderr]);
        return { ...ended, stdout: stdout.text(), stderr: stderr.text(), timedOut };
    }
    finally {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', abort);
    }
}
async function exit(child) {
    return new Promise((resolve) => {
        child.once('error', (error) => resolve({ status: 127, signal: undefined, startError: (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) }));
        child.once('exit', (code, signal) => resolve({
            status: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
            signal: signal ?? undefined,
            startError: undefined,
        }));
    });
}
async function follow(source, stream, tail, onLine) {
    if (!source)
        return;
    source.on('data', (chunk) => tail.add(chunk));
    source.on('error', () => { }); // a pipe that breaks with its process
    const lines = onLine && new Lines((line) => onLine(line, stream));
    if (lines)
        source.on('data', (chunk) => lines.add(chunk));
    await new Promise((resolve) => void source.once('close', resolve));
    lines?.end();
}
/** Waits until the pipes are read to their end; one that a daemon took along has none, and is let go of. */
async function drained(read, pipes) {
    const late = setTimeout(() => {
        for (const pipe of pipes)
            pipe?.destroy();
    }, DRAIN_MS);
    try {
        await read;
    }
    finally {
        clearTimeout(late);
    }
}
/** Cuts a stream of UTF-8 into lines, which end in LF or CR LF. */
class Lines {
    #onLine;
    #decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    #partial = '';
    constructor(onLine) {
        this.#onLine = onLine;
    }
    add(chunk) {
        const lines = `${this.#partial}${this.#decoder.write(chunk)}`.split('\n');
        this.#partial = lines.pop() ?? '';
        for (const line of lines)
            this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (this.#partial.length < LONGEST_LINE)
            return;
        this.#onLine(this.#partial);
        this.#partial = '';
    }
    end() {
        const rest = `${this.#partial}${this.#decoder.end()}`;
        if (rest !== '')
            this.#onLine(rest);
    }
}
/** The process group of a child: negative pid, see kill(2). */
class Group {
    #child;
    #graceMs;
    #gone = false;
    #ending;
    constructor(child, graceMs) {
        this.#child = child;
        this.#graceMs = graceMs;
    }
    /** The leader was reaped; what it left in its group is killed, as nobody waits for it. */
    gone() {
        this.#kill('SIGKILL');
        this.#gone = true;
    }
    async end(graceMs = this.#graceMs) {
        this.#ending ??= this.#end(graceMs);
        await this.#ending;
    }
    async #end(graceMs) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        const exited = new Promise((resolve) => void this.#child.once('exit', () => resolve()));
        if (graceMs > 0) {
            this.#kill('SIGTERM');
            const late = new Promise((resolve) => void setTimeout(resolve, graceMs).unref());
            await Promise.race([exited, late]);
        }
        if (!this.#gone)
            this.#kill('SIGKILL');
    }
    #kill(signal) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        try {
            process.kill(-this.#child.pid, signal);
        }
        catch {
            // ESRCH: nobody is left in the group
        }
    }
}
/** The last `limit` bytes of a stream. */
class Tail {
    #limit;
    #chunks = [];
    #size = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    add(chunk) {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        for (let first = this.#chunks[0]; first && this.#size - first.length >= this.#limit; first = this.#chunks[0]) {
            this.#chunks.shift();
            this.#size -= first.length;
        }
    }
    text() {
        const all = Buffer.concat(this.#chunks);
        return all.subarray(Math.max(0, all.length - this.#limit)).toString('utf8');
    }
}


/***/ })

};
