import path from 'node:path'
import { assemble as assembleImage } from '../assemble/assemble.js'
import type { JobContext } from '../assemble/job.js'
import { contextFiles, ignoreFileIn } from '../context/files.js'
import type { Facts } from '../runner/facts.js'
import { assessment, broken, held } from './conditions.js'
import type { Assessment, BuildPlan, BuiltImage, Condition, Strategy, Task, Wiring, Workshop } from './strategy.js'

/** Our own assembler, in this process: for targets that need no RUN, on any runner, whatever that forbids. */
export const assemble: Strategy = { name: 'assemble', assess, plan, build }

/** Where the assembler keeps files that it must fetch out of layers and archives; below the private directory. */
const SPOOL = 'assemble'
const REMOTE = new Set(['add url', 'add git'])

function assess(task: Task): Assessment {
  return assessment('assemble', [runCondition(task), remoteCondition(task)])
}

function runCondition({ needs }: Task): Condition {
  const [first, ...more] = needs.runs
  if (!first) return held('no RUN', 'the target needs none')
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return broken('no RUN', `RUN at ${first.file}:${first.line}${others}`, 'Leave RUN to a builder: buildkit or buildah')
}

function remoteCondition({ needs }: Task): Condition {
  const remote = needs.features.find((feature) => REMOTE.has(feature.name))
  if (!remote) return held('no ADD from the network', 'the target needs none')
  const { file, line } = remote.place
  return broken('no ADD from the network', `${remote.name} at ${file}:${line}`, 'Leave it to a builder: buildkit or buildah')
}

function plan(_task: Task, _facts: Facts, wiring: Wiring): BuildPlan {
  const { directory } = wiring
  return { strategy: 'assemble', directory, files: [], directories: [SPOOL], daemon: undefined, commands: [], notes: [] }
}

async function build(task: Task, planned: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { request, context, dockerfile } = task
  const { content, bases, log, signal } = workshop
  const { manifest, bytes } = await assembleImage({
    dockerfile,
    target: request.target,
    buildArgs: request.buildArgs,
    platform: request.platform,
    context: await contextFiles(context.directory, context.ignoreFile),
    namedContexts: await namedContexts(task),
    labels: request.labels,
    annotations: {},
    sourceDateEpoch: request.sourceDateEpoch,
    content,
    bases,
    directory: path.join(planned.directory, SPOOL),
    signal,
    onStep: (text) => log.info(text),
  })
  return { manifest, bytes, content }
}

async function namedContexts({ request, context }: Task): Promise<Record<string, JobContext>> {
  const entries = Object.entries(request.buildContexts).map(async ([name, named]): Promise<[string, JobContext]> => {
    if (named.kind === 'image' || named.kind === 'oci-layout') return [name, named]
    const directory = context.named[name] ?? ''
    return [name, { kind: 'files', files: await contextFiles(directory, await ignoreFileIn(directory)) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}
