import {
  chmod,
  lstat,
  lutimes,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contextFiles } from '../../../src/context/files.js'
import { assertOwnRoot, copyContext, makeOwnRoot } from '../../../src/strategies/kaniko/root.js'

let directory: string
const home = process.cwd()

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'kaniko-root-'))
})
afterEach(async () => {
  process.chdir(home)
  await rm(directory, { recursive: true, force: true })
})

describe('the root that kaniko gets', () => {
  test('is a directory that was made here and now', async () => {
    await makeOwnRoot(directory)
    expect((await lstat(path.join(directory, 'root'))).mode & 0o7777).toBe(0o755)
    await assertOwnRoot(directory)
  })

  test.each(['/', '/etc', '/usr', '/var/../etc'])('is never made in %s', async (given) => {
    await expect(makeOwnRoot(given)).rejects.toMatchObject({ code: 'DEFECT' })
  })

  test('is never one that was there, empty or not', async () => {
    await mkdir(path.join(directory, 'root'))
    await expect(makeOwnRoot(directory)).rejects.toMatchObject({ code: 'DEFECT' })
  })

  test.each(['/', '/etc', '.', '..', '/nowhere'])(
    'is never what a symbolic link to %s names',
    async (target) => {
      await symlink(target, path.join(directory, 'root'))
      await expect(makeOwnRoot(directory)).rejects.toMatchObject({ code: 'DEFECT' })
      await expect(assertOwnRoot(directory)).rejects.toMatchObject({ code: 'DEFECT' })
    },
  )

  test('is never below a private directory that is a symbolic link, though it names a private directory', async () => {
    const real = path.join(directory, 'real')
    await mkdir(real, { mode: 0o700 })
    await symlink(real, path.join(directory, 'link'))
    await expect(makeOwnRoot(path.join(directory, 'link'))).rejects.toMatchObject({ code: 'DEFECT' })
    expect(await readdir(real)).toEqual([])
  })

  test('is never below a directory that others may enter', async () => {
    await chmod(directory, 0o755)
    await expect(makeOwnRoot(directory)).rejects.toThrow('others may enter it')
  })

  test.each(['.', '', 'root', '../..'])(
    'is never told by a path that depends on where we are: "%s"',
    async (given) => {
      process.chdir(directory)
      await expect(makeOwnRoot(given)).rejects.toThrow('it is not an absolute path')
    },
  )

  test('is looked at once more before kaniko starts: one that was replaced meanwhile is refused', async () => {
    await makeOwnRoot(directory)
    await rm(path.join(directory, 'root'), { recursive: true })
    await symlink('/', path.join(directory, 'root'))
    await expect(assertOwnRoot(directory)).rejects.toMatchObject({ code: 'DEFECT' })
  })
})

describe('the copy of the context', () => {
  test('has modes, times and links, and nothing that is ignored', async () => {
    const [from, to] = [path.join(directory, 'from'), path.join(directory, 'to')]
    await mkdir(path.join(from, 'deep/er'), { recursive: true })
    await mkdir(to)
    await writeFile(path.join(from, 'deep/er/script'), '#!/bin/sh\n')
    await chmod(path.join(from, 'deep/er/script'), 0o751)
    await chmod(path.join(from, 'deep'), 0o2750)
    await writeFile(path.join(from, 'secret.key'), 'never\n')
    await writeFile(path.join(from, '.dockerignore'), '*.key\n')
    await symlink('/etc/passwd', path.join(from, 'link'))
    for (const name of ['deep/er/script', 'deep/er', 'deep', 'link'])
      await lutimes(path.join(from, name), 1_700_000_000, 1_700_000_000)
    await copyContext(
      await contextFiles(from, path.join(from, '.dockerignore')),
      to,
      new AbortController().signal,
    )
    expect((await readdir(to)).sort()).toEqual(['.dockerignore', 'deep', 'link'])
    expect(await readlink(path.join(to, 'link'))).toBe('/etc/passwd')
    expect(await readFile(path.join(to, 'deep/er/script'), 'utf8')).toBe('#!/bin/sh\n')
    for (const name of ['deep', 'deep/er', 'deep/er/script', 'link']) {
      const [a, b] = await Promise.all([lstat(path.join(from, name)), lstat(path.join(to, name))])
      expect([b.mode, b.mtimeMs]).toEqual([a.mode, a.mtimeMs])
    }
  })
})
