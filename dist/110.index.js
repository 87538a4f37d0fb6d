export const id = 110;
export const ids = [110];
export const modules = {

/***/ 6183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q2: () => (/* binding */ printJson),
/* harmony export */   oH: () => (/* binding */ readBuildRequest),
/* harmony export */   yy: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var _request_environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71);
/* harmony import */ var _request_raw_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5756);
/* harmony import */ var _request_read_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2204);
/* harmony import */ var _request_variables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1535);




/** The request of this run and where each input came from. Throws WrongInput with every mistake at once. */
async function readBuildRequest(session) {
    const { line, host, log } = session;
    const given = (0,_request_raw_js__WEBPACK_IMPORTED_MODULE_3__/* .combine */ .k)(await withPassword(line), (0,_request_variables_js__WEBPACK_IMPORTED_MODULE_2__/* .readVariables */ .C)(process.env));
    for (const warning of given.warnings)
        log.warning(warning);
    const request = (0,_request_read_js__WEBPACK_IMPORTED_MODULE_1__/* .readRequest */ ["in"])(given.inputs, (0,_request_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .requestEnvironment */ .x)(host.workspace), given.mistakes);
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
    const pairs = [...request.logins, ...host.credentials(), ...host.gitCredentials()];
    for (const { username, password } of pairs) {
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

/***/ 9067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M8: () => (/* binding */ parseRemote),
/* harmony export */   TA: () => (/* binding */ readFile),
/* harmony export */   UE: () => (/* binding */ readNamedContexts),
/* harmony export */   yI: () => (/* binding */ readContext)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);


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
    if (!env.isReadableFile(node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(env.cwd, file))) {
        const inContext = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(context.path, file);
        const hint = env.isReadableFile(inContext)
            ? `it is relative to the working directory: write ${node_path__WEBPACK_IMPORTED_MODULE_0__.relative(env.cwd, inContext)}`
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
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(rest);
        if (!('reason' in reference))
            return { kind: 'image', reference };
        reader.wrong('build-contexts', `"${rest}" is not an image: ${reference.reason}`, 'Write docker-image://REF');
        return undefined;
    }
    if (scheme === 'oci-layout') {
        const [, directory = '', tag, digest] = /^(.*?)(?::(\w[\w.-]*))?(?:@(sha256:[0-9a-f]{64}))?$/s.exec(rest) ?? [];
        const resolved = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(env.cwd, directory);
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
    const directory = fallback ? node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(env.workspace, fallback[1] ?? '') : node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(env.cwd, text);
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

/***/ 2204:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TZ: () => (/* binding */ originsOf),
  "in": () => (/* binding */ readRequest),
  sR: () => (/* binding */ readTools)
});

// UNUSED EXPORTS: readRegistryAccess

// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
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

;// CONCATENATED MODULE: ./build/request/parse-cache.js



const MODES = ['min', 'max'];
const DEFAULT_SIZE = 4 * 1024 ** 3;
const FORMS = 'Write auto, none, github, dir:PATH or registry:HOST/REPOSITORY';
/** Reads `cache` and every input whose name begins so. */
function readCache(reader, env) {
    return {
        store: readStore(reader, env),
        isGiven: reader.has('cache') && reader.text('cache') !== 'auto',
        mode: reader.choice('cache-mode', MODES, 'max'),
        scope: reader.text('cache-scope'),
        maxSize: readMaxSize(reader),
        mounts: [...new Set(reader.list('cache-mounts'))],
    };
}
function readStore(reader, env) {
    const text = reader.text('cache') ?? 'auto';
    if (text === 'auto' || text === 'none' || text === 'github')
        return { kind: text };
    const [, kind, value = ''] = /^(dir|registry):(.+)$/.exec(text) ?? [];
    if (kind === 'dir')
        return { kind: 'directory', path: external_node_path_.resolve(env.cwd, value) };
    if (kind !== 'registry') {
        reader.wrong('cache', `"${text}" is no place for a cache`, FORMS);
        return { kind: 'none' };
    }
    const reference = (0,oci_reference/* parseReference */.F2)(value);
    const tagged = /:[^/:]+$|@/.test(value.slice(value.indexOf('/') + 1));
    if (!('reason' in reference) && !tagged)
        return {
            kind: 'registry',
            repository: { registry: reference.registry, repository: reference.repository },
        };
    const problem = 'reason' in reference ? reference.reason : 'it names a tag, and the tags are for Dockless to choose';
    reader.wrong('cache', `"${value}" is not a repository: ${problem}`, FORMS);
    return { kind: 'none' };
}
function readMaxSize(reader) {
    const text = reader.text('cache-max-size');
    const size = text === undefined ? DEFAULT_SIZE : parseSize(text);
    if (size === undefined)
        reader.wrong('cache-max-size', `"${text}" is not a size`, 'Write a number of bytes, or 500m, 4g');
    return size ?? DEFAULT_SIZE;
}

;// CONCATENATED MODULE: ./build/request/parse-builder.js


const SCHEMES = 'Write tcp://HOST:PORT, unix:///PATH or kube-pod://POD';
const TLS_INPUTS = ['builder-ca', 'builder-cert', 'builder-key'];
/** Reads `builder` and the TLS files for its `tcp://` endpoints. */
function readBuilder(reader, env) {
    const endpoints = reader.list('builder').flatMap((item) => {
        const problem = endpointProblem(item);
        if (problem === undefined)
            return [item];
        // What stands before an @ may be a password.
        reader.wrong('builder', `"${item.replace(/\/\/.*@/, '//…@')}" ${problem}`, SCHEMES);
        return [];
    });
    const tls = readTls(reader, env);
    if (reader.has('builder'))
        return endpoints.length === 0 ? undefined : { endpoints: [...new Set(endpoints)], tls };
    const [stray] = TLS_INPUTS.filter((input) => reader.has(input));
    if (stray)
        reader.wrong(stray, 'there is no builder that it is for', 'Give builder: tcp://HOST:PORT, or remove it');
    return undefined;
}
/** The ways to a daemon that buildctl has and that need nothing but itself (and kubectl for a pod). */
function endpointProblem(text) {
    if (!/^[a-z-]+:\/\//.test(text))
        return 'is no address of a BuildKit daemon';
    if (!URL.canParse(text))
        return 'is no URL';
    const { protocol, hostname, port, pathname, username, search } = new URL(text);
    if (username !== '')
        return 'has a login in it, which BuildKit does not know';
    if (protocol === 'tcp:') {
        const plain = (pathname === '' || pathname === '/') && search === '';
        return hostname !== '' && port !== '' && plain ? undefined : 'is not a host and port';
    }
    if (protocol === 'unix:')
        return external_node_path_.isAbsolute(pathname) && hostname === '' ? undefined : 'is not an absolute path';
    if (protocol === 'kube-pod:')
        return hostname === '' ? 'names no pod' : undefined;
    return `has the scheme ${protocol}//, which is not known here`;
}
function readTls(reader, env) {
    const [ca, certificate, key] = TLS_INPUTS.map((input) => readFile(reader, env, input));
    if (reader.has('builder-cert') !== reader.has('builder-key')) {
        const [given, missing] = reader.has('builder-cert')
            ? ['builder-cert', 'builder-key']
            : ['builder-key', 'builder-cert'];
        reader.wrong(given, `it is given without ${missing}`, `Give ${missing} too`);
    }
    if (reader.has('builder-cert') && !reader.has('builder-ca'))
        reader.wrong('builder-cert', 'it is given without builder-ca', 'Give the authority that vouches for the builder');
    if (ca === undefined)
        return undefined;
    return { ca, client: certificate !== undefined && key !== undefined ? { certificate, key } : undefined };
}
function readFile(reader, env, input) {
    const text = reader.text(input);
    if (text === undefined)
        return undefined;
    const file = external_node_path_.resolve(env.cwd, text);
    if (env.isReadableFile(file))
        return file;
    reader.wrong(input, `the file ${text} cannot be read`, 'Name a PEM file that is there and readable');
    return undefined;
}
/** Reads `tools`, `tool-mirror` and `tool-images`: where builders come from that are not on PATH. */
function readToolSources(reader) {
    return {
        fetch: reader.choice('tools', ['auto', 'installed'], 'auto') === 'auto',
        mirror: readMirror(reader),
        images: readImages(reader),
    };
}
function readMirror(reader) {
    const text = reader.text('tool-mirror');
    if (text === undefined)
        return undefined;
    const [host = '', ...segments] = text.replace(/\/+$/, '').split('/');
    if ((0,oci_reference/* isRegistryHost */.EV)(host) && (segments.length === 0 || (0,oci_reference/* isRepositoryName */.en)(segments.join('/'))))
        return text;
    reader.wrong('tool-mirror', `"${text}" is not a registry`, 'Write host[:port][/path], without a scheme');
    return undefined;
}
function readImages(reader) {
    const images = reader.pairs('tool-images').flatMap(({ key, value }) => {
        const reference = (0,oci_reference/* parseReference */.F2)(value ?? '');
        const reason = 'reason' in reference ? reference.reason : reference.digest ? undefined : 'it has no digest';
        if (reason === undefined && !('reason' in reference) && key !== '')
            return [[key, reference]];
        const fix = 'Write for instance buildkit=registry.example/moby/buildkit:v0.33.0@sha256:…';
        reader.wrong('tool-images', `"${key}" is not pinned: ${reason ?? 'it has no name'}`, fix);
        return [];
    });
    return Object.fromEntries(images);
}

// EXTERNAL MODULE: ./build/request/parse-context.js
var parse_context = __webpack_require__(9067);
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

// EXTERNAL MODULE: ./build/errors/suggest.js
var suggest = __webpack_require__(1988);
;// CONCATENATED MODULE: ./build/request/parse-projects.js


/** Settings of Jib that may be given, by its own names (`-Djib.NAME`), and two of ours: `plugin` and `repository`. */
const JIB_SETTINGS = [
    'from.image',
    'container.args',
    'container.entrypoint',
    'container.environment',
    'container.ports',
    'container.user',
    'container.volumes',
    'container.workingDirectory',
    'container.jvmFlags',
    'container.mainClass',
    'container.format',
    'container.appRoot',
    'container.creationTime',
    'container.filesModificationTime',
    'container.extraClasspath',
    'container.expandClasspathDependencies',
    'extraDirectories.paths',
    'extraDirectories.permissions',
    'containerizingMode',
    'containerize',
    'plugin',
    'repository',
];
/** Settings that Dockless has inputs for. */
const OTHER_INPUTS = [
    [/^(?:to\.(?:image|tags)|image)$/, 'tags'],
    [/^from\.platforms$/, 'platforms'],
    [/^container\.labels$/, 'labels'],
    [/\.(?:auth|credHelper)\b/, 'registry, username and password'],
    [/^allowInsecureRegistries$/, 'insecure-registries'],
    [/^outputPaths\.|^tar$/, 'load'],
];
const JKUBE_SETTING = /^(?:plugin|(?:generator|enricher|build|docker|image|maven)\.[\w.-]+)$/;
const VARIABLE = /^[A-Za-z_]\w*$/;
/** Reads `jib` and `jkube`: settings by the plugins' own names. */
function readProjectSettings(reader) {
    return { jib: readJib(reader), jkube: readJkube(reader) };
}
function readJib(reader) {
    const names = JIB_SETTINGS;
    return readSettings(reader, 'jib', (name) => {
        if (names.includes(name))
            return undefined;
        const other = OTHER_INPUTS.find(([pattern]) => pattern.test(name));
        if (other)
            return `Use the input ${other[1]} for it`;
        const near = (0,suggest/* closest */.k)(name, names);
        return near === undefined ? `Write one of ${names.join(', ')}` : `Did you mean ${near}?`;
    });
}
function readJkube(reader) {
    return readSettings(reader, 'jkube', (name) => JKUBE_SETTING.test(name)
        ? undefined
        : 'Write JKube’s own name without jkube., such as generator.java-exec.mainClass');
}
/** `fixOf` says what to write instead of a name that is not one. */
function readSettings(reader, input, fixOf) {
    const settings = reader.pairs(input).flatMap(({ key, value }) => {
        const name = key.trim().replace(new RegExp(`^${input}\\.`), '');
        const fix = value === undefined ? `Write ${name}=VALUE` : fixOf(name);
        if (fix === undefined)
            return [[name, value ?? '']];
        reader.wrong(input, `"${name}" is not a setting that can be given`, fix);
        return [];
    });
    return Object.fromEntries(settings);
}
/** Reads what a build by s2i needs. */
function readS2i(reader) {
    const environment = reader.pairs('s2i-environment').flatMap(({ key, value }) => {
        if (VARIABLE.test(key) && value !== undefined)
            return [[key, value]];
        reader.wrong('s2i-environment', `"${key}" is not a variable with a value`, 'Write NAME=VALUE');
        return [];
    });
    return {
        builder: parse_projects_readBuilder(reader),
        environment: Object.fromEntries(environment),
        incremental: reader.boolean('s2i-incremental'),
    };
}
function parse_projects_readBuilder(reader) {
    const text = reader.text('s2i-builder');
    if (text === undefined)
        return undefined;
    const reference = (0,oci_reference/* parseReference */.F2)(text);
    if (!('reason' in reference))
        return reference;
    reader.wrong('s2i-builder', `"${text}" is not an image: ${reference.reason}`, 'Write registry/repository:tag');
    return undefined;
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
        const hint = near === undefined ? '' : `Did you mean ${near}? `;
        this.wrong(input, `"${text}" is not one of its values`, `${hint}Write one of ${choices.join(', ')}`);
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
    const context = (0,parse_context/* readContext */.yI)(reader, env);
    const { push, outputs, names } = readExports(reader, env);
    const tags = readTags(reader, names);
    if (push && tags.length === 0 && !reader.has('tags')) {
        reader.wrong('tags', 'there is none to push to', 'Write tags: registry/repository:tag, or remove push');
    }
    const request = {
        context,
        file: (0,parse_context/* readFile */.TA)(reader, env, context),
        target: reader.text('target'),
        buildArgs: readBuildArgs(reader, env),
        buildContexts: (0,parse_context/* readNamedContexts */.UE)(reader, env),
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
        builder: readBuilder(reader, env),
        tools: readToolSources(reader),
        cache: readCache(reader, env),
        project: readProjectSettings(reader),
        s2i: readS2i(reader),
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
/** Where builders come from, for a command that builds nothing. Throws WrongInput as `readRequest` does. */
function readTools(raw, earlier = []) {
    const reader = new reader_Reader(raw, earlier);
    const found = readToolSources(reader);
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

/***/ 1535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readVariables)
/* harmony export */ });
/* harmony import */ var _errors_suggest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1988);
/* harmony import */ var _raw_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5756);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7354);



const PREFIX = 'DOCKLESS_';
/**
 * Reads the inputs from environment variables: `INPUT_BUILD-ARGS`, as GitHub's runner hands over what stands
 * under `with:` (only where `GITHUB_ACTIONS` is set), then `DOCKLESS_BUILD_ARGS`. Empty means not given.
 */
function readVariables(env) {
    const own = readBy(env, _table_js__WEBPACK_IMPORTED_MODULE_0__/* .variableOf */ .Qn);
    const given = env['GITHUB_ACTIONS'] === 'true' ? (0,_raw_js__WEBPACK_IMPORTED_MODULE_1__/* .combine */ .k)(readBy(env, _table_js__WEBPACK_IMPORTED_MODULE_0__/* .actionVariableOf */ .gI), own) : own;
    return { ...given, warnings: [...given.warnings, ...slips(env)] };
}
function readBy(env, variable) {
    const inputs = new Map();
    const mistakes = [];
    const warnings = [];
    for (const row of _table_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .mc) {
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
    for (const missing of _table_js__WEBPACK_IMPORTED_MODULE_0__/* .MISSING_INPUTS */ .x) {
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
    return !((0,_table_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(row) && value.trim() === '[]');
}
/** Variables that look like a misspelt input. Others with our prefix may be anybody's. */
function slips(env) {
    const known = new Set([
        ..._table_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .mc.flatMap((row) => [row.name, ...row.aliases]),
        ..._table_js__WEBPACK_IMPORTED_MODULE_0__/* .MISSING_INPUTS */ .x.map((m) => m.name),
    ].map(_table_js__WEBPACK_IMPORTED_MODULE_0__/* .variableOf */ .Qn));
    return Object.keys(env)
        .filter((name) => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}OUTPUT_`) && !known.has(name))
        .flatMap((name) => {
        const near = (0,_errors_suggest_js__WEBPACK_IMPORTED_MODULE_2__/* .closest */ .k)(name.slice(PREFIX.length), [...known].map((other) => other.slice(PREFIX.length)));
        return near === undefined ? [] : [`${name} is no input of Dockless: did you mean ${PREFIX}${near}?`];
    });
}


/***/ })

};
