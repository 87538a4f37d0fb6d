import path from 'node:path'
import { Secret } from '../log/secret.js'
import { formatPlatform } from '../oci/platform.js'
import type { BuildRequest } from '../request/request.js'
import type { Facts } from '../runner/facts.js'
import { addressArguments, WORKERS } from '../runner/remote-builders.js'
import { csv, flags, words } from './arguments.js'
import { buildArguments } from './buildkit-plan.js'
import { dyingWithUs, searchPath, toolPath } from './enclosure.js'
import { originAuths } from './origins.js'
import { registriesOf, secretFiles } from './registries.js'
import type { BuildPlan, PlannedCommand, Task, Wiring } from './strategy.js'

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
  const able = facts.remoteBuilders.filter(({ platforms }) => platforms.includes(wanted))
  const native = able.filter(({ platforms }) => platforms[0] === wanted)
  return [...native, ...able.filter((one) => !native.includes(one))].map(({ endpoint }) => endpoint)
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
      buildctl(endpoint, endpoint, buildVerb(task, index), { task, facts, wiring }),
    ]),
    aliases: {},
    notes: notes(task),
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

function buildVerb(task: Task, index: number): readonly string[] {
  const { request } = task
  const rewrite = request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true']
  const output = csv(['type=oci', 'tar=false', `dest=${imageDirectory(index)}`, ...rewrite])
  // Token servers are asked by buildctl, from here: it trusts what the run trusts.
  const [authority] = request.caCertificates
  const trusted =
    authority === undefined ? [] : registriesOf(task).map((host) => csv([`host=${host}`, `ca=${authority}`]))
  return [
    ...words('build', '--progress', 'rawjson'),
    ...buildArguments(task),
    ...flags('--registry-auth-tlscontext', trusted),
    ...words('--output', output),
  ]
}

function notes({ request, needs }: Task): string[] {
  const told = [
    ...(request.mirrors.length > 0 ? ['registry-mirrors'] : []),
    ...(request.caCertificates.length > 0 ? ['ca-certificates'] : []),
    ...(request.insecureRegistries.length > 0 ? ['insecure-registries'] : []),
  ]
  const own = 'The builder pulls by itself, as its own configuration has it'
  const syntax = needs.features.some((feature) => feature.name === '# syntax')
  return [
    ...(told.length > 0 ? [`${own}: ${told.join(', ')} count for what is pushed from here alone`] : []),
    ...(syntax ? ['# syntax is passed over: BuildKit’s own Dockerfile frontend is used'] : []),
  ]
}
