export const id = 749;
export const ids = [749,178];
export const modules = {

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

/***/ 2749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxySettings: () => (/* binding */ ProxySettings)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _log_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1717);
/* harmony import */ var _hosts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2178);



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
        this.#direct = new _hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .HostList */ .D8(variable(environment, ['NO_PROXY'])?.value ?? '');
    }
    /** The proxy for a URL; undefined to go there directly. Throws WRONG_INPUT when the variable is not usable. */
    for(url) {
        const { host, port } = (0,_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .hostOfUrl */ .Pm)(url);
        if ((0,_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(host) || this.#direct.includes(host, port))
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
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('WRONG_INPUT', `${name} is not the URL of a proxy`, {
            fix: `Set ${name} to http://HOST:PORT.`,
        });
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('WRONG_INPUT', `${name} names a ${url.protocol.slice(0, -1)} proxy`, {
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
    return new _log_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(`Basic ${encoded}`);
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


/***/ })

};
