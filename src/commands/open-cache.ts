import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BuildCache } from '../cache/build-cache.js'
import type { CacheQuery, CacheStore } from '../cache/cache-store.js'
import { DirectoryStore } from '../cache/directory-store.js'
import { placeOf } from '../cache/scope.js'
import { isRelease, LOCAL, mayBelieveTag, readerOf } from '../cache/trust.js'
import type { Host, SourceRevision } from '../port/host.js'
import type { BuildRequest, CacheRequest } from '../request/request.js'
import type { AnyTask } from '../strategies/strategy.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'

/** Opens the cache of a build and begins to read it; undefined when there is none. */
export async function openCache(
  session: Session,
  request: BuildRequest,
  registries: Registries,
  directory: string,
): Promise<BuildCache | undefined> {
  const { host, log, lifetime } = session
  const source = await sourceOf(host)
  if (!request.cache.isGiven && source && isRelease(source)) {
    log.debug('cache: a release builds from nothing unless the input cache names a store')
    return undefined
  }
  const store = await openStore(session, request, registries, directory)
  if (!store) return undefined
  return new BuildCache(store, await queryOf(host, request), log, { runs: lifetime.signal })
}

/** Which cache a run may use: that of this build, as this ref. */
export async function queryOf(host: Host, request: BuildRequest): Promise<CacheQuery> {
  const source = await sourceOf(host)
  return { place: placeOf(request), reader: source ? readerOf(source) : LOCAL }
}

/** Whether a build may take layers from what its tag stands for, as it does from its cache. */
export async function mayReadTag({ host }: Session, { push, cache }: BuildRequest): Promise<boolean> {
  if (!push || cache.store.kind === 'none') return false
  const source = await sourceOf(host)
  return mayBelieveTag(source ? readerOf(source) : LOCAL)
}

/** What is built; undefined where no CI is. */
async function sourceOf(host: Host): Promise<SourceRevision | undefined> {
  return host.name === 'terminal' ? undefined : host.source()
}

/** The store that was asked for, or the one of this CI. What it must spool goes to `scratch`. */
export async function openStore(
  { host, log }: Session,
  request: BuildRequest,
  registries: Registries,
  scratch: string,
): Promise<CacheStore | undefined> {
  const { store, maxSize } = request.cache
  const directory = cacheDirectory(request.cache, host)
  if (directory !== undefined) return new DirectoryStore(directory, maxSize)
  if (store.kind === 'none' || store.kind === 'directory') return undefined
  if (store.kind === 'registry') {
    const { RegistryStore } = await import('../cache/registry-store.js')
    const pushed = request.push ? request.tags : []
    const near = pushed.filter(({ registry }) => registry === store.repository.registry)
    const neighbours = [...new Set(near.map(({ repository }) => repository))]
    return new RegistryStore(store.repository, registries.client, { maxSize, neighbours, log })
  }
  const service = host.cacheService?.()
  if (service?.kind === 'github') {
    const { openGithubStore } = await import('../cache/github-store.js')
    return openGithubStore(service, { http: registries.http, log, maxSize, directory: scratch })
  }
  if (store.kind === 'github')
    log.notice('cache: github was asked for, and this runner offers no cache service: nothing is cached')
  return undefined
}

/** The directory that the cache is in, where it is in one. */
function cacheDirectory({ store }: CacheRequest, host: Host): string | undefined {
  if (store.kind === 'directory') return store.path
  return store.kind === 'auto' ? directoryOf(host) : undefined
}

/** The directory that the CI brings along from earlier jobs. */
function directoryOf(host: Host): string | undefined {
  const service = host.cacheService?.()
  return service?.kind === 'directory' ? service.path : undefined
}

/**
 * A cache inside of the build context is no part of it. The builders are given a copy of the Dockerfile with an
 * ignore file beside it that leaves the cache out.
 */
export async function leaveOut(task: AnyTask, host: Host, directory: string): Promise<AnyTask> {
  if ('project' in task) return task
  const { context, request } = task
  // The CI's own is there even when nobody wants it.
  const cache = cacheDirectory(request.cache, host) ?? directoryOf(host)
  const inside = cache === undefined ? '..' : path.relative(context.directory, cache)
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return task
  const dockerfile = path.join(directory, 'dockerfile', path.basename(context.dockerfile))
  await mkdir(path.dirname(dockerfile), { recursive: true, mode: 0o700 })
  await copyFile(context.dockerfile, dockerfile)
  const rules = context.ignoreFile === undefined ? '' : await readFile(context.ignoreFile, 'utf8')
  const ignoreFile = `${dockerfile}.dockerignore`
  await writeFile(ignoreFile, `${rules}\n/${inside.replace(/[*?[\]\\]/g, '\\$&')}\n`)
  return { ...task, context: { ...context, dockerfile, ignoreFile } }
}
