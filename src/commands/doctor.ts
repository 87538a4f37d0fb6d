import { parseDockerfile } from '../dockerfile/parse.js'
import { needsOf } from '../dockerfile/needs.js'
import { findProgram } from '../process/find.js'
import { exampleProject } from '../project/read.js'
import { renderDoctor } from '../report/doctor.js'
import { requestEnvironment } from '../request/environment.js'
import { combine } from '../request/raw.js'
import type { StrategyName } from '../request/request.js'
import { readRequest, readTools } from '../request/read.js'
import { readVariables } from '../request/variables.js'
import { probe } from '../runner/probe.js'
import { STRATEGIES } from '../strategies/all.js'
import type { AnyTask, Task } from '../strategies/strategy.js'
import { withOffers } from '../tools/offer.js'
import { print, printJson, type Session } from './session.js'
import { openTools } from './tool-store.js'

/** What the strategies are asked about: the least that needs them at all. */
const WITHOUT_RUN = 'FROM scratch\nCOPY . /\n'
const WITH_RUN = 'FROM busybox\nRUN true\n'

/** `dockless doctor`: what this runner is and allows, which strategies work here, and what to change for the others. */
export async function doctor(session: Session): Promise<void> {
  const { host, lifetime, line } = session
  const given = combine(line, readVariables(process.env))
  const [seen, tools] = await Promise.all([
    probe({ host: host.name, temporary: host.temporary, signal: lifetime.signal }),
    openTools(session, readTools(given.inputs, given.mistakes)),
  ])
  const facts = withOffers(seen, tools.offers)
  const exampleFor = await examples(host.workspace)
  const assessments = STRATEGIES.map((strategy) => strategy.assess(exampleFor(strategy.name), facts))
  const report = renderDoctor(facts, assessments, host.name)
  if (line.json) return printJson(report.json)
  await host.summary(report.markdown)
  await print(line.markdown ? report.markdown : report.text)
}

/** A task of the kind that a strategy builds. */
async function examples(workspace: string): Promise<(strategy: StrategyName) => AnyTask> {
  const [program, project] = await Promise.all([findProgram('s2i'), exampleProject(workspace, process.env)])
  const withRun = example(WITH_RUN, workspace)
  const [builder] = withRun.needs.images
  const settings = { jib: {}, jkube: { 'generator.from': 'busybox' } }
  const tasks: Partial<Record<StrategyName, AnyTask>> = {
    assemble: example(WITHOUT_RUN, workspace),
    jib: { request: withRun.request, project, needs: { images: [] } },
    jkube: { request: { ...withRun.request, project: settings }, project, needs: { images: [] } },
    ...(builder ? { s2i: { ...withRun, s2i: { program, builder: builder.reference } } } : {}),
  }
  return (strategy) => tasks[strategy] ?? withRun
}

function example(text: string, workspace: string): Task {
  const request = readRequest(new Map(), requestEnvironment(workspace))
  const dockerfile = parseDockerfile(text, 'Dockerfile')
  const needs = needsOf(dockerfile, { buildArgs: {}, platform: request.platform, namedContexts: {} })
  const context = { directory: workspace, dockerfile: 'Dockerfile', ignoreFile: undefined, named: {} }
  return { request, context, dockerfile, needs }
}
