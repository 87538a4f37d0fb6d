import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  lutimes,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseJson } from '../../src/cache/cache-index.js'
import { DirectoryStore, type DirectoryTimes } from '../../src/cache/directory-store.js'
import { ourselves } from '../../src/lifetime/owner.js'
import { digestOf, hexOf } from '../../src/oci/digest.js'
import { isObject } from '../../src/oci/json.js'
import { must } from '../support/command.js'
import { shown } from './failures.js'
import { type Job, layerText, openScratch, runJob, type Scratch } from './fixture.js'

/** A directory failing in every way: at most one notice, the image is right, and nothing is left lying about. */
const STEPS = ['a', 'b', 'c']
const NOBODY = 65534
let scratch: Scratch
let kept: string
beforeEach(async () => {
  scratch = await openScratch()
  kept = path.join(scratch.directory, 'kept')
})
afterEach(() => scratch[Symbol.asyncDispose]())

const IMPATIENT = { lockMs: 200 }
const job = (steps: readonly string[], times: Partial<DirectoryTimes> = {}): Promise<Job> =>
  runJob(steps, { store: new DirectoryStore(kept, 1e9, times), directory: scratch.directory })
const texts = (steps: readonly string[]): string[] => steps.map(layerText)
const index = (): string => path.join(kept, 'index.json')
const layerFile = (name: string): string =>
  path.join(kept, 'blobs', 'sha256', hexOf(digestOf(layerText(name))))

/** What happens while `body` runs, of somebody who is not root, whoever runs the tests. */
async function unprivileged<T>(body: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return body()
  await chmod(scratch.directory, 0o777)
  process.seteuid?.(NOBODY)
  try {
    return await body()
  } finally {
    process.seteuid?.(0)
  }
}

/** The index with something else in it. */
async function rewrite(change: (document: Record<string, unknown>) => unknown): Promise<void> {
  const document = parseJson(await readFile(index(), 'utf8'))
  if (!isObject(document)) throw new Error('it is no index')
  await writeFile(index(), JSON.stringify(change({ ...document })))
}

interface Trouble {
  readonly before: () => Promise<void>
  readonly words: RegExp | undefined
  /** Whether the next run finds all that this one made, with the trouble still there. */
  readonly isMended: boolean
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'it is a file': {
    before: async () => {
      await rm(kept, { recursive: true })
      await writeFile(kept, '')
    },
    words: /cannot be read/,
    isMended: false,
  },
  'it is a symbolic link to itself': {
    before: async () => {
      await rm(kept, { recursive: true })
      await symlink(kept, kept)
    },
    words: /cannot be read/,
    isMended: false,
  },
  'it is gone': { before: () => rm(kept, { recursive: true }), words: undefined, isMended: true },
  'its index is a pipe': {
    before: async () => {
      await rm(index())
      await must({ argv: ['mkfifo', index()] })
    },
    words: /damaged/,
    isMended: true,
  },
  'its index is a directory': {
    before: async () => {
      await rm(index())
      await mkdir(index())
    },
    words: /damaged/,
    isMended: true,
  },
  'its index is a link that leads nowhere': {
    before: async () => {
      await rm(index())
      await symlink('nowhere', index())
    },
    words: undefined,
    isMended: true,
  },
  'its index is larger than any of ours': {
    before: () => truncate(index(), 5_000_000_000),
    words: /damaged/,
    isMended: true,
  },
  'its index is of a version to come': {
    before: () => rewrite((document) => ({ ...document, version: 2 })),
    words: /of another version/,
    isMended: true,
  },
  'its index is another JSON': { before: () => writeFile(index(), '[]'), words: /damaged/, isMended: true },
  'its index is empty': { before: () => writeFile(index(), ''), words: /damaged/, isMended: true },
  'its index gives every blob another size': {
    before: () => rewrite((document) => sizes(document, 9_000_000_000_000_000)),
    words: /another size|damaged/,
    isMended: true,
  },
  'its index gives every blob no size': {
    before: () => rewrite((document) => sizes(document, -1)),
    words: /damaged/,
    isMended: true,
  },
  'all its blobs are gone': {
    before: () => rm(path.join(kept, 'blobs'), { recursive: true }),
    words: /gone/,
    isMended: true,
  },
  'a blob is a directory': {
    before: async () => {
      await rm(layerFile('a'))
      await mkdir(layerFile('a'))
    },
    words: /gone/,
    isMended: true,
  },
  'another job is saving, and does not end': {
    before: async () => symlink(await ourselves(), path.join(kept, '.lock')),
    words: /another job/,
    isMended: false,
  },
  'the lock is of a job elsewhere that was killed': {
    before: async () => lock('1-1-elsewhere', -600),
    words: undefined,
    isMended: true,
  },
  'the lock is of a clock that is ahead': {
    before: async () => lock('1-1-elsewhere', 86_400),
    words: undefined,
    isMended: true,
  },
  'the lock names nobody, and is from yesterday': {
    before: async () => {
      await symlink('nowhere', path.join(kept, '.lock'))
      await must({ argv: ['touch', '-h', '-d', 'yesterday', path.join(kept, '.lock')] })
    },
    words: undefined,
    isMended: true,
  },
}

async function lock(owner: string, seconds: number): Promise<void> {
  const file = path.join(kept, '.lock')
  await symlink(owner, file)
  const at = Date.now() / 1000 + seconds
  await lutimes(file, at, at)
}

function sizes(document: Record<string, unknown>, size: number): unknown {
  const blobs = isObject(document['blobs']) ? document['blobs'] : {}
  return { ...document, blobs: Object.fromEntries(Object.keys(blobs).map((key) => [key, { size }])) }
}

test.each(Object.entries(TROUBLES))('%s', async (_, { before, words, isMended }) => {
  await job(['a', 'b'])
  await before()
  const during = await job(STEPS, IMPATIENT)
  expect(during.image).toEqual(texts(STEPS))
  expect(shown(during.said)).toEqual(words ? [expect.stringMatching(words)] : [])
  if (!isMended) await rm(kept, { recursive: true, force: true })
  if (!isMended) await job(STEPS)
  const last = await job(STEPS)
  expect(last).toEqual({ image: texts(STEPS), made: [], said: expect.anything() })
  expect(shown(last.said)).toEqual([])
  expect((await readdir(kept)).sort()).toEqual(['blobs', 'index.json'])
})

describe('it belongs to somebody else', () => {
  test.each<[string, () => Promise<void>, RegExp]>([
    ['and can only be read', async () => chmod(kept, 0o555), /not saved: EACCES/],
    ['and cannot even be looked into', async () => chmod(kept, 0o700), /cannot be read.*EACCES/],
    [
      'and its index cannot be read: nothing of it is lost',
      async () => chmod(index(), 0o600),
      /cannot be read.*EACCES/,
    ],
    [
      'and is like /tmp, where nobody may replace it',
      async () => chmod(kept, 0o1777),
      /not saved: E(?:PERM|ACCES)/,
    ],
  ])('%s', async (_, change, words) => {
    await job(['a', 'b'])
    for (const one of [index(), kept, path.join(kept, 'blobs'), path.join(kept, 'blobs', 'sha256')])
      await chmod(one, one === index() ? 0o644 : 0o777)
    for (const name of ['a', 'b']) await chmod(layerFile(name), 0o644)
    if (process.getuid?.() === 0) await chown(kept, 1, 1)
    await change()
    const during = await unprivileged(() => job(STEPS))
    expect(during.image).toEqual(texts(STEPS))
    expect(shown(during.said)).toEqual([expect.stringMatching(words)])
    await chmod(kept, 0o777)
    expect((await job(['a', 'b'])).made).toEqual([])
    expect((await readdir(kept)).sort()).toEqual(['blobs', 'index.json'])
  })

  test('and everybody may write to it: it is used', async () => {
    await unprivileged(() => job(['a', 'b']))
    await chmod(kept, 0o777)
    expect(await job(STEPS)).toEqual({ image: texts(STEPS), made: ['c'], said: expect.anything() })
  })
})

test('files that vanish while the build reads them: done again, told once', async () => {
  await job(STEPS)
  const store = new DirectoryStore(kept, 1e9)
  const open = store.open.bind(store)
  store.open = async (digest) => {
    await rm(path.join(kept, 'blobs'), { recursive: true, force: true })
    return open(digest)
  }
  const during = await runJob(STEPS, { store, directory: scratch.directory })
  expect(during.image).toEqual(texts(STEPS))
  expect(shown(during.said)).toEqual([expect.stringMatching(/damaged or gone/)])
  expect((await job(STEPS)).made).toEqual([])
})

test('what there was no time to hash is hashed when it is used', async () => {
  await job(STEPS)
  await writeFile(layerFile('a'), 'x'.repeat(layerText('a').length))
  const during = await job(STEPS, { examineMs: -1 })
  expect(during.image).toEqual(texts(STEPS))
  expect(shown(during.said)).toEqual([expect.stringMatching(/damaged or gone/)])
  const last = await job(STEPS)
  expect(last).toEqual({ image: texts(STEPS), made: [], said: expect.anything() })
})
