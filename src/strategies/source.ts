import { DocklessError } from '../errors/errors.js'
import { assessment, broken } from './conditions.js'
import type { AnyStrategy, AnyTask, Assessment, ProjectTask, Strategy, Task } from './strategy.js'

/** Name of the one condition of a strategy that was asked about what it never builds. */
const SOURCE = 'source'

/** A strategy for Dockerfiles, asked about any task. */
export function forDockerfiles(strategy: Strategy): AnyStrategy {
  const declined = broken(
    SOURCE,
    'there is no Dockerfile here, and this builds nothing else',
    'Write a Dockerfile, or name it in the input file',
  )
  return among(strategy, (task): task is Task => 'dockerfile' in task, declined)
}

/** A strategy for Maven and Gradle projects, asked about any task. */
export function forProjects(strategy: Strategy<ProjectTask>): AnyStrategy {
  const declined = broken(
    SOURCE,
    'what is to be built is a Dockerfile, and this builds Maven and Gradle projects',
    `Set strategy: ${strategy.name} to build the project beside the Dockerfile`,
  )
  return among(strategy, (task): task is ProjectTask => 'project' in task, declined)
}

/** False for the verdict of a strategy that builds something else than what there is. */
export function takes(verdict: Assessment): boolean {
  return !verdict.conditions.some(({ name, holds }) => name === SOURCE && !holds)
}

function among<T extends AnyTask>(
  strategy: Strategy<T>,
  fits: (task: AnyTask) => task is T,
  declined: ReturnType<typeof broken>,
): AnyStrategy {
  const own = (task: AnyTask): T => {
    if (fits(task)) return task
    throw new DocklessError('DEFECT', `${strategy.name} was given what it does not build`)
  }
  return {
    name: strategy.name,
    ...(strategy.onlyWhenAsked === undefined ? {} : { onlyWhenAsked: strategy.onlyWhenAsked }),
    assess: (task, facts) =>
      fits(task) ? strategy.assess(task, facts) : assessment(strategy.name, [declined]),
    plan: (task, facts, wiring) => strategy.plan(own(task), facts, wiring),
    build: (task, plan, workshop) => strategy.build(own(task), plan, workshop),
  }
}
