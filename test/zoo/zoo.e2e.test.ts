import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXECUTOR, NO_EXECUTOR } from '../support/kaniko.js'
import type { StrategyName } from '../../src/request/request.js'
import { DOCKERFILE_NAMES, type DockerfileName, ROOT_ALONE } from './dockerfiles.js'
import { RUNNERS, type Runner } from './runners.js'
import { FORCED, openZoo, type Outcome, type Zoo } from './zoo.js'

/** `scripts/zoo.mjs` names a file here; then every strategy is forced with every Dockerfile. */
const RESULTS = process.env['DOCKLESS_ZOO_RESULTS']
/** The hardest one: more owners, a step that changes users, a step of a user. */
const HARDEST: readonly DockerfileName[] = ['RUN with USER']
/** That one asks for nothing that the others do not, so it is of interest where they cannot be built. */
function dockerfilesOn({ rootAlone }: Runner, few: readonly DockerfileName[]): readonly DockerfileName[] {
  if (RESULTS !== undefined) return DOCKERFILE_NAMES
  return rootAlone === undefined ? few : [...few, ROOT_ALONE]
}
const OWNERS = DOCKERFILE_NAMES.filter((name) => name !== ROOT_ALONE)

let zoo: Zoo
const results: object[] = []

beforeAll(async () => {
  zoo = await openZoo()
})
afterAll(async () => {
  await zoo?.[Symbol.asyncDispose]()
})

/** Written after each build, so that what was seen is kept when a later one never ends. */
async function note(
  runner: Runner,
  dockerfile: DockerfileName,
  asked: string,
  outcome: Outcome,
  holds?: boolean,
): Promise<void> {
  if (RESULTS === undefined) return
  const { strategy, status, durationMs, differences } = outcome
  results.push({ runner: runner.title, dockerfile, asked, holds, strategy, status, durationMs, differences })
  await writeFile(RESULTS, JSON.stringify(results))
}

describe.each(RUNNERS)('$title', (runner) => {
  const wantedFor = (dockerfile: DockerfileName): StrategyName | undefined => {
    if (dockerfile === 'RUN-less') return 'assemble'
    return dockerfile === ROOT_ALONE ? (runner.rootAlone ?? runner.withRun) : runner.withRun
  }

  test.each(dockerfilesOn(runner, OWNERS))('auto: %s', async (dockerfile) => {
    const wanted = wantedFor(dockerfile)
    if (wanted === 'kaniko' && EXECUTOR === undefined) return expectRefusal(dockerfile)
    const outcome = await zoo.build(runner, dockerfile)
    await note(runner, dockerfile, 'auto', outcome)
    expect(outcome.strategy, outcome.output).toBe(wanted)
    expect(outcome.differences).toEqual([])
    if (wanted === undefined) expectAdvice(outcome)
  })

  async function expectRefusal(dockerfile: DockerfileName): Promise<void> {
    const outcome = await zoo.build(runner, dockerfile)
    expect(outcome.strategy, outcome.output).toBeUndefined()
    expectAdvice(outcome)
  }

  test.each(FORCED)('no verdict is false: %s', async (strategy) => {
    for (const dockerfile of dockerfilesOn(runner, HARDEST)) {
      const verdicts = await zoo.verdicts(runner, dockerfile)
      const verdict = verdicts.find((one) => one.strategy === strategy)
      const outcome = await zoo.force(runner, strategy, dockerfile)
      await note(runner, dockerfile, strategy, outcome, verdict?.holds)
      const works = outcome.strategy !== undefined && outcome.differences.length === 0
      const said = [
        `${dockerfile}: ${JSON.stringify(verdict?.failed)}`,
        outcome.differences.join(' '),
        outcome.output.slice(-3000),
      ].join('\n')
      expect(verdict?.holds, said).toBe(works)
      expect(
        verdict?.failed.every(({ fix }) => fix !== ''),
        said,
      ).toBe(true)
    }
  })
})

/** Exit status 3, and what to change. */
function expectAdvice(outcome: Outcome): void {
  expect(outcome.status, outcome.output).toBe(3)
  expect(outcome.output).toMatch(/→ \S/)
}

test('kaniko’s executor was there', (test) => {
  if (EXECUTOR === undefined) test.skip(NO_EXECUTOR)
})
