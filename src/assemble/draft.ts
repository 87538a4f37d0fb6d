import {
  type DirectoryNode,
  directoryNode,
  joined,
  type Attributes,
  baseOf,
  type Node,
  parentOf,
  Tree,
  WayBlocked,
} from './tree.js'

/** What is at a path in a layer: a node, or a mark that hides what lower layers have below it. */
export type Change =
  | { readonly path: string; readonly node: Node }

  /** The directory's content in lower layers is hidden ("Opaque Whiteout"). */
  | { readonly path: string; readonly hides: 'below' }

/**
 * A layer while it is made: changes go to the tree at once, and are noted, so that the layer holds them and no more.
 * Paths are real ones: `Tree.resolve` them first.
 */
export class Draft {
  readonly tree: Tree
  readonly #touched = new Set<string>()
  readonly #made = new WeakSet<Node>()
  readonly #hidden = new Set<string>()

  constructor(tree: Tree) {
    this.tree = tree
  }

  /** Puts a node at a path whose parent exists. A directory that was there goes, with all below it. */
  put(path: string, node: Node): void {
    const old = this.tree.get(path)
    if (old) this.#forget(path, old)
    this.#parent(path).children.set(baseOf(path), node)
    this.#made.add(node)
    this.#touched.add(path)
  }

  /** Makes a directory where there is none; returns the one that is there. */
  directory(path: string, attributes: Attributes): { readonly node: DirectoryNode; readonly made: boolean } {
    const there = this.tree.get(path)
    if (there?.kind === 'directory') return { node: there, made: false }
    const node = directoryNode(attributes)
    this.put(path, node)
    return { node, made: true }
  }

  /** Makes every directory that is missing on a way. Throws WayBlocked where a file is in it. */
  directories(path: string, attributes: Attributes): void {
    const there = this.tree.get(path)
    if (there?.kind === 'directory') return
    if (there) throw new WayBlocked(path, 'is no directory')
    this.directories(parentOf(path), attributes)
    this.directory(path, attributes)
  }

  /** Gives a directory that is there other attributes. */
  change(path: string, attributes: Attributes): void {
    const node = this.tree.get(path)
    if (node?.kind !== 'directory') throw new WayBlocked(path, 'is no directory')
    node.attributes = attributes
    this.#touched.add(path)
  }

  /** Notes a directory that stays as it is, but belongs to the layer. */
  touch(path: string): void {
    this.#touched.add(path)
  }

  #parent(path: string): DirectoryNode {
    const parent = this.tree.get(parentOf(path))
    if (parent?.kind !== 'directory') throw new WayBlocked(parentOf(path), 'is no directory')
    return parent
  }

  #forget(path: string, node: Node): void {
    if (node.kind !== 'directory') return
    for (const [name, child] of node.children) this.#forget(joined(path, name), child)
    if (!this.#made.has(node)) this.#hidden.add(path)
  }

  /** True when nothing was changed. */
  get empty(): boolean {
    return this.#touched.size === 0
  }

  /**
   * The layer's entries, parents before children: what was changed, with every directory on the way to it, so that
   * programs that unpack a layer by itself do not make those with an owner and mode of their own choice.
   */
  changes(): Change[] {
    const paths = new Set<string>()
    for (const path of this.#touched) {
      if (!this.tree.get(path)) continue
      for (let at = path; at !== '' && !paths.has(at); at = parentOf(at)) paths.add(at)
    }
    const changes: Change[] = []
    for (const path of [...paths].sort(byDepth)) {
      const node = this.tree.get(path)
      if (!node) continue
      // Directories change after this, in later layers: what they are now is kept.
      changes.push({ path, node: node.kind === 'directory' ? directoryNode(node.attributes) : node })
      if (node.kind === 'directory' && this.#hidden.has(path)) changes.push({ path, hides: 'below' })
    }
    return changes
  }
}

/** Depth first, a directory before what is in it. */
function byDepth(a: string, b: string): number {
  const [x, y] = [a.replaceAll('/', '\0'), b.replaceAll('/', '\0')]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Applies a finished layer's changes to another tree, as unpacking the layer on top of it would. */
export function applyChanges(tree: Tree, changes: readonly Change[]): void {
  for (const change of changes) {
    const parent = tree.get(parentOf(change.path))
    const name = baseOf(change.path)
    if (parent?.kind !== 'directory') throw new WayBlocked(parentOf(change.path), 'is no directory')
    const there = parent.children.get(name)
    if ('hides' in change) {
      if (there?.kind === 'directory') there.children.clear()
    } else if (change.node.kind !== 'directory') parent.children.set(name, change.node)
    else if (there?.kind === 'directory') there.attributes = change.node.attributes
    else parent.children.set(name, directoryNode(change.node.attributes))
  }
}
