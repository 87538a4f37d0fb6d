import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { compileInto } from './compiled.js'
import { Client } from './http.js'
import { pushImage, scratch, someBlob, someImage } from './servers.js'

/** A registry of its own process, killed with SIGKILL in the middle of pushes, and what the next one finds. */
let directory: Awaited<ReturnType<typeof scratch>>
let program: string

const MAIN = `
import { registry } from './commands/registry.js'
const end = new AbortController()
process.once('SIGTERM', () => end.abort())
const [listen, root] = process.argv.slice(2)
await registry({ listen, root, temporary: root, credential: undefined, signal: end.signal, print: console.log })
`

beforeAll(async () => {
  directory = await scratch()
  const compiled = await compileInto(directory.path)
  program = path.join(compiled, 'serve.js')
  await writeFile(program, MAIN)
})
afterAll(() => directory[Symbol.asyncDispose]())

interface Served extends AsyncDisposable {
  readonly client: Client
  readonly child: ChildProcess
  /** Exit status, or the signal. */
  readonly ended: Promise<number | string>
}

async function serve(root: string): Promise<Served> {
  const child = spawn(process.execPath, [program, '127.0.0.1:0', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown')),
  )
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then((how) => reject(new Error(`it ended with ${how} before it listened`)))
  })
  const address = /^listening on http:\/\/(\S+)$/.exec(line)?.[1]
  if (address === undefined) throw new Error(`its first line was ${line}`)
  return {
    client: new Client(address),
    child,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Pushes images until the registry is gone. Returns those that it confirmed. */
async function pushUntilGone(client: Client, round: number, lane: number) {
  const confirmed: { readonly tag: string; readonly image: ReturnType<typeof someImage> }[] = []
  const shared = someBlob(100_000)
  for (let number = 0; ; number++) {
    const image = someImage({ layers: [shared, someBlob(200_000)] })
    const tag = `r${round}-l${lane}-${number}`
    try {
      await pushImage(client, 'crash/app', tag, image)
    } catch {
      return confirmed
    }
    confirmed.push({ tag, image })
  }
}

test('nothing that was confirmed is lost, and nothing torn is ever served', async () => {
  const root = path.join(directory.path, 'root')
  const kept: Awaited<ReturnType<typeof pushUntilGone>> = []
  for (const [round, lifeMs] of [40, 90, 170, 260].entries()) {
    await using served = await serve(root)
    const lanes = [0, 1].map((lane) => pushUntilGone(served.client, round, lane))
    setTimeout(() => served.child.kill('SIGKILL'), lifeMs)
    expect(await served.ended).toBe('SIGKILL')
    kept.push(...(await Promise.all(lanes)).flat())
  }
  expect(kept.length).toBeGreaterThan(0)

  for (const algorithm of ['sha256', 'sha512']) {
    for (const name of await readdir(path.join(root, 'blobs', algorithm))) {
      const bytes = await readFile(path.join(root, 'blobs', algorithm, name))
      expect(digestOf(bytes, algorithm === 'sha512' ? 'sha512' : 'sha256')).toBe(`${algorithm}:${name}`)
    }
  }
  await using served = await serve(root)
  const { tags } = (await served.client.get('/v2/crash/app/tags/list')).json as { tags: string[] }
  for (const { tag, image } of kept) {
    expect(tags).toContain(tag)
    for (const part of [image.config, ...image.layers])
      expect((await served.client.get(`/v2/crash/app/blobs/${part.digest}`)).body.equals(part.bytes)).toBe(
        true,
      )
  }
  // A tag that was not confirmed may be there too: then it is whole.
  for (const tag of tags) expect((await served.client.get(`/v2/crash/app/manifests/${tag}`)).status).toBe(200)
})

test('SIGTERM ends it with 0, also with a connection open', async () => {
  await using served = await serve(path.join(directory.path, 'terminated'))
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
