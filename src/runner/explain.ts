import type { Facts, Trial } from './facts.js'
import { ENOUGH_IDS } from './id-map.js'
import { type Problem, remedies, type Setting } from './remedies.js'
import type { Outcome, Outcomes, TrialName } from './trials.js'

/** What a failed trial is explained by. All of it was observed; nothing here decides whether a trial holds. */
export interface Circumstances {
  readonly setting: Setting
  readonly process: Facts['process']
  readonly subordinate: Facts['subordinate']
  readonly sysctls: Facts['sysctls']
  /** Filesystem of the temporary directory. */
  readonly filesystem: string
  /** True when the root directory is no mount point: a chroot. */
  readonly chroot: boolean
  readonly hasNewgidmap: boolean
}

/**
 * Puts cause and fix to every failed trial. A trial that needs what another one showed to be missing has that
 * one's cause: a mount cannot be tried where no user namespace can be made.
 */
export function explainTrials(outcomes: Outcomes, circumstances: Circumstances): Facts['trials'] {
  const found: Partial<Record<TrialName, readonly Problem[]>> = {}
  const explain = (name: TrialName, needs: readonly TrialName[]): Trial => {
    const { holds, evidence } = outcomes[name]
    if (holds) return { holds, evidence }
    const below = needs.find((needed) => !outcomes[needed].holds)
    const inherited = below === undefined ? [] : (found[below] ?? [])
    // The range has conditions of its own, which were observed: all are told at once.
    const own =
      inherited.length > 0 && name !== 'mapRange' ? [] : PROBLEMS[name](outcomes[name], circumstances)
    const problems = [...new Set([...inherited, ...own])]
    found[name] = problems
    const { uid, user } = circumstances.process
    return { holds, evidence, ...remedies(problems, circumstances.setting, { uid, user }) }
  }
  // In this order: what a trial needs is explained before it.
  const userNamespace = explain('userNamespace', [])
  const mapRoot = explain('mapRoot', ['userNamespace'])
  const mapRange = explain('mapRange', ['userNamespace'])
  // Root that may not map itself does its mounts through the range.
  const rooted: readonly TrialName[] = outcomes.mapRange.holds
    ? ['userNamespace']
    : ['userNamespace', 'mapRoot']
  const mount = explain('mount', rooted)
  const mountProc = explain('mountProc', [...rooted, 'mount'])
  const overlay = explain('overlay', [...rooted, 'mount'])
  const container = explain('container', [...rooted, 'mount'])
  const fuse = explain('fuse', [])
  return { userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse }
}

type Explanation = (outcome: Outcome, circumstances: Circumstances) => readonly Problem[]

const PROBLEMS: Readonly<Record<TrialName, Explanation>> = {
  userNamespace: whyNoNamespace,
  mapRoot: whyNoMap,
  mapRange: whyNoRange,
  mount: whyNoMount,
  mountProc: (outcome, circumstances) =>
    circumstances.process.maskedProc.length > 0 ? ['masked-proc'] : whyNoMount(outcome, circumstances),
  container: (_, { process }) => (process.seccomp === 'none' ? [] : ['seccomp-runtime']),
  overlay: whyNoOverlay,
  fuse: () => ['no-fuse'],
}

function whyNoNamespace(outcome: Outcome, { process, sysctls, chroot }: Circumstances): readonly Problem[] {
  if (outcome.missing === 'unshare') return ['no-unshare']
  if (sysctls.maxUserNamespaces === 0) return ['max-user-namespaces']
  if (outcome.errno === 'ENOSPC') return ['namespace-limit-above']
  if (sysctls.unprivilegedUsernsClone === 0 && !process.capabilities.includes('sys_admin'))
    return ['unprivileged-clone-off']
  if (restricted(process, sysctls)) return ['ubuntu-restriction']
  if (chroot) return ['chroot']
  if (process.seccomp !== 'none') return ['seccomp']
  return outcome.errno === 'EACCES' ? ['apparmor-denies-mount'] : []
}

function whyNoMap(outcome: Outcome, circumstances: Circumstances): readonly Problem[] {
  const { process, sysctls } = circumstances
  if (restricted(process, sysctls)) return ['ubuntu-restriction']
  if (process.uid === 0 && !process.capabilities.includes('setfcap')) return ['no-setfcap']
  return outcome.errno === 'EACCES' ? ['apparmor-denies-mount'] : []
}

/** All reasons at once: an arbitrary uid of OpenShift lacks three things. */
function whyNoRange(outcome: Outcome, circumstances: Circumstances): readonly Problem[] {
  const { process, subordinate } = circumstances
  if (process.uid === 0) {
    const may = process.capabilities.includes('setuid') && process.capabilities.includes('setgid')
    if (!may) return ['container-capabilities']
    return process.capabilities.includes('setfcap') ? whyNoMap(outcome, circumstances) : ['no-setfcap']
  }
  const bounding = new Set(process.boundingSet)
  const missing = subordinate.helper === undefined || !circumstances.hasNewgidmap
  const problems: Problem[] = []
  if (missing) problems.push('newuidmap-missing')
  if (process.noNewPrivileges) problems.push('no-new-privileges')
  if (process.user === undefined) problems.push('no-passwd-entry')
  else if (!enough(subordinate.uids) || !enough(subordinate.gids)) problems.push('no-subordinate-ids')
  if (!bounding.has('setuid') || !bounding.has('setgid')) problems.push('bounding-set')
  // The remaining two are only told when nothing else explains the failure.
  if (problems.length > 0) return problems
  if (subordinate.helper === 'setuid' && !bounding.has('sys_admin')) return ['newuidmap-needs-sys-admin']
  if (subordinate.helper === 'none') return ['newuidmap-unprivileged']
  return whyNoMap(outcome, circumstances)
}

function whyNoMount(outcome: Outcome, circumstances: Circumstances): readonly Problem[] {
  if (outcome.missing === 'mount') return ['no-mount-program']
  if (restricted(circumstances.process, circumstances.sysctls)) return ['ubuntu-restriction']
  if (outcome.errno === 'EACCES') return ['apparmor-denies-mount']
  return circumstances.process.seccomp === 'none' ? [] : ['seccomp']
}

function whyNoOverlay(outcome: Outcome, circumstances: Circumstances): readonly Problem[] {
  if (outcome.errno === 'NOWRITE') return ['temporary-not-writable']
  if (circumstances.filesystem === 'tmpfs') return ['overlay-on-tmpfs']
  if (circumstances.filesystem.includes('overlay')) return ['overlay-on-overlay']
  if (outcome.errno === 'ENODEV' || outcome.errno === 'EINVAL' || outcome.errno === 'EIO')
    return ['overlay-missing']
  return whyNoMount(outcome, circumstances)
}

/** Ubuntu's switch is for processes without a profile of their own. */
function restricted(process: Facts['process'], sysctls: Facts['sysctls']): boolean {
  const privileged = process.capabilities.includes('sys_admin')
  const unconfined = process.securityLabel === undefined || process.securityLabel.startsWith('unconfined')
  return sysctls.apparmorRestrictUnprivilegedUserns === 1 && unconfined && !privileged
}

function enough(ranges: readonly { readonly count: number }[]): boolean {
  return ranges.reduce((sum, range) => sum + range.count, 0) >= ENOUGH_IDS - 1
}
