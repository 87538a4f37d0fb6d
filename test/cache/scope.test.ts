import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeOf } from '../../src/cache/scope.js'
import type { BuildRequest } from '../../src/request/request.js'
import { reference, taskOf } from '../strategies/fixtures.js'

const REQUEST = taskOf('FROM scratch\n').request
const place = (changes: Partial<BuildRequest>): string => placeOf({ ...REQUEST, ...changes })
const scope = (name: string): Partial<BuildRequest> => ({ cache: { ...REQUEST.cache, scope: name } })
const tags = (text: string): Partial<BuildRequest> => ({ tags: [reference(text)] })
const PLATFORM = { os: 'linux', architecture: 'riscv64' } as const

describe('builds that never share a cache', () => {
  test.each<[string, Partial<BuildRequest>]>([
    ['another repository', tags('registry.example/team/other:1')],
    ['another registry', tags('other.example/team/app:1')],
    ['another target', { target: 'tests' }],
    ['another platform', { platform: PLATFORM }],
    ['another Dockerfile', { file: 'alpine.Dockerfile' }],
    ['a Dockerfile of another directory', { file: 'alpine/Dockerfile' }],
    ['a scope', scope('nightly')],
  ])('%s', (_, changes) => {
    expect(place(changes)).not.toBe(place({}))
  })
  test('a scope keeps target and platform apart', () => {
    const all = [{}, { target: 'tests' }, { platform: PLATFORM }].map((one) =>
      place({ ...one, ...scope('s') }),
    )
    expect(new Set(all).size).toBe(3)
  })
})

describe('builds that share one', () => {
  test.each<[string, Partial<BuildRequest>, Partial<BuildRequest>]>([
    ['another tag', tags('registry.example/team/app:2'), {}],
    ['the Dockerfile by its name', { file: './Dockerfile' }, {}],
    ['the same Dockerfile, written otherwise', { file: './a/../b/Dockerfile' }, { file: 'b/Dockerfile' }],
    ['other arguments', { buildArgs: { A: '1' } }, {}],
    [
      'a scope, whatever the image and the Dockerfile',
      { ...scope('s'), file: 'x', ...tags('r.example/x:1') },
      scope('s'),
    ],
  ])('%s', (_, one, other) => {
    expect(place(one)).toBe(place(other))
  })
})

test('no text of one part can be taken for another part', () => {
  const text = fc.stringMatching(/^[ -~]{1,12}$/)
  fc.assert(
    fc.property(text, text, text, text, (name, target, otherName, otherTarget) => {
      const one = place({ ...scope(name), target })
      const other = place({ ...scope(otherName), target: otherTarget })
      expect(one === other).toBe(name === otherName && target === otherTarget)
    }),
  )
})
