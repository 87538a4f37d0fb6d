import { DocklessError } from '../errors/errors.js'
import { algorithmOf, type Digest, hexOf } from './digest.js'
import type { Manifest } from './image.js'
import { blobMembers, bytesMember, type StoredImage, writeTarFile } from './layout.js'
import { parseManifestOrIndex } from './manifests.js'
import { formatReference, type Reference } from './reference.js'

/**
 * Writes what `docker load` and `podman load` read: a tar with `manifest.json`, which names the config and the
 * layers, that lie in it as in an OCI layout (as `docker save` writes it since 25.0). Layers stay as they are, so
 * their digests do too. Written aside and renamed; the same image gives the same bytes.
 * Throws DocklessError for an index: the format holds one platform.
 */
export async function writeDockerArchive(
  image: StoredImage,
  file: string,
  tags: readonly Reference[],
): Promise<void> {
  const { manifest } = parseManifestOrIndex(
    image.bytes,
    image.manifest.mediaType,
    String(image.manifest.digest),
  )
  if (!manifest) {
    throw new DocklessError(
      'WRONG_INPUT',
      'a docker archive holds one platform, and this image has several',
      {
        fix: 'Write an OCI archive instead (type=oci), or build one platform.',
      },
    )
  }
  const table = Buffer.from(JSON.stringify([entry(manifest, tags)]))
  await writeTarFile(file, [bytesMember('manifest.json', table), ...(await blobMembers(image))])
}

function entry(manifest: Manifest, tags: readonly Reference[]): unknown {
  const path = (digest: Digest): string => `blobs/${algorithmOf(digest)}/${hexOf(digest)}`
  return {
    Config: path(manifest.config.digest),
    RepoTags: tags
      .filter((tag) => tag.tag !== undefined)
      .map((tag) => formatReference({ ...tag, digest: undefined })),
    Layers: manifest.layers.map((layer) => path(layer.digest)),
  }
}
