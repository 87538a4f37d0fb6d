import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtWithCgo } from '../../src/runner/cgo.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'dockless-cgo-'))
})
afterAll(() => rm(directory, { recursive: true }))

// Wherever the setting stands, also across the border of what is read at once.
test.each([
  ['build\tCGO_ENABLED=1\nbuild\tGOARCH=amd64\n', 'yes'],
  ['build\tCGO_ENABLED=0\nbuild\tGOARCH=amd64\n', 'no'],
  ['Error during unshare(CLONE_NEWUSER): %m\n', 'yes'],
  ['CGO_ENABLED=0 as a word in some text', 'unknown'],
])('%j in the file: %s', async (text, answer) => {
  for (const before of [0, 12_345, (1 << 20) - 7, 1 << 20]) {
    const file = path.join(directory, 'program')
    await writeFile(file, Buffer.concat([Buffer.alloc(before), Buffer.from(text), Buffer.alloc(5000)]))
    expect(await builtWithCgo(file), `after ${before} bytes`).toBe(answer)
  }
})

test('a file that cannot be read', async () => {
  expect(await builtWithCgo(path.join(directory, 'absent'))).toBe('unknown')
})
