export const id = 572;
export const ids = [572,313];
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

/***/ 3572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s2iSources: () => (/* binding */ s2iSources)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _assemble_registry_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9313);
/* harmony import */ var _cache_blob_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9090);
/* harmony import */ var _cache_lazy_content_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7280);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(767);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(907);
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4511);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2923);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1767);
/* harmony import */ var _strategies_s2i_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(744);











const TIMEOUT_MS = 120_000;
/** Nobody listens there: s2i shall ask no registry, for we have asked with the credentials that it does not have. */
const NOWHERE = '127.0.0.1:1';
const DEFAULTS = { scripts: 'image:///usr/libexec/s2i', user: undefined, destination: undefined };
/**
 * Has s2i write a Dockerfile and its context, below the private directory. The builder image's labels are read by us,
 * through mirrors and with credentials; without `registries` (a plan asks none) s2i's defaults stand for them.
 * Throws WrongInput for inputs that s2i cannot honour, and DocklessError when it is not there or fails.
 */
async function s2iSources(session, request, sources, directory, registries) {
    const builder = checked(request);
    const program = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_7__/* .findProgram */ .K)('s2i');
    if (program === undefined)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DocklessError */ .D2('NOTHING_FITS', 's2i was asked for, and it is not on PATH', { fix: _strategies_s2i_js__WEBPACK_IMPORTED_MODULE_9__/* .INSTALL_S2I */ .v });
    const place = await directory.directory('s2i');
    const facts = registries
        ? await readBuilder(builder, request, node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, 'content'), registries)
        : DEFAULTS;
    if (!registries)
        session.log.notice('The labels of the builder image are not read for a plan: the scripts are shown where s2i has them by default');
    const previous = await previousImage(session, request, registries);
    await makeHome(place, builder);
    const generated = node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, 'generated');
    const done = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_8__/* .run */ .e)({
        argv: [program, ...argumentsOf({ request, builder, facts, previous, generated })],
        env: (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_10__/* .childEnvironment */ .Q)({ HOME: node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, 'home'), TMPDIR: place }),
        cwd: sources,
    }, { timeoutMs: TIMEOUT_MS, signal: session.lifetime.signal });
    session.lifetime.signal.throwIfAborted();
    const dockerfile = node_path__WEBPACK_IMPORTED_MODULE_1__.join(generated, 'Dockerfile');
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(dockerfile, 'utf8').catch(() => undefined);
    if (done.status !== 0 || text === undefined) {
        const said = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-5);
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DocklessError */ .D2('BUILD_FAILED', ['s2i wrote no Dockerfile:', ...said].join('\n  '), {
            fix: 'Mend what it names; `s2i build . BUILDER --as-dockerfile out/Dockerfile --copy` shows the same',
        });
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(dockerfile, inOrder(text));
    return { directory: generated, builder, program };
}
function checked(request) {
    const { builder } = request.s2i;
    const unused = [
        ...(request.file === undefined ? [] : ['file']),
        ...(request.target === undefined ? [] : ['target']),
        ...(Object.keys(request.buildArgs).length === 0 ? [] : ['build-args']),
        ...(request.builder === undefined ? [] : ['builder']),
    ].map((input) => ({
        input,
        problem: 's2i writes the Dockerfile, and has no use for it',
        fix: input === 'build-args' ? 'Use s2i-environment' : 'Remove it',
    }));
    const missing = builder
        ? []
        : [
            {
                input: 's2i-builder',
                problem: 'it is not given, and s2i builds nothing without a builder image',
                fix: 'Write s2i-builder: registry/repository:tag',
            },
        ];
    const [first, ...more] = [...missing, ...unused];
    if (first)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .WrongInput */ .Ey([first, ...more]);
    if (!builder)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DocklessError */ .D2('DEFECT', 'a builder image was neither given nor missed');
    return builder;
}
async function readBuilder(builder, { platform }, directory, { client }) {
    const content = new _cache_lazy_content_js__WEBPACK_IMPORTED_MODULE_4__.LazyContent(await _cache_blob_store_js__WEBPACK_IMPORTED_MODULE_3__.BlobStore.open(directory), client);
    const { config } = await new _assemble_registry_images_js__WEBPACK_IMPORTED_MODULE_2__.RegistryImages(client, content).resolve(builder, platform);
    const labels = config.config?.Labels ?? {};
    const label = (name) => labels[`io.openshift.s2i.${name}`] || undefined;
    const scripts = label('scripts-url') ?? (labels['io.s2i.scripts-url'] || DEFAULTS.scripts);
    if (!scripts.startsWith('image://'))
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DocklessError */ .D2('NOTHING_FITS', `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .formatReference */ .FH)(builder)} has its scripts at ${scripts}`, {
            fix: 'Use a builder image that holds its scripts (io.openshift.s2i.scripts-url=image://…): s2i without a daemon takes no others',
        });
    return { scripts, user: label('assemble-user'), destination: label('destination') };
}
/** The image that was last pushed under the first tag, when its artifacts are wanted; undefined when there is none. */
async function previousImage({ log, lifetime }, { s2i, tags }, registries) {
    const [tag] = tags;
    if (!s2i.incremental || !tag || !registries)
        return undefined;
    if (await registries.client.resolve(tag, lifetime.signal))
        return tag;
    log.notice(`${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .formatReference */ .FH)(tag)} does not exist yet: this build starts from nothing`);
    return undefined;
}
/** A home in which s2i finds that registries are nowhere. It reads this file there alone, whatever the environment says. */
async function makeHome(place, { registry }) {
    const directory = node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, 'home', '.config', 'containers');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true, mode: 0o700 });
    const conf = ['[[registry]]', `prefix = "${registry}"`, `location = "${NOWHERE}"`, 'insecure = true', ''];
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'registries.conf'), conf.join('\n'));
}
function argumentsOf(build) {
    const { request, builder, facts, previous, generated } = build;
    const flag = (name, value) => value === undefined ? [] : [`--${name}=${value}`];
    return [
        'build',
        '.',
        (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .formatReference */ .FH)(builder),
        ...(previous ? [(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .formatReference */ .FH)(previous), '--incremental'] : []),
        ...flag('as-dockerfile', node_path__WEBPACK_IMPORTED_MODULE_1__.join(generated, 'Dockerfile')),
        // The sources as they lie there; a link stays a link, and so cannot bring along a file from elsewhere.
        '--copy',
        '--keep-symlinks',
        ...flag('image-scripts-url', facts.scripts),
        ...flag('destination', facts.destination),
        ...flag('assemble-user', facts.user),
        ...Object.entries(request.s2i.environment).map(([name, value]) => `--env=${name}=${value}`),
    ];
}
const LABEL = /^LABEL ("(?:[^"\\]|\\.)*"="(?:[^"\\]|\\.)*"(?: \\\n +"(?:[^"\\]|\\.)*"="(?:[^"\\]|\\.)*")*)$/m;
/** The same Dockerfile for the same sources: s2i writes labels in no order, and a cache knows a step by its text. */
function inOrder(dockerfile) {
    return dockerfile.replace(LABEL, (_, pairs) => {
        const sorted = pairs.split(/ \\\n +/).toSorted();
        return `LABEL ${sorted.join(' \\\n      ')}`;
    });
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
