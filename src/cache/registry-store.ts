import { Readable } from 'node:stream'
import { messageOf } from '../errors/errors.js'
import type { Logger } from '../log/logger.js'
import type { Origin } from '../oci/content.js'
import { type Digest, digestOf } from '../oci/digest.js'
import type { Descriptor, Manifest } from '../oci/image.js'
import { parseManifest } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import type { Reference } from '../oci/reference.js'
import type { RegistryClient } from '../registry/client.js'
import { RegistryFailure } from '../registry/failure.js'
import type { BlobStore, StoredBlob } from './blob-store.js'
import {
  type CachedBlob,
  type CacheIndex,
  EMPTY_INDEX,
  formatIndex,
  LARGEST_INDEX,
  packIndex,
  parseIndex,
  type ReadIndex,
  unpackIndex,
} from './cache-index.js'
import {
  type CacheQuery,
  type CacheStore,
  type Collected,
  type LoadedCache,
  newBlobs,
  type Saved,
  today,
  UNCHANGED,
} from './cache-store.js'
import { inParallel } from './in-parallel.js'
import { type Limits, merge, NOTHING, type Snapshot } from './merge.js'
import { PATIENCE, type Patience, Watch, within } from './patience.js'
import { readableTags, tagOf } from './tags.js'

const ARTIFACT = 'application/vnd.dockless.cache.v1+json'
const INDEX = 'application/vnd.dockless.cache.index.v1+json+gzip'
const TAG_PREFIX = 'dockless-'
const BLOB = 'application/vnd.dockless.cache.blob.v1'
/** What nobody used for so long is not worth its place in a registry that somebody pays for. */
const MAX_AGE_DAYS = 30

export interface RegistryStoreOptions {
  /** Bytes of one build's cache. */
  readonly maxSize: number
  /** Repositories of the same registry that may have what is new already. */
  readonly neighbours?: readonly string[]
  readonly log: Logger
  /** Tests have less. */
  readonly patience?: Patience
}

/** What stands under a tag. */
interface Standing {
  readonly digest: Digest
  readonly index: CacheIndex
}

/**
 * A cache in a repository of a registry. Each build has an artifact of its own there, under a tag `dockless-…`: the
 * index is its config, every cached blob one of its layers, so that the registry's garbage collection keeps them.
 */
export class RegistryStore implements CacheStore {
  readonly name: string
  readonly writable = true
  readonly isRemote = false
  /** Blobs can be mounted from here. */
  readonly origin: Origin
  readonly #client: RegistryClient
  readonly #options: RegistryStoreOptions
  /** The index that was read last: what stands at the end is nearly always what stood at the beginning. */
  #last: { readonly config: Digest; readonly read: ReadIndex | undefined } | undefined

  constructor(repository: Origin, client: RegistryClient, options: RegistryStoreOptions) {
    this.#options = options
    this.name = `registry:${repository.registry}/${repository.repository}`
    this.origin = repository
    this.#client = client
  }

  async load(query: CacheQuery, signal: AbortSignal): Promise<LoadedCache | undefined> {
    const damages: string[] = []
    const standing = await this.#first(readableTags(TAG_PREFIX, query), signal, damages)
    if (!standing && damages.length === 0) return undefined
    return { index: standing?.index ?? EMPTY_INDEX, lost: new Set(), damages }
  }

  open(digest: Digest, { size }: CachedBlob, { signal }: Watch): Promise<Readable> {
    return this.#client.blob(this.origin, digest, { size, signal })
  }

  async save({ query, snapshot, content }: Collected, runs: AbortSignal): Promise<Saved> {
    using watch = new Watch(this.#patience.stallMs, runs)
    const { saved, replaced } = await watch.over(this.#save(query, snapshot, content, watch))
    if (replaced) await this.#delete(replaced, runs)
    return saved
  }

  /** `replaced`: a manifest that no tag names any more. */
  async #save(
    query: CacheQuery,
    snapshot: Snapshot,
    content: BlobStore,
    watch: Watch,
  ): Promise<{ readonly saved: Saved; readonly replaced?: Digest }> {
    const { signal } = watch
    const tag = tagOf(TAG_PREFIX, query.place, query.reader)
    const own = await this.#read(tag, signal, [])
    watch.moved()
    // What the default branch keeps is in the same repository: a branch's first save moves no byte of it.
    const others = readableTags(TAG_PREFIX, query).filter((one) => one !== tag)
    const base = (own ?? (await this.#first(others, signal, [])))?.index
    watch.moved()
    const index = merge(base, snapshot, this.#limits())
    if (index === own?.index) return { saved: UNCHANGED }
    const added = newBlobs(base, index, snapshot.lost)
    await inParallel(added, async ([digest, { size }]) => {
      await this.#push({ digest, size }, snapshot.lost.has(digest), content, watch)
      watch.moved()
    })
    const kept = await this.#keep(tag, index, signal)
    const size = added.reduce((sum, [, blob]) => sum + blob.size, 0)
    const saved = { changed: true, blobs: added.length, size }
    return own && own.digest !== kept ? { saved, replaced: own.digest } : { saved }
  }

  async list(_query: CacheQuery, signal: AbortSignal): Promise<readonly CacheIndex[]> {
    const found = await Promise.all((await this.#tags(signal)).map((tag) => this.#read(tag, signal, [])))
    return found.flatMap((standing) => (standing ? [standing.index] : []))
  }

  async prune(signal: AbortSignal): Promise<void> {
    for (const tag of await this.#tags(signal)) {
      const own = await this.#read(tag, signal, [])
      if (!own) continue
      const index = merge(own.index, NOTHING, this.#limits())
      // A registry that deletes nothing is given an index of nothing.
      const isGone = index.entries.length === 0 && (await this.#delete(own.digest, signal))
      if (isGone || index === own.index) continue
      await this.#keep(tag, index, signal)
      await this.#delete(own.digest, signal)
    }
  }

  #limits(): Limits {
    return { maxSize: this.#options.maxSize, maxAgeDays: MAX_AGE_DAYS, today: today() }
  }

  /**
   * Deletes a manifest of ours, so that the registry's garbage collection finds the blobs that nobody names any more.
   * Blobs are not deleted one by one: other builds' caches may name them. False where the registry refuses.
   */
  async #delete(digest: Digest, signal: AbortSignal): Promise<boolean> {
    try {
      await within(this.#patience.readMs, signal, (limited) =>
        this.#client.deleteManifest(this.origin, digest, limited),
      )
      return true
    } catch (error) {
      signal.throwIfAborted()
      this.#options.log.debug(`cache: ${messageOf(error)}`)
      return false
    }
  }

  async #tags(signal: AbortSignal): Promise<readonly string[]> {
    try {
      return (await this.#client.tags(this.origin, signal)).filter((tag) => tag.startsWith(TAG_PREFIX))
    } catch (error) {
      if (error instanceof RegistryFailure && error.status === 404) return []
      throw error
    }
  }

  get #patience(): Patience {
    return this.#options.patience ?? PATIENCE
  }

  /** Puts the artifact that names every blob of the index under `tag`. Returns its digest. */
  async #keep(tag: string, index: CacheIndex, signal: AbortSignal): Promise<Digest> {
    const config = packIndex(formatIndex(index))
    const descriptor = { mediaType: INDEX, digest: digestOf(config), size: config.length }
    const open = async (start: number): Promise<Readable> => Readable.from([config.subarray(start)])
    await this.#client.pushBlob(this.origin, descriptor, open, { signal })
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      artifactType: ARTIFACT,
      config: descriptor,
      layers: [...index.blobs]
        .filter(([, { origin }]) => !origin)
        .map(([digest, { size }]) => ({ mediaType: BLOB, digest, size })),
    }
    const bytes = Buffer.from(JSON.stringify(manifest))
    return this.#client.pushManifest(this.origin, tag, { mediaType: MediaType.manifest, bytes }, signal)
  }

  /** `isLost`: the registry did not give it when it was asked for, whatever it says now. */
  async #push(
    { digest, size }: StoredBlob,
    isLost: boolean,
    content: BlobStore,
    watch: Watch,
  ): Promise<void> {
    const { signal } = watch
    if (!isLost && (await this.#client.hasBlob(this.origin, digest, signal)) !== undefined) return
    for (const from of isLost ? [] : (this.#options.neighbours ?? []))
      if (await this.#client.mount(this.origin, digest, from, signal)) return
    const open = async (start: number): Promise<Readable> => {
      const stream = await content.read(digest, start === 0 ? undefined : { start, end: size - 1 })
      if (!stream) throw new Error(`${digest} is not at hand any more`)
      return stream
    }
    let sent = 0
    const onProgress = (total: number): void => {
      watch.moved(total - sent)
      sent = total
    }
    await this.#client.pushBlob(this.origin, { digest, size }, open, { signal, onProgress, isLost })
  }

  /** What stands under the first of the tags that has anything of ours. */
  async #first(
    tags: readonly string[],
    signal: AbortSignal,
    damages: string[],
  ): Promise<Standing | undefined> {
    for (const tag of tags) {
      const standing = await this.#read(tag, signal, damages)
      if (standing) return standing
    }
    return undefined
  }

  /** Undefined when nothing of ours stands there. Throws when the registry does not say. */
  async #read(tag: string, signal: AbortSignal, damages: string[]): Promise<Standing | undefined> {
    const reference: Reference = { ...this.origin, tag, digest: undefined }
    try {
      const { digest, bytes } = await within(this.#patience.readMs, signal, (limited) =>
        this.#client.manifest(reference, { signal: limited }),
      )
      const index = await this.#indexOf(bytes, signal)
      damages.push(...(index?.damages ?? [`${this.name}:${tag} is damaged, or no cache of this version`]))
      return index && { digest, index: index.index }
    } catch (error) {
      if (!(error instanceof RegistryFailure) || (error.status !== undefined && error.status !== 404))
        throw error
      if (error.status === undefined) damages.push(`${this.name}:${tag} is damaged (${messageOf(error)})`)
      return undefined
    }
  }

  /** The index of an artifact; undefined for what is none of ours, and for one whose index is gone or damaged. */
  async #indexOf(bytes: Uint8Array, signal: AbortSignal): Promise<ReadIndex | undefined> {
    const config = configOf(bytes)
    if (config?.mediaType !== INDEX || config.size > LARGEST_INDEX) return undefined
    if (this.#last?.config === config.digest) return this.#last.read
    try {
      const text = unpackIndex(await this.#bytes(config.digest, config.size, signal))
      const read = text === undefined ? undefined : parseIndex(text)
      this.#last = { config: config.digest, read }
      return read
    } catch (error) {
      const isGone = error instanceof RegistryFailure && (error.status === undefined || error.status === 404)
      if (isGone) return undefined
      throw error
    }
  }

  async #bytes(digest: Digest, size: number, signal: AbortSignal): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    for await (const chunk of await this.#client.blob(this.origin, digest, { size, signal }))
      if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
}

function configOf(manifest: Uint8Array): Descriptor | undefined {
  try {
    return parseManifest(manifest, 'the cache').config
  } catch {
    return undefined
  }
}
