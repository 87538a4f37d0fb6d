import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { Catalog, type ManifestRecord } from '../../src/relay/catalog.js'
import { scratch } from './servers.js'

const record = (text: string, subject?: string): ManifestRecord => ({
  descriptor: {
    mediaType: MediaType.manifest,
    digest: digestOf(text),
    size: text.length,
    annotations: { a: 'b' },
  },
  subject: subject === undefined ? undefined : digestOf(subject),
})

test('everything is there again after a restart', async () => {
  await using directory = await scratch()
  const before = await Catalog.load(directory.path)
  await before.putManifest('a/b', record('one'), ['v1', 'latest', '_odd'])
  await before.putManifest('a/b', record('two', 'one'), [])
  await before.putManifest('a', record('three'), ['v1'])
  await before.addBlob('a/b', digestOf('blob'))
  await before.addBlob('a/b', digestOf('gone'))
  await before.deleteBlob('a/b', digestOf('gone'))
  await before.deleteTag('a/b', 'latest')

  const after = await Catalog.load(directory.path)
  expect(after.tags('a/b')).toEqual(['_odd', 'v1'])
  expect(after.tags('a')).toEqual(['v1'])
  expect(after.manifest('a/b', { tag: 'v1' })).toEqual(record('one'))
  expect(after.referrers('a/b', digestOf('one'))).toEqual([record('two').descriptor])
  expect(after.hasBlob('a/b', digestOf('blob'))).toBe(true)
  expect(after.hasBlob('a/b', digestOf('gone'))).toBe(false)
  expect(after.inUse(digestOf('three'))).toBe(true)
  expect(after.has('b')).toBe(false)
})

test('what a killed process left, and what is not ours, is passed over', async () => {
  await using directory = await scratch()
  const before = await Catalog.load(directory.path)
  await before.putManifest('a', record('one'), ['v1'])
  await writeFile(path.join(directory.path, 'a', '_tags', '.0123456789abcdef'), 'half a dig')
  await writeFile(path.join(directory.path, 'a', '_tags', 'torn'), 'sha256:12')
  await writeFile(path.join(directory.path, 'README'), 'x')
  const manifests = path.join(directory.path, 'a', '_manifests', 'sha256')
  await writeFile(path.join(manifests, digestOf('two').slice(7)), '{')
  await writeFile(path.join(manifests, digestOf('three').slice(7)), JSON.stringify(record('one')))
  await mkdir(path.join(directory.path, '_tags'))
  await appendFile(path.join(directory.path, '_tags', 'v1'), digestOf('one'))
  const after = await Catalog.load(directory.path)
  expect(after.tags('a')).toEqual(['v1'])
  expect(after.manifest('a', { digest: digestOf('two') })).toBeUndefined()
  expect(after.manifest('a', { digest: digestOf('three') })).toBeUndefined()
})

test('deleting a manifest deletes its tags, on disk too', async () => {
  await using directory = await scratch()
  const catalog = await Catalog.load(directory.path)
  await catalog.putManifest('a', record('one'), ['v1', 'v2'])
  await catalog.putManifest('a', record('two'), ['v3'])
  expect(await catalog.deleteManifest('a', digestOf('one'))).toBe(true)
  expect(await catalog.deleteManifest('a', digestOf('one'))).toBe(false)
  expect(catalog.tags('a')).toEqual(['v3'])
  expect(await readdir(path.join(directory.path, 'a', '_tags'))).toEqual(['v3'])
})
