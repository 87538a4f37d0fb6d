import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Standalone, standalone } from '../relay/servers.js'
import { CacheService } from '../support/cache-service.js'
import { openTestStore, type TestPlace } from '../support/cache-stores.js'
import { shown } from './failures.js'
import { type Job, layerText, openScratch, runJob, type Scratch } from './fixture.js'

/** Two jobs on one cache at once, each store: both images are right, and what at least one of them saved is used. */
const ROUNDS = 6
let scratch: Scratch
let service: CacheService
let registry: Standalone
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

const PLACES: Readonly<Record<TestPlace['kind'], () => string>> = {
  directory: () => path.join(scratch.directory, 'kept'),
  'github-2': () => service.url,
  'github-1': () => service.url,
  registry: () => registry.client.address,
}

test.each(['directory', 'github-2', 'github-1', 'registry'] as const)('%s', async (kind) => {
  const place: TestPlace = { kind, at: PLACES[kind]() }
  const job = async (steps: readonly string[]): Promise<Job> => {
    await using opened = openTestStore(place, scratch.directory)
    const done = await runJob(steps, { store: opened.store, directory: scratch.directory })
    expect(done.image).toEqual(steps.map(layerText))
    expect(shown(done.said)).toEqual([])
    return done
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    service.delayMs = round * 2
    const one = ['shared', `of both ${round}`, `of one ${round}`]
    const other = ['shared', `of both ${round}`, `of the other ${round}`]
    const both = await Promise.all([job(one), job(other)])
    if (round > 0) for (const { made } of both) expect(made).not.toContain('shared')
    const next = [await job(one), await job(other)]
    expect(next.some(({ made }) => made.length === 0)).toBe(true)
    for (const { made } of next) expect(made.length).toBeLessThan(2)
  }
})
