import type { Place } from '../errors/errors.js'
import type { ContainerConfig, Platform } from '../oci/image.js'
import { nativePlatform, parsePlatform } from '../oci/platform.js'
import { parseReference, type Reference } from '../oci/reference.js'
import type { CopyInstruction, Dockerfile, RawMount, Stage, StageInstruction } from './ast.js'
import { didYouMean, dockerfileError } from './failure.js'
import { parseTrigger } from './parse.js'
import { globalScope, type ScopeOptions, wordOptions } from './scope.js'
import { expand, type Expansion } from './words.js'

/** A named context (`build-contexts`), as far as stages care: an image, or files of some kind. */
export type NamedSource =
  | { readonly kind: 'image'; readonly reference: Reference }
  | { readonly kind: 'path' | 'git' | 'archive' | 'oci-layout' }

export interface PlanOptions extends ScopeOptions {
  readonly namedContexts: Readonly<Record<string, NamedSource>>
  /**
   * The config of an image that is already known, for its ONBUILD triggers and its environment. Without it the
   * plan holds what the Dockerfile alone tells.
   */
  readonly configOf?: (reference: Reference, platform: Platform) => ContainerConfig | undefined
}

/** Where a stage begins, or where COPY --from and RUN --mount read. */
export type Source =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'scratch' }
  /** `context`: the named context that put this image in the place of another name. */
  | { readonly kind: 'image'; readonly reference: Reference; readonly context: string | undefined }
  /** A named context that is no image, by its key. */
  | { readonly kind: 'context'; readonly name: string }

/** A stage that the target needs, with every name in it resolved. */
export interface PlannedStage {
  readonly stage: Stage
  readonly base: Source
  /** The base's platform: `--platform`, or that of the stage that it builds on, or the target's. */
  readonly platform: Platform
  /** ONBUILD triggers of the base first, then the stage's own instructions. */
  readonly instructions: readonly StageInstruction[]
  /** How many of the instructions are triggers. */
  readonly triggers: number
  readonly copySources: ReadonlyMap<CopyInstruction, Source>
  readonly mountSources: ReadonlyMap<RawMount, Source>
}

export interface StagePlan {
  /** What becomes the image: a stage, unless a named context took the target's place. */
  readonly target: Source
  /** Name of the target stage, or its number. */
  readonly targetName: string
  /** The needed stages in the file's order: each comes after those that it reads. */
  readonly stages: readonly PlannedStage[]
  /** The variables that FROM lines and ARG without a default see. */
  readonly globals: ReadonlyMap<string, string>
}

/**
 * Resolves the stages that the target needs: expands FROM, replaces stages and images by named contexts of
 * their name, follows COPY --from and RUN --mount=from, and leaves out what is not needed. Throws DocklessError
 * for an unknown target, a blank or impossible FROM, and stages that need each other.
 */
export function planStages(dockerfile: Dockerfile, options: PlanOptions): StagePlan {
  return new Planner(dockerfile, options).plan()
}

/** A stage with its FROM resolved; `replacedBy` is the named context that took its place. */
interface ResolvedStage {
  readonly stage: Stage
  readonly base: Source
  readonly platform: Platform
  readonly replacedBy: Source | undefined
}

class Planner {
  readonly #dockerfile: Dockerfile
  readonly #options: PlanOptions
  readonly #globals: ReadonlyMap<string, string>
  readonly #contexts: ReadonlyMap<string, { readonly key: string; readonly source: NamedSource }>
  readonly #resolved: ResolvedStage[] = []
  readonly #planned = new Map<number, PlannedStage>()

  constructor(dockerfile: Dockerfile, options: PlanOptions) {
    this.#dockerfile = dockerfile
    this.#options = options
    this.#globals = globalScope(dockerfile, options)
    this.#contexts = new Map(
      Object.entries(options.namedContexts).map(([key, source]) => [
        familiarName(key) ?? key,
        { key, source },
      ]),
    )
  }

  plan(): StagePlan {
    for (const stage of this.#dockerfile.stages) this.#resolved.push(this.#resolve(stage))
    this.#refuseCircles()
    const target = this.#target()
    this.#need(target.index)
    return {
      target: this.#stageSource(target.index),
      targetName: target.name ?? String(target.index),
      stages: [...this.#planned.values()].sort((a, b) => a.stage.index - b.stage.index),
      globals: this.#globals,
    }
  }

  #target(): Stage {
    const { target } = this.#options
    const { stages, file } = this.#dockerfile
    const found = target ? stages.findLast((stage) => stage.name === target.toLowerCase()) : stages.at(-1)
    if (found) return found
    const names = stages.flatMap((stage) => stage.name ?? [])
    const list =
      names.length === 0 ? 'No stage has a name: write FROM … AS NAME' : `The stages are ${names.join(', ')}`
    const fix = didYouMean(target ?? '', names, list)
    const all = fix === list ? list : `${fix} ${list}`
    throw dockerfileError(`there is no stage ${JSON.stringify(target)}`, { file, line: 1 }, all)
  }

  #place(line: number): Place {
    return { file: this.#dockerfile.file, line }
  }

  #resolve(stage: Stage): ResolvedStage {
    const replacedBy = stage.name === undefined ? undefined : this.#contextNamed(stage.name)
    const name = this.#expandFrom(stage, stage.from.image, 'the image of FROM')
    const earlier = this.#resolved.findLast((other) => other.stage.name === name)
    const given = stage.from.platform === undefined ? undefined : this.#platform(stage, stage.from.platform)
    const base: Source =
      replacedBy ??
      (earlier ? this.#stageSource(earlier.stage.index) : this.#image(name, stage.from.lines.start))
    const platform = (earlier ? earlier.platform : given) ?? this.#options.platform
    return { stage, base, platform, replacedBy }
  }

  #expandFrom(stage: Stage, word: string, what: string): string {
    const line = stage.from.lines.start
    const expansion = expand(word, (name) => this.#globals.get(name), wordOptions(this.#dockerfile, line))
    if (expansion.text !== '') return expansion.text
    throw dockerfileError(`${what} (${word}) is blank`, this.#place(line), this.#blankFix(expansion))
  }

  /** A blank FROM mostly comes from an ARG that stands after FROM, or from a slip in its name. */
  #blankFix({ missing, used }: Expansion): string {
    const [unset] = missing
    if (unset === undefined) {
      const [empty] = used
      return empty === undefined ? 'Name an image' : `Give ${empty} a value: it is set, and empty`
    }
    const near = didYouMean(unset, [...this.#globals.keys()], '')
    const otherwise = `Write ARG ${unset}=VALUE before the first FROM, or give the build argument ${unset} with that ARG`
    return near === '' ? otherwise : `${near} Otherwise write ARG ${unset}=VALUE before the first FROM`
  }

  #platform(stage: Stage, word: string): Platform {
    const text = this.#expandFrom(stage, word, 'the platform of FROM')
    const platform = parsePlatform(text) ?? shortPlatform(text)
    if (platform) return platform
    throw dockerfileError(
      `"${text}" is no platform`,
      this.#place(stage.from.lines.start),
      'Write os/architecture[/variant], as in linux/arm64',
    )
  }

  /** A stage, or the named context that took its place. */
  #stageSource(index: number): Source {
    return this.#resolved[index]?.replacedBy ?? { kind: 'stage', index }
  }

  /** `scratch`, a named context, or an image. */
  #image(name: string, line: number): Source {
    if (name === 'scratch') return { kind: 'scratch' }
    const reference = parseReference(name)
    if ('reason' in reference) throw this.#badImage(name, reference.reason, line)
    return this.#contextNamed(name) ?? { kind: 'image', reference, context: undefined }
  }

  #badImage(name: string, reason: string, line: number): Error {
    const names = this.#dockerfile.stages.flatMap((stage) => stage.name ?? [])
    const fix = didYouMean(name, names, 'Name an image, a stage above this line, or a named context')
    return dockerfileError(`"${name}" is no image: ${reason}`, this.#place(line), fix)
  }

  /** BuildKit never replaces these two names. */
  #contextNamed(name: string): Source | undefined {
    if (/^(?:scratch|context)$/i.test(name)) return undefined
    const found = this.#contexts.get(familiarName(name) ?? name)
    if (!found) return undefined
    if (found.source.kind !== 'image') return { kind: 'context', name: found.key }
    const { reference } = found.source
    if (familiar(reference) === 'scratch') return { kind: 'scratch' }
    return { kind: 'image', reference, context: found.key }
  }

  /** Plans a stage and, before it, all that it reads. */
  #need(index: number): void {
    const resolved = this.#resolved[index]
    if (!resolved || resolved.replacedBy || this.#planned.has(index)) return
    const triggers = this.#triggers(resolved)
    const instructions = [...triggers, ...resolved.stage.instructions]
    const { copies, mounts } = this.#sources(instructions)
    this.#planned.set(index, {
      stage: resolved.stage,
      base: resolved.base,
      platform: resolved.platform,
      instructions,
      triggers: triggers.length,
      copySources: copies,
      mountSources: mounts,
    })
    if (resolved.base.kind === 'stage') this.#need(resolved.base.index)
    for (const { source, line } of this.#reads(instructions)) {
      if (source.kind !== 'stage') continue
      if (source.index >= index) throw this.#readsLater(index, source.index, line)
      this.#need(source.index)
    }
  }

  #readsLater(index: number, source: number, line: number): Error {
    const name = (i: number): string => this.#dockerfile.stages[i]?.name ?? String(i)
    return dockerfileError(
      source === index
        ? `stage ${name(index)} reads itself`
        : `stage ${name(index)} reads stage ${name(source)}, which stands after it`,
      this.#place(line),
      'Move the stage that is read above the one that reads it',
    )
  }

  #triggers({ stage, base, platform }: ResolvedStage): readonly StageInstruction[] {
    const { file, stages } = this.#dockerfile
    const parse = (text: string): StageInstruction => parseTrigger(text, file, stage.from.lines)
    if (base.kind === 'image')
      return (this.#options.configOf?.(base.reference, platform)?.OnBuild ?? []).map(parse)
    if (base.kind !== 'stage') return []
    const own = stages[base.index]?.instructions ?? []
    return own.flatMap((instruction) => (instruction.kind === 'ONBUILD' ? parse(instruction.trigger) : []))
  }

  #sources(instructions: readonly StageInstruction[]): {
    copies: Map<CopyInstruction, Source>
    mounts: Map<RawMount, Source>
  } {
    const copies = new Map<CopyInstruction, Source>()
    const mounts = new Map<RawMount, Source>()
    for (const instruction of instructions) {
      const line = instruction.lines.start
      if (instruction.kind === 'COPY' && instruction.from !== undefined)
        copies.set(instruction, this.#copySource(instruction.from, line))
      if (instruction.kind !== 'RUN') continue
      for (const mount of instruction.mounts)
        if (mount.from !== undefined) mounts.set(mount, this.#namedSource(mount.from, line))
    }
    return { copies, mounts }
  }

  #reads(instructions: readonly StageInstruction[]): readonly { source: Source; line: number }[] {
    return instructions.flatMap((instruction) => {
      const { copies, mounts } = this.#sources([instruction])
      return [...copies.values(), ...mounts.values()].map((source) => ({
        source,
        line: instruction.lines.start,
      }))
    })
  }

  /** COPY --from: a stage's number or name, or else an image. Variables are refused, as BuildKit does. */
  #copySource(from: string, line: number): Source {
    if (expand(from, () => undefined, wordOptions(this.#dockerfile, line)).text !== from)
      throw dockerfileError(
        `COPY --from=${from} holds a variable, which is not expanded there`,
        this.#place(line),
        'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and copy from that name',
      )
    if (!/^[+-]?[0-9]+$/.test(from)) return this.#namedSource(from, line)
    const index = Number(from)
    if (index >= 0 && index < this.#resolved.length) return this.#stageSource(index)
    throw dockerfileError(
      `COPY --from=${from}: there is no stage of that number`,
      this.#place(line),
      `Stages are numbered from 0 to ${this.#resolved.length - 1}`,
    )
  }

  #namedSource(name: string, line: number): Source {
    const stage = this.#resolved.findLast((other) => other.stage.name === name.toLowerCase())
    return stage ? this.#stageSource(stage.stage.index) : this.#image(name, line)
  }

  /** Also in stages that the target does not need: BuildKit refuses those too. */
  #refuseCircles(): void {
    const done = new Set<number>()
    const visit = (index: number, path: readonly number[]): void => {
      if (done.has(index)) return
      for (const { source, line } of this.#reads(this.#resolved[index]?.stage.instructions ?? [])) {
        if (source.kind !== 'stage') continue
        if (source.index === index || path.includes(source.index)) throw this.#circle(source.index, line)
        visit(source.index, [...path, index])
      }
      done.add(index)
    }
    for (const { stage } of this.#resolved) visit(stage.index, [])
  }

  #circle(index: number, line: number): Error {
    const name = this.#dockerfile.stages[index]?.name ?? String(index)
    return dockerfileError(
      `stage ${name} needs itself: a circular dependency`,
      this.#place(line),
      'Copy from a stage that does not copy from this one',
    )
  }
}

/** The name by which named contexts and images are compared: Docker's short form, `:latest` left out. */
function familiarName(name: string): string | undefined {
  const reference = parseReference(name)
  return 'reason' in reference ? undefined : familiar(reference)
}

function familiar({ registry, repository, tag, digest }: Reference): string {
  const path =
    registry === 'docker.io' ? repository.replace(/^library\/(?=[^/]+$)/, '') : `${registry}/${repository}`
  const full = path + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`)
  return full.endsWith(':latest') ? full.slice(0, -':latest'.length) : full
}

const SYSTEMS = new Set(['linux', 'windows', 'darwin', 'freebsd'])
const ARCHITECTURES = new Set([
  '386',
  'amd64',
  'arm',
  'arm64',
  'loong64',
  'mips64',
  'mips64le',
  'ppc64le',
  'riscv64',
  's390x',
  'wasm',
])

/** `linux` or `arm64` alone: the other half is this machine's. */
function shortPlatform(text: string): Platform | undefined {
  const word = text.trim().toLowerCase()
  const native = nativePlatform()
  if (SYSTEMS.has(word)) return { ...native, os: word }
  const platform = word.includes('/') ? undefined : parsePlatform(`${native.os}/${word}`)
  return platform && ARCHITECTURES.has(platform.architecture) ? platform : undefined
}
