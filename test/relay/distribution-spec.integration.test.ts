import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import type { Client } from './http.js'
import { errorCodes } from './http.js'
import { pushBlob, pushImage, scratch, someBlob, someImage, standalone } from './servers.js'

/** The text of the OCI distribution-spec, version 1.1, section by section, over real HTTP. */
let directory: Awaited<ReturnType<typeof scratch>>
let server: Awaited<ReturnType<typeof standalone>>
let client: Client
let count = 0
const fresh = (): string => `spec/repository-${count++}`

beforeAll(async () => {
  directory = await scratch()
  server = await standalone(directory.path)
  client = server.client
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})

describe('Determining Support', () => {
  test('GET /v2/ is 200, with and without the slash', async () => {
    expect((await client.get('/v2/')).status).toBe(200)
    expect((await client.get('/v2')).status).toBe(200)
  })
})

describe('Pulling manifests', () => {
  test('by tag and by digest: the bytes as they were pushed, their type and digest', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    for (const reference of ['v1', image.digest]) {
      const answer = await client.get(`/v2/${name}/manifests/${reference}`)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual(image.bytes)
      expect(answer.headers['content-type']).toBe(MediaType.manifest)
      expect(answer.headers['docker-content-digest']).toBe(image.digest)
    }
  })

  test.each([
    ['a tag that is not there', `/v2/spec/none/manifests/v1`, 404, 'MANIFEST_UNKNOWN'],
    ['a digest that is not there', `/v2/spec/none/manifests/${digestOf('x')}`, 404, 'MANIFEST_UNKNOWN'],
    ['a digest that is none', '/v2/spec/none/manifests/sha256:bad', 400, 'DIGEST_INVALID'],
    ['a tag that cannot be', '/v2/spec/none/manifests/.hidden', 400, 'MANIFEST_INVALID'],
    ['a name that cannot be', '/v2/Spec/none/manifests/v1', 404, 'NAME_INVALID'],
  ])('%s is an error of the spec', async (_, path, status, code) => {
    const answer = await client.get(path)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(errorCodes(answer)).toEqual([code])
  })

  test.each(['a', 'a.b', 'a_b', 'a__b', 'a---b', '0/1', 'a/b/c/d', `${'x'.repeat(200)}/y`])(
    '%s is a name that can be pushed to and pulled from',
    async (name) => {
      const image = someImage()
      await pushImage(client, `names/${name}`, 'v1', image)
      expect((await client.get(`/v2/names/${name}/manifests/v1`)).body).toEqual(image.bytes)
    },
  )

  test.each(['a..b', 'a___b', 'a_-b', '-a', 'a-', 'a/', 'a//b', 'A', 'a/B', 'x'.repeat(256)])(
    '%s is no name: 404 to who pulls, 400 to who pushes',
    async (name) => {
      const pulled = await client.get(`/v2/${name}/manifests/v1`)
      expect([pulled.status, errorCodes(pulled)]).toEqual([404, ['NAME_INVALID']])
      const pushed = await client.call('PUT', `/v2/${name}/manifests/v1`, { body: someImage().bytes })
      expect([pushed.status, errorCodes(pushed)]).toEqual([400, ['NAME_INVALID']])
    },
  )

  test('a tag has at most 128 characters, of which the first is no dot or dash', async () => {
    const name = fresh()
    const image = someImage()
    for (const tag of ['t'.repeat(128), '_', 'A-b.c_1', '0']) await pushImage(client, name, tag, image)
    for (const tag of ['t'.repeat(129), '.a', '-a', 'a+b']) {
      const answer = await client.call('PUT', `/v2/${name}/manifests/${tag}`, { body: image.bytes })
      expect([answer.status, errorCodes(answer)]).toEqual([400, ['MANIFEST_INVALID']])
    }
  })

  test.each([
    ['OCI', MediaType.manifest, MediaType.index],
    ['Docker', MediaType.dockerManifest, MediaType.dockerIndex],
  ])('of %s, with the Content-Type they were pushed with', async (_, manifestType, indexType) => {
    const name = fresh()
    const image = someImage({}, { mediaType: manifestType })
    await pushImage(client, name, 'image', { ...image, mediaType: manifestType })
    const manifests = [{ mediaType: manifestType, digest: image.digest, size: image.size }]
    const index = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
    const headers = { 'Content-Type': indexType }
    const pushed = await client.call('PUT', `/v2/${name}/manifests/index`, { body: index, headers })
    expect(pushed.status).toBe(201)
    for (const [tag, type] of [
      ['image', manifestType],
      ['index', indexType],
    ] as const)
      for (const answer of [
        await client.get(`/v2/${name}/manifests/${tag}`),
        await client.head(`/v2/${name}/manifests/${tag}`),
      ])
        expect([answer.status, answer.headers['content-type']]).toEqual([200, type])
  })

  test('an entity tag saves the body (RFC 9110, 13.1.2)', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    const answer = await client.get(`/v2/${name}/manifests/v1`, { 'If-None-Match': `"${image.digest}"` })
    expect([answer.status, answer.body.length]).toEqual([304, 0])
  })
})

describe('Pulling blobs', () => {
  test('the bytes with their digest and length; 404 where they are not', async () => {
    const name = fresh()
    const blob = someBlob(100_000)
    await pushBlob(client, name, blob)
    const answer = await client.get(`/v2/${name}/blobs/${blob.digest}`)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(blob.bytes)
    expect(answer.headers['docker-content-digest']).toBe(blob.digest)
    expect(answer.headers['content-length']).toBe('100000')
    const elsewhere = await client.get(`/v2/${fresh()}/blobs/${blob.digest}`)
    expect([elsewhere.status, errorCodes(elsewhere)]).toEqual([404, ['BLOB_UNKNOWN']])
  })

  test.each([
    ['bytes=10-19', 206, 'bytes 10-19/1000', 10],
    ['bytes=990-', 206, 'bytes 990-999/1000', 10],
    ['bytes=-5', 206, 'bytes 995-999/1000', 5],
    ['bytes=995-2000', 206, 'bytes 995-999/1000', 5],
    ['bytes=1000-', 416, 'bytes */1000', undefined],
    ['bytes=5-4', 416, 'bytes */1000', undefined],
    ['bytes=0-1,4-5', 200, undefined, 1000],
    ['lines=0-1', 200, undefined, 1000],
  ])('Range: %s', async (range, status, contentRange, length) => {
    const name = fresh()
    const blob = someBlob(1000)
    await pushBlob(client, name, blob)
    const answer = await client.get(`/v2/${name}/blobs/${blob.digest}`, { Range: range })
    expect(answer.status).toBe(status)
    expect(answer.headers['content-range']).toBe(contentRange)
    const start = Number(/ (\d+)-/.exec(contentRange ?? '')?.[1] ?? 0)
    if (length !== undefined) expect(answer.body).toEqual(blob.bytes.subarray(start, start + length))
  })

  test('If-None-Match, and If-Range with a tag that is stale', async () => {
    const name = fresh()
    const blob = someBlob()
    await pushBlob(client, name, blob)
    const path = `/v2/${name}/blobs/${blob.digest}`
    expect((await client.get(path, { 'If-None-Match': `W/"x", "${blob.digest}"` })).status).toBe(304)
    const stale = await client.get(path, { Range: 'bytes=0-1', 'If-Range': '"sha256:other"' })
    expect([stale.status, stale.body.length]).toEqual([200, 1000])
    const current = await client.get(path, { Range: 'bytes=0-1', 'If-Range': `"${blob.digest}"` })
    expect([current.status, current.body.length]).toEqual([206, 2])
  })
})

describe('Checking if content exists in the registry', () => {
  test('HEAD says digest and size, and has no body', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    const manifest = await client.head(`/v2/${name}/manifests/v1`)
    expect(manifest.headers).toMatchObject({
      'content-length': String(image.size),
      'docker-content-digest': image.digest,
      'content-type': MediaType.manifest,
    })
    const blob = await client.head(`/v2/${name}/blobs/${image.config.digest}`)
    expect(blob.headers).toMatchObject({
      'content-length': '1000',
      'docker-content-digest': image.config.digest,
    })
    expect([manifest.status, blob.status, manifest.body.length, blob.body.length]).toEqual([200, 200, 0, 0])
    expect((await client.head(`/v2/${name}/manifests/v2`)).status).toBe(404)
    expect((await client.head(`/v2/${name}/blobs/${digestOf('none')}`)).status).toBe(404)
  })

  test('a Range means nothing to HEAD (RFC 9110, 14.2)', async () => {
    const name = fresh()
    const blob = someBlob()
    await pushBlob(client, name, blob)
    for (const range of ['bytes=0-9', 'bytes=5000-']) {
      const headers = { Range: range }
      const answer = await client.call('HEAD', `/v2/${name}/blobs/${blob.digest}`, { headers })
      expect([answer.status, answer.headers['content-length']]).toEqual([200, '1000'])
    }
  })
})

describe('Pushing a blob monolithically', () => {
  test.each(['sha256', 'sha512'] as const)('POST then PUT, %s', async (algorithm) => {
    const name = fresh()
    const blob = someBlob(5000, algorithm)
    const begun = await client.call('POST', `/v2/${name}/blobs/uploads/`)
    expect(begun.status).toBe(202)
    expect(begun.headers.location).toMatch(new RegExp(`^/v2/${name}/blobs/uploads/[0-9a-f-]{36}$`))
    const done = await client.call('PUT', `${begun.headers.location}?digest=${blob.digest}`, {
      body: blob.bytes,
    })
    expect([done.status, done.headers.location]).toEqual([201, `/v2/${name}/blobs/${blob.digest}`])
    expect((await client.get(done.headers.location ?? '')).body).toEqual(blob.bytes)
    expect((await client.get(begun.headers.location ?? '')).status).toBe(404)
  })

  test('a single POST', async () => {
    const name = fresh()
    const blob = someBlob()
    const done = await client.call('POST', `/v2/${name}/blobs/uploads/?digest=${blob.digest}`, {
      body: blob.bytes,
    })
    expect(done.status).toBe(201)
    expect((await client.get(done.headers.location ?? '')).body).toEqual(blob.bytes)
  })

  test('a single POST of other bytes than its digest is 400, and nothing is kept', async () => {
    const name = fresh()
    const [blob, other] = [someBlob(), someBlob()]
    const target = `/v2/${name}/blobs/uploads/?digest=${other.digest}`
    const done = await client.call('POST', target, { body: blob.bytes })
    expect([done.status, errorCodes(done)]).toEqual([400, ['DIGEST_INVALID']])
    for (const { digest } of [blob, other])
      expect((await client.head(`/v2/${name}/blobs/${digest}`)).status).toBe(404)
  })

  test('a body that ends before its Content-Length leaves no blob', async () => {
    const name = fresh()
    const blob = someBlob(200_000)
    const location = (await client.call('POST', `/v2/${name}/blobs/uploads/`)).headers.location ?? ''
    const half = blob.bytes.subarray(0, 100_000)
    await client.cut('PUT', `${location}?digest=${digestOf(half)}`, blob.size, half)
    for (const digest of [blob.digest, digestOf(half)])
      expect((await client.head(`/v2/${name}/blobs/${digest}`)).status).toBe(404)
  })

  test('a single POST without a body begins a session', async () => {
    const blob = someBlob()
    const begun = await client.call('POST', `/v2/${fresh()}/blobs/uploads/?digest=${blob.digest}`)
    expect(begun.status).toBe(202)
    const done = await client.call('PUT', `${begun.headers.location}?digest=${blob.digest}`, {
      body: blob.bytes,
    })
    expect(done.status).toBe(201)
  })

  test('the blob without a byte', async () => {
    const name = fresh()
    await pushBlob(client, name, { bytes: Buffer.alloc(0), digest: digestOf(''), size: 0 })
    const answer = await client.get(`/v2/${name}/blobs/${digestOf('')}`)
    expect([answer.status, answer.headers['content-length']]).toEqual([200, '0'])
  })

  test.each([
    ['another digest', digestOf('other')],
    ['an algorithm that nobody knows', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
    ['a digest that is too short', 'sha256:abc'],
    ['none', ''],
  ])('%s is 400, and nothing is kept', async (_, digest) => {
    const name = fresh()
    const blob = someBlob()
    const begun = await client.call('POST', `/v2/${name}/blobs/uploads/`)
    const done = await client.call('PUT', `${begun.headers.location}?digest=${digest}`, { body: blob.bytes })
    expect([done.status, errorCodes(done)]).toEqual([400, ['DIGEST_INVALID']])
    expect((await client.head(`/v2/${name}/blobs/${blob.digest}`)).status).toBe(404)
  })
})

describe('Pushing a blob in chunks', () => {
  test.each(['sha256', 'sha512'] as const)('in order, the last one with the PUT, %s', async (algorithm) => {
    const name = fresh()
    const blob = someBlob(3000, algorithm)
    const begun = await client.call('POST', `/v2/${name}/blobs/uploads/?digest-algorithm=${algorithm}`)
    let location = begun.headers.location ?? ''
    for (const [start, end] of [
      [0, 999],
      [1000, 1999],
    ] as const) {
      const sent = await client.call('PATCH', location, {
        body: blob.bytes.subarray(start, end + 1),
        headers: { 'Content-Range': `${start}-${end}` },
      })
      expect([sent.status, sent.headers.range]).toEqual([202, `0-${end}`])
      location = sent.headers.location ?? ''
    }
    const done = await client.call('PUT', `${location}?digest=${blob.digest}`, {
      body: blob.bytes.subarray(2000),
      headers: { 'Content-Range': '2000-2999' },
    })
    expect(done.status).toBe(201)
    expect((await client.get(done.headers.location ?? '')).body).toEqual(blob.bytes)
  })

  test('all of it with PATCH: the closing PUT has no body; its digest is of the whole', async () => {
    const name = fresh()
    const blob = someBlob(2000)
    const begin = async (): Promise<string> => {
      const { headers } = await client.call('POST', `/v2/${name}/blobs/uploads/`)
      for (const [start, end] of [
        [0, 1000],
        [1000, 2000],
      ] as const)
        await client.call('PATCH', headers.location ?? '', {
          body: blob.bytes.subarray(start, end),
          headers: { 'Content-Range': `${start}-${end - 1}` },
        })
      return headers.location ?? ''
    }
    const lastChunk = digestOf(blob.bytes.subarray(1000))
    const wrong = await client.call('PUT', `${await begin()}?digest=${lastChunk}`)
    expect([wrong.status, errorCodes(wrong)]).toEqual([400, ['DIGEST_INVALID']])
    expect((await client.call('PUT', `${await begin()}?digest=${blob.digest}`)).status).toBe(201)
    expect((await client.get(`/v2/${name}/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
  })

  test('the first chunk begins with 0, and an upload without a byte has a status too', async () => {
    const location = (await client.call('POST', `/v2/${fresh()}/blobs/uploads/`)).headers.location ?? ''
    const status = await client.get(location)
    expect([status.status, status.headers.location, status.headers.range]).toEqual([204, location, '0-0'])
    const headers = { 'Content-Range': '1-3' }
    expect((await client.call('PATCH', location, { body: 'abc', headers })).status).toBe(416)
  })

  test('streamed: no length, no range', async () => {
    const name = fresh()
    const blob = someBlob(3000)
    const begun = await client.call('POST', `/v2/${name}/blobs/uploads/`)
    const chunks = [blob.bytes.subarray(0, 10), blob.bytes.subarray(10, 2000), blob.bytes.subarray(2000)]
    const sent = await client.call('PATCH', begun.headers.location ?? '', { chunks })
    expect([sent.status, sent.headers.range]).toEqual([202, '0-2999'])
    const done = await client.call('PUT', `${sent.headers.location}?digest=${blob.digest}`)
    expect(done.status).toBe(201)
  })

  test('out of order is 416; the status says where to go on', async () => {
    const name = fresh()
    const blob = someBlob(3000)
    const location = (await client.call('POST', `/v2/${name}/blobs/uploads/`)).headers.location ?? ''
    const send = (start: number, end: number, method = 'PATCH', query = '') =>
      client.call(method, `${location}${query}`, {
        body: blob.bytes.subarray(start, end + 1),
        headers: { 'Content-Range': `${start}-${end}` },
      })
    expect((await send(1000, 1999)).status).toBe(416)
    expect((await send(0, 999)).status).toBe(202)
    expect((await send(0, 999)).status).toBe(416)
    expect((await send(2000, 2999, 'PUT', `?digest=${blob.digest}`)).status).toBe(416)
    const status = await client.get(location)
    expect([status.status, status.headers.range, status.headers.location]).toEqual([204, '0-999', location])
    expect((await send(1000, 1999)).status).toBe(202)
    expect((await send(2000, 2999, 'PUT', `?digest=${blob.digest}`)).status).toBe(201)
  })

  test.each([
    ['a range that is none', 'kilobytes', 'BLOB_UPLOAD_INVALID'],
    ['a range that runs backwards', '5-3', 'BLOB_UPLOAD_INVALID'],
    ['a range of another length than the body', '0-5', 'SIZE_INVALID'],
  ])('%s is 400', async (_, range, code) => {
    const begun = await client.call('POST', `/v2/${fresh()}/blobs/uploads/`)
    const sent = await client.call('PATCH', begun.headers.location ?? '', {
      body: 'abc',
      headers: { 'Content-Range': range },
    })
    expect([sent.status, errorCodes(sent)]).toEqual([400, [code]])
  })

  test('more bytes than the range names, without a length: 400', async () => {
    const begun = await client.call('POST', `/v2/${fresh()}/blobs/uploads/`)
    const sent = await client.call('PATCH', begun.headers.location ?? '', {
      chunks: ['abc', 'def'],
      headers: { 'Content-Range': '0-3' },
    })
    expect([sent.status, errorCodes(sent)]).toEqual([400, ['SIZE_INVALID']])
  })

  test('an algorithm that is not supported is 400 at the start', async () => {
    const begun = await client.call('POST', `/v2/${fresh()}/blobs/uploads/?digest-algorithm=blake3`)
    expect([begun.status, errorCodes(begun)]).toEqual([400, ['DIGEST_INVALID']])
  })

  test('a chunk that was cut counts as far as it came; the client goes on from there', async () => {
    const name = fresh()
    const blob = someBlob(200_000)
    const location = (await client.call('POST', `/v2/${name}/blobs/uploads/`)).headers.location ?? ''
    await client.cut('PATCH', location, 200_000, blob.bytes.subarray(0, 70_000))
    const range = (await client.get(location)).headers.range
    expect(range).toBe('0-69999')
    const sent = await client.call('PATCH', location, {
      body: blob.bytes.subarray(70_000),
      headers: { 'Content-Range': '70000-199999' },
    })
    expect(sent.status).toBe(202)
    expect((await client.call('PUT', `${location}?digest=${blob.digest}`)).status).toBe(201)
    expect((await client.get(`/v2/${name}/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
  })

  test('an upload belongs to its repository', async () => {
    const location = (await client.call('POST', `/v2/${fresh()}/blobs/uploads/`)).headers.location ?? ''
    const id = location.slice(location.lastIndexOf('/') + 1)
    const answer = await client.get(`/v2/${fresh()}/blobs/uploads/${id}`)
    expect([answer.status, errorCodes(answer)]).toEqual([404, ['BLOB_UPLOAD_UNKNOWN']])
  })
})

describe('Cancel a blob upload', () => {
  test('DELETE is 204, and the session is gone', async () => {
    const location = (await client.call('POST', `/v2/${fresh()}/blobs/uploads/`)).headers.location ?? ''
    expect((await client.call('DELETE', location)).status).toBe(204)
    for (const method of ['PATCH', 'GET', 'DELETE']) {
      const after = await client.call(method, location, method === 'PATCH' ? { body: 'abc' } : {})
      expect([after.status, errorCodes(after)]).toEqual([404, ['BLOB_UPLOAD_UNKNOWN']])
    }
  })
})

describe('Mounting a blob from another repository', () => {
  test('with from, and without', async () => {
    const [source, target, other] = [fresh(), fresh(), fresh()]
    const blob = someBlob()
    await pushBlob(client, source, blob)
    const mounted = await client.call(
      'POST',
      `/v2/${target}/blobs/uploads/?mount=${blob.digest}&from=${source}`,
    )
    expect([mounted.status, mounted.headers.location]).toEqual([201, `/v2/${target}/blobs/${blob.digest}`])
    expect(mounted.headers['docker-content-digest']).toBe(blob.digest)
    expect((await client.call('POST', `/v2/${other}/blobs/uploads/?mount=${blob.digest}`)).status).toBe(201)
    for (const name of [target, other])
      expect((await client.get(`/v2/${name}/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
  })

  test('what is not there begins an upload', async () => {
    const [source, target] = [fresh(), fresh()]
    const blob = someBlob()
    await pushBlob(client, source, blob)
    const wrongSource = `mount=${blob.digest}&from=${fresh()}`
    const nowhere = `mount=${digestOf('nowhere')}`
    for (const query of [wrongSource, nowhere]) {
      const begun = await client.call('POST', `/v2/${target}/blobs/uploads/?${query}`)
      expect([begun.status, begun.headers.location]).toEqual([202, expect.stringContaining('/uploads/')])
      const location = `${begun.headers.location}?digest=${blob.digest}`
      expect((await client.call('PUT', location, { body: blob.bytes })).status).toBe(201)
    }
  })
})

describe('Pushing Manifests', () => {
  test('by tag and by digest; the location can be pulled', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    for (const reference of ['v2', image.digest]) {
      const done = await client.call('PUT', `/v2/${name}/manifests/${reference}`, { body: image.bytes })
      expect([done.status, done.headers['docker-content-digest']]).toEqual([201, image.digest])
      expect((await client.get(done.headers.location ?? '')).body).toEqual(image.bytes)
    }
  })

  test('byte by byte as it came, without a mediaType, and whatever else stands in it', async () => {
    const name = fresh()
    const image = someImage()
    for (const blob of [image.config, ...image.layers]) await pushBlob(client, name, blob)
    const document = {
      ...(JSON.parse(image.bytes.toString()) as object),
      mediaType: undefined,
      own: { x: [1] },
    }
    const body = Buffer.from(`\n ${JSON.stringify(document, null, 3)}\n\n`)
    // Parameters of the type are no part of it.
    const headers = { 'Content-Type': `${MediaType.manifest}; charset=utf-8` }
    const done = await client.call('PUT', `/v2/${name}/manifests/v1`, { body, headers })
    expect([done.status, done.headers['docker-content-digest']]).toEqual([201, digestOf(body)])
    const pulled = await client.get(`/v2/${name}/manifests/v1`)
    expect([pulled.body, pulled.headers['content-type']]).toEqual([body, MediaType.manifest])
  })

  test('a tag goes to the manifest that was pushed last; the other one stays', async () => {
    const name = fresh()
    const [first, second] = [someImage(), someImage()]
    await pushImage(client, name, 'v1', first)
    await pushImage(client, name, 'v1', second)
    expect((await client.get(`/v2/${name}/manifests/v1`)).body).toEqual(second.bytes)
    expect((await client.get(`/v2/${name}/manifests/${first.digest}`)).body).toEqual(first.bytes)
  })

  test('by sha512', async () => {
    const name = fresh()
    const image = someImage({ config: someBlob(10, 'sha512'), layers: [someBlob(20, 'sha512')] })
    const digest = digestOf(image.bytes, 'sha512')
    await pushImage(client, name, digest, image)
    const answer = await client.get(`/v2/${name}/manifests/${digest}`)
    expect([answer.status, answer.headers['docker-content-digest']]).toEqual([200, digest])
  })

  test('with tags beside the digest', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, `${image.digest}?tag=1.2.3&tag=1.2&tag=latest`, image)
    const tags: unknown = (await client.get(`/v2/${name}/tags/list`)).json
    expect(tags).toEqual({ name, tags: ['1.2', '1.2.3', 'latest'] })
    const again = await client.call('PUT', `/v2/${name}/manifests/${image.digest}?tag=x`, {
      body: image.bytes,
    })
    expect(again.headers['oci-tag']).toBe('x')
  })

  test('with a dozen tags, each of which is confirmed; one that is none, and nothing is kept', async () => {
    const name = fresh()
    const image = someImage()
    for (const blob of [image.config, ...image.layers]) await pushBlob(client, name, blob)
    const tags = Array.from({ length: 12 }, (_, number) => `t${number}`)
    const put = (wanted: readonly string[]) => {
      const query = wanted.map((tag) => `tag=${tag}`).join('&')
      return client.call('PUT', `/v2/${name}/manifests/${image.digest}?${query}`, { body: image.bytes })
    }
    expect((await put(['good', '.bad'])).status).toBe(400)
    expect((await client.get(`/v2/${name}/manifests/${image.digest}`)).status).toBe(404)
    const done = await put(tags)
    expect([done.status, done.headers['oci-tag']]).toEqual([201, tags.join(', ')])
    for (const tag of tags) expect((await client.head(`/v2/${name}/manifests/${tag}`)).status).toBe(200)
  })

  test('a blob or manifest that is not there is MANIFEST_BLOB_UNKNOWN', async () => {
    const name = fresh()
    const image = await client.call('PUT', `/v2/${name}/manifests/v1`, { body: someImage().bytes })
    const listed = [{ mediaType: MediaType.manifest, digest: digestOf('none'), size: 4 }]
    const index = JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: listed })
    const indexAnswer = await client.call('PUT', `/v2/${name}/manifests/v1`, { body: index })
    for (const answer of [image, indexAnswer])
      expect([answer.status, errorCodes(answer)]).toEqual([404, ['MANIFEST_BLOB_UNKNOWN']])
  })

  test('layers that are not distributed need not be there', async () => {
    const name = fresh()
    const config = someBlob()
    await pushBlob(client, name, config)
    const layers = [
      {
        mediaType: `application/vnd.oci.image.layer.nondistributable.v1.tar`,
        digest: digestOf('a'),
        size: 1,
      },
      {
        mediaType: MediaType.dockerForeignLayer,
        digest: digestOf('b'),
        size: 1,
        urls: ['https://example.com/b'],
      },
    ]
    const image = someImage({ config }, { layers })
    expect((await client.call('PUT', `/v2/${name}/manifests/v1`, { body: image.bytes })).status).toBe(201)
  })

  test('configs of any type, and indexes of indexes', async () => {
    const name = fresh()
    const config = someBlob()
    await pushBlob(client, name, config)
    const artifact = someImage(
      { config },
      {
        layers: [],
        config: { mediaType: 'application/vnd.example+json', digest: config.digest, size: 1000 },
      },
    )
    await client.call('PUT', `/v2/${name}/manifests/${artifact.digest}`, { body: artifact.bytes })
    const index = (digest: string, mediaType: string) =>
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: MediaType.index,
          manifests: [{ mediaType, digest, size: 1 }],
        }),
      )
    const inner = index(artifact.digest, MediaType.manifest)
    const outer = index(digestOf(inner), MediaType.index)
    expect(
      (await client.call('PUT', `/v2/${name}/manifests/${digestOf(inner)}`, { body: inner })).status,
    ).toBe(201)
    expect((await client.call('PUT', `/v2/${name}/manifests/nested`, { body: outer })).status).toBe(201)
  })

  test.each([
    ['no JSON', '{', {}],
    ['no object', '[]', {}],
    ['another version of the schema', JSON.stringify({ schemaVersion: 1 }), {}],
    ['no config', JSON.stringify({ schemaVersion: 2, layers: [] }), {}],
    [
      'a digest that is none',
      JSON.stringify({ schemaVersion: 2, config: { mediaType: 'a', digest: 'x', size: 1 }, layers: [] }),
      {},
    ],
    ['a Content-Type that is not its mediaType', someImage().bytes, { 'Content-Type': MediaType.index }],
    ['a type that is no manifest', JSON.stringify({ schemaVersion: 2 }), { 'Content-Type': 'text/plain' }],
  ])('%s is MANIFEST_INVALID', async (_, body, headers) => {
    const answer = await client.call('PUT', `/v2/${fresh()}/manifests/v1`, { body, headers })
    expect([answer.status, errorCodes(answer)]).toEqual([400, ['MANIFEST_INVALID']])
  })

  test('another digest than the bytes have is DIGEST_INVALID', async () => {
    const answer = await client.call('PUT', `/v2/${fresh()}/manifests/${digestOf('x')}`, {
      body: someImage().bytes,
    })
    expect([answer.status, errorCodes(answer)]).toEqual([400, ['DIGEST_INVALID']])
  })

  test('4 MB pass, far more is 413', async () => {
    const name = fresh()
    const image = (size: number) => someImage({}, { annotations: { filler: 'x'.repeat(size) } })
    const large = image(4 * 1024 * 1024)
    await pushImage(client, name, 'large', large)
    expect((await client.get(`/v2/${name}/manifests/large`)).body.length).toBe(large.size)
    const tooLarge = await client.call('PUT', `/v2/${name}/manifests/huge`, {
      body: image(9 * 1024 * 1024).bytes,
    })
    expect([tooLarge.status, errorCodes(tooLarge)]).toEqual([413, ['SIZE_INVALID']])
  })

  test('a conditional push does not overwrite what has changed', async () => {
    const name = fresh()
    const [first, second] = [someImage(), someImage()]
    await pushImage(client, name, 'v1', first)
    await pushImage(client, name, 'other', second)
    const put = (headers: Record<string, string>) =>
      client.call('PUT', `/v2/${name}/manifests/v1`, { body: second.bytes, headers })
    expect((await put({ 'If-None-Match': '*' })).status).toBe(412)
    expect((await put({ 'If-Match': `"${second.digest}"` })).status).toBe(412)
    expect((await put({ 'If-Match': `"${first.digest}"` })).status).toBe(201)
  })
})

describe('Listing Tags', () => {
  test('in the order of their bytes, page by page', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, `${image.digest}?tag=b&tag=a&tag=B&tag=10&tag=9`, image)
    const list = async (query: string) => (await client.get(`/v2/${name}/tags/list${query}`)).json
    expect(await list('')).toEqual({ name, tags: ['10', '9', 'B', 'a', 'b'] })
    expect(await list('?n=2')).toEqual({ name, tags: ['10', '9'] })
    expect(await list('?n=2&last=9')).toEqual({ name, tags: ['B', 'a'] })
    expect(await list('?last=B')).toEqual({ name, tags: ['a', 'b'] })
    expect(await list('?n=0')).toEqual({ name, tags: [] })
    expect(await list('?n=9&last=zzz')).toEqual({ name, tags: [] })
  })

  test('a Link leads through all pages, and there is none for n=0', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, `${image.digest}?tag=a&tag=b&tag=c`, image)
    const first = await client.get(`/v2/${name}/tags/list?n=2`)
    expect(first.headers.link).toBe(`</v2/${name}/tags/list?n=2&last=b>; rel="next"`)
    const second = await client.get(/<(.*)>/.exec(String(first.headers.link))?.[1] ?? '')
    expect([second.json, second.headers.link]).toEqual([{ name, tags: ['c'] }, undefined])
    expect((await client.get(`/v2/${name}/tags/list?n=0`)).headers.link).toBeUndefined()
  })

  test('a repository without a tag has an empty list', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, image.digest, image)
    const answer = await client.get(`/v2/${name}/tags/list`)
    expect([answer.status, answer.json]).toEqual([200, { name, tags: [] }])
    expect(answer.headers['content-type']).toBe('application/json')
  })

  test('an unknown repository is 404, a count that is none 400', async () => {
    const unknown = await client.get('/v2/spec/unknown/tags/list')
    expect([unknown.status, errorCodes(unknown)]).toEqual([404, ['NAME_UNKNOWN']])
    const name = fresh()
    await pushImage(client, name, 'v1', someImage())
    expect((await client.get(`/v2/${name}/tags/list?n=many`)).status).toBe(400)
  })
})

describe('Listing Referrers', () => {
  const subjectOf = (digest: string) => ({ subject: { mediaType: MediaType.manifest, digest, size: 1 } })

  test('manifests and indexes with that subject, whether or not it is there', async () => {
    const name = fresh()
    const subject = digestOf('not pushed yet')
    const config = someBlob()
    await pushBlob(client, name, config)
    const sbom = someImage(
      { config },
      { ...subjectOf(subject), layers: [], artifactType: 'a/sbom', annotations: { k: 'v' } },
    )
    const plain = someImage({ config }, { ...subjectOf(subject), layers: [] })
    const index = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: [], ...subjectOf(subject) }),
    )
    for (const bytes of [sbom.bytes, plain.bytes, index]) {
      const done = await client.call('PUT', `/v2/${name}/manifests/${digestOf(bytes)}`, { body: bytes })
      expect([done.status, done.headers['oci-subject']]).toEqual([201, subject])
    }
    const answer = await client.get(`/v2/${name}/referrers/${subject}`)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, MediaType.index])
    const listed = [
      {
        mediaType: MediaType.manifest,
        digest: sbom.digest,
        size: sbom.size,
        artifactType: 'a/sbom',
        annotations: { k: 'v' },
      },
      {
        mediaType: MediaType.manifest,
        digest: plain.digest,
        size: plain.size,
        artifactType: MediaType.config,
      },
      { mediaType: MediaType.index, digest: digestOf(index), size: index.length },
    ]
    expect(answer.json).toEqual({ schemaVersion: 2, mediaType: MediaType.index, manifests: listed })
    const filtered = await client.get(`/v2/${name}/referrers/${subject}?artifactType=a/sbom`)
    expect(filtered.headers['oci-filters-applied']).toBe('artifactType')
    expect(filtered.json).toMatchObject({ manifests: [{ digest: sbom.digest }] })
    await client.call('DELETE', `/v2/${name}/manifests/${sbom.digest}`)
    expect((await client.get(`/v2/${name}/referrers/${subject}`)).json).toMatchObject({
      manifests: listed.slice(1),
    })
  })

  test('of a sha512 subject, of its own repository alone, and none that the filter leaves out', async () => {
    const [name, other] = [fresh(), fresh()]
    const subject = digestOf('a subject', 'sha512')
    const artifact = someImage({}, { ...subjectOf(subject), artifactType: 'a/sbom' })
    await pushImage(client, name, artifact.digest, artifact)
    const listed = async (from: string) => (await client.get(`/v2/${from}`)).json
    expect(await listed(`${name}/referrers/${subject}`)).toMatchObject({
      manifests: [{ digest: artifact.digest }],
    })
    expect(await listed(`${other}/referrers/${subject}`)).toMatchObject({ manifests: [] })
    const filtered = await client.get(`/v2/${name}/referrers/${subject}?artifactType=a/other`)
    expect([filtered.json, filtered.headers['oci-filters-applied']]).toEqual([
      { schemaVersion: 2, mediaType: MediaType.index, manifests: [] },
      'artifactType',
    ])
  })

  test('an index says its artifactType when it has one', async () => {
    const name = fresh()
    const subject = digestOf('of an index')
    const extra = { artifactType: 'a/set', annotations: { k: 'v' }, ...subjectOf(subject) }
    const body = JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: [], ...extra })
    await client.call('PUT', `/v2/${name}/manifests/${digestOf(body)}`, { body })
    expect((await client.get(`/v2/${name}/referrers/${subject}`)).json).toMatchObject({
      manifests: [{ digest: digestOf(body), artifactType: 'a/set', annotations: { k: 'v' } }],
    })
  })

  test('none is an empty index, never 404; a digest that is none is 400', async () => {
    const none = await client.get(`/v2/spec/unknown/referrers/${digestOf('x')}`)
    expect([none.status, none.json]).toEqual([
      200,
      { schemaVersion: 2, mediaType: MediaType.index, manifests: [] },
    ])
    expect((await client.get('/v2/spec/unknown/referrers/sha256:x')).status).toBe(400)
  })
})

describe('Content Management', () => {
  test('Deleting tags leaves the manifest', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    expect((await client.call('DELETE', `/v2/${name}/manifests/v1`)).status).toBe(202)
    expect((await client.get(`/v2/${name}/manifests/v1`)).status).toBe(404)
    expect((await client.get(`/v2/${name}/manifests/${image.digest}`)).status).toBe(200)
    expect((await client.call('DELETE', `/v2/${name}/manifests/v1`)).status).toBe(404)
  })

  test('Deleting Manifests takes their tags along', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    expect((await client.call('DELETE', `/v2/${name}/manifests/${image.digest}`)).status).toBe(202)
    expect((await client.get(`/v2/${name}/manifests/v1`)).status).toBe(404)
    expect((await client.get(`/v2/${name}/manifests/${image.digest}`)).status).toBe(404)
  })

  test('what is not there cannot be deleted: 404', async () => {
    const digest = digestOf('none')
    for (const [path, code] of [
      [`manifests/${digest}`, 'MANIFEST_UNKNOWN'],
      ['manifests/v1', 'MANIFEST_UNKNOWN'],
      [`blobs/${digest}`, 'BLOB_UNKNOWN'],
    ] as const) {
      const answer = await client.call('DELETE', `/v2/spec/unknown/${path}`)
      expect([answer.status, errorCodes(answer)]).toEqual([404, [code]])
    }
  })

  test('what was deleted can be pushed again', async () => {
    const name = fresh()
    const image = someImage()
    await pushImage(client, name, 'v1', image)
    await client.call('DELETE', `/v2/${name}/manifests/${image.digest}`)
    for (const { digest } of [image.config, ...image.layers])
      await client.call('DELETE', `/v2/${name}/blobs/${digest}`)
    await pushImage(client, name, 'v1', image)
    expect((await client.get(`/v2/${name}/manifests/v1`)).body).toEqual(image.bytes)
    for (const { digest, bytes } of image.layers)
      expect((await client.get(`/v2/${name}/blobs/${digest}`)).body).toEqual(bytes)
  })

  test('Deleting Blobs leaves other repositories alone', async () => {
    const [one, other] = [fresh(), fresh()]
    const blob = someBlob()
    await pushBlob(client, one, blob)
    await pushBlob(client, other, blob)
    expect((await client.call('DELETE', `/v2/${one}/blobs/${blob.digest}`)).status).toBe(202)
    expect((await client.head(`/v2/${one}/blobs/${blob.digest}`)).status).toBe(404)
    expect((await client.get(`/v2/${other}/blobs/${blob.digest}`)).body).toEqual(blob.bytes)
    const again = await client.call('DELETE', `/v2/${one}/blobs/${blob.digest}`)
    expect([again.status, errorCodes(again)]).toEqual([404, ['BLOB_UNKNOWN']])
  })
})

describe('Error Codes', () => {
  test('an error is JSON with a code of the table and a text for people; to HEAD it has no body', async () => {
    const path = `/v2/spec/unknown/blobs/${digestOf('none')}`
    const answer = await client.get(path)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.json).toEqual({
      errors: [{ code: 'BLOB_UNKNOWN', message: expect.stringContaining('does not have'), detail: null }],
    })
    const head = await client.head(path)
    expect([head.status, head.body.length]).toEqual([404, 0])
  })
})

describe('HTTP', () => {
  test.each([
    ['POST', '/v2/'],
    ['PUT', `/v2/spec/x/blobs/${digestOf('x')}`],
    ['PATCH', '/v2/spec/x/manifests/v1'],
    ['GET', '/v2/spec/x/blobs/uploads/'],
    ['DELETE', '/v2/spec/x/tags/list'],
    ['POST', `/v2/spec/x/referrers/${digestOf('x')}`],
  ])('%s %s is 405, and Allow says what is', async (method, path) => {
    const answer = await client.call(method, path)
    expect([answer.status, errorCodes(answer)]).toEqual([405, ['UNSUPPORTED']])
    expect(answer.headers.allow).not.toContain(method)
  })

  test.each(['/', '/v1/', '/v2/spec/x/nothing', '/v2//manifests/v1', '/v2/spec/x/blobs'])(
    '%s is 404',
    async (path) => {
      expect((await client.get(path)).status).toBe(404)
    },
  )

  test('a path that is no percent-encoding is 400', async () => {
    expect((await client.get('/v2/%ff/manifests/v1')).status).toBe(400)
  })

  test('an encoded digest is a digest', async () => {
    const name = fresh()
    const blob = someBlob()
    await pushBlob(client, name, blob)
    expect((await client.get(`/v2/${name}/blobs/${encodeURIComponent(blob.digest)}`)).status).toBe(200)
  })
})
