import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { messageOf } from '../../errors/errors.js'
import { isObject } from '../../oci/json.js'
import { TAKEN } from './carrier.js'
import type { BuildPlan, MountsPlan, PlannedCommand, Workshop } from '../strategy.js'
import { startPlanned } from '../workbench.js'

const GRACE_MS = 1500
/** What a cache may take at most: a builder that hangs would otherwise hang here. */
const DEADLINE_MS = 600_000

/**
 * Brings the archives of cache mounts from the cache, before the plan is laid out. Here as below: what goes wrong is
 * told, and the build goes on without; only the run's own end is thrown.
 */
export async function fetchMounts({ mounts, directory }: BuildPlan, workshop: Workshop): Promise<void> {
  if (!mounts) return
  await mkdir(path.join(directory, 'mounts'), { recursive: true, mode: 0o700 })
  for (const { name, archive } of mounts.kept)
    await quietly(name, workshop, async () => {
      const fetched = await workshop.mounts?.fetch(name, path.join(directory, archive))
      workshop.log.debug(`cache mount ${name}: ${fetched ? 'it is in the cache' : 'it begins empty'}`)
    })
}

/** Fills the cache mounts, before the user's build. */
export async function restoreMounts({ mounts }: BuildPlan, workshop: Workshop): Promise<void> {
  if (!mounts) return
  await quietly(namesOf(mounts), workshop, async () => {
    if (mounts.mark) await runOut(mounts.mark, workshop)
    await carry(mounts.restore, workshop)
  })
}

/** Takes what is in the cache mounts now, after the user's build. */
export async function takeMounts({ mounts, directory }: BuildPlan, workshop: Workshop): Promise<void> {
  if (!mounts?.take) return
  const { take, kept } = mounts
  await quietly(namesOf(mounts), workshop, async () => carry(take, workshop))
  for (const { name, archive } of kept) {
    const file = path.join(directory, `${archive}${TAKEN}`)
    const taken = await stat(file).catch(() => undefined)
    if (!taken) continue
    await quietly(name, workshop, async () => workshop.mounts?.keep(name, file))
    await rm(file)
    workshop.log.debug(`cache mount ${name}: ${taken.size} bytes`)
  }
}

function namesOf({ kept }: MountsPlan): string {
  return kept.map(({ name }) => name).join(', ')
}

async function quietly(name: string, { log, signal }: Workshop, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    signal.throwIfAborted()
    log.warning(`The cache mount ${name} does not come along: ${messageOf(error)}`)
  }
}

/** Runs our own program among the builder's ids. */
async function carry(command: PlannedCommand, workshop: Workshop): Promise<void> {
  const problems: unknown = JSON.parse(await runOut(command, workshop))
  for (const one of Array.isArray(problems) ? problems : [])
    if (isObject(one))
      workshop.log.warning(`The cache mount ${one['name']} does not come along: ${one['problem']}`)
}

/** Runs a program whose words nobody wants to read while all is well. Throws with the last of them when it fails. */
async function runOut(command: PlannedCommand, workshop: Workshop): Promise<string> {
  const { log, signal } = workshop
  await using child = await startPlanned(command, workshop, {
    signal,
    graceMs: GRACE_MS,
    timeoutMs: DEADLINE_MS,
    onLine: (line, stream) => {
      if (stream === 'stderr') log.debug(line)
    },
  })
  const { status, stdout, stderr, startError } = await child.finished
  signal.throwIfAborted()
  if (status === 0) return stdout
  const said = startError ?? stderr.trim().split('\n').at(-1) ?? ''
  throw new Error(`${command.name} ended with status ${status}: ${said}`)
}
