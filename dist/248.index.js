export const id = 248;
export const ids = [248];
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

/***/ 8332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ sweepOutboxes),
/* harmony export */   fillOutbox: () => (/* binding */ fillOutbox),
/* harmony export */   isOutbox: () => (/* binding */ isOutbox),
/* harmony export */   openOutbox: () => (/* binding */ openOutbox)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _blob_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9090);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2782);
/* harmony import */ var _cache_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7154);
/* harmony import */ var _cache_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2451);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8433);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5155);









/** Another name than a private directory's: it outlives the process that made it. */
const PREFIX = 'dockless-outbox-';
const LETTER = 'collected.json';
/** Its job is over, whatever became of it. */
const STALE_MS = 24 * 60 * 60 * 1000;
/**
 * Puts aside what is to be saved when this process is gone: the new blobs, under a second name, and a letter that says
 * what they are. Undefined when there is nothing new.
 */
async function fillOutbox(parent, { query, snapshot, content, before }, maxSize) {
    const after = (0,_merge_js__WEBPACK_IMPORTED_MODULE_6__/* .merge */ .h1)(before, snapshot, { maxSize, today: (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_5__/* .today */ .Ec)() });
    if (after === before)
        return undefined;
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, PREFIX));
    const { entries, documents, blobs, lost } = snapshot;
    const letter = {
        query,
        maxSize,
        lost: [...lost],
        snapshot: (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .formatIndex */ .Qe)({ entries, documents, blobs }),
        before: (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .formatIndex */ .Qe)(before),
    };
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, LETTER), JSON.stringify(letter), { mode: 0o600 });
        for (const [digest] of (0,_cache_store_js__WEBPACK_IMPORTED_MODULE_5__/* .newBlobs */ .BJ)(before, after, lost)) {
            const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'blobs', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .algorithmOf */ .Hy)(digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hexOf */ .ZD)(digest));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file), { recursive: true, mode: 0o700 });
            await content.copyTo(digest, file);
        }
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true }); // nobody will come for it
        throw error;
    }
    return directory;
}
/** True for the name of an outbox: nothing else is read as one, or removed. */
function isOutbox(directory) {
    return node_path__WEBPACK_IMPORTED_MODULE_1__.basename(directory).startsWith(PREFIX);
}
/** Reads what was put aside. Undefined for anything that is not a whole outbox of ours. */
async function openOutbox(directory) {
    if (!isOutbox(directory))
        return undefined;
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, LETTER), 'utf8').catch(() => '');
    const letter = (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(text);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(letter))
        return undefined;
    const { snapshot, before, maxSize, lost } = letter;
    const query = queryOf(letter['query']);
    if (typeof snapshot !== 'string' || typeof before !== 'string' || typeof maxSize !== 'number')
        return undefined;
    const [is, was] = [(0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseIndex */ .A1)(snapshot), (0,_cache_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseIndex */ .A1)(before)];
    if (!query || !is || !was || !Array.isArray(lost))
        return undefined;
    const gone = lost.flatMap((one) => (typeof one === 'string' ? [(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDigest */ .m)(one)] : []));
    const content = await _blob_store_js__WEBPACK_IMPORTED_MODULE_3__.BlobStore.open(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, 'blobs'));
    const known = new Set(gone.filter((digest) => digest !== undefined));
    return { collected: { query, snapshot: { ...is.index, lost: known }, content, before: was.index }, maxSize };
}
/** Removes outboxes that no post phase ever came for. */
async function sweepOutboxes(parent) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(parent).catch(() => [])) {
        const directory = node_path__WEBPACK_IMPORTED_MODULE_1__.join(parent, name);
        const found = name.startsWith(PREFIX) ? await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).catch(() => undefined) : undefined;
        if (found && Date.now() - found.mtimeMs > STALE_MS)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true }).catch(() => undefined);
    }
}
function queryOf(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(value) || !(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(value['reader']))
        return undefined;
    const { place } = value;
    const { ref, event, trust, defaultRef } = value['reader'];
    const level = _trust_js__WEBPACK_IMPORTED_MODULE_7__/* .TRUST_LEVELS */ .xW.find((one) => one === trust);
    if (typeof place !== 'string' || typeof ref !== 'string' || typeof event !== 'string' || !level)
        return undefined;
    return {
        place,
        reader: { ref, event, trust: level, defaultRef: typeof defaultRef === 'string' ? defaultRef : undefined },
    };
}


/***/ }),

/***/ 3012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ tagOf),
/* harmony export */   w: () => (/* binding */ readableTags)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5155);


/** The tag of one build's cache in a repository, as a ref of some trust writes it. */
function tagOf(prefix, place, { ref, trust }) {
    return `${prefix}${short(place)}-${trust}-${short(ref)}`;
}
/** The tags to look at, the best first: its own ref's, then the default branch's; never one that is trusted less. */
function readableTags(prefix, { place, reader }) {
    const levels = _trust_js__WEBPACK_IMPORTED_MODULE_1__/* .TRUST_LEVELS */ .xW.slice(_trust_js__WEBPACK_IMPORTED_MODULE_1__/* .TRUST_LEVELS */ .xW.indexOf(reader.trust));
    const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])];
    return [...new Set(refs.flatMap((ref) => levels.map((trust) => tagOf(prefix, place, { ref, trust }))))];
}
function short(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 12);
}


/***/ }),

/***/ 2248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/cache/outbox.js
var outbox = __webpack_require__(8332);
// EXTERNAL MODULE: ./build/lifetime/private-directory.js
var private_directory = __webpack_require__(3507);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/media-types.js
var media_types = __webpack_require__(4566);
;// CONCATENATED MODULE: ./build/publish/annotate.js



/**
 * The manifest with annotations added (image-spec, annotations.md); its digest is computed anew. Without
 * annotations it is returned byte for byte. We do this and not the builder, so that every builder honours them.
 */
function annotate(document, annotations) {
    const elsewhere = annotations.find((annotation) => annotation.level !== 'manifest');
    if (elsewhere) {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', `annotations: ${elsewhere.level}:${elsewhere.name} needs an image index, and a build for one platform has none`, {
            fix: `Write ${elsewhere.name}=… without the level, or with "manifest:".`,
        });
    }
    if (annotations.length === 0)
        return document;
    if ((0,media_types/* isIndex */.nw)(document.descriptor.mediaType))
        throw new errors/* DocklessError */.D2('DEFECT', 'asked to annotate an image index');
    const manifest = JSON.parse(Buffer.from(document.bytes).toString('utf8'));
    const added = Object.fromEntries(annotations.map(({ name, value }) => [name, value]));
    const bytes = Buffer.from(JSON.stringify({ ...manifest, annotations: { ...manifest.annotations, ...added } }));
    return { descriptor: { ...document.descriptor, digest: (0,oci_digest/* digestOf */.ol)(bytes), size: bytes.length }, bytes };
}

// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/publish/publish.js



/**
 * The one real push: the same manifest under every tag, in every repository asked for. Blobs first, in
 * parallel, everywhere; manifests last, so that a failure leaves no tag behind. Nothing is sent to a repository
 * that has the manifest already, nor a blob that it has or can mount.
 */
async function publish(document, content, tags, registries, options) {
    const { log } = options;
    const failing = new AbortController();
    const signal = AbortSignal.any([options.signal, failing.signal]);
    /** The first failure ends what else is under way: without all blobs no manifest follows. */
    const orNothing = async (step) => step.catch((error) => {
        failing.abort(error);
        throw failing.signal.reason;
    });
    const stale = await filterAsync(tags, async (tag) => (await registries.resolve(tag, signal))?.digest !== document.descriptor.digest);
    const names = tags.map(oci_reference/* formatReference */.FH);
    const total = { sent: 0, mounted: 0, present: 0 };
    if (stale.length === 0) {
        log.info(`Nothing to push: ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} ${document.descriptor.digest} already`);
        return { digest: document.descriptor.digest, tags: names, transfer: total, unchanged: true };
    }
    const targets = groupByRepository(stale);
    const blobs = blobsOf(document);
    await settleAll(targets.map(async ({ repository }) => {
        const held = await registries.resolve({ ...repository, tag: undefined, digest: document.descriptor.digest }, signal);
        if (held)
            return;
        await settleAll(blobs.map(async (blob) => {
            total[await orNothing(provideBlob(blob, repository, content, registries, signal))] += blob.size;
        }));
    }));
    signal.throwIfAborted();
    await settleAll(targets.map((target) => pushManifests(document, target, registries, signal)));
    for (const name of names)
        log.info(`Pushed ${name}@${document.descriptor.digest}`);
    return { digest: document.descriptor.digest, tags: names, transfer: total, unchanged: false };
}
/** Makes sure that the repository has the blob: present, mounted or sent. */
async function provideBlob(blob, repository, content, registries, signal) {
    if ((await registries.hasBlob(repository, blob.digest, signal)) !== undefined)
        return 'present';
    const neighbours = content.origins(blob.digest).filter((origin) => origin.registry === repository.registry);
    for (const { repository: from } of neighbours) {
        if (await registries.mount(repository, blob.digest, from, signal))
            return 'mounted';
    }
    const rest = (start) => content.open(blob.digest, start === 0 ? undefined : { start, end: blob.size - 1 });
    await registries.pushBlob(repository, blob, rest, { signal });
    return 'sent';
}
async function pushManifests(document, target, registries, signal) {
    const { digest, mediaType } = document.descriptor;
    for (const tag of target.tags) {
        const confirmed = await registries.pushManifest(target.repository, tag.tag ?? digest, { mediaType, bytes: document.bytes }, signal);
        if (confirmed === digest)
            continue;
        throw new errors/* DocklessError */.D2('REGISTRY_FAILED', `${(0,oci_reference/* formatReference */.FH)(tag)}: the registry says that it stored ${confirmed}, and it was sent ${digest}`, {
            fix: 'The registry, or a proxy before it, changes manifests. Ask its admin.',
        });
    }
}
/** Each blob once, the big ones first; layers that registries do not hold are left out. */
function blobsOf(document) {
    const manifest = JSON.parse(Buffer.from(document.bytes).toString('utf8'));
    const unique = new Map([manifest.config, ...manifest.layers].map((blob) => [blob.digest, blob]));
    return [...unique.values()]
        .filter((blob) => !(0,media_types/* isNonDistributable */.SM)(blob.mediaType))
        .sort((a, b) => b.size - a.size);
}
function groupByRepository(tags) {
    const groups = new Map();
    for (const tag of tags) {
        const key = `${tag.registry}/${tag.repository}`;
        const group = groups.get(key) ?? {
            repository: { registry: tag.registry, repository: tag.repository },
            tags: [],
        };
        group.tags.push(tag);
        groups.set(key, group);
    }
    return [...groups.values()];
}
async function filterAsync(items, keep) {
    const kept = await settleAll(items.map(keep));
    return items.filter((_, i) => kept[i]);
}
/** Like Promise.all, but waits for every promise before it throws: nothing goes on behind a failure's back. */
async function settleAll(promises) {
    const results = await Promise.allSettled(promises);
    return results.map((result) => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./build/report/summary.js
/** The job's summary as GitHub-flavoured Markdown, short enough to be read. */
function renderSummary(outputs, story) {
    const rows = [
        ['Image', outputs.image === '' ? 'not pushed' : code(outputs.image)],
        ['Digest', code(outputs.digest)],
        ['Tags', outputs.tags.map(code).join('<br>') || 'none'],
        ['Platform', outputs.platforms.map(code).join(', ')],
        ['Built by', `${code(outputs.strategy)}: ${cell(story.why)}`],
        ['Time', `${seconds(story.buildMs)} to build, ${seconds(story.pushMs)} to push`],
        [
            'Moved',
            `${formatSize(story.sent)} sent, ${formatSize(story.mounted)} mounted, ${formatSize(story.present)} already there`,
        ],
    ];
    return [
        '### Dockless',
        '',
        '| | |',
        '|---|---|',
        ...rows.map(([name, value]) => `| ${name} | ${value} |`),
        '',
    ].join('\n');
}
/** `1.5 MB`: decimal units, as registries and transfer meters count. */
function formatSize(size) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = size;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }
    return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
function seconds(durationMs) {
    return `${(durationMs / 1000).toFixed(1)} s`;
}
function code(text) {
    return `\`${cell(text).replaceAll('`', "'")}\``;
}
/** Text that cannot break out of its cell. */
function cell(text) {
    return text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
}

// EXTERNAL MODULE: ./build/strategies/all.js + 45 modules
var strategies_all = __webpack_require__(557);
// EXTERNAL MODULE: ./build/strategies/choose.js
var choose = __webpack_require__(9351);
// EXTERNAL MODULE: ./build/strategies/origins.js
var strategies_origins = __webpack_require__(9819);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./build/assemble/registry-images.js
var registry_images = __webpack_require__(9313);
// EXTERNAL MODULE: ./build/cache/blob-store.js
var blob_store = __webpack_require__(9090);
// EXTERNAL MODULE: ./build/cache/build-cache.js
var build_cache = __webpack_require__(2954);
// EXTERNAL MODULE: ./build/cache/lazy-content.js + 1 modules
var lazy_content = __webpack_require__(7280);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./build/oci/content.js
var oci_content = __webpack_require__(9215);
// EXTERNAL MODULE: ./build/oci/manifests.js
var manifests = __webpack_require__(6352);
;// CONCATENATED MODULE: ./build/cache/mount-archives.js





const ARTIFACT = 'application/vnd.dockless.cache.mount.v1';
const ARCHIVE = 'application/vnd.dockless.cache.mount.v1.tar';
/** https://github.com/opencontainers/image-spec/blob/main/manifest.md, "Guidance for an Empty Descriptor" */
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';
const EMPTY = Buffer.from('{}');
/**
 * What cache mounts have in them, as archives in a cache: a manifest with one layer each, so that they are kept, checked
 * and dropped as everything else there.
 */
class MountArchives {
    #content;
    #known;
    #kept = new Map();
    /** `known`: the manifests of earlier builds that may be used, by the name of the mount. */
    constructor(content, known) {
        this.#content = content;
        this.#known = known;
    }
    /** Puts the archive of a mount, checked, at `file`. False when there is none. Throws what reading the cache throws. */
    async fetch(name, file) {
        const known = this.#known.get(name);
        const stream = known && (await this.#content.store.read(known));
        if (!stream)
            return false;
        const [archive] = (0,manifests/* parseManifest */.Ng)(await (0,oci_content/* readAll */.y)(stream), `the cache mount ${name}`).layers;
        if (!archive)
            return false;
        // Reading it brings it here, and checks it whole.
        await (0,external_node_stream_promises_.finished)((await this.#content.open(archive.digest)).resume());
        return this.#content.store.copyTo(archive.digest, file);
    }
    /** Takes the archive of a mount, a file, for later builds. */
    async keep(name, file) {
        const archive = await this.#write((0,external_node_fs_.createReadStream)(file), ARCHIVE);
        const manifest = {
            schemaVersion: 2,
            mediaType: media_types/* MediaType */.zu.manifest,
            artifactType: ARTIFACT,
            config: await this.#write([EMPTY], EMPTY_TYPE),
            layers: [archive],
        };
        const { digest } = await this.#write([Buffer.from(JSON.stringify(manifest))], media_types/* MediaType */.zu.manifest);
        this.#kept.set(name, { name, mediaType: media_types/* MediaType */.zu.manifest, digest });
    }
    /** The manifests of what was kept. */
    get kept() {
        return [...this.#kept.values()];
    }
    async #write(source, mediaType) {
        const { digest, size } = await this.#content.write(stream(source));
        return { mediaType, digest, size };
    }
}
async function* stream(source) {
    yield* source;
}

// EXTERNAL MODULE: ./build/log/secret.js
var secret = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/relay/capability.js
var relay_capability = __webpack_require__(82);
// EXTERNAL MODULE: ./build/relay/catalog.js
var relay_catalog = __webpack_require__(3597);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./build/http/hosts.js
var hosts = __webpack_require__(2178);
// EXTERNAL MODULE: ./build/http/tunnel.js
var tunnel = __webpack_require__(1575);
// EXTERNAL MODULE: ./build/relay/listener.js
var relay_listener = __webpack_require__(4036);
;// CONCATENATED MODULE: ./build/relay/connect-proxy.js








const CONNECT_MS = 30 * 1000;
const NEEDS_LOGIN = 'this proxy is for the builder of one run';
const CHALLENGE = 'Basic realm="dockless"';
const STATUS_TEXT = {
    400: 'Bad Request',
    403: 'Forbidden',
    407: 'Proxy Authentication Required',
    502: 'Bad Gateway',
};
/** RFC 9110, section 7.6.1, and what is meant for us. */
const HOP_BY_HOP = new Set([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
/**
 * The builder's way to what is not a registry: `ADD https://…`, git. An HTTP proxy (RFC 9110, sections 7.6 and
 * 9.3.6) that knows the user's proxy and its password, which the builder then need not.
 */
class ConnectProxy {
    #options;
    #opens;
    constructor(options) {
        this.#options = options;
        this.#opens = (0,relay_capability/* basicLock */.GL)(options.credential);
    }
    /** CONNECT host:port. */
    async connect(request, client, head) {
        const target = parseAuthority(request.url ?? '');
        if (!target)
            return refuse(client, 400, 'CONNECT needs host:port');
        if (!this.#opens(request.headers['proxy-authorization']))
            return refuse(client, 407, NEEDS_LOGIN);
        try {
            const upstream = await this.#tunnel(target);
            if (typeof upstream === 'string') {
                this.#options.log.debug(`the builder was not let through to ${target.hostname}: ${upstream}`);
                return refuse(client, 403, upstream);
            }
            upstream.setTimeout(relay_listener/* IDLE_MS */.G, () => upstream.destroy());
            client.write('HTTP/1.1 200 Connection established\r\n\r\n');
            if (head.length > 0)
                upstream.write(head);
            await Promise.all([(0,external_node_stream_promises_.pipeline)(client, upstream), (0,external_node_stream_promises_.pipeline)(upstream, client)]);
        }
        catch (error) {
            this.#options.log.debug(`${target.hostname}: ${(0,errors/* messageOf */.bD)(error)}`);
            if (!client.destroyed)
                refuse(client, 502, (0,errors/* messageOf */.bD)(error));
        }
    }
    /** A request for `http://host/…`: goes to the host itself or to the user's proxy. */
    async forward(request, response) {
        if (!this.#opens(request.headers['proxy-authorization']))
            return answer(response, 407, NEEDS_LOGIN);
        try {
            const url = new URL(request.url ?? '');
            const { host, port } = (0,hosts/* hostOfUrl */.Pm)(url);
            const { destinations, proxies } = this.#options;
            const proxy = proxies.proxyFor(url);
            const refused = destinations.refusal(host, port);
            if (refused !== undefined)
                return answer(response, 403, refused);
            const asked = { method: request.method, headers: passedOn(request, url), timeout: relay_listener/* IDLE_MS */.G };
            if (proxy) {
                if (proxy.authorization)
                    asked.headers['proxy-authorization'] = proxy.authorization.reveal();
                const outgoing = await (0,tunnel/* requestProxy */.iB)(proxy, () => proxies.trusted(), { ...asked, path: url.href });
                return await exchange(request, response, outgoing, url);
            }
            const direct = await destinations.resolve(host, port);
            if (typeof direct === 'string')
                return answer(response, 403, direct);
            const path = `${url.pathname}${url.search}`;
            await exchange(request, response, (0,external_node_http_.request)({ ...direct, ...asked, path, agent: false }), url);
        }
        catch (error) {
            if (response.headersSent)
                response.destroy();
            else
                answer(response, 502, (0,errors/* messageOf */.bD)(error));
        }
    }
    async #tunnel(target) {
        const { host, port } = (0,hosts/* hostOfUrl */.Pm)(target);
        const refused = this.#options.destinations.refusal(host, port);
        if (refused !== undefined)
            return refused;
        const { proxies } = this.#options;
        const proxy = proxies.proxyFor(target);
        if (proxy)
            return (0,tunnel/* openTunnel */.X)(proxy, { host, port }, { timeoutMs: CONNECT_MS, trusted: () => proxies.trusted() });
        const destination = await this.#options.destinations.resolve(host, port);
        return typeof destination === 'string' ? destination : dial(destination.host, destination.port);
    }
}
async function dial(host, port) {
    const socket = (0,external_node_net_.connect)({ host, port });
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error(`${host}:${port} does not answer`)));
    await new Promise((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('error', reject);
    });
    socket.setTimeout(0);
    return socket;
}
/** The header of a request that goes on to `url`, without what was meant for this hop. */
function passedOn(request, url) {
    const dropped = new Set((request.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
    const headers = {};
    for (const [name, value] of Object.entries(request.headers))
        if (value !== undefined && !HOP_BY_HOP.has(name) && !dropped.has(name))
            headers[name] = value;
    headers['host'] = url.host;
    return headers;
}
/** Streams both bodies: what the builder sends into `outgoing`, what comes of it back to the builder. */
async function exchange(request, response, outgoing, url) {
    outgoing.once('timeout', () => outgoing.destroy(new Error(`${url.host} does not answer`)));
    response.once('close', () => outgoing.destroy());
    const answered = new Promise((resolve, reject) => {
        outgoing.once('response', resolve);
        outgoing.once('error', reject);
    });
    const sent = (0,external_node_stream_promises_.pipeline)(request, outgoing);
    sent.catch(() => { }); // the answer, or its absence, tells
    const incoming = await answered;
    for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined && !HOP_BY_HOP.has(name))
            response.setHeader(name, value);
    response.writeHead(incoming.statusCode ?? 502);
    await (0,external_node_stream_promises_.pipeline)(incoming, response);
}
function parseAuthority(text) {
    if (!/^(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:[\]]+):\d{1,5}$/.test(text))
        return undefined;
    return URL.canParse(`https://${text}`) ? new URL(`https://${text}`) : undefined;
}
function refuse(client, status, reason) {
    const body = `${reason}\n`;
    const challenge = status === 407 ? `Proxy-Authenticate: ${CHALLENGE}\r\n` : '';
    const headers = `${challenge}Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
    client.end(`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? ''}\r\n${headers}\r\n\r\n${body}`);
}
function answer(response, status, reason) {
    const body = `${reason}\n`;
    if (status === 407)
        response.setHeader('Proxy-Authenticate', CHALLENGE);
    response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
}

// EXTERNAL MODULE: external "node:dns/promises"
var external_node_dns_promises_ = __webpack_require__(1553);
;// CONCATENATED MODULE: ./build/relay/destinations.js



/** Registries and the hosts that give out their tokens: what a builder must not reach but through the mirror. */
const REGISTRY_HOSTS = new Set([
    'docker.io',
    'registry-1.docker.io',
    'index.docker.io',
    'auth.docker.io',
    'registry.hub.docker.com',
    'ghcr.io',
    'quay.io',
    'cdn.quay.io',
    'gcr.io',
    'k8s.gcr.io',
    'registry.k8s.io',
    'mcr.microsoft.com',
    'public.ecr.aws',
    'registry.gitlab.com',
    'registry.access.redhat.com',
    'registry.redhat.io',
    'registry.fedoraproject.org',
    'registry.opensuse.org',
    'registry.suse.com',
    'cgr.dev',
    'lscr.io',
    'nvcr.io',
    'docker.elastic.co',
]);
const REGISTRY_SUFFIXES = [
    /\.gcr\.io$/,
    /\.pkg\.dev$/,
    /\.azurecr\.(?:io|cn|us)$/,
    /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/,
    /(?:^|\.)ocir\.io$/,
    /\.icr\.io$/,
];
/** Names under which clouds give their machines' credentials to whoever asks. */
const METADATA_HOSTS = new Set([
    'metadata',
    'metadata.google.internal',
    'metadata.goog',
    'instance-data',
    'instance-data.ec2.internal',
]);
const PRIVATE = new external_node_net_.BlockList();
PRIVATE.addSubnet('0.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4'); // link-local, and the metadata services
PRIVATE.addAddress('168.63.129.16', 'ipv4'); // Azure's agent
PRIVATE.addAddress('100.100.100.200', 'ipv4'); // Alibaba's metadata
PRIVATE.addAddress('::', 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addAddress('fd00:ec2::254', 'ipv6'); // EC2's metadata
/**
 * Says where a builder may go through us when it does not go to the mirror: not to a registry (that pull would
 * pass by our checks and our record), not to this machine, not to a cloud's metadata service. Networks of a
 * company (10/8 and the like) are open: `ADD https://intranet/…` is an ordinary thing to write.
 */
class Destinations {
    #registries;
    /** `registries`: those of the run's images, as in their references. */
    constructor(registries) {
        this.#registries = new Set(registries.map((registry) => registry.toLowerCase()));
    }
    /** Why the host may not be reached, undefined when it may. Looks at its name only. */
    refusal(host, port) {
        const name = (0,hosts/* splitHostPort */.cC)(host).host;
        if (this.#isRegistry(name, port))
            return `${name} is a registry: images come through the relay's mirror`;
        if ((0,hosts/* isLoopback */.U9)(host) || isPrivate(name))
            return `${name} is an address of this machine or its cloud`;
        if (METADATA_HOSTS.has(name))
            return `${name} is a metadata service`;
        return undefined;
    }
    /** Looks the host up and picks an address; a reason (text) when it has none that may be reached. */
    async resolve(host, port) {
        const refused = this.refusal(host, port);
        if (refused !== undefined)
            return refused;
        const found = await (0,external_node_dns_promises_.lookup)((0,hosts/* splitHostPort */.cC)(host).host, { all: true }).catch(() => []);
        if (found.length === 0)
            return `${host} is not known to the name servers of this machine`;
        const allowed = found.find(({ address }) => !isPrivate(address));
        return allowed ? { host: allowed.address, port } : `${host} is an address of this machine or its cloud`;
    }
    #isRegistry(name, port) {
        if (REGISTRY_HOSTS.has(name) || REGISTRY_SUFFIXES.some((suffix) => suffix.test(name)))
            return true;
        if (this.#registries.has(`${name}:${port}`))
            return true;
        return this.#registries.has(name) && (port === 443 || port === 80);
    }
}
function isPrivate(address) {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
    const family = (0,external_node_net_.isIP)(mapped);
    return family !== 0 && PRIVATE.check(mapped, family === 6 ? 'ipv6' : 'ipv4');
}

// EXTERNAL MODULE: ./build/registry/failure.js
var failure = __webpack_require__(9000);
// EXTERNAL MODULE: ./build/relay/manifest-content.js
var manifest_content = __webpack_require__(1925);
// EXTERNAL MODULE: ./build/relay/mirror-names.js
var mirror_names = __webpack_require__(7290);
// EXTERNAL MODULE: ./build/relay/upstream-failure.js
var upstream_failure = __webpack_require__(266);
// EXTERNAL MODULE: ./build/oci/json.js
var json = __webpack_require__(2782);
;// CONCATENATED MODULE: ./build/relay/triggers.js


const FROM_FLAG = /\s--from=(\S+)/gi;
const MOUNT_FLAG = /\s--mount=(\S+)/gi;
/**
 * Images that the ONBUILD triggers of a base image name (`COPY --from=…`, `RUN --mount=from=…`), read from its
 * configuration. A name may turn out to be that of a stage; the builder knows, and then does not ask for it.
 */
function imagesOfTriggers(config) {
    return triggersOf(config)
        .flatMap((trigger) => [
        ...valuesOf(FROM_FLAG, trigger),
        ...valuesOf(MOUNT_FLAG, trigger).flatMap(mountSource),
    ])
        .flatMap((name) => {
        const reference = (0,oci_reference/* parseReference */.F2)(name);
        return 'reason' in reference ? [] : [{ registry: reference.registry, repository: reference.repository }];
    });
}
function triggersOf(config) {
    try {
        const value = JSON.parse(Buffer.from(config).toString('utf8'));
        const inner = (0,json/* isObject */.G)(value) ? value['config'] : undefined;
        const triggers = (0,json/* isObject */.G)(inner) ? inner['OnBuild'] : undefined;
        return Array.isArray(triggers) ? triggers.filter((one) => typeof one === 'string') : [];
    }
    catch {
        return []; // not the configuration of an image: an artifact's may be anything
    }
}
function valuesOf(flag, trigger) {
    return [...trigger.matchAll(flag)].map((match) => match[1] ?? '');
}
function mountSource(mount) {
    const field = mount.split(',').find((one) => one.toLowerCase().startsWith('from='));
    return field === undefined ? [] : [field.slice('from='.length)];
}

;// CONCATENATED MODULE: ./build/relay/mirror.js







/** What is larger than this is neither a manifest nor an image's configuration. */
const LARGEST_DOCUMENT = 8 * 1024 * 1024;
/**
 * Repositories `o/<host>[_<port>]/<repository>`: manifests come from the real registry, once in a run, and stay;
 * their blobs are noted with where they are, and move when somebody reads them. A tag stands for the same
 * manifest from its first use to the end of the run.
 */
class Mirror {
    #content;
    #upstream;
    #failed;
    /** `repository:tag` -> what it was found to be. */
    #tags = new Map();
    #types = new Map();
    #running = new Map();
    #configs = new Set();
    /** `repository:tag` -> the base image that it was served as. */
    #served = new Map();
    #byDigest = new Map();
    constructor(content, upstream, failed) {
        this.#content = content;
        this.#upstream = upstream;
        this.#failed = failed;
    }
    owns(name) {
        return (0,mirror_names/* mirroredBy */.I0)(name) !== undefined;
    }
    async describe(name, reference) {
        const origin = originOf(name);
        const descriptor = await this.#describe(origin, reference);
        this.#serve(origin, reference, descriptor);
        return descriptor;
    }
    async #describe(origin, reference) {
        const known = await this.#known(origin, reference);
        if (known)
            return known.descriptor;
        const remembered = 'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag)) : undefined;
        if (remembered)
            return remembered;
        const wanted = referenceTo(origin, reference);
        return this.#ask(async () => {
            const descriptor = await this.#upstream.locate(wanted);
            if (!descriptor)
                throw missing(wanted);
            this.#types.set(descriptor.digest, descriptor.mediaType);
            if ('tag' in reference)
                this.#tags.set(keyOf(origin, reference.tag), descriptor);
            return descriptor;
        });
    }
    async manifest(name, reference) {
        const origin = originOf(name);
        const key = keyOf(origin, 'tag' in reference ? reference.tag : reference.digest);
        const running = this.#running.get(key);
        if (running)
            return running;
        const fetching = this.#manifest(origin, reference).finally(() => this.#running.delete(key));
        this.#running.set(key, fetching);
        const manifest = await fetching;
        this.#serve(origin, reference, manifest.descriptor);
        return manifest;
    }
    async blobSize(name, digest) {
        const origin = originOf(name);
        const size = await this.#ask(() => this.#upstream.locateBlob(origin, digest), 'BLOB_UNKNOWN');
        if (size !== undefined)
            this.#content.remember({ digest, size }, origin);
        return size;
    }
    /** What was served so far: under a tag, and by digest alone. */
    served() {
        const tagged = [...this.#served];
        const named = new Set(tagged.map(([, { digest }]) => digest));
        return [
            ...tagged.map(([, one]) => one),
            ...[...this.#byDigest.values()].filter((one) => !named.has(one.digest)),
        ];
    }
    /** Media types of the manifests that were served. */
    types() {
        return this.#types;
    }
    /** Repositories that the triggers of the images served so far name. */
    async namedByTriggers() {
        const named = [];
        for (const digest of this.#configs) {
            const size = await this.#content.local(digest);
            if (size === undefined || size > LARGEST_DOCUMENT)
                continue; // no builder has read it either
            this.#configs.delete(digest);
            const stream = await this.#content.store.read(digest);
            if (stream)
                named.push(...imagesOfTriggers(await (0,oci_content/* readAll */.y)(stream)));
        }
        return named;
    }
    #serve(origin, reference, { digest, mediaType }) {
        const name = (0,oci_reference/* formatReference */.FH)(referenceTo(origin, reference));
        const one = { name, digest, mediaType, origin };
        if ('tag' in reference)
            this.#served.set(name, one);
        else
            this.#byDigest.set(digest, one);
    }
    async #manifest(origin, reference) {
        const known = await this.#known(origin, reference);
        if (known)
            return known;
        const resolved = 'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag)) : undefined;
        const wanted = referenceTo(origin, resolved ?? reference);
        return this.#ask(async () => {
            const { digest, mediaType, bytes } = await this.#upstream.manifest(wanted);
            await this.#content.write(single(bytes), { digest, size: bytes.length });
            const descriptor = { mediaType, digest, size: bytes.length };
            if ('tag' in reference)
                this.#tags.set(keyOf(origin, reference.tag), descriptor);
            this.#note(descriptor, bytes, origin);
            return { descriptor, bytes };
        });
    }
    /** A manifest whose bytes are here; a tag only when this run has looked it up. */
    async #known(origin, reference) {
        const digest = 'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag))?.digest : reference.digest;
        const size = digest && (await this.#content.local(digest));
        if (!digest || size === undefined || size > LARGEST_DOCUMENT)
            return undefined;
        const stream = await this.#content.store.read(digest);
        if (!stream)
            return undefined;
        const bytes = await (0,oci_content/* readAll */.y)(stream);
        const { mediaType } = (0,manifest_content/* parseManifest */.N)(bytes, digest, this.#types.get(digest)).record.descriptor;
        const descriptor = { mediaType, digest, size: bytes.length };
        this.#note(descriptor, bytes, origin);
        return { descriptor, bytes };
    }
    /** Remembers where the blobs of an image are. */
    #note(descriptor, bytes, origin) {
        this.#types.set(descriptor.digest, descriptor.mediaType);
        const { blobs = [], config } = (0,manifest_content/* parseManifest */.N)(bytes, descriptor.digest, descriptor.mediaType);
        for (const { digest, size } of blobs)
            this.#content.remember({ digest, size }, origin);
        if (config)
            this.#configs.add(config.digest);
    }
    async #ask(question, missingCode = 'MANIFEST_UNKNOWN') {
        try {
            return await question();
        }
        catch (error) {
            this.#failed(error);
            throw (0,upstream_failure/* upstreamAnswer */.w)(error, missingCode);
        }
    }
}
function originOf(name) {
    const origin = (0,mirror_names/* mirroredBy */.I0)(name);
    if (!origin)
        throw new RangeError(`${name} is no mirrored repository`);
    return origin;
}
function keyOf(origin, object) {
    return `${(0,mirror_names/* mirrorName */.zZ)(origin)} ${object}`;
}
function referenceTo(origin, reference) {
    return 'tag' in reference
        ? { ...origin, tag: reference.tag, digest: undefined }
        : { ...origin, tag: undefined, digest: reference.digest };
}
function missing(reference) {
    const { registry, repository } = reference;
    return new failure/* RegistryFailure */.Yp(`${(0,oci_reference/* formatReference */.FH)(reference)} was not found in ${registry}`, {
        registry,
        repository,
        status: 404,
        fix: 'Check the name and the tag. A private repository that you may not read also looks like this.',
    });
}
async function* single(bytes) {
    yield bytes;
}

// EXTERNAL MODULE: ./build/relay/registry-server.js + 8 modules
var registry_server = __webpack_require__(945);
// EXTERNAL MODULE: ./build/relay/repositories.js + 1 modules
var repositories = __webpack_require__(1894);
;// CONCATENATED MODULE: ./build/relay/relay.js










/** The tag under which a builder hands over what it built. */
const DELIVERY_TAG = 'built';
/**
 * The registry of one run, on loopback: mirror for pulls, inbox for pushes, and a proxy for what is no registry.
 * Builders know it and its credential, and nothing else. Disposing of it cuts every connection at once.
 */
class Relay {
    /** `127.0.0.1:PORT`; plain HTTP. */
    address;
    credential;
    /** The URL of its proxy, with a credential of its own, which opens nothing else. */
    proxy;
    #listener;
    #server;
    #state;
    #mirror;
    constructor(listener, server, credentials, state, mirror) {
        this.address = `${listener.host}:${listener.port}`;
        this.credential = credentials.registry;
        const { username, password } = credentials.proxy;
        this.proxy = new secret/* Secret */.z(`http://${username}:${password.reveal()}@${this.address}`);
        this.#listener = listener;
        this.#server = server;
        this.#state = state;
        this.#mirror = mirror;
    }
    /** Starts it on a free port. Throws DocklessError when loopback cannot be listened on. */
    static async start(options) {
        const { content, log } = options;
        const { cache } = options;
        const state = new RelayState(options.inbox, cache?.repository, log);
        const mirror = new Mirror(content, options.upstream, (error) => state.fail(error));
        const capability = new relay_capability/* Capability */.nS({
            images: options.images,
            writable: [options.inbox, ...(cache ? [cache.repository] : [])],
            named: () => mirror.namedByTriggers(),
            refused: (failure) => state.fail(failure),
        });
        const { username, password } = capability.credential;
        log.redactor.add(password.reveal());
        log.redactor.add(`${username}:${password.reveal()}`);
        const catalog = relay_catalog/* Catalog */.W.inMemory();
        for (const { tag, ...descriptor } of cache?.manifests ?? [])
            await catalog.putManifest(cache?.repository ?? '', { descriptor, subject: undefined }, [tag]);
        const server = new registry_server/* RegistryServer */.L({
            repositories: new repositories/* Repositories */.P(content, catalog, 'everywhere'),
            mirror,
            deletable: false,
            admit: (request, route) => capability.admit(request, route),
            pushed: (name, tags, manifest) => state.push(name, tags, manifest),
            failed: (error) => state.fail(error),
        });
        const proxyCredential = (0,relay_capability/* freshCredential */.Am)();
        log.redactor.add(proxyCredential.password.reveal());
        const proxy = new ConnectProxy({
            credential: proxyCredential,
            destinations: new Destinations(options.images.map((image) => image.registry)),
            proxies: options.proxies,
            log,
        });
        const request = async (incoming, response) => {
            response.once('finish', () => {
                const [place] = (incoming.url ?? '').split('?'); // a query may hold a signature
                log.debug(`relay: ${incoming.method} ${place} ${response.statusCode}`);
                state.answer(incoming, response, catalog);
            });
            if (/^https?:\/\//i.test(incoming.url ?? ''))
                await proxy.forward(incoming, response);
            else
                await server.handle(incoming, response);
        };
        const connect = (incoming, socket, head) => proxy.connect(incoming, socket, head);
        const listener = await (0,relay_listener/* listen */.K)({ request, connect }, { host: '127.0.0.1', port: 0 });
        return new Relay(listener, server, { registry: capability.credential, proxy: proxyCredential }, state, mirror);
    }
    /** Where a registry's repositories stand in the relay: `o/docker.io`, `o/localhost_5000`. */
    mirrorPrefix(registry) {
        return (0,mirror_names/* mirrorPrefix */.M6)(registry);
    }
    /** The manifest that was last pushed to the inbox's tag `built`; undefined when none was. */
    delivered() {
        return this.#state.delivered;
    }
    /** What went wrong while the builder pulled, first failure first. */
    upstreamFailures() {
        return this.#state.failures;
    }
    /** What the builder found or left in its cache, and the base images that it pulled. */
    cacheUse() {
        const steps = [...this.#state.steps.values()];
        return { steps, images: this.#mirror.served(), types: this.#mirror.types() };
    }
    async [Symbol.asyncDispose]() {
        await this.#listener[Symbol.asyncDispose]();
        await this.#server[Symbol.asyncDispose]();
    }
}
/** What the run wants to know of its relay afterwards. */
class RelayState {
    delivered;
    failures = [];
    /** Tag of the cache repository -> what it stood for when it was last found or left. */
    steps = new Map();
    #inbox;
    #cache;
    #log;
    constructor(inbox, cache, log) {
        this.#inbox = inbox;
        this.#cache = cache;
        this.#log = log;
    }
    push(name, tags, manifest) {
        if (name === this.#inbox && tags.includes(DELIVERY_TAG))
            this.delivered = manifest;
    }
    /** Notes each tag of the cache that was found or left. */
    answer({ url = '' }, { statusCode }, catalog) {
        const prefix = `/v2/${this.#cache ?? ''}/manifests/`;
        if (this.#cache === undefined || statusCode >= 300 || !url.startsWith(prefix))
            return;
        const name = url.slice(prefix.length).split('?')[0] ?? '';
        const found = name.includes(':') ? undefined : catalog.manifest(this.#cache, { tag: name })?.descriptor;
        if (!found)
            return;
        this.steps.delete(name); // so that it stands last: the most recent
        this.steps.set(name, { name, digest: found.digest, mediaType: found.mediaType });
    }
    fail(error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        this.#log.debug(`relay: ${failure.message}`);
        // Builders ask again: the same failure is one failure.
        if (!this.failures.some((one) => one.message === failure.message))
            this.failures.push(failure);
    }
}

// EXTERNAL MODULE: ./build/http/client.js + 3 modules
var client = __webpack_require__(4811);
;// CONCATENATED MODULE: ./build/commands/network.js



/**
 * How ADD gets out when we build ourselves: through the relay's proxy, as with every builder, which lets nobody to this
 * machine, to a metadata service or past the mirror to a registry, and takes the user's own proxies from there.
 */
function openNetwork({ host, log, lifetime }, { caCertificates, insecureRegistries }, relay) {
    const proxy = relay.proxy.reveal();
    const proxies = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: '', NO_PROXY: '' };
    const lowerCase = Object.entries(proxies).map(([name, value]) => [name.toLowerCase(), value]);
    const environment = { ...process.env, ...proxies, ...Object.fromEntries(lowerCase) };
    const http = new client.HttpClient({
        log,
        caCertificates,
        insecureRegistries,
        environment,
        signal: lifetime.signal,
    });
    return {
        http: {
            request: async (request) => {
                // For loopback no client takes a proxy.
                if (!(0,hosts/* isLoopback */.U9)(request.url.hostname))
                    return http.request(request);
                throw new errors/* DocklessError */.D2('BUILD_FAILED', `${request.url.host} is an address of this machine`, {
                    fix: 'Copy the file from the build context.',
                });
            },
        },
        gitCredentials: host.gitCredentials(),
        gitEnvironment: environment,
        [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
    };
}

// EXTERNAL MODULE: ./build/cache/tags.js
var tags = __webpack_require__(3012);
// EXTERNAL MODULE: ./build/runner/remote-builders.js
var remote_builders = __webpack_require__(938);
// EXTERNAL MODULE: ./build/strategies/registries.js
var strategies_registries = __webpack_require__(1329);
// EXTERNAL MODULE: ./build/commands/open-cache.js + 1 modules
var open_cache = __webpack_require__(275);
;// CONCATENATED MODULE: ./build/commands/origin-access.js





const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
const CACHE_TAG = 'buildkit-';
/**
 * What a builder that cannot reach the relay is given: the logins of the registries that the build names; and for a
 * BuildKit the cache in a registry, where one was asked for, with the login of that.
 */
async function originAccess({ host }, strategy, task, registries) {
    const { request } = task;
    const cache = strategy === 'buildkit' ? (0,strategies_origins/* ownCache */.He)(request) : undefined;
    const repositories = [...imagesOf(task), ...(cache ? [cache] : [])];
    const logins = await Promise.all([...new Set([...(0,strategies_registries/* registriesOf */.Ho)(task), ...(cache ? [cache.registry] : [])])].map(async (registry) => {
        const repository = repositories.find((one) => one.registry === registry)?.repository ?? '';
        const credential = await registries.credentials.find(registry, repository);
        return credential ? [{ registry, credential }] : [];
    }));
    const endpoints = request.builder?.endpoints ?? [];
    return {
        logins: logins.flat(),
        env: { ...(0,remote_builders/* builderEnvironment */.lS)(endpoints, process.env), ...proxies() },
        ...(cache ? { cache: cacheIn(cache, await (0,open_cache/* queryOf */.E2)(host, request), registries) } : {}),
    };
}
/** BuildKit's own artifacts, under tags beside ours: one build's for each ref, and nobody reads what is trusted less. */
function cacheIn(repository, query, { http }) {
    const name = `${repository.registry}/${repository.repository}`;
    return {
        from: (0,tags/* readableTags */.w)(CACHE_TAG, query).map((tag) => `${name}:${tag}`),
        to: `${name}:${(0,tags/* tagOf */.c)(CACHE_TAG, query.place, query.reader)}`,
        insecure: http.isInsecure(new URL(`https://${repository.registry}`)),
    };
}
function imagesOf({ needs, request }) {
    const named = Object.values(request.buildContexts).flatMap((context) => context.kind === 'image' ? [context.reference] : []);
    return [...needs.images.map(({ reference }) => reference), ...named];
}
function proxies() {
    const given = PROXIES.flatMap((name) => {
        const value = process.env[name];
        return value ? [[name, value]] : [];
    });
    return Object.fromEntries(given);
}

// EXTERNAL MODULE: ./build/commands/tool-store.js
var tool_store = __webpack_require__(2045);
// EXTERNAL MODULE: ./build/commands/wiring.js
var wiring = __webpack_require__(9037);
;// CONCATENATED MODULE: ./build/commands/behind-relay.js
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
 * Builds with nothing but the relay in reach: the strategy is planned and run, its image comes back. The content
 * store outlives the relay, so that the image can be published from it.
 */
async function buildBehindRelay(session, work) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, log, lifetime } = session;
        const { strategy, task, facts, registries, directory, cache, layers } = work;
        const { client, http } = registries;
        const store = await blob_store.BlobStore.open(external_node_path_.join(directory, 'content'));
        const content = new lazy_content.LazyContent(store, client);
        const manifests = await cache?.lay(content, strategy.name);
        layers?.look(content, manifests ?? []);
        const bases = new registry_images.RegistryImages(client, content);
        const relay = __addDisposableResource(env_1, await Relay.start({
            content,
            upstream: client,
            images: task.needs.images.map(({ reference }) => reference),
            inbox: wiring/* INBOX */.x3,
            ...(manifests ? { cache: { repository: build_cache/* STEPS */.UT, manifests } } : {}),
            log,
            proxies: http,
        }), true);
        const origins = 'dockerfile' in task && (0,strategies_origins/* pullsFromOrigins */.Yo)(strategy.name, task.request)
            ? await originAccess(session, strategy.name, task, registries)
            : undefined;
        const archives = cache && new MountArchives(content, cache.mounts);
        const plan = strategy.plan(task, facts, {
            ...(0,wiring/* wiringOf */.sG)(relay, directory, cacheWiring(work)),
            ...(origins ? { origins } : {}),
            ...(cache ? { mounts: (0,wiring/* mountsWiring */.jR)(cache.writable, task.request.cache.maxSize) } : {}),
        });
        if (!cache && needsCacheForMounts(strategy, task))
            log.notice('cache-mounts: there is no cache here, so they begin empty and are not kept');
        await (0,tool_store/* fetchPlanned */.zY)(session, task.request.tools, plan, registries);
        const network = __addDisposableResource(env_1, openNetwork(session, task.request, relay), true);
        const image = await strategy.build(task, plan, {
            log,
            signal: lifetime.signal,
            host: host.name,
            facts,
            content,
            bases,
            layers,
            network,
            delivered: () => {
                const manifest = relay.delivered();
                return manifest && { descriptor: manifest.descriptor, bytes: manifest.bytes };
            },
            ...(archives ? { mounts: archives } : {}),
            upstreamFailures: () => relay.upstreamFailures(),
        });
        const assembled = cache && layers ? [await assembledStep(image, task, content)] : [];
        await cache?.collect(usedOf(relay, bases, assembled, archives?.kept ?? []), content, strategy.name);
        return image;
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
/** Whether cache mounts are wanted that only a cache of ours keeps: a daemon that is there anyway keeps its own. */
function needsCacheForMounts({ name }, { request }) {
    return request.cache.mounts.length > 0 && request.builder === undefined && name !== 'docker';
}
/** What the builder had of the relay, and what our own had without it. */
function usedOf(relay, bases, assembled, mounts) {
    const { steps, images, types } = relay.cacheUse();
    return {
        steps: [...steps, ...assembled],
        images: [...images, ...bases.used()],
        mounts,
        types: new Map([...types, ...bases.types()]),
    };
}
/** An assembled image as the cache keeps it: by its layers. The target has these once it is pushed. */
async function assembledStep({ manifest, bytes }, { request }, content) {
    await content.write(external_node_stream_.Readable.from([bytes]), manifest);
    const { mediaType, digest } = manifest;
    const [tag] = request.push ? request.tags : [];
    const origin = tag && { registry: tag.registry, repository: tag.repository };
    return { name: 'image', mediaType, digest, ...(origin ? { origin } : {}) };
}
/** Steps are neither found nor left when every one is to be run anew; base images are still cached. */
function cacheWiring({ cache, task }) {
    const { noCache, cache: wanted } = task.request;
    if (!cache || noCache)
        return undefined;
    return { repository: build_cache/* STEPS */.UT, mode: wanted.mode, writable: cache.writable };
}

// EXTERNAL MODULE: ./build/assemble/layer.js
var assemble_layer = __webpack_require__(4268);
;// CONCATENATED MODULE: ./build/commands/earlier-layers.js








/**
 * Layers of earlier builds for a build of our own; undefined when nothing is to be taken from any. `tagged` is what the
 * first tag stands for.
 */
async function openEarlierLayers(session, request, client, tagged) {
    if (request.noCache)
        return undefined;
    const { platform, tags } = request;
    const mayRead = await (0,open_cache/* mayReadTag */.ur)(session, request);
    const pushed = async () => mayRead ? lastPushed(tags, tagged, (tag) => client.resolve(tag, session.lifetime.signal)) : undefined;
    return new EarlierLayers({ client, platform, pushed, log: session.log });
}
/** The image under the first tag that exists: a tag for a commit is new each time, the next one may not be. */
async function lastPushed([first, ...others], tagged, resolve) {
    if (first && tagged)
        return { ...first, tag: undefined, digest: tagged.digest };
    for (const tag of others) {
        const found = await resolve(tag);
        if (found)
            return { ...tag, tag: undefined, digest: found.digest };
    }
    return undefined;
}
const NONE = new Map();
/**
 * Compressed layers of images that were built before: of those in the cache, then of the one last pushed under a tag
 * of ours. Our manifests say of each layer what it was made of, and an image's config names the diffIDs. As with every
 * cache, nothing that goes wrong with it fails a build: what cannot be read is not there, and when the bytes of a layer
 * turn out to be gone, `failed` says that the build is to be done again; nothing is found from then on.
 */
class EarlierLayers {
    #options;
    #content;
    #cached = Promise.resolve(NONE);
    #pushed;
    #failed = false;
    constructor(options) {
        this.#options = options;
    }
    /** True when a layer that was found is not to be had. */
    get failed() {
        return this.#failed;
    }
    /** Begins to read: `manifests` are those that the cache laid into `content`. */
    look(content, manifests) {
        this.#content = content;
        this.#pushed = undefined;
        this.#cached = this.#failed
            ? Promise.resolve(NONE)
            : this.#layersOf(() => Promise.all(manifests.map(({ digest }) => imageIn(content, digest))));
        if (manifests.length === 0)
            void this.#lastPushed();
    }
    async isEmpty() {
        return (await this.#cached).size === 0 && (await this.#lastPushed()).size === 0;
    }
    async find(inputs) {
        const content = this.#content;
        const layer = (await this.#cached).get(inputs) ?? (await this.#lastPushed()).get(inputs);
        if (!layer || !content)
            return undefined;
        const { digest, size } = layer.descriptor;
        if ((await content.size(digest)) === undefined)
            return undefined;
        // In a registry it may be gone by now, which we want to be told.
        if (content.origins(digest).length > 0)
            content.keep(layer.descriptor, this);
        this.#options.log.info(`Unchanged since an earlier build: layer ${digest} (${size} bytes)`);
        return layer;
    }
    async open(digest) {
        const [origin] = this.#content?.origins(digest) ?? [];
        if (!origin)
            throw new errors/* DocklessError */.D2('DEFECT', `nobody is known to have ${digest}`);
        return this.#options.client.blob(origin, digest);
    }
    lost(digest, failure) {
        this.#failed = true;
        this.#options.log.warning(`Layer ${digest} of an earlier build is gone: ${(0,errors/* messageOf */.bD)(failure)}`);
    }
    /** Read when the cache has not all that is wanted: two or three requests. */
    #lastPushed() {
        const { client, pushed, platform } = this.#options;
        const content = this.#content;
        if (!content || this.#failed)
            return Promise.resolve(NONE);
        this.#pushed ??= this.#layersOf(async () => {
            const reference = await pushed();
            return reference ? [await new registry_images.RegistryImages(client, content).resolve(reference, platform)] : [];
        });
        return this.#pushed;
    }
    async #layersOf(read) {
        try {
            return new Map((await read()).flatMap(layersOf));
        }
        catch (error) {
            this.#options.log.debug(`no layers of earlier builds: ${(0,errors/* messageOf */.bD)(error)}`);
            return NONE;
        }
    }
}
async function imageIn(content, digest) {
    const manifest = (0,manifests/* parseManifest */.Ng)(await (0,oci_content/* readAll */.y)(await content.open(digest)), digest);
    const config = await (0,oci_content/* readAll */.y)(await content.open(manifest.config.digest));
    return { manifest, config: (0,manifests/* parseImageConfig */.FB)(config, manifest.config.digest) };
}
/** Layers that an assembler made, and nothing of what else their descriptors may say. */
function layersOf({ manifest, config }) {
    const diffIds = config.rootfs.diff_ids;
    if (diffIds.length !== manifest.layers.length)
        return [];
    return manifest.layers.flatMap(({ mediaType, digest, size, annotations = {} }, at) => {
        const [diffId, inputs, time] = [
            diffIds[at],
            (0,oci_digest/* parseDigest */.m)(annotations[assemble_layer/* LAYER_INPUTS */.wU] ?? ''),
            annotations[assemble_layer/* LAYER_TIME */.mV],
        ];
        if (!diffId || !inputs || time === undefined || mediaType !== media_types/* MediaType */.zu.layerGzip)
            return [];
        const kept = { [assemble_layer/* LAYER_INPUTS */.wU]: inputs, [assemble_layer/* LAYER_TIME */.mV]: time };
        return [[inputs, { descriptor: { mediaType, digest, size, annotations: kept }, diffId }]];
    });
}

// EXTERNAL MODULE: ./build/commands/image-contents.js
var image_contents = __webpack_require__(7673);
// EXTERNAL MODULE: ./build/commands/keep-cache.js
var keep_cache = __webpack_require__(5277);
// EXTERNAL MODULE: ./build/commands/prepare.js + 3 modules
var prepare = __webpack_require__(982);
// EXTERNAL MODULE: ./build/commands/registries.js
var commands_registries = __webpack_require__(7152);
// EXTERNAL MODULE: ./build/oci/layout.js
var layout = __webpack_require__(2470);
;// CONCATENATED MODULE: ./build/oci/docker-archive.js





/**
 * Writes what `docker load` and `podman load` read: a tar with `manifest.json`, which names the config and the
 * layers, that lie in it as in an OCI layout (as `docker save` writes it since 25.0). Layers stay as they are, so
 * their digests do too. Written aside and renamed; the same image gives the same bytes.
 * Throws DocklessError for an index: the format holds one platform.
 */
async function writeDockerArchive(image, file, tags) {
    const { manifest } = (0,manifests/* parseManifestOrIndex */.yA)(image.bytes, image.manifest.mediaType, String(image.manifest.digest));
    if (!manifest) {
        throw new errors/* DocklessError */.D2('WRONG_INPUT', 'a docker archive holds one platform, and this image has several', {
            fix: 'Write an OCI archive instead (type=oci), or build one platform.',
        });
    }
    const table = Buffer.from(JSON.stringify([entry(manifest, tags)]));
    await (0,layout/* writeTarFile */.D7)(file, [(0,layout/* bytesMember */.Kv)('manifest.json', table), ...(await (0,layout/* blobMembers */.rf)(image))]);
}
function entry(manifest, tags) {
    const path = (digest) => `blobs/${(0,oci_digest/* algorithmOf */.Hy)(digest)}/${(0,oci_digest/* hexOf */.ZD)(digest)}`;
    return {
        Config: path(manifest.config.digest),
        RepoTags: tags
            .filter((tag) => tag.tag !== undefined)
            .map((tag) => (0,oci_reference/* formatReference */.FH)({ ...tag, digest: undefined })),
        Layers: manifest.layers.map((layer) => path(layer.digest)),
    };
}

// EXTERNAL MODULE: ./build/oci/platform.js
var platform = __webpack_require__(4647);
;// CONCATENATED MODULE: ./build/commands/results.js





/** Writes the image to the files and directories that were asked for. */
async function writeOutputs(request, document, content) {
    const image = { manifest: document.descriptor, bytes: document.bytes, content };
    const [tag] = request.tags;
    const name = tag && (0,oci_reference/* formatReference */.FH)(tag);
    for (const output of request.outputs) {
        if (output.kind === 'oci-directory')
            await (0,layout/* writeLayout */.wy)(image, output.path, name);
        else if (output.kind === 'oci-archive')
            await (0,layout/* writeLayoutArchive */.Iz)(image, output.path, name);
        else
            await writeDockerArchive(image, output.path, request.tags);
    }
}
/** What later steps are told; `metadata` has the keys of BuildKit's metadata file. */
function outputsOf(request, strategy, document, publication) {
    const { descriptor, bytes } = document;
    const imageid = (0,manifests/* parseManifest */.Ng)(bytes, 'the built image').config.digest;
    const tags = request.tags.map(oci_reference/* formatReference */.FH);
    const [first] = publication?.tags ?? [];
    return {
        image: first === undefined ? '' : `${first}@${descriptor.digest}`,
        digest: descriptor.digest,
        imageid,
        tags,
        strategy,
        platforms: [(0,platform/* formatPlatform */.Bq)(request.platform)],
        metadata: {
            'containerimage.config.digest': imageid,
            'containerimage.descriptor': descriptor,
            'containerimage.digest': descriptor.digest,
            'image.name': tags.join(','),
        },
    };
}

// EXTERNAL MODULE: ./build/commands/session.js
var commands_session = __webpack_require__(6183);
;// CONCATENATED MODULE: ./build/commands/build.js
var build_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var build_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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
 * `dockless build`, the whole walk: request and facts, the choice, the build behind the relay, the one push, the
 * files that were asked for, the report.
 */
async function build(session) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, log, lifetime, line } = session;
        const { signal } = lifetime;
        const { request } = await (0,commands_session/* readBuildRequest */.oH)(session);
        await (0,private_directory/* sweepStale */.i)(host.temporary);
        await (0,outbox/* sweepOutboxes */.K)(host.temporary);
        const directory = lifetime.use(await private_directory/* PrivateDirectory */.l.create(host.temporary));
        const registries = build_addDisposableResource(env_1, await (0,commands_registries/* openRegistries */.c)(request, host, log, signal), true);
        const opened = await (0,open_cache/* openCache */.bp)(session, request, registries, directory.path);
        const { task: given, facts } = await (0,prepare/* prepare */.i)(session, request, directory, registries);
        const task = await (0,image_contents/* withContents */.x)(session, await (0,open_cache/* leaveOut */.ov)(given, host, directory.path), facts, directory);
        const { strategy } = (0,choose/* chosen */.FV)(task, facts, strategies_all/* STRATEGIES */.Y);
        const cache = (0,strategies_origins/* pullsFromOrigins */.Yo)(strategy.name, task.request) ? undefined : opened;
        if (opened && !cache) {
            opened.leave();
            if (!request.cache.isGiven)
                log.info('The builder cannot reach the cache of this CI: it is not used');
        }
        const pushed = await askTargets(request, registries, signal);
        const layers = strategy.name === 'assemble'
            ? await openEarlierLayers(session, request, registries.client, pushed)
            : undefined;
        const work = { strategy, task, facts, registries, directory, cache, layers };
        const { document, publication, began, built } = await makeAndPublish(session, work).catch((error) => {
            if (!(cache?.failed || layers?.failed) || signal.aborted)
                throw error;
            // That the cache is at fault has been told.
            log.info('The build needed what the cache did not have: it is done again without the cache');
            if (cache?.failed)
                cache.distrust();
            return makeAndPublish(session, work);
        });
        const outputs = outputsOf(request, strategy.name, document, publication);
        await host.publish(outputs);
        const times = { buildMs: built - began, pushMs: performance.now() - built };
        const transfer = publication?.transfer ?? { sent: 0, mounted: 0, present: 0 };
        await host.summary(renderSummary(outputs, { why: reason(task), ...times, ...transfer }));
        await (0,keep_cache/* keepCache */.G)(session, cache, request);
        if (line.json)
            await (0,commands_session/* printJson */.Q2)(outputs);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = build_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Builds, writes what was asked for and pushes. Each call works in a directory of its own. */
async function makeAndPublish(session, { directory, ...work }) {
    const { log, lifetime } = session;
    const { task, strategy, registries } = work;
    const { request } = task;
    const began = performance.now();
    const place = await (0,promises_.mkdtemp)(external_node_path_.join(directory.path, 'build-'));
    const image = await log.group(`Building with ${strategy.name}`, () => buildBehindRelay(session, { ...work, directory: place }));
    const built = performance.now();
    const document = annotate({ descriptor: image.manifest, bytes: image.bytes }, request.annotations);
    await writeOutputs(request, document, image.content);
    const publication = request.push
        ? await publish(document, image.content, request.tags, registries.client, {
            log,
            signal: lifetime.signal,
        })
        : undefined;
    return { document, publication, began, built };
}
/**
 * Asks every target repository before the build: a wrong password or a registry out of reach is told in the first
 * second, and not after the build. Returns what the first tag stands for so far.
 */
async function askTargets({ push, tags }, registries, signal) {
    if (!push)
        return undefined;
    const repositories = new Map();
    for (const tag of tags) {
        const key = `${tag.registry}/${tag.repository}`;
        if (!repositories.has(key))
            repositories.set(key, tag);
    }
    const [first] = await Promise.all([...repositories.values()].map((tag) => registries.client.resolve(tag, signal)));
    return first;
}
function reason(task) {
    if (task.request.strategy !== 'auto')
        return 'it was asked for';
    if ('project' in task)
        return `${task.project.shown} is there, and no Dockerfile`;
    const runs = task.needs.runs.length;
    return runs === 0
        ? 'the target needs no RUN'
        : `the first that can build ${runs} RUN ${runs === 1 ? 'step' : 'steps'} here`;
}


/***/ }),

/***/ 5277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ keepOutbox),
/* harmony export */   G: () => (/* binding */ keepCache)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _cache_build_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2954);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
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



const STATE = 'cache-outbox';
/**
 * Keeps what the build left for later ones. What must be uploaded waits for the post phase where there is one: then
 * nobody who comes after this step waits for it.
 */
async function keepCache({ host, lifetime, log }, cache, { cache: { maxSize } }) {
    const service = host.cacheService?.();
    if (!cache || service?.kind !== 'github' || !service.hasPost || !cache.store.isRemote)
        return cache?.save(lifetime.signal);
    const { fillOutbox } = await __webpack_require__.e(/* import() */ 332).then(__webpack_require__.bind(__webpack_require__, 8332));
    try {
        const outbox = cache.collected && (await fillOutbox(host.temporary, cache.collected, maxSize));
        if (outbox === undefined)
            log.debug('cache: there is nothing new to keep');
        else
            await host.saveState(STATE, outbox);
    }
    catch (error) {
        log.warning(`The cache was not saved: ${(0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
/** The post phase: saves what was put aside, and removes it whatever happens. */
async function keepOutbox({ host, lifetime, log }) {
    const outbox = await host.state(STATE);
    const service = host.cacheService?.();
    if (outbox === undefined)
        return;
    const { isOutbox, openOutbox } = await __webpack_require__.e(/* import() */ 332).then(__webpack_require__.bind(__webpack_require__, 8332));
    if (!isOutbox(outbox))
        return;
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const opened = await openOutbox(outbox);
            if (service?.kind !== 'github' || !opened)
                return;
            const [{ openGithubStore }, { HttpClient }] = await Promise.all([
                __webpack_require__.e(/* import() */ 239).then(__webpack_require__.bind(__webpack_require__, 2239)),
                Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(811), __webpack_require__.e(682)]).then(__webpack_require__.bind(__webpack_require__, 4811)),
            ]);
            const http = __addDisposableResource(env_1, new HttpClient({ log, signal: lifetime.signal }), true);
            const { maxSize, collected } = opened;
            const store = openGithubStore(service, { http, log, maxSize, directory: outbox });
            if (!store?.writable)
                return;
            const failure = await (0,_cache_build_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .saveQuietly */ .PY)(store, collected, log, { signal: lifetime.signal });
            if (failure !== undefined)
                log.warning(failure);
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
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(outbox, { recursive: true, force: true });
    }
}


/***/ })

};
