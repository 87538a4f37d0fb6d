import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { DirectoryStore } from '../../src/cache/directory-store.js'
import { must } from '../support/command.js'
import { shown } from './failures.js'
import { layerText, runJob } from './fixture.js'

test('a disk that fills up is named with what to do, and nothing of the blob stays', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'full-disk-'))
  await must({ argv: ['mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory] })
  try {
    const store = await BlobStore.open(directory)
    const chunks = Array.from({ length: 48 }, () => Buffer.alloc(64 * 1024, 1))
    await expect(store.write(Readable.from(chunks))).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringContaining('the disk is full'),
      fix: expect.stringContaining('TMPDIR'),
    })
    expect(await readdir(path.join(directory, 'incoming'))).toEqual([])
    const { size } = await store.write(Readable.from(chunks.slice(0, 8)))
    expect(size).toBe(512 * 1024)
  } finally {
    await must({ argv: ['umount', directory] })
    await rm(directory, { recursive: true })
  }
})

test('a cache on a disk that fills up: one notice, nothing of what did not fit stays, the next run uses the rest', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'full-cache-'))
  const scratch = await mkdtemp(path.join(tmpdir(), 'full-runs-'))
  await must({ argv: ['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory] })
  try {
    const store = new DirectoryStore(path.join(directory, 'kept'), 1e9)
    const job = (steps: readonly string[]) => runJob(steps, { store, directory: scratch })
    const few = ['a', 'b', 'c']
    const many = [...few, ...Array.from({ length: 12 }, (_, i) => `more ${i}`)]
    await job(few)
    const during = await job(many)
    expect(during.image).toEqual(many.map(layerText))
    expect(shown(during.said)).toEqual([
      expect.stringMatching(/not saved: .*ENOSPC|not saved: .*disk is full/),
    ])
    expect((await readdir(path.join(directory, 'kept'))).sort()).toEqual(['blobs', 'index.json'])
    expect(await readdir(path.join(directory, 'kept', 'blobs', 'sha256'))).toHaveLength(few.length)
    const next = await job(few)
    expect(next).toEqual({ image: few.map(layerText), made: [], said: expect.anything() })
  } finally {
    await must({ argv: ['umount', directory] })
    await rm(directory, { recursive: true })
    await rm(scratch, { recursive: true })
  }
})
