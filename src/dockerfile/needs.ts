import { DocklessError, type Place } from '../errors/errors.js'
import { parseReference, type Reference } from '../oci/reference.js'
import type { AddInstruction, Dockerfile, RawMount, RunInstruction, StageInstruction } from './ast.js'
import { dockerfileError } from './failure.js'
import { cacheId, type Mount, readMount, secretId, sshId } from './mounts.js'
import { StageScope } from './scope.js'
import { type PlanOptions, type PlannedStage, planStages, type Source, type StagePlan } from './stages.js'

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
  /** Directories that RUN --mount=type=cache keeps from one build to the next. */
  readonly caches: readonly { readonly id: string; readonly mount: Mount; readonly place: Place }[]
  /** Instructions or flags that only some builders know, in words, with their line. */
  readonly features: readonly { readonly name: Feature; readonly place: Place }[]
  /** What needs an id besides root's, in words: steps of a user, files that are given to one, archives with owners of their own. */
  readonly owners: readonly { readonly what: string; readonly place: Place }[]
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
  | 'run --mount=type=secret,env'
  | 'cmd below shell'
  | 'healthcheck --start-interval'
  | 'onbuild'
  | '# syntax'

/**
 * What the target of a Dockerfile needs from a builder and from registries. With `configOf` the ONBUILD triggers
 * of base images count too. Throws DocklessError for what `planStages` refuses and for a `--mount` that is wrong.
 */
export function needsOf(dockerfile: Dockerfile, options: PlanOptions): BuildNeeds {
  const plan = planStages(dockerfile, options)
  const collector = new Collector(dockerfile, plan, options)
  return collector.collect()
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

class Collector {
  readonly #dockerfile: Dockerfile
  readonly #plan: StagePlan
  readonly #options: PlanOptions
  readonly #scopes = new Map<number, StageScope>()
  /** Who runs the steps of a stage at its end. */
  readonly #users = new Map<number, string>()
  readonly #shells = new Map<number, boolean>()
  readonly #needs: Mutable<BuildNeeds>

  constructor(dockerfile: Dockerfile, plan: StagePlan, options: PlanOptions) {
    this.#dockerfile = dockerfile
    this.#plan = plan
    this.#options = options
    this.#needs = {
      target: plan.targetName,
      runs: [],
      images: [],
      secrets: [],
      ssh: [],
      mounts: [],
      caches: [],
      features: [],
      owners: [],
    }
  }

  collect(): BuildNeeds {
    this.#collectSyntax()
    if (this.#plan.target.kind !== 'stage') this.#collectImage(this.#plan.target, 'base', 1)
    for (const planned of this.#plan.stages) this.#collectStage(planned)
    return this.#needs
  }

  /** The build argument BUILDKIT_SYNTAX wins over the directive. */
  #collectSyntax(): void {
    const { syntax } = this.#dockerfile.directives
    const image = this.#options.buildArgs['BUILDKIT_SYNTAX']?.trim().split(/\s+/)[0] || syntax?.image
    if (!image) return
    const place = this.#place(syntax?.lines.start ?? 1)
    const reference = parseReference(image)
    if ('reason' in reference)
      throw dockerfileError(
        `the syntax directive names "${image}", which is no image: ${reference.reason}`,
        place,
        'Remove it, or write # syntax=docker/dockerfile:1',
      )
    this.#needs.images.push({ reference, place, role: 'syntax' })
    this.#needs.features.push({ name: '# syntax', place })
  }

  #place(line: number): Place {
    return { file: this.#dockerfile.file, line }
  }

  #collectStage(planned: PlannedStage): void {
    const { stage, base } = planned
    this.#collectImage(base, 'base', stage.from.lines.start)
    const scope = this.#scopeOn(planned)
    this.#scopes.set(stage.index, scope)
    let user = this.#userOf(planned)
    let shell = this.#shellOf(planned)
    for (const instruction of planned.instructions) {
      if (instruction.kind === 'SHELL') shell = !isDefaultShell(instruction.argv)
      if (shell && isShellForm(instruction)) this.#feature('cmd below shell', instruction.lines.start)
      this.#collectInstruction(instruction, planned, scope)
      if (instruction.kind === 'USER')
        user = tolerate(() => scope.expand(instruction.user, instruction.lines.start)) ?? instruction.user
      for (const what of othersThanRoot(instruction, user, scope)) this.#owner(what, instruction.lines.start)
    }
    this.#users.set(stage.index, user)
    this.#shells.set(stage.index, shell)
  }

  /** Whether a shell of its own is set where a stage begins. */
  #shellOf({ base, platform }: PlannedStage): boolean {
    if (base.kind === 'stage') return this.#shells.get(base.index) ?? false
    const shell =
      base.kind === 'image' ? this.#options.configOf?.(base.reference, platform)?.Shell : undefined
    return shell !== undefined && !isDefaultShell(shell)
  }

  /** Who runs the first step of a stage: whoever ran the last one of the stage below, or the image's user. */
  #userOf({ base, platform }: PlannedStage): string {
    if (base.kind === 'stage') return this.#users.get(base.index) ?? ''
    return base.kind === 'image' ? (this.#options.configOf?.(base.reference, platform)?.User ?? '') : ''
  }

  #scopeOn({ base, platform }: PlannedStage): StageScope {
    const below = base.kind === 'stage' ? this.#scopes.get(base.index) : undefined
    if (below) return below.child()
    const config = base.kind === 'image' ? this.#options.configOf?.(base.reference, platform) : undefined
    return StageScope.onImage(
      this.#dockerfile,
      this.#plan.globals,
      this.#options.buildArgs,
      config?.Env ?? [],
    )
  }

  #collectImage(source: Source | undefined, role: NeededImage['role'], line: number): void {
    if (source?.kind !== 'image') return
    const { reference, context } = source
    this.#needs.images.push({
      reference,
      place: this.#place(line),
      role: context === undefined ? role : 'context',
    })
  }

  #collectInstruction(instruction: StageInstruction, planned: PlannedStage, scope: StageScope): void {
    const line = instruction.lines.start
    for (const name of featuresOf(instruction)) this.#feature(name, line)
    switch (instruction.kind) {
      case 'ARG':
        tolerate(() => scope.declare(instruction))
        break
      case 'ENV':
        for (const { name, value } of tolerate(() => scope.expandPairs(instruction.pairs, line)) ?? [])
          scope.set(name, value)
        break
      case 'COPY':
        this.#collectImage(planned.copySources.get(instruction), 'copy', line)
        break
      case 'ADD':
        for (const name of this.#remoteSources(instruction, scope)) this.#feature(name, line)
        break
      case 'RUN':
        this.#collectRun(instruction, planned, scope)
        break
    }
  }

  #feature(name: Feature, line: number): void {
    this.#needs.features.push({ name, place: this.#place(line) })
  }

  #owner(what: string, line: number): void {
    this.#needs.owners.push({ what, place: this.#place(line) })
  }

  #remoteSources({ sources, lines }: AddInstruction, scope: StageScope): ReadonlySet<Feature> {
    const kinds = sources.map((source) => {
      const text = tolerate(() => scope.expand(source, lines.start)) ?? source
      if (isGitUrl(text)) return 'add git'
      return /^https?:\/\//i.test(text) ? 'add url' : undefined
    })
    return new Set(kinds.filter((kind) => kind !== undefined))
  }

  #collectRun(instruction: RunInstruction, planned: PlannedStage, scope: StageScope): void {
    const line = instruction.lines.start
    const place = this.#place(line)
    this.#needs.runs.push(place)
    for (const raw of instruction.mounts) {
      this.#collectImage(planned.mountSources.get(raw), 'mount', line)
      const mount = readKnownMount(raw, scope, place)
      if (!mount) continue
      this.#needs.mounts.push({ type: mount.type, place })
      if ((mount.uid ?? 0) !== 0 || (mount.gid ?? 0) !== 0)
        this.#owner(`RUN --mount with uid ${mount.uid ?? 0} and gid ${mount.gid ?? 0}`, line)
      const { required } = mount
      if (mount.type === 'cache') this.#needs.caches.push({ id: cacheId(mount), mount, place })
      if (mount.type === 'secret') this.#needs.secrets.push({ id: secretId(mount), required, place })
      if (mount.env !== undefined) this.#feature('run --mount=type=secret,env', line)
      if (mount.type === 'ssh') this.#needs.ssh.push({ id: sshId(mount), required, place })
    }
  }
}

/** A member of an archive has an owner of its own; whether a file is one, only its name tells here. */
const MAYBE_ARCHIVE = /[*?[]|\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tzst)$/i

/** What an instruction needs that only an id besides root's can be, when `user` runs it. */
function othersThanRoot(instruction: StageInstruction, user: string, scope: StageScope): readonly string[] {
  const { kind } = instruction
  const line = instruction.lines.start
  const expanded = (word: string): string => tolerate(() => scope.expand(word, line)) ?? word
  if (kind === 'RUN' || kind === 'WORKDIR') return isRoot(user) ? [] : [`${kind} as ${user}`]
  if (kind !== 'COPY' && kind !== 'ADD') return []
  const owner = instruction.chown === undefined ? 'root' : expanded(instruction.chown)
  if (!isRoot(owner)) return [`${kind} --chown=${owner}`]
  if (kind === 'COPY' || instruction.unpack === false) return []
  const sources = instruction.sources.map(expanded).filter((source) => !/^https?:/i.test(source))
  return sources.filter((source) => MAYBE_ARCHIVE.test(source)).map((source) => `ADD ${source}`)
}

/** `USER` and `--chown`: a user, and perhaps a group. */
function isRoot(owner: string): boolean {
  return /^(?:(?:0|root)(?::(?:0|root))?)?$/.test(owner)
}

function isDefaultShell(argv: readonly string[]): boolean {
  return argv.join(' ') === '/bin/sh -c'
}

/** What the shell is written into. */
function isShellForm(instruction: StageInstruction): boolean {
  return (
    (instruction.kind === 'CMD' || instruction.kind === 'ENTRYPOINT') && instruction.command.form === 'shell'
  )
}

/** The features that show without expansion. */
function featuresOf(instruction: StageInstruction): readonly Feature[] {
  const features: (Feature | false)[] = []
  switch (instruction.kind) {
    case 'COPY':
    case 'ADD':
      features.push(
        instruction.heredocs.length > 0 && 'heredoc',
        instruction.link && 'copy --link',
        instruction.parents && 'copy --parents',
        instruction.exclude.length > 0 && 'copy --exclude',
      )
      if (instruction.kind === 'ADD')
        features.push(
          instruction.checksum !== undefined && 'add --checksum',
          instruction.unpack !== undefined && 'add --unpack',
        )
      break
    case 'RUN':
      features.push(
        instruction.heredocs.length > 0 && 'heredoc',
        instruction.network !== undefined && instruction.network !== 'default' && 'run --network',
        instruction.security === 'insecure' && 'run --security',
        instruction.devices.length > 0 && 'run --device',
      )
      break
    case 'HEALTHCHECK':
      features.push(instruction.startIntervalNs !== undefined && 'healthcheck --start-interval')
      break
    case 'ONBUILD':
      features.push('onbuild')
      break
  }
  return features.filter((feature) => feature !== false)
}

/**
 * A mount, as far as it can be known before the base image is: a value with a variable that only the image may
 * set is not held against the Dockerfile. Undefined when not even its type is certain.
 */
function readKnownMount(raw: RawMount, scope: StageScope, place: Place): Mount | undefined {
  let unknown = false
  const expandValue = (value: string): string => {
    const { text, missing } = scope.expansion(value, place.line)
    unknown ||= missing.size > 0
    return text
  }
  try {
    return readMount(raw, expandValue, place)
  } catch (error) {
    if (unknown && error instanceof DocklessError) return undefined
    throw error
  }
}

/** What cannot be expanded before the base image's environment is known; the builder reports real mistakes. */
function tolerate<T>(expand: () => T): T | undefined {
  try {
    return expand()
  } catch (error) {
    if (error instanceof DocklessError) return undefined
    throw error
  }
}

/** True for what ADD clones rather than downloads: BuildKit's rule for git URLs. */
export function isGitUrl(text: string): boolean {
  if (/^(?:git|ssh):\/\//i.test(text)) return true
  if (/^https?:\/\//i.test(text)) return text.replace(/[?#].*$/, '').endsWith('.git')
  return /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:(?!\/\/)/.test(text)
}
