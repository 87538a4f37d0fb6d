import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { digestOf } from '../oci/digest.js'
import { parseManifest } from '../oci/manifests.js'
import type { BuiltImage } from './strategy.js'

type Fields = Readonly<Record<string, unknown>>

/**
 * The image with its date, and that of each step without one, set to `epoch` (seconds). With `--reproducible` kaniko
 * writes no date at all there, and SOURCE_DATE_EPOCH says which it is to be (reproducible-builds.org).
 */
export async function datedAt(image: BuiltImage, epoch: number): Promise<BuiltImage> {
  const { config } = parseManifest(image.bytes, 'the image that kaniko built')
  const text = (await buffer(await image.content.open(config.digest))).toString('utf8')
  const created = new Date(epoch * 1000).toISOString().replace('.000Z', 'Z')
  const dated = Buffer.from(JSON.stringify(withDate(fieldsOf(text), created)))
  const written = await image.content.write(Readable.from([dated]))
  const manifest = fieldsOf(Buffer.from(image.bytes).toString('utf8'))
  const bytes = Buffer.from(JSON.stringify({ ...manifest, config: { ...config, ...written } }))
  return {
    manifest: { ...image.manifest, digest: digestOf(bytes), size: bytes.length },
    bytes,
    content: image.content,
  }
}

function withDate(config: Fields, created: string): Fields {
  const history: readonly unknown[] = Array.isArray(config['history']) ? config['history'] : []
  return {
    ...config,
    created,
    history: history.map((step) => (isFields(step) && undated(step) ? { ...step, created } : step)),
  }
}

/** Go writes the year 1 for a date that was never set. */
function undated({ created }: Fields): boolean {
  return created === undefined || (typeof created === 'string' && created.startsWith('0001-'))
}

function fieldsOf(text: string): Fields {
  const value: unknown = JSON.parse(text)
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
