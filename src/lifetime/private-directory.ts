import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findProgram } from '../process/find.js'
import { run } from '../process/run.js'
import { hasEnded, OWNER, ourselves } from './owner.js'

const PREFIX = 'dockless-'
/** Short, because paths of sockets lie below it (unix(7): 107 bytes). */
const NAME = new RegExp(`^${PREFIX}(${OWNER.source})-[A-Za-z0-9]{6}$`)

/**
 * The one directory that a run writes to: mode 0700, its files 0600, removed on every way out. Its name carries
 * our pid, our start time and the namespace of both, so that a later run can tell a directory whose owner was killed
 * and sweep it.
 */
export class PrivateDirectory implements AsyncDisposable {
  readonly path: string

  private constructor(directory: string) {
    this.path = directory
  }

  /** Creates it below `parent` ($RUNNER_TEMP or $TMPDIR). */
  static async create(parent: string): Promise<PrivateDirectory> {
    await mkdir(parent, { recursive: true })
    const directory = await mkdtemp(path.join(parent, `${PREFIX}${await ourselves()}-`))
    await chmod(directory, 0o700)
    return new PrivateDirectory(directory)
  }

  /** Writes a file, 0600 unless told otherwise, and the directories above it (0700). Returns its path. */
  async write(name: string, content: string | Uint8Array, mode = 0o600): Promise<string> {
    const file = path.join(this.path, name)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, content, { mode, flag: 'wx' })
    return file
  }

  /** Makes a directory (0700) below it and returns its path. */
  async directory(name: string): Promise<string> {
    const directory = path.join(this.path, name)
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return directory
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeTree(this.path)
  }
}

/**
 * Removes what runs that were killed left below `parent`. Never throws: a sweep may not fail a build. What a run in
 * another container left is not ours to judge: its pid says nothing here.
 */
export async function sweepStale(parent: string): Promise<readonly string[]> {
  const swept: string[] = []
  for (const name of await readdir(parent).catch(() => [])) {
    const owner = NAME.exec(name)?.[1]
    if (owner === undefined || !(await hasEnded(owner))) continue
    const directory = path.join(parent, name)
    await removeTree(directory).then(
      () => swept.push(directory),
      () => undefined,
    )
  }
  return swept
}

/**
 * Removes a directory tree. Builders leave files of subordinate ids that only a user namespace with those ids
 * may remove, so that is tried next; it never follows a mount.
 */
async function removeTree(directory: string): Promise<void> {
  const first = await rm(directory, { recursive: true, force: true, maxRetries: 2 }).catch(
    (error: unknown) => error,
  )
  if (first === undefined) return
  const unshare = await findProgram('unshare')
  if (unshare) {
    const inside = ['rm', '-rf', '--one-file-system', '--', directory]
    await run(
      { argv: [unshare, '--user', '--map-auto', '--map-root-user', ...inside] },
      { timeoutMs: 60_000 },
    )
  }
  await openUp(directory)
  await rm(directory, { recursive: true, force: true })
}

/** Directories that are ours and closed to us: where a builder has one id it may leave such ones. */
async function openUp(directory: string): Promise<void> {
  await chmod(directory, 0o700).catch(() => undefined)
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => []))
    if (entry.isDirectory()) await openUp(path.join(directory, entry.name))
}
