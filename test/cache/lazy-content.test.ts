import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { LazyContent } from '../../src/cache/lazy-content.js'
import type { Origin } from '../../src/oci/content.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'

const here: Origin = { registry: 'r.example', repository: 'a' }
const there: Origin = { registry: 's.example', repository: 'b' }
const text = '0123456789'.repeat(20_000)
const blob = { digest: digestOf(text), size: text.length }

let directory: string
let store: BlobStore
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'lazy-content-'))
  store = await BlobStore.open(directory)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** Content whose origin answers with what `respond` gives, and notes who was asked. */
function lazy(respond: (origin: Origin) => Readable | Promise<Readable>) {
  const asked: string[] = []
  const content = new LazyContent(store, {
    blob: async (origin: Origin, _digest: Digest) => {
      asked.push(origin.registry)
      return respond(origin)
    },
  })
  return { asked, content }
}

const whole = () => Readable.from([Buffer.from(text.slice(0, 1000)), Buffer.from(text.slice(1000))])

/** The stream's text; for the whole one its name, so that a failing test does not print it. */
async function all(stream: Readable): Promise<string> {
  const read = Buffer.concat(await stream.toArray()).toString()
  return read === text ? 'the whole text' : read.slice(0, 50)
}

describe('a blob at a known origin', () => {
  test('has a size at once, and moves when it is opened, once', async () => {
    const { asked, content } = lazy(whole)
    content.remember(blob, here)
    expect(await content.size(blob.digest)).toBe(blob.size)
    expect(await content.local(blob.digest)).toBeUndefined()
    expect(content.origins(blob.digest)).toEqual([here])
    expect(asked).toEqual([])
    expect(await all(await content.open(blob.digest))).toBe('the whole text')
    expect(await all(await content.open(blob.digest))).toBe('the whole text')
    expect(asked).toEqual(['r.example'])
    expect(await content.local(blob.digest)).toBe(blob.size)
  })

  test('is fetched once for many readers, whole or in part', async () => {
    const { asked, content } = lazy(whole)
    content.remember(blob, here)
    const streams = await Promise.all([
      content.open(blob.digest),
      content.open(blob.digest),
      content.open(blob.digest, { start: 5, end: 14 }),
      content.open(blob.digest, { start: text.length - 3, end: text.length - 1 }),
    ])
    expect(await Promise.all(streams.map(all))).toEqual([
      'the whole text',
      'the whole text',
      '5678901234',
      '789',
    ])
    expect(asked).toEqual(['r.example'])
  })

  test('is read while it still comes, but for its last byte', async () => {
    const origin = new PassThrough()
    const { content } = lazy(() => origin)
    content.remember(blob, here)
    origin.write(Buffer.from(text.slice(0, -10_000)))
    const stream = await content.open(blob.digest)
    let length = 0
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length
    })
    // What waits for its batch to fill comes with a later chunk; byte for byte, all but the last.
    for (const at of Array.from({ length: 10 }, (_, index) => text.length - 10_000 + index * 1000)) {
      await new Promise((resolve) => void setTimeout(resolve, 20))
      origin.write(Buffer.from(text.slice(at, Math.min(at + 1000, text.length - 1))))
    }
    await expect.poll(() => length).toBeGreaterThan(text.length - 10_000)
    expect(length).toBeLessThan(text.length)
    const ended = new Promise<void>((resolve) => void stream.once('end', () => resolve()))
    origin.end(Buffer.from(text.slice(-1)))
    await ended
    expect(length).toBe(text.length)
  })

  test('the empty one', async () => {
    const { content } = lazy(() => Readable.from([]))
    content.remember({ digest: digestOf(''), size: 0 }, here)
    expect(await all(await content.open(digestOf('')))).toBe('')
  })
})

describe('an origin that lies', () => {
  test.each([
    ['with other bytes', `x${text.slice(1)}`],
    ['with too few', text.slice(1)],
    ['with too many', `${text}x`],
  ])('%s breaks the stream, and nothing is kept', async (_, lie) => {
    const { content } = lazy(() => Readable.from([Buffer.from(lie)]))
    content.remember(blob, here)
    const streaming = content.open(blob.digest).then(all)
    await expect(streaming).rejects.toThrow('was promised')
    expect(await content.local(blob.digest)).toBeUndefined()
    await expect.poll(() => readdir(path.join(directory, 'incoming'))).toEqual([])
  })

  test('breaks a reader of a part that was right, too', async () => {
    const { content } = lazy(() => Readable.from([Buffer.from(`${text.slice(0, -1)}x`)]))
    content.remember(blob, here)
    await expect(content.open(blob.digest, { start: 0, end: 9 }).then(all)).rejects.toThrow('was promised')
  })

  test('is asked last the next time', async () => {
    const { asked, content } = lazy((origin) =>
      origin === here ? Readable.from([Buffer.from('lie')]) : whole(),
    )
    content.remember(blob, here)
    content.remember(blob, there)
    await expect(content.open(blob.digest).then(all)).rejects.toThrow('was promised')
    expect(await all(await content.open(blob.digest))).toBe('the whole text')
    expect(asked).toEqual(['r.example', 's.example'])
    expect(content.origins(blob.digest)).toEqual([there, here])
  })
})

describe('an origin that fails', () => {
  test('before its first byte: the next one is asked', async () => {
    const { asked, content } = lazy((origin) => {
      if (origin === here) throw new Error('out of reach')
      return whole()
    })
    content.remember(blob, here)
    content.remember(blob, there)
    expect(await all(await content.open(blob.digest))).toBe('the whole text')
    expect(asked).toEqual(['r.example', 's.example'])
  })

  test('in the middle: every reader learns of it', async () => {
    const { content } = lazy(() =>
      Readable.from(
        (async function* () {
          yield Buffer.from(text.slice(0, 100_000))
          throw new Error('cut')
        })(),
      ),
    )
    content.remember(blob, here)
    const readers = [content.open(blob.digest).then(all), content.open(blob.digest).then(all)]
    for (const result of await Promise.allSettled(readers))
      expect(result).toMatchObject({ status: 'rejected', reason: { message: 'cut' } })
  })

  test('all of them: opening fails with what the last one said', async () => {
    const { content } = lazy((origin) => {
      throw new Error(`no ${origin.registry}`)
    })
    content.remember(blob, here)
    content.remember(blob, there)
    await expect(content.open(blob.digest)).rejects.toThrow('no s.example')
  })

  test('nobody at all: says so', async () => {
    await expect(lazy(whole).content.open(blob.digest)).rejects.toMatchObject({ code: 'REGISTRY_FAILED' })
  })
})

describe('readers who leave', () => {
  test('the last one takes the transfer along; the next one begins another', async () => {
    const origins: PassThrough[] = []
    const { content } = lazy(() => {
      const origin = new PassThrough()
      origin.write(Buffer.from(text.slice(0, 1000)))
      origins.push(origin)
      return origin
    })
    content.remember(blob, here)
    const [one, two] = await Promise.all([content.open(blob.digest), content.open(blob.digest)])
    one.destroy()
    await new Promise((resolve) => void one.once('close', resolve))
    expect(origins[0]?.destroyed).toBe(false)
    two.destroy()
    await expect.poll(() => origins[0]?.destroyed).toBe(true)
    await expect.poll(() => readdir(path.join(directory, 'incoming'))).toEqual([])
    const third = content.open(blob.digest).then(all)
    await expect.poll(() => origins.length).toBe(2)
    origins[1]?.end(Buffer.from(text.slice(1000)))
    expect(await third).toBe('the whole text')
  })
})

test('what is pushed is kept like any other blob', async () => {
  const { content } = lazy(whole)
  const kept = await content.write(whole(), blob)
  expect(kept).toEqual(blob)
  expect(await content.size(blob.digest)).toBe(blob.size)
  expect(content.origins(blob.digest)).toEqual([])
})

describe('a blob that a cache keeps', () => {
  const other = () => Readable.from([Buffer.from(text.replace('5', '6'))])

  /** Content whose cache answers with what `respond` gives, and notes what was lost. */
  function cached(respond: () => Readable, origin?: () => Readable) {
    const { asked, content } = lazy(origin ?? whole)
    const lost: Digest[] = []
    if (origin) content.remember(blob, here)
    content.keep(blob, {
      open: async () => {
        asked.push('cache')
        return respond()
      },
      lost: (digest) => lost.push(digest),
    })
    return { asked, content, lost }
  }

  test('is known at once, comes from there before any registry, and once for all who ask', async () => {
    const { asked, content, lost } = cached(whole, whole)
    expect(await content.size(blob.digest)).toBe(blob.size)
    expect(content.origins(blob.digest)).toEqual([here])
    const streams = await Promise.all([1, 2, 3].map(() => content.open(blob.digest)))
    expect(await Promise.all(streams.map(all))).toEqual(Array(3).fill('the whole text'))
    expect([asked, lost]).toEqual([['cache'], []])
  })

  test('no byte of it is seen before all were checked: others come from the registry', async () => {
    const { asked, content, lost } = cached(other, whole)
    expect(await all(await content.open(blob.digest))).toBe('the whole text')
    expect([asked, lost]).toEqual([['cache', 'r.example'], [blob.digest]])
  })

  test('is nobody’s when nobody else has it, and is not promised again', async () => {
    const { content, lost } = cached(other)
    await expect(content.open(blob.digest)).rejects.toThrow(/was promised/)
    expect(lost).toEqual([blob.digest])
    expect(await content.size(blob.digest)).toBeUndefined()
  })
})
