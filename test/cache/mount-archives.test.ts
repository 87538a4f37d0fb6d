import { randomBytes } from 'node:crypto'
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DirectoryStore } from '../../src/cache/directory-store.js'
import { MountArchives } from '../../src/cache/mount-archives.js'
import type { Reader } from '../../src/cache/trust.js'
import { MAIN, openScratch, readerOn, type Run, type Scratch, startRun } from './fixture.js'

let scratch: Scratch
let runs = 0

beforeEach(async () => {
  scratch = await openScratch()
})
afterEach(async () => {
  await scratch[Symbol.asyncDispose]()
})

interface Given {
  readonly reader?: Reader
  readonly strategy?: string
  readonly maxSize?: number
}

async function runOf({ reader = MAIN, strategy = 'buildkit', maxSize = 1 << 30 }: Given = {}): Promise<{
  readonly run: Run
  readonly archives: MountArchives
}> {
  const store = new DirectoryStore(path.join(scratch.directory, 'kept'), maxSize)
  const run = await startRun({ store, directory: scratch.directory, reader, strategy })
  return { run, archives: new MountArchives(run.content, run.cache.mounts) }
}

/** Keeps bytes as what a mount has in it, and saves. */
async function keep(name: string, bytes: Uint8Array, given: Given = {}): Promise<readonly string[]> {
  const { run, archives } = await runOf(given)
  const file = path.join(scratch.directory, `archive-${++runs}`)
  await writeFile(file, bytes)
  await archives.keep(name, file)
  const use = { steps: [], images: [], mounts: archives.kept, types: new Map() }
  await run.cache.collect(use, run.content, given.strategy ?? 'buildkit')
  await run.cache.save(new AbortController().signal)
  return run.said
}

async function fetched(name: string, given: Given = {}): Promise<Buffer | undefined> {
  const { archives } = await runOf(given)
  const file = path.join(scratch.directory, `fetched-${++runs}`)
  return (await archives.fetch(name, file)) ? readFile(file) : undefined
}

async function onlyBlob(): Promise<string> {
  const blobs = path.join(scratch.directory, 'kept', 'blobs', 'sha256')
  const [name = ''] = await readdir(blobs)
  return path.join(blobs, name)
}

const SMALL = Buffer.from('a small archive')
const LARGE = randomBytes(200_000)

describe('what a mount had in it', () => {
  test.each([['small', SMALL] as const, ['large', LARGE] as const])(
    'is had again, by whatever builder: %s',
    async (_size, bytes) => {
      await keep('npm', bytes)
      expect(await fetched('npm', { strategy: 'buildah' })).toEqual(bytes)
      expect(await fetched('pip')).toBeUndefined()
    },
  )

  test('is written once while it stays the same, and replaced when it does not', async () => {
    await keep('npm', LARGE)
    const before = await stat(await onlyBlob())
    expect(await keep('npm', LARGE)).toContainEqual(expect.stringContaining('nothing new'))
    expect((await stat(await onlyBlob())).mtimeMs).toBe(before.mtimeMs)
    const changed = randomBytes(200_000)
    await keep('npm', changed)
    expect(await fetched('npm')).toEqual(changed)
    expect((await stat(await onlyBlob())).size).toBe(changed.length)
  })

  test('is not read from the less trusted', async () => {
    const change = readerOn('refs/pull/7/merge', 'change', 'pull_request')
    await keep('npm', LARGE, { reader: change })
    expect(await fetched('npm')).toBeUndefined()
    expect(await fetched('npm', { reader: change })).toEqual(LARGE)
    await keep('npm', SMALL)
    expect(await fetched('npm')).toEqual(SMALL)
    expect(await fetched('npm', { reader: change })).toEqual(LARGE)
  })

  test('is dropped when it was damaged', async () => {
    await keep('npm', LARGE)
    const file = await onlyBlob()
    await writeFile(file, Buffer.concat([LARGE.subarray(0, 1000), randomBytes(LARGE.length - 1000)]))
    expect(await fetched('npm')).toBeUndefined()
  })

  test('is not kept where there is no room for it', async () => {
    await keep('npm', LARGE, { maxSize: 100_000 })
    expect(await fetched('npm')).toBeUndefined()
  })
})
