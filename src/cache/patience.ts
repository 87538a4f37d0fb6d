import type { Readable } from 'node:stream'

/** How long a cache is waited for, in milliseconds. A build without it is slower, and no worse. */
export interface Patience {
  /** The whole answer to "what is there?". It is asked for while the runner is looked at. */
  readonly loadMs: number
  /** The longest that a question may go without an answer, and that a blob may bring next to nothing: `LEAST_SIZE`. */
  readonly readMs: number
  /** The longest that a save may go without a byte or an answer. */
  readonly stallMs: number
  /** A save in all. */
  readonly saveMs: number
}

export const PATIENCE: Patience = { loadMs: 10_000, readMs: 5000, stallMs: 30_000, saveMs: 600_000 }

/** A blob that brings fewer bytes than this in `readMs` would be made again sooner. */
const LEAST_SIZE = 64 * 1024

/** It did not come in time. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow'
}

/**
 * What `body` resolves to, when it does so in time. Throws TooSlow otherwise; the signal that `body` was given fires
 * then, and what it does with it is not waited for.
 */
export async function within<T>(
  limitMs: number,
  signal: AbortSignal,
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using watch = new Watch(limitMs, signal, (ms) => `it took longer than ${seconds(ms)}`)
  return await watch.over(body(watch.signal))
}

/** The bytes of a stream that keeps moving. Throws TooSlow when it does not; it is left then, not waited for. */
export async function* moving(
  open: (watch: Watch) => Promise<Readable>,
  limitMs: number,
): AsyncGenerator<Uint8Array> {
  using watch = new Watch(limitMs, undefined, (ms) => `it gave next to nothing for ${seconds(ms)}`)
  const stream = await watch.over(open(watch))
  try {
    const chunks = stream[Symbol.asyncIterator]()
    for (;;) {
      const { done, value } = await watch.over(chunks.next())
      if (done === true) return
      if (!(value instanceof Uint8Array)) throw new TypeError('a blob is a stream of bytes')
      watch.moved(value.length)
      yield value
    }
  } finally {
    stream.destroy()
  }
}

/** A signal that fires when nothing moved for some time, or when another one does. */
export class Watch implements Disposable {
  readonly signal: AbortSignal
  readonly #late = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #fired: Promise<never>
  #size = 0

  constructor(
    limitMs: number,
    signal?: AbortSignal,
    what = (ms: number) => `nothing moved for ${seconds(ms)}`,
  ) {
    this.signal = AbortSignal.any([this.#late.signal, ...(signal ? [signal] : [])])
    this.#timer = setTimeout(() => this.#late.abort(new TooSlow(what(limitMs))), limitMs)
    this.#fired = new Promise((_, reject) => {
      const fire = (): void => reject(this.signal.reason)
      if (this.signal.aborted) fire()
      else this.signal.addEventListener('abort', fire, { once: true })
    })
    this.#fired.catch(() => {}) // it is told to whoever waits
  }

  /** Something moved: an answer, or so many bytes. When they add up to something, the time begins anew. */
  moved(size = LEAST_SIZE): void {
    this.#size += size
    if (this.#size < LEAST_SIZE) return
    this.#size = 0
    this.#timer.refresh()
  }

  /** What `work` comes to, unless the signal fires first. */
  async over<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {}) // when it fails later, nobody waits for it
    return Promise.race([work, this.#fired])
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }
}

function seconds(ms: number): string {
  return `${ms / 1000} seconds`
}
