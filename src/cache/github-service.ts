import { createHash } from 'node:crypto'
import type { HttpClient } from '../http/client.js'
import type { HttpResponse } from '../http/response.js'
import { Secret } from '../log/secret.js'
import { isObject, parseJson } from './cache-index.js'

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

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/'
/** Entries of ours are found by us alone: the service compares it whole. Changes with the form of what is kept. */
const VERSION = createHash('sha256').update('dockless cache 1').digest('hex')
/** Azure takes one Put Blob of up to 5000 MiB; blocks are for what may have to be sent again in part. */
const BLOCK_SIZE = 64 * 1024 * 1024
const LONGEST_ANSWER = 64 * 1024
const TIMEOUT_MS = 10_000
/** A cache that must be begged is no faster than none. */
const ATTEMPTS = 2
const SHORT_WAIT_MS = 500
const LONGEST_WAIT_MS = 5000
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

export interface GithubServiceOptions {
  readonly http: HttpClient
  readonly resultsUrl: URL
  readonly token: Secret
}

/**
 * GitHub's cache service, version 2: Twirp calls in JSON, and signed URLs of a blob storage for the bytes
 * (actions/toolkit, packages/cache).
 */
export class GithubService {
  readonly #options: GithubServiceOptions

  constructor(options: GithubServiceOptions) {
    this.#options = options
  }

  /** The newest entry whose key is `key` or begins with one of `prefixes`, in their order. Undefined when none is. */
  async find(key: string, prefixes: readonly string[], signal: AbortSignal): Promise<FoundEntry | undefined> {
    const answer = await this.#call('GetCacheEntryDownloadURL', { key, restore_keys: prefixes }, signal)
    const url = textOf(answer, 'signed_download_url', 'signedDownloadUrl')
    const found = textOf(answer, 'matched_key', 'matchedKey')
    return answer['ok'] === true && URL.canParse(url) ? { key: found, url: new URL(url) } : undefined
  }

  /** Opens an entry, or `size` bytes of it from `start` on. The answer may be 200 and the whole all the same. */
  async read(
    url: URL,
    range: { readonly start: number; readonly size: number } | undefined,
    signal?: AbortSignal,
  ): Promise<HttpResponse> {
    const { http } = this.#options
    const headers = range ? { range: `bytes=${range.start}-${range.start + range.size - 1}` } : {}
    for (let failed = 1; ; failed += 1) {
      const response = await http.request({
        method: 'GET',
        url,
        headers,
        signal,
        attempts: 1,
        headersTimeoutMs: TIMEOUT_MS,
      })
      const { status } = response
      if (status === 200 || status === 206) return response
      await response.discard()
      if (!PASSING.has(status) || failed === ATTEMPTS) throw new ServiceFailure('a download', status, '')
      await http.pause(SHORT_WAIT_MS, signal)
    }
  }

  /**
   * Keeps an entry of `size` bytes; `read` gives the bytes of a range of it. `refused` when this run may keep nothing,
   * `exists` when there is one of this key.
   */
  async write(
    key: string,
    size: number,
    read: (start: number, size: number) => Promise<Uint8Array>,
    signal: AbortSignal,
  ): Promise<'kept' | 'refused' | 'exists'> {
    const created = await this.#create(key, signal)
    if (!(created instanceof URL)) return created
    await this.#upload(created, size, read, signal)
    const done = await this.#call('FinalizeCacheEntryUpload', { key, size_bytes: String(size) }, signal)
    if (done['ok'] !== true) throw new ServiceFailure('the end of an upload', 200, textOf(done, 'message'))
    return 'kept'
  }

  async #create(key: string, signal: AbortSignal): Promise<URL | 'refused' | 'exists'> {
    try {
      const answer = await this.#call('CreateCacheEntry', { key }, signal)
      const url = textOf(answer, 'signed_upload_url', 'signedUploadUrl')
      return answer['ok'] === true && URL.canParse(url) ? new URL(url) : 'refused'
    } catch (error) {
      if (error instanceof ServiceFailure && error.status === 409) return 'exists'
      if (error instanceof ServiceFailure && error.status === 403) return 'refused'
      throw error
    }
  }

  async #upload(
    url: URL,
    size: number,
    read: (start: number, size: number) => Promise<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    if (size <= BLOCK_SIZE)
      return this.#put(url, await read(0, size), { 'x-ms-blob-type': 'BlockBlob' }, signal)
    const ids: string[] = []
    for (let start = 0; start < size; start += BLOCK_SIZE) {
      const id = Buffer.from(`block-${String(ids.length).padStart(8, '0')}`).toString('base64')
      ids.push(id)
      const block = withQuery(url, { comp: 'block', blockid: id })
      await this.#put(block, await read(start, Math.min(BLOCK_SIZE, size - start)), {}, signal)
    }
    const list = ids.map((id) => `<Latest>${id}</Latest>`).join('')
    const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`)
    await this.#put(
      withQuery(url, { comp: 'blocklist' }),
      body,
      { 'content-type': 'application/xml' },
      signal,
    )
  }

  async #put(
    url: URL,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#patiently('an upload', signal, () =>
      this.#options.http.request({
        method: 'PUT',
        url,
        headers: { 'x-ms-version': '2024-05-04', ...headers },
        body,
        signal,
        attempts: 1,
        headersTimeoutMs: TIMEOUT_MS,
      }),
    )
  }

  async #call(
    name: string,
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { http, resultsUrl, token } = this.#options
    const base = resultsUrl.href.endsWith('/') ? resultsUrl : new URL(`${resultsUrl.href}/`)
    const text = await this.#patiently(name, signal, () =>
      http.request({
        method: 'POST',
        url: new URL(SERVICE + name, base),
        headers: { 'content-type': 'application/json' },
        authorization: new Secret(`Bearer ${token.reveal()}`),
        body: JSON.stringify({ ...body, version: VERSION }),
        signal,
        attempts: 1,
        headersTimeoutMs: TIMEOUT_MS,
      }),
    )
    const answer = parseJson(text)
    return isObject(answer) ? answer : {}
  }

  /** Asks, and once more where that may help; not longer than a cache is worth. */
  async #patiently(what: string, signal: AbortSignal, ask: () => Promise<HttpResponse>): Promise<string> {
    for (let failed = 1; ; failed += 1) {
      const response = await ask()
      const text = await response.text(LONGEST_ANSWER)
      if (response.status >= 200 && response.status < 300) return text
      const failure = new ServiceFailure(what, response.status, saidBy(text))
      if (!PASSING.has(response.status) || failed === ATTEMPTS) throw failure
      const askedMs = Number(response.header('retry-after') ?? SHORT_WAIT_MS / 1000) * 1000
      if (!(askedMs <= LONGEST_WAIT_MS)) throw failure
      await this.#options.http.pause(askedMs, signal)
    }
  }
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(query)) changed.searchParams.set(name, value)
  return changed
}

/** A field of an answer: Twirp writes its names in either case. */
function textOf(answer: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
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
