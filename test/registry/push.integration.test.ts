import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryFailure } from '../../src/registry/failure.js'
import { hastyClient } from './harness.js'
import { bodyOf, type ScriptedServer, serve } from './scripted-server.js'

const BLOB = randomBytes(500_000)
const DIGEST = digestOf(BLOB)

const open = async (start: number): Promise<Readable> =>
  Readable.from(chunksFrom(start), { objectMode: false })

function* chunksFrom(start: number): Generator<Buffer> {
  for (let at = start; at < BLOB.length; at += 50_000)
    yield BLOB.subarray(at, Math.min(at + 50_000, BLOB.length))
}

interface Uploads {
  readonly server: ScriptedServer
  /** What was stored at the end, by digest. */
  readonly stored: Map<string, Buffer>
}

interface Behaviour {
  /** How `Location` is written. */
  readonly location?: (path: string, request: IncomingMessage) => string
  /** Called for each PUT and PATCH that carries bytes; true when it dealt with the request. */
  readonly trouble?: (
    request: IncomingMessage,
    response: ServerResponse,
    session: { keep(bytes: Buffer): void; forget(): void },
  ) => Promise<boolean> | boolean
}

/** A registry that takes uploads as the spec says, and has the troubles it is told to have. */
async function uploads(behaviour: Behaviour = {}): Promise<Uploads & AsyncDisposable> {
  const stored = new Map<string, Buffer>()
  const sessions = new Map<string, Buffer>()
  let count = 0
  const write = behaviour.location ?? ((path: string) => path)
  const server = await serve(async (request, response, url) => {
    const session = /\/blobs\/uploads\/(.+)$/.exec(url.pathname)?.[1]
    const held = session === undefined ? undefined : sessions.get(session)
    const where = (name: string): Record<string, string> => ({
      location: write(`/v2/team/app/blobs/uploads/${name}?state=${count}%2B`, request),
    })
    if (request.method === 'HEAD') {
      const blob = stored.get(url.pathname.split('/').at(-1) ?? '')
      return void (
        blob ? response.writeHead(200, { 'content-length': blob.length }) : response.writeHead(404)
      ).end()
    }
    if (request.method === 'POST') {
      count += 1
      sessions.set(`s${count}`, Buffer.alloc(0))
      return void response.writeHead(202, where(`s${count}`)).end()
    }
    if (session === undefined || held === undefined) return void response.writeHead(404).end()
    if (request.method === 'GET') {
      const range = held.length === 0 ? {} : { range: `0-${held.length - 1}` }
      return void response.writeHead(204, { ...where(session), ...range }).end()
    }
    const keep = (bytes: Buffer): void => void sessions.set(session, Buffer.concat([held, bytes]))
    const forget = (): void => void sessions.delete(session)
    if (await behaviour.trouble?.(request, response, { keep, forget })) return
    const range = request.headers['content-range']
    if (range !== undefined && Number(range.split('-')[0]) !== held.length)
      return void response.writeHead(416).end()
    keep(await bodyOf(request))
    if (request.method === 'PATCH') return void response.writeHead(202, where(session)).end()
    const digest = url.searchParams.get('digest') ?? ''
    const whole = sessions.get(session) ?? Buffer.alloc(0)
    if (digestOf(whole) !== digest)
      return void response.writeHead(400).end('{"errors":[{"code":"DIGEST_INVALID","message":"no"}]}')
    stored.set(digest, whole)
    sessions.delete(session)
    response.writeHead(201).end()
  })
  return { server, stored, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

const methods = ({ server }: Uploads): string[] => server.seen.map(({ method }) => method)

const target = ({ server }: Uploads) => ({ registry: server.host, repository: 'team/app' })

const blob = { digest: DIGEST, size: BLOB.length }

/** Takes in at least `count` bytes of a request, hands them over, and then breaks the connection. */
async function breakAfter(
  request: IncomingMessage,
  count: number,
  keep: (bytes: Buffer) => void,
): Promise<void> {
  let held = Buffer.alloc(0)
  for await (const chunk of request) {
    held = Buffer.concat([held, chunk])
    if (held.length < count) continue
    keep(held)
    request.socket.destroy()
    return
  }
}

describe('pushBlob', () => {
  test.each<[string, Behaviour['location']]>([
    ['relative', (path) => path],
    ['absolute', (path, request) => `http://${request.headers.host}${path}`],
  ])('asks, begins, sends all in one PUT; Location is %s', async (_name, location) => {
    await using it = await uploads(location ? { location } : {})
    await using registry = hastyClient()
    const progress: number[] = []
    await registry.client.pushBlob(target(it), blob, open, { onProgress: (sent) => progress.push(sent) })
    expect(it.stored.get(DIGEST)).toEqual(BLOB)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT'])
    const put = it.server.seen[2]
    expect(put?.headers['content-length']).toBe(String(BLOB.length))
    expect(put?.path).toBe(`/v2/team/app/blobs/uploads/s1?state=1%2B&digest=${encodeURIComponent(DIGEST)}`)
    expect(progress.at(-1)).toBe(BLOB.length)
  })

  test('sends nothing that is there', async () => {
    await using it = await uploads()
    it.stored.set(DIGEST, BLOB)
    await using registry = hastyClient()
    await registry.client.pushBlob(target(it), blob, open)
    expect(methods(it)).toEqual(['HEAD'])
  })

  test('a registry whose HEAD tells no length is asked by GET', async () => {
    await using server = await serve((request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(200).end()
      response.writeHead(200, { 'content-length': BLOB.length }).end(BLOB)
    })
    await using registry = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await registry.client.hasBlob(origin, DIGEST)).toBe(BLOB.length)
  })

  test('does not ask again what was just answered', async () => {
    await using it = await uploads()
    await using registry = hastyClient()
    expect(await registry.client.hasBlob(target(it), DIGEST)).toBeUndefined()
    await registry.client.pushBlob(target(it), blob, open)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT'])
  })

  test('an empty blob', async () => {
    await using it = await uploads()
    await using registry = hastyClient()
    const empty = digestOf('')
    await registry.client.pushBlob(target(it), { digest: empty, size: 0 }, async () => Readable.from([]))
    expect(it.stored.get(empty)).toEqual(Buffer.alloc(0))
  })

  test('that breaks goes on where the registry says it got to', async () => {
    let broken = false
    await using it = await uploads({
      async trouble(request, _response, { keep }) {
        if (broken) return false
        broken = true
        await breakAfter(request, 200_000, keep)
        return true
      },
    })
    await using registry = hastyClient()
    const starts: number[] = []
    await registry.client.pushBlob(target(it), blob, (start) => {
      starts.push(start)
      return open(start)
    })
    expect(it.stored.get(DIGEST)).toEqual(BLOB)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT', 'GET', 'PATCH', 'PUT'])
    expect(starts).toHaveLength(2)
    expect(starts[1]).toBeGreaterThanOrEqual(200_000)
    const patch = it.server.seen[4]
    expect(patch?.headers['content-range']).toBe(`${starts[1]}-${BLOB.length - 1}`)
  })

  test('whose session is gone begins anew', async () => {
    let gone = false
    await using it = await uploads({
      async trouble(request, response, { forget }) {
        if (gone) return false
        gone = true
        forget()
        await bodyOf(request)
        response.writeHead(404).end()
        return true
      },
    })
    await using registry = hastyClient()
    await registry.client.pushBlob(target(it), blob, open)
    expect(it.stored.get(DIGEST)).toEqual(BLOB)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT', 'GET', 'HEAD', 'POST', 'PUT'])
  })

  test('whose pieces do not make up the blob begins anew', async () => {
    let broken = false
    await using it = await uploads({
      async trouble(request, _response, { keep }) {
        if (broken) return false
        broken = true
        // What the registry keeps is as long as what it got, and not the same.
        await breakAfter(request, 200_000, (bytes) => keep(Buffer.alloc(bytes.length)))
        return true
      },
    })
    await using registry = hastyClient()
    await registry.client.pushBlob(target(it), blob, open)
    expect(it.stored.get(DIGEST)).toEqual(BLOB)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT', 'GET', 'PATCH', 'PUT', 'POST', 'PUT'])
  })

  test('whose last answer was lost is found to be there', async () => {
    await using it = await uploads({
      async trouble(request, _response, { forget }) {
        it.stored.set(DIGEST, await bodyOf(request))
        forget()
        request.socket.destroy()
        return true
      },
    })
    await using registry = hastyClient()
    await registry.client.pushBlob(target(it), blob, open)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT', 'GET', 'HEAD'])
  })

  test('429 and 503 are waited for', async () => {
    let count = 0
    await using it = await uploads({
      trouble(request, response) {
        count += 1
        if (count > 2) return false
        request.resume()
        request.once('end', () => response.writeHead(count === 1 ? 429 : 503, { 'retry-after': '3' }).end())
        return true
      },
    })
    await using registry = hastyClient()
    await registry.client.pushBlob(target(it), blob, open)
    expect(it.stored.get(DIGEST)).toEqual(BLOB)
    expect(registry.waits.filter((delayMs) => delayMs === 3000)).toHaveLength(2)
  })

  test('what the registry refuses is not tried again', async () => {
    await using it = await uploads({
      trouble(request, response) {
        request.resume()
        request.once('end', () => response.writeHead(413).end('<html><title>413 Too Large</title></html>'))
        return true
      },
    })
    await using registry = hastyClient()
    const pushed = registry.client.pushBlob(target(it), blob, open)
    await expect(pushed).rejects.toThrow(`${it.server.host} answered 413 Payload Too Large to PUT team/app`)
    expect(methods(it)).toEqual(['HEAD', 'POST', 'PUT'])
  })

  test('a source that breaks is the caller’s own failure', async () => {
    await using it = await uploads()
    await using registry = hastyClient()
    const reason = new Error('the disk is gone')
    const breaking = async (): Promise<Readable> =>
      Readable.from(
        (function* () {
          yield BLOB.subarray(0, 10)
          throw reason
        })(),
        { objectMode: false },
      )
    await expect(registry.client.pushBlob(target(it), blob, breaking)).rejects.toBe(reason)
    const never = async (): Promise<Readable> => {
      throw reason
    }
    await expect(registry.client.pushBlob(target(it), blob, never)).rejects.toBe(reason)
  })

  test('abort ends it', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    await using it = await uploads({
      trouble(request) {
        request.once('data', () => controller.abort(reason))
        return true
      },
    })
    await using registry = hastyClient()
    const pushed = registry.client.pushBlob(target(it), blob, open, { signal: controller.signal })
    await expect(pushed).rejects.toBe(reason)
  })
})

describe('mount', () => {
  test('201 is true, and nothing is sent', async () => {
    await using server = await serve((_q, r) => void r.writeHead(201).end())
    await using it = hastyClient()
    const to = { registry: server.host, repository: 'team/app' }
    expect(await it.client.mount(to, DIGEST, 'team/base')).toBe(true)
    const url = new URL(server.seen[0]?.path ?? '', 'http://x')
    expect(Object.fromEntries(url.searchParams)).toEqual({ mount: DIGEST, from: 'team/base' })
  })

  test('202 is false, and its session serves the push', async () => {
    await using it = await uploads()
    await using registry = hastyClient()
    expect(await registry.client.mount(target(it), DIGEST, 'team/base')).toBe(false)
    await registry.client.pushBlob(target(it), blob, open)
    expect(methods(it)).toEqual(['POST', 'HEAD', 'PUT'])
  })

  test('no right to read there is false', async () => {
    await using server = await serve((_q, r) => void r.writeHead(403).end())
    await using it = hastyClient()
    expect(await it.client.mount({ registry: server.host, repository: 'a/b' }, DIGEST, 'c/d')).toBe(false)
  })
})

describe('pushManifest', () => {
  const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}')
  const digest = digestOf(bytes)
  const manifest = { mediaType: MediaType.index, bytes }

  test('gives the digest that the registry confirmed', async () => {
    await using server = await serve(async (request, response) => {
      const stated = digestOf(await bodyOf(request))
      response.writeHead(201, { 'docker-content-digest': stated }).end()
    })
    await using it = hastyClient()
    const to = { registry: server.host, repository: 'team/app' }
    expect(await it.client.pushManifest(to, '1.0', manifest)).toBe(digest)
    expect(server.lines).toEqual(['PUT /v2/team/app/manifests/1.0'])
    expect(server.seen[0]?.headers['content-type']).toBe(MediaType.index)
  })

  test('reads it back where the registry does not say', async () => {
    await using server = await serve((request, response) => {
      if (request.method === 'PUT') return void response.writeHead(201).end()
      response.writeHead(200, { 'content-type': MediaType.index, 'content-length': bytes.length })
      response.end(request.method === 'HEAD' ? undefined : bytes)
    })
    await using it = hastyClient()
    const to = { registry: server.host, repository: 'team/app' }
    expect(await it.client.pushManifest(to, '1.0', manifest)).toBe(digest)
  })

  test('another digest than that of what was sent is an error', async () => {
    await using server = await serve(
      (_q, response) => void response.writeHead(201, { 'docker-content-digest': DIGEST }).end(),
    )
    await using it = hastyClient()
    const pushed = it.client.pushManifest({ registry: server.host, repository: 'a/b' }, '1', manifest)
    await expect(pushed).rejects.toBeInstanceOf(RegistryFailure)
    await expect(pushed).rejects.toThrow(DIGEST)
  })

  test('is sent again after 500', async () => {
    let count = 0
    await using server = await serve(async (request, response) => {
      count += 1
      if (count === 1) return void response.writeHead(500).end()
      response.writeHead(201, { 'docker-content-digest': digestOf(await bodyOf(request)) }).end()
    })
    await using it = hastyClient()
    const to = { registry: server.host, repository: 'team/app' }
    expect(await it.client.pushManifest(to, digest, manifest)).toBe(digest)
    expect(server.lines).toHaveLength(2)
  })
})
