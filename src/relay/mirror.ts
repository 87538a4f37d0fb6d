import type { UsedManifest } from '../cache/build-cache.js'
import type { LazyContent } from '../cache/lazy-content.js'
import { type Origin, readAll } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { formatReference, type Reference } from '../oci/reference.js'
import { RegistryFailure } from '../registry/failure.js'
import { parseManifest } from './manifest-content.js'
import { mirroredBy, mirrorName } from './mirror-names.js'
import type { PullThrough } from './pull-through.js'
import type { ManifestBytes } from './repositories.js'
import type { ManifestReference } from './route.js'
import { upstreamAnswer } from './upstream-failure.js'
import { imagesOfTriggers } from './triggers.js'

/** A manifest as a registry gave it, its digest checked. */
interface FetchedManifest {
  readonly digest: Digest
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** The real registries, where pulls go: mirrors first. The registry client is one. */
export interface Upstream {
  /** Throws RegistryFailure (status 404) when there is none. */
  manifest(reference: Reference): Promise<FetchedManifest>
  /** What a reference stands for; undefined when it does not exist. */
  locate(reference: Reference): Promise<Descriptor | undefined>
  /** Size in bytes; undefined when the repository does not have it. */
  locateBlob(origin: Origin, digest: Digest): Promise<number | undefined>
}

/** What is larger than this is neither a manifest nor an image's configuration. */
const LARGEST_DOCUMENT = 8 * 1024 * 1024

/**
 * Repositories `o/<host>[_<port>]/<repository>`: manifests come from the real registry, once in a run, and stay;
 * their blobs are noted with where they are, and move when somebody reads them. A tag stands for the same
 * manifest from its first use to the end of the run.
 */
export class Mirror implements PullThrough {
  readonly #content: LazyContent
  readonly #upstream: Upstream
  readonly #failed: (error: unknown) => void
  /** `repository:tag` -> what it was found to be. */
  readonly #tags = new Map<string, Descriptor>()
  readonly #types = new Map<Digest, string>()
  readonly #running = new Map<string, Promise<ManifestBytes>>()
  readonly #configs = new Set<Digest>()
  /** `repository:tag` -> the base image that it was served as. */
  readonly #served = new Map<string, UsedManifest>()
  readonly #byDigest = new Map<Digest, UsedManifest>()

  constructor(content: LazyContent, upstream: Upstream, failed: (error: unknown) => void) {
    this.#content = content
    this.#upstream = upstream
    this.#failed = failed
  }

  owns(name: string): boolean {
    return mirroredBy(name) !== undefined
  }

  async describe(name: string, reference: ManifestReference): Promise<Descriptor> {
    const origin = originOf(name)
    const descriptor = await this.#describe(origin, reference)
    this.#serve(origin, reference, descriptor)
    return descriptor
  }

  async #describe(origin: Origin, reference: ManifestReference): Promise<Descriptor> {
    const known = await this.#known(origin, reference)
    if (known) return known.descriptor
    const remembered = 'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag)) : undefined
    if (remembered) return remembered
    const wanted = referenceTo(origin, reference)
    return this.#ask(async () => {
      const descriptor = await this.#upstream.locate(wanted)
      if (!descriptor) throw missing(wanted)
      this.#types.set(descriptor.digest, descriptor.mediaType)
      if ('tag' in reference) this.#tags.set(keyOf(origin, reference.tag), descriptor)
      return descriptor
    })
  }

  async manifest(name: string, reference: ManifestReference): Promise<ManifestBytes> {
    const origin = originOf(name)
    const key = keyOf(origin, 'tag' in reference ? reference.tag : reference.digest)
    const running = this.#running.get(key)
    if (running) return running
    const fetching = this.#manifest(origin, reference).finally(() => this.#running.delete(key))
    this.#running.set(key, fetching)
    const manifest = await fetching
    this.#serve(origin, reference, manifest.descriptor)
    return manifest
  }

  async blobSize(name: string, digest: Digest): Promise<number | undefined> {
    const origin = originOf(name)
    const size = await this.#ask(() => this.#upstream.locateBlob(origin, digest), 'BLOB_UNKNOWN')
    if (size !== undefined) this.#content.remember({ digest, size }, origin)
    return size
  }

  /** What was served so far: under a tag, and by digest alone. */
  served(): readonly UsedManifest[] {
    const tagged = [...this.#served]
    const named = new Set(tagged.map(([, { digest }]) => digest))
    return [
      ...tagged.map(([, one]) => one),
      ...[...this.#byDigest.values()].filter((one) => !named.has(one.digest)),
    ]
  }

  /** Media types of the manifests that were served. */
  types(): ReadonlyMap<Digest, string> {
    return this.#types
  }

  /** Repositories that the triggers of the images served so far name. */
  async namedByTriggers(): Promise<readonly Origin[]> {
    const named: Origin[] = []
    for (const digest of this.#configs) {
      const size = await this.#content.local(digest)
      if (size === undefined || size > LARGEST_DOCUMENT) continue // no builder has read it either
      this.#configs.delete(digest)
      const stream = await this.#content.store.read(digest)
      if (stream) named.push(...imagesOfTriggers(await readAll(stream)))
    }
    return named
  }

  #serve(origin: Origin, reference: ManifestReference, { digest, mediaType }: Descriptor): void {
    const name = formatReference(referenceTo(origin, reference))
    const one = { name, digest, mediaType, origin }
    if ('tag' in reference) this.#served.set(name, one)
    else this.#byDigest.set(digest, one)
  }

  async #manifest(origin: Origin, reference: ManifestReference): Promise<ManifestBytes> {
    const known = await this.#known(origin, reference)
    if (known) return known
    const resolved = 'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag)) : undefined
    const wanted = referenceTo(origin, resolved ?? reference)
    return this.#ask(async () => {
      const { digest, mediaType, bytes } = await this.#upstream.manifest(wanted)
      await this.#content.write(single(bytes), { digest, size: bytes.length })
      const descriptor = { mediaType, digest, size: bytes.length }
      if ('tag' in reference) this.#tags.set(keyOf(origin, reference.tag), descriptor)
      this.#note(descriptor, bytes, origin)
      return { descriptor, bytes }
    })
  }

  /** A manifest whose bytes are here; a tag only when this run has looked it up. */
  async #known(origin: Origin, reference: ManifestReference): Promise<ManifestBytes | undefined> {
    const digest =
      'tag' in reference ? this.#tags.get(keyOf(origin, reference.tag))?.digest : reference.digest
    const size = digest && (await this.#content.local(digest))
    if (!digest || size === undefined || size > LARGEST_DOCUMENT) return undefined
    const stream = await this.#content.store.read(digest)
    if (!stream) return undefined
    const bytes = await readAll(stream)
    const { mediaType } = parseManifest(bytes, digest, this.#types.get(digest)).record.descriptor
    const descriptor = { mediaType, digest, size: bytes.length }
    this.#note(descriptor, bytes, origin)
    return { descriptor, bytes }
  }

  /** Remembers where the blobs of an image are. */
  #note(descriptor: Descriptor, bytes: Uint8Array, origin: Origin): void {
    this.#types.set(descriptor.digest, descriptor.mediaType)
    const { blobs = [], config } = parseManifest(bytes, descriptor.digest, descriptor.mediaType)
    for (const { digest, size } of blobs) this.#content.remember({ digest, size }, origin)
    if (config) this.#configs.add(config.digest)
  }

  async #ask<T>(
    question: () => Promise<T>,
    missingCode: 'MANIFEST_UNKNOWN' | 'BLOB_UNKNOWN' = 'MANIFEST_UNKNOWN',
  ): Promise<T> {
    try {
      return await question()
    } catch (error) {
      this.#failed(error)
      throw upstreamAnswer(error, missingCode)
    }
  }
}

function originOf(name: string): Origin {
  const origin = mirroredBy(name)
  if (!origin) throw new RangeError(`${name} is no mirrored repository`)
  return origin
}

function keyOf(origin: Origin, object: string): string {
  return `${mirrorName(origin)} ${object}`
}

function referenceTo(origin: Origin, reference: ManifestReference): Reference {
  return 'tag' in reference
    ? { ...origin, tag: reference.tag, digest: undefined }
    : { ...origin, tag: undefined, digest: reference.digest }
}

function missing(reference: Reference): RegistryFailure {
  const { registry, repository } = reference
  return new RegistryFailure(`${formatReference(reference)} was not found in ${registry}`, {
    registry,
    repository,
    status: 404,
    fix: 'Check the name and the tag. A private repository that you may not read also looks like this.',
  })
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
