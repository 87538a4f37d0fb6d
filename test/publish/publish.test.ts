import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { Logger, silentSink } from '../../src/log/logger.js'
import type { ContentStore, Origin } from '../../src/oci/content.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import type { Descriptor } from '../../src/oci/image.js'
import { MediaType } from '../../src/oci/media-types.js'
import { formatReference, parseReference, type Reference } from '../../src/oci/reference.js'
import { annotate, type ManifestDocument } from '../../src/publish/annotate.js'
import { publish, type Registries } from '../../src/publish/publish.js'

const config = Buffer.from('{"config":true}')
const layer = Buffer.from('a layer, which is longer')
const base = Buffer.from('a base layer that came from elsewhere')

function descriptor(bytes: Buffer, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length }
}

function image(): ManifestDocument {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      config: descriptor(config, MediaType.config),
      layers: [descriptor(base, MediaType.layerGzip), descriptor(layer, MediaType.layerGzip)],
    }),
  )
  return { descriptor: descriptor(bytes, MediaType.manifest), bytes }
}

function content(origins: Record<Digest, Origin[]> = {}): ContentStore {
  const blobs = new Map([config, layer, base].map((bytes) => [digestOf(bytes), bytes]))
  return {
    local: async (digest) => blobs.get(digest)?.length,
    size: async (digest) => blobs.get(digest)?.length,
    open: async (digest, range) => Readable.from([blobs.get(digest)?.subarray(range?.start ?? 0)]),
    write: () => Promise.reject(new Error('read only')),
    remember() {},
    origins: (digest) => origins[digest] ?? [],
  }
}

/** A registry in memory that keeps a journal of what was asked of it. */
function registries(options: { mountable?: readonly Digest[]; lies?: Digest; failing?: Digest } = {}) {
  const journal: string[] = []
  const blobs = new Set<string>()
  const manifests = new Map<string, Descriptor>()
  const at = (o: Origin): string => `${o.registry}/${o.repository}`
  const api: Registries = {
    async resolve(reference) {
      return manifests.get(formatReference(reference))
    },
    async hasBlob(repository, digest) {
      return blobs.has(`${at(repository)}@${digest}`) ? 1 : undefined
    },
    async mount(repository, digest, from) {
      const mounted = options.mountable?.includes(digest) ?? false
      journal.push(`mount ${at(repository)} from ${from}: ${mounted}`)
      if (mounted) blobs.add(`${at(repository)}@${digest}`)
      return mounted
    },
    async pushBlob(repository, blob, open) {
      if (blob.digest === options.failing) throw new Error('connection reset')
      const chunks = await (await open(0)).toArray()
      journal.push(`blob ${at(repository)} ${Buffer.concat(chunks).length}`)
      blobs.add(`${at(repository)}@${blob.digest}`)
    },
    async pushManifest(repository, object, manifest) {
      journal.push(`manifest ${at(repository)} ${object}`)
      const digest = digestOf(manifest.bytes)
      const stored = { mediaType: manifest.mediaType, digest, size: manifest.bytes.length }
      manifests.set(`${at(repository)}:${object}`, stored)
      manifests.set(`${at(repository)}@${digest}`, stored)
      return options.lies ?? digest
    },
  }
  return { api, journal }
}

function references(...texts: string[]): Reference[] {
  return texts.map((text) => {
    const reference = parseReference(text)
    if ('reason' in reference) throw new Error(reference.reason)
    return reference
  })
}

const options = { log: new Logger(silentSink), signal: new AbortController().signal }
const tags = references('r.example/app:1', 'r.example/app:latest', 'other.example/app:1')

test('sends every blob once to each repository, and every manifest after all blobs', async () => {
  const { api, journal } = registries()
  const publication = await publish(image(), content(), tags, api, options)
  const firstManifest = journal.findIndex((line) => line.startsWith('manifest'))
  expect(journal.slice(0, firstManifest).every((line) => line.startsWith('blob'))).toBe(true)
  expect(journal.slice(0, firstManifest)).toHaveLength(6)
  expect(journal.slice(firstManifest).toSorted()).toEqual([
    'manifest other.example/app 1',
    'manifest r.example/app 1',
    'manifest r.example/app latest',
  ])
  expect(publication).toMatchObject({ digest: image().descriptor.digest, unchanged: false })
  expect(publication.transfer.sent).toBe(2 * (config.length + layer.length + base.length))
})

test('a blob that cannot be sent ends what else is being sent, and is the error', async () => {
  const { api } = registries({ failing: digestOf(layer) })
  const ended: Digest[] = []
  const slow: Registries = {
    ...api,
    pushBlob: (repository, blob, open, given) =>
      blob.digest === digestOf(layer)
        ? api.pushBlob(repository, blob, open, given)
        : new Promise((_, reject) => {
            given?.signal?.addEventListener('abort', () => {
              ended.push(blob.digest)
              reject(given.signal?.reason)
            })
          }),
  }
  await expect(publish(image(), content(), tags, slow, options)).rejects.toThrow('connection reset')
  expect(new Set(ended)).toEqual(new Set([digestOf(base), digestOf(config)]))
})

test('does nothing when every tag is this digest already, and sends no blob for a new tag', async () => {
  const { api, journal } = registries()
  await publish(image(), content(), tags, api, options)
  journal.length = 0
  expect((await publish(image(), content(), tags, api, options)).unchanged).toBe(true)
  expect(journal).toEqual([])
  await publish(image(), content(), references('r.example/app:new'), api, options)
  expect(journal).toEqual(['manifest r.example/app new'])
})

test('mounts what the same registry holds elsewhere, and sends it when the mount is refused', async () => {
  const origins = { [digestOf(base)]: [{ registry: 'r.example', repository: 'library/base' }] }
  const granted = registries({ mountable: [digestOf(base)] })
  const { transfer } = await publish(
    image(),
    content(origins),
    references('r.example/app:1'),
    granted.api,
    options,
  )
  expect(granted.journal).toContain('mount r.example/app from library/base: true')
  expect(transfer).toEqual({ sent: config.length + layer.length, mounted: base.length, present: 0 })
  const refused = registries()
  await publish(image(), content(origins), references('r.example/app:1'), refused.api, options)
  expect(refused.journal).toContain(`blob r.example/app ${base.length}`)
})

test('a blob that fails leaves no tag behind, in no repository', async () => {
  const { api, journal } = registries({ failing: digestOf(layer) })
  await expect(publish(image(), content(), tags, api, options)).rejects.toThrow('connection reset')
  expect(journal.filter((line) => line.startsWith('manifest'))).toEqual([])
})

test('a registry that stores another digest than it was sent is found out', async () => {
  const { api } = registries({ lies: digestOf('something else') })
  await expect(publish(image(), content(), tags, api, options)).rejects.toMatchObject({
    code: 'REGISTRY_FAILED',
  })
})

test('annotations change the manifest alone, and none leaves it byte for byte', () => {
  const before = image()
  expect(annotate(before, [])).toBe(before)
  const after = annotate(before, [{ level: 'manifest', name: 'org.example.a', value: '1' }])
  const parsed = JSON.parse(Buffer.from(after.bytes).toString())
  expect(parsed.annotations).toEqual({ 'org.example.a': '1' })
  expect(parsed.layers).toEqual(JSON.parse(Buffer.from(before.bytes).toString()).layers)
  expect(after.descriptor).toMatchObject({ digest: digestOf(after.bytes), size: after.bytes.length })
})

test('an annotation for an index is refused where there is none', () => {
  expect(() => annotate(image(), [{ level: 'index', name: 'a', value: 'b' }])).toThrow(/index/)
})
