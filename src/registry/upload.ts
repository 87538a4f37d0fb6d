import { Readable } from 'node:stream'
import { HttpFailure } from '../http/failure.js'
import { backoffMs, isRetriedStatus, retryAfterMs } from '../http/retry.js'
import type { Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Access } from './authorizer.js'
import { RegistryFailure } from './failure.js'
import type { Answer, ApiRequest, Transport } from './transport.js'

/** What is to be sent. `open` gives the bytes from `start` on, afresh each time it is called. */
export interface Upload {
  readonly target: Origin
  readonly digest: Digest
  readonly size: number
  readonly open: (start: number) => Promise<Readable>
  readonly signal?: AbortSignal | undefined
  /** Told how many bytes have been sent so far; it may go back after a broken upload. */
  readonly onProgress?: ((sent: number) => void) | undefined
}

/** An upload that was begun: where its bytes go. */
export interface Session {
  readonly url: URL
}

/** So many tries in a row may fail without one more byte at the registry. */
const BARREN_TRIES = 5
const MOST_TRIES = 30
/** Some registries hash and move a blob before they answer its last request. */
const FINISH_TIMEOUT_MS = 600_000

/** Thrown when the caller's own stream fails: no matter of the registry, and not to be tried again. */
class SourceFailure extends Error {}

/**
 * Sends a blob (distribution-spec, "Pushing blobs"): POST for a session, then one PUT with all bytes. When that breaks,
 * the registry is asked how far it got, the rest goes by PATCH, and an empty PUT ends it; a session that is gone is begun
 * again.
 */
export async function sendBlob(
  transport: Transport,
  upload: Upload,
  begun: Session | undefined,
): Promise<void> {
  const sender = new Sender(transport, upload)
  let session = begun
  let received = 0
  let barren = 0
  for (let tries = 1; ; tries += 1) {
    let failure: unknown
    let isSpoilt = false
    session ??= await sender.begin()
    try {
      const outcome = await sender.send(session, received)
      if (outcome.done) return
      failure = outcome.failure
      isSpoilt = outcome.isSpoilt
      await sender.pauseAfter(outcome.answer, barren + 1)
    } catch (error) {
      upload.signal?.throwIfAborted()
      if (error instanceof SourceFailure) throw error.cause
      if (!(error instanceof HttpFailure && error.transient)) throw error
      failure = error
      await sender.pauseAfter(undefined, barren + 1)
    }
    const state = isSpoilt ? undefined : await sender.ask(session)
    if (state === 'finished') return
    barren = state && state.received > received ? 0 : barren + 1
    if (barren >= BARREN_TRIES || tries >= MOST_TRIES) throw failure
    // Nothing is lost with a session that holds nothing, and an odd one is left behind.
    session = state && state.received > 0 ? state.session : undefined
    received = session ? (state?.received ?? 0) : 0
  }
}

type Outcome =
  | { readonly done: true }
  | {
      readonly done: false
      readonly failure: unknown
      readonly answer: Answer
      /** What the registry put together from the pieces is not the blob: only a new session can mend that. */
      readonly isSpoilt: boolean
    }

class Sender {
  readonly #transport: Transport
  readonly #upload: Upload

  constructor(transport: Transport, upload: Upload) {
    this.#transport = transport
    this.#upload = upload
  }

  async begin(): Promise<Session> {
    const request = this.#request('POST', 'blobs/uploads/', { headers: { 'content-length': '0' } })
    const answer = await this.#transport.call(request)
    if (answer.response.status !== 202)
      throw await this.#transport.refusal(request, answer.response.status, answer.body)
    return sessionOf(this.#transport, this.#upload.target, answer)
  }

  /** Sends what the registry does not have: all in one PUT, or the rest in a PATCH and then an empty PUT. */
  async send(session: Session, received: number): Promise<Outcome> {
    const { digest, size } = this.#upload
    if (received === 0) return this.#put(withDigest(session.url, digest), 0, received)
    let last = session
    if (received < size) {
      const headers = { 'content-range': `${received}-${size - 1}` }
      const request = this.#request('PATCH', session.url, { headers })
      const answer = await this.#stream(request, received)
      if (answer.response.status !== 202) return this.#unwelcome(request, answer, received)
      last = await sessionOf(this.#transport, this.#upload.target, answer)
    }
    return this.#put(withDigest(last.url, digest), size, received)
  }

  /** How far the registry got: GET of the upload ("Resuming an upload"). Undefined when the session is gone. */
  async ask(
    session: Session,
  ): Promise<{ readonly session: Session; readonly received: number } | 'finished' | undefined> {
    const { target, digest, size } = this.#upload
    try {
      const answer = await this.#transport.call(this.#request('GET', session.url, { attempts: 3 }))
      const { status } = answer.response
      if (status === 204 || status === 202) {
        const end = /^(?:bytes=)?0-(\d+)$/.exec(answer.response.header('range')?.trim() ?? '')?.[1]
        // "0-0" is written both for one byte and for none: taken for none, the upload is begun anew.
        const received = end === undefined || end === '0' ? 0 : Number(end) + 1
        if (received <= size) {
          const at = answer.response.header('location')
            ? await sessionOf(this.#transport, target, answer)
            : session
          return { session: at, received }
        }
      }
      // The last answer may have been lost on the way, the blob being whole.
      const held = await this.#transport.call(this.#request('HEAD', `blobs/${digest}`, {}))
      return held.response.status === 200 ? 'finished' : undefined
    } catch (error) {
      this.#upload.signal?.throwIfAborted()
      if (error instanceof HttpFailure && error.transient) return undefined
      throw error
    }
  }

  async pauseAfter(answer: Answer | undefined, failed: number): Promise<void> {
    const asked = retryAfterMs(answer?.response.header('retry-after'))
    const delayMs = Math.max(typeof asked === 'number' ? asked : 0, backoffMs(failed))
    await this.#transport.http.pause(delayMs, this.#upload.signal)
  }

  async #put(url: URL, from: number, received: number): Promise<Outcome> {
    const request = this.#request('PUT', url, { headersTimeoutMs: FINISH_TIMEOUT_MS })
    const answer =
      from === this.#upload.size
        ? await this.#transport.call({ ...request, headers: { 'content-length': '0' } })
        : await this.#stream(request, from)
    const { status } = answer.response
    return status === 201 || status === 204 ? { done: true } : this.#unwelcome(request, answer, received)
  }

  async #unwelcome(request: ApiRequest, answer: Answer, received: number): Promise<Outcome> {
    const { status } = answer.response
    const failure = await this.#transport.refusal(request, status, answer.body)
    // 401: the token died under way. 404: the session did. 416: the registry counts otherwise than we do.
    const isSpoilt = status === 400 && received > 0
    if (isSpoilt || isRetriedStatus(status) || status === 401 || status === 404 || status === 416)
      return { done: false, failure, answer, isSpoilt }
    throw failure
  }

  async #stream(request: ApiRequest, from: number): Promise<Answer> {
    const { size, open, onProgress } = this.#upload
    const counted = await countedStream(open, from, onProgress)
    try {
      return await this.#transport.call({
        ...request,
        headers: { ...request.headers, 'content-type': 'application/octet-stream' },
        body: { stream: counted.stream, size: size - from },
      })
    } catch (error) {
      const broken = counted.failure()
      throw broken === undefined ? error : new SourceFailure('the source of a blob broke', { cause: broken })
    } finally {
      counted.stream.destroy()
    }
  }

  #request(
    method: ApiRequest['method'],
    object: string | URL,
    more: Pick<ApiRequest, 'headers' | 'attempts' | 'headersTimeoutMs'>,
  ): ApiRequest {
    const { target, signal } = this.#upload
    return { method, origin: target, object, access: pushAccess(target), signal, ...more }
  }
}

/** What a push needs of its repository. */
export function pushAccess(target: Origin): readonly [Access] {
  return [{ repository: target.repository, actions: ['pull', 'push'] }]
}

/** The session that an answer's `Location` names: absolute, or relative to the request. */
export async function sessionOf(transport: Transport, target: Origin, answer: Answer): Promise<Session> {
  const { registry, repository } = target
  const location = answer.response.header('location') ?? ''
  const here = answer.response.url
  if (location === '' || !URL.canParse(location, here.href))
    throw new RegistryFailure(`${registry} began an upload to ${repository} and did not say where`, {
      registry,
      repository,
      fix: `Look at the log of ${registry}, and at proxies before it: the header Location is missing.`,
    })
  const url = new URL(location, here)
  const base = await transport.base(registry)
  // A registry behind a proxy that ends TLS often believes that it is spoken to in plain HTTP.
  if (url.protocol === 'http:' && base.protocol === 'https:' && url.hostname === base.hostname)
    return { url: new URL(`${url.pathname}${url.search}`, base) }
  if (!transport.http.mayCarryCredentials(url))
    throw new RegistryFailure(
      `${registry} wants the content of ${repository} in plain HTTP, at ${url.host}`,
      {
        registry,
        repository,
        fix: `Have ${registry} use TLS there, or name ${url.host} in insecure-registries.`,
      },
    )
  return { url }
}

/** Adds the digest to the URL of a session, the rest of which is the registry's and stays as it is, byte for byte. */
function withDigest(url: URL, digest: Digest): URL {
  return new URL(`${url.href}${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`)
}

/** The caller's bytes, counted on their way, and what broke them if anything did. */
async function countedStream(
  open: Upload['open'],
  from: number,
  onProgress: Upload['onProgress'],
): Promise<{ readonly stream: Readable; readonly failure: () => unknown }> {
  let failure: unknown
  const source = await open(from).catch((error: unknown) => {
    throw new SourceFailure('the source of a blob broke', { cause: error })
  })
  source.on('error', () => {}) // it may break before it is read; reading tells then
  const counted = async function* (): AsyncGenerator<Buffer, void, undefined> {
    let sent = from
    let isOut = false
    try {
      for await (const chunk of source) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError('a blob must be a stream of bytes')
        sent += chunk.length
        onProgress?.(sent)
        isOut = true
        yield chunk
        isOut = false
      }
    } catch (error) {
      // A connection that breaks throws its error in here too, where the last chunk went out.
      if (!isOut) failure = error
      throw error
    }
  }
  const stream = Readable.from(counted(), { objectMode: false })
  stream.once('close', () => source.destroy())
  return { stream, failure: () => failure }
}
