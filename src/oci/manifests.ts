import { DocklessError } from '../errors/errors.js'
import { isDigest } from './digest.js'
import type { Descriptor, History, ImageConfig, Index, Manifest, Platform } from './image.js'
import { isIndex, MediaType } from './media-types.js'

/** Manifests and configs are small; the distribution-spec lets registries refuse more than 4 MiB. */
const LARGEST_MANIFEST = 4 << 20

/**
 * Reads an image manifest (image-spec, manifest.md; Docker's schema 2 too). `what` names it in errors.
 * Throws DocklessError when it is not one.
 */
export function parseManifest(bytes: Uint8Array, what: string): Manifest {
  const value = document(bytes, what)
  if (!isManifest(value)) throw malformed(what, 'it is no image manifest')
  return value
}

/** Reads an image index or Docker manifest list (image-spec, image-index.md). Throws DocklessError. */
export function parseIndex(bytes: Uint8Array, what: string): Index {
  const value = document(bytes, what)
  if (!isIndexDocument(value)) throw malformed(what, 'it is no image index')
  return value
}

/** Reads an image configuration (image-spec, config.md). Throws DocklessError. */
export function parseImageConfig(bytes: Uint8Array, what: string): ImageConfig {
  const value = document(bytes, what)
  if (!isImageConfig(value)) throw malformed(what, 'it is no image configuration')
  return { ...value, rootfs: { type: 'layers', diff_ids: value.rootfs.diff_ids ?? [] } }
}

/** Reads a manifest or an index, whichever it is: by `mediaType` when that is known, else by its shape. */
export function parseManifestOrIndex(
  bytes: Uint8Array,
  mediaType: string | undefined,
  what: string,
):
  | { readonly index: Index; readonly manifest?: undefined }
  | { readonly manifest: Manifest; readonly index?: undefined } {
  const value = document(bytes, what)
  const known = mediaType === MediaType.manifest || mediaType === MediaType.dockerManifest ? false : undefined
  const wanted = mediaType !== undefined && isIndex(mediaType) ? true : known
  if (wanted !== false && isIndexDocument(value)) return { index: value }
  if (wanted !== true && isManifest(value)) return { manifest: value }
  throw malformed(what, 'it is neither an image manifest nor an index')
}

const OCI_TYPE: Readonly<Record<string, string>> = {
  [MediaType.dockerIndex]: MediaType.index,
  [MediaType.dockerManifest]: MediaType.manifest,
  [MediaType.dockerConfig]: MediaType.config,
  [MediaType.dockerLayer]: MediaType.layer,
  [MediaType.dockerLayerGzip]: MediaType.layerGzip,
  'application/vnd.docker.image.rootfs.diff.tar.zstd': MediaType.layerZstd,
  [MediaType.dockerForeignLayer]: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
}

/** The OCI name of a media type of Docker's; every other one as it is. The bytes are the same either way. */
export function ociMediaType(mediaType: string): string {
  return OCI_TYPE[mediaType] ?? mediaType
}

/** The digests that a manifest or index names: what must be there before it. */
export function blobsOf(manifest: Manifest): readonly Descriptor[] {
  return [manifest.config, ...manifest.layers]
}

function malformed(what: string, problem: string, cause?: unknown): DocklessError {
  return new DocklessError('REGISTRY_FAILED', `${what} cannot be used: ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    fix: 'Check the reference: it may name something else than a container image. Otherwise push the image again.',
  })
}

function document(bytes: Uint8Array, what: string): unknown {
  if (bytes.length > LARGEST_MANIFEST) throw malformed(what, `it has ${bytes.length} bytes`)
  try {
    // Go programs write `null` for what is empty: the same as not there.
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      (_key, item: unknown) => (item === null ? undefined : item),
    )
    return value
  } catch (cause) {
    throw malformed(what, 'it is not JSON', cause)
  }
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isArrayOf<T>(value: unknown, holds: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every((item) => holds(item))
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value)
}

function isTextMap(value: unknown): boolean {
  return value === undefined || (isFields(value) && Object.values(value).every(isText))
}

function isOptionalTexts(value: unknown): boolean {
  return value === undefined || isArrayOf(value, isText)
}

function isPlatform(value: unknown): value is Platform {
  return (
    isFields(value) &&
    isText(value['os']) &&
    isText(value['architecture']) &&
    isOptionalText(value['variant'])
  )
}

function isDescriptor(value: unknown): value is Descriptor {
  return (
    isFields(value) &&
    isText(value['mediaType']) &&
    isText(value['digest']) &&
    isDigest(value['digest']) &&
    typeof value['size'] === 'number' &&
    Number.isSafeInteger(value['size']) &&
    value['size'] >= 0 &&
    (value['platform'] === undefined || isPlatform(value['platform'])) &&
    isTextMap(value['annotations'])
  )
}

function isManifest(value: unknown): value is Manifest {
  return (
    isFields(value) &&
    value['schemaVersion'] === 2 &&
    value['manifests'] === undefined &&
    isDescriptor(value['config']) &&
    isArrayOf(value['layers'], isDescriptor) &&
    isTextMap(value['annotations'])
  )
}

function isIndexDocument(value: unknown): value is Index {
  return (
    isFields(value) &&
    value['schemaVersion'] === 2 &&
    value['layers'] === undefined &&
    isArrayOf(value['manifests'], isDescriptor) &&
    isTextMap(value['annotations'])
  )
}

function isHistory(value: unknown): value is History {
  return isFields(value) && isOptionalText(value['created']) && isOptionalText(value['created_by'])
}

function isContainerConfig(value: unknown): boolean {
  if (value === undefined) return true
  return (
    isFields(value) &&
    ['User', 'WorkingDir', 'StopSignal'].every((name) => isOptionalText(value[name])) &&
    ['Env', 'Entrypoint', 'Cmd', 'OnBuild', 'Shell'].every((name) => isOptionalTexts(value[name])) &&
    isTextMap(value['Labels']) &&
    ['ExposedPorts', 'Volumes', 'Healthcheck'].every(
      (name) => value[name] === undefined || isFields(value[name]),
    )
  )
}

/** An image without layers may leave out its diff ids. */
type WrittenConfig = Omit<ImageConfig, 'rootfs'> & { readonly rootfs: Partial<ImageConfig['rootfs']> }

function isImageConfig(value: unknown): value is WrittenConfig {
  if (!isFields(value) || !isText(value['os']) || !isText(value['architecture'])) return false
  const rootfs = value['rootfs']
  return (
    isFields(rootfs) &&
    (rootfs['diff_ids'] === undefined || isArrayOf(rootfs['diff_ids'], isDigestText)) &&
    (value['history'] === undefined || isArrayOf(value['history'], isHistory)) &&
    isContainerConfig(value['config'])
  )
}

function isDigestText(value: unknown): value is string {
  return isText(value) && isDigest(value)
}
