import { inspect } from 'node:util'

/**
 * A value that must not be seen. Printing, joining, JSON and util.inspect all give `***`;
 * only `reveal()` gives the value, so a search for that word finds every use.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '***'
  }

  toJSON(): string {
    return '***'
  }

  [inspect.custom](): string {
    return '***'
  }
}
