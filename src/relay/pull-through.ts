import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import type { ManifestBytes } from './repositories.js'
import type { ManifestReference } from './route.js'

/** Repositories whose manifests come from another registry. They are only read. */
export interface PullThrough {
  /** True when the repository is one of these. */
  owns(name: string): boolean
  /** What a reference stands for, without its bytes where that can be had. Throws SpecError when upstream fails. */
  describe(name: string, reference: ManifestReference): Promise<Descriptor>
  manifest(name: string, reference: ManifestReference): Promise<ManifestBytes>
  /** Size in bytes of a blob that no manifest has named so far in this run. */
  blobSize(name: string, digest: Digest): Promise<number | undefined>
}
