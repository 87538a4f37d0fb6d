import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { HttpClient, HttpRequest } from '../http/client.js'
import type { HttpResponse } from '../http/response.js'
import { Secret } from '../log/secret.js'
import { isObject } from '../oci/json.js'
import { parseJson } from './cache-index.js'
import { PATIENCE, type Patience, Watch } from './patience.js'

/** What the service answered that is neither yes nor no: throttled, broken, out of reach. */
export class ServiceFailure extends Error {
  readonly status: number

  constructor(what: string, status: number, said: string) {
    super(`GitHub's cache service answered ${status} to ${what}${said === '' ? '' : ` (${said})`}`)
    this.name = 'ServiceFailure'
    this.status = status
  }
}

export interface FoundEntry {
  readonly key: string
  readonly url: URL
}

/** Entries by key, written once. `exists`: somebody has written one of this key; `refused`: this run may write none. */
export type Outcome = 'kept' | 'refused' | 'exists'

/** What the service says of a token that may not write; anything else that it says is a failure. */
export const WRITE_DENIED = /^(?:cache write denied|$)/

/** What both versions of the service are to us. */
export interface EntryService {
  /** The newest entry whose key is `key` or begins with one of `prefixes`, in their order. Undefined when none is. */
  find(key: string, prefixes: readonly string[], signal: AbortSignal): Promise<FoundEntry | undefined>
  /** Keeps an entry of `size` bytes; `read` gives the bytes of a range of it. */
  write(key: string, size: number, read: ReadRange, signal: AbortSignal): Promise<Outcome>
}

export type ReadRange = (start: number, size: number) => Promise<Uint8Array>

/** Entries of ours are found by us alone: the service compares it whole. Changes with the form of what is kept. */
export const VERSION = createHash('sha256').update('dockless cache 1').digest('hex')
const LONGEST_ANSWER = 64 * 1024
const PIECE_SIZE = 256 * 1024
/** A cache that must be begged is no faster than none. */
const ATTEMPTS = 2
const SHORT_WAIT_MS = 500
const LONGEST_WAIT_MS = 5000
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** The way to the service: with little patience. */
export class ServiceHttp {
  readonly #http: HttpClient
  readonly #authorization: Secret
  readonly #patience: Patience

  constructor(http: HttpClient, token: Secret, patience = PATIENCE) {
    this.#http = http
    this.#patience = patience
    this.#authorization = new Secret(`Bearer ${token.reveal()}`)
  }

  /** Asks with the runner's token; the answer's text. Throws ServiceFailure for an answer that is no success. */
  async call(
    what: string,
    request: HttpRequest,
  ): Promise<{ readonly status: number; readonly text: string }> {
    return this.ask(what, { ...request, authorization: this.#authorization })
  }

  /** Asks, and once more where that may help; not longer than a cache is worth. */
  async ask(what: string, request: HttpRequest): Promise<{ readonly status: number; readonly text: string }> {
    for (let failed = 1; ; failed += 1) {
      const { status, text, retryAfter } = await this.#once(request)
      if (status >= 200 && status < 300) return { status, text }
      const failure = new ServiceFailure(what, status, saidBy(text))
      if (!PASSING.has(status) || failed === ATTEMPTS) throw failure
      const askedMs = Number(retryAfter ?? SHORT_WAIT_MS / 1000) * 1000
      if (!(askedMs <= LONGEST_WAIT_MS)) throw failure
      await this.#http.pause(askedMs, request.signal)
    }
  }

  /** One try, answer and all, given up when nothing moves for a while: an upload may take its time. */
  async #once(
    request: HttpRequest,
  ): Promise<{ readonly status: number; readonly text: string; readonly retryAfter: string | undefined }> {
    const { body } = request
    const { readMs, stallMs } = this.#patience
    using watch = new Watch(body instanceof Uint8Array ? stallMs : readMs, request.signal)
    const sent = body instanceof Uint8Array ? { stream: inPieces(body, watch), size: body.length } : body
    const { signal } = watch
    const response = await watch.over(
      this.#http.request({ ...request, ...(sent === undefined ? {} : { body: sent }), signal, attempts: 1 }),
    )
    const text = await watch.over(response.text(LONGEST_ANSWER))
    return { status: response.status, text, retryAfter: response.header('retry-after') }
  }

  /** Opens an entry, or `size` bytes of it from `start` on. The answer may be 200 and the whole all the same. */
  async read(
    url: URL,
    range: { readonly start: number; readonly size: number } | undefined,
    signal?: AbortSignal,
  ): Promise<HttpResponse> {
    const headers = range ? { range: `bytes=${range.start}-${range.start + range.size - 1}` } : {}
    const request = {
      method: 'GET',
      url,
      headers,
      signal,
      attempts: 1,
    } as const
    for (let failed = 1; ; failed += 1) {
      const response = await this.#http.request(request)
      const { status } = response
      if (status === 200 || status === 206) return response
      await response.discard()
      if (!PASSING.has(status) || failed === ATTEMPTS) throw new ServiceFailure('a download', status, '')
      await this.#http.pause(SHORT_WAIT_MS, signal)
    }
  }
}

/** Bytes that tell the watch when they go out. */
function inPieces(bytes: Uint8Array, watch: Watch): Readable {
  const pieces = function* (): Generator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += PIECE_SIZE) {
      watch.moved()
      yield bytes.subarray(start, start + PIECE_SIZE)
    }
  }
  return Readable.from(pieces(), { objectMode: false })
}

/** The object that an answer must be. Throws ServiceFailure for anything else: a page of a proxy, half an answer. */
export function answerIn(what: string, text: string): Readonly<Record<string, unknown>> {
  const answer = parseJson(text)
  if (isObject(answer)) return answer
  throw new ServiceFailure(what, 200, 'and what came is no JSON object')
}

/** Below a base URL, which may end with a slash or not. */
export function below(base: URL, path: string): URL {
  return new URL(path, base.href.endsWith('/') ? base : new URL(`${base.href}/`))
}

/** A field of an answer: Twirp writes its names in either case. */
export function textOf(answer: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
  for (const name of names) {
    const value = answer[name]
    if (typeof value === 'string') return value
  }
  return ''
}

function saidBy(text: string): string {
  const value = parseJson(text)
  return isObject(value) ? textOf(value, 'msg', 'message').slice(0, 200) : ''
}
