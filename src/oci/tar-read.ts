import { decodeName } from './names.js'
import {
  BLOCK,
  completeHeader,
  decodeBlock,
  decodeRecords,
  LONGEST_EXTENSION,
  type RawHeader,
  TarError,
  type TarHeader,
} from './tar-header.js'

/** A member as it is read. Its content can be read once, before the next member is asked for; what is left is skipped. */
export interface TarEntry {
  readonly header: TarHeader
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * The members of an uncompressed tar: ustar, pax (POSIX.1-2001), GNU and old V7.
 * Pulls no faster than it is read, and reads the source to its end. Throws TarError for what is not a tar,
 * is cut short, or asks for the impossible.
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry, void, undefined> {
  const bytes = new Bytes(source)
  let global: ReadonlyMap<string, Uint8Array> = new Map()
  try {
    for (;;) {
      const next = await readHeader(bytes, global)
      if (next === undefined) break
      if (next.global) {
        global = next.global
        continue
      }
      let left = next.header.size
      yield { header: next.header, content: take() }
      await bytes.skip(left + ((BLOCK - (next.header.size % BLOCK)) % BLOCK))

      async function* take(): AsyncGenerator<Uint8Array, void, undefined> {
        while (left > 0) {
          const chunk = await bytes.upTo(left)
          left -= chunk.length
          yield chunk
        }
      }
    }
    await bytes.drain()
  } finally {
    await bytes.close()
  }
}

type Next =
  | { readonly header: TarHeader; readonly global?: undefined }
  | { readonly header?: undefined; readonly global: ReadonlyMap<string, Uint8Array> }

/** Reads on to the next member or global header; undefined at the end of the archive. */
async function readHeader(bytes: Bytes, global: ReadonlyMap<string, Uint8Array>): Promise<Next | undefined> {
  let own: ReadonlyMap<string, Uint8Array> = new Map()
  let longPath: string | undefined
  let longLink: string | undefined
  let extended = false
  for (;;) {
    const block = await bytes.block()
    if (block === undefined || isZero(block)) {
      if (extended) throw new TarError('it ends after an extended header')
      const second = block && (await bytes.block())
      if (second && !isZero(second)) throw new TarError('a block of zeros stands between its members')
      return undefined
    }
    const raw = decodeBlock(block)
    switch (raw.flag) {
      case 'g':
        return { global: merged(global, decodeRecords(await extensionBody(bytes, raw))) }
      case 'x':
      case 'X':
        own = merged(own, decodeRecords(await extensionBody(bytes, raw)))
        break
      case 'L':
        longPath = longName(await extensionBody(bytes, raw))
        break
      case 'K':
        longLink = longName(await extensionBody(bytes, raw))
        break
      case 'V':
        break
      default: {
        const header = completeHeader(raw, { records: merged(global, own), longPath, longLink })
        return { header }
      }
    }
    extended = raw.flag !== 'V'
  }
}

function merged(
  under: ReadonlyMap<string, Uint8Array>,
  over: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> {
  return under.size === 0 ? over : new Map([...under, ...over])
}

async function extensionBody(bytes: Bytes, raw: RawHeader): Promise<Buffer> {
  if (raw.size < 0 || raw.size > LONGEST_EXTENSION)
    throw new TarError(`an extended header claims ${raw.size} bytes`)
  const body = await bytes.exactly(raw.size)
  await bytes.skip((BLOCK - (raw.size % BLOCK)) % BLOCK)
  return body
}

function longName(body: Buffer): string {
  const end = body.indexOf(0)
  return decodeName(end === -1 ? body : body.subarray(0, end))
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}

/** Takes measured pieces from a stream of chunks. */
class Bytes {
  readonly #source: AsyncIterator<Uint8Array>
  #chunk: Uint8Array = new Uint8Array(0)
  #ended = false

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Makes sure that the current chunk has at least one byte; false at the end. */
  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0 && !this.#ended) {
      const next = await this.#source.next()
      if (next.done) this.#ended = true
      else this.#chunk = next.value
    }
    return this.#chunk.length > 0
  }

  /** At least one and at most `size` bytes. */
  async upTo(size: number): Promise<Uint8Array> {
    if (!(await this.#fill())) throw new TarError('it is cut short')
    const piece = this.#chunk.subarray(0, size)
    this.#chunk = this.#chunk.subarray(piece.length)
    return piece
  }

  async exactly(size: number): Promise<Buffer> {
    const pieces: Uint8Array[] = []
    for (let left = size; left > 0; ) {
      const piece = await this.upTo(left)
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces, size)
  }

  /** A block; undefined at the end. */
  async block(): Promise<Buffer | undefined> {
    return (await this.#fill()) ? await this.exactly(BLOCK) : undefined
  }

  async skip(size: number): Promise<void> {
    for (let left = size; left > 0; ) left -= (await this.upTo(left)).length
  }

  /** What follows the end of the archive is padding, but reading it lets a decompressor check its sum. */
  async drain(): Promise<void> {
    while (await this.#fill()) this.#chunk = new Uint8Array(0)
  }

  async close(): Promise<void> {
    if (!this.#ended) await this.#source.return?.()
  }
}
