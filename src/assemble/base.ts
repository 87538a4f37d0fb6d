import { DocklessError } from '../errors/errors.js'
import type { ContentStore } from '../oci/content.js'
import type { Descriptor } from '../oci/image.js'
import { readTar, type TarEntry } from '../oci/tar-read.js'
import type { TarHeader } from '../oci/tar-header.js'
import { decompress } from '../oci/compression.js'
import {
  type Archive,
  type Attributes,
  baseOf,
  cleaned,
  type DirectoryNode,
  directoryNode,
  type Node,
  parentOf,
  Tree,
} from './tree.js'

/** Files that are kept in memory when they are met: names in `--chown` and USER are looked up in them. */
const ACCOUNT_FILES: ReadonlySet<string> = new Set(['etc/passwd', 'etc/group'])
const LARGEST_ACCOUNT_FILE = 10 << 20

/** A layer of an image as an archive that can be read again. */
export function layerArchive(content: ContentStore, layer: Descriptor): Archive {
  return { name: layer.digest, open: () => content.open(layer.digest) }
}

/**
 * The files of an image: its layers applied in order (image-spec, layer.md, "Applying Changesets").
 * Reads every layer once, from end to end.
 */
export async function readLayers(archives: readonly Archive[]): Promise<Tree> {
  const tree = new Tree()
  for (const archive of archives) await applyLayer(tree, archive)
  return tree
}

async function applyLayer(tree: Tree, archive: Archive): Promise<void> {
  /** What this layer brought: its whiteouts only hide what lower ones did. */
  const fresh = new Set<Node>()
  let member = 0
  for await (const entry of readTar(decompress(await archive.open()))) {
    await applyEntry(tree, fresh, entry, { archive, member })
    member++
  }
}

async function applyEntry(
  tree: Tree,
  fresh: Set<Node>,
  entry: TarEntry,
  origin: { readonly archive: Archive; readonly member: number },
): Promise<void> {
  const { header } = entry
  const written = cleaned(header.path)
  if (written === '') {
    if (header.type === 'directory') tree.root.attributes = attributesOf(header)
    return
  }
  const parent = directoryAt(tree, tree.resolve(parentOf(written)), fresh)
  const name = baseOf(written)
  if (name === '.wh..wh..opq') return hideBelow(parent, fresh)
  if (name.startsWith('.wh..wh.')) return
  if (name.startsWith('.wh.')) return hide(parent, name.slice('.wh.'.length), fresh)

  const node = await nodeOf(tree, entry, origin, written)
  const there = parent.children.get(name)
  if (node.kind === 'directory' && there?.kind === 'directory') {
    there.attributes = node.attributes
    fresh.add(there)
    return
  }
  parent.children.set(name, node)
  fresh.add(node)
}

/** The directory at a real path, made where it is missing, also in the place of a file. */
function directoryAt(tree: Tree, path: string, fresh: Set<Node>): DirectoryNode {
  const there = tree.get(path)
  if (there?.kind === 'directory') return there
  const parent = directoryAt(tree, parentOf(path), fresh)
  const made = directoryNode({ mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: new Map() })
  parent.children.set(baseOf(path), made)
  fresh.add(made)
  return made
}

function hide(parent: DirectoryNode, name: string, fresh: Set<Node>): void {
  const node = parent.children.get(name)
  if (!node) return
  if (!fresh.has(node)) parent.children.delete(name)
  else if (node.kind === 'directory') hideBelow(node, fresh)
}

function hideBelow(directory: DirectoryNode, fresh: Set<Node>): void {
  for (const name of directory.children.keys()) hide(directory, name, fresh)
}

async function nodeOf(
  tree: Tree,
  entry: TarEntry,
  origin: { readonly archive: Archive; readonly member: number },
  path: string,
): Promise<Node> {
  const { header } = entry
  if (header.type === 'hardlink') return hardLink(tree, header, origin.archive)
  if (header.type === 'file' && ACCOUNT_FILES.has(path) && header.size <= LARGEST_ACCOUNT_FILE) {
    const chunks: Uint8Array[] = []
    for await (const chunk of entry.content) chunks.push(Buffer.from(chunk))
    const content = { from: 'bytes', bytes: Buffer.concat(chunks) } as const
    return { kind: 'file', attributes: attributesOf(header), size: header.size, content, inode: undefined }
  }
  return plainNode(header, origin)
}

/** The node that a member of an archive is, hard links excepted. */
export function plainNode(
  header: TarHeader,
  origin: { readonly archive: Archive; readonly member: number },
): Node {
  const attributes = attributesOf(header)
  switch (header.type) {
    case 'directory':
      return directoryNode(attributes)
    case 'symlink':
      return { kind: 'symlink', attributes, target: header.link }
    case 'character':
    case 'block':
    case 'fifo':
      return { kind: header.type, attributes, major: header.major, minor: header.minor }
    default:
      return {
        kind: 'file',
        attributes,
        size: header.size,
        content: { from: 'archive', ...origin },
        inode: undefined,
      }
  }
}

/** Another name of a file of the tree. Both names get the same inode, so that copies stay linked. */
function hardLink(tree: Tree, header: TarHeader, archive: Archive): Node {
  const linked = linkTo(tree, tree.resolve(header.link, { last: false }))
  if (!linked) {
    throw new DocklessError(
      'BUILD_FAILED',
      `layer ${archive.name} has the hard link "${header.path}" to "${header.link}", which is no file`,
      { fix: 'The base image is broken: pull or build it again.' },
    )
  }
  return linked
}

/** Makes the file at a path one with several names and returns the node for another; undefined when it is no file. */
export function linkTo(tree: Tree, path: string): Exclude<Node, DirectoryNode> | undefined {
  const target = tree.get(path)
  if (!target || target.kind === 'directory') return undefined
  if (target.kind !== 'file' || target.inode) return target
  const shared = { ...target, inode: { inode: Symbol(path) } }
  const parent = tree.get(parentOf(path))
  if (parent?.kind === 'directory') parent.children.set(baseOf(path), shared)
  return shared
}

export function attributesOf(header: TarHeader): Attributes {
  return {
    mode: header.mode,
    uid: header.uid,
    gid: header.gid,
    mtime: Math.floor(header.mtime),
    xattrs: header.xattrs,
  }
}
