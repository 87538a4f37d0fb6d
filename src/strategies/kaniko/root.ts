import { constants } from 'node:fs'
import {
  chmod,
  copyFile,
  lstat,
  lutimes,
  mkdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { type ContextFiles, contextFiles } from '../../context/files.js'
import { DocklessError, messageOf } from '../../errors/errors.js'
import { encodeName } from '../../oci/names.js'
import {
  chroot,
  type HeldCapabilities,
  limit,
  type Machine,
  machineOf,
  pivot,
  separate,
  tether,
} from '../../runner/doors.js'
import { DOORS, EXECUTOR, HOSTS, outside, ROOT, WORKSPACE } from './plan.js'
import type { BuildPlan, Task } from '../strategy.js'

/**
 * Makes the directory that is to be kaniko's root, and refuses to when it could be anything else: kaniko empties its
 * root between stages. It has to be made here and now in a directory that is ours alone, so that nothing of the
 * runner's can be below it: not by a symbolic link, not by a bind mount, whatever the working directory is.
 * Throws a defect.
 */
export async function makeOwnRoot(directory: string): Promise<void> {
  if (!path.isAbsolute(directory)) throw refusal(directory, 'it is not an absolute path')
  const parent = await lstat(directory).catch(() => undefined)
  if (parent?.isDirectory() !== true) throw refusal(directory, 'it is no directory, or a symbolic link')
  if (parent.uid !== process.getuid?.()) throw refusal(directory, 'it is not ours')
  if ((parent.mode & 0o077) !== 0) throw refusal(directory, 'others may enter it')
  await refuseRunnersRoot(directory)
  const root = path.join(directory, ROOT)
  try {
    await mkdir(root, 0o755) // fails for anything that is there, a symbolic link too
  } catch (error) {
    throw refusal(root, messageOf(error))
  }
  await chmod(root, 0o755) // whatever the umask was
  await assertOwnRoot(directory)
}

/** Throws a defect unless the root is a directory of its own, on its parent's filesystem, and not the runner's root. */
export async function assertOwnRoot(directory: string): Promise<void> {
  const root = path.join(directory, ROOT)
  const [made, parent] = await Promise.all([lstat(root), lstat(directory)])
  if (!made.isDirectory()) throw refusal(root, 'it is no directory')
  if (made.dev !== parent.dev) throw refusal(root, 'something is mounted on it')
  await refuseRunnersRoot(root)
}

/** By its number, which a bind mount and a path with symbolic links in it show too. */
async function refuseRunnersRoot(directory: string): Promise<void> {
  const [its, ours] = await Promise.all([stat(directory), stat('/')])
  if (its.dev === ours.dev && its.ino === ours.ino) throw refusal(directory, 'it is the runner’s own root')
}

function refusal(directory: string, why: string): DocklessError {
  return new DocklessError('DEFECT', `kaniko may not have ${directory} for its root: ${why}`)
}

/** Fills the root with what the plan does not hold: the doors, the context, the names of hosts. */
export async function furnish(task: Task, plan: BuildPlan, signal: AbortSignal): Promise<void> {
  const at = (file: string): string => path.join(plan.directory, outside(file))
  for (const name of ['/etc', '/dev', '/proc', '/proc/self', '/sys', '/kaniko', WORKSPACE]) {
    await mkdir(at(name), { recursive: true })
    await chmod(at(name), 0o755)
  }
  await makeDoors(plan.directory, at('/kaniko'))
  // Both are mount points to kaniko: steps see them, and no image has them.
  const added = plan.files.find(({ name }) => name === outside(HOSTS))?.content
  await copyOrEmpty('/etc/hosts', at('/etc/hosts'), typeof added === 'string' ? `\n${added}` : '')
  await copyOrEmpty('/etc/resolv.conf', at('/etc/resolv.conf'))
  // Go finds its own program by it; a fresh /proc is mounted over it where that is allowed.
  await symlink(EXECUTOR, at('/proc/self/exe'))
  const { directory, ignoreFile } = task.context
  await copyContext(await contextFiles(directory, ignoreFile), at(WORKSPACE), signal)
}

/** Takes the made-up link away: busybox would execute it again, and be kaniko. */
export async function forgetExecutable(plan: BuildPlan): Promise<void> {
  await rm(path.join(plan.directory, outside('/proc/self/exe')), { force: true })
}

async function makeDoors(directory: string, home: string): Promise<void> {
  const machine = machineOf(process.arch)
  if (machine === undefined) throw new DocklessError('DEFECT', `a plan was made for ${process.arch}`)
  await writePrograms(path.join(directory, DOORS), { tether: tether(machine), separate: separate(machine) })
  await writePrograms(home, await doorsInside(machine))
}

async function writePrograms(
  directory: string,
  programs: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await mkdir(directory, { recursive: true })
  await chmod(directory, 0o755)
  for (const [name, bytes] of Object.entries(programs)) {
    await writeFile(path.join(directory, name), bytes, { flag: 'wx' })
    await chmod(path.join(directory, name), 0o755)
  }
}

async function doorsInside(machine: Machine): Promise<Readonly<Record<string, Uint8Array>>> {
  const [status, newest] = await Promise.all([
    readFile('/proc/self/status', 'utf8').catch(() => ''),
    readFile('/proc/sys/kernel/cap_last_cap', 'utf8').catch(() => ''),
  ])
  const last = /^\d+$/.test(newest.trim()) ? Number(newest) : NEWEST_CAPABILITY
  const all: HeldCapabilities = { permitted: (1n << BigInt(last + 1)) - 1n, last }
  const permitted = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`)
  return {
    pivot: pivot(machine),
    // Only in a user namespace, where its root holds everything.
    limit: limit(machine, all),
    chroot: chroot(machine, process.getuid?.() === 0 ? { permitted, last } : all),
  }
}

const NEWEST_CAPABILITY = 40 // checkpoint_restore, Linux 5.9

async function copyOrEmpty(from: string, to: string, more = ''): Promise<void> {
  const content = await readFile(from, 'utf8').catch(() => '')
  await writeFile(to, content + more)
  await chmod(to, 0o644)
}

/**
 * Copies a context without what is ignored, modes and times kept. Its owner is whoever we are: COPY gives files to
 * root. Sockets, pipes and devices are left out, as every builder does.
 */
export async function copyContext(context: ContextFiles, target: string, signal: AbortSignal): Promise<void> {
  const directories: { readonly path: Buffer; readonly mode: number; readonly modified: number }[] = []
  for await (const { path: name, stats } of context.files()) {
    signal.throwIfAborted()
    const from = encodeName(path.join(context.directory, name))
    const to = encodeName(path.join(target, name))
    const modified = stats.mtimeMs / 1000
    try {
      if (stats.isDirectory()) {
        await mkdir(to, { mode: 0o700 })
        directories.push({ path: to, mode: stats.mode & 0o7777, modified })
      } else if (stats.isSymbolicLink()) {
        await symlink(await readlink(from, { encoding: 'buffer' }), to)
        await lutimes(to, modified, modified)
      } else if (stats.isFile()) {
        await copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
        await chmod(to, stats.mode & 0o7777)
        await utimes(to, modified, modified)
      }
    } catch (error) {
      throw new DocklessError(
        'BUILD_FAILED',
        `cannot copy "${name}" of the build context: ${messageOf(error)}`,
        {
          fix: 'Make it readable for this user, or list it in .dockerignore; look whether the temporary directory has room',
          cause: error,
        },
      )
    }
  }
  for (const made of directories.toReversed()) {
    await chmod(made.path, made.mode)
    await utimes(made.path, made.modified, made.modified)
  }
}
