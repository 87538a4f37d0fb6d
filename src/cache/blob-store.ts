import { createHash, type Hash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { DocklessError } from '../errors/errors.js'
import type { ByteRange } from '../oci/content.js'
import { algorithmOf, type Digest, digestFromHex, hexOf, parseDigest } from '../oci/digest.js'

export type Algorithm = 'sha256' | 'sha512'

/** A blob that is kept; `size` in bytes. */
export interface StoredBlob {
  readonly digest: Digest
  readonly size: number
}

/** What a blob must turn out to be; whatever is absent is not checked. */
export interface ExpectedBlob {
  readonly digest?: Digest
  readonly size?: number
}

const ALGORITHMS: readonly Algorithm[] = ['sha256', 'sha512']
const INCOMING = 'incoming'
/** Files are written in pieces of about this many bytes: fewer trips to the thread pool, memory still flat. */
const BATCH = 512 * 1024
/** A reader has at most two such pieces in memory. */
const READ_SIZE = 1024 * 1024
/** So many bytes are brought to the disk while the next ones come, and not all of them at the end. */
const SYNC_SIZE = 64 * 1024 * 1024
/** An unfinished file that nobody wrote to for so long was left by a process that was killed. */
const STALE_MS = 6 * 60 * 60 * 1000

/** The bytes that came are not the bytes that were promised; nothing of them was kept. */
export class ContentMismatch extends DocklessError {
  readonly what: 'digest' | 'size'

  constructor(what: 'digest' | 'size', promised: string | number, got: string | number) {
    super('REGISTRY_FAILED', `content with ${what} ${promised} was promised, but ${what} ${got} came`, {
      fix: 'Run again. If it happens each time, the sender or something on the way alters the content.',
    })
    this.name = 'ContentMismatch'
    this.what = what
  }
}

/**
 * A directory of blobs named by their digest: `sha256/<hex>`, `sha512/<hex>`, as in the `blobs` directory of an
 * OCI image layout. A file appears under its name only when it is complete and its digest was checked, so a
 * process that is killed leaves nothing torn. Several processes may use one directory at the same time.
 */
export class BlobStore {
  readonly directory: string
  /** Digests that this process wrote or checked, and their size. */
  readonly #verified = new Map<Digest, number>()
  readonly #verifying = new Map<Digest, Promise<number | undefined>>()

  private constructor(directory: string) {
    this.directory = directory
  }

  /** Opens the directory, makes it when it is missing, and sweeps what killed processes left unfinished. */
  static async open(directory: string): Promise<BlobStore> {
    for (const name of [...ALGORITHMS, INCOMING])
      await mkdir(path.join(directory, name), { recursive: true, mode: 0o700 })
    await sweepIncoming(path.join(directory, INCOMING))
    return new BlobStore(directory)
  }

  /**
   * Size in bytes of a blob that is here, undefined otherwise. A file that another process wrote is hashed the
   * first time anybody asks; a damaged one is dropped and counts as missing.
   */
  async local(digest: Digest): Promise<number | undefined> {
    const found = await stat(this.#file(digest)).catch(absent)
    if (!found?.isFile()) {
      this.#verified.delete(digest)
      return undefined
    }
    if (this.#verified.get(digest) === found.size) return found.size
    return this.#verify(digest)
  }

  /** The bytes of a blob that is here; undefined when it is not. Deleting the blob does not disturb a reader. */
  async read(digest: Digest, range?: ByteRange): Promise<Readable | undefined> {
    const size = await this.local(digest)
    if (size === undefined) return undefined
    const handle = await open(this.#file(digest)).catch(absent)
    return handle?.createReadStream({
      // Never more memory than there are bytes: most blobs are small, and many are read at once.
      highWaterMark: Math.min(READ_SIZE, Math.max(1, size)),
      ...(range ? { start: range.start, end: range.end } : {}),
    })
  }

  /**
   * Keeps the bytes of `source` under their digest (sha256 unless `expected` says otherwise).
   * Throws ContentMismatch when they are not what was expected, and whatever the source throws; nothing is kept then.
   */
  async write(source: AsyncIterable<Uint8Array>, expected: ExpectedBlob = {}): Promise<StoredBlob> {
    await using writer = await this.writer(expected.digest ? algorithmOf(expected.digest) : 'sha256')
    for await (const chunk of source) {
      const size = writer.size + chunk.length
      if (expected.size !== undefined && size > expected.size)
        throw new ContentMismatch('size', expected.size, `${size} or more`)
      await writer.append(chunk)
    }
    return await writer.commit(expected) // awaited here: the writer is disposed of when this returns
  }

  /** Starts a blob whose bytes come piece by piece. Disposing of the writer before its commit drops them. */
  async writer(algorithm: Algorithm = 'sha256'): Promise<BlobWriter> {
    const file = path.join(this.directory, INCOMING, randomBytes(12).toString('hex'))
    const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600)
    return new BlobWriter(file, handle, algorithm, (blob) => this.#adopt(file, blob))
  }

  /**
   * Gives a blob that is here a second name, `file`, without copying its bytes where the file system can; both are
   * then one file, which nobody may change. False when the blob is not here.
   */
  async copyTo(digest: Digest, file: string): Promise<boolean> {
    if ((await this.local(digest)) === undefined) return false
    await link(this.#file(digest), file).catch(async () => {
      await copyFile(this.#file(digest), file, constants.COPYFILE_EXCL)
      await using copy = { handle: await open(file, 'r+'), [Symbol.asyncDispose]: () => copy.handle.close() }
      await copy.handle.datasync()
    })
    return true
  }

  /** Removes a blob. False when it was not here. */
  async delete(digest: Digest): Promise<boolean> {
    this.#verified.delete(digest)
    return rm(this.#file(digest)).then(
      () => true,
      (error: unknown) => {
        absent(error)
        return false
      },
    )
  }

  /** Every blob of the directory, unchecked, in the order of their names. */
  async *blobs(): AsyncGenerator<StoredBlob> {
    for (const algorithm of ALGORITHMS) {
      for (const name of (await readdir(path.join(this.directory, algorithm))).sort()) {
        const digest = parseDigest(`${algorithm}:${name}`)
        const found = digest && (await stat(this.#file(digest)).catch(absent))
        if (digest && found?.isFile()) yield { digest, size: found.size }
      }
    }
  }

  #file(digest: Digest): string {
    return path.join(this.directory, algorithmOf(digest), hexOf(digest))
  }

  async #adopt(file: string, blob: StoredBlob): Promise<void> {
    await rename(file, this.#file(blob.digest))
    this.#verified.set(blob.digest, blob.size)
  }

  #verify(digest: Digest): Promise<number | undefined> {
    const running = this.#verifying.get(digest)
    if (running) return running
    const verifying = this.#check(digest).finally(() => this.#verifying.delete(digest))
    this.#verifying.set(digest, verifying)
    return verifying
  }

  async #check(digest: Digest): Promise<number | undefined> {
    const file = this.#file(digest)
    const handle = await open(file).catch(absent)
    if (!handle) return undefined
    await using _ = { [Symbol.asyncDispose]: () => handle.close() }
    const { ino, size } = await handle.stat()
    if ((await hashOf(handle, algorithmOf(digest))) === digest) {
      this.#verified.set(digest, size)
      return size
    }
    // Another process may have put a good file in its place meanwhile.
    if ((await stat(file).catch(absent))?.ino === ino) await rm(file, { force: true })
    return undefined
  }
}

/** A blob in the making, in a file beside the store's. Its bytes count only after `commit`. */
export class BlobWriter implements AsyncDisposable {
  /** The unfinished file. It may be read up to `flushed` bytes. */
  readonly file: string
  readonly #handle: FileHandle
  readonly #algorithm: Algorithm
  readonly #hash: Hash
  readonly #adopt: (blob: StoredBlob) => Promise<void>
  /** What was appended and not yet given to the file, and how many bytes that is. */
  #batch: Uint8Array[] = []
  #waiting = 0
  #size = 0
  #flushed = 0
  /** The write that is under way; it rejects when the disk is full. */
  #writing: Promise<void> = Promise.resolve()
  /** How many bytes are on the disk, or on their way there; and that way. */
  #synced = 0
  #syncing: Promise<void> = Promise.resolve()
  #closed = false
  #adopted = false

  constructor(
    file: string,
    handle: FileHandle,
    algorithm: Algorithm,
    adopt: (blob: StoredBlob) => Promise<void>,
  ) {
    this.file = file
    this.#handle = handle
    this.#algorithm = algorithm
    this.#hash = createHash(algorithm)
    this.#adopt = adopt
  }

  /** How many bytes were appended. */
  get size(): number {
    return this.#size
  }

  /** How many of them can be read from the file. */
  get flushed(): number {
    return this.#flushed
  }

  /** Adds bytes. One call at a time; the chunk must not be changed afterwards. Throws as `flush` does. */
  async append(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk)
    this.#batch.push(chunk)
    this.#size += chunk.length
    this.#waiting += chunk.length
    if (this.#waiting >= BATCH) await this.#handOver()
  }

  /** Brings to the file what was appended. Throws DocklessError when the disk is full. */
  async flush(): Promise<void> {
    await this.#handOver()
    await this.#writing
  }

  /** Makes the blob durable and gives it its name. Throws ContentMismatch when it is not what was expected. */
  async commit(expected: ExpectedBlob = {}): Promise<StoredBlob> {
    await this.flush()
    if (expected.size !== undefined && expected.size !== this.#size)
      throw new ContentMismatch('size', expected.size, this.#size)
    const digest = await this.#digest(expected.digest ? algorithmOf(expected.digest) : this.#algorithm)
    if (expected.digest !== undefined && digest !== expected.digest)
      throw new ContentMismatch('digest', expected.digest, digest)
    const blob = { digest, size: this.#size }
    await this.#syncing
    await this.#sync()
    await this.#adopt(blob)
    this.#adopted = true
    return blob
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#handle.close()
    if (!this.#adopted) await rm(this.file, { force: true })
  }

  /** The disk takes one batch while the next one comes. Waits for the batch before, so that memory stays flat. */
  async #handOver(): Promise<void> {
    await this.#writing
    const [batch, size] = [this.#batch, this.#waiting]
    if (size === 0) return
    this.#batch = []
    this.#waiting = 0
    this.#writing = this.#write(batch, size)
    this.#writing.catch(() => {}) // whoever waits for it next is told
  }

  async #write(batch: readonly Uint8Array[], size: number): Promise<void> {
    try {
      const { bytesWritten } = await this.#handle.writev(batch, this.#flushed)
      // A disk that fills up takes a part; the next write then says why.
      if (bytesWritten < size) await this.#writeRest(Buffer.concat(batch), bytesWritten)
    } catch (error) {
      throw explained(error, this.file)
    }
    this.#flushed += size
    if (this.#flushed - this.#synced >= SYNC_SIZE) this.#syncEarly()
  }

  #syncEarly(): void {
    this.#synced = this.#flushed
    this.#syncing = this.#syncing.then(() => this.#sync())
    // A system tells once that a write failed: the commit must hear of it.
    this.#syncing.catch(() => {})
  }

  async #sync(): Promise<void> {
    try {
      await this.#handle.datasync()
    } catch (error) {
      throw explained(error, this.file)
    }
  }

  /** The running hash is of the algorithm that was likely; a client may name another one at the end. */
  async #digest(algorithm: Algorithm): Promise<Digest> {
    if (algorithm === this.#algorithm) return digestFromHex(this.#hash.digest('hex'), algorithm)
    return hashOf(this.#handle, algorithm)
  }

  async #writeRest(bytes: Uint8Array, from: number): Promise<void> {
    for (let at = from; at < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#flushed + at)
      at += bytesWritten
    }
  }
}

async function hashOf(handle: FileHandle, algorithm: Algorithm): Promise<Digest> {
  const hash = createHash(algorithm)
  const buffer = Buffer.allocUnsafe(BATCH)
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return digestFromHex(hash.digest('hex'), algorithm)
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

async function sweepIncoming(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name)
    const found = await stat(file).catch(absent)
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(file, { force: true })
  }
}

/** For `.catch`: undefined for a file that is not there; everything else is thrown on. */
function absent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
  return undefined
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function explained(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new DocklessError(
    'BUILD_FAILED',
    `the disk is full: no more can be written below ${path.dirname(file)}`,
    {
      fix: 'Free some space there, or point TMPDIR (RUNNER_TEMP on GitHub) at a larger disk. An image needs about four times the size of its new layers while it is built.',
      cause: error,
    },
  )
}
