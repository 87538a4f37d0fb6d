import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rm } from 'node:fs/promises'
import { DocklessError } from '../../errors/errors.js'
import { isLoopback } from '../../http/hosts.js'
import { type Finished, run, start } from '../../process/run.js'
import { realLine } from '../../runner/builder-problems.js'
import type { Facts } from '../../runner/facts.js'
import { answeredRegistries, answerOf, candidates, imageDirectory, reasonAgainst } from './remote-plan.js'
import { BuildkitProgress } from './progress.js'
import { assessment, broken, givenConditions, held, toolCondition } from '../conditions.js'
import { buildFailure } from '../failure.js'
import { takeLayout } from '../layout-image.js'
import { mountsKeptBy } from '../mounts/mounts.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  PlannedCommand,
  Task,
  Workshop,
} from '../strategy.js'
import { layOut } from '../workbench.js'

const GRACE_MS = 3000
const EVERY_MS = 5000
const ANSWER_MS = 8000
/** How often in a row it may fail to answer: a network that stutters is not gone. */
const MISSES = 3
/** What buildctl says when the connection to the daemon breaks; not what a daemon says of a registry. */
const LOST =
  /^error: .*(?:code = Unavailable|Unavailable: |error reading from server: |transport is closing).*$/m

/** BuildKit daemons elsewhere (input `builder`) as a way to build. `features` is what BuildKit honours at all. */
export function assessRemote(task: Task, facts: Facts, features: Condition): Assessment {
  return assessment('buildkit', [
    toolCondition(facts, 'buildctl'),
    builderCondition(task, facts),
    encryptionCondition(task),
    held('credentials', credentialsEvidence(task)),
    ...givenConditions(task),
    features,
    ...mountsKeptBy('the builder', task),
  ])
}

function credentialsEvidence(task: Task): string {
  const registries = answeredRegistries(task)
  const which = registries.length === 0 ? 'no registry' : registries.join(', ')
  return `RUN steps run elsewhere and see none; buildctl answers the builder’s questions for ${which} alone`
}

function builderCondition({ request }: Task, facts: Facts): Condition {
  const asked = facts.remoteBuilders
  if (!asked) return held('builder', 'not asked: buildctl is not at hand')
  const evidence = asked.map(answerOf).join('; ')
  if (candidates(request, facts).length > 0) return held('builder', evidence)
  const reasons = asked.flatMap((one) => reasonAgainst(one, request) ?? [])
  const fix = [...new Set(reasons.map((reason) => reason.fix))].join('; ')
  return { ...broken('builder', evidence, fix), reasons }
}

/** Sources, and the answers to the builder's questions for logins, travel over it. */
function encryptionCondition({ request }: Task): Condition {
  const plain = (request.builder?.endpoints ?? []).filter(
    (endpoint) =>
      endpoint.startsWith('tcp://') && !isLoopback(new URL(endpoint.replace(/^tcp/, 'http')).hostname),
  )
  if (plain.length === 0 || request.builder?.tls) return held('encryption', 'nothing travels in plain text')
  if (request.allowSharedCredentials)
    return held('encryption', `allow-shared-credentials is set: ${plain.join(', ')} may be listened to`)
  return broken(
    'encryption',
    `${plain.join(', ')} would be spoken to in plain text: sources and logins could be read on the way`,
    'Give builder-ca, builder-cert and builder-key; or set allow-shared-credentials: true where the network is your own',
  )
}

/** Builds on the first daemon that stays; the image comes into our content store, and from there it is pushed. */
export async function buildRemote(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { log, signal } = workshop
  for (const note of plan.notes) log.notice(note)
  await layOut(plan)
  const pairs = pairsOf(plan)
  for (const [index, { lives, build }] of pairs.entries()) {
    signal.throwIfAborted()
    log.info(`Building on ${build.name}`)
    const progress = new BuildkitProgress(log)
    const outcome = await follow(build, lives, progress, signal)
    const place = path.join(plan.directory, imageDirectory(index))
    if (outcome.lost === undefined && outcome.finished.status === 0) return takeLayout(place, task, workshop)
    await rm(place, { recursive: true, force: true })
    const next = pairs[index + 1]?.build.name
    if (outcome.lost === undefined) throw failure(task, workshop, progress, outcome.finished)
    if (next === undefined) throw gone(build.name, outcome.lost, progress)
    log.warning(`${build.name} was lost in the middle of the build (${outcome.lost}): ${next} begins anew`)
  }
  throw new DocklessError('DEFECT', 'the plan of a build elsewhere names no builder')
}

function pairsOf({ commands }: BuildPlan): { lives: PlannedCommand; build: PlannedCommand }[] {
  return commands.flatMap((build, index) => {
    const lives = commands[index - 1]
    return index % 2 === 1 && lives ? [{ lives, build }] : []
  })
}

function failure(
  task: Task,
  workshop: Workshop,
  progress: BuildkitProgress,
  finished: Finished,
): DocklessError {
  const output = `${progress.failed?.output.join('\n') ?? ''}\n${progress.text}`
  return buildFailure({
    task,
    workshop,
    strategy: 'buildkit',
    elsewhere: true,
    output,
    step: progress.failed,
    status: finished.status,
  })
}

/** The last builder was lost: nothing that the Dockerfile could help. */
function gone(name: string, how: string, progress: BuildkitProgress): DocklessError {
  return new DocklessError('NOTHING_FITS', `${name} was lost in the middle of the build: ${how}`, {
    fix: 'Look at the builder’s own log and whether it has memory and disk enough; with a second one in builder, that one takes over',
    cause: progress.text,
  })
}

interface Outcome {
  readonly finished: Finished
  /** How the daemon was lost; undefined when it was not. */
  readonly lost: string | undefined
}

/** Runs a build to its end, and asks meanwhile whether the daemon lives: a network that is cut says nothing at all. */
async function follow(
  build: PlannedCommand,
  lives: PlannedCommand,
  progress: BuildkitProgress,
  signal: AbortSignal,
): Promise<Outcome> {
  const watching = new AbortController()
  await using client = start(build, {
    signal,
    graceMs: GRACE_MS,
    onLine: (line, stream) => {
      if (stream === 'stderr') progress.line(line)
    },
  })
  try {
    const silent = untilSilent(lives, watching.signal)
    const first = await Promise.race([client.finished, silent.then(() => 'silent' as const)])
    signal.throwIfAborted()
    if (first === 'silent') {
      await client.end(0)
      return { finished: await client.finished, lost: 'it has not answered for half a minute' }
    }
    if (first.status === 0) return { finished: first, lost: undefined }
    const said = LOST.exec(progress.text)?.[0]
    const gone = said !== undefined || !(await answers(lives, signal))
    signal.throwIfAborted()
    return {
      finished: first,
      lost: gone ? (said === undefined ? 'it no longer answers' : realLine(said)) : undefined,
    }
  } finally {
    watching.abort()
  }
}

/** Resolves when the daemon failed to answer again and again; never when the signal fires before. */
async function untilSilent(lives: PlannedCommand, signal: AbortSignal): Promise<void> {
  for (let misses = 0; misses < MISSES; ) {
    await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined)
    const answered = !signal.aborted && (await answers(lives, signal))
    if (signal.aborted) return new Promise(() => {})
    misses = answered ? 0 : misses + 1
  }
}

async function answers(lives: PlannedCommand, signal: AbortSignal): Promise<boolean> {
  const done = await run(lives, { timeoutMs: ANSWER_MS, graceMs: 0, signal })
  return done.status === 0
}
