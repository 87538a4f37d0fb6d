import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DocklessError, messageOf } from '../errors/errors.js'
import type { ContentStore } from './content.js'
import { algorithmOf, type Digest, digestOf, hexOf, parseDigest } from './digest.js'
import type { Descriptor, Index, Manifest, Platform } from './image.js'
import { blobsOf, parseIndex, parseManifestOrIndex } from './manifests.js'
import { MediaType } from './media-types.js'
import { choosePlatform, formatPlatform } from './platform.js'
import { type TarMember, tarHeader, writeTar } from './tar-write.js'

/** Annotation that names an image in a layout (image-spec, image-layout.md, "index.json"). */
export const REF_NAME = 'org.opencontainers.image.ref.name'

const LAYOUT_FILE = JSON.stringify({ imageLayoutVersion: '1.0.0' })

/** An image or index to be written out: the descriptor of its manifest, the manifest's bytes, and where the rest is. */
export interface StoredImage {
  readonly manifest: Descriptor
  readonly bytes: Uint8Array
  readonly content: ContentStore
}

/**
 * Writes an OCI image layout directory (image-spec, image-layout.md), or adds the image to one that is there: an
 * entry of the same name is replaced, others stay. Blobs come first, each written aside and renamed; `index.json`
 * is last, so that a reader never sees an image that is not whole.
 * Throws DocklessError when the directory holds something else, cannot be written, or a blob is to be had nowhere.
 */
export async function writeLayout(image: StoredImage, directory: string, name?: string): Promise<void> {
  await writing(directory, async () => {
    const before = await layoutIndex(directory)
    await mkdir(directory, { recursive: true })
    for (const blob of await contentOf(image)) {
      const path = blobPath(directory, blob.digest)
      const there = await sizeOf(path)
      if (there === blob.size) continue
      await mkdir(dirname(path), { recursive: true })
      await writeAside(path, blob.open)
    }
    await writeAside(join(directory, 'oci-layout'), () => Promise.resolve([Buffer.from(LAYOUT_FILE)]))
    const index = Buffer.from(JSON.stringify(withImage(before, image.manifest, name)))
    await writeAside(join(directory, 'index.json'), () => Promise.resolve([index]))
  })
}

/**
 * Writes an OCI image layout as one tar file: `oci-layout` and `index.json` first, so that a reader knows what it
 * has. Written aside and renamed. The same image gives the same bytes.
 */
export async function writeLayoutArchive(image: StoredImage, file: string, name?: string): Promise<void> {
  const index = withImage(undefined, image.manifest, name)
  await writeTarFile(file, [
    bytesMember('oci-layout', Buffer.from(LAYOUT_FILE)),
    bytesMember('index.json', Buffer.from(JSON.stringify(index))),
    ...(await blobMembers(image)),
  ])
}

/** Writes a tar file aside and renames it. Throws DocklessError when that cannot be done. */
export async function writeTarFile(file: string, members: readonly TarMember[]): Promise<void> {
  await writing(file, async () => {
    await writeAside(file, () => Promise.resolve(writeTar(members)))
  })
}

/** The blobs of an image as members of a tar: `blobs/<algorithm>/<hex>`, sorted, with their directories. */
export async function blobMembers(image: StoredImage): Promise<TarMember[]> {
  const blobs = (await contentOf(image)).map((blob) => ({ ...blob, path: blobPath('', blob.digest) }))
  blobs.sort((a, b) => (a.path < b.path ? -1 : 1))
  const algorithms = new Set(blobs.map((blob) => dirname(blob.path)))
  return [
    { header: tarHeader({ path: 'blobs/', type: 'directory' }) },
    ...[...algorithms].map((path) => ({ header: tarHeader({ path, type: 'directory' }) })),
    ...blobs.map(({ path, size, open }) => ({
      header: tarHeader({ path, type: 'file', size }),
      content: () => opened(open),
    })),
  ]
}

/** A small file of a tar. */
export function bytesMember(path: string, bytes: Uint8Array): TarMember {
  return {
    header: tarHeader({ path, type: 'file', size: bytes.length }),
    content: () => opened(() => Promise.resolve([bytes])),
  }
}

type Opening = () => Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>

async function* opened(open: Opening): AsyncGenerator<Uint8Array, void, undefined> {
  yield* await open()
}

interface Blob {
  readonly digest: Digest
  readonly size: number
  readonly open: Opening
}

/** Everything an image consists of, each blob once: what an index names, manifests, configs, layers. */
async function contentOf(image: StoredImage): Promise<Blob[]> {
  const blobs = new Map<Digest, Blob>()
  const visit = async (descriptor: Descriptor, bytes: Uint8Array): Promise<void> => {
    blobs.set(descriptor.digest, {
      digest: descriptor.digest,
      size: bytes.length,
      open: () => Promise.resolve([bytes]),
    })
    const { index, manifest } = parseManifestOrIndex(bytes, descriptor.mediaType, String(descriptor.digest))
    for (const child of index?.manifests ?? []) {
      await visit(child, await bytesOf(await image.content.open(child.digest)))
    }
    for (const { digest, size } of manifest ? blobsOf(manifest) : []) {
      blobs.set(digest, { digest, size, open: () => image.content.open(digest) })
    }
  }
  await visit(image.manifest, image.bytes)
  return [...blobs.values()]
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The index with the image in it: under its name in the place of another of that name, else in the place of itself. */
function withImage(before: Index | undefined, manifest: Descriptor, name: string | undefined): Index {
  const { annotations, ...plain } = manifest
  const { [REF_NAME]: _old, ...kept } = annotations ?? {}
  const all = name === undefined ? kept : { ...kept, [REF_NAME]: name }
  const entry: Descriptor = Object.keys(all).length === 0 ? plain : { ...plain, annotations: all }
  const others = (before?.manifests ?? []).filter((other) =>
    name === undefined
      ? other.digest !== manifest.digest || other.annotations?.[REF_NAME] !== undefined
      : other.annotations?.[REF_NAME] !== name,
  )
  return {
    schemaVersion: 2,
    mediaType: MediaType.index,
    manifests: [...others, entry],
    ...(before?.annotations ? { annotations: before.annotations } : {}),
  }
}

function blobPath(directory: string, digest: Digest): string {
  return join(directory, 'blobs', algorithmOf(digest), hexOf(digest))
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch {
    return undefined
  }
}

/** Writes beside `path` and renames: what stands under the name is always whole. */
async function writeAside(path: string, open: Opening): Promise<void> {
  const aside = `${path}.${process.pid}.partial`
  try {
    await pipeline(opened(open), createWriteStream(aside, { flags: 'w', mode: 0o644 }))
    await synced(aside)
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}

/** Waits until the bytes are on the disk: a full one may show only now. */
async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await write()
  } catch (cause) {
    if (cause instanceof DocklessError) throw cause
    throw new DocklessError('BUILD_FAILED', `the image cannot be written to ${path}: ${messageOf(cause)}`, {
      cause,
      fix: 'Name a place that can be written and has room.',
    })
  }
}

/** The index.json of a layout; undefined when nothing, or an empty directory, is there. */
async function layoutIndex(directory: string): Promise<Index | undefined> {
  try {
    return parseIndex(await readFile(join(directory, 'index.json')), join(directory, 'index.json'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** An image of a layout that is read: the descriptor of its manifest, the manifest, its bytes. */
export interface LayoutImage {
  readonly descriptor: Descriptor
  readonly manifest: Manifest
  readonly bytes: Uint8Array
}

/** An OCI image layout directory that is read (the named context `oci-layout`). */
export class Layout {
  readonly #directory: string
  readonly #index: Index

  private constructor(directory: string, index: Index) {
    this.#directory = directory
    this.#index = index
  }

  /** Opens a layout directory. Throws DocklessError when it is none. */
  static async open(directory: string): Promise<Layout> {
    const version = await readFile(join(directory, 'oci-layout'), 'utf8').catch(() => undefined)
    const index = version === undefined ? undefined : await layoutIndex(directory)
    if (!index) {
      throw new DocklessError('WRONG_INPUT', `${directory} is no OCI image layout`, {
        fix: 'Name a directory with the files "oci-layout" and "index.json", such as "skopeo copy … oci:DIR" makes.',
      })
    }
    return new Layout(directory, index)
  }

  /** Names that images of the layout go by. */
  names(): readonly string[] {
    return this.#index.manifests.flatMap((entry) => entry.annotations?.[REF_NAME] ?? [])
  }

  /**
   * Finds an image by name or digest; without either, the only one, or the one named `latest`. An index is
   * followed to `platform`. Throws DocklessError that lists what is there.
   */
  async resolve(reference: string | undefined, platform: Platform): Promise<LayoutImage> {
    return await this.#follow(this.entry(reference), platform)
  }

  /** The entry of index.json that `resolve` starts from: an image, or an index of images. Throws as `resolve` does. */
  entry(reference: string | undefined): Descriptor {
    const entry = this.#find(reference)
    if (entry) return entry
    const there = this.names().join(', ')
    const asked = reference === undefined ? 'an image without naming it' : `"${reference}"`
    throw new DocklessError('WRONG_INPUT', `the OCI layout ${this.#directory} has no ${asked}`, {
      fix: there === '' ? 'Name its digest.' : `Name one of: ${there}.`,
    })
  }

  #find(reference: string | undefined): Descriptor | undefined {
    const entries = this.#index.manifests
    const digest =
      reference === undefined ? undefined : parseDigest(reference.slice(reference.indexOf('@') + 1))
    if (digest) return entries.find((entry) => entry.digest === digest)
    const named = (name: string): Descriptor | undefined =>
      entries.find((entry) => entry.annotations?.[REF_NAME] === name)
    if (reference !== undefined) return named(reference)
    return entries.length === 1 ? entries[0] : named('latest')
  }

  async #follow(entry: Descriptor, platform: Platform): Promise<LayoutImage> {
    const bytes = await this.#read(entry)
    const { index, manifest } = parseManifestOrIndex(
      bytes,
      entry.mediaType,
      `${this.#directory} ${entry.digest}`,
    )
    if (manifest) return { descriptor: entry, manifest, bytes }
    const chosen = choosePlatform(index?.manifests ?? [], platform)
    if (!chosen) {
      const there = (index?.manifests ?? []).flatMap((m) => (m.platform ? [formatPlatform(m.platform)] : []))
      throw new DocklessError(
        'WRONG_INPUT',
        `the image in ${this.#directory} is not for ${formatPlatform(platform)}`,
        { fix: `Ask for one of its platforms: ${there.join(', ')}.` },
      )
    }
    return await this.#follow(chosen, platform)
  }

  async #read(descriptor: Descriptor): Promise<Buffer> {
    const bytes = await bytesOf(this.blob(descriptor))
    if (digestOf(bytes, algorithmOf(descriptor.digest)) !== descriptor.digest) {
      throw new DocklessError('BUILD_FAILED', `${descriptor.digest} in ${this.#directory} is damaged`, {
        fix: 'Write the layout again.',
      })
    }
    return bytes
  }

  /** The bytes of a blob of the layout; not checked against the digest: that is for whoever keeps them. */
  blob(descriptor: Pick<Descriptor, 'digest'>): Readable {
    return createReadStream(blobPath(this.#directory, descriptor.digest))
  }
}
