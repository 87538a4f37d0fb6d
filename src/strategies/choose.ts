import { DocklessError } from '../errors/errors.js'
import type { Facts } from '../runner/facts.js'
import { takes } from './source.js'
import type { AnyStrategy, AnyTask, Assessment, Condition } from './strategy.js'

/** What was chosen, with every verdict; `strategy` is undefined when nothing fits. */
export interface Choice {
  readonly strategy: AnyStrategy | undefined
  readonly assessments: readonly Assessment[]
}

/**
 * The ladder: the first of `strategies` whose assessment holds, or the one that was asked for when its own does. One
 * whose builder is installed comes before those whose builder would have to be fetched.
 * Pure: `dockless plan` prints what comes of it.
 */
export function choose(task: AnyTask, facts: Facts, strategies: readonly AnyStrategy[]): Choice {
  const wanted = task.request.strategy
  const asked = strategies.map((strategy) => ({ strategy, verdict: verdictOf(strategy, task, facts) }))
  const fitting = asked.filter(
    ({ strategy, verdict }) =>
      verdict.holds && (wanted === 'auto' ? strategy.onlyWhenAsked !== true : strategy.name === wanted),
  )
  const installed = fitting.find(({ verdict }) => verdict.conditions.every((one) => one.fetch === undefined))
  return { strategy: (installed ?? fitting[0])?.strategy, assessments: asked.map(({ verdict }) => verdict) }
}

function verdictOf(strategy: AnyStrategy, task: AnyTask, facts: Facts): Assessment {
  const verdict = strategy.assess(task, facts)
  return strategy.onlyWhenAsked === true ? { ...verdict, onlyWhenAsked: true } : verdict
}

/**
 * The chosen strategy. Throws NOTHING_FITS with each failed condition and what to change: of the strategy that was
 * asked for, or of all of them.
 */
export function chosen(
  task: AnyTask,
  facts: Facts,
  strategies: readonly AnyStrategy[],
): { readonly strategy: AnyStrategy; readonly assessments: readonly Assessment[] } {
  const { strategy, assessments } = choose(task, facts, strategies)
  if (strategy) return { strategy, assessments }
  throw nothingFits(task, assessments)
}

/** Why nothing fits, as an error to be read in a CI log. */
export function nothingFits(task: AnyTask, assessments: readonly Assessment[]): DocklessError {
  const wanted = task.request.strategy
  const told =
    wanted === 'auto'
      ? assessments.filter((verdict) => takes(verdict) && !verdict.onlyWhenAsked)
      : assessments.filter(({ strategy }) => strategy === wanted)
  const other = assessments.find(({ holds }) => holds)
  const head =
    wanted === 'auto'
      ? 'Nothing can build this here.'
      : `The strategy ${wanted} was asked for, and it cannot build this here.`
  const lines = told.flatMap(explain)
  const fixes = [...new Set(told.flatMap(failedConditions).map(({ fix }) => fix))]
  return new DocklessError('NOTHING_FITS', [head, ...lines].join('\n'), {
    fix: other ? `${fixes.join('; ')}. Or set strategy: ${other.strategy}, which fits` : fixes.join('; '),
    cause: assessments,
  })
}

function explain(verdict: Assessment): string[] {
  const failed = failedConditions(verdict)
  return [
    `  ${verdict.strategy}:`,
    ...failed.map(({ name, evidence, fix }) => `    ${name}: ${evidence}\n      → ${fix}`),
  ]
}

function failedConditions(verdict: Assessment): readonly Condition[] {
  return verdict.conditions.filter(({ holds }) => !holds)
}
