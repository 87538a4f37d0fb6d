import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { messageOf } from '../errors/errors.js'
import { childEnvironment } from './environment.js'

/** A program to start: no shell, an environment that was built, secrets never in `argv`. */
export interface Command {
  readonly argv: readonly [string, ...string[]]
  /** The whole environment; default: `childEnvironment()`. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Text for standard input; without it standard input is empty. */
  readonly stdin?: string
}

export type Stream = 'stdout' | 'stderr'

export interface RunOptions {
  /** Ends the process group when it fires. */
  readonly signal?: AbortSignal
  /** Ends the process group after so many milliseconds; `timedOut` tells. */
  readonly timeoutMs?: number
  /** Called for each complete line as it comes. */
  readonly onLine?: (line: string, stream: Stream) => void
  /** How many bytes of each stream's end are kept in the result; default 1 MiB. */
  readonly keep?: number
  /** How long a group may take between SIGTERM and SIGKILL, in milliseconds; default 2000. */
  readonly graceMs?: number
}

export interface Finished {
  /** Exit status; 128 + n after a signal; 127 when it could not be started. */
  readonly status: number
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
  /** Why the program could not be started at all. */
  readonly startError: string | undefined
}

/** A child that runs, in a process group of its own. Disposing of it ends the group. */
export interface Child extends AsyncDisposable {
  readonly pid: number | undefined
  readonly finished: Promise<Finished>
  /** SIGTERM to the group, then SIGKILL after the grace; resolves when the child is gone. */
  end(graceMs?: number): Promise<void>
}

const KEEP = 1 << 20
const GRACE_MS = 2000
/** A pipe that something outside of the group holds open is read no longer than this after the program has ended. */
const DRAIN_MS = 2000
/** A line that is longer comes in pieces: nothing that a program prints may fill our memory. */
const LONGEST_LINE = 1 << 16
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGTERM: 15,
}

/** Runs a program to its end. Never throws for what the program does: read `status`. */
export async function run(command: Command, options: RunOptions = {}): Promise<Finished> {
  return start(command, options).finished
}

/** Starts a program in a process group of its own and returns at once. */
export function start(command: Command, options: RunOptions = {}): Child {
  const [program, ...args] = command.argv
  const child = spawn(program, args, {
    cwd: command.cwd,
    env: command.env ?? childEnvironment(),
    detached: true,
    stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.on('error', () => {}) // the program may end without reading: EPIPE says nothing new
  child.stdin?.end(command.stdin)
  const group = new Group(child, options.graceMs ?? GRACE_MS)
  const finished = settle(child, group, options)
  return {
    pid: child.pid,
    finished,
    async end(graceMs?: number) {
      await group.end(graceMs)
      await finished
    },
    async [Symbol.asyncDispose]() {
      await group.end()
      await finished
    },
  }
}

async function settle(child: ChildProcess, group: Group, options: RunOptions): Promise<Finished> {
  const stdout = new Tail(options.keep ?? KEEP)
  const stderr = new Tail(options.keep ?? KEEP)
  const read = Promise.all([
    follow(child.stdout, 'stdout', stdout, options.onLine),
    follow(child.stderr, 'stderr', stderr, options.onLine),
  ])
  let timedOut = false
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true
          void group.end(0)
        }, options.timeoutMs)
  const abort = (): void => void group.end()
  if (options.signal?.aborted) abort()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    const ended = await exit(child)
    group.gone()
    await drained(read, [child.stdout, child.stderr])
    return { ...ended, stdout: stdout.text(), stderr: stderr.text(), timedOut }
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', abort)
  }
}

async function exit(child: ChildProcess): Promise<Pick<Finished, 'status' | 'signal' | 'startError'>> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: 127, signal: undefined, startError: messageOf(error) }))
    child.once('exit', (code, signal) =>
      resolve({
        status: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
        signal: signal ?? undefined,
        startError: undefined,
      }),
    )
  })
}

async function follow(
  source: Readable | null,
  stream: Stream,
  tail: Tail,
  onLine: RunOptions['onLine'],
): Promise<void> {
  if (!source) return
  source.on('data', (chunk: Buffer) => tail.add(chunk))
  source.on('error', () => {}) // a pipe that breaks with its process
  const lines = onLine && new Lines((line) => onLine(line, stream))
  if (lines) source.on('data', (chunk: Buffer) => lines.add(chunk))
  await new Promise((resolve) => void source.once('close', resolve))
  lines?.end()
}

/** Waits until the pipes are read to their end; one that a daemon took along has none, and is let go of. */
async function drained(read: Promise<unknown>, pipes: readonly (Readable | null)[]): Promise<void> {
  const late = setTimeout(() => {
    for (const pipe of pipes) pipe?.destroy()
  }, DRAIN_MS)
  try {
    await read
  } finally {
    clearTimeout(late)
  }
}

/** Cuts a stream of UTF-8 into lines, which end in LF or CR LF. */
class Lines {
  readonly #onLine: (line: string) => void
  readonly #decoder = new StringDecoder('utf8')
  #partial = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  add(chunk: Buffer): void {
    const lines = `${this.#partial}${this.#decoder.write(chunk)}`.split('\n')
    this.#partial = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (this.#partial.length < LONGEST_LINE) return
    this.#onLine(this.#partial)
    this.#partial = ''
  }

  end(): void {
    const rest = `${this.#partial}${this.#decoder.end()}`
    if (rest !== '') this.#onLine(rest)
  }
}

/** The process group of a child: negative pid, see kill(2). */
class Group {
  readonly #child: ChildProcess
  readonly #graceMs: number
  #gone = false
  #ending: Promise<void> | undefined

  constructor(child: ChildProcess, graceMs: number) {
    this.#child = child
    this.#graceMs = graceMs
  }

  /** The leader was reaped; what it left in its group is killed, as nobody waits for it. */
  gone(): void {
    this.#kill('SIGKILL')
    this.#gone = true
  }

  async end(graceMs = this.#graceMs): Promise<void> {
    this.#ending ??= this.#end(graceMs)
    await this.#ending
  }

  async #end(graceMs: number): Promise<void> {
    if (this.#gone || this.#child.pid === undefined) return
    const exited = new Promise<void>((resolve) => void this.#child.once('exit', () => resolve()))
    if (graceMs > 0) {
      this.#kill('SIGTERM')
      const late = new Promise<void>((resolve) => void setTimeout(resolve, graceMs).unref())
      await Promise.race([exited, late])
    }
    if (!this.#gone) this.#kill('SIGKILL')
  }

  #kill(signal: NodeJS.Signals): void {
    if (this.#gone || this.#child.pid === undefined) return
    try {
      process.kill(-this.#child.pid, signal)
    } catch {
      // ESRCH: nobody is left in the group
    }
  }
}

/** The last `limit` bytes of a stream. */
class Tail {
  readonly #limit: number
  readonly #chunks: Buffer[] = []
  #size = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    for (
      let first = this.#chunks[0];
      first && this.#size - first.length >= this.#limit;
      first = this.#chunks[0]
    ) {
      this.#chunks.shift()
      this.#size -= first.length
    }
  }

  text(): string {
    const all = Buffer.concat(this.#chunks)
    return all.subarray(Math.max(0, all.length - this.#limit)).toString('utf8')
  }
}
