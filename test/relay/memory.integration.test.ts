import { createHash, type Hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registryProgram, serve } from './served.js'
import { scratch } from './servers.js'

/** What a large blob costs in memory, measured on a registry of its own process that has a small heap. */
const MB = 1_000_000
const SIZE = 400 * MB
/** Node itself takes about 60 MB here, and 150 MB were seen after 10 GB; the whole blob would be 400 MB more. */
const MOST = 300 * MB

let directory: Awaited<ReturnType<typeof scratch>>
let program: string
beforeAll(async () => {
  directory = await scratch()
  program = await registryProgram(directory.path)
}, 120_000)
afterAll(() => directory[Symbol.asyncDispose]())

function* pieces(hash: Hash): Generator<Buffer> {
  for (let number = 0; number < SIZE / MB; number++) {
    const piece = Buffer.alloc(MB)
    piece.writeUInt32BE(number)
    hash.update(piece)
    yield piece
  }
}

async function send(method: string, url: string, body: Readable): Promise<IncomingMessage> {
  const outgoing = request(url, { method, agent: false })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  await pipeline(body, outgoing)
  return answered
}

/** The most resident memory of the process so far, in bytes (proc(5), VmHWM). */
async function peakMemory(pid: number): Promise<number> {
  return Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

test('a blob of 400 MB goes in and out, and memory stays flat', async () => {
  const root = path.join(directory.path, 'root')
  await using served = await serve(program, root, { nodeFlags: ['--max-old-space-size=64'] })
  const { client, child } = served
  const begun = await client.call('POST', '/v2/large/blobs/uploads/')
  const hash = createHash('sha256')
  const body = Readable.from(pieces(hash))
  const sent = await send('PATCH', `http://${client.address}${begun.headers.location}`, body)
  expect([sent.statusCode, sent.resume().headers.range]).toEqual([202, `0-${SIZE - 1}`])
  const digest = `sha256:${hash.digest('hex')}`
  expect((await client.call('PUT', `${begun.headers.location}?digest=${digest}`)).status).toBe(201)

  const came = createHash('sha256')
  const pulled = await send('GET', `http://${client.address}/v2/large/blobs/${digest}`, Readable.from([]))
  for await (const chunk of pulled) if (chunk instanceof Uint8Array) came.update(chunk)
  expect(`sha256:${came.digest('hex')}`).toBe(digest)
  expect(await peakMemory(child.pid ?? 0)).toBeLessThan(MOST)
}, 120_000)
