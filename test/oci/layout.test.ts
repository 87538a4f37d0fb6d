import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestOf, hexOf } from '../../src/oci/digest.js'
import { writeDockerArchive } from '../../src/oci/docker-archive.js'
import type { Descriptor, Platform } from '../../src/oci/image.js'
import { Layout, REF_NAME, type StoredImage, writeLayout, writeLayoutArchive } from '../../src/oci/layout.js'
import { MediaType } from '../../src/oci/media-types.js'
import { parseReference } from '../../src/oci/reference.js'
import { MemoryContent } from './memory-content.js'

const AMD64: Platform = { os: 'linux', architecture: 'amd64' }
let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dockless-layout-'))
})
afterEach(() => rm(directory, { recursive: true }))

function imageOf(text: string, content = new MemoryContent()): StoredImage {
  const layer = content.put(Buffer.from(text))
  const config = content.put(
    Buffer.from(JSON.stringify({ ...AMD64, rootfs: { type: 'layers', diff_ids: [layer.digest] } })),
  )
  return stored(content, MediaType.manifest, {
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: { mediaType: MediaType.config, ...config },
    layers: [{ mediaType: MediaType.layer, ...layer }],
  })
}

function stored(content: MemoryContent, mediaType: string, document: unknown): StoredImage {
  const bytes = Buffer.from(JSON.stringify(document))
  return { manifest: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes, content }
}

async function indexOf(layout: string): Promise<readonly Descriptor[]> {
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as { manifests: Descriptor[] }
  return index.manifests
}

test('a layout that is written is read', async () => {
  const image = imageOf('one')
  const layout = join(directory, 'made/on/the/way')
  await writeLayout(image, layout, 'v1')
  const read = await Layout.open(layout)
  expect(read.names()).toEqual(['v1'])
  for (const name of ['v1', undefined, image.manifest.digest, `any@${image.manifest.digest}`]) {
    expect((await read.resolve(name, AMD64)).descriptor.digest).toBe(image.manifest.digest)
  }
  expect(JSON.parse(await readFile(join(layout, 'oci-layout'), 'utf8'))).toEqual({
    imageLayoutVersion: '1.0.0',
  })
  await expect(read.resolve('v2', AMD64)).rejects.toMatchObject({
    code: 'WRONG_INPUT',
    fix: 'Name one of: v1.',
  })
  const left = (await readdir(layout, { recursive: true })).filter((name) => name.includes('partial'))
  expect(left).toEqual([])
})

test('an image of the same name is replaced, others stay, nothing is written twice', async () => {
  const content = new MemoryContent()
  const [one, two, three] = [imageOf('one', content), imageOf('two', content), imageOf('three', content)]
  await writeLayout(one, directory, 'a')
  await writeLayout(two, directory, 'b')
  await writeLayout(three, directory, 'a')
  content.opened.length = 0
  await writeLayout(three, directory)
  await writeLayout(three, directory)
  expect(content.opened).toEqual([])
  expect((await indexOf(directory)).map((entry) => [entry.annotations?.[REF_NAME], entry.digest])).toEqual([
    ['b', two.manifest.digest],
    ['a', three.manifest.digest],
    [undefined, three.manifest.digest],
  ])
})

test('an index is written with all that it names, and followed to the platform', async () => {
  const content = new MemoryContent()
  const [amd, arm] = [imageOf('amd', content), imageOf('arm', content)]
  content.put(amd.bytes)
  content.put(arm.bytes)
  const index = stored(content, MediaType.index, {
    schemaVersion: 2,
    mediaType: MediaType.index,
    manifests: [
      { ...amd.manifest, platform: AMD64 },
      { ...arm.manifest, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    ],
  })
  await writeLayout(index, directory, 'many')
  expect(await readdir(join(directory, 'blobs/sha256'))).toHaveLength(7)
  const layout = await Layout.open(directory)
  const found = await layout.resolve('many', { os: 'linux', architecture: 'arm64' })
  expect(found.descriptor.digest).toBe(arm.manifest.digest)
  await expect(layout.resolve('many', { os: 'linux', architecture: 's390x' })).rejects.toMatchObject({
    fix: 'Ask for one of its platforms: linux/amd64, linux/arm64/v8.',
  })
  await expect(writeDockerArchive(index, join(directory, 'x.tar'), [])).rejects.toMatchObject({
    code: 'WRONG_INPUT',
  })
})

test('what is no layout, or a damaged one, is told', async () => {
  await expect(Layout.open(directory)).rejects.toMatchObject({ code: 'WRONG_INPUT' })
  const image = imageOf('one')
  await writeLayout(image, directory)
  await writeFile(join(directory, 'blobs/sha256', hexOf(image.manifest.digest)), '{"schemaVersion":2}')
  await expect((await Layout.open(directory)).resolve(undefined, AMD64)).rejects.toThrow('is damaged')
})

test('a place that cannot be written, and a blob that nobody has, leave nothing behind', async () => {
  await writeFile(join(directory, 'file'), '')
  await expect(writeLayout(imageOf('x'), join(directory, 'file/layout'))).rejects.toMatchObject({
    code: 'BUILD_FAILED',
  })
  const image = imageOf('gone')
  const content = image.content as MemoryContent
  content.blobs.delete(digestOf('gone'))
  const file = join(directory, 'image.tar')
  await expect(writeLayoutArchive(image, file)).rejects.toThrow()
  expect(await readdir(directory)).toEqual(['file'])
})

test('archives hold the same each time; the docker one names config, layers and tags', async () => {
  const image = imageOf('one')
  const tag = parseReference('ghcr.io/a/b:1')
  if ('reason' in tag) throw new Error(tag.reason)
  const files = ['a.tar', 'b.tar', 'c.tar', 'd.tar'].map((name) => join(directory, name))
  const [a = '', b = '', c = '', d = ''] = files
  await writeLayoutArchive(image, a, 'v1')
  await writeLayoutArchive(image, b, 'v1')
  await writeDockerArchive(image, c, [tag])
  await writeDockerArchive(image, d, [tag])
  expect(await readFile(a)).toEqual(await readFile(b))
  expect(await readFile(c)).toEqual(await readFile(d))

  const unpacked = join(directory, 'unpacked')
  await mkdir(unpacked)
  await promisify(execFile)('tar', ['--extract', `--file=${a}`, `--directory=${unpacked}`])
  const layout = await Layout.open(unpacked)
  expect((await layout.resolve('v1', AMD64)).bytes).toEqual(image.bytes)

  await promisify(execFile)('tar', ['--extract', `--file=${c}`, `--directory=${unpacked}`])
  const [entry] = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')) as {
    Config: string
    RepoTags: string[]
    Layers: string[]
  }[]
  expect(entry?.RepoTags).toEqual(['ghcr.io/a/b:1'])
  expect(await readFile(join(unpacked, entry?.Layers[0] ?? ''), 'utf8')).toBe('one')
  expect(JSON.parse(await readFile(join(unpacked, entry?.Config ?? ''), 'utf8'))).toMatchObject(AMD64)
})
