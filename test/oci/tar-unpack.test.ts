import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import { TarError, type TarHeader } from '../../src/oci/tar-header.js'
import { type UnpackOptions, type Unpacked, unpackTar } from '../../src/oci/tar-unpack.js'
import { tarHeader, writeTar } from '../../src/oci/tar-write.js'

let outside = ''
let target = ''
beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'dockless-unpack-'))
  target = join(outside, 'target')
  await mkdir(target)
  await writeFile(join(outside, 'treasure'), 'safe')
})
afterEach(() => rm(outside, { recursive: true }))

type Step = readonly [type: TarHeader['type'], path: string, linkOrText?: string]

async function tarOf(steps: readonly Step[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const members = steps.map(([type, path, extra = '']) => ({
    header: tarHeader(
      type === 'file' ? { type, path, size: Buffer.byteLength(extra) } : { type, path, link: extra },
    ),
    content: () => Readable.from([Buffer.from(extra)]),
  }))
  for await (const chunk of writeTar(members)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function unpack(steps: readonly Step[], options?: UnpackOptions): Promise<Unpacked> {
  return await unpackTar(Readable.from([await tarOf(steps)]), target, options)
}

test('files, modes, times, links, directories in any order', async () => {
  const done = await unpack([
    ['file', 'a/b/c', 'deep'],
    ['directory', 'a/'],
    ['hardlink', 'a/h', 'a/b/c'],
    ['symlink', 'a/s', 'b/c'],
    ['file', 'a/b/c', 'newer'],
    ['character', 'dev/null'],
  ])
  expect(done).toEqual({ files: 5, size: 9, skipped: ['dev/null'] })
  expect(await readFile(join(target, 'a/b/c'), 'utf8')).toBe('newer')
  expect(await readFile(join(target, 'a/h'), 'utf8')).toBe('deep')
  expect(await readlink(join(target, 'a/s'))).toBe('b/c')
})

test('gzip is seen by itself, leading components are dropped, a limit holds', async () => {
  const tar = await tarOf([
    ['directory', 'top/'],
    ['file', 'top/x', 'text'],
  ])
  await unpackTar(Readable.from([gzipSync(tar)]), target, { strip: 1 })
  expect(await readdir(target)).toEqual(['x'])
  await expect(unpack([['file', 'big', 'x'.repeat(100)]], { maxSize: 99 })).rejects.toThrow(
    'more than 99 bytes',
  )
})

test.each<readonly [string, readonly Step[]]>([
  ['a way up', [['file', '../treasure', 'stolen']]],
  ['a way up behind a name', [['file', 'a/../../treasure', 'stolen']]],
  [
    'a hard link out',
    [
      ['hardlink', 'mine', '../treasure'],
      ['file', 'mine', 'stolen'],
    ],
  ],
  [
    'a hard link through a symbolic one',
    [
      ['symlink', 'up', '..'],
      ['hardlink', 'mine', 'up/treasure'],
    ],
  ],
  [
    'a hard link to a symbolic one',
    [
      ['symlink', 'up', '../treasure'],
      ['hardlink', 'mine', 'up'],
    ],
  ],
  [
    'a loop of links',
    [
      ['symlink', 'a', 'b'],
      ['symlink', 'b', 'a'],
      ['file', 'a/x', 'stolen'],
    ],
  ],
  [
    'a file as a directory',
    [
      ['file', 'a', ''],
      ['file', 'a/x', 'stolen'],
    ],
  ],
])('%s is refused', async (_name, steps) => {
  await expect(unpack(steps)).rejects.toBeInstanceOf(TarError)
  expect(await readFile(join(outside, 'treasure'), 'utf8')).toBe('safe')
})

test.each<readonly [string, readonly Step[], string]>([
  ['an absolute name', [['file', '/etc/x', 'in']], 'etc/x'],
  [
    'an absolute link',
    [
      ['symlink', 'l', '/etc'],
      ['file', 'l/x', 'in'],
    ],
    'etc/x',
  ],
  [
    'a link up and out',
    [
      ['symlink', 'l', '../../..'],
      ['file', 'l/treasure', 'in'],
    ],
    'treasure',
  ],
  [
    'a link in the place of the file',
    [
      ['symlink', 'l', '../treasure'],
      ['file', 'l', 'in'],
    ],
    'l',
  ],
  [
    'a directory that becomes a link',
    [
      ['file', 'd/x', 'old'],
      ['symlink', 'd', '..'],
      ['file', 'd/treasure', 'in'],
    ],
    'treasure',
  ],
])('%s stays inside', async (_name, steps, lands) => {
  await unpack(steps)
  expect(await readFile(join(target, lands), 'utf8')).toBe('in')
  expect(await readFile(join(outside, 'treasure'), 'utf8')).toBe('safe')
  expect((await readdir(outside)).sort()).toEqual(['target', 'treasure'])
})

test('whatever the tar says, nothing outside changes', async () => {
  const word = fc.constantFrom('a', 'b', '..', '.', '', 'treasure', 'target')
  const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('/'))
  const step = fc.tuple(
    fc.constantFrom<TarHeader['type']>('file', 'directory', 'symlink', 'hardlink'),
    path.filter((text) => text !== ''),
    fc.oneof(
      path,
      path.map((text) => `/${text}`),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await rm(target, { recursive: true, force: true })
      await mkdir(target)
      await unpack(steps).catch((error: unknown) => expect(error).toBeInstanceOf(DocklessError))
      expect(await readFile(join(outside, 'treasure'), 'utf8')).toBe('safe')
      expect((await lstat(join(outside, 'treasure'))).nlink).toBe(1)
      expect((await readdir(outside)).sort()).toEqual(['target', 'treasure'])
    }),
    { numRuns: 150 },
  )
})

test('a directory that was replaced by a link gets no time: it would be somebody else’s', async () => {
  await mkdir(join(outside, 'theirs'))
  await utimes(join(outside, 'theirs'), 5, 5)
  await unpack([
    ['directory', 'd/theirs'],
    ['symlink', 'd', '..'],
  ])
  expect((await lstat(join(outside, 'theirs'))).mtimeMs).toBe(5000)
})
