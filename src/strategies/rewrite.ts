import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { digestOf } from '../oci/digest.js'
import { isObject } from '../oci/json.js'
import { ociMediaType, parseManifest } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import type { BuiltImage } from './strategy.js'

/** An object of JSON whose fields are not all known: what is not looked at stays as it is. */
export type Fields = Readonly<Record<string, unknown>>

/** What Docker adds to a config of its own container; image-spec, config.md, has none of it. */
const OF_THE_CONTAINER = ['container', 'container_config', 'docker_version', 'id', 'parent']
const OF_ITS_SETTINGS = [
  'Hostname',
  'Domainname',
  'Image',
  'MacAddress',
  'NetworkDisabled',
  'PublishService',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'Tty',
  'OpenStdin',
  'StdinOnce',
]

/**
 * The image with its config as `change` makes it; digests are computed anew, and content that is not known stays. Throws
 * DocklessError when the manifest is none.
 */
export async function withConfig(image: BuiltImage, change: (config: Fields) => Fields): Promise<BuiltImage> {
  const { config } = parseManifest(image.bytes, 'the image that was built')
  const text = (await buffer(await image.content.open(config.digest))).toString('utf8')
  const written = await image.content.write(Readable.from([Buffer.from(JSON.stringify(change(read(text))))]))
  return withManifest(image, (manifest) => ({ ...manifest, config: { ...config, ...written } }))
}

/**
 * The image in the form of the OCI (image-spec), when it is in Docker's: the same layers, and a config that keeps what
 * both know and the additions of Docker's that BuildKit keeps too: health check, triggers, shell.
 */
export async function inOciForm(image: BuiltImage): Promise<BuiltImage> {
  if (image.manifest.mediaType !== MediaType.dockerManifest) return image
  const clean = await withConfig(image, ociConfig)
  const { config, layers } = parseManifest(clean.bytes, 'the image that was built')
  const renamed = withManifest(clean, (manifest) => ({
    ...manifest,
    mediaType: MediaType.manifest,
    config: { ...config, mediaType: ociMediaType(config.mediaType) },
    layers: layers.map((layer) => ({ ...layer, mediaType: ociMediaType(layer.mediaType) })),
  }))
  return { ...renamed, manifest: { ...renamed.manifest, mediaType: MediaType.manifest } }
}

/** A config of Docker's (its image specification, v1.2) without what is of a container and not of the image. */
export function ociConfig(config: Fields): Fields {
  const rest = without(config, OF_THE_CONTAINER)
  const { config: given, history } = rest
  return {
    ...rest,
    ...(isObject(given) ? { config: settings(given) } : {}),
    ...(Array.isArray(history) ? { history: history.map(withoutIntermediate) } : {}),
  }
}

/** buildah names the image of the step before, which nobody has, and which is another one each time. */
function withoutIntermediate(step: unknown): unknown {
  if (!isObject(step) || !/^FROM [0-9a-f]{12}$/.test(String(step['comment']))) return step
  return without(step, ['comment'])
}

function settings(config: Fields): Fields {
  const { ExposedPorts: ports, ...rest } = without(config, OF_ITS_SETTINGS)
  return isObject(ports) ? { ...rest, ExposedPorts: withoutRanges(ports) } : rest
}

/** `8000-8002/tcp` as the three ports that it stands for: image-spec, config.md, knows no ranges. */
function withoutRanges(ports: Fields): Fields {
  return Object.fromEntries(
    Object.entries(ports).flatMap(([port, value]) => {
      const [, first, last, protocol = ''] = /^(\d+)-(\d+)(\/\w+)?$/.exec(port) ?? []
      if (first === undefined || last === undefined) return [[port, value]]
      const count = Math.max(0, Number(last) - Number(first) + 1)
      return Array.from({ length: count }, (_, index) => [`${Number(first) + index}${protocol}`, value])
    }),
  )
}

function withManifest(
  { manifest, bytes, content }: BuiltImage,
  change: (fields: Fields) => Fields,
): BuiltImage {
  const changed = Buffer.from(JSON.stringify(change(read(Buffer.from(bytes).toString('utf8')))))
  return {
    manifest: { ...manifest, digest: digestOf(changed), size: changed.length },
    bytes: changed,
    content,
  }
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function read(text: string): Fields {
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}
