export const id = 724;
export const ids = [724];
export const modules = {

/***/ 7673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ withContents)
/* harmony export */ });
/* harmony import */ var _dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5306);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _strategies_all_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(557);
/* harmony import */ var _strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9351);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7152);
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





/**
 * Looks into the images of the build where nothing fits, and a verdict waits for what is in them: their layers are read
 * as far as that takes. Throws DocklessError when an image cannot be had.
 */
async function withContents(session, task, facts, directory) {
    if ('project' in task)
        return task;
    const { strategy, assessments } = (0,_strategies_choose_js__WEBPACK_IMPORTED_MODULE_3__/* .choose */ .Sw)(task, facts, _strategies_all_js__WEBPACK_IMPORTED_MODULE_2__/* .STRATEGIES */ .Y);
    const wanted = task.request.strategy;
    const told = assessments.filter((verdict) => wanted === 'auto' || verdict.strategy === wanted);
    if (strategy || !told.some(waits))
        return task;
    return { ...task, contents: await lookInto(session, task, directory) };
}
function waits({ conditions }) {
    return conditions.every(({ holds, awaitsContents }) => holds || awaitsContents === true);
}
async function lookInto({ host, log, lifetime }, task, directory) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { request, dockerfile, needs } = task;
        const [{ RegistryImages }, { firstNotRoots }, { BlobStore }, { LazyContent }] = await Promise.all([
            __webpack_require__.e(/* import() */ 313).then(__webpack_require__.bind(__webpack_require__, 9313)),
            __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 7285)),
            __webpack_require__.e(/* import() */ 90).then(__webpack_require__.bind(__webpack_require__, 9090)),
            __webpack_require__.e(/* import() */ 280).then(__webpack_require__.bind(__webpack_require__, 7280)),
        ]);
        const registries = __addDisposableResource(env_1, await (0,_registries_js__WEBPACK_IMPORTED_MODULE_4__/* .openRegistries */ .c)(request, host, log, lifetime.signal), true);
        const store = await BlobStore.open(await directory.directory('images'));
        const content = new LazyContent(store, registries.client);
        const images = new RegistryImages(registries.client, content);
        const named = needs.images.filter(({ role }) => role !== 'syntax').map(({ reference }) => reference);
        const found = new Map();
        let notRoots;
        for (const reference of named) {
            const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(reference);
            if (found.has(name))
                continue;
            const image = await images.resolve(reference, request.platform);
            found.set(name, image);
            const file = notRoots ? undefined : await firstNotRoots(image.manifest.layers, content);
            if (file)
                notRoots = { image: name, file };
        }
        const { owners } = (0,_dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_0__/* .needsOf */ .h)(dockerfile, {
            buildArgs: request.buildArgs,
            platform: request.platform,
            target: request.target,
            namedContexts: request.buildContexts,
            configOf: (reference) => found.get((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(reference))?.config.config,
        });
        return { notRoots, owners };
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

/***/ 982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ prepare)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/tar-unpack.js
var tar_unpack = __webpack_require__(8812);
// EXTERNAL MODULE: ./build/oci/tar-header.js
var tar_header = __webpack_require__(2659);
;// CONCATENATED MODULE: ./build/context/archive.js



/** A context of more than this is more likely a bomb than a build. */
const LARGEST_CONTEXT = 64 * 2 ** 30;
/**
 * Downloads a tar (plain, gzip or zstd) and unpacks it. Nothing is written outside of the directory. Throws
 * WrongInput when it is no tar.
 */
async function fetchArchive(url, options) {
    const body = await options.download(url, options.signal);
    try {
        await (0,tar_unpack/* unpackTar */.A)(body, options.directory, { maxSize: LARGEST_CONTEXT });
    }
    catch (error) {
        options.signal.throwIfAborted();
        if (error instanceof tar_header/* TarError */.mt)
            throw new errors/* WrongInput */.Ey([
                {
                    input: options.input,
                    problem: `${url} is no tar archive that can be unpacked: ${error.message}`,
                    fix: 'Give the URL of a .tar, .tar.gz or .tar.zst',
                },
            ]);
        if (error instanceof errors/* DocklessError */.D2)
            throw error;
        throw new errors/* DocklessError */.D2('BUILD_FAILED', `cannot download and unpack ${url}: ${(0,errors/* messageOf */.bD)(error)}`, {
            fix: 'Try again; if it stays, see whether the server sends all of it and the disk has room',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: ./build/context/files.js
var files = __webpack_require__(5499);
// EXTERNAL MODULE: ./build/context/git.js
var git = __webpack_require__(3356);
;// CONCATENATED MODULE: ./build/context/open.js






const DEFAULT_FILE = 'Dockerfile';
/** Names that a Dockerfile goes by elsewhere. */
const OTHER_NAMES = /^(?:dockerfile|containerfile)(?:\..*)?$|\.(?:dockerfile|containerfile)$/i;
const MOST_SUGGESTIONS = 3;
/**
 * Brings the build context to this machine and finds its Dockerfile and ignore file. `file` is relative to the
 * working directory, or to the context when that comes from elsewhere; without it, it is the `Dockerfile` of the
 * context. Throws WrongInput that names `context`, `build-contexts` or `file`, and DocklessError when something
 * cannot be fetched.
 */
async function openContext(location, file, options) {
    return contextIn(await openSources(location, options), location, file, options);
}
/** Brings the directory of a build context to this machine, whatever is in it. Throws as `openContext` does. */
async function openSources(location, options) {
    return openDirectory(location, { ...options, input: 'context', name: 'context' });
}
/** The context whose directory `openSources` opened. Throws as `openContext` does. */
async function contextIn(directory, location, file, options) {
    const dockerfile = location.kind === 'path'
        ? await localDockerfile(directory, file, options.cwd)
        : await fetchedDockerfile(directory, file);
    return {
        directory,
        dockerfile,
        ignoreFile: await (0,files/* ignoreFileOf */.kX)(directory, dockerfile),
        named: await openNamed(options),
    };
}
async function openNamed(options) {
    const named = {};
    for (const [index, [name, context]] of Object.entries(options.named).entries()) {
        if (context.kind === 'image' || context.kind === 'oci-layout')
            continue;
        named[name] = await openDirectory(context, {
            ...options,
            input: 'build-contexts',
            name: `context-${index}`,
        });
    }
    return named;
}
async function openDirectory(location, options) {
    const { input, signal, download } = options;
    switch (location.kind) {
        case 'path':
            await checkDirectory(location.path, input);
            return location.path;
        case 'git':
            return (0,git/* fetchGit */.N)(location, {
                input,
                directory: await options.directory.directory(options.name),
                credentials: options.gitCredentials,
                keepGitDirectory: options.keepGitDirectory ?? false,
                signal,
                onNotice: options.onNotice ?? (() => { }),
            });
        case 'archive': {
            const directory = await options.directory.directory(options.name);
            await fetchArchive(location.url, { input, directory, download, signal });
            return directory;
        }
    }
}
async function checkDirectory(path, input) {
    const stats = await (0,promises_.stat)(path).catch(() => undefined);
    if (stats?.isDirectory())
        return;
    throw new errors/* WrongInput */.Ey([
        {
            input,
            problem: stats ? `${path} is not a directory` : `there is no directory ${path}`,
            fix: 'Name the directory whose files the build needs; check the sources out before this step',
        },
    ]);
}
async function localDockerfile(directory, file, cwd) {
    const dockerfile = file === undefined ? (0,external_node_path_.join)(directory, DEFAULT_FILE) : (0,external_node_path_.resolve)(cwd, file);
    if (await (0,files/* isFile */.fo)(dockerfile))
        return dockerfile;
    const beside = file === undefined || (0,external_node_path_.isAbsolute)(file) ? undefined : (0,external_node_path_.join)(directory, file);
    throw await noDockerfile(dockerfile, {
        directories: [directory, (0,external_node_path_.dirname)(dockerfile)],
        certain: beside !== undefined && (await (0,files/* isFile */.fo)(beside)) ? beside : undefined,
        show: (path) => (0,external_node_path_.relative)(cwd, path) || '.',
    });
}
/** A repository or archive of somebody else's may not name a file of this machine. */
async function fetchedDockerfile(directory, file = DEFAULT_FILE) {
    const dockerfile = await (0,git/* insideOf */.k)(directory, file);
    if (dockerfile !== undefined && (await (0,files/* isFile */.fo)(dockerfile)))
        return dockerfile;
    throw await noDockerfile((0,external_node_path_.join)(directory, file), {
        directories: [directory],
        certain: undefined,
        show: (path) => (0,external_node_path_.relative)(directory, path) || '.',
    });
}
async function noDockerfile(path, where) {
    const others = where.certain === undefined ? await otherNames(where.directories) : [where.certain];
    const shown = [...new Set(others)].slice(0, MOST_SUGGESTIONS).map(where.show);
    const fix = shown.length === 0
        ? 'Write a Dockerfile there, or name the file that it is in; a Maven or Gradle project (pom.xml, build.gradle) needs none'
        : `Did you mean ${shown.join(' or ')}?`;
    const stats = await (0,promises_.stat)(path).catch(() => undefined);
    const problem = stats ? `${where.show(path)} is not a file` : `there is no ${where.show(path)}`;
    return new errors/* WrongInput */.Ey([{ input: 'file', problem: `${problem} (looked for ${path})`, fix }]);
}
async function otherNames(directories) {
    const found = [];
    for (const directory of directories) {
        const names = await (0,promises_.readdir)(directory).catch(() => []);
        for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)))
            if (OTHER_NAMES.test((0,external_node_path_.basename)(name)) &&
                !name.endsWith('.dockerignore') &&
                (await (0,files/* isFile */.fo)((0,external_node_path_.join)(directory, name))))
                found.push((0,external_node_path_.join)(directory, name));
    }
    return found;
}

// EXTERNAL MODULE: ./build/dockerfile/needs.js
var dockerfile_needs = __webpack_require__(5306);
// EXTERNAL MODULE: ./build/dockerfile/parse.js + 5 modules
var parse = __webpack_require__(2109);
// EXTERNAL MODULE: ./build/oci/layout.js
var layout = __webpack_require__(2470);
// EXTERNAL MODULE: ./build/runner/probe.js + 10 modules
var probe = __webpack_require__(4933);
// EXTERNAL MODULE: ./build/strategies/jvm/jib.js + 1 modules
var jib = __webpack_require__(799);
// EXTERNAL MODULE: ./build/strategies/mounts/mounts.js
var mounts = __webpack_require__(9609);
// EXTERNAL MODULE: ./build/tools/offer.js
var offer = __webpack_require__(9922);
// EXTERNAL MODULE: ./build/project/image.js
var project_image = __webpack_require__(2679);
// EXTERNAL MODULE: ./build/project/project.js
var project = __webpack_require__(5215);
// EXTERNAL MODULE: ./build/project/read.js + 4 modules
var read = __webpack_require__(3203);
;// CONCATENATED MODULE: ./build/commands/project-task.js






/**
 * The Maven or Gradle project that is to be built: asked for by name, or the only thing there is. Undefined when a
 * Dockerfile is to be built. Throws WrongInput when a project was asked for and there is none, and for settings of a
 * project beside a Dockerfile.
 */
async function projectTask(request, sources) {
    const file = await buildFileOf(request, sources);
    if (file === undefined) {
        refuseSettings(request);
        return undefined;
    }
    const show = (one) => shown(one);
    const project = await (0,read/* readProject */.Wh)(file, { env: process.env, properties: request.buildArgs, show });
    if (!project)
        throw new errors/* WrongInput */.Ey([
            { input: 'file', problem: `${shown(file)} is not a POM that can be read`, fix: 'Look at its XML' },
        ]);
    const base = (0,project_image/* chooseBase */.bf)(project, request);
    const images = 'problem' in base ? [] : [{ ...base, role: 'base' }];
    return { request, project, needs: { images } };
}
async function buildFileOf(request, sources) {
    const { strategy, file } = request;
    const isAsked = strategy === 'jib' || strategy === 'jkube';
    if (!isAsked && strategy !== 'auto')
        return undefined;
    if (file !== undefined) {
        const named = external_node_path_.resolve(request.context.kind === 'path' ? process.cwd() : sources, file);
        return isAsked || isBuildFile(named) ? named : undefined;
    }
    if (!isAsked && (await (0,files/* isFile */.fo)(external_node_path_.join(sources, 'Dockerfile'))))
        return undefined;
    const found = await (0,read/* findBuildFile */.AZ)(sources);
    if (found !== undefined || !isAsked)
        return found;
    throw new errors/* WrongInput */.Ey([
        {
            input: 'context',
            problem: `${shown(sources)} holds none of ${project/* BUILD_FILES */.l.join(', ')}`,
            fix: 'Name the directory of a Maven or Gradle project, or take strategy: auto for a Dockerfile',
        },
    ]);
}
function isBuildFile(file) {
    const names = project/* BUILD_FILES */.l;
    return names.includes(external_node_path_.basename(file));
}
/** Relative to where we are, as a reader of the log would look for it. */
function shown(file) {
    const relative = external_node_path_.relative(process.cwd(), file);
    return relative === '' ? '.' : relative.startsWith('..') ? file : relative;
}
/** An input that is of no use for what is built is a mistake, never dropped. */
function refuseSettings({ project, strategy }) {
    const given = ['jib', 'jkube'].filter((name) => Object.keys(project[name]).length > 0);
    const [first, ...more] = given.map((input) => ({
        input,
        problem: `it is for Maven and Gradle projects, and this build is of a Dockerfile (strategy: ${strategy})`,
        fix: `Remove it, or set strategy: ${input}`,
    }));
    if (first)
        throw new errors/* WrongInput */.Ey([first, ...more]);
}

// EXTERNAL MODULE: ./build/commands/tool-store.js
var tool_store = __webpack_require__(2045);
;// CONCATENATED MODULE: ./build/commands/prepare.js













/**
 * Opens the context, reads the Dockerfile, and finds out what it needs and what this runner allows. With a way to
 * registries, what builders elsewhere are asked with is fetched where it is missing.
 */
async function prepare(session, request, directory, registries) {
    const { host, lifetime } = session;
    const { signal } = lifetime;
    const buildctl = await (0,tool_store/* buildctlFor */.rI)(session, request, registries);
    const remote = request.builder && buildctl ? { builder: request.builder, buildctl } : undefined;
    const [task, facts, tools] = await Promise.all([
        readTask(session, request, directory, registries),
        (0,probe/* probe */.d)({ host: host.name, temporary: host.temporary, signal, remote }),
        (0,tool_store/* openTools */.a0)(session, request.tools),
    ]);
    signal.throwIfAborted();
    return { task, facts: (0,offer/* withOffers */.s)(facts, tools.offers) };
}
async function readTask(session, request, directory, registries) {
    const { host, log, lifetime } = session;
    const options = {
        cwd: process.cwd(),
        directory,
        named: request.buildContexts,
        gitCredentials: host.gitCredentials(),
        download: (url, signal) => download(session, request, url, signal),
        signal: lifetime.signal,
        keepGitDirectory: request.buildArgs['BUILDKIT_CONTEXT_KEEP_GIT_DIR'] === '1',
        onNotice: (message) => log.notice(message),
    };
    const sources = await openSources(request.context, options);
    if (request.strategy === 's2i') {
        const { s2iSources } = await Promise.all(/* import() */[__webpack_require__.e(280), __webpack_require__.e(572)]).then(__webpack_require__.bind(__webpack_require__, 3572));
        const { directory: made, ...s2i } = await s2iSources(session, request, sources, directory, registries);
        return { ...(await dockerfileTask(request, made, options)), s2i };
    }
    const task = await projectTask(request, sources);
    if (!task)
        return dockerfileTask(request, sources, options);
    (0,mounts/* refuseUnknownMounts */.Dm)(request.cache.mounts, (0,jib/* mountsOf */.c)(task.project), `a build by ${task.project.tool}`);
    return task;
}
async function dockerfileTask(request, sources, options) {
    const context = await contextIn(sources, request.context, request.file, options);
    const dockerfile = await readDockerfile(context.dockerfile);
    const needs = (0,dockerfile_needs/* needsOf */.h)(dockerfile, {
        buildArgs: request.buildArgs,
        platform: request.platform,
        target: request.target,
        namedContexts: request.buildContexts,
    });
    const caches = needs.caches.map(({ id }) => id);
    (0,mounts/* refuseUnknownMounts */.Dm)(request.cache.mounts, caches, `the target of ${dockerfile.file}`);
    const buildContexts = await pinLayouts(request.buildContexts);
    return { request: { ...request, buildContexts }, context, dockerfile, needs };
}
/** Images of OCI layouts by their digests: buildctl takes no names, and a layout that is none is told at once. */
async function pinLayouts(given) {
    const pinned = Object.entries(given).map(async ([name, context]) => {
        if (context.kind !== 'oci-layout')
            return [name, context];
        const { digest } = (await layout/* Layout */.PE.open(context.path)).entry(context.reference);
        return [name, { ...context, reference: digest }];
    });
    return Object.fromEntries(await Promise.all(pinned));
}
/** Fetches the archive of a context that is a URL: through the user's proxies and authorities, as everything. */
async function download({ log }, request, url, signal) {
    const { HttpClient } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(811)]).then(__webpack_require__.bind(__webpack_require__, 4811));
    const { caCertificates, insecureRegistries } = request;
    const http = new HttpClient({ log, caCertificates, insecureRegistries, signal });
    const { status, body } = await http.request({ method: 'GET', url: new URL(url), signal });
    if (status === 200)
        return readAndClose(body, http);
    await http[Symbol.asyncDispose]();
    throw new errors/* DocklessError */.D2('BUILD_FAILED', `the context ${url} could not be fetched: the server answered ${status}`, {
        fix: 'Look at the URL in a browser; it must be open to everybody.',
    });
}
async function* readAndClose(body, http) {
    try {
        yield* body;
    }
    finally {
        await http[Symbol.asyncDispose]();
    }
}
/** The Dockerfile, named in messages as a reader of the log would look for it: relative to where we are. */
async function readDockerfile(file) {
    const relative = external_node_path_.relative(process.cwd(), file);
    const name = relative.startsWith('..') ? file : relative;
    try {
        return (0,parse/* parseDockerfile */.A)(await (0,promises_.readFile)(file, 'utf8'), name);
    }
    catch (error) {
        if (!(error instanceof Error) || !('syscall' in error))
            throw error;
        throw new errors/* WrongInput */.Ey([
            { input: 'file', problem: `${name} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, fix: 'Look at its mode' },
        ]);
    }
}


/***/ }),

/***/ 9037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jR: () => (/* binding */ mountsWiring),
/* harmony export */   je: () => (/* binding */ PLACEHOLDERS),
/* harmony export */   sG: () => (/* binding */ wiringOf),
/* harmony export */   x3: () => (/* binding */ INBOX)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1717);
/* harmony import */ var _relay_mirror_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7290);
/* harmony import */ var _strategies_enclosure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4984);




/** Repository of the relay into which a builder pushes what it built. */
const INBOX = 'in/image';
/** How a builder reaches this run's relay, and where it finds its cache. */
function wiringOf(relay, directory, cache) {
    const { address, credential } = relay;
    return {
        directory,
        relay: address,
        proxy: relay.proxy.reveal(),
        credential,
        inbox: INBOX,
        mirrorPrefix: _relay_mirror_names_js__WEBPACK_IMPORTED_MODULE_2__/* .mirrorPrefix */ .M6,
        credentialDirectories: (0,_strategies_enclosure_js__WEBPACK_IMPORTED_MODULE_3__/* .credentialDirectories */ .RP)((0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), process.env),
        ...(cache ? { cache } : {}),
    };
}
/** How cache mounts are packed and unpacked: by this program, started once more. */
function mountsWiring(writable, maxSize) {
    const [, entry = ''] = process.argv;
    return { carrier: [process.execPath, entry], writable, maxSize };
}
/** Stands in a plan that is only printed, where a run has its private directory, its port and its credential. */
const PLACEHOLDERS = {
    directory: '/PRIVATE',
    relay: '127.0.0.1:PORT',
    proxy: 'http://127.0.0.1:PORT',
    credential: { username: 'dockless', password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z('of this run alone') },
    inbox: INBOX,
    mirrorPrefix: _relay_mirror_names_js__WEBPACK_IMPORTED_MODULE_2__/* .mirrorPrefix */ .M6,
};


/***/ })

};
