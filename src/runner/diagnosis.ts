import type { HostName } from '../port/host.js'
import type { Facts, Reason } from './facts.js'
import { type Problem, remedy, type Setting, settingOf } from './remedies.js'

/** Who has to change something: the runner's admin, whoever holds the registry's keys, or who wrote the build. */
type Blamed = 'runner' | 'registry' | 'build'

/** What a builder's failure comes from. */
export interface Diagnosis {
  readonly blames: Blamed
  readonly cause: string
  /** What to change, for the CI at hand. */
  readonly fix: string
  /** The line of the output that proves it. */
  readonly line: string
}

/** What is known of the place where the builder failed; the more, the closer the fix. */
export interface DiagnosisContext {
  readonly host?: HostName
  readonly facts?: Facts
  /** True for the output of a step that ran and failed: what it says of registries is about its own business. */
  readonly ofStep?: boolean
  /** True when the builder is a daemon on another machine: nothing is to be changed here. */
  readonly elsewhere?: boolean
}

/**
 * Finds in a builder's output the line that tells why it failed, and what to do about it. Lines that are only a
 * consequence (`could not connect to …buildkitd.sock`) count when nothing better is there. Undefined when
 * nothing known is in it: then the output speaks for itself.
 */
export function diagnose(output: string, context: DiagnosisContext = {}): Diagnosis | undefined {
  const lines = output.split(/\r?\n/)
  for (const symptom of SYMPTOMS) {
    const blames = symptom.blames ?? (typeof symptom.means === 'object' ? 'build' : 'runner')
    if (blames === 'registry' && context.ofStep) continue
    const line = lines.find((text) => symptom.pattern.test(text))
    if (line === undefined) continue
    return { blames, ...explained(symptom, context), line: line.trim() }
  }
  return undefined
}

interface Symptom {
  /** Matched against one line. */
  readonly pattern: RegExp
  readonly means: Problem | ((facts: Facts | undefined) => Problem) | Meaning
  /** Without it: the runner for a problem that the probe knows too, else the build. */
  readonly blames?: Blamed
}

interface Meaning {
  readonly cause: string
  readonly fix: { readonly default: string; readonly elsewhere?: string } & Partial<
    Readonly<Record<Setting, string>>
  >
}

function explained(symptom: Symptom, context: DiagnosisContext): { cause: string; fix: string } {
  return context.elsewhere ? explainedElsewhere(symptom) : explainedHere(symptom, context)
}

function explainedElsewhere({ means }: Symptom): { cause: string; fix: string } {
  const { cause, fix } =
    typeof means === 'object'
      ? { cause: means.cause, fix: means.fix }
      : asDefault(remedy(typeof means === 'function' ? means(undefined) : means, 'machine', NOBODY))
  return { cause: `at the builder: ${cause}`, fix: fix.elsewhere ?? `at the builder: ${fix.default}` }
}

/** Who runs a builder elsewhere is not known here. */
const NOBODY = { uid: 0, user: 'its user' }

function asDefault({ cause, fix }: Reason): Meaning {
  return { cause, fix: { default: fix } }
}

function explainedHere({ means }: Symptom, context: DiagnosisContext): { cause: string; fix: string } {
  const { facts } = context
  const system = facts?.system ?? { container: undefined, kubernetes: false }
  const setting = settingOf(context.host ?? 'terminal', system)
  if (typeof means === 'object') return { cause: means.cause, fix: means.fix[setting] ?? means.fix.default }
  const problem = typeof means === 'function' ? means(facts) : means
  const who = { uid: facts?.process.uid ?? process.getuid?.() ?? 0, user: facts?.process.user }
  return remedy(problem, setting, who)
}

/** newuidmap says the same for several reasons; the facts tell which. */
function newuidmapRefused(facts: Facts | undefined): Problem {
  if (!facts) return 'no-new-privileges'
  const bounding = new Set(facts.process.boundingSet)
  if (facts.process.noNewPrivileges) return 'no-new-privileges'
  if (!bounding.has('setuid') || !bounding.has('setgid')) return 'bounding-set'
  return bounding.has('sys_admin') ? 'newuidmap-unprivileged' : 'newuidmap-needs-sys-admin'
}

/** A refused unshare is the filter's doing, unless a switch of the kernel explains it. */
function unshareRefused(facts: Facts | undefined): Problem {
  if (facts?.sysctls.unprivilegedUsernsClone === 0) return 'unprivileged-clone-off'
  if (facts?.sysctls.apparmorRestrictUnprivilegedUserns === 1 && facts.process.seccomp === 'none')
    return 'ubuntu-restriction'
  return 'seccomp'
}

function rootMayNotMap(facts: Facts | undefined): Problem {
  const held = facts?.process.capabilities
  return held === undefined || (held.includes('setuid') && held.includes('setgid'))
    ? 'no-setfcap'
    : 'container-capabilities'
}

/**
 * From the particular to the general: the first symptom that any line shows wins. Sources of the texts are
 * BuildKit 0.32, rootlesskit 3, shadow's newuidmap, containers/storage, buildah 1.28 to 1.45, kaniko 1.28,
 * and the registries' own error codes.
 */
const SYMPTOMS: readonly Symptom[] = [
  // User namespaces
  {
    pattern:
      /max_user_namespaces needs to be set to non-zero|fork\/exec \/proc\/self\/exe: no space left on device/,
    means: 'max-user-namespaces',
  },
  {
    pattern: /unshare(?: failed|\(CLONE_NEWUSER\))?: No space left on device/i,
    means: (facts) =>
      facts === undefined || facts.sysctls.maxUserNamespaces === 0
        ? 'max-user-namespaces'
        : 'namespace-limit-above',
  },
  {
    pattern: /apparmor_restrict_unprivileged_userns|fork\/exec \/proc\/self\/exe: permission denied/,
    means: 'ubuntu-restriction',
  },
  {
    pattern:
      /fork\/exec \/proc\/self\/exe: operation not permitted|unshare\(CLONE_NEWUSER\): Operation not permitted|unshare: unshare(?: failed|\(0x[0-9a-f]+\)): Operation not permitted/i,
    means: unshareRefused,
  },
  { pattern: /unshare(?: failed)?: Function not implemented/i, means: 'seccomp' },
  // Id maps
  {
    pattern: /"?new[ug]idmap"?: executable file not found|finding new[ug]idmap|new[ug]idmap is not on PATH/,
    means: 'newuidmap-missing',
  },
  {
    pattern:
      /No sub[ug]id ranges found for user|Found no [UG]ID ranges set aside|no line matching user .* in \/etc\/sub[ug]id|new[ug]idmap: [ug]id range \[.*\) not allowed/i,
    means: 'no-subordinate-ids',
  },
  { pattern: /you \(user \d+\) don't exist|Cannot determine your user name/, means: 'no-passwd-entry' },
  { pattern: /fork\/exec \S*new[ug]idmap: operation not permitted/, means: 'bounding-set' },
  {
    pattern:
      /new[ug]idmap.*Could not set caps|new[ug]idmap: write to [ug]id_map failed|new[ug]idmap.*open of [ug]id_map failed/,
    means: newuidmapRefused,
  },
  {
    pattern:
      /writing "0 0 \d+\\n" to \/proc\/\d+\/[ug]id_map|error reading allowed ID mappings|writing \/proc\/\d+\/[ug]id_map: EPERM/,
    means: rootMayNotMap,
  },
  { pattern: /setpriv: setres[ug]id failed: Operation not permitted/, means: 'container-capabilities' },
  { pattern: /write failed \/proc\/self\/[ug]id_map: Operation not permitted/, means: unmappedRoot },
  {
    pattern:
      /setting supplemental groups list: operation not permitted|\bl?chown \S*: invalid argument|potentially insufficient UIDs or GIDs/,
    means: 'no-subordinate-ids',
  },
  // Containers
  {
    pattern:
      /sethostname: operation not permitted|pivot_root \S*: operation not permitted|unable to (?:join session keyring|create session key).*operation not permitted/,
    means: 'seccomp-runtime',
  },
  // Mounts
  { pattern: /failed to share mount point: \/: permission denied/, means: 'apparmor-denies-mount' },
  {
    pattern:
      /mount(?:ing)? "?proc"?(?::\/proc| to rootfs at "?\/proc"?)?.*(?:operation not permitted)|mount \/proc failed: Operation not permitted/i,
    blames: 'runner',
    means: {
      cause:
        'the container masks parts of /proc, and the kernel then refuses a fresh /proc in a namespace below',
      fix: {
        default: 'let the container see the whole of /proc: --security-opt systempaths=unconfined',
        kubernetes: 'in the pod: hostUsers: false, and in its securityContext: procMount: Unmasked',
        'gitlab-kubernetes': 'by a pod_spec patch of the runner: hostUsers: false and procMount: Unmasked',
        'gitlab-docker': 'run the job on a machine or in Kubernetes: GitLab Runner cannot unmask /proc',
      },
    },
  },
  {
    pattern: /Options:\[rbind ro\]\}\]: operation not permitted/,
    blames: 'runner',
    means: {
      cause:
        "the builder's directory lies on a mount with nosuid or nodev, which may not be mounted again without them",
      fix: {
        default: 'set TMPDIR to a directory on a mount without nosuid and nodev',
        kubernetes: 'mount an emptyDir and set TMPDIR to it',
        'gitlab-docker': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume',
        'gitlab-kubernetes': 'set TMPDIR in the job to a directory below $CI_BUILDS_DIR, which is a volume',
      },
    },
  },
  {
    pattern: /mounting an overlay over build context directory/,
    blames: 'runner',
    means: {
      cause:
        'buildah 1.44 and 1.45 always mount an overlay over the build context, with its upper layer in TMPDIR, and that failed',
      fix: { default: 'set TMPDIR to a directory that is not on an overlay, or use buildah 1.43' },
    },
  },
  { pattern: /'overlay' is not supported over overlayfs/, means: 'overlay-on-overlay' },
  { pattern: /fuse: device not found|fuse-overlayfs: cannot mount: No such file/, means: 'no-fuse' },
  {
    pattern: /vfs driver does not support overlay/,
    blames: 'runner',
    means: {
      cause: 'a storage.conf names options of the overlay driver, but the driver is vfs',
      fix: {
        default: 'take the [storage.options.overlay] section out of storage.conf, or unset STORAGE_DRIVER',
      },
    },
  },
  {
    pattern: /run: unrecognized option '--keep'/,
    blames: 'runner',
    means: {
      cause: 'this crun does not know `run --keep`, which BuildKit 0.32 and newer calls',
      fix: { default: 'install runc, or a newer crun' },
    },
  },
  {
    pattern: /strconv\.Atoi: parsing "": invalid syntax/,
    blames: 'runner',
    means: {
      cause: 'this buildah was built without cgo, so it cannot enter a user namespace',
      fix: { default: "install the distribution's buildah, which is built with cgo" },
    },
  },
  // kaniko
  {
    pattern: /kaniko should only be run inside of a container/,
    blames: 'runner',
    means: {
      cause: 'kaniko unpacks images over its own root, so it refuses to run on a machine',
      fix: { default: 'run this job in a container made for it, or choose another strategy' },
    },
  },
  {
    pattern: /open \/kaniko\/\S+: permission denied|chown \/kaniko\/\S+: operation not permitted/,
    blames: 'runner',
    means: {
      cause: 'kaniko is not root where it runs, and it must be',
      fix: {
        default: 'run the job as root of its container',
        kubernetes: "in the container's securityContext: runAsUser: 0",
        'gitlab-kubernetes':
          'in config.toml under [runners.kubernetes.build_container_security_context]: run_as_user = 0',
      },
    },
  },
  {
    pattern: /cache flags invalid: if using cache with --no-push/,
    means: {
      cause: 'kaniko was told to cache and not to push, without a place for the cache',
      fix: { default: 'name a cache repository, or turn the cache off' },
    },
  },
  // Kubernetes
  {
    pattern: /runAsNonRoot and image will run as root/,
    blames: 'runner',
    means: {
      cause: 'the pod demands a user other than root, but the image runs as root',
      fix: {
        default: 'set runAsUser to a user of the image, or take an image with a USER of its own',
        'gitlab-kubernetes':
          'set run_as_user in config.toml under [runners.kubernetes.build_container_security_context]',
      },
    },
  },
  // Registries
  {
    pattern:
      /x509: certificate signed by unknown authority|unable to get local issuer certificate|self-signed certificate/,
    blames: 'registry',
    means: {
      cause: 'the server shows a certificate of an authority that is not trusted here',
      fix: {
        default: 'give the certificate of the authority in the input ca-certificates, or in SSL_CERT_FILE',
        elsewhere:
          'name the authority in the buildkitd.toml of the builder: [registry."HOST"] ca = ["FILE"]; for its token server, which is asked from here, in the input ca-certificates',
      },
    },
  },
  {
    pattern: /server gave HTTP response to HTTPS client/,
    blames: 'registry',
    means: {
      cause: 'the registry speaks plain HTTP',
      fix: {
        default: 'name it in the input insecure-registries, if that is what you want',
        elsewhere: 'in the buildkitd.toml of the builder: [registry."HOST"] http = true',
      },
    },
  },
  {
    pattern: /TOOMANYREQUESTS|toomanyrequests|429 Too Many Requests/,
    blames: 'registry',
    means: {
      cause: 'the registry limits how often it may be asked from here',
      fix: {
        default: 'log in to it, which raises the limit, or name a mirror in the input registry-mirrors',
        elsewhere:
          'log in to it, which raises the limit, or name a mirror in the buildkitd.toml of the builder: [registry."HOST"] mirrors = ["MIRROR"]',
      },
    },
  },
  {
    pattern:
      /error checking push permissions|UNAUTHORIZED|unauthorized: |authentication required|pull access denied|insufficient_scope/,
    blames: 'registry',
    means: {
      cause: 'the registry does not know this user, or the user may not do this',
      fix: {
        default:
          'look at the inputs registry, username and password, and at what the token may do in that repository',
        elsewhere:
          'look at the inputs registry, username and password, and at what the token may do in that repository',
      },
    },
  },
  // The step or the machine
  {
    pattern: /exit code:? 137\b|exit status 137\b|OOMKilled|signal: killed/,
    means: {
      cause: 'a process was killed, mostly because the memory of the job was used up',
      fix: {
        default: 'give the job more memory, or let the step use less',
        elsewhere: 'give the builder more memory, or let the step use less',
        'gitlab-kubernetes': 'raise memory_limit in config.toml under [runners.kubernetes]',
        'gitlab-docker': 'raise memory in config.toml under [runners.docker]',
        kubernetes: 'raise resources.limits.memory of the container',
      },
    },
  },
  {
    pattern: /no space left on device|disk quota exceeded/i,
    means: {
      cause: 'the disk is full',
      fix: {
        default: 'make room, or set TMPDIR to a place with three to four times the size of the new layers',
        elsewhere:
          'make room there: `buildctl --addr ENDPOINT prune`, and limits for its cache in buildkitd.toml under [worker.oci]',
      },
    },
  },
  {
    pattern: /fork\/exec .*: exec format error|exec user process caused.*exec format error/,
    means: {
      cause: 'a program of the image is for another processor architecture',
      fix: {
        default: 'build this platform on a runner of its own architecture, and join the images with merge',
        elsewhere: 'name a builder of that architecture in the input builder',
      },
    },
  },
  // Filesystem rights, after everything that also says "operation not permitted"
  {
    pattern:
      /\b(?:l?chown|chmod) \S+: operation not permitted|mkdir \/kaniko\/\S+: permission denied|starting command: fork\/exec \S+: operation not permitted/,
    means: {
      cause:
        'root in this container lacks CAP_CHOWN, CAP_FOWNER or CAP_DAC_OVERRIDE, or for USER CAP_SETUID and CAP_SETGID',
      fix: {
        default: 'let it keep CAP_CHOWN, CAP_FOWNER, CAP_DAC_OVERRIDE, CAP_SETUID and CAP_SETGID',
        'gitlab-docker':
          'take CHOWN, FOWNER, DAC_OVERRIDE, SETUID and SETGID out of cap_drop in config.toml under [runners.docker]',
        'gitlab-kubernetes':
          'in config.toml under [runners.kubernetes.build_container_security_context.capabilities]: add = ["CHOWN", "FOWNER", "DAC_OVERRIDE", "SETUID", "SETGID"]',
        kubernetes:
          "in the container's securityContext: capabilities: {add: [CHOWN, FOWNER, DAC_OVERRIDE, SETUID, SETGID]}",
      },
    },
  },
  // Consequences
  {
    pattern: /could not connect to unix:\/\/\S*buildkitd\.sock after \d+ trials|failed to list workers/,
    blames: 'runner',
    means: {
      cause: 'buildkitd did not come up, and its log does not say why',
      fix: { default: 'run `dockless doctor` to see what this runner allows' },
    },
  },
]

function unmappedRoot(facts: Facts | undefined): Problem {
  return facts?.process.uid === 0 ? 'no-setfcap' : 'ubuntu-restriction'
}
