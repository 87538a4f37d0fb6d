import type { Feature } from '../../dockerfile/needs.js'
import { DocklessError } from '../../errors/errors.js'
import type { Facts, Tool } from '../../runner/facts.js'
import { BuildahOutput } from './output.js'
import { isolationOf, planBuildah } from './plan.js'
import {
  assessment,
  atLeast,
  broken,
  held,
  namespaceConditions,
  requestConditions,
  toolCondition,
} from '../conditions.js'
import { buildFailure, delivered } from '../failure.js'
import { mountsConditions } from '../mounts/mounts.js'
import { fetchMounts, restoreMounts, takeMounts } from '../mounts/run.js'
import { inOciForm } from '../rewrite.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  PlannedCommand,
  Strategy,
  Task,
  Workshop,
} from '../strategy.js'
import { layOut, startPlanned } from '../workbench.js'

/** buildah: no daemon at all; builds into a storage of its own and pushes to the relay. */
export const buildah: Strategy = { name: 'buildah', assess, plan: planBuildah, build }

/** Older ones have no --secret, or none that works without a daemon's help. */
const OLDEST = [1, 23] as const

/** The buildah that first knew a feature of a Dockerfile (its CHANGELOG); what no release knows is left out. */
const SINCE: Readonly<Partial<Record<Feature, readonly [number, number]>>> = {
  heredoc: [1, 33],
  'copy --link': [1, 41],
  'copy --parents': [1, 40],
  'copy --exclude': [1, 38],
  'add --checksum': [1, 33],
  'add url': OLDEST,
  'add git': [1, 38],
  'run --network': [1, 30],
  'run --mount=type=secret,env': [1, 44],
  'healthcheck --start-interval': [1, 37],
  onbuild: OLDEST,
  '# syntax': OLDEST,
}

function assess(task: Task, facts: Facts): Assessment {
  return assessment('buildah', [
    toolCondition(facts, 'buildah'),
    versionCondition(facts.tools.buildah),
    ...engineConditions(task, facts),
  ])
}

/** What buildah needs besides itself, also where it is part of podman: `facts.tools.buildah` says which buildah. */
export function engineConditions(task: Task, facts: Facts): Condition[] {
  return [
    toolCondition(facts, 'unshare'),
    toolCondition(facts, 'setpriv'),
    ...namespaceConditions(task, facts),
    ...requestConditions(task),
    featuresCondition(task, facts.tools.buildah),
    contextsCondition(task, facts.tools.buildah),
    stepsCondition(task, facts),
    ...mountsConditions(task),
  ]
}

function versionCondition(tool: Tool | undefined): Condition {
  const said = tool?.version ?? 'unknown'
  if (atLeast(tool, ...OLDEST)) return held('version', said)
  return broken('version', said, `Install buildah ${OLDEST.join('.')} or newer`)
}

/** Whether the buildah of this version knows what the Dockerfile uses. */
export function featuresCondition(task: Task, tool: Tool | undefined): Condition {
  const unknown = task.needs.features.filter(({ name }) => {
    const since = SINCE[name]
    return since === undefined || !atLeast(tool, ...since)
  })
  if (unknown.length === 0) return held('features', 'this buildah knows all that the Dockerfile uses')
  const [first] = unknown.map(({ name }) => SINCE[name])
  return broken(
    'features',
    `this buildah does not know ${unknown.map((f) => `${f.name} (${f.place.file}:${f.place.line})`).join(', ')}`,
    first ? `Install buildah ${first.join('.')} or newer, or use BuildKit` : 'Use BuildKit, or leave it out',
  )
}

function contextsCondition(task: Task, tool: Tool | undefined): Condition {
  const contexts = Object.entries(task.request.buildContexts)
  if (contexts.length === 0) return held('named contexts', 'none are given')
  const layouts = contexts.filter(([, context]) => context.kind === 'oci-layout').map(([name]) => name)
  if (layouts.length > 0)
    return broken(
      'named contexts',
      `buildah takes no OCI layout (${layouts.join(', ')})`,
      'Use BuildKit for it',
    )
  if (atLeast(tool, 1, 27)) return held('named contexts', contexts.map(([name]) => name).join(', '))
  return broken('named contexts', 'this buildah knows none', 'Install buildah 1.27 or newer')
}

/** What only a real container honours: a chroot shares our network and /dev/shm. */
function stepsCondition(task: Task, facts: Facts): Condition {
  const isolation = isolationOf(facts)
  const { network, shmSize, secrets } = task.request
  const comma = secrets.find((secret) => secret.id.includes(','))
  if (comma)
    return broken('steps', `buildah reads no secret id with a comma: ${comma.id}`, 'Give it another id')
  const refused = [
    ...(network === 'none' ? ['network: none'] : []),
    ...(shmSize === undefined ? [] : ['shm-size']),
  ]
  if (isolation === 'rootless' || refused.length === 0)
    return held('steps', `RUN steps are isolated by ${isolation}`)
  return broken(
    'steps',
    `RUN steps share our network and /dev/shm in a chroot: ${refused.join(', ')} cannot be had`,
    'Let the container mount /proc (unmasked), and install runc; or leave the input out',
  )
}

/** Carries out a plan of `planEngine`. */
export async function build(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  for (const note of plan.notes) workshop.log.notice(note)
  await fetchMounts(plan, workshop)
  await layOut(plan)
  await restoreMounts(plan, workshop)
  for (const command of plan.commands) await carryOut(command, task, workshop)
  await takeMounts(plan, workshop)
  return inOciForm(delivered(plan, workshop))
}

async function carryOut(command: PlannedCommand, task: Task, workshop: Workshop): Promise<void> {
  const { log, signal } = workshop
  signal.throwIfAborted()
  const output = new BuildahOutput(log)
  await using child = await startPlanned(command, workshop, {
    signal,
    graceMs: 1500,
    onLine: (line) => output.line(line),
  })
  const finished = await child.finished
  signal.throwIfAborted()
  if (finished.status === 0) return
  if (finished.startError !== undefined)
    throw new DocklessError('NOTHING_FITS', `${command.name} could not be started: ${finished.startError}`, {
      fix: 'Look whether it may be executed',
    })
  throw buildFailure({
    task,
    workshop,
    strategy: 'buildah',
    output: output.text,
    step: output.failed,
    line: output.lineIn(task.dockerfile),
    status: finished.status,
  })
}
