/** What a short trial showed. `cause` and `fix` are there when it failed and the reason is known. */
export interface Trial {
  readonly holds: boolean
  /** What was done and what came of it, in a line that an admin can check by hand. */
  readonly evidence: string
  /** Why it failed, as far as sysctls, profiles and modes explain it. */
  readonly cause?: string
  /** What to change, for the CI at hand where it matters. */
  readonly fix?: string
  /** Each cause with its own fix, for whoever tells several trials and repeats nothing; above they are joined. */
  readonly reasons?: readonly Reason[]
}

/** One cause, and what to change about it. */
export interface Reason {
  readonly cause: string
  readonly fix: string
}

/** A program found on PATH. */
export interface Tool {
  readonly path: string
  /** As the program says it; undefined when it did not answer in time. */
  readonly version: string | undefined
  /** A known defect of this version or build that rules it out. */
  readonly problem?: string
  /** Linked dynamically: its dynamic linker, then its shared libraries. Only asked of programs that get a root of their own. */
  readonly libraries?: readonly [loader: string, ...files: string[]]
  /** Not there yet: it comes out of this image, pinned by digest, before the build begins. */
  readonly fetch?: string
}

export type ToolName =
  | 'buildkitd'
  | 'buildctl'
  | 'buildah'
  | 'podman'
  | 'img'
  /** The executor, called `kaniko` or `executor`. */
  | 'kaniko'
  | 'runc'
  | 'crun'
  | 'rootlesskit'
  | 'newuidmap'
  | 'newgidmap'
  | 'unshare'
  | 'setpriv'
  | 'git'
  | 'fuse-overlayfs'

/** A contiguous range of an id map: `count` ids from `inside` are those from `outside` (user_namespaces(7)). */
export interface MappedRange {
  readonly inside: number
  readonly outside: number
  readonly count: number
}

/**
 * How a range of ids gets into a new user namespace here:
 * - `newuidmap`: the set-id helpers write our own id and the subordinate ids (`unshare --map-auto` calls them);
 * - `capabilities`: we are root with SETUID, SETGID and SETFCAP and write the map of the child ourselves;
 * - `shift`: root without SETFCAP may not map id 0, so a process of uid 1 that holds SETUID and SETGID makes
 *   the namespace and writes a map of every id but 0;
 * - `self`: our own id alone becomes root, which everybody may write.
 */
export interface IdMap {
  readonly method: 'newuidmap' | 'capabilities' | 'shift' | 'self'
  readonly uids: readonly MappedRange[]
  readonly gids: readonly MappedRange[]
}

/** What clone(2) made where unshare(2) is closed: user, mount and pid namespaces with this map, and a mount in them. */
export interface ClonedNamespaces {
  readonly idMap: IdMap
  readonly evidence: string
}

/** A contiguous range of ids, as in /etc/subuid and /proc/self/uid_map. */
export interface IdRange {
  readonly start: number
  readonly count: number
}

export interface DirectoryFacts {
  readonly path: string
  /** `ext4`, `overlay`, `tmpfs`, … */
  readonly filesystem: string
  readonly freeBytes: number
  readonly writable: boolean
  /** Options of the mount it lies on: `rw`, `nosuid`, `nodev`, … */
  readonly mountOptions: readonly string[]
}

/** A BuildKit daemon elsewhere, as it answered. */
export interface RemoteBuilderFacts {
  readonly endpoint: string
  /** What its workers run, their native platform first; empty when it did not answer. */
  readonly platforms: readonly string[]
  readonly version?: string
  /** Why it cannot be used: the line that tells. */
  readonly problem?: string
  /** What that line comes from, where it is known. */
  readonly reason?: Reason
}

/** What this runner was observed to be and to allow. Everything is JSON; nothing is secret. */
export interface Facts {
  readonly system: {
    readonly kernel: string
    readonly architecture: string
    readonly cpus: number
    readonly memoryBytes: number
    readonly node: string
    /** How we know that we are in a container; undefined on a plain machine. */
    readonly container: string | undefined
    /** True in a pod of Kubernetes (or OpenShift). */
    readonly kubernetes: boolean
  }
  readonly process: {
    readonly uid: number
    readonly gid: number
    /** Name of the uid in /etc/passwd. */
    readonly user: string | undefined
    /** Effective capabilities, `CAP_` left out, lower case: `sys_admin`. */
    readonly capabilities: readonly string[]
    readonly boundingSet: readonly string[]
    readonly noNewPrivileges: boolean
    readonly seccomp: 'none' | 'strict' | 'filter'
    /** AppArmor or SELinux label; undefined without either. */
    readonly securityLabel: string | undefined
    /** True when we are already inside a user namespace. */
    readonly nested: boolean
    /** How many user ids there are in our user namespace; undefined when the kernel does not say. */
    readonly ids?: number
    /** Paths below /proc that the container masks. */
    readonly maskedProc: readonly string[]
  }
  readonly subordinate: {
    readonly uids: readonly IdRange[]
    readonly gids: readonly IdRange[]
    /** Where newuidmap has its privilege from; undefined when it is not on PATH. */
    readonly helper: 'setuid' | 'file-capabilities' | 'none' | undefined
  }
  /** Kernel switches that explain a failed trial; undefined where the kernel does not have one. */
  readonly sysctls: {
    /** user.max_user_namespaces, as this process's own user namespace sees it. */
    readonly maxUserNamespaces: number | undefined
    /** kernel.unprivileged_userns_clone (Debian's kernels). */
    readonly unprivilegedUsernsClone: number | undefined
    /** kernel.apparmor_restrict_unprivileged_userns (Ubuntu 23.10 and newer). */
    readonly apparmorRestrictUnprivilegedUserns: number | undefined
  }
  /** The map that the trial `mapRange` wrote; undefined when it failed. */
  readonly idMap: IdMap | undefined
  readonly trials: {
    /** unshare --user */
    readonly userNamespace: Trial
    /** Our own id mapped to root, nothing more. */
    readonly mapRoot: Trial
    /** At least 65,536 ids mapped, by newuidmap or by our own capabilities. */
    readonly mapRange: Trial
    /** A mount inside a new user and mount namespace. */
    readonly mount: Trial
    /** A fresh /proc inside new user, mount and pid namespaces. */
    readonly mountProc: Trial
    /** What a runtime does to start a container: a host name and, by pivot_root(2), a root of its own. */
    readonly container: Trial
    /** overlay with upper and work in the temporary directory, and a deletion in it. */
    readonly overlay: Trial
    readonly fuse: Trial
  }
  /** Only tried where no user namespace can be made by unshare(2); undefined when that failed too. */
  readonly cloned?: ClonedNamespaces
  readonly temporary: DirectoryFacts
  readonly tools: Readonly<Record<ToolName, Tool | undefined>>
  /** Sockets of container daemons within reach: root-equivalent unless rootless. */
  readonly daemons: readonly {
    readonly socket: string
    readonly rootless: boolean
    readonly evidence: string
    /** True when DOCKER_HOST or CONTAINER_HOST names it. */
    readonly named?: boolean
    /** What it says of itself; undefined when it did not answer. */
    readonly engine?: 'docker' | 'podman'
    readonly version?: string
    /** The buildah in a Podman. */
    readonly buildah?: string
    /** As `uname -m` or Go has it: `x86_64`, `amd64`. */
    readonly architecture?: string
    /** Directory of the TLS files that it is spoken to with. */
    readonly certificates?: string
  }[]
  /** The daemons of the input `builder`, in its order; undefined when they were not asked. */
  readonly remoteBuilders?: readonly RemoteBuilderFacts[]
  /** How long the probe took, in milliseconds. */
  readonly tookMs: number
}
