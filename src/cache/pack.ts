import { createWriteStream } from 'node:fs'
import { mkdtemp, open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpResponse } from '../http/response.js'
import type { Digest } from '../oci/digest.js'
import type { BlobStore } from './blob-store.js'
import type { CachedBlob } from './cache-index.js'
import type { Watch } from './patience.js'

/** How often one blob's download is taken up again. */
const MOST_CUTS = 3
/** A pack is one upload; much larger ones would be evicted as one, and sent again as one. */
const LARGEST_PACK = 512 * 1024 * 1024

export interface PackedBlob {
  readonly digest: Digest
  readonly size: number
  readonly offset: number
}

/** Blobs one after the other, and nothing else: where each begins stands in the index. */
export interface PlannedPack {
  readonly blobs: readonly PackedBlob[]
  readonly size: number
  reader(content: BlobStore): (start: number, size: number) => Promise<Uint8Array>
}

/** Puts blobs into as few packs as can be. */
export function packs(blobs: readonly (readonly [Digest, CachedBlob])[]): readonly PlannedPack[] {
  const groups: PackedBlob[][] = []
  let offset = LARGEST_PACK
  for (const [digest, { size }] of blobs) {
    if (offset > 0 && offset + size > LARGEST_PACK) {
      groups.push([])
      offset = 0
    }
    groups.at(-1)?.push({ digest, size, offset })
    offset += size
  }
  return groups.map((group) => ({
    blobs: group,
    size: group.reduce((sum, { size }) => sum + size, 0),
    reader: (content) => (start, size) => readAcross(group, content, start, size),
  }))
}

async function readAcross(
  blobs: readonly PackedBlob[],
  content: BlobStore,
  start: number,
  size: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for (const { digest, offset, size: length } of blobs) {
    const from = Math.max(start, offset) - offset
    const to = Math.min(start + size, offset + length) - offset
    if (to <= from) continue
    const stream = await content.read(digest, { start: from, end: to - 1 })
    if (!stream) throw new Error(`${digest} is not at hand any more`)
    for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface PackRange {
  readonly start: number
  readonly size: number
}

export interface PackOptions {
  readonly url: URL
  /** How many bytes of it are of worth. */
  readonly size: number
  /** Answers 206 with the range, or 200 with the whole. Throws for anything else. */
  readonly read: (url: URL, range: PackRange, signal: AbortSignal) => Promise<HttpResponse>
  /** A new URL in the place of one that has run out; undefined when the pack is gone. */
  readonly renew: (signal: AbortSignal) => Promise<URL | undefined>
  readonly isExpired: (error: unknown) => boolean
  /** Where the pack is put when it comes whole. */
  readonly directory: string
}

/** A pack that is kept elsewhere, read by ranges; whole, once, where the storage knows no ranges. */
export class Pack {
  readonly #options: PackOptions
  #url: URL
  #whole: Promise<string> | undefined
  /** Of those who wait until the whole is here. */
  readonly #watches = new Set<Watch>()

  constructor(options: PackOptions) {
    this.#options = options
    this.#url = options.url
  }

  /** `size` bytes from `offset` on, unchecked. A download that is cut is taken up again. Throws when there is none. */
  async open(offset: number, size: number, watch: Watch): Promise<Readable> {
    const first = await this.#part({ start: offset, size }, watch)
    const bytes = this.#bytes(first, { start: offset, size }, watch)
    return Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 })
  }

  async *#bytes(first: Readable, { start, size }: PackRange, watch: Watch): AsyncGenerator<Uint8Array> {
    let done = 0
    let part = first
    for (let cuts = 0; ; cuts += 1) {
      try {
        for await (const chunk of part) {
          if (!(chunk instanceof Uint8Array)) continue
          done += chunk.length
          yield chunk
        }
      } catch (error) {
        watch.signal.throwIfAborted()
        if (cuts === MOST_CUTS) throw error
      }
      if (done >= size || cuts === MOST_CUTS) return
      part = await this.#part({ start: start + done, size: size - done }, watch)
    }
  }

  async #part({ start, size }: PackRange, watch: Watch): Promise<Readable> {
    this.#watches.add(watch)
    try {
      if (!this.#whole) {
        const response = await this.#ask({ start, size }, watch.signal)
        if (response.status === 206) return response.body
        if (this.#whole) response.body.destroy()
        else this.#whole = this.#spool(response)
      }
      const handle = await open(await this.#whole)
      return handle.createReadStream({ start, end: start + size - 1 })
    } finally {
      this.#watches.delete(watch)
    }
  }

  async #ask(range: PackRange, signal: AbortSignal): Promise<HttpResponse> {
    try {
      return await this.#options.read(this.#url, range, signal)
    } catch (error) {
      const url = this.#options.isExpired(error) ? await this.#options.renew(signal) : undefined
      if (!url) throw error
      this.#url = url
      return this.#options.read(url, range, signal)
    }
  }

  async #spool(response: HttpResponse): Promise<string> {
    const file = path.join(await mkdtemp(path.join(this.#options.directory, 'pack-')), 'whole')
    await pipeline(response.body, this.#counted.bind(this), createWriteStream(file, { mode: 0o600 }))
    return file
  }

  /** What follows after the last blob of the index is not ours, and may have no end. */
  async *#counted(body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
    let left = this.#options.size
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue
      for (const watch of this.#watches) watch.moved(chunk.length)
      yield chunk.subarray(0, left)
      left -= chunk.length
      if (left <= 0) return
    }
  }
}
