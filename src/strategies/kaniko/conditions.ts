import { type Mount, readMount } from '../../dockerfile/mounts.js'
import type { Feature } from '../../dockerfile/needs.js'
import { DocklessError, type Place } from '../../errors/errors.js'
import type { Facts } from '../../runner/facts.js'
import { broken, credentialsCondition, fromTrial, held } from '../conditions.js'
import { machineOf } from '../../runner/doors.js'
import { CHROOT_CAPABILITIES, isFork, type Way, wayOf } from './plan.js'
import type { Condition, Task } from '../strategy.js'

const EVIDENCE: Readonly<Record<Way['kind'], string>> = {
  namespace: 'user, mount and pid namespaces of its own',
  chroot: 'a plain chroot: root in a container, with CAP_SYS_CHROOT and no namespace',
}

/** Whether kaniko can have a root of its own. Without one it never starts: it empties its root between stages. */
export function rootConditions(facts: Facts): Condition[] {
  const way = wayOf(facts)
  if (way?.cloned) return [held('own root', `${EVIDENCE.namespace}, by clone(2): unshare(2) is closed`)]
  if (way !== undefined) return [held('own root', EVIDENCE[way.kind])]
  const { process, system, trials, tools } = facts
  const failed = [trials.userNamespace, trials.mapRoot, trials.mount].find((trial) => !trial.holds)
  const programs = (['unshare', 'setpriv'] as const).find(
    (name) => tools[name]?.problem !== undefined || !tools[name],
  )
  const namespace = failed
    ? fromTrial(
        'own root',
        failed,
        'Allow user namespaces and mounts here: seccomp and AppArmor "Unconfined"',
      )
    : broken('own root', `${programs ?? 'unshare'} of util-linux is not on PATH`, 'Install util-linux')
  if (process.uid !== 0)
    return [{ ...namespace, fix: `${namespace.fix}; or run the job as root of its container` }]
  if (system.container === undefined) return [namespace]
  const missing = CHROOT_CAPABILITIES.filter((name) => !process.capabilities.includes(name))
  const add = missing.map((name) => name.toUpperCase()).join(', ')
  return [
    {
      ...namespace,
      evidence: `${namespace.evidence}; and a plain chroot lacks ${add}`,
      fix: `Add the capabilities ${add} (Kubernetes: securityContext.capabilities.add; GitLab: cap_add). Or: ${namespace.fix}`,
    },
  ]
}

/**
 * Where kaniko has no ids but root's, it cannot unpack a file of somebody else's, nor give one away: that has to be
 * seen beforehand, in the Dockerfile and in the images.
 */
export function ownersCondition(task: Task, facts: Facts): Condition {
  const name = 'owners'
  const { mapRange } = facts.trials
  const why = 'kaniko has no ids here but root’s'
  const { fix } = fromTrial(name, mapRange, 'Give this user 65536 ids in /etc/subuid and /etc/subgid')
  const asked = task.contents?.owners ?? task.needs.owners
  if (asked.length > 0) {
    const what = asked.map((one) => `${one.what} (${one.place.file}:${one.place.line})`).join(', ')
    return broken(name, `${why}, and others are needed for ${what}`, fix)
  }
  const pulled = task.needs.images.some(({ role }) => role !== 'syntax')
  if (!pulled) return held(name, `${why}, and no other is asked for`)
  if (task.contents === undefined)
    return {
      ...broken(name, `${why}, and whose the files of the images are is not known`, fix),
      awaitsContents: true,
    }
  const { notRoots } = task.contents
  if (notRoots === undefined) return held(name, `${why}, and all files of the images are root’s`)
  const { image, file } = notRoots
  return broken(name, `${why}, and in ${image} the owner of ${file.path} is ${file.uid}:${file.gid}`, fix)
}

/**
 * In a user namespace of its own the kernel keeps RUN steps away from us. In a plain chroot it does when they hold fewer
 * capabilities than we do, which takes CAP_SETPCAP.
 */
export function wallCondition(task: Task, facts: Facts): Condition {
  const name = 'credentials'
  const way = wayOf(facts)
  if (way?.cloned)
    return held(name, 'kaniko has a user namespace of its own, so RUN steps cannot read our process')
  if (way?.kind !== 'chroot') return credentialsCondition(task, facts)
  if (facts.process.capabilities.includes('setpcap'))
    return held(
      name,
      'RUN steps hold fewer capabilities than we do (no CAP_SYS_CHROOT): they can neither read our process nor leave their root',
    )
  if (task.request.allowSharedCredentials)
    return held(name, 'allow-shared-credentials is set: RUN steps could read the credentials of this run')
  return broken(
    name,
    'without CAP_SETPCAP RUN steps hold what we hold, and could read the credentials of this run',
    'Add the capability SETPCAP, or set allow-shared-credentials: true if this run has no credential worth stealing',
  )
}

/** An executor that is linked dynamically asks the C library for root's entry, and an empty tree has no /etc/passwd. */
export function scratchConditions({ dockerfile }: Task, { tools: { kaniko } }: Facts): Condition[] {
  const stage = dockerfile.stages.find(({ from }) => from.image === 'scratch')
  if (kaniko?.libraries === undefined || !stage) return []
  return [
    broken(
      'stage from scratch',
      `${kaniko.path} is linked dynamically: it finds no user in the empty tree of ${dockerfile.file}:${stage.lines.start}`,
      'Use the static executor of kaniko’s image, or begin from an image that has /etc/passwd',
    ),
  ]
}

/** The processors for which we have the few instructions that enter a root. */
export function machineCondition(): Condition {
  return machineOf(process.arch) === undefined
    ? broken(
        'processor',
        `${process.arch} is not one that kaniko is built for`,
        'Use a runner with amd64 or arm64',
      )
    : held('processor', process.arch)
}

/** Nothing can be started from a filesystem that forbids it. */
export function directoryCondition({ temporary }: Facts): Condition {
  if (!temporary.writable)
    return broken('directory', `${temporary.path} cannot be written`, 'Set TMPDIR to a directory that can')
  if (temporary.mountOptions.includes('noexec'))
    return broken(
      'directory',
      `${temporary.path} is mounted noexec, and kaniko’s root would be there`,
      'Set TMPDIR to a directory whose mount allows programs',
    )
  return held('directory', `${temporary.path} (${temporary.filesystem})`)
}

const UNKNOWN: ReadonlySet<Feature> = new Set([
  'copy --parents',
  'copy --exclude',
  'add --checksum',
  'add --unpack',
  'add git',
  'run --network',
  'run --security',
  'run --device',
  'healthcheck --start-interval',
])

/** What kaniko would pass over with a warning, or not at all. */
export function featuresCondition(task: Task, facts: Facts): Condition {
  const fork = isFork(facts)
  const refused: { readonly what: string; readonly place: Place }[] = task.needs.features
    .filter(({ name }) => UNKNOWN.has(name) || (!fork && name === 'heredoc'))
    .map(({ name, place }) => ({ what: name, place }))
  refused.push(...refusedMounts(task, fork))
  const [first] = refused
  if (!first) return held('features', 'kaniko knows all that the Dockerfile uses')
  return broken(
    'features',
    `kaniko does not honour ${refused.map(({ what, place }) => `${what} (${place.file}:${place.line})`).join(', ')}`,
    fork
      ? 'Leave it out, or use BuildKit'
      : 'Use the maintained fork (osscontainertools/kaniko), or BuildKit',
  )
}

function refusedMounts(task: Task, fork: boolean): { readonly what: string; readonly place: Place }[] {
  const lines = new Set(task.needs.runs.map(({ line }) => line))
  return task.dockerfile.stages
    .flatMap(({ instructions }) => instructions)
    .flatMap((instruction) => {
      if (instruction.kind !== 'RUN' || !lines.has(instruction.lines.start)) return []
      const place = { file: task.dockerfile.file, line: instruction.lines.start }
      return instruction.mounts.flatMap((raw) => {
        const what = refusedMount(readAsWritten(raw, place), raw.from, fork)
        return what === undefined ? [] : [{ what, place }]
      })
    })
}

/** Without its variables expanded: of what may hold one, only that it is there matters here. */
function readAsWritten(raw: Parameters<typeof readMount>[0], place: Place): Mount | undefined {
  try {
    return readMount(raw, (value) => value, place)
  } catch (error) {
    if (error instanceof DocklessError) return undefined
    throw error
  }
}

function refusedMount(mount: Mount | undefined, from: string | undefined, fork: boolean): string | undefined {
  if (!fork) return 'RUN --mount'
  if (from !== undefined) return `RUN --mount=from=${from}`
  if (mount?.type === 'tmpfs' || mount?.type === 'ssh') return `RUN --mount=type=${mount.type}`
  return undefined
}

/** Inputs that only a builder with containers of its own can honour. */
export function inputsCondition(task: Task, facts: Facts): Condition {
  const { network, shmSize, limits, ssh, secrets, buildContexts } = task.request
  const refused = [
    ...(network === 'none' ? ['network: none'] : []),
    ...(shmSize === undefined ? [] : ['shm-size']),
    ...(limits.length > 0 ? ['ulimit'] : []),
    ...(ssh.length > 0 ? ['ssh'] : []),
    ...(Object.keys(buildContexts).length > 0 ? ['build-contexts'] : []),
    ...(secrets.length > 0 && !isFork(facts) ? ['secrets (only the maintained fork knows them)'] : []),
    ...secrets.filter(({ id }) => id.includes(',')).map(({ id }) => `a secret id with a comma (${id})`),
  ]
  if (refused.length === 0) return held('inputs', 'kaniko honours all that is asked')
  return broken('inputs', `kaniko does not honour ${refused.join(', ')}`, 'Leave it out, or use BuildKit')
}
