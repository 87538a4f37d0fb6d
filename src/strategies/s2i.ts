import { DocklessError } from '../errors/errors.js'
import { formatReference } from '../oci/reference.js'
import type { Facts } from '../runner/facts.js'
import { choose } from './choose.js'
import { assessment, broken, held } from './conditions.js'
import { forDockerfiles } from './source.js'
import type { Assessment, Condition, Strategy, Task } from './strategy.js'

export const INSTALL_S2I =
  'Put s2i on PATH: it is in the archive source-to-image-v*-linux-*.tar.gz of the releases of openshift/source-to-image'

/**
 * Source-to-image: `s2i build --as-dockerfile` has written a Dockerfile when the task is made, and one of the builders
 * of Dockerfiles builds it: the first of `builders` that can.
 */
export function s2iWith(builders: readonly Strategy[]): Strategy {
  const ladder = builders.map(forDockerfiles)
  const innerOf = (task: Task, facts: Facts) => {
    const plain: Task = { ...task, request: { ...task.request, strategy: 'auto' } }
    return { plain, ...choose(plain, facts, ladder) }
  }
  const chosen = (task: Task, facts: Facts) => {
    const { plain, strategy } = innerOf(task, facts)
    if (strategy) return { plain, strategy }
    throw new DocklessError('DEFECT', 'a plan was made for s2i where no builder works')
  }
  return {
    name: 's2i',
    onlyWhenAsked: true,
    assess(task, facts) {
      const { strategy, assessments } = innerOf(task, facts)
      return assessment('s2i', [sourceCondition(task), builderCondition(strategy?.name, assessments)])
    },
    plan(task, facts, wiring) {
      const { plain, strategy } = chosen(task, facts)
      return strategy.plan(plain, facts, wiring)
    },
    async build(task, plan, workshop) {
      const strategy = ladder.find(({ name }) => name === plan.strategy)
      if (!strategy) throw new DocklessError('DEFECT', `s2i was given a plan of ${plan.strategy}`)
      workshop.log.info(`s2i has written the Dockerfile; ${strategy.name} builds it`)
      return strategy.build(task, plan, workshop)
    },
  }
}

function sourceCondition({ s2i }: Task): Condition {
  if (!s2i)
    return broken(
      's2i',
      'no Dockerfile was written by s2i: it was not asked for',
      'Set strategy: s2i, and s2i-builder to the builder image',
    )
  if (s2i.program === undefined) return broken('s2i', 's2i is not on PATH', INSTALL_S2I)
  return held('s2i', `${s2i.program}; the builder image is ${formatReference(s2i.builder)}`)
}

function builderCondition(name: string | undefined, verdicts: readonly Assessment[]): Condition {
  if (name !== undefined) return held('builder', `${name} builds the Dockerfile`)
  const failed = verdicts.flatMap(({ strategy, conditions }) =>
    conditions.filter(({ holds }) => !holds).map((condition) => ({ strategy, ...condition })),
  )
  return broken(
    'builder',
    failed.map((one) => `${one.strategy}: ${one.name} (${one.evidence})`).join('; '),
    [...new Set(failed.map(({ fix }) => fix))].join('; '),
  )
}
