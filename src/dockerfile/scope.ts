import type { Place } from '../errors/errors.js'
import { formatPlatform, nativePlatform } from '../oci/platform.js'
import type { Platform } from '../oci/image.js'
import type { ArgInstruction, Dockerfile, RawPair } from './ast.js'
import { expand, expandHeredoc, type Expansion, type WordOptions } from './words.js'

/** What the values of a build's variables come from. */
export interface ScopeOptions {
  readonly buildArgs: Readonly<Record<string, string>>
  /** The platform that is built for. */
  readonly platform: Platform
  /** The platform that builds; default: this machine's. */
  readonly buildPlatform?: Platform
  /** The target stage as asked for. */
  readonly target?: string | undefined
}

/** A variable that ARG declared, with the value it got. */
export interface DeclaredArg {
  readonly name: string
  readonly value: string | undefined
}

/** Read by the builder, never seen by instructions (BuildKit: SBOM scans). */
const NEVER_IN_SCOPE: ReadonlySet<string> = new Set([
  'BUILDKIT_SBOM_SCAN_CONTEXT',
  'BUILDKIT_SBOM_SCAN_STAGE',
])

/**
 * The variables that FROM lines see: the automatic platform arguments and the ARGs at the top of the file
 * (Dockerfile reference, "Automatic platform ARGs in the global scope"). Throws DocklessError when a default
 * cannot be expanded.
 */
export function globalScope(dockerfile: Dockerfile, options: ScopeOptions): ReadonlyMap<string, string> {
  const { buildArgs } = options
  const scope = new Map<string, string>()
  for (const [name, value] of automaticArgs(dockerfile, options))
    scope.set(name, given(buildArgs, name) ?? value)
  for (const instruction of dockerfile.globalArgs) {
    for (const { name, value } of instruction.args) {
      const resolved =
        given(buildArgs, name) ??
        (value === undefined
          ? undefined
          : expand(value, (n) => scope.get(n), wordOptions(dockerfile, instruction.lines.start)).text)
      if (resolved !== undefined) scope.set(name, resolved)
    }
  }
  return scope
}

function automaticArgs(
  dockerfile: Dockerfile,
  options: ScopeOptions,
): readonly (readonly [string, string])[] {
  const stage = options.target || dockerfile.stages.at(-1)?.name || 'default'
  return [
    ...platformArgs('BUILD', options.buildPlatform ?? nativePlatform()),
    ...platformArgs('TARGET', options.platform),
    ['TARGETSTAGE', stage],
  ]
}

function platformArgs(
  prefix: 'BUILD' | 'TARGET',
  platform: Platform,
): readonly (readonly [string, string])[] {
  return [
    [`${prefix}PLATFORM`, formatPlatform(platform)],
    [`${prefix}OS`, platform.os],
    [`${prefix}OSVERSION`, platform['os.version'] ?? ''],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant ?? ''],
  ]
}

/** Options for expanding words of this file's line. */
export function wordOptions(dockerfile: Dockerfile, line: number): WordOptions & { readonly place: Place } {
  return { escape: dockerfile.directives.escape, place: { file: dockerfile.file, line } }
}

function given(buildArgs: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined
}

/**
 * The variables that a stage's instructions see, kept as BuildKit keeps them: the base's environment first,
 * then every ENV and ARG in the file's order, the later one winning. A stage that builds on another begins
 * with all that the other had, its ARGs included; there ENV wins over ARG, whichever came later.
 */
export class StageScope {
  readonly #dockerfile: Dockerfile
  readonly #globals: ReadonlyMap<string, string>
  readonly #buildArgs: Readonly<Record<string, string>>
  readonly #variables: Map<string, string>
  /** Those that the image config will have: the base's environment and ENV. */
  readonly #environment: Map<string, string>

  private constructor(from: {
    dockerfile: Dockerfile
    globals: ReadonlyMap<string, string>
    buildArgs: Readonly<Record<string, string>>
    variables: ReadonlyMap<string, string>
    environment: ReadonlyMap<string, string>
  }) {
    this.#dockerfile = from.dockerfile
    this.#globals = from.globals
    this.#buildArgs = from.buildArgs
    this.#variables = new Map([...from.variables, ...from.environment])
    this.#environment = new Map(from.environment)
  }

  /** The scope of a stage on an image whose config has this Env (`NAME=value` each). */
  static onImage(
    dockerfile: Dockerfile,
    globals: ReadonlyMap<string, string>,
    buildArgs: Readonly<Record<string, string>>,
    env: readonly string[],
  ): StageScope {
    const environment = new Map<string, string>()
    for (const entry of env) {
      const equals = entry.indexOf('=')
      if (equals === -1) environment.set(entry, '')
      else environment.set(entry.slice(0, equals), entry.slice(equals + 1))
    }
    return new StageScope({ dockerfile, globals, buildArgs, variables: new Map(), environment })
  }

  /** The scope of a stage that builds on this one, as it is now. */
  child(): StageScope {
    return new StageScope({
      dockerfile: this.#dockerfile,
      globals: this.#globals,
      buildArgs: this.#buildArgs,
      variables: this.#variables,
      environment: this.#environment,
    })
  }

  /** The value of a variable; undefined when it is not set. */
  get(name: string): string | undefined {
    return this.#variables.get(name)
  }

  /** Sets a variable: what ENV does. */
  set(name: string, value: string): void {
    this.#variables.set(name, value)
    this.#environment.set(name, value)
  }

  /** Expands one word that stands in this line. Throws DocklessError with the place. */
  expand(word: string, line: number): string {
    return this.expansion(word, line).text
  }

  /** Expands one word into as many as its white space makes: EXPOSE. */
  expandWords(word: string, line: number): readonly string[] {
    return this.expansion(word, line).words
  }

  /** Expands the body of a here-document whose delimiter was not quoted. */
  expandHeredoc(content: string, line: number): string {
    return expandHeredoc(content, (name) => this.get(name), wordOptions(this.#dockerfile, line).place)
  }

  /** Expansion with the names of the variables that were and were not set. */
  expansion(word: string, line: number): Expansion {
    return expand(word, (name) => this.get(name), wordOptions(this.#dockerfile, line))
  }

  /**
   * Expands names and values, all with the values from before this instruction, as `ENV a=1 b=$a` demands.
   * The caller sets what ENV is to set.
   */
  expandPairs(pairs: readonly RawPair[], line: number): readonly RawPair[] {
    return pairs.map(({ name, value }) => ({
      name: this.expand(name, line),
      value: this.expand(value, line),
    }))
  }

  /**
   * What ARG does: a build argument wins over the default, and without either the ARG of that name at the top
   * of the file (or the automatic one) counts. One without any value leaves the variable as it was.
   */
  declare(instruction: ArgInstruction): readonly DeclaredArg[] {
    return instruction.args.map(({ name, value }) => {
      const resolved =
        given(this.#buildArgs, name) ??
        (value === undefined ? this.#globals.get(name) : this.expand(value, instruction.lines.start))
      if (resolved !== undefined && !NEVER_IN_SCOPE.has(name)) this.#variables.set(name, resolved)
      return { name, value: resolved }
    })
  }
}
