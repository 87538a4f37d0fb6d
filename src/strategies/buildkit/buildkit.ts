import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DocklessError } from '../../errors/errors.js'
import { type Child, type Finished, start } from '../../process/run.js'
import type { Facts } from '../../runner/facts.js'
import { untilReady, untilSilent } from './daemon.js'
import { BUILDKIT_SOCKET, planBuildkit, runtimeOf, TRACE_SOCKET } from './plan.js'
import { assessRemote, buildRemote } from './remote.js'
import { planRemoteBuildkit } from './remote-plan.js'
import { BuildkitProgress } from './progress.js'
import {
  assessment,
  broken,
  fromTrial,
  held,
  namespaceConditions,
  requestConditions,
  toolCondition,
} from '../conditions.js'
import { buildFailure, builderGone, delivered } from '../failure.js'
import { mountsConditions } from '../mounts/mounts.js'
import { fetchMounts, restoreMounts, takeMounts } from '../mounts/run.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  PlannedCommand,
  Strategy,
  Task,
  Wiring,
  Workshop,
} from '../strategy.js'
import { layOut, startPlanned } from '../workbench.js'

const READY_MS = 30_000
const GRACE_MS = 1500
const DIED = 'buildkitd died in the middle of the build'
/** What buildctl says when the connection breaks; the daemon's end is seen a little later. */
const LOST = /Unavailable|connection refused|error reading from server: EOF/
const DEATH_MS = 500

/**
 * BuildKit: daemons elsewhere where the input `builder` names them, otherwise a rootless buildkitd that lives for this
 * one build; buildctl in front of either.
 */
export const buildkit: Strategy = { name: 'buildkit', assess, plan, build }

function plan(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  return task.request.builder ? planRemoteBuildkit(task, facts, wiring) : planBuildkit(task, facts, wiring)
}

function assess(task: Task, facts: Facts): Assessment {
  if (task.request.builder) return assessRemote(task, facts, featuresCondition(task))
  return assessment('buildkit', [
    toolCondition(facts, 'buildkitd'),
    toolCondition(facts, 'buildctl'),
    runtimeCondition(facts),
    toolCondition(facts, 'unshare'),
    toolCondition(facts, 'setpriv'),
    ...namespaceConditions(task, facts),
    ...(task.needs.runs.length === 0 ? [] : [containerCondition(facts)]),
    ...requestConditions(task),
    featuresCondition(task),
    ...mountsConditions(task),
  ])
}

/** Only a RUN step is a container. */
function containerCondition(facts: Facts): Condition {
  const { container } = facts.trials
  return fromTrial('container', container, 'Let runc start a container: seccomp "Unconfined"')
}

function runtimeCondition(facts: Facts): Condition {
  const runtime = runtimeOf(facts)
  if (runtime !== undefined) return held('runtime', runtime)
  const { runc, crun } = facts.tools
  const why = runc?.problem ?? crun?.problem ?? (crun && `crun ${crun.version ?? ''} does not know --keep`)
  return broken(
    'runtime',
    why ?? 'neither runc nor a crun that knows --keep is on PATH',
    'Install runc 1.1 or newer (apt-get install runc)',
  )
}

/** What the built-in frontend of a rootless daemon does not do. */
function featuresCondition(task: Task): Condition {
  const refused = task.needs.features.filter((f) => f.name === 'run --security' || f.name === 'run --device')
  if (refused.length === 0)
    return held('features', 'BuildKit’s own Dockerfile frontend knows all that is used')
  return broken(
    'features',
    `a rootless BuildKit does not give ${refused.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', ')}`,
    'Leave it out: it needs privileges that no RUN step has here',
  )
}

async function build(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  if (task.request.builder) return buildRemote(task, plan, workshop)
  const { log, signal } = workshop
  for (const note of plan.notes) log.notice(note)
  await fetchMounts(plan, workshop)
  await layOut(plan)
  signal.throwIfAborted()
  await using daemon = await startDaemon(plan, workshop)
  const client = plan.commands[0]
  if (!client) throw new DocklessError('DEFECT', 'the plan of a BuildKit build has no client')
  await restoreMounts(plan, workshop)
  const progress = new BuildkitProgress(log, plan.aliases)
  const finished = await runClient(
    client,
    daemon,
    path.join(plan.directory, BUILDKIT_SOCKET),
    progress,
    workshop,
  )
  if (finished.status === 0) {
    await takeMounts(plan, workshop)
    return delivered(plan, workshop)
  }
  throw buildFailure({
    task,
    workshop,
    strategy: 'buildkit',
    output: `${progress.failed?.output.join('\n') ?? ''}\n${progress.text}`,
    step: progress.failed,
    status: finished.status,
  })
}

/** Starts buildkitd and waits until it listens. Throws NOTHING_FITS with what it said when it does not come up. */
async function startDaemon(plan: BuildPlan, workshop: Workshop): Promise<Child> {
  const { log, signal } = workshop
  if (!plan.daemon) throw new DocklessError('DEFECT', 'the plan of a BuildKit build has no daemon')
  // No signal for the daemon: on an abort the client is ended first, and then the daemon by its disposal.
  const daemon = await startPlanned(plan.daemon, workshop, {
    onLine: (line) => log.debug(line),
    graceMs: GRACE_MS,
  })
  const waiting = new AbortController()
  const stop = (): void => waiting.abort()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const socket = path.join(plan.directory, BUILDKIT_SOCKET)
    const gone = daemon.finished.then(() => false)
    if (!signal.aborted && (await Promise.race([untilReady(socket, READY_MS, waiting.signal), gone]))) {
      await rm(path.join(plan.directory, TRACE_SOCKET), { force: true })
      return daemon
    }
  } finally {
    waiting.abort()
    signal.removeEventListener('abort', stop)
  }
  await daemon.end(signal.aborted ? GRACE_MS : 0)
  signal.throwIfAborted()
  throw builderGone('buildkitd did not come up', await daemon.finished, workshop)
}

/** Runs buildctl; notices when the daemon dies or hangs meanwhile. Throws the signal's reason when it fired. */
async function runClient(
  command: PlannedCommand,
  daemon: Child,
  socket: string,
  progress: BuildkitProgress,
  workshop: Workshop,
): Promise<Finished> {
  const { signal } = workshop
  const watching = new AbortController()
  await using client = start(command, {
    signal,
    graceMs: GRACE_MS,
    onLine: (line, stream) => {
      if (stream === 'stderr') progress.line(line)
    },
  })
  try {
    const outcome = await Promise.race([
      client.finished,
      daemon.finished.then(() => 'died' as const),
      untilSilent(socket, watching.signal).then(() => 'hung' as const),
    ])
    signal.throwIfAborted()
    if (outcome === 'hung') {
      await daemon.end(0)
      throw builderGone(
        'buildkitd hangs: it has not answered for fifteen seconds',
        await daemon.finished,
        workshop,
      )
    }
    if (outcome === 'died') throw builderGone(DIED, await daemon.finished, workshop)
    if (outcome.status !== 0 && LOST.test(progress.text)) {
      const end = await Promise.race([daemon.finished, sleep(DEATH_MS, undefined, { ref: false })])
      if (end) throw builderGone(DIED, end, workshop)
    }
    return outcome
  } finally {
    watching.abort()
  }
}
