import { DocklessError } from '../errors/errors.js'
import { digestOf } from '../oci/digest.js'
import type { Descriptor, Manifest } from '../oci/image.js'
import { isIndex } from '../oci/media-types.js'
import type { Annotation } from '../request/request.js'

export interface ManifestDocument {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

/**
 * The manifest with annotations added (image-spec, annotations.md); its digest is computed anew. Without
 * annotations it is returned byte for byte. We do this and not the builder, so that every builder honours them.
 */
export function annotate(document: ManifestDocument, annotations: readonly Annotation[]): ManifestDocument {
  const elsewhere = annotations.find((annotation) => annotation.level !== 'manifest')
  if (elsewhere) {
    throw new DocklessError(
      'WRONG_INPUT',
      `annotations: ${elsewhere.level}:${elsewhere.name} needs an image index, and a build for one platform has none`,
      {
        fix: `Write ${elsewhere.name}=… without the level, or with "manifest:".`,
      },
    )
  }
  if (annotations.length === 0) return document
  if (isIndex(document.descriptor.mediaType))
    throw new DocklessError('DEFECT', 'asked to annotate an image index')
  const manifest = JSON.parse(Buffer.from(document.bytes).toString('utf8')) as Manifest
  const added = Object.fromEntries(annotations.map(({ name, value }) => [name, value]))
  const bytes = Buffer.from(
    JSON.stringify({ ...manifest, annotations: { ...manifest.annotations, ...added } }),
  )
  return { descriptor: { ...document.descriptor, digest: digestOf(bytes), size: bytes.length }, bytes }
}
