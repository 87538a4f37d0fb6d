import { DocklessError } from '../errors/errors.js'
import type { ImageConfig, Platform } from '../oci/image.js'
import { Layout } from '../oci/layout.js'
import { parseImageConfig } from '../oci/manifests.js'
import { formatPlatform } from '../oci/platform.js'
import { formatReference, type Reference } from '../oci/reference.js'
import type { ContentStore } from '../oci/content.js'
import { layerArchive, readLayers } from './base.js'
import type { BaseImage, BaseImages } from './job.js'
import type { Tree } from './tree.js'

/** Images of this build, each resolved once and its layers read at most once. */
export class Images {
  readonly #bases: BaseImages
  readonly #content: ContentStore
  readonly #resolved = new Map<string, Promise<BaseImage>>()
  readonly #trees = new Map<string, Promise<Tree>>()
  readonly #configs = new Map<string, ImageConfig>()

  constructor(bases: BaseImages, content: ContentStore) {
    this.#bases = bases
    this.#content = content
  }

  async resolve(reference: Reference, platform: Platform): Promise<BaseImage> {
    const key = keyOf(reference, platform)
    const resolving = this.#resolved.get(key) ?? this.#bases.resolve(reference, platform)
    this.#resolved.set(key, resolving)
    const image = await resolving
    this.#configs.set(key, image.config)
    return image
  }

  /** The config of an image that was resolved before; undefined otherwise. */
  known(reference: Reference, platform: Platform): ImageConfig | undefined {
    return this.#configs.get(keyOf(reference, platform))
  }

  /** An image of an OCI layout: its blobs are taken into the store, which checks them. */
  async fromLayout(directory: string, reference: string | undefined, platform: Platform): Promise<BaseImage> {
    const layout = await Layout.open(directory)
    const { manifest } = await layout.resolve(reference, platform)
    for (const blob of [manifest.config, ...manifest.layers]) {
      if ((await this.#content.local(blob.digest)) === undefined) {
        await this.#content.write(layout.blob(blob), { digest: blob.digest, size: blob.size })
      }
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of await this.#content.open(manifest.config.digest)) chunks.push(chunk)
    const config = parseImageConfig(Buffer.concat(chunks), `the config of ${directory}`)
    return { manifest, config }
  }

  /** The files of an image, in a tree of the caller's own. */
  async files(image: BaseImage): Promise<Tree> {
    const key = image.manifest.layers.map((layer) => layer.digest).join(' ')
    const reading =
      this.#trees.get(key) ??
      readLayers(image.manifest.layers.map((layer) => layerArchive(this.#content, layer)))
    this.#trees.set(key, reading)
    return (await reading).clone()
  }
}

/** Throws DocklessError for an image whose config does not belong to its manifest. */
export function checkLayers(image: BaseImage, name: string): void {
  const layers = image.manifest.layers.length
  const diffIds = image.config.rootfs.diff_ids.length
  if (layers === diffIds) return
  throw new DocklessError(
    'REGISTRY_FAILED',
    `the image ${name} has ${layers} layers, and its config names ${diffIds}`,
    { fix: 'The image is broken: push it again, or build on another.' },
  )
}

function keyOf(reference: Reference, platform: Platform): string {
  return `${formatReference(reference)} ${formatPlatform(platform)}`
}
