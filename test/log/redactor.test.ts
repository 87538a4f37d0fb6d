import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Redactor } from '../../src/log/redactor.js'
import { Secret } from '../../src/log/secret.js'

test('hides a value as it is, in base64, in a URL and in JSON', () => {
  const redactor = new Redactor()
  redactor.add('p&ss "w0rd"')
  const leaks = [
    'p&ss "w0rd"',
    Buffer.from('p&ss "w0rd"').toString('base64'),
    encodeURIComponent('p&ss "w0rd"'),
    JSON.stringify('p&ss "w0rd"'),
  ]
  for (const leak of leaks)
    expect(redactor.redact(`before ${leak} after`)).toMatch(/^before "?\*\*\*"? after$/)
})

test('hides each line of a longer secret, as logs come line by line', () => {
  const redactor = new Redactor()
  redactor.add('-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n')
  expect(redactor.redact('key: abcdefgh')).toBe('key: ***')
})

test('hides the longer of two secrets of which one begins with the other', () => {
  const redactor = new Redactor()
  redactor.add('token')
  redactor.add('token-with-more')
  expect(redactor.redact('token-with-more, token')).toBe('***, ***')
})

test('leaves very short values alone, which would star out ordinary text', () => {
  const redactor = new Redactor()
  redactor.add('abc')
  redactor.add('')
  expect(redactor.redact('abc')).toBe('abc')
})

test('a Secret shows its value only by reveal()', () => {
  const secret = new Secret('hunter22')
  expect(secret.reveal()).toBe('hunter22')
  for (const shown of [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret),
  ]) {
    expect(shown).not.toContain('hunter22')
  }
  expect(Object.keys(secret)).toEqual([])
})
