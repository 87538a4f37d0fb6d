import type { Dockerfile } from '../../dockerfile/ast.js'
import type { Logger } from '../../log/logger.js'

/** Where buildah is: stage and step as it counts them, from 1. */
interface Step {
  readonly stage: number
  readonly number: number
  readonly text: string
  /** Its line in the Dockerfile, where buildah says it. */
  readonly line?: number
}

const STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)(?:\/\d+)?: (.*)$/
/** What buildah says of a step that it cannot read, before it would announce it. */
const UNREAD =
  /^(?:Error: |error )?(?:building.*: )?resolving step \{.* Original:(.*) Flags:\[.*\] StartLine:(\d+) /
const TAIL = 40

/** Reads buildah's output, which is text for people only: steps begin with `STEP n/m:`. Logs it and remembers the step. */
export class BuildahOutput {
  readonly #log: Logger
  readonly #all: string[] = []
  #output: string[] = []
  #step: Step | undefined

  constructor(log: Logger) {
    this.#log = log
  }

  /** Takes one line of either stream. */
  line(line: string): void {
    this.#log.info(line)
    this.#all.push(line)
    if (this.#all.length > 10 * TAIL) this.#all.shift()
    const match = STEP.exec(line)
    if (match?.[2] !== undefined && match[3] !== undefined) {
      this.#step = { stage: Number(match[1] ?? 1), number: Number(match[2]), text: match[3] }
      this.#output = []
      return
    }
    const unread = UNREAD.exec(line)
    if (unread?.[1] !== undefined) {
      this.#step = { stage: 0, number: 0, text: unread[1], line: Number(unread[2]) }
      this.#output = []
    }
    this.#output.push(line)
    if (this.#output.length > TAIL) this.#output.shift()
  }

  get text(): string {
    return this.#all.join('\n')
  }

  /** The step that was under way, with what it wrote and what buildah said of its end. */
  get failed():
    | { readonly name: string; readonly error: string; readonly output: readonly string[] }
    | undefined {
    if (!this.#step) return undefined
    const isSaid = (line: string): boolean =>
      /^(?:Error: |error )?(?:error )?building at STEP/.test(line) || UNREAD.test(line)
    const error = this.#output.filter(isSaid).join('\n')
    return { name: this.#step.text, error, output: this.#output.filter((line) => !isSaid(line)) }
  }

  /** The line of the Dockerfile on which that step begins: buildah does not say it. */
  lineIn({ stages }: Dockerfile): number | undefined {
    if (!this.#step) return undefined
    const { stage, number, line } = this.#step
    if (line !== undefined) return line
    const found = stages[stage - 1]
    // Step 1 is the FROM.
    return number === 1 ? found?.from.lines.start : found?.instructions[number - 2]?.lines.start
  }
}
