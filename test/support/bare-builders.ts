import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Account, AccountInvocation } from './account.js'
import type { Done } from './command.js'
import type { TestRegistry } from './registry.js'

/** A build for a builder that stands alone: what Dockless makes is compared with it, and its time is measured beside. */
export interface BareBuild {
  /** Directory of the context. */
  readonly context: string
  /** File of the Dockerfile; default: the context's own. */
  readonly dockerfile?: string
  readonly target?: string
  readonly buildArgs?: Readonly<Record<string, string>>
  /** Files by the id of the secret. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly noCache?: boolean
  /** `repository:tag` in the registry. */
  readonly name: string
  /** Flags of the builder's own for a cache. */
  readonly cache?: readonly string[]
}

/** Where a bare builder pulls from and pushes to. */
export type BareRegistry = Pick<TestRegistry, 'host' | 'options'>

/** Builds by one builder, as the account, from and to one registry; it stands for Docker Hub too, where no other does. */
export interface BareBuilder extends AsyncDisposable {
  /** Builds and pushes; the builder's own words are in the answer, whatever its status. */
  build(build: BareBuild): Promise<Done>
}

const START_MS = 30_000

/** The namespaces in which a builder of an unprivileged account works; they end with the program that is waited for. */
const ROOTLESS = [
  'setpriv',
  '--pdeathsig',
  'KILL',
  'unshare',
  '--user',
  '--map-auto',
  '--map-root-user',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child=SIGKILL',
  '--mount-proc',
] as const

/** Starts a rootless buildkitd of the account; its cache lives as long as it does. */
export async function startBareBuildKit(
  account: Account,
  registry: BareRegistry,
  hub: BareRegistry = registry,
): Promise<BareBuilder> {
  const directory = await seat(account, 'buildkit')
  const files = await credentials(account, registry, directory)
  await writeFile(
    join(directory, 'buildkitd.toml'),
    [
      `[otel]\nsocketPath = ${JSON.stringify(join(directory, 'otel.sock'))}`,
      `[registry."docker.io"]\nmirrors = [${JSON.stringify(hub.host)}]`,
      ...new Set([registry, hub].map(trusted)),
      '',
    ].join('\n'),
  )
  // Both run in the directory, because the path of a socket may not be long.
  const options: AccountInvocation = {
    cwd: directory,
    env: { HOME: directory, DOCKER_CONFIG: files.dockerConfig },
  }
  const daemon = await account.start(
    [
      ...ROOTLESS,
      'buildkitd',
      '--config',
      'buildkitd.toml',
      '--root',
      join(directory, 'root'),
      '--addr',
      'unix://s.sock',
      '--oci-worker-binary',
      'runc',
    ],
    { ...options, timeoutMs: 1_800_000 },
  )
  const buildctl = (args: readonly string[]): Promise<Done> =>
    account.run(['buildctl', '--addr', 'unix:s.sock', ...args], { ...options, timeoutMs: 600_000 })
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM', 'group')
    const impatience = setTimeout(() => daemon.kill('SIGKILL', 'group'), 5000)
    await daemon.done
    clearTimeout(impatience)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  for (const end = performance.now() + START_MS; ; ) {
    if ((await buildctl(['debug', 'workers'])).status === 0) break
    if (performance.now() > end) {
      await stop()
      throw new Error(`buildkitd did not answer within ${START_MS} ms:\n${daemon.output().slice(-4000)}`)
    }
  }
  return {
    build: (build) => buildctl(buildctlArgs(build, registry)),
    [Symbol.asyncDispose]: stop,
  }
}

/** How buildkitd is told to speak to a registry. */
function trusted({ host, options }: BareRegistry): string {
  const how = options.ca ? `ca = [${JSON.stringify(options.ca.certificateFile)}]` : 'http = true'
  return `[registry.${JSON.stringify(host)}]\n${how}`
}

function buildctlArgs(build: BareBuild, registry: BareRegistry): string[] {
  const dockerfile = build.dockerfile ?? join(build.context, 'Dockerfile')
  const options = {
    filename: basename(dockerfile),
    ...(build.target === undefined ? {} : { target: build.target }),
    ...(build.noCache === true ? { 'no-cache': '' } : {}),
    ...Object.fromEntries(
      Object.entries(build.buildArgs ?? {}).map(([name, value]) => [`build-arg:${name}`, value]),
    ),
  }
  return [
    'build',
    '--progress=plain',
    '--frontend=dockerfile.v0',
    `--local=context=${build.context}`,
    `--local=dockerfile=${dirname(dockerfile)}`,
    ...Object.entries(options).map(([name, value]) => `--opt=${name}=${value}`),
    ...Object.entries(build.secrets ?? {}).map(([id, file]) => `--secret=id=${id},src=${file}`),
    ...(build.cache ?? []),
    `--output=type=image,name=${registry.host}/${build.name},push=true`,
  ]
}

/** Readies a rootless buildah of the account: vfs storage, chroot isolation, nothing of the machine's configuration. */
export async function startBareBuildah(
  account: Account,
  registry: BareRegistry,
  hub: BareRegistry = registry,
): Promise<BareBuilder> {
  const directory = await seat(account, 'buildah')
  const files = await credentials(account, registry, directory)
  await writeFile(join(directory, 'policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}')
  await writeFile(
    join(directory, 'registries.conf'),
    [
      'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "disabled"',
      `[[registry]]\nprefix = "docker.io"\nlocation = ${JSON.stringify(hub.host)}\ninsecure = ${!hub.options.ca}`,
      `[[registry]]\nlocation = ${JSON.stringify(registry.host)}\ninsecure = ${!registry.options.ca}`,
      '',
    ].join('\n'),
  )
  const options: AccountInvocation = {
    cwd: directory,
    timeoutMs: 600_000,
    env: {
      HOME: directory,
      REGISTRY_AUTH_FILE: join(files.dockerConfig, 'config.json'),
      CONTAINERS_REGISTRIES_CONF: join(directory, 'registries.conf'),
      ...(registry.options.ca ? { SSL_CERT_FILE: registry.options.ca.certificateFile } : {}),
    },
  }
  const buildah = (args: readonly string[]): Promise<Done> =>
    account.run(
      ['buildah', '--storage-driver=vfs', `--root=${directory}/root`, `--runroot=${directory}/run`, ...args],
      options,
    )
  const policy = `--signature-policy=${join(directory, 'policy.json')}`
  return {
    async build(build) {
      const built = await buildah(['build', policy, ...buildahArgs(build)])
      return built.status === 0
        ? buildah(['push', policy, build.name, `docker://${registry.host}/${build.name}`])
        : built
    },
    async [Symbol.asyncDispose]() {
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function buildahArgs(build: BareBuild): string[] {
  return [
    '--isolation=chroot',
    '--http-proxy=false',
    `--layers=${build.noCache !== true}`,
    ...(build.noCache === true ? ['--no-cache'] : []),
    `--file=${build.dockerfile ?? join(build.context, 'Dockerfile')}`,
    ...(build.target === undefined ? [] : [`--target=${build.target}`]),
    ...Object.entries(build.buildArgs ?? {}).map(([name, value]) => `--build-arg=${name}=${value}`),
    ...Object.entries(build.secrets ?? {}).map(([id, file]) => `--secret=id=${id},src=${file}`),
    ...(build.cache ?? []),
    `--tag=${build.name}`,
    build.context,
  ]
}

async function seat(account: Account, name: string): Promise<string> {
  const directory = await mkdtemp(join(account.directory, `${name}-`))
  await chown(directory, account.uid, account.gid)
  return directory
}

/** The registry's credential in the form of ~/.docker/config.json, readable by the account. */
async function credentials(
  account: Account,
  registry: BareRegistry,
  directory: string,
): Promise<{ dockerConfig: string }> {
  const { htpasswd } = registry.options
  const auth = htpasswd && Buffer.from(`${htpasswd.username}:${htpasswd.password}`).toString('base64')
  const dockerConfig = join(directory, 'docker')
  await mkdir(dockerConfig)
  await writeFile(
    join(dockerConfig, 'config.json'),
    JSON.stringify({ auths: auth ? { [registry.host]: { auth } } : {} }),
  )
  await chown(dockerConfig, account.uid, account.gid)
  return { dockerConfig }
}
