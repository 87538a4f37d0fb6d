import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/request/commands.js'
import { parseCommandLine } from '../../src/request/flags.js'
import { helpText } from '../../src/request/help.js'
import { INPUTS } from '../../src/request/table.js'

const mistakesOf = (...argv: string[]) =>
  parseCommandLine(argv).mistakes.map((m) => `${m.input}: ${m.problem}. ${m.fix}`)
const inputsOf = (...argv: string[]) =>
  Object.fromEntries(
    [...parseCommandLine(argv).inputs].map(([name, raw]) => [name, 'text' in raw ? raw.text : raw.items]),
  )

describe('inputs', () => {
  test('context, lists, scalars and booleans', () => {
    expect(
      inputsOf(
        'build',
        'src',
        '--tags',
        'a,b',
        '--tags=c',
        '--target',
        'x',
        '--push',
        '--no-cache',
        '--build-args',
        'A=1',
      ),
    ).toEqual({
      context: 'src',
      tags: ['a,b', 'c'],
      target: 'x',
      push: 'true',
      'no-cache': 'true',
      'build-args': ['A=1'],
    })
  })

  test('every input that has a flag is a flag of its name', () => {
    for (const row of INPUTS.filter((r) => (r.hosts as readonly string[]).includes('flag'))) {
      const argv = row.kind === 'boolean' ? [`--${row.name}`] : [`--${row.name}`, 'v']
      const line = parseCommandLine(['build', ...argv])
      expect(line.mistakes, row.name).toEqual([])
      expect([...line.inputs.keys()], row.name).toEqual([row.name])
    }
  })

  test('negations, values of booleans, and the last of a scalar', () => {
    expect(inputsOf('build', '--no-push')).toEqual({ push: 'false' })
    expect(inputsOf('build', '--no-no-cache')).toEqual({ 'no-cache': 'false' })
    expect(inputsOf('build', '--push=false')).toEqual({ push: 'false' })
    expect(inputsOf('build', '--push', '--no-push', '--target', 'a', '--target', 'b')).toEqual({
      push: 'false',
      target: 'b',
    })
  })

  test('an alias counts as the input, an empty value as none', () => {
    expect(inputsOf('build', '--tag', 'a', '--tags', 'b')).toEqual({ tags: ['a', 'b'] })
    expect(inputsOf('build', '--tags', '', '--target=', '')).toEqual({})
  })

  test('what follows -- is an argument; a value may begin with a dash after =', () => {
    expect(inputsOf('build', '--', '--odd')).toEqual({ context: '--odd' })
    expect(inputsOf('build', '--target=-x')).toEqual({ target: '-x' })
  })

  test('the origin is the flag', () => {
    expect(parseCommandLine(['build', '--tag', 'a']).inputs.get('tags')?.origin).toEqual({
      kind: 'flag',
      name: '--tags',
    })
  })
})

describe('mistakes', () => {
  test.each([
    [
      ['build', '--tagz', 'a'],
      /^--tagz: there is no such flag\. Did you mean --tags\? See dockless build --help$/,
    ],
    [['build', '-t', 'a'], /^-t: there is no such flag\. Did you mean --tags\? See dockless build --help$/],
    [['build', '--unheard-of'], /^--unheard-of: there is no such flag\. See dockless build --help/],
    [['build', '--password', 'x'], /^--password: secrets have no flag.*--password-stdin.*DOCKLESS_PASSWORD/],
    [['build', '--secrets', 'A=canary'], /^--secrets: secrets have no flag.*secret-files/],
    [['build', '--cache-from', 'type=gha'], /^--cache-from: Dockless has no such input/],
    [['build', '--tags'], /^--tags: its value is missing\. Write --tags REF/],
    [['build', '--tags', '--push'], /^--tags: its value is missing.*--tags=-/],
    [['build', '--push', 'false'], /^--push: "false" is not taken as its value\. Write --push=false/],
    [['build', '--no-push=true'], /^--no-push: it takes no value/],
    [['build', 'a', 'b'], /^b: this argument is one too many/],
    [['doctor', 'a'], /^a: this argument is one too many/],
    [['doctor', '--tags', 'a'], /^--tags: doctor does not take it/],
    [['build', '--listen', 'x'], /^--listen: there is no such flag/],
    [['bulid'], /^bulid: there is no such command\. Did you mean build\? Commands/],
    [['--tags', 'a'], /^command: it is missing before the flags/],
    [['help', 'bulid'], /^bulid: there is no such command/],
    [['registry', '--listen'], /^--listen: its value is missing/],
    [['build', '--json=1'], /^--json: it takes no value/],
  ])('%j', (argv, says) => {
    expect(mistakesOf(...argv).join('\n')).toMatch(says)
  })

  test('a secret on the command line is never repeated', () => {
    expect(mistakesOf('build', '--password', 'canary', '--secrets=A=canary').join('\n')).not.toContain(
      'canary',
    )
  })

  test('all are told at once', () => {
    expect(mistakesOf('build', '--tagz', 'a', '--bogus-flag', '--secrets', 'x')).toHaveLength(3)
  })
})

describe('commands', () => {
  test.each(COMMANDS.map((row) => row.name))('%s', (name) => {
    expect(parseCommandLine([name])).toMatchObject({ command: name, mistakes: [] })
  })

  test('without one: help, or the build of an action', () => {
    expect(parseCommandLine([])).toMatchObject({ command: 'help', help: true, mistakes: [] })
    const env = { GITHUB_ACTIONS: 'true', INPUT_PUSH: '' }
    expect(parseCommandLine([], env)).toMatchObject({ command: 'build', help: false })
    expect(parseCommandLine([], { INPUT_PUSH: '' })).toMatchObject({ command: 'help' })
  })

  test('--help and --version, with a command and without', () => {
    expect(parseCommandLine(['--help'])).toMatchObject({ command: 'help', help: true, mistakes: [] })
    expect(parseCommandLine(['plan', '--help'])).toMatchObject({ command: 'plan', help: true, mistakes: [] })
    expect(parseCommandLine(['help', 'plan'])).toMatchObject({ command: 'plan', help: true, mistakes: [] })
    expect(parseCommandLine(['--version'])).toMatchObject({ version: true, mistakes: [] })
  })

  test('switches and the options of a command', () => {
    expect(parseCommandLine(['build', '--json', '--password-stdin', '--debug'])).toMatchObject({
      json: true,
      passwordStdin: true,
      debug: true,
    })
    expect(parseCommandLine(['doctor', '--markdown'])).toMatchObject({ markdown: true, mistakes: [] })
    expect(parseCommandLine(['build', '--markdown']).mistakes).toHaveLength(1)
    const { options } = parseCommandLine(['registry', '--listen', '127.0.0.1:0', '--root=/r'])
    expect(Object.fromEntries(options)).toEqual({ listen: '127.0.0.1:0', root: '/r' })
  })

  test('no command line makes the parser throw', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'build',
        'help',
        '--tags',
        '--push',
        '--no-push',
        '--',
        '-',
        '--=',
        '-x',
        '--help=1',
        '--__proto__',
      ),
      fc.string(),
    )
    fc.assert(fc.property(fc.array(word), (argv) => void parseCommandLine(argv)))
  })
})

describe('help', () => {
  test('of a command: every flag that it takes, and no flag of a secret', () => {
    const text = helpText('build')
    for (const row of INPUTS) {
      const shown = new RegExp(`^  --${row.name}(?:[ ,]|$)`, 'm').test(text)
      expect(shown, row.name).toBe(!row.secret)
    }
    expect(text).toContain('DOCKLESS_PASSWORD')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })

  test('of the program: every command', () => {
    for (const row of COMMANDS) expect(helpText('help')).toContain(row.summary)
  })
})
