import type { Stats } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContextFiles } from '../context/files.js'
import { decodeName, encodeName } from '../oci/names.js'
import {
  type Attributes,
  directoryNode,
  type Inode,
  NO_XATTRS,
  type Node,
  parentOf,
  baseOf,
  Tree,
} from './tree.js'

/**
 * The files of a context as a tree. Everything belongs to root whoever checked it out, as in BuildKit; modes and
 * times are the files' own.
 */
export async function contextTree(context: ContextFiles): Promise<Tree> {
  const tree = new Tree()
  const inodes = new Map<string, Inode>()
  for await (const { path, stats } of context.files()) {
    const parent = tree.get(parentOf(path))
    if (path === '' || parent?.kind !== 'directory') continue
    parent.children.set(baseOf(path), await nodeOf(join(context.directory, path), stats, inodes))
  }
  return tree
}

async function nodeOf(path: string, stats: Stats, inodes: Map<string, Inode>): Promise<Node> {
  const attributes: Attributes = {
    mode: stats.mode & 0o7777,
    uid: 0,
    gid: 0,
    mtime: Math.floor(stats.mtimeMs / 1000),
    xattrs: NO_XATTRS,
  }
  if (stats.isDirectory()) return directoryNode(attributes)
  if (stats.isSymbolicLink())
    return { kind: 'symlink', attributes, target: decodeName(await readlink(encodeName(path), 'buffer')) }
  if (stats.isFIFO()) return { kind: 'fifo', attributes, major: 0, minor: 0 }
  if (stats.isCharacterDevice() || stats.isBlockDevice()) {
    const kind = stats.isCharacterDevice() ? 'character' : 'block'
    return { kind, attributes, ...deviceNumbers(stats.rdev) }
  }
  // A socket arrives as an empty file.
  const size = stats.isFile() ? stats.size : 0
  return {
    kind: 'file',
    attributes,
    size,
    content: { from: 'path', path },
    inode: sharedInode(stats, inodes),
  }
}

function sharedInode(stats: Stats, inodes: Map<string, Inode>): Inode | undefined {
  if (stats.nlink < 2) return undefined
  const key = `${stats.dev}:${stats.ino}`
  const inode = inodes.get(key) ?? { inode: Symbol(key) }
  inodes.set(key, inode)
  return inode
}

/** Linux packs a device number as 12 bits of major and 20 of minor in this way (sys/sysmacros.h). */
function deviceNumbers(device: number): { major: number; minor: number } {
  return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) }
}
