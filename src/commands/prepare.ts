import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openContext } from '../context/open.js'
import type { Dockerfile } from '../dockerfile/ast.js'
import { needsOf } from '../dockerfile/needs.js'
import { parseDockerfile } from '../dockerfile/parse.js'
import { messageOf, WrongInput } from '../errors/errors.js'
import type { PrivateDirectory } from '../lifetime/private-directory.js'
import type { BuildRequest } from '../request/request.js'
import type { Facts } from '../runner/facts.js'
import { probe } from '../runner/probe.js'
import type { Task } from '../strategies/strategy.js'
import type { Session } from './session.js'

/** Opens the context, reads the Dockerfile, and finds out what it needs and what this runner allows. */
export async function prepare(
  session: Session,
  request: BuildRequest,
  directory: PrivateDirectory,
): Promise<{ readonly task: Task; readonly facts: Facts }> {
  const { host, lifetime } = session
  const { signal } = lifetime
  const [task, facts] = await Promise.all([
    readTask(session, request, directory),
    probe({ host: host.name, temporary: directory.path, signal }),
  ])
  signal.throwIfAborted()
  return { task, facts }
}

async function readTask(session: Session, request: BuildRequest, directory: PrivateDirectory): Promise<Task> {
  const context = await openContext(request, {
    directory,
    credentials: session.host.gitCredentials(),
    signal: session.lifetime.signal,
  })
  const dockerfile = await readDockerfile(context.dockerfile)
  const needs = needsOf(dockerfile, {
    buildArgs: request.buildArgs,
    platform: request.platform,
    target: request.target,
    namedContexts: request.buildContexts,
  })
  return { request, context, needs }
}

/** The Dockerfile, named in messages as a reader of the log would look for it: relative to where we are. */
async function readDockerfile(file: string): Promise<Dockerfile> {
  const relative = path.relative(process.cwd(), file)
  const name = relative.startsWith('..') ? file : relative
  try {
    return parseDockerfile(await readFile(file, 'utf8'), name)
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    throw new WrongInput([
      { input: 'file', problem: `${name} cannot be read: ${messageOf(error)}`, fix: 'Look at its mode' },
    ])
  }
}
