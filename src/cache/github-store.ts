import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { HttpClient } from '../http/client.js'
import type { Logger } from '../log/logger.js'
import type { Digest } from '../oci/digest.js'
import type { CacheService } from '../port/host.js'
import {
  type CachedBlob,
  type CacheIndex,
  EMPTY_INDEX,
  formatIndex,
  LARGEST_INDEX,
  packIndex,
  parseIndex,
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
import { type EntryService, ServiceFailure, ServiceHttp } from './github-service.js'
import { GithubServiceV1 } from './github-service-v1.js'
import { GithubServiceV2 } from './github-service-v2.js'
import { mayWrite } from './github-token.js'
import { merge, type Snapshot } from './merge.js'
import { Pack, packs } from './pack.js'
import { partsOf } from './parts.js'
import type { Patience, Watch } from './patience.js'
import { type Reader, TRUST_LEVELS } from './trust.js'

/** An index that names more packs than this gives up the blobs of the oldest ones that the run did not use. */
const MOST_PACKS = 12
const PREFIX = 'dockless-v1'

type Service = Extract<CacheService, { readonly kind: 'github' }>

export interface GithubStoreOptions {
  readonly http: HttpClient
  readonly log: Logger
  readonly maxSize: number
  /** The run's private directory: where a pack is put that cannot be read in parts. */
  readonly directory: string
  /** Tests have less. */
  readonly patience?: Patience
}

/** The store for what this runner offers; undefined when it says that no cache is to be used. */
export function openGithubStore(service: Service, options: GithubStoreOptions): CacheStore | undefined {
  const { log } = options
  const mode = service.mode.toLowerCase()
  const writes = mode !== 'none' && mode !== 'read' && mayWrite(service.token) !== false
  const reads = mode !== 'none' && mode !== 'write-only'
  if (!reads && !writes) {
    log.debug('cache: the runner says that none is to be used')
    return undefined
  }
  if (!writes) log.debug('cache: the token of this run may only read')
  const http = new ServiceHttp(options.http, service.token, options.patience)
  const entries =
    service.version === 2 ? new GithubServiceV2(http, service.url) : new GithubServiceV1(http, service.url)
  return new GithubStore(entries, http, { ...options, reads, writes })
}

/**
 * The cache service of GitHub Actions: a few packs, each the new blobs of one run one after the other, and a small
 * index that says where each blob is. Entries are never changed, so each change makes a new index and at most a pack.
 */
class GithubStore implements CacheStore {
  readonly name = 'the GitHub cache service'
  readonly writable: boolean
  readonly isRemote = true
  readonly #service: EntryService
  readonly #http: ServiceHttp
  readonly #options: GithubStoreOptions & { readonly reads: boolean; readonly writes: boolean }
  readonly #packs = new Map<string, Pack>()

  constructor(
    service: EntryService,
    http: ServiceHttp,
    options: GithubStoreOptions & { readonly reads: boolean; readonly writes: boolean },
  ) {
    this.#service = service
    this.#http = http
    this.#options = options
    this.writable = options.writes
  }

  async load(query: CacheQuery, signal: AbortSignal): Promise<LoadedCache | undefined> {
    if (!this.#options.reads) return undefined
    const { place, reader } = query
    const [first = '', ...more] = readablePrefixes(place, reader)
    const found = await this.#service.find(first, [first, ...more], signal)
    if (!found) return undefined
    const response = await this.#http.read(found.url, undefined, signal)
    const bytes = await response.bytes(LARGEST_INDEX)
    const damaged = {
      index: EMPTY_INDEX,
      lost: new Set<Digest>(),
      damages: [`the entry ${found.key} is damaged`],
    }
    const text = bytes && unpackIndex(bytes)
    const read = text === undefined ? undefined : parseIndex(text)
    if (!read || !found.key.endsWith(sealOf(text ?? ''))) return damaged
    const sizes = packSizes(read.index)
    const gone = new Set<string>()
    await Promise.all(
      [...sizes.keys()].map(async (key) => {
        const entry = await this.#service.find(key, [], signal)
        if (entry?.key === key) this.#packs.set(key, this.#pack(key, entry.url, sizes.get(key) ?? 0))
        else gone.add(key)
      }),
    )
    if (gone.size > 0) this.#options.log.debug(`cache: ${gone.size} of ${sizes.size} packs were evicted`)
    const lost = [...read.index.blobs].filter(
      ([, { pack, origin }]) => !origin && (!pack || gone.has(pack.key)),
    )
    return { index: read.index, lost: new Set(lost.map(([digest]) => digest)), damages: read.damages }
  }

  async open(digest: Digest, { size, pack: place }: CachedBlob, watch: Watch): Promise<Readable> {
    const pack = place && this.#packs.get(place.key)
    if (!pack) throw new Error(`no pack of the cache has ${digest}`)
    return pack.open(place.offset, size, watch)
  }

  async save({ query, snapshot, content, before: current }: Collected, signal: AbortSignal): Promise<Saved> {
    const { place, reader } = query
    const merged = merge(current, snapshot, { maxSize: this.#options.maxSize, today: today() })
    if (merged === current) return UNCHANGED
    const added = newBlobs(current, merged, snapshot.lost)
    const blobs = new Map(merged.blobs)
    let size = 0
    for (const pack of packs(added)) {
      // A key of its own: an entry of the same blobs may be damaged, or half written by another job.
      const key = `${PREFIX}-${short(place)}-pack-${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`
      const outcome = await this.#service.write(key, pack.size, pack.reader(content), signal)
      if (outcome === 'refused') return this.#refused()
      // Nobody else has such a key: what the service means is that there is no room, or something else of its own.
      if (outcome === 'exists') throw new Error(`${this.name} does not take a pack of ${pack.size} bytes`)
      for (const { digest, size: length, offset } of pack.blobs)
        blobs.set(digest, { size: length, pack: { key, offset } })
      size += pack.size
    }
    const text = formatIndex(withoutOldest({ ...merged, blobs }, snapshot))
    const bytes = packIndex(text)
    const key = `${prefixOf(place, reader)}${Date.now().toString(36)}-${sealOf(text)}`
    const read = async (start: number, length: number) => bytes.subarray(start, start + length)
    // Another job may have kept the very same index a moment ago: `exists`.
    if ((await this.#service.write(key, bytes.length, read, signal)) === 'refused') return this.#refused()
    return { changed: true, blobs: added.length, size: size + bytes.length }
  }

  #refused(): Saved {
    this.#options.log.debug('cache: the service takes nothing from this run')
    return UNCHANGED
  }

  async list(query: CacheQuery, signal: AbortSignal): Promise<readonly CacheIndex[]> {
    const loaded = await this.load(query, signal)
    return loaded ? [loaded.index] : []
  }

  #pack(key: string, url: URL, size: number): Pack {
    return new Pack({
      size,
      read: (from, range, signal) => this.#http.read(from, range, signal),
      renew: async (signal) => (await this.#service.find(key, [], signal))?.url,
      isExpired: (error) => error instanceof ServiceFailure && (error.status === 401 || error.status === 403),
      url,
      directory: this.#options.directory,
    })
  }
}

/** The keys of the indexes that a run may read begin so, the best first; none is of a writer that is trusted less. */
function readablePrefixes(place: string, reader: Reader): readonly string[] {
  const levels = TRUST_LEVELS.slice(TRUST_LEVELS.indexOf(reader.trust))
  const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])]
  return [...new Set(refs.flatMap((ref) => levels.map((trust) => prefixOf(place, { ref, trust }))))]
}

function prefixOf(place: string, { ref, trust }: Pick<Reader, 'ref' | 'trust'>): string {
  return `${PREFIX}-${short(place)}-${trust}-${short(ref)}-`
}

/** The packs that an index names, and how many bytes of each it knows. */
function packSizes({ blobs }: CacheIndex): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { pack, size } of blobs.values())
    if (pack) sizes.set(pack.key, Math.max(sizes.get(pack.key) ?? 0, pack.offset + size))
  return sizes
}

/** Stands at the end of an index's key: an entry whose bytes are others' does not fit to it. */
function sealOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/**
 * Drops the blobs of the oldest packs when there are too many of them; packs are asked for one by one. Those that a run
 * has just used stay, however many they are: without one of its layers a whole step is lost, and was lost in each run.
 */
function withoutOldest(index: CacheIndex, used: Snapshot): CacheIndex {
  const lookUp = index.documents.get.bind(index.documents)
  const needed = packsOf(
    used.entries.flatMap(({ digest }) =>
      [...partsOf(digest, lookUp).blobs.keys()].map((blob) => index.blobs.get(blob)),
    ),
  )
  // Entries stand with the most recently used first, and so do their blobs: the packs seen last are the oldest.
  const others = [...packsOf(index.blobs.values())].filter((key) => !needed.has(key))
  const dropped = new Set(others.slice(Math.max(0, MOST_PACKS - needed.size)))
  if (dropped.size === 0) return index
  const blobs = new Map([...index.blobs].filter(([, { pack }]) => !pack || !dropped.has(pack.key)))
  return { ...index, blobs }
}

/** The keys of the packs that blobs are in, in their order. */
function packsOf(blobs: Iterable<CachedBlob | undefined>): ReadonlySet<string> {
  return new Set([...blobs].flatMap((blob) => (blob?.pack ? [blob.pack.key] : [])))
}
