import type { CommandLine, HealthcheckInstruction } from '../dockerfile/ast.js'
import type { ContainerConfig, Healthcheck, History, ImageConfig, Platform } from '../oci/image.js'

/** What a process finds when the image sets no PATH of its own: BuildKit's for every system but Windows. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const DEFAULT_SHELL: readonly string[] = ['/bin/sh', '-c']
const COMMENT = 'dockless'

/** Fields of a config while a stage changes them. */
type Changing = { -readonly [Name in keyof ContainerConfig]: ContainerConfig[Name] }

/**
 * The configuration of an image while its stage is gone through, instruction by instruction, with the history
 * entries that BuildKit would write.
 */
export class ConfigDraft {
  readonly fields: Changing
  platform: Platform
  author: string | undefined
  readonly history: History[]
  #hasCmd = false

  private constructor(from: {
    fields: Changing
    platform: Platform
    author: string | undefined
    history: readonly History[]
  }) {
    this.fields = from.fields
    this.platform = from.platform
    this.author = from.author
    this.history = [...from.history]
    if (!this.env.some((entry) => entry.startsWith('PATH=')))
      this.fields.Env = [...this.env, `PATH=${DEFAULT_PATH}`]
  }

  /** The configuration of `FROM scratch`. */
  static scratch(platform: Platform): ConfigDraft {
    return new ConfigDraft({ fields: { WorkingDir: '/' }, platform, author: undefined, history: [] })
  }

  /** The configuration to begin with on a base image. Its ONBUILD triggers run, and go. */
  static onImage(image: ImageConfig): ConfigDraft {
    const { OnBuild: _triggers, ...fields } = image.config ?? {}
    return new ConfigDraft({
      fields,
      platform: platformOf(image),
      author: image.author,
      history: image.history ?? [],
    })
  }

  /** The configuration for a stage that builds on this one. */
  child(): ConfigDraft {
    const { OnBuild: _triggers, ...fields } = this.fields
    return new ConfigDraft({ fields, platform: this.platform, author: this.author, history: this.history })
  }

  get env(): readonly string[] {
    return this.fields.Env ?? []
  }

  get workingDir(): string {
    return this.fields.WorkingDir || '/'
  }

  /** Notes an instruction. `layer` says whether the next layer belongs to it. */
  note(createdBy: string, layer = false): void {
    this.history.push({ created_by: createdBy, comment: COMMENT, ...(layer ? {} : { empty_layer: true }) })
  }

  setEnv(name: string, value: string): void {
    const env = [...this.env]
    const at = env.findIndex((entry) => entry.slice(0, entry.indexOf('=')) === name)
    env.splice(at === -1 ? env.length : at, at === -1 ? 0 : 1, `${name}=${value}`)
    this.fields.Env = env
  }

  setLabel(name: string, value: string): void {
    this.fields.Labels = { ...this.fields.Labels, [name]: value }
  }

  setCmd(command: CommandLine): void {
    const argv = this.#argv(command)
    this.fields.Cmd = argv
    this.fields.ArgsEscaped = true
    this.#hasCmd = true
    this.note(`CMD ${quoted(argv)}`)
  }

  /** Takes away a CMD that came from the base: it was made for another program. */
  setEntrypoint(command: CommandLine): void {
    const argv = this.#argv(command)
    this.fields.Entrypoint = argv
    if (!this.#hasCmd) delete this.fields.Cmd
    this.note(`ENTRYPOINT ${quoted(argv)}`)
  }

  #argv(command: CommandLine): readonly string[] {
    if (command.form === 'exec') return command.argv
    const shell = this.fields.Shell ?? []
    return [...(shell.length > 0 ? shell : DEFAULT_SHELL), command.text]
  }

  expose(ports: readonly string[]): void {
    this.fields.ExposedPorts = { ...this.fields.ExposedPorts, ...setOf(ports) }
    this.note(`EXPOSE ${listed(ports)}`)
  }

  addVolumes(paths: readonly string[]): void {
    this.fields.Volumes = { ...this.fields.Volumes, ...setOf(paths) }
    this.note(`VOLUME ${listed(paths)}`)
  }

  setHealthcheck(instruction: HealthcheckInstruction): void {
    const health: Healthcheck = {
      Test: testOf(instruction.check),
      ...given('Interval', instruction.intervalNs),
      ...given('Timeout', instruction.timeoutNs),
      ...given('StartPeriod', instruction.startPeriodNs),
      ...given('StartInterval', instruction.startIntervalNs),
      ...given('Retries', instruction.retries),
    }
    this.fields.Healthcheck = health
    this.note(`HEALTHCHECK ${JSON.stringify(health)}`)
  }

  addTrigger(trigger: string): void {
    this.fields.OnBuild = [...(this.fields.OnBuild ?? []), trigger]
  }

  /**
   * The finished configuration. `created` (RFC 3339) becomes the time of the image and of every history entry
   * that is new.
   */
  finish(diffIds: ImageConfig['rootfs']['diff_ids'], created: string): ImageConfig {
    const history = this.history.map((entry) => (entry.created === undefined ? { created, ...entry } : entry))
    return {
      created,
      ...(this.author === undefined ? {} : { author: this.author }),
      ...this.platform,
      config: tidy(this.fields),
      rootfs: { type: 'layers', diff_ids: diffIds },
      history,
    }
  }
}

function platformOf(image: ImageConfig): Platform {
  const { os, architecture, variant, 'os.version': version, 'os.features': features } = image
  return {
    architecture,
    os,
    ...(variant ? { variant } : {}),
    ...(version ? { 'os.version': version } : {}),
    ...(features ? { 'os.features': features } : {}),
  }
}

function testOf(check: 'NONE' | CommandLine): readonly string[] {
  if (check === 'NONE') return ['NONE']
  return check.form === 'exec' ? ['CMD', ...check.argv] : ['CMD-SHELL', check.text]
}

function given(name: string, value: number | undefined): Readonly<Record<string, number>> {
  return value ? { [name]: value } : {}
}

function setOf(names: readonly string[]): Record<string, Record<string, never>> {
  return Object.fromEntries(names.map((name) => [name, {}]))
}

/** Fields that say nothing are left out, maps are sorted: the same configuration has the same bytes. */
function tidy(fields: ContainerConfig): ContainerConfig {
  const entries = Object.entries(fields).filter(([, value]: [string, unknown]) => !saysNothing(value))
  return Object.fromEntries(
    entries.map(([name, value]: [string, unknown]) => [name, SORTED.has(name) ? sorted(value) : value]),
  )
}

const SORTED: ReadonlySet<string> = new Set(['ExposedPorts', 'Volumes', 'Labels'])

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries: [string, unknown][] = Object.entries(value)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

function quoted(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`
}

function listed(words: readonly string[]): string {
  return `[${words.join(' ')}]`
}
