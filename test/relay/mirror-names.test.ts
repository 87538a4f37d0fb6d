import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRepositoryName } from '../../src/oci/reference.js'
import { mirroredBy, mirrorName, mirrorPrefix } from '../../src/relay/mirror-names.js'

test.each([
  ['docker.io', 'o/docker.io'],
  ['localhost:5000', 'o/localhost_5000'],
  ['127.0.0.1:7200', 'o/127.0.0.1_7200'],
  ['GHCR.io', 'o/ghcr.io'],
  ['[::1]:5000', 'o/ip6-z-z-1_5000'],
])('%s stands at %s', (registry, prefix) => {
  expect(mirrorPrefix(registry)).toBe(prefix)
  expect(mirroredBy(`${prefix}/a/b`)).toEqual({ registry: registry.toLowerCase(), repository: 'a/b' })
})

test("Docker Hub's official images have their full name", () => {
  expect(mirroredBy('o/docker.io/alpine')).toEqual({ registry: 'docker.io', repository: 'library/alpine' })
  expect(mirroredBy('o/docker.io/grafana/grafana')?.repository).toBe('grafana/grafana')
})

test.each(['in/image', 'o/docker.io', 'o', 'other/docker.io/x'])('%s mirrors nothing', (name) => {
  expect(mirroredBy(name)).toBeUndefined()
})

test('every registry has a legal name of its own, and the way back leads to it', () => {
  const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,6}[a-z0-9])?$/)
  const host = fc.oneof(
    fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
    fc.ipV6().map((ip) => `[${ip.toLowerCase()}]`),
  )
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }))
  fc.assert(
    fc.property(host, port, (name, number) => {
      fc.pre(!/^\[.*\./.test(name)) // addresses that end in dotted decimals
      const registry = number === null ? name : `${name}:${number}`
      const mirrored = mirrorName({ registry, repository: 'team/app' })
      expect(isRepositoryName(mirrored)).toBe(true)
      expect(mirroredBy(mirrored)).toEqual({ registry, repository: 'team/app' })
    }),
  )
})
