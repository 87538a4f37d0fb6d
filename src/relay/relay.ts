import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CachedManifest, CacheUse, UsedManifest } from '../cache/build-cache.js'
import type { LazyContent } from '../cache/lazy-content.js'
import type { ProxyAccess } from '../http/tunnel.js'
import type { Logger } from '../log/logger.js'
import { Secret } from '../log/secret.js'
import type { Origin } from '../oci/content.js'
import { Capability, freshCredential, type RelayCredential } from './capability.js'
import { Catalog } from './catalog.js'
import { ConnectProxy } from './connect-proxy.js'
import { Destinations } from './destinations.js'
import { type Listener, listen } from './listener.js'
import { Mirror, type Upstream } from './mirror.js'
import { mirrorPrefix } from './mirror-names.js'
import { RegistryServer } from './registry-server.js'
import { type ManifestBytes, Repositories } from './repositories.js'

/** The tag under which a builder hands over what it built. */
const DELIVERY_TAG = 'built'

export interface RelayOptions {
  readonly content: LazyContent
  readonly upstream: Upstream
  /** What the build names: all that it may pull. */
  readonly images: readonly Origin[]
  /** Repository to which the builder pushes what it built: `in/image`. */
  readonly inbox: string
  /** The repository that holds the builder's cache, and what is in it from earlier runs. */
  readonly cache?: { readonly repository: string; readonly manifests: readonly CachedManifest[] }
  readonly log: Logger
  /** The user's own proxies, for what the builder fetches that is no image. */
  readonly proxies: ProxyAccess
}

/**
 * The registry of one run, on loopback: mirror for pulls, inbox for pushes, and a proxy for what is no registry.
 * Builders know it and its credential, and nothing else. Disposing of it cuts every connection at once.
 */
export class Relay implements AsyncDisposable {
  /** `127.0.0.1:PORT`; plain HTTP. */
  readonly address: string
  readonly credential: RelayCredential
  /** The URL of its proxy, with a credential of its own, which opens nothing else. */
  readonly proxy: Secret
  readonly #listener: Listener
  readonly #server: RegistryServer
  readonly #state: RelayState
  readonly #mirror: Mirror

  private constructor(
    listener: Listener,
    server: RegistryServer,
    credentials: { readonly registry: RelayCredential; readonly proxy: RelayCredential },
    state: RelayState,
    mirror: Mirror,
  ) {
    this.address = `${listener.host}:${listener.port}`
    this.credential = credentials.registry
    const { username, password } = credentials.proxy
    this.proxy = new Secret(`http://${username}:${password.reveal()}@${this.address}`)
    this.#listener = listener
    this.#server = server
    this.#state = state
    this.#mirror = mirror
  }

  /** Starts it on a free port. Throws DocklessError when loopback cannot be listened on. */
  static async start(options: RelayOptions): Promise<Relay> {
    const { content, log } = options
    const { cache } = options
    const state = new RelayState(options.inbox, cache?.repository, log)
    const mirror = new Mirror(content, options.upstream, (error) => state.fail(error))
    const capability = new Capability({
      images: options.images,
      writable: [options.inbox, ...(cache ? [cache.repository] : [])],
      named: () => mirror.namedByTriggers(),
      refused: (failure) => state.fail(failure),
    })
    const { username, password } = capability.credential
    log.redactor.add(password.reveal())
    log.redactor.add(`${username}:${password.reveal()}`)
    const catalog = Catalog.inMemory()
    for (const { tag, ...descriptor } of cache?.manifests ?? [])
      await catalog.putManifest(cache?.repository ?? '', { descriptor, subject: undefined }, [tag])
    const server = new RegistryServer({
      repositories: new Repositories(content, catalog, 'everywhere'),
      mirror,
      deletable: false,
      admit: (request, route) => capability.admit(request, route),
      pushed: (name, tags, manifest) => state.push(name, tags, manifest),
      failed: (error) => state.fail(error),
    })
    const proxyCredential = freshCredential()
    log.redactor.add(proxyCredential.password.reveal())
    const proxy = new ConnectProxy({
      credential: proxyCredential,
      destinations: new Destinations(options.images.map((image) => image.registry)),
      proxies: options.proxies,
      log,
    })
    const request = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
      response.once('finish', () => {
        const [place] = (incoming.url ?? '').split('?') // a query may hold a signature
        log.debug(`relay: ${incoming.method} ${place} ${response.statusCode}`)
        state.answer(incoming, response, catalog)
      })
      if (/^https?:\/\//i.test(incoming.url ?? '')) await proxy.forward(incoming, response)
      else await server.handle(incoming, response)
    }
    const connect: NonNullable<Parameters<typeof listen>[0]['connect']> = (incoming, socket, head) =>
      proxy.connect(incoming, socket, head)
    const listener = await listen({ request, connect }, { host: '127.0.0.1', port: 0 })
    return new Relay(
      listener,
      server,
      { registry: capability.credential, proxy: proxyCredential },
      state,
      mirror,
    )
  }

  /** Where a registry's repositories stand in the relay: `o/docker.io`, `o/localhost_5000`. */
  mirrorPrefix(registry: string): string {
    return mirrorPrefix(registry)
  }

  /** The manifest that was last pushed to the inbox's tag `built`; undefined when none was. */
  delivered(): ManifestBytes | undefined {
    return this.#state.delivered
  }

  /** What went wrong while the builder pulled, first failure first. */
  upstreamFailures(): readonly Error[] {
    return this.#state.failures
  }

  /** What the builder found or left in its cache, and the base images that it pulled. */
  cacheUse(): CacheUse {
    const steps = [...this.#state.steps.values()]
    return { steps, images: this.#mirror.served(), types: this.#mirror.types() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener[Symbol.asyncDispose]()
    await this.#server[Symbol.asyncDispose]()
  }
}

/** What the run wants to know of its relay afterwards. */
class RelayState {
  delivered: ManifestBytes | undefined
  readonly failures: Error[] = []
  /** Tag of the cache repository -> what it stood for when it was last found or left. */
  readonly steps = new Map<string, UsedManifest>()
  readonly #inbox: string
  readonly #cache: string | undefined
  readonly #log: Logger

  constructor(inbox: string, cache: string | undefined, log: Logger) {
    this.#inbox = inbox
    this.#cache = cache
    this.#log = log
  }

  push(name: string, tags: readonly string[], manifest: ManifestBytes): void {
    if (name === this.#inbox && tags.includes(DELIVERY_TAG)) this.delivered = manifest
  }

  /** Notes each tag of the cache that was found or left. */
  answer({ url = '' }: IncomingMessage, { statusCode }: ServerResponse, catalog: Catalog): void {
    const prefix = `/v2/${this.#cache ?? ''}/manifests/`
    if (this.#cache === undefined || statusCode >= 300 || !url.startsWith(prefix)) return
    const name = url.slice(prefix.length).split('?')[0] ?? ''
    const found = name.includes(':') ? undefined : catalog.manifest(this.#cache, { tag: name })?.descriptor
    if (!found) return
    this.steps.delete(name) // so that it stands last: the most recent
    this.steps.set(name, { name, digest: found.digest, mediaType: found.mediaType })
  }

  fail(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error))
    this.#log.debug(`relay: ${failure.message}`)
    // Builders ask again: the same failure is one failure.
    if (!this.failures.some((one) => one.message === failure.message)) this.failures.push(failure)
  }
}
