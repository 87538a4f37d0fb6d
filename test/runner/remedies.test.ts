import { describe, expect, test } from 'vitest'
import { type Problem, remedies, remedy, type Setting, settingOf } from '../../src/runner/remedies.js'

describe('where a setting has to be changed', () => {
  test.each([
    ['gitlab', undefined, false, 'machine'],
    ['gitlab', '/.dockerenv exists', false, 'gitlab-docker'],
    ['gitlab', 'KUBERNETES_SERVICE_HOST is set', true, 'gitlab-kubernetes'],
    ['github', undefined, false, 'github-machine'],
    ['github', '/.dockerenv exists', false, 'github-container'],
    ['github', 'KUBERNETES_SERVICE_HOST is set', true, 'kubernetes'],
    ['tekton', 'KUBERNETES_SERVICE_HOST is set', true, 'kubernetes'],
    ['terminal', undefined, false, 'machine'],
    ['jenkins', '/.dockerenv exists', false, 'container'],
  ] as const)('%s, container: %s, Kubernetes: %s -> %s', (host, container, kubernetes, setting) => {
    expect(settingOf(host, { container, kubernetes })).toBe(setting)
  })
})

const WHO = { uid: 1000, user: 'ci' }

test('names are filled in, a uid where there is no name', () => {
  expect(remedy('no-subordinate-ids', 'kubernetes', WHO).fix).toContain('ci:100000:65536')
  expect(remedy('no-subordinate-ids', 'machine', { uid: 77, user: undefined }).fix).toContain(' 77`')
})

test('several problems are told at once, none is nothing', () => {
  const both = remedies(['no-new-privileges', 'newuidmap-missing'], 'container', WHO)
  expect(both.cause).toMatch(/no_new_privs.*; .*not both on PATH/)
  expect(both.fix).toMatch(/no-new-privileges; install them/)
  expect(both.reasons).toHaveLength(2)
  expect(remedies([], 'machine', WHO)).toEqual({})
})

test.each(['seccomp', 'max-user-namespaces', 'no-new-privileges', 'no-setfcap'] as const satisfies Problem[])(
  'the fix of %s differs between a machine, GitLab and Kubernetes',
  (problem) => {
    const settings = [
      'machine',
      'gitlab-docker',
      'gitlab-kubernetes',
      'container',
    ] as const satisfies Setting[]
    expect(new Set(settings.map((setting) => remedy(problem, setting, WHO).fix)).size).toBe(settings.length)
  },
)
