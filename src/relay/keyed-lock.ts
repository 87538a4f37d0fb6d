/** One at a time for each key, in the order of arrival. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<void>>()

  /** Runs `body` when everybody who came before for this key is through. */
  async hold<T>(key: string, body: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve()
    const result = before.then(body)
    const tail = result.then(
      () => {},
      () => {},
    )
    this.#tails.set(key, tail)
    try {
      return await result
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key)
    }
  }
}
