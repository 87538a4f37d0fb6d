// Runs every way of caching through the same three jobs: cold, the same again, one line of the sources changed.
import { EXECUTOR } from '../../test/support/kaniko.ts'
import { TESTBED } from '../../test/support/testbed.ts'
import { machine, median } from './figures.mjs'
import { openBed } from './cache-bed.mjs'
import { compareSteps, PROJECTS, readSteps } from './cache-project.mjs'
import { buildahAlone, buildahRegistry, buildkitGha, buildkitLocal, dockless } from './cache-ways.mjs'

/** The jobs, in their order, and what the line of the sources says in each. */
const JOBS = [
  { name: 'cold', line: 1 },
  { name: 'unchanged', line: 1 },
  { name: 'one line changed', line: 2 },
]

/**
 * Measures. Gives the rows of the table, and those of the ways that are set beside Dockless; each with a result a job,
 * medians over the rounds. Throws when a step of Dockless that nothing changed ran again.
 */
export async function measureCache({ root, rounds, builders, stores, project: size }) {
  const project = PROJECTS[size]
  await using stack = new AsyncDisposableStack()
  // Who is told to stop leaves nothing behind either.
  for (const name of ['SIGINT', 'SIGTERM'])
    process.once(name, () => stack.disposeAsync().finally(() => process.exit(1)))
  const bed = await openBed(project, stack)
  const notRun = EXECUTOR === undefined ? builders.filter((name) => name === 'kaniko') : []
  const running = builders.filter((name) => !notRun.includes(name))
  const ours = running.flatMap((builder) => stores.map((store) => dockless(builder, store)))
  const theirs = [buildkitGha, buildkitLocal, buildahAlone, buildahRegistry].filter(
    ({ builder, store }) => builders.includes(builder) && (store === 'none' || stores.includes(store)),
  )
  const surroundings = machine(root, bed.account.tmp)
  const began = performance.now()
  const results = new Map([...ours, ...theirs].map((way) => [way, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [way, all]] of [...results].entries()) {
      const series = await measureSeries(bed, way, `bench/${round}-${index}`)
      if (ours.includes(way)) assertHits(way, series)
      all.push(series)
    }
  }
  const rows = (ways) =>
    ways.map((way) => ({
      name: way.name,
      builder: way.builder,
      store: way.store,
      jobs: JOBS.map(({ name }, job) => ({ name, ...middle(results.get(way).map((series) => series[job])) })),
    }))
  return {
    about: project.about,
    dockerfile: project.dockerfile,
    surroundings,
    testbed: TESTBED,
    rounds,
    notRun,
    tookMs: performance.now() - began,
    ours: rows(ours),
    theirs: rows(theirs),
  }
}

/** The three jobs of one way, each on a fresh runner. */
async function measureSeries(bed, way, repository) {
  await using series = await way.open(bed)
  const results = []
  let first
  for (const { name, line } of JOBS) {
    const context = await bed.freshRunner(line)
    const image = `${repository}:${name.replaceAll(' ', '-')}`
    bed.forget()
    series.traffic({})
    const ms = await series.build({ context, image })
    const { base, target, cacheRepository } = bed.traffic()
    const cache = series.traffic({ cacheRepository })
    const steps = await readSteps(bed.target, image)
    const { hits, possible, missed } = compareSteps(first ?? {}, steps, line !== 1)
    first ??= steps
    results.push({ ms, hits, possible, missed, cache, base, target })
    console.error(
      `${way.name}, ${way.store}, ${name}: ${(ms / 1000).toFixed(1)} s, ${hits} of ${possible} steps were hits`,
    )
  }
  return results
}

function assertHits(way, series) {
  for (const [job, { missed }] of series.entries()) {
    if (job === 0 || missed.length === 0) continue
    const steps = missed.join(', ')
    throw new Error(
      `${way.name}, ${way.store}, ${JOBS[job].name}: nothing changed in ${steps}, and it ran again`,
    )
  }
}

/** The median of every number of results of one shape; of all else the first. */
function middle(results) {
  const [first] = results
  if (typeof first === 'number') return median(results)
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return first
  return Object.fromEntries(
    Object.keys(first).map((key) => [key, middle(results.map((result) => result[key]))]),
  )
}
