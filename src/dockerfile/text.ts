/**
 * White space as Go's unicode.IsSpace has it. JavaScript's `\s` differs in two characters: it has U+FEFF and
 * lacks U+0085, and a Dockerfile must be read the same everywhere.
 */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const ONE_SPACE = new RegExp(`^[${SPACE}]$`)
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`)
const TRAILING_SPACE = new RegExp(`[${SPACE}]+$`)

/** The runs of white space at which the arguments of an instruction are split. */
export const ARGUMENT_GAP = /[\t\v\f\r ]+/

/** True for one character of white space. */
export function isSpace(character: string): boolean {
  return ONE_SPACE.test(character)
}

export function trimStart(text: string): string {
  return text.replace(LEADING_SPACE, '')
}

export function trimSpace(text: string): string {
  return trimStart(text).replace(TRAILING_SPACE, '')
}

/** Splits at the first gap: `['RUN', 'make  all']`; one element when there is no gap. */
export function splitOnce(text: string): readonly [string, string?] {
  const gap = ARGUMENT_GAP.exec(text)
  if (!gap) return [text]
  return [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)]
}
