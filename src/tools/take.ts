import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { DocklessError } from '../errors/errors.js'
import { decompress } from '../oci/compression.js'
import { algorithmOf, type Digest, digestFromHex } from '../oci/digest.js'
import type { Descriptor, Manifest, Platform } from '../oci/image.js'
import { parseManifestOrIndex } from '../oci/manifests.js'
import { choosePlatform, formatPlatform } from '../oci/platform.js'
import { formatReference, type Reference } from '../oci/reference.js'
import { readTar, type TarEntry } from '../oci/tar-read.js'
import type { RegistryClient } from '../registry/client.js'

/** What taking files out of an image needs of a registry client. */
export type ImageSource = Pick<RegistryClient, 'manifest' | 'blob'>

/** A file that is wanted, and what it is called where it is put. */
export interface Wanted {
  /** In the image, without a leading slash. */
  readonly path: string
  /** A plain file name. */
  readonly name: string
}

/** A file that was taken. */
export interface Taken {
  readonly name: string
  readonly size: number
  /** Of its bytes, sha256. */
  readonly digest: Digest
}

/** No program of a builder comes near it; what claims to be larger is no such program. */
const LARGEST = 512 << 20

/**
 * Takes single files out of an image into a directory that exists and that nobody else writes to. Layers are read
 * from the top one down, each to its end and against its digest, and no further than the wanted files are found.
 * Where a file is put is decided by `wanted` alone: no name in a layer, and no link, ever becomes a path here.
 * Throws DocklessError.
 */
export async function takeFiles(
  image: Reference,
  wanted: readonly Wanted[],
  platform: Platform,
  to: { readonly source: ImageSource; readonly directory: string; readonly signal: AbortSignal },
): Promise<readonly Taken[]> {
  const { source, directory, signal } = to
  const manifest = await manifestFor(image, platform, source, signal)
  const taken: Taken[] = []
  let missing = wanted
  for (const layer of manifest.layers.toReversed()) {
    if (missing.length === 0) break
    const stream = await source.blob(image, layer.digest, { size: layer.size, signal })
    const found = await readLayer(stream, layer, missing, directory)
    taken.push(...found.taken)
    const [removed] = found.removed
    if (removed) throw notThere(image, removed.path, 'a later layer removes it')
    missing = missing.filter((one) => !found.taken.some(({ name }) => name === one.name))
  }
  const [first] = missing
  if (first) throw notThere(image, first.path, 'none of its layers has it')
  return taken
}

async function manifestFor(
  image: Reference,
  platform: Platform,
  source: ImageSource,
  signal: AbortSignal,
): Promise<Manifest> {
  const fetched = await source.manifest(image, { signal })
  const what = formatReference(image)
  const { index, manifest } = parseManifestOrIndex(fetched.bytes, fetched.mediaType, what)
  if (manifest) return manifest
  const chosen = choosePlatform(index?.manifests ?? [], platform)
  if (!chosen)
    throw new DocklessError('NOTHING_FITS', `${what} is not made for ${formatPlatform(platform)}`, {
      fix: 'Install the builder by hand and put it on PATH',
    })
  return manifestFor({ ...image, tag: undefined, digest: chosen.digest }, platform, source, signal)
}

interface Found {
  readonly taken: readonly Taken[]
  /** Files that this layer says are gone (image-spec, layer.md, "Whiteouts"). */
  readonly removed: readonly Wanted[]
}

async function readLayer(
  stream: AsyncIterable<Uint8Array>,
  layer: Descriptor,
  wanted: readonly Wanted[],
  directory: string,
): Promise<Found> {
  const checked = new Checked(stream, layer.digest)
  const taken = new Map<string, Taken>()
  const removed = new Set<Wanted>()
  for await (const entry of readTar(decompress(checked.bytes()))) {
    const at = normal(entry.header.path)
    for (const one of wanted) if (at !== undefined && removes(at, one.path)) removed.add(one)
    const one = wanted.find((candidate) => candidate.path === at)
    if (one) taken.set(one.name, await takeFile(entry, one, directory, taken.has(one.name)))
  }
  await checked.finish()
  return { taken: [...taken.values()], removed: [...removed].filter(({ name }) => !taken.has(name)) }
}

/** `./usr/bin/x`, `/usr/bin/x` -> `usr/bin/x`; undefined for what leads upwards. */
function normal(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? undefined : parts.join('/')
}

/** True for a whiteout of the file or of a directory above it. */
function removes(marker: string, file: string): boolean {
  const name = path.posix.basename(marker)
  if (!name.startsWith('.wh.')) return false
  const parent = path.posix.dirname(marker)
  const target = name === '.wh..wh..opq' ? parent : path.posix.join(parent, name.slice('.wh.'.length))
  return file === target || file.startsWith(`${target}/`)
}

async function takeFile(
  { header, content }: TarEntry,
  { path: wanted, name }: Wanted,
  directory: string,
  again: boolean,
): Promise<Taken> {
  if (header.type !== 'file') throw refused(wanted, `it is no plain file but a ${header.type}`)
  if (header.size > LARGEST) throw refused(wanted, `it claims to have ${header.size} bytes`)
  const file = await open(path.join(directory, name), again ? 'w' : 'wx', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const chunk of content) {
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
    await file.chmod(0o755)
  } finally {
    await file.close()
  }
  return { name, size: header.size, digest: digestFromHex(hash.digest('hex')) }
}

/** Bytes that pass, and at their end must have had the digest. */
class Checked {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #digest: Digest
  readonly #hash
  #ended = false

  constructor(source: AsyncIterable<Uint8Array>, digest: Digest) {
    this.#source = source[Symbol.asyncIterator]()
    this.#digest = digest
    this.#hash = createHash(algorithmOf(digest))
  }

  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let next = await this.#next(); next; next = await this.#next()) yield next
  }

  /** Reads what a decompressor left, and throws when the digest is another one. */
  async finish(): Promise<void> {
    while (!this.#ended) await this.#next()
    if (digestFromHex(this.#hash.digest('hex'), algorithmOf(this.#digest)) === this.#digest) return
    throw new DocklessError('REGISTRY_FAILED', `the layer ${this.#digest} came with other bytes`, {
      fix: 'Run it again; if it stays so, ask the admin of the registry or of tool-mirror',
    })
  }

  async #next(): Promise<Uint8Array | undefined> {
    const next = await this.#source.next()
    if (next.done) {
      this.#ended = true
      return undefined
    }
    this.#hash.update(next.value)
    return next.value
  }
}

function notThere(image: Reference, file: string, why: string): DocklessError {
  return new DocklessError('REGISTRY_FAILED', `${formatReference(image)} has no ${file}: ${why}`, {
    fix: 'Name an image in tool-images that has the builder where its official image has it',
  })
}

function refused(file: string, why: string): DocklessError {
  return new DocklessError('REGISTRY_FAILED', `${file} of the builder’s image is not taken: ${why}`, {
    fix: 'Name an image in tool-images that has the builder where its official image has it',
  })
}
