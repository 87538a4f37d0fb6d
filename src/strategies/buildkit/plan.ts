import path from 'node:path'
import { Secret } from '../../log/secret.js'
import { formatPlatform } from '../../oci/platform.js'
import { formatReference } from '../../oci/reference.js'
import type { BuildRequest } from '../../request/request.js'
import type { Facts } from '../../runner/facts.js'
import { csv, flags, pairs, words } from '../arguments.js'
import { dyingWithUs, enclose, searchPath, toolPath } from '../enclosure.js'
import {
  authFile,
  buildkitRegistries,
  registriesOf,
  secretFileName,
  secretFiles,
  sourcePolicy,
} from '../registries.js'
import { MARKS, planMounts } from '../mounts/mounts.js'
import type { BuildPlan, PlannedCommand, Task, Wiring } from '../strategy.js'

/** The daemon's socket; relative to the private directory, for a longer path than 104 bytes is no socket's. */
export const BUILDKIT_SOCKET = 'buildkit.sock'
/**
 * BuildKit hands this socket to every RUN step, by a mount that fails for a relative path. It is removed once the
 * daemon listens: a step is then given nothing.
 */
export const TRACE_SOCKET = 'trace.sock'
const CONFIG = 'buildkitd.toml'
const STATE = 'root'
const POLICY = 'source-policy.json'

/** The plan of a build by a buildkitd of its own. Pure: nothing is looked at or run. */
export function planBuildkit(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const registries = registriesOf(task)
  const mounts = planMounts(task, facts, wiring, {
    below: STATE,
    markBy: () => marking(task, facts, wiring),
  })
  const toml = `[otel]\n  socketPath = ${JSON.stringify(TRACE_SOCKET)}\n\n${buildkitRegistries(registries, wiring)}`
  return {
    strategy: 'buildkit',
    directory: wiring.directory,
    ...mounts,
    directories: [
      'run',
      'tmp',
      'docker',
      ...(task.request.secrets.length > 0 ? ['secrets'] : []),
      ...mounts.directories,
    ],
    files: [
      { name: CONFIG, content: toml },
      { name: POLICY, content: sourcePolicy(registries, wiring) },
      { name: 'docker/config.json', content: new Secret(authFile(wiring)) },
      ...secretFiles(task.request),
      ...mounts.files,
    ],
    daemon: daemon(task, facts, wiring),
    commands: [client(task, facts, wiring)],
    aliases: Object.fromEntries(
      registries.map((registry) => [`${wiring.relay}/${wiring.mirrorPrefix(registry)}`, registry]),
    ),
    notes: notes(task),
  }
}

function daemon(task: Task, facts: Facts, wiring: Wiring): PlannedCommand {
  const { directory, proxy } = wiring
  const argv: PlannedCommand['argv'] = [
    toolPath(facts, 'buildkitd'),
    ...words('--config', CONFIG, '--root', path.join(directory, STATE)),
    ...words('--addr', `unix://${BUILDKIT_SOCKET}`),
    ...words('--oci-worker-binary', runtimeOf(facts) ?? toolPath(facts, 'runc')),
    ...words('--oci-worker-snapshotter', facts.trials.overlay.holds ? 'overlayfs' : 'native'),
    ...(facts.trials.mountProc.holds ? [] : ['--oci-worker-no-process-sandbox']),
    ...(needsHostNetwork(task) ? ['--allow-insecure-entitlement', 'network.host'] : []),
  ]
  const env = {
    PATH: searchPath(facts),
    HOME: directory,
    USER: 'dockless',
    XDG_RUNTIME_DIR: path.join(directory, 'run'),
    TMPDIR: path.join(directory, 'tmp'),
    // What is not a registry (ADD https://…, git) goes through the relay too: it knows the user's proxy, we tell it to nobody.
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: '',
  }
  return enclose({ name: 'buildkitd', argv, env, directory, needsProc: true }, facts)
}

/** The low-level runtime: runc; a crun only when nothing is known against it (1.8.1 lacks `--keep`). */
export function runtimeOf(facts: Facts): string | undefined {
  const { runc, crun } = facts.tools
  if (runc && runc.problem === undefined) return runc.path
  return crun && crun.problem === undefined && !/\b(0\.|1\.[0-8](\.|\b))/.test(crun.version ?? '0.')
    ? crun.path
    : undefined
}

function needsHostNetwork(task: Task): boolean {
  return (
    task.request.network === 'host' || task.needs.features.some((feature) => feature.name === 'run --network')
  )
}

function client(task: Task, facts: Facts, wiring: Wiring): PlannedCommand {
  const args = [
    ...buildArguments(task),
    ...words('--source-policy-file', POLICY, '--output', outputOf(task.request, wiring)),
    ...cacheArguments(wiring),
  ]
  return buildctl('buildctl', args, facts, wiring)
}

/** The build that finds the cache mounts. It has no output. */
function marking({ request }: Task, facts: Facts, wiring: Wiring): PlannedCommand {
  const space = request.buildArgs[MOUNT_SPACE]
  const args = [
    ...words('--frontend', 'dockerfile.v0', '--local', `context=${MARKS}`, '--local', `dockerfile=${MARKS}`),
    ...(space === undefined ? [] : ['--opt', `build-arg:${MOUNT_SPACE}=${space}`]),
  ]
  return buildctl('buildctl-marks', args, facts, wiring)
}

/** The build argument that gives the ids of cache mounts another meaning. */
const MOUNT_SPACE = 'BUILDKIT_CACHE_MOUNT_NS'

function buildctl(name: string, args: readonly string[], facts: Facts, wiring: Wiring): PlannedCommand {
  const { directory } = wiring
  return {
    name,
    argv: [
      ...dyingWithUs(facts),
      toolPath(facts, 'buildctl'),
      ...words('--addr', `unix:${BUILDKIT_SOCKET}`, 'build', '--progress', 'rawjson'),
      ...args,
    ],
    env: {
      PATH: searchPath(facts),
      HOME: directory,
      DOCKER_CONFIG: path.join(directory, 'docker'),
      XDG_RUNTIME_DIR: path.join(directory, 'run'),
      TMPDIR: path.join(directory, 'tmp'),
    },
    cwd: directory,
  }
}

/** What is built, in buildctl's words (cmd/buildctl/build.go, frontend/dockerui). */
export function buildArguments(task: Task): string[] {
  const { request, context } = task
  const ignoresSyntax = task.needs.features.some((feature) => feature.name === '# syntax')
  const { directory: local, dockerfile } = context
  return [
    ...words('--frontend', 'dockerfile.v0'),
    ...words('--local', `context=${local}`, '--local', `dockerfile=${path.dirname(dockerfile)}`),
    ...flags('--opt', [
      `filename=${path.basename(dockerfile)}`,
      `platform=${formatPlatform(request.platform)}`,
      ...(request.target === undefined ? [] : [`target=${request.target}`]),
      ...pairs(request.buildArgs, 'build-arg:'),
      ...(request.sourceDateEpoch === undefined
        ? []
        : [`build-arg:SOURCE_DATE_EPOCH=${request.sourceDateEpoch}`]),
      ...(ignoresSyntax ? ['build-arg:BUILDKIT_SYNTAX=dockerfile.v0'] : []),
      ...pairs(request.labels, 'label:'),
      ...stepOptions(request),
    ]),
    ...namedContexts(task),
    ...(request.noCache ? ['--no-cache'] : []),
    ...(needsHostNetwork(task) ? ['--allow', 'network.host'] : []),
    ...flags(
      '--secret',
      request.secrets.map((secret, index) =>
        csv([`id=${secret.id}`, 'type=file', `src=${secretFileName(index)}`]),
      ),
    ),
    ...flags(
      '--ssh',
      request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`),
    ),
  ]
}

/** How RUN steps are run. */
function stepOptions(request: BuildRequest): string[] {
  const hosts = request.addHosts.map((host) => `${host.name}=${host.address}`)
  const limits = request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`)
  return [
    ...(request.network === 'default' ? [] : [`force-network-mode=${request.network}`]),
    ...(hosts.length === 0 ? [] : [`add-hosts=${csv(hosts)}`]),
    ...(request.shmSize === undefined ? [] : [`shm-size=${request.shmSize}`]),
    ...(limits.length === 0 ? [] : [`ulimit=${csv(limits)}`]),
    ...(request.pull ? ['image-resolve-mode=pull'] : []),
  ]
}

/** Named contexts: directories here are sent by the client, images come through the relay like any other. */
function namedContexts(task: Task): string[] {
  return Object.entries(task.request.buildContexts).flatMap(([name, context]) => {
    const local = task.context.named[name]
    if (local !== undefined) return ['--local', `${name}=${local}`, '--opt', `context:${name}=local:${name}`]
    switch (context.kind) {
      case 'image':
        return ['--opt', `context:${name}=docker-image://${formatReference(context.reference)}`]
      case 'oci-layout':
        return [
          ...words('--oci-layout', `${name}=${context.path}`),
          ...words('--opt', `context:${name}=oci-layout://${name}${layoutObject(context.reference)}`),
        ]
      case 'path':
        return ['--local', `${name}=${context.path}`, '--opt', `context:${name}=local:${name}`]
      case 'git':
        return ['--opt', `context:${name}=${context.url}${fragment(context.ref, context.subdirectory)}`]
      case 'archive':
        return ['--opt', `context:${name}=${context.url}`]
    }
  })
}

function layoutObject(reference: string | undefined): string {
  if (reference === undefined) return ''
  return reference.includes(':') && /^sha\d+:/.test(reference) ? `@${reference}` : `:${reference}`
}

function fragment(ref: string | undefined, subdirectory: string | undefined): string {
  if (ref === undefined && subdirectory === undefined) return ''
  return `#${ref ?? ''}${subdirectory === undefined ? '' : `:${subdirectory}`}`
}

/** The image goes to the relay's inbox. Attestations are made at publication: the builder's would name the relay. */
function outputOf(request: BuildRequest, wiring: Wiring): string {
  return csv([
    'type=image',
    `name=${wiring.relay}/${wiring.inbox}:built`,
    'push=true',
    'oci-mediatypes=true',
    ...(request.sourceDateEpoch === undefined ? [] : ['rewrite-timestamp=true']),
  ])
}

/** A cache may only make things faster: an export that fails is ignored. */
function cacheArguments(wiring: Wiring): string[] {
  if (!wiring.cache) return []
  const ref = `${wiring.relay}/${wiring.cache.repository}:buildkit`
  const read = ['--import-cache', csv(['type=registry', `ref=${ref}`])]
  if (!wiring.cache.writable) return read
  const mode = `mode=${wiring.cache.mode}`
  return [...read, '--export-cache', csv(['type=registry', `ref=${ref}`, mode, 'ignore-error=true'])]
}

function notes(task: Task): string[] {
  const syntax = task.needs.features.find((feature) => feature.name === '# syntax')
  if (!syntax) return []
  return [
    `# syntax is passed over: BuildKit's own Dockerfile frontend is used, and no frontend image is pulled`,
  ]
}
