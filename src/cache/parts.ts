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

/** Follows a manifest through `documents`. What an index lists and nobody has (another platform's image) is left out. */
export function partsOf(root: Digest, documents: (digest: Digest) => CacheDocument | undefined): Parts {
  const found = new Set<Digest>()
  const blobs = new Map<Digest, Descriptor>()
  const visit = (digest: Digest): void => {
    const document = documents(digest)
    if (!document || found.has(digest)) return
    found.add(digest)
    for (const part of namedBy(document)) {
      if (documents(part.digest)) visit(part.digest)
      else if (!isManifestType(part.mediaType)) blobs.set(part.digest, part)
    }
  }
  visit(root)
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

/** What a manifest names, the config first; nothing for what is no manifest. */
function namedBy({ mediaType, bytes }: CacheDocument): readonly Descriptor[] {
  if (!isManifestType(mediaType)) return []
  try {
    const { index, manifest } = parseManifestOrIndex(bytes, mediaType, 'a cached manifest')
    const named = index ? index.manifests : [manifest.config, ...manifest.layers]
    return named.filter((one) => !isNonDistributable(one.mediaType))
  } catch {
    return []
  }
}

function isManifestType(mediaType: string): boolean {
  return MANIFEST_TYPES.includes(mediaType)
}
