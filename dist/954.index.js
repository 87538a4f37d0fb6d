export const id = 954;
export const ids = [954];
export const modules = {

/***/ 2954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PY: () => (/* binding */ saveQuietly),
/* harmony export */   UT: () => (/* binding */ STEPS),
/* harmony export */   r_: () => (/* binding */ BuildCache)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7154);
/* harmony import */ var _cache_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2451);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8627);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2853);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5155);






/** Repository of the relay in which a builder finds and leaves its steps. */
const STEPS = 'cache/steps';
/** Blobs up to this size stand in the index: a request each costs more than they do. */
const SMALL_SIZE = 64 * 1024;
/** What all small blobs of an index may add up to; the others are blobs like any other. */
const SMALL_TOTAL = 8 * 1024 * 1024;
/**
 * The cache of one build: what the store has is laid before the builder, and what the builder used and made is taken
 * down when it is through. Nothing that goes wrong with the store is thrown: it is told, and the build goes on.
 */
class BuildCache {
    #store;
    #query;
    #log;
    #loading;
    #loaded;
    #usable = _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
    #lost = new Set();
    #unused = new AbortController();
    #distrusted = false;
    #isUnread = false;
    #content;
    #snapshot;
    /** Asks the store at once, and goes on without waiting for it. */
    constructor(store, query, log, runs) {
        const signal = AbortSignal.any([runs, this.#unused.signal]);
        this.#store = store;
        this.#query = query;
        this.#log = log;
        this.#loading = store.load(query, signal).catch((error) => {
            this.#isUnread = true;
            if (!signal.aborted)
                log.warning(`${store.name} cannot be read, and is not used: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            return undefined;
        });
    }
    get store() {
        return this.#store;
    }
    get writable() {
        return this.#store.writable && !this.#isUnread;
    }
    /** True when the store promised blobs that it did not have or that were others: a build may have failed for it. */
    get failed() {
        return this.#lost.size > (this.#loaded?.lost.size ?? 0);
    }
    /** True when anything of an earlier run is used. */
    get isWarm() {
        return this.#usable.entries.length > 0;
    }
    /**
     * Lays what may be used before the builder: manifests into `content`, blobs as known. Returns the tags of the
     * cache repository for `strategy`.
     */
    async lay(content, strategy) {
        const loaded = await this.#loading;
        if (!loaded || this.#distrusted)
            return [];
        this.#loaded = loaded;
        for (const damage of loaded.damages)
            this.#log.warning(`${damage}: it is dropped, and what needs it is built again`);
        for (const digest of loaded.lost)
            this.#lost.add(digest);
        this.#usable = this.#usableOf(loaded, this.#scope(strategy));
        const { entries, documents, blobs } = this.#usable;
        for (const [digest, { bytes }] of documents) {
            await content.write(once(bytes), { digest, size: bytes.length });
        }
        for (const [digest, { size, origin }] of blobs) {
            if (origin)
                content.remember({ digest, size }, origin);
            else
                content.keep({ digest, size }, this);
            if (!origin && this.#store.origin)
                content.remember({ digest, size }, this.#store.origin);
        }
        const steps = entries.filter(({ kind }) => kind === 'step');
        this.#log.debug(`cache: ${steps.length} steps and ${entries.length - steps.length} base images of ${this.#store.name}`);
        return steps.flatMap(({ name, digest }) => {
            const document = documents.get(digest);
            return document
                ? [{ tag: name, digest, mediaType: document.mediaType, size: document.bytes.length }]
                : [];
        });
    }
    open(digest) {
        const blob = this.#usable.blobs.get(digest);
        if (!blob)
            throw new Error(`the cache does not know ${digest}`);
        return this.#store.open(digest, blob);
    }
    lost(digest, failure) {
        this.#lost.add(digest);
        this.#log.warning(`${digest} is damaged or gone in ${this.#store.name}, and is dropped: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(failure)}`);
    }
    /** The build needs no cache after all: what is being read is left. */
    leave() {
        this.#unused.abort();
    }
    /** From now on nothing of earlier runs is used. */
    distrust() {
        this.#distrusted = true;
        this.#usable = _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
    }
    /** Takes down what the builder used and made. The bytes stay where they are. */
    async collect(use, content, strategy) {
        this.#content = content.store;
        const { ref, event, trust } = this.#query.reader;
        const documents = new Map(this.#loaded?.index.documents ?? []);
        for (const [digest, mediaType] of use.types)
            await take(documents, content.store, digest, mediaType);
        const entries = [];
        const note = async (kind, one) => {
            if (!(await take(documents, content.store, one.digest, one.mediaType)))
                return;
            const scope = kind === 'step' ? this.#scope(strategy) : '';
            entries.push({
                kind,
                scope,
                name: one.name,
                digest: one.digest,
                by: { ref, event, trust },
                usedOn: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_2__/* .today */ .Ec)(),
            });
        };
        for (const one of [...use.steps].reverse())
            await note('step', one);
        for (const one of [...use.images].reverse())
            await note('image', one);
        const blobs = await this.#blobsOf(entries, documents, content);
        const lookUp = documents.get.bind(documents);
        const named = new Set(entries.flatMap(({ digest }) => [...(0,_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .partsOf */ .C)(digest, lookUp).documents]));
        for (const digest of documents.keys())
            if (!named.has(digest))
                documents.delete(digest);
        this.#snapshot = { entries, documents, blobs, lost: this.#lost };
    }
    /** Saves what was collected. */
    async save(signal) {
        const { collected } = this;
        if (collected)
            await saveQuietly(this.#store, collected, this.#log, signal);
    }
    /** What there is to save; undefined when nothing is, or when the store takes nothing. */
    get collected() {
        // What could not be read would be replaced without what is in it, and after another wait.
        if (!this.#snapshot || !this.#content || !this.writable)
            return undefined;
        const before = this.#loaded?.index ?? _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
        return { query: this.#query, snapshot: this.#snapshot, content: this.#content, before };
    }
    #scope(strategy) {
        return `${this.#query.place}|${(0,_scope_js__WEBPACK_IMPORTED_MODULE_4__/* .strategyScope */ .Q)(strategy)}`;
    }
    /** Everything of the index that this run may use and that is whole. */
    #usableOf({ index, lost }, scope) {
        const lookUp = index.documents.get.bind(index.documents);
        const entries = [];
        const documents = new Map();
        const blobs = new Map();
        const seen = new Set();
        // Its own ref's steps come before the default branch's.
        const own = (entry) => (entry.by.ref === this.#query.reader.ref ? 0 : 1);
        for (const entry of [...index.entries].sort((a, b) => own(a) - own(b))) {
            if (entry.kind === 'step' && (entry.scope !== scope || !(0,_trust_js__WEBPACK_IMPORTED_MODULE_5__/* .mayRead */ .ok)(this.#query.reader, entry.by)))
                continue;
            const parts = (0,_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .partsOf */ .C)(entry.digest, lookUp);
            const mine = [...parts.blobs.keys()].flatMap((digest) => {
                const blob = lost.has(digest) ? undefined : index.blobs.get(digest);
                return blob ? [[digest, blob]] : [];
            });
            // A base image is of use in part; a step without one of its layers is not.
            if (entry.kind === 'step' && (seen.has(entry.name) || mine.length < parts.blobs.size))
                continue;
            if (entry.kind === 'step')
                seen.add(entry.name);
            entries.push(entry);
            for (const digest of parts.documents) {
                const document = lookUp(digest);
                if (document)
                    documents.set(digest, document);
            }
            for (const [digest, blob] of mine)
                blobs.set(digest, blob);
        }
        return { entries, documents, blobs };
    }
    /** The blobs of the entries whose bytes are here or that somebody is known to have; the store knows its own. */
    async #blobsOf(entries, documents, content) {
        const blobs = new Map();
        let small = 0;
        for (const entry of entries) {
            for (const [digest, { size }] of (0,_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .partsOf */ .C)(entry.digest, (one) => documents.get(one)).blobs) {
                if (blobs.has(digest))
                    continue;
                const here = (await content.store.local(digest)) !== undefined;
                const own = this.#store.origin;
                const origin = content
                    .origins(digest)
                    .find((one) => one.registry !== own?.registry || one.repository !== own.repository);
                if (here && size <= SMALL_SIZE && small + size <= SMALL_TOTAL) {
                    small += size;
                    await take(documents, content.store, digest, '');
                }
                else if (here)
                    blobs.set(digest, { size });
                else if (origin)
                    blobs.set(digest, { size, origin });
            }
        }
        return blobs;
    }
}
/** Saves; what goes wrong is told and nothing more. */
async function saveQuietly(store, collected, log, signal) {
    try {
        const saved = await store.save(collected, signal);
        if (saved.changed)
            log.info(`Cache: ${saved.blobs} new blobs (${saved.size} bytes) are kept in ${store.name}`);
        else
            log.info(`Cache: nothing new for ${store.name}`);
    }
    catch (error) {
        if (!signal.aborted)
            log.warning(`The cache was not saved: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
    }
}
/** Puts bytes that are here among the documents. False when they are not here. */
async function take(documents, store, digest, mediaType) {
    if (documents.has(digest))
        return true;
    const stream = await store.read(digest);
    if (!stream)
        return false;
    const chunks = [];
    for await (const chunk of stream)
        if (chunk instanceof Uint8Array)
            chunks.push(chunk);
    documents.set(digest, { mediaType, bytes: Buffer.concat(chunks) });
    return true;
}
async function* once(bytes) {
    yield bytes;
}


/***/ }),

/***/ 7154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   Qe: () => (/* binding */ formatIndex),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   ZK: () => (/* binding */ EMPTY_INDEX),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2782);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5155);



/** The form of the document. A cache of another version is not read, and is replaced. */
const VERSION = 1;
const EMPTY_INDEX = { entries: [], documents: new Map(), blobs: new Map() };
/** An index as JSON: the same content gives the same bytes. */
function formatIndex(index) {
    const document = {
        version: VERSION,
        entries: index.entries.map(({ kind, scope, name, digest, by, usedOn }) => ({
            kind,
            scope,
            name,
            digest,
            by: { ref: by.ref, event: by.event, trust: by.trust },
            usedOn,
        })),
        documents: sorted(index.documents, ({ mediaType, bytes }) => ({ mediaType, ...written(bytes) })),
        blobs: sorted(index.blobs, ({ size, origin, pack }) => ({
            size,
            ...(origin ? { origin: { registry: origin.registry, repository: origin.repository } } : {}),
            ...(pack ? { pack: { key: pack.key, offset: pack.offset } } : {}),
        })),
    };
    return `${JSON.stringify(document, undefined, 1)}\n`;
}
/**
 * Reads what `formatIndex` wrote, wherever it was kept since. Whatever is not as it must be is left out and told:
 * a document whose bytes have another digest, an entry without its document. Undefined for what is no index at all.
 */
function parseIndex(text) {
    const value = parseJson(text);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value) || value['version'] !== VERSION)
        return undefined;
    const damages = [];
    const documents = new Map();
    for (const [key, one] of Object.entries(objectOf(value['documents']))) {
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDigest */ .m)(key);
        const document = parseDocument(one);
        if (digest && document && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(document.bytes, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .algorithmOf */ .Hy)(digest)) === digest)
            documents.set(digest, document);
        else
            damages.push(`a manifest of the cache is damaged: ${key}`);
    }
    const blobs = new Map();
    for (const [key, one] of Object.entries(objectOf(value['blobs']))) {
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDigest */ .m)(key);
        const blob = parseBlob(one);
        if (digest && blob)
            blobs.set(digest, blob);
        else
            damages.push(`a line of the cache's index is damaged: ${key}`);
    }
    const written = Array.isArray(value['entries']) ? value['entries'] : [];
    const entries = written.map(parseEntry).filter((entry) => entry !== undefined);
    if (entries.length < written.length)
        damages.push('an entry of the cache is damaged');
    return {
        index: { entries: entries.filter(({ digest }) => documents.has(digest)), documents, blobs },
        damages,
    };
}
/** Names one entry among all: what replaces it has the same key. */
function keyOf({ kind, scope, name, by }) {
    return JSON.stringify(kind === 'image' ? [kind, name] : [kind, scope, name, by.ref, by.trust]);
}
/** What JSON text says; undefined for anything else. */
function parseJson(text) {
    try {
        const value = JSON.parse(text);
        return value;
    }
    catch {
        return undefined;
    }
}
function objectOf(value) {
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value) ? value : {};
}
function sorted(map, write) {
    const keys = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(keys.map(([digest, value]) => [digest, write(value)]));
}
/** Manifests are text nearly always; what would not come back the same is written in base64. */
function written(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const text = buffer.toString('utf8');
    return Buffer.from(text, 'utf8').equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}
function parseDocument(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value))
        return undefined;
    const { mediaType, text, base64 } = value;
    if (typeof mediaType !== 'string')
        return undefined;
    if (typeof text === 'string')
        return { mediaType, bytes: Buffer.from(text, 'utf8') };
    return typeof base64 === 'string' ? { mediaType, bytes: Buffer.from(base64, 'base64') } : undefined;
}
function parseBlob(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value))
        return undefined;
    const { size, origin, pack } = value;
    if (!isSize(size))
        return undefined;
    if ((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(origin)) {
        const { registry, repository } = origin;
        if (typeof registry !== 'string' || typeof repository !== 'string')
            return undefined;
        return { size, origin: { registry, repository } };
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(pack))
        return { size };
    const { key, offset } = pack;
    return typeof key === 'string' && isSize(offset) ? { size, pack: { key, offset } } : undefined;
}
function parseEntry(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value) || !(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value['by']))
        return undefined;
    const { kind, scope, name, digest, usedOn } = value;
    const { ref, event, trust } = value['by'];
    if (kind !== 'step' && kind !== 'image')
        return undefined;
    if (typeof scope !== 'string' || typeof name !== 'string' || !isSize(usedOn))
        return undefined;
    if (typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (typeof ref !== 'string' || typeof event !== 'string' || !isTrust(trust))
        return undefined;
    return { kind, scope, name, digest, by: { ref, event, trust }, usedOn };
}
function isTrust(value) {
    return _trust_js__WEBPACK_IMPORTED_MODULE_1__/* .TRUST_LEVELS */ .xW.some((level) => level === value);
}
function isSize(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}


/***/ }),

/***/ 2451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BJ: () => (/* binding */ newBlobs),
/* harmony export */   Ec: () => (/* binding */ today),
/* harmony export */   ST: () => (/* binding */ UNCHANGED)
/* harmony export */ });
const UNCHANGED = { changed: false, blobs: 0, size: 0 };
/** Blobs that `after` keeps and `before` did not: what a save has to bring. */
function newBlobs(before, after, lost) {
    return [...after.blobs].filter(([digest, blob]) => {
        const old = before?.blobs.get(digest);
        return !blob.origin && (!old || old.origin !== undefined || lost.has(digest));
    });
}
/** Days since 1970. */
function today(nowMs = Date.now()) {
    return Math.floor(nowMs / 86_400_000);
}


/***/ }),

/***/ 8627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ partsOf),
/* harmony export */   L: () => (/* binding */ sameCache)
/* harmony export */ });
/* harmony import */ var _oci_manifests_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6352);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4566);


/** Follows a manifest through `documents`. What an index lists and nobody has (another platform's image) is left out. */
function partsOf(root, documents) {
    const found = new Set();
    const blobs = new Map();
    const visit = (digest) => {
        const document = documents(digest);
        if (!document || found.has(digest))
            return;
        found.add(digest);
        for (const part of namedBy(document)) {
            if (documents(part.digest))
                visit(part.digest);
            else if (!isManifestType(part.mediaType))
                blobs.set(part.digest, part);
        }
    };
    visit(root);
    return { documents: found, blobs };
}
/** True when two manifests stand for the same cache: the same blobs, whatever is annotated. */
function sameCache(one, other, ignoreConfig) {
    const [a, b] = [one, other].map((document) => {
        const parts = namedBy(document);
        const relevant = ignoreConfig && !(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(document.mediaType) ? parts.slice(1) : parts;
        return relevant.map(({ digest }) => digest).join();
    });
    return a === b;
}
/** What a manifest names, the config first; nothing for what is no manifest. */
function namedBy({ mediaType, bytes }) {
    if (!isManifestType(mediaType))
        return [];
    try {
        const { index, manifest } = (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifestOrIndex */ .yA)(bytes, mediaType, 'a cached manifest');
        const named = index ? index.manifests : [manifest.config, ...manifest.layers];
        return named.filter((one) => !(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isNonDistributable */ .SM)(one.mediaType));
    }
    catch {
        return [];
    }
}
function isManifestType(mediaType) {
    return _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_TYPES */ ._P.includes(mediaType);
}


/***/ }),

/***/ 2853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   Q: () => (/* binding */ strategyScope)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);

/**
 * Which build a cache is of: the image (its first repository, unless `cache-scope` says otherwise), the target and
 * the platform. Several images of one project never share their steps.
 */
function placeOf(request) {
    const [tag] = request.tags;
    const image = request.cache.scope ?? (tag ? `${tag.registry}/${tag.repository}` : `file ${request.file ?? ''}`);
    return [image, request.target ?? '', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(request.platform)].map(encodeURIComponent).join('|');
}
/** Raised when what a strategy leaves in its cache cannot be read by the next release any more. */
const FORMAT = {};
/** The part of a scope that a strategy has for itself. */
function strategyScope(strategy) {
    return `${strategy}/${FORMAT[strategy] ?? 1}`;
}


/***/ }),

/***/ 5155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G8: () => (/* binding */ LOCAL),
/* harmony export */   MU: () => (/* binding */ isRelease),
/* harmony export */   TC: () => (/* binding */ readerOf),
/* harmony export */   ok: () => (/* binding */ mayRead),
/* harmony export */   xW: () => (/* binding */ TRUST_LEVELS)
/* harmony export */ });
/**
 * How far a run's doing may be believed by others, the least first: `change` builds what anybody proposes (a pull or
 * merge request), `branch` what was pushed to some branch, `trusted` what stands on a protected or default branch or
 * a tag, or was built where no CI is.
 */
const TRUST_LEVELS = ['change', 'branch', 'trusted'];
/** Events whose code or cause comes from outside, whatever ref they run on. */
const OUTSIDE = new Set([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'issue_comment',
    'issues',
    'discussion',
    'discussion_comment',
    'fork',
    'watch',
    'workflow_run',
    'merge_request_event',
    'external_pull_request_event',
]);
/** A laptop's: there is nobody to be protected from. */
const LOCAL = { ref: 'local', event: '', trust: 'trusted', defaultRef: undefined };
/** Who a run of a CI is to the cache. */
function readerOf(source) {
    const { ref, event = '', defaultBranch, change } = source;
    const defaultRef = defaultBranch === undefined ? undefined : `refs/heads/${defaultBranch}`;
    const outside = OUTSIDE.has(event) || change !== undefined || (ref ?? '').startsWith('refs/pull/');
    const standing = ref !== undefined && (ref === defaultRef || ref.startsWith('refs/tags/'));
    const trust = outside ? 'change' : standing || source.isProtected === true ? 'trusted' : 'branch';
    return { ref: ref ?? '', event, trust, defaultRef };
}
/**
 * Whether a run may use what `writer` wrote: its own ref's or the default branch's, and never what is trusted less
 * than itself.
 */
function mayRead(reader, writer) {
    if (TRUST_LEVELS.indexOf(writer.trust) < TRUST_LEVELS.indexOf(reader.trust))
        return false;
    return writer.ref === reader.ref || writer.ref === reader.defaultRef;
}
/** True for runs that make what is given out: they build from nothing unless they are told otherwise. */
function isRelease({ ref, event }) {
    return event === 'release' || (ref ?? '').startsWith('refs/tags/');
}


/***/ })

};
