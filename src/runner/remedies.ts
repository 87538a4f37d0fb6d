import type { HostName } from '../port/host.js'
import type { Facts, Reason, Trial } from './facts.js'

/** Where the setting lies that an admin has to change. */
export type Setting =
  | 'gitlab-docker'
  | 'gitlab-kubernetes'
  | 'kubernetes'
  | 'github-container'
  | 'container'
  | 'github-machine'
  | 'machine'

/** Everything known to keep a builder from working, each with one cause and a fix for every setting. */
export type Problem =
  | 'apparmor-denies-mount'
  | 'bounding-set'
  | 'chroot'
  | 'container-capabilities'
  | 'max-user-namespaces'
  | 'namespace-limit-above'
  | 'masked-proc'
  | 'newuidmap-missing'
  | 'newuidmap-needs-sys-admin'
  | 'newuidmap-unprivileged'
  | 'no-fuse'
  | 'no-mount-program'
  | 'no-new-privileges'
  | 'no-passwd-entry'
  | 'no-setfcap'
  | 'no-subordinate-ids'
  | 'no-unshare'
  | 'overlay-missing'
  | 'overlay-on-overlay'
  | 'overlay-on-tmpfs'
  | 'seccomp'
  | 'seccomp-runtime'
  | 'temporary-not-writable'
  | 'ubuntu-restriction'
  | 'unprivileged-clone-off'

type Fix = { readonly default: string } & Partial<Readonly<Record<Setting, string>>>

/** Where this run would have to be configured. */
export function settingOf(
  host: HostName,
  system: Pick<Facts['system'], 'container' | 'kubernetes'>,
): Setting {
  if (system.kubernetes) return host === 'gitlab' ? 'gitlab-kubernetes' : 'kubernetes'
  if (system.container === undefined) return host === 'github' ? 'github-machine' : 'machine'
  if (host === 'gitlab') return 'gitlab-docker'
  return host === 'github' ? 'github-container' : 'container'
}

/** Whose ids a fix speaks of. */
export interface Who {
  readonly uid: number
  readonly user: string | undefined
}

/** Cause and fix of a problem, for the place where it has to be mended. */
export function remedy(problem: Problem, setting: Setting, who: Who): Reason {
  const { cause, fix } = REMEDIES[problem]
  const fill = (text: string): string =>
    text.replaceAll('{uid}', String(who.uid)).replaceAll('{user}', who.user ?? String(who.uid))
  return { cause: fill(cause), fix: fill(fix[setting] ?? fix.default) }
}

/** Several problems at once, so that nobody mends them one run at a time. */
export function remedies(
  problems: readonly Problem[],
  setting: Setting,
  who: Who,
): Pick<Trial, 'cause' | 'fix' | 'reasons'> {
  if (problems.length === 0) return {}
  const reasons = problems.map((problem) => remedy(problem, setting, who))
  return {
    cause: reasons.map(({ cause }) => cause).join('; '),
    fix: reasons.map(({ fix }) => fix).join('; '),
    reasons,
  }
}

const GITLAB_KUBERNETES = '[runners.kubernetes.build_container_security_context'

/** sysctls belong to the kernel: a container's admin changes them on the machine below it. */
function sysctl(assignment: string): Fix {
  const command = `sysctl -w ${assignment}`
  return {
    default: `as root run \`${command}\`, and keep it by a line in /etc/sysctl.d/`,
    'github-machine': `run \`sudo ${command}\` in a step before this one (once, on a self-hosted runner)`,
    'github-container': `run \`sudo ${command}\` on the runner's machine, not in the job container`,
    'gitlab-docker': `run \`${command}\` on the machine of the GitLab runner, not in the job container`,
    'gitlab-kubernetes': `run \`${command}\` on the nodes of the cluster`,
    kubernetes: `run \`${command}\` on the nodes of the cluster`,
    container: `run \`${command}\` on the machine below the container`,
  }
}

/** Each of these fixes, and another way that is the same everywhere. */
function besides(fix: Fix, other: string): Fix {
  const both = Object.entries(fix).map(([setting, text]) => [setting, `${text}; ${other}`] as const)
  return { default: `${fix.default}; ${other}`, ...Object.fromEntries(both) }
}

const SECCOMP_OFF: Fix = {
  default:
    'take the filter off: no RestrictNamespaces= and SystemCallFilter= in the systemd unit that starts this job',
  'gitlab-docker':
    'in config.toml under [runners.docker]: security_opt = ["seccomp:unconfined", "apparmor:unconfined"]',
  'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.seccomp_profile]: type = "Unconfined" (older runners: a pod_spec patch that sets seccompProfile)`,
  kubernetes: "in the container's securityContext: seccompProfile: {type: Unconfined}",
  'github-container':
    'in the workflow under container: options: --security-opt seccomp=unconfined --security-opt apparmor=unconfined',
  container: 'start the container with --security-opt seccomp=unconfined',
}

const REMEDIES: Readonly<Record<Problem, { readonly cause: string; readonly fix: Fix }>> = {
  seccomp: {
    cause: 'the seccomp filter of this container or service forbids to make user namespaces',
    fix: SECCOMP_OFF,
  },
  'seccomp-runtime': {
    cause: 'the seccomp filter forbids what starts a container: sethostname, pivot_root or keyctl',
    fix: SECCOMP_OFF,
  },
  'apparmor-denies-mount': {
    cause: 'the AppArmor profile of this process denies mount',
    fix: {
      default: 'take the AppArmor profile off this process, or give it one that allows `mount` and `userns`',
      'gitlab-docker':
        'in config.toml under [runners.docker]: security_opt = ["seccomp:unconfined", "apparmor:unconfined"]',
      'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.app_armor_profile]: type = "Unconfined" (GitLab Runner 18.11 or newer; before: [runners.kubernetes.pod_annotations] "container.apparmor.security.beta.kubernetes.io/build" = "unconfined")`,
      kubernetes: "in the container's securityContext: appArmorProfile: {type: Unconfined}",
      'github-container': 'in the workflow under container: options: --security-opt apparmor=unconfined',
      container: 'start the container with --security-opt apparmor=unconfined',
    },
  },
  'ubuntu-restriction': {
    cause:
      'kernel.apparmor_restrict_unprivileged_userns is 1: this kernel lets only programs with an AppArmor profile of their own use a user namespace',
    fix: besides(
      sysctl('kernel.apparmor_restrict_unprivileged_userns=0'),
      'or, to lift it for one program alone, load the AppArmor profile `abi <abi/4.0>, profile unshare /usr/bin/unshare flags=(unconfined) { userns, }` there',
    ),
  },
  'max-user-namespaces': {
    cause: 'user.max_user_namespaces is 0, as this process sees it: no user namespace may be made here',
    fix: sysctl('user.max_user_namespaces=63359'),
  },
  'namespace-limit-above': {
    cause:
      'the limit of user namespaces is reached: user.max_user_namespaces of this user namespace or of one around it',
    fix: sysctl('user.max_user_namespaces=63359'),
  },
  'unprivileged-clone-off': {
    cause: 'kernel.unprivileged_userns_clone is 0: only root may make a user namespace',
    fix: sysctl('kernel.unprivileged_userns_clone=1'),
  },
  chroot: {
    cause: 'this process lives in a chroot, and the kernel makes no user namespace from there',
    fix: { default: 'run the job outside of the chroot, or enter its root by pivot_root, as containers do' },
  },
  'no-new-privileges': {
    cause: 'no_new_privs is set: newuidmap and newgidmap get no privilege from their file',
    fix: {
      default: 'start the job without no_new_privs (systemd: NoNewPrivileges=no)',
      'gitlab-docker': 'take "no-new-privileges" out of security_opt in config.toml under [runners.docker]',
      'gitlab-kubernetes': 'in config.toml under [runners.kubernetes]: allow_privilege_escalation = true',
      kubernetes: "in the container's securityContext: allowPrivilegeEscalation: true",
      'github-container': 'take --security-opt no-new-privileges out of the options under container:',
      container: 'start the container without --security-opt no-new-privileges',
    },
  },
  'newuidmap-missing': {
    cause: 'newuidmap and newgidmap are not both on PATH, so only one id can be mapped',
    fix: {
      default:
        'install them: `apt-get install uidmap` (Debian, Ubuntu), `dnf install shadow-utils` (Fedora), `apk add shadow-uidmap` (Alpine)',
      'github-machine': 'run `sudo apt-get install -y uidmap` in a step before this one',
    },
  },
  'newuidmap-unprivileged': {
    cause: 'newuidmap has neither the set-user-ID bit nor file capabilities',
    fix: {
      default:
        'as root run `setcap cap_setuid=ep $(command -v newuidmap)` and `setcap cap_setgid=ep $(command -v newgidmap)`',
    },
  },
  'newuidmap-needs-sys-admin': {
    cause:
      'newuidmap is set-user-ID root, and as such needs CAP_SYS_ADMIN, which the container does not give',
    fix: {
      default:
        'give the helpers file capabilities instead: in the image run `chmod u-s /usr/bin/newuidmap /usr/bin/newgidmap && setcap cap_setuid=ep /usr/bin/newuidmap && setcap cap_setgid=ep /usr/bin/newgidmap`, or run the job as root',
    },
  },
  'bounding-set': {
    cause: 'CAP_SETUID or CAP_SETGID is not in the bounding set, so newuidmap cannot get it',
    fix: {
      default: 'let the service keep CAP_SETUID and CAP_SETGID (systemd: CapabilityBoundingSet=)',
      'gitlab-docker': 'take SETUID and SETGID out of cap_drop in config.toml under [runners.docker]',
      'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETUID", "SETGID"]`,
      kubernetes: "in the container's securityContext: capabilities: {add: [SETUID, SETGID]}",
      'github-container': 'in the workflow under container: options: --cap-add SETUID --cap-add SETGID',
      container: 'start the container with --cap-add SETUID --cap-add SETGID',
    },
  },
  'no-passwd-entry': {
    cause: 'uid {uid} has no entry in /etc/passwd, so newuidmap does not know whose ranges it may map',
    fix: {
      default:
        'run the job as a user of the image that has an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid',
      kubernetes:
        'set runAsUser to a user of the image that has an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid (1000 in moby/buildkit:rootless)',
      'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}]: run_as_user = a user of the image with an entry in /etc/passwd and ranges in /etc/subuid and /etc/subgid (1000 in moby/buildkit:rootless)`,
    },
  },
  'no-subordinate-ids': {
    cause: 'user {user} has not 65,536 subordinate ids in both /etc/subuid and /etc/subgid',
    fix: {
      default: 'as root run `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}`',
      'github-machine':
        'run `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}` in a step before this one',
      'gitlab-docker':
        'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the job image, or run the job as root',
      'gitlab-kubernetes': 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the job image',
      kubernetes: 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
      'github-container': 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
      container: 'add the line {user}:100000:65536 to /etc/subuid and /etc/subgid of the image',
    },
  },
  'container-capabilities': {
    cause: 'root in this container lacks CAP_SETUID or CAP_SETGID, so it may not map ids',
    fix: {
      default: 'let the service keep CAP_SETUID, CAP_SETGID and CAP_SETFCAP',
      'gitlab-docker':
        'take SETUID, SETGID and SETFCAP out of cap_drop in config.toml under [runners.docker]',
      'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETUID", "SETGID", "SETFCAP"]`,
      kubernetes: "in the container's securityContext: capabilities: {add: [SETUID, SETGID, SETFCAP]}",
      'github-container':
        'in the workflow under container: options: --cap-add SETUID --cap-add SETGID --cap-add SETFCAP',
      container: 'start the container with --cap-add SETUID --cap-add SETGID --cap-add SETFCAP',
    },
  },
  'no-setfcap': {
    cause: 'root in this container lacks CAP_SETFCAP, so it may not map id 0 (Linux 5.12 and newer)',
    fix: {
      default: 'let the service keep CAP_SETFCAP',
      'gitlab-docker': 'in config.toml under [runners.docker]: cap_add = ["SETFCAP"]',
      'gitlab-kubernetes': `in config.toml under ${GITLAB_KUBERNETES}.capabilities]: add = ["SETFCAP"]`,
      kubernetes: "in the container's securityContext: capabilities: {add: [SETFCAP]}",
      'github-container': 'in the workflow under container: options: --cap-add SETFCAP',
      container: 'start the container with --cap-add SETFCAP',
    },
  },
  'masked-proc': {
    cause:
      'the container masks parts of /proc, and the kernel then refuses a fresh /proc in a namespace below',
    fix: {
      default:
        'nothing has to change: BuildKit runs without a process sandbox and buildah with chroot isolation; for more, take the mounts over /proc away',
      kubernetes:
        'nothing has to change; for a process sandbox: procMount: Unmasked together with hostUsers: false',
      'github-container':
        'nothing has to change; for a process sandbox: options: --security-opt systempaths=unconfined',
      container: 'nothing has to change; for a process sandbox: --security-opt systempaths=unconfined',
      'gitlab-docker':
        'nothing has to change: BuildKit runs without a process sandbox and buildah with chroot isolation (GitLab Runner cannot unmask /proc)',
    },
  },
  'overlay-on-overlay': {
    cause:
      'the temporary directory lies on an overlay itself, and an overlay cannot have its upper layer there',
    fix: {
      default:
        'set TMPDIR to a directory on a real filesystem; without it builders copy whole layers, which is slower',
      'gitlab-docker':
        'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume; without it builders copy whole layers, which is slower',
      'gitlab-kubernetes':
        'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume; without it builders copy whole layers, which is slower',
      kubernetes:
        'mount an emptyDir and set TMPDIR to it; without it builders copy whole layers, which is slower',
      container:
        'mount a volume and set TMPDIR to it; without it builders copy whole layers, which is slower',
    },
  },
  'overlay-on-tmpfs': {
    cause:
      'the temporary directory is a tmpfs: an overlay can be mounted there, but a directory of a base image cannot be deleted in it',
    fix: {
      default: 'set TMPDIR to a directory on a disk; without it builders copy whole layers, which is slower',
    },
  },
  'overlay-missing': {
    cause: 'the kernel has no overlay filesystem for user namespaces (Linux 5.11 or newer, module overlay)',
    fix: {
      default:
        'as root run `modprobe overlay` on the machine, or update its kernel; without it builders copy whole layers, which is slower',
    },
  },
  'no-fuse': {
    cause: '/dev/fuse cannot be opened',
    fix: {
      default: 'only needed for fuse-overlayfs: load the module fuse and allow /dev/fuse for this user',
      'gitlab-docker':
        'only needed for fuse-overlayfs: in config.toml under [runners.docker]: devices = ["/dev/fuse"]',
      'gitlab-kubernetes': 'only needed for fuse-overlayfs: a device plugin that offers /dev/fuse to pods',
      kubernetes: 'only needed for fuse-overlayfs: a device plugin that offers /dev/fuse to pods',
      'github-container': 'only needed for fuse-overlayfs: options: --device /dev/fuse',
      container: 'only needed for fuse-overlayfs: start the container with --device /dev/fuse',
    },
  },
  'no-unshare': {
    cause: 'there is no program `unshare` on PATH, which makes the namespaces that builders live in',
    fix: { default: 'install util-linux 2.38 or newer in the job image or on the machine' },
  },
  'no-mount-program': {
    cause: 'there is no program `mount` on PATH',
    fix: { default: 'install the package mount (util-linux) in the job image or on the machine' },
  },
  'temporary-not-writable': {
    cause: 'the temporary directory cannot be written',
    fix: { default: 'set TMPDIR to a directory that uid {uid} may write' },
  },
}
