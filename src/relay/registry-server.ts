import type { IncomingMessage, ServerResponse } from 'node:http'
import { DocklessError, messageOf } from '../errors/errors.js'
import { isRepositoryName } from '../oci/reference.js'
import { Blobs } from './blobs.js'
import { listReferrers, listTags } from './discovery.js'
import { answerBytes, type Exchange } from './exchange.js'
import { type ManifestListener, Manifests } from './manifests.js'
import type { PullThrough } from './pull-through.js'
import type { Repositories } from './repositories.js'
import { mirrorName } from './mirror-names.js'
import { METHODS, type Route, routeOf } from './route.js'
import { SpecError, sendError } from './spec-error.js'
import { Uploads } from './uploads.js'
import { UploadSessions } from './upload-sessions.js'
import { upstreamAnswer } from './upstream-failure.js'

export interface RegistryServerOptions {
  readonly repositories: Repositories
  readonly mirror?: PullThrough
  /** Whether DELETE of a blob is served. */
  readonly deletable: boolean
  /** Throws SpecError when this request may not be made. Called before anything is read or done. */
  readonly admit: (request: IncomingMessage, route: Route) => Promise<void> | void
  readonly pushed?: ManifestListener
  /** Told of what went wrong that was not the client's doing. */
  readonly failed?: (error: unknown) => void
}

/** The OCI distribution-spec, version 1.1, over whatever repositories it is given. */
export class RegistryServer implements AsyncDisposable {
  readonly #options: RegistryServerOptions
  readonly #sessions: UploadSessions
  readonly #blobs: Blobs
  readonly #uploads: Uploads
  readonly #manifests: Manifests

  constructor(options: RegistryServerOptions) {
    const { repositories, mirror } = options
    this.#options = options
    this.#sessions = new UploadSessions(repositories.content.store)
    this.#blobs = new Blobs(repositories, mirror, options.deletable)
    this.#uploads = new Uploads(repositories, this.#sessions)
    this.#manifests = new Manifests(repositories, mirror, options.pushed ?? (() => {}))
  }

  /** Answers one request. Never throws: whatever goes wrong becomes an answer, or breaks the connection. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Docker-Distribution-API-Version', 'registry/2.0')
    try {
      const url = new URL(request.url ?? '/', 'http://registry')
      const method = request.method ?? 'GET'
      const route = this.#namespaced(routeOf(method, url.pathname), method, url, response)
      await this.#options.admit(request, route)
      this.#requireMethod(method, route)
      await this.#dispatch({ request, response, method, query: url.searchParams }, route)
    } catch (error) {
      this.#refuse(request, response, error)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sessions[Symbol.asyncDispose]()
  }

  async #dispatch(exchange: Exchange, route: Route): Promise<void> {
    switch (route.kind) {
      case 'base':
        return answerBytes(exchange, Buffer.from('{}'), { 'Content-Type': 'application/json' })
      case 'blob':
        return this.#blobs.handle(exchange, route.name, route.digest)
      case 'manifest':
        return this.#manifests.handle(exchange, route.name, route.reference)
      case 'uploads':
        return this.#uploads.begin(exchange, route.name)
      case 'upload':
        return this.#uploads.proceed(exchange, route.name, route.session)
      case 'tags':
        return listTags(exchange, this.#options.repositories, route.name)
      case 'referrers':
        return listReferrers(exchange, this.#options.repositories, route.name, route.digest)
    }
  }

  /** distribution-spec, "Registry Proxying": with `ns` a plain name is that of a repository there. */
  #namespaced(route: Route, method: string, url: URL, response: ServerResponse): Route {
    const { mirror, repositories } = this.#options
    const registry = url.searchParams.get('ns')
    const reading = method === 'GET' || method === 'HEAD'
    if (!mirror || !registry || !reading || (route.kind !== 'blob' && route.kind !== 'manifest')) return route
    if (mirror.owns(route.name) || repositories.has(route.name)) return route
    const name = mirrorName({ registry, repository: route.name })
    if (!isRepositoryName(name)) return route
    response.setHeader('OCI-Namespace', registry)
    return { ...route, name }
  }

  #requireMethod(method: string, route: Route): void {
    const mirrored = route.kind !== 'base' && (this.#options.mirror?.owns(route.name) ?? false)
    const reading = METHODS[route.kind].filter((one) => one === 'GET' || one === 'HEAD')
    const allowed = mirrored ? reading : METHODS[route.kind]
    if (!allowed.includes(method))
      throw new SpecError(405, 'UNSUPPORTED', `${method} is not supported here`, {
        Allow: allowed.join(', '),
      })
  }

  #refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (error instanceof SpecError) return sendError(response, error)
    if (request.destroyed && !request.complete) return void response.destroy() // the client has gone
    if (isLeaving(error)) return void response.destroy()
    this.#options.failed?.(error)
    if (error instanceof DocklessError && error.code === 'REGISTRY_FAILED')
      return sendError(response, upstreamAnswer(error, 'BLOB_UNKNOWN'))
    sendError(response, new SpecError(500, 'DENIED', messageOf(error)))
  }
}

/** The client left in the middle of an answer: nobody's failure. */
function isLeaving(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
