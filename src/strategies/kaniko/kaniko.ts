import type { Facts } from '../../runner/facts.js'
import { DocklessError } from '../../errors/errors.js'
import { assessment, requestConditions, toolCondition } from '../conditions.js'
import { buildFailure, builderGone, delivered } from '../failure.js'
import {
  directoryCondition,
  featuresCondition,
  inputsCondition,
  machineCondition,
  ownersCondition,
  rootConditions,
  scratchConditions,
  wallCondition,
} from './conditions.js'
import { datedAt } from './date.js'
import { DOOR_SHUT } from '../../runner/doors.js'
import { KanikoOutput } from './output.js'
import { planKaniko, wayOf } from './plan.js'
import { assertOwnRoot, forgetExecutable, furnish, makeOwnRoot } from './root.js'
import { inOciForm } from '../rewrite.js'
import { mountsConditions } from '../mounts/mounts.js'
import { fetchMounts, restoreMounts, takeMounts } from '../mounts/run.js'
import type { Assessment, BuildPlan, BuiltImage, Strategy, Task, Workshop } from '../strategy.js'
import { layOut, startPlanned } from '../workbench.js'

const GRACE_MS = 1500

/**
 * kaniko: builds in its own root filesystem and runs the steps there, so it needs fewer of the kernel's features than
 * any other. That root is a directory of ours, which it enters before it starts; it never runs in the runner's.
 */
export const kaniko: Strategy = { name: 'kaniko', assess, plan: planKaniko, build }

function assess(task: Task, facts: Facts): Assessment {
  const way = wayOf(facts)
  return assessment('kaniko', [
    toolCondition(facts, 'kaniko'),
    machineCondition(),
    directoryCondition(facts),
    ...rootConditions(facts),
    ...(way === undefined ? [] : [wallCondition(task, facts)]),
    ...(way?.rootAlone === true ? [ownersCondition(task, facts)] : []),
    ...requestConditions(task),
    featuresCondition(task, facts),
    ...scratchConditions(task, facts),
    inputsCondition(task, facts),
    ...mountsConditions(task),
  ])
}

async function build(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { log, signal } = workshop
  for (const note of plan.notes) log.notice(note)
  await makeOwnRoot(plan.directory)
  await furnish(task, plan, signal)
  await fetchMounts(plan, workshop)
  await layOut(plan)
  await restoreMounts(plan, workshop)
  await assertOwnRoot(plan.directory)
  signal.throwIfAborted()
  await carryOut(task, plan, workshop)
  await takeMounts(plan, workshop)
  const image = await inOciForm(delivered(plan, workshop))
  const { sourceDateEpoch } = task.request
  return sourceDateEpoch === undefined ? image : datedAt(image, sourceDateEpoch)
}

async function carryOut(task: Task, plan: BuildPlan, workshop: Workshop): Promise<void> {
  const { log, signal } = workshop
  const [command] = plan.commands
  if (!command) throw new DocklessError('DEFECT', 'the plan of a kaniko build has no command')
  const output = new KanikoOutput(log, plan.aliases)
  let started: Promise<void> | undefined
  await using child = await startPlanned(command, workshop, {
    signal,
    graceMs: GRACE_MS,
    onLine: (line) => {
      started ??= forgetExecutable(plan)
      output.line(line)
    },
  })
  const finished = await child.finished
  await started
  signal.throwIfAborted()
  if (finished.status === 0) return
  if (finished.startError !== undefined || (finished.status === DOOR_SHUT && !output.spoke))
    throw builderGone('kaniko could not be given a root of its own, and was not started', finished, workshop)
  throw buildFailure({
    task,
    workshop,
    strategy: 'kaniko',
    output: output.text,
    step: output.failed,
    line: output.lineIn(task.dockerfile),
    status: finished.status,
  })
}
