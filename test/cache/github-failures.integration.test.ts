import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CacheStore } from '../../src/cache/cache-store.js'
import { openGithubStore } from '../../src/cache/github-store.js'
import { PATIENCE, type Patience } from '../../src/cache/patience.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { Secret } from '../../src/log/secret.js'
import { CacheService } from '../support/cache-service.js'
import { makeTestCa } from '../support/test-ca.js'
import { serve } from '../registry/scripted-server.js'
import { HTTP_FAILURES, patienceWith, shown } from './failures.js'
import { type Job, layerText, openScratch, runJob, type Scratch } from './fixture.js'

/** GitHub's service failing in every way, at every request: one notice, the image is right, and the next run works. */
const log = new Logger(silentSink)
let scratch: Scratch
let service: CacheService
let http: HttpClient

beforeEach(async () => {
  scratch = await openScratch()
  service = await CacheService.start()
  http = new HttpClient({ log, environment: {}, wait: async () => {} })
})
afterEach(async () => {
  await http[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

function store(version: 1 | 2, patience: Patience, url = service.url): CacheStore {
  const token = new Secret(CacheService.token())
  const offered = { kind: 'github', version, url: new URL(url), token, mode: '', hasPost: true } as const
  const options = { http, log, maxSize: 1e9, directory: scratch.directory, patience }
  const opened = openGithubStore(offered, options)
  if (!opened) throw new Error('there is no store')
  return opened
}

const job = (version: 1 | 2, steps: readonly string[], patience = PATIENCE): Promise<Job> =>
  runJob(steps, { store: store(version, patience), directory: scratch.directory, patience })
const texts = (steps: readonly string[]): string[] => steps.map(layerText)

type Phase = (request: IncomingMessage) => boolean
const asks =
  (method: string, part: string): Phase =>
  ({ method: is, url = '' }) =>
    is === method && url.includes(part)
const gets =
  (kind: 'pack' | 'index'): Phase =>
  ({ method, url = '' }) => {
    const entry = service.entries.find(({ slot }) => url.includes(slot))
    return method === 'GET' && entry !== undefined && entry.key.includes('-pack-') === (kind === 'pack')
  }
const PHASES: Readonly<Record<1 | 2, Readonly<Record<string, Phase>>>> = {
  2: {
    'the lookup': asks('POST', 'GetCacheEntryDownloadURL'),
    'the index': gets('index'),
    'a pack': gets('pack'),
    'the reservation': asks('POST', 'CreateCacheEntry'),
    'the upload': asks('PUT', 'store/'),
    'the end of the upload': asks('POST', 'FinalizeCacheEntryUpload'),
  },
  1: {
    'the lookup': asks('GET', '/cache?'),
    'the index': gets('index'),
    'a pack': gets('pack'),
    'the reservation': ({ method, url = '' }) => method === 'POST' && url.endsWith('/caches'),
    'the upload': asks('PATCH', '/caches/'),
    'the end of the upload': asks('POST', '/caches/'),
  },
}
/** What is no failure: the token may only read. */
const QUIET: ReadonlySet<string> = new Set([
  '2 the reservation 403',
  '1 the reservation 401',
  '1 the reservation 403',
])
/** Version 1 says by the status alone that it has an entry: whether that is so is seen by the next run. */
const TAKEN =
  /^1 the end of the upload (?:half of a JSON|another JSON|a page of a proxy|nothing|bytes without end)$/
/** What version 1 is put to: what it shares with version 2 is seen there. */
const SHORT = /^(?:403|429, in an hour|500|a reset|a page of a proxy|silence|a byte now and then)$/

const cases = ([2, 1] as const).flatMap((version) =>
  Object.keys(PHASES[version]).flatMap((phase) =>
    Object.keys(HTTP_FAILURES)
      .filter((failure) => version === 2 || SHORT.test(failure))
      .map((failure) => [version, phase, failure] as const),
  ),
)

test.each(cases)('version %i, %s: %s', async (version, phase, failure) => {
  await job(version, ['a', 'b'])
  service.intercept = (request, response) => {
    if (PHASES[version][phase]?.(request) !== true) return false
    HTTP_FAILURES[failure]?.(request, response)
    return true
  }
  const during = await job(version, ['a', 'b', 'c'], patienceWith(failure))
  expect(during.image).toEqual(texts(['a', 'b', 'c']))
  const name = `${version} ${phase} ${failure}`
  const quiet = QUIET.has(name) || TAKEN.test(name)
  expect(shown(during.said)).toHaveLength(quiet ? 0 : 1)

  service.intercept = undefined
  const next = await job(version, ['a', 'b', 'c'])
  expect(next.image).toEqual(texts(['a', 'b', 'c']))
  const last = await job(version, ['a', 'b', 'c'])
  expect(last).toEqual({ image: texts(['a', 'b', 'c']), made: [], said: expect.anything() })
  expect(shown(last.said)).toEqual([])
})

describe('no connection at all', () => {
  const fails = async (url: string, words: RegExp): Promise<void> => {
    const patience = patienceWith('nothing listens')
    const kept = store(2, patience, url)
    const done = await runJob(['a'], { store: kept, directory: scratch.directory, patience })
    expect(done.image).toEqual(texts(['a']))
    expect(shown(done.said)).toEqual([expect.stringMatching(words)])
  }
  test('nothing listens', () => fails('http://127.0.0.1:1/', /refused/))
  test('no such host', () => fails('http://cache.invalid/', /no address|no way|longer than/))
  test('a certificate that nobody vouches for', async () => {
    const ca = await makeTestCa(scratch.directory)
    const { certificateFile, keyFile } = await ca.issue(['127.0.0.1'])
    const tls = { cert: await readFile(certificateFile), key: await readFile(keyFile) }
    await using server = await serve((_, response) => void response.end('{}'), { tls })
    await fails(`https://${server.host}/`, /certificate/)
  })
  test('plain HTTP where TLS is spoken', async () => {
    await fails(service.url.replace('http:', 'https:'), /plain HTTP/)
  })
})

describe('what the service keeps is at fault', () => {
  const tampered = async (
    change: (bytes: Buffer) => Buffer,
    kind: 'pack' | 'index' = 'index',
  ): Promise<readonly string[]> => {
    await job(2, ['a', 'b'])
    service.tamper((bytes, { key }) => (key.includes('-pack-') === (kind === 'pack') ? change(bytes) : bytes))
    const during = await job(2, ['a', 'b', 'c'])
    expect(during.image).toEqual(texts(['a', 'b', 'c']))
    const last = await job(2, ['a', 'b', 'c'])
    expect(last.made).toEqual([])
    expect(shown(last.said)).toEqual([])
    return shown(during.said)
  }
  test('an index that unpacks to more than there is room for', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '))
    expect(await tampered(() => bomb)).toHaveLength(1)
  })
  test('an index of a version to come', async () => {
    expect(await tampered(() => gzipSync('{"version":2,"entries":[]}'))).toHaveLength(1)
  })
  test('a pack that is another one', async () => {
    expect(await tampered((bytes) => Buffer.alloc(bytes.length, 'x'), 'pack')).toHaveLength(1)
  })
  test('a pack without an end, where the storage knows no ranges', async () => {
    service.troubles.noRanges = true
    expect(await tampered((bytes) => Buffer.concat([bytes, Buffer.alloc(9e6)]), 'pack')).toEqual([])
  })
  test('a pack that is evicted after the index was read', async () => {
    await job(2, ['a', 'b'])
    service.intercept = (request) => {
      if (gets('pack')(request)) service.evict(({ key }) => key.includes('-pack-'))
      if (gets('pack')(request)) service.blobs.clear()
      return false
    }
    const during = await job(2, ['a', 'b', 'c'])
    expect(during.image).toEqual(texts(['a', 'b', 'c']))
  })
})

test('signed URLs that ran out are asked for anew, without a word', async () => {
  await job(2, ['a', 'b', 'c'])
  service.troubles.urlUses = 1
  const next = await job(2, ['a', 'b', 'c'])
  expect(next).toEqual({ image: texts(['a', 'b', 'c']), made: [], said: expect.anything() })
  expect(shown(next.said)).toEqual([])
})

test('no room: what the service says is told', async () => {
  service.intercept = (request, response) => {
    if (!PHASES[2]['the reservation']?.(request)) return false
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end('{"ok":false,"message":"cache usage is over its limit"}')
    return true
  }
  const done = await job(2, ['a'])
  expect(shown(done.said)).toEqual([expect.stringMatching(/over its limit/)])
})
