import { access, open } from 'node:fs/promises'
import path from 'node:path'

/** What an ELF program needs to be loaded. */
export interface DynamicProgram {
  /** Its dynamic linker: `/lib64/ld-linux-x86-64.so.2`. */
  readonly loader: string
  /** Names of the shared libraries that it asks for: `libc.so.6`. */
  readonly needed: readonly string[]
}

const MAGIC = 0x7f454c46
const CLASS_64 = 2
const LITTLE_ENDIAN = 1
const LARGEST_TABLE = 1 << 20
const [PT_LOAD, PT_DYNAMIC, PT_INTERP] = [1, 2, 3]
const [DT_NEEDED, DT_STRTAB, DT_STRSZ] = [1n, 5n, 10n]

interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly size: number
}

/**
 * Reads what a 64-bit little-endian ELF file says of its libraries (System V ABI, "Program Header" and "Dynamic
 * Section"); undefined for one that is linked statically, and for other files. The file is never run.
 */
export async function dynamicProgram(file: string): Promise<DynamicProgram | undefined> {
  return reading(file, async (read) => {
    const segments = await readSegments(read)
    const interpreter = segments.find(({ type }) => type === PT_INTERP)
    if (!interpreter) return undefined
    const loader = text(await read(interpreter.offset, interpreter.size), 0)
    return { loader, needed: await readNeeded(segments, read) }
  })
}

type Read = (offset: number, size: number) => Promise<Buffer>

async function reading<T>(file: string, body: (read: Read) => Promise<T>): Promise<T> {
  const handle = await open(file)
  try {
    return await body(async (offset, size) => {
      const wanted = Buffer.alloc(Math.min(size, LARGEST_TABLE))
      const { bytesRead } = await handle.read(wanted, 0, wanted.length, offset)
      return wanted.subarray(0, bytesRead)
    })
  } finally {
    await handle.close()
  }
}

async function readSegments(read: Read): Promise<readonly Segment[]> {
  const header = await read(0, 64)
  if (header.length < 64 || header.readUInt32BE(0) !== MAGIC) return []
  if (header[4] !== CLASS_64 || header[5] !== LITTLE_ENDIAN) return []
  const size = header.readUInt16LE(54)
  const table = await read(Number(header.readBigUInt64LE(32)), size * header.readUInt16LE(56))
  const count = size < 56 ? 0 : Math.floor(table.length / size)
  return Array.from({ length: count }, (_, index) => {
    const entry = table.subarray(index * size)
    const number = (at: number): number => Number(entry.readBigUInt64LE(at))
    return { type: entry.readUInt32LE(0), offset: number(8), address: number(16), size: number(32) }
  })
}

async function readNeeded(segments: readonly Segment[], read: Read): Promise<readonly string[]> {
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC)
  if (!dynamic) return []
  const table = await read(dynamic.offset, dynamic.size)
  const entries = Array.from({ length: Math.floor(table.length / 16) }, (_, index) => ({
    tag: table.readBigInt64LE(index * 16),
    value: Number(table.readBigUInt64LE(index * 16 + 8)),
  }))
  const valueOf = (tag: bigint): number => entries.find((entry) => entry.tag === tag)?.value ?? 0
  const address = valueOf(DT_STRTAB)
  const held = segments.find(
    (s) => s.type === PT_LOAD && s.address <= address && address < s.address + s.size,
  )
  if (!held) return []
  const strings = await read(held.offset + address - held.address, valueOf(DT_STRSZ))
  return entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => text(strings, value))
}

/** The text up to the next zero byte. */
function text(bytes: Buffer, from: number): string {
  const end = bytes.indexOf(0, from)
  return bytes.toString('latin1', from, end === -1 ? bytes.length : end)
}

/** Where distributions keep shared libraries, besides the directory of the dynamic linker itself. */
const LIBRARY_DIRECTORIES = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'] as const
const TRIPLETS: Readonly<Record<string, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

/**
 * Every file that must be beside a program for its dynamic linker to load it, the linker first; undefined when one
 * of them is not to be found.
 */
export async function libraryFiles(
  program: DynamicProgram,
): Promise<readonly [string, ...string[]] | undefined> {
  const found = new Map<string, string>()
  const waiting = [...program.needed]
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (found.has(name) || name === path.basename(program.loader)) continue
    const file = await findLibrary(name, path.dirname(program.loader))
    if (file === undefined) return undefined
    found.set(name, file)
    waiting.push(...(await neededBy(file)))
  }
  return (await exists(program.loader)) ? [program.loader, ...found.values()] : undefined
}

/** A library has no interpreter of its own; what it needs stands in the same table. */
async function neededBy(file: string): Promise<readonly string[]> {
  return reading(file, async (read) => readNeeded(await readSegments(read), read))
}

async function findLibrary(name: string, beside: string): Promise<string | undefined> {
  if (name.includes('/')) return undefined
  const triplet = TRIPLETS[process.arch]
  const directories = [
    beside,
    ...LIBRARY_DIRECTORIES.flatMap((directory) => [
      ...(triplet === undefined ? [] : [`${directory}/${triplet}`]),
      directory,
    ]),
  ]
  for (const directory of directories) {
    const file = path.join(directory, name)
    if (await exists(file)) return file
  }
  return undefined
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
