import { readFile, readlink } from 'node:fs/promises'

/**
 * Names a process for good: `<pid>-<start>-<namespace>`. The start time tells it from a later process of its pid, and
 * the pid namespace from one of another container. Short, and without a character that a file name must not have: but
 * for the pid its numbers are in base 36.
 */
export const OWNER = /\d+-[a-z0-9]+-[a-z0-9]+/

/** The name of this process. */
export async function ourselves(): Promise<string> {
  return `${process.pid}-${(await startTime(process.pid)) ?? '0'}-${await pidNamespace()}`
}

/** True when the process of that name is known to have ended: never for one of a namespace that is not ours. */
export async function hasEnded(owner: string): Promise<boolean> {
  const [pid = '', start, namespace] = owner.split('-')
  if (namespace !== (await pidNamespace())) return false
  return (await startTime(Number(pid))) !== start
}

/** Number of our pid namespace (namespaces(7)); `0` where /proc does not show it. */
async function pidNamespace(): Promise<string> {
  const link = await readlink('/proc/self/ns/pid').catch(() => '')
  return base36(/\d+/.exec(link)?.[0] ?? '0')
}

/** Start time of a process in clock ticks (proc(5), stat field 22). */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return ticks === undefined ? undefined : base36(ticks)
}

function base36(decimal: string): string {
  return Number(decimal).toString(36)
}
