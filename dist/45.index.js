export const id = 45;
export const ids = [45];
export const modules = {

/***/ 2045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tx: () => (/* binding */ fetchTool),
/* harmony export */   a0: () => (/* binding */ openTools),
/* harmony export */   rI: () => (/* binding */ buildctlFor),
/* harmony export */   zY: () => (/* binding */ fetchPlanned)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2923);
/* harmony import */ var _tools_catalogue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4709);
/* harmony import */ var _tools_offer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9922);
/* harmony import */ var _tools_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1916);





/** Opens the tool cache and looks what is there. Writes nothing, asks no registry. */
async function openTools({ host }, sources) {
    const store = new _tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .ToolStore */ .G(await (0,_tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .toolRoot */ .p)(process.env, host.temporary));
    const offers = await Promise.all((0,_tools_catalogue_js__WEBPACK_IMPORTED_MODULE_2__/* .catalogue */ .s)(sources).map(async (tool) => {
        return { tool, directory: store.directoryOf(tool), installed: await store.has(tool) };
    }));
    return { store, offers: offers.filter(({ installed }) => installed || sources.fetch) };
}
/** Fetches what a plan runs and what is not there yet. Throws DocklessError when it cannot be had. */
async function fetchPlanned(session, sources, plan, registries) {
    const { store, offers } = await openTools(session, sources);
    const missing = (0,_tools_offer_js__WEBPACK_IMPORTED_MODULE_3__/* .toFetch */ .q)(offers, wordsOf(plan));
    for (const tool of missing)
        await fetchTool(session, store, tool, registries);
}
/** Every word of a plan that can be a program: what is run, and what is copied to be run. */
function wordsOf({ daemon, commands, files }) {
    const copied = files.flatMap(({ content }) => typeof content === 'object' && 'copyOf' in content ? [content.copyOf] : []);
    return [...(daemon?.argv ?? []), ...commands.flatMap(({ argv }) => argv), ...copied];
}
/** Fetches one tool, and says so. */
async function fetchTool({ log, lifetime }, store, tool, { client }) {
    const { registry, repository, digest } = tool.image;
    log.info(`Fetching ${tool.name} ${tool.version} from ${registry}/${repository}@${digest}`);
    try {
        return await store.install(tool, client, lifetime.signal);
    }
    catch (error) {
        if (!(error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2) || error.code !== 'REGISTRY_FAILED')
            throw error;
        const programs = tool.files.map(({ program }) => program).join(', ');
        const here = `Or put ${programs} on PATH, or name a registry that has the image in tool-mirror.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2(error.code, `${tool.name} is not installed and cannot be fetched: ${error.message}`, {
            fix: [error.fix, here].filter((one) => one !== undefined).join(' '),
            cause: error,
        });
    }
}
/**
 * The buildctl that builders elsewhere are asked with: on PATH, in the tool cache, or fetched when there is a way to
 * registries. Undefined when none is needed or to be had.
 */
async function buildctlFor(session, request, registries) {
    if (!request.builder)
        return undefined;
    const found = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_1__/* .findProgram */ .K)('buildctl');
    if (found !== undefined)
        return found;
    const { store, offers } = await openTools(session, request.tools);
    const offer = offers.find(({ tool }) => tool.files.some(({ program }) => program === 'buildctl'));
    if (!offer)
        return undefined;
    if (!offer.installed) {
        if (!registries)
            return undefined;
        await fetchTool(session, store, offer.tool, registries);
    }
    return `${offer.directory}/buildctl`;
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
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4511);




const KEEP = 1 << 20;
const GRACE_MS = 2000;
/** A pipe that something outside of the group holds open is read no longer than this after the program has ended. */
const DRAIN_MS = 2000;
/** A line that is longer comes in pieces: nothing that a program prints may fill our memory. */
const LONGEST_LINE = 1 << 16;
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
        await drained(read, [child.stdout, child.stderr]);
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
    const lines = onLine && new Lines((line) => onLine(line, stream));
    if (lines)
        source.on('data', (chunk) => lines.add(chunk));
    await new Promise((resolve) => void source.once('close', resolve));
    lines?.end();
}
/** Waits until the pipes are read to their end; one that a daemon took along has none, and is let go of. */
async function drained(read, pipes) {
    const late = setTimeout(() => {
        for (const pipe of pipes)
            pipe?.destroy();
    }, DRAIN_MS);
    try {
        await read;
    }
    finally {
        clearTimeout(late);
    }
}
/** Cuts a stream of UTF-8 into lines, which end in LF or CR LF. */
class Lines {
    #onLine;
    #decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    #partial = '';
    constructor(onLine) {
        this.#onLine = onLine;
    }
    add(chunk) {
        const lines = `${this.#partial}${this.#decoder.write(chunk)}`.split('\n');
        this.#partial = lines.pop() ?? '';
        for (const line of lines)
            this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (this.#partial.length < LONGEST_LINE)
            return;
        this.#onLine(this.#partial);
        this.#partial = '';
    }
    end() {
        const rest = `${this.#partial}${this.#decoder.end()}`;
        if (rest !== '')
            this.#onLine(rest);
    }
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


/***/ }),

/***/ 4709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ catalogue)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);


/**
 * The builders' official images. The index of each is pinned, so that every platform has its own file and nobody can
 * change one under its tag. An update is a change of this table, which is reviewed like any other.
 */
const PINS = [
    {
        name: 'buildkit',
        image: 'docker.io/moby/buildkit:v0.33.0-rootless@sha256:80b15f0735e87bab7bf59ec4d695dfb4a7cfb25521cf56dc75d6f256285b63ef',
        files: [
            { path: 'usr/bin/buildkitd', program: 'buildkitd', question: '--version' },
            { path: 'usr/bin/buildctl', program: 'buildctl', question: '--version' },
            { path: 'usr/bin/buildkit-runc', program: 'runc', question: '--version' },
        ],
    },
    {
        name: 'kaniko',
        image: 'ghcr.io/osscontainertools/kaniko:v1.28.5-debug@sha256:d6d74217dc077acfd3094992e917c357080a2d3fdd1042a49e34e29a7e57c572',
        // It is never run on the machine's own root, not even for a question.
        files: [
            { path: 'kaniko/executor', program: 'kaniko', question: undefined, fork: 'of osscontainertools' },
        ],
    },
];
/**
 * Every builder that can be fetched, as the user's own pins and mirror have it. Throws WrongInput for a pin of what is
 * not in it.
 */
function catalogue(options = {}) {
    const stray = Object.keys(options.images ?? {}).find((name) => !PINS.some((pin) => pin.name === name));
    if (stray !== undefined) {
        const fix = `Write one of ${PINS.map(({ name }) => name).join(', ')}`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WrongInput */ .Ey([{ input: 'tool-images', problem: `there is no builder "${stray}"`, fix }]);
    }
    return PINS.map(({ name, image, files }) => {
        const own = options.images?.[name];
        const pinned = own ?? behind(options.mirror, pinOf(image));
        return { name, version: versionOf(pinned), image: pinned, files };
    });
}
function pinOf(text) {
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
    if ('reason' in reference || reference.digest === undefined)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('DEFECT', `the catalogue's ${text} is no reference with a digest`);
    return reference;
}
/** The same image where the mirror keeps it: under the same path. A digest is the same wherever it lies. */
function behind(mirror, image) {
    if (mirror === undefined)
        return image;
    const [registry = '', ...path] = mirror.replace(/\/+$/, '').split('/');
    return { ...image, registry, repository: [...path, image.repository].join('/') };
}
/** `v0.33.0-rootless` -> `0.33.0`; without such a tag, the beginning of the digest as what follows 0.0.0. */
function versionOf(image) {
    const said = /^v?(\d+\.\d+\.\d+)/.exec(image.tag ?? '')?.[1];
    return said ?? `0.0.0-${(image.digest ?? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(image)).slice(-64).slice(0, 12)}`;
}


/***/ }),

/***/ 9922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ toFetch),
/* harmony export */   s: () => (/* binding */ withOffers)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);


/**
 * The facts as they are with the catalogue at hand: what is not on PATH, or has a known defect, comes from there. What
 * is not installed says so in `fetch`, and a plan may count on it: it is fetched before the build begins. Pure.
 */
function withOffers(facts, offers) {
    const tools = { ...facts.tools };
    for (const { tool, directory, installed } of offers) {
        for (const { program, fork } of tool.files) {
            const found = tools[program];
            if (found && found.problem === undefined)
                continue;
            const at = {
                path: node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, program),
                version: [tool.version, ...(fork === undefined ? [] : [fork])].join(' '),
            };
            tools[program] = installed ? at : { ...at, fetch: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(tool.image) };
        }
    }
    return { ...facts, tools };
}
/** The tools that must be fetched before the programs that `words` name can be run: argv arrays, and what is copied. */
function toFetch(offers, words) {
    const named = new Set(words);
    return offers
        .filter(({ installed, directory, tool }) => {
        return !installed && tool.files.some(({ program }) => named.has(node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, program)));
    })
        .map(({ tool }) => tool);
}


/***/ }),

/***/ 1916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ ToolStore),
  p: () => (/* binding */ toolRoot)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/process/environment.js
var environment = __webpack_require__(4511);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
// EXTERNAL MODULE: ./build/oci/compression.js
var compression = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/oci/manifests.js
var manifests = __webpack_require__(6352);
// EXTERNAL MODULE: ./build/oci/tar-read.js
var tar_read = __webpack_require__(8330);
;// CONCATENATED MODULE: ./build/tools/take.js










/** No program of a builder comes near it; what claims to be larger is no such program. */
const LARGEST = 512 << 20;
/**
 * Takes single files out of an image into a directory that exists and that nobody else writes to. Layers are read
 * from the top one down, each to its end and against its digest, and no further than the wanted files are found.
 * Where a file is put is decided by `wanted` alone: no name in a layer, and no link, ever becomes a path here.
 * Throws DocklessError.
 */
async function takeFiles(image, wanted, platform, to) {
    const { source, directory, signal } = to;
    const manifest = await manifestFor(image, platform, source, signal);
    const taken = [];
    let missing = wanted;
    for (const layer of manifest.layers.toReversed()) {
        if (missing.length === 0)
            break;
        const stream = await source.blob(image, layer.digest, { size: layer.size, signal });
        const found = await readLayer(stream, layer, missing, directory);
        taken.push(...found.taken);
        const [removed] = found.removed;
        if (removed)
            throw notThere(image, removed.path, 'a later layer removes it');
        missing = missing.filter((one) => !found.taken.some(({ name }) => name === one.name));
    }
    const [first] = missing;
    if (first)
        throw notThere(image, first.path, 'none of its layers has it');
    return taken;
}
async function manifestFor(image, platform, source, signal) {
    const fetched = await source.manifest(image, { signal });
    const what = (0,reference/* formatReference */.FH)(image);
    const { index, manifest } = (0,manifests/* parseManifestOrIndex */.yA)(fetched.bytes, fetched.mediaType, what);
    if (manifest)
        return manifest;
    const chosen = (0,oci_platform/* choosePlatform */.xV)(index?.manifests ?? [], platform);
    if (!chosen)
        throw new errors/* DocklessError */.D2('NOTHING_FITS', `${what} is not made for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, {
            fix: 'Install the builder by hand and put it on PATH',
        });
    return manifestFor({ ...image, tag: undefined, digest: chosen.digest }, platform, source, signal);
}
async function readLayer(stream, layer, wanted, directory) {
    const checked = new Checked(stream, layer.digest);
    const taken = new Map();
    const removed = new Set();
    for await (const entry of (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(checked.bytes()))) {
        const at = normal(entry.header.path);
        for (const one of wanted)
            if (at !== undefined && removes(at, one.path))
                removed.add(one);
        const one = wanted.find((candidate) => candidate.path === at);
        if (one)
            taken.set(one.name, await takeFile(entry, one, directory, taken.has(one.name)));
    }
    await checked.finish();
    return { taken: [...taken.values()], removed: [...removed].filter(({ name }) => !taken.has(name)) };
}
/** `./usr/bin/x`, `/usr/bin/x` -> `usr/bin/x`; undefined for what leads upwards. */
function normal(name) {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    return parts.includes('..') ? undefined : parts.join('/');
}
/** True for a whiteout of the file or of a directory above it. */
function removes(marker, file) {
    const name = external_node_path_.posix.basename(marker);
    if (!name.startsWith('.wh.'))
        return false;
    const parent = external_node_path_.posix.dirname(marker);
    const target = name === '.wh..wh..opq' ? parent : external_node_path_.posix.join(parent, name.slice('.wh.'.length));
    return file === target || file.startsWith(`${target}/`);
}
async function takeFile({ header, content }, { path: wanted, name }, directory, again) {
    if (header.type !== 'file')
        throw refused(wanted, `it is no plain file but a ${header.type}`);
    if (header.size > LARGEST)
        throw refused(wanted, `it claims to have ${header.size} bytes`);
    const file = await (0,promises_.open)(external_node_path_.join(directory, name), again ? 'w' : 'wx', 0o600);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const chunk of content) {
            hash.update(chunk);
            await file.writeFile(chunk);
        }
        await file.sync();
        await file.chmod(0o755);
    }
    finally {
        await file.close();
    }
    return { name, size: header.size, digest: (0,oci_digest/* digestFromHex */.Ch)(hash.digest('hex')) };
}
/** Bytes that pass, and at their end must have had the digest. */
class Checked {
    #source;
    #digest;
    #hash;
    #ended = false;
    constructor(source, digest) {
        this.#source = source[Symbol.asyncIterator]();
        this.#digest = digest;
        this.#hash = (0,external_node_crypto_.createHash)((0,oci_digest/* algorithmOf */.Hy)(digest));
    }
    async *bytes() {
        for (let next = await this.#next(); next; next = await this.#next())
            yield next;
    }
    /** Reads what a decompressor left, and throws when the digest is another one. */
    async finish() {
        while (!this.#ended)
            await this.#next();
        if ((0,oci_digest/* digestFromHex */.Ch)(this.#hash.digest('hex'), (0,oci_digest/* algorithmOf */.Hy)(this.#digest)) === this.#digest)
            return;
        throw new errors/* DocklessError */.D2('REGISTRY_FAILED', `the layer ${this.#digest} came with other bytes`, {
            fix: 'Run it again; if it stays so, ask the admin of the registry or of tool-mirror',
        });
    }
    async #next() {
        const next = await this.#source.next();
        if (next.done) {
            this.#ended = true;
            return undefined;
        }
        this.#hash.update(next.value);
        return next.value;
    }
}
function notThere(image, file, why) {
    return new errors/* DocklessError */.D2('REGISTRY_FAILED', `${(0,reference/* formatReference */.FH)(image)} has no ${file}: ${why}`, {
        fix: 'Name an image in tool-images that has the builder where its official image has it',
    });
}
function refused(file, why) {
    return new errors/* DocklessError */.D2('REGISTRY_FAILED', `${file} of the builder’s image is not taken: ${why}`, {
        fix: 'Name an image in tool-images that has the builder where its official image has it',
    });
}

;// CONCATENATED MODULE: ./build/tools/store.js












const RECEIPT = 'dockless-tool.json';
const STAGING = '.dockless-';
const STALE_MS = 6 * 3600 * 1000;
const QUESTION_MS = 10_000;
/**
 * Where fetched builders are kept: `<root>/<name>/<version>/<arch>` and the mark `<arch>.complete` beside it, as
 * @actions/tool-cache has it, so that GitHub's own runners keep and find them.
 */
class ToolStore {
    root;
    constructor(root) {
        this.root = root;
    }
    directoryOf({ name, version }) {
        return external_node_path_.join(this.root, name, version, process.arch);
    }
    /** True when it is there, from the very image of the catalogue, and nobody else may have changed it. */
    async has(tool) {
        return (await this.#look(tool)).state === 'installed';
    }
    /** What is there, by its names, sizes and modes. */
    async look(tool) {
        return this.#look(tool);
    }
    /** Removes a tool, whatever is left of it. */
    async remove(tool) {
        const directory = this.directoryOf(tool);
        await (0,promises_.rm)(`${directory}.complete`, { force: true });
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
    /** Reads every byte of an installed tool again and holds it against what was taken from the image. */
    async verify(tool) {
        const seen = await this.#look(tool);
        if (seen.state !== 'installed')
            return seen;
        const directory = this.directoryOf(tool);
        for (const { name, digest } of seen.receipt.files) {
            const found = (0,oci_digest/* digestFromHex */.Ch)(await hashOf(external_node_path_.join(directory, name)));
            if (found !== digest)
                return { tool, directory, state: 'damaged', problem: `${name} has other bytes` };
        }
        return { tool, directory, state: 'installed' };
    }
    /**
     * Fetches a tool, unless it is there, and returns its directory. It is made aside and renamed, so that a run beside
     * this one sees all of it or nothing. Throws DocklessError: REGISTRY_FAILED when the image cannot be had,
     * NOTHING_FITS when its programs do not start here or there is no place for them.
     */
    async install(tool, source, signal) {
        const directory = this.directoryOf(tool);
        if (await this.has(tool))
            return directory;
        const parent = external_node_path_.dirname(directory);
        const staging = external_node_path_.join(parent, `${STAGING}${process.pid}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
        try {
            await (0,promises_.mkdir)(staging, { recursive: true, mode: 0o755 });
        }
        catch (cause) {
            throw new errors/* DocklessError */.D2('NOTHING_FITS', `${tool.name} cannot be kept in ${parent}: ${(0,errors/* messageOf */.bD)(cause)}`, {
                fix: 'Set RUNNER_TOOL_CACHE to a directory that can be written',
                cause,
            });
        }
        try {
            await sweep(parent);
            const wanted = tool.files.map(({ path: at, program }) => ({ path: at, name: program }));
            const files = await takeFiles(tool.image, wanted, (0,oci_platform/* nativePlatform */.Nc)(), {
                source,
                directory: staging,
                signal,
            });
            await ask(tool, staging, signal);
            const receipt = { image: (0,reference/* formatReference */.FH)(tool.image), files };
            await (0,promises_.writeFile)(external_node_path_.join(staging, RECEIPT), `${JSON.stringify(receipt, undefined, 2)}\n`, {
                mode: 0o644,
            });
            await this.#putInPlace(tool, staging);
        }
        finally {
            await (0,promises_.rm)(staging, { recursive: true, force: true });
        }
        await (0,promises_.writeFile)(`${directory}.complete`, '');
        return directory;
    }
    async #putInPlace(tool, staging) {
        const directory = this.directoryOf(tool);
        for (let tries = 1;; tries += 1) {
            try {
                return await (0,promises_.rename)(staging, directory);
            }
            catch (cause) {
                // Another run was faster, or an older one is in the way: a directory that is not empty is never replaced.
                if (await this.has(tool))
                    return;
                if (tries === 3 || !isInTheWay(cause))
                    throw cause;
                const aside = `${staging}-old`;
                await (0,promises_.rename)(directory, aside).catch(() => undefined);
                await (0,promises_.rm)(aside, { recursive: true, force: true });
            }
        }
    }
    async #look(tool) {
        const directory = this.directoryOf(tool);
        const receipt = await readReceipt(directory);
        if (!receipt)
            return { tool, directory, state: 'missing' };
        const damaged = (problem) => ({ tool, directory, state: 'damaged', problem });
        if (!sameImage(receipt.image, tool))
            return damaged(`it is from ${receipt.image}`);
        if (!(await isOurs(directory)))
            return damaged('others may write to it');
        for (const { program } of tool.files) {
            const file = receipt.files.find(({ name }) => name === program);
            const stats = await (0,promises_.lstat)(external_node_path_.join(directory, program)).catch(() => undefined);
            if (!file || !stats?.isFile() || stats.size !== file.size)
                return damaged(`${program} is not whole`);
            if (!(await isOurs(external_node_path_.join(directory, program))))
                return damaged(`others may write to ${program}`);
        }
        return { tool, directory, state: 'installed', receipt };
    }
}
/**
 * The directory of a store: `$RUNNER_TOOL_CACHE` where a CI gives one that can be written, else
 * `$XDG_CACHE_HOME/dockless/tools` or `~/.cache/dockless/tools`, else one below `temporary`.
 */
async function toolRoot(env, temporary, home = external_node_os_.homedir()) {
    const runner = env['RUNNER_TOOL_CACHE'];
    const cache = env['XDG_CACHE_HOME'] || external_node_path_.join(home, '.cache');
    const places = [...(runner ? [runner] : []), external_node_path_.join(cache, 'dockless', 'tools')];
    for (const place of places)
        if (external_node_path_.isAbsolute(place) && (await canMake(place)))
            return place;
    return external_node_path_.join(temporary, `dockless-tools-${process.getuid?.() ?? 0}`);
}
/** True when the directory, or the nearest one above it that is there, can be written. */
async function canMake(directory) {
    try {
        await (0,promises_.access)(directory, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
        return true;
    }
    catch (error) {
        const parent = external_node_path_.dirname(directory);
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        return missing && parent !== directory && (await canMake(parent));
    }
}
/** Tools are run: only root or we may have written them. */
async function isOurs(file) {
    const stats = await (0,promises_.lstat)(file).catch(() => undefined);
    return stats !== undefined && [0, process.getuid?.() ?? 0].includes(stats.uid) && (stats.mode & 0o022) === 0;
}
function sameImage(receipt, { image }) {
    return image.digest !== undefined && receipt.endsWith(`@${image.digest}`);
}
async function readReceipt(directory) {
    try {
        const receipt = JSON.parse(await (0,promises_.readFile)(external_node_path_.join(directory, RECEIPT), 'utf8'));
        return isReceipt(receipt) ? receipt : undefined;
    }
    catch {
        return undefined; // not there, or no receipt of ours: it is fetched then
    }
}
function isReceipt(value) {
    if (typeof value !== 'object' || value === null || !('image' in value) || !('files' in value))
        return false;
    return typeof value.image === 'string' && Array.isArray(value.files) && value.files.every(isTaken);
}
function isTaken(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    if (!('name' in value) || !('size' in value) || !('digest' in value))
        return false;
    return typeof value.name === 'string' && typeof value.size === 'number' && typeof value.digest === 'string';
}
async function hashOf(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(file))
        hash.update(chunk);
    return hash.digest('hex');
}
function isInTheWay(error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
/** Whether the programs start here shows now, and not in the middle of a build. */
async function ask(tool, directory, signal) {
    for (const { program, question } of tool.files) {
        if (question === undefined)
            continue;
        const argv = [external_node_path_.join(directory, program), question];
        const options = { timeoutMs: QUESTION_MS, graceMs: 0, signal };
        const done = await (0,run/* run */.e)({ argv, env: (0,environment/* childEnvironment */.Q)({ HOME: '/' }), cwd: '/' }, options);
        signal.throwIfAborted();
        if (done.status === 0)
            continue;
        const said = done.startError ?? (`${done.stdout}\n${done.stderr}`.trim() || `exit status ${done.status}`);
        throw new errors/* DocklessError */.D2('NOTHING_FITS', `${program} of ${tool.name} ${tool.version} does not start here: ${said}`, {
            fix: `Install ${tool.name} by hand and put it on PATH; if ${directory} is mounted noexec, set RUNNER_TOOL_CACHE`,
        });
    }
}
/** Removes what installations that were killed left. */
async function sweep(parent) {
    for (const name of await (0,promises_.readdir)(parent).catch(() => [])) {
        if (!name.startsWith(STAGING))
            continue;
        const stats = await (0,promises_.lstat)(external_node_path_.join(parent, name)).catch(() => undefined);
        if (stats && Date.now() - stats.mtimeMs > STALE_MS)
            await (0,promises_.rm)(external_node_path_.join(parent, name), { recursive: true, force: true });
    }
}


/***/ })

};
