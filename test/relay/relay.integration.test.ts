import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LazyContent } from '../../src/cache/lazy-content.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import type { Origin } from '../../src/oci/content.js'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryClient } from '../../src/registry/client.js'
import { Relay } from '../../src/relay/relay.js'
import { Client, errorCodes } from './http.js'
import {
  contentIn,
  pushBlob,
  pushImage,
  scratch,
  someBlob,
  someImage,
  type Standalone,
  standalone,
  NO_PROXIES,
} from './servers.js'

/** The relay between a builder (plain HTTP calls) and a real registry on loopback, through the real client. */
let directory: Awaited<ReturnType<typeof scratch>>
let upstream: Standalone
let http: HttpClient
let content: LazyContent
let relay: Relay
let builder: Client
let base: Origin
let mirror: string
const told: string[] = []
const log = new Logger({ ...silentSink, line: (_level, message) => void told.push(message) })

beforeEach(async () => {
  directory = await scratch()
  upstream = await standalone(`${directory.path}/upstream`)
  base = { registry: upstream.client.address, repository: 'team/base' }
  http = new HttpClient({ log, environment: {}, wait: async () => {} })
  await start([base])
})
afterEach(async () => {
  await relay[Symbol.asyncDispose]()
  await http[Symbol.asyncDispose]()
  await upstream[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})

async function start(images: readonly Origin[]): Promise<void> {
  const client = new RegistryClient({ http, credentials: { find: async () => undefined }, log })
  content = await contentIn(`${directory.path}/run`, client)
  relay = await Relay.start({
    content,
    upstream: client,
    images,
    inbox: 'in/image',
    cache: { repository: 'cache/app', manifests: [] },
    log,
    proxies: NO_PROXIES,
  })
  builder = new Client(relay.address, basic(relay.credential.username, relay.credential.password.reveal()))
  mirror = `/v2/${relay.mirrorPrefix(base.registry)}/${base.repository}`
}

function basic(username: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** What upstream was asked since this was last called, without the first look whether it speaks TLS. */
function asked(): string[] {
  return upstream.requests.splice(0).filter((line) => !line.endsWith(' /v2/'))
}

test('what is asked is told without its query, which may hold a signature', async () => {
  await builder.get('/v2/?signature=canary')
  expect(told.join('\n')).toContain('relay: GET /v2/ 200')
  expect(told.join('\n')).not.toContain('canary')
})

describe('the credential', () => {
  test('without it everything is 401, which names Basic', async () => {
    for (const client of [
      new Client(relay.address),
      new Client(relay.address, basic('dockless', 'guess')),
      new Client(relay.address, { Authorization: 'Bearer x' }),
    ]) {
      for (const path of ['/v2/', `${mirror}/manifests/1`, '/v2/in/image/tags/list']) {
        const answer = await client.get(path)
        expect([answer.status, errorCodes(answer)]).toEqual([401, ['UNAUTHORIZED']])
        expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
      }
    }
    expect((await builder.get('/v2/')).status).toBe(200)
  })

  test('has 192 random bits, and is hidden in logs', () => {
    const password = relay.credential.password.reveal()
    expect(Buffer.from(password, 'base64url').length).toBe(24)
    expect(log.redactor.redact(`x ${password} y`)).toBe('x *** y')
    expect(JSON.stringify(relay.credential)).not.toContain(password)
  })

  test('opens no image that the build does not name; the attempt is remembered', async () => {
    await pushImage(upstream.client, 'team/private', '1', someImage())
    asked()
    const answer = await builder.get(`/v2/${relay.mirrorPrefix(base.registry)}/team/private/manifests/1`)
    expect([answer.status, errorCodes(answer)]).toEqual([403, ['DENIED']])
    expect(asked()).toEqual([])
    expect(relay.upstreamFailures().map((failure) => failure.message)).toEqual([
      `the build asked for ${base.registry}/team/private, which its Dockerfile does not name`,
    ])
  })

  test('opens the inbox and the cache for pushing, and nothing else', async () => {
    for (const [name, status] of [
      ['in/image', 202],
      ['cache/app', 202],
      ['cache/app/sub', 202],
      ['cache/other', 403],
      ['anything', 403],
    ] as const)
      expect((await builder.call('POST', `/v2/${name}/blobs/uploads/`)).status).toBe(status)
    const pushed = await builder.call('PUT', `${mirror}/manifests/1`, { body: someImage().bytes })
    expect([pushed.status, errorCodes(pushed)]).toEqual([405, ['UNSUPPORTED']])
    expect((await builder.call('POST', `${mirror}/blobs/uploads/`)).status).toBe(405)
  })

  test('opens what an ONBUILD trigger of a base names, once the base was read', async () => {
    const tools: Origin = { registry: base.registry, repository: 'team/tools' }
    await pushImage(upstream.client, tools.repository, '1', someImage())
    const trigger = `COPY --from=${tools.registry}/${tools.repository}:1 /x /x`
    const bytes = Buffer.from(JSON.stringify({ config: { OnBuild: ['RUN true', trigger] } }))
    const config = { bytes, digest: digestOf(bytes), size: bytes.length }
    await pushImage(upstream.client, base.repository, 'onbuild', someImage({ config }))
    const path = `/v2/${relay.mirrorPrefix(tools.registry)}/${tools.repository}/manifests/1`
    await builder.get(`${mirror}/manifests/onbuild`)
    expect((await builder.get(path)).status).toBe(403)
    await builder.get(`${mirror}/blobs/${config.digest}`)
    expect((await builder.get(path)).status).toBe(200)
  })
})

describe('the mirror', () => {
  test('asks for a manifest once, and for a blob when it is read', async () => {
    const image = someImage({ layers: [someBlob(300_000)] })
    await pushImage(upstream.client, base.repository, '1', image)
    asked()
    const manifest = await builder.get(`${mirror}/manifests/1`)
    expect([manifest.status, manifest.headers['content-type']]).toEqual([200, MediaType.manifest])
    expect(manifest.body).toEqual(image.bytes)
    expect(asked()).toEqual([`GET /v2/${base.repository}/manifests/1`])

    const [layer] = image.layers
    const head = await builder.head(`${mirror}/blobs/${layer?.digest}`)
    expect([head.status, head.headers['content-length']]).toEqual([200, '300000'])
    for (const reference of ['1', image.digest]) {
      expect((await builder.get(`${mirror}/manifests/${reference}`)).status).toBe(200)
      expect((await builder.head(`${mirror}/manifests/${reference}`)).headers['content-length']).toBe(
        String(image.size),
      )
    }
    expect(asked()).toEqual([])

    const reads = await Promise.all([0, 1, 2].map(() => builder.get(`${mirror}/blobs/${layer?.digest}`)))
    for (const read of reads) expect(read.body).toEqual(layer?.bytes)
    expect(asked()).toEqual([`GET /v2/${base.repository}/blobs/${layer?.digest}`])
    expect(content.origins(image.config.digest)).toEqual([base])
  })

  test('HEAD of a tag moves no manifest, and settles what the tag is for the run', async () => {
    const [first, second] = [someImage(), someImage()]
    await pushImage(upstream.client, base.repository, '1', first)
    asked()
    const head = await builder.head(`${mirror}/manifests/1`)
    expect(head.headers).toMatchObject({
      'docker-content-digest': first.digest,
      'content-length': String(first.size),
    })
    expect(asked()).toEqual([`HEAD /v2/${base.repository}/manifests/1`])
    await pushImage(upstream.client, base.repository, '1', second)
    asked()
    const answer = await builder.get(`${mirror}/manifests/1`)
    expect(answer.body).toEqual(first.bytes)
    expect(asked()).toEqual([`GET /v2/${base.repository}/manifests/${first.digest}`])
  })

  test('a digest whose manifest is in the store needs nobody', async () => {
    const image = someImage()
    await content.write(Readable.from([image.bytes]), { digest: image.digest })
    const answer = await builder.get(`${mirror}/manifests/${image.digest}`)
    expect([answer.status, answer.headers['content-type'], asked()]).toEqual([200, MediaType.manifest, []])
    expect((await builder.head(`${mirror}/blobs/${image.config.digest}`)).status).toBe(200)
  })

  test('indexes and what they list', async () => {
    const image = someImage()
    await pushImage(upstream.client, base.repository, image.digest, image)
    const listed = [{ mediaType: MediaType.manifest, digest: image.digest, size: image.size }]
    const index = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: listed }),
    )
    await upstream.client.call('PUT', `/v2/${base.repository}/manifests/1`, { body: index })
    expect((await builder.get(`${mirror}/manifests/1`)).headers['content-type']).toBe(MediaType.index)
    expect((await builder.get(`${mirror}/manifests/${image.digest}`)).body).toEqual(image.bytes)
  })

  test('a blob that no manifest of this run has named is looked for', async () => {
    const blob = someBlob()
    await pushBlob(upstream.client, base.repository, blob)
    asked()
    expect((await builder.get(`${mirror}/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
    const missing = await builder.get(`${mirror}/blobs/${digestOf('none')}`)
    expect([missing.status, errorCodes(missing)]).toEqual([404, ['BLOB_UNKNOWN']])
  })

  test('many who ask at once are one request', async () => {
    await pushImage(upstream.client, base.repository, '1', someImage())
    asked()
    const answers = await Promise.all([0, 1, 2, 3].map(() => builder.get(`${mirror}/manifests/1`)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    expect(asked()).toEqual([`GET /v2/${base.repository}/manifests/1`])
  })

  test('ns: the name as the client knows it', async () => {
    const image = someImage()
    await pushImage(upstream.client, base.repository, '1', image)
    const answer = await builder.get(`/v2/${base.repository}/manifests/1?ns=${base.registry}`)
    expect([answer.status, answer.headers['oci-namespace']]).toEqual([200, base.registry])
    expect(answer.body).toEqual(image.bytes)
    const denied = await builder.get(`/v2/team/other/manifests/1?ns=${base.registry}`)
    expect(denied.status).toBe(403)
  })
})

describe('failures upstream', () => {
  test.each([
    [404, 404, 'MANIFEST_UNKNOWN'],
    [401, 403, 'DENIED'],
    [403, 403, 'DENIED'],
    [429, 502, 'DENIED'],
    [500, 502, 'DENIED'],
    [503, 502, 'DENIED'],
  ])('%i becomes %i with a code of the spec, and is remembered', async (status, told, code) => {
    upstream.intercept = (request, response) => {
      if (!request.url?.includes('/manifests/')) return false
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'WWW-Authenticate': 'Basic realm="x"',
      })
      response.end(JSON.stringify({ errors: [{ code: 'STRANGE', message: 'told by upstream' }] }))
      return true
    }
    for (const method of ['GET', 'HEAD'])
      expect((await builder.call(method, `${mirror}/manifests/1`)).status).toBe(told)
    const answer = await builder.get(`${mirror}/manifests/1`)
    expect([answer.status, errorCodes(answer)]).toEqual([told, [code]])
    const [failure] = relay.upstreamFailures()
    expect(failure).toMatchObject({ code: 'REGISTRY_FAILED' })
    expect(failure?.message).toContain(base.repository)
  })

  test('a registry out of reach is 502', async () => {
    await relay[Symbol.asyncDispose]()
    const gone = { registry: '127.0.0.1:1', repository: 'x' }
    await start([gone])
    const answer = await builder.get(`/v2/${relay.mirrorPrefix(gone.registry)}/x/manifests/1`)
    expect([answer.status, errorCodes(answer)]).toEqual([502, ['DENIED']])
    expect(relay.upstreamFailures()[0]?.message).toContain('127.0.0.1:1')
  })

  test.each([
    ['small', 20_000],
    ['large', 2_000_000],
  ])('a %s blob that is not what its digest says never arrives whole', async (_, size) => {
    const layer = someBlob(size)
    await pushImage(upstream.client, base.repository, '1', someImage({ layers: [layer] }))
    await builder.get(`${mirror}/manifests/1`)
    upstream.intercept = (request, response) => {
      if (!request.url?.includes('/blobs/')) return false
      response.writeHead(200, { 'Content-Length': size }).end(Buffer.alloc(size))
      return true
    }
    const answer = await builder.get(`${mirror}/blobs/${layer.digest}`).catch(() => undefined)
    expect(answer?.status === 200 && answer.complete).toBe(false)
    expect(relay.upstreamFailures().length).toBe(1)
    expect(await content.local(layer.digest)).toBeUndefined()
  })

  test('a manifest that is not what its digest says is 502', async () => {
    const image = someImage()
    upstream.intercept = (request, response) => {
      if (!request.url?.includes('/manifests/')) return false
      response.writeHead(200, { 'Content-Type': MediaType.manifest }).end(someImage().bytes)
      return true
    }
    expect((await builder.get(`${mirror}/manifests/${image.digest}`)).status).toBe(502)
  })
})

describe('the inbox', () => {
  test('gives what was last pushed to the tag "built"', async () => {
    expect(relay.delivered()).toBeUndefined()
    await pushImage(builder, 'in/image', 'other', someImage())
    expect(relay.delivered()).toBeUndefined()
    await pushImage(builder, 'in/image', 'built', someImage())
    const image = someImage()
    await pushImage(builder, 'in/image', 'built', image)
    expect(relay.delivered()).toEqual({
      descriptor: {
        mediaType: MediaType.manifest,
        digest: image.digest,
        size: image.size,
        artifactType: MediaType.config,
      },
      bytes: image.bytes,
    })
    expect(await content.local(image.config.digest)).toBe(image.config.size)
  })

  test('takes an image on a base whose layers have not moved', async () => {
    const image = someImage()
    await pushImage(upstream.client, base.repository, '1', image)
    await builder.get(`${mirror}/manifests/1`)
    asked()
    const [layer] = image.layers
    expect((await builder.head(`/v2/in/image/blobs/${layer?.digest}`)).status).toBe(200)
    const from = `o/${base.registry.replace(':', '_')}/${base.repository}`
    for (const query of [`mount=${layer?.digest}&from=${from}`, `mount=${layer?.digest}`])
      expect((await builder.call('POST', `/v2/in/image/blobs/uploads/?${query}`)).status).toBe(201)
    const config = someBlob()
    await pushBlob(builder, 'in/image', config)
    const built = someImage({ config, layers: image.layers })
    expect((await builder.call('PUT', '/v2/in/image/manifests/built', { body: built.bytes })).status).toBe(
      201,
    )
    expect(asked()).toEqual([])
    expect(await content.local(layer?.digest ?? digestOf(''))).toBeUndefined()
    expect(content.origins(layer?.digest ?? digestOf(''))).toEqual([base])
  })

  test('a blob is not taken from a run', async () => {
    const blob = someBlob()
    await pushBlob(builder, 'in/image', blob)
    expect((await builder.call('DELETE', `/v2/in/image/blobs/${blob.digest}`)).status).toBe(405)
  })
})

describe('concurrency', () => {
  test('many pushes of one blob', async () => {
    const blob = someBlob(500_000)
    await Promise.all([0, 1, 2, 3].map(() => pushBlob(builder, 'in/image', blob)))
    expect((await builder.get(`/v2/in/image/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
  })

  test('a push of a blob that is being fetched', async () => {
    const image = someImage({ layers: [someBlob(500_000)] })
    await pushImage(upstream.client, base.repository, '1', image)
    await builder.get(`${mirror}/manifests/1`)
    const [layer] = image.layers
    if (!layer) throw new Error('an image has a layer')
    const [read] = await Promise.all([
      builder.get(`${mirror}/blobs/${layer.digest}`),
      pushBlob(builder, 'in/image', layer),
    ])
    expect(read?.body).toEqual(layer.bytes)
  })

  test('a client that comes back while its dead connection still holds the upload', async () => {
    const blob = someBlob(100_000)
    const location = (await builder.call('POST', '/v2/in/image/blobs/uploads/')).headers.location ?? ''
    const hanging = builder
      .call('PATCH', location, {
        body: blob.bytes.subarray(0, 50_000),
        headers: { 'Content-Length': '100000' },
      })
      .catch((error: unknown) => error)
    await expect.poll(async () => (await builder.get(location)).headers.range).toBe('0-49999')
    const rest = { body: blob.bytes.subarray(50_000), headers: { 'Content-Range': '50000-99999' } }
    expect((await builder.call('PATCH', location, rest)).status).toBe(202)
    expect(await hanging).toBeInstanceOf(Error)
    expect((await builder.call('PUT', `${location}?digest=${blob.digest}`)).status).toBe(201)
  })
})

test('the end cuts every connection at once, and leaves nothing unfinished', async () => {
  const location = (await builder.call('POST', '/v2/in/image/blobs/uploads/')).headers.location ?? ''
  const hanging = builder
    .call('PATCH', location, { body: 'abc', headers: { 'Content-Length': '100' } })
    .catch((error: unknown) => error)
  await expect.poll(async () => (await builder.get(location)).headers.range).toBe('0-2')
  await relay[Symbol.asyncDispose]()
  expect(await hanging).toBeInstanceOf(Error)
  await expect(builder.get('/v2/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
