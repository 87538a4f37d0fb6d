import type { Mistake } from '../errors/errors.js'
import { closest } from '../errors/suggest.js'
import { combine, type Given, type RawValue } from './raw.js'
import { actionVariableOf, INPUTS, type InputRow, isList, MISSING_INPUTS, variableOf } from './table.js'

const PREFIX = 'DOCKLESS_'

/**
 * Reads the inputs from environment variables: `INPUT_BUILD-ARGS`, as GitHub's runner hands over what stands
 * under `with:` (only where `GITHUB_ACTIONS` is set), then `DOCKLESS_BUILD_ARGS`. Empty means not given.
 */
export function readVariables(env: NodeJS.ProcessEnv): Given {
  const own = readBy(env, variableOf)
  const given = env['GITHUB_ACTIONS'] === 'true' ? combine(readBy(env, actionVariableOf), own) : own
  return { ...given, warnings: [...given.warnings, ...slips(env)] }
}

function readBy(env: NodeJS.ProcessEnv, variable: (name: string) => string): Given {
  const inputs = new Map<string, RawValue>()
  const mistakes: Mistake[] = []
  const warnings: string[] = []
  for (const row of INPUTS as readonly InputRow[]) {
    const names = [row.name, ...row.aliases].map(variable).filter((name) => isGiven(row, env[name]))
    const [name, second] = names
    if (name === undefined) continue
    if (second !== undefined) {
      mistakes.push({
        input: row.name,
        problem: `it is given twice, as ${name} and ${second}`,
        fix: 'Remove one',
      })
    }
    if (row.deprecated) warnings.push(`${name} is deprecated: ${row.deprecated}`)
    inputs.set(row.name, { origin: { kind: 'variable', name }, text: env[name] ?? '' })
  }
  for (const missing of MISSING_INPUTS) {
    const value = env[variable(missing.name)]?.trim() ?? ''
    if (value === '' || value === '[]' || missing.harmless.includes(value)) continue
    mistakes.push({ input: missing.name, problem: 'Dockless has no such input', fix: missing.fix })
  }
  return { inputs, mistakes, warnings }
}

/** The empty JSON array is how GitLab writes a list that was not given. */
function isGiven(row: InputRow, value: string | undefined): boolean {
  if (value === undefined || value.trim() === '') return false
  return !(isList(row) && value.trim() === '[]')
}

/** Variables that look like a misspelt input. Others with our prefix may be anybody's. */
function slips(env: NodeJS.ProcessEnv): readonly string[] {
  const known = new Set(
    [
      ...(INPUTS as readonly InputRow[]).flatMap((row) => [row.name, ...row.aliases]),
      ...MISSING_INPUTS.map((m) => m.name),
    ].map(variableOf),
  )
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}OUTPUT_`) && !known.has(name))
    .flatMap((name) => {
      const near = closest(
        name.slice(PREFIX.length),
        [...known].map((other) => other.slice(PREFIX.length)),
      )
      return near === undefined ? [] : [`${name} is no input of Dockless: did you mean ${PREFIX}${near}?`]
    })
}
