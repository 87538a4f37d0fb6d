import type { Dockerfile } from '../dockerfile/ast.js'
import type { Logger } from '../log/logger.js'

/** Where buildah is: stage and step as it counts them, from 1. */
interface Step {
  readonly stage: number
  readonly number: number
  readonly text: string
}

const STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)(?:\/\d+)?: (.*)$/
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
    const said = /^(?:Error: |error )?(?:error )?building at STEP/
    const error = this.#output.filter((line) => said.test(line)).join('\n')
    return { name: this.#step.text, error, output: this.#output.filter((line) => !said.test(line)) }
  }

  /** The line of the Dockerfile on which that step begins: buildah does not say it. */
  lineIn({ stages }: Dockerfile): number | undefined {
    if (!this.#step) return undefined
    const { stage, number } = this.#step
    const found = stages[stage - 1]
    // Step 1 is the FROM.
    return number === 1 ? found?.from.lines.start : found?.instructions[number - 2]?.lines.start
  }
}
