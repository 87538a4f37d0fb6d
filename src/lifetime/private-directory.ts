import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findProgram } from '../process/find.js'
import { run } from '../process/run.js'

const PREFIX = 'dockless-'
/** Short, because paths of sockets lie below it (unix(7): 107 bytes): but for the pid its numbers are in base 36. */
const NAME = /^dockless-(\d+)-([a-z0-9]+-[a-z0-9]+)-[A-Za-z0-9]{6}$/

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
    const mark = `${(await startTime(process.pid)) ?? '0'}-${await pidNamespace()}`
    const directory = await mkdtemp(path.join(parent, `${PREFIX}${process.pid}-${mark}-`))
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
  const here = await pidNamespace()
  for (const name of await readdir(parent).catch(() => [])) {
    const match = NAME.exec(name)
    if (!match?.[2]?.endsWith(`-${here}`)) continue
    if (`${await startTime(Number(match[1]))}-${here}` === match[2]) continue
    const directory = path.join(parent, name)
    await removeTree(directory).then(
      () => swept.push(directory),
      () => undefined,
    )
  }
  return swept
}

/** Number of our pid namespace (namespaces(7)); `0` where /proc does not show it. */
async function pidNamespace(): Promise<string> {
  const link = await readlink('/proc/self/ns/pid').catch(() => '')
  return base36(/\d+/.exec(link)?.[0] ?? '0')
}

/** Start time of a process in clock ticks (proc(5), stat field 22): with the pid it names a process for good. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return ticks === undefined ? undefined : base36(ticks)
}

function base36(decimal: string): string {
  return Number(decimal).toString(36)
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
  await rm(directory, { recursive: true, force: true })
}
