import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './account.js'
import { type Done, run } from './command.js'
import { seccompProfile } from './seccomp.js'
import { accountPath, nodeProgram, type NodeVersion, TESTBED } from './testbed.js'

/** The capabilities that Docker, and Kubernetes with containerd, leave a container's root. */
export const DOCKER_CAPABILITIES = [
  'CAP_AUDIT_WRITE',
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_MKNOD',
  'CAP_NET_BIND_SERVICE',
  'CAP_NET_RAW',
  'CAP_SETFCAP',
  'CAP_SETGID',
  'CAP_SETPCAP',
  'CAP_SETUID',
  'CAP_SYS_CHROOT',
] as const

/** The smaller set of CRI-O (and so of OpenShift). */
export const CRIO_CAPABILITIES = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_NET_BIND_SERVICE',
  'CAP_SETGID',
  'CAP_SETPCAP',
  'CAP_SETUID',
] as const

/** What a container runtime allows the job that runs in it. */
export interface Sandbox {
  readonly uid: number
  readonly gid: number
  readonly capabilities: readonly string[]
  readonly noNewPrivileges: boolean
  /** `podman` lets programs make namespaces and mount; `crio` is the same without unshare(2). */
  readonly seccomp: 'docker' | 'podman' | 'crio' | 'unconfined'
  /** Hides and write-protects parts of /proc and /sys as every container engine does unless told not to. */
  readonly maskedPaths: boolean
  /** A writable overlay over the machine's own file system, or that file system read-only. */
  readonly root: 'overlay' | 'read-only'
  /** What /tmp is: a volume of a real file system, memory, or a part of the container's root. */
  readonly tmp: 'disk' | 'tmpfs' | 'root'
  /** A user namespace of the container's own with ids 0 to 65535 (`hostUsers: false`). */
  readonly userNamespace: boolean
  /** How many ids that namespace has. */
  readonly ids: number
  /** /dev/fuse */
  readonly fuse: boolean
  /** Nothing but busybox's tools and Node, with busybox for a shell, as in an Alpine image. */
  readonly busybox: boolean
  /** A pod: the variables that Kubernetes sets are there. */
  readonly kubernetes: boolean
}

const DOCKER_DEFAULT: Sandbox = {
  uid: 0,
  gid: 0,
  capabilities: DOCKER_CAPABILITIES,
  noNewPrivileges: false,
  seccomp: 'docker',
  maskedPaths: true,
  root: 'overlay',
  tmp: 'disk',
  userNamespace: false,
  ids: 65_536,
  fuse: false,
  busybox: false,
  kubernetes: false,
}
const WITHOUT_NET_RAW = DOCKER_CAPABILITIES.filter((name) => name !== 'CAP_NET_RAW')

const POD: Sandbox = { ...DOCKER_DEFAULT, capabilities: WITHOUT_NET_RAW, kubernetes: true }
const RESTRICTED: Sandbox = { ...POD, uid: 10_001, gid: 10_001, capabilities: [], noNewPrivileges: true }
/** The user of an image that brings its own subordinate ids, as the rootless BuildKit image does. */
const USER = { uid: 1001, gid: 1001, seccomp: 'unconfined' } as const

/** The runners' sandboxes by name. (AppArmor and SELinux are the kernel's own and cannot be put on here.) */
export const SANDBOXES = {
  dockerDefault: DOCKER_DEFAULT,
  dockerAlpine: { ...DOCKER_DEFAULT, busybox: true },
  dockerSeccompOff: { ...DOCKER_DEFAULT, seccomp: 'unconfined' },
  dockerStorageOnOverlay: { ...DOCKER_DEFAULT, seccomp: 'unconfined', tmp: 'root' },
  dockerStorageOnTmpfs: { ...DOCKER_DEFAULT, seccomp: 'unconfined', tmp: 'tmpfs' },
  dockerFuse: { ...DOCKER_DEFAULT, seccomp: 'unconfined', tmp: 'root', fuse: true },
  dockerSysAdmin: { ...DOCKER_DEFAULT, capabilities: [...DOCKER_CAPABILITIES, 'CAP_SYS_ADMIN'] },
  dockerReadOnlyRoot: { ...DOCKER_DEFAULT, seccomp: 'unconfined', root: 'read-only' },
  dockerUser: { ...DOCKER_DEFAULT, ...USER },
  podmanDefault: { ...DOCKER_DEFAULT, seccomp: 'podman' },
  kubernetesUnset: { ...POD, seccomp: 'unconfined' },
  kubernetesHostUsersFalse: { ...POD, userNamespace: true },
  kubernetesHostUsersFalseSysAdmin: {
    ...POD,
    userNamespace: true,
    capabilities: [...WITHOUT_NET_RAW, 'CAP_SYS_ADMIN'],
  },
  kubernetesHostUsersFalseSeccompOff: { ...POD, userNamespace: true, seccomp: 'unconfined' },
  kubernetesOneId: { ...POD, userNamespace: true, seccomp: 'unconfined', ids: 1 },
  kubernetesOneIdBaseline: { ...POD, userNamespace: true, ids: 1 },
  kubernetesBaseline: POD,
  kubernetesRestricted: RESTRICTED,
  kubernetesRootlessBuildkit: { ...POD, ...USER },
  openshiftRestricted: { ...RESTRICTED, uid: 1_000_650_000, gid: 0, seccomp: 'crio' },
  crioUnset: { ...POD, capabilities: CRIO_CAPABILITIES, seccomp: 'unconfined' },
  crioBaseline: { ...POD, capabilities: CRIO_CAPABILITIES, seccomp: 'crio' },
  nobody: { ...DOCKER_DEFAULT, uid: 65_534, gid: 65_534 },
} as const satisfies Record<string, Sandbox>

export interface SandboxInvocation {
  readonly env?: Readonly<Record<string, string>>
  readonly node?: NodeVersion
  readonly cwd?: string
  /** More of the machine's directories, at their own paths. The account's directory and the test bed are there anyway. */
  readonly volumes?: readonly { readonly path: string; readonly readOnly?: boolean }[]
  readonly stdin?: string
  readonly timeoutMs?: number
}

/**
 * Runs a program in a container made by crun: the machine's file system as its root, namespaces for processes, mounts,
 * IPC and the host name, the machine's network (so that registries on loopback answer), and what `sandbox` leaves it.
 * It has a home of its own; the account's directory is its writable volume. Nothing of it outlives the call.
 */
export async function runInSandbox(
  account: Account,
  sandbox: Sandbox,
  argv: readonly [string, ...string[]],
  options: SandboxInvocation = {},
): Promise<Done> {
  const bundle = await mkdtemp(join(account.directory, 'sandbox-'))
  try {
    for (const name of ['rootfs', 'layers', 'state', 'tmp', 'home', 'cgroup'])
      await mkdir(join(bundle, name), { mode: 0o755 })
    await chmod(bundle, 0o755)
    await chmod(join(bundle, 'tmp'), 0o1777)
    await chown(join(bundle, 'home'), sandbox.uid, sandbox.gid)
    await writeFile(
      join(bundle, 'config.json'),
      JSON.stringify(runtimeConfig(account, sandbox, bundle, argv, options)),
    )
    if (sandbox.busybox) await makeApplets(join(bundle, 'bin'))
    return await run({
      argv: [
        'unshare',
        ...IN_OWN_NAMESPACES,
        'sh',
        '-c',
        sandbox.root === 'overlay' ? IN_OVERLAY : IN_BIND,
        'sh',
        bundle,
        'dockless-test',
      ],
      ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    })
  } finally {
    await rm(bundle, { recursive: true, force: true })
  }
}

const BUSYBOX = '/bin/busybox'
/** What /bin/sh is on Debian. */
const SHELL = '/usr/bin/dash'

/** A directory with busybox's tools by their names. */
async function makeApplets(directory: string): Promise<void> {
  await mkdir(directory, { mode: 0o755 })
  const { stdout } = await run({ argv: [BUSYBOX, '--list'] })
  const names = stdout.split('\n').filter((name) => name !== '')
  await Promise.all(names.map((name) => symlink(BUSYBOX, join(directory, name))))
}

/** The caller's own directories of PATH, Node, and busybox's tools; nothing of the machine's. */
function busyboxPath(bundle: string, options: SandboxInvocation): string {
  const machine = new Set(accountPath(options.node).split(':'))
  const own = (options.env?.['PATH'] ?? '').split(':').filter((name) => name !== '' && !machine.has(name))
  return [...own, dirname(nodeProgram(options.node ?? 24)), join(bundle, 'bin')].join(':')
}

// The container is in a process namespace that ends with its first process: a killed test leaves nothing behind.
const IN_OWN_NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc']

// The container sees control groups of version 2, read-only, as engines show them today. crun itself refuses to work
// where v1 and v2 are mixed, though told to leave them alone: it is shown neither.
const RUN_CRUN = `
  unified=/sys/fs/cgroup && if [ -d "$unified/unified" ]; then unified=$unified/unified; fi &&
  mount --bind "$unified" "$1/cgroup" &&
  if [ "$(stat -f -c %T /sys/fs/cgroup)" != cgroup2fs ]; then mount -t tmpfs tmpfs /sys/fs/cgroup; fi &&
  exec crun --root "$1/state" --cgroup-manager=disabled run --bundle "$1" "$2"`
// The upper directory is in memory, because it may not lie below the lower one.
const IN_OVERLAY = `
  mount -t tmpfs -o mode=0755 tmpfs "$1/layers" && mkdir "$1/layers/upper" "$1/layers/work" &&
  mount -t overlay -o "lowerdir=/,upperdir=$1/layers/upper,workdir=$1/layers/work" overlay "$1/rootfs" && ${RUN_CRUN}`
const IN_BIND = `
  mount --bind / "$1/rootfs" && mount -o remount,bind,ro "$1/rootfs" && ${RUN_CRUN}`

function runtimeConfig(
  account: Account,
  sandbox: Sandbox,
  bundle: string,
  argv: readonly string[],
  options: SandboxInvocation,
): object {
  const home = join(bundle, 'home')
  const env = {
    PATH: accountPath(options.node),
    HOME: home,
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    ...(sandbox.kubernetes ? { KUBERNETES_SERVICE_HOST: '10.0.0.1' } : {}),
    ...options.env,
    ...(sandbox.busybox ? { PATH: busyboxPath(bundle, options) } : {}),
  }
  const held = sandbox.uid === 0 ? sandbox.capabilities : []
  return {
    ociVersion: '1.0.2',
    hostname: 'runner',
    root: { path: 'rootfs', readonly: sandbox.root === 'read-only' },
    process: {
      user: { uid: sandbox.uid, gid: sandbox.gid, umask: 0o022 },
      args: argv,
      env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      cwd: options.cwd ?? home,
      capabilities: { bounding: sandbox.capabilities, effective: held, permitted: held },
      noNewPrivileges: sandbox.noNewPrivileges,
    },
    mounts: mounts(account, sandbox, bundle, options),
    linux: {
      namespaces: ['pid', 'ipc', 'uts', 'mount', ...(sandbox.userNamespace ? ['user'] : [])].map((type) => ({
        type,
      })),
      ...(sandbox.userNamespace ? { uidMappings: idsOf(sandbox), gidMappings: idsOf(sandbox) } : {}),
      ...(sandbox.maskedPaths ? { maskedPaths: MASKED_PATHS, readonlyPaths: READ_ONLY_PATHS } : {}),
      ...(sandbox.seccomp === 'unconfined'
        ? {}
        : { seccomp: seccompProfile(sandbox.seccomp, sandbox.capabilities) }),
      ...(sandbox.fuse
        ? {
            devices: [
              { path: '/dev/fuse', type: 'c', major: 10, minor: 229, fileMode: 0o666, uid: 0, gid: 0 },
            ],
          }
        : {}),
    },
  }
}

const idsOf = ({ ids }: Sandbox): object[] => [{ containerID: 0, hostID: 0, size: ids }]

const MASKED_PATHS = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/scsi',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/sys/devices/virtual/powercap',
  '/sys/firmware',
]

const READ_ONLY_PATHS = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']

function mounts(account: Account, sandbox: Sandbox, bundle: string, options: SandboxInvocation): object[] {
  // Not recursive: the account's directory holds this container's own root, whose /proc is not masked by then and
  // would let the kernel allow a fresh /proc that no real container allows.
  const bind = (path: string, readOnly = false, source = path): object => ({
    destination: path,
    type: 'bind',
    source,
    options: ['bind', readOnly ? 'ro' : 'rw'],
  })
  const memory = (destination: string, ...more: string[]): object => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'nodev', ...more],
  })
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
    // sysfs belongs to the network namespace, which is the machine's.
    sandbox.userNamespace
      ? bind('/sys', true)
      : { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['nosuid', 'noexec', 'nodev', 'ro'] },
    bind('/sys/fs/cgroup', true, join(bundle, 'cgroup')),
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620'],
    },
    memory('/dev/shm', 'noexec', 'mode=1777', 'size=65536k'),
    ...(sandbox.tmp === 'disk' ? [bind('/tmp', false, join(bundle, 'tmp'))] : []),
    ...(sandbox.tmp === 'tmpfs' ? [memory('/tmp', 'mode=1777')] : []),
    ...(sandbox.busybox ? [bind(SHELL, true, BUSYBOX)] : []),
    bind(account.directory),
    bind(TESTBED, true),
    ...(options.volumes ?? []).map(({ path, readOnly }) => bind(path, readOnly)),
  ]
}
