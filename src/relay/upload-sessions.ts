import { randomUUID } from 'node:crypto'
import type { Algorithm, BlobStore, BlobWriter } from '../cache/blob-store.js'

/** More unfinished uploads than any builder starts at once; beyond it the one that rested longest gives way. */
const MOST_SESSIONS = 512
const IDLE_MS = 15 * 60 * 1000

/** An upload in progress: what came so far, and at most one request at a time that adds to it. */
export class UploadSession {
  readonly id = randomUUID()
  readonly repository: string
  readonly writer: BlobWriter
  usedAt = Date.now()
  #active: { readonly cut: () => void; readonly over: Promise<void> } | undefined

  constructor(repository: string, writer: BlobWriter) {
    this.repository = repository
    this.writer = writer
  }

  get busy(): boolean {
    return this.#active !== undefined
  }

  /**
   * Runs `body`, which adds bytes. A client sends one request of an upload at a time, so when another one is still
   * running its connection is dead, though nobody has told us: it is cut, and what it brought counts.
   */
  async use<T>(cut: () => void, body: () => Promise<T>): Promise<T> {
    while (this.#active) {
      this.#active.cut()
      await this.#active.over
    }
    const running = body()
    const over = running.then(
      () => {},
      () => {},
    )
    const active = { cut, over }
    this.#active = active
    try {
      return await running
    } finally {
      this.usedAt = Date.now()
      if (this.#active === active) this.#active = undefined
    }
  }
}

/** The upload sessions of a server. Disposing of it drops what is unfinished. */
export class UploadSessions implements AsyncDisposable {
  readonly #store: BlobStore
  readonly #sessions = new Map<string, UploadSession>()

  constructor(store: BlobStore) {
    this.#store = store
  }

  async begin(repository: string, algorithm: Algorithm): Promise<UploadSession> {
    await this.#makeRoom()
    const session = new UploadSession(repository, await this.#store.writer(algorithm))
    this.#sessions.set(session.id, session)
    return session
  }

  find(repository: string, id: string): UploadSession | undefined {
    const session = this.#sessions.get(id)
    if (session) session.usedAt = Date.now()
    return session?.repository === repository ? session : undefined
  }

  /** Ends the session; bytes that were not committed are dropped. */
  async end(session: UploadSession): Promise<void> {
    this.#sessions.delete(session.id)
    await session.writer[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions.values()) await this.end(session)
  }

  async #makeRoom(): Promise<void> {
    const resting = [...this.#sessions.values()]
      .filter((session) => !session.busy)
      .sort((a, b) => a.usedAt - b.usedAt)
    const tooMany = this.#sessions.size - MOST_SESSIONS + 1
    for (const [position, session] of resting.entries())
      if (position < tooMany || Date.now() - session.usedAt > IDLE_MS) await this.end(session)
  }
}
