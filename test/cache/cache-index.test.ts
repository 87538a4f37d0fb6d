import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CacheIndex, formatIndex, parseIndex } from '../../src/cache/cache-index.js'
import { TRUST_LEVELS } from '../../src/cache/trust.js'
import { type Digest, digestFromHex, digestOf } from '../../src/oci/digest.js'

const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => digestFromHex(hex))
const size = fc.nat()
const document = fc
  .record({ mediaType: fc.string(), bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)) })
  .map((one): [Digest, typeof one] => [digestOf(one.bytes), one])
const blob = fc.oneof(
  fc.record({ size }),
  fc.record({ size, origin: fc.record({ registry: fc.string(), repository: fc.string() }) }),
  fc.record({ size, pack: fc.record({ key: fc.string(), offset: size }) }),
)
const index: fc.Arbitrary<CacheIndex> = fc
  .record({
    documents: fc.array(document),
    blobs: fc.array(fc.tuple(digest, blob)),
    more: fc.array(
      fc.record({
        kind: fc.constantFrom('step' as const, 'image' as const),
        scope: fc.string(),
        name: fc.string(),
        by: fc.record({ ref: fc.string(), event: fc.string(), trust: fc.constantFrom(...TRUST_LEVELS) }),
        usedOn: fc.nat({ max: 100_000_000 }),
      }),
    ),
  })
  .map(({ documents, blobs, more }) => ({
    documents: new Map(documents),
    blobs: new Map(blobs),
    entries: more.flatMap((entry, i) => {
      const root = documents[i % Math.max(1, documents.length)]?.[0]
      return root ? [{ ...entry, digest: root }] : []
    }),
  }))

test('what is written is read the same, and written the same again', () => {
  fc.assert(
    fc.property(index, (given) => {
      const text = formatIndex(given)
      const read = parseIndex(text)
      expect(read?.damages).toEqual([])
      expect(read?.index.entries).toEqual(given.entries)
      expect(new Map(read?.index.blobs)).toEqual(given.blobs)
      expect(new Map(read?.index.documents)).toEqual(given.documents)
      expect(read && formatIndex(read.index)).toBe(text)
    }),
  )
})

test('the order in which things were found does not show', () => {
  const blobs: [Digest, { size: number }][] = ['a', 'b', 'c'].map((text) => [digestOf(text), { size: 1 }])
  const one = { entries: [], documents: new Map(), blobs: new Map(blobs) }
  expect(formatIndex({ ...one, blobs: new Map([...blobs].reverse()) })).toBe(formatIndex(one))
})

test('any other text is no index, or one with less in it; never an error', () => {
  fc.assert(
    fc.property(index, fc.nat(), fc.string(), (given, at, junk) => {
      const text = formatIndex(given)
      const cut = at % text.length
      const read = parseIndex(text.slice(0, cut) + junk + text.slice(cut + junk.length))
      for (const entry of read?.index.entries ?? [])
        expect(read?.index.documents.has(entry.digest)).toBe(true)
      for (const [name, { bytes }] of read?.index.documents ?? []) expect(digestOf(bytes)).toBe(name)
    }),
  )
  expect(parseIndex('')).toBeUndefined()
  expect(parseIndex('null')).toBeUndefined()
  expect(parseIndex('{"version":2}')).toBeUndefined()
})

test('a manifest with other bytes than its digest says is left out, and what it was the root of', () => {
  const bytes = Buffer.from('{"schemaVersion":2}')
  const by = { ref: 'refs/heads/main', event: 'push', trust: 'trusted' } as const
  const entry = { kind: 'step', scope: 's', name: 't', digest: digestOf(bytes), by, usedOn: 1 } as const
  const documents = new Map([[entry.digest, { mediaType: 'm', bytes }]])
  const text = formatIndex({ entries: [entry], documents, blobs: new Map() })
  const read = parseIndex(text.replace('schemaVersion', 'schemaversion'))
  expect(read?.index.entries).toEqual([])
  expect(read?.damages).toEqual([`a manifest of the cache is damaged: ${entry.digest}`])
})
