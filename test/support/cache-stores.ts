import type { CacheStore } from '../../src/cache/cache-store.js'
import { DirectoryStore } from '../../src/cache/directory-store.js'
import { openGithubStore } from '../../src/cache/github-store.js'
import { RegistryStore } from '../../src/cache/registry-store.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { Secret } from '../../src/log/secret.js'
import { RegistryClient } from '../../src/registry/client.js'
import { CacheService } from './cache-service.js'

/** Where a cache is: a path, the URL of the service's double, or the address of a registry. */
export interface TestPlace {
  readonly kind: 'directory' | 'github-1' | 'github-2' | 'registry'
  readonly at: string
}

/** A store as a job opens it, with a client of its own. What it must spool goes to `directory`. */
export function openTestStore(
  { kind, at }: TestPlace,
  directory: string,
): AsyncDisposable & { readonly store: CacheStore } {
  const log = new Logger(silentSink)
  const http = new HttpClient({ log, environment: {} })
  const open = (): CacheStore | undefined => {
    if (kind === 'directory') return new DirectoryStore(at, 1e9)
    if (kind === 'registry') {
      const client = new RegistryClient({ http, credentials: { find: async () => undefined }, log })
      return new RegistryStore({ registry: at, repository: 'team/cache' }, client, { maxSize: 1e9, log })
    }
    const version = kind === 'github-1' ? 1 : 2
    const token = new Secret(CacheService.token())
    const offered = { kind: 'github', version, url: new URL(at), token, mode: '', hasPost: true } as const
    return openGithubStore(offered, { http, log, maxSize: 1e9, directory })
  }
  const store = open()
  if (!store) throw new Error('there is no store')
  return { store, [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() }
}
