import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { algorithmOf, type Digest, hexOf, isDigest, parseDigest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { isObject } from '../oci/json.js'
import { isTag } from '../oci/reference.js'
import type { ManifestReference } from './route.js'

/** What is known of a manifest: its descriptor as a referrers list shows it, and whom it refers to. */
export interface ManifestRecord {
  readonly descriptor: Descriptor
  readonly subject: Digest | undefined
}

interface Entry {
  readonly manifests: Map<Digest, ManifestRecord>
  readonly tags: Map<string, Digest>
  readonly blobs: Set<Digest>
}

/** No component of a repository name begins with "_", so these never stand in the way of one. */
const MANIFESTS = '_manifests'
const TAGS = '_tags'
const BLOBS = '_blobs'

/**
 * What the repositories hold, by name: manifests, tags, blobs. The bytes are in the blob store. It lives in memory
 * and, when it has a directory, writes each change to a small file there first: put aside, synced, renamed, so that
 * it can be killed at any moment.
 */
export class Catalog {
  readonly #directory: string | undefined
  readonly #entries = new Map<string, Entry>()

  private constructor(directory: string | undefined) {
    this.#directory = directory
  }

  /** One that ends with the process. */
  static inMemory(): Catalog {
    return new Catalog(undefined)
  }

  /** Reads the one that was kept in `directory`, or begins it. Files that are no record of ours are passed over. */
  static async load(directory: string): Promise<Catalog> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const catalog = new Catalog(directory)
    for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (file.isFile() && !file.name.startsWith('.'))
        await catalog.#read(path.join(file.parentPath, file.name))
    }
    return catalog
  }

  /** True when something was ever put into the repository. */
  has(name: string): boolean {
    return this.#entries.has(name)
  }

  manifest(name: string, reference: ManifestReference): ManifestRecord | undefined {
    const entry = this.#entries.get(name)
    const digest = 'tag' in reference ? entry?.tags.get(reference.tag) : reference.digest
    return digest === undefined ? undefined : entry?.manifests.get(digest)
  }

  async putManifest(name: string, record: ManifestRecord, tags: readonly string[]): Promise<void> {
    const { digest } = record.descriptor
    await this.#write(name, [MANIFESTS, algorithmOf(digest), hexOf(digest)], JSON.stringify(record))
    this.#entry(name).manifests.set(digest, record)
    for (const tag of tags) {
      await this.#write(name, [TAGS, tag], digest)
      this.#entry(name).tags.set(tag, digest)
    }
  }

  /** Removes the manifest and the tags that point at it. False when it was not there. */
  async deleteManifest(name: string, digest: Digest): Promise<boolean> {
    const entry = this.#entries.get(name)
    if (!entry?.manifests.has(digest)) return false
    for (const [tag, target] of entry.tags) if (target === digest) await this.deleteTag(name, tag)
    await this.#remove(name, [MANIFESTS, algorithmOf(digest), hexOf(digest)])
    return entry.manifests.delete(digest)
  }

  async deleteTag(name: string, tag: string): Promise<boolean> {
    const entry = this.#entries.get(name)
    if (!entry?.tags.has(tag)) return false
    await this.#remove(name, [TAGS, tag])
    return entry.tags.delete(tag)
  }

  /** The tags in the order of their bytes; undefined for a repository that nobody knows. */
  tags(name: string): readonly string[] | undefined {
    const entry = this.#entries.get(name)
    return entry && [...entry.tags.keys()].sort()
  }

  /** Descriptors of the manifests whose subject is `subject`, oldest first. */
  referrers(name: string, subject: Digest): readonly Descriptor[] {
    const records = [...(this.#entries.get(name)?.manifests.values() ?? [])]
    return records.filter((record) => record.subject === subject).map((record) => record.descriptor)
  }

  hasBlob(name: string, digest: Digest): boolean {
    return this.#entries.get(name)?.blobs.has(digest) ?? false
  }

  async addBlob(name: string, digest: Digest): Promise<void> {
    if (this.hasBlob(name, digest)) return
    await this.#write(name, [BLOBS, algorithmOf(digest), hexOf(digest)], '')
    this.#entry(name).blobs.add(digest)
  }

  async deleteBlob(name: string, digest: Digest): Promise<boolean> {
    const entry = this.#entries.get(name)
    if (!entry?.blobs.has(digest)) return false
    await this.#remove(name, [BLOBS, algorithmOf(digest), hexOf(digest)])
    return entry.blobs.delete(digest)
  }

  /** True when some repository has it, as a blob or as a manifest. */
  inUse(digest: Digest): boolean {
    for (const { blobs, manifests } of this.#entries.values())
      if (blobs.has(digest) || manifests.has(digest)) return true
    return false
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name) ?? { manifests: new Map(), tags: new Map(), blobs: new Set() }
    this.#entries.set(name, entry)
    return entry
  }

  async #write(name: string, parts: readonly string[], content: string): Promise<void> {
    if (this.#directory === undefined) return
    const file = path.join(this.#directory, name, ...parts)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const aside = path.join(path.dirname(file), `.${randomBytes(9).toString('hex')}`)
    const handle = await open(aside, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(aside, file)
  }

  async #remove(name: string, parts: readonly string[]): Promise<void> {
    if (this.#directory !== undefined) await rm(path.join(this.#directory, name, ...parts), { force: true })
  }

  async #read(file: string): Promise<void> {
    const parts = path.relative(this.#directory ?? '', file).split(path.sep)
    const kind = parts.findIndex((part) => part.startsWith('_'))
    const name = parts.slice(0, kind).join('/')
    const [room, ...rest] = parts.slice(kind)
    if (kind < 1) return
    const digest = parseDigest(rest.join(':'))
    const [tag = ''] = rest
    if (room === BLOBS && digest) this.#entry(name).blobs.add(digest)
    if (room === MANIFESTS && digest) {
      const record = parseRecord(await readFile(file, 'utf8'))
      if (record?.descriptor.digest === digest) this.#entry(name).manifests.set(digest, record)
    }
    if (room === TAGS && rest.length === 1 && isTag(tag)) {
      const target = parseDigest((await readFile(file, 'utf8')).trim())
      if (target) this.#entry(name).tags.set(tag, target)
    }
  }
}

function parseRecord(text: string): ManifestRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(value) || !isObject(value['descriptor'])) return undefined
  const { mediaType, digest, size, artifactType, annotations } = value['descriptor']
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined
  if (typeof size !== 'number') return undefined
  const subject = value['subject']
  return {
    descriptor: {
      mediaType,
      digest,
      size,
      ...(typeof artifactType === 'string' ? { artifactType } : {}),
      ...(isStringMap(annotations) ? { annotations } : {}),
    },
    subject: typeof subject === 'string' ? parseDigest(subject) : undefined,
  }
}

/** True for a JSON object whose values are all strings. */
export function isStringMap(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string')
}
