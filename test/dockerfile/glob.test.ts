import { describe, expect, it } from 'vitest'
import {
  parseShellPattern,
  withoutPrefix,
  withoutSuffix,
  withReplacement,
} from '../../src/dockerfile/glob.js'

function tokensOf(pattern: string) {
  const parsed = parseShellPattern(pattern)
  if ('reason' in parsed) throw new Error(parsed.reason)
  return parsed.tokens
}

describe('a pattern', () => {
  it.each([
    ['a.b.c', '*.', 'b.c', 'c'],
    ['a.b.c', '?', '.b.c', '.b.c'],
    ['aaa', 'a*', 'aa', ''],
    ['a[b]c', '[a]', 'a[b]c', 'a[b]c'],
    ['[a]x', '[a]', 'x', 'x'],
    ['a*b', 'a\\*', 'b', 'b'],
    ['a\nb', '*b', 'a\nb', 'a\nb'],
    ['😀x', '?', 'x', 'x'],
    ['abc', '', 'abc', 'abc'],
  ])('of %j cuts %j off the beginning: %j, or %j', (value, pattern, shortest, longest) => {
    expect(withoutPrefix(value, tokensOf(pattern), false)).toBe(shortest)
    expect(withoutPrefix(value, tokensOf(pattern), true)).toBe(longest)
  })

  it.each([
    ['a.b.c', '.*', 'a.b', 'a'],
    ['a.b.c', '?', 'a.b.', 'a.b.'],
    ['aaa', '*a', 'aa', ''],
    ['x😀', '?', 'x', 'x'],
    ['a}', '\\}', 'a', 'a'],
  ])('of %j cuts %j off the end: %j, or %j', (value, pattern, shortest, longest) => {
    expect(withoutSuffix(value, tokensOf(pattern), false)).toBe(shortest)
    expect(withoutSuffix(value, tokensOf(pattern), true)).toBe(longest)
  })

  it.each([
    ['banana', 'an', 'X', 'bXana', 'bXXa'],
    ['banana', '*', 'X', 'X', 'X'],
    ['banana', 'a?', 'X', 'bXana', 'bXXa'],
    ['abc', '', '-', '-abc', '-a-b-c-'],
    ['a/b', '\\/', '$&', 'a$&b', 'a$&b'],
    ['abc', 'x', 'y', 'abc', 'abc'],
  ])('of %j replaces %j by %j: %j, or %j', (value, pattern, replacement, first, every) => {
    expect(withReplacement(value, tokensOf(pattern), replacement, false)).toBe(first)
    expect(withReplacement(value, tokensOf(pattern), replacement, true)).toBe(every)
  })

  it.each(['\\a', 'a\\', '\\['])('with the escape of %j cannot be read', (pattern) => {
    expect(parseShellPattern(pattern)).toHaveProperty('reason')
  })
})
