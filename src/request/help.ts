import { COMMANDS, COMMON_OPTIONS, type CommandRow, findCommand } from './commands.js'
import { type CommandName, INPUTS, type InputRow, isList, variableOf } from './table.js'

const WIDTH = 100
const INDENT = 8

/** The text of `--help`: of one command, or of the program. Ends with a line end. */
export function helpText(command: CommandName): string {
  const row = command === 'help' ? undefined : findCommand(command)
  return row ? commandHelp(row) : programHelp()
}

function programHelp(): string {
  const width = Math.max(...COMMANDS.map((row) => row.name.length))
  return [
    'Builds and pushes OCI container images without a Docker daemon, root or a privileged container.',
    '',
    'usage: dockless COMMAND [FLAGS]',
    '',
    ...COMMANDS.map((row) => `  ${row.name.padEnd(width)}  ${row.summary}`),
    '',
    'dockless COMMAND --help tells the flags of a command.',
    '',
  ].join('\n')
}

function commandHelp(command: CommandRow): string {
  const rows = (INPUTS as readonly InputRow[]).filter((row) => row.commands.includes(command.name))
  const flags = rows.filter((row) => row.hosts.includes('flag'))
  const secrets = rows.filter((row) => row.secret)
  const argument = command.argument === undefined ? '' : ` ${command.argument}`
  const lines = [command.summary, '', `usage: dockless ${command.name}${argument} [FLAGS]`, '']
  for (const option of [...command.options, ...COMMON_OPTIONS]) {
    lines.push(`  --${option.name}${option.value === undefined ? '' : ` ${option.value}`}`)
    lines.push(...wrapped(option.description))
  }
  if (flags.length > 0) {
    lines.push('', 'Inputs. Each can also be given as a variable: --build-args is DOCKLESS_BUILD_ARGS.', '')
    for (const row of flags) lines.push(flagLine(row), ...wrapped(describe(row)))
  }
  if (secrets.length > 0) {
    lines.push('', 'Secrets are given as variables only:', '')
    for (const row of secrets) lines.push(`  ${variableOf(row.name)}`, ...wrapped(row.description))
  }
  return `${lines.join('\n')}\n`
}

function flagLine(row: InputRow): string {
  if (row.kind === 'boolean') return `  --${row.name}, --no-${row.name}`
  return `  --${row.name} ${row.choices?.join('|') ?? row.value}${isList(row) ? ' …' : ''}`
}

function describe(row: InputRow): string {
  const plain = row.description.replaceAll('`', '')
  const more = [
    ...(row.default === '' ? [] : [`Default: ${row.default.replaceAll('`', '')}.`]),
    ...(isList(row) ? ['May be repeated.'] : []),
    ...(row.deprecated === undefined ? [] : [`Deprecated: ${row.deprecated}`]),
  ]
  return [plain, ...more].join(' ')
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && INDENT + line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => ' '.repeat(INDENT) + each)
}
