import { rm } from 'node:fs/promises'
import { type BuildCache, saveQuietly } from '../cache/build-cache.js'
import { messageOf } from '../errors/errors.js'
import type { BuildRequest } from '../request/request.js'
import type { Session } from './session.js'

const STATE = 'cache-outbox'

/**
 * Keeps what the build left for later ones. What must be uploaded waits for the post phase where there is one: then
 * nobody who comes after this step waits for it.
 */
export async function keepCache(
  { host, lifetime, log }: Session,
  cache: BuildCache | undefined,
  { cache: { maxSize } }: BuildRequest,
): Promise<void> {
  const service = host.cacheService?.()
  if (!cache || service?.kind !== 'github' || !service.hasPost || !cache.store.isRemote)
    return cache?.save(lifetime.signal)
  const { fillOutbox } = await import('../cache/outbox.js')
  try {
    const outbox = cache.collected && (await fillOutbox(host.temporary, cache.collected, maxSize))
    if (outbox === undefined) log.debug('cache: there is nothing new to keep')
    else await host.saveState(STATE, outbox)
  } catch (error) {
    log.warning(`The cache was not saved: ${messageOf(error)}`)
  }
}

/** The post phase: saves what was put aside, and removes it whatever happens. */
export async function keepOutbox({ host, lifetime, log }: Session): Promise<void> {
  const outbox = await host.state(STATE)
  const service = host.cacheService?.()
  if (outbox === undefined) return
  const { isOutbox, openOutbox } = await import('../cache/outbox.js')
  if (!isOutbox(outbox)) return
  try {
    const opened = await openOutbox(outbox)
    if (service?.kind !== 'github' || !opened) return
    const [{ openGithubStore }, { HttpClient }] = await Promise.all([
      import('../cache/github-store.js'),
      import('../http/client.js'),
    ])
    await using http = new HttpClient({ log, signal: lifetime.signal })
    const { maxSize, collected } = opened
    const store = openGithubStore(service, { http, log, maxSize, directory: outbox })
    if (!store?.writable) return
    const failure = await saveQuietly(store, collected, log, { signal: lifetime.signal })
    if (failure !== undefined) log.warning(failure)
  } finally {
    await rm(outbox, { recursive: true, force: true })
  }
}
