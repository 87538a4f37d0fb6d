import type { Readable } from 'node:stream'
import type { Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { BlobStore } from './blob-store.js'
import type { CachedBlob, CacheIndex } from './cache-index.js'
import type { Snapshot } from './merge.js'
import type { Watch } from './patience.js'
import type { Reader } from './trust.js'

/** What a run wants of a cache. */
export interface CacheQuery {
  /** Image, target and platform: see `placeOf`. */
  readonly place: string
  readonly reader: Reader
}

/** What a store has for a run. Whatever a trusted run may not use is still among it: `BuildCache` sorts it out. */
export interface LoadedCache {
  readonly index: CacheIndex
  /** Blobs that the index names and that are damaged or gone. */
  readonly lost: ReadonlySet<Digest>
  /** Sentences for the log: what was damaged. */
  readonly damages: readonly string[]
}

/** What a run has for the store. */
export interface Collected {
  readonly query: CacheQuery
  readonly snapshot: Snapshot
  /** Has the bytes of every new blob. */
  readonly content: BlobStore
  /** The index as the run found it. */
  readonly before: CacheIndex
}

/** What became of a save. Sizes in bytes. */
export interface Saved {
  readonly changed: boolean
  readonly blobs: number
  readonly size: number
}

export const UNCHANGED: Saved = { changed: false, blobs: 0, size: 0 }

/**
 * Where blobs outlive the job. One question before the build, whose answer is small; blobs one by one when they are
 * needed; one save after the push. Everything but a defect is thrown as it comes: the caller knows that a cache may
 * fail, and goes on.
 */
export interface CacheStore {
  /** For people: `dir:/cache`, `the GitHub cache service`. */
  readonly name: string
  readonly writable: boolean
  /** The repository that has the blobs, so that they can be mounted from there. */
  readonly origin?: Origin
  /** True when a save is an upload that can wait for the CI's post phase. */
  readonly isRemote: boolean
  load(query: CacheQuery, signal: AbortSignal): Promise<LoadedCache | undefined>
  /** The bytes of a blob of the index, unchecked. The watch is told of what moves before the first of them. */
  open(digest: Digest, blob: CachedBlob, watch: Watch): Promise<Readable>
  /** Keeps what is new. */
  save(collected: Collected, signal: AbortSignal): Promise<Saved>
  /** Everything that is kept, whoever may use it: for people. */
  list(query: CacheQuery, signal: AbortSignal): Promise<readonly CacheIndex[]>
  /** Drops what there is no room for; undefined where that is not ours to do. */
  prune?(signal: AbortSignal): Promise<void>
}

/** Blobs that `after` keeps and `before` did not: what a save has to bring. */
export function newBlobs(
  before: CacheIndex | undefined,
  after: CacheIndex,
  lost: ReadonlySet<Digest>,
): readonly (readonly [Digest, CachedBlob])[] {
  return [...after.blobs].filter(([digest, blob]) => {
    const old = before?.blobs.get(digest)
    return !blob.origin && (!old || old.origin !== undefined || lost.has(digest))
  })
}

/** Days since 1970. */
export function today(nowMs = Date.now()): number {
  return Math.floor(nowMs / 86_400_000)
}
