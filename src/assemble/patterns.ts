/**
 * Go's path.Match, which BuildKit uses for wildcards in the sources of COPY and ADD: `*` and `?` stop at a slash,
 * `[a-z]` and `[^a-z]` are classes, a backslash quotes. A pattern that is malformed matches nothing.
 */
export function wildcardMatcher(pattern: string): (path: string) => boolean {
  const expression = toExpression([...pattern])
  return expression ? (path) => expression.test(path) : () => false
}

/** True when a path has an unquoted wildcard in it. */
export function hasWildcard(path: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?[]/.test(path)
}

function toExpression(pattern: readonly string[]): RegExp | undefined {
  let out = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? ''
    if (character === '*') out += '[^/]*'
    else if (character === '?') out += '[^/]'
    else if (character === '[') {
      const read = readClass(pattern, at + 1)
      if (!read) return undefined
      out += read.expression
      at = read.end
    } else if (character === '\\') {
      const quoted = pattern[++at]
      if (quoted === undefined) return undefined
      out += escaped(quoted)
    } else out += escaped(character)
  }
  return new RegExp(`^${out}$`, 'su')
}

/** Reads a class from behind its `[`; `end` is the place of its `]`. Undefined when it is malformed. */
function readClass(
  pattern: readonly string[],
  start: number,
): { readonly expression: string; readonly end: number } | undefined {
  let at = start
  const negated = pattern[at] === '^'
  if (negated) at++
  const one = (): string | undefined => {
    const character = pattern[at]
    if (character === undefined || character === '-' || character === ']') return undefined
    at++
    return character === '\\' ? pattern[at++] : character
  }
  let ranges = ''
  for (let first = true; first || pattern[at] !== ']'; first = false) {
    const low = one()
    if (low === undefined) return undefined
    let high = low
    if (pattern[at] === '-') {
      at++
      const end = one()
      if (end === undefined) return undefined
      high = end
    }
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0]
    // A range that is the wrong way round matches nothing, without a fault.
    if (from <= to) ranges += `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`
  }
  if (ranges === '') return { expression: negated ? '[^/]' : '(?!)', end: at }
  return { expression: negated ? `[^/${ranges}]` : `(?!/)[${ranges}]`, end: at }
}

function escaped(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}
