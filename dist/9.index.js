export const id = 9;
export const ids = [9];
export const modules = {

/***/ 9009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubHost: () => (/* binding */ githubHost),
/* harmony export */   githubSink: () => (/* binding */ githubSink)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1717);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9794);



/** The runner drops a step's summary that is larger. */
const SUMMARY_SIZE = 1024 * 1024;
/** A shorter mask would turn ordinary text into stars; the log's redactor draws the same line. */
const SHORTEST_MASK = 4;
const TOO_LONG = '\n\n_The summary was too long and ends here._\n';
/** A step of GitHub Actions, as an action or a `run:` line; Gitea, Forgejo and act speak the same protocol. */
function githubHost(options) {
    const saved = new Map();
    const sink = githubSink(options.write);
    /** The toolkit writes a value so that nothing in it can end it; it finds the file in the environment itself. */
    const hand = async (on, name, value) => {
        const file = on === 'setOutput' ? 'GITHUB_OUTPUT' : 'GITHUB_STATE';
        if ((0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, file) === undefined)
            sink.line('warning', `${file} is not set: ${name} is not handed on`);
        else
            (await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(260), __webpack_require__.e(264)]).then(__webpack_require__.bind(__webpack_require__, 7264)))[on](name, value);
    };
    return {
        name: 'github',
        sink,
        temporary: (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'RUNNER_TEMP') ?? (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .temporaryOf */ .D)(options),
        workspace: (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_WORKSPACE') ?? options.cwd,
        source: () => source(options),
        credentials: () => credentials(options),
        gitCredentials: () => gitCredentials(options),
        mask(value) {
            for (const line of new Set(value.split(/\r?\n/).map((text) => text.trim()))) {
                if (line.length >= SHORTEST_MASK)
                    options.write(workflowCommand('add-mask', {}, line));
            }
        },
        async publish(outputs) {
            for (const [name, value] of stepOutputs(outputs))
                await hand('setOutput', name, value);
        },
        summary: (markdown) => appendSummary((0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_STEP_SUMMARY'), markdown),
        cacheService: () => cacheService(options),
        async saveState(name, value) {
            saved.set(name, value);
            await hand('saveState', name, value);
        },
        async state(name) {
            return (saved.get(name) ?? options.env[`STATE_${name}`]) || undefined;
        },
    };
}
/** The outputs that action.yml declares, as text. */
function stepOutputs(outputs) {
    return [
        ['image', outputs.image],
        ['digest', outputs.digest],
        ['imageid', outputs.imageid],
        ['tags', outputs.tags.join('\n')],
        ['strategy', outputs.strategy],
        ['metadata', JSON.stringify(outputs.metadata)],
    ];
}
/**
 * Log lines as workflow commands (docs.github.com, "Workflow commands"). The runner reads commands out of
 * standard output and standard error alike, and out of what a builder prints too: ordinary lines are written
 * so that none of them is one.
 */
function githubSink(write) {
    return {
        line(level, message, place) {
            const name = COMMAND_OF_LEVEL.get(level);
            if (name === undefined)
                write(`${harmless(message)}\n`);
            else
                write(workflowCommand(name, properties(place), message));
        },
        openGroup(title) {
            write(workflowCommand('group', {}, title.replace(/\s+/g, ' ')));
        },
        closeGroup() {
            write(workflowCommand('endgroup', {}, ''));
        },
    };
}
const COMMAND_OF_LEVEL = new Map([
    ['debug', 'debug'],
    ['notice', 'notice'],
    ['warning', 'warning'],
    ['error', 'error'],
]);
function properties(place) {
    if (!place)
        return {};
    const column = place.column === undefined ? {} : { col: String(place.column) };
    return { file: place.file, line: String(place.line), ...column };
}
/** `::name key=value,…::message`, escaped as the runner unescapes it. */
function workflowCommand(name, given, message) {
    const list = Object.entries(given).map(([key, value]) => `${key}=${escapeProperty(value)}`);
    return `::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeData(message)}\n`;
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
/** A line that begins with `::`, and one that holds `##[` anywhere, would be a command to the runner. */
function harmless(message) {
    return message
        .split(/\r\n|\r|\n/)
        .map((line) => (line.trimStart().startsWith('::') ? `| ${line}` : line).replaceAll('##[', '## ['))
        .join('\n');
}
async function appendSummary(file, markdown) {
    if (file === undefined)
        return;
    const present = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file).then((found) => found.size, () => 0);
    const room = SUMMARY_SIZE - present;
    if (Buffer.byteLength(markdown) <= room) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, markdown);
        return;
    }
    const kept = Buffer.from(markdown).subarray(0, Math.max(0, room - Buffer.byteLength(TOO_LONG)));
    const whole = kept.subarray(0, kept.lastIndexOf('\n') + 1);
    if (whole.length > 0)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, Buffer.concat([whole, Buffer.from(TOO_LONG)]));
}
async function source(options) {
    const event = await readEvent((0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_EVENT_PATH'));
    const repository = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_REPOSITORY');
    const ref = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_REF');
    const change = Number(/^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1] ?? dig(event, 'pull_request', 'number'));
    const branch = dig(event, 'repository', 'default_branch');
    return {
        repository: repository === undefined ? undefined : `${serverOf(options)}/${repository}`,
        commit: (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_SHA'),
        ref,
        event: (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_EVENT_NAME'),
        defaultBranch: typeof branch === 'string' ? branch : undefined,
        change: change > 0 ? change : undefined,
        ...((0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_REF_PROTECTED') === 'true' ? { isProtected: true } : {}),
    };
}
/** The runner gives these to actions, not to `run:` lines; only an action has a post phase. */
function cacheService(options) {
    const runtimeToken = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'ACTIONS_RUNTIME_TOKEN');
    const results = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'ACTIONS_RESULTS_URL');
    const isSecond = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'ACTIONS_CACHE_SERVICE_V2') !== undefined && results !== undefined;
    const url = isSecond ? results : (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'ACTIONS_CACHE_URL');
    if (url === undefined || !URL.canParse(url) || (isSecond && runtimeToken === undefined))
        return undefined;
    return {
        kind: 'github',
        version: isSecond ? 2 : 1,
        url: new URL(url),
        token: new _log_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(runtimeToken ?? ''), // act wants none
        mode: (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'ACTIONS_CACHE_MODE') ?? '',
        hasPost: Object.keys(options.env).some((name) => name.startsWith('INPUT_')),
    };
}
async function readEvent(file) {
    if (file === undefined)
        return undefined;
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8'));
    }
    catch {
        // A step can be run without its event; what it would tell is then not known.
        return undefined;
    }
}
function dig(value, ...keys) {
    return keys.reduce((inner, key) => typeof inner === 'object' && inner !== null
        ? Object.getOwnPropertyDescriptor(inner, key)?.value
        : undefined, value);
}
function serverOf(options) {
    return (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_SERVER_URL') ?? 'https://github.com';
}
/** The token is used only when it is handed to us as an input; every step could be given another. */
function token(options) {
    return (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'INPUT_GITHUB-TOKEN') ?? (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'DOCKLESS_GITHUB_TOKEN');
}
function credentials(options) {
    const password = token(options);
    if (password === undefined)
        return [];
    const username = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'GITHUB_ACTOR') ?? 'x-access-token';
    return [{ registry: containerRegistry(serverOf(options)), username, password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(password) }];
}
/** ghcr.io, or the registry of the GitHub Enterprise server that runs the job: the token is for no other. */
function containerRegistry(server) {
    const host = URL.canParse(server) ? new URL(server).host : 'github.com';
    return host === 'github.com' ? 'ghcr.io' : `containers.${host}`;
}
function gitCredentials(options) {
    const password = token(options);
    const server = serverOf(options);
    if (password === undefined || !URL.canParse(server))
        return [];
    return [{ host: new URL(server).host, username: 'x-access-token', password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(password) }];
}


/***/ }),

/***/ 9794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ temporaryOf),
/* harmony export */   b: () => (/* binding */ variable)
/* harmony export */ });
/** The value of a variable, undefined when it is empty: CIs and shells set empty ones for absent ones. */
function variable(options, name) {
    return options.env[name] || undefined;
}
/** Where private directories go outside of GitHub. */
function temporaryOf(options) {
    return variable(options, 'TMPDIR') ?? '/tmp';
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
