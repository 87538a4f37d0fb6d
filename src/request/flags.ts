import { parseArgs } from 'node:util'
import type { Mistake } from '../errors/errors.js'
import { closest } from '../errors/suggest.js'
import { COMMANDS, COMMON_OPTIONS, type CommandRow, findCommand } from './commands.js'
import type { Given, RawValue } from './raw.js'
import {
  type CommandName,
  findInput,
  INPUTS,
  type InputRow,
  isList,
  MISSING_INPUTS,
  variableOf,
} from './table.js'

/** What a command line says. Its inputs and mistakes go on to `readRequest`, so that all are told together. */
export interface CommandLine extends Given {
  readonly command: CommandName
  /** Print help for `command` (for all commands when that is `help`) and do nothing else. */
  readonly help: boolean
  readonly version: boolean
  readonly json: boolean
  readonly markdown: boolean
  readonly debug: boolean
  /** The password of input `registry` is to be read from standard input. */
  readonly passwordStdin: boolean
  /** Values of the command's own flags: `listen`, `root`. */
  readonly options: ReadonlyMap<string, string>
}

type Token = ReturnType<typeof tokenize>[number]
type OptionToken = Extract<Token, { kind: 'option' }>

/** What the flags of one command are: an input, an option of its own, or neither. */
type Meaning =
  | { readonly kind: 'input'; readonly row: InputRow; readonly negated: boolean }
  | { readonly kind: 'option'; readonly name: string; readonly takesValue: boolean }
  | { readonly kind: 'wrong'; readonly problem: string; readonly fix: string }

/**
 * Reads a command line (without node and script). Never throws: mistakes are part of the result. Without a
 * command it is `build` when the CI runs us as an action, and help otherwise.
 */
export function parseCommandLine(argv: readonly string[], env: NodeJS.ProcessEnv = {}): CommandLine {
  const [first, ...rest] = argv
  if (first === undefined) return new Line(findCommand(runsAsAction(env) ? 'build' : 'help')).result()
  if (first.startsWith('-')) return withoutCommand(argv)
  const command = findCommand(first)
  const line = new Line(command ?? findCommand('help'))
  if (command) line.read(rest)
  else line.unknownCommand(first)
  return line.result()
}

/** Flags alone: `--help`, `--version`, or a command that was forgotten, which is told with build's mistakes. */
function withoutCommand(argv: readonly string[]): CommandLine {
  const line = new Line(findCommand('build'))
  line.read(argv)
  const result = line.result()
  if (result.help || result.version) return { ...result, command: 'help' }
  const missing = {
    input: 'command',
    problem: 'it is missing before the flags',
    fix: 'Write for instance: build --tags REF',
  }
  return { ...result, command: 'help', mistakes: [missing, ...result.mistakes] }
}

function runsAsAction(env: NodeJS.ProcessEnv): boolean {
  return env['GITHUB_ACTIONS'] === 'true' && Object.keys(env).some((k) => k.startsWith('INPUT_'))
}

/** Collects what the tokens of one command line mean. */
class Line {
  readonly #command: CommandRow | undefined
  readonly #inputs = new Map<string, RawValue>()
  readonly #options = new Map<string, string>()
  readonly #switches = new Set<string>()
  readonly #mistakes: Mistake[] = []
  readonly #warnings: string[] = []
  #arguments = 0
  #topic: CommandRow | undefined

  constructor(command: CommandRow | undefined) {
    this.#command = command
  }

  result(): CommandLine {
    return {
      command: (this.#topic ?? this.#command)?.name ?? 'help',
      help: this.#switches.has('help') || this.#command?.name === 'help',
      version: this.#switches.has('version'),
      json: this.#switches.has('json'),
      markdown: this.#switches.has('markdown'),
      debug: this.#switches.has('debug'),
      passwordStdin: this.#switches.has('password-stdin'),
      options: this.#options,
      inputs: this.#inputs,
      mistakes: this.#mistakes,
      warnings: this.#warnings,
    }
  }

  unknownCommand(name: string): void {
    const near = closest(
      name,
      COMMANDS.map((row) => row.name),
    )
    const hint = near === undefined ? '' : `Did you mean ${near}? `
    this.#wrong(
      name,
      'there is no such command',
      `${hint}Commands: ${COMMANDS.map((row) => row.name).join(', ')}`,
    )
  }

  read(argv: readonly string[]): void {
    const tokens = tokenize(argv)
    tokens.forEach((token, i) => {
      if (token.kind === 'positional') this.#argument(token.value, tokens[i - 1])
      else if (token.kind === 'option') this.#flag(token)
    })
  }

  /** What follows a flag that is wrong anyway is taken for its value. */
  #argument(value: string, before: Token | undefined): void {
    if (this.#command?.name === 'help' && !this.#topic) {
      this.#topic = findCommand(value)
      if (!this.#topic) this.unknownCommand(value)
      return
    }
    if ((value === 'true' || value === 'false') && before?.kind === 'option') {
      this.#wrong(before.rawName, `"${value}" is not taken as its value`, `Write ${before.rawName}=${value}`)
      return
    }
    if (before?.kind === 'option' && !before.inlineValue && this.#meaning(before).kind === 'wrong') return
    this.#arguments += 1
    if (this.#command?.argument === undefined || this.#topic || this.#arguments > 1) {
      this.#wrong(value, 'this argument is one too many', this.#usage())
    } else if (this.#command.argument?.includes('|')) {
      this.#options.set('verb', value)
    } else if (value !== '') {
      this.#inputs.set('context', { origin: { kind: 'flag', name: 'CONTEXT' }, text: value })
    }
  }

  #flag(token: OptionToken): void {
    const meaning = this.#meaning(token)
    if (meaning.kind === 'wrong') {
      this.#wrong(token.rawName, meaning.problem, meaning.fix)
    } else if (meaning.kind === 'option') {
      this.#option(token, meaning.name, meaning.takesValue)
    } else if (meaning.row.kind === 'boolean') {
      this.#switch(token, meaning.row, meaning.negated)
    } else {
      const value = this.#valueOf(token, meaning.row.value)
      if (value !== undefined) this.#give(token, meaning.row, value)
    }
  }

  #meaning(token: OptionToken): Meaning {
    if (!token.rawName.startsWith('--')) return this.#unknown(token.name, token.rawName)
    const own = [...COMMON_OPTIONS, ...(this.#command?.options ?? [])].find((o) => o.name === token.name)
    if (own) return { kind: 'option', name: own.name, takesValue: own.value !== undefined }
    const row = findInput(token.name)
    if (row) return this.#input(row, false)
    const positive = token.name.startsWith('no-') ? findInput(token.name.slice(3)) : undefined
    if (positive?.kind === 'boolean') return this.#input(positive, true)
    return this.#unknown(token.name, token.rawName)
  }

  #input(row: InputRow, negated: boolean): Meaning {
    const command = this.#command?.name ?? 'help'
    if (row.secret) {
      return {
        kind: 'wrong',
        problem: 'secrets have no flag, for any process can read the command line',
        fix: `Use ${row.instead ? `${row.instead}, or ` : ''}the variable ${variableOf(row.name)}`,
      }
    }
    if (!row.commands.includes(command)) {
      return { kind: 'wrong', problem: `${command} does not take it`, fix: this.#usage() }
    }
    return { kind: 'input', row, negated }
  }

  #unknown(name: string, rawName: string): Meaning {
    const missing = MISSING_INPUTS.find((input) => input.name === name)
    if (missing) return { kind: 'wrong', problem: 'Dockless has no such input', fix: missing.fix }
    const near = rawName.startsWith('--') ? closest(name, this.#flags()) : shortFlag(name)
    const hint = near === undefined ? '' : `Did you mean --${near}? `
    return { kind: 'wrong', problem: 'there is no such flag', fix: `${hint}${this.#usage()}` }
  }

  #flags(): readonly string[] {
    const command = this.#command
    const rows = (INPUTS as readonly InputRow[]).filter(
      (row) => command && row.commands.includes(command.name),
    )
    return [
      ...rows.map((row) => row.name),
      ...rows.filter((row) => row.kind === 'boolean').map((row) => `no-${row.name}`),
      ...[...COMMON_OPTIONS, ...(command?.options ?? [])].map((option) => option.name),
    ]
  }

  #option(token: OptionToken, name: string, takesValue: boolean): void {
    if (takesValue) {
      const value = this.#valueOf(token, 'its value')
      if (value !== undefined) this.#options.set(name, value)
    } else if (token.inlineValue) {
      this.#wrong(token.rawName, 'it takes no value', `Write ${token.rawName} alone`)
    } else {
      this.#switches.add(name)
    }
  }

  #switch(token: OptionToken, row: InputRow, negated: boolean): void {
    if (negated && token.inlineValue) {
      this.#wrong(token.rawName, 'it takes no value', `Write ${token.rawName} alone`)
    } else if (token.inlineValue) {
      this.#give(token, row, token.value ?? '')
    } else {
      this.#give(token, row, negated ? 'false' : 'true')
    }
  }

  /** The value of a flag that needs one; what begins with a dash is taken for the next flag. */
  #valueOf(token: OptionToken, value: string): string | undefined {
    if (token.value !== undefined && (token.inlineValue || !/^-./.test(token.value))) return token.value
    const hint =
      token.value === undefined ? '' : `; a value that begins with "-" is written ${token.rawName}=-…`
    this.#wrong(token.rawName, 'its value is missing', `Write ${token.rawName} ${value}${hint}`)
    return undefined
  }

  /** Lists collect, of all others the last one wins; empty means not given. */
  #give(token: OptionToken, row: InputRow, value: string): void {
    if (row.deprecated) this.#warnings.push(`${token.rawName} is deprecated: ${row.deprecated}`)
    if (value === '') return
    const origin = { kind: 'flag', name: `--${row.name}` } as const
    const before = this.#inputs.get(row.name)
    if (!isList(row)) {
      this.#inputs.set(row.name, { origin, text: value })
    } else {
      const items = before && 'items' in before ? before.items : []
      this.#inputs.set(row.name, { origin, items: [...items, value] })
    }
  }

  #usage(): string {
    const command = this.#command?.name
    return command === undefined || command === 'help'
      ? 'See dockless --help'
      : `See dockless ${command} --help`
  }

  #wrong(input: string, problem: string, fix: string): void {
    this.#mistakes.push({ input, problem, fix })
  }
}

/** The flags that docker build has a letter for. */
function shortFlag(letter: string): string | undefined {
  if (letter === 't') return 'tags'
  if (letter === 'f') return 'file'
  if (letter === 'o') return 'outputs'
  return letter === 'h' ? 'help' : undefined
}

/**
 * Every flag that takes a value is declared as such whatever the command, so that its value is never mistaken
 * for an argument. Unknown flags are passed on for us to judge.
 */
function tokenize(argv: readonly string[]) {
  const options: Record<string, { type: 'string' | 'boolean' }> = {}
  for (const row of INPUTS as readonly InputRow[]) {
    const type = row.kind === 'boolean' ? 'boolean' : 'string'
    for (const name of [row.name, ...row.aliases]) options[name] = { type }
  }
  for (const option of [...COMMON_OPTIONS, ...COMMANDS.flatMap((command) => command.options)]) {
    options[option.name] = { type: option.value === undefined ? 'boolean' : 'string' }
  }
  const config = { args: [...argv], options, strict: false, allowPositionals: true, tokens: true } as const
  return parseArgs(config).tokens
}
