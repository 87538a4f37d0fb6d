export const id = 537;
export const ids = [537];
export const modules = {

/***/ 537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gitlabHost: () => (/* binding */ gitlabHost)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1717);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9794);
/* harmony import */ var _output_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6529);
/* harmony import */ var _plain_sink_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5042);
/* harmony import */ var _state_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4704);







/** A job of GitLab CI. It has no way to hide a value at run time, and no job summary. */
function gitlabHost(options) {
    const workspace = projectDirectory(options);
    const temporary = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .temporaryOf */ .D)(options);
    const state = (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .fileState */ .o)(temporary, (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_JOB_ID') ?? 'gitlab');
    return {
        name: 'gitlab',
        sink: gitlabSink(options),
        temporary,
        workspace,
        source: async () => source(options),
        // Below the project, for the runner keeps nothing else; the component names it under `cache:`.
        cacheService: () => ({ kind: 'directory', path: node_path__WEBPACK_IMPORTED_MODULE_0__.join(workspace, '.dockless-cache') }),
        credentials: () => credentials(options),
        gitCredentials: () => gitCredentials(options),
        mask() { },
        publish: (outputs) => (0,_output_files_js__WEBPACK_IMPORTED_MODULE_3__/* .writeOutputFiles */ .k)(options, workspace, outputs, { dotenv: 'dockless.env', json: 'dockless.json' }),
        async summary() { },
        saveState: state.save,
        state: state.get,
    };
}
/** gitlab-ci-local names a directory of a container that it does not start; jobs begin in the real one. */
function projectDirectory(options) {
    const named = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_PROJECT_DIR');
    return named !== undefined && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(named) ? named : options.cwd;
}
/**
 * Groups are collapsible sections (docs.gitlab.com, "Job logs", custom collapsible sections). The job log shows
 * colours, though it is no terminal.
 */
function gitlabSink(options) {
    const plain = (0,_plain_sink_js__WEBPACK_IMPORTED_MODULE_4__/* .plainSink */ .W)({ ...options, colour: (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'NO_COLOR') === undefined });
    const open = [];
    let count = 0;
    const now = () => Math.floor(Date.now() / 1000);
    return {
        line: (...given) => plain.line(...given),
        openGroup(title) {
            count += 1;
            const name = `dockless_${count}`;
            open.push(name);
            options.write(`\u001B[0Ksection_start:${now()}:${name}\r\u001B[0K${title.replace(/\s+/g, ' ')}\n`);
        },
        closeGroup() {
            const name = open.pop();
            if (name !== undefined)
                options.write(`\u001B[0Ksection_end:${now()}:${name}\r\u001B[0K\n`);
        },
    };
}
function source(options) {
    const change = Number((0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_MERGE_REQUEST_IID'));
    return {
        repository: (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_PROJECT_URL'),
        commit: (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_COMMIT_SHA'),
        ref: refOf(options),
        event: (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_PIPELINE_SOURCE'),
        defaultBranch: (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_DEFAULT_BRANCH'),
        change: change > 0 ? change : undefined,
        ...((0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_COMMIT_REF_PROTECTED') === 'true' ? { isProtected: true } : {}),
    };
}
/** CI_COMMIT_BRANCH is empty in pipelines of merge requests and of tags. */
function refOf(options) {
    const tag = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_COMMIT_TAG');
    if (tag !== undefined)
        return `refs/tags/${tag}`;
    const mergeRequest = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_MERGE_REQUEST_REF_PATH');
    if (mergeRequest !== undefined)
        return mergeRequest;
    const branch = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_COMMIT_BRANCH');
    return branch === undefined ? undefined : `refs/heads/${branch}`;
}
function credentials(options) {
    const login = (registry, user, password) => {
        const [host, username, value] = [registry, user, password].map((name) => (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, name));
        if (host === undefined || username === undefined || value === undefined)
            return [];
        return [{ registry: host, username, password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(value) }];
    };
    const own = login('CI_REGISTRY', 'CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD');
    const registry = own.length > 0 ? own : login('CI_REGISTRY', 'CI_DEPLOY_USER', 'CI_DEPLOY_PASSWORD');
    const proxy = login('CI_DEPENDENCY_PROXY_SERVER', 'CI_DEPENDENCY_PROXY_USER', 'CI_DEPENDENCY_PROXY_PASSWORD');
    return [...registry, ...proxy.flatMap(withAndWithoutPort)];
}
/** CI_DEPENDENCY_PROXY_SERVER ends in `:443`, and images are named with it as often as without. */
function withAndWithoutPort(credential) {
    const { registry } = credential;
    if (registry.endsWith(':443'))
        return [credential, { ...credential, registry: registry.slice(0, -4) }];
    return registry.includes(':') ? [credential] : [credential, { ...credential, registry: `${registry}:443` }];
}
function gitCredentials(options) {
    const token = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_JOB_TOKEN');
    const host = (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_SERVER_FQDN') ?? (0,_options_js__WEBPACK_IMPORTED_MODULE_6__/* .variable */ .b)(options, 'CI_SERVER_HOST');
    if (token === undefined || host === undefined)
        return [];
    return [{ host, username: 'gitlab-ci-token', password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(token) }];
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

/***/ 6529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ writeOutputFiles)
/* harmony export */ });
/* unused harmony export dotenvOf */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9794);



/** GitLab refuses a larger dotenv report. */
const DOTENV_SIZE = 5 * 1024;
/**
 * Writes the outputs where the user asked for them: `DOCKLESS_DOTENV` as lines `NAME=value`, `DOCKLESS_JSON` as
 * one document. `defaults` are the files of a CI that collects them in any case. Paths are relative to `directory`.
 */
async function writeOutputFiles(options, directory, outputs, defaults = {}) {
    const dotenv = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'DOCKLESS_DOTENV') ?? defaults.dotenv;
    const json = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .variable */ .b)(options, 'DOCKLESS_JSON') ?? defaults.json;
    if (dotenv !== undefined)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(directory, dotenv), dotenvOf(outputs));
    if (json !== undefined) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(directory, json), `${JSON.stringify(outputs, undefined, 2)}\n`);
    }
}
/**
 * The outputs as a dotenv report: one line each, 5 KiB at most. The names are not those of inputs: later jobs
 * inherit these variables, and a later build must not take them for its own. Tags that do not fit are left out;
 * `metadata` never fits and stands in the JSON document.
 */
function dotenvOf(outputs) {
    const line = (name, value) => `DOCKLESS_OUTPUT_${name}=${value.replace(/[\r\n]+/g, ' ')}\n`;
    const fixed = [
        line('IMAGE', outputs.image),
        line('DIGEST', outputs.digest),
        line('IMAGEID', outputs.imageid),
        line('STRATEGY', outputs.strategy),
        line('PLATFORMS', outputs.platforms.join(' ')),
    ].join('');
    let tags = [...outputs.tags];
    while (tags.length > 0 && Buffer.byteLength(fixed + line('TAGS', tags.join(' '))) > DOTENV_SIZE) {
        tags = tags.slice(0, -1);
    }
    return fixed + line('TAGS', tags.join(' '));
}


/***/ }),

/***/ 5042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ plainSink)
/* harmony export */ });
const PREFIX = {
    debug: 'debug: ',
    info: '',
    notice: '',
    warning: 'warning: ',
    error: 'error: ',
};
/** SGR parameters (ECMA-48, 8.3.117): faint, bold, yellow, red. */
const STYLE = {
    debug: '2',
    info: '',
    notice: '1',
    warning: '33',
    error: '31',
};
/** `file:line:column: `, as compilers write it and editors find it. */
function placePrefix(place) {
    if (!place)
        return '';
    const column = place.column === undefined ? '' : `:${place.column}`;
    return `${place.file}:${place.line}${column}: `;
}
function styled(text, style, colour) {
    return colour && style !== '' ? `\u001B[${style}m${text}\u001B[0m` : text;
}
/** Text for people: a line each, with level and place in front. Groups are titles. */
function plainSink(options) {
    const { write, colour, debug } = options;
    return {
        line(level, message, place) {
            if (level === 'debug' && !debug)
                return;
            const text = message
                .split('\n')
                .map((line) => styled(line, STYLE[level], colour))
                .join('\n');
            write(`${placePrefix(place)}${styled(PREFIX[level], STYLE[level], colour)}${text}\n`);
        },
        openGroup(title) {
            write(`${styled(`==> ${title}`, '1', colour)}\n`);
        },
        closeGroup() { },
    };
}


/***/ }),

/***/ 4704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ memoryState),
/* harmony export */   o: () => (/* binding */ fileState)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);




/** For CIs without a later phase: the values live as long as the process. */
function memoryState() {
    const values = new Map();
    return {
        save: async (name, value) => {
            values.set(name, value);
        },
        get: async (name) => values.get(name) || undefined,
    };
}
/**
 * One file in the temporary directory, named after the job. The post phase ends processes and removes
 * directories by what it says, so it is read only when it is an ordinary file of ours that nobody else may write.
 */
function fileState(temporary, job) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(temporary, `dockless-state-${job.replace(/[^A-Za-z0-9_.-]+/g, '_')}.json`);
    return {
        save: async (name, value) => {
            const values = await readState(file);
            if (value === '')
                values.delete(name);
            else
                values.set(name, value);
            if (values.size === 0)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true });
            else
                await writeState(file, values);
        },
        get: async (name) => (await readState(file)).get(name),
    };
}
async function readState(file) {
    let handle;
    try {
        handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    }
    catch {
        return new Map();
    }
    try {
        if (!(await isOurs(handle)))
            return new Map();
        const value = JSON.parse(await handle.readFile('utf8'));
        if (typeof value !== 'object' || value === null)
            return new Map();
        const entries = Object.entries(value);
        return new Map(entries.filter((entry) => typeof entry[1] === 'string'));
    }
    catch {
        return new Map();
    }
    finally {
        await handle.close();
    }
}
async function writeState(file, values) {
    const flags = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, flags, 0o600);
        try {
            if (!(await isOurs(handle)))
                throw new Error('it is not a file of ours alone');
            await handle.truncate(0);
            await handle.write(JSON.stringify(Object.fromEntries(values)), 0);
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('WRONG_INPUT', `${file} cannot be written: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, {
            fix: 'Remove it, or set TMPDIR to a directory that nobody else may write to',
            cause: error,
        });
    }
}
async function isOurs(handle) {
    const stat = await handle.stat();
    return stat.isFile() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
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
