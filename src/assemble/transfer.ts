import { posix } from 'node:path'
import { DocklessError, messageOf, type Place } from '../errors/errors.js'
import type { AddInstruction, CopyInstruction, Heredoc } from '../dockerfile/ast.js'
import { PatternMatcher } from '../context/ignore.js'
import type { StageScope } from '../dockerfile/scope.js'
import { type Owner, type ReadFile, resolveOwner } from './accounts.js'
import { addArchive, fileArchive, isArchive } from './add.js'
import { copyInto, type CopyOptions, matchSources, NoSuchSource } from './copy.js'
import type { ArchivePrograms } from './archive-programs.js'
import { Draft } from './draft.js'
import { type ModeChange, parseMode } from './mode.js'
import { hasWildcard } from './patterns.js'
import { isRemote, type RemoteSources } from './remote.js'
import { type Archive, cleaned, NO_XATTRS, Tree, WayBlocked } from './tree.js'

/** What COPY and ADD need to know besides the instruction. */
export interface TransferContext {
  readonly scope: StageScope
  readonly workingDir: string
  readonly place: Place
  /** Where the sources are; `name` is for errors: `the build context`, `stage build`. */
  readonly source: { readonly name: string; readonly tree: () => Promise<Tree> }
  readonly read: ReadFile
  readonly remote: RemoteSources
  readonly programs: ArchivePrograms
  /** Time of what is made, in seconds. */
  readonly now: number
}

/** An instruction with its words expanded. */
interface Expanded {
  readonly instruction: CopyInstruction | AddInstruction
  readonly sources: readonly string[]
  readonly destination: string
  readonly chown: string
  readonly chmod: string
}

/** The history entry of an instruction, as BuildKit words it. */
export function describe(instruction: CopyInstruction | AddInstruction, scope: StageScope): string {
  const { sources, destination, chown, chmod } = expandWords(instruction, scope)
  const flags = [
    ...(instruction.parents ? ['--parents'] : []),
    ...(chown === '' ? [] : [`--chown=${chown}`]),
    ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
  ]
  const names = instruction.heredocs.map((heredoc) => `<<${heredoc.name}`)
  return [instruction.kind, ...flags, ...sources, ...names, destination, '# buildkit'].join(' ')
}

/** True when the layer is made without looking at what is below it. `--chmod` takes that back, as in BuildKit. */
export function isLinked(instruction: CopyInstruction | AddInstruction): boolean {
  return instruction.link && (instruction.chmod ?? '') === ''
}

/**
 * Does a COPY or an ADD into a draft. Throws DocklessError with the place: a source that does not
 * exist, a file in the way, an archive that is broken.
 */
export async function transfer(
  instruction: CopyInstruction | AddInstruction,
  draft: Draft,
  context: TransferContext,
): Promise<void> {
  const words = expandWords(instruction, context.scope)
  if (instruction.kind === 'ADD') checkChecksum(instruction, words.sources, context.place)
  const destination = destinationOf(words.destination, context.workingDir)
  const mode = modeOf(words.chmod, context.place)
  const owner: Owner | undefined =
    words.chown === ''
      ? undefined
      : await resolveOwner(words.chown, () => Promise.resolve(draft.tree), context.read)
  const exclude = instruction.exclude.length > 0 ? new PatternMatcher(instruction.exclude) : undefined
  const options: CopyOptions = { owner, mode, include: undefined, exclude, now: context.now }
  try {
    for (const source of words.sources)
      await fromSource(source, draft, destination, options, { instruction, context })
    for (const heredoc of instruction.heredocs) {
      copyInto(draft, heredocTree(heredoc, context), heredoc.name, destination, options)
    }
  } catch (error) {
    throw explained(error, context)
  }
}

/** A sum that nothing is held against would make one feel safe. */
function checkChecksum(instruction: AddInstruction, sources: readonly string[], place: Place): void {
  if (instruction.checksum === undefined) return
  const [source = '', ...more] = [...sources, ...instruction.heredocs.map(({ name }) => name)]
  if (more.length === 0 && isRemote(source)) return
  throw new DocklessError('BUILD_FAILED', '--checksum is for one source, and that a URL', {
    place,
    fix: 'Write an ADD for each URL, or leave --checksum out.',
  })
}

async function fromSource(
  word: string,
  draft: Draft,
  destination: string,
  options: CopyOptions,
  of: { readonly instruction: CopyInstruction | AddInstruction; readonly context: TransferContext },
): Promise<void> {
  const { instruction, context } = of
  if (instruction.kind === 'ADD' && isRemote(word)) {
    const { scope, place, remote } = context
    const checksum = scope.expand(instruction.checksum ?? '', place.line)
    const { tree, path } = await remote.fetch(word, instruction, checksum, place)
    const unpacks = instruction.unpack === true
    return fromTree(tree, path, draft, destination, { options, unpacks, context })
  }
  const tree = await context.source.tree()
  const { start, pattern } = instruction.parents ? pivot(word) : { start: word, pattern: undefined }
  if (pattern !== undefined && !hasWildcard(start) && !hasWildcard(pattern)) {
    if (!tree.find(`${start}/${pattern}`)) throw new NoSuchSource(cleaned(`${start}/${pattern}`))
  }
  const include = pattern === undefined ? undefined : new PatternMatcher([cleaned(pattern)])
  const how = {
    options: { ...options, include },
    unpacks: instruction.kind === 'ADD' && instruction.unpack !== false,
    context,
  }
  for (const path of matchSources(tree, start)) await fromTree(tree, path, draft, destination, how)
}

/** Copies one path, or unpacks it where it is an archive and that is wanted. */
async function fromTree(
  tree: Tree,
  path: string,
  draft: Draft,
  destination: string,
  how: { readonly options: CopyOptions; readonly unpacks: boolean; readonly context: TransferContext },
): Promise<void> {
  const archive = how.unpacks ? await archiveAt(tree, path, how.context) : undefined
  if (archive) await addArchive(draft, archive, destination, how.options)
  else copyInto(draft, tree, path, destination, how.options)
}

/** The file at a path as an archive; undefined when it is none. */
async function archiveAt(
  tree: Tree,
  path: string,
  { programs }: TransferContext,
): Promise<Archive | undefined> {
  const node = tree.find(path)
  if (node?.kind !== 'file' || node.size === 0 || node.content.from !== 'path') return undefined
  const readable = await programs.readable(node.content.path, path)
  if (readable === undefined) return undefined
  const archive = fileArchive(readable, path)
  return (await isArchive(archive)) ? archive : undefined
}

/** `--parents`: what stands before `/./` is where the kept directories begin. */
function pivot(word: string): { readonly start: string; readonly pattern: string } {
  const cut = word.indexOf('/./')
  return cut === -1
    ? { start: '/', pattern: word }
    : { start: word.slice(0, cut), pattern: word.slice(cut + 3) }
}

function expandWords(instruction: CopyInstruction | AddInstruction, scope: StageScope): Expanded {
  const expand = (word: string | undefined): string => scope.expand(word ?? '', instruction.lines.start)
  return {
    instruction,
    sources: instruction.sources.map(expand),
    destination: expand(instruction.destination),
    chown: expand(instruction.chown),
    chmod: expand(instruction.chmod),
  }
}

/** An absolute path that keeps what its end says: `/` and `/.` mean a directory. */
function destinationOf(word: string, workingDir: string): string {
  const given = word === '' || word === '.' ? './' : word
  const path = `/${cleaned(given.startsWith('/') ? given : posix.join(workingDir, given))}`
  return path !== '/' && /\/\.?$/.test(given) ? `${path}/` : path
}

function modeOf(text: string, place: Place): ModeChange | undefined {
  if (text === '') return undefined
  const mode = parseMode(text)
  if (!('reason' in mode)) return mode
  throw new DocklessError('BUILD_FAILED', `--chmod=${text} is no mode: ${mode.reason}`, {
    place,
    fix: 'Write an octal mode such as 0755, or a symbolic one such as u=rwX,go=rX.',
  })
}

function heredocTree(heredoc: Heredoc, context: TransferContext): Tree {
  const text = heredoc.expand
    ? context.scope.expandHeredoc(heredoc.content, context.place.line)
    : heredoc.content
  const bytes = Buffer.from(text)
  const tree = new Tree()
  tree.root.children.set(heredoc.name, {
    kind: 'file',
    attributes: { mode: 0o644, uid: 0, gid: 0, mtime: context.now, xattrs: NO_XATTRS },
    size: bytes.length,
    content: { from: 'bytes', bytes },
    inode: undefined,
  })
  return tree
}

function explained(error: unknown, { place, source }: TransferContext): unknown {
  if (error instanceof NoSuchSource) {
    const ignored = source.name === 'the build context' ? ' It may also be left out by .dockerignore.' : ''
    return new DocklessError('BUILD_FAILED', `"${error.path}" does not exist in ${source.name}`, {
      place,
      fix: `Check the path: it is relative to the root of ${source.name}.${ignored}`,
    })
  }
  if (error instanceof WayBlocked) {
    return new DocklessError('BUILD_FAILED', `cannot copy: ${messageOf(error)}`, {
      place,
      fix: 'Copy to another destination, or take away what is in the way.',
    })
  }
  if (error instanceof DocklessError && !error.place) {
    const fix = error.fix === undefined ? {} : { fix: error.fix }
    return new DocklessError(error.code, error.message, { place, cause: error, ...fix })
  }
  return error
}
