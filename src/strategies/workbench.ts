import { copyFile, chmod, lchown, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DocklessError, messageOf } from '../errors/errors.js'
import { Secret } from '../log/secret.js'
import { type Child, type RunOptions, start } from '../process/run.js'
import { childInNamespace, madeUserNamespace, writeIdMap } from '../runner/id-map.js'
import { idsRefused } from './failure.js'
import type { BuildPlan, PlannedCommand, PlannedFile, Workshop } from './strategy.js'

const NAMESPACE_MS = 10_000

/**
 * Writes what the plan names into its private directory. Throws DocklessError when a file of the user's cannot be
 * read or the disk is full.
 */
export async function layOut(plan: BuildPlan): Promise<void> {
  for (const name of plan.directories)
    await mkdir(path.join(plan.directory, name), { recursive: true, mode: 0o700 })
  for (const file of plan.files) await writePlanned(plan.directory, file)
  const [owner] = [plan.daemon, ...plan.commands].flatMap((command) => command?.idMap?.map ?? [])
  // A shifted map does not hold our own id: what the builder shall use must be somebody's whom it does hold.
  if (owner?.method !== 'shift') return
  await give(plan.directory, owner.uids[0]?.outside ?? 0, owner.gids[0]?.outside ?? 0)
  await letThrough(path.dirname(plan.directory))
}

/** A private directory above may then be passed, by those who know what is in it; it still cannot be listed. */
async function letThrough(directory: string): Promise<void> {
  if (!path.basename(directory).startsWith('dockless-')) return
  await chmod(directory, 0o711)
}

async function writePlanned(directory: string, file: PlannedFile): Promise<void> {
  const target = path.join(directory, file.name)
  const mode = file.mode ?? 0o600
  try {
    if (typeof file.content === 'object' && 'copyOf' in file.content) {
      await copyFile(file.content.copyOf, target)
      await chmod(target, mode)
      return
    }
    const content = file.content instanceof Secret ? file.content.reveal() : file.content
    await writeFile(target, content, { mode, flag: 'wx' })
  } catch (error) {
    throw new DocklessError(
      'WRONG_INPUT',
      `cannot prepare ${file.name} for the builder: ${messageOf(error)}`,
      {
        fix: 'Look whether the file can be read and whether the temporary directory has room',
        cause: error,
      },
    )
  }
}

async function give(file: string, uid: number, gid: number): Promise<void> {
  await lchown(file, uid, gid)
  for (const entry of await readdir(file, { withFileTypes: true })) {
    const below = path.join(file, entry.name)
    if (entry.isDirectory()) await give(below, uid, gid)
    else await lchown(below, uid, gid) // never what a symbolic link names
  }
}

function environmentOf({ env, secretEnv = {} }: PlannedCommand): Record<string, string> {
  const revealed = Object.entries(secretEnv).map(([name, value]) => [name, value.reveal()] as const)
  return { ...env, ...Object.fromEntries(revealed) }
}

/** The process that waits for its ids: the program itself behind a gate, else its child. Undefined when there is none. */
async function namespaceOf(pid: number, gate: string | undefined): Promise<number | undefined> {
  if (gate === undefined) return childInNamespace(pid, NAMESPACE_MS)
  return (await madeUserNamespace(pid, NAMESPACE_MS)) ? pid : undefined
}

/**
 * Starts a planned program; maps its ids where the plan says that we do. Throws NOTHING_FITS, with cause and fix for
 * this `place`, when they cannot be mapped.
 */
export async function startPlanned(
  command: PlannedCommand,
  place: Pick<Workshop, 'host' | 'facts'>,
  options: RunOptions,
): Promise<Child> {
  const { argv, cwd, idMap } = command
  const child = start({ argv, env: environmentOf(command), cwd }, options)
  if (!idMap || child.pid === undefined) return child
  const limits = { timeoutMs: NAMESPACE_MS, ...(options.signal ? { signal: options.signal } : {}) }
  const { map, writers, gate } = idMap
  const inside = await namespaceOf(child.pid, gate)
  const failure =
    inside === undefined
      ? 'its user namespace did not appear'
      : await writeIdMap(inside, map, writers, limits)
  if (failure === undefined) {
    if (gate !== undefined) await writeFile(path.join(cwd, gate), '')
    return child
  }
  await child.end(0)
  options.signal?.throwIfAborted()
  const { stderr } = await child.finished
  throw idsRefused(command.name, `${failure}\n${stderr}`, place)
}
