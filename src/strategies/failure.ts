import { DocklessError, messageOf, type Place } from '../errors/errors.js'
import type { Finished } from '../process/run.js'
import { diagnose } from '../runner/diagnosis.js'
import { failedStep } from '../runner/failed-step.js'
import type { BuildPlan, BuiltImage, Task, Workshop } from './strategy.js'

/** What is known of a build that failed. */
export interface FailedBuild {
  readonly task: Task
  readonly workshop: Workshop
  /** Whose words the output is in: podman speaks as buildah, img as BuildKit. */
  readonly strategy: 'assemble' | 'buildkit' | 'buildah' | 'kaniko'
  /** What the builder said, its last words at the end. */
  readonly output: string
  /** The step that failed, as far as the builder names one. */
  readonly step:
    | { readonly name: string; readonly error: string; readonly output: readonly string[] }
    | undefined
  /** 1-based line of the Dockerfile, when it is known. */
  readonly line?: number | undefined
  /** Exit status of the builder itself. */
  readonly status: number
}

const QUOTED_LINES = 12

/**
 * The error that a failed build ends with: a RUN step's exit status and place; or what a registry answered to the
 * relay, which knows better than the builder's log; or the builder's own last words.
 */
export function buildFailure(failed: FailedBuild): DocklessError {
  const { workshop, strategy, output, step } = failed
  const found = strategy === 'assemble' ? undefined : failedStep(strategy, output)
  const [upstream] = workshop.upstreamFailures()
  if (!found && upstream) {
    if (upstream instanceof DocklessError) return upstream
    return new DocklessError('REGISTRY_FAILED', messageOf(upstream), { cause: upstream })
  }
  const place = placeOf(failed, found?.line)
  const where = place ? ` (${place.file}:${place.line})` : ''
  const details = { ...(place ? { place } : {}), cause: output }
  const diagnosis = diagnose(output)
  const why = diagnosis ? `\n  ${diagnosis.cause}: ${diagnosis.line}` : ''
  if (found) {
    const name = step?.name ?? `RUN ${found.command}`
    const message = `${name}${where} exited with status ${found.exitStatus}${quoted(step?.output ?? [])}${why}`
    const fix = diagnosis?.fix ?? fixOfExit(found.exitStatus)
    return new DocklessError('BUILD_FAILED', message, { ...details, fix })
  }
  const reason = reasonOf(output) ?? step?.error ?? `${strategy} ended with exit status ${failed.status}`
  const fix = diagnosis ? { fix: diagnosis.fix } : diskFix(output)
  return new DocklessError('BUILD_FAILED', `${reason}${where}${why}`, { ...details, ...fix })
}

function fixOfExit(status: number): string {
  if (status === 137)
    return 'Something killed it, mostly for want of memory: give the job more, or let the step use less'
  if (status === 127) return 'The program was not found: look at PATH in the image and at the spelling'
  if (status === 126)
    return 'The program may not be executed: look at its mode, and whether it is for this architecture'
  return 'Mend the step: its last lines are above'
}

function diskFix(output: string): { readonly fix?: string } {
  if (!/no space left on device|disk quota exceeded/i.test(output)) return {}
  return {
    fix: 'The temporary directory is full: set TMPDIR to a place with three to four times the size of the new layers',
  }
}

function quoted(lines: readonly string[]): string {
  const last = lines.filter((line) => line.trim() !== '').slice(-QUOTED_LINES)
  return last.length === 0 ? '' : `:\n${last.map((line) => `  ${line}`).join('\n')}`
}

/** BuildKit heads its excerpt with `Dockerfile:3`. */
function placeOf({ task, output, line }: FailedBuild, found: number | undefined): Place | undefined {
  const said = line ?? found ?? Number(/^[^\s:]+:(\d+)\n-{5,}$/m.exec(output)?.[1])
  return Number.isInteger(said) ? { file: task.dockerfile.file, line: said } : undefined
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
export function builderGone(what: string, finished: Finished): DocklessError {
  const said = `${finished.stdout}\n${finished.stderr}`.split('\n').filter((line) => line.trim() !== '')
  const how =
    finished.startError ??
    (finished.signal ? `ended by ${finished.signal}` : `exit status ${finished.status}`)
  const diagnosis = diagnose(said.join('\n'))
  const why = diagnosis ? `: ${diagnosis.cause}` : ''
  return new DocklessError('NOTHING_FITS', `${what} (${how})${why}${quoted(said)}`, {
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
