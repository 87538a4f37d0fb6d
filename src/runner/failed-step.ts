import { parseDockerfile } from '../dockerfile/parse.js'
import { DocklessError } from '../errors/errors.js'

/** A build step that failed, as far as the builder's output tells. */
export interface FailedStep {
  /** 1-based line of the Dockerfile where the instruction begins. */
  readonly line?: number
  readonly exitStatus: number
  /** The command as the builder ran it: without `RUN`, continuation lines joined. */
  readonly command: string
}

/**
 * Finds the RUN step that ended a build, in the text output of a builder. `dockerfile` is the Dockerfile's text:
 * buildah names no line, so it is found there by the command. Undefined when no step failed: then it was
 * something else that ended the build.
 */
export function failedStep(
  strategy: 'buildkit' | 'buildah' | 'kaniko',
  output: string,
  dockerfile?: string,
): FailedStep | undefined {
  const found = FINDERS[strategy](output)
  if (found === undefined || found.line !== undefined || dockerfile === undefined) return found
  const line = lineOf(found.command, dockerfile)
  return line === undefined ? found : { ...found, line }
}

/** `process "/bin/sh -c exit 42" did not complete successfully: exit code: 42`, its quotes and backslashes escaped. */
const PROCESS = /process "((?:[^"\\]|\\.)*)" did not complete successfully: exit code: (\d+)/
/** BuildKit's excerpt: `Dockerfile:6`, a rule, numbered lines, `>>>` in front of those that failed. */
const EXCERPT = /^\S.*:(\d+)\n-{10,}\n(?:.*\n)*?\s*(\d+) \| >>> /m

function inBuildkit(output: string): FailedStep | undefined {
  // The last one: an earlier one may be an attempt that BuildKit made again.
  const match = [...output.matchAll(new RegExp(PROCESS, 'g'))].at(-1)
  if (match?.[1] === undefined) return undefined
  const command = unquoted(match[1]).replace(/^\/bin\/sh -c /, '')
  const excerpt = EXCERPT.exec(output)
  const line = Number(excerpt?.[2] ?? excerpt?.[1])
  return { ...(Number.isInteger(line) ? { line } : {}), exitStatus: Number(match[2]), command }
}

/** Undoes Go's %q as far as commands need it. */
function unquoted(text: string): string {
  return text.replace(/\\(u[0-9a-f]{4}|.)/g, (_, escaped: string) => {
    if (escaped.length > 1) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped
  })
}

/** `Error: building at STEP "RUN exit 42": exit status 42` (1.28: `error building at STEP …: while running runtime: exit status 42`). */
const BUILDING = /^(?:Error: )?(?:error )?building at STEP "RUN (.*?)": .*?exit status (\d+)/gm

function inBuildah(output: string): FailedStep | undefined {
  const match = [...output.matchAll(BUILDING)].at(-1)
  if (match?.[1] === undefined) return undefined
  return { exitStatus: Number(match[2]), command: unquoted(match[1]) }
}

/** What kaniko runs: `Running: [/bin/sh -c exit 42]`, and how it came out. */
const RUNNING = /^Running: \[(?:\/bin\/sh -c )?([^]*?)\]$/gm
const WAITED = /^error building image: .*waiting for process to exit: (?:exit status (\d+)|signal: (\w+))/m
const KILLED = 137

function inKaniko(output: string): FailedStep | undefined {
  const match = WAITED.exec(output)
  if (!match) return undefined
  const command = [...output.matchAll(RUNNING)].at(-1)?.[1] ?? ''
  return { exitStatus: match[1] === undefined ? KILLED : Number(match[1]), command }
}

const FINDERS = { buildkit: inBuildkit, buildah: inBuildah, kaniko: inKaniko } as const

/** The line of the RUN instruction with this command; undefined when there is none, or more than one. */
function lineOf(command: string, dockerfile: string): number | undefined {
  const wanted = squeezed(command)
  const found = runs(dockerfile).filter(
    ({ source }) => squeezed(source.replace(/^\S+\s+(?:--\S+\s+)*/, '')) === wanted,
  )
  return found.length === 1 ? found[0]?.lines.start : undefined
}

function runs(text: string) {
  try {
    const { stages } = parseDockerfile(text, 'Dockerfile')
    return stages.flatMap((stage) => stage.instructions.filter(({ kind }) => kind === 'RUN'))
  } catch (error) {
    if (error instanceof DocklessError) return [] // what a builder took and we do not has no line
    throw error
  }
}

/** What builders print differs in white space only. */
function squeezed(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
