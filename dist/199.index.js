export const id = 199;
export const ids = [199];
export const modules = {

/***/ 9036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ compress),
/* harmony export */   IR: () => (/* binding */ detectCompression),
/* harmony export */   UV: () => (/* binding */ MAGIC_SIZE),
/* harmony export */   mF: () => (/* binding */ decompress)
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
/** The bytes of `source` compressed, quickly rather than well: with zstd where this Node has it, with gzip otherwise. */
async function* compress(source) {
    const encoder = zstd('createZstdCompress') ?? node_zlib__WEBPACK_IMPORTED_MODULE_2__.createGzip({ level: 1, chunkSize: 256 << 10 });
    const out = new node_stream__WEBPACK_IMPORTED_MODULE_1__.PassThrough({ highWaterMark: 256 << 10 });
    const moving = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from(source, { objectMode: false }), encoder, out);
    moving.catch(() => undefined); // awaited below
    try {
        for await (const chunk of out)
            yield bytesOf(chunk);
        await moving;
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
        const decoder = zstd('createZstdDecompress');
        if (decoder)
            return decoder;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `Node ${process.versions.node} cannot read data compressed with zstd`, {
            fix: 'Run with Node 22.15 or newer, or compress with gzip.',
        });
    }
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DocklessError */ .D2('BUILD_FAILED', `data compressed with ${compression} cannot be read here`, {
        fix: 'Compress it with gzip, or not at all.',
    });
}
/** Not in the types of Node 20, the oldest we run on. */
function zstd(name) {
    const create = Reflect.get(/*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), name);
    const made = typeof create === 'function' ? Reflect.apply(create, /*#__PURE__*/ (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache || (node_zlib__WEBPACK_IMPORTED_MODULE_2___namespace_cache = __webpack_require__.t(node_zlib__WEBPACK_IMPORTED_MODULE_2__, 2))), []) : undefined;
    return isDuplex(made) ? made : undefined;
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


/***/ })

};
