/** A secret shorter than this is not searched for in output: it would turn ordinary text into stars. */
const SHORTEST = 4

/**
 * Knows the run's secret values, in the forms in which they tend to leak: as they are, base64 (also as
 * `user:password`, which callers add as a value of its own), URL-encoded, and each line of a longer text.
 */
export class Redactor {
  readonly #forms = new Set<string>()
  #pattern: RegExp | undefined

  /** Adds a value to hide. Empty and very short values are left alone. */
  add(value: string): void {
    const lines = value.split(/\r?\n/)
    for (const text of [value, ...lines]) {
      const trimmed = text.trim()
      if (trimmed.length < SHORTEST) continue
      this.#forms.add(trimmed)
      this.#forms.add(Buffer.from(text).toString('base64'))
      this.#forms.add(Buffer.from(text).toString('base64url'))
      this.#forms.add(encodeURIComponent(trimmed))
      this.#forms.add(JSON.stringify(trimmed).slice(1, -1))
    }
    this.#pattern = undefined
  }

  /** The text with every known secret replaced by `***`. */
  redact(text: string): string {
    if (this.#forms.size === 0) return text
    this.#pattern ??= new RegExp(
      [...this.#forms]
        .sort((a, b) => b.length - a.length)
        .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|'),
      'g',
    )
    return text.replace(this.#pattern, '***')
  }
}
