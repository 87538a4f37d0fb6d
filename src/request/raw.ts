import type { Mistake } from '../errors/errors.js'

/** Where the value of an input came from: `--tags`, `CONTEXT`, `INPUT_TAGS`, `DOCKLESS_TAGS`. */
export interface InputOrigin {
  readonly kind: 'flag' | 'variable'
  readonly name: string
}

/**
 * One raw value. `text` is what a variable holds: lists as CSV lines, or as a JSON array in a `DOCKLESS_`
 * variable. `items` is what repeated flags hold: each one a CSV record.
 */
export type RawValue = { readonly origin: InputOrigin } & (
  | { readonly text: string }
  | { readonly items: readonly string[] }
)

/** Input name -> raw value. Inputs that were not given, or given empty, are absent. */
export type RawInputs = ReadonlyMap<string, RawValue>

/** What one place (the command line, the environment) gave, and what was wrong with the names in it. */
export interface Given {
  readonly inputs: RawInputs
  readonly mistakes: readonly Mistake[]
  /** Sentences for the log: deprecated names, names that look like a slip. */
  readonly warnings: readonly string[]
}

/** Lays what was given in several places over each other: the first place that has a value wins, whole. */
export function combine(...places: readonly Given[]): Given {
  const inputs = new Map<string, RawValue>()
  for (const place of places) {
    for (const [name, value] of place.inputs) if (!inputs.has(name)) inputs.set(name, value)
  }
  return {
    inputs,
    mistakes: places.flatMap((place) => place.mistakes),
    warnings: places.flatMap((place) => place.warnings),
  }
}

/** How the user wrote an input: `--tags`, `tags` (GitHub), `DOCKLESS_TAGS`. */
export function writtenAs(input: string, origin: InputOrigin | undefined): string {
  if (origin?.kind === 'flag') return origin.name
  return origin?.kind === 'variable' && !origin.name.startsWith('INPUT_') ? origin.name : input
}
