import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RegistryStore } from '../../src/cache/registry-store.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryClient } from '../../src/registry/client.js'
import { type Standalone, standalone } from '../relay/servers.js'
import {
  layerText,
  openScratch,
  putImage,
  readerOn,
  type Run,
  type RunOptions,
  runJob,
  type Scratch,
  startRun,
} from './fixture.js'

const log = new Logger(silentSink)
const signal = new AbortController().signal
let scratch: Scratch
let registry: Standalone
let http: HttpClient

beforeEach(async () => {
  scratch = await openScratch()
  registry = await standalone(path.join(scratch.directory, 'registry'))
  http = new HttpClient({ log, environment: {}, wait: async () => {} })
})
afterEach(async () => {
  await http[Symbol.asyncDispose]()
  await registry[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

function store(maxSize = 1e9): RegistryStore {
  const client = new RegistryClient({ http, credentials: { find: async () => undefined }, log })
  const origin = { registry: registry.client.address, repository: 'team/cache' }
  return new RegistryStore(origin, client, { maxSize, log })
}
const run = (options: Partial<RunOptions> = {}): Promise<Run> =>
  startRun({ store: store(), directory: scratch.directory, ...options })
const put = (one: Run, name: string, layers: readonly string[]) => putImage(one.content.store, name, layers)
const layer = (name: string): Digest => digestOf(layerText(name))
const asked = (): string[] => registry.requests.splice(0)

const tagsOf = async (): Promise<string[]> => {
  const { json } = await registry.client.get('/v2/team/cache/tags/list')
  return (json as { tags?: string[] }).tags ?? []
}

async function cold(...steps: readonly string[]): Promise<void> {
  const first = await run()
  await first.leave(await Promise.all(steps.map((step) => put(first, step, [step]))))
}

test('the next run finds the steps by two requests, and fetches a layer when it is read', async () => {
  await cold('a', 'b')
  asked()
  const next = await run()
  expect(next.found.sort()).toEqual(['a', 'b'])
  expect(asked().filter((line) => !line.endsWith('/v2/'))).toHaveLength(2)
  expect(await next.read(layer('a'))).toBe(layerText('a'))
  expect(asked()).toEqual([`GET /v2/team/cache/blobs/${layer('a')}`])
})

test('the registry is told of every blob, so that it keeps them; a layer may be mounted from there', async () => {
  await cold('a')
  const next = await run()
  expect(next.content.origins(layer('a'))).toEqual([store().origin])
})

test('nothing new: nothing is put, and what was read is not read again', async () => {
  await cold('a')
  const next = await run()
  asked()
  await next.leave([await put(next, 'a', ['a'])])
  expect(asked()).toEqual([expect.stringMatching(/^GET .*\/manifests\/dockless-/)])
})

test('nothing there: each tag is looked at once before the build and once after it', async () => {
  await cold('a')
  const looked = asked().filter((line) => /^GET .*\/manifests\//.test(line))
  expect(looked).toHaveLength(2)
})

test('one new layer: it alone is sent', async () => {
  await cold('a')
  const next = await run()
  asked()
  await next.leave([await put(next, 'b', ['a', 'b'])])
  // The layer, the index, and the manifest that names them.
  expect(asked().filter((line) => line.startsWith('PUT '))).toHaveLength(3)
  expect((await run()).found.sort()).toEqual(['a', 'b'])
})

describe('who may use what', () => {
  test('a branch falls back to the default branch; the default branch reads no branch', async () => {
    await cold('a')
    const reader = readerOn('refs/heads/topic', 'branch')
    const first = await run({ reader })
    expect(first.found).toEqual(['a'])
    await first.leave([await put(first, 'b', ['b'])])
    expect((await run({ reader })).found.sort()).toEqual(['a', 'b'])
    expect((await run()).found).toEqual(['a'])
  })
  test('two images have two tags', async () => {
    await cold('a')
    const other = await run({ place: 'other' })
    expect(other.found).toEqual([])
    await other.leave([await put(other, 'x', ['x'])])
    expect((await run()).found).toEqual(['a'])
    expect(await store().list({ place: 'app', reader: readerOn('x', 'branch') }, signal)).toHaveLength(2)
  })
})

test('a layer that the registry lost: what needs it fails as a cache, and is made again', async () => {
  await cold('a')
  registry.intercept = (request, response) => {
    if (request.method !== 'GET' || !request.url?.endsWith(layer('a'))) return false
    response.writeHead(404).end('{}')
    return true
  }
  const next = await run()
  expect(await next.read(layer('a'))).toMatch(/is not here/)
  expect(next.said.join()).toMatch(/404/)
  expect(next.cache.failed).toBe(true)
})

test('an index with other bytes than its digest says: told, not used, and replaced', async () => {
  await cold('a')
  registry.intercept = (request, response) => {
    if (request.method !== 'GET' || !request.url?.includes('/blobs/')) return false
    response.writeHead(200, { 'Content-Length': 2 }).end('{}')
    return true
  }
  const next = await run()
  expect(next.found).toEqual([])
  expect(next.said).toEqual([expect.stringMatching(/damaged/)])
  registry.intercept = undefined
  await next.leave([await put(next, 'b', ['b'])])
  expect((await run()).found.sort()).toEqual(['a', 'b'])
})

test('a registry that is out of reach: told once, and nothing is thrown', async () => {
  await registry[Symbol.asyncDispose]()
  const next = await run()
  expect(next.found).toEqual([])
  await next.leave([await put(next, 'a', ['a'])])
  expect(next.said).toHaveLength(1)
})

test('prune drops what there is no room for, and tags with nothing left', async () => {
  await cold('a', 'b')
  await store(150_000).prune(signal)
  expect((await run()).found).toHaveLength(1)
  await store(10).prune(signal)
  expect((await run()).found).toEqual([])
})

describe('damage of what the registry keeps: never a wrong byte, told, and made again', () => {
  const evil = layerText('evil')
  const steps = ['a', 'b']
  const job = () => runJob(steps, { store: store(), directory: scratch.directory })
  /** Answers the GET of a layer with other bytes. */
  const serve = (body: string): void => {
    registry.intercept = (request, response) => {
      if (request.method !== 'GET' || !request.url?.endsWith(layer('a'))) return false
      response.writeHead(200, { 'Content-Length': body.length }).end(body)
      return true
    }
  }
  test.each<[string, string]>([
    ['tampered with', `x${layerText('a').slice(1)}`],
    ['truncated', layerText('a').slice(0, 500)],
    ['longer', `${layerText('a')}x`],
    ['swapped with another', layerText('b')],
    ['another one altogether', evil],
    ['empty', ''],
  ])('a layer that was %s', async (_, body) => {
    await cold(...steps)
    serve(body)
    const during = await job()
    expect(during.image).toEqual(steps.map(layerText))
    expect(during.made).toContain('a')
    expect(during.said.filter((line) => line.startsWith('warning'))).toHaveLength(1)
    registry.intercept = undefined
    expect((await job()).made).toEqual([])
  })

  test('a layer that the registry says it has, and does not give: it is sent again', async () => {
    await cold(...steps)
    registry.intercept = (request, response) => {
      if (!request.url?.endsWith(layer('a'))) return false
      if (request.method === 'HEAD')
        response.writeHead(200, { 'Content-Length': layerText('a').length }).end()
      if (request.method === 'GET') response.writeHead(404).end()
      return request.method === 'HEAD' || request.method === 'GET'
    }
    asked()
    expect((await job()).image).toEqual(steps.map(layerText))
    expect(
      asked().filter(
        (line) => /^PUT .*uploads.*digest=/.test(line) && decodeURIComponent(line).endsWith(layer('a')),
      ),
    ).toHaveLength(1)
  })

  const manifestOf = async (tag: string): Promise<Buffer> =>
    (await registry.client.get(`/v2/team/cache/manifests/${tag}`)).body
  const put = async (tag: string, body: Buffer): Promise<void> => {
    const headers = { 'Content-Type': MediaType.manifest }
    const done = await registry.client.call('PUT', `/v2/team/cache/manifests/${tag}`, { body, headers })
    expect(done.status).toBe(201)
  }

  test('an older index, played back: older steps, and never other bytes', async () => {
    await cold('a')
    const [tag = ''] = await tagsOf()
    const old = await manifestOf(tag)
    const second = await run()
    await second.leave([await putImage(second.content.store, 'b', ['b'])])
    await put(tag, old)
    const during = await job()
    expect(during).toEqual({ image: steps.map(layerText), made: ['b'], said: expect.anything() })
  })

  test('the index of a pull request under the default branch’s tag: nothing of it is used', async () => {
    await cold('b')
    const [tag = ''] = await tagsOf()
    const reader = readerOn('refs/pull/7/merge', 'change', 'pull_request')
    const other = await run({ reader })
    await other.leave([await putImage(other.content.store, 'a', ['evil'])])
    const theirs = (await tagsOf()).find((one) => one.includes('-change-')) ?? ''
    await put(tag, await manifestOf(theirs))
    const next = await run()
    expect(next.found).toEqual(['b']) // theirs held what the default branch had kept, and that may be used
    expect(await next.content.size(layer('evil'))).toBeUndefined()
  })

  test('the index of another image under this one’s tag: nothing of it is used', async () => {
    await cold('b')
    const [tag = ''] = await tagsOf()
    const other = await run({ place: 'other' })
    await other.leave([await putImage(other.content.store, 'a', ['evil'])])
    const theirs = (await tagsOf()).find((one) => one !== tag) ?? ''
    await put(tag, await manifestOf(theirs))
    expect((await run()).found).toEqual([])
  })
})

const DAY_MS = 86_400_000
const REFUSED = ['405', '403', '500'] as const
const refuseToDelete = (status: number): void => {
  registry.intercept = (request, response) => {
    if (request.method !== 'DELETE') return false
    response.writeHead(status).end('{"errors":[{"code":"UNSUPPORTED"}]}')
    return true
  }
}

describe('age', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
  afterEach(() => void vi.useRealTimers())
  const later = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS)

  test('what was not used for more than 30 days is dropped when that build saves', async () => {
    await cold('a', 'b')
    later(20)
    const second = await run()
    await second.leave([await put(second, 'a', ['a'])])
    later(11)
    const third = await run()
    await third.leave([await put(third, 'c', ['c'])])
    expect((await run()).found.sort()).toEqual(['a', 'c'])
  })
  test('prune drops it for builds that no longer run, with their tags', async () => {
    await cold('a')
    const other = await run({ place: 'other' })
    later(31)
    await other.leave([await put(other, 'b', ['b'])])
    expect(await tagsOf()).toHaveLength(2)
    await store().prune(signal)
    expect(await tagsOf()).toHaveLength(1)
    expect((await run({ place: 'other' })).found).toEqual(['b'])
  })
  test('a clock that was ahead keeps nothing for ever', async () => {
    later(400)
    await cold('a')
    later(-400)
    await store().prune(signal)
    expect((await run()).found).toEqual([])
  })
})

describe('a manifest that is replaced', () => {
  const digestNow = async (): Promise<string> => {
    const [tag = ''] = await tagsOf()
    return String(
      (await registry.client.get(`/v2/team/cache/manifests/${tag}`)).headers['docker-content-digest'],
    )
  }
  test('is deleted, so that the registry can collect what it alone names', async () => {
    await cold('a')
    const old = await digestNow()
    const next = await run()
    await next.leave([await put(next, 'b', ['b'])])
    expect((await registry.client.get(`/v2/team/cache/manifests/${old}`)).status).toBe(404)
    expect((await run()).found.sort()).toEqual(['a', 'b'])
  })
  test.each(REFUSED)('or not, where the registry answers %s: nothing is said', async (status) => {
    await cold('a')
    refuseToDelete(Number(status))
    const next = await run()
    await next.leave([await put(next, 'b', ['b'])])
    expect(next.said.filter((line) => !line.startsWith('info'))).toEqual([])
    expect((await run()).found.sort()).toEqual(['a', 'b'])
  })
  test.each(REFUSED)(
    'prune, where the registry answers %s: an index of nothing takes its place',
    async (status) => {
      await cold('a', 'b')
      refuseToDelete(Number(status))
      await store(10).prune(signal)
      expect((await run()).found).toEqual([])
      expect(await store().list({ place: 'app', reader: readerOn('x', 'branch') }, signal)).toMatchObject([
        { entries: [] },
      ])
    },
  )
})
