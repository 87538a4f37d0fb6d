import type { Readable } from 'node:stream'
import type { Digest } from './digest.js'

/** A repository that is known to hold a blob. */
export interface Origin {
  /** Registry host with port, as in a reference (`docker.io`, `localhost:5000`). */
  readonly registry: string
  readonly repository: string
}

/** A range of bytes, both ends included, as in RFC 9110, section 14. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Content by digest: bytes that are here, and bytes that are known to be somewhere and move only when opened.
 * Whatever comes out was checked against its digest before it was first kept.
 */
export interface ContentStore {
  /** Size in bytes when the bytes are here; undefined otherwise. */
  local(digest: Digest): Promise<number | undefined>
  /** Size in bytes when the bytes are here or at a known origin. */
  size(digest: Digest): Promise<number | undefined>
  /** The bytes; fetched from an origin (once, also for concurrent callers) when they are not here. Throws DocklessError when nobody has them. */
  open(digest: Digest, range?: ByteRange): Promise<Readable>
  /** Keeps bytes under their digest. Throws when `expected` is given and does not match: nothing is kept then. */
  write(
    source: AsyncIterable<Uint8Array>,
    expected?: { readonly digest?: Digest; readonly size?: number },
  ): Promise<{ readonly digest: Digest; readonly size: number }>
  /** Notes that `origin` has the blob; no byte moves. */
  remember(blob: { readonly digest: Digest; readonly size: number }, origin: Origin): void
  /** Where the blob is known to be, besides here. */
  origins(digest: Digest): readonly Origin[]
}

/** All bytes of a stream that is known to be small. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
