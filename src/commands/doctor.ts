import { parseDockerfile } from '../dockerfile/parse.js'
import { needsOf } from '../dockerfile/needs.js'
import { renderDoctor } from '../report/doctor.js'
import { requestEnvironment } from '../request/environment.js'
import { combine } from '../request/raw.js'
import { readRequest, readTools } from '../request/read.js'
import { readVariables } from '../request/variables.js'
import { probe } from '../runner/probe.js'
import { STRATEGIES } from '../strategies/all.js'
import type { Assessment, Task } from '../strategies/strategy.js'
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
  const assessments = STRATEGIES.map((strategy): Assessment => {
    const dockerfile = strategy.name === 'assemble' ? WITHOUT_RUN : WITH_RUN
    return strategy.assess(example(dockerfile, host.workspace), facts)
  })
  const report = renderDoctor(facts, assessments, host.name)
  if (line.json) return printJson(report.json)
  await host.summary(report.markdown)
  await print(report.text)
}

function example(text: string, workspace: string): Task {
  const request = readRequest(new Map(), requestEnvironment(workspace))
  const dockerfile = parseDockerfile(text, 'Dockerfile')
  const needs = needsOf(dockerfile, { buildArgs: {}, platform: request.platform, namedContexts: {} })
  const context = { directory: workspace, dockerfile: 'Dockerfile', ignoreFile: undefined, named: {} }
  return { request, context, dockerfile, needs }
}
