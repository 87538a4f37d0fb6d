import path from 'node:path'
import { Secret } from '../../log/secret.js'
import { formatPlatform } from '../../oci/platform.js'
import { formatReference } from '../../oci/reference.js'
import type { BuildRequest } from '../../request/request.js'
import type { Facts } from '../../runner/facts.js'
import { flags, pairs, words } from '../arguments.js'
import { atLeast } from '../conditions.js'
import { enclose, searchPath, toolPath } from '../enclosure.js'
import { authFile, containersRegistries, registriesOf, secretFileName, secretFiles } from '../registries.js'
import { MARKS, planMounts } from '../mounts/mounts.js'
import type { BuildPlan, PlannedCommand, Task, Wiring } from '../strategy.js'
import { droppedFromVolumes } from '../volumes.js'

/** The built image's name in buildah's own storage. */
const LOCAL_NAME = 'localhost/dockless:built'
const POLICY = 'policy.json'
/** Relative to the working directory: Podman refuses a runroot of more than 50 characters. */
const RELATIVE_RUNROOT = 'run/storage'
/** TMPDIR, where it keeps cache mounts too. */
const TEMPORARY = 'tmp'

/**
 * How RUN steps are walled in. `rootless` has runc make a container of its own; a chroot, which is no wall by itself,
 * only where no /proc can be mounted or no runc is there.
 */
export function isolationOf(facts: Facts): 'rootless' | 'chroot' {
  const runc = facts.tools.runc
  return facts.trials.mountProc.holds &&
    facts.trials.container.holds &&
    runc !== undefined &&
    runc.problem === undefined
    ? 'rootless'
    : 'chroot'
}

/** A program that builds as buildah does. */
export interface Engine {
  readonly name: 'buildah' | 'podman'
  /** Flags before the verb. */
  readonly global: readonly string[]
  /** True when it knows --retry. */
  readonly retries: boolean
  /** Whether --runtime stands before the verb. */
  readonly runtimeIsGlobal: boolean
}

/** The plan of a build by buildah: build into a private storage, then push to the relay. Pure. */
export function planBuildah(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const retries = atLeast(facts.tools.buildah, 1, 28)
  return planEngine(task, facts, wiring, { name: 'buildah', global: [], retries, runtimeIsGlobal: false })
}

/** The plan of a build by a program that is buildah, or has it in it: `facts.tools.buildah` says which buildah. Pure. */
export function planEngine(task: Task, facts: Facts, wiring: Wiring, engine: Engine): BuildPlan {
  const build = [
    ...buildArguments(task, facts, engine),
    ...cacheArguments(wiring),
    '-t',
    LOCAL_NAME,
    task.context.directory,
  ]
  const push = [
    ...retries(engine),
    ...words('--format', 'v2s2'),
    LOCAL_NAME,
    `docker://${wiring.relay}/${wiring.inbox}:built`,
  ]
  const marking = [
    ...isolation(facts, engine),
    ...words('--http-proxy=false', '--network', 'host', '--format', 'oci'),
    ...words('--file', `${MARKS}/Dockerfile`, MARKS),
  ]
  const grounds = { task, facts, wiring }
  const mounts = planMounts(task, facts, wiring, {
    below: TEMPORARY,
    markBy: () => command('build', marking, engine, grounds, 'marks'),
  })
  return {
    strategy: engine.name,
    directory: wiring.directory,
    ...mounts,
    directories: [
      'home',
      SIGNATURES,
      'run',
      TEMPORARY,
      ...(task.request.secrets.length > 0 ? ['secrets'] : []),
      ...mounts.directories,
    ],
    files: [
      { name: 'registries.conf', content: containersRegistries(registriesOf(task), wiring) },
      { name: POLICY, content: '{"default":[{"type":"insecureAcceptAnything"}]}\n' },
      { name: 'auth.json', content: new Secret(authFile(wiring)) },
      { name: `${SIGNATURES}/default.yaml`, content: signatures(wiring) },
      ...secretFiles(task.request),
      ...mounts.files,
    ],
    daemon: undefined,
    commands: [command('build', build, engine, grounds), command('push', push, engine, grounds)],
    // It is told the names of the world, and looks up the relay's by itself.
    aliases: {},
    // CHANGELOG, 1.37: --compat-volumes.
    notes: atLeast(facts.tools.buildah, 1, 37) ? [] : droppedFromVolumes(task, 'buildah before 1.37'),
  }
}

/** containers-registries.d(5) of a user. */
const SIGNATURES = 'home/.config/containers/registries.d'

/** No signatures are kept: their default place is root's own, which the root of a namespace may not even enter. */
function signatures({ directory }: Wiring): string {
  return `default-docker:\n  sigstore: ${JSON.stringify(`file://${path.join(directory, 'signatures')}`)}\n`
}

interface Grounds {
  readonly task: Task
  readonly facts: Facts
  readonly wiring: Wiring
}

function command(
  verb: 'build' | 'push',
  args: readonly string[],
  engine: Engine,
  { task, facts, wiring }: Grounds,
  purpose: string = verb,
): PlannedCommand {
  const { directory } = wiring
  const storage = [
    ...words(
      '--root',
      path.join(directory, 'storage'),
      '--runroot',
      engine.name === 'podman' ? RELATIVE_RUNROOT : path.join(directory, RELATIVE_RUNROOT),
    ),
    // A copy a layer, but right everywhere: native overlay in a user namespace left user.overlay.* attributes in layers (1.28).
    ...words('--storage-driver', 'vfs'),
  ]
  const cover =
    isolationOf(facts) === 'chroot' && verb === 'build' ? (wiring.credentialDirectories ?? []) : []
  const argv: PlannedCommand['argv'] = [
    toolPath(facts, 'buildah'),
    ...storage,
    ...engine.global,
    ...(engine.runtimeIsGlobal && isolationOf(facts) === 'rootless' ? runtime(facts) : []),
    verb,
    '--signature-policy',
    POLICY,
    ...args,
  ]
  const env = environment(facts, wiring)
  return enclose(
    { name: `${engine.name}-${purpose}`, argv, env, directory, cover, ...varTmp(task, wiring) },
    facts,
  )
}

/**
 * buildah puts some files into /var/tmp whatever TMPDIR says: it gets ours there, which is writable and goes with the
 * run. Not where something that it must read lies below the real one.
 */
function varTmp({ context, request }: Task, { directory }: Wiring): { readonly varTmp?: string } {
  const named = Object.values(request.buildContexts).flatMap((given) => ('path' in given ? [given.path] : []))
  const agents = request.ssh.flatMap((forward) => forward.paths)
  const read = [
    directory,
    context.directory,
    context.dockerfile,
    ...Object.values(context.named),
    ...named,
    ...agents,
  ]
  return read.some((file) => file.startsWith('/var/tmp')) ? {} : { varTmp: path.join(directory, TEMPORARY) }
}

function environment(facts: Facts, wiring: Wiring): Record<string, string> {
  const { directory, proxy } = wiring
  return {
    PATH: searchPath(facts),
    HOME: path.join(directory, 'home'),
    XDG_RUNTIME_DIR: path.join(directory, 'run'),
    TMPDIR: path.join(directory, TEMPORARY),
    // It runs as root of a namespace that we made: without these it would make another one, or use root's own places.
    _CONTAINERS_USERNS_CONFIGURED: 'done',
    _CONTAINERS_ROOTLESS_UID: String(facts.process.uid),
    _CONTAINERS_ROOTLESS_GID: String(facts.process.gid),
    CONTAINERS_REGISTRIES_CONF: path.join(directory, 'registries.conf'),
    REGISTRY_AUTH_FILE: path.join(directory, 'auth.json'),
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: '127.0.0.1',
  }
}

/** What is built, in the words of buildah-build(1). */
function buildArguments(task: Task, facts: Facts, engine: Engine): string[] {
  const { request, context } = task
  const epoch = request.sourceDateEpoch
  return [
    ...isolation(facts, engine),
    // RUN steps get no proxy variables: ours name the relay.
    ...words('--http-proxy=false', '--network', request.network === 'none' ? 'none' : 'host'),
    // In the form of the OCI it would leave out HEALTHCHECK, ONBUILD and SHELL: what comes of it is made OCI afterwards.
    ...words(
      '--layers',
      '--format',
      'docker',
      ...(atLeast(facts.tools.buildah, 1, 26) ? ['--identity-label=false'] : []),
    ),
    ...retries(engine),
    ...words(
      '--file',
      context.dockerfile,
      ...(context.ignoreFile === undefined ? [] : ['--ignorefile', context.ignoreFile]),
    ),
    ...words('--platform', formatPlatform(request.platform)),
    ...(request.target === undefined ? [] : ['--target', request.target]),
    ...flags('--build-arg', pairs(request.buildArgs)),
    ...(epoch === undefined
      ? []
      : ['--build-arg', `SOURCE_DATE_EPOCH=${epoch}`, '--timestamp', String(epoch)]),
    ...flags('--label', pairs(request.labels)),
    ...flags('--build-context', namedContexts(task)),
    ...(request.noCache ? ['--no-cache'] : []),
    ...flags(
      '--secret',
      request.secrets.map((secret, index) => `id=${secret.id},src=${secretFileName(index)}`),
    ),
    ...flags(
      '--ssh',
      request.ssh.map((forward) => `${forward.id}=${forward.paths.join(',')}`),
    ),
    ...stepArguments(request),
  ]
}

/** chroot isolation without CAP_SYS_CHROOT: the escape from a chroot needs a second one. */
function isolation(facts: Facts, engine: Engine): string[] {
  return isolationOf(facts) === 'rootless'
    ? ['--isolation', 'rootless', ...(engine.runtimeIsGlobal ? [] : runtime(facts))]
    : ['--isolation', 'chroot', '--cap-drop', 'CAP_SYS_CHROOT']
}

/** The relay retries by itself: a builder that does so too only waits. */
function retries(engine: Engine): string[] {
  return engine.retries ? ['--retry', '0'] : []
}

function runtime(facts: Facts): string[] {
  return ['--runtime', toolPath(facts, 'runc')]
}

/** How RUN steps are run. */
function stepArguments(request: BuildRequest): string[] {
  return [
    ...flags(
      '--add-host',
      request.addHosts.map((host) => `${host.name}:${host.address}`),
    ),
    ...(request.shmSize === undefined ? [] : ['--shm-size', String(request.shmSize)]),
    ...flags(
      '--ulimit',
      request.limits.map((limit) => `${limit.name}=${limit.soft}:${limit.hard}`),
    ),
  ]
}

function namedContexts(task: Task): string[] {
  return Object.entries(task.request.buildContexts).map(([name, context]) => {
    const local = task.context.named[name]
    if (local !== undefined) return `${name}=${local}`
    switch (context.kind) {
      case 'image':
        return `${name}=docker-image://${formatReference(context.reference)}`
      case 'git':
      case 'archive':
        return `${name}=${context.url}`
      case 'path':
      case 'oci-layout':
        return `${name}=${context.path}`
    }
  })
}

/** The cache is a repository without a tag: each step has one of its own there. */
function cacheArguments(wiring: Wiring): string[] {
  if (!wiring.cache) return []
  const repository = `${wiring.relay}/${wiring.cache.repository}`
  return ['--cache-from', repository, ...(wiring.cache.writable ? ['--cache-to', repository] : [])]
}
