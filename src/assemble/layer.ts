import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { ContentStore } from '../oci/content.js'
import { type Digest, digestFromHex } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { MediaType } from '../oci/media-types.js'
import { type TarMember, tarHeader, writeTar } from '../oci/tar-write.js'
import type { Change } from './draft.js'
import type { KnownLayers } from './job.js'
import type { Spool } from './spool.js'
import { type FileNode, type Inode, joined, type Node } from './tree.js'

/** A layer that is in the store. */
export interface WrittenLayer {
  readonly descriptor: Descriptor
  readonly diffId: Digest
}

export interface LayerOptions {
  readonly content: ContentStore
  readonly spool: Spool
  readonly known: KnownLayers | undefined
  /** No time in the layer is later than this, in seconds (SOURCE_DATE_EPOCH). */
  readonly latest: number | undefined
}

/**
 * Writes a layer, unless an earlier build did: then it is only read and hashed. The same changes give the same tar:
 * sorted entries, nothing of this machine.
 */
export async function writeLayer(changes: readonly Change[], options: LayerOptions): Promise<WrittenLayer> {
  await options.spool.gather(filesOf(changes))
  return (await knownLayer(changes, options)) ?? (await compressLayer(changes, options))
}

async function knownLayer(
  changes: readonly Change[],
  options: LayerOptions,
): Promise<WrittenLayer | undefined> {
  const { known } = options
  if (!known || (await known.isEmpty())) return undefined
  const diff = createHash('sha256')
  for await (const chunk of writeTar(members(changes, options))) diff.update(chunk)
  const diffId = digestFromHex(diff.digest('hex'))
  const descriptor = await known.find(diffId)
  return descriptor && { descriptor, diffId }
}

/** One pass: tar, diffID, gzip (level 6), digest, store. */
async function compressLayer(changes: readonly Change[], options: LayerOptions): Promise<WrittenLayer> {
  const diff = createHash('sha256')
  const gzip = createGzip({ level: 6, chunkSize: 128 << 10 })
  async function* tar(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of writeTar(members(changes, options))) {
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
  return {
    descriptor: { mediaType: MediaType.layerGzip, digest: written.value.digest, size: written.value.size },
    diffId: digestFromHex(diff.digest('hex')),
  }
}

/** What a stream says whose reader went away. */
function isHangUp(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ABORT_ERR'
}

function* filesOf(changes: readonly Change[]): Generator<FileNode, void, undefined> {
  for (const change of changes) if ('node' in change && change.node.kind === 'file') yield change.node
}

function* members(changes: readonly Change[], options: LayerOptions): Generator<TarMember, void, undefined> {
  const names = new Map<Inode, string>()
  for (const change of changes) {
    if (!('node' in change)) {
      yield { header: tarHeader({ path: joined(change.path, '.wh..wh..opq'), type: 'file' }) }
      continue
    }
    const { path, node } = change
    const first = node.kind === 'file' && node.inode ? names.get(node.inode) : undefined
    if (node.kind === 'file' && node.inode && first === undefined) names.set(node.inode, path)
    yield member(path, node, first, options)
  }
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
