import type { Readable } from 'node:stream'
import type { BaseImage, KnownLayers, WrittenLayer } from '../assemble/job.js'
import { LAYER_INPUTS, LAYER_TIME } from '../assemble/layer.js'
import { RegistryImages } from '../assemble/registry-images.js'
import type { CachedManifest } from '../cache/build-cache.js'
import type { BlobSource, LazyContent } from '../cache/lazy-content.js'
import { DocklessError, messageOf } from '../errors/errors.js'
import type { Logger } from '../log/logger.js'
import { type Digest, parseDigest } from '../oci/digest.js'
import type { Descriptor, Platform } from '../oci/image.js'
import { parseImageConfig, parseManifest } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import type { Reference } from '../oci/reference.js'
import type { RegistryClient } from '../registry/client.js'
import { readAll } from '../oci/content.js'
import type { BuildRequest } from '../request/request.js'
import { mayReadTag } from './open-cache.js'
import type { Session } from './session.js'

interface EarlierOptions {
  readonly client: Pick<RegistryClient, 'manifest' | 'blob'>
  readonly platform: Platform
  /** Finds the image last pushed, by its digest. */
  readonly pushed: () => Promise<Reference | undefined>
  readonly log: Logger
}

/**
 * Layers of earlier builds for a build of our own; undefined when nothing is to be taken from any. `tagged` is what the
 * first tag stands for.
 */
export async function openEarlierLayers(
  session: Session,
  request: BuildRequest,
  client: RegistryClient,
  tagged: Descriptor | undefined,
): Promise<EarlierLayers | undefined> {
  if (request.noCache) return undefined
  const { platform, tags } = request
  const mayRead = await mayReadTag(session, request)
  const pushed = async (): Promise<Reference | undefined> =>
    mayRead ? lastPushed(tags, tagged, (tag) => client.resolve(tag, session.lifetime.signal)) : undefined
  return new EarlierLayers({ client, platform, pushed, log: session.log })
}

/** The image under the first tag that exists: a tag for a commit is new each time, the next one may not be. */
async function lastPushed(
  [first, ...others]: readonly Reference[],
  tagged: Descriptor | undefined,
  resolve: (tag: Reference) => Promise<Descriptor | undefined>,
): Promise<Reference | undefined> {
  if (first && tagged) return { ...first, tag: undefined, digest: tagged.digest }
  for (const tag of others) {
    const found = await resolve(tag)
    if (found) return { ...tag, tag: undefined, digest: found.digest }
  }
  return undefined
}

/** By their inputs. */
type Layers = ReadonlyMap<Digest, WrittenLayer>
const NONE: Layers = new Map()

/**
 * Compressed layers of images that were built before: of those in the cache, then of the one last pushed under a tag
 * of ours. Our manifests say of each layer what it was made of, and an image's config names the diffIDs. As with every
 * cache, nothing that goes wrong with it fails a build: what cannot be read is not there, and when the bytes of a layer
 * turn out to be gone, `failed` says that the build is to be done again; nothing is found from then on.
 */
export class EarlierLayers implements KnownLayers, BlobSource {
  readonly #options: EarlierOptions
  #content: LazyContent | undefined
  #cached: Promise<Layers> = Promise.resolve(NONE)
  #pushed: Promise<Layers> | undefined
  #failed = false

  constructor(options: EarlierOptions) {
    this.#options = options
  }

  /** True when a layer that was found is not to be had. */
  get failed(): boolean {
    return this.#failed
  }

  /** Begins to read: `manifests` are those that the cache laid into `content`. */
  look(content: LazyContent, manifests: readonly CachedManifest[]): void {
    this.#content = content
    this.#pushed = undefined
    this.#cached = this.#failed
      ? Promise.resolve(NONE)
      : this.#layersOf(() => Promise.all(manifests.map(({ digest }) => imageIn(content, digest))))
    if (manifests.length === 0) void this.#lastPushed()
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#cached).size === 0 && (await this.#lastPushed()).size === 0
  }

  async find(inputs: Digest): Promise<WrittenLayer | undefined> {
    const content = this.#content
    const layer = (await this.#cached).get(inputs) ?? (await this.#lastPushed()).get(inputs)
    if (!layer || !content) return undefined
    const { digest, size } = layer.descriptor
    if ((await content.size(digest)) === undefined) return undefined
    // In a registry it may be gone by now, which we want to be told.
    if (content.origins(digest).length > 0) content.keep(layer.descriptor, this)
    this.#options.log.info(`Unchanged since an earlier build: layer ${digest} (${size} bytes)`)
    return layer
  }

  async open(digest: Digest): Promise<Readable> {
    const [origin] = this.#content?.origins(digest) ?? []
    if (!origin) throw new DocklessError('DEFECT', `nobody is known to have ${digest}`)
    return this.#options.client.blob(origin, digest)
  }

  lost(digest: Digest, failure: unknown): void {
    this.#failed = true
    this.#options.log.warning(`Layer ${digest} of an earlier build is gone: ${messageOf(failure)}`)
  }

  /** Read when the cache has not all that is wanted: two or three requests. */
  #lastPushed(): Promise<Layers> {
    const { client, pushed, platform } = this.#options
    const content = this.#content
    if (!content || this.#failed) return Promise.resolve(NONE)
    this.#pushed ??= this.#layersOf(async () => {
      const reference = await pushed()
      return reference ? [await new RegistryImages(client, content).resolve(reference, platform)] : []
    })
    return this.#pushed
  }

  async #layersOf(read: () => Promise<readonly BaseImage[]>): Promise<Layers> {
    try {
      return new Map((await read()).flatMap(layersOf))
    } catch (error) {
      this.#options.log.debug(`no layers of earlier builds: ${messageOf(error)}`)
      return NONE
    }
  }
}

async function imageIn(content: LazyContent, digest: Digest): Promise<BaseImage> {
  const manifest = parseManifest(await readAll(await content.open(digest)), digest)
  const config = await readAll(await content.open(manifest.config.digest))
  return { manifest, config: parseImageConfig(config, manifest.config.digest) }
}

/** Layers that an assembler made, and nothing of what else their descriptors may say. */
function layersOf({ manifest, config }: BaseImage): readonly (readonly [Digest, WrittenLayer])[] {
  const diffIds = config.rootfs.diff_ids
  if (diffIds.length !== manifest.layers.length) return []
  return manifest.layers.flatMap(({ mediaType, digest, size, annotations = {} }, at) => {
    const [diffId, inputs, time] = [
      diffIds[at],
      parseDigest(annotations[LAYER_INPUTS] ?? ''),
      annotations[LAYER_TIME],
    ]
    if (!diffId || !inputs || time === undefined || mediaType !== MediaType.layerGzip) return []
    const kept = { [LAYER_INPUTS]: inputs, [LAYER_TIME]: time }
    return [[inputs, { descriptor: { mediaType, digest, size, annotations: kept }, diffId }] as const]
  })
}
