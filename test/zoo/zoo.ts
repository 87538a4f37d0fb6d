import { rm } from 'node:fs/promises'
import type { StrategyName } from '../../src/request/request.js'
import { makeBusyboxBase, makeRootsBase } from '../support/bases.js'
import type { Done } from '../support/command.js'
import { compareImages, type FlatImage, readRegistryImage } from '../support/image-diff.js'
import { EXECUTOR, pathWithExecutor } from '../support/kaniko.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { stageProject } from '../support/stage.js'
import { accountPath, nodeProgram } from '../support/testbed.js'
import { openWorkplace, read, type Workplace } from '../strategies/workplace.js'
import { CONTEXT, DOCKERFILE_NAMES, type DockerfileName, DOCKERFILES } from './dockerfiles.js'
import type { Runner } from './runners.js'

/** What builders leave where their mounts were, when the base does not have it; a setting of Windows images. */
const IGNORED = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', 'config.ArgsEscaped']

/** What came of a build on a runner. */
export interface Outcome {
  readonly status: number | undefined
  readonly durationMs: number
  /** What built it; undefined when nothing did. */
  readonly strategy: StrategyName | undefined
  /** How the image differs from the reference; empty when it does not. */
  readonly differences: readonly string[]
  readonly output: string
}

export interface Verdict {
  readonly strategy: StrategyName
  readonly holds: boolean
  /** The conditions that do not hold, and what to change. */
  readonly failed: readonly { readonly name: string; readonly evidence: string; readonly fix: string }[]
}

/** The builders that are started for real, whatever their assessment says. */
export const FORCED = ['buildkit', 'buildah', 'kaniko'] as const
type ForcedName = (typeof FORCED)[number]

/** A verdict is on what is there: a builder that would have to be fetched is not. */
const INSTALLED = '--tools=installed'

/** A place where every runner can be tried: the bundle, registries, the images that all are compared with. */
export interface Zoo extends AsyncDisposable {
  /** `dockless build --strategy auto` on the runner. */
  build(runner: Runner, dockerfile: DockerfileName): Promise<Outcome>
  /** What `dockless plan` says there of every strategy. */
  verdicts(runner: Runner, dockerfile: DockerfileName): Promise<readonly Verdict[]>
  /** Starts a strategy there even where its assessment fails: what really happens. */
  force(runner: Runner, strategy: ForcedName, dockerfile: DockerfileName): Promise<Outcome>
}

export async function openZoo(): Promise<Zoo> {
  const place = await openWorkplace()
  const world = await startRegistry()
  const stage = await stageProject(place.account)
  const path = EXECUTOR === undefined ? accountPath() : await pathWithExecutor(place.account)
  const layout = await makeBusyboxBase(world.directory)
  await world.push(`oci:${layout}:base`, 'team/base:1')
  const rootsLayout = await makeRootsBase(world.directory)
  await world.push(`oci:${rootsLayout}:base`, 'team/roots:1')
  const roots = await place.offer(rootsLayout, 'team/roots:1')
  const request = { buildArgs: { BASE: place.base, ROOTS: roots } }
  const contexts = new Map<DockerfileName, string>()
  for (const [index, name] of DOCKERFILE_NAMES.entries())
    contexts.set(name, await place.context(`zoo-${index}`, { ...CONTEXT, Dockerfile: DOCKERFILES[name] }))
  const references = await buildReferences(place, contexts, request)
  const contextOf = (name: DockerfileName): string => contexts.get(name) ?? ''
  const asked = new Map<string, Promise<readonly Verdict[]>>()
  let count = 0
  const fresh = (): string => `zoo${count++}`
  const judged = async (
    name: DockerfileName,
    registry: TestRegistry,
    image: string,
  ): Promise<readonly string[]> => {
    const reference = references.get(name)
    if (!reference) throw new Error(`there is no reference for ${name}`)
    const differences = compareImages(reference, await readRegistryImage(registry, image), {
      ignore: IGNORED,
    })
    return differences.map(({ where }) => where)
  }
  const bundle = (runner: Runner, args: readonly string[]): Promise<Done> =>
    runner.run(place.account, { argv: [nodeProgram(24), stage.bundle, ...args], env: { PATH: path } })
  const bases = [
    ...['--build-args', `BASE=${world.host}/team/base:1`],
    ...['--build-args', `ROOTS=${world.host}/team/roots:1`],
  ]
  return {
    async build(runner, name) {
      const image = `${fresh()}/app:1`
      const tag = `${world.host}/${image}`
      const args = ['build', contextOf(name), ...bases, '--tags', tag, '--push', '--json', INSTALLED]
      const done = await bundle(runner, args)
      const strategy = done.status === 0 ? strategyIn(done.stdout) : undefined
      const differences = done.status === 0 ? await judged(name, world, image) : []
      return outcome(done, strategy, differences)
    },
    verdicts(runner, name) {
      const key = `${runner.title}\n${name}`
      const known =
        asked.get(key) ??
        bundle(runner, ['plan', contextOf(name), ...bases, '--json', INSTALLED]).then(verdictsIn)
      asked.set(key, known)
      return known
    },
    async force(runner, strategy, name) {
      const inbox = `in/${fresh()}`
      const { argv, stdin } = place.command({
        strategy,
        context: contextOf(name),
        inbox,
        force: true,
        request,
      })
      const done = await runner.run(place.account, { argv, stdin, env: { PATH: path } })
      const { built } = read(done)
      const differences = built ? await judged(name, place.relay, `${inbox}:built`) : []
      return outcome(done, built ? strategy : undefined, differences)
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await rm(stage.directory, { recursive: true, force: true })
      await place[Symbol.asyncDispose]()
    },
  }
}

/** The image of each Dockerfile as BuildKit builds it on this machine. */
async function buildReferences(
  place: Workplace,
  contexts: ReadonlyMap<DockerfileName, string>,
  request: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<DockerfileName, FlatImage>> {
  const references = new Map<DockerfileName, FlatImage>()
  for (const [name, context] of contexts) {
    const inbox = `in/reference-${references.size}`
    const { built, done } = await place.run({ strategy: 'buildkit', context, request, inbox })
    if (!built) throw new Error(`BuildKit could not build the reference: ${done.output}`)
    references.set(name, await readRegistryImage(place.relay, `${inbox}:built`))
  }
  return references
}

function outcome(done: Done, strategy: StrategyName | undefined, differences: readonly string[]): Outcome {
  const { status, durationMs, output } = done
  return { status, durationMs, strategy, differences, output }
}

function strategyIn(stdout: string): StrategyName | undefined {
  const document: { readonly strategy?: StrategyName } = JSON.parse(stdout)
  return document.strategy
}

function verdictsIn(done: Done): readonly Verdict[] {
  const document: {
    readonly assessments: readonly {
      readonly strategy: StrategyName
      readonly holds: boolean
      readonly conditions: readonly { name: string; holds: boolean; evidence: string; fix: string }[]
    }[]
  } = JSON.parse(done.stdout)
  return document.assessments.map(({ strategy, holds, conditions }) => ({
    strategy,
    holds,
    failed: conditions
      .filter((condition) => !condition.holds)
      .map(({ name, evidence, fix }) => ({ name, evidence, fix })),
  }))
}
