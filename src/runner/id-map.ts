import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../errors/errors.js'
import { childEnvironment } from '../process/environment.js'
import { run } from '../process/run.js'
import type { Facts, IdMap, IdRange, MappedRange } from './facts.js'

/** What decides how ids can be mapped. */
export interface IdMapGrounds {
  readonly uid: number
  readonly gid: number
  readonly capabilities: readonly string[]
  readonly subordinate: Pick<Facts['subordinate'], 'uids' | 'gids'>
  /** Our own maps, `/proc/self/uid_map` and `gid_map`: what lies outside of them cannot be mapped further. */
  readonly ownUids: readonly MappedRange[]
  readonly ownGids: readonly MappedRange[]
}

/** How many ids an image may use at least: 0 to 65535. */
export const ENOUGH_IDS = 65_536

// BuildKit takes the full map "0 0 4294967295" for no user namespace at all; one id less is no loss.
const ALL_BUT_ONE = 4_294_967_294
const SHIFTED_ID = 1

/** The map to try here: see `IdMap` for the three ways. Pure; undefined when there is no way at all. */
export function chooseIdMap(grounds: IdMapGrounds): IdMap | undefined {
  const { uid, gid, capabilities, subordinate } = grounds
  if (uid !== 0)
    return {
      method: 'newuidmap',
      uids: withSubordinate(uid, subordinate.uids),
      gids: withSubordinate(gid, subordinate.gids),
    }
  if (!capabilities.includes('setuid') || !capabilities.includes('setgid')) return undefined
  if (capabilities.includes('setfcap'))
    return { method: 'capabilities', uids: fromZero(grounds.ownUids, 0), gids: fromZero(grounds.ownGids, 0) }
  return {
    method: 'shift',
    uids: fromZero(grounds.ownUids, SHIFTED_ID),
    gids: fromZero(grounds.ownGids, SHIFTED_ID),
  }
}

/** Root inside is ourselves, ids from 1 are the subordinate ones: what `unshare --map-auto --map-root-user` writes. */
function withSubordinate(id: number, ranges: readonly IdRange[]): readonly MappedRange[] {
  const map: MappedRange[] = [{ inside: 0, outside: id, count: 1 }]
  let inside = 1
  for (const { start, count } of ranges) {
    map.push({ inside, outside: start, count })
    inside += count
  }
  return map
}

/** The longest run of our own ids that begins at `first`, mapped to 0 and up. */
function fromZero(own: readonly MappedRange[], first: number): readonly MappedRange[] {
  let end = first
  for (const range of own.toSorted((a, b) => a.inside - b.inside))
    if (range.inside <= end) end = Math.max(end, range.inside + range.count)
  const count = Math.min(end - first, ALL_BUT_ONE)
  return count > 0 ? [{ inside: 0, outside: first, count }] : []
}

/** How many ids a map holds. */
export function mappedIds(ranges: readonly MappedRange[]): number {
  return ranges.reduce((sum, range) => sum + range.count, 0)
}

/** The words that start a program as the uid which makes the namespace of a `shift` map. */
export function shiftedUser(setpriv: string): readonly [string, ...string[]] {
  const id = String(SHIFTED_ID)
  const who = ['--reuid', id, '--regid', id, '--clear-groups']
  return [setpriv, ...who, '--inh-caps', '+setuid,+setgid', '--ambient-caps', '+setuid,+setgid', '--']
}

/** Where the programs are that write a map; only those that the method needs have to be there. */
export interface MapWriters {
  readonly newuidmap: string | undefined
  readonly newgidmap: string | undefined
  readonly setpriv: string | undefined
}

/**
 * Gives the maps to a process that waits in a new user namespace of its own and has none yet.
 * Resolves to undefined when both were written, else to why not, in a line. Never throws for a refusal.
 */
export async function writeIdMap(
  pid: number,
  map: IdMap,
  writers: MapWriters,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<string | undefined> {
  for (const kind of ['uid', 'gid'] as const) {
    const failure = await writeOne(kind, pid, map, writers, options)
    if (failure !== undefined) return failure
  }
  return undefined
}

async function writeOne(
  kind: 'uid' | 'gid',
  pid: number,
  map: IdMap,
  writers: MapWriters,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<string | undefined> {
  const ranges = kind === 'uid' ? map.uids : map.gids
  const file = `/proc/${pid}/${kind}_map`
  if (map.method === 'capabilities')
    return writeFile(file, formatted(ranges)).then(
      () => undefined,
      (error: unknown) => `writing ${file}: ${messageOf(error)}`,
    )
  if (map.method === 'self') return writeOwn(kind, pid, formatted(ranges))
  const env = childEnvironment({ LC_ALL: 'C' })
  if (map.method === 'shift') {
    if (writers.setpriv === undefined) return 'setpriv is not on PATH'
    // tee writes what it read in one write(2), which is all that the kernel takes.
    const argv = [...shiftedUser(writers.setpriv), 'tee', file] as const
    const done = await run({ argv: [argv[0], ...argv.slice(1)], env, stdin: formatted(ranges) }, options)
    return done.status === 0 ? undefined : lastLine(done.stderr) || `tee ${file}: exit ${done.status}`
  }
  const name = `new${kind}map` as const
  const program = writers[name]
  if (program === undefined) return `${name} is not on PATH`
  const numbers = ranges.flatMap((range) => [range.inside, range.outside, range.count].map(String))
  const done = await run({ argv: [program, String(pid), ...numbers], env }, options)
  return done.status === 0 ? undefined : lastLine(done.stderr) || `${name}: exit ${done.status}`
}

/** Whoever has no capability over groups may map one only in a namespace that can change none (user_namespaces(7)). */
async function writeOwn(kind: 'uid' | 'gid', pid: number, text: string): Promise<string | undefined> {
  try {
    if (kind === 'gid') await writeFile(`/proc/${pid}/setgroups`, 'deny')
    await writeFile(`/proc/${pid}/${kind}_map`, text)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function formatted(ranges: readonly MappedRange[]): string {
  return ranges.map((range) => `${range.inside} ${range.outside} ${range.count}\n`).join('')
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/** The map of our own id alone, to root. */
export function ownIdMap(uid: number, gid: number): IdMap {
  return {
    method: 'self',
    uids: [{ inside: 0, outside: uid, count: 1 }],
    gids: [{ inside: 0, outside: gid, count: 1 }],
  }
}

/**
 * Waits for the child that a process makes in a new user namespace. Undefined when the process ended first or the time
 * is over.
 */
export async function childInNamespace(pid: number, timeoutMs: number): Promise<number | undefined> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined)
    if (children === undefined) return undefined
    const child = Number(children.trim().split(' ')[0])
    if (child > 0) return (await madeUserNamespace(child, end - Date.now())) ? child : undefined
    await sleep(2)
  }
  return undefined
}

/**
 * Waits until a process has made its user namespace: its map, readable by everyone, is empty then.
 * False when it ended first or the time is over.
 */
export async function madeUserNamespace(pid: number, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    const map = await readFile(`/proc/${pid}/uid_map`, 'utf8').catch(() => undefined)
    if (map === undefined) return false
    if (map === '') return true
    await sleep(2)
  }
  return false
}
