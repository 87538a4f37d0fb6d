import type { Readable } from 'node:stream'
import type { Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import type { Reference } from '../oci/reference.js'
import type { RegistryClient } from './client.js'
import type { FetchedManifest } from './manifest.js'

/** The registries as those see them who only pull: every question goes over the mirrors first, for the life of one run. */
export class PullSource {
  readonly #client: RegistryClient
  readonly #signal: AbortSignal

  constructor(client: RegistryClient, signal: AbortSignal) {
    this.#client = client
    this.#signal = signal
  }

  /** The manifest, its digest checked. Throws RegistryFailure, of status 404 when there is none. */
  manifest(reference: Reference): Promise<FetchedManifest> {
    return this.#client.manifest(reference, { signal: this.#signal })
  }

  /** What a reference stands for; undefined when it does not exist. */
  resolve(reference: Reference): Promise<Descriptor | undefined> {
    return this.#client.locate(reference, this.#signal)
  }

  /** Size in bytes; undefined when neither a mirror nor the repository has the blob. */
  hasBlob(origin: Origin, digest: Digest): Promise<number | undefined> {
    return this.#client.locateBlob(origin, digest, this.#signal)
  }

  /** The blob as a stream that breaks when digest or size are wrong. `size` in bytes, when it is known. */
  blob(origin: Origin, digest: Digest, size?: number): Promise<Readable> {
    const signal = this.#signal
    return this.#client.blob(origin, digest, size === undefined ? { signal } : { size, signal })
  }
}
