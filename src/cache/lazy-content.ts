import type { Readable } from 'node:stream'
import { DocklessError } from '../errors/errors.js'
import type { ByteRange, ContentStore, Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { BlobStore, ExpectedBlob, StoredBlob } from './blob-store.js'
import { Transfer } from './transfer.js'

/** Reads blobs from where they are known to be. The registry client is one. */
export interface OriginReader {
  blob(origin: Origin, digest: Digest, options?: { readonly size?: number }): Promise<Readable>
}

/** Keeps blobs outside of registries: what a cache has of earlier runs. Its bytes are checked like all others. */
export interface BlobSource {
  open(digest: Digest): Promise<Readable>
  /** Told when it did not give the blob that it promised; it is not asked for it again. */
  lost(digest: Digest, failure: unknown): void
}

interface Known {
  readonly size: number
  readonly origins: Origin[]
  cached?: BlobSource
}

/**
 * The store's blobs, and those that are known to be elsewhere: they have a size at once, and move when they are
 * first opened, through the store. Readers of one blob share one transfer, and read while it is still running.
 */
export class LazyContent implements ContentStore {
  readonly store: BlobStore
  readonly #reader: OriginReader | undefined
  readonly #known = new Map<Digest, Known>()
  readonly #transfers = new Map<Digest, Transfer>()

  constructor(store: BlobStore, reader?: OriginReader) {
    this.store = store
    this.#reader = reader
  }

  local(digest: Digest): Promise<number | undefined> {
    return this.store.local(digest)
  }

  async size(digest: Digest): Promise<number | undefined> {
    return this.#known.get(digest)?.size ?? (await this.store.local(digest))
  }

  /**
   * The bytes. A stream from an origin ends well only when the whole blob was checked; otherwise it breaks with an
   * error before its last byte. Throws DocklessError when nobody has the blob.
   */
  async open(digest: Digest, range?: ByteRange): Promise<Readable> {
    const running = this.#transfers.get(digest)
    if (running) return running.read(range)
    const here = await this.store.read(digest, range)
    if (here) return here
    return (this.#transfers.get(digest) ?? this.#start(digest)).read(range)
  }

  write(source: AsyncIterable<Uint8Array>, expected?: ExpectedBlob): Promise<StoredBlob> {
    return this.store.write(source, expected)
  }

  remember(blob: StoredBlob, origin: Origin): void {
    const known = this.#known.get(blob.digest) ?? { size: blob.size, origins: [] }
    this.#known.set(blob.digest, known)
    if (!known.origins.some((one) => sameOrigin(one, origin))) known.origins.push(origin)
  }

  /** Notes that `source` has the blob: it is asked before any registry. No byte moves. */
  keep(blob: StoredBlob, source: BlobSource): void {
    const known = this.#known.get(blob.digest) ?? { size: blob.size, origins: [] }
    this.#known.set(blob.digest, { ...known, cached: source })
  }

  origins(digest: Digest): readonly Origin[] {
    return this.#known.get(digest)?.origins ?? []
  }

  #start(digest: Digest): Transfer {
    const known = this.#known.get(digest)
    if (!known || (!this.#reader && !known.cached)) {
      throw new DocklessError(
        'REGISTRY_FAILED',
        `${digest} is not here, and no registry is known to have it`,
        {
          fix: 'Run again: what it belongs to is then fetched anew.',
        },
      )
    }
    const { cached } = known
    const reader = this.#reader
    let asked: Origin | undefined
    // An origin goes to the end of the line when it is asked, and to its head when the blob was as promised.
    const ask = (origin: Origin, from: OriginReader) => async (): Promise<Readable> => {
      asked = origin
      move(known.origins, origin, 'last')
      return from.blob(origin, digest, { size: known.size })
    }
    const origins = reader ? known.origins.map((origin) => ask(origin, reader)) : []
    const sources = cached ? [() => cached.open(digest), ...origins] : origins
    const transfer = new Transfer(this.store, { digest, size: known.size }, sources)
    this.#transfers.set(digest, transfer)
    void transfer.settled.then(() => {
      this.#transfers.delete(digest)
      if (transfer.done && asked) move(known.origins, asked, 'first')
      if (cached && (asked || !transfer.done) && !transfer.cancelled)
        this.#lose(digest, cached, transfer.failure)
    })
    return transfer
  }

  #lose(digest: Digest, source: BlobSource, failure: unknown): void {
    const known = this.#known.get(digest)
    if (known?.cached !== source) return
    delete known.cached
    if (known.origins.length === 0) this.#known.delete(digest)
    source.lost(digest, failure)
  }
}

function move(origins: Origin[], origin: Origin, where: 'first' | 'last'): void {
  origins.splice(origins.indexOf(origin), 1)
  if (where === 'first') origins.unshift(origin)
  else origins.push(origin)
}

function sameOrigin(one: Origin, other: Origin): boolean {
  return one.registry === other.registry && one.repository === other.repository
}
