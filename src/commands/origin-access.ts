import type { CacheQuery } from '../cache/cache-store.js'
import { readableTags, tagOf } from '../cache/tags.js'
import type { Origin } from '../oci/content.js'
import type { StrategyName } from '../request/request.js'
import { builderEnvironment } from '../runner/remote-builders.js'
import { type OriginAccess, type OriginCache, ownCache } from '../strategies/origins.js'
import { registriesOf } from '../strategies/registries.js'
import type { Task } from '../strategies/strategy.js'
import { queryOf } from './open-cache.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()])

const CACHE_TAG = 'buildkit-'

/**
 * What a builder that cannot reach the relay is given: the logins of the registries that the build names; and for a
 * BuildKit the cache in a registry, where one was asked for, with the login of that.
 */
export async function originAccess(
  { host }: Session,
  strategy: StrategyName,
  task: Task,
  registries: Registries,
): Promise<OriginAccess> {
  const { request } = task
  const cache = strategy === 'buildkit' ? ownCache(request) : undefined
  const repositories = [...imagesOf(task), ...(cache ? [cache] : [])]
  const logins = await Promise.all(
    [...new Set([...registriesOf(task), ...(cache ? [cache.registry] : [])])].map(async (registry) => {
      const repository = repositories.find((one) => one.registry === registry)?.repository ?? ''
      const credential = await registries.credentials.find(registry, repository)
      return credential ? [{ registry, credential }] : []
    }),
  )
  const endpoints = request.builder?.endpoints ?? []
  return {
    logins: logins.flat(),
    env: { ...builderEnvironment(endpoints, process.env), ...proxies() },
    ...(cache ? { cache: cacheIn(cache, await queryOf(host, request), registries) } : {}),
  }
}

/** BuildKit's own artifacts, under tags beside ours: one build's for each ref, and nobody reads what is trusted less. */
function cacheIn(repository: Origin, query: CacheQuery, { http }: Registries): OriginCache {
  const name = `${repository.registry}/${repository.repository}`
  return {
    from: readableTags(CACHE_TAG, query).map((tag) => `${name}:${tag}`),
    to: `${name}:${tagOf(CACHE_TAG, query.place, query.reader)}`,
    insecure: http.isInsecure(new URL(`https://${repository.registry}`)),
  }
}

function imagesOf({ needs, request }: Task) {
  const named = Object.values(request.buildContexts).flatMap((context) =>
    context.kind === 'image' ? [context.reference] : [],
  )
  return [...needs.images.map(({ reference }) => reference), ...named]
}

function proxies(): Record<string, string> {
  const given = PROXIES.flatMap((name) => {
    const value = process.env[name]
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(given)
}
