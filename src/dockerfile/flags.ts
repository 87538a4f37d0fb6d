import { didYouMean, dockerfileError } from './failure.js'
import type { Place } from '../errors/errors.js'
import { isSpace } from './text.js'

/** The flags at the beginning of an instruction's arguments, unquoted, and the rest of the line. */
export interface SplitFlags {
  readonly flags: readonly string[]
  readonly rest: string
}

/** Takes words that begin with `--` off the front; a lone `--` ends them. Quotes and escapes are resolved. */
export function splitFlags(text: string, escape: string): SplitFlags {
  const flags: string[] = []
  let position = 0
  for (;;) {
    while (position < text.length && isSpace(text.charAt(position))) position++
    if (!text.startsWith('--', position)) return { flags, rest: text.slice(position) }
    const word = readWord(text, position, escape)
    position = word.end
    if (word.text === '--') return { flags, rest: text.slice(position) }
    flags.push(word.text)
  }
}

function readWord(text: string, start: number, escape: string): { text: string; end: number } {
  let word = ''
  let quote: string | undefined
  let position = start
  for (; position < text.length; position++) {
    const character = text.charAt(position)
    if (character === escape) word += text.charAt(++position)
    else if (quote !== undefined) {
      if (character === quote) quote = undefined
      else word += character
    } else if (character === '"' || character === "'") quote = character
    else if (isSpace(character)) break
    else word += character
  }
  return { text: word, end: Math.min(position, text.length) }
}

/** What an instruction's flag holds: `switch` is `--x`, `--x=true` or `--x=false`; `list` may be repeated. */
export type FlagKind = 'text' | 'switch' | 'list'

/** Flags of an instruction that were read; ask by name. */
export interface Flags {
  text(name: string): string | undefined
  switch(name: string): boolean | undefined
  list(name: string): readonly string[]
}

/** Reads an instruction's flags. Throws DocklessError for one that is unknown, repeated or without its value. */
export function readFlags(
  keyword: string,
  given: readonly string[],
  known: Readonly<Record<string, FlagKind>>,
  place: Place,
): Flags {
  const values = new Map<string, string[]>()
  for (const flag of given) {
    const equals = flag.indexOf('=')
    const name = flag.slice(2, equals === -1 ? undefined : equals)
    const value = equals === -1 ? undefined : flag.slice(equals + 1)
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    if (kind === undefined) throw unknownFlag(keyword, name, Object.keys(known), place)
    const before = values.get(name) ?? []
    if (before.length > 0 && kind !== 'list')
      throw dockerfileError(`${keyword} has --${name} twice`, place, `Give --${name} once`)
    values.set(name, [...before, flagValue(keyword, name, kind, value, place)])
  }
  return {
    text: (name) => values.get(name)?.[0],
    switch: (name) => (values.has(name) ? values.get(name)?.[0] === 'true' : undefined),
    list: (name) => values.get(name) ?? [],
  }
}

function flagValue(
  keyword: string,
  name: string,
  kind: FlagKind,
  value: string | undefined,
  place: Place,
): string {
  if (kind === 'switch') {
    const text = value === undefined ? 'true' : value.toLowerCase()
    if (text === 'true' || text === 'false') return text
    throw dockerfileError(
      `${keyword} --${name} is true or false, not ${JSON.stringify(value)}`,
      place,
      `Write --${name}, --${name}=true or --${name}=false`,
    )
  }
  if (value !== undefined) return value
  throw dockerfileError(`${keyword} --${name} has no value`, place, `Write --${name}=VALUE`)
}

function unknownFlag(keyword: string, name: string, known: readonly string[], place: Place): Error {
  const list = known.map((k) => `--${k}`)
  const otherwise =
    list.length === 0 ? `${keyword} takes no flags: remove it` : `${keyword} knows ${list.join(', ')}`
  return dockerfileError(`${keyword} has no flag --${name}`, place, didYouMean(`--${name}`, list, otherwise))
}
