import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { DocklessError } from '../errors/errors.js'
import type { ByteRange } from '../oci/content.js'
import { type BlobStore, type BlobWriter, ContentMismatch, type StoredBlob } from './blob-store.js'

const READ_SIZE = 256 * 1024
/** Bytes wait in memory no longer than this for their batch to fill, so that a slow origin's readers see them. */
const FLUSH_MS = 50

/**
 * One blob on its way from an origin into the store, and everybody who reads it meanwhile. The origin's pace is
 * the disk's, never a slow reader's. It is cancelled when the last reader leaves before its end.
 */
export class Transfer {
  /** Resolves when it is over, well or not. */
  readonly settled: Promise<void>
  readonly #store: BlobStore
  readonly #blob: StoredBlob
  readonly #started = deferred()
  readonly #progress = new Set<() => void>()
  #writer: BlobWriter | undefined
  #source: Readable | undefined
  #readers = 0
  #done = false
  #failure: unknown

  /** `sources` are tried in order until one has given its first byte. */
  constructor(store: BlobStore, blob: StoredBlob, sources: readonly (() => Promise<Readable>)[]) {
    this.#store = store
    this.#blob = blob
    this.#started.promise.catch(() => {}) // also when nobody waits for it any more
    this.settled = this.#run(sources).then(
      () => this.#finish(undefined),
      (error: unknown) => this.#finish(error ?? new Error('the transfer failed')),
    )
  }

  /** A stream of the blob or a range of it; rejects when no origin has it. */
  async read(range?: ByteRange): Promise<Readable> {
    this.#readers += 1
    try {
      await this.#started.promise
      const end = Math.min(range?.end ?? this.#blob.size - 1, this.#blob.size - 1)
      const handle = await this.#openFile()
      if (handle) return new TransferReader(this, handle, range?.start ?? 0, end)
      this.#readers -= 1
    } catch (error) {
      this.#readers -= 1
      throw error
    }
    const stored = await this.#store.read(this.#blob.digest, range)
    if (stored) return stored
    throw this.#failure ?? new DocklessError('REGISTRY_FAILED', `${this.#blob.digest} could not be fetched`)
  }

  /** The first byte that may not be read yet by a reader who wants all up to `end`. Throws when the transfer failed. */
  limit(end: number): number {
    if (this.#failure !== undefined) throw this.#failure
    // The last byte is held back until the digest of the whole has been checked.
    return this.#done ? end + 1 : Math.min(this.#writer?.flushed ?? 0, end)
  }

  get done(): boolean {
    return this.#done
  }

  /** Resolves when there is more to read, or it is over. */
  progress(): { readonly promise: Promise<void>; readonly cancel: () => void } {
    const { promise, resolve } = deferred()
    this.#progress.add(resolve)
    return {
      promise,
      cancel: () => {
        this.#progress.delete(resolve)
        resolve()
      },
    }
  }

  /** A reader is gone. */
  leave(early: boolean): void {
    this.#readers -= 1
    if (early && this.#readers === 0 && !this.#done) this.#source?.destroy(new Error('every reader has left'))
  }

  async #run(sources: readonly (() => Promise<Readable>)[]): Promise<void> {
    let failure: unknown = new DocklessError(
      'REGISTRY_FAILED',
      `no registry is known to have ${this.#blob.digest}`,
    )
    for (const source of sources) {
      await using writer = await this.#store.writer(
        this.#blob.digest.startsWith('sha512') ? 'sha512' : 'sha256',
      )
      this.#writer = writer
      try {
        await this.#pump(writer, await source())
        return
      } catch (error) {
        failure = error
        // Readers have seen bytes of this origin: what follows from another one might not belong to them.
        if (writer.size > 0) break
      }
    }
    throw failure
  }

  async #pump(writer: BlobWriter, source: Readable): Promise<void> {
    this.#source = source
    let flushedAt = Date.now()
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a blob is a stream of bytes')
      const size = writer.size + chunk.length
      if (size > this.#blob.size) throw new ContentMismatch('size', this.#blob.size, `${size} or more`)
      await writer.append(chunk)
      if (Date.now() - flushedAt > FLUSH_MS) {
        await writer.flush()
        flushedAt = Date.now()
      }
      this.#started.resolve()
      this.#wake()
    }
    await writer.commit(this.#blob)
    this.#done = true
  }

  #finish(failure: unknown): void {
    this.#failure = failure
    if (failure === undefined) this.#started.resolve()
    else this.#started.reject(failure)
    this.#wake()
  }

  async #openFile(): Promise<FileHandle | undefined> {
    const file = this.#writer?.file
    if (file === undefined || this.#done || this.#failure !== undefined) return undefined
    return open(file).catch(() => undefined) // it has got its final name in this moment
  }

  #wake(): void {
    for (const resolve of this.#progress) resolve()
    this.#progress.clear()
  }
}

class TransferReader extends Readable {
  readonly #transfer: Transfer
  readonly #handle: FileHandle
  readonly #end: number
  #position: number
  #waiting: (() => void) | undefined

  constructor(transfer: Transfer, handle: FileHandle, start: number, end: number) {
    super({ highWaterMark: READ_SIZE })
    this.#transfer = transfer
    this.#handle = handle
    this.#position = start
    this.#end = end
  }

  override _read(): void {
    this.#next().then(
      (chunk) => {
        if (!this.destroyed) this.push(chunk)
      },
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#waiting?.()
    this.#transfer.leave(this.#position <= this.#end)
    this.#handle.close().then(
      () => callback(error),
      () => callback(error),
    )
  }

  async #next(): Promise<Uint8Array | null> {
    while (!this.destroyed) {
      // Asked for before the limit is read: no progress is missed in between.
      const progress = this.#transfer.progress()
      this.#waiting = progress.cancel
      try {
        const available = this.#transfer.limit(this.#end) - this.#position
        if (this.#position > this.#end && this.#transfer.done) return null
        if (available > 0) return await this.#chunk(available)
        await progress.promise
      } finally {
        progress.cancel()
        this.#waiting = undefined
      }
    }
    return null
  }

  async #chunk(available: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(Math.min(available, READ_SIZE))
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, this.#position)
    if (bytesRead === 0) throw new Error('the file is shorter than what was written to it')
    this.#position += bytesRead
    return buffer.subarray(0, bytesRead)
  }
}

function deferred(): {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
} {
  let resolve = (): void => {}
  let reject = (_reason: unknown): void => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
