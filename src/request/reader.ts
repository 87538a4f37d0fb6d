import { closest } from '../errors/suggest.js'
import { type Mistake, WrongInput } from '../errors/errors.js'
import { type ParsedList, parseCsvList, parseJsonList } from './parse-list.js'
import { type RawInputs, type RawValue, writtenAs } from './raw.js'
import { findInput, type InputName } from './table.js'

const TRUE: ReadonlySet<string> = new Set(['true', 'True', 'TRUE'])
const FALSE: ReadonlySet<string> = new Set(['false', 'False', 'FALSE'])

/** A `KEY=VALUE` item; `value` is undefined when there is no equals sign. */
export interface Pair {
  readonly key: string
  readonly value: string | undefined
}

/**
 * Reads raw values by name and kind, and collects every mistake on the way. What could not be read counts as
 * not given, so that reading goes on.
 */
export class Reader {
  readonly #raw: RawInputs
  readonly #mistakes: Mistake[]

  constructor(raw: RawInputs, mistakes: readonly Mistake[] = []) {
    this.#raw = raw
    this.#mistakes = [...mistakes]
  }

  /** Throws WrongInput with all mistakes, if there are any. */
  finish(): void {
    const [first, ...more] = this.#mistakes
    if (first) throw new WrongInput([first, ...more])
  }

  /** Notes a mistake. `problem` and `fix` are clauses without a full stop at the end. */
  wrong(input: InputName, problem: string, fix: string): void {
    this.mistake({ input: this.name(input), problem, fix })
  }

  /** Notes a mistake in something that is no input of the table. */
  mistake(mistake: Mistake): void {
    this.#mistakes.push(mistake)
  }

  /** The input's name as the user wrote it. */
  name(input: InputName): string {
    return writtenAs(input, this.#raw.get(input)?.origin)
  }

  has(input: InputName): boolean {
    return this.#raw.has(input)
  }

  /** A single value, without white space around it unless the table says that it matters. */
  text(input: InputName): string | undefined {
    const raw = this.#raw.get(input)
    if (!raw) return undefined
    const text = 'text' in raw ? raw.text : (raw.items.at(-1) ?? '')
    return findInput(input)?.untrimmed ? text : text.trim()
  }

  /** False when not given. */
  boolean(input: InputName): boolean {
    const text = this.text(input)
    if (text === undefined || FALSE.has(text)) return false
    if (TRUE.has(text)) return true
    this.wrong(input, `"${text}" is not a boolean`, 'Write true or false')
    return false
  }

  choice<T extends string>(input: InputName, choices: readonly T[], otherwise: T): T {
    const text = this.text(input)
    if (text === undefined) return otherwise
    const found = choices.find((choice) => choice === text)
    if (found !== undefined) return found
    const near = closest(text, choices)
    const hint = near === undefined ? '' : `Did you mean ${near}? `
    this.wrong(input, `"${text}" is not one of its values`, `${hint}Write one of ${choices.join(', ')}`)
    return otherwise
  }

  /** The items of a list; empty when not given. */
  list(input: InputName): readonly string[] {
    const raw = this.#raw.get(input)
    if (!raw) return []
    const items: string[] = []
    for (const parsed of this.#parse(input, raw)) {
      if ('reason' in parsed) {
        this.wrong(
          input,
          parsed.reason,
          'Write one item a line, or quote it with "…" and double quotes inside of it',
        )
      } else {
        items.push(...parsed)
      }
    }
    return items
  }

  /** The items of a list of `KEY=VALUE`; the last of a key wins where a caller makes a record of them. */
  pairs(input: InputName): readonly Pair[] {
    return this.list(input).map((item) => {
      const equals = item.indexOf('=')
      return equals === -1
        ? { key: item, value: undefined }
        : { key: item.slice(0, equals), value: item.slice(equals + 1) }
    })
  }

  #parse(input: InputName, raw: RawValue): readonly ParsedList[] {
    const row = findInput(input)
    const literalQuotes = row?.quotes === 'literal'
    const syntax = { commas: row?.commas ?? false, trim: !row?.untrimmed, literalQuotes }
    if ('items' in raw) return raw.items.map((item) => parseCsvList(item, syntax))
    return [isJsonList(raw) ? parseJsonList(raw.text) : parseCsvList(raw.text, syntax)]
  }
}

/** A `DOCKLESS_` variable that begins with `[` is JSON: that is how GitLab hands over an array. */
function isJsonList(raw: RawValue): boolean {
  return (
    'text' in raw &&
    raw.origin.kind === 'variable' &&
    raw.origin.name.startsWith('DOCKLESS_') &&
    raw.text.trimStart().startsWith('[')
  )
}
