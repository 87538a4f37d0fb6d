import { formatPlatform, nativePlatform } from '../oci/platform.js'
import type { StrategyName } from '../request/request.js'
import type { Facts, Tool, ToolName, Trial } from '../runner/facts.js'
import type { Assessment, Condition, Task } from './strategy.js'

/** A condition that holds. */
export function held(name: string, evidence: string): Condition {
  return { name, holds: true, evidence, fix: '' }
}

/** A condition that does not hold, and what to change. */
export function broken(name: string, evidence: string, fix: string): Condition {
  return { name, holds: false, evidence, fix }
}

/** A verdict: it holds when every condition does. */
export function assessment(strategy: StrategyName, conditions: readonly Condition[]): Assessment {
  return { strategy, holds: conditions.every((condition) => condition.holds), conditions }
}

/** What the probe showed, as a condition; its own cause and fix are the better ones where it knows them. */
export function fromTrial(name: string, trial: Trial, fix: string): Condition {
  if (trial.holds) return held(name, trial.evidence)
  const cause = trial.cause === undefined ? '' : ` (${trial.cause})`
  const condition = broken(name, `${trial.evidence}${cause}`, trial.fix ?? fix)
  return trial.reasons ? { ...condition, reasons: trial.reasons } : condition
}

const INSTALL: Readonly<Partial<Record<ToolName, string>>> = {
  buildkitd:
    'Put buildkitd and buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
  buildctl: 'Put buildctl on PATH: bin/ of the archive buildkit-v*.linux-*.tar.gz of BuildKit’s releases',
  buildah: 'Install buildah (Debian, Ubuntu: apt-get install buildah; Fedora: dnf install buildah)',
  kaniko:
    'Put kaniko’s executor on PATH, called kaniko or executor: /kaniko/executor of the image ghcr.io/osscontainertools/kaniko',
  runc: 'Install runc (apt-get install runc; BuildKit’s release archive holds one as bin/buildkit-runc)',
  unshare: 'Install util-linux (Alpine: apk add util-linux; busybox’s unshare lacks --kill-child)',
  setpriv: 'Install util-linux (Alpine: apk add setpriv; busybox’s setpriv lacks --pdeathsig)',
}

/** A program that must be on PATH and free of a known defect. */
export function toolCondition(facts: Facts, name: ToolName): Condition {
  const tool = facts.tools[name]
  const install = INSTALL[name] ?? `Install ${name} and put it on PATH`
  if (!tool) return broken(name, `${name} is not on PATH`, install)
  if (tool.fetch !== undefined)
    return { ...held(name, `not on PATH: it is fetched from ${tool.fetch}`), fetch: tool.fetch }
  if (tool.problem !== undefined) return broken(name, `${tool.path}: ${tool.problem}`, install)
  if ((name === 'unshare' || name === 'setpriv') && isBusybox(tool))
    return broken(name, `${tool.path} is busybox’s, which cannot end its children with us`, install)
  return held(name, `${tool.path}${tool.version === undefined ? '' : ` (${tool.version})`}`)
}

function isBusybox(tool: Tool): boolean {
  return /busybox/i.test(`${tool.version ?? ''} ${tool.path}`)
}

const SANDBOX_FIX =
  'Allow user namespaces here: user.max_user_namespaces above 0, and in a container seccomp and AppArmor "Unconfined"'

/**
 * What a builder in a user namespace of its own needs of the kernel: the namespace with a range of ids, and mounts in
 * it. Where there is none, nothing is run that way at all, so that credentials are no question.
 */
export function namespaceConditions(task: Task, facts: Facts): Condition[] {
  const { userNamespace, mapRange, mount } = facts.trials
  return [
    fromTrial('user namespace', userNamespace, SANDBOX_FIX),
    fromTrial(
      'id range',
      mapRange,
      'Install uidmap and give this user 65536 ids in /etc/subuid and /etc/subgid',
    ),
    fromTrial('mount', mount, 'Let the container mount: AppArmor "Unconfined", seccomp "Unconfined"'),
    ...(userNamespace.holds ? [credentialsCondition(task, facts)] : []),
  ]
}

/**
 * Where RUN steps live in a user namespace of their own, ptrace and /proc of our process are closed to them
 * (ptrace(2), "Ptrace access mode checking"): only there may credentials be about.
 */
export function credentialsCondition(task: Task, facts: Facts): Condition {
  if (facts.trials.userNamespace.holds)
    return held(
      'credentials',
      'the builder has a user namespace of its own, so RUN steps cannot read our process',
    )
  if (task.request.allowSharedCredentials)
    return held(
      'credentials',
      'allow-shared-credentials is set: RUN steps could read the credentials of this run',
    )
  return broken(
    'credentials',
    'without a user namespace of its own a RUN step could read the credentials of this run',
    'Allow user namespaces, or set allow-shared-credentials: true if this run has no credential worth stealing',
  )
}

/** What the request asks that depends on no builder: a platform that RUN can execute, secrets and ssh that are there. */
export function requestConditions(task: Task): Condition[] {
  return [platformCondition(task), ...givenConditions(task), ...hereConditions(task)]
}

/** What the build demands was given: secrets and ssh. */
export function givenConditions(task: Task): Condition[] {
  return [secretsCondition(task), sshCondition(task)]
}

/** A builder elsewhere that was named is never passed over for one on the runner. */
export function hereConditions({ request }: Task): Condition[] {
  if (!request.builder) return []
  const why = `builder names ${request.builder.endpoints.join(', ')}, and this builds on the runner`
  return [broken('builder', why, 'Set strategy: buildkit, or remove builder')]
}

function platformCondition(task: Task): Condition {
  const wanted = formatPlatform(task.request.platform)
  const native = formatPlatform(nativePlatform())
  if (wanted === native) return held('platform', `${wanted} is this machine’s own`)
  if (task.needs.runs.length === 0) return held('platform', `nothing has to run on ${wanted}`)
  return broken(
    'platform',
    `RUN steps of ${wanted} cannot run on ${native}: there is no emulation here`,
    `Build ${wanted} on a runner of that architecture, or on a BuildKit that runs it: builder: tcp://HOST:PORT`,
  )
}

function secretsCondition(task: Task): Condition {
  const given = new Set(task.request.secrets.map((secret) => secret.id))
  const missing = task.needs.secrets.filter((secret) => secret.required && !given.has(secret.id))
  if (missing.length === 0)
    return held('secrets', given.size === 0 ? 'none are needed' : `given: ${[...given].join(', ')}`)
  const [first] = missing
  return broken(
    'secrets',
    `${missing.map((s) => `${s.id} (${s.place.file}:${s.place.line})`).join(', ')} not given, and required`,
    `Give it with secret-files: ${first?.id ?? 'ID'}=PATH, secret-envs: ${first?.id ?? 'ID'}=VARIABLE or secrets`,
  )
}

function sshCondition(task: Task): Condition {
  const given = task.request.ssh
  const empty = given.filter((forward) => forward.paths.length === 0)
  if (empty.length > 0)
    return broken(
      'ssh',
      `${empty.map((f) => f.id).join(', ')}: neither an agent’s socket nor a key is known`,
      'Start an ssh agent and export SSH_AUTH_SOCK, or name a socket or a key file: ssh: default=PATH',
    )
  const ids = new Set(given.map((forward) => forward.id))
  const missing = task.needs.ssh.filter((ssh) => ssh.required && !ids.has(ssh.id))
  if (missing.length === 0)
    return held('ssh', ids.size === 0 ? 'not needed' : `given: ${[...ids].join(', ')}`)
  return broken(
    'ssh',
    `${missing.map((s) => `${s.id} (${s.place.file}:${s.place.line})`).join(', ')} not given, and required`,
    `Add the input ssh: ${missing[0]?.id ?? 'default'}`,
  )
}

/** A version in a program's answer (`buildah version 1.28.2 (…)`), as numbers; undefined when it says none. */
function versionOf(tool: Tool | undefined): readonly [number, number] | undefined {
  const match = /(\d+)\.(\d+)/.exec(tool?.version ?? '')
  return match ? [Number(match[1]), Number(match[2])] : undefined
}

/** True when the version is known and not older. */
export function atLeast(tool: Tool | undefined, major: number, minor: number): boolean {
  const version = versionOf(tool)
  if (!version) return false
  return version[0] > major || (version[0] === major && version[1] >= minor)
}
