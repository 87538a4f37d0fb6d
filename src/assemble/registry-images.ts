import { DocklessError } from '../errors/errors.js'
import { type ContentStore, readAll } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { ImageConfig, Manifest, Platform } from '../oci/image.js'
import { isIndex, MediaType } from '../oci/media-types.js'
import { parseImageConfig, parseIndex, parseManifest, parseManifestOrIndex } from '../oci/manifests.js'
import { choosePlatform, formatPlatform } from '../oci/platform.js'
import { formatReference, type Reference } from '../oci/reference.js'
import type { BaseImage, BaseImages } from './job.js'

interface ManifestBytes {
  readonly digest: Digest
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Where manifests come from. The registry client is one. */
export interface ManifestReader {
  manifest(reference: Reference): Promise<ManifestBytes>
}

/** An image that was asked for, and the manifest or index that it stands for. */
export interface UsedImage {
  /** The full reference. */
  readonly name: string
  readonly digest: Digest
  readonly mediaType: string
}

/**
 * Base images out of registries: the manifest for the platform and the config are read at once, from the content
 * store where they are in it; the layers are only noted there, and move when an instruction needs what is in them.
 */
export class RegistryImages implements BaseImages {
  readonly #registries: ManifestReader
  readonly #content: ContentStore
  readonly #used = new Map<string, UsedImage>()
  readonly #types = new Map<Digest, string>()

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

  /** What was resolved so far. */
  used(): readonly UsedImage[] {
    return [...this.#used.values()]
  }

  /** Media types of all manifests that were read, those for the platform in an index too. */
  types(): ReadonlyMap<Digest, string> {
    return this.#types
  }

  async #manifest(reference: Reference, platform: Platform): Promise<Manifest> {
    const name = formatReference(reference)
    const root = await this.#read(reference)
    this.#used.set(name, { name, digest: root.digest, mediaType: root.mediaType })
    if (!isIndex(root.mediaType)) return parseManifest(root.bytes, name)
    const entries = parseIndex(root.bytes, name).manifests
    const chosen = choosePlatform(entries, platform)
    if (!chosen) {
      const there = [
        ...new Set(entries.flatMap((entry) => (entry.platform ? [formatPlatform(entry.platform)] : []))),
      ]
      throw new DocklessError('BUILD_FAILED', `${name} has no image for ${formatPlatform(platform)}`, {
        fix: `It is there for ${there.join(', ')}. Build for one of these, or from another image.`,
      })
    }
    this.#types.set(chosen.digest, chosen.mediaType)
    const found = await this.#read({ ...reference, tag: undefined, digest: chosen.digest })
    return parseManifest(found.bytes, name)
  }

  /** A manifest that is named by its digest is asked for once: here, then in later runs by their cache. */
  async #read(reference: Reference): Promise<ManifestBytes> {
    const here = reference.digest && (await this.#here(reference.digest))
    if (here) return here
    const fetched = await this.#registries.manifest(reference)
    const { digest, mediaType, bytes } = fetched
    this.#types.set(digest, mediaType)
    await this.#content.write(single(bytes), { digest, size: bytes.length })
    return fetched
  }

  async #here(digest: Digest): Promise<ManifestBytes | undefined> {
    if ((await this.#content.local(digest)) === undefined) return undefined
    const bytes = await readAll(await this.#content.open(digest))
    const mediaType = this.#types.get(digest) ?? mediaTypeOf(bytes, digest)
    this.#types.set(digest, mediaType)
    return { digest, mediaType, bytes }
  }

  async #config(manifest: Manifest, name: string): Promise<ImageConfig> {
    const bytes = await readAll(await this.#content.open(manifest.config.digest))
    return parseImageConfig(bytes, `the configuration of ${name}`)
  }
}

/** What a manifest says of itself, or else what its shape says. */
function mediaTypeOf(bytes: Uint8Array, name: string): string {
  const { index, manifest } = parseManifestOrIndex(bytes, undefined, name)
  return index ? (index.mediaType ?? MediaType.index) : (manifest.mediaType ?? MediaType.manifest)
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes)
}
