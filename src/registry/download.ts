import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { explainFailure, HttpFailure } from '../http/failure.js'
import type { HttpResponse } from '../http/response.js'
import { backoffMs } from '../http/retry.js'
import type { ByteRange } from '../oci/content.js'
import { algorithmOf, type Digest, hexOf } from '../oci/digest.js'
import { RegistryFailure } from './failure.js'

export interface BlobOptions {
  /** Only these bytes; then the digest cannot be checked, and the length alone is. */
  readonly range?: ByteRange
  /** The size that the descriptor states, in bytes: what comes must have it. */
  readonly size?: number
  /** Where the descriptor says that the content also is (image-spec, descriptor.md, `urls`). */
  readonly urls?: readonly string[]
  readonly signal?: AbortSignal
}

/** An answer whose body is to be read, with what must be called when that is over. */
export interface OpenBody {
  readonly response: HttpResponse
  readonly release: () => void
}

/** Somewhere the blob may be had. `open` throws when it is not there. */
export interface BlobPlace {
  /** For messages: `registry/repository`, or a URL without its query. */
  readonly name: string
  open(headers: Readonly<Record<string, string>>): Promise<OpenBody>
}

export interface Download {
  readonly registry: string
  readonly repository: string
  readonly digest: Digest
  readonly places: readonly BlobPlace[]
  readonly options: BlobOptions
  readonly pause: (delayMs: number, signal?: AbortSignal) => Promise<void>
}

/** So often a transfer that was cut is taken up again without a single new byte, before it is given up. */
const BARREN_TRIES = 5
/** A reader that leaves a stream alone for so long no longer keeps others from asking the registry. */
const IDLE_MS = 1000

/** A place's answer, from the byte that was asked for on. */
interface Piece {
  readonly response: HttpResponse
  readonly slot: IdleRelease
  /** Lets go of the body and the slot. */
  readonly end: () => void
  /** Bytes before those that are wanted: a server that knows no ranges begins at the start. */
  readonly skip: number
}

/**
 * Opens a blob at the first place that has it. The stream takes itself up again by range after a cut, at the next place
 * if need be, and ends with an error, never cleanly, when the bytes do not have the digest and size.
 */
export async function openBlob(download: Download): Promise<Readable> {
  const reader = new BlobReader(download)
  const first = await reader.connect(0)
  const stream = Readable.from(reader.bytes(first), { objectMode: false, highWaterMark: 256 * 1024 })
  // A generator that was never started has no end of its own: a stream that nobody read is let go of here.
  return stream.once('close', () => first.end())
}

class BlobReader {
  readonly #download: Download
  readonly #range: ByteRange | undefined
  /** Index of the place that is being read. */
  #place = 0
  /** Bytes that are to come out in all, as far as known. */
  #expected: number | undefined

  constructor(download: Download) {
    this.#download = download
    const { range, size } = download.options
    this.#range = range
    this.#expected = range ? range.end - range.start + 1 : size
  }

  /** Opens the blob, `received` bytes of it being here, at the current place or one after it. */
  async connect(received: number): Promise<Piece> {
    const { places, options } = this.#download
    let firstError: unknown
    for (let tried = 0; tried < places.length; tried += 1) {
      const index = (this.#place + tried) % places.length
      const place = places[index]
      if (!place) continue
      try {
        const piece = await this.#open(place, received)
        this.#place = index
        return piece
      } catch (error) {
        options.signal?.throwIfAborted()
        // The registry itself stands last, and its word is the one to report.
        firstError = error
      }
    }
    throw firstError ?? this.#failure('nowhere', 'there is no place to get it from')
  }

  async *bytes(first: Piece): AsyncGenerator<Buffer, void, undefined> {
    const { digest, options, pause } = this.#download
    const hash = this.#range ? undefined : createHash(algorithmOf(digest))
    let received = 0
    let barren = 0
    let piece = first
    for (;;) {
      const { slot } = piece
      let isOut = false
      try {
        let skip = piece.skip
        for await (const chunk of piece.response.body) {
          const fresh = this.#cut(chunk, skip, received)
          skip = Math.max(0, skip - chunk.length)
          if (fresh.length === 0) continue
          received += fresh.length
          barren = 0
          hash?.update(fresh)
          slot.handedOver()
          isOut = true
          yield fresh
          isOut = false
          slot.askedForMore()
          if (this.#range && received === this.#expected) break
        }
        if (this.#expected === undefined || received >= this.#expected) break
      } catch (error) {
        options.signal?.throwIfAborted()
        // A reader that breaks throws its own error in here: no reason to fetch on for it.
        if (isOut) throw error
        const failure = error instanceof RegistryFailure ? error : explainFailure(error, this.#host())
        if (!(failure instanceof HttpFailure && failure.transient)) throw failure
        if (barren >= BARREN_TRIES) throw failure
      } finally {
        piece.end()
      }
      if (barren >= BARREN_TRIES) throw this.#failure(this.#name(), `it ends after ${received} bytes`)
      barren += 1
      await pause(backoffMs(barren), options.signal)
      piece = await this.connect(received)
    }
    this.#verify(hash, received)
  }

  async #open(place: BlobPlace, received: number): Promise<Piece> {
    const start = (this.#range?.start ?? 0) + received
    const headers: Record<string, string> = {}
    if (this.#range || start > 0) headers['range'] = `bytes=${start}-${this.#range?.end ?? ''}`
    const { response, release } = await place.open(headers)
    const slot = new IdleRelease(release)
    const end = (): void => {
      slot.release()
      response.body.destroy()
    }
    try {
      const { skip, total } = this.#extentOf(response, start, place)
      if (!this.#range) this.#expect(total, place)
      return { response, slot, end, skip }
    } catch (error) {
      end()
      throw error
    }
  }

  /** What comes before the wanted bytes, and the size of the whole blob where the answer tells it. */
  #extentOf(
    response: HttpResponse,
    start: number,
    place: BlobPlace,
  ): { readonly skip: number; readonly total: number | undefined } {
    if (response.status === 200) return { skip: start, total: response.size }
    const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.header('content-range') ?? '')
    if (Number(match?.[1]) !== start)
      throw this.#failure(place.name, `asked for bytes from ${start} on, it sent others`)
    return { skip: 0, total: match?.[2] === '*' ? undefined : Number(match?.[2]) }
  }

  #expect(total: number | undefined, place: BlobPlace): void {
    if (total === undefined) return
    this.#expected ??= total
    if (total !== this.#expected)
      throw this.#failure(place.name, `it has ${total} bytes there, and should have ${this.#expected}`)
  }

  /** The bytes of a chunk that are wanted: without what comes before them, and after the end of a range. */
  #cut(chunk: unknown, skip: number, received: number): Buffer {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a response body must be a stream of bytes')
    const fresh = chunk.subarray(Math.min(skip, chunk.length))
    if (this.#expected === undefined || received + fresh.length <= this.#expected) return fresh
    if (this.#range) return fresh.subarray(0, this.#expected - received)
    throw this.#failure(this.#name(), `it is longer than the ${this.#expected} bytes that it should have`)
  }

  #verify(hash: Hash | undefined, received: number): void {
    if (this.#expected !== undefined && received !== this.#expected)
      throw this.#failure(this.#name(), `it has ${received} bytes there, and should have ${this.#expected}`)
    const hex = hash?.digest('hex')
    if (hex !== undefined && hex !== hexOf(this.#download.digest))
      throw this.#failure(
        this.#name(),
        `what came has the digest ${algorithmOf(this.#download.digest)}:${hex}`,
      )
  }

  #name(): string {
    return this.#download.places[this.#place]?.name ?? this.#download.registry
  }

  #host(): string {
    return this.#name().split('/')[0] ?? this.#download.registry
  }

  #failure(place: string, what: string): RegistryFailure {
    const { registry, repository, digest } = this.#download
    const fix = `The content at ${place} is damaged, or a proxy changes it: push the image again, or ask the admin.`
    return new RegistryFailure(`blob ${digest} from ${place}: ${what}`, { registry, repository, fix })
  }
}

/** Gives a slot back when the transfer is over, or when its reader has paused so long that others should go first. */
class IdleRelease {
  readonly #release: () => void
  readonly #timer: NodeJS.Timeout

  constructor(release: () => void) {
    this.#release = release
    this.#timer = setTimeout(release, IDLE_MS)
    this.#timer.unref()
  }

  handedOver(): void {
    this.#timer.refresh()
  }

  askedForMore(): void {
    clearTimeout(this.#timer)
  }

  release(): void {
    clearTimeout(this.#timer)
    this.#release()
  }
}
