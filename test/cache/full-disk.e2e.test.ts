import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { must } from '../support/command.js'

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
