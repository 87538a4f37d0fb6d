import { Readable } from 'node:stream'
import type { ByteRange, ContentStore, Origin } from '../../src/oci/content.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'

/** A content store in memory that tells which blobs were opened: what a test must not have read, it did not read. */
export class MemoryContent implements ContentStore {
  readonly blobs = new Map<Digest, Buffer>()
  readonly opened: Digest[] = []
  readonly #known = new Map<Digest, { size: number; origins: Origin[] }>()

  local(digest: Digest): Promise<number | undefined> {
    return Promise.resolve(this.blobs.get(digest)?.length)
  }

  size(digest: Digest): Promise<number | undefined> {
    return Promise.resolve(this.blobs.get(digest)?.length ?? this.#known.get(digest)?.size)
  }

  open(digest: Digest, range?: ByteRange): Promise<Readable> {
    const blob = this.blobs.get(digest)
    if (!blob) return Promise.reject(new Error(`nobody has ${digest}`))
    this.opened.push(digest)
    const bytes = range ? blob.subarray(range.start, range.end + 1) : blob
    return Promise.resolve(Readable.from([bytes], { objectMode: false }))
  }

  async write(
    source: AsyncIterable<Uint8Array>,
    expected: { readonly digest?: Digest; readonly size?: number } = {},
  ): Promise<{ readonly digest: Digest; readonly size: number }> {
    const chunks: Uint8Array[] = []
    for await (const chunk of source) chunks.push(Buffer.from(chunk))
    const blob = Buffer.concat(chunks)
    const digest = digestOf(blob)
    if (expected.digest !== undefined && expected.digest !== digest) throw new Error(`not ${expected.digest}`)
    if (expected.size !== undefined && expected.size !== blob.length)
      throw new Error(`not ${expected.size} bytes`)
    this.blobs.set(digest, blob)
    return { digest, size: blob.length }
  }

  /** Keeps bytes at once. */
  put(bytes: Uint8Array): { digest: Digest; size: number } {
    const digest = digestOf(bytes)
    this.blobs.set(digest, Buffer.from(bytes))
    return { digest, size: bytes.length }
  }

  remember(blob: { readonly digest: Digest; readonly size: number }, origin: Origin): void {
    const known = this.#known.get(blob.digest) ?? { size: blob.size, origins: [] }
    known.origins.push(origin)
    this.#known.set(blob.digest, known)
  }

  origins(digest: Digest): readonly Origin[] {
    return this.#known.get(digest)?.origins ?? []
  }
}
