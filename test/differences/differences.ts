import { join } from 'node:path'
import type { StrategyName } from '../../src/request/request.js'
import { openAccount } from '../support/account.js'
import { BUSYBOX_NAME, pushBases } from '../support/bases.js'
import { writeContext } from '../support/context.js'
import { compareImages, type Difference, type FlatImage, readRegistryImage } from '../support/image-diff.js'
import { pathWithExecutor } from '../support/kaniko.js'
import { startRegistry } from '../support/registry.js'
import { stageProject } from '../support/stage.js'
import { accountPath } from '../support/testbed.js'
import { contextFiles } from './dockerfile.js'
import { EPOCH, type Explanation, explanationOf } from './explanations.js'

export type Target = 'common' | 'heredocs' | 'mounts' | 'files'

/** Which builders build which target besides BuildKit, with which they are compared. The test bed's buildah is 1.28. */
export const BUILDERS = {
  common: ['buildah', 'podman', 'kaniko'],
  heredocs: ['kaniko'],
  mounts: ['buildah', 'podman'],
  files: ['assemble', 'buildah', 'podman', 'kaniko'],
} as const satisfies Record<Target, readonly StrategyName[]>

/** A place where one Dockerfile is built by every builder, through the bundle and as the unprivileged account. */
export interface Bench extends AsyncDisposable {
  /** A builder's image of a target; built when it is first asked for. */
  image(target: Target, strategy: StrategyName): Promise<FlatImage>
  /** Builds a target; throws with the builder's words when that does not end well. */
  build(target: Target, strategy: StrategyName): Promise<FlatImage>
}

export async function openBench(withKaniko: boolean): Promise<Bench> {
  const account = await openAccount()
  const registry = await startRegistry()
  const stage = await stageProject(account)
  await pushBases(registry)
  const PATH = withKaniko ? await pathWithExecutor(account) : accountPath()
  const context = await writeContext(join(account.directory, 'context'), contextFiles(), account)
  await writeContext(account.home, { token: 'the token\n' }, account)
  const images = new Map<string, Promise<FlatImage>>()
  const build: Bench['build'] = async (target, strategy) => {
    const name = `differences/${target}:${strategy}`
    const done = await stage.dockless(
      [
        'build',
        context,
        '--push',
        `--tags=${registry.host}/${name}`,
        `--build-args=BASE=${registry.host}/${BUSYBOX_NAME}`,
        `--secret-files=token=${join(account.home, 'token')}`,
        `--target=${target}`,
        `--strategy=${strategy}`,
        '--cache=none',
      ],
      { env: { PATH, SOURCE_DATE_EPOCH: String(EPOCH) } },
    )
    if (done.status !== 0) throw new Error(`${strategy} did not build ${target}:\n${done.output}`)
    return readRegistryImage(registry, name)
  }
  return {
    image(target, strategy) {
      const key = `${target} ${strategy}`
      const known = images.get(key) ?? build(target, strategy)
      images.set(key, known)
      return known
    },
    build,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]()
      await account[Symbol.asyncDispose]()
    },
  }
}

/** The differences between a builder's image and BuildKit's. */
export interface Comparison {
  readonly target: Target
  readonly builder: StrategyName
  readonly explained: ReadonlyMap<Explanation, readonly Difference[]>
  readonly unexplained: readonly Difference[]
}

/** Compares everything: each file's type, mode, owner, content, links, attributes and date; each setting; the making. */
export function compare(
  target: Target,
  builder: StrategyName,
  reference: FlatImage,
  image: FlatImage,
): Comparison {
  const explained = new Map<Explanation, Difference[]>()
  const unexplained: Difference[] = []
  for (const difference of compareImages(reference, image, { times: true, making: true })) {
    const explanation = explanationOf(builder, difference)
    if (explanation === undefined) unexplained.push(difference)
    else explained.set(explanation, [...(explained.get(explanation) ?? []), difference])
  }
  return { target, builder, explained, unexplained }
}
