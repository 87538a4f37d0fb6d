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
/* harmony import */ var _patience_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3154);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2853);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5155);







/** Repository of the relay in which a builder finds and leaves its steps. */
const STEPS = 'cache/steps';
/** Blobs up to this size stand in the index: a request each costs more than they do. */
const SMALL_SIZE = 64 * 1024;
/** What all small blobs of an index may add up to; the others are blobs like any other. */
const SMALL_TOTAL = 8 * 1024 * 1024;
/** So many damages are named in one warning. */
const MOST_NAMED = 3;
/**
 * The cache of one build: what the store has is laid before the builder, and what the builder used and made is taken
 * down when it is through. Nothing that goes wrong with the store is thrown: it is told, once, and the build goes on.
 */
class BuildCache {
    #store;
    #query;
    #log;
    #patience;
    #loading;
    #loaded;
    #usable = _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
    #lost = new Set();
    #unused = new AbortController();
    #distrusted = false;
    #isUnread = false;
    #wasTold = false;
    #slow;
    /** How many were lost before the builder began. */
    #knownLost = 0;
    #content;
    #snapshot;
    /** Asks the store at once, and goes on without waiting for it. */
    constructor(store, query, log, { runs, patience = _patience_js__WEBPACK_IMPORTED_MODULE_4__/* .PATIENCE */ .aZ }) {
        this.#store = store;
        this.#query = query;
        this.#log = log;
        this.#patience = patience;
        this.#loading = this.#load(AbortSignal.any([runs, this.#unused.signal]));
    }
    async #load(signal) {
        try {
            return await (0,_patience_js__WEBPACK_IMPORTED_MODULE_4__/* .within */ .ux)(this.#patience.loadMs, signal, (limited) => this.#store.load(this.#query, limited));
        }
        catch (error) {
            this.#isUnread = true;
            if (!signal.aborted)
                this.#tell(`${this.#store.name} cannot be read, and is not used: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            return undefined;
        }
    }
    get store() {
        return this.#store;
    }
    get writable() {
        return this.#store.writable && !this.#isUnread;
    }
    /** True when the store promised blobs that it did not have or that were others: a build may have failed for it. */
    get failed() {
        return this.#lost.size > this.#knownLost;
    }
    /** True when anything of an earlier run is used. */
    get isWarm() {
        return this.#usable.entries.length > 0;
    }
    /** The manifests of what cache mounts had in them, by id: those that may be used. */
    get mounts() {
        const mounts = this.#usable.entries.filter(({ kind }) => kind === 'mount');
        return new Map(mounts.map(({ name, digest }) => [name, digest]));
    }
    /**
     * Lays what may be used before the builder: manifests into `content`, blobs as known. Returns the tags of the
     * cache repository for `strategy`.
     */
    async lay(content, strategy) {
        const loaded = await this.#loading;
        if (!loaded || this.#distrusted)
            return [];
        try {
            return await this.#lay(loaded, content, strategy);
        }
        catch (error) {
            this.distrust();
            this.#tell(`What ${this.#store.name} has cannot be used: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            return [];
        }
    }
    async #lay(loaded, content, strategy) {
        this.#loaded = loaded;
        for (const digest of loaded.lost)
            this.#lost.add(digest);
        this.#usable = this.#usableOf(loaded, strategy);
        this.#knownLost = this.#lost.size;
        const wrong = this.#lost.size - loaded.lost.size;
        const sizes = `the index of ${this.#store.name} gives ${wrong} blobs another size than their manifests do`;
        this.#tellOf(wrong > 0 ? [...loaded.damages, sizes] : loaded.damages);
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
        const images = entries.filter(({ kind }) => kind === 'image');
        this.#log.debug(`cache: ${steps.length} steps and ${images.length} base images of ${this.#store.name}`);
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
        // A store that made one reader wait is not waited for by the next ones.
        if (this.#slow)
            throw this.#slow;
        return (0,_patience_js__WEBPACK_IMPORTED_MODULE_4__/* .moving */ .H_)((watch) => this.#store.open(digest, blob, watch), this.#patience.readMs);
    }
    lost(digest, failure) {
        this.#lost.add(digest);
        if (failure instanceof _patience_js__WEBPACK_IMPORTED_MODULE_4__/* .TooSlow */ .yY) {
            this.#slow = failure;
            this.#isUnread = true; // it would take as long to save
        }
        const what = failure instanceof _patience_js__WEBPACK_IMPORTED_MODULE_4__/* .TooSlow */ .yY ? 'cannot be had in time from' : 'is damaged or gone in';
        this.#tell(`${digest} ${what} ${this.#store.name}, and is dropped: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(failure)}`);
    }
    /** The builder cannot use it: what is being read is left. */
    leave() {
        this.#unused.abort();
    }
    /** From now on nothing of earlier runs is used; what this one makes instead is kept in its place. */
    distrust() {
        this.#distrusted = true;
        for (const [digest, { origin }] of this.#usable.blobs)
            if (!origin)
                this.#lost.add(digest);
        this.#usable = _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
    }
    /** Takes down what the builder used and made. The bytes stay where they are. */
    async collect(use, content, strategy) {
        try {
            await this.#collect(use, content, strategy);
        }
        catch (error) {
            this.#snapshot = undefined;
            this.#tell(`The cache was not saved: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
        }
    }
    async #collect(use, content, strategy) {
        this.#content = content.store;
        const { ref, event, trust } = this.#query.reader;
        const documents = new Map(this.#loaded?.index.documents ?? []);
        for (const [digest, mediaType] of use.types)
            await take(documents, content.store, digest, mediaType);
        const entries = [];
        const placed = new Map();
        const note = async (kind, one) => {
            if (!(await take(documents, content.store, one.digest, one.mediaType)))
                return;
            if (kind === 'step' && one.origin)
                placed.set(one.digest, one.origin);
            entries.push({
                kind,
                scope: this.#scope(kind, strategy),
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
        // Last: what is too large for the cache shall be a mount rather than what steps are made of.
        for (const one of use.mounts ?? [])
            await note('mount', one);
        const blobs = await this.#blobsOf(entries, documents, content, placed);
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
        if (!collected)
            return;
        const failure = await saveQuietly(this.#store, collected, this.#log, {
            signal,
            limitMs: this.#patience.saveMs,
        });
        if (failure !== undefined)
            this.#tell(failure);
    }
    /** What there is to save; undefined when nothing is, or when the store takes nothing. */
    get collected() {
        // What could not be read would be replaced without what is in it, and after another wait.
        if (!this.#snapshot || !this.#content || !this.writable)
            return undefined;
        const before = this.#loaded?.index ?? _cache_index_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_INDEX */ .ZK;
        return { query: this.#query, snapshot: this.#snapshot, content: this.#content, before };
    }
    /** Tells of a cache that is at fault: once, for the rest follows from it. */
    #tell(text) {
        if (this.#wasTold)
            this.#log.debug(text);
        else
            this.#log.warning(text);
        this.#wasTold = true;
    }
    #tellOf(damages) {
        if (damages.length === 0)
            return;
        const named = damages.slice(0, MOST_NAMED).join('; ');
        const more = damages.length > MOST_NAMED ? `, and ${damages.length - MOST_NAMED} more` : '';
        this.#tell(`${named}${more}: it is dropped, and what needs it is built again`);
        for (const damage of damages.slice(MOST_NAMED))
            this.#log.debug(damage);
    }
    /** What is in a mount is the same to every strategy. */
    #scope(kind, strategy) {
        if (kind === 'image')
            return '';
        return `${this.#query.place}|${(0,_scope_js__WEBPACK_IMPORTED_MODULE_5__/* .strategyScope */ .Q)(kind === 'mount' ? 'mounts' : strategy)}`;
    }
    /** Everything of the index that this run may use and that is whole. */
    #usableOf({ index, lost }, strategy) {
        const lookUp = index.documents.get.bind(index.documents);
        const entries = [];
        const documents = new Map();
        const blobs = new Map();
        const seen = new Set();
        // Its own ref's steps come before the default branch's.
        const own = (entry) => (entry.by.ref === this.#query.reader.ref ? 0 : 1);
        for (const entry of [...index.entries].sort((a, b) => own(a) - own(b))) {
            const isImage = entry.kind === 'image';
            const ofThisBuild = entry.scope === this.#scope(entry.kind, strategy);
            if (!isImage && !(ofThisBuild && (0,_trust_js__WEBPACK_IMPORTED_MODULE_6__/* .mayRead */ .ok)(this.#query.reader, entry.by)))
                continue;
            const parts = (0,_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .partsOf */ .C)(entry.digest, lookUp);
            const mine = [...parts.blobs].flatMap(([digest, { size }]) => {
                const blob = lost.has(digest) ? undefined : index.blobs.get(digest);
                // The manifest was checked by its digest, and its word counts.
                if (blob && blob.size !== size)
                    this.#lost.add(digest);
                return blob?.size === size ? [[digest, blob]] : [];
            });
            // A base image is of use in part; nothing else is.
            const key = `${entry.kind} ${entry.name}`;
            if (!isImage && (seen.has(key) || mine.length < parts.blobs.size))
                continue;
            seen.add(key);
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
    async #blobsOf(entries, documents, content, placed) {
        const blobs = new Map();
        let small = 0;
        // What another entry keeps is better than knowing who has it.
        const placedLast = [...entries].sort((a, b) => Number(placed.has(a.digest)) - Number(placed.has(b.digest)));
        for (const entry of placedLast) {
            const place = placed.get(entry.digest);
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
                else if (place)
                    blobs.set(digest, { size, origin: place });
                else if (here)
                    blobs.set(digest, { size });
                else if (origin)
                    blobs.set(digest, { size, origin });
            }
        }
        return blobs;
    }
}
/** Saves. Throws nothing: what went wrong is returned, in a sentence. */
async function saveQuietly(store, collected, log, { signal, limitMs = _patience_js__WEBPACK_IMPORTED_MODULE_4__/* .PATIENCE */ .aZ.saveMs }) {
    try {
        const saved = await (0,_patience_js__WEBPACK_IMPORTED_MODULE_4__/* .within */ .ux)(limitMs, signal, (limited) => store.save(collected, limited));
        if (saved.changed)
            log.info(`Cache: ${saved.blobs} new blobs (${saved.size} bytes) are kept in ${store.name}`);
        else
            log.info(`Cache: nothing new for ${store.name}`);
        return undefined;
    }
    catch (error) {
        return signal.aborted ? undefined : `The cache was not saved: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`;
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
/* harmony export */   TL: () => (/* binding */ unpackIndex),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   ZK: () => (/* binding */ EMPTY_INDEX),
/* harmony export */   mU: () => (/* binding */ LARGEST_INDEX),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   q_: () => (/* binding */ packIndex)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2782);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5155);




/** A larger index is none of ours, in bytes. */
const LARGEST_INDEX = 64 * 1024 * 1024;
/** Of more entries than this, those that were used last are left out: nobody waits for a cache to be read. */
const MOST_ENTRIES = 10_000;
/** A day that a date can be made of (ECMA-262, time values). */
const LAST_DAY = 100_000_000;
/** The form of the document. A cache of another version is not read, and is replaced. */
const VERSION = 1;
const KINDS = ['step', 'image', 'mount'];
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
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value) || value['version'] !== VERSION)
        return undefined;
    const damages = [];
    const documents = new Map();
    for (const [key, one] of Object.entries(objectOf(value['documents']))) {
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDigest */ .m)(key);
        const document = parseDocument(one);
        if (digest && document && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(document.bytes, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .algorithmOf */ .Hy)(digest)) === digest)
            documents.set(digest, document);
        else
            damages.push(`a manifest of the cache is damaged: ${key}`);
    }
    const blobs = new Map();
    for (const [key, one] of Object.entries(objectOf(value['blobs']))) {
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDigest */ .m)(key);
        const blob = parseBlob(one);
        if (digest && blob)
            blobs.set(digest, blob);
        else
            damages.push(`a line of the cache's index is damaged: ${key}`);
    }
    const written = Array.isArray(value['entries']) ? value['entries'].slice(0, MOST_ENTRIES) : [];
    const entries = written.map(parseEntry).filter((entry) => entry !== undefined);
    if (entries.length < written.length)
        damages.push('an entry of the cache is damaged');
    return {
        index: { entries: entries.filter(({ digest }) => documents.has(digest)), documents, blobs },
        damages,
    };
}
/** What `formatIndex` wrote as it is sent over a network: gzip. */
function packIndex(text) {
    return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gzipSync)(text);
}
/** The text of a packed index; undefined for what is none, or too large a one. */
function unpackIndex(bytes) {
    try {
        return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(bytes, { maxOutputLength: LARGEST_INDEX }).toString('utf8');
    }
    catch {
        return undefined;
    }
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
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value) ? value : {};
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
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value))
        return undefined;
    const { mediaType, text, base64 } = value;
    if (typeof mediaType !== 'string')
        return undefined;
    if (typeof text === 'string')
        return { mediaType, bytes: Buffer.from(text, 'utf8') };
    return typeof base64 === 'string' ? { mediaType, bytes: Buffer.from(base64, 'base64') } : undefined;
}
function parseBlob(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value))
        return undefined;
    const { size, origin, pack } = value;
    if (!isSize(size))
        return undefined;
    if ((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(origin)) {
        const { registry, repository } = origin;
        if (typeof registry !== 'string' || typeof repository !== 'string')
            return undefined;
        return { size, origin: { registry, repository } };
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(pack))
        return { size };
    const { key, offset } = pack;
    return typeof key === 'string' && isSize(offset) ? { size, pack: { key, offset } } : undefined;
}
function parseEntry(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value) || !(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(value['by']))
        return undefined;
    const { scope, name, digest, usedOn } = value;
    const kind = KINDS.find((one) => one === value['kind']);
    const { ref, event, trust } = value['by'];
    if (kind === undefined)
        return undefined;
    if (typeof scope !== 'string' || typeof name !== 'string')
        return undefined;
    if (!isSize(usedOn) || usedOn > LAST_DAY)
        return undefined;
    if (typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (typeof ref !== 'string' || typeof event !== 'string' || !isTrust(trust))
        return undefined;
    return { kind, scope, name, digest, by: { ref, event, trust }, usedOn };
}
function isTrust(value) {
    return _trust_js__WEBPACK_IMPORTED_MODULE_2__/* .TRUST_LEVELS */ .xW.some((level) => level === value);
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


/** Indexes of indexes of manifests of blobs: nothing real is deeper. */
const DEEPEST = 4;
/** Follows a manifest through `documents`. What an index lists and nobody has (another platform's image) is left out. */
function partsOf(root, documents) {
    const found = new Set();
    const blobs = new Map();
    const visit = (digest, depth) => {
        const document = documents(digest);
        if (!document || found.has(digest) || depth > DEEPEST)
            return;
        found.add(digest);
        for (const part of namedBy(document)) {
            if (documents(part.digest))
                visit(part.digest, depth + 1);
            else if (!isManifestType(part.mediaType))
                blobs.set(part.digest, part);
        }
    };
    visit(root, 1);
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
/** Many entries share their manifests: each is parsed once. */
const named = new WeakMap();
/** What a manifest names, the config first; nothing for what is no manifest. */
function namedBy(document) {
    const known = named.get(document) ?? parsed(document);
    named.set(document, known);
    return known;
}
function parsed({ mediaType, bytes }) {
    if (!isManifestType(mediaType))
        return [];
    try {
        const { index, manifest } = (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifestOrIndex */ .yA)(bytes, mediaType, 'a cached manifest');
        const all = index ? index.manifests : [manifest.config, ...manifest.layers];
        return all.filter((one) => !(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isNonDistributable */ .SM)(one.mediaType));
    }
    catch {
        return [];
    }
}
function isManifestType(mediaType) {
    return _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_TYPES */ ._P.includes(mediaType);
}


/***/ }),

/***/ 3154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H_: () => (/* binding */ moving),
/* harmony export */   aZ: () => (/* binding */ PATIENCE),
/* harmony export */   ox: () => (/* binding */ Watch),
/* harmony export */   ux: () => (/* binding */ within),
/* harmony export */   yY: () => (/* binding */ TooSlow)
/* harmony export */ });
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
const PATIENCE = { loadMs: 10_000, readMs: 5000, stallMs: 30_000, saveMs: 600_000 };
/** A blob that brings fewer bytes than this in `readMs` would be made again sooner. */
const LEAST_SIZE = 64 * 1024;
/** It did not come in time. */
class TooSlow extends Error {
    name = 'TooSlow';
}
/**
 * What `body` resolves to, when it does so in time. Throws TooSlow otherwise; the signal that `body` was given fires
 * then, and what it does with it is not waited for.
 */
async function within(limitMs, signal, body) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const watch = __addDisposableResource(env_1, new Watch(limitMs, signal, (ms) => `it took longer than ${seconds(ms)}`), false);
        return await watch.over(body(watch.signal));
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
/** The bytes of a stream that keeps moving. Throws TooSlow when it does not; it is left then, not waited for. */
async function* moving(open, limitMs) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const watch = __addDisposableResource(env_2, new Watch(limitMs, undefined, (ms) => `it gave next to nothing for ${seconds(ms)}`), false);
        const stream = await watch.over(open(watch));
        try {
            const chunks = stream[Symbol.asyncIterator]();
            for (;;) {
                const { done, value } = await watch.over(chunks.next());
                if (done === true)
                    return;
                if (!(value instanceof Uint8Array))
                    throw new TypeError('a blob is a stream of bytes');
                watch.moved(value.length);
                yield value;
            }
        }
        finally {
            stream.destroy();
        }
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        __disposeResources(env_2);
    }
}
/** A signal that fires when nothing moved for some time, or when another one does. */
class Watch {
    signal;
    #late = new AbortController();
    #timer;
    #fired;
    #size = 0;
    constructor(limitMs, signal, what = (ms) => `nothing moved for ${seconds(ms)}`) {
        this.signal = AbortSignal.any([this.#late.signal, ...(signal ? [signal] : [])]);
        this.#timer = setTimeout(() => this.#late.abort(new TooSlow(what(limitMs))), limitMs);
        this.#fired = new Promise((_, reject) => {
            const fire = () => reject(this.signal.reason);
            if (this.signal.aborted)
                fire();
            else
                this.signal.addEventListener('abort', fire, { once: true });
        });
        this.#fired.catch(() => { }); // it is told to whoever waits
    }
    /** Something moved: an answer, or so many bytes. When they add up to something, the time begins anew. */
    moved(size = LEAST_SIZE) {
        this.#size += size;
        if (this.#size < LEAST_SIZE)
            return;
        this.#size = 0;
        this.#timer.refresh();
    }
    /** What `work` comes to, unless the signal fires first. */
    async over(work) {
        work.catch(() => { }); // when it fails later, nobody waits for it
        return Promise.race([work, this.#fired]);
    }
    [Symbol.dispose]() {
        clearTimeout(this.#timer);
    }
}
function seconds(ms) {
    return `${ms / 1000} seconds`;
}


/***/ }),

/***/ 2853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   Q: () => (/* binding */ strategyScope)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4647);


/**
 * Which build a cache is of: the image (its first repository and its Dockerfile, unless `cache-scope` says otherwise),
 * the target and the platform. Several images of one project never share their steps.
 */
function placeOf(request) {
    const image = request.cache.scope ?? imageOf(request);
    return [image, request.target ?? '', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(request.platform)].map(encodeURIComponent).join('|');
}
/** Variants of an image under tags of one repository often have a Dockerfile each. */
function imageOf({ tags: [tag], file = 'Dockerfile' }) {
    const repository = tag ? `${tag.registry}/${tag.repository}` : 'file';
    const dockerfile = node_path__WEBPACK_IMPORTED_MODULE_0__.normalize(file);
    return dockerfile === 'Dockerfile' ? repository : `${repository} ${dockerfile}`;
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
/* harmony export */   Gx: () => (/* binding */ mayBelieveTag),
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
/**
 * Whether a run may believe what was last pushed under its tag. Nobody knows who pushed that: a run that is trusted
 * more than others of its CI, which may have the same right to push, does not.
 */
function mayBelieveTag(reader) {
    return reader === LOCAL || reader.trust !== 'trusted';
}
/** True for runs that make what is given out: they build from nothing unless they are told otherwise. */
function isRelease({ ref, event }) {
    return event === 'release' || (ref ?? '').startsWith('refs/tags/');
}


/***/ })

};
