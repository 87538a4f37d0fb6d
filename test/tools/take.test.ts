import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { nativePlatform } from '../../src/oci/platform.js'
import { takeFiles, type Wanted } from '../../src/tools/take.js'
import { type Member, type PlayedImage, playImage } from './images.js'

const WANTED: readonly Wanted[] = [{ path: 'usr/bin/builder', name: 'builder' }]

let place: string
let directory: string

beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'dockless-take-'))
  directory = await mkdtemp(path.join(place, 'in-'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

function take(played: PlayedImage, wanted = WANTED) {
  const signal = new AbortController().signal
  return takeFiles(played.image, wanted, nativePlatform(), { source: played.source, directory, signal })
}

async function from(...layers: Readonly<Record<string, Member>>[]) {
  return take(await playImage(layers))
}

describe('a file of an image', () => {
  test.each(['usr/bin/builder', './usr/bin/builder', '/usr/bin/builder', 'usr//bin/./builder'])(
    'is taken from %s, executable and nothing more',
    async (name) => {
      const taken = await from({ [name]: 'program', 'usr/bin/other': 'x' })
      expect(taken).toEqual([{ name: 'builder', size: 7, digest: digestOf('program') }])
      expect(await readdir(directory)).toEqual(['builder'])
      expect(await readFile(path.join(directory, 'builder'), 'utf8')).toBe('program')
      expect((await lstat(path.join(directory, 'builder'))).mode & 0o7777).toBe(0o755)
    },
  )

  test('comes from the highest layer that has it, and the ones below are not even fetched', async () => {
    const played = await playImage([{ 'usr/bin/builder': 'old' }, { 'usr/bin/builder': 'new' }, { etc: 'x' }])
    await take(played)
    expect(await readFile(path.join(directory, 'builder'), 'utf8')).toBe('new')
    expect(played.asked).not.toContain(played.layers[0])
  })

  test('of the last member of its name, as tar(1) would have it', async () => {
    await from({ 'usr/bin/builder': 'first', './usr/bin/builder': 'second' })
    expect(await readFile(path.join(directory, 'builder'), 'utf8')).toBe('second')
  })

  test.each(['usr/bin/.wh.builder', 'usr/bin/.wh..wh..opq', '.wh.usr', 'usr/.wh.bin'])(
    'that %s removes later is not there',
    async (marker) => {
      await expect(from({ 'usr/bin/builder': 'old' }, { [marker]: '' })).rejects.toMatchObject({
        code: 'REGISTRY_FAILED',
        message: expect.stringContaining('a later layer removes it'),
      })
    },
  )

  test('is there though the layer that brings it is opaque', async () => {
    await from({ 'usr/bin/other': 'x' }, { 'usr/bin/.wh..wh..opq': '', 'usr/bin/builder': 'new' })
    expect(await readFile(path.join(directory, 'builder'), 'utf8')).toBe('new')
  })

  test('that no layer has: an error that names image and file', async () => {
    await expect(from({ 'usr/bin/other': 'x' })).rejects.toMatchObject({
      message: expect.stringMatching(/images\.example\/team\/builder.*has no usr\/bin\/builder/),
    })
  })

  test('that is made for another machine', async () => {
    const played = await playImage([{ 'usr/bin/builder': 'x' }], ['s390x', 'riscv64'])
    await expect(take(played)).rejects.toMatchObject({ code: 'NOTHING_FITS' })
  })
})

describe('nothing lands outside of the directory', () => {
  test.each<[string, Readonly<Record<string, Member>>]>([
    [
      'a way up',
      { '../../usr/bin/builder': 'evil', '../builder': 'evil', 'usr/bin/../../../builder': 'evil' },
    ],
    [
      'an absolute link under its name',
      { 'usr/bin/builder': { path: '', type: 'symlink', link: '/etc/passwd' } },
    ],
    [
      'a link that a later member would be written through',
      { 'usr/bin': { path: '', type: 'symlink', link: '../../..' }, '../usr/bin/builder': 'evil' },
    ],
    ['a hard link', { 'usr/bin/builder': { path: '', type: 'hardlink', link: '../../etc/passwd' } }],
    ['a device', { 'usr/bin/builder': { path: '', type: 'character', major: 1, minor: 3 } }],
    ['a directory', { 'usr/bin/builder': { path: '', type: 'directory' } }],
  ])('%s', async (_what, layer) => {
    await expect(from(layer)).rejects.toMatchObject({
      name: expect.stringMatching(/Error$/),
      code: 'REGISTRY_FAILED',
    })
    expect(await readdir(place)).toEqual([path.basename(directory)])
    expect(await readdir(directory)).toEqual([])
  })

  test('a file that is there is never written to', async () => {
    await from({ 'usr/bin/builder': 'one' })
    await expect(from({ 'usr/bin/builder': 'two' })).rejects.toThrow(/EEXIST/)
    expect(await readFile(path.join(directory, 'builder'), 'utf8')).toBe('one')
  })
})

describe('bytes that are not those of the digest', () => {
  test('are refused, though they unpack well', async () => {
    const good = await playImage([{ 'usr/bin/builder': 'good' }])
    const evil = await playImage([{ 'usr/bin/builder': 'evil' }])
    const [digest] = good.layers
    const [other] = evil.layers
    if (!digest || !other) throw new Error('a layer is missing')
    const stream = await evil.source.blob(evil.image, other)
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    good.instead.set(digest, Buffer.concat(chunks))
    await expect(take(good)).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      message: expect.stringContaining('with other bytes'),
    })
  })
})
