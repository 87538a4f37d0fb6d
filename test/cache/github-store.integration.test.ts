import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CacheStore } from '../../src/cache/cache-store.js'
import { openGithubStore } from '../../src/cache/github-store.js'
import { fillOutbox, openOutbox, sweepOutboxes } from '../../src/cache/outbox.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { Secret } from '../../src/log/secret.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import { CacheService, type Scope } from '../support/cache-service.js'
import {
  layerText,
  openScratch,
  putImage,
  readerOn,
  type Run,
  type RunOptions,
  type Scratch,
  startRun,
} from './fixture.js'

let scratch: Scratch
let service: CacheService
let http: HttpClient
const log = new Logger(silentSink)
const signal = new AbortController().signal

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

function open(scopes?: readonly Scope[], mode = '', maxSize = 1e9): CacheStore | undefined {
  const token = new Secret(CacheService.token(scopes))
  const offered = {
    kind: 'github',
    version: 2,
    url: new URL(service.url),
    token,
    mode,
    hasPost: true,
  } as const
  return openGithubStore(offered, { http, log, maxSize, directory: scratch.directory })
}

function store(scopes?: readonly Scope[], maxSize?: number): CacheStore {
  const opened = open(scopes, '', maxSize)
  if (!opened) throw new Error('there is no store')
  return opened
}

const run = (options: Partial<RunOptions> = {}): Promise<Run> =>
  startRun({ store: store(), directory: scratch.directory, ...options })
const put = (one: Run, name: string, layers: readonly string[]) => putImage(one.content.store, name, layers)
const layer = (name: string): Digest => digestOf(layerText(name))

async function cold(...steps: readonly string[]): Promise<void> {
  const first = await run()
  await first.leave(await Promise.all(steps.map((step) => put(first, step, [step]))))
}

describe('a run and the next one', () => {
  test('two entries a run: a pack and an index; layers are read by range', async () => {
    await cold('a', 'b', 'c')
    expect(service.entries).toHaveLength(2)
    const next = await run()
    expect(next.found.sort()).toEqual(['a', 'b', 'c'])
    const before = service.counts.bytesOut
    expect(await next.read(layer('b'))).toBe(layerText('b'))
    expect(service.counts.bytesOut - before).toBe(layerText('b').length)
    expect(next.said).toEqual([])
  })

  test('nothing new: no entry, and no call but to look', async () => {
    await cold('a')
    service.counts.calls.length = 0
    const next = await run()
    await next.leave([await put(next, 'a', ['a'])])
    expect(service.counts.calls).toEqual(['GetCacheEntryDownloadURL', 'GetCacheEntryDownloadURL'])
  })

  test('one new layer: it alone is sent', async () => {
    await cold('a')
    const before = service.counts.bytesIn
    const next = await run()
    await next.leave([await put(next, 'b', ['a', 'b'])])
    const sent = service.counts.bytesIn - before
    expect(sent).toBeGreaterThan(layerText('b').length)
    expect(sent).toBeLessThan(layerText('b').length + 10_000)
    const third = await run()
    expect(third.found.sort()).toEqual(['a', 'b'])
    expect(await third.read(layer('a'))).toBe(layerText('a'))
    expect(await third.read(layer('b'))).toBe(layerText('b'))
  })

  test('many runs: the packs do not grow without end', async () => {
    for (let round = 0; round < 15; round += 1) {
      const one = await run()
      await one.leave([await put(one, `step${round}`, [`layer${round}`])])
    }
    service.counts.calls.length = 0
    const next = await run()
    expect(service.counts.calls.length).toBeLessThanOrEqual(13)
    expect(next.found).toContain('step14')
  })

  test('many runs that each added a layer to one image: all of its packs are kept', async () => {
    const layers = Array.from({ length: 15 }, (_, round) => `layer${round}`)
    for (const [round, name] of layers.entries()) {
      const one = await run()
      const below = layers.slice(0, round + 1)
      await one.leave([await putImage(one.content.store, 'app', below, {}, [name])])
    }
    const next = await run()
    expect(next.found).toEqual(['app'])
    for (const name of layers) expect(await next.read(layer(name))).toBe(layerText(name))
  })

  test('a branch reads what the default branch keeps, and adds to it', async () => {
    await cold('a')
    const scopes = [
      { Scope: 'refs/heads/topic', Permission: 3 },
      { Scope: 'refs/heads/main', Permission: 1 },
    ]
    const reader = readerOn('refs/heads/topic', 'branch')
    const first = await run({ store: store(scopes), reader })
    expect(first.found).toEqual(['a'])
    await first.leave([await put(first, 'b', ['b'])])
    const next = await run({ store: store(scopes), reader })
    expect(next.found.sort()).toEqual(['a', 'b'])
    expect(await next.read(layer('a'))).toBe(layerText('a'))
    expect((await run()).found).toEqual(['a'])
  })

  test('other images have other entries', async () => {
    await cold('a')
    expect((await run({ place: 'other' })).found).toEqual([])
  })
})

describe('whether it may be written is known before the build', () => {
  test('by the token', () => {
    expect(open([{ Scope: 'refs/heads/main', Permission: 1 }])?.writable).toBe(false)
    expect(open([{ Scope: 'refs/heads/main', Permission: 3 }])?.writable).toBe(true)
  })
  test.each([
    ['none', undefined],
    ['read', false],
    ['write', true],
    ['write-only', true],
  ])('by the runner: %s', (mode, writable) => {
    expect(open(undefined, mode)?.writable).toBe(writable)
  })
  test('write-only: nothing is read', async () => {
    await cold('a')
    const opened = open(undefined, 'write-only')
    expect((await run({ ...(opened ? { store: opened } : {}) })).found).toEqual([])
  })
  test('refused all the same: nothing is said, nothing is left', async () => {
    service.troubles.readOnly = true
    const next = await run()
    await next.leave([await put(next, 'a', ['a'])])
    expect(next.said.filter((line) => !line.startsWith('info'))).toEqual([])
    expect(service.entries).toEqual([])
  })
})

describe('trouble is told once, and nothing is thrown', () => {
  test('broken: 500 to everything', async () => {
    await cold('a')
    service.troubles.broken = true
    const next = await run()
    expect(next.found).toEqual([])
    service.counts.calls.length = 0
    await next.leave([await put(next, 'b', ['b'])])
    expect(next.said).toEqual([expect.stringMatching(/^warning: .* cannot be read.* 500/)])
    expect(service.counts.calls).toEqual([])
  })

  test('throttled: 429 to every save, asked twice and no more', async () => {
    service.troubles.throttled = true
    const next = await run()
    await next.leave([await put(next, 'a', ['a'])])
    expect(next.said.join()).toMatch(/429/)
    expect(service.counts.calls.filter((call) => call === 'CreateCacheEntry')).toHaveLength(2)
  })

  test('a storage without ranges: the pack is fetched once, for all its layers', async () => {
    await cold('a', 'b', 'c')
    service.troubles.noRanges = true
    const next = await run()
    const before = service.counts.bytesOut
    for (const name of ['c', 'a', 'b']) expect(await next.read(layer(name))).toBe(layerText(name))
    expect(service.counts.bytesOut - before).toBe(3 * layerText('a').length)
  })

  test('a URL that runs out: another one is asked for', async () => {
    await cold('a', 'b')
    const next = await run()
    service.troubles.urlUses = 1
    expect(await next.read(layer('a'))).toBe(layerText('a'))
    expect(await next.read(layer('b'))).toBe(layerText('b'))
  })

  test('downloads that break off are taken up again', async () => {
    await cold('a')
    const next = await run()
    service.troubles.cutAfter = 40_000
    expect(await next.read(layer('a'))).toBe(layerText('a'))
  })

  test('a pack that was evicted: what needs it is a miss', async () => {
    await cold('a')
    const second = await run()
    await second.leave([await put(second, 'b', ['b'])])
    const [first] = service.entries
    service.evict((entry) => entry === first)
    const next = await run()
    expect(next.found).toEqual(['b'])
    await next.leave([await put(next, 'a', ['a'])])
    const last = await run()
    expect(last.found.sort()).toEqual(['a', 'b'])
    expect(await last.read(layer('a'))).toBe(layerText('a'))
  })
})

describe('damage', () => {
  const isPack = (key: string): boolean => key.includes('-pack-')

  test('a pack with other bytes: the layer is refused, and made again', async () => {
    await cold('a')
    service.tamper((bytes, { key }) => (isPack(key) ? Buffer.from(bytes).fill(0x58, 100, 200) : bytes))
    const next = await run()
    expect(await next.read(layer('a'))).toMatch(/was promised/)
    expect(next.cache.failed).toBe(true)
    expect(next.said.join()).toMatch(/damaged or gone/)
    next.cache.distrust()
    await next.leave([await put(next, 'a', ['a'])])
    expect(await (await run()).read(layer('a'))).toBe(layerText('a'))
  })

  test('a pack that is shorter: likewise', async () => {
    await cold('a')
    service.tamper((bytes, { key }) => (isPack(key) ? bytes.subarray(0, 50) : bytes))
    const next = await run()
    expect(await next.read(layer('a'))).not.toBe(layerText('a'))
    expect(next.cache.failed).toBe(true)
  })

  test('two packs whose places were swapped: neither gives a wrong byte', async () => {
    await cold('a')
    const second = await run()
    await second.leave([await put(second, 'b', ['b'])])
    const packs = service.entries.filter(({ key }) => isPack(key)).map(({ slot }) => service.blobs.get(slot))
    service.tamper((bytes, { key }) => (isPack(key) ? (packs.find((one) => one !== bytes) ?? bytes) : bytes))
    const next = await run()
    expect(await next.read(layer('a'))).toMatch(/was promised/)
    expect(await next.read(layer('b'))).toMatch(/was promised/)
  })

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['flipped', (bytes) => Buffer.from(bytes).fill(0x58, 30, 40)],
    ['cut', (bytes) => bytes.subarray(0, 100)],
    ['empty', () => Buffer.alloc(0)],
    [
      'changed by somebody who knows its form',
      (bytes) => gzipSync(gunzipSync(bytes).toString().replaceAll('"step"', '"image"')),
    ],
  ])('an index that is %s: the cache begins anew', async (_, change) => {
    await cold('a')
    service.tamper((bytes, { key }) => (isPack(key) ? bytes : change(bytes)))
    const next = await run()
    expect(next.found).toEqual([])
    expect(next.said.join()).toMatch(/damaged/)
    await next.leave([await put(next, 'b', ['b'])])
    expect((await run()).found).toEqual(['b'])
  })

  test('an older index, played back under a new key: its steps, and never other bytes', async () => {
    await cold('a')
    const old = service.entries.find(({ key }) => !isPack(key))
    const second = await run()
    await second.leave([await put(second, 'b', ['b'])])
    if (!old) throw new Error('there is no index')
    service.entries.push({ ...old })
    const next = await run()
    expect(next.found).toEqual(['a'])
    expect(await next.read(layer('a'))).toBe(layerText('a'))
  })

  test('an index of another ref under this ref’s key: nothing of it is used', async () => {
    const reader = readerOn('refs/pull/7/merge', 'change', 'pull_request')
    const other = await run({ reader })
    await other.leave([await put(other, 'a', ['evil'])])
    await cold('b')
    const main = service.entries.findLast(({ key }) => !isPack(key))
    const theirs = service.entries.find(({ key }) => key.includes('-change-'))
    if (!main || !theirs) throw new Error('an index is missing')
    const seal = theirs.key.split('-').at(-1)
    service.entries.push({ ...main, slot: theirs.slot, key: main.key.replace(/[^-]+$/, seal ?? '') })
    const next = await run()
    expect(next.found).toEqual([])
    expect(await next.content.size(layer('evil'))).toBeUndefined()
  })
})

describe('the outbox, which waits for the post phase', () => {
  test('holds what is new and nothing else, and is saved from there', async () => {
    await cold('a')
    const next = await run()
    await next.cache.collect(
      { steps: [await put(next, 'b', ['a', 'b'])], images: [], types: new Map() },
      next.content,
      'buildkit',
    )
    const { collected } = next.cache
    const outbox = collected && (await fillOutbox(scratch.directory, collected, 1e9))
    const opened = await openOutbox(outbox ?? '')
    if (!opened) throw new Error('there is no outbox')
    expect(await opened.collected.content.local(layer('b'))).toBe(layerText('b').length)
    expect(await opened.collected.content.local(layer('a'))).toBeUndefined()
    await store().save(opened.collected, signal)
    const last = await run()
    expect(last.found.sort()).toEqual(['a', 'b'])
    expect(await last.read(layer('b'))).toBe(layerText('b'))
  })

  test('is not made when there is nothing new', async () => {
    await cold('a')
    const next = await run()
    await next.cache.collect(
      { steps: [await put(next, 'a', ['a'])], images: [], types: new Map() },
      next.content,
      'buildkit',
    )
    const { collected } = next.cache
    expect(collected && (await fillOutbox(scratch.directory, collected, 1e9))).toBeUndefined()
  })

  test('is no other directory, whatever the state says', async () => {
    expect(await openOutbox(scratch.directory)).toBeUndefined()
    await writeFile(path.join(scratch.directory, 'collected.json'), '{}')
    expect(await openOutbox(scratch.directory)).toBeUndefined()
    await sweepOutboxes(scratch.directory)
  })
})
