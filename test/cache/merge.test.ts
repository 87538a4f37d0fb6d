import { describe, expect, test } from 'vitest'
import type { CacheDocument, CacheEntry, CacheIndex } from '../../src/cache/cache-index.js'
import { merge, type Snapshot, sizeOf } from '../../src/cache/merge.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'

const LAYER = 1_000_000
const limits = { maxSize: 100 * LAYER, today: 100 }
const by = { ref: 'refs/heads/main', event: 'push', trust: 'trusted' } as const

interface Made {
  readonly entry: CacheEntry
  readonly document: CacheDocument
  readonly layers: readonly Digest[]
}

function made(
  name: string,
  layers: readonly string[],
  more: { note?: string; config?: string; usedOn?: number } = {},
): Made {
  const descriptor = (text: string) => ({
    mediaType: MediaType.layerGzip,
    digest: digestOf(text),
    size: LAYER,
  })
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: descriptor(more.config ?? 'config'),
      layers: layers.map(descriptor),
      annotations: { note: more.note ?? '' },
    }),
  )
  const digest = digestOf(bytes)
  const entry = { kind: 'step', scope: 's', name, digest, by, usedOn: more.usedOn ?? limits.today } as const
  const parts = [more.config ?? 'config', ...layers]
  return {
    entry,
    document: { mediaType: MediaType.manifest, bytes },
    layers: parts.map((part) => digestOf(part)),
  }
}

function snapshot(used: readonly Made[], lost: readonly string[] = []): Snapshot {
  return {
    entries: used.map(({ entry }) => entry),
    documents: new Map(used.map(({ entry, document }) => [entry.digest, document])),
    blobs: new Map(used.flatMap(({ layers }) => layers.map((layer) => [layer, { size: LAYER }]))),
    lost: new Set(lost.map((text) => digestOf(text))),
  }
}

const names = (index: CacheIndex): string[] => index.entries.map(({ name }) => name)

test('an empty cache takes all that a run used', () => {
  const index = merge(undefined, snapshot([made('a', ['1']), made('b', ['1', '2'])]), limits)
  expect(names(index)).toEqual(['a', 'b'])
  expect(index.blobs.size).toBe(3)
  expect(sizeOf(index)).toBeGreaterThan(3 * LAYER)
})

describe('nothing changes, and the very index comes back', () => {
  const before = merge(undefined, snapshot([made('a', ['1']), made('b', ['2'])]), limits)

  test('when the same was used', () => {
    expect(merge(before, snapshot([made('a', ['1']), made('b', ['2'])]), limits)).toBe(before)
  })
  test('when less was used, in another order, on another day', () => {
    expect(merge(before, snapshot([made('b', ['2'])]), { ...limits, today: 200 })).toBe(before)
  })
  test('when nothing was used', () => {
    expect(merge(before, snapshot([]), limits)).toBe(before)
  })
  test('when a manifest was annotated anew', () => {
    expect(merge(before, snapshot([made('a', ['1'], { note: 'from elsewhere' })]), limits)).toBe(before)
  })
  test('when the layers of a step come with the config of another minute', () => {
    const hash = 'a'.repeat(64)
    const first = merge(undefined, snapshot([made(hash, ['1'], { config: 'at noon' })]), limits)
    expect(merge(first, snapshot([made(hash, ['1'], { config: 'at one' })]), limits)).toBe(first)
  })
})

test('what each run must read does not grow without end: of the entries it did not use, the oldest go', () => {
  const note = 'x'.repeat(1_000_000)
  let index = merge(undefined, snapshot([made('base', ['1'], { note })]), limits)
  for (let round = 0; round < 30; round += 1) {
    const step = made(`step ${round}`, ['1'], { note: `${round} ${note}` })
    index = merge(index, snapshot([made('base', ['1'], { note }), step]), limits)
  }
  expect(names(index)).toContain('base')
  expect(names(index)).toContain('step 29')
  expect(names(index)).not.toContain('step 0')
  expect(index.entries).toHaveLength(16)
  expect(merge(index, snapshot([made('step 20', ['1'], { note: `20 ${note}` })]), limits)).toBe(index)
})

test('a cache with another config is another one, where the config says what is cached', () => {
  const before = merge(undefined, snapshot([made('buildkit', ['1'], { config: 'one' })]), limits)
  const after = merge(before, snapshot([made('buildkit', ['1'], { config: 'two' })]), limits)
  expect(after).not.toBe(before)
  expect([...after.blobs.keys()]).toEqual([digestOf('two'), digestOf('1')])
})

describe('what there is no room for', () => {
  test('goes by last use: what this run used comes first', () => {
    const before = merge(undefined, snapshot([made('a', ['1']), made('b', ['2']), made('c', ['3'])]), limits)
    const after = merge(before, snapshot([made('d', ['4']), made('c', ['3'])]), {
      ...limits,
      maxSize: 4.5 * LAYER,
    })
    expect(names(after)).toEqual(['d', 'c', 'a'])
    expect(sizeOf(after)).toBeLessThan(4.5 * LAYER)
  })
  test('is passed over, not waited for: smaller ones behind it stay', () => {
    const index = merge(undefined, snapshot([made('large', ['1', '2', '3', '4']), made('small', ['5'])]), {
      ...limits,
      maxSize: 3 * LAYER,
    })
    expect(names(index)).toEqual(['small'])
  })
  test('counts a shared blob once, and a blob that a registry has not at all', () => {
    const one = snapshot([made('a', ['1']), made('b', ['1'])])
    expect(names(merge(undefined, one, { ...limits, maxSize: 2.5 * LAYER }))).toEqual(['a', 'b'])
    const origin = { registry: 'r.example', repository: 'base' }
    const blobs = new Map([...one.blobs.keys()].map((digest) => [digest, { size: LAYER, origin }]))
    expect(names(merge(undefined, { ...one, blobs }, { ...limits, maxSize: LAYER }))).toEqual(['a', 'b'])
  })
})

describe('what was damaged or is gone', () => {
  const before = merge(undefined, snapshot([made('a', ['1']), made('b', ['2'])]), limits)
  test('takes every step with it that needs it', () => {
    expect(names(merge(before, snapshot([], ['1']), limits))).toEqual(['b'])
  })
  test('stays when the run made it again', () => {
    expect(names(merge(before, snapshot([made('a', ['1'])], ['1']), limits))).toEqual(['a', 'b'])
  })
})

describe('age', () => {
  const aged = { ...limits, maxAgeDays: 30 }
  const before = merge(
    undefined,
    snapshot([made('old', ['1'], { usedOn: 65 }), made('new', ['2'], { usedOn: 90 })]),
    limits,
  )
  test('drops what was not used for so long', () => {
    expect(names(merge(before, snapshot([]), aged))).toEqual(['new'])
  })
  test('does not drop what is used, and writes a use down once a week', () => {
    const after = merge(before, snapshot([made('old', ['1'])]), aged)
    expect(after.entries.map(({ name, usedOn }) => [name, usedOn])).toEqual([
      ['old', 100],
      ['new', 90],
    ])
    expect(merge(after, snapshot([made('old', ['1'])]), { ...aged, today: 104 })).toBe(after)
  })
})

test('two refs keep the same step apart', () => {
  const main = made('a', ['1'])
  const topic = {
    ...made('a', ['2']),
    entry: { ...made('a', ['2']).entry, by: { ...by, ref: 'refs/heads/topic' } },
  }
  const index = merge(merge(undefined, snapshot([main]), limits), snapshot([topic]), limits)
  expect(index.entries.map((entry) => [entry.by.ref, entry.digest])).toEqual([
    ['refs/heads/topic', topic.entry.digest],
    ['refs/heads/main', main.entry.digest],
  ])
})

test('known bytes win over a word of where they are', () => {
  const origin = { registry: 'r.example', repository: 'base' }
  const one = snapshot([made('a', ['1'])])
  const far = {
    ...one,
    blobs: new Map([...one.blobs.keys()].map((digest) => [digest, { size: LAYER, origin }])),
  }
  const before = merge(undefined, one, limits)
  expect(merge(before, far, limits)).toBe(before)
  const after = merge(merge(undefined, far, limits), one, limits)
  expect([...after.blobs.values()].every((blob) => blob.origin === undefined)).toBe(true)
})
