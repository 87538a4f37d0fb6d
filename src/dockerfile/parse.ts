import type { Place } from '../errors/errors.js'
import type { ArgInstruction, Dockerfile, FromInstruction, Lines, Stage, StageInstruction } from './ast.js'
import { dockerfileError } from './failure.js'
import { type HeredocMark, heredocMarks, stripLeadingTabs } from './heredoc.js'
import {
  opensHeredocs,
  parseInstruction,
  parseStatement,
  type ReadHeredoc,
  type Statement,
} from './instructions.js'
import { LineReader, type LogicalLine } from './lines.js'

/**
 * Parses a Dockerfile as BuildKit's built-in frontend does: directives, continuations, here-documents, flags,
 * JSON and shell forms. Nothing is expanded. Throws DocklessError('BUILD_FAILED') with the place and a fix.
 * `file` is the name that places carry.
 */
export function parseDockerfile(text: string, file: string): Dockerfile {
  const reader = new LineReader(text, file)
  const globalArgs: ArgInstruction[] = []
  const stages: OpenStage[] = []
  for (let line = reader.nextLine(); line; line = reader.nextLine()) {
    const instruction = parseInstruction(readStatement(reader, line, file))
    const stage = stages.at(-1)
    if (instruction.kind === 'FROM') stages.push({ from: instruction, instructions: [] })
    else if (stage) stage.instructions.push(instruction)
    else if (instruction.kind === 'ARG') globalArgs.push(instruction)
    else
      throw dockerfileError(
        `${instruction.kind} stands before the first FROM`,
        { file, line: instruction.lines.start },
        'Begin with FROM; only ARG may stand before it',
      )
  }
  if (stages.length === 0) throw noStage(text, file)
  const { directives, warnings } = reader
  return { file, directives, globalArgs, stages: stages.map(closeStage), warnings }
}

/**
 * Parses an ONBUILD trigger as an image's config holds it. `lines` is where it takes effect: the FROM line.
 * Throws DocklessError when it is not one instruction that may be a trigger.
 */
export function parseTrigger(trigger: string, file: string, lines: Lines): StageInstruction {
  const place = { file, line: lines.start }
  const reader = new LineReader(trigger, file)
  const line = reader.nextLine()
  const statement = line && readStatement(reader, line, file, lines)
  const instruction = statement && parseInstruction(statement)
  const allowed = instruction && !['FROM', 'ONBUILD', 'MAINTAINER'].includes(instruction.kind)
  if (!allowed || instruction.kind === 'FROM' || reader.nextLine())
    throw dockerfileError(
      `the base image has an ONBUILD trigger that is not one instruction: ${JSON.stringify(trigger)}`,
      place,
      'Use another base image, or have its ONBUILD mended',
    )
  return instruction
}

interface OpenStage {
  readonly from: FromInstruction
  readonly instructions: StageInstruction[]
}

function closeStage({ from, instructions }: OpenStage, index: number): Stage {
  return {
    index,
    name: from.alias?.toLowerCase(),
    from,
    instructions,
    lines: { start: from.lines.start, end: instructions.at(-1)?.lines.end ?? from.lines.end },
  }
}

/** Splits a line and reads the here-documents that it opens; `lines` overrides where it stands. */
function readStatement(reader: LineReader, line: LogicalLine, file: string, lines?: Lines): Statement {
  const place: Place = { file, line: lines?.start ?? line.lines.start }
  const source = { source: line.text, lines: lines ?? line.lines, place, escape: reader.escape }
  const statement = parseStatement({ ...source, heredocs: [] })
  if (!opensHeredocs(statement)) return statement
  const heredocs = heredocMarks(line.text, place).map((mark) => readHeredoc(reader, mark, place))
  const end = lines?.end ?? reader.lineNumber
  return { ...statement, heredocs, lines: { start: statement.lines.start, end } }
}

function readHeredoc(reader: LineReader, mark: HeredocMark, place: Place): ReadHeredoc {
  const body = reader.readHeredoc(mark)
  if (!body)
    throw dockerfileError(
      `the here-document ${JSON.stringify(mark.name)} has no end`,
      place,
      `Write ${mark.name} on a line of its own where it ends${mark.stripTabs ? '' : ', without spaces before it'}`,
    )
  const content = mark.stripTabs ? stripLeadingTabs(body.content) : body.content
  return { ...mark, content, raw: body.content, lines: body.lines }
}

function noStage(text: string, file: string): Error {
  const problem = text.trim() === '' ? 'the Dockerfile is empty' : 'the Dockerfile has no FROM'
  return dockerfileError(problem, { file, line: 1 }, 'Begin it with FROM and the image to build on')
}
