import type { ContentStore } from '../oci/content.js'
import { writeDockerArchive } from '../oci/docker-archive.js'
import { writeLayout, writeLayoutArchive } from '../oci/layout.js'
import { parseManifest } from '../oci/manifests.js'
import { formatPlatform } from '../oci/platform.js'
import { formatReference } from '../oci/reference.js'
import type { Outputs } from '../port/host.js'
import type { ManifestDocument } from '../publish/annotate.js'
import type { Publication } from '../publish/publish.js'
import type { BuildRequest, StrategyName } from '../request/request.js'

/** Writes the image to the files and directories that were asked for. */
export async function writeOutputs(
  request: BuildRequest,
  document: ManifestDocument,
  content: ContentStore,
): Promise<void> {
  const image = { manifest: document.descriptor, bytes: document.bytes, content }
  const [tag] = request.tags
  const name = tag && formatReference(tag)
  for (const output of request.outputs) {
    if (output.kind === 'oci-directory') await writeLayout(image, output.path, name)
    else if (output.kind === 'oci-archive') await writeLayoutArchive(image, output.path, name)
    else await writeDockerArchive(image, output.path, request.tags)
  }
}

/** What later steps are told; `metadata` has the keys of BuildKit's metadata file. */
export function outputsOf(
  request: BuildRequest,
  strategy: StrategyName,
  document: ManifestDocument,
  publication: Publication | undefined,
): Outputs {
  const { descriptor, bytes } = document
  const imageid = parseManifest(bytes, 'the built image').config.digest
  const tags = request.tags.map(formatReference)
  const [first] = publication?.tags ?? []
  return {
    image: first === undefined ? '' : `${first}@${descriptor.digest}`,
    digest: descriptor.digest,
    imageid,
    tags,
    strategy,
    platforms: [formatPlatform(request.platform)],
    metadata: {
      'containerimage.config.digest': imageid,
      'containerimage.descriptor': descriptor,
      'containerimage.digest': descriptor.digest,
      'image.name': tags.join(','),
    },
  }
}
