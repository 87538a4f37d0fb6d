import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'

/** A program for a test to run: an argv, a whole environment, and as whom. */
export interface Invocation {
  readonly argv: readonly [string, ...string[]]
  /** The whole environment of the program; default: PATH of this process and nothing else. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Text for standard input; without it standard input is empty. */
  readonly stdin?: string
  readonly uid?: number
  readonly gid?: number
  /** The process group is killed after so many milliseconds; default 120000. */
  readonly timeoutMs?: number
}

/** What a program did. */
export interface Done {
  readonly argv: readonly string[]
  /** Exit status; 128 + n after signal n is not made up: see `signal`. */
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
  /** Standard output and error, in the order they came. */
  readonly output: string
  readonly timedOut: boolean
  readonly durationMs: number
}

/** A program that runs, leader of its own process group. Disposing of it kills the group. */
export interface Running extends AsyncDisposable {
  readonly pid: number
  readonly done: Promise<Done>
  /** What it has printed so far. */
  output(): string
  /** Signals the program alone (`process`, as a CI runner does) or its whole group. */
  kill(signal: NodeJS.Signals, whom?: 'process' | 'group'): void
}

const DEADLINE_MS = 120_000
/** How long a child that outlived the program may keep its pipes open before we stop reading. */
const DRAIN_MS = 2_000

/** Runs a program to its end. Throws only when it could not be started. */
export async function run(invocation: Invocation): Promise<Done> {
  const running = await start(invocation)
  return running.done
}

/** Runs a program that a test takes for granted: throws, with its output, when it does not end with 0. */
export async function must(invocation: Invocation): Promise<Done> {
  const done = await run(invocation)
  if (done.status !== 0) {
    const how = done.timedOut ? 'ran out of time' : `ended with ${done.signal ?? done.status}`
    throw new Error(`${invocation.argv.join(' ')} ${how}\n${done.output.slice(-4000)}`)
  }
  return done
}

/** Starts a program in a process group of its own, as `uid` and `gid` without any other group where they are given. */
export async function start(invocation: Invocation): Promise<Running> {
  const { child } = await launch(invocation, 'pipe')
  return watch(child, invocation)
}

/** A started program whose pipes are already being read by `watch`, or, with files for `stdio`, by nobody. */
export async function launch(
  invocation: Invocation,
  output: 'pipe' | number,
): Promise<{ child: ChildProcess; pid: number }> {
  const [program, ...args] = invocation.argv
  const stdio: StdioOptions = [invocation.stdin === undefined ? 'ignore' : 'pipe', output, output]
  const child = spawn(program, args, {
    cwd: invocation.cwd,
    env: invocation.env ?? { PATH: process.env['PATH'] ?? '' },
    detached: true,
    stdio,
    ...(invocation.uid === undefined ? {} : { uid: invocation.uid }),
    ...(invocation.gid === undefined ? {} : { gid: invocation.gid }),
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(new Error(`could not start ${program}: ${error.message}`)))
  })
  if (child.pid === undefined) throw new Error(`could not start ${program}`)
  child.stdin?.on('error', () => {}) // it may end without reading
  child.stdin?.end(invocation.stdin)
  return { child, pid: child.pid }
}

function watch(child: ChildProcess, invocation: Invocation): Running {
  const pid = child.pid
  if (pid === undefined) throw new Error('not started')
  const started = performance.now()
  const text = { stdout: '', stderr: '', both: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk
      text.both += chunk
    })
  }
  let timedOut = false
  const deadline = setTimeout(() => {
    timedOut = true
    killGroup(pid, 'SIGKILL')
  }, invocation.timeoutMs ?? DEADLINE_MS)
  const done = new Promise<Done>((resolve) => {
    let drain: NodeJS.Timeout | undefined
    child.once('exit', () => {
      drain = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, DRAIN_MS)
    })
    child.once('close', (status, signal) => {
      clearTimeout(deadline)
      clearTimeout(drain)
      resolve({
        argv: invocation.argv,
        status: status ?? undefined,
        signal: signal ?? undefined,
        stdout: text.stdout,
        stderr: text.stderr,
        output: text.both,
        timedOut,
        durationMs: performance.now() - started,
      })
    })
  })
  return {
    pid,
    done,
    output: () => text.both,
    kill: (signal, whom = 'group') => (whom === 'group' ? killGroup(pid, signal) : killOne(pid, signal)),
    async [Symbol.asyncDispose]() {
      killGroup(pid, 'SIGKILL')
      await done
    },
  }
}

/** Signals a process group; a group that is gone is no error. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  killOne(-pid, signal)
}

/** Signals a process; one that is gone is no error. */
export function killOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
