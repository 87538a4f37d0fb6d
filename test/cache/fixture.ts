import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { BlobStore } from '../../src/cache/blob-store.js'
import { BuildCache, type UsedManifest } from '../../src/cache/build-cache.js'
import type { CacheStore } from '../../src/cache/cache-store.js'
import { LazyContent } from '../../src/cache/lazy-content.js'
import { PATIENCE, type Patience } from '../../src/cache/patience.js'
import type { Reader, Trust } from '../../src/cache/trust.js'
import { Logger } from '../../src/log/logger.js'
import { type Digest, digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'

/** A layer that is too large to stand in an index. */
export function layerText(name: string): string {
  return `${name}\n`.repeat(Math.ceil(100_000 / (name.length + 1)))
}

export const MAIN: Reader = {
  ref: 'refs/heads/main',
  event: 'push',
  trust: 'trusted',
  defaultRef: 'refs/heads/main',
}

/** A run on another ref than main. */
export function readerOn(ref: string, trust: Trust, event = 'push'): Reader {
  return { ref, event, trust, defaultRef: MAIN.ref }
}

/** Removes what it made when it is disposed of. */
export interface Scratch extends AsyncDisposable {
  readonly directory: string
}

/** In memory where that can be: stores write durably, and these tests make hundreds of them. */
export async function openScratch(): Promise<Scratch> {
  const directory = await mkdtemp('/dev/shm/cache-').catch(() => mkdtemp(path.join(tmpdir(), 'cache-')))
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}

/**
 * Puts a manifest and its blobs into a store, as a builder leaves them in the relay. It names `layers`; those that
 * are not `here` are not put.
 */
export async function putImage(
  store: BlobStore,
  name: string,
  layers: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
  here: readonly string[] = layers,
): Promise<UsedManifest> {
  const config = JSON.stringify({ os: 'linux', architecture: 'amd64', layers })
  const put = async (text: string, mediaType: string, isHere = true) => {
    if (isHere) await store.write(Readable.from([Buffer.from(text)]))
    return { mediaType, digest: digestOf(text), size: Buffer.byteLength(text) }
  }
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: await put(config, MediaType.config),
    layers: await Promise.all(
      layers.map((layer) => put(layerText(layer), MediaType.layerGzip, here.includes(layer))),
    ),
    ...extra,
  })
  const { digest } = await put(manifest, MediaType.manifest)
  return { name, digest, mediaType: MediaType.manifest }
}

export interface RunOptions {
  readonly store: CacheStore
  readonly directory: string
  readonly reader?: Reader
  readonly place?: string
  readonly strategy?: string
  readonly patience?: Patience
  /** Called when the build is through, and what it left is about to be saved. */
  readonly saving?: () => void
}

/** One run: what it found, and what it said. */
export interface Run {
  readonly cache: BuildCache
  readonly content: LazyContent
  readonly found: string[]
  readonly said: string[]
  /** Leaves steps and base images behind, and saves. */
  leave(steps: readonly UsedManifest[], images?: readonly UsedManifest[]): Promise<void>
  /** Reads a blob as a builder would: its text, or why it cannot be had. */
  read(digest: Digest): Promise<string>
}

/** What a whole job came to. */
export interface Job {
  /** The layers of its image, in order: `layerText` of each step when it is right. */
  readonly image: readonly string[]
  /** The steps that it had to make. */
  readonly made: readonly string[]
  readonly said: readonly string[]
}

/**
 * A whole job, as `commands/build` does it: what the cache has of `steps` is read as a builder reads it, and the rest
 * is made; without the cache when that had promised what it did not keep. Then it is saved.
 */
export async function runJob(steps: readonly string[], options: RunOptions): Promise<Job> {
  const run = await startRun(options)
  const found = new Set(run.found)
  const made: string[] = []
  const build = async (): Promise<readonly string[]> => {
    const image: string[] = []
    const used: UsedManifest[] = []
    for (const step of steps) {
      if (!found.has(step)) made.push(step)
      used.push(await putImage(run.content.store, step, [step], {}, found.has(step) ? [] : [step]))
      const stream = await run.content.open(digestOf(layerText(step)))
      image.push(Buffer.concat(await stream.toArray()).toString('utf8'))
    }
    await run.leave(used)
    return image
  }
  const image = await build().catch((error: unknown) => {
    if (!run.cache.failed) throw error
    run.cache.distrust()
    found.clear()
    return build()
  })
  return { image, made, said: run.said }
}

const signal = new AbortController().signal

export async function startRun(options: RunOptions): Promise<Run> {
  const {
    store,
    directory,
    reader = MAIN,
    place = 'app',
    strategy = 'buildkit',
    patience = PATIENCE,
  } = options
  const said: string[] = []
  const log = new Logger({
    line: (level, message) => {
      if (level !== 'debug') said.push(`${level}: ${message}`)
    },
    openGroup() {},
    closeGroup() {},
  })
  const content = new LazyContent(await BlobStore.open(await mkdtemp(path.join(directory, 'run-'))))
  const cache = new BuildCache(store, { place, reader }, log, { runs: signal, patience })
  const found = (await cache.lay(content, strategy)).map(({ tag }) => tag)
  return {
    cache,
    content,
    found,
    said,
    async leave(steps, images = []) {
      await cache.collect({ steps, images, types: new Map() }, content, strategy)
      options.saving?.()
      await cache.save(signal)
    },
    async read(digest) {
      try {
        const stream = await content.open(digest)
        return Buffer.concat(await stream.toArray()).toString('utf8')
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
}
