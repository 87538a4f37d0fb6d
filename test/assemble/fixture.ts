import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assemble, type AssembledImage } from '../../src/assemble/assemble.js'
import type { AssembleJob, BaseImages } from '../../src/assemble/job.js'
import type { Network } from '../../src/assemble/remote.js'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import { readTar } from '../../src/oci/tar-read.js'
import { decompress } from '../../src/oci/compression.js'
import type { TarHeader } from '../../src/oci/tar-header.js'
import type { Descriptor } from '../../src/oci/image.js'
import { parseManifest } from '../../src/oci/manifests.js'
import { MemoryContent } from '../oci/memory-content.js'

/** No image is to be had: a test that needs one says so. */
const NO_IMAGES: BaseImages = {
  resolve: (reference) => Promise.reject(new Error(`unexpected: ${reference.repository}`)),
}

/** Nothing is to be had from the network either. */
export const NO_NETWORK: Network = {
  http: { request: ({ url }) => Promise.reject(new Error(`unexpected: ${url.href}`)) },
  gitCredentials: [],
  gitEnvironment: {},
}

/** A private directory that goes with the test. */
export async function scratchDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'dockless-assemble-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export interface Assembled extends AssembledImage {
  readonly content: MemoryContent
  readonly layers: readonly Descriptor[]
}

/** Assembles a Dockerfile given as text; whatever is not given is empty. */
export async function assembleText(
  dockerfile: string,
  given: Partial<Omit<AssembleJob, 'content'>> & { readonly content?: MemoryContent } = {},
): Promise<Assembled> {
  await using scratch = await scratchDirectory()
  const content = given.content ?? new MemoryContent()
  const image = await assemble({
    dockerfile: parseDockerfile(dockerfile, 'Dockerfile'),
    target: undefined,
    buildArgs: {},
    platform: { os: 'linux', architecture: 'amd64' },
    context: { directory: scratch.path, files: async function* () {} },
    namedContexts: {},
    labels: {},
    annotations: {},
    sourceDateEpoch: undefined,
    bases: NO_IMAGES,
    network: NO_NETWORK,
    directory: scratch.path,
    signal: new AbortController().signal,
    ...given,
    content,
  })
  return { ...image, content, layers: parseManifest(image.bytes, 'the image').layers }
}

/** A member of a layer as a test compares it: what says nothing is left out. */
export interface Entry {
  readonly path: string
  readonly header: TarHeader
  readonly text: string
}

/** The members of a layer, in order. */
export async function layerEntries(content: MemoryContent, layer: Descriptor | undefined): Promise<Entry[]> {
  if (!layer) throw new Error('there is no such layer')
  const entries: Entry[] = []
  for await (const { header, content: bytes } of readTar(decompress(await content.open(layer.digest)))) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk))
    entries.push({ path: header.path, header, text: Buffer.concat(chunks).toString() })
  }
  return entries
}
