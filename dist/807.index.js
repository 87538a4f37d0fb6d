export const id = 807;
export const ids = [807,178];
export const modules = {

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

/***/ 7807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RegistryClient: () => (/* binding */ RegistryClient)
});

// EXTERNAL MODULE: ./build/http/hosts.js
var hosts = __webpack_require__(2178);
// EXTERNAL MODULE: ./build/http/failure.js
var http_failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
// EXTERNAL MODULE: ./build/oci/media-types.js
var media_types = __webpack_require__(4566);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/registry/failure.js
var registry_failure = __webpack_require__(9000);
;// CONCATENATED MODULE: ./build/registry/authorizer.js



const CLIENT_ID = 'dockless';
/** distribution, "Token Authentication Specification": a token without `expires_in` lives for 60 seconds. */
const DEFAULT_LIFE_S = 60;
/** A token is not used in its last seconds: it would die under way. */
const MARGIN_MS = 5000;
const LONGEST_TOKEN_ANSWER = 256 * 1024;
/**
 * Answers the challenges of registries: Basic, and Bearer with tokens of the token server that the registry names
 * (anonymous ones where there is no login). Remembers what each registry asks for and each token until it expires.
 */
class Authorizer {
    #http;
    #credentials;
    #redactor;
    #challenges = new Map();
    #tokens = new Map();
    #underWay = new Map();
    constructor(http, credentials, redactor) {
        this.#http = http;
        this.#credentials = credentials;
        this.#redactor = redactor;
    }
    /** The value of `Authorization` for a request, as far as the registry is known; undefined when it asks for none. */
    async authorization(claim, signal) {
        const challenge = this.#challenges.get(claim.registry);
        return challenge && this.#answer(claim, challenge, signal);
    }
    /**
     * The value of `Authorization` after a 401; `used` is what was sent before. Throws RegistryFailure (401) when there is
     * nothing better to send: no login, or one that was refused.
     */
    async renew(claim, challenges, used, signal) {
        const { registry } = claim;
        const challenge = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters['realm']) ??
            challenges.find(({ scheme }) => scheme === 'basic');
        if (!challenge)
            throw this.#unknownScheme(claim, challenges);
        this.#challenges.set(registry, challenge);
        if (used)
            this.forget(used);
        if (used)
            await this.throwIfRefused(claim);
        const answer = await this.#answer(claim, challenge, signal);
        if (!answer)
            throw needsLogin(claim);
        return answer;
    }
    /**
     * After a 401 to a request that was authorised: throws RegistryFailure when it carried the login itself, which a new token
     * cannot mend.
     */
    async throwIfRefused(claim) {
        const credential = await this.#credentialFor(claim);
        const isBasic = this.#challenges.get(claim.registry)?.scheme === 'basic';
        if (credential && (isBasic || credential.kind === 'registry-token'))
            throw refused(claim, credential, claim.registry);
    }
    /** Drops a token that a registry did not take. */
    forget(authorization) {
        const value = authorization.reveal();
        for (const [key, tokens] of this.#tokens)
            this.#tokens.set(key, tokens.filter((token) => `Bearer ${token.value.reveal()}` !== value));
    }
    /** `user "bob" of the CI`, for messages; undefined without a login. */
    async loginOf(claim) {
        const credential = await this.#credentialFor(claim);
        return credential && nameOf(credential);
    }
    async #credentialFor({ registry, access: [first] }) {
        return this.#credentials.find(registry, first.repository);
    }
    async #answer(claim, challenge, signal) {
        const credential = await this.#credentialFor(claim);
        if (challenge.scheme === 'basic')
            return credential?.kind === 'password' ? this.#basic(credential) : undefined;
        if (credential?.kind === 'registry-token')
            return new secret/* Secret */.z(`Bearer ${credential.token.reveal()}`);
        const token = await this.#token(claim, challenge, credential, signal);
        return new secret/* Secret */.z(`Bearer ${token.value.reveal()}`);
    }
    #basic(credential) {
        const pair = Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString('base64');
        this.#redactor.add(pair);
        return new secret/* Secret */.z(`Basic ${pair}`);
    }
    async #token(claim, challenge, credential, signal) {
        const { realm = '', service = '', scope = '' } = challenge.parameters;
        const scopes = scopesOf(claim, scope);
        const holder = [claim.registry, realm, service, credential ? nameOf(credential) : ''].join('\n');
        const now = Date.now();
        const valid = (this.#tokens.get(holder) ?? []).filter((token) => token.expiresMs > now);
        const fitting = valid.find((token) => scopes.every((wanted) => covers(token.scopes, wanted)));
        if (fitting)
            return fitting;
        const key = `${holder}\n${scopes.join(' ')}`;
        const underWay = this.#underWay.get(key);
        if (underWay)
            return underWay;
        const fetching = this.#fetchToken(claim, { realm, service, scopes }, credential, signal);
        this.#underWay.set(key, fetching);
        try {
            const token = await fetching;
            this.#tokens.set(holder, [...valid, token]);
            return token;
        }
        finally {
            this.#underWay.delete(key);
        }
    }
    async #fetchToken(claim, wanted, credential, signal) {
        const url = this.#tokenUrl(claim, wanted.realm, credential);
        const response = credential?.kind === 'identity-token'
            ? await this.#askWithIdentity(url, wanted, credential.token, signal)
            : await this.#askWithPassword(url, wanted, credential, signal);
        const body = await response.text(LONGEST_TOKEN_ANSWER);
        if (response.status !== 200)
            throw tokenRefusal(claim, credential, url, response, body);
        const token = parseToken(body, wanted.scopes);
        if (!token)
            throw badTokenAnswer(claim, url);
        this.#redactor.add(token.value.reveal());
        return token;
    }
    /** The token server's URL. A login never goes there in the clear, wherever the registry points. */
    #tokenUrl({ registry, access: [first] }, realm, credential) {
        const url = URL.canParse(realm) ? new URL(realm) : undefined;
        const details = { registry, repository: first.repository, status: 401 };
        if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
            throw new registry_failure/* RegistryFailure */.Yp(`${registry} names a token server that is no URL`, {
                ...details,
                fix: `Have the admin of ${registry} mend the realm of its token authentication.`,
            });
        if (!this.#http.mayCarryCredentials(url))
            throw new registry_failure/* RegistryFailure */.Yp(`${registry} sends us to ${url.origin} for a token, in plain HTTP${credential ? ', where a password would be readable by all' : ''}`, {
                ...details,
                fix: `Have the admin of ${registry} put TLS before its token server, or name ${url.host} in insecure-registries.`,
            });
        return url;
    }
    #askWithPassword(realm, wanted, credential, signal) {
        const url = new URL(realm);
        if (wanted.service)
            url.searchParams.set('service', wanted.service);
        for (const scope of wanted.scopes)
            url.searchParams.append('scope', scope);
        const authorization = credential?.kind === 'password' ? this.#basic(credential) : undefined;
        return this.#http.request({ method: 'GET', url, authorization, signal });
    }
    /** OAuth 2 with a refresh token (distribution, "Oauth2 Token Authentication"). */
    #askWithIdentity(url, wanted, identity, signal) {
        const form = new URLSearchParams({
            grant_type: 'refresh_token',
            service: wanted.service,
            client_id: CLIENT_ID,
            scope: wanted.scopes.join(' '),
            refresh_token: identity.reveal(),
        });
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return this.#http.request({ method: 'POST', url, headers, body: form.toString(), signal });
    }
    #unknownScheme({ registry, access: [first] }, challenges) {
        const schemes = challenges.map(({ scheme }) => scheme).join(', ') || 'nothing in particular';
        return new registry_failure/* RegistryFailure */.Yp(`${registry} asks for a login by ${schemes}, and Dockless speaks Basic and Bearer`, {
            registry,
            repository: first.repository,
            status: 401,
            fix: `Check that ${registry} is a registry, and that no proxy before it asks for a login of its own.`,
        });
    }
}
/** `repository:NAME:pull,push` for what is needed, and what the challenge names besides. */
function scopesOf({ access }, challenged) {
    const actions = new Map();
    const add = (resource, names) => {
        const known = actions.get(resource) ?? new Set();
        for (const name of names)
            known.add(name);
        actions.set(resource, known);
    };
    for (const { repository, actions: wanted } of access)
        add(`repository:${repository}`, wanted);
    for (const scope of challenged.split(' ').filter((text) => text.includes(':'))) {
        const colon = scope.lastIndexOf(':');
        const resource = scope.slice(0, colon);
        // A remembered challenge speaks of the repository of another request, and must not widen this one.
        if (!resource.startsWith('repository:') || actions.has(resource))
            add(resource, scope.slice(colon + 1).split(','));
    }
    return [...actions].map(([resource, names]) => `${resource}:${[...names].sort().join(',')}`).sort();
}
function covers(granted, wanted) {
    const colon = wanted.lastIndexOf(':');
    const resource = wanted.slice(0, colon);
    const actions = wanted.slice(colon + 1).split(',');
    for (const scope of granted) {
        if (!scope.startsWith(`${resource}:`))
            continue;
        const held = scope.slice(resource.length + 1).split(',');
        if (actions.every((action) => held.includes(action)))
            return true;
    }
    return false;
}
function parseToken(body, scopes) {
    let document;
    try {
        document = JSON.parse(body);
    }
    catch {
        return undefined;
    }
    if (!(0,json/* isObject */.G)(document))
        return undefined;
    const value = document['token'] || document['access_token'];
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
        return undefined;
    const life = document['expires_in'];
    const lifeMs = (typeof life === 'number' && life > 0 ? life : DEFAULT_LIFE_S) * 1000;
    const expiresMs = Date.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2);
    return { value: new secret/* Secret */.z(value), scopes: new Set(scopes), expiresMs };
}
function nameOf(credential) {
    return credential.kind === 'password'
        ? `user "${credential.username}" of ${credential.source}`
        : `the token of ${credential.source}`;
}
/** A login that was given and not taken. */
function refused({ registry, access: [first] }, credential, by, said = '') {
    const detail = said ? ` (${said})` : '';
    return new registry_failure/* RegistryFailure */.Yp(`${registry}: the login as ${nameOf(credential)} was refused by ${by}: 401 unauthorized${detail}`, {
        registry,
        repository: first.repository,
        status: 401,
        codes: ['UNAUTHORIZED'],
        fix: `Check the user and the password or token that come from ${credential.source}: misspelt, expired or revoked.`,
    });
}
function needsLogin({ registry, access: [first] }) {
    return new registry_failure/* RegistryFailure */.Yp(`${registry} asks for a login to ${first.repository}, and there is none`, {
        registry,
        repository: first.repository,
        status: 401,
        codes: ['UNAUTHORIZED'],
        fix: `Give a login to ${registry}: the inputs registry, username and password, or docker login.`,
    });
}
function tokenRefusal(claim, credential, url, response, body) {
    const { registry, access } = claim;
    const said = (0,registry_failure/* parseSpecErrors */.ac)(body)
        .map(({ code, message }) => message || code)
        .join('; ');
    const isRefusal = response.status === 400 || response.status === 401 || response.status === 403;
    if (isRefusal && credential)
        return refused(claim, credential, url.host, said || String(response.status));
    if (isRefusal)
        return needsLogin(claim);
    return new registry_failure/* RegistryFailure */.Yp(`${registry}: its token server ${url.host} answered ${response.status}${said ? ` (${said})` : ''}`, {
        registry,
        repository: access[0].repository,
        status: response.status,
        fix: 'Run it again; if it stays so, ask the admin of the registry.',
    });
}
function badTokenAnswer({ registry, access: [first] }, url) {
    return new registry_failure/* RegistryFailure */.Yp(`${registry}: its token server ${url.host} answered without a token`, {
        registry,
        repository: first.repository,
        fix: 'Ask the admin of the registry to look at its token server.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./build/http/retry.js
var retry = __webpack_require__(4675);
;// CONCATENATED MODULE: ./build/registry/download.js






/** So often a transfer that was cut is taken up again without a single new byte, before it is given up. */
const BARREN_TRIES = 5;
/** A reader that leaves a stream alone for so long no longer keeps others from asking the registry. */
const IDLE_MS = 1000;
/**
 * Opens a blob at the first place that has it. The stream takes itself up again by range after a cut, at the next place
 * if need be, and ends with an error, never cleanly, when the bytes do not have the digest and size.
 */
async function openBlob(download) {
    const reader = new BlobReader(download);
    const first = await reader.connect(0);
    const stream = external_node_stream_.Readable.from(reader.bytes(first), { objectMode: false, highWaterMark: 256 * 1024 });
    // A generator that was never started has no end of its own: a stream that nobody read is let go of here.
    return stream.once('close', () => first.end());
}
class BlobReader {
    #download;
    #range;
    /** Index of the place that is being read. */
    #place = 0;
    /** Bytes that are to come out in all, as far as known. */
    #expected;
    constructor(download) {
        this.#download = download;
        const { range, size } = download.options;
        this.#range = range;
        this.#expected = range ? range.end - range.start + 1 : size;
    }
    /** Opens the blob, `received` bytes of it being here, at the current place or one after it. */
    async connect(received) {
        const { places, options } = this.#download;
        let firstError;
        for (let tried = 0; tried < places.length; tried += 1) {
            const index = (this.#place + tried) % places.length;
            const place = places[index];
            if (!place)
                continue;
            try {
                const piece = await this.#open(place, received);
                this.#place = index;
                return piece;
            }
            catch (error) {
                options.signal?.throwIfAborted();
                // The registry itself stands last, and its word is the one to report.
                firstError = error;
            }
        }
        throw firstError ?? this.#failure('nowhere', 'there is no place to get it from');
    }
    async *bytes(first) {
        const { digest, options, pause } = this.#download;
        const hash = this.#range ? undefined : (0,external_node_crypto_.createHash)((0,oci_digest/* algorithmOf */.Hy)(digest));
        let received = 0;
        let barren = 0;
        let piece = first;
        for (;;) {
            const { slot } = piece;
            let isOut = false;
            try {
                let skip = piece.skip;
                for await (const chunk of piece.response.body) {
                    const fresh = this.#cut(chunk, skip, received);
                    skip = Math.max(0, skip - chunk.length);
                    if (fresh.length === 0)
                        continue;
                    received += fresh.length;
                    barren = 0;
                    hash?.update(fresh);
                    slot.handedOver();
                    isOut = true;
                    yield fresh;
                    isOut = false;
                    slot.askedForMore();
                    if (this.#range && received === this.#expected)
                        break;
                }
                if (this.#expected === undefined || received >= this.#expected)
                    break;
            }
            catch (error) {
                options.signal?.throwIfAborted();
                // A reader that breaks throws its own error in here: no reason to fetch on for it.
                if (isOut)
                    throw error;
                const failure = error instanceof registry_failure/* RegistryFailure */.Yp ? error : (0,http_failure/* explainFailure */.SP)(error, this.#host());
                if (!(failure instanceof http_failure/* HttpFailure */.HR && failure.transient))
                    throw failure;
                if (barren >= BARREN_TRIES)
                    throw failure;
            }
            finally {
                piece.end();
            }
            if (barren >= BARREN_TRIES)
                throw this.#failure(this.#name(), `it ends after ${received} bytes`);
            barren += 1;
            await pause((0,retry/* backoffMs */.jo)(barren), options.signal);
            piece = await this.connect(received);
        }
        this.#verify(hash, received);
    }
    async #open(place, received) {
        const start = (this.#range?.start ?? 0) + received;
        const headers = {};
        if (this.#range || start > 0)
            headers['range'] = `bytes=${start}-${this.#range?.end ?? ''}`;
        const { response, release } = await place.open(headers);
        const slot = new IdleRelease(release);
        const end = () => {
            slot.release();
            response.body.destroy();
        };
        try {
            const { skip, total } = this.#extentOf(response, start, place);
            if (!this.#range)
                this.#expect(total, place);
            return { response, slot, end, skip };
        }
        catch (error) {
            end();
            throw error;
        }
    }
    /** What comes before the wanted bytes, and the size of the whole blob where the answer tells it. */
    #extentOf(response, start, place) {
        if (response.status === 200)
            return { skip: start, total: response.size };
        const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.header('content-range') ?? '');
        if (Number(match?.[1]) !== start)
            throw this.#failure(place.name, `asked for bytes from ${start} on, it sent others`);
        return { skip: 0, total: match?.[2] === '*' ? undefined : Number(match?.[2]) };
    }
    #expect(total, place) {
        if (total === undefined)
            return;
        this.#expected ??= total;
        if (total !== this.#expected)
            throw this.#failure(place.name, `it has ${total} bytes there, and should have ${this.#expected}`);
    }
    /** The bytes of a chunk that are wanted: without what comes before them, and after the end of a range. */
    #cut(chunk, skip, received) {
        if (!Buffer.isBuffer(chunk))
            throw new TypeError('a response body must be a stream of bytes');
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        if (this.#expected === undefined || received + fresh.length <= this.#expected)
            return fresh;
        if (this.#range)
            return fresh.subarray(0, this.#expected - received);
        throw this.#failure(this.#name(), `it is longer than the ${this.#expected} bytes that it should have`);
    }
    #verify(hash, received) {
        if (this.#expected !== undefined && received !== this.#expected)
            throw this.#failure(this.#name(), `it has ${received} bytes there, and should have ${this.#expected}`);
        const hex = hash?.digest('hex');
        if (hex !== undefined && hex !== (0,oci_digest/* hexOf */.ZD)(this.#download.digest))
            throw this.#failure(this.#name(), `what came has the digest ${(0,oci_digest/* algorithmOf */.Hy)(this.#download.digest)}:${hex}`);
    }
    #name() {
        return this.#download.places[this.#place]?.name ?? this.#download.registry;
    }
    #host() {
        return this.#name().split('/')[0] ?? this.#download.registry;
    }
    #failure(place, what) {
        const { registry, repository, digest } = this.#download;
        const fix = `The content at ${place} is damaged, or a proxy changes it: push the image again, or ask the admin.`;
        return new registry_failure/* RegistryFailure */.Yp(`blob ${digest} from ${place}: ${what}`, { registry, repository, fix });
    }
}
/** Gives a slot back when the transfer is over, or when its reader has paused so long that others should go first. */
class IdleRelease {
    #release;
    #timer;
    constructor(release) {
        this.#release = release;
        this.#timer = setTimeout(release, IDLE_MS);
        this.#timer.unref();
    }
    handedOver() {
        this.#timer.refresh();
    }
    askedForMore() {
        clearTimeout(this.#timer);
    }
    release() {
        clearTimeout(this.#timer);
        this.#release();
    }
}

;// CONCATENATED MODULE: ./build/registry/manifest.js




/** The longest manifest that is read, in bytes. The spec asks registries to take at least 4 MiB. */
const LONGEST_MANIFEST = 16 * 1024 * 1024;
/** `library/alpine:3.20`, `team/app@sha256:…`. */
function manifest_nameOf({ repository, tag, digest }) {
    return digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`;
}
/**
 * Checks the answer to `GET manifests/…`: the digest of the bytes against the one asked for and the one that the
 * registry states, and that the document is one manifest and no riddle. Throws RegistryFailure.
 */
function checkManifest(reference, servedBy, answer) {
    const { registry, repository } = reference;
    const fail = (what, fix) => new registry_failure/* RegistryFailure */.Yp(`${manifest_nameOf(reference)} from ${servedBy}: ${what}`, { registry, repository, fix });
    if (!answer.whole)
        throw fail(`the manifest is longer than ${LONGEST_MANIFEST / 1024 / 1024} MiB`, 'Check that this is an image.');
    const { body, response } = answer;
    const stated = (0,oci_digest/* parseDigest */.m)(response.header('docker-content-digest') ?? '');
    const wanted = reference.digest ?? stated;
    const digest = (0,oci_digest/* digestOf */.ol)(body, wanted ? (0,oci_digest/* algorithmOf */.Hy)(wanted) : 'sha256');
    for (const expected of [reference.digest, stated]) {
        if (expected === undefined || (0,oci_digest/* digestOf */.ol)(body, (0,oci_digest/* algorithmOf */.Hy)(expected)) === expected)
            continue;
        throw fail(`the manifest that came has the digest ${digest}, not ${expected}`, `${servedBy}, or a proxy before it, serves wrong content: ask its admin, and do not use the image.`);
    }
    const mediaType = mediaTypeOf(body, response.header('content-type'));
    if (mediaType === undefined)
        throw fail('what came is not the manifest of an image', `Check that ${servedBy} is a registry.`);
    return { digest, mediaType, size: body.length, bytes: body, origin: { registry, repository }, servedBy };
}
const GENERIC = /^(?:application\/json|application\/octet-stream|text\/plain|)$/;
/** Docker's schema 1, which registries gave up; its layers are named otherwise. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
/**
 * The media type of a manifest: the header's, unless that says nothing; then the document's own field, or what its
 * shape shows. Undefined when it is no manifest, or could be taken for both a manifest and an index (CVE-2021-41190).
 */
function mediaTypeOf(body, header) {
    let document;
    try {
        document = JSON.parse(body.toString('utf8'));
    }
    catch {
        return undefined;
    }
    if (!(0,json/* isObject */.G)(document))
        return undefined;
    const isIndexShaped = Array.isArray(document['manifests']);
    const isManifestShaped = Array.isArray(document['layers']) || (0,json/* isObject */.G)(document['config']);
    if (isIndexShaped && isManifestShaped)
        return undefined;
    const declared = (header?.split(';')[0] ?? '').trim().toLowerCase();
    const own = document['mediaType'];
    if (SCHEMA_1.test(declared) || document['schemaVersion'] === 1)
        return undefined;
    if (typeof own === 'string' && !GENERIC.test(declared) && own !== declared)
        return undefined;
    if (!GENERIC.test(declared))
        return declared;
    if (typeof own === 'string')
        return own;
    if (isIndexShaped)
        return media_types/* MediaType */.zu.index;
    return isManifestShaped ? media_types/* MediaType */.zu.manifest : undefined;
}

// EXTERNAL MODULE: ./build/registry/names.js
var names = __webpack_require__(450);
;// CONCATENATED MODULE: ./build/registry/mirrors.js



/** Where to pull a repository from, in order: the mirrors of its registry, then the registry. */
class Mirrors {
    #byRegistry = new Map();
    /** Throws WrongInput for a mirror that cannot be read, or that would be spoken to in plain HTTP without leave. */
    constructor(rules, http) {
        for (const rule of rules) {
            const registry = (0,names/* normalRegistry */.T1)(rule.registry);
            const known = this.#byRegistry.get(registry) ?? [];
            this.#byRegistry.set(registry, [...known, ...rule.mirrors.map((text) => parseMirror(text, http))]);
        }
    }
    placesOf(origin) {
        const itself = { ...origin, isMirror: false };
        const mirrors = (this.#byRegistry.get((0,names/* normalRegistry */.T1)(origin.registry)) ?? []).map((mirror) => ({
            registry: mirror.registry,
            repository: mirror.repository ? `${mirror.repository}/${origin.repository}` : origin.repository,
            isMirror: true,
        }));
        const [first, ...rest] = mirrors;
        return first ? [first, ...rest, itself] : [itself];
    }
}
/** Reads `host[:port][/path]` or a URL of one; `repository` is the path, before which a repository's name is put. */
function parseMirror(text, http) {
    const written = /^https?:\/\//i.test(text) ? text : `https://${text}`;
    const url = URL.canParse(written) ? new URL(written) : undefined;
    if (!url || url.username || url.password || url.search || url.hash) {
        const problem = `"${url?.username || url?.password ? url.host : text}" is not a mirror`;
        const fix = 'Write HOST[:PORT][/PATH]; a login to it is given like that of any registry.';
        throw new errors/* WrongInput */.Ey([{ input: 'registry-mirrors', problem, fix }]);
    }
    if (url.protocol === 'http:' && !(0,hosts/* isLoopback */.U9)(url.hostname) && !http.isInsecure(url)) {
        const problem = `${url.host} would be spoken to in plain HTTP`;
        const fix = `Name ${url.host} in insecure-registries too, if that is meant to be.`;
        throw new errors/* WrongInput */.Ey([{ input: 'registry-mirrors', problem, fix }]);
    }
    const host = /^https?:\/\/([^/]+)/i.exec(written)?.[1] ?? url.host;
    const path = url.pathname.replace(/^\/(?:v2(?:\/|$))?|\/+$/g, '');
    return { registry: (0,names/* normalRegistry */.T1)(host), repository: path };
}

;// CONCATENATED MODULE: ./build/registry/challenge.js
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`, 'y');
const SCHEME = new RegExp(`(${TOKEN})(?:[ \\t]+([A-Za-z0-9._~+/-]+=*)(?=[ \\t]*(?:,|$)))?`, 'y');
const SEPARATOR = /[ \t,]*/y;
/**
 * Reads the values of `WWW-Authenticate`: one header may hold several challenges, and there may be several
 * headers. What cannot be read ends its header; what was read before it counts.
 */
function parseChallenges(values) {
    return values.flatMap(parseHeader);
}
function parseHeader(text) {
    const challenges = [];
    let at = 0;
    for (;;) {
        at = match(SEPARATOR, text, at)?.end ?? at;
        const current = challenges.at(-1);
        const parameter = current && match(PARAMETER, text, at);
        if (current && parameter) {
            const [, name = '', quoted, plain] = parameter.groups;
            current.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
            at = parameter.end;
            continue;
        }
        const scheme = match(SCHEME, text, at);
        if (!scheme)
            return challenges;
        challenges.push({ scheme: (scheme.groups[1] ?? '').toLowerCase(), parameters: {} });
        at = scheme.end;
    }
}
function match(pattern, text, at) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found ? { groups: found, end: at + found[0].length } : undefined;
}

;// CONCATENATED MODULE: ./build/registry/slots.js
/** Lets so many holders in at once; the others wait in line. */
class Slots {
    #line = [];
    #free;
    constructor(count) {
        this.#free = count;
    }
    /** Waits for a slot. What it returns gives the slot back, once, however often it is called. */
    async take(signal) {
        signal?.throwIfAborted();
        if (this.#free > 0)
            this.#free -= 1;
        else
            await this.#wait(signal);
        let held = true;
        return () => {
            if (!held)
                return;
            held = false;
            const next = this.#line.shift();
            if (next)
                next();
            else
                this.#free += 1;
        };
    }
    async #wait(outer) {
        // A signal of this wait alone: Node warns of a leak when many listen to one that lives as long as the run.
        const signal = outer && AbortSignal.any([outer]);
        await new Promise((resolve, reject) => {
            const enter = () => {
                signal?.removeEventListener('abort', leave);
                resolve();
            };
            const leave = () => {
                this.#line.splice(this.#line.indexOf(enter), 1);
                reject(signal?.reason);
            };
            this.#line.push(enter);
            signal?.addEventListener('abort', leave, { once: true });
        });
    }
}

;// CONCATENATED MODULE: ./build/registry/transport.js






const DEFAULT_LIMIT = 4 * 1024 * 1024;
/** Brings requests to registries: the right host, logged in, a few at once. Its answers may have any status. */
class Transport {
    http;
    #authorizer;
    #concurrency;
    #slots = new Map();
    constructor(http, authorizer, concurrency) {
        this.http = http;
        this.#authorizer = authorizer;
        this.#concurrency = concurrency;
    }
    /** Sends a request and reads the answer, up to `limit` bytes. A body that is cut is asked for again. */
    async call(request, limit = DEFAULT_LIMIT) {
        for (let failed = 1;; failed += 1) {
            const { response, release } = await this.open(request);
            try {
                const body = request.method === 'HEAD' ? Buffer.alloc(0) : await response.bytes(limit);
                if (request.method === 'HEAD')
                    await response.discard();
                return { response, body: body ?? Buffer.alloc(0), whole: body !== undefined };
            }
            catch (error) {
                request.signal?.throwIfAborted();
                const failure = (0,http_failure/* explainFailure */.SP)(error, response.url.host);
                if (!failure.transient || isOneShot(request) || failed >= (request.attempts ?? retry/* ATTEMPTS */.PY))
                    throw failure;
            }
            finally {
                release();
            }
            await this.http.pause((0,retry/* backoffMs */.jo)(failed), request.signal);
        }
    }
    /** Sends a request and returns when the answer's head is there. The slot is held until `release`. */
    async open(request) {
        const release = await this.#slotsOf(request.origin.registry).take(request.signal);
        try {
            return { response: await this.#authorized(request), release };
        }
        catch (error) {
            release();
            throw error;
        }
    }
    /** The failure that an unwelcome answer stands for. */
    async refusal(request, status, body) {
        const { registry, repository } = request.origin;
        const object = typeof request.object === 'string' ? request.object : 'blobs/uploads/…';
        const login = await this.#authorizer.loginOf(claimOf(request));
        const { method } = request;
        return (0,registry_failure/* refusedBy */.it)({ method, registry, repository, object, status, body: body.toString('utf8'), login });
    }
    /** Where the API of a registry is: scheme and host. */
    async base(registry) {
        return this.http.originOf((0,names/* apiHost */.nz)(registry));
    }
    async #authorized(request) {
        const claim = claimOf(request);
        const base = await this.base(request.origin.registry);
        const url = typeof request.object === 'string'
            ? new URL(`/v2/${request.origin.repository}/${request.object}`, base)
            : request.object;
        // A registry may send uploads to another host; the login is not for that one.
        const isOurs = url.origin === base.origin;
        const used = isOurs ? await this.#authorizer.authorization(claim, request.signal) : undefined;
        const response = await this.#send(request, url, used);
        if (response.status !== 401 || !isOurs)
            return response;
        const challenges = parseChallenges(response.headers('www-authenticate'));
        if (isOneShot(request)) {
            if (used)
                this.#authorizer.forget(used);
            return response;
        }
        await response.discard();
        const renewed = await this.#authorizer.renew(claim, challenges, used, request.signal);
        const again = await this.#send(request, url, renewed);
        if (again.status === 401)
            await this.#refusedAgain(claim, again);
        return again;
    }
    async #refusedAgain(claim, response) {
        try {
            await this.#authorizer.throwIfRefused(claim);
        }
        catch (error) {
            await response.discard();
            throw error;
        }
    }
    async #send(request, url, authorization) {
        const { method, headers, body, signal, attempts, headersTimeoutMs } = request;
        return this.http.request({
            method,
            url,
            authorization,
            signal,
            ...(headers ? { headers } : {}),
            ...(body === undefined ? {} : { body }),
            ...(attempts === undefined ? {} : { attempts }),
            ...(headersTimeoutMs === undefined ? {} : { headersTimeoutMs }),
        });
    }
    #slotsOf(registry) {
        const host = (0,names/* apiHost */.nz)(registry);
        const slots = this.#slots.get(host) ?? new Slots(this.#concurrency);
        this.#slots.set(host, slots);
        return slots;
    }
}
function claimOf({ origin, access }) {
    return {
        registry: origin.registry,
        access: access ?? [{ repository: origin.repository, actions: ['pull'] }],
    };
}
function isOneShot({ body }) {
    return typeof body === 'object' && 'stream' in body;
}

;// CONCATENATED MODULE: ./build/registry/upload.js




/** So many tries in a row may fail without one more byte at the registry. */
const upload_BARREN_TRIES = 5;
const MOST_TRIES = 30;
/** Some registries hash and move a blob before they answer its last request. */
const FINISH_TIMEOUT_MS = 600_000;
/** Thrown when the caller's own stream fails: no matter of the registry, and not to be tried again. */
class SourceFailure extends Error {
}
/**
 * Sends a blob (distribution-spec, "Pushing blobs"): POST for a session, then one PUT with all bytes. When that breaks,
 * the registry is asked how far it got, the rest goes by PATCH, and an empty PUT ends it; a session that is gone is begun
 * again.
 */
async function sendBlob(transport, upload, begun) {
    const sender = new Sender(transport, upload);
    let session = begun;
    let received = 0;
    let barren = 0;
    for (let tries = 1;; tries += 1) {
        let failure;
        let isSpoilt = false;
        session ??= await sender.begin();
        try {
            const outcome = await sender.send(session, received);
            if (outcome.done)
                return;
            failure = outcome.failure;
            isSpoilt = outcome.isSpoilt;
            await sender.pauseAfter(outcome.answer, barren + 1);
        }
        catch (error) {
            upload.signal?.throwIfAborted();
            if (error instanceof SourceFailure)
                throw error.cause;
            if (!(error instanceof http_failure/* HttpFailure */.HR && error.transient))
                throw error;
            failure = error;
            await sender.pauseAfter(undefined, barren + 1);
        }
        const state = isSpoilt ? undefined : await sender.ask(session);
        if (state === 'finished')
            return;
        barren = state && state.received > received ? 0 : barren + 1;
        if (barren >= upload_BARREN_TRIES || tries >= MOST_TRIES)
            throw failure;
        // Nothing is lost with a session that holds nothing, and an odd one is left behind.
        session = state && state.received > 0 ? state.session : undefined;
        received = session ? (state?.received ?? 0) : 0;
    }
}
class Sender {
    #transport;
    #upload;
    constructor(transport, upload) {
        this.#transport = transport;
        this.#upload = upload;
    }
    async begin() {
        const request = this.#request('POST', 'blobs/uploads/', { headers: { 'content-length': '0' } });
        const answer = await this.#transport.call(request);
        if (answer.response.status !== 202)
            throw await this.#transport.refusal(request, answer.response.status, answer.body);
        return sessionOf(this.#transport, this.#upload.target, answer);
    }
    /** Sends what the registry does not have: all in one PUT, or the rest in a PATCH and then an empty PUT. */
    async send(session, received) {
        const { digest, size } = this.#upload;
        if (received === 0)
            return this.#put(withDigest(session.url, digest), 0, received);
        let last = session;
        if (received < size) {
            const headers = { 'content-range': `${received}-${size - 1}` };
            const request = this.#request('PATCH', session.url, { headers });
            const answer = await this.#stream(request, received);
            if (answer.response.status !== 202)
                return this.#unwelcome(request, answer, received);
            last = await sessionOf(this.#transport, this.#upload.target, answer);
        }
        return this.#put(withDigest(last.url, digest), size, received);
    }
    /** How far the registry got: GET of the upload ("Resuming an upload"). Undefined when the session is gone. */
    async ask(session) {
        const { target, digest, size } = this.#upload;
        try {
            const answer = await this.#transport.call(this.#request('GET', session.url, { attempts: 3 }));
            const { status } = answer.response;
            if (status === 204 || status === 202) {
                const end = /^(?:bytes=)?0-(\d+)$/.exec(answer.response.header('range')?.trim() ?? '')?.[1];
                // "0-0" is written both for one byte and for none: taken for none, the upload is begun anew.
                const received = end === undefined || end === '0' ? 0 : Number(end) + 1;
                if (received <= size) {
                    const at = answer.response.header('location')
                        ? await sessionOf(this.#transport, target, answer)
                        : session;
                    return { session: at, received };
                }
            }
            // The last answer may have been lost on the way, the blob being whole.
            const held = await this.#transport.call(this.#request('HEAD', `blobs/${digest}`, {}));
            return held.response.status === 200 ? 'finished' : undefined;
        }
        catch (error) {
            this.#upload.signal?.throwIfAborted();
            if (error instanceof http_failure/* HttpFailure */.HR && error.transient)
                return undefined;
            throw error;
        }
    }
    async pauseAfter(answer, failed) {
        const asked = (0,retry/* retryAfterMs */.Vs)(answer?.response.header('retry-after'));
        const delayMs = Math.max(typeof asked === 'number' ? asked : 0, (0,retry/* backoffMs */.jo)(failed));
        await this.#transport.http.pause(delayMs, this.#upload.signal);
    }
    async #put(url, from, received) {
        const request = this.#request('PUT', url, { headersTimeoutMs: FINISH_TIMEOUT_MS });
        const answer = from === this.#upload.size
            ? await this.#transport.call({ ...request, headers: { 'content-length': '0' } })
            : await this.#stream(request, from);
        const { status } = answer.response;
        return status === 201 || status === 204 ? { done: true } : this.#unwelcome(request, answer, received);
    }
    async #unwelcome(request, answer, received) {
        const { status } = answer.response;
        const failure = await this.#transport.refusal(request, status, answer.body);
        // 401: the token died under way. 404: the session did. 416: the registry counts otherwise than we do.
        const isSpoilt = status === 400 && received > 0;
        if (isSpoilt || (0,retry/* isRetriedStatus */.Mq)(status) || status === 401 || status === 404 || status === 416)
            return { done: false, failure, answer, isSpoilt };
        throw failure;
    }
    async #stream(request, from) {
        const { size, open, onProgress } = this.#upload;
        const counted = await countedStream(open, from, onProgress);
        try {
            return await this.#transport.call({
                ...request,
                headers: { ...request.headers, 'content-type': 'application/octet-stream' },
                body: { stream: counted.stream, size: size - from },
            });
        }
        catch (error) {
            const broken = counted.failure();
            throw broken === undefined ? error : new SourceFailure('the source of a blob broke', { cause: broken });
        }
        finally {
            counted.stream.destroy();
        }
    }
    #request(method, object, more) {
        const { target, signal } = this.#upload;
        return { method, origin: target, object, access: pushAccess(target), signal, ...more };
    }
}
/** What a push needs of its repository. */
function pushAccess(target) {
    return [{ repository: target.repository, actions: ['pull', 'push'] }];
}
/** The session that an answer's `Location` names: absolute, or relative to the request. */
async function sessionOf(transport, target, answer) {
    const { registry, repository } = target;
    const location = answer.response.header('location') ?? '';
    const here = answer.response.url;
    if (location === '' || !URL.canParse(location, here.href))
        throw new registry_failure/* RegistryFailure */.Yp(`${registry} began an upload to ${repository} and did not say where`, {
            registry,
            repository,
            fix: `Look at the log of ${registry}, and at proxies before it: the header Location is missing.`,
        });
    const url = new URL(location, here);
    const base = await transport.base(registry);
    // A registry behind a proxy that ends TLS often believes that it is spoken to in plain HTTP.
    if (url.protocol === 'http:' && base.protocol === 'https:' && url.hostname === base.hostname)
        return { url: new URL(`${url.pathname}${url.search}`, base) };
    if (!transport.http.mayCarryCredentials(url))
        throw new registry_failure/* RegistryFailure */.Yp(`${registry} wants the content of ${repository} in plain HTTP, at ${url.host}`, {
            registry,
            repository,
            fix: `Have ${registry} use TLS there, or name ${url.host} in insecure-registries.`,
        });
    return { url };
}
/** Adds the digest to the URL of a session, the rest of which is the registry's and stays as it is, byte for byte. */
function withDigest(url, digest) {
    return new URL(`${url.href}${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`);
}
/** The caller's bytes, counted on their way, and what broke them if anything did. */
async function countedStream(open, from, onProgress) {
    let failure;
    const source = await open(from).catch((error) => {
        throw new SourceFailure('the source of a blob broke', { cause: error });
    });
    source.on('error', () => { }); // it may break before it is read; reading tells then
    const counted = async function* () {
        let sent = from;
        let isOut = false;
        try {
            for await (const chunk of source) {
                if (!Buffer.isBuffer(chunk))
                    throw new TypeError('a blob must be a stream of bytes');
                sent += chunk.length;
                onProgress?.(sent);
                isOut = true;
                yield chunk;
                isOut = false;
            }
        }
        catch (error) {
            // A connection that breaks throws its error in here too, where the last chunk went out.
            if (!isOut)
                failure = error;
            throw error;
        }
    };
    const stream = external_node_stream_.Readable.from(counted(), { objectMode: false });
    stream.once('close', () => source.destroy());
    return { stream, failure: () => failure };
}

;// CONCATENATED MODULE: ./build/registry/client.js














const CONCURRENCY = 6;
/** A mirror is a favour: it is not waited for as long as the registry itself. */
const MIRROR_ATTEMPTS = 2;
const LONGEST_DOCUMENT = 16 * 1024 * 1024;
const MOST_PAGES = 1000;
/**
 * Client of the registry API (OCI distribution-spec 1.1). Pulls (`manifest`, `locate`, `blob`) go over the mirrors first;
 * everything else asks the registry itself. Failures are RegistryFailure, with the status of the answer, or HttpFailure
 * when there was none; both are REGISTRY_FAILED.
 */
class RegistryClient {
    #transport;
    #mirrors;
    #log;
    /** Blobs that a registry said it lacks, and sessions begun by mounts that came to nothing: saves the next push a question. */
    #absent = new Set();
    #sessions = new Map();
    /** Mirrors that could not be reached at all: not asked again in this run. */
    #silent = new Set();
    constructor(options) {
        const authorizer = new Authorizer(options.http, options.credentials, options.log.redactor);
        this.#transport = new Transport(options.http, authorizer, options.concurrency ?? CONCURRENCY);
        this.#mirrors = new Mirrors(options.mirrors ?? [], options.http);
        this.#log = options.log;
    }
    /**
     * Fetches a manifest or index. Its digest is computed here and held against the reference's and the registry's word.
     * A RegistryFailure of status 404 says that it does not exist.
     */
    async manifest(reference, options = {}) {
        const fetched = this.#overMirrors(originOf(reference), options.signal, async (place) => {
            const request = manifestRequest('GET', reference, place, options);
            const answer = await this.#transport.call(request, LONGEST_MANIFEST);
            if (answer.response.status !== 200)
                throw await this.#missing(request, reference, answer);
            return checkManifest(reference, place.registry, answer);
        });
        return fetched.catch((error) => {
            throw inPullOf(reference, error);
        });
    }
    /** The descriptor of what the reference names, at the registry itself; undefined when it has no such thing. */
    async resolve(reference, signal) {
        const { registry, repository } = reference;
        return unless404(() => this.#resolveAt(reference, { registry, repository, isMirror: false }, signal));
    }
    /** Like `resolve`, but asks where pulls go: mirrors first. */
    async locate(reference, signal) {
        const resolved = unless404(() => this.#overMirrors(originOf(reference), signal, (place) => this.#resolveAt(reference, place, signal)));
        return resolved.catch((error) => {
            throw inPullOf(reference, error);
        });
    }
    /**
     * Opens a blob, over the mirrors, the registry and its foreign URLs. The stream takes itself up again after a cut and
     * ends with an error, never cleanly, when digest or size are wrong.
     */
    async blob(origin, digest, options = {}) {
        const places = this.#mirrors.placesOf(origin).filter((place) => !this.#isSilent(place));
        const { registry, repository } = origin;
        return openBlob({
            registry,
            repository,
            digest,
            options,
            // The registry stands last, so that its word is the one to report; foreign URLs are for what it does not keep.
            places: [
                ...places.filter((place) => place.isMirror).map((place) => this.#blobPlace(place, digest, options)),
                ...(options.urls ?? []).map((url) => this.#foreignPlace(origin, url, options)),
                ...places.filter((place) => !place.isMirror).map((place) => this.#blobPlace(place, digest, options)),
            ],
            pause: (delayMs, signal) => this.#transport.http.pause(delayMs, signal),
        });
    }
    /** Size of a blob in bytes when the repository has it, at the registry itself; undefined when not. */
    async hasBlob(origin, digest, signal) {
        const size = await this.#blobSize({ ...origin, isMirror: false }, digest, signal);
        if (size === undefined)
            this.#absent.add(keyOf(origin, digest));
        return size;
    }
    /** Like `hasBlob`, but asks where pulls go: mirrors first. */
    async locateBlob(origin, digest, signal) {
        return this.#overMirrors(origin, signal, (place) => this.#blobSize(place, digest, signal), (size) => size !== undefined);
    }
    /**
     * Mounts a blob from a repository of the same registry (distribution-spec, "Mounting a blob from another repository");
     * false when the registry would rather have it sent.
     */
    async mount(target, digest, from, signal) {
        const query = new URLSearchParams({ mount: digest, from });
        const request = {
            method: 'POST',
            origin: target,
            object: `blobs/uploads/?${query}`,
            access: [...pushAccess(target), { repository: from, actions: ['pull'] }],
            headers: { 'content-length': '0' },
            signal,
        };
        let answer;
        try {
            answer = await this.#transport.call(request);
        }
        catch (error) {
            // No right to read there is no failure: the blob is sent instead.
            if (error instanceof registry_failure/* RegistryFailure */.Yp && error.status === 401)
                return false;
            throw error;
        }
        const { status } = answer.response;
        if (status === 201)
            return true;
        if (status === 202 && answer.response.header('location'))
            this.#sessions.set(keyOf(target, digest), await sessionOf(this.#transport, target, answer));
        if (status < 500 && status !== 429)
            return false;
        throw await this.#transport.refusal(request, status, answer.body);
    }
    /** Sends a blob unless the repository has it. `open(start)` gives its bytes from `start` on, each time afresh. */
    async pushBlob(target, blob, open, options = {}) {
        const key = keyOf(target, blob.digest);
        const isAbsent = this.#absent.delete(key);
        const session = this.#sessions.get(key);
        this.#sessions.delete(key);
        if (!isAbsent &&
            options.isLost !== true &&
            (await this.hasBlob(target, blob.digest, options.signal)) !== undefined)
            return;
        this.#absent.delete(key);
        const { signal, onProgress } = options;
        const { digest, size } = blob;
        await sendBlob(this.#transport, { target, digest, size, open, signal, onProgress }, session);
    }
    /**
     * Puts a manifest or index under a tag or its digest, and returns the digest that the registry confirmed. Throws
     * RegistryFailure when that is not the digest of what was sent.
     */
    async pushManifest(target, tagOrDigest, manifest, signal) {
        const request = {
            method: 'PUT',
            origin: target,
            object: `manifests/${tagOrDigest}`,
            access: pushAccess(target),
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
            signal,
        };
        const { response, body } = await this.#transport.call(request);
        if (response.status !== 201 && response.status !== 200)
            throw await this.#transport.refusal(request, response.status, body);
        const digest = (0,oci_digest/* parseDigest */.m)(tagOrDigest);
        const expected = (0,oci_digest/* digestOf */.ol)(manifest.bytes, digest ? (0,oci_digest/* algorithmOf */.Hy)(digest) : 'sha256');
        const stated = (0,oci_digest/* parseDigest */.m)(response.header('docker-content-digest') ?? '');
        const confirmed = stated ?? (await this.#readBack(target, tagOrDigest, signal));
        if (confirmed === expected)
            return confirmed;
        const { registry, repository } = target;
        throw new registry_failure/* RegistryFailure */.Yp(`${registry} took ${repository}/manifests/${tagOrDigest} as ${confirmed ?? 'nothing that can be read back'}, and it was sent ${expected}`, { registry, repository, fix: 'The registry, or a proxy before it, changes manifests: ask its admin.' });
    }
    /** Every tag of a repository, in the registry's order (distribution-spec, "Listing Tags"). */
    async tags(origin, signal) {
        const tags = [];
        await this.#pages(origin, 'tags/list', signal, (document) => {
            const page = document['tags'];
            if (Array.isArray(page))
                tags.push(...page.filter((tag) => typeof tag === 'string'));
        });
        return tags;
    }
    /**
     * What refers to a manifest (distribution-spec, "Listing Referrers"), by the API or, where a registry has none, by the
     * tag `sha256-…`.
     */
    async referrers(origin, digest, options = {}) {
        const { artifactType, signal } = options;
        const query = artifactType ? `?${new URLSearchParams({ artifactType })}` : '';
        const found = [];
        const add = (document) => {
            const manifests = document['manifests'];
            if (Array.isArray(manifests))
                found.push(...manifests.filter(isDescriptor));
        };
        try {
            await this.#pages(origin, `referrers/${digest}${query}`, signal, add);
        }
        catch (error) {
            if (!(error instanceof registry_failure/* RegistryFailure */.Yp) || error.status !== 404)
                throw error;
            const tag = `${(0,oci_digest/* algorithmOf */.Hy)(digest)}-${(0,oci_digest/* hexOf */.ZD)(digest)}`;
            await unless404(() => this.#pages(origin, `manifests/${tag}`, signal, add));
        }
        return found.filter((descriptor) => !artifactType || descriptor.artifactType === artifactType);
    }
    /** Deletes a manifest by its digest, or a tag (distribution-spec, "Content Management"). */
    async deleteManifest(origin, tagOrDigest, signal) {
        const request = {
            method: 'DELETE',
            origin,
            object: `manifests/${tagOrDigest}`,
            access: [{ repository: origin.repository, actions: ['delete', 'pull', 'push'] }],
            signal,
        };
        const { response, body } = await this.#transport.call(request);
        if (response.status !== 202 && response.status !== 404)
            throw await this.#transport.refusal(request, response.status, body);
    }
    async #resolveAt(reference, place, signal) {
        const request = manifestRequest('HEAD', reference, place, signal ? { signal } : {});
        const { response, body } = await this.#transport.call(request);
        if (response.status === 404)
            throw await this.#missing(request, reference, { response, body, whole: true });
        const digest = (0,oci_digest/* parseDigest */.m)(response.header('docker-content-digest') ?? '');
        const mediaType = response.header('content-type')?.split(';')[0]?.trim();
        const agrees = reference.digest === undefined || digest === reference.digest;
        if (response.status === 200 && digest && agrees && mediaType && response.size !== undefined)
            return { mediaType, digest, size: response.size };
        if (response.status >= 500 || response.status === 429)
            throw await this.#transport.refusal(request, response.status, body);
        // HEAD says too little here, or hides the reason of a refusal: GET tells.
        const get = manifestRequest('GET', reference, place, signal ? { signal } : {});
        const answer = await this.#transport.call(get, LONGEST_MANIFEST);
        if (answer.response.status !== 200)
            throw await this.#missing(get, reference, answer);
        const fetched = checkManifest(reference, place.registry, answer);
        return { mediaType: fetched.mediaType, digest: fetched.digest, size: fetched.size };
    }
    async #blobSize(place, digest, signal) {
        const request = {
            method: 'HEAD',
            origin: place,
            object: `blobs/${digest}`,
            signal,
            ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
        };
        const { response, body } = await this.#transport.call(request);
        if (response.status === 404)
            return undefined;
        if (response.status !== 200)
            throw await this.#transport.refusal(request, response.status, body);
        return response.size ?? this.#sizeByGet(request);
    }
    /** For registries whose HEAD tells no length: GET tells, and is hung up on. */
    async #sizeByGet(head) {
        const { response, release } = await this.#transport.open({ ...head, method: 'GET' });
        response.body.destroy();
        release();
        return response.status === 200 ? response.size : undefined;
    }
    /** Asks the mirrors and then the registry; the first answer that will do counts, and the registry's in any case. */
    async #overMirrors(origin, signal, ask, willDo = () => true) {
        for (const place of this.#mirrors.placesOf(origin)) {
            if (!place.isMirror || this.#isSilent(place))
                continue;
            try {
                const answer = await ask(place);
                if (willDo(answer))
                    return answer;
            }
            catch (error) {
                signal?.throwIfAborted();
                this.#mirrorFailed(place, error);
            }
        }
        return ask({ ...origin, isMirror: false });
    }
    #isSilent(place) {
        return place.isMirror && this.#silent.has(place.registry);
    }
    #mirrorFailed(place, error) {
        if (error instanceof registry_failure/* RegistryFailure */.Yp && error.status === 404) {
            this.#log.debug(`mirror ${place.registry}: ${(0,errors/* messageOf */.bD)(error)}`);
            return;
        }
        this.#log.warning(`mirror ${place.registry} failed, going on without it: ${(0,errors/* messageOf */.bD)(error)}`);
        if (!(error instanceof registry_failure/* RegistryFailure */.Yp))
            this.#silent.add(place.registry);
    }
    async #missing(request, reference, answer) {
        const { status } = answer.response;
        const refusal = await this.#transport.refusal(request, status, answer.body);
        if (status !== 404)
            return refusal;
        const { registry, repository } = reference;
        const at = request.origin.registry;
        return new registry_failure/* RegistryFailure */.Yp(`${manifest_nameOf(reference)} was not found in ${at}`, {
            registry,
            repository,
            status,
            codes: refusal.codes,
            fix: `Check the name and the tag. If the image is private, check the login to ${at}: some registries hide what a login may not see.`,
            cause: refusal,
        });
    }
    #blobPlace(place, digest, options) {
        const name = `${place.registry}/${place.repository}`;
        return {
            name,
            open: async (headers) => {
                const request = {
                    method: 'GET',
                    origin: place,
                    object: `blobs/${digest}`,
                    headers,
                    signal: options.signal,
                    ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
                };
                const opened = await this.#transport.open(request);
                return this.#orRefusal(request, opened);
            },
        };
    }
    /** A URL of a descriptor: fetched without any login, and never in plain HTTP from afar. */
    #foreignPlace(origin, text, options) {
        const { http } = this.#transport;
        const url = URL.canParse(text) ? new URL(text) : undefined;
        const name = url ? `${url.host}${url.pathname}` : text;
        return {
            name,
            open: async (headers) => {
                const { registry, repository } = origin;
                // An image from elsewhere may not have us ask this machine's own servers.
                const inward = url !== undefined && (0,hosts/* isLoopback */.U9)((0,hosts/* hostOfUrl */.Pm)(url).host) && !(0,hosts/* isLoopback */.U9)((0,hosts/* splitHostPort */.cC)(registry).host);
                if (!url || inward || !http.mayCarryCredentials(url)) {
                    const fix = `Have the image made without foreign layers, or name ${url?.host ?? 'the host'} in insecure-registries.`;
                    const why = inward ? 'is this machine' : 'is not HTTPS';
                    throw new registry_failure/* RegistryFailure */.Yp(`the image points to ${name} for a layer, which ${why}`, {
                        registry,
                        repository,
                        fix,
                    });
                }
                const response = await http.request({ method: 'GET', url, headers, signal: options.signal });
                const request = { method: 'GET', origin, object: url };
                return this.#orRefusal(request, { response, release: () => { } });
            },
        };
    }
    async #orRefusal(request, opened) {
        const { response, release } = opened;
        if (response.status === 200 || response.status === 206)
            return opened;
        try {
            const body = Buffer.from(await response.text(64 * 1024));
            throw await this.#transport.refusal(request, response.status, body);
        }
        finally {
            release();
        }
    }
    /** Registries that do not say on PUT what they stored are asked. */
    async #readBack(target, tagOrDigest, signal) {
        const digest = (0,oci_digest/* parseDigest */.m)(tagOrDigest);
        const reference = { ...target, tag: digest ? undefined : tagOrDigest, digest };
        return (await this.resolve(reference, signal))?.digest;
    }
    async #pages(origin, first, signal, read) {
        const headers = { accept: `application/json, ${media_types/* MediaType */.zu.index}` };
        let object = first;
        for (let page = 0; object !== undefined && page < MOST_PAGES; page += 1) {
            const request = { method: 'GET', origin, object, headers, signal };
            const answer = await this.#transport.call(request, LONGEST_DOCUMENT);
            if (answer.response.status !== 200)
                throw await this.#transport.refusal(request, answer.response.status, answer.body);
            read(documentOf(origin, first, answer.body));
            object = nextPage(answer);
        }
    }
}
function manifestRequest(method, reference, place, { accept = media_types/* MANIFEST_TYPES */._P, signal }) {
    return {
        method,
        origin: place,
        object: `manifests/${(0,oci_reference/* objectOf */.Xy)(reference)}`,
        headers: { accept: accept.join(', ') },
        signal,
        ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
    };
}
/** A host out of reach, with the image that was wanted from it: after a mirror, it is one that the user never named. */
function inPullOf(reference, error) {
    if (!(error instanceof http_failure/* HttpFailure */.HR))
        return error;
    const { message, kind, host, fix = '', transient } = error;
    return new http_failure/* HttpFailure */.HR(`${manifest_nameOf(reference)} could not be read: ${message}`, {
        kind,
        host,
        fix,
        transient,
        cause: error,
    });
}
async function unless404(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof registry_failure/* RegistryFailure */.Yp && error.status === 404)
            return undefined;
        throw error;
    }
}
function documentOf({ registry, repository }, object, body) {
    try {
        const document = JSON.parse(body.toString('utf8'));
        if ((0,json/* isObject */.G)(document))
            return document;
    }
    catch {
        // said below
    }
    throw new registry_failure/* RegistryFailure */.Yp(`${registry} answered ${repository}/${object} with what is no JSON document`, {
        registry,
        repository,
        fix: `Check that ${registry} is a registry.`,
    });
}
/** The page after this one, on the same host only: RFC 8288, `rel="next"`. */
function nextPage({ response }) {
    const link = response.headers('link').join(', ');
    const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link)?.[1];
    if (target === undefined || !URL.canParse(target, response.url.href))
        return undefined;
    const url = new URL(target, response.url);
    return url.host === response.url.host ? new URL(`${url.pathname}${url.search}`, response.url) : undefined;
}
function isDescriptor(value) {
    return ((0,json/* isObject */.G)(value) &&
        typeof value['mediaType'] === 'string' &&
        typeof value['size'] === 'number' &&
        typeof value['digest'] === 'string' &&
        (0,oci_digest/* parseDigest */.m)(value['digest']) !== undefined);
}
function originOf({ registry, repository }) {
    return { registry, repository };
}
function keyOf({ registry, repository }, digest) {
    return `${registry}/${repository}@${digest}`;
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
