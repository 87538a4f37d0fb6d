export const id = 239;
export const ids = [239,620];
export const modules = {

/***/ 2239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGithubStore: () => (/* binding */ openGithubStore)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/cache/cache-index.js
var cache_index = __webpack_require__(7154);
// EXTERNAL MODULE: ./build/cache/cache-store.js
var cache_store = __webpack_require__(2451);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
// EXTERNAL MODULE: ./build/cache/patience.js
var cache_patience = __webpack_require__(3154);
;// CONCATENATED MODULE: ./build/cache/github-service.js
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






/** What the service answered that is neither yes nor no: throttled, broken, out of reach. */
class ServiceFailure extends Error {
    status;
    constructor(what, status, said) {
        super(`GitHub's cache service answered ${status} to ${what}${said === '' ? '' : ` (${said})`}`);
        this.name = 'ServiceFailure';
        this.status = status;
    }
}
/** What the service says of a token that may not write; anything else that it says is a failure. */
const WRITE_DENIED = /^(?:cache write denied|$)/;
/** Entries of ours are found by us alone: the service compares it whole. Changes with the form of what is kept. */
const VERSION = (0,external_node_crypto_.createHash)('sha256').update('dockless cache 1').digest('hex');
const LONGEST_ANSWER = 64 * 1024;
const PIECE_SIZE = 256 * 1024;
/** A cache that must be begged is no faster than none. */
const ATTEMPTS = 2;
const SHORT_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;
const PASSING = new Set([408, 429, 500, 502, 503, 504]);
/** The way to the service: with little patience. */
class ServiceHttp {
    #http;
    #authorization;
    #patience;
    constructor(http, token, patience = cache_patience/* PATIENCE */.aZ) {
        this.#http = http;
        this.#patience = patience;
        this.#authorization = new secret/* Secret */.z(`Bearer ${token.reveal()}`);
    }
    /** Asks with the runner's token; the answer's text. Throws ServiceFailure for an answer that is no success. */
    async call(what, request) {
        return this.ask(what, { ...request, authorization: this.#authorization });
    }
    /** Asks, and once more where that may help; not longer than a cache is worth. */
    async ask(what, request) {
        for (let failed = 1;; failed += 1) {
            const { status, text, retryAfter } = await this.#once(request);
            if (status >= 200 && status < 300)
                return { status, text };
            const failure = new ServiceFailure(what, status, saidBy(text));
            if (!PASSING.has(status) || failed === ATTEMPTS)
                throw failure;
            const askedMs = Number(retryAfter ?? SHORT_WAIT_MS / 1000) * 1000;
            if (!(askedMs <= LONGEST_WAIT_MS))
                throw failure;
            await this.#http.pause(askedMs, request.signal);
        }
    }
    /** One try, answer and all, given up when nothing moves for a while: an upload may take its time. */
    async #once(request) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const { body } = request;
            const { readMs, stallMs } = this.#patience;
            const watch = __addDisposableResource(env_1, new cache_patience/* Watch */.ox(body instanceof Uint8Array ? stallMs : readMs, request.signal), false);
            const sent = body instanceof Uint8Array ? { stream: inPieces(body, watch), size: body.length } : body;
            const { signal } = watch;
            const response = await watch.over(this.#http.request({ ...request, ...(sent === undefined ? {} : { body: sent }), signal, attempts: 1 }));
            const text = await watch.over(response.text(LONGEST_ANSWER));
            return { status: response.status, text, retryAfter: response.header('retry-after') };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            __disposeResources(env_1);
        }
    }
    /** Opens an entry, or `size` bytes of it from `start` on. The answer may be 200 and the whole all the same. */
    async read(url, range, signal) {
        const headers = range ? { range: `bytes=${range.start}-${range.start + range.size - 1}` } : {};
        const request = {
            method: 'GET',
            url,
            headers,
            signal,
            attempts: 1,
        };
        for (let failed = 1;; failed += 1) {
            const response = await this.#http.request(request);
            const { status } = response;
            if (status === 200 || status === 206)
                return response;
            await response.discard();
            if (!PASSING.has(status) || failed === ATTEMPTS)
                throw new ServiceFailure('a download', status, '');
            await this.#http.pause(SHORT_WAIT_MS, signal);
        }
    }
}
/** Bytes that tell the watch when they go out. */
function inPieces(bytes, watch) {
    const pieces = function* () {
        for (let start = 0; start < bytes.length; start += PIECE_SIZE) {
            watch.moved();
            yield bytes.subarray(start, start + PIECE_SIZE);
        }
    };
    return external_node_stream_.Readable.from(pieces(), { objectMode: false });
}
/** The object that an answer must be. Throws ServiceFailure for anything else: a page of a proxy, half an answer. */
function answerIn(what, text) {
    const answer = (0,cache_index/* parseJson */.qF)(text);
    if ((0,json/* isObject */.G)(answer))
        return answer;
    throw new ServiceFailure(what, 200, 'and what came is no JSON object');
}
/** Below a base URL, which may end with a slash or not. */
function below(base, path) {
    return new URL(path, base.href.endsWith('/') ? base : new URL(`${base.href}/`));
}
/** A field of an answer: Twirp writes its names in either case. */
function textOf(answer, ...names) {
    for (const name of names) {
        const value = answer[name];
        if (typeof value === 'string')
            return value;
    }
    return '';
}
function saidBy(text) {
    const value = (0,cache_index/* parseJson */.qF)(text);
    return (0,json/* isObject */.G)(value) ? textOf(value, 'msg', 'message').slice(0, 200) : '';
}

;// CONCATENATED MODULE: ./build/cache/github-service-v1.js

const ACCEPT = { accept: 'application/json;api-version=6.0-preview.1' };
const CHUNK_SIZE = 32 * 1024 * 1024;
/**
 * Version 1, which GitHub Enterprise Server, act, Gitea and Forgejo offer: an entry is looked up, reserved, sent in
 * chunks and committed (actions/toolkit, packages/cache, cacheHttpClient).
 */
class GithubServiceV1 {
    #http;
    #base;
    constructor(http, base) {
        this.#http = http;
        this.#base = below(base, '_apis/artifactcache/');
    }
    async find(key, prefixes, signal) {
        const keys = [...new Set([key, ...prefixes])].join(',');
        const query = new URLSearchParams({ keys, version: VERSION });
        const url = new URL(`cache?${query}`, this.#base);
        const { status, text } = await this.#http.call('a lookup', {
            method: 'GET',
            url,
            headers: ACCEPT,
            signal,
        });
        if (status !== 200)
            return undefined; // 204: there is none
        const answer = answerIn('a lookup', text);
        const location = textOf(answer, 'archiveLocation');
        if (!URL.canParse(location))
            throw new ServiceFailure('a lookup', status, 'without a usable URL');
        return { key: textOf(answer, 'cacheKey'), url: new URL(location) };
    }
    async write(key, size, read, signal) {
        const id = await this.#reserve(key, size, signal);
        if (typeof id !== 'number')
            return id;
        const url = new URL(`caches/${id}`, this.#base);
        for (let start = 0; start < size; start += CHUNK_SIZE) {
            const body = await read(start, Math.min(CHUNK_SIZE, size - start));
            const headers = {
                ...ACCEPT,
                'content-type': 'application/octet-stream',
                'content-range': `bytes ${start}-${start + body.length - 1}/*`,
            };
            await this.#http.call('an upload', { method: 'PATCH', url, headers, body, signal });
        }
        await this.#post('the end of an upload', `caches/${id}`, { size }, signal);
        return 'kept';
    }
    async #reserve(key, cacheSize, signal) {
        try {
            const text = await this.#post('a reservation', 'caches', { key, version: VERSION, cacheSize }, signal);
            const id = answerIn('a reservation', text)['cacheId'];
            return typeof id === 'number' && id > 0 ? id : 'exists';
        }
        catch (error) {
            if (!(error instanceof ServiceFailure))
                throw error;
            if (error.status === 401 || error.status === 403)
                return 'refused';
            // act answers 400 where GitHub answers 409.
            if (error.status === 409 || error.status === 400)
                return 'exists';
            throw error;
        }
    }
    async #post(what, path, document, signal) {
        const headers = { ...ACCEPT, 'content-type': 'application/json' };
        const url = new URL(path, this.#base);
        const body = JSON.stringify(document);
        return (await this.#http.call(what, { method: 'POST', url, headers, body, signal })).text;
    }
}

;// CONCATENATED MODULE: ./build/cache/github-service-v2.js

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/';
/** Azure takes one Put Blob of up to 5000 MiB; blocks are for what may have to be sent again in part. */
const BLOCK_SIZE = 64 * 1024 * 1024;
/** Version 2: Twirp calls in JSON, and signed URLs of a blob storage for the bytes (actions/toolkit, packages/cache). */
class GithubServiceV2 {
    #http;
    #base;
    constructor(http, base) {
        this.#http = http;
        this.#base = base;
    }
    async find(key, prefixes, signal) {
        const answer = await this.#call('GetCacheEntryDownloadURL', { key, restore_keys: prefixes }, signal);
        if (answer['ok'] !== true)
            return undefined;
        const url = textOf(answer, 'signed_download_url', 'signedDownloadUrl');
        const found = textOf(answer, 'matched_key', 'matchedKey');
        if (!URL.canParse(url))
            throw new ServiceFailure('a lookup', 200, 'without a usable URL');
        return { key: found, url: new URL(url) };
    }
    async write(key, size, read, signal) {
        const created = await this.#create(key, signal);
        if (!(created instanceof URL))
            return created;
        await this.#upload(created, size, read, signal);
        const done = await this.#call('FinalizeCacheEntryUpload', { key, size_bytes: String(size) }, signal);
        if (done['ok'] !== true)
            throw new ServiceFailure('the end of an upload', 200, textOf(done, 'message'));
        return 'kept';
    }
    async #create(key, signal) {
        try {
            const answer = await this.#call('CreateCacheEntry', { key }, signal);
            const url = textOf(answer, 'signed_upload_url', 'signedUploadUrl');
            if (answer['ok'] === true && URL.canParse(url))
                return new URL(url);
            const message = textOf(answer, 'message');
            if (answer['ok'] !== true && WRITE_DENIED.test(message))
                return 'refused';
            throw new ServiceFailure('a reservation', 200, message || 'without a usable URL');
        }
        catch (error) {
            if (error instanceof ServiceFailure && error.status === 409)
                return 'exists';
            if (error instanceof ServiceFailure && error.status === 403)
                return 'refused';
            throw error;
        }
    }
    /** Put Blob for what fits into one block, Put Block and Put Block List for more (Azure Blob Storage REST API). */
    async #upload(url, size, read, signal) {
        if (size <= BLOCK_SIZE)
            return this.#put(url, await read(0, size), { 'x-ms-blob-type': 'BlockBlob' }, signal);
        const ids = [];
        for (let start = 0; start < size; start += BLOCK_SIZE) {
            const id = Buffer.from(`block-${String(ids.length).padStart(8, '0')}`).toString('base64');
            ids.push(id);
            const block = withQuery(url, { comp: 'block', blockid: id });
            await this.#put(block, await read(start, Math.min(BLOCK_SIZE, size - start)), {}, signal);
        }
        const list = ids.map((id) => `<Latest>${id}</Latest>`).join('');
        const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`);
        await this.#put(withQuery(url, { comp: 'blocklist' }), body, { 'content-type': 'application/xml' }, signal);
    }
    async #put(url, body, more, signal) {
        const headers = { 'x-ms-version': '2024-05-04', ...more };
        await this.#http.ask('an upload', { method: 'PUT', url, headers, body, signal });
    }
    async #call(name, body, signal) {
        const { text } = await this.#http.call(name, {
            method: 'POST',
            url: below(this.#base, SERVICE + name),
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ ...body, version: VERSION }),
            signal,
        });
        return answerIn(name, text);
    }
}
function withQuery(url, query) {
    const changed = new URL(url);
    for (const [name, value] of Object.entries(query))
        changed.searchParams.set(name, value);
    return changed;
}

;// CONCATENATED MODULE: ./build/cache/github-token.js


const WRITE = 2;
/**
 * Whether the runner's token may keep entries: its claim `ac` lists scopes with their permissions (1 read, 2 write).
 * Undefined when the token does not say: then it is tried.
 */
function mayWrite(token) {
    const [, payload = ''] = token.reveal().split('.');
    const claims = (0,cache_index/* parseJson */.qF)(Buffer.from(payload, 'base64url').toString('utf8'));
    const written = (0,json/* isObject */.G)(claims) ? claims['ac'] : undefined;
    const scopes = typeof written === 'string' ? (0,cache_index/* parseJson */.qF)(written) : written;
    if (!Array.isArray(scopes))
        return undefined;
    return scopes.some((scope) => {
        const permission = (0,json/* isObject */.G)(scope) ? scope['Permission'] : undefined;
        return typeof permission === 'number' && (permission & WRITE) !== 0;
    });
}

// EXTERNAL MODULE: ./build/cache/merge.js
var merge = __webpack_require__(8433);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./build/cache/pack.js





/** How often one blob's download is taken up again. */
const MOST_CUTS = 3;
/** A pack is one upload; much larger ones would be evicted as one, and sent again as one. */
const LARGEST_PACK = 512 * 1024 * 1024;
/** Puts blobs into as few packs as can be. */
function packs(blobs) {
    const groups = [];
    let offset = LARGEST_PACK;
    for (const [digest, { size }] of blobs) {
        if (offset > 0 && offset + size > LARGEST_PACK) {
            groups.push([]);
            offset = 0;
        }
        groups.at(-1)?.push({ digest, size, offset });
        offset += size;
    }
    return groups.map((group) => ({
        blobs: group,
        size: group.reduce((sum, { size }) => sum + size, 0),
        reader: (content) => (start, size) => readAcross(group, content, start, size),
    }));
}
async function readAcross(blobs, content, start, size) {
    const chunks = [];
    for (const { digest, offset, size: length } of blobs) {
        const from = Math.max(start, offset) - offset;
        const to = Math.min(start + size, offset + length) - offset;
        if (to <= from)
            continue;
        const stream = await content.read(digest, { start: from, end: to - 1 });
        if (!stream)
            throw new Error(`${digest} is not at hand any more`);
        for await (const chunk of stream)
            if (chunk instanceof Uint8Array)
                chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** A pack that is kept elsewhere, read by ranges; whole, once, where the storage knows no ranges. */
class Pack {
    #options;
    #url;
    #whole;
    /** Of those who wait until the whole is here. */
    #watches = new Set();
    constructor(options) {
        this.#options = options;
        this.#url = options.url;
    }
    /** `size` bytes from `offset` on, unchecked. A download that is cut is taken up again. Throws when there is none. */
    async open(offset, size, watch) {
        const first = await this.#part({ start: offset, size }, watch);
        const bytes = this.#bytes(first, { start: offset, size }, watch);
        return external_node_stream_.Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 });
    }
    async *#bytes(first, { start, size }, watch) {
        let done = 0;
        let part = first;
        for (let cuts = 0;; cuts += 1) {
            try {
                for await (const chunk of part) {
                    if (!(chunk instanceof Uint8Array))
                        continue;
                    done += chunk.length;
                    yield chunk;
                }
            }
            catch (error) {
                watch.signal.throwIfAborted();
                if (cuts === MOST_CUTS)
                    throw error;
            }
            if (done >= size || cuts === MOST_CUTS)
                return;
            part = await this.#part({ start: start + done, size: size - done }, watch);
        }
    }
    async #part({ start, size }, watch) {
        this.#watches.add(watch);
        try {
            if (!this.#whole) {
                const response = await this.#ask({ start, size }, watch.signal);
                if (response.status === 206)
                    return response.body;
                if (this.#whole)
                    response.body.destroy();
                else
                    this.#whole = this.#spool(response);
            }
            const handle = await (0,promises_.open)(await this.#whole);
            return handle.createReadStream({ start, end: start + size - 1 });
        }
        finally {
            this.#watches.delete(watch);
        }
    }
    async #ask(range, signal) {
        try {
            return await this.#options.read(this.#url, range, signal);
        }
        catch (error) {
            const url = this.#options.isExpired(error) ? await this.#options.renew(signal) : undefined;
            if (!url)
                throw error;
            this.#url = url;
            return this.#options.read(url, range, signal);
        }
    }
    async #spool(response) {
        const file = external_node_path_.join(await (0,promises_.mkdtemp)(external_node_path_.join(this.#options.directory, 'pack-')), 'whole');
        await (0,external_node_stream_promises_.pipeline)(response.body, this.#counted.bind(this), (0,external_node_fs_.createWriteStream)(file, { mode: 0o600 }));
        return file;
    }
    /** What follows after the last blob of the index is not ours, and may have no end. */
    async *#counted(body) {
        let left = this.#options.size;
        for await (const chunk of body) {
            if (!(chunk instanceof Uint8Array))
                continue;
            for (const watch of this.#watches)
                watch.moved(chunk.length);
            yield chunk.subarray(0, left);
            left -= chunk.length;
            if (left <= 0)
                return;
        }
    }
}

// EXTERNAL MODULE: ./build/cache/parts.js
var parts = __webpack_require__(8627);
// EXTERNAL MODULE: ./build/cache/trust.js
var trust = __webpack_require__(5155);
;// CONCATENATED MODULE: ./build/cache/github-store.js











/** An index that names more packs than this gives up the blobs of the oldest ones that the run did not use. */
const MOST_PACKS = 12;
const PREFIX = 'dockless-v1';
/** The store for what this runner offers; undefined when it says that no cache is to be used. */
function openGithubStore(service, options) {
    const { log } = options;
    const mode = service.mode.toLowerCase();
    const writes = mode !== 'none' && mode !== 'read' && mayWrite(service.token) !== false;
    const reads = mode !== 'none' && mode !== 'write-only';
    if (!reads && !writes) {
        log.debug('cache: the runner says that none is to be used');
        return undefined;
    }
    if (!writes)
        log.debug('cache: the token of this run may only read');
    const http = new ServiceHttp(options.http, service.token, options.patience);
    const entries = service.version === 2 ? new GithubServiceV2(http, service.url) : new GithubServiceV1(http, service.url);
    return new GithubStore(entries, http, { ...options, reads, writes });
}
/**
 * The cache service of GitHub Actions: a few packs, each the new blobs of one run one after the other, and a small
 * index that says where each blob is. Entries are never changed, so each change makes a new index and at most a pack.
 */
class GithubStore {
    name = 'the GitHub cache service';
    writable;
    isRemote = true;
    #service;
    #http;
    #options;
    #packs = new Map();
    constructor(service, http, options) {
        this.#service = service;
        this.#http = http;
        this.#options = options;
        this.writable = options.writes;
    }
    async load(query, signal) {
        if (!this.#options.reads)
            return undefined;
        const { place, reader } = query;
        const [first = '', ...more] = readablePrefixes(place, reader);
        const found = await this.#service.find(first, [first, ...more], signal);
        if (!found)
            return undefined;
        const response = await this.#http.read(found.url, undefined, signal);
        const bytes = await response.bytes(cache_index/* LARGEST_INDEX */.mU);
        const damaged = {
            index: cache_index/* EMPTY_INDEX */.ZK,
            lost: new Set(),
            damages: [`the entry ${found.key} is damaged`],
        };
        const text = bytes && (0,cache_index/* unpackIndex */.TL)(bytes);
        const read = text === undefined ? undefined : (0,cache_index/* parseIndex */.A1)(text);
        if (!read || !found.key.endsWith(sealOf(text ?? '')))
            return damaged;
        const sizes = packSizes(read.index);
        const gone = new Set();
        await Promise.all([...sizes.keys()].map(async (key) => {
            const entry = await this.#service.find(key, [], signal);
            if (entry?.key === key)
                this.#packs.set(key, this.#pack(key, entry.url, sizes.get(key) ?? 0));
            else
                gone.add(key);
        }));
        if (gone.size > 0)
            this.#options.log.debug(`cache: ${gone.size} of ${sizes.size} packs were evicted`);
        const lost = [...read.index.blobs].filter(([, { pack, origin }]) => !origin && (!pack || gone.has(pack.key)));
        return { index: read.index, lost: new Set(lost.map(([digest]) => digest)), damages: read.damages };
    }
    async open(digest, { size, pack: place }, watch) {
        const pack = place && this.#packs.get(place.key);
        if (!pack)
            throw new Error(`no pack of the cache has ${digest}`);
        return pack.open(place.offset, size, watch);
    }
    async save({ query, snapshot, content, before: current }, signal) {
        const { place, reader } = query;
        const merged = (0,merge/* merge */.h1)(current, snapshot, { maxSize: this.#options.maxSize, today: (0,cache_store/* today */.Ec)() });
        if (merged === current)
            return cache_store/* UNCHANGED */.ST;
        const added = (0,cache_store/* newBlobs */.BJ)(current, merged, snapshot.lost);
        const blobs = new Map(merged.blobs);
        let size = 0;
        for (const pack of packs(added)) {
            // A key of its own: an entry of the same blobs may be damaged, or half written by another job.
            const key = `${PREFIX}-${github_store_short(place)}-pack-${Date.now().toString(36)}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
            const outcome = await this.#service.write(key, pack.size, pack.reader(content), signal);
            if (outcome === 'refused')
                return this.#refused();
            // Nobody else has such a key: what the service means is that there is no room, or something else of its own.
            if (outcome === 'exists')
                throw new Error(`${this.name} does not take a pack of ${pack.size} bytes`);
            for (const { digest, size: length, offset } of pack.blobs)
                blobs.set(digest, { size: length, pack: { key, offset } });
            size += pack.size;
        }
        const text = (0,cache_index/* formatIndex */.Qe)(withoutOldest({ ...merged, blobs }, snapshot));
        const bytes = (0,cache_index/* packIndex */.q_)(text);
        const key = `${prefixOf(place, reader)}${Date.now().toString(36)}-${sealOf(text)}`;
        const read = async (start, length) => bytes.subarray(start, start + length);
        // Another job may have kept the very same index a moment ago: `exists`.
        if ((await this.#service.write(key, bytes.length, read, signal)) === 'refused')
            return this.#refused();
        return { changed: true, blobs: added.length, size: size + bytes.length };
    }
    #refused() {
        this.#options.log.debug('cache: the service takes nothing from this run');
        return cache_store/* UNCHANGED */.ST;
    }
    async list(query, signal) {
        const loaded = await this.load(query, signal);
        return loaded ? [loaded.index] : [];
    }
    #pack(key, url, size) {
        return new Pack({
            size,
            read: (from, range, signal) => this.#http.read(from, range, signal),
            renew: async (signal) => (await this.#service.find(key, [], signal))?.url,
            isExpired: (error) => error instanceof ServiceFailure && (error.status === 401 || error.status === 403),
            url,
            directory: this.#options.directory,
        });
    }
}
/** The keys of the indexes that a run may read begin so, the best first; none is of a writer that is trusted less. */
function readablePrefixes(place, reader) {
    const levels = trust/* TRUST_LEVELS */.xW.slice(trust/* TRUST_LEVELS */.xW.indexOf(reader.trust));
    const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])];
    return [...new Set(refs.flatMap((ref) => levels.map((trust) => prefixOf(place, { ref, trust }))))];
}
function prefixOf(place, { ref, trust }) {
    return `${PREFIX}-${github_store_short(place)}-${trust}-${github_store_short(ref)}-`;
}
/** The packs that an index names, and how many bytes of each it knows. */
function packSizes({ blobs }) {
    const sizes = new Map();
    for (const { pack, size } of blobs.values())
        if (pack)
            sizes.set(pack.key, Math.max(sizes.get(pack.key) ?? 0, pack.offset + size));
    return sizes;
}
/** Stands at the end of an index's key: an entry whose bytes are others' does not fit to it. */
function sealOf(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
}
function github_store_short(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/**
 * Drops the blobs of the oldest packs when there are too many of them; packs are asked for one by one. Those that a run
 * has just used stay, however many they are: without one of its layers a whole step is lost, and was lost in each run.
 */
function withoutOldest(index, used) {
    const lookUp = index.documents.get.bind(index.documents);
    const needed = packsOf(used.entries.flatMap(({ digest }) => [...(0,parts/* partsOf */.C)(digest, lookUp).blobs.keys()].map((blob) => index.blobs.get(blob))));
    // Entries stand with the most recently used first, and so do their blobs: the packs seen last are the oldest.
    const others = [...packsOf(index.blobs.values())].filter((key) => !needed.has(key));
    const dropped = new Set(others.slice(Math.max(0, MOST_PACKS - needed.size)));
    if (dropped.size === 0)
        return index;
    const blobs = new Map([...index.blobs].filter(([, { pack }]) => !pack || !dropped.has(pack.key)));
    return { ...index, blobs };
}
/** The keys of the packs that blobs are in, in their order. */
function packsOf(blobs) {
    return new Set([...blobs].flatMap((blob) => (blob?.pack ? [blob.pack.key] : [])));
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


/***/ })

};
