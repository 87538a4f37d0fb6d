import type { Secret } from '../log/secret.js'
import type { Origin } from '../oci/content.js'
import type { Platform } from '../oci/image.js'
import type { Reference } from '../oci/reference.js'

/** Every way to build that Dockless knows. */
export const STRATEGY_NAMES = [
  'assemble',
  'buildkit',
  'buildah',
  'kaniko',
  'jib',
  'jkube',
  's2i',
  'podman',
  'docker',
  'img',
] as const
export type StrategyName = (typeof STRATEGY_NAMES)[number]

/** Where the build context is. Paths are absolute. */
export type ContextLocation =
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'git'
      readonly url: string
      readonly ref: string | undefined
      readonly subdirectory: string | undefined
    }
  | { readonly kind: 'archive'; readonly url: string }

/** What a named context (`build-contexts`) stands for; BuildKit's vocabulary. */
export type NamedContext =
  | ContextLocation
  | { readonly kind: 'image'; readonly reference: Reference }
  | { readonly kind: 'oci-layout'; readonly path: string; readonly reference: string | undefined }

/** A secret of the build (`RUN --mount=type=secret,id=…`). */
export type BuildSecret = { readonly id: string } & (
  | { readonly source: 'value'; readonly value: Secret }
  | { readonly source: 'file'; readonly path: string }
  | { readonly source: 'env'; readonly variable: string; readonly value: Secret }
)

/** An ssh agent socket or keys that RUN steps may use (`--ssh`). */
export interface SshForward {
  readonly id: string
  readonly paths: readonly string[]
}

/** What becomes of the image besides the push. `path` is absolute. */
export interface Output {
  readonly kind: 'oci-directory' | 'oci-archive' | 'docker-archive'
  readonly path: string
}

export interface Limit {
  readonly name: string
  readonly soft: number
  readonly hard: number
}

/** A login to one registry that the user gave as input. */
export interface RegistryLogin {
  readonly registry: string
  readonly username: string
  readonly password: Secret
}

/** One mirror rule: pulls from `registry` try `mirrors` first, in order, then the registry itself. */
export interface MirrorRule {
  readonly registry: string
  /** `host[:port][/path]` or a URL. */
  readonly mirrors: readonly string[]
}

/** An annotation and where it goes (BuildKit's `manifest:`, `index:`, … prefixes). */
export interface Annotation {
  readonly level: 'manifest' | 'index' | 'manifest-descriptor' | 'index-descriptor'
  readonly name: string
  readonly value: string
}

/** Where builds find what earlier ones made. `isGiven` is false when nobody asked and the CI decides. */
export interface CacheRequest {
  readonly store:
    | { readonly kind: 'auto' | 'none' | 'github' }
    | { readonly kind: 'directory'; readonly path: string }
    | { readonly kind: 'registry'; readonly repository: Origin }
  readonly isGiven: boolean
  /** `min`: layers of the result; `max`: those of every stage. */
  readonly mode: 'min' | 'max'
  /** Stands in the place of the image's name. */
  readonly scope: string | undefined
  /** Bytes. */
  readonly maxSize: number
  /** Ids of the cache mounts that are kept. */
  readonly mounts: readonly string[]
}

/** BuildKit daemons elsewhere, in the order in which they are tried. */
export interface RemoteBuilder {
  /** `tcp://host:port`, `unix:///path`, `kube-pod://pod?…`. */
  readonly endpoints: readonly string[]
  /** For the `tcp://` ones; undefined for plain text. */
  readonly tls: BuilderTls | undefined
}

/** Absolute paths of PEM files. */
export interface BuilderTls {
  readonly ca: string
  readonly client: { readonly certificate: string; readonly key: string } | undefined
}

/** Where builders come from that are not on PATH. */
export interface ToolSources {
  /** False: what is not installed is not there. */
  readonly fetch: boolean
  /** `host[:port][/path]` in the place of every registry of the catalogue. */
  readonly mirror: string | undefined
  /** By name of the catalogue; each has a digest. */
  readonly images: Readonly<Record<string, Reference>>
}

/** Settings for builds of Maven and Gradle projects, by the plugins' own names without their prefix. */
export interface ProjectSettings {
  readonly jib: Readonly<Record<string, string>>
  readonly jkube: Readonly<Record<string, string>>
}

/** What s2i needs to know besides the sources. */
export interface S2iSettings {
  readonly builder: Reference | undefined
  readonly environment: Readonly<Record<string, string>>
  /** Take what the last image of the first tag saved of its build. */
  readonly incremental: boolean
}

/** What the user asked for: validated, complete, and free of anything of the CI. */
export interface BuildRequest {
  readonly context: ContextLocation
  /** As given: relative to the working directory, or to the context when that is remote. */
  readonly file: string | undefined
  readonly target: string | undefined
  readonly buildArgs: Readonly<Record<string, string>>
  readonly buildContexts: Readonly<Record<string, NamedContext>>
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: readonly Annotation[]
  readonly tags: readonly Reference[]
  readonly platform: Platform
  readonly push: boolean
  readonly outputs: readonly Output[]
  readonly noCache: boolean
  readonly pull: boolean
  readonly secrets: readonly BuildSecret[]
  readonly ssh: readonly SshForward[]
  readonly network: 'default' | 'host' | 'none'
  readonly addHosts: readonly { readonly name: string; readonly address: string }[]
  /** Size of /dev/shm in bytes. */
  readonly shmSize: number | undefined
  readonly limits: readonly Limit[]
  readonly strategy: StrategyName | 'auto'
  /** Where to build instead of here. */
  readonly builder: RemoteBuilder | undefined
  readonly tools: ToolSources
  readonly cache: CacheRequest
  readonly project: ProjectSettings
  readonly s2i: S2iSettings
  readonly logins: readonly RegistryLogin[]
  readonly mirrors: readonly MirrorRule[]
  readonly insecureRegistries: readonly string[]
  /** Absolute paths of PEM files. */
  readonly caCertificates: readonly string[]
  readonly allowPrivileged: boolean
  /** Take a strategy whose RUN steps could reach our credentials. */
  readonly allowSharedCredentials: boolean
  /** Seconds since the epoch; SOURCE_DATE_EPOCH. */
  readonly sourceDateEpoch: number | undefined
}
