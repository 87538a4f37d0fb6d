import { type Digest, isDigest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { isIndex, isNonDistributable, MediaType } from '../oci/media-types.js'
import { isObject } from '../oci/json.js'
import { isStringMap, type ManifestRecord } from './catalog.js'
import { SpecError } from './spec-error.js'

/** A manifest that was read: how it is listed, and what it is made of. */
export interface ManifestContent {
  readonly record: ManifestRecord
  /** Config and layers that a registry holds; undefined for an index. */
  readonly blobs: readonly Descriptor[] | undefined
  /** The image's configuration; undefined for an index. */
  readonly config: Descriptor | undefined
  /** What an index lists: manifests, and blobs in BuildKit's older cache format. */
  readonly children: readonly Descriptor[]
}

const IMAGE_TYPES: readonly string[] = [MediaType.manifest, MediaType.dockerManifest]

/**
 * Reads the bytes of a manifest (image-spec, manifest.md and image-index.md; Docker's schema 2 alike). `contentType`
 * is the header it came with. Throws MANIFEST_INVALID (400) for anything else.
 */
export function parseManifest(
  bytes: Uint8Array,
  digest: Digest,
  contentType: string | undefined,
): ManifestContent {
  const value = parseJson(bytes)
  const mediaType = mediaTypeOf(value, contentType)
  if (value['schemaVersion'] !== 2) throw invalid('its schemaVersion is not 2')
  const subject = value['subject'] === undefined ? undefined : descriptor(value['subject'], 'subject').digest
  const annotations = value['annotations']
  const own = typeof value['artifactType'] === 'string' ? value['artifactType'] : ''
  const base = {
    mediaType,
    digest,
    size: bytes.length,
    ...(isStringMap(annotations) ? { annotations } : {}),
  }
  if (isIndex(mediaType)) {
    const children = descriptors(value['manifests'], 'manifests')
    const listed = own === '' ? base : { ...base, artifactType: own }
    return { record: { descriptor: listed, subject }, blobs: undefined, config: undefined, children }
  }
  const config = descriptor(value['config'], 'config')
  const layers = descriptors(value['layers'], 'layers')
  return {
    record: { descriptor: { ...base, artifactType: own === '' ? config.mediaType : own }, subject },
    blobs: [config, ...layers.filter((layer) => !isNonDistributable(layer.mediaType))],
    config,
    children: [],
  }
}

function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'it is not JSON')
  }
  if (!isObject(value)) throw invalid('it is not a JSON object')
  return value
}

function mediaTypeOf(value: Readonly<Record<string, unknown>>, contentType: string | undefined): string {
  const header = contentType?.split(';')[0]?.trim().toLowerCase() || undefined
  const field = value['mediaType']
  if (field !== undefined && typeof field !== 'string') throw invalid('its mediaType is not a string')
  const guess = 'manifests' in value ? MediaType.index : MediaType.manifest
  const mediaType = header ?? field ?? guess
  if (field !== undefined && field !== mediaType)
    throw invalid(`its mediaType is ${field}, but its Content-Type is ${mediaType}`)
  if (!isIndex(mediaType) && !IMAGE_TYPES.includes(mediaType))
    throw invalid(`${mediaType} is no manifest type of OCI or Docker (schema 2)`)
  return mediaType
}

function descriptors(value: unknown, field: string): readonly Descriptor[] {
  if (!Array.isArray(value)) throw invalid(`its field "${field}" is not a list`)
  return value.map((one: unknown) => descriptor(one, field))
}

function descriptor(value: unknown, field: string): Descriptor {
  if (!isObject(value)) throw invalid(`its field "${field}" is not a descriptor`)
  const { mediaType, digest, size } = value
  if (typeof mediaType !== 'string') throw invalid(`a descriptor of "${field}" has no mediaType`)
  if (typeof digest !== 'string' || !isDigest(digest))
    throw invalid(`a descriptor of "${field}" has no sha256 or sha512 digest`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw invalid(`a descriptor of "${field}" has no size`)
  return { mediaType, digest, size }
}

function invalid(reason: string): SpecError {
  return new SpecError(400, 'MANIFEST_INVALID', `the manifest cannot be taken: ${reason}`)
}
