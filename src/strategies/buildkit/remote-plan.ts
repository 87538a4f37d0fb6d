import path from 'node:path'
import { Secret } from '../../log/secret.js'
import { formatPlatform } from '../../oci/platform.js'
import type { BuildRequest } from '../../request/request.js'
import type { Facts, Reason, RemoteBuilderFacts } from '../../runner/facts.js'
import { addressArguments, WORKERS } from '../../runner/remote-builders.js'
import { csv, flags, words } from '../arguments.js'
import { buildArguments } from './plan.js'
import { dyingWithUs, searchPath, toolPath } from '../enclosure.js'
import { cacheNotes, inputsOfPushAlone, type OriginCache, originAuths, ownCache } from '../origins.js'
import { registriesOf, secretFiles } from '../registries.js'
import type { BuildPlan, PlannedCommand, Task, Wiring } from '../strategy.js'

/** Where the image of the `index`th daemon comes to, relative to the private directory: one that is lost leaves half of one. */
export function imageDirectory(index: number): string {
  return `image-${index}`
}

/**
 * The daemons that can build this, in the order in which they are tried: those whose own platform it is before those
 * that would emulate it. When nobody was asked, all of them.
 */
export function candidates(request: BuildRequest, facts: Facts): readonly string[] {
  if (!facts.remoteBuilders) return request.builder?.endpoints ?? []
  const wanted = formatPlatform(request.platform)
  const able = facts.remoteBuilders.filter((one) => reasonAgainst(one, request) === undefined)
  const native = able.filter(({ platforms }) => platforms[0] === wanted)
  return [...native, ...able.filter((one) => !native.includes(one))].map(({ endpoint }) => endpoint)
}

/** Why a builder cannot build this, and what to change; undefined when it can. */
export function reasonAgainst(one: RemoteBuilderFacts, request: BuildRequest): Reason | undefined {
  const { endpoint, platforms, version, problem, reason } = one
  if (reason) return { cause: `${endpoint}: ${reason.cause}`, fix: reason.fix }
  if (problem !== undefined)
    return { cause: answerOf(one), fix: 'Look whether the builder runs and is reached from here' }
  const wanted = formatPlatform(request.platform)
  if (!platforms.includes(wanted))
    return {
      cause: `${answerOf(one)}, not for ${wanted}`,
      fix: `Name a builder for ${wanted}, or build it on a runner of that platform`,
    }
  if (request.sourceDateEpoch !== undefined && leavesTimes(version))
    return {
      cause: `${answerOf(one)}, which leaves the times of files as they are (SOURCE_DATE_EPOCH)`,
      fix: 'Update the BuildKit of the builder to 0.13 or newer',
    }
  return undefined
}

/** True before 0.13, which knows rewrite-timestamp; 0.0 is one that does not know its own version. */
function leavesTimes(version: string | undefined): boolean {
  const minor = Number(/^v?0\.(\d+)/.exec(version ?? '')?.[1] ?? 0)
  return minor > 0 && minor < 13
}

/**
 * The plan of a build by daemons elsewhere: for each, a question whether it lives and the build. A later pair is run
 * when the daemon of the one before was lost. The image comes back as an OCI layout over the session. Pure.
 */
export function planRemoteBuildkit(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const endpoints = candidates(task.request, facts)
  return {
    strategy: 'buildkit',
    directory: wiring.directory,
    directories: ['run', 'tmp', 'docker', ...(task.request.secrets.length > 0 ? ['secrets'] : [])],
    files: [
      {
        name: 'docker/config.json',
        content: new Secret(`${JSON.stringify({ auths: originAuths(wiring.origins) })}\n`),
      },
      ...secretFiles(task.request),
    ],
    daemon: undefined,
    commands: endpoints.flatMap((endpoint, index) => [
      buildctl(`${endpoint} lives`, endpoint, WORKERS, { task, facts, wiring }),
      buildctl(endpoint, endpoint, buildVerb(task, index, wiring), { task, facts, wiring }),
    ]),
    aliases: {},
    notes: notes(task, facts),
  }
}

interface Grounds {
  readonly task: Task
  readonly facts: Facts
  readonly wiring: Wiring
}

function buildctl(
  name: string,
  endpoint: string,
  verb: readonly string[],
  { task, facts, wiring }: Grounds,
): PlannedCommand {
  const { directory } = wiring
  const client = [
    toolPath(facts, 'buildctl'),
    ...addressArguments(endpoint, task.request.builder?.tls),
    ...verb,
  ]
  const [first = '', ...rest] = [...(canDieWithUs(facts) ? dyingWithUs(facts) : []), ...client]
  return {
    name,
    argv: [first, ...rest],
    env: {
      PATH: searchPath(facts),
      HOME: directory,
      XDG_RUNTIME_DIR: path.join(directory, 'run'),
      TMPDIR: path.join(directory, 'tmp'),
      ...wiring.origins?.env,
      DOCKER_CONFIG: path.join(directory, 'docker'),
    },
    cwd: directory,
  }
}

/** Without setpriv buildctl outlives a SIGKILL of ours by the rest of its build, which harms nobody here. */
function canDieWithUs({ tools }: Facts): boolean {
  return tools.setpriv !== undefined && tools.setpriv.problem === undefined
}

function buildVerb(task: Task, index: number, { origins }: Wiring): readonly string[] {
  const { request } = task
  const rewrite = request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true']
  const output = csv(['type=oci', 'tar=false', `dest=${imageDirectory(index)}`, ...rewrite])
  // Token servers are asked by buildctl, from here: it trusts what the run trusts.
  const [authority] = request.caCertificates
  const trusted =
    authority === undefined
      ? []
      : answeredRegistries(task).map((host) => csv([`host=${host}`, `ca=${authority}`]))
  return [
    ...words('build', '--progress', 'rawjson'),
    ...buildArguments(task),
    ...flags('--registry-auth-tlscontext', trusted),
    ...words('--output', output),
    ...(origins?.cache ? cacheArguments(request, origins.cache) : []),
  ]
}

/** The registries for whose logins the builder may ask. */
export function answeredRegistries(task: Task): readonly string[] {
  const cache = ownCache(task.request)
  return [...new Set([...registriesOf(task), ...(cache ? [cache.registry] : [])])]
}

/** The steps in a registry, where every builder finds them. An export that fails is ignored: a cache only makes things faster. */
function cacheArguments({ cache: { mode } }: BuildRequest, { from, to, insecure }: OriginCache): string[] {
  const store = (ref: string) => [
    'type=registry',
    `ref=${ref}`,
    ...(insecure ? ['registry.insecure=true'] : []),
  ]
  return [
    ...flags(
      '--import-cache',
      from.map((ref) => csv(store(ref))),
    ),
    ...words('--export-cache', csv([...store(to), `mode=${mode}`, 'ignore-error=true'])),
  ]
}

function notes(task: Task, facts: Facts): string[] {
  const { request, needs } = task
  const told = inputsOfPushAlone(request)
  const own = 'The builder pulls by itself, as its own configuration has it'
  const syntax = needs.features.some((feature) => feature.name === '# syntax')
  const passedOver = (facts.remoteBuilders ?? []).filter(({ problem }) => problem !== undefined)
  return [
    ...passedOver.map((one) => `Passed over: ${answerOf(one)}`),
    ...(told.length > 0 ? [`${own}: ${told.join(', ')} do not count there`] : []),
    ...(syntax ? ['# syntax is passed over: BuildKit’s own Dockerfile frontend is used'] : []),
    ...cacheNotes(task.request, true),
  ]
}

/** What a builder answered, or why it did not. */
export function answerOf({ endpoint, platforms, version, problem, reason }: RemoteBuilderFacts): string {
  if (problem === undefined)
    return `${endpoint}: ${version ?? 'BuildKit'} for ${platforms.slice(0, 3).join(', ')}`
  return reason ? `${endpoint}: ${reason.cause} (${problem})` : `${endpoint}: ${problem}`
}
