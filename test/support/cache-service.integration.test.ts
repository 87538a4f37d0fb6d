import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CacheService } from './cache-service.js'

let service: CacheService
let directory: string
const file = () => path.join(directory, 'work', 'kept', 'file')

beforeEach(async () => {
  service = await CacheService.start()
  directory = await mkdtemp(path.join(tmpdir(), 'cache-service-'))
  await mkdir(path.join(directory, 'work', 'kept'), { recursive: true })
  await writeFile(file(), 'kept by the real library\n'.repeat(1000))
  const env = {
    ...service.environment(),
    GITHUB_WORKSPACE: path.join(directory, 'work'),
    RUNNER_TEMP: directory,
    GITHUB_SERVER_URL: '',
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // the library's workflow commands
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await service[Symbol.asyncDispose]()
  await rm(directory, { recursive: true, force: true })
})

const save = (key: string) => saveCache([path.join(directory, 'work', 'kept')], key)
const restore = (key: string, more: string[] = []) =>
  restoreCache([path.join(directory, 'work', 'kept')], key, more)

describe('the real @actions/cache against the double, in version 1', () => {
  beforeEach(() => vi.stubEnv('ACTIONS_CACHE_SERVICE_V2', ''))

  test('what it saves it restores, whole; the newest of a prefix is found, and an entry is never changed', async () => {
    expect(await save('a-1')).toBeGreaterThan(0)
    await writeFile(file(), 'newer')
    await save('a-2')
    expect(await save('a-2')).toBe(-1)
    await rm(path.join(directory, 'work', 'kept'), { recursive: true })
    expect(await restore('none', ['a-'])).toBe('a-2')
    expect(await readFile(file(), 'utf8')).toBe('newer')
    expect(await restore('a-1')).toBe('a-1')
    expect(await readFile(file(), 'utf8')).toBe('kept by the real library\n'.repeat(1000))
    expect(await restore('b-1', ['c-'])).toBeUndefined()
    expect(service.counts.calls).toContain('PATCH caches/ID')
  })

  test.each(['readOnly', 'throttled'] as const)('%s: the library saves nothing', async (trouble) => {
    service.troubles[trouble] = true
    expect(await save('a-1')).toBe(-1)
    expect(service.entries).toEqual([])
  })
})

describe('the real @actions/cache against the double', () => {
  test('what it saves it restores, whole', async () => {
    expect(await save('a-1')).toBeGreaterThan(0)
    await rm(path.join(directory, 'work', 'kept'), { recursive: true })
    expect(await restore('a-1')).toBe('a-1')
    expect(await readFile(file(), 'utf8')).toBe('kept by the real library\n'.repeat(1000))
  })

  test('the newest of a prefix is found, and a foreign key is not', async () => {
    await save('a-1')
    await writeFile(file(), 'newer')
    await save('a-2')
    expect(await restore('none', ['a-'])).toBe('a-2')
    expect(await readFile(file(), 'utf8')).toBe('newer')
    expect(await restore('b-1', ['c-'])).toBeUndefined()
  })

  test('an entry is never changed', async () => {
    await save('a-1')
    expect(await save('a-1')).toBe(-1)
    expect(service.entries).toHaveLength(1)
  })

  test('a pull request reads the default branch, writes to itself, and nobody else sees that', async () => {
    await save('a-main')
    const change = [
      { Scope: 'refs/pull/7/merge', Permission: 3 },
      { Scope: 'refs/heads/main', Permission: 1 },
    ]
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', CacheService.token(change))
    expect(await restore('x', ['a-'])).toBe('a-main')
    await save('a-change')
    expect(await restore('x', ['a-'])).toBe('a-change')
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', CacheService.token())
    expect(await restore('x', ['a-'])).toBe('a-main')
  })

  test.each(['readOnly', 'throttled'] as const)(
    '%s: the library saves nothing, and does not throw',
    async (trouble) => {
      service.troubles[trouble] = true
      expect(await save('a-1')).toBe(-1)
      expect(service.entries).toEqual([])
    },
  )

  test('evicted: a miss', async () => {
    await save('a-1')
    service.evict(() => true)
    expect(await restore('a-1')).toBeUndefined()
  })
})
