import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { WrongInput } from '../errors/errors.js'
import type { PrivateDirectory } from '../lifetime/private-directory.js'
import type { GitCredential } from '../port/host.js'
import type { ContextLocation, NamedContext } from '../request/request.js'
import { type Download, fetchArchive } from './archive.js'
import { ignoreFileOf, isFile } from './files.js'
import { fetchGit, insideOf } from './git.js'
import type { LocalContext } from './local-context.js'

export interface OpenOptions {
  /** What `--file` of a local context is relative to. */
  readonly cwd: string
  /** Where contexts from elsewhere are put. */
  readonly directory: PrivateDirectory
  /** Named contexts; those that are directories, git or archives become directories of `named`. */
  readonly named: Readonly<Record<string, NamedContext>>
  /** Logins for git over https. */
  readonly gitCredentials: readonly GitCredential[]
  /** Downloads archives. */
  readonly download: Download
  readonly signal: AbortSignal
  /** Keep the `.git` of git contexts (BUILDKIT_CONTEXT_KEEP_GIT_DIR). */
  readonly keepGitDirectory?: boolean
  /** Told what a user may not expect. */
  readonly onNotice?: (message: string) => void
}

const DEFAULT_FILE = 'Dockerfile'
/** Names that a Dockerfile goes by elsewhere. */
const OTHER_NAMES = /^(?:dockerfile|containerfile)(?:\..*)?$|\.(?:dockerfile|containerfile)$/i
const MOST_SUGGESTIONS = 3

/**
 * Brings the build context to this machine and finds its Dockerfile and ignore file. `file` is relative to the
 * working directory, or to the context when that comes from elsewhere; without it, it is the `Dockerfile` of the
 * context. Throws WrongInput that names `context`, `build-contexts` or `file`, and DocklessError when something
 * cannot be fetched.
 */
export async function openContext(
  location: ContextLocation,
  file: string | undefined,
  options: OpenOptions,
): Promise<LocalContext> {
  return contextIn(await openSources(location, options), location, file, options)
}

/** Brings the directory of a build context to this machine, whatever is in it. Throws as `openContext` does. */
export async function openSources(location: ContextLocation, options: OpenOptions): Promise<string> {
  return openDirectory(location, { ...options, input: 'context', name: 'context' })
}

/** The context whose directory `openSources` opened. Throws as `openContext` does. */
export async function contextIn(
  directory: string,
  location: ContextLocation,
  file: string | undefined,
  options: OpenOptions,
): Promise<LocalContext> {
  const dockerfile =
    location.kind === 'path'
      ? await localDockerfile(directory, file, options.cwd)
      : await fetchedDockerfile(directory, file)
  return {
    directory,
    dockerfile,
    ignoreFile: await ignoreFileOf(directory, dockerfile),
    named: await openNamed(options),
  }
}

async function openNamed(options: OpenOptions): Promise<Readonly<Record<string, string>>> {
  const named: Record<string, string> = {}
  for (const [index, [name, context]] of Object.entries(options.named).entries()) {
    if (context.kind === 'image' || context.kind === 'oci-layout') continue
    named[name] = await openDirectory(context, {
      ...options,
      input: 'build-contexts',
      name: `context-${index}`,
    })
  }
  return named
}

interface DirectoryOptions extends OpenOptions {
  readonly input: string
  /** Name of the directory below the private one. */
  readonly name: string
}

async function openDirectory(location: ContextLocation, options: DirectoryOptions): Promise<string> {
  const { input, signal, download } = options
  switch (location.kind) {
    case 'path':
      await checkDirectory(location.path, input)
      return location.path
    case 'git':
      return fetchGit(location, {
        input,
        directory: await options.directory.directory(options.name),
        credentials: options.gitCredentials,
        keepGitDirectory: options.keepGitDirectory ?? false,
        signal,
        onNotice: options.onNotice ?? (() => {}),
      })
    case 'archive': {
      const directory = await options.directory.directory(options.name)
      await fetchArchive(location.url, { input, directory, download, signal })
      return directory
    }
  }
}

async function checkDirectory(path: string, input: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) return
  throw new WrongInput([
    {
      input,
      problem: stats ? `${path} is not a directory` : `there is no directory ${path}`,
      fix: 'Name the directory whose files the build needs; check the sources out before this step',
    },
  ])
}

async function localDockerfile(directory: string, file: string | undefined, cwd: string): Promise<string> {
  const dockerfile = file === undefined ? join(directory, DEFAULT_FILE) : resolve(cwd, file)
  if (await isFile(dockerfile)) return dockerfile
  const beside = file === undefined || isAbsolute(file) ? undefined : join(directory, file)
  throw await noDockerfile(dockerfile, {
    directories: [directory, dirname(dockerfile)],
    certain: beside !== undefined && (await isFile(beside)) ? beside : undefined,
    show: (path) => relative(cwd, path) || '.',
  })
}

/** A repository or archive of somebody else's may not name a file of this machine. */
async function fetchedDockerfile(directory: string, file = DEFAULT_FILE): Promise<string> {
  const dockerfile = await insideOf(directory, file)
  if (dockerfile !== undefined && (await isFile(dockerfile))) return dockerfile
  throw await noDockerfile(join(directory, file), {
    directories: [directory],
    certain: undefined,
    show: (path) => relative(directory, path) || '.',
  })
}

async function noDockerfile(
  path: string,
  where: {
    readonly directories: readonly string[]
    /** A file that must be the one that was meant. */
    readonly certain: string | undefined
    readonly show: (path: string) => string
  },
): Promise<WrongInput> {
  const others = where.certain === undefined ? await otherNames(where.directories) : [where.certain]
  const shown = [...new Set(others)].slice(0, MOST_SUGGESTIONS).map(where.show)
  const fix =
    shown.length === 0
      ? 'Write a Dockerfile there, or name the file that it is in; a Maven or Gradle project (pom.xml, build.gradle) needs none'
      : `Did you mean ${shown.join(' or ')}?`
  const stats = await stat(path).catch(() => undefined)
  const problem = stats ? `${where.show(path)} is not a file` : `there is no ${where.show(path)}`
  return new WrongInput([{ input: 'file', problem: `${problem} (looked for ${path})`, fix }])
}

async function otherNames(directories: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const directory of directories) {
    const names = await readdir(directory).catch(() => [])
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)))
      if (
        OTHER_NAMES.test(basename(name)) &&
        !name.endsWith('.dockerignore') &&
        (await isFile(join(directory, name)))
      )
        found.push(join(directory, name))
  }
  return found
}
