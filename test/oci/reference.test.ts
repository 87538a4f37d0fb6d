import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import {
  formatReference,
  isRepositoryName,
  isTag,
  objectOf,
  parseReference,
  type Reference,
} from '../../src/oci/reference.js'

const SHA = `sha256:${'a'.repeat(64)}`

test.each([
  ['alpine', 'docker.io/library/alpine:latest'],
  ['alpine:3', 'docker.io/library/alpine:3'],
  ['user/image', 'docker.io/user/image:latest'],
  ['docker.io/alpine', 'docker.io/library/alpine:latest'],
  ['index.docker.io/library/alpine', 'docker.io/library/alpine:latest'],
  ['registry-1.docker.io/a/b', 'docker.io/a/b:latest'],
  ['localhost/x', 'localhost/x:latest'],
  ['localhost:5000/x', 'localhost:5000/x:latest'],
  ['127.0.0.1:5000/a/b/c:1.2_3-x', '127.0.0.1:5000/a/b/c:1.2_3-x'],
  ['[::1]:5000/x', '[::1]:5000/x:latest'],
  ['ghcr.io/a/b__c-d.e', 'ghcr.io/a/b__c-d.e:latest'],
  ['Host/x', 'Host/x:latest'],
  [`alpine@${SHA}`, `docker.io/library/alpine@${SHA}`],
  [`alpine:3@${SHA}`, `docker.io/library/alpine:3@${SHA}`],
])('%s is %s', (text, full) => {
  const parsed = parseReference(text)
  expect('reason' in parsed ? parsed.reason : formatReference(parsed)).toBe(full)
})

test.each([
  ['', 'names no repository'],
  ['localhost:5000/', 'names no repository'],
  ['docker.io/', 'names no repository'],
  ['UPPER', 'must be lower case'],
  ['ghcr.io/Upper/x:1', 'must be lower case'],
  ['a//b', 'not a repository name'],
  ['a/b-', 'not a repository name'],
  ['a..b', 'not a repository name'],
  ['-host.io/x', 'not a registry host'],
  ['host:port/x', 'not a registry host'],
  ['a:', 'the tag ""'],
  ['a:.x', 'the tag ".x"'],
  [`a:${'x'.repeat(129)}`, 'the tag'],
  ['a@sha256:abc', 'not a sha256 or sha512 digest'],
  [`a@${SHA}@${SHA}`, 'more than one "@"'],
  [`ghcr.io/${'a/'.repeat(130)}a`, 'longer than 255'],
  ['a b', 'not a repository name'],
  ['https://ghcr.io/x', 'not a registry host'],
])('%s is refused', (text, reason) => {
  const parsed = parseReference(text)
  expect('reason' in parsed ? parsed.reason : 'accepted').toContain(reason)
})

describe('properties', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,8}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/)
  const reference = fc.record<Reference>({
    registry: fc.constantFrom('docker.io', 'ghcr.io', 'localhost:5000', 'a.b.example:443', 'localhost'),
    repository: fc.array(component, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/')),
    tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/),
    digest: fc.option(
      fc.string().map((text) => digestOf(text)),
      { nil: undefined },
    ),
  })

  test('what is written out reads the same', () => {
    fc.assert(
      fc.property(reference, (given) => {
        expect(parseReference(formatReference(given))).toEqual(given)
      }),
    )
  })

  test('anything is a reference or has a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const parsed = parseReference(text)
        if ('reason' in parsed) expect(parsed.reason).not.toBe('')
        else expect(parseReference(formatReference(parsed))).toEqual(parsed)
      }),
    )
  })
})

test('the digest is asked for when there is one', () => {
  const parsed = (text: string): Reference => {
    const found = parseReference(text)
    if ('reason' in found) throw new Error(found.reason)
    return found
  }
  expect(objectOf(parsed(`a:1@${SHA}`))).toBe(SHA)
  expect(objectOf(parsed('a:1'))).toBe('1')
  expect(isTag('v1.2')).toBe(true)
  expect(isTag('-v1')).toBe(false)
  expect(isRepositoryName('a/b')).toBe(true)
  expect(isRepositoryName('a/')).toBe(false)
})
