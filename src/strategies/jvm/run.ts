import { stripVTControlCharacters } from 'node:util'
import { DocklessError, messageOf } from '../../errors/errors.js'
import type { BuildPlan, PlannedCommand, Workshop } from '../strategy.js'
import { startPlanned } from '../workbench.js'

const KEPT_LINES = 400
const QUOTED_LINES = 15
/** Bars, and what the plugins say of plain HTTP, which they speak to the relay on loopback alone. */
const NOISE: readonly RegExp[] = [
  /^(?:JIB> )?\[=* *\] *\d|^Progress \(|^\s*$/,
  /Cannot verify server at https:\/\/127\.0\.0\.1:|Failed to connect to https:\/\/127\.0\.0\.1:/,
  /Authentication over HTTP is enabled|The base image requires auth\. Trying again/,
  /Base image '127\.0\.0\.1:\S+ does not use a specific image digest/,
]

/** Runs the commands of a plan, one after another. Throws DocklessError with the build's own last words. */
export async function carryOut(plan: BuildPlan, workshop: Workshop): Promise<void> {
  for (const note of plan.notes) workshop.log.notice(note)
  for (const command of plan.commands) await runOne(command, plan, workshop)
}

async function runOne(command: PlannedCommand, plan: BuildPlan, workshop: Workshop) {
  const { log, signal, upstreamFailures } = workshop
  signal.throwIfAborted()
  const said: string[] = []
  const aliases = Object.entries(plan.aliases)
  await using child = await startPlanned(command, workshop, {
    signal,
    graceMs: 1500,
    onLine: (raw) => {
      const line = aliases.reduce(
        (text, [alias, name]) => text.replaceAll(alias, name),
        stripVTControlCharacters(raw),
      )
      if (NOISE.some((pattern) => pattern.test(raw) || pattern.test(line))) return
      log.info(line)
      said.push(line)
      if (said.length > KEPT_LINES) said.shift()
    },
  })
  const finished = await child.finished
  signal.throwIfAborted()
  if (finished.startError !== undefined)
    throw new DocklessError('NOTHING_FITS', `${command.name} could not be started: ${finished.startError}`, {
      fix: 'Look whether it may be executed, and whether util-linux is installed',
    })
  if (finished.status === 0) return
  const [upstream] = upstreamFailures()
  if (upstream instanceof DocklessError) throw upstream
  if (upstream) throw new DocklessError('REGISTRY_FAILED', messageOf(upstream), { cause: upstream })
  const quoted = errorLines(said).map((line) => `  ${line}`)
  const how = `${command.name} ended with status ${finished.status}, and no image was made by ${plan.strategy}`
  throw new DocklessError('BUILD_FAILED', [`${how}:`, ...quoted].join('\n'), {
    fix: fixOf(said.join('\n')),
    cause: said.join('\n'),
  })
}

/** What Maven marks as errors, and Gradle writes below `What went wrong`; else the last lines. */
function errorLines(said: readonly string[]): readonly string[] {
  const marked = said.filter((line) => /^\[ERROR\] (?!\[Help|To see|Re-run|For more|->|$)/.test(line))
  if (marked.length > 0) return marked.slice(0, QUOTED_LINES)
  const wrong = said.findIndex((line) => line.startsWith('* What went wrong'))
  if (wrong !== -1) return said.slice(wrong + 1, wrong + 1 + QUOTED_LINES)
  return said.slice(-QUOTED_LINES)
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/Main class was not found/, 'Name it: jib: container.mainClass=PACKAGE.CLASS'],
  [
    /offline mode/i,
    'Take --offline and -o out of the options of Maven or Gradle: the image goes to the relay on loopback',
  ],
  [
    /No plugin found for prefix|Could not find artifact .*(?:jib|jkube|kubernetes)|Plugin .*(?:jib|kubernetes-maven)\S* or one of its dependencies could not be resolved/,
    'Look whether the repositories of the build have this plugin; another one is named by plugin=GROUP:ARTIFACT:VERSION in the input jib or jkube',
  ],
  [/COMPILATION ERROR|Compilation failed/i, 'Mend the sources: the compiler’s words are above'],
]

function fixOf(text: string): string {
  return KNOWN.find(([pattern]) => pattern.test(text))?.[1] ?? 'Mend what it names: its whole output is above'
}
