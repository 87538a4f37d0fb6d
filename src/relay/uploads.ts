import { ContentMismatch } from '../cache/blob-store.js'
import { algorithmOf, type Digest, parseDigest } from '../oci/digest.js'
import { parseContentRange } from './byte-range.js'
import { answer, bodyOf, type Exchange } from './exchange.js'
import type { Repositories } from './repositories.js'
import { digestOrRefuse } from './route.js'
import { SpecError } from './spec-error.js'
import type { UploadSession, UploadSessions } from './upload-sessions.js'

/** distribution-spec, "Pushing blobs": monolithic, in chunks, streamed, mounted, cancelled. */
export class Uploads {
  readonly #repositories: Repositories
  readonly #sessions: UploadSessions

  constructor(repositories: Repositories, sessions: UploadSessions) {
    this.#repositories = repositories
    this.#sessions = sessions
  }

  /** POST /v2/<name>/blobs/uploads/ with its variants (end-4a, 4b, 4c and 11). */
  async begin(exchange: Exchange, name: string): Promise<void> {
    const { query } = exchange
    const mount = parseDigest(query.get('mount') ?? '')
    if (mount && (await this.#repositories.mount(name, mount, query.get('from') || undefined)))
      return created(exchange, name, mount)

    const digest = query.has('digest') ? digestOrRefuse(query.get('digest')) : undefined
    const algorithm = query.get('digest-algorithm') ?? (digest ? algorithmOf(digest) : 'sha256')
    if (algorithm !== 'sha256' && algorithm !== 'sha512')
      throw new SpecError(
        400,
        'DIGEST_INVALID',
        `digests of ${algorithm} are not supported, sha256 and sha512 are`,
      )
    const session = await this.#sessions.begin(name, algorithm)
    // Some clients put the digest on a POST without a body and go on with PUT.
    if (digest && !isEmpty(exchange)) return this.#finish(exchange, name, session, digest)
    answer(exchange, 202, progressOf(name, session))
  }

  /** GET, PATCH, PUT and DELETE of an upload's location (end-13, 5, 6, 14). */
  async proceed(exchange: Exchange, name: string, id: string): Promise<void> {
    const session = this.#sessions.find(name, id)
    if (!session) throw new SpecError(404, 'BLOB_UPLOAD_UNKNOWN', `there is no upload ${id} in ${name}`)
    switch (exchange.method) {
      case 'PATCH':
        return this.#patch(exchange, name, session)
      case 'PUT':
        return this.#finish(exchange, name, session, digestOrRefuse(exchange.query.get('digest')))
      case 'DELETE':
        await session.use(
          () => {},
          () => this.#sessions.end(session),
        )
        return answer(exchange, 204)
      default:
        return answer(exchange, 204, progressOf(name, session))
    }
  }

  async #patch(exchange: Exchange, name: string, session: UploadSession): Promise<void> {
    await this.#receive(exchange, name, session)
    answer(exchange, 202, progressOf(name, session))
  }

  async #finish(exchange: Exchange, name: string, session: UploadSession, digest: Digest): Promise<void> {
    await this.#receive(exchange, name, session)
    try {
      await this.#repositories.keepBlob(name, session.writer, digest)
    } catch (error) {
      if (!(error instanceof ContentMismatch)) throw error
      throw new SpecError(
        400,
        'DIGEST_INVALID',
        `${digest} was announced, and it is not what came: ${error.message}`,
      )
    } finally {
      await this.#sessions.end(session)
    }
    created(exchange, name, digest)
  }

  /** Takes the body. What came of a body that was cut stays, so that the client can go on from there. */
  async #receive(exchange: Exchange, name: string, session: UploadSession): Promise<void> {
    const { request } = exchange
    await session.use(
      () => request.destroy(),
      async () => {
        const { writer } = session
        const length = expectedLength(exchange, name, session)
        const end = length === undefined ? Number.POSITIVE_INFINITY : writer.size + length
        for await (const chunk of bodyOf(request)) {
          if (!(chunk instanceof Uint8Array)) continue
          if (writer.size + chunk.length > end) {
            await this.#sessions.end(session)
            throw new SpecError(400, 'SIZE_INVALID', 'more bytes came than the Content-Range names')
          }
          await writer.append(chunk)
        }
        if (length !== undefined && writer.size < end)
          throw new SpecError(400, 'SIZE_INVALID', 'fewer bytes came than the Content-Range names')
      },
    )
  }
}

/** How many bytes the body must have, when the request says; throws 416 when they do not come next. */
function expectedLength({ request }: Exchange, name: string, session: UploadSession): number | undefined {
  const header = request.headers['content-range']
  if (header === undefined) return undefined
  const range = parseContentRange(header)
  if (!range)
    throw new SpecError(
      400,
      'BLOB_UPLOAD_INVALID',
      `"${header}" is no Content-Range of the form <first>-<last>`,
    )
  if (range.start !== session.writer.size) {
    const message = `the next byte of this upload is ${session.writer.size}, and ${range.start} came`
    throw new SpecError(416, 'BLOB_UPLOAD_INVALID', message, progressOf(name, session))
  }
  const length = range.end - range.start + 1
  const announced = request.headers['content-length']
  if (announced !== undefined && Number(announced) !== length)
    throw new SpecError(
      400,
      'SIZE_INVALID',
      `Content-Range names ${length} bytes, Content-Length ${announced}`,
    )
  return length
}

function isEmpty({ request }: Exchange): boolean {
  return (
    request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0
  )
}

function created(exchange: Exchange, name: string, digest: Digest): void {
  answer(exchange, 201, { Location: `/v2/${name}/blobs/${digest}`, 'Docker-Content-Digest': digest })
}

/** For no byte at all, `0-0` is what every registry says: the spec's grammar has no empty range. */
function progressOf(name: string, session: UploadSession): Record<string, string> {
  return {
    Location: `/v2/${name}/blobs/uploads/${session.id}`,
    Range: `0-${Math.max(0, session.writer.size - 1)}`,
    'Docker-Upload-UUID': session.id,
  }
}
