import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCache } from '../../src/commands/open-cache.js'
import { openRegistries } from '../../src/commands/registries.js'
import { hostOf } from '../../src/hosts/detect.js'
import { Lifetime } from '../../src/lifetime/lifetime.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import type { CacheRequest } from '../../src/request/request.js'
import { parseCommandLine } from '../../src/request/flags.js'
import { CacheService } from '../support/cache-service.js'
import { taskOf } from '../strategies/fixtures.js'

let directory: string
let service: CacheService
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'release-cache-'))
  service = await CacheService.start()
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await rm(directory, { recursive: true, force: true })
})

/** Opens the cache of a build as a run of GitHub does. Returns the questions that the service was asked. */
async function asked(env: Readonly<Record<string, string>>, cache: Partial<CacheRequest>): Promise<string[]> {
  const log = new Logger(silentSink)
  const written = { write() {}, colour: false, debug: false, cwd: directory }
  const given = { GITHUB_WORKSPACE: directory, RUNNER_TEMP: directory, GITHUB_ACTIONS: 'true', ...env }
  const host = await hostOf('github', { env: { ...given, ...service.environment() }, ...written })
  const { request: plain } = taskOf('FROM scratch\n')
  const request = { ...plain, cache: { ...plain.cache, ...cache } }
  await using lifetime = new Lifetime()
  await using registries = await openRegistries(request, host, log, lifetime.signal)
  const line = parseCommandLine(['build'])
  const opened = await openCache({ host, log, lifetime, line }, request, registries, directory)
  if (opened) await expect.poll(() => service.counts.calls.length).toBeGreaterThan(0)
  return service.counts.calls
}

const AUTO: Partial<CacheRequest> = { store: { kind: 'auto' }, isGiven: false }
const ASKED_FOR: Partial<CacheRequest> = { store: { kind: 'github' }, isGiven: true }
const TAG = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/v1.2.3' }

describe('a release', () => {
  test.each([
    ['the push of a tag', TAG],
    ['a release that is published', { GITHUB_EVENT_NAME: 'release', GITHUB_REF: 'refs/tags/v1' }],
    ['a release without a tag', { GITHUB_EVENT_NAME: 'release', GITHUB_REF: 'refs/heads/main' }],
  ])('%s: no cache is read, not even opened', async (_, env) => {
    expect(await asked(env, AUTO)).toEqual([])
  })
  test('with a cache that was asked for: it is read', async () => {
    expect(await asked(TAG, ASKED_FOR)).toEqual(['GetCacheEntryDownloadURL'])
  })
})

test('the push of a branch reads the cache that the CI has', async () => {
  const push = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' }
  expect(await asked(push, AUTO)).toEqual(['GetCacheEntryDownloadURL'])
})
