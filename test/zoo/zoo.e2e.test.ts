import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EXECUTOR, NO_EXECUTOR } from '../support/kaniko.js'
import { DOCKERFILE_NAMES, type DockerfileName } from './dockerfiles.js'
import { RUNNERS, type Runner } from './runners.js'
import { FORCED, openZoo, type Outcome, type Zoo } from './zoo.js'

/** `scripts/zoo.mjs` names a file here, for which every strategy is forced with every Dockerfile. */
const RESULTS = process.env['DOCKLESS_ZOO_RESULTS']
/** The hardest one: more owners, a step that changes users, a step of a user. */
const HARDEST: DockerfileName = 'RUN with USER'

let zoo: Zoo
const results: object[] = []

beforeAll(async () => {
  if (EXECUTOR !== undefined) zoo = await openZoo()
})
afterAll(async () => {
  await zoo?.[Symbol.asyncDispose]()
  if (RESULTS !== undefined) await writeFile(RESULTS, JSON.stringify(results))
})
beforeEach((test) => {
  if (EXECUTOR === undefined) test.skip(NO_EXECUTOR)
})

function note(runner: Runner, dockerfile: DockerfileName, asked: string, outcome: Outcome, holds?: boolean) {
  const { strategy, status, durationMs, differences } = outcome
  results.push({ runner: runner.title, dockerfile, asked, holds, strategy, status, durationMs, differences })
}

describe.each(RUNNERS)('$title', (runner) => {
  test.each(DOCKERFILE_NAMES)('auto: %s', async (dockerfile) => {
    const outcome = await zoo.build(runner, dockerfile)
    note(runner, dockerfile, 'auto', outcome)
    const wanted = dockerfile === 'RUN-less' ? 'assemble' : runner.withRun
    expect(outcome.strategy, outcome.output).toBe(wanted)
    expect(outcome.differences).toEqual([])
    if (wanted !== undefined) return
    expect(outcome.status, outcome.output).toBe(3)
    expect(outcome.output).toMatch(/→ \S/) // what to change
  })

  test('no verdict is false', async () => {
    for (const dockerfile of RESULTS === undefined ? [HARDEST] : DOCKERFILE_NAMES) {
      const verdicts = await zoo.verdicts(runner, dockerfile)
      for (const strategy of FORCED) {
        const verdict = verdicts.find((one) => one.strategy === strategy)
        const outcome = await zoo.force(runner, strategy, dockerfile)
        note(runner, dockerfile, strategy, outcome, verdict?.holds)
        const works = outcome.strategy !== undefined && outcome.differences.length === 0
        const said = `${dockerfile}, ${strategy}: ${JSON.stringify(verdict?.failed)}\n${outcome.differences.join(' ')}\n${outcome.output.slice(-3000)}`
        expect.soft({ strategy, holds: verdict?.holds }, said).toEqual({ strategy, holds: works })
        expect
          .soft(
            verdict?.failed.every(({ fix }) => fix !== ''),
            said,
          )
          .toBe(true)
      }
    }
  })
})
