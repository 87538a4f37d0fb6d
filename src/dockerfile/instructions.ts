import type { DocklessError, Place } from '../errors/errors.js'
import type {
  AddInstruction,
  ArgInstruction,
  CommandLine,
  CopyInstruction,
  FromInstruction,
  HealthcheckInstruction,
  Heredoc,
  Instruction,
  Lines,
  OnbuildInstruction,
  RawPair,
  RunInstruction,
  StageInstruction,
  VolumeInstruction,
} from './ast.js'
import { parseDuration } from './duration.js'
import { didYouMean, dockerfileError } from './failure.js'
import { type FlagKind, type Flags, readFlags, splitFlags } from './flags.js'
import { type HeredocMark, parseHeredocMark, stripLeadingTabs } from './heredoc.js'
import { parseRawMount } from './mounts.js'
import { ARGUMENT_GAP, isSpace, splitOnce, trimSpace, trimStart } from './text.js'

/** A here-document with its body as the file has it: ONBUILD keeps that. */
export interface ReadHeredoc extends Heredoc {
  readonly raw: string
}

/** One line taken apart, before its arguments are read. */
export interface Statement {
  readonly keyword: string
  readonly flags: readonly string[]
  readonly rest: string
  readonly source: string
  readonly heredocs: readonly ReadHeredoc[]
  readonly lines: Lines
  readonly place: Place
  readonly escape: '\\' | '`'
}

/** What a statement is made from. */
export type StatementSource = Omit<Statement, 'keyword' | 'flags' | 'rest'>

/** Splits a line into keyword, flags and arguments. */
export function parseStatement(from: StatementSource): Statement {
  const [keyword, args = ''] = splitOnce(trimSpace(from.source))
  const { flags, rest } = splitFlags(args, from.escape)
  return { ...from, keyword: keyword.toUpperCase(), flags, rest: trimSpace(rest) }
}

/** True when the line may open here-documents: ADD, COPY, RUN (also after ONBUILD), not in JSON form. */
export function opensHeredocs(statement: Statement): boolean {
  if (statement.keyword === 'ONBUILD') {
    const inner = parseStatement({ ...statement, source: statement.rest })
    return inner.keyword !== 'ONBUILD' && opensHeredocs(inner)
  }
  if (!['ADD', 'COPY', 'RUN'].includes(statement.keyword)) return false
  return jsonStrings(statement) === undefined
}

/**
 * Reads the arguments of one instruction (Dockerfile reference; BuildKit's frontend/dockerfile/instructions).
 * Throws DocklessError with the place for an unknown instruction, flag or shape.
 */
export function parseInstruction(statement: Statement): Instruction {
  if (statement.keyword === 'FROM') return parseFrom(statement)
  return parseStageInstruction(statement)
}

const FLAGS: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  ADD: {
    chown: 'text',
    chmod: 'text',
    link: 'switch',
    'keep-git-dir': 'switch',
    checksum: 'text',
    unpack: 'switch',
    exclude: 'list',
  },
  COPY: {
    chown: 'text',
    from: 'text',
    chmod: 'text',
    link: 'switch',
    exclude: 'list',
    parents: 'switch',
  },
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
  RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
}

const PARSERS: Readonly<Record<string, (statement: Statement, flags: Flags) => StageInstruction>> = {
  ADD: parseAdd,
  ARG: parseArg,
  CMD: (s) => ({ kind: 'CMD', ...base(s), command: commandLine(s) }),
  COPY: parseCopy,
  ENTRYPOINT: (s) => ({ kind: 'ENTRYPOINT', ...base(s), command: commandLine(s) }),
  ENV: (s) => ({ kind: 'ENV', ...base(s), pairs: pairs(s) }),
  EXPOSE: (s) => ({ kind: 'EXPOSE', ...base(s), ports: [...atLeastOne(s, words(s.rest))].sort() }),
  HEALTHCHECK: parseHealthcheck,
  LABEL: (s) => ({ kind: 'LABEL', ...base(s), pairs: pairs(s) }),
  MAINTAINER: (s) => ({ kind: 'MAINTAINER', ...base(s), name: exactlyOne(s) }),
  ONBUILD: parseOnbuild,
  RUN: parseRun,
  SHELL: (s) => ({ kind: 'SHELL', ...base(s), argv: shellArgv(s) }),
  STOPSIGNAL: (s) => ({ kind: 'STOPSIGNAL', ...base(s), signal: exactlyOne(s) }),
  USER: (s) => ({ kind: 'USER', ...base(s), user: exactlyOne(s) }),
  VOLUME: parseVolume,
  WORKDIR: (s) => ({ kind: 'WORKDIR', ...base(s), path: exactlyOne(s) }),
}

function parseStageInstruction(statement: Statement): StageInstruction {
  const { keyword, place } = statement
  const parser = Object.hasOwn(PARSERS, keyword) ? PARSERS[keyword] : undefined
  if (!parser) {
    const known = [...Object.keys(PARSERS), 'FROM']
    const fix = didYouMean(keyword, known, `The instructions are ${known.sort().join(', ')}`)
    throw dockerfileError(`unknown instruction ${keyword}`, place, fix)
  }
  return parser(statement, readFlags(keyword, statement.flags, FLAGS[keyword] ?? {}, place))
}

function base(statement: Statement): { readonly lines: Lines; readonly source: string } {
  return { lines: statement.lines, source: statement.source }
}

const STAGE_NAME = /^[a-z][a-z0-9-_.]*$/

function parseFrom(statement: Statement): FromInstruction {
  const flags = readFlags('FROM', statement.flags, FLAGS['FROM'] ?? {}, statement.place)
  const [image, as, alias, ...more] = words(statement.rest)
  const named = as?.toLowerCase() === 'as' && alias !== undefined && more.length === 0
  if (image === undefined || (as !== undefined && !named))
    throw dockerfileError(
      image === undefined ? 'FROM names no image' : `FROM has more than an image: ${statement.rest}`,
      statement.place,
      'Write FROM IMAGE or FROM IMAGE AS NAME',
    )
  if (alias !== undefined && !STAGE_NAME.test(alias.toLowerCase()))
    throw dockerfileError(
      `"${alias}" cannot name a stage`,
      statement.place,
      'Begin the name with a letter and go on with letters, digits, "-", "_" and "."',
    )
  return { kind: 'FROM', ...base(statement), image, alias, platform: flags.text('platform') || undefined }
}

function parseArg(statement: Statement): ArgInstruction {
  const args = atLeastOne(statement, quotedWords(statement.rest, statement.escape)).map((word) => {
    const equals = word.indexOf('=')
    if (equals === 0) throw blankName(statement)
    return equals === -1
      ? { name: word, value: undefined }
      : { name: word.slice(0, equals), value: word.slice(equals + 1) }
  })
  return { kind: 'ARG', ...base(statement), args }
}

/** ENV and LABEL: `name=value …`, or the old form `name value` whose value is the rest of the line. */
function pairs(statement: Statement): readonly RawPair[] {
  const { keyword, rest, place } = statement
  const list = atLeastOne(statement, quotedWords(rest, statement.escape))
  if (!list[0]?.includes('=')) {
    const [name, value] = splitOnce(rest)
    if (value !== undefined) return [{ name, value }]
    throw dockerfileError(`${keyword} ${name} has no value`, place, `Write ${keyword} ${name}=VALUE`)
  }
  return list.map((word) => {
    const equals = word.indexOf('=')
    if (equals === -1)
      throw dockerfileError(
        `${keyword} has ${JSON.stringify(word)} without "="`,
        place,
        'Write NAME=VALUE for each, and quote a value that holds spaces',
      )
    if (equals === 0) throw blankName(statement)
    return { name: word.slice(0, equals), value: word.slice(equals + 1) }
  })
}

function blankName({ keyword, place }: Statement): DocklessError {
  return dockerfileError(`${keyword} has a blank name`, place, `Write ${keyword} NAME=VALUE`)
}

/** What COPY and ADD share; ADD has no --parents, so that is false. */
function transfer(statement: Statement, flags: Flags): Omit<CopyInstruction, 'kind' | 'from'> {
  const { keyword, place } = statement
  const list = jsonStrings(statement) ?? words(statement.rest)
  const destination = list.at(-1)
  if (destination === undefined || list.length < 2)
    throw dockerfileError(
      `${keyword} needs a source and a destination`,
      place,
      `Write ${keyword} SOURCE… DESTINATION`,
    )
  if (parseHeredocMark(destination))
    throw dockerfileError(
      `the destination of ${keyword} is a here-document`,
      place,
      `Write the destination path last: ${keyword} <<EOF /path`,
    )
  const bodies = new Map(statement.heredocs.map((heredoc) => [heredoc.name, heredoc]))
  const sources: string[] = []
  const heredocs: Heredoc[] = []
  for (const source of list.slice(0, -1)) {
    const mark = parseHeredocMark(source)
    const body = mark && bodies.get(mark.name)
    if (!mark) sources.push(source)
    else heredocs.push({ ...mark, content: bodyOf(mark, body), lines: body?.lines ?? statement.lines })
  }
  return {
    ...base(statement),
    sources,
    heredocs,
    destination,
    chown: flags.text('chown') || undefined,
    chmod: flags.text('chmod') || undefined,
    link: flags.switch('link') ?? false,
    parents: flags.switch('parents') ?? false,
    exclude: flags.list('exclude'),
  }
}

/** A delimiter that is written twice has the body of the last, as BuildKit has it. */
function bodyOf({ stripTabs }: HeredocMark, read: ReadHeredoc | undefined): string {
  const raw = read?.raw ?? ''
  return stripTabs ? stripLeadingTabs(raw) : raw
}

function parseCopy(statement: Statement, flags: Flags): CopyInstruction {
  return { kind: 'COPY', ...transfer(statement, flags), from: flags.text('from') || undefined }
}

function parseAdd(statement: Statement, flags: Flags): AddInstruction {
  return {
    kind: 'ADD',
    ...transfer(statement, flags),
    checksum: flags.text('checksum') || undefined,
    keepGitDir: flags.switch('keep-git-dir') ?? false,
    unpack: flags.switch('unpack'),
  }
}

const NETWORKS = ['default', 'none', 'host'] as const
const SECURITY = ['sandbox', 'insecure'] as const

function parseRun(statement: Statement, flags: Flags): RunInstruction {
  const { place } = statement
  return {
    kind: 'RUN',
    ...base(statement),
    command: commandLine(statement),
    heredocs: statement.heredocs.map(({ raw: _raw, ...heredoc }) => heredoc),
    mounts: flags.list('mount').map((text) => parseRawMount(text, place)),
    network: choice('RUN --network', flags.text('network'), NETWORKS, place),
    security: choice('RUN --security', flags.text('security'), SECURITY, place),
    devices: flags.list('device'),
  }
}

function choice<T extends string>(
  what: string,
  value: string | undefined,
  known: readonly T[],
  place: Place,
): T | undefined {
  if (value === undefined) return undefined
  const found = known.find((candidate) => candidate === value)
  if (found !== undefined) return found
  const fix = didYouMean(value, known, `Use one of ${known.join(', ')}`)
  throw dockerfileError(`${what} cannot be ${JSON.stringify(value)}`, place, fix)
}

function parseVolume(statement: Statement): VolumeInstruction {
  const paths = atLeastOne(statement, jsonStrings(statement) ?? words(statement.rest)).map(trimSpace)
  if (paths.includes(''))
    throw dockerfileError('VOLUME has an empty path', statement.place, 'Write VOLUME /PATH')
  return { kind: 'VOLUME', ...base(statement), paths }
}

function shellArgv(statement: Statement): readonly string[] {
  const argv = jsonStrings(statement)
  if (argv && argv.length > 0) return argv
  throw dockerfileError(
    'SHELL is no JSON array of strings',
    statement.place,
    'Write SHELL ["/bin/bash", "-c"], with double quotes',
  )
}

const SHORTEST_INTERVAL_NS = 1e6

function parseHealthcheck(statement: Statement, flags: Flags): HealthcheckInstruction {
  const { place } = statement
  const [word, rest] = splitAtSpace(statement.rest)
  const type = word.toUpperCase()
  if (type !== 'NONE' && type !== 'CMD')
    throw dockerfileError(
      word === '' ? 'HEALTHCHECK has no arguments' : `HEALTHCHECK knows no ${JSON.stringify(word)}`,
      place,
      'Write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE',
    )
  const duration = (name: string): number | undefined => interval(name, flags.text(name), place)
  if (type === 'NONE' && rest !== '')
    throw dockerfileError('HEALTHCHECK NONE takes no arguments', place, 'Remove what follows NONE')
  const command = type === 'NONE' ? undefined : commandLine({ ...statement, rest })
  if (command && (command.form === 'exec' ? command.argv.length === 0 : command.text === ''))
    throw dockerfileError('HEALTHCHECK CMD has no command', place, 'Write HEALTHCHECK CMD COMMAND')
  return {
    kind: 'HEALTHCHECK',
    ...base(statement),
    check: command ?? 'NONE',
    intervalNs: duration('interval'),
    timeoutNs: duration('timeout'),
    startPeriodNs: duration('start-period'),
    startIntervalNs: duration('start-interval'),
    retries: retries(flags.text('retries'), place),
  }
}

function splitAtSpace(text: string): readonly [string, string] {
  const end = [...text].findIndex(isSpace)
  if (end === -1) return [text, '']
  const word = [...text].slice(0, end).join('')
  return [word, trimStart(text.slice(word.length))]
}

function interval(name: string, text: string | undefined, place: Place): number | undefined {
  if (!text) return undefined
  const value = parseDuration(text)
  if (value === 0) return undefined
  if (value !== undefined && value >= SHORTEST_INTERVAL_NS) return value
  const problem = value === undefined ? 'is no duration' : 'is shorter than a millisecond'
  throw dockerfileError(
    `HEALTHCHECK --${name}=${text} ${problem}`,
    place,
    'Write a number with its unit, as in 500ms, 30s or 1m30s',
  )
}

function retries(text: string | undefined, place: Place): number | undefined {
  if (!text) return undefined
  if (/^\+?[0-9]+$/.test(text) && Number(text) < 2 ** 31) return Number(text) || undefined
  throw dockerfileError(`HEALTHCHECK --retries=${text}`, place, 'Write a whole number of 0 or more')
}

function parseOnbuild(statement: Statement): OnbuildInstruction {
  const { place, rest } = statement
  if (rest === '')
    throw dockerfileError('ONBUILD has no instruction', place, 'Write ONBUILD INSTRUCTION ARGUMENTS')
  const inner = parseStatement({ ...statement, source: rest })
  if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.keyword))
    throw dockerfileError(
      `${inner.keyword} cannot be a trigger of ONBUILD`,
      place,
      `Remove ONBUILD, or use another instruction after it`,
    )
  const written = statement.source.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '')
  const bodies = statement.heredocs.map((heredoc) => `\n${heredoc.raw}${heredoc.name}`)
  return {
    kind: 'ONBUILD',
    ...base(statement),
    trigger: written + bodies.join(''),
    instruction: parseStageInstruction(inner),
  }
}

/** JSON form or shell form: a text that looks like JSON but is none is a shell command. */
function commandLine(statement: Statement): CommandLine {
  const argv = jsonStrings(statement)
  return argv ? { form: 'exec', argv } : { form: 'shell', text: statement.rest }
}

/** The strings of a JSON array; undefined when the text is no JSON array at all. Throws when it holds others. */
function jsonStrings({ rest, keyword, place }: Statement): readonly string[] | undefined {
  const text = trimStart(rest)
  if (!text.startsWith('[')) return undefined
  const list = parseJson(text)
  if (!Array.isArray(list)) return undefined
  return list.map((item: unknown) => {
    if (typeof item === 'string') return item
    throw dockerfileError(
      `the JSON array of ${keyword} holds ${JSON.stringify(item)}, which is no string`,
      place,
      'Write every item in double quotes',
    )
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function words(rest: string): readonly string[] {
  return rest === '' ? [] : rest.split(ARGUMENT_GAP)
}

function atLeastOne(statement: Statement, list: readonly string[]): readonly string[] {
  if (list.length > 0) return list
  throw dockerfileError(
    `${statement.keyword} has no arguments`,
    statement.place,
    `Write ${statement.keyword} with at least one argument, or remove it`,
  )
}

function exactlyOne(statement: Statement): string {
  if (statement.rest !== '') return statement.rest
  throw dockerfileError(
    `${statement.keyword} has no argument`,
    statement.place,
    `Write ${statement.keyword} with its argument, or remove it`,
  )
}

/** Words at white space; quotes and escapes keep a word together and stay in it, to be resolved when it is expanded. */
function quotedWords(text: string, escape: string): readonly string[] {
  const list: string[] = []
  let word = ''
  let quote: string | undefined
  const characters = [...text]
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? ''
    if (quote === undefined && isSpace(character)) {
      if (word !== '') list.push(word)
      word = ''
      continue
    }
    if (character === escape && quote !== "'") {
      const next = characters[++i]
      if (next !== undefined) word += character + next
      continue
    }
    if (quote === undefined && (character === '"' || character === "'")) quote = character
    else if (character === quote) quote = undefined
    word += character
  }
  return word === '' ? list : [...list, word]
}
