import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Origin } from '../oci/content.js'
import { type Digest, digestOf } from '../oci/digest.js'
import type { Manifest } from '../oci/image.js'
import { parseManifest } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import type { Reference } from '../oci/reference.js'
import type { RegistryClient } from '../registry/client.js'
import { RegistryFailure } from '../registry/failure.js'
import type { BlobStore } from './blob-store.js'
import { type CachedBlob, type CacheIndex, EMPTY_INDEX, formatIndex, parseIndex } from './cache-index.js'
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
import { merge, NOTHING } from './merge.js'
import { type Reader, TRUST_LEVELS } from './trust.js'

const ARTIFACT = 'application/vnd.dockless.cache.v1+json'
const INDEX = 'application/vnd.dockless.cache.index.v1+json'
const TAG_PREFIX = 'dockless-'
const BLOB = 'application/vnd.dockless.cache.blob.v1'
const LARGEST_INDEX = 64 * 1024 * 1024
/** What nobody used for so long is not worth its place in a registry that somebody pays for. */
const MAX_AGE_DAYS = 30

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
  readonly #maxSize: number
  readonly #neighbours: readonly string[]

  /** `neighbours`: repositories of the same registry that may have what is new already. */
  constructor(
    repository: Origin,
    client: RegistryClient,
    maxSize: number,
    neighbours: readonly string[] = [],
  ) {
    this.#neighbours = neighbours
    this.name = `registry:${repository.registry}/${repository.repository}`
    this.origin = repository
    this.#client = client
    this.#maxSize = maxSize
  }

  async load(query: CacheQuery, signal: AbortSignal): Promise<LoadedCache | undefined> {
    const damages: string[] = []
    for (const tag of readableTags(query)) {
      const index = await this.#read(tag, signal, damages)
      if (index) return { index, lost: new Set(), damages }
    }
    return damages.length > 0 ? { index: EMPTY_INDEX, lost: new Set(), damages } : undefined
  }

  open(digest: Digest, { size }: CachedBlob): Promise<Readable> {
    return this.#client.blob(this.origin, digest, { size })
  }

  async save({ query, snapshot, content }: Collected, signal: AbortSignal): Promise<Saved> {
    const tag = tagOf(query.place, query.reader)
    const limits = { maxSize: this.#maxSize, maxAgeDays: MAX_AGE_DAYS, today: today() }
    // What the default branch keeps is in the same repository: a branch's first save moves no byte of it.
    const own = await this.#read(tag, signal, [])
    const base = own ?? (await this.load(query, signal))?.index
    const index = merge(base, snapshot, limits)
    if (index === own) return UNCHANGED
    const added = newBlobs(base, index, snapshot.lost)
    await inParallel(added, ([digest, { size }]) => this.#push(digest, size, content, signal))
    await this.#keep(tag, index, signal)
    return { changed: true, blobs: added.length, size: added.reduce((sum, [, { size }]) => sum + size, 0) }
  }

  async list(_query: CacheQuery, signal: AbortSignal): Promise<readonly CacheIndex[]> {
    const found = await Promise.all((await this.#tags(signal)).map((tag) => this.#read(tag, signal, [])))
    return found.filter((index) => index !== undefined)
  }

  async prune(signal: AbortSignal): Promise<void> {
    const limits = { maxSize: this.#maxSize, maxAgeDays: MAX_AGE_DAYS, today: today() }
    for (const tag of await this.#tags(signal)) {
      const own = await this.#read(tag, signal, [])
      const index = merge(own, NOTHING, limits)
      if (own && index.entries.length === 0) await this.#client.deleteManifest(this.origin, tag, signal)
      else if (index !== own) await this.#keep(tag, index, signal)
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

  /** Puts the artifact that names every blob of the index under `tag`. */
  async #keep(tag: string, index: CacheIndex, signal: AbortSignal): Promise<void> {
    const config = Buffer.from(formatIndex(index))
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
    await this.#client.pushManifest(this.origin, tag, { mediaType: MediaType.manifest, bytes }, signal)
  }

  async #push(digest: Digest, size: number, content: BlobStore, signal: AbortSignal): Promise<void> {
    if ((await this.#client.hasBlob(this.origin, digest, signal)) !== undefined) return
    for (const from of this.#neighbours)
      if (await this.#client.mount(this.origin, digest, from, signal)) return
    const open = async (start: number): Promise<Readable> => {
      const stream = await content.read(digest, start === 0 ? undefined : { start, end: size - 1 })
      if (!stream) throw new Error(`${digest} is not at hand any more`)
      return stream
    }
    await this.#client.pushBlob(this.origin, { digest, size }, open, { signal })
  }

  async #read(tag: string, signal: AbortSignal, damages: string[]): Promise<CacheIndex | undefined> {
    const reference: Reference = { ...this.origin, tag, digest: undefined }
    try {
      const { bytes } = await this.#client.manifest(reference, { signal })
      const { config } = parseManifest(bytes, `the cache ${this.name}:${tag}`)
      const read =
        config.mediaType === INDEX && config.size <= LARGEST_INDEX
          ? parseIndex(await this.#text(config.digest, config.size, signal))
          : undefined
      damages.push(...(read?.damages ?? [`${this.name}:${tag} is no cache of ours, or damaged`]))
      return read?.index
    } catch (error) {
      if (error instanceof RegistryFailure && error.status === 404) return undefined
      throw error
    }
  }

  async #text(digest: Digest, size: number, signal: AbortSignal): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of await this.#client.blob(this.origin, digest, { size, signal }))
      if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
}

/** The tag of one build's cache, as a ref of some trust writes it. */
function tagOf(place: string, { ref, trust }: Pick<Reader, 'ref' | 'trust'>): string {
  return `${TAG_PREFIX}${short(place)}-${trust}-${short(ref)}`
}

/** The tags to look at, the best first: its own ref's, then the default branch's; never one that is trusted less. */
function readableTags({ place, reader }: CacheQuery): readonly string[] {
  const levels = TRUST_LEVELS.slice(TRUST_LEVELS.indexOf(reader.trust))
  const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])]
  return [...new Set(refs.flatMap((ref) => levels.map((trust) => tagOf(place, { ref, trust }))))]
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
