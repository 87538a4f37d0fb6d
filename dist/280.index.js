export const id = 280;
export const ids = [280,90];
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

/***/ 7280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LazyContent: () => (/* binding */ LazyContent)
});

// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./build/cache/blob-store.js
var blob_store = __webpack_require__(9090);
;// CONCATENATED MODULE: ./build/cache/transfer.js
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




const READ_SIZE = 256 * 1024;
/** Bytes wait in memory no longer than this for their batch to fill, so that a slow origin's readers see them. */
const FLUSH_MS = 50;
/**
 * One blob on its way from an origin into the store, and everybody who reads it meanwhile. The origin's pace is
 * the disk's, never a slow reader's. It is cancelled when the last reader leaves before its end.
 */
class Transfer {
    /** Resolves when it is over, well or not. */
    settled;
    #store;
    #blob;
    #started = deferred();
    #progress = new Set();
    #writer;
    #source;
    #readers = 0;
    #done = false;
    #failure;
    /** `sources` are tried in order until one has given its first byte. */
    constructor(store, blob, sources) {
        this.#store = store;
        this.#blob = blob;
        this.#started.promise.catch(() => { }); // also when nobody waits for it any more
        this.settled = this.#run(sources).then(() => this.#finish(undefined), (error) => this.#finish(error ?? new Error('the transfer failed')));
    }
    /** A stream of the blob or a range of it; rejects when no origin has it. */
    async read(range) {
        this.#readers += 1;
        try {
            await this.#started.promise;
            const end = Math.min(range?.end ?? this.#blob.size - 1, this.#blob.size - 1);
            const handle = await this.#openFile();
            if (handle)
                return new TransferReader(this, handle, range?.start ?? 0, end);
            this.#readers -= 1;
        }
        catch (error) {
            this.#readers -= 1;
            throw error;
        }
        const stored = await this.#store.read(this.#blob.digest, range);
        if (stored)
            return stored;
        throw this.#failure ?? new errors/* DocklessError */.D2('REGISTRY_FAILED', `${this.#blob.digest} could not be fetched`);
    }
    /** The first byte that may not be read yet by a reader who wants all up to `end`. Throws when the transfer failed. */
    limit(end) {
        if (this.#failure !== undefined)
            throw this.#failure;
        // The last byte is held back until the digest of the whole has been checked.
        return this.#done ? end + 1 : Math.min(this.#writer?.flushed ?? 0, end);
    }
    get done() {
        return this.#done;
    }
    /** Resolves when there is more to read, or it is over. */
    progress() {
        const { promise, resolve } = deferred();
        this.#progress.add(resolve);
        return {
            promise,
            cancel: () => {
                this.#progress.delete(resolve);
                resolve();
            },
        };
    }
    /** A reader is gone. */
    leave(early) {
        this.#readers -= 1;
        if (early && this.#readers === 0 && !this.#done)
            this.#source?.destroy(new Error('every reader has left'));
    }
    async #run(sources) {
        let failure = new errors/* DocklessError */.D2('REGISTRY_FAILED', `no registry is known to have ${this.#blob.digest}`);
        for (const source of sources) {
            const env_1 = { stack: [], error: void 0, hasError: false };
            try {
                const writer = __addDisposableResource(env_1, await this.#store.writer(this.#blob.digest.startsWith('sha512') ? 'sha512' : 'sha256'), true);
                this.#writer = writer;
                try {
                    await this.#pump(writer, await source());
                    return;
                }
                catch (error) {
                    failure = error;
                    // Readers have seen bytes of this origin: what follows from another one might not belong to them.
                    if (writer.size > 0)
                        break;
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
        throw failure;
    }
    async #pump(writer, source) {
        this.#source = source;
        let flushedAt = Date.now();
        for await (const chunk of source) {
            if (!(chunk instanceof Uint8Array))
                throw new TypeError('a blob is a stream of bytes');
            const size = writer.size + chunk.length;
            if (size > this.#blob.size)
                throw new blob_store.ContentMismatch('size', this.#blob.size, `${size} or more`);
            await writer.append(chunk);
            if (Date.now() - flushedAt > FLUSH_MS) {
                await writer.flush();
                flushedAt = Date.now();
            }
            this.#started.resolve();
            this.#wake();
        }
        await writer.commit(this.#blob);
        this.#done = true;
    }
    #finish(failure) {
        this.#failure = failure;
        if (failure === undefined)
            this.#started.resolve();
        else
            this.#started.reject(failure);
        this.#wake();
    }
    async #openFile() {
        const file = this.#writer?.file;
        if (file === undefined || this.#done || this.#failure !== undefined)
            return undefined;
        return (0,promises_.open)(file).catch(() => undefined); // it has got its final name in this moment
    }
    #wake() {
        for (const resolve of this.#progress)
            resolve();
        this.#progress.clear();
    }
}
class TransferReader extends external_node_stream_.Readable {
    #transfer;
    #handle;
    #end;
    #position;
    #waiting;
    constructor(transfer, handle, start, end) {
        super({ highWaterMark: READ_SIZE });
        this.#transfer = transfer;
        this.#handle = handle;
        this.#position = start;
        this.#end = end;
    }
    _read() {
        this.#next().then((chunk) => {
            if (!this.destroyed)
                this.push(chunk);
        }, (error) => this.destroy(error instanceof Error ? error : new Error(String(error))));
    }
    _destroy(error, callback) {
        this.#waiting?.();
        this.#transfer.leave(this.#position <= this.#end);
        this.#handle.close().then(() => callback(error), () => callback(error));
    }
    async #next() {
        while (!this.destroyed) {
            // Asked for before the limit is read: no progress is missed in between.
            const progress = this.#transfer.progress();
            this.#waiting = progress.cancel;
            try {
                const available = this.#transfer.limit(this.#end) - this.#position;
                if (this.#position > this.#end && this.#transfer.done)
                    return null;
                if (available > 0)
                    return await this.#chunk(available);
                await progress.promise;
            }
            finally {
                progress.cancel();
                this.#waiting = undefined;
            }
        }
        return null;
    }
    async #chunk(available) {
        const buffer = Buffer.allocUnsafe(Math.min(available, READ_SIZE));
        const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, this.#position);
        if (bytesRead === 0)
            throw new Error('the file is shorter than what was written to it');
        this.#position += bytesRead;
        return buffer.subarray(0, bytesRead);
    }
}
function deferred() {
    let resolve = () => { };
    let reject = (_reason) => { };
    const promise = new Promise((yes, no) => {
        resolve = yes;
        reject = no;
    });
    return { promise, resolve, reject };
}

;// CONCATENATED MODULE: ./build/cache/lazy-content.js


/**
 * The store's blobs, and those that are known to be elsewhere: they have a size at once, and move when they are
 * first opened, through the store. Readers of one blob share one transfer, and read while it is still running.
 */
class LazyContent {
    store;
    #reader;
    #known = new Map();
    #transfers = new Map();
    #brought = new Map();
    constructor(store, reader) {
        this.store = store;
        this.#reader = reader;
    }
    local(digest) {
        return this.store.local(digest);
    }
    async size(digest) {
        return this.#known.get(digest)?.size ?? (await this.store.local(digest));
    }
    /**
     * The bytes. A stream from an origin ends well only when the whole blob was checked; otherwise it breaks with an
     * error before its last byte. Throws DocklessError when nobody has the blob.
     */
    async open(digest, range) {
        const running = this.#transfers.get(digest);
        if (running)
            return running.read(range);
        const here = await this.store.read(digest, range);
        if (here)
            return here;
        const known = this.#known.get(digest);
        if (known?.cached) {
            // Nobody sees a byte of a cache before all of them were checked: a builder could not take it back.
            await this.#bring(digest, known.size, known.cached);
            return this.open(digest, range);
        }
        return (this.#transfers.get(digest) ?? this.#start(digest)).read(range);
    }
    write(source, expected) {
        return this.store.write(source, expected);
    }
    remember(blob, origin) {
        const known = this.#known.get(blob.digest) ?? { size: blob.size, origins: [] };
        this.#known.set(blob.digest, known);
        if (!known.origins.some((one) => sameOrigin(one, origin)))
            known.origins.push(origin);
    }
    /** Notes that `source` has the blob: it is asked before any registry. No byte moves. */
    keep(blob, source) {
        const known = this.#known.get(blob.digest) ?? { size: blob.size, origins: [] };
        this.#known.set(blob.digest, { ...known, cached: source });
    }
    origins(digest) {
        return this.#known.get(digest)?.origins ?? [];
    }
    #start(digest) {
        const known = this.#known.get(digest);
        if (!this.#reader || !known) {
            throw new errors/* DocklessError */.D2('REGISTRY_FAILED', `${digest} is not here, and no registry is known to have it`, {
                fix: 'Run again: what it belongs to is then fetched anew.',
            });
        }
        const reader = this.#reader;
        let asked;
        // An origin goes to the end of the line when it is asked, and to its head when the blob was as promised.
        const sources = known.origins.map((origin) => async () => {
            asked = origin;
            move(known.origins, origin, 'last');
            return reader.blob(origin, digest, { size: known.size });
        });
        const transfer = new Transfer(this.store, { digest, size: known.size }, sources);
        this.#transfers.set(digest, transfer);
        void transfer.settled.then(() => {
            this.#transfers.delete(digest);
            if (transfer.done && asked)
                move(known.origins, asked, 'first');
        });
        return transfer;
    }
    /** Brings a blob here from what keeps it. Resolves, once for all who wait, when it is here or lost. */
    #bring(digest, size, source) {
        const running = this.#brought.get(digest);
        if (running)
            return running;
        const bringing = this.#fetch(digest, size, source).finally(() => this.#brought.delete(digest));
        this.#brought.set(digest, bringing);
        return bringing;
    }
    async #fetch(digest, size, source) {
        try {
            await this.store.write(await source.open(digest), { digest, size });
        }
        catch (failure) {
            const known = this.#known.get(digest);
            if (known)
                delete known.cached;
            source.lost(digest, failure);
            if (!known || known.origins.length > 0)
                return;
            this.#known.delete(digest);
            throw failure;
        }
    }
}
function move(origins, origin, where) {
    origins.splice(origins.indexOf(origin), 1);
    if (where === 'first')
        origins.unshift(origin);
    else
        origins.push(origin);
}
function sameOrigin(one, other) {
    return one.registry === other.registry && one.repository === other.repository;
}


/***/ })

};
