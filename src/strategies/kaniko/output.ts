import type { Dockerfile, StageInstruction } from '../../dockerfile/ast.js'
import type { Logger } from '../../log/logger.js'

const TAIL = 40
/** It does not recognise a root of its own for a container. */
const OUTSIDE = /^Kaniko is being run outside of a container/
const STAGE = /^Building stage '[^']*' \[idx: '(\d+)'/

/** Where kaniko is: stages from 0, and the instruction as it writes it. */
interface Step {
  readonly stage: number
  readonly text: string
}

/**
 * Reads kaniko's output: its own words as JSON lines, what RUN steps write as it is. An instruction is told by a
 * message that begins with its name.
 */
export class KanikoOutput {
  readonly #log: Logger
  readonly #aliases: readonly (readonly [string, string])[]
  readonly #all: string[] = []
  readonly #seen: Step[] = []
  #output: string[] = []
  #stage = 0
  #spoke = false

  /** `aliases`: names of the relay that are to be told by their own names. */
  constructor(log: Logger, aliases: Readonly<Record<string, string>> = {}) {
    this.#log = log
    this.#aliases = Object.entries(aliases)
  }

  /** Takes one line of either stream. */
  line(raw: string): void {
    const line = this.#aliases.reduce((text, [alias, name]) => text.replaceAll(alias, name), raw)
    const said = messageIn(line)
    if (said === undefined) return this.#step(line)
    this.#spoke = true
    const level = OUTSIDE.test(said.message) ? 'info' : said.level
    this.#keep(level === 'info' ? said.message : `${level}: ${said.message}`)
    if (level === 'warning') this.#log.warning(said.message)
    else if (isInstruction(said.message) || level !== 'info') this.#log.info(said.message)
    else this.#log.debug(said.message)
    const stage = STAGE.exec(said.message)?.[1]
    if (stage !== undefined) this.#stage = Number(stage)
    if (!isInstruction(said.message)) return
    this.#seen.push({ stage: this.#stage, text: said.message })
    this.#output = []
  }

  #step(line: string): void {
    this.#log.info(line)
    this.#keep(line)
    this.#output.push(line)
    if (this.#output.length > TAIL) this.#output.shift()
  }

  #keep(line: string): void {
    this.#all.push(line)
    if (this.#all.length > 10 * TAIL) this.#all.shift()
  }

  /** True once kaniko itself has said something: then it was started. */
  get spoke(): boolean {
    return this.#spoke
  }

  get text(): string {
    return this.#all.join('\n')
  }

  /** The step that was under way, with what it wrote and what kaniko said of its end. */
  get failed():
    | { readonly name: string; readonly error: string; readonly output: readonly string[] }
    | undefined {
    const step = this.#seen.at(-1)
    if (!step) return undefined
    const said = /^error (?:building|pushing) /
    return {
      name: step.text,
      error: this.#output.filter((line) => said.test(line)).join('\n'),
      output: this.#output.filter((line) => !said.test(line)),
    }
  }

  /** The line of the Dockerfile on which that step begins: kaniko does not say it. */
  lineIn(dockerfile: Dockerfile): number | undefined {
    const step = this.#seen.at(-1)
    if (!step) return undefined
    // The same instruction may stand twice in a stage: as many as were seen before.
    const again = this.#seen.filter(({ stage, text }) => stage === step.stage && text === step.text).length
    const stage = dockerfile.stages[step.stage]
    const same = stage?.instructions.filter((one) => sameText(one, step.text)) ?? []
    return (same[again - 1] ?? same.at(-1))?.lines.start
  }
}

function isInstruction(message: string): boolean {
  return /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) /.test(
    message,
  )
}

/** kaniko joins continuation lines in its own way, so only what is not blank is compared. */
function sameText(instruction: StageInstruction, text: string): boolean {
  const bare = (line: string): string => line.replaceAll(/[\s\\]+/g, '')
  return bare(instruction.source) === bare(text)
}

function messageIn(line: string): { readonly level: string; readonly message: string } | undefined {
  if (!line.startsWith('{"')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('msg' in value) || !('level' in value))
      return undefined
    const { level, msg } = value
    return typeof level === 'string' && typeof msg === 'string' ? { level, message: msg } : undefined
  } catch {
    return undefined
  }
}
