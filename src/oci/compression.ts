import { pipeline } from 'node:stream/promises'
import { PassThrough, Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { DocklessError } from '../errors/errors.js'

/** How a stream is compressed, told by its first bytes. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz'

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
]

/** Bytes that `detectCompression` must see to tell. */
export const MAGIC_SIZE = 6

/** Tells the compression from the first bytes (at least MAGIC_SIZE of them, unless there are no more). */
export function detectCompression(first: Uint8Array): Compression {
  return MAGIC.find(([, magic]) => magic.every((byte, at) => first[at] === byte))?.[0] ?? 'none'
}

/**
 * The uncompressed bytes of `source`, whatever it was compressed with. gzip always; zstd where this Node has it
 * (22.15 and later). Throws DocklessError for damaged data and for what this Node cannot read.
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { first, whole } = await peek(source)
  const compression = detectCompression(first)
  if (compression === 'none') {
    yield* whole
    return
  }
  const decoder = decoderFor(compression)
  const out = new PassThrough({ highWaterMark: 256 << 10 })
  const moving = pipeline(Readable.from(whole, { objectMode: false }), decoder, out)
  // Awaited below; without a handler now, a failure before that would count as unhandled.
  moving.catch(() => undefined)
  try {
    for await (const chunk of out) yield bytesOf(chunk)
    await moving
  } catch (error) {
    const cause = await moving.then(
      () => error,
      (first: unknown) => first,
    )
    if (cause instanceof DocklessError || !isZlibError(cause)) throw cause
    throw new DocklessError('BUILD_FAILED', `the ${compression} data is damaged: ${cause.message}`, {
      cause,
      fix: 'Make or fetch the file again.',
    })
  } finally {
    out.destroy()
  }
}

/** The bytes of `source` compressed, quickly rather than well: with zstd where this Node has it, with gzip otherwise. */
export async function* compress(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = zstd('createZstdCompress') ?? zlib.createGzip({ level: 1, chunkSize: 256 << 10 })
  const out = new PassThrough({ highWaterMark: 256 << 10 })
  const moving = pipeline(Readable.from(source, { objectMode: false }), encoder, out)
  moving.catch(() => undefined) // awaited below
  try {
    for await (const chunk of out) yield bytesOf(chunk)
    await moving
  } finally {
    out.destroy()
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  throw new TypeError('a decompressor gave something else than bytes')
}

function isZlibError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_ZLIB|ERR_BUFFER)/.test(String(error.code))
  )
}

function decoderFor(compression: Compression): NodeJS.ReadWriteStream {
  if (compression === 'gzip') return zlib.createGunzip({ chunkSize: 256 << 10 })
  if (compression === 'zstd') {
    const decoder = zstd('createZstdDecompress')
    if (decoder) return decoder
    throw new DocklessError(
      'BUILD_FAILED',
      `Node ${process.versions.node} cannot read data compressed with zstd`,
      {
        fix: 'Run with Node 22.15 or newer, or compress with gzip.',
      },
    )
  }
  throw new DocklessError('BUILD_FAILED', `data compressed with ${compression} cannot be read here`, {
    fix: 'Compress it with gzip, or not at all.',
  })
}

/** Not in the types of Node 20, the oldest we run on. */
function zstd(name: 'createZstdCompress' | 'createZstdDecompress'): NodeJS.ReadWriteStream | undefined {
  const create: unknown = Reflect.get(zlib, name)
  const made: unknown = typeof create === 'function' ? Reflect.apply(create, zlib, []) : undefined
  return isDuplex(made) ? made : undefined
}

function isDuplex(value: unknown): value is NodeJS.ReadWriteStream {
  return typeof value === 'object' && value !== null && 'pipe' in value && 'write' in value
}

/** The first bytes of a stream, and the whole of it again. */
async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; whole: AsyncGenerator<Uint8Array, void, undefined> }> {
  const iterator = source[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  let size = 0
  let ended = false
  while (size < MAGIC_SIZE && !ended) {
    const next = await iterator.next()
    if (next.done) ended = true
    else {
      seen.push(next.value)
      size += next.value.length
    }
  }
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* seen
      while (!ended) {
        const next = await iterator.next()
        if (next.done) ended = true
        else yield next.value
      }
    } finally {
      if (!ended) await iterator.return?.()
    }
  }
  return { first: Buffer.concat(seen).subarray(0, MAGIC_SIZE), whole: whole() }
}
