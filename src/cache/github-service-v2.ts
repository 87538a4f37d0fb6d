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
  WRITE_DENIED,
} from './github-service.js'

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/'
/** Azure takes one Put Blob of up to 5000 MiB; blocks are for what may have to be sent again in part. */
const BLOCK_SIZE = 64 * 1024 * 1024

/** Version 2: Twirp calls in JSON, and signed URLs of a blob storage for the bytes (actions/toolkit, packages/cache). */
export class GithubServiceV2 implements EntryService {
  readonly #http: ServiceHttp
  readonly #base: URL

  constructor(http: ServiceHttp, base: URL) {
    this.#http = http
    this.#base = base
  }

  async find(key: string, prefixes: readonly string[], signal: AbortSignal): Promise<FoundEntry | undefined> {
    const answer = await this.#call('GetCacheEntryDownloadURL', { key, restore_keys: prefixes }, signal)
    if (answer['ok'] !== true) return undefined
    const url = textOf(answer, 'signed_download_url', 'signedDownloadUrl')
    const found = textOf(answer, 'matched_key', 'matchedKey')
    if (!URL.canParse(url)) throw new ServiceFailure('a lookup', 200, 'without a usable URL')
    return { key: found, url: new URL(url) }
  }

  async write(key: string, size: number, read: ReadRange, signal: AbortSignal): Promise<Outcome> {
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
      if (answer['ok'] === true && URL.canParse(url)) return new URL(url)
      const message = textOf(answer, 'message')
      if (answer['ok'] !== true && WRITE_DENIED.test(message)) return 'refused'
      throw new ServiceFailure('a reservation', 200, message || 'without a usable URL')
    } catch (error) {
      if (error instanceof ServiceFailure && error.status === 409) return 'exists'
      if (error instanceof ServiceFailure && error.status === 403) return 'refused'
      throw error
    }
  }

  /** Put Blob for what fits into one block, Put Block and Put Block List for more (Azure Blob Storage REST API). */
  async #upload(url: URL, size: number, read: ReadRange, signal: AbortSignal): Promise<void> {
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
    more: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    const headers = { 'x-ms-version': '2024-05-04', ...more }
    await this.#http.ask('an upload', { method: 'PUT', url, headers, body, signal })
  }

  async #call(
    name: string,
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { text } = await this.#http.call(name, {
      method: 'POST',
      url: below(this.#base, SERVICE + name),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, version: VERSION }),
      signal,
    })
    return answerIn(name, text)
  }
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(query)) changed.searchParams.set(name, value)
  return changed
}
