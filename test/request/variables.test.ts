import { describe, expect, test } from 'vitest'
import { combine } from '../../src/request/raw.js'
import { INPUTS } from '../../src/request/table.js'
import { readVariables } from '../../src/request/variables.js'

describe('readVariables', () => {
  test('DOCKLESS_ variables are read everywhere, INPUT_ ones only from a runner of actions', () => {
    const env = { 'INPUT_BUILD-ARGS': 'A=1', DOCKLESS_TAGS: 'a' }
    expect([...readVariables(env).inputs.keys()]).toEqual(['tags'])
    expect([...readVariables({ ...env, GITHUB_ACTIONS: 'true' }).inputs.keys()]).toEqual([
      'build-args',
      'tags',
    ])
  })

  test('INPUT_ wins over DOCKLESS_, whole', () => {
    const { inputs } = readVariables({ GITHUB_ACTIONS: 'true', INPUT_TAGS: 'a', DOCKLESS_TAGS: 'b\nc' })
    expect(inputs.get('tags')).toEqual({ origin: { kind: 'variable', name: 'INPUT_TAGS' }, text: 'a' })
  })

  test.each(['', ' ', '\n', '[]', ' [] '])('%j means not given', (text) => {
    expect(readVariables({ DOCKLESS_TAGS: text }).inputs.size).toBe(0)
  })

  test('an alias is read; both are a mistake', () => {
    expect(readVariables({ DOCKLESS_BUILD_ARG: 'A=1' }).inputs.has('build-args')).toBe(true)
    const both = readVariables({ DOCKLESS_BUILD_ARG: 'A=1', DOCKLESS_BUILD_ARGS: 'A=2' })
    expect(both.mistakes).toEqual(
      [
        { input: 'build-args', problem: expect.stringContaining('DOCKLESS_BUILD_ARG '), fix: 'Remove one' },
      ].map((m) => ({ ...m, problem: expect.stringContaining('twice') })),
    )
  })

  test('an input that Dockless does not have is a mistake, unless it asks for nothing', () => {
    const { mistakes } = readVariables({
      GITHUB_ACTIONS: 'true',
      'INPUT_CACHE-FROM': 'type=gha',
      INPUT_PROVENANCE: 'false',
      INPUT_SBOM: 'true',
    })
    expect(mistakes.map((m) => m.input)).toEqual(['cache-from', 'sbom'])
  })

  test('a slip in a name of ours is a warning, anything else is not', () => {
    const { warnings } = readVariables({
      DOCKLESS_TAGZ: 'a',
      DOCKLESS_CANARY: 'b',
      DOCKLESS_OUTPUT_IMAGE: 'c',
    })
    expect(warnings).toEqual(['DOCKLESS_TAGZ is no input of Dockless: did you mean DOCKLESS_TAGS?'])
  })

  test('combine: the first place that has an input wins', () => {
    const a = readVariables({ DOCKLESS_TAGS: 'a' })
    const b = readVariables({ DOCKLESS_TAGS: 'b', DOCKLESS_TARGET: 't' })
    const { inputs } = combine(a, b)
    expect(inputs.get('tags')).toHaveProperty('text', 'a')
    expect(inputs.get('target')).toHaveProperty('text', 't')
  })
})

describe('the table', () => {
  test('names and aliases are unique and kebab-case', () => {
    const names = INPUTS.flatMap((row) => [row.name, ...row.aliases])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z]+)*$/)
  })

  test('descriptions are whole sentences', () => {
    for (const row of INPUTS) expect(row.description, row.name).toMatch(/^[A-Z`].*\.$/)
  })

  test('secrets have no flag and no GitLab input, and no input but github-token has a default in action.yml', () => {
    for (const row of INPUTS) {
      if (row.secret) expect(row.hosts, row.name).toEqual(['github'])
      expect('actionDefault' in row, row.name).toBe(row.name === 'github-token')
    }
  })
})
