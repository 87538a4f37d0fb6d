import { readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { DirectoryStore } from '../../src/cache/directory-store.js'
import { ourselves } from '../../src/lifetime/owner.js'
import { type Digest, digestOf, hexOf } from '../../src/oci/digest.js'
import {
  layerText,
  openScratch,
  putImage,
  readerOn,
  type Run,
  type RunOptions,
  type Scratch,
  startRun,
} from './fixture.js'

let scratch: Scratch
let kept: string
beforeEach(async () => {
  scratch = await openScratch()
  kept = path.join(scratch.directory, 'kept')
})
afterEach(() => scratch[Symbol.asyncDispose]())

const run = (options: Partial<RunOptions> = {}, maxSize = 1e9): Promise<Run> =>
  startRun({ store: new DirectoryStore(kept, maxSize), directory: scratch.directory, ...options })
const put = (one: Run, name: string, layers: readonly string[], extra = {}) =>
  putImage(one.content.store, name, layers, extra)
const layer = (name: string): Digest => digestOf(layerText(name))
const fileOf = (name: string): string => path.join(kept, 'blobs', 'sha256', hexOf(layer(name)))

/** One run that leaves `steps`, each with one layer of its name. */
async function cold(...steps: readonly string[]): Promise<void> {
  const first = await run()
  await first.leave(await Promise.all(steps.map((step) => put(first, step, [step]))))
}

/** Every file with its bytes, time and inode. */
async function listing(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const entry of await readdir(kept, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const { mtimeNs, ino } = await stat(file, { bigint: true })
    if (entry.isFile()) found[file] = [await readFile(file, 'utf8'), mtimeNs, ino]
  }
  return found
}

test('the next run finds the steps, and reads each layer when it is asked for', async () => {
  await cold('a', 'b')
  const next = await run()
  expect(next.found.sort()).toEqual(['a', 'b'])
  expect(await next.content.size(layer('a'))).toBe(layerText('a').length)
  expect(await next.content.local(layer('a'))).toBeUndefined()
  expect(await next.read(layer('a'))).toBe(layerText('a'))
  expect(next.said).toEqual([])
})

test('a run that used the same changes no file, not even a time', async () => {
  await cold('a', 'b')
  const before = await listing()
  const next = await run()
  // The builder annotates its manifest anew each time, and one of its layers was never read.
  const again = await put(next, 'a', ['a'], { annotations: { from: 'elsewhere' } })
  await next.leave([again])
  expect(await listing()).toEqual(before)
  expect(
    Object.keys(before)
      .map((file) => path.relative(kept, file))
      .sort()[2],
  ).toBe('index.json')
})

test('what is not used for longest makes room, and its files go', async () => {
  await cold('a', 'b', 'c')
  const next = await run({}, 250_000)
  await next.leave([await put(next, 'd', ['d']), await put(next, 'a', ['a'])])
  expect((await run()).found.sort()).toEqual(['a', 'd'])
  expect((await readdir(path.join(kept, 'blobs', 'sha256'))).sort()).toEqual(
    [layer('a'), layer('d')].map(hexOf).sort(),
  )
})

describe('damage is told, and what needs it is gone', () => {
  const flip = async (file: string): Promise<void> => {
    const bytes = await readFile(file)
    bytes[50] = (bytes[50] ?? 0) ^ 1
    await writeFile(file, bytes)
  }
  test.each<[string, (file: string) => Promise<void>, RegExp]>([
    ['tampered with', flip, /is damaged/],
    ['truncated', (file) => truncate(file, 10), /is damaged/],
    ['gone', (file) => rm(file), /is gone/],
    ['swapped with another', (file) => rename(fileOf('b'), file), /is damaged/],
  ])('a blob that was %s', async (_, damage, words) => {
    await cold('a', 'b', 'c')
    await damage(fileOf('a'))
    const next = await run()
    expect(next.found).toContain('c')
    expect(next.found).not.toContain('a')
    expect(next.said.join('\n')).toMatch(words)
    expect(await next.read(layer('a'))).toMatch(/is not here/)
    await next.leave([await put(next, 'a', ['a'])])
    const after = await run()
    expect(after.said.filter((line) => line.includes(layer('a')))).toEqual([])
    expect(await after.read(layer('a'))).toBe(layerText('a'))
  })

  test('an index that is none any more: begun anew', async () => {
    await cold('a')
    await truncate(path.join(kept, 'index.json'), 100)
    const next = await run()
    expect(next.found).toEqual([])
    expect(next.said.join()).toMatch(/index.json .*damaged/)
    await next.leave([await put(next, 'b', ['b'])])
    expect((await run()).found).toEqual(['b'])
  })

  test('an older index, put back: older steps, and never other bytes', async () => {
    await cold('a')
    const index = await readFile(path.join(kept, 'index.json'))
    await cold('b')
    await writeFile(path.join(kept, 'index.json'), index)
    const next = await run()
    expect(next.found).toEqual(['a'])
    expect(await next.read(layer('a'))).toBe(layerText('a'))
  })

  test('an index that leads a step to another manifest than it names', async () => {
    await cold('a')
    const file = path.join(kept, 'index.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll(hexOf(layer('a')), hexOf(layer('evil'))))
    const next = await run()
    expect(next.found).toEqual([])
    expect(next.said.join()).toMatch(/damaged/)
  })
})

describe('who may use what', () => {
  const topic = readerOn('refs/heads/topic', 'branch')
  const change = readerOn('refs/pull/7/merge', 'change', 'pull_request')

  test('a branch falls back to the default branch, and prefers its own', async () => {
    await cold('a')
    const first = await run({ reader: topic })
    expect(first.found).toEqual(['a'])
    await first.leave([await put(first, 'a', ['of the topic'])])
    const next = await run({ reader: topic })
    expect(next.found).toEqual(['a'])
    expect(await next.read(layer('of the topic'))).toBe(layerText('of the topic'))
    expect(await (await run()).content.size(layer('of the topic'))).toBeUndefined()
  })

  test('the default branch never uses what a change or an outsider’s event wrote, and loses nothing to them', async () => {
    await cold('a')
    for (const reader of [change, readerOn('refs/heads/main', 'change', 'pull_request_target')]) {
      const other = await run({ reader })
      await other.leave([await put(other, 'a', ['evil']), await put(other, 'x', ['evil'])])
    }
    const next = await run()
    expect(next.found).toEqual(['a'])
    expect(await next.read(layer('a'))).toBe(layerText('a'))
    expect(await next.content.size(layer('evil'))).toBeUndefined()
  })

  test('two images, and two builders, never share their steps', async () => {
    await cold('a')
    expect((await run({ place: 'other' })).found).toEqual([])
    expect((await run({ place: 'ap' })).found).toEqual([])
    expect((await run({ strategy: 'buildah' })).found).toEqual([])
  })

  test('base images are everybody’s', async () => {
    const first = await run({ reader: change })
    const base = await put(first, 'docker.io/library/base:1', ['base'])
    await first.leave([], [{ ...base, origin: { registry: 'docker.io', repository: 'library/base' } }])
    const next = await run({ place: 'other' })
    expect(next.found).toEqual([])
    expect(await next.content.local(base.digest)).toBeGreaterThan(0)
    expect(await next.read(layer('base'))).toBe(layerText('base'))
  })
})

test('two runs that save at once both keep what they left', async () => {
  const [one, two] = await Promise.all([run(), run()])
  const left = async (which: Run, name: string) => which.leave([await put(which, name, [name])])
  await Promise.all([left(one, 'a'), left(two, 'b')])
  expect((await run()).found.sort()).toEqual(['a', 'b'])
})

test('what a killed process left is swept, and its lock does not stay', async () => {
  await cold('a')
  await writeFile(path.join(kept, '.new-aaaa'), 'x')
  await writeFile(path.join(kept, 'blobs', 'sha256', '.new-bbbb'), 'x')
  await cold('b')
  expect((await readdir(kept)).sort()).toEqual(['blobs', 'index.json'])
  expect(await readdir(path.join(kept, 'blobs', 'sha256'))).toHaveLength(2)
})

test('the lock of a process that was killed a moment ago holds nobody up', async () => {
  await cold('a')
  const [pid, , namespace] = (await ourselves()).split('-')
  await symlink(`${pid}-1-${namespace}`, path.join(kept, '.lock')) // our pid, another start: that process is gone
  await cold('b')
  expect((await run()).found.sort()).toEqual(['a', 'b'])
  expect((await readdir(kept)).sort()).toEqual(['blobs', 'index.json'])
})

test('a blob that goes while the build runs is a failure of the cache, told once', async () => {
  await cold('a')
  const next = await run()
  await rm(fileOf('a'))
  expect(next.cache.failed).toBe(false)
  expect(await next.read(layer('a'))).toMatch(/ENOENT/)
  expect(next.cache.failed).toBe(true)
  expect(await next.content.size(layer('a'))).toBeUndefined()
  expect(next.said).toHaveLength(1)
  const store = await BlobStore.open(path.join(scratch.directory, 'other'))
  expect(await store.local(layer('a'))).toBeUndefined()
})

test('prune makes it smaller', async () => {
  await cold('a', 'b', 'c')
  await new DirectoryStore(kept, 150_000).prune(new AbortController().signal)
  expect((await run()).found).toHaveLength(1)
  expect(await readdir(path.join(kept, 'blobs', 'sha256'))).toHaveLength(1)
})

test('a run that saves while others prune: what is listed afterwards is there, and whole', async () => {
  await cold('a', 'b', 'c')
  const saving = await run()
  const { signal } = new AbortController()
  const left = await put(saving, 'd', ['d'])
  const pruned = [0, 1, 2].map(() => new DirectoryStore(kept, 250_000).prune(signal))
  await Promise.all([saving.leave([left]), ...pruned])
  const next = await run()
  expect(next.said).toEqual([])
  expect(next.found.length).toBeGreaterThan(0)
  for (const step of next.found) expect(await next.read(layer(step))).toBe(layerText(step))
})
