export const id = 332;
export const ids = [332,90];
export const modules = {

/***/ 9090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BlobStore: () => (/* binding */ BlobStore),
/* harmony export */   BlobWriter: () => (/* binding */ BlobWriter),
/* harmony export */   ContentMismatch: () => (/* binding */ ContentMismatch)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(767);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1564);
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






const ALGORITHMS = ['sha256', 'sha512'];
const INCOMING = 'incoming';
/** Files are written in pieces of about this many bytes: fewer trips to the thread pool, memory still flat. */
const BATCH = 512 * 1024;
/** A reader has at most two such pieces in memory. */
const READ_SIZE = 1024 * 1024;
/** So many bytes are brought to the disk while the next ones come, and not all of them at the end. */
const SYNC_SIZE = 64 * 1024 * 1024;
/** An unfinished file that nobody wrote to for so long was left by a process that was killed. */
const STALE_MS = 6 * 60 * 60 * 1000;
/** The bytes that came are not the bytes that were promised; nothing of them was kept. */
class ContentMismatch extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2 {
    what;
    constructor(what, promised, got) {
        super('REGISTRY_FAILED', `content with ${what} ${promised} was promised, but ${what} ${got} came`, {
            fix: 'Run again. If it happens each time, the sender or something on the way alters the content.',
        });
        this.name = 'ContentMismatch';
        this.what = what;
    }
}
/**
 * A directory of blobs named by their digest: `sha256/<hex>`, `sha512/<hex>`, as in the `blobs` directory of an
 * OCI image layout. A file appears under its name only when it is complete and its digest was checked, so a
 * process that is killed leaves nothing torn. Several processes may use one directory at the same time.
 */
class BlobStore {
    directory;
    /** Digests that this process wrote or checked, and their size. */
    #verified = new Map();
    #verifying = new Map();
    constructor(directory) {
        this.directory = directory;
    }
    /** Opens the directory, makes it when it is missing, and sweeps what killed processes left unfinished. */
    static async open(directory) {
        for (const name of [...ALGORITHMS, INCOMING])
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_3__.join(directory, name), { recursive: true, mode: 0o700 });
        await sweepIncoming(node_path__WEBPACK_IMPORTED_MODULE_3__.join(directory, INCOMING));
        return new BlobStore(directory);
    }
    /**
     * Size in bytes of a blob that is here, undefined otherwise. A file that another process wrote is hashed the
     * first time anybody asks; a damaged one is dropped and counts as missing.
     */
    async local(digest) {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(this.#file(digest)).catch(absent);
        if (!found?.isFile()) {
            this.#verified.delete(digest);
            return undefined;
        }
        if (this.#verified.get(digest) === found.size)
            return found.size;
        return this.#verify(digest);
    }
    /** The bytes of a blob that is here; undefined when it is not. Deleting the blob does not disturb a reader. */
    async read(digest, range) {
        const size = await this.local(digest);
        if (size === undefined)
            return undefined;
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(this.#file(digest)).catch(absent);
        return handle?.createReadStream({
            // Never more memory than there are bytes: most blobs are small, and many are read at once.
            highWaterMark: Math.min(READ_SIZE, Math.max(1, size)),
            ...(range ? { start: range.start, end: range.end } : {}),
        });
    }
    /**
     * Keeps the bytes of `source` under their digest (sha256 unless `expected` says otherwise).
     * Throws ContentMismatch when they are not what was expected, and whatever the source throws; nothing is kept then.
     */
    async write(source, expected = {}) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const writer = __addDisposableResource(env_1, await this.writer(expected.digest ? (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(expected.digest) : 'sha256'), true);
            for await (const chunk of source) {
                const size = writer.size + chunk.length;
                if (expected.size !== undefined && size > expected.size)
                    throw new ContentMismatch('size', expected.size, `${size} or more`);
                await writer.append(chunk);
            }
            return await writer.commit(expected); // awaited here: the writer is disposed of when this returns
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
    /** Starts a blob whose bytes come piece by piece. Disposing of the writer before its commit drops them. */
    async writer(algorithm = 'sha256') {
        const file = node_path__WEBPACK_IMPORTED_MODULE_3__.join(this.directory, INCOMING, (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(12).toString('hex'));
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_EXCL | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDWR, 0o600);
        return new BlobWriter(file, handle, algorithm, (blob) => this.#adopt(file, blob));
    }
    /**
     * Gives a blob that is here a second name, `file`, without copying its bytes where the file system can; both are
     * then one file, which nobody may change. False when the blob is not here.
     */
    async copyTo(digest, file) {
        if ((await this.local(digest)) === undefined)
            return false;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.link)(this.#file(digest), file).catch(async () => {
            const env_2 = { stack: [], error: void 0, hasError: false };
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.copyFile)(this.#file(digest), file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.COPYFILE_EXCL);
                const copy = __addDisposableResource(env_2, { handle: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file, 'r+'), [Symbol.asyncDispose]: () => copy.handle.close() }, true);
                await copy.handle.datasync();
            }
            catch (e_2) {
                env_2.error = e_2;
                env_2.hasError = true;
            }
            finally {
                const result_2 = __disposeResources(env_2);
                if (result_2)
                    await result_2;
            }
        });
        return true;
    }
    /** Removes a blob. False when it was not here. */
    async delete(digest) {
        this.#verified.delete(digest);
        return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(this.#file(digest)).then(() => true, (error) => {
            absent(error);
            return false;
        });
    }
    /** Every blob of the directory, unchecked, in the order of their names. */
    async *blobs() {
        for (const algorithm of ALGORITHMS) {
            for (const name of (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(node_path__WEBPACK_IMPORTED_MODULE_3__.join(this.directory, algorithm))).sort()) {
                const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .parseDigest */ .m)(`${algorithm}:${name}`);
                const found = digest && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(this.#file(digest)).catch(absent));
                if (digest && found?.isFile())
                    yield { digest, size: found.size };
            }
        }
    }
    #file(digest) {
        return node_path__WEBPACK_IMPORTED_MODULE_3__.join(this.directory, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .hexOf */ .ZD)(digest));
    }
    async #adopt(file, blob) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(file, this.#file(blob.digest));
        this.#verified.set(blob.digest, blob.size);
    }
    #verify(digest) {
        const running = this.#verifying.get(digest);
        if (running)
            return running;
        const verifying = this.#check(digest).finally(() => this.#verifying.delete(digest));
        this.#verifying.set(digest, verifying);
        return verifying;
    }
    async #check(digest) {
        const env_3 = { stack: [], error: void 0, hasError: false };
        try {
            const file = this.#file(digest);
            const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file).catch(absent);
            if (!handle)
                return undefined;
            const _ = __addDisposableResource(env_3, { [Symbol.asyncDispose]: () => handle.close() }, true);
            const { ino, size } = await handle.stat();
            if ((await hashOf(handle, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(digest))) === digest) {
                this.#verified.set(digest, size);
                return size;
            }
            // Another process may have put a good file in its place meanwhile.
            if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(file).catch(absent))?.ino === ino)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(file, { force: true });
            return undefined;
        }
        catch (e_3) {
            env_3.error = e_3;
            env_3.hasError = true;
        }
        finally {
            const result_3 = __disposeResources(env_3);
            if (result_3)
                await result_3;
        }
    }
}
/** A blob in the making, in a file beside the store's. Its bytes count only after `commit`. */
class BlobWriter {
    /** The unfinished file. It may be read up to `flushed` bytes. */
    file;
    #handle;
    #algorithm;
    #hash;
    #adopt;
    /** What was appended and not yet given to the file, and how many bytes that is. */
    #batch = [];
    #waiting = 0;
    #size = 0;
    #flushed = 0;
    /** The write that is under way; it rejects when the disk is full. */
    #writing = Promise.resolve();
    /** How many bytes are on the disk, or on their way there; and that way. */
    #synced = 0;
    #syncing = Promise.resolve();
    #closed = false;
    #adopted = false;
    constructor(file, handle, algorithm, adopt) {
        this.file = file;
        this.#handle = handle;
        this.#algorithm = algorithm;
        this.#hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm);
        this.#adopt = adopt;
    }
    /** How many bytes were appended. */
    get size() {
        return this.#size;
    }
    /** How many of them can be read from the file. */
    get flushed() {
        return this.#flushed;
    }
    /** Adds bytes. One call at a time; the chunk must not be changed afterwards. Throws as `flush` does. */
    async append(chunk) {
        this.#hash.update(chunk);
        this.#batch.push(chunk);
        this.#size += chunk.length;
        this.#waiting += chunk.length;
        if (this.#waiting >= BATCH)
            await this.#handOver();
    }
    /** Brings to the file what was appended. Throws DocklessError when the disk is full. */
    async flush() {
        await this.#handOver();
        await this.#writing;
    }
    /** Makes the blob durable and gives it its name. Throws ContentMismatch when it is not what was expected. */
    async commit(expected = {}) {
        await this.flush();
        if (expected.size !== undefined && expected.size !== this.#size)
            throw new ContentMismatch('size', expected.size, this.#size);
        const digest = await this.#digest(expected.digest ? (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(expected.digest) : this.#algorithm);
        if (expected.digest !== undefined && digest !== expected.digest)
            throw new ContentMismatch('digest', expected.digest, digest);
        const blob = { digest, size: this.#size };
        await this.#syncing;
        await this.#sync();
        await this.#adopt(blob);
        this.#adopted = true;
        return blob;
    }
    async [Symbol.asyncDispose]() {
        if (this.#closed)
            return;
        this.#closed = true;
        await this.#handle.close();
        if (!this.#adopted)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(this.file, { force: true });
    }
    /** The disk takes one batch while the next one comes. Waits for the batch before, so that memory stays flat. */
    async #handOver() {
        await this.#writing;
        const [batch, size] = [this.#batch, this.#waiting];
        if (size === 0)
            return;
        this.#batch = [];
        this.#waiting = 0;
        this.#writing = this.#write(batch, size);
        this.#writing.catch(() => { }); // whoever waits for it next is told
    }
    async #write(batch, size) {
        try {
            const { bytesWritten } = await this.#handle.writev(batch, this.#flushed);
            // A disk that fills up takes a part; the next write then says why.
            if (bytesWritten < size)
                await this.#writeRest(Buffer.concat(batch), bytesWritten);
        }
        catch (error) {
            throw explained(error, this.file);
        }
        this.#flushed += size;
        if (this.#flushed - this.#synced >= SYNC_SIZE)
            this.#syncEarly();
    }
    #syncEarly() {
        this.#synced = this.#flushed;
        this.#syncing = this.#syncing.then(() => this.#sync());
        // A system tells once that a write failed: the commit must hear of it.
        this.#syncing.catch(() => { });
    }
    async #sync() {
        try {
            await this.#handle.datasync();
        }
        catch (error) {
            throw explained(error, this.file);
        }
    }
    /** The running hash is of the algorithm that was likely; a client may name another one at the end. */
    async #digest(algorithm) {
        if (algorithm === this.#algorithm)
            return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestFromHex */ .Ch)(this.#hash.digest('hex'), algorithm);
        return hashOf(this.#handle, algorithm);
    }
    async #writeRest(bytes, from) {
        for (let at = from; at < bytes.length;) {
            const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#flushed + at);
            at += bytesWritten;
        }
    }
}
async function hashOf(handle, algorithm) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm);
    const buffer = Buffer.allocUnsafe(BATCH);
    for (let at = 0;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0)
            return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestFromHex */ .Ch)(hash.digest('hex'), algorithm);
        hash.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
    }
}
async function sweepIncoming(directory) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(directory)) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_3__.join(directory, name);
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(file).catch(absent);
        if (found && Date.now() - found.mtimeMs > STALE_MS)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(file, { force: true });
    }
}
/** For `.catch`: undefined for a file that is not there; everything else is thrown on. */
function absent(error) {
    if (codeOf(error) !== 'ENOENT')
        throw error;
    return undefined;
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? error.code : undefined;
}
function explained(error, file) {
    const code = codeOf(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT')
        return error;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('BUILD_FAILED', `the disk is full: no more can be written below ${node_path__WEBPACK_IMPORTED_MODULE_3__.dirname(file)}`, {
        fix: 'Free some space there, or point TMPDIR (RUNNER_TEMP on GitHub) at a larger disk. An image needs about four times the size of its new layers while it is built.',
        cause: error,
    });
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

/***/ 8332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ sweepOutboxes),
/* harmony export */   fillOutbox: () => (/* binding */ fillOutbox),
/* harmony export */   isOutbox: () => (/* binding */ isOutbox),
/* harmony export */   openOutbox: () => (/* binding */ openOutbox)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _blob_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9090);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2782);
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7154);
/* harmony import */ var _cache_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2451);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8433);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5155);









/** Another name than a private directory's: it outlives the process that made it. */
const PREFIX = 'dockless-outbox-';
const LETTER = 'collected.json';
/** Its job is over, whatever became of it. */
const STALE_MS = 24 * 60 * 60 * 1000;
/**
 * Puts aside what is to be saved when this process is gone: the new blobs, under a second name, and a letter that says
 * what they are. Undefined when there is nothing new.
 */
async function fillOutbox(parent, { query, snapshot, content, before }, maxSize) {
    const after = (0,_merge_js__WEBPACK_IMPORTED_MODULE_6__/* .merge */ .h1)(before, snapshot, { maxSize, today: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_5__/* .today */ .Ec)() });
    if (after === before)
        return undefined;
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, PREFIX));
    const { entries, documents, blobs, lost } = snapshot;
    const letter = {
        query,
        maxSize,
        lost: [...lost],
        snapshot: (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .formatIndex */ .Qe)({ entries, documents, blobs }),
        before: (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .formatIndex */ .Qe)(before),
    };
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, LETTER), JSON.stringify(letter), { mode: 0o600 });
        for (const [digest] of (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_5__/* .newBlobs */ .BJ)(before, after, lost)) {
            const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'blobs', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hexOf */ .ZD)(digest));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file), { recursive: true, mode: 0o700 });
            await content.copyTo(digest, file);
        }
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true }); // nobody will come for it
        throw error;
    }
    return directory;
}
/** True for the name of an outbox: nothing else is read as one, or removed. */
function isOutbox(directory) {
    return node_path__WEBPACK_IMPORTED_MODULE_1__.basename(directory).startsWith(PREFIX);
}
/** Reads what was put aside. Undefined for anything that is not a whole outbox of ours. */
async function openOutbox(directory) {
    if (!isOutbox(directory))
        return undefined;
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, LETTER), 'utf8').catch(() => '');
    const letter = (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(text);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(letter))
        return undefined;
    const { snapshot, before, maxSize, lost } = letter;
    const query = queryOf(letter['query']);
    if (typeof snapshot !== 'string' || typeof before !== 'string' || typeof maxSize !== 'number')
        return undefined;
    const [is, was] = [(0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseIndex */ .A1)(snapshot), (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseIndex */ .A1)(before)];
    if (!query || !is || !was || !Array.isArray(lost))
        return undefined;
    const gone = lost.flatMap((one) => (typeof one === 'string' ? [(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDigest */ .m)(one)] : []));
    const content = await _blob_store_js__WEBPACK_IMPORTED_MODULE_3__.BlobStore.open(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'blobs'));
    const known = new Set(gone.filter((digest) => digest !== undefined));
    return { collected: { query, snapshot: { ...is.index, lost: known }, content, before: was.index }, maxSize };
}
/** Removes outboxes that no post phase ever came for. */
async function sweepOutboxes(parent) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(parent).catch(() => [])) {
        const directory = node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, name);
        const found = name.startsWith(PREFIX) ? await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).catch(() => undefined) : undefined;
        if (found && Date.now() - found.mtimeMs > STALE_MS)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true }).catch(() => undefined);
    }
}
function queryOf(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(value) || !(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(value['reader']))
        return undefined;
    const { place } = value;
    const { ref, event, trust, defaultRef } = value['reader'];
    const level = _trust_js__WEBPACK_IMPORTED_MODULE_7__/* .TRUST_LEVELS */ .xW.find((one) => one === trust);
    if (typeof place !== 'string' || typeof ref !== 'string' || typeof event !== 'string' || !level)
        return undefined;
    return {
        place,
        reader: { ref, event, trust: level, defaultRef: typeof defaultRef === 'string' ? defaultRef : undefined },
    };
}


/***/ })

};
