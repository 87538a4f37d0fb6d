import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { pickerOf } from '../support/picker.js'
import { CHECKOUT } from '../support/testbed.js'
import type { Client } from './http.js'
import { registryProgram, serve } from './served.js'
import { pushBlob, pushImage, scratch, someBlob, someImage } from './servers.js'

/** A registry of its own process, killed with SIGKILL at 20 points of pushes, and what the next one finds. */
const POINTS = 20
/** A push of an image makes some 40 changes to the file system; two go on at once. */
const LAST_CHANGE = 150
const MOMENTS = ['before', 'halfway', 'after'] as const
/** The same points again: DOCKLESS_TEST_SEED=… */
const SEED = Number(process.env['DOCKLESS_TEST_SEED'] ?? Date.now() % 1_000_000)
const KILLER = pathToFileURL(path.join(CHECKOUT, 'test', 'relay', 'kill-at.mjs')).href

let directory: Awaited<ReturnType<typeof scratch>>
let program: string
beforeAll(async () => {
  directory = await scratch()
  program = await registryProgram(directory.path)
}, 120_000)
afterAll(() => directory[Symbol.asyncDispose]())

type Blob = ReturnType<typeof someBlob>
interface Confirmed {
  readonly blobs: Blob[]
  readonly images: { readonly tag: string; readonly image: ReturnType<typeof someImage> }[]
}

/** Pushes images until the registry is gone, and notes what it confirmed. */
async function pushUntilGone(client: Client, lane: string, shared: Blob, confirmed: Confirmed) {
  for (let number = 0; ; number++) {
    const image = someImage({ layers: [shared, someBlob(700_000)] })
    const tag = `${lane}-${number}`
    try {
      for (const blob of [image.config, ...image.layers]) {
        await pushBlob(client, 'crash/app', blob)
        confirmed.blobs.push(blob)
      }
      await pushImage(client, 'crash/app', tag, image)
      confirmed.images.push({ tag, image })
    } catch {
      return
    }
  }
}

async function isWhole(client: Client, { blobs, images }: Confirmed): Promise<void> {
  for (const { digest, bytes } of blobs) {
    const answer = await client.get(`/v2/crash/app/blobs/${digest}`)
    expect([answer.status, answer.body.equals(bytes)]).toEqual([200, true])
  }
  for (const { tag, image } of images)
    expect((await client.get(`/v2/crash/app/manifests/${tag}`)).body).toEqual(image.bytes)
}

test(`nothing that was confirmed is lost, and nothing torn is ever served (seed ${SEED})`, async () => {
  const root = path.join(directory.path, 'root')
  const pick = pickerOf(SEED)
  const kept: Confirmed = { blobs: [], images: [] }
  let last: Confirmed = { blobs: [], images: [] }
  for (let round = 0; round < POINTS; round++) {
    const moment = MOMENTS[Math.floor(pick() * MOMENTS.length)] ?? 'before'
    const env = { KILL_AT: `${1 + Math.floor(pick() * LAST_CHANGE)}:${moment}` }
    await using served = await serve(program, root, { nodeFlags: ['--import', KILLER], env })
    // This process knows nothing of what the last one confirmed: it has to hash each file anew.
    await isWhole(served.client, last)
    last = { blobs: [], images: [] }
    const shared = someBlob(100_000)
    const lanes = [0, 1].map((lane) => pushUntilGone(served.client, `r${round}-l${lane}`, shared, last))
    await Promise.all(lanes)
    expect(await served.ended, env.KILL_AT).toBe('SIGKILL')
    kept.blobs.push(...last.blobs)
    kept.images.push(...last.images)
  }
  expect(kept.images.length).toBeGreaterThan(0)

  for (const algorithm of ['sha256', 'sha512'] as const) {
    for (const name of await readdir(path.join(root, 'blobs', algorithm))) {
      const bytes = await readFile(path.join(root, 'blobs', algorithm, name))
      expect(digestOf(bytes, algorithm)).toBe(`${algorithm}:${name}`)
    }
  }
  await using served = await serve(program, root)
  await isWhole(served.client, kept)
  // A tag that was not confirmed may be there too: then it is whole.
  const { tags } = (await served.client.get('/v2/crash/app/tags/list')).json as { tags: string[] }
  for (const tag of tags) expect((await served.client.get(`/v2/crash/app/manifests/${tag}`)).status).toBe(200)
}, 240_000)

test('SIGTERM ends it with 0, also with a connection open', async () => {
  await using served = await serve(program, path.join(directory.path, 'terminated'))
  const location = (await served.client.call('POST', '/v2/a/blobs/uploads/')).headers.location ?? ''
  const hanging = served.client
    .call('PATCH', location, { body: 'abc', headers: { 'Content-Length': '100' } })
    .catch((error: unknown) => error)
  await expect.poll(async () => (await served.client.get(location)).headers.range).toBe('0-2')
  served.child.kill('SIGTERM')
  expect(await served.ended).toBe(0)
  expect(await hanging).toBeInstanceOf(Error)
  expect(await readdir(path.join(directory.path, 'terminated', 'blobs', 'incoming'))).toEqual([])
})
