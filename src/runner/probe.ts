import { access, readFile, readlink, realpath } from 'node:fs/promises'
import { constants, statfs } from 'node:fs'
import os from 'node:os'
import { promisify } from 'node:util'
import type { HostName } from '../port/host.js'
import type { RemoteBuilder } from '../request/request.js'
import { CONTAINER_FILES, containerEvidence, inKubernetes } from './container.js'
import { askDaemons } from './daemon-info.js'
import { findDaemons } from './daemons.js'
import { explainTrials } from './explain.js'
import type { DirectoryFacts, Facts } from './facts.js'
import { tryClone } from './clone-trial.js'
import { chooseIdMap, mappedIds, ownIdMap } from './id-map.js'
import {
  maskedBelowProc,
  type Mount,
  mountOf,
  parseIdMap,
  parseLabel,
  parseMountInfo,
  parseStatus,
  parseSubordinate,
  parseSysctl,
  userNameOf,
} from './proc.js'
import { askBuilders } from './remote-builders.js'
import { settingOf } from './remedies.js'
import { askTools, buildahDefect, findTools, helperPrivilege, type Tools } from './tools.js'
import { runTrials } from './trials.js'

export interface ProbeOptions {
  /** The CI: fixes are said in its words. */
  readonly host: HostName
  /** Where builders will put their files: $RUNNER_TEMP, $TMPDIR, /tmp. */
  readonly temporary: string
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  /** BuildKit daemons elsewhere to ask, and the buildctl to ask them with. */
  readonly remote?: { readonly builder: RemoteBuilder; readonly buildctl: string } | undefined
  /** Deadline of every single trial and question, in milliseconds; default 2000. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 2000
const INITIAL_USER_NAMESPACE = 'user:[4026531837]' // PROC_USER_INIT_INO of the kernel
const WHOLE_MAP = 4_294_967_295

/**
 * Finds out what this runner is and allows, by doing it: namespaces, id maps, mounts, an overlay. What the
 * kernel's files say only explains what failed. Everything runs at once and leaves nothing behind; a trial
 * without an answer has failed when its deadline is over. Never throws for what a runner lacks.
 */
export async function probe(options: ProbeOptions): Promise<Facts> {
  const began = performance.now()
  const { host, env = process.env, timeoutMs = TIMEOUT_MS } = options
  const asking = { timeoutMs, ...(options.signal ? { signal: options.signal } : {}) }
  const temporary = await realpath(options.temporary).catch(() => options.temporary)
  const [kernel, paths] = await Promise.all([readKernelFiles(), findTools()])
  const { uid, gid, capabilities } = kernel.process
  const identity = { uid, capabilities, ...asking }
  const directory = await directoryFacts(temporary, kernel.mounts)
  const idMap = chooseIdMap({ ...kernel, uid, gid, capabilities })
  const { remote } = options
  const trying = { temporary, filesystem: directory.filesystem, idMap, programs: paths, ...asking }
  const [outcomes, tools, helper, daemons, remoteBuilders] = await Promise.all([
    runTrials(trying),
    askTools(paths, identity),
    helperPrivilege(paths.newuidmap, identity),
    findDaemons(uid, env).then((found) => askDaemons(found, env, asking)),
    remote && askBuilders({ ...remote, env, ...(options.signal ? { signal: options.signal } : {}) }),
  ])
  const cloned =
    outcomes.userNamespace.holds || kernel.process.seccomp === 'none'
      ? undefined
      : await tryClone([...(idMap ? [idMap] : []), ownIdMap(uid, gid)], trying)
  const container = containerEvidence({ ...kernel.containerSigns, env })
  const system = { ...systemFacts(), container, kubernetes: inKubernetes(env) }
  const subordinate = { ...kernel.subordinate, helper }
  const trials = explainTrials(outcomes, {
    setting: settingOf(host, system),
    process: kernel.process,
    subordinate,
    sysctls: kernel.sysctls,
    filesystem: directory.filesystem,
    chroot: !kernel.mounts.some((mount) => mount.mountPoint === '/'),
    hasNewgidmap: paths.newgidmap !== undefined,
  })
  return {
    system,
    process: kernel.process,
    subordinate,
    sysctls: kernel.sysctls,
    idMap: trials.mapRange.holds ? idMap : undefined,
    trials,
    ...(cloned ? { cloned } : {}),
    temporary: directory,
    tools: withBuildahDefect(tools, directory.filesystem, trials.mapRange.holds),
    daemons,
    ...(remoteBuilders ? { remoteBuilders } : {}),
    tookMs: Math.round(performance.now() - began),
  }
}

function withBuildahDefect(tools: Tools, filesystem: string, idsMapped: boolean): Tools {
  const { buildah } = tools
  if (buildah?.version === undefined || buildah.problem !== undefined) return tools
  const problem = buildahDefect(buildah.version, { filesystem, idsMapped })
  return problem === undefined ? tools : { ...tools, buildah: { ...buildah, problem } }
}

function systemFacts(): Omit<Facts['system'], 'container' | 'kubernetes'> {
  const limit = process.constrainedMemory()
  const total = os.totalmem()
  return {
    kernel: os.release(),
    architecture: os.machine(),
    cpus: os.availableParallelism(),
    memoryBytes: limit > 0 && limit < total ? limit : total,
    node: process.version,
  }
}

/** Everything that the kernel's and the account files tell, read at once. */
async function readKernelFiles() {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  const [status, uidMap, gidMap, mountInfo, passwd, subuid, subgid, apparmor, current, namespace] =
    await Promise.all([
      text('/proc/self/status'),
      text('/proc/self/uid_map'),
      text('/proc/self/gid_map'),
      text('/proc/self/mountinfo'),
      text('/etc/passwd'),
      text('/etc/subuid'),
      text('/etc/subgid'),
      text('/proc/self/attr/apparmor/current'),
      text('/proc/self/attr/current'),
      readlink('/proc/self/ns/user').catch(() => undefined),
    ])
  const [maxUserNamespaces, unprivilegedUsernsClone, apparmorRestrictUnprivilegedUserns] = await Promise.all([
    text('/proc/sys/user/max_user_namespaces').then(parseSysctl),
    text('/proc/sys/kernel/unprivileged_userns_clone').then(parseSysctl),
    text('/proc/sys/kernel/apparmor_restrict_unprivileged_userns').then(parseSysctl),
  ])
  const pidNamespace = await readlink('/proc/self/ns/pid').catch(() => undefined)
  const containerFiles = await Promise.all(
    CONTAINER_FILES.map(async (file) => ((await exists(file)) ? [file] : [])),
  )
  const mounts = parseMountInfo(mountInfo ?? '')
  const user = userNameOf(uid, passwd ?? '')
  const ownUids = parseIdMap(uidMap ?? '')
  const whole = ownUids.length === 1 && ownUids[0]?.inside === 0 && ownUids[0].count === WHOLE_MAP
  return {
    process: {
      uid,
      gid,
      user,
      ...parseStatus(status ?? ''),
      securityLabel: parseLabel(apparmor) ?? parseLabel(current),
      ids: mappedIds(ownUids),
      nested: !whole || (namespace !== undefined && namespace !== INITIAL_USER_NAMESPACE),
      maskedProc: maskedBelowProc(mounts),
    },
    subordinate: {
      uids: parseSubordinate(subuid ?? '', user, uid),
      gids: parseSubordinate(subgid ?? '', user, uid),
    },
    sysctls: { maxUserNamespaces, unprivilegedUsernsClone, apparmorRestrictUnprivilegedUserns },
    ownUids,
    ownGids: parseIdMap(gidMap ?? ''),
    mounts,
    containerSigns: { files: containerFiles.flat(), mounts, pidNamespace },
  }
}

async function directoryFacts(path: string, mounts: readonly Mount[]): Promise<DirectoryFacts> {
  const mount = mountOf(path, mounts)
  const [space, writable] = await Promise.all([
    promisify(statfs)(path).catch(() => undefined),
    access(path, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    ),
  ])
  return {
    path,
    filesystem: mount?.filesystem ?? 'unknown',
    freeBytes: space === undefined ? 0 : space.bavail * space.bsize,
    writable,
    mountOptions: mount?.options ?? [],
  }
}

async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
