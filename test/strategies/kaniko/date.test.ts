import { expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.js'
import { datedAt } from '../../../src/strategies/kaniko/date.js'
import { MemoryContent } from '../../oci/memory-content.js'

test('an image without a date gets the one that was asked for, and nothing else changes', async () => {
  const content = new MemoryContent()
  const config = {
    architecture: 'amd64',
    created: '0001-01-01T00:00:00Z',
    history: [
      { created: '2020-01-01T00:00:00Z', created_by: 'base' },
      { created: '0001-01-01T00:00:00Z' },
      {},
    ],
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [] },
    'x-unknown': [null, 1],
  }
  const { digest } = content.put(Buffer.from(JSON.stringify(config)))
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest,
        size: JSON.stringify(config).length,
      },
      layers: [],
      annotations: { a: 'b' },
    }),
  )
  const manifest = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digestOf(bytes),
    size: bytes.length,
  }
  const dated = await datedAt({ manifest, bytes, content }, 1_700_000_001)
  expect(dated.manifest).toMatchObject({ digest: digestOf(dated.bytes), size: dated.bytes.length })
  const document = JSON.parse(Buffer.from(dated.bytes).toString())
  expect(document.annotations).toEqual({ a: 'b' })
  const written = JSON.parse(content.blobs.get(document.config.digest)?.toString() ?? '')
  const created = '2023-11-14T22:13:21Z'
  expect(written).toEqual({
    ...config,
    created,
    history: [{ created: '2020-01-01T00:00:00Z', created_by: 'base' }, { created }, { created }],
  })
})
