import { homedir } from 'node:os'
import { messageOf } from '../errors/errors.js'
import { parsePlatform, formatPlatform } from '../oci/platform.js'
import { childEnvironment } from '../process/environment.js'
import { run } from '../process/run.js'
import type { BuilderTls, RemoteBuilder } from '../request/request.js'
import { builderProblem, clearerLine, NO_VERSION, realLine } from './builder-problems.js'
import type { RemoteBuilderFacts } from './facts.js'

/** What is needed to ask BuildKit daemons elsewhere. */
export interface BuilderQuestion {
  readonly builder: RemoteBuilder
  /** Path of buildctl. */
  readonly buildctl: string
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

/** A network in between, a handshake, and for a pod the start of a program in it. */
const ANSWER_MS = 10_000

/** Asks every daemon for its workers, all at once: which answer, which platforms they run, the native one first. */
export async function askBuilders(question: BuilderQuestion): Promise<readonly RemoteBuilderFacts[]> {
  return Promise.all(question.builder.endpoints.map((endpoint) => askBuilder(endpoint, question)))
}

async function askBuilder(endpoint: string, question: BuilderQuestion): Promise<RemoteBuilderFacts> {
  const { builder, buildctl, env, signal } = question
  const argv = [buildctl, ...addressArguments(endpoint, builder.tls), ...WORKERS] as const
  const done = await run(
    { argv, env: childEnvironment(builderEnvironment([endpoint], env), env), cwd: '/' },
    { timeoutMs: ANSWER_MS, graceMs: 0, ...(signal ? { signal } : {}) },
  )
  if (done.status === 0) return explained({ endpoint, ...workersIn(done.stdout) })
  const said = done.timedOut
    ? `no answer within ${ANSWER_MS / 1000} s`
    : (done.startError ?? realLine(done.stderr))
  const problem = await clearerLine(said, endpoint, builder.tls).catch(() => said)
  return explained({ endpoint, platforms: [], problem })
}

function explained(answer: RemoteBuilderFacts): RemoteBuilderFacts {
  const reason = answer.problem === undefined ? undefined : builderProblem(answer.problem)
  return reason ? { ...answer, reason } : answer
}

/** What buildctl is asked to see whether a daemon lives. */
export const WORKERS = ['debug', 'workers', '--format', '{{json .}}'] as const

/** How buildctl is told where a daemon is and whom to trust there. */
export function addressArguments(endpoint: string, tls: BuilderTls | undefined): readonly string[] {
  const address = ['--addr', endpoint]
  if (!tls || !endpoint.startsWith('tcp://')) return address
  const client = tls.client ? ['--tlscert', tls.client.certificate, '--tlskey', tls.client.key] : []
  return [...address, '--tlscacert', tls.ca, ...client]
}

const KUBERNETES = ['PATH', 'KUBECONFIG', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'] as const

/** What buildctl needs of our environment for these endpoints: for a pod it starts kubectl, which reads its own configuration. */
export function builderEnvironment(
  endpoints: readonly string[],
  env: NodeJS.ProcessEnv,
  home = homedir(),
): Record<string, string> {
  const given: Record<string, string> = {}
  if (!endpoints.some((endpoint) => endpoint.startsWith('kube-pod://'))) return given
  for (const name of KUBERNETES) {
    const value = env[name]
    if (value !== undefined) given[name] = value
  }
  return { ...given, HOME: home }
}

/** Reads the JSON of `buildctl debug workers`. */
export function workersIn(output: string): Pick<RemoteBuilderFacts, 'platforms' | 'version' | 'problem'> {
  let workers: unknown
  try {
    workers = JSON.parse(output)
  } catch (error) {
    return { platforms: [], problem: `its answer is no JSON: ${messageOf(error)}` }
  }
  const records: readonly unknown[] = Array.isArray(workers) ? workers : []
  const platforms = records.flatMap((worker) => listOf(field(worker, 'platforms'))).flatMap(platformOf)
  if (platforms.length === 0) return { platforms: [], problem: 'it has no worker' }
  const version = records.map((worker) => field(field(worker, 'buildkitVersion'), 'version')).find(isText)
  if (version === undefined) return { platforms: [], problem: NO_VERSION }
  return { platforms: [...new Set(platforms)], version }
}

function platformOf(value: unknown): string[] {
  const parts = [field(value, 'os'), field(value, 'architecture'), field(value, 'variant')].filter(isText)
  const platform = parsePlatform(parts.join('/'))
  return platform ? [formatPlatform(platform)] : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
