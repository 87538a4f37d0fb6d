import path from 'node:path'
import { Readable } from 'node:stream'
import { RegistryImages } from '../assemble/registry-images.js'
import { BlobStore } from '../cache/blob-store.js'
import { type BuildCache, type CacheUse, STEPS, type UsedManifest } from '../cache/build-cache.js'
import { LazyContent } from '../cache/lazy-content.js'
import { MountArchives } from '../cache/mount-archives.js'
import { Relay } from '../relay/relay.js'
import type { Facts } from '../runner/facts.js'
import { pullsFromOrigins } from '../strategies/origins.js'
import type { AnyStrategy, AnyTask, BuiltImage } from '../strategies/strategy.js'
import type { EarlierLayers } from './earlier-layers.js'
import { openNetwork } from './network.js'
import { originAccess } from './origin-access.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'
import { fetchPlanned } from './tool-store.js'
import { INBOX, mountsWiring, wiringOf } from './wiring.js'

export interface Work {
  readonly strategy: AnyStrategy
  readonly task: AnyTask
  readonly facts: Facts
  readonly registries: Registries
  /** The run's private directory. */
  readonly directory: string
  readonly cache: BuildCache | undefined
  /** What our own builder need not compress again. */
  readonly layers: EarlierLayers | undefined
}

/**
 * Builds with nothing but the relay in reach: the strategy is planned and run, its image comes back. The content
 * store outlives the relay, so that the image can be published from it.
 */
export async function buildBehindRelay(session: Session, work: Work): Promise<BuiltImage> {
  const { host, log, lifetime } = session
  const { strategy, task, facts, registries, directory, cache, layers } = work
  const { client, http } = registries
  const store = await BlobStore.open(path.join(directory, 'content'))
  const content = new LazyContent(store, client)
  const manifests = await cache?.lay(content, strategy.name)
  layers?.look(content, manifests ?? [])
  const bases = new RegistryImages(client, content)
  await using relay = await Relay.start({
    content,
    upstream: client,
    images: task.needs.images.map(({ reference }) => reference),
    inbox: INBOX,
    ...(manifests ? { cache: { repository: STEPS, manifests } } : {}),
    log,
    proxies: http,
  })
  const origins =
    'dockerfile' in task && pullsFromOrigins(strategy.name, task.request)
      ? await originAccess(session, strategy.name, task, registries)
      : undefined
  const archives = cache && new MountArchives(content, cache.mounts)
  const plan = strategy.plan(task, facts, {
    ...wiringOf(relay, directory, cacheWiring(work)),
    ...(origins ? { origins } : {}),
    ...(cache ? { mounts: mountsWiring(cache.writable, task.request.cache.maxSize) } : {}),
  })
  if (!cache && needsCacheForMounts(strategy, task))
    log.notice('cache-mounts: there is no cache here, so they begin empty and are not kept')
  await fetchPlanned(session, task.request.tools, plan, registries)
  await using network = openNetwork(session, task.request, relay)
  const image = await strategy.build(task, plan, {
    log,
    signal: lifetime.signal,
    host: host.name,
    facts,
    content,
    bases,
    layers,
    network,
    delivered: () => {
      const manifest = relay.delivered()
      return manifest && { descriptor: manifest.descriptor, bytes: manifest.bytes }
    },
    ...(archives ? { mounts: archives } : {}),
    upstreamFailures: () => relay.upstreamFailures(),
  })
  const assembled = cache && layers ? [await assembledStep(image, task, content)] : []
  await cache?.collect(usedOf(relay, bases, assembled, archives?.kept ?? []), content, strategy.name)
  return image
}

/** Whether cache mounts are wanted that only a cache of ours keeps: a daemon that is there anyway keeps its own. */
function needsCacheForMounts({ name }: AnyStrategy, { request }: AnyTask): boolean {
  return request.cache.mounts.length > 0 && request.builder === undefined && name !== 'docker'
}

/** What the builder had of the relay, and what our own had without it. */
function usedOf(
  relay: Relay,
  bases: RegistryImages,
  assembled: readonly UsedManifest[],
  mounts: readonly UsedManifest[],
): CacheUse {
  const { steps, images, types } = relay.cacheUse()
  return {
    steps: [...steps, ...assembled],
    images: [...images, ...bases.used()],
    mounts,
    types: new Map([...types, ...bases.types()]),
  }
}

/** An assembled image as the cache keeps it: by its layers. The target has these once it is pushed. */
async function assembledStep(
  { manifest, bytes }: BuiltImage,
  { request }: AnyTask,
  content: LazyContent,
): Promise<UsedManifest> {
  await content.write(Readable.from([bytes]), manifest)
  const { mediaType, digest } = manifest
  const [tag] = request.push ? request.tags : []
  const origin = tag && { registry: tag.registry, repository: tag.repository }
  return { name: 'image', mediaType, digest, ...(origin ? { origin } : {}) }
}

/** Steps are neither found nor left when every one is to be run anew; base images are still cached. */
function cacheWiring({ cache, task }: Work): Parameters<typeof wiringOf>[2] {
  const { noCache, cache: wanted } = task.request
  if (!cache || noCache) return undefined
  return { repository: STEPS, mode: wanted.mode, writable: cache.writable }
}
