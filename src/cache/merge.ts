import type { Digest } from '../oci/digest.js'
import {
  type CachedBlob,
  type CacheDocument,
  type CacheEntry,
  type CacheIndex,
  EMPTY_INDEX,
  keyOf,
} from './cache-index.js'
import { partsOf, sameCache } from './parts.js'

/** What one run used or made: its entries with all their documents and blobs. */
export interface Snapshot {
  /** The most recently used first. */
  readonly entries: readonly CacheEntry[]
  readonly documents: ReadonlyMap<Digest, CacheDocument>
  /** Without an origin: the run has the bytes, or the store does. */
  readonly blobs: ReadonlyMap<Digest, CachedBlob>
  /** What the run found damaged or gone: whatever needs it is dropped. */
  readonly lost: ReadonlySet<Digest>
}

/** Of a run that used nothing: what is left is a matter of the limits alone. */
export const NOTHING: Snapshot = { ...EMPTY_INDEX, lost: new Set() }

export interface Limits {
  /** Bytes of all blobs and documents. The least recently used entries go first. */
  readonly maxSize: number
  /** Days after its last use that an entry is kept; without it, age does not matter. */
  readonly maxAgeDays?: number
  /** Days since 1970. */
  readonly today: number
}

/**
 * Bytes of documents up to which entries are kept that the run did not use: each run reads them all, and a builder that
 * names its steps by a hash leaves new ones behind with each change.
 */
const DOCUMENTS_SIZE = 16 * 1024 * 1024

/** Where age matters, a use is written down again when the last one is so many days ago: not every run writes. */
const REFRESH_DAYS = 7

/**
 * What the cache is after a run: pure. Returns `current` itself when nothing of worth changed: neither the order of
 * use nor the annotations of a manifest are worth writing a cache anew.
 */
export function merge(current: CacheIndex | undefined, snapshot: Snapshot, limits: Limits): CacheIndex {
  const before = current ?? EMPTY_INDEX
  const lookUp = (digest: Digest): CacheDocument | undefined =>
    snapshot.documents.get(digest) ?? before.documents.get(digest)
  const blobOf = (digest: Digest): CachedBlob | undefined =>
    better(snapshot.lost.has(digest) ? undefined : before.blobs.get(digest), snapshot.blobs.get(digest))

  const known = new Map(before.entries.map((entry) => [keyOf(entry), entry]))
  const used = snapshot.entries.map((entry) => kept(known.get(keyOf(entry)), entry, lookUp, limits))
  const usedKeys = new Set(used.map(keyOf))
  const rest = before.entries.filter((entry) => !usedKeys.has(keyOf(entry)) && !isOld(entry, limits))

  const entries: CacheEntry[] = []
  const documents = new Map<Digest, CacheDocument>()
  const blobs = new Map<Digest, CachedBlob>()
  let size = 0
  let documentsSize = 0
  for (const [position, entry] of [...used, ...rest].entries()) {
    const parts = partsOf(entry.digest, lookUp)
    const mine = [...parts.blobs.keys()].map((digest) => [digest, blobOf(digest)] as const)
    // A base image is of use in part; nothing else is.
    if (!parts.documents.has(entry.digest)) continue
    if (entry.kind !== 'image' && mine.some(([, blob]) => blob === undefined)) continue
    const newDocuments = [...parts.documents].filter((digest) => !documents.has(digest))
    const newBlobs = mine.filter(([digest]) => !blobs.has(digest))
    const read = newDocuments.reduce((sum, digest) => sum + (lookUp(digest)?.bytes.length ?? 0), 0)
    const added = newBlobs.reduce((sum, [, blob]) => sum + (blob && !blob.origin ? blob.size : 0), read)
    if (size + added > limits.maxSize) continue
    if (position >= used.length && documentsSize + read > DOCUMENTS_SIZE) continue
    size += added
    documentsSize += read
    entries.push(entry)
    for (const digest of newDocuments) {
      const document = lookUp(digest)
      if (document) documents.set(digest, document)
    }
    for (const [digest, blob] of newBlobs) if (blob) blobs.set(digest, blob)
  }
  const after = { entries, documents, blobs }
  // A blob that was damaged and made again is the same to the index, and not to the store.
  const mended = [...blobs].some(([digest, { origin }]) => !origin && snapshot.lost.has(digest))
  return current && !mended && sameContent(current, after) ? current : after
}

/** Bytes of everything that an index keeps. */
export function sizeOf(index: CacheIndex): number {
  let size = 0
  for (const { bytes } of index.documents.values()) size += bytes.length
  for (const blob of index.blobs.values()) if (!blob.origin) size += blob.size
  return size
}

/** The entry as it was when the run's own stands for the same cache; the run's own otherwise. */
function kept(
  old: CacheEntry | undefined,
  fresh: CacheEntry,
  lookUp: (digest: Digest) => CacheDocument | undefined,
  limits: Limits,
): CacheEntry {
  if (!old) return fresh
  const age = limits.today - old.usedOn
  // A day to come was written by a clock that was wrong, or is.
  const tired = limits.maxAgeDays !== undefined && (age >= REFRESH_DAYS || age < -REFRESH_DAYS)
  const [was, is] = [lookUp(old.digest), lookUp(fresh.digest)]
  // A tag of a builder that names its steps by a hash of them: its config differs in nothing but times.
  const byHash = /^[0-9a-f]{64}$/.test(fresh.name)
  if (old.digest !== fresh.digest && !(was && is && sameCache(was, is, byHash))) return fresh
  return tired ? { ...old, usedOn: limits.today } : old
}

function isOld(entry: CacheEntry, { maxAgeDays, today }: Limits): boolean {
  return maxAgeDays !== undefined && Math.abs(today - entry.usedOn) > maxAgeDays
}

/** Bytes that are kept are better than knowing who has them. */
function better(before: CachedBlob | undefined, now: CachedBlob | undefined): CachedBlob | undefined {
  if (before && !before.origin) return before
  return now && !now.origin ? now : (before ?? now)
}

function sameContent(one: CacheIndex, other: CacheIndex): boolean {
  const lines = (index: CacheIndex): string =>
    [
      ...index.entries.map((entry) => `${keyOf(entry)} ${entry.digest} ${entry.usedOn}`),
      ...index.documents.keys(),
      ...[...index.blobs].map(([digest, { origin, pack }]) => `${digest} ${!!origin} ${pack?.key ?? ''}`),
    ]
      .sort()
      .join('\n')
  return lines(one) === lines(other)
}
