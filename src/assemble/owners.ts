import { decompress } from '../oci/compression.js'
import type { ContentStore } from '../oci/content.js'
import type { Descriptor } from '../oci/image.js'
import { readTar } from '../oci/tar-read.js'

/** A file of an image that is not root's alone. */
export interface OwnedFile {
  readonly path: string
  readonly uid: number
  readonly gid: number
}

/**
 * The first file of the layers whose owner or group is not root; undefined when there is none. Also one that a later
 * layer hides counts: who unpacks an image unpacks each layer. Reads no further than to what it finds.
 */
export async function firstNotRoots(
  layers: readonly Descriptor[],
  content: ContentStore,
): Promise<OwnedFile | undefined> {
  for (const { digest } of layers)
    for await (const { header } of readTar(decompress(await content.open(digest)))) {
      const { path, uid, gid } = header
      if (uid !== 0 || gid !== 0) return { path, uid, gid }
    }
  return undefined
}
