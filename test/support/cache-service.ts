import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** An entry of the service: its bytes stand in `blobs` under its slot. */
export interface ServiceEntry {
  readonly key: string
  readonly version: string
  readonly scope: string
  readonly slot: string
}

export interface Scope {
  readonly Scope: string
  /** 1 read, 2 write. */
  readonly Permission: number
}

/** What went through. Sizes in bytes. */
export interface ServiceCounts {
  readonly calls: string[]
  puts: number
  gets: number
  bytesIn: number
  bytesOut: number
}

/** What is wrong with the service; each can be switched on and off at any time. */
export interface Troubles {
  /** CreateCacheEntry answers that the token has no writable scope. */
  readOnly: boolean
  /** Every save is answered 429, with Retry-After. */
  throttled: boolean
  /** Everything is answered 500. */
  broken: boolean
  /** Downloads answer 200 and the whole, whatever range was asked for. */
  noRanges: boolean
  /** Signed URLs of downloads are refused (403) after so many uses. */
  urlUses: number
  /** Downloads break off after so many bytes, each time. */
  cutAfter: number
}

/** How long the runner's token is good for. */
const LIFETIME_SECONDS = 6 * 60 * 60

/** Answers a request in the service's place when it returns true; the body has been read. */
type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean

const V1 = '/_apis/artifactcache/'
const ROUTE = /\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/

/**
 * A double of GitHub's cache service. Version 2: Twirp calls in JSON, signed URLs, Azure's block uploads and ranges,
 * scopes by token. Version 1: reservations, chunks and commits, below `_apis/artifactcache/`. It is held to the real client library in `cache-service.integration.test.ts`.
 */
export class CacheService implements AsyncDisposable {
  readonly url: string
  entries: ServiceEntry[] = []
  readonly blobs = new Map<string, Buffer>()
  readonly counts: ServiceCounts = { calls: [], puts: 0, gets: 0, bytesIn: 0, bytesOut: 0 }
  readonly troubles: Troubles = {
    readOnly: false,
    throttled: false,
    broken: false,
    noRanges: false,
    urlUses: Number.POSITIVE_INFINITY,
    cutAfter: Number.POSITIVE_INFINITY,
  }
  intercept: Intercept | undefined
  /** Waits so long before it answers, in milliseconds. */
  delayMs = 0
  readonly #uploads = new Map<string, ServiceEntry>()
  /** Version 1 counts its uploads. */
  readonly #reserved: ServiceEntry[] = []
  readonly #blocks = new Map<string, Buffer>()
  readonly #uses = new Map<string, number>()
  readonly #close: () => Promise<void>

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.url = `http://127.0.0.1:${port}/`
    this.#close = () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }

  static async start(): Promise<CacheService> {
    let service: CacheService | undefined
    const server = createServer((request, response) => {
      service?.handle(request, response).catch((error: unknown) => response.destroy(asError(error)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it does not listen on a port')
    service = new CacheService(server, address.port)
    return service
  }

  /** A token of the runner, for these scopes: the first is the run's own. */
  static token(scopes: readonly Scope[] = [{ Scope: 'refs/heads/main', Permission: 3 }]): string {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const claims = { ac: JSON.stringify(scopes), nbf: now - 60, exp: now + LIFETIME_SECONDS }
    return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), 'c2ln'].join('.')
  }

  /** What the runner gives to an action. */
  environment(scopes?: readonly Scope[]): Record<string, string> {
    return {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: this.url,
      ACTIONS_CACHE_URL: this.url,
      ACTIONS_RUNTIME_TOKEN: CacheService.token(scopes),
    }
  }

  evict(gone: (entry: ServiceEntry) => boolean): void {
    this.entries = this.entries.filter((entry) => !gone(entry))
  }

  /** Changes the bytes of entries in their place. */
  tamper(change: (bytes: Buffer, entry: ServiceEntry) => Buffer): void {
    for (const entry of this.entries) {
      const bytes = this.blobs.get(entry.slot)
      if (bytes) this.blobs.set(entry.slot, change(bytes, entry))
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close()
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', this.url)
    if (this.delayMs > 0) await sleep(this.delayMs)
    if (this.intercept?.(request, response)) return
    if (url.pathname.startsWith(V1)) return this.#callV1(request, response, url, body)
    if (request.method === 'POST') return this.#call(request, response, url, body)
    if (this.troubles.broken) return json(response, 500, { code: 'internal' })
    if (request.method === 'PUT') return this.#put(response, url, body)
    return this.#get(request, response, url)
  }

  #call(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const name = ROUTE.exec(url.pathname)?.[1]
    if (name === undefined) return json(response, 404, { code: 'bad_route', msg: url.pathname })
    this.counts.calls.push(name)
    if (this.troubles.broken) return json(response, 500, { code: 'internal', msg: 'broken' })
    const scopes = scopesOf(request.headers.authorization)
    if (!scopes) return json(response, 401, { code: 'unauthenticated', msg: 'no token' })
    const query = JSON.parse(body.toString('utf8'))
    if (name === 'CreateCacheEntry') return this.#create(response, query, scopes)
    if (name === 'FinalizeCacheEntryUpload') return this.#finalize(response, query)
    if (name === 'GetCacheEntryDownloadURL') return this.#find(response, query, scopes)
    return json(response, 404, { code: 'bad_route', msg: name })
  }

  /** Version 1 (actions/toolkit, packages/cache, cacheHttpClient): `cache`, `caches` and `caches/ID`. */
  #callV1(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const [, what, id = ''] = /^(cache|caches)(?:\/(\d+))?$/.exec(url.pathname.slice(V1.length)) ?? []
    this.counts.calls.push(`${request.method} ${what}${id === '' ? '' : '/ID'}`)
    if (this.troubles.broken) return json(response, 500, { message: 'broken' })
    const scopes = scopesOf(request.headers.authorization)
    if (!scopes) return json(response, 401, { message: 'no token' })
    if (request.method === 'GET') return this.#findV1(response, url, scopes)
    if (this.troubles.throttled) return json(response, 429, { message: 'rate limit' }, { 'Retry-After': '0' })
    if (id === '') return this.#reserve(response, JSON.parse(body.toString('utf8')), scopes)
    const entry = this.#reserved[Number(id) - 1]
    if (!entry) return json(response, 404, { message: 'no such upload' })
    if (request.method === 'PATCH') {
      const start = Number(/^bytes (\d+)-/.exec(request.headers['content-range'] ?? '')?.[1])
      this.counts.puts += 1
      this.counts.bytesIn += body.length
      const before = this.blobs.get(entry.slot) ?? Buffer.alloc(0)
      const whole = Buffer.alloc(Math.max(before.length, start + body.length))
      before.copy(whole)
      body.copy(whole, start)
      this.blobs.set(entry.slot, whole)
      return json(response, 204, undefined)
    }
    if (this.blobs.get(entry.slot)?.length !== JSON.parse(body.toString('utf8')).size)
      return json(response, 400, { message: 'size mismatch' })
    this.entries.push(entry)
    return json(response, 204, undefined)
  }

  #findV1(response: ServerResponse, url: URL, scopes: readonly Scope[]): void {
    const keys = (url.searchParams.get('keys') ?? '').split(',')
    const found = this.#lookUp(keys, url.searchParams.get('version') ?? '', scopes)
    if (!found) return json(response, 204, undefined)
    const { key, scope } = found.entry
    json(response, 200, { cacheKey: key, scope, archiveLocation: found.url })
  }

  #reserve(response: ServerResponse, query: Query, scopes: readonly Scope[]): void {
    const own = scopes[0]
    if (this.troubles.readOnly || !own || (own.Permission & 2) === 0)
      return json(response, 403, { message: 'the token may not write' })
    const { key, version } = query
    if (this.#isTaken(key, version, own.Scope)) return json(response, 409, { message: 'it exists' })
    const slot = randomBytes(6).toString('hex')
    json(response, 201, { cacheId: this.#reserved.push({ key, version, scope: own.Scope, slot }) })
  }

  #isTaken(key: string, version: string, scope: string): boolean {
    return this.entries.some((one) => one.key === key && one.version === version && one.scope === scope)
  }

  #create(response: ServerResponse, query: Query, scopes: readonly Scope[]): void {
    const own = scopes[0]
    if (this.troubles.throttled)
      return json(response, 429, { code: 'resource_exhausted', msg: 'rate limit' }, { 'Retry-After': '0' })
    if (this.troubles.readOnly || !own || (own.Permission & 2) === 0)
      return json(response, 200, {
        ok: false,
        signed_upload_url: '',
        message: 'cache write denied: token has no writable scopes',
      })
    const { key, version } = query
    if (this.#isTaken(key, version, own.Scope))
      return json(response, 409, { code: 'already_exists', msg: 'cache entry with the same key exists' })
    const slot = randomBytes(6).toString('hex')
    this.#uploads.set(slot, { key, version, scope: own.Scope, slot })
    json(response, 200, { ok: true, signed_upload_url: `${this.url}store/${slot}?sig=up`, message: '' })
  }

  #finalize(response: ServerResponse, query: Query): void {
    const upload = [...this.#uploads.values()]
      .reverse()
      .find((one) => one.key === query.key && one.version === query.version)
    const size = Number(query.size_bytes ?? query.sizeBytes)
    if (!upload || this.blobs.get(upload.slot)?.length !== size)
      return json(response, 200, { ok: false, entry_id: '0', message: 'size mismatch' })
    this.entries.push(upload)
    json(response, 200, { ok: true, entry_id: String(this.entries.length), message: '' })
  }

  #find(response: ServerResponse, query: Query, scopes: readonly Scope[]): void {
    const keys = [query.key, ...(query.restore_keys ?? query.restoreKeys ?? [])]
    const found = this.#lookUp(keys, query.version, scopes)
    if (!found) return json(response, 200, { ok: false, signed_download_url: '', matched_key: '' })
    json(response, 200, { ok: true, signed_download_url: found.url, matched_key: found.entry.key })
  }

  /** Scope by scope, own first; in each the exact key, then the newest that begins with one of the others. */
  #lookUp(
    keys: readonly string[],
    version: string,
    scopes: readonly Scope[],
  ): { readonly entry: ServiceEntry; readonly url: string } | undefined {
    for (const { Scope, Permission } of scopes) {
      const mine = this.entries.filter((one) => one.scope === Scope && one.version === version)
      for (const key of (Permission & 1) === 0 ? [] : keys) {
        const entry =
          mine.findLast((one) => one.key === key) ?? mine.findLast((one) => one.key.startsWith(key))
        const use = randomBytes(4).toString('hex')
        if (entry) return { entry, url: `${this.url}store/${entry.slot}?sig=${use}` }
      }
    }
    return undefined
  }

  #put(response: ServerResponse, url: URL, body: Buffer): void {
    this.counts.puts += 1
    this.counts.bytesIn += body.length
    const slot = url.pathname.split('/').at(-1) ?? ''
    if (this.troubles.throttled) return json(response, 429, {}, { 'Retry-After': '0' })
    if (!this.#uploads.has(slot)) return json(response, 404, {})
    const block = url.searchParams.get('blockid') ?? ''
    const kind = url.searchParams.get('comp')
    if (kind === 'block') this.#blocks.set(`${slot} ${block}`, body)
    else if (kind === 'blocklist') {
      const ids = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)]
      const blocks = ids.map(([, id]) => this.#blocks.get(`${slot} ${id}`))
      if (blocks.some((one) => one === undefined)) return json(response, 400, { code: 'InvalidBlockList' })
      this.blobs.set(slot, Buffer.concat(blocks.filter((one) => one !== undefined)))
    } else this.blobs.set(slot, body)
    json(response, 201, undefined, { ETag: '"1"', 'x-ms-request-id': '1', 'x-ms-version': '2024-05-04' })
  }

  #get(request: IncomingMessage, response: ServerResponse, url: URL): void {
    this.counts.gets += 1
    const uses = (this.#uses.get(url.href) ?? 0) + 1
    this.#uses.set(url.href, uses)
    if (uses > this.troubles.urlUses) return json(response, 403, { code: 'AuthenticationFailed' })
    const blob = this.blobs.get(url.pathname.split('/').at(-1) ?? '')
    if (!blob) return json(response, 404, { code: 'BlobNotFound' })
    const head = { 'Accept-Ranges': 'bytes', ETag: '"1"', 'x-ms-blob-type': 'BlockBlob' }
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(rangeOf(request)) ?? []
    if (first === undefined || this.troubles.noRanges) return this.#send(request, response, 200, blob, head)
    const start = Number(first)
    const end = Math.min(last ? Number(last) : blob.length - 1, blob.length - 1)
    if (start >= blob.length) return json(response, 416, {}, { 'Content-Range': `bytes */${blob.length}` })
    const range = { ...head, 'Content-Range': `bytes ${start}-${end}/${blob.length}` }
    this.#send(request, response, 206, blob.subarray(start, end + 1), range)
  }

  #send(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    bytes: Buffer,
    headers: Record<string, string>,
  ): void {
    response.writeHead(status, { ...headers, 'Content-Length': bytes.length })
    if (request.method === 'HEAD') return void response.end()
    const sent = bytes.subarray(0, this.troubles.cutAfter)
    this.counts.bytesOut += sent.length
    if (sent.length === bytes.length) response.end(bytes)
    else response.write(sent, () => setTimeout(() => response.destroy(), 10))
  }
}

interface Query {
  readonly key: string
  readonly version: string
  readonly restore_keys?: readonly string[]
  readonly restoreKeys?: readonly string[]
  readonly size_bytes?: string
  readonly sizeBytes?: string
}

function rangeOf({ headers }: IncomingMessage): string {
  const own = headers['x-ms-range']
  return typeof own === 'string' ? own : (headers.range ?? '')
}

function scopesOf(authorization: string | undefined): readonly Scope[] | undefined {
  const [, payload] = /^Bearer [^.]+\.([^.]+)\./.exec(authorization ?? '') ?? []
  if (payload === undefined) return undefined
  return JSON.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).ac)
}

function json(
  response: ServerResponse,
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = document === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(document))
  const type = document === undefined ? {} : { 'Content-Type': 'application/json' }
  response.writeHead(status, { ...type, 'Content-Length': bytes.length, ...headers })
  response.end(bytes)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
