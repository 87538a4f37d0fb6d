import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeContext } from './context.js'

let directory: string
let umask: number
beforeEach(() => {
  umask = process.umask(0o077)
  directory = mkdtempSync(join(tmpdir(), 'dockless-context-'))
})
afterEach(() => {
  process.umask(umask)
  rmSync(directory, { recursive: true })
})

test('writes files, directories and links with modes that no umask touches', async () => {
  const context = await writeContext(join(directory, 'context'), {
    Dockerfile: 'FROM scratch\n',
    'a/b/c': new Uint8Array([0, 255]),
    'run.sh': { content: '#!/bin/sh\n', mode: 0o755, mtime: new Date('2020-01-02T03:04:05Z') },
    drop: { directory: true, mode: 0o1777 },
    link: { link: 'a/b' },
  })
  const mode = (path: string): number => statSync(join(context, path)).mode & 0o7777
  const paths = ['.', 'Dockerfile', 'a', 'a/b', 'a/b/c', 'run.sh', 'drop']
  expect(paths.map((path) => mode(path).toString(8))).toEqual([
    '755',
    '644',
    '755',
    '755',
    '644',
    '755',
    '1777',
  ])
  expect([...readFileSync(join(context, 'a/b/c'))]).toEqual([0, 255])
  expect(statSync(join(context, 'run.sh')).mtime.toISOString()).toBe('2020-01-02T03:04:05.000Z')
  expect(readlinkSync(join(context, 'link'))).toBe('a/b')
})
