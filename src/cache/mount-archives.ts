import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { readAll } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor, Manifest } from '../oci/image.js'
import { parseManifest } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import type { UsedManifest } from './build-cache.js'
import type { LazyContent } from './lazy-content.js'

const ARTIFACT = 'application/vnd.dockless.cache.mount.v1'
const ARCHIVE = 'application/vnd.dockless.cache.mount.v1.tar'
/** https://github.com/opencontainers/image-spec/blob/main/manifest.md, "Guidance for an Empty Descriptor" */
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json'
const EMPTY = Buffer.from('{}')

/**
 * What cache mounts have in them, as archives in a cache: a manifest with one layer each, so that they are kept, checked
 * and dropped as everything else there.
 */
export class MountArchives {
  readonly #content: LazyContent
  readonly #known: ReadonlyMap<string, Digest>
  readonly #kept = new Map<string, UsedManifest>()

  /** `known`: the manifests of earlier builds that may be used, by the name of the mount. */
  constructor(content: LazyContent, known: ReadonlyMap<string, Digest>) {
    this.#content = content
    this.#known = known
  }

  /** Puts the archive of a mount, checked, at `file`. False when there is none. Throws what reading the cache throws. */
  async fetch(name: string, file: string): Promise<boolean> {
    const known = this.#known.get(name)
    const stream = known && (await this.#content.store.read(known))
    if (!stream) return false
    const [archive] = parseManifest(await readAll(stream), `the cache mount ${name}`).layers
    if (!archive) return false
    // Reading it brings it here, and checks it whole.
    await finished((await this.#content.open(archive.digest)).resume())
    return this.#content.store.copyTo(archive.digest, file)
  }

  /** Takes the archive of a mount, a file, for later builds. */
  async keep(name: string, file: string): Promise<void> {
    const archive = await this.#write(createReadStream(file), ARCHIVE)
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      artifactType: ARTIFACT,
      config: await this.#write([EMPTY], EMPTY_TYPE),
      layers: [archive],
    }
    const { digest } = await this.#write([Buffer.from(JSON.stringify(manifest))], MediaType.manifest)
    this.#kept.set(name, { name, mediaType: MediaType.manifest, digest })
  }

  /** The manifests of what was kept. */
  get kept(): readonly UsedManifest[] {
    return [...this.#kept.values()]
  }

  async #write(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    mediaType: string,
  ): Promise<Descriptor> {
    const { digest, size } = await this.#content.write(stream(source))
    return { mediaType, digest, size }
  }
}

async function* stream(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source
}
