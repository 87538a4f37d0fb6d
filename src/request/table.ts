import { STRATEGY_NAMES } from './request.js'

/** Where an input can be written: `with:` of the action, `inputs:` of the GitLab component, a flag. */
export type Place = 'github' | 'gitlab' | 'flag'

export type InputKind = 'string' | 'boolean' | 'choice' | 'size' | 'list' | 'pairs'

export type CommandName = 'build' | 'plan' | 'doctor' | 'registry' | 'tools' | 'cache' | 'post' | 'help'

/** One row of the table from which action.yml, the GitLab component, the flags, the variables and the docs come. */
export interface InputRow {
  readonly name: string
  readonly kind: InputKind
  /** Whole sentences; Markdown code spans allowed. */
  readonly description: string
  /** What holds when it is not given, in words or as a value; empty: nothing. For people: no code reads it. */
  readonly default: string
  /** What stands for the value in help texts: `REF`, `KEY=VALUE`. */
  readonly value: string
  /** The values of a choice. */
  readonly choices?: readonly string[]
  /** A list whose items are also separated by commas. */
  readonly commas?: true
  /** Quotes are part of an item: it is itself CSV. */
  readonly quotes?: 'literal'
  /** Items keep the white space around them. */
  readonly untrimmed?: true
  /** Where it can be written; a `DOCKLESS_` variable there is always. */
  readonly hosts: readonly Place[]
  /** Other names for it, read wherever its own name is. */
  readonly aliases: readonly string[]
  /** Why it should no longer be used and what to use instead. */
  readonly deprecated?: string
  /** Never shown, and no flag: flags can be read by every process of the machine. */
  readonly secret: boolean
  /** What to use instead of the flag that a secret does not have. */
  readonly instead?: string
  readonly commands: readonly CommandName[]
  /** `default:` of action.yml, the only one there is. */
  readonly actionDefault?: string
}

const EVERYWHERE: readonly Place[] = ['github', 'gitlab', 'flag']
const BUILDS: readonly CommandName[] = ['build', 'plan']
/** Commands that look at registries, whoever builds. */
const ALL: readonly CommandName[] = ['build', 'plan', 'doctor', 'cache', 'tools']
const CACHES: readonly CommandName[] = ['build', 'plan', 'cache']
const SHARED = { hosts: EVERYWHERE, aliases: [], secret: false, commands: BUILDS, default: '' } as const

/**
 * Every input of Dockless. Where docker/build-push-action or docker/login-action has one of a name, ours of that
 * name means the same.
 */
export const INPUTS = [
  {
    ...SHARED,
    name: 'context',
    kind: 'string',
    value: 'PATH|URL',
    description:
      'Build context: a directory, a git URL (`https://host/repo.git#ref:subdirectory`) or the https URL of a tar archive.',
    default: 'the checked-out workspace',
  },
  {
    ...SHARED,
    name: 'file',
    kind: 'string',
    value: 'PATH',
    aliases: ['dockerfile'],
    description:
      'Path of the Dockerfile, relative to the working directory; relative to the context when that is a URL.',
    default: '`Dockerfile` in the context',
  },
  {
    ...SHARED,
    name: 'target',
    kind: 'string',
    value: 'STAGE',
    description: 'Stage of the Dockerfile to build.',
    default: 'the last stage',
  },
  {
    ...SHARED,
    name: 'build-args',
    kind: 'pairs',
    value: 'KEY=VALUE',
    aliases: ['build-arg'],
    description: 'Build arguments. A `KEY` alone takes its value from the environment.',
  },
  {
    ...SHARED,
    name: 'build-contexts',
    kind: 'pairs',
    value: 'NAME=CONTEXT',
    aliases: ['build-context'],
    description:
      'Named contexts: a directory, a URL, `docker-image://REF` or `oci-layout://DIR`. One replaces an image or a stage of its name.',
  },
  {
    ...SHARED,
    name: 'labels',
    kind: 'pairs',
    value: 'KEY=VALUE',
    aliases: ['label'],
    description: 'Labels of the image configuration.',
  },
  {
    ...SHARED,
    name: 'annotations',
    kind: 'pairs',
    value: '[LEVEL:]KEY=VALUE',
    aliases: ['annotation'],
    description:
      'Annotations. The level is `manifest` (the default), `index`, `manifest-descriptor` or `index-descriptor`.',
  },
  {
    ...SHARED,
    name: 'tags',
    kind: 'list',
    commas: true,
    value: 'REF',
    aliases: ['tag'],
    description: 'Image references to push to, in any number of registries: `registry/repository:tag`.',
  },
  {
    ...SHARED,
    name: 'platforms',
    kind: 'list',
    commas: true,
    value: 'OS/ARCH',
    aliases: ['platform'],
    description: 'Platform of the image. One, for the time being.',
    default: 'the platform of the runner',
  },
  {
    ...SHARED,
    name: 'push',
    kind: 'boolean',
    value: '',
    description: 'Push the image to every tag.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'load',
    kind: 'list',
    value: 'KIND:PATH',
    description:
      'Write the image to a file or directory: `oci:DIR`, `oci-archive:FILE` or `docker-archive:FILE`.',
  },
  {
    ...SHARED,
    name: 'outputs',
    kind: 'list',
    quotes: 'literal',
    value: 'type=TYPE,…',
    aliases: ['output'],
    description:
      'What becomes of the image, in the words of BuildKit: `type=oci,dest=FILE`, `type=oci,dest=DIR,tar=false`, `type=docker,dest=FILE`, `type=registry`, `type=image,push=true`.',
  },
  {
    ...SHARED,
    name: 'no-cache',
    kind: 'boolean',
    value: '',
    description: 'Build every step anew.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'pull',
    kind: 'boolean',
    value: '',
    description: 'Ask the registry for base images even when they are at hand.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'secrets',
    kind: 'pairs',
    untrimmed: true,
    value: 'ID=VALUE',
    hosts: ['github'],
    secret: true,
    instead: 'secret-files or secret-envs',
    description: 'Build secrets by value, for `RUN --mount=type=secret`.',
  },
  {
    ...SHARED,
    name: 'secret-envs',
    kind: 'list',
    commas: true,
    value: 'ID=VARIABLE',
    description: 'Build secrets, each the value of an environment variable.',
  },
  {
    ...SHARED,
    name: 'secret-files',
    kind: 'pairs',
    value: 'ID=PATH',
    description: 'Build secrets, each the content of a file.',
  },
  {
    ...SHARED,
    name: 'ssh',
    kind: 'list',
    commas: true,
    value: 'default|ID[=PATH]',
    description: 'The ssh agent, or a key or agent socket, for `RUN --mount=type=ssh`.',
  },
  {
    ...SHARED,
    name: 'network',
    kind: 'choice',
    choices: ['default', 'host', 'none'],
    value: 'MODE',
    description: 'Network of `RUN` steps.',
    default: 'default',
  },
  {
    ...SHARED,
    name: 'add-hosts',
    kind: 'list',
    commas: true,
    value: 'NAME:ADDRESS',
    aliases: ['add-host'],
    description: 'Lines of `/etc/hosts` for `RUN` steps.',
  },
  {
    ...SHARED,
    name: 'shm-size',
    kind: 'size',
    value: 'SIZE',
    description: 'Size of `/dev/shm` for `RUN` steps, such as `64m`.',
  },
  {
    ...SHARED,
    name: 'ulimit',
    kind: 'list',
    value: 'NAME=SOFT[:HARD]',
    description: 'Resource limits of `RUN` steps, such as `nofile=1024:2048`.',
  },
  {
    ...SHARED,
    name: 'strategy',
    kind: 'choice',
    choices: ['auto', ...STRATEGY_NAMES],
    value: 'NAME',
    description:
      'How to build. `auto` takes the first way that works on this runner for this Dockerfile, or `jib` for a Maven or Gradle project without one.',
    default: 'auto',
  },
  {
    ...SHARED,
    name: 'jib',
    kind: 'pairs',
    value: 'SETTING=VALUE',
    description:
      'Settings of Jib, by its own names: `from.image`, `container.ports`, `container.jvmFlags`, `containerize` (the module) and others; `plugin=GROUP:ARTIFACT:VERSION` for another plugin. A setting replaces that of the build file.',
  },
  {
    ...SHARED,
    name: 'jkube',
    kind: 'pairs',
    value: 'SETTING=VALUE',
    description:
      'Settings of JKube, by its own names: `generator.from`, `generator.java-exec.mainClass` and others; `plugin=GROUP:ARTIFACT:VERSION` for another plugin.',
  },
  {
    ...SHARED,
    name: 's2i-builder',
    kind: 'string',
    value: 'REF',
    description: 'Builder image for `strategy: s2i`.',
  },
  {
    ...SHARED,
    name: 's2i-environment',
    kind: 'pairs',
    value: 'NAME=VALUE',
    description: 'Environment variables of the build and the image by s2i.',
  },
  {
    ...SHARED,
    name: 's2i-incremental',
    kind: 'boolean',
    value: '',
    description:
      'Let s2i take what the last image of the first tag saved of its build. Without such an image it builds anew.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'cache',
    kind: 'string',
    value: 'auto|none|github|dir:PATH|registry:REPOSITORY',
    commands: CACHES,
    description:
      'Where builds find what earlier ones made: `github` (the cache service of GitHub Actions), `dir:PATH`, `registry:HOST/REPOSITORY` or `none`. `auto` takes the cache of the CI; builds of tags and releases then start from nothing. A BuildKit elsewhere (`builder`) has its own, and reaches `registry` alone.',
    default: 'auto',
  },
  {
    ...SHARED,
    name: 'cache-mode',
    kind: 'choice',
    choices: ['min', 'max'],
    value: 'MODE',
    description: 'What BuildKit keeps: the layers of every stage (`max`), or those of the result (`min`).',
    default: 'max',
  },
  {
    ...SHARED,
    name: 'cache-scope',
    kind: 'string',
    value: 'NAME',
    commands: CACHES,
    description: 'Builds of one scope share their cache. Target and platform are always kept apart.',
    default: 'the repository of the first tag, and the Dockerfile',
  },
  {
    ...SHARED,
    name: 'cache-max-size',
    kind: 'size',
    value: 'SIZE',
    commands: CACHES,
    description: 'How large the cache may grow; what was not used for longest goes first.',
    default: '4g',
  },
  {
    ...SHARED,
    name: 'cache-mounts',
    kind: 'list',
    commas: true,
    value: 'ID',
    aliases: ['cache-mount'],
    description:
      'Directories of `RUN --mount=type=cache` that are kept in the cache, by the id of the mount; its target where it has none.',
  },
  {
    ...SHARED,
    name: 'builder',
    kind: 'list',
    commas: true,
    value: 'URL',
    description:
      'BuildKit daemons elsewhere: `tcp://host:port`, `unix:///path`, `kube-pod://pod?namespace=ns`. The first that answers and runs the platform builds; the next takes over when it is lost.',
    default: 'a builder on the runner',
  },
  {
    ...SHARED,
    name: 'builder-ca',
    kind: 'string',
    value: 'PATH',
    description: 'PEM file of the authority that vouches for the `tcp://` builders.',
  },
  {
    ...SHARED,
    name: 'builder-cert',
    kind: 'string',
    value: 'PATH',
    description: 'PEM file of our certificate for `tcp://` builders that ask for one.',
  },
  {
    ...SHARED,
    name: 'builder-key',
    kind: 'string',
    value: 'PATH',
    description: 'PEM file of the key of `builder-cert`.',
  },
  {
    ...SHARED,
    name: 'tools',
    kind: 'choice',
    choices: ['auto', 'installed'],
    value: 'WHERE',
    commands: ALL,
    description:
      'Where builders come from. `auto` looks on `PATH` first and fetches what is missing from its official image, pinned by digest; `installed` fetches nothing.',
    default: 'auto',
  },
  {
    ...SHARED,
    name: 'tool-mirror',
    kind: 'string',
    value: 'HOST[/PATH]',
    commands: ALL,
    description:
      'Registry that has the images of builders in the place of docker.io and ghcr.io, for closed networks.',
  },
  {
    ...SHARED,
    name: 'tool-images',
    kind: 'pairs',
    value: 'NAME=REF@DIGEST',
    commands: ALL,
    description:
      'Images of your own choice for builders, such as `buildkit=registry.example/buildkit:v0.33.0@sha256:…`.',
  },
  {
    ...SHARED,
    name: 'registry',
    kind: 'string',
    value: 'HOST',
    commands: ALL,
    description: 'Registry of `username` and `password`.',
    default: 'docker.io',
  },
  {
    ...SHARED,
    name: 'username',
    kind: 'string',
    value: 'NAME',
    commands: ALL,
    description: 'User name for the registry.',
  },
  {
    ...SHARED,
    name: 'password',
    kind: 'string',
    untrimmed: true,
    value: 'PASSWORD',
    hosts: ['github'],
    secret: true,
    instead: '--password-stdin or --password-env VARIABLE',
    commands: ALL,
    description: 'Password or token for the registry.',
  },
  {
    ...SHARED,
    name: 'password-env',
    kind: 'string',
    value: 'VARIABLE',
    commands: ALL,
    description: 'Name of the environment variable that holds the password.',
  },
  {
    ...SHARED,
    name: 'registry-mirrors',
    kind: 'list',
    commas: true,
    value: '[REGISTRY=]MIRROR',
    commands: ALL,
    description:
      'Where to pull from first: `mirror.example` stands for docker.io, `quay.io=mirror.example/quay` for another registry.',
  },
  {
    ...SHARED,
    name: 'insecure-registries',
    kind: 'list',
    commas: true,
    value: 'HOST[:PORT]',
    commands: ALL,
    description: 'Registries that may speak plain HTTP or show a certificate that nobody vouches for.',
  },
  {
    ...SHARED,
    name: 'ca-certificates',
    kind: 'list',
    commas: true,
    value: 'PATH',
    commands: ALL,
    description: 'PEM files of certificate authorities to trust besides those of the system.',
  },
  {
    ...SHARED,
    name: 'allow-privileged',
    kind: 'boolean',
    value: '',
    description: 'Allow ways to build that amount to root on the runner, such as a rootful Docker socket.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'allow-shared-credentials',
    kind: 'boolean',
    value: '',
    description:
      'Allow ways to build in which a `RUN` step could get at the registry credentials of the run.',
    default: 'false',
  },
  {
    ...SHARED,
    name: 'github-token',
    kind: 'string',
    value: 'TOKEN',
    hosts: ['github'],
    secret: true,
    commands: ALL,
    description: 'Token for ghcr.io and for git contexts on GitHub. Give an empty string to use none.',
    actionDefault: '${{ github.token }}',
  },
] as const satisfies readonly InputRow[]

export type InputName = (typeof INPUTS)[number]['name']

const ROWS: ReadonlyMap<string, InputRow> = new Map(
  INPUTS.flatMap((row: InputRow) => [row.name, ...row.aliases].map((name) => [name, row])),
)

/** The row of an input, by its name or an alias. */
export function findInput(name: string): InputRow | undefined {
  return ROWS.get(name)
}

/** True when an input takes several values; flags of these may be repeated. */
export function isList(row: InputRow): boolean {
  return row.kind === 'list' || row.kind === 'pairs'
}

/** The environment variable of an input: `DOCKLESS_BUILD_ARGS`. */
export function variableOf(name: string): string {
  return `DOCKLESS_${name.toUpperCase().replaceAll('-', '_')}`
}

/** The variable in which GitHub's runner hands over an input: `INPUT_BUILD-ARGS`. */
export function actionVariableOf(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}

/** An input of docker/build-push-action that Dockless does not have, and what to do about it. */
export interface MissingInput {
  readonly name: string
  readonly fix: string
  /** Values that ask for nothing, and so may stay. */
  readonly harmless: readonly string[]
}

const CACHE_OPTIONS = 'Use cache: auto takes the cache of the CI, registry:REPOSITORY a repository'
const NO_ATTESTATION = 'Remove it, or write false: no attestation is made'

/** Inputs that people bring along from elsewhere. Given, they are a mistake with a way out, never dropped. */
export const MISSING_INPUTS: readonly MissingInput[] = [
  {
    name: 'allow',
    fix: 'Remove it: network.host is asked for with network, and security.insecure is never given',
    harmless: [],
  },
  { name: 'attests', fix: NO_ATTESTATION, harmless: [] },
  { name: 'cache-from', fix: CACHE_OPTIONS, harmless: [] },
  { name: 'cache-to', fix: CACHE_OPTIONS, harmless: [] },
  {
    name: 'call',
    fix: 'Remove it, or write build: checks and outlines of a Dockerfile are not made',
    harmless: ['build'],
  },
  {
    name: 'cgroup-parent',
    fix: 'Remove it: a builder without privilege cannot choose its cgroup',
    harmless: [],
  },
  {
    name: 'no-cache-filters',
    fix: 'Use no-cache, which builds every stage anew',
    harmless: [],
  },
  { name: 'provenance', fix: NO_ATTESTATION, harmless: ['false'] },
  { name: 'sbom', fix: NO_ATTESTATION, harmless: ['false'] },
]
