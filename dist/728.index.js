export const id = 728;
export const ids = [728];
export const modules = {

/***/ 8280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   registry: () => (/* binding */ registry),
/* harmony export */   registryCredential: () => (/* binding */ registryCredential)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _cache_blob_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9090);
/* harmony import */ var _cache_lazy_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7280);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);
/* harmony import */ var _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3507);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1717);
/* harmony import */ var _relay_catalog_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3597);
/* harmony import */ var _relay_capability_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82);
/* harmony import */ var _relay_listener_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4036);
/* harmony import */ var _relay_registry_server_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(945);
/* harmony import */ var _relay_repositories_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1894);
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











const LOOPBACK = new Set(['localhost', '::1']);
/**
 * `dockless registry`: an OCI registry on this machine, kept in a directory. Its first line is
 * `listening on http://HOST:PORT`; it ends when the signal fires.
 * Throws DocklessError when it cannot listen, or would stand open to others without a credential.
 */
async function registry(args) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const at = parseAddress(args.listen, args.credential !== undefined);
        const rootless = __addDisposableResource(env_1, args.root === undefined ? await _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .PrivateDirectory */ .l.create(args.temporary) : undefined, true);
        const root = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(args.root ?? rootless?.path ?? args.temporary);
        const store = await _cache_blob_store_js__WEBPACK_IMPORTED_MODULE_1__.BlobStore.open(node_path__WEBPACK_IMPORTED_MODULE_0__.join(root, 'blobs'));
        const catalog = await _relay_catalog_js__WEBPACK_IMPORTED_MODULE_6__/* .Catalog */ .W.load(node_path__WEBPACK_IMPORTED_MODULE_0__.join(root, 'repositories'));
        const server = __addDisposableResource(env_1, new _relay_registry_server_js__WEBPACK_IMPORTED_MODULE_9__/* .RegistryServer */ .L({
            repositories: new _relay_repositories_js__WEBPACK_IMPORTED_MODULE_10__/* .Repositories */ .P(new _cache_lazy_content_js__WEBPACK_IMPORTED_MODULE_2__.LazyContent(store), catalog, 'repository'),
            deletable: true,
            admit: (0,_relay_capability_js__WEBPACK_IMPORTED_MODULE_7__/* .basicGate */ .Ei)(args.credential),
        }), true);
        const listener = __addDisposableResource(env_1, await (0,_relay_listener_js__WEBPACK_IMPORTED_MODULE_8__/* .listen */ .K)({ request: (request, response) => server.handle(request, response) }, at), true);
        args.print(`listening on http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${listener.port}`);
        await fired(args.signal);
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
/** The credential of a registry that others may reach: DOCKLESS_REGISTRY_USERNAME and DOCKLESS_REGISTRY_PASSWORD. */
function registryCredential(env) {
    const username = env['DOCKLESS_REGISTRY_USERNAME'] ?? '';
    const password = env['DOCKLESS_REGISTRY_PASSWORD'] ?? '';
    if (username === '' && password === '')
        return undefined;
    if (username !== '' && password !== '' && !username.includes(':'))
        return { username, password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_5__/* .Secret */ .z(password) };
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WrongInput */ .Ey([
        {
            input: 'DOCKLESS_REGISTRY_USERNAME',
            problem: 'it needs DOCKLESS_REGISTRY_PASSWORD beside it, and no colon',
            fix: 'Set both, or neither for a registry on loopback',
        },
    ]);
}
function parseAddress(text, guarded) {
    const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^[\]:/\s]+)):(\d{1,5})$/.exec(text);
    const host = match?.[1] ?? match?.[2] ?? '';
    const port = Number(match?.[3]);
    if (!match || port > 65_535) {
        const fix = 'Write 127.0.0.1:5000, or 127.0.0.1:0 for any free port';
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WrongInput */ .Ey([{ input: 'listen', problem: `"${text}" is not HOST:PORT`, fix }]);
    }
    if (guarded || LOOPBACK.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host))
        return { host, port };
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WrongInput */ .Ey([
        {
            input: 'listen',
            problem: `at ${host} everybody who reaches this machine could push and delete`,
            fix: 'Listen on 127.0.0.1, or set DOCKLESS_REGISTRY_USERNAME and DOCKLESS_REGISTRY_PASSWORD',
        },
    ]);
}
async function fired(signal) {
    if (signal.aborted)
        return;
    await new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
    });
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

/***/ 1717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ Secret)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

/**
 * A value that must not be seen. Printing, joining, JSON and util.inspect all give `***`;
 * only `reveal()` gives the value, so a search for that word finds every use.
 */
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    reveal() {
        return this.#value;
    }
    toString() {
        return '***';
    }
    toJSON() {
        return '***';
    }
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return '***';
    }
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

/***/ 907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EV: () => (/* binding */ isRegistryHost),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   en: () => (/* binding */ isRepositoryName)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = new RegExp(`^(?:\\[[0-9a-fA-F:]+\\]|${LABEL}(?:\\.${LABEL})*)(?::[0-9]{1,5})?$`);
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
/** distribution-spec: a repository name and its host together stay below 256 characters in common clients. */
const LONGEST_NAME = 255;
/**
 * Reads an image reference: `[host[:port]/]path[:tag][@digest]` (distribution-spec, "Pulling manifests"; the
 * host rule is Docker's: a first component with a dot or colon, in upper case, or `localhost`).
 */
function parseReference(text) {
    const [name = '', digestText, ...more] = text.split('@');
    if (more.length > 0)
        return { reason: 'it has more than one "@"' };
    const digest = digestText === undefined ? undefined : (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDigest */ .m)(digestText);
    if (digestText !== undefined && !digest)
        return { reason: `"${digestText}" is not a sha256 or sha512 digest` };
    const slash = name.lastIndexOf('/');
    const colon = name.indexOf(':', slash + 1);
    const tag = colon === -1 ? undefined : name.slice(colon + 1);
    const path = colon === -1 ? name : name.slice(0, colon);
    if (tag !== undefined && !TAG.test(tag)) {
        return {
            reason: `the tag "${tag}" may only hold letters, digits, "_", "." and "-", at most 128, and not begin with "." or "-"`,
        };
    }
    const { registry, repository } = splitHost(path);
    const wrong = nameProblem(registry, repository);
    if (wrong)
        return { reason: wrong };
    return { registry, repository, tag: tag ?? (digest ? undefined : 'latest'), digest };
}
function splitHost(path) {
    const slash = path.indexOf('/');
    const first = slash === -1 ? '' : path.slice(0, slash);
    const isHost = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
    const registry = isHost ? first : 'docker.io';
    const rest = isHost ? path.slice(slash + 1) : path;
    if (!DOCKER_HUB.has(registry))
        return { registry, repository: rest };
    return { registry: 'docker.io', repository: rest.includes('/') || rest === '' ? rest : `library/${rest}` };
}
function nameProblem(registry, repository) {
    if (!HOST.test(registry))
        return `"${registry}" is not a registry host`;
    if (repository === '')
        return 'it names no repository';
    if (repository !== repository.toLowerCase())
        return `the repository "${repository}" must be lower case`;
    if (!isRepositoryName(repository))
        return `"${repository}" is not a repository name`;
    if (registry.length + repository.length + 1 > LONGEST_NAME)
        return `it is longer than ${LONGEST_NAME} characters`;
    return undefined;
}
/** True for `host[:port]`, the host a DNS name, an IPv4 address or an IPv6 address in brackets. */
function isRegistryHost(text) {
    return HOST.test(text);
}
/** True for a repository name of the distribution-spec ("Pulling manifests", the grammar of <name>). */
function isRepositoryName(text) {
    return text.split('/').every((component) => COMPONENT.test(component));
}
/** True for a tag of the distribution-spec. */
function isTag(text) {
    return TAG.test(text);
}
/** The reference written out in full: `docker.io/library/alpine:3@sha256:…`. */
function formatReference(reference) {
    const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
    const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
    return `${reference.registry}/${reference.repository}${tag}${digest}`;
}
/** What a registry is asked for: the digest when there is one, otherwise the tag. */
function objectOf(reference) {
    return reference.digest ?? reference.tag ?? 'latest';
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
