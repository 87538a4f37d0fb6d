export const id = 601;
export const ids = [601];
export const modules = {

/***/ 1601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3507);

/**
 * `dockless post`, and the action's post step: removes what a build left that was killed before it could. Its
 * processes are gone already: they die with the one that started them.
 */
async function post({ host, log }) {
    for (const directory of await (0,_lifetime_private_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .sweepStale */ .is)(host.temporary))
        log.notice(`Removed ${directory}, which a killed build left`);
}


/***/ }),

/***/ 3507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QK: () => (/* binding */ freshPassword),
/* harmony export */   is: () => (/* binding */ sweepStale),
/* harmony export */   lh: () => (/* binding */ PrivateDirectory)
/* harmony export */ });
/* unused harmony export removeTree */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2923);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1767);





const PREFIX = 'dockless-';
const NAME = /^dockless-(\d+)-(\d+)-[A-Za-z0-9]{6}$/;
/**
 * The one directory that a run writes to: mode 0700, its files 0600, removed on every way out. Its name carries
 * our pid and start time, so that a later run can tell a directory whose owner was killed and sweep it.
 */
class PrivateDirectory {
    path;
    constructor(directory) {
        this.path = directory;
    }
    /** Creates it below `parent` ($RUNNER_TEMP or $TMPDIR). */
    static async create(parent) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(parent, { recursive: true });
        const start = (await startTime(process.pid)) ?? '0';
        const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(parent, `${PREFIX}${process.pid}-${start}-`));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(directory, 0o700);
        return new PrivateDirectory(directory);
    }
    /** Takes charge of a directory that another process of ours made: the action's post step does. */
    static adopt(directory) {
        return new PrivateDirectory(directory);
    }
    /** Writes a file, 0600 unless told otherwise, and the directories above it (0700). Returns its path. */
    async write(name, content, mode = 0o600) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(this.path, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(file), { recursive: true, mode: 0o700 });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, content, { mode, flag: 'wx' });
        return file;
    }
    /** Makes a directory (0700) below it and returns its path. */
    async directory(name) {
        const directory = node_path__WEBPACK_IMPORTED_MODULE_2__.join(this.path, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(directory, { recursive: true, mode: 0o700 });
        return directory;
    }
    async [Symbol.asyncDispose]() {
        await removeTree(this.path);
    }
}
/** Removes what runs that were killed left below `parent`. Never throws: a sweep may not fail a build. */
async function sweepStale(parent) {
    const swept = [];
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(parent).catch(() => [])) {
        const match = NAME.exec(name);
        if (!match || (await startTime(Number(match[1]))) === match[2])
            continue;
        const directory = node_path__WEBPACK_IMPORTED_MODULE_2__.join(parent, name);
        await removeTree(directory).then(() => swept.push(directory), () => undefined);
    }
    return swept;
}
/** Start time of a process in clock ticks (proc(5), stat field 22): with the pid it names a process for good. */
async function startTime(pid) {
    const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
/**
 * Removes a directory tree. Builders leave files of subordinate ids that only a user namespace with those ids
 * may remove, so that is tried next; it never follows a mount.
 */
async function removeTree(directory) {
    const first = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(directory, { recursive: true, force: true, maxRetries: 2 }).catch((error) => error);
    if (first === undefined)
        return;
    const unshare = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_3__/* .findProgram */ .K)('unshare');
    if (unshare) {
        const inside = ['rm', '-rf', '--one-file-system', '--', directory];
        await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)({ argv: [unshare, '--user', '--map-auto', '--map-root-user', ...inside] }, { timeoutMs: 60_000 });
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(directory, { recursive: true, force: true });
}
/** A fresh password of 192 bits, in characters that need no quoting anywhere. */
function freshPassword() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(24).toString('base64url');
}


/***/ }),

/***/ 4511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment)
/* harmony export */ });
/** Variables of ours that a child may see; everything else is built for it, never inherited. */
const PASSED = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'SOURCE_DATE_EPOCH',
    'NO_COLOR',
    'RUNNER_TRACKING_ID',
];
/**
 * The environment of a child process: a short list of harmless variables of ours and what the caller gives.
 * Inputs, tokens and the CI's job variables are never in it. `RUNNER_TRACKING_ID` passes because GitHub's
 * runner finds orphans by it.
 */
function childEnvironment(given = {}, ours = process.env) {
    const env = {};
    for (const name of PASSED) {
        const value = ours[name];
        if (value !== undefined)
            env[name] = value;
    }
    return { ...env, ...given };
}


/***/ }),

/***/ 2923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/** The first executable file called `name` on a PATH, as an absolute path; undefined when there is none. */
async function findProgram(name, searchPath = process.env['PATH'] ?? '') {
    for (const directory of searchPath.split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        if (!node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute(directory))
            continue;
        const candidate = node_path__WEBPACK_IMPORTED_MODULE_2__.join(directory, name);
        if (await isExecutable(candidate))
            return candidate;
    }
    return undefined;
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 1767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ run),
/* harmony export */   n: () => (/* binding */ start)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(481);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4511);




const KEEP = 1 << 20;
const GRACE_MS = 2000;
const SIGNAL_NUMBERS = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGKILL: 9,
    SIGTERM: 15,
};
/** Runs a program to its end. Never throws for what the program does: read `status`. */
async function run(command, options = {}) {
    return start(command, options).finished;
}
/** Starts a program in a process group of its own and returns at once. */
function start(command, options = {}) {
    const [program, ...args] = command.argv;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: command.cwd,
        env: command.env ?? (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .childEnvironment */ .Q)(),
        detached: true,
        stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => { }); // the program may end without reading: EPIPE says nothing new
    child.stdin?.end(command.stdin);
    const group = new Group(child, options.graceMs ?? GRACE_MS);
    const finished = settle(child, group, options);
    return {
        pid: child.pid,
        finished,
        async end(graceMs) {
            await group.end(graceMs);
            await finished;
        },
        async [Symbol.asyncDispose]() {
            await group.end();
            await finished;
        },
    };
}
async function settle(child, group, options) {
    const stdout = new Tail(options.keep ?? KEEP);
    const stderr = new Tail(options.keep ?? KEEP);
    const read = Promise.all([
        follow(child.stdout, 'stdout', stdout, options.onLine),
        follow(child.stderr, 'stderr', stderr, options.onLine),
    ]);
    let timedOut = false;
    const timer = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            void group.end(0);
        }, options.timeoutMs);
    const abort = () => void group.end();
    if (options.signal?.aborted)
        abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
        const ended = await exit(child);
        group.gone();
        await read;
        return { ...ended, stdout: stdout.text(), stderr: stderr.text(), timedOut };
    }
    finally {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', abort);
    }
}
async function exit(child) {
    return new Promise((resolve) => {
        child.once('error', (error) => resolve({ status: 127, signal: undefined, startError: (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) }));
        child.once('exit', (code, signal) => resolve({
            status: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
            signal: signal ?? undefined,
            startError: undefined,
        }));
    });
}
async function follow(source, stream, tail, onLine) {
    if (!source)
        return;
    source.on('data', (chunk) => tail.add(chunk));
    source.on('error', () => { }); // a pipe that breaks with its process
    if (!onLine)
        return new Promise((resolve) => void source.once('close', resolve));
    for await (const line of (0,node_readline__WEBPACK_IMPORTED_MODULE_1__.createInterface)({ input: source, crlfDelay: Number.POSITIVE_INFINITY }))
        onLine(line, stream);
}
/** The process group of a child: negative pid, see kill(2). */
class Group {
    #child;
    #graceMs;
    #gone = false;
    #ending;
    constructor(child, graceMs) {
        this.#child = child;
        this.#graceMs = graceMs;
    }
    /** The leader was reaped; what it left in its group is killed, as nobody waits for it. */
    gone() {
        this.#kill('SIGKILL');
        this.#gone = true;
    }
    async end(graceMs = this.#graceMs) {
        this.#ending ??= this.#end(graceMs);
        await this.#ending;
    }
    async #end(graceMs) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        const exited = new Promise((resolve) => void this.#child.once('exit', () => resolve()));
        if (graceMs > 0) {
            this.#kill('SIGTERM');
            const late = new Promise((resolve) => void setTimeout(resolve, graceMs).unref());
            await Promise.race([exited, late]);
        }
        if (!this.#gone)
            this.#kill('SIGKILL');
    }
    #kill(signal) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        try {
            process.kill(-this.#child.pid, signal);
        }
        catch {
            // ESRCH: nobody is left in the group
        }
    }
}
/** The last `limit` bytes of a stream. */
class Tail {
    #limit;
    #chunks = [];
    #size = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    add(chunk) {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        for (let first = this.#chunks[0]; first && this.#size - first.length >= this.#limit; first = this.#chunks[0]) {
            this.#chunks.shift();
            this.#size -= first.length;
        }
    }
    text() {
        const all = Buffer.concat(this.#chunks);
        return all.subarray(Math.max(0, all.length - this.#limit)).toString('utf8');
    }
}


/***/ })

};
