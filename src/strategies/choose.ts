import { DocklessError, WrongInput } from '../errors/errors.js'
import type { BuildRequest, StrategyName } from '../request/request.js'
import type { Facts, Reason } from '../runner/facts.js'
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
  if (!strategy) throw nothingFits(task, assessments)
  refuseStray(task.request, strategy.name)
  return { strategy, assessments }
}

/** Throws WrongInput for settings of one builder that the chosen one would pass over in silence. */
export function refuseStray(request: BuildRequest, chosenName: StrategyName): void {
  const { project, s2i } = request
  const given: readonly (readonly [input: string, of: StrategyName, isGiven: boolean])[] = [
    ['jib', 'jib', Object.keys(project.jib).length > 0],
    ['jkube', 'jkube', Object.keys(project.jkube).length > 0],
    ['s2i-builder', 's2i', s2i.builder !== undefined],
    ['s2i-environment', 's2i', Object.keys(s2i.environment).length > 0],
    ['s2i-incremental', 's2i', s2i.incremental],
  ]
  const [first, ...more] = given
    .filter(([, of, isGiven]) => isGiven && of !== chosenName)
    .map(([input, of]) => ({
      input,
      problem: `it is for the strategy ${of}, and ${chosenName} builds this`,
      fix: `Remove it, or set strategy: ${of}`,
    }))
  if (first) throw new WrongInput([first, ...more])
}

/**
 * Why nothing fits, as an error to be read in a CI log: each cause once, however many conditions and strategies it
 * fails, and at the end what makes the nearest strategy work. `isListed`: the verdicts stand above it already, and it
 * has no list of its own.
 */
export function nothingFits(
  task: AnyTask,
  assessments: readonly Assessment[],
  isListed = false,
): DocklessError {
  const wanted = task.request.strategy
  const told =
    wanted === 'auto'
      ? assessments.filter((verdict) => takes(verdict) && !verdict.onlyWhenAsked)
      : assessments.filter(({ strategy }) => strategy === wanted)
  const head =
    wanted === 'auto'
      ? 'Nothing can build this here.'
      : `The strategy ${wanted} was asked for, and it cannot build this here.`
  const fix = wayOut(told, assessments.filter(takes))
  const why = isListed ? [] : rendered(findingsOf(told))
  return new DocklessError('NOTHING_FITS', [head, ...why].join('\n'), {
    ...(fix === undefined ? {} : { fix }),
    cause: assessments,
  })
}

/** Something that is amiss, and the strategies that it keeps from working. */
interface Finding {
  readonly text: string
  readonly fix: string
  readonly strategies: Set<StrategyName>
}

/** What the conditions that do not hold come down to, in their order. */
function findingsOf(assessments: readonly Assessment[]): Finding[] {
  const known = new Map<string, Finding>()
  for (const { strategy, conditions } of assessments)
    for (const condition of conditions.filter(({ holds }) => !holds)) {
      const reasons = condition.reasons ?? [{ cause: condition.evidence, fix: condition.fix }]
      const key = (reason: Reason): string => `${reason.cause}\n${reason.fix}`
      const fresh = reasons.filter((reason) => !known.has(key(reason)))
      const finding = findingOf(condition, fresh, fresh.length === reasons.length)
      for (const reason of fresh) known.set(key(reason), finding)
      for (const reason of reasons) known.get(key(reason))?.strategies.add(strategy)
    }
  return [...new Set(known.values())]
}

function findingOf({ name, evidence, fix }: Condition, fresh: readonly Reason[], whole: boolean): Finding {
  const causes = fresh.map(({ cause }) => cause).join('; ')
  const fixes = fresh.map((reason) => reason.fix).join('; ')
  return { text: `${name}: ${whole ? evidence : causes}`, fix: whole ? fix : fixes, strategies: new Set() }
}

/** A heading for each set of strategies, below it what keeps all of them from working. */
function rendered(findings: readonly Finding[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { text, fix, strategies } of findings) {
    const heading = `  ${[...strategies].join(', ')}:`
    const lines = [`    ${text}`, ...(fix === '' ? [] : [`      → ${fix}`])]
    groups.set(heading, [...(groups.get(heading) ?? []), ...lines])
  }
  return [...groups].flatMap(([heading, lines]) => [heading, ...lines])
}

/** What to change: to have a strategy that was asked for, or else to have one at all. Undefined when nothing helps. */
function wayOut(told: readonly Assessment[], all: readonly Assessment[]): string | undefined {
  const fitting = all.find(({ holds }) => holds)?.strategy
  const asked = nearest(told)
  if (fitting === undefined) return asked ?? nearest(all)
  return asked === undefined
    ? `Set strategy: ${fitting}, which fits`
    : `${asked}. Or set strategy: ${fitting}, which fits`
}

/** The fixes of the strategy that needs the fewest, and of those that need the very same. */
function nearest(assessments: readonly Assessment[]): string | undefined {
  const ways = new Map<string, { readonly strategies: StrategyName[]; readonly count: number }>()
  for (const assessment of assessments) {
    const fixes = findingsOf([assessment]).map(({ fix }) => fix)
    if (fixes.includes('')) continue // nothing that anybody changes makes it fit
    const text = [...new Set(fixes)].join('; ')
    const way = ways.get(text) ?? { strategies: [], count: fixes.length }
    ways.set(text, { ...way, strategies: [...way.strategies, assessment.strategy] })
  }
  const [first] = [...ways].sort(([, a], [, b]) => a.count - b.count)
  if (!first) return undefined
  const [text, { strategies }] = first
  const names = strategies.join(', ').replace(/, ([^,]+)$/, ' or $1')
  return assessments.length === 1 ? text : `For ${names}: ${text}`
}
