import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compress, decompress } from '../../src/oci/compression.js'
import { encodeName } from '../../src/oci/names.js'
import { readTar } from '../../src/oci/tar-read.js'
import { treeMembers } from '../../src/oci/tar-tree.js'
import { unpackTar } from '../../src/oci/tar-unpack.js'
import { tarHeader, type TarMember, writeTar } from '../../src/oci/tar-write.js'
import { run } from '../../src/process/run.js'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tar-tree-'))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const packed = (directory: string): Promise<Buffer> => bytesOf(writeTar(treeMembers(directory)))

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A tree with everything that a cache has in it. */
async function makeTree(at: string): Promise<void> {
  await mkdir(join(at, 'b', 'deep'), { recursive: true })
  await writeFile(join(at, 'b', 'file'), 'content')
  await chmod(join(at, 'b', 'file'), 0o4711)
  await writeFile(join(at, 'a'), Buffer.alloc(300_000, 'x'))
  await writeFile(Buffer.concat([Buffer.from(`${at}/`), encodeName('n\udcff\u00e9')]), 'odd name')
  await link(join(at, 'b', 'file'), join(at, 'b', 'hard'))
  await symlink('/etc/passwd', join(at, 'b', 'soft'))
  await utimes(join(at, 'b', 'file'), 1_700_000_000.123456, 1_700_000_000.123456)
  await chmod(join(at, 'b', 'deep'), 0o1770)
  for (const name of ['b/deep', 'b', '']) await utimes(join(at, name), 1_600_000_000, 1_600_000_000)
}

test('a tree that was packed and unpacked is packed to the same bytes', async () => {
  const [from, to] = [join(root, 'from'), join(root, 'to')]
  await mkdir(from)
  await mkdir(to)
  await makeTree(from)
  const first = await packed(from)
  await unpackTar(compress(once(first)), to, { owners: true })
  expect((await packed(to)).equals(first)).toBe(true)
  const { mode, mtimeMs, nlink } = await lstat(join(to, 'b', 'hard'))
  expect([mode & 0o7777, Math.round(mtimeMs * 1000), nlink]).toEqual([0o4711, 1_700_000_000_123_456, 2])
  expect(await readlink(join(to, 'b', 'soft'))).toBe('/etc/passwd')
  expect((await lstat(join(to, 'b', 'deep'))).mode & 0o7777).toBe(0o1770)
})

test('members stand in the order of their bytes, hard links behind what they link to, and no link is followed', async () => {
  await makeTree(root)
  await run({ argv: ['mkfifo', join(root, 'pipe')] })
  const seen: string[] = []
  for await (const { header } of readTar(once(await packed(root)))) seen.push(`${header.type} ${header.path}`)
  expect(seen).toEqual([
    'directory ./',
    'file a',
    'directory b/',
    'directory b/deep/',
    'file b/file',
    'hardlink b/hard',
    'symlink b/soft',
    'file n\udcff\u00e9',
  ])
})

test('a directory that a step replaced by a link is not packed', async () => {
  await symlink('/', join(root, 'elsewhere'))
  await expect(packed(join(root, 'elsewhere'))).rejects.toThrow('is no directory')
})

test('what was compressed is decompressed to the same', async () => {
  const bytes = Buffer.concat(Array.from({ length: 3000 }, (_, index) => Buffer.from(`line ${index}\n`)))
  const small = await bytesOf(compress(once(bytes)))
  expect(small.length).toBeLessThan(bytes.length)
  expect((await bytesOf(decompress(once(small)))).equals(bytes)).toBe(true)
})

const member = (given: Parameters<typeof tarHeader>[0], text = ''): TarMember => ({
  header: tarHeader({ ...given, size: text.length }),
  content: () => once(Buffer.from(text)),
})

test.each<readonly [string, readonly TarMember[]]>([
  ['a way up', [member({ path: '../out', type: 'file' }, 'x')]],
  ['a hard link out', [member({ path: 'h', type: 'hardlink', link: '../../etc/passwd' })]],
  [
    'a hard link to a link',
    [
      member({ path: 's', type: 'symlink', link: '/etc/passwd' }),
      member({ path: 'h', type: 'hardlink', link: 's' }),
    ],
  ],
])('a hostile archive does nothing outside: %s', async (_what, members) => {
  const inside = join(root, 'inside')
  await mkdir(inside)
  const uid = process.getuid?.() ?? 0
  const owned = members.map(({ header, ...rest }) => ({ ...rest, header: { ...header, uid, gid: uid } }))
  await expect(unpackTar(writeTar(owned), inside, { owners: true })).rejects.toThrow()
  await expect(lstat(join(root, 'out'))).rejects.toThrow('ENOENT')
})

test('a hostile archive does nothing outside: what is written through a link stays inside', async () => {
  const [inside, outside] = [join(root, 'inside'), join(root, 'outside')]
  await mkdir(inside)
  await mkdir(outside, { mode: 0o700 })
  const before = await lstat(outside)
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  const own = { uid, gid }
  await unpackTar(
    writeTar([
      member({ path: 'way', type: 'symlink', link: outside, ...own }),
      member({ path: 'way/file', type: 'file', ...own }, 'x'),
      member({ path: 'swap', type: 'directory', ...own }),
      member({ path: 'swap', type: 'symlink', link: outside, ...own }),
    ]),
    inside,
    { owners: true },
  )
  await expect(lstat(join(outside, 'file'))).rejects.toThrow('ENOENT')
  const after = await lstat(outside)
  expect([after.mode, after.mtimeMs]).toEqual([before.mode, before.mtimeMs])
  expect((await lstat(join(inside, outside, 'file'))).isFile()).toBe(true)
})
