import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knowKaniko } from '../../src/runner/kaniko-file.js'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'kaniko-file-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

/** A Go program's file, as far as it is looked at: an ELF header with one program header, and the build information. */
async function program(information: string, options: { interpreted?: boolean; before?: number } = {}) {
  const header = Buffer.alloc(120)
  header.writeUInt32BE(0x7f454c46, 0)
  header[4] = 2 // 64 bits
  header[5] = 1 // little-endian
  header.writeUInt32LE(64, 32)
  header.writeUInt16LE(56, 54)
  header.writeUInt16LE(1, 56)
  header.writeUInt32LE(options.interpreted === true ? 3 : 1, 64)
  const file = path.join(directory, `executor-${Math.random()}`)
  await writeFile(
    file,
    Buffer.concat([header, Buffer.alloc(options.before ?? 5000, 0x90), Buffer.from(information)]),
  )
  return file
}

const module = (owner: string): string =>
  `\x00path\tgithub.com/${owner}/kaniko/cmd/executor\nmod\tgithub.com/${owner}/kaniko\t(devel)\t\n`
const flags = 'build\t-ldflags="-s -X github.com/x/kaniko/pkg/version.version=v1.28.3 -w"\n'

test('it is known by what the linker left in it', async () => {
  const file = await program(module('osscontainertools') + flags)
  expect(await knowKaniko(file)).toEqual({ path: file, version: '1.28.3 of osscontainertools' })
})

test('also where a chunk ends in the middle of it', async () => {
  for (const before of [(1 << 20) - 150, (1 << 20) - 140, (1 << 20) - 120 - 20])
    expect(await knowKaniko(await program(module('GoogleContainerTools') + flags, { before }))).toMatchObject(
      {
        version: '1.28.3 of GoogleContainerTools',
      },
    )
})

test('without its number it is still kaniko', async () => {
  expect((await knowKaniko(await program(module('osscontainertools')))).version).toBe(
    'unnumbered of osscontainertools',
  )
})

test.each(['', 'github.com/other/cmd/executor\n', `path\tgithub.com/x/kaniko/cmd/warmer\n`])(
  'another program of that name is not taken for it: "%s"',
  async (information) => {
    expect((await knowKaniko(await program(information))).problem).toContain('does not say that it is kaniko')
  },
)

test('one that needs libraries that are not here could not start in a root of its own', async () => {
  const file = await program(module('osscontainertools') + flags, { interpreted: true })
  expect((await knowKaniko(file)).problem).toContain('CGO_ENABLED=0')
})

test('one that cannot be read is told as such', async () => {
  expect((await knowKaniko(path.join(directory, 'nowhere'))).problem).toContain('cannot be read')
})
