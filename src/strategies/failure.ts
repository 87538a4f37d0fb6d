import { DocklessError, messageOf, type Place as FilePlace } from '../errors/errors.js'
import type { Finished } from '../process/run.js'
import { type Diagnosis, type DiagnosisContext, diagnose } from '../runner/diagnosis.js'
import { type FailedStep, failedLine, failedStep } from '../runner/failed-step.js'
import type { BuildPlan, BuiltImage, Task, Workshop } from './strategy.js'

/** What is known of a build that failed. */
export interface FailedBuild {
  readonly task: Task
  readonly workshop: Workshop
  /** The builder's name. */
  readonly strategy: string
  /** What the builder said, its last words at the end. */
  readonly output: string
  /** The step that failed, as far as the builder names one. */
  readonly step:
    | { readonly name: string; readonly error: string; readonly output: readonly string[] }
    | undefined
  /** 1-based line of the Dockerfile, when it is known. */
  readonly line?: number | undefined
  /** True when it was built by a daemon on another machine. */
  readonly elsewhere?: true
  /** Exit status of the builder itself. */
  readonly status: number
}

/** Where a builder failed: what makes a cause certain, and its fix exact. */
type Place = Pick<Workshop, 'host' | 'facts'>

const QUOTED_LINES = 12

/**
 * The error that a failed build ends with: a RUN step's exit status and place; or what a registry answered to the
 * relay, which knows better than the builder's log; or the builder's own last words. What is known of such failures
 * is told with it: cause, fix, and the line of the output that proves it.
 */
export function buildFailure(failed: FailedBuild): DocklessError {
  const { workshop, strategy, output, step, status } = failed
  const ran = failedStep(output)
  if (ran) return stepFailure(failed, ran)
  const [upstream] = workshop.upstreamFailures()
  if (upstream instanceof DocklessError) return upstream
  if (upstream) return new DocklessError('REGISTRY_FAILED', messageOf(upstream), { cause: upstream })
  const reason = reasonOf(output) ?? step?.error ?? `${strategy} ended with exit status ${status}`
  const told = `${reason}${where(failed)}`
  const diagnosis = diagnose(output, placeOfBuilder(failed))
  const code = diagnosis ? CODES[diagnosis.blames] : 'BUILD_FAILED'
  return new DocklessError(code, `${told}${because(diagnosis, told)}`, {
    ...details(failed),
    ...(diagnosis ? { fix: diagnosis.fix } : {}),
  })
}

function placeOfBuilder({ elsewhere, workshop }: FailedBuild): DiagnosisContext {
  return elsewhere ? { elsewhere } : workshop
}

const CODES = { runner: 'NOTHING_FITS', registry: 'REGISTRY_FAILED', build: 'BUILD_FAILED' } as const

function stepFailure(failed: FailedBuild, { exitStatus, command }: FailedStep): DocklessError {
  const { output, step } = failed
  const name = step?.name ?? `RUN ${command}`
  const told = `${name}${where(failed)} exited with status ${exitStatus}${quoted(step?.output ?? [])}`
  const diagnosis = diagnose(output, { ...placeOfBuilder(failed), ofStep: true })
  return new DocklessError('BUILD_FAILED', `${told}${because(diagnosis, told)}`, {
    ...details(failed),
    fix: diagnosis?.fix ?? fixOfExit(exitStatus),
  })
}

/** The cause, and the line that proves it where it was not told already. */
function because(diagnosis: Diagnosis | undefined, told: string): string {
  if (!diagnosis) return ''
  const { cause, line } = diagnosis
  return told.includes(line) ? `\n  ${cause}` : `\n  ${cause}: ${line}`
}

function fixOfExit(status: number): string {
  if (status === 127) return 'The program was not found: look at PATH in the image and at the spelling'
  if (status === 126)
    return 'The program may not be executed: look at its mode, and whether it is for this architecture'
  return 'Mend the step: its last lines are above'
}

function quoted(lines: readonly string[]): string {
  const last = lines.filter((line) => line.trim() !== '').slice(-QUOTED_LINES)
  return last.length === 0 ? '' : `:\n${last.map((line) => `  ${line}`).join('\n')}`
}

function details(failed: FailedBuild): { readonly place?: FilePlace; readonly cause: string } {
  const place = placeOf(failed)
  return { ...(place ? { place } : {}), cause: failed.output }
}

function where(failed: FailedBuild): string {
  const place = placeOf(failed)
  return place ? ` (${place.file}:${place.line})` : ''
}

function placeOf({ task, output, line }: FailedBuild): FilePlace | undefined {
  const known = line ?? failedLine(output)
  return known === undefined ? undefined : { file: task.dockerfile.file, line: known }
}

/** The builder's own last words, without what it says in front of every error. */
function reasonOf(output: string): string | undefined {
  const lines = output
    .split('\n')
    .filter((line) => /^(?:error|Error|time=.*level=(?:error|fatal))/.test(line))
  return lines
    .at(-1)
    ?.replace(/^(?:error|Error):? ?/, '')
    .replace(/^failed to solve: /, '')
}

/** A builder's program that did not come up, died or hung: nothing that the Dockerfile could help. */
export function builderGone(what: string, finished: Finished, place: Place): DocklessError {
  const how =
    finished.startError ??
    (finished.signal ? `ended by ${finished.signal}` : `exit status ${finished.status}`)
  return unfit(`${what} (${how})`, `${finished.stdout}\n${finished.stderr}`, place)
}

/** A builder's program that could not be given its ids; `said` is what the kernel, newuidmap and unshare said. */
export function idsRefused(name: string, said: string, place: Place): DocklessError {
  return unfit(`the ids of ${name} cannot be mapped`, said, place)
}

function unfit(what: string, output: string, place: Place): DocklessError {
  const said = output.split('\n').filter((line) => line.trim() !== '')
  const told = `${what}${quoted(said)}`
  const diagnosis = diagnose(said.join('\n'), place)
  return new DocklessError('NOTHING_FITS', `${told}${because(diagnosis, told)}`, {
    fix:
      diagnosis?.fix ?? 'Run dockless doctor to see what this runner allows; try another strategy meanwhile',
    cause: said.join('\n'),
  })
}

/** The image that lies in the relay's inbox. Throws a defect when the builder reported success and pushed nothing. */
export function delivered(plan: BuildPlan, workshop: Workshop): BuiltImage {
  const image = workshop.delivered()
  if (!image)
    throw new DocklessError('DEFECT', `${plan.strategy} reported success, but no image came to the relay`)
  return { manifest: image.descriptor, bytes: image.bytes, content: workshop.content }
}
