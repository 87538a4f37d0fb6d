import { setMaxListeners } from 'node:events'
import { EndedBySignal } from '../errors/errors.js'

const NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }

/**
 * How long a run lives: its `signal` fires at SIGINT, SIGTERM or SIGHUP, and everything that was added is
 * released in reverse order at the end, whatever the way out.
 */
export class Lifetime implements AsyncDisposable {
  readonly #controller = new AbortController()
  readonly #resources: AsyncDisposable[] = []
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.end(new EndedBySignal(signal, NUMBERS[signal] ?? 15))
  }

  constructor() {
    setMaxListeners(0, this.#controller.signal) // every child and every request of a run listens to it
    for (const signal of Object.keys(NUMBERS)) process.on(signal, this.#onSignal)
  }

  /** Fires when the run is to end. Its reason is an EndedBySignal. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Ends the run for this reason; the first one given is the one that counts. */
  end(reason: unknown): void {
    this.#controller.abort(reason)
  }

  /** Takes charge of a resource: it is released at the end, the last one first. */
  use<T extends AsyncDisposable>(resource: T): T {
    this.#resources.push(resource)
    return resource
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      for (let last = this.#resources.pop(); last; last = this.#resources.pop())
        await last[Symbol.asyncDispose]()
    } finally {
      for (const signal of Object.keys(NUMBERS)) process.off(signal, this.#onSignal)
    }
  }
}
