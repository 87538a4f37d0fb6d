import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { algorithmOf, digestFromHex, digestOf, hexOf, isDigest, parseDigest } from '../../src/oci/digest.js'

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

test('digests of bytes and text', () => {
  expect(digestOf('')).toBe(`sha256:${EMPTY}`)
  expect(digestOf(Buffer.from('abc'), 'sha512')).toMatch(/^sha512:ddaf35a193617aba/)
  expect(algorithmOf(digestOf('', 'sha512'))).toBe('sha512')
  expect(hexOf(digestOf(''))).toBe(EMPTY)
  expect(() => digestFromHex('ab')).toThrow(RangeError)
})

test.each([
  '',
  'sha256:',
  EMPTY,
  `sha256:${EMPTY.toUpperCase()}`,
  `sha256:${EMPTY}0`,
  `sha512:${EMPTY}`,
  `md5:${EMPTY}`,
  ` sha256:${EMPTY}`,
  `sha256:${EMPTY}\n`,
])('%j is no digest', (text) => expect(parseDigest(text)).toBeUndefined())

test('every digest that is made is one', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.constantFrom('sha256' as const, 'sha512' as const),
      (bytes, algorithm) => {
        const digest = digestOf(bytes, algorithm)
        expect(isDigest(digest)).toBe(true)
        expect(digestFromHex(hexOf(digest), algorithm)).toBe(digest)
      },
    ),
  )
})
