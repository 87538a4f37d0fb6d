import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import type { Reference } from '../../src/oci/reference.js'
import { type TarMember, tarHeader, writeTar } from '../../src/oci/tar-write.js'
import type { CatalogueTool } from '../../src/tools/catalogue.js'
import type { ImageSource } from '../../src/tools/take.js'

/** A member of a layer: its text, or whatever else it is. */
export type Member = string | Parameters<typeof tarHeader>[0]

/** An image in memory, as a registry would serve it, with a note of what was asked for. */
export interface PlayedImage {
  readonly image: Reference
  readonly source: ImageSource
  /** Digests of the layers, the lowest first. */
  readonly layers: readonly Digest[]
  /** What was read. */
  readonly asked: Digest[]
  /** Bytes that are served instead of those of a digest. */
  readonly instead: Map<Digest, Buffer>
}

/** An index with an image for each platform, made of layers of `path -> member`. */
export async function playImage(
  layers: readonly Readonly<Record<string, Member>>[],
  platforms: readonly string[] = [process.arch === 'x64' ? 'amd64' : process.arch],
): Promise<PlayedImage> {
  const blobs = new Map<Digest, Buffer>()
  const put = (bytes: Buffer, mediaType: string) => {
    const digest = digestOf(bytes)
    blobs.set(digest, bytes)
    return { mediaType, digest, size: bytes.length }
  }
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const descriptors: ReturnType<typeof put>[] = []
  for (const layer of layers)
    descriptors.push(put(gzipSync(await tar(layer)), 'application/vnd.oci.image.layer.v1.tar+gzip'))
  const config = put(
    json({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } }),
    CONFIG,
  )
  const manifests = platforms.map((architecture) => ({
    ...put(
      json({
        schemaVersion: 2,
        mediaType: MANIFEST,
        config,
        layers: descriptors,
        annotations: { architecture },
      }),
      MANIFEST,
    ),
    platform: { os: 'linux', architecture },
  }))
  const index = put(json({ schemaVersion: 2, mediaType: INDEX, manifests }), INDEX)
  const image = {
    registry: 'images.example',
    repository: 'team/builder',
    tag: 'v1.2.3',
    digest: index.digest,
  }
  const asked: Digest[] = []
  const instead = new Map<Digest, Buffer>()
  const bytesOf = (digest: Digest): Buffer => {
    const bytes = instead.get(digest) ?? blobs.get(digest)
    if (!bytes) throw new Error(`nobody has ${digest}`)
    asked.push(digest)
    return bytes
  }
  const source: ImageSource = {
    manifest: (reference) => {
      const digest = reference.digest ?? index.digest
      const bytes = bytesOf(digest)
      const { mediaType } = JSON.parse(bytes.toString('utf8'))
      const origin = { registry: reference.registry, repository: reference.repository }
      return Promise.resolve({ digest, mediaType, size: bytes.length, bytes, origin, servedBy: 'memory' })
    },
    blob: (_origin, digest) => Promise.resolve(Readable.from([bytesOf(digest)], { objectMode: false })),
  }
  return { image, source, layers: descriptors.map(({ digest }) => digest), asked, instead }
}

const CONFIG = 'application/vnd.oci.image.config.v1+json'
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'

export async function tar(layer: Readonly<Record<string, Member>>): Promise<Buffer> {
  const members = Object.entries(layer).map(([path, member]): TarMember => {
    if (typeof member !== 'string') return { header: tarHeader({ ...member, path }) }
    const bytes = Buffer.from(member)
    return {
      header: tarHeader({ path, type: 'file', size: bytes.length, mode: 0o4755 }),
      content: async function* () {
        yield bytes
      },
    }
  })
  const chunks = []
  for await (const chunk of writeTar(members)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A program that answers every question. */
export const PROGRAM = '#!/bin/sh\necho "version 1.2.3"\n'

/** The image as a builder of a catalogue: one program, `bin/buildctl`. */
export function toolOf(image: Reference, question: string | undefined = '--version'): CatalogueTool {
  return {
    name: 'buildkit',
    version: '1.2.3',
    image,
    files: [{ path: 'bin/buildctl', program: 'buildctl', question }],
  }
}
