import {
  type FileHandle,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BlobStore, ContentMismatch } from '../../src/cache/blob-store.js'
import { digestOf, hexOf } from '../../src/oci/digest.js'

let directory: string
let store: BlobStore
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'blob-store-'))
  store = await BlobStore.open(directory)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const source = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)))
const fileOf = (text: string) => path.join(directory, 'sha256', hexOf(digestOf(text)))
async function read(blobs: BlobStore, text: string, range?: { start: number; end: number }) {
  const stream = await blobs.read(digestOf(text), range)
  return stream && Buffer.concat(await stream.toArray()).toString()
}

describe('writing', () => {
  test('names the file by its digest, as an image layout does', async () => {
    expect(await store.write(source('hello ', 'world'))).toEqual({
      digest: digestOf('hello world'),
      size: 11,
    })
    expect(await readFile(fileOf('hello world'), 'utf8')).toBe('hello world')
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
  })

  test('with sha512', async () => {
    const digest = digestOf('x', 'sha512')
    expect(await store.write(source('x'), { digest })).toEqual({ digest, size: 1 })
    expect(await store.local(digest)).toBe(1)
  })

  test('the empty blob', async () => {
    await store.write(source(''))
    expect(await store.local(digestOf(''))).toBe(0)
    expect(await read(store, '')).toBe('')
  })

  test.each([
    ['another digest', { digest: digestOf('other') }],
    ['fewer bytes', { size: 12 }],
    ['more bytes', { size: 10 }],
  ])('keeps nothing when %s was expected', async (_, expected) => {
    await expect(store.write(source('hello world'), expected)).rejects.toBeInstanceOf(ContentMismatch)
    expect(await readdir(path.join(directory, 'sha256'))).toEqual([])
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
  })

  test('keeps nothing of a source that breaks', async () => {
    async function* broken() {
      yield Buffer.from('half')
      throw new Error('cut')
    }
    await expect(store.write(broken())).rejects.toThrow('cut')
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
  })

  test('keeps nothing when a part could not be brought to the disk, which a system says only once', async () => {
    const handle = await open('/dev/null')
    const handles: FileHandle = Object.getPrototypeOf(handle)
    await handle.close()
    const broken = vi.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('EIO'))
    const chunks = Array.from({ length: 70 }, () => Buffer.alloc(1 << 20))
    await expect(store.write(Readable.from(chunks))).rejects.toThrow('EIO')
    expect(broken).toHaveBeenCalledOnce()
    broken.mockRestore()
    expect(await readdir(path.join(directory, 'sha256'))).toEqual([])
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
  })

  test('the same blob by many at once', async () => {
    const other = await BlobStore.open(directory)
    const text = 'x'.repeat(300_000)
    await Promise.all([store, other, store, other].map((one) => one.write(source(text))))
    expect(await readdir(path.join(directory, 'sha256'))).toEqual([hexOf(digestOf(text))])
    expect(await read(store, text)).toBe(text)
  })

  test('piece by piece, with an algorithm that is named at the end', async () => {
    await using writer = await store.writer()
    for (const part of ['a', 'b', 'c']) await writer.append(Buffer.from(part))
    expect(writer.size).toBe(3)
    const digest = digestOf('abc', 'sha512')
    expect(await writer.commit({ digest })).toEqual({ digest, size: 3 })
  })

  test('a writer that is given up leaves nothing', async () => {
    {
      await using writer = await store.writer()
      await writer.append(Buffer.alloc(2_000_000))
    }
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
  })
})

describe('reading', () => {
  test('ranges, both ends included', async () => {
    await store.write(source('0123456789'))
    expect(await read(store, '0123456789', { start: 2, end: 4 })).toBe('234')
    expect(await read(store, '0123456789', { start: 9, end: 9 })).toBe('9')
  })

  test('nothing when it is not here', async () => {
    expect(await store.read(digestOf('none'))).toBeUndefined()
    expect(await store.local(digestOf('none'))).toBeUndefined()
    expect(await store.delete(digestOf('none'))).toBe(false)
  })

  test('a reader is not disturbed when the blob is deleted', async () => {
    const text = 'x'.repeat(1_000_000)
    await store.write(source(text))
    const stream = await store.read(digestOf(text))
    expect(await store.delete(digestOf(text))).toBe(true)
    expect(Buffer.concat((await stream?.toArray()) ?? []).length).toBe(1_000_000)
    expect(await store.local(digestOf(text))).toBeUndefined()
  })
})

describe('what another process wrote', () => {
  test('is found', async () => {
    await store.write(source('hello'))
    expect(await read(await BlobStore.open(directory), 'hello')).toBe('hello')
  })

  test.each([
    ['torn', (file: string) => truncate(file, 3)],
    ['altered', (file: string) => writeFile(file, 'jello')],
    ['emptied', (file: string) => writeFile(file, '')],
  ])('is dropped when it is %s', async (_, damage) => {
    await store.write(source('hello'))
    await damage(fileOf('hello'))
    const later = await BlobStore.open(directory)
    expect(await later.local(digestOf('hello'))).toBeUndefined()
    await expect(stat(fileOf('hello'))).rejects.toMatchObject({ code: 'ENOENT' })
    await later.write(source('hello'))
    expect(await read(later, 'hello')).toBe('hello')
  })

  test('is looked at again when its size has changed', async () => {
    await store.write(source('hello'))
    await truncate(fileOf('hello'), 2)
    expect(await store.read(digestOf('hello'))).toBeUndefined()
  })

  test('unfinished is swept when it is old, and left when it may still be written', async () => {
    const incoming = path.join(directory, 'incoming')
    await writeFile(path.join(incoming, 'old'), 'x')
    await writeFile(path.join(incoming, 'new'), 'x')
    await utimes(path.join(incoming, 'old'), 0, 0)
    await BlobStore.open(directory)
    expect(await readdir(incoming)).toEqual(['new'])
  })

  test('is listed, and files that are no blob are not', async () => {
    await store.write(source('hello'))
    await writeFile(path.join(directory, 'sha256', 'README'), 'x')
    const listed = []
    for await (const blob of store.blobs()) listed.push(blob)
    expect(listed).toEqual([{ digest: digestOf('hello'), size: 5 }])
  })
})
