import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { pickerOf } from '../support/picker.js'
import { pushBlob, scratch, someBlob, type Standalone, standalone } from './servers.js'

/** Clients of one registry, and processes on one directory, that meet at the same blob. */
let directory: Awaited<ReturnType<typeof scratch>>
let server: Standalone
beforeEach(async () => {
  directory = await scratch()
  server = await standalone(directory.path)
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})

const SEED = Number(process.env['DOCKLESS_TEST_SEED'] ?? Date.now() % 1_000_000)
const incoming = () => readdir(path.join(directory.path, 'blobs', 'incoming'))

test('two pushes of one blob whose pieces come by turns: both succeed, one file is left', async () => {
  const blob = someBlob(2_000_000)
  const names = ['one', 'other']
  const begun = await Promise.all(
    names.map((name) => server.client.call('POST', `/v2/${name}/blobs/uploads/`)),
  )
  const locations = begun.map(({ headers }) => headers.location ?? '')
  for (let start = 0; start < blob.size; start += 500_000) {
    const body = blob.bytes.subarray(start, start + 500_000)
    for (const location of locations) await server.client.call('PATCH', location, { body })
  }
  const done = await Promise.all(
    locations.map((location) => server.client.call('PUT', `${location}?digest=${blob.digest}`)),
  )
  expect(done.map(({ status }) => status)).toEqual([201, 201])
  for (const name of names)
    expect((await server.client.get(`/v2/${name}/blobs/${blob.digest}`)).body.equals(blob.bytes)).toBe(true)
  expect(await readdir(path.join(directory.path, 'blobs', 'sha256'))).toHaveLength(1)
  expect(await incoming()).toEqual([])
})

test('a blob is not there until its push was confirmed, and whole from then on', async () => {
  const blob = someBlob(3_000_000)
  const path = `/v2/app/blobs/${blob.digest}`
  const location = (await server.client.call('POST', '/v2/app/blobs/uploads/')).headers.location ?? ''
  for (const [start, end] of [
    [0, 1_000_000],
    [1_000_000, 3_000_000],
  ] as const) {
    expect((await server.client.get(path)).status).toBe(404)
    await server.client.call('PATCH', location, { body: blob.bytes.subarray(start, end) })
  }
  // Who asks while the push ends gets all of it or nothing.
  const push = { confirmed: false }
  const finish = server.client.call('PUT', `${location}?digest=${blob.digest}`).then((done) => {
    push.confirmed = true
    return done.status
  })
  for (let confirmed = false; !confirmed; ) {
    confirmed = push.confirmed
    const answer = await server.client.get(path)
    if (confirmed || answer.status !== 404) expect(answer.body.equals(blob.bytes)).toBe(true)
  }
  expect(await finish).toBe(201)
})

test('a reader in the middle of a blob is not disturbed by a push of the same blob', async () => {
  const blob = someBlob(20_000_000)
  await pushBlob(server.client, 'app', blob)
  const [read] = await Promise.all([
    server.client.get(`/v2/app/blobs/${blob.digest}`),
    pushBlob(server.client, 'app', blob),
    pushBlob(server.client, 'other', blob),
  ])
  expect(read?.body.equals(blob.bytes)).toBe(true)
})

test(`pushes race deletions: what was confirmed and not deleted since is there, and is whole (seed ${SEED})`, async () => {
  const pick = pickerOf(SEED)
  const blob = someBlob(300_000)
  const at = (name: string) => `/v2/${name}/blobs/${blob.digest}`
  const lane = async (name: string): Promise<void> => {
    for (let turn = 0; turn < 12; turn++) {
      await pushBlob(server.client, name, blob)
      const answer = await server.client.get(at(name))
      expect([answer.status, answer.body.equals(blob.bytes)]).toEqual([200, true])
      if (pick() < 0.7) expect((await server.client.call('DELETE', at(name))).status).toBe(202)
    }
    await pushBlob(server.client, name, blob)
  }
  const names = ['a', 'b', 'c']
  await Promise.all(names.map(lane))
  for (const name of names) expect((await server.client.get(at(name))).body.equals(blob.bytes)).toBe(true)
  for (const name of names) await server.client.call('DELETE', at(name))
  expect(await readdir(path.join(directory.path, 'blobs', 'sha256'))).toEqual([])
  expect(await incoming()).toEqual([])
})

test('two processes on one directory, one of which prunes: a reader gets all of a blob or nothing', async () => {
  const blob = someBlob(1_000_000)
  const open = () => BlobStore.open(path.join(directory.path, 'shared'))
  const [writer, reader, pruner] = await Promise.all([open(), open(), open()])
  const state = { writing: true }
  const prune = async (): Promise<void> => {
    while (state.writing) await pruner.delete(blob.digest)
  }
  const read = async (): Promise<void> => {
    while (state.writing) {
      const stream = await reader.read(blob.digest)
      if (stream) expect(Buffer.concat(await stream.toArray()).equals(blob.bytes)).toBe(true)
    }
  }
  const write = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await writer.write(halves(blob.bytes), blob)
    state.writing = false
  }
  await Promise.all([write(), prune(), read()])
  await writer.write(halves(blob.bytes), blob)
  expect(await reader.local(blob.digest)).toBe(blob.size)
})

async function* halves(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, bytes.length >> 1)
  yield bytes.subarray(bytes.length >> 1)
}
