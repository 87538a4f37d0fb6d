export const id = 475;
export const ids = [475,654];
export const modules = {

/***/ 5560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ webAddress),
/* harmony export */   i: () => (/* binding */ sourceFromGit)
/* harmony export */ });
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4511);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2923);


/** The revision that git has checked out in a directory. What git does not know, or no git, is undefined. */
async function sourceFromGit(directory) {
    // By its path: the toolkit's own search of PATH prints to standard output when a directory of it is closed to us.
    const git = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_0__/* .findProgram */ .K)('git');
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 260).then(__webpack_require__.bind(__webpack_require__, 1260));
    const ask = async (...question) => {
        if (git === undefined)
            return undefined;
        const options = { silent: true, ignoreReturnCode: true, env: (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .childEnvironment */ .Q)() };
        const asked = getExecOutput(git, ['-C', directory, ...question], options);
        const { exitCode, stdout } = await asked.catch(() => ({ exitCode: 127, stdout: '' }));
        return exitCode === 0 ? stdout.trim() || undefined : undefined;
    };
    const [remote, commit, ref, head] = await Promise.all([
        ask('config', '--get', 'remote.origin.url'),
        ask('rev-parse', '--verify', '--quiet', 'HEAD'),
        ask('symbolic-ref', '--quiet', 'HEAD'),
        ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'),
    ]);
    return {
        repository: remote === undefined ? undefined : webAddress(remote),
        commit,
        ref,
        event: undefined,
        defaultBranch: head?.replace('refs/remotes/origin/', ''),
        change: undefined,
    };
}
/**
 * The address under which people see a repository: without login and `.git`, and https for the forms that only
 * git understands. A path or a file URL has none.
 */
function webAddress(remote) {
    const scp = /^(?:[^@/\s]+@)?([\w.-]+):(?!\/\/)([^\\]+)$/.exec(remote);
    const url = scp ? `https://${scp[1]}/${(scp[2] ?? '').replace(/^\//, '')}` : remote;
    if (!URL.canParse(url))
        return undefined;
    const parsed = new URL(url);
    if (!['http:', 'https:', 'ssh:', 'git:'].includes(parsed.protocol))
        return undefined;
    const scheme = parsed.protocol === 'http:' ? 'http' : 'https';
    const host = parsed.protocol.startsWith('http') ? parsed.host : parsed.hostname;
    return `${scheme}://${host}${parsed.pathname.replace(/\/$/, '').replace(/\.git$/, '')}`;
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

/***/ 9475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tektonHost: () => (/* binding */ tektonHost)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _terminal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3654);



/** A step of a Tekton task: results are files, and Tekton Chains signs what IMAGE_URL and IMAGE_DIGEST name. */
function tektonHost(options, results) {
    const terminal = (0,_terminal_js__WEBPACK_IMPORTED_MODULE_2__.terminalHost)(options);
    return {
        ...terminal,
        name: 'tekton',
        async publish(outputs) {
            await terminal.publish(outputs);
            await writeResults(results, outputs);
        },
    };
}
async function writeResults(directory, outputs) {
    const there = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).catch(() => undefined);
    if (!there?.isDirectory())
        return;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'IMAGE_DIGEST'), outputs.digest);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'IMAGE_URL'), outputs.tags[0] ?? '');
}


/***/ }),

/***/ 3654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   terminalHost: () => (/* binding */ terminalHost)
/* harmony export */ });
/* harmony import */ var _git_source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5560);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9794);
/* harmony import */ var _output_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6529);
/* harmony import */ var _plain_sink_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5042);
/* harmony import */ var _state_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4704);





/** A laptop, a Kubernetes Job, a CI that we do not know: text for people and nothing else. */
function terminalHost(options) {
    const state = (0,_state_file_js__WEBPACK_IMPORTED_MODULE_3__/* .memoryState */ .R)();
    return {
        name: 'terminal',
        sink: (0,_plain_sink_js__WEBPACK_IMPORTED_MODULE_2__/* .plainSink */ .W)(options),
        temporary: (0,_options_js__WEBPACK_IMPORTED_MODULE_4__/* .temporaryOf */ .D)(options),
        workspace: options.cwd,
        source: () => (0,_git_source_js__WEBPACK_IMPORTED_MODULE_0__/* .sourceFromGit */ .i)(options.cwd),
        credentials: () => [],
        gitCredentials: () => [],
        mask() { },
        publish: (outputs) => (0,_output_files_js__WEBPACK_IMPORTED_MODULE_1__/* .writeOutputFiles */ .k)(options, options.cwd, outputs),
        async summary() { },
        saveState: state.save,
        state: state.get,
    };
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


/***/ })

};
