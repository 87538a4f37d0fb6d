import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { firstNotRoots } from '../../src/assemble/owners.js'
import type { Descriptor } from '../../src/oci/image.js'
import { MediaType } from '../../src/oci/media-types.js'
import { tarHeader, writeTar } from '../../src/oci/tar-write.js'
import { MemoryContent } from '../oci/memory-content.js'

type Entry = readonly [path: string, uid: number, gid: number]

async function layerOf(content: MemoryContent, entries: readonly Entry[]): Promise<Descriptor> {
  const members = entries.map(([path, uid, gid]) => ({
    header: tarHeader({ path, type: 'file', uid, gid }),
  }))
  const chunks: Uint8Array[] = []
  for await (const chunk of writeTar(members)) chunks.push(chunk)
  return { mediaType: MediaType.dockerLayerGzip, ...content.put(gzipSync(Buffer.concat(chunks))) }
}

describe('whose the files of an image are', () => {
  const LAYERS: readonly (readonly Entry[])[] = [
    [['etc', 0, 0]],
    [
      ['etc', 0, 0],
      ['etc/shadow', 0, 42],
      ['home', 1000, 0],
    ],
    [['etc/shadow', 0, 0]],
  ]

  test('the first that is not root’s is told, also by its group, and also when a later layer hides it', async () => {
    const content = new MemoryContent()
    const layers = await Promise.all(LAYERS.map((entries) => layerOf(content, entries)))
    expect(await firstNotRoots(layers, content)).toEqual({ path: 'etc/shadow', uid: 0, gid: 42 })
    expect(await firstNotRoots(layers.slice(0, 1), content)).toBeUndefined()
    expect(await firstNotRoots([], content)).toBeUndefined()
  })
})
