import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import type { Descriptor } from '../../src/oci/image.js'
import { MediaType } from '../../src/oci/media-types.js'
import type { RegistryClient } from '../../src/registry/client.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { makeTestCa, type TestCa } from '../support/test-ca.js'
import { hastyClient, logins, password, reference } from './harness.js'

const USER = { username: 'bob', password: 'opensesame' }

let directory: string
let ca: TestCa
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dockless-real-'))
  ca = await makeTestCa(directory)
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

const source = (bytes: Buffer) => async (start: number) =>
  Readable.from(
    (function* () {
      for (let at = start; at < bytes.length; at += 65_536)
        yield bytes.subarray(at, Math.min(at + 65_536, bytes.length))
    })(),
    { objectMode: false },
  )

const described = (mediaType: string, bytes: Buffer): Descriptor => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
})

/** Pushes an image of one layer and gives its digest. */
async function pushImage(client: RegistryClient, host: string, name: string, layer: Buffer): Promise<Digest> {
  const [repository = '', tag = ''] = name.split(':')
  const target = { registry: host, repository }
  const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}')
  for (const bytes of [config, layer]) await client.pushBlob(target, described('', bytes), source(bytes))
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      config: described(MediaType.config, config),
      layers: [described(MediaType.layer, layer)],
    }),
  )
  return client.pushManifest(target, tag, { mediaType: MediaType.manifest, bytes: manifest })
}

describe.each(['distribution', 'debian'] as const)('%s, with TLS and htpasswd', (program) => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await startRegistry({ program, htpasswd: USER, ca })
  })
  afterAll(async () => {
    await registry[Symbol.asyncDispose]()
  })

  const client = (given = USER) =>
    hastyClient({
      credentials: logins({ [registry.host]: password(given.username, given.password) }),
      httpOptions: { caCertificates: [ca.certificateFile] },
    })

  test('an image goes there and comes back', async () => {
    await using it = client()
    const layer = randomBytes(3_000_000)
    const digest = await pushImage(it.client, registry.host, 'team/app:1', layer)
    expect(await registry.digest('team/app:1')).toBe(digest)
    const app = reference(`${registry.host}/team/app:1`)
    expect((await it.client.resolve(app))?.digest).toBe(digest)
    expect((await it.client.manifest(app)).digest).toBe(digest)
    const origin = { registry: registry.host, repository: 'team/app' }
    const options = { size: layer.length }
    expect(await buffer(await it.client.blob(origin, digestOf(layer), options))).toEqual(layer)
    const range = { start: 100, end: 199 }
    const part = await it.client.blob(origin, digestOf(layer), { range })
    expect(await buffer(part)).toEqual(layer.subarray(100, 200))
    expect(await it.client.tags(origin)).toEqual(['1'])
  })

  test('a second push sends nothing, and another repository mounts', async () => {
    await using it = client()
    const layer = randomBytes(200_000)
    await pushImage(it.client, registry.host, 'team/base:1', layer)
    const mark = await registry.mark()
    await pushImage(it.client, registry.host, 'team/base:2', layer)
    const to = { registry: registry.host, repository: 'team/other' }
    expect(await it.client.mount(to, digestOf(layer), 'team/base')).toBe(true)
    expect(await it.client.mount(to, digestOf('nobody has it'), 'team/base')).toBe(false)
    const sent = (await registry.requests(mark)).filter(([method]) => method === 'PATCH' || method === 'PUT')
    expect(sent).toEqual([['PUT', '/v2/team/base/manifests/2', 201]])
  })

  test('a wrong password, a missing image and an unknown authority are told apart', async () => {
    await using wrong = client({ ...USER, password: 'not-this-one' })
    const app = reference(`${registry.host}/team/app:none`)
    await expect(wrong.client.manifest(app)).rejects.toThrow(/the login as user "bob" of a test was refused/)
    await using right = client()
    await expect(right.client.manifest(app)).rejects.toThrow(
      `team/app:none was not found in ${registry.host}`,
    )
    await using anonymous = hastyClient({ httpOptions: { caCertificates: [ca.certificateFile] } })
    await expect(anonymous.client.manifest(app)).rejects.toThrow(/asks for a login/)
    await using trusting = hastyClient()
    await expect(trusting.client.manifest(app)).rejects.toThrow(/certificate is signed by an authority/)
  })

  test('an upload that is cut on the way goes on where it broke, or begins anew, and arrives whole', async () => {
    await using open = await startRegistry({ program })
    await using cutter = await cutOnce(Number(open.host.split(':')[1]), 1_000_000)
    await using it = hastyClient()
    const layer = randomBytes(4_000_000)
    const target = { registry: cutter.host, repository: 'team/app' }
    await it.client.pushBlob(target, described('', layer), source(layer))
    expect(cutter.cuts).toBe(1)
    expect(await it.client.hasBlob(target, digestOf(layer))).toBe(layer.length)
    const origin = { registry: open.host, repository: 'team/app' }
    expect(digestOf(await buffer(await it.client.blob(origin, digestOf(layer))))).toBe(digestOf(layer))
  })
})

/** A relay of connections to a port of loopback that cuts the first one to bring more than `limit` bytes. */
async function cutOnce(
  port: number,
  limit: number,
): Promise<AsyncDisposable & { readonly host: string; readonly cuts: number }> {
  let cuts = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1')
    let size = 0
    for (const one of [socket, onward]) {
      sockets.add(one)
      one.on('error', () => {})
    }
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (cuts > 0 || size <= limit) return
      cuts += 1
      socket.destroy()
      onward.end()
    })
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    host: `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get cuts() {
      return cuts
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
