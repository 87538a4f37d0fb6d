export const id = 570;
export const ids = [570];
export const modules = {

/***/ 7570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RegistryStore: () => (/* binding */ RegistryStore)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _oci_manifests_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6352);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4566);
/* harmony import */ var _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9000);
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7154);
/* harmony import */ var _cache_store_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2451);
/* harmony import */ var _in_parallel_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4608);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8433);
/* harmony import */ var _patience_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3154);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3012);
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












const ARTIFACT = 'application/vnd.dockless.cache.v1+json';
const INDEX = 'application/vnd.dockless.cache.index.v1+json+gzip';
const TAG_PREFIX = 'dockless-';
const BLOB = 'application/vnd.dockless.cache.blob.v1';
/** What nobody used for so long is not worth its place in a registry that somebody pays for. */
const MAX_AGE_DAYS = 30;
/**
 * A cache in a repository of a registry. Each build has an artifact of its own there, under a tag `dockless-…`: the
 * index is its config, every cached blob one of its layers, so that the registry's garbage collection keeps them.
 */
class RegistryStore {
    name;
    writable = true;
    isRemote = false;
    /** Blobs can be mounted from here. */
    origin;
    #client;
    #options;
    /** The index that was read last: what stands at the end is nearly always what stood at the beginning. */
    #last;
    constructor(repository, client, options) {
        this.#options = options;
        this.name = `registry:${repository.registry}/${repository.repository}`;
        this.origin = repository;
        this.#client = client;
    }
    async load(query, signal) {
        const damages = [];
        const standing = await this.#first((0,_tags_js__WEBPACK_IMPORTED_MODULE_10__/* .readableTags */ .w)(TAG_PREFIX, query), signal, damages);
        if (!standing && damages.length === 0)
            return undefined;
        return { index: standing?.index ?? _cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .EMPTY_INDEX */ .ZK, lost: new Set(), damages };
    }
    open(digest, { size }, { signal }) {
        return this.#client.blob(this.origin, digest, { size, signal });
    }
    async save({ query, snapshot, content }, runs) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const watch = __addDisposableResource(env_1, new _patience_js__WEBPACK_IMPORTED_MODULE_9__/* .Watch */ .ox(this.#patience.stallMs, runs), false);
            const { saved, replaced } = await watch.over(this.#save(query, snapshot, content, watch));
            if (replaced)
                await this.#delete(replaced, runs);
            return saved;
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            __disposeResources(env_1);
        }
    }
    /** `replaced`: a manifest that no tag names any more. */
    async #save(query, snapshot, content, watch) {
        const { signal } = watch;
        const tag = (0,_tags_js__WEBPACK_IMPORTED_MODULE_10__/* .tagOf */ .c)(TAG_PREFIX, query.place, query.reader);
        const own = await this.#read(tag, signal, []);
        watch.moved();
        // What the default branch keeps is in the same repository: a branch's first save moves no byte of it.
        const others = (0,_tags_js__WEBPACK_IMPORTED_MODULE_10__/* .readableTags */ .w)(TAG_PREFIX, query).filter((one) => one !== tag);
        const base = (own ?? (await this.#first(others, signal, [])))?.index;
        watch.moved();
        const index = (0,_merge_js__WEBPACK_IMPORTED_MODULE_8__/* .merge */ .h1)(base, snapshot, this.#limits());
        if (index === own?.index)
            return { saved: _cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .UNCHANGED */ .ST };
        const added = (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .newBlobs */ .BJ)(base, index, snapshot.lost);
        await (0,_in_parallel_js__WEBPACK_IMPORTED_MODULE_11__/* .inParallel */ .H)(added, async ([digest, { size }]) => {
            await this.#push({ digest, size }, snapshot.lost.has(digest), content, watch);
            watch.moved();
        });
        const kept = await this.#keep(tag, index, signal);
        const size = added.reduce((sum, [, blob]) => sum + blob.size, 0);
        const saved = { changed: true, blobs: added.length, size };
        return own && own.digest !== kept ? { saved, replaced: own.digest } : { saved };
    }
    async list(_query, signal) {
        const found = await Promise.all((await this.#tags(signal)).map((tag) => this.#read(tag, signal, [])));
        return found.flatMap((standing) => (standing ? [standing.index] : []));
    }
    async prune(signal) {
        for (const tag of await this.#tags(signal)) {
            const own = await this.#read(tag, signal, []);
            if (!own)
                continue;
            const index = (0,_merge_js__WEBPACK_IMPORTED_MODULE_8__/* .merge */ .h1)(own.index, _merge_js__WEBPACK_IMPORTED_MODULE_8__/* .NOTHING */ .K$, this.#limits());
            // A registry that deletes nothing is given an index of nothing.
            const isGone = index.entries.length === 0 && (await this.#delete(own.digest, signal));
            if (isGone || index === own.index)
                continue;
            await this.#keep(tag, index, signal);
            await this.#delete(own.digest, signal);
        }
    }
    #limits() {
        return { maxSize: this.#options.maxSize, maxAgeDays: MAX_AGE_DAYS, today: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .today */ .Ec)() };
    }
    /**
     * Deletes a manifest of ours, so that the registry's garbage collection finds the blobs that nobody names any more.
     * Blobs are not deleted one by one: other builds' caches may name them. False where the registry refuses.
     */
    async #delete(digest, signal) {
        try {
            await (0,_patience_js__WEBPACK_IMPORTED_MODULE_9__/* .within */ .ux)(this.#patience.readMs, signal, (limited) => this.#client.deleteManifest(this.origin, digest, limited));
            return true;
        }
        catch (error) {
            signal.throwIfAborted();
            this.#options.log.debug(`cache: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
            return false;
        }
    }
    async #tags(signal) {
        try {
            return (await this.#client.tags(this.origin, signal)).filter((tag) => tag.startsWith(TAG_PREFIX));
        }
        catch (error) {
            if (error instanceof _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .RegistryFailure */ .Yp && error.status === 404)
                return [];
            throw error;
        }
    }
    get #patience() {
        return this.#options.patience ?? _patience_js__WEBPACK_IMPORTED_MODULE_9__/* .PATIENCE */ .aZ;
    }
    /** Puts the artifact that names every blob of the index under `tag`. Returns its digest. */
    async #keep(tag, index, signal) {
        const config = (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .packIndex */ .q_)((0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .formatIndex */ .Qe)(index));
        const descriptor = { mediaType: INDEX, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(config), size: config.length };
        const open = async (start) => node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from([config.subarray(start)]);
        await this.#client.pushBlob(this.origin, descriptor, open, { signal });
        const manifest = {
            schemaVersion: 2,
            mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .MediaType */ .zu.manifest,
            artifactType: ARTIFACT,
            config: descriptor,
            layers: [...index.blobs]
                .filter(([, { origin }]) => !origin)
                .map(([digest, { size }]) => ({ mediaType: BLOB, digest, size })),
        };
        const bytes = Buffer.from(JSON.stringify(manifest));
        return this.#client.pushManifest(this.origin, tag, { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .MediaType */ .zu.manifest, bytes }, signal);
    }
    /** `isLost`: the registry did not give it when it was asked for, whatever it says now. */
    async #push({ digest, size }, isLost, content, watch) {
        const { signal } = watch;
        if (!isLost && (await this.#client.hasBlob(this.origin, digest, signal)) !== undefined)
            return;
        for (const from of isLost ? [] : (this.#options.neighbours ?? []))
            if (await this.#client.mount(this.origin, digest, from, signal))
                return;
        const open = async (start) => {
            const stream = await content.read(digest, start === 0 ? undefined : { start, end: size - 1 });
            if (!stream)
                throw new Error(`${digest} is not at hand any more`);
            return stream;
        };
        let sent = 0;
        const onProgress = (total) => {
            watch.moved(total - sent);
            sent = total;
        };
        await this.#client.pushBlob(this.origin, { digest, size }, open, { signal, onProgress, isLost });
    }
    /** What stands under the first of the tags that has anything of ours. */
    async #first(tags, signal, damages) {
        for (const tag of tags) {
            const standing = await this.#read(tag, signal, damages);
            if (standing)
                return standing;
        }
        return undefined;
    }
    /** Undefined when nothing of ours stands there. Throws when the registry does not say. */
    async #read(tag, signal, damages) {
        const reference = { ...this.origin, tag, digest: undefined };
        try {
            const { digest, bytes } = await (0,_patience_js__WEBPACK_IMPORTED_MODULE_9__/* .within */ .ux)(this.#patience.readMs, signal, (limited) => this.#client.manifest(reference, { signal: limited }));
            const index = await this.#indexOf(bytes, signal);
            damages.push(...(index?.damages ?? [`${this.name}:${tag} is damaged, or no cache of this version`]));
            return index && { digest, index: index.index };
        }
        catch (error) {
            if (!(error instanceof _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .RegistryFailure */ .Yp) || (error.status !== undefined && error.status !== 404))
                throw error;
            if (error.status === undefined)
                damages.push(`${this.name}:${tag} is damaged (${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`);
            return undefined;
        }
    }
    /** The index of an artifact; undefined for what is none of ours, and for one whose index is gone or damaged. */
    async #indexOf(bytes, signal) {
        const config = configOf(bytes);
        if (config?.mediaType !== INDEX || config.size > _cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .LARGEST_INDEX */ .mU)
            return undefined;
        if (this.#last?.config === config.digest)
            return this.#last.read;
        try {
            const text = (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .unpackIndex */ .TL)(await this.#bytes(config.digest, config.size, signal));
            const read = text === undefined ? undefined : (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIndex */ .A1)(text);
            this.#last = { config: config.digest, read };
            return read;
        }
        catch (error) {
            const isGone = error instanceof _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .RegistryFailure */ .Yp && (error.status === undefined || error.status === 404);
            if (isGone)
                return undefined;
            throw error;
        }
    }
    async #bytes(digest, size, signal) {
        const chunks = [];
        for await (const chunk of await this.#client.blob(this.origin, digest, { size, signal }))
            if (chunk instanceof Uint8Array)
                chunks.push(chunk);
        return Buffer.concat(chunks);
    }
}
function configOf(manifest) {
    try {
        return (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(manifest, 'the cache').config;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ tagOf),
/* harmony export */   w: () => (/* binding */ readableTags)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5155);


/** The tag of one build's cache in a repository, as a ref of some trust writes it. */
function tagOf(prefix, place, { ref, trust }) {
    return `${prefix}${short(place)}-${trust}-${short(ref)}`;
}
/** The tags to look at, the best first: its own ref's, then the default branch's; never one that is trusted less. */
function readableTags(prefix, { place, reader }) {
    const levels = _trust_js__WEBPACK_IMPORTED_MODULE_1__/* .TRUST_LEVELS */ .xW.slice(_trust_js__WEBPACK_IMPORTED_MODULE_1__/* .TRUST_LEVELS */ .xW.indexOf(reader.trust));
    const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])];
    return [...new Set(refs.flatMap((ref) => levels.map((trust) => tagOf(prefix, place, { ref, trust }))))];
}
function short(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 12);
}


/***/ }),

/***/ 9000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yp: () => (/* binding */ RegistryFailure),
/* harmony export */   ac: () => (/* binding */ parseSpecErrors),
/* harmony export */   it: () => (/* binding */ refusedBy)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2782);



/** A registry that refused, or whose answer cannot be right. */
class RegistryFailure extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2 {
    registry;
    repository;
    status;
    /** Codes of the registry's error document: `DENIED`, `NAME_UNKNOWN`, … */
    codes;
    constructor(message, details) {
        super('REGISTRY_FAILED', message, { fix: details.fix, cause: details.cause });
        this.name = 'RegistryFailure';
        this.registry = details.registry;
        this.repository = details.repository;
        this.status = details.status;
        this.codes = details.codes ?? [];
    }
}
/** Reads the error document of an answer; empty when the body is something else. */
function parseSpecErrors(body) {
    let document;
    try {
        document = JSON.parse(body);
    }
    catch {
        return [];
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(document) || !Array.isArray(document['errors']))
        return [];
    return document['errors'].filter(_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G).map((entry) => ({
        code: typeof entry['code'] === 'string' ? entry['code'] : 'UNKNOWN',
        message: typeof entry['message'] === 'string' ? entry['message'] : '',
    }));
}
/** The failure that an answer with an unwelcome status stands for. */
function refusedBy(refusal) {
    const { method, registry, repository, object, status, body, login } = refusal;
    const errors = parseSpecErrors(body);
    const said = errors.map(({ code, message }) => (message ? `${code}: ${message}` : code)).join('; ');
    const text = said || excerpt(body);
    const answer = `${status} ${node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status] ?? ''}`.trim();
    const message = `${registry} answered ${answer} to ${method} ${repository}/${object}${text ? ` (${text})` : ''}`;
    const codes = errors.map(({ code }) => code);
    return new RegistryFailure(message, { registry, repository, status, codes, fix: fixFor(refusal, login) });
}
/** What an HTML page or a line of text says, short enough for a message. */
function excerpt(body) {
    const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1] ?? body;
    if (title.includes('<'))
        return '';
    const line = title.replace(/\s+/g, ' ').trim();
    return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
function fixFor({ status, method, registry, repository }, login) {
    const isPull = method === 'GET' || method === 'HEAD';
    if (status === 401 || status === 403) {
        const mend = login === undefined
            ? `Give a login to ${registry}: the inputs registry, username and password, or docker login.`
            : `Let ${login} ${isPull ? 'pull from' : 'push to'} ${repository}, or use another login to ${registry}.`;
        return isPull ? `${mend} Check the name too: some registries answer so for what does not exist.` : mend;
    }
    if (status === 404)
        return `Check that the repository ${repository} exists on ${registry}, and the spelling.`;
    if (status === 413)
        return 'The registry, or a proxy before it, limits the size of an upload: have the limit raised, or make the layer smaller.';
    if (status === 429)
        return login === undefined
            ? `Log in to ${registry} for a higher limit, or name a mirror in registry-mirrors.`
            : `Wait for the limit of ${login} to pass, or name a mirror in registry-mirrors.`;
    if (status >= 500)
        return `Run it again; if it stays so, look at the log of ${registry}.`;
    return `Look at what ${registry} says, and at its log.`;
}


/***/ })

};
