import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import { PatternMatcher, readIgnoreFile } from '../../src/context/ignore.js'

function patterns(text: string): readonly string[] {
  return readIgnoreFile(text, '.dockerignore').map((rule) => rule.pattern)
}

/** What a walk decides for a path. */
function walked(matcher: PatternMatcher, path: string): boolean {
  const parts = path.split('/')
  let matched = false
  let state: readonly boolean[] | undefined
  for (let i = 1; i <= parts.length; i++)
    ({ matched, state } = matcher.step(parts.slice(0, i).join('/'), state))
  return matched
}

describe('an ignore file', () => {
  it.each([
    ['a\n\n# c\n b \n', ['a', 'b']],
    [' # no comment', ['# no comment']],
    ['\ufeff# comment\r\na\r\n', ['a']],
    ['/a/', ['a']],
    ['./a//b/../c', ['a/c']],
    ['! /a', ['!a']],
    ['!\n', ['!']],
    ['/', ['/']],
    ['..', ['..']],
  ])('%j has the patterns %j', (text, expected) => {
    expect(patterns(text)).toEqual(expected)
  })

  it('knows the line of each', () => {
    expect(readIgnoreFile('a\n\n!b', 'x.dockerignore')).toEqual([
      { pattern: 'a', place: { file: 'x.dockerignore', line: 1 } },
      { pattern: '!b', place: { file: 'x.dockerignore', line: 3 } },
    ])
  })
})

describe('a pattern', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a', 'a/b/c', true],
    ['a', 'b/a', false],
    ['a/b', 'a/b', true],
    ['a/b', 'a', false],
    ['*', 'a', true],
    ['*', 'a/b', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['*/*.md', 'docs/README.md', true],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'a/b/README.md', true],
    ['**', 'a/b', true],
    ['a/**', 'a', false],
    ['a/**', 'a/b/c', true],
    ['a/**/c', 'a/c', true],
    ['a/**/c', 'a/x/y/c', true],
    ['**/foo', 'foo', true],
    ['**/foo', 'a/foo', true],
    ['**/foo', 'a/xfoo', false],
    ['**foo', 'xfoo', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a?', 'a😀', true],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['a.b', 'axb', false],
    ['d (1)', 'd (1)', true],
    ['x+y*', 'x+yz', true],
    ['$a*', '$ab', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['A', 'a', false],
  ])('%s and the path %s: %s', (pattern, path, expected) => {
    const matcher = new PatternMatcher([pattern])
    expect(matcher.matches(path)).toBe(expected)
    expect(walked(matcher, path)).toBe(expected)
  })

  it.each([
    [['*', '!a'], 'a/b', false],
    [['*', '!a/b'], 'a/b', false],
    [['*', '!a/b'], 'a/c', true],
    [['*', '!*.md', 'x.md'], 'x.md', true],
    [['!a', '*'], 'a', true],
    [['a', '!a/b', 'a/b/c'], 'a/b/d', false],
    [['a', '!a/b', 'a/b/c'], 'a/b/c', true],
  ])('%j leave out %s: %s', (list, path, expected) => {
    const matcher = new PatternMatcher(list)
    expect(matcher.matches(path)).toBe(expected)
    expect(walked(matcher, path)).toBe(expected)
    expect(matcher.hasExceptions).toBe(true)
  })

  it.each(['!', '[', '[]', '[a-]', 'a\\', 'a/[b'])('%s is malformed', (pattern) => {
    const place = { file: '.dockerignore', line: 4 }
    expect(() => new PatternMatcher([{ pattern, place }])).toThrow(
      expect.objectContaining({ code: 'BUILD_FAILED', place, fix: expect.stringMatching(/\w/) }),
    )
  })

  it.each([
    [['*', '!src'], 'node_modules', false],
    [['*', '!src'], 'src', false],
    [['*', '!src/*'], 'src', true],
    [['*', '!src/a/b'], 'src/a', true],
    [['*', '!src/a/b'], 'src/c', false],
    [['*', '!**/x'], 'node_modules', true],
    [['*', '!s*/x'], 'node_modules', true],
    [['*'], 'src', false],
  ])('%j may have something below %s: %s', (list, directory, expected) => {
    expect(new PatternMatcher(list).mayReinclude(directory)).toBe(expected)
  })
})

const word = fc
  .array(fc.constantFrom(...'ab./*?[]^-!\\{}|+$', '**', '**/'), { maxLength: 8 })
  .map((p) => p.join(''))
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'a.b', 'é'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))

describe('any patterns', () => {
  it('match or are refused as malformed', () => {
    fc.assert(
      fc.property(fc.array(word), path, (list, file) => {
        try {
          new PatternMatcher(list).matches(file)
        } catch (error) {
          expect(error).toBeInstanceOf(DocklessError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('that a walk would not enter a directory for match nothing below it', () => {
    fc.assert(
      fc.property(fc.array(word), path, path, (list, directory, name) => {
        const matcher = matcherOf(list)
        if (!matcher || !walked(matcher, directory) || matcher.mayReinclude(directory)) return
        expect(walked(matcher, `${directory}/${name}`)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('without exceptions decide the same on a walk as for a path alone', () => {
    fc.assert(
      fc.property(fc.array(word.filter((w) => !w.includes('!'))), path, (list, file) => {
        const matcher = matcherOf(list)
        if (matcher) expect(walked(matcher, file)).toBe(matcher.matches(file))
      }),
      { numRuns: 1000 },
    )
  })
})

function matcherOf(list: readonly string[]): PatternMatcher | undefined {
  try {
    return new PatternMatcher(list)
  } catch (error) {
    if (error instanceof DocklessError) return undefined
    throw error
  }
}
