import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StrategyName } from '../../src/request/request.js'
import { EXECUTOR, NO_EXECUTOR } from '../support/kaniko.js'
import { type Bench, type Comparison, compare, openBench, type Target } from './differences.js'
import { EXPLANATIONS } from './explanations.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench(EXECUTOR !== undefined)
})
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]()
})

/** What the known kinds come down to for a builder. */
const known = (builder: StrategyName): string[] =>
  EXPLANATIONS.filter(({ builders }) => builders.includes(builder)).map(({ what }) => what)

async function comparisons(builder: StrategyName, targets: readonly Target[]): Promise<Comparison[]> {
  const all: Comparison[] = []
  for (const target of targets)
    all.push(
      compare(target, builder, await bench.image(target, 'buildkit'), await bench.image(target, builder)),
    )
  return all
}

// Podman has buildah in it, and the other targets show no further kind: `node scripts/differences.mjs` has them all.
test.each([
  ['assemble', ['files']],
  ['buildah', ['common', 'files']],
  ['kaniko', ['common', 'files']],
] as const)(
  '%s differs from BuildKit in what docs/differences.md says, and in nothing else',
  async (builder, targets) => {
    if (builder === 'kaniko' && EXECUTOR === undefined) return
    const found = await comparisons(builder, targets)
    expect(found.flatMap(({ unexplained }) => unexplained)).toEqual([])
    const seen = new Set(found.flatMap(({ explained }) => [...explained.keys()].map(({ what }) => what)))
    expect([...seen].sort()).toEqual(known(builder).sort())
  },
)

test.each(['buildkit', 'buildah', 'kaniko'] as const)(
  '%s builds the same image again, to the byte: SOURCE_DATE_EPOCH is set',
  async (builder) => {
    if (builder === 'kaniko' && EXECUTOR === undefined) return
    const [first, second] = [await bench.image('files', builder), await bench.build('files', builder)]
    expect(second.manifest).toEqual(first.manifest)
  },
)

test('kaniko’s executor was there', (test) => {
  if (EXECUTOR === undefined) test.skip(NO_EXECUTOR)
})
