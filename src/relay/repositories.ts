import type { Readable } from 'node:stream'
import type { BlobWriter, StoredBlob } from '../cache/blob-store.js'
import type { LazyContent } from '../cache/lazy-content.js'
import { type ByteRange, readAll } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import type { Catalog, ManifestRecord } from './catalog.js'
import { KeyedLock } from './keyed-lock.js'
import type { ManifestContent } from './manifest-content.js'
import type { ManifestReference } from './route.js'

/** A manifest with its bytes. */
export interface ManifestBytes {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

/**
 * Who may see a blob: those repositories to which it was pushed or mounted, as a registry for people has it; or
 * every repository, as it is for the one run that a relay serves, in which case known blobs count although their
 * bytes are still elsewhere.
 */
export type BlobScope = 'repository' | 'everywhere'

/** The repositories of a server: names in the catalog, bytes in the content store, and never one without the other. */
export class Repositories {
  readonly content: LazyContent
  readonly #catalog: Catalog
  readonly #scope: BlobScope
  /** Held while a digest gains or loses its last name. */
  readonly #lock = new KeyedLock()

  constructor(content: LazyContent, catalog: Catalog, scope: BlobScope) {
    this.content = content
    this.#catalog = catalog
    this.#scope = scope
  }

  has(name: string): boolean {
    return this.#catalog.has(name)
  }

  /** Size in bytes of a blob that the repository has or, in a run, that anybody has. */
  async blobSize(name: string, digest: Digest): Promise<number | undefined> {
    if (this.#scope === 'repository' && !this.#catalog.hasBlob(name, digest)) return undefined
    return this.content.size(digest)
  }

  /** Opens what `blobSize` found. */
  openBlob(digest: Digest, range: ByteRange | undefined): Promise<Readable> {
    return this.content.open(digest, range)
  }

  /** Gives a finished upload to the repository. Throws ContentMismatch. */
  async keepBlob(name: string, writer: BlobWriter, digest: Digest): Promise<StoredBlob> {
    return this.#lock.hold(digest, async () => {
      const blob = await writer.commit({ digest })
      await this.#name(name, digest)
      return blob
    })
  }

  /** Gives a blob of another repository (of any one, without `from`) to this one. False when there is none to give. */
  async mount(name: string, digest: Digest, from: string | undefined): Promise<boolean> {
    return this.#lock.hold(digest, async () => {
      const visible = from === undefined ? this.#visible(digest) : await this.blobSize(from, digest)
      if (visible === false || visible === undefined) return false
      if ((await this.content.size(digest)) === undefined) return false
      await this.#name(name, digest)
      return true
    })
  }

  /** Takes a blob from the repository; its bytes go with the last repository that has it. */
  async deleteBlob(name: string, digest: Digest): Promise<boolean> {
    return this.#lock.hold(digest, async () => {
      if (!(await this.#catalog.deleteBlob(name, digest))) return false
      await this.#release(digest)
      return true
    })
  }

  /** True when a manifest of the repository may name it. */
  async knows(name: string, digest: Digest): Promise<boolean> {
    if (this.#catalog.manifest(name, { digest })) return true
    return (await this.blobSize(name, digest)) !== undefined
  }

  /** The record of a manifest whose bytes are here. */
  async manifestRecord(name: string, reference: ManifestReference): Promise<ManifestRecord | undefined> {
    const record = this.#catalog.manifest(name, reference)
    if (!record) return undefined
    return (await this.content.local(record.descriptor.digest)) === undefined ? undefined : record
  }

  /** The digest that the reference stands for now. */
  currentDigest(name: string, reference: ManifestReference): Digest | undefined {
    return this.#catalog.manifest(name, reference)?.descriptor.digest
  }

  async manifest(name: string, reference: ManifestReference): Promise<ManifestBytes | undefined> {
    const descriptor = this.#catalog.manifest(name, reference)?.descriptor
    if (!descriptor) return undefined
    const stream = await this.content.store.read(descriptor.digest)
    return stream && { descriptor, bytes: await readAll(stream) }
  }

  async putManifest(
    name: string,
    content: ManifestContent,
    bytes: Uint8Array,
    tags: readonly string[],
  ): Promise<void> {
    const { digest } = content.record.descriptor
    await this.#lock.hold(digest, async () => {
      await this.content.write(once(bytes), { digest, size: bytes.length })
      await this.#catalog.putManifest(name, content.record, tags)
    })
  }

  async deleteManifest(name: string, digest: Digest): Promise<boolean> {
    return this.#lock.hold(digest, async () => {
      if (!(await this.#catalog.deleteManifest(name, digest))) return false
      await this.#release(digest)
      return true
    })
  }

  deleteTag(name: string, tag: string): Promise<boolean> {
    return this.#catalog.deleteTag(name, tag)
  }

  tags(name: string): readonly string[] | undefined {
    return this.#catalog.tags(name)
  }

  referrers(name: string, subject: Digest): readonly Descriptor[] {
    return this.#catalog.referrers(name, subject)
  }

  #visible(digest: Digest): boolean {
    return this.#scope === 'everywhere' || this.#catalog.inUse(digest)
  }

  async #name(name: string, digest: Digest): Promise<void> {
    await this.#catalog.addBlob(name, digest)
  }

  async #release(digest: Digest): Promise<void> {
    // The content of a run has other users than its repositories: nothing of it is thrown away here.
    if (this.#scope === 'repository' && !this.#catalog.inUse(digest)) await this.content.store.delete(digest)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
