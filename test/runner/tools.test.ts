import { describe, expect, test } from 'vitest'
import { atLeast, buildahDefect, defect, versionIn } from '../../src/runner/tools.js'

test.each([
  ['buildkitd', 'buildkitd github.com/moby/buildkit v0.32.2 abcdef\n', '0.32.2'],
  ['buildah', 'buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)\n', '1.28.2'],
  ['runc', 'runc version 1.1.5+ds1\ncommit: 1.1.5+ds1-1+deb12u1\nspec: 1.0.2-dev\n', '1.1.5+ds1'],
  ['unshare', 'unshare from util-linux 2.38.1\n', '2.38.1'],
  ['git', 'git version 2.39.5\n', '2.39.5'],
  [
    'fuse-overlayfs',
    'fusermount3 version: 3.14.0\nfuse-overlayfs: version 1.10\nFUSE library version 3.14.0\n',
    '1.10',
  ],
  [
    'unshare',
    "unshare: unrecognized option '--version'\nBusyBox v1.36.1 (2024) multi-call binary.\n",
    '1.36.1',
  ],
  ['git', 'no number here', undefined],
])('the version of %s', (program, answer, version) => {
  expect(versionIn(answer, program)).toBe(version)
})

test.each([
  ['1.1.5+ds1', '1.1.5', true],
  ['2.38', '2.38.1', false],
  ['2.38.1', '2.38', true],
  ['1.9', '1.10', false],
  ['10', '9.9', true],
])('%s is %s or newer: %s', (have, want, answer) => {
  expect(atLeast(have, want)).toBe(answer)
})

describe('known defects', () => {
  test("BusyBox's unshare and setpriv lack what enclosures need", () => {
    expect(defect('unshare', 'BusyBox v1.36.1', '1.36.1', undefined)).toContain('--map-auto')
    expect(defect('setpriv', 'BusyBox v1.36.1', '1.36.1', undefined)).toContain('--pdeathsig')
  })
  test('util-linux before 2.38 does not map subordinate ids', () => {
    expect(defect('unshare', 'unshare from util-linux 2.37.4', '2.37.4', undefined)).toContain('2.38')
    expect(defect('unshare', 'unshare from util-linux 2.38.1', '2.38.1', undefined)).toBeUndefined()
  })
  test('a runtime that BuildKit cannot call', () => {
    expect(defect('crun', 'crun version 1.8.1', '1.8.1', '      --no-pivot  do not pivot')).toContain(
      '--keep',
    )
    expect(defect('runc', 'runc version 1.1.5', '1.1.5', '   --keep   do not delete')).toBeUndefined()
  })

  test.each([
    ['1.43.1', 'overlay', true, undefined],
    ['1.44.0', 'overlay', true, 'TMPDIR'],
    ['1.45.0', 'overlay', true, 'TMPDIR'],
    ['1.45.0', 'ext4', false, 'single mapped id'],
    ['1.45.0', 'ext4', true, undefined],
    ['1.28.2', 'overlay', false, undefined],
  ])('buildah %s with TMPDIR on %s, ids mapped: %s', (version, filesystem, idsMapped, problem) => {
    const found = buildahDefect(version, { filesystem, idsMapped })
    if (problem === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(problem)
  })
})
