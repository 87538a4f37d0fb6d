import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryFailure } from '../../src/registry/failure.js'
import { hastyClient, reference } from './harness.js'
import { type Script, serve } from './scripted-server.js'

const MANIFEST = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: { mediaType: MediaType.config, digest: digestOf('{}'), size: 2 },
    layers: [],
  }),
)
const DIGEST = digestOf(MANIFEST)
const NO_DIGEST = digestOf('nobody has this')

interface Document {
  readonly bytes?: Buffer
  readonly type?: string | undefined
  readonly stated?: string | undefined
}

function sendDocument(request: IncomingMessage, response: ServerResponse, document: Document = {}): void {
  const { bytes = MANIFEST, type = MediaType.manifest, stated = digestOf(bytes) } = document
  response.writeHead(200, {
    ...(type ? { 'content-type': type } : {}),
    ...(stated ? { 'docker-content-digest': stated } : {}),
    'content-length': bytes.length,
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

const notFound = (response: ServerResponse, code = 'MANIFEST_UNKNOWN'): void =>
  void response.writeHead(404).end(JSON.stringify({ errors: [{ code, message: 'unknown' }] }))

async function failureOf(promise: Promise<unknown>): Promise<RegistryFailure> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RegistryFailure)) throw new Error(`expected a RegistryFailure, got ${String(error)}`)
  return error
}

describe('manifest', () => {
  test('is fetched with its digest computed, by tag and by digest', async () => {
    await using server = await serve((q, r) => sendDocument(q, r))
    await using it = hastyClient()
    const fetched = await it.client.manifest(reference(`${server.host}/team/app:1`))
    expect(fetched).toEqual({
      digest: DIGEST,
      mediaType: MediaType.manifest,
      size: MANIFEST.length,
      bytes: MANIFEST,
      origin: { registry: server.host, repository: 'team/app' },
      servedBy: server.host,
    })
    await it.client.manifest(reference(`${server.host}/team/app@${DIGEST}`))
    expect(server.lines).toEqual(['GET /v2/team/app/manifests/1', `GET /v2/team/app/manifests/${DIGEST}`])
    expect(server.seen[0]?.headers.accept).toContain(MediaType.dockerManifest)
  })

  test.each<[string, string, Document]>([
    ['the digest that was asked for', `@${NO_DIGEST}`, {}],
    ['the digest that the registry states', ':1', { stated: NO_DIGEST }],
  ])('that lies about %s is refused', async (_name, suffix, document) => {
    await using server = await serve((q, r) => sendDocument(q, r, document))
    await using it = hastyClient()
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app${suffix}`)))
    expect(failure.message).toContain(DIGEST)
    expect(failure.message).toContain(NO_DIGEST)
    expect(failure.exitStatus).toBe(4)
  })

  test('that is not there is said in plain words', async () => {
    await using server = await serve((_q, r) => notFound(r))
    await using it = hastyClient()
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/no/such/base:1`)))
    expect(failure.message).toBe(`no/such/base:1 was not found in ${server.host}`)
    expect(failure.status).toBe(404)
    expect(failure.codes).toEqual(['MANIFEST_UNKNOWN'])
  })

  test.each<[string, Document, string | RegExp]>([
    ['the header with parameters', { type: `${MediaType.manifest}; charset=utf-8` }, MediaType.manifest],
    ['the document where the header says nothing', { type: 'application/json' }, MediaType.manifest],
    [
      'the shape where nobody says',
      { type: 'text/plain', bytes: Buffer.from('{"manifests":[]}') },
      MediaType.index,
    ],
    ['a contradiction is refused', { type: MediaType.index }, /not the manifest/],
    ['a riddle is refused', { bytes: Buffer.from('{"manifests":[],"layers":[]}') }, /not the manifest/],
    ['HTML is refused', { type: 'text/html', bytes: Buffer.from('<html>hello</html>') }, /not the manifest/],
    ['schema 1 is refused', { bytes: Buffer.from('{"schemaVersion":1}') }, /not the manifest/],
  ])('media type: %s', async (_name, document, expected) => {
    await using server = await serve((q, r) => sendDocument(q, r, document))
    await using it = hastyClient()
    const asked = it.client.manifest(reference(`${server.host}/team/app:1`))
    if (typeof expected === 'string') expect((await asked).mediaType).toBe(expected)
    else expect((await failureOf(asked)).message).toMatch(expected)
  })

  test('a body that is cut is asked for again', async () => {
    let count = 0
    await using server = await serve((q, r) => {
      count += 1
      if (count > 1) return sendDocument(q, r)
      r.writeHead(200, { 'content-type': MediaType.manifest, 'content-length': MANIFEST.length })
      r.write(MANIFEST.subarray(0, 10), () => r.destroy())
    })
    await using it = hastyClient()
    expect((await it.client.manifest(reference(`${server.host}/team/app:1`))).digest).toBe(DIGEST)
  })
})

describe('resolve', () => {
  test('asks by HEAD', async () => {
    await using server = await serve((q, r) => sendDocument(q, r))
    await using it = hastyClient()
    expect(await it.client.resolve(reference(`${server.host}/team/app:1`))).toEqual({
      mediaType: MediaType.manifest,
      digest: DIGEST,
      size: MANIFEST.length,
    })
    expect(server.lines).toEqual(['HEAD /v2/team/app/manifests/1'])
  })

  test('asks by GET where HEAD does not tell', async () => {
    await using server = await serve((q, r) => sendDocument(q, r, { stated: '' }))
    await using it = hastyClient()
    expect((await it.client.resolve(reference(`${server.host}/team/app:1`)))?.digest).toBe(DIGEST)
    expect(server.lines.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'GET'])
  })

  test('is undefined for what is not there', async () => {
    await using server = await serve((_q, r) => notFound(r))
    await using it = hastyClient()
    expect(await it.client.resolve(reference(`${server.host}/team/app:1`))).toBeUndefined()
  })
})

describe('mirrors', () => {
  const rules = (registry: string, ...mirrors: string[]) => [{ registry, mirrors }]

  test('are asked in order, with their path, before the registry', async () => {
    await using first = await serve((_q, r) => notFound(r))
    await using second = await serve((q, r) => sendDocument(q, r))
    await using origin = await serve((q, r) => sendDocument(q, r))
    const mirrors = rules(origin.host, `${first.host}/proxy/`, `http://${second.host}/a/b`)
    await using it = hastyClient({ mirrors })
    const fetched = await it.client.manifest(reference(`${origin.host}/team/app:1`))
    expect(first.lines).toEqual(['GET /v2/proxy/team/app/manifests/1'])
    expect(second.lines).toEqual(['GET /v2/a/b/team/app/manifests/1'])
    expect(origin.lines).toEqual([])
    expect(fetched.servedBy).toBe(second.host)
    expect(fetched.origin).toEqual({ registry: origin.host, repository: 'team/app' })
  })

  test('one that lies, fails or is not there is passed over with a warning', async () => {
    await using liar = await serve((q, r) =>
      sendDocument(q, r, { bytes: Buffer.from('{"layers":[]}'), stated: '' }),
    )
    await using broken = await serve((_q, r) => void r.writeHead(500).end())
    await using origin = await serve((q, r) => sendDocument(q, r))
    await using it = hastyClient({ mirrors: rules(origin.host, liar.host, broken.host, '127.0.0.1:1') })
    const fetched = await it.client.manifest(reference(`${origin.host}/team/app@${DIGEST}`))
    expect(fetched.servedBy).toBe(origin.host)
    expect(it.lines.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringContaining(liar.host),
      expect.stringContaining(broken.host),
      expect.stringContaining('127.0.0.1:1'),
    ])
    expect(broken.lines).toHaveLength(2)
  })

  test('serve blobs too; what they lack comes from the registry', async () => {
    const blob = Buffer.from('content')
    await using mirror = await serve((_q, r) => notFound(r, 'BLOB_UNKNOWN'))
    await using origin = await serve((_q, r) => void r.end(blob))
    await using it = hastyClient({ mirrors: rules(origin.host, mirror.host) })
    const place = { registry: origin.host, repository: 'team/app' }
    expect(await buffer(await it.client.blob(place, digestOf(blob)))).toEqual(blob)
    expect(mirror.lines).toHaveLength(1)
  })

  test('are for pulls: `resolve` asks the registry itself, `locate` the mirrors', async () => {
    await using mirror = await serve((q, r) => sendDocument(q, r))
    await using origin = await serve((_q, r) => notFound(r))
    await using it = hastyClient({ mirrors: rules(origin.host, mirror.host) })
    const app = reference(`${origin.host}/team/app:1`)
    expect(await it.client.resolve(app)).toBeUndefined()
    expect((await it.client.locate(app))?.digest).toBe(DIGEST)
    expect(await it.client.locateBlob({ registry: origin.host, repository: 'team/app' }, DIGEST)).toBe(
      MANIFEST.length,
    )
  })

  test.each([
    ['http://mirror.test:5000', /plain HTTP/],
    ['https://bob:opensesame@mirror.test', /mirror\.test" is not a mirror/],
    ['https://', /not a mirror/],
  ])('%s is wrong input', (mirror, message) => {
    expect(() => hastyClient({ mirrors: rules('docker.io', mirror) })).toThrow(message)
  })
})

/** Serves one blob, with ranges; `cuts` says after how many bytes of each answer the connection is cut. */
function blobScript(blob: Buffer, cuts: number[], options: { ranges?: boolean } = {}): Script {
  return (request, response) => {
    const range =
      options.ranges === false ? undefined : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const start = Number(range?.[1] ?? 0)
    const end = range?.[2] ? Number(range[2]) : blob.length - 1
    const bytes = blob.subarray(start, end + 1)
    response.writeHead(range ? 206 : 200, {
      'content-length': bytes.length,
      ...(range ? { 'content-range': `bytes ${start}-${end}/${blob.length}` } : {}),
    })
    const cut = cuts.shift()
    if (cut === undefined) response.end(bytes)
    else response.write(bytes.subarray(0, cut), () => setImmediate(() => response.destroy()))
  }
}

describe('blob', () => {
  const blob = randomBytes(300_000)
  const digest = digestOf(blob)

  test('that is cut is taken up again where it broke', async () => {
    await using server = await serve(blobScript(blob, [100_000, 50_000]))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await buffer(await it.client.blob(origin, digest, { size: blob.length }))).toEqual(blob)
    expect(server.seen.map(({ headers }) => headers.range?.replace(/\d+/, 'N'))).toEqual([
      undefined,
      'bytes=N-',
      'bytes=N-',
    ])
  })

  test('that is cut by a server without ranges is read anew, and nothing comes twice', async () => {
    await using server = await serve(blobScript(blob, [100_000], { ranges: false }))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await buffer(await it.client.blob(origin, digest))).toEqual(blob)
  })

  test('that is cut again and again without a byte is given up', async () => {
    await using server = await serve(
      blobScript(
        blob,
        Array.from({ length: 50 }, () => 0),
      ),
    )
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    const read = it.client.blob(origin, digest).then((stream) => buffer(stream))
    await expect(read).rejects.toThrow(/cut|ends after 0 bytes/)
    expect(server.lines).toHaveLength(6)
  })

  test.each<[string, Digest, number | undefined, RegExp]>([
    ['another digest', NO_DIGEST, undefined, /what came has the digest sha256:/],
    ['more bytes than its descriptor says', digest, 10, /300000 bytes there, and should have 10/],
    ['fewer bytes than its descriptor says', digest, 400_000, /300000 bytes there, and should have 400000/],
  ])('with %s never ends cleanly', async (_name, wanted, size, message) => {
    await using server = await serve(blobScript(blob, []))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    const read = it.client
      .blob(origin, wanted, size === undefined ? {} : { size })
      .then((stream) => buffer(stream))
    const failure = await failureOf(read)
    expect(failure.message).toMatch(message)
  })

  test('without a stated length is checked by its digest', async () => {
    await using server = await serve((_q, r) => {
      r.write(blob.subarray(0, 5))
      r.end(blob.subarray(5))
    })
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await buffer(await it.client.blob(origin, digest))).toEqual(blob)
  })

  test.each([true, false])('a range of it, ranges served: %s', async (ranges) => {
    await using server = await serve(blobScript(blob, [70], { ranges }))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    const range = { start: 1000, end: 1999 }
    expect(await buffer(await it.client.blob(origin, digest, { range }))).toEqual(blob.subarray(1000, 2000))
  })

  test('that is not there fails before the stream begins', async () => {
    await using server = await serve((_q, r) => notFound(r, 'BLOB_UNKNOWN'))
    await using it = hastyClient()
    const failure = await failureOf(it.client.blob({ registry: server.host, repository: 'a/b' }, digest))
    expect(failure.status).toBe(404)
    expect(failure.message).toContain(`GET a/b/blobs/${digest}`)
  })

  test('a foreign one comes from its URL, without a login', async () => {
    await using far = await serve((_q, r) => void r.end(blob))
    await using server = await serve((_q, r) => notFound(r, 'BLOB_UNKNOWN'))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    const stream = await it.client.blob(origin, digest, { urls: [`http://${far.host}/layer`] })
    expect(await buffer(stream)).toEqual(blob)
  })

  test('an image from elsewhere cannot have us ask a server of this machine', async () => {
    await using far = await serve((_q, r) => void r.end(blob))
    await using it = hastyClient()
    const origin = { registry: 'registry.invalid', repository: 'team/app' }
    const urls = [`http://${far.host}/layer`, `https://${far.host}/layer`]
    await expect(it.client.blob(origin, digest, { urls })).rejects.toMatchObject({ code: 'REGISTRY_FAILED' })
    expect(far.seen).toEqual([])
  })

  test('redirected to storage, the login stays behind', async () => {
    await using storage = await serve((_q, r) => void r.end(blob))
    await using server = await serve((request, response) => {
      if (!request.headers.authorization)
        return void response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      response.writeHead(307, { location: `http://${storage.host}/signed` }).end()
    })
    const { logins, password } = await import('./harness.js')
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'opensesame') }) })
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await buffer(await it.client.blob(origin, digest))).toEqual(blob)
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test('abort breaks the stream with its reason', async () => {
    await using server = await serve((_q, r) => {
      r.writeHead(200, { 'content-length': blob.length })
      r.write(blob.subarray(0, 10))
    })
    await using it = hastyClient()
    const controller = new AbortController()
    const origin = { registry: server.host, repository: 'team/app' }
    const stream = await it.client.blob(origin, digest, { signal: controller.signal })
    const reason = new Error('enough')
    stream.once('data', () => controller.abort(reason))
    await expect(buffer(stream)).rejects.toBe(reason)
  })

  test('a reader that breaks ends the transfer, whatever broke it', async () => {
    await using server = await serve(blobScript(blob, []))
    await using it = hastyClient({ concurrency: 1 })
    const origin = { registry: server.host, repository: 'team/app' }
    const stream = await it.client.blob(origin, digest)
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    const closed = new Promise((resolve) => void stream.once('error', resolve))
    stream.once('data', () => stream.destroy(reset))
    expect(await closed).toBe(reset)
    expect(await buffer(await it.client.blob(origin, digest))).toEqual(blob)
    expect(server.lines).toHaveLength(2)
  })

  test('readers who do not read keep nobody out', async () => {
    await using server = await serve(blobScript(blob, []))
    await using it = hastyClient({ concurrency: 1 })
    const origin = { registry: server.host, repository: 'team/app' }
    const idle = await it.client.blob(origin, digest)
    const busy = await it.client.blob(origin, digest)
    expect(await buffer(busy)).toEqual(blob)
    idle.destroy()
  })
})

test('no more requests are under way than allowed', async () => {
  let now = 0
  let most = 0
  await using server = await serve(async (q, r) => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 5))
    now -= 1
    sendDocument(q, r)
  })
  await using it = hastyClient({ concurrency: 3 })
  const asked = Array.from({ length: 12 }, (_, i) => it.client.manifest(reference(`${server.host}/a/b:${i}`)))
  await Promise.all(asked)
  expect(most).toBe(3)
})

describe('lists', () => {
  test('tags come page by page', async () => {
    await using server = await serve((_q, r, url) => {
      const last = url.searchParams.get('last')
      const tags = last === 'b' ? ['c'] : ['a', 'b']
      const link = last ? {} : { link: '</v2/team/app/tags/list?last=b&n=2>; rel="next"' }
      r.writeHead(200, link).end(JSON.stringify({ name: 'team/app', tags }))
    })
    await using it = hastyClient()
    expect(await it.client.tags({ registry: server.host, repository: 'team/app' })).toEqual(['a', 'b', 'c'])
  })

  const referrer = (artifactType: string) => ({
    mediaType: MediaType.manifest,
    digest: digestOf(artifactType),
    size: 1,
    artifactType,
  })
  const listed = JSON.stringify({ schemaVersion: 2, manifests: [referrer('a/sbom'), referrer('a/sig')] })

  test('referrers come from the API, filtered also where the registry does not', async () => {
    await using server = await serve((_q, r) => void r.end(listed))
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await it.client.referrers(origin, DIGEST)).toHaveLength(2)
    expect(await it.client.referrers(origin, DIGEST, { artifactType: 'a/sig' })).toEqual([referrer('a/sig')])
  })

  test('referrers come from the tag where there is no API, and may be none', async () => {
    await using server = await serve((_q, r, url) =>
      url.pathname.endsWith(`/manifests/${DIGEST.replace(':', '-')}`) ? void r.end(listed) : notFound(r),
    )
    await using it = hastyClient()
    const origin = { registry: server.host, repository: 'team/app' }
    expect(await it.client.referrers(origin, DIGEST)).toHaveLength(2)
    expect(await it.client.referrers(origin, NO_DIGEST)).toEqual([])
  })
})
