import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { parseManifestOrIndex } from '../oci/manifests.js'
import { isIndex, isNonDistributable, MANIFEST_TYPES } from '../oci/media-types.js'
import type { CacheDocument } from './cache-index.js'

/** All that a manifest or index is made of, down to the last blob. */
export interface Parts {
  /** Manifests, and small blobs that stand among the documents. */
  readonly documents: ReadonlySet<Digest>
  readonly blobs: ReadonlyMap<Digest, Descriptor>
}

/** Indexes of indexes of manifests of blobs: nothing real is deeper. */
const DEEPEST = 4

/** Follows a manifest through `documents`. What an index lists and nobody has (another platform's image) is left out. */
export function partsOf(root: Digest, documents: (digest: Digest) => CacheDocument | undefined): Parts {
  const found = new Set<Digest>()
  const blobs = new Map<Digest, Descriptor>()
  const visit = (digest: Digest, depth: number): void => {
    const document = documents(digest)
    if (!document || found.has(digest) || depth > DEEPEST) return
    found.add(digest)
    for (const part of namedBy(document)) {
      if (documents(part.digest)) visit(part.digest, depth + 1)
      else if (!isManifestType(part.mediaType)) blobs.set(part.digest, part)
    }
  }
  visit(root, 1)
  return { documents: found, blobs }
}

/** True when two manifests stand for the same cache: the same blobs, whatever is annotated. */
export function sameCache(one: CacheDocument, other: CacheDocument, ignoreConfig: boolean): boolean {
  const [a, b] = [one, other].map((document) => {
    const parts = namedBy(document)
    const relevant = ignoreConfig && !isIndex(document.mediaType) ? parts.slice(1) : parts
    return relevant.map(({ digest }) => digest).join()
  })
  return a === b
}

/** Many entries share their manifests: each is parsed once. */
const named = new WeakMap<CacheDocument, readonly Descriptor[]>()

/** What a manifest names, the config first; nothing for what is no manifest. */
function namedBy(document: CacheDocument): readonly Descriptor[] {
  const known = named.get(document) ?? parsed(document)
  named.set(document, known)
  return known
}

function parsed({ mediaType, bytes }: CacheDocument): readonly Descriptor[] {
  if (!isManifestType(mediaType)) return []
  try {
    const { index, manifest } = parseManifestOrIndex(bytes, mediaType, 'a cached manifest')
    const all = index ? index.manifests : [manifest.config, ...manifest.layers]
    return all.filter((one) => !isNonDistributable(one.mediaType))
  } catch {
    return []
  }
}

function isManifestType(mediaType: string): boolean {
  return MANIFEST_TYPES.includes(mediaType)
}
