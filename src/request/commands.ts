import type { CommandName } from './table.js'

/** A flag of a command that is no input of a build. */
export interface CommandOption {
  readonly name: string
  /** What stands for its value in help texts; undefined for a switch. */
  readonly value: string | undefined
  readonly description: string
}

export interface CommandRow {
  readonly name: CommandName
  readonly summary: string
  /** The argument without a flag that it takes, as help texts write it. */
  readonly argument: string | undefined
  readonly options: readonly CommandOption[]
}

const JSON_OPTION: CommandOption = {
  name: 'json',
  value: undefined,
  description: 'Print one JSON document on standard output and nothing else.',
}
const PASSWORD_STDIN: CommandOption = {
  name: 'password-stdin',
  value: undefined,
  description: 'Read the password from standard input.',
}

/** Flags that every command takes. */
export const COMMON_OPTIONS: readonly CommandOption[] = [
  { name: 'debug', value: undefined, description: 'Log details, and stack traces of errors.' },
  { name: 'help', value: undefined, description: 'Print this help.' },
  { name: 'version', value: undefined, description: 'Print the version.' },
]

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'build',
    summary: 'Build an image, and push it or write it to a file.',
    argument: '[CONTEXT]',
    options: [JSON_OPTION, PASSWORD_STDIN],
  },
  {
    name: 'plan',
    summary: 'Print what build would do here and why, without doing it.',
    argument: '[CONTEXT]',
    options: [JSON_OPTION, PASSWORD_STDIN],
  },
  {
    name: 'doctor',
    summary: 'Print what this runner can do, which builders work here, and what to change for the others.',
    argument: undefined,
    options: [
      JSON_OPTION,
      {
        name: 'markdown',
        value: undefined,
        description: 'Print it as Markdown, to be pasted into an issue.',
      },
    ],
  },
  {
    name: 'registry',
    summary: 'Serve a registry on this machine until SIGTERM.',
    argument: undefined,
    options: [
      {
        name: 'listen',
        value: 'HOST:PORT',
        description: 'Address to listen on (127.0.0.1:0: any free port).',
      },
      {
        name: 'root',
        value: 'DIR',
        description: 'Directory that keeps the content (a temporary one without).',
      },
    ],
  },
  {
    name: 'cache',
    summary: 'Show what the cache keeps and why (ls), one build of it (inspect), or make it smaller (prune).',
    argument: 'ls|inspect|prune',
    options: [JSON_OPTION],
  },
  {
    name: 'tools',
    summary:
      'Show where builders come from (ls), fetch those that are missing (install), or check them (verify).',
    argument: 'ls|install|verify',
    options: [
      { name: 'only', value: 'NAME', description: 'This one of them alone.' },
      JSON_OPTION,
      PASSWORD_STDIN,
    ],
  },
  {
    name: 'post',
    summary: 'Clean up after a build that was killed. CI jobs call it last.',
    argument: undefined,
    options: [],
  },
  { name: 'help', summary: 'Print help for a command.', argument: '[COMMAND]', options: [] },
]

export function findCommand(name: string): CommandRow | undefined {
  return COMMANDS.find((command) => command.name === name)
}
