import { PrivateDirectory } from '../lifetime/private-directory.js'
import { originsOf } from '../request/read.js'
import { STRATEGIES } from '../strategies/all.js'
import { type Choice, choose, nothingFits, refuseStray } from '../strategies/choose.js'
import type { Assessment, BuildPlan } from '../strategies/strategy.js'
import { withContents } from './image-contents.js'
import { prepare } from './prepare.js'
import { print, printJson, readBuildRequest, type Session } from './session.js'
import { PLACEHOLDERS } from './wiring.js'

type Origins = ReturnType<typeof originsOf>

/**
 * `dockless plan`: what a build would do here, and why the other strategies lost. Opens the context and probes
 * the runner; runs no builder, and asks a registry only where a verdict waits for what is in an image. Throws NOTHING_FITS, after it has printed, when nothing fits.
 */
export async function plan(session: Session): Promise<void> {
  const { request, inputs } = await readBuildRequest(session)
  await using directory = await PrivateDirectory.create(session.host.temporary)
  const { task: given, facts } = await prepare(session, request, directory)
  const task = await withContents(session, given, facts, directory)
  const choice = choose(task, facts, STRATEGIES)
  if (choice.strategy) refuseStray(request, choice.strategy.name)
  const planned = choice.strategy?.plan(task, facts, PLACEHOLDERS)
  if (session.line.json) await printJson(planDocument(choice, planned, originsOf(inputs)))
  else await print(renderPlan(choice, planned, originsOf(inputs)))
  if (!choice.strategy) throw nothingFits(task, choice.assessments, !session.line.json)
}

function planDocument(choice: Choice, planned: BuildPlan | undefined, inputs: Origins): unknown {
  return {
    strategy: choice.strategy?.name ?? null,
    assessments: choice.assessments,
    inputs,
    fetches: fetchesOf(choice),
    files: planned?.files ?? [],
    commands: [...(planned?.daemon ? [planned.daemon] : []), ...(planned?.commands ?? [])],
    notes: planned?.notes ?? [],
  }
}

/** The images out of which the builder is taken, where it is not installed. */
function fetchesOf({ strategy, assessments }: Choice): readonly string[] {
  const verdict = assessments.find((one) => one.strategy === strategy?.name)
  return [...new Set((verdict?.conditions ?? []).flatMap(({ fetch }) => fetch ?? []))]
}

function renderPlan(choice: Choice, planned: BuildPlan | undefined, inputs: Origins): string {
  const lines = [`Strategy: ${choice.strategy?.name ?? 'none fits'}`, '', 'Inputs']
  lines.push(...inputs.map(({ input, origin }) => `  ${input}  from ${origin}`))
  if (inputs.length === 0) lines.push('  none: everything is at its default')
  lines.push(...fetchesOf(choice).map((image) => `Fetches ${image}`))
  if (planned) lines.push('', ...renderSteps(planned))
  lines.push('', 'Assessments', ...choice.assessments.flatMap(renderAssessment))
  return `${lines.join('\n')}\n`
}

function renderSteps(planned: BuildPlan): string[] {
  const lines = planned.notes.map((note) => `Note: ${note}`)
  const commands = [...(planned.daemon ? [planned.daemon] : []), ...planned.commands]
  if (planned.strategy === 'assemble')
    return [...lines, 'Runs no program: the image is put together in this process']
  if (planned.files.length > 0)
    lines.push('Files', ...planned.files.map((file) => `  ${PLACEHOLDERS.directory}/${file.name}`))
  for (const { name, argv, env, secretEnv, cwd } of commands) {
    lines.push(`Runs ${name} in ${cwd}`, `  ${argv.map(quoted).join(' ')}`)
    lines.push(
      ...Object.entries({ ...env, ...secretEnv }).map(([variable, value]) => `    ${variable}=${value}`),
    )
  }
  return lines
}

function renderAssessment({ strategy, holds, conditions }: Assessment): string[] {
  const lines = conditions.map(
    (c) => `    ${c.holds ? '✓' : '✗'} ${c.name}: ${c.evidence}${c.fix === '' ? '' : `\n        → ${c.fix}`}`,
  )
  return [`  ${strategy}: ${holds ? 'fits' : 'does not fit'}`, ...lines]
}

/** For people to read and to paste: quoted where a shell would take it apart. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
