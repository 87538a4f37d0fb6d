import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseContentRange, parseRange } from '../../src/relay/byte-range.js'

describe('Range (RFC 9110, section 14.1.2)', () => {
  test.each([
    [undefined, undefined],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-4', { start: 6, end: 9 }],
    ['bytes=-40', { start: 0, end: 9 }],
    ['bytes=3-400', { start: 3, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=4-3', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=-', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,3-4', undefined],
    ['items=0-1', undefined],
  ])('%s of ten bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })

  test('a range lies in the content, whatever was asked', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.option(fc.nat(200)), fc.option(fc.nat(200)), (size, first, last) => {
        const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size)
        if (range === undefined || range === 'unsatisfiable') return true
        return range.start >= 0 && range.start <= range.end && range.end < size
      }),
    )
  })
})

describe('Content-Range of an upload', () => {
  test.each([
    ['0-9', { start: 0, end: 9 }],
    ['bytes 0-9/10', { start: 0, end: 9 }],
    ['bytes 0-9/*', { start: 0, end: 9 }],
    ['9-0', undefined],
    ['0-', undefined],
    ['-9', undefined],
    ['0-9 and more', undefined],
  ])('%s', (header, expected) => {
    expect(parseContentRange(header)).toEqual(expected)
  })
})
