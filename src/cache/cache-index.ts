import { gunzipSync, gzipSync } from 'node:zlib'
import { digestOf, type Digest, algorithmOf, isDigest, parseDigest } from '../oci/digest.js'
import { isObject } from '../oci/json.js'
import type { Origin } from '../oci/content.js'
import type { Trust, Writer } from './trust.js'
import { TRUST_LEVELS } from './trust.js'

/** A larger index is none of ours, in bytes. */
export const LARGEST_INDEX = 64 * 1024 * 1024
/** Of more entries than this, those that were used last are left out: nobody waits for a cache to be read. */
const MOST_ENTRIES = 10_000
/** A day that a date can be made of (ECMA-262, time values). */
const LAST_DAY = 100_000_000
/** The form of the document. A cache of another version is not read, and is replaced. */
const VERSION = 1

const KINDS = ['step', 'image', 'mount'] as const

/**
 * A thing that is kept: a tag of the builders' cache repository, a base image, or the content of a cache mount. The most
 * recently used comes first.
 */
export interface CacheEntry {
  readonly kind: (typeof KINDS)[number]
  /** Which image, target, platform and strategy a step or a mount is of; empty for a base image, which is everybody's. */
  readonly scope: string
  /** The tag of a step; the reference of an image; the id of a mount. */
  readonly name: string
  /** The manifest or index that it stands for: one of the documents. */
  readonly digest: Digest
  readonly by: Writer
  /** Day of its last use, in days since 1970, as far as it was written down: see `merge`. */
  readonly usedOn: number
}

/** Bytes that stand in the index itself: manifests, and blobs so small that they are not worth a request. */
export interface CacheDocument {
  /** Empty for what is not a manifest. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A blob that an entry is made of; `size` in bytes. */
export interface CachedBlob {
  readonly size: number
  /** Who has it, when this cache does not keep the bytes. */
  readonly origin?: Origin
  /** Where its bytes are, in a store that keeps many blobs in one file. */
  readonly pack?: PackPlace
}

export interface PackPlace {
  readonly key: string
  readonly offset: number
}

/** All that is known of a cache. Small: it is read whole before a build; the blobs come when they are asked for. */
export interface CacheIndex {
  readonly entries: readonly CacheEntry[]
  readonly documents: ReadonlyMap<Digest, CacheDocument>
  readonly blobs: ReadonlyMap<Digest, CachedBlob>
}

export const EMPTY_INDEX: CacheIndex = { entries: [], documents: new Map(), blobs: new Map() }

/** What was read, and what of it was damaged: sentences for the log. */
export interface ReadIndex {
  readonly index: CacheIndex
  readonly damages: readonly string[]
}

/** An index as JSON: the same content gives the same bytes. */
export function formatIndex(index: CacheIndex): string {
  const document = {
    version: VERSION,
    entries: index.entries.map(({ kind, scope, name, digest, by, usedOn }) => ({
      kind,
      scope,
      name,
      digest,
      by: { ref: by.ref, event: by.event, trust: by.trust },
      usedOn,
    })),
    documents: sorted(index.documents, ({ mediaType, bytes }) => ({ mediaType, ...written(bytes) })),
    blobs: sorted(index.blobs, ({ size, origin, pack }) => ({
      size,
      ...(origin ? { origin: { registry: origin.registry, repository: origin.repository } } : {}),
      ...(pack ? { pack: { key: pack.key, offset: pack.offset } } : {}),
    })),
  }
  return `${JSON.stringify(document, undefined, 1)}\n`
}

/**
 * Reads what `formatIndex` wrote, wherever it was kept since. Whatever is not as it must be is left out and told:
 * a document whose bytes have another digest, an entry without its document. Undefined for what is no index at all.
 */
export function parseIndex(text: string): ReadIndex | undefined {
  const value = parseJson(text)
  if (!isObject(value) || value['version'] !== VERSION) return undefined
  const damages: string[] = []
  const documents = new Map<Digest, CacheDocument>()
  for (const [key, one] of Object.entries(objectOf(value['documents']))) {
    const digest = parseDigest(key)
    const document = parseDocument(one)
    if (digest && document && digestOf(document.bytes, algorithmOf(digest)) === digest)
      documents.set(digest, document)
    else damages.push(`a manifest of the cache is damaged: ${key}`)
  }
  const blobs = new Map<Digest, CachedBlob>()
  for (const [key, one] of Object.entries(objectOf(value['blobs']))) {
    const digest = parseDigest(key)
    const blob = parseBlob(one)
    if (digest && blob) blobs.set(digest, blob)
    else damages.push(`a line of the cache's index is damaged: ${key}`)
  }
  const written = Array.isArray(value['entries']) ? value['entries'].slice(0, MOST_ENTRIES) : []
  const entries = written.map(parseEntry).filter((entry) => entry !== undefined)
  if (entries.length < written.length) damages.push('an entry of the cache is damaged')
  return {
    index: { entries: entries.filter(({ digest }) => documents.has(digest)), documents, blobs },
    damages,
  }
}

/** What `formatIndex` wrote as it is sent over a network: gzip. */
export function packIndex(text: string): Buffer {
  return gzipSync(text)
}

/** The text of a packed index; undefined for what is none, or too large a one. */
export function unpackIndex(bytes: Uint8Array): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_INDEX }).toString('utf8')
  } catch {
    return undefined
  }
}

/** Names one entry among all: what replaces it has the same key. */
export function keyOf({ kind, scope, name, by }: CacheEntry): string {
  return JSON.stringify(kind === 'image' ? [kind, name] : [kind, scope, name, by.ref, by.trust])
}

/** What JSON text says; undefined for anything else. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

function sorted<T>(map: ReadonlyMap<Digest, T>, write: (value: T) => unknown): Record<string, unknown> {
  const keys = [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(keys.map(([digest, value]) => [digest, write(value)]))
}

/** Manifests are text nearly always; what would not come back the same is written in base64. */
function written(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('utf8')
  return Buffer.from(text, 'utf8').equals(buffer) ? { text } : { base64: buffer.toString('base64') }
}

function parseDocument(value: unknown): CacheDocument | undefined {
  if (!isObject(value)) return undefined
  const { mediaType, text, base64 } = value
  if (typeof mediaType !== 'string') return undefined
  if (typeof text === 'string') return { mediaType, bytes: Buffer.from(text, 'utf8') }
  return typeof base64 === 'string' ? { mediaType, bytes: Buffer.from(base64, 'base64') } : undefined
}

function parseBlob(value: unknown): CachedBlob | undefined {
  if (!isObject(value)) return undefined
  const { size, origin, pack } = value
  if (!isSize(size)) return undefined
  if (isObject(origin)) {
    const { registry, repository } = origin
    if (typeof registry !== 'string' || typeof repository !== 'string') return undefined
    return { size, origin: { registry, repository } }
  }
  if (!isObject(pack)) return { size }
  const { key, offset } = pack
  return typeof key === 'string' && isSize(offset) ? { size, pack: { key, offset } } : undefined
}

function parseEntry(value: unknown): CacheEntry | undefined {
  if (!isObject(value) || !isObject(value['by'])) return undefined
  const { scope, name, digest, usedOn } = value
  const kind = KINDS.find((one) => one === value['kind'])
  const { ref, event, trust } = value['by']
  if (kind === undefined) return undefined
  if (typeof scope !== 'string' || typeof name !== 'string') return undefined
  if (!isSize(usedOn) || usedOn > LAST_DAY) return undefined
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined
  if (typeof ref !== 'string' || typeof event !== 'string' || !isTrust(trust)) return undefined
  return { kind, scope, name, digest, by: { ref, event, trust }, usedOn }
}

function isTrust(value: unknown): value is Trust {
  return TRUST_LEVELS.some((level) => level === value)
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
