import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BlobStore } from '../../src/cache/blob-store.js'
import { UploadSessions } from '../../src/relay/upload-sessions.js'
import { scratch } from './servers.js'

/** distribution-spec, "Cancel a blob upload": what nobody goes on with ends in time. */
const MINUTE_MS = 60_000
const MOST_SESSIONS = 512
let directory: Awaited<ReturnType<typeof scratch>>
let sessions: UploadSessions
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  directory = await scratch()
  sessions = new UploadSessions(await BlobStore.open(directory.path))
})
afterEach(async () => {
  vi.useRealTimers()
  await sessions[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})
const unfinished = async () => (await readdir(path.join(directory.path, 'incoming'))).length

test('an upload that rests for long gives way to the next one, with its bytes', async () => {
  const old = await sessions.begin('app', 'sha256')
  vi.setSystemTime(Date.now() + 10 * MINUTE_MS)
  const young = await sessions.begin('app', 'sha256')
  expect(await unfinished()).toBe(2)
  vi.setSystemTime(Date.now() + 10 * MINUTE_MS)
  await sessions.begin('app', 'sha256')
  expect(sessions.find('app', old.id)).toBeUndefined()
  expect(sessions.find('app', young.id)).toBe(young)
  expect(await unfinished()).toBe(2)
})

test('of too many, the one that rested longest goes; one that is being added to stays', async () => {
  const busy = await sessions.begin('app', 'sha256')
  const end = { reached: (): void => {} }
  const adding = busy.use(
    () => {},
    () => new Promise<void>((resolve) => (end.reached = resolve)),
  )
  const resting = await sessions.begin('app', 'sha256')
  vi.setSystemTime(Date.now() + 1)
  for (let number = 2; number <= MOST_SESSIONS; number++) await sessions.begin('app', 'sha256')
  expect(sessions.find('app', busy.id)).toBe(busy)
  expect(sessions.find('app', resting.id)).toBeUndefined()
  expect(await unfinished()).toBe(MOST_SESSIONS)
  end.reached()
  await adding
})
