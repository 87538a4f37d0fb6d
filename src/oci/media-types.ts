/** Media types of the OCI image-spec (media-types.md) and their Docker forerunners, which registries still serve. */
export const MediaType = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  layoutHeader: 'application/vnd.oci.layout.header.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
  dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  dockerForeignLayer: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
} as const

/** What we accept when we ask for a manifest. */
export const MANIFEST_TYPES: readonly string[] = [
  MediaType.index,
  MediaType.manifest,
  MediaType.dockerIndex,
  MediaType.dockerManifest,
]

export function isIndex(mediaType: string): boolean {
  return mediaType === MediaType.index || mediaType === MediaType.dockerIndex
}

/** True for layers that registries do not hold (image-spec, layer.md, "Non-Distributable Layers"). */
export function isNonDistributable(mediaType: string): boolean {
  return mediaType === MediaType.dockerForeignLayer || mediaType.includes('.nondistributable.')
}
