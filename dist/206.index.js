export const id = 206;
export const ids = [206];
export const modules = {

/***/ 7461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yy: () => (/* binding */ print),
  Q2: () => (/* binding */ printJson),
  oH: () => (/* binding */ readBuildRequest)
});

// UNUSED EXPORTS: withPassword

// EXTERNAL MODULE: ./build/request/environment.js
var environment = __webpack_require__(71);
// EXTERNAL MODULE: ./build/request/raw.js
var raw = __webpack_require__(5756);
// EXTERNAL MODULE: ./build/request/read.js + 7 modules
var read = __webpack_require__(1970);
// EXTERNAL MODULE: ./build/errors/suggest.js
var suggest = __webpack_require__(1988);
// EXTERNAL MODULE: ./build/request/table.js
var table = __webpack_require__(7354);
;// CONCATENATED MODULE: ./build/request/variables.js



const PREFIX = 'DOCKLESS_';
/**
 * Reads the inputs from environment variables: `INPUT_BUILD-ARGS`, as GitHub's runner hands over what stands
 * under `with:` (only where `GITHUB_ACTIONS` is set), then `DOCKLESS_BUILD_ARGS`. Empty means not given.
 */
function readVariables(env) {
    const own = readBy(env, table/* variableOf */.Qn);
    const given = env['GITHUB_ACTIONS'] === 'true' ? (0,raw/* combine */.k)(readBy(env, table/* actionVariableOf */.gI), own) : own;
    return { ...given, warnings: [...given.warnings, ...slips(env)] };
}
function readBy(env, variable) {
    const inputs = new Map();
    const mistakes = [];
    const warnings = [];
    for (const row of table/* INPUTS */.mc) {
        const names = [row.name, ...row.aliases].map(variable).filter((name) => isGiven(row, env[name]));
        const [name, second] = names;
        if (name === undefined)
            continue;
        if (second !== undefined) {
            mistakes.push({
                input: row.name,
                problem: `it is given twice, as ${name} and ${second}`,
                fix: 'Remove one',
            });
        }
        if (row.deprecated)
            warnings.push(`${name} is deprecated: ${row.deprecated}`);
        inputs.set(row.name, { origin: { kind: 'variable', name }, text: env[name] ?? '' });
    }
    for (const missing of table/* MISSING_INPUTS */.x) {
        const value = env[variable(missing.name)]?.trim() ?? '';
        if (value === '' || value === '[]' || missing.harmless.includes(value))
            continue;
        mistakes.push({ input: missing.name, problem: 'Dockless has no such input', fix: missing.fix });
    }
    return { inputs, mistakes, warnings };
}
/** The empty JSON array is how GitLab writes a list that was not given. */
function isGiven(row, value) {
    if (value === undefined || value.trim() === '')
        return false;
    return !((0,table/* isList */.Lv)(row) && value.trim() === '[]');
}
/** Variables that look like a misspelt input. Others with our prefix may be anybody's. */
function slips(env) {
    const known = new Set([
        ...table/* INPUTS */.mc.flatMap((row) => [row.name, ...row.aliases]),
        ...table/* MISSING_INPUTS */.x.map((m) => m.name),
    ].map(table/* variableOf */.Qn));
    return Object.keys(env)
        .filter((name) => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}OUTPUT_`) && !known.has(name))
        .flatMap((name) => {
        const near = (0,suggest/* closest */.k)(name.slice(PREFIX.length), [...known].map((other) => other.slice(PREFIX.length)));
        return near === undefined ? [] : [`${name} is no input of Dockless: did you mean ${PREFIX}${near}?`];
    });
}

;// CONCATENATED MODULE: ./build/commands/session.js




/** The request of this run and where each input came from. Throws WrongInput with every mistake at once. */
async function readBuildRequest(session) {
    const { line, host, log } = session;
    const given = (0,raw/* combine */.k)(await withPassword(line), readVariables(process.env));
    for (const warning of given.warnings)
        log.warning(warning);
    const request = (0,read/* readRequest */["in"])(given.inputs, (0,environment/* requestEnvironment */.x)(host.workspace), given.mistakes);
    hideSecrets(request, session);
    return { request, inputs: given.inputs };
}
/** `--password-stdin` counts as the input `password`. */
async function withPassword(line) {
    if (!line.passwordStdin)
        return line;
    const chunks = [];
    for await (const chunk of process.stdin)
        chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks)
        .toString('utf8')
        .replace(/\r?\n$/, '');
    const inputs = new Map(line.inputs);
    if (text !== '')
        inputs.set('password', { origin: { kind: 'flag', name: '--password-stdin' }, text });
    return { ...line, inputs };
}
/** From here on neither our log nor the CI's shows a secret of the request. */
function hideSecrets(request, { host, log }) {
    const secrets = [
        ...request.logins.map((login) => login.password),
        ...request.secrets.flatMap((secret) => (secret.source === 'file' ? [] : [secret.value])),
        ...host.credentials().map((credential) => credential.password),
        ...host.gitCredentials().map((credential) => credential.password),
    ];
    for (const secret of secrets) {
        log.redactor.add(secret.reveal());
        host.mask(secret.reveal());
    }
    for (const { username, password } of [...request.logins, ...host.credentials()]) {
        log.redactor.add(`${username}:${password.reveal()}`);
    }
}
/** Writes a document to stdout; resolves when it was taken. A reader that has gone (EPIPE) is no error. */
async function print(text) {
    await new Promise((resolve) => {
        process.stdout.once('error', () => resolve());
        process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
    });
}
/** One JSON document on stdout. */
async function printJson(document) {
    await print(JSON.stringify(document, null, 2));
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
/* harmony export */   au: () => (/* binding */ didYouMean),
/* harmony export */   lL: () => (/* binding */ dockerfileError)
/* harmony export */ });
/* unused harmony export nearest */
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
/* harmony export */   jO: () => (/* binding */ parseRawMount)
/* harmony export */ });
/* unused harmony export MOUNT_TYPES */
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
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount=from=${from} holds a variable, which is not expanded there`, place, 'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and mount from that name');
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
    const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(key, KEYS, `The keys are ${KEYS.join(', ')}`);
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount has no key "${key}"`, place, fix);
}
function csvFields(text, place) {
    try {
        const [fields] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text);
        if (!fields)
            throw new Error('it is empty');
        return fields;
    }
    catch (error) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount=${text} is no list of fields: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, place, 'Write key=value fields with commas between, as in --mount=type=cache,target=/root/.cache');
    }
}
function switchValue(key, place) {
    if (key === 'readonly' || key === 'readwrite' || key === 'required')
        return 'true';
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount has "${key}" without a value`, place, `Write ${key}=VALUE`);
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
    const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(value, known, `Use one of ${known.join(', ')}`);
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount knows no ${key} "${value}"`, place, fix);
}
function flag(key, values, place) {
    const value = values.get(key);
    if (value === undefined)
        return undefined;
    if (TRUE.has(value))
        return true;
    if (FALSE.has(value))
        return false;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount has ${key}=${value}`, place, `Write ${key}=true or ${key}=false`);
}
function number(key, values, pattern, base, place) {
    const value = values.get(key);
    if (value === undefined)
        return undefined;
    const result = Number.parseInt(value, base);
    if (pattern.test(value) && result < 2 ** 32)
        return result;
    const fix = base === 8 ? `Write ${key} in octal, as in ${key}=0400` : `Write ${key} as a number`;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount has ${key}=${value}`, place, fix);
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
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`--mount: ${problem}`, place, fix);
}


/***/ }),

/***/ 5306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ needsOf)
/* harmony export */ });
/* unused harmony export isGitUrl */
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
            features: [],
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
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`the syntax directive names "${image}", which is no image: ${reference.reason}`, place, 'Remove it, or write # syntax=docker/dockerfile:1');
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
        for (const instruction of planned.instructions)
            this.#collectInstruction(instruction, planned, scope);
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
            const { required } = mount;
            if (mount.type === 'secret')
                this.#needs.secrets.push({ id: (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .secretId */ .Ku)(mount), required, place });
            if (mount.type === 'ssh')
                this.#needs.ssh.push({ id: (0,_mounts_js__WEBPACK_IMPORTED_MODULE_3__/* .sshId */ .GA)(mount), required, place });
        }
    }
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
            throw (0,failure/* dockerfileError */.lL)(`${keyword} has --${name} twice`, place, `Give --${name} once`);
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
        throw (0,failure/* dockerfileError */.lL)(`${keyword} --${name} is true or false, not ${JSON.stringify(value)}`, place, `Write --${name}, --${name}=true or --${name}=false`);
    }
    if (value !== undefined)
        return value;
    throw (0,failure/* dockerfileError */.lL)(`${keyword} --${name} has no value`, place, `Write --${name}=VALUE`);
}
function unknownFlag(keyword, name, known, place) {
    const list = known.map((k) => `--${k}`);
    const otherwise = list.length === 0 ? `${keyword} takes no flags: remove it` : `${keyword} knows ${list.join(', ')}`;
    return (0,failure/* dockerfileError */.lL)(`${keyword} has no flag --${name}`, place, (0,failure/* didYouMean */.au)(`--${name}`, list, otherwise));
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
        const fix = (0,failure/* didYouMean */.au)(keyword, known, `The instructions are ${known.sort().join(', ')}`);
        throw (0,failure/* dockerfileError */.lL)(`unknown instruction ${keyword}`, place, fix);
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
        throw (0,failure/* dockerfileError */.lL)(image === undefined ? 'FROM names no image' : `FROM has more than an image: ${statement.rest}`, statement.place, 'Write FROM IMAGE or FROM IMAGE AS NAME');
    if (alias !== undefined && !STAGE_NAME.test(alias.toLowerCase()))
        throw (0,failure/* dockerfileError */.lL)(`"${alias}" cannot name a stage`, statement.place, 'Begin the name with a letter and go on with letters, digits, "-", "_" and "."');
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
        throw (0,failure/* dockerfileError */.lL)(`${keyword} ${name} has no value`, place, `Write ${keyword} ${name}=VALUE`);
    }
    return list.map((word) => {
        const equals = word.indexOf('=');
        if (equals === -1)
            throw (0,failure/* dockerfileError */.lL)(`${keyword} has ${JSON.stringify(word)} without "="`, place, 'Write NAME=VALUE for each, and quote a value that holds spaces');
        if (equals === 0)
            throw blankName(statement);
        return { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
}
function blankName({ keyword, place }) {
    return (0,failure/* dockerfileError */.lL)(`${keyword} has a blank name`, place, `Write ${keyword} NAME=VALUE`);
}
/** What COPY and ADD share; ADD has no --parents, so that is false. */
function transfer(statement, flags) {
    const { keyword, place } = statement;
    const list = jsonStrings(statement) ?? instructions_words(statement.rest);
    const destination = list.at(-1);
    if (destination === undefined || list.length < 2)
        throw (0,failure/* dockerfileError */.lL)(`${keyword} needs a source and a destination`, place, `Write ${keyword} SOURCE… DESTINATION`);
    if (parseHeredocMark(destination))
        throw (0,failure/* dockerfileError */.lL)(`the destination of ${keyword} is a here-document`, place, `Write the destination path last: ${keyword} <<EOF /path`);
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
    const fix = (0,failure/* didYouMean */.au)(value, known, `Use one of ${known.join(', ')}`);
    throw (0,failure/* dockerfileError */.lL)(`${what} cannot be ${JSON.stringify(value)}`, place, fix);
}
function parseVolume(statement) {
    const paths = atLeastOne(statement, jsonStrings(statement) ?? instructions_words(statement.rest)).map(dockerfile_text/* trimSpace */.Pd);
    if (paths.includes(''))
        throw (0,failure/* dockerfileError */.lL)('VOLUME has an empty path', statement.place, 'Write VOLUME /PATH');
    return { kind: 'VOLUME', ...base(statement), paths };
}
function shellArgv(statement) {
    const argv = jsonStrings(statement);
    if (argv && argv.length > 0)
        return argv;
    throw (0,failure/* dockerfileError */.lL)('SHELL is no JSON array of strings', statement.place, 'Write SHELL ["/bin/bash", "-c"], with double quotes');
}
const SHORTEST_INTERVAL_NS = 1e6;
function parseHealthcheck(statement, flags) {
    const { place } = statement;
    const [word, rest] = splitAtSpace(statement.rest);
    const type = word.toUpperCase();
    if (type !== 'NONE' && type !== 'CMD')
        throw (0,failure/* dockerfileError */.lL)(word === '' ? 'HEALTHCHECK has no arguments' : `HEALTHCHECK knows no ${JSON.stringify(word)}`, place, 'Write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE');
    const duration = (name) => interval(name, flags.text(name), place);
    if (type === 'NONE' && rest !== '')
        throw (0,failure/* dockerfileError */.lL)('HEALTHCHECK NONE takes no arguments', place, 'Remove what follows NONE');
    const command = type === 'NONE' ? undefined : commandLine({ ...statement, rest });
    if (command && (command.form === 'exec' ? command.argv.length === 0 : command.text === ''))
        throw (0,failure/* dockerfileError */.lL)('HEALTHCHECK CMD has no command', place, 'Write HEALTHCHECK CMD COMMAND');
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
    throw (0,failure/* dockerfileError */.lL)(`HEALTHCHECK --${name}=${text} ${problem}`, place, 'Write a number with its unit, as in 500ms, 30s or 1m30s');
}
function retries(text, place) {
    if (!text)
        return undefined;
    if (/^\+?[0-9]+$/.test(text) && Number(text) < 2 ** 31)
        return Number(text) || undefined;
    throw (0,failure/* dockerfileError */.lL)(`HEALTHCHECK --retries=${text}`, place, 'Write a whole number of 0 or more');
}
function parseOnbuild(statement) {
    const { place, rest } = statement;
    if (rest === '')
        throw (0,failure/* dockerfileError */.lL)('ONBUILD has no instruction', place, 'Write ONBUILD INSTRUCTION ARGUMENTS');
    const inner = parseStatement({ ...statement, source: rest });
    if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.keyword))
        throw (0,failure/* dockerfileError */.lL)(`${inner.keyword} cannot be a trigger of ONBUILD`, place, `Remove ONBUILD, or use another instruction after it`);
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
        throw (0,failure/* dockerfileError */.lL)(`the JSON array of ${keyword} holds ${JSON.stringify(item)}, which is no string`, place, 'Write every item in double quotes');
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
    throw (0,failure/* dockerfileError */.lL)(`${statement.keyword} has no arguments`, statement.place, `Write ${statement.keyword} with at least one argument, or remove it`);
}
function exactlyOne(statement) {
    if (statement.rest !== '')
        return statement.rest;
    throw (0,failure/* dockerfileError */.lL)(`${statement.keyword} has no argument`, statement.place, `Write ${statement.keyword} with its argument, or remove it`);
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
            throw (0,failure/* dockerfileError */.lL)(`the directive "# ${key}=" is given twice`, place, `Keep one of them`);
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
    throw (0,failure/* dockerfileError */.lL)(`the escape character is ${JSON.stringify(value)}`, place, 'Write # escape=\\ or # escape=`: no other character can be it');
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
            throw (0,failure/* dockerfileError */.lL)(`${instruction.kind} stands before the first FROM`, { file, line: instruction.lines.start }, 'Begin with FROM; only ARG may stand before it');
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
        throw (0,failure/* dockerfileError */.lL)(`the base image has an ONBUILD trigger that is not one instruction: ${JSON.stringify(trigger)}`, place, 'Use another base image, or have its ONBUILD mended');
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
        throw (0,failure/* dockerfileError */.lL)(`the here-document ${JSON.stringify(mark.name)} has no end`, place, `Write ${mark.name} on a line of its own where it ends${mark.stripTabs ? '' : ', without spaces before it'}`);
    const content = mark.stripTabs ? stripLeadingTabs(body.content) : body.content;
    return { ...mark, content, raw: body.content, lines: body.lines };
}
function noStage(text, file) {
    const problem = text.trim() === '' ? 'the Dockerfile is empty' : 'the Dockerfile has no FROM';
    return (0,failure/* dockerfileError */.lL)(problem, { file, line: 1 }, 'Begin it with FROM and the image to build on');
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
 * with all that the other had, its ARGs included.
 */
class StageScope {
    #dockerfile;
    #globals;
    #buildArgs;
    #variables;
    constructor(from) {
        this.#dockerfile = from.dockerfile;
        this.#globals = from.globals;
        this.#buildArgs = from.buildArgs;
        this.#variables = from.variables;
    }
    /** The scope of a stage on an image whose config has this Env (`NAME=value` each). */
    static onImage(dockerfile, globals, buildArgs, env) {
        const variables = new Map();
        for (const entry of env) {
            const equals = entry.indexOf('=');
            if (equals === -1)
                variables.set(entry, '');
            else
                variables.set(entry.slice(0, equals), entry.slice(equals + 1));
        }
        return new StageScope({ dockerfile, globals, buildArgs, variables });
    }
    /** The scope of a stage that builds on this one, as it is now. */
    child() {
        return new StageScope({
            dockerfile: this.#dockerfile,
            globals: this.#globals,
            buildArgs: this.#buildArgs,
            variables: new Map(this.#variables),
        });
    }
    /** The value of a variable; undefined when it is not set. */
    get(name) {
        return this.#variables.get(name);
    }
    /** Sets a variable: what ENV does. */
    set(name, value) {
        this.#variables.set(name, value);
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
        const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(target ?? '', names, list);
        const all = fix === list ? list : `${fix} ${list}`;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`there is no stage ${JSON.stringify(target)}`, { file, line: 1 }, all);
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
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`${what} (${word}) is blank`, this.#place(line), this.#blankFix(expansion));
    }
    /** A blank FROM mostly comes from an ARG that stands after FROM, or from a slip in its name. */
    #blankFix({ missing, used }) {
        const [unset] = missing;
        if (unset === undefined) {
            const [empty] = used;
            return empty === undefined ? 'Name an image' : `Give ${empty} a value: it is set, and empty`;
        }
        const near = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(unset, [...this.#globals.keys()], '');
        const otherwise = `Write ARG ${unset}=VALUE before the first FROM, or give the build argument ${unset} with that ARG`;
        return near === '' ? otherwise : `${near} Otherwise write ARG ${unset}=VALUE before the first FROM`;
    }
    #platform(stage, word) {
        const text = this.#expandFrom(stage, word, 'the platform of FROM');
        const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(text) ?? shortPlatform(text);
        if (platform)
            return platform;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`"${text}" is no platform`, this.#place(stage.from.lines.start), 'Write os/architecture[/variant], as in linux/arm64');
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
        const fix = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(name, names, 'Name an image, a stage above this line, or a named context');
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`"${name}" is no image: ${reason}`, this.#place(line), fix);
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
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(source === index
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
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`COPY --from=${from} holds a variable, which is not expanded there`, this.#place(line), 'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and copy from that name');
        if (!/^[+-]?[0-9]+$/.test(from))
            return this.#namedSource(from, line);
        const index = Number(from);
        if (index >= 0 && index < this.#resolved.length)
            return this.#stageSource(index);
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`COPY --from=${from}: there is no stage of that number`, this.#place(line), `Stages are numbered from 0 to ${this.#resolved.length - 1}`);
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
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .lL)(`stage ${name} needs itself: a circular dependency`, this.#place(line), 'Copy from a stage that does not copy from this one');
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
/** `linux` or `arm64` alone: the other half is this machine's. */
function shortPlatform(text) {
    const word = text.trim().toLowerCase();
    const native = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .nativePlatform */ .Nc)();
    if (word.includes('/'))
        return undefined;
    return SYSTEMS.has(word) ? { ...native, os: word } : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(`${native.os}/${word}`);
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
        return (0,failure/* dockerfileError */.lL)(`cannot expand ${JSON.stringify(this.#source)}: ${problem}`, this.#options.place, fix);
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


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mF: () => (/* binding */ decompress)
/* harmony export */ });
/* unused harmony exports MAGIC_SIZE, detectCompression, peek */
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6466);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8522);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);




const MAGIC = [
    ['gzip', [0x1f, 0x8b, 0x08]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bzip2', [0x42, 0x5a, 0x68]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];
/** Bytes that `detectCompression` must see to tell. */
const MAGIC_SIZE = 6;
/** Tells the compression from the first bytes (at least MAGIC_SIZE of them, unless there are no more). */
function detectCompression(first) {
    return MAGIC.find(([, magic]) => magic.every((byte, at) => first[at] === byte))?.[0] ?? 'none';
}
/**
 * The uncompressed bytes of `source`, whatever it was compressed with. gzip always; zstd where this Node has it
 * (22.15 and later). Throws DocklessError for damaged data and for what this Node cannot read.
 */
async function* decompress(source) {
    const { first, whole } = await peek(source);
    const compression = detectCompression(first);
    if (compression === 'none') {
        yield* whole;
        return;
    }
    const decoder = decoderFor(compression);
    const out = new node_stream__WEBPACK_IMPORTED_MODULE_1__.PassThrough({ highWaterMark: 256 << 10 });
    const moving = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from(whole, { objectMode: false }), decoder, out);
    // Awaited below; without a handler now, a failure before that would count as unhandled.
    moving.catch(() => undefined);
    try {
        for await (const chunk of out)
            yield bytesOf(chunk);
        await moving;
    }
    catch (error) {
        const cause = await moving.then(() => error, (first) => first);
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2 || !isZlibError(cause))
            throw cause;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `the ${compression} data is damaged: ${cause.message}`, {
            cause,
            fix: 'Make or fetch the file again.',
        });
    }
    finally {
        out.destroy();
    }
}
function bytesOf(chunk) {
    if (chunk instanceof Uint8Array)
        return chunk;
    throw new TypeError('a decompressor gave something else than bytes');
}
function isZlibError(error) {
    return (error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_ZLIB|ERR_BUFFER)/.test(String(error.code)));
}
function decoderFor(compression) {
    if (compression === 'gzip')
        return node_zlib__WEBPACK_IMPORTED_MODULE_2__.createGunzip({ chunkSize: 256 << 10 });
    if (compression === 'zstd') {
        // Not in the types of Node 20, the oldest we run on.
        const create = Reflect.get(/*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), 'createZstdDecompress');
        if (typeof create === 'function') {
            const made = Reflect.apply(create, /*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), []);
            if (isDuplex(made))
                return made;
        }
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `Node ${process.versions.node} cannot read data compressed with zstd`, {
            fix: 'Run with Node 22.15 or newer, or compress with gzip.',
        });
    }
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `data compressed with ${compression} cannot be read here`, {
        fix: 'Compress it with gzip, or not at all.',
    });
}
function isDuplex(value) {
    return typeof value === 'object' && value !== null && 'pipe' in value && 'write' in value;
}
/** The first bytes of a stream, and the whole of it again. */
async function peek(source) {
    const iterator = source[Symbol.asyncIterator]();
    const seen = [];
    let size = 0;
    let ended = false;
    while (size < MAGIC_SIZE && !ended) {
        const next = await iterator.next();
        if (next.done)
            ended = true;
        else {
            seen.push(next.value);
            size += next.value.length;
        }
    }
    async function* whole() {
        try {
            yield* seen;
            while (!ended) {
                const next = await iterator.next();
                if (next.done)
                    ended = true;
                else
                    yield next.value;
            }
        }
        finally {
            if (!ended)
                await iterator.return?.();
        }
    }
    return { first: Buffer.concat(seen).subarray(0, MAGIC_SIZE), whole: whole() };
}


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Ch: () => (/* binding */ digestFromHex),
/* harmony export */   Hy: () => (/* binding */ algorithmOf),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const LENGTH = { sha256: 64, sha512: 128 };
const SYNTAX = /^(sha256|sha512):([0-9a-f]+)$/;
/** True for a well-formed sha256 or sha512 digest, the two algorithms that the image-spec registers. */
function isDigest(text) {
    const match = SYNTAX.exec(text);
    return match?.[1] !== undefined && match[2]?.length === LENGTH[match[1]];
}
/** The digest written as `text`, or undefined when it is not one. */
function parseDigest(text) {
    return isDigest(text) ? text : undefined;
}
/** `sha256` or `sha512`. */
function algorithmOf(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
/** The part after the colon. */
function hexOf(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
/** The digest of bytes or of UTF-8 text. */
function digestOf(content, algorithm = 'sha256') {
    return digestFromHex((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(content).digest('hex'), algorithm);
}
/** Makes a digest of the hex text of a finished hash. Throws a RangeError when the length does not fit. */
function digestFromHex(hex, algorithm = 'sha256') {
    const digest = `${algorithm}:${hex}`;
    if (!isDigest(digest))
        throw new RangeError(`not a ${algorithm} in hex: ${hex}`);
    return digest;
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
        const entry = this.#find(reference);
        if (!entry) {
            const there = this.names().join(', ');
            const asked = reference === undefined ? 'an image without naming it' : `"${reference}"`;
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DocklessError */ .D2('WRONG_INPUT', `the OCI layout ${this.#directory} has no ${asked}`, {
                fix: there === '' ? 'Name its digest.' : `Name one of: ${there}.`,
            });
        }
        return await this.#follow(entry, platform);
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

/***/ 6352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   FB: () => (/* binding */ parseImageConfig),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   OR: () => (/* binding */ blobsOf),
/* harmony export */   Ys: () => (/* binding */ ociMediaType),
/* harmony export */   yA: () => (/* binding */ parseManifestOrIndex)
/* harmony export */ });
/* unused harmony export LARGEST_MANIFEST */
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4566);



/** Manifests and configs are small; the distribution-spec lets registries refuse more than 4 MiB. */
const LARGEST_MANIFEST = 4 << 20;
/**
 * Reads an image manifest (image-spec, manifest.md; Docker's schema 2 too). `what` names it in errors.
 * Throws DocklessError when it is not one.
 */
function parseManifest(bytes, what) {
    const value = document(bytes, what);
    if (!isManifest(value))
        throw malformed(what, 'it is no image manifest');
    return value;
}
/** Reads an image index or Docker manifest list (image-spec, image-index.md). Throws DocklessError. */
function parseIndex(bytes, what) {
    const value = document(bytes, what);
    if (!isIndexDocument(value))
        throw malformed(what, 'it is no image index');
    return value;
}
/** Reads an image configuration (image-spec, config.md). Throws DocklessError. */
function parseImageConfig(bytes, what) {
    const value = document(bytes, what);
    if (!isImageConfig(value))
        throw malformed(what, 'it is no image configuration');
    return { ...value, rootfs: { type: 'layers', diff_ids: value.rootfs.diff_ids ?? [] } };
}
/** Reads a manifest or an index, whichever it is: by `mediaType` when that is known, else by its shape. */
function parseManifestOrIndex(bytes, mediaType, what) {
    const value = document(bytes, what);
    const known = mediaType === _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.manifest || mediaType === _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerManifest ? false : undefined;
    const wanted = mediaType !== undefined && (0,_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .isIndex */ .nw)(mediaType) ? true : known;
    if (wanted !== false && isIndexDocument(value))
        return { index: value };
    if (wanted !== true && isManifest(value))
        return { manifest: value };
    throw malformed(what, 'it is neither an image manifest nor an index');
}
const OCI_TYPE = {
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerIndex]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.index,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerManifest]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.manifest,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerConfig]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.config,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerLayer]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layer,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerLayerGzip]: _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layerGzip,
    'application/vnd.docker.image.rootfs.diff.tar.zstd': _media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.layerZstd,
    [_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MediaType */ .zu.dockerForeignLayer]: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
};
/** The OCI name of a media type of Docker's; every other one as it is. The bytes are the same either way. */
function ociMediaType(mediaType) {
    return OCI_TYPE[mediaType] ?? mediaType;
}
/** The digests that a manifest or index names: what must be there before it. */
function blobsOf(manifest) {
    return [manifest.config, ...manifest.layers];
}
function malformed(what, problem, cause) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('REGISTRY_FAILED', `${what} cannot be used: ${problem}`, {
        ...(cause === undefined ? {} : { cause }),
        fix: 'Check the reference: it may name something else than a container image. Otherwise push the image again.',
    });
}
function document(bytes, what) {
    if (bytes.length > LARGEST_MANIFEST)
        throw malformed(what, `it has ${bytes.length} bytes`);
    try {
        // Go programs write `null` for what is empty: the same as not there.
        const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (_key, item) => (item === null ? undefined : item));
        return value;
    }
    catch (cause) {
        throw malformed(what, 'it is not JSON', cause);
    }
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isArrayOf(value, holds) {
    return Array.isArray(value) && value.every((item) => holds(item));
}
function isText(value) {
    return typeof value === 'string';
}
function isOptionalText(value) {
    return value === undefined || isText(value);
}
function isTextMap(value) {
    return value === undefined || (isFields(value) && Object.values(value).every(isText));
}
function isOptionalTexts(value) {
    return value === undefined || isArrayOf(value, isText);
}
function isPlatform(value) {
    return (isFields(value) &&
        isText(value['os']) &&
        isText(value['architecture']) &&
        isOptionalText(value['variant']));
}
function isDescriptor(value) {
    return (isFields(value) &&
        isText(value['mediaType']) &&
        isText(value['digest']) &&
        (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(value['digest']) &&
        typeof value['size'] === 'number' &&
        Number.isSafeInteger(value['size']) &&
        value['size'] >= 0 &&
        (value['platform'] === undefined || isPlatform(value['platform'])) &&
        isTextMap(value['annotations']));
}
function isManifest(value) {
    return (isFields(value) &&
        value['schemaVersion'] === 2 &&
        value['manifests'] === undefined &&
        isDescriptor(value['config']) &&
        isArrayOf(value['layers'], isDescriptor) &&
        isTextMap(value['annotations']));
}
function isIndexDocument(value) {
    return (isFields(value) &&
        value['schemaVersion'] === 2 &&
        value['layers'] === undefined &&
        isArrayOf(value['manifests'], isDescriptor) &&
        isTextMap(value['annotations']));
}
function isHistory(value) {
    return isFields(value) && isOptionalText(value['created']) && isOptionalText(value['created_by']);
}
function isContainerConfig(value) {
    if (value === undefined)
        return true;
    return (isFields(value) &&
        ['User', 'WorkingDir', 'StopSignal'].every((name) => isOptionalText(value[name])) &&
        ['Env', 'Entrypoint', 'Cmd', 'OnBuild', 'Shell'].every((name) => isOptionalTexts(value[name])) &&
        isTextMap(value['Labels']) &&
        ['ExposedPorts', 'Volumes', 'Healthcheck'].every((name) => value[name] === undefined || isFields(value[name])));
}
function isImageConfig(value) {
    if (!isFields(value) || !isText(value['os']) || !isText(value['architecture']))
        return false;
    const rootfs = value['rootfs'];
    return (isFields(rootfs) &&
        (rootfs['diff_ids'] === undefined || isArrayOf(rootfs['diff_ids'], isDigestText)) &&
        (value['history'] === undefined || isArrayOf(value['history'], isHistory)) &&
        isContainerConfig(value['config']));
}
function isDigestText(value) {
    return isText(value) && (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(value);
}


/***/ }),

/***/ 4566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SM: () => (/* binding */ isNonDistributable),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   zu: () => (/* binding */ MediaType)
/* harmony export */ });
/** Media types of the OCI image-spec (media-types.md) and their Docker forerunners, which registries still serve. */
const MediaType = {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar',
    layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
    layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
    layoutHeader: 'application/vnd.oci.layout.header.v1+json',
    empty: 'application/vnd.oci.empty.v1+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerConfig: 'application/vnd.docker.container.image.v1+json',
    dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
    dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    dockerForeignLayer: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
};
/** What we accept when we ask for a manifest. */
const MANIFEST_TYPES = [
    MediaType.index,
    MediaType.manifest,
    MediaType.dockerIndex,
    MediaType.dockerManifest,
];
function isIndex(mediaType) {
    return mediaType === MediaType.index || mediaType === MediaType.dockerIndex;
}
/** True for layers that registries do not hold (image-spec, layer.md, "Non-Distributable Layers"). */
function isNonDistributable(mediaType) {
    return mediaType === MediaType.dockerForeignLayer || mediaType.includes('.nondistributable.');
}


/***/ }),

/***/ 5678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ encodeName),
/* harmony export */   e: () => (/* binding */ decodeName)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);

const ESCAPE = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/;
/**
 * Reads a file name of a tar. Names are bytes; nearly all are UTF-8. A byte that is not becomes the lone surrogate
 * U+DC80…U+DCFF that stands for it, so that `encodeName` gives back the same bytes (Python's "surrogateescape").
 */
function decodeName(bytes) {
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    let name = '';
    for (let at = 0; at < bytes.length;) {
        const length = characterLength(bytes, at);
        name +=
            length === 0
                ? String.fromCharCode(ESCAPE + (bytes[at] ?? 0))
                : Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
        at += Math.max(1, length);
    }
    return name;
}
/** Length in bytes of the UTF-8 character at `at`; 0 when none begins there. */
function characterLength(bytes, at) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length > 0 && at + length <= bytes.length && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(at, at + length)) ? length : 0;
}
/** The bytes of a file name: the reverse of `decodeName`. */
function encodeName(name) {
    if (!ESCAPED.test(name))
        return Buffer.from(name, 'utf8');
    const parts = name.match(/[\udc80-\udcff]|[^\udc80-\udcff]+/g) ?? [];
    // A pair of surrogates that is a real character must not be cut: only a lone low one is an escaped byte.
    const pieces = [];
    let plain = '';
    for (const part of parts) {
        if (ESCAPED.test(part) && !/[\ud800-\udbff]$/.test(plain)) {
            pieces.push(Buffer.from(plain, 'utf8'), Buffer.of(part.charCodeAt(0) - ESCAPE));
            plain = '';
        }
        else
            plain += part;
    }
    return Buffer.concat([...pieces, Buffer.from(plain, 'utf8')]);
}


/***/ }),

/***/ 4647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   Nc: () => (/* binding */ nativePlatform),
/* harmony export */   xV: () => (/* binding */ choosePlatform)
/* harmony export */ });
const ARCHITECTURE = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    x64: 'amd64',
    aarch64: 'arm64',
    armhf: 'arm',
    armel: 'arm',
    i386: '386',
    i686: '386',
    ia32: '386',
    ppc64el: 'ppc64le',
};
/** Reads `os/arch[/variant]` as BuildKit does (`linux/aarch64` is `linux/arm64`); undefined when it is not one. */
function parsePlatform(text) {
    const [os, architecture, variant, ...more] = text.trim().toLowerCase().split('/');
    if (!os ||
        !architecture ||
        more.length > 0 ||
        !/^[a-z0-9._-]+$/.test(`${os}${architecture}${variant ?? ''}`))
        return undefined;
    const named = ARCHITECTURE[architecture] ?? architecture;
    if (named === 'arm64' && (variant === undefined || variant === 'v8'))
        return { os, architecture: named };
    if (named === 'arm' && variant === undefined)
        return { os, architecture: named, variant: 'v7' };
    return variant ? { os, architecture: named, variant } : { os, architecture: named };
}
/** `linux/amd64`, `linux/arm/v7`. */
function formatPlatform(platform) {
    return [platform.os, platform.architecture, ...(platform.variant ? [platform.variant] : [])].join('/');
}
/** The platform that this process runs on, as an image platform: always linux, whose images we build. */
function nativePlatform() {
    return parsePlatform(`linux/${process.arch}`) ?? { os: 'linux', architecture: process.arch };
}
/** Chooses the entry of an index for `wanted`: exact variant first, then no variant at all (containerd's order for these). */
function choosePlatform(entries, wanted) {
    const same = entries.filter((e) => e.platform?.os === wanted.os && e.platform.architecture === wanted.architecture);
    const normal = (p) => p?.architecture === 'arm64' && p.variant === 'v8' ? undefined : p?.variant;
    return (same.find((e) => normal(e.platform) === normal(wanted)) ??
        same.find((e) => e.platform?.variant === undefined) ??
        (wanted.variant === undefined ? same[0] : undefined));
}


/***/ }),

/***/ 907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EV: () => (/* binding */ isRegistryHost),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   en: () => (/* binding */ isRepositoryName)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = new RegExp(`^(?:\\[[0-9a-fA-F:]+\\]|${LABEL}(?:\\.${LABEL})*)(?::[0-9]{1,5})?$`);
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
/** distribution-spec: a repository name and its host together stay below 256 characters in common clients. */
const LONGEST_NAME = 255;
/**
 * Reads an image reference: `[host[:port]/]path[:tag][@digest]` (distribution-spec, "Pulling manifests"; the
 * host rule is Docker's: a first component with a dot or colon, in upper case, or `localhost`).
 */
function parseReference(text) {
    const [name = '', digestText, ...more] = text.split('@');
    if (more.length > 0)
        return { reason: 'it has more than one "@"' };
    const digest = digestText === undefined ? undefined : (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDigest */ .m)(digestText);
    if (digestText !== undefined && !digest)
        return { reason: `"${digestText}" is not a sha256 or sha512 digest` };
    const slash = name.lastIndexOf('/');
    const colon = name.indexOf(':', slash + 1);
    const tag = colon === -1 ? undefined : name.slice(colon + 1);
    const path = colon === -1 ? name : name.slice(0, colon);
    if (tag !== undefined && !TAG.test(tag)) {
        return {
            reason: `the tag "${tag}" may only hold letters, digits, "_", "." and "-", at most 128, and not begin with "." or "-"`,
        };
    }
    const { registry, repository } = splitHost(path);
    const wrong = nameProblem(registry, repository);
    if (wrong)
        return { reason: wrong };
    return { registry, repository, tag: tag ?? (digest ? undefined : 'latest'), digest };
}
function splitHost(path) {
    const slash = path.indexOf('/');
    const first = slash === -1 ? '' : path.slice(0, slash);
    const isHost = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
    const registry = isHost ? first : 'docker.io';
    const rest = isHost ? path.slice(slash + 1) : path;
    if (!DOCKER_HUB.has(registry))
        return { registry, repository: rest };
    return { registry: 'docker.io', repository: rest.includes('/') || rest === '' ? rest : `library/${rest}` };
}
function nameProblem(registry, repository) {
    if (!HOST.test(registry))
        return `"${registry}" is not a registry host`;
    if (repository === '')
        return 'it names no repository';
    if (repository !== repository.toLowerCase())
        return `the repository "${repository}" must be lower case`;
    if (!isRepositoryName(repository))
        return `"${repository}" is not a repository name`;
    if (registry.length + repository.length + 1 > LONGEST_NAME)
        return `it is longer than ${LONGEST_NAME} characters`;
    return undefined;
}
/** True for `host[:port]`, the host a DNS name, an IPv4 address or an IPv6 address in brackets. */
function isRegistryHost(text) {
    return HOST.test(text);
}
/** True for a repository name of the distribution-spec ("Pulling manifests", the grammar of <name>). */
function isRepositoryName(text) {
    return text.split('/').every((component) => COMPONENT.test(component));
}
/** True for a tag of the distribution-spec. */
function isTag(text) {
    return TAG.test(text);
}
/** The reference written out in full: `docker.io/library/alpine:3@sha256:…`. */
function formatReference(reference) {
    const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
    const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
    return `${reference.registry}/${reference.repository}${tag}${digest}`;
}
/** What a registry is asked for: the digest when there is one, otherwise the tag. */
function objectOf(reference) {
    return reference.digest ?? reference.tag ?? 'latest';
}


/***/ }),

/***/ 2659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   Ms: () => (/* binding */ padding),
/* harmony export */   Np: () => (/* binding */ completeHeader),
/* harmony export */   Wq: () => (/* binding */ decodeBlock),
/* harmony export */   YS: () => (/* binding */ encodeHeader),
/* harmony export */   bs: () => (/* binding */ decodeRecords),
/* harmony export */   mt: () => (/* binding */ TarError),
/* harmony export */   xn: () => (/* binding */ LONGEST_EXTENSION)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5678);


/** Every header and every piece of padding of a tar is a multiple of this many bytes. */
const BLOCK = 512;
/** Names and attributes in extended headers longer than this are an attack, not a file. */
const LONGEST_EXTENSION = 1 << 20;
const XATTR = 'SCHILY.xattr.';
const LARGEST_OCTAL_ID = 0o7777777;
const LARGEST_OCTAL_SIZE = 0o77777777777;
/** A tar that cannot be read, or an entry that cannot be written. */
class TarError extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2 {
    constructor(problem, details = {}) {
        super('BUILD_FAILED', `the archive cannot be read: ${problem}`, {
            ...details,
            fix: 'Make the archive again, or list it with "tar -tvf" to see where it breaks.',
        });
        this.name = 'TarError';
    }
}
const FLAG = {
    file: '0',
    hardlink: '1',
    symlink: '2',
    character: '3',
    block: '4',
    directory: '5',
    fifo: '6',
};
const TYPE = {
    '\0': 'file',
    '0': 'file',
    '7': 'file',
    '1': 'hardlink',
    '2': 'symlink',
    '3': 'character',
    '4': 'block',
    '5': 'directory',
    '6': 'fifo',
};
// ---- writing -----------------------------------------------------------------------------------------------
/**
 * The header blocks of one member: ustar, preceded by a pax extended header when ustar cannot hold it (long or
 * non-ASCII names, large ids or sizes, times with a fraction, extended attributes). The same header gives the
 * same bytes everywhere: no access time, no names of users, no device of the machine that wrote it.
 */
function encodeHeader(header) {
    const path = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .encodeName */ .a)(header.type === 'directory' && !header.path.endsWith('/') ? `${header.path}/` : header.path);
    const link = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .encodeName */ .a)(header.link);
    const records = [];
    const text = (value) => Buffer.from(String(value));
    const split = splitPath(path);
    if (!split)
        records.push(['path', path]);
    const shortLink = link.length <= 100 && isAscii(link);
    if (!shortLink)
        records.push(['linkpath', link]);
    if (header.size > LARGEST_OCTAL_SIZE)
        records.push(['size', text(header.size)]);
    if (header.uid > LARGEST_OCTAL_ID)
        records.push(['uid', text(header.uid)]);
    if (header.gid > LARGEST_OCTAL_ID)
        records.push(['gid', text(header.gid)]);
    const plainTime = Number.isInteger(header.mtime) && header.mtime >= 0 && header.mtime <= LARGEST_OCTAL_SIZE;
    if (!plainTime)
        records.push(['mtime', text(header.mtime)]);
    for (const name of [...header.xattrs.keys()].sort()) {
        records.push([`${XATTR}${name}`, header.xattrs.get(name) ?? Buffer.alloc(0)]);
    }
    const block = ustar({
        name: split?.name ?? truncated(path),
        prefix: split?.prefix ?? Buffer.alloc(0),
        flag: FLAG[header.type],
        mode: header.mode,
        uid: header.uid > LARGEST_OCTAL_ID ? 0 : header.uid,
        gid: header.gid > LARGEST_OCTAL_ID ? 0 : header.gid,
        size: header.size > LARGEST_OCTAL_SIZE ? 0 : header.size,
        mtime: plainTime
            ? header.mtime
            : Math.min(LARGEST_OCTAL_SIZE, Math.max(0, Math.floor(header.mtime) || 0)),
        link: shortLink ? link : truncated(link),
        major: header.major,
        minor: header.minor,
    });
    return records.length === 0 ? block : Buffer.concat([extension(path, records), block]);
}
function isAscii(bytes) {
    return bytes.every((byte) => byte > 0 && byte < 0x80);
}
/** Only for readers that know no pax: something of the name, ASCII, at most 100 bytes. */
function truncated(name) {
    return Buffer.from(name.map((byte) => (byte > 0 && byte < 0x80 ? byte : 0x5f))).subarray(0, 100);
}
/** How ustar holds a path: `name` alone, or cut at a slash into `prefix` and `name`; undefined when it cannot. */
function splitPath(path) {
    if (!isAscii(path))
        return undefined;
    if (path.length <= 100)
        return { name: path, prefix: Buffer.alloc(0) };
    if (path.length > 256)
        return undefined;
    const slash = path.indexOf(0x2f, path.length - 101);
    if (slash <= 0 || slash > 155 || slash === path.length - 1)
        return undefined;
    return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}
function extension(path, records) {
    const body = Buffer.concat(records.map(([key, value]) => record(key, value)));
    const base = truncated(path.subarray(path.lastIndexOf(0x2f, path.length - 2) + 1));
    const header = ustar({
        name: Buffer.concat([Buffer.from('PaxHeaders.0/'), base]).subarray(0, 100),
        prefix: Buffer.alloc(0),
        flag: 'x',
        mode: 0o644,
        uid: 0,
        gid: 0,
        size: body.length,
        mtime: 0,
        link: Buffer.alloc(0),
        major: 0,
        minor: 0,
    });
    return Buffer.concat([header, body, padding(body.length)]);
}
/** `LENGTH KEY=VALUE\n`, where LENGTH counts its own digits too (pax, "pax Extended Header"). */
function record(key, value) {
    const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
    let length = rest.length + 1;
    while (String(length).length + rest.length !== length)
        length = String(length).length + rest.length;
    return Buffer.concat([Buffer.from(String(length)), rest]);
}
/** The zeros that fill the last block of `size` bytes of content. */
function padding(size) {
    return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
function ustar(fields) {
    const block = Buffer.alloc(BLOCK);
    const octal = (value, at, width) => {
        block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
    };
    block.set(fields.name, 0);
    octal(fields.mode, 100, 8);
    octal(fields.uid, 108, 8);
    octal(fields.gid, 116, 8);
    octal(fields.size, 124, 12);
    octal(fields.mtime, 136, 12);
    block.write(fields.flag, 156, 'latin1');
    block.set(fields.link, 157);
    block.write('ustar\x0000', 257, 'latin1');
    octal(fields.major, 329, 8);
    octal(fields.minor, 337, 8);
    block.set(fields.prefix, 345);
    block.write(`${checksums(block).unsigned.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return block;
}
/** The sum of a header with blanks in the place of the sum; old programs added signed bytes. */
function checksums(block) {
    let unsigned = 8 * 0x20;
    let signed = unsigned;
    for (let at = 0; at < BLOCK; at++) {
        if (at >= 148 && at < 156)
            continue;
        const byte = block[at] ?? 0;
        unsigned += byte;
        signed += byte < 0x80 ? byte : byte - 0x100;
    }
    return { unsigned, signed };
}
/** Reads one header block (512 bytes). Throws TarError when its sum is wrong or a number is not one. */
function decodeBlock(block) {
    const sum = number(block, 148, 8, 'checksum');
    const { unsigned, signed } = checksums(block);
    if (sum !== unsigned && sum !== signed)
        throw new TarError('a header has a wrong checksum');
    const magic = block.toString('latin1', 257, 263);
    const prefix = magic === 'ustar\0' ? bytes(block, 345, 155) : Buffer.alloc(0);
    const name = bytes(block, 0, 100);
    const flag = String.fromCharCode(block[156] ?? 0);
    const device = magic.startsWith('ustar') && (flag === '3' || flag === '4');
    return {
        flag,
        path: (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name])),
        link: (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(bytes(block, 157, 100)),
        mode: number(block, 100, 8, 'mode'),
        uid: number(block, 108, 8, 'uid'),
        gid: number(block, 116, 8, 'gid'),
        size: number(block, 124, 12, 'size'),
        mtime: number(block, 136, 12, 'mtime'),
        major: device ? number(block, 329, 8, 'device number') : 0,
        minor: device ? number(block, 337, 8, 'device number') : 0,
    };
}
function bytes(block, at, width) {
    const field = block.subarray(at, at + width);
    const end = field.indexOf(0);
    return end === -1 ? field : field.subarray(0, end);
}
/** An octal number in ASCII, or GNU's base-256 when the first bit is set. */
function number(block, at, width, what) {
    const field = block.subarray(at, at + width);
    const first = field[0] ?? 0;
    if (first & 0x80) {
        let value = BigInt(first & 0x40 ? first - 0x100 : first & 0x3f);
        for (const byte of field.subarray(1))
            value = (value << 8n) | BigInt(byte);
        if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
            throw new TarError(`a header has an impossible ${what}`);
        return Number(value);
    }
    const text = field.toString('latin1').replaceAll('\0', ' ').trim();
    if (text === '')
        return 0;
    if (!/^[0-7]+$/.test(text))
        throw new TarError(`a header has a ${what} that is not octal`);
    return Number.parseInt(text, 8);
}
/** Reads the body of a pax extended header (POSIX pax, "pax Extended Header"). */
function decodeRecords(body) {
    const records = new Map();
    for (let at = 0; at < body.length;) {
        const blank = body.indexOf(0x20, at);
        const digits = blank === -1 ? '' : body.toString('latin1', at, blank);
        const end = at + Number.parseInt(digits, 10);
        const equals = body.indexOf(0x3d, blank);
        const sound = /^[0-9]{1,9}$/.test(digits) &&
            end <= body.length &&
            equals > blank &&
            equals < end &&
            body[end - 1] === 0x0a;
        if (!sound)
            throw new TarError('an extended header is malformed');
        records.set(body.toString('utf8', blank + 1, equals), body.subarray(equals + 1, end - 1));
        at = end;
    }
    return records;
}
/**
 * The member that a header block and what precedes it describe.
 * Throws TarError for sparse files, multi-volume archives, unknown types and impossible values.
 */
function completeHeader(raw, extensions) {
    const { records } = extensions;
    const path = textOf(records.get('path')) ?? extensions.longPath ?? raw.path;
    const link = textOf(records.get('linkpath')) ?? extensions.longLink ?? raw.link;
    if (raw.flag === 'S' || [...records.keys()].some((key) => key.startsWith('GNU.sparse.')))
        throw new TarError(`"${path}" is stored as a sparse file, which is not supported (tar without --sparse)`);
    const named = TYPE[raw.flag];
    if (!named)
        throw new TarError(`"${path}" has the unknown type ${JSON.stringify(raw.flag)}`);
    const type = named === 'file' && path.endsWith('/') && raw.flag !== '7' ? 'directory' : named;
    const size = type === 'file' ? (numberOf(records, 'size') ?? raw.size) : 0;
    if (!Number.isSafeInteger(size) || size < 0)
        throw new TarError(`"${path}" has an impossible size`);
    const uid = numberOf(records, 'uid') ?? raw.uid;
    const gid = numberOf(records, 'gid') ?? raw.gid;
    for (const id of [uid, gid]) {
        if (!Number.isInteger(id) || id < 0 || id > 0xffffffff)
            throw new TarError(`"${path}" has an impossible owner`);
    }
    if (path.includes('\0') || link.includes('\0'))
        throw new TarError('a name holds a zero byte');
    if (path === '')
        throw new TarError('a member has no name');
    const xattrs = new Map();
    for (const [key, value] of records) {
        if (key.startsWith(XATTR) && key.length > XATTR.length)
            xattrs.set(key.slice(XATTR.length), value);
    }
    return {
        path,
        type,
        mode: raw.mode & 0o7777,
        uid,
        gid,
        size,
        mtime: numberOf(records, 'mtime') ?? raw.mtime,
        link: type === 'symlink' || type === 'hardlink' ? link : '',
        major: raw.major,
        minor: raw.minor,
        xattrs,
    };
}
/** A record that is there but empty takes back what a global header said. */
function textOf(value) {
    return value === undefined || value.length === 0 ? undefined : (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(value);
}
function numberOf(records, key) {
    const text = textOf(records.get(key));
    if (text === undefined)
        return undefined;
    if (!/^-?[0-9]+(\.[0-9]*)?$/.test(text))
        throw new TarError(`an extended header has a ${key} that is no number`);
    return Number(text);
}


/***/ }),

/***/ 8330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readTar)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5678);
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2659);


/**
 * The members of an uncompressed tar: ustar, pax (POSIX.1-2001), GNU and old V7.
 * Pulls no faster than it is read, and reads the source to its end. Throws TarError for what is not a tar,
 * is cut short, or asks for the impossible.
 */
async function* readTar(source) {
    const bytes = new Bytes(source);
    let global = new Map();
    try {
        for (;;) {
            const next = await readHeader(bytes, global);
            if (next === undefined)
                break;
            if (next.global) {
                global = next.global;
                continue;
            }
            let left = next.header.size;
            yield { header: next.header, content: take() };
            await bytes.skip(left + ((_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE - (next.header.size % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE)) % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE));
            async function* take() {
                while (left > 0) {
                    const chunk = await bytes.upTo(left);
                    left -= chunk.length;
                    yield chunk;
                }
            }
        }
        await bytes.drain();
    }
    finally {
        await bytes.close();
    }
}
/** Reads on to the next member or global header; undefined at the end of the archive. */
async function readHeader(bytes, global) {
    let own = new Map();
    let longPath;
    let longLink;
    let extended = false;
    for (;;) {
        const block = await bytes.block();
        if (block === undefined || isZero(block)) {
            if (extended)
                throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('it ends after an extended header');
            const second = block && (await bytes.block());
            if (second && !isZero(second))
                throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('a block of zeros stands between its members');
            return undefined;
        }
        const raw = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBlock */ .Wq)(block);
        switch (raw.flag) {
            case 'g':
                return { global: merged(global, (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeRecords */ .bs)(await extensionBody(bytes, raw))) };
            case 'x':
            case 'X':
                own = merged(own, (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeRecords */ .bs)(await extensionBody(bytes, raw)));
                break;
            case 'L':
                longPath = longName(await extensionBody(bytes, raw));
                break;
            case 'K':
                longLink = longName(await extensionBody(bytes, raw));
                break;
            case 'V':
                break;
            default: {
                const header = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .completeHeader */ .Np)(raw, { records: merged(global, own), longPath, longLink });
                return { header };
            }
        }
        extended = raw.flag !== 'V';
    }
}
function merged(under, over) {
    return under.size === 0 ? over : new Map([...under, ...over]);
}
async function extensionBody(bytes, raw) {
    if (raw.size < 0 || raw.size > _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .LONGEST_EXTENSION */ .xn)
        throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt(`an extended header claims ${raw.size} bytes`);
    const body = await bytes.exactly(raw.size);
    await bytes.skip((_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE - (raw.size % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE)) % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE);
    return body;
}
function longName(body) {
    const end = body.indexOf(0);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeName */ .e)(end === -1 ? body : body.subarray(0, end));
}
function isZero(block) {
    return block.every((byte) => byte === 0);
}
/** Takes measured pieces from a stream of chunks. */
class Bytes {
    #source;
    #chunk = new Uint8Array(0);
    #ended = false;
    constructor(source) {
        this.#source = source[Symbol.asyncIterator]();
    }
    /** Makes sure that the current chunk has at least one byte; false at the end. */
    async #fill() {
        while (this.#chunk.length === 0 && !this.#ended) {
            const next = await this.#source.next();
            if (next.done)
                this.#ended = true;
            else
                this.#chunk = next.value;
        }
        return this.#chunk.length > 0;
    }
    /** At least one and at most `size` bytes. */
    async upTo(size) {
        if (!(await this.#fill()))
            throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('it is cut short');
        const piece = this.#chunk.subarray(0, size);
        this.#chunk = this.#chunk.subarray(piece.length);
        return piece;
    }
    async exactly(size) {
        const pieces = [];
        for (let left = size; left > 0;) {
            const piece = await this.upTo(left);
            pieces.push(piece);
            left -= piece.length;
        }
        return Buffer.concat(pieces, size);
    }
    /** A block; undefined at the end. */
    async block() {
        return (await this.#fill()) ? await this.exactly(_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE) : undefined;
    }
    async skip(size) {
        for (let left = size; left > 0;)
            left -= (await this.upTo(left)).length;
    }
    /** What follows the end of the archive is padding, but reading it lets a decompressor check its sum. */
    async drain() {
        while (await this.#fill())
            this.#chunk = new Uint8Array(0);
    }
    async close() {
        if (!this.#ended)
            await this.#source.return?.();
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


/***/ }),

/***/ 71:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ requestEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


/** The world as it is. */
function requestEnvironment(workspace, env = process.env, cwd = process.cwd()) {
    const stat = (file) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file, { throwIfNoEntry: false });
    return {
        cwd,
        workspace: node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(cwd, workspace),
        variable: (name) => env[name],
        isReadableFile: (file) => tell(() => stat(file)?.isDirectory() === false && readable(file)),
        isDirectory: (directory) => tell(() => stat(directory)?.isDirectory() === true),
        exists: (file) => tell(() => stat(file) !== undefined),
    };
}
function readable(file) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK);
    return true;
}
/** Whatever keeps us from looking (a directory that is closed to us, a file where a directory should be) is a no. */
function tell(question) {
    try {
        return question();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 5756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ combine),
/* harmony export */   u: () => (/* binding */ writtenAs)
/* harmony export */ });
/** Lays what was given in several places over each other: the first place that has a value wins, whole. */
function combine(...places) {
    const inputs = new Map();
    for (const place of places) {
        for (const [name, value] of place.inputs)
            if (!inputs.has(name))
                inputs.set(name, value);
    }
    return {
        inputs,
        mistakes: places.flatMap((place) => place.mistakes),
        warnings: places.flatMap((place) => place.warnings),
    };
}
/** How the user wrote an input: `--tags`, `tags` (GitHub), `DOCKLESS_TAGS`. */
function writtenAs(input, origin) {
    if (origin?.kind === 'flag')
        return origin.name;
    return origin?.kind === 'variable' && !origin.name.startsWith('INPUT_') ? origin.name : input;
}


/***/ }),

/***/ 1970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TZ: () => (/* binding */ originsOf),
  "in": () => (/* binding */ readRequest)
});

// UNUSED EXPORTS: readRegistryAccess

// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/request/parse-context.js


/** build-push-action's word for its default context; ours is the workspace. */
const DEFAULT_CONTEXT = /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/;
/**
 * Reads the build context: a directory that exists, a git URL (`.git`, `git@`, `ssh://`, `git://`, with
 * `#ref:subdirectory` or `?ref=&subdir=`), or an http(s) URL of an archive.
 */
function readContext(reader, env) {
    const text = reader.text('context');
    if (text === undefined)
        return { kind: 'path', path: env.workspace };
    return readLocation(reader, env, 'context', text) ?? { kind: 'path', path: env.workspace };
}
/** The Dockerfile as given; one that was named must be there. The default is looked for when the context is open. */
function readFile(reader, env, context) {
    const file = reader.text('file');
    if (file === undefined || context.kind !== 'path')
        return file;
    if (!env.isReadableFile(external_node_path_.resolve(env.cwd, file))) {
        const inContext = external_node_path_.resolve(context.path, file);
        const hint = env.isReadableFile(inContext)
            ? `it is relative to the working directory: write ${external_node_path_.relative(env.cwd, inContext)}`
            : `no readable file there, seen from ${env.cwd}`;
        reader.wrong('file', `"${file}" cannot be read`, `Name a Dockerfile; ${hint}`);
    }
    return file;
}
/** Reads `build-contexts`: name -> directory, URL, image or OCI layout. */
function readNamedContexts(reader, env) {
    const contexts = reader.pairs('build-contexts').flatMap(({ key, value }) => {
        if (key === '' || value === undefined || value === '') {
            reader.wrong('build-contexts', `"${key}" is not a named context`, 'Write NAME=CONTEXT');
            return [];
        }
        const context = readNamedContext(reader, env, value);
        return context ? [[key, context]] : [];
    });
    return Object.fromEntries(contexts);
}
function readNamedContext(reader, env, value) {
    const [, scheme, rest = ''] = /^(docker-image|oci-layout):(?:\/\/)?(.*)$/s.exec(value) ?? [];
    if (scheme === 'docker-image') {
        const reference = (0,oci_reference/* parseReference */.F2)(rest);
        if (!('reason' in reference))
            return { kind: 'image', reference };
        reader.wrong('build-contexts', `"${rest}" is not an image: ${reference.reason}`, 'Write docker-image://REF');
        return undefined;
    }
    if (scheme === 'oci-layout') {
        const [, directory = '', tag, digest] = /^(.*?)(?::(\w[\w.-]*))?(?:@(sha256:[0-9a-f]{64}))?$/s.exec(rest) ?? [];
        const resolved = external_node_path_.resolve(env.cwd, directory);
        if (env.isDirectory(resolved)) {
            return { kind: 'oci-layout', path: resolved, reference: digest ?? tag };
        }
        reader.wrong('build-contexts', `"${directory}" is not a directory`, 'Name an OCI layout: oci-layout://DIR[:TAG]');
        return undefined;
    }
    return readLocation(reader, env, 'build-contexts', value);
}
function readLocation(reader, env, input, text) {
    const fallback = DEFAULT_CONTEXT.exec(text);
    const remote = fallback ? undefined : parseRemote(text);
    if (remote && 'reason' in remote) {
        reader.wrong(input, remote.reason, 'Write https://host/repository.git#ref:subdirectory');
        return undefined;
    }
    if (remote)
        return remote;
    const directory = fallback ? external_node_path_.resolve(env.workspace, fallback[1] ?? '') : external_node_path_.resolve(env.cwd, text);
    if (env.isDirectory(directory))
        return { kind: 'path', path: directory };
    reader.wrong(input, `"${text}" is not a directory`, `Name one that exists, seen from ${env.cwd}, or a URL`);
    return undefined;
}
/** Reads a git or archive URL as BuildKit tells them apart; undefined for anything else, which is a path. */
function parseRemote(text) {
    const scp = /^[\w.-]+@[\w.-]+:/.test(text);
    const url = /^(https?|ssh|git):\/\//i.exec(text);
    const bare = text.startsWith('github.com/');
    if (!scp && !url && !bare)
        return undefined;
    const [location, fragment] = splitOnce(bare ? `https://${text}` : text, '#');
    const [address, query] = splitOnce(location, '?');
    const http = /^https?:/i.test(location);
    if (http && /^https?:\/\/[^/]*@/i.test(location)) {
        return { reason: 'the URL holds a user name or password, which would end up in logs' };
    }
    if (http && !bare && !/\.git\/?$/.test(address))
        return { kind: 'archive', url: text };
    const [ref, subdirectory] = splitOnce(fragment ?? '', ':');
    const parameters = new URLSearchParams(query ?? '');
    const named = {
        ref: parameters.get('ref') || ref || undefined,
        sub: parameters.get('subdir') || subdirectory,
    };
    if (named.ref?.startsWith('-'))
        return { reason: `the ref "${named.ref}" begins with "-"` };
    if (named.sub?.split('/').includes('..'))
        return { reason: `the subdirectory "${named.sub}" leads out` };
    return { kind: 'git', url: address, ref: named.ref, subdirectory: named.sub || undefined };
}
function splitOnce(text, separator) {
    const at = text.indexOf(separator);
    return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/request/parse-limits.js

/** docker's units: powers of 1024, `m` as well as `mb` and `mib`. */
const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i;
const POWER = { '': 0, k: 1, m: 2, g: 3, t: 4 };
/** setrlimit(2), as docker and buildah name them. */
const LIMITS = new Set('core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '));
/** Bytes of `64m`, `1.5g`, `1048576`; undefined when the text is not a size. */
function parseSize(text) {
    const [, number = '', unit = ''] = SIZE.exec(text) ?? [];
    if (number === '')
        return undefined;
    const size = Math.floor(Number(number) * 1024 ** (POWER[unit.toLowerCase()] ?? 0));
    return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}
function readShmSize(reader) {
    const text = reader.text('shm-size');
    if (text === undefined)
        return undefined;
    const size = parseSize(text);
    if (size === undefined)
        reader.wrong('shm-size', `"${text}" is not a size`, 'Write a number of bytes, or 64m, 1g');
    return size;
}
/** Reads `ulimit`: `NAME=SOFT[:HARD]`; -1 is no limit, and a soft one alone is the hard one too. */
function readLimits(reader) {
    return reader.pairs('ulimit').flatMap(({ key, value }) => {
        const [, soft, hard] = /^(-1|\d+)(?::(-1|\d+))?$/.exec(value ?? '') ?? [];
        if (!LIMITS.has(key) || soft === undefined) {
            const item = value === undefined ? key : `${key}=${value}`;
            reader.wrong('ulimit', `"${item}" is not a limit`, `Write NAME=SOFT[:HARD], the name one of ${[...LIMITS].join(', ')}`);
            return [];
        }
        const limit = { name: key, soft: Number(soft), hard: Number(hard ?? soft) };
        if (limit.hard !== -1 && (limit.soft === -1 || limit.soft > limit.hard)) {
            reader.wrong('ulimit', `the soft limit of "${key}=${value}" is above the hard one`, 'Write the lower one first');
        }
        return [limit];
    });
}
/** Reads `add-hosts`: `NAME:ADDRESS` or `NAME=ADDRESS`, an IPv6 address bare or in brackets. */
function readHosts(reader) {
    return reader.list('add-hosts').flatMap((item) => {
        const [, name = '', written = ''] = /^([^:=\s]+)[:=](.+)$/.exec(item) ?? [];
        const address = written.replace(/^\[(.*)\]$/, '$1');
        if (name !== '' && (0,external_node_net_.isIP)(address) !== 0)
            return [{ name, address }];
        const problem = address === 'host-gateway' ? 'asks for the gateway of a Docker daemon' : 'is not a host';
        reader.wrong('add-hosts', `"${item}" ${problem}`, 'Write NAME:ADDRESS with an IP address');
        return [];
    });
}

;// CONCATENATED MODULE: ./build/request/parse-outputs.js


const NO_DAEMON = 'There is no daemon to load into: write outputs: type=docker,dest=FILE or type=oci,dest=FILE';
const KINDS = 'Write oci:DIR, oci-archive:FILE or docker-archive:FILE';
function readExports(reader, env) {
    const exported = reader.list('outputs').map((item) => readOutput(reader, env, item));
    const outputs = [...readLoad(reader, env), ...exported.flatMap((each) => each.outputs)];
    const paths = new Set();
    for (const output of outputs) {
        if (paths.has(output.path)) {
            reader.wrong(reader.has('outputs') ? 'outputs' : 'load', `${output.path} is written twice`, 'Give each a path of its own');
        }
        paths.add(output.path);
    }
    return {
        push: reader.boolean('push') || exported.some((each) => each.push),
        outputs,
        names: exported.flatMap((each) => each.names),
    };
}
function readLoad(reader, env) {
    return reader.list('load').flatMap((item) => {
        if (/^(true|1|yes)$/i.test(item)) {
            reader.wrong('load', `"${item}" asks for an image in a Docker daemon`, NO_DAEMON);
            return [];
        }
        if (/^false$/i.test(item))
            return [];
        const [, scheme = '', file = ''] = /^([a-z-]+):(.+)$/s.exec(item) ?? [];
        const kind = KIND_OF_LOAD.get(scheme);
        if (kind)
            return [{ kind, path: external_node_path_.resolve(env.cwd, file) }];
        reader.wrong('load', `"${item}" is not KIND:PATH`, KINDS);
        return [];
    });
}
const KIND_OF_LOAD = new Map([
    ['oci', 'oci-directory'],
    ['oci-archive', 'oci-archive'],
    ['docker-archive', 'docker-archive'],
]);
const NOTHING = { push: false, outputs: [], names: [] };
/** Reads one item of `outputs`: `type=…` and its attributes, as docker/build-push-action has them. */
function readOutput(reader, env, item) {
    const attributes = readAttributes(item);
    const type = attributes.get('type');
    attributes.delete('type');
    if (type === 'image' || type === 'registry')
        return readImage(reader, item, type, attributes);
    if (type === 'oci' || type === 'docker')
        return readArchive(reader, env, item, type, attributes);
    const problem = type === undefined ? `"${item}" has no type` : `the type "${type}" of "${item}" cannot be made`;
    reader.wrong('outputs', problem, 'Write type=oci, type=docker, type=image or type=registry');
    return NOTHING;
}
/** Attributes may hold several names in quotes, whose inner commas then belong to the value. */
function readAttributes(item) {
    const parts = item.match(/(?:"[^"]*"|[^,"])+/g) ?? [];
    return new Map(parts.map((part) => {
        const plain = part.replaceAll('"', '').trim();
        const equals = plain.indexOf('=');
        return equals === -1 ? [plain, ''] : [plain.slice(0, equals), plain.slice(equals + 1)];
    }));
}
function readImage(reader, item, type, attributes) {
    const push = type === 'registry' || attributes.get('push') === 'true';
    const names = (attributes.get('name') ?? '').split(',').filter((name) => name !== '');
    attributes.delete('push');
    attributes.delete('name');
    refuseOthers(reader, item, attributes);
    return {
        push,
        outputs: [],
        names: names.flatMap((name) => {
            const reference = (0,oci_reference/* parseReference */.F2)(name);
            if (!('reason' in reference))
                return [reference];
            reader.wrong('outputs', `"${name}" is not an image reference: ${reference.reason}`, 'Write name=registry/repository:tag');
            return [];
        }),
    };
}
function readArchive(reader, env, item, type, attributes) {
    const destination = attributes.get('dest');
    const tar = attributes.get('tar') ?? 'true';
    attributes.delete('dest');
    attributes.delete('tar');
    refuseOthers(reader, item, attributes);
    if (destination === undefined || destination === '' || destination === '-') {
        const fix = type === 'docker' ? NO_DAEMON : 'Write type=oci,dest=FILE';
        reader.wrong('outputs', `"${item}" names no destination`, fix);
        return NOTHING;
    }
    if (tar !== 'true' && tar !== 'false') {
        reader.wrong('outputs', `tar=${tar} of "${item}" is not a boolean`, 'Write tar=true or tar=false');
    }
    const file = external_node_path_.resolve(env.cwd, destination);
    if (tar !== 'false') {
        return { ...NOTHING, outputs: [{ kind: type === 'oci' ? 'oci-archive' : 'docker-archive', path: file }] };
    }
    if (type === 'oci')
        return { ...NOTHING, outputs: [{ kind: 'oci-directory', path: file }] };
    reader.wrong('outputs', `"${item}" asks for a docker archive that is none`, 'Write type=oci,dest=DIR,tar=false');
    return NOTHING;
}
function refuseOthers(reader, item, attributes) {
    for (const name of attributes.keys()) {
        reader.wrong('outputs', `the attribute "${name}" of "${item}" is not known`, 'Remove it');
    }
}

// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
;// CONCATENATED MODULE: ./build/request/parse-registries.js



const DOCKER_HUB = 'docker.io';
/** Reads `tags` and adds `names`; each tag once, in the order given. */
function readTags(reader, names) {
    const tags = reader.list('tags').flatMap((item) => {
        const reference = (0,oci_reference/* parseReference */.F2)(item);
        if ('reason' in reference) {
            const lower = /upper|lower/.test(reference.reason)
                ? item.replace(/^[^:@]*/, (n) => n.toLowerCase())
                : undefined;
            const fix = lower === undefined ? 'Write registry/repository:tag' : `Write ${lower}`;
            reader.wrong('tags', `"${item}" is not an image reference: ${reference.reason}`, fix);
            return [];
        }
        if (reference.digest !== undefined) {
            reader.wrong('tags', `"${item}" has a digest, which is known after the build`, 'Write registry/repository:tag');
            return [];
        }
        return [reference];
    });
    return [...new Map([...tags, ...names].map((tag) => [(0,oci_reference/* formatReference */.FH)(tag), tag])).values()];
}
/**
 * Reads `registry`, `username` and `password`, the last of them also through the variable that `password-env`
 * names. A login that is only half there is a mistake.
 */
function readLogins(reader, env) {
    const registry = reader.text('registry');
    const username = reader.text('username');
    const password = readPassword(reader, env);
    const host = registryHost(registry ?? DOCKER_HUB);
    if (host === undefined) {
        reader.wrong('registry', `"${registry}" is not a registry host`, 'Write host or host:port, without scheme and path');
    }
    const wantsPassword = reader.has('password') || reader.has('password-env');
    if (username === undefined && wantsPassword) {
        const input = reader.has('password') ? 'password' : 'password-env';
        reader.wrong(input, 'it is given without a user name', 'Give username too; a token often goes with any name');
    }
    if (username !== undefined && !wantsPassword) {
        reader.wrong('username', 'it is given without a password', 'Give password, or password-env, too; in CI, an unknown secret is empty');
    }
    if (registry !== undefined && username === undefined && !wantsPassword) {
        reader.wrong('registry', 'it is given without username and password', 'Give both, or remove it: where to push stands in tags');
    }
    if (host === undefined || username === undefined || password === undefined)
        return [];
    return [{ registry: host, username, password: new secret/* Secret */.z(password) }];
}
function readPassword(reader, env) {
    const password = reader.text('password');
    const variable = reader.text('password-env');
    if (variable === undefined)
        return password;
    if (password !== undefined)
        reader.wrong('password-env', 'there is a password besides it', 'Give one of the two');
    const value = env.variable(variable);
    if (value)
        return value;
    reader.wrong('password-env', `the variable ${variable} is not set`, `Set ${variable}, or name another`);
    return undefined;
}
/** The host of a registry, as people write it: a scheme and Docker Hub's old address are understood. */
function registryHost(text) {
    const host = text.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');
    if (!(0,oci_reference/* isRegistryHost */.EV)(host))
        return undefined;
    return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? DOCKER_HUB : host;
}
/** Reads `registry-mirrors`: `MIRROR` for Docker Hub, `REGISTRY=MIRROR` for others; several of one keep their order. */
function readMirrors(reader) {
    const rules = new Map();
    for (const { key, value } of reader.pairs('registry-mirrors')) {
        const registry = value === undefined ? DOCKER_HUB : registryHost(key);
        const mirror = (value ?? key).replace(/\/$/, '');
        if (registry === undefined) {
            reader.wrong('registry-mirrors', `"${key}" is not a registry host`, 'Write REGISTRY=MIRROR');
        }
        else if (!isMirror(mirror)) {
            reader.wrong('registry-mirrors', `"${mirror}" is not a mirror`, 'Write host[:port][/path], or a URL without a login in it');
        }
        else {
            rules.set(registry, [...(rules.get(registry) ?? []), mirror]);
        }
    }
    return [...rules].map(([registry, mirrors]) => ({ registry, mirrors }));
}
function isMirror(text) {
    const [host = '', ...segments] = text.replace(/^https?:\/\//, '').split('/');
    return (0,oci_reference/* isRegistryHost */.EV)(host) && segments.every((segment) => /^[\w.-]+$/.test(segment) && segment !== '..');
}
function readInsecureRegistries(reader) {
    return reader.list('insecure-registries').flatMap((item) => {
        const host = registryHost(item);
        if (host !== undefined)
            return [host];
        reader.wrong('insecure-registries', `"${item}" is not a registry host`, 'Write host or host:port');
        return [];
    });
}
/** Reads `ca-certificates` as absolute paths of files that can be read. */
function readCertificates(reader, env) {
    return reader.list('ca-certificates').flatMap((item) => {
        const file = external_node_path_.resolve(env.cwd, item);
        if (env.isReadableFile(file))
            return [file];
        reader.wrong('ca-certificates', `the file ${item} cannot be read`, 'Name a PEM file that is there and readable');
        return [];
    });
}

;// CONCATENATED MODULE: ./build/request/parse-secrets.js


const ID = /^[A-Za-z0-9_.-]+$/;
/**
 * Reads `secrets`, `secret-envs` and `secret-files`. A malformed item of `secrets` is counted, never shown:
 * it may be a part of a secret whose line end was not quoted.
 */
function readSecrets(reader, env) {
    const secrets = [...readValues(reader), ...readVariables(reader, env), ...readFiles(reader, env)];
    const seen = new Set();
    for (const { id, source } of secrets) {
        const input = source === 'value' ? 'secrets' : source === 'env' ? 'secret-envs' : 'secret-files';
        if (seen.has(id))
            reader.wrong(input, `the secret "${id}" is given twice`, 'Keep one of them');
        seen.add(id);
    }
    return secrets;
}
function readValues(reader) {
    const secrets = [];
    reader.pairs('secrets').forEach(({ key, value }, i) => {
        const id = key.trim();
        if (value === undefined || !ID.test(id)) {
            const fix = 'Write ID=VALUE; a value of several lines goes in quotes: "ID=…", double quotes in it doubled';
            reader.wrong('secrets', `item ${i + 1} is not of the form ID=VALUE (it is not shown)`, fix);
        }
        else if (value === '') {
            reader.wrong('secrets', `the secret "${id}" is empty`, 'Give it a value; in CI, an unknown secret is empty');
        }
        else {
            secrets.push({ id, source: 'value', value: new secret/* Secret */.z(value) });
        }
    });
    return secrets;
}
function readVariables(reader, env) {
    return named(reader, 'secret-envs', 'ID=VARIABLE').flatMap(({ id, value: variable }) => {
        const value = env.variable(variable);
        if (value !== undefined)
            return [{ id, source: 'env', variable, value: new secret/* Secret */.z(value) }];
        reader.wrong('secret-envs', `the variable ${variable} of "${id}" is not set`, `Set ${variable} for this step`);
        return [];
    });
}
function readFiles(reader, env) {
    return named(reader, 'secret-files', 'ID=PATH').flatMap(({ id, value }) => {
        const file = external_node_path_.resolve(env.cwd, value);
        if (env.isReadableFile(file))
            return [{ id, source: 'file', path: file }];
        reader.wrong('secret-files', `the file ${value} of "${id}" cannot be read`, 'Name a file that is there and readable');
        return [];
    });
}
/** Items `ID=…`. One without an id may be a secret that strayed in, so its text is not shown. */
function named(reader, input, form) {
    return reader.pairs(input).flatMap(({ key, value }, i) => {
        if (ID.test(key) && value)
            return [{ id: key, value }];
        reader.wrong(input, `item ${i + 1} is not of the form ${form} (it is not shown)`, `Write ${form}`);
        return [];
    });
}
/** Reads `ssh`: `default` is the agent of SSH_AUTH_SOCK; `ID=PATH[,PATH]` a key or an agent's socket. */
function readSsh(reader, env) {
    return reader.pairs('ssh').flatMap(({ key: id, value }) => {
        if (!ID.test(id)) {
            reader.wrong('ssh', `"${id}" is not an id`, 'Write default, or ID=PATH');
            return [];
        }
        if (value === undefined || value === '') {
            if (env.variable('SSH_AUTH_SOCK'))
                return [{ id, paths: [] }];
            reader.wrong('ssh', `"${id}" stands for the ssh agent and SSH_AUTH_SOCK is not set`, `Start an agent, or write ${id}=PATH`);
            return [];
        }
        const file = external_node_path_.resolve(env.cwd, value);
        if (env.exists(file))
            return [{ id, paths: [file] }];
        reader.wrong('ssh', `${value} of "${id}" is not there`, 'Name a private key or the socket of an agent');
        return [];
    });
}

// EXTERNAL MODULE: ./build/errors/suggest.js
var suggest = __webpack_require__(1988);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(5175);
;// CONCATENATED MODULE: ./build/request/parse-list.js


/**
 * Reads a list as docker/build-push-action does: CSV, one record a line; quotes may hold line ends, and quotes
 * inside of an unquoted field are ordinary characters. Where commas do not separate, the fields of a record are
 * one item. Empty items are dropped.
 */
function parseCsvList(text, syntax) {
    let records;
    try {
        records = (0,sync/* parse */.qg)(text, {
            bom: true,
            quote: syntax.literalQuotes ? null : '"',
            relax_quotes: true,
            relax_column_count: true,
            skip_empty_lines: true,
            record_delimiter: ['\r\n', '\n'],
        });
    }
    catch (error) {
        return {
            reason: /quote/i.test((0,errors/* messageOf */.bD)(error)) ? 'a quote is opened and never closed' : 'it is not CSV',
        };
    }
    const items = records.flatMap((fields) => {
        if (!syntax.commas)
            return [fields.join(',')];
        return fields.length === 1 ? (fields[0] ?? '').split(',') : fields;
    });
    return items.filter((item) => item.trim() !== '').map((item) => (syntax.trim ? item.trim() : item));
}
/** Reads a list that stands as a JSON array in a variable: each element is one item, as it is. */
function parseJsonList(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { reason: 'it begins with "[" and is not a JSON array' };
    }
    if (!Array.isArray(value))
        return { reason: 'it is not a JSON array' };
    const items = [];
    for (const element of value) {
        if (typeof element !== 'string' && typeof element !== 'number' && typeof element !== 'boolean') {
            return { reason: 'an element of its JSON array is neither text, number nor boolean' };
        }
        if (String(element).trim() !== '')
            items.push(String(element));
    }
    return items;
}

// EXTERNAL MODULE: ./build/request/raw.js
var raw = __webpack_require__(5756);
// EXTERNAL MODULE: ./build/request/table.js
var table = __webpack_require__(7354);
;// CONCATENATED MODULE: ./build/request/reader.js





const TRUE = new Set(['true', 'True', 'TRUE']);
const FALSE = new Set(['false', 'False', 'FALSE']);
/**
 * Reads raw values by name and kind, and collects every mistake on the way. What could not be read counts as
 * not given, so that reading goes on.
 */
class reader_Reader {
    #raw;
    #mistakes;
    constructor(raw, mistakes = []) {
        this.#raw = raw;
        this.#mistakes = [...mistakes];
    }
    /** Throws WrongInput with all mistakes, if there are any. */
    finish() {
        const [first, ...more] = this.#mistakes;
        if (first)
            throw new errors/* WrongInput */.Ey([first, ...more]);
    }
    /** Notes a mistake. `problem` and `fix` are clauses without a full stop at the end. */
    wrong(input, problem, fix) {
        this.mistake({ input: this.name(input), problem, fix });
    }
    /** Notes a mistake in something that is no input of the table. */
    mistake(mistake) {
        this.#mistakes.push(mistake);
    }
    /** The input's name as the user wrote it. */
    name(input) {
        return (0,raw/* writtenAs */.u)(input, this.#raw.get(input)?.origin);
    }
    has(input) {
        return this.#raw.has(input);
    }
    /** A single value, without white space around it unless the table says that it matters. */
    text(input) {
        const raw = this.#raw.get(input);
        if (!raw)
            return undefined;
        const text = 'text' in raw ? raw.text : (raw.items.at(-1) ?? '');
        return (0,table/* findInput */.cu)(input)?.untrimmed ? text : text.trim();
    }
    /** False when not given. */
    boolean(input) {
        const text = this.text(input);
        if (text === undefined || FALSE.has(text))
            return false;
        if (TRUE.has(text))
            return true;
        this.wrong(input, `"${text}" is not a boolean`, 'Write true or false');
        return false;
    }
    choice(input, choices, otherwise) {
        const text = this.text(input);
        if (text === undefined)
            return otherwise;
        const found = choices.find((choice) => choice === text);
        if (found !== undefined)
            return found;
        const near = (0,suggest/* closest */.k)(text, choices);
        const hint = near === undefined ? '' : `, did you mean ${near}?`;
        this.wrong(input, `"${text}" is not one of its values${hint}`, `Write one of ${choices.join(', ')}`);
        return otherwise;
    }
    /** The items of a list; empty when not given. */
    list(input) {
        const raw = this.#raw.get(input);
        if (!raw)
            return [];
        const items = [];
        for (const parsed of this.#parse(input, raw)) {
            if ('reason' in parsed) {
                this.wrong(input, parsed.reason, 'Write one item a line, or quote it with "…" and double quotes inside of it');
            }
            else {
                items.push(...parsed);
            }
        }
        return items;
    }
    /** The items of a list of `KEY=VALUE`; the last of a key wins where a caller makes a record of them. */
    pairs(input) {
        return this.list(input).map((item) => {
            const equals = item.indexOf('=');
            return equals === -1
                ? { key: item, value: undefined }
                : { key: item.slice(0, equals), value: item.slice(equals + 1) };
        });
    }
    #parse(input, raw) {
        const row = (0,table/* findInput */.cu)(input);
        const literalQuotes = row?.quotes === 'literal';
        const syntax = { commas: row?.commas ?? false, trim: !row?.untrimmed, literalQuotes };
        if ('items' in raw)
            return raw.items.map((item) => parseCsvList(item, syntax));
        return [isJsonList(raw) ? parseJsonList(raw.text) : parseCsvList(raw.text, syntax)];
    }
}
/** A `DOCKLESS_` variable that begins with `[` is JSON: that is how GitLab hands over an array. */
function isJsonList(raw) {
    return ('text' in raw &&
        raw.origin.kind === 'variable' &&
        raw.origin.name.startsWith('DOCKLESS_') &&
        raw.text.trimStart().startsWith('['));
}

// EXTERNAL MODULE: ./build/request/request.js
var request = __webpack_require__(7159);
;// CONCATENATED MODULE: ./build/request/read.js








const STRATEGIES = ['auto', ...request/* STRATEGY_NAMES */.n];
const NETWORKS = ['default', 'host', 'none'];
const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor'];
/**
 * Turns raw inputs into a request. Throws WrongInput with every mistake at once: those that were found before
 * (`earlier`: names of flags) and those of values.
 */
function readRequest(raw, env, earlier = []) {
    const reader = new reader_Reader(raw, earlier);
    const context = readContext(reader, env);
    const { push, outputs, names } = readExports(reader, env);
    const tags = readTags(reader, names);
    if (push && tags.length === 0 && !reader.has('tags')) {
        reader.wrong('tags', 'there is none to push to', 'Write tags: registry/repository:tag, or remove push');
    }
    const request = {
        context,
        file: readFile(reader, env, context),
        target: reader.text('target'),
        buildArgs: readBuildArgs(reader, env),
        buildContexts: readNamedContexts(reader, env),
        labels: readLabels(reader),
        annotations: readAnnotations(reader),
        tags,
        platform: readPlatform(reader),
        push,
        outputs,
        noCache: reader.boolean('no-cache'),
        pull: reader.boolean('pull'),
        secrets: readSecrets(reader, env),
        ssh: readSsh(reader, env),
        network: reader.choice('network', NETWORKS, 'default'),
        addHosts: readHosts(reader),
        shmSize: readShmSize(reader),
        limits: readLimits(reader),
        strategy: reader.choice('strategy', STRATEGIES, 'auto'),
        ...access(reader, env),
        allowPrivileged: reader.boolean('allow-privileged'),
        allowSharedCredentials: reader.boolean('allow-shared-credentials'),
        sourceDateEpoch: readSourceDateEpoch(reader, env),
    };
    reader.finish();
    return request;
}
/** The part of a request that is about registries alone. Throws WrongInput as `readRequest` does. */
function readRegistryAccess(raw, env, earlier = []) {
    const reader = new Reader(raw, earlier);
    const found = access(reader, env);
    reader.finish();
    return found;
}
function access(reader, env) {
    return {
        logins: readLogins(reader, env),
        mirrors: readMirrors(reader),
        insecureRegistries: readInsecureRegistries(reader),
        caCertificates: readCertificates(reader, env),
    };
}
function readBuildArgs(reader, env) {
    const args = reader.pairs('build-args').flatMap(({ key, value }) => {
        const given = value ?? env.variable(key);
        if (key === '' || /\s/.test(key)) {
            reader.wrong('build-args', `the name "${key}" is not one of an argument`, 'Write KEY=VALUE');
            return [];
        }
        if (given !== undefined)
            return [[key, given]];
        reader.wrong('build-args', `"${key}" has no value, and no variable has that name`, `Write ${key}=VALUE`);
        return [];
    });
    return Object.fromEntries(args);
}
function readLabels(reader) {
    const labels = reader.pairs('labels').flatMap(({ key, value }) => {
        if (key !== '')
            return [[key, value ?? '']];
        reader.wrong('labels', `"=${value}" has no name`, 'Write KEY=VALUE');
        return [];
    });
    return Object.fromEntries(labels);
}
function readAnnotations(reader) {
    return reader.list('annotations').flatMap((item) => {
        const [, prefix = 'manifest', name = '', value = ''] = /^(?:([a-z,-]+(?:\[[^\]]*\])?):)?([^=]+)=(.*)$/s.exec(item) ?? [];
        const levels = prefix.split(',').map((text) => LEVELS.find((level) => level === text));
        if (name !== '' && levels.every((level) => level !== undefined)) {
            return levels.map((level) => ({ level, name, value }));
        }
        const fix = `Write KEY=VALUE, or LEVEL:KEY=VALUE with one of ${LEVELS.join(', ')}`;
        reader.wrong('annotations', `"${item}" is not an annotation`, fix);
        return [];
    });
}
function readPlatform(reader) {
    const items = reader.list('platforms');
    const platforms = items.flatMap((item) => {
        const platform = (0,oci_platform/* parsePlatform */.FL)(item);
        if (platform)
            return [platform];
        reader.wrong('platforms', `"${item}" is not a platform`, 'Write for instance linux/amd64 or linux/arm64');
        return [];
    });
    if (items.length > 1) {
        reader.wrong('platforms', 'there are several, and one can be built at a time', 'Build each in a job of its own');
    }
    return platforms[0] ?? (0,oci_platform/* nativePlatform */.Nc)();
}
/** https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(reader, env) {
    const text = env.variable('SOURCE_DATE_EPOCH');
    if (text === undefined || text === '')
        return undefined;
    const seconds = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(seconds))
        return seconds;
    reader.mistake({
        input: 'SOURCE_DATE_EPOCH',
        problem: `"${text}" is not a number of seconds since 1970`,
        fix: 'Write digits alone, or unset it',
    });
    return undefined;
}
/** Where each given input came from, for people: `--tags`, `INPUT_TAGS`, `DOCKLESS_TAGS`. */
function originsOf(raw) {
    return [...raw].map(([input, { origin }]) => ({ input, origin: origin.name }));
}


/***/ }),

/***/ 9845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ chooseIdMap),
/* harmony export */   Ql: () => (/* binding */ mappedIds),
/* harmony export */   Sq: () => (/* binding */ ENOUGH_IDS),
/* harmony export */   bF: () => (/* binding */ shiftedUser),
/* harmony export */   fJ: () => (/* binding */ writeIdMap),
/* harmony export */   gs: () => (/* binding */ madeUserNamespace)
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
        return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, formatted(ranges)).then(() => undefined, (error) => (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
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
function formatted(ranges) {
    return ranges.map((range) => `${range.inside} ${range.outside} ${range.count}\n`).join('');
}
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
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

/***/ 6280:
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
    const socket = address.replace(/\/\/[^/@]*@/, '//'); // no user or password in a ticket
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
    return { userNamespace, mapRoot, mapRange, mount, mountProc, overlay, fuse: explain('fuse', []) };
}
const PROBLEMS = {
    userNamespace: whyNoNamespace,
    mapRoot: whyNoMap,
    mapRange: whyNoRange,
    mount: whyNoMount,
    mountProc: (outcome, circumstances) => circumstances.process.maskedProc.length > 0 ? ['masked-proc'] : whyNoMount(outcome, circumstances),
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

// EXTERNAL MODULE: ./build/runner/proc.js
var proc = __webpack_require__(5515);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/process/environment.js
var environment = __webpack_require__(4511);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
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

;// CONCATENATED MODULE: ./build/runner/tools.js






/** Programs on PATH, found but not yet asked anything. */
async function findTools() {
    const found = await Promise.all(NAMES.map(async (name) => [name, await (0,find/* findProgram */.K)(name)]));
    const paths = new Map(found);
    return mapNames((name) => paths.get(name));
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
function mapNames(value) {
    return {
        buildkitd: value('buildkitd'),
        buildctl: value('buildctl'),
        buildah: value('buildah'),
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
    if (name === 'buildah')
        return askBuildah(path, options);
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

// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/lifetime/private-directory.js
var private_directory = __webpack_require__(3507);
;// CONCATENATED MODULE: ./build/runner/trials.js
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
    const [userNamespace, mapRoot, mapRange, mount, mountProc, overlay, fuse] = await Promise.all([
        bench.unshare(['-U', 'true']),
        bench.unshare(['-U', '-r', 'true']),
        bench.mapRange(),
        bench.unshare(['-U', '-r', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/'], bench.owner()),
        bench.unshare(['-U', '-r', '-m', '-p', '-f', '--mount-proc', 'true'], bench.owner()),
        bench.overlay(),
        openFuse(),
    ]);
    return { userNamespace, mapRoot, mapRange, mount, mountProc, overlay, fuse };
}
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
            const child = __addDisposableResource(env_1, (0,run/* start */.n)({ argv: [first, ...rest], env: trials_environment() }, { timeoutMs, graceMs: 0, ...(signal ? { signal } : {}) }), true);
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
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    async overlay() {
        const env_2 = { stack: [], error: void 0, hasError: false };
        try {
            const { temporary, filesystem, idMap } = this.#options;
            let directory;
            try {
                directory = await private_directory/* PrivateDirectory */.lh.create(temporary);
            }
            catch (error) {
                return { holds: false, evidence: (0,errors/* messageOf */.bD)(error), errno: 'NOWRITE' };
            }
            const made = __addDisposableResource(env_2, directory, true);
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
            const result_2 = __disposeResources(env_2);
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
    const [outcomes, tools, helper, daemons] = await Promise.all([
        runTrials({ temporary, filesystem: directory.filesystem, idMap, programs: paths, ...asking }),
        askTools(paths, identity),
        helperPrivilege(paths.newuidmap, identity),
        findDaemons(uid, env),
    ]);
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
        temporary: directory,
        tools: withBuildahDefect(tools, directory.filesystem, trials.mapRange.holds),
        daemons,
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
    const containerFiles = await Promise.all(CONTAINER_FILES.map(async (file) => ((await exists(file)) ? [file] : [])));
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
async function exists(file) {
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
        return undefined;
    const found = problems.map((problem) => remedy(problem, setting, who));
    return {
        cause: found.map((one) => one.cause).join('; '),
        fix: found.map((one) => one.fix).join('; '),
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
const REMEDIES = {
    seccomp: {
        cause: 'the seccomp filter of this container or service forbids to make user namespaces',
        fix: {
            default: 'take the filter off: no RestrictNamespaces= and SystemCallFilter= in the systemd unit that starts this job',
            'gitlab-docker': 'in config.toml under [runners.docker]: security_opt = ["seccomp:unconfined", "apparmor:unconfined"]',
            'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.seccomp_profile]: type = "Unconfined" (older runners: a pod_spec patch that sets seccompProfile)`,
            kubernetes: "in the container's securityContext: seccompProfile: {type: Unconfined}",
            'github-container': 'in the workflow under container: options: --security-opt seccomp=unconfined --security-opt apparmor=unconfined',
            container: 'start the container with --security-opt seccomp=unconfined',
        },
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
        fix: sysctl('kernel.apparmor_restrict_unprivileged_userns=0'),
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

/***/ 2558:
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/context/walk.js
var walk = __webpack_require__(9947);
// EXTERNAL MODULE: ./build/oci/names.js
var names = __webpack_require__(5678);
;// CONCATENATED MODULE: ./build/assemble/tree.js
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

;// CONCATENATED MODULE: ./build/assemble/context-tree.js





/** A directory as a context, without what is ignored. */
function directoryContext(directory, ignore) {
    return { directory, files: () => walkContext(directory, ignore) };
}
/**
 * The files of a context as a tree. Everything belongs to root whoever checked it out, as in BuildKit; modes and
 * times are the files' own.
 */
async function contextTree(context) {
    const tree = new Tree();
    const inodes = new Map();
    for await (const { path, stats } of context.files()) {
        const parent = tree.get(parentOf(path));
        if (path === '' || parent?.kind !== 'directory')
            continue;
        parent.children.set(baseOf(path), await nodeOf((0,external_node_path_.join)(context.directory, path), stats, inodes));
    }
    return tree;
}
async function nodeOf(path, stats, inodes) {
    const attributes = {
        mode: stats.mode & 0o7777,
        uid: 0,
        gid: 0,
        mtime: Math.floor(stats.mtimeMs / 1000),
        xattrs: NO_XATTRS,
    };
    if (stats.isDirectory())
        return directoryNode(attributes);
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
    const parts = cleaned(pattern).split('/');
    const first = parts.findIndex(hasWildcard);
    if (first === -1)
        return [cleaned(pattern)];
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
    for (const name of sortedNames(directory)) {
        const path = joined(below, name);
        const child = directory.children.get(name);
        if (depth === 1) {
            if (matches(path))
                found.push(joined(above, path));
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
        xattrs: NO_XATTRS,
    };
    const intoDirectory = /(?:^|\/)\.?$/.test(destination);
    draft.directories(tree.resolve(intoDirectory ? destination : parentOf(destination)), made);
    const node = source.get(source.resolve(path));
    if (!node)
        throw new NoSuchSource(path);
    let target = tree.resolve(destination);
    const there = tree.get(target);
    if (node.kind !== 'directory' && there?.kind === 'directory')
        target = joined(target, baseOf(cleaned(path)));
    draft.directories(node.kind === 'directory' && !there ? target : parentOf(target), made);
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
        for (const name of sortedNames(node)) {
            const child = node.children.get(name);
            if (child)
                this.copy(child, joined(path, name), joined(target, name), how.matched);
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
            throw new WayBlocked(target, 'is no directory, and the source is one');
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
                throw new WayBlocked(above.target, 'is no directory, and the source is one');
            else
                this.#draft.directory(above.target, this.#attributes(above.node));
        }
    }
    #leaf(node, target) {
        if (this.#draft.tree.get(target)?.kind === 'directory')
            throw new WayBlocked(target, 'is a directory, and the source is a file');
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
        this.#parent(path).children.set(baseOf(path), node);
        this.#made.add(node);
        this.#touched.add(path);
    }
    /** Makes a directory where there is none; returns the one that is there. */
    directory(path, attributes) {
        const there = this.tree.get(path);
        if (there?.kind === 'directory')
            return { node: there, made: false };
        const node = directoryNode(attributes);
        this.put(path, node);
        return { node, made: true };
    }
    /** Makes every directory that is missing on a way. Throws WayBlocked where a file is in it. */
    directories(path, attributes) {
        const there = this.tree.get(path);
        if (there?.kind === 'directory')
            return;
        if (there)
            throw new WayBlocked(path, 'is no directory');
        this.directories(parentOf(path), attributes);
        this.directory(path, attributes);
    }
    /** Gives a directory that is there other attributes. */
    change(path, attributes) {
        const node = this.tree.get(path);
        if (node?.kind !== 'directory')
            throw new WayBlocked(path, 'is no directory');
        node.attributes = attributes;
        this.#touched.add(path);
    }
    /** Notes a directory that stays as it is, but belongs to the layer. */
    touch(path) {
        this.#touched.add(path);
    }
    #parent(path) {
        const parent = this.tree.get(parentOf(path));
        if (parent?.kind !== 'directory')
            throw new WayBlocked(parentOf(path), 'is no directory');
        return parent;
    }
    #forget(path, node) {
        if (node.kind !== 'directory')
            return;
        for (const [name, child] of node.children)
            this.#forget(joined(path, name), child);
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
            for (let at = path; at !== '' && !paths.has(at); at = parentOf(at))
                paths.add(at);
        }
        const changes = [];
        for (const path of [...paths].sort(byDepth)) {
            const node = this.tree.get(path);
            if (!node)
                continue;
            // Directories change after this, in later layers: what they are now is kept.
            changes.push({ path, node: node.kind === 'directory' ? directoryNode(node.attributes) : node });
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
        const parent = tree.get(parentOf(change.path));
        const name = baseOf(change.path);
        if (parent?.kind !== 'directory')
            throw new WayBlocked(parentOf(change.path), 'is no directory');
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
            parent.children.set(name, directoryNode(change.node.attributes));
    }
}

// EXTERNAL MODULE: ./build/oci/layout.js
var oci_layout = __webpack_require__(2470);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/oci/tar-read.js
var tar_read = __webpack_require__(8330);
// EXTERNAL MODULE: ./build/oci/compression.js
var compression = __webpack_require__(9036);
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
    const tree = new Tree();
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
    const written = cleaned(header.path);
    if (written === '') {
        if (header.type === 'directory')
            tree.root.attributes = attributesOf(header);
        return;
    }
    const parent = directoryAt(tree, tree.resolve(parentOf(written)), fresh);
    const name = baseOf(written);
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
    const parent = directoryAt(tree, parentOf(path), fresh);
    const made = directoryNode({ mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: new Map() });
    parent.children.set(baseOf(path), made);
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
            return directoryNode(attributes);
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
    const parent = tree.get(parentOf(path));
    if (parent?.kind === 'directory')
        parent.children.set(baseOf(path), shared);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./build/oci/tar-write.js
var tar_write = __webpack_require__(6519);
;// CONCATENATED MODULE: ./build/assemble/layer.js








/**
 * Writes a layer in one pass: tar, diffID, gzip (level 6), digest, store. The same changes give the same bytes:
 * sorted entries, nothing of this machine, a fixed level.
 */
async function writeLayer(changes, options) {
    await options.spool.gather(filesOf(changes));
    const diff = (0,external_node_crypto_.createHash)('sha256');
    const gzip = (0,external_node_zlib_.createGzip)({ level: 6, chunkSize: 128 << 10 });
    async function* tar() {
        for await (const chunk of (0,tar_write/* writeTar */.F)(members(changes, options))) {
            diff.update(chunk);
            yield chunk;
        }
    }
    const compressing = (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(tar(), { objectMode: false }), gzip);
    // Whoever fails first ends the other; the first reason is the one to be told.
    const [made, written] = await Promise.allSettled([
        compressing,
        options.content.write(gzip).catch((error) => {
            gzip.destroy();
            throw error;
        }),
    ]);
    if (made.status === 'rejected' && !isPrematureClose(made.reason))
        throw made.reason;
    if (written.status === 'rejected')
        throw written.reason;
    if (made.status === 'rejected')
        throw made.reason;
    return {
        descriptor: { mediaType: media_types/* MediaType */.zu.layerGzip, digest: written.value.digest, size: written.value.size },
        diffId: (0,oci_digest/* digestFromHex */.Ch)(diff.digest('hex')),
    };
}
function isPrematureClose(error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
function* filesOf(changes) {
    for (const change of changes)
        if ('node' in change && change.node.kind === 'file')
            yield change.node;
}
function* members(changes, options) {
    const names = new Map();
    for (const change of changes) {
        if (!('node' in change)) {
            yield { header: (0,tar_write/* tarHeader */.p)({ path: joined(change.path, '.wh..wh..opq'), type: 'file' }) };
            continue;
        }
        const { path, node } = change;
        const first = node.kind === 'file' && node.inode ? names.get(node.inode) : undefined;
        if (node.kind === 'file' && node.inode && first === undefined)
            names.set(node.inode, path);
        yield member(path, node, first, options);
    }
}
function member(path, node, linkedTo, options) {
    const { mtime, ...attributes } = node.attributes;
    const common = { ...attributes, path, mtime: Math.min(mtime, options.latest ?? mtime) };
    if (linkedTo !== undefined)
        return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'hardlink', link: linkedTo, xattrs: new Map() }) };
    switch (node.kind) {
        case 'file':
            return {
                header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'file', size: node.size }),
                content: () => options.spool.read(node),
            };
        case 'symlink':
            return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'symlink', link: node.target, mode: 0o777 }) };
        case 'directory':
            return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: 'directory' }) };
        default:
            return { header: (0,tar_write/* tarHeader */.p)({ ...common, type: node.kind, major: node.major, minor: node.minor }) };
    }
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
        const entry = find(await fields(tree, read, 'etc/passwd'), user);
        uid = numeric(entry?.[2] ?? '') ?? 0;
        gid = numeric(entry?.[3] ?? '') ?? 0;
    }
    const groupId = numeric(group);
    if (groupId !== undefined)
        gid = groupId;
    else if (group !== '') {
        const entry = find(await fields(tree, read, 'etc/group'), group);
        gid = numeric(entry?.[2] ?? '') ?? gid;
    }
    return { uid, gid };
}
/** True when only the image's own files say who is meant. */
function namesAccount(text) {
    return text.split(':').some((part) => part !== '' && numeric(part) === undefined);
}
/** `root` is 0 whatever the image's files say. */
function numeric(text) {
    if (text === 'root')
        return 0;
    const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && value <= 0xffffffff ? value : undefined;
}
function find(entries, name) {
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
    const made = { mode: 0o755, uid: 0, gid: 0, mtime: options.now, xattrs: NO_XATTRS };
    const root = draft.tree.resolve(destination);
    draft.directories(root, { ...made, ...options.owner });
    draft.touch(root);
    const node = draft.tree.get(root);
    if (node?.kind !== 'directory')
        return;
    const inside = new Tree(node);
    let member = -1;
    for await (const { header } of (0,tar_read/* readTar */.s)((0,compression/* decompress */.mF)(await archive.open()))) {
        member++;
        const path = cleaned(header.path);
        if (path === '')
            continue;
        const parent = inside.resolve(parentOf(path));
        draft.directories(joined(root, parent), made);
        const at = joined(root, joined(parent, baseOf(path)));
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
 * Does a COPY or an ADD of local files into a draft. Throws DocklessError with the place: a source that does not
 * exist, a file in the way, an archive that is broken.
 */
async function transfer(instruction, draft, context) {
    const words = expandWords(instruction, context.scope);
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
        throw explained(error, context);
    }
}
async function fromSource(word, draft, destination, options, of) {
    const { instruction, context } = of;
    const tree = await context.source.tree();
    const { start, pattern } = instruction.parents ? pivot(word) : { start: word, pattern: undefined };
    if (pattern !== undefined && !hasWildcard(start) && !hasWildcard(pattern)) {
        if (!tree.find(`${start}/${pattern}`))
            throw new NoSuchSource(cleaned(`${start}/${pattern}`));
    }
    const include = pattern === undefined ? undefined : new ignore/* PatternMatcher */.P([cleaned(pattern)]);
    const unpacks = instruction.kind === 'ADD' && instruction.unpack !== false;
    for (const path of matchSources(tree, start)) {
        const node = unpacks ? tree.find(path) : undefined;
        const archive = node?.kind === 'file' && node.content.from === 'path' ? fileArchive(node.content.path, path) : undefined;
        if (archive && (await isArchive(archive)))
            await addArchive(draft, archive, destination, options);
        else
            copyInto(draft, tree, path, destination, { ...options, include });
    }
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
    const path = `/${cleaned(given.startsWith('/') ? given : external_node_path_.posix.join(workingDir, given))}`;
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
    const tree = new Tree();
    tree.root.children.set(heredoc.name, {
        kind: 'file',
        attributes: { mode: 0o644, uid: 0, gid: 0, mtime: context.now, xattrs: NO_XATTRS },
        size: bytes.length,
        content: { from: 'bytes', bytes },
        inode: undefined,
    });
    return tree;
}
function explained(error, { place, source }) {
    if (error instanceof NoSuchSource) {
        const ignored = source.name === 'the build context' ? ' It may also be left out by .dockerignore.' : '';
        return new errors/* DocklessError */.D2('BUILD_FAILED', `"${error.path}" does not exist in ${source.name}`, {
            place,
            fix: `Check the path: it is relative to the root of ${source.name}.${ignored}`,
        });
    }
    if (error instanceof WayBlocked) {
        return new errors/* DocklessError */.D2('BUILD_FAILED', `cannot copy: ${(0,errors/* messageOf */.bD)(error)}`, {
            place,
            fix: 'Copy to another destination, or take away what is in the way.',
        });
    }
    if (error instanceof tar_header/* TarError */.mt) {
        return new errors/* DocklessError */.D2('BUILD_FAILED', error.message, { place, cause: error, fix: error.fix ?? '' });
    }
    return error;
}

;// CONCATENATED MODULE: ./build/assemble/unsupported.js


/**
 * What the target needs and the assembler cannot do: RUN, and ADD from the network. Empty when it can build it.
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
        return remoteSource(instruction, expand);
    return undefined;
}
function remoteSource(instruction, expand) {
    const remote = instruction.sources.map(expand).find(isRemote);
    return remote === undefined ? undefined : 'an ADD from the network';
}
/** True for what ADD fetches: a URL, or a git repository. */
function isRemote(source) {
    return /^(?:https?|git|ssh):\/\//.test(source) || /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:/.test(source);
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
    const { config, scope } = stage;
    const line = instruction.lines.start;
    const place = { file: tools.file, line };
    const expand = (word) => scope.expand(word, line);
    const cannot = unsupportedInstruction(instruction, expand);
    if (cannot !== undefined)
        throw refused(cannot, place);
    switch (instruction.kind) {
        case 'ARG': {
            const args = scope.declare(instruction);
            return config.note(['ARG', ...args.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`))].join(' '));
        }
        case 'ENV': {
            const pairs = scope.expandPairs(instruction.pairs, line);
            for (const { name, value } of pairs) {
                scope.set(name, value);
                config.setEnv(name, value);
            }
            return config.note(['ENV', ...pairs.map(({ name, value }) => `${name}=${value}`)].join(' '));
        }
        case 'LABEL': {
            const pairs = scope.expandPairs(instruction.pairs, line);
            for (const { name, value } of pairs)
                config.setLabel(name, value);
            return config.note(['LABEL', ...pairs.map(({ name, value }) => `${name}=${value}`)].join(' '));
        }
        case 'ADD':
        case 'COPY':
            return await transferLayer(instruction, stage, tools, place);
        case 'WORKDIR':
            return await workdir(instruction, stage, tools, place);
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
        case 'RUN':
            throw refused('a RUN instruction', place);
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
    const draft = new Draft(linked ? new Tree() : await stage.files.tree());
    await transfer(instruction, draft, {
        scope: stage.scope,
        workingDir: stage.config.workingDir,
        place,
        source: tools.sourceOf(instruction),
        read: tools.read,
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
        draft.directories(tree.resolve(path), { mode: 0o755, ...owner, mtime: tools.now, xattrs: NO_XATTRS });
    }
    catch (error) {
        if (!(error instanceof WayBlocked))
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
        return new StageFiles(() => Promise.resolve(new Tree()));
    }
    /** The files; the same tree every time, changed in place by the stage's instructions. */
    async tree() {
        this.#tree ??= this.#base?.();
        this.#base = undefined;
        const tree = (await this.#tree) ?? new Tree();
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
 * what BuildKit makes; times that BuildKit takes from the clock come from the inputs instead (see `timeOf`), so
 * that the same inputs give the same digest.
 * Throws DocklessError with the Dockerfile's line for what the user must mend.
 */
async function assemble(job) {
    return await new Assembly(job).run();
}
class Assembly {
    #job;
    #images;
    #spool;
    #stages = new Map();
    #contexts = new Map();
    #read;
    constructor(job) {
        this.#job = job;
        this.#images = new Images(job.bases, job.content);
        this.#spool = new Spool(job.directory);
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
        checkLayers(image, nameOf(source));
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
        const name = nameOf(source);
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
        const { content, sourceDateEpoch, labels, annotations, platform } = this.#job;
        for (const [name, value] of Object.entries(labels))
            state.config.setLabel(name, value);
        state.config.platform = targetPlatform(state.config.platform, platform);
        const layers = [];
        for (const layer of state.layers) {
            this.#job.signal.throwIfAborted();
            layers.push(layer.kind === 'base'
                ? layer
                : await writeLayer(layer.changes, { content, spool: this.#spool, latest: sourceDateEpoch }));
        }
        const config = state.config.finish(layers.map((layer) => layer.diffId), rfc3339(timeOf(state, sourceDateEpoch)));
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
/**
 * The time of the image, in seconds: SOURCE_DATE_EPOCH where given. Otherwise the newest of what went into it, the
 * base image and the files: never the clock, so that the same inputs give the same digest.
 */
function timeOf(state, sourceDateEpoch) {
    if (sourceDateEpoch !== undefined)
        return sourceDateEpoch;
    let newest = state.baseTime;
    for (const layer of state.layers) {
        if (layer.kind === 'base')
            continue;
        for (const change of layer.changes) {
            if ('node' in change)
                newest = Math.max(newest, change.node.attributes.mtime);
        }
    }
    return newest;
}
function secondsOf(created) {
    const time = created === undefined ? Number.NaN : Date.parse(created);
    return Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000));
}
function rfc3339(seconds) {
    const date = new Date(seconds * 1000);
    return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().replace('.000Z', 'Z');
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
function nameOf(source) {
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

// EXTERNAL MODULE: ./build/context/files.js
var files = __webpack_require__(5499);
;// CONCATENATED MODULE: ./build/strategies/conditions.js

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
    return broken(name, `${trial.evidence}${cause}`, trial.fix ?? fix);
}
const INSTALL = {
    buildkitd: 'Put buildkitd and buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
    buildctl: 'Put buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
    buildah: 'Install buildah (Debian, Ubuntu: apt-get install buildah; Fedora: dnf install buildah)',
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
/** What every builder with RUN steps needs of the kernel: a user namespace with a range of ids, and mounts in it. */
function namespaceConditions(facts) {
    const { userNamespace, mapRange, mount } = facts.trials;
    return [
        fromTrial('user namespace', userNamespace, SANDBOX_FIX),
        fromTrial('id range', mapRange, 'Install uidmap and give this user 65536 ids in /etc/subuid and /etc/subgid'),
        fromTrial('mount', mount, 'Let the container mount: AppArmor "Unconfined", seccomp "Unconfined"'),
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
    return [platformCondition(task), secretsCondition(task), sshCondition(task)];
}
function platformCondition(task) {
    const wanted = (0,oci_platform/* formatPlatform */.Bq)(task.request.platform);
    const native = (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* nativePlatform */.Nc)());
    if (wanted === native)
        return held('platform', `${wanted} is this machine’s own`);
    if (task.needs.runs.length === 0)
        return held('platform', `nothing has to run on ${wanted}`);
    return broken('platform', `RUN steps of ${wanted} cannot run on ${native}: there is no emulation here`, `Build ${wanted} on a runner of that architecture, and join the images with dockless merge`);
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

// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
// EXTERNAL MODULE: ./build/runner/id-map.js
var id_map = __webpack_require__(9845);
;// CONCATENATED MODULE: ./build/strategies/workbench.js






const NAMESPACE_MS = 10_000;
/**
 * Writes what the plan names into its private directory. Throws DocklessError when a file of the user's cannot be
 * read or the disk is full.
 */
async function layOut(plan) {
    for (const name of plan.directories)
        await (0,promises_.mkdir)(external_node_path_.join(plan.directory, name), { recursive: true, mode: 0o700 });
    for (const file of plan.files)
        await writePlanned(plan.directory, file);
    const [owner] = [plan.daemon, ...plan.commands].flatMap((command) => command?.idMap?.map ?? []);
    // A shifted map does not hold our own id: what the builder shall use must be somebody's whom it does hold.
    if (owner?.method === 'shift')
        await give(plan.directory, owner.uids[0]?.outside ?? 0, owner.gids[0]?.outside ?? 0);
}
async function writePlanned(directory, file) {
    const target = external_node_path_.join(directory, file.name);
    const mode = file.mode ?? 0o600;
    try {
        if (typeof file.content === 'object' && 'copyOf' in file.content) {
            await (0,promises_.copyFile)(file.content.copyOf, target);
            await (0,promises_.chmod)(target, mode);
            return;
        }
        const text = file.content instanceof secret/* Secret */.z ? file.content.reveal() : file.content;
        await (0,promises_.writeFile)(target, text, { mode, flag: 'wx' });
    }
    catch (error) {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `cannot prepare ${file.name} for the builder: ${(0,errors/* messageOf */.bD)(error)}`, {
            fix: 'Look whether the file can be read and whether the temporary directory has room',
            cause: error,
        });
    }
}
async function give(file, uid, gid) {
    await (0,promises_.chown)(file, uid, gid);
    for (const entry of await (0,promises_.readdir)(file, { withFileTypes: true })) {
        const below = external_node_path_.join(file, entry.name);
        if (entry.isDirectory())
            await give(below, uid, gid);
        else
            await (0,promises_.chown)(below, uid, gid);
    }
}
/** Starts a planned program; maps its ids where the plan says that we do. Throws DocklessError when they cannot be mapped. */
async function startPlanned(command, options) {
    const { argv, env, cwd, idMap } = command;
    const child = (0,run/* start */.n)({ argv, env, cwd }, options);
    if (!idMap || child.pid === undefined)
        return child;
    const limits = { timeoutMs: NAMESPACE_MS, ...(options.signal ? { signal: options.signal } : {}) };
    const failure = (await (0,id_map/* madeUserNamespace */.gs)(child.pid, NAMESPACE_MS))
        ? await (0,id_map/* writeIdMap */.fJ)(child.pid, idMap.map, idMap.writers, limits)
        : 'its user namespace did not appear';
    if (failure === undefined) {
        await (0,promises_.writeFile)(external_node_path_.join(cwd, idMap.gate), '');
        return child;
    }
    await child.end(0);
    options.signal?.throwIfAborted();
    const said = (await child.finished).stderr.trim().split('\n').at(-1) ?? '';
    throw new errors/* DocklessError */.D2('NOTHING_FITS', `cannot give ${command.name} its ids: ${failure} ${said}`.trim(), {
        fix: 'Run dockless doctor: it shows which ids can be mapped here, and how to allow more',
    });
}

;// CONCATENATED MODULE: ./build/strategies/assemble.js








const SCRATCH = 'assemble';
/** Our own builder: copies to layers, in this process. Needs nothing of the kernel, and cannot RUN. */
const assemble_assemble = { name: 'assemble', assess, plan, build };
function assess(task) {
    return assessment('assemble', [dockerfileCondition(task)]);
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
        return held('instructions', 'the target needs no RUN, and nothing from the network but images');
    const more = found.length === 1 ? '' : `, and ${found.length - 1} more`;
    return broken('instructions', `the target needs ${first.what} (${first.place.file}:${first.place.line})${more}`, 'Use a builder with RUN steps: strategy auto takes one that works here');
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
        notes: [],
    };
}
async function build(task, plan, workshop) {
    const { request, context, dockerfile } = task;
    const { log, signal, content, bases } = workshop;
    await layOut(plan);
    const image = await assemble({
        dockerfile,
        target: request.target,
        buildArgs: request.buildArgs,
        platform: request.platform,
        context: await (0,files/* contextFiles */.XW)(context.directory, context.ignoreFile),
        namedContexts: await namedContexts(task),
        labels: request.labels,
        annotations: {}, // given at publication, for every strategy in the same way
        sourceDateEpoch: request.sourceDateEpoch,
        content,
        bases,
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
        return { kind: 'files', files: await (0,files/* contextFiles */.XW)(directory, await (0,files/* ignoreFileIn */.Eo)(directory)) };
    if (given.kind === 'image' || given.kind === 'oci-layout')
        return given;
    throw new errors/* DocklessError */.D2('DEFECT', `the named context ${name} was not fetched`);
}

;// CONCATENATED MODULE: ./build/strategies/buildah-output.js
const buildah_output_STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)(?:\/\d+)?: (.*)$/;
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
        const match = buildah_output_STEP.exec(line);
        if (match?.[2] !== undefined && match[3] !== undefined) {
            this.#step = { stage: Number(match[1] ?? 1), number: Number(match[2]), text: match[3] };
            this.#output = [];
            return;
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
        const said = /^(?:Error: |error )?(?:error )?building at STEP/;
        const error = this.#output.filter((line) => said.test(line)).join('\n');
        return { name: this.#step.text, error, output: this.#output.filter((line) => !said.test(line)) };
    }
    /** The line of the Dockerfile on which that step begins: buildah does not say it. */
    lineIn({ stages }) {
        if (!this.#step)
            return undefined;
        const { stage, number } = this.#step;
        const found = stages[stage - 1];
        // Step 1 is the FROM.
        return number === 1 ? found?.from.lines.start : found?.instructions[number - 2]?.lines.start;
    }
}

;// CONCATENATED MODULE: ./build/strategies/arguments.js
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

;// CONCATENATED MODULE: ./build/strategies/enclosure.js





/** Waits until the file $0 is there, then becomes the rest: ids are mapped from outside meanwhile. */
const WAIT = 'until [ -e "$0" ]; do sleep 0.02; done; exec "$@"';
/** Covers each directory up to `--` with an empty tmpfs, then becomes the rest. What is not there needs no cover. */
const COVER = 'while [ "$1" != -- ]; do if [ -d "$1" ]; then mount -t tmpfs -o size=4k,mode=700 none "$1" || exit 125; fi; shift; done; shift; exec "$@"';
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
    const { name, env, directory, cover = [], needsProc = false } = enclosed;
    const idMap = gatedIdMap(name, facts);
    const freshProc = facts.trials.mountProc.holds;
    const supervised = needsProc && !freshProc;
    const outside = [
        ...(idMap?.map.method === 'shift' ? (0,id_map/* shiftedUser */.bF)(toolPath(facts, 'setpriv')) : []),
        ...dyingWithUs(facts, supervised ? 'TERM' : 'KILL'),
        ...words(toolPath(facts, 'unshare'), '--user'),
        ...(idMap ? [] : ['--map-auto', '--map-root-user']),
        '--mount',
        ...(supervised ? [] : ['--pid', '--fork', '--kill-child=SIGKILL']),
        ...(freshProc ? ['--mount-proc'] : []),
    ];
    const inside = [
        ...(idMap ? [SHELL, '-c', WAIT, idMap.gate] : []),
        ...(cover.length > 0 ? [SHELL, '-c', COVER, 'cover', ...cover, '--'] : []),
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
        throw new errors/* DocklessError */.D2('DEFECT', `a plan was made for ${name} where no ids can be mapped`);
    const { user } = facts.process;
    if (map.method === 'newuidmap' && user !== undefined && atLeast(facts.tools.unshare, 2, 38))
        return undefined;
    const { newuidmap, newgidmap, setpriv } = facts.tools;
    return {
        map,
        writers: { newuidmap: newuidmap?.path, newgidmap: newgidmap?.path, setpriv: setpriv?.path },
        gate: `${name}.mapped`,
    };
}
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** A PATH on which a builder finds its helpers: where the probe found them, then the system's directories. */
function searchPath(facts) {
    const found = Object.values(facts.tools).flatMap((tool) => (tool ? [external_node_path_.dirname(tool.path)] : []));
    return [...new Set([...found, ...SYSTEM_PATH])].join(':');
}
/** The path of a program that an assessment saw. Throws a defect when a plan is made that no assessment holds for. */
function toolPath(facts, name) {
    const tool = facts.tools[name];
    if (!tool)
        throw new errors/* DocklessError */.D2('DEFECT', `a plan was made without ${name}, which it needs`);
    return tool.path;
}
/** Where people and CI systems keep credentials below their home, for `Wiring.credentialDirectories`. */
function credentialDirectories(home, env) {
    const runtime = env['XDG_RUNTIME_DIR'];
    const config = env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
    const below = ['.docker', '.aws', '.azure', '.kube', '.ssh', '.gnupg', '.m2'].map((name) => path.join(home, name));
    const named = [env['DOCKER_CONFIG'], runtime === undefined ? undefined : path.join(runtime, 'containers')];
    const all = [...below, path.join(config, 'containers'), path.join(config, 'gcloud'), ...named];
    return [
        ...new Set(all.flatMap((directory) => (directory !== undefined && path.isAbsolute(directory) ? [directory] : []))),
    ];
}

;// CONCATENATED MODULE: ./build/strategies/registries.js
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
    const { username, password } = wiring.credential;
    const auth = Buffer.from(`${username}:${password.reveal()}`).toString('base64');
    return `${JSON.stringify({ auths: { [wiring.relay]: { auth } } })}\n`;
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

;// CONCATENATED MODULE: ./build/strategies/buildah-plan.js








/** The built image's name in buildah's own storage. */
const LOCAL_NAME = 'localhost/dockless:built';
const POLICY = 'policy.json';
/**
 * How RUN steps are walled in. `rootless` has runc make a container of its own; a chroot, which is no wall by itself,
 * only where no /proc can be mounted or no runc is there.
 */
function isolationOf(facts) {
    const runc = facts.tools.runc;
    return facts.trials.mountProc.holds && runc !== undefined && runc.problem === undefined
        ? 'rootless'
        : 'chroot';
}
/** The plan of a build by buildah: build into a private storage, then push to the relay. Pure. */
function planBuildah(task, facts, wiring) {
    const build = [
        ...buildArguments(task, facts),
        ...cacheArguments(wiring),
        '-t',
        LOCAL_NAME,
        task.context.directory,
    ];
    const push = [
        ...retries(facts),
        '--format',
        'oci',
        LOCAL_NAME,
        `docker://${wiring.relay}/${wiring.inbox}:built`,
    ];
    return {
        strategy: 'buildah',
        directory: wiring.directory,
        directories: ['home', 'run', 'tmp', ...(task.request.secrets.length > 0 ? ['secrets'] : [])],
        files: [
            { name: 'registries.conf', content: containersRegistries(registriesOf(task), wiring) },
            { name: POLICY, content: '{"default":[{"type":"insecureAcceptAnything"}]}\n' },
            { name: 'auth.json', content: new secret/* Secret */.z(authFile(wiring)) },
            ...secretFiles(task.request),
        ],
        daemon: undefined,
        commands: [buildah('build', build, facts, wiring), buildah('push', push, facts, wiring)],
        notes: [],
    };
}
function buildah(verb, args, facts, wiring) {
    const { directory } = wiring;
    const storage = [
        ...words('--root', external_node_path_.join(directory, 'storage'), '--runroot', external_node_path_.join(directory, 'run', 'storage')),
        // A copy a layer, but right everywhere: native overlay in a user namespace left user.overlay.* attributes in layers (1.28).
        ...words('--storage-driver', 'vfs'),
    ];
    const cover = isolationOf(facts) === 'chroot' && verb === 'build' ? (wiring.credentialDirectories ?? []) : [];
    const argv = [
        toolPath(facts, 'buildah'),
        ...storage,
        verb,
        '--signature-policy',
        POLICY,
        ...args,
    ];
    return enclose({
        name: `buildah-${verb}`,
        argv: [argv[0], ...argv.slice(1)],
        env: environment(facts, wiring),
        directory,
        cover,
    }, facts);
}
function environment(facts, wiring) {
    const { directory, relay } = wiring;
    const proxy = `http://${relay}`;
    return {
        PATH: searchPath(facts),
        HOME: external_node_path_.join(directory, 'home'),
        XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
        TMPDIR: external_node_path_.join(directory, 'tmp'),
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
function buildArguments(task, facts) {
    const { request, context } = task;
    const epoch = request.sourceDateEpoch;
    return [
        ...isolation(facts),
        // RUN steps get no proxy variables: ours name the relay.
        ...words('--http-proxy=false', '--network', request.network === 'none' ? 'none' : 'host'),
        ...words('--layers', '--format', 'oci', ...(atLeast(facts.tools.buildah, 1, 26) ? ['--identity-label=false'] : [])),
        ...retries(facts),
        ...words('--file', context.dockerfile, ...(context.ignoreFile === undefined ? [] : ['--ignorefile', context.ignoreFile])),
        ...words('--platform', (0,oci_platform/* formatPlatform */.Bq)(request.platform)),
        ...(request.target === undefined ? [] : ['--target', request.target]),
        ...flags('--build-arg', pairs(request.buildArgs)),
        ...(epoch === undefined
            ? []
            : ['--build-arg', `SOURCE_DATE_EPOCH=${epoch}`, '--timestamp', String(epoch)]),
        ...flags('--label', pairs(request.labels)),
        ...flags('--build-context', buildah_plan_namedContexts(task)),
        ...(request.noCache ? ['--no-cache'] : []),
        ...flags('--secret', request.secrets.map((secret, index) => `id=${secret.id},src=${secretFileName(index)}`)),
        ...flags('--ssh', request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`)),
        ...stepArguments(request),
    ];
}
/** chroot isolation without CAP_SYS_CHROOT: the escape from a chroot needs a second one. */
function isolation(facts) {
    return isolationOf(facts) === 'rootless'
        ? ['--isolation', 'rootless', '--runtime', toolPath(facts, 'runc')]
        : ['--isolation', 'chroot', '--cap-drop', 'CAP_SYS_CHROOT'];
}
/** The relay retries by itself: a builder that does so too only waits. */
function retries(facts) {
    return atLeast(facts.tools.buildah, 1, 28) ? ['--retry', '0'] : [];
}
/** How RUN steps are run. */
function stepArguments(request) {
    return [
        ...flags('--add-host', request.addHosts.map((host) => `${host.name}:${host.address}`)),
        ...(request.shmSize === undefined ? [] : ['--shm-size', String(request.shmSize)]),
        ...flags('--ulimit', request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`)),
    ];
}
function buildah_plan_namedContexts(task) {
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
        const line = lines.find((text) => symptom.pattern.test(text));
        if (line === undefined)
            continue;
        return { ...diagnosis_explained(symptom, context), line: line.trim() };
    }
    return undefined;
}
function diagnosis_explained({ means }, context) {
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
    { pattern: /"?new[ug]idmap"?: executable file not found|finding new[ug]idmap/, means: 'newuidmap-missing' },
    {
        pattern: /No sub[ug]id ranges found for user|Found no [UG]ID ranges set aside|no line matching user .* in \/etc\/sub[ug]id/i,
        means: 'no-subordinate-ids',
    },
    { pattern: /you \(user \d+\) don't exist|Cannot determine your user name/, means: 'no-passwd-entry' },
    { pattern: /fork\/exec \S*new[ug]idmap: operation not permitted/, means: 'bounding-set' },
    {
        pattern: /new[ug]idmap.*Could not set caps|new[ug]idmap: write to [ug]id_map failed|new[ug]idmap.*open of [ug]id_map failed/,
        means: newuidmapRefused,
    },
    {
        pattern: /writing "0 0 \d+\\n" to \/proc\/\d+\/[ug]id_map|error reading allowed ID mappings/,
        means: rootMayNotMap,
    },
    { pattern: /write failed \/proc\/self\/[ug]id_map: Operation not permitted/, means: unmappedRoot },
    {
        pattern: /setting supplemental groups list: operation not permitted|lchown .*: invalid argument|potentially insufficient UIDs or GIDs/,
        means: 'no-subordinate-ids',
    },
    // Mounts
    { pattern: /failed to share mount point: \/: permission denied/, means: 'apparmor-denies-mount' },
    {
        pattern: /mount(?:ing)? "?proc"?(?::\/proc| to rootfs at "?\/proc"?)?.*(?:operation not permitted)|mount \/proc failed: Operation not permitted/i,
        means: 'masked-proc',
    },
    {
        pattern: /Options:\[rbind ro\]\}\]: operation not permitted/,
        means: {
            cause: "the builder's directory lies on a mount with nosuid or nodev, which may not be mounted again without them",
            fix: {
                default: 'set TMPDIR to a directory on a mount without nosuid and nodev',
                kubernetes: 'mount an emptyDir and set TMPDIR to it',
                'gitlab-kubernetes': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume',
            },
        },
    },
    {
        pattern: /mounting an overlay over build context directory/,
        means: {
            cause: 'buildah 1.44 and 1.45 always mount an overlay over the build context, with its upper layer in TMPDIR, and that failed',
            fix: { default: 'set TMPDIR to a directory that is not on an overlay, or use buildah 1.43' },
        },
    },
    { pattern: /'overlay' is not supported over overlayfs/, means: 'overlay-on-overlay' },
    { pattern: /fuse: device not found|fuse-overlayfs: cannot mount: No such file/, means: 'no-fuse' },
    {
        pattern: /vfs driver does not support overlay/,
        means: {
            cause: 'a storage.conf names options of the overlay driver, but the driver is vfs',
            fix: {
                default: 'take the [storage.options.overlay] section out of storage.conf, or unset STORAGE_DRIVER',
            },
        },
    },
    {
        pattern: /run: unrecognized option '--keep'/,
        means: {
            cause: 'this crun does not know `run --keep`, which BuildKit 0.32 and newer calls',
            fix: { default: 'install runc, or a newer crun' },
        },
    },
    {
        pattern: /strconv\.Atoi: parsing "": invalid syntax/,
        means: {
            cause: 'this buildah was built without cgo, so it cannot enter a user namespace',
            fix: { default: "install the distribution's buildah, which is built with cgo" },
        },
    },
    // kaniko
    {
        pattern: /kaniko should only be run inside of a container/,
        means: {
            cause: 'kaniko unpacks images over its own root, so it refuses to run on a machine',
            fix: { default: 'run this job in a container made for it, or choose another strategy' },
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
        means: {
            cause: 'the server shows a certificate of an authority that is not trusted here',
            fix: {
                default: 'give the certificate of the authority in the input ca-certificates, or in SSL_CERT_FILE',
            },
        },
    },
    {
        pattern: /server gave HTTP response to HTTPS client/,
        means: {
            cause: 'the registry speaks plain HTTP',
            fix: { default: 'name it in the input insecure-registries, if that is what you want' },
        },
    },
    {
        pattern: /TOOMANYREQUESTS|toomanyrequests|429 Too Many Requests/,
        means: {
            cause: 'the registry limits how often it may be asked from here',
            fix: {
                default: 'log in to it, which raises the limit, or name a mirror in the input registry-mirrors',
            },
        },
    },
    {
        pattern: /error checking push permissions|UNAUTHORIZED|unauthorized: |authentication required|pull access denied|insufficient_scope/,
        means: {
            cause: 'the registry does not know this user, or the user may not do this',
            fix: {
                default: 'look at the inputs registry, username and password, and at what the token may do in that repository',
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
            },
        },
    },
    {
        pattern: /fork\/exec .*: exec format error|exec user process caused.*exec format error/,
        means: {
            cause: 'a program of the image is for another processor architecture',
            fix: {
                default: 'build this platform on a runner of its own architecture, and join the images with merge',
            },
        },
    },
    // Filesystem rights, after everything that also says "operation not permitted"
    {
        pattern: /\b(?:l?chown|chmod) \S+: operation not permitted/,
        means: {
            cause: 'root in this container lacks CAP_CHOWN, CAP_FOWNER or CAP_DAC_OVERRIDE',
            fix: {
                default: 'let it keep CAP_CHOWN, CAP_FOWNER, CAP_DAC_OVERRIDE, CAP_SETUID and CAP_SETGID',
                'gitlab-docker': 'take CHOWN, FOWNER, DAC_OVERRIDE out of cap_drop in config.toml under [runners.docker]',
                kubernetes: "in the container's securityContext: capabilities: {add: [CHOWN, FOWNER, DAC_OVERRIDE, SETUID, SETGID]}",
            },
        },
    },
    // Consequences
    {
        pattern: /could not connect to unix:\/\/\S*buildkitd\.sock after \d+ trials|failed to list workers/,
        means: {
            cause: 'buildkitd did not come up, and its log does not say why',
            fix: { default: 'run `dockless doctor` to see what this runner allows' },
        },
    },
];
function unmappedRoot(facts) {
    return facts?.process.uid === 0 ? 'no-setfcap' : 'ubuntu-restriction';
}

// EXTERNAL MODULE: ./build/dockerfile/parse.js + 5 modules
var parse = __webpack_require__(2109);
;// CONCATENATED MODULE: ./build/runner/failed-step.js


/**
 * Finds the RUN step that ended a build, in the text output of a builder. `dockerfile` is the Dockerfile's text:
 * buildah names no line, so it is found there by the command. Undefined when no step failed: then it was
 * something else that ended the build.
 */
function failedStep(strategy, output, dockerfile) {
    const found = strategy === 'buildkit' ? inBuildkit(output) : inBuildah(output);
    if (found === undefined || found.line !== undefined || dockerfile === undefined)
        return found;
    const line = lineOf(found.command, dockerfile);
    return line === undefined ? found : { ...found, line };
}
/** `process "/bin/sh -c exit 42" did not complete successfully: exit code: 42`, its quotes and backslashes escaped. */
const PROCESS = /process "((?:[^"\\]|\\.)*)" did not complete successfully: exit code: (\d+)/;
/** BuildKit's excerpt: `Dockerfile:6`, a rule, numbered lines, `>>>` in front of those that failed. */
const EXCERPT = /^\S.*:(\d+)\n-{10,}\n(?:.*\n)*?\s*(\d+) \| >>> /m;
function inBuildkit(output) {
    // The last one: an earlier one may be an attempt that BuildKit made again.
    const match = [...output.matchAll(new RegExp(PROCESS, 'g'))].at(-1);
    if (match?.[1] === undefined)
        return undefined;
    const command = unquoted(match[1]).replace(/^\/bin\/sh -c /, '');
    const excerpt = EXCERPT.exec(output);
    const line = Number(excerpt?.[2] ?? excerpt?.[1]);
    return { ...(Number.isInteger(line) ? { line } : {}), exitStatus: Number(match[2]), command };
}
/** Undoes Go's %q as far as commands need it. */
function unquoted(text) {
    return text.replace(/\\(u[0-9a-f]{4}|.)/g, (_, escaped) => {
        if (escaped.length > 1)
            return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
        return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
    });
}
/** `Error: building at STEP "RUN exit 42": exit status 42` (1.28: `error building at STEP …: while running runtime: exit status 42`). */
const BUILDING = /^(?:Error: )?(?:error )?building at STEP "RUN (.*?)": .*?exit status (\d+)/gm;
function inBuildah(output) {
    const match = [...output.matchAll(BUILDING)].at(-1);
    if (match?.[1] === undefined)
        return undefined;
    return { exitStatus: Number(match[2]), command: unquoted(match[1]) };
}
/** The line of the RUN instruction with this command; undefined when there is none, or more than one. */
function lineOf(command, dockerfile) {
    const wanted = squeezed(command);
    const found = runs(dockerfile).filter(({ source }) => squeezed(source.replace(/^\S+\s+(?:--\S+\s+)*/, '')) === wanted);
    return found.length === 1 ? found[0]?.lines.start : undefined;
}
function runs(text) {
    try {
        const { stages } = (0,parse/* parseDockerfile */.A)(text, 'Dockerfile');
        return stages.flatMap((stage) => stage.instructions.filter(({ kind }) => kind === 'RUN'));
    }
    catch (error) {
        if (error instanceof errors/* DocklessError */.D2)
            return []; // what a builder took and we do not has no line
        throw error;
    }
}
/** What builders print differs in white space only. */
function squeezed(text) {
    return text.trim().replace(/\s+/g, ' ');
}

;// CONCATENATED MODULE: ./build/strategies/failure.js



const QUOTED_LINES = 12;
/**
 * The error that a failed build ends with: a RUN step's exit status and place; or what a registry answered to the
 * relay, which knows better than the builder's log; or the builder's own last words.
 */
function buildFailure(failed) {
    const { workshop, strategy, output, step } = failed;
    const found = strategy === 'assemble' ? undefined : failedStep(strategy, output);
    const [upstream] = workshop.upstreamFailures();
    if (!found && upstream) {
        if (upstream instanceof errors/* DocklessError */.D2)
            return upstream;
        return new errors/* DocklessError */.D2('REGISTRY_FAILED', (0,errors/* messageOf */.bD)(upstream), { cause: upstream });
    }
    const place = placeOf(failed, found?.line);
    const where = place ? ` (${place.file}:${place.line})` : '';
    const details = { ...(place ? { place } : {}), cause: output };
    const diagnosis = diagnose(output);
    const why = diagnosis ? `\n  ${diagnosis.cause}: ${diagnosis.line}` : '';
    if (found) {
        const name = step?.name ?? `RUN ${found.command}`;
        const message = `${name}${where} exited with status ${found.exitStatus}${failure_quoted(step?.output ?? [])}${why}`;
        const fix = diagnosis?.fix ?? fixOfExit(found.exitStatus);
        return new errors/* DocklessError */.D2('BUILD_FAILED', message, { ...details, fix });
    }
    const reason = reasonOf(output) ?? step?.error ?? `${strategy} ended with exit status ${failed.status}`;
    const fix = diagnosis ? { fix: diagnosis.fix } : diskFix(output);
    return new errors/* DocklessError */.D2('BUILD_FAILED', `${reason}${where}${why}`, { ...details, ...fix });
}
function fixOfExit(status) {
    if (status === 137)
        return 'Something killed it, mostly for want of memory: give the job more, or let the step use less';
    if (status === 127)
        return 'The program was not found: look at PATH in the image and at the spelling';
    if (status === 126)
        return 'The program may not be executed: look at its mode, and whether it is for this architecture';
    return 'Mend the step: its last lines are above';
}
function diskFix(output) {
    if (!/no space left on device|disk quota exceeded/i.test(output))
        return {};
    return {
        fix: 'The temporary directory is full: set TMPDIR to a place with three to four times the size of the new layers',
    };
}
function failure_quoted(lines) {
    const last = lines.filter((line) => line.trim() !== '').slice(-QUOTED_LINES);
    return last.length === 0 ? '' : `:\n${last.map((line) => `  ${line}`).join('\n')}`;
}
/** BuildKit heads its excerpt with `Dockerfile:3`. */
function placeOf({ task, output, line }, found) {
    const said = line ?? found ?? Number(/^[^\s:]+:(\d+)\n-{5,}$/m.exec(output)?.[1]);
    return Number.isInteger(said) ? { file: task.dockerfile.file, line: said } : undefined;
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
function builderGone(what, finished) {
    const said = `${finished.stdout}\n${finished.stderr}`.split('\n').filter((line) => line.trim() !== '');
    const how = finished.startError ??
        (finished.signal ? `ended by ${finished.signal}` : `exit status ${finished.status}`);
    const diagnosis = diagnose(said.join('\n'));
    const why = diagnosis ? `: ${diagnosis.cause}` : '';
    return new errors/* DocklessError */.D2('NOTHING_FITS', `${what} (${how})${why}${failure_quoted(said)}`, {
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

;// CONCATENATED MODULE: ./build/strategies/buildah.js
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
const buildah_buildah = { name: 'buildah', assess: buildah_assess, plan: planBuildah, build: buildah_build };
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
    'healthcheck --start-interval': [1, 37],
    onbuild: OLDEST,
    '# syntax': OLDEST,
};
function buildah_assess(task, facts) {
    return assessment('buildah', [
        toolCondition(facts, 'buildah'),
        versionCondition(facts.tools.buildah),
        toolCondition(facts, 'unshare'),
        toolCondition(facts, 'setpriv'),
        ...namespaceConditions(facts),
        credentialsCondition(task, facts),
        ...requestConditions(task),
        featuresCondition(task, facts.tools.buildah),
        contextsCondition(task, facts.tools.buildah),
        stepsCondition(task, facts),
    ]);
}
function versionCondition(tool) {
    const said = tool?.version ?? 'unknown';
    if (atLeast(tool, ...OLDEST))
        return held('version', said);
    return broken('version', said, `Install buildah ${OLDEST.join('.')} or newer`);
}
function featuresCondition(task, tool) {
    const unknown = task.needs.features.filter(({ name }) => {
        const since = SINCE[name];
        return since === undefined || !atLeast(tool, ...since);
    });
    if (unknown.length === 0)
        return held('features', 'this buildah knows all that the Dockerfile uses');
    const [first] = unknown.map(({ name }) => SINCE[name]);
    return broken('features', `this buildah does not know ${unknown.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', ')}`, first ? `Install buildah ${first.join('.')} or newer, or use BuildKit` : 'Use BuildKit, or leave it out');
}
function contextsCondition(task, tool) {
    const contexts = Object.entries(task.request.buildContexts);
    if (contexts.length === 0)
        return held('named contexts', 'none are given');
    const layouts = contexts.filter(([, context]) => context.kind === 'oci-layout').map(([name]) => name);
    if (layouts.length > 0)
        return broken('named contexts', `buildah takes no OCI layout (${layouts.join(', ')})`, 'Use BuildKit for it');
    if (atLeast(tool, 1, 27))
        return held('named contexts', contexts.map(([name]) => name).join(', '));
    return broken('named contexts', 'this buildah knows none', 'Install buildah 1.27 or newer');
}
/** What only a real container honours: a chroot shares our network and /dev/shm. */
function stepsCondition(task, facts) {
    const isolation = isolationOf(facts);
    const { network, shmSize, secrets } = task.request;
    const comma = secrets.find((secret) => secret.id.includes(','));
    if (comma)
        return broken('steps', `buildah reads no secret id with a comma: ${comma.id}`, 'Give it another id');
    const refused = [
        ...(network === 'none' ? ['network: none'] : []),
        ...(shmSize === undefined ? [] : ['shm-size']),
    ];
    if (isolation === 'rootless' || refused.length === 0)
        return held('steps', `RUN steps are isolated by ${isolation}`);
    return broken('steps', `RUN steps share our network and /dev/shm in a chroot: ${refused.join(', ')} cannot be had`, 'Let the container mount /proc (unmasked), and install runc; or leave the input out');
}
async function buildah_build(task, plan, workshop) {
    for (const note of plan.notes)
        workshop.log.notice(note);
    await layOut(plan);
    for (const command of plan.commands)
        await carryOut(command, task, workshop);
    return delivered(plan, workshop);
}
async function carryOut(command, task, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        signal.throwIfAborted();
        const output = new BuildahOutput(log);
        const child = __addDisposableResource(env_1, await startPlanned(command, {
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
        throw buildFailure({
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
;// CONCATENATED MODULE: ./build/strategies/buildkit-daemon.js





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

;// CONCATENATED MODULE: ./build/strategies/buildkit-plan.js







/** The daemon's socket; relative to the private directory, for a longer path than 104 bytes is no socket's. */
const BUILDKIT_SOCKET = 'buildkit.sock';
/**
 * BuildKit hands this socket to every RUN step, by a mount that fails for a relative path. It is removed once the
 * daemon listens: a step is then given nothing.
 */
const TRACE_SOCKET = 'trace.sock';
const CONFIG = 'buildkitd.toml';
const buildkit_plan_POLICY = 'source-policy.json';
/** The plan of a build by a buildkitd of its own. Pure: nothing is looked at or run. */
function planBuildkit(task, facts, wiring) {
    const registries = registriesOf(task);
    const toml = `[otel]\n  socketPath = ${JSON.stringify(TRACE_SOCKET)}\n\n${buildkitRegistries(registries, wiring)}`;
    return {
        strategy: 'buildkit',
        directory: wiring.directory,
        directories: ['run', 'tmp', 'docker', ...(task.request.secrets.length > 0 ? ['secrets'] : [])],
        files: [
            { name: CONFIG, content: toml },
            { name: buildkit_plan_POLICY, content: sourcePolicy(registries, wiring) },
            { name: 'docker/config.json', content: new secret/* Secret */.z(authFile(wiring)) },
            ...secretFiles(task.request),
        ],
        daemon: daemon(task, facts, wiring),
        commands: [client(task, facts, wiring)],
        notes: notes(task),
    };
}
function daemon(task, facts, wiring) {
    const { directory } = wiring;
    const proxy = `http://${wiring.relay}`;
    const argv = [
        toolPath(facts, 'buildkitd'),
        ...words('--config', CONFIG, '--root', external_node_path_.join(directory, 'root')),
        ...words('--addr', `unix://${BUILDKIT_SOCKET}`),
        ...words('--oci-worker-binary', runtimeOf(facts) ?? toolPath(facts, 'runc')),
        ...words('--oci-worker-snapshotter', facts.trials.overlay.holds ? 'overlayfs' : 'native'),
        ...(facts.trials.mountProc.holds ? [] : ['--oci-worker-no-process-sandbox']),
        ...(needsHostNetwork(task) ? ['--allow-insecure-entitlement', 'network.host'] : []),
    ];
    const env = {
        PATH: searchPath(facts),
        HOME: directory,
        USER: 'dockless',
        XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
        TMPDIR: external_node_path_.join(directory, 'tmp'),
        // What is not a registry (ADD https://…, git) goes through the relay too: it knows the user's proxy, we tell it to nobody.
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        NO_PROXY: '',
    };
    return enclose({ name: 'buildkitd', argv, env, directory, needsProc: true }, facts);
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
    const { directory } = wiring;
    return {
        name: 'buildctl',
        argv: [
            ...dyingWithUs(facts),
            ...words(toolPath(facts, 'buildctl'), '--addr', `unix:${BUILDKIT_SOCKET}`, 'build', '--progress', 'rawjson'),
            ...buildkit_plan_buildArguments(task),
            ...words('--source-policy-file', buildkit_plan_POLICY, '--output', outputOf(task.request, wiring)),
            ...buildkit_plan_cacheArguments(wiring),
        ],
        env: {
            PATH: searchPath(facts),
            HOME: directory,
            DOCKER_CONFIG: external_node_path_.join(directory, 'docker'),
            XDG_RUNTIME_DIR: external_node_path_.join(directory, 'run'),
            TMPDIR: external_node_path_.join(directory, 'tmp'),
        },
        cwd: directory,
    };
}
/** What is built, in buildctl's words (cmd/buildctl/build.go, frontend/dockerui). */
function buildkit_plan_buildArguments(task) {
    const { request, context } = task;
    const ignoresSyntax = task.needs.features.some((feature) => feature.name === '# syntax');
    const { directory: local, dockerfile } = context;
    return [
        ...words('--frontend', 'dockerfile.v0'),
        ...words('--local', `context=${local}`, '--local', `dockerfile=${external_node_path_.dirname(dockerfile)}`),
        ...flags('--opt', [
            `filename=${external_node_path_.basename(dockerfile)}`,
            `platform=${(0,oci_platform/* formatPlatform */.Bq)(request.platform)}`,
            ...(request.target === undefined ? [] : [`target=${request.target}`]),
            ...pairs(request.buildArgs, 'build-arg:'),
            ...(request.sourceDateEpoch === undefined
                ? []
                : [`build-arg:SOURCE_DATE_EPOCH=${request.sourceDateEpoch}`]),
            ...(ignoresSyntax ? ['build-arg:BUILDKIT_SYNTAX=dockerfile.v0'] : []),
            ...pairs(request.labels, 'label:'),
            ...stepOptions(request),
        ]),
        ...buildkit_plan_namedContexts(task),
        ...(request.noCache ? ['--no-cache'] : []),
        ...(needsHostNetwork(task) ? ['--allow', 'network.host'] : []),
        ...flags('--secret', request.secrets.map((secret, index) => csv([`id=${secret.id}`, 'type=file', `src=${secretFileName(index)}`]))),
        ...flags('--ssh', request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`)),
    ];
}
/** How RUN steps are run. */
function stepOptions(request) {
    const hosts = request.addHosts.map((host) => `${host.name}=${host.address}`);
    const limits = request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`);
    return [
        ...(request.network === 'default' ? [] : [`force-network-mode=${request.network}`]),
        ...(hosts.length === 0 ? [] : [`add-hosts=${csv(hosts)}`]),
        ...(request.shmSize === undefined ? [] : [`shm-size=${request.shmSize}`]),
        ...(limits.length === 0 ? [] : [`ulimit=${csv(limits)}`]),
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
                    ...words('--oci-layout', `${name}=${context.path}`),
                    ...words('--opt', `context:${name}=oci-layout://${name}${layoutObject(context.reference)}`),
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
    return csv([
        'type=image',
        `name=${wiring.relay}/${wiring.inbox}:built`,
        'push=true',
        'oci-mediatypes=true',
        ...(request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true']),
    ]);
}
/** A cache may only make things faster: an export that fails is ignored. */
function buildkit_plan_cacheArguments(wiring) {
    if (!wiring.cache)
        return [];
    const ref = `${wiring.relay}/${wiring.cache.repository}:buildkit`;
    const read = ['--import-cache', csv(['type=registry', `ref=${ref}`])];
    if (!wiring.cache.writable)
        return read;
    const mode = `mode=${wiring.cache.mode}`;
    return [...read, '--export-cache', csv(['type=registry', `ref=${ref}`, mode, 'ignore-error=true'])];
}
function notes(task) {
    const syntax = task.needs.features.find((feature) => feature.name === '# syntax');
    if (!syntax)
        return [];
    return [
        `# syntax is passed over: BuildKit's own Dockerfile frontend is used, and no frontend image is pulled`,
    ];
}

;// CONCATENATED MODULE: ./build/strategies/buildkit-progress.js
const buildkit_progress_TAIL = 40;
/**
 * Reads what `buildctl --progress rawjson` writes to stderr, one JSON object a line, and logs it as people read it:
 * a line when a step begins, its output, a line when it is done. What is no progress is kept: the error.
 */
class BuildkitProgress {
    #log;
    #vertices = new Map();
    #text = [];
    #numbered = 0;
    #failed;
    constructor(log) {
        this.#log = log;
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
    line(line) {
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
        const started = buildkit_progress_timeOf(entry['started']);
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
        const completed = buildkit_progress_timeOf(entry['completed']);
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
    }
    #flush(vertex) {
        if (vertex.partial !== '')
            this.#say(vertex, vertex.partial);
        vertex.partial = '';
    }
    #say(vertex, line) {
        vertex.tail.push(line);
        if (vertex.tail.length > buildkit_progress_TAIL)
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
        return isObject(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function objects(value) {
    return Array.isArray(value) ? value.filter(isObject) : [];
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}
function buildkit_progress_timeOf(value) {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}
function seconds(ms) {
    return (Math.max(0, ms) / 1000).toFixed(1);
}

;// CONCATENATED MODULE: ./build/strategies/buildkit.js
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
const GRACE_MS = 1500;
const DIED = 'buildkitd died in the middle of the build';
/** What buildctl says when the connection breaks; the daemon's end is seen a little later. */
const LOST = /Unavailable|connection refused|error reading from server: EOF/;
const DEATH_MS = 500;
/** BuildKit: a rootless buildkitd that lives for this one build, and buildctl in front of it. */
const buildkit = { name: 'buildkit', assess: buildkit_assess, plan: planBuildkit, build: buildkit_build };
function buildkit_assess(task, facts) {
    return assessment('buildkit', [
        toolCondition(facts, 'buildkitd'),
        toolCondition(facts, 'buildctl'),
        runtimeCondition(facts),
        toolCondition(facts, 'unshare'),
        toolCondition(facts, 'setpriv'),
        ...namespaceConditions(facts),
        credentialsCondition(task, facts),
        ...requestConditions(task),
        buildkit_featuresCondition(task),
    ]);
}
function runtimeCondition(facts) {
    const runtime = runtimeOf(facts);
    if (runtime !== undefined)
        return held('runtime', runtime);
    const { runc, crun } = facts.tools;
    const why = runc?.problem ?? crun?.problem ?? (crun && `crun ${crun.version ?? ''} does not know --keep`);
    return broken('runtime', why ?? 'neither runc nor a crun that knows --keep is on PATH', 'Install runc 1.1 or newer (apt-get install runc)');
}
/** What the built-in frontend of a rootless daemon does not do. */
function buildkit_featuresCondition(task) {
    const refused = task.needs.features.filter((f) => f.name === 'run --security' || f.name === 'run --device');
    if (refused.length === 0)
        return held('features', 'BuildKit’s own Dockerfile frontend knows all that is used');
    return broken('features', refused.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', '), 'Leave it out: it needs privileges that no RUN step has here');
}
async function buildkit_build(task, plan, workshop) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, signal } = workshop;
        for (const note of plan.notes)
            log.notice(note);
        await layOut(plan);
        signal.throwIfAborted();
        const daemon = buildkit_addDisposableResource(env_1, await startDaemon(plan, workshop), true);
        const client = plan.commands[0];
        if (!client)
            throw new errors/* DocklessError */.D2('DEFECT', 'the plan of a BuildKit build has no client');
        const progress = new BuildkitProgress(log);
        const finished = await runClient(client, daemon, external_node_path_.join(plan.directory, BUILDKIT_SOCKET), progress, signal);
        if (finished.status === 0)
            return delivered(plan, workshop);
        throw buildFailure({
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
    const daemon = await startPlanned(plan.daemon, { onLine: (line) => log.debug(line), graceMs: GRACE_MS });
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
    await daemon.end(signal.aborted ? GRACE_MS : 0);
    signal.throwIfAborted();
    throw builderGone('buildkitd did not come up', await daemon.finished);
}
/** Runs buildctl; notices when the daemon dies or hangs meanwhile. Throws the signal's reason when it fired. */
async function runClient(command, daemon, socket, progress, signal) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const watching = new AbortController();
        const client = buildkit_addDisposableResource(env_2, (0,run/* start */.n)(command, {
            signal,
            graceMs: GRACE_MS,
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
                throw builderGone('buildkitd hangs: it has not answered for fifteen seconds', await daemon.finished);
            }
            if (outcome === 'died')
                throw builderGone(DIED, await daemon.finished);
            if (outcome.status !== 0 && LOST.test(progress.text)) {
                const end = await Promise.race([daemon.finished, (0,external_node_timers_promises_.setTimeout)(DEATH_MS, undefined, { ref: false })]);
                if (end)
                    throw builderGone(DIED, end);
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

;// CONCATENATED MODULE: ./build/strategies/all.js



/** Every strategy, in the order in which `auto` asks them: the one that needs least of the runner comes first. */
const STRATEGIES = [assemble_assemble, buildkit, buildah_buildah];


/***/ })

};
