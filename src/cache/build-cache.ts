import { messageOf } from '../errors/errors.js'
import type { Logger } from '../log/logger.js'
import type { Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { BlobStore } from './blob-store.js'
import {
  type CachedBlob,
  type CacheDocument,
  type CacheEntry,
  type CacheIndex,
  EMPTY_INDEX,
} from './cache-index.js'
import type { CacheQuery, CacheStore, Collected, LoadedCache } from './cache-store.js'
import { today } from './cache-store.js'
import type { BlobSource, LazyContent } from './lazy-content.js'
import type { Snapshot } from './merge.js'
import { partsOf } from './parts.js'
import { moving, PATIENCE, type Patience, TooSlow, within } from './patience.js'
import { strategyScope } from './scope.js'
import { mayRead } from './trust.js'

/** Repository of the relay in which a builder finds and leaves its steps. */
export const STEPS = 'cache/steps'

/** A manifest under a tag of the builder's cache repository. */
export interface CachedManifest {
  readonly tag: string
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
}

/** A manifest that a run came to have, and where it stands. */
export interface UsedManifest {
  /** The tag of a step, the full reference of a base image, or the id of a cache mount. */
  readonly name: string
  readonly mediaType: string
  readonly digest: Digest
  /** Where a base image is from; of a step: the repository that will have its blobs, so that the cache need not. */
  readonly origin?: Origin
}

/** What a builder did with the relay. The most recent last. */
export interface CacheUse {
  readonly steps: readonly UsedManifest[]
  readonly images: readonly UsedManifest[]
  /** What cache mounts have in them now. */
  readonly mounts?: readonly UsedManifest[]
  /** Media types of manifests that belong to those: parts of an index. */
  readonly types: ReadonlyMap<Digest, string>
}

/** Blobs up to this size stand in the index: a request each costs more than they do. */
const SMALL_SIZE = 64 * 1024
/** What all small blobs of an index may add up to; the others are blobs like any other. */
const SMALL_TOTAL = 8 * 1024 * 1024

/** So many damages are named in one warning. */
const MOST_NAMED = 3

/**
 * The cache of one build: what the store has is laid before the builder, and what the builder used and made is taken
 * down when it is through. Nothing that goes wrong with the store is thrown: it is told, once, and the build goes on.
 */
export class BuildCache implements BlobSource {
  readonly #store: CacheStore
  readonly #query: CacheQuery
  readonly #log: Logger
  readonly #patience: Patience
  readonly #loading: Promise<LoadedCache | undefined>
  #loaded: LoadedCache | undefined
  #usable: CacheIndex = EMPTY_INDEX
  readonly #lost = new Set<Digest>()
  readonly #unused = new AbortController()
  #distrusted = false
  #isUnread = false
  #wasTold = false
  #slow: TooSlow | undefined
  /** How many were lost before the builder began. */
  #knownLost = 0
  #content: BlobStore | undefined
  #snapshot: Snapshot | undefined

  /** Asks the store at once, and goes on without waiting for it. */
  constructor(
    store: CacheStore,
    query: CacheQuery,
    log: Logger,
    { runs, patience = PATIENCE }: { readonly runs: AbortSignal; readonly patience?: Patience },
  ) {
    this.#store = store
    this.#query = query
    this.#log = log
    this.#patience = patience
    this.#loading = this.#load(AbortSignal.any([runs, this.#unused.signal]))
  }

  async #load(signal: AbortSignal): Promise<LoadedCache | undefined> {
    try {
      return await within(this.#patience.loadMs, signal, (limited) => this.#store.load(this.#query, limited))
    } catch (error) {
      this.#isUnread = true
      if (!signal.aborted)
        this.#tell(`${this.#store.name} cannot be read, and is not used: ${messageOf(error)}`)
      return undefined
    }
  }

  get store(): CacheStore {
    return this.#store
  }

  get writable(): boolean {
    return this.#store.writable && !this.#isUnread
  }

  /** True when the store promised blobs that it did not have or that were others: a build may have failed for it. */
  get failed(): boolean {
    return this.#lost.size > this.#knownLost
  }

  /** True when anything of an earlier run is used. */
  get isWarm(): boolean {
    return this.#usable.entries.length > 0
  }

  /** The manifests of what cache mounts had in them, by id: those that may be used. */
  get mounts(): ReadonlyMap<string, Digest> {
    const mounts = this.#usable.entries.filter(({ kind }) => kind === 'mount')
    return new Map(mounts.map(({ name, digest }) => [name, digest]))
  }

  /**
   * Lays what may be used before the builder: manifests into `content`, blobs as known. Returns the tags of the
   * cache repository for `strategy`.
   */
  async lay(content: LazyContent, strategy: string): Promise<readonly CachedManifest[]> {
    const loaded = await this.#loading
    if (!loaded || this.#distrusted) return []
    try {
      return await this.#lay(loaded, content, strategy)
    } catch (error) {
      this.distrust()
      this.#tell(`What ${this.#store.name} has cannot be used: ${messageOf(error)}`)
      return []
    }
  }

  async #lay(
    loaded: LoadedCache,
    content: LazyContent,
    strategy: string,
  ): Promise<readonly CachedManifest[]> {
    this.#loaded = loaded
    for (const digest of loaded.lost) this.#lost.add(digest)
    this.#usable = this.#usableOf(loaded, strategy)
    this.#knownLost = this.#lost.size
    const wrong = this.#lost.size - loaded.lost.size
    const sizes = `the index of ${this.#store.name} gives ${wrong} blobs another size than their manifests do`
    this.#tellOf(wrong > 0 ? [...loaded.damages, sizes] : loaded.damages)
    const { entries, documents, blobs } = this.#usable
    for (const [digest, { bytes }] of documents) {
      await content.write(once(bytes), { digest, size: bytes.length })
    }
    for (const [digest, { size, origin }] of blobs) {
      if (origin) content.remember({ digest, size }, origin)
      else content.keep({ digest, size }, this)
      if (!origin && this.#store.origin) content.remember({ digest, size }, this.#store.origin)
    }
    const steps = entries.filter(({ kind }) => kind === 'step')
    const images = entries.filter(({ kind }) => kind === 'image')
    this.#log.debug(`cache: ${steps.length} steps and ${images.length} base images of ${this.#store.name}`)
    return steps.flatMap(({ name, digest }) => {
      const document = documents.get(digest)
      return document
        ? [{ tag: name, digest, mediaType: document.mediaType, size: document.bytes.length }]
        : []
    })
  }

  open(digest: Digest): AsyncIterable<Uint8Array> {
    const blob = this.#usable.blobs.get(digest)
    if (!blob) throw new Error(`the cache does not know ${digest}`)
    // A store that made one reader wait is not waited for by the next ones.
    if (this.#slow) throw this.#slow
    return moving((watch) => this.#store.open(digest, blob, watch), this.#patience.readMs)
  }

  lost(digest: Digest, failure: unknown): void {
    this.#lost.add(digest)
    if (failure instanceof TooSlow) {
      this.#slow = failure
      this.#isUnread = true // it would take as long to save
    }
    const what = failure instanceof TooSlow ? 'cannot be had in time from' : 'is damaged or gone in'
    this.#tell(`${digest} ${what} ${this.#store.name}, and is dropped: ${messageOf(failure)}`)
  }

  /** The builder cannot use it: what is being read is left. */
  leave(): void {
    this.#unused.abort()
  }

  /** From now on nothing of earlier runs is used; what this one makes instead is kept in its place. */
  distrust(): void {
    this.#distrusted = true
    for (const [digest, { origin }] of this.#usable.blobs) if (!origin) this.#lost.add(digest)
    this.#usable = EMPTY_INDEX
  }

  /** Takes down what the builder used and made. The bytes stay where they are. */
  async collect(use: CacheUse, content: LazyContent, strategy: string): Promise<void> {
    try {
      await this.#collect(use, content, strategy)
    } catch (error) {
      this.#snapshot = undefined
      this.#tell(`The cache was not saved: ${messageOf(error)}`)
    }
  }

  async #collect(use: CacheUse, content: LazyContent, strategy: string): Promise<void> {
    this.#content = content.store
    const { ref, event, trust } = this.#query.reader
    const documents = new Map<Digest, CacheDocument>(this.#loaded?.index.documents ?? [])
    for (const [digest, mediaType] of use.types) await take(documents, content.store, digest, mediaType)
    const entries: CacheEntry[] = []
    const placed = new Map<Digest, Origin>()
    const note = async (kind: CacheEntry['kind'], one: UsedManifest): Promise<void> => {
      if (!(await take(documents, content.store, one.digest, one.mediaType))) return
      if (kind === 'step' && one.origin) placed.set(one.digest, one.origin)
      entries.push({
        kind,
        scope: this.#scope(kind, strategy),
        name: one.name,
        digest: one.digest,
        by: { ref, event, trust },
        usedOn: today(),
      })
    }
    for (const one of [...use.steps].reverse()) await note('step', one)
    for (const one of [...use.images].reverse()) await note('image', one)
    // Last: what is too large for the cache shall be a mount rather than what steps are made of.
    for (const one of use.mounts ?? []) await note('mount', one)
    const blobs = await this.#blobsOf(entries, documents, content, placed)
    const lookUp = documents.get.bind(documents)
    const named = new Set(entries.flatMap(({ digest }) => [...partsOf(digest, lookUp).documents]))
    for (const digest of documents.keys()) if (!named.has(digest)) documents.delete(digest)
    this.#snapshot = { entries, documents, blobs, lost: this.#lost }
  }

  /** Saves what was collected. */
  async save(signal: AbortSignal): Promise<void> {
    const { collected } = this
    if (!collected) return
    const failure = await saveQuietly(this.#store, collected, this.#log, {
      signal,
      limitMs: this.#patience.saveMs,
    })
    if (failure !== undefined) this.#tell(failure)
  }

  /** What there is to save; undefined when nothing is, or when the store takes nothing. */
  get collected(): Collected | undefined {
    // What could not be read would be replaced without what is in it, and after another wait.
    if (!this.#snapshot || !this.#content || !this.writable) return undefined
    const before = this.#loaded?.index ?? EMPTY_INDEX
    return { query: this.#query, snapshot: this.#snapshot, content: this.#content, before }
  }

  /** Tells of a cache that is at fault: once, for the rest follows from it. */
  #tell(text: string): void {
    if (this.#wasTold) this.#log.debug(text)
    else this.#log.warning(text)
    this.#wasTold = true
  }

  #tellOf(damages: readonly string[]): void {
    if (damages.length === 0) return
    const named = damages.slice(0, MOST_NAMED).join('; ')
    const more = damages.length > MOST_NAMED ? `, and ${damages.length - MOST_NAMED} more` : ''
    this.#tell(`${named}${more}: it is dropped, and what needs it is built again`)
    for (const damage of damages.slice(MOST_NAMED)) this.#log.debug(damage)
  }

  /** What is in a mount is the same to every strategy. */
  #scope(kind: CacheEntry['kind'], strategy: string): string {
    if (kind === 'image') return ''
    return `${this.#query.place}|${strategyScope(kind === 'mount' ? 'mounts' : strategy)}`
  }

  /** Everything of the index that this run may use and that is whole. */
  #usableOf({ index, lost }: LoadedCache, strategy: string): CacheIndex {
    const lookUp = index.documents.get.bind(index.documents)
    const entries: CacheEntry[] = []
    const documents = new Map<Digest, CacheDocument>()
    const blobs = new Map<Digest, CachedBlob>()
    const seen = new Set<string>()
    // Its own ref's steps come before the default branch's.
    const own = (entry: CacheEntry): number => (entry.by.ref === this.#query.reader.ref ? 0 : 1)
    for (const entry of [...index.entries].sort((a, b) => own(a) - own(b))) {
      const isImage = entry.kind === 'image'
      const ofThisBuild = entry.scope === this.#scope(entry.kind, strategy)
      if (!isImage && !(ofThisBuild && mayRead(this.#query.reader, entry.by))) continue
      const parts = partsOf(entry.digest, lookUp)
      const mine = [...parts.blobs].flatMap(([digest, { size }]) => {
        const blob = lost.has(digest) ? undefined : index.blobs.get(digest)
        // The manifest was checked by its digest, and its word counts.
        if (blob && blob.size !== size) this.#lost.add(digest)
        return blob?.size === size ? [[digest, blob] as const] : []
      })
      // A base image is of use in part; nothing else is.
      const key = `${entry.kind} ${entry.name}`
      if (!isImage && (seen.has(key) || mine.length < parts.blobs.size)) continue
      seen.add(key)
      entries.push(entry)
      for (const digest of parts.documents) {
        const document = lookUp(digest)
        if (document) documents.set(digest, document)
      }
      for (const [digest, blob] of mine) blobs.set(digest, blob)
    }
    return { entries, documents, blobs }
  }

  /** The blobs of the entries whose bytes are here or that somebody is known to have; the store knows its own. */
  async #blobsOf(
    entries: readonly CacheEntry[],
    documents: Map<Digest, CacheDocument>,
    content: LazyContent,
    placed: ReadonlyMap<Digest, Origin>,
  ): Promise<Map<Digest, CachedBlob>> {
    const blobs = new Map<Digest, CachedBlob>()
    let small = 0
    // What another entry keeps is better than knowing who has it.
    const placedLast = [...entries].sort(
      (a, b) => Number(placed.has(a.digest)) - Number(placed.has(b.digest)),
    )
    for (const entry of placedLast) {
      const place = placed.get(entry.digest)
      for (const [digest, { size }] of partsOf(entry.digest, (one) => documents.get(one)).blobs) {
        if (blobs.has(digest)) continue
        const here = (await content.store.local(digest)) !== undefined
        const own = this.#store.origin
        const origin = content
          .origins(digest)
          .find((one) => one.registry !== own?.registry || one.repository !== own.repository)
        if (here && size <= SMALL_SIZE && small + size <= SMALL_TOTAL) {
          small += size
          await take(documents, content.store, digest, '')
        } else if (place) blobs.set(digest, { size, origin: place })
        else if (here) blobs.set(digest, { size })
        else if (origin) blobs.set(digest, { size, origin })
      }
    }
    return blobs
  }
}

/** Saves. Throws nothing: what went wrong is returned, in a sentence. */
export async function saveQuietly(
  store: CacheStore,
  collected: Collected,
  log: Logger,
  { signal, limitMs = PATIENCE.saveMs }: { readonly signal: AbortSignal; readonly limitMs?: number },
): Promise<string | undefined> {
  try {
    const saved = await within(limitMs, signal, (limited) => store.save(collected, limited))
    if (saved.changed)
      log.info(`Cache: ${saved.blobs} new blobs (${saved.size} bytes) are kept in ${store.name}`)
    else log.info(`Cache: nothing new for ${store.name}`)
    return undefined
  } catch (error) {
    return signal.aborted ? undefined : `The cache was not saved: ${messageOf(error)}`
  }
}

/** Puts bytes that are here among the documents. False when they are not here. */
async function take(
  documents: Map<Digest, CacheDocument>,
  store: BlobStore,
  digest: Digest,
  mediaType: string,
): Promise<boolean> {
  if (documents.has(digest)) return true
  const stream = await store.read(digest)
  if (!stream) return false
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk)
  documents.set(digest, { mediaType, bytes: Buffer.concat(chunks) })
  return true
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
