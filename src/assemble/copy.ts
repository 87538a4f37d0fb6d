import type { MatchState, PatternMatcher } from '../context/ignore.js'
import type { Owner } from './accounts.js'
import type { Draft } from './draft.js'
import type { ModeChange } from './mode.js'
import { hasWildcard, wildcardMatcher } from './patterns.js'
import {
  type Attributes,
  baseOf,
  cleaned,
  type DirectoryNode,
  type Inode,
  joined,
  NO_XATTRS,
  type Node,
  parentOf,
  sortedNames,
  type Tree,
  WayBlocked,
} from './tree.js'

export interface CopyOptions {
  /** `--chown`; undefined keeps the owners of the source. */
  readonly owner: Owner | undefined
  /** `--chmod`. */
  readonly mode: ModeChange | undefined
  /** `--parents`: only what matches is copied, with the directories above it. */
  readonly include: PatternMatcher | undefined
  /** `--exclude`. */
  readonly exclude: PatternMatcher | undefined
  /** Time of directories that are made on the way. */
  readonly now: number
}

/** A source that does not exist. */
export class NoSuchSource extends Error {
  readonly path: string

  constructor(path: string) {
    super(`"${path}" does not exist`)
    this.name = 'NoSuchSource'
    this.path = path
  }
}

/** The paths that a source of COPY or ADD stands for: itself, or what its wildcards match (maybe nothing). */
export function matchSources(source: Tree, pattern: string): string[] {
  const parts = cleaned(pattern).split('/')
  const first = parts.findIndex(hasWildcard)
  if (first === -1) return [cleaned(pattern)]
  const above = source.resolve(parts.slice(0, first).join('/'))
  const start = source.get(above)
  if (!start) throw new NoSuchSource(parts.slice(0, first).join('/'))
  const found: string[] = []
  if (start.kind !== 'directory') return found
  const rest = parts.slice(first)
  collectMatches(start, above, rest.length, wildcardMatcher(rest.join('/')), '', found)
  return found
}

/** Goes no deeper than the pattern does: no wildcard crosses a slash. */
function collectMatches(
  directory: DirectoryNode,
  above: string,
  depth: number,
  matches: (path: string) => boolean,
  below: string,
  found: string[],
): void {
  for (const name of sortedNames(directory)) {
    const path = joined(below, name)
    const child = directory.children.get(name)
    if (depth === 1) {
      if (matches(path)) found.push(joined(above, path))
    } else if (child?.kind === 'directory') collectMatches(child, above, depth - 1, matches, path, found)
  }
}

/**
 * Copies one source into a layer as BuildKit's copy does (tonistiigi/fsutil): a directory's content goes into the
 * destination, a file into a directory or under the destination's name. Links on the way are resolved inside
 * their own tree; a source that is itself a link is followed.
 * Throws NoSuchSource, and WayBlocked for a file in the place of a directory or the other way round.
 */
export function copyInto(
  draft: Draft,
  source: Tree,
  path: string,
  destination: string,
  options: CopyOptions,
): void {
  const { tree } = draft
  const made: Attributes = {
    mode: options.mode?.absolute === undefined ? 0o755 : options.mode.absolute & 0o777,
    ...(options.owner ?? { uid: 0, gid: 0 }),
    mtime: options.now,
    xattrs: NO_XATTRS,
  }
  const intoDirectory = /(?:^|\/)\.?$/.test(destination)
  draft.directories(tree.resolve(intoDirectory ? destination : parentOf(destination)), made)

  const node = source.get(source.resolve(path))
  if (!node) throw new NoSuchSource(path)
  let target = tree.resolve(destination)
  const there = tree.get(target)
  if (node.kind !== 'directory' && there?.kind === 'directory') target = joined(target, baseOf(cleaned(path)))
  draft.directories(node.kind === 'directory' && !there ? target : parentOf(target), made)
  new Copier(draft, options).copy(node, '', target)
}

/** Which patterns matched the directory above. */
interface Matched {
  readonly include: MatchState | undefined
  readonly exclude: MatchState | undefined
}

/** A directory on the way to what is copied, made only when something in it is. */
interface Above {
  readonly node: DirectoryNode
  readonly target: string
  done: boolean
}

class Copier {
  readonly #draft: Draft
  readonly #options: CopyOptions
  readonly #inodes = new Map<Inode, Inode>()
  readonly #above: Above[] = []

  constructor(draft: Draft, options: CopyOptions) {
    this.#draft = draft
    this.#options = options
  }

  /** `path` is relative to the source that was named: the empty string for itself. */
  copy(
    node: Node,
    path: string,
    target: string,
    above: Matched = { include: undefined, exclude: undefined },
  ): void {
    const { include, exclude } = this.#options
    const out = path === '' ? undefined : exclude?.step(path, above.exclude)
    const within = path === '' ? undefined : include?.step(path, above.include)
    const excluded = out?.matched === true
    const included = !excluded && within?.matched !== false
    const skips = excluded && !exclude?.hasExceptions
    if (node.kind === 'directory') {
      if (skips && include === undefined) return
      this.#directory(node, path, target, {
        included,
        descends: !skips,
        matched: { include: within?.state, exclude: out?.state },
      })
    } else if (included) {
      this.#makeAbove()
      this.#leaf(node, target)
    }
  }

  #directory(
    node: DirectoryNode,
    path: string,
    target: string,
    how: { readonly included: boolean; readonly descends: boolean; readonly matched: Matched },
  ): void {
    if (how.included) {
      this.#makeAbove()
      this.#merge(node, target, path === '')
    }
    if (!how.descends) return
    this.#above.push({ node, target, done: how.included })
    for (const name of sortedNames(node)) {
      const child = node.children.get(name)
      if (child) this.copy(child, joined(path, name), joined(target, name), how.matched)
    }
    this.#above.pop()
  }

  /**
   * A directory that is there keeps its owner and mode when it is the destination itself; one that comes with
   * the source takes over the source's.
   */
  #merge(node: DirectoryNode, target: string, isDestination: boolean): void {
    const there = this.#draft.tree.get(target)
    if (there && there.kind !== 'directory')
      throw new WayBlocked(target, 'is no directory, and the source is one')
    const attributes = this.#attributes(node)
    if (!there) this.#draft.directory(target, attributes)
    else if (isDestination) this.#draft.touch(target)
    else this.#draft.change(target, attributes)
  }

  #makeAbove(): void {
    for (const above of this.#above) {
      if (above.done) continue
      above.done = true
      const there = this.#draft.tree.get(above.target)
      if (there?.kind === 'directory')
        this.#draft.change(above.target, { ...there.attributes, mode: above.node.attributes.mode })
      else if (there) throw new WayBlocked(above.target, 'is no directory, and the source is one')
      else this.#draft.directory(above.target, this.#attributes(above.node))
    }
  }

  #leaf(node: Exclude<Node, DirectoryNode>, target: string): void {
    if (this.#draft.tree.get(target)?.kind === 'directory')
      throw new WayBlocked(target, 'is a directory, and the source is a file')
    const attributes = this.#attributes(node)
    this.#draft.put(
      target,
      node.kind === 'file'
        ? { ...node, attributes, inode: this.#inode(node.inode) }
        : { ...node, attributes },
    )
  }

  /** Links among the files of one source stay links of each other, and of nothing else. */
  #inode(inode: Inode | undefined): Inode | undefined {
    if (!inode) return undefined
    const copied = this.#inodes.get(inode) ?? { inode: Symbol('copy') }
    this.#inodes.set(inode, copied)
    return copied
  }

  #attributes(node: Node): Attributes {
    const { owner, mode } = this.#options
    const changed =
      node.kind === 'symlink' || !mode
        ? node.attributes.mode
        : mode.apply(node.attributes.mode, node.kind === 'directory')
    return { ...node.attributes, ...owner, mode: changed }
  }
}
