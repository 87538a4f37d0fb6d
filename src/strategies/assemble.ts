import path from 'node:path'
import { assemble as assembleImage } from '../assemble/assemble.js'
import type { JobContext } from '../assemble/job.js'
import { unsupported } from '../assemble/unsupported.js'
import { contextFiles, ignoreFileIn } from '../context/files.js'
import { planStages } from '../dockerfile/stages.js'
import { DocklessError } from '../errors/errors.js'
import type { NamedContext } from '../request/request.js'
import { assessment, broken, held } from './conditions.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  Strategy,
  Task,
  Wiring,
  Workshop,
} from './strategy.js'
import { layOut } from './workbench.js'

const SCRATCH = 'assemble'

/** Our own builder: copies to layers, in this process. Needs nothing of the kernel, and cannot RUN. */
export const assemble: Strategy = { name: 'assemble', assess, plan, build }

function assess(task: Task): Assessment {
  return assessment('assemble', [dockerfileCondition(task)])
}

function dockerfileCondition(task: Task): Condition {
  const { request, dockerfile } = task
  const stages = planStages(dockerfile, {
    buildArgs: request.buildArgs,
    platform: request.platform,
    target: request.target,
    namedContexts: request.buildContexts,
  })
  const found = unsupported(dockerfile, stages, request.buildArgs)
  const [first] = found
  if (!first) return held('instructions', 'the target needs no RUN')
  const more = found.length === 1 ? '' : `, and ${found.length - 1} more`
  return broken(
    'instructions',
    `the target needs ${first.what} (${first.place.file}:${first.place.line})${more}`,
    '', // nothing of the runner would help: it takes another strategy
  )
}

/** No program is run: the plan is a directory for what must be fetched out of layers. */
function plan(_task: Task, _facts: unknown, wiring: Wiring): BuildPlan {
  return {
    strategy: 'assemble',
    directory: wiring.directory,
    directories: [SCRATCH],
    files: [],
    daemon: undefined,
    commands: [],
    aliases: {},
    notes: [],
  }
}

async function build(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { request, context, dockerfile } = task
  const { log, signal, content, bases, layers, network } = workshop
  await layOut(plan)
  const image = await assembleImage({
    dockerfile,
    target: request.target,
    buildArgs: request.buildArgs,
    platform: request.platform,
    context: await contextFiles(context.directory, context.ignoreFile),
    namedContexts: await namedContexts(task),
    labels: request.labels,
    annotations: {}, // given at publication, for every strategy in the same way
    sourceDateEpoch: request.sourceDateEpoch,
    content,
    bases,
    network,
    known: layers,
    directory: path.join(plan.directory, SCRATCH),
    signal,
    onStep: (text) => log.info(text),
  })
  return { manifest: image.manifest, bytes: image.bytes, content }
}

async function namedContexts(task: Task): Promise<Record<string, JobContext>> {
  const entries = Object.entries(task.request.buildContexts).map(
    async ([name, given]) => [name, await jobContext(name, given, task)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function jobContext(name: string, given: NamedContext, task: Task): Promise<JobContext> {
  const directory = task.context.named[name] ?? (given.kind === 'path' ? given.path : undefined)
  if (directory !== undefined)
    return { kind: 'files', files: await contextFiles(directory, await ignoreFileIn(directory)) }
  if (given.kind === 'image' || given.kind === 'oci-layout') return given
  throw new DocklessError('DEFECT', `the named context ${name} was not fetched`)
}
