import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PatternMatcher, readIgnoreFile } from './ignore.js'
import { type ContextFile, walkContext } from './walk.js'

/** A directory to copy from, without what is ignored. `files` may be walked more than once. */
export interface ContextFiles {
  readonly directory: string
  files(): AsyncIterable<ContextFile>
}

/**
 * The files of a directory without those that `ignoreFile` (an absolute path; undefined for none) names. Throws
 * DocklessError for a malformed pattern, with its place in the ignore file.
 */
export async function contextFiles(directory: string, ignoreFile: string | undefined): Promise<ContextFiles> {
  const ignore = ignoreFile === undefined ? undefined : await readMatcher(ignoreFile)
  return { directory, files: () => walkContext(directory, ignore) }
}

/** The `.dockerignore` of a directory; undefined when there is none. A named context goes by its own. */
export async function ignoreFileIn(directory: string): Promise<string | undefined> {
  return firstFile([join(directory, '.dockerignore')])
}

/** The ignore file of a build: `<Dockerfile>.dockerignore` beside the Dockerfile wins over the context's own. */
export async function ignoreFileOf(directory: string, dockerfile: string): Promise<string | undefined> {
  return firstFile([`${dockerfile}.dockerignore`, join(directory, '.dockerignore')])
}

async function readMatcher(ignoreFile: string): Promise<PatternMatcher | undefined> {
  const rules = readIgnoreFile(await readFile(ignoreFile, 'utf8'), ignoreFile)
  return rules.length === 0 ? undefined : new PatternMatcher(rules)
}

async function firstFile(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) if (await isFile(candidate)) return candidate
  return undefined
}

/** True for a file, also behind a symbolic link. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}
