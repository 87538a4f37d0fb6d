export const id = 171;
export const ids = [171,178];
export const modules = {

/***/ 4268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   By: () => (/* binding */ writeLayer),
/* harmony export */   ag: () => (/* binding */ rfc3339),
/* harmony export */   mV: () => (/* binding */ LAYER_TIME),
/* harmony export */   wU: () => (/* binding */ LAYER_INPUTS)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8522);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4566);
/* harmony import */ var _oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6519);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8057);








/** Annotation of a layer: the digest of what it was made of, times left out unless SOURCE_DATE_EPOCH sets them. */
const LAYER_INPUTS = 'io.github.dockless.layer.inputs';
/** Annotation of a layer: the newest time in it, RFC 3339. */
const LAYER_TIME = 'org.opencontainers.image.created';
/** Part of every digest of inputs: another one when the same inputs come to make another layer. */
const FORM = 'layer 1: tar, gzip 6\n';
/**
 * Writes a layer, unless an earlier build did: then its files are only read and hashed. The same changes give the same
 * bytes: sorted entries, nothing of this machine, a fixed level. Files of which only the times are others are the same.
 */
async function writeLayer(changes, options) {
    const { known, spool } = options;
    await spool.gather(filesOf(changes));
    if (known && !(await known.isEmpty())) {
        const inputs = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(FORM);
        for (const { content } of members(changes, options, inputs))
            if (content)
                await drained(content());
        const found = await known.find((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFromHex */ .Ch)(inputs.digest('hex')));
        if (found)
            return found;
    }
    return compressLayer(changes, options);
}
async function drained(content) {
    for await (const _ of content)
        ;
}
/** One pass: inputs, tar, diffID, gzip (level 6), digest, store. */
async function compressLayer(changes, options) {
    const inputs = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(FORM);
    const diff = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const gzip = (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.createGzip)({ level: 6, chunkSize: 128 << 10 });
    async function* tar() {
        for await (const chunk of (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .writeTar */ .F)(members(changes, options, inputs))) {
            diff.update(chunk);
            yield chunk;
        }
    }
    const compressing = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from(tar(), { objectMode: false }), gzip);
    // Whoever fails first ends the other; the first reason is the one to be told.
    const [made, written] = await Promise.allSettled([
        compressing,
        options.content.write(gzip).catch((error) => {
            gzip.destroy();
            throw error;
        }),
    ]);
    if (made.status === 'rejected' && !isHangUp(made.reason))
        throw made.reason;
    if (written.status === 'rejected')
        throw written.reason;
    if (made.status === 'rejected')
        throw made.reason;
    const { digest, size } = written.value;
    const annotations = {
        [LAYER_INPUTS]: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFromHex */ .Ch)(inputs.digest('hex')),
        [LAYER_TIME]: rfc3339(newestOf(changes, options)),
    };
    return {
        descriptor: { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .MediaType */ .zu.layerGzip, digest, size, annotations },
        diffId: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFromHex */ .Ch)(diff.digest('hex')),
    };
}
/** Seconds since 1970 in RFC 3339. */
function rfc3339(seconds) {
    const date = new Date(seconds * 1000);
    return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().replace('.000Z', 'Z');
}
function newestOf(changes, { latest }) {
    let newest = 0;
    for (const change of changes)
        if ('node' in change)
            newest = Math.max(newest, change.node.attributes.mtime);
    return Math.min(newest, latest ?? newest);
}
/** What a stream says whose reader went away. */
function isHangUp(error) {
    if (!(error instanceof Error && 'code' in error))
        return false;
    return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ABORT_ERR';
}
function* filesOf(changes) {
    for (const change of changes)
        if ('node' in change && change.node.kind === 'file')
            yield change.node;
}
/** The members of the tar. What they are made of goes to `inputs` as it is read. */
function* members(changes, options, inputs) {
    const names = new Map();
    for (const change of changes) {
        const made = memberOf(change, names, options);
        const { xattrs, mtime, ...header } = made.header;
        const times = options.latest === undefined ? {} : { mtime };
        inputs.update(`${JSON.stringify({ ...header, ...times, xattrs: [...xattrs].map(written) })}\n`);
        const { content } = made;
        yield content ? { ...made, content: () => overheard(content(), inputs) } : made;
    }
}
function written([name, value]) {
    return [name, Buffer.from(value).toString('base64')];
}
async function* overheard(content, hash) {
    for await (const chunk of content) {
        hash.update(chunk);
        yield chunk;
    }
}
function memberOf(change, names, options) {
    if (!('node' in change))
        return { header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ path: (0,_tree_js__WEBPACK_IMPORTED_MODULE_7__/* .joined */ .oR)(change.path, '.wh..wh..opq'), type: 'file' }) };
    const { path, node } = change;
    const first = node.kind === 'file' && node.inode ? names.get(node.inode) : undefined;
    if (node.kind === 'file' && node.inode && first === undefined)
        names.set(node.inode, path);
    return member(path, node, first, options);
}
function member(path, node, linkedTo, options) {
    const { mtime, ...attributes } = node.attributes;
    const common = { ...attributes, path, mtime: Math.min(mtime, options.latest ?? mtime) };
    if (linkedTo !== undefined)
        return { header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ ...common, type: 'hardlink', link: linkedTo, xattrs: new Map() }) };
    switch (node.kind) {
        case 'file':
            return {
                header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ ...common, type: 'file', size: node.size }),
                content: () => options.spool.read(node),
            };
        case 'symlink':
            return { header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ ...common, type: 'symlink', link: node.target, mode: 0o777 }) };
        case 'directory':
            return { header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ ...common, type: 'directory' }) };
        default:
            return { header: (0,_oci_tar_write_js__WEBPACK_IMPORTED_MODULE_6__/* .tarHeader */ .p)({ ...common, type: node.kind, major: node.major, minor: node.minor }) };
    }
}


/***/ }),

/***/ 8057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L0: () => (/* binding */ cleaned),
/* harmony export */   PH: () => (/* binding */ Tree),
/* harmony export */   W0: () => (/* binding */ sortedNames),
/* harmony export */   aQ: () => (/* binding */ WayBlocked),
/* harmony export */   bx: () => (/* binding */ baseOf),
/* harmony export */   dr: () => (/* binding */ NO_XATTRS),
/* harmony export */   eC: () => (/* binding */ directoryNode),
/* harmony export */   gN: () => (/* binding */ parentOf),
/* harmony export */   oR: () => (/* binding */ joined)
/* harmony export */ });
/**
 * A filesystem in memory: what an image's files would look like if it ran. File contents stay where they are
 * (in the context, in a layer, in an archive) and are only named here.
 */
/** As many links on one way are a loop (continuity's limit, which BuildKit uses). */
const MOST_LINKS = 255;
const NO_XATTRS = new Map();
/** A directory without children. */
function directoryNode(attributes) {
    return { kind: 'directory', attributes, children: new Map() };
}
/** A way that cannot be gone: a loop of links, or a file where a directory must be. */
class WayBlocked extends Error {
    constructor(path, reason) {
        super(`/${path} ${reason}`);
        this.name = 'WayBlocked';
    }
}
/** The components of a path, cleaned as if it began at the root: `..` never leads above it. */
function componentsOf(path) {
    const out = [];
    for (const part of path.split('/')) {
        if (part === '..')
            out.pop();
        else if (part !== '' && part !== '.')
            out.push(part);
    }
    return out;
}
/** Paths in a tree have no slash at either end; the root is the empty string. */
function cleaned(path) {
    return componentsOf(path).join('/');
}
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function baseOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** Two paths of a tree, one below the other; either may be the root. */
function joined(directory, name) {
    return directory === '' || name === '' ? `${directory}${name}` : `${directory}/${name}`;
}
/** A filesystem tree. */
class Tree {
    root;
    constructor(root = directoryNode({ mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: NO_XATTRS })) {
        this.root = root;
    }
    /** The node at a path, no link followed. */
    get(path) {
        if (path === '')
            return this.root;
        let node = this.root;
        for (const part of path.split('/')) {
            if (node?.kind !== 'directory')
                return undefined;
            node = node.children.get(part);
        }
        return node;
    }
    /**
     * The path that `path` really leads to, links resolved with the tree's root as theirs. What does not exist
     * stays as it is. `last: false` leaves a link at the very end alone. Throws WayBlocked for a loop.
     */
    resolve(path, options = { last: true }) {
        const wanted = componentsOf(path);
        let real = [];
        let links = 0;
        for (let part = wanted.shift(); part !== undefined; part = wanted.shift()) {
            if (part === '' || part === '.')
                continue;
            if (part === '..') {
                real.pop();
                continue;
            }
            const node = this.get([...real, part].join('/'));
            if (node?.kind === 'symlink' && (options.last || wanted.length > 0)) {
                if (++links > MOST_LINKS)
                    throw new WayBlocked(cleaned(path), 'is a loop of symbolic links');
                if (node.target.startsWith('/'))
                    real = [];
                wanted.unshift(...node.target.split('/'));
            }
            else
                real.push(part);
        }
        return real.join('/');
    }
    /** The node that a path leads to, links followed. */
    find(path) {
        return this.get(this.resolve(path));
    }
    /** A tree of its own with the same files. */
    clone() {
        return new Tree(cloneDirectory(this.root));
    }
}
function cloneDirectory(node) {
    const children = new Map();
    for (const [name, child] of node.children) {
        children.set(name, child.kind === 'directory' ? cloneDirectory(child) : child);
    }
    return { kind: 'directory', attributes: node.attributes, children };
}
/** The names of a directory in the order in which everything here goes through them. */
function sortedNames(directory) {
    return [...directory.children.keys()].sort(byCodeUnits);
}
function byCodeUnits(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 5499:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eo: () => (/* binding */ ignoreFileIn),
/* harmony export */   XW: () => (/* binding */ contextFiles),
/* harmony export */   fo: () => (/* binding */ isFile),
/* harmony export */   kX: () => (/* binding */ ignoreFileOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _ignore_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8500);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9947);




/**
 * The files of a directory without those that `ignoreFile` (an absolute path; undefined for none) names. Throws
 * DocklessError for a malformed pattern, with its place in the ignore file.
 */
async function contextFiles(directory, ignoreFile) {
    const ignore = ignoreFile === undefined ? undefined : await readMatcher(ignoreFile);
    return { directory, files: () => (0,_walk_js__WEBPACK_IMPORTED_MODULE_3__/* .walkContext */ .p)(directory, ignore) };
}
/** The `.dockerignore` of a directory; undefined when there is none. A named context goes by its own. */
async function ignoreFileIn(directory) {
    return firstFile([(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, '.dockerignore')]);
}
/** The ignore file of a build: `<Dockerfile>.dockerignore` beside the Dockerfile wins over the context's own. */
async function ignoreFileOf(directory, dockerfile) {
    return firstFile([`${dockerfile}.dockerignore`, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, '.dockerignore')]);
}
async function readMatcher(ignoreFile) {
    const rules = (0,_ignore_js__WEBPACK_IMPORTED_MODULE_2__/* .readIgnoreFile */ .r)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(ignoreFile, 'utf8'), ignoreFile);
    return rules.length === 0 ? undefined : new _ignore_js__WEBPACK_IMPORTED_MODULE_2__/* .PatternMatcher */ .P(rules);
}
async function firstFile(candidates) {
    for (const candidate of candidates)
        if (await isFile(candidate))
            return candidate;
    return undefined;
}
/** True for a file, also behind a symbolic link. */
async function isFile(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).then((stats) => stats.isFile(), () => false);
}


/***/ }),

/***/ 3356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ fetchGit),
/* harmony export */   k: () => (/* binding */ insideOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4511);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2923);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1767);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5499);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9947);








/** What git and its ssh and curl need to get out: where proxies, agents and certificates are. */
const NETWORK_VARIABLES = [
    'http_proxy',
    'https_proxy',
    'all_proxy',
    'no_proxy',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'GIT_SSL_CAINFO',
    'SSH_AUTH_SOCK',
    'GIT_SSH_COMMAND',
];
/** git ends a transfer that is slower than a kilobyte a second for a minute; this is for what hangs otherwise. */
const FETCH_TIMEOUT_MS = 20 * 60_000;
const LOCAL_TIMEOUT_MS = 5 * 60_000;
/** A commit, perhaps cut short. */
const COMMIT = /^[0-9a-f]{4,64}$/;
/**
 * Fetches one commit, without history, submodules or hooks, and returns the directory of the build context in
 * it. All files get the time of the commit, so that two runners make the same image. Credentials reach git by
 * its environment, for their host alone. Throws WrongInput and DocklessError.
 */
async function fetchGit(source, options) {
    checkSource(source, options.input);
    const git = await Git.find(source, options);
    const time = await git.fetch();
    if (await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .isFile */ .fo)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.directory, '.gitmodules')))
        options.onNotice(`the submodules of ${source.url} are not fetched: check them out yourself if the build needs them`);
    if (!options.keepGitDirectory)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.directory, '.git'), { recursive: true, force: true });
    await setTimes(options.directory, time);
    return enter(source, options);
}
function checkSource({ url, ref }, input) {
    for (const [what, text] of [
        ['URL', url],
        ['ref', ref ?? ''],
    ]) {
        if (text.startsWith('-') || /[\0\n\r]/.test(text))
            throw wrong(input, `${JSON.stringify(text)} is no ${what} that git may be given`, 'Write one that does not begin with "-"');
    }
}
function wrong(input, problem, fix) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongInput */ .Ey([{ input, problem, fix }]);
}
class Git {
    #program;
    #source;
    #options;
    #env;
    constructor(program, source, options) {
        this.#program = program;
        this.#source = source;
        this.#options = options;
        this.#env = gitEnvironment(source, options);
    }
    static async find(source, options) {
        const program = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_3__/* .findProgram */ .K)('git');
        if (program)
            return new Git(program, source, options);
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DocklessError */ .D2('NOTHING_FITS', `${options.input} is a git repository, and there is no git on PATH`, {
            fix: 'Install git on the runner, or check the repository out before and give its directory',
        });
    }
    /** Checks the ref out and returns the time of its commit, in seconds. */
    async fetch() {
        await this.#local(['init', '--quiet', '--template=']);
        await this.#local(['remote', 'add', 'origin', this.#source.url]);
        const commit = await this.#fetchCommit();
        await this.#local(['checkout', '--quiet', '--force', '--detach', commit]);
        const { stdout } = await this.#local(['log', '-1', '--format=%ct', 'HEAD']);
        return Number(stdout.trim());
    }
    /** The ref alone; where a server gives no commit by its name, or the name is cut short, all branches and tags. */
    async #fetchCommit() {
        const ref = this.#source.ref ?? 'HEAD';
        const shallow = await this.#remote(['fetch', '--quiet', '--depth=1', '--no-tags', '--', 'origin', ref]);
        if (shallow.status === 0)
            return 'FETCH_HEAD';
        if (!COMMIT.test(ref))
            throw this.#fetchFailed(shallow);
        const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
        const full = await this.#remote(['fetch', '--quiet', '--', 'origin', ...everything]);
        if (full.status !== 0)
            throw this.#fetchFailed(full);
        const found = await this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
        if (found.status !== 0)
            throw this.#noRef();
        return found.stdout.trim();
    }
    async #local(args) {
        const finished = await this.#git(args);
        if (finished.status === 0)
            return finished;
        this.#options.signal.throwIfAborted();
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DocklessError */ .D2('BUILD_FAILED', `git ${args[0] ?? ''} failed: ${lastLines(finished)}`, {
            fix: `See whether git can check ${this.#source.url} out on this machine`,
        });
    }
    async #remote(args) {
        const finished = await this.#git(args, FETCH_TIMEOUT_MS);
        this.#options.signal.throwIfAborted();
        return finished;
    }
    async #git(args, timeoutMs = LOCAL_TIMEOUT_MS) {
        const { directory, signal } = this.#options;
        return (0,_process_run_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)({ argv: [this.#program, ...args], cwd: directory, env: this.#env }, { signal, timeoutMs });
    }
    #noRef() {
        const { url, ref } = this.#source;
        return wrong(this.#options.input, `${url} has no ref "${ref ?? 'HEAD'}"`, 'Name a branch, a tag or a commit of it');
    }
    #fetchFailed(finished) {
        const { url, ref } = this.#source;
        const { input } = this.#options;
        const said = lastLines(finished);
        if (finished.timedOut)
            return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DocklessError */ .D2('BUILD_FAILED', `fetching ${url} took longer than ${FETCH_TIMEOUT_MS / 60_000} minutes`, {
                fix: 'See whether the runner reaches that server, directly or by its proxy',
            });
        if (/couldn't find remote ref|not our ref|no such ref/i.test(said))
            return this.#noRef();
        if (/could not read username|authentication failed|permission denied|access denied|error: 40[13]/i.test(said))
            return wrong(input, `${url} asks for a login that the run does not have: ${said}`, 'Give a token with read access to that repository, or an ssh agent for an ssh URL');
        if (/repository .*not found|does not exist|does not appear to be a git repository|error: 404/i.test(said))
            return wrong(input, `there is no repository at ${url}: ${said}`, 'Correct the URL; a private one needs a token');
        return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DocklessError */ .D2('BUILD_FAILED', `cannot fetch ${ref ?? 'HEAD'} of ${url}: ${said}`, {
            fix: 'See whether the runner reaches that server, directly or by its proxy',
        });
    }
}
function lastLines({ stderr, startError, status }) {
    const lines = stderr.split('\n').map((line) => line.trim());
    const said = lines.filter((line) => line !== '').slice(-3);
    return said.join('; ') || startError || `exit status ${status}`;
}
/**
 * No configuration of the machine or the user counts, nothing is asked for on a terminal, and only network
 * protocols are allowed.
 */
function gitEnvironment(source, options) {
    const ours = options.environment ?? process.env;
    const network = {};
    for (const name of NETWORK_VARIABLES) {
        const value = ours[name];
        if (value)
            network[name] = value;
    }
    return (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .childEnvironment */ .Q)({
        ...network,
        ...configuration([
            ['core.hooksPath', '/dev/null'],
            ['credential.helper', ''],
            ['http.lowSpeedLimit', '1000'],
            ['http.lowSpeedTime', '60'],
            ...loginFor(source.url, options.credentials),
        ]),
        GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        ...(ours['GIT_SSH_COMMAND'] ? {} : { GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' }),
        LC_ALL: 'C',
    }, ours);
}
/** Settings by the environment, where no process listing shows them (git-config(1), GIT_CONFIG_COUNT). */
function configuration(settings) {
    const env = { GIT_CONFIG_COUNT: String(settings.length) };
    for (const [index, [key, value]] of settings.entries()) {
        env[`GIT_CONFIG_KEY_${index}`] = key;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    }
    return env;
}
/** The login for exactly the host of the URL, over https; on this machine over http, too. */
function loginFor(url, credentials) {
    if (!URL.canParse(url))
        return [];
    const { protocol, host, hostname, origin } = new URL(url);
    const isLoopback = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
        return [];
    const credential = credentials.find((candidate) => candidate.host.toLowerCase() === host);
    if (!credential)
        return [];
    const login = Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString('base64');
    return [[`http.${origin}/.extraHeader`, `Authorization: Basic ${login}`]];
}
async function setTimes(directory, time) {
    const directories = [directory];
    for await (const { path, stats } of (0,_walk_js__WEBPACK_IMPORTED_MODULE_6__/* .walkContext */ .p)(directory, undefined)) {
        if (path === '.git' || path.startsWith('.git/'))
            continue;
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path);
        if (stats.isDirectory())
            directories.push(file);
        else
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lutimes)(file, time, time);
    }
    for (const made of directories.reverse())
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lutimes)(made, time, time);
}
/** The subdirectory, which may not lead out of the repository by a symbolic link either. */
async function enter({ url, subdirectory }, { directory, input }) {
    if (subdirectory === undefined)
        return directory;
    const inside = await insideOf(directory, subdirectory);
    if (inside !== undefined)
        return inside;
    throw wrong(input, `${url} has no directory "${subdirectory}"`, 'Name a directory of the repository after the ":"');
}
/** A path below a directory, links resolved; undefined when it does not exist or leads out. */
async function insideOf(directory, path) {
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
    const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path)).catch(() => undefined);
    return real === root || real?.startsWith(root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? real : undefined;
}


/***/ }),

/***/ 8500:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ PatternMatcher),
/* harmony export */   r: () => (/* binding */ readIgnoreFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);


/**
 * Reads an ignore file: a pattern a line, `#` at the very beginning of a line for comments, `!` to take a match
 * back, a leading slash of no meaning (Docker's reference, ".dockerignore files").
 */
function readIgnoreFile(text, file) {
    const lines = text.replace(/^\ufeff/, '').split('\n');
    return lines.flatMap((line, index) => {
        if (line.startsWith('#') || line.trim() === '')
            return [];
        const trimmed = line.trim();
        const isException = trimmed.startsWith('!');
        const body = isException ? trimmed.slice(1).trim() : trimmed;
        const cleaned = body === '' ? '' : withoutRoot(cleanPath(body));
        return [{ pattern: isException ? `!${cleaned}` : cleaned, place: { file, line: index + 1 } }];
    });
}
/**
 * Matches paths as moby/patternmatcher does, which Docker, BuildKit and buildah share: `*` and `?` stop at a
 * slash, `**` does not, a pattern that matches a directory matches what is below it, the last match counts, and
 * `!` takes a match back. Throws DocklessError for a malformed pattern.
 */
class PatternMatcher {
    #patterns;
    constructor(rules) {
        this.#patterns = rules.flatMap((rule) => {
            const { pattern, place } = typeof rule === 'string' ? { pattern: rule } : rule;
            return pattern.trim() === '' ? [] : [new Pattern(pattern, place)];
        });
    }
    /** True when some pattern begins with `!`. */
    get hasExceptions() {
        return this.#patterns.some((pattern) => pattern.isException);
    }
    /** True when a path, or a directory above it, matches. Slashes part its components. */
    matches(path) {
        const parents = parentsOf(path);
        let matched = false;
        for (const pattern of this.#patterns) {
            if (pattern.isException !== matched)
                continue;
            if (pattern.matches(path) || parents.some((parent) => pattern.matches(parent)))
                matched = !pattern.isException;
        }
        return matched;
    }
    /**
     * The same for a walk, which knows what matched the directory above (undefined at the top). It is what the
     * transfer of a context goes by, and differs from `matches` where a `!` pattern of a directory came before
     * anything had matched.
     */
    step(path, above) {
        let matched = false;
        const state = this.#patterns.map((pattern, index) => {
            const inherited = above?.[index] ?? false;
            if (!inherited && pattern.isException !== matched)
                return false;
            const hit = inherited || pattern.matches(path);
            if (hit)
                matched = !pattern.isException;
            return hit;
        });
        return { matched, state };
    }
    /** False when nothing below a directory that matched can be taken back: the walk need not enter it. */
    mayReinclude(directory) {
        return this.#patterns.some((pattern) => pattern.isException && pattern.mayMatchBelow(directory));
    }
}
/** Go's filepath.Clean. */
function cleanPath(path) {
    const normal = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path);
    return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}
function withoutRoot(path) {
    return path.length > 1 && path.startsWith('/') ? path.slice(1) : path;
}
function parentsOf(path) {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
class Pattern {
    isException;
    #body;
    #test;
    constructor(text, place) {
        const cleaned = cleanPath(text.trim());
        this.isException = cleaned.startsWith('!');
        this.#body = this.isException ? cleaned.slice(1) : cleaned;
        if (this.#body === '')
            throw badPattern(text, 'it excepts nothing', place);
        if (!isWellFormed(this.#body))
            throw badPattern(text, 'a "[" or "\\" in it has no end', place);
        const test = compile(this.#body);
        if (!test)
            throw badPattern(text, 'it is no valid expression', place);
        this.#test = test;
    }
    matches(path) {
        return this.#test(path);
    }
    /** Compares as many leading components as hold no special character. */
    mayMatchBelow(directory) {
        const here = directory.split('/');
        for (const [index, part] of this.#body.split('/').entries()) {
            if (/[*?[\]\\{}|^$]/.test(part) || index >= here.length)
                return true;
            if (part !== here[index])
                return false;
        }
        return false;
    }
}
function badPattern(pattern, reason, place) {
    const details = { fix: 'Correct the pattern; "[a-z]" is a class and "\\" takes a character as it is' };
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('BUILD_FAILED', `the pattern ${JSON.stringify(pattern)} is malformed: ${reason}`, place ? { ...details, place } : details);
}
/** The syntax check of Go's filepath.Match: classes are closed, not empty, and no backslash ends the pattern. */
function isWellFormed(pattern) {
    const characters = [...pattern];
    let at = 0;
    const readOne = () => {
        const character = characters[at];
        if (character === undefined || character === '-' || character === ']')
            return false;
        at += character === '\\' ? 2 : 1;
        return at < characters.length;
    };
    while (at < characters.length) {
        const character = characters[at++];
        if (character === '\\' && characters[at++] === undefined)
            return false;
        if (character !== '[')
            continue;
        if (characters[at] === '^')
            at++;
        for (let first = true; first || characters[at] !== ']'; first = false) {
            if (!readOne())
                return false;
            if (characters[at] !== '-')
                continue;
            at++;
            if (!readOne())
                return false;
        }
        at++;
    }
    return true;
}
/**
 * How a pattern is matched is decided on the way: literally, by its end (`**` first and no wildcard after), by
 * its beginning (`**` last), or by an expression. That `**b` is matched by its end, and so hits `ab`, is part of
 * the contract.
 */
function compile(pattern) {
    const characters = [...pattern];
    let how = 'exact';
    let expression = '^';
    let at = 0;
    while (at < characters.length) {
        const isFirst = at === 0;
        const character = characters[at++] ?? '';
        if (character === '*' && characters[at] === '*') {
            at++;
            if (characters[at] === '/')
                at++;
            if (at < characters.length) {
                expression += '([^\\n]*/)?';
                how = 'expression';
            }
            else if (how === 'exact')
                how = 'prefix';
            else {
                expression += '[^\\n]*';
                how = 'expression';
            }
            if (isFirst)
                how = 'suffix';
        }
        else if (character === '*') {
            expression += '[^/]*';
            how = 'expression';
        }
        else if (character === '?') {
            expression += '[^/]';
            how = 'expression';
        }
        else if (character === '\\') {
            expression += `\\${characters[at++] ?? ''}`;
            how = 'expression';
        }
        else if (character === '[' || character === ']') {
            expression += character;
            how = 'expression';
        }
        else
            expression += '.+()$'.includes(character) ? `\\${character}` : character;
    }
    if (how === 'exact')
        return (path) => path === pattern;
    if (how === 'prefix')
        return (path) => path.startsWith(pattern.slice(0, -2));
    if (how === 'suffix') {
        const end = pattern.slice(2);
        return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1));
    }
    return toTest(`${expression}$`);
}
function toTest(goExpression) {
    const source = translate(goExpression);
    if (source === undefined)
        return undefined;
    try {
        const compiled = new RegExp(source, 'u');
        return (path) => compiled.test(path);
    }
    catch {
        return undefined;
    }
}
/**
 * An expression of Go's regexp in JavaScript's terms. Patterns reach Go's engine with `{ } | ^` unescaped, and
 * with a backslash before any character, so these mean there what they mean to it. Undefined when Go refuses it.
 */
function translate(source) {
    let out = '';
    for (let at = 0; at < source.length;) {
        const rest = source.slice(at);
        const piece = /^\\(?:.|\n)/u.exec(rest)?.[0] ??
            /^\[\^?\]?(?:\\(?:.|\n)|[^\]\\])*\]/u.exec(rest)?.[0] ??
            /^\{[0-9]+(?:,[0-9]*)?\}/.exec(rest)?.[0] ??
            String.fromCodePoint(rest.codePointAt(0) ?? 0);
        const translated = translatePiece(piece);
        if (translated === undefined)
            return undefined;
        out += translated;
        at += piece.length;
    }
    return out;
}
function translatePiece(piece) {
    if (piece.startsWith('\\'))
        return translateEscape(piece.slice(1));
    if (piece === '[')
        return undefined;
    if (piece.startsWith('['))
        return translateClass(piece);
    return piece === ']' || piece === '{' || piece === '}' ? `\\${piece}` : piece;
}
function translateEscape(character) {
    if (/^[nrtfvdDwWsSbB]$/.test(character))
        return `\\${character}`;
    if (character === 'a')
        return '\\x07';
    if (/^[^a-zA-Z0-9\u0080-\u{10ffff}]$/u.test(character))
        return literal(character);
    return undefined;
}
function translateClass(piece) {
    if (piece.includes('[:'))
        return undefined;
    const negated = piece.startsWith('[^');
    const body = piece.slice(negated ? 2 : 1, -1);
    let out = negated ? '[^' : '[';
    for (const item of body.match(/\\(?:.|\n)|[^\\]/gu) ?? []) {
        const escaped = item.startsWith('\\')
            ? translateEscape(item.slice(1))
            : item === '-'
                ? '-'
                : literal(item);
        if (escaped === undefined)
            return undefined;
        out += escaped;
    }
    return `${out}]`;
}
function literal(character) {
    return /[\\^$.*+?()[\]{}|/-]/.test(character)
        ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
        : character;
}


/***/ }),

/***/ 9947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ walkContext)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _oci_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5678);



/** How many files are looked at side by side. */
const BATCH = 64;
/**
 * Walks a context without the files that are ignored: directories before what is in them, the names in each by
 * their bytes. A directory that is ignored comes when something in it does not, and is not entered when nothing
 * in it can. Symbolic links are named, never followed. Throws DocklessError for what cannot be read.
 */
async function* walkContext(directory, ignore) {
    yield* walkLevel(directory, ignore, { path: '', state: undefined });
}
async function* walkLevel(root, ignore, level) {
    const names = await namesOf(root, level.path);
    for (let from = 0; from < names.length; from += BATCH) {
        const batch = names.slice(from, from + BATCH);
        const entries = await Promise.all(batch.map((name) => readEntry(root, ignore, level, name)));
        for (const entry of entries)
            if (entry)
                yield* walkEntry(root, ignore, entry);
    }
}
/** Looks at a file, unless it is ignored whatever it is. */
async function readEntry(root, ignore, level, name) {
    const path = level.path === '' ? name : `${level.path}/${name}`;
    const { matched: ignored, state } = ignore?.step(path, level.state) ?? { matched: false, state: undefined };
    if (ignored && !ignore?.mayReinclude(path))
        return undefined;
    const stats = await guarded(path, () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(absolute(root, path)));
    return { path, stats, ignored, state };
}
async function* walkEntry(root, ignore, entry) {
    const { path, stats, ignored, state } = entry;
    if (!ignored)
        yield { path, stats };
    if (!stats.isDirectory())
        return;
    let announced = !ignored;
    for await (const file of walkLevel(root, ignore, { path, state })) {
        if (!announced)
            yield { path, stats };
        announced = true;
        yield file;
    }
}
async function namesOf(root, path) {
    const names = await guarded(path, () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(absolute(root, path), { encoding: 'buffer' }));
    return names.sort(Buffer.compare).map(_oci_names_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeName */ .e);
}
/** Names are bytes, which need not be UTF-8. */
function absolute(root, path) {
    return (0,_oci_names_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .a)(path === '' ? root : `${root}/${path}`);
}
async function guarded(path, read) {
    try {
        return await read();
    }
    catch (error) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('BUILD_FAILED', `cannot read ${path === '' ? 'the build context' : `"${path}" in the build context`}: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, { fix: 'Make it readable for this user, or list it in .dockerignore', cause: error });
    }
}


/***/ }),

/***/ 2505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean),
/* harmony export */   l: () => (/* binding */ dockerfileError)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);

/** A mistake in a Dockerfile: what is wrong, where, and what to write instead. */
function dockerfileError(message, place, fix) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('BUILD_FAILED', message, place ? { place, fix } : { fix });
}
/**
 * The candidate that `word` was most likely meant to be: at most a third of its letters (and at least one) are
 * typed wrong, missing or too many. Upper and lower case are the same.
 */
function nearest(word, candidates) {
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best;
    let bestDistance = limit + 1;
    for (const candidate of candidates) {
        const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}
/** `Did you mean X?` for the nearest candidate, otherwise the alternative. */
function didYouMean(word, candidates, otherwise) {
    const near = nearest(word, candidates);
    return near === undefined ? otherwise : `Did you mean ${near}?`;
}
/** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1] ? 0 : 1;
            let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
            row.push(least);
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? 0;
}


/***/ }),

/***/ 7137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GA: () => (/* binding */ sshId),
/* harmony export */   Ku: () => (/* binding */ secretId),
/* harmony export */   Ob: () => (/* binding */ readMount),
/* harmony export */   aO: () => (/* binding */ cacheId),
/* harmony export */   jO: () => (/* binding */ parseRawMount)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5175);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2505);



const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING = ['shared', 'private', 'locked'];
const CANONICAL = {
    src: 'source',
    dst: 'target',
    destination: 'target',
    ro: 'readonly',
    rw: 'readwrite',
};
const KEYS = [
    'type',
    'from',
    'source',
    'target',
    'readonly',
    'readwrite',
    'id',
    'sharing',
    'required',
    'size',
    'mode',
    'uid',
    'gid',
    'env',
];
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);
/** Takes what can be read before expansion: `from` may hold no variable. Throws DocklessError. */
function parseRawMount(text, place) {
    const from = fieldsOf(text, place).findLast((field) => field.key === 'from')?.value;
    const dollar = from?.indexOf('$') ?? -1;
    if (from !== undefined && dollar !== -1 && dollar !== from.length - 1) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount=from=${from} holds a variable, which is not expanded there`, place, 'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and mount from that name');
    }
    return { text, from: from === '' ? undefined : from };
}
/** Reads a mount, each value passed through `expandValue`. Throws DocklessError for what BuildKit refuses. */
function readMount(raw, expandValue, place) {
    const values = new Map();
    for (const { key, value } of fieldsOf(raw.text, place)) {
        checkKey(key, place);
        values.set(key, value === undefined ? switchValue(key, place) : expandValue(value));
    }
    const mount = mountOf(values, place);
    checkMount(mount, values, place);
    return mount;
}
/** The id that a secret mount asks for: `source`, else `id`, else the name of the target. */
function secretId(mount) {
    return mount.source || mount.id || (mount.target?.split('/').findLast((part) => part !== '') ?? '');
}
/** The id that an ssh mount asks for. */
function sshId(mount) {
    return mount.id || 'default';
}
/** The id of a cache mount: its target where none is given. */
function cacheId(mount) {
    return mount.id || (mount.target ?? '').replace(/(?<=.)\/+$/, '');
}
function fieldsOf(text, place) {
    return csvFields(text, place).map((field) => {
        const equals = field.indexOf('=');
        const name = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
        const key = Object.hasOwn(CANONICAL, name) ? (CANONICAL[name] ?? name) : name;
        return { key, value: equals === -1 ? undefined : field.slice(equals + 1) };
    });
}
function checkKey(key, place) {
    if (KEYS.some((known) => known === key))
        return;
    const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(key, KEYS, `The keys are ${KEYS.join(', ')}`);
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount has no key "${key}"`, place, fix);
}
function csvFields(text, place) {
    try {
        const [fields] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text);
        if (!fields)
            throw new Error('it is empty');
        return fields;
    }
    catch (error) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount=${text} is no list of fields: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, place, 'Write key=value fields with commas between, as in --mount=type=cache,target=/root/.cache');
    }
}
function switchValue(key, place) {
    if (key === 'readonly' || key === 'readwrite' || key === 'required')
        return 'true';
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount has "${key}" without a value`, place, `Write ${key}=VALUE`);
}
function mountOf(values, place) {
    const type = oneOf('type', values.get('type') ?? 'bind', MOUNT_TYPES, place);
    const sharing = values.get('sharing');
    const readOnly = flag('readonly', values, place);
    const readWrite = flag('readwrite', values, place);
    return {
        type,
        from: values.get('from') || undefined,
        source: values.get('source'),
        target: values.get('target'),
        readOnly: readOnly ?? (readWrite === undefined ? type !== 'cache' && type !== 'tmpfs' : !readWrite),
        id: values.get('id'),
        sharing: sharing === undefined ? undefined : oneOf('sharing', sharing, SHARING, place),
        required: flag('required', values, place) ?? false,
        env: values.get('env'),
        size: values.get('size'),
        mode: number('mode', values, /^[0-7]+$/, 8, place),
        uid: number('uid', values, /^[0-9]+$/, 10, place),
        gid: number('gid', values, /^[0-9]+$/, 10, place),
    };
}
function oneOf(key, value, known, place) {
    const found = known.find((candidate) => candidate === value.toLowerCase());
    if (found !== undefined)
        return found;
    const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(value, known, `Use one of ${known.join(', ')}`);
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount knows no ${key} "${value}"`, place, fix);
}
function flag(key, values, place) {
    const value = values.get(key);
    if (value === undefined)
        return undefined;
    if (TRUE.has(value))
        return true;
    if (FALSE.has(value))
        return false;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount has ${key}=${value}`, place, `Write ${key}=true or ${key}=false`);
}
function number(key, values, pattern, base, place) {
    const value = values.get(key);
    if (value === undefined)
        return undefined;
    const result = Number.parseInt(value, base);
    if (pattern.test(value) && result < 2 ** 32)
        return result;
    const fix = base === 8 ? `Write ${key} in octal, as in ${key}=0400` : `Write ${key} as a number`;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount has ${key}=${value}`, place, fix);
}
/** Which keys go with which types (BuildKit: frontend/dockerfile/instructions, RUN --mount). */
function checkMount(mount, values, place) {
    const { type } = mount;
    const only = (key, types) => {
        if (values.has(key) && !types.includes(type))
            throw misplaced(`${key} does not go with type=${type}`, `Use it with ${types.join(', ')}, or remove it`, place);
    };
    only('required', ['secret', 'ssh']);
    only('size', ['tmpfs']);
    only('sharing', ['cache']);
    for (const key of ['mode', 'uid', 'gid'])
        only(key, ['cache', 'secret', 'ssh']);
    if (type === 'ssh' && mount.source)
        throw misplaced('source does not go with type=ssh', 'Write id=ID', place);
    if (type !== 'secret')
        return;
    if (mount.from)
        throw misplaced('from does not go with type=secret', 'Remove it', place);
    if (!mount.source && !mount.target && !mount.id)
        throw misplaced('the secret has no id', 'Write id=ID, the name under which the secret is given', place);
    if (mount.source && mount.id)
        throw misplaced('the secret has an id and a source', 'Keep id, and write target= for the file', place);
}
function misplaced(problem, fix, place) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`--mount: ${problem}`, place, fix);
}


/***/ }),

/***/ 5306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ needsOf),
/* harmony export */   m: () => (/* binding */ isGitUrl)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2505);
/* harmony import */ var _mounts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7137);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7311);
/* harmony import */ var _stages_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5080);






/**
 * What the target of a Dockerfile needs from a builder and from registries. With `configOf` the ONBUILD triggers
 * of base images count too. Throws DocklessError for what `planStages` refuses and for a `--mount` that is wrong.
 */
function needsOf(dockerfile, options) {
    const plan = (0,_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .planStages */ .V)(dockerfile, options);
    const collector = new Collector(dockerfile, plan, options);
    return collector.collect();
}
class Collector {
    #dockerfile;
    #plan;
    #options;
    #scopes = new Map();
    /** Who runs the steps of a stage at its end. */
    #users = new Map();
    #shells = new Map();
    #needs;
    constructor(dockerfile, plan, options) {
        this.#dockerfile = dockerfile;
        this.#plan = plan;
        this.#options = options;
        this.#needs = {
            target: plan.targetName,
            runs: [],
            images: [],
            secrets: [],
            ssh: [],
            mounts: [],
            caches: [],
            features: [],
            owners: [],
        };
    }
    collect() {
        this.#collectSyntax();
        if (this.#plan.target.kind !== 'stage')
            this.#collectImage(this.#plan.target, 'base', 1);
        for (const planned of this.#plan.stages)
            this.#collectStage(planned);
        return this.#needs;
    }
    /** The build argument BUILDKIT_SYNTAX wins over the directive. */
    #collectSyntax() {
        const { syntax } = this.#dockerfile.directives;
        const image = this.#options.buildArgs['BUILDKIT_SYNTAX']?.trim().split(/\s+/)[0] || syntax?.image;
        if (!image)
            return;
        const place = this.#place(syntax?.lines.start ?? 1);
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(image);
        if ('reason' in reference)
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`the syntax directive names "${image}", which is no image: ${reference.reason}`, place, 'Remove it, or write # syntax=docker/dockerfile:1');
        this.#needs.images.push({ reference, place, role: 'syntax' });
        this.#needs.features.push({ name: '# syntax', place });
    }
    #place(line) {
        return { file: this.#dockerfile.file, line };
    }
    #collectStage(planned) {
        const { stage, base } = planned;
        this.#collectImage(base, 'base', stage.from.lines.start);
        const scope = this.#scopeOn(planned);
        this.#scopes.set(stage.index, scope);
        let user = this.#userOf(planned);
        let shell = this.#shellOf(planned);
        for (const instruction of planned.instructions) {
            if (instruction.kind === 'SHELL')
                shell = !isDefaultShell(instruction.argv);
            if (shell && isShellForm(instruction))
                this.#feature('cmd below shell', instruction.lines.start);
            this.#collectInstruction(instruction, planned, scope);
            if (instruction.kind === 'USER')
                user = tolerate(() => scope.expand(instruction.user, instruction.lines.start)) ?? instruction.user;
            for (const what of othersThanRoot(instruction, user, scope))
                this.#owner(what, instruction.lines.start);
        }
        this.#users.set(stage.index, user);
        this.#shells.set(stage.index, shell);
    }
    /** Whether a shell of its own is set where a stage begins. */
    #shellOf({ base, platform }) {
        if (base.kind === 'stage')
            return this.#shells.get(base.index) ?? false;
        const shell = base.kind === 'image' ? this.#options.configOf?.(base.reference, platform)?.Shell : undefined;
        return shell !== undefined && !isDefaultShell(shell);
    }
    /** Who runs the first step of a stage: whoever ran the last one of the stage below, or the image's user. */
    #userOf({ base, platform }) {
        if (base.kind === 'stage')
            return this.#users.get(base.index) ?? '';
        return base.kind === 'image' ? (this.#options.configOf?.(base.reference, platform)?.User ?? '') : '';
    }
    #scopeOn({ base, platform }) {
        const below = base.kind === 'stage' ? this.#scopes.get(base.index) : undefined;
        if (below)
            return below.child();
        const config = base.kind === 'image' ? this.#options.configOf?.(base.reference, platform) : undefined;
        return _scope_js__WEBPACK_IMPORTED_MODULE_4__/* .StageScope */ .nI.onImage(this.#dockerfile, this.#plan.globals, this.#options.buildArgs, config?.Env ?? []);
    }
    #collectImage(source, role, line) {
        if (source?.kind !== 'image')
            return;
        const { reference, context } = source;
        this.#needs.images.push({
            reference,
            place: this.#place(line),
            role: context === undefined ? role : 'context',
        });
    }
    #collectInstruction(instruction, planned, scope) {
        const line = instruction.lines.start;
        for (const name of featuresOf(instruction))
            this.#feature(name, line);
        switch (instruction.kind) {
            case 'ARG':
                tolerate(() => scope.declare(instruction));
                break;
            case 'ENV':
                for (const { name, value } of tolerate(() => scope.expandPairs(instruction.pairs, line)) ?? [])
                    scope.set(name, value);
                break;
            case 'COPY':
                this.#collectImage(planned.copySources.get(instruction), 'copy', line);
                break;
            case 'ADD':
                for (const name of this.#remoteSources(instruction, scope))
                    this.#feature(name, line);
                break;
            case 'RUN':
                this.#collectRun(instruction, planned, scope);
                break;
        }
    }
    #feature(name, line) {
        this.#needs.features.push({ name, place: this.#place(line) });
    }
    #owner(what, line) {
        this.#needs.owners.push({ what, place: this.#place(line) });
    }
    #remoteSources({ sources, lines }, scope) {
        const kinds = sources.map((source) => {
            const text = tolerate(() => scope.expand(source, lines.start)) ?? source;
            if (isGitUrl(text))
                return 'add git';
            return /^https?:\/\//i.test(text) ? 'add url' : undefined;
        });
        return new Set(kinds.filter((kind) => kind !== undefined));
    }
    #collectRun(instruction, planned, scope) {
        const line = instruction.lines.start;
        const place = this.#place(line);
        this.#needs.runs.push(place);
        for (const raw of instruction.mounts) {
            this.#collectImage(planned.mountSources.get(raw), 'mount', line);
            const mount = readKnownMount(raw, scope, place);
            if (!mount)
                continue;
            this.#needs.mounts.push({ type: mount.type, place });
            if ((mount.uid ?? 0) !== 0 || (mount.gid ?? 0) !== 0)
                this.#owner(`RUN --mount with uid ${mount.uid ?? 0} and gid ${mount.gid ?? 0}`, line);
            const { required } = mount;
            if (mount.type === 'cache')
                this.#needs.caches.push({ id: (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .cacheId */ .aO)(mount), mount, place });
            if (mount.type === 'secret')
                this.#needs.secrets.push({ id: (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .secretId */ .Ku)(mount), required, place });
            if (mount.env !== undefined)
                this.#feature('run --mount=type=secret,env', line);
            if (mount.type === 'ssh')
                this.#needs.ssh.push({ id: (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .sshId */ .GA)(mount), required, place });
        }
    }
}
/** A member of an archive has an owner of its own; whether a file is one, only its name tells here. */
const MAYBE_ARCHIVE = /[*?[]|\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tzst)$/i;
/** What an instruction needs that only an id besides root's can be, when `user` runs it. */
function othersThanRoot(instruction, user, scope) {
    const { kind } = instruction;
    const line = instruction.lines.start;
    const expanded = (word) => tolerate(() => scope.expand(word, line)) ?? word;
    if (kind === 'RUN' || kind === 'WORKDIR')
        return isRoot(user) ? [] : [`${kind} as ${user}`];
    if (kind !== 'COPY' && kind !== 'ADD')
        return [];
    const owner = instruction.chown === undefined ? 'root' : expanded(instruction.chown);
    if (!isRoot(owner))
        return [`${kind} --chown=${owner}`];
    if (kind === 'COPY' || instruction.unpack === false)
        return [];
    const sources = instruction.sources.map(expanded).filter((source) => !/^https?:/i.test(source));
    return sources.filter((source) => MAYBE_ARCHIVE.test(source)).map((source) => `ADD ${source}`);
}
/** `USER` and `--chown`: a user, and perhaps a group. */
function isRoot(owner) {
    return /^(?:(?:0|root)(?::(?:0|root))?)?$/.test(owner);
}
function isDefaultShell(argv) {
    return argv.join(' ') === '/bin/sh -c';
}
/** What the shell is written into. */
function isShellForm(instruction) {
    return ((instruction.kind === 'CMD' || instruction.kind === 'ENTRYPOINT') && instruction.command.form === 'shell');
}
/** The features that show without expansion. */
function featuresOf(instruction) {
    const features = [];
    switch (instruction.kind) {
        case 'COPY':
        case 'ADD':
            features.push(instruction.heredocs.length > 0 && 'heredoc', instruction.link && 'copy --link', instruction.parents && 'copy --parents', instruction.exclude.length > 0 && 'copy --exclude');
            if (instruction.kind === 'ADD')
                features.push(instruction.checksum !== undefined && 'add --checksum', instruction.unpack !== undefined && 'add --unpack');
            break;
        case 'RUN':
            features.push(instruction.heredocs.length > 0 && 'heredoc', instruction.network !== undefined && instruction.network !== 'default' && 'run --network', instruction.security === 'insecure' && 'run --security', instruction.devices.length > 0 && 'run --device');
            break;
        case 'HEALTHCHECK':
            features.push(instruction.startIntervalNs !== undefined && 'healthcheck --start-interval');
            break;
        case 'ONBUILD':
            features.push('onbuild');
            break;
    }
    return features.filter((feature) => feature !== false);
}
/**
 * A mount, as far as it can be known before the base image is: a value with a variable that only the image may
 * set is not held against the Dockerfile. Undefined when not even its type is certain.
 */
function readKnownMount(raw, scope, place) {
    let unknown = false;
    const expandValue = (value) => {
        const { text, missing } = scope.expansion(value, place.line);
        unknown ||= missing.size > 0;
        return text;
    };
    try {
        return (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .readMount */ .Ob)(raw, expandValue, place);
    }
    catch (error) {
        if (unknown && error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2)
            return undefined;
        throw error;
    }
}
/** What cannot be expanded before the base image's environment is known; the builder reports real mistakes. */
function tolerate(expand) {
    try {
        return expand();
    }
    catch (error) {
        if (error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2)
            return undefined;
        throw error;
    }
}
/** True for what ADD clones rather than downloads: BuildKit's rule for git URLs. */
function isGitUrl(text) {
    if (/^(?:git|ssh):\/\//i.test(text))
        return true;
    if (/^https?:\/\//i.test(text))
        return text.replace(/[?#].*$/, '').endsWith('.git');
    return /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:(?!\/\/)/.test(text);
}


/***/ }),

/***/ 2109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ parseDockerfile),
  u: () => (/* binding */ parseTrigger)
});

// EXTERNAL MODULE: ./build/dockerfile/failure.js
var failure = __webpack_require__(2505);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/dockerfile/words.js + 1 modules
var words = __webpack_require__(3750);
;// CONCATENATED MODULE: ./build/dockerfile/heredoc.js


const MARK = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const nothing = () => undefined;
/** Reads one word as the opening of a here-document; undefined when it is none. Throws for an unmatched quote. */
function parseMark(word, place) {
    const match = MARK.exec(word);
    const delimiter = match?.[3] ?? '';
    if (!match || delimiter === '')
        return undefined;
    const options = { keepUnset: true, ...(place ? { place } : {}) };
    const plain = (0,words/* expand */.fT)(delimiter, nothing, options).words;
    const name = plain[0];
    if (name === undefined || plain.length > 1)
        return undefined;
    const raw = (0,words/* expand */.fT)(delimiter, nothing, { ...options, keepQuotes: true }).words[0] ?? '';
    return {
        name,
        expand: quotes(name) === quotes(raw),
        stripTabs: match[2] === '-',
        fileDescriptor: match[1] ? Number(match[1]) : 0,
    };
}
/** Reads an argument of COPY or ADD as the opening of a here-document; anything else is a path. */
function parseHeredocMark(word) {
    return unlessRefused(() => parseMark(word, undefined));
}
/** The here-documents that a line of ADD, COPY or RUN opens, in order. Throws for an unmatched quote in one. */
function heredocMarks(line, place) {
    if (!line.includes('<<'))
        return [];
    return shellWords(line).flatMap((word) => parseMark(word, place) ?? []);
}
/** `<<-` takes the tabs off the beginning of each line. */
function stripLeadingTabs(content) {
    return content.replace(/^\t+/gm, '');
}
/** The words of a shell line. A line that is none of ours to judge (an odd quote) opens no here-document. */
function shellWords(line) {
    const options = { keepQuotes: true, keepEscapes: true, keepUnset: true };
    return unlessRefused(() => (0,words/* expand */.fT)(line, nothing, options).words) ?? [];
}
function unlessRefused(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof errors/* DocklessError */.D2)
            return undefined;
        throw error;
    }
}
function quotes(text) {
    return text.replace(/[^'"]/g, '').length;
}

;// CONCATENATED MODULE: ./build/dockerfile/duration.js
const UNITS = {
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
};
const PART = /([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/y;
/** Reads a duration as Go writes it (`1m30s`, `.5h`, `0`) into nanoseconds; undefined when it is not one. */
function parseDuration(text) {
    const sign = text.startsWith('-') ? -1 : 1;
    const body = text.replace(/^[+-]/, '');
    if (body === '0')
        return 0;
    if (body === '')
        return undefined;
    let total = 0;
    PART.lastIndex = 0;
    while (PART.lastIndex < body.length) {
        const match = PART.exec(body);
        if (!match)
            return undefined;
        total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
    }
    return sign * Math.trunc(total);
}

// EXTERNAL MODULE: ./build/dockerfile/text.js
var dockerfile_text = __webpack_require__(9240);
;// CONCATENATED MODULE: ./build/dockerfile/flags.js


/** Takes words that begin with `--` off the front; a lone `--` ends them. Quotes and escapes are resolved. */
function splitFlags(text, escape) {
    const flags = [];
    let position = 0;
    for (;;) {
        while (position < text.length && (0,dockerfile_text/* isSpace */.xC)(text.charAt(position)))
            position++;
        if (!text.startsWith('--', position))
            return { flags, rest: text.slice(position) };
        const word = readWord(text, position, escape);
        position = word.end;
        if (word.text === '--')
            return { flags, rest: text.slice(position) };
        flags.push(word.text);
    }
}
function readWord(text, start, escape) {
    let word = '';
    let quote;
    let position = start;
    for (; position < text.length; position++) {
        const character = text.charAt(position);
        if (character === escape)
            word += text.charAt(++position);
        else if (quote !== undefined) {
            if (character === quote)
                quote = undefined;
            else
                word += character;
        }
        else if (character === '"' || character === "'")
            quote = character;
        else if ((0,dockerfile_text/* isSpace */.xC)(character))
            break;
        else
            word += character;
    }
    return { text: word, end: Math.min(position, text.length) };
}
/** Reads an instruction's flags. Throws DocklessError for one that is unknown, repeated or without its value. */
function readFlags(keyword, given, known, place) {
    const values = new Map();
    for (const flag of given) {
        const equals = flag.indexOf('=');
        const name = flag.slice(2, equals === -1 ? undefined : equals);
        const value = equals === -1 ? undefined : flag.slice(equals + 1);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw unknownFlag(keyword, name, Object.keys(known), place);
        const before = values.get(name) ?? [];
        if (before.length > 0 && kind !== 'list')
            throw (0,failure/* dockerfileError */.l)(`${keyword} has --${name} twice`, place, `Give --${name} once`);
        values.set(name, [...before, flagValue(keyword, name, kind, value, place)]);
    }
    return {
        text: (name) => values.get(name)?.[0],
        switch: (name) => (values.has(name) ? values.get(name)?.[0] === 'true' : undefined),
        list: (name) => values.get(name) ?? [],
    };
}
function flagValue(keyword, name, kind, value, place) {
    if (kind === 'switch') {
        const text = value === undefined ? 'true' : value.toLowerCase();
        if (text === 'true' || text === 'false')
            return text;
        throw (0,failure/* dockerfileError */.l)(`${keyword} --${name} is true or false, not ${JSON.stringify(value)}`, place, `Write --${name}, --${name}=true or --${name}=false`);
    }
    if (value !== undefined)
        return value;
    throw (0,failure/* dockerfileError */.l)(`${keyword} --${name} has no value`, place, `Write --${name}=VALUE`);
}
function unknownFlag(keyword, name, known, place) {
    const list = known.map((k) => `--${k}`);
    const otherwise = list.length === 0 ? `${keyword} takes no flags: remove it` : `${keyword} knows ${list.join(', ')}`;
    return (0,failure/* dockerfileError */.l)(`${keyword} has no flag --${name}`, place, (0,failure/* didYouMean */.a)(`--${name}`, list, otherwise));
}

// EXTERNAL MODULE: ./build/dockerfile/mounts.js
var mounts = __webpack_require__(7137);
;// CONCATENATED MODULE: ./build/dockerfile/instructions.js






/** Splits a line into keyword, flags and arguments. */
function parseStatement(from) {
    const [keyword, args = ''] = (0,dockerfile_text/* splitOnce */.E2)((0,dockerfile_text/* trimSpace */.Pd)(from.source));
    const { flags, rest } = splitFlags(args, from.escape);
    return { ...from, keyword: keyword.toUpperCase(), flags, rest: (0,dockerfile_text/* trimSpace */.Pd)(rest) };
}
/** True when the line may open here-documents: ADD, COPY, RUN (also after ONBUILD), not in JSON form. */
function opensHeredocs(statement) {
    if (statement.keyword === 'ONBUILD') {
        const inner = parseStatement({ ...statement, source: statement.rest });
        return inner.keyword !== 'ONBUILD' && opensHeredocs(inner);
    }
    if (!['ADD', 'COPY', 'RUN'].includes(statement.keyword))
        return false;
    return jsonStrings(statement) === undefined;
}
/**
 * Reads the arguments of one instruction (Dockerfile reference; BuildKit's frontend/dockerfile/instructions).
 * Throws DocklessError with the place for an unknown instruction, flag or shape.
 */
function parseInstruction(statement) {
    if (statement.keyword === 'FROM')
        return parseFrom(statement);
    return parseStageInstruction(statement);
}
const FLAGS = {
    ADD: {
        chown: 'text',
        chmod: 'text',
        link: 'switch',
        'keep-git-dir': 'switch',
        checksum: 'text',
        unpack: 'switch',
        exclude: 'list',
    },
    COPY: {
        chown: 'text',
        from: 'text',
        chmod: 'text',
        link: 'switch',
        exclude: 'list',
        parents: 'switch',
    },
    FROM: { platform: 'text' },
    HEALTHCHECK: {
        interval: 'text',
        timeout: 'text',
        'start-period': 'text',
        'start-interval': 'text',
        retries: 'text',
    },
    RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
};
const PARSERS = {
    ADD: parseAdd,
    ARG: parseArg,
    CMD: (s) => ({ kind: 'CMD', ...base(s), command: commandLine(s) }),
    COPY: parseCopy,
    ENTRYPOINT: (s) => ({ kind: 'ENTRYPOINT', ...base(s), command: commandLine(s) }),
    ENV: (s) => ({ kind: 'ENV', ...base(s), pairs: pairs(s) }),
    EXPOSE: (s) => ({ kind: 'EXPOSE', ...base(s), ports: [...atLeastOne(s, instructions_words(s.rest))].sort() }),
    HEALTHCHECK: parseHealthcheck,
    LABEL: (s) => ({ kind: 'LABEL', ...base(s), pairs: pairs(s) }),
    MAINTAINER: (s) => ({ kind: 'MAINTAINER', ...base(s), name: exactlyOne(s) }),
    ONBUILD: parseOnbuild,
    RUN: parseRun,
    SHELL: (s) => ({ kind: 'SHELL', ...base(s), argv: shellArgv(s) }),
    STOPSIGNAL: (s) => ({ kind: 'STOPSIGNAL', ...base(s), signal: exactlyOne(s) }),
    USER: (s) => ({ kind: 'USER', ...base(s), user: exactlyOne(s) }),
    VOLUME: parseVolume,
    WORKDIR: (s) => ({ kind: 'WORKDIR', ...base(s), path: exactlyOne(s) }),
};
function parseStageInstruction(statement) {
    const { keyword, place } = statement;
    const parser = Object.hasOwn(PARSERS, keyword) ? PARSERS[keyword] : undefined;
    if (!parser) {
        const known = [...Object.keys(PARSERS), 'FROM'];
        const fix = (0,failure/* didYouMean */.a)(keyword, known, `The instructions are ${known.sort().join(', ')}`);
        throw (0,failure/* dockerfileError */.l)(`unknown instruction ${keyword}`, place, fix);
    }
    return parser(statement, readFlags(keyword, statement.flags, FLAGS[keyword] ?? {}, place));
}
function base(statement) {
    return { lines: statement.lines, source: statement.source };
}
const STAGE_NAME = /^[a-z][a-z0-9-_.]*$/;
function parseFrom(statement) {
    const flags = readFlags('FROM', statement.flags, FLAGS['FROM'] ?? {}, statement.place);
    const [image, as, alias, ...more] = instructions_words(statement.rest);
    const named = as?.toLowerCase() === 'as' && alias !== undefined && more.length === 0;
    if (image === undefined || (as !== undefined && !named))
        throw (0,failure/* dockerfileError */.l)(image === undefined ? 'FROM names no image' : `FROM has more than an image: ${statement.rest}`, statement.place, 'Write FROM IMAGE or FROM IMAGE AS NAME');
    if (alias !== undefined && !STAGE_NAME.test(alias.toLowerCase()))
        throw (0,failure/* dockerfileError */.l)(`"${alias}" cannot name a stage`, statement.place, 'Begin the name with a letter and go on with letters, digits, "-", "_" and "."');
    return { kind: 'FROM', ...base(statement), image, alias, platform: flags.text('platform') || undefined };
}
function parseArg(statement) {
    const args = atLeastOne(statement, quotedWords(statement.rest, statement.escape)).map((word) => {
        const equals = word.indexOf('=');
        if (equals === 0)
            throw blankName(statement);
        return equals === -1
            ? { name: word, value: undefined }
            : { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
    return { kind: 'ARG', ...base(statement), args };
}
/** ENV and LABEL: `name=value …`, or the old form `name value` whose value is the rest of the line. */
function pairs(statement) {
    const { keyword, rest, place } = statement;
    const list = atLeastOne(statement, quotedWords(rest, statement.escape));
    if (!list[0]?.includes('=')) {
        const [name, value] = (0,dockerfile_text/* splitOnce */.E2)(rest);
        if (value !== undefined)
            return [{ name, value }];
        throw (0,failure/* dockerfileError */.l)(`${keyword} ${name} has no value`, place, `Write ${keyword} ${name}=VALUE`);
    }
    return list.map((word) => {
        const equals = word.indexOf('=');
        if (equals === -1)
            throw (0,failure/* dockerfileError */.l)(`${keyword} has ${JSON.stringify(word)} without "="`, place, 'Write NAME=VALUE for each, and quote a value that holds spaces');
        if (equals === 0)
            throw blankName(statement);
        return { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
}
function blankName({ keyword, place }) {
    return (0,failure/* dockerfileError */.l)(`${keyword} has a blank name`, place, `Write ${keyword} NAME=VALUE`);
}
/** What COPY and ADD share; ADD has no --parents, so that is false. */
function transfer(statement, flags) {
    const { keyword, place } = statement;
    const list = jsonStrings(statement) ?? instructions_words(statement.rest);
    const destination = list.at(-1);
    if (destination === undefined || list.length < 2)
        throw (0,failure/* dockerfileError */.l)(`${keyword} needs a source and a destination`, place, `Write ${keyword} SOURCE… DESTINATION`);
    if (parseHeredocMark(destination))
        throw (0,failure/* dockerfileError */.l)(`the destination of ${keyword} is a here-document`, place, `Write the destination path last: ${keyword} <<EOF /path`);
    const bodies = new Map(statement.heredocs.map((heredoc) => [heredoc.name, heredoc]));
    const sources = [];
    const heredocs = [];
    for (const source of list.slice(0, -1)) {
        const mark = parseHeredocMark(source);
        const body = mark && bodies.get(mark.name);
        if (!mark)
            sources.push(source);
        else
            heredocs.push({ ...mark, content: bodyOf(mark, body), lines: body?.lines ?? statement.lines });
    }
    return {
        ...base(statement),
        sources,
        heredocs,
        destination,
        chown: flags.text('chown') || undefined,
        chmod: flags.text('chmod') || undefined,
        link: flags.switch('link') ?? false,
        parents: flags.switch('parents') ?? false,
        exclude: flags.list('exclude'),
    };
}
/** A delimiter that is written twice has the body of the last, as BuildKit has it. */
function bodyOf({ stripTabs }, read) {
    const raw = read?.raw ?? '';
    return stripTabs ? stripLeadingTabs(raw) : raw;
}
function parseCopy(statement, flags) {
    return { kind: 'COPY', ...transfer(statement, flags), from: flags.text('from') || undefined };
}
function parseAdd(statement, flags) {
    return {
        kind: 'ADD',
        ...transfer(statement, flags),
        checksum: flags.text('checksum') || undefined,
        keepGitDir: flags.switch('keep-git-dir') ?? false,
        unpack: flags.switch('unpack'),
    };
}
const NETWORKS = ['default', 'none', 'host'];
const SECURITY = ['sandbox', 'insecure'];
function parseRun(statement, flags) {
    const { place } = statement;
    return {
        kind: 'RUN',
        ...base(statement),
        command: commandLine(statement),
        heredocs: statement.heredocs.map(({ raw: _raw, ...heredoc }) => heredoc),
        mounts: flags.list('mount').map((text) => (0,mounts/* parseRawMount */.jO)(text, place)),
        network: choice('RUN --network', flags.text('network'), NETWORKS, place),
        security: choice('RUN --security', flags.text('security'), SECURITY, place),
        devices: flags.list('device'),
    };
}
function choice(what, value, known, place) {
    if (value === undefined)
        return undefined;
    const found = known.find((candidate) => candidate === value);
    if (found !== undefined)
        return found;
    const fix = (0,failure/* didYouMean */.a)(value, known, `Use one of ${known.join(', ')}`);
    throw (0,failure/* dockerfileError */.l)(`${what} cannot be ${JSON.stringify(value)}`, place, fix);
}
function parseVolume(statement) {
    const paths = atLeastOne(statement, jsonStrings(statement) ?? instructions_words(statement.rest)).map(dockerfile_text/* trimSpace */.Pd);
    if (paths.includes(''))
        throw (0,failure/* dockerfileError */.l)('VOLUME has an empty path', statement.place, 'Write VOLUME /PATH');
    return { kind: 'VOLUME', ...base(statement), paths };
}
function shellArgv(statement) {
    const argv = jsonStrings(statement);
    if (argv && argv.length > 0)
        return argv;
    throw (0,failure/* dockerfileError */.l)('SHELL is no JSON array of strings', statement.place, 'Write SHELL ["/bin/bash", "-c"], with double quotes');
}
const SHORTEST_INTERVAL_NS = 1e6;
function parseHealthcheck(statement, flags) {
    const { place } = statement;
    const [word, rest] = splitAtSpace(statement.rest);
    const type = word.toUpperCase();
    if (type !== 'NONE' && type !== 'CMD')
        throw (0,failure/* dockerfileError */.l)(word === '' ? 'HEALTHCHECK has no arguments' : `HEALTHCHECK knows no ${JSON.stringify(word)}`, place, 'Write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE');
    const duration = (name) => interval(name, flags.text(name), place);
    if (type === 'NONE' && rest !== '')
        throw (0,failure/* dockerfileError */.l)('HEALTHCHECK NONE takes no arguments', place, 'Remove what follows NONE');
    const command = type === 'NONE' ? undefined : commandLine({ ...statement, rest });
    if (command && (command.form === 'exec' ? command.argv.length === 0 : command.text === ''))
        throw (0,failure/* dockerfileError */.l)('HEALTHCHECK CMD has no command', place, 'Write HEALTHCHECK CMD COMMAND');
    return {
        kind: 'HEALTHCHECK',
        ...base(statement),
        check: command ?? 'NONE',
        intervalNs: duration('interval'),
        timeoutNs: duration('timeout'),
        startPeriodNs: duration('start-period'),
        startIntervalNs: duration('start-interval'),
        retries: retries(flags.text('retries'), place),
    };
}
function splitAtSpace(text) {
    const end = [...text].findIndex(dockerfile_text/* isSpace */.xC);
    if (end === -1)
        return [text, ''];
    const word = [...text].slice(0, end).join('');
    return [word, (0,dockerfile_text/* trimStart */.Dw)(text.slice(word.length))];
}
function interval(name, text, place) {
    if (!text)
        return undefined;
    const value = parseDuration(text);
    if (value === 0)
        return undefined;
    if (value !== undefined && value >= SHORTEST_INTERVAL_NS)
        return value;
    const problem = value === undefined ? 'is no duration' : 'is shorter than a millisecond';
    throw (0,failure/* dockerfileError */.l)(`HEALTHCHECK --${name}=${text} ${problem}`, place, 'Write a number with its unit, as in 500ms, 30s or 1m30s');
}
function retries(text, place) {
    if (!text)
        return undefined;
    if (/^\+?[0-9]+$/.test(text) && Number(text) < 2 ** 31)
        return Number(text) || undefined;
    throw (0,failure/* dockerfileError */.l)(`HEALTHCHECK --retries=${text}`, place, 'Write a whole number of 0 or more');
}
function parseOnbuild(statement) {
    const { place, rest } = statement;
    if (rest === '')
        throw (0,failure/* dockerfileError */.l)('ONBUILD has no instruction', place, 'Write ONBUILD INSTRUCTION ARGUMENTS');
    const inner = parseStatement({ ...statement, source: rest });
    if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.keyword))
        throw (0,failure/* dockerfileError */.l)(`${inner.keyword} cannot be a trigger of ONBUILD`, place, `Remove ONBUILD, or use another instruction after it`);
    const written = statement.source.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '');
    const bodies = statement.heredocs.map((heredoc) => `\n${heredoc.raw}${heredoc.name}`);
    return {
        kind: 'ONBUILD',
        ...base(statement),
        trigger: written + bodies.join(''),
        instruction: parseStageInstruction(inner),
    };
}
/** JSON form or shell form: a text that looks like JSON but is none is a shell command. */
function commandLine(statement) {
    const argv = jsonStrings(statement);
    return argv ? { form: 'exec', argv } : { form: 'shell', text: statement.rest };
}
/** The strings of a JSON array; undefined when the text is no JSON array at all. Throws when it holds others. */
function jsonStrings({ rest, keyword, place }) {
    const text = (0,dockerfile_text/* trimStart */.Dw)(rest);
    if (!text.startsWith('['))
        return undefined;
    const list = parseJson(text);
    if (!Array.isArray(list))
        return undefined;
    return list.map((item) => {
        if (typeof item === 'string')
            return item;
        throw (0,failure/* dockerfileError */.l)(`the JSON array of ${keyword} holds ${JSON.stringify(item)}, which is no string`, place, 'Write every item in double quotes');
    });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function instructions_words(rest) {
    return rest === '' ? [] : rest.split(dockerfile_text/* ARGUMENT_GAP */.hO);
}
function atLeastOne(statement, list) {
    if (list.length > 0)
        return list;
    throw (0,failure/* dockerfileError */.l)(`${statement.keyword} has no arguments`, statement.place, `Write ${statement.keyword} with at least one argument, or remove it`);
}
function exactlyOne(statement) {
    if (statement.rest !== '')
        return statement.rest;
    throw (0,failure/* dockerfileError */.l)(`${statement.keyword} has no argument`, statement.place, `Write ${statement.keyword} with its argument, or remove it`);
}
/** Words at white space; quotes and escapes keep a word together and stay in it, to be resolved when it is expanded. */
function quotedWords(text, escape) {
    const list = [];
    let word = '';
    let quote;
    const characters = [...text];
    for (let i = 0; i < characters.length; i++) {
        const character = characters[i] ?? '';
        if (quote === undefined && (0,dockerfile_text/* isSpace */.xC)(character)) {
            if (word !== '')
                list.push(word);
            word = '';
            continue;
        }
        if (character === escape && quote !== "'") {
            const next = characters[++i];
            if (next !== undefined)
                word += character + next;
            continue;
        }
        if (quote === undefined && (character === '"' || character === "'"))
            quote = character;
        else if (character === quote)
            quote = undefined;
        word += character;
    }
    return word === '' ? list : [...list, word];
}

;// CONCATENATED MODULE: ./build/dockerfile/lines.js


const BYTE_ORDER_MARK = '\ufeff';
const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/;
const CONTINUATION = {
    '\\': /([^\\])\\[ \t]*$|^\\[ \t]*$/,
    '`': /([^`])`[ \t]*$|^`[ \t]*$/,
};
/** Reads a Dockerfile line by line: directives, comments, continuations and, when asked, here-documents. */
class LineReader {
    warnings = [];
    #file;
    /** Physical lines with their line ends. */
    #lines;
    #directives;
    #read = 0;
    constructor(text, file) {
        this.#file = file;
        const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
        this.#lines = body.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        this.#directives = new DirectiveReader(file);
    }
    /** Complete once the first instruction was read. */
    get directives() {
        return { ...this.#directives.found, syntax: syntaxDirective(this.#lines) };
    }
    get escape() {
        return this.#directives.found.escape;
    }
    /** Number of the last line that was read. */
    get lineNumber() {
        return this.#read;
    }
    /** The next instruction; undefined at the end of the file. */
    nextLine() {
        for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
            const trimmed = (0,dockerfile_text/* trimStart */.Dw)(withoutLineEnd(raw));
            this.#directives.read(trimmed, this.#read);
            const { text, continues } = this.#continuation(isComment(trimmed) ? '' : trimmed);
            if (text === '' && !continues)
                continue;
            const start = this.#read;
            const whole = continues ? text + this.#readContinuation() : text;
            return { text: whole, lines: { start, end: this.#read } };
        }
        return undefined;
    }
    /** The body of a here-document up to its delimiter; undefined when the file ends before it. */
    readHeredoc(mark) {
        const start = this.#read + 1;
        let content = '';
        for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
            const line = withoutLineEnd(raw);
            if ((mark.stripTabs ? line.replace(/^\t+/, '') : line) === mark.name)
                return { content, lines: { start, end: this.#read - 1 } };
            content += raw;
        }
        return undefined;
    }
    #readContinuation() {
        let whole = '';
        let emptyLine;
        for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
            const line = withoutLineEnd(raw);
            this.#directives.read(line, this.#read);
            if (isComment(line))
                continue;
            if ((0,dockerfile_text/* trimSpace */.Pd)(line) === '') {
                emptyLine ??= this.#read;
                continue;
            }
            const { text, continues } = this.#continuation(line);
            whole += text;
            if (!continues)
                break;
        }
        if (emptyLine !== undefined)
            this.#warnOfEmptyLine(emptyLine);
        return whole;
    }
    #warnOfEmptyLine(line) {
        this.warnings.push({
            message: `an empty line continues the instruction before it; write a comment or remove the line (${this.#file}:${line})`,
            lines: { start: line, end: line },
        });
    }
    #continuation(line) {
        const text = line.replace(CONTINUATION[this.escape], '$1');
        return { text, continues: text !== line };
    }
    #take() {
        const line = this.#lines[this.#read];
        if (line !== undefined)
            this.#read++;
        return line;
    }
}
/** Parser directives stand in comments at the very top; the first line that is none ends them. */
class DirectiveReader {
    #file;
    #seen = new Set();
    #done = false;
    found = { escape: '\\', check: undefined };
    constructor(file) {
        this.#file = file;
    }
    read(line, number) {
        if (this.#done)
            return;
        const directive = parseDirective(line, '#');
        if (!directive) {
            this.#done = true;
            return;
        }
        const { key, value } = directive;
        const place = { file: this.#file, line: number };
        if (this.#seen.has(key))
            throw (0,failure/* dockerfileError */.l)(`the directive "# ${key}=" is given twice`, place, `Keep one of them`);
        this.#seen.add(key);
        if (key === 'check')
            this.found = { ...this.found, check: value };
        if (key === 'escape')
            this.found = { ...this.found, escape: escapeCharacter(value, place) };
    }
}
function escapeCharacter(value, place) {
    if (value === '\\' || value === '`')
        return value;
    throw (0,failure/* dockerfileError */.l)(`the escape character is ${JSON.stringify(value)}`, place, 'Write # escape=\\ or # escape=`: no other character can be it');
}
function parseDirective(line, comment) {
    if (!line.startsWith(comment))
        return undefined;
    const match = DIRECTIVE.exec((0,dockerfile_text/* trimStart */.Dw)(line.slice(comment.length)));
    const key = match?.[1]?.toLowerCase();
    if (key !== 'syntax' && key !== 'escape' && key !== 'check')
        return undefined;
    return { key, value: match?.[2] ?? '' };
}
/**
 * `# syntax=` is looked for more generously than the other directives, as other frontends' files have it too:
 * after a `#!` line, and in `//` comments.
 */
function syntaxDirective(lines) {
    const first = lines[0]?.startsWith('#!') ? 1 : 0;
    for (const comment of ['#', '//']) {
        for (let i = first; i < lines.length; i++) {
            const directive = parseDirective(withoutLineEnd(lines[i] ?? ''), comment);
            if (!directive)
                break;
            if (directive.key !== 'syntax')
                continue;
            const image = directive.value.split(' ')[0] ?? '';
            return { image, lines: { start: i + 1, end: i + 1 } };
        }
    }
    return undefined;
}
function withoutLineEnd(line) {
    return line.replace(/[\r\n]+$/, '');
}
function isComment(line) {
    return (0,dockerfile_text/* trimStart */.Dw)(line).startsWith('#');
}

;// CONCATENATED MODULE: ./build/dockerfile/parse.js




/**
 * Parses a Dockerfile as BuildKit's built-in frontend does: directives, continuations, here-documents, flags,
 * JSON and shell forms. Nothing is expanded. Throws DocklessError('BUILD_FAILED') with the place and a fix.
 * `file` is the name that places carry.
 */
function parseDockerfile(text, file) {
    const reader = new LineReader(text, file);
    const globalArgs = [];
    const stages = [];
    for (let line = reader.nextLine(); line; line = reader.nextLine()) {
        const instruction = parseInstruction(readStatement(reader, line, file));
        const stage = stages.at(-1);
        if (instruction.kind === 'FROM')
            stages.push({ from: instruction, instructions: [] });
        else if (stage)
            stage.instructions.push(instruction);
        else if (instruction.kind === 'ARG')
            globalArgs.push(instruction);
        else
            throw (0,failure/* dockerfileError */.l)(`${instruction.kind} stands before the first FROM`, { file, line: instruction.lines.start }, 'Begin with FROM; only ARG may stand before it');
    }
    if (stages.length === 0)
        throw noStage(text, file);
    const { directives, warnings } = reader;
    return { file, directives, globalArgs, stages: stages.map(closeStage), warnings };
}
/**
 * Parses an ONBUILD trigger as an image's config holds it. `lines` is where it takes effect: the FROM line.
 * Throws DocklessError when it is not one instruction that may be a trigger.
 */
function parseTrigger(trigger, file, lines) {
    const place = { file, line: lines.start };
    const reader = new LineReader(trigger, file);
    const line = reader.nextLine();
    const statement = line && readStatement(reader, line, file, lines);
    const instruction = statement && parseInstruction(statement);
    const allowed = instruction && !['FROM', 'ONBUILD', 'MAINTAINER'].includes(instruction.kind);
    if (!allowed || instruction.kind === 'FROM' || reader.nextLine())
        throw (0,failure/* dockerfileError */.l)(`the base image has an ONBUILD trigger that is not one instruction: ${JSON.stringify(trigger)}`, place, 'Use another base image, or have its ONBUILD mended');
    return instruction;
}
function closeStage({ from, instructions }, index) {
    return {
        index,
        name: from.alias?.toLowerCase(),
        from,
        instructions,
        lines: { start: from.lines.start, end: instructions.at(-1)?.lines.end ?? from.lines.end },
    };
}
/** Splits a line and reads the here-documents that it opens; `lines` overrides where it stands. */
function readStatement(reader, line, file, lines) {
    const place = { file, line: lines?.start ?? line.lines.start };
    const source = { source: line.text, lines: lines ?? line.lines, place, escape: reader.escape };
    const statement = parseStatement({ ...source, heredocs: [] });
    if (!opensHeredocs(statement))
        return statement;
    const heredocs = heredocMarks(line.text, place).map((mark) => readHeredoc(reader, mark, place));
    const end = lines?.end ?? reader.lineNumber;
    return { ...statement, heredocs, lines: { start: statement.lines.start, end } };
}
function readHeredoc(reader, mark, place) {
    const body = reader.readHeredoc(mark);
    if (!body)
        throw (0,failure/* dockerfileError */.l)(`the here-document ${JSON.stringify(mark.name)} has no end`, place, `Write ${mark.name} on a line of its own where it ends${mark.stripTabs ? '' : ', without spaces before it'}`);
    const content = mark.stripTabs ? stripLeadingTabs(body.content) : body.content;
    return { ...mark, content, raw: body.content, lines: body.lines };
}
function noStage(text, file) {
    const problem = text.trim() === '' ? 'the Dockerfile is empty' : 'the Dockerfile has no FROM';
    return (0,failure/* dockerfileError */.l)(problem, { file, line: 1 }, 'Begin it with FROM and the image to build on');
}


/***/ }),

/***/ 7311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gm: () => (/* binding */ globalScope),
/* harmony export */   nI: () => (/* binding */ StageScope),
/* harmony export */   vR: () => (/* binding */ wordOptions)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3750);


/** Read by the builder, never seen by instructions (BuildKit: SBOM scans). */
const NEVER_IN_SCOPE = new Set([
    'BUILDKIT_SBOM_SCAN_CONTEXT',
    'BUILDKIT_SBOM_SCAN_STAGE',
]);
/**
 * The variables that FROM lines see: the automatic platform arguments and the ARGs at the top of the file
 * (Dockerfile reference, "Automatic platform ARGs in the global scope"). Throws DocklessError when a default
 * cannot be expanded.
 */
function globalScope(dockerfile, options) {
    const { buildArgs } = options;
    const scope = new Map();
    for (const [name, value] of automaticArgs(dockerfile, options))
        scope.set(name, given(buildArgs, name) ?? value);
    for (const instruction of dockerfile.globalArgs) {
        for (const { name, value } of instruction.args) {
            const resolved = given(buildArgs, name) ??
                (value === undefined
                    ? undefined
                    : (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expand */ .fT)(value, (n) => scope.get(n), wordOptions(dockerfile, instruction.lines.start)).text);
            if (resolved !== undefined)
                scope.set(name, resolved);
        }
    }
    return scope;
}
function automaticArgs(dockerfile, options) {
    const stage = options.target || dockerfile.stages.at(-1)?.name || 'default';
    return [
        ...platformArgs('BUILD', options.buildPlatform ?? (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .nativePlatform */ .Nc)()),
        ...platformArgs('TARGET', options.platform),
        ['TARGETSTAGE', stage],
    ];
}
function platformArgs(prefix, platform) {
    return [
        [`${prefix}PLATFORM`, (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform)],
        [`${prefix}OS`, platform.os],
        [`${prefix}OSVERSION`, platform['os.version'] ?? ''],
        [`${prefix}ARCH`, platform.architecture],
        [`${prefix}VARIANT`, platform.variant ?? ''],
    ];
}
/** Options for expanding words of this file's line. */
function wordOptions(dockerfile, line) {
    return { escape: dockerfile.directives.escape, place: { file: dockerfile.file, line } };
}
function given(buildArgs, name) {
    return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}
/**
 * The variables that a stage's instructions see, kept as BuildKit keeps them: the base's environment first,
 * then every ENV and ARG in the file's order, the later one winning. A stage that builds on another begins
 * with all that the other had, its ARGs included; there ENV wins over ARG, whichever came later.
 */
class StageScope {
    #dockerfile;
    #globals;
    #buildArgs;
    #variables;
    /** Those that the image config will have: the base's environment and ENV. */
    #environment;
    constructor(from) {
        this.#dockerfile = from.dockerfile;
        this.#globals = from.globals;
        this.#buildArgs = from.buildArgs;
        this.#variables = new Map([...from.variables, ...from.environment]);
        this.#environment = new Map(from.environment);
    }
    /** The scope of a stage on an image whose config has this Env (`NAME=value` each). */
    static onImage(dockerfile, globals, buildArgs, env) {
        const environment = new Map();
        for (const entry of env) {
            const equals = entry.indexOf('=');
            if (equals === -1)
                environment.set(entry, '');
            else
                environment.set(entry.slice(0, equals), entry.slice(equals + 1));
        }
        return new StageScope({ dockerfile, globals, buildArgs, variables: new Map(), environment });
    }
    /** The scope of a stage that builds on this one, as it is now. */
    child() {
        return new StageScope({
            dockerfile: this.#dockerfile,
            globals: this.#globals,
            buildArgs: this.#buildArgs,
            variables: this.#variables,
            environment: this.#environment,
        });
    }
    /** The value of a variable; undefined when it is not set. */
    get(name) {
        return this.#variables.get(name);
    }
    /** Sets a variable: what ENV does. */
    set(name, value) {
        this.#variables.set(name, value);
        this.#environment.set(name, value);
    }
    /** Expands one word that stands in this line. Throws DocklessError with the place. */
    expand(word, line) {
        return this.expansion(word, line).text;
    }
    /** Expands one word into as many as its white space makes: EXPOSE. */
    expandWords(word, line) {
        return this.expansion(word, line).words;
    }
    /** Expands the body of a here-document whose delimiter was not quoted. */
    expandHeredoc(content, line) {
        return (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expandHeredoc */ .nk)(content, (name) => this.get(name), wordOptions(this.#dockerfile, line).place);
    }
    /** Expansion with the names of the variables that were and were not set. */
    expansion(word, line) {
        return (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expand */ .fT)(word, (name) => this.get(name), wordOptions(this.#dockerfile, line));
    }
    /**
     * Expands names and values, all with the values from before this instruction, as `ENV a=1 b=$a` demands.
     * The caller sets what ENV is to set.
     */
    expandPairs(pairs, line) {
        return pairs.map(({ name, value }) => ({
            name: this.expand(name, line),
            value: this.expand(value, line),
        }));
    }
    /**
     * What ARG does: a build argument wins over the default, and without either the ARG of that name at the top
     * of the file (or the automatic one) counts. One without any value leaves the variable as it was.
     */
    declare(instruction) {
        return instruction.args.map(({ name, value }) => {
            const resolved = given(this.#buildArgs, name) ??
                (value === undefined ? this.#globals.get(name) : this.expand(value, instruction.lines.start));
            if (resolved !== undefined && !NEVER_IN_SCOPE.has(name))
                this.#variables.set(name, resolved);
            return { name, value: resolved };
        });
    }
}


/***/ }),

/***/ 5080:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ planStages)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2505);
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2109);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7311);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3750);






/**
 * Resolves the stages that the target needs: expands FROM, replaces stages and images by named contexts of
 * their name, follows COPY --from and RUN --mount=from, and leaves out what is not needed. Throws DocklessError
 * for an unknown target, a blank or impossible FROM, and stages that need each other.
 */
function planStages(dockerfile, options) {
    return new Planner(dockerfile, options).plan();
}
class Planner {
    #dockerfile;
    #options;
    #globals;
    #contexts;
    #resolved = [];
    #planned = new Map();
    constructor(dockerfile, options) {
        this.#dockerfile = dockerfile;
        this.#options = options;
        this.#globals = (0,_scope_js__WEBPACK_IMPORTED_MODULE_4__/* .globalScope */ .gm)(dockerfile, options);
        this.#contexts = new Map(Object.entries(options.namedContexts).map(([key, source]) => [
            familiarName(key) ?? key,
            { key, source },
        ]));
    }
    plan() {
        for (const stage of this.#dockerfile.stages)
            this.#resolved.push(this.#resolve(stage));
        this.#refuseCircles();
        const target = this.#target();
        this.#need(target.index);
        return {
            target: this.#stageSource(target.index),
            targetName: target.name ?? String(target.index),
            stages: [...this.#planned.values()].sort((a, b) => a.stage.index - b.stage.index),
            globals: this.#globals,
        };
    }
    #target() {
        const { target } = this.#options;
        const { stages, file } = this.#dockerfile;
        const found = target ? stages.findLast((stage) => stage.name === target.toLowerCase()) : stages.at(-1);
        if (found)
            return found;
        const names = stages.flatMap((stage) => stage.name ?? []);
        const list = names.length === 0 ? 'No stage has a name: write FROM … AS NAME' : `The stages are ${names.join(', ')}`;
        const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(target ?? '', names, list);
        const all = fix === list ? list : `${fix} ${list}`;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`there is no stage ${JSON.stringify(target)}`, { file, line: 1 }, all);
    }
    #place(line) {
        return { file: this.#dockerfile.file, line };
    }
    #resolve(stage) {
        const replacedBy = stage.name === undefined ? undefined : this.#contextNamed(stage.name);
        const name = this.#expandFrom(stage, stage.from.image, 'the image of FROM');
        const earlier = this.#resolved.findLast((other) => other.stage.name === name);
        const given = stage.from.platform === undefined ? undefined : this.#platform(stage, stage.from.platform);
        const base = replacedBy ??
            (earlier ? this.#stageSource(earlier.stage.index) : this.#image(name, stage.from.lines.start));
        const platform = (earlier ? earlier.platform : given) ?? this.#options.platform;
        return { stage, base, platform, replacedBy };
    }
    #expandFrom(stage, word, what) {
        const line = stage.from.lines.start;
        const expansion = (0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .expand */ .fT)(word, (name) => this.#globals.get(name), (0,_scope_js__WEBPACK_IMPORTED_MODULE_4__/* .wordOptions */ .vR)(this.#dockerfile, line));
        if (expansion.text !== '')
            return expansion.text;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`${what} (${word}) is blank`, this.#place(line), this.#blankFix(expansion));
    }
    /** A blank FROM mostly comes from an ARG that stands after FROM, or from a slip in its name. */
    #blankFix({ missing, used }) {
        const [unset] = missing;
        if (unset === undefined) {
            const [empty] = used;
            return empty === undefined ? 'Name an image' : `Give ${empty} a value: it is set, and empty`;
        }
        const near = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(unset, [...this.#globals.keys()], '');
        const otherwise = `Write ARG ${unset}=VALUE before the first FROM, or give the build argument ${unset} with that ARG`;
        return near === '' ? otherwise : `${near} Otherwise write ARG ${unset}=VALUE before the first FROM`;
    }
    #platform(stage, word) {
        const text = this.#expandFrom(stage, word, 'the platform of FROM');
        const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(text) ?? shortPlatform(text);
        if (platform)
            return platform;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`"${text}" is no platform`, this.#place(stage.from.lines.start), 'Write os/architecture[/variant], as in linux/arm64');
    }
    /** A stage, or the named context that took its place. */
    #stageSource(index) {
        return this.#resolved[index]?.replacedBy ?? { kind: 'stage', index };
    }
    /** `scratch`, a named context, or an image. */
    #image(name, line) {
        if (name === 'scratch')
            return { kind: 'scratch' };
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(name);
        if ('reason' in reference)
            throw this.#badImage(name, reference.reason, line);
        return this.#contextNamed(name) ?? { kind: 'image', reference, context: undefined };
    }
    #badImage(name, reason, line) {
        const names = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
        const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(name, names, 'Name an image, a stage above this line, or a named context');
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`"${name}" is no image: ${reason}`, this.#place(line), fix);
    }
    /** BuildKit never replaces these two names. */
    #contextNamed(name) {
        if (/^(?:scratch|context)$/i.test(name))
            return undefined;
        const found = this.#contexts.get(familiarName(name) ?? name);
        if (!found)
            return undefined;
        if (found.source.kind !== 'image')
            return { kind: 'context', name: found.key };
        const { reference } = found.source;
        if (familiar(reference) === 'scratch')
            return { kind: 'scratch' };
        return { kind: 'image', reference, context: found.key };
    }
    /** Plans a stage and, before it, all that it reads. */
    #need(index) {
        const resolved = this.#resolved[index];
        if (!resolved || resolved.replacedBy || this.#planned.has(index))
            return;
        const triggers = this.#triggers(resolved);
        const instructions = [...triggers, ...resolved.stage.instructions];
        const { copies, mounts } = this.#sources(instructions);
        this.#planned.set(index, {
            stage: resolved.stage,
            base: resolved.base,
            platform: resolved.platform,
            instructions,
            triggers: triggers.length,
            copySources: copies,
            mountSources: mounts,
        });
        if (resolved.base.kind === 'stage')
            this.#need(resolved.base.index);
        for (const { source, line } of this.#reads(instructions)) {
            if (source.kind !== 'stage')
                continue;
            if (source.index >= index)
                throw this.#readsLater(index, source.index, line);
            this.#need(source.index);
        }
    }
    #readsLater(index, source, line) {
        const name = (i) => this.#dockerfile.stages[i]?.name ?? String(i);
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(source === index
            ? `stage ${name(index)} reads itself`
            : `stage ${name(index)} reads stage ${name(source)}, which stands after it`, this.#place(line), 'Move the stage that is read above the one that reads it');
    }
    #triggers({ stage, base, platform }) {
        const { file, stages } = this.#dockerfile;
        const parse = (text) => (0,_parse_js__WEBPACK_IMPORTED_MODULE_3__/* .parseTrigger */ .u)(text, file, stage.from.lines);
        if (base.kind === 'image')
            return (this.#options.configOf?.(base.reference, platform)?.OnBuild ?? []).map(parse);
        if (base.kind !== 'stage')
            return [];
        const own = stages[base.index]?.instructions ?? [];
        return own.flatMap((instruction) => (instruction.kind === 'ONBUILD' ? parse(instruction.trigger) : []));
    }
    #sources(instructions) {
        const copies = new Map();
        const mounts = new Map();
        for (const instruction of instructions) {
            const line = instruction.lines.start;
            if (instruction.kind === 'COPY' && instruction.from !== undefined)
                copies.set(instruction, this.#copySource(instruction.from, line));
            if (instruction.kind !== 'RUN')
                continue;
            for (const mount of instruction.mounts)
                if (mount.from !== undefined)
                    mounts.set(mount, this.#namedSource(mount.from, line));
        }
        return { copies, mounts };
    }
    #reads(instructions) {
        return instructions.flatMap((instruction) => {
            const { copies, mounts } = this.#sources([instruction]);
            return [...copies.values(), ...mounts.values()].map((source) => ({
                source,
                line: instruction.lines.start,
            }));
        });
    }
    /** COPY --from: a stage's number or name, or else an image. Variables are refused, as BuildKit does. */
    #copySource(from, line) {
        if ((0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .expand */ .fT)(from, () => undefined, (0,_scope_js__WEBPACK_IMPORTED_MODULE_4__/* .wordOptions */ .vR)(this.#dockerfile, line)).text !== from)
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`COPY --from=${from} holds a variable, which is not expanded there`, this.#place(line), 'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and copy from that name');
        if (!/^[+-]?[0-9]+$/.test(from))
            return this.#namedSource(from, line);
        const index = Number(from);
        if (index >= 0 && index < this.#resolved.length)
            return this.#stageSource(index);
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`COPY --from=${from}: there is no stage of that number`, this.#place(line), `Stages are numbered from 0 to ${this.#resolved.length - 1}`);
    }
    #namedSource(name, line) {
        const stage = this.#resolved.findLast((other) => other.stage.name === name.toLowerCase());
        return stage ? this.#stageSource(stage.stage.index) : this.#image(name, line);
    }
    /** Also in stages that the target does not need: BuildKit refuses those too. */
    #refuseCircles() {
        const done = new Set();
        const visit = (index, path) => {
            if (done.has(index))
                return;
            for (const { source, line } of this.#reads(this.#resolved[index]?.stage.instructions ?? [])) {
                if (source.kind !== 'stage')
                    continue;
                if (source.index === index || path.includes(source.index))
                    throw this.#circle(source.index, line);
                visit(source.index, [...path, index]);
            }
            done.add(index);
        };
        for (const { stage } of this.#resolved)
            visit(stage.index, []);
    }
    #circle(index, line) {
        const name = this.#dockerfile.stages[index]?.name ?? String(index);
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(`stage ${name} needs itself: a circular dependency`, this.#place(line), 'Copy from a stage that does not copy from this one');
    }
}
/** The name by which named contexts and images are compared: Docker's short form, `:latest` left out. */
function familiarName(name) {
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(name);
    return 'reason' in reference ? undefined : familiar(reference);
}
function familiar({ registry, repository, tag, digest }) {
    const path = registry === 'docker.io' ? repository.replace(/^library\/(?=[^/]+$)/, '') : `${registry}/${repository}`;
    const full = path + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
    return full.endsWith(':latest') ? full.slice(0, -':latest'.length) : full;
}
const SYSTEMS = new Set(['linux', 'windows', 'darwin', 'freebsd']);
const ARCHITECTURES = new Set([
    '386',
    'amd64',
    'arm',
    'arm64',
    'loong64',
    'mips64',
    'mips64le',
    'ppc64le',
    'riscv64',
    's390x',
    'wasm',
]);
/** `linux` or `arm64` alone: the other half is this machine's. */
function shortPlatform(text) {
    const word = text.trim().toLowerCase();
    const native = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .nativePlatform */ .Nc)();
    if (SYSTEMS.has(word))
        return { ...native, os: word };
    const platform = word.includes('/') ? undefined : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(`${native.os}/${word}`);
    return platform && ARCHITECTURES.has(platform.architecture) ? platform : undefined;
}


/***/ }),

/***/ 9240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ trimStart),
/* harmony export */   E2: () => (/* binding */ splitOnce),
/* harmony export */   Pd: () => (/* binding */ trimSpace),
/* harmony export */   hO: () => (/* binding */ ARGUMENT_GAP),
/* harmony export */   xC: () => (/* binding */ isSpace)
/* harmony export */ });
/**
 * White space as Go's unicode.IsSpace has it. JavaScript's `\s` differs in two characters: it has U+FEFF and
 * lacks U+0085, and a Dockerfile must be read the same everywhere.
 */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const ONE_SPACE = new RegExp(`^[${SPACE}]$`);
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const TRAILING_SPACE = new RegExp(`[${SPACE}]+$`);
/** The runs of white space at which the arguments of an instruction are split. */
const ARGUMENT_GAP = /[\t\v\f\r ]+/;
/** True for one character of white space. */
function isSpace(character) {
    return ONE_SPACE.test(character);
}
function trimStart(text) {
    return text.replace(LEADING_SPACE, '');
}
function trimSpace(text) {
    return trimStart(text).replace(TRAILING_SPACE, '');
}
/** Splits at the first gap: `['RUN', 'make  all']`; one element when there is no gap. */
function splitOnce(text) {
    const gap = ARGUMENT_GAP.exec(text);
    if (!gap)
        return [text];
    return [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)];
}


/***/ }),

/***/ 3750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fT: () => (/* binding */ expand),
  nk: () => (/* binding */ expandHeredoc)
});

// UNUSED EXPORTS: expandWord

// EXTERNAL MODULE: ./build/dockerfile/failure.js
var failure = __webpack_require__(2505);
;// CONCATENATED MODULE: ./build/dockerfile/glob.js
/** Reads a pattern. A backslash quotes `*`, `?`, `\`, and the `}` and `/` that would end it. */
function parseShellPattern(text) {
    const tokens = [];
    const characters = [...text];
    for (let i = 0; i < characters.length; i++) {
        const character = characters[i] ?? '';
        if (character === '*' || character === '?')
            tokens.push(character);
        else if (character === '\\') {
            const quoted = characters[++i] ?? '';
            if (!['*', '?', '\\', '}', '/'].includes(quoted))
                return { reason: `"\\${quoted}" is not an escape` };
            tokens.push({ literal: quoted });
        }
        else
            tokens.push({ literal: character });
    }
    return { tokens };
}
/** Takes the shortest or longest beginning that matches off a value. */
function withoutPrefix(value, tokens, longest) {
    const match = new RegExp(`^${expression(tokens, longest)}`, 'u').exec(value);
    return match ? value.slice(match[0].length) : value;
}
/** Takes the shortest or longest end that matches off a value: a beginning, read backwards. */
function withoutSuffix(value, tokens, longest) {
    return backwards(withoutPrefix(backwards(value), [...tokens].reverse(), longest));
}
/** Replaces the first or every (longest) match. An empty match right after another match does not count. */
function withReplacement(value, tokens, replacement, every) {
    let lastEnd = -1;
    return value.replace(new RegExp(expression(tokens, true), every ? 'gu' : 'u'), (match, ...rest) => {
        const offset = rest.find((x) => typeof x === 'number') ?? 0;
        if (match === '' && offset === lastEnd)
            return '';
        lastEnd = offset + match.length;
        return replacement;
    });
}
function expression(tokens, longest) {
    const star = longest ? '[^\\n]*' : '[^\\n]*?';
    return tokens
        .map((token) => {
        if (token === '*')
            return star;
        if (token === '?')
            return '[^\\n]';
        return token.literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    })
        .join('');
}
function backwards(text) {
    return [...text].reverse().join('');
}

// EXTERNAL MODULE: ./build/dockerfile/text.js
var dockerfile_text = __webpack_require__(9240);
;// CONCATENATED MODULE: ./build/dockerfile/words.js



/**
 * Expands a word as BuildKit's Dockerfile frontend does: quotes, escapes, and the variable forms
 * `$x ${x} ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/w} ${x//p/w}`
 * (Dockerfile reference, "Environment replacement"). Throws DocklessError for an unmatched quote, an unknown
 * form, and a `?` whose variable is not set.
 */
function expand(word, lookup, options = {}) {
    return new WordReader(word, lookup, options).read();
}
/** The text that a word expands to. */
function expandWord(word, lookup, options = {}) {
    return expand(word, lookup, options).text;
}
/** Expands the body of a here-document: variables and escapes, but quotes are ordinary characters. */
function expandHeredoc(content, lookup, place) {
    return expand(content, lookup, place ? { ignoreQuotes: true, place } : { ignoreQuotes: true }).text;
}
const SPECIAL = new Set(['@', '*', '#', '?', '-', '$', '!', '0']);
class WordReader {
    #source;
    #characters;
    #lookup;
    #options;
    #escape;
    #used = new Set();
    #missing = new Set();
    #position = 0;
    constructor(source, lookup, options) {
        this.#source = source;
        this.#characters = [...source];
        this.#lookup = lookup;
        this.#options = options;
        this.#escape = options.escape ?? '\\';
    }
    read() {
        const { text, words } = this.#readUntil(undefined, this.#options.keepEscapes ?? false);
        return { text, words, used: this.#used, missing: this.#missing };
    }
    get #next() {
        return this.#characters[this.#position];
    }
    #take() {
        return this.#characters[this.#position++];
    }
    #fail(problem, fix) {
        return (0,failure/* dockerfileError */.l)(`cannot expand ${JSON.stringify(this.#source)}: ${problem}`, this.#options.place, fix);
    }
    #readUntil(stop, keepEscapes) {
        let text = '';
        const words = new WordList();
        for (let next = this.#next; next !== undefined; next = this.#next) {
            if (next === stop) {
                this.#position++;
                return { text, words: words.all() };
            }
            const special = this.#readSpecial(next, keepEscapes);
            if (special !== undefined) {
                text += special;
                if (next === '$')
                    words.addText(special);
                else
                    words.addQuoted(special);
                continue;
            }
            this.#position++;
            if (next !== this.#escape) {
                text += next;
                words.add(next);
                continue;
            }
            if (keepEscapes) {
                text += next;
                words.addQuoted(next);
            }
            const quoted = this.#take();
            if (quoted === undefined)
                break; // an escape at the very end stands for nothing
            text += quoted;
            words.addQuoted(quoted);
        }
        if (stop !== undefined)
            throw this.#fail(`"${stop}" is missing`, `Write the missing "${stop}", or quote the "$" to keep it as it is`);
        return { text, words: words.all() };
    }
    #readSpecial(next, keepEscapes) {
        if (next === '$')
            return this.#readVariable();
        if (next === '<')
            return this.#readHeredocMark();
        if (this.#options.ignoreQuotes)
            return undefined;
        if (next === "'")
            return this.#readSingleQuoted();
        if (next === '"')
            return this.#readDoubleQuoted(keepEscapes);
        return undefined;
    }
    /** `<< EOF` is one word with its space, so that the delimiter is found. */
    #readHeredocMark() {
        const mark = this.#takeWhile(/</, 2);
        return mark === '<<' ? mark + this.#takeWhile(/[ \t\r]/) : mark;
    }
    #readSingleQuoted() {
        const start = this.#position++;
        let text = '';
        for (let next = this.#take(); next !== "'"; next = this.#take()) {
            if (next === undefined)
                throw this.#unmatched("'", start);
            text += next;
        }
        return this.#options.keepQuotes ? `'${text}'` : text;
    }
    #readDoubleQuoted(keepEscapes) {
        const start = this.#position++;
        let text = '';
        for (let next = this.#next; next !== '"'; next = this.#next) {
            if (next === undefined)
                throw this.#unmatched('"', start);
            if (next === '$') {
                text += this.#readVariable();
                continue;
            }
            this.#position++;
            if (next !== this.#escape) {
                text += next;
                continue;
            }
            if (keepEscapes)
                text += next;
            const quoted = this.#next;
            if (quoted === undefined)
                continue; // reported as an unmatched quote
            if (quoted === '"' || quoted === '$' || quoted === this.#escape)
                text += this.#take() ?? '';
            else
                text += next;
        }
        this.#position++;
        return this.#options.keepQuotes ? `"${text}"` : text;
    }
    #unmatched(quote, start) {
        return this.#fail(`the quote ${quote} at character ${start + 1} has no end`, `Close the quote, or write ${this.#escape}${quote} for the character itself`);
    }
    #readVariable() {
        this.#position++;
        if (this.#next !== '{') {
            const name = this.#readName();
            if (name === '')
                return '$';
            const value = this.#value(name);
            return value === undefined && this.#options.keepUnset ? `$${name}` : (value ?? '');
        }
        this.#position++;
        if (this.#next === undefined)
            throw this.#unclosed();
        if (this.#next === '{' || this.#next === '}' || this.#next === ':')
            throw this.#fail('it is a bad substitution', 'Write ${NAME}, or \\$ for a dollar sign');
        return this.#readBraced(this.#readName());
    }
    #readBraced(name) {
        const first = this.#take();
        if (first === '}') {
            const value = this.#value(name);
            return value === undefined && this.#options.keepUnset ? `\${${name}}` : (value ?? '');
        }
        if (first === '/')
            return this.#readReplacement(name);
        const emptyIsUnset = first === ':';
        const modifier = emptyIsUnset ? this.#take() : first;
        const isPattern = modifier === '#' || modifier === '%';
        if (modifier === undefined)
            throw this.#unclosed();
        if (!['+', '-', '?', '#', '%'].includes(modifier) || (emptyIsUnset && isPattern))
            throw this.#unsupported(`${emptyIsUnset ? ':' : ''}${modifier}`);
        const word = this.#readInner('}', isPattern);
        const value = this.#value(name);
        if (value === undefined && this.#options.keepUnset)
            return `\${${name}${emptyIsUnset ? ':' : ''}${modifier}${word}}`;
        if (isPattern)
            return this.#trimmed(value ?? '', word, modifier);
        const isSet = value !== undefined && !(emptyIsUnset && value === '');
        if (modifier === '-')
            return isSet ? value : word;
        if (modifier === '+')
            return isSet ? word : '';
        if (isSet)
            return value;
        const reason = word || (value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty');
        throw this.#fail(`${name}: ${reason}`, `Give ${name} a value: with a build argument, ARG or ENV`);
    }
    #trimmed(value, word, modifier) {
        const longest = word.startsWith(modifier);
        const pattern = parseShellPattern(longest ? word.slice(1) : word);
        if ('reason' in pattern)
            throw this.#badPattern(pattern.reason);
        const trim = modifier === '#' ? withoutPrefix : withoutSuffix;
        return trim(value, pattern.tokens, longest);
    }
    #readReplacement(name) {
        const every = this.#next === '/';
        if (every)
            this.#position++;
        const text = this.#readInner('/', true);
        const replacement = this.#readInner('}', true);
        const value = this.#value(name);
        if (value === undefined && this.#options.keepUnset)
            return `\${${name}/${text}/${replacement}}`;
        const pattern = parseShellPattern(text);
        if ('reason' in pattern)
            throw this.#badPattern(pattern.reason);
        return withReplacement(value ?? '', pattern.tokens, replacement, every);
    }
    #readInner(stop, keepEscapes) {
        return this.#readUntil(stop, keepEscapes).text;
    }
    #unclosed() {
        return this.#fail('"}" is missing', 'Close the variable with "}", or write \\$ for a dollar sign');
    }
    #unsupported(modifier) {
        return this.#fail(`"${modifier}" is not a modifier`, 'Use one of ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/w} ${x//p/w}');
    }
    #badPattern(reason) {
        return this.#fail(`${reason} in a pattern`, 'In patterns, "\\" may only stand before "*", "?", "\\", "}" and "/"');
    }
    /** A name, a run of digits, or one of the shell's special parameters; may be empty. */
    #readName() {
        const first = this.#next;
        if (first !== undefined && /\p{Nd}/u.test(first))
            return this.#takeWhile(/\p{Nd}/u);
        if (first !== undefined && SPECIAL.has(first))
            return this.#take() ?? '';
        return this.#takeWhile(/[\p{L}\p{Nd}_]/u);
    }
    #takeWhile(pattern, atMost = Number.POSITIVE_INFINITY) {
        let text = '';
        for (let taken = 0; taken < atMost && this.#next !== undefined && pattern.test(this.#next); taken++)
            text += this.#take() ?? '';
        return text;
    }
    #value(name) {
        const value = this.#lookup(name);
        if (value === undefined)
            this.#missing.add(name);
        else
            this.#used.add(name);
        return value;
    }
}
/** Collects words: plain white space ends one, quoted characters never do. */
class WordList {
    #words = [];
    #current = '';
    add(character) {
        if (!(0,dockerfile_text/* isSpace */.xC)(character))
            this.#current += character;
        else
            this.#end();
    }
    addText(text) {
        for (const character of text)
            this.add(character);
    }
    addQuoted(text) {
        this.#current += text;
    }
    all() {
        this.#end();
        return this.#words;
    }
    #end() {
        if (this.#current !== '')
            this.#words.push(this.#current);
        this.#current = '';
    }
}


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ askEngine)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4708);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);





/** One request to a container engine, on a connection of its own; the body is for the caller to read. */
async function askEngine(address, request) {
    const { method, path: target, headers = {}, body, signal } = request;
    const options = { method, path: target, headers, signal, agent: false, ...(await wayTo(address)) };
    const outgoing = address.certificates === undefined ? (0,node_http__WEBPACK_IMPORTED_MODULE_1__.request)(options) : (0,node_https__WEBPACK_IMPORTED_MODULE_2__.request)(options);
    const answer = new Promise((resolve, reject) => {
        outgoing.once('response', resolve);
        outgoing.once('error', reject);
    });
    if (!body) {
        outgoing.end();
        return answer;
    }
    // An engine may answer, and hang up, before it has read everything: then the answer is what counts.
    const sent = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)(body, outgoing).then(() => answer, (error) => Promise.race([answer, Promise.reject(error)]));
    answer.catch(() => undefined);
    return Promise.race([answer, sent]);
}
async function wayTo({ socket, certificates, }) {
    if (!socket.startsWith('tcp://'))
        return { socketPath: socket };
    const { hostname, port } = new URL(socket.replace(/^tcp/, 'http'));
    const place = {
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port || (certificates === undefined ? 2375 : 2376),
    };
    if (certificates === undefined)
        return place;
    const file = (name) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_3__.join(certificates, name));
    const [ca, cert, key] = await Promise.all([file('ca.pem'), file('cert.pem'), file('key.pem')]);
    return { ...place, ca, cert, key };
}


/***/ }),

/***/ 2178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D8: () => (/* binding */ HostList),
/* harmony export */   Pm: () => (/* binding */ hostOfUrl),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   cC: () => (/* binding */ splitHostPort)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

/** Splits `host`, `host:port`, `[v6]:port` and bare IPv6 addresses. Lower case; a final dot is dropped. */
function splitHostPort(text) {
    const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
    if (bracketed)
        return { host: (bracketed[1] ?? '').toLowerCase(), port: portOf(bracketed[2]) };
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(text) === 6)
        return { host: text.toLowerCase(), port: undefined };
    const match = /^(.*?)(?::(\d{1,5}))?$/.exec(text);
    return { host: withoutFinalDot((match?.[1] ?? text).toLowerCase()), port: portOf(match?.[2]) };
}
function portOf(text) {
    return text === undefined ? undefined : Number(text);
}
function withoutFinalDot(host) {
    return host.endsWith('.') ? host.slice(0, -1) : host;
}
/** The host of a URL without brackets, and the port that it stands for. */
function hostOfUrl(url) {
    const { host } = splitHostPort(url.hostname);
    return { host, port: url.port === '' ? defaultPort(url.protocol) : Number(url.port) };
}
function defaultPort(protocol) {
    return protocol === 'https:' ? 443 : 80;
}
const LOOPBACK = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
/** True for `localhost`, names below it (RFC 6761, section 6.3) and loopback addresses; a port is ignored. */
function isLoopback(hostAndPort) {
    const { host } = splitHostPort(hostAndPort);
    if (host === 'localhost' || host.endsWith('.localhost'))
        return true;
    return contains(LOOPBACK, host);
}
function contains(list, host) {
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host);
    return family !== 0 && list.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
/**
 * A list of hosts as in NO_PROXY, separated by commas or blanks, with the meaning that Go's programs give it:
 * `*` is everything; `example.com` is that host and all below it; `.example.com` and `*.example.com` only those
 * below it; addresses; CIDR blocks (for hosts written as addresses; names are not looked up). Each but `*` and
 * CIDR may end in `:port`. What cannot be read matches nothing.
 */
class HostList {
    #patterns;
    constructor(text) {
        this.#patterns = text
            .split(/[\s,]+/)
            .filter((entry) => entry !== '')
            .map(patternOf);
    }
    includes(host, port) {
        return this.#patterns.some((matches) => matches(host, port));
    }
}
function patternOf(entry) {
    if (entry === '*')
        return () => true;
    const block = cidrBlock(entry);
    if (block)
        return (host) => contains(block, host);
    const wanted = splitHostPort(entry);
    const below = wanted.host.replace(/^\*?\./, '.');
    const name = below.startsWith('.') ? undefined : below;
    const suffix = name === undefined ? below : `.${name}`;
    return (host, port) => (wanted.port === undefined || wanted.port === port) &&
        (host === name || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && host.endsWith(suffix)));
}
function cidrBlock(entry) {
    const [network = '', length = '', ...more] = entry.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network);
    if (family === 0 || !/^\d{1,3}$/.test(length) || more.length > 0)
        return undefined;
    if (Number(length) > (family === 6 ? 128 : 32))
        return undefined;
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(network, Number(length), family === 6 ? 'ipv6' : 'ipv4');
    return list;
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

/***/ 2470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D7: () => (/* binding */ writeTarFile),
/* harmony export */   Iz: () => (/* binding */ writeLayoutArchive),
/* harmony export */   Kv: () => (/* binding */ bytesMember),
/* harmony export */   PE: () => (/* binding */ Layout),
/* harmony export */   rf: () => (/* binding */ blobMembers),
/* harmony export */   wy: () => (/* binding */ writeLayout)
/* harmony export */ });
/* unused harmony export REF_NAME */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6466);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(767);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1564);
/* harmony import */ var _manifests_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6352);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4566);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4647);
/* harmony import */ var _tar_write_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6519);










/** Annotation that names an image in a layout (image-spec, image-layout.md, "index.json"). */
const REF_NAME = 'org.opencontainers.image.ref.name';
const LAYOUT_FILE = JSON.stringify({ imageLayoutVersion: '1.0.0' });
/**
 * Writes an OCI image layout directory (image-spec, image-layout.md), or adds the image to one that is there: an
 * entry of the same name is replaced, others stay. Blobs come first, each written aside and renamed; `index.json`
 * is last, so that a reader never sees an image that is not whole.
 * Throws DocklessError when the directory holds something else, cannot be written, or a blob is to be had nowhere.
 */
async function writeLayout(image, directory, name) {
    await writing(directory, async () => {
        const before = await layoutIndex(directory);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(directory, { recursive: true });
        for (const blob of await contentOf(image)) {
            const path = blobPath(directory, blob.digest);
            const there = await sizeOf(path);
            if (there === blob.size)
                continue;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true });
            await writeAside(path, blob.open);
        }
        await writeAside((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'oci-layout'), () => Promise.resolve([Buffer.from(LAYOUT_FILE)]));
        const index = Buffer.from(JSON.stringify(withImage(before, image.manifest, name)));
        await writeAside((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'index.json'), () => Promise.resolve([index]));
    });
}
/**
 * Writes an OCI image layout as one tar file: `oci-layout` and `index.json` first, so that a reader knows what it
 * has. Written aside and renamed. The same image gives the same bytes.
 */
async function writeLayoutArchive(image, file, name) {
    const index = withImage(undefined, image.manifest, name);
    await writeTarFile(file, [
        bytesMember('oci-layout', Buffer.from(LAYOUT_FILE)),
        bytesMember('index.json', Buffer.from(JSON.stringify(index))),
        ...(await blobMembers(image)),
    ]);
}
/** Writes a tar file aside and renames it. Throws DocklessError when that cannot be done. */
async function writeTarFile(file, members) {
    await writing(file, async () => {
        await writeAside(file, () => Promise.resolve((0,_tar_write_js__WEBPACK_IMPORTED_MODULE_9__/* .writeTar */ .F)(members)));
    });
}
/** The blobs of an image as members of a tar: `blobs/<algorithm>/<hex>`, sorted, with their directories. */
async function blobMembers(image) {
    const blobs = (await contentOf(image)).map((blob) => ({ ...blob, path: blobPath('', blob.digest) }));
    blobs.sort((a, b) => (a.path < b.path ? -1 : 1));
    const algorithms = new Set(blobs.map((blob) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(blob.path)));
    return [
        { header: (0,_tar_write_js__WEBPACK_IMPORTED_MODULE_9__/* .tarHeader */ .p)({ path: 'blobs/', type: 'directory' }) },
        ...[...algorithms].map((path) => ({ header: (0,_tar_write_js__WEBPACK_IMPORTED_MODULE_9__/* .tarHeader */ .p)({ path, type: 'directory' }) })),
        ...blobs.map(({ path, size, open }) => ({
            header: (0,_tar_write_js__WEBPACK_IMPORTED_MODULE_9__/* .tarHeader */ .p)({ path, type: 'file', size }),
            content: () => opened(open),
        })),
    ];
}
/** A small file of a tar. */
function bytesMember(path, bytes) {
    return {
        header: (0,_tar_write_js__WEBPACK_IMPORTED_MODULE_9__/* .tarHeader */ .p)({ path, type: 'file', size: bytes.length }),
        content: () => opened(() => Promise.resolve([bytes])),
    };
}
async function* opened(open) {
    yield* await open();
}
/** Everything an image consists of, each blob once: what an index names, manifests, configs, layers. */
async function contentOf(image) {
    const blobs = new Map();
    const visit = async (descriptor, bytes) => {
        blobs.set(descriptor.digest, {
            digest: descriptor.digest,
            size: bytes.length,
            open: () => Promise.resolve([bytes]),
        });
        const { index, manifest } = (0,_manifests_js__WEBPACK_IMPORTED_MODULE_6__/* .parseManifestOrIndex */ .yA)(bytes, descriptor.mediaType, String(descriptor.digest));
        for (const child of index?.manifests ?? []) {
            await visit(child, await bytesOf(await image.content.open(child.digest)));
        }
        for (const { digest, size } of manifest ? (0,_manifests_js__WEBPACK_IMPORTED_MODULE_6__/* .blobsOf */ .OR)(manifest) : []) {
            blobs.set(digest, { digest, size, open: () => image.content.open(digest) });
        }
    };
    await visit(image.manifest, image.bytes);
    return [...blobs.values()];
}
async function bytesOf(stream) {
    const chunks = [];
    for await (const chunk of stream)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
/** The index with the image in it: under its name in the place of another of that name, else in the place of itself. */
function withImage(before, manifest, name) {
    const { annotations, ...plain } = manifest;
    const { [REF_NAME]: _old, ...kept } = annotations ?? {};
    const all = name === undefined ? kept : { ...kept, [REF_NAME]: name };
    const entry = Object.keys(all).length === 0 ? plain : { ...plain, annotations: all };
    const others = (before?.manifests ?? []).filter((other) => name === undefined
        ? other.digest !== manifest.digest || other.annotations?.[REF_NAME] !== undefined
        : other.annotations?.[REF_NAME] !== name);
    return {
        schemaVersion: 2,
        mediaType: _media_types_js__WEBPACK_IMPORTED_MODULE_7__/* .MediaType */ .zu.index,
        manifests: [...others, entry],
        ...(before?.annotations ? { annotations: before.annotations } : {}),
    };
}
function blobPath(directory, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'blobs', (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(digest), (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .hexOf */ .ZD)(digest));
}
async function sizeOf(path) {
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).size;
    }
    catch {
        return undefined;
    }
}
/** Writes beside `path` and renames: what stands under the name is always whole. */
async function writeAside(path, open) {
    const aside = `${path}.${process.pid}.partial`;
    try {
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(opened(open), (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createWriteStream)(aside, { flags: 'w', mode: 0o644 }));
        await synced(aside);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(aside, path);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(aside, { force: true });
    }
}
/** Waits until the bytes are on the disk: a full one may show only now. */
async function synced(path) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r+');
    try {
        await file.sync();
    }
    finally {
        await file.close();
    }
}
async function writing(path, write) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true });
        await write();
    }
    catch (cause) {
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2)
            throw cause;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('BUILD_FAILED', `the image cannot be written to ${path}: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause)}`, {
            cause,
            fix: 'Name a place that can be written and has room.',
        });
    }
}
/** The index.json of a layout; undefined when nothing, or an empty directory, is there. */
async function layoutIndex(directory) {
    try {
        return (0,_manifests_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIndex */ .A1)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'index.json')), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'index.json'));
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** An OCI image layout directory that is read (the named context `oci-layout`). */
class Layout {
    #directory;
    #index;
    constructor(directory, index) {
        this.#directory = directory;
        this.#index = index;
    }
    /** Opens a layout directory. Throws DocklessError when it is none. */
    static async open(directory) {
        const version = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'oci-layout'), 'utf8').catch(() => undefined);
        const index = version === undefined ? undefined : await layoutIndex(directory);
        if (!index) {
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', `${directory} is no OCI image layout`, {
                fix: 'Name a directory with the files "oci-layout" and "index.json", such as "skopeo copy … oci:DIR" makes.',
            });
        }
        return new Layout(directory, index);
    }
    /** Names that images of the layout go by. */
    names() {
        return this.#index.manifests.flatMap((entry) => entry.annotations?.[REF_NAME] ?? []);
    }
    /**
     * Finds an image by name or digest; without either, the only one, or the one named `latest`. An index is
     * followed to `platform`. Throws DocklessError that lists what is there.
     */
    async resolve(reference, platform) {
        return await this.#follow(this.entry(reference), platform);
    }
    /** The entry of index.json that `resolve` starts from: an image, or an index of images. Throws as `resolve` does. */
    entry(reference) {
        const entry = this.#find(reference);
        if (entry)
            return entry;
        const there = this.names().join(', ');
        const asked = reference === undefined ? 'an image without naming it' : `"${reference}"`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', `the OCI layout ${this.#directory} has no ${asked}`, {
            fix: there === '' ? 'Name its digest.' : `Name one of: ${there}.`,
        });
    }
    #find(reference) {
        const entries = this.#index.manifests;
        const digest = reference === undefined ? undefined : (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .parseDigest */ .m)(reference.slice(reference.indexOf('@') + 1));
        if (digest)
            return entries.find((entry) => entry.digest === digest);
        const named = (name) => entries.find((entry) => entry.annotations?.[REF_NAME] === name);
        if (reference !== undefined)
            return named(reference);
        return entries.length === 1 ? entries[0] : named('latest');
    }
    async #follow(entry, platform) {
        const bytes = await this.#read(entry);
        const { index, manifest } = (0,_manifests_js__WEBPACK_IMPORTED_MODULE_6__/* .parseManifestOrIndex */ .yA)(bytes, entry.mediaType, `${this.#directory} ${entry.digest}`);
        if (manifest)
            return { descriptor: entry, manifest, bytes };
        const chosen = (0,_platform_js__WEBPACK_IMPORTED_MODULE_8__/* .choosePlatform */ .xV)(index?.manifests ?? [], platform);
        if (!chosen) {
            const there = (index?.manifests ?? []).flatMap((m) => (m.platform ? [(0,_platform_js__WEBPACK_IMPORTED_MODULE_8__/* .formatPlatform */ .Bq)(m.platform)] : []));
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', `the image in ${this.#directory} is not for ${(0,_platform_js__WEBPACK_IMPORTED_MODULE_8__/* .formatPlatform */ .Bq)(platform)}`, { fix: `Ask for one of its platforms: ${there.join(', ')}.` });
        }
        return await this.#follow(chosen, platform);
    }
    async #read(descriptor) {
        const bytes = await bytesOf(this.blob(descriptor));
        if ((0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .ol)(bytes, (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .algorithmOf */ .Hy)(descriptor.digest)) !== descriptor.digest) {
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('BUILD_FAILED', `${descriptor.digest} in ${this.#directory} is damaged`, {
                fix: 'Write the layout again.',
            });
        }
        return bytes;
    }
    /** The bytes of a blob of the layout; not checked against the digest: that is for whoever keeps them. */
    blob(descriptor) {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(blobPath(this.#directory, descriptor.digest));
    }
}


/***/ }),

/***/ 2679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bf: () => (/* binding */ chooseBase),
/* harmony export */   kW: () => (/* binding */ chooseJkubeBase),
/* harmony export */   mQ: () => (/* binding */ chooseJibBase),
/* harmony export */   uU: () => (/* binding */ chooseModule)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

/**
 * The module of which an image is made: the one that was named, the only one, the only one that configures Jib, the
 * only application, or the only one on which no other module depends.
 */
function chooseModule(project, named, input) {
    const { modules } = project;
    const addresses = modules.map(({ address }) => address);
    if (named !== undefined) {
        const wanted = named.startsWith(':') ? named : `:${named}`;
        const found = modules.find(({ address }) => address === wanted);
        if (found)
            return found;
        return {
            problem: `there is no module ${wanted} in ${project.shown}`,
            fix: `Write one of ${addresses.join(', ')}`,
        };
    }
    const inner = new Set(modules.flatMap(({ dependsOn }) => dependsOn));
    const reasons = [
        () => true,
        ({ jib, jkube }) => jib.isConfigured || jkube.isConfigured,
        ({ isApplication }) => isApplication,
        ({ address }) => !inner.has(address),
    ];
    for (const holds of reasons) {
        const [only, ...others] = modules.filter(holds);
        if (only && others.length === 0)
            return only;
    }
    const listed = addresses.length === 0 ? 'no module that makes a jar or a war' : addresses.join(', ');
    return {
        problem: `an image can be made of one module, and ${project.shown} has ${listed}`,
        fix: `Name it: ${input}=${addresses[0] ?? 'MODULE'}`,
    };
}
/** Module and base image of what a request wants, by the strategy that it names; Jib's rules without one. */
function chooseBase(project, { strategy, project: settings }) {
    const { jib, jkube } = settings;
    const module = strategy === 'jkube'
        ? chooseModule(project, undefined, 'file')
        : chooseModule(project, jib['containerize'], 'jib: containerize');
    if ('problem' in module)
        return module;
    return strategy === 'jkube'
        ? chooseJkubeBase(project, module, jkube['generator.from'])
        : chooseJibBase(project, module, jib['from.image']);
}
/** Java versions for which there is a default base image; Jib takes the next one from the project's own up. */
const DEFAULT_VERSIONS = [8, 11, 17, 21, 25];
/**
 * The base image for Jib: the one that was asked for, the module's own, or Jib's default. It is always named to Jib
 * by us, so that nothing is pulled but what we know of.
 */
function chooseJibBase(project, module, named) {
    const beginning = { file: project.shown, line: 1 };
    if (named !== undefined) {
        const base = readBase({ text: named, ...referenceOf(named), place: beginning }, 'the input jib');
        return 'problem' in base ? { ...base, fix: 'Write from.image=registry/repository:tag' } : base;
    }
    const { from } = module.jib;
    if (from)
        return readBase(from, `${from.place.file}:${from.place.line}`);
    if (module.packaging === 'war')
        return readBase({ text: 'jetty', ...referenceOf('jetty'), place: beginning }, 'Jib’s default for a war');
    const java = module.javaVersion ?? project.java?.version;
    const version = DEFAULT_VERSIONS.find((one) => java !== undefined && one >= java);
    if (version === undefined)
        return {
            problem: `no default base image is known for Java ${java ?? 'of an unknown version'}`,
            fix: 'Name one: jib: from.image=registry/repository:tag',
        };
    const text = `eclipse-temurin:${version}-jre`;
    return readBase({ text, ...referenceOf(text), place: beginning }, `Jib’s default for Java ${version}`);
}
/** The base image for JKube, which has no default that could be known without running it. */
function chooseJkubeBase(project, module, named) {
    const place = { file: project.shown, line: 1 };
    if (named !== undefined)
        return readBase({ text: named, ...referenceOf(named), place }, 'the input jkube');
    const { from } = module.jkube;
    if (from)
        return readBase(from, `${from.place.file}:${from.place.line}`);
    return {
        problem: 'no base image is named, and JKube’s own changes with its version',
        fix: 'Name one: jkube: generator.from=registry/repository:tag',
    };
}
function referenceOf(text) {
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
    return { reference: 'reason' in reference ? undefined : reference };
}
function readBase({ text, reference, place }, from) {
    if (reference)
        return { reference, place, from };
    return {
        problem: `the base image ${text} (${from}) cannot be made out without running the build`,
        fix: 'Name it in words: jib: from.image=registry/repository:tag, or give its property with build-args',
    };
}


/***/ }),

/***/ 5215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ BUILD_FILES)
/* harmony export */ });
/** What `strategy: auto` recognises a project by, in this order. */
const BUILD_FILES = [
    'pom.xml',
    'build.gradle',
    'build.gradle.kts',
    'settings.gradle',
    'settings.gradle.kts',
];


/***/ }),

/***/ 3203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yr: () => (/* binding */ exampleProject),
  AZ: () => (/* binding */ findBuildFile),
  Wh: () => (/* binding */ readProject)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/project/java.js



/** The feature version in `17`, `17.0.15`, `1.8`, `1.8.0_392`; undefined for anything else. */
function javaVersionOf(text) {
    const match = /^(?:1\.)?(\d+)(?:[.+_-].*)?$/.exec(text.trim());
    return match ? Number(match[1]) : undefined;
}
/**
 * The JDK that Maven and Gradle would run on: of `JAVA_HOME`, else of the `java` on PATH. Nothing is run: every JDK
 * since 8 has a file `release` that tells its version.
 */
async function findJava(env) {
    const named = env['JAVA_HOME'];
    const onPath = named === undefined || named === '' ? await homeOnPath(env['PATH'] ?? '') : named;
    if (onPath === undefined)
        return undefined;
    for (const home of [onPath, external_node_path_.dirname(onPath)]) {
        const release = await (0,promises_.readFile)(external_node_path_.join(home, 'release'), 'utf8').catch(() => '');
        const version = javaVersionOf(/^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1] ?? '');
        if (version !== undefined)
            return { home, version };
    }
    return undefined;
}
/** `…/bin/java` behind its links; a JRE of JDK 8 lies one directory deeper. */
async function homeOnPath(searchPath) {
    const program = await (0,find/* findProgram */.K)('java', searchPath);
    return program === undefined ? undefined : external_node_path_.dirname(external_node_path_.dirname(await (0,promises_.realpath)(program)));
}

;// CONCATENATED MODULE: ./build/project/gradle.js




const BUILD = ['build.gradle', 'build.gradle.kts'];
const SETTINGS = ['settings.gradle', 'settings.gradle.kts'];
const JIB_PLUGIN = 'com.google.cloud.tools.jib';
const QUOTED = /["']([^"'\n]*)["']/g;
/** Plugins that make a module an application; a library has `java-library`. */
const APPLICATION = /\bapplication\b|org\.springframework\.boot|io\.quarkus|io\.micronaut\.application|com\.google\.cloud\.tools\.jib/;
/**
 * Reads what a Gradle project writes in the usual way. Build files are programs, so what they come to is known only
 * when they have run: the init script looks again, and refuses what this reading did not foresee.
 */
async function readGradle(directory, show) {
    const settings = await firstOf(directory, SETTINGS);
    const build = await firstOf(directory, BUILD);
    if (!settings && !build)
        return undefined;
    const included = [...(settings?.text.matchAll(/^\s*include\b\s*\(?([^\n)]*(?:,\s*\n[^\n)]*)*)/gm) ?? [])]
        .flatMap(([, list = '']) => [...list.matchAll(QUOTED)].map(([, name = '']) => name))
        .map((name) => `:${name.replace(/^:/, '')}`);
    const shared = build && /\b(?:allprojects|subprojects)\b/.test(build.text) ? build : undefined;
    const children = await Promise.all(included.map(async (address) => {
        const own = await firstOf(external_node_path_.join(directory, ...address.slice(1).split(':')), BUILD);
        return moduleOf(address, own, shared, show);
    }));
    const root = build && appliesPlugins(build.text) ? [moduleOf(':', build, undefined, show)] : [];
    return { modules: [...root, ...children], isMultiModule: included.length > 0, unread: [] };
}
async function firstOf(directory, names) {
    const there = await (0,promises_.readdir)(directory).catch(() => []);
    const name = names.find((one) => there.includes(one));
    if (name === undefined)
        return undefined;
    const file = external_node_path_.join(directory, name);
    return { file, text: withoutComments(await (0,promises_.readFile)(file, 'utf8')) };
}
/** Comments become blanks, so that lines keep their numbers; what stands in quotes stays. */
function withoutComments(text) {
    return text.replace(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[^]*?\*\/|\/\/[^\n]*/g, (whole, quoted) => quoted ?? whole.replace(/[^\n]/g, ' '));
}
function appliesPlugins(text) {
    return /\bplugins\s*\{|\bapply\s*\(?\s*plugin\b/.test(text);
}
function moduleOf(address, own, shared, show) {
    const files = [own, shared].filter((file) => file !== undefined);
    const text = own?.text ?? '';
    return {
        address,
        packaging: /\bid\s*\(?\s*["']war["']|plugin:\s*["']war["']/.test(text) ? 'war' : 'jar',
        dependsOn: [...text.matchAll(/\bproject\s*\(\s*(?:path\s*[:=]\s*)?["']([^"']+)["']/g)].map(([, name = '']) => name),
        isApplication: APPLICATION.test(text),
        javaVersion: files.map(compiledFor).find((version) => version !== undefined),
        jib: {
            isConfigured: files.some((file) => file.text.includes(JIB_PLUGIN)),
            from: files.map((file) => baseIn(file, show)).find((base) => base !== undefined),
            overridden: [],
            hasEntrypoint: files.some((file) => /\bentrypoint\b/.test(file.text)),
        },
        jkube: NO_JKUBE,
    };
}
/** JKube is driven by Maven alone. */
const NO_JKUBE = {
    isConfigured: false,
    from: undefined,
    mainClass: undefined,
    hasImages: false,
    hasDockerfile: false,
    isSpringBoot: false,
};
const BASES = [
    /\bjib\s*\{[^]*?\bfrom\s*\{[^{}]*?\bimage\s*(?:=|\.set\s*\(|\s)\s*(["'])([^"'\n]*)\1/,
    /\bjib\s*\.\s*from\s*\.\s*(?:image\s*=|setImage\s*\()\s*(["'])([^"'\n]*)\1/,
    /\bjib\s*\{[^]*?\bfrom\s*\.\s*image\s*=\s*(["'])([^"'\n]*)\1/,
];
function baseIn({ file, text }, show) {
    for (const pattern of BASES) {
        const match = pattern.exec(text);
        if (match?.[2] === undefined)
            continue;
        const parsed = (0,oci_reference/* parseReference */.F2)(match[2]);
        const line = text.slice(0, match.index + match[0].length).split('\n').length;
        const reference = 'reason' in parsed ? undefined : parsed;
        return { text: match[2], reference, place: { file: show(file), line } };
    }
    return undefined;
}
function compiledFor({ text }) {
    const said = /JavaLanguageVersion\.of\(\s*["']?(\d+)/.exec(text) ??
        /\brelease(?:\s*=|\.set\s*\()\s*(\d+)/.exec(text) ??
        /\b(?:target|source)Compatibility\s*=?\s*(?:JavaVersion\.VERSION_|["'])?([\d._]+)/.exec(text);
    return said?.[1] === undefined ? undefined : javaVersionOf(said[1].replace('_', '.'));
}

;// CONCATENATED MODULE: ./build/project/xml.js
const TOKEN = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^>]*>|<(\/?)([^\s<>/]+)[^<>]*?(\/?)>|([^<]+)/g;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/**
 * Reads as much of XML as build files are made of: elements and their text. Attributes, comments and processing
 * instructions are passed over; entities of a document type are not known. Undefined for what is not well-formed.
 */
function parseXml(source) {
    const open = [{ name: '', text: '', children: [], line: 1 }];
    let line = 1;
    let end = 0;
    for (const token of source.matchAll(TOKEN)) {
        if (token.index !== end)
            return undefined;
        end = token.index + token[0].length;
        const [, cdata, slash, name, empty, text] = token;
        const at = open.at(-1);
        if (!at)
            return undefined;
        if (text !== undefined || cdata !== undefined)
            at.text += cdata ?? unescaped(text ?? '');
        else if (name !== undefined && slash === '') {
            const element = { name: localName(name), text: '', children: [], line };
            if (empty === '/')
                at.children.push(element);
            else
                open.push(element);
        }
        else if (name !== undefined && !closes(open, localName(name)))
            return undefined;
        line += token[0].split('\n').length - 1;
    }
    const [root, ...unclosed] = open;
    if (end !== source.length || unclosed.length > 0 || root?.children.length !== 1)
        return undefined;
    return root.children[0];
}
function closes(open, name) {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed?.name !== name || !parent)
        return false;
    parent.children.push({ ...closed, text: closed.text.trim() });
    return true;
}
function localName(name) {
    return name.slice(name.indexOf(':') + 1);
}
function unescaped(text) {
    return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        if (name !== undefined)
            return ENTITIES[name] ?? whole;
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}
/** The first element at a path of names below another one. */
function child(element, ...names) {
    let at = element;
    for (const name of names)
        at = at?.children.find((one) => one.name === name);
    return at;
}
/** All elements at a path: every `name` below the first of each parent. */
function childrenOf(element, ...names) {
    const parent = child(element, ...names.slice(0, -1));
    return parent?.children.filter((one) => one.name === names.at(-1)) ?? [];
}

;// CONCATENATED MODULE: ./build/project/maven.js





const JIB = 'jib-maven-plugin';
const SPRING_BOOT = 'spring-boot-maven-plugin';
const JKUBE = /^(?:kubernetes|openshift)-maven-plugin$/;
const DEEPEST = 16;
/**
 * Reads a Maven project from its POMs: modules, parents that are in the tree or in the local repository, properties,
 * and the profiles that are active by what can be known (see `activeProfiles`). Undefined when the POM is not one.
 */
async function readMaven(file, reading) {
    const unread = new Set();
    const chains = await readReactor(file, reading, unread);
    const [first] = chains;
    if (!first)
        return undefined;
    const artifacts = new Set(chains.map((chain) => artifactOf(chain)));
    const found = await Promise.all(chains.map((chain) => maven_moduleOf(chain, { reading, artifacts, unread })));
    const modules = found.filter((module) => module !== undefined);
    return { modules, isMultiModule: chains.length > 1, unread: [...unread] };
}
/** The chains of a POM and of all its modules. */
async function readReactor(file, reading, unread) {
    const found = [];
    const waiting = [file];
    const seen = new Set();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (seen.has(next))
            continue;
        seen.add(next);
        const pom = await readPom(next, reading);
        if (!pom) {
            unread.add(`${reading.show(next)} is not there, or is not a POM`);
            continue;
        }
        found.push(await withParents(pom, reading, unread));
        const directory = external_node_path_.dirname(next);
        for (const module of sectionsOf([pom]).flatMap(({ element }) => childrenOf(element, 'modules', 'module')))
            waiting.push(pomOf(external_node_path_.resolve(directory, module.text)));
    }
    return found;
}
/** A module is named by its directory or by its POM. */
function pomOf(module) {
    return module.endsWith('.xml') ? module : external_node_path_.join(module, 'pom.xml');
}
async function readPom(file, { properties }) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch(() => undefined);
    const root = text === undefined ? undefined : parseXml(text);
    if (root?.name !== 'project')
        return undefined;
    return { file, root, profiles: activeProfiles(root, properties).toReversed() };
}
/**
 * The profiles of a POM that properties of the command line activate; without one of those, the ones that are active
 * by default. What depends on the machine (JDK, system, files, variables) is for Maven alone to know.
 */
function activeProfiles(root, given) {
    const profiles = childrenOf(root, 'profiles', 'profile');
    const active = profiles.filter((profile) => {
        const [condition, ...others] = (child(profile, 'activation')?.children ?? []).filter(({ name }) => name !== 'activeByDefault');
        return condition?.name === 'property' && others.length === 0 && isActivated(condition, given);
    });
    if (active.length > 0)
        return active;
    return profiles.filter((profile) => child(profile, 'activation', 'activeByDefault')?.text === 'true');
}
/** `name`, `!name`, or `name` with a `value` or a `!value` (Maven, "Introduction to Build Profiles"). */
function isActivated(condition, given) {
    const [, not, name] = /^(!?)(.*)$/.exec(child(condition, 'name')?.text ?? '') ?? [];
    if (name === undefined || name.startsWith('env.'))
        return false;
    const value = given[name];
    const wanted = child(condition, 'value')?.text;
    if (wanted === undefined)
        return (not === '') === (value !== undefined && value !== '');
    return wanted.startsWith('!') ? value !== wanted.slice(1) : value === wanted;
}
/** What the POMs of a chain say, and their active profiles: those that win first. */
function sectionsOf(chain) {
    return chain.flatMap(({ file, root, profiles }) => [...profiles, root].map((element) => ({ element, file })));
}
async function withParents(pom, reading, unread) {
    const chain = [pom];
    for (let at = pom; chain.length < DEEPEST;) {
        const parent = child(at.root, 'parent');
        if (!parent)
            break;
        const found = await findParent(at.file, parent, reading);
        if (!found) {
            const name = ['groupId', 'artifactId', 'version'].map((part) => child(parent, part)?.text).join(':');
            unread.add(`the parent POM ${name} of ${reading.show(at.file)} is not in this tree`);
            break;
        }
        chain.push(found);
        at = found;
    }
    return chain;
}
async function findParent(file, parent, reading) {
    const [group = '', artifact = '', version = ''] = ['groupId', 'artifactId', 'version'].map((part) => child(parent, part)?.text);
    const relative = child(parent, 'relativePath')?.text ?? '../pom.xml';
    if (relative !== '') {
        const beside = await readPom(pomOf(external_node_path_.resolve(external_node_path_.dirname(file), relative)), reading);
        if (beside && child(beside.root, 'artifactId')?.text === artifact)
            return beside;
    }
    if ([group, artifact, version].some((part) => !/^[\w.-]+$/.test(part)))
        return undefined;
    const name = `${artifact}-${version}.pom`;
    return readPom(external_node_path_.join(reading.repository, ...group.split('.'), artifact, version, name), reading);
}
/** Undefined for a POM of which no image can be made: one that only holds modules together. */
async function maven_moduleOf(chain, { reading, artifacts, unread }) {
    const [pom] = chain;
    const { root, file, profiles } = pom;
    const packaging = child(root, 'packaging')?.text ?? 'jar';
    if (packaging === 'pom')
        return undefined;
    const properties = propertiesOf(chain, reading.properties);
    const expand = (text) => expanded(text, properties);
    for (const profile of childrenOf(root, 'profiles', 'profile'))
        if (!profiles.includes(profile) && mentionsJib(profile))
            unread.add(`what the profile ${child(profile, 'id')?.text ?? ''} of ${reading.show(file)} says of Jib`);
    const sections = sectionsOf([pom]);
    const own = sections.flatMap(({ element }) => pluginsOf(element, false));
    const dependencies = sections
        .flatMap(({ element }) => childrenOf(element, 'dependencies', 'dependency'))
        .map((dependency) => expand(child(dependency, 'artifactId')?.text ?? ''))
        .filter((artifact) => artifacts.has(artifact));
    const jib = jibOf(chain, properties, reading);
    return {
        address: `:${artifactOf(chain)}`,
        packaging: packaging === 'war' ? 'war' : 'jar',
        dependsOn: dependencies.map((artifact) => `:${artifact}`),
        isApplication: own.some((plugin) => isPlugin(plugin, JIB) || isPlugin(plugin, SPRING_BOOT)) || packaging === 'war',
        javaVersion: maven_compiledFor(chain, properties),
        jib: { ...jib, isConfigured: own.some((plugin) => isPlugin(plugin, JIB)) },
        jkube: {
            ...jkubeOf(chain, properties, reading),
            hasDockerfile: await exists(external_node_path_.join(external_node_path_.dirname(file), 'Dockerfile')),
            isSpringBoot: own.some((plugin) => isPlugin(plugin, SPRING_BOOT)),
        },
    };
}
async function exists(file) {
    return (0,promises_.stat)(file).then(() => true, () => false);
}
function artifactOf([{ root, file }]) {
    return child(root, 'artifactId')?.text ?? external_node_path_.basename(external_node_path_.dirname(file));
}
function mentionsJib(element) {
    return element.text === JIB || element.name.startsWith('jib.') || element.children.some(mentionsJib);
}
function isPlugin(plugin, artifact) {
    return child(plugin, 'artifactId')?.text === artifact;
}
function pluginsOf(root, managed) {
    return managed
        ? childrenOf(root, 'build', 'pluginManagement', 'plugins', 'plugin')
        : childrenOf(root, 'build', 'plugins', 'plugin');
}
/** Configurations of a plugin, the one that wins first: nearer POMs before farther ones, plugins before their management. */
function configurationsOf(chain, artifact) {
    const matches = (plugin) => {
        const name = child(plugin, 'artifactId')?.text ?? '';
        return typeof artifact === 'string' ? name === artifact : artifact.test(name);
    };
    return [false, true].flatMap((managed) => sectionsOf(chain).flatMap(({ element: section, file }) => pluginsOf(section, managed)
        .filter(matches)
        .flatMap((plugin) => {
        const element = child(plugin, 'configuration');
        return element ? [{ element, file }] : [];
    })));
}
function first(configurations, ...names) {
    for (const { element, file } of configurations) {
        const found = child(element, ...names);
        if (found)
            return { element: found, file };
    }
    return undefined;
}
function propertiesOf(chain, given) {
    const properties = new Map();
    for (const { element: section, file } of sectionsOf(chain).toReversed())
        for (const element of child(section, 'properties')?.children ?? [])
            properties.set(element.name, { element, file });
    const [{ root }] = chain;
    for (const part of ['groupId', 'artifactId', 'version'])
        properties.set(`project.${part}`, (child(root, part) ?? child(root, 'parent', part))?.text ?? '');
    for (const [name, value] of Object.entries(given))
        properties.set(name, value);
    return properties;
}
function maven_valueOf(property) {
    return typeof property === 'object' ? property.element.text : property;
}
/** `${name}` replaced as far as the names are known. */
function expanded(text, properties, depth = 0) {
    if (depth > DEEPEST)
        return text;
    return text.replace(/\$\{([^${}]+)\}/g, (whole, name) => {
        const value = maven_valueOf(properties.get(name));
        return value === undefined ? whole : expanded(value, properties, depth + 1);
    });
}
function jibOf(chain, properties, reading) {
    const configurations = configurationsOf(chain, JIB);
    const ofProperty = (name) => {
        const property = properties.get(name);
        return typeof property === 'object' ? property : undefined;
    };
    const from = ofProperty('jib.from.image') ?? first(configurations, 'from', 'image');
    const overridden = ['to.image', 'to.tags', 'from.platforms'].filter((name) => ofProperty(`jib.${name}`) ?? first(configurations, ...name.split('.')));
    const entrypoint = ofProperty('jib.container.entrypoint') ?? first(configurations, 'container', 'entrypoint');
    return {
        from: from && baseOf(from, properties, reading),
        overridden,
        hasEntrypoint: entrypoint !== undefined,
    };
}
function jkubeOf(chain, properties, reading) {
    const configurations = configurationsOf(chain, JKUBE);
    const javaExec = ['generator', 'config', 'java-exec'];
    const property = properties.get('jkube.generator.from');
    const from = typeof property === 'object' ? property : first(configurations, ...javaExec, 'from');
    const mainClass = maven_valueOf(properties.get('jkube.generator.java-exec.mainClass')) ??
        first(configurations, ...javaExec, 'mainClass')?.element.text;
    return {
        isConfigured: configurations.length > 0,
        from: from && baseOf(from, properties, reading),
        mainClass: mainClass === undefined ? undefined : expanded(mainClass, properties),
        hasImages: first(configurations, 'images') !== undefined,
    };
}
function baseOf({ element, file }, properties, reading) {
    const text = expanded(element.text, properties);
    const reference = (0,oci_reference/* parseReference */.F2)(text);
    return {
        text,
        reference: 'reason' in reference ? undefined : reference,
        place: { file: reading.show(file), line: element.line },
    };
}
/** As maven-compiler-plugin reads it: properties, then its configuration. `java.version` is Spring Boot's. */
function maven_compiledFor(chain, properties) {
    const configurations = configurationsOf(chain, 'maven-compiler-plugin');
    const said = [
        ...['maven.compiler.release', 'maven.compiler.target'].map((name) => maven_valueOf(properties.get(name))),
        ...['release', 'target'].map((name) => first(configurations, name)?.element.text),
        maven_valueOf(properties.get('java.version')),
    ];
    return said
        .map((text) => (text === undefined ? undefined : javaVersionOf(expanded(text, properties))))
        .find((version) => version !== undefined);
}

// EXTERNAL MODULE: ./build/project/project.js
var project = __webpack_require__(5215);
;// CONCATENATED MODULE: ./build/project/read.js









/** Variables that Maven, Gradle and the programs that they start read; none of them is a secret. */
const OPEN = [
    'PATH',
    'HOME',
    'JAVA_HOME',
    'M2_HOME',
    'MAVEN_HOME',
    'GRADLE_HOME',
    'GRADLE_USER_HOME',
];
/** Variables of options, in which people put proxies' and repositories' passwords. */
const SECRET = ['MAVEN_OPTS', 'MAVEN_ARGS', 'GRADLE_OPTS', 'JAVA_OPTS', 'MVNW_REPOURL'];
const ALWAYS = ['LANG', 'LC_ALL', 'TZ', 'SSL_CERT_FILE'];
/** The build file of a directory that `auto` takes for a Maven or Gradle project; undefined without one. */
async function findBuildFile(directory) {
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    const name = project/* BUILD_FILES */.l.find((one) => names.includes(one));
    return name === undefined ? undefined : external_node_path_.join(directory, name);
}
/** Reads the project of a build file. Undefined when the file is not a readable POM or Gradle file. */
async function readProject(file, options) {
    const { env, properties, show } = options;
    const directory = external_node_path_.dirname(file);
    const tool = file.endsWith('.xml') ? 'maven' : 'gradle';
    const repository = external_node_path_.join(external_node_os_.userInfo().homedir, '.m2', 'repository'); // as the JVM finds it: not by HOME
    const [surroundings, found] = await Promise.all([
        surroundingsOf(directory, tool, env),
        tool === 'maven' ? readMaven(file, { repository, properties, show }) : readGradle(directory, show),
    ]);
    return found && { ...surroundings, ...found, tool, directory, file, shown: show(file) };
}
/** The least there is to build by Maven, in a directory: to be asked what a runner allows. */
async function exampleProject(directory, env) {
    const jkube = { hasImages: false, hasDockerfile: false, isSpringBoot: true, mainClass: undefined };
    return {
        ...(await surroundingsOf(directory, 'maven', env)),
        tool: 'maven',
        directory,
        file: external_node_path_.join(directory, 'pom.xml'),
        shown: 'pom.xml',
        isMultiModule: false,
        unread: [],
        modules: [
            {
                address: ':example',
                packaging: 'jar',
                dependsOn: [],
                isApplication: true,
                javaVersion: undefined,
                jib: { isConfigured: false, from: undefined, overridden: [], hasEntrypoint: false },
                jkube: { ...jkube, isConfigured: false, from: undefined },
            },
        ],
    };
}
async function surroundingsOf(directory, tool, env) {
    const [program, java] = await Promise.all([findProgramOf(directory, tool, env), findJava(env)]);
    const loginDirectories = loginDirectoriesOf(env, external_node_os_.userInfo().homedir);
    return { program, java, environment: environmentOf(env), loginDirectories };
}
/** The wrapper of the project, in its directory or above it as far as the repository goes; else what is on PATH. */
async function findProgramOf(directory, tool, env) {
    const [wrapper, plain] = tool === 'maven' ? ['mvnw', 'mvn'] : ['gradlew', 'gradle'];
    for (let at = directory;; at = external_node_path_.dirname(at)) {
        const names = await (0,promises_.readdir)(at).catch(() => []);
        if (names.includes(wrapper) && (await isScript(external_node_path_.join(at, wrapper))))
            return { path: external_node_path_.join(at, wrapper), isWrapper: true };
        if (names.includes('.git') || at === external_node_path_.dirname(at))
            break;
    }
    const found = await (0,find/* findProgram */.K)(plain, env['PATH'] ?? '');
    return found === undefined ? undefined : { path: found, isWrapper: false };
}
async function isScript(file) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch(() => '');
    return text.startsWith('#!');
}
function environmentOf(env) {
    const given = (names) => names.flatMap((name) => {
        const value = env[name];
        return value === undefined || value === '' ? [] : [[name, value]];
    });
    return {
        open: Object.fromEntries(given([...OPEN, ...ALWAYS])),
        secret: Object.fromEntries(given(SECRET).map(([name, value]) => [name, new secret/* Secret */.z(value)])),
    };
}
/** Where docker, podman and their like leave logins. */
function loginDirectoriesOf(env, home) {
    const { DOCKER_CONFIG, XDG_RUNTIME_DIR, XDG_CONFIG_HOME, HOME } = env;
    const homes = [home, ...(HOME === undefined ? [] : [HOME])];
    const named = [
        DOCKER_CONFIG,
        XDG_RUNTIME_DIR && external_node_path_.join(XDG_RUNTIME_DIR, 'containers'),
        XDG_CONFIG_HOME && external_node_path_.join(XDG_CONFIG_HOME, 'containers'),
        ...homes.flatMap((one) => [external_node_path_.join(one, '.docker'), external_node_path_.join(one, '.config', 'containers')]),
    ];
    const all = named.flatMap((one) => (one !== undefined && external_node_path_.isAbsolute(one) ? [one] : []));
    return [...new Set(all)];
}


/***/ }),

/***/ 4953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XE: () => (/* binding */ builderProblem),
/* harmony export */   dG: () => (/* binding */ NO_VERSION),
/* harmony export */   n: () => (/* binding */ realLine),
/* harmony export */   tR: () => (/* binding */ clearerLine)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1692);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);
/* harmony import */ var _http_hosts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2178);





/** What buildctl, or kubectl behind it, says in front of what happened; gRPC quotes each error within the next. */
const WRAPPINGS = [
    /^error: /,
    /^failed to (?:list workers|solve|call [^:]+): /,
    /^(?:rpc error: code = )?Unavailable(?: desc =)?:? /,
    /^connection error: desc = /,
    /^transport: /,
    /^(?:authentication handshake failed|Error while dialing|error reading server preface): /,
    /^command \[kubectl [^\]]*\] has exited with exit status \d+, make sure the URL is valid[^=]*: stderr=/,
];
/** kubectl's own log, before it says what it comes to. */
const KUBECTL_LOG = /^[EWI]\d{4} /;
const LONGEST = 300;
/** The line that tells why, out of what buildctl says on standard error. */
function realLine(stderr) {
    let text = stderr.trim().split('\n').at(-1) ?? '';
    for (let before = ''; before !== text;) {
        before = text;
        for (const wrapping of WRAPPINGS)
            text = text.replace(wrapping, '');
        if (/^".*"$/.test(text))
            text = text.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
    }
    const lines = text.split(/\\n|\n/).filter((line) => line.trim() !== '');
    const last = lines.findLast((line) => !KUBECTL_LOG.test(line)) ?? lines.at(-1) ?? '';
    return last.replaceAll('\\"', '"').slice(0, LONGEST) || 'buildctl failed and said nothing';
}
/** Why a daemon could not be asked: cause and fix of a line that `realLine` gave; undefined when it is not known. */
function builderProblem(line) {
    return PROBLEMS.find(([pattern]) => pattern.test(line))?.[1];
}
/** What is said of a daemon that tells its workers and not its version, as BuildKit did before 0.11. */
const NO_VERSION = 'it tells no version';
const READY = 'Wait until the pod is ready: `kubectl get pod` shows it; then run the job again';
/** By texts of buildctl 0.32 and kubectl 1.32, and OpenSSL's names of the alerts in which a handshake ends. */
const PROBLEMS = [
    [
        new RegExp(`^${NO_VERSION}$`),
        {
            cause: 'its BuildKit is older than 0.11, and cannot hand an image over',
            fix: 'Update the BuildKit of the builder to 0.11 or newer',
        },
    ],
    [
        /could not read ca certificate|could not read certificate\/key/,
        {
            cause: 'the files of builder-ca, builder-cert and builder-key cannot be used',
            fix: 'Give PEM files that this job can read; builder-key must belong to builder-cert',
        },
    ],
    [
        /x509: certificate signed by unknown authority/,
        {
            cause: 'its certificate is of another authority than builder-ca',
            fix: 'Give the authority that signed the certificate of the builder in builder-ca',
        },
    ],
    [
        /x509: certificate has expired or is not yet valid/,
        {
            cause: 'its certificate is not valid now',
            fix: 'Have the certificate of the builder renewed; if it is valid, set the clock of this runner',
        },
    ],
    [
        /x509: (?:certificate is valid for|cannot validate certificate for|certificate is not valid for)/,
        {
            cause: 'its certificate is for another name',
            fix: 'Write the name that the certificate holds into builder, or have one issued for the name in builder',
        },
    ],
    [
        /tls: certificate required|ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE/,
        {
            cause: 'it asks for a certificate, and is shown none',
            fix: 'Give builder-cert and builder-key, of an authority that the builder trusts (--tlscacert of buildkitd)',
        },
    ],
    [
        /tls: expired certificate|ALERT_CERTIFICATE_EXPIRED/,
        {
            cause: 'builder-cert has expired, or the clock of the builder is wrong',
            fix: 'Have builder-cert renewed',
        },
    ],
    [
        /tls: (?:unknown certificate authority|bad certificate|unknown certificate)|ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/,
        {
            cause: 'it does not trust the authority of builder-cert',
            fix: 'Give a builder-cert of the authority that buildkitd was given as --tlscacert',
        },
    ],
    [
        /first record does not look like a TLS handshake/,
        {
            cause: 'it speaks plain text',
            fix: 'Start its buildkitd with --tlscert, --tlskey and --tlscacert; or leave builder-ca away where the network is your own',
        },
    ],
    [
        /speaks TLS/,
        {
            cause: 'it speaks TLS, and is spoken to in plain text',
            fix: 'Give builder-ca; and builder-cert with builder-key if it asks for a certificate',
        },
    ],
    [
        /executable file not found in \$PATH/,
        {
            cause: 'a program is missing: kubectl on this runner, or buildctl in the pod',
            fix: 'Install what it names: kubectl in the job image; a pod of moby/buildkit has buildctl',
        },
    ],
    [
        /\(Forbidden\)/,
        {
            cause: 'this service account may not reach into the pod',
            fix: 'Give it a Role with the verb get on pods and the verbs get and create on pods/exec in the namespace of the pod',
        },
    ],
    [
        /\(Unauthorized\)|Unauthorized\b|must be logged in to the server/,
        {
            cause: 'the cluster does not know who asks',
            fix: 'Give kubectl a kubeconfig (KUBECONFIG), or run the job in a pod whose service account token is mounted',
        },
    ],
    [
        /\(NotFound\): pods |pods? "[^"]*" not found/,
        {
            cause: 'there is no such pod',
            fix: 'Look at the name and the namespace in builder: kube-pod://POD?namespace=NS',
        },
    ],
    [
        /does not have a host assigned|ContainerCreating|is not running|Pending/,
        { cause: 'the pod is not ready', fix: READY },
    ],
    [
        /container not found|container .* is not valid for pod/,
        {
            cause: 'the pod has no such container that runs',
            fix: `Look at the container in builder: kube-pod://POD?container=NAME. ${READY}`,
        },
    ],
    [
        /completed pod/,
        {
            cause: 'the pod has ended',
            fix: 'Start the pod again, as a Deployment or StatefulSet that keeps it running',
        },
    ],
    [
        /The connection to the server .* was refused|no configuration has been provided/,
        {
            cause: 'kubectl does not reach a cluster',
            fix: 'Give kubectl a kubeconfig (KUBECONFIG) whose server can be reached from here',
        },
    ],
    [
        /dial unix .*no such file or directory/,
        {
            cause: 'there is no such socket',
            fix: 'Look whether buildkitd runs with --addr unix://PATH, and mount its directory into the job',
        },
    ],
    [
        /dial unix .*permission denied/,
        {
            cause: 'this user may not use the socket',
            fix: 'Start buildkitd with --group GID, a group of the user of this job',
        },
    ],
    [
        /connection refused|ECONNREFUSED/,
        {
            cause: 'nothing listens there',
            fix: 'Look whether buildkitd runs there with --addr tcp://0.0.0.0:PORT, and at the port in builder',
        },
    ],
    [
        /no such host|server misbehaving|name resolution/,
        {
            cause: 'no address is found for its name',
            fix: 'Look at the name in builder, and at the DNS of this runner',
        },
    ],
    [
        /i\/o timeout|no route to host|network is unreachable|deadline exceeded|no answer within/,
        {
            cause: 'it does not answer',
            fix: 'Look whether the builder runs, and whether a firewall or network policy is between',
        },
    ],
];
/** Texts that only say that the daemon hung up; its reason got lost on the way. */
const UNCLEAR = /broken pipe|connection reset|\bEOF\b/;
const HANDSHAKE_MS = 5000;
/** In TLS 1.3 a certificate is refused after the handshake: so long the refusal may take. */
const REFUSAL_MS = 1000;
/**
 * A daemon that hung up without a word that arrived: shakes hands with it once more, from here, and tells what came of
 * it. The line as it was when that says nothing more.
 */
async function clearerLine(line, endpoint, tls) {
    if (!endpoint.startsWith('tcp://') || !UNCLEAR.test(line))
        return line;
    const { host, port } = (0,_http_hosts_js__WEBPACK_IMPORTED_MODULE_4__/* .hostOfUrl */ .Pm)(new URL(endpoint.replace(/^tcp/, 'https')));
    const client = tls?.client;
    const [ca, cert, key] = await Promise.all([tls?.ca, client?.certificate, client?.key].map(async (file) => file && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file))));
    const options = {
        host,
        port,
        servername: (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) === 0 ? host : '',
        ALPNProtocols: ['h2'],
        // Without an authority only the language is asked for, and nothing is told.
        rejectUnauthorized: ca !== undefined,
        ...(ca ? { ca } : {}),
        ...(cert && key ? { cert, key } : {}),
    };
    const { agreed, refusal } = await handshake(options);
    if (tls)
        return refusal ?? line;
    return agreed ? `${line} (it speaks TLS)` : line;
}
/** `agreed`: the handshake itself came about; `refusal`: what was said against it, then or afterwards. */
async function handshake(options) {
    const socket = (0,node_tls__WEBPACK_IMPORTED_MODULE_2__.connect)(options);
    let agreed = false;
    try {
        const refusal = await new Promise((resolve) => {
            socket.setTimeout(HANDSHAKE_MS, () => resolve(undefined));
            socket.once('secureConnect', () => {
                agreed = true;
                socket.setTimeout(REFUSAL_MS);
            });
            socket.once('close', () => resolve(undefined));
            socket.on('error', (error) => resolve('code' in error ? `${error.code}: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}` : (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)));
            socket.resume();
        });
        return { agreed, ...(refusal === undefined ? {} : { refusal }) };
    }
    finally {
        socket.destroy();
    }
}


/***/ }),

/***/ 9302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ limit),
/* harmony export */   GS: () => (/* binding */ DOOR_SHUT),
/* harmony export */   Gy: () => (/* binding */ mark),
/* harmony export */   RW: () => (/* binding */ tether),
/* harmony export */   VT: () => (/* binding */ machineOf),
/* harmony export */   h9: () => (/* binding */ pivot),
/* harmony export */   sj: () => (/* binding */ separate),
/* harmony export */   uV: () => (/* binding */ chroot)
/* harmony export */ });
/**
 * The programs through which kaniko gets into namespaces and a root of its own. They are a few system calls each, and
 * there is no other way to make them everywhere: Node has none of these calls, busybox's tools cannot drop a capability
 * for good, util-linux's setpriv would need its libraries inside of the new root, and no tool makes namespaces by
 * clone(2), which is open where CRI-O's profile closes unshare(2). So the file is written here: a static ELF
 * executable (System V ABI, "Object Files") of one segment. Every call is checked; a failed one ends the program with
 * `DOOR_SHUT` before anything is started.
 */
/** Exit status of a door that could not be passed. */
const DOOR_SHUT = 125;
/** What Docker leaves the root of a container: all that a RUN step may count on. */
const CONTAINER_CAPABILITIES = [
    0, // chown
    1, // dac_override
    3, // fowner
    4, // fsetid
    5, // kill
    6, // setgid
    7, // setuid
    8, // setpcap
    10, // net_bind_service
    13, // net_raw
    18, // sys_chroot
    27, // mknod
    29, // audit_write
    31, // setfcap
];
const SYS_CHROOT = 18;
const PR_SET_PDEATHSIG = 1;
const PR_CAPBSET_DROP = 24;
const SIGKILL = 9;
const SIGTERM = 15;
const SIGCHLD = 17;
const CLONE_NEWNS = 0x20000;
const CLONE_NEWUSER = 0x10000000;
const CLONE_NEWPID = 0x20000000;
const MAP_POLL_NS = 5_000_000;
const MNT_DETACH = 2;
const CAPABILITY_VERSION_3 = 0x20080522;
/** The machine this process runs on, where there is a door for it. */
function machineOf(architecture) {
    return architecture === 'x64' || architecture === 'arm64' ? architecture : undefined;
}
const DOT = { data: 'dot' };
const HERE = { dot: Uint8Array.of(0x2e, 0) };
/** `tether PROGRAM …`: becomes the program, which gets SIGTERM when our process ends. */
function tether(machine) {
    return executable(machine, {
        calls: [{ name: 'prctl', operands: [PR_SET_PDEATHSIG, SIGTERM] }],
        data: {},
        becomes: 1,
    });
}
/**
 * `separate PROGRAM …`: runs the program in user, mount and pid namespaces of its own, as soon as somebody has mapped it
 * to root, and ends as it does; what it executed before would cost it its capabilities where there are no new ones
 * (no_new_privs). The kernel kills it, and every process of its pid namespace, when `separate` is gone.
 */
function separate(machine) {
    return executable(machine, {
        clone: CLONE_NEWUSER + CLONE_NEWNS + CLONE_NEWPID + SIGCHLD,
        calls: [{ name: 'prctl', operands: [PR_SET_PDEATHSIG, SIGKILL] }],
        data: { [PAUSE]: words32(0, 0, MAP_POLL_NS, 0) },
        becomes: 1,
    });
}
/** The time between two looks whether we are mapped: struct timespec. */
const PAUSE = 'pause';
/**
 * `pivot DIRECTORY`: makes the directory, a mount point, the root of the mount namespace and leaves nothing of the old
 * one there (pivot_root(2), "pivot_root(".", ".")"). Ends with 0; who called it finds itself in the new root.
 */
function pivot(machine) {
    const calls = [
        { name: 'chdir', operands: [{ argument: 1 }] },
        { name: 'pivot_root', operands: [DOT, DOT] },
        { name: 'umount2', operands: [DOT, MNT_DETACH] },
    ];
    return executable(machine, { calls, data: HERE, becomes: undefined });
}
/**
 * `mark DIRECTORY`: makes the directory, whose path is absolute, and ends with 0. The third operand of mkdirat(2), the
 * mode, is left as the kernel gives a program its registers: 0.
 */
function mark(machine) {
    const calls = [{ name: 'mkdirat', operands: [0, { argument: 1 }] }];
    return executable(machine, { calls, data: {}, becomes: undefined });
}
/** `limit PROGRAM …`: becomes the program with no more than a container's capabilities, whatever it executes. */
function limit(machine, held) {
    const kept = CONTAINER_CAPABILITIES;
    const dropped = dropping(kept, held);
    return executable(machine, { calls: dropped.calls, data: dropped.data, becomes: 1 });
}
/**
 * `chroot DIRECTORY PROGRAM …`: becomes the program inside of the directory, without the capability to leave it by a
 * second chroot. As we hold one that it does not, ptrace and /proc of our process are closed to it (ptrace(2)).
 */
function chroot(machine, held) {
    const dropped = dropping(CONTAINER_CAPABILITIES.filter((capability) => capability !== SYS_CHROOT), held);
    const calls = [
        { name: 'chdir', operands: [{ argument: 1 }] },
        { name: 'chroot', operands: [DOT] },
        ...dropped.calls,
    ];
    return executable(machine, { calls, data: { ...HERE, ...dropped.data }, becomes: 2 });
}
/** Takes every other capability from the bounding set, and from the inheritable one, which root's execve(2) adds. */
function dropping(kept, held) {
    const all = Array.from({ length: held.last + 1 }, (_, capability) => capability);
    const bounding = all
        .filter((capability) => !kept.includes(capability))
        .map((capability) => ({ name: 'prctl', operands: [PR_CAPBSET_DROP, capability] }));
    const mask = kept.reduce((bits, capability) => bits | (1n << BigInt(capability)), 0n) & held.permitted;
    const calls = [...bounding, { name: 'capset', operands: [{ data: 'header' }, { data: 'sets' }] }];
    return { calls, data: { header: words32(CAPABILITY_VERSION_3, 0), sets: capabilitySets(mask) } };
}
/** struct __user_cap_data_struct[2] (capget(2)): effective, permitted, inheritable of the low, then the high 32. */
function capabilitySets(mask) {
    const low = Number(mask & 0xffffffffn);
    const high = Number(mask >> 32n);
    return words32(low, low, 0, high, high, 0);
}
function words32(...values) {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
    return bytes;
}
const LOAD_ADDRESS = 0x400000;
const FILE_HEADER_SIZE = 64;
const PROGRAM_HEADER_SIZE = 56;
const CODE_OFFSET = FILE_HEADER_SIZE + 2 * PROGRAM_HEADER_SIZE;
/** An ELF file with one segment that is read and executed, and a stack that is not. */
function executable(machine, program) {
    const code = assemble(machine, program);
    const size = CODE_OFFSET + code.length;
    const header = Buffer.alloc(CODE_OFFSET);
    header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0); // ELF, 64 bits, little-endian, version 1
    header.writeUInt16LE(2, 16); // ET_EXEC
    header.writeUInt16LE(machine === 'x64' ? 62 : 183, 18); // EM_X86_64, EM_AARCH64
    header.writeUInt32LE(1, 20);
    header.writeBigUInt64LE(BigInt(LOAD_ADDRESS + CODE_OFFSET), 24); // entry
    header.writeBigUInt64LE(BigInt(FILE_HEADER_SIZE), 32); // program headers
    header.writeUInt16LE(FILE_HEADER_SIZE, 52);
    header.writeUInt16LE(PROGRAM_HEADER_SIZE, 54);
    header.writeUInt16LE(2, 56);
    const load = FILE_HEADER_SIZE;
    header.writeUInt32LE(1, load); // PT_LOAD
    header.writeUInt32LE(5, load + 4); // read, execute
    header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), load + 16);
    header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), load + 24);
    header.writeBigUInt64LE(BigInt(size), load + 32);
    header.writeBigUInt64LE(BigInt(size), load + 40);
    header.writeBigUInt64LE(0x10000n, load + 48); // alignment
    const stack = load + PROGRAM_HEADER_SIZE;
    header.writeUInt32LE(0x6474e551, stack); // PT_GNU_STACK
    header.writeUInt32LE(6, stack + 4); // read, write
    return Buffer.concat([header, code]);
}
/** Laid out twice: the first time only for the sizes, which no address changes. */
function assemble(machine, program) {
    const assembler = machine === 'x64' ? X64 : ARM64;
    const sized = layOut(assembler, program, 0, () => 0);
    const starts = new Map();
    let end = Math.ceil(sized.code.length / 8) * 8;
    for (const [name, bytes] of Object.entries(program.data)) {
        starts.set(name, end);
        end += Math.ceil(bytes.length / 8) * 8;
    }
    const { code } = layOut(assembler, program, sized.failure, (name) => starts.get(name) ?? 0);
    const whole = Buffer.alloc(end);
    whole.set(code);
    for (const [name, bytes] of Object.entries(program.data))
        whole.set(bytes, starts.get(name) ?? 0);
    return whole;
}
function layOut(assembler, program, failure, data) {
    let code = Buffer.from(assembler.begin());
    const add = (bytes) => {
        code = Buffer.concat([code, bytes]);
    };
    const call = (name, operands) => {
        operands.forEach((operand, index) => add(assembler.load(index, operand, code.length, data)));
        add(assembler.call(name));
        add(assembler.orElse(code.length, failure));
    };
    if (program.clone !== undefined) {
        call('clone', [program.clone, 0]);
        const parent = Buffer.concat([assembler.wait(), assembler.orElse(0, 0), assembler.exitAlike()]).length;
        add(assembler.inChild(parent));
        add(assembler.wait());
        add(assembler.orElse(code.length, failure));
        add(assembler.exitAlike());
    }
    for (const { name, operands } of program.calls)
        call(name, operands);
    if (program.clone !== undefined) {
        const again = code.length;
        call('nanosleep', [{ data: PAUSE }, 0]);
        add(assembler.unlessRoot(code.length, again));
    }
    if (program.becomes === undefined)
        add(assembler.exit(0));
    else
        add(assembler.execve(program.becomes));
    const position = code.length;
    add(assembler.exit(DOOR_SHUT));
    return { code, failure: position };
}
// System V ABI, AMD64: system calls take rdi, rsi; the number in rax. r12 keeps the stack.
const X64_CALLS = {
    nanosleep: 35,
    clone: 56,
    wait4: 61,
    chdir: 80,
    getuid: 102,
    getgid: 104,
    capset: 126,
    pivot_root: 155,
    prctl: 157,
    chroot: 161,
    umount2: 166,
    mkdirat: 258,
};
const SYSCALL = [0x0f, 0x05];
function x64Number(opcode, value) {
    return [opcode, ...words32(value)];
}
const X64 = {
    begin: () => Uint8Array.of(0x49, 0x89, 0xe4), // mov r12, rsp
    load(index, operand, at, data) {
        const first = index === 0;
        if (typeof operand === 'number')
            return Uint8Array.from(x64Number(first ? 0xbf : 0xbe, operand)); // mov edi|esi, n
        if ('argument' in operand)
            // mov rdi|rsi, [r12 + 8 + 8n]
            return Uint8Array.of(0x49, 0x8b, first ? 0xbc : 0xb4, 0x24, ...words32(8 + 8 * operand.argument));
        const relative = data(operand.data) - (at + 7);
        return Uint8Array.of(0x48, 0x8d, first ? 0x3d : 0x35, ...words32(relative >>> 0)); // lea rdi|rsi, [rip + n]
    },
    call: (name) => Uint8Array.of(...x64Number(0xb8, X64_CALLS[name]), ...SYSCALL), // mov eax, n; syscall
    orElse: (at, target) => Uint8Array.of(0x48, 0x85, 0xc0, 0x0f, 0x88, ...words32((target - at - 9) >>> 0)), // test rax, rax; js
    inChild: (bytes) => Uint8Array.of(0x48, 0x85, 0xc0, 0x0f, 0x84, ...words32(bytes)), // test rax, rax; jz
    wait() {
        const child = [0x89, 0xc7]; // mov edi, eax
        const status = [0x48, 0x83, 0xec, 0x10, 0x48, 0x89, 0xe6]; // sub rsp, 16; mov rsi, rsp
        const nothing = [0x31, 0xd2, 0x45, 0x31, 0xd2]; // xor edx, edx; xor r10d, r10d
        return Uint8Array.of(...child, ...status, ...nothing, ...x64Number(0xb8, X64_CALLS.wait4), ...SYSCALL);
    },
    exitAlike() {
        const status = [0x8b, 0x3c, 0x24, 0x89, 0xf8, 0x83, 0xe0, 0x7f]; // mov edi, [rsp]; mov eax, edi; and eax, 0x7f
        const signal = [0x74, 0x08, 0x8d, 0xb8, ...words32(128), 0xeb, 0x09]; // jz …; lea edi, [rax + 128]; jmp …
        const exited = [0xc1, 0xef, 0x08, 0x81, 0xe7, ...words32(0xff)]; // shr edi, 8; and edi, 0xff
        return Uint8Array.of(...status, ...signal, ...exited, ...x64Number(0xb8, 60), ...SYSCALL);
    },
    unlessRoot(at, target) {
        const uid = [...x64Number(0xb8, X64_CALLS.getuid), ...SYSCALL, 0x41, 0x89, 0xc5]; // mov r13d, eax
        const gid = [...x64Number(0xb8, X64_CALLS.getgid), ...SYSCALL, 0x44, 0x09, 0xe8]; // or eax, r13d
        const jump = uid.length + gid.length + 6;
        return Uint8Array.of(...uid, ...gid, 0x0f, 0x85, ...words32((target - at - jump) >>> 0)); // jnz
    },
    execve(argument) {
        const first = words32(8 + 8 * argument);
        const program = [0x49, 0x8b, 0xbc, 0x24, ...first]; // mov rdi, [r12 + …]
        const itsArguments = [0x49, 0x8d, 0xb4, 0x24, ...first]; // lea rsi, [r12 + …]
        const howMany = [0x49, 0x8b, 0x04, 0x24]; // mov rax, [r12]
        const environment = [0x49, 0x8d, 0x54, 0xc4, 0x10]; // lea rdx, [r12 + 8 rax + 16]
        return Uint8Array.of(...program, ...itsArguments, ...howMany, ...environment, ...x64Number(0xb8, 59), ...SYSCALL);
    },
    exit: (status) => Uint8Array.of(...x64Number(0xbf, status), ...x64Number(0xb8, 60), ...SYSCALL),
};
// Procedure Call Standard for the Arm 64-bit Architecture: x0, x1; the number in x8. x19 keeps the stack.
const ARM64_CALLS = {
    mkdirat: 34,
    umount2: 39,
    pivot_root: 41,
    chdir: 49,
    chroot: 51,
    capset: 91,
    nanosleep: 101,
    prctl: 167,
    getuid: 174,
    getgid: 176,
    clone: 220,
    wait4: 260,
};
const SVC = 0xd4000001;
const KEPT = 19;
/** movz Xn, #low; movk Xn, #high, lsl 16 */
function arm64Number(register, value) {
    const part = (opcode, bits) => opcode + bits * 32 + register;
    return [part(0xd2800000, value % 0x10000), part(0xf2a00000, Math.floor(value / 0x10000))];
}
/** ldr Xn, [x19, #offset] */
function arm64Load(register, offset) {
    return 0xf9400000 + (offset / 8) * 0x400 + KEPT * 32 + register;
}
const ARM64 = {
    begin: () => words32(0x910003e0 + KEPT), // mov x19, sp
    load(index, operand, at, data) {
        if (typeof operand === 'number')
            return words32(...arm64Number(index, operand));
        if ('argument' in operand)
            return words32(arm64Load(index, 8 + 8 * operand.argument));
        const relative = Math.max(0, data(operand.data) - at); // data stands behind the code
        return words32(0x10000000 + (relative % 4) * 0x20000000 + Math.floor(relative / 4) * 32 + index); // adr
    },
    call: (name) => words32(...arm64Number(8, ARM64_CALLS[name]), SVC),
    orElse: (at, target) => words32(0xb7f80000 + (Math.max(0, target - at) / 4) * 32), // tbnz x0, #63
    inChild: (bytes) => words32(0xb4000000 + (bytes / 4 + 1) * 32), // cbz x0
    wait: () => words32(0xd10043ff, // sub sp, sp, #16
    0x910003e1, // mov x1, sp
    0xd2800002, // mov x2, #0
    0xd2800003, // mov x3, #0
    ...arm64Number(8, ARM64_CALLS.wait4), SVC),
    exitAlike: () => words32(0xb94003e1, // ldr w1, [sp]
    0x12001822, // and w2, w1, #0x7f
    0x34000062, // cbz w2, +12
    0x11020040, // add w0, w2, #128
    0x14000002, // b +8
    0x53083c20, // ubfx w0, w1, #8, #8
    ...arm64Number(8, 93), SVC),
    unlessRoot(at, target) {
        const uid = [...arm64Number(8, ARM64_CALLS.getuid), SVC, 0x2a0003f4]; // mov w20, w0
        const gid = [...arm64Number(8, ARM64_CALLS.getgid), SVC, 0x2a140000]; // orr w0, w0, w20
        const back = (target - at) / 4 - uid.length - gid.length;
        return words32(...uid, ...gid, 0x35000000 + (back & 0x7ffff) * 32); // cbnz w0
    },
    execve: (argument) => words32(arm64Load(0, 8 + 8 * argument), // the program
    0x91000000 + (8 + 8 * argument) * 0x400 + KEPT * 32 + 1, // add x1, x19, #…: its arguments
    arm64Load(3, 0), // how many we have
    0x8b030c00 + KEPT * 32 + 2, // add x2, x19, x3, lsl #3
    0x91004042, // add x2, x2, #16: the environment
    ...arm64Number(8, 221), SVC),
    exit: (status) => words32(...arm64Number(0, status), ...arm64Number(8, 93), SVC),
};


/***/ }),

/***/ 9845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ chooseIdMap),
/* harmony export */   Ql: () => (/* binding */ mappedIds),
/* harmony export */   Sq: () => (/* binding */ ENOUGH_IDS),
/* harmony export */   bF: () => (/* binding */ shiftedUser),
/* harmony export */   fJ: () => (/* binding */ writeIdMap),
/* harmony export */   gs: () => (/* binding */ madeUserNamespace),
/* harmony export */   rf: () => (/* binding */ childInNamespace),
/* harmony export */   yc: () => (/* binding */ ownIdMap)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6119);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4511);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1767);





/** How many ids an image may use at least: 0 to 65535. */
const ENOUGH_IDS = 65_536;
// BuildKit takes the full map "0 0 4294967295" for no user namespace at all; one id less is no loss.
const ALL_BUT_ONE = 4_294_967_294;
const SHIFTED_ID = 1;
/** The map to try here: see `IdMap` for the three ways. Pure; undefined when there is no way at all. */
function chooseIdMap(grounds) {
    const { uid, gid, capabilities, subordinate } = grounds;
    if (uid !== 0)
        return {
            method: 'newuidmap',
            uids: withSubordinate(uid, subordinate.uids),
            gids: withSubordinate(gid, subordinate.gids),
        };
    if (!capabilities.includes('setuid') || !capabilities.includes('setgid'))
        return undefined;
    if (capabilities.includes('setfcap'))
        return { method: 'capabilities', uids: fromZero(grounds.ownUids, 0), gids: fromZero(grounds.ownGids, 0) };
    return {
        method: 'shift',
        uids: fromZero(grounds.ownUids, SHIFTED_ID),
        gids: fromZero(grounds.ownGids, SHIFTED_ID),
    };
}
/** Root inside is ourselves, ids from 1 are the subordinate ones: what `unshare --map-auto --map-root-user` writes. */
function withSubordinate(id, ranges) {
    const map = [{ inside: 0, outside: id, count: 1 }];
    let inside = 1;
    for (const { start, count } of ranges) {
        map.push({ inside, outside: start, count });
        inside += count;
    }
    return map;
}
/** The longest run of our own ids that begins at `first`, mapped to 0 and up. */
function fromZero(own, first) {
    let end = first;
    for (const range of own.toSorted((a, b) => a.inside - b.inside))
        if (range.inside <= end)
            end = Math.max(end, range.inside + range.count);
    const count = Math.min(end - first, ALL_BUT_ONE);
    return count > 0 ? [{ inside: 0, outside: first, count }] : [];
}
/** How many ids a map holds. */
function mappedIds(ranges) {
    return ranges.reduce((sum, range) => sum + range.count, 0);
}
/** The words that start a program as the uid which makes the namespace of a `shift` map. */
function shiftedUser(setpriv) {
    const id = String(SHIFTED_ID);
    const who = ['--reuid', id, '--regid', id, '--clear-groups'];
    return [setpriv, ...who, '--inh-caps', '+setuid,+setgid', '--ambient-caps', '+setuid,+setgid', '--'];
}
/**
 * Gives the maps to a process that waits in a new user namespace of its own and has none yet.
 * Resolves to undefined when both were written, else to why not, in a line. Never throws for a refusal.
 */
async function writeIdMap(pid, map, writers, options) {
    for (const kind of ['uid', 'gid']) {
        const failure = await writeOne(kind, pid, map, writers, options);
        if (failure !== undefined)
            return failure;
    }
    return undefined;
}
async function writeOne(kind, pid, map, writers, options) {
    const ranges = kind === 'uid' ? map.uids : map.gids;
    const file = `/proc/${pid}/${kind}_map`;
    if (map.method === 'capabilities')
        return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, formatted(ranges)).then(() => undefined, (error) => `writing ${file}: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    if (map.method === 'self')
        return writeOwn(kind, pid, formatted(ranges));
    const env = (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_4__/* .childEnvironment */ .Q)({ LC_ALL: 'C' });
    if (map.method === 'shift') {
        if (writers.setpriv === undefined)
            return 'setpriv is not on PATH';
        // tee writes what it read in one write(2), which is all that the kernel takes.
        const argv = [...shiftedUser(writers.setpriv), 'tee', file];
        const done = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)({ argv: [argv[0], ...argv.slice(1)], env, stdin: formatted(ranges) }, options);
        return done.status === 0 ? undefined : lastLine(done.stderr) || `tee ${file}: exit ${done.status}`;
    }
    const name = `new${kind}map`;
    const program = writers[name];
    if (program === undefined)
        return `${name} is not on PATH`;
    const numbers = ranges.flatMap((range) => [range.inside, range.outside, range.count].map(String));
    const done = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)({ argv: [program, String(pid), ...numbers], env }, options);
    return done.status === 0 ? undefined : lastLine(done.stderr) || `${name}: exit ${done.status}`;
}
/** Whoever has no capability over groups may map one only in a namespace that can change none (user_namespaces(7)). */
async function writeOwn(kind, pid, text) {
    try {
        if (kind === 'gid')
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`/proc/${pid}/setgroups`, 'deny');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`/proc/${pid}/${kind}_map`, text);
        return undefined;
    }
    catch (error) {
        return (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
}
function formatted(ranges) {
    return ranges.map((range) => `${range.inside} ${range.outside} ${range.count}\n`).join('');
}
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}
/** The map of our own id alone, to root. */
function ownIdMap(uid, gid) {
    return {
        method: 'self',
        uids: [{ inside: 0, outside: uid, count: 1 }],
        gids: [{ inside: 0, outside: gid, count: 1 }],
    };
}
/**
 * Waits for the child that a process makes in a new user namespace. Undefined when the process ended first or the time
 * is over.
 */
async function childInNamespace(pid, timeoutMs) {
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
        const children = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined);
        if (children === undefined)
            return undefined;
        const child = Number(children.trim().split(' ')[0]);
        if (child > 0)
            return (await madeUserNamespace(child, end - Date.now())) ? child : undefined;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(2);
    }
    return undefined;
}
/**
 * Waits until a process has made its user namespace: its map, readable by everyone, is empty then.
 * False when it ended first or the time is over.
 */
async function madeUserNamespace(pid, timeoutMs) {
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
        const map = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/uid_map`, 'utf8').catch(() => undefined);
        if (map === undefined)
            return false;
        if (map === '')
            return true;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(2);
    }
    return false;
}


/***/ }),

/***/ 4933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ probe)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/runner/container.js
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]'; // PROC_PID_INIT_INO of the kernel
/** Files that Docker and Podman leave in every container of theirs. */
const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'];
/**
 * How we know that we are in a container, in words; undefined on a plain machine. A virtual machine whose disk was
 * made from a container image has the image's files too, so these do not count where all processes of the machine
 * are seen and the root is no overlay.
 */
function containerEvidence(signs) {
    const { files, env, mounts, pidNamespace } = signs;
    const [file] = files;
    const overlay = mounts.findLast((mount) => mount.mountPoint === '/')?.filesystem === 'overlay';
    if (file !== undefined && (overlay || pidNamespace !== INITIAL_PID_NAMESPACE))
        return `${file} exists`;
    if (inKubernetes(env))
        return 'KUBERNETES_SERVICE_HOST is set';
    const kind = env['container'];
    if (kind)
        return `the variable container is "${kind}"`;
    return overlay ? 'the root filesystem is an overlay' : undefined;
}
/** Kubernetes puts this variable into every container of a pod. */
function inKubernetes(env) {
    return Boolean(env['KUBERNETES_SERVICE_HOST']);
}

// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: ./build/http/engine.js
var engine = __webpack_require__(4443);
;// CONCATENATED MODULE: ./build/runner/daemon-info.js


/**
 * Asks each daemon what it is. Whether it is rootless it knows better than the owner of its socket tells: a socket of
 * root's daemon may have been given to anybody. One that does not answer stays what its socket says.
 */
async function askDaemons(daemons, env, options) {
    return Promise.all(daemons.map((daemon) => askDaemon(daemon, env, options)));
}
async function askDaemon(daemon, env, { timeoutMs, signal }) {
    const named = [env['DOCKER_HOST'], env['CONTAINER_HOST']].some((address) => address?.endsWith(daemon.socket));
    const certificates = daemon.socket.startsWith('tcp://') ? certificatesIn(env) : undefined;
    const known = { ...daemon, named, ...(certificates === undefined ? {} : { certificates }) };
    if (!/^(?:\/|tcp:\/\/)/.test(daemon.socket))
        return known;
    const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
    try {
        const request = { method: 'GET', path: '/info', headers: { host: 'engine' }, signal: deadline };
        const answer = await (0,engine/* askEngine */.s)({ socket: daemon.socket, certificates }, request);
        return { ...known, ...described(JSON.parse(await (0,consumers_.text)(answer)), daemon) };
    }
    catch {
        return known; // it hangs, or is no engine
    }
}
/** docker(1): TLS where DOCKER_TLS_VERIFY is set, with the files of DOCKER_CERT_PATH or ~/.docker. */
function certificatesIn(env) {
    if (!env['DOCKER_TLS_VERIFY'])
        return undefined;
    return env['DOCKER_CERT_PATH'] || `${env['HOME'] ?? ''}/.docker`;
}
/** What `GET /info` says (Docker Engine API; Podman answers the same and more). */
function described(info, daemon) {
    if (typeof info !== 'object' || info === null)
        return {};
    const fields = new Map(Object.entries(info));
    const text = (name) => {
        const value = fields.get(name);
        return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const version = text('ServerVersion');
    if (version === undefined)
        return {};
    const options = fields.get('SecurityOptions');
    const said = Array.isArray(options) && options.some((option) => option === 'name=rootless' || option === 'rootless');
    const rootless = fields.get('Rootless') === true || said;
    const buildah = text('BuildahVersion');
    const architecture = text('Architecture');
    const kind = rootless ? 'rootless' : 'rootful: whoever may talk to it is root on its machine';
    return {
        engine: buildah === undefined ? 'docker' : 'podman',
        version,
        ...(buildah === undefined ? {} : { buildah }),
        ...(architecture === undefined ? {} : { architecture }),
        rootless,
        evidence: `${daemon.evidence.replace(/: rootless$|: rootful: .*$/, '')}; ${buildah === undefined ? 'Docker' : 'Podman'} ${version} says that it is ${kind}`,
    };
}

;// CONCATENATED MODULE: ./build/runner/daemons.js


/** Places where Docker and Podman listen, besides what the environment names. */
function socketPlaces(uid, env) {
    const runtime = env['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`;
    const named = [env['DOCKER_HOST'], env['CONTAINER_HOST']]
        .map((address) => /^unix:\/\/(.+)$/.exec(address ?? '')?.[1])
        .filter((path) => path !== undefined);
    return [
        ...named,
        '/run/docker.sock',
        '/var/run/docker.sock',
        '/run/podman/podman.sock',
        `${runtime}/docker.sock`,
        `${runtime}/podman/podman.sock`,
    ];
}
/** Daemons that this process can talk to: sockets it may write, and addresses in the environment. */
async function findDaemons(uid, env) {
    const found = new Map();
    const sockets = await Promise.all(socketPlaces(uid, env).map((place) => socketAt(place)));
    for (const daemon of sockets)
        if (daemon && !found.has(daemon.socket))
            found.set(daemon.socket, daemon);
    for (const name of ['DOCKER_HOST', 'CONTAINER_HOST']) {
        const daemon = remoteDaemon(name, env[name]);
        if (daemon && !found.has(daemon.socket))
            found.set(daemon.socket, daemon);
    }
    return [...found.values()];
}
async function socketAt(place) {
    try {
        const socket = await (0,promises_.realpath)(place);
        const status = await (0,promises_.stat)(socket);
        if (!status.isSocket())
            return undefined;
        await (0,promises_.access)(socket, external_node_fs_.constants.W_OK);
        const rootless = isRootless(socket, status.uid);
        const kind = rootless ? 'rootless' : 'rootful: whoever may write it is root on its machine';
        return { socket, rootless, evidence: `${place} is writable and belongs to uid ${status.uid}: ${kind}` };
    }
    catch {
        return undefined; // not there, or not for us
    }
}
/** A daemon without root listens as its user, below that user's runtime directory. */
function isRootless(socket, owner) {
    return owner !== 0 || /^\/run\/user\/[1-9]\d*\//.test(socket);
}
/** An address other than a local socket. Nothing tells from here that it is rootless. */
function remoteDaemon(name, address) {
    if (!address || address.startsWith('unix://'))
        return undefined;
    const socket = address.replace(/\/\/.*@/, '//'); // no user or password in a ticket, whatever is in it
    return {
        socket,
        rootless: false,
        evidence: `${name} is ${socket}: a daemon elsewhere, taken for rootful (Docker-in-Docker needs a privileged container)`,
    };
}

// EXTERNAL MODULE: ./build/runner/id-map.js
var id_map = __webpack_require__(9845);
// EXTERNAL MODULE: ./build/runner/remedies.js
var remedies = __webpack_require__(2427);
;// CONCATENATED MODULE: ./build/runner/explain.js


/**
 * Puts cause and fix to every failed trial. A trial that needs what another one showed to be missing has that
 * one's cause: a mount cannot be tried where no user namespace can be made.
 */
function explainTrials(outcomes, circumstances) {
    const found = {};
    const explain = (name, needs) => {
        const { holds, evidence } = outcomes[name];
        if (holds)
            return { holds, evidence };
        const below = needs.find((needed) => !outcomes[needed].holds);
        const inherited = below === undefined ? [] : (found[below] ?? []);
        // The range has conditions of its own, which were observed: all are told at once.
        const own = inherited.length > 0 && name !== 'mapRange' ? [] : PROBLEMS[name](outcomes[name], circumstances);
        const problems = [...new Set([...inherited, ...own])];
        found[name] = problems;
        const { uid, user } = circumstances.process;
        return { holds, evidence, ...(0,remedies/* remedies */.JW)(problems, circumstances.setting, { uid, user }) };
    };
    // In this order: what a trial needs is explained before it.
    const userNamespace = explain('userNamespace', []);
    const mapRoot = explain('mapRoot', ['userNamespace']);
    const mapRange = explain('mapRange', ['userNamespace']);
    // Root that may not map itself does its mounts through the range.
    const rooted = outcomes.mapRange.holds
        ? ['userNamespace']
        : ['userNamespace', 'mapRoot'];
    const mount = explain('mount', rooted);
    const mountProc = explain('mountProc', [...rooted, 'mount']);
    const overlay = explain('overlay', [...rooted, 'mount']);
    const container = explain('container', [...rooted, 'mount']);
    const fuse = explain('fuse', []);
    return { userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse };
}
const PROBLEMS = {
    userNamespace: whyNoNamespace,
    mapRoot: whyNoMap,
    mapRange: whyNoRange,
    mount: whyNoMount,
    mountProc: (outcome, circumstances) => circumstances.process.maskedProc.length > 0 ? ['masked-proc'] : whyNoMount(outcome, circumstances),
    container: (_, { process }) => (process.seccomp === 'none' ? [] : ['seccomp-runtime']),
    overlay: whyNoOverlay,
    fuse: () => ['no-fuse'],
};
function whyNoNamespace(outcome, { process, sysctls, chroot }) {
    if (outcome.missing === 'unshare')
        return ['no-unshare'];
    if (sysctls.maxUserNamespaces === 0)
        return ['max-user-namespaces'];
    if (outcome.errno === 'ENOSPC')
        return ['namespace-limit-above'];
    if (sysctls.unprivilegedUsernsClone === 0 && !process.capabilities.includes('sys_admin'))
        return ['unprivileged-clone-off'];
    if (restricted(process, sysctls))
        return ['ubuntu-restriction'];
    if (chroot)
        return ['chroot'];
    if (process.seccomp !== 'none')
        return ['seccomp'];
    return outcome.errno === 'EACCES' ? ['apparmor-denies-mount'] : [];
}
function whyNoMap(outcome, circumstances) {
    const { process, sysctls } = circumstances;
    if (restricted(process, sysctls))
        return ['ubuntu-restriction'];
    if (process.uid === 0 && !process.capabilities.includes('setfcap'))
        return ['no-setfcap'];
    return outcome.errno === 'EACCES' ? ['apparmor-denies-mount'] : [];
}
/** All reasons at once: an arbitrary uid of OpenShift lacks three things. */
function whyNoRange(outcome, circumstances) {
    const { process, subordinate } = circumstances;
    if (process.uid === 0) {
        const may = process.capabilities.includes('setuid') && process.capabilities.includes('setgid');
        if (!may)
            return ['container-capabilities'];
        return process.capabilities.includes('setfcap') ? whyNoMap(outcome, circumstances) : ['no-setfcap'];
    }
    const bounding = new Set(process.boundingSet);
    const missing = subordinate.helper === undefined || !circumstances.hasNewgidmap;
    const problems = [];
    if (missing)
        problems.push('newuidmap-missing');
    if (process.noNewPrivileges)
        problems.push('no-new-privileges');
    if (process.user === undefined)
        problems.push('no-passwd-entry');
    else if (!enough(subordinate.uids) || !enough(subordinate.gids))
        problems.push('no-subordinate-ids');
    if (!bounding.has('setuid') || !bounding.has('setgid'))
        problems.push('bounding-set');
    // The remaining two are only told when nothing else explains the failure.
    if (problems.length > 0)
        return problems;
    if (subordinate.helper === 'setuid' && !bounding.has('sys_admin'))
        return ['newuidmap-needs-sys-admin'];
    if (subordinate.helper === 'none')
        return ['newuidmap-unprivileged'];
    return whyNoMap(outcome, circumstances);
}
function whyNoMount(outcome, circumstances) {
    if (outcome.missing === 'mount')
        return ['no-mount-program'];
    if (restricted(circumstances.process, circumstances.sysctls))
        return ['ubuntu-restriction'];
    if (outcome.errno === 'EACCES')
        return ['apparmor-denies-mount'];
    return circumstances.process.seccomp === 'none' ? [] : ['seccomp'];
}
function whyNoOverlay(outcome, circumstances) {
    if (outcome.errno === 'NOWRITE')
        return ['temporary-not-writable'];
    if (circumstances.filesystem === 'tmpfs')
        return ['overlay-on-tmpfs'];
    if (circumstances.filesystem.includes('overlay'))
        return ['overlay-on-overlay'];
    if (outcome.errno === 'ENODEV' || outcome.errno === 'EINVAL' || outcome.errno === 'EIO')
        return ['overlay-missing'];
    return whyNoMount(outcome, circumstances);
}
/** Ubuntu's switch is for processes without a profile of their own. */
function restricted(process, sysctls) {
    const privileged = process.capabilities.includes('sys_admin');
    const unconfined = process.securityLabel === undefined || process.securityLabel.startsWith('unconfined');
    return sysctls.apparmorRestrictUnprivilegedUserns === 1 && unconfined && !privileged;
}
function enough(ranges) {
    return ranges.reduce((sum, range) => sum + range.count, 0) >= id_map/* ENOUGH_IDS */.Sq - 1;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/lifetime/private-directory.js
var private_directory = __webpack_require__(3507);
// EXTERNAL MODULE: ./build/process/environment.js
var environment = __webpack_require__(4511);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
// EXTERNAL MODULE: ./build/runner/doors.js
var doors = __webpack_require__(9302);
;// CONCATENATED MODULE: ./build/runner/clone-trial.js
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








/** A door looks for no program on PATH. */
const MOUNT = 'exec mount -t tmpfs tmpfs /';
/**
 * Makes user, mount and pid namespaces by clone(2), maps ids, and mounts something there: with `maps` in turn, until one
 * works. Undefined when none does. For where unshare(2) is closed and no tool makes them. Never throws.
 */
async function tryClone(maps, options) {
    const machine = (0,doors/* machineOf */.VT)(process.arch);
    if (machine === undefined)
        return undefined;
    for (const idMap of maps) {
        const works = await tryMap(machine, idMap, options).catch(errors/* messageOf */.bD);
        if (works === true)
            return { idMap, evidence: 'clone(2) of user, mount and pid namespaces: done' };
    }
    return undefined;
}
async function tryMap(machine, map, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { temporary, programs, timeoutMs, signal } = options;
        const limits = { timeoutMs, ...(signal ? { signal } : {}) };
        const isShifted = map.method === 'shift';
        if (isShifted && programs.setpriv === undefined)
            return false;
        const directory = __addDisposableResource(env_1, await private_directory/* PrivateDirectory */.l.create(temporary), true);
        const door = await directory.write('separate', (0,doors/* separate */.sj)(machine), 0o755);
        await (0,promises_.chmod)(door, 0o755); // whatever the umask was
        if (isShifted)
            await (0,promises_.chown)(directory.path, map.uids[0]?.outside ?? 0, map.gids[0]?.outside ?? 0);
        const first = isShifted ? (0,id_map/* shiftedUser */.bF)(programs.setpriv ?? '') : [];
        const [program = door, ...rest] = [...first, door, '/bin/sh', '-c', MOUNT];
        const child = __addDisposableResource(env_1, (0,run/* start */.n)({ argv: [program, ...rest], env: (0,environment/* childEnvironment */.Q)({ LC_ALL: 'C' }), cwd: external_node_path_.dirname(door) }, { ...limits, graceMs: 0 }), true);
        const inside = child.pid === undefined ? undefined : await (0,id_map/* childInNamespace */.rf)(child.pid, timeoutMs);
        if (inside === undefined)
            return false;
        if ((await (0,id_map/* writeIdMap */.fJ)(inside, map, programs, limits)) !== undefined)
            return false;
        return (await child.finished).status === 0;
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

// EXTERNAL MODULE: ./build/runner/proc.js
var proc = __webpack_require__(5515);
// EXTERNAL MODULE: ./build/runner/remote-builders.js
var remote_builders = __webpack_require__(938);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
;// CONCATENATED MODULE: ./build/runner/cgo.js

const CHUNK = 1 << 20;
// Go 1.18 and newer keep the build settings as text in every binary, also in a stripped one.
const WITHOUT = Buffer.from('build\tCGO_ENABLED=0\n');
const WITH = Buffer.from('build\tCGO_ENABLED=1\n');
// Said by the C constructor of containers/storage alone, so it is there only when C was compiled in.
const CONSTRUCTOR = Buffer.from('Error during unshare(');
const OVERLAP = Math.max(WITHOUT.length, WITH.length, CONSTRUCTOR.length) - 1;
/**
 * Tells from the file, without running it, whether a Go program was built with cgo. A buildah that was not
 * starts itself over and over as an unprivileged user until the machine has no process left
 * (https://github.com/containers/buildah/issues/5834), so this is asked before its first call.
 */
async function builtWithCgo(file) {
    let carried = Buffer.alloc(0);
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: CHUNK })) {
            if (!Buffer.isBuffer(chunk))
                return 'unknown';
            const text = Buffer.concat([carried, chunk]);
            if (text.includes(WITHOUT))
                return 'no';
            if (text.includes(WITH) || text.includes(CONSTRUCTOR))
                return 'yes';
            carried = Buffer.from(text.subarray(-OVERLAP));
        }
    }
    catch {
        return 'unknown'; // not readable: nothing is known of it
    }
    return 'unknown';
}

;// CONCATENATED MODULE: ./build/runner/elf.js


const MAGIC = 0x7f454c46;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const LARGEST_TABLE = 1 << 20;
const [PT_LOAD, PT_DYNAMIC, PT_INTERP] = [1, 2, 3];
const [DT_NEEDED, DT_STRTAB, DT_STRSZ] = [1n, 5n, 10n];
/**
 * Reads what a 64-bit little-endian ELF file says of its libraries (System V ABI, "Program Header" and "Dynamic
 * Section"); undefined for one that is linked statically, and for other files. The file is never run.
 */
async function dynamicProgram(file) {
    return reading(file, async (read) => {
        const segments = await readSegments(read);
        const interpreter = segments.find(({ type }) => type === PT_INTERP);
        if (!interpreter)
            return undefined;
        const loader = elf_text(await read(interpreter.offset, interpreter.size), 0);
        return { loader, needed: await readNeeded(segments, read) };
    });
}
async function reading(file, body) {
    const handle = await (0,promises_.open)(file);
    try {
        return await body(async (offset, size) => {
            const wanted = Buffer.alloc(Math.min(size, LARGEST_TABLE));
            const { bytesRead } = await handle.read(wanted, 0, wanted.length, offset);
            return wanted.subarray(0, bytesRead);
        });
    }
    finally {
        await handle.close();
    }
}
async function readSegments(read) {
    const header = await read(0, 64);
    if (header.length < 64 || header.readUInt32BE(0) !== MAGIC)
        return [];
    if (header[4] !== CLASS_64 || header[5] !== LITTLE_ENDIAN)
        return [];
    const size = header.readUInt16LE(54);
    const table = await read(Number(header.readBigUInt64LE(32)), size * header.readUInt16LE(56));
    const count = size < 56 ? 0 : Math.floor(table.length / size);
    return Array.from({ length: count }, (_, index) => {
        const entry = table.subarray(index * size);
        const number = (at) => Number(entry.readBigUInt64LE(at));
        return { type: entry.readUInt32LE(0), offset: number(8), address: number(16), size: number(32) };
    });
}
async function readNeeded(segments, read) {
    const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
    if (!dynamic)
        return [];
    const table = await read(dynamic.offset, dynamic.size);
    const entries = Array.from({ length: Math.floor(table.length / 16) }, (_, index) => ({
        tag: table.readBigInt64LE(index * 16),
        value: Number(table.readBigUInt64LE(index * 16 + 8)),
    }));
    const valueOf = (tag) => entries.find((entry) => entry.tag === tag)?.value ?? 0;
    const address = valueOf(DT_STRTAB);
    const held = segments.find((s) => s.type === PT_LOAD && s.address <= address && address < s.address + s.size);
    if (!held)
        return [];
    const strings = await read(held.offset + address - held.address, valueOf(DT_STRSZ));
    return entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => elf_text(strings, value));
}
/** The text up to the next zero byte. */
function elf_text(bytes, from) {
    const end = bytes.indexOf(0, from);
    return bytes.toString('latin1', from, end === -1 ? bytes.length : end);
}
/** Where distributions keep shared libraries, besides the directory of the dynamic linker itself. */
const LIBRARY_DIRECTORIES = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'];
const TRIPLETS = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };
/**
 * Every file that must be beside a program for its dynamic linker to load it, the linker first; undefined when one
 * of them is not to be found.
 */
async function libraryFiles(program) {
    const found = new Map();
    const waiting = [...program.needed];
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        if (found.has(name) || name === external_node_path_.basename(program.loader))
            continue;
        const file = await findLibrary(name, external_node_path_.dirname(program.loader));
        if (file === undefined)
            return undefined;
        found.set(name, file);
        waiting.push(...(await neededBy(file)));
    }
    return (await exists(program.loader)) ? [program.loader, ...found.values()] : undefined;
}
/** A library has no interpreter of its own; what it needs stands in the same table. */
async function neededBy(file) {
    return reading(file, async (read) => readNeeded(await readSegments(read), read));
}
async function findLibrary(name, beside) {
    if (name.includes('/'))
        return undefined;
    const triplet = TRIPLETS[process.arch];
    const directories = [
        beside,
        ...LIBRARY_DIRECTORIES.flatMap((directory) => [
            ...(triplet === undefined ? [] : [`${directory}/${triplet}`]),
            directory,
        ]),
    ];
    for (const directory of directories) {
        const file = external_node_path_.join(directory, name);
        if (await exists(file))
            return file;
    }
    return undefined;
}
async function exists(file) {
    return (0,promises_.access)(file).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./build/runner/kaniko-file.js



const kaniko_file_CHUNK = 1 << 20;
// Go keeps these as text in every binary, close together: the path of the main package, its dependencies, and the
// linker's flags where they were not trimmed.
const MAIN = Buffer.from('/kaniko/cmd/executor\n');
const MODULE = /path\tgithub\.com\/([\w.-]{1,64})\/kaniko\/cmd\/executor\n/;
const VERSION = /\/kaniko\/pkg\/version\.version=v?(\d[\w.+-]{0,64})/;
const BEFORE = 256;
/**
 * What an executor's file says of itself: `1.28.3 of osscontainertools`. It is never run to be asked, because all that
 * it runs in is at its mercy; and `executor` is a name that other programs have too.
 */
async function knowKaniko(file) {
    const said = await buildInformation(file).catch((error) => ({ problem: (0,errors/* messageOf */.bD)(error) }));
    if (typeof said === 'object')
        return { path: file, version: undefined, problem: `it cannot be read: ${said.problem}` };
    const owner = MODULE.exec(said)?.[1];
    if (owner === undefined)
        return { path: file, version: undefined, problem: 'its file does not say that it is kaniko’s executor' };
    const version = `${VERSION.exec(said)?.[1] ?? 'unnumbered'} of ${owner}`;
    const dynamic = await dynamicProgram(file);
    if (!dynamic)
        return { path: file, version };
    const libraries = await libraryFiles(dynamic);
    if (libraries)
        return { path: file, version, libraries };
    const problem = `not every library that it needs is here (${[dynamic.loader, ...dynamic.needed].join(', ')}): build it with CGO_ENABLED=0`;
    return { path: file, version, problem };
}
/** The part of the file in which the main package is named, and at most a chunk more; empty when there is none. */
async function buildInformation(file) {
    let carried = Buffer.alloc(0);
    let found = '';
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: kaniko_file_CHUNK })) {
        if (!Buffer.isBuffer(chunk))
            break;
        if (found !== '')
            return found + chunk.toString('latin1');
        const bytes = Buffer.concat([carried, chunk]);
        const at = bytes.indexOf(MAIN);
        if (at !== -1)
            found = bytes.subarray(Math.max(0, at - BEFORE)).toString('latin1');
        carried = Buffer.from(bytes.subarray(-BEFORE));
    }
    return found;
}

;// CONCATENATED MODULE: ./build/runner/tools.js







/** Programs on PATH, found but not yet asked anything. */
async function findTools() {
    const found = await Promise.all(NAMES.map(async (name) => [name, await findTool(name)]));
    const paths = new Map(found);
    return mapNames((name) => paths.get(name));
}
async function findTool(name) {
    for (const called of CALLED[name] ?? [name]) {
        const found = await (0,find/* findProgram */.K)(called);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** Asks every program that was found for its version, all at once, and recognises known defects. */
async function askTools(paths, options) {
    const asked = await Promise.all(NAMES.map(async (name) => {
        const path = paths[name];
        return [name, path === undefined ? undefined : await askTool(name, path, options)];
    }));
    const tools = new Map(asked);
    return mapNames((name) => tools.get(name));
}
const NAMES = [
    'buildkitd',
    'buildctl',
    'buildah',
    'podman',
    'img',
    'kaniko',
    'runc',
    'crun',
    'rootlesskit',
    'newuidmap',
    'newgidmap',
    'unshare',
    'setpriv',
    'git',
    'fuse-overlayfs',
];
/** Programs that go by other names. */
const CALLED = { kaniko: ['kaniko', 'executor'] };
function mapNames(value) {
    return {
        buildkitd: value('buildkitd'),
        buildctl: value('buildctl'),
        buildah: value('buildah'),
        podman: value('podman'),
        img: value('img'),
        kaniko: value('kaniko'),
        runc: value('runc'),
        crun: value('crun'),
        rootlesskit: value('rootlesskit'),
        newuidmap: value('newuidmap'),
        newgidmap: value('newgidmap'),
        unshare: value('unshare'),
        setpriv: value('setpriv'),
        git: value('git'),
        'fuse-overlayfs': value('fuse-overlayfs'),
    };
}
async function askTool(name, path, options) {
    if (name === 'newuidmap' || name === 'newgidmap')
        return { path, version: undefined }; // they have no question to ask
    // podman and img carry the same code that starts itself again.
    if (name === 'buildah' || name === 'podman' || name === 'img')
        return askBuildah(path, options);
    if (name === 'kaniko')
        return knowKaniko(path);
    const [version, help] = await Promise.all([
        ask([path, '--version'], options),
        name === 'crun' || name === 'runc' ? ask([path, 'run', '--help'], options) : undefined,
    ]);
    const tool = answered(path, version);
    if (tool.problem !== undefined)
        return tool;
    const problem = defect(name, `${version.stdout}\n${version.stderr}`, tool.version, help?.stdout);
    return problem === undefined ? tool : { ...tool, problem };
}
/** buildah's first call is guarded: see `builtWithCgo`. */
async function askBuildah(path, options) {
    const cgo = await builtWithCgo(path);
    if (cgo === 'no')
        return {
            path,
            version: undefined,
            problem: 'it was built without cgo (CGO_ENABLED=0) and would start itself over and over; it was not run',
        };
    if (cgo === 'yes')
        return answered(path, await ask([path, '--version'], options));
    // Root with SYS_ADMIN needs no user namespace, so it never starts itself again; others get a process limit.
    if (options.uid === 0 && options.capabilities.includes('sys_admin'))
        return answered(path, await ask([path, '--version'], options));
    const prlimit = await (0,find/* findProgram */.K)('prlimit');
    // The limit of processes does not bind uid 0.
    if (prlimit === undefined || options.uid === 0)
        return {
            path,
            version: undefined,
            problem: 'its file does not say that it was built with cgo; it was not run',
        };
    return answered(path, await ask([prlimit, '--nproc=256', path, '--version'], options));
}
async function ask(argv, options) {
    const { timeoutMs, signal } = options;
    return (0,run/* run */.e)({ argv, env: (0,environment/* childEnvironment */.Q)({ LC_ALL: 'C', HOME: '/' }), cwd: '/' }, { timeoutMs, graceMs: 0, keep: 1 << 16, ...(signal ? { signal } : {}) });
}
function answered(path, done) {
    if (done.timedOut)
        return { path, version: undefined };
    const output = `${done.stdout}\n${done.stderr}`;
    const version = versionIn(output, (0,external_node_path_.basename)(path));
    if (done.startError !== undefined)
        return { path, version, problem: `cannot be started: ${done.startError}` };
    if (done.status !== 0 && version === undefined) {
        const said = output.trim().split('\n')[0] ?? '';
        return {
            path,
            version,
            problem: `\`--version\` ended with status ${done.status}${said ? `: ${said}` : ''}`,
        };
    }
    return { path, version };
}
/**
 * The first thing in a program's answer that looks like a version: `2.38.1`, `1.1.5+ds1`, `0.32.2`.
 * Lines that begin with the program's own name come first: fuse-overlayfs tells fusermount's version before its own.
 */
function versionIn(output, program) {
    const own = output.split('\n').filter((line) => line.startsWith(program));
    return /(?:^|[\sv])(\d+\.\d+(?:\.\d+)?[\w.+~-]*)/m.exec([...own, output].join('\n'))?.[1];
}
/** True when `version` is `wanted` or newer; both begin with numbers joined by dots. */
function atLeast(version, wanted) {
    const numbers = (text) => (/^[\d.]+/.exec(text)?.[0] ?? '').split('.').map(Number);
    const [have, want] = [numbers(version), numbers(wanted)];
    for (const [index, number] of want.entries()) {
        const difference = (have[index] ?? 0) - number;
        if (difference !== 0)
            return difference > 0;
    }
    return true;
}
/** What is known to be missing in a version, told from its own answers. */
function defect(name, answer, version, help) {
    const busybox = answer.includes('BusyBox');
    if (name === 'unshare') {
        if (busybox)
            return 'it is BusyBox, which knows neither --map-auto nor --kill-child: install util-linux';
        if (version !== undefined && !atLeast(version, '2.38'))
            return `version ${version} does not know --map-auto: util-linux 2.38 or newer does`;
    }
    if (name === 'setpriv' && busybox)
        return 'it is BusyBox, which knows neither --pdeathsig nor --bounding-set: install util-linux';
    if ((name === 'crun' || name === 'runc') && help !== undefined && help !== '' && !help.includes('--keep'))
        return 'it does not know `run --keep`, which BuildKit 0.32 and newer calls';
    return undefined;
}
/**
 * buildah 1.44 and 1.45 mount an overlay over the build context whatever the storage driver, with its upper
 * layer in TMPDIR (https://github.com/containers/buildah/issues/6892, #6910).
 */
function buildahDefect(version, grounds) {
    if (!atLeast(version, '1.44') || atLeast(version, '1.46'))
        return undefined;
    const what = `buildah ${version} always mounts an overlay over the build context`;
    if (grounds.filesystem.includes('overlay'))
        return `${what}, which cannot be where TMPDIR is an overlay: set TMPDIR to another filesystem or use buildah 1.43`;
    if (!grounds.idsMapped)
        return `${what}, which cannot be with a single mapped id: use buildah 1.43`;
    return undefined;
}
/** Where newuidmap has its privilege from: the mode of its file, or, when getcap can tell, capabilities. */
async function helperPrivilege(newuidmap, options) {
    if (newuidmap === undefined)
        return undefined;
    const status = await (0,promises_.stat)(newuidmap).catch(() => undefined);
    if (status === undefined)
        return undefined;
    if ((status.mode & 0o4000) !== 0)
        return 'setuid';
    const getcap = (await (0,find/* findProgram */.K)('getcap')) ?? (await (0,find/* findProgram */.K)('getcap', '/usr/sbin:/sbin'));
    if (getcap === undefined)
        return 'file-capabilities'; // nothing else would make it work; the trial shows whether it does
    return (await ask([getcap, newuidmap], options)).stdout.includes('cap_setuid')
        ? 'file-capabilities'
        : 'none';
}

;// CONCATENATED MODULE: ./build/runner/trials.js
var trials_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var trials_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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







/** Errors of system calls by which a trial fails, as programs print them in the C locale. */
const ERRNO = {
    'Operation not permitted': 'EPERM',
    'Permission denied': 'EACCES',
    'No space left on device': 'ENOSPC',
    'Invalid argument': 'EINVAL',
    'Function not implemented': 'ENOSYS',
    'No such device': 'ENODEV',
    'Input/output error': 'EIO',
    'Read-only file system': 'EROFS',
};
/**
 * Runs every trial, all at the same time. Each one lives in namespaces that end with it; the one directory that
 * they need is private and removed. Never throws for what a trial shows.
 */
async function runTrials(options) {
    const bench = new Bench(options);
    const [userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse] = await Promise.all([
        bench.unshare(['-U', 'true']),
        bench.unshare(['-U', '-r', 'true']),
        bench.mapRange(),
        bench.unshare(['-U', '-r', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/'], bench.owner()),
        bench.unshare(['-U', '-r', '-m', '-p', '-f', '--mount-proc', 'true'], bench.owner()),
        bench.container(),
        bench.overlay(),
        openFuse(),
    ]);
    return { userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse };
}
/**
 * Sets the host name and makes a tmpfs on the directory $1 the root, as a container's runtime does. A program that is
 * not there says nothing of what the kernel allows.
 */
const CONTAINER_TRIAL = `
PATH=$PATH:/usr/sbin:/sbin
if command -v hostname >/dev/null; then hostname dockless || exit 1; fi
command -v pivot_root >/dev/null || exit 0
mount -t tmpfs tmpfs "$1" && cd "$1" && mkdir old && pivot_root . old
`;
/**
 * In its working directory: mounts an overlay with the options $1, deletes a directory of the lower layer, makes it
 * again and looks that it is empty: that needs the extended attributes which a mere mount does not. $2 are flags
 * of mount. A constant program; what it works with comes as arguments. Paths are relative because the directories
 * above may be closed to whom it runs as; then umount does not find its way, and the namespace ends with us.
 */
const OVERLAY_TRIAL = `
mkdir -p lower/base/deep upper work merged && : >lower/base/deep/file || exit 1
mount $2 -t overlay overlay -o "lowerdir=lower,upperdir=upper,workdir=work$1" merged || exit 2
rm -r merged/base && mkdir merged/base && [ -z "$(ls -A merged/base)" ]
status=$?
umount merged 2>/dev/null && rm -rf lower upper work merged
exit $status
`;
class Bench {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** Words in front of a trial that needs root inside: root without SETFCAP may not map itself, uid 1 may. */
    owner() {
        const { idMap, programs } = this.#options;
        return idMap?.method === 'shift' && programs.setpriv !== undefined ? (0,id_map/* shiftedUser */.bF)(programs.setpriv) : [];
    }
    async unshare(args, before = []) {
        const { unshare } = this.#options.programs;
        if (unshare === undefined)
            return MISSING_UNSHARE;
        return outcome(['unshare', ...args], await this.#run([...before, unshare, ...args]));
    }
    /** Makes a user namespace in which a process waits, and gives it the whole map. */
    async mapRange() {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const { idMap, programs, timeoutMs, signal } = this.#options;
            if (programs.unshare === undefined)
                return MISSING_UNSHARE;
            if (idMap === undefined)
                return { holds: false, evidence: 'root without CAP_SETUID and CAP_SETGID maps no ids' };
            const [first = programs.unshare, ...rest] = [...this.owner(), programs.unshare, '-U', 'sleep', '5'];
            const child = trials_addDisposableResource(env_1, (0,run/* start */.n)({ argv: [first, ...rest], env: trials_environment() }, { timeoutMs, graceMs: 0, ...(signal ? { signal } : {}) }), true);
            if (child.pid === undefined || !(await (0,id_map/* madeUserNamespace */.gs)(child.pid, timeoutMs))) {
                await child.end(0);
                return { ...outcome(['unshare', '-U', 'sleep'], await child.finished), holds: false };
            }
            const what = `${idMap.method}: ${describeMap(idMap)}`;
            const failure = await (0,id_map/* writeIdMap */.fJ)(child.pid, idMap, programs, { timeoutMs, ...(signal ? { signal } : {}) });
            await child.end(0);
            if (failure !== undefined)
                return failed(`${what}: ${failure}`, failure);
            const few = Math.min((0,id_map/* mappedIds */.Ql)(idMap.uids), (0,id_map/* mappedIds */.Ql)(idMap.gids));
            if (few < id_map/* ENOUGH_IDS */.Sq)
                return { holds: false, evidence: `${what}: only ${few} ids, fewer than ${id_map/* ENOUGH_IDS */.Sq}` };
            return { holds: true, evidence: `${what}: written` };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = trials_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    async container() {
        const { unshare, temporary } = { ...this.#options.programs, ...this.#options };
        if (unshare === undefined)
            return MISSING_UNSHARE;
        const inside = ['sh', '-c', CONTAINER_TRIAL, 'sh', temporary];
        const done = await this.#run([...this.owner(), unshare, '-U', '-r', '-m', '-u', ...inside]);
        return outcome(['unshare -U -r -m -u: hostname dockless, pivot_root to a tmpfs'], done);
    }
    async overlay() {
        const env_2 = { stack: [], error: void 0, hasError: false };
        try {
            const { temporary, filesystem, idMap } = this.#options;
            let directory;
            try {
                directory = await private_directory/* PrivateDirectory */.l.create(temporary);
            }
            catch (error) {
                return { holds: false, evidence: (0,errors/* messageOf */.bD)(error), errno: 'NOWRITE' };
            }
            const made = trials_addDisposableResource(env_2, directory, true);
            const owner = this.owner();
            if (owner.length > 0 && idMap)
                await (0,promises_.chown)(made.path, idMap.uids[0]?.outside ?? 0, idMap.gids[0]?.outside ?? 0);
            // BuildKit mounts without userxattr on a tmpfs, so that is what has to work there.
            const attributes = filesystem === 'tmpfs' ? '' : ',userxattr';
            const { unshare } = this.#options.programs;
            if (unshare === undefined)
                return MISSING_UNSHARE;
            const flags = owner.length > 0 ? '-c' : ''; // take the path as it is: util-linux, like every setpriv that shifts
            const inside = ['sh', '-c', OVERLAY_TRIAL, 'sh', attributes, flags];
            const done = await this.#run([...owner, unshare, '-U', '-r', '-m', ...inside], made.path);
            const where = `overlay${attributes} below ${temporary} (${filesystem}), a lower directory deleted`;
            return outcome([where], done);
        }
        catch (e_2) {
            env_2.error = e_2;
            env_2.hasError = true;
        }
        finally {
            const result_2 = trials_disposeResources(env_2);
            if (result_2)
                await result_2;
        }
    }
    async #run(argv, cwd = '/') {
        const [first = '', ...rest] = argv;
        const { timeoutMs, signal } = this.#options;
        return (0,run/* run */.e)({ argv: [first, ...rest], env: trials_environment(), cwd }, { timeoutMs, graceMs: 0, ...(signal ? { signal } : {}) });
    }
}
const MISSING_UNSHARE = { holds: false, evidence: '`unshare` is not on PATH', missing: 'unshare' };
function trials_environment() {
    return (0,environment/* childEnvironment */.Q)({ LC_ALL: 'C' });
}
/** A map in the kernel's own form: `0 1001 1, 1 100000 65536`. */
function describeMap(map) {
    return map.uids.map((range) => `${range.inside} ${range.outside} ${range.count}`).join(', ');
}
function outcome(command, done) {
    const what = `\`${command.join(' ')}\``;
    if (done.startError !== undefined)
        return failed(`${what}: ${done.startError}`, done.startError);
    if (done.timedOut)
        return { holds: false, evidence: `${what}: no answer in time` };
    if (done.status === 0)
        return { holds: true, evidence: `${what}: exit 0` };
    const said = done.stderr.trim().split('\n')[0] ?? '';
    return failed(`${what}: exit ${done.status}${said ? `: ${said}` : ''}`, done.stderr);
}
function failed(evidence, output) {
    const name = Object.keys(ERRNO).find((text) => output.includes(text));
    const errno = name === undefined ? undefined : ERRNO[name];
    const missing = /(?:execute|exec|can't execute) '?([\w-]+)'?[^\n]*No such file/.exec(output)?.[1];
    return {
        holds: false,
        evidence,
        ...(errno === undefined ? {} : { errno }),
        ...(missing === undefined ? {} : { missing }),
    };
}
async function openFuse() {
    const what = 'open /dev/fuse for reading and writing';
    try {
        await (await (0,promises_.open)('/dev/fuse', external_node_fs_.constants.O_RDWR)).close();
        return { holds: true, evidence: `${what}: done` };
    }
    catch (error) {
        return { holds: false, evidence: `${what}: ${(0,errors/* messageOf */.bD)(error)}` };
    }
}

;// CONCATENATED MODULE: ./build/runner/probe.js















const TIMEOUT_MS = 2000;
const INITIAL_USER_NAMESPACE = 'user:[4026531837]'; // PROC_USER_INIT_INO of the kernel
const WHOLE_MAP = 4_294_967_295;
/**
 * Finds out what this runner is and allows, by doing it: namespaces, id maps, mounts, an overlay. What the
 * kernel's files say only explains what failed. Everything runs at once and leaves nothing behind; a trial
 * without an answer has failed when its deadline is over. Never throws for what a runner lacks.
 */
async function probe(options) {
    const began = performance.now();
    const { host, env = process.env, timeoutMs = TIMEOUT_MS } = options;
    const asking = { timeoutMs, ...(options.signal ? { signal: options.signal } : {}) };
    const temporary = await (0,promises_.realpath)(options.temporary).catch(() => options.temporary);
    const [kernel, paths] = await Promise.all([readKernelFiles(), findTools()]);
    const { uid, gid, capabilities } = kernel.process;
    const identity = { uid, capabilities, ...asking };
    const directory = await directoryFacts(temporary, kernel.mounts);
    const idMap = (0,id_map/* chooseIdMap */.BW)({ ...kernel, uid, gid, capabilities });
    const { remote } = options;
    const trying = { temporary, filesystem: directory.filesystem, idMap, programs: paths, ...asking };
    const [outcomes, tools, helper, daemons, remoteBuilders] = await Promise.all([
        runTrials(trying),
        askTools(paths, identity),
        helperPrivilege(paths.newuidmap, identity),
        findDaemons(uid, env).then((found) => askDaemons(found, env, asking)),
        remote && (0,remote_builders/* askBuilders */._N)({ ...remote, env, ...(options.signal ? { signal: options.signal } : {}) }),
    ]);
    const cloned = outcomes.userNamespace.holds || kernel.process.seccomp === 'none'
        ? undefined
        : await tryClone([...(idMap ? [idMap] : []), (0,id_map/* ownIdMap */.yc)(uid, gid)], trying);
    const container = containerEvidence({ ...kernel.containerSigns, env });
    const system = { ...systemFacts(), container, kubernetes: inKubernetes(env) };
    const subordinate = { ...kernel.subordinate, helper };
    const trials = explainTrials(outcomes, {
        setting: (0,remedies/* settingOf */.y7)(host, system),
        process: kernel.process,
        subordinate,
        sysctls: kernel.sysctls,
        filesystem: directory.filesystem,
        chroot: !kernel.mounts.some((mount) => mount.mountPoint === '/'),
        hasNewgidmap: paths.newgidmap !== undefined,
    });
    return {
        system,
        process: kernel.process,
        subordinate,
        sysctls: kernel.sysctls,
        idMap: trials.mapRange.holds ? idMap : undefined,
        trials,
        ...(cloned ? { cloned } : {}),
        temporary: directory,
        tools: withBuildahDefect(tools, directory.filesystem, trials.mapRange.holds),
        daemons,
        ...(remoteBuilders ? { remoteBuilders } : {}),
        tookMs: Math.round(performance.now() - began),
    };
}
function withBuildahDefect(tools, filesystem, idsMapped) {
    const { buildah } = tools;
    if (buildah?.version === undefined || buildah.problem !== undefined)
        return tools;
    const problem = buildahDefect(buildah.version, { filesystem, idsMapped });
    return problem === undefined ? tools : { ...tools, buildah: { ...buildah, problem } };
}
function systemFacts() {
    const limit = process.constrainedMemory();
    const total = external_node_os_.totalmem();
    return {
        kernel: external_node_os_.release(),
        architecture: external_node_os_.machine(),
        cpus: external_node_os_.availableParallelism(),
        memoryBytes: limit > 0 && limit < total ? limit : total,
        node: process.version,
    };
}
/** Everything that the kernel's and the account files tell, read at once. */
async function readKernelFiles() {
    const uid = process.getuid?.() ?? 0;
    const gid = process.getgid?.() ?? 0;
    const [status, uidMap, gidMap, mountInfo, passwd, subuid, subgid, apparmor, current, namespace] = await Promise.all([
        probe_text('/proc/self/status'),
        probe_text('/proc/self/uid_map'),
        probe_text('/proc/self/gid_map'),
        probe_text('/proc/self/mountinfo'),
        probe_text('/etc/passwd'),
        probe_text('/etc/subuid'),
        probe_text('/etc/subgid'),
        probe_text('/proc/self/attr/apparmor/current'),
        probe_text('/proc/self/attr/current'),
        (0,promises_.readlink)('/proc/self/ns/user').catch(() => undefined),
    ]);
    const [maxUserNamespaces, unprivilegedUsernsClone, apparmorRestrictUnprivilegedUserns] = await Promise.all([
        probe_text('/proc/sys/user/max_user_namespaces').then(proc/* parseSysctl */.U0),
        probe_text('/proc/sys/kernel/unprivileged_userns_clone').then(proc/* parseSysctl */.U0),
        probe_text('/proc/sys/kernel/apparmor_restrict_unprivileged_userns').then(proc/* parseSysctl */.U0),
    ]);
    const pidNamespace = await (0,promises_.readlink)('/proc/self/ns/pid').catch(() => undefined);
    const containerFiles = await Promise.all(CONTAINER_FILES.map(async (file) => ((await probe_exists(file)) ? [file] : [])));
    const mounts = (0,proc/* parseMountInfo */.R8)(mountInfo ?? '');
    const user = (0,proc/* userNameOf */.OY)(uid, passwd ?? '');
    const ownUids = (0,proc/* parseIdMap */.dU)(uidMap ?? '');
    const whole = ownUids.length === 1 && ownUids[0]?.inside === 0 && ownUids[0].count === WHOLE_MAP;
    return {
        process: {
            uid,
            gid,
            user,
            ...(0,proc/* parseStatus */.i$)(status ?? ''),
            securityLabel: (0,proc/* parseLabel */.Q_)(apparmor) ?? (0,proc/* parseLabel */.Q_)(current),
            ids: (0,id_map/* mappedIds */.Ql)(ownUids),
            nested: !whole || (namespace !== undefined && namespace !== INITIAL_USER_NAMESPACE),
            maskedProc: (0,proc/* maskedBelowProc */.zh)(mounts),
        },
        subordinate: {
            uids: (0,proc/* parseSubordinate */.U4)(subuid ?? '', user, uid),
            gids: (0,proc/* parseSubordinate */.U4)(subgid ?? '', user, uid),
        },
        sysctls: { maxUserNamespaces, unprivilegedUsernsClone, apparmorRestrictUnprivilegedUserns },
        ownUids,
        ownGids: (0,proc/* parseIdMap */.dU)(gidMap ?? ''),
        mounts,
        containerSigns: { files: containerFiles.flat(), mounts, pidNamespace },
    };
}
async function directoryFacts(path, mounts) {
    const mount = (0,proc/* mountOf */.vI)(path, mounts);
    const [space, writable] = await Promise.all([
        (0,external_node_util_.promisify)(external_node_fs_.statfs)(path).catch(() => undefined),
        (0,promises_.access)(path, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK).then(() => true, () => false),
    ]);
    return {
        path,
        filesystem: mount?.filesystem ?? 'unknown',
        freeBytes: space === undefined ? 0 : space.bavail * space.bsize,
        writable,
        mountOptions: mount?.options ?? [],
    };
}
async function probe_text(file) {
    return (0,promises_.readFile)(file, 'utf8').catch(() => undefined);
}
async function probe_exists(file) {
    return (0,promises_.access)(file).then(() => true, () => false);
}


/***/ }),

/***/ 5515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $8: () => (/* binding */ CAPABILITIES),
/* harmony export */   OY: () => (/* binding */ userNameOf),
/* harmony export */   Q_: () => (/* binding */ parseLabel),
/* harmony export */   R8: () => (/* binding */ parseMountInfo),
/* harmony export */   U0: () => (/* binding */ parseSysctl),
/* harmony export */   U4: () => (/* binding */ parseSubordinate),
/* harmony export */   dU: () => (/* binding */ parseIdMap),
/* harmony export */   i$: () => (/* binding */ parseStatus),
/* harmony export */   vI: () => (/* binding */ mountOf),
/* harmony export */   zh: () => (/* binding */ maskedBelowProc)
/* harmony export */ });
/* unused harmony export capabilityNames */
/** Names of the capabilities by bit, as in linux/capability.h, `CAP_` left out. */
const CAPABILITIES = [
    'chown',
    'dac_override',
    'dac_read_search',
    'fowner',
    'fsetid',
    'kill',
    'setgid',
    'setuid',
    'setpcap',
    'linux_immutable',
    'net_bind_service',
    'net_broadcast',
    'net_admin',
    'net_raw',
    'ipc_lock',
    'ipc_owner',
    'sys_module',
    'sys_rawio',
    'sys_chroot',
    'sys_ptrace',
    'sys_pacct',
    'sys_admin',
    'sys_boot',
    'sys_nice',
    'sys_resource',
    'sys_time',
    'sys_tty_config',
    'mknod',
    'lease',
    'audit_write',
    'audit_control',
    'setfcap',
    'mac_override',
    'mac_admin',
    'syslog',
    'wake_alarm',
    'block_suspend',
    'audit_read',
    'perfmon',
    'bpf',
    'checkpoint_restore',
];
/** Names of the capabilities in a hexadecimal mask such as `00000000a80425fb`; unknown bits are left out. */
function capabilityNames(mask) {
    const bits = BigInt(`0x${mask}`);
    return CAPABILITIES.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n);
}
/** Reads `/proc/PID/status` (proc(5)); lines that an old kernel lacks count as "no". */
function parseStatus(text) {
    const fields = new Map();
    for (const line of text.split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0)
            fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    const mask = (name) => {
        const value = fields.get(name);
        return value !== undefined && /^[0-9a-f]+$/.test(value) ? capabilityNames(value) : [];
    };
    const seccomp = fields.get('Seccomp');
    return {
        capabilities: mask('CapEff'),
        boundingSet: mask('CapBnd'),
        noNewPrivileges: fields.get('NoNewPrivs') === '1',
        seccomp: seccomp === '2' ? 'filter' : seccomp === '1' ? 'strict' : 'none',
    };
}
/** Reads `/proc/PID/uid_map` or `gid_map` (user_namespaces(7)). */
function parseIdMap(text) {
    const ranges = [];
    for (const line of text.split('\n')) {
        const [inside, outside, count] = line.trim().split(/\s+/).map(Number);
        if (inside === undefined || outside === undefined || count === undefined)
            continue;
        if ([inside, outside, count].every(Number.isSafeInteger))
            ranges.push({ inside, outside, count });
    }
    return ranges;
}
/** Reads `/proc/PID/mountinfo`, in mount order; octal escapes in paths are undone. */
function parseMountInfo(text) {
    const mounts = [];
    for (const line of text.split('\n')) {
        const [before, after] = line.split(' - ');
        const fields = before?.split(' ') ?? [];
        const [mountPoint, options] = [fields[4], fields[5]];
        const filesystem = after?.split(' ')[0];
        if (mountPoint === undefined || options === undefined || filesystem === undefined)
            continue;
        mounts.push({ mountPoint: unescapeOctal(mountPoint), options: options.split(','), filesystem });
    }
    return mounts;
}
function unescapeOctal(text) {
    return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
/** The mount that a path lies on: the deepest mount point above it, the last one mounted there. */
function mountOf(path, mounts) {
    let found;
    for (const mount of mounts) {
        const prefix = mount.mountPoint.endsWith('/') ? mount.mountPoint : `${mount.mountPoint}/`;
        const above = path === mount.mountPoint || path.startsWith(prefix);
        if (above && mount.mountPoint.length >= (found?.mountPoint.length ?? 0))
            found = mount;
    }
    return found;
}
/** Paths below /proc over which something is mounted: a container's masked and read-only paths. */
function maskedBelowProc(mounts) {
    const paths = mounts.map((mount) => mount.mountPoint).filter((path) => path.startsWith('/proc/'));
    // systemd mounts this trigger on any machine; it masks nothing.
    return [...new Set(paths)].filter((path) => path !== '/proc/sys/fs/binfmt_misc').sort();
}
/** The ranges of /etc/subuid or /etc/subgid that belong to a user, by name or by number (subuid(5)). */
function parseSubordinate(text, user, uid) {
    const ranges = [];
    for (const line of text.split('\n')) {
        const [owner, start, count] = line.trim().split(':');
        if (owner === undefined || (owner !== user && owner !== String(uid)))
            continue;
        const range = { start: Number(start), count: Number(count) };
        if (Number.isSafeInteger(range.start) && Number.isSafeInteger(range.count) && range.count > 0)
            ranges.push(range);
    }
    return ranges;
}
/** The login name of a uid in the text of /etc/passwd (passwd(5)); the first entry wins. */
function userNameOf(uid, passwd) {
    for (const line of passwd.split('\n')) {
        const [name, , id] = line.split(':');
        if (name && id === String(uid))
            return name;
    }
    return undefined;
}
/** The number in a file below /proc/sys; undefined when it holds none. */
function parseSysctl(text) {
    const value = text?.trim() ?? '';
    return /^-?\d+$/.test(value) ? Number(value) : undefined;
}
/** An LSM label as `/proc/self/attr/current` gives it: the ending NUL or newline removed, empty is none. */
function parseLabel(text) {
    const label = text?.replace(/[\0\n]+$/, '').trim();
    return label ? label : undefined;
}


/***/ }),

/***/ 2427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JW: () => (/* binding */ remedies),
/* harmony export */   y7: () => (/* binding */ settingOf),
/* harmony export */   zL: () => (/* binding */ remedy)
/* harmony export */ });
/** Where this run would have to be configured. */
function settingOf(host, system) {
    if (system.kubernetes)
        return host === 'gitlab' ? 'gitlab-kubernetes' : 'kubernetes';
    if (system.container === undefined)
        return host === 'github' ? 'github-machine' : 'machine';
    if (host === 'gitlab')
        return 'gitlab-docker';
    return host === 'github' ? 'github-container' : 'container';
}
/** Cause and fix of a problem, for the place where it has to be mended. */
function remedy(problem, setting, who) {
    const { cause, fix } = REMEDIES[problem];
    const fill = (text) => text.replaceAll('{uid}', String(who.uid)).replaceAll('{user}', who.user ?? String(who.uid));
    return { cause: fill(cause), fix: fill(fix[setting] ?? fix.default) };
}
/** Several problems at once, so that nobody mends them one run at a time. */
function remedies(problems, setting, who) {
    if (problems.length === 0)
        return {};
    const reasons = problems.map((problem) => remedy(problem, setting, who));
    return {
        cause: reasons.map(({ cause }) => cause).join('; '),
        fix: reasons.map(({ fix }) => fix).join('; '),
        reasons,
    };
}
const GITLAB_KUBERNETES = '[runners.kubernetes.build_container_security_context';
/** sysctls belong to the kernel: a container's admin changes them on the machine below it. */
function sysctl(assignment) {
    const command = `sysctl -w ${assignment}`;
    return {
        default: `as root run \`${command}\`, and keep it by a line in /etc/sysctl.d/`,
        'github-machine': `run \`sudo ${command}\` in a step before this one (once, on a self-hosted runner)`,
        'github-container': `run \`sudo ${command}\` on the runner's machine, not in the job container`,
        'gitlab-docker': `run \`${command}\` on the machine of the GitLab runner, not in the job container`,
        'gitlab-kubernetes': `run \`${command}\` on the nodes of the cluster`,
        kubernetes: `run \`${command}\` on the nodes of the cluster`,
        container: `run \`${command}\` on the machine below the container`,
    };
}
/** Each of these fixes, and another way that is the same everywhere. */
function besides(fix, other) {
    const both = Object.entries(fix).map(([setting, text]) => [setting, `${text}; ${other}`]);
    return { default: `${fix.default}; ${other}`, ...Object.fromEntries(both) };
}
const SECCOMP_OFF = {
    default: 'take the filter off: no RestrictNamespaces= and SystemCallFilter= in the systemd unit that starts this job',
    'gitlab-docker': 'in config.toml under [runners.docker]: security_opt = ["seccomp:unconfined", "apparmor:unconfined"]',
    'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.seccomp_profile]: type = "Unconfined" (older runners: a pod_spec patch that sets seccompProfile)`,
    kubernetes: "in the container's securityContext: seccompProfile: {type: Unconfined}",
    'github-container': 'in the workflow under container: options: --security-opt seccomp=unconfined --security-opt apparmor=unconfined',
    container: 'start the container with --security-opt seccomp=unconfined',
};
const REMEDIES = {
    seccomp: {
        cause: 'the seccomp filter of this container or service forbids to make user namespaces',
        fix: SECCOMP_OFF,
    },
    'seccomp-runtime': {
        cause: 'the seccomp filter forbids what starts a container: sethostname, pivot_root or keyctl',
        fix: SECCOMP_OFF,
    },
    'apparmor-denies-mount': {
        cause: 'the AppArmor profile of this process denies mount',
        fix: {
            default: 'take the AppArmor profile off this process, or give it one that allows `mount` and `userns`',
            'gitlab-docker': 'in config.toml under [runners.docker]: security_opt = ["seccomp:unconfined", "apparmor:unconfined"]',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.app_armor_profile]: type = "Unconfined" (GitLab Runner 18.11 or newer; before: [runners.kubernetes.pod_annotations] "container.apparmor.security.beta.kubernetes.io/build" = "unconfined")`,
            kubernetes: "in the container's securityContext: appArmorProfile: {type: Unconfined}",
            'github-container': 'in the workflow under container: options: --security-opt apparmor=unconfined',
            container: 'start the container with --security-opt apparmor=unconfined',
        },
    },
    'ubuntu-restriction': {
        cause: 'kernel.apparmor_restrict_unprivileged_userns is 1: this kernel lets only programs with an AppArmor profile of their own use a user namespace',
        fix: besides(sysctl('kernel.apparmor_restrict_unprivileged_userns=0'), 'or, to lift it for one program alone, load the AppArmor profile `abi <abi/4.0>, profile unshare /usr/bin/unshare flags=(unconfined) { userns, }` there'),
    },
    'max-user-namespaces': {
        cause: 'user.max_user_namespaces is 0, as this process sees it: no user namespace may be made here',
        fix: sysctl('user.max_user_namespaces=63359'),
    },
    'namespace-limit-above': {
        cause: 'the limit of user namespaces is reached: user.max_user_namespaces of this user namespace or of one around it',
        fix: sysctl('user.max_user_namespaces=63359'),
    },
    'unprivileged-clone-off': {
        cause: 'kernel.unprivileged_userns_clone is 0: only root may make a user namespace',
        fix: sysctl('kernel.unprivileged_userns_clone=1'),
    },
    chroot: {
        cause: 'this process lives in a chroot, and the kernel makes no user namespace from there',
        fix: { default: 'run the job outside of the chroot, or enter its root by pivot_root, as containers do' },
    },
    'no-new-privileges': {
        cause: 'no_new_privs is set: newuidmap and newgidmap get no privilege from their file',
        fix: {
            default: 'start the job without no_new_privs (systemd: NoNewPrivileges=no)',
            'gitlab-docker': 'take "no-new-privileges" out of security_opt in config.toml under [runners.docker]',
            'gitlab-kubernetes': 'in config.toml under [runners.kubernetes]: allow_privilege_escalation = true',
            kubernetes: "in the container's securityContext: allowPrivilegeEscalation: true",
            'github-container': 'take --security-opt no-new-privileges out of the options under container:',
            container: 'start the container without --security-opt no-new-privileges',
        },
    },
    'newuidmap-missing': {
        cause: 'newuidmap and newgidmap are not both on PATH, so only one id can be mapped',
        fix: {
            default: 'install them: `apt-get install uidmap` (Debian, Ubuntu), `dnf install shadow-utils` (Fedora), `apk add shadow-uidmap` (Alpine)',
            'github-machine': 'run `sudo apt-get install -y uidmap` in a step before this one',
        },
    },
    'newuidmap-unprivileged': {
        cause: 'newuidmap has neither the set-user-ID bit nor file capabilities',
        fix: {
            default: 'as root run `setcap cap_setuid=ep $(command -v newuidmap)` and `setcap cap_setgid=ep $(command -v newgidmap)`',
        },
    },
    'newuidmap-needs-sys-admin': {
        cause: 'newuidmap is set-user-ID root, and as such needs CAP_SYS_ADMIN, which the container does not give',
        fix: {
            default: 'give the helpers file capabilities instead: in the image run `chmod u-s /usr/bin/newuidmap /usr/bin/newgidmap && setcap cap_setuid=ep /usr/bin/newuidmap && setcap cap_setgid=ep /usr/bin/newgidmap`, or run the job as root',
        },
    },
    'bounding-set': {
        cause: 'CAP_SETUID or CAP_SETGID is not in the bounding set, so newuidmap cannot get it',
        fix: {
            default: 'let the service keep CAP_SETUID and CAP_SETGID (systemd: CapabilityBoundingSet=)',
            'gitlab-docker': 'take SETUID and SETGID out of cap_drop in config.toml under [runners.docker]',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETUID", "SETGID"]`,
            kubernetes: "in the container's securityContext: capabilities: {add: [SETUID, SETGID]}",
            'github-container': 'in the workflow under container: options: --cap-add SETUID --cap-add SETGID',
            container: 'start the container with --cap-add SETUID --cap-add SETGID',
        },
    },
    'no-passwd-entry': {
        cause: 'uid {uid} has no entry in /etc/passwd, so newuidmap does not know whose ranges it may map',
        fix: {
            default: 'run the job as a user of the image that has an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid',
            kubernetes: 'set runAsUser to a user of the image that has an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid (1000 in moby/buildkit:rootless)',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}]: run_as_user = a user of the image with an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid (1000 in moby/buildkit:rootless)`,
        },
    },
    'no-subordinate-ids': {
        cause: 'user {user} has not 65,536 subordinate ids in both /etc/subuid and /etc/subgid',
        fix: {
            default: 'as root run `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}`',
            'github-machine': 'run `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}` in a step before this one',
            'gitlab-docker': 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the job image, or run the job as root',
            'gitlab-kubernetes': 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the job image',
            kubernetes: 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
            'github-container': 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
            container: 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
        },
    },
    'container-capabilities': {
        cause: 'root in this container lacks CAP_SETUID or CAP_SETGID, so it may not map ids',
        fix: {
            default: 'let the service keep CAP_SETUID, CAP_SETGID and CAP_SETFCAP',
            'gitlab-docker': 'take SETUID, SETGID and SETFCAP out of cap_drop in config.toml under [runners.docker]',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETUID", "SETGID", "SETFCAP"]`,
            kubernetes: "in the container's securityContext: capabilities: {add: [SETUID, SETGID, SETFCAP]}",
            'github-container': 'in the workflow under container: options: --cap-add SETUID --cap-add SETGID --cap-add SETFCAP',
            container: 'start the container with --cap-add SETUID --cap-add SETGID --cap-add SETFCAP',
        },
    },
    'no-setfcap': {
        cause: 'root in this container lacks CAP_SETFCAP, so it may not map id 0 (Linux 5.12 and newer)',
        fix: {
            default: 'let the service keep CAP_SETFCAP',
            'gitlab-docker': 'in config.toml under [runners.docker]: cap_add = ["SETFCAP"]',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETFCAP"]`,
            kubernetes: "in the container's securityContext: capabilities: {add: [SETFCAP]}",
            'github-container': 'in the workflow under container: options: --cap-add SETFCAP',
            container: 'start the container with --cap-add SETFCAP',
        },
    },
    'masked-proc': {
        cause: 'the container masks parts of /proc, and the kernel then refuses a fresh /proc in a namespace below',
        fix: {
            default: 'nothing has to change: BuildKit runs without a process sandbox and buildah with chroot isolation; for more, take the mounts over /proc away',
            kubernetes: 'nothing has to change; for a process sandbox: procMount: Unmasked together with hostUsers: false',
            'github-container': 'nothing has to change; for a process sandbox: options: --security-opt systempaths=unconfined',
            container: 'nothing has to change; for a process sandbox: --security-opt systempaths=unconfined',
            'gitlab-docker': 'nothing has to change: BuildKit runs without a process sandbox and buildah with chroot isolation (GitLab Runner cannot unmask /proc)',
        },
    },
    'overlay-on-overlay': {
        cause: 'the temporary directory lies on an overlay itself, and an overlay cannot have its upper layer there',
        fix: {
            default: 'set TMPDIR to a directory on a real filesystem; without it builders copy whole layers, which is slower',
            'gitlab-docker': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume; without it builders copy whole layers, which is slower',
            'gitlab-kubernetes': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume; without it builders copy whole layers, which is slower',
            kubernetes: 'mount an emptyDir and set TMPDIR to it; without it builders copy whole layers, which is slower',
            container: 'mount a volume and set TMPDIR to it; without it builders copy whole layers, which is slower',
        },
    },
    'overlay-on-tmpfs': {
        cause: 'the temporary directory is a tmpfs: an overlay can be mounted there, but a directory of a base image cannot be deleted in it',
        fix: {
            default: 'set TMPDIR to a directory on a disk; without it builders copy whole layers, which is slower',
        },
    },
    'overlay-missing': {
        cause: 'the kernel has no overlay filesystem for user namespaces (Linux 5.11 or newer, module overlay)',
        fix: {
            default: 'as root run `modprobe overlay` on the machine, or update its kernel; without it builders copy whole layers, which is slower',
        },
    },
    'no-fuse': {
        cause: '/dev/fuse cannot be opened',
        fix: {
            default: 'only needed for fuse-overlayfs: load the module fuse and allow /dev/fuse for this user',
            'gitlab-docker': 'only needed for fuse-overlayfs: in config.toml under [runners.docker]: devices = ["/dev/fuse"]',
            'gitlab-kubernetes': 'only needed for fuse-overlayfs: a device plugin that offers /dev/fuse to pods',
            kubernetes: 'only needed for fuse-overlayfs: a device plugin that offers /dev/fuse to pods',
            'github-container': 'only needed for fuse-overlayfs: options: --device /dev/fuse',
            container: 'only needed for fuse-overlayfs: start the container with --device /dev/fuse',
        },
    },
    'no-unshare': {
        cause: 'there is no program `unshare` on PATH, which makes the namespaces that builders live in',
        fix: { default: 'install util-linux 2.38 or newer in the job image or on the machine' },
    },
    'no-mount-program': {
        cause: 'there is no program `mount` on PATH',
        fix: { default: 'install the package mount (util-linux) in the job image or on the machine' },
    },
    'temporary-not-writable': {
        cause: 'the temporary directory cannot be written',
        fix: { default: 'set TMPDIR to a directory that uid {uid} may write' },
    },
};


/***/ }),

/***/ 938:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ addressArguments),
/* harmony export */   _N: () => (/* binding */ askBuilders),
/* harmony export */   aU: () => (/* binding */ WORKERS),
/* harmony export */   lS: () => (/* binding */ builderEnvironment)
/* harmony export */ });
/* unused harmony export workersIn */
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4647);
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4511);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1767);
/* harmony import */ var _builder_problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4953);






/** A network in between, a handshake, and for a pod the start of a program in it. */
const ANSWER_MS = 10_000;
/** Asks every daemon for its workers, all at once: which answer, which platforms they run, the native one first. */
async function askBuilders(question) {
    return Promise.all(question.builder.endpoints.map((endpoint) => askBuilder(endpoint, question)));
}
async function askBuilder(endpoint, question) {
    const { builder, buildctl, env, signal } = question;
    const argv = [buildctl, ...addressArguments(endpoint, builder.tls), ...WORKERS];
    const done = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)({ argv, env: (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .childEnvironment */ .Q)(builderEnvironment([endpoint], env), env), cwd: '/' }, { timeoutMs: ANSWER_MS, graceMs: 0, ...(signal ? { signal } : {}) });
    if (done.status === 0)
        return explained({ endpoint, ...workersIn(done.stdout) });
    const said = done.timedOut
        ? `no answer within ${ANSWER_MS / 1000} s`
        : (done.startError ?? (0,_builder_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .realLine */ .n)(done.stderr));
    const problem = await (0,_builder_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .clearerLine */ .tR)(said, endpoint, builder.tls).catch(() => said);
    return explained({ endpoint, platforms: [], problem });
}
function explained(answer) {
    const reason = answer.problem === undefined ? undefined : (0,_builder_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .builderProblem */ .XE)(answer.problem);
    return reason ? { ...answer, reason } : answer;
}
/** What buildctl is asked to see whether a daemon lives. */
const WORKERS = ['debug', 'workers', '--format', '{{json .}}'];
/** How buildctl is told where a daemon is and whom to trust there. */
function addressArguments(endpoint, tls) {
    const address = ['--addr', endpoint];
    if (!tls || !endpoint.startsWith('tcp://'))
        return address;
    const client = tls.client ? ['--tlscert', tls.client.certificate, '--tlskey', tls.client.key] : [];
    return [...address, '--tlscacert', tls.ca, ...client];
}
const KUBERNETES = ['PATH', 'KUBECONFIG', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'];
/** What buildctl needs of our environment for these endpoints: for a pod it starts kubectl, which reads its own configuration. */
function builderEnvironment(endpoints, env, home = (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)()) {
    const given = {};
    if (!endpoints.some((endpoint) => endpoint.startsWith('kube-pod://')))
        return given;
    for (const name of KUBERNETES) {
        const value = env[name];
        if (value !== undefined)
            given[name] = value;
    }
    return { ...given, HOME: home };
}
/** Reads the JSON of `buildctl debug workers`. */
function workersIn(output) {
    let workers;
    try {
        workers = JSON.parse(output);
    }
    catch (error) {
        return { platforms: [], problem: `its answer is no JSON: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}` };
    }
    const records = Array.isArray(workers) ? workers : [];
    const platforms = records.flatMap((worker) => listOf(field(worker, 'platforms'))).flatMap(platformOf);
    if (platforms.length === 0)
        return { platforms: [], problem: 'it has no worker' };
    const version = records.map((worker) => field(field(worker, 'buildkitVersion'), 'version')).find(isText);
    if (version === undefined)
        return { platforms: [], problem: _builder_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .NO_VERSION */ .dG };
    return { platforms: [...new Set(platforms)], version };
}
function platformOf(value) {
    const parts = [field(value, 'os'), field(value, 'architecture'), field(value, 'variant')].filter(isText);
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL)(parts.join('/'));
    return platform ? [(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)(platform)] : [];
}
function field(value, name) {
    return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function isText(value) {
    return typeof value === 'string' && value !== '';
}


/***/ }),

/***/ 557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ STRATEGIES)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/dockerfile/scope.js
var dockerfile_scope = __webpack_require__(7311);
// EXTERNAL MODULE: ./build/dockerfile/stages.js
var dockerfile_stages = __webpack_require__(5080);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/oci/compression.js
var compression = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/oci/names.js
var names = __webpack_require__(5678);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
;// CONCATENATED MODULE: ./build/assemble/archive-programs.js







/** What Node cannot decompress, or not every Node, and who can. */
const PROGRAMS = {
    xz: { program: 'xz', suffix: '.xz' },
    bzip2: { program: 'bzip2', suffix: '.bz2' },
};
const TIMEOUT_MS = 20 * 60_000;
/**
 * Decompresses files with xz(1) and bzip2(1) of the runner, beside themselves in a directory of ours; each once.
 */
class ArchivePrograms {
    #directory;
    #signal;
    #done = new Map();
    /** `directory` exists, is ours alone, and is removed by somebody else. */
    constructor(directory, signal) {
        this.#directory = directory;
        this.#signal = signal;
    }
    /**
     * The file to read in the place of this one: itself, unless another program must decompress it; undefined when that
     * finds it damaged. Throws DocklessError when there is no such program; `name` is for that.
     */
    async readable(path, name) {
        const compression = await compressionOf(path);
        const needed = PROGRAMS[compression];
        if (!needed)
            return path;
        const program = await (0,find/* findProgram */.K)(needed.program);
        if (!program) {
            throw new errors/* DocklessError */.D2('BUILD_FAILED', `${name} is compressed with ${compression}, and there is no ${needed.program} on PATH`, { fix: `Install ${needed.program} on the runner, or compress the archive with gzip.` });
        }
        const decompressing = this.#done.get(path) ?? this.#decompress(path, program, needed.suffix);
        this.#done.set(path, decompressing);
        return decompressing;
    }
    async #decompress(path, program, suffix) {
        const plain = (0,external_node_path_.join)(this.#directory, `archive-${this.#done.size}`);
        await (0,promises_.copyFile)((0,names/* encodeName */.a)(path), `${plain}${suffix}`);
        const { status } = await (0,run/* run */.e)({ argv: [program, '--decompress', '--quiet', '--', `${plain}${suffix}`] }, { signal: this.#signal, timeoutMs: TIMEOUT_MS });
        this.#signal.throwIfAborted();
        return status === 0 ? plain : undefined;
    }
}
async function compressionOf(path) {
    const file = await (0,promises_.open)((0,names/* encodeName */.a)(path));
    try {
        const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(compression/* MAGIC_SIZE */.UV), position: 0 });
        return (0,compression/* detectCompression */.IR)(buffer.subarray(0, bytesRead));
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/manifests.js
var manifests = __webpack_require__(6352);
// EXTERNAL MODULE: ./build/oci/media-types.js
var media_types = __webpack_require__(4566);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/assemble/config.js
/** What a process finds when the image sets no PATH of its own: BuildKit's for every system but Windows. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEFAULT_SHELL = ['/bin/sh', '-c'];
const COMMENT = 'dockless';
/**
 * The configuration of an image while its stage is gone through, instruction by instruction, with the history
 * entries that BuildKit would write.
 */
class ConfigDraft {
    fields;
    platform;
    author;
    history;
    #hasCmd = false;
    constructor(from) {
        this.fields = from.fields;
        this.platform = from.platform;
        this.author = from.author;
        this.history = [...from.history];
        if (!this.env.some((entry) => entry.startsWith('PATH=')))
            this.fields.Env = [...this.env, `PATH=${DEFAULT_PATH}`];
    }
    /** The configuration of `FROM scratch`. */
    static scratch(platform) {
        return new ConfigDraft({ fields: { WorkingDir: '/' }, platform, author: undefined, history: [] });
    }
    /** The configuration to begin with on a base image. Its ONBUILD triggers run, and go. */
    static onImage(image) {
        const { OnBuild: _triggers, ...fields } = image.config ?? {};
        return new ConfigDraft({
            fields,
            platform: platformOf(image),
            author: image.author,
            history: image.history ?? [],
        });
    }
    /** The configuration for a stage that builds on this one. */
    child() {
        const { OnBuild: _triggers, ...fields } = this.fields;
        return new ConfigDraft({ fields, platform: this.platform, author: this.author, history: this.history });
    }
    get env() {
        return this.fields.Env ?? [];
    }
    get workingDir() {
        return this.fields.WorkingDir || '/';
    }
    /** Notes an instruction. `layer` says whether the next layer belongs to it. */
    note(createdBy, layer = false) {
        this.history.push({ created_by: createdBy, comment: COMMENT, ...(layer ? {} : { empty_layer: true }) });
    }
    setEnv(name, value) {
        const env = [...this.env];
        const at = env.findIndex((entry) => entry.slice(0, entry.indexOf('=')) === name);
        env.splice(at === -1 ? env.length : at, at === -1 ? 0 : 1, `${name}=${value}`);
        this.fields.Env = env;
    }
    setLabel(name, value) {
        this.fields.Labels = { ...this.fields.Labels, [name]: value };
    }
    setCmd(command) {
        const argv = this.#argv(command);
        this.fields.Cmd = argv;
        this.fields.ArgsEscaped = true;
        this.#hasCmd = true;
        this.note(`CMD ${quoted(argv)}`);
    }
    /** Takes away a CMD that came from the base: it was made for another program. */
    setEntrypoint(command) {
        const argv = this.#argv(command);
        this.fields.Entrypoint = argv;
        if (!this.#hasCmd)
            delete this.fields.Cmd;
        this.note(`ENTRYPOINT ${quoted(argv)}`);
    }
    #argv(command) {
        if (command.form === 'exec')
            return command.argv;
        const shell = this.fields.Shell ?? [];
        return [...(shell.length > 0 ? shell : DEFAULT_SHELL), command.text];
    }
    expose(ports) {
        this.fields.ExposedPorts = { ...this.fields.ExposedPorts, ...setOf(ports) };
        this.note(`EXPOSE ${listed(ports)}`);
    }
    addVolumes(paths) {
        this.fields.Volumes = { ...this.fields.Volumes, ...setOf(paths) };
        this.note(`VOLUME ${listed(paths)}`);
    }
    setHealthcheck(instruction) {
        const health = {
            Test: testOf(instruction.check),
            ...given('Interval', instruction.intervalNs),
            ...given('Timeout', instruction.timeoutNs),
            ...given('StartPeriod', instruction.startPeriodNs),
            ...given('StartInterval', instruction.startIntervalNs),
            ...given('Retries', instruction.retries),
        };
        this.fields.Healthcheck = health;
        this.note(`HEALTHCHECK ${JSON.stringify(health)}`);
    }
    addTrigger(trigger) {
        this.fields.OnBuild = [...(this.fields.OnBuild ?? []), trigger];
    }
    /**
     * The finished configuration. `created` (RFC 3339) becomes the time of the image and of every history entry
     * that is new.
     */
    finish(diffIds, created) {
        const history = this.history.map((entry) => (entry.created === undefined ? { created, ...entry } : entry));
        return {
            created,
            ...(this.author === undefined ? {} : { author: this.author }),
            ...this.platform,
            config: tidy(this.fields),
            rootfs: { type: 'layers', diff_ids: diffIds },
            history,
        };
    }
}
function platformOf(image) {
    const { os, architecture, variant, 'os.version': version, 'os.features': features } = image;
    return {
        architecture,
        os,
        ...(variant ? { variant } : {}),
        ...(version ? { 'os.version': version } : {}),
        ...(features ? { 'os.features': features } : {}),
    };
}
function testOf(check) {
    if (check === 'NONE')
        return ['NONE'];
    return check.form === 'exec' ? ['CMD', ...check.argv] : ['CMD-SHELL', check.text];
}
function given(name, value) {
    return value ? { [name]: value } : {};
}
function setOf(names) {
    return Object.fromEntries(names.map((name) => [name, {}]));
}
/** Fields that say nothing are left out, maps are sorted: the same configuration has the same bytes. */
function tidy(fields) {
    const entries = Object.entries(fields).filter(([, value]) => !saysNothing(value));
    return Object.fromEntries(entries.map(([name, value]) => [name, SORTED.has(name) ? sorted(value) : value]));
}
const SORTED = new Set(['ExposedPorts', 'Volumes', 'Labels']);
function sorted(value) {
    if (typeof value !== 'object' || value === null)
        return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
function saysNothing(value) {
    if (value === undefined || value === null || value === '' || value === false)
        return true;
    if (Array.isArray(value))
        return value.length === 0;
    return typeof value === 'object' && Object.keys(value).length === 0;
}
function quoted(words) {
    return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}
function listed(words) {
    return `[${words.join(' ')}]`;
}

// EXTERNAL MODULE: ./build/assemble/tree.js
var assemble_tree = __webpack_require__(8057);
;// CONCATENATED MODULE: ./build/assemble/context-tree.js




/**
 * The files of a context as a tree. Everything belongs to root whoever checked it out, as in BuildKit; modes and
 * times are the files' own.
 */
async function contextTree(context) {
    const tree = new assemble_tree/* Tree */.PH();
    const inodes = new Map();
    for await (const { path, stats } of context.files()) {
        const parent = tree.get((0,assemble_tree/* parentOf */.gN)(path));
        if (path === '' || parent?.kind !== 'directory')
            continue;
        parent.children.set((0,assemble_tree/* baseOf */.bx)(path), await nodeOf((0,external_node_path_.join)(context.directory, path), stats, inodes));
    }
    return tree;
}
async function nodeOf(path, stats, inodes) {
    const attributes = {
        mode: stats.mode & 0o7777,
        uid: 0,
        gid: 0,
        mtime: Math.floor(stats.mtimeMs / 1000),
        xattrs: assemble_tree/* NO_XATTRS */.dr,
    };
    if (stats.isDirectory())
        return (0,assemble_tree/* directoryNode */.eC)(attributes);
    if (stats.isSymbolicLink())
        return { kind: 'symlink', attributes, target: (0,names/* decodeName */.e)(await (0,promises_.readlink)((0,names/* encodeName */.a)(path), 'buffer')) };
    if (stats.isFIFO())
        return { kind: 'fifo', attributes, major: 0, minor: 0 };
    if (stats.isCharacterDevice() || stats.isBlockDevice()) {
        const kind = stats.isCharacterDevice() ? 'character' : 'block';
        return { kind, attributes, ...deviceNumbers(stats.rdev) };
    }
    // A socket arrives as an empty file.
    const size = stats.isFile() ? stats.size : 0;
    return {
        kind: 'file',
        attributes,
        size,
        content: { from: 'path', path },
        inode: sharedInode(stats, inodes),
    };
}
function sharedInode(stats, inodes) {
    if (stats.nlink < 2)
        return undefined;
    const key = `${stats.dev}:${stats.ino}`;
    const inode = inodes.get(key) ?? { inode: Symbol(key) };
    inodes.set(key, inode);
    return inode;
}
/** Linux packs a device number as 12 bits of major and 20 of minor in this way (sys/sysmacros.h). */
function deviceNumbers(device) {
    return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}

;// CONCATENATED MODULE: ./build/assemble/patterns.js
/**
 * Go's path.Match, which BuildKit uses for wildcards in the sources of COPY and ADD: `*` and `?` stop at a slash,
 * `[a-z]` and `[^a-z]` are classes, a backslash quotes. A pattern that is malformed matches nothing.
 */
function wildcardMatcher(pattern) {
    const expression = toExpression([...pattern]);
    return expression ? (path) => expression.test(path) : () => false;
}
/** True when a path has an unquoted wildcard in it. */
function hasWildcard(path) {
    return /(?:^|[^\\])(?:\\\\)*[*?[]/.test(path);
}
function toExpression(pattern) {
    let out = '';
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at] ?? '';
        if (character === '*')
            out += '[^/]*';
        else if (character === '?')
            out += '[^/]';
        else if (character === '[') {
            const read = readClass(pattern, at + 1);
            if (!read)
                return undefined;
            out += read.expression;
            at = read.end;
        }
        else if (character === '\\') {
            const quoted = pattern[++at];
            if (quoted === undefined)
                return undefined;
            out += escaped(quoted);
        }
        else
            out += escaped(character);
    }
    return new RegExp(`^${out}$`, 'su');
}
/** Reads a class from behind its `[`; `end` is the place of its `]`. Undefined when it is malformed. */
function readClass(pattern, start) {
    let at = start;
    const negated = pattern[at] === '^';
    if (negated)
        at++;
    const one = () => {
        const character = pattern[at];
        if (character === undefined || character === '-' || character === ']')
            return undefined;
        at++;
        return character === '\\' ? pattern[at++] : character;
    };
    let ranges = '';
    for (let first = true; first || pattern[at] !== ']'; first = false) {
        const low = one();
        if (low === undefined)
            return undefined;
        let high = low;
        if (pattern[at] === '-') {
            at++;
            const end = one();
            if (end === undefined)
                return undefined;
            high = end;
        }
        const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
        // A range that is the wrong way round matches nothing, without a fault.
        if (from <= to)
            ranges += `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
    }
    if (ranges === '')
        return { expression: negated ? '[^/]' : '(?!)', end: at };
    return { expression: negated ? `[^/${ranges}]` : `(?!/)[${ranges}]`, end: at };
}
function escaped(character) {
    return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

;// CONCATENATED MODULE: ./build/assemble/copy.js


/** A source that does not exist. */
class NoSuchSource extends Error {
    path;
    constructor(path) {
        super(`"${path}" does not exist`);
        this.name = 'NoSuchSource';
        this.path = path;
    }
}
/** The paths that a source of COPY or ADD stands for: itself, or what its wildcards match (maybe nothing). */
function matchSources(source, pattern) {
    const parts = (0,assemble_tree/* cleaned */.L0)(pattern).split('/');
    const first = parts.findIndex(hasWildcard);
    if (first === -1)
        return [(0,assemble_tree/* cleaned */.L0)(pattern)];
    const above = source.resolve(parts.slice(0, first).join('/'));
    const start = source.get(above);
    if (!start)
        throw new NoSuchSource(parts.slice(0, first).join('/'));
    const found = [];
    if (start.kind !== 'directory')
        return found;
    const rest = parts.slice(first);
    collectMatches(start, above, rest.length, wildcardMatcher(rest.join('/')), '', found);
    return found;
}
/** Goes no deeper than the pattern does: no wildcard crosses a slash. */
function collectMatches(directory, above, depth, matches, below, found) {
    for (const name of (0,assemble_tree/* sortedNames */.W0)(directory)) {
        const path = (0,assemble_tree/* joined */.oR)(below, name);
        const child = directory.children.get(name);
        if (depth === 1) {
            if (matches(path))
                found.push((0,assemble_tree/* joined */.oR)(above, path));
        }
        else if (child?.kind === 'directory')
            collectMatches(child, above, depth - 1, matches, path, found);
    }
}
/**
 * Copies one source into a layer as BuildKit's copy does (tonistiigi/fsutil): a directory's content goes into the
 * destination, a file into a directory or under the destination's name. Links on the way are resolved inside
 * their own tree; a source that is itself a link is followed.
 * Throws NoSuchSource, and WayBlocked for a file in the place of a directory or the other way round.
 */
function copyInto(draft, source, path, destination, options) {
    const { tree } = draft;
    const made = {
        mode: options.mode?.absolute === undefined ? 0o755 : options.mode.absolute & 0o777,
        ...(options.owner ?? { uid: 0, gid: 0 }),
        mtime: options.now,
        xattrs: assemble_tree/* NO_XATTRS */.dr,
    };
    const intoDirectory = /(?:^|\/)\.?$/.test(destination);
    draft.directories(tree.resolve(intoDirectory ? destination : (0,assemble_tree/* parentOf */.gN)(destination)), made);
    const node = source.get(source.resolve(path));
    if (!node)
        throw new NoSuchSource(path);
    let target = tree.resolve(destination);
    const there = tree.get(target);
    if (node.kind !== 'directory' && there?.kind === 'directory')
        target = (0,assemble_tree/* joined */.oR)(target, (0,assemble_tree/* baseOf */.bx)((0,assemble_tree/* cleaned */.L0)(path)));
    draft.directories(node.kind === 'directory' && !there ? target : (0,assemble_tree/* parentOf */.gN)(target), made);
    new Copier(draft, options).copy(node, '', target);
}
class Copier {
    #draft;
    #options;
    #inodes = new Map();
    #above = [];
    constructor(draft, options) {
        this.#draft = draft;
        this.#options = options;
    }
    /** `path` is relative to the source that was named: the empty string for itself. */
    copy(node, path, target, above = { include: undefined, exclude: undefined }) {
        const { include, exclude } = this.#options;
        const out = path === '' ? undefined : exclude?.step(path, above.exclude);
        const within = path === '' ? undefined : include?.step(path, above.include);
        const excluded = out?.matched === true;
        const included = !excluded && within?.matched !== false;
        const skips = excluded && !exclude?.hasExceptions;
        if (node.kind === 'directory') {
            if (skips && include === undefined)
                return;
            this.#directory(node, path, target, {
                included,
                descends: !skips,
                matched: { include: within?.state, exclude: out?.state },
            });
        }
        else if (included) {
            this.#makeAbove();
            this.#leaf(node, target);
        }
    }
    #directory(node, path, target, how) {
        if (how.included) {
            this.#makeAbove();
            this.#merge(node, target, path === '');
        }
        if (!how.descends)
            return;
        this.#above.push({ node, target, done: how.included });
        for (const name of (0,assemble_tree/* sortedNames */.W0)(node)) {
            const child = node.children.get(name);
            if (child)
                this.copy(child, (0,assemble_tree/* joined */.oR)(path, name), (0,assemble_tree/* joined */.oR)(target, name), how.matched);
        }
        this.#above.pop();
    }
    /**
     * A directory that is there keeps its owner and mode when it is the destination itself; one that comes with
     * the source takes over the source's.
     */
    #merge(node, target, isDestination) {
        const there = this.#draft.tree.get(target);
        if (there && there.kind !== 'directory')
            throw new assemble_tree/* WayBlocked */.aQ(target, 'is no directory, and the source is one');
        const attributes = this.#attributes(node);
        if (!there)
            this.#draft.directory(target, attributes);
        else if (isDestination)
            this.#draft.touch(target);
        else
            this.#draft.change(target, attributes);
    }
    #makeAbove() {
        for (const above of this.#above) {
            if (above.done)
                continue;
            above.done = true;
            const there = this.#draft.tree.get(above.target);
            if (there?.kind === 'directory')
                this.#draft.change(above.target, { ...there.attributes, mode: above.node.attributes.mode });
            else if (there)
                throw new assemble_tree/* WayBlocked */.aQ(above.target, 'is no directory, and the source is one');
            else
                this.#draft.directory(above.target, this.#attributes(above.node));
        }
    }
    #leaf(node, target) {
        if (this.#draft.tree.get(target)?.kind === 'directory')
            throw new assemble_tree/* WayBlocked */.aQ(target, 'is a directory, and the source is a file');
        const attributes = this.#attributes(node);
        this.#draft.put(target, node.kind === 'file'
            ? { ...node, attributes, inode: this.#inode(node.inode) }
            : { ...node, attributes });
    }
    /** Links among the files of one source stay links of each other, and of nothing else. */
    #inode(inode) {
        if (!inode)
            return undefined;
        const copied = this.#inodes.get(inode) ?? { inode: Symbol('copy') };
        this.#inodes.set(inode, copied);
        return copied;
    }
    #attributes(node) {
        const { owner, mode } = this.#options;
        const changed = node.kind === 'symlink' || !mode
            ? node.attributes.mode
            : mode.apply(node.attributes.mode, node.kind === 'directory');
        return { ...node.attributes, ...owner, mode: changed };
    }
}

;// CONCATENATED MODULE: ./build/assemble/draft.js

/**
 * A layer while it is made: changes go to the tree at once, and are noted, so that the layer holds them and no more.
 * Paths are real ones: `Tree.resolve` them first.
 */
class Draft {
    tree;
    #touched = new Set();
    #made = new WeakSet();
    #hidden = new Set();
    constructor(tree) {
        this.tree = tree;
    }
    /** Puts a node at a path whose parent exists. A directory that was there goes, with all below it. */
    put(path, node) {
        const old = this.tree.get(path);
        if (old)
            this.#forget(path, old);
        this.#parent(path).children.set((0,assemble_tree/* baseOf */.bx)(path), node);
        this.#made.add(node);
        this.#touched.add(path);
    }
    /** Makes a directory where there is none; returns the one that is there. */
    directory(path, attributes) {
        const there = this.tree.get(path);
        if (there?.kind === 'directory')
            return { node: there, made: false };
        const node = (0,assemble_tree/* directoryNode */.eC)(attributes);
        this.put(path, node);
        return { node, made: true };
    }
    /** Makes every directory that is missing on a way. Throws WayBlocked where a file is in it. */
    directories(path, attributes) {
        const there = this.tree.get(path);
        if (there?.kind === 'directory')
            return;
        if (there)
            throw new assemble_tree/* WayBlocked */.aQ(path, 'is no directory');
        this.directories((0,assemble_tree/* parentOf */.gN)(path), attributes);
        this.directory(path, attributes);
    }
    /** Gives a directory that is there other attributes. */
    change(path, attributes) {
        const node = this.tree.get(path);
        if (node?.kind !== 'directory')
            throw new assemble_tree/* WayBlocked */.aQ(path, 'is no directory');
        node.attributes = attributes;
        this.#touched.add(path);
    }
    /** Notes a directory that stays as it is, but belongs to the layer. */
    touch(path) {
        this.#touched.add(path);
    }
    #parent(path) {
        const parent = this.tree.get((0,assemble_tree/* parentOf */.gN)(path));
        if (parent?.kind !== 'directory')
            throw new assemble_tree/* WayBlocked */.aQ((0,assemble_tree/* parentOf */.gN)(path), 'is no directory');
        return parent;
    }
    #forget(path, node) {
        if (node.kind !== 'directory')
            return;
        for (const [name, child] of node.children)
            this.#forget((0,assemble_tree/* joined */.oR)(path, name), child);
        if (!this.#made.has(node))
            this.#hidden.add(path);
    }
    /** True when nothing was changed. */
    get empty() {
        return this.#touched.size === 0;
    }
    /**
     * The layer's entries, parents before children: what was changed, with every directory on the way to it, so that
     * programs that unpack a layer by itself do not make those with an owner and mode of their own choice.
     */
    changes() {
        const paths = new Set();
        for (const path of this.#touched) {
            if (!this.tree.get(path))
                continue;
            for (let at = path; at !== '' && !paths.has(at); at = (0,assemble_tree/* parentOf */.gN)(at))
                paths.add(at);
        }
        const changes = [];
        for (const path of [...paths].sort(byDepth)) {
            const node = this.tree.get(path);
            if (!node)
                continue;
            // Directories change after this, in later layers: what they are now is kept.
            changes.push({ path, node: node.kind === 'directory' ? (0,assemble_tree/* directoryNode */.eC)(node.attributes) : node });
            if (node.kind === 'directory' && this.#hidden.has(path))
                changes.push({ path, hides: 'below' });
        }
        return changes;
    }
}
/** Depth first, a directory before what is in it. */
function byDepth(a, b) {
    const [x, y] = [a.replaceAll('/', '\0'), b.replaceAll('/', '\0')];
    return x < y ? -1 : x > y ? 1 : 0;
}
/** Applies a finished layer's changes to another tree, as unpacking the layer on top of it would. */
function applyChanges(tree, changes) {
    for (const change of changes) {
        const parent = tree.get((0,assemble_tree/* parentOf */.gN)(change.path));
        const name = (0,assemble_tree/* baseOf */.bx)(change.path);
        if (parent?.kind !== 'directory')
            throw new assemble_tree/* WayBlocked */.aQ((0,assemble_tree/* parentOf */.gN)(change.path), 'is no directory');
        const there = parent.children.get(name);
        if ('hides' in change) {
            if (there?.kind === 'directory')
                there.children.clear();
        }
        else if (change.node.kind !== 'directory')
            parent.children.set(name, change.node);
        else if (there?.kind === 'directory')
            there.attributes = change.node.attributes;
        else
            parent.children.set(name, (0,assemble_tree/* directoryNode */.eC)(change.node.attributes));
    }
}

// EXTERNAL MODULE: ./build/oci/layout.js
var oci_layout = __webpack_require__(2470);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/oci/tar-read.js
var tar_read = __webpack_require__(8330);
;// CONCATENATED MODULE: ./build/assemble/base.js




/** Files that are kept in memory when they are met: names in `--chown` and USER are looked up in them. */
const ACCOUNT_FILES = new Set(['etc/passwd', 'etc/group']);
const LARGEST_ACCOUNT_FILE = 10 << 20;
/** A layer of an image as an archive that can be read again. */
function layerArchive(content, layer) {
    return { name: layer.digest, open: () => content.open(layer.digest) };
}
/**
 * The files of an image: its layers applied in order (image-spec, layer.md, "Applying Changesets").
 * Reads every layer once, from end to end.
 */
async function readLayers(archives) {
    const tree = new assemble_tree/* Tree */.PH();
    for (const archive of archives)
        await applyLayer(tree, archive);
    return tree;
}
async function applyLayer(tree, archive) {
    /** What this layer brought: its whiteouts only hide what lower ones did. */
    const fresh = new Set();
    let member = 0;
    for await (const entry of (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(await archive.open()))) {
        await applyEntry(tree, fresh, entry, { archive, member });
        member++;
    }
}
async function applyEntry(tree, fresh, entry, origin) {
    const { header } = entry;
    const written = (0,assemble_tree/* cleaned */.L0)(header.path);
    if (written === '') {
        if (header.type === 'directory')
            tree.root.attributes = attributesOf(header);
        return;
    }
    const parent = directoryAt(tree, tree.resolve((0,assemble_tree/* parentOf */.gN)(written)), fresh);
    const name = (0,assemble_tree/* baseOf */.bx)(written);
    if (name === '.wh..wh..opq')
        return hideBelow(parent, fresh);
    if (name.startsWith('.wh..wh.'))
        return;
    if (name.startsWith('.wh.'))
        return hide(parent, name.slice('.wh.'.length), fresh);
    const node = await base_nodeOf(tree, entry, origin, written);
    const there = parent.children.get(name);
    if (node.kind === 'directory' && there?.kind === 'directory') {
        there.attributes = node.attributes;
        fresh.add(there);
        return;
    }
    parent.children.set(name, node);
    fresh.add(node);
}
/** The directory at a real path, made where it is missing, also in the place of a file. */
function directoryAt(tree, path, fresh) {
    const there = tree.get(path);
    if (there?.kind === 'directory')
        return there;
    const parent = directoryAt(tree, (0,assemble_tree/* parentOf */.gN)(path), fresh);
    const made = (0,assemble_tree/* directoryNode */.eC)({ mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: new Map() });
    parent.children.set((0,assemble_tree/* baseOf */.bx)(path), made);
    fresh.add(made);
    return made;
}
function hide(parent, name, fresh) {
    const node = parent.children.get(name);
    if (!node)
        return;
    if (!fresh.has(node))
        parent.children.delete(name);
    else if (node.kind === 'directory')
        hideBelow(node, fresh);
}
function hideBelow(directory, fresh) {
    for (const name of directory.children.keys())
        hide(directory, name, fresh);
}
async function base_nodeOf(tree, entry, origin, path) {
    const { header } = entry;
    if (header.type === 'hardlink')
        return hardLink(tree, header, origin.archive);
    if (header.type === 'file' && ACCOUNT_FILES.has(path) && header.size <= LARGEST_ACCOUNT_FILE) {
        const chunks = [];
        for await (const chunk of entry.content)
            chunks.push(Buffer.from(chunk));
        const content = { from: 'bytes', bytes: Buffer.concat(chunks) };
        return { kind: 'file', attributes: attributesOf(header), size: header.size, content, inode: undefined };
    }
    return plainNode(header, origin);
}
/** The node that a member of an archive is, hard links excepted. */
function plainNode(header, origin) {
    const attributes = attributesOf(header);
    switch (header.type) {
        case 'directory':
            return (0,assemble_tree/* directoryNode */.eC)(attributes);
        case 'symlink':
            return { kind: 'symlink', attributes, target: header.link };
        case 'character':
        case 'block':
        case 'fifo':
            return { kind: header.type, attributes, major: header.major, minor: header.minor };
        default:
            return {
                kind: 'file',
                attributes,
                size: header.size,
                content: { from: 'archive', ...origin },
                inode: undefined,
            };
    }
}
/** Another name of a file of the tree. Both names get the same inode, so that copies stay linked. */
function hardLink(tree, header, archive) {
    const linked = linkTo(tree, tree.resolve(header.link, { last: false }));
    if (!linked) {
        throw new errors/* DocklessError */.D2('BUILD_FAILED', `layer ${archive.name} has the hard link "${header.path}" to "${header.link}", which is no file`, { fix: 'The base image is broken: pull or build it again.' });
    }
    return linked;
}
/** Makes the file at a path one with several names and returns the node for another; undefined when it is no file. */
function linkTo(tree, path) {
    const target = tree.get(path);
    if (!target || target.kind === 'directory')
        return undefined;
    if (target.kind !== 'file' || target.inode)
        return target;
    const shared = { ...target, inode: { inode: Symbol(path) } };
    const parent = tree.get((0,assemble_tree/* parentOf */.gN)(path));
    if (parent?.kind === 'directory')
        parent.children.set((0,assemble_tree/* baseOf */.bx)(path), shared);
    return shared;
}
function attributesOf(header) {
    return {
        mode: header.mode,
        uid: header.uid,
        gid: header.gid,
        mtime: Math.floor(header.mtime),
        xattrs: header.xattrs,
    };
}

;// CONCATENATED MODULE: ./build/assemble/images.js






/** Images of this build, each resolved once and its layers read at most once. */
class Images {
    #bases;
    #content;
    #resolved = new Map();
    #trees = new Map();
    #configs = new Map();
    constructor(bases, content) {
        this.#bases = bases;
        this.#content = content;
    }
    async resolve(reference, platform) {
        const key = keyOf(reference, platform);
        const resolving = this.#resolved.get(key) ?? this.#bases.resolve(reference, platform);
        this.#resolved.set(key, resolving);
        const image = await resolving;
        this.#configs.set(key, image.config);
        return image;
    }
    /** The config of an image that was resolved before; undefined otherwise. */
    known(reference, platform) {
        return this.#configs.get(keyOf(reference, platform));
    }
    /** An image of an OCI layout: its blobs are taken into the store, which checks them. */
    async fromLayout(directory, reference, platform) {
        const layout = await oci_layout/* Layout */.PE.open(directory);
        const { manifest } = await layout.resolve(reference, platform);
        for (const blob of [manifest.config, ...manifest.layers]) {
            if ((await this.#content.local(blob.digest)) === undefined) {
                await this.#content.write(layout.blob(blob), { digest: blob.digest, size: blob.size });
            }
        }
        const chunks = [];
        for await (const chunk of await this.#content.open(manifest.config.digest))
            chunks.push(chunk);
        const config = (0,manifests/* parseImageConfig */.FB)(Buffer.concat(chunks), `the config of ${directory}`);
        return { manifest, config };
    }
    /** The files of an image, in a tree of the caller's own. */
    async files(image) {
        const key = image.manifest.layers.map((layer) => layer.digest).join(' ');
        const reading = this.#trees.get(key) ??
            readLayers(image.manifest.layers.map((layer) => layerArchive(this.#content, layer)));
        this.#trees.set(key, reading);
        return (await reading).clone();
    }
}
/** Throws DocklessError for an image whose config does not belong to its manifest. */
function checkLayers(image, name) {
    const layers = image.manifest.layers.length;
    const diffIds = image.config.rootfs.diff_ids.length;
    if (layers === diffIds)
        return;
    throw new errors/* DocklessError */.D2('REGISTRY_FAILED', `the image ${name} has ${layers} layers, and its config names ${diffIds}`, { fix: 'The image is broken: push it again, or build on another.' });
}
function keyOf(reference, platform) {
    return `${(0,oci_reference/* formatReference */.FH)(reference)} ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`;
}

// EXTERNAL MODULE: ./build/assemble/layer.js
var assemble_layer = __webpack_require__(4268);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/context/files.js
var context_files = __webpack_require__(5499);
// EXTERNAL MODULE: ./build/context/git.js
var git = __webpack_require__(3356);
// EXTERNAL MODULE: ./build/dockerfile/needs.js
var needs = __webpack_require__(5306);
// EXTERNAL MODULE: ./build/request/parse-context.js
var parse_context = __webpack_require__(9067);
;// CONCATENATED MODULE: ./build/assemble/remote.js











/** Tries to read one body: a connection may be cut in the middle. */
const ATTEMPTS = 3;
/** How much of a refusal is shown, in bytes. */
const LONGEST_WORD = 200;
/** A file of more than this is more likely a mistake than a part of an image. */
const LARGEST_FILE = 64 * 2 ** 30;
/** True for what ADD fetches: a URL, or a git repository. */
function isRemote(word) {
    return /^https?:\/\//i.test(word) || (0,needs/* isGitUrl */.m)(word);
}
/**
 * What ADD takes from the network, as BuildKit does: a file of a URL has mode 0600 and the time of `Last-Modified`; a
 * git repository is one commit without its history. Each source is fetched once in a build, and in every build.
 */
class RemoteSources {
    #network;
    #directory;
    #signal;
    #fetched = new Map();
    /** `directory` exists, is ours alone, and is removed by somebody else. */
    constructor(network, directory, signal) {
        this.#network = network;
        this.#directory = directory;
        this.#signal = signal;
    }
    /** Fetches one source; `checksum` is the expanded `--checksum`. Throws DocklessError with the place. */
    async fetch(word, instruction, checksum, place) {
        const key = [word, checksum, instruction.keepGitDir].join(' ');
        const fetching = this.#fetched.get(key) ?? this.#fetch(word, instruction, checksum);
        this.#fetched.set(key, fetching);
        try {
            return await fetching;
        }
        catch (error) {
            this.#signal.throwIfAborted();
            throw explained(error, word, place);
        }
    }
    async #fetch(word, { keepGitDir }, checksum) {
        const place = (0,external_node_path_.join)(this.#directory, `remote-${this.#fetched.size}`);
        if ((0,needs/* isGitUrl */.m)(word))
            return this.#clone(word, keepGitDir, place);
        const expected = checksum === '' ? undefined : (0,oci_digest/* parseDigest */.m)(checksum);
        if (checksum !== '' && !expected)
            throw new errors/* DocklessError */.D2('BUILD_FAILED', `--checksum=${checksum} is no digest`, {
                fix: 'Write sha256: and the 64 digits of the sum.',
            });
        return this.#download(new URL(word), expected, place);
    }
    async #clone(word, keepGitDirectory, directory) {
        const source = (0,parse_context/* parseRemote */.M8)(word);
        if (!source || 'reason' in source || source.kind !== 'git')
            throw new errors/* DocklessError */.D2('BUILD_FAILED', source && 'reason' in source ? source.reason : 'it is no git URL', {
                fix: 'Write https://host/repository.git#ref:subdirectory.',
            });
        await (0,promises_.mkdir)(directory, { mode: 0o700 });
        const { gitCredentials, gitEnvironment } = this.#network;
        const checkout = await (0,git/* fetchGit */.N)(source, {
            input: 'ADD',
            directory,
            credentials: gitCredentials,
            keepGitDirectory,
            signal: this.#signal,
            onNotice: () => { },
            environment: gitEnvironment,
        });
        return { tree: await contextTree(await (0,context_files/* contextFiles */.XW)(checkout, undefined)), path: '/' };
    }
    async #download(url, expected, path) {
        for (let attempt = 1;; attempt += 1) {
            try {
                const { digest, size, modified } = await this.#read(url, expected, path);
                if (expected && digest !== expected)
                    throw new errors/* DocklessError */.D2('BUILD_FAILED', `it has the digest ${digest}, and --checksum is ${expected}`, {
                        fix: 'If the new content is wanted, write its digest.',
                    });
                const tree = new assemble_tree/* Tree */.PH();
                const attributes = { mode: 0o600, uid: 0, gid: 0, mtime: modified, xattrs: assemble_tree/* NO_XATTRS */.dr };
                const name = nameOf(url);
                tree.root.children.set(name, {
                    kind: 'file',
                    attributes,
                    size,
                    content: { from: 'path', path },
                    inode: undefined,
                });
                return { tree, path: name };
            }
            catch (error) {
                if (error instanceof errors/* DocklessError */.D2 || this.#signal.aborted || attempt === ATTEMPTS)
                    throw error;
            }
        }
    }
    /** Reads a URL into a file, once. `modified` in seconds since 1970; 0 when the server does not say. */
    async #read(url, expected, path) {
        const response = await this.#network.http.request({ method: 'GET', url, signal: this.#signal });
        if (response.status !== 200) {
            const [said = ''] = (await response.text(LONGEST_WORD)).split('\n');
            const words = response.header('content-type')?.startsWith('text/plain') ? `: ${said.trim()}` : '';
            throw new errors/* DocklessError */.D2('BUILD_FAILED', `the server answered ${response.status}${words}`, {
                fix: 'Check the URL; it must be open to everybody.',
            });
        }
        const algorithm = expected ? (0,oci_digest/* algorithmOf */.Hy)(expected) : 'sha256';
        const hash = (0,external_node_crypto_.createHash)(algorithm);
        const file = await (0,promises_.open)(path, 'w', 0o600);
        let size = 0;
        try {
            for await (const chunk of response.body) {
                if (!Buffer.isBuffer(chunk))
                    throw new TypeError('a response body must be a stream of bytes');
                size += chunk.length;
                if (size > LARGEST_FILE)
                    throw new errors/* DocklessError */.D2('BUILD_FAILED', `it is larger than ${LARGEST_FILE} bytes`, {
                        fix: 'Fetch it before the build, and copy what is needed of it.',
                    });
                hash.update(chunk);
                await file.writeFile(chunk);
            }
        }
        finally {
            response.body.destroy();
            await file.close();
        }
        const time = Date.parse(response.header('last-modified') ?? '');
        const modified = Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000));
        return { digest: (0,oci_digest/* digestFromHex */.Ch)(hash.digest('hex'), algorithm), size, modified };
    }
}
/** The last part of the path, as BuildKit names what it fetched. */
function nameOf(url) {
    const name = external_node_path_.posix.basename(decoded(url.pathname));
    return name === '' || name === '.' || name === '..' ? '__unnamed__' : name;
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function explained(error, word, place) {
    const shown = word.replace(/[?#].*$/, ''); // a query may hold a signature
    if (error instanceof errors/* WrongInput */.Ey) {
        const [first] = error.mistakes;
        return new errors/* DocklessError */.D2('BUILD_FAILED', `ADD of ${shown}: ${first?.problem ?? error.message}`, {
            place,
            ...(first ? { fix: first.fix } : {}),
        });
    }
    const known = error instanceof errors/* DocklessError */.D2 ? error : undefined;
    return new errors/* DocklessError */.D2(known?.code ?? 'BUILD_FAILED', `ADD of ${shown}: ${(0,errors/* messageOf */.bD)(error)}`, {
        place,
        cause: error,
        fix: known?.fix ?? 'Build again; if it stays, see whether the runner reaches that server.',
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/assemble/spool.js







/**
 * Files that are needed out of archives and layers. A compressed tar can only be read from its beginning, so
 * everything that is wanted from one is fetched in a single reading and laid beside each other in a file of the
 * private directory.
 */
class Spool {
    #directory;
    #extents = new Map();
    #files = 0;
    /** `directory` exists, is ours alone, and is removed by somebody else. */
    constructor(directory) {
        this.#directory = directory;
    }
    /** Fetches what of these files is in archives and not here yet: one reading of each archive. */
    async gather(nodes) {
        const wanted = new Map();
        for (const { content, size } of nodes) {
            if (content.from !== 'archive' || size === 0)
                continue;
            if (this.#extents.get(content.archive)?.has(content.member))
                continue;
            const members = wanted.get(content.archive) ?? new Set();
            wanted.set(content.archive, members.add(content.member));
        }
        for (const [archive, members] of wanted)
            await this.#fetch(archive, members);
    }
    async #fetch(archive, wanted) {
        const extents = this.#extents.get(archive) ?? new Map();
        this.#extents.set(archive, extents);
        const path = (0,external_node_path_.join)(this.#directory, `spool-${this.#files++}`);
        const file = await (0,promises_.open)(path, 'wx', 0o600);
        try {
            let start = 0;
            let member = 0;
            for await (const entry of (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(await archive.open()))) {
                if (wanted.delete(member)) {
                    for await (const chunk of entry.content)
                        await file.writeFile(chunk);
                    extents.set(member, { path, start, size: entry.header.size });
                    start += entry.header.size;
                    if (wanted.size === 0)
                        break;
                }
                member++;
            }
        }
        finally {
            await file.close();
        }
        if (wanted.size > 0) {
            throw new errors/* DocklessError */.D2('BUILD_FAILED', `${archive.name} changed while it was read`, {
                fix: 'Build again when nothing writes to the context.',
            });
        }
    }
    /** The bytes of a file. What is in an archive must have been gathered. */
    read(node) {
        if (node.size === 0)
            return nothing();
        const extent = this.#locate(node.content);
        if (extent instanceof Uint8Array)
            return one(extent);
        return (0,external_node_fs_.createReadStream)((0,names/* encodeName */.a)(extent.path), {
            start: extent.start,
            ...(extent.size === undefined ? {} : { end: extent.start + extent.size - 1 }),
            highWaterMark: 256 << 10,
        });
    }
    #locate(content) {
        if (content.from === 'bytes')
            return content.bytes;
        if (content.from === 'path')
            return { path: content.path, start: 0 };
        const extent = this.#extents.get(content.archive)?.get(content.member);
        if (!extent)
            throw new errors/* DocklessError */.D2('DEFECT', `a file of ${content.archive.name} was not gathered`);
        return extent;
    }
}
async function* one(bytes) {
    yield await Promise.resolve(bytes);
}
async function* nothing() { }

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/assemble/accounts.js
/**
 * The owner that `USER` or `--chown` names: `user`, `user:group`, `uid`, `uid:gid`, `:gid`, as BuildKit reads it.
 * A name is looked up in the tree's /etc/passwd and /etc/group, where an unknown one gives 0 without a word;
 * a number alone is the uid and the gid.
 */
async function resolveOwner(text, tree, read) {
    const colon = text.indexOf(':');
    const user = colon === -1 ? text : text.slice(0, colon);
    const group = colon === -1 ? '' : text.slice(colon + 1);
    let uid = 0;
    let gid = 0;
    const userId = numeric(user);
    if (userId !== undefined) {
        uid = userId;
        gid = userId;
    }
    else if (user !== '') {
        const entry = accounts_find(await fields(tree, read, 'etc/passwd'), user);
        uid = numeric(entry?.[2] ?? '') ?? 0;
        gid = numeric(entry?.[3] ?? '') ?? 0;
    }
    const groupId = numeric(group);
    if (groupId !== undefined)
        gid = groupId;
    else if (group !== '') {
        const entry = accounts_find(await fields(tree, read, 'etc/group'), group);
        gid = numeric(entry?.[2] ?? '') ?? gid;
    }
    return { uid, gid };
}
/** `root` is 0 whatever the image's files say. */
function numeric(text) {
    if (text === 'root')
        return 0;
    const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && value <= 0xffffffff ? value : undefined;
}
function accounts_find(entries, name) {
    return entries.find((entry) => entry[0] === name);
}
async function fields(tree, read, path) {
    const bytes = await read(await tree(), path);
    const lines = Buffer.from(bytes ?? new Uint8Array(0))
        .toString('utf8')
        .split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => line.split(':'));
}

;// CONCATENATED MODULE: ./build/assemble/ports.js
const PROTOCOLS = new Set(['tcp', 'udp', 'sctp']);
/**
 * The ports that one word of EXPOSE stands for, as `port/protocol`: `80`, `53/udp`, `8000-8002/tcp`. A host's part
 * (`127.0.0.1:80:80`) is checked and dropped, as BuildKit does. Returns the reason when it is none.
 */
function parsePorts(word) {
    const [, all = '', protocol = ''] = /^([^/]*)\/?(.*)$/s.exec(word) ?? [];
    const parts = all.split(':');
    const container = range(parts.at(-1) ?? '');
    const name = protocol === '' ? 'tcp' : protocol.toLowerCase();
    if (!PROTOCOLS.has(name))
        return { reason: `"${protocol}" is no protocol: tcp, udp or sctp` };
    if (!container)
        return { reason: `"${parts.at(-1) ?? ''}" is no port or range of ports between 0 and 65535` };
    const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
    if (host !== '') {
        const outside = range(host);
        if (!outside)
            return { reason: `"${host}" is no port` };
        const same = outside.last - outside.first === container.last - container.first;
        if (!same && container.first !== container.last)
            return { reason: 'its two ranges differ in length' };
    }
    const ports = [];
    for (let port = container.first; port <= container.last; port++)
        ports.push(`${port}/${name}`);
    return ports;
}
function range(text) {
    const match = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(text);
    if (!match)
        return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    return first <= last && last <= 65535 ? { first, last } : undefined;
}

// EXTERNAL MODULE: ./build/context/ignore.js
var ignore = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/oci/tar-header.js
var tar_header = __webpack_require__(2659);
;// CONCATENATED MODULE: ./build/assemble/add.js








/** A file on disk as an archive. `name` is for errors. */
function fileArchive(path, name) {
    return {
        name,
        open: () => Promise.resolve((0,external_node_fs_.createReadStream)((0,names/* encodeName */.a)(path), { highWaterMark: 256 << 10 })),
    };
}
/**
 * True when ADD would unpack it: it is a tar with at least one member, compressed or not (BuildKit looks at the
 * content, never at the name). Throws DocklessError when that cannot be told here for want of a decompressor.
 */
async function isArchive(archive) {
    const entries = (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(await archive.open()));
    try {
        return (await entries.next()).done !== true;
    }
    catch (error) {
        // Damaged or no tar at all: an ordinary file then.
        if (error instanceof tar_header/* TarError */.mt || isDamage(error))
            return false;
        throw error;
    }
    finally {
        await entries.return();
    }
}
function isDamage(error) {
    return error instanceof errors/* DocklessError */.D2 && error.cause !== undefined;
}
/**
 * Unpacks an archive into a layer as ADD does: members keep their owners, modes and times; what is in the way is
 * replaced, directories are merged; links inside resolve with the destination as their root, so that nothing gets
 * out of it. Throws TarError and WayBlocked.
 */
async function addArchive(draft, archive, destination, options) {
    const made = { mode: 0o755, uid: 0, gid: 0, mtime: options.now, xattrs: assemble_tree/* NO_XATTRS */.dr };
    const root = draft.tree.resolve(destination);
    draft.directories(root, { ...made, ...options.owner });
    draft.touch(root);
    const node = draft.tree.get(root);
    if (node?.kind !== 'directory')
        return;
    const inside = new assemble_tree/* Tree */.PH(node);
    let member = -1;
    for await (const { header } of (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(await archive.open()))) {
        member++;
        const path = (0,assemble_tree/* cleaned */.L0)(header.path);
        if (path === '')
            continue;
        const parent = inside.resolve((0,assemble_tree/* parentOf */.gN)(path));
        draft.directories((0,assemble_tree/* joined */.oR)(root, parent), made);
        const at = (0,assemble_tree/* joined */.oR)(root, (0,assemble_tree/* joined */.oR)(parent, (0,assemble_tree/* baseOf */.bx)(path)));
        const attributes = { ...attributesOf(header), ...options.owner };
        if (header.type === 'hardlink') {
            const linked = linkTo(inside, inside.resolve(header.link, { last: false }));
            if (!linked)
                throw new tar_header/* TarError */.mt(`"${header.path}" is a hard link to "${header.link}", which is no file`);
            draft.put(at, linked);
            continue;
        }
        const there = draft.tree.get(at);
        if (header.type === 'directory' && there?.kind === 'directory')
            draft.change(at, attributes);
        else
            draft.put(at, { ...plainNode(header, { archive, member }), attributes });
    }
}

;// CONCATENATED MODULE: ./build/assemble/mode.js
const OCTAL = /^[0-7]+$/;
const CLAUSE = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/;
const STEP = /([-+=])([rwxXstugo]*)/g;
const EVERYBODY = 0o6777;
const WHO = { a: EVERYBODY, u: 0o4700, g: 0o2070, o: 0o007 };
const PERMISSION = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };
const STICKY = 0o1000;
const SHIFT = { u: 6, g: 3, o: 0 };
/**
 * Reads the value of `--chmod`: octal from 0 to 7777, or symbolic as of chmod(1) (`u+x,go=u`), which BuildKit
 * reads as BSD's setmode(3) does. The umask plays no part. Returns the reason when it is neither.
 */
function parseMode(text) {
    if (/^[0-9]/.test(text)) {
        const mode = OCTAL.test(text) ? Number.parseInt(text, 8) : Number.NaN;
        if (!(mode <= 0o7777))
            return { reason: 'it is no octal number between 0 and 07777' };
        return { apply: () => mode, absolute: mode };
    }
    const changes = [];
    for (const clause of text.split(',')) {
        const match = CLAUSE.exec(clause);
        if (!match)
            return { reason: `"${clause}" is no symbolic mode` };
        let who = [...(match[1] ?? '')].reduce((bits, name) => bits | (WHO[name] ?? 0), 0);
        for (const [, operator = '', letters = ''] of (match[2] ?? '').matchAll(STEP)) {
            who = readStep({ operator, letters, who: who & ~STICKY }, changes);
        }
    }
    return {
        apply: (before, directory) => changes.reduce((now, change) => change({ before, directory, now }), before),
        absolute: undefined,
    };
}
/** Adds the changes of one operator and its letters; returns whose permissions the next operator is about. */
function readStep(step, changes) {
    const { operator } = step;
    let { who } = step;
    let permissions = 0;
    let conditional = 0;
    let cleared = false;
    const flush = () => {
        if (permissions !== 0 || (operator === '=' && !cleared))
            changes.push(setting(operator, who, permissions));
        if (operator === '=')
            cleared = true;
        if (conditional !== 0)
            changes.push(settingX(who));
        permissions = 0;
        conditional = 0;
    };
    for (const letter of step.letters) {
        const shift = SHIFT[letter];
        if (shift !== undefined) {
            if (permissions !== 0 || conditional !== 0)
                flush();
            if (operator === '=')
                cleared = true;
            changes.push(copying(operator, who, shift));
        }
        else if (letter === 'X' && operator !== '-')
            conditional = 0o111;
        else if ((letter === 's' || letter === 't') && who !== 0 && (who & ~0o007) === 0) {
            // Neither means anything to "other" alone.
        }
        else {
            permissions |= PERMISSION[letter === 'X' ? 'x' : letter] ?? 0;
            if (letter === 't')
                who |= STICKY;
        }
    }
    flush();
    return who;
}
function setting(operator, who, permissions) {
    const given = who === 0 ? permissions : who & permissions;
    if (operator === '+')
        return ({ now }) => now | given;
    if (operator === '-')
        return ({ now }) => now & ~given;
    return ({ now }) => (now & ~(who === 0 ? EVERYBODY : who)) | given;
}
/** `X`: executable where it is a directory, or was executable for somebody. */
function settingX(who) {
    const given = who === 0 ? 0o111 : who & 0o111;
    return ({ before, directory, now }) => (directory || (before & 0o111) !== 0 ? now | given : now);
}
/** `g=u`: the permissions of one class for others; set-id bits stay. */
function copying(operator, who, shift) {
    const classes = who === 0 ? [6, 3, 0] : [6, 3, 0].filter((at) => (who & (4 << at)) !== 0);
    return ({ now }) => {
        const value = (now >> shift) & 7;
        let result = now;
        for (const at of classes) {
            if (operator !== '+')
                result &= ~((operator === '=' ? 7 : value) << at);
            if (operator !== '-')
                result |= value << at;
        }
        return result;
    };
}

;// CONCATENATED MODULE: ./build/assemble/transfer.js











/** The history entry of an instruction, as BuildKit words it. */
function describe(instruction, scope) {
    const { sources, destination, chown, chmod } = expandWords(instruction, scope);
    const flags = [
        ...(instruction.parents ? ['--parents'] : []),
        ...(chown === '' ? [] : [`--chown=${chown}`]),
        ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
    ];
    const names = instruction.heredocs.map((heredoc) => `<<${heredoc.name}`);
    return [instruction.kind, ...flags, ...sources, ...names, destination, '# buildkit'].join(' ');
}
/** True when the layer is made without looking at what is below it. `--chmod` takes that back, as in BuildKit. */
function isLinked(instruction) {
    return instruction.link && (instruction.chmod ?? '') === '';
}
/**
 * Does a COPY or an ADD into a draft. Throws DocklessError with the place: a source that does not
 * exist, a file in the way, an archive that is broken.
 */
async function transfer(instruction, draft, context) {
    const words = expandWords(instruction, context.scope);
    if (instruction.kind === 'ADD')
        checkChecksum(instruction, words.sources, context.place);
    const destination = destinationOf(words.destination, context.workingDir);
    const mode = modeOf(words.chmod, context.place);
    const owner = words.chown === ''
        ? undefined
        : await resolveOwner(words.chown, () => Promise.resolve(draft.tree), context.read);
    const exclude = instruction.exclude.length > 0 ? new ignore/* PatternMatcher */.P(instruction.exclude) : undefined;
    const options = { owner, mode, include: undefined, exclude, now: context.now };
    try {
        for (const source of words.sources)
            await fromSource(source, draft, destination, options, { instruction, context });
        for (const heredoc of instruction.heredocs) {
            copyInto(draft, heredocTree(heredoc, context), heredoc.name, destination, options);
        }
    }
    catch (error) {
        throw transfer_explained(error, context);
    }
}
/** A sum that nothing is held against would make one feel safe. */
function checkChecksum(instruction, sources, place) {
    if (instruction.checksum === undefined)
        return;
    const [source = '', ...more] = [...sources, ...instruction.heredocs.map(({ name }) => name)];
    if (more.length === 0 && isRemote(source))
        return;
    throw new errors/* DocklessError */.D2('BUILD_FAILED', '--checksum is for one source, and that a URL', {
        place,
        fix: 'Write an ADD for each URL, or leave --checksum out.',
    });
}
async function fromSource(word, draft, destination, options, of) {
    const { instruction, context } = of;
    if (instruction.kind === 'ADD' && isRemote(word)) {
        const { scope, place, remote } = context;
        const checksum = scope.expand(instruction.checksum ?? '', place.line);
        const { tree, path } = await remote.fetch(word, instruction, checksum, place);
        const unpacks = instruction.unpack === true;
        return fromTree(tree, path, draft, destination, { options, unpacks, context });
    }
    const tree = await context.source.tree();
    const { start, pattern } = instruction.parents ? pivot(word) : { start: word, pattern: undefined };
    if (pattern !== undefined && !hasWildcard(start) && !hasWildcard(pattern)) {
        if (!tree.find(`${start}/${pattern}`))
            throw new NoSuchSource((0,assemble_tree/* cleaned */.L0)(`${start}/${pattern}`));
    }
    const include = pattern === undefined ? undefined : new ignore/* PatternMatcher */.P([(0,assemble_tree/* cleaned */.L0)(pattern)]);
    const how = {
        options: { ...options, include },
        unpacks: instruction.kind === 'ADD' && instruction.unpack !== false,
        context,
    };
    for (const path of matchSources(tree, start))
        await fromTree(tree, path, draft, destination, how);
}
/** Copies one path, or unpacks it where it is an archive and that is wanted. */
async function fromTree(tree, path, draft, destination, how) {
    const archive = how.unpacks ? await archiveAt(tree, path, how.context) : undefined;
    if (archive)
        await addArchive(draft, archive, destination, how.options);
    else
        copyInto(draft, tree, path, destination, how.options);
}
/** The file at a path as an archive; undefined when it is none. */
async function archiveAt(tree, path, { programs }) {
    const node = tree.find(path);
    if (node?.kind !== 'file' || node.size === 0 || node.content.from !== 'path')
        return undefined;
    const readable = await programs.readable(node.content.path, path);
    if (readable === undefined)
        return undefined;
    const archive = fileArchive(readable, path);
    return (await isArchive(archive)) ? archive : undefined;
}
/** `--parents`: what stands before `/./` is where the kept directories begin. */
function pivot(word) {
    const cut = word.indexOf('/./');
    return cut === -1
        ? { start: '/', pattern: word }
        : { start: word.slice(0, cut), pattern: word.slice(cut + 3) };
}
function expandWords(instruction, scope) {
    const expand = (word) => scope.expand(word ?? '', instruction.lines.start);
    return {
        instruction,
        sources: instruction.sources.map(expand),
        destination: expand(instruction.destination),
        chown: expand(instruction.chown),
        chmod: expand(instruction.chmod),
    };
}
/** An absolute path that keeps what its end says: `/` and `/.` mean a directory. */
function destinationOf(word, workingDir) {
    const given = word === '' || word === '.' ? './' : word;
    const path = `/${(0,assemble_tree/* cleaned */.L0)(given.startsWith('/') ? given : external_node_path_.posix.join(workingDir, given))}`;
    return path !== '/' && /\/\.?$/.test(given) ? `${path}/` : path;
}
function modeOf(text, place) {
    if (text === '')
        return undefined;
    const mode = parseMode(text);
    if (!('reason' in mode))
        return mode;
    throw new errors/* DocklessError */.D2('BUILD_FAILED', `--chmod=${text} is no mode: ${mode.reason}`, {
        place,
        fix: 'Write an octal mode such as 0755, or a symbolic one such as u=rwX,go=rX.',
    });
}
function heredocTree(heredoc, context) {
    const text = heredoc.expand
        ? context.scope.expandHeredoc(heredoc.content, context.place.line)
        : heredoc.content;
    const bytes = Buffer.from(text);
    const tree = new assemble_tree/* Tree */.PH();
    tree.root.children.set(heredoc.name, {
        kind: 'file',
        attributes: { mode: 0o644, uid: 0, gid: 0, mtime: context.now, xattrs: assemble_tree/* NO_XATTRS */.dr },
        size: bytes.length,
        content: { from: 'bytes', bytes },
        inode: undefined,
    });
    return tree;
}
function transfer_explained(error, { place, source }) {
    if (error instanceof NoSuchSource) {
        const ignored = source.name === 'the build context' ? ' It may also be left out by .dockerignore.' : '';
        return new errors/* DocklessError */.D2('BUILD_FAILED', `"${error.path}" does not exist in ${source.name}`, {
            place,
            fix: `Check the path: it is relative to the root of ${source.name}.${ignored}`,
        });
    }
    if (error instanceof assemble_tree/* WayBlocked */.aQ) {
        return new errors/* DocklessError */.D2('BUILD_FAILED', `cannot copy: ${(0,errors/* messageOf */.bD)(error)}`, {
            place,
            fix: 'Copy to another destination, or take away what is in the way.',
        });
    }
    if (error instanceof errors/* DocklessError */.D2 && !error.place) {
        const fix = error.fix === undefined ? {} : { fix: error.fix };
        return new errors/* DocklessError */.D2(error.code, error.message, { place, cause: error, ...fix });
    }
    return error;
}

;// CONCATENATED MODULE: ./build/assemble/unsupported.js



/**
 * What the target needs and the assembler cannot do: RUN, and little else. Empty when it can build it.
 * Pure. ONBUILD triggers of base images that the plan does not know are looked at when the build meets them.
 */
function unsupported(dockerfile, plan, buildArgs) {
    return plan.stages.flatMap(({ instructions }) => {
        const scope = dockerfile_scope/* StageScope */.nI.onImage(dockerfile, plan.globals, buildArgs, []);
        return instructions.flatMap((instruction) => {
            const problem = unsupportedInstruction(instruction, (word) => expanded(scope, word, instruction));
            declare(scope, instruction);
            return problem === undefined
                ? []
                : [{ what: problem, place: { file: dockerfile.file, line: instruction.lines.start } }];
        });
    });
}
/** What of one instruction the assembler cannot do; undefined when it can. `expand` expands a word of it. */
function unsupportedInstruction(instruction, expand) {
    if (instruction.kind === 'RUN')
        return 'a RUN instruction, which only a builder with a kernel can run';
    if (instruction.kind === 'ADD')
        return checkedClone(instruction, expand);
    return undefined;
}
/** fetchGit checks the commit out by its name; to hold a branch or tag against one is BuildKit's. */
function checkedClone(instruction, expand) {
    if (instruction.checksum === undefined)
        return undefined;
    const git = instruction.sources.map(expand).some(needs/* isGitUrl */.m);
    return git ? 'an ADD of a git repository with --checksum' : undefined;
}
/** A word as far as it can be expanded without the base image: a failure is told by the build, with its place. */
function expanded(scope, word, instruction) {
    return attempt(() => scope.expand(word, instruction.lines.start)) ?? word;
}
function declare(scope, instruction) {
    attempt(() => {
        if (instruction.kind === 'ARG')
            scope.declare(instruction);
        if (instruction.kind !== 'ENV')
            return;
        for (const { name, value } of scope.expandPairs(instruction.pairs, instruction.lines.start))
            scope.set(name, value);
    });
}
function attempt(action) {
    try {
        return action();
    }
    catch (error) {
        if (error instanceof errors/* DocklessError */.D2)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/assemble/stage.js









/**
 * Carries out one instruction on a stage. Throws DocklessError with the line for what the user must mend, and for
 * what the assembler cannot do.
 */
async function execute(instruction, stage, tools) {
    const place = { file: tools.file, line: instruction.lines.start };
    const cannot = unsupportedInstruction(instruction, (word) => stage.scope.expand(word, place.line));
    if (cannot !== undefined)
        throw refused(cannot, place);
    switch (instruction.kind) {
        case 'ARG':
        case 'ENV':
        case 'LABEL':
            return setVariables(instruction, stage, place);
        case 'ADD':
        case 'COPY':
            return await transferLayer(instruction, stage, tools, place);
        case 'WORKDIR':
            return await workdir(instruction, stage, tools, place);
        case 'RUN':
            throw refused('a RUN instruction', place);
        default:
            return configure(instruction, stage, place);
    }
}
/** Instructions that name values; ARG's end with the stage. */
function setVariables(instruction, { config, scope }, { line }) {
    const { kind } = instruction;
    if (kind === 'ARG') {
        const args = scope.declare(instruction);
        const words = args.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
        return config.note(['ARG', ...words].join(' '));
    }
    const pairs = scope.expandPairs(instruction.pairs, line);
    for (const { name, value } of pairs) {
        if (kind === 'LABEL')
            config.setLabel(name, value);
        else {
            scope.set(name, value);
            config.setEnv(name, value);
        }
    }
    config.note([kind, ...pairs.map(({ name, value }) => `${name}=${value}`)].join(' '));
}
/** Instructions that say how the image is run. */
function configure(instruction, { config, scope }, place) {
    const expand = (word) => scope.expand(word, place.line);
    switch (instruction.kind) {
        case 'USER':
            config.fields.User = expand(instruction.user);
            return config.note(`USER ${config.fields.User}`);
        case 'EXPOSE':
            return config.expose(portsOf(instruction, scope, place));
        case 'VOLUME':
            return config.addVolumes(instruction.paths.map((path) => volumeOf(expand(path), place)));
        case 'STOPSIGNAL':
            config.fields.StopSignal = signalOf(expand(instruction.signal), place);
            return config.note(`STOPSIGNAL ${config.fields.StopSignal}`);
        case 'SHELL':
            config.fields.Shell = instruction.argv;
            return config.note(`SHELL [${instruction.argv.join(' ')}]`);
        case 'CMD':
            return config.setCmd(instruction.command);
        case 'ENTRYPOINT':
            return config.setEntrypoint(instruction.command);
        case 'HEALTHCHECK':
            return config.setHealthcheck(instruction);
        case 'MAINTAINER':
            config.author = instruction.name;
            return config.note(`MAINTAINER ${instruction.name}`);
        case 'ONBUILD':
            return config.addTrigger(instruction.trigger);
    }
}
function refused(what, place) {
    return new errors/* DocklessError */.D2('NOTHING_FITS', `the assembler cannot build this: it has ${what}`, {
        place,
        fix: 'Choose a builder: strategy buildkit or buildah (auto does so by itself).',
    });
}
async function transferLayer(instruction, stage, tools, place) {
    const linked = isLinked(instruction);
    const draft = new Draft(linked ? new assemble_tree/* Tree */.PH() : await stage.files.tree());
    await transfer(instruction, draft, {
        scope: stage.scope,
        workingDir: stage.config.workingDir,
        place,
        source: tools.sourceOf(instruction),
        read: tools.read,
        remote: tools.remote,
        programs: tools.programs,
        now: tools.now,
    });
    if (linked)
        stage.files.stack(draft.changes());
    addLayer(stage, draft, describe(instruction, stage.scope));
}
/** A layer with nothing in it is left out: it would cost a request and say nothing. */
function addLayer(stage, draft, createdBy) {
    if (!draft.empty)
        stage.layers.push({ kind: 'made', changes: draft.changes() });
    stage.config.note(createdBy, !draft.empty);
}
/** Makes the directory, owned by USER, where it does not exist; `/` always does. */
async function workdir(instruction, stage, tools, place) {
    const { config, files } = stage;
    const path = external_node_path_.posix.resolve('/', config.workingDir, stage.scope.expand(instruction.path, place.line));
    config.fields.WorkingDir = path;
    if (path === '/')
        return config.note(`WORKDIR ${path}`);
    const tree = await files.tree();
    const draft = new Draft(tree);
    const user = config.fields.User ?? '';
    const owner = user === '' ? { uid: 0, gid: 0 } : await resolveOwner(user, () => Promise.resolve(tree), tools.read);
    try {
        draft.directories(tree.resolve(path), { mode: 0o755, ...owner, mtime: tools.now, xattrs: assemble_tree/* NO_XATTRS */.dr });
    }
    catch (error) {
        if (!(error instanceof assemble_tree/* WayBlocked */.aQ))
            throw error;
        throw new errors/* DocklessError */.D2('BUILD_FAILED', `WORKDIR ${path} cannot be made: ${error.message}`, {
            place,
            fix: 'Choose a path without a file in it.',
        });
    }
    addLayer(stage, draft, `WORKDIR ${path}`);
}
function portsOf(instruction, scope, place) {
    return instruction.ports
        .flatMap((word) => scope.expandWords(word, place.line))
        .flatMap((word) => {
        const ports = parsePorts(word);
        if (!('reason' in ports))
            return ports;
        throw new errors/* DocklessError */.D2('BUILD_FAILED', `EXPOSE ${word}: ${ports.reason}`, {
            place,
            fix: 'Write a port, a range, and a protocol if it is not tcp: 8080, 7000-7005, 53/udp.',
        });
    });
}
function volumeOf(path, place) {
    if (path !== '')
        return path;
    throw new errors/* DocklessError */.D2('BUILD_FAILED', 'VOLUME names an empty path', {
        place,
        fix: 'Name a directory, or give the variable a value.',
    });
}
/** As Docker reads it: a number, or a name with or without SIG; `SIGRTMIN+n` too. */
function signalOf(text, place) {
    const name = `SIG${text.toUpperCase().replace(/^SIG/, '')}`;
    const known = (/^[0-9]+$/.test(text) && Number(text) > 0) ||
        Object.hasOwn(external_node_os_.constants.signals, name) ||
        /^SIGRT(?:MIN(?:\+[0-9]{1,2})?|MAX(?:-[0-9]{1,2})?)$/.test(name);
    if (known)
        return text;
    throw new errors/* DocklessError */.D2('BUILD_FAILED', `STOPSIGNAL ${text} is no signal`, {
        place,
        fix: 'Write a name such as SIGTERM or a number such as 15.',
    });
}

;// CONCATENATED MODULE: ./build/assemble/stage-files.js


/**
 * The files of a stage as they are so far. The base is read only when somebody asks: an image that gets an ENV, or
 * layers by `COPY --link`, never needs its base's layers here.
 */
class StageFiles {
    #base;
    #tree;
    #above = [];
    /** `base` gives a tree that is ours to change. */
    constructor(base) {
        this.#base = base;
    }
    static empty() {
        return new StageFiles(() => Promise.resolve(new assemble_tree/* Tree */.PH()));
    }
    /** The files; the same tree every time, changed in place by the stage's instructions. */
    async tree() {
        this.#tree ??= this.#base?.();
        this.#base = undefined;
        const tree = (await this.#tree) ?? new assemble_tree/* Tree */.PH();
        for (let next = this.#above.shift(); next; next = this.#above.shift())
            applyChanges(tree, next);
        return tree;
    }
    /** Lays a layer on top that was made without looking at what is below it. */
    stack(changes) {
        this.#above.push(changes);
    }
    /** The files of a stage that builds on this finished one. */
    child() {
        return new StageFiles(async () => (await this.tree()).clone());
    }
}

;// CONCATENATED MODULE: ./build/assemble/assemble.js


















/**
 * Builds a Dockerfile that needs no RUN: copies to layers, layers and words to a config, both to a manifest.
 * Nothing is executed, nothing but the job's directory and store is written. Files and configuration equal
 * what BuildKit makes; times that BuildKit takes from the clock come from the inputs instead, so that the same inputs
 * give the same digest.
 * Throws DocklessError with the Dockerfile's line for what the user must mend.
 */
async function assemble(job) {
    return await new Assembly(job).run();
}
class Assembly {
    #job;
    #images;
    #spool;
    #remote;
    #programs;
    #stages = new Map();
    #contexts = new Map();
    #read;
    constructor(job) {
        this.#job = job;
        this.#images = new Images(job.bases, job.content);
        this.#spool = new Spool(job.directory);
        this.#remote = new RemoteSources(job.network, job.directory, job.signal);
        this.#programs = new ArchivePrograms(job.directory, job.signal);
        this.#read = async (tree, path) => {
            const node = tree.find(path);
            if (node?.kind !== 'file')
                return undefined;
            await this.#spool.gather([node]);
            const chunks = [];
            for await (const chunk of this.#spool.read(node))
                chunks.push(chunk);
            return Buffer.concat(chunks);
        };
    }
    async run() {
        const plan = await this.#plan();
        for (const stage of plan.stages) {
            const state = this.#build(stage, plan);
            // Told when it is awaited; a stage that fails before that is no unhandled rejection.
            state.catch(() => undefined);
            this.#stages.set(stage.stage.index, state);
            await state;
        }
        const { target } = plan;
        return await this.#finish(target.kind === 'stage'
            ? await this.#stage(target.index)
            : await this.#begin(target, this.#job.platform, plan));
    }
    /** ONBUILD triggers of base images can name more images: planned again until nothing new is named. */
    async #plan() {
        const { dockerfile, target, buildArgs, platform } = this.#job;
        const namedContexts = Object.fromEntries(Object.entries(this.#job.namedContexts).map(([name, context]) => [
            name,
            context.kind === 'files' ? { kind: 'path' } : context,
        ]));
        for (;;) {
            const plan = (0,dockerfile_stages/* planStages */.V)(dockerfile, {
                target,
                buildArgs,
                platform,
                namedContexts,
                configOf: (reference, wanted) => this.#images.known(reference, wanted)?.config,
            });
            const unknown = plan.stages.flatMap(({ base, platform: wanted }) => base.kind === 'image' && !this.#images.known(base.reference, wanted)
                ? [this.#images.resolve(base.reference, wanted)]
                : []);
            if (unknown.length === 0)
                return plan;
            await Promise.all(unknown);
        }
    }
    async #build(planned, plan) {
        const state = await this.#begin(planned.base, planned.platform, plan);
        const tools = {
            file: this.#job.dockerfile.file,
            read: this.#read,
            remote: this.#remote,
            programs: this.#programs,
            sourceOf: (instruction) => {
                const source = instruction.kind === 'COPY' ? planned.copySources.get(instruction) : undefined;
                return this.#source(source, planned.platform);
            },
            now: this.#job.sourceDateEpoch ?? state.baseTime,
        };
        for (const instruction of planned.instructions) {
            this.#job.signal.throwIfAborted();
            this.#job.onStep?.(instruction.source);
            await execute(instruction, state, tools);
        }
        return state;
    }
    /** The state that a stage begins with. */
    async #begin(source, platform, plan) {
        if (source.kind === 'stage') {
            const base = await this.#stage(source.index);
            return {
                files: base.files.child(),
                config: base.config.child(),
                scope: base.scope.child(),
                layers: [...base.layers],
                baseTime: base.baseTime,
            };
        }
        const image = await this.#imageOf(source, platform);
        if (!image) {
            const config = ConfigDraft.scratch(platform);
            const state = {
                files: StageFiles.empty(),
                config,
                scope: this.#scope(config, plan),
                layers: [],
                baseTime: 0,
            };
            return source.kind === 'context' ? await this.#onFiles(state, source.name) : state;
        }
        checkLayers(image, assemble_nameOf(source));
        const config = ConfigDraft.onImage(image.config);
        return {
            files: new StageFiles(() => this.#images.files(image)),
            config,
            scope: this.#scope(config, plan),
            layers: image.manifest.layers.map((layer, at) => ({
                kind: 'base',
                descriptor: { ...layer, mediaType: (0,manifests/* ociMediaType */.Ys)(layer.mediaType) },
                diffId: image.config.rootfs.diff_ids[at] ?? layer.digest,
            })),
            baseTime: secondsOf(image.config.created),
        };
    }
    #scope(config, plan) {
        return dockerfile_scope/* StageScope */.nI.onImage(this.#job.dockerfile, plan.globals, this.#job.buildArgs, config.env);
    }
    async #stage(index) {
        const state = await this.#stages.get(index);
        if (!state)
            throw new errors/* DocklessError */.D2('DEFECT', `stage ${index} is read before it is built`);
        return state;
    }
    /** The image that a source is; undefined when it is files, or nothing. */
    async #imageOf(source, platform) {
        if (source.kind === 'image')
            return await this.#images.resolve(source.reference, platform);
        const context = source.kind === 'context' ? this.#job.namedContexts[source.name] : undefined;
        if (context?.kind === 'image')
            return await this.#images.resolve(context.reference, platform);
        if (context?.kind !== 'oci-layout')
            return undefined;
        return await this.#images.fromLayout(context.path, context.reference, platform);
    }
    /** A stage on a named context that is a directory: its files are the first layer. */
    async #onFiles(state, name) {
        const source = await this.#contextFiles(name);
        const draft = new Draft(await state.files.tree());
        const keep = { owner: undefined, mode: undefined, include: undefined, exclude: undefined, now: 0 };
        copyInto(draft, source, '/', '/', keep);
        if (draft.empty)
            return state;
        state.layers.push({ kind: 'made', changes: draft.changes() });
        state.config.note(`FROM ${name}`, true);
        return state;
    }
    /** Where COPY and ADD read: the build context, unless `--from` says otherwise. */
    #source(source, platform) {
        if (!source)
            return { name: 'the build context', tree: () => this.#contextFiles(undefined) };
        const name = assemble_nameOf(source);
        if (source.kind === 'stage')
            return { name, tree: async () => await (await this.#stage(source.index)).files.tree() };
        return {
            name,
            tree: async () => {
                const image = await this.#imageOf(source, platform);
                if (image)
                    return await this.#images.files(image);
                return source.kind === 'context'
                    ? await this.#contextFiles(source.name)
                    : await StageFiles.empty().tree();
            },
        };
    }
    /** The files of the build context, or of a named one; each directory is read once. */
    #contextFiles(name) {
        const key = name ?? '';
        const named = name === undefined ? undefined : this.#job.namedContexts[name];
        const files = name === undefined ? this.#job.context : named?.kind === 'files' ? named.files : undefined;
        if (!files)
            throw new errors/* DocklessError */.D2('DEFECT', `the context ${key} has no files`);
        const tree = this.#contexts.get(key) ?? contextTree(files);
        this.#contexts.set(key, tree);
        return tree;
    }
    async #finish(state) {
        const { content, known, sourceDateEpoch, labels, annotations, platform } = this.#job;
        for (const [name, value] of Object.entries(labels))
            state.config.setLabel(name, value);
        state.config.platform = targetPlatform(state.config.platform, platform);
        const layers = [];
        let newest = state.baseTime;
        for (const layer of state.layers) {
            this.#job.signal.throwIfAborted();
            if (layer.kind === 'base')
                layers.push(layer);
            else {
                const made = await (0,assemble_layer/* writeLayer */.By)(layer.changes, {
                    content,
                    known,
                    spool: this.#spool,
                    latest: sourceDateEpoch,
                });
                newest = Math.max(newest, secondsOf(made.descriptor.annotations?.[assemble_layer/* LAYER_TIME */.mV]));
                layers.push(made);
            }
        }
        // Never the clock: the newest of what went into the image, so that the same inputs give the same digest.
        const config = state.config.finish(layers.map((layer) => layer.diffId), (0,assemble_layer/* rfc3339 */.ag)(sourceDateEpoch ?? newest));
        const bytes = Buffer.from(JSON.stringify(config));
        const { digest, size } = await content.write(single(bytes));
        const manifest = {
            schemaVersion: 2,
            mediaType: media_types/* MediaType */.zu.manifest,
            config: { mediaType: media_types/* MediaType */.zu.config, digest, size },
            layers: layers.map((layer) => layer.descriptor),
            ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
        };
        const document = Buffer.from(JSON.stringify(manifest));
        return {
            manifest: { mediaType: media_types/* MediaType */.zu.manifest, digest: (0,oci_digest/* digestOf */.ol)(document), size: document.length },
            bytes: document,
            config,
        };
    }
}
function secondsOf(created) {
    const time = created === undefined ? Number.NaN : Date.parse(created);
    return Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000));
}
/** The platform that was asked for; a variant that only the base tells is kept when the rest is the same. */
function targetPlatform(base, wanted) {
    const same = base.os === wanted.os && base.architecture === wanted.architecture;
    const kept = (name) => {
        const value = wanted[name] ?? (same ? base[name] : undefined);
        return value ? { [name]: value } : {};
    };
    const features = wanted['os.features'] ?? base['os.features'];
    return {
        architecture: wanted.architecture,
        os: wanted.os,
        ...kept('variant'),
        ...kept('os.version'),
        ...(features ? { 'os.features': features } : {}),
    };
}
function assemble_nameOf(source) {
    switch (source.kind) {
        case 'stage':
            return `stage ${source.index}`;
        case 'image':
            return (0,oci_reference/* formatReference */.FH)(source.reference);
        case 'context':
            return `the context ${source.name}`;
        case 'scratch':
            return 'scratch';
    }
}
async function* single(bytes) {
    yield await Promise.resolve(bytes);
}

// EXTERNAL MODULE: ./build/strategies/conditions.js
var conditions = __webpack_require__(5444);
// EXTERNAL MODULE: ./build/strategies/workbench.js
var workbench = __webpack_require__(1905);
;// CONCATENATED MODULE: ./build/strategies/assemble.js








const SCRATCH = 'assemble';
/** Our own builder: copies to layers, in this process. Needs nothing of the kernel, and cannot RUN. */
const assemble_assemble = { name: 'assemble', assess, plan, build };
function assess(task) {
    return (0,conditions/* assessment */.nG)('assemble', [dockerfileCondition(task)]);
}
function dockerfileCondition(task) {
    const { request, dockerfile } = task;
    const stages = (0,dockerfile_stages/* planStages */.V)(dockerfile, {
        buildArgs: request.buildArgs,
        platform: request.platform,
        target: request.target,
        namedContexts: request.buildContexts,
    });
    const found = unsupported(dockerfile, stages, request.buildArgs);
    const [first] = found;
    if (!first)
        return (0,conditions/* held */.yB)('instructions', 'the target needs no RUN');
    const more = found.length === 1 ? '' : `, and ${found.length - 1} more`;
    return (0,conditions/* broken */.mw)('instructions', `the target needs ${first.what} (${first.place.file}:${first.place.line})${more}`, '');
}
/** No program is run: the plan is a directory for what must be fetched out of layers. */
function plan(_task, _facts, wiring) {
    return {
        strategy: 'assemble',
        directory: wiring.directory,
        directories: [SCRATCH],
        files: [],
        daemon: undefined,
        commands: [],
        aliases: {},
        notes: [],
    };
}
async function build(task, plan, workshop) {
    const { request, context, dockerfile } = task;
    const { log, signal, content, bases, layers, network } = workshop;
    await (0,workbench/* layOut */.v)(plan);
    const image = await assemble({
        dockerfile,
        target: request.target,
        buildArgs: request.buildArgs,
        platform: request.platform,
        context: await (0,context_files/* contextFiles */.XW)(context.directory, context.ignoreFile),
        namedContexts: await namedContexts(task),
        labels: request.labels,
        annotations: {}, // given at publication, for every strategy in the same way
        sourceDateEpoch: request.sourceDateEpoch,
        content,
        bases,
        network,
        known: layers,
        directory: external_node_path_.join(plan.directory, SCRATCH),
        signal,
        onStep: (text) => log.info(text),
    });
    return { manifest: image.manifest, bytes: image.bytes, content };
}
async function namedContexts(task) {
    const entries = Object.entries(task.request.buildContexts).map(async ([name, given]) => [name, await jobContext(name, given, task)]);
    return Object.fromEntries(await Promise.all(entries));
}
async function jobContext(name, given, task) {
    const directory = task.context.named[name] ?? (given.kind === 'path' ? given.path : undefined);
    if (directory !== undefined)
        return { kind: 'files', files: await (0,context_files/* contextFiles */.XW)(directory, await (0,context_files/* ignoreFileIn */.Eo)(directory)) };
    if (given.kind === 'image' || given.kind === 'oci-layout')
        return given;
    throw new errors/* DocklessError */.D2('DEFECT', `the named context ${name} was not fetched`);
}

;// CONCATENATED MODULE: ./build/strategies/buildah/output.js
const output_STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)(?:\/\d+)?: (.*)$/;
/** What buildah says of a step that it cannot read, before it would announce it. */
const UNREAD = /^(?:Error: |error )?(?:building.*: )?resolving step \{.* Original:(.*) Flags:\[.*\] StartLine:(\d+) /;
const TAIL = 40;
/** Reads buildah's output, which is text for people only: steps begin with `STEP n/m:`. Logs it and remembers the step. */
class BuildahOutput {
    #log;
    #all = [];
    #output = [];
    #step;
    constructor(log) {
        this.#log = log;
    }
    /** Takes one line of either stream. */
    line(line) {
        this.#log.info(line);
        this.#all.push(line);
        if (this.#all.length > 10 * TAIL)
            this.#all.shift();
        const match = output_STEP.exec(line);
        if (match?.[2] !== undefined && match[3] !== undefined) {
            this.#step = { stage: Number(match[1] ?? 1), number: Number(match[2]), text: match[3] };
            this.#output = [];
            return;
        }
        const unread = UNREAD.exec(line);
        if (unread?.[1] !== undefined) {
            this.#step = { stage: 0, number: 0, text: unread[1], line: Number(unread[2]) };
            this.#output = [];
        }
        this.#output.push(line);
        if (this.#output.length > TAIL)
            this.#output.shift();
    }
    get text() {
        return this.#all.join('\n');
    }
    /** The step that was under way, with what it wrote and what buildah said of its end. */
    get failed() {
        if (!this.#step)
            return undefined;
        const isSaid = (line) => /^(?:Error: |error )?(?:error )?building at STEP/.test(line) || UNREAD.test(line);
        const error = this.#output.filter(isSaid).join('\n');
        return { name: this.#step.text, error, output: this.#output.filter((line) => !isSaid(line)) };
    }
    /** The line of the Dockerfile on which that step begins: buildah does not say it. */
    lineIn({ stages }) {
        if (!this.#step)
            return undefined;
        const { stage, number, line } = this.#step;
        if (line !== undefined)
            return line;
        const found = stages[stage - 1];
        // Step 1 is the FROM.
        return number === 1 ? found?.from.lines.start : found?.instructions[number - 2]?.lines.start;
    }
}

// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/strategies/arguments.js
var strategies_arguments = __webpack_require__(9012);
// EXTERNAL MODULE: ./build/strategies/enclosure.js
var enclosure = __webpack_require__(4984);
// EXTERNAL MODULE: ./build/strategies/registries.js
var strategies_registries = __webpack_require__(1329);
// EXTERNAL MODULE: ./build/strategies/mounts/mounts.js
var mounts_mounts = __webpack_require__(9609);
;// CONCATENATED MODULE: ./build/strategies/volumes.js
/**
 * What is said where a builder restores the contents of a VOLUME after each RUN, as Docker's first builder did; BuildKit
 * keeps what the step wrote. `who` begins the sentence. Empty when no RUN of the target stands below a VOLUME of its stage.
 */
function droppedFromVolumes({ dockerfile, needs }, who) {
    const places = needs.runs.filter(({ line }) => dockerfile.stages.some(({ instructions }) => {
        const run = instructions.findIndex((one) => one.kind === 'RUN' && one.lines.start === line);
        return instructions.slice(0, Math.max(run, 0)).some(({ kind }) => kind === 'VOLUME');
    }));
    if (places.length === 0)
        return [];
    const where = places.map(({ file, line }) => `${file}:${line}`).join(', ');
    return [`${who} drops what a RUN step writes into a VOLUME that is declared above it: see ${where}`];
}

;// CONCATENATED MODULE: ./build/strategies/buildah/plan.js










/** The built image's name in buildah's own storage. */
const LOCAL_NAME = 'localhost/dockless:built';
const POLICY = 'policy.json';
/** Relative to the working directory: Podman refuses a runroot of more than 50 characters. */
const RELATIVE_RUNROOT = 'run/storage';
/** TMPDIR, where it keeps cache mounts too. */
const TEMPORARY = 'tmp';
/**
 * How RUN steps are walled in. `rootless` has runc make a container of its own; a chroot, which is no wall by itself,
 * only where no /proc can be mounted or no runc is there.
 */
function isolationOf(facts) {
    const runc = facts.tools.runc;
    return facts.trials.mountProc.holds &&
        facts.trials.container.holds &&
        runc !== undefined &&
        runc.problem === undefined
        ? 'rootless'
        : 'chroot';
}
/** The plan of a build by buildah: build into a private storage, then push to the relay. Pure. */
function planBuildah(task, facts, wiring) {
    const retries = (0,conditions/* atLeast */.jZ)(facts.tools.buildah, 1, 28);
    return planEngine(task, facts, wiring, { name: 'buildah', global: [], retries, runtimeIsGlobal: false });
}
/** The plan of a build by a program that is buildah, or has it in it: `facts.tools.buildah` says which buildah. Pure. */
function planEngine(task, facts, wiring, engine) {
    const build = [
        ...buildArguments(task, facts, engine),
        ...cacheArguments(wiring),
        '-t',
        LOCAL_NAME,
        task.context.directory,
    ];
    const push = [
        ...retries(engine),
        ...(0,strategies_arguments/* words */.aL)('--format', 'v2s2'),
        LOCAL_NAME,
        `docker://${wiring.relay}/${wiring.inbox}:built`,
    ];
    const marking = [
        ...isolation(facts, engine),
        ...(0,strategies_arguments/* words */.aL)('--http-proxy=false', '--network', 'host', '--format', 'oci'),
        ...(0,strategies_arguments/* words */.aL)('--file', `${mounts_mounts/* MARKS */.j7}/Dockerfile`, mounts_mounts/* MARKS */.j7),
    ];
    const grounds = { task, facts, wiring };
    const mounts = (0,mounts_mounts/* planMounts */.Ou)(task, facts, wiring, {
        below: TEMPORARY,
        markBy: () => command('build', marking, engine, grounds, 'marks'),
    });
    return {
        strategy: engine.name,
        directory: wiring.directory,
        ...mounts,
        directories: [
            'home',
            SIGNATURES,
            'run',
            TEMPORARY,
            ...(task.request.secrets.length > 0 ? ['secrets'] : []),
            ...mounts.directories,
        ],
        files: [
            { name: 'registries.conf', content: (0,strategies_registries/* containersRegistries */.kA)((0,strategies_registries/* registriesOf */.Ho)(task), wiring) },
            { name: POLICY, content: '{"default":[{"type":"insecureAcceptAnything"}]}\n' },
            { name: 'auth.json', content: new secret/* Secret */.z((0,strategies_registries/* authFile */.N6)(wiring)) },
            { name: `${SIGNATURES}/default.yaml`, content: signatures(wiring) },
            ...(0,strategies_registries/* secretFiles */.sd)(task.request),
            ...mounts.files,
        ],
        daemon: undefined,
        commands: [command('build', build, engine, grounds), command('push', push, engine, grounds)],
        // It is told the names of the world, and looks up the relay's by itself.
        aliases: {},
        // CHANGELOG, 1.37: --compat-volumes.
        notes: (0,conditions/* atLeast */.jZ)(facts.tools.buildah, 1, 37) ? [] : droppedFromVolumes(task, 'buildah before 1.37'),
    };
}
/** containers-registries.d(5) of a user. */
const SIGNATURES = 'home/.config/containers/registries.d';
/** No signatures are kept: their default place is root's own, which the root of a namespace may not even enter. */
function signatures({ directory }) {
    return `default-docker:\n  sigstore: ${JSON.stringify(`file://${external_node_path_.join(directory, 'signatures')}`)}\n`;
}
function command(verb, args, engine, { task, facts, wiring }, purpose = verb) {
    const { directory } = wiring;
    const storage = [
        ...(0,strategies_arguments/* words */.aL)('--root', external_node_path_.join(directory, 'storage'), '--runroot', engine.name === 'podman' ? RELATIVE_RUNROOT : external_node_path_.join(directory, RELATIVE_RUNROOT)),
        // A copy a layer, but right everywhere: native overlay in a user namespace left user.overlay.* attributes in layers (1.28).
        ...(0,strategies_arguments/* words */.aL)('--storage-driver', 'vfs'),
    ];
    const cover = isolationOf(facts) === 'chroot' && verb === 'build' ? (wiring.credentialDirectories ?? []) : [];
    const argv = [
        (0,enclosure/* toolPath */.Ou)(facts, 'buildah'),
        ...storage,
        ...engine.global,
        ...(engine.runtimeIsGlobal && isolationOf(facts) === 'rootless' ? runtime(facts) : []),
        verb,
        '--signature-policy',
        POLICY,
        ...args,
    ];
    const env = environment(facts, wiring);
    return (0,enclosure/* enclose */.gs)({ name: `${engine.name}-${purpose}`, argv, env, directory, cover, ...varTmp(task, wiring) }, facts);
}
/**
 * buildah puts some files into /var/tmp whatever TMPDIR says: it gets ours there, which is writable and goes with the
 * run. Not where something that it must read lies below the real one.
 */
function varTmp({ context, request }, { directory }) {
    const named = Object.values(request.buildContexts).flatMap((given) => ('path' in given ? [given.path] : []));
    const agents = request.ssh.flatMap((forward) => forward.paths);
    const read = [
        directory,
        context.directory,
        context.dockerfile,
        ...Object.values(context.named),
        ...named,
        ...agents,
    ];
    return read.some((file) => file.startsWith('/var/tmp')) ? {} : { varTmp: external_node_path_.join(directory, TEMPORARY) };
}
function environment(facts, wiring) {
    const { directory, proxy } = wiring;
    return {
        PATH: (0,enclosure/* searchPath */.oe)(facts),
        HOME: external_node_path_.join(directory, 'home'),
        XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
        TMPDIR: external_node_path_.join(directory, TEMPORARY),
        // It runs as root of a namespace that we made: without these it would make another one, or use root's own places.
        _CONTAINERS_USERNS_CONFIGURED: 'done',
        _CONTAINERS_ROOTLESS_UID: String(facts.process.uid),
        _CONTAINERS_ROOTLESS_GID: String(facts.process.gid),
        CONTAINERS_REGISTRIES_CONF: external_node_path_.join(directory, 'registries.conf'),
        REGISTRY_AUTH_FILE: external_node_path_.join(directory, 'auth.json'),
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        NO_PROXY: '127.0.0.1',
    };
}
/** What is built, in the words of buildah-build(1). */
function buildArguments(task, facts, engine) {
    const { request, context } = task;
    const epoch = request.sourceDateEpoch;
    return [
        ...isolation(facts, engine),
        // RUN steps get no proxy variables: ours name the relay.
        ...(0,strategies_arguments/* words */.aL)('--http-proxy=false', '--network', request.network === 'none' ? 'none' : 'host'),
        // In the form of the OCI it would leave out HEALTHCHECK, ONBUILD and SHELL: what comes of it is made OCI afterwards.
        ...(0,strategies_arguments/* words */.aL)('--layers', '--format', 'docker', ...((0,conditions/* atLeast */.jZ)(facts.tools.buildah, 1, 26) ? ['--identity-label=false'] : [])),
        ...retries(engine),
        ...(0,strategies_arguments/* words */.aL)('--file', context.dockerfile, ...(context.ignoreFile === undefined ? [] : ['--ignorefile', context.ignoreFile])),
        ...(0,strategies_arguments/* words */.aL)('--platform', (0,oci_platform/* formatPlatform */.Bq)(request.platform)),
        ...(request.target === undefined ? [] : ['--target', request.target]),
        ...(0,strategies_arguments/* flags */.Mv)('--build-arg', (0,strategies_arguments/* pairs */.AS)(request.buildArgs)),
        ...(epoch === undefined
            ? []
            : ['--build-arg', `SOURCE_DATE_EPOCH=${epoch}`, '--timestamp', String(epoch)]),
        ...(0,strategies_arguments/* flags */.Mv)('--label', (0,strategies_arguments/* pairs */.AS)(request.labels)),
        ...(0,strategies_arguments/* flags */.Mv)('--build-context', plan_namedContexts(task)),
        ...(request.noCache ? ['--no-cache'] : []),
        ...(0,strategies_arguments/* flags */.Mv)('--secret', request.secrets.map((secret, index) => `id=${secret.id},src=${(0,strategies_registries/* secretFileName */._0)(index)}`)),
        ...(0,strategies_arguments/* flags */.Mv)('--ssh', request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`)),
        ...stepArguments(request),
    ];
}
/** chroot isolation without CAP_SYS_CHROOT: the escape from a chroot needs a second one. */
function isolation(facts, engine) {
    return isolationOf(facts) === 'rootless'
        ? ['--isolation', 'rootless', ...(engine.runtimeIsGlobal ? [] : runtime(facts))]
        : ['--isolation', 'chroot', '--cap-drop', 'CAP_SYS_CHROOT'];
}
/** The relay retries by itself: a builder that does so too only waits. */
function retries(engine) {
    return engine.retries ? ['--retry', '0'] : [];
}
function runtime(facts) {
    return ['--runtime', (0,enclosure/* toolPath */.Ou)(facts, 'runc')];
}
/** How RUN steps are run. */
function stepArguments(request) {
    return [
        ...(0,strategies_arguments/* flags */.Mv)('--add-host', request.addHosts.map((host) => `${host.name}:${host.address}`)),
        ...(request.shmSize === undefined ? [] : ['--shm-size', String(request.shmSize)]),
        ...(0,strategies_arguments/* flags */.Mv)('--ulimit', request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`)),
    ];
}
function plan_namedContexts(task) {
    return Object.entries(task.request.buildContexts).map(([name, context]) => {
        const local = task.context.named[name];
        if (local !== undefined)
            return `${name}=${local}`;
        switch (context.kind) {
            case 'image':
                return `${name}=docker-image://${(0,oci_reference/* formatReference */.FH)(context.reference)}`;
            case 'git':
            case 'archive':
                return `${name}=${context.url}`;
            case 'path':
            case 'oci-layout':
                return `${name}=${context.path}`;
        }
    });
}
/** The cache is a repository without a tag: each step has one of its own there. */
function cacheArguments(wiring) {
    if (!wiring.cache)
        return [];
    const repository = `${wiring.relay}/${wiring.cache.repository}`;
    return ['--cache-from', repository, ...(wiring.cache.writable ? ['--cache-to', repository] : [])];
}

// EXTERNAL MODULE: ./build/strategies/failure.js + 2 modules
var failure = __webpack_require__(6179);
// EXTERNAL MODULE: ./build/strategies/mounts/run.js
var mounts_run = __webpack_require__(2082);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
;// CONCATENATED MODULE: ./build/strategies/rewrite.js






/** What Docker adds to a config of its own container; image-spec, config.md, has none of it. */
const OF_THE_CONTAINER = ['container', 'container_config', 'docker_version', 'id', 'parent'];
const OF_ITS_SETTINGS = [
    'Hostname',
    'Domainname',
    'Image',
    'MacAddress',
    'NetworkDisabled',
    'PublishService',
    'AttachStdin',
    'AttachStdout',
    'AttachStderr',
    'Tty',
    'OpenStdin',
    'StdinOnce',
];
/**
 * The image with its config as `change` makes it; digests are computed anew, and content that is not known stays. Throws
 * DocklessError when the manifest is none.
 */
async function withConfig(image, change) {
    const { config } = (0,manifests/* parseManifest */.Ng)(image.bytes, 'the image that was built');
    const text = (await (0,consumers_.buffer)(await image.content.open(config.digest))).toString('utf8');
    const written = await image.content.write(external_node_stream_.Readable.from([Buffer.from(JSON.stringify(change(read(text))))]));
    return withManifest(image, (manifest) => ({ ...manifest, config: { ...config, ...written } }));
}
/**
 * The image in the form of the OCI (image-spec), when it is in Docker's: the same layers, and a config that keeps what
 * both know and the additions of Docker's that BuildKit keeps too: health check, triggers, shell.
 */
async function inOciForm(image) {
    if (image.manifest.mediaType !== media_types/* MediaType */.zu.dockerManifest)
        return image;
    const clean = await withConfig(image, ociConfig);
    const { config, layers } = (0,manifests/* parseManifest */.Ng)(clean.bytes, 'the image that was built');
    const renamed = withManifest(clean, (manifest) => ({
        ...manifest,
        mediaType: media_types/* MediaType */.zu.manifest,
        config: { ...config, mediaType: (0,manifests/* ociMediaType */.Ys)(config.mediaType) },
        layers: layers.map((layer) => ({ ...layer, mediaType: (0,manifests/* ociMediaType */.Ys)(layer.mediaType) })),
    }));
    return { ...renamed, manifest: { ...renamed.manifest, mediaType: media_types/* MediaType */.zu.manifest } };
}
/** A config of Docker's (its image specification, v1.2) without what is of a container and not of the image. */
function ociConfig(config) {
    const rest = without(config, OF_THE_CONTAINER);
    const { config: given, history } = rest;
    return {
        ...rest,
        ...((0,json/* isObject */.G)(given) ? { config: settings(given) } : {}),
        ...(Array.isArray(history) ? { history: history.map(withoutIntermediate) } : {}),
    };
}
/** buildah names the image of the step before, which nobody has, and which is another one each time. */
function withoutIntermediate(step) {
    if (!(0,json/* isObject */.G)(step) || !/^FROM [0-9a-f]{12}$/.test(String(step['comment'])))
        return step;
    return without(step, ['comment']);
}
function settings(config) {
    const { ExposedPorts: ports, ...rest } = without(config, OF_ITS_SETTINGS);
    return (0,json/* isObject */.G)(ports) ? { ...rest, ExposedPorts: withoutRanges(ports) } : rest;
}
/** `8000-8002/tcp` as the three ports that it stands for: image-spec, config.md, knows no ranges. */
function withoutRanges(ports) {
    return Object.fromEntries(Object.entries(ports).flatMap(([port, value]) => {
        const [, first, last, protocol = ''] = /^(\d+)-(\d+)(\/\w+)?$/.exec(port) ?? [];
        if (first === undefined || last === undefined)
            return [[port, value]];
        const count = Math.max(0, Number(last) - Number(first) + 1);
        return Array.from({ length: count }, (_, index) => [`${Number(first) + index}${protocol}`, value]);
    }));
}
function withManifest({ manifest, bytes, content }, change) {
    const changed = Buffer.from(JSON.stringify(change(read(Buffer.from(bytes).toString('utf8')))));
    return {
        manifest: { ...manifest, digest: (0,oci_digest/* digestOf */.ol)(changed), size: changed.length },
        bytes: changed,
        content,
    };
}
function without(fields, names) {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
function read(text) {
    const value = JSON.parse(text);
    return (0,json/* isObject */.G)(value) ? value : {};
}

;// CONCATENATED MODULE: ./build/strategies/buildah/buildah.js
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









/** buildah: no daemon at all; builds into a storage of its own and pushes to the relay. */
const buildah = { name: 'buildah', assess: buildah_assess, plan: planBuildah, build: buildah_build };
/** Older ones have no --secret, or none that works without a daemon's help. */
const OLDEST = [1, 23];
/** The buildah that first knew a feature of a Dockerfile (its CHANGELOG); what no release knows is left out. */
const SINCE = {
    heredoc: [1, 33],
    'copy --link': [1, 41],
    'copy --parents': [1, 40],
    'copy --exclude': [1, 38],
    'add --checksum': [1, 33],
    'add url': OLDEST,
    'add git': [1, 38],
    'run --network': [1, 30],
    'run --mount=type=secret,env': [1, 44],
    'healthcheck --start-interval': [1, 37],
    onbuild: OLDEST,
    '# syntax': OLDEST,
};
function buildah_assess(task, facts) {
    return (0,conditions/* assessment */.nG)('buildah', [
        (0,conditions/* toolCondition */.Qj)(facts, 'buildah'),
        versionCondition(facts.tools.buildah),
        ...engineConditions(task, facts),
    ]);
}
/** What buildah needs besides itself, also where it is part of podman: `facts.tools.buildah` says which buildah. */
function engineConditions(task, facts) {
    return [
        (0,conditions/* toolCondition */.Qj)(facts, 'unshare'),
        (0,conditions/* toolCondition */.Qj)(facts, 'setpriv'),
        ...(0,conditions/* namespaceConditions */._7)(task, facts),
        ...(0,conditions/* requestConditions */.u)(task),
        featuresCondition(task, facts.tools.buildah),
        contextsCondition(task, facts.tools.buildah),
        stepsCondition(task, facts),
        ...(0,mounts_mounts/* mountsConditions */.J_)(task),
    ];
}
function versionCondition(tool) {
    const said = tool?.version ?? 'unknown';
    if ((0,conditions/* atLeast */.jZ)(tool, ...OLDEST))
        return (0,conditions/* held */.yB)('version', said);
    return (0,conditions/* broken */.mw)('version', said, `Install buildah ${OLDEST.join('.')} or newer`);
}
/** Whether the buildah of this version knows what the Dockerfile uses. */
function featuresCondition(task, tool) {
    const unknown = task.needs.features.filter(({ name }) => {
        const since = SINCE[name];
        return since === undefined || !(0,conditions/* atLeast */.jZ)(tool, ...since);
    });
    if (unknown.length === 0)
        return (0,conditions/* held */.yB)('features', 'this buildah knows all that the Dockerfile uses');
    const [first] = unknown.map(({ name }) => SINCE[name]);
    return (0,conditions/* broken */.mw)('features', `this buildah does not know ${unknown.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', ')}`, first ? `Install buildah ${first.join('.')} or newer, or use BuildKit` : 'Use BuildKit, or leave it out');
}
function contextsCondition(task, tool) {
    const contexts = Object.entries(task.request.buildContexts);
    if (contexts.length === 0)
        return (0,conditions/* held */.yB)('named contexts', 'none are given');
    const layouts = contexts.filter(([, context]) => context.kind === 'oci-layout').map(([name]) => name);
    if (layouts.length > 0)
        return (0,conditions/* broken */.mw)('named contexts', `buildah takes no OCI layout (${layouts.join(', ')})`, 'Use BuildKit for it');
    if ((0,conditions/* atLeast */.jZ)(tool, 1, 27))
        return (0,conditions/* held */.yB)('named contexts', contexts.map(([name]) => name).join(', '));
    return (0,conditions/* broken */.mw)('named contexts', 'this buildah knows none', 'Install buildah 1.27 or newer');
}
/** What only a real container honours: a chroot shares our network and /dev/shm. */
function stepsCondition(task, facts) {
    const isolation = isolationOf(facts);
    const { network, shmSize, secrets } = task.request;
    const comma = secrets.find((secret) => secret.id.includes(','));
    if (comma)
        return (0,conditions/* broken */.mw)('steps', `buildah reads no secret id with a comma: ${comma.id}`, 'Give it another id');
    const refused = [
        ...(network === 'none' ? ['network: none'] : []),
        ...(shmSize === undefined ? [] : ['shm-size']),
    ];
    if (isolation === 'rootless' || refused.length === 0)
        return (0,conditions/* held */.yB)('steps', `RUN steps are isolated by ${isolation}`);
    return (0,conditions/* broken */.mw)('steps', `RUN steps share our network and /dev/shm in a chroot: ${refused.join(', ')} cannot be had`, 'Let the container mount /proc (unmasked), and install runc; or leave the input out');
}
/** Carries out a plan of `planEngine`. */
async function buildah_build(task, plan, workshop) {
    for (const note of plan.notes)
        workshop.log.notice(note);
    await (0,mounts_run/* fetchMounts */.$l)(plan, workshop);
    await (0,workbench/* layOut */.v)(plan);
    await (0,mounts_run/* restoreMounts */.xH)(plan, workshop);
    for (const command of plan.commands)
        await carryOut(command, task, workshop);
    await (0,mounts_run/* takeMounts */.Oc)(plan, workshop);
    return inOciForm((0,failure/* delivered */.bI)(plan, workshop));
}
async function carryOut(command, task, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        signal.throwIfAborted();
        const output = new BuildahOutput(log);
        const child = __addDisposableResource(env_1, await (0,workbench/* startPlanned */.J)(command, workshop, {
            signal,
            graceMs: 1500,
            onLine: (line) => output.line(line),
        }), true);
        const finished = await child.finished;
        signal.throwIfAborted();
        if (finished.status === 0)
            return;
        if (finished.startError !== undefined)
            throw new errors/* DocklessError */.D2('NOTHING_FITS', `${command.name} could not be started: ${finished.startError}`, {
                fix: 'Look whether it may be executed',
            });
        throw (0,failure/* buildFailure */.He)({
            task,
            workshop,
            strategy: 'buildah',
            output: output.text,
            step: output.failed,
            line: output.lineIn(task.dockerfile),
            status: finished.status,
        });
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(6119);
// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __webpack_require__(2467);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/strategies/buildkit/daemon.js





/**
 * True when a gRPC server answers at the socket: a new connection whose HTTP/2 settings arrive in time. The kernel
 * accepts a connection for a program that is stopped, so that alone would prove nothing.
 */
async function answers(socket, timeoutMs) {
    // Through a descriptor of the directory: the path of a socket may not be longer than 107 bytes, that of a directory may.
    const directory = await (0,promises_.open)(external_node_path_.dirname(socket)).catch(() => undefined);
    if (!directory)
        return false;
    try {
        const near = `/proc/self/fd/${directory.fd}/${external_node_path_.basename(socket)}`;
        return await greeted(near, timeoutMs);
    }
    finally {
        await directory.close();
    }
}
async function greeted(socket, timeoutMs) {
    return new Promise((resolve) => {
        const session = (0,external_node_http2_.connect)('http://buildkit', { createConnection: () => (0,external_node_net_.connect)(socket) });
        const settle = (answer) => {
            clearTimeout(timer);
            session.destroy();
            resolve(answer);
        };
        const timer = setTimeout(() => settle(false), timeoutMs);
        session.once('remoteSettings', () => settle(true));
        session.once('error', () => settle(false));
    });
}
/** Resolves when the daemon answers; false when it does not within the time, or the signal fires first. */
async function untilReady(socket, timeoutMs, signal) {
    const end = Date.now() + timeoutMs;
    while (!signal.aborted && Date.now() < end) {
        if (await answers(socket, Math.max(1, end - Date.now())))
            return true;
        await (0,external_node_timers_promises_.setTimeout)(20, undefined, { signal }).catch(() => undefined);
    }
    return false;
}
const EVERY_MS = 2000;
const ANSWER_MS = 4000;
/** How often in a row it may fail to answer: a machine that swaps is slow, not hung. */
const MISSES = 3;
/** Resolves when the daemon has not answered for about fifteen seconds; never when the signal fires before. */
async function untilSilent(socket, signal) {
    for (let misses = 0; misses < MISSES;) {
        await (0,external_node_timers_promises_.setTimeout)(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
        if (signal.aborted)
            return new Promise(() => { });
        misses = (await answers(socket, ANSWER_MS)) ? 0 : misses + 1;
    }
}

;// CONCATENATED MODULE: ./build/strategies/buildkit/plan.js








/** The daemon's socket; relative to the private directory, for a longer path than 104 bytes is no socket's. */
const BUILDKIT_SOCKET = 'buildkit.sock';
/**
 * BuildKit hands this socket to every RUN step, by a mount that fails for a relative path. It is removed once the
 * daemon listens: a step is then given nothing.
 */
const TRACE_SOCKET = 'trace.sock';
const CONFIG = 'buildkitd.toml';
const STATE = 'root';
const plan_POLICY = 'source-policy.json';
/** The plan of a build by a buildkitd of its own. Pure: nothing is looked at or run. */
function planBuildkit(task, facts, wiring) {
    const registries = (0,strategies_registries/* registriesOf */.Ho)(task);
    const mounts = (0,mounts_mounts/* planMounts */.Ou)(task, facts, wiring, {
        below: STATE,
        markBy: () => marking(task, facts, wiring),
    });
    const toml = `[otel]\n  socketPath = ${JSON.stringify(TRACE_SOCKET)}\n\n${(0,strategies_registries/* buildkitRegistries */.en)(registries, wiring)}`;
    return {
        strategy: 'buildkit',
        directory: wiring.directory,
        ...mounts,
        directories: [
            'run',
            'tmp',
            'docker',
            ...(task.request.secrets.length > 0 ? ['secrets'] : []),
            ...mounts.directories,
        ],
        files: [
            { name: CONFIG, content: toml },
            { name: plan_POLICY, content: (0,strategies_registries/* sourcePolicy */.Qc)(registries, wiring) },
            { name: 'docker/config.json', content: new secret/* Secret */.z((0,strategies_registries/* authFile */.N6)(wiring)) },
            ...(0,strategies_registries/* secretFiles */.sd)(task.request),
            ...mounts.files,
        ],
        daemon: daemon(task, facts, wiring),
        commands: [client(task, facts, wiring)],
        aliases: Object.fromEntries(registries.map((registry) => [`${wiring.relay}/${wiring.mirrorPrefix(registry)}`, registry])),
        notes: notes(task),
    };
}
function daemon(task, facts, wiring) {
    const { directory, proxy } = wiring;
    const argv = [
        (0,enclosure/* toolPath */.Ou)(facts, 'buildkitd'),
        ...(0,strategies_arguments/* words */.aL)('--config', CONFIG, '--root', external_node_path_.join(directory, STATE)),
        ...(0,strategies_arguments/* words */.aL)('--addr', `unix://${BUILDKIT_SOCKET}`),
        ...(0,strategies_arguments/* words */.aL)('--oci-worker-binary', runtimeOf(facts) ?? (0,enclosure/* toolPath */.Ou)(facts, 'runc')),
        ...(0,strategies_arguments/* words */.aL)('--oci-worker-snapshotter', facts.trials.overlay.holds ? 'overlayfs' : 'native'),
        ...(facts.trials.mountProc.holds ? [] : ['--oci-worker-no-process-sandbox']),
        ...(needsHostNetwork(task) ? ['--allow-insecure-entitlement', 'network.host'] : []),
    ];
    const env = {
        PATH: (0,enclosure/* searchPath */.oe)(facts),
        HOME: directory,
        USER: 'dockless',
        XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
        TMPDIR: external_node_path_.join(directory, 'tmp'),
        // What is not a registry (ADD https://…, git) goes through the relay too: it knows the user's proxy, we tell it to nobody.
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        NO_PROXY: '',
    };
    return (0,enclosure/* enclose */.gs)({ name: 'buildkitd', argv, env, directory, needsProc: true }, facts);
}
/** The low-level runtime: runc; a crun only when nothing is known against it (1.8.1 lacks `--keep`). */
function runtimeOf(facts) {
    const { runc, crun } = facts.tools;
    if (runc && runc.problem === undefined)
        return runc.path;
    return crun && crun.problem === undefined && !/\b(0\.|1\.[0-8](\.|\b))/.test(crun.version ?? '0.')
        ? crun.path
        : undefined;
}
function needsHostNetwork(task) {
    return (task.request.network === 'host' || task.needs.features.some((feature) => feature.name === 'run --network'));
}
function client(task, facts, wiring) {
    const args = [
        ...plan_buildArguments(task),
        ...(0,strategies_arguments/* words */.aL)('--source-policy-file', plan_POLICY, '--output', outputOf(task.request, wiring)),
        ...plan_cacheArguments(wiring),
    ];
    return buildctl('buildctl', args, facts, wiring);
}
/** The build that finds the cache mounts. It has no output. */
function marking({ request }, facts, wiring) {
    const space = request.buildArgs[MOUNT_SPACE];
    const args = [
        ...(0,strategies_arguments/* words */.aL)('--frontend', 'dockerfile.v0', '--local', `context=${mounts_mounts/* MARKS */.j7}`, '--local', `dockerfile=${mounts_mounts/* MARKS */.j7}`),
        ...(space === undefined ? [] : ['--opt', `build-arg:${MOUNT_SPACE}=${space}`]),
    ];
    return buildctl('buildctl-marks', args, facts, wiring);
}
/** The build argument that gives the ids of cache mounts another meaning. */
const MOUNT_SPACE = 'BUILDKIT_CACHE_MOUNT_NS';
function buildctl(name, args, facts, wiring) {
    const { directory } = wiring;
    return {
        name,
        argv: [
            ...(0,enclosure/* dyingWithUs */.Ox)(facts),
            (0,enclosure/* toolPath */.Ou)(facts, 'buildctl'),
            ...(0,strategies_arguments/* words */.aL)('--addr', `unix:${BUILDKIT_SOCKET}`, 'build', '--progress', 'rawjson'),
            ...args,
        ],
        env: {
            PATH: (0,enclosure/* searchPath */.oe)(facts),
            HOME: directory,
            DOCKER_CONFIG: external_node_path_.join(directory, 'docker'),
            XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
            TMPDIR: external_node_path_.join(directory, 'tmp'),
        },
        cwd: directory,
    };
}
/** What is built, in buildctl's words (cmd/buildctl/build.go, frontend/dockerui). */
function plan_buildArguments(task) {
    const { request, context } = task;
    const ignoresSyntax = task.needs.features.some((feature) => feature.name === '# syntax');
    const { directory: local, dockerfile } = context;
    return [
        ...(0,strategies_arguments/* words */.aL)('--frontend', 'dockerfile.v0'),
        ...(0,strategies_arguments/* words */.aL)('--local', `context=${local}`, '--local', `dockerfile=${external_node_path_.dirname(dockerfile)}`),
        ...(0,strategies_arguments/* flags */.Mv)('--opt', [
            `filename=${external_node_path_.basename(dockerfile)}`,
            `platform=${(0,oci_platform/* formatPlatform */.Bq)(request.platform)}`,
            ...(request.target === undefined ? [] : [`target=${request.target}`]),
            ...(0,strategies_arguments/* pairs */.AS)(request.buildArgs, 'build-arg:'),
            ...(request.sourceDateEpoch === undefined
                ? []
                : [`build-arg:SOURCE_DATE_EPOCH=${request.sourceDateEpoch}`]),
            ...(ignoresSyntax ? ['build-arg:BUILDKIT_SYNTAX=dockerfile.v0'] : []),
            ...(0,strategies_arguments/* pairs */.AS)(request.labels, 'label:'),
            ...stepOptions(request),
        ]),
        ...buildkit_plan_namedContexts(task),
        ...(request.noCache ? ['--no-cache'] : []),
        ...(needsHostNetwork(task) ? ['--allow', 'network.host'] : []),
        ...(0,strategies_arguments/* flags */.Mv)('--secret', request.secrets.map((secret, index) => (0,strategies_arguments/* csv */.fu)([`id=${secret.id}`, 'type=file', `src=${(0,strategies_registries/* secretFileName */._0)(index)}`]))),
        ...(0,strategies_arguments/* flags */.Mv)('--ssh', request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`)),
    ];
}
/** How RUN steps are run. */
function stepOptions(request) {
    const hosts = request.addHosts.map((host) => `${host.name}=${host.address}`);
    const limits = request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`);
    return [
        ...(request.network === 'default' ? [] : [`force-network-mode=${request.network}`]),
        ...(hosts.length === 0 ? [] : [`add-hosts=${(0,strategies_arguments/* csv */.fu)(hosts)}`]),
        ...(request.shmSize === undefined ? [] : [`shm-size=${request.shmSize}`]),
        ...(limits.length === 0 ? [] : [`ulimit=${(0,strategies_arguments/* csv */.fu)(limits)}`]),
        ...(request.pull ? ['image-resolve-mode=pull'] : []),
    ];
}
/** Named contexts: directories here are sent by the client, images come through the relay like any other. */
function buildkit_plan_namedContexts(task) {
    return Object.entries(task.request.buildContexts).flatMap(([name, context]) => {
        const local = task.context.named[name];
        if (local !== undefined)
            return ['--local', `${name}=${local}`, '--opt', `context:${name}=local:${name}`];
        switch (context.kind) {
            case 'image':
                return ['--opt', `context:${name}=docker-image://${(0,oci_reference/* formatReference */.FH)(context.reference)}`];
            case 'oci-layout':
                return [
                    ...(0,strategies_arguments/* words */.aL)('--oci-layout', `${name}=${context.path}`),
                    ...(0,strategies_arguments/* words */.aL)('--opt', `context:${name}=oci-layout://${name}${layoutObject(context.reference)}`),
                ];
            case 'path':
                return ['--local', `${name}=${context.path}`, '--opt', `context:${name}=local:${name}`];
            case 'git':
                return ['--opt', `context:${name}=${context.url}${fragment(context.ref, context.subdirectory)}`];
            case 'archive':
                return ['--opt', `context:${name}=${context.url}`];
        }
    });
}
function layoutObject(reference) {
    if (reference === undefined)
        return '';
    return reference.includes(':') && /^sha\d+:/.test(reference) ? `@${reference}` : `:${reference}`;
}
function fragment(ref, subdirectory) {
    if (ref === undefined && subdirectory === undefined)
        return '';
    return `#${ref ?? ''}${subdirectory === undefined ? '' : `:${subdirectory}`}`;
}
/** The image goes to the relay's inbox. Attestations are made at publication: the builder's would name the relay. */
function outputOf(request, wiring) {
    return (0,strategies_arguments/* csv */.fu)([
        'type=image',
        `name=${wiring.relay}/${wiring.inbox}:built`,
        'push=true',
        'oci-mediatypes=true',
        ...(request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true']),
    ]);
}
/** A cache may only make things faster: an export that fails is ignored. */
function plan_cacheArguments(wiring) {
    if (!wiring.cache)
        return [];
    const ref = `${wiring.relay}/${wiring.cache.repository}:buildkit`;
    const read = ['--import-cache', (0,strategies_arguments/* csv */.fu)(['type=registry', `ref=${ref}`])];
    if (!wiring.cache.writable)
        return read;
    const mode = `mode=${wiring.cache.mode}`;
    return [...read, '--export-cache', (0,strategies_arguments/* csv */.fu)(['type=registry', `ref=${ref}`, mode, 'ignore-error=true'])];
}
function notes(task) {
    const syntax = task.needs.features.find((feature) => feature.name === '# syntax');
    if (!syntax)
        return [];
    return [
        `# syntax is passed over: BuildKit's own Dockerfile frontend is used, and no frontend image is pulled`,
    ];
}

// EXTERNAL MODULE: ./build/http/hosts.js
var hosts = __webpack_require__(2178);
// EXTERNAL MODULE: ./build/runner/builder-problems.js
var builder_problems = __webpack_require__(4953);
// EXTERNAL MODULE: ./build/runner/remote-builders.js
var remote_builders = __webpack_require__(938);
// EXTERNAL MODULE: ./build/strategies/origins.js
var origins = __webpack_require__(9819);
;// CONCATENATED MODULE: ./build/strategies/buildkit/remote-plan.js









/** Where the image of the `index`th daemon comes to, relative to the private directory: one that is lost leaves half of one. */
function imageDirectory(index) {
    return `image-${index}`;
}
/**
 * The daemons that can build this, in the order in which they are tried: those whose own platform it is before those
 * that would emulate it. When nobody was asked, all of them.
 */
function candidates(request, facts) {
    if (!facts.remoteBuilders)
        return request.builder?.endpoints ?? [];
    const wanted = (0,oci_platform/* formatPlatform */.Bq)(request.platform);
    const able = facts.remoteBuilders.filter((one) => reasonAgainst(one, request) === undefined);
    const native = able.filter(({ platforms }) => platforms[0] === wanted);
    return [...native, ...able.filter((one) => !native.includes(one))].map(({ endpoint }) => endpoint);
}
/** Why a builder cannot build this, and what to change; undefined when it can. */
function reasonAgainst(one, request) {
    const { endpoint, platforms, version, problem, reason } = one;
    if (reason)
        return { cause: `${endpoint}: ${reason.cause}`, fix: reason.fix };
    if (problem !== undefined)
        return { cause: answerOf(one), fix: 'Look whether the builder runs and is reached from here' };
    const wanted = (0,oci_platform/* formatPlatform */.Bq)(request.platform);
    if (!platforms.includes(wanted))
        return {
            cause: `${answerOf(one)}, not for ${wanted}`,
            fix: `Name a builder for ${wanted}, or build it on a runner of that platform`,
        };
    if (request.sourceDateEpoch !== undefined && leavesTimes(version))
        return {
            cause: `${answerOf(one)}, which leaves the times of files as they are (SOURCE_DATE_EPOCH)`,
            fix: 'Update the BuildKit of the builder to 0.13 or newer',
        };
    return undefined;
}
/** True before 0.13, which knows rewrite-timestamp; 0.0 is one that does not know its own version. */
function leavesTimes(version) {
    const minor = Number(/^v?0\.(\d+)/.exec(version ?? '')?.[1] ?? 0);
    return minor > 0 && minor < 13;
}
/**
 * The plan of a build by daemons elsewhere: for each, a question whether it lives and the build. A later pair is run
 * when the daemon of the one before was lost. The image comes back as an OCI layout over the session. Pure.
 */
function planRemoteBuildkit(task, facts, wiring) {
    const endpoints = candidates(task.request, facts);
    return {
        strategy: 'buildkit',
        directory: wiring.directory,
        directories: ['run', 'tmp', 'docker', ...(task.request.secrets.length > 0 ? ['secrets'] : [])],
        files: [
            {
                name: 'docker/config.json',
                content: new secret/* Secret */.z(`${JSON.stringify({ auths: (0,origins/* originAuths */.S1)(wiring.origins) })}\n`),
            },
            ...(0,strategies_registries/* secretFiles */.sd)(task.request),
        ],
        daemon: undefined,
        commands: endpoints.flatMap((endpoint, index) => [
            remote_plan_buildctl(`${endpoint} lives`, endpoint, remote_builders/* WORKERS */.aU, { task, facts, wiring }),
            remote_plan_buildctl(endpoint, endpoint, buildVerb(task, index, wiring), { task, facts, wiring }),
        ]),
        aliases: {},
        notes: remote_plan_notes(task, facts),
    };
}
function remote_plan_buildctl(name, endpoint, verb, { task, facts, wiring }) {
    const { directory } = wiring;
    const client = [
        (0,enclosure/* toolPath */.Ou)(facts, 'buildctl'),
        ...(0,remote_builders/* addressArguments */.FI)(endpoint, task.request.builder?.tls),
        ...verb,
    ];
    const [first = '', ...rest] = [...(canDieWithUs(facts) ? (0,enclosure/* dyingWithUs */.Ox)(facts) : []), ...client];
    return {
        name,
        argv: [first, ...rest],
        env: {
            PATH: (0,enclosure/* searchPath */.oe)(facts),
            HOME: directory,
            XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
            TMPDIR: external_node_path_.join(directory, 'tmp'),
            ...wiring.origins?.env,
            DOCKER_CONFIG: external_node_path_.join(directory, 'docker'),
        },
        cwd: directory,
    };
}
/** Without setpriv buildctl outlives a SIGKILL of ours by the rest of its build, which harms nobody here. */
function canDieWithUs({ tools }) {
    return tools.setpriv !== undefined && tools.setpriv.problem === undefined;
}
function buildVerb(task, index, { origins }) {
    const { request } = task;
    const rewrite = request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true'];
    const output = (0,strategies_arguments/* csv */.fu)(['type=oci', 'tar=false', `dest=${imageDirectory(index)}`, ...rewrite]);
    // Token servers are asked by buildctl, from here: it trusts what the run trusts.
    const [authority] = request.caCertificates;
    const trusted = authority === undefined
        ? []
        : answeredRegistries(task).map((host) => (0,strategies_arguments/* csv */.fu)([`host=${host}`, `ca=${authority}`]));
    return [
        ...(0,strategies_arguments/* words */.aL)('build', '--progress', 'rawjson'),
        ...plan_buildArguments(task),
        ...(0,strategies_arguments/* flags */.Mv)('--registry-auth-tlscontext', trusted),
        ...(0,strategies_arguments/* words */.aL)('--output', output),
        ...(origins?.cache ? remote_plan_cacheArguments(request, origins.cache) : []),
    ];
}
/** The registries for whose logins the builder may ask. */
function answeredRegistries(task) {
    const cache = (0,origins/* ownCache */.He)(task.request);
    return [...new Set([...(0,strategies_registries/* registriesOf */.Ho)(task), ...(cache ? [cache.registry] : [])])];
}
/** The steps in a registry, where every builder finds them. An export that fails is ignored: a cache only makes things faster. */
function remote_plan_cacheArguments({ cache: { mode } }, { from, to, insecure }) {
    const store = (ref) => [
        'type=registry',
        `ref=${ref}`,
        ...(insecure ? ['registry.insecure=true'] : []),
    ];
    return [
        ...(0,strategies_arguments/* flags */.Mv)('--import-cache', from.map((ref) => (0,strategies_arguments/* csv */.fu)(store(ref)))),
        ...(0,strategies_arguments/* words */.aL)('--export-cache', (0,strategies_arguments/* csv */.fu)([...store(to), `mode=${mode}`, 'ignore-error=true'])),
    ];
}
function remote_plan_notes(task, facts) {
    const { request, needs } = task;
    const told = (0,origins/* inputsOfPushAlone */.Sg)(request);
    const own = 'The builder pulls by itself, as its own configuration has it';
    const syntax = needs.features.some((feature) => feature.name === '# syntax');
    const passedOver = (facts.remoteBuilders ?? []).filter(({ problem }) => problem !== undefined);
    return [
        ...passedOver.map((one) => `Passed over: ${answerOf(one)}`),
        ...(told.length > 0 ? [`${own}: ${told.join(', ')} do not count there`] : []),
        ...(syntax ? ['# syntax is passed over: BuildKit’s own Dockerfile frontend is used'] : []),
        ...(0,origins/* cacheNotes */.Ao)(task.request, true),
    ];
}
/** What a builder answered, or why it did not. */
function answerOf({ endpoint, platforms, version, problem, reason }) {
    if (problem === undefined)
        return `${endpoint}: ${version ?? 'BuildKit'} for ${platforms.slice(0, 3).join(', ')}`;
    return reason ? `${endpoint}: ${reason.cause} (${problem})` : `${endpoint}: ${problem}`;
}

;// CONCATENATED MODULE: ./build/strategies/buildkit/progress.js

const progress_TAIL = 40;
/** Names of what reads and writes a cache in a registry: no build fails for it. */
const ABOUT_CACHE = /^(?:importing cache manifest|exporting cache to) /;
/** A longer line comes in pieces, as it does from a program. */
const LONGEST_LINE = 1 << 16;
/**
 * Reads what `buildctl --progress rawjson` writes to stderr, one JSON object a line, and logs it as people read it:
 * a line when a step begins, its output, a line when it is done. What is no progress is kept: the error.
 */
class BuildkitProgress {
    #log;
    #aliases;
    #vertices = new Map();
    #text = [];
    #numbered = 0;
    #failed;
    /** `aliases`: names of the relay that are to be told by their own names. */
    constructor(log, aliases = {}) {
        this.#log = log;
        this.#aliases = Object.entries(aliases);
    }
    /** The first step that failed by itself, not because another one did. */
    get failed() {
        return this.#failed;
    }
    /** What buildctl said besides progress: the error and the excerpt of the Dockerfile. */
    get text() {
        return this.#text.join('\n');
    }
    /** Takes one line. */
    line(raw) {
        const line = this.#aliases.reduce((text, [alias, name]) => text.replaceAll(alias, name), raw);
        const event = parseObject(line);
        if (!event) {
            if (line.trim() !== '')
                this.#log.debug(line);
            this.#text.push(line);
            return;
        }
        for (const entry of objects(event['vertexes']))
            this.#vertex(entry);
        for (const entry of objects(event['logs']))
            this.#output(entry);
        for (const entry of objects(event['warnings']))
            this.#warning(entry);
    }
    #vertex(entry) {
        const vertex = this.#at(textOf(entry['digest']), textOf(entry['name']));
        const started = timeOf(entry['started']);
        const internal = vertex.name.startsWith('[internal]') || vertex.name.startsWith('[auth]');
        const say = (what) => {
            if (internal)
                this.#log.debug(what);
            else
                this.#log.info(`${this.#mark(vertex)} ${what}`);
        };
        if (started !== undefined && vertex.startedMs === undefined) {
            vertex.startedMs = started;
            if (entry['cached'] !== true)
                say(vertex.name);
        }
        const error = textOf(entry['error']);
        const completed = timeOf(entry['completed']);
        if (completed === undefined || (vertex.done && error === ''))
            return;
        // A step is done and begun again while its inputs are looked at: only work and failure are worth a line.
        const wasDone = vertex.done;
        vertex.done = true;
        this.#flush(vertex);
        if (error !== '')
            this.#fail(vertex, error);
        else if (entry['cached'] === true)
            say(`${vertex.name} (cached)`);
        else if (!wasDone)
            say(`done in ${seconds(completed - (vertex.startedMs ?? completed))} s`);
    }
    #fail(vertex, error) {
        if (/context canceled|^canceled/i.test(error))
            return;
        if (ABOUT_CACHE.test(vertex.name)) {
            const why = error.endsWith('not found') ? 'nothing is there yet' : `goes without: ${error}`;
            this.#log.info(`${this.#mark(vertex)} ${why}`);
            return;
        }
        this.#failed ??= { name: vertex.name, error, output: vertex.tail };
        this.#log.info(`${this.#mark(vertex)} failed: ${error}`);
    }
    #output(entry) {
        const vertex = this.#at(textOf(entry['vertex']), '');
        const text = vertex.partial + Buffer.from(textOf(entry['data']), 'base64').toString('utf8');
        const lines = text.split(/\r?\n/);
        vertex.partial = lines.pop() ?? '';
        for (const line of lines)
            this.#say(vertex, line);
        if (vertex.partial.length > LONGEST_LINE)
            this.#flush(vertex);
    }
    #flush(vertex) {
        if (vertex.partial !== '')
            this.#say(vertex, vertex.partial);
        vertex.partial = '';
    }
    #say(vertex, line) {
        vertex.tail.push(line);
        if (vertex.tail.length > progress_TAIL)
            vertex.tail.shift();
        this.#log.info(`${this.#mark(vertex)}   ${line}`);
    }
    #warning(entry) {
        const text = Buffer.from(textOf(entry['short']), 'base64').toString('utf8');
        if (text !== '')
            this.#log.warning(text);
    }
    #mark(vertex) {
        vertex.number ??= ++this.#numbered;
        return `#${vertex.number}`;
    }
    #at(digest, name) {
        const known = this.#vertices.get(digest);
        if (known) {
            if (name !== '')
                known.name = name;
            return known;
        }
        const vertex = {
            number: undefined,
            name,
            startedMs: undefined,
            done: false,
            partial: '',
            tail: [],
        };
        this.#vertices.set(digest, vertex);
        return vertex;
    }
}
function parseObject(line) {
    if (!line.startsWith('{'))
        return undefined;
    try {
        const value = JSON.parse(line);
        return (0,json/* isObject */.G)(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function objects(value) {
    return Array.isArray(value) ? value.filter(json/* isObject */.G) : [];
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}
function timeOf(value) {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}
function seconds(ms) {
    return (Math.max(0, ms) / 1000).toFixed(1);
}

;// CONCATENATED MODULE: ./build/strategies/layout-image.js



/**
 * Takes the image out of the layout directory in which a builder that pulls by itself handed it over, and removes the
 * directory; each blob is held against its digest.
 */
async function takeLayout(place, task, workshop) {
    const { content, log } = workshop;
    const layout = await oci_layout/* Layout */.PE.open(place);
    const { descriptor, manifest, bytes } = await layout.resolve(undefined, task.request.platform);
    const blobs = [manifest.config, ...manifest.layers];
    for (const { digest, size } of blobs)
        await content.write(layout.blob({ digest }), { digest, size });
    await (0,promises_.rm)(place, { recursive: true, force: true });
    await rememberBases(task, workshop);
    log.info(`The image came over: ${blobs.reduce((sum, { size }) => sum + size, 0)} bytes in ${blobs.length} blobs`);
    const { annotations: _of, platform: _for, ...plain } = descriptor;
    return { manifest: plain, bytes, content };
}
/** Learns where the layers of the bases lie, so that the push mounts them: they were pulled without our knowing. */
async function rememberBases({ needs, request }, { bases, log }) {
    const images = needs.images.filter(({ role }) => role === 'base');
    const asked = images.map(({ reference }) => bases.resolve(reference, request.platform));
    for (const outcome of await Promise.allSettled(asked))
        if (outcome.status === 'rejected')
            log.debug(`A base image is not known from here: ${(0,errors/* messageOf */.bD)(outcome.reason)}`);
}

;// CONCATENATED MODULE: ./build/strategies/buildkit/remote.js
var remote_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var remote_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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














const GRACE_MS = 3000;
const remote_EVERY_MS = 5000;
const remote_ANSWER_MS = 8000;
/** How often in a row it may fail to answer: a network that stutters is not gone. */
const remote_MISSES = 3;
/** What buildctl says when the connection to the daemon breaks; not what a daemon says of a registry. */
const LOST = /^error: .*(?:code = Unavailable|Unavailable: |error reading from server: |transport is closing).*$/m;
/** BuildKit daemons elsewhere (input `builder`) as a way to build. `features` is what BuildKit honours at all. */
function assessRemote(task, facts, features) {
    return (0,conditions/* assessment */.nG)('buildkit', [
        (0,conditions/* toolCondition */.Qj)(facts, 'buildctl'),
        builderCondition(task, facts),
        encryptionCondition(task),
        (0,conditions/* held */.yB)('credentials', credentialsEvidence(task)),
        ...(0,conditions/* givenConditions */._A)(task),
        features,
        ...(0,mounts_mounts/* mountsKeptBy */.Gl)('the builder', task),
    ]);
}
function credentialsEvidence(task) {
    const registries = answeredRegistries(task);
    const which = registries.length === 0 ? 'no registry' : registries.join(', ');
    return `RUN steps run elsewhere and see none; buildctl answers the builder’s questions for ${which} alone`;
}
function builderCondition({ request }, facts) {
    const asked = facts.remoteBuilders;
    if (!asked)
        return (0,conditions/* held */.yB)('builder', 'not asked: buildctl is not at hand');
    const evidence = asked.map(answerOf).join('; ');
    if (candidates(request, facts).length > 0)
        return (0,conditions/* held */.yB)('builder', evidence);
    const reasons = asked.flatMap((one) => reasonAgainst(one, request) ?? []);
    const fix = [...new Set(reasons.map((reason) => reason.fix))].join('; ');
    return { ...(0,conditions/* broken */.mw)('builder', evidence, fix), reasons };
}
/** Sources, and the answers to the builder's questions for logins, travel over it. */
function encryptionCondition({ request }) {
    const plain = (request.builder?.endpoints ?? []).filter((endpoint) => endpoint.startsWith('tcp://') && !(0,hosts/* isLoopback */.U9)(new URL(endpoint.replace(/^tcp/, 'http')).hostname));
    if (plain.length === 0 || request.builder?.tls)
        return (0,conditions/* held */.yB)('encryption', 'nothing travels in plain text');
    if (request.allowSharedCredentials)
        return (0,conditions/* held */.yB)('encryption', `allow-shared-credentials is set: ${plain.join(', ')} may be listened to`);
    return (0,conditions/* broken */.mw)('encryption', `${plain.join(', ')} would be spoken to in plain text: sources and logins could be read on the way`, 'Give builder-ca, builder-cert and builder-key; or set allow-shared-credentials: true where the network is your own');
}
/** Builds on the first daemon that stays; the image comes into our content store, and from there it is pushed. */
async function buildRemote(task, plan, workshop) {
    const { log, signal } = workshop;
    for (const note of plan.notes)
        log.notice(note);
    await (0,workbench/* layOut */.v)(plan);
    const pairs = pairsOf(plan);
    for (const [index, { lives, build }] of pairs.entries()) {
        signal.throwIfAborted();
        log.info(`Building on ${build.name}`);
        const progress = new BuildkitProgress(log);
        const outcome = await follow(build, lives, progress, signal);
        const place = external_node_path_.join(plan.directory, imageDirectory(index));
        if (outcome.lost === undefined && outcome.finished.status === 0)
            return takeLayout(place, task, workshop);
        await (0,promises_.rm)(place, { recursive: true, force: true });
        const next = pairs[index + 1]?.build.name;
        if (outcome.lost === undefined)
            throw remote_failure(task, workshop, progress, outcome.finished);
        if (next === undefined)
            throw gone(build.name, outcome.lost, progress);
        log.warning(`${build.name} was lost in the middle of the build (${outcome.lost}): ${next} begins anew`);
    }
    throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a build elsewhere names no builder');
}
function pairsOf({ commands }) {
    return commands.flatMap((build, index) => {
        const lives = commands[index - 1];
        return index % 2 === 1 && lives ? [{ lives, build }] : [];
    });
}
function remote_failure(task, workshop, progress, finished) {
    const output = `${progress.failed?.output.join('\n') ?? ''}\n${progress.text}`;
    return (0,failure/* buildFailure */.He)({
        task,
        workshop,
        strategy: 'buildkit',
        elsewhere: true,
        output,
        step: progress.failed,
        status: finished.status,
    });
}
/** The last builder was lost: nothing that the Dockerfile could help. */
function gone(name, how, progress) {
    return new errors/* DocklessError */.D2('NOTHING_FITS', `${name} was lost in the middle of the build: ${how}`, {
        fix: 'Look at the builder’s own log and whether it has memory and disk enough; with a second one in builder, that one takes over',
        cause: progress.text,
    });
}
/** Runs a build to its end, and asks meanwhile whether the daemon lives: a network that is cut says nothing at all. */
async function follow(build, lives, progress, signal) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const watching = new AbortController();
        const client = remote_addDisposableResource(env_1, (0,run/* start */.n)(build, {
            signal,
            graceMs: GRACE_MS,
            onLine: (line, stream) => {
                if (stream === 'stderr')
                    progress.line(line);
            },
        }), true);
        try {
            const silent = remote_untilSilent(lives, watching.signal);
            const first = await Promise.race([client.finished, silent.then(() => 'silent')]);
            signal.throwIfAborted();
            if (first === 'silent') {
                await client.end(0);
                return { finished: await client.finished, lost: 'it has not answered for half a minute' };
            }
            if (first.status === 0)
                return { finished: first, lost: undefined };
            const said = LOST.exec(progress.text)?.[0];
            const gone = said !== undefined || !(await remote_answers(lives, signal));
            signal.throwIfAborted();
            return {
                finished: first,
                lost: gone ? (said === undefined ? 'it no longer answers' : (0,builder_problems/* realLine */.n)(said)) : undefined,
            };
        }
        finally {
            watching.abort();
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = remote_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Resolves when the daemon failed to answer again and again; never when the signal fires before. */
async function remote_untilSilent(lives, signal) {
    for (let misses = 0; misses < remote_MISSES;) {
        await (0,external_node_timers_promises_.setTimeout)(remote_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
        const answered = !signal.aborted && (await remote_answers(lives, signal));
        if (signal.aborted)
            return new Promise(() => { });
        misses = answered ? 0 : misses + 1;
    }
}
async function remote_answers(lives, signal) {
    const done = await (0,run/* run */.e)(lives, { timeoutMs: remote_ANSWER_MS, graceMs: 0, signal });
    return done.status === 0;
}

;// CONCATENATED MODULE: ./build/strategies/buildkit/buildkit.js
var buildkit_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var buildkit_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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















const READY_MS = 30_000;
const buildkit_GRACE_MS = 1500;
const DIED = 'buildkitd died in the middle of the build';
/** What buildctl says when the connection breaks; the daemon's end is seen a little later. */
const buildkit_LOST = /Unavailable|connection refused|error reading from server: EOF/;
const DEATH_MS = 500;
/**
 * BuildKit: daemons elsewhere where the input `builder` names them, otherwise a rootless buildkitd that lives for this
 * one build; buildctl in front of either.
 */
const buildkit = { name: 'buildkit', assess: buildkit_assess, plan: buildkit_plan, build: buildkit_build };
function buildkit_plan(task, facts, wiring) {
    return task.request.builder ? planRemoteBuildkit(task, facts, wiring) : planBuildkit(task, facts, wiring);
}
function buildkit_assess(task, facts) {
    if (task.request.builder)
        return assessRemote(task, facts, buildkit_featuresCondition(task));
    return (0,conditions/* assessment */.nG)('buildkit', [
        (0,conditions/* toolCondition */.Qj)(facts, 'buildkitd'),
        (0,conditions/* toolCondition */.Qj)(facts, 'buildctl'),
        runtimeCondition(facts),
        (0,conditions/* toolCondition */.Qj)(facts, 'unshare'),
        (0,conditions/* toolCondition */.Qj)(facts, 'setpriv'),
        ...(0,conditions/* namespaceConditions */._7)(task, facts),
        ...(task.needs.runs.length === 0 ? [] : [containerCondition(facts)]),
        ...(0,conditions/* requestConditions */.u)(task),
        buildkit_featuresCondition(task),
        ...(0,mounts_mounts/* mountsConditions */.J_)(task),
    ]);
}
/** Only a RUN step is a container. */
function containerCondition(facts) {
    const { container } = facts.trials;
    return (0,conditions/* fromTrial */.zi)('container', container, 'Let runc start a container: seccomp "Unconfined"');
}
function runtimeCondition(facts) {
    const runtime = runtimeOf(facts);
    if (runtime !== undefined)
        return (0,conditions/* held */.yB)('runtime', runtime);
    const { runc, crun } = facts.tools;
    const why = runc?.problem ?? crun?.problem ?? (crun && `crun ${crun.version ?? ''} does not know --keep`);
    return (0,conditions/* broken */.mw)('runtime', why ?? 'neither runc nor a crun that knows --keep is on PATH', 'Install runc 1.1 or newer (apt-get install runc)');
}
/** What the built-in frontend of a rootless daemon does not do. */
function buildkit_featuresCondition(task) {
    const refused = task.needs.features.filter((f) => f.name === 'run --security' || f.name === 'run --device');
    if (refused.length === 0)
        return (0,conditions/* held */.yB)('features', 'BuildKit’s own Dockerfile frontend knows all that is used');
    return (0,conditions/* broken */.mw)('features', `a rootless BuildKit does not give ${refused.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', ')}`, 'Leave it out: it needs privileges that no RUN step has here');
}
async function buildkit_build(task, plan, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        if (task.request.builder)
            return buildRemote(task, plan, workshop);
        const { log, signal } = workshop;
        for (const note of plan.notes)
            log.notice(note);
        await (0,mounts_run/* fetchMounts */.$l)(plan, workshop);
        await (0,workbench/* layOut */.v)(plan);
        signal.throwIfAborted();
        const daemon = buildkit_addDisposableResource(env_1, await startDaemon(plan, workshop), true);
        const client = plan.commands[0];
        if (!client)
            throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a BuildKit build has no client');
        await (0,mounts_run/* restoreMounts */.xH)(plan, workshop);
        const progress = new BuildkitProgress(log, plan.aliases);
        const finished = await runClient(client, daemon, external_node_path_.join(plan.directory, BUILDKIT_SOCKET), progress, workshop);
        if (finished.status === 0) {
            await (0,mounts_run/* takeMounts */.Oc)(plan, workshop);
            return (0,failure/* delivered */.bI)(plan, workshop);
        }
        throw (0,failure/* buildFailure */.He)({
            task,
            workshop,
            strategy: 'buildkit',
            output: `${progress.failed?.output.join('\n') ?? ''}\n${progress.text}`,
            step: progress.failed,
            status: finished.status,
        });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = buildkit_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Starts buildkitd and waits until it listens. Throws NOTHING_FITS with what it said when it does not come up. */
async function startDaemon(plan, workshop) {
    const { log, signal } = workshop;
    if (!plan.daemon)
        throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a BuildKit build has no daemon');
    // No signal for the daemon: on an abort the client is ended first, and then the daemon by its disposal.
    const daemon = await (0,workbench/* startPlanned */.J)(plan.daemon, workshop, {
        onLine: (line) => log.debug(line),
        graceMs: buildkit_GRACE_MS,
    });
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
        const socket = external_node_path_.join(plan.directory, BUILDKIT_SOCKET);
        const gone = daemon.finished.then(() => false);
        if (!signal.aborted && (await Promise.race([untilReady(socket, READY_MS, waiting.signal), gone]))) {
            await (0,promises_.rm)(external_node_path_.join(plan.directory, TRACE_SOCKET), { force: true });
            return daemon;
        }
    }
    finally {
        waiting.abort();
        signal.removeEventListener('abort', stop);
    }
    await daemon.end(signal.aborted ? buildkit_GRACE_MS : 0);
    signal.throwIfAborted();
    throw (0,failure/* builderGone */.zU)('buildkitd did not come up', await daemon.finished, workshop);
}
/** Runs buildctl; notices when the daemon dies or hangs meanwhile. Throws the signal's reason when it fired. */
async function runClient(command, daemon, socket, progress, workshop) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const { signal } = workshop;
        const watching = new AbortController();
        const client = buildkit_addDisposableResource(env_2, (0,run/* start */.n)(command, {
            signal,
            graceMs: buildkit_GRACE_MS,
            onLine: (line, stream) => {
                if (stream === 'stderr')
                    progress.line(line);
            },
        }), true);
        try {
            const outcome = await Promise.race([
                client.finished,
                daemon.finished.then(() => 'died'),
                untilSilent(socket, watching.signal).then(() => 'hung'),
            ]);
            signal.throwIfAborted();
            if (outcome === 'hung') {
                await daemon.end(0);
                throw (0,failure/* builderGone */.zU)('buildkitd hangs: it has not answered for fifteen seconds', await daemon.finished, workshop);
            }
            if (outcome === 'died')
                throw (0,failure/* builderGone */.zU)(DIED, await daemon.finished, workshop);
            if (outcome.status !== 0 && buildkit_LOST.test(progress.text)) {
                const end = await Promise.race([daemon.finished, (0,external_node_timers_promises_.setTimeout)(DEATH_MS, undefined, { ref: false })]);
                if (end)
                    throw (0,failure/* builderGone */.zU)(DIED, end, workshop);
            }
            return outcome;
        }
        finally {
            watching.abort();
        }
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        const result_2 = buildkit_disposeResources(env_2);
        if (result_2)
            await result_2;
    }
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./build/http/engine.js
var engine = __webpack_require__(4443);
// EXTERNAL MODULE: ./build/oci/tar-write.js
var tar_write = __webpack_require__(6519);
// EXTERNAL MODULE: ./build/oci/tar-unpack.js
var tar_unpack = __webpack_require__(8812);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/strategies/docker/image.js













/**
 * Reads an image out of an unpacked archive of `docker save` (image-spec of Docker, v1.2: manifest.json) into a
 * content store. Layers lie there as plain tars: each is held against the diffID that the config states, and
 * compressed. Throws DocklessError for an archive that contradicts itself.
 */
async function readDockerImage(directory, content) {
    const { Config, Layers } = await readListing(directory);
    const given = await (0,promises_.readFile)(await inside(directory, Config));
    const config = (0,manifests/* parseImageConfig */.FB)(given, 'the config of the daemon’s image');
    const fields = JSON.parse(given.toString('utf8'));
    const bytes = (0,json/* isObject */.G)(fields) ? Buffer.from(JSON.stringify(ociConfig(fields))) : given;
    const diffIds = config.rootfs.diff_ids;
    if (diffIds.length !== Layers.length)
        throw damaged(`its config names ${diffIds.length} layers, and there are ${Layers.length}`);
    const layers = [];
    for (const [index, name] of Layers.entries()) {
        const diffId = diffIds[index];
        if (diffId)
            layers.push(await keepLayer(await inside(directory, name), diffId, content));
    }
    const kept = await content.write(external_node_stream_.Readable.from([bytes]), { digest: (0,oci_digest/* digestOf */.ol)(bytes), size: bytes.length });
    const manifest = {
        schemaVersion: 2,
        mediaType: media_types/* MediaType */.zu.manifest,
        config: { mediaType: media_types/* MediaType */.zu.config, ...kept },
        layers,
    };
    const document = Buffer.from(JSON.stringify(manifest));
    const descriptor = { mediaType: media_types/* MediaType */.zu.manifest, digest: (0,oci_digest/* digestOf */.ol)(document), size: document.length };
    return { manifest: descriptor, bytes: document, content };
}
async function keepLayer(file, diffId, content) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const hashed = async function* () {
        for await (const chunk of (0,compression/* decompress */.mF)((0,external_node_fs_.createReadStream)(file))) {
            hash.update(chunk);
            yield chunk;
        }
        // Before the end of the stream: a layer that is another one is never kept.
        const found = (0,oci_digest/* digestFromHex */.Ch)(hash.digest('hex'));
        if (found !== diffId)
            throw damaged(`a layer is ${found}, and should be ${diffId}`);
    };
    const source = external_node_stream_.Readable.from(hashed(), { objectMode: false });
    const gzip = (0,external_node_zlib_.createGzip)();
    source.once('error', (error) => gzip.destroy(error));
    return { mediaType: media_types/* MediaType */.zu.layer, ...(await content.write(source.pipe(gzip))) };
}
async function readListing(directory) {
    const parsed = JSON.parse(await (0,promises_.readFile)(await inside(directory, 'manifest.json'), 'utf8'));
    const [first, ...more] = Array.isArray(parsed) ? parsed : [];
    if (!isListing(first) || more.length > 0)
        throw damaged('its manifest.json does not name one image');
    return first;
}
function isListing(value) {
    if (typeof value !== 'object' || value === null || !('Config' in value) || !('Layers' in value))
        return false;
    const { Config, Layers } = value;
    return typeof Config === 'string' && Array.isArray(Layers) && Layers.every((one) => typeof one === 'string');
}
/** The file of that name, which may be a link to another one of the archive, and to nothing else. */
async function inside(directory, name) {
    const root = await (0,promises_.realpath)(directory);
    const file = await (0,promises_.realpath)(external_node_path_.join(root, name)).catch(() => undefined);
    if (file?.startsWith(`${root}${external_node_path_.sep}`))
        return file;
    throw damaged(`it names ${name}, which is not in it`);
}
function damaged(what) {
    return new errors/* DocklessError */.D2('BUILD_FAILED', `the image that the daemon handed over is damaged: ${what}`, {
        fix: 'Build it again; if it stays so, look at the daemon’s storage (docker system df, podman system check)',
    });
}

;// CONCATENATED MODULE: ./build/strategies/docker/plan.js





/** The file of the plan that holds what is asked of the daemon. */
const CALL = 'engine.json';
/** The file of the plan that holds the logins for the pulls of this build: the header X-Registry-Config. */
const LOGINS = 'logins.json';
/**
 * The daemon that is used: the one that the environment names, else a rootless one, else the first. Undefined when
 * none is in reach.
 */
function daemonFor(_task, { daemons }) {
    const answering = daemons.filter(({ engine }) => engine !== undefined);
    const named = daemons.find((daemon) => daemon.named);
    return named ?? answering.find(({ rootless }) => rootless) ?? answering[0] ?? daemons[0];
}
/** The plan of a build by a daemon: no program is run, one request builds and another fetches the image. Pure. */
function planEngineBuild(task, facts, wiring) {
    const daemon = daemonFor(task, facts);
    // One of a run: two jobs on a machine share the daemon's storage.
    const image = `localhost/dockless:${external_node_path_.basename(external_node_path_.dirname(wiring.directory))}-${external_node_path_.basename(wiring.directory)}`.replaceAll(/[^\w./:-]/g, '-');
    const call = {
        socket: daemon?.socket ?? '',
        certificates: daemon?.certificates ?? null,
        engine: daemon?.engine ?? 'docker',
        image,
        path: daemon?.engine === 'podman' ? '/v4.0.0/libpod/build' : '/build',
        query: { t: image, ...queryOf(task, daemon) },
    };
    return {
        strategy: 'docker',
        directory: wiring.directory,
        directories: ['image'],
        files: [
            { name: CALL, content: `${JSON.stringify(call, undefined, 2)}\n` },
            { name: LOGINS, content: new secret/* Secret */.z(JSON.stringify(loginsOf(wiring.origins))) },
        ],
        daemon: undefined,
        commands: [],
        aliases: {},
        notes: plan_notes(task, call),
    };
}
function queryOf({ request, context }, daemon) {
    const { sourceDateEpoch: epoch } = request;
    const limits = request.limits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard }));
    const json = (name, value) => Object.keys(value).length === 0 ? {} : { [name]: JSON.stringify(value) };
    return {
        dockerfile: external_node_path_.relative(context.directory, context.dockerfile),
        platform: (0,oci_platform/* formatPlatform */.Bq)(request.platform),
        rm: '1',
        forcerm: '1',
        ...(request.target === undefined ? {} : { target: request.target }),
        ...json('buildargs', request.buildArgs),
        ...json('labels', request.labels),
        ...(request.noCache ? { nocache: '1' } : {}),
        ...(request.pull ? { pull: '1' } : {}),
        ...(request.network === 'default' ? {} : { networkmode: request.network }),
        // The API reads several as one text; Podman takes the same.
        ...(request.addHosts.length === 0
            ? {}
            : { extrahosts: JSON.stringify(request.addHosts.map(({ name, address }) => `${name}:${address}`)) }),
        ...(request.shmSize === undefined ? {} : { shmsize: String(request.shmSize) }),
        ...json('ulimits', limits),
        // Podman's own additions. In the OCI's format it would leave out HEALTHCHECK, ONBUILD and SHELL.
        ...(daemon?.engine === 'podman' ? { outputformat: media_types/* MediaType */.zu.dockerManifest } : {}),
        ...(epoch !== undefined && daemon?.engine === 'podman' ? { timestamp: String(epoch) } : {}),
    };
}
/** Docker Engine API, "Build an image", X-Registry-Config: address -> login. */
function loginsOf(access) {
    const logins = access?.logins ?? [];
    return Object.fromEntries(logins.map(({ registry, credential }) => [(0,origins/* configAddress */.vF)(registry), loginOf(credential)]));
}
function loginOf(credential) {
    switch (credential.kind) {
        case 'password':
            return { username: credential.username, password: credential.password.reveal() };
        case 'identity-token':
            return { username: '', password: '', identitytoken: credential.token.reveal() };
        case 'registry-token':
            return { registrytoken: credential.token.reveal() };
    }
}
function plan_notes(task, call) {
    const told = (0,origins/* inputsOfPushAlone */.Sg)(task.request);
    return [
        `The daemon at ${call.socket} builds and pulls; the image comes back and is pushed from here`,
        ...(told.length > 0
            ? [`Its own configuration counts for what it pulls; ${told.join(', ')} for what is pushed`]
            : []),
        ...(0,origins/* cacheNotes */.Ao)(task.request, false),
    ];
}

;// CONCATENATED MODULE: ./build/strategies/docker/build.js















const REMOVE_MS = 10_000;
/** Builds through a daemon's API: the context goes there, the image comes back and is pushed by us like any other. */
async function buildInEngine(task, plan, workshop) {
    const { log, content } = workshop;
    for (const note of plan.notes)
        log.notice(note);
    await (0,workbench/* layOut */.v)(plan);
    const call = callOf(plan);
    const address = { socket: call.socket, certificates: call.certificates ?? undefined };
    try {
        await build_build(task, plan, call, { address, workshop });
        const place = external_node_path_.join(plan.directory, 'image');
        const archive = await ask(address, {
            method: 'GET',
            path: `/images/${call.image}/get`,
            signal: workshop.signal,
        });
        await (0,tar_unpack/* unpackTar */.A)(archive, place);
        return await readDockerImage(place, content);
    }
    finally {
        await forget(address, call.image);
    }
}
function callOf(plan) {
    const content = plan.files.find(({ name }) => name === CALL)?.content;
    if (typeof content !== 'string')
        throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a daemon’s build has no call');
    return JSON.parse(content);
}
function build_loginsOf(plan) {
    const content = plan.files.find(({ name }) => name === LOGINS)?.content;
    return typeof content === 'object' && 'reveal' in content ? content : undefined;
}
async function build_build(task, plan, call, { address, workshop }) {
    const { log, signal } = workshop;
    const logins = Buffer.from(build_loginsOf(plan)?.reveal() ?? '{}').toString('base64url');
    const query = new URLSearchParams(call.query);
    const answer = await ask(address, {
        method: 'POST',
        path: `${call.path}?${query}`,
        headers: { 'content-type': 'application/x-tar', 'x-registry-config': logins },
        body: contextTar(task),
        signal,
    });
    const output = new BuildahOutput(log);
    let failed;
    try {
        for await (const line of (0,external_node_readline_.createInterface)({ input: answer })) {
            const said = messageIn(line);
            if (said.error !== undefined)
                failed = said.error;
            for (const one of said.lines)
                output.line(asBuildah(one));
        }
    }
    catch (error) {
        signal.throwIfAborted();
        failed ??= `the daemon at ${address.socket} hung up: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    signal.throwIfAborted();
    if (failed === undefined)
        return;
    const reason = stepFailure(failed) ?? `Error: ${failed}`;
    const line = output.lineIn(task.dockerfile);
    const step = output.failed;
    throw (0,failure/* buildFailure */.He)({
        task,
        workshop,
        strategy: 'buildah',
        output: `${output.text}\n${reason}`,
        step,
        line,
        status: 1,
    });
}
/** A line of the answer: one JSON object with `stream`, `error` or what a pull does. */
function messageIn(line) {
    const none = { lines: [], error: undefined };
    if (line.trim() === '')
        return none;
    let message;
    try {
        message = JSON.parse(line);
    }
    catch {
        return { lines: [line], error: undefined };
    }
    if (typeof message !== 'object' || message === null)
        return none;
    const stream = 'stream' in message && typeof message.stream === 'string' ? message.stream : '';
    const error = 'error' in message && typeof message.error === 'string' ? message.error : undefined;
    return { lines: stream.split('\n').filter((one) => one.trim() !== ''), error };
}
/** Docker's builder counts its steps as buildah does, in other letters. */
function asBuildah(line) {
    return line.replace(/^Step (\d+\/\d+) : /, 'STEP $1: ');
}
/** How Docker's builder says that a RUN step failed, in buildah's words. */
function stepFailure(error) {
    const match = /^The command '(?:\/bin\/sh -c )?(.*)' returned a non-zero code: (\d+)$/s.exec(error);
    return match ? `Error: building at STEP "RUN ${match[1]}": exit status ${match[2]}` : undefined;
}
/**
 * The context as the API takes it: what is not ignored, and the Dockerfile and the ignore file in any case, for the
 * daemon reads both and then leaves out what they say.
 */
async function* contextTar({ context }) {
    const { directory, dockerfile, ignoreFile } = context;
    const { files } = await (0,context_files/* contextFiles */.XW)(directory, ignoreFile);
    yield* (0,tar_write/* writeTar */.F)(members());
    async function* members() {
        const sent = new Set();
        for await (const { path: name, stats } of files()) {
            if (name === IGNORE && ignoreFile !== undefined)
                continue;
            const member = await memberOf(directory, name, stats);
            if (!member)
                continue;
            sent.add(name);
            yield member;
        }
        const own = external_node_path_.relative(directory, dockerfile);
        if (!sent.has(own))
            yield await bytesMember(own, dockerfile);
        if (ignoreFile !== undefined)
            yield await bytesMember(IGNORE, ignoreFile);
    }
}
const IGNORE = '.dockerignore';
async function bytesMember(name, file) {
    const bytes = await (0,promises_.readFile)(file);
    return {
        header: (0,tar_write/* tarHeader */.p)({ path: name, type: 'file', size: bytes.length }),
        content: async function* () {
            yield bytes;
        },
    };
}
async function memberOf(directory, name, stats) {
    const at = external_node_path_.join(directory, name);
    const common = { path: name, mode: stats.mode & 0o7777, mtime: Math.floor(stats.mtimeMs / 1000) };
    if (stats.isDirectory())
        return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'directory' }) };
    if (stats.isSymbolicLink())
        return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'symlink', link: await (0,promises_.readlink)(at) }) };
    if (!stats.isFile())
        return undefined; // a socket or a pipe is nothing to build from
    return {
        header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'file', size: stats.size }),
        content: () => (0,external_node_fs_.createReadStream)(at),
    };
}
/** One request; an answer that is no success is an error with what the daemon says. */
async function ask(address, request) {
    let answer;
    try {
        answer = await (0,engine/* askEngine */.s)(address, { ...request, headers: { host: 'engine', ...request.headers } });
    }
    catch (error) {
        request.signal.throwIfAborted();
        throw new errors/* DocklessError */.D2('NOTHING_FITS', `the daemon at ${address.socket} hung up: ${(0,errors/* messageOf */.bD)(error)}`, {
            fix: 'Look whether it still runs, and at its own log',
            cause: error,
        });
    }
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300)
        return answer;
    const said = await (0,consumers_.text)(answer).catch(() => '');
    const reason = /"(?:message|cause)" ?: ?"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? said.slice(0, 300);
    throw new errors/* DocklessError */.D2('BUILD_FAILED', `the daemon at ${address.socket} refused (status ${status}): ${reason}`, {
        fix: 'Look at its own log; strategy: buildkit needs no daemon',
    });
}
/** Takes our name from the image; its layers stay for the next build, as the daemon's own pruning has it. */
async function forget(address, image) {
    const signal = AbortSignal.timeout(REMOVE_MS);
    const request = {
        method: 'DELETE',
        path: `/images/${image}?noprune=1`,
        headers: { host: 'engine' },
        signal,
    };
    await (0,engine/* askEngine */.s)(address, request).then((answer) => void answer.resume(), () => undefined);
}

;// CONCATENATED MODULE: ./build/strategies/docker/docker.js







/**
 * A Docker daemon or a Podman service that runs already, through the API that both have. Only when asked for: it
 * pulls by itself, outside of the relay, and a rootful one is root on its machine for whoever talks to it.
 */
const docker = {
    name: 'docker',
    onlyWhenAsked: true,
    assess: docker_assess,
    plan: planEngineBuild,
    build: buildInEngine,
};
const START = 'Start a rootless one (systemctl --user start podman.socket, or dockerd-rootless-setuptool.sh install) and set DOCKER_HOST';
function docker_assess(task, facts) {
    const daemon = daemonFor(task, facts);
    if (!daemon)
        return (0,conditions/* assessment */.nG)('docker', [
            (0,conditions/* broken */.mw)('daemon', 'no socket of Docker or Podman can be written from here', START),
        ]);
    return (0,conditions/* assessment */.nG)('docker', [
        answerCondition(daemon),
        privilegeCondition(task, daemon),
        (0,conditions/* held */.yB)('credentials', docker_credentialsEvidence(task)),
        platformCondition(task, daemon),
        dialectCondition(task, daemon),
        inputsCondition(task, daemon),
        ...(0,conditions/* givenConditions */._A)(task),
        ...(0,conditions/* hereConditions */.tg)(task),
        ...(0,mounts_mounts/* mountsKeptBy */.Gl)('the daemon', task),
    ]);
}
function answerCondition(daemon) {
    if (daemon.engine !== undefined)
        return (0,conditions/* held */.yB)('daemon', `${daemon.engine === 'docker' ? 'Docker' : 'Podman'} ${daemon.version} at ${daemon.socket}`);
    const known = /^(?:\/|tcp:\/\/)/.test(daemon.socket);
    return known
        ? (0,conditions/* broken */.mw)('daemon', `nobody answers as an engine does at ${daemon.socket}`, START)
        : (0,conditions/* broken */.mw)('daemon', `${daemon.socket} is an address of another kind`, 'Use unix:// or tcp:// in DOCKER_HOST');
}
/** Whoever may talk to a rootful daemon may mount its machine's root into a container. */
function privilegeCondition({ request }, daemon) {
    if (daemon.rootless)
        return (0,conditions/* held */.yB)('privilege', daemon.evidence);
    if (request.allowPrivileged)
        return (0,conditions/* held */.yB)('privilege', `allow-privileged is set: ${daemon.evidence}`);
    return (0,conditions/* broken */.mw)('privilege', `${daemon.evidence}: any step of this job, and any RUN step through it, could take the machine over`, 'Use a rootless daemon, or another strategy, which needs none; or set allow-privileged: true if the machine is this job’s alone');
}
function docker_credentialsEvidence(task) {
    const registries = (0,strategies_registries/* registriesOf */.Ho)(task);
    const which = registries.length === 0 ? 'no registry' : registries.join(', ');
    return `the daemon pulls by itself: it is told the logins of ${which} for this build, and RUN steps see none`;
}
function platformCondition({ request, needs }, daemon) {
    const wanted = (0,oci_platform/* formatPlatform */.Bq)(request.platform);
    const native = (0,oci_platform/* parsePlatform */.FL)(`linux/${daemon.architecture ?? ''}`);
    if (!native || (0,oci_platform/* formatPlatform */.Bq)(native) === wanted || needs.runs.length === 0)
        return (0,conditions/* held */.yB)('platform', wanted);
    return (0,conditions/* broken */.mw)('platform', `RUN steps of ${wanted} cannot run in a daemon for ${(0,oci_platform/* formatPlatform */.Bq)(native)}`, `Build ${wanted} on a runner of that architecture`);
}
/** What Docker's own builder without BuildKit does not read. */
function dialectCondition(task, daemon) {
    if (daemon.engine === 'podman')
        return featuresCondition(task, { path: daemon.socket, version: daemon.buildah });
    const known = new Set(['add url', 'onbuild', '# syntax', 'cmd below shell']);
    const [feature] = task.needs.features.filter(({ name }) => !known.has(name));
    const [mount] = task.needs.mounts.map(({ type, place }) => ({ name: `run --mount=type=${type}`, place }));
    const first = feature ?? mount;
    if (!first)
        return (0,conditions/* held */.yB)('features', 'the builder of the Docker API knows all that is used');
    return (0,conditions/* broken */.mw)('features', `the builder of the Docker API does not know ${first.name} (${first.place.file}:${first.place.line})`, 'Use strategy: buildkit, which needs no daemon');
}
/** Inputs that the API has no place for. */
function inputsCondition({ request, context, needs }, daemon) {
    const outside = !context.dockerfile.startsWith(`${context.directory}/`);
    const refused = [
        ...(needs.secrets.length + request.secrets.length > 0 ? ['secrets'] : []),
        ...(needs.ssh.length + request.ssh.length > 0 ? ['ssh'] : []),
        ...(Object.keys(request.buildContexts).length > 0 ? ['build-contexts'] : []),
        ...(outside ? ['a Dockerfile outside of the context'] : []),
        ...(request.sourceDateEpoch !== undefined && daemon.engine === 'docker' ? ['SOURCE_DATE_EPOCH'] : []),
    ];
    if (refused.length === 0)
        return (0,conditions/* held */.yB)('inputs', 'the API has a place for all of them');
    return (0,conditions/* broken */.mw)('inputs', `the API has no place for ${refused.join(', ')}`, 'Leave it out, or use strategy: buildkit');
}

;// CONCATENATED MODULE: ./build/strategies/img.js
var img_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var img_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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















/**
 * img, for runners that have it: a BuildKit of early 2020 in one program, unmaintained since. Only when asked for:
 * it knows no mirrors, so it pulls outside of the relay.
 */
const img = { name: 'img', onlyWhenAsked: true, assess: img_assess, plan: img_plan, build: img_build };
function img_assess(task, facts) {
    return (0,conditions/* assessment */.nG)('img', [
        (0,conditions/* toolCondition */.Qj)(facts, 'img'),
        (0,conditions/* held */.yB)('upkeep', 'img is unmaintained since 2020: use BuildKit, of which it is an old part'),
        (0,conditions/* toolCondition */.Qj)(facts, 'setpriv'),
        ...(0,conditions/* namespaceConditions */._7)(task, facts),
        pullsCondition(task),
        ...(0,conditions/* requestConditions */.u)(task),
        img_featuresCondition(task),
        img_inputsCondition(task),
    ]);
}
function pullsCondition(task) {
    const registries = (0,strategies_registries/* registriesOf */.Ho)(task);
    const plain = registries.filter((registry) => task.request.insecureRegistries.includes(registry));
    if (plain.length > 0)
        return (0,conditions/* broken */.mw)('pulls', `img pulls by itself, over TLS that it verifies: ${plain.join(', ')} is in insecure-registries`, 'Use BuildKit');
    return (0,conditions/* held */.yB)('pulls', `img knows no mirrors: it is given the logins of ${registries.join(', ') || 'no registry'}, and pulls by itself`);
}
const OLD = new Set(['onbuild', 'add url', '# syntax', 'cmd below shell']);
/** Its Dockerfile frontend is that of February 2020 without the experimental instructions: no flag of RUN and COPY but the oldest. */
function img_featuresCondition({ needs }) {
    const [feature] = needs.features.filter(({ name }) => !OLD.has(name));
    const [mount] = needs.mounts.map(({ type, place }) => ({ name: `run --mount=type=${type}`, place }));
    const first = feature ?? mount;
    if (!first)
        return (0,conditions/* held */.yB)('features', 'nothing newer than 2020 is used');
    const where = `${first.place.file}:${first.place.line}`;
    return (0,conditions/* broken */.mw)('features', `img does not know ${first.name} (${where})`, 'Use BuildKit');
}
function img_inputsCondition({ request }) {
    const refused = [
        ...(request.secrets.length > 0 ? ['secrets'] : []),
        ...(request.ssh.length > 0 ? ['ssh'] : []),
        ...(Object.keys(request.buildContexts).length > 0 ? ['build-contexts'] : []),
        ...(request.network === 'default' ? [] : ['network']),
        ...(request.addHosts.length > 0 ? ['add-hosts'] : []),
        ...(request.shmSize === undefined ? [] : ['shm-size']),
        ...(request.limits.length > 0 ? ['ulimit'] : []),
        ...(request.sourceDateEpoch === undefined ? [] : ['SOURCE_DATE_EPOCH']),
    ];
    if (refused.length === 0)
        return (0,conditions/* held */.yB)('inputs', 'img has a flag for all of them');
    return (0,conditions/* broken */.mw)('inputs', `img has no flag for ${refused.join(', ')}`, 'Leave it out, or use BuildKit');
}
/** Certificates that it trusts besides the machine's. */
const AUTHORITIES = 'authorities';
/** Where the image comes to: its own push speaks TLS to whatever registry, and the relay does not. */
const ARCHIVE = 'image.tar';
/** Build into its own state below the private directory, and out of it into an archive. Pure. */
function img_plan(task, facts, wiring) {
    const { request, context } = task;
    const authorities = request.caCertificates.map((file, index) => ({
        name: `${AUTHORITIES}/${index}.pem`,
        content: { copyOf: file },
    }));
    const build = [
        ...(0,strategies_arguments/* words */.aL)('build', '--output', `type=oci,dest=${ARCHIVE}`, '--file', context.dockerfile),
        ...(0,strategies_arguments/* words */.aL)('--platform', (0,oci_platform/* formatPlatform */.Bq)(request.platform)),
        ...(request.target === undefined ? [] : ['--target', request.target]),
        ...(0,strategies_arguments/* flags */.Mv)('--build-arg', (0,strategies_arguments/* pairs */.AS)(request.buildArgs)),
        ...(0,strategies_arguments/* flags */.Mv)('--label', (0,strategies_arguments/* pairs */.AS)(request.labels)),
        ...(request.noCache ? ['--no-cache'] : []),
        '--no-console',
        context.directory,
    ];
    const auths = (0,origins/* originAuths */.S1)(wiring.origins);
    return {
        strategy: 'img',
        directory: wiring.directory,
        directories: ['home', 'run', 'tmp', 'docker', ...(authorities.length > 0 ? [AUTHORITIES] : [])],
        files: [
            { name: 'docker/config.json', content: new secret/* Secret */.z(`${JSON.stringify({ auths })}\n`) },
            ...authorities,
        ],
        daemon: undefined,
        commands: [img_command(build, authorities.length > 0, facts, wiring)],
        aliases: {},
        notes: img_notes(task),
    };
}
function img_notes(task) {
    const told = (0,origins/* inputsOfPushAlone */.Sg)(task.request).filter((input) => input !== 'ca-certificates');
    return [
        'img is unmaintained since 2020: use BuildKit',
        ...(told.length > 0
            ? [`img pulls by itself: ${told.join(', ')} count for what is pushed from here alone`]
            : []),
        ...(0,origins/* cacheNotes */.Ao)(task.request, false),
    ];
}
/** It makes its user namespace itself, with newuidmap: in one of ours it would find no ids to map. */
function img_command(verb, hasAuthorities, facts, { directory, origins }) {
    const state = ['--state', external_node_path_.join(directory, 'state'), '--backend', 'native'];
    return {
        name: 'img',
        argv: [...(0,enclosure/* dyingWithUs */.Ox)(facts), (0,enclosure/* toolPath */.Ou)(facts, 'img'), ...state, ...verb],
        env: {
            ...origins?.env,
            PATH: (0,enclosure/* searchPath */.oe)(facts),
            HOME: external_node_path_.join(directory, 'home'),
            USER: facts.process.user ?? 'dockless',
            XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
            TMPDIR: external_node_path_.join(directory, 'tmp'),
            DOCKER_CONFIG: external_node_path_.join(directory, 'docker'),
            // Go reads these directories besides the machine's bundle (crypto/x509).
            ...(hasAuthorities ? { SSL_CERT_DIR: `${external_node_path_.join(directory, AUTHORITIES)}:/etc/ssl/certs` } : {}),
        },
        cwd: directory,
    };
}
async function img_build(task, planned, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        for (const note of planned.notes)
            log.notice(note);
        await (0,workbench/* layOut */.v)(planned);
        const [only] = planned.commands;
        if (!only)
            throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a build by img has no command');
        signal.throwIfAborted();
        const child = img_addDisposableResource(env_1, await (0,workbench/* startPlanned */.J)(only, workshop, {
            signal,
            graceMs: 1500,
            onLine: (line) => log.info(line),
        }), true);
        const { status, startError, stdout, stderr } = await child.finished;
        signal.throwIfAborted();
        if (startError !== undefined)
            throw new errors/* DocklessError */.D2('NOTHING_FITS', `img could not be started: ${startError}`, {
                fix: 'Look whether it may be executed',
            });
        if (status !== 0)
            throw (0,failure/* buildFailure */.He)({
                task,
                workshop,
                strategy: 'img',
                output: `${stdout}\n${stderr}`,
                step: undefined,
                status,
            });
        const place = external_node_path_.join(planned.directory, 'image');
        const archive = external_node_path_.join(planned.directory, ARCHIVE);
        await (0,promises_.mkdir)(place, { mode: 0o700 });
        await (0,tar_unpack/* unpackTar */.A)((0,external_node_fs_.createReadStream)(archive), place);
        await (0,promises_.rm)(archive);
        return takeLayout(place, task, workshop);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = img_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}

// EXTERNAL MODULE: ./build/strategies/jvm/jib.js + 1 modules
var jib = __webpack_require__(799);
// EXTERNAL MODULE: ./build/project/image.js
var project_image = __webpack_require__(2679);
// EXTERNAL MODULE: ./build/strategies/jvm/jvm.js
var jvm = __webpack_require__(3367);
// EXTERNAL MODULE: ./build/strategies/jvm/run.js
var jvm_run = __webpack_require__(6841);
;// CONCATENATED MODULE: ./build/strategies/jvm/jkube.js








/** Eclipse JKube with its build strategy `jib`: the only one of its own that needs no daemon and no cluster. */
const jkube = { name: 'jkube', onlyWhenAsked: true, assess: jkube_assess, plan: jkube_plan, build: jkube_build };
const PLUGIN = 'org.eclipse.jkube:kubernetes-maven-plugin:1.19.0';
const MAIN_CLASS = 'generator.java-exec.mainClass';
/** Settings that are said in another way. */
const OURS = new Set(['plugin', 'generator.from', 'generator.name', 'build.strategy']);
function choices({ project, request }) {
    const module = (0,project_image/* chooseModule */.uU)(project, undefined, 'file');
    const settings = request.project.jkube;
    const base = 'problem' in module ? undefined : (0,project_image/* chooseJkubeBase */.kW)(project, module, settings['generator.from']);
    return { module, base };
}
function jkube_assess(task, facts) {
    const { module, base } = choices(task);
    return (0,conditions/* assessment */.nG)('jkube', [
        ...(0,jvm/* projectConditions */.gJ)(task, facts, module, base),
        toolCondition(task),
        ...('problem' in module ? [] : [generatorCondition(task, module), imagesCondition(module)]),
        jkube_platformCondition(task),
        labelsCondition(task),
        ...mountsCondition(task),
    ]);
}
function mountsCondition({ request }) {
    if (request.cache.mounts.length === 0)
        return [];
    return [(0,conditions/* broken */.mw)('cache mounts', 'JKube keeps nothing between builds', 'Remove cache-mounts')];
}
function toolCondition({ project }) {
    if (project.tool === 'maven')
        return (0,conditions/* held */.yB)('tool', 'Maven');
    return (0,conditions/* broken */.mw)('tool', `${project.shown} is Gradle’s`, 'Take strategy: jib, which builds Gradle projects too');
}
/** Without a main class JKube finds no image to build, says so in a warning, and ends with success. */
function generatorCondition({ request }, { jkube: own }) {
    const mainClass = request.project.jkube[MAIN_CLASS] ?? own.mainClass;
    if (mainClass !== undefined)
        return (0,conditions/* held */.yB)('main class', mainClass);
    if (own.isSpringBoot)
        return (0,conditions/* held */.yB)('main class', 'Spring Boot’s, which JKube finds');
    return (0,conditions/* broken */.mw)('main class', 'none is named, and then JKube builds nothing', `Write jkube: ${MAIN_CLASS}=PACKAGE.CLASS`);
}
function imagesCondition({ jkube: { hasImages, hasDockerfile } }) {
    if (hasDockerfile)
        return (0,conditions/* broken */.mw)('images', 'a Dockerfile lies beside the POM, and JKube’s daemonless strategy builds none', 'Take strategy: auto, which builds the Dockerfile, or strategy: jib');
    if (hasImages)
        return (0,conditions/* broken */.mw)('images', 'the POM configures <images> for JKube, which name where they are pushed', 'Take them out and say it with the inputs tags and jkube, or take strategy: jib');
    return (0,conditions/* held */.yB)('images', 'the generator makes one');
}
/** Jib inside of JKube takes its own default, whatever the machine is. */
function jkube_platformCondition({ request: { platform } }) {
    const { os, architecture } = platform;
    if (os === 'linux' && architecture === 'amd64')
        return (0,conditions/* held */.yB)('platform', 'linux/amd64');
    return (0,conditions/* broken */.mw)('platform', `JKube makes linux/amd64, not ${os}/${architecture}`, 'Take strategy: jib');
}
function labelsCondition({ request: { labels } }) {
    const odd = Object.entries(labels).find((entry) => entry.some((text) => text.includes(',')));
    if (!odd)
        return (0,conditions/* held */.yB)('labels', Object.keys(labels).join(', ') || 'none are given');
    return (0,conditions/* broken */.mw)('labels', `${odd[0]} holds a comma, which JKube cannot be told`, 'Take strategy: jib');
}
/** The plan of a build by JKube. Pure. Throws a defect where no assessment holds. */
function jkube_plan(task, facts, wiring) {
    const { module, base } = choices(task);
    if (!base || 'problem' in base || 'problem' in module)
        throw new errors/* DocklessError */.D2('DEFECT', 'a plan was made without a module and a base image');
    const { project, request } = task;
    const given = request.project.jkube;
    const plugin = given['plugin'] ?? PLUGIN;
    const labels = Object.entries(request.labels).map(([name, value]) => `${name}=${value}`);
    const { username, password } = wiring.credential;
    const login = (0,jvm/* properties */.qo)({ 'jkube.docker.username': username, 'jkube.docker.password': password.reveal() });
    const { files, secretEnv } = (0,jvm/* mavenOptions */.ow)(project, wiring, login);
    const own = Object.entries(given).flatMap(([name, value]) => OURS.has(name) ? [] : [[`jkube.${name}`, value]]);
    const args = [
        '--batch-mode',
        '--no-transfer-progress',
        '--file',
        project.file,
        ...(project.isMultiModule ? ['--projects', module.address, '--also-make'] : []),
        'package',
        `${plugin}:build`,
        `${plugin}:push`,
        ...(0,jvm/* properties */.qo)({
            'jkube.build.strategy': 'jib',
            'jkube.generator.from': (0,jvm/* mirrorOf */.r0)(base, wiring),
            'jkube.generator.name': `${wiring.relay}/${wiring.inbox}:built`,
            ...(labels.length === 0 ? {} : { 'jkube.generator.java-exec.labels': labels.join(',') }),
            ...Object.fromEntries(own),
            sendCredentialsOverHttp: 'true',
        }),
        ...(0,jvm/* properties */.qo)(request.buildArgs),
    ];
    return {
        strategy: 'jkube',
        directory: wiring.directory,
        directories: jvm/* JVM_DIRECTORIES */.a0,
        files: [(0,jvm/* dockerConfig */.p1)(wiring), ...files],
        daemon: undefined,
        commands: [(0,jvm/* jvmCommand */.vd)(task, facts, wiring, { name: 'maven', args, secretEnv })],
        aliases: { [(0,jvm/* mirrorOf */.r0)(base, wiring)]: (0,oci_reference/* formatReference */.FH)(base.reference) },
        notes: [
            'JKube writes the time of the build into the image: the same sources make another digest each time',
        ],
    };
}
/** JKube's success says little: the relay is asked whether an image came. */
async function jkube_build(_task, plan, workshop) {
    await (0,workbench/* layOut */.v)(plan);
    await (0,jvm_run/* carryOut */.u)(plan, workshop);
    if (workshop.delivered())
        return (0,failure/* delivered */.bI)(plan, workshop);
    throw new errors/* DocklessError */.D2('BUILD_FAILED', 'JKube ended with success, and pushed no image', {
        fix: `Look for its warning above; jkube: ${MAIN_CLASS}=PACKAGE.CLASS makes it find one`,
    });
}

// EXTERNAL MODULE: ./build/dockerfile/mounts.js
var mounts = __webpack_require__(7137);
// EXTERNAL MODULE: ./build/runner/doors.js
var doors = __webpack_require__(9302);
// EXTERNAL MODULE: ./build/runner/id-map.js
var id_map = __webpack_require__(9845);
;// CONCATENATED MODULE: ./build/strategies/kaniko/plan.js










/** The way that this runner allows, one with the ids of any image first; undefined when there is none. */
function wayOf(facts) {
    const { mapRoot, mapRange } = facts.trials;
    const ids = facts.process.ids ?? id_map/* ENOUGH_IDS */.Sq;
    const ways = [
        ...(mayMakeNamespace(facts) && mapRange.holds ? [{ kind: 'namespace', rootAlone: false }] : []),
        ...(mayMakeNamespace(facts) && mapRoot.holds ? [{ kind: 'namespace', rootAlone: true }] : []),
        ...(facts.cloned ? [clonedWay(facts.cloned)] : []),
        ...(mayChroot(facts) ? [{ kind: 'chroot', rootAlone: ids < id_map/* ENOUGH_IDS */.Sq }] : []),
    ];
    return ways.find(({ rootAlone }) => !rootAlone) ?? ways[0];
}
function clonedWay({ idMap }) {
    const few = Math.min((0,id_map/* mappedIds */.Ql)(idMap.uids), (0,id_map/* mappedIds */.Ql)(idMap.gids)) < id_map/* ENOUGH_IDS */.Sq - 1;
    return { kind: 'namespace', rootAlone: few, cloned: idMap };
}
function mayMakeNamespace({ trials, tools: { unshare, setpriv } }) {
    const programs = [unshare, setpriv].every((tool) => tool !== undefined && tool.problem === undefined);
    return programs && trials.userNamespace.holds && trials.mount.holds;
}
/** What unpacking an image and running its steps takes, besides the chroot itself. */
const CHROOT_CAPABILITIES = [
    'chown',
    'dac_override',
    'fowner',
    'setgid',
    'setuid',
    'sys_chroot',
];
/** A chroot is no wall for the root of a machine, which may make device nodes; a container's may not use them. */
function mayChroot({ process, system }) {
    return (process.uid === 0 &&
        system.container !== undefined &&
        CHROOT_CAPABILITIES.every((name) => process.capabilities.includes(name)));
}
/** Google's archived kaniko knows neither RUN --mount, nor here-documents, nor --secret. One to be had is the fork. */
function isFork({ tools: { kaniko } }) {
    return kaniko === undefined || kaniko.version?.endsWith(' of osscontainertools') === true;
}
/** Where things stand: below the private directory, and as kaniko sees them once that is its root. */
const ROOT = 'root';
const HOME = '/kaniko';
const EXECUTOR = `${HOME}/executor`;
const WORKSPACE = `${HOME}/workspace`;
const INSTRUCTIONS = `${HOME}/in/Dockerfile`;
const GIVEN = `${HOME}/given`;
/** What is added to /etc/hosts. */
const HOSTS = `${HOME}/in/hosts`;
/** What an executor that is linked dynamically is loaded by; none for the official one, which is static. */
function librariesOf(facts) {
    return facts.tools.kaniko?.libraries ?? [];
}
function libraryAt(file) {
    return `${HOME}/${external_node_path_.basename(file)}`;
}
/**
 * The executor, or its dynamic linker with it: the root has none of its own, and gets the one of the base image. The
 * linker lies in kaniko's own directory, because kaniko takes the directory of its program, the linker's, for that.
 */
function programOf(facts) {
    const [loader] = librariesOf(facts);
    return loader === undefined ? [EXECUTOR] : [libraryAt(loader), '--library-path', HOME, EXECUTOR];
}
/** The path below the private directory of what kaniko sees at `file`. */
function outside(file) {
    return `${ROOT}${file}`;
}
/** Where kaniko keeps what a cache mount has in it (pkg/commands/run.go). */
function cacheMount(id) {
    return outside(`${HOME}/caches/${(0,external_node_crypto_.createHash)('sha256').update(id).digest('hex')}`);
}
/** The plan of a build by kaniko in a root of its own. Pure. */
function planKaniko(task, facts, wiring) {
    const registries = (0,strategies_registries/* registriesOf */.Ho)(task);
    const { secrets, addHosts } = task.request;
    const args = [
        ...programOf(facts),
        ...kanikoArguments(task, facts),
        ...registryArguments(registries, wiring),
    ];
    // One that is forced tries namespaces.
    const way = wayOf(facts) ?? { kind: 'namespace', rootAlone: false };
    const chroot = way.kind === 'chroot';
    const mounts = (0,mounts_mounts/* planMountsAt */.Zs)(task, wiring, cacheMount, (program) => {
        const ours = (0,mounts_mounts/* asOurselves */.fI)(program, facts, wiring);
        if (way.cloned)
            return byClone(ours, way.cloned, facts);
        return chroot ? ours : (0,mounts_mounts/* amongIds */.hz)(program, facts, wiring, way.rootAlone);
    });
    return {
        strategy: 'kaniko',
        directory: wiring.directory,
        ...mounts,
        directories: [
            ...['/etc', '/dev', '/proc', '/sys', '/kaniko/.docker', '/kaniko/in', '/kaniko/workspace'].map(outside),
            ...(secrets.length > 0 ? [outside(GIVEN)] : []),
            ...(chroot ? [outside('/proc/self')] : []),
            ...mounts.directories,
        ],
        files: [
            // A copy: RUN steps are its children and may overwrite it.
            { name: outside(EXECUTOR), content: { copyOf: (0,enclosure/* toolPath */.Ou)(facts, 'kaniko') }, mode: 0o755 },
            ...librariesOf(facts).map((file) => ({ name: outside(libraryAt(file)), content: { copyOf: file }, mode: 0o755 })),
            { name: outside(INSTRUCTIONS), content: { copyOf: task.context.dockerfile }, mode: 0o644 },
            // The copy of the context has no ignored file in it: nothing is left to be ignored.
            { name: outside(`${INSTRUCTIONS}.dockerignore`), content: '' },
            ...(addHosts.length === 0 ? [] : [{ name: outside(HOSTS), content: hostLines(addHosts), mode: 0o644 }]),
            { name: outside('/kaniko/.docker/config.json'), content: new secret/* Secret */.z((0,strategies_registries/* authFile */.N6)(wiring)) },
            ...(0,strategies_registries/* secretFiles */.sd)(task.request).map((file, index) => ({ ...file, name: outside(`${GIVEN}/${index}`) })),
            ...(chroot ? [{ name: outside('/proc/self/mountinfo'), content: MOUNTINFO, mode: 0o644 }] : []),
            ...mounts.files,
        ],
        daemon: undefined,
        commands: [chroot ? inChroot(args, facts, wiring) : inNamespace(args, facts, wiring, way)],
        aliases: Object.fromEntries(registries.map((registry) => [`${wiring.relay}/${wiring.mirrorPrefix(registry)}`, registry])),
        notes: kaniko_plan_notes(task, way),
    };
}
/** As in hosts(5). */
function hostLines(hosts) {
    return hosts.map(({ name, address }) => `${address}\t${name}\n`).join('');
}
/**
 * Run inside the namespaces, with the root's directory and kaniko's command line: mounts what a container has, makes the
 * directory the root, and runs kaniko. It stays, as the first process of its pid namespace, to reap. `125`: no root of
 * its own, and nothing was started.
 */
const ENTER = `
umask 022
root=$1; shift
shut() { echo "no root of its own: $1" >&2; exit 125; }
[ -d "$root/kaniko" ] && ! [ "$root" -ef / ] || shut "$root is not the directory that was made for it"
mount --bind "$root" "$root" && cd "$root" || shut "cannot mount $root"
mount -t proc -o nosuid,nodev,noexec proc proc 2>/dev/null || mount --rbind /proc proc || shut 'cannot mount /proc'
mount --rbind /sys sys 2>/dev/null
mount -t tmpfs -o mode=755,nosuid dev dev && mkdir dev/pts dev/shm || shut 'cannot mount /dev'
mount -t tmpfs -o mode=1777,nosuid,nodev shm dev/shm || shut 'cannot mount /dev/shm'
for node in null zero full random urandom tty; do
  true >"dev/$node" && mount --bind "/dev/$node" "dev/$node" || shut "cannot mount /dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts 2>/dev/null && ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
for file in etc/hosts etc/resolv.conf; do mount --bind "$file" "$file" || shut "cannot mount $file"; done
if kaniko/pivot .; then
  [ / -ef . ] && cd / || shut 'the root is another one'
  /kaniko/limit "$@"
else
  kaniko/chroot . "$@"
fi
exit $?`;
/**
 * Run without any namespace, with the root's directory and kaniko's command line: makes the device nodes, runs kaniko in
 * a chroot, and ends every process that has this root when it ends, or at SIGTERM: RUN steps have process groups of
 * their own. It holds more capabilities than these, so they cannot touch it, but for signals.
 */
const SUPERVISE = `
umask 022
root=$1; shift
shut() { echo "no root of its own: $1" >&2; exit 125; }
[ -d "$root/kaniko" ] && ! [ "$root" -ef / ] || shut "$root is not the directory that was made for it"
cd "$root" || shut "cannot enter $root"
here=$(pwd -P)
node() {
  mknod -m 666 "dev/$1" c "$2" "$3" 2>/dev/null && { true <"dev/$1"; } 2>/dev/null && return
  rm -f "dev/$1"
  if [ "$1" = null ]; then true >dev/null && chmod 666 dev/null; fi
}
node null 1 3; node zero 1 5; node full 1 7; node random 1 8; node urandom 1 9; node tty 5 0
sweep() {
  for round in 1 2 3 4 5 6 7 8; do
    left=
    for process in /proc/[0-9]*; do
      if [ "$(readlink "$process/root" 2>/dev/null)" = "$here" ]; then kill -9 "\${process#/proc/}" 2>/dev/null && left=1; fi
    done
    [ -n "$left" ] || return 0
    sleep 0.05
  done
}
finish() { sweep; exit 143; }
trap finish TERM
kaniko/chroot . "$@" &
wait $!
status=$?
sweep
exit "$status"`;
const SHELL = '/bin/sh';
function inNamespace(args, facts, wiring, way) {
    const { directory } = wiring;
    const { rootAlone, cloned } = way;
    const argv = [SHELL, '-c', ENTER, 'kaniko', ROOT, ...args];
    const env = plan_environment(wiring, facts);
    if (cloned === undefined)
        return (0,enclosure/* enclose */.gs)({ name: 'kaniko', argv, env, directory, rootAlone }, facts);
    return byClone({ name: 'kaniko', argv, env, cwd: directory }, cloned, facts);
}
/** The doors that are passed outside of kaniko's root stand there too, where no RUN step can put others in their place. */
const DOORS = 'doors';
/** The command in namespaces that our own clone(2) makes. */
function byClone(command, map, facts) {
    // A change of ids would cut the tether, so it comes before.
    const shifted = map.method === 'shift' ? (0,id_map/* shiftedUser */.bF)((0,enclosure/* toolPath */.Ou)(facts, 'setpriv')) : [];
    const doors = ['tether', 'separate'].map((name) => external_node_path_.join(command.cwd, DOORS, name));
    const [first = '', ...rest] = [...shifted, ...doors, ...command.argv];
    return { ...command, argv: [first, ...rest], idMap: { map, writers: (0,enclosure/* writersOf */.kO)(facts) } };
}
function inChroot(args, facts, wiring) {
    const { directory } = wiring;
    const tether = external_node_path_.join(directory, DOORS, 'tether');
    return {
        name: 'kaniko',
        argv: [tether, SHELL, '-c', SUPERVISE, 'kaniko', external_node_path_.join(directory, ROOT), ...args],
        env: plan_environment(wiring, facts),
        cwd: directory,
    };
}
/** What kaniko leaves alone, told as it reads it: by the fifth field, the mount points (proc(5), mountinfo). */
const MOUNTINFO = ['/', '/proc', '/dev', '/sys', HOME, '/etc/hosts', '/etc/resolv.conf']
    .map((point, index) => `${index + 1} 0 0:1 / ${point} rw - none none rw\n`)
    .join('');
function plan_environment({ proxy }, facts) {
    return {
        PATH: (0,enclosure/* searchPath */.oe)(facts),
        HOME: '/root',
        // A static Go program asks for it when the root has no /etc/passwd.
        USER: 'root',
        KANIKO_DIR: HOME,
        DOCKER_CONFIG: `${HOME}/.docker`,
        // What is not a registry (ADD https://…) goes through the relay. RUN steps get the image's environment alone.
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        NO_PROXY: '127.0.0.1',
        ...LIKE_BUILDKIT,
    };
}
/** Switches of the maintained fork by which it does what the Dockerfile reference says; older ones know none of them. */
const LIKE_BUILDKIT = Object.fromEntries([
    'BUILDKIT_ARG_ENV_PRECEDENCE',
    'CACHE_PROBE_AFTER_MISS',
    'CHOWN_ON_IMPLICIT_DIRS',
    'COPY_AS_ROOT',
    'COPY_CHMOD_ON_IMPLICIT_DIRS',
    'EXPAND_HEREDOC',
    'OCI_SCRATCH_BASE',
    'REPRODUCIBLE_PRESERVE_BASE_LAYERS',
    'RUN_HONOR_GROUP',
    'SKIP_WRITE_WHITEOUTS',
    'UNTAR_SKIP_ROOT',
].map((name) => [`FF_KANIKO_${name}`, 'true']));
/** What is built, in the words of kaniko's executor (cmd/executor/cmd/root.go). */
function kanikoArguments({ request, needs }, facts) {
    const platform = (0,oci_platform/* formatPlatform */.Bq)(request.platform);
    return [
        // It is in a root of its own, which is not a container that it would recognise.
        '--force',
        '--log-format=json',
        // In the form of the OCI it leaves out HEALTHCHECK, ONBUILD and SHELL: what comes of it is made OCI afterwards.
        ...(isFork(facts) ? ['--image-format=docker'] : []),
        `--context=dir://${WORKSPACE}`,
        `--dockerfile=${INSTRUCTIONS}`,
        ...(request.target === undefined ? [] : [`--target=${needs.target}`]),
        ...(platform === (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* nativePlatform */.Nc)()) ? [] : [`--custom-platform=${platform}`]),
        ...(0,strategies_arguments/* flags */.Mv)('--build-arg', (0,strategies_arguments/* pairs */.AS)(request.buildArgs)),
        ...(request.sourceDateEpoch === undefined
            ? []
            : ['--build-arg', `SOURCE_DATE_EPOCH=${request.sourceDateEpoch}`, '--reproducible']),
        ...(0,strategies_arguments/* flags */.Mv)('--label', (0,strategies_arguments/* pairs */.AS)(request.labels)),
        ...(0,strategies_arguments/* flags */.Mv)('--secret', request.secrets.map((secret, index) => `id=${secret.id},src=${GIVEN}/${index}`)),
        // Nothing is mounted there: what a step puts into /var/run belongs to the image.
        '--ignore-var-run=false',
    ];
}
/** Docker Hub as go-containerregistry, kaniko's library, calls it. */
const DOCKER_HUB = 'index.docker.io';
function registryArguments(registries, wiring) {
    const { relay, inbox, cache, mirrorPrefix } = wiring;
    const map = registries.map((registry) => `${registry === 'docker.io' ? DOCKER_HUB : registry}=${relay}/${mirrorPrefix(registry)}`);
    return [
        `--destination=${relay}/${inbox}:built`,
        '--skip-push-permission-check',
        ...(map.length === 0 ? [] : [`--registry-map=${map.join(';')}`]),
        '--skip-default-registry-fallback',
        ...(cache === undefined
            ? []
            : ['--cache', `--cache-repo=${relay}/${cache.repository}`, '--cache-copy-layers']),
        ...(cache?.writable === false ? ['--no-push-cache'] : []),
    ];
}
function kaniko_plan_notes(task, way) {
    return [
        ...droppedFromVolumes(task, 'kaniko'),
        ...(way.rootAlone
            ? [
                'kaniko has no ids here but root’s: a RUN step that gives a file to somebody else, or becomes somebody else, fails',
            ]
            : []),
        ...(way.kind === 'chroot'
            ? [
                'kaniko runs in a plain chroot: RUN steps have no /proc, and no terminal; programs that need it fail',
            ]
            : []),
        ...(task.request.secrets.length > 0
            ? [
                'kaniko keeps the secrets in files that every RUN step of root can read, not only those that mount them',
            ]
            : []),
    ];
}

;// CONCATENATED MODULE: ./build/strategies/kaniko/conditions.js





const EVIDENCE = {
    namespace: 'user, mount and pid namespaces of its own',
    chroot: 'a plain chroot: root in a container, with CAP_SYS_CHROOT and no namespace',
};
/** Whether kaniko can have a root of its own. Without one it never starts: it empties its root between stages. */
function rootConditions(facts) {
    const way = wayOf(facts);
    if (way?.cloned)
        return [(0,conditions/* held */.yB)('own root', `${EVIDENCE.namespace}, by clone(2): unshare(2) is closed`)];
    if (way !== undefined)
        return [(0,conditions/* held */.yB)('own root', EVIDENCE[way.kind])];
    const { process, system, trials, tools } = facts;
    const failed = [trials.userNamespace, trials.mapRoot, trials.mount].find((trial) => !trial.holds);
    const programs = ['unshare', 'setpriv'].find((name) => tools[name]?.problem !== undefined || !tools[name]);
    const namespace = failed
        ? (0,conditions/* fromTrial */.zi)('own root', failed, 'Allow user namespaces and mounts here: seccomp and AppArmor "Unconfined"')
        : (0,conditions/* broken */.mw)('own root', `${programs ?? 'unshare'} of util-linux is not on PATH`, 'Install util-linux');
    if (process.uid !== 0)
        return [{ ...namespace, fix: `${namespace.fix}; or run the job as root of its container` }];
    if (system.container === undefined)
        return [namespace];
    const missing = CHROOT_CAPABILITIES.filter((name) => !process.capabilities.includes(name));
    const add = missing.map((name) => name.toUpperCase()).join(', ');
    return [
        {
            ...namespace,
            evidence: `${namespace.evidence}; and a plain chroot lacks ${add}`,
            fix: `Add the capabilities ${add} (Kubernetes: securityContext.capabilities.add; GitLab: cap_add). Or: ${namespace.fix}`,
        },
    ];
}
/**
 * Where kaniko has no ids but root's, it cannot unpack a file of somebody else's, nor give one away: that has to be
 * seen beforehand, in the Dockerfile and in the images.
 */
function ownersCondition(task, facts) {
    const name = 'owners';
    const { mapRange } = facts.trials;
    const why = 'kaniko has no ids here but root’s';
    const { fix } = (0,conditions/* fromTrial */.zi)(name, mapRange, 'Give this user 65536 ids in /etc/subuid and /etc/subgid');
    const asked = task.contents?.owners ?? task.needs.owners;
    if (asked.length > 0) {
        const what = asked.map((one) => `${one.what} (${one.place.file}:${one.place.line})`).join(', ');
        return (0,conditions/* broken */.mw)(name, `${why}, and others are needed for ${what}`, fix);
    }
    const pulled = task.needs.images.some(({ role }) => role !== 'syntax');
    if (!pulled)
        return (0,conditions/* held */.yB)(name, `${why}, and no other is asked for`);
    if (task.contents === undefined)
        return {
            ...(0,conditions/* broken */.mw)(name, `${why}, and whose the files of the images are is not known`, fix),
            awaitsContents: true,
        };
    const { notRoots } = task.contents;
    if (notRoots === undefined)
        return (0,conditions/* held */.yB)(name, `${why}, and all files of the images are root’s`);
    const { image, file } = notRoots;
    return (0,conditions/* broken */.mw)(name, `${why}, and in ${image} the owner of ${file.path} is ${file.uid}:${file.gid}`, fix);
}
/**
 * In a user namespace of its own the kernel keeps RUN steps away from us. In a plain chroot it does when they hold fewer
 * capabilities than we do, which takes CAP_SETPCAP.
 */
function wallCondition(task, facts) {
    const name = 'credentials';
    const way = wayOf(facts);
    if (way?.cloned)
        return (0,conditions/* held */.yB)(name, 'kaniko has a user namespace of its own, so RUN steps cannot read our process');
    if (way?.kind !== 'chroot')
        return (0,conditions/* credentialsCondition */.oC)(task, facts);
    if (facts.process.capabilities.includes('setpcap'))
        return (0,conditions/* held */.yB)(name, 'RUN steps hold fewer capabilities than we do (no CAP_SYS_CHROOT): they can neither read our process nor leave their root');
    if (task.request.allowSharedCredentials)
        return (0,conditions/* held */.yB)(name, 'allow-shared-credentials is set: RUN steps could read the credentials of this run');
    return (0,conditions/* broken */.mw)(name, 'without CAP_SETPCAP RUN steps hold what we hold, and could read the credentials of this run', 'Add the capability SETPCAP, or set allow-shared-credentials: true if this run has no credential worth stealing');
}
/** An executor that is linked dynamically asks the C library for root's entry, and an empty tree has no /etc/passwd. */
function scratchConditions({ dockerfile }, { tools: { kaniko } }) {
    const stage = dockerfile.stages.find(({ from }) => from.image === 'scratch');
    if (kaniko?.libraries === undefined || !stage)
        return [];
    return [
        (0,conditions/* broken */.mw)('stage from scratch', `${kaniko.path} is linked dynamically: it finds no user in the empty tree of ${dockerfile.file}:${stage.lines.start}`, 'Use the static executor of kaniko’s image, or begin from an image that has /etc/passwd'),
    ];
}
/** The processors for which we have the few instructions that enter a root. */
function machineCondition() {
    return (0,doors/* machineOf */.VT)(process.arch) === undefined
        ? (0,conditions/* broken */.mw)('processor', `${process.arch} is not one that kaniko is built for`, 'Use a runner with amd64 or arm64')
        : (0,conditions/* held */.yB)('processor', process.arch);
}
/** Nothing can be started from a filesystem that forbids it. */
function directoryCondition({ temporary }) {
    if (!temporary.writable)
        return (0,conditions/* broken */.mw)('directory', `${temporary.path} cannot be written`, 'Set TMPDIR to a directory that can');
    if (temporary.mountOptions.includes('noexec'))
        return (0,conditions/* broken */.mw)('directory', `${temporary.path} is mounted noexec, and kaniko’s root would be there`, 'Set TMPDIR to a directory whose mount allows programs');
    return (0,conditions/* held */.yB)('directory', `${temporary.path} (${temporary.filesystem})`);
}
const UNKNOWN = new Set([
    'copy --parents',
    'copy --exclude',
    'add --checksum',
    'add --unpack',
    'add git',
    'run --network',
    'run --security',
    'run --device',
    'healthcheck --start-interval',
]);
/** What kaniko would pass over with a warning, or not at all. */
function conditions_featuresCondition(task, facts) {
    const fork = isFork(facts);
    const refused = task.needs.features
        .filter(({ name }) => UNKNOWN.has(name) || (!fork && name === 'heredoc'))
        .map(({ name, place }) => ({ what: name, place }));
    refused.push(...refusedMounts(task, fork));
    const [first] = refused;
    if (!first)
        return (0,conditions/* held */.yB)('features', 'kaniko knows all that the Dockerfile uses');
    return (0,conditions/* broken */.mw)('features', `kaniko does not honour ${refused.map(({ what, place }) => `${what} (${place.file}:${place.line})`).join(', ')}`, fork
        ? 'Leave it out, or use BuildKit'
        : 'Use the maintained fork (osscontainertools/kaniko), or BuildKit');
}
function refusedMounts(task, fork) {
    const lines = new Set(task.needs.runs.map(({ line }) => line));
    return task.dockerfile.stages
        .flatMap(({ instructions }) => instructions)
        .flatMap((instruction) => {
        if (instruction.kind !== 'RUN' || !lines.has(instruction.lines.start))
            return [];
        const place = { file: task.dockerfile.file, line: instruction.lines.start };
        return instruction.mounts.flatMap((raw) => {
            const what = refusedMount(readAsWritten(raw, place), raw.from, fork);
            return what === undefined ? [] : [{ what, place }];
        });
    });
}
/** Without its variables expanded: of what may hold one, only that it is there matters here. */
function readAsWritten(raw, place) {
    try {
        return (0,mounts/* readMount */.Ob)(raw, (value) => value, place);
    }
    catch (error) {
        if (error instanceof errors/* DocklessError */.D2)
            return undefined;
        throw error;
    }
}
function refusedMount(mount, from, fork) {
    if (!fork)
        return 'RUN --mount';
    if (from !== undefined)
        return `RUN --mount=from=${from}`;
    if (mount?.type === 'tmpfs' || mount?.type === 'ssh')
        return `RUN --mount=type=${mount.type}`;
    return undefined;
}
/** Inputs that only a builder with containers of its own can honour. */
function conditions_inputsCondition(task, facts) {
    const { network, shmSize, limits, ssh, secrets, buildContexts } = task.request;
    const refused = [
        ...(network === 'none' ? ['network: none'] : []),
        ...(shmSize === undefined ? [] : ['shm-size']),
        ...(limits.length > 0 ? ['ulimit'] : []),
        ...(ssh.length > 0 ? ['ssh'] : []),
        ...(Object.keys(buildContexts).length > 0 ? ['build-contexts'] : []),
        ...(secrets.length > 0 && !isFork(facts) ? ['secrets (only the maintained fork knows them)'] : []),
        ...secrets.filter(({ id }) => id.includes(',')).map(({ id }) => `a secret id with a comma (${id})`),
    ];
    if (refused.length === 0)
        return (0,conditions/* held */.yB)('inputs', 'kaniko honours all that is asked');
    return (0,conditions/* broken */.mw)('inputs', `kaniko does not honour ${refused.join(', ')}`, 'Leave it out, or use BuildKit');
}

;// CONCATENATED MODULE: ./build/strategies/kaniko/date.js


/**
 * The image with its date, and that of each step without one, set to `epoch` (seconds). With `--reproducible` kaniko
 * writes no date at all there, and SOURCE_DATE_EPOCH says which it is to be (reproducible-builds.org).
 */
function datedAt(image, epoch) {
    const created = new Date(epoch * 1000).toISOString().replace('.000Z', 'Z');
    return withConfig(image, (config) => withDate(config, created));
}
function withDate(config, created) {
    const history = Array.isArray(config['history']) ? config['history'] : [];
    return {
        ...config,
        created,
        history: history.map((step) => ((0,json/* isObject */.G)(step) && undated(step) ? { ...step, created } : step)),
    };
}
/** Go writes the year 1 for a date that was never set. */
function undated({ created }) {
    return created === undefined || (typeof created === 'string' && created.startsWith('0001-'));
}

;// CONCATENATED MODULE: ./build/strategies/kaniko/output.js
const output_TAIL = 40;
/** It does not recognise a root of its own for a container. */
const OUTSIDE = /^Kaniko is being run outside of a container/;
const STAGE = /^Building stage '[^']*' \[idx: '(\d+)'/;
/**
 * Reads kaniko's output: its own words as JSON lines, what RUN steps write as it is. An instruction is told by a
 * message that begins with its name.
 */
class KanikoOutput {
    #log;
    #aliases;
    #all = [];
    #seen = [];
    #output = [];
    #stage = 0;
    #spoke = false;
    /** `aliases`: names of the relay that are to be told by their own names. */
    constructor(log, aliases = {}) {
        this.#log = log;
        this.#aliases = Object.entries(aliases);
    }
    /** Takes one line of either stream. */
    line(raw) {
        const line = this.#aliases.reduce((text, [alias, name]) => text.replaceAll(alias, name), raw);
        const said = output_messageIn(line);
        if (said === undefined)
            return this.#step(line);
        this.#spoke = true;
        const level = OUTSIDE.test(said.message) ? 'info' : said.level;
        this.#keep(level === 'info' ? said.message : `${level}: ${said.message}`);
        if (level === 'warning')
            this.#log.warning(said.message);
        else if (isInstruction(said.message) || level !== 'info')
            this.#log.info(said.message);
        else
            this.#log.debug(said.message);
        const stage = STAGE.exec(said.message)?.[1];
        if (stage !== undefined)
            this.#stage = Number(stage);
        if (!isInstruction(said.message))
            return;
        this.#seen.push({ stage: this.#stage, text: said.message });
        this.#output = [];
    }
    #step(line) {
        this.#log.info(line);
        this.#keep(line);
        this.#output.push(line);
        if (this.#output.length > output_TAIL)
            this.#output.shift();
    }
    #keep(line) {
        this.#all.push(line);
        if (this.#all.length > 10 * output_TAIL)
            this.#all.shift();
    }
    /** True once kaniko itself has said something: then it was started. */
    get spoke() {
        return this.#spoke;
    }
    get text() {
        return this.#all.join('\n');
    }
    /** The step that was under way, with what it wrote and what kaniko said of its end. */
    get failed() {
        const step = this.#seen.at(-1);
        if (!step)
            return undefined;
        const said = /^error (?:building|pushing) /;
        return {
            name: step.text,
            error: this.#output.filter((line) => said.test(line)).join('\n'),
            output: this.#output.filter((line) => !said.test(line)),
        };
    }
    /** The line of the Dockerfile on which that step begins: kaniko does not say it. */
    lineIn(dockerfile) {
        const step = this.#seen.at(-1);
        if (!step)
            return undefined;
        // The same instruction may stand twice in a stage: as many as were seen before.
        const again = this.#seen.filter(({ stage, text }) => stage === step.stage && text === step.text).length;
        const stage = dockerfile.stages[step.stage];
        const same = stage?.instructions.filter((one) => sameText(one, step.text)) ?? [];
        return (same[again - 1] ?? same.at(-1))?.lines.start;
    }
}
function isInstruction(message) {
    return /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) /.test(message);
}
/** kaniko joins continuation lines in its own way, so only what is not blank is compared. */
function sameText(instruction, text) {
    const bare = (line) => line.replaceAll(/[\s\\]+/g, '');
    return bare(instruction.source) === bare(text);
}
function output_messageIn(line) {
    if (!line.startsWith('{"'))
        return undefined;
    try {
        const value = JSON.parse(line);
        if (typeof value !== 'object' || value === null || !('msg' in value) || !('level' in value))
            return undefined;
        const { level, msg } = value;
        return typeof level === 'string' && typeof msg === 'string' ? { level, message: msg } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/strategies/kaniko/root.js








/**
 * Makes the directory that is to be kaniko's root, and refuses to when it could be anything else: kaniko empties its
 * root between stages. It has to be made here and now in a directory that is ours alone, so that nothing of the
 * runner's can be below it: not by a symbolic link, not by a bind mount, whatever the working directory is.
 * Throws a defect.
 */
async function makeOwnRoot(directory) {
    if (!external_node_path_.isAbsolute(directory))
        throw refusal(directory, 'it is not an absolute path');
    const parent = await (0,promises_.lstat)(directory).catch(() => undefined);
    if (parent?.isDirectory() !== true)
        throw refusal(directory, 'it is no directory, or a symbolic link');
    if (parent.uid !== process.getuid?.())
        throw refusal(directory, 'it is not ours');
    if ((parent.mode & 0o077) !== 0)
        throw refusal(directory, 'others may enter it');
    await refuseRunnersRoot(directory);
    const root = external_node_path_.join(directory, ROOT);
    try {
        await (0,promises_.mkdir)(root, 0o755); // fails for anything that is there, a symbolic link too
    }
    catch (error) {
        throw refusal(root, (0,errors/* messageOf */.bD)(error));
    }
    await (0,promises_.chmod)(root, 0o755); // whatever the umask was
    await assertOwnRoot(directory);
}
/** Throws a defect unless the root is a directory of its own, on its parent's filesystem, and not the runner's root. */
async function assertOwnRoot(directory) {
    const root = external_node_path_.join(directory, ROOT);
    const [made, parent] = await Promise.all([(0,promises_.lstat)(root), (0,promises_.lstat)(directory)]);
    if (!made.isDirectory())
        throw refusal(root, 'it is no directory');
    if (made.dev !== parent.dev)
        throw refusal(root, 'something is mounted on it');
    await refuseRunnersRoot(root);
}
/** By its number, which a bind mount and a path with symbolic links in it show too. */
async function refuseRunnersRoot(directory) {
    const [its, ours] = await Promise.all([(0,promises_.stat)(directory), (0,promises_.stat)('/')]);
    if (its.dev === ours.dev && its.ino === ours.ino)
        throw refusal(directory, 'it is the runner’s own root');
}
function refusal(directory, why) {
    return new errors/* DocklessError */.D2('DEFECT', `kaniko may not have ${directory} for its root: ${why}`);
}
/** Fills the root with what the plan does not hold: the doors, the context, the names of hosts. */
async function furnish(task, plan, signal) {
    const at = (file) => external_node_path_.join(plan.directory, outside(file));
    for (const name of ['/etc', '/dev', '/proc', '/proc/self', '/sys', '/kaniko', WORKSPACE]) {
        await (0,promises_.mkdir)(at(name), { recursive: true });
        await (0,promises_.chmod)(at(name), 0o755);
    }
    await makeDoors(plan.directory, at('/kaniko'));
    // Both are mount points to kaniko: steps see them, and no image has them.
    const added = plan.files.find(({ name }) => name === outside(HOSTS))?.content;
    await copyOrEmpty('/etc/hosts', at('/etc/hosts'), typeof added === 'string' ? `\n${added}` : '');
    await copyOrEmpty('/etc/resolv.conf', at('/etc/resolv.conf'));
    // Go finds its own program by it; a fresh /proc is mounted over it where that is allowed.
    await (0,promises_.symlink)(EXECUTOR, at('/proc/self/exe'));
    const { directory, ignoreFile } = task.context;
    await copyContext(await (0,context_files/* contextFiles */.XW)(directory, ignoreFile), at(WORKSPACE), signal);
}
/** Takes the made-up link away: busybox would execute it again, and be kaniko. */
async function forgetExecutable(plan) {
    await (0,promises_.rm)(external_node_path_.join(plan.directory, outside('/proc/self/exe')), { force: true });
}
async function makeDoors(directory, home) {
    const machine = (0,doors/* machineOf */.VT)(process.arch);
    if (machine === undefined)
        throw new errors/* DocklessError */.D2('DEFECT', `a plan was made for ${process.arch}`);
    await writePrograms(external_node_path_.join(directory, DOORS), { tether: (0,doors/* tether */.RW)(machine), separate: (0,doors/* separate */.sj)(machine) });
    await writePrograms(home, await doorsInside(machine));
}
async function writePrograms(directory, programs) {
    await (0,promises_.mkdir)(directory, { recursive: true });
    await (0,promises_.chmod)(directory, 0o755);
    for (const [name, bytes] of Object.entries(programs)) {
        await (0,promises_.writeFile)(external_node_path_.join(directory, name), bytes, { flag: 'wx' });
        await (0,promises_.chmod)(external_node_path_.join(directory, name), 0o755);
    }
}
async function doorsInside(machine) {
    const [status, newest] = await Promise.all([
        (0,promises_.readFile)('/proc/self/status', 'utf8').catch(() => ''),
        (0,promises_.readFile)('/proc/sys/kernel/cap_last_cap', 'utf8').catch(() => ''),
    ]);
    const last = /^\d+$/.test(newest.trim()) ? Number(newest) : NEWEST_CAPABILITY;
    const all = { permitted: (1n << BigInt(last + 1)) - 1n, last };
    const permitted = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
    return {
        pivot: (0,doors/* pivot */.h9)(machine),
        // Only in a user namespace, where its root holds everything.
        limit: (0,doors/* limit */.AB)(machine, all),
        chroot: (0,doors/* chroot */.uV)(machine, process.getuid?.() === 0 ? { permitted, last } : all),
    };
}
const NEWEST_CAPABILITY = 40; // checkpoint_restore, Linux 5.9
async function copyOrEmpty(from, to, more = '') {
    const content = await (0,promises_.readFile)(from, 'utf8').catch(() => '');
    await (0,promises_.writeFile)(to, content + more);
    await (0,promises_.chmod)(to, 0o644);
}
/**
 * Copies a context without what is ignored, modes and times kept. Its owner is whoever we are: COPY gives files to
 * root. Sockets, pipes and devices are left out, as every builder does.
 */
async function copyContext(context, target, signal) {
    const directories = [];
    for await (const { path: name, stats } of context.files()) {
        signal.throwIfAborted();
        const from = (0,names/* encodeName */.a)(external_node_path_.join(context.directory, name));
        const to = (0,names/* encodeName */.a)(external_node_path_.join(target, name));
        const modified = stats.mtimeMs / 1000;
        try {
            if (stats.isDirectory()) {
                await (0,promises_.mkdir)(to, { mode: 0o700 });
                directories.push({ path: to, mode: stats.mode & 0o7777, modified });
            }
            else if (stats.isSymbolicLink()) {
                await (0,promises_.symlink)(await (0,promises_.readlink)(from, { encoding: 'buffer' }), to);
                await (0,promises_.lutimes)(to, modified, modified);
            }
            else if (stats.isFile()) {
                await (0,promises_.copyFile)(from, to, external_node_fs_.constants.COPYFILE_FICLONE | external_node_fs_.constants.COPYFILE_EXCL);
                await (0,promises_.chmod)(to, stats.mode & 0o7777);
                await (0,promises_.utimes)(to, modified, modified);
            }
        }
        catch (error) {
            throw new errors/* DocklessError */.D2('BUILD_FAILED', `cannot copy "${name}" of the build context: ${(0,errors/* messageOf */.bD)(error)}`, {
                fix: 'Make it readable for this user, or list it in .dockerignore; look whether the temporary directory has room',
                cause: error,
            });
        }
    }
    for (const made of directories.toReversed()) {
        await (0,promises_.chmod)(made.path, made.mode);
        await (0,promises_.utimes)(made.path, made.modified, made.modified);
    }
}

;// CONCATENATED MODULE: ./build/strategies/kaniko/kaniko.js
var kaniko_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var kaniko_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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













const kaniko_GRACE_MS = 1500;
/**
 * kaniko: builds in its own root filesystem and runs the steps there, so it needs fewer of the kernel's features than
 * any other. That root is a directory of ours, which it enters before it starts; it never runs in the runner's.
 */
const kaniko = { name: 'kaniko', assess: kaniko_assess, plan: planKaniko, build: kaniko_build };
function kaniko_assess(task, facts) {
    const way = wayOf(facts);
    return (0,conditions/* assessment */.nG)('kaniko', [
        (0,conditions/* toolCondition */.Qj)(facts, 'kaniko'),
        machineCondition(),
        directoryCondition(facts),
        ...rootConditions(facts),
        ...(way === undefined ? [] : [wallCondition(task, facts)]),
        ...(way?.rootAlone === true ? [ownersCondition(task, facts)] : []),
        ...(0,conditions/* requestConditions */.u)(task),
        conditions_featuresCondition(task, facts),
        ...scratchConditions(task, facts),
        conditions_inputsCondition(task, facts),
        ...(0,mounts_mounts/* mountsConditions */.J_)(task),
    ]);
}
async function kaniko_build(task, plan, workshop) {
    const { log, signal } = workshop;
    for (const note of plan.notes)
        log.notice(note);
    await makeOwnRoot(plan.directory);
    await furnish(task, plan, signal);
    await (0,mounts_run/* fetchMounts */.$l)(plan, workshop);
    await (0,workbench/* layOut */.v)(plan);
    await (0,mounts_run/* restoreMounts */.xH)(plan, workshop);
    await assertOwnRoot(plan.directory);
    signal.throwIfAborted();
    await kaniko_carryOut(task, plan, workshop);
    await (0,mounts_run/* takeMounts */.Oc)(plan, workshop);
    const image = await inOciForm((0,failure/* delivered */.bI)(plan, workshop));
    const { sourceDateEpoch } = task.request;
    return sourceDateEpoch === undefined ? image : datedAt(image, sourceDateEpoch);
}
async function kaniko_carryOut(task, plan, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        const [command] = plan.commands;
        if (!command)
            throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a kaniko build has no command');
        const output = new KanikoOutput(log, plan.aliases);
        let started;
        const child = kaniko_addDisposableResource(env_1, await (0,workbench/* startPlanned */.J)(command, workshop, {
            signal,
            graceMs: kaniko_GRACE_MS,
            onLine: (line) => {
                started ??= forgetExecutable(plan);
                output.line(line);
            },
        }), true);
        const finished = await child.finished;
        await started;
        signal.throwIfAborted();
        if (finished.status === 0)
            return;
        if (finished.startError !== undefined || (finished.status === doors/* DOOR_SHUT */.GS && !output.spoke))
            throw (0,failure/* builderGone */.zU)('kaniko could not be given a root of its own, and was not started', finished, workshop);
        throw (0,failure/* buildFailure */.He)({
            task,
            workshop,
            strategy: 'kaniko',
            output: output.text,
            step: output.failed,
            line: output.lineIn(task.dockerfile),
            status: finished.status,
        });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = kaniko_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}

;// CONCATENATED MODULE: ./build/strategies/buildah/podman.js



/** `podman build`: the buildah that every Podman has in it. No daemon and no socket of Podman's is used. */
const podman = { name: 'podman', assess: podman_assess, plan: podman_plan, build: buildah_build };
/** Which buildah is in which Podman (go.mod of its releases); a Podman between two has that of the older one. */
const BUILDAH_IN = [
    [[5, 6], '1.41.0'],
    [[5, 5], '1.40.0'],
    [[5, 4], '1.39.0'],
    [[5, 3], '1.38.0'],
    [[5, 2], '1.37.0'],
    [[5, 1], '1.36.0'],
    [[5, 0], '1.35.0'],
    [[4, 8], '1.33.0'],
    [[4, 7], '1.32.0'],
    [[4, 6], '1.31.0'],
    [[4, 5], '1.30.0'],
    [[4, 4], '1.29.0'],
    [[4, 3], '1.28.0'],
    [[4, 2], '1.27.0'],
    [[4, 1], '1.26.0'],
    [[4, 0], '1.24.0'],
];
function podman_assess(task, facts) {
    return (0,conditions/* assessment */.nG)('podman', [
        (0,conditions/* toolCondition */.Qj)(facts, 'podman'),
        podman_versionCondition(facts.tools.podman),
        ...engineConditions(task, withBuildah(facts)),
    ]);
}
function podman_versionCondition(tool) {
    const said = tool?.version ?? 'unknown';
    const buildah = buildahIn(tool);
    if (buildah !== undefined)
        return (0,conditions/* held */.yB)('version', `${said}, which has buildah ${buildah} or newer in it`);
    return (0,conditions/* broken */.mw)('version', said, 'Install Podman 4.0 or newer');
}
function buildahIn(tool) {
    return BUILDAH_IN.find(([[major, minor]]) => (0,conditions/* atLeast */.jZ)(tool, major, minor))?.[1];
}
/** The facts with Podman in buildah's place. */
function withBuildah(facts) {
    const { podman: tool } = facts.tools;
    const version = buildahIn(tool);
    const buildah = tool && { ...tool, version };
    return { ...facts, tools: { ...facts.tools, buildah } };
}
function podman_plan(task, facts, wiring) {
    return planEngine(task, withBuildah(facts), wiring, {
        name: 'podman',
        // Neither systemd nor a journal is there to be used; Podman looks for both.
        global: ['--cgroup-manager', 'cgroupfs', '--events-backend', 'none'],
        retries: (0,conditions/* atLeast */.jZ)(facts.tools.podman, 5, 0),
        runtimeIsGlobal: true,
    });
}

// EXTERNAL MODULE: ./build/strategies/s2i.js
var s2i = __webpack_require__(744);
// EXTERNAL MODULE: ./build/strategies/source.js
var source = __webpack_require__(5567);
;// CONCATENATED MODULE: ./build/strategies/all.js











/** Every strategy, in the order in which `auto` asks them: the one that needs least of the runner comes first. */
const STRATEGIES = [
    ...[
        assemble_assemble,
        buildkit,
        buildah,
        podman,
        kaniko,
        docker,
        img,
        (0,s2i/* s2iWith */.t)([buildkit, buildah, podman, kaniko]),
    ].map(source/* forDockerfiles */.Rf),
    ...[jib/* jib */.a, jkube].map(source/* forProjects */.g),
];


/***/ }),

/***/ 9012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ pairs),
/* harmony export */   Mv: () => (/* binding */ flags),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   fu: () => (/* binding */ csv)
/* harmony export */ });
/** Words that belong together on a command line: `words('--file', path)`, spread into an argv. */
function words(...together) {
    return together;
}
/** The same flag for each value. */
function flags(flag, values) {
    return values.flatMap((value) => [flag, value]);
}
/** `name=value` for each entry. */
function pairs(values, prefix = '') {
    return Object.entries(values).map(([name, value]) => `${prefix}${name}=${value}`);
}
/** One CSV record, quoted as RFC 4180 has it: buildctl reads such values with a CSV reader. */
function csv(fields) {
    return fields
        .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
        .join(',');
}


/***/ }),

/***/ 9351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FV: () => (/* binding */ chosen),
/* harmony export */   Qq: () => (/* binding */ nothingFits),
/* harmony export */   Sw: () => (/* binding */ choose),
/* harmony export */   uH: () => (/* binding */ refuseStray)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5567);


/**
 * The ladder: the first of `strategies` whose assessment holds, or the one that was asked for when its own does. One
 * whose builder is installed comes before those whose builder would have to be fetched.
 * Pure: `dockless plan` prints what comes of it.
 */
function choose(task, facts, strategies) {
    const wanted = task.request.strategy;
    const asked = strategies.map((strategy) => ({ strategy, verdict: verdictOf(strategy, task, facts) }));
    const fitting = asked.filter(({ strategy, verdict }) => verdict.holds && (wanted === 'auto' ? strategy.onlyWhenAsked !== true : strategy.name === wanted));
    const installed = fitting.find(({ verdict }) => verdict.conditions.every((one) => one.fetch === undefined));
    return { strategy: (installed ?? fitting[0])?.strategy, assessments: asked.map(({ verdict }) => verdict) };
}
function verdictOf(strategy, task, facts) {
    const verdict = strategy.assess(task, facts);
    return strategy.onlyWhenAsked === true ? { ...verdict, onlyWhenAsked: true } : verdict;
}
/**
 * The chosen strategy. Throws NOTHING_FITS with each failed condition and what to change: of the strategy that was
 * asked for, or of all of them.
 */
function chosen(task, facts, strategies) {
    const { strategy, assessments } = choose(task, facts, strategies);
    if (!strategy)
        throw nothingFits(task, assessments);
    refuseStray(task.request, strategy.name);
    return { strategy, assessments };
}
/** Throws WrongInput for settings of one builder that the chosen one would pass over in silence. */
function refuseStray(request, chosenName) {
    const { project, s2i } = request;
    const given = [
        ['jib', 'jib', Object.keys(project.jib).length > 0],
        ['jkube', 'jkube', Object.keys(project.jkube).length > 0],
        ['s2i-builder', 's2i', s2i.builder !== undefined],
        ['s2i-environment', 's2i', Object.keys(s2i.environment).length > 0],
        ['s2i-incremental', 's2i', s2i.incremental],
    ];
    const [first, ...more] = given
        .filter(([, of, isGiven]) => isGiven && of !== chosenName)
        .map(([input, of]) => ({
        input,
        problem: `it is for the strategy ${of}, and ${chosenName} builds this`,
        fix: `Remove it, or set strategy: ${of}`,
    }));
    if (first)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WrongInput */ .Ey([first, ...more]);
}
/**
 * Why nothing fits, as an error to be read in a CI log: each cause once, however many conditions and strategies it
 * fails, and at the end what makes the nearest strategy work. `isListed`: the verdicts stand above it already, and it
 * has no list of its own.
 */
function nothingFits(task, assessments, isListed = false) {
    const wanted = task.request.strategy;
    const told = wanted === 'auto'
        ? assessments.filter((verdict) => (0,_source_js__WEBPACK_IMPORTED_MODULE_1__/* .takes */ .ny)(verdict) && !verdict.onlyWhenAsked)
        : assessments.filter(({ strategy }) => strategy === wanted);
    const head = wanted === 'auto'
        ? 'Nothing can build this here.'
        : `The strategy ${wanted} was asked for, and it cannot build this here.`;
    const fix = wayOut(told, assessments.filter(_source_js__WEBPACK_IMPORTED_MODULE_1__/* .takes */ .ny));
    const why = isListed ? [] : rendered(findingsOf(told));
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('NOTHING_FITS', [head, ...why].join('\n'), {
        ...(fix === undefined ? {} : { fix }),
        cause: assessments,
    });
}
/** What the conditions that do not hold come down to, in their order. */
function findingsOf(assessments) {
    const known = new Map();
    for (const { strategy, conditions } of assessments)
        for (const condition of conditions.filter(({ holds }) => !holds)) {
            const reasons = condition.reasons ?? [{ cause: condition.evidence, fix: condition.fix }];
            const key = (reason) => `${reason.cause}\n${reason.fix}`;
            const fresh = reasons.filter((reason) => !known.has(key(reason)));
            const finding = findingOf(condition, fresh, fresh.length === reasons.length);
            for (const reason of fresh)
                known.set(key(reason), finding);
            for (const reason of reasons)
                known.get(key(reason))?.strategies.add(strategy);
        }
    return [...new Set(known.values())];
}
function findingOf({ name, evidence, fix }, fresh, whole) {
    const causes = fresh.map(({ cause }) => cause).join('; ');
    const fixes = fresh.map((reason) => reason.fix).join('; ');
    return { text: `${name}: ${whole ? evidence : causes}`, fix: whole ? fix : fixes, strategies: new Set() };
}
/** A heading for each set of strategies, below it what keeps all of them from working. */
function rendered(findings) {
    const groups = new Map();
    for (const { text, fix, strategies } of findings) {
        const heading = `  ${[...strategies].join(', ')}:`;
        const lines = [`    ${text}`, ...(fix === '' ? [] : [`      → ${fix}`])];
        groups.set(heading, [...(groups.get(heading) ?? []), ...lines]);
    }
    return [...groups].flatMap(([heading, lines]) => [heading, ...lines]);
}
/** What to change: to have a strategy that was asked for, or else to have one at all. Undefined when nothing helps. */
function wayOut(told, all) {
    const fitting = all.find(({ holds }) => holds)?.strategy;
    const asked = nearest(told);
    if (fitting === undefined)
        return asked ?? nearest(all);
    return asked === undefined
        ? `Set strategy: ${fitting}, which fits`
        : `${asked}. Or set strategy: ${fitting}, which fits`;
}
/** The fixes of the strategy that needs the fewest, and of those that need the very same. */
function nearest(assessments) {
    const ways = new Map();
    for (const assessment of assessments) {
        const fixes = findingsOf([assessment]).map(({ fix }) => fix);
        if (fixes.includes(''))
            continue; // nothing that anybody changes makes it fit
        const text = [...new Set(fixes)].join('; ');
        const way = ways.get(text) ?? { strategies: [], count: fixes.length };
        ways.set(text, { ...way, strategies: [...way.strategies, assessment.strategy] });
    }
    const [first] = [...ways].sort(([, a], [, b]) => a.count - b.count);
    if (!first)
        return undefined;
    const [text, { strategies }] = first;
    const names = strategies.join(', ').replace(/, ([^,]+)$/, ' or $1');
    return assessments.length === 1 ? text : `For ${names}: ${text}`;
}


/***/ }),

/***/ 5444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qj: () => (/* binding */ toolCondition),
/* harmony export */   _7: () => (/* binding */ namespaceConditions),
/* harmony export */   _A: () => (/* binding */ givenConditions),
/* harmony export */   jZ: () => (/* binding */ atLeast),
/* harmony export */   mw: () => (/* binding */ broken),
/* harmony export */   nG: () => (/* binding */ assessment),
/* harmony export */   oC: () => (/* binding */ credentialsCondition),
/* harmony export */   tg: () => (/* binding */ hereConditions),
/* harmony export */   u: () => (/* binding */ requestConditions),
/* harmony export */   yB: () => (/* binding */ held),
/* harmony export */   zi: () => (/* binding */ fromTrial)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);

/** A condition that holds. */
function held(name, evidence) {
    return { name, holds: true, evidence, fix: '' };
}
/** A condition that does not hold, and what to change. */
function broken(name, evidence, fix) {
    return { name, holds: false, evidence, fix };
}
/** A verdict: it holds when every condition does. */
function assessment(strategy, conditions) {
    return { strategy, holds: conditions.every((condition) => condition.holds), conditions };
}
/** What the probe showed, as a condition; its own cause and fix are the better ones where it knows them. */
function fromTrial(name, trial, fix) {
    if (trial.holds)
        return held(name, trial.evidence);
    const cause = trial.cause === undefined ? '' : ` (${trial.cause})`;
    const condition = broken(name, `${trial.evidence}${cause}`, trial.fix ?? fix);
    return trial.reasons ? { ...condition, reasons: trial.reasons } : condition;
}
const INSTALL = {
    buildkitd: 'Put buildkitd and buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
    buildctl: 'Put buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
    buildah: 'Install buildah (Debian, Ubuntu: apt-get install buildah; Fedora: dnf install buildah)',
    kaniko: 'Put kaniko’s executor on PATH, called kaniko or executor: /kaniko/executor of the image ghcr.io/osscontainertools/kaniko',
    runc: 'Install runc (apt-get install runc; BuildKit’s release archive holds one as bin/buildkit-runc)',
    unshare: 'Install util-linux (Alpine: apk add util-linux; busybox’s unshare lacks --kill-child)',
    setpriv: 'Install util-linux (Alpine: apk add setpriv; busybox’s setpriv lacks --pdeathsig)',
};
/** A program that must be on PATH and free of a known defect. */
function toolCondition(facts, name) {
    const tool = facts.tools[name];
    const install = INSTALL[name] ?? `Install ${name} and put it on PATH`;
    if (!tool)
        return broken(name, `${name} is not on PATH`, install);
    if (tool.fetch !== undefined)
        return { ...held(name, `not on PATH: it is fetched from ${tool.fetch}`), fetch: tool.fetch };
    if (tool.problem !== undefined)
        return broken(name, `${tool.path}: ${tool.problem}`, install);
    if ((name === 'unshare' || name === 'setpriv') && isBusybox(tool))
        return broken(name, `${tool.path} is busybox’s, which cannot end its children with us`, install);
    return held(name, `${tool.path}${tool.version === undefined ? '' : ` (${tool.version})`}`);
}
function isBusybox(tool) {
    return /busybox/i.test(`${tool.version ?? ''} ${tool.path}`);
}
const SANDBOX_FIX = 'Allow user namespaces here: user.max_user_namespaces above 0, and in a container seccomp and AppArmor "Unconfined"';
/**
 * What a builder in a user namespace of its own needs of the kernel: the namespace with a range of ids, and mounts in
 * it. Where there is none, nothing is run that way at all, so that credentials are no question.
 */
function namespaceConditions(task, facts) {
    const { userNamespace, mapRange, mount } = facts.trials;
    return [
        fromTrial('user namespace', userNamespace, SANDBOX_FIX),
        fromTrial('id range', mapRange, 'Install uidmap and give this user 65536 ids in /etc/subuid and /etc/subgid'),
        fromTrial('mount', mount, 'Let the container mount: AppArmor "Unconfined", seccomp "Unconfined"'),
        ...(userNamespace.holds ? [credentialsCondition(task, facts)] : []),
    ];
}
/**
 * Where RUN steps live in a user namespace of their own, ptrace and /proc of our process are closed to them
 * (ptrace(2), "Ptrace access mode checking"): only there may credentials be about.
 */
function credentialsCondition(task, facts) {
    if (facts.trials.userNamespace.holds)
        return held('credentials', 'the builder has a user namespace of its own, so RUN steps cannot read our process');
    if (task.request.allowSharedCredentials)
        return held('credentials', 'allow-shared-credentials is set: RUN steps could read the credentials of this run');
    return broken('credentials', 'without a user namespace of its own a RUN step could read the credentials of this run', 'Allow user namespaces, or set allow-shared-credentials: true if this run has no credential worth stealing');
}
/** What the request asks that depends on no builder: a platform that RUN can execute, secrets and ssh that are there. */
function requestConditions(task) {
    return [platformCondition(task), ...givenConditions(task), ...hereConditions(task)];
}
/** What the build demands was given: secrets and ssh. */
function givenConditions(task) {
    return [secretsCondition(task), sshCondition(task)];
}
/** A builder elsewhere that was named is never passed over for one on the runner. */
function hereConditions({ request }) {
    if (!request.builder)
        return [];
    const why = `builder names ${request.builder.endpoints.join(', ')}, and this builds on the runner`;
    return [broken('builder', why, 'Set strategy: buildkit, or remove builder')];
}
function platformCondition(task) {
    const wanted = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(task.request.platform);
    const native = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)((0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .nativePlatform */ .Nc)());
    if (wanted === native)
        return held('platform', `${wanted} is this machine’s own`);
    if (task.needs.runs.length === 0)
        return held('platform', `nothing has to run on ${wanted}`);
    return broken('platform', `RUN steps of ${wanted} cannot run on ${native}: there is no emulation here`, `Build ${wanted} on a runner of that architecture, or on a BuildKit that runs it: builder: tcp://HOST:PORT`);
}
function secretsCondition(task) {
    const given = new Set(task.request.secrets.map((secret) => secret.id));
    const missing = task.needs.secrets.filter((secret) => secret.required && !given.has(secret.id));
    if (missing.length === 0)
        return held('secrets', given.size === 0 ? 'none are needed' : `given: ${[...given].join(', ')}`);
    const [first] = missing;
    return broken('secrets', `${missing.map((s) => `${s.id} (${s.place.file}:${s.place.line})`).join(', ')} not given, and required`, `Give it with secret-files: ${first?.id ?? 'ID'}=PATH, secret-envs: ${first?.id ?? 'ID'}=VARIABLE or secrets`);
}
function sshCondition(task) {
    const given = task.request.ssh;
    const empty = given.filter((forward) => forward.paths.length === 0);
    if (empty.length > 0)
        return broken('ssh', `${empty.map((f) => f.id).join(', ')}: neither an agent’s socket nor a key is known`, 'Start an ssh agent and export SSH_AUTH_SOCK, or name a socket or a key file: ssh: default=PATH');
    const ids = new Set(given.map((forward) => forward.id));
    const missing = task.needs.ssh.filter((ssh) => ssh.required && !ids.has(ssh.id));
    if (missing.length === 0)
        return held('ssh', ids.size === 0 ? 'not needed' : `given: ${[...ids].join(', ')}`);
    return broken('ssh', `${missing.map((s) => `${s.id} (${s.place.file}:${s.place.line})`).join(', ')} not given, and required`, `Add the input ssh: ${missing[0]?.id ?? 'default'}`);
}
/** A version in a program's answer (`buildah version 1.28.2 (…)`), as numbers; undefined when it says none. */
function versionOf(tool) {
    const match = /(\d+)\.(\d+)/.exec(tool?.version ?? '');
    return match ? [Number(match[1]), Number(match[2])] : undefined;
}
/** True when the version is known and not older. */
function atLeast(tool, major, minor) {
    const version = versionOf(tool);
    if (!version)
        return false;
    return version[0] > major || (version[0] === major && version[1] >= minor);
}


/***/ }),

/***/ 4984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ou: () => (/* binding */ toolPath),
/* harmony export */   Ox: () => (/* binding */ dyingWithUs),
/* harmony export */   RP: () => (/* binding */ credentialDirectories),
/* harmony export */   gs: () => (/* binding */ enclose),
/* harmony export */   jN: () => (/* binding */ SHELL),
/* harmony export */   kO: () => (/* binding */ writersOf),
/* harmony export */   oe: () => (/* binding */ searchPath),
/* harmony export */   w3: () => (/* binding */ COVER)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _runner_id_map_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9845);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9012);
/* harmony import */ var _conditions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5444);





/** Waits until the file $0 is there, then becomes the rest: ids are mapped from outside meanwhile. */
const WAIT = 'until [ -e "$0" ]; do sleep 0.02; done; exec "$@"';
/** Covers each directory up to `--` with an empty tmpfs, then becomes the rest. What is not there needs no cover. */
const COVER = 'while [ "$1" != -- ]; do if [ -d "$1" ]; then mount -t tmpfs -o size=4k,mode=700 none "$1" || exit 125; fi; shift; done; shift; exec "$@"';
/** Puts $1 in the place of /var/tmp, then becomes the rest. */
const VAR_TMP = 'if [ -d /var/tmp ]; then mount --bind "$1" /var/tmp || exit 125; fi; shift; exec "$@"';
const SHELL = '/bin/sh';
/**
 * Runs the rest, and ends every process of this user namespace with it, or at SIGTERM. For where there is no pid
 * namespace to do so: RUN steps have process groups of their own and would live on.
 */
const SUPERVISE = [
    'here=$(readlink /proc/self/ns/user)',
    'sweep() { for round in 1 2 3 4 5 6 7 8; do left=; for proc in /proc/[0-9]*; do pid=${proc#/proc/}',
    'if [ "$pid" != $$ ] && [ "$(readlink "$proc/ns/user" 2>/dev/null)" = "$here" ]; then kill -9 "$pid" 2>/dev/null && left=1; fi',
    'done; [ -n "$left" ] || return 0; sleep 0.02; done; }',
    'finish() { kill -TERM "$child" 2>/dev/null; for round in 1 2 3 4 5 6 7 8; do kill -0 "$child" 2>/dev/null || break; sleep 0.1; done; sweep; exit 143; }',
    'trap finish TERM',
    '"$@" & child=$!',
    'wait "$child"; status=$?; sweep; exit "$status"',
].join('\n');
/**
 * A program in a user, mount and pid namespace of its own, which the kernel kills when our process is gone:
 * `--pdeathsig` ends the outer process, `--kill-child` the inner one, and with it every process of its pid namespace.
 * In it the program is root over the ids of `facts.idMap`, and over nothing outside.
 *
 * Where the container masks /proc no other one can be mounted, and runc fails in a pid namespace that /proc does not
 * show: such a program gets a supervisor instead. The shell texts are constants; what they work on comes as arguments.
 */
function enclose(enclosed, facts) {
    const { name, env, directory, cover = [], varTmp, needsProc = false, rootAlone = false } = enclosed;
    const idMap = rootAlone ? undefined : gatedIdMap(name, facts);
    const freshProc = facts.trials.mountProc.holds;
    const supervised = needsProc && !freshProc;
    const outside = [
        ...(idMap?.map.method === 'shift' ? (0,_runner_id_map_js__WEBPACK_IMPORTED_MODULE_2__/* .shiftedUser */ .bF)(toolPath(facts, 'setpriv')) : []),
        ...dyingWithUs(facts, supervised ? 'TERM' : 'KILL'),
        ...(0,_arguments_js__WEBPACK_IMPORTED_MODULE_4__/* .words */ .aL)(toolPath(facts, 'unshare'), '--user'),
        ...(idMap ? [] : [...(rootAlone ? [] : ['--map-auto']), '--map-root-user']),
        '--mount',
        ...(supervised ? [] : ['--pid', '--fork', '--kill-child=SIGKILL']),
        ...(freshProc ? ['--mount-proc'] : []),
    ];
    const inside = [
        ...(idMap?.gate === undefined ? [] : [SHELL, '-c', WAIT, idMap.gate]),
        ...(cover.length > 0 ? [SHELL, '-c', COVER, 'cover', ...cover, '--'] : []),
        ...(varTmp === undefined ? [] : [SHELL, '-c', VAR_TMP, 'var-tmp', varTmp]),
        ...(supervised ? [SHELL, '-c', SUPERVISE, 'supervise'] : []),
        ...enclosed.argv,
    ];
    const [first = '', ...rest] = [...outside, ...inside];
    return { name, argv: [first, ...rest], env, cwd: directory, ...(idMap ? { idMap } : {}) };
}
/** The beginning of an argv whose program gets a signal when our process ends, however it ends. */
function dyingWithUs(facts, signal = 'KILL') {
    return [toolPath(facts, 'setpriv'), '--pdeathsig', signal];
}
/** Undefined where `unshare --map-auto` maps the same ids by itself: util-linux 2.38, and a user with a name. */
function gatedIdMap(name, facts) {
    const map = facts.idMap;
    if (!map)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('DEFECT', `a plan was made for ${name} where no ids can be mapped`);
    const { user } = facts.process;
    if (map.method === 'newuidmap' && user !== undefined && (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .atLeast */ .jZ)(facts.tools.unshare, 2, 38))
        return undefined;
    return { map, writers: writersOf(facts), gate: `${name}.mapped` };
}
/** Where the programs are that write a map. */
function writersOf({ tools: { newuidmap, newgidmap, setpriv } }) {
    return { newuidmap: newuidmap?.path, newgidmap: newgidmap?.path, setpriv: setpriv?.path };
}
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** A PATH on which a builder finds its helpers: where the probe found them, then the system's directories. */
function searchPath(facts) {
    // The id helpers first: unshare(1) looks for them on PATH and shall find those that the probe tried.
    const tools = [facts.tools.newuidmap, facts.tools.newgidmap, ...Object.values(facts.tools)];
    const found = tools.flatMap((tool) => (tool ? [node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(tool.path)] : []));
    return [...new Set([...found, ...SYSTEM_PATH])].join(':');
}
/** The path of a program that an assessment saw. Throws a defect when a plan is made that no assessment holds for. */
function toolPath(facts, name) {
    const tool = facts.tools[name];
    if (!tool)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('DEFECT', `a plan was made without ${name}, which it needs`);
    return tool.path;
}
/** Where people and CI systems keep credentials below their home, for `Wiring.credentialDirectories`. */
function credentialDirectories(home, env) {
    const runtime = env['XDG_RUNTIME_DIR'];
    const config = env['XDG_CONFIG_HOME'] ?? node_path__WEBPACK_IMPORTED_MODULE_0__.join(home, '.config');
    const below = ['.docker', '.aws', '.azure', '.kube', '.ssh', '.gnupg', '.m2'].map((name) => node_path__WEBPACK_IMPORTED_MODULE_0__.join(home, name));
    const named = [env['DOCKER_CONFIG'], runtime === undefined ? undefined : node_path__WEBPACK_IMPORTED_MODULE_0__.join(runtime, 'containers')];
    const all = [...below, node_path__WEBPACK_IMPORTED_MODULE_0__.join(config, 'containers'), node_path__WEBPACK_IMPORTED_MODULE_0__.join(config, 'gcloud'), ...named];
    return [
        ...new Set(all.flatMap((directory) => (directory !== undefined && node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(directory) ? [directory] : []))),
    ];
}


/***/ }),

/***/ 6179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  He: () => (/* binding */ buildFailure),
  zU: () => (/* binding */ builderGone),
  bI: () => (/* binding */ delivered),
  Zt: () => (/* binding */ idsRefused)
});

// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/runner/remedies.js
var remedies = __webpack_require__(2427);
;// CONCATENATED MODULE: ./build/runner/diagnosis.js

/**
 * Finds in a builder's output the line that tells why it failed, and what to do about it. Lines that are only a
 * consequence (`could not connect to …buildkitd.sock`) count when nothing better is there. Undefined when
 * nothing known is in it: then the output speaks for itself.
 */
function diagnose(output, context = {}) {
    const lines = output.split(/\r?\n/);
    for (const symptom of SYMPTOMS) {
        const blames = symptom.blames ?? (typeof symptom.means === 'object' ? 'build' : 'runner');
        if (blames === 'registry' && context.ofStep)
            continue;
        const line = lines.find((text) => symptom.pattern.test(text));
        if (line === undefined)
            continue;
        return { blames, ...explained(symptom, context), line: line.trim() };
    }
    return undefined;
}
function explained(symptom, context) {
    return context.elsewhere ? explainedElsewhere(symptom) : explainedHere(symptom, context);
}
function explainedElsewhere({ means }) {
    const { cause, fix } = typeof means === 'object'
        ? { cause: means.cause, fix: means.fix }
        : asDefault((0,remedies/* remedy */.zL)(typeof means === 'function' ? means(undefined) : means, 'machine', NOBODY));
    return { cause: `at the builder: ${cause}`, fix: fix.elsewhere ?? `at the builder: ${fix.default}` };
}
/** Who runs a builder elsewhere is not known here. */
const NOBODY = { uid: 0, user: 'its user' };
function asDefault({ cause, fix }) {
    return { cause, fix: { default: fix } };
}
function explainedHere({ means }, context) {
    const { facts } = context;
    const system = facts?.system ?? { container: undefined, kubernetes: false };
    const setting = (0,remedies/* settingOf */.y7)(context.host ?? 'terminal', system);
    if (typeof means === 'object')
        return { cause: means.cause, fix: means.fix[setting] ?? means.fix.default };
    const problem = typeof means === 'function' ? means(facts) : means;
    const who = { uid: facts?.process.uid ?? process.getuid?.() ?? 0, user: facts?.process.user };
    return (0,remedies/* remedy */.zL)(problem, setting, who);
}
/** newuidmap says the same for several reasons; the facts tell which. */
function newuidmapRefused(facts) {
    if (!facts)
        return 'no-new-privileges';
    const bounding = new Set(facts.process.boundingSet);
    if (facts.process.noNewPrivileges)
        return 'no-new-privileges';
    if (!bounding.has('setuid') || !bounding.has('setgid'))
        return 'bounding-set';
    return bounding.has('sys_admin') ? 'newuidmap-unprivileged' : 'newuidmap-needs-sys-admin';
}
/** A refused unshare is the filter's doing, unless a switch of the kernel explains it. */
function unshareRefused(facts) {
    if (facts?.sysctls.unprivilegedUsernsClone === 0)
        return 'unprivileged-clone-off';
    if (facts?.sysctls.apparmorRestrictUnprivilegedUserns === 1 && facts.process.seccomp === 'none')
        return 'ubuntu-restriction';
    return 'seccomp';
}
function rootMayNotMap(facts) {
    const held = facts?.process.capabilities;
    return held === undefined || (held.includes('setuid') && held.includes('setgid'))
        ? 'no-setfcap'
        : 'container-capabilities';
}
/**
 * From the particular to the general: the first symptom that any line shows wins. Sources of the texts are
 * BuildKit 0.32, rootlesskit 3, shadow's newuidmap, containers/storage, buildah 1.28 to 1.45, kaniko 1.28,
 * and the registries' own error codes.
 */
const SYMPTOMS = [
    // User namespaces
    {
        pattern: /max_user_namespaces needs to be set to non-zero|fork\/exec \/proc\/self\/exe: no space left on device/,
        means: 'max-user-namespaces',
    },
    {
        pattern: /unshare(?: failed|\(CLONE_NEWUSER\))?: No space left on device/i,
        means: (facts) => facts === undefined || facts.sysctls.maxUserNamespaces === 0
            ? 'max-user-namespaces'
            : 'namespace-limit-above',
    },
    {
        pattern: /apparmor_restrict_unprivileged_userns|fork\/exec \/proc\/self\/exe: permission denied/,
        means: 'ubuntu-restriction',
    },
    {
        pattern: /fork\/exec \/proc\/self\/exe: operation not permitted|unshare\(CLONE_NEWUSER\): Operation not permitted|unshare: unshare(?: failed|\(0x[0-9a-f]+\)): Operation not permitted/i,
        means: unshareRefused,
    },
    { pattern: /unshare(?: failed)?: Function not implemented/i, means: 'seccomp' },
    // Id maps
    {
        pattern: /"?new[ug]idmap"?: executable file not found|finding new[ug]idmap|new[ug]idmap is not on PATH/,
        means: 'newuidmap-missing',
    },
    {
        pattern: /No sub[ug]id ranges found for user|Found no [UG]ID ranges set aside|no line matching user .* in \/etc\/sub[ug]id|new[ug]idmap: [ug]id range \[.*\) not allowed/i,
        means: 'no-subordinate-ids',
    },
    { pattern: /you \(user \d+\) don't exist|Cannot determine your user name/, means: 'no-passwd-entry' },
    { pattern: /fork\/exec \S*new[ug]idmap: operation not permitted/, means: 'bounding-set' },
    {
        pattern: /new[ug]idmap.*Could not set caps|new[ug]idmap: write to [ug]id_map failed|new[ug]idmap.*open of [ug]id_map failed/,
        means: newuidmapRefused,
    },
    {
        pattern: /writing "0 0 \d+\\n" to \/proc\/\d+\/[ug]id_map|error reading allowed ID mappings|writing \/proc\/\d+\/[ug]id_map: EPERM/,
        means: rootMayNotMap,
    },
    { pattern: /setpriv: setres[ug]id failed: Operation not permitted/, means: 'container-capabilities' },
    { pattern: /write failed \/proc\/self\/[ug]id_map: Operation not permitted/, means: unmappedRoot },
    {
        pattern: /setting supplemental groups list: operation not permitted|\bl?chown \S*: invalid argument|potentially insufficient UIDs or GIDs/,
        means: 'no-subordinate-ids',
    },
    // Containers
    {
        pattern: /sethostname: operation not permitted|pivot_root \S*: operation not permitted|unable to (?:join session keyring|create session key).*operation not permitted/,
        means: 'seccomp-runtime',
    },
    // Mounts
    { pattern: /failed to share mount point: \/: permission denied/, means: 'apparmor-denies-mount' },
    {
        pattern: /mount(?:ing)? "?proc"?(?::\/proc| to rootfs at "?\/proc"?)?.*(?:operation not permitted)|mount \/proc failed: Operation not permitted/i,
        blames: 'runner',
        means: {
            cause: 'the container masks parts of /proc, and the kernel then refuses a fresh /proc in a namespace below',
            fix: {
                default: 'let the container see the whole of /proc: --security-opt systempaths=unconfined',
                kubernetes: 'in the pod: hostUsers: false, and in its securityContext: procMount: Unmasked',
                'gitlab-kubernetes': 'by a pod_spec patch of the runner: hostUsers: false and procMount: Unmasked',
                'gitlab-docker': 'run the job on a machine or in Kubernetes: GitLab Runner cannot unmask /proc',
            },
        },
    },
    {
        pattern: /Options:\[rbind ro\]\}\]: operation not permitted/,
        blames: 'runner',
        means: {
            cause: "the builder's directory lies on a mount with nosuid or nodev, which may not be mounted again without them",
            fix: {
                default: 'set TMPDIR to a directory on a mount without nosuid and nodev',
                kubernetes: 'mount an emptyDir and set TMPDIR to it',
                'gitlab-docker': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume',
                'gitlab-kubernetes': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume',
            },
        },
    },
    {
        pattern: /mounting an overlay over build context directory/,
        blames: 'runner',
        means: {
            cause: 'buildah 1.44 and 1.45 always mount an overlay over the build context, with its upper layer in TMPDIR, and that failed',
            fix: { default: 'set TMPDIR to a directory that is not on an overlay, or use buildah 1.43' },
        },
    },
    { pattern: /'overlay' is not supported over overlayfs/, means: 'overlay-on-overlay' },
    { pattern: /fuse: device not found|fuse-overlayfs: cannot mount: No such file/, means: 'no-fuse' },
    {
        pattern: /vfs driver does not support overlay/,
        blames: 'runner',
        means: {
            cause: 'a storage.conf names options of the overlay driver, but the driver is vfs',
            fix: {
                default: 'take the [storage.options.overlay] section out of storage.conf, or unset STORAGE_DRIVER',
            },
        },
    },
    {
        pattern: /run: unrecognized option '--keep'/,
        blames: 'runner',
        means: {
            cause: 'this crun does not know `run --keep`, which BuildKit 0.32 and newer calls',
            fix: { default: 'install runc, or a newer crun' },
        },
    },
    {
        pattern: /strconv\.Atoi: parsing "": invalid syntax/,
        blames: 'runner',
        means: {
            cause: 'this buildah was built without cgo, so it cannot enter a user namespace',
            fix: { default: "install the distribution's buildah, which is built with cgo" },
        },
    },
    // kaniko
    {
        pattern: /kaniko should only be run inside of a container/,
        blames: 'runner',
        means: {
            cause: 'kaniko unpacks images over its own root, so it refuses to run on a machine',
            fix: { default: 'run this job in a container made for it, or choose another strategy' },
        },
    },
    {
        pattern: /open \/kaniko\/\S+: permission denied|chown \/kaniko\/\S+: operation not permitted/,
        blames: 'runner',
        means: {
            cause: 'kaniko is not root where it runs, and it must be',
            fix: {
                default: 'run the job as root of its container',
                kubernetes: "in the container's securityContext: runAsUser: 0",
                'gitlab-kubernetes': 'in config.toml under [runners.kubernetes.build_container_security_context]: run_as_user = 0',
            },
        },
    },
    {
        pattern: /cache flags invalid: if using cache with --no-push/,
        means: {
            cause: 'kaniko was told to cache and not to push, without a place for the cache',
            fix: { default: 'name a cache repository, or turn the cache off' },
        },
    },
    // Kubernetes
    {
        pattern: /runAsNonRoot and image will run as root/,
        blames: 'runner',
        means: {
            cause: 'the pod demands a user other than root, but the image runs as root',
            fix: {
                default: 'set runAsUser to a user of the image, or take an image with a USER of its own',
                'gitlab-kubernetes': 'set run_as_user in config.toml under [runners.kubernetes.build_container_security_context]',
            },
        },
    },
    // Registries
    {
        pattern: /x509: certificate signed by unknown authority|unable to get local issuer certificate|self-signed certificate/,
        blames: 'registry',
        means: {
            cause: 'the server shows a certificate of an authority that is not trusted here',
            fix: {
                default: 'give the certificate of the authority in the input ca-certificates, or in SSL_CERT_FILE',
                elsewhere: 'name the authority in the buildkitd.toml of the builder: [registry."HOST"] ca = ["FILE"]; for its token server, which is asked from here, in the input ca-certificates',
            },
        },
    },
    {
        pattern: /server gave HTTP response to HTTPS client/,
        blames: 'registry',
        means: {
            cause: 'the registry speaks plain HTTP',
            fix: {
                default: 'name it in the input insecure-registries, if that is what you want',
                elsewhere: 'in the buildkitd.toml of the builder: [registry."HOST"] http = true',
            },
        },
    },
    {
        pattern: /TOOMANYREQUESTS|toomanyrequests|429 Too Many Requests/,
        blames: 'registry',
        means: {
            cause: 'the registry limits how often it may be asked from here',
            fix: {
                default: 'log in to it, which raises the limit, or name a mirror in the input registry-mirrors',
                elsewhere: 'log in to it, which raises the limit, or name a mirror in the buildkitd.toml of the builder: [registry."HOST"] mirrors = ["MIRROR"]',
            },
        },
    },
    {
        pattern: /error checking push permissions|UNAUTHORIZED|unauthorized: |authentication required|pull access denied|insufficient_scope/,
        blames: 'registry',
        means: {
            cause: 'the registry does not know this user, or the user may not do this',
            fix: {
                default: 'look at the inputs registry, username and password, and at what the token may do in that repository',
                elsewhere: 'look at the inputs registry, username and password, and at what the token may do in that repository',
            },
        },
    },
    // The step or the machine
    {
        pattern: /exit code:? 137\b|exit status 137\b|OOMKilled|signal: killed/,
        means: {
            cause: 'a process was killed, mostly because the memory of the job was used up',
            fix: {
                default: 'give the job more memory, or let the step use less',
                elsewhere: 'give the builder more memory, or let the step use less',
                'gitlab-kubernetes': 'raise memory_limit in config.toml under [runners.kubernetes]',
                'gitlab-docker': 'raise memory in config.toml under [runners.docker]',
                kubernetes: 'raise resources.limits.memory of the container',
            },
        },
    },
    {
        pattern: /no space left on device|disk quota exceeded/i,
        means: {
            cause: 'the disk is full',
            fix: {
                default: 'make room, or set TMPDIR to a place with three to four times the size of the new layers',
                elsewhere: 'make room there: `buildctl --addr ENDPOINT prune`, and limits for its cache in buildkitd.toml under [worker.oci]',
            },
        },
    },
    {
        pattern: /fork\/exec .*: exec format error|exec user process caused.*exec format error/,
        means: {
            cause: 'a program of the image is for another processor architecture',
            fix: {
                default: 'build this platform on a runner of its own architecture, and join the images with merge',
                elsewhere: 'name a builder of that architecture in the input builder',
            },
        },
    },
    // Filesystem rights, after everything that also says "operation not permitted"
    {
        pattern: /\b(?:l?chown|chmod) \S+: operation not permitted|mkdir \/kaniko\/\S+: permission denied|starting command: fork\/exec \S+: operation not permitted/,
        means: {
            cause: 'root in this container lacks CAP_CHOWN, CAP_FOWNER or CAP_DAC_OVERRIDE, or for USER CAP_SETUID and CAP_SETGID',
            fix: {
                default: 'let it keep CAP_CHOWN, CAP_FOWNER, CAP_DAC_OVERRIDE, CAP_SETUID and CAP_SETGID',
                'gitlab-docker': 'take CHOWN, FOWNER, DAC_OVERRIDE, SETUID and SETGID out of cap_drop in config.toml under [runners.docker]',
                'gitlab-kubernetes': 'in config.toml under [runners.kubernetes.build_container_security_context.capabilities]: add = ["CHOWN", "FOWNER", "DAC_OVERRIDE", "SETUID", "SETGID"]',
                kubernetes: "in the container's securityContext: capabilities: {add: [CHOWN, FOWNER, DAC_OVERRIDE, SETUID, SETGID]}",
            },
        },
    },
    // Consequences
    {
        pattern: /could not connect to unix:\/\/\S*buildkitd\.sock after \d+ trials|failed to list workers/,
        blames: 'runner',
        means: {
            cause: 'buildkitd did not come up, and its log does not say why',
            fix: { default: 'run `dockless doctor` to see what this runner allows' },
        },
    },
];
function unmappedRoot(facts) {
    return facts?.process.uid === 0 ? 'no-setfcap' : 'ubuntu-restriction';
}

;// CONCATENATED MODULE: ./build/runner/failed-step.js
/**
 * Finds the RUN step that ended a build, in the text output of whatever builder it was. Undefined when no step
 * failed: then it was something else that ended the build. A step may run a builder itself: the one that ran the
 * step has the last word.
 */
function failedStep(output) {
    const found = FINDERS.flatMap((find) => find(output) ?? []);
    const [last] = found.sort((a, b) => b.at - a.at);
    return last && { exitStatus: last.exitStatus, command: last.command };
}
/** `process "/bin/sh -c exit 42" did not complete successfully: exit code: 42`, its quotes and backslashes escaped. */
const PROCESS = /process "((?:[^"\\]|\\.)*)" did not complete successfully: exit code: (\d+)/g;
function inBuildkit(output) {
    // The last one: an earlier one may be an attempt that BuildKit made again.
    const match = [...output.matchAll(PROCESS)].at(-1);
    if (match?.[1] === undefined)
        return undefined;
    const command = unquoted(match[1]).replace(/^\/bin\/sh -c /, '');
    return { exitStatus: Number(match[2]), command, at: match.index };
}
/** `Error: building at STEP "RUN exit 42": exit status 42` (1.28: `error building at STEP …: while running runtime: exit status 42`). */
const BUILDING = /^(?:Error: )?(?:error )?building at STEP "RUN (.*?)": .*?exit status (\d+)/gm;
function inBuildah(output) {
    const match = [...output.matchAll(BUILDING)].at(-1);
    if (match?.[1] === undefined)
        return undefined;
    return { exitStatus: Number(match[2]), command: unquoted(match[1]), at: match.index };
}
/** What kaniko runs: `Running: [/bin/sh -c exit 42]`, and how it came out. */
const RUNNING = /^Running: \[(?:\/bin\/sh -c )?([^]*?)\]$/gm;
const WAITED = /^error building image: .*waiting for process to exit: (?:exit status (\d+)|signal: \w+)/m;
const KILLED = 137;
function inKaniko(output) {
    const match = WAITED.exec(output);
    if (!match)
        return undefined;
    const command = [...output.matchAll(RUNNING)].at(-1)?.[1] ?? '';
    return { exitStatus: match[1] === undefined ? KILLED : Number(match[1]), command, at: match.index };
}
const FINDERS = [inBuildkit, inBuildah, inKaniko];
/** Undoes Go's %q as far as commands need it. */
function unquoted(text) {
    return text.replace(/\\(u[0-9a-f]{4}|.)/g, (_, escaped) => {
        if (escaped.length > 1)
            return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
        return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
    });
}
/** BuildKit's excerpt: `Dockerfile:6`, a rule, numbered lines, `>>>` in front of those that failed. */
const EXCERPT = /^\S.*:\d+\n-{20}\n(?: *\d+ \| {5}.*\n)* *(\d+) \| >>> /gm;
/** The 1-based line of the Dockerfile that BuildKit shows at its end, whatever failed there; undefined when it shows none. */
function failedLine(output) {
    const shown = [...output.matchAll(EXCERPT)].at(-1)?.[1];
    return shown === undefined ? undefined : Number(shown);
}

;// CONCATENATED MODULE: ./build/strategies/failure.js



const QUOTED_LINES = 12;
/**
 * The error that a failed build ends with: a RUN step's exit status and place; or what a registry answered to the
 * relay, which knows better than the builder's log; or the builder's own last words. What is known of such failures
 * is told with it: cause, fix, and the line of the output that proves it.
 */
function buildFailure(failed) {
    const { workshop, strategy, output, step, status } = failed;
    const ran = failedStep(output);
    if (ran)
        return stepFailure(failed, ran);
    const [upstream] = workshop.upstreamFailures();
    if (upstream instanceof errors/* DocklessError */.D2)
        return upstream;
    if (upstream)
        return new errors/* DocklessError */.D2('REGISTRY_FAILED', (0,errors/* messageOf */.bD)(upstream), { cause: upstream });
    const reason = reasonOf(output) ?? step?.error ?? `${strategy} ended with exit status ${status}`;
    const told = `${reason}${where(failed)}`;
    const diagnosis = diagnose(output, placeOfBuilder(failed));
    const code = diagnosis ? CODES[diagnosis.blames] : 'BUILD_FAILED';
    return new errors/* DocklessError */.D2(code, `${told}${because(diagnosis, told)}`, {
        ...details(failed),
        ...(diagnosis ? { fix: diagnosis.fix } : {}),
    });
}
function placeOfBuilder({ elsewhere, workshop }) {
    return elsewhere ? { elsewhere } : workshop;
}
const CODES = { runner: 'NOTHING_FITS', registry: 'REGISTRY_FAILED', build: 'BUILD_FAILED' };
function stepFailure(failed, { exitStatus, command }) {
    const { output, step } = failed;
    const name = step?.name ?? `RUN ${command}`;
    const told = `${name}${where(failed)} exited with status ${exitStatus}${quoted(step?.output ?? [])}`;
    const diagnosis = diagnose(output, { ...placeOfBuilder(failed), ofStep: true });
    return new errors/* DocklessError */.D2('BUILD_FAILED', `${told}${because(diagnosis, told)}`, {
        ...details(failed),
        fix: diagnosis?.fix ?? fixOfExit(exitStatus),
    });
}
/** The cause, and the line that proves it where it was not told already. */
function because(diagnosis, told) {
    if (!diagnosis)
        return '';
    const { cause, line } = diagnosis;
    return told.includes(line) ? `\n  ${cause}` : `\n  ${cause}: ${line}`;
}
function fixOfExit(status) {
    if (status === 127)
        return 'The program was not found: look at PATH in the image and at the spelling';
    if (status === 126)
        return 'The program may not be executed: look at its mode, and whether it is for this architecture';
    return 'Mend the step: its last lines are above';
}
function quoted(lines) {
    const last = lines.filter((line) => line.trim() !== '').slice(-QUOTED_LINES);
    return last.length === 0 ? '' : `:\n${last.map((line) => `  ${line}`).join('\n')}`;
}
function details(failed) {
    const place = placeOf(failed);
    return { ...(place ? { place } : {}), cause: failed.output };
}
function where(failed) {
    const place = placeOf(failed);
    return place ? ` (${place.file}:${place.line})` : '';
}
function placeOf({ task, output, line }) {
    const known = line ?? failedLine(output);
    return known === undefined ? undefined : { file: task.dockerfile.file, line: known };
}
/** The builder's own last words, without what it says in front of every error. */
function reasonOf(output) {
    const lines = output
        .split('\n')
        .filter((line) => /^(?:error|Error|time=.*level=(?:error|fatal))/.test(line));
    return lines
        .at(-1)
        ?.replace(/^(?:error|Error):? ?/, '')
        .replace(/^failed to solve: /, '');
}
/** A builder's program that did not come up, died or hung: nothing that the Dockerfile could help. */
function builderGone(what, finished, place) {
    const how = finished.startError ??
        (finished.signal ? `ended by ${finished.signal}` : `exit status ${finished.status}`);
    return unfit(`${what} (${how})`, `${finished.stdout}\n${finished.stderr}`, place);
}
/** A builder's program that could not be given its ids; `said` is what the kernel, newuidmap and unshare said. */
function idsRefused(name, said, place) {
    return unfit(`the ids of ${name} cannot be mapped`, said, place);
}
function unfit(what, output, place) {
    const said = output.split('\n').filter((line) => line.trim() !== '');
    const told = `${what}${quoted(said)}`;
    const diagnosis = diagnose(said.join('\n'), place);
    return new errors/* DocklessError */.D2('NOTHING_FITS', `${told}${because(diagnosis, told)}`, {
        fix: diagnosis?.fix ?? 'Run dockless doctor to see what this runner allows; try another strategy meanwhile',
        cause: said.join('\n'),
    });
}
/** The image that lies in the relay's inbox. Throws a defect when the builder reported success and pushed nothing. */
function delivered(plan, workshop) {
    const image = workshop.delivered();
    if (!image)
        throw new errors/* DocklessError */.D2('DEFECT', `${plan.strategy} reported success, but no image came to the relay`);
    return { manifest: image.descriptor, bytes: image.bytes, content: workshop.content };
}


/***/ }),

/***/ 799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ jib),
  c: () => (/* binding */ mountsOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/project/image.js
var project_image = __webpack_require__(2679);
// EXTERNAL MODULE: ./build/strategies/arguments.js
var strategies_arguments = __webpack_require__(9012);
// EXTERNAL MODULE: ./build/strategies/conditions.js
var conditions = __webpack_require__(5444);
// EXTERNAL MODULE: ./build/strategies/failure.js + 2 modules
var failure = __webpack_require__(6179);
;// CONCATENATED MODULE: ./build/strategies/jvm/jib-gradle.js
/**
 * Gradle's init script, in Groovy: brings the plugin
 * along where the project has none, and has Jib pull from the relay. Build files are programs: when the project
 * turns out to have another base image than the one that we read in them, it ends the build instead of pulling one
 * that nobody foresaw.
 */
function jibInitScript(script) {
    const { address, plugin, repository, named, isForced, mirror, credential } = script;
    const repositories = [
        ...(repository === undefined ? [] : [`maven { url = ${groovy(repository)} }`]),
        'gradlePluginPortal()',
        'mavenCentral()',
    ];
    const loading = [
        'initscript {',
        `  repositories { ${repositories.join('; ')} }`,
        `  dependencies { classpath ${groovy(plugin ?? '')} }`,
        '}',
        'allprojects { project ->',
        "  project.pluginManager.withPlugin('java') {",
        '    project.pluginManager.apply(com.google.cloud.tools.jib.gradle.JibPlugin)',
        '  }',
        '}',
    ];
    const login = (side) => [
        `  jib.${side}.auth.username = ${groovy(credential.username)}`,
        `  jib.${side}.auth.password = ${groovy(credential.password.reveal())}`,
    ];
    const foreseen = named === undefined ? '' : ` && own != ${groovy(named)}`;
    const check = [
        '  def own = jib.from.image',
        `  if (own != null${foreseen}) throw new GradleException(`,
        "    'The base image that this build configures could not be foreseen: ' + own +",
        "    '. Name it in the input jib: from.image=' + own)",
    ];
    return [
        ...(plugin === undefined ? [] : loading),
        'gradle.projectsEvaluated { allprojects { project ->',
        "  def jib = project.extensions.findByName('jib')",
        `  if (jib == null || project.path != ${groovy(address)}) return`,
        ...(isForced ? [] : check),
        `  jib.from.image = ${groovy(mirror)}`,
        ...login('from'),
        ...login('to'),
        '} }',
        '',
    ].join('\n');
}
/** A Groovy string: in single quotes nothing is expanded. */
function groovy(text) {
    return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

// EXTERNAL MODULE: ./build/strategies/jvm/jvm.js
var jvm = __webpack_require__(3367);
// EXTERNAL MODULE: ./build/strategies/jvm/run.js
var run = __webpack_require__(6841);
// EXTERNAL MODULE: ./build/strategies/mounts/mounts.js
var mounts = __webpack_require__(9609);
// EXTERNAL MODULE: ./build/strategies/mounts/run.js
var mounts_run = __webpack_require__(2082);
// EXTERNAL MODULE: ./build/strategies/workbench.js
var workbench = __webpack_require__(1905);
;// CONCATENATED MODULE: ./build/strategies/jvm/jib.js














/** Jib: its Maven or Gradle plugin, invoked from outside, so that no build file is edited. */
const jib = { name: 'jib', assess, plan, build };
const MAVEN_PLUGIN = 'com.google.cloud.tools:jib-maven-plugin:3.5.2';
const GRADLE_PLUGIN = 'com.google.cloud.tools:jib-gradle-plugin:3.5.2';
const PLUGIN = /^[\w.-]+:[\w.-]+:[\w.+-]+$/;
/** What Jib 3.5.2 starts in its default base image for a war, entries separated as in a property. */
const JETTY = 'java,-jar,/usr/local/jetty/start.jar,--module=ee10-deploy';
const INIT_SCRIPT = 'jib.init.gradle';
/** Settings of ours among those of the input `jib`. */
const OURS = new Set(['from.image', 'containerize', 'plugin', 'repository']);
/** Module and base image, or why they could not be chosen. */
function choices({ project, request }) {
    const { jib: settings } = request.project;
    const module = (0,project_image/* chooseModule */.uU)(project, settings['containerize'], 'jib: containerize');
    const base = 'problem' in module ? undefined : (0,project_image/* chooseJibBase */.mQ)(project, module, settings['from.image']);
    return { module, base };
}
function assess(task, facts) {
    const { module, base } = choices(task);
    return (0,conditions/* assessment */.nG)('jib', [
        ...(0,jvm/* projectConditions */.gJ)(task, facts, module, base),
        pluginCondition(task),
        labelsCondition(task.request),
        platformCondition(task.request),
        ...mountsCondition(task),
    ]);
}
/**
 * Directories of the private one that can be kept, by the name that the input `cache-mounts` has for each. Not the base
 * image cache: its entries bear the relay's address, and no layer gets into it, for the relay has them all.
 */
const APPLICATION = { 'jib-application': 'cache/application' };
const MAVEN_REPOSITORY = 'cache/maven';
const MOUNTS = { gradle: APPLICATION, maven: { ...APPLICATION, maven: MAVEN_REPOSITORY } };
/** What `cache-mounts` may name for a project. */
function mountsOf({ tool }) {
    return Object.keys(MOUNTS[tool]);
}
function mountsCondition({ request }) {
    const { mounts } = request.cache;
    return mounts.length === 0 ? [] : [(0,conditions/* held */.yB)('cache mounts', `kept in the cache: ${mounts.join(', ')}`)];
}
function planMounts({ request, project }, facts, wiring) {
    const carried = Object.entries(MOUNTS[project.tool]).flatMap(([name, directory]) => request.cache.mounts.includes(name) ? [{ name, directory, owners: 'none' }] : []);
    return (0,mounts/* carriedPart */.o$)(carried, wiring, (program) => (0,mounts/* asOurselves */.fI)(program, facts, wiring));
}
function pluginCondition({ request }) {
    const { plugin } = request.project.jib;
    if (plugin === undefined || PLUGIN.test(plugin))
        return (0,conditions/* held */.yB)('plugin', plugin ?? 'the one that was tested');
    return (0,conditions/* broken */.mw)('plugin', `"${plugin}" names no plugin`, 'Write plugin=GROUP:ARTIFACT:VERSION');
}
/** Jib takes a backslash before a comma, and nothing else, for an escape: such a pair cannot be said to it. */
function labelsCondition({ labels }) {
    const odd = Object.entries(labels).find((entry) => entry.some((text) => /\\(?:,|$)/.test(text)));
    if (!odd)
        return (0,conditions/* held */.yB)('labels', Object.keys(labels).join(', ') || 'none are given');
    return (0,conditions/* broken */.mw)('labels', `${odd[0]} has a backslash at its end or before a comma, which Jib cannot be told`, 'Write it in another way, or give it to Jib in the build file');
}
/** Jib names a platform by system and architecture. */
function platformCondition({ platform }) {
    const { os, architecture, variant } = platform;
    if (variant === undefined || (architecture === 'arm64' && variant === 'v8'))
        return (0,conditions/* held */.yB)('platform', `${os}/${architecture}: nothing has to run on it`);
    return (0,conditions/* broken */.mw)('platform', `Jib knows no variants, and ${os}/${architecture}/${variant} is one`, `Write platforms: ${os}/${architecture}, or a Dockerfile`);
}
/** The plan of a build by Jib. Pure. Throws a defect where no assessment holds. */
function plan(task, facts, wiring) {
    const { module, base } = choices(task);
    if (!base || 'problem' in base || 'problem' in module)
        throw new errors/* DocklessError */.D2('DEFECT', 'a plan was made without a module and a base image');
    const { files, command } = task.project.tool === 'maven' ? maven(task, wiring, module, base) : gradle(task, wiring, module, base);
    const mounts = planMounts(task, facts, wiring);
    return {
        strategy: 'jib',
        directory: wiring.directory,
        ...mounts,
        directories: [...jvm/* JVM_DIRECTORIES */.a0, ...mounts.directories],
        files: [(0,jvm/* dockerConfig */.p1)(wiring), ...files, ...mounts.files],
        daemon: undefined,
        commands: [(0,jvm/* jvmCommand */.vd)(task, facts, wiring, command)],
        aliases: { [(0,jvm/* mirrorOf */.r0)(base, wiring)]: (0,reference/* formatReference */.FH)(base.reference) },
        notes: notes(task, module, base),
    };
}
function maven(task, wiring, module, base) {
    const { project, request } = task;
    const plugin = request.project.jib['plugin'] ?? MAVEN_PLUGIN;
    const { files, secretEnv } = (0,jvm/* mavenOptions */.ow)(project, wiring, logins(wiring));
    return {
        files,
        command: {
            secretEnv,
            name: 'maven',
            args: [
                ...(0,strategies_arguments/* words */.aL)('--batch-mode', '--no-transfer-progress', '--file', project.file),
                ...(project.isMultiModule
                    ? ['--projects', module.address, '--also-make', `-Djib.containerize=${module.address}`]
                    : []),
                // A module that is only compiled is a directory on the class path of the others, which Jib packs as such.
                project.isMultiModule || module.packaging === 'war' ? 'package' : 'compile',
                `${plugin}:build`,
                `-Djib.from.image=${(0,jvm/* mirrorOf */.r0)(base, wiring)}`,
                ...(0,jvm/* properties */.qo)(settings(request, wiring, module)),
                ...(0,jvm/* properties */.qo)(localRepository(request, wiring)),
                ...(0,jvm/* properties */.qo)(request.buildArgs),
            ],
        },
    };
}
/** One of our own when it is to be kept: what is in the runner's is not ours to keep. */
function localRepository({ cache }, { mounts, directory }) {
    if (!mounts || !cache.mounts.includes('maven'))
        return {};
    return { 'maven.repo.local': external_node_path_.join(directory, MAVEN_REPOSITORY) };
}
/**
 * The relay's login for what Jib pulls and pushes: it wins over logins and credential helpers that the project itself
 * configures, which are for other registries.
 */
function logins({ credential }) {
    return ['from', 'to'].flatMap((side) => (0,jvm/* properties */.qo)({
        [`jib.${side}.auth.username`]: credential.username,
        [`jib.${side}.auth.password`]: credential.password.reveal(),
    }));
}
function gradle(task, wiring, module, base) {
    const { request } = task;
    const { plugin, repository } = request.project.jib;
    const script = jibInitScript({
        address: module.address,
        plugin: module.jib.isConfigured ? undefined : (plugin ?? GRADLE_PLUGIN),
        repository,
        named: request.project.jib['from.image'] === undefined ? module.jib.from?.text : undefined,
        isForced: request.project.jib['from.image'] !== undefined,
        mirror: (0,jvm/* mirrorOf */.r0)(base, wiring),
        credential: wiring.credential,
    });
    const subproject = module.address === ':' ? '' : module.address;
    return {
        files: [{ name: INIT_SCRIPT, content: new secret/* Secret */.z(script) }],
        command: {
            name: 'gradle',
            args: [
                ...(0,strategies_arguments/* words */.aL)('--no-daemon', '--console=plain', '--init-script', external_node_path_.join(wiring.directory, INIT_SCRIPT)),
                `${subproject}:jib`,
                ...(0,jvm/* properties */.qo)(settings(request, wiring, module)),
                ...Object.entries(request.buildArgs).map(([name, value]) => `-P${name}=${value}`),
            ],
        },
    };
}
/** What Jib is told in the same words by Maven and by Gradle. */
function settings(request, { directory, relay, inbox }, module) {
    const { platform, labels, sourceDateEpoch } = request;
    const below = (...names) => external_node_path_.join(directory, ...names);
    const own = Object.entries(request.project.jib)
        .filter(([name]) => !OURS.has(name))
        .map(([name, value]) => [`jib.${name}`, value]);
    return {
        'jib.to.image': `${relay}/${inbox}:built`,
        'jib.from.platforms': `${platform.os}/${platform.architecture}`,
        'jib.container.format': 'OCI',
        ...(Object.keys(labels).length === 0 ? {} : { 'jib.container.labels': mapOf(labels) }),
        ...(sourceDateEpoch === undefined
            ? {}
            : { 'jib.container.creationTime': new Date(sourceDateEpoch * 1000).toISOString() }),
        ...(startsJetty(request, module) ? { 'jib.container.entrypoint': JETTY } : {}),
        ...Object.fromEntries(own),
        // Only the relay is spoken to, on loopback.
        'jib.allowInsecureRegistries': 'true',
        sendCredentialsOverHttp: 'true',
        'jib.console': 'plain',
        'jib.disableUpdateChecks': 'true',
        'jib.baseImageCache': below('cache', 'base'),
        'jib.applicationCache': below('cache', 'application'),
        'jib.outputPaths.imageJson': below('out', 'image.json'),
        'jib.outputPaths.imageId': below('out', 'image.id'),
        'jib.outputPaths.digest': below('out', 'image.digest'),
    };
}
/** A base image that is named, as ours always is, keeps its entrypoint: Jib starts Jetty in its own default only. */
function startsJetty({ project }, { packaging, jib: own }) {
    return (packaging === 'war' &&
        project.jib['from.image'] === undefined &&
        own.from === undefined &&
        !own.hasEntrypoint);
}
/** A map in one property: entries end at a comma that no backslash stands before. */
function mapOf(values) {
    const escaped = (text) => text.replaceAll(',', '\\,');
    return Object.entries(values)
        .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
        .join(',');
}
function notes({ project, request }, module, base) {
    const { overridden } = module.jib;
    return [
        ...project.unread.map((what) => `${what}: if Jib’s base image is set there, give it with jib: from.image=REF`),
        ...(module.jib.from && module.jib.from.reference !== base.reference
            ? [`The base image of ${module.jib.from.place.file} gives way to that of the input jib`]
            : []),
        ...(overridden.length === 0
            ? []
            : [
                `${overridden.join(', ')} of ${project.shown} give way to the inputs tags and platforms: the image goes where tags says`,
            ]),
        ...(module.jib.isConfigured && Object.keys(request.labels).length > 0
            ? ['The labels of the inputs stand in the place of those that the build file gives Jib']
            : []),
    ];
}
async function build(_task, plan, workshop) {
    await (0,mounts_run/* fetchMounts */.$l)(plan, workshop);
    await (0,workbench/* layOut */.v)(plan);
    await (0,mounts_run/* restoreMounts */.xH)(plan, workshop);
    await (0,run/* carryOut */.u)(plan, workshop);
    await (0,mounts_run/* takeMounts */.Oc)(plan, workshop);
    return (0,failure/* delivered */.bI)(plan, workshop);
}


/***/ }),

/***/ 3367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a0: () => (/* binding */ JVM_DIRECTORIES),
/* harmony export */   gJ: () => (/* binding */ projectConditions),
/* harmony export */   ow: () => (/* binding */ mavenOptions),
/* harmony export */   p1: () => (/* binding */ dockerConfig),
/* harmony export */   qo: () => (/* binding */ properties),
/* harmony export */   r0: () => (/* binding */ mirrorOf),
/* harmony export */   vd: () => (/* binding */ jvmCommand)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1717);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(907);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9012);
/* harmony import */ var _conditions_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5444);
/* harmony import */ var _enclosure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4984);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1329);








/** What Maven, Gradle and their plugins find in the private directory. */
const JVM_DIRECTORIES = ['docker', 'tmp', 'out', 'cache', 'cache/base', 'cache/application'];
/** The relay's credential in the form of `docker login`; the plugins look for it where DOCKER_CONFIG says. */
function dockerConfig(wiring) {
    return { name: 'docker/config.json', content: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z((0,_registries_js__WEBPACK_IMPORTED_MODULE_6__/* .authFile */ .N6)(wiring)) };
}
/** What holds for every build by Maven or Gradle. */
function projectConditions(task, facts, module, base) {
    return [
        programCondition(task),
        decided('module', module, ({ address }) => address),
        ...(base ? [decided('base image', base, (b) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .formatReference */ .FH)(b.reference)} (${b.from})`)] : []),
        inputsCondition(task.request),
        wallCondition(task, facts),
    ];
}
function programCondition({ project }) {
    const { program, java, tool } = project;
    const name = tool === 'maven' ? 'Maven' : 'Gradle';
    if (!program)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)('program', `neither ${tool === 'maven' ? 'mvnw in the project nor mvn' : 'gradlew in the project nor gradle'} on PATH`, `Add the ${name} wrapper to the project, or use a job image that has ${name}`);
    if (!java)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)('program', 'no JDK: neither JAVA_HOME nor java on PATH', 'Use a job image that has a JDK');
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .held */ .yB)('program', `${program.path}, Java ${java.version} (${java.home})`);
}
function decided(name, value, tell) {
    if ('problem' in value && 'fix' in value)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)(name, value.problem, value.fix);
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .held */ .yB)(name, tell(value));
}
const VARIABLE = /^[A-Za-z_]\w*$/;
/** Inputs that mean something for Dockerfiles alone: one that is given is refused, never dropped. */
function inputsCondition(request) {
    const given = [
        ...(request.target === undefined ? [] : ['target']),
        ...(Object.keys(request.buildContexts).length === 0 ? [] : ['build-contexts']),
        ...(request.ssh.length === 0 ? [] : ['ssh']),
        ...(request.network === 'default' ? [] : ['network']),
        ...(request.addHosts.length === 0 ? [] : ['add-hosts']),
        ...(request.shmSize === undefined ? [] : ['shm-size']),
        ...(request.limits.length === 0 ? [] : ['ulimit']),
        ...(request.secrets.every(({ source }) => source !== 'file') ? [] : ['secret-files']),
    ];
    if (given.length > 0)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)('inputs', `${given.join(', ')}: only a Dockerfile can make use of it`, `Remove ${given.join(', ')}`);
    const odd = request.secrets.find(({ id }) => !VARIABLE.test(id));
    if (odd)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)('inputs', `a secret is given to the build as a variable, and "${odd.id}" is no name of one`, 'Write secret-envs: NAME=VARIABLE');
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .held */ .yB)('inputs', 'all that are given can be honoured');
}
/** A user namespace of its own closes our memory and environment to the build (ptrace(2), "access mode checking"). */
function hasWall({ trials, tools }) {
    return (trials.userNamespace.holds && trials.mapRoot.holds && isUsable(tools.unshare) && isUsable(tools.setpriv));
}
function isUsable(tool) {
    return tool !== undefined && tool.problem === undefined;
}
function wallCondition(task, facts) {
    if (hasWall(facts))
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .held */ .yB)('credentials', 'the build has a user namespace of its own: its plugins cannot read our process');
    if (task.request.allowSharedCredentials)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .held */ .yB)('credentials', 'allow-shared-credentials is set: the plugins of the build could read the credentials of this run');
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_4__/* .broken */ .mw)('credentials', 'without a user namespace of its own a plugin of the build could read the credentials of this run', 'Allow user namespaces (and have util-linux), or set allow-shared-credentials: true if you trust every plugin of this build');
}
/**
 * Maven or Gradle as the user that we are, behind a wall where there can be one: a user namespace in which it keeps
 * its own id and has no capability, a pid namespace that dies with us, and an empty directory in the place of each
 * that holds logins.
 */
function jvmCommand(task, facts, wiring, command) {
    const { project, request } = task;
    const { directory } = wiring;
    if (!project.program)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('DEFECT', `a plan was made without ${project.tool}`);
    const program = project.program.isWrapper ? [_enclosure_js__WEBPACK_IMPORTED_MODULE_5__/* .SHELL */ .jN, project.program.path] : [project.program.path];
    const [first = '', ...rest] = [...wall(task, facts), ...program, ...command.args];
    const secrets = request.secrets.flatMap((secret) => secret.source === 'file' ? [] : [[secret.id, secret.value]]);
    return {
        name: command.name,
        argv: [first, ...rest],
        env: {
            ...project.environment.open,
            ...(project.java ? { JAVA_HOME: project.java.home } : {}),
            TMPDIR: node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, 'tmp'),
            DOCKER_CONFIG: node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, 'docker'),
            ...command.env,
        },
        secretEnv: { ...project.environment.secret, ...Object.fromEntries(secrets), ...command.secretEnv },
        cwd: project.directory,
    };
}
function wall({ project }, facts) {
    if (!hasWall(facts))
        return [];
    const { uid, gid } = facts.process;
    const { mount, mountProc } = facts.trials;
    const unshare = (0,_enclosure_js__WEBPACK_IMPORTED_MODULE_5__/* .toolPath */ .Ou)(facts, 'unshare');
    const own = [`--map-user=${uid}`, `--map-group=${gid}`];
    const dies = [(0,_enclosure_js__WEBPACK_IMPORTED_MODULE_5__/* .toolPath */ .Ou)(facts, 'setpriv'), '--pdeathsig', 'KILL'];
    if (!mount.holds || !mountProc.holds)
        return [...dies, unshare, '--user', ...own];
    return [
        ...dies,
        unshare,
        ...(0,_arguments_js__WEBPACK_IMPORTED_MODULE_7__/* .words */ .aL)('--user', '--map-root-user', '--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'),
        ...(0,_arguments_js__WEBPACK_IMPORTED_MODULE_7__/* .words */ .aL)(_enclosure_js__WEBPACK_IMPORTED_MODULE_5__/* .SHELL */ .jN, '-c', _enclosure_js__WEBPACK_IMPORTED_MODULE_5__/* .COVER */ .w3, 'cover', ...project.loginDirectories, '--'),
        // The mounts belong to the namespace outside of this one: they cannot be taken away from within.
        ...(0,_arguments_js__WEBPACK_IMPORTED_MODULE_7__/* .words */ .aL)(unshare, '--user', ...own),
    ];
}
/** Where the base image stands in the relay. */
function mirrorOf({ reference }, wiring) {
    const { registry, repository, tag, digest } = reference;
    const repositoryThere = `${wiring.relay}/${wiring.mirrorPrefix(registry)}/${repository}`;
    return digest === undefined ? `${repositoryThere}:${tag ?? 'latest'}` : `${repositoryThere}@${digest}`;
}
/** The JVM reads options out of a file from this version on (java(1), "java Command-Line Argument Files"). */
const ARGUMENT_FILES_SINCE = 9;
const JVM_OPTIONS = 'jvm.options';
/**
 * System properties for Maven that hold secrets: in a file, for an argv can be read by everybody. An older JVM goes
 * without, and its plugins find the login where DOCKER_CONFIG says.
 */
function mavenOptions(project, wiring, lines) {
    if ((project.java?.version ?? 0) < ARGUMENT_FILES_SINCE)
        return { files: [], secretEnv: {} };
    const given = project.environment.secret['MAVEN_OPTS']?.reveal();
    const file = `@${node_path__WEBPACK_IMPORTED_MODULE_0__.join(wiring.directory, JVM_OPTIONS)}`;
    return {
        files: [{ name: JVM_OPTIONS, content: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(`${lines.join('\n')}\n`) }],
        secretEnv: { MAVEN_OPTS: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(given === undefined ? file : `${given} ${file}`) },
    };
}
/** `-Dname=value` for each entry. */
function properties(values) {
    return Object.entries(values).map(([name, value]) => `-D${name}=${value}`);
}


/***/ }),

/***/ 6841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ carryOut)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _workbench_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1905);
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



const KEPT_LINES = 400;
const QUOTED_LINES = 15;
/** Bars, and what the plugins say of plain HTTP, which they speak to the relay on loopback alone. */
const NOISE = [
    /^(?:JIB> )?\[=* *\] *\d|^Progress \(|^\s*$/,
    /Cannot verify server at https:\/\/127\.0\.0\.1:|Failed to connect to https:\/\/127\.0\.0\.1:/,
    /Authentication over HTTP is enabled|The base image requires auth\. Trying again/,
    /Base image '127\.0\.0\.1:\S+ does not use a specific image digest/,
];
/** Runs the commands of a plan, one after another. Throws DocklessError with the build's own last words. */
async function carryOut(plan, workshop) {
    for (const note of plan.notes)
        workshop.log.notice(note);
    for (const command of plan.commands)
        await runOne(command, plan, workshop);
}
async function runOne(command, plan, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal, upstreamFailures } = workshop;
        signal.throwIfAborted();
        const said = [];
        const aliases = Object.entries(plan.aliases);
        const child = __addDisposableResource(env_1, await (0,_workbench_js__WEBPACK_IMPORTED_MODULE_2__/* .startPlanned */ .J)(command, workshop, {
            signal,
            graceMs: 1500,
            onLine: (raw) => {
                const line = aliases.reduce((text, [alias, name]) => text.replaceAll(alias, name), (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(raw));
                if (NOISE.some((pattern) => pattern.test(raw) || pattern.test(line)))
                    return;
                log.info(line);
                said.push(line);
                if (said.length > KEPT_LINES)
                    said.shift();
            },
        }), true);
        const finished = await child.finished;
        signal.throwIfAborted();
        if (finished.startError !== undefined)
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('NOTHING_FITS', `${command.name} could not be started: ${finished.startError}`, {
                fix: 'Look whether it may be executed, and whether util-linux is installed',
            });
        if (finished.status === 0)
            return;
        const [upstream] = upstreamFailures();
        if (upstream instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2)
            throw upstream;
        if (upstream)
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('REGISTRY_FAILED', (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(upstream), { cause: upstream });
        const quoted = errorLines(said).map((line) => `  ${line}`);
        const how = `${command.name} ended with status ${finished.status}, and no image was made by ${plan.strategy}`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('BUILD_FAILED', [`${how}:`, ...quoted].join('\n'), {
            fix: fixOf(said.join('\n')),
            cause: said.join('\n'),
        });
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
/** What Maven marks as errors, and Gradle writes below `What went wrong`; else the last lines. */
function errorLines(said) {
    const marked = said.filter((line) => /^\[ERROR\] (?!\[Help|To see|Re-run|For more|->|$)/.test(line));
    if (marked.length > 0)
        return marked.slice(0, QUOTED_LINES);
    const wrong = said.findIndex((line) => line.startsWith('* What went wrong'));
    if (wrong !== -1)
        return said.slice(wrong + 1, wrong + 1 + QUOTED_LINES);
    return said.slice(-QUOTED_LINES);
}
const KNOWN = [
    [/Main class was not found/, 'Name it: jib: container.mainClass=PACKAGE.CLASS'],
    [
        /offline mode/i,
        'Take --offline and -o out of the options of Maven or Gradle: the image goes to the relay on loopback',
    ],
    [
        /No plugin found for prefix|Could not find artifact .*(?:jib|jkube|kubernetes)|Plugin .*(?:jib|kubernetes-maven)\S* or one of its dependencies could not be resolved/,
        'Look whether the repositories of the build have this plugin; another one is named by plugin=GROUP:ARTIFACT:VERSION in the input jib or jkube',
    ],
    [/COMPILATION ERROR|Compilation failed/i, 'Mend the sources: the compiler’s words are above'],
];
function fixOf(text) {
    return KNOWN.find(([pattern]) => pattern.test(text))?.[1] ?? 'Mend what it names: its whole output is above';
}


/***/ }),

/***/ 9609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ refuseUnknownMounts),
/* harmony export */   Gl: () => (/* binding */ mountsKeptBy),
/* harmony export */   J_: () => (/* binding */ mountsConditions),
/* harmony export */   Ou: () => (/* binding */ planMounts),
/* harmony export */   Zs: () => (/* binding */ planMountsAt),
/* harmony export */   fI: () => (/* binding */ asOurselves),
/* harmony export */   hz: () => (/* binding */ amongIds),
/* harmony export */   j7: () => (/* binding */ MARKS),
/* harmony export */   o$: () => (/* binding */ carriedPart)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _errors_suggest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1988);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9012);
/* harmony import */ var _conditions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5444);
/* harmony import */ var _enclosure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4984);
/* harmony import */ var _runner_doors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9302);







/** The build context of the marking build; relative to the private directory, as all here. */
const MARKS = 'mounts/marks';
const CARRIER_TASK = 'mounts/task.json';
const MARKER = '.dockless-mount-';
/** Throws WrongInput for an id that nothing has. */
function refuseUnknownMounts(wanted, known, whose) {
    const ids = [...new Set(known)];
    const mistakes = wanted
        .filter((id) => !ids.includes(id))
        .map((id) => {
        const near = (0,_errors_suggest_js__WEBPACK_IMPORTED_MODULE_5__/* .closest */ .k)(id, ids);
        const hint = near === undefined ? '' : `Did you mean ${near}? `;
        return {
            input: 'cache-mounts',
            problem: `${whose} has no cache mount "${id}"${ids.length === 0 ? ', nor any other' : ''}`,
            fix: ids.length === 0 ? 'Remove it' : `${hint}Its cache mounts are ${ids.join(', ')}`,
        };
    });
    const [first, ...more] = mistakes;
    if (first)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WrongInput */ .Ey([first, ...more]);
}
function wantedMounts({ request, needs }) {
    const byName = new Map();
    for (const { id, mount, place } of needs.caches) {
        if (!request.cache.mounts.includes(id))
            continue;
        const owner = ownerOf(mount);
        const name = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_6__/* .csv */ .fu)([id, ...owner]);
        if (byName.has(name))
            continue;
        const owners = owner.length === 0 ? 'all' : 'below';
        byName.set(name, { name, id, mount, owners, place: `${place.file}:${place.line}` });
    }
    return [...byName.values()];
}
/** BuildKit makes another directory for another owner or mode. */
function ownerOf({ uid, gid, mode }) {
    return [
        ...(uid === undefined ? [] : [`uid=${uid}`]),
        ...(gid === undefined ? [] : [`gid=${gid}`]),
        ...(mode === undefined ? [] : [`mode=0${mode.toString(8)}`]),
    ];
}
/** Whether the cache mounts that were named can be kept; nothing when none was. */
function mountsConditions(task) {
    const wanted = wantedMounts(task);
    if (wanted.length === 0)
        return [];
    const name = 'cache mounts';
    const told = wanted.map((one) => `${one.name} (${one.place})`).join(', ');
    const seeded = wanted.find(({ mount }) => mount.from !== undefined || mount.source !== undefined);
    if (seeded)
        return [
            (0,_conditions_js__WEBPACK_IMPORTED_MODULE_2__/* .broken */ .mw)(name, `${seeded.name} (${seeded.place}) begins with what an image holds (from, source), and is not kept`, 'Take it out of cache-mounts, or mount it without from and source'),
        ];
    const odd = wanted.find(({ mount }) => !PLAIN.test(`${mount.id ?? ''}${mount.target ?? ''}`));
    if (odd)
        return [
            (0,_conditions_js__WEBPACK_IMPORTED_MODULE_2__/* .broken */ .mw)(name, `the id or the target of ${odd.name} (${odd.place}) has a character that a flag gives a meaning`, 'Use letters, digits and any of - _ . / : @ + = ~ in them'),
        ];
    if ((0,_runner_doors_js__WEBPACK_IMPORTED_MODULE_4__/* .machineOf */ .VT)(process.arch) === undefined)
        return [(0,_conditions_js__WEBPACK_IMPORTED_MODULE_2__/* .broken */ .mw)(name, `they cannot be found on ${process.arch}`, 'Remove cache-mounts')];
    return [(0,_conditions_js__WEBPACK_IMPORTED_MODULE_2__/* .held */ .yB)(name, `kept in the cache: ${told}`)];
}
const PLAIN = /^[\w./:@+=~-]*$/;
/** For a builder that runs on when we end: nothing has to be kept for it. */
function mountsKeptBy(who, { request }) {
    return request.cache.mounts.length === 0 ? [] : [(0,_conditions_js__WEBPACK_IMPORTED_MODULE_2__/* .held */ .yB)('cache mounts', `kept by ${who} itself`)];
}
/**
 * How cache mounts come along: a build of ours, before the user's, mounts each of them and makes a directory in it, by
 * whose name it is found `below` where the builder keeps such things. Which directory that is, is the builder's own
 * affair, and another one in each version. `markBy` is the command that builds `MARKS`.
 */
function planMounts(task, facts, wiring, { below, markBy }) {
    const machine = (0,_runner_doors_js__WEBPACK_IMPORTED_MODULE_4__/* .machineOf */ .VT)(process.arch);
    const wanted = wantedMounts(task);
    const marked = wanted.map(({ name, owners }, index) => ({ name, owners, marker: `${MARKER}${index}` }));
    const part = carriedPart(marked, wiring, (program) => amongIds(program, facts, wiring), below);
    if (!part.mounts || !machine)
        return NO_MOUNTS;
    const files = [
        { name: `${MARKS}/Dockerfile`, content: markingDockerfile(wanted) },
        { name: `${MARKS}/mark`, content: (0,_runner_doors_js__WEBPACK_IMPORTED_MODULE_4__/* .mark */ .Gy)(machine), mode: 0o755 },
    ];
    return {
        files: [...files, ...part.files],
        directories: [...part.directories, MARKS],
        mounts: { ...part.mounts, mark: markBy() },
    };
}
/** The same for a builder of which we know where it keeps the mount of an id, and that runs as `startedBy` says. */
function planMountsAt(task, wiring, directoryOf, startedBy) {
    const placed = wantedMounts(task).map(({ name, id, owners }) => ({
        name,
        owners,
        directory: directoryOf(id),
    }));
    return carriedPart(placed, wiring, startedBy);
}
const NO_MOUNTS = { files: [], directories: [] };
/** The part of a plan that carries directories, wherever they are. */
function carriedPart(carried, { mounts: wiring }, startedBy, below) {
    if (!wiring || carried.length === 0)
        return NO_MOUNTS;
    const { carrier, maxSize, writable } = wiring;
    const mounts = carried.map((one, index) => ({ ...one, archive: `mounts/${index}.tar` }));
    const task = { ...(below === undefined ? {} : { below }), maxSize, mounts };
    const [program = '', ...words] = carrier;
    const command = (verb) => startedBy({ name: `mounts-${verb}`, argv: [program, ...words, verb, CARRIER_TASK] });
    return {
        files: [{ name: CARRIER_TASK, content: `${JSON.stringify(task, undefined, 1)}\n` }],
        directories: ['mounts'],
        mounts: {
            kept: mounts.map(({ name, archive }) => ({ name, archive })),
            restore: command('restore'),
            ...(writable ? { take: command('take') } : {}),
        },
    };
}
/** Among the ids of the builder: its files are theirs. */
function amongIds(program, facts, { directory }, rootAlone = false) {
    return (0,_enclosure_js__WEBPACK_IMPORTED_MODULE_3__/* .enclose */ .gs)({ ...program, env: carrierEnvironment(facts), directory, rootAlone }, facts);
}
/** As ourselves, where the builder's files are ours. */
function asOurselves(program, facts, { directory }) {
    return { ...program, env: carrierEnvironment(facts), cwd: directory };
}
function carrierEnvironment(facts) {
    return { PATH: (0,_enclosure_js__WEBPACK_IMPORTED_MODULE_3__/* .searchPath */ .oe)(facts), DOCKLESS_PHASE: 'carry' };
}
/** No shell is there, so a program of ours makes the directory. Each mount is the user's own, as far as it tells which it is. */
function markingDockerfile(wanted) {
    const steps = wanted.map(({ mount }, index) => {
        const target = mount.target ?? '';
        const id = mount.id ? [`id=${mount.id}`] : [];
        const flag = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_6__/* .csv */ .fu)(['type=cache', ...id, `target=${target}`, ...ownerOf(mount)]);
        const marker = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.resolve('/', target, `${MARKER}${index}`);
        return `RUN --mount=${flag} ${JSON.stringify(['/mark', marker])}\n`;
    });
    return ['FROM scratch\nCOPY mark /mark\n', ...steps].join('');
}


/***/ }),

/***/ 2082:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ fetchMounts),
/* harmony export */   Oc: () => (/* binding */ takeMounts),
/* harmony export */   xH: () => (/* binding */ restoreMounts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2782);
/* harmony import */ var _carrier_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1544);
/* harmony import */ var _workbench_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1905);
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






const GRACE_MS = 1500;
/** What a cache may take at most: a builder that hangs would otherwise hang here. */
const DEADLINE_MS = 600_000;
/**
 * Brings the archives of cache mounts from the cache, before the plan is laid out. Here as below: what goes wrong is
 * told, and the build goes on without; only the run's own end is thrown.
 */
async function fetchMounts({ mounts, directory }, workshop) {
    if (!mounts)
        return;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'mounts'), { recursive: true, mode: 0o700 });
    for (const { name, archive } of mounts.kept)
        await quietly(name, workshop, async () => {
            const fetched = await workshop.mounts?.fetch(name, node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, archive));
            workshop.log.debug(`cache mount ${name}: ${fetched ? 'it is in the cache' : 'it begins empty'}`);
        });
}
/** Fills the cache mounts, before the user's build. */
async function restoreMounts({ mounts }, workshop) {
    if (!mounts)
        return;
    await quietly(namesOf(mounts), workshop, async () => {
        if (mounts.mark)
            await runOut(mounts.mark, workshop);
        await carry(mounts.restore, workshop);
    });
}
/** Takes what is in the cache mounts now, after the user's build. */
async function takeMounts({ mounts, directory }, workshop) {
    if (!mounts?.take)
        return;
    const { take, kept } = mounts;
    await quietly(namesOf(mounts), workshop, async () => carry(take, workshop));
    for (const { name, archive } of kept) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, `${archive}${_carrier_js__WEBPACK_IMPORTED_MODULE_3__.TAKEN}`);
        const taken = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file).catch(() => undefined);
        if (!taken)
            continue;
        await quietly(name, workshop, async () => workshop.mounts?.keep(name, file));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(file);
        workshop.log.debug(`cache mount ${name}: ${taken.size} bytes`);
    }
}
function namesOf({ kept }) {
    return kept.map(({ name }) => name).join(', ');
}
async function quietly(name, { log, signal }, work) {
    try {
        await work();
    }
    catch (error) {
        signal.throwIfAborted();
        log.warning(`The cache mount ${name} does not come along: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
/** Runs our own program among the builder's ids. */
async function carry(command, workshop) {
    const problems = JSON.parse(await runOut(command, workshop));
    for (const one of Array.isArray(problems) ? problems : [])
        if ((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isObject */ .G)(one))
            workshop.log.warning(`The cache mount ${one['name']} does not come along: ${one['problem']}`);
}
/** Runs a program whose words nobody wants to read while all is well. Throws with the last of them when it fails. */
async function runOut(command, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        const child = __addDisposableResource(env_1, await (0,_workbench_js__WEBPACK_IMPORTED_MODULE_4__/* .startPlanned */ .J)(command, workshop, {
            signal,
            graceMs: GRACE_MS,
            timeoutMs: DEADLINE_MS,
            onLine: (line, stream) => {
                if (stream === 'stderr')
                    log.debug(line);
            },
        }), true);
        const { status, stdout, stderr, startError } = await child.finished;
        signal.throwIfAborted();
        if (status === 0)
            return stdout;
        const said = startError ?? stderr.trim().split('\n').at(-1) ?? '';
        throw new Error(`${command.name} ended with status ${status}: ${said}`);
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


/***/ }),

/***/ 9819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ao: () => (/* binding */ cacheNotes),
/* harmony export */   He: () => (/* binding */ ownCache),
/* harmony export */   S1: () => (/* binding */ originAuths),
/* harmony export */   Sg: () => (/* binding */ inputsOfPushAlone),
/* harmony export */   Yo: () => (/* binding */ pullsFromOrigins),
/* harmony export */   vF: () => (/* binding */ configAddress)
/* harmony export */ });
/** True for a builder that is elsewhere, or a daemon with a network of its own. */
function pullsFromOrigins(strategy, { builder }) {
    return strategy === 'docker' || strategy === 'img' || (strategy === 'buildkit' && builder !== undefined);
}
/** The repository in which a BuildKit elsewhere keeps its steps, so that others find them. */
function ownCache({ cache: { store }, noCache }) {
    return store.kind === 'registry' && !noCache ? store.repository : undefined;
}
/** What is said of a cache that was asked for and that such a builder cannot use; `shares`: it can use a registry's. */
function cacheNotes({ cache: { store, isGiven } }, shares) {
    if (!isGiven || store.kind === 'none' || (shares && store.kind === 'registry'))
        return [];
    const given = store.kind === 'directory' ? 'dir' : store.kind;
    const instead = shares ? ', and has its own; cache: registry:HOST/REPOSITORY is shared by all builders' : '';
    return [`cache: ${given} is not used: the builder cannot reach it${instead}`];
}
/** The given inputs about registries that such a builder does not go by when it pulls: they count for our push alone. */
function inputsOfPushAlone(request) {
    return [
        ...(request.mirrors.length > 0 ? ['registry-mirrors'] : []),
        ...(request.caCertificates.length > 0 ? ['ca-certificates'] : []),
        ...(request.insecureRegistries.length > 0 ? ['insecure-registries'] : []),
    ];
}
/** docker's config.json with these logins, as buildctl and img read it. */
function originAuths(access) {
    const entries = (access?.logins ?? []).map(({ registry, credential }) => [configAddress(registry), entryOf(credential)]);
    return Object.fromEntries(entries);
}
/** How Docker's own files name a registry: Docker Hub goes by an old address there. */
function configAddress(registry) {
    return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
}
function entryOf(credential) {
    switch (credential.kind) {
        case 'password': {
            const login = `${credential.username}:${credential.password.reveal()}`;
            return { auth: Buffer.from(login).toString('base64') };
        }
        case 'identity-token':
            return { identitytoken: credential.token.reveal() };
        case 'registry-token':
            return { registrytoken: credential.token.reveal() };
    }
}


/***/ }),

/***/ 1329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ho: () => (/* binding */ registriesOf),
/* harmony export */   N6: () => (/* binding */ authFile),
/* harmony export */   Qc: () => (/* binding */ sourcePolicy),
/* harmony export */   _0: () => (/* binding */ secretFileName),
/* harmony export */   en: () => (/* binding */ buildkitRegistries),
/* harmony export */   kA: () => (/* binding */ containersRegistries),
/* harmony export */   sd: () => (/* binding */ secretFiles)
/* harmony export */ });
/** The registries from which this build may pull, in order of name: each one stands behind the relay. */
function registriesOf(task) {
    const named = Object.values(task.request.buildContexts).flatMap((context) => context.kind === 'image' ? [context.reference.registry] : []);
    const needed = task.needs.images
        .filter((image) => image.role !== 'syntax')
        .map((image) => image.reference.registry);
    return [...new Set([...needed, ...named])].toSorted();
}
/**
 * BuildKit's registry configuration (docs/buildkitd.toml.md): every registry has the relay for its mirror.
 * `http = false` takes the plain-HTTP way around the mirror from an origin on loopback.
 */
function buildkitRegistries(registries, wiring) {
    return registries
        .map((registry) => [
        `[registry.${JSON.stringify(registry)}]`,
        `  mirrors = [${JSON.stringify(`${wiring.relay}/${wiring.mirrorPrefix(registry)}`)}]`,
        '  http = false',
        '',
    ].join('\n'))
        .join('\n');
}
/**
 * BuildKit's source policy (sourcepolicy/pb): each image is asked of the relay by the relay's name for it. A mirror
 * alone is not enough: when it answers 404, BuildKit goes on to the registry that the Dockerfile names.
 */
function sourcePolicy(registries, wiring) {
    const rules = registries.map((registry) => ({
        action: 'CONVERT',
        selector: { identifier: `docker-image://${registry}/*` },
        updates: { identifier: `docker-image://${wiring.relay}/${wiring.mirrorPrefix(registry)}/${WILDCARD}` },
    }));
    return `${JSON.stringify({ rules }, undefined, 2)}\n`;
}
/** What the star of a selector stood for. */
const WILDCARD = '${1}';
/**
 * containers-registries.conf(5), version 2. `location` is rewritten rather than a mirror given: after a mirror's 404
 * buildah would go on to the real registry.
 */
function containersRegistries(registries, wiring) {
    const rewritten = registries.map((registry) => [
        '[[registry]]',
        `prefix = ${JSON.stringify(registry)}`,
        `location = ${JSON.stringify(`${wiring.relay}/${wiring.mirrorPrefix(registry)}`)}`,
        'insecure = true',
        '',
    ].join('\n'));
    const relay = ['[[registry]]', `location = ${JSON.stringify(wiring.relay)}`, 'insecure = true', ''].join('\n');
    const head = 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "disabled"\n';
    return [head, ...rewritten, relay].join('\n');
}
/** The auth file of both builders: the relay's credential, and no other (docker's config.json, containers-auth.json(5)). */
function authFile(wiring) {
    return `${JSON.stringify({ auths: relayAuth(wiring) })}\n`;
}
/** The entry of the relay in such a file. */
function relayAuth(wiring) {
    const { username, password } = wiring.credential;
    return { [wiring.relay]: { auth: Buffer.from(`${username}:${password.reveal()}`).toString('base64') } };
}
/** Secrets as files in the private directory: number for name, because an id may hold anything. */
function secretFileName(index) {
    return `secrets/${index}`;
}
/** The files of the request's secrets. */
function secretFiles(request) {
    return request.secrets.map((secret, index) => ({
        name: secretFileName(index),
        content: secret.source === 'file' ? { copyOf: secret.path } : secret.value,
    }));
}


/***/ }),

/***/ 744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ s2iWith),
/* harmony export */   v: () => (/* binding */ INSTALL_S2I)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _choose_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9351);
/* harmony import */ var _conditions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5444);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5567);





const INSTALL_S2I = 'Put s2i on PATH: it is in the archive source-to-image-v*-linux-*.tar.gz of the releases of openshift/source-to-image';
/**
 * Source-to-image: `s2i build --as-dockerfile` has written a Dockerfile when the task is made, and one of the builders
 * of Dockerfiles builds it: the first of `builders` that can.
 */
function s2iWith(builders) {
    const ladder = builders.map(_source_js__WEBPACK_IMPORTED_MODULE_4__/* .forDockerfiles */ .Rf);
    const innerOf = (task, facts) => {
        const plain = { ...task, request: { ...task.request, strategy: 'auto' } };
        return { plain, ...(0,_choose_js__WEBPACK_IMPORTED_MODULE_2__/* .choose */ .Sw)(plain, facts, ladder) };
    };
    const chosen = (task, facts) => {
        const { plain, strategy } = innerOf(task, facts);
        if (strategy)
            return { plain, strategy };
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('DEFECT', 'a plan was made for s2i where no builder works');
    };
    return {
        name: 's2i',
        onlyWhenAsked: true,
        assess(task, facts) {
            const { strategy, assessments } = innerOf(task, facts);
            return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .assessment */ .nG)('s2i', [sourceCondition(task), builderCondition(strategy?.name, assessments)]);
        },
        plan(task, facts, wiring) {
            const { plain, strategy } = chosen(task, facts);
            return strategy.plan(plain, facts, wiring);
        },
        async build(task, plan, workshop) {
            const strategy = ladder.find(({ name }) => name === plan.strategy);
            if (!strategy)
                throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('DEFECT', `s2i was given a plan of ${plan.strategy}`);
            workshop.log.info(`s2i has written the Dockerfile; ${strategy.name} builds it`);
            return strategy.build(task, plan, workshop);
        },
    };
}
function sourceCondition({ s2i }) {
    if (!s2i)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .broken */ .mw)('s2i', 'no Dockerfile was written by s2i: it was not asked for', 'Set strategy: s2i, and s2i-builder to the builder image');
    if (s2i.program === undefined)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .broken */ .mw)('s2i', 's2i is not on PATH', INSTALL_S2I);
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .held */ .yB)('s2i', `${s2i.program}; the builder image is ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(s2i.builder)}`);
}
function builderCondition(name, verdicts) {
    if (name !== undefined)
        return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .held */ .yB)('builder', `${name} builds the Dockerfile`);
    const failed = verdicts.flatMap(({ strategy, conditions }) => conditions.filter(({ holds }) => !holds).map((condition) => ({ strategy, ...condition })));
    return (0,_conditions_js__WEBPACK_IMPORTED_MODULE_3__/* .broken */ .mw)('builder', failed.map((one) => `${one.strategy}: ${one.name} (${one.evidence})`).join('; '), [...new Set(failed.map(({ fix }) => fix))].join('; '));
}


/***/ }),

/***/ 5567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rf: () => (/* binding */ forDockerfiles),
/* harmony export */   g: () => (/* binding */ forProjects),
/* harmony export */   ny: () => (/* binding */ takes)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _conditions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5444);


/** Name of the one condition of a strategy that was asked about what it never builds. */
const SOURCE = 'source';
/** A strategy for Dockerfiles, asked about any task. */
function forDockerfiles(strategy) {
    const declined = (0,_conditions_js__WEBPACK_IMPORTED_MODULE_1__/* .broken */ .mw)(SOURCE, 'there is no Dockerfile here, and this builds nothing else', 'Write a Dockerfile, or name it in the input file');
    return among(strategy, (task) => 'dockerfile' in task, declined);
}
/** A strategy for Maven and Gradle projects, asked about any task. */
function forProjects(strategy) {
    const declined = (0,_conditions_js__WEBPACK_IMPORTED_MODULE_1__/* .broken */ .mw)(SOURCE, 'what is to be built is a Dockerfile, and this builds Maven and Gradle projects', `Set strategy: ${strategy.name} to build the project beside the Dockerfile`);
    return among(strategy, (task) => 'project' in task, declined);
}
/** False for the verdict of a strategy that builds something else than what there is. */
function takes(verdict) {
    return !verdict.conditions.some(({ name, holds }) => name === SOURCE && !holds);
}
function among(strategy, fits, declined) {
    const own = (task) => {
        if (fits(task))
            return task;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('DEFECT', `${strategy.name} was given what it does not build`);
    };
    return {
        name: strategy.name,
        ...(strategy.onlyWhenAsked === undefined ? {} : { onlyWhenAsked: strategy.onlyWhenAsked }),
        assess: (task, facts) => fits(task) ? strategy.assess(task, facts) : (0,_conditions_js__WEBPACK_IMPORTED_MODULE_1__/* .assessment */ .nG)(strategy.name, [declined]),
        plan: (task, facts, wiring) => strategy.plan(own(task), facts, wiring),
        build: (task, plan, workshop) => strategy.build(own(task), plan, workshop),
    };
}


/***/ }),

/***/ 1905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ startPlanned),
/* harmony export */   v: () => (/* binding */ layOut)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1717);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1767);
/* harmony import */ var _runner_id_map_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9845);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6179);







const NAMESPACE_MS = 10_000;
/**
 * Writes what the plan names into its private directory. Throws DocklessError when a file of the user's cannot be
 * read or the disk is full.
 */
async function layOut(plan) {
    for (const name of plan.directories)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(plan.directory, name), { recursive: true, mode: 0o700 });
    for (const file of plan.files)
        await writePlanned(plan.directory, file);
    const [owner] = [plan.daemon, ...plan.commands].flatMap((command) => command?.idMap?.map ?? []);
    // A shifted map does not hold our own id: what the builder shall use must be somebody's whom it does hold.
    if (owner?.method !== 'shift')
        return;
    await give(plan.directory, owner.uids[0]?.outside ?? 0, owner.gids[0]?.outside ?? 0);
    await letThrough(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(plan.directory));
}
/** A private directory above may then be passed, by those who know what is in it; it still cannot be listed. */
async function letThrough(directory) {
    if (!node_path__WEBPACK_IMPORTED_MODULE_1__.basename(directory).startsWith('dockless-'))
        return;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(directory, 0o711);
}
async function writePlanned(directory, file) {
    const target = node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, file.name);
    const mode = file.mode ?? 0o600;
    try {
        if (typeof file.content === 'object' && 'copyOf' in file.content) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.copyFile)(file.content.copyOf, target);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(target, mode);
            return;
        }
        const content = file.content instanceof _log_secret_js__WEBPACK_IMPORTED_MODULE_3__/* .Secret */ .z ? file.content.reveal() : file.content;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(target, content, { mode, flag: 'wx' });
    }
    catch (error) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DocklessError */ .D2('WRONG_INPUT', `cannot prepare ${file.name} for the builder: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
            fix: 'Look whether the file can be read and whether the temporary directory has room',
            cause: error,
        });
    }
}
async function give(file, uid, gid) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lchown)(file, uid, gid);
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(file, { withFileTypes: true })) {
        const below = node_path__WEBPACK_IMPORTED_MODULE_1__.join(file, entry.name);
        if (entry.isDirectory())
            await give(below, uid, gid);
        else
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lchown)(below, uid, gid); // never what a symbolic link names
    }
}
function environmentOf({ env, secretEnv = {} }) {
    const revealed = Object.entries(secretEnv).map(([name, value]) => [name, value.reveal()]);
    return { ...env, ...Object.fromEntries(revealed) };
}
/** The process that waits for its ids: the program itself behind a gate, else its child. Undefined when there is none. */
async function namespaceOf(pid, gate) {
    if (gate === undefined)
        return (0,_runner_id_map_js__WEBPACK_IMPORTED_MODULE_5__/* .childInNamespace */ .rf)(pid, NAMESPACE_MS);
    return (await (0,_runner_id_map_js__WEBPACK_IMPORTED_MODULE_5__/* .madeUserNamespace */ .gs)(pid, NAMESPACE_MS)) ? pid : undefined;
}
/**
 * Starts a planned program; maps its ids where the plan says that we do. Throws NOTHING_FITS, with cause and fix for
 * this `place`, when they cannot be mapped.
 */
async function startPlanned(command, place, options) {
    const { argv, cwd, idMap } = command;
    const child = (0,_process_run_js__WEBPACK_IMPORTED_MODULE_4__/* .start */ .n)({ argv, env: environmentOf(command), cwd }, options);
    if (!idMap || child.pid === undefined)
        return child;
    const limits = { timeoutMs: NAMESPACE_MS, ...(options.signal ? { signal: options.signal } : {}) };
    const { map, writers, gate } = idMap;
    const inside = await namespaceOf(child.pid, gate);
    const failure = inside === undefined
        ? 'its user namespace did not appear'
        : await (0,_runner_id_map_js__WEBPACK_IMPORTED_MODULE_5__/* .writeIdMap */ .fJ)(inside, map, writers, limits);
    if (failure === undefined) {
        if (gate !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(cwd, gate), '');
        return child;
    }
    await child.end(0);
    options.signal?.throwIfAborted();
    const { stderr } = await child.finished;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .idsRefused */ .Zt)(command.name, `${failure}\n${stderr}`, place);
}


/***/ })

};
