export const id = 326;
export const ids = [326];
export const modules = {

/***/ 4608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
const PARALLEL = 4;
/** Runs `body` for each item, a few at once. Rejects with the first failure, when the others are through. */
async function inParallel(items, body) {
    const left = [...items];
    const work = async () => {
        for (let item = left.shift(); item !== undefined; item = left.shift())
            await body(item);
    };
    const results = await Promise.allSettled(Array.from({ length: PARALLEL }, work));
    for (const result of results)
        if (result.status === 'rejected')
            throw result.reason;
}


/***/ }),

/***/ 8433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ sizeOf),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   h1: () => (/* binding */ merge)
/* harmony export */ });
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7154);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8627);


/** Of a run that used nothing: what is left is a matter of the limits alone. */
const NOTHING = { ..._cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .EMPTY_INDEX */ .ZK, lost: new Set() };
/**
 * Bytes of documents up to which entries are kept that the run did not use: each run reads them all, and a builder that
 * names its steps by a hash leaves new ones behind with each change.
 */
const DOCUMENTS_SIZE = 16 * 1024 * 1024;
/** Where age matters, a use is written down again when the last one is so many days ago: not every run writes. */
const REFRESH_DAYS = 7;
/**
 * What the cache is after a run: pure. Returns `current` itself when nothing of worth changed: neither the order of
 * use nor the annotations of a manifest are worth writing a cache anew.
 */
function merge(current, snapshot, limits) {
    const before = current ?? _cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .EMPTY_INDEX */ .ZK;
    const lookUp = (digest) => snapshot.documents.get(digest) ?? before.documents.get(digest);
    const blobOf = (digest) => better(snapshot.lost.has(digest) ? undefined : before.blobs.get(digest), snapshot.blobs.get(digest));
    const known = new Map(before.entries.map((entry) => [(0,_cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(entry), entry]));
    const used = snapshot.entries.map((entry) => kept(known.get((0,_cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(entry)), entry, lookUp, limits));
    const usedKeys = new Set(used.map(_cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN));
    const rest = before.entries.filter((entry) => !usedKeys.has((0,_cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(entry)) && !isOld(entry, limits));
    const entries = [];
    const documents = new Map();
    const blobs = new Map();
    let size = 0;
    let documentsSize = 0;
    for (const [position, entry] of [...used, ...rest].entries()) {
        const parts = (0,_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .partsOf */ .C)(entry.digest, lookUp);
        const mine = [...parts.blobs.keys()].map((digest) => [digest, blobOf(digest)]);
        // A base image is of use in part; nothing else is.
        if (!parts.documents.has(entry.digest))
            continue;
        if (entry.kind !== 'image' && mine.some(([, blob]) => blob === undefined))
            continue;
        const newDocuments = [...parts.documents].filter((digest) => !documents.has(digest));
        const newBlobs = mine.filter(([digest]) => !blobs.has(digest));
        const read = newDocuments.reduce((sum, digest) => sum + (lookUp(digest)?.bytes.length ?? 0), 0);
        const added = newBlobs.reduce((sum, [, blob]) => sum + (blob && !blob.origin ? blob.size : 0), read);
        if (size + added > limits.maxSize)
            continue;
        if (position >= used.length && documentsSize + read > DOCUMENTS_SIZE)
            continue;
        size += added;
        documentsSize += read;
        entries.push(entry);
        for (const digest of newDocuments) {
            const document = lookUp(digest);
            if (document)
                documents.set(digest, document);
        }
        for (const [digest, blob] of newBlobs)
            if (blob)
                blobs.set(digest, blob);
    }
    const after = { entries, documents, blobs };
    // A blob that was damaged and made again is the same to the index, and not to the store.
    const mended = [...blobs].some(([digest, { origin }]) => !origin && snapshot.lost.has(digest));
    return current && !mended && sameContent(current, after) ? current : after;
}
/** Bytes of everything that an index keeps. */
function sizeOf(index) {
    let size = 0;
    for (const { bytes } of index.documents.values())
        size += bytes.length;
    for (const blob of index.blobs.values())
        if (!blob.origin)
            size += blob.size;
    return size;
}
/** The entry as it was when the run's own stands for the same cache; the run's own otherwise. */
function kept(old, fresh, lookUp, limits) {
    if (!old)
        return fresh;
    const age = limits.today - old.usedOn;
    // A day to come was written by a clock that was wrong, or is.
    const tired = limits.maxAgeDays !== undefined && (age >= REFRESH_DAYS || age < -REFRESH_DAYS);
    const [was, is] = [lookUp(old.digest), lookUp(fresh.digest)];
    // A tag of a builder that names its steps by a hash of them: its config differs in nothing but times.
    const byHash = /^[0-9a-f]{64}$/.test(fresh.name);
    if (old.digest !== fresh.digest && !(was && is && (0,_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .sameCache */ .L)(was, is, byHash)))
        return fresh;
    return tired ? { ...old, usedOn: limits.today } : old;
}
function isOld(entry, { maxAgeDays, today }) {
    return maxAgeDays !== undefined && Math.abs(today - entry.usedOn) > maxAgeDays;
}
/** Bytes that are kept are better than knowing who has them. */
function better(before, now) {
    if (before && !before.origin)
        return before;
    return now && !now.origin ? now : (before ?? now);
}
function sameContent(one, other) {
    const lines = (index) => [
        ...index.entries.map((entry) => `${(0,_cache_index_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(entry)} ${entry.digest} ${entry.usedOn}`),
        ...index.documents.keys(),
        ...[...index.blobs].map(([digest, { origin, pack }]) => `${digest} ${!!origin} ${pack?.key ?? ''}`),
    ]
        .sort()
        .join('\n');
    return lines(one) === lines(other);
}


/***/ }),

/***/ 275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ov: () => (/* binding */ leaveOut),
  ur: () => (/* binding */ mayReadTag),
  bp: () => (/* binding */ openCache),
  Ch: () => (/* binding */ openStore),
  E2: () => (/* binding */ queryOf)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/cache/build-cache.js
var build_cache = __webpack_require__(2954);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(6119);
// EXTERNAL MODULE: ./build/lifetime/owner.js
var lifetime_owner = __webpack_require__(2105);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/cache/cache-index.js
var cache_index = __webpack_require__(7154);
// EXTERNAL MODULE: ./build/cache/cache-store.js
var cache_store = __webpack_require__(2451);
// EXTERNAL MODULE: ./build/cache/in-parallel.js
var in_parallel = __webpack_require__(4608);
// EXTERNAL MODULE: ./build/cache/merge.js
var merge = __webpack_require__(8433);
// EXTERNAL MODULE: ./build/cache/parts.js
var parts = __webpack_require__(8627);
// EXTERNAL MODULE: ./build/cache/trust.js
var trust = __webpack_require__(5155);
;// CONCATENATED MODULE: ./build/cache/directory-store.js
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













const INDEX = 'index.json';
const LOCK = '.lock';
const BLOBS = 'blobs';
const ASIDE = '.new-';
/** A lock that nobody touched for so long is of a process that was killed, in whatever container. */
const STALE_MS = 60_000;
/** How long another job that saves is waited for. */
const LOCK_MS = 15_000;
/** For so long the blobs are hashed before the build; the others are when they are used. */
const EXAMINE_MS = 5000;
const READ_SIZE = 1 << 20;
/**
 * A cache in a directory: `index.json`, and blobs as in an OCI layout. Every file gets its name when it is complete,
 * and none is touched when nothing of worth changed. Several jobs may use one directory at once.
 */
class DirectoryStore {
    name;
    writable = true;
    isRemote = false;
    directory;
    #maxSize;
    #times;
    constructor(directory, maxSize, times = {}) {
        this.#times = { lockMs: LOCK_MS, examineMs: EXAMINE_MS, ...times };
        this.name = `dir:${directory}`;
        this.directory = directory;
        this.#maxSize = maxSize;
    }
    /**
     * Reads the index, and every blob that this run may use: it was in other hands since it was written. A build that
     * finds damage in its middle is done again; so what can be hashed in some seconds is hashed here.
     */
    async load(query, signal) {
        const read = await this.#read();
        if (!read)
            return undefined;
        const { index } = read;
        const lookUp = index.documents.get.bind(index.documents);
        const mine = index.entries.filter(({ kind, scope, by }) => kind === 'image' || (scope.startsWith(`${query.place}|`) && (0,trust/* mayRead */.ok)(query.reader, by)));
        const wanted = new Set(mine.flatMap(({ digest }) => [...(0,parts/* partsOf */.C)(digest, lookUp).blobs.keys()]));
        const lost = new Set();
        const damages = [...read.damages];
        const untilMs = performance.now() + this.#times.examineMs;
        await (0,in_parallel/* inParallel */.H)([...wanted], async (digest) => {
            const blob = index.blobs.get(digest);
            if (!blob || blob.origin)
                return;
            signal.throwIfAborted();
            const state = await this.#examine(digest, blob.size, untilMs);
            if (state === 'good')
                return;
            lost.add(digest);
            damages.push(`${digest} is ${state} in ${this.directory}`);
        });
        return { index, lost, damages };
    }
    async open(digest) {
        const handle = await (0,promises_.open)(this.#file(digest));
        return handle.createReadStream({ highWaterMark: READ_SIZE });
    }
    async save({ snapshot, content }, signal) {
        return this.#change((current) => {
            const limits = { maxSize: this.#maxSize, today: (0,cache_store/* today */.Ec)() };
            return { index: (0,merge/* merge */.h1)(current, snapshot, limits), content, lost: snapshot.lost };
        }, signal);
    }
    async list() {
        const read = await this.#read();
        return read ? [read.index] : [];
    }
    async prune(signal) {
        const limits = { maxSize: this.#maxSize, today: (0,cache_store/* today */.Ec)() };
        await this.#change((current) => {
            const index = (0,merge/* merge */.h1)(current, merge/* NOTHING */.K$, limits);
            return { index, content: undefined, lost: merge/* NOTHING */.K$.lost };
        }, signal);
    }
    /** One change of the directory, by one process at a time. */
    async #change(decide, signal) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            await (0,promises_.mkdir)(external_node_path_.join(this.directory, BLOBS, 'sha256'), { recursive: true });
            const lockFile = external_node_path_.join(this.directory, LOCK);
            const lock = __addDisposableResource(env_1, await DirectoryLock.take(lockFile, this.#times.lockMs, signal), true);
            const current = (await this.#read())?.index;
            const { index, content, lost } = decide(current);
            let kept = current ?? cache_index/* EMPTY_INDEX */.ZK;
            try {
                if (index === current)
                    return cache_store/* UNCHANGED */.ST;
                let size = 0;
                const added = (0,cache_store/* newBlobs */.BJ)(current, index, lost);
                for (const [digest, blob] of added) {
                    signal.throwIfAborted();
                    await lock.touch();
                    await this.#write(content, digest);
                    size += blob.size;
                }
                await this.#replace(external_node_path_.join(this.directory, INDEX), (0,cache_index/* formatIndex */.Qe)(index));
                kept = index;
                return { changed: true, blobs: added.length, size };
            }
            finally {
                // Also after a failure: on a disk that is full, half a save would be in the way of the next one. What cannot be
                // removed now is removed by a later save.
                await this.#sweep(kept).catch(() => undefined);
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
    /** Undefined when there is none yet. Throws when it cannot be read: it is not replaced then. */
    async #read() {
        const file = external_node_path_.join(this.directory, INDEX);
        const found = await (0,promises_.stat)(file).catch((error) => {
            if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
                return undefined;
            throw error;
        });
        if (!found)
            return undefined;
        const isOurs = found.isFile() && found.size <= cache_index/* LARGEST_INDEX */.mU;
        const damages = [`${INDEX} of ${this.directory} is damaged or of another version: the cache begins anew`];
        return (isOurs && (0,cache_index/* parseIndex */.A1)(await (0,promises_.readFile)(file, 'utf8'))) || { index: cache_index/* EMPTY_INDEX */.ZK, damages };
    }
    async #examine(digest, size, untilMs) {
        const found = await (0,promises_.stat)(this.#file(digest)).catch(() => undefined);
        if (!found?.isFile())
            return 'gone';
        if (found.size !== size)
            return 'damaged';
        const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* algorithmOf */.Hy)(digest));
        try {
            for await (const chunk of (0,external_node_fs_.createReadStream)(this.#file(digest), { highWaterMark: READ_SIZE })) {
                if (performance.now() > untilMs)
                    return 'good'; // as far as one sees: it is hashed when it is used
                if (chunk instanceof Uint8Array)
                    hash.update(chunk);
            }
        }
        catch {
            return 'damaged';
        }
        return (0,oci_digest/* digestFromHex */.Ch)(hash.digest('hex'), (0,oci_digest/* algorithmOf */.Hy)(digest)) === digest ? 'good' : 'damaged';
    }
    async #write(content, digest) {
        const file = this.#file(digest);
        await (0,promises_.mkdir)(external_node_path_.dirname(file), { recursive: true });
        const aside = external_node_path_.join(external_node_path_.dirname(file), `${ASIDE}${(0,external_node_crypto_.randomBytes)(9).toString('hex')}`);
        if (!(await content?.copyTo(digest, aside)))
            throw new Error(`${digest} is not at hand any more`);
        await replace(aside, file);
    }
    async #replace(file, text) {
        const aside = external_node_path_.join(external_node_path_.dirname(file), `${ASIDE}${(0,external_node_crypto_.randomBytes)(9).toString('hex')}`);
        const handle = await (0,promises_.open)(aside, 'wx', 0o600);
        try {
            await handle.writeFile(text);
            await handle.datasync();
        }
        finally {
            await handle.close();
        }
        await replace(aside, file);
    }
    /** Removes blobs that the index does not name, and what killed processes left. Called under the lock. */
    async #sweep(index) {
        for (const name of await (0,promises_.readdir)(this.directory))
            if (name.startsWith(ASIDE))
                await (0,promises_.rm)(external_node_path_.join(this.directory, name), { force: true });
        for (const algorithm of await (0,promises_.readdir)(external_node_path_.join(this.directory, BLOBS))) {
            const directory = external_node_path_.join(this.directory, BLOBS, algorithm);
            for (const name of await (0,promises_.readdir)(directory).catch(() => [])) {
                const blob = [...keptDigest(algorithm, name)].map((digest) => index.blobs.get(digest))[0];
                if (!blob || blob.origin)
                    await (0,promises_.rm)(external_node_path_.join(directory, name), { force: true });
            }
        }
    }
    #file(digest) {
        return external_node_path_.join(this.directory, BLOBS, (0,oci_digest/* algorithmOf */.Hy)(digest), (0,oci_digest/* hexOf */.ZD)(digest));
    }
}
/** Gives a file its name. What is no file (somebody made a directory of that name) cannot be renamed over. */
async function replace(aside, file) {
    if ((await (0,promises_.lstat)(file).catch(() => undefined))?.isDirectory())
        await (0,promises_.rm)(file, { recursive: true });
    await (0,promises_.rename)(aside, file);
}
function keptDigest(algorithm, name) {
    try {
        return algorithm === 'sha256' || algorithm === 'sha512' ? [(0,oci_digest/* digestFromHex */.Ch)(name, algorithm)] : [];
    }
    catch {
        return [];
    }
}
/**
 * What only one process can make, and others know it by: a symbolic link to its name, which is there whole or not at
 * all, whenever it is killed. It is gone when nobody saves.
 */
class DirectoryLock {
    #file;
    constructor(file) {
        this.#file = file;
    }
    /** Waits until others are through. Throws when they are not for a long time. */
    static async take(file, lockMs, signal) {
        const untilMs = performance.now() + lockMs;
        for (;;) {
            try {
                await (0,promises_.symlink)(await (0,lifetime_owner/* ourselves */.R9)(), file);
                return new DirectoryLock(file);
            }
            catch (error) {
                if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
                    throw error;
            }
            if (await isAbandoned(file))
                await (0,promises_.rm)(file, { recursive: true, force: true });
            else if (performance.now() > untilMs)
                throw new Error('another job has been saving to this cache for too long');
            else
                await (0,external_node_timers_promises_.setTimeout)(50, undefined, { signal });
        }
    }
    /** Tells others that we are still at it. */
    async touch() {
        await (0,promises_.lutimes)(this.#file, new Date(), new Date());
    }
    async [Symbol.asyncDispose]() {
        await (0,promises_.rm)(this.#file, { force: true });
    }
}
/** A lock of a process that was killed: it is known to have ended, or nobody has touched the lock for long. */
async function isAbandoned(file) {
    const [found, owner] = await Promise.all([
        (0,promises_.lstat)(file).catch(() => undefined),
        (0,promises_.readlink)(file).catch(() => ''),
    ]);
    if (!found)
        return false;
    // A time that lies ahead is of another clock, and says no more of somebody who is at work.
    return Math.abs(Date.now() - found.mtimeMs) > STALE_MS || (owner !== '' && (await (0,lifetime_owner/* hasEnded */.hY)(owner)));
}

// EXTERNAL MODULE: ./build/cache/scope.js
var scope = __webpack_require__(2853);
;// CONCATENATED MODULE: ./build/commands/open-cache.js






/** Opens the cache of a build and begins to read it; undefined when there is none. */
async function openCache(session, request, registries, directory) {
    const { host, log, lifetime } = session;
    const source = await sourceOf(host);
    if (!request.cache.isGiven && source && (0,trust/* isRelease */.MU)(source)) {
        log.debug('cache: a release builds from nothing unless the input cache names a store');
        return undefined;
    }
    const store = await openStore(session, request, registries, directory);
    if (!store)
        return undefined;
    return new build_cache/* BuildCache */.r_(store, await queryOf(host, request), log, { runs: lifetime.signal });
}
/** Which cache a run may use: that of this build, as this ref. */
async function queryOf(host, request) {
    const source = await sourceOf(host);
    return { place: (0,scope/* placeOf */.$)(request), reader: source ? (0,trust/* readerOf */.TC)(source) : trust/* LOCAL */.G8 };
}
/** Whether a build may take layers from what its tag stands for, as it does from its cache. */
async function mayReadTag({ host }, { push, cache }) {
    if (!push || cache.store.kind === 'none')
        return false;
    const source = await sourceOf(host);
    return (0,trust/* mayBelieveTag */.Gx)(source ? (0,trust/* readerOf */.TC)(source) : trust/* LOCAL */.G8);
}
/** What is built; undefined where no CI is. */
async function sourceOf(host) {
    return host.name === 'terminal' ? undefined : host.source();
}
/** The store that was asked for, or the one of this CI. What it must spool goes to `scratch`. */
async function openStore({ host, log }, request, registries, scratch) {
    const { store, maxSize } = request.cache;
    const directory = cacheDirectory(request.cache, host);
    if (directory !== undefined)
        return new DirectoryStore(directory, maxSize);
    if (store.kind === 'none' || store.kind === 'directory')
        return undefined;
    if (store.kind === 'registry') {
        const { RegistryStore } = await __webpack_require__.e(/* import() */ 570).then(__webpack_require__.bind(__webpack_require__, 7570));
        const pushed = request.push ? request.tags : [];
        const near = pushed.filter(({ registry }) => registry === store.repository.registry);
        const neighbours = [...new Set(near.map(({ repository }) => repository))];
        return new RegistryStore(store.repository, registries.client, { maxSize, neighbours, log });
    }
    const service = host.cacheService?.();
    if (service?.kind === 'github') {
        const { openGithubStore } = await __webpack_require__.e(/* import() */ 620).then(__webpack_require__.bind(__webpack_require__, 2239));
        return openGithubStore(service, { http: registries.http, log, maxSize, directory: scratch });
    }
    if (store.kind === 'github')
        log.notice('cache: github was asked for, and this runner offers no cache service: nothing is cached');
    return undefined;
}
/** The directory that the cache is in, where it is in one. */
function cacheDirectory({ store }, host) {
    if (store.kind === 'directory')
        return store.path;
    return store.kind === 'auto' ? directoryOf(host) : undefined;
}
/** The directory that the CI brings along from earlier jobs. */
function directoryOf(host) {
    const service = host.cacheService?.();
    return service?.kind === 'directory' ? service.path : undefined;
}
/**
 * A cache inside of the build context is no part of it. The builders are given a copy of the Dockerfile with an
 * ignore file beside it that leaves the cache out.
 */
async function leaveOut(task, host, directory) {
    if ('project' in task)
        return task;
    const { context, request } = task;
    // The CI's own is there even when nobody wants it.
    const cache = cacheDirectory(request.cache, host) ?? directoryOf(host);
    const inside = cache === undefined ? '..' : external_node_path_.relative(context.directory, cache);
    if (inside === '' || inside.startsWith('..') || external_node_path_.isAbsolute(inside))
        return task;
    const dockerfile = external_node_path_.join(directory, 'dockerfile', external_node_path_.basename(context.dockerfile));
    await (0,promises_.mkdir)(external_node_path_.dirname(dockerfile), { recursive: true, mode: 0o700 });
    await (0,promises_.copyFile)(context.dockerfile, dockerfile);
    const rules = context.ignoreFile === undefined ? '' : await (0,promises_.readFile)(context.ignoreFile, 'utf8');
    const ignoreFile = `${dockerfile}.dockerignore`;
    await (0,promises_.writeFile)(ignoreFile, `${rules}\n/${inside.replace(/[*?[\]\\]/g, '\\$&')}\n`);
    return { ...task, context: { ...context, dockerfile, ignoreFile } };
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


/***/ })

};
