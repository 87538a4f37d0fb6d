export const id = 593;
export const ids = [593,178];
export const modules = {

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

/***/ 4593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RunCredentials: () => (/* binding */ RunCredentials)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/process/environment.js
var process_environment = __webpack_require__(4511);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
// EXTERNAL MODULE: ./build/registry/names.js
var names = __webpack_require__(450);
;// CONCATENATED MODULE: ./build/registry/credential-helper.js





const TIMEOUT_MS = 10_000;
/** What the helpers of clouds and desktops find their own logins by. */
const HELPER_VARIABLES = /^(?:HOME|USER|LOGNAME|DOCKER_CONFIG|DISPLAY|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|GPG_TTY|PASSWORD_STORE_\w+|XDG_\w+|AWS_\w+|ECS_\w+|AZURE_\w+|ACR_\w+|CLOUDSDK_\w+|GOOGLE_\w+|GCE_METADATA_\w+|SSL_CERT_\w+|(?:https?|all|no)_proxy)$/i;
/**
 * Asks `docker-credential-NAME get` for the login to a registry (the protocol of docker-credential-helpers: the
 * server's URL on standard input, JSON on standard output). Undefined when it has none; trouble is warned of and
 * counts as none, for the registry may not want a login.
 */
async function credentialFromHelper(name, registry, options) {
    const program = `docker-credential-${name}`;
    const { environment, log } = options;
    const file = /^[\w.-]+$/.test(name) ? await (0,find/* findProgram */.K)(program, environment['PATH'] ?? '') : undefined;
    if (!file) {
        log.warning(`${program} is not on PATH: no login to ${registry} from it`);
        return undefined;
    }
    const finished = await (0,run/* run */.e)({
        argv: [file, 'get'],
        env: (0,process_environment/* childEnvironment */.Q)(helperEnvironment(environment)),
        stdin: registry === names/* DOCKER_HUB */.Xb ? names/* DOCKER_HUB_KEY */.pe : registry,
    }, { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, ...(options.signal ? { signal: options.signal } : {}) });
    const trouble = finished.timedOut ? 'it did not answer in time' : finished.startError;
    if (trouble) {
        log.warning(`${program}: no login to ${registry} from it: ${trouble}`);
        return undefined;
    }
    if (finished.status !== 0) {
        // Helpers say on standard output what went wrong; not to know a server is no trouble.
        const said = `${finished.stdout} ${finished.stderr}`.trim();
        if (!/credentials not found/i.test(said))
            log.warning(`${program}: no login to ${registry} from it: ${said.slice(0, 300)}`);
        return undefined;
    }
    const answer = parseAnswer(finished.stdout);
    if (!answer)
        log.warning(`${program}: its answer for ${registry} is not what the protocol says`);
    return answer;
}
function parseAnswer(text) {
    try {
        const document = JSON.parse(text);
        if (!(0,json/* isObject */.G)(document))
            return undefined;
        const { Username: username, Secret: secret } = document;
        if (typeof username !== 'string' || typeof secret !== 'string' || secret === '')
            return undefined;
        return { username, secret };
    }
    catch {
        return undefined;
    }
}
function helperEnvironment(environment) {
    const given = {};
    for (const [name, value] of Object.entries(environment)) {
        if (value !== undefined && (name === 'PATH' || HELPER_VARIABLES.test(name)))
            given[name] = value;
    }
    return given;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
;// CONCATENATED MODULE: ./build/registry/docker-config.js




/** Reads a file of logins; undefined when there is none. One that cannot be used is warned of, not quoted. */
async function readDockerConfig(file, log) {
    let text;
    try {
        text = await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
        if (!missing)
            log.warning(`${file} cannot be read, its logins are not used: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
    return parseDockerConfig(text, file, log);
}
/** Reads the text of a config.json. `source` is named in messages. */
function parseDockerConfig(text, source, log) {
    const document = parseObject(text);
    if (!document) {
        // The parser's own message may quote the text, and the text holds passwords.
        log.warning(`${source} is not a JSON object, its logins are not used`);
        return undefined;
    }
    const auths = Object.entries(recordOr(document['auths']));
    const helpers = Object.entries(recordOr(document['credHelpers']));
    return {
        source,
        entries: new Map(auths.map(([key, entry]) => [normalKey(key), authEntry(recordOr(entry))])),
        helpers: new Map(helpers.flatMap(([key, name]) => (typeof name === 'string' ? [[normalKey(key), name]] : []))),
        store: textOr(document['credsStore']),
    };
}
/** The helper that keeps the login to a registry: its own, else the store for all. */
function helperFor(config, registry) {
    return config.helpers.get(registry) ?? config.store;
}
/**
 * The entry for a repository: the longest key that is the registry or a leading part of `registry/repository`
 * (containers-auth.json(5)).
 */
function entryFor(config, registry, repository) {
    const parts = repository.split('/');
    for (let length = parts.length; length >= 0; length -= 1) {
        const entry = config.entries.get([registry, ...parts.slice(0, length)].join('/'));
        if (entry && isUsable(entry))
            return entry;
    }
    return undefined;
}
function isUsable(entry) {
    return Boolean(entry.identityToken ?? entry.registryToken ?? entry.username);
}
/** `https://index.docker.io/v1/` and `https://host/v2/` name their hosts; other paths are namespaces. */
function normalKey(key) {
    const bare = key.replace(/^https?:\/\//i, '').replace(/\/+$/, '');
    const [host = '', ...rest] = bare.split('/');
    const path = rest.join('/');
    const registry = (0,names/* normalRegistry */.T1)(host);
    return path === '' || /^v[12]$/.test(path) ? registry : `${registry}/${path}`;
}
function authEntry(entry) {
    const pair = textOr(entry['auth']);
    const decoded = pair === undefined ? '' : Buffer.from(pair, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const fromPair = colon === -1
        ? {}
        : // Old versions of Docker padded the decoded text with NUL bytes.
            { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, '') };
    return {
        username: textOr(entry['username']),
        password: textOr(entry['password']),
        ...fromPair,
        identityToken: textOr(entry['identitytoken']),
        registryToken: textOr(entry['registrytoken']),
    };
}
function parseObject(text) {
    try {
        const document = JSON.parse(text);
        return (0,json/* isObject */.G)(document) ? document : undefined;
    }
    catch {
        return undefined;
    }
}
function recordOr(value) {
    return (0,json/* isObject */.G)(value) ? value : {};
}
function textOr(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

;// CONCATENATED MODULE: ./build/registry/credentials.js






/**
 * The logins of a run, the first that fits wins: the inputs; what the CI provides; `$DOCKER_CONFIG/config.json` or
 * `~/.docker/config.json` with its helpers; `$DOCKER_AUTH_CONFIG`; `$REGISTRY_AUTH_FILE` or the auth.json of
 * containers (`$XDG_RUNTIME_DIR/containers`, `~/.config/containers`). Files are read, and helpers run, only when asked
 * for the first time. Every secret found is told to the redactor before it is handed out.
 */
class RunCredentials {
    #options;
    #environment;
    #found = new Map();
    #helperAnswers = new Map();
    #configs;
    constructor(options) {
        this.#options = options;
        this.#environment = options.environment ?? process.env;
    }
    async find(registry, repository) {
        const key = `${registry}/${repository}`;
        const known = this.#found.get(key);
        if (known)
            return known;
        const found = this.#find((0,names/* normalRegistry */.T1)(registry), repository);
        this.#found.set(key, found);
        return found;
    }
    async #find(registry, repository) {
        const { logins, provided, log } = this.#options;
        const isWanted = (login) => (0,names/* normalRegistry */.T1)(login.registry) === registry;
        const input = logins.find(isWanted);
        if (input)
            return passwordOf(input.username, input.password.reveal(), 'the inputs username and password', log);
        const given = provided.find(isWanted);
        if (given)
            return passwordOf(given.username, given.password.reveal(), 'the CI', log);
        this.#configs ??= loadConfigs(this.#environment, this.#options);
        for (const config of await this.#configs) {
            const found = (await this.#fromHelper(config, registry)) ?? fromEntry(config, registry, repository, log);
            if (found)
                return found;
        }
        return undefined;
    }
    async #fromHelper(config, registry) {
        const helper = helperFor(config, registry);
        if (helper === undefined)
            return undefined;
        const { log, signal } = this.#options;
        // One run for each registry, however many repositories are asked about.
        const key = `${helper} ${registry}`;
        const asked = this.#helperAnswers.get(key) ??
            credentialFromHelper(helper, registry, { environment: this.#environment, log, signal });
        this.#helperAnswers.set(key, asked);
        const answer = await asked;
        const source = `docker-credential-${helper} (${config.source})`;
        if (answer?.username === '<token>')
            return tokenOf('identity-token', answer.secret, source, log);
        return answer && passwordOf(answer.username, answer.secret, source, log);
    }
}
function fromEntry(config, registry, repository, log) {
    const entry = entryFor(config, registry, repository);
    if (entry?.identityToken)
        return tokenOf('identity-token', entry.identityToken, config.source, log);
    if (entry?.registryToken)
        return tokenOf('registry-token', entry.registryToken, config.source, log);
    if (entry?.username === undefined || entry.password === undefined)
        return undefined;
    return passwordOf(entry.username, entry.password, config.source, log);
}
async function loadConfigs(environment, { log, home = (0,external_node_os_.homedir)() }) {
    const dockerFile = external_node_path_.join(environment['DOCKER_CONFIG'] || external_node_path_.join(home, '.docker'), 'config.json');
    const inline = environment['DOCKER_AUTH_CONFIG'];
    const containersFiles = environment['REGISTRY_AUTH_FILE']
        ? [environment['REGISTRY_AUTH_FILE']]
        : [
            ...(environment['XDG_RUNTIME_DIR']
                ? [external_node_path_.join(environment['XDG_RUNTIME_DIR'], 'containers/auth.json')]
                : []),
            external_node_path_.join(environment['XDG_CONFIG_HOME'] || external_node_path_.join(home, '.config'), 'containers/auth.json'),
        ];
    const loaded = [
        await readDockerConfig(dockerFile, log),
        inline ? parseDockerConfig(inline, 'DOCKER_AUTH_CONFIG', log) : undefined,
        ...(await Promise.all(containersFiles.map((file) => readDockerConfig(file, log)))),
    ];
    return loaded.filter((config) => config !== undefined);
}
function passwordOf(username, password, source, log) {
    for (const value of [password, `${username}:${password}`])
        log.redactor.add(value);
    return { kind: 'password', username, password: new secret/* Secret */.z(password), source };
}
function tokenOf(kind, token, source, log) {
    log.redactor.add(token);
    return { kind, token: new secret/* Secret */.z(token), source };
}


/***/ }),

/***/ 450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T1: () => (/* binding */ normalRegistry),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   nz: () => (/* binding */ apiHost),
/* harmony export */   pe: () => (/* binding */ DOCKER_HUB_KEY)
/* harmony export */ });
/* harmony import */ var _http_hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2178);

/** Docker Hub's name in references. */
const DOCKER_HUB = 'docker.io';
/** The key under which Docker's own files and helpers keep the login to Docker Hub. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const HUB_NAMES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
/** The host that speaks the registry API for a registry named in references: `registry-1.docker.io` for `docker.io`. */
function apiHost(registry) {
    return registry === DOCKER_HUB ? 'registry-1.docker.io' : registry;
}
/** One spelling of each registry host: lower case, no `:443`, Docker Hub's several names as `docker.io`. */
function normalRegistry(registry) {
    const { host, port } = (0,_http_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .splitHostPort */ .cC)(registry);
    if (HUB_NAMES.has(host) && (port === undefined || port === 443))
        return DOCKER_HUB;
    const name = host.includes(':') ? `[${host}]` : host;
    return port === undefined || port === 443 ? name : `${name}:${port}`;
}


/***/ })

};
