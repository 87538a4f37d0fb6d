import type { Readable } from 'node:stream'
import type { HttpClient } from '../http/client.js'
import { hostOfUrl, isLoopback, splitHostPort } from '../http/hosts.js'
import { HttpFailure } from '../http/failure.js'
import type { Logger } from '../log/logger.js'
import type { Origin } from '../oci/content.js'
import { algorithmOf, type Digest, digestOf, hexOf, parseDigest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { isObject } from '../oci/json.js'
import { MANIFEST_TYPES, MediaType } from '../oci/media-types.js'
import { objectOf, type Reference } from '../oci/reference.js'
import type { MirrorRule } from '../request/request.js'
import { messageOf } from '../errors/errors.js'
import { Authorizer } from './authorizer.js'
import type { CredentialSource } from './credentials.js'
import { type BlobOptions, type BlobPlace, type OpenBody, openBlob } from './download.js'
import { RegistryFailure } from './failure.js'
import { checkManifest, type FetchedManifest, LONGEST_MANIFEST, nameOf } from './manifest.js'
import { Mirrors, type Place } from './mirrors.js'
import { type Answer, type ApiRequest, Transport } from './transport.js'
import { pushAccess, sendBlob, type Session, sessionOf } from './upload.js'

export interface RegistryClientOptions {
  readonly http: HttpClient
  readonly credentials: CredentialSource
  readonly log: Logger
  readonly mirrors?: readonly MirrorRule[]
  /** How many requests may be under way at once to one registry; default 6. */
  readonly concurrency?: number
}

export interface PullOptions {
  /** Media types to accept; default: every kind of manifest and index. */
  readonly accept?: readonly string[]
  readonly signal?: AbortSignal
}

export interface PushOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (sent: number) => void
  /** Send it without asking: the registry says that it has it, and does not give it. */
  readonly isLost?: boolean
}

const CONCURRENCY = 6
/** A mirror is a favour: it is not waited for as long as the registry itself. */
const MIRROR_ATTEMPTS = 2
const LONGEST_DOCUMENT = 16 * 1024 * 1024
const MOST_PAGES = 1000

/**
 * Client of the registry API (OCI distribution-spec 1.1). Pulls (`manifest`, `locate`, `blob`) go over the mirrors first;
 * everything else asks the registry itself. Failures are RegistryFailure, with the status of the answer, or HttpFailure
 * when there was none; both are REGISTRY_FAILED.
 */
export class RegistryClient {
  readonly #transport: Transport
  readonly #mirrors: Mirrors
  readonly #log: Logger
  /** Blobs that a registry said it lacks, and sessions begun by mounts that came to nothing: saves the next push a question. */
  readonly #absent = new Set<string>()
  readonly #sessions = new Map<string, Session>()
  /** Mirrors that could not be reached at all: not asked again in this run. */
  readonly #silent = new Set<string>()

  constructor(options: RegistryClientOptions) {
    const authorizer = new Authorizer(options.http, options.credentials, options.log.redactor)
    this.#transport = new Transport(options.http, authorizer, options.concurrency ?? CONCURRENCY)
    this.#mirrors = new Mirrors(options.mirrors ?? [], options.http)
    this.#log = options.log
  }

  /**
   * Fetches a manifest or index. Its digest is computed here and held against the reference's and the registry's word.
   * A RegistryFailure of status 404 says that it does not exist.
   */
  async manifest(reference: Reference, options: PullOptions = {}): Promise<FetchedManifest> {
    const fetched = this.#overMirrors(originOf(reference), options.signal, async (place) => {
      const request = manifestRequest('GET', reference, place, options)
      const answer = await this.#transport.call(request, LONGEST_MANIFEST)
      if (answer.response.status !== 200) throw await this.#missing(request, reference, answer)
      return checkManifest(reference, place.registry, answer)
    })
    return fetched.catch((error: unknown) => {
      throw inPullOf(reference, error)
    })
  }

  /** The descriptor of what the reference names, at the registry itself; undefined when it has no such thing. */
  async resolve(reference: Reference, signal?: AbortSignal): Promise<Descriptor | undefined> {
    const { registry, repository } = reference
    return unless404(() => this.#resolveAt(reference, { registry, repository, isMirror: false }, signal))
  }

  /** Like `resolve`, but asks where pulls go: mirrors first. */
  async locate(reference: Reference, signal?: AbortSignal): Promise<Descriptor | undefined> {
    const resolved = unless404(() =>
      this.#overMirrors(originOf(reference), signal, (place) => this.#resolveAt(reference, place, signal)),
    )
    return resolved.catch((error: unknown) => {
      throw inPullOf(reference, error)
    })
  }

  /**
   * Opens a blob, over the mirrors, the registry and its foreign URLs. The stream takes itself up again after a cut and
   * ends with an error, never cleanly, when digest or size are wrong.
   */
  async blob(origin: Origin, digest: Digest, options: BlobOptions = {}): Promise<Readable> {
    const places = this.#mirrors.placesOf(origin).filter((place) => !this.#isSilent(place))
    const { registry, repository } = origin
    return openBlob({
      registry,
      repository,
      digest,
      options,
      // The registry stands last, so that its word is the one to report; foreign URLs are for what it does not keep.
      places: [
        ...places.filter((place) => place.isMirror).map((place) => this.#blobPlace(place, digest, options)),
        ...(options.urls ?? []).map((url) => this.#foreignPlace(origin, url, options)),
        ...places.filter((place) => !place.isMirror).map((place) => this.#blobPlace(place, digest, options)),
      ],
      pause: (delayMs, signal) => this.#transport.http.pause(delayMs, signal),
    })
  }

  /** Size of a blob in bytes when the repository has it, at the registry itself; undefined when not. */
  async hasBlob(origin: Origin, digest: Digest, signal?: AbortSignal): Promise<number | undefined> {
    const size = await this.#blobSize({ ...origin, isMirror: false }, digest, signal)
    if (size === undefined) this.#absent.add(keyOf(origin, digest))
    return size
  }

  /** Like `hasBlob`, but asks where pulls go: mirrors first. */
  async locateBlob(origin: Origin, digest: Digest, signal?: AbortSignal): Promise<number | undefined> {
    return this.#overMirrors(
      origin,
      signal,
      (place) => this.#blobSize(place, digest, signal),
      (size) => size !== undefined,
    )
  }

  /**
   * Mounts a blob from a repository of the same registry (distribution-spec, "Mounting a blob from another repository");
   * false when the registry would rather have it sent.
   */
  async mount(target: Origin, digest: Digest, from: string, signal?: AbortSignal): Promise<boolean> {
    const query = new URLSearchParams({ mount: digest, from })
    const request: ApiRequest = {
      method: 'POST',
      origin: target,
      object: `blobs/uploads/?${query}`,
      access: [...pushAccess(target), { repository: from, actions: ['pull'] }],
      headers: { 'content-length': '0' },
      signal,
    }
    let answer: Answer
    try {
      answer = await this.#transport.call(request)
    } catch (error) {
      // No right to read there is no failure: the blob is sent instead.
      if (error instanceof RegistryFailure && error.status === 401) return false
      throw error
    }
    const { status } = answer.response
    if (status === 201) return true
    if (status === 202 && answer.response.header('location'))
      this.#sessions.set(keyOf(target, digest), await sessionOf(this.#transport, target, answer))
    if (status < 500 && status !== 429) return false
    throw await this.#transport.refusal(request, status, answer.body)
  }

  /** Sends a blob unless the repository has it. `open(start)` gives its bytes from `start` on, each time afresh. */
  async pushBlob(
    target: Origin,
    blob: { readonly digest: Digest; readonly size: number },
    open: (start: number) => Promise<Readable>,
    options: PushOptions = {},
  ): Promise<void> {
    const key = keyOf(target, blob.digest)
    const isAbsent = this.#absent.delete(key)
    const session = this.#sessions.get(key)
    this.#sessions.delete(key)
    if (
      !isAbsent &&
      options.isLost !== true &&
      (await this.hasBlob(target, blob.digest, options.signal)) !== undefined
    )
      return
    this.#absent.delete(key)
    const { signal, onProgress } = options
    const { digest, size } = blob
    await sendBlob(this.#transport, { target, digest, size, open, signal, onProgress }, session)
  }

  /**
   * Puts a manifest or index under a tag or its digest, and returns the digest that the registry confirmed. Throws
   * RegistryFailure when that is not the digest of what was sent.
   */
  async pushManifest(
    target: Origin,
    tagOrDigest: string,
    manifest: { readonly mediaType: string; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<Digest> {
    const request: ApiRequest = {
      method: 'PUT',
      origin: target,
      object: `manifests/${tagOrDigest}`,
      access: pushAccess(target),
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      signal,
    }
    const { response, body } = await this.#transport.call(request)
    if (response.status !== 201 && response.status !== 200)
      throw await this.#transport.refusal(request, response.status, body)
    const digest = parseDigest(tagOrDigest)
    const expected = digestOf(manifest.bytes, digest ? algorithmOf(digest) : 'sha256')
    const stated = parseDigest(response.header('docker-content-digest') ?? '')
    const confirmed = stated ?? (await this.#readBack(target, tagOrDigest, signal))
    if (confirmed === expected) return confirmed
    const { registry, repository } = target
    throw new RegistryFailure(
      `${registry} took ${repository}/manifests/${tagOrDigest} as ${confirmed ?? 'nothing that can be read back'}, and it was sent ${expected}`,
      { registry, repository, fix: 'The registry, or a proxy before it, changes manifests: ask its admin.' },
    )
  }

  /** Every tag of a repository, in the registry's order (distribution-spec, "Listing Tags"). */
  async tags(origin: Origin, signal?: AbortSignal): Promise<readonly string[]> {
    const tags: string[] = []
    await this.#pages(origin, 'tags/list', signal, (document) => {
      const page = document['tags']
      if (Array.isArray(page)) tags.push(...page.filter((tag) => typeof tag === 'string'))
    })
    return tags
  }

  /**
   * What refers to a manifest (distribution-spec, "Listing Referrers"), by the API or, where a registry has none, by the
   * tag `sha256-…`.
   */
  async referrers(
    origin: Origin,
    digest: Digest,
    options: { readonly artifactType?: string; readonly signal?: AbortSignal } = {},
  ): Promise<readonly Descriptor[]> {
    const { artifactType, signal } = options
    const query = artifactType ? `?${new URLSearchParams({ artifactType })}` : ''
    const found: Descriptor[] = []
    const add = (document: Record<string, unknown>): void => {
      const manifests = document['manifests']
      if (Array.isArray(manifests)) found.push(...manifests.filter(isDescriptor))
    }
    try {
      await this.#pages(origin, `referrers/${digest}${query}`, signal, add)
    } catch (error) {
      if (!(error instanceof RegistryFailure) || error.status !== 404) throw error
      const tag = `${algorithmOf(digest)}-${hexOf(digest)}`
      await unless404(() => this.#pages(origin, `manifests/${tag}`, signal, add))
    }
    return found.filter((descriptor) => !artifactType || descriptor.artifactType === artifactType)
  }

  /** Deletes a manifest by its digest, or a tag (distribution-spec, "Content Management"). */
  async deleteManifest(origin: Origin, tagOrDigest: string, signal?: AbortSignal): Promise<void> {
    const request: ApiRequest = {
      method: 'DELETE',
      origin,
      object: `manifests/${tagOrDigest}`,
      access: [{ repository: origin.repository, actions: ['delete', 'pull', 'push'] }],
      signal,
    }
    const { response, body } = await this.#transport.call(request)
    if (response.status !== 202 && response.status !== 404)
      throw await this.#transport.refusal(request, response.status, body)
  }

  async #resolveAt(reference: Reference, place: Place, signal: AbortSignal | undefined): Promise<Descriptor> {
    const request = manifestRequest('HEAD', reference, place, signal ? { signal } : {})
    const { response, body } = await this.#transport.call(request)
    if (response.status === 404)
      throw await this.#missing(request, reference, { response, body, whole: true })
    const digest = parseDigest(response.header('docker-content-digest') ?? '')
    const mediaType = response.header('content-type')?.split(';')[0]?.trim()
    const agrees = reference.digest === undefined || digest === reference.digest
    if (response.status === 200 && digest && agrees && mediaType && response.size !== undefined)
      return { mediaType, digest, size: response.size }
    if (response.status >= 500 || response.status === 429)
      throw await this.#transport.refusal(request, response.status, body)
    // HEAD says too little here, or hides the reason of a refusal: GET tells.
    const get = manifestRequest('GET', reference, place, signal ? { signal } : {})
    const answer = await this.#transport.call(get, LONGEST_MANIFEST)
    if (answer.response.status !== 200) throw await this.#missing(get, reference, answer)
    const fetched = checkManifest(reference, place.registry, answer)
    return { mediaType: fetched.mediaType, digest: fetched.digest, size: fetched.size }
  }

  async #blobSize(
    place: Place,
    digest: Digest,
    signal: AbortSignal | undefined,
  ): Promise<number | undefined> {
    const request: ApiRequest = {
      method: 'HEAD',
      origin: place,
      object: `blobs/${digest}`,
      signal,
      ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
    }
    const { response, body } = await this.#transport.call(request)
    if (response.status === 404) return undefined
    if (response.status !== 200) throw await this.#transport.refusal(request, response.status, body)
    return response.size ?? this.#sizeByGet(request)
  }

  /** For registries whose HEAD tells no length: GET tells, and is hung up on. */
  async #sizeByGet(head: ApiRequest): Promise<number | undefined> {
    const { response, release } = await this.#transport.open({ ...head, method: 'GET' })
    response.body.destroy()
    release()
    return response.status === 200 ? response.size : undefined
  }

  /** Asks the mirrors and then the registry; the first answer that will do counts, and the registry's in any case. */
  async #overMirrors<T>(
    origin: Origin,
    signal: AbortSignal | undefined,
    ask: (place: Place) => Promise<T>,
    willDo: (answer: T) => boolean = () => true,
  ): Promise<T> {
    for (const place of this.#mirrors.placesOf(origin)) {
      if (!place.isMirror || this.#isSilent(place)) continue
      try {
        const answer = await ask(place)
        if (willDo(answer)) return answer
      } catch (error) {
        signal?.throwIfAborted()
        this.#mirrorFailed(place, error)
      }
    }
    return ask({ ...origin, isMirror: false })
  }

  #isSilent(place: Place): boolean {
    return place.isMirror && this.#silent.has(place.registry)
  }

  #mirrorFailed(place: Place, error: unknown): void {
    if (error instanceof RegistryFailure && error.status === 404) {
      this.#log.debug(`mirror ${place.registry}: ${messageOf(error)}`)
      return
    }
    this.#log.warning(`mirror ${place.registry} failed, going on without it: ${messageOf(error)}`)
    if (!(error instanceof RegistryFailure)) this.#silent.add(place.registry)
  }

  async #missing(request: ApiRequest, reference: Reference, answer: Answer): Promise<RegistryFailure> {
    const { status } = answer.response
    const refusal = await this.#transport.refusal(request, status, answer.body)
    if (status !== 404) return refusal
    const { registry, repository } = reference
    const at = request.origin.registry
    return new RegistryFailure(`${nameOf(reference)} was not found in ${at}`, {
      registry,
      repository,
      status,
      codes: refusal.codes,
      fix: `Check the name and the tag. If the image is private, check the login to ${at}: some registries hide what a login may not see.`,
      cause: refusal,
    })
  }

  #blobPlace(place: Place, digest: Digest, options: BlobOptions): BlobPlace {
    const name = `${place.registry}/${place.repository}`
    return {
      name,
      open: async (headers) => {
        const request: ApiRequest = {
          method: 'GET',
          origin: place,
          object: `blobs/${digest}`,
          headers,
          signal: options.signal,
          ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
        }
        const opened = await this.#transport.open(request)
        return this.#orRefusal(request, opened)
      },
    }
  }

  /** A URL of a descriptor: fetched without any login, and never in plain HTTP from afar. */
  #foreignPlace(origin: Origin, text: string, options: BlobOptions): BlobPlace {
    const { http } = this.#transport
    const url = URL.canParse(text) ? new URL(text) : undefined
    const name = url ? `${url.host}${url.pathname}` : text
    return {
      name,
      open: async (headers) => {
        const { registry, repository } = origin
        // An image from elsewhere may not have us ask this machine's own servers.
        const inward =
          url !== undefined && isLoopback(hostOfUrl(url).host) && !isLoopback(splitHostPort(registry).host)
        if (!url || inward || !http.mayCarryCredentials(url)) {
          const fix = `Have the image made without foreign layers, or name ${url?.host ?? 'the host'} in insecure-registries.`
          const why = inward ? 'is this machine' : 'is not HTTPS'
          throw new RegistryFailure(`the image points to ${name} for a layer, which ${why}`, {
            registry,
            repository,
            fix,
          })
        }
        const response = await http.request({ method: 'GET', url, headers, signal: options.signal })
        const request: ApiRequest = { method: 'GET', origin, object: url }
        return this.#orRefusal(request, { response, release: () => {} })
      },
    }
  }

  async #orRefusal(request: ApiRequest, opened: OpenBody): Promise<OpenBody> {
    const { response, release } = opened
    if (response.status === 200 || response.status === 206) return opened
    try {
      const body = Buffer.from(await response.text(64 * 1024))
      throw await this.#transport.refusal(request, response.status, body)
    } finally {
      release()
    }
  }

  /** Registries that do not say on PUT what they stored are asked. */
  async #readBack(target: Origin, tagOrDigest: string, signal?: AbortSignal): Promise<Digest | undefined> {
    const digest = parseDigest(tagOrDigest)
    const reference = { ...target, tag: digest ? undefined : tagOrDigest, digest }
    return (await this.resolve(reference, signal))?.digest
  }

  async #pages(
    origin: Origin,
    first: string,
    signal: AbortSignal | undefined,
    read: (document: Record<string, unknown>) => void,
  ): Promise<void> {
    const headers = { accept: `application/json, ${MediaType.index}` }
    let object: string | URL | undefined = first
    for (let page = 0; object !== undefined && page < MOST_PAGES; page += 1) {
      const request: ApiRequest = { method: 'GET', origin, object, headers, signal }
      const answer = await this.#transport.call(request, LONGEST_DOCUMENT)
      if (answer.response.status !== 200)
        throw await this.#transport.refusal(request, answer.response.status, answer.body)
      read(documentOf(origin, first, answer.body))
      object = nextPage(answer)
    }
  }
}

function manifestRequest(
  method: 'GET' | 'HEAD',
  reference: Reference,
  place: Place,
  { accept = MANIFEST_TYPES, signal }: PullOptions,
): ApiRequest {
  return {
    method,
    origin: place,
    object: `manifests/${objectOf(reference)}`,
    headers: { accept: accept.join(', ') },
    signal,
    ...(place.isMirror ? { attempts: MIRROR_ATTEMPTS } : {}),
  }
}

/** A host out of reach, with the image that was wanted from it: after a mirror, it is one that the user never named. */
function inPullOf(reference: Reference, error: unknown): unknown {
  if (!(error instanceof HttpFailure)) return error
  const { message, kind, host, fix = '', transient } = error
  return new HttpFailure(`${nameOf(reference)} could not be read: ${message}`, {
    kind,
    host,
    fix,
    transient,
    cause: error,
  })
}

async function unless404<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RegistryFailure && error.status === 404) return undefined
    throw error
  }
}

function documentOf({ registry, repository }: Origin, object: string, body: Buffer): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(body.toString('utf8'))
    if (isObject(document)) return document
  } catch {
    // said below
  }
  throw new RegistryFailure(`${registry} answered ${repository}/${object} with what is no JSON document`, {
    registry,
    repository,
    fix: `Check that ${registry} is a registry.`,
  })
}

/** The page after this one, on the same host only: RFC 8288, `rel="next"`. */
function nextPage({ response }: Answer): URL | undefined {
  const link = response.headers('link').join(', ')
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link)?.[1]
  if (target === undefined || !URL.canParse(target, response.url.href)) return undefined
  const url = new URL(target, response.url)
  return url.host === response.url.host ? new URL(`${url.pathname}${url.search}`, response.url) : undefined
}

function isDescriptor(value: unknown): value is Descriptor {
  return (
    isObject(value) &&
    typeof value['mediaType'] === 'string' &&
    typeof value['size'] === 'number' &&
    typeof value['digest'] === 'string' &&
    parseDigest(value['digest']) !== undefined
  )
}

function originOf({ registry, repository }: Reference): Origin {
  return { registry, repository }
}

function keyOf({ registry, repository }: Origin, digest: Digest): string {
  return `${registry}/${repository}@${digest}`
}
