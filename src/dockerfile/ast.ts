/** A range of lines of the Dockerfile: 1-based, both ends included, heredoc bodies too. */
export interface Lines {
  readonly start: number
  readonly end: number
}

/** A parsed Dockerfile. Nothing in it is expanded yet: `$NAME` still stands where the file has it. */
export interface Dockerfile {
  /** Name of the file as errors and annotations are to show it. */
  readonly file: string
  readonly directives: Directives
  /** ARGs before the first FROM. */
  readonly globalArgs: readonly ArgInstruction[]
  readonly stages: readonly Stage[]
  /** What is allowed but probably not meant. */
  readonly warnings: readonly DockerfileWarning[]
}

export interface DockerfileWarning {
  readonly message: string
  readonly lines: Lines
}

/** Parser directives: comments at the top of the file that steer the parser. */
export interface Directives {
  /** `# syntax=…`: the frontend image the file asks for. */
  readonly syntax: { readonly image: string; readonly lines: Lines } | undefined
  /** Ends a line to continue it, and quotes a character: `\` unless `# escape=` says a backtick. */
  readonly escape: '\\' | '`'
  /** `# check=…`, as written: it only steers linters. */
  readonly check: string | undefined
}

/** A stage: one FROM and what follows it. */
export interface Stage {
  /** 0-based, the number that `COPY --from=0` uses. */
  readonly index: number
  /** Name after AS, in lower case as BuildKit compares it. */
  readonly name: string | undefined
  readonly from: FromInstruction
  /** What follows FROM, in the file's order. */
  readonly instructions: readonly StageInstruction[]
  readonly lines: Lines
}

interface Base {
  readonly lines: Lines
  /** The instruction on one logical line, continuations joined and comments dropped, without heredoc bodies. */
  readonly source: string
}

/** A here-document. The tabs that lead its lines are taken off when it was written `<<-`. */
export interface Heredoc {
  /** The delimiter without its quotes: COPY makes a file of that name. */
  readonly name: string
  readonly content: string
  /** False when the delimiter was quoted: variables and escapes stay as they are. */
  readonly expand: boolean
  /** True for `<<-`. */
  readonly stripTabs: boolean
  readonly fileDescriptor: number
  /** The lines of the body, without the line of the closing delimiter; `end` < `start` when it is empty. */
  readonly lines: Lines
}

/**
 * A command in one of its two forms. `exec` is a JSON array, taken as it is; `shell` is handed to SHELL as one
 * string (RUN: with its heredocs).
 */
export type CommandLine =
  | { readonly form: 'exec'; readonly argv: readonly string[] }
  | { readonly form: 'shell'; readonly text: string }

/** A name and a value as written: quotes, escapes and variables are still in it. Expand with `expandWord`. */
export interface RawPair {
  readonly name: string
  readonly value: string
}

export interface FromInstruction extends Base {
  readonly kind: 'FROM'
  /** Image, stage or named context; not expanded. */
  readonly image: string
  /** Name after AS, as written. */
  readonly alias: string | undefined
  /** `--platform`, not expanded. */
  readonly platform: string | undefined
}

export interface ArgInstruction extends Base {
  readonly kind: 'ARG'
  readonly args: readonly { readonly name: string; readonly value: string | undefined }[]
}

export interface EnvInstruction extends Base {
  readonly kind: 'ENV'
  readonly pairs: readonly RawPair[]
}

export interface LabelInstruction extends Base {
  readonly kind: 'LABEL'
  /** Names are expanded too. */
  readonly pairs: readonly RawPair[]
}

/** What COPY and ADD have in common. Paths and flag values are not expanded. */
interface Transfer extends Base {
  /** Sources that are paths (or URLs, for ADD), in the file's order. */
  readonly sources: readonly string[]
  /** Sources that are here-documents: each becomes the file `name` (mode 0644) of the destination. */
  readonly heredocs: readonly Heredoc[]
  readonly destination: string
  readonly chown: string | undefined
  readonly chmod: string | undefined
  readonly link: boolean
  readonly parents: boolean
  readonly exclude: readonly string[]
}

export interface CopyInstruction extends Transfer {
  readonly kind: 'COPY'
  /** A stage's name or number, an image, or a named context; never expanded. */
  readonly from: string | undefined
}

export interface AddInstruction extends Transfer {
  readonly kind: 'ADD'
  readonly checksum: string | undefined
  readonly keepGitDir: boolean
  /** undefined: local archives are unpacked, remote ones are not. */
  readonly unpack: boolean | undefined
}

/** A `--mount` of RUN as written. Its values may hold variables, so it is read where it is used: `readMount`. */
export interface RawMount {
  /** The fields after `--mount=`, one CSV record. */
  readonly text: string
  /** Stage, image or named context to mount from; BuildKit never expands it. */
  readonly from: string | undefined
}

export interface RunInstruction extends Base {
  readonly kind: 'RUN'
  readonly command: CommandLine
  readonly heredocs: readonly Heredoc[]
  readonly mounts: readonly RawMount[]
  readonly network: 'default' | 'none' | 'host' | undefined
  readonly security: 'sandbox' | 'insecure' | undefined
  readonly devices: readonly string[]
}

export interface CmdInstruction extends Base {
  readonly kind: 'CMD'
  readonly command: CommandLine
}

export interface EntrypointInstruction extends Base {
  readonly kind: 'ENTRYPOINT'
  readonly command: CommandLine
}

export interface ShellInstruction extends Base {
  readonly kind: 'SHELL'
  readonly argv: readonly string[]
}

export interface WorkdirInstruction extends Base {
  readonly kind: 'WORKDIR'
  readonly path: string
}

export interface UserInstruction extends Base {
  readonly kind: 'USER'
  readonly user: string
}

export interface ExposeInstruction extends Base {
  readonly kind: 'EXPOSE'
  /** Words, sorted as BuildKit sorts them; each may expand to several. */
  readonly ports: readonly string[]
}

export interface VolumeInstruction extends Base {
  readonly kind: 'VOLUME'
  readonly paths: readonly string[]
}

export interface StopsignalInstruction extends Base {
  readonly kind: 'STOPSIGNAL'
  readonly signal: string
}

export interface HealthcheckInstruction extends Base {
  readonly kind: 'HEALTHCHECK'
  /** `NONE` switches off the check of the base image. */
  readonly check: 'NONE' | CommandLine
  /** Durations in nanoseconds, as the image config has them; undefined when not given. */
  readonly intervalNs: number | undefined
  readonly timeoutNs: number | undefined
  readonly startPeriodNs: number | undefined
  readonly startIntervalNs: number | undefined
  readonly retries: number | undefined
}

export interface OnbuildInstruction extends Base {
  readonly kind: 'ONBUILD'
  /** What goes into the config's OnBuild, as written after ONBUILD, heredoc bodies included. */
  readonly trigger: string
  /** The same, parsed. */
  readonly instruction: StageInstruction
}

export interface MaintainerInstruction extends Base {
  readonly kind: 'MAINTAINER'
  readonly name: string
}

export type StageInstruction =
  | AddInstruction
  | ArgInstruction
  | CmdInstruction
  | CopyInstruction
  | EntrypointInstruction
  | EnvInstruction
  | ExposeInstruction
  | HealthcheckInstruction
  | LabelInstruction
  | MaintainerInstruction
  | OnbuildInstruction
  | RunInstruction
  | ShellInstruction
  | StopsignalInstruction
  | UserInstruction
  | VolumeInstruction
  | WorkdirInstruction

export type Instruction = FromInstruction | StageInstruction
