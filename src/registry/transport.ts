import type { HttpClient, Method, StreamBody } from '../http/client.js'
import { explainFailure } from '../http/failure.js'
import type { HttpResponse } from '../http/response.js'
import { ATTEMPTS, backoffMs } from '../http/retry.js'
import type { Secret } from '../log/secret.js'
import type { Origin } from '../oci/content.js'
import type { Access, Authorizer, Claim } from './authorizer.js'
import { parseChallenges } from './challenge.js'
import { type RegistryFailure, refusedBy } from './failure.js'
import { apiHost } from './names.js'
import { Slots } from './slots.js'

/** A request to the API of a registry. */
export interface ApiRequest {
  readonly method: Method
  readonly origin: Origin
  /** Below `/v2/NAME/`: `manifests/1.0`; or the whole URL, where the registry named one. */
  readonly object: string | URL
  /** What the request needs; default: to pull from the origin's repository. */
  readonly access?: readonly [Access, ...Access[]]
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | StreamBody
  readonly signal?: AbortSignal | undefined
  readonly attempts?: number
  readonly headersTimeoutMs?: number
}

/** An answer that was read to its end. */
export interface Answer {
  readonly response: HttpResponse
  /** At most `limit` bytes; `whole` is false when there was more. */
  readonly body: Buffer
  readonly whole: boolean
}

/** An answer whose body is still to be read; `release` lets the next request to the registry begin. */
export interface OpenAnswer {
  readonly response: HttpResponse
  readonly release: () => void
}

const DEFAULT_LIMIT = 4 * 1024 * 1024

/** Brings requests to registries: the right host, logged in, a few at once. Its answers may have any status. */
export class Transport {
  readonly http: HttpClient
  readonly #authorizer: Authorizer
  readonly #concurrency: number
  readonly #slots = new Map<string, Slots>()

  constructor(http: HttpClient, authorizer: Authorizer, concurrency: number) {
    this.http = http
    this.#authorizer = authorizer
    this.#concurrency = concurrency
  }

  /** Sends a request and reads the answer, up to `limit` bytes. A body that is cut is asked for again. */
  async call(request: ApiRequest, limit = DEFAULT_LIMIT): Promise<Answer> {
    for (let failed = 1; ; failed += 1) {
      const { response, release } = await this.open(request)
      try {
        const body = request.method === 'HEAD' ? Buffer.alloc(0) : await response.bytes(limit)
        if (request.method === 'HEAD') await response.discard()
        return { response, body: body ?? Buffer.alloc(0), whole: body !== undefined }
      } catch (error) {
        request.signal?.throwIfAborted()
        const failure = explainFailure(error, response.url.host)
        if (!failure.transient || isOneShot(request) || failed >= (request.attempts ?? ATTEMPTS))
          throw failure
      } finally {
        release()
      }
      await this.http.pause(backoffMs(failed), request.signal)
    }
  }

  /** Sends a request and returns when the answer's head is there. The slot is held until `release`. */
  async open(request: ApiRequest): Promise<OpenAnswer> {
    const release = await this.#slotsOf(request.origin.registry).take(request.signal)
    try {
      return { response: await this.#authorized(request), release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** The failure that an unwelcome answer stands for. */
  async refusal(request: ApiRequest, status: number, body: Buffer): Promise<RegistryFailure> {
    const { registry, repository } = request.origin
    const object = typeof request.object === 'string' ? request.object : 'blobs/uploads/…'
    const login = await this.#authorizer.loginOf(claimOf(request))
    const { method } = request
    return refusedBy({ method, registry, repository, object, status, body: body.toString('utf8'), login })
  }

  /** Where the API of a registry is: scheme and host. */
  async base(registry: string): Promise<URL> {
    return this.http.originOf(apiHost(registry))
  }

  async #authorized(request: ApiRequest): Promise<HttpResponse> {
    const claim = claimOf(request)
    const base = await this.base(request.origin.registry)
    const url =
      typeof request.object === 'string'
        ? new URL(`/v2/${request.origin.repository}/${request.object}`, base)
        : request.object
    // A registry may send uploads to another host; the login is not for that one.
    const isOurs = url.origin === base.origin
    const used = isOurs ? await this.#authorizer.authorization(claim, request.signal) : undefined
    const response = await this.#send(request, url, used)
    if (response.status !== 401 || !isOurs) return response
    const challenges = parseChallenges(response.headers('www-authenticate'))
    if (isOneShot(request)) {
      if (used) this.#authorizer.forget(used)
      return response
    }
    await response.discard()
    const renewed = await this.#authorizer.renew(claim, challenges, used, request.signal)
    const again = await this.#send(request, url, renewed)
    if (again.status === 401) await this.#refusedAgain(claim, again)
    return again
  }

  async #refusedAgain(claim: Claim, response: HttpResponse): Promise<void> {
    try {
      await this.#authorizer.throwIfRefused(claim)
    } catch (error) {
      await response.discard()
      throw error
    }
  }

  async #send(request: ApiRequest, url: URL, authorization: Secret | undefined): Promise<HttpResponse> {
    const { method, headers, body, signal, attempts, headersTimeoutMs } = request
    return this.http.request({
      method,
      url,
      authorization,
      signal,
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(headersTimeoutMs === undefined ? {} : { headersTimeoutMs }),
    })
  }

  #slotsOf(registry: string): Slots {
    const host = apiHost(registry)
    const slots = this.#slots.get(host) ?? new Slots(this.#concurrency)
    this.#slots.set(host, slots)
    return slots
  }
}

function claimOf({ origin, access }: ApiRequest): Claim {
  return {
    registry: origin.registry,
    access: access ?? [{ repository: origin.repository, actions: ['pull'] }],
  }
}

function isOneShot({ body }: ApiRequest): boolean {
  return typeof body === 'object' && 'stream' in body
}
