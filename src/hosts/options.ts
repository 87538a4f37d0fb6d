/** What every adapter is made from. Tests give their own environment and writer. */
export interface HostOptions {
  readonly env: NodeJS.ProcessEnv
  /** The working directory. Absolute. */
  readonly cwd: string
  /** Where people's text and the CI's commands go: one stream for both, so that they keep their order. */
  readonly write: (text: string) => void
  /** Colours and cursor movements are welcome on that stream. */
  readonly colour: boolean
  /** Show debug lines where the CI has no switch of its own for them. */
  readonly debug: boolean
}

/** The value of a variable, undefined when it is empty: CIs and shells set empty ones for absent ones. */
export function variable(options: HostOptions, name: string): string | undefined {
  return options.env[name] || undefined
}

/** Where private directories go outside of GitHub. */
export function temporaryOf(options: HostOptions): string {
  return variable(options, 'TMPDIR') ?? '/tmp'
}
