import type { LocalContext } from '../context/local-context.js'
import type { BaseImages, KnownLayers } from '../assemble/job.js'
import type { Network } from '../assemble/remote.js'
import type { OwnedFile } from '../assemble/owners.js'
import type { Dockerfile } from '../dockerfile/ast.js'
import type { BuildNeeds } from '../dockerfile/needs.js'
import type { Secret } from '../log/secret.js'
import type { Logger } from '../log/logger.js'
import type { ContentStore } from '../oci/content.js'
import type { Descriptor } from '../oci/image.js'
import type { Reference } from '../oci/reference.js'
import type { Project } from '../project/project.js'
import type { BuildRequest, StrategyName } from '../request/request.js'
import type { HostName } from '../port/host.js'
import type { Facts, IdMap, Reason } from '../runner/facts.js'
import type { MapWriters } from '../runner/id-map.js'
import type { OriginAccess } from './origins.js'

/** What is to be built: what was asked for, where it lies, and what its Dockerfile needs. */
export interface Task {
  readonly request: BuildRequest
  readonly context: LocalContext
  readonly dockerfile: Dockerfile
  readonly needs: BuildNeeds
  /** Where s2i writes the Dockerfile: the builder image, and the program as far as it was found. */
  readonly s2i?: { readonly builder: Reference; readonly program: string | undefined }
  /** What is in the images; undefined unless a verdict waited for it. */
  readonly contents?: ImageContents
}

/** What was found in the images that a build needs, and in their configs. */
export interface ImageContents {
  /** A file that is not root's alone, of the first image that has one. */
  readonly notRoots: { readonly image: string; readonly file: OwnedFile } | undefined
  /** As `BuildNeeds`, with the users and the triggers of the images. */
  readonly owners: BuildNeeds['owners']
}

/** The same for a Maven or Gradle project, which needs no Dockerfile. */
export interface ProjectTask extends Pick<Task, 'request'> {
  readonly project: Project
  readonly needs: Pick<BuildNeeds, 'images'>
}

export type AnyTask = Task | ProjectTask

/** One thing that must hold for a strategy to work. */
export interface Condition {
  readonly name: string
  readonly holds: boolean
  readonly evidence: string
  /** What to change when it does not hold; empty when it does, and when only another strategy helps. */
  readonly fix: string
  /** The image out of which it is first fetched what makes this hold. */
  readonly fetch?: string
  /** True when it may hold once it is known what is in the images: `Task.contents`. */
  readonly awaitsContents?: true
  /** Each cause with its own fix where several are known: another condition may share one of them. */
  readonly reasons?: readonly Reason[]
}

/** A strategy's verdict on a task and a runner. */
export interface Assessment {
  readonly strategy: StrategyName
  readonly holds: boolean
  /** True when `auto` would not take it all the same. */
  readonly onlyWhenAsked?: true
  readonly conditions: readonly Condition[]
}

/** What a strategy must know of the relay and of the run's private directory. A plan that is only printed gets placeholders. */
export interface Wiring {
  /** The run's private directory. */
  readonly directory: string
  /** `127.0.0.1:PORT`; plain HTTP, and an HTTP proxy (CONNECT) at the same port. */
  readonly relay: string
  /** URL of the relay's proxy, for what is no registry. Its credential opens nothing else, and no RUN step is given it. */
  readonly proxy: string
  /** Opens the relay for this run: pulls of the images the build names, and the inbox. */
  readonly credential: { readonly username: string; readonly password: Secret }
  /** Repository of the relay to which the builder pushes: `in/image`. Tag: `built`. */
  readonly inbox: string
  /** Repository of the relay that stands for `registry/repository` (`o/<host>[_<port>]/<repository>`). */
  readonly mirrorPrefix: (registry: string) => string
  /** Where the builder keeps its build cache: a repository of the relay, without a tag. Without it nothing is cached. */
  readonly cache?: CacheWiring
  /** How cache mounts come along. Without it none is kept. */
  readonly mounts?: MountsWiring
  /** For a builder that pulls by itself (`pullsFromOrigins`). */
  readonly origins?: OriginAccess
  /** Directories that hold somebody's credentials: covered where a builder's isolation is a mere chroot. */
  readonly credentialDirectories?: readonly string[]
}

export interface CacheWiring {
  /** Repository of the relay: `cache/<scope>`. */
  readonly repository: string
  /** `min`: layers of the result; `max`: those of every stage. */
  readonly mode: 'min' | 'max'
  /** False where the cache may be read but not written: a read-only token, a fork's pull request. */
  readonly writable: boolean
}

export interface MountsWiring {
  /** The beginning of an argv: our own program, which packs and unpacks among the ids of a builder. */
  readonly carrier: readonly string[]
  /** False where nothing can be kept for later builds. */
  readonly writable: boolean
  /** Bytes: no archive of a mount is larger. */
  readonly maxSize: number
}

/**
 * A file that the plan writes into the private directory; `name` is relative to it. Mode 0600 unless told otherwise.
 * `copyOf` is a file of the user's, read when the plan is carried out.
 */
export interface PlannedFile {
  readonly name: string
  readonly content: string | Uint8Array | Secret | { readonly copyOf: string }
  readonly mode?: number
}

/** A program that the plan runs: argv array, whole environment, working directory. */
export interface PlannedCommand {
  readonly name: string
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  /** The rest of the environment: variables whose values are not for everybody's eyes. */
  readonly secretEnv?: Readonly<Record<string, Secret>>
  readonly cwd: string
  /** How the program gets its ids where unshare(1) cannot map them itself. */
  readonly idMap?: GatedIdMap
}

/**
 * A map that we write once the program has its user namespace. The program waits until the gate, a file, is there; one
 * without a gate has a child that has it, and sees by itself when it is mapped.
 */
export interface GatedIdMap {
  readonly map: IdMap
  readonly writers: MapWriters
  /** Relative to the private directory. */
  readonly gate?: string
}

/** How the cache mounts that the user named come along: the commands before the user's build, and the one after it. */
export interface MountsPlan {
  /** `archive` is relative to the private directory. */
  readonly kept: readonly { readonly name: string; readonly archive: string }[]
  /** Has the builder make the mounts, each with a directory in it by which it is found; not where their places are known. */
  readonly mark?: PlannedCommand
  readonly restore: PlannedCommand
  /** Not where the cache cannot be written. */
  readonly take?: PlannedCommand
}

/** The pure outcome of planning: what will be written and run. */
export interface BuildPlan {
  readonly strategy: StrategyName
  /** The run's private directory. */
  readonly directory: string
  readonly files: readonly PlannedFile[]
  /** Directories below the private one that must exist. */
  readonly directories: readonly string[]
  /** Lives while the commands run. */
  readonly daemon: PlannedCommand | undefined
  readonly commands: readonly PlannedCommand[]
  readonly mounts?: MountsPlan
  /** What the builder calls by the relay's name, and its own name: for logs and errors. */
  readonly aliases: Readonly<Record<string, string>>
  /** What the user should know of this plan. */
  readonly notes: readonly string[]
}

/** An image that was built: its manifest, and the store from which its blobs are opened. */
export interface BuiltImage {
  readonly manifest: Descriptor
  readonly bytes: Uint8Array
  readonly content: ContentStore
}

/** What a strategy may use while it builds. */
export interface Workshop {
  readonly log: Logger
  readonly signal: AbortSignal
  /** Where it builds: what is known of this place makes the cause of a failure certain, and its fix exact. */
  readonly host: HostName
  readonly facts: Facts
  readonly content: ContentStore
  /** Where the assembler finds images. */
  readonly bases: BaseImages
  /** How its ADD gets out. */
  readonly network: Network
  /** What it need not compress again. */
  readonly layers?: KnownLayers | undefined
  /** The manifest that was pushed to the relay's inbox; undefined when none was. */
  readonly delivered: () => { readonly descriptor: Descriptor; readonly bytes: Uint8Array } | undefined
  /** Archives of cache mounts, by name. `fetch` is false when there is none; both throw what the cache throws. */
  readonly mounts?: {
    fetch(name: string, file: string): Promise<boolean>
    keep(name: string, file: string): Promise<void>
  }
  /** What went wrong upstream while the builder pulled, first failure first: better than what a builder's log says. */
  readonly upstreamFailures: () => readonly Error[]
}

/** A way to build one kind of task. `assess` and `plan` are pure; only `build` runs anything. */
export interface Strategy<T extends AnyTask = Task> {
  readonly name: StrategyName
  /** True for one that `auto` never takes. */
  readonly onlyWhenAsked?: boolean
  assess(task: T, facts: Facts): Assessment
  plan(task: T, facts: Facts, wiring: Wiring): BuildPlan
  build(task: T, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage>
}

/** A strategy that was asked about whatever there is to build. */
export type AnyStrategy = Strategy<AnyTask>
