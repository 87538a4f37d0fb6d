import { describe, expect, test } from 'vitest'
import { closest } from '../../src/errors/suggest.js'

describe('closest', () => {
  test.each([
    ['tagz', 'tags'],
    ['tag', 'tags'],
    ['TAGS', 'tags'],
    ['bulid-args', 'build-args'],
    ['build-arg', 'build-args'],
    ['plattforms', 'platforms'],
  ])('%s was meant to be %s', (word, name) => {
    expect(closest(word, ['push', 'tags', 'build-args', 'platforms'])).toBe(name)
  })

  test.each(['x', 'entitlements', ''])('nothing is near to %j', (word) => {
    expect(closest(word, ['push', 'tags', 'build-args'])).toBeUndefined()
  })

  test('the nearest wins, the first of equals', () => {
    expect(closest('pul', ['push', 'pull'])).toBe('pull')
    expect(closest('pux', ['put', 'pub'])).toBe('put')
  })
})
