export const id = 570;
export const ids = [570];
export const modules = {

/***/ 7570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RegistryStore: () => (/* binding */ RegistryStore)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _oci_manifests_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6352);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4566);
/* harmony import */ var _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9000);
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7154);
/* harmony import */ var _cache_store_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2451);
/* harmony import */ var _in_parallel_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4608);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8433);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5155);











const ARTIFACT = 'application/vnd.dockless.cache.v1+json';
const INDEX = 'application/vnd.dockless.cache.index.v1+json';
const TAG_PREFIX = 'dockless-';
const BLOB = 'application/vnd.dockless.cache.blob.v1';
const LARGEST_INDEX = 64 * 1024 * 1024;
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
    #maxSize;
    #neighbours;
    /** `neighbours`: repositories of the same registry that may have what is new already. */
    constructor(repository, client, maxSize, neighbours = []) {
        this.#neighbours = neighbours;
        this.name = `registry:${repository.registry}/${repository.repository}`;
        this.origin = repository;
        this.#client = client;
        this.#maxSize = maxSize;
    }
    async load(query, signal) {
        const damages = [];
        for (const tag of readableTags(query)) {
            const index = await this.#read(tag, signal, damages);
            if (index)
                return { index, lost: new Set(), damages };
        }
        return damages.length > 0 ? { index: _cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .EMPTY_INDEX */ .ZK, lost: new Set(), damages } : undefined;
    }
    open(digest, { size }) {
        return this.#client.blob(this.origin, digest, { size });
    }
    async save({ query, snapshot, content }, signal) {
        const tag = tagOf(query.place, query.reader);
        const limits = { maxSize: this.#maxSize, maxAgeDays: MAX_AGE_DAYS, today: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .today */ .Ec)() };
        // What the default branch keeps is in the same repository: a branch's first save moves no byte of it.
        const own = await this.#read(tag, signal, []);
        const base = own ?? (await this.load(query, signal))?.index;
        const index = (0,_merge_js__WEBPACK_IMPORTED_MODULE_8__/* .merge */ .h1)(base, snapshot, limits);
        if (index === own)
            return _cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .UNCHANGED */ .ST;
        const added = (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .newBlobs */ .BJ)(base, index, snapshot.lost);
        await (0,_in_parallel_js__WEBPACK_IMPORTED_MODULE_10__/* .inParallel */ .H)(added, ([digest, { size }]) => this.#push(digest, size, content, signal));
        await this.#keep(tag, index, signal);
        return { changed: true, blobs: added.length, size: added.reduce((sum, [, { size }]) => sum + size, 0) };
    }
    async list(_query, signal) {
        const found = await Promise.all((await this.#tags(signal)).map((tag) => this.#read(tag, signal, [])));
        return found.filter((index) => index !== undefined);
    }
    async prune(signal) {
        const limits = { maxSize: this.#maxSize, maxAgeDays: MAX_AGE_DAYS, today: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_7__/* .today */ .Ec)() };
        for (const tag of await this.#tags(signal)) {
            const own = await this.#read(tag, signal, []);
            const index = (0,_merge_js__WEBPACK_IMPORTED_MODULE_8__/* .merge */ .h1)(own, _merge_js__WEBPACK_IMPORTED_MODULE_8__/* .NOTHING */ .K$, limits);
            if (own && index.entries.length === 0)
                await this.#client.deleteManifest(this.origin, tag, signal);
            else if (index !== own)
                await this.#keep(tag, index, signal);
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
    /** Puts the artifact that names every blob of the index under `tag`. */
    async #keep(tag, index, signal) {
        const config = Buffer.from((0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .formatIndex */ .Qe)(index));
        const descriptor = { mediaType: INDEX, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(config), size: config.length };
        const open = async (start) => node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from([config.subarray(start)]);
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
        await this.#client.pushManifest(this.origin, tag, { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .MediaType */ .zu.manifest, bytes }, signal);
    }
    async #push(digest, size, content, signal) {
        if ((await this.#client.hasBlob(this.origin, digest, signal)) !== undefined)
            return;
        for (const from of this.#neighbours)
            if (await this.#client.mount(this.origin, digest, from, signal))
                return;
        const open = async (start) => {
            const stream = await content.read(digest, start === 0 ? undefined : { start, end: size - 1 });
            if (!stream)
                throw new Error(`${digest} is not at hand any more`);
            return stream;
        };
        await this.#client.pushBlob(this.origin, { digest, size }, open, { signal });
    }
    async #read(tag, signal, damages) {
        const reference = { ...this.origin, tag, digest: undefined };
        try {
            const { bytes } = await this.#client.manifest(reference, { signal });
            const { config } = (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(bytes, `the cache ${this.name}:${tag}`);
            const read = config.mediaType === INDEX && config.size <= LARGEST_INDEX
                ? (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIndex */ .A1)(await this.#text(config.digest, config.size, signal))
                : undefined;
            damages.push(...(read?.damages ?? [`${this.name}:${tag} is no cache of ours, or damaged`]));
            return read?.index;
        }
        catch (error) {
            if (error instanceof _registry_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .RegistryFailure */ .Yp && error.status === 404)
                return undefined;
            throw error;
        }
    }
    async #text(digest, size, signal) {
        const chunks = [];
        for await (const chunk of await this.#client.blob(this.origin, digest, { size, signal }))
            if (chunk instanceof Uint8Array)
                chunks.push(chunk);
        return Buffer.concat(chunks).toString('utf8');
    }
}
/** The tag of one build's cache, as a ref of some trust writes it. */
function tagOf(place, { ref, trust }) {
    return `${TAG_PREFIX}${short(place)}-${trust}-${short(ref)}`;
}
/** The tags to look at, the best first: its own ref's, then the default branch's; never one that is trusted less. */
function readableTags({ place, reader }) {
    const levels = _trust_js__WEBPACK_IMPORTED_MODULE_9__/* .TRUST_LEVELS */ .xW.slice(_trust_js__WEBPACK_IMPORTED_MODULE_9__/* .TRUST_LEVELS */ .xW.indexOf(reader.trust));
    const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])];
    return [...new Set(refs.flatMap((ref) => levels.map((trust) => tagOf(place, { ref, trust }))))];
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
