export const id = 811;
export const ids = [811];
export const modules = {

/***/ 4811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HttpClient: () => (/* binding */ HttpClient)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: ./build/http/failure.js
var http_failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/http/hosts.js
var hosts = __webpack_require__(2178);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
;// CONCATENATED MODULE: ./build/http/proxy.js



/**
 * The proxies that the environment names: HTTPS_PROXY for https, HTTP_PROXY for http, ALL_PROXY for both,
 * except for the hosts of NO_PROXY and for loopback. Each also in lower case; upper case wins. User and password
 * in them are given to the redactor.
 */
class ProxySettings {
    #environment;
    #redactor;
    #direct;
    constructor(environment, redactor) {
        this.#environment = environment;
        this.#redactor = redactor;
        this.#direct = new hosts/* HostList */.D8(variable(environment, ['NO_PROXY'])?.value ?? '');
    }
    /** The proxy for a URL; undefined to go there directly. Throws WRONG_INPUT when the variable is not usable. */
    for(url) {
        const { host, port } = (0,hosts/* hostOfUrl */.Pm)(url);
        if ((0,hosts/* isLoopback */.U9)(host) || this.#direct.includes(host, port))
            return undefined;
        const specific = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
        const found = variable(this.#environment, [specific, 'ALL_PROXY']);
        return found && parseProxy(found.name, found.value, this.#redactor);
    }
}
function variable(environment, names) {
    for (const name of names.flatMap((upper) => [upper, upper.toLowerCase()])) {
        const value = environment[name]?.trim();
        if (value)
            return { name, value };
    }
    return undefined;
}
function parseProxy(name, value, redactor) {
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !url.hostname) {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `${name} is not the URL of a proxy`, {
            fix: `Set ${name} to http://HOST:PORT.`,
        });
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `${name} names a ${url.protocol.slice(0, -1)} proxy`, {
            fix: `Only http and https proxies are spoken to: set ${name} to http://HOST:PORT.`,
        });
    }
    return { url: withoutUser(url), authorization: proxyAuthorization(url, redactor), variable: name };
}
function withoutUser(url) {
    return new URL(`${url.protocol}//${url.host}`);
}
function proxyAuthorization(url, redactor) {
    if (url.username === '' && url.password === '')
        return undefined;
    const password = decoded(url.password);
    const pair = `${decoded(url.username)}:${password}`;
    const encoded = Buffer.from(pair).toString('base64');
    for (const value of [password, url.password, pair, encoded])
        redactor.add(value);
    return new secret/* Secret */.z(`Basic ${encoded}`);
}
/** Percent-decoded, or as it stands where somebody wrote a bare `%`. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/http/response.js
/** An answer whose body has not been read yet. Read it, or `discard()` it: the connection is held until then. */
class HttpResponse {
    status;
    /** Where the answer came from, after redirects. */
    url;
    body;
    #headers;
    constructor(status, headers, body, url) {
        this.status = status;
        this.#headers = headers;
        // A body may break, or be let go of, before anybody reads it: reading it tells, and nothing else may crash.
        this.body = body.on('error', () => { });
        this.url = url;
    }
    /** The value of a header, by its lower-case name; the first when there are several. */
    header(name) {
        return this.headers(name)[0];
    }
    /** All values of a header that may be repeated. */
    headers(name) {
        const value = this.#headers[name];
        if (value === undefined)
            return [];
        return typeof value === 'string' ? [value] : value;
    }
    /** `Content-Length` in bytes, when it is there and a number. */
    get size() {
        const text = this.header('content-length');
        return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
    }
    /** The whole body; undefined when it is longer than `limit` bytes. */
    async bytes(limit) {
        const { whole, start } = await this.#read(limit);
        return whole ? start : undefined;
    }
    /** The body as UTF-8; what comes after `limit` bytes is left out. */
    async text(limit) {
        return (await this.#read(limit)).start.toString('utf8');
    }
    /** Lets go of the body: read to its end where that is short, so that the connection can be used again. */
    async discard() {
        await this.#read(DISCARD_LIMIT).catch(() => { }); // a body nobody wants may break
    }
    async #read(limit) {
        const chunks = [];
        let size = 0;
        for await (const chunk of this.body) {
            if (!Buffer.isBuffer(chunk))
                throw new TypeError('a response body must be a stream of bytes');
            chunks.push(chunk);
            size += chunk.length;
            if (size > limit)
                return { whole: false, start: Buffer.concat(chunks).subarray(0, limit) };
        }
        return { whole: true, start: Buffer.concat(chunks) };
    }
}
const DISCARD_LIMIT = 64 * 1024;

// EXTERNAL MODULE: ./build/http/retry.js
var retry = __webpack_require__(4675);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./build/http/trust.js




const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;
/** Where distributions keep their bundle of authorities; the first that exists is theirs. */
const SYSTEM_BUNDLES = [
    '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine, Arch
    '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
    '/etc/ssl/ca-bundle.pem', // openSUSE
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // CentOS
    '/etc/ssl/cert.pem', // Alpine without the package, macOS, BSD
];
/**
 * The authorities whose certificates we trust: Node's own, the system's bundle (or SSL_CERT_FILE in its place),
 * SSL_CERT_DIR, NODE_EXTRA_CA_CERTS, and the PEM files of the input `ca-certificates`. Only the last must be
 * readable: WRONG_INPUT otherwise.
 */
async function trustedAuthorities(files, environment) {
    const texts = await Promise.all([
        systemBundle(environment),
        directoryBundle(environment['SSL_CERT_DIR']),
        readOrEmpty(environment['NODE_EXTRA_CA_CERTS']),
        ...files.map(readAuthorityFile),
    ]);
    const known = new Map(external_node_tls_.rootCertificates.map((pem) => [compact(pem), pem]));
    for (const pem of texts.flatMap((text) => text.match(CERTIFICATE) ?? []))
        known.set(compact(pem), pem);
    return [...known.values()];
}
/** A TLS context that trusts `trustedAuthorities`. It takes some ten milliseconds: make one and share it. */
async function trustContext(files, environment) {
    return (0,external_node_tls_.createSecureContext)({ ca: [...(await trustedAuthorities(files, environment))] });
}
async function systemBundle(environment) {
    const named = environment['SSL_CERT_FILE'];
    if (named)
        return readOrEmpty(named);
    for (const file of SYSTEM_BUNDLES) {
        const text = await readOrEmpty(file);
        if (text !== '')
            return text;
    }
    return '';
}
async function directoryBundle(directories) {
    const texts = [];
    for (const directory of directories?.split(external_node_path_.delimiter).filter((d) => d !== '') ?? []) {
        const names = await (0,promises_.readdir)(directory).catch(() => []);
        texts.push(...(await Promise.all(names.map((name) => readOrEmpty(external_node_path_.join(directory, name))))));
    }
    return texts.join('\n');
}
async function readAuthorityFile(file) {
    const fix = 'Give a file that this job can read, with certificates in PEM (-----BEGIN CERTIFICATE-----).';
    const text = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `ca-certificates: ${file} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, {
            fix,
        });
    });
    if (!text.match(CERTIFICATE)) {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `ca-certificates: ${file} holds no certificate in PEM`, { fix });
    }
    return text;
}
async function readOrEmpty(file) {
    return file ? (0,promises_.readFile)(file, 'utf8').catch(() => '') : '';
}
function compact(pem) {
    return pem.replace(/\s+/g, '');
}

// EXTERNAL MODULE: ./build/http/tunnel.js
var tunnel = __webpack_require__(1575);
;// CONCATENATED MODULE: ./build/http/client.js









const TIMEOUTS = { connectMs: 15_000, headersMs: 60_000, bodyMs: 60_000 };
/** On loopback, a server that does not answer a TLS greeting waits for the end of a line of HTTP. */
const LOOPBACK_GREETING_MS = 2000;
const MOST_REDIRECTS = 6;
/** Waiting that one request may add up to, however often servers ask for more. */
const LONGEST_WAITING_MS = 180_000;
/**
 * HTTP as registries and token servers need it: one pool of connections an origin, the proxies and authorities
 * of the environment, retries with back-off, redirects that take no credential along, bodies streamed both ways.
 * Every failure is an HttpFailure (REGISTRY_FAILED) that names the host; answers of any status are returned.
 */
class HttpClient {
    #options;
    #environment;
    #proxies;
    #timeouts;
    #insecure;
    #wait;
    #pools = new Map();
    #origins = new Map();
    #end = new AbortController();
    #trust;
    constructor(options) {
        this.#options = options;
        this.#environment = options.environment ?? process.env;
        this.#proxies = new ProxySettings(this.#environment, options.log.redactor);
        this.#timeouts = { ...TIMEOUTS, ...options.timeouts };
        this.#insecure = new InsecureHosts(options.insecureRegistries ?? []);
        this.#wait = options.wait ?? retry/* realWait */.MZ;
    }
    /**
     * Sends a request and follows its redirects. Tries again, with growing waits, what may pass: cut or refused
     * connections, 408, 429 and 5xx, as `Retry-After` says; the last answer is returned whatever its status.
     */
    async request(request) {
        const attempts = isStream(request.body) ? 1 : (request.attempts ?? retry/* ATTEMPTS */.PY);
        const signal = this.#signalFor(request.signal);
        let waitedMs = 0;
        for (let failed = 1;; failed += 1) {
            const outcome = await this.#attempt({ ...request, signal });
            const delayMs = this.#delayBefore(outcome, failed, attempts);
            if (delayMs === undefined || waitedMs + delayMs > LONGEST_WAITING_MS) {
                if (outcome instanceof http_failure/* HttpFailure */.HR)
                    throw outcome;
                return outcome;
            }
            if (outcome instanceof HttpResponse)
                await outcome.discard();
            waitedMs += delayMs;
            await this.pause(delayMs, signal);
        }
    }
    /**
     * Where a registry host is spoken to: `https://host`, always, but for loopback and insecure registries, where
     * TLS is tried first and plain HTTP is taken when that is what answers. Found out once a host.
     */
    async originOf(host) {
        if (!(0,hosts/* isLoopback */.U9)(host) && !this.isInsecure(new URL(`https://${host}`)))
            return new URL(`https://${host}`);
        const known = this.#origins.get(host);
        if (known)
            return known;
        const origin = this.#findOrigin(host);
        this.#origins.set(host, origin);
        origin.catch(() => this.#origins.delete(host));
        return origin;
    }
    /** True when the user named this host in `insecure-registries`. */
    isInsecure(url) {
        return this.#insecure.includes(url);
    }
    /** True when a password may go there: TLS, loopback, or a host that the user named insecure. */
    mayCarryCredentials(url) {
        return url.protocol === 'https:' || (0,hosts/* isLoopback */.U9)(url.hostname) || this.isInsecure(url);
    }
    /** The proxy that requests to this URL go through. Throws WRONG_INPUT when the variable is not usable. */
    proxyFor(url) {
        return this.#proxies.for(url);
    }
    /** The authorities that this run trusts. Throws WRONG_INPUT when one that was given cannot be read. */
    trusted() {
        this.#trust ??= trustContext(this.#options.caCertificates ?? [], this.#environment);
        return this.#trust;
    }
    /** Waits between tries of the caller's own; rejects when the signal fires or the client ends. */
    async pause(delayMs, signal) {
        await this.#wait(delayMs, this.#signalFor(signal));
    }
    async [Symbol.asyncDispose]() {
        this.#end.abort();
        const pools = await Promise.allSettled(this.#pools.values());
        for (const pool of pools)
            if (pool.status === 'fulfilled')
                await pool.value.destroy();
    }
    /** A signal for one request alone, so that listeners do not pile up on a signal that lives as long as the run. */
    #signalFor(signal) {
        return AbortSignal.any([this.#end.signal, this.#options.signal, signal].filter((s) => s !== undefined));
    }
    /** Milliseconds to wait before the next try; undefined when there is to be none. */
    #delayBefore(outcome, failed, attempts) {
        if (outcome instanceof http_failure/* HttpFailure */.HR)
            return failed < (0,retry/* attemptsAfter */.xX)(outcome, attempts) ? (0,retry/* backoffMs */.jo)(failed) : undefined;
        if (!(0,retry/* isRetriedStatus */.Mq)(outcome.status) || failed >= attempts)
            return undefined;
        const asked = (0,retry/* retryAfterMs */.Vs)(outcome.header('retry-after'));
        return asked === 'hopeless' ? undefined : Math.max(asked ?? 0, (0,retry/* backoffMs */.jo)(failed));
    }
    async #attempt(request) {
        const started = performance.now();
        const { method, url } = request;
        const place = `${method} ${url.origin}${url.pathname}`; // a query may hold a signature
        const tell = (what) => this.#options.log.debug(`${place}: ${what} (${Math.round(performance.now() - started)} ms)`);
        try {
            const response = await this.#follow(request);
            tell(String(response.status));
            return response;
        }
        catch (error) {
            request.signal.throwIfAborted();
            const failure = (0,http_failure/* explainFailure */.SP)(error, url.host);
            tell(failure.message);
            return failure;
        }
    }
    async #follow(first) {
        let request = first;
        for (let redirects = 0;; redirects += 1) {
            const response = await this.#send(request);
            const target = redirectTarget(request, response);
            if (!target)
                return response;
            await response.discard();
            if (redirects === MOST_REDIRECTS)
                throw redirectFailure(first.url, 'it redirects in circles');
            if (!this.#mayRedirect(request.url, target))
                throw redirectFailure(first.url, `it redirects to plain HTTP, to ${target.host}`);
            const method = response.status === 303 && request.method !== 'HEAD' ? 'GET' : request.method;
            const authorization = target.origin === request.url.origin ? request.authorization : undefined;
            request = { ...request, method, url: target, authorization };
        }
    }
    #mayRedirect(from, to) {
        if (to.protocol === 'https:')
            return true;
        if (to.protocol !== 'http:')
            return false;
        return this.isInsecure(to) || ((0,hosts/* isLoopback */.U9)(to.hostname) && (0,hosts/* isLoopback */.U9)(from.hostname));
    }
    async #send(request) {
        const { url, body } = request;
        const proxy = this.#proxies.for(url);
        const forwarded = url.protocol === 'http:' ? proxy : undefined;
        const pool = await this.#pool(forwarded ? forwarded.url : url, forwarded ? undefined : proxy);
        const headers = {
            'user-agent': this.#options.userAgent ?? 'dockless',
            ...request.headers,
        };
        if (request.authorization)
            headers['authorization'] = request.authorization.reveal();
        if (isStream(body))
            headers['content-length'] = String(body.size);
        if (forwarded)
            headers['host'] = url.host;
        if (forwarded?.authorization)
            headers['proxy-authorization'] = forwarded.authorization.reveal();
        const sent = pool.request({
            method: request.method,
            path: forwarded ? url.href : `${url.pathname}${url.search}`,
            headers,
            body: outgoing(body),
            signal: request.signal,
            headersTimeout: request.headersTimeoutMs ?? this.#timeouts.headersMs,
            bodyTimeout: this.#timeouts.bodyMs,
        });
        const answer = await sent.catch((error) => {
            throw forwarded && error instanceof http_failure/* ConnectFailure */.Vm ? (0,tunnel/* outOfReach */.nn)(forwarded, url.host, error) : error;
        });
        const response = new HttpResponse(answer.statusCode, answer.headers, answer.body, url);
        if (!forwarded || response.status !== 407)
            return response;
        await response.discard();
        throw (0,tunnel/* refusal */.x5)(forwarded, url.host, 407, 'Proxy Authentication Required');
    }
    async #pool(origin, tunnel) {
        const key = origin.origin;
        const known = this.#pools.get(key);
        if (known)
            return known;
        const made = this.#connector(origin, tunnel, this.#timeouts.connectMs).then((connect) => new undici/* Pool */.bC(origin.origin, {
            connect,
            pipelining: 1,
            keepAliveTimeout: 10_000,
            maxHeaderSize: 64 * 1024,
        }));
        this.#pools.set(key, made);
        made.catch(() => this.#pools.delete(key));
        return made;
    }
    /** Makes connections to one origin, through a tunnel where there is a proxy, verified unless it is insecure. */
    async #connector(origin, proxy, timeoutMs, verify = !this.isInsecure(origin)) {
        const context = origin.protocol === 'https:' && verify ? await this.trusted() : undefined;
        const connect = (0,undici/* buildConnector */.gU)({
            timeout: timeoutMs,
            rejectUnauthorized: verify,
            // Node's 250 ms an address is too short for a far registry: all addresses would fail.
            autoSelectFamilyAttemptTimeout: 2500,
            ...(context ? { secureContext: context } : {}),
        });
        const { host, port } = (0,hosts/* hostOfUrl */.Pm)(origin);
        // undici goes by the header Host, which names somebody else when the origin is a proxy.
        const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
        const trusted = () => this.trusted();
        return (asked, callback) => {
            const options = { ...asked, servername };
            const hidden = (...[error, socket]) => socket
                ? callback(null, socket)
                : callback(error instanceof http_failure/* HttpFailure */.HR ? error : new http_failure/* ConnectFailure */.Vm(error), null);
            if (!proxy) {
                connect(options, hidden);
                return;
            }
            (0,tunnel/* openTunnel */.X)(proxy, { host, port }, { timeoutMs, trusted }).then((httpSocket) => connect({ ...options, httpSocket }, hidden), (error) => hidden(error, null));
        };
    }
    async #findOrigin(host) {
        const secure = new URL(`https://${host}`);
        const plain = new URL(`http://${host}`);
        for (let failed = 1;; failed += 1) {
            try {
                await this.#greet(secure);
                return secure;
            }
            catch (error) {
                this.#end.signal.throwIfAborted();
                const failure = (0,http_failure/* explainFailure */.SP)(error, host);
                if (failure.kind === 'plain-http')
                    return plain;
                // Another TLS trouble is for the request itself to tell; silence and refusal may hide plain HTTP.
                if (!failure.transient)
                    return secure;
                if (await this.#answersPlainly(plain))
                    return plain;
                if (failed >= (0,retry/* attemptsAfter */.xX)(failure, retry/* ATTEMPTS */.PY))
                    throw failure;
                await this.pause((0,retry/* backoffMs */.jo)(failed));
            }
        }
    }
    /** Shakes hands in TLS and hangs up. Nothing is verified: only the language matters here. */
    async #greet(origin) {
        const timeoutMs = (0,hosts/* isLoopback */.U9)(origin.hostname) ? LOOPBACK_GREETING_MS : this.#timeouts.connectMs;
        const connect = await this.#connector(origin, this.#proxies.for(origin), timeoutMs, false);
        const { hostname, host, protocol, port } = origin;
        await new Promise((resolve, reject) => {
            connect({ hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port }, (error, socket) => {
                socket?.destroy();
                if (error)
                    reject(error);
                else
                    resolve();
            });
        });
    }
    async #answersPlainly(origin) {
        try {
            const signal = this.#signalFor(undefined);
            const url = new URL('/v2/', origin);
            const response = await this.#send({ method: 'GET', url, signal, headersTimeoutMs: 5000 });
            await response.discard();
            return true;
        }
        catch (error) {
            if ((0,http_failure/* failureKind */.zU)(error) === undefined)
                throw error;
            return false;
        }
    }
}
/** The hosts of the input `insecure-registries`. A host without a port stands for ports 443 and 80. */
class InsecureHosts {
    #hosts;
    #blocks;
    constructor(entries) {
        const named = entries.filter((entry) => !entry.includes('/')).map(hosts/* splitHostPort */.cC);
        this.#hosts = new Set(named.flatMap(({ host, port }) => (port === undefined ? [80, 443] : [port]).map((p) => `${host} ${p}`)));
        this.#blocks = new hosts/* HostList */.D8(entries.filter((entry) => entry.includes('/')).join(','));
    }
    includes(url) {
        const { host, port } = (0,hosts/* hostOfUrl */.Pm)(url);
        return this.#hosts.has(`${host} ${port}`) || this.#blocks.includes(host, port);
    }
}
function isStream(body) {
    return typeof body === 'object' && 'stream' in body;
}
function outgoing(body) {
    if (body === undefined)
        return null;
    return isStream(body) ? body.stream : body;
}
/** Where a redirect leads that may be followed: GET and HEAD always, others only as 307 and 308 with a body to send again. */
function redirectTarget(request, response) {
    const { status } = response;
    const location = response.header('location');
    if (location === undefined || ![301, 302, 303, 307, 308].includes(status))
        return undefined;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && (status < 307 || isStream(request.body)))
        return undefined;
    if (!URL.canParse(location, response.url.href))
        throw redirectFailure(request.url, 'it redirects to what is no URL');
    return new URL(location, response.url);
}
function redirectFailure(url, detail) {
    const fix = 'Ask the admin of the registry to mend its redirects; a host that may answer in plain HTTP is named in insecure-registries.';
    return new http_failure/* HttpFailure */.HR(`${url.host}: ${detail}`, { kind: 'redirect', host: url.host, fix });
}


/***/ }),

/***/ 1923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ HttpFailure),
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Vm: () => (/* binding */ ConnectFailure),
/* harmony export */   zU: () => (/* binding */ failureKind)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);

/** A request that got no usable answer. */
class HttpFailure extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2 {
    kind;
    host;
    transient;
    constructor(message, details) {
        super('REGISTRY_FAILED', message, { fix: details.fix, cause: details.cause });
        this.name = 'HttpFailure';
        this.kind = details.kind;
        this.host = details.host;
        this.transient = details.transient ?? false;
    }
}
/**
 * A connection that could not be made. It hides the `code` of what is underneath on purpose: undici acts on
 * `ERR_TLS_CERT_ALTNAME_INVALID` by itself, and may then leave a request waiting for ever.
 */
class ConnectFailure extends Error {
    constructor(cause) {
        super((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause), { cause });
        this.name = 'ConnectFailure';
    }
}
const UNTRUSTED = new Set([
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'CERT_SIGNATURE_FAILURE',
    'INVALID_CA',
    'INVALID_PURPOSE',
]);
const KIND_OF_CODE = {
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    EAI_NODATA: 'dns',
    EAI_FAIL: 'dns',
    ECONNREFUSED: 'refused',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    ETIMEDOUT: 'timeout',
    UND_ERR_CONNECT_TIMEOUT: 'timeout',
    UND_ERR_HEADERS_TIMEOUT: 'timeout',
    UND_ERR_BODY_TIMEOUT: 'timeout',
    ECONNRESET: 'cut',
    ECONNABORTED: 'cut',
    EPIPE: 'cut',
    UND_ERR_SOCKET: 'cut',
    UND_ERR_INFO: 'cut',
    ERR_STREAM_PREMATURE_CLOSE: 'cut',
    ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
    CERT_HAS_EXPIRED: 'expired',
    CERT_NOT_YET_VALID: 'expired',
    ERR_SSL_WRONG_VERSION_NUMBER: 'plain-http',
    ERR_SSL_PACKET_LENGTH_TOO_LONG: 'plain-http',
    ERR_SSL_HTTP_REQUEST: 'plain-http',
    ERR_SSL_UNKNOWN_PROTOCOL: 'plain-http',
};
/** The kind of a failure of node:net, node:tls, node:dns or undici; undefined when it is of none of them. */
function failureKind(error) {
    if (error instanceof HttpFailure)
        return error.kind;
    const code = codeOf(error);
    if (code === undefined)
        return undefined;
    const kind = KIND_OF_CODE[code];
    if (kind)
        return kind;
    if (UNTRUSTED.has(code))
        return 'untrusted';
    if (/ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE)/.test(code))
        return 'client-certificate';
    if (/^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|EPROTO)/.test(code))
        return 'tls';
    if (/^(?:HPE_|UND_ERR_)/.test(code))
        return 'protocol';
    return undefined;
}
/** The first `code` in an error and its causes, outermost first. */
function codeOf(error) {
    for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
        if ('code' in at && typeof at.code === 'string')
            return at.code;
    }
    return undefined;
}
/** Says of a failed request what happened, why, and what to do. Throws on what is no failure of a connection. */
function explainFailure(error, host) {
    if (error instanceof HttpFailure)
        return error;
    const kind = failureKind(error);
    if (!kind)
        throw error;
    const { message, fix } = EXPLANATIONS[kind](host, plainMessage(error));
    const transient = TRANSIENT.has(kind) || codeOf(error) === 'EAI_AGAIN';
    return new HttpFailure(message, { kind, host, fix, transient, cause: error });
}
const TRANSIENT = new Set(['refused', 'unreachable', 'timeout', 'cut']);
/** OpenSSL puts its own source lines around what it says: `140…:error:0A00010B:SSL routines:…:reason:file:line:`. */
function plainMessage(error) {
    const inner = error instanceof ConnectFailure ? error.cause : error;
    const text = inner instanceof AggregateError && !inner.message ? (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(inner.errors[0]) : (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(inner);
    const reason = /error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(text)?.[1];
    return (reason ?? text).trim();
}
const EXPLANATIONS = {
    dns: (host) => ({
        message: `${host}: no address was found for this host name`,
        fix: 'Check the name for a slip, and that this runner can look it up: its DNS, or HTTPS_PROXY where only a proxy reaches the internet.',
    }),
    refused: (host) => ({
        message: `${host}: the connection was refused, nothing listens there`,
        fix: `Check that the registry runs and that host and port are right: ${host}.`,
    }),
    unreachable: (host, detail) => ({
        message: `${host}: no way to this host (${detail})`,
        fix: 'Check the network of this runner, its firewall, and HTTPS_PROXY and NO_PROXY.',
    }),
    timeout: (host, detail) => ({
        message: `${host}: no answer in time (${detail})`,
        fix: 'Check that this runner may reach the host: firewall, HTTPS_PROXY, NO_PROXY.',
    }),
    cut: (host, detail) => ({
        message: `${host}: the connection was cut (${detail})`,
        fix: 'Run it again; if it stays so, look at the registry and at proxies and firewalls before it.',
    }),
    untrusted: (host, detail) => ({
        message: `${host}: its TLS certificate is signed by an authority that this runner does not know (${detail})`,
        fix: 'Give the authority as a PEM file with the input ca-certificates (or SSL_CERT_FILE).',
    }),
    'wrong-host': (host, detail) => ({
        message: `${host}: its TLS certificate is made for another host (${detail})`,
        fix: 'Use the name that the certificate holds, or have the registry get a certificate for this one.',
    }),
    expired: (host, detail) => ({
        message: `${host}: its TLS certificate is not valid now (${detail})`,
        fix: 'Have the certificate renewed; if it is valid, set the clock of this runner.',
    }),
    'client-certificate': (host, detail) => ({
        message: `${host}: the server refused the TLS handshake (${detail}); it may want a client certificate, which is not supported`,
        fix: 'Use an address of the registry that asks for a login instead of a client certificate.',
    }),
    'plain-http': (host) => ({
        message: `${host}: answered in plain HTTP where HTTPS was spoken`,
        fix: `If that is meant to be, name it in the input insecure-registries: ${host}.`,
    }),
    tls: (host, detail) => ({
        message: `${host}: the TLS handshake failed (${detail})`,
        fix: 'Check what listens there: the port, and the TLS versions that it allows.',
    }),
    proxy: (host, detail) => ({
        message: `${host}: the proxy did not let us through (${detail})`,
        fix: 'Check HTTPS_PROXY and NO_PROXY.',
    }),
    redirect: (host, detail) => ({
        message: `${host}: ${detail}`,
        fix: 'Ask the admin of the registry to mend its redirects.',
    }),
    protocol: (host, detail) => ({
        message: `${host}: what came back is not HTTP as it should be (${detail})`,
        fix: 'Check that the host and port are those of a registry.',
    }),
};


/***/ }),

/***/ 4675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MZ: () => (/* binding */ realWait),
/* harmony export */   Mq: () => (/* binding */ isRetriedStatus),
/* harmony export */   PY: () => (/* binding */ ATTEMPTS),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   jo: () => (/* binding */ backoffMs),
/* harmony export */   xX: () => (/* binding */ attemptsAfter)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6119);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1923);


/** The real wait. It does not keep a process alive on its own account longer than it must. */
const realWait = async (delayMs, signal) => {
    try {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(delayMs, undefined, signal ? { signal } : {});
    }
    catch (error) {
        throw signal?.aborted ? signal.reason : error;
    }
};
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** No single wait that a server asks for is longer than this. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/** A server that asks for more than this is not waited for at all: it will not answer within this job. */
const HOPELESS_RETRY_AFTER_MS = 300_000;
/** How often a request is tried in all, unless the caller says otherwise. */
const ATTEMPTS = 5;
const RETRIED_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);
/** True for answers that ask for another try: too many requests, and failures of the server. */
function isRetriedStatus(status) {
    return RETRIED_STATUS.has(status);
}
/** How often a request that ended in `failure` is tried in all: a dead host is given up sooner than a cut. */
function attemptsAfter(failure, attempts) {
    if (!failure.transient)
        return 1;
    return failure.kind === 'cut' || failure.kind === 'dns' ? attempts : Math.min(attempts, 3);
}
/**
 * How long to wait before the next try, in milliseconds; `failed` counts the tries that failed, from 1.
 * Exponential with full jitter in the upper half, so that parallel jobs do not come back together.
 */
function backoffMs(failed, random = Math.random) {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failed - 1));
    return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
/**
 * The wait that a `Retry-After` header asks for (RFC 9110, section 10.2.3: seconds or a date), in milliseconds,
 * capped; `hopeless` when it is so long that waiting makes no sense; undefined without a readable header.
 */
function retryAfterMs(header, nowMs = Date.now()) {
    if (header === undefined)
        return undefined;
    const text = header.trim();
    const wantedMs = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
    if (Number.isNaN(wantedMs))
        return undefined;
    if (wantedMs > HOPELESS_RETRY_AFTER_MS)
        return 'hopeless';
    return Math.min(Math.max(0, wantedMs), LONGEST_RETRY_AFTER_MS);
}


/***/ }),

/***/ 1575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ openTunnel),
/* harmony export */   iB: () => (/* binding */ requestProxy),
/* harmony export */   nn: () => (/* binding */ outOfReach),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7030);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1923);
/* harmony import */ var _hosts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2178);






/** Begins a request to a proxy itself, in the language that its URL names. */
async function requestProxy(proxy, trusted, options) {
    const { host, port } = (0,_hosts_js__WEBPACK_IMPORTED_MODULE_5__/* .hostOfUrl */ .Pm)(proxy.url);
    const hop = { ...options, host, port, agent: false };
    if (proxy.url.protocol === 'http:')
        return (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)(hop);
    // Without a name of its own Node takes that of the header Host, and that is not the proxy's.
    const secure = { servername: (0,node_net__WEBPACK_IMPORTED_MODULE_2__.isIP)(host) === 0 ? host : '', secureContext: await trusted() };
    return (0,node_https__WEBPACK_IMPORTED_MODULE_1__.request)({ ...hop, ...secure });
}
/**
 * Opens a connection to `host:port` through an HTTP proxy by CONNECT (RFC 9110, section 9.3.6).
 * Throws HttpFailure of kind `proxy` that names the proxy, its answer and the variable that chose it.
 */
async function openTunnel(proxy, target, options) {
    const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
    const headers = { host: authority };
    if (proxy.authorization)
        headers['proxy-authorization'] = proxy.authorization.reveal();
    const request = await requestProxy(proxy, options.trusted, {
        method: 'CONNECT',
        path: authority,
        headers,
        ...(options.signal ? { signal: options.signal } : {}),
    });
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => request.destroy(new Error(`no answer in ${options.timeoutMs / 1000} s`)), options.timeoutMs);
        request.once('connect', (response, socket, head) => {
            clearTimeout(late);
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) {
                if (head.length > 0)
                    socket.unshift(head);
                resolve(socket);
                return;
            }
            socket.destroy();
            reject(refusal(proxy, authority, status, response.statusMessage ?? ''));
        });
        request.once('error', (error) => {
            clearTimeout(late);
            reject(options.signal?.aborted ? options.signal.reason : outOfReach(proxy, authority, error));
        });
        request.end();
    });
}
/** The proxy answered, and not with a tunnel. */
function refusal(proxy, authority, status, text) {
    const said = `the proxy ${proxy.url.host} (${proxy.variable}) refused it: ${status} ${text}`.trim();
    const fix = status === 407
        ? `Put a user and password that the proxy accepts into ${proxy.variable}: http://USER:PASSWORD@HOST:PORT.`
        : `Have the proxy allow ${authority}, or name the host in NO_PROXY if this runner reaches it directly.`;
    const transient = status === 502 || status === 503 || status === 504;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .HttpFailure */ .HR(`${authority}: ${said}`, { kind: 'proxy', host: authority, fix, transient });
}
/** No connection to the proxy came about. */
function outOfReach(proxy, authority, error) {
    const message = `${authority}: the proxy ${proxy.url.host} (${proxy.variable}) is out of reach: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`;
    const kind = (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .failureKind */ .zU)(error);
    const transient = kind === 'cut';
    const fix = FIXES[kind ?? 'proxy']?.(proxy) ?? fixOfReach(proxy);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .HttpFailure */ .HR(message, { kind: 'proxy', host: authority, fix, transient, cause: error });
}
const FIXES = {
    untrusted: () => "Give the authority of the proxy's certificate as a PEM file with the input ca-certificates (or SSL_CERT_FILE).",
    'wrong-host': ({ variable }) => `Write the name that the proxy's certificate holds into ${variable}.`,
    'plain-http': ({ variable, url }) => `The proxy does not speak TLS: write http://${url.host} into ${variable}.`,
};
function fixOfReach({ variable }) {
    return `Check ${variable}, or name the host in NO_PROXY if this runner reaches it directly.`;
}


/***/ })

};
