import { describe, expect, test } from 'vitest'
import { copyInto, type CopyOptions, matchSources, NoSuchSource } from '../../src/assemble/copy.js'
import { Draft } from '../../src/assemble/draft.js'
import { parseMode } from '../../src/assemble/mode.js'
import {
  baseOf,
  directoryNode,
  type Node,
  NO_XATTRS,
  parentOf,
  Tree,
  WayBlocked,
} from '../../src/assemble/tree.js'
import { PatternMatcher } from '../../src/context/ignore.js'

/** A tree of paths in the order of their parents: `d/` is a directory, `l>t` a link, `f` a file; all of user 1. */
function treeOf(...paths: readonly string[]): Tree {
  const tree = new Tree()
  for (const path of paths) {
    const [name = '', target] = path.split('>')
    const place = name.replace(/\/$/, '')
    const parent = tree.get(parentOf(place))
    if (parent?.kind !== 'directory') throw new Error(`there is no directory for ${path}`)
    parent.children.set(baseOf(place), nodeOf(name, target))
  }
  return tree
}

function nodeOf(name: string, target: string | undefined): Node {
  const attributes = { mode: name.endsWith('/') ? 0o711 : 0o640, uid: 1, gid: 1, mtime: 5, xattrs: NO_XATTRS }
  if (target !== undefined) return { kind: 'symlink', attributes, target }
  if (name.endsWith('/')) return directoryNode(attributes)
  const content = { from: 'bytes', bytes: Buffer.from(name) } as const
  return { kind: 'file', attributes, size: name.length, content, inode: undefined }
}

const PLAIN: CopyOptions = {
  owner: undefined,
  mode: undefined,
  include: undefined,
  exclude: undefined,
  now: 9,
}

/** What a layer has after one copy: path, kind, mode and owner. */
function copied(
  source: Tree,
  from: string,
  to: string,
  options: Partial<CopyOptions> = {},
  below = new Tree(),
): readonly string[] {
  const draft = new Draft(below)
  copyInto(draft, source, from, to, { ...PLAIN, ...options })
  return draft.changes().map((change) => {
    if (!('node' in change)) return `${change.path}/ hidden`
    const { kind, attributes } = change.node
    return `${change.path} ${kind} ${attributes.mode.toString(8)} ${attributes.uid}`
  })
}

describe('a source', () => {
  const tree = treeOf('a.txt', 'b.txt', 'd/', 'd/a.md', 'd/e/', 'd/e/a.txt', 'up>d', '.hidden')

  test.each([
    ['a.txt', ['a.txt']],
    ['./d//e/../a.md', ['d/a.md']],
    ['../../a.txt', ['a.txt']],
    ['nowhere', ['nowhere']],
    ['*.txt', ['a.txt', 'b.txt']],
    ['*', ['.hidden', 'a.txt', 'b.txt', 'd', 'up']],
    ['*/a.md', ['d/a.md']],
    ['up/*.md', ['d/a.md']],
    ['d/*/*.txt', ['d/e/a.txt']],
    ['[ab].txt', ['a.txt', 'b.txt']],
    ['nothing*', []],
    ['a.txt/*', []],
  ])('%s stands for %j', (pattern, paths) => {
    expect(matchSources(tree, pattern)).toEqual(paths)
  })

  test('below a directory that is not there is no source', () => {
    expect(() => matchSources(tree, 'nowhere/*')).toThrow(NoSuchSource)
  })
})

describe('a copy', () => {
  const tree = treeOf('f', 'd/', 'd/x', 'd/s/', 'd/s/y', 'l>f', 'dangling>nowhere')

  test.each([
    ['f', '/n', ['n file 640 1']],
    ['f', '/n/', ['n directory 755 0', 'n/f file 640 1']],
    ['f', '/p/q/n', ['p directory 755 0', 'p/q directory 755 0', 'p/q/n file 640 1']],
    ['l', '/n', ['n file 640 1']],
    ['d', '/n', ['n directory 755 0', 'n/s directory 711 1', 'n/s/y file 640 1', 'n/x file 640 1']],
    ['d/s', '/', ['y file 640 1']],
  ])('of %s to %s', (from, to, expected) => {
    expect(copied(tree, from, to)).toEqual(expected)
  })

  test('of what does not exist', () => {
    expect(() => copied(tree, 'nowhere', '/n')).toThrow(NoSuchSource)
    expect(() => copied(tree, 'dangling', '/n')).toThrow(NoSuchSource)
  })

  test('goes through links of the destination, which stay inside of it', () => {
    const below = (): Tree => treeOf('t/', 'to>../../t', 'file')
    expect(copied(tree, 'f', '/to', {}, below())).toEqual(['t directory 711 1', 't/f file 640 1'])
    expect(copied(tree, 'd/s', '/to/', {}, below())).toEqual(['t directory 711 1', 't/y file 640 1'])
    expect(() => copied(tree, 'd', '/file', {}, below())).toThrow(WayBlocked)
    expect(() => copied(tree, 'f', '/file/n', {}, below())).toThrow(WayBlocked)
  })

  test('takes the source’s attributes over for directories below the destination, and not for itself', () => {
    const below = treeOf('n/', 'n/s/')
    const [n, s] = [below.get('n'), below.get('n/s')]
    for (const node of [n, s])
      if (node?.kind === 'directory') node.attributes = { ...node.attributes, mode: 0o700, uid: 3 }
    expect(copied(tree, 'd', '/n', {}, below)).toEqual([
      'n directory 700 3',
      'n/s directory 711 1',
      'n/s/y file 640 1',
      'n/x file 640 1',
    ])
  })

  test('with owner and mode: directories that are made have them too, links keep their mode', () => {
    const mode = parseMode('750')
    if ('reason' in mode) throw new Error(mode.reason)
    expect(copied(treeOf('d/', 'd/l>x'), 'd', '/p/n', { mode, owner: { uid: 7, gid: 7 } })).toEqual([
      'p directory 750 7',
      'p/n directory 750 7',
      'p/n/l symlink 640 7',
    ])
  })

  test('with what is included and excluded: directories on the way are made when something is in them', () => {
    const deep = treeOf('d/', 'd/a/', 'd/a/x', 'd/a/y', 'd/b/', 'd/b/z')
    expect(copied(deep, 'd', '/n', { exclude: new PatternMatcher(['a/x', 'b']) })).toEqual([
      'n directory 755 0',
      'n/a directory 711 1',
      'n/a/y file 640 1',
    ])
    expect(copied(deep, '/', '/n', { include: new PatternMatcher(['d/*/x']) })).toEqual([
      'n directory 755 0',
      'n/d directory 711 1',
      'n/d/a directory 711 1',
      'n/d/a/x file 640 1',
    ])
    expect(copied(deep, 'd', '/n', { exclude: new PatternMatcher(['**', '!b/z']) })).toEqual([
      'n directory 755 0',
      'n/b directory 711 1',
      'n/b/z file 640 1',
    ])
  })
})
