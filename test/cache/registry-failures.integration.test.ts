import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatIndex, packIndex } from '../../src/cache/cache-index.js'
import { PATIENCE, type Patience } from '../../src/cache/patience.js'
import { RegistryStore } from '../../src/cache/registry-store.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryClient } from '../../src/registry/client.js'
import { pushImage, someBlob, someImage, type Standalone, standalone } from '../relay/servers.js'
import { HTTP_FAILURES, patienceWith, shown } from './failures.js'
import { type Job, layerText, openScratch, runJob, type Scratch } from './fixture.js'

/** A registry failing in every way, at every request: one notice, the image is right, and the next run works. */
const log = new Logger(silentSink)
let scratch: Scratch
let registry: Standalone
let http: HttpClient

beforeEach(async () => {
  scratch = await openScratch()
  registry = await standalone(path.join(scratch.directory, 'registry'))
  http = new HttpClient({ log, environment: {}, wait: async () => {} })
})
afterEach(async () => {
  await http[Symbol.asyncDispose]()
  await registry[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

function store(patience: Patience, address = registry.client.address): RegistryStore {
  const client = new RegistryClient({ http, credentials: { find: async () => undefined }, log })
  const origin = { registry: address, repository: 'team/cache' }
  return new RegistryStore(origin, client, { maxSize: 1e9, log, patience })
}
const job = (steps: readonly string[], patience = PATIENCE, address?: string): Promise<Job> =>
  runJob(steps, { store: store(patience, address), directory: scratch.directory, patience })
const texts = (steps: readonly string[]): string[] => steps.map(layerText)

type Phase = (request: IncomingMessage) => boolean
const asks =
  (method: string, part: RegExp): Phase =>
  ({ method: is, url = '' }) =>
    is === method && part.test(url)
const isLayer = (url: string): boolean =>
  ['a', 'b', 'c'].some((name) => url.includes(digestOf(layerText(name))))
const PHASES: Readonly<Record<string, Phase>> = {
  'the manifest': asks('GET', /\/manifests\//),
  'the index': ({ method, url = '' }) => method === 'GET' && url.includes('/blobs/') && !isLayer(url),
  'a layer': ({ method, url = '' }) => method === 'GET' && isLayer(url),
  'whether a layer is there': ({ method, url = '' }) => method === 'HEAD' && isLayer(url),
  'the beginning of an upload': asks('POST', /\/blobs\/uploads\//),
  'an upload': asks('PUT', /\/blobs\/uploads\//),
  'the new manifest': asks('PUT', /\/manifests\//),
  'deleting the old one': asks('DELETE', /\/manifests\//),
}
/** What is no failure: what was not kept yet, and a registry that deletes nothing. */
const QUIET =
  /^(?:the manifest 404|whether a layer is there 404|deleting the old one (?!.*(?:silence|now and then)).*)$/
/** An answer to HEAD has no body, and says yes: whether that is so is seen when the layer is read. */
const EITHER =
  /^(?:deleting the old one (?:silence|a head, and silence|a byte now and then)|whether a layer is there (?:half of a JSON|another JSON|a page of a proxy|nothing|silence|a head, and silence|a reset in the middle|a byte now and then|bytes without end))$/

const cases = Object.keys(PHASES).flatMap((phase) =>
  Object.keys(HTTP_FAILURES).map((failure) => [phase, failure] as const),
)

test.each(cases)('%s: %s', async (phase, failure) => {
  await job(['a', 'b'])
  registry.intercept = (request, response) => {
    if (PHASES[phase]?.(request) !== true) return false
    request.resume()
    HTTP_FAILURES[failure]?.(request, response)
    return true
  }
  const during = await job(['a', 'b', 'c'], patienceWith(failure))
  expect(during.image).toEqual(texts(['a', 'b', 'c']))
  const name = `${phase} ${failure}`
  if (!EITHER.test(name)) expect(shown(during.said)).toHaveLength(QUIET.test(name) ? 0 : 1)
  expect(shown(during.said).length).toBeLessThanOrEqual(1)

  registry.intercept = undefined
  const next = await job(['a', 'b', 'c'])
  expect(next.image).toEqual(texts(['a', 'b', 'c']))
  const last = await job(['a', 'b', 'c'])
  expect(last).toEqual({ image: texts(['a', 'b', 'c']), made: [], said: expect.anything() })
  expect(shown(last.said)).toEqual([])
})

describe('no connection at all', () => {
  test.each([
    ['nothing listens', '127.0.0.1:1', /refused/],
    ['no such host', 'cache.invalid', /no address|no way|longer than/],
  ])('%s', async (_, address, words) => {
    const done = await job(['a'], patienceWith('nothing listens'), address)
    expect(done.image).toEqual(texts(['a']))
    expect(shown(done.said)).toEqual([expect.stringMatching(words)])
  })
})

describe('what stands under the tag is at fault: told once, and replaced', () => {
  const tag = async (): Promise<string> => {
    const { json } = await registry.client.get('/v2/team/cache/tags/list')
    const { tags } = json as { tags: string[] }
    return tags.find((one) => one.startsWith('dockless-')) ?? ''
  }
  const put = async (bytes: Buffer, mediaType: string = MediaType.manifest): Promise<void> => {
    const headers = { 'Content-Type': mediaType }
    const place = `/v2/team/cache/manifests/${await tag()}`
    expect((await registry.client.call('PUT', place, { body: bytes, headers })).status).toBe(201)
  }
  /** An artifact as ours, with another config. */
  const withConfig = async (config: Buffer, size = config.length): Promise<Buffer> => {
    const blob = { bytes: config, digest: digestOf(config), size: config.length }
    await pushImage(registry.client, 'team/cache', 'config', someImage({ config: blob }))
    const type = 'application/vnd.dockless.cache.index.v1+json+gzip'
    return Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: MediaType.manifest,
        config: { mediaType: type, digest: blob.digest, size },
        layers: [],
      }),
    )
  }
  test.each<[string, () => Promise<void>]>([
    ['an image', async () => pushImage(registry.client, 'team/cache', await tag(), someImage())],
    [
      'an image index',
      () =>
        put(
          Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: [] })),
          MediaType.index,
        ),
    ],
    ['an index of a version to come', async () => put(await withConfig(packIndex('{"version":2}')))],
    ['an index that is none', async () => put(await withConfig(someBlob(500).bytes))],
    ['an index that unpacks without end', async () => put(await withConfig(packIndex(' '.repeat(70e6))))],
    [
      'an index of which another size is said',
      async () => put(await withConfig(packIndex(formatIndex(EMPTY)), 5_000_000_000_000)),
    ],
  ])('%s', async (_, damage) => {
    await job(['a', 'b'])
    await damage()
    const during = await job(['a', 'b', 'c'])
    expect(during.image).toEqual(texts(['a', 'b', 'c']))
    expect(shown(during.said)).toEqual([expect.stringMatching(/damaged/)])
    const last = await job(['a', 'b', 'c'])
    expect(last.made).toEqual([])
    expect(shown(last.said)).toEqual([])
  })
})

const EMPTY = { entries: [], documents: new Map(), blobs: new Map() }
