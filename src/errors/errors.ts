/** A place in a file of the user's: 1-based line and column, as CI annotations count them. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** What kind of failure this is; each kind has one exit status that scripts may rely on. */
export type ErrorCode = 'BUILD_FAILED' | 'WRONG_INPUT' | 'NOTHING_FITS' | 'REGISTRY_FAILED' | 'DEFECT'

const EXIT_STATUS: Readonly<Record<ErrorCode, number>> = {
  BUILD_FAILED: 1,
  WRONG_INPUT: 2,
  NOTHING_FITS: 3,
  REGISTRY_FAILED: 4,
  DEFECT: 5,
}

/** Exit status of a failure that nobody foresaw: a defect of ours. */
export const DEFECT_STATUS = EXIT_STATUS.DEFECT

export interface ErrorDetails {
  /** What to do about it, in the imperative. */
  readonly fix?: string
  /** Where in the user's files it went wrong. */
  readonly place?: Place
  /** The error or evidence underneath. */
  readonly cause?: unknown
}

/**
 * Every failure that a user can cause or cure. The message says what happened and why; `fix` says what to do.
 * It is turned into an annotation and an exit status in one place, the composition root.
 */
export class DocklessError extends Error {
  readonly code: ErrorCode
  readonly fix: string | undefined
  readonly place: Place | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'DocklessError'
    this.code = code
    this.fix = details.fix
    this.place = details.place
  }

  get exitStatus(): number {
    return EXIT_STATUS[this.code]
  }
}

/** One mistake in the input: which input, what was wrong with it, what to write instead. */
export interface Mistake {
  readonly input: string
  readonly problem: string
  readonly fix: string
  readonly place?: Place
}

/** All mistakes of one input at once, so that nobody mends them one run at a time. */
export class WrongInput extends DocklessError {
  readonly mistakes: readonly [Mistake, ...Mistake[]]

  constructor(mistakes: readonly [Mistake, ...Mistake[]]) {
    const lines = mistakes.map((m) => `${m.input}: ${m.problem}. ${m.fix}`)
    const place = mistakes.find((m) => m.place)?.place
    super('WRONG_INPUT', lines.join('\n'), place ? { place } : {})
    this.name = 'WrongInput'
    this.mistakes = mistakes
  }
}

/** Ended by a signal: no failure of anybody, and exit status 128 + n. */
export class EndedBySignal extends Error {
  readonly signal: NodeJS.Signals
  readonly exitStatus: number

  constructor(signal: NodeJS.Signals, number: number) {
    super(`ended by ${signal}`)
    this.name = 'EndedBySignal'
    this.signal = signal
    this.exitStatus = 128 + number
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
