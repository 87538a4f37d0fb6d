import { describe, expect, test } from 'vitest'
import { isRelease, mayRead, readerOf } from '../../src/cache/trust.js'
import type { SourceRevision } from '../../src/port/host.js'
import { MAIN, readerOn } from './fixture.js'

const source: SourceRevision = {
  repository: 'https://ci.example/acme/app',
  commit: undefined,
  ref: 'refs/heads/main',
  event: 'push',
  defaultBranch: 'main',
  change: undefined,
}

describe('how far a run is trusted', () => {
  test.each([
    ['a push to the default branch', {}, 'trusted'],
    ['a push to another branch', { ref: 'refs/heads/topic' }, 'branch'],
    ['a push to a protected branch', { ref: 'refs/heads/stable', isProtected: true }, 'trusted'],
    ['a tag', { ref: 'refs/tags/v1' }, 'trusted'],
    ['a pull request', { ref: 'refs/pull/7/merge', event: 'pull_request' }, 'change'],
    ['a merge request', { ref: 'refs/heads/topic', event: 'merge_request_event', change: 7 }, 'change'],
    ['a pull request that runs on the default branch', { event: 'pull_request_target' }, 'change'],
    ['a comment that runs on the default branch', { event: 'issue_comment' }, 'change'],
    ['a run that another run started', { event: 'workflow_run' }, 'change'],
    ['a merge request that says it is protected', { isProtected: true, change: 7 }, 'change'],
    ['nobody knows', { ref: undefined, defaultBranch: undefined, event: undefined }, 'branch'],
  ] as const)('%s', (_, changes, trust) => {
    expect(readerOf({ ...source, ...changes }).trust).toBe(trust)
  })
})

describe('who may read whose entries', () => {
  const topic = readerOn('refs/heads/topic', 'branch')
  const change = readerOn('refs/pull/7/merge', 'change', 'pull_request')
  const targeted = readerOn('refs/heads/main', 'change', 'pull_request_target')
  test.each([
    ['the default branch its own', MAIN, MAIN, true],
    ['a branch the default branch’s', topic, MAIN, true],
    ['a change the default branch’s', change, MAIN, true],
    ['a change its own', change, change, true],
    ['the default branch a branch’s', MAIN, topic, false],
    ['the default branch a change’s', MAIN, change, false],
    ['the default branch what an outsider’s run wrote on it', MAIN, targeted, false],
    ['an outsider’s run on the default branch its own', targeted, targeted, true],
    ['a branch another branch’s', readerOn('refs/heads/other', 'branch'), topic, false],
    ['a change another change’s', readerOn('refs/pull/8/merge', 'change'), change, false],
    ['a tag the default branch’s', readerOn('refs/tags/v1', 'trusted'), MAIN, true],
  ] as const)('%s: %s', (_, reader, writer, may) => {
    expect(mayRead(reader, writer)).toBe(may)
  })
})

test('releases: tags, and the event of that name', () => {
  expect(isRelease({ ...source, ref: 'refs/tags/v1' })).toBe(true)
  expect(isRelease({ ...source, event: 'release' })).toBe(true)
  expect(isRelease(source)).toBe(false)
})
