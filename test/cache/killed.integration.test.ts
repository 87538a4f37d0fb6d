import { spawn } from 'node:child_process'
import { readdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Standalone, standalone } from '../relay/servers.js'
import { CacheService } from '../support/cache-service.js'
import { openTestStore, type TestPlace } from '../support/cache-stores.js'
import { must } from '../support/command.js'
import { pickerOf } from '../support/picker.js'
import { CHECKOUT } from '../support/testbed.js'
import { shown } from './failures.js'
import { layerText, openScratch, runJob, type Scratch } from './fixture.js'

/** A job killed by SIGKILL at 20 points a store of its life, picked by a seed: the next run works, and nothing is damaged. */
const POINTS: Readonly<Record<TestPlace['kind'], number>> = {
  directory: 20,
  'github-2': 20,
  registry: 20,
  'github-1': 6, // all but the requests is that of version 2
}
/** The same points again: DOCKLESS_TEST_SEED=… */
const SEED = Number(process.env['DOCKLESS_TEST_SEED'] ?? Date.now() % 1_000_000)
let compiled: Scratch
let program: string
let scratch: Scratch
let service: CacheService
let registry: Standalone

beforeAll(async () => {
  compiled = await openScratch()
  const config = path.join(compiled.directory, 'tsconfig.json')
  const out = path.join(compiled.directory, 'out')
  await writeFile(
    config,
    JSON.stringify({
      extends: path.join(CHECKOUT, 'test', 'tsconfig.json'),
      compilerOptions: { rootDir: CHECKOUT, outDir: out, noEmit: false, noCheck: true, types: [] },
      include: [],
      files: [path.join(CHECKOUT, 'test', 'support', 'cache-job.ts')],
    }),
  )
  const tsc = path.join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc')
  await must({ argv: [process.execPath, tsc, '-p', config], cwd: CHECKOUT, env: {} })
  await writeFile(path.join(out, 'package.json'), '{"type":"module"}')
  await symlink(path.join(CHECKOUT, 'node_modules'), path.join(out, 'node_modules'))
  program = path.join(out, 'test', 'support', 'cache-job.js')
}, 120_000)
afterAll(() => compiled?.[Symbol.asyncDispose]())
beforeEach(async () => {
  scratch = await openScratch()
  service = await CacheService.start()
  registry = await standalone(path.join(scratch.directory, 'registry'))
})
afterEach(async () => {
  await registry[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

type Part = 'build' | 'save'
/** What the job says when a part of its life begins, and when it is over. */
const LINES: Readonly<Record<Part, readonly [string, string]>> = {
  build: ['begun', 'saving'],
  save: ['saving', 'ended'],
}

/** Runs a job in a process of its own; kills it so long after the beginning of a part. Returns when each line came. */
async function jobOf(
  place: TestPlace,
  steps: readonly string[],
  kill?: { readonly part: Part; readonly afterMs: number },
): Promise<ReadonlyMap<string, number>> {
  const argument = JSON.stringify({ place, directory: scratch.directory, steps })
  const child = spawn(process.execPath, [program, argument], { stdio: ['ignore', 'pipe', 'inherit'] })
  const times = new Map<string, number>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    times.set(line, performance.now())
    if (kill && line === LINES[kill.part][0]) setTimeout(() => child.kill('SIGKILL'), kill.afterMs)
  })
  await new Promise((resolve) => child.once('close', resolve))
  return times
}

/** New steps each round, so that there is always something to make and to save. */
const stepsOf = (round: number): string[] => [
  'base',
  'deps',
  ...[1, 2, 3].map((one) => `round ${round}.${one}`),
]

const PLACES: Readonly<Record<TestPlace['kind'], () => string>> = {
  directory: () => path.join(scratch.directory, 'kept'),
  'github-2': () => service.url,
  'github-1': () => service.url,
  registry: () => registry.client.address,
}

test.each(['directory', 'github-2', 'github-1', 'registry'] as const)(
  `%s (seed ${SEED})`,
  async (kind) => {
    const place: TestPlace = { kind, at: PLACES[kind]() }
    service.delayMs = 5
    const next = async (steps: readonly string[]): Promise<readonly string[]> => {
      await using opened = openTestStore(place, scratch.directory)
      const done = await runJob(steps, { store: opened.store, directory: scratch.directory })
      expect(done.image).toEqual(steps.map(layerText))
      expect(shown(done.said)).toEqual([])
      return done.made
    }
    const whole = await jobOf(place, stepsOf(-1))
    const pick = pickerOf(SEED)
    const reached = { build: 0, save: 0, ended: 0 }
    for (let round = 0; round < POINTS[kind]; round += 1) {
      const part: Part = round % 2 === 0 ? 'build' : 'save'
      const [from = 0, to = 0] = LINES[part].map((line) => whole.get(line))
      const steps = stepsOf(round)
      const times = await jobOf(place, steps, { part, afterMs: pick() * (to - from) })
      reached[times.has('ended') ? 'ended' : times.has('saving') ? 'save' : 'build'] += 1
      const made = await next(steps)
      expect(made).not.toContain('base')
    }
    expect(await next(stepsOf(POINTS[kind] - 1))).toEqual([])
    expect(reached.build).toBeGreaterThan(0)
    expect(reached.save).toBeGreaterThan(0)
    if (kind === 'directory') expect((await readdir(place.at)).sort()).toEqual(['blobs', 'index.json'])
  },
  120_000,
)
