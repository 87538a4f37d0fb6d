/** A pattern of `${x#pattern}` and its relatives: `*`, `?` and plain characters; there are no brackets. */
type Token = '*' | '?' | { readonly literal: string }

/** A pattern that was read, or the reason why it cannot be. */
export type ShellPattern = { readonly tokens: readonly Token[] } | { readonly reason: string }

/** Reads a pattern. A backslash quotes `*`, `?`, `\`, and the `}` and `/` that would end it. */
export function parseShellPattern(text: string): ShellPattern {
  const tokens: Token[] = []
  const characters = [...text]
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? ''
    if (character === '*' || character === '?') tokens.push(character)
    else if (character === '\\') {
      const quoted = characters[++i] ?? ''
      if (!['*', '?', '\\', '}', '/'].includes(quoted)) return { reason: `"\\${quoted}" is not an escape` }
      tokens.push({ literal: quoted })
    } else tokens.push({ literal: character })
  }
  return { tokens }
}

/** Takes the shortest or longest beginning that matches off a value. */
export function withoutPrefix(value: string, tokens: readonly Token[], longest: boolean): string {
  const match = new RegExp(`^${expression(tokens, longest)}`, 'u').exec(value)
  return match ? value.slice(match[0].length) : value
}

/** Takes the shortest or longest end that matches off a value: a beginning, read backwards. */
export function withoutSuffix(value: string, tokens: readonly Token[], longest: boolean): string {
  return backwards(withoutPrefix(backwards(value), [...tokens].reverse(), longest))
}

/** Replaces the first or every (longest) match. An empty match right after another match does not count. */
export function withReplacement(
  value: string,
  tokens: readonly Token[],
  replacement: string,
  every: boolean,
): string {
  let lastEnd = -1
  return value.replace(new RegExp(expression(tokens, true), every ? 'gu' : 'u'), (match, ...rest) => {
    const offset = rest.find((x) => typeof x === 'number') ?? 0
    if (match === '' && offset === lastEnd) return ''
    lastEnd = offset + match.length
    return replacement
  })
}

function expression(tokens: readonly Token[], longest: boolean): string {
  const star = longest ? '[^\\n]*' : '[^\\n]*?'
  return tokens
    .map((token) => {
      if (token === '*') return star
      if (token === '?') return '[^\\n]'
      return token.literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    })
    .join('')
}

function backwards(text: string): string {
  return [...text].reverse().join('')
}
