export const id = 313;
export const ids = [313];
export const modules = {

/***/ 9313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RegistryImages: () => (/* binding */ RegistryImages)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _oci_content_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9215);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4566);
/* harmony import */ var _oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6352);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4647);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(907);






/**
 * Base images out of registries: the manifest for the platform and the config are read at once, from the content
 * store where they are in it; the layers are only noted there, and move when an instruction needs what is in them.
 */
class RegistryImages {
    #registries;
    #content;
    #used = new Map();
    #types = new Map();
    constructor(registries, content) {
        this.#registries = registries;
        this.#content = content;
    }
    async resolve(reference, platform) {
        const manifest = await this.#manifest(reference, platform);
        const { registry, repository } = reference;
        for (const blob of [manifest.config, ...manifest.layers])
            this.#content.remember(blob, { registry, repository });
        return { manifest, config: await this.#config(manifest, (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .formatReference */ .FH)(reference)) };
    }
    /** What was resolved so far. */
    used() {
        return [...this.#used.values()];
    }
    /** Media types of all manifests that were read, those for the platform in an index too. */
    types() {
        return this.#types;
    }
    async #manifest(reference, platform) {
        const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .formatReference */ .FH)(reference);
        const root = await this.#read(reference);
        this.#used.set(name, { name, digest: root.digest, mediaType: root.mediaType });
        if (!(0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType))
            return (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(root.bytes, name);
        const entries = (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIndex */ .A1)(root.bytes, name).manifests;
        const chosen = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .choosePlatform */ .xV)(entries, platform);
        if (!chosen) {
            const there = [
                ...new Set(entries.flatMap((entry) => (entry.platform ? [(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(entry.platform)] : []))),
            ];
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2('BUILD_FAILED', `${name} has no image for ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(platform)}`, {
                fix: `It is there for ${there.join(', ')}. Build for one of these, or from another image.`,
            });
        }
        this.#types.set(chosen.digest, chosen.mediaType);
        const found = await this.#read({ ...reference, tag: undefined, digest: chosen.digest });
        return (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(found.bytes, name);
    }
    /** A manifest that is named by its digest is asked for once: here, then in later runs by their cache. */
    async #read(reference) {
        const here = reference.digest && (await this.#here(reference.digest));
        if (here)
            return here;
        const fetched = await this.#registries.manifest(reference);
        const { digest, mediaType, bytes } = fetched;
        this.#types.set(digest, mediaType);
        await this.#content.write(single(bytes), { digest, size: bytes.length });
        return fetched;
    }
    async #here(digest) {
        if ((await this.#content.local(digest)) === undefined)
            return undefined;
        const bytes = await (0,_oci_content_js__WEBPACK_IMPORTED_MODULE_5__/* .readAll */ .y)(await this.#content.open(digest));
        const mediaType = this.#types.get(digest) ?? mediaTypeOf(bytes, digest);
        this.#types.set(digest, mediaType);
        return { digest, mediaType, bytes };
    }
    async #config(manifest, name) {
        const bytes = await (0,_oci_content_js__WEBPACK_IMPORTED_MODULE_5__/* .readAll */ .y)(await this.#content.open(manifest.config.digest));
        return (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .parseImageConfig */ .FB)(bytes, `the configuration of ${name}`);
    }
}
/** What a manifest says of itself, or else what its shape says. */
function mediaTypeOf(bytes, name) {
    const { index, manifest } = (0,_oci_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifestOrIndex */ .yA)(bytes, undefined, name);
    return index ? (index.mediaType ?? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.index) : (manifest.mediaType ?? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MediaType */ .zu.manifest);
}
async function* single(bytes) {
    yield await Promise.resolve(bytes);
}


/***/ }),

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


/***/ })

};
