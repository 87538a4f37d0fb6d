/**
 * A filesystem in memory: what an image's files would look like if it ran. File contents stay where they are
 * (in the context, in a layer, in an archive) and are only named here.
 */

/** As many links on one way are a loop (continuity's limit, which BuildKit uses). */
const MOST_LINKS = 255

export interface Attributes {
  /** Permissions with set-user-id, set-group-id and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Whole seconds since the epoch. */
  readonly mtime: number
  readonly xattrs: ReadonlyMap<string, Uint8Array>
}

/** A tar, compressed or not, that can be read any number of times. */
export interface Archive {
  /** For errors. */
  readonly name: string
  open(): Promise<AsyncIterable<Uint8Array>>
}

/** Where the bytes of a file are. `member` counts the members of the archive from 0. */
export type Content =
  | { readonly from: 'bytes'; readonly bytes: Uint8Array }
  | { readonly from: 'path'; readonly path: string }
  | { readonly from: 'archive'; readonly archive: Archive; readonly member: number }

/** Names that share one are hard links of each other. */
export type Inode = { readonly inode: symbol }

export interface FileNode {
  readonly kind: 'file'
  readonly attributes: Attributes
  readonly size: number
  readonly content: Content
  /** Only when the file has several names. */
  readonly inode: Inode | undefined
}

interface LinkNode {
  readonly kind: 'symlink'
  readonly attributes: Attributes
  readonly target: string
}

interface SpecialNode {
  readonly kind: 'character' | 'block' | 'fifo'
  readonly attributes: Attributes
  readonly major: number
  readonly minor: number
}

export interface DirectoryNode {
  readonly kind: 'directory'
  attributes: Attributes
  readonly children: Map<string, Node>
}

export type Node = FileNode | LinkNode | SpecialNode | DirectoryNode

export const NO_XATTRS: ReadonlyMap<string, Uint8Array> = new Map()

/** A directory without children. */
export function directoryNode(attributes: Attributes): DirectoryNode {
  return { kind: 'directory', attributes, children: new Map() }
}

/** A way that cannot be gone: a loop of links, or a file where a directory must be. */
export class WayBlocked extends Error {
  constructor(path: string, reason: string) {
    super(`/${path} ${reason}`)
    this.name = 'WayBlocked'
  }
}

/** The components of a path, cleaned as if it began at the root: `..` never leads above it. */
function componentsOf(path: string): string[] {
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') out.pop()
    else if (part !== '' && part !== '.') out.push(part)
  }
  return out
}

/** Paths in a tree have no slash at either end; the root is the empty string. */
export function cleaned(path: string): string {
  return componentsOf(path).join('/')
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Two paths of a tree, one below the other; either may be the root. */
export function joined(directory: string, name: string): string {
  return directory === '' || name === '' ? `${directory}${name}` : `${directory}/${name}`
}

/** A filesystem tree. */
export class Tree {
  readonly root: DirectoryNode

  constructor(
    root: DirectoryNode = directoryNode({ mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: NO_XATTRS }),
  ) {
    this.root = root
  }

  /** The node at a path, no link followed. */
  get(path: string): Node | undefined {
    if (path === '') return this.root
    let node: Node | undefined = this.root
    for (const part of path.split('/')) {
      if (node?.kind !== 'directory') return undefined
      node = node.children.get(part)
    }
    return node
  }

  /**
   * The path that `path` really leads to, links resolved with the tree's root as theirs. What does not exist
   * stays as it is. `last: false` leaves a link at the very end alone. Throws WayBlocked for a loop.
   */
  resolve(path: string, options: { readonly last: boolean } = { last: true }): string {
    const wanted = componentsOf(path)
    let real: string[] = []
    let links = 0
    for (let part = wanted.shift(); part !== undefined; part = wanted.shift()) {
      if (part === '' || part === '.') continue
      if (part === '..') {
        real.pop()
        continue
      }
      const node = this.get([...real, part].join('/'))
      if (node?.kind === 'symlink' && (options.last || wanted.length > 0)) {
        if (++links > MOST_LINKS) throw new WayBlocked(cleaned(path), 'is a loop of symbolic links')
        if (node.target.startsWith('/')) real = []
        wanted.unshift(...node.target.split('/'))
      } else real.push(part)
    }
    return real.join('/')
  }

  /** The node that a path leads to, links followed. */
  find(path: string): Node | undefined {
    return this.get(this.resolve(path))
  }

  /** A tree of its own with the same files. */
  clone(): Tree {
    return new Tree(cloneDirectory(this.root))
  }
}

function cloneDirectory(node: DirectoryNode): DirectoryNode {
  const children = new Map<string, Node>()
  for (const [name, child] of node.children) {
    children.set(name, child.kind === 'directory' ? cloneDirectory(child) : child)
  }
  return { kind: 'directory', attributes: node.attributes, children }
}

/** The names of a directory in the order in which everything here goes through them. */
export function sortedNames(directory: DirectoryNode): string[] {
  return [...directory.children.keys()].sort(byCodeUnits)
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
