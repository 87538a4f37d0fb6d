export const id = 749;
export const ids = [749];
export const modules = {

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
