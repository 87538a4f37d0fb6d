import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flatten } from './image-diff.js'
import { readTar, type TarEntry } from './tar-reader.js'

function entry(path: string, more: Partial<TarEntry> = {}): TarEntry {
  const nothing = { size: 0, mtime: 0, link: '', device: '', xattrs: {}, sha256: '' }
  return { path, type: 'file', mode: 0o644, uid: 0, gid: 0, ...nothing, ...more }
}

const directory = (path: string): TarEntry => entry(path, { type: 'directory', mode: 0o755 })

describe('flatten', () => {
  test('a whiteout removes a file, and a directory with all that is below it', () => {
    const lower = [directory('d'), entry('d/a'), entry('d/b'), directory('e'), entry('e/f'), entry('ef')]
    const upper = [entry('d/.wh.a'), entry('.wh.e')]
    expect([...flatten([lower, upper]).keys()]).toEqual(['d', 'd/b', 'ef'])
  })

  test('an opaque directory hides what lower layers have in it, not what its own layer has, in any order', () => {
    const lower = [directory('d'), entry('d/old')]
    const upper = [entry('d/new'), entry('d/.wh..wh..opq'), directory('d')]
    expect([...flatten([lower, upper]).keys()]).toEqual(['d', 'd/new'])
  })

  test('a file in the place of a directory takes all below it away', () => {
    expect([...flatten([[directory('d'), entry('d/a')], [entry('d')]]).keys()]).toEqual(['d'])
  })

  test('a hard link becomes the file that it shares', () => {
    const files = flatten([
      [entry('a', { mode: 0o600, sha256: 'x' }), entry('b', { type: 'hardlink', link: 'a' })],
    ])
    expect(files.get('b')).toMatchObject({ type: 'file', mode: 0o600, sha256: 'x', sharedWith: ['a'] })
  })

  test('a hard link to nothing is an error', () => {
    expect(() => flatten([[entry('b', { type: 'hardlink', link: 'a' })]])).toThrow('which is not there')
  })
})

describe.each(['pax', 'gnu', 'ustar'])('readTar of GNU tar --format=%s', (format) => {
  test('reads files, links and directories', () => {
    const root = mkdtempSync(join(tmpdir(), 'dockless-tar-'))
    try {
      const long = `${'long/'.repeat(12)}${'n'.repeat(90)}`
      mkdirSync(join(root, 'long/'.repeat(12)), { recursive: true })
      writeFileSync(join(root, long), 'content')
      chmodSync(join(root, long), 0o4751)
      // ustar has no room for a link to a long name.
      const target = format === 'ustar' ? 'short' : long
      writeFileSync(join(root, 'short'), '')
      linkSync(join(root, target), join(root, 'zz-hard'))
      symlinkSync(`../${target}`, join(root, 'zz-soft'))
      const options = [
        '--sort=name',
        '--owner=:123456',
        '--group=:7',
        '--mtime=@1700000000',
        `--format=${format}`,
      ]
      const tar = execFileSync('tar', ['-c', ...options, '-C', root, '.'])
      const entries = new Map(readTar(tar).map((read) => [read.path, read]))
      const owner = { uid: 123_456, gid: 7, mtime: 1_700_000_000 }
      const sha256 = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73'
      expect(entries.get(long)).toMatchObject({ type: 'file', mode: 0o4751, size: 7, sha256, ...owner })
      expect(entries.get('zz-hard')).toMatchObject({ type: 'hardlink', link: target })
      expect(entries.get('zz-soft')).toMatchObject({ type: 'symlink', link: `../${target}` })
      expect(entries.get('')).toMatchObject({ type: 'directory' })
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})

test('readTar refuses a damaged header', () => {
  const tar = execFileSync('tar', ['-c', '-C', '/', 'etc/passwd'])
  tar[0] = (tar[0] ?? 0) + 1
  expect(() => readTar(tar)).toThrow('wrong checksum')
})
