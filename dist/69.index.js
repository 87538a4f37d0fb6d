export const id = 69;
export const ids = [69];
export const modules = {

/***/ 767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D2: () => (/* binding */ DocklessError),
/* harmony export */   Ey: () => (/* binding */ WrongInput),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   dP: () => (/* binding */ DEFECT_STATUS),
/* harmony export */   yJ: () => (/* binding */ EndedBySignal)
/* harmony export */ });
const EXIT_STATUS = {
    BUILD_FAILED: 1,
    WRONG_INPUT: 2,
    NOTHING_FITS: 3,
    REGISTRY_FAILED: 4,
    DEFECT: 5,
};
/** Exit status of a failure that nobody foresaw: a defect of ours. */
const DEFECT_STATUS = EXIT_STATUS.DEFECT;
/**
 * Every failure that a user can cause or cure. The message says what happened and why; `fix` says what to do.
 * It is turned into an annotation and an exit status in one place, the composition root.
 */
class DocklessError extends Error {
    code;
    fix;
    place;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'DocklessError';
        this.code = code;
        this.fix = details.fix;
        this.place = details.place;
    }
    get exitStatus() {
        return EXIT_STATUS[this.code];
    }
}
/** All mistakes of one input at once, so that nobody mends them one run at a time. */
class WrongInput extends DocklessError {
    mistakes;
    constructor(mistakes) {
        const lines = mistakes.map((m) => `${m.input}: ${m.problem}. ${m.fix}`);
        const place = mistakes.find((m) => m.place)?.place;
        super('WRONG_INPUT', lines.join('\n'), place ? { place } : {});
        this.name = 'WrongInput';
        this.mistakes = mistakes;
    }
}
/** Ended by a signal: no failure of anybody, and exit status 128 + n. */
class EndedBySignal extends Error {
    signal;
    exitStatus;
    constructor(signal, number) {
        super(`ended by ${signal}`);
        this.name = 'EndedBySignal';
        this.signal = signal;
        this.exitStatus = 128 + number;
    }
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 1988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ closest)
/* harmony export */ });
/**
 * The candidate that `word` was most likely meant to be: the nearest by edit distance (insert, delete, replace,
 * swap of neighbours), when it is near enough to be a slip of the hand. Upper and lower case count as equal.
 */
function closest(word, candidates) {
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best;
    for (const name of candidates) {
        const distance = editDistance(word.toLowerCase(), name.toLowerCase());
        if (distance <= limit && (!best || distance < best.distance))
            best = { name, distance };
    }
    return best?.name;
}
function editDistance(a, b) {
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1] ? 0 : 1;
            let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
            }
            row.push(cost);
        }
        before = last;
        last = row;
    }
    return last[b.length] ?? 0;
}


/***/ }),

/***/ 9069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/hosts/detect.js

/** Where a TaskRun collects results. */
const TEKTON_RESULTS = '/tekton/results';
/** Which CI an environment is of. */
function detectHostName(env, tektonResults = TEKTON_RESULTS) {
    if (env['GITHUB_ACTIONS'] === 'true')
        return 'github';
    // gitlab-ci-local says GITLAB_CI=false and is otherwise the same.
    if (env['GITLAB_CI'] === 'true' || (env['GITLAB_CI'] !== undefined && env['CI_PROJECT_DIR']))
        return 'gitlab';
    if (env['JENKINS_URL'] || env['JENKINS_HOME'])
        return 'jenkins';
    return (0,external_node_fs_.statSync)(tektonResults, { throwIfNoEntry: false })?.isDirectory() ? 'tekton' : 'terminal';
}
/** The adapter of the CI that runs us. People's text goes to standard error, where a closed reader is no error. */
async function detectHost(env = process.env, given = {}) {
    const options = {
        env,
        cwd: process.cwd(),
        write: writer(process.stderr),
        colour: process.stderr.isTTY && !env['NO_COLOR'],
        debug: given.debug ?? false,
    };
    return hostOf(detectHostName(env), options);
}
/** One adapter, loaded when it is needed. */
async function hostOf(name, options) {
    if (name === 'github')
        return (await __webpack_require__.e(/* import() */ 9).then(__webpack_require__.bind(__webpack_require__, 9009))).githubHost(options);
    if (name === 'gitlab')
        return (await __webpack_require__.e(/* import() */ 537).then(__webpack_require__.bind(__webpack_require__, 537))).gitlabHost(options);
    if (name === 'jenkins')
        return (await __webpack_require__.e(/* import() */ 134).then(__webpack_require__.bind(__webpack_require__, 2134))).jenkinsHost(options);
    if (name === 'tekton')
        return (await __webpack_require__.e(/* import() */ 475).then(__webpack_require__.bind(__webpack_require__, 9475))).tektonHost(options, TEKTON_RESULTS);
    return (await __webpack_require__.e(/* import() */ 654).then(__webpack_require__.bind(__webpack_require__, 3654))).terminalHost(options);
}
/** Writes to a stream whose reader may go away: `dockless … 2>&1 | head` ends quietly. */
function writer(stream) {
    stream.on('error', (error) => {
        if (error.code !== 'EPIPE')
            throw error;
    });
    return (text) => {
        if (stream.writable)
            stream.write(text);
    };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./build/lifetime/lifetime.js


const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
/**
 * How long a run lives: its `signal` fires at SIGINT, SIGTERM or SIGHUP, and everything that was added is
 * released in reverse order at the end, whatever the way out.
 */
class Lifetime {
    #controller = new AbortController();
    #resources = [];
    #onSignal = (signal) => {
        this.end(new errors/* EndedBySignal */.yJ(signal, NUMBERS[signal] ?? 15));
    };
    constructor() {
        (0,external_node_events_.setMaxListeners)(0, this.#controller.signal); // every child and every request of a run listens to it
        for (const signal of Object.keys(NUMBERS))
            process.on(signal, this.#onSignal);
    }
    /** Fires when the run is to end. Its reason is an EndedBySignal. */
    get signal() {
        return this.#controller.signal;
    }
    /** Ends the run for this reason; the first one given is the one that counts. */
    end(reason) {
        this.#controller.abort(reason);
    }
    /** Takes charge of a resource: it is released at the end, the last one first. */
    use(resource) {
        this.#resources.push(resource);
        return resource;
    }
    async [Symbol.asyncDispose]() {
        try {
            for (let last = this.#resources.pop(); last; last = this.#resources.pop())
                await last[Symbol.asyncDispose]();
        }
        finally {
            for (const signal of Object.keys(NUMBERS))
                process.off(signal, this.#onSignal);
        }
    }
}

;// CONCATENATED MODULE: ./build/log/redactor.js
/** A secret shorter than this is not searched for in output: it would turn ordinary text into stars. */
const SHORTEST = 4;
/**
 * Knows the run's secret values, in the forms in which they tend to leak: as they are, base64 (also as
 * `user:password`, which callers add as a value of its own), URL-encoded, and each line of a longer text.
 */
class Redactor {
    #forms = new Set();
    #pattern;
    /** Adds a value to hide. Empty and very short values are left alone. */
    add(value) {
        const lines = value.split(/\r?\n/);
        for (const text of [value, ...lines]) {
            const trimmed = text.trim();
            if (trimmed.length < SHORTEST)
                continue;
            this.#forms.add(trimmed);
            this.#forms.add(Buffer.from(text).toString('base64'));
            this.#forms.add(Buffer.from(text).toString('base64url'));
            this.#forms.add(encodeURIComponent(trimmed));
            this.#forms.add(JSON.stringify(trimmed).slice(1, -1));
        }
        this.#pattern = undefined;
    }
    /** The text with every known secret replaced by `***`. */
    redact(text) {
        if (this.#forms.size === 0)
            return text;
        this.#pattern ??= new RegExp([...this.#forms]
            .sort((a, b) => b.length - a.length)
            .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('|'), 'g');
        return text.replace(this.#pattern, '***');
    }
}

;// CONCATENATED MODULE: ./build/log/logger.js

/** Writes redacted lines to the sink of the CI host. People's text only: documents go to stdout by other ways. */
class Logger {
    redactor;
    #sink;
    constructor(sink, redactor = new Redactor()) {
        this.#sink = sink;
        this.redactor = redactor;
    }
    debug(message) {
        this.#write('debug', message);
    }
    info(message) {
        this.#write('info', message);
    }
    notice(message, place) {
        this.#write('notice', message, place);
    }
    warning(message, place) {
        this.#write('warning', message, place);
    }
    error(message, place) {
        this.#write('error', message, place);
    }
    /** Runs `body` inside a fold of the CI's log. */
    async group(title, body) {
        this.#sink.openGroup(this.redactor.redact(title));
        try {
            return await body();
        }
        finally {
            this.#sink.closeGroup();
        }
    }
    #write(level, message, place) {
        this.#sink.line(level, this.redactor.redact(message), place);
    }
}
/** A sink that drops everything: for tests and for questions whose answer alone matters. */
const silentSink = { line() { }, openGroup() { }, closeGroup() { } };

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./build/errors/suggest.js
var suggest = __webpack_require__(1988);
// EXTERNAL MODULE: ./build/request/commands.js
var commands = __webpack_require__(7814);
// EXTERNAL MODULE: ./build/request/table.js
var table = __webpack_require__(7354);
;// CONCATENATED MODULE: ./build/request/flags.js




/**
 * Reads a command line (without node and script). Never throws: mistakes are part of the result. Without a
 * command it is `build` when the CI runs us as an action, and help otherwise.
 */
function parseCommandLine(argv, env = {}) {
    const [first, ...rest] = argv;
    if (first === undefined)
        return new Line((0,commands/* findCommand */.Zv)(runsAsAction(env) ? 'build' : 'help')).result();
    if (first.startsWith('-'))
        return withoutCommand(argv);
    const command = (0,commands/* findCommand */.Zv)(first);
    const line = new Line(command ?? (0,commands/* findCommand */.Zv)('help'));
    if (command)
        line.read(rest);
    else
        line.unknownCommand(first);
    return line.result();
}
/** Flags alone: `--help`, `--version`, or a command that was forgotten, which is told with build's mistakes. */
function withoutCommand(argv) {
    const line = new Line((0,commands/* findCommand */.Zv)('build'));
    line.read(argv);
    const result = line.result();
    if (result.help || result.version)
        return { ...result, command: 'help' };
    const missing = {
        input: 'command',
        problem: 'it is missing before the flags',
        fix: 'Write for instance: build --tags REF',
    };
    return { ...result, command: 'help', mistakes: [missing, ...result.mistakes] };
}
function runsAsAction(env) {
    return env['GITHUB_ACTIONS'] === 'true' && Object.keys(env).some((k) => k.startsWith('INPUT_'));
}
/** Collects what the tokens of one command line mean. */
class Line {
    #command;
    #inputs = new Map();
    #options = new Map();
    #switches = new Set();
    #mistakes = [];
    #warnings = [];
    #arguments = 0;
    #topic;
    constructor(command) {
        this.#command = command;
    }
    result() {
        return {
            command: (this.#topic ?? this.#command)?.name ?? 'help',
            help: this.#switches.has('help') || this.#command?.name === 'help',
            version: this.#switches.has('version'),
            json: this.#switches.has('json'),
            markdown: this.#switches.has('markdown'),
            debug: this.#switches.has('debug'),
            passwordStdin: this.#switches.has('password-stdin'),
            options: this.#options,
            inputs: this.#inputs,
            mistakes: this.#mistakes,
            warnings: this.#warnings,
        };
    }
    unknownCommand(name) {
        const near = (0,suggest/* closest */.k)(name, commands/* COMMANDS */.Lo.map((row) => row.name));
        const hint = near === undefined ? '' : `Did you mean ${near}? `;
        this.#wrong(name, 'there is no such command', `${hint}Commands: ${commands/* COMMANDS */.Lo.map((row) => row.name).join(', ')}`);
    }
    read(argv) {
        const tokens = tokenize(argv);
        tokens.forEach((token, i) => {
            if (token.kind === 'positional')
                this.#argument(token.value, tokens[i - 1]);
            else if (token.kind === 'option')
                this.#flag(token);
        });
    }
    /** What follows a flag that is wrong anyway is taken for its value. */
    #argument(value, before) {
        if (this.#command?.name === 'help' && !this.#topic) {
            this.#topic = (0,commands/* findCommand */.Zv)(value);
            if (!this.#topic)
                this.unknownCommand(value);
            return;
        }
        if ((value === 'true' || value === 'false') && before?.kind === 'option') {
            this.#wrong(before.rawName, `"${value}" is not taken as its value`, `Write ${before.rawName}=${value}`);
            return;
        }
        if (before?.kind === 'option' && !before.inlineValue && this.#meaning(before).kind === 'wrong')
            return;
        this.#arguments += 1;
        if (this.#command?.argument === undefined || this.#topic || this.#arguments > 1) {
            this.#wrong(value, 'this argument is one too many', this.#usage());
        }
        else if (this.#command.argument?.includes('|')) {
            this.#options.set('verb', value);
        }
        else if (value !== '') {
            this.#inputs.set('context', { origin: { kind: 'flag', name: 'CONTEXT' }, text: value });
        }
    }
    #flag(token) {
        const meaning = this.#meaning(token);
        if (meaning.kind === 'wrong') {
            this.#wrong(token.rawName, meaning.problem, meaning.fix);
        }
        else if (meaning.kind === 'option') {
            this.#option(token, meaning.name, meaning.takesValue);
        }
        else if (meaning.row.kind === 'boolean') {
            this.#switch(token, meaning.row, meaning.negated);
        }
        else {
            const value = this.#valueOf(token, meaning.row.value);
            if (value !== undefined)
                this.#give(token, meaning.row, value);
        }
    }
    #meaning(token) {
        if (!token.rawName.startsWith('--'))
            return this.#unknown(token.name, token.rawName);
        const own = [...commands/* COMMON_OPTIONS */.DT, ...(this.#command?.options ?? [])].find((o) => o.name === token.name);
        if (own)
            return { kind: 'option', name: own.name, takesValue: own.value !== undefined };
        const row = (0,table/* findInput */.cu)(token.name);
        if (row)
            return this.#input(row, false);
        const positive = token.name.startsWith('no-') ? (0,table/* findInput */.cu)(token.name.slice(3)) : undefined;
        if (positive?.kind === 'boolean')
            return this.#input(positive, true);
        return this.#unknown(token.name, token.rawName);
    }
    #input(row, negated) {
        const command = this.#command?.name ?? 'help';
        if (row.secret) {
            return {
                kind: 'wrong',
                problem: 'secrets have no flag, for any process can read the command line',
                fix: `Use ${row.instead ? `${row.instead}, or ` : ''}the variable ${(0,table/* variableOf */.Qn)(row.name)}`,
            };
        }
        if (!row.commands.includes(command)) {
            return { kind: 'wrong', problem: `${command} does not take it`, fix: this.#usage() };
        }
        return { kind: 'input', row, negated };
    }
    #unknown(name, rawName) {
        const missing = table/* MISSING_INPUTS */.x.find((input) => input.name === name);
        if (missing)
            return { kind: 'wrong', problem: 'Dockless has no such input', fix: missing.fix };
        const near = rawName.startsWith('--') ? (0,suggest/* closest */.k)(name, this.#flags()) : shortFlag(name);
        const hint = near === undefined ? '' : `Did you mean --${near}? `;
        return { kind: 'wrong', problem: 'there is no such flag', fix: `${hint}${this.#usage()}` };
    }
    #flags() {
        const command = this.#command;
        const rows = table/* INPUTS */.mc.filter((row) => command && row.commands.includes(command.name));
        return [
            ...rows.map((row) => row.name),
            ...rows.filter((row) => row.kind === 'boolean').map((row) => `no-${row.name}`),
            ...[...commands/* COMMON_OPTIONS */.DT, ...(command?.options ?? [])].map((option) => option.name),
        ];
    }
    #option(token, name, takesValue) {
        if (takesValue) {
            const value = this.#valueOf(token, 'its value');
            if (value !== undefined)
                this.#options.set(name, value);
        }
        else if (token.inlineValue) {
            this.#wrong(token.rawName, 'it takes no value', `Write ${token.rawName} alone`);
        }
        else {
            this.#switches.add(name);
        }
    }
    #switch(token, row, negated) {
        if (negated && token.inlineValue) {
            this.#wrong(token.rawName, 'it takes no value', `Write ${token.rawName} alone`);
        }
        else if (token.inlineValue) {
            this.#give(token, row, token.value ?? '');
        }
        else {
            this.#give(token, row, negated ? 'false' : 'true');
        }
    }
    /** The value of a flag that needs one; what begins with a dash is taken for the next flag. */
    #valueOf(token, value) {
        if (token.value !== undefined && (token.inlineValue || !/^-./.test(token.value)))
            return token.value;
        const hint = token.value === undefined ? '' : `; a value that begins with "-" is written ${token.rawName}=-…`;
        this.#wrong(token.rawName, 'its value is missing', `Write ${token.rawName} ${value}${hint}`);
        return undefined;
    }
    /** Lists collect, of all others the last one wins; empty means not given. */
    #give(token, row, value) {
        if (row.deprecated)
            this.#warnings.push(`${token.rawName} is deprecated: ${row.deprecated}`);
        if (value === '')
            return;
        const origin = { kind: 'flag', name: `--${row.name}` };
        const before = this.#inputs.get(row.name);
        if (!(0,table/* isList */.Lv)(row)) {
            this.#inputs.set(row.name, { origin, text: value });
        }
        else {
            const items = before && 'items' in before ? before.items : [];
            this.#inputs.set(row.name, { origin, items: [...items, value] });
        }
    }
    #usage() {
        const command = this.#command?.name;
        return command === undefined || command === 'help'
            ? 'See dockless --help'
            : `See dockless ${command} --help`;
    }
    #wrong(input, problem, fix) {
        this.#mistakes.push({ input, problem, fix });
    }
}
/** The flags that docker build has a letter for. */
function shortFlag(letter) {
    if (letter === 't')
        return 'tags';
    if (letter === 'f')
        return 'file';
    if (letter === 'o')
        return 'outputs';
    return letter === 'h' ? 'help' : undefined;
}
/**
 * Every flag that takes a value is declared as such whatever the command, so that its value is never mistaken
 * for an argument. Unknown flags are passed on for us to judge.
 */
function tokenize(argv) {
    const options = {};
    for (const row of table/* INPUTS */.mc) {
        const type = row.kind === 'boolean' ? 'boolean' : 'string';
        for (const name of [row.name, ...row.aliases])
            options[name] = { type };
    }
    for (const option of [...commands/* COMMON_OPTIONS */.DT, ...commands/* COMMANDS */.Lo.flatMap((command) => command.options)]) {
        options[option.name] = { type: option.value === undefined ? 'boolean' : 'string' };
    }
    const config = { args: [...argv], options, strict: false, allowPositionals: true, tokens: true };
    return (0,external_node_util_.parseArgs)(config).tokens;
}

;// CONCATENATED MODULE: ./build/version.js
/** The release that this bundle is. `npm run check` holds it to package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/main.js






/** The composition root: finds the CI, runs the command, and turns what was thrown into a message and a status. */
async function main(argv = process.argv.slice(2), env = process.env) {
    if (env['DOCKLESS_PHASE'] === 'carry')
        return carryMounts(argv);
    const line = parseCommandLine(env['DOCKLESS_PHASE'] === 'post' ? ['post'] : argv, env);
    if (line.version) {
        process.stdout.write(`${VERSION}\n`);
        process.exitCode = 0;
    }
    else if (line.help && line.mistakes.length === 0) {
        process.stdout.write((await __webpack_require__.e(/* import() */ 491).then(__webpack_require__.bind(__webpack_require__, 7491))).helpText(line.command));
        process.exitCode = 0;
    }
    else {
        process.exitCode = await run(line, env);
    }
}
/** The phase in which a build starts us among the ids of a builder. What is thrown ends the process, with its message. */
async function carryMounts(argv) {
    const problems = await (await Promise.all(/* import() */[__webpack_require__.e(199), __webpack_require__.e(544)]).then(__webpack_require__.bind(__webpack_require__, 1544))).carry(argv);
    process.stdout.write(`${JSON.stringify(problems)}\n`);
    process.exitCode = 0;
}
/** Runs one command to its end and gives the exit status. */
async function run(line, env) {
    const host = await detectHost(env, { debug: line.debug });
    const log = new Logger(host.sink);
    const lifetime = new Lifetime();
    const defect = (error) => lifetime.end(error);
    process.on('uncaughtException', defect);
    try {
        await dispatch({ host, log, lifetime, line });
        if (line.command !== 'registry')
            lifetime.signal.throwIfAborted(); // for a server a signal is a good end
        return 0;
    }
    catch (error) {
        return tell(lifetime.signal.aborted ? lifetime.signal.reason : error, log, line.debug);
    }
    finally {
        await lifetime[Symbol.asyncDispose]().catch((error) => log.warning(`Cleaning up: ${(0,errors/* messageOf */.bD)(error)}`));
        process.off('uncaughtException', defect);
    }
}
/** Command bodies are loaded when they are called: see "Entry" in ARCHITECTURE.md. */
async function dispatch(session) {
    const { line } = session;
    const [first, ...more] = line.mistakes;
    if (first && line.command !== 'build' && line.command !== 'plan')
        throw new errors/* WrongInput */.Ey([first, ...more]);
    if (line.command === 'build')
        await (await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(175), __webpack_require__.e(110), __webpack_require__.e(199), __webpack_require__.e(811), __webpack_require__.e(45), __webpack_require__.e(280), __webpack_require__.e(544), __webpack_require__.e(171), __webpack_require__.e(954), __webpack_require__.e(384), __webpack_require__.e(326), __webpack_require__.e(724), __webpack_require__.e(248)]).then(__webpack_require__.bind(__webpack_require__, 2248))).build(session);
    else if (line.command === 'plan')
        await (await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(110), __webpack_require__.e(199), __webpack_require__.e(45), __webpack_require__.e(544), __webpack_require__.e(171), __webpack_require__.e(724), __webpack_require__.e(56)]).then(__webpack_require__.bind(__webpack_require__, 3996))).plan(session);
    else if (line.command === 'doctor')
        await (await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(110), __webpack_require__.e(199), __webpack_require__.e(45), __webpack_require__.e(544), __webpack_require__.e(171), __webpack_require__.e(206)]).then(__webpack_require__.bind(__webpack_require__, 8206))).doctor(session);
    else if (line.command === 'cache')
        await (await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(110), __webpack_require__.e(954), __webpack_require__.e(326), __webpack_require__.e(22)]).then(__webpack_require__.bind(__webpack_require__, 2401))).cache(session);
    else if (line.command === 'tools')
        await (await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(110), __webpack_require__.e(199), __webpack_require__.e(45), __webpack_require__.e(524)]).then(__webpack_require__.bind(__webpack_require__, 5524))).tools(session);
    else if (line.command === 'post')
        await (await Promise.all(/* import() */[__webpack_require__.e(954), __webpack_require__.e(15)]).then(__webpack_require__.bind(__webpack_require__, 1601))).post(session);
    else
        await serve(session);
}
async function serve({ host, lifetime, line }) {
    const { registry, registryCredential } = await Promise.all(/* import() */[__webpack_require__.e(280), __webpack_require__.e(384), __webpack_require__.e(728)]).then(__webpack_require__.bind(__webpack_require__, 8280));
    await registry({
        listen: line.options.get('listen') ?? '127.0.0.1:0',
        root: line.options.get('root'),
        temporary: host.temporary,
        credential: registryCredential(process.env),
        signal: lifetime.signal,
        print: (text) => void process.stdout.write(`${text}\n`),
    });
}
/** The one place where an error becomes an annotation and an exit status. */
function tell(error, log, debug) {
    if (error instanceof errors/* EndedBySignal */.yJ) {
        log.notice(`Ended by ${error.signal}; everything was cleaned up`);
        return error.exitStatus;
    }
    if (debug && error instanceof Error)
        log.debug(error.stack ?? error.message);
    if (error instanceof errors/* WrongInput */.Ey) {
        for (const { input, problem, fix, place } of error.mistakes)
            log.error(`${input}: ${problem}. ${fix}.`, place);
        return error.exitStatus;
    }
    if (error instanceof errors/* DocklessError */.D2) {
        log.error(error.fix === undefined ? error.message : `${error.message}\n→ ${error.fix}`, error.place);
        return error.exitStatus;
    }
    log.error(`This is a defect of Dockless: ${(0,errors/* messageOf */.bD)(error)}\n→ Run again with --debug and report what it prints.`);
    return errors/* DEFECT_STATUS */.dP;
}


/***/ }),

/***/ 7814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DT: () => (/* binding */ COMMON_OPTIONS),
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   Zv: () => (/* binding */ findCommand)
/* harmony export */ });
const JSON_OPTION = {
    name: 'json',
    value: undefined,
    description: 'Print one JSON document on standard output and nothing else.',
};
const PASSWORD_STDIN = {
    name: 'password-stdin',
    value: undefined,
    description: 'Read the password from standard input.',
};
/** Flags that every command takes. */
const COMMON_OPTIONS = [
    { name: 'debug', value: undefined, description: 'Log details, and stack traces of errors.' },
    { name: 'help', value: undefined, description: 'Print this help.' },
    { name: 'version', value: undefined, description: 'Print the version.' },
];
const COMMANDS = [
    {
        name: 'build',
        summary: 'Build an image, and push it or write it to a file.',
        argument: '[CONTEXT]',
        options: [JSON_OPTION, PASSWORD_STDIN],
    },
    {
        name: 'plan',
        summary: 'Print what build would do here and why, without doing it.',
        argument: '[CONTEXT]',
        options: [JSON_OPTION, PASSWORD_STDIN],
    },
    {
        name: 'doctor',
        summary: 'Print what this runner can do, which builders work here, and what to change for the others.',
        argument: undefined,
        options: [
            JSON_OPTION,
            {
                name: 'markdown',
                value: undefined,
                description: 'Print it as Markdown, to be pasted into an issue.',
            },
        ],
    },
    {
        name: 'registry',
        summary: 'Serve a registry on this machine until SIGTERM.',
        argument: undefined,
        options: [
            {
                name: 'listen',
                value: 'HOST:PORT',
                description: 'Address to listen on (127.0.0.1:0: any free port).',
            },
            {
                name: 'root',
                value: 'DIR',
                description: 'Directory that keeps the content (a temporary one without).',
            },
        ],
    },
    {
        name: 'cache',
        summary: 'Show what the cache keeps and why (ls), one build of it (inspect), or make it smaller (prune).',
        argument: 'ls|inspect|prune',
        options: [JSON_OPTION],
    },
    {
        name: 'tools',
        summary: 'Show where builders come from (ls), fetch those that are missing (install), or check them (verify).',
        argument: 'ls|install|verify',
        options: [
            { name: 'only', value: 'NAME', description: 'This one of them alone.' },
            JSON_OPTION,
            PASSWORD_STDIN,
        ],
    },
    {
        name: 'post',
        summary: 'Clean up after a build that was killed. CI jobs call it last.',
        argument: undefined,
        options: [],
    },
    { name: 'help', summary: 'Print help for a command.', argument: '[COMMAND]', options: [] },
];
function findCommand(name) {
    return COMMANDS.find((command) => command.name === name);
}


/***/ }),

/***/ 7159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ STRATEGY_NAMES)
/* harmony export */ });
/** Every way to build that Dockless knows. */
const STRATEGY_NAMES = [
    'assemble',
    'buildkit',
    'buildah',
    'kaniko',
    'jib',
    'jkube',
    's2i',
    'podman',
    'docker',
    'img',
];


/***/ }),

/***/ 7354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lv: () => (/* binding */ isList),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   cu: () => (/* binding */ findInput),
/* harmony export */   gI: () => (/* binding */ actionVariableOf),
/* harmony export */   mc: () => (/* binding */ INPUTS),
/* harmony export */   x: () => (/* binding */ MISSING_INPUTS)
/* harmony export */ });
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7159);

const EVERYWHERE = ['github', 'gitlab', 'flag'];
const BUILDS = ['build', 'plan'];
/** Commands that look at registries, whoever builds. */
const ALL = ['build', 'plan', 'doctor', 'cache', 'tools'];
const CACHES = ['build', 'plan', 'cache'];
const SHARED = { hosts: EVERYWHERE, aliases: [], secret: false, commands: BUILDS, default: '' };
/**
 * Every input of Dockless. Where docker/build-push-action or docker/login-action has one of a name, ours of that
 * name means the same.
 */
const INPUTS = [
    {
        ...SHARED,
        name: 'context',
        kind: 'string',
        value: 'PATH|URL',
        description: 'Build context: a directory, a git URL (`https://host/repo.git#ref:subdirectory`) or the https URL of a tar archive.',
        default: 'the checked-out workspace',
    },
    {
        ...SHARED,
        name: 'file',
        kind: 'string',
        value: 'PATH',
        aliases: ['dockerfile'],
        description: 'Path of the Dockerfile, relative to the working directory; relative to the context when that is a URL.',
        default: '`Dockerfile` in the context',
    },
    {
        ...SHARED,
        name: 'target',
        kind: 'string',
        value: 'STAGE',
        description: 'Stage of the Dockerfile to build.',
        default: 'the last stage',
    },
    {
        ...SHARED,
        name: 'build-args',
        kind: 'pairs',
        value: 'KEY=VALUE',
        aliases: ['build-arg'],
        description: 'Build arguments. A `KEY` alone takes its value from the environment.',
    },
    {
        ...SHARED,
        name: 'build-contexts',
        kind: 'pairs',
        value: 'NAME=CONTEXT',
        aliases: ['build-context'],
        description: 'Named contexts: a directory, a URL, `docker-image://REF` or `oci-layout://DIR`. One replaces an image or a stage of its name.',
    },
    {
        ...SHARED,
        name: 'labels',
        kind: 'pairs',
        value: 'KEY=VALUE',
        aliases: ['label'],
        description: 'Labels of the image configuration.',
    },
    {
        ...SHARED,
        name: 'annotations',
        kind: 'pairs',
        value: '[LEVEL:]KEY=VALUE',
        aliases: ['annotation'],
        description: 'Annotations. The level is `manifest` (the default), `index`, `manifest-descriptor` or `index-descriptor`.',
    },
    {
        ...SHARED,
        name: 'tags',
        kind: 'list',
        commas: true,
        value: 'REF',
        aliases: ['tag'],
        description: 'Image references to push to, in any number of registries: `registry/repository:tag`.',
    },
    {
        ...SHARED,
        name: 'platforms',
        kind: 'list',
        commas: true,
        value: 'OS/ARCH',
        aliases: ['platform'],
        description: 'Platform of the image. One, for the time being.',
        default: 'the platform of the runner',
    },
    {
        ...SHARED,
        name: 'push',
        kind: 'boolean',
        value: '',
        description: 'Push the image to every tag.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'load',
        kind: 'list',
        value: 'KIND:PATH',
        description: 'Write the image to a file or directory: `oci:DIR`, `oci-archive:FILE` or `docker-archive:FILE`.',
    },
    {
        ...SHARED,
        name: 'outputs',
        kind: 'list',
        quotes: 'literal',
        value: 'type=TYPE,…',
        aliases: ['output'],
        description: 'What becomes of the image, in the words of BuildKit: `type=oci,dest=FILE`, `type=oci,dest=DIR,tar=false`, `type=docker,dest=FILE`, `type=registry`, `type=image,push=true`.',
    },
    {
        ...SHARED,
        name: 'no-cache',
        kind: 'boolean',
        value: '',
        description: 'Build every step anew.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'pull',
        kind: 'boolean',
        value: '',
        description: 'Ask the registry for base images even when they are at hand.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'secrets',
        kind: 'pairs',
        untrimmed: true,
        value: 'ID=VALUE',
        hosts: ['github'],
        secret: true,
        instead: 'secret-files or secret-envs',
        description: 'Build secrets by value, for `RUN --mount=type=secret`.',
    },
    {
        ...SHARED,
        name: 'secret-envs',
        kind: 'list',
        commas: true,
        value: 'ID=VARIABLE',
        description: 'Build secrets, each the value of an environment variable.',
    },
    {
        ...SHARED,
        name: 'secret-files',
        kind: 'pairs',
        value: 'ID=PATH',
        description: 'Build secrets, each the content of a file.',
    },
    {
        ...SHARED,
        name: 'ssh',
        kind: 'list',
        commas: true,
        value: 'default|ID[=PATH]',
        description: 'The ssh agent, or a key or agent socket, for `RUN --mount=type=ssh`.',
    },
    {
        ...SHARED,
        name: 'network',
        kind: 'choice',
        choices: ['default', 'host', 'none'],
        value: 'MODE',
        description: 'Network of `RUN` steps.',
        default: 'default',
    },
    {
        ...SHARED,
        name: 'add-hosts',
        kind: 'list',
        commas: true,
        value: 'NAME:ADDRESS',
        aliases: ['add-host'],
        description: 'Lines of `/etc/hosts` for `RUN` steps.',
    },
    {
        ...SHARED,
        name: 'shm-size',
        kind: 'size',
        value: 'SIZE',
        description: 'Size of `/dev/shm` for `RUN` steps, such as `64m`.',
    },
    {
        ...SHARED,
        name: 'ulimit',
        kind: 'list',
        value: 'NAME=SOFT[:HARD]',
        description: 'Resource limits of `RUN` steps, such as `nofile=1024:2048`.',
    },
    {
        ...SHARED,
        name: 'strategy',
        kind: 'choice',
        choices: ['auto', ..._request_js__WEBPACK_IMPORTED_MODULE_0__/* .STRATEGY_NAMES */ .n],
        value: 'NAME',
        description: 'How to build. `auto` takes the first way that works on this runner for this Dockerfile, or `jib` for a Maven or Gradle project without one.',
        default: 'auto',
    },
    {
        ...SHARED,
        name: 'jib',
        kind: 'pairs',
        value: 'SETTING=VALUE',
        description: 'Settings of Jib, by its own names: `from.image`, `container.ports`, `container.jvmFlags`, `containerize` (the module) and others; `plugin=GROUP:ARTIFACT:VERSION` for another plugin. A setting replaces that of the build file.',
    },
    {
        ...SHARED,
        name: 'jkube',
        kind: 'pairs',
        value: 'SETTING=VALUE',
        description: 'Settings of JKube, by its own names: `generator.from`, `generator.java-exec.mainClass` and others; `plugin=GROUP:ARTIFACT:VERSION` for another plugin.',
    },
    {
        ...SHARED,
        name: 's2i-builder',
        kind: 'string',
        value: 'REF',
        description: 'Builder image for `strategy: s2i`.',
    },
    {
        ...SHARED,
        name: 's2i-environment',
        kind: 'pairs',
        value: 'NAME=VALUE',
        description: 'Environment variables of the build and the image by s2i.',
    },
    {
        ...SHARED,
        name: 's2i-incremental',
        kind: 'boolean',
        value: '',
        description: 'Let s2i take what the last image of the first tag saved of its build. Without such an image it builds anew.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'cache',
        kind: 'string',
        value: 'auto|none|github|dir:PATH|registry:REPOSITORY',
        commands: CACHES,
        description: 'Where builds find what earlier ones made: `github` (the cache service of GitHub Actions), `dir:PATH`, `registry:HOST/REPOSITORY` or `none`. `auto` takes the cache of the CI; builds of tags and releases then start from nothing. A BuildKit elsewhere (`builder`) has its own, and reaches `registry` alone.',
        default: 'auto',
    },
    {
        ...SHARED,
        name: 'cache-mode',
        kind: 'choice',
        choices: ['min', 'max'],
        value: 'MODE',
        description: 'What BuildKit keeps: the layers of every stage (`max`), or those of the result (`min`).',
        default: 'max',
    },
    {
        ...SHARED,
        name: 'cache-scope',
        kind: 'string',
        value: 'NAME',
        commands: CACHES,
        description: 'Builds of one scope share their cache. Target and platform are always kept apart.',
        default: 'the repository of the first tag, and the Dockerfile',
    },
    {
        ...SHARED,
        name: 'cache-max-size',
        kind: 'size',
        value: 'SIZE',
        commands: CACHES,
        description: 'How large the cache may grow; what was not used for longest goes first.',
        default: '4g',
    },
    {
        ...SHARED,
        name: 'cache-mounts',
        kind: 'list',
        commas: true,
        value: 'ID',
        aliases: ['cache-mount'],
        description: 'Directories of `RUN --mount=type=cache` that are kept in the cache, by the id of the mount; its target where it has none.',
    },
    {
        ...SHARED,
        name: 'builder',
        kind: 'list',
        commas: true,
        value: 'URL',
        description: 'BuildKit daemons elsewhere: `tcp://host:port`, `unix:///path`, `kube-pod://pod?namespace=ns`. The first that answers and runs the platform builds; the next takes over when it is lost.',
        default: 'a builder on the runner',
    },
    {
        ...SHARED,
        name: 'builder-ca',
        kind: 'string',
        value: 'PATH',
        description: 'PEM file of the authority that vouches for the `tcp://` builders.',
    },
    {
        ...SHARED,
        name: 'builder-cert',
        kind: 'string',
        value: 'PATH',
        description: 'PEM file of our certificate for `tcp://` builders that ask for one.',
    },
    {
        ...SHARED,
        name: 'builder-key',
        kind: 'string',
        value: 'PATH',
        description: 'PEM file of the key of `builder-cert`.',
    },
    {
        ...SHARED,
        name: 'tools',
        kind: 'choice',
        choices: ['auto', 'installed'],
        value: 'WHERE',
        commands: ALL,
        description: 'Where builders come from. `auto` looks on `PATH` first and fetches what is missing from its official image, pinned by digest; `installed` fetches nothing.',
        default: 'auto',
    },
    {
        ...SHARED,
        name: 'tool-mirror',
        kind: 'string',
        value: 'HOST[/PATH]',
        commands: ALL,
        description: 'Registry that has the images of builders in the place of docker.io and ghcr.io, for closed networks.',
    },
    {
        ...SHARED,
        name: 'tool-images',
        kind: 'pairs',
        value: 'NAME=REF@DIGEST',
        commands: ALL,
        description: 'Images of your own choice for builders, such as `buildkit=registry.example/buildkit:v0.33.0@sha256:…`.',
    },
    {
        ...SHARED,
        name: 'registry',
        kind: 'string',
        value: 'HOST',
        commands: ALL,
        description: 'Registry of `username` and `password`.',
        default: 'docker.io',
    },
    {
        ...SHARED,
        name: 'username',
        kind: 'string',
        value: 'NAME',
        commands: ALL,
        description: 'User name for the registry.',
    },
    {
        ...SHARED,
        name: 'password',
        kind: 'string',
        untrimmed: true,
        value: 'PASSWORD',
        hosts: ['github'],
        secret: true,
        instead: '--password-stdin or --password-env VARIABLE',
        commands: ALL,
        description: 'Password or token for the registry.',
    },
    {
        ...SHARED,
        name: 'password-env',
        kind: 'string',
        value: 'VARIABLE',
        commands: ALL,
        description: 'Name of the environment variable that holds the password.',
    },
    {
        ...SHARED,
        name: 'registry-mirrors',
        kind: 'list',
        commas: true,
        value: '[REGISTRY=]MIRROR',
        commands: ALL,
        description: 'Where to pull from first: `mirror.example` stands for docker.io, `quay.io=mirror.example/quay` for another registry.',
    },
    {
        ...SHARED,
        name: 'insecure-registries',
        kind: 'list',
        commas: true,
        value: 'HOST[:PORT]',
        commands: ALL,
        description: 'Registries that may speak plain HTTP or show a certificate that nobody vouches for.',
    },
    {
        ...SHARED,
        name: 'ca-certificates',
        kind: 'list',
        commas: true,
        value: 'PATH',
        commands: ALL,
        description: 'PEM files of certificate authorities to trust besides those of the system.',
    },
    {
        ...SHARED,
        name: 'allow-privileged',
        kind: 'boolean',
        value: '',
        description: 'Allow ways to build that amount to root on the runner, such as a rootful Docker socket.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'allow-shared-credentials',
        kind: 'boolean',
        value: '',
        description: 'Allow ways to build in which a `RUN` step could get at the registry credentials of the run.',
        default: 'false',
    },
    {
        ...SHARED,
        name: 'github-token',
        kind: 'string',
        value: 'TOKEN',
        hosts: ['github'],
        secret: true,
        commands: ALL,
        description: 'Token for ghcr.io and for git contexts on GitHub. Give an empty string to use none.',
        actionDefault: '${{ github.token }}',
    },
];
const ROWS = new Map(INPUTS.flatMap((row) => [row.name, ...row.aliases].map((name) => [name, row])));
/** The row of an input, by its name or an alias. */
function findInput(name) {
    return ROWS.get(name);
}
/** True when an input takes several values; flags of these may be repeated. */
function isList(row) {
    return row.kind === 'list' || row.kind === 'pairs';
}
/** The environment variable of an input: `DOCKLESS_BUILD_ARGS`. */
function variableOf(name) {
    return `DOCKLESS_${name.toUpperCase().replaceAll('-', '_')}`;
}
/** The variable in which GitHub's runner hands over an input: `INPUT_BUILD-ARGS`. */
function actionVariableOf(name) {
    return `INPUT_${name.toUpperCase()}`;
}
const CACHE_OPTIONS = 'Use cache: auto takes the cache of the CI, registry:REPOSITORY a repository';
const NO_ATTESTATION = 'Remove it, or write false: no attestation is made';
/** Inputs that people bring along from elsewhere. Given, they are a mistake with a way out, never dropped. */
const MISSING_INPUTS = [
    {
        name: 'allow',
        fix: 'Remove it: network.host is asked for with network, and security.insecure is never given',
        harmless: [],
    },
    { name: 'attests', fix: NO_ATTESTATION, harmless: [] },
    { name: 'cache-from', fix: CACHE_OPTIONS, harmless: [] },
    { name: 'cache-to', fix: CACHE_OPTIONS, harmless: [] },
    {
        name: 'call',
        fix: 'Remove it, or write build: checks and outlines of a Dockerfile are not made',
        harmless: ['build'],
    },
    {
        name: 'cgroup-parent',
        fix: 'Remove it: a builder without privilege cannot choose its cgroup',
        harmless: [],
    },
    {
        name: 'no-cache-filters',
        fix: 'Use no-cache, which builds every stage anew',
        harmless: [],
    },
    { name: 'provenance', fix: NO_ATTESTATION, harmless: ['false'] },
    { name: 'sbom', fix: NO_ATTESTATION, harmless: ['false'] },
];


/***/ })

};
