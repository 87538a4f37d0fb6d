/** A build step that failed, as far as the builder's output tells. */
export interface FailedStep {
  readonly exitStatus: number
  /** The command as the builder ran it: without `RUN`, continuation lines joined. */
  readonly command: string
}

/** How one builder says that a command of the Dockerfile failed; undefined when the output does not say it. */
type Finder = (output: string) => (FailedStep & { readonly at: number }) | undefined

/**
 * Finds the RUN step that ended a build, in the text output of whatever builder it was. Undefined when no step
 * failed: then it was something else that ended the build. A step may run a builder itself: the one that ran the
 * step has the last word.
 */
export function failedStep(output: string): FailedStep | undefined {
  const found = FINDERS.flatMap((find) => find(output) ?? [])
  const [last] = found.sort((a, b) => b.at - a.at)
  return last && { exitStatus: last.exitStatus, command: last.command }
}

/** `process "/bin/sh -c exit 42" did not complete successfully: exit code: 42`, its quotes and backslashes escaped. */
const PROCESS = /process "((?:[^"\\]|\\.)*)" did not complete successfully: exit code: (\d+)/g

function inBuildkit(output: string): ReturnType<Finder> {
  // The last one: an earlier one may be an attempt that BuildKit made again.
  const match = [...output.matchAll(PROCESS)].at(-1)
  if (match?.[1] === undefined) return undefined
  const command = unquoted(match[1]).replace(/^\/bin\/sh -c /, '')
  return { exitStatus: Number(match[2]), command, at: match.index }
}

/** `Error: building at STEP "RUN exit 42": exit status 42` (1.28: `error building at STEP …: while running runtime: exit status 42`). */
const BUILDING = /^(?:Error: )?(?:error )?building at STEP "RUN (.*?)": .*?exit status (\d+)/gm

function inBuildah(output: string): ReturnType<Finder> {
  const match = [...output.matchAll(BUILDING)].at(-1)
  if (match?.[1] === undefined) return undefined
  return { exitStatus: Number(match[2]), command: unquoted(match[1]), at: match.index }
}

/** What kaniko runs: `Running: [/bin/sh -c exit 42]`, and how it came out. */
const RUNNING = /^Running: \[(?:\/bin\/sh -c )?([^]*?)\]$/gm
const WAITED = /^error building image: .*waiting for process to exit: (?:exit status (\d+)|signal: \w+)/m
const KILLED = 137

function inKaniko(output: string): ReturnType<Finder> {
  const match = WAITED.exec(output)
  if (!match) return undefined
  const command = [...output.matchAll(RUNNING)].at(-1)?.[1] ?? ''
  return { exitStatus: match[1] === undefined ? KILLED : Number(match[1]), command, at: match.index }
}

const FINDERS: readonly Finder[] = [inBuildkit, inBuildah, inKaniko]

/** Undoes Go's %q as far as commands need it. */
function unquoted(text: string): string {
  return text.replace(/\\(u[0-9a-f]{4}|.)/g, (_, escaped: string) => {
    if (escaped.length > 1) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped
  })
}

/** BuildKit's excerpt: `Dockerfile:6`, a rule, numbered lines, `>>>` in front of those that failed. */
const EXCERPT = /^\S.*:\d+\n-{20}\n(?: *\d+ \| {5}.*\n)* *(\d+) \| >>> /gm

/** The 1-based line of the Dockerfile that BuildKit shows at its end, whatever failed there; undefined when it shows none. */
export function failedLine(output: string): number | undefined {
  const shown = [...output.matchAll(EXCERPT)].at(-1)?.[1]
  return shown === undefined ? undefined : Number(shown)
}
