/** One challenge of `WWW-Authenticate` (RFC 9110, section 11.6.1). Scheme and parameter names in lower case. */
export interface Challenge {
  readonly scheme: string
  readonly parameters: Readonly<Record<string, string>>
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const PARAMETER = new RegExp(`(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`, 'y')
const SCHEME = new RegExp(`(${TOKEN})(?:[ \\t]+([A-Za-z0-9._~+/-]+=*)(?=[ \\t]*(?:,|$)))?`, 'y')
const SEPARATOR = /[ \t,]*/y

/**
 * Reads the values of `WWW-Authenticate`: one header may hold several challenges, and there may be several
 * headers. What cannot be read ends its header; what was read before it counts.
 */
export function parseChallenges(values: readonly string[]): readonly Challenge[] {
  return values.flatMap(parseHeader)
}

function parseHeader(text: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = []
  let at = 0
  for (;;) {
    at = match(SEPARATOR, text, at)?.end ?? at
    const current = challenges.at(-1)
    const parameter = current && match(PARAMETER, text, at)
    if (current && parameter) {
      const [, name = '', quoted, plain] = parameter.groups
      current.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''
      at = parameter.end
      continue
    }
    const scheme = match(SCHEME, text, at)
    if (!scheme) return challenges
    challenges.push({ scheme: (scheme.groups[1] ?? '').toLowerCase(), parameters: {} })
    at = scheme.end
  }
}

function match(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly groups: readonly (string | undefined)[]; readonly end: number } | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found ? { groups: found, end: at + found[0].length } : undefined
}
