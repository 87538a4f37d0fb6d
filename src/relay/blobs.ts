import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseRange } from './byte-range.js'
import { answer, type Exchange, namesTag } from './exchange.js'
import type { PullThrough } from './pull-through.js'
import type { Repositories } from './repositories.js'
import { digestOrRefuse } from './route.js'
import { SpecError } from './spec-error.js'

/** distribution-spec, "Pulling blobs", "Checking if content exists", "Deleting Blobs". */
export class Blobs {
  readonly #repositories: Repositories
  readonly #mirror: PullThrough | undefined
  readonly #deletable: boolean

  constructor(repositories: Repositories, mirror: PullThrough | undefined, deletable: boolean) {
    this.#repositories = repositories
    this.#mirror = mirror
    this.#deletable = deletable
  }

  async handle(exchange: Exchange, name: string, digestText: string): Promise<void> {
    const digest = digestOrRefuse(digestText)
    if (exchange.method !== 'DELETE') return this.#get(exchange, name, digestText)
    if (!this.#deletable)
      throw new SpecError(405, 'UNSUPPORTED', 'blobs are not deleted here', { Allow: 'GET, HEAD' })
    if (!(await this.#repositories.deleteBlob(name, digest)))
      throw new SpecError(404, 'BLOB_UNKNOWN', `${name} does not have ${digest}`)
    answer(exchange, 202)
  }

  async #get(exchange: Exchange, name: string, digestText: string): Promise<void> {
    const digest = digestOrRefuse(digestText)
    const mirror = this.#mirror?.owns(name) ? this.#mirror : undefined
    const size = (await this.#repositories.blobSize(name, digest)) ?? (await mirror?.blobSize(name, digest))
    if (size === undefined) throw new SpecError(404, 'BLOB_UNKNOWN', `${name} does not have ${digest}`)
    const etag = `"${digest}"`
    const common = { 'Docker-Content-Digest': digest, ETag: etag, 'Accept-Ranges': 'bytes' }
    const { request, response, method } = exchange
    if (namesTag(request.headers['if-none-match'], etag)) return answer(exchange, 304, common)

    const condition = request.headers['if-range']
    const current = condition === undefined || (typeof condition === 'string' && namesTag(condition, etag))
    // RFC 9110, 14.2: a Range means something to GET alone.
    const range = method === 'GET' && current ? parseRange(request.headers.range, size) : undefined
    if (range === 'unsatisfiable') {
      const message = `bytes ${request.headers.range ?? ''} were asked for, and there are ${size}`
      throw new SpecError(416, 'SIZE_INVALID', message, { 'Content-Range': `bytes */${size}` })
    }
    const length = range ? range.end - range.start + 1 : size
    const headers = {
      ...common,
      'Content-Type': 'application/octet-stream',
      'Content-Length': length,
      ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : {}),
    }
    const status = range ? 206 : 200
    if (method === 'HEAD') {
      response.writeHead(status, headers).end()
      return
    }
    // Opened before the status goes out: what cannot be had, or is seen to be wrong at once, is an ordinary error.
    const stream = await this.#repositories.openBlob(digest, range)
    await readable(stream)
    response.writeHead(status, headers)
    await pipeline(stream, response)
  }
}

/** Resolves when the stream has bytes or is at its end; rejects when it breaks before. */
async function readable(stream: Readable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.once('readable', resolve)
    stream.once('error', reject)
  })
}
