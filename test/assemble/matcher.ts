import type { PathMatcher } from '../../src/assemble/copy.js'
import { wildcardMatcher } from '../../src/assemble/patterns.js'

/** Enough of .dockerignore's patterns for these tests: wildcards, a leading or trailing `**`, `!`. */
export function matcher(patterns: readonly string[]): PathMatcher {
  const parsed = patterns.map((text) => ({
    negated: text.startsWith('!'),
    matches: variants(text.replace(/^!/, '')).map(wildcardMatcher),
  }))
  return {
    hasExceptions: parsed.some(({ negated }) => negated),
    matches: (path) => {
      const ways = path.split('/').map((_part, at, parts) => parts.slice(0, at + 1).join('/'))
      let matched = false
      for (const { negated, matches } of parsed) {
        if (negated === matched && ways.some((way) => matches.some((match) => match(way)))) matched = !negated
      }
      return matched
    },
  }
}

function variants(pattern: string): string[] {
  if (!pattern.startsWith('**/')) return [pattern]
  const rest = pattern.slice(3)
  return [0, 1, 2, 3, 4].map((depth) => `${'*/'.repeat(depth)}${rest}`)
}
