import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { compileInto } from './compiled.js'
import { Client } from './http.js'

const MAIN = `
import { registry } from './commands/registry.js'
const end = new AbortController()
process.once('SIGTERM', () => end.abort())
const [listen, root] = process.argv.slice(2)
await registry({ listen, root, temporary: root, credential: undefined, signal: end.signal, print: console.log })
`

/** Writes the program of a registry of its own process below `directory`; returns its file. */
export async function registryProgram(directory: string): Promise<string> {
  const program = path.join(await compileInto(directory), 'serve.js')
  await writeFile(program, MAIN)
  return program
}

/** A registry that runs in a process of its own. Disposing of it kills it. */
export interface Served extends AsyncDisposable {
  readonly client: Client
  readonly child: ChildProcess
  /** Exit status, or the signal. */
  readonly ended: Promise<number | string>
}

/** Starts it on a free port, with `nodeFlags` before the program and `env` as its whole environment. */
export async function serve(
  program: string,
  root: string,
  options: { readonly nodeFlags?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Served> {
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), program, '127.0.0.1:0', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...options.env },
  })
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown')),
  )
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then((how) => reject(new Error(`it ended with ${how} before it listened`)))
  })
  const address = /^listening on http:\/\/(\S+)$/.exec(line)?.[1]
  if (address === undefined) throw new Error(`its first line was ${line}`)
  return {
    client: new Client(address),
    child,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
