export const id = 384;
export const ids = [384];
export const modules = {

/***/ 9215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ readAll)
/* harmony export */ });
/** All bytes of a stream that is known to be small. */
async function readAll(stream) {
    const chunks = [];
    for await (const chunk of stream)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 9000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yp: () => (/* binding */ RegistryFailure),
/* harmony export */   ac: () => (/* binding */ parseSpecErrors),
/* harmony export */   it: () => (/* binding */ refusedBy)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2782);



/** A registry that refused, or whose answer cannot be right. */
class RegistryFailure extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2 {
    registry;
    repository;
    status;
    /** Codes of the registry's error document: `DENIED`, `NAME_UNKNOWN`, … */
    codes;
    constructor(message, details) {
        super('REGISTRY_FAILED', message, { fix: details.fix, cause: details.cause });
        this.name = 'RegistryFailure';
        this.registry = details.registry;
        this.repository = details.repository;
        this.status = details.status;
        this.codes = details.codes ?? [];
    }
}
/** Reads the error document of an answer; empty when the body is something else. */
function parseSpecErrors(body) {
    let document;
    try {
        document = JSON.parse(body);
    }
    catch {
        return [];
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(document) || !Array.isArray(document['errors']))
        return [];
    return document['errors'].filter(_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G).map((entry) => ({
        code: typeof entry['code'] === 'string' ? entry['code'] : 'UNKNOWN',
        message: typeof entry['message'] === 'string' ? entry['message'] : '',
    }));
}
/** The failure that an answer with an unwelcome status stands for. */
function refusedBy(refusal) {
    const { method, registry, repository, object, status, body, login } = refusal;
    const errors = parseSpecErrors(body);
    const said = errors.map(({ code, message }) => (message ? `${code}: ${message}` : code)).join('; ');
    const text = said || excerpt(body);
    const answer = `${status} ${node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status] ?? ''}`.trim();
    const message = `${registry} answered ${answer} to ${method} ${repository}/${object}${text ? ` (${text})` : ''}`;
    const codes = errors.map(({ code }) => code);
    return new RegistryFailure(message, { registry, repository, status, codes, fix: fixFor(refusal, login) });
}
/** What an HTML page or a line of text says, short enough for a message. */
function excerpt(body) {
    const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1] ?? body;
    if (title.includes('<'))
        return '';
    const line = title.replace(/\s+/g, ' ').trim();
    return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
function fixFor({ status, method, registry, repository }, login) {
    const isPull = method === 'GET' || method === 'HEAD';
    if (status === 401 || status === 403) {
        const mend = login === undefined
            ? `Give a login to ${registry}: the inputs registry, username and password, or docker login.`
            : `Let ${login} ${isPull ? 'pull from' : 'push to'} ${repository}, or use another login to ${registry}.`;
        return isPull ? `${mend} Check the name too: some registries answer so for what does not exist.` : mend;
    }
    if (status === 404)
        return `Check that the repository ${repository} exists on ${registry}, and the spelling.`;
    if (status === 413)
        return 'The registry, or a proxy before it, limits the size of an upload: have the limit raised, or make the layer smaller.';
    if (status === 429)
        return login === undefined
            ? `Log in to ${registry} for a higher limit, or name a mirror in registry-mirrors.`
            : `Wait for the limit of ${login} to pass, or name a mirror in registry-mirrors.`;
    if (status >= 500)
        return `Run it again; if it stays so, look at the log of ${registry}.`;
    return `Look at what ${registry} says, and at its log.`;
}


/***/ }),

/***/ 82:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ freshCredential),
/* harmony export */   Ei: () => (/* binding */ basicGate),
/* harmony export */   GL: () => (/* binding */ basicLock),
/* harmony export */   nS: () => (/* binding */ Capability)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1717);
/* harmony import */ var _mirror_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7290);
/* harmony import */ var _spec_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6492);





/** A gate that opens for one credential, or for everybody when there is none. Throws UNAUTHORIZED (401). */
function basicGate(credential) {
    const opens = credential && basicLock(credential);
    return (request) => {
        if (!opens || opens(request.headers.authorization))
            return;
        throw new _spec_error_js__WEBPACK_IMPORTED_MODULE_4__/* .SpecError */ .G(401, 'UNAUTHORIZED', 'a user name and password are needed here', {
            'WWW-Authenticate': 'Basic realm="dockless"',
        });
    };
}
/** Tells whether the value of an Authorization or Proxy-Authorization header is the credential (RFC 7617). */
function basicLock(credential) {
    const wanted = fingerprint(`${credential.username}:${credential.password.reveal()}`);
    return (header) => {
        const match = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '');
        const given = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
        // Fingerprints are of one length and say nothing by the time that their comparison takes.
        return match !== null && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(fingerprint(given), wanted);
    };
}
function fingerprint(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest();
}
/**
 * The run's own credential, and what it opens: pulls of the repositories that the build names, and pushes to the
 * builder's own repositories. A RUN step that gets hold of it can pull nothing that its Dockerfile could not.
 */
class Capability {
    credential = freshCredential();
    #gate = basicGate(this.credential);
    #options;
    #pullable;
    constructor(options) {
        this.#options = options;
        this.#pullable = new Set(options.images.map(_mirror_names_js__WEBPACK_IMPORTED_MODULE_3__/* .mirrorName */ .zZ));
    }
    /** Throws UNAUTHORIZED (401) without the credential, DENIED (403) for what it does not open. */
    async admit(request, route) {
        this.#gate(request);
        if (route.kind === 'base' || this.#isWritable(route.name))
            return;
        const origin = (0,_mirror_names_js__WEBPACK_IMPORTED_MODULE_3__/* .mirroredBy */ .I0)(route.name);
        if (!origin)
            throw new _spec_error_js__WEBPACK_IMPORTED_MODULE_4__/* .SpecError */ .G(403, 'DENIED', `${route.name} is not a repository of this build`);
        if (this.#pullable.has((0,_mirror_names_js__WEBPACK_IMPORTED_MODULE_3__/* .mirrorName */ .zZ)(origin)) || (await this.#cameToBeNamed(origin)))
            return;
        const image = `${origin.registry}/${origin.repository}`;
        const failure = new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('BUILD_FAILED', `the build asked for ${image}, which its Dockerfile does not name`, {
            fix: `Name it: in FROM, COPY --from, RUN --mount=from or the input build-contexts. Nothing else is pulled.`,
        });
        this.#options.refused(failure);
        throw new _spec_error_js__WEBPACK_IMPORTED_MODULE_4__/* .SpecError */ .G(403, 'DENIED', failure.message);
    }
    #isWritable(name) {
        return this.#options.writable.some((one) => name === one || name.startsWith(`${one}/`));
    }
    async #cameToBeNamed(origin) {
        for (const one of await this.#options.named())
            this.#pullable.add((0,_mirror_names_js__WEBPACK_IMPORTED_MODULE_3__/* .mirrorName */ .zZ)(one));
        return this.#pullable.has((0,_mirror_names_js__WEBPACK_IMPORTED_MODULE_3__/* .mirrorName */ .zZ)(origin));
    }
}
/** A credential that nobody has had before: 192 bits, in characters that need no quoting anywhere. */
function freshCredential() {
    return { username: 'dockless', password: new _log_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(24).toString('base64url')) };
}


/***/ }),

/***/ 3597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isStringMap),
/* harmony export */   W: () => (/* binding */ Catalog)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1564);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2782);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(907);






/** No component of a repository name begins with "_", so these never stand in the way of one. */
const MANIFESTS = '_manifests';
const TAGS = '_tags';
const BLOBS = '_blobs';
/**
 * What the repositories hold, by name: manifests, tags, blobs. The bytes are in the blob store. It lives in memory
 * and, when it has a directory, writes each change to a small file there first: put aside, synced, renamed, so that
 * it can be killed at any moment.
 */
class Catalog {
    #directory;
    #entries = new Map();
    constructor(directory) {
        this.#directory = directory;
    }
    /** One that ends with the process. */
    static inMemory() {
        return new Catalog(undefined);
    }
    /** Reads the one that was kept in `directory`, or begins it. Files that are no record of ours are passed over. */
    static async load(directory) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(directory, { recursive: true, mode: 0o700 });
        const catalog = new Catalog(directory);
        for (const file of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(directory, { recursive: true, withFileTypes: true })) {
            if (file.isFile() && !file.name.startsWith('.'))
                await catalog.#read(node_path__WEBPACK_IMPORTED_MODULE_2__.join(file.parentPath, file.name));
        }
        return catalog;
    }
    /** True when something was ever put into the repository. */
    has(name) {
        return this.#entries.has(name);
    }
    manifest(name, reference) {
        const entry = this.#entries.get(name);
        const digest = 'tag' in reference ? entry?.tags.get(reference.tag) : reference.digest;
        return digest === undefined ? undefined : entry?.manifests.get(digest);
    }
    async putManifest(name, record, tags) {
        const { digest } = record.descriptor;
        await this.#write(name, [MANIFESTS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .hexOf */ .ZD)(digest)], JSON.stringify(record));
        this.#entry(name).manifests.set(digest, record);
        for (const tag of tags) {
            await this.#write(name, [TAGS, tag], digest);
            this.#entry(name).tags.set(tag, digest);
        }
    }
    /** Removes the manifest and the tags that point at it. False when it was not there. */
    async deleteManifest(name, digest) {
        const entry = this.#entries.get(name);
        if (!entry?.manifests.has(digest))
            return false;
        for (const [tag, target] of entry.tags)
            if (target === digest)
                await this.deleteTag(name, tag);
        await this.#remove(name, [MANIFESTS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .hexOf */ .ZD)(digest)]);
        return entry.manifests.delete(digest);
    }
    async deleteTag(name, tag) {
        const entry = this.#entries.get(name);
        if (!entry?.tags.has(tag))
            return false;
        await this.#remove(name, [TAGS, tag]);
        return entry.tags.delete(tag);
    }
    /** The tags in the order of their bytes; undefined for a repository that nobody knows. */
    tags(name) {
        const entry = this.#entries.get(name);
        return entry && [...entry.tags.keys()].sort();
    }
    /** Descriptors of the manifests whose subject is `subject`, oldest first. */
    referrers(name, subject) {
        const records = [...(this.#entries.get(name)?.manifests.values() ?? [])];
        return records.filter((record) => record.subject === subject).map((record) => record.descriptor);
    }
    hasBlob(name, digest) {
        return this.#entries.get(name)?.blobs.has(digest) ?? false;
    }
    async addBlob(name, digest) {
        if (this.hasBlob(name, digest))
            return;
        await this.#write(name, [BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .hexOf */ .ZD)(digest)], '');
        this.#entry(name).blobs.add(digest);
    }
    async deleteBlob(name, digest) {
        const entry = this.#entries.get(name);
        if (!entry?.blobs.has(digest))
            return false;
        await this.#remove(name, [BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .hexOf */ .ZD)(digest)]);
        return entry.blobs.delete(digest);
    }
    /** True when some repository has it, as a blob or as a manifest. */
    inUse(digest) {
        for (const { blobs, manifests } of this.#entries.values())
            if (blobs.has(digest) || manifests.has(digest))
                return true;
        return false;
    }
    #entry(name) {
        const entry = this.#entries.get(name) ?? { manifests: new Map(), tags: new Map(), blobs: new Set() };
        this.#entries.set(name, entry);
        return entry;
    }
    async #write(name, parts, content) {
        if (this.#directory === undefined)
            return;
        const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(this.#directory, name, ...parts);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(file), { recursive: true, mode: 0o700 });
        const aside = node_path__WEBPACK_IMPORTED_MODULE_2__.join(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(file), `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(9).toString('hex')}`);
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(aside, 'wx', 0o600);
        try {
            await handle.writeFile(content);
            await handle.datasync();
        }
        finally {
            await handle.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(aside, file);
    }
    async #remove(name, parts) {
        if (this.#directory !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(this.#directory, name, ...parts), { force: true });
    }
    async #read(file) {
        const parts = node_path__WEBPACK_IMPORTED_MODULE_2__.relative(this.#directory ?? '', file).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep);
        const kind = parts.findIndex((part) => part.startsWith('_'));
        const name = parts.slice(0, kind).join('/');
        const [room, ...rest] = parts.slice(kind);
        if (kind < 1)
            return;
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDigest */ .m)(rest.join(':'));
        const [tag = ''] = rest;
        if (room === BLOBS && digest)
            this.#entry(name).blobs.add(digest);
        if (room === MANIFESTS && digest) {
            const record = parseRecord(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8'));
            if (record?.descriptor.digest === digest)
                this.#entry(name).manifests.set(digest, record);
        }
        if (room === TAGS && rest.length === 1 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .isTag */ .dz)(tag)) {
            const target = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDigest */ .m)((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8')).trim());
            if (target)
                this.#entry(name).tags.set(tag, target);
        }
    }
}
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isObject */ .G)(value) || !(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isObject */ .G)(value['descriptor']))
        return undefined;
    const { mediaType, digest, size, artifactType, annotations } = value['descriptor'];
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (typeof size !== 'number')
        return undefined;
    const subject = value['subject'];
    return {
        descriptor: {
            mediaType,
            digest,
            size,
            ...(typeof artifactType === 'string' ? { artifactType } : {}),
            ...(isStringMap(annotations) ? { annotations } : {}),
        },
        subject: typeof subject === 'string' ? (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDigest */ .m)(subject) : undefined,
    };
}
/** True for a JSON object whose values are all strings. */
function isStringMap(value) {
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isObject */ .G)(value) && Object.values(value).every((one) => typeof one === 'string');
}


/***/ }),

/***/ 4036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ IDLE_MS),
/* harmony export */   K: () => (/* binding */ listen)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);


/** Nothing may hang: a connection on which nothing moves for so long is cut. */
const IDLE_MS = 5 * 60 * 1000;
const HEADERS_MS = 30 * 1000;
/** Starts an HTTP server. Throws DocklessError when it cannot listen there. */
async function listen(handlers, at) {
    const server = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.createServer)({ keepAlive: true, noDelay: true, headersTimeout: HEADERS_MS });
    // Bodies may take as long as they move: the whole-request timeout is off, the idle one is on.
    server.requestTimeout = 0;
    server.timeout = IDLE_MS;
    const sockets = new Set();
    server.on('connection', (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
    });
    server.on('request', (request, response) => {
        response.on('error', () => { }); // the client has gone; whoever writes notices
        void handlers.request(request, response);
    });
    server.on('connect', (request, socket, head) => {
        socket.on('error', () => socket.destroy());
        if (handlers.connect)
            void handlers.connect(request, socket, head);
        else
            socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(cannotListen(at, error)));
        server.listen(at.port, at.host, resolve);
    });
    const address = server.address();
    return {
        host: at.host,
        port: address !== null && typeof address === 'object' ? address.port : at.port,
        async [Symbol.asyncDispose]() {
            const closed = new Promise((resolve) => void server.close(() => resolve()));
            for (const socket of sockets)
                socket.destroy();
            await closed;
        },
    };
}
function cannotListen(at, error) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('WRONG_INPUT', `cannot listen on ${at.host}:${at.port}: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, {
        fix: 'Choose another port; port 0 takes any free one.',
        cause: error,
    });
}


/***/ }),

/***/ 1925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseManifest)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4566);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2782);
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3597);
/* harmony import */ var _spec_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6492);





const IMAGE_TYPES = [_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.manifest, _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.dockerManifest];
/**
 * Reads the bytes of a manifest (image-spec, manifest.md and image-index.md; Docker's schema 2 alike). `contentType`
 * is the header it came with. Throws MANIFEST_INVALID (400) for anything else.
 */
function parseManifest(bytes, digest, contentType) {
    const value = parseJson(bytes);
    const mediaType = mediaTypeOf(value, contentType);
    if (value['schemaVersion'] !== 2)
        throw invalid('its schemaVersion is not 2');
    const subject = value['subject'] === undefined ? undefined : descriptor(value['subject'], 'subject').digest;
    const annotations = value['annotations'];
    const own = typeof value['artifactType'] === 'string' ? value['artifactType'] : '';
    const base = {
        mediaType,
        digest,
        size: bytes.length,
        ...((0,_catalog_js__WEBPACK_IMPORTED_MODULE_2__/* .isStringMap */ .U)(annotations) ? { annotations } : {}),
    };
    if ((0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(mediaType)) {
        const children = descriptors(value['manifests'], 'manifests');
        const listed = own === '' ? base : { ...base, artifactType: own };
        return { record: { descriptor: listed, subject }, blobs: undefined, config: undefined, children };
    }
    const config = descriptor(value['config'], 'config');
    const layers = descriptors(value['layers'], 'layers');
    return {
        record: { descriptor: { ...base, artifactType: own === '' ? config.mediaType : own }, subject },
        blobs: [config, ...layers.filter((layer) => !(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isNonDistributable */ .SM)(layer.mediaType))],
        config,
        children: [],
    };
}
function parseJson(bytes) {
    let value;
    try {
        value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (error) {
        throw invalid(error instanceof Error ? error.message : 'it is not JSON');
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .G)(value))
        throw invalid('it is not a JSON object');
    return value;
}
function mediaTypeOf(value, contentType) {
    const header = contentType?.split(';')[0]?.trim().toLowerCase() || undefined;
    const field = value['mediaType'];
    if (field !== undefined && typeof field !== 'string')
        throw invalid('its mediaType is not a string');
    const guess = 'manifests' in value ? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.index : _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.manifest;
    const mediaType = header ?? field ?? guess;
    if (field !== undefined && field !== mediaType)
        throw invalid(`its mediaType is ${field}, but its Content-Type is ${mediaType}`);
    if (!(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(mediaType) && !IMAGE_TYPES.includes(mediaType))
        throw invalid(`${mediaType} is no manifest type of OCI or Docker (schema 2)`);
    return mediaType;
}
function descriptors(value, field) {
    if (!Array.isArray(value))
        throw invalid(`its field "${field}" is not a list`);
    return value.map((one) => descriptor(one, field));
}
function descriptor(value, field) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .G)(value))
        throw invalid(`its field "${field}" is not a descriptor`);
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string')
        throw invalid(`a descriptor of "${field}" has no mediaType`);
    if (typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw invalid(`a descriptor of "${field}" has no sha256 or sha512 digest`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw invalid(`a descriptor of "${field}" has no size`);
    return { mediaType, digest, size };
}
function invalid(reason) {
    return new _spec_error_js__WEBPACK_IMPORTED_MODULE_3__/* .SpecError */ .G(400, 'MANIFEST_INVALID', `the manifest cannot be taken: ${reason}`);
}


/***/ }),

/***/ 7290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ mirroredBy),
/* harmony export */   M6: () => (/* binding */ mirrorPrefix),
/* harmony export */   zZ: () => (/* binding */ mirrorName)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

/** First component of every mirrored repository. No builder takes it for a host. */
const MIRROR_ROOT = 'o';
/**
 * Where a registry's repositories stand in the relay: `o/docker.io`, `o/localhost_5000`. A colon is no part of a
 * repository name, and a host has no underscore of its own.
 */
function mirrorPrefix(registry) {
    const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(registry);
    const host = match?.[1] === undefined ? (match?.[2] ?? registry) : `ip6-${addressWord(match[1])}`;
    const port = match?.[3] === undefined ? '' : `_${match[3]}`;
    return `${MIRROR_ROOT}/${host.toLowerCase()}${port}`;
}
/** The repository in the relay that stands for one elsewhere. */
function mirrorName({ registry, repository }) {
    return `${mirrorPrefix(registry)}/${repository}`;
}
/** What a repository of the relay stands for; undefined when it is not a mirrored one. */
function mirroredBy(name) {
    const [root, host = '', ...path] = name.split('/');
    if (root !== MIRROR_ROOT || path.length === 0)
        return undefined;
    const [word = '', port] = host.split('_');
    const address = word.startsWith('ip6-') ? addressOf(word.slice(4)) : undefined;
    const registry = `${address === undefined ? word : `[${address}]`}${port === undefined ? '' : `:${port}`}`;
    const repository = path.join('/');
    const official = registry === 'docker.io' && path.length === 1;
    return { registry, repository: official ? `library/${repository}` : repository };
}
/** An IPv6 address without colons at its ends or in a row, for a repository name has none. */
function addressWord(address) {
    return address
        .split(':')
        .map((group) => group || 'z')
        .join('-');
}
function addressOf(word) {
    const address = word
        .split('-')
        .map((group) => (group === 'z' ? '' : group))
        .join(':');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) ? address : undefined;
}


/***/ }),

/***/ 945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ RegistryServer)
});

// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./build/relay/byte-range.js
/**
 * Reads a Range header for content of `size` bytes (RFC 9110, section 14.1.2). Undefined means: send all of it,
 * which is also the answer to units, lists and forms that we do not serve.
 */
function parseRange(header, size) {
    const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
    if (!match || (match[1] === '' && match[2] === ''))
        return undefined;
    if (match[1] === '') {
        const length = Math.min(Number(match[2]), size);
        return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
    }
    const start = Number(match[1]);
    const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
    return start >= size || end < start ? 'unsatisfiable' : { start, end };
}
/** The bytes that a Content-Range header of an upload names; the spec's form is `0-99`, some send RFC 9110's. */
function parseContentRange(header) {
    const match = /^(?:bytes[ =])?(\d+)-(\d+)(?:\/(?:\d+|\*))?$/.exec(header.trim());
    if (!match)
        return undefined;
    const range = { start: Number(match[1]), end: Number(match[2]) };
    return range.end < range.start ? undefined : range;
}

;// CONCATENATED MODULE: ./build/relay/exchange.js
/** Answers with headers alone. */
function answer({ response }, status, headers = {}) {
    response.writeHead(status, status === 204 || status === 304 ? headers : { 'Content-Length': 0, ...headers });
    response.end();
}
/** Answers with bytes, or with their headers alone when HEAD was asked. */
function answerBytes({ response, method }, bytes, headers) {
    response.writeHead(200, { 'Content-Length': bytes.length, ...headers });
    response.end(method === 'HEAD' ? undefined : bytes);
}
/** True when a list of entity tags (If-Match, If-None-Match; RFC 9110, section 13.1) names `etag`. */
function namesTag(header, etag) {
    if (header === undefined || etag === undefined)
        return false;
    const listed = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
    return listed.includes('*') || listed.includes(etag);
}
/** The body. Unlike the request itself it may be left in the middle: the answer can still be sent then. */
function bodyOf(request) {
    return request.iterator({ destroyOnReturn: false });
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/relay/spec-error.js
var spec_error = __webpack_require__(6492);
;// CONCATENATED MODULE: ./build/relay/route.js



/** The methods that an endpoint knows. */
const METHODS = {
    base: ['GET', 'HEAD'],
    blob: ['GET', 'HEAD', 'DELETE'],
    manifest: ['GET', 'HEAD', 'PUT', 'DELETE'],
    uploads: ['POST'],
    upload: ['GET', 'PATCH', 'PUT', 'DELETE'],
    tags: ['GET', 'HEAD'],
    referrers: ['GET', 'HEAD'],
};
/** distribution-spec, "Pulling manifests": clients keep host and name below 256 characters. */
const LONGEST_NAME = 255;
const SHAPES = [
    [/^\/v2\/(.+)\/blobs\/uploads\/?()$/, (name) => ({ kind: 'uploads', name })],
    [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, (name, session) => ({ kind: 'upload', name, session })],
    [/^\/v2\/(.+)\/blobs\/([^/]+)$/, (name, digest) => ({ kind: 'blob', name, digest })],
    [/^\/v2\/(.+)\/manifests\/([^/]+)$/, (name, reference) => ({ kind: 'manifest', name, reference })],
    [/^\/v2\/(.+)\/tags\/list\/?()$/, (name) => ({ kind: 'tags', name })],
    [/^\/v2\/(.+)\/referrers\/([^/]+)$/, (name, digest) => ({ kind: 'referrers', name, digest })],
];
/** Finds the endpoint of a path. Throws SpecError: 404 for a path that is none, NAME_INVALID for a bad name. */
function routeOf(method, pathname) {
    const path = decoded(pathname);
    if (path === '/v2' || path === '/v2/')
        return { kind: 'base' };
    for (const [shape, make] of SHAPES) {
        const match = shape.exec(path);
        if (match?.[1] === undefined)
            continue;
        const route = make(match[1], match[2] ?? '');
        if (match[1].length <= LONGEST_NAME && (0,oci_reference/* isRepositoryName */.en)(match[1]))
            return route;
        // Nothing can be pulled from a name that cannot exist; a push to it is a mistake to be told.
        const status = method === 'GET' || method === 'HEAD' ? 404 : 400;
        throw new spec_error/* SpecError */.G(status, 'NAME_INVALID', `"${match[1]}" is not a repository name`);
    }
    throw new spec_error/* SpecError */.G(404, 'NAME_UNKNOWN', `${path} is no endpoint of the OCI distribution-spec`);
}
/** Throws DIGEST_INVALID (400) unless it is a sha256 or sha512 digest. */
function digestOrRefuse(text) {
    const digest = (0,oci_digest/* parseDigest */.m)(text ?? '');
    if (!digest)
        throw new spec_error/* SpecError */.G(400, 'DIGEST_INVALID', `"${text ?? ''}" is not a sha256 or sha512 digest`);
    return digest;
}
/** Reads the last part of a manifest's path. Throws DIGEST_INVALID or MANIFEST_INVALID (400). */
function manifestReference(text) {
    if (text.includes(':'))
        return { digest: digestOrRefuse(text) };
    if (!(0,oci_reference/* isTag */.dz)(text))
        throw new spec_error/* SpecError */.G(400, 'MANIFEST_INVALID', `"${text}" is neither a tag nor a digest`);
    return { tag: text };
}
/** The reference as it stands in a path. */
function referenceText(reference) {
    return 'tag' in reference ? reference.tag : reference.digest;
}
function decoded(pathname) {
    try {
        return decodeURIComponent(pathname);
    }
    catch {
        throw new spec_error/* SpecError */.G(400, 'NAME_INVALID', 'the path is not valid percent-encoding');
    }
}

;// CONCATENATED MODULE: ./build/relay/blobs.js





/** distribution-spec, "Pulling blobs", "Checking if content exists", "Deleting Blobs". */
class Blobs {
    #repositories;
    #mirror;
    #deletable;
    constructor(repositories, mirror, deletable) {
        this.#repositories = repositories;
        this.#mirror = mirror;
        this.#deletable = deletable;
    }
    async handle(exchange, name, digestText) {
        const digest = digestOrRefuse(digestText);
        if (exchange.method !== 'DELETE')
            return this.#get(exchange, name, digestText);
        if (!this.#deletable)
            throw new spec_error/* SpecError */.G(405, 'UNSUPPORTED', 'blobs are not deleted here', { Allow: 'GET, HEAD' });
        if (!(await this.#repositories.deleteBlob(name, digest)))
            throw new spec_error/* SpecError */.G(404, 'BLOB_UNKNOWN', `${name} does not have ${digest}`);
        answer(exchange, 202);
    }
    async #get(exchange, name, digestText) {
        const digest = digestOrRefuse(digestText);
        const mirror = this.#mirror?.owns(name) ? this.#mirror : undefined;
        const size = (await this.#repositories.blobSize(name, digest)) ?? (await mirror?.blobSize(name, digest));
        if (size === undefined)
            throw new spec_error/* SpecError */.G(404, 'BLOB_UNKNOWN', `${name} does not have ${digest}`);
        const etag = `"${digest}"`;
        const common = { 'Docker-Content-Digest': digest, ETag: etag, 'Accept-Ranges': 'bytes' };
        const { request, response, method } = exchange;
        if (namesTag(request.headers['if-none-match'], etag))
            return answer(exchange, 304, common);
        const condition = request.headers['if-range'];
        const current = condition === undefined || (typeof condition === 'string' && namesTag(condition, etag));
        // RFC 9110, 14.2: a Range means something to GET alone.
        const range = method === 'GET' && current ? parseRange(request.headers.range, size) : undefined;
        if (range === 'unsatisfiable') {
            const message = `bytes ${request.headers.range ?? ''} were asked for, and there are ${size}`;
            throw new spec_error/* SpecError */.G(416, 'SIZE_INVALID', message, { 'Content-Range': `bytes */${size}` });
        }
        const length = range ? range.end - range.start + 1 : size;
        const headers = {
            ...common,
            'Content-Type': 'application/octet-stream',
            'Content-Length': length,
            ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : {}),
        };
        const status = range ? 206 : 200;
        if (method === 'HEAD') {
            response.writeHead(status, headers).end();
            return;
        }
        // Opened before the status goes out: what cannot be had, or is seen to be wrong at once, is an ordinary error.
        const stream = await this.#repositories.openBlob(digest, range);
        await readable(stream);
        response.writeHead(status, headers);
        await (0,promises_.pipeline)(stream, response);
    }
}
/** Resolves when the stream has bytes or is at its end; rejects when it breaks before. */
async function readable(stream) {
    await new Promise((resolve, reject) => {
        stream.once('readable', resolve);
        stream.once('error', reject);
    });
}

// EXTERNAL MODULE: ./build/oci/media-types.js
var media_types = __webpack_require__(4566);
;// CONCATENATED MODULE: ./build/relay/discovery.js




/** distribution-spec, "Listing Tags". */
function listTags(exchange, repositories, name) {
    const all = repositories.tags(name);
    if (!all)
        throw new spec_error/* SpecError */.G(404, 'NAME_UNKNOWN', `there is no repository ${name}`);
    const { query } = exchange;
    const last = query.get('last') ?? undefined;
    const limit = countOf(query.get('n'));
    const rest = last === undefined ? all : all.filter((tag) => tag > last);
    const tags = rest.slice(0, limit);
    const more = tags.length < rest.length ? tags.at(-1) : undefined;
    answerBytes(exchange, Buffer.from(JSON.stringify({ name, tags })), {
        'Content-Type': 'application/json',
        ...(more === undefined ? {} : { Link: `</v2/${name}/tags/list?n=${limit}&last=${more}>; rel="next"` }),
    });
}
/** distribution-spec, "Listing Referrers": never 404, and the filter is always applied. */
function listReferrers(exchange, repositories, name, digest) {
    const subject = digestOrRefuse(digest);
    const wanted = exchange.query.get('artifactType') || undefined;
    const manifests = repositories
        .referrers(name, subject)
        .filter((referrer) => wanted === undefined || referrer.artifactType === wanted);
    const index = { schemaVersion: 2, mediaType: media_types/* MediaType */.zu.index, manifests };
    answerBytes(exchange, Buffer.from(JSON.stringify(index)), {
        'Content-Type': media_types/* MediaType */.zu.index,
        ...(wanted === undefined ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
    });
}
function countOf(text) {
    if (text === null)
        return Number.POSITIVE_INFINITY;
    if (!/^\d{1,15}$/.test(text))
        throw new spec_error/* SpecError */.G(400, 'UNSUPPORTED', `n=${text} is not a number of tags`);
    return Number(text);
}

// EXTERNAL MODULE: ./build/relay/manifest-content.js
var manifest_content = __webpack_require__(1925);
;// CONCATENATED MODULE: ./build/relay/manifests.js






/** distribution-spec, "Pushing Manifests": at least 4 MB must pass. */
const LARGEST_MANIFEST = 8 * 1024 * 1024;
/** distribution-spec, "Pulling manifests", "Pushing Manifests", "Deleting tags", "Deleting Manifests". */
class Manifests {
    #repositories;
    #mirror;
    #pushed;
    constructor(repositories, mirror, pushed) {
        this.#repositories = repositories;
        this.#mirror = mirror;
        this.#pushed = pushed;
    }
    async handle(exchange, name, text) {
        const reference = manifestReference(text);
        if (exchange.method === 'PUT')
            return this.#put(exchange, name, reference);
        if (exchange.method === 'DELETE')
            return this.#delete(exchange, name, reference);
        if (exchange.method === 'HEAD')
            return this.#head(exchange, name, reference);
        const manifest = await this.#find(name, reference);
        const headers = headersOf(manifest.descriptor);
        if (notModified(exchange, manifest.descriptor))
            return answer(exchange, 304, headers);
        answerBytes(exchange, manifest.bytes, headers);
    }
    async #find(name, reference) {
        if (this.#mirror?.owns(name))
            return this.#mirror.manifest(name, reference);
        return (await this.#repositories.manifest(name, reference)) ?? unknown(name, reference);
    }
    async #head(exchange, name, reference) {
        const descriptor = this.#mirror?.owns(name)
            ? await this.#mirror.describe(name, reference)
            : ((await this.#repositories.manifestRecord(name, reference))?.descriptor ?? unknown(name, reference));
        const headers = headersOf(descriptor);
        if (notModified(exchange, descriptor))
            return answer(exchange, 304, headers);
        answer(exchange, 200, { ...headers, 'Content-Length': descriptor.size });
    }
    async #put(exchange, name, reference) {
        const bytes = await readBody(exchange.request);
        const digest = 'digest' in reference ? confirmed(bytes, reference.digest) : tagged(exchange, bytes);
        const content = (0,manifest_content/* parseManifest */.N)(bytes, digest, exchange.request.headers['content-type']);
        await this.#requireParts(name, content);
        const tags = 'tag' in reference ? [reference.tag] : exchange.query.getAll('tag');
        const wrong = tags.find((tag) => !(0,oci_reference/* isTag */.dz)(tag));
        if (wrong !== undefined)
            throw new spec_error/* SpecError */.G(400, 'MANIFEST_INVALID', `"${wrong}" is not a tag`);
        this.#requireState(exchange, name, reference);
        await this.#repositories.putManifest(name, content, bytes, tags);
        this.#pushed(name, tags, { descriptor: content.record.descriptor, bytes });
        const { subject } = content.record;
        answer(exchange, 201, {
            Location: `/v2/${name}/manifests/${digest}`,
            'Docker-Content-Digest': digest,
            ...(subject === undefined ? {} : { 'OCI-Subject': subject }),
            ...(tags.length > 0 && 'digest' in reference ? { 'OCI-Tag': tags.join(', ') } : {}),
        });
    }
    /** A manifest never comes before what it names. */
    async #requireParts(name, { blobs, children }) {
        for (const { digest } of blobs ?? children) {
            if (!(await this.#repositories.knows(name, digest)))
                throw new spec_error/* SpecError */.G(404, 'MANIFEST_BLOB_UNKNOWN', `the manifest names ${digest}, which ${name} does not have`);
        }
    }
    /** Conditional pushes (RFC 9110, section 13): clients that keep a shared tag use them against lost updates. */
    #requireState({ request }, name, reference) {
        const current = this.#repositories.currentDigest(name, reference);
        const etag = current && `"${current}"`;
        const match = request.headers['if-match'];
        const stale = match !== undefined && !namesTag(match, etag);
        if (stale || namesTag(request.headers['if-none-match'], etag))
            throw new spec_error/* SpecError */.G(412, 'DENIED', `${name}:${referenceText(reference)} is ${current ?? 'not there'} now`);
    }
    async #delete(exchange, name, reference) {
        const done = 'tag' in reference
            ? await this.#repositories.deleteTag(name, reference.tag)
            : await this.#repositories.deleteManifest(name, reference.digest);
        if (!done)
            unknown(name, reference);
        answer(exchange, 202);
    }
}
function unknown(name, reference) {
    throw new spec_error/* SpecError */.G(404, 'MANIFEST_UNKNOWN', `${name} does not have ${referenceText(reference)}`);
}
function headersOf(descriptor) {
    return {
        'Content-Type': descriptor.mediaType,
        'Docker-Content-Digest': descriptor.digest,
        ETag: `"${descriptor.digest}"`,
    };
}
function notModified({ request }, descriptor) {
    return namesTag(request.headers['if-none-match'], `"${descriptor.digest}"`);
}
function confirmed(bytes, digest) {
    const own = (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(digest));
    if (own !== digest)
        throw new spec_error/* SpecError */.G(400, 'DIGEST_INVALID', `the manifest's digest is ${own}, not ${digest}`);
    return own;
}
/** A tag says nothing of the algorithm; a client that wants another one than sha256 may add the digest. */
function tagged({ query }, bytes) {
    return query.has('digest') ? confirmed(bytes, digestOrRefuse(query.get('digest'))) : (0,oci_digest/* digestOf */.ol)(bytes);
}
async function readBody(request) {
    const tooLarge = () => new spec_error/* SpecError */.G(413, 'SIZE_INVALID', `a manifest may have at most ${LARGEST_MANIFEST} bytes`);
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_MANIFEST)
        throw tooLarge();
    const chunks = [];
    let size = 0;
    for await (const chunk of bodyOf(request)) {
        if (!(chunk instanceof Uint8Array))
            continue;
        size += chunk.length;
        if (size > LARGEST_MANIFEST)
            throw tooLarge();
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

// EXTERNAL MODULE: ./build/relay/mirror-names.js
var mirror_names = __webpack_require__(7290);
// EXTERNAL MODULE: ./build/cache/blob-store.js
var blob_store = __webpack_require__(9090);
;// CONCATENATED MODULE: ./build/relay/uploads.js






/** distribution-spec, "Pushing blobs": monolithic, in chunks, streamed, mounted, cancelled. */
class Uploads {
    #repositories;
    #sessions;
    constructor(repositories, sessions) {
        this.#repositories = repositories;
        this.#sessions = sessions;
    }
    /** POST /v2/<name>/blobs/uploads/ with its variants (end-4a, 4b, 4c and 11). */
    async begin(exchange, name) {
        const { query } = exchange;
        const mount = (0,oci_digest/* parseDigest */.m)(query.get('mount') ?? '');
        if (mount && (await this.#repositories.mount(name, mount, query.get('from') || undefined)))
            return created(exchange, name, mount);
        const digest = query.has('digest') ? digestOrRefuse(query.get('digest')) : undefined;
        const algorithm = query.get('digest-algorithm') ?? (digest ? (0,oci_digest/* algorithmOf */.Hy)(digest) : 'sha256');
        if (algorithm !== 'sha256' && algorithm !== 'sha512')
            throw new spec_error/* SpecError */.G(400, 'DIGEST_INVALID', `digests of ${algorithm} are not supported, sha256 and sha512 are`);
        const session = await this.#sessions.begin(name, algorithm);
        // Some clients put the digest on a POST without a body and go on with PUT.
        if (digest && !isEmpty(exchange))
            return this.#finish(exchange, name, session, digest);
        answer(exchange, 202, progressOf(name, session));
    }
    /** GET, PATCH, PUT and DELETE of an upload's location (end-13, 5, 6, 14). */
    async proceed(exchange, name, id) {
        const session = this.#sessions.find(name, id);
        if (!session)
            throw new spec_error/* SpecError */.G(404, 'BLOB_UPLOAD_UNKNOWN', `there is no upload ${id} in ${name}`);
        switch (exchange.method) {
            case 'PATCH':
                return this.#patch(exchange, name, session);
            case 'PUT':
                return this.#finish(exchange, name, session, digestOrRefuse(exchange.query.get('digest')));
            case 'DELETE':
                await session.use(() => { }, () => this.#sessions.end(session));
                return answer(exchange, 204);
            default:
                return answer(exchange, 204, progressOf(name, session));
        }
    }
    async #patch(exchange, name, session) {
        await this.#receive(exchange, name, session);
        answer(exchange, 202, progressOf(name, session));
    }
    async #finish(exchange, name, session, digest) {
        await this.#receive(exchange, name, session);
        try {
            await this.#repositories.keepBlob(name, session.writer, digest);
        }
        catch (error) {
            if (!(error instanceof blob_store.ContentMismatch))
                throw error;
            throw new spec_error/* SpecError */.G(400, 'DIGEST_INVALID', `${digest} was announced, and it is not what came: ${error.message}`);
        }
        finally {
            await this.#sessions.end(session);
        }
        created(exchange, name, digest);
    }
    /** Takes the body. What came of a body that was cut stays, so that the client can go on from there. */
    async #receive(exchange, name, session) {
        const { request } = exchange;
        await session.use(() => request.destroy(), async () => {
            const { writer } = session;
            const length = expectedLength(exchange, name, session);
            const end = length === undefined ? Number.POSITIVE_INFINITY : writer.size + length;
            for await (const chunk of bodyOf(request)) {
                if (!(chunk instanceof Uint8Array))
                    continue;
                if (writer.size + chunk.length > end) {
                    await this.#sessions.end(session);
                    throw new spec_error/* SpecError */.G(400, 'SIZE_INVALID', 'more bytes came than the Content-Range names');
                }
                await writer.append(chunk);
            }
            if (length !== undefined && writer.size < end)
                throw new spec_error/* SpecError */.G(400, 'SIZE_INVALID', 'fewer bytes came than the Content-Range names');
        });
    }
}
/** How many bytes the body must have, when the request says; throws 416 when they do not come next. */
function expectedLength({ request }, name, session) {
    const header = request.headers['content-range'];
    if (header === undefined)
        return undefined;
    const range = parseContentRange(header);
    if (!range)
        throw new spec_error/* SpecError */.G(400, 'BLOB_UPLOAD_INVALID', `"${header}" is no Content-Range of the form <first>-<last>`);
    if (range.start !== session.writer.size) {
        const message = `the next byte of this upload is ${session.writer.size}, and ${range.start} came`;
        throw new spec_error/* SpecError */.G(416, 'BLOB_UPLOAD_INVALID', message, progressOf(name, session));
    }
    const length = range.end - range.start + 1;
    const announced = request.headers['content-length'];
    if (announced !== undefined && Number(announced) !== length)
        throw new spec_error/* SpecError */.G(400, 'SIZE_INVALID', `Content-Range names ${length} bytes, Content-Length ${announced}`);
    return length;
}
function isEmpty({ request }) {
    return (request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0);
}
function created(exchange, name, digest) {
    answer(exchange, 201, { Location: `/v2/${name}/blobs/${digest}`, 'Docker-Content-Digest': digest });
}
/** For no byte at all, `0-0` is what every registry says: the spec's grammar has no empty range. */
function progressOf(name, session) {
    return {
        Location: `/v2/${name}/blobs/uploads/${session.id}`,
        Range: `0-${Math.max(0, session.writer.size - 1)}`,
        'Docker-Upload-UUID': session.id,
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/relay/upload-sessions.js

/** More unfinished uploads than any builder starts at once; beyond it the one that rested longest gives way. */
const MOST_SESSIONS = 512;
const IDLE_MS = 15 * 60 * 1000;
/** An upload in progress: what came so far, and at most one request at a time that adds to it. */
class UploadSession {
    id = (0,external_node_crypto_.randomUUID)();
    repository;
    writer;
    usedAt = Date.now();
    #active;
    constructor(repository, writer) {
        this.repository = repository;
        this.writer = writer;
    }
    get busy() {
        return this.#active !== undefined;
    }
    /**
     * Runs `body`, which adds bytes. A client sends one request of an upload at a time, so when another one is still
     * running its connection is dead, though nobody has told us: it is cut, and what it brought counts.
     */
    async use(cut, body) {
        while (this.#active) {
            this.#active.cut();
            await this.#active.over;
        }
        const running = body();
        const over = running.then(() => { }, () => { });
        const active = { cut, over };
        this.#active = active;
        try {
            return await running;
        }
        finally {
            this.usedAt = Date.now();
            if (this.#active === active)
                this.#active = undefined;
        }
    }
}
/** The upload sessions of a server. Disposing of it drops what is unfinished. */
class UploadSessions {
    #store;
    #sessions = new Map();
    constructor(store) {
        this.#store = store;
    }
    async begin(repository, algorithm) {
        await this.#makeRoom();
        const session = new UploadSession(repository, await this.#store.writer(algorithm));
        this.#sessions.set(session.id, session);
        return session;
    }
    find(repository, id) {
        const session = this.#sessions.get(id);
        if (session)
            session.usedAt = Date.now();
        return session?.repository === repository ? session : undefined;
    }
    /** Ends the session; bytes that were not committed are dropped. */
    async end(session) {
        this.#sessions.delete(session.id);
        await session.writer[Symbol.asyncDispose]();
    }
    async [Symbol.asyncDispose]() {
        for (const session of this.#sessions.values())
            await this.end(session);
    }
    async #makeRoom() {
        const resting = [...this.#sessions.values()]
            .filter((session) => !session.busy)
            .sort((a, b) => a.usedAt - b.usedAt);
        const tooMany = this.#sessions.size - MOST_SESSIONS + 1;
        for (const [position, session] of resting.entries())
            if (position < tooMany || Date.now() - session.usedAt > IDLE_MS)
                await this.end(session);
    }
}

// EXTERNAL MODULE: ./build/relay/upstream-failure.js
var upstream_failure = __webpack_require__(266);
;// CONCATENATED MODULE: ./build/relay/registry-server.js












/** The OCI distribution-spec, version 1.1, over whatever repositories it is given. */
class RegistryServer {
    #options;
    #sessions;
    #blobs;
    #uploads;
    #manifests;
    constructor(options) {
        const { repositories, mirror } = options;
        this.#options = options;
        this.#sessions = new UploadSessions(repositories.content.store);
        this.#blobs = new Blobs(repositories, mirror, options.deletable);
        this.#uploads = new Uploads(repositories, this.#sessions);
        this.#manifests = new Manifests(repositories, mirror, options.pushed ?? (() => { }));
    }
    /** Answers one request. Never throws: whatever goes wrong becomes an answer, or breaks the connection. */
    async handle(request, response) {
        response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
        try {
            const url = new URL(request.url ?? '/', 'http://registry');
            const method = request.method ?? 'GET';
            const route = this.#namespaced(routeOf(method, url.pathname), method, url, response);
            await this.#options.admit(request, route);
            this.#requireMethod(method, route);
            await this.#dispatch({ request, response, method, query: url.searchParams }, route);
        }
        catch (error) {
            this.#refuse(request, response, error);
        }
    }
    async [Symbol.asyncDispose]() {
        await this.#sessions[Symbol.asyncDispose]();
    }
    async #dispatch(exchange, route) {
        switch (route.kind) {
            case 'base':
                return answerBytes(exchange, Buffer.from('{}'), { 'Content-Type': 'application/json' });
            case 'blob':
                return this.#blobs.handle(exchange, route.name, route.digest);
            case 'manifest':
                return this.#manifests.handle(exchange, route.name, route.reference);
            case 'uploads':
                return this.#uploads.begin(exchange, route.name);
            case 'upload':
                return this.#uploads.proceed(exchange, route.name, route.session);
            case 'tags':
                return listTags(exchange, this.#options.repositories, route.name);
            case 'referrers':
                return listReferrers(exchange, this.#options.repositories, route.name, route.digest);
        }
    }
    /** distribution-spec, "Registry Proxying": with `ns` a plain name is that of a repository there. */
    #namespaced(route, method, url, response) {
        const { mirror, repositories } = this.#options;
        const registry = url.searchParams.get('ns');
        const reading = method === 'GET' || method === 'HEAD';
        if (!mirror || !registry || !reading || (route.kind !== 'blob' && route.kind !== 'manifest'))
            return route;
        if (mirror.owns(route.name) || repositories.has(route.name))
            return route;
        const name = (0,mirror_names/* mirrorName */.zZ)({ registry, repository: route.name });
        if (!(0,oci_reference/* isRepositoryName */.en)(name))
            return route;
        response.setHeader('OCI-Namespace', registry);
        return { ...route, name };
    }
    #requireMethod(method, route) {
        const mirrored = route.kind !== 'base' && (this.#options.mirror?.owns(route.name) ?? false);
        const reading = METHODS[route.kind].filter((one) => one === 'GET' || one === 'HEAD');
        const allowed = mirrored ? reading : METHODS[route.kind];
        if (!allowed.includes(method))
            throw new spec_error/* SpecError */.G(405, 'UNSUPPORTED', `${method} is not supported here`, {
                Allow: allowed.join(', '),
            });
    }
    #refuse(request, response, error) {
        if (error instanceof spec_error/* SpecError */.G)
            return (0,spec_error/* sendError */.n)(response, error);
        if (request.destroyed && !request.complete)
            return void response.destroy(); // the client has gone
        if (isLeaving(error))
            return void response.destroy();
        this.#options.failed?.(error);
        if (error instanceof errors/* DocklessError */.D2 && error.code === 'REGISTRY_FAILED')
            return (0,spec_error/* sendError */.n)(response, (0,upstream_failure/* upstreamAnswer */.w)(error, 'BLOB_UNKNOWN'));
        (0,spec_error/* sendError */.n)(response, new spec_error/* SpecError */.G(500, 'DENIED', (0,errors/* messageOf */.bD)(error)));
    }
}
/** The client left in the middle of an answer: nobody's failure. */
function isLeaving(error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}


/***/ }),

/***/ 1894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ Repositories)
});

// EXTERNAL MODULE: ./build/oci/content.js
var content = __webpack_require__(9215);
;// CONCATENATED MODULE: ./build/relay/keyed-lock.js
/** One at a time for each key, in the order of arrival. */
class KeyedLock {
    #tails = new Map();
    /** Runs `body` when everybody who came before for this key is through. */
    async hold(key, body) {
        const before = this.#tails.get(key) ?? Promise.resolve();
        const result = before.then(body);
        const tail = result.then(() => { }, () => { });
        this.#tails.set(key, tail);
        try {
            return await result;
        }
        finally {
            if (this.#tails.get(key) === tail)
                this.#tails.delete(key);
        }
    }
}

;// CONCATENATED MODULE: ./build/relay/repositories.js


/** The repositories of a server: names in the catalog, bytes in the content store, and never one without the other. */
class Repositories {
    content;
    #catalog;
    #scope;
    /** Held while a digest gains or loses its last name. */
    #lock = new KeyedLock();
    constructor(content, catalog, scope) {
        this.content = content;
        this.#catalog = catalog;
        this.#scope = scope;
    }
    has(name) {
        return this.#catalog.has(name);
    }
    /** Size in bytes of a blob that the repository has or, in a run, that anybody has. */
    async blobSize(name, digest) {
        if (this.#scope === 'repository' && !this.#catalog.hasBlob(name, digest))
            return undefined;
        return this.content.size(digest);
    }
    /** Opens what `blobSize` found. */
    openBlob(digest, range) {
        return this.content.open(digest, range);
    }
    /** Gives a finished upload to the repository. Throws ContentMismatch. */
    async keepBlob(name, writer, digest) {
        return this.#lock.hold(digest, async () => {
            const blob = await writer.commit({ digest });
            await this.#name(name, digest);
            return blob;
        });
    }
    /** Gives a blob of another repository (of any one, without `from`) to this one. False when there is none to give. */
    async mount(name, digest, from) {
        return this.#lock.hold(digest, async () => {
            const visible = from === undefined ? this.#visible(digest) : await this.blobSize(from, digest);
            if (visible === false || visible === undefined)
                return false;
            if ((await this.content.size(digest)) === undefined)
                return false;
            await this.#name(name, digest);
            return true;
        });
    }
    /** Takes a blob from the repository; its bytes go with the last repository that has it. */
    async deleteBlob(name, digest) {
        return this.#lock.hold(digest, async () => {
            if (!(await this.#catalog.deleteBlob(name, digest)))
                return false;
            await this.#release(digest);
            return true;
        });
    }
    /** True when a manifest of the repository may name it. */
    async knows(name, digest) {
        if (this.#catalog.manifest(name, { digest }))
            return true;
        return (await this.blobSize(name, digest)) !== undefined;
    }
    /** The record of a manifest whose bytes are here. */
    async manifestRecord(name, reference) {
        const record = this.#catalog.manifest(name, reference);
        if (!record)
            return undefined;
        return (await this.content.local(record.descriptor.digest)) === undefined ? undefined : record;
    }
    /** The digest that the reference stands for now. */
    currentDigest(name, reference) {
        return this.#catalog.manifest(name, reference)?.descriptor.digest;
    }
    async manifest(name, reference) {
        const descriptor = this.#catalog.manifest(name, reference)?.descriptor;
        if (!descriptor)
            return undefined;
        const stream = await this.content.store.read(descriptor.digest);
        return stream && { descriptor, bytes: await (0,content/* readAll */.y)(stream) };
    }
    async putManifest(name, content, bytes, tags) {
        const { digest } = content.record.descriptor;
        await this.#lock.hold(digest, async () => {
            await this.content.write(once(bytes), { digest, size: bytes.length });
            await this.#catalog.putManifest(name, content.record, tags);
        });
    }
    async deleteManifest(name, digest) {
        return this.#lock.hold(digest, async () => {
            if (!(await this.#catalog.deleteManifest(name, digest)))
                return false;
            await this.#release(digest);
            return true;
        });
    }
    deleteTag(name, tag) {
        return this.#catalog.deleteTag(name, tag);
    }
    tags(name) {
        return this.#catalog.tags(name);
    }
    referrers(name, subject) {
        return this.#catalog.referrers(name, subject);
    }
    #visible(digest) {
        return this.#scope === 'everywhere' || this.#catalog.inUse(digest);
    }
    async #name(name, digest) {
        await this.#catalog.addBlob(name, digest);
    }
    async #release(digest) {
        // The content of a run has other users than its repositories: nothing of it is thrown away here.
        if (this.#scope === 'repository' && !this.#catalog.inUse(digest))
            await this.content.store.delete(digest);
    }
}
async function* once(bytes) {
    yield bytes;
}


/***/ }),

/***/ 6492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ SpecError),
/* harmony export */   n: () => (/* binding */ sendError)
/* harmony export */ });
/** An answer that is an error, in the form of the distribution-spec. */
class SpecError extends Error {
    status;
    code;
    headers;
    constructor(status, code, message, headers = {}) {
        super(message);
        this.name = 'SpecError';
        this.status = status;
        this.code = code;
        this.headers = headers;
    }
}
/** Sends the error; when an answer has begun, only breaking the connection can tell the client. */
function sendError(response, error) {
    if (response.headersSent) {
        response.destroy();
        return;
    }
    const body = JSON.stringify({ errors: [{ code: error.code, message: error.message, detail: null }] });
    response.writeHead(error.status, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        ...error.headers,
    });
    response.end(body);
}


/***/ }),

/***/ 266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ upstreamAnswer)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _registry_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/* harmony import */ var _spec_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6492);



/**
 * What a builder is told of a failure upstream: 404, 403 or 502 and nothing else, with codes that it does not
 * retry on. We have retried ourselves, and a 429 or a code that it does not know would cost it up to a minute.
 */
function upstreamAnswer(error, missing) {
    const status = error instanceof _registry_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryFailure */ .Yp ? error.status : undefined;
    if (status === 404)
        return new _spec_error_js__WEBPACK_IMPORTED_MODULE_2__/* .SpecError */ .G(404, missing, (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
    if (status === 401 || status === 403)
        return new _spec_error_js__WEBPACK_IMPORTED_MODULE_2__/* .SpecError */ .G(403, 'DENIED', (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
    return new _spec_error_js__WEBPACK_IMPORTED_MODULE_2__/* .SpecError */ .G(502, 'DENIED', (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
}


/***/ })

};
