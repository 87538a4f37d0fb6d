import { mkdir, mkdtemp, readdir, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PrivateDirectory, sweepStale } from '../../src/lifetime/private-directory.js'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'parent-'))
})
afterEach(() => rm(parent, { recursive: true }))

test('is 0700, its files 0600, and is gone afterwards', async () => {
  const directory = await PrivateDirectory.create(parent)
  const file = await directory.write('deep/secret', 'x')
  const mode = async (name: string): Promise<number> => (await stat(name)).mode & 0o777
  expect([await mode(directory.path), await mode(path.dirname(file)), await mode(file)]).toEqual([
    0o700, 0o700, 0o600,
  ])
  await directory[Symbol.asyncDispose]()
  expect(await readdir(parent)).toEqual([])
})

test('never writes through something that is there already', async () => {
  await using directory = await PrivateDirectory.create(parent)
  await symlink('/dev/null', path.join(directory.path, 'trap'))
  await expect(directory.write('trap', 'x')).rejects.toThrow('EEXIST')
})

test('removal does not follow links', async () => {
  const kept = path.join(parent, 'kept')
  await mkdir(kept)
  await writeFile(path.join(kept, 'file'), '')
  const directory = await PrivateDirectory.create(parent)
  await symlink(kept, path.join(directory.path, 'link'))
  await directory[Symbol.asyncDispose]()
  expect(await readdir(kept)).toEqual(['file'])
})

test('the sweep takes directories of dead owners and nothing else', async () => {
  await using ours = await PrivateDirectory.create(parent)
  const namespace = Number(/\d+/.exec(await readlink('/proc/self/ns/pid'))?.[0]).toString(36)
  const dead = `dockless-${process.pid}-1-${namespace}-abcdef` // our pid, another start time: that process is gone
  const elsewhere = `dockless-${process.pid}-1-z${namespace}-abcdef` // of a container that shares the directory
  for (const name of [dead, elsewhere, 'dockless-cache', 'other']) await mkdir(path.join(parent, name))
  expect(await sweepStale(parent)).toEqual([path.join(parent, dead)])
  expect((await readdir(parent)).toSorted()).toEqual(
    [path.basename(ours.path), elsewhere, 'dockless-cache', 'other'].toSorted(),
  )
})

test('sweeping a directory that is not there finds nothing', async () => {
  expect(await sweepStale(path.join(parent, 'nowhere'))).toEqual([])
})
