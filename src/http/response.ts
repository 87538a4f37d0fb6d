import type { Readable } from 'node:stream'

/** An answer whose body has not been read yet. Read it, or `discard()` it: the connection is held until then. */
export class HttpResponse {
  readonly status: number
  /** Where the answer came from, after redirects. */
  readonly url: URL
  readonly body: Readable
  readonly #headers: Readonly<Record<string, string | readonly string[] | undefined>>

  constructor(
    status: number,
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
    body: Readable,
    url: URL,
  ) {
    this.status = status
    this.#headers = headers
    // A body may break, or be let go of, before anybody reads it: reading it tells, and nothing else may crash.
    this.body = body.on('error', () => {})
    this.url = url
  }

  /** The value of a header, by its lower-case name; the first when there are several. */
  header(name: string): string | undefined {
    return this.headers(name)[0]
  }

  /** All values of a header that may be repeated. */
  headers(name: string): readonly string[] {
    const value = this.#headers[name]
    if (value === undefined) return []
    return typeof value === 'string' ? [value] : value
  }

  /** `Content-Length` in bytes, when it is there and a number. */
  get size(): number | undefined {
    const text = this.header('content-length')
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
  }

  /** The whole body; undefined when it is longer than `limit` bytes. */
  async bytes(limit: number): Promise<Buffer | undefined> {
    const { whole, start } = await this.#read(limit)
    return whole ? start : undefined
  }

  /** The body as UTF-8; what comes after `limit` bytes is left out. */
  async text(limit: number): Promise<string> {
    return (await this.#read(limit)).start.toString('utf8')
  }

  /** Lets go of the body: read to its end where that is short, so that the connection can be used again. */
  async discard(): Promise<void> {
    await this.#read(DISCARD_LIMIT).catch(() => {}) // a body nobody wants may break
  }

  async #read(limit: number): Promise<{ readonly whole: boolean; readonly start: Buffer }> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of this.body) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a response body must be a stream of bytes')
      chunks.push(chunk)
      size += chunk.length
      if (size > limit) return { whole: false, start: Buffer.concat(chunks).subarray(0, limit) }
    }
    return { whole: true, start: Buffer.concat(chunks) }
  }
}

const DISCARD_LIMIT = 64 * 1024
