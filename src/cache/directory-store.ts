import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  lstat,
  lutimes,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasEnded, ourselves } from '../lifetime/owner.js'
import { algorithmOf, type Digest, digestFromHex, hexOf } from '../oci/digest.js'
import type { BlobStore } from './blob-store.js'
import {
  type CacheIndex,
  EMPTY_INDEX,
  formatIndex,
  LARGEST_INDEX,
  parseIndex,
  type ReadIndex,
} from './cache-index.js'
import {
  type CacheQuery,
  type CacheStore,
  type Collected,
  type LoadedCache,
  newBlobs,
  type Saved,
  today,
  UNCHANGED,
} from './cache-store.js'
import { inParallel } from './in-parallel.js'
import { merge, NOTHING } from './merge.js'
import { partsOf } from './parts.js'
import { mayRead } from './trust.js'

const INDEX = 'index.json'
const LOCK = '.lock'
const BLOBS = 'blobs'
const ASIDE = '.new-'
/** A lock that nobody touched for so long is of a process that was killed, in whatever container. */
const STALE_MS = 60_000
/** How long another job that saves is waited for. */
const LOCK_MS = 15_000
/** For so long the blobs are hashed before the build; the others are when they are used. */
const EXAMINE_MS = 5000
const READ_SIZE = 1 << 20

/** In milliseconds; tests wait less. */
export interface DirectoryTimes {
  readonly lockMs: number
  readonly examineMs: number
}

/**
 * A cache in a directory: `index.json`, and blobs as in an OCI layout. Every file gets its name when it is complete,
 * and none is touched when nothing of worth changed. Several jobs may use one directory at once.
 */
export class DirectoryStore implements CacheStore {
  readonly name: string
  readonly writable = true
  readonly isRemote = false
  readonly directory: string
  readonly #maxSize: number
  readonly #times: DirectoryTimes

  constructor(directory: string, maxSize: number, times: Partial<DirectoryTimes> = {}) {
    this.#times = { lockMs: LOCK_MS, examineMs: EXAMINE_MS, ...times }
    this.name = `dir:${directory}`
    this.directory = directory
    this.#maxSize = maxSize
  }

  /**
   * Reads the index, and every blob that this run may use: it was in other hands since it was written. A build that
   * finds damage in its middle is done again; so what can be hashed in some seconds is hashed here.
   */
  async load(query: CacheQuery, signal: AbortSignal): Promise<LoadedCache | undefined> {
    const read = await this.#read()
    if (!read) return undefined
    const { index } = read
    const lookUp = index.documents.get.bind(index.documents)
    const mine = index.entries.filter(
      ({ kind, scope, by }) =>
        kind === 'image' || (scope.startsWith(`${query.place}|`) && mayRead(query.reader, by)),
    )
    const wanted = new Set(mine.flatMap(({ digest }) => [...partsOf(digest, lookUp).blobs.keys()]))
    const lost = new Set<Digest>()
    const damages = [...read.damages]
    const untilMs = performance.now() + this.#times.examineMs
    await inParallel([...wanted], async (digest) => {
      const blob = index.blobs.get(digest)
      if (!blob || blob.origin) return
      signal.throwIfAborted()
      const state = await this.#examine(digest, blob.size, untilMs)
      if (state === 'good') return
      lost.add(digest)
      damages.push(`${digest} is ${state} in ${this.directory}`)
    })
    return { index, lost, damages }
  }

  async open(digest: Digest): Promise<Readable> {
    const handle = await open(this.#file(digest))
    return handle.createReadStream({ highWaterMark: READ_SIZE })
  }

  async save({ snapshot, content }: Collected, signal: AbortSignal): Promise<Saved> {
    return this.#change((current) => {
      const limits = { maxSize: this.#maxSize, today: today() }
      return { index: merge(current, snapshot, limits), content, lost: snapshot.lost }
    }, signal)
  }

  async list(): Promise<readonly CacheIndex[]> {
    const read = await this.#read()
    return read ? [read.index] : []
  }

  async prune(signal: AbortSignal): Promise<void> {
    const limits = { maxSize: this.#maxSize, today: today() }
    await this.#change((current) => {
      const index = merge(current, NOTHING, limits)
      return { index, content: undefined, lost: NOTHING.lost }
    }, signal)
  }

  /** One change of the directory, by one process at a time. */
  async #change(
    decide: (current: CacheIndex | undefined) => {
      readonly index: CacheIndex
      readonly content: BlobStore | undefined
      readonly lost: ReadonlySet<Digest>
    },
    signal: AbortSignal,
  ): Promise<Saved> {
    await mkdir(path.join(this.directory, BLOBS, 'sha256'), { recursive: true })
    const lockFile = path.join(this.directory, LOCK)
    await using lock = await DirectoryLock.take(lockFile, this.#times.lockMs, signal)
    const current = (await this.#read())?.index
    const { index, content, lost } = decide(current)
    let kept = current ?? EMPTY_INDEX
    try {
      if (index === current) return UNCHANGED
      let size = 0
      const added = newBlobs(current, index, lost)
      for (const [digest, blob] of added) {
        signal.throwIfAborted()
        await lock.touch()
        await this.#write(content, digest)
        size += blob.size
      }
      await this.#replace(path.join(this.directory, INDEX), formatIndex(index))
      kept = index
      return { changed: true, blobs: added.length, size }
    } finally {
      // Also after a failure: on a disk that is full, half a save would be in the way of the next one. What cannot be
      // removed now is removed by a later save.
      await this.#sweep(kept).catch(() => undefined)
    }
  }

  /** Undefined when there is none yet. Throws when it cannot be read: it is not replaced then. */
  async #read(): Promise<ReadIndex | undefined> {
    const file = path.join(this.directory, INDEX)
    const found = await stat(file).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (!found) return undefined
    const isOurs = found.isFile() && found.size <= LARGEST_INDEX
    const damages = [`${INDEX} of ${this.directory} is damaged or of another version: the cache begins anew`]
    return (isOurs && parseIndex(await readFile(file, 'utf8'))) || { index: EMPTY_INDEX, damages }
  }

  async #examine(digest: Digest, size: number, untilMs: number): Promise<'good' | 'gone' | 'damaged'> {
    const found = await stat(this.#file(digest)).catch(() => undefined)
    if (!found?.isFile()) return 'gone'
    if (found.size !== size) return 'damaged'
    const hash = createHash(algorithmOf(digest))
    try {
      for await (const chunk of createReadStream(this.#file(digest), { highWaterMark: READ_SIZE })) {
        if (performance.now() > untilMs) return 'good' // as far as one sees: it is hashed when it is used
        if (chunk instanceof Uint8Array) hash.update(chunk)
      }
    } catch {
      return 'damaged'
    }
    return digestFromHex(hash.digest('hex'), algorithmOf(digest)) === digest ? 'good' : 'damaged'
  }

  async #write(content: BlobStore | undefined, digest: Digest): Promise<void> {
    const file = this.#file(digest)
    await mkdir(path.dirname(file), { recursive: true })
    const aside = path.join(path.dirname(file), `${ASIDE}${randomBytes(9).toString('hex')}`)
    if (!(await content?.copyTo(digest, aside))) throw new Error(`${digest} is not at hand any more`)
    await replace(aside, file)
  }

  async #replace(file: string, text: string): Promise<void> {
    const aside = path.join(path.dirname(file), `${ASIDE}${randomBytes(9).toString('hex')}`)
    const handle = await open(aside, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await replace(aside, file)
  }

  /** Removes blobs that the index does not name, and what killed processes left. Called under the lock. */
  async #sweep(index: CacheIndex): Promise<void> {
    for (const name of await readdir(this.directory))
      if (name.startsWith(ASIDE)) await rm(path.join(this.directory, name), { force: true })
    for (const algorithm of await readdir(path.join(this.directory, BLOBS))) {
      const directory = path.join(this.directory, BLOBS, algorithm)
      for (const name of await readdir(directory).catch(() => [])) {
        const blob = [...keptDigest(algorithm, name)].map((digest) => index.blobs.get(digest))[0]
        if (!blob || blob.origin) await rm(path.join(directory, name), { force: true })
      }
    }
  }

  #file(digest: Digest): string {
    return path.join(this.directory, BLOBS, algorithmOf(digest), hexOf(digest))
  }
}

/** Gives a file its name. What is no file (somebody made a directory of that name) cannot be renamed over. */
async function replace(aside: string, file: string): Promise<void> {
  if ((await lstat(file).catch(() => undefined))?.isDirectory()) await rm(file, { recursive: true })
  await rename(aside, file)
}

function keptDigest(algorithm: string, name: string): readonly Digest[] {
  try {
    return algorithm === 'sha256' || algorithm === 'sha512' ? [digestFromHex(name, algorithm)] : []
  } catch {
    return []
  }
}

/**
 * What only one process can make, and others know it by: a symbolic link to its name, which is there whole or not at
 * all, whenever it is killed. It is gone when nobody saves.
 */
class DirectoryLock implements AsyncDisposable {
  readonly #file: string

  private constructor(file: string) {
    this.#file = file
  }

  /** Waits until others are through. Throws when they are not for a long time. */
  static async take(file: string, lockMs: number, signal: AbortSignal): Promise<DirectoryLock> {
    const untilMs = performance.now() + lockMs
    for (;;) {
      try {
        await symlink(await ourselves(), file)
        return new DirectoryLock(file)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      if (await isAbandoned(file)) await rm(file, { recursive: true, force: true })
      else if (performance.now() > untilMs)
        throw new Error('another job has been saving to this cache for too long')
      else await sleep(50, undefined, { signal })
    }
  }

  /** Tells others that we are still at it. */
  async touch(): Promise<void> {
    await lutimes(this.#file, new Date(), new Date())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#file, { force: true })
  }
}

/** A lock of a process that was killed: it is known to have ended, or nobody has touched the lock for long. */
async function isAbandoned(file: string): Promise<boolean> {
  const [found, owner] = await Promise.all([
    lstat(file).catch(() => undefined),
    readlink(file).catch(() => ''),
  ])
  if (!found) return false
  // A time that lies ahead is of another clock, and says no more of somebody who is at work.
  return Math.abs(Date.now() - found.mtimeMs) > STALE_MS || (owner !== '' && (await hasEnded(owner)))
}
