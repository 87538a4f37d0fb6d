export const id = 544;
export const ids = [544];
export const modules = {

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

/***/ 8812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ unpackTar)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);
/* harmony import */ var _compression_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9036);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5678);
/* harmony import */ var _tar_read_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8330);
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2659);








/** As the kernel: more links than this on one way are a loop. */
const MOST_LINKS = 40;
/**
 * Unpacks a tar (plain, gzip, zstd) into `directory`, which exists and which nobody else writes to meanwhile.
 * Nothing outside of it is ever written or linked to, whatever the tar says: links on the way are resolved
 * inside the directory, as chroot would, and `..` above it is refused. Without `owners` everything is ours, and
 * directories stay writable for us. Throws TarError.
 */
async function unpackTar(source, directory, options = {}) {
    const unpacker = new Unpacker(directory, options);
    let size = 0;
    let files = 0;
    for await (const entry of (0,_tar_read_js__WEBPACK_IMPORTED_MODULE_6__/* .readTar */ .s)((0,_compression_js__WEBPACK_IMPORTED_MODULE_4__/* .decompress */ .mF)(source))) {
        size += entry.header.size;
        if (size > (options.maxSize ?? Number.POSITIVE_INFINITY))
            throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_7__/* .TarError */ .mt(`it unpacks to more than ${options.maxSize} bytes`);
        if (await unpacker.add(entry).catch((cause) => refuse(entry.header.path, cause)))
            files++;
    }
    await unpacker.finish();
    return { files, size, skipped: unpacker.skipped };
}
/** What the filesystem would not do (a name too long, no room), with the member that asked for it. */
function refuse(path, cause) {
    if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2 || !(cause instanceof Error))
        throw cause;
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `"${path}" of the archive cannot be unpacked: ${cause.message}`, {
        cause,
        fix: 'Make room, or make the archive without it.',
    });
}
/** The components of a path in a tar; throws TarError for a way up and out. */
function componentsOf(path) {
    const out = [];
    for (const part of path.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part === '..') {
            if (out.pop() === undefined)
                throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_7__/* .TarError */ .mt(`"${path}" leads out of the archive`);
        }
        else
            out.push(part);
    }
    return out;
}
class Unpacker {
    #root;
    #strip;
    #owners;
    /** Ways that are known to be real directories, made or checked by us. */
    #real = new Set();
    /** What directories are to be in the end, by their real way. */
    #headers = new Map();
    skipped = [];
    constructor(root, { strip = 0, owners = false }) {
        this.#root = root;
        this.#strip = strip;
        this.#owners = owners;
    }
    async add(entry) {
        const { header } = entry;
        const parts = componentsOf(header.path).slice(this.#strip);
        const name = parts.pop();
        if (name === undefined) {
            if (this.#owners && header.type === 'directory')
                this.#headers.set('', header);
            return false;
        }
        if (header.type === 'character' || header.type === 'block' || header.type === 'fifo') {
            this.skipped.push(header.path);
            return false;
        }
        const parent = await this.#directory(parts);
        const at = this.#path([...parent, name]);
        const old = await lstatOrNothing(at);
        if (header.type === 'directory') {
            if (!old?.isDirectory()) {
                if (old)
                    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(at);
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(at);
            }
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(at, header.mode | 0o700);
            this.#headers.set([...parent, name].join('/'), header);
            return true;
        }
        if (old) {
            if (old.isDirectory())
                this.#forget([...parent, name].join('/'));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(at, { recursive: true });
        }
        if (header.type === 'symlink') {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.symlink)((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .encodeName */ .a)(header.link), at);
            if (this.#owners)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lchown)(at, header.uid, header.gid);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lutimes)(at, header.mtime, header.mtime);
        }
        else if (header.type === 'hardlink')
            await this.#hardlink(header.path, header.link, at);
        else
            await writeFile(at, entry, this.#owners);
        return true;
    }
    async #hardlink(path, target, at) {
        const parts = componentsOf(target).slice(this.#strip);
        const name = parts.pop();
        const found = name === undefined ? undefined : this.#path([...(await this.#directory(parts)), name]);
        const kind = found && (await lstatOrNothing(found));
        if (!found || !kind?.isFile())
            throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_7__/* .TarError */ .mt(`"${path}" is a hard link to "${target}", which is no file in it`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.link)(found, at);
    }
    /** Directories are finished last: what is put into one changes its time. */
    async finish() {
        for (const [path, { uid, gid, mode, mtime }] of this.#headers) {
            const at = this.#path([path]);
            if (this.#owners) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lchown)(at, uid, gid);
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(at, mode);
            }
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.utimes)(at, mtime, mtime);
        }
    }
    /** A directory goes: what was known of it and below it may soon be a link to somewhere else. */
    #forget(path) {
        const isIn = (other) => other === path || other.startsWith(`${path}/`);
        for (const known of this.#real)
            if (isIn(known))
                this.#real.delete(known);
        for (const known of this.#headers.keys())
            if (isIn(known))
                this.#headers.delete(known);
    }
    #path(parts) {
        return (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .encodeName */ .a)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.#root, ...parts));
    }
    /**
     * The real directory that `parts` leads to, made where it is missing: links are resolved with our root as
     * theirs, as chroot would.
     */
    async #directory(parts) {
        const wanted = [...parts];
        let real = [];
        let links = 0;
        for (let part = wanted.shift(); part !== undefined; part = wanted.shift()) {
            if (part === '' || part === '.')
                continue;
            if (part === '..') {
                real.pop();
                continue;
            }
            const next = [...real, part];
            const key = next.join('/');
            if (!this.#real.has(key)) {
                const at = this.#path(next);
                const found = await lstatOrNothing(at);
                if (found?.isSymbolicLink()) {
                    if (++links > MOST_LINKS)
                        throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_7__/* .TarError */ .mt(`"${parts.join('/')}" goes through a loop of links`);
                    const target = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)(at);
                    if (target.startsWith('/'))
                        real = [];
                    wanted.unshift(...target.split('/'));
                    continue;
                }
                if (!found)
                    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(at, 0o755);
                else if (!found.isDirectory())
                    throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_7__/* .TarError */ .mt(`"${parts.join('/')}" goes through a file`);
                this.#real.add(key);
            }
            real = next;
        }
        return real;
    }
}
async function writeFile(at, entry, owners) {
    const flags = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_EXCL | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW;
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(at, flags, 0o600);
    try {
        for await (const chunk of entry.content)
            await file.writeFile(chunk);
        // Before the mode: a change of owner takes set-user-id away.
        if (owners)
            await file.chown(entry.header.uid, entry.header.gid);
        await file.chmod(entry.header.mode);
        await file.utimes(entry.header.mtime, entry.header.mtime);
    }
    finally {
        await file.close();
    }
}
async function lstatOrNothing(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 6519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ writeTar),
/* harmony export */   p: () => (/* binding */ tarHeader)
/* harmony export */ });
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2659);

/** A header with what hardly ever differs filled in: a file of root, no content, at the epoch. */
function tarHeader(given) {
    return {
        mode: given.type === 'directory' ? 0o755 : given.type === 'symlink' ? 0o777 : 0o644,
        uid: 0,
        gid: 0,
        size: 0,
        mtime: 0,
        link: '',
        major: 0,
        minor: 0,
        xattrs: new Map(),
        ...given,
    };
}
/**
 * A tar of the members, in the order given, as chunks of some 64 KiB. Pulls no faster than it is read.
 * Throws TarError when a content is shorter or longer than its header says.
 */
async function* writeTar(members) {
    yield* batched(pieces(members));
}
async function* pieces(members) {
    for await (const { header, content } of members) {
        yield (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .encodeHeader */ .YS)(header);
        if (header.size === 0)
            continue;
        let written = 0;
        for await (const chunk of content?.() ?? []) {
            written += chunk.length;
            if (written > header.size)
                break;
            yield chunk;
        }
        if (written !== header.size)
            throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .TarError */ .mt(`"${header.path}" should have ${header.size} bytes and changed while it was read`);
        yield (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .padding */ .Ms)(header.size);
    }
    yield Buffer.alloc(2 * _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE);
}
const BATCH = 64 << 10;
/** Joins small chunks: each one that goes through zlib costs a trip to another thread. */
async function* batched(source) {
    let waiting = [];
    let size = 0;
    for await (const chunk of source) {
        if (chunk.length === 0)
            continue;
        waiting.push(chunk);
        size += chunk.length;
        if (size < BATCH)
            continue;
        yield waiting.length === 1 ? chunk : Buffer.concat(waiting, size);
        waiting = [];
        size = 0;
    }
    if (size > 0)
        yield Buffer.concat(waiting, size);
}


/***/ }),

/***/ 1544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TAKEN: () => (/* binding */ TAKEN),
  carry: () => (/* binding */ carry)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/compression.js
var compression = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
// EXTERNAL MODULE: ./build/oci/tar-unpack.js
var tar_unpack = __webpack_require__(8812);
// EXTERNAL MODULE: ./build/oci/names.js
var oci_names = __webpack_require__(5678);
// EXTERNAL MODULE: ./build/oci/tar-header.js
var tar_header = __webpack_require__(2659);
// EXTERNAL MODULE: ./build/oci/tar-write.js
var tar_write = __webpack_require__(6519);
;// CONCATENATED MODULE: ./build/oci/tar-tree.js





/**
 * The members of a tar of `directory`, itself included (`.`), with the owners, modes, times (in microseconds), symbolic
 * and hard links that it has: the same tree gives the same members in the same order. Nothing is followed out of it:
 * a symbolic link is one in the tar. Devices, sockets and fifos are left out, and so are extended attributes, which
 * Node cannot read. Nobody may write to it meanwhile. Throws TarError when it is no directory.
 */
async function* treeMembers(directory) {
    yield* new Tree((0,oci_names/* encodeName */.a)(directory)).members([]);
}
class Tree {
    #root;
    /** Files with several names, by device and inode: the name under which the content was packed. */
    #linked = new Map();
    constructor(root) {
        this.#root = root;
    }
    async *members(parts) {
        const at = this.#at(parts);
        const found = await (0,promises_.lstat)(at);
        if (!found.isDirectory())
            throw new tar_header/* TarError */.mt(`${(0,oci_names/* decodeName */.e)(at)} is no directory any more`);
        const path = parts.length === 0 ? '.' : nameOf(parts);
        yield { header: (0,tar_write/* tarHeader */.p)({ path, type: 'directory', ...attributes(found) }) };
        const names = await (0,promises_.readdir)(at, { encoding: 'buffer' });
        for (const name of names.sort(Buffer.compare)) {
            const below = [...parts, name];
            const entry = await (0,promises_.lstat)(this.#at(below));
            if (entry.isDirectory())
                yield* this.members(below);
            else
                yield* this.#leaf(below, entry);
        }
    }
    async *#leaf(parts, found) {
        const path = nameOf(parts);
        const at = this.#at(parts);
        const known = attributes(found);
        if (found.isSymbolicLink()) {
            const link = (0,oci_names/* decodeName */.e)(await (0,promises_.readlink)(at, { encoding: 'buffer' }));
            yield { header: (0,tar_write/* tarHeader */.p)({ path, type: 'symlink', ...known, link }) };
        }
        else if (found.isFile()) {
            const key = `${found.dev}:${found.ino}`;
            const first = found.nlink > 1 ? this.#linked.get(key) : undefined;
            if (first !== undefined) {
                yield { header: (0,tar_write/* tarHeader */.p)({ path, type: 'hardlink', ...known, link: first }) };
                return;
            }
            this.#linked.set(key, path);
            const header = (0,tar_write/* tarHeader */.p)({ path, type: 'file', ...known, size: found.size });
            yield { header, content: () => contentOf(at) };
        }
    }
    #at(parts) {
        return Buffer.concat([this.#root, ...parts.flatMap((part) => [SLASH, part])]);
    }
}
const SLASH = Buffer.from('/');
function nameOf(parts) {
    return parts.map((part) => (0,oci_names/* decodeName */.e)(part)).join('/');
}
function attributes({ mode, uid, gid, mtimeMs }) {
    return { mode: mode & 0o7777, uid, gid, mtime: Math.round(mtimeMs * 1000) / 1e6 };
}
async function* contentOf(at) {
    const handle = await (0,promises_.open)(at, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW);
    for await (const chunk of handle.createReadStream({ highWaterMark: 256 << 10 }))
        if (chunk instanceof Uint8Array)
            yield chunk;
}

;// CONCATENATED MODULE: ./build/strategies/mounts/carrier.js
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









const TAKEN = '.new';
/** Beside the task: the directory of each mount, by its name, as it was found before the build. */
const FOUND = 'found.json';
/**
 * What runs among the builder's ids: `restore`s or `take`s what the task in `file` names. Resolves to what did not come
 * along. Throws when the task cannot be read, or when there is no place to look for marks.
 */
async function carry([verb = '', file = '']) {
    const task = await readTask(file);
    const found = external_node_path_.join(external_node_path_.dirname(file), FOUND);
    return verb === 'restore' ? restoreAll(task, found) : takeAll(task, found);
}
async function restoreAll({ below, mounts }, file) {
    const marked = new Map();
    if (below !== undefined)
        await findMarkers(below, new Set(mounts.map(({ marker }) => marker)), marked);
    const found = {};
    const problems = await eachMount(mounts, async (mount) => {
        const directory = await directoryOf(mount, marked);
        found[mount.name] = directory;
        if (await isThere(mount.archive))
            await restore(mount, directory);
    });
    await (0,promises_.writeFile)(file, JSON.stringify(found));
    return problems;
}
async function directoryOf({ directory, marker = '' }, marked) {
    if (directory !== undefined) {
        await (0,promises_.mkdir)(directory, { recursive: true });
        return external_node_path_.resolve(directory);
    }
    const found = marked.get(marker);
    if (found === undefined)
        throw new Error('the builder has no directory for it that can be found');
    await (0,promises_.rmdir)(external_node_path_.join(found, marker));
    return found;
}
/** What cannot be restored whole is not restored at all. */
async function restore({ archive, owners }, directory) {
    try {
        await (0,tar_unpack/* unpackTar */.A)((0,external_node_fs_.createReadStream)(archive), directory, { owners: owners !== 'none' });
    }
    catch (error) {
        for (const name of await (0,promises_.readdir)(directory))
            await (0,promises_.rm)(external_node_path_.join(directory, name), { recursive: true, force: true });
        throw error;
    }
}
async function takeAll({ maxSize, mounts }, file) {
    const found = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
    return eachMount(mounts, async (mount) => {
        const directory = (0,json/* isObject */.G)(found) ? found[mount.name] : undefined;
        if (typeof directory !== 'string')
            return;
        // Steps had their hands on what is in it, and perhaps on what is above.
        if ((await (0,promises_.realpath)(directory)) !== directory)
            throw new Error('it is a link to elsewhere');
        await take(mount, directory, maxSize);
    });
}
async function take(mount, directory, maxSize) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const file = __addDisposableResource(env_1, await create(`${mount.archive}${TAKEN}`), true);
        let size = 0;
        for await (const chunk of (0,compression/* compress */.Bc)((0,tar_write/* writeTar */.F)(membersOf(mount, directory)))) {
            size += chunk.length;
            if (size > maxSize)
                throw new Error(`its archive is larger than the whole cache may be (cache-max-size: ${maxSize} bytes)`);
            await file.handle.writeFile(chunk);
        }
        file.isWhole = true;
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
async function* membersOf({ owners }, directory) {
    for await (const { header, ...rest } of treeMembers(directory)) {
        if (owners !== 'all' && header.path === '.')
            continue;
        yield { ...rest, header: owners === 'none' ? { ...header, uid: 0, gid: 0 } : header };
    }
}
/** A file that is gone again unless it became whole. */
async function create(file) {
    const handle = await (0,promises_.open)(file, 'wx', 0o600);
    return {
        handle,
        isWhole: false,
        async [Symbol.asyncDispose]() {
            await handle.close();
            if (!this.isWhole)
                await (0,promises_.rm)(file);
        },
    };
}
async function eachMount(mounts, carryOne) {
    const problems = [];
    for (const mount of mounts)
        await carryOne(mount).catch((error) => {
            problems.push({ name: mount.name, problem: (0,errors/* messageOf */.bD)(error) });
        });
    return problems;
}
/** Notes the directory in which each marker is. Follows no link. */
async function findMarkers(directory, markers, found) {
    for (const entry of await (0,promises_.readdir)(directory, { withFileTypes: true })) {
        if (!entry.isDirectory())
            continue;
        if (markers.has(entry.name))
            found.set(entry.name, external_node_path_.resolve(directory));
        else
            await findMarkers(external_node_path_.join(directory, entry.name), markers, found);
    }
}
async function isThere(file) {
    return (0,promises_.stat)(file).then(() => true, () => false);
}
/** Our own file, written when the build was planned. */
async function readTask(file) {
    const value = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
    if (!isTask(value))
        throw new TypeError(`${file} is no task`);
    return value;
}
function isTask(value) {
    return (0,json/* isObject */.G)(value) && typeof value['maxSize'] === 'number' && Array.isArray(value['mounts']);
}


/***/ })

};
