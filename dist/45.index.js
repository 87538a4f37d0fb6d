export const id = 45;
export const ids = [45];
export const modules = {

/***/ 2045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tx: () => (/* binding */ fetchTool),
/* harmony export */   a0: () => (/* binding */ openTools),
/* harmony export */   rI: () => (/* binding */ buildctlFor),
/* harmony export */   zY: () => (/* binding */ fetchPlanned)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _process_find_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2923);
/* harmony import */ var _tools_catalogue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4709);
/* harmony import */ var _tools_offer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9922);
/* harmony import */ var _tools_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1916);





/** Opens the tool cache and looks what is there. Writes nothing, asks no registry. */
async function openTools({ host }, sources) {
    const store = new _tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .ToolStore */ .G(await (0,_tools_store_js__WEBPACK_IMPORTED_MODULE_4__/* .toolRoot */ .p)(process.env, host.temporary));
    const offers = await Promise.all((0,_tools_catalogue_js__WEBPACK_IMPORTED_MODULE_2__/* .catalogue */ .s)(sources).map(async (tool) => {
        return { tool, directory: store.directoryOf(tool), installed: await store.has(tool) };
    }));
    return { store, offers: offers.filter(({ installed }) => installed || sources.fetch) };
}
/** Fetches what a plan runs and what is not there yet. Throws DocklessError when it cannot be had. */
async function fetchPlanned(session, sources, plan, registries) {
    const { store, offers } = await openTools(session, sources);
    const missing = (0,_tools_offer_js__WEBPACK_IMPORTED_MODULE_3__/* .toFetch */ .q)(offers, wordsOf(plan));
    for (const tool of missing)
        await fetchTool(session, store, tool, registries);
}
/** Every word of a plan that can be a program: what is run, and what is copied to be run. */
function wordsOf({ daemon, commands, files }) {
    const copied = files.flatMap(({ content }) => typeof content === 'object' && 'copyOf' in content ? [content.copyOf] : []);
    return [...(daemon?.argv ?? []), ...commands.flatMap(({ argv }) => argv), ...copied];
}
/** Fetches one tool, and says so. */
async function fetchTool({ log, lifetime }, store, tool, { client }) {
    const { registry, repository, digest } = tool.image;
    log.info(`Fetching ${tool.name} ${tool.version} from ${registry}/${repository}@${digest}`);
    try {
        return await store.install(tool, client, lifetime.signal);
    }
    catch (error) {
        if (!(error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2) || error.code !== 'REGISTRY_FAILED')
            throw error;
        const programs = tool.files.map(({ program }) => program).join(', ');
        const here = `Or put ${programs} on PATH, or name a registry that has the image in tool-mirror.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2(error.code, `${tool.name} is not installed and cannot be fetched: ${error.message}`, {
            fix: [error.fix, here].filter((one) => one !== undefined).join(' '),
            cause: error,
        });
    }
}
/**
 * The buildctl that builders elsewhere are asked with: on PATH, in the tool cache, or fetched when there is a way to
 * registries. Undefined when none is needed or to be had.
 */
async function buildctlFor(session, request, registries) {
    if (!request.builder)
        return undefined;
    const found = await (0,_process_find_js__WEBPACK_IMPORTED_MODULE_1__/* .findProgram */ .K)('buildctl');
    if (found !== undefined)
        return found;
    const { store, offers } = await openTools(session, request.tools);
    const offer = offers.find(({ tool }) => tool.files.some(({ program }) => program === 'buildctl'));
    if (!offer)
        return undefined;
    if (!offer.installed) {
        if (!registries)
            return undefined;
        await fetchTool(session, store, offer.tool, registries);
    }
    return `${offer.directory}/buildctl`;
}


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ decompress)
/* harmony export */ });
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6466);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8522);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(767);




const MAGIC = [
    ['gzip', [0x1f, 0x8b, 0x08]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bzip2', [0x42, 0x5a, 0x68]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];
/** Bytes that `detectCompression` must see to tell. */
const MAGIC_SIZE = 6;
/** Tells the compression from the first bytes (at least MAGIC_SIZE of them, unless there are no more). */
function detectCompression(first) {
    return MAGIC.find(([, magic]) => magic.every((byte, at) => first[at] === byte))?.[0] ?? 'none';
}
/**
 * The uncompressed bytes of `source`, whatever it was compressed with. gzip always; zstd where this Node has it
 * (22.15 and later). Throws DocklessError for damaged data and for what this Node cannot read.
 */
async function* decompress(source) {
    const { first, whole } = await peek(source);
    const compression = detectCompression(first);
    if (compression === 'none') {
        yield* whole;
        return;
    }
    const decoder = decoderFor(compression);
    const out = new node_stream__WEBPACK_IMPORTED_MODULE_1__.PassThrough({ highWaterMark: 256 << 10 });
    const moving = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from(whole, { objectMode: false }), decoder, out);
    // Awaited below; without a handler now, a failure before that would count as unhandled.
    moving.catch(() => undefined);
    try {
        for await (const chunk of out)
            yield bytesOf(chunk);
        await moving;
    }
    catch (error) {
        const cause = await moving.then(() => error, (first) => first);
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2 || !isZlibError(cause))
            throw cause;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `the ${compression} data is damaged: ${cause.message}`, {
            cause,
            fix: 'Make or fetch the file again.',
        });
    }
    finally {
        out.destroy();
    }
}
function bytesOf(chunk) {
    if (chunk instanceof Uint8Array)
        return chunk;
    throw new TypeError('a decompressor gave something else than bytes');
}
function isZlibError(error) {
    return (error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_ZLIB|ERR_BUFFER)/.test(String(error.code)));
}
function decoderFor(compression) {
    if (compression === 'gzip')
        return node_zlib__WEBPACK_IMPORTED_MODULE_2__.createGunzip({ chunkSize: 256 << 10 });
    if (compression === 'zstd') {
        // Not in the types of Node 20, the oldest we run on.
        const create = Reflect.get(/*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), 'createZstdDecompress');
        if (typeof create === 'function') {
            const made = Reflect.apply(create, /*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), []);
            if (isDuplex(made))
                return made;
        }
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `Node ${process.versions.node} cannot read data compressed with zstd`, {
            fix: 'Run with Node 22.15 or newer, or compress with gzip.',
        });
    }
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `data compressed with ${compression} cannot be read here`, {
        fix: 'Compress it with gzip, or not at all.',
    });
}
function isDuplex(value) {
    return typeof value === 'object' && value !== null && 'pipe' in value && 'write' in value;
}
/** The first bytes of a stream, and the whole of it again. */
async function peek(source) {
    const iterator = source[Symbol.asyncIterator]();
    const seen = [];
    let size = 0;
    let ended = false;
    while (size < MAGIC_SIZE && !ended) {
        const next = await iterator.next();
        if (next.done)
            ended = true;
        else {
            seen.push(next.value);
            size += next.value.length;
        }
    }
    async function* whole() {
        try {
            yield* seen;
            while (!ended) {
                const next = await iterator.next();
                if (next.done)
                    ended = true;
                else
                    yield next.value;
            }
        }
        finally {
            if (!ended)
                await iterator.return?.();
        }
    }
    return { first: Buffer.concat(seen).subarray(0, MAGIC_SIZE), whole: whole() };
}


/***/ }),

/***/ 5678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ encodeName),
/* harmony export */   e: () => (/* binding */ decodeName)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);

const ESCAPE = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/;
/**
 * Reads a file name of a tar. Names are bytes; nearly all are UTF-8. A byte that is not becomes the lone surrogate
 * U+DC80…U+DCFF that stands for it, so that `encodeName` gives back the same bytes (Python's "surrogateescape").
 */
function decodeName(bytes) {
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    let name = '';
    for (let at = 0; at < bytes.length;) {
        const length = characterLength(bytes, at);
        name +=
            length === 0
                ? String.fromCharCode(ESCAPE + (bytes[at] ?? 0))
                : Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
        at += Math.max(1, length);
    }
    return name;
}
/** Length in bytes of the UTF-8 character at `at`; 0 when none begins there. */
function characterLength(bytes, at) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length > 0 && at + length <= bytes.length && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(at, at + length)) ? length : 0;
}
/** The bytes of a file name: the reverse of `decodeName`. */
function encodeName(name) {
    if (!ESCAPED.test(name))
        return Buffer.from(name, 'utf8');
    const parts = name.match(/[\udc80-\udcff]|[^\udc80-\udcff]+/g) ?? [];
    // A pair of surrogates that is a real character must not be cut: only a lone low one is an escaped byte.
    const pieces = [];
    let plain = '';
    for (const part of parts) {
        if (ESCAPED.test(part) && !/[\ud800-\udbff]$/.test(plain)) {
            pieces.push(Buffer.from(plain, 'utf8'), Buffer.of(part.charCodeAt(0) - ESCAPE));
            plain = '';
        }
        else
            plain += part;
    }
    return Buffer.concat([...pieces, Buffer.from(plain, 'utf8')]);
}


/***/ }),

/***/ 2659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   Ms: () => (/* binding */ padding),
/* harmony export */   Np: () => (/* binding */ completeHeader),
/* harmony export */   Wq: () => (/* binding */ decodeBlock),
/* harmony export */   YS: () => (/* binding */ encodeHeader),
/* harmony export */   bs: () => (/* binding */ decodeRecords),
/* harmony export */   mt: () => (/* binding */ TarError),
/* harmony export */   xn: () => (/* binding */ LONGEST_EXTENSION)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(767);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5678);


/** Every header and every piece of padding of a tar is a multiple of this many bytes. */
const BLOCK = 512;
/** Names and attributes in extended headers longer than this are an attack, not a file. */
const LONGEST_EXTENSION = 1 << 20;
const XATTR = 'SCHILY.xattr.';
const LARGEST_OCTAL_ID = 0o7777777;
const LARGEST_OCTAL_SIZE = 0o77777777777;
/** A tar that cannot be read, or an entry that cannot be written. */
class TarError extends _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DocklessError */ .D2 {
    constructor(problem, details = {}) {
        super('BUILD_FAILED', `the archive cannot be read: ${problem}`, {
            ...details,
            fix: 'Make the archive again, or list it with "tar -tvf" to see where it breaks.',
        });
        this.name = 'TarError';
    }
}
const FLAG = {
    file: '0',
    hardlink: '1',
    symlink: '2',
    character: '3',
    block: '4',
    directory: '5',
    fifo: '6',
};
const TYPE = {
    '\0': 'file',
    '0': 'file',
    '7': 'file',
    '1': 'hardlink',
    '2': 'symlink',
    '3': 'character',
    '4': 'block',
    '5': 'directory',
    '6': 'fifo',
};
// ---- writing -----------------------------------------------------------------------------------------------
/**
 * The header blocks of one member: ustar, preceded by a pax extended header when ustar cannot hold it (long or
 * non-ASCII names, large ids or sizes, times with a fraction, extended attributes). The same header gives the
 * same bytes everywhere: no access time, no names of users, no device of the machine that wrote it.
 */
function encodeHeader(header) {
    const path = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .encodeName */ .a)(header.type === 'directory' && !header.path.endsWith('/') ? `${header.path}/` : header.path);
    const link = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .encodeName */ .a)(header.link);
    const records = [];
    const text = (value) => Buffer.from(String(value));
    const split = splitPath(path);
    if (!split)
        records.push(['path', path]);
    const shortLink = link.length <= 100 && isAscii(link);
    if (!shortLink)
        records.push(['linkpath', link]);
    if (header.size > LARGEST_OCTAL_SIZE)
        records.push(['size', text(header.size)]);
    if (header.uid > LARGEST_OCTAL_ID)
        records.push(['uid', text(header.uid)]);
    if (header.gid > LARGEST_OCTAL_ID)
        records.push(['gid', text(header.gid)]);
    const plainTime = Number.isInteger(header.mtime) && header.mtime >= 0 && header.mtime <= LARGEST_OCTAL_SIZE;
    if (!plainTime)
        records.push(['mtime', text(header.mtime)]);
    for (const name of [...header.xattrs.keys()].sort()) {
        records.push([`${XATTR}${name}`, header.xattrs.get(name) ?? Buffer.alloc(0)]);
    }
    const block = ustar({
        name: split?.name ?? truncated(path),
        prefix: split?.prefix ?? Buffer.alloc(0),
        flag: FLAG[header.type],
        mode: header.mode,
        uid: header.uid > LARGEST_OCTAL_ID ? 0 : header.uid,
        gid: header.gid > LARGEST_OCTAL_ID ? 0 : header.gid,
        size: header.size > LARGEST_OCTAL_SIZE ? 0 : header.size,
        mtime: plainTime
            ? header.mtime
            : Math.min(LARGEST_OCTAL_SIZE, Math.max(0, Math.floor(header.mtime) || 0)),
        link: shortLink ? link : truncated(link),
        major: header.major,
        minor: header.minor,
    });
    return records.length === 0 ? block : Buffer.concat([extension(path, records), block]);
}
function isAscii(bytes) {
    return bytes.every((byte) => byte > 0 && byte < 0x80);
}
/** Only for readers that know no pax: something of the name, ASCII, at most 100 bytes. */
function truncated(name) {
    return Buffer.from(name.map((byte) => (byte > 0 && byte < 0x80 ? byte : 0x5f))).subarray(0, 100);
}
/** How ustar holds a path: `name` alone, or cut at a slash into `prefix` and `name`; undefined when it cannot. */
function splitPath(path) {
    if (!isAscii(path))
        return undefined;
    if (path.length <= 100)
        return { name: path, prefix: Buffer.alloc(0) };
    if (path.length > 256)
        return undefined;
    const slash = path.indexOf(0x2f, path.length - 101);
    if (slash <= 0 || slash > 155 || slash === path.length - 1)
        return undefined;
    return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}
function extension(path, records) {
    const body = Buffer.concat(records.map(([key, value]) => record(key, value)));
    const base = truncated(path.subarray(path.lastIndexOf(0x2f, path.length - 2) + 1));
    const header = ustar({
        name: Buffer.concat([Buffer.from('PaxHeaders.0/'), base]).subarray(0, 100),
        prefix: Buffer.alloc(0),
        flag: 'x',
        mode: 0o644,
        uid: 0,
        gid: 0,
        size: body.length,
        mtime: 0,
        link: Buffer.alloc(0),
        major: 0,
        minor: 0,
    });
    return Buffer.concat([header, body, padding(body.length)]);
}
/** `LENGTH KEY=VALUE\n`, where LENGTH counts its own digits too (pax, "pax Extended Header"). */
function record(key, value) {
    const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
    let length = rest.length + 1;
    while (String(length).length + rest.length !== length)
        length = String(length).length + rest.length;
    return Buffer.concat([Buffer.from(String(length)), rest]);
}
/** The zeros that fill the last block of `size` bytes of content. */
function padding(size) {
    return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
function ustar(fields) {
    const block = Buffer.alloc(BLOCK);
    const octal = (value, at, width) => {
        block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
    };
    block.set(fields.name, 0);
    octal(fields.mode, 100, 8);
    octal(fields.uid, 108, 8);
    octal(fields.gid, 116, 8);
    octal(fields.size, 124, 12);
    octal(fields.mtime, 136, 12);
    block.write(fields.flag, 156, 'latin1');
    block.set(fields.link, 157);
    block.write('ustar\x0000', 257, 'latin1');
    octal(fields.major, 329, 8);
    octal(fields.minor, 337, 8);
    block.set(fields.prefix, 345);
    block.write(`${checksums(block).unsigned.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return block;
}
/** The sum of a header with blanks in the place of the sum; old programs added signed bytes. */
function checksums(block) {
    let unsigned = 8 * 0x20;
    let signed = unsigned;
    for (let at = 0; at < BLOCK; at++) {
        if (at >= 148 && at < 156)
            continue;
        const byte = block[at] ?? 0;
        unsigned += byte;
        signed += byte < 0x80 ? byte : byte - 0x100;
    }
    return { unsigned, signed };
}
/** Reads one header block (512 bytes). Throws TarError when its sum is wrong or a number is not one. */
function decodeBlock(block) {
    const sum = number(block, 148, 8, 'checksum');
    const { unsigned, signed } = checksums(block);
    if (sum !== unsigned && sum !== signed)
        throw new TarError('a header has a wrong checksum');
    const magic = block.toString('latin1', 257, 263);
    const prefix = magic === 'ustar\0' ? bytes(block, 345, 155) : Buffer.alloc(0);
    const name = bytes(block, 0, 100);
    const flag = String.fromCharCode(block[156] ?? 0);
    const device = magic.startsWith('ustar') && (flag === '3' || flag === '4');
    return {
        flag,
        path: (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name])),
        link: (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(bytes(block, 157, 100)),
        mode: number(block, 100, 8, 'mode'),
        uid: number(block, 108, 8, 'uid'),
        gid: number(block, 116, 8, 'gid'),
        size: number(block, 124, 12, 'size'),
        mtime: number(block, 136, 12, 'mtime'),
        major: device ? number(block, 329, 8, 'device number') : 0,
        minor: device ? number(block, 337, 8, 'device number') : 0,
    };
}
function bytes(block, at, width) {
    const field = block.subarray(at, at + width);
    const end = field.indexOf(0);
    return end === -1 ? field : field.subarray(0, end);
}
/** An octal number in ASCII, or GNU's base-256 when the first bit is set. */
function number(block, at, width, what) {
    const field = block.subarray(at, at + width);
    const first = field[0] ?? 0;
    if (first & 0x80) {
        let value = BigInt(first & 0x40 ? first - 0x100 : first & 0x3f);
        for (const byte of field.subarray(1))
            value = (value << 8n) | BigInt(byte);
        if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
            throw new TarError(`a header has an impossible ${what}`);
        return Number(value);
    }
    const text = field.toString('latin1').replaceAll('\0', ' ').trim();
    if (text === '')
        return 0;
    if (!/^[0-7]+$/.test(text))
        throw new TarError(`a header has a ${what} that is not octal`);
    return Number.parseInt(text, 8);
}
/** Reads the body of a pax extended header (POSIX pax, "pax Extended Header"). */
function decodeRecords(body) {
    const records = new Map();
    for (let at = 0; at < body.length;) {
        const blank = body.indexOf(0x20, at);
        const digits = blank === -1 ? '' : body.toString('latin1', at, blank);
        const end = at + Number.parseInt(digits, 10);
        const equals = body.indexOf(0x3d, blank);
        const sound = /^[0-9]{1,9}$/.test(digits) &&
            end <= body.length &&
            equals > blank &&
            equals < end &&
            body[end - 1] === 0x0a;
        if (!sound)
            throw new TarError('an extended header is malformed');
        records.set(body.toString('utf8', blank + 1, equals), body.subarray(equals + 1, end - 1));
        at = end;
    }
    return records;
}
/**
 * The member that a header block and what precedes it describe.
 * Throws TarError for sparse files, multi-volume archives, unknown types and impossible values.
 */
function completeHeader(raw, extensions) {
    const { records } = extensions;
    const path = textOf(records.get('path')) ?? extensions.longPath ?? raw.path;
    const link = textOf(records.get('linkpath')) ?? extensions.longLink ?? raw.link;
    if (raw.flag === 'S' || [...records.keys()].some((key) => key.startsWith('GNU.sparse.')))
        throw new TarError(`"${path}" is stored as a sparse file, which is not supported (tar without --sparse)`);
    const named = TYPE[raw.flag];
    if (!named)
        throw new TarError(`"${path}" has the unknown type ${JSON.stringify(raw.flag)}`);
    const type = named === 'file' && path.endsWith('/') && raw.flag !== '7' ? 'directory' : named;
    const size = type === 'file' ? (numberOf(records, 'size') ?? raw.size) : 0;
    if (!Number.isSafeInteger(size) || size < 0)
        throw new TarError(`"${path}" has an impossible size`);
    const uid = numberOf(records, 'uid') ?? raw.uid;
    const gid = numberOf(records, 'gid') ?? raw.gid;
    for (const id of [uid, gid]) {
        if (!Number.isInteger(id) || id < 0 || id > 0xffffffff)
            throw new TarError(`"${path}" has an impossible owner`);
    }
    if (path.includes('\0') || link.includes('\0'))
        throw new TarError('a name holds a zero byte');
    if (path === '')
        throw new TarError('a member has no name');
    if (link === '' && (type === 'symlink' || type === 'hardlink'))
        throw new TarError(`the link "${path}" leads nowhere`);
    const xattrs = new Map();
    for (const [key, value] of records) {
        if (key.startsWith(XATTR) && key.length > XATTR.length)
            xattrs.set(key.slice(XATTR.length), value);
    }
    return {
        path,
        type,
        mode: raw.mode & 0o7777,
        uid,
        gid,
        size,
        mtime: numberOf(records, 'mtime') ?? raw.mtime,
        link: type === 'symlink' || type === 'hardlink' ? link : '',
        major: raw.major,
        minor: raw.minor,
        xattrs,
    };
}
/** A record that is there but empty takes back what a global header said. */
function textOf(value) {
    return value === undefined || value.length === 0 ? undefined : (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeName */ .e)(value);
}
function numberOf(records, key) {
    const text = textOf(records.get(key));
    if (text === undefined)
        return undefined;
    if (!/^-?[0-9]+(\.[0-9]*)?$/.test(text))
        throw new TarError(`an extended header has a ${key} that is no number`);
    return Number(text);
}


/***/ }),

/***/ 8330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readTar)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5678);
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2659);


/**
 * The members of an uncompressed tar: ustar, pax (POSIX.1-2001), GNU and old V7.
 * Pulls no faster than it is read, and reads the source to its end. Throws TarError for what is not a tar,
 * is cut short, or asks for the impossible.
 */
async function* readTar(source) {
    const bytes = new Bytes(source);
    let global = new Map();
    try {
        for (;;) {
            const next = await readHeader(bytes, global);
            if (next === undefined)
                break;
            if (next.global) {
                global = next.global;
                continue;
            }
            let left = next.header.size;
            yield { header: next.header, content: take() };
            await bytes.skip(left + ((_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE - (next.header.size % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE)) % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE));
            async function* take() {
                while (left > 0) {
                    const chunk = await bytes.upTo(left);
                    left -= chunk.length;
                    yield chunk;
                }
            }
        }
        await bytes.drain();
    }
    finally {
        await bytes.close();
    }
}
/** Reads on to the next member or global header; undefined at the end of the archive. */
async function readHeader(bytes, global) {
    let own = new Map();
    let longPath;
    let longLink;
    let extended = false;
    for (;;) {
        const block = await bytes.block();
        if (block === undefined || isZero(block)) {
            if (extended)
                throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('it ends after an extended header');
            const second = block && (await bytes.block());
            if (second && !isZero(second))
                throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('a block of zeros stands between its members');
            return undefined;
        }
        const raw = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBlock */ .Wq)(block);
        switch (raw.flag) {
            case 'g':
                return { global: merged(global, (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeRecords */ .bs)(await extensionBody(bytes, raw))) };
            case 'x':
            case 'X':
                own = merged(own, (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeRecords */ .bs)(await extensionBody(bytes, raw)));
                break;
            case 'L':
                longPath = longName(await extensionBody(bytes, raw));
                break;
            case 'K':
                longLink = longName(await extensionBody(bytes, raw));
                break;
            case 'V':
                break;
            default: {
                const header = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .completeHeader */ .Np)(raw, { records: merged(global, own), longPath, longLink });
                return { header };
            }
        }
        extended = raw.flag !== 'V';
    }
}
function merged(under, over) {
    return under.size === 0 ? over : new Map([...under, ...over]);
}
async function extensionBody(bytes, raw) {
    if (raw.size < 0 || raw.size > _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .LONGEST_EXTENSION */ .xn)
        throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt(`an extended header claims ${raw.size} bytes`);
    const body = await bytes.exactly(raw.size);
    await bytes.skip((_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE - (raw.size % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE)) % _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE);
    return body;
}
function longName(body) {
    const end = body.indexOf(0);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeName */ .e)(end === -1 ? body : body.subarray(0, end));
}
function isZero(block) {
    return block.every((byte) => byte === 0);
}
/** Takes measured pieces from a stream of chunks. */
class Bytes {
    #source;
    #chunk = new Uint8Array(0);
    #ended = false;
    constructor(source) {
        this.#source = source[Symbol.asyncIterator]();
    }
    /** Makes sure that the current chunk has at least one byte; false at the end. */
    async #fill() {
        while (this.#chunk.length === 0 && !this.#ended) {
            const next = await this.#source.next();
            if (next.done)
                this.#ended = true;
            else
                this.#chunk = next.value;
        }
        return this.#chunk.length > 0;
    }
    /** At least one and at most `size` bytes. */
    async upTo(size) {
        if (!(await this.#fill()))
            throw new _tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .TarError */ .mt('it is cut short');
        const piece = this.#chunk.subarray(0, size);
        this.#chunk = this.#chunk.subarray(piece.length);
        return piece;
    }
    async exactly(size) {
        const pieces = [];
        for (let left = size; left > 0;) {
            const piece = await this.upTo(left);
            pieces.push(piece);
            left -= piece.length;
        }
        return Buffer.concat(pieces, size);
    }
    /** A block; undefined at the end. */
    async block() {
        return (await this.#fill()) ? await this.exactly(_tar_header_js__WEBPACK_IMPORTED_MODULE_1__/* .BLOCK */ .IE) : undefined;
    }
    async skip(size) {
        for (let left = size; left > 0;)
            left -= (await this.upTo(left)).length;
    }
    /** What follows the end of the archive is padding, but reading it lets a decompressor check its sum. */
    async drain() {
        while (await this.#fill())
            this.#chunk = new Uint8Array(0);
    }
    async close() {
        if (!this.#ended)
            await this.#source.return?.();
    }
}


/***/ }),

/***/ 4511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment)
/* harmony export */ });
/** Variables of ours that a child may see; everything else is built for it, never inherited. */
const PASSED = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'SOURCE_DATE_EPOCH',
    'NO_COLOR',
    'RUNNER_TRACKING_ID',
];
/**
 * The environment of a child process: a short list of harmless variables of ours and what the caller gives.
 * Inputs, tokens and the CI's job variables are never in it. `RUNNER_TRACKING_ID` passes because GitHub's
 * runner finds orphans by it.
 */
function childEnvironment(given = {}, ours = process.env) {
    const env = {};
    for (const name of PASSED) {
        const value = ours[name];
        if (value !== undefined)
            env[name] = value;
    }
    return { ...env, ...given };
}


/***/ }),

/***/ 2923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/** The first executable file called `name` on a PATH, as an absolute path; undefined when there is none. */
async function findProgram(name, searchPath = process.env['PATH'] ?? '') {
    for (const directory of searchPath.split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        if (!node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute(directory))
            continue;
        const candidate = node_path__WEBPACK_IMPORTED_MODULE_2__.join(directory, name);
        if (await isExecutable(candidate))
            return candidate;
    }
    return undefined;
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 1767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ run),
/* harmony export */   n: () => (/* binding */ start)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(767);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4511);




const KEEP = 1 << 20;
const GRACE_MS = 2000;
/** A pipe that something outside of the group holds open is read no longer than this after the program has ended. */
const DRAIN_MS = 2000;
/** A line that is longer comes in pieces: nothing that a program prints may fill our memory. */
const LONGEST_LINE = 1 << 16;
const SIGNAL_NUMBERS = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGKILL: 9,
    SIGTERM: 15,
};
/** Runs a program to its end. Never throws for what the program does: read `status`. */
async function run(command, options = {}) {
    return start(command, options).finished;
}
/** Starts a program in a process group of its own and returns at once. */
function start(command, options = {}) {
    const [program, ...args] = command.argv;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: command.cwd,
        env: command.env ?? (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .childEnvironment */ .Q)(),
        detached: true,
        stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => { }); // the program may end without reading: EPIPE says nothing new
    child.stdin?.end(command.stdin);
    const group = new Group(child, options.graceMs ?? GRACE_MS);
    const finished = settle(child, group, options);
    return {
        pid: child.pid,
        finished,
        async end(graceMs) {
            await group.end(graceMs);
            await finished;
        },
        async [Symbol.asyncDispose]() {
            await group.end();
            await finished;
        },
    };
}
async function settle(child, group, options) {
    const stdout = new Tail(options.keep ?? KEEP);
    const stderr = new Tail(options.keep ?? KEEP);
    const read = Promise.all([
        follow(child.stdout, 'stdout', stdout, options.onLine),
        follow(child.stderr, 'stderr', stderr, options.onLine),
    ]);
    let timedOut = false;
    const timer = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            void group.end(0);
        }, options.timeoutMs);
    const abort = () => void group.end();
    if (options.signal?.aborted)
        abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
        const ended = await exit(child);
        group.gone();
        await drained(read, [child.stdout, child.stderr]);
        return { ...ended, stdout: stdout.text(), stderr: stderr.text(), timedOut };
    }
    finally {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', abort);
    }
}
async function exit(child) {
    return new Promise((resolve) => {
        child.once('error', (error) => resolve({ status: 127, signal: undefined, startError: (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) }));
        child.once('exit', (code, signal) => resolve({
            status: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
            signal: signal ?? undefined,
            startError: undefined,
        }));
    });
}
async function follow(source, stream, tail, onLine) {
    if (!source)
        return;
    source.on('data', (chunk) => tail.add(chunk));
    source.on('error', () => { }); // a pipe that breaks with its process
    const lines = onLine && new Lines((line) => onLine(line, stream));
    if (lines)
        source.on('data', (chunk) => lines.add(chunk));
    await new Promise((resolve) => void source.once('close', resolve));
    lines?.end();
}
/** Waits until the pipes are read to their end; one that a daemon took along has none, and is let go of. */
async function drained(read, pipes) {
    const late = setTimeout(() => {
        for (const pipe of pipes)
            pipe?.destroy();
    }, DRAIN_MS);
    try {
        await read;
    }
    finally {
        clearTimeout(late);
    }
}
/** Cuts a stream of UTF-8 into lines, which end in LF or CR LF. */
class Lines {
    #onLine;
    #decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    #partial = '';
    constructor(onLine) {
        this.#onLine = onLine;
    }
    add(chunk) {
        const lines = `${this.#partial}${this.#decoder.write(chunk)}`.split('\n');
        this.#partial = lines.pop() ?? '';
        for (const line of lines)
            this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (this.#partial.length < LONGEST_LINE)
            return;
        this.#onLine(this.#partial);
        this.#partial = '';
    }
    end() {
        const rest = `${this.#partial}${this.#decoder.end()}`;
        if (rest !== '')
            this.#onLine(rest);
    }
}
/** The process group of a child: negative pid, see kill(2). */
class Group {
    #child;
    #graceMs;
    #gone = false;
    #ending;
    constructor(child, graceMs) {
        this.#child = child;
        this.#graceMs = graceMs;
    }
    /** The leader was reaped; what it left in its group is killed, as nobody waits for it. */
    gone() {
        this.#kill('SIGKILL');
        this.#gone = true;
    }
    async end(graceMs = this.#graceMs) {
        this.#ending ??= this.#end(graceMs);
        await this.#ending;
    }
    async #end(graceMs) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        const exited = new Promise((resolve) => void this.#child.once('exit', () => resolve()));
        if (graceMs > 0) {
            this.#kill('SIGTERM');
            const late = new Promise((resolve) => void setTimeout(resolve, graceMs).unref());
            await Promise.race([exited, late]);
        }
        if (!this.#gone)
            this.#kill('SIGKILL');
    }
    #kill(signal) {
        if (this.#gone || this.#child.pid === undefined)
            return;
        try {
            process.kill(-this.#child.pid, signal);
        }
        catch {
            // ESRCH: nobody is left in the group
        }
    }
}
/** The last `limit` bytes of a stream. */
class Tail {
    #limit;
    #chunks = [];
    #size = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    add(chunk) {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        for (let first = this.#chunks[0]; first && this.#size - first.length >= this.#limit; first = this.#chunks[0]) {
            this.#chunks.shift();
            this.#size -= first.length;
        }
    }
    text() {
        const all = Buffer.concat(this.#chunks);
        return all.subarray(Math.max(0, all.length - this.#limit)).toString('utf8');
    }
}


/***/ }),

/***/ 4709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ catalogue)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(767);


/**
 * The builders' official images. The index of each is pinned, so that every platform has its own file and nobody can
 * change one under its tag. An update is a change of this table, which is reviewed like any other.
 */
const PINS = [
    {
        name: 'buildkit',
        image: 'docker.io/moby/buildkit:v0.33.0-rootless@sha256:80b15f0735e87bab7bf59ec4d695dfb4a7cfb25521cf56dc75d6f256285b63ef',
        files: [
            { path: 'usr/bin/buildkitd', program: 'buildkitd', question: '--version' },
            { path: 'usr/bin/buildctl', program: 'buildctl', question: '--version' },
            { path: 'usr/bin/buildkit-runc', program: 'runc', question: '--version' },
        ],
    },
    {
        name: 'kaniko',
        image: 'ghcr.io/osscontainertools/kaniko:v1.28.5-debug@sha256:d6d74217dc077acfd3094992e917c357080a2d3fdd1042a49e34e29a7e57c572',
        // It is never run on the machine's own root, not even for a question.
        files: [
            { path: 'kaniko/executor', program: 'kaniko', question: undefined, fork: 'of osscontainertools' },
        ],
    },
];
/**
 * Every builder that can be fetched, as the user's own pins and mirror have it. Throws WrongInput for a pin of what is
 * not in it.
 */
function catalogue(options = {}) {
    const stray = Object.keys(options.images ?? {}).find((name) => !PINS.some((pin) => pin.name === name));
    if (stray !== undefined) {
        const fix = `Write one of ${PINS.map(({ name }) => name).join(', ')}`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WrongInput */ .Ey([{ input: 'tool-images', problem: `there is no builder "${stray}"`, fix }]);
    }
    return PINS.map(({ name, image, files }) => {
        const own = options.images?.[name];
        const pinned = own ?? behind(options.mirror, pinOf(image));
        return { name, version: versionOf(pinned), image: pinned, files };
    });
}
function pinOf(text) {
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
    if ('reason' in reference || reference.digest === undefined)
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DocklessError */ .D2('DEFECT', `the catalogue's ${text} is no reference with a digest`);
    return reference;
}
/** The same image where the mirror keeps it: under the same path. A digest is the same wherever it lies. */
function behind(mirror, image) {
    if (mirror === undefined)
        return image;
    const [registry = '', ...path] = mirror.replace(/\/+$/, '').split('/');
    return { ...image, registry, repository: [...path, image.repository].join('/') };
}
/** `v0.33.0-rootless` -> `0.33.0`; without such a tag, the beginning of the digest as what follows 0.0.0. */
function versionOf(image) {
    const said = /^v?(\d+\.\d+\.\d+)/.exec(image.tag ?? '')?.[1];
    return said ?? `0.0.0-${(image.digest ?? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(image)).slice(-64).slice(0, 12)}`;
}


/***/ }),

/***/ 9922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ toFetch),
/* harmony export */   s: () => (/* binding */ withOffers)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);


/**
 * The facts as they are with the catalogue at hand: what is not on PATH, or has a known defect, comes from there. What
 * is not installed says so in `fetch`, and a plan may count on it: it is fetched before the build begins. Pure.
 */
function withOffers(facts, offers) {
    const tools = { ...facts.tools };
    for (const { tool, directory, installed } of offers) {
        for (const { program, fork } of tool.files) {
            const found = tools[program];
            if (found && found.problem === undefined)
                continue;
            const at = {
                path: node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, program),
                version: [tool.version, ...(fork === undefined ? [] : [fork])].join(' '),
            };
            tools[program] = installed ? at : { ...at, fetch: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(tool.image) };
        }
    }
    return { ...facts, tools };
}
/** The tools that must be fetched before the programs that `words` name can be run: argv arrays, and what is copied. */
function toFetch(offers, words) {
    const named = new Set(words);
    return offers
        .filter(({ installed, directory, tool }) => {
        return !installed && tool.files.some(({ program }) => named.has(node_path__WEBPACK_IMPORTED_MODULE_0__.join(directory, program)));
    })
        .map(({ tool }) => tool);
}


/***/ }),

/***/ 1916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ ToolStore),
  p: () => (/* binding */ toolRoot)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors/errors.js
var errors = __webpack_require__(767);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/process/environment.js
var environment = __webpack_require__(4511);
// EXTERNAL MODULE: ./build/process/run.js
var run = __webpack_require__(1767);
// EXTERNAL MODULE: ./build/oci/compression.js
var compression = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/oci/manifests.js
var manifests = __webpack_require__(6352);
// EXTERNAL MODULE: ./build/oci/tar-read.js
var tar_read = __webpack_require__(8330);
;// CONCATENATED MODULE: ./build/tools/take.js










/** No program of a builder comes near it; what claims to be larger is no such program. */
const LARGEST = 512 << 20;
/**
 * Takes single files out of an image into a directory that exists and that nobody else writes to. Layers are read
 * from the top one down, each to its end and against its digest, and no further than the wanted files are found.
 * Where a file is put is decided by `wanted` alone: no name in a layer, and no link, ever becomes a path here.
 * Throws DocklessError.
 */
async function takeFiles(image, wanted, platform, to) {
    const { source, directory, signal } = to;
    const manifest = await manifestFor(image, platform, source, signal);
    const taken = [];
    let missing = wanted;
    for (const layer of manifest.layers.toReversed()) {
        if (missing.length === 0)
            break;
        const stream = await source.blob(image, layer.digest, { size: layer.size, signal });
        const found = await readLayer(stream, layer, missing, directory);
        taken.push(...found.taken);
        const [removed] = found.removed;
        if (removed)
            throw notThere(image, removed.path, 'a later layer removes it');
        missing = missing.filter((one) => !found.taken.some(({ name }) => name === one.name));
    }
    const [first] = missing;
    if (first)
        throw notThere(image, first.path, 'none of its layers has it');
    return taken;
}
async function manifestFor(image, platform, source, signal) {
    const fetched = await source.manifest(image, { signal });
    const what = (0,reference/* formatReference */.FH)(image);
    const { index, manifest } = (0,manifests/* parseManifestOrIndex */.yA)(fetched.bytes, fetched.mediaType, what);
    if (manifest)
        return manifest;
    const chosen = (0,oci_platform/* choosePlatform */.xV)(index?.manifests ?? [], platform);
    if (!chosen)
        throw new errors/* DocklessError */.D2('NOTHING_FITS', `${what} is not made for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, {
            fix: 'Install the builder by hand and put it on PATH',
        });
    return manifestFor({ ...image, tag: undefined, digest: chosen.digest }, platform, source, signal);
}
async function readLayer(stream, layer, wanted, directory) {
    const checked = new Checked(stream, layer.digest);
    const taken = new Map();
    const removed = new Set();
    for await (const entry of (0,tar_read/* readTar */.s)((0,compression/* decompress */.m)(checked.bytes()))) {
        const at = normal(entry.header.path);
        for (const one of wanted)
            if (at !== undefined && removes(at, one.path))
                removed.add(one);
        const one = wanted.find((candidate) => candidate.path === at);
        if (one)
            taken.set(one.name, await takeFile(entry, one, directory, taken.has(one.name)));
    }
    await checked.finish();
    return { taken: [...taken.values()], removed: [...removed].filter(({ name }) => !taken.has(name)) };
}
/** `./usr/bin/x`, `/usr/bin/x` -> `usr/bin/x`; undefined for what leads upwards. */
function normal(name) {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    return parts.includes('..') ? undefined : parts.join('/');
}
/** True for a whiteout of the file or of a directory above it. */
function removes(marker, file) {
    const name = external_node_path_.posix.basename(marker);
    if (!name.startsWith('.wh.'))
        return false;
    const parent = external_node_path_.posix.dirname(marker);
    const target = name === '.wh..wh..opq' ? parent : external_node_path_.posix.join(parent, name.slice('.wh.'.length));
    return file === target || file.startsWith(`${target}/`);
}
async function takeFile({ header, content }, { path: wanted, name }, directory, again) {
    if (header.type !== 'file')
        throw refused(wanted, `it is no plain file but a ${header.type}`);
    if (header.size > LARGEST)
        throw refused(wanted, `it claims to have ${header.size} bytes`);
    const file = await (0,promises_.open)(external_node_path_.join(directory, name), again ? 'w' : 'wx', 0o600);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const chunk of content) {
            hash.update(chunk);
            await file.writeFile(chunk);
        }
        await file.sync();
        await file.chmod(0o755);
    }
    finally {
        await file.close();
    }
    return { name, size: header.size, digest: (0,oci_digest/* digestFromHex */.Ch)(hash.digest('hex')) };
}
/** Bytes that pass, and at their end must have had the digest. */
class Checked {
    #source;
    #digest;
    #hash;
    #ended = false;
    constructor(source, digest) {
        this.#source = source[Symbol.asyncIterator]();
        this.#digest = digest;
        this.#hash = (0,external_node_crypto_.createHash)((0,oci_digest/* algorithmOf */.Hy)(digest));
    }
    async *bytes() {
        for (let next = await this.#next(); next; next = await this.#next())
            yield next;
    }
    /** Reads what a decompressor left, and throws when the digest is another one. */
    async finish() {
        while (!this.#ended)
            await this.#next();
        if ((0,oci_digest/* digestFromHex */.Ch)(this.#hash.digest('hex'), (0,oci_digest/* algorithmOf */.Hy)(this.#digest)) === this.#digest)
            return;
        throw new errors/* DocklessError */.D2('REGISTRY_FAILED', `the layer ${this.#digest} came with other bytes`, {
            fix: 'Run it again; if it stays so, ask the admin of the registry or of tool-mirror',
        });
    }
    async #next() {
        const next = await this.#source.next();
        if (next.done) {
            this.#ended = true;
            return undefined;
        }
        this.#hash.update(next.value);
        return next.value;
    }
}
function notThere(image, file, why) {
    return new errors/* DocklessError */.D2('REGISTRY_FAILED', `${(0,reference/* formatReference */.FH)(image)} has no ${file}: ${why}`, {
        fix: 'Name an image in tool-images that has the builder where its official image has it',
    });
}
function refused(file, why) {
    return new errors/* DocklessError */.D2('REGISTRY_FAILED', `${file} of the builder’s image is not taken: ${why}`, {
        fix: 'Name an image in tool-images that has the builder where its official image has it',
    });
}

;// CONCATENATED MODULE: ./build/tools/store.js












const RECEIPT = 'dockless-tool.json';
const STAGING = '.dockless-';
const STALE_MS = 6 * 3600 * 1000;
const QUESTION_MS = 10_000;
/**
 * Where fetched builders are kept: `<root>/<name>/<version>/<arch>` and the mark `<arch>.complete` beside it, as
 * @actions/tool-cache has it, so that GitHub's own runners keep and find them.
 */
class ToolStore {
    root;
    constructor(root) {
        this.root = root;
    }
    directoryOf({ name, version }) {
        return external_node_path_.join(this.root, name, version, process.arch);
    }
    /** True when it is there, from the very image of the catalogue, and nobody else may have changed it. */
    async has(tool) {
        return (await this.#look(tool)).state === 'installed';
    }
    /** What is there, by its names, sizes and modes. */
    async look(tool) {
        return this.#look(tool);
    }
    /** Removes a tool, whatever is left of it. */
    async remove(tool) {
        const directory = this.directoryOf(tool);
        await (0,promises_.rm)(`${directory}.complete`, { force: true });
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
    /** Reads every byte of an installed tool again and holds it against what was taken from the image. */
    async verify(tool) {
        const seen = await this.#look(tool);
        if (seen.state !== 'installed')
            return seen;
        const directory = this.directoryOf(tool);
        for (const { name, digest } of seen.receipt.files) {
            const found = (0,oci_digest/* digestFromHex */.Ch)(await hashOf(external_node_path_.join(directory, name)));
            if (found !== digest)
                return { tool, directory, state: 'damaged', problem: `${name} has other bytes` };
        }
        return { tool, directory, state: 'installed' };
    }
    /**
     * Fetches a tool, unless it is there, and returns its directory. It is made aside and renamed, so that a run beside
     * this one sees all of it or nothing. Throws DocklessError: REGISTRY_FAILED when the image cannot be had,
     * NOTHING_FITS when its programs do not start here or there is no place for them.
     */
    async install(tool, source, signal) {
        const directory = this.directoryOf(tool);
        if (await this.has(tool))
            return directory;
        const parent = external_node_path_.dirname(directory);
        const staging = external_node_path_.join(parent, `${STAGING}${process.pid}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
        try {
            await (0,promises_.mkdir)(staging, { recursive: true, mode: 0o755 });
        }
        catch (cause) {
            throw new errors/* DocklessError */.D2('NOTHING_FITS', `${tool.name} cannot be kept in ${parent}: ${(0,errors/* messageOf */.bD)(cause)}`, {
                fix: 'Set RUNNER_TOOL_CACHE to a directory that can be written',
                cause,
            });
        }
        try {
            await sweep(parent);
            const wanted = tool.files.map(({ path: at, program }) => ({ path: at, name: program }));
            const files = await takeFiles(tool.image, wanted, (0,oci_platform/* nativePlatform */.Nc)(), {
                source,
                directory: staging,
                signal,
            });
            await ask(tool, staging, signal);
            const receipt = { image: (0,reference/* formatReference */.FH)(tool.image), files };
            await (0,promises_.writeFile)(external_node_path_.join(staging, RECEIPT), `${JSON.stringify(receipt, undefined, 2)}\n`, {
                mode: 0o644,
            });
            await this.#putInPlace(tool, staging);
        }
        finally {
            await (0,promises_.rm)(staging, { recursive: true, force: true });
        }
        await (0,promises_.writeFile)(`${directory}.complete`, '');
        return directory;
    }
    async #putInPlace(tool, staging) {
        const directory = this.directoryOf(tool);
        for (let tries = 1;; tries += 1) {
            try {
                return await (0,promises_.rename)(staging, directory);
            }
            catch (cause) {
                // Another run was faster, or an older one is in the way: a directory that is not empty is never replaced.
                if (await this.has(tool))
                    return;
                if (tries === 3 || !isInTheWay(cause))
                    throw cause;
                const aside = `${staging}-old`;
                await (0,promises_.rename)(directory, aside).catch(() => undefined);
                await (0,promises_.rm)(aside, { recursive: true, force: true });
            }
        }
    }
    async #look(tool) {
        const directory = this.directoryOf(tool);
        const receipt = await readReceipt(directory);
        if (!receipt)
            return { tool, directory, state: 'missing' };
        const damaged = (problem) => ({ tool, directory, state: 'damaged', problem });
        if (!sameImage(receipt.image, tool))
            return damaged(`it is from ${receipt.image}`);
        if (!(await isOurs(directory)))
            return damaged('others may write to it');
        for (const { program } of tool.files) {
            const file = receipt.files.find(({ name }) => name === program);
            const stats = await (0,promises_.lstat)(external_node_path_.join(directory, program)).catch(() => undefined);
            if (!file || !stats?.isFile() || stats.size !== file.size)
                return damaged(`${program} is not whole`);
            if (!(await isOurs(external_node_path_.join(directory, program))))
                return damaged(`others may write to ${program}`);
        }
        return { tool, directory, state: 'installed', receipt };
    }
}
/**
 * The directory of a store: `$RUNNER_TOOL_CACHE` where a CI gives one that can be written, else
 * `$XDG_CACHE_HOME/dockless/tools` or `~/.cache/dockless/tools`, else one below `temporary`.
 */
async function toolRoot(env, temporary, home = external_node_os_.homedir()) {
    const runner = env['RUNNER_TOOL_CACHE'];
    const cache = env['XDG_CACHE_HOME'] || external_node_path_.join(home, '.cache');
    const places = [...(runner ? [runner] : []), external_node_path_.join(cache, 'dockless', 'tools')];
    for (const place of places)
        if (external_node_path_.isAbsolute(place) && (await canMake(place)))
            return place;
    return external_node_path_.join(temporary, `dockless-tools-${process.getuid?.() ?? 0}`);
}
/** True when the directory, or the nearest one above it that is there, can be written. */
async function canMake(directory) {
    try {
        await (0,promises_.access)(directory, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
        return true;
    }
    catch (error) {
        const parent = external_node_path_.dirname(directory);
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        return missing && parent !== directory && (await canMake(parent));
    }
}
/** Tools are run: only root or we may have written them. */
async function isOurs(file) {
    const stats = await (0,promises_.lstat)(file).catch(() => undefined);
    return stats !== undefined && [0, process.getuid?.() ?? 0].includes(stats.uid) && (stats.mode & 0o022) === 0;
}
function sameImage(receipt, { image }) {
    return image.digest !== undefined && receipt.endsWith(`@${image.digest}`);
}
async function readReceipt(directory) {
    try {
        const receipt = JSON.parse(await (0,promises_.readFile)(external_node_path_.join(directory, RECEIPT), 'utf8'));
        return isReceipt(receipt) ? receipt : undefined;
    }
    catch {
        return undefined; // not there, or no receipt of ours: it is fetched then
    }
}
function isReceipt(value) {
    if (typeof value !== 'object' || value === null || !('image' in value) || !('files' in value))
        return false;
    return typeof value.image === 'string' && Array.isArray(value.files) && value.files.every(isTaken);
}
function isTaken(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    if (!('name' in value) || !('size' in value) || !('digest' in value))
        return false;
    return typeof value.name === 'string' && typeof value.size === 'number' && typeof value.digest === 'string';
}
async function hashOf(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(file))
        hash.update(chunk);
    return hash.digest('hex');
}
function isInTheWay(error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
/** Whether the programs start here shows now, and not in the middle of a build. */
async function ask(tool, directory, signal) {
    for (const { program, question } of tool.files) {
        if (question === undefined)
            continue;
        const argv = [external_node_path_.join(directory, program), question];
        const options = { timeoutMs: QUESTION_MS, graceMs: 0, signal };
        const done = await (0,run/* run */.e)({ argv, env: (0,environment/* childEnvironment */.Q)({ HOME: '/' }), cwd: '/' }, options);
        signal.throwIfAborted();
        if (done.status === 0)
            continue;
        const said = done.startError ?? (`${done.stdout}\n${done.stderr}`.trim() || `exit status ${done.status}`);
        throw new errors/* DocklessError */.D2('NOTHING_FITS', `${program} of ${tool.name} ${tool.version} does not start here: ${said}`, {
            fix: `Install ${tool.name} by hand and put it on PATH; if ${directory} is mounted noexec, set RUNNER_TOOL_CACHE`,
        });
    }
}
/** Removes what installations that were killed left. */
async function sweep(parent) {
    for (const name of await (0,promises_.readdir)(parent).catch(() => [])) {
        if (!name.startsWith(STAGING))
            continue;
        const stats = await (0,promises_.lstat)(external_node_path_.join(parent, name)).catch(() => undefined);
        if (stats && Date.now() - stats.mtimeMs > STALE_MS)
            await (0,promises_.rm)(external_node_path_.join(parent, name), { recursive: true, force: true });
    }
}


/***/ })

};
