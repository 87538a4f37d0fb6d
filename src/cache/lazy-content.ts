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
  open(digest: Digest): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>
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
  readonly #brought = new Map<Digest, Promise<void>>()

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
    const known = this.#known.get(digest)
    if (known?.cached) {
      // Nobody sees a byte of a cache before all of them were checked: a builder could not take it back.
      await this.#bring(digest, known.size, known.cached)
      return this.open(digest, range)
    }
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
    if (!this.#reader || !known) {
      throw new DocklessError(
        'REGISTRY_FAILED',
        `${digest} is not here, and no registry is known to have it`,
        {
          fix: 'Run again: what it belongs to is then fetched anew.',
        },
      )
    }
    const reader = this.#reader
    let asked: Origin | undefined
    // An origin goes to the end of the line when it is asked, and to its head when the blob was as promised.
    const sources = known.origins.map((origin) => async () => {
      asked = origin
      move(known.origins, origin, 'last')
      return reader.blob(origin, digest, { size: known.size })
    })
    const transfer = new Transfer(this.store, { digest, size: known.size }, sources)
    this.#transfers.set(digest, transfer)
    void transfer.settled.then(() => {
      this.#transfers.delete(digest)
      if (transfer.done && asked) move(known.origins, asked, 'first')
    })
    return transfer
  }

  /** Brings a blob here from what keeps it. Resolves, once for all who wait, when it is here or lost. */
  #bring(digest: Digest, size: number, source: BlobSource): Promise<void> {
    const running = this.#brought.get(digest)
    if (running) return running
    const bringing = this.#fetch(digest, size, source).finally(() => this.#brought.delete(digest))
    this.#brought.set(digest, bringing)
    return bringing
  }

  async #fetch(digest: Digest, size: number, source: BlobSource): Promise<void> {
    try {
      await this.store.write(await source.open(digest), { digest, size })
    } catch (failure) {
      const known = this.#known.get(digest)
      if (known) delete known.cached
      source.lost(digest, failure)
      if (!known || known.origins.length > 0) return
      this.#known.delete(digest)
      throw failure
    }
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
