import { createReadStream, type Stats } from 'node:fs'
import { readFile, readlink } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { contextFiles } from '../../context/files.js'
import { DocklessError, messageOf } from '../../errors/errors.js'
import { askEngine, type EngineAddress, type EngineRequest } from '../../http/engine.js'
import type { Secret } from '../../log/secret.js'
import { type TarMember, tarHeader, writeTar } from '../../oci/tar-write.js'
import { unpackTar } from '../../oci/tar-unpack.js'
import { BuildahOutput } from '../buildah/output.js'
import { readDockerImage } from './image.js'
import { CALL, type EngineCall, LOGINS } from './plan.js'
import { buildFailure } from '../failure.js'
import type { BuildPlan, BuiltImage, Task, Workshop } from '../strategy.js'
import { layOut } from '../workbench.js'

const REMOVE_MS = 10_000

/** Builds through a daemon's API: the context goes there, the image comes back and is pushed by us like any other. */
export async function buildInEngine(task: Task, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { log, content } = workshop
  for (const note of plan.notes) log.notice(note)
  await layOut(plan)
  const call = callOf(plan)
  const address = { socket: call.socket, certificates: call.certificates ?? undefined }
  try {
    await build(task, plan, call, { address, workshop })
    const place = path.join(plan.directory, 'image')
    const archive = await ask(address, {
      method: 'GET',
      path: `/images/${call.image}/get`,
      signal: workshop.signal,
    })
    await unpackTar(archive, place)
    return await readDockerImage(place, content)
  } finally {
    await forget(address, call.image)
  }
}

function callOf(plan: BuildPlan): EngineCall {
  const content = plan.files.find(({ name }) => name === CALL)?.content
  if (typeof content !== 'string')
    throw new DocklessError('DEFECT', 'the plan of a daemon’s build has no call')
  return JSON.parse(content)
}

function loginsOf(plan: BuildPlan): Secret | undefined {
  const content = plan.files.find(({ name }) => name === LOGINS)?.content
  return typeof content === 'object' && 'reveal' in content ? content : undefined
}

async function build(
  task: Task,
  plan: BuildPlan,
  call: EngineCall,
  { address, workshop }: { readonly address: EngineAddress; readonly workshop: Workshop },
): Promise<void> {
  const { log, signal } = workshop
  const logins = Buffer.from(loginsOf(plan)?.reveal() ?? '{}').toString('base64url')
  const query = new URLSearchParams(call.query)
  const answer = await ask(address, {
    method: 'POST',
    path: `${call.path}?${query}`,
    headers: { 'content-type': 'application/x-tar', 'x-registry-config': logins },
    body: contextTar(task),
    signal,
  })
  const output = new BuildahOutput(log)
  let failed: string | undefined
  try {
    for await (const line of createInterface({ input: answer })) {
      const said = messageIn(line)
      if (said.error !== undefined) failed = said.error
      for (const one of said.lines) output.line(asBuildah(one))
    }
  } catch (error) {
    signal.throwIfAborted()
    failed ??= `the daemon at ${address.socket} hung up: ${messageOf(error)}`
  }
  signal.throwIfAborted()
  if (failed === undefined) return
  const reason = stepFailure(failed) ?? `Error: ${failed}`
  const line = output.lineIn(task.dockerfile)
  const step = output.failed
  throw buildFailure({
    task,
    workshop,
    strategy: 'buildah',
    output: `${output.text}\n${reason}`,
    step,
    line,
    status: 1,
  })
}

/** A line of the answer: one JSON object with `stream`, `error` or what a pull does. */
function messageIn(line: string): { readonly lines: readonly string[]; readonly error: string | undefined } {
  const none = { lines: [], error: undefined }
  if (line.trim() === '') return none
  let message: unknown
  try {
    message = JSON.parse(line)
  } catch {
    return { lines: [line], error: undefined }
  }
  if (typeof message !== 'object' || message === null) return none
  const stream = 'stream' in message && typeof message.stream === 'string' ? message.stream : ''
  const error = 'error' in message && typeof message.error === 'string' ? message.error : undefined
  return { lines: stream.split('\n').filter((one) => one.trim() !== ''), error }
}

/** Docker's builder counts its steps as buildah does, in other letters. */
function asBuildah(line: string): string {
  return line.replace(/^Step (\d+\/\d+) : /, 'STEP $1: ')
}

/** How Docker's builder says that a RUN step failed, in buildah's words. */
function stepFailure(error: string): string | undefined {
  const match = /^The command '(?:\/bin\/sh -c )?(.*)' returned a non-zero code: (\d+)$/s.exec(error)
  return match ? `Error: building at STEP "RUN ${match[1]}": exit status ${match[2]}` : undefined
}

/**
 * The context as the API takes it: what is not ignored, and the Dockerfile and the ignore file in any case, for the
 * daemon reads both and then leaves out what they say.
 */
async function* contextTar({ context }: Task): AsyncGenerator<Uint8Array, void, undefined> {
  const { directory, dockerfile, ignoreFile } = context
  const { files } = await contextFiles(directory, ignoreFile)
  yield* writeTar(members())

  async function* members(): AsyncGenerator<TarMember, void, undefined> {
    const sent = new Set<string>()
    for await (const { path: name, stats } of files()) {
      if (name === IGNORE && ignoreFile !== undefined) continue
      const member = await memberOf(directory, name, stats)
      if (!member) continue
      sent.add(name)
      yield member
    }
    const own = path.relative(directory, dockerfile)
    if (!sent.has(own)) yield await bytesMember(own, dockerfile)
    if (ignoreFile !== undefined) yield await bytesMember(IGNORE, ignoreFile)
  }
}

const IGNORE = '.dockerignore'

async function bytesMember(name: string, file: string): Promise<TarMember> {
  const bytes = await readFile(file)
  return {
    header: tarHeader({ path: name, type: 'file', size: bytes.length }),
    content: async function* () {
      yield bytes
    },
  }
}

async function memberOf(directory: string, name: string, stats: Stats): Promise<TarMember | undefined> {
  const at = path.join(directory, name)
  const common = { path: name, mode: stats.mode & 0o7777, mtime: Math.floor(stats.mtimeMs / 1000) }
  if (stats.isDirectory()) return { header: tarHeader({ ...common, type: 'directory' }) }
  if (stats.isSymbolicLink())
    return { header: tarHeader({ ...common, type: 'symlink', link: await readlink(at) }) }
  if (!stats.isFile()) return undefined // a socket or a pipe is nothing to build from
  return {
    header: tarHeader({ ...common, type: 'file', size: stats.size }),
    content: () => createReadStream(at),
  }
}

/** One request; an answer that is no success is an error with what the daemon says. */
async function ask(address: EngineAddress, request: EngineRequest): Promise<IncomingMessage> {
  let answer: IncomingMessage
  try {
    answer = await askEngine(address, { ...request, headers: { host: 'engine', ...request.headers } })
  } catch (error) {
    request.signal.throwIfAborted()
    throw new DocklessError('NOTHING_FITS', `the daemon at ${address.socket} hung up: ${messageOf(error)}`, {
      fix: 'Look whether it still runs, and at its own log',
      cause: error,
    })
  }
  const status = answer.statusCode ?? 0
  if (status >= 200 && status < 300) return answer
  const said = await text(answer).catch(() => '')
  const reason = /"(?:message|cause)" ?: ?"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? said.slice(0, 300)
  throw new DocklessError(
    'BUILD_FAILED',
    `the daemon at ${address.socket} refused (status ${status}): ${reason}`,
    {
      fix: 'Look at its own log; strategy: buildkit needs no daemon',
    },
  )
}

/** Takes our name from the image; its layers stay for the next build, as the daemon's own pruning has it. */
async function forget(address: EngineAddress, image: string): Promise<void> {
  const signal = AbortSignal.timeout(REMOVE_MS)
  const request = {
    method: 'DELETE',
    path: `/images/${image}?noprune=1`,
    headers: { host: 'engine' },
    signal,
  } as const
  await askEngine(address, request).then(
    (answer) => void answer.resume(),
    () => undefined, // a daemon that is gone keeps a name: that harms nobody
  )
}
