import type { Place } from '../errors/errors.js'
import type { Secret } from '../log/secret.js'
import type { Reference } from '../oci/reference.js'

/** A Maven or Gradle project, read without running anything of it. Paths are absolute. */
export interface Project {
  readonly tool: 'maven' | 'gradle'
  readonly directory: string
  /** `pom.xml`, `build.gradle(.kts)` or `settings.gradle(.kts)`. */
  readonly file: string
  /** The file's name in messages. */
  readonly shown: string
  /** The project's wrapper script, else what is on PATH; undefined without either. */
  readonly program: BuildProgram | undefined
  /** The JDK that it will run on; undefined when none was found. */
  readonly java: Java | undefined
  /** What an image can be made of, in the order in which the project names them; a project without modules is one. */
  readonly modules: readonly ProjectModule[]
  /** The project has modules, so that one must be chosen. */
  readonly isMultiModule: boolean
  /** What could not be read, for people: a parent POM that is not here, … */
  readonly unread: readonly string[]
  /** What the build inherits from us. */
  readonly environment: BuildEnvironment
  /** Directories that hold logins to registries, which the build must not see. */
  readonly loginDirectories: readonly string[]
}

export interface BuildProgram {
  readonly path: string
  readonly isWrapper: boolean
}

export interface Java {
  readonly home: string
  /** 8, 11, 17, … */
  readonly version: number
}

/** One module, and what it says of its image. */
export interface ProjectModule {
  /** As the tool addresses it: `:artifactId` for Maven, `:path` for Gradle (`:` is the root project). */
  readonly address: string
  readonly packaging: 'jar' | 'war'
  /** Modules of this project that it depends on. */
  readonly dependsOn: readonly string[]
  /** Whether it is an application and not a library, as far as it says. */
  readonly isApplication: boolean
  /** The Java version that it is compiled for. */
  readonly javaVersion: number | undefined
  readonly jib: JibSettings
  readonly jkube: JkubeSettings
}

/** What a module configures of Jib by itself. */
export interface JibSettings {
  readonly isConfigured: boolean
  /** Its own base image; `text` as it stands there. */
  readonly from: NamedBase | undefined
  /** Names of other settings that we give ourselves: `to.image`, `to.tags`, `from.platforms`. */
  readonly overridden: readonly string[]
  /** It says what the container starts. */
  readonly hasEntrypoint: boolean
}

/** What a module configures of JKube by itself. */
export interface JkubeSettings {
  readonly isConfigured: boolean
  readonly from: NamedBase | undefined
  readonly mainClass: string | undefined
  /** It has `<images>` of its own, which name where they are pushed. */
  readonly hasImages: boolean
  /** A Dockerfile lies beside its build file, where JKube looks for one. */
  readonly hasDockerfile: boolean
  /** It uses Spring Boot, whose main class JKube finds by itself. */
  readonly isSpringBoot: boolean
}

/** An image that is named in a build file; without `reference` its name could not be made out. */
export interface NamedBase {
  readonly text: string
  readonly reference: Reference | undefined
  readonly place: Place
}

/** Variables of ours that Maven and Gradle read. */
export interface BuildEnvironment {
  readonly open: Readonly<Record<string, string>>
  /** Options and their like, which may hold passwords. */
  readonly secret: Readonly<Record<string, Secret>>
}

/** What `strategy: auto` recognises a project by, in this order. */
export const BUILD_FILES = [
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'settings.gradle',
  'settings.gradle.kts',
] as const
