import {
  answerIn,
  below,
  type EntryService,
  type FoundEntry,
  type Outcome,
  type ReadRange,
  ServiceFailure,
  type ServiceHttp,
  textOf,
  VERSION,
} from './github-service.js'

const ACCEPT = { accept: 'application/json;api-version=6.0-preview.1' }
const CHUNK_SIZE = 32 * 1024 * 1024

/**
 * Version 1, which GitHub Enterprise Server, act, Gitea and Forgejo offer: an entry is looked up, reserved, sent in
 * chunks and committed (actions/toolkit, packages/cache, cacheHttpClient).
 */
export class GithubServiceV1 implements EntryService {
  readonly #http: ServiceHttp
  readonly #base: URL

  constructor(http: ServiceHttp, base: URL) {
    this.#http = http
    this.#base = below(base, '_apis/artifactcache/')
  }

  async find(key: string, prefixes: readonly string[], signal: AbortSignal): Promise<FoundEntry | undefined> {
    const keys = [...new Set([key, ...prefixes])].join(',')
    const query = new URLSearchParams({ keys, version: VERSION })
    const url = new URL(`cache?${query}`, this.#base)
    const { status, text } = await this.#http.call('a lookup', {
      method: 'GET',
      url,
      headers: ACCEPT,
      signal,
    })
    if (status !== 200) return undefined // 204: there is none
    const answer = answerIn('a lookup', text)
    const location = textOf(answer, 'archiveLocation')
    if (!URL.canParse(location)) throw new ServiceFailure('a lookup', status, 'without a usable URL')
    return { key: textOf(answer, 'cacheKey'), url: new URL(location) }
  }

  async write(key: string, size: number, read: ReadRange, signal: AbortSignal): Promise<Outcome> {
    const id = await this.#reserve(key, size, signal)
    if (typeof id !== 'number') return id
    const url = new URL(`caches/${id}`, this.#base)
    for (let start = 0; start < size; start += CHUNK_SIZE) {
      const body = await read(start, Math.min(CHUNK_SIZE, size - start))
      const headers = {
        ...ACCEPT,
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${start}-${start + body.length - 1}/*`,
      }
      await this.#http.call('an upload', { method: 'PATCH', url, headers, body, signal })
    }
    await this.#post('the end of an upload', `caches/${id}`, { size }, signal)
    return 'kept'
  }

  async #reserve(
    key: string,
    cacheSize: number,
    signal: AbortSignal,
  ): Promise<number | 'refused' | 'exists'> {
    try {
      const text = await this.#post('a reservation', 'caches', { key, version: VERSION, cacheSize }, signal)
      const id = answerIn('a reservation', text)['cacheId']
      return typeof id === 'number' && id > 0 ? id : 'exists'
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error
      if (error.status === 401 || error.status === 403) return 'refused'
      // act answers 400 where GitHub answers 409.
      if (error.status === 409 || error.status === 400) return 'exists'
      throw error
    }
  }

  async #post(what: string, path: string, document: unknown, signal: AbortSignal): Promise<string> {
    const headers = { ...ACCEPT, 'content-type': 'application/json' }
    const url = new URL(path, this.#base)
    const body = JSON.stringify(document)
    return (await this.#http.call(what, { method: 'POST', url, headers, body, signal })).text
  }
}
