import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contextFiles, ignoreFileIn, ignoreFileOf } from '../../src/context/files.js'
import { PatternMatcher } from '../../src/context/ignore.js'
import { walkContext } from '../../src/context/walk.js'
import { encodeName } from '../../src/oci/names.js'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'walk-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = join(root, path)
    await mkdir(dirname(file), { recursive: true })
    if (!path.endsWith('/')) await writeFile(file, path)
    else await mkdir(file, { recursive: true })
  }
}

async function walk(patterns: readonly string[] = []): Promise<readonly string[]> {
  const paths: string[] = []
  for await (const { path, stats } of walkContext(root, new PatternMatcher(patterns)))
    paths.push(stats.isDirectory() ? `${path}/` : path)
  return paths
}

describe('a walk', () => {
  it('names directories before their files, and names by their bytes', async () => {
    await put('b', 'a/z', 'a-b', 'a/B', 'é', 'Z', 'empty/', 'a/c/d')
    expect(await walk()).toEqual(['Z', 'a/', 'a/B', 'a/c/', 'a/c/d', 'a/z', 'a-b', 'b', 'empty/', 'é'])
  })

  it('leaves out what is ignored, with all that is below', async () => {
    await put('src/a.ts', 'src/a.md', 'node_modules/x/y', 'README.md')
    expect(await walk(['node_modules', '**/*.md'])).toEqual(['src/', 'src/a.ts'])
  })

  it('brings the parents of what is taken back, and only those', async () => {
    await put('a/b/keep', 'a/b/drop', 'a/c/drop', 'd/drop')
    expect(await walk(['*', '!a/b/keep'])).toEqual(['a/', 'a/b/', 'a/b/keep'])
    expect(await walk(['**', '!**/keep'])).toEqual(['a/', 'a/b/', 'a/b/keep'])
  })

  it('does not enter a directory for nothing', async () => {
    await put('closed/x/y', 'open/y')
    const asked: string[] = []
    class Recording extends PatternMatcher {
      override step(...args: Parameters<PatternMatcher['step']>): ReturnType<PatternMatcher['step']> {
        asked.push(args[0])
        return super.step(...args)
      }
    }
    const paths: string[] = []
    for await (const { path } of walkContext(root, new Recording(['*', '!open/y']))) paths.push(path)
    expect(paths).toEqual(['open', 'open/y'])
    expect(asked).toEqual(['closed', 'open', 'open/y'])
  })

  it('names symbolic links and follows none', async () => {
    await put('dir/file')
    await symlink('dir', join(root, 'link'))
    await symlink('/etc', join(root, 'out'))
    expect(await walk()).toEqual(['dir/', 'dir/file', 'link', 'out'])
  })

  it('keeps names that are no UTF-8', async () => {
    const name = 'a\udcffb'
    await writeFile(Buffer.concat([encodeName(`${root}/`), encodeName(name)]), '')
    expect(await walk()).toEqual([name])
  })

  it('of a directory that is gone says so', async () => {
    await rm(root, { recursive: true })
    await expect(walk()).rejects.toThrow('cannot read the build context')
  })
})

describe('the ignore file', () => {
  it('beside the Dockerfile wins over that of the context', async () => {
    await put('Dockerfile', 'sub/Other')
    expect(await ignoreFileOf(root, join(root, 'Dockerfile'))).toBeUndefined()
    await put('.dockerignore')
    expect(await ignoreFileOf(root, join(root, 'Dockerfile'))).toBe(join(root, '.dockerignore'))
    await put('sub/Other.dockerignore')
    expect(await ignoreFileOf(root, join(root, 'sub/Other'))).toBe(join(root, 'sub/Other.dockerignore'))
    expect(await ignoreFileIn(join(root, 'sub'))).toBeUndefined()
  })

  it('says what is walked', async () => {
    await put('a', 'b')
    await writeFile(join(root, '.dockerignore'), 'b\n.dockerignore\n')
    const { files, directory } = await contextFiles(root, join(root, '.dockerignore'))
    expect(directory).toBe(root)
    for (const _ of [1, 2]) {
      const paths: string[] = []
      for await (const { path } of files()) paths.push(path)
      expect(paths).toEqual(['a'])
    }
  })

  it('that is malformed is refused with its line', async () => {
    await writeFile(join(root, 'x'), 'a\n!\n')
    await expect(contextFiles(root, join(root, 'x'))).rejects.toMatchObject({
      place: { file: join(root, 'x'), line: 2 },
    })
  })
})
