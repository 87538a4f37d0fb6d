import type { LogSink } from '../log/logger.js'
import type { Secret } from '../log/secret.js'

export type HostName = 'github' | 'gitlab' | 'jenkins' | 'tekton' | 'terminal'

/** The revision that is being built, as far as the CI or git tells. */
export interface SourceRevision {
  /** `https://github.com/acme/app` */
  readonly repository: string | undefined
  readonly commit: string | undefined
  /** `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/7/merge` */
  readonly ref: string | undefined
  readonly event: string | undefined
  readonly defaultBranch: string | undefined
  /** Number of the pull or merge request. */
  readonly change: number | undefined
  /** True when the CI says that the ref is protected. */
  readonly isProtected?: boolean
}

/** What a CI keeps for later jobs. */
export type CacheService =
  | {
      readonly kind: 'github'
      /** GitHub itself offers version 2; GitHub Enterprise Server, act, Gitea and Forgejo version 1. */
      readonly version: 1 | 2
      readonly url: URL
      readonly token: Secret
      /** `none`, `read`, `write`, `write-only`; empty when the runner does not say. */
      readonly mode: string
      /** True when the post phase will come: what is to be saved can wait for it. */
      readonly hasPost: boolean
    }
  | { readonly kind: 'directory'; readonly path: string }

/** A login that the CI hands to each job. */
export interface RegistryCredential {
  readonly registry: string
  readonly username: string
  readonly password: Secret
}

/** A login for git over https to one host, and to that host only. */
export interface GitCredential {
  /** `github.com`, `gitlab.example:8443` */
  readonly host: string
  readonly username: string
  readonly password: Secret
}

/** What a build or merge tells the steps and jobs after it. */
export interface Outputs {
  /** The first tag with the digest: `registry/repository:tag@sha256:…`; empty when nothing was pushed. */
  readonly image: string
  /** Digest of what was pushed (or written): index or manifest. */
  readonly digest: string
  /** Digest of the image configuration. */
  readonly imageid: string
  readonly tags: readonly string[]
  readonly strategy: string
  readonly platforms: readonly string[]
  /** BuildKit's metadata keys, as docker/build-push-action gives them. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/** A CI. Everything that differs between them is behind this. */
export interface Host {
  readonly name: HostName
  /** Log lines, groups and annotations in the CI's own form. */
  readonly sink: LogSink
  source(): Promise<SourceRevision>
  /** The cache that comes with the CI; undefined where there is none. */
  cacheService?(): CacheService | undefined
  credentials(): readonly RegistryCredential[]
  /** Logins for git over https: what a git context on the CI's own server is fetched with. */
  gitCredentials(): readonly GitCredential[]
  /** Where private directories go: $RUNNER_TEMP, $TMPDIR, /tmp. */
  readonly temporary: string
  /** The checked-out sources: the default context. */
  readonly workspace: string
  /** Tells the CI to hide a value in everything it prints from now on. */
  mask(value: string): void
  publish(outputs: Outputs): Promise<void>
  /** Adds Markdown to the job's summary, where the CI has one. */
  summary(markdown: string): Promise<void>
  /** Keeps a value for the post phase (`post` command, the action's post step); an empty one forgets it. */
  saveState(name: string, value: string): Promise<void>
  state(name: string): Promise<string | undefined>
}
