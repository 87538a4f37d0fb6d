import type { Place } from '../errors/errors.js'
import type { Reference } from '../oci/reference.js'

/** An image that a build may pull, and the line that names it. */
export interface NeededImage {
  readonly reference: Reference
  readonly place: Place
  /** FROM, COPY --from, RUN --mount=from, # syntax, a named context. */
  readonly role: 'base' | 'copy' | 'mount' | 'syntax' | 'context'
}

/** What the target of a Dockerfile needs, after ARG expansion and after dropping stages that it does not use. */
export interface BuildNeeds {
  /** Name or number of the target stage. */
  readonly target: string
  /** Every RUN that the target needs. */
  readonly runs: readonly Place[]
  readonly images: readonly NeededImage[]
  /** Ids of secrets that are mounted, and whether the build fails without. */
  readonly secrets: readonly { readonly id: string; readonly required: boolean; readonly place: Place }[]
  readonly ssh: readonly { readonly id: string; readonly required: boolean; readonly place: Place }[]
  /** Kinds of RUN --mount in use. */
  readonly mounts: readonly {
    readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh'
    readonly place: Place
  }[]
  /** Instructions or flags that only some builders know, in words, with their line. */
  readonly features: readonly { readonly name: Feature; readonly place: Place }[]
}

export type Feature =
  | 'heredoc'
  | 'copy --link'
  | 'copy --parents'
  | 'copy --exclude'
  | 'add --checksum'
  | 'add url'
  | 'add git'
  | 'add --unpack'
  | 'run --network'
  | 'run --security'
  | 'run --device'
  | 'healthcheck --start-interval'
  | 'onbuild'
  | '# syntax'
