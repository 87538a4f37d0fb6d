import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import type { SecureContext } from 'node:tls'
import { buildConnector, Pool } from 'undici'
import type { Logger } from '../log/logger.js'
import type { Secret } from '../log/secret.js'
import { ConnectFailure, explainFailure, failureKind, HttpFailure } from './failure.js'
import { HostList, hostOfUrl, isLoopback, splitHostPort } from './hosts.js'
import { type Environment, type Proxy, ProxySettings } from './proxy.js'
import { HttpResponse } from './response.js'
import {
  ATTEMPTS,
  attemptsAfter,
  backoffMs,
  isRetriedStatus,
  realWait,
  retryAfterMs,
  type Wait,
} from './retry.js'
import { trustContext } from './trust.js'
import { openTunnel, outOfReach, type ProxyAccess, refusal } from './tunnel.js'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A body that goes out as it is read, once. `size` in bytes becomes Content-Length. */
export interface StreamBody {
  readonly stream: Readable
  readonly size: number
}

export interface HttpRequest {
  readonly method: Method
  readonly url: URL
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  /** The whole value of `Authorization`; not sent on to another origin by a redirect. */
  readonly authorization?: Secret | undefined
  readonly body?: string | Uint8Array | StreamBody
  readonly signal?: AbortSignal | undefined
  /** How often to try in all, when tries fail in a way that may pass; a streamed body is tried once. */
  readonly attempts?: number
  /** How long the answer's first line may take once the request is out, in milliseconds. */
  readonly headersTimeoutMs?: number
}

export interface HttpClientOptions {
  readonly log: Logger
  readonly environment?: Environment
  /** Absolute paths of PEM files. */
  readonly caCertificates?: readonly string[]
  /** `host`, `host:port` or CIDR: TLS is not verified there, and plain HTTP will do. */
  readonly insecureRegistries?: readonly string[]
  readonly userAgent?: string
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal
  readonly timeouts?: Partial<Timeouts>
  /** How to wait between tries; tests give one that does not. */
  readonly wait?: Wait
}

/** In milliseconds. `bodyMs` is the longest silence within a body, not its whole time. */
export interface Timeouts {
  readonly connectMs: number
  readonly headersMs: number
  readonly bodyMs: number
}

const TIMEOUTS: Timeouts = { connectMs: 15_000, headersMs: 60_000, bodyMs: 60_000 }
/** On loopback, a server that does not answer a TLS greeting waits for the end of a line of HTTP. */
const LOOPBACK_GREETING_MS = 2000
const MOST_REDIRECTS = 6
/** Waiting that one request may add up to, however often servers ask for more. */
const LONGEST_WAITING_MS = 180_000

/**
 * HTTP as registries and token servers need it: one pool of connections an origin, the proxies and authorities
 * of the environment, retries with back-off, redirects that take no credential along, bodies streamed both ways.
 * Every failure is an HttpFailure (REGISTRY_FAILED) that names the host; answers of any status are returned.
 */
export class HttpClient implements AsyncDisposable, ProxyAccess {
  readonly #options: HttpClientOptions
  readonly #environment: Environment
  readonly #proxies: ProxySettings
  readonly #timeouts: Timeouts
  readonly #insecure: InsecureHosts
  readonly #wait: Wait
  readonly #pools = new Map<string, Promise<Pool>>()
  readonly #origins = new Map<string, Promise<URL>>()
  readonly #end = new AbortController()
  #trust: Promise<SecureContext> | undefined

  constructor(options: HttpClientOptions) {
    this.#options = options
    this.#environment = options.environment ?? process.env
    this.#proxies = new ProxySettings(this.#environment, options.log.redactor)
    this.#timeouts = { ...TIMEOUTS, ...options.timeouts }
    this.#insecure = new InsecureHosts(options.insecureRegistries ?? [])
    this.#wait = options.wait ?? realWait
  }

  /**
   * Sends a request and follows its redirects. Tries again, with growing waits, what may pass: cut or refused
   * connections, 408, 429 and 5xx, as `Retry-After` says; the last answer is returned whatever its status.
   */
  async request(request: HttpRequest): Promise<HttpResponse> {
    const attempts = isStream(request.body) ? 1 : (request.attempts ?? ATTEMPTS)
    const signal = this.#signalFor(request.signal)
    let waitedMs = 0
    for (let failed = 1; ; failed += 1) {
      const outcome = await this.#attempt({ ...request, signal })
      const delayMs = this.#delayBefore(outcome, failed, attempts)
      if (delayMs === undefined || waitedMs + delayMs > LONGEST_WAITING_MS) {
        if (outcome instanceof HttpFailure) throw outcome
        return outcome
      }
      if (outcome instanceof HttpResponse) await outcome.discard()
      waitedMs += delayMs
      await this.pause(delayMs, signal)
    }
  }

  /**
   * Where a registry host is spoken to: `https://host`, always, but for loopback and insecure registries, where
   * TLS is tried first and plain HTTP is taken when that is what answers. Found out once a host.
   */
  async originOf(host: string): Promise<URL> {
    if (!isLoopback(host) && !this.isInsecure(new URL(`https://${host}`))) return new URL(`https://${host}`)
    const known = this.#origins.get(host)
    if (known) return known
    const origin = this.#findOrigin(host)
    this.#origins.set(host, origin)
    origin.catch(() => this.#origins.delete(host))
    return origin
  }

  /** True when the user named this host in `insecure-registries`. */
  isInsecure(url: URL): boolean {
    return this.#insecure.includes(url)
  }

  /** True when a password may go there: TLS, loopback, or a host that the user named insecure. */
  mayCarryCredentials(url: URL): boolean {
    return url.protocol === 'https:' || isLoopback(url.hostname) || this.isInsecure(url)
  }

  /** The proxy that requests to this URL go through. Throws WRONG_INPUT when the variable is not usable. */
  proxyFor(url: URL): Proxy | undefined {
    return this.#proxies.for(url)
  }

  /** The authorities that this run trusts. Throws WRONG_INPUT when one that was given cannot be read. */
  trusted(): Promise<SecureContext> {
    this.#trust ??= trustContext(this.#options.caCertificates ?? [], this.#environment)
    return this.#trust
  }

  /** Waits between tries of the caller's own; rejects when the signal fires or the client ends. */
  async pause(delayMs: number, signal?: AbortSignal): Promise<void> {
    await this.#wait(delayMs, this.#signalFor(signal))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort()
    const pools = await Promise.allSettled(this.#pools.values())
    for (const pool of pools) if (pool.status === 'fulfilled') await pool.value.destroy()
  }

  /** A signal for one request alone, so that listeners do not pile up on a signal that lives as long as the run. */
  #signalFor(signal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any([this.#end.signal, this.#options.signal, signal].filter((s) => s !== undefined))
  }

  /** Milliseconds to wait before the next try; undefined when there is to be none. */
  #delayBefore(outcome: HttpResponse | HttpFailure, failed: number, attempts: number): number | undefined {
    if (outcome instanceof HttpFailure)
      return failed < attemptsAfter(outcome, attempts) ? backoffMs(failed) : undefined
    if (!isRetriedStatus(outcome.status) || failed >= attempts) return undefined
    const asked = retryAfterMs(outcome.header('retry-after'))
    return asked === 'hopeless' ? undefined : Math.max(asked ?? 0, backoffMs(failed))
  }

  async #attempt(
    request: HttpRequest & { readonly signal: AbortSignal },
  ): Promise<HttpResponse | HttpFailure> {
    const started = performance.now()
    const { method, url } = request
    const place = `${method} ${url.origin}${url.pathname}` // a query may hold a signature
    const tell = (what: string): void =>
      this.#options.log.debug(`${place}: ${what} (${Math.round(performance.now() - started)} ms)`)
    try {
      const response = await this.#follow(request)
      tell(String(response.status))
      return response
    } catch (error) {
      request.signal.throwIfAborted()
      const failure = explainFailure(error, url.host)
      tell(failure.message)
      return failure
    }
  }

  async #follow(first: HttpRequest & { readonly signal: AbortSignal }): Promise<HttpResponse> {
    let request = first
    for (let redirects = 0; ; redirects += 1) {
      const response = await this.#send(request)
      const target = redirectTarget(request, response)
      if (!target) return response
      await response.discard()
      if (redirects === MOST_REDIRECTS) throw redirectFailure(first.url, 'it redirects in circles')
      if (!this.#mayRedirect(request.url, target))
        throw redirectFailure(first.url, `it redirects to plain HTTP, to ${target.host}`)
      const method = response.status === 303 && request.method !== 'HEAD' ? 'GET' : request.method
      const authorization = target.origin === request.url.origin ? request.authorization : undefined
      request = { ...request, method, url: target, authorization }
    }
  }

  #mayRedirect(from: URL, to: URL): boolean {
    if (to.protocol === 'https:') return true
    if (to.protocol !== 'http:') return false
    return this.isInsecure(to) || (isLoopback(to.hostname) && isLoopback(from.hostname))
  }

  async #send(request: HttpRequest & { readonly signal: AbortSignal }): Promise<HttpResponse> {
    const { url, body } = request
    const proxy = this.#proxies.for(url)
    const forwarded = url.protocol === 'http:' ? proxy : undefined
    const pool = await this.#pool(forwarded ? forwarded.url : url, forwarded ? undefined : proxy)
    const headers: Record<string, string> = {
      'user-agent': this.#options.userAgent ?? 'dockless',
      ...request.headers,
    }
    if (request.authorization) headers['authorization'] = request.authorization.reveal()
    if (isStream(body)) headers['content-length'] = String(body.size)
    if (forwarded) headers['host'] = url.host
    if (forwarded?.authorization) headers['proxy-authorization'] = forwarded.authorization.reveal()
    const sent = pool.request({
      method: request.method,
      path: forwarded ? url.href : `${url.pathname}${url.search}`,
      headers,
      body: outgoing(body),
      signal: request.signal,
      headersTimeout: request.headersTimeoutMs ?? this.#timeouts.headersMs,
      bodyTimeout: this.#timeouts.bodyMs,
    })
    const answer = await sent.catch((error: unknown) => {
      throw forwarded && error instanceof ConnectFailure ? outOfReach(forwarded, url.host, error) : error
    })
    const response = new HttpResponse(answer.statusCode, answer.headers, answer.body, url)
    if (!forwarded || response.status !== 407) return response
    await response.discard()
    throw refusal(forwarded, url.host, 407, 'Proxy Authentication Required')
  }

  async #pool(origin: URL, tunnel: Proxy | undefined): Promise<Pool> {
    const key = origin.origin
    const known = this.#pools.get(key)
    if (known) return known
    const made = this.#connector(origin, tunnel, this.#timeouts.connectMs).then(
      (connect) =>
        new Pool(origin.origin, {
          connect,
          pipelining: 1,
          keepAliveTimeout: 10_000,
          maxHeaderSize: 64 * 1024,
        }),
    )
    this.#pools.set(key, made)
    made.catch(() => this.#pools.delete(key))
    return made
  }

  /** Makes connections to one origin, through a tunnel where there is a proxy, verified unless it is insecure. */
  async #connector(
    origin: URL,
    proxy: Proxy | undefined,
    timeoutMs: number,
    verify = !this.isInsecure(origin),
  ): Promise<buildConnector.connector> {
    const context = origin.protocol === 'https:' && verify ? await this.trusted() : undefined
    const connect = buildConnector({
      timeout: timeoutMs,
      rejectUnauthorized: verify,
      // Node's 250 ms an address is too short for a far registry: all addresses would fail.
      autoSelectFamilyAttemptTimeout: 2500,
      ...(context ? { secureContext: context } : {}),
    })
    const { host, port } = hostOfUrl(origin)
    // undici goes by the header Host, which names somebody else when the origin is a proxy.
    const servername = isIP(host) === 0 ? host : ''
    const trusted = (): Promise<SecureContext> => this.trusted()
    return (asked, callback) => {
      const options = { ...asked, servername }
      const hidden: buildConnector.Callback = (...[error, socket]) =>
        socket
          ? callback(null, socket)
          : callback(error instanceof HttpFailure ? error : new ConnectFailure(error), null)
      if (!proxy) {
        connect(options, hidden)
        return
      }
      openTunnel(proxy, { host, port }, { timeoutMs, trusted }).then(
        (httpSocket) => connect({ ...options, httpSocket }, hidden),
        (error: Error) => hidden(error, null),
      )
    }
  }

  async #findOrigin(host: string): Promise<URL> {
    const secure = new URL(`https://${host}`)
    const plain = new URL(`http://${host}`)
    for (let failed = 1; ; failed += 1) {
      try {
        await this.#greet(secure)
        return secure
      } catch (error) {
        this.#end.signal.throwIfAborted()
        const failure = explainFailure(error, host)
        if (failure.kind === 'plain-http') return plain
        // Another TLS trouble is for the request itself to tell; silence and refusal may hide plain HTTP.
        if (!failure.transient) return secure
        if (await this.#answersPlainly(plain)) return plain
        if (failed >= attemptsAfter(failure, ATTEMPTS)) throw failure
        await this.pause(backoffMs(failed))
      }
    }
  }

  /** Shakes hands in TLS and hangs up. Nothing is verified: only the language matters here. */
  async #greet(origin: URL): Promise<void> {
    const timeoutMs = isLoopback(origin.hostname) ? LOOPBACK_GREETING_MS : this.#timeouts.connectMs
    const connect = await this.#connector(origin, this.#proxies.for(origin), timeoutMs, false)
    const { hostname, host, protocol, port } = origin
    await new Promise<void>((resolve, reject) => {
      connect({ hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port }, (error, socket) => {
        socket?.destroy()
        if (error) reject(error)
        else resolve()
      })
    })
  }

  async #answersPlainly(origin: URL): Promise<boolean> {
    try {
      const signal = this.#signalFor(undefined)
      const url = new URL('/v2/', origin)
      const response = await this.#send({ method: 'GET', url, signal, headersTimeoutMs: 5000 })
      await response.discard()
      return true
    } catch (error) {
      if (failureKind(error) === undefined) throw error
      return false
    }
  }
}

/** The hosts of the input `insecure-registries`. A host without a port stands for ports 443 and 80. */
class InsecureHosts {
  readonly #hosts: ReadonlySet<string>
  readonly #blocks: HostList

  constructor(entries: readonly string[]) {
    const named = entries.filter((entry) => !entry.includes('/')).map(splitHostPort)
    this.#hosts = new Set(
      named.flatMap(({ host, port }) => (port === undefined ? [80, 443] : [port]).map((p) => `${host} ${p}`)),
    )
    this.#blocks = new HostList(entries.filter((entry) => entry.includes('/')).join(','))
  }

  includes(url: URL): boolean {
    const { host, port } = hostOfUrl(url)
    return this.#hosts.has(`${host} ${port}`) || this.#blocks.includes(host, port)
  }
}

function isStream(body: HttpRequest['body']): body is StreamBody {
  return typeof body === 'object' && 'stream' in body
}

function outgoing(body: HttpRequest['body']): string | Uint8Array | Readable | null {
  if (body === undefined) return null
  return isStream(body) ? body.stream : body
}

/** Where a redirect leads that may be followed: GET and HEAD always, others only as 307 and 308 with a body to send again. */
function redirectTarget(request: HttpRequest, response: HttpResponse): URL | undefined {
  const { status } = response
  const location = response.header('location')
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads && (status < 307 || isStream(request.body))) return undefined
  if (!URL.canParse(location, response.url.href))
    throw redirectFailure(request.url, 'it redirects to what is no URL')
  return new URL(location, response.url)
}

function redirectFailure(url: URL, detail: string): HttpFailure {
  const fix =
    'Ask the admin of the registry to mend its redirects; a host that may answer in plain HTTP is named in insecure-registries.'
  return new HttpFailure(`${url.host}: ${detail}`, { kind: 'redirect', host: url.host, fix })
}
