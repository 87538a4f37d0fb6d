import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMode } from '../../src/assemble/mode.js'

function apply(text: string, mode: number, directory = false): string {
  const change = parseMode(text)
  if ('reason' in change) throw new Error(change.reason)
  return change.apply(mode, directory).toString(8)
}

test.each([
  ['644', 0o777, '644'],
  ['0', 0o777, '0'],
  ['07777', 0, '7777'],
  ['u+x', 0o644, '744'],
  ['u+x,g-r,o=', 0o644, '700'],
  ['go=u', 0o6740, '6777'],
  ['a+X', 0o644, '644'],
  ['a+X', 0o744, '755'],
  ['+t,u+s', 0o755, '5755'],
  ['=rX', 0o6755, '555'],
  ['ug=rw,o-rwx', 0o6777, '660'],
  ['o=g', 0o4750, '4755'],
  ['u+r-w', 0o200, '400'],
  ['o+s', 0o755, '755'],
])('%s of %o', (text, mode, result) => expect(apply(text, mode)).toBe(result))

test('X means every directory', () => expect(apply('a+X', 0o600, true)).toBe('711'))

test.each(['64a', '10000', '8', '', 'u', 'u+q', 'u+x,', 'z+x', '+x u+r', '-1'])('%j is none', (text) => {
  expect(parseMode(text)).toHaveProperty('reason')
})

test('chmod agrees, where the standard leaves no room', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dockless-mode-'))
  const file = join(directory, 'file')
  writeFileSync(file, '')
  const clause = fc
    .tuple(
      fc.constantFrom('u', 'g', 'o', 'a', 'ug', 'go'),
      fc.constantFrom('+', '-', '='),
      fc.constantFrom('r', 'rw', 'x', 'X', 'rwX', 'u', 'o'),
    )
    .map((parts) => parts.join(''))
  try {
    fc.assert(
      fc.property(
        fc.array(clause, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 0o777 }),
        (clauses, mode) => {
          const text = clauses.join(',')
          // GNU's X looks at the mode by now, BSD's at the mode before: the same only when no x came or went.
          fc.pre(clauses.length === 1 || !text.includes('X'))
          execFileSync('chmod', [mode.toString(8).padStart(4, '0'), file])
          execFileSync('chmod', [text, file])
          expect(apply(text, mode)).toBe((statSync(file).mode & 0o7777).toString(8))
        },
      ),
      { numRuns: 60 },
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
})
