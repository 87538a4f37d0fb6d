import { createHash } from 'node:crypto'

/** An entry of a tar as a layer has it: path without leading `./` and trailing `/`, extended headers applied. */
export interface TarEntry {
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'character' | 'block' | 'fifo'
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  /** Seconds since 1970, with a fraction where the tar has one. */
  readonly mtime: number
  /** Target of a link. */
  readonly link: string
  /** `MAJOR:MINOR` of a device. */
  readonly device: string
  /** Extended attributes, their bytes in hexadecimal. */
  readonly xattrs: Readonly<Record<string, string>>
  /** Of a file's content. */
  readonly sha256: string
}

const TYPES: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
}

/**
 * Reads a whole tar (ustar, pax, GNU). Written apart from the project's own reader, so that neither hides the other's
 * mistakes; it throws at whatever it does not know.
 */
export function readTar(tar: Buffer): TarEntry[] {
  const entries: TarEntry[] = []
  let pax = new Map<string, Buffer>()
  let longPath: string | undefined
  let longLink: string | undefined
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512)
    if (header.every((byte) => byte === 0)) break
    assertChecksum(header, at)
    const flag = header.subarray(156, 157).toString('latin1')
    const size = pax.has('size') ? Number(pax.get('size')) : numberIn(header, 124, 12)
    const body = tar.subarray(at + 512, at + 512 + size)
    if (body.length < size) throw new Error(`the tar ends within the entry at byte ${at}`)
    at += 512 + Math.ceil(size / 512) * 512
    if (flag === 'x') pax = readPax(body)
    else if (flag === 'g') throw new Error('global pax headers have no place in a layer')
    else if (flag === 'L') longPath = textIn(body, 0, body.length)
    else if (flag === 'K') longLink = textIn(body, 0, body.length)
    else {
      entries.push(readEntry(header, flag, body, { pax, longPath, longLink }))
      pax = new Map()
      longPath = undefined
      longLink = undefined
    }
  }
  return entries
}

interface Extensions {
  readonly pax: ReadonlyMap<string, Buffer>
  readonly longPath: string | undefined
  readonly longLink: string | undefined
}

function readEntry(header: Buffer, flag: string, body: Buffer, more: Extensions): TarEntry {
  const type = TYPES[flag]
  if (type === undefined) throw new Error(`unknown type ${JSON.stringify(flag)} in a tar`)
  const { pax } = more
  const number = (key: string, offset: number, length: number): number =>
    pax.has(key) ? Number(pax.get(key)) : numberIn(header, offset, length)
  const prefix = header.subarray(257, 263).toString('latin1') === 'ustar\0' ? textIn(header, 345, 155) : ''
  const short = textIn(header, 0, 100)
  const path = pax.get('path')?.toString() ?? more.longPath ?? (prefix ? `${prefix}/${short}` : short)
  const isDevice = type === 'character' || type === 'block'
  return {
    path: cleanPath(path),
    type,
    mode: numberIn(header, 100, 8) & 0o7777,
    uid: number('uid', 108, 8),
    gid: number('gid', 116, 8),
    size: type === 'file' ? body.length : 0,
    mtime: number('mtime', 136, 12),
    link:
      type === 'hardlink' ? cleanPath(linkOf(header, more)) : type === 'symlink' ? linkOf(header, more) : '',
    device: isDevice ? `${numberIn(header, 329, 8)}:${numberIn(header, 337, 8)}` : '',
    xattrs: xattrsOf(pax),
    sha256: type === 'file' ? createHash('sha256').update(body).digest('hex') : '',
  }
}

function linkOf(header: Buffer, { pax, longLink }: Extensions): string {
  return pax.get('linkpath')?.toString() ?? longLink ?? textIn(header, 157, 100)
}

function xattrsOf(pax: ReadonlyMap<string, Buffer>): Record<string, string> {
  const prefix = 'SCHILY.xattr.'
  const found = [...pax].filter(([key]) => key.startsWith(prefix))
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value.toString('hex')]))
}

function readPax(body: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at)
    const length = Number(body.subarray(at, space).toString('latin1'))
    const equals = body.indexOf(0x3d, space)
    if (!(length > 0) || space < 0 || equals < 0) throw new Error('a pax header is broken')
    records.set(body.subarray(space + 1, equals).toString(), body.subarray(equals + 1, at + length - 1))
    at += length
  }
  return records
}

/** Octal text, or GNU's base-256 where the first bit is set. */
function numberIn(header: Buffer, offset: number, length: number): number {
  const field = header.subarray(offset, offset + length)
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(textIn(header, offset, length).trim() || '0', 8)
  return field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] ?? 0) & 0x7f)
}

function textIn(bytes: Buffer, offset: number, length: number): string {
  const field = bytes.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? field.length : end).toString()
}

function cleanPath(path: string): string {
  return path
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '')
}

function assertChecksum(header: Buffer, at: number): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0)
  if (sum !== numberIn(header, 148, 8)) throw new Error(`the tar header at byte ${at} has a wrong checksum`)
}
