import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { moving, TooSlow, Watch, within } from '../../src/cache/patience.js'

const KEPT = new AbortController().signal
const never = (): Promise<never> => new Promise(() => {})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('an answer', () => {
  test('in time is the answer', async () => {
    expect(await within(100, KEPT, async () => 'yes')).toBe('yes')
  })
  test('that does not come is not waited for, and who works on it is told', async () => {
    let told: AbortSignal | undefined
    const waiting = within(100, KEPT, (signal) => {
      told = signal
      return never()
    })
    const failed = expect(waiting).rejects.toThrow(TooSlow)
    await vi.advanceTimersByTimeAsync(101)
    await failed
    expect(told?.aborted).toBe(true)
  })
  test('is not waited for when the run ends', async () => {
    const run = new AbortController()
    const failed = expect(within(100, run.signal, never)).rejects.toThrow('ended')
    run.abort(new Error('ended'))
    await failed
  })
})

describe('a stream', () => {
  const read = async (stream: Readable): Promise<number> => {
    let size = 0
    for await (const chunk of moving(async () => stream, 100)) size += chunk.length
    return size
  }
  test('that moves may take as long as it likes', async () => {
    const stream = new PassThrough()
    const reading = read(stream)
    for (let i = 0; i < 5; i += 1) {
      stream.write(Buffer.alloc(70_000))
      await vi.advanceTimersByTimeAsync(90)
    }
    stream.end()
    expect(await reading).toBe(350_000)
  })
  test.each([
    ['nothing', 0],
    ['a byte at a time', 1],
  ])('that brings %s is left, and closed', async (_, size) => {
    const stream = new PassThrough()
    const failed = expect(read(stream)).rejects.toThrow(TooSlow)
    for (let i = 0; i < 5; i += 1) {
      stream.write(Buffer.alloc(size))
      await vi.advanceTimersByTimeAsync(30)
    }
    await failed
    expect(stream.destroyed).toBe(true)
  })
  test('that breaks, breaks for its reader', async () => {
    const stream = new Readable({ read() {} })
    const failed = expect(read(stream)).rejects.toThrow('cut')
    stream.destroy(new Error('cut'))
    await failed
  })
})

test('an upload is given up when nothing goes out, however long it took until then', async () => {
  using watch = new Watch(100)
  for (let i = 0; i < 5; i += 1) {
    await vi.advanceTimersByTimeAsync(90)
    watch.moved(256 * 1024)
  }
  expect(watch.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(101)
  expect(watch.signal.aborted).toBe(true)
})
