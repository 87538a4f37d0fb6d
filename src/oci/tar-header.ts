import { DocklessError } from '../errors/errors.js'
import { decodeName, encodeName } from './names.js'

/** Every header and every piece of padding of a tar is a multiple of this many bytes. */
export const BLOCK = 512
/** Names and attributes in extended headers longer than this are an attack, not a file. */
export const LONGEST_EXTENSION = 1 << 20

const XATTR = 'SCHILY.xattr.'
const LARGEST_OCTAL_ID = 0o7777777
const LARGEST_OCTAL_SIZE = 0o77777777777

/** What a member of a tar can be. Sockets cannot be archived. */
type TarType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'character' | 'block' | 'fifo'

/** A member of a tar, without its content. */
export interface TarHeader {
  /** As the archive has it: nothing is cleaned, a directory may or may not end in a slash. */
  readonly path: string
  readonly type: TarType
  /** Permissions with set-user-id, set-group-id and sticky: 0 to 0o7777. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Bytes of content; 0 unless it is a file. */
  readonly size: number
  /** Seconds since the epoch; a fraction only when an extended header gives one. */
  readonly mtime: number
  /** Target of a symbolic link; path in the archive of the file that a hard link names. */
  readonly link: string
  /** Device numbers of `character` and `block`. */
  readonly major: number
  readonly minor: number
  /** Extended attributes: full name (`security.capability`) to bytes. */
  readonly xattrs: ReadonlyMap<string, Uint8Array>
}

/** A tar that cannot be read, or an entry that cannot be written. */
export class TarError extends DocklessError {
  constructor(problem: string, details: { readonly cause?: unknown } = {}) {
    super('BUILD_FAILED', `the archive cannot be read: ${problem}`, {
      ...details,
      fix: 'Make the archive again, or list it with "tar -tvf" to see where it breaks.',
    })
    this.name = 'TarError'
  }
}

const FLAG: Readonly<Record<TarType, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
}
const TYPE: Readonly<Record<string, TarType>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
}

// ---- writing -----------------------------------------------------------------------------------------------

/**
 * The header blocks of one member: ustar, preceded by a pax extended header when ustar cannot hold it (long or
 * non-ASCII names, large ids or sizes, times with a fraction, extended attributes). The same header gives the
 * same bytes everywhere: no access time, no names of users, no device of the machine that wrote it.
 */
export function encodeHeader(header: TarHeader): Buffer {
  const path = encodeName(
    header.type === 'directory' && !header.path.endsWith('/') ? `${header.path}/` : header.path,
  )
  const link = encodeName(header.link)
  const records: [string, Uint8Array][] = []
  const text = (value: number): Buffer => Buffer.from(String(value))

  const split = splitPath(path)
  if (!split) records.push(['path', path])
  const shortLink = link.length <= 100 && isAscii(link)
  if (!shortLink) records.push(['linkpath', link])
  if (header.size > LARGEST_OCTAL_SIZE) records.push(['size', text(header.size)])
  if (header.uid > LARGEST_OCTAL_ID) records.push(['uid', text(header.uid)])
  if (header.gid > LARGEST_OCTAL_ID) records.push(['gid', text(header.gid)])
  const plainTime = Number.isInteger(header.mtime) && header.mtime >= 0 && header.mtime <= LARGEST_OCTAL_SIZE
  if (!plainTime) records.push(['mtime', text(header.mtime)])
  for (const name of [...header.xattrs.keys()].sort()) {
    records.push([`${XATTR}${name}`, header.xattrs.get(name) ?? Buffer.alloc(0)])
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
  })
  return records.length === 0 ? block : Buffer.concat([extension(path, records), block])
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte > 0 && byte < 0x80)
}

/** Only for readers that know no pax: something of the name, ASCII, at most 100 bytes. */
function truncated(name: Uint8Array): Buffer {
  return Buffer.from(name.map((byte) => (byte > 0 && byte < 0x80 ? byte : 0x5f))).subarray(0, 100)
}

/** How ustar holds a path: `name` alone, or cut at a slash into `prefix` and `name`; undefined when it cannot. */
function splitPath(path: Buffer): { name: Buffer; prefix: Buffer } | undefined {
  if (!isAscii(path)) return undefined
  if (path.length <= 100) return { name: path, prefix: Buffer.alloc(0) }
  if (path.length > 256) return undefined
  const slash = path.indexOf(0x2f, path.length - 101)
  if (slash <= 0 || slash > 155 || slash === path.length - 1) return undefined
  return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) }
}

function extension(path: Buffer, records: readonly [string, Uint8Array][]): Buffer {
  const body = Buffer.concat(records.map(([key, value]) => record(key, value)))
  const base = truncated(path.subarray(path.lastIndexOf(0x2f, path.length - 2) + 1))
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
  })
  return Buffer.concat([header, body, padding(body.length)])
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts its own digits too (pax, "pax Extended Header"). */
function record(key: string, value: Uint8Array): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')])
  let length = rest.length + 1
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

/** The zeros that fill the last block of `size` bytes of content. */
export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}

interface Ustar {
  readonly name: Uint8Array
  readonly prefix: Uint8Array
  readonly flag: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  readonly mtime: number
  readonly link: Uint8Array
  readonly major: number
  readonly minor: number
}

function ustar(fields: Ustar): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, width: number): void => {
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
  }
  block.set(fields.name, 0)
  octal(fields.mode, 100, 8)
  octal(fields.uid, 108, 8)
  octal(fields.gid, 116, 8)
  octal(fields.size, 124, 12)
  octal(fields.mtime, 136, 12)
  block.write(fields.flag, 156, 'latin1')
  block.set(fields.link, 157)
  block.write('ustar\x0000', 257, 'latin1')
  octal(fields.major, 329, 8)
  octal(fields.minor, 337, 8)
  block.set(fields.prefix, 345)
  block.write(`${checksums(block).unsigned.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

/** The sum of a header with blanks in the place of the sum; old programs added signed bytes. */
function checksums(block: Uint8Array): { unsigned: number; signed: number } {
  let unsigned = 8 * 0x20
  let signed = unsigned
  for (let at = 0; at < BLOCK; at++) {
    if (at >= 148 && at < 156) continue
    const byte = block[at] ?? 0
    unsigned += byte
    signed += byte < 0x80 ? byte : byte - 0x100
  }
  return { unsigned, signed }
}

// ---- reading -----------------------------------------------------------------------------------------------

/** Extended header records: key to bytes. */
type Records = ReadonlyMap<string, Uint8Array>

/** A header block as it stands, before extended headers are applied. `flag` is the raw type flag. */
export interface RawHeader {
  readonly flag: string
  readonly path: string
  readonly link: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  readonly mtime: number
  readonly major: number
  readonly minor: number
}

/** Reads one header block (512 bytes). Throws TarError when its sum is wrong or a number is not one. */
export function decodeBlock(block: Buffer): RawHeader {
  const sum = number(block, 148, 8, 'checksum')
  const { unsigned, signed } = checksums(block)
  if (sum !== unsigned && sum !== signed) throw new TarError('a header has a wrong checksum')
  const magic = block.toString('latin1', 257, 263)
  const prefix = magic === 'ustar\0' ? bytes(block, 345, 155) : Buffer.alloc(0)
  const name = bytes(block, 0, 100)
  const flag = String.fromCharCode(block[156] ?? 0)
  const device = magic.startsWith('ustar') && (flag === '3' || flag === '4')
  return {
    flag,
    path: decodeName(prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name])),
    link: decodeName(bytes(block, 157, 100)),
    mode: number(block, 100, 8, 'mode'),
    uid: number(block, 108, 8, 'uid'),
    gid: number(block, 116, 8, 'gid'),
    size: number(block, 124, 12, 'size'),
    mtime: number(block, 136, 12, 'mtime'),
    major: device ? number(block, 329, 8, 'device number') : 0,
    minor: device ? number(block, 337, 8, 'device number') : 0,
  }
}

function bytes(block: Buffer, at: number, width: number): Buffer {
  const field = block.subarray(at, at + width)
  const end = field.indexOf(0)
  return end === -1 ? field : field.subarray(0, end)
}

/** An octal number in ASCII, or GNU's base-256 when the first bit is set. */
function number(block: Buffer, at: number, width: number, what: string): number {
  const field = block.subarray(at, at + width)
  const first = field[0] ?? 0
  if (first & 0x80) {
    let value = BigInt(first & 0x40 ? first - 0x100 : first & 0x3f)
    for (const byte of field.subarray(1)) value = (value << 8n) | BigInt(byte)
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
      throw new TarError(`a header has an impossible ${what}`)
    return Number(value)
  }
  const text = field.toString('latin1').replaceAll('\0', ' ').trim()
  if (text === '') return 0
  if (!/^[0-7]+$/.test(text)) throw new TarError(`a header has a ${what} that is not octal`)
  return Number.parseInt(text, 8)
}

/** Reads the body of a pax extended header (POSIX pax, "pax Extended Header"). */
export function decodeRecords(body: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (let at = 0; at < body.length; ) {
    const blank = body.indexOf(0x20, at)
    const digits = blank === -1 ? '' : body.toString('latin1', at, blank)
    const end = at + Number.parseInt(digits, 10)
    const equals = body.indexOf(0x3d, blank)
    const sound =
      /^[0-9]{1,9}$/.test(digits) &&
      end <= body.length &&
      equals > blank &&
      equals < end &&
      body[end - 1] === 0x0a
    if (!sound) throw new TarError('an extended header is malformed')
    records.set(body.toString('utf8', blank + 1, equals), body.subarray(equals + 1, end - 1))
    at = end
  }
  return records
}

/** What precedes a member: pax records (global ones first, then its own) and GNU long names. */
export interface Extensions {
  readonly records: Records
  readonly longPath: string | undefined
  readonly longLink: string | undefined
}

/**
 * The member that a header block and what precedes it describe.
 * Throws TarError for sparse files, multi-volume archives, unknown types and impossible values.
 */
export function completeHeader(raw: RawHeader, extensions: Extensions): TarHeader {
  const { records } = extensions
  const path = textOf(records.get('path')) ?? extensions.longPath ?? raw.path
  const link = textOf(records.get('linkpath')) ?? extensions.longLink ?? raw.link
  if (raw.flag === 'S' || [...records.keys()].some((key) => key.startsWith('GNU.sparse.')))
    throw new TarError(`"${path}" is stored as a sparse file, which is not supported (tar without --sparse)`)
  const named = TYPE[raw.flag]
  if (!named) throw new TarError(`"${path}" has the unknown type ${JSON.stringify(raw.flag)}`)
  const type = named === 'file' && path.endsWith('/') && raw.flag !== '7' ? 'directory' : named

  const size = type === 'file' ? (numberOf(records, 'size') ?? raw.size) : 0
  if (!Number.isSafeInteger(size) || size < 0) throw new TarError(`"${path}" has an impossible size`)
  const uid = numberOf(records, 'uid') ?? raw.uid
  const gid = numberOf(records, 'gid') ?? raw.gid
  for (const id of [uid, gid]) {
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff)
      throw new TarError(`"${path}" has an impossible owner`)
  }
  if (path.includes('\0') || link.includes('\0')) throw new TarError('a name holds a zero byte')
  if (path === '') throw new TarError('a member has no name')
  if (link === '' && (type === 'symlink' || type === 'hardlink'))
    throw new TarError(`the link "${path}" leads nowhere`)
  const xattrs = new Map<string, Uint8Array>()
  for (const [key, value] of records) {
    if (key.startsWith(XATTR) && key.length > XATTR.length) xattrs.set(key.slice(XATTR.length), value)
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
  }
}

/** A record that is there but empty takes back what a global header said. */
function textOf(value: Uint8Array | undefined): string | undefined {
  return value === undefined || value.length === 0 ? undefined : decodeName(value)
}

function numberOf(records: Records, key: string): number | undefined {
  const text = textOf(records.get(key))
  if (text === undefined) return undefined
  if (!/^-?[0-9]+(\.[0-9]*)?$/.test(text))
    throw new TarError(`an extended header has a ${key} that is no number`)
  return Number(text)
}
