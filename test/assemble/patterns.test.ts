import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasWildcard, wildcardMatcher } from '../../src/assemble/patterns.js'

test.each<readonly [pattern: string, path: string, matches: boolean]>([
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*', 'a/b', false],
  ['*c', 'abc', true],
  ['a*/b', 'a/c/b', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a?c', 'aéc', true],
  ['a?c', 'a/c', false],
  ['ab[b-d]', 'abc', true],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['a[!b]c', 'a!c', true],
  ['[\\-x]', '-', true],
  ['[]a]', ']', false],
  ['[-]', '-', false],
  ['[x-]', 'x', false],
  ['[b-a]', 'a', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a\\', 'a', false],
  ['a[', 'a', false],
  ['.', 'x', false],
  ['a.b+(c)', 'a.b+(c)', true],
  ['*', '.hidden', true],
])('%s and %s: %s', (pattern, path, matches) => expect(wildcardMatcher(pattern)(path)).toBe(matches))

test.each([
  ['a/b', false],
  ['a*', true],
  ['[x]', true],
  ['a\\*', false],
  ['a\\\\*', true],
  ['?', true],
])('%s has a wildcard: %s', (path, has) => expect(hasWildcard(path)).toBe(has))

test('any pattern gives an answer, and a quoted path matches itself alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (pattern, path) => {
      expect(typeof wildcardMatcher(pattern)(path)).toBe('boolean')
      const quoted = path.replaceAll(/[\\*?[]/g, '\\$&')
      expect(wildcardMatcher(quoted)(path)).toBe(true)
      expect(wildcardMatcher(quoted)(`${path}x`)).toBe(false)
    }),
  )
})
