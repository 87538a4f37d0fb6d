import { chmod, chown, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StrategyName } from '../../src/request/request.js'
import type { Account } from '../support/account.js'
import { type Done, must, run } from '../support/command.js'
import { runInSandbox, SANDBOXES } from '../support/sandbox.js'

/** A program that is run on a runner. */
export interface Job {
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly stdin?: string
}

/** A kind of runner that CI systems give to jobs. */
export interface Runner {
  /** As an admin would name it. */
  readonly title: string
  /** What `auto` takes there for a Dockerfile with RUN; undefined: nothing can run one, and why that is so is told. */
  readonly withRun: StrategyName | undefined
  /** What it takes where nothing but root's is needed; default: the same. */
  readonly rootAlone?: StrategyName
  run(account: Account, job: Job): Promise<Done>
}

const DEADLINE_MS = 120_000

function container(title: string, name: keyof typeof SANDBOXES, withRun: Runner['withRun']): Runner {
  return {
    title,
    withRun,
    run: (account, { argv, env, stdin }) =>
      runInSandbox(account, SANDBOXES[name], argv, {
        env: { ...env, TMPDIR: '/tmp' },
        timeoutMs: DEADLINE_MS,
        ...(stdin === undefined ? {} : { stdin }),
      }),
  }
}

/** One that leaves no ids but root's. */
function withOneId(title: string, name: keyof typeof SANDBOXES): Runner {
  return { ...container(title, name, undefined), rootAlone: 'kaniko' }
}

/** The account's newuidmap and newgidmap with file capabilities, as Fedora packs them, instead of Debian's set-user-ID ones. */
async function withFileCapabilities(account: Account, path: string): Promise<string> {
  const directory = join(account.directory, 'file-capabilities')
  await mkdir(directory, { recursive: true, mode: 0o755 })
  for (const [name, capability] of [
    ['newuidmap', 'cap_setuid=ep'],
    ['newgidmap', 'cap_setgid=ep'],
  ] as const) {
    const copy = join(directory, name)
    await copyFile(join('/usr/bin', name), copy)
    await chmod(copy, 0o755)
    await must({ argv: ['setcap', capability, copy] })
  }
  return `${directory}:${path}`
}

function rootlessImage(title: string, name: 'dockerUser' | 'kubernetesRootlessBuildkit'): Runner {
  const plain = container(title, name, 'buildkit')
  return {
    ...plain,
    async run(account, job) {
      const PATH = await withFileCapabilities(account, job.env['PATH'] ?? '')
      return plain.run(account, { ...job, env: { ...job.env, PATH } })
    },
  }
}

/** A place of a user's own, for one that is not the account. */
async function seat(account: Account, uid: number, gid: number): Promise<string> {
  const directory = join(account.directory, `seat-${uid}`)
  await mkdir(directory, { recursive: true })
  await chown(directory, uid, gid)
  return directory
}

/** An account of every Debian without subordinate ids. */
const GAMES = { uid: 5, gid: 60 }

const MACHINES: readonly Runner[] = [
  {
    title: 'Virtual machine, root (GitHub-hosted with sudo)',
    withRun: 'buildkit',
    async run(account, { argv, env, stdin }) {
      const directory = await seat(account, 0, 0)
      const environment = { ...account.environment({ env }), TMPDIR: directory, HOME: directory }
      return run({
        argv,
        env: environment,
        timeoutMs: DEADLINE_MS,
        ...(stdin === undefined ? {} : { stdin }),
      })
    },
  },
  {
    title: 'Shell runner, unprivileged with subordinate ids',
    withRun: 'buildkit',
    run: (account, { argv, env, stdin }) =>
      account.run(argv, { env, timeoutMs: DEADLINE_MS, ...(stdin === undefined ? {} : { stdin }) }),
  },
  {
    title: 'Shell runner, unprivileged without subordinate ids',
    withRun: undefined,
    rootAlone: 'kaniko',
    async run(account, { argv, env, stdin }) {
      const directory = await seat(account, GAMES.uid, GAMES.gid)
      const environment = { ...account.environment({ env }), TMPDIR: directory, HOME: directory }
      return run({
        argv,
        env: environment,
        ...GAMES,
        timeoutMs: DEADLINE_MS,
        ...(stdin === undefined ? {} : { stdin }),
      })
    },
  },
  {
    title: 'Shell runner, user.max_user_namespaces=0',
    withRun: undefined,
    run: (account, { argv, env, stdin }) =>
      account.run(argv, {
        env,
        userNamespaces: false,
        timeoutMs: DEADLINE_MS,
        ...(stdin === undefined ? {} : { stdin }),
      }),
  },
]

/** Every runner. The names of GitLab's executors stand for other systems that start the same containers. */
export const RUNNERS: readonly Runner[] = [
  ...MACHINES,
  container('Docker executor, default', 'dockerDefault', 'kaniko'),
  container('Docker executor, default, Alpine image (busybox alone)', 'dockerAlpine', 'kaniko'),
  container('Docker executor, seccomp and AppArmor unconfined', 'dockerSeccompOff', 'buildkit'),
  container('… storage on overlay', 'dockerStorageOnOverlay', 'buildkit'),
  container('… storage on tmpfs', 'dockerStorageOnTmpfs', 'buildkit'),
  container('… storage on overlay, /dev/fuse', 'dockerFuse', 'buildkit'),
  container('… read-only root', 'dockerReadOnlyRoot', 'buildkit'),
  container('Docker executor, CAP_SYS_ADMIN added', 'dockerSysAdmin', 'buildah'),
  rootlessImage('Docker executor, user with subordinate ids, newuidmap by file capabilities', 'dockerUser'),
  withOneId('… newuidmap set-user-ID (Debian), without SYS_ADMIN', 'dockerUser'),
  container('Docker executor, user nobody', 'nobody', undefined),
  container('Podman, default profile', 'podmanDefault', 'buildah'),
  container('Kubernetes, nothing set', 'kubernetesUnset', 'buildkit'),
  container('Kubernetes, Pod Security baseline', 'kubernetesBaseline', 'kaniko'),
  container('Kubernetes, Pod Security restricted', 'kubernetesRestricted', undefined),
  container('Kubernetes, hostUsers: false', 'kubernetesHostUsersFalse', 'kaniko'),
  container('… CAP_SYS_ADMIN added', 'kubernetesHostUsersFalseSysAdmin', 'buildah'),
  container('… seccomp unconfined', 'kubernetesHostUsersFalseSeccompOff', 'buildkit'),
  withOneId('Kubernetes, a single mapped id', 'kubernetesOneId'),
  withOneId('Kubernetes, a single mapped id, Pod Security baseline', 'kubernetesOneIdBaseline'),
  rootlessImage('Kubernetes, the rootless BuildKit image', 'kubernetesRootlessBuildkit'),
  withOneId('OpenShift, restricted-v2', 'openshiftRestricted'),
  container('CRI-O, nothing set', 'crioUnset', 'buildkit'),
  container('CRI-O, Pod Security baseline', 'crioBaseline', 'kaniko'),
]
