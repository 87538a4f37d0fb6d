import type { Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { DocklessError, messageOf } from '../errors/errors.js'
import { decodeName, encodeName } from '../oci/names.js'
import type { MatchState, PatternMatcher } from './ignore.js'

/** A file of a context: its path from the context's root, with slashes, and what lstat said of it. */
export interface ContextFile {
  readonly path: string
  readonly stats: Stats
}

/** How many files are looked at side by side. */
const BATCH = 64

interface Level {
  readonly path: string
  readonly state: MatchState | undefined
}

/**
 * Walks a context without the files that are ignored: directories before what is in them, the names in each by
 * their bytes. A directory that is ignored comes when something in it does not, and is not entered when nothing
 * in it can. Symbolic links are named, never followed. Throws DocklessError for what cannot be read.
 */
export async function* walkContext(
  directory: string,
  ignore: PatternMatcher | undefined,
): AsyncGenerator<ContextFile, void, undefined> {
  yield* walkLevel(directory, ignore, { path: '', state: undefined })
}

async function* walkLevel(
  root: string,
  ignore: PatternMatcher | undefined,
  level: Level,
): AsyncGenerator<ContextFile, void, undefined> {
  const names = await namesOf(root, level.path)
  for (let from = 0; from < names.length; from += BATCH) {
    const batch = names.slice(from, from + BATCH)
    const entries = await Promise.all(batch.map((name) => readEntry(root, ignore, level, name)))
    for (const entry of entries) if (entry) yield* walkEntry(root, ignore, entry)
  }
}

interface Entry extends ContextFile {
  readonly ignored: boolean
  readonly state: MatchState | undefined
}

/** Looks at a file, unless it is ignored whatever it is. */
async function readEntry(
  root: string,
  ignore: PatternMatcher | undefined,
  level: Level,
  name: string,
): Promise<Entry | undefined> {
  const path = level.path === '' ? name : `${level.path}/${name}`
  const { matched: ignored, state } = ignore?.step(path, level.state) ?? { matched: false, state: undefined }
  if (ignored && !ignore?.mayReinclude(path)) return undefined
  const stats = await guarded(path, () => lstat(absolute(root, path)))
  return { path, stats, ignored, state }
}

async function* walkEntry(
  root: string,
  ignore: PatternMatcher | undefined,
  entry: Entry,
): AsyncGenerator<ContextFile, void, undefined> {
  const { path, stats, ignored, state } = entry
  if (!ignored) yield { path, stats }
  if (!stats.isDirectory()) return
  let announced = !ignored
  for await (const file of walkLevel(root, ignore, { path, state })) {
    if (!announced) yield { path, stats }
    announced = true
    yield file
  }
}

async function namesOf(root: string, path: string): Promise<readonly string[]> {
  const names = await guarded(path, () => readdir(absolute(root, path), { encoding: 'buffer' }))
  return names.sort(Buffer.compare).map(decodeName)
}

/** Names are bytes, which need not be UTF-8. */
function absolute(root: string, path: string): Buffer {
  return encodeName(path === '' ? root : `${root}/${path}`)
}

async function guarded<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw new DocklessError(
      'BUILD_FAILED',
      `cannot read ${path === '' ? 'the build context' : `"${path}" in the build context`}: ${messageOf(error)}`,
      { fix: 'Make it readable for this user, or list it in .dockerignore', cause: error },
    )
  }
}
