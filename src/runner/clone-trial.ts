import { chmod, chown } from 'node:fs/promises'
import path from 'node:path'
import { messageOf } from '../errors/errors.js'
import { PrivateDirectory } from '../lifetime/private-directory.js'
import { childEnvironment } from '../process/environment.js'
import { start } from '../process/run.js'
import { type Machine, machineOf, separate } from './doors.js'
import type { ClonedNamespaces, IdMap } from './facts.js'
import { childInNamespace, shiftedUser, writeIdMap } from './id-map.js'
import type { TrialOptions } from './trials.js'

/** A door looks for no program on PATH. */
const MOUNT = 'exec mount -t tmpfs tmpfs /'

/**
 * Makes user, mount and pid namespaces by clone(2), maps ids, and mounts something there: with `maps` in turn, until one
 * works. Undefined when none does. For where unshare(2) is closed and no tool makes them. Never throws.
 */
export async function tryClone(
  maps: readonly IdMap[],
  options: TrialOptions,
): Promise<ClonedNamespaces | undefined> {
  const machine = machineOf(process.arch)
  if (machine === undefined) return undefined
  for (const idMap of maps) {
    const works = await tryMap(machine, idMap, options).catch(messageOf)
    if (works === true) return { idMap, evidence: 'clone(2) of user, mount and pid namespaces: done' }
  }
  return undefined
}

async function tryMap(machine: Machine, map: IdMap, options: TrialOptions): Promise<boolean> {
  const { temporary, programs, timeoutMs, signal } = options
  const limits = { timeoutMs, ...(signal ? { signal } : {}) }
  const isShifted = map.method === 'shift'
  if (isShifted && programs.setpriv === undefined) return false
  await using directory = await PrivateDirectory.create(temporary)
  const door = await directory.write('separate', separate(machine), 0o755)
  await chmod(door, 0o755) // whatever the umask was
  if (isShifted) await chown(directory.path, map.uids[0]?.outside ?? 0, map.gids[0]?.outside ?? 0)
  const first = isShifted ? shiftedUser(programs.setpriv ?? '') : []
  const [program = door, ...rest] = [...first, door, '/bin/sh', '-c', MOUNT]
  await using child = start(
    { argv: [program, ...rest], env: childEnvironment({ LC_ALL: 'C' }), cwd: path.dirname(door) },
    { ...limits, graceMs: 0 },
  )
  const inside = child.pid === undefined ? undefined : await childInNamespace(child.pid, timeoutMs)
  if (inside === undefined) return false
  if ((await writeIdMap(inside, map, programs, limits)) !== undefined) return false
  return (await child.finished).status === 0
}
