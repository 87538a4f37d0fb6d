import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contextIn, type OpenOptions, openSources } from '../context/open.js'
import type { Dockerfile } from '../dockerfile/ast.js'
import { needsOf } from '../dockerfile/needs.js'
import { parseDockerfile } from '../dockerfile/parse.js'
import { DocklessError, messageOf, WrongInput } from '../errors/errors.js'
import type { PrivateDirectory } from '../lifetime/private-directory.js'
import { Layout } from '../oci/layout.js'
import type { BuildRequest } from '../request/request.js'
import type { Facts } from '../runner/facts.js'
import { probe } from '../runner/probe.js'
import { mountsOf } from '../strategies/jvm/jib.js'
import { refuseUnknownMounts } from '../strategies/mounts/mounts.js'
import type { AnyTask, Task } from '../strategies/strategy.js'
import { withOffers } from '../tools/offer.js'
import { projectTask } from './project-task.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'
import { buildctlFor, openTools } from './tool-store.js'

/**
 * Opens the context, reads the Dockerfile, and finds out what it needs and what this runner allows. With a way to
 * registries, what builders elsewhere are asked with is fetched where it is missing.
 */
export async function prepare(
  session: Session,
  request: BuildRequest,
  directory: PrivateDirectory,
  registries?: Registries,
): Promise<{ readonly task: AnyTask; readonly facts: Facts }> {
  const { host, lifetime } = session
  const { signal } = lifetime
  const buildctl = await buildctlFor(session, request, registries)
  const remote = request.builder && buildctl ? { builder: request.builder, buildctl } : undefined
  const [task, facts, tools] = await Promise.all([
    readTask(session, request, directory, registries),
    probe({ host: host.name, temporary: host.temporary, signal, remote }),
    openTools(session, request.tools),
  ])
  signal.throwIfAborted()
  return { task, facts: withOffers(facts, tools.offers) }
}

async function readTask(
  session: Session,
  request: BuildRequest,
  directory: PrivateDirectory,
  registries: Registries | undefined,
): Promise<AnyTask> {
  const { host, log, lifetime } = session
  const options: OpenOptions = {
    cwd: process.cwd(),
    directory,
    named: request.buildContexts,
    gitCredentials: host.gitCredentials(),
    download: (url, signal) => download(session, request, url, signal),
    signal: lifetime.signal,
    keepGitDirectory: request.buildArgs['BUILDKIT_CONTEXT_KEEP_GIT_DIR'] === '1',
    onNotice: (message) => log.notice(message),
  }
  const sources = await openSources(request.context, options)
  if (request.strategy === 's2i') {
    const { s2iSources } = await import('./s2i-sources.js')
    const { directory: made, ...s2i } = await s2iSources(session, request, sources, directory, registries)
    return { ...(await dockerfileTask(request, made, options)), s2i }
  }
  const task = await projectTask(request, sources)
  if (!task) return dockerfileTask(request, sources, options)
  refuseUnknownMounts(request.cache.mounts, mountsOf(task.project), `a build by ${task.project.tool}`)
  return task
}

async function dockerfileTask(request: BuildRequest, sources: string, options: OpenOptions): Promise<Task> {
  const context = await contextIn(sources, request.context, request.file, options)
  const dockerfile = await readDockerfile(context.dockerfile)
  const needs = needsOf(dockerfile, {
    buildArgs: request.buildArgs,
    platform: request.platform,
    target: request.target,
    namedContexts: request.buildContexts,
  })
  const caches = needs.caches.map(({ id }) => id)
  refuseUnknownMounts(request.cache.mounts, caches, `the target of ${dockerfile.file}`)
  const buildContexts = await pinLayouts(request.buildContexts)
  return { request: { ...request, buildContexts }, context, dockerfile, needs }
}

/** Images of OCI layouts by their digests: buildctl takes no names, and a layout that is none is told at once. */
async function pinLayouts(given: BuildRequest['buildContexts']): Promise<BuildRequest['buildContexts']> {
  const pinned = Object.entries(given).map(async ([name, context]) => {
    if (context.kind !== 'oci-layout') return [name, context] as const
    const { digest } = (await Layout.open(context.path)).entry(context.reference)
    return [name, { ...context, reference: digest }] as const
  })
  return Object.fromEntries(await Promise.all(pinned))
}

/** Fetches the archive of a context that is a URL: through the user's proxies and authorities, as everything. */
async function download(
  { log }: Session,
  request: BuildRequest,
  url: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const { HttpClient } = await import('../http/client.js')
  const { caCertificates, insecureRegistries } = request
  const http = new HttpClient({ log, caCertificates, insecureRegistries, signal })
  const { status, body } = await http.request({ method: 'GET', url: new URL(url), signal })
  if (status === 200) return readAndClose(body, http)
  await http[Symbol.asyncDispose]()
  throw new DocklessError(
    'BUILD_FAILED',
    `the context ${url} could not be fetched: the server answered ${status}`,
    {
      fix: 'Look at the URL in a browser; it must be open to everybody.',
    },
  )
}

async function* readAndClose(
  body: AsyncIterable<Uint8Array>,
  http: AsyncDisposable,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body
  } finally {
    await http[Symbol.asyncDispose]()
  }
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
