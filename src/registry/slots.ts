/** Lets so many holders in at once; the others wait in line. */
export class Slots {
  readonly #line: (() => void)[] = []
  #free: number

  constructor(count: number) {
    this.#free = count
  }

  /** Waits for a slot. What it returns gives the slot back, once, however often it is called. */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#free > 0) this.#free -= 1
    else await this.#wait(signal)
    let held = true
    return () => {
      if (!held) return
      held = false
      const next = this.#line.shift()
      if (next) next()
      else this.#free += 1
    }
  }

  async #wait(outer: AbortSignal | undefined): Promise<void> {
    // A signal of this wait alone: Node warns of a leak when many listen to one that lives as long as the run.
    const signal = outer && AbortSignal.any([outer])
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#line.splice(this.#line.indexOf(enter), 1)
        reject(signal?.reason)
      }
      this.#line.push(enter)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }
}
