import { DocklessError } from '../errors/errors.js'
import type { ContentStore } from '../oci/content.js'
import type { ImageConfig, Manifest, Platform } from '../oci/image.js'
import { isIndex } from '../oci/media-types.js'
import { parseImageConfig, parseIndex, parseManifest } from '../oci/manifests.js'
import { choosePlatform, formatPlatform } from '../oci/platform.js'
import { formatReference, type Reference } from '../oci/reference.js'
import type { BaseImage, BaseImages } from './job.js'

/** Where manifests come from. The registry client is one. */
export interface ManifestReader {
  manifest(reference: Reference): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>
}

/**
 * Base images out of registries: the manifest for the platform and the config are read at once; the layers are
 * only noted in the content store, and move when an instruction needs what is in them.
 */
export class RegistryImages implements BaseImages {
  readonly #registries: ManifestReader
  readonly #content: ContentStore

  constructor(registries: ManifestReader, content: ContentStore) {
    this.#registries = registries
    this.#content = content
  }

  async resolve(reference: Reference, platform: Platform): Promise<BaseImage> {
    const manifest = await this.#manifest(reference, platform)
    const { registry, repository } = reference
    for (const blob of [manifest.config, ...manifest.layers])
      this.#content.remember(blob, { registry, repository })
    return { manifest, config: await this.#config(manifest, formatReference(reference)) }
  }

  async #manifest(reference: Reference, platform: Platform): Promise<Manifest> {
    const name = formatReference(reference)
    const { mediaType, bytes } = await this.#registries.manifest(reference)
    if (!isIndex(mediaType)) return parseManifest(bytes, name)
    const entries = parseIndex(bytes, name).manifests
    const chosen = choosePlatform(entries, platform)
    if (!chosen) {
      const there = [
        ...new Set(entries.flatMap((entry) => (entry.platform ? [formatPlatform(entry.platform)] : []))),
      ]
      throw new DocklessError('BUILD_FAILED', `${name} has no image for ${formatPlatform(platform)}`, {
        fix: `It is there for ${there.join(', ')}. Build for one of these, or from another image.`,
      })
    }
    const found = await this.#registries.manifest({ ...reference, tag: undefined, digest: chosen.digest })
    return parseManifest(found.bytes, name)
  }

  async #config(manifest: Manifest, name: string): Promise<ImageConfig> {
    const chunks: Uint8Array[] = []
    for await (const chunk of await this.#content.open(manifest.config.digest)) chunks.push(chunk)
    return parseImageConfig(Buffer.concat(chunks), `the configuration of ${name}`)
  }
}
