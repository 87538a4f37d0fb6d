import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { ContentStore } from '../oci/content.js'
import { digestFromHex } from '../oci/digest.js'
import { MediaType } from '../oci/media-types.js'
import { type TarMember, tarHeader, writeTar } from '../oci/tar-write.js'
import type { Change } from './draft.js'
import type { KnownLayers, WrittenLayer } from './job.js'
import type { Spool } from './spool.js'
import { type FileNode, type Inode, joined, type Node } from './tree.js'

/** Annotation of a layer: the digest of what it was made of, times left out unless SOURCE_DATE_EPOCH sets them. */
export const LAYER_INPUTS = 'io.github.dockless.layer.inputs'
/** Annotation of a layer: the newest time in it, RFC 3339. */
export const LAYER_TIME = 'org.opencontainers.image.created'
/** Part of every digest of inputs: another one when the same inputs come to make another layer. */
const FORM = 'layer 1: tar, gzip 6\n'

export interface LayerOptions {
  readonly content: ContentStore
  readonly spool: Spool
  readonly known: KnownLayers | undefined
  /** No time in the layer is later than this, in seconds (SOURCE_DATE_EPOCH). */
  readonly latest: number | undefined
}

/**
 * Writes a layer, unless an earlier build did: then its files are only read and hashed. The same changes give the same
 * bytes: sorted entries, nothing of this machine, a fixed level. Files of which only the times are others are the same.
 */
export async function writeLayer(changes: readonly Change[], options: LayerOptions): Promise<WrittenLayer> {
  const { known, spool } = options
  await spool.gather(filesOf(changes))
  if (known && !(await known.isEmpty())) {
    const inputs = createHash('sha256').update(FORM)
    for (const { content } of members(changes, options, inputs)) if (content) await drained(content())
    const found = await known.find(digestFromHex(inputs.digest('hex')))
    if (found) return found
  }
  return compressLayer(changes, options)
}

async function drained(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of content);
}

/** One pass: inputs, tar, diffID, gzip (level 6), digest, store. */
async function compressLayer(changes: readonly Change[], options: LayerOptions): Promise<WrittenLayer> {
  const inputs = createHash('sha256').update(FORM)
  const diff = createHash('sha256')
  const gzip = createGzip({ level: 6, chunkSize: 128 << 10 })
  async function* tar(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of writeTar(members(changes, options, inputs))) {
      diff.update(chunk)
      yield chunk
    }
  }
  const compressing = pipeline(Readable.from(tar(), { objectMode: false }), gzip)
  // Whoever fails first ends the other; the first reason is the one to be told.
  const [made, written] = await Promise.allSettled([
    compressing,
    options.content.write(gzip).catch((error: unknown) => {
      gzip.destroy()
      throw error
    }),
  ])
  if (made.status === 'rejected' && !isHangUp(made.reason)) throw made.reason
  if (written.status === 'rejected') throw written.reason
  if (made.status === 'rejected') throw made.reason
  const { digest, size } = written.value
  const annotations = {
    [LAYER_INPUTS]: digestFromHex(inputs.digest('hex')),
    [LAYER_TIME]: rfc3339(newestOf(changes, options)),
  }
  return {
    descriptor: { mediaType: MediaType.layerGzip, digest, size, annotations },
    diffId: digestFromHex(diff.digest('hex')),
  }
}

/** Seconds since 1970 in RFC 3339. */
export function rfc3339(seconds: number): string {
  const date = new Date(seconds * 1000)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().replace('.000Z', 'Z')
}

function newestOf(changes: readonly Change[], { latest }: LayerOptions): number {
  let newest = 0
  for (const change of changes) if ('node' in change) newest = Math.max(newest, change.node.attributes.mtime)
  return Math.min(newest, latest ?? newest)
}

/** What a stream says whose reader went away. */
function isHangUp(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ABORT_ERR'
}

function* filesOf(changes: readonly Change[]): Generator<FileNode, void, undefined> {
  for (const change of changes) if ('node' in change && change.node.kind === 'file') yield change.node
}

/** The members of the tar. What they are made of goes to `inputs` as it is read. */
function* members(
  changes: readonly Change[],
  options: LayerOptions,
  inputs: Hash,
): Generator<TarMember, void, undefined> {
  const names = new Map<Inode, string>()
  for (const change of changes) {
    const made = memberOf(change, names, options)
    const { xattrs, mtime, ...header } = made.header
    const times = options.latest === undefined ? {} : { mtime }
    inputs.update(`${JSON.stringify({ ...header, ...times, xattrs: [...xattrs].map(written) })}\n`)
    const { content } = made
    yield content ? { ...made, content: () => overheard(content(), inputs) } : made
  }
}

function written([name, value]: readonly [string, Uint8Array]): readonly [string, string] {
  return [name, Buffer.from(value).toString('base64')]
}

async function* overheard(
  content: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

function memberOf(change: Change, names: Map<Inode, string>, options: LayerOptions): TarMember {
  if (!('node' in change))
    return { header: tarHeader({ path: joined(change.path, '.wh..wh..opq'), type: 'file' }) }
  const { path, node } = change
  const first = node.kind === 'file' && node.inode ? names.get(node.inode) : undefined
  if (node.kind === 'file' && node.inode && first === undefined) names.set(node.inode, path)
  return member(path, node, first, options)
}

function member(path: string, node: Node, linkedTo: string | undefined, options: LayerOptions): TarMember {
  const { mtime, ...attributes } = node.attributes
  const common = { ...attributes, path, mtime: Math.min(mtime, options.latest ?? mtime) }
  if (linkedTo !== undefined)
    return { header: tarHeader({ ...common, type: 'hardlink', link: linkedTo, xattrs: new Map() }) }
  switch (node.kind) {
    case 'file':
      return {
        header: tarHeader({ ...common, type: 'file', size: node.size }),
        content: () => options.spool.read(node),
      }
    case 'symlink':
      return { header: tarHeader({ ...common, type: 'symlink', link: node.target, mode: 0o777 }) }
    case 'directory':
      return { header: tarHeader({ ...common, type: 'directory' }) }
    default:
      return { header: tarHeader({ ...common, type: node.kind, major: node.major, minor: node.minor }) }
  }
}
