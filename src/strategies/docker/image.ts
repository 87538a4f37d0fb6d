import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { DocklessError } from '../../errors/errors.js'
import { decompress } from '../../oci/compression.js'
import type { ContentStore } from '../../oci/content.js'
import { type Digest, digestFromHex, digestOf } from '../../oci/digest.js'
import type { Descriptor, Manifest } from '../../oci/image.js'
import { isObject } from '../../oci/json.js'
import { parseImageConfig } from '../../oci/manifests.js'
import { MediaType } from '../../oci/media-types.js'
import { ociConfig } from '../rewrite.js'
import type { BuiltImage } from '../strategy.js'

/**
 * Reads an image out of an unpacked archive of `docker save` (image-spec of Docker, v1.2: manifest.json) into a
 * content store. Layers lie there as plain tars: each is held against the diffID that the config states, and
 * compressed. Throws DocklessError for an archive that contradicts itself.
 */
export async function readDockerImage(directory: string, content: ContentStore): Promise<BuiltImage> {
  const { Config, Layers } = await readListing(directory)
  const given = await readFile(await inside(directory, Config))
  const config = parseImageConfig(given, 'the config of the daemon’s image')
  const fields: unknown = JSON.parse(given.toString('utf8'))
  const bytes = isObject(fields) ? Buffer.from(JSON.stringify(ociConfig(fields))) : given
  const diffIds = config.rootfs.diff_ids
  if (diffIds.length !== Layers.length)
    throw damaged(`its config names ${diffIds.length} layers, and there are ${Layers.length}`)
  const layers: Descriptor[] = []
  for (const [index, name] of Layers.entries()) {
    const diffId = diffIds[index]
    if (diffId) layers.push(await keepLayer(await inside(directory, name), diffId, content))
  }
  const kept = await content.write(Readable.from([bytes]), { digest: digestOf(bytes), size: bytes.length })
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: { mediaType: MediaType.config, ...kept },
    layers,
  }
  const document = Buffer.from(JSON.stringify(manifest))
  const descriptor = { mediaType: MediaType.manifest, digest: digestOf(document), size: document.length }
  return { manifest: descriptor, bytes: document, content }
}

async function keepLayer(file: string, diffId: Digest, content: ContentStore): Promise<Descriptor> {
  const hash = createHash('sha256')
  const hashed = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of decompress(createReadStream(file))) {
      hash.update(chunk)
      yield chunk
    }
    // Before the end of the stream: a layer that is another one is never kept.
    const found = digestFromHex(hash.digest('hex'))
    if (found !== diffId) throw damaged(`a layer is ${found}, and should be ${diffId}`)
  }
  const source = Readable.from(hashed(), { objectMode: false })
  const gzip = createGzip()
  source.once('error', (error) => gzip.destroy(error))
  return { mediaType: MediaType.layer, ...(await content.write(source.pipe(gzip))) }
}

interface Listing {
  readonly Config: string
  readonly Layers: readonly string[]
}

async function readListing(directory: string): Promise<Listing> {
  const parsed: unknown = JSON.parse(await readFile(await inside(directory, 'manifest.json'), 'utf8'))
  const [first, ...more]: unknown[] = Array.isArray(parsed) ? parsed : []
  if (!isListing(first) || more.length > 0) throw damaged('its manifest.json does not name one image')
  return first
}

function isListing(value: unknown): value is Listing {
  if (typeof value !== 'object' || value === null || !('Config' in value) || !('Layers' in value))
    return false
  const { Config, Layers } = value
  return typeof Config === 'string' && Array.isArray(Layers) && Layers.every((one) => typeof one === 'string')
}

/** The file of that name, which may be a link to another one of the archive, and to nothing else. */
async function inside(directory: string, name: string): Promise<string> {
  const root = await realpath(directory)
  const file = await realpath(path.join(root, name)).catch(() => undefined)
  if (file?.startsWith(`${root}${path.sep}`)) return file
  throw damaged(`it names ${name}, which is not in it`)
}

function damaged(what: string): DocklessError {
  return new DocklessError('BUILD_FAILED', `the image that the daemon handed over is damaged: ${what}`, {
    fix: 'Build it again; if it stays so, look at the daemon’s storage (docker system df, podman system check)',
  })
}
