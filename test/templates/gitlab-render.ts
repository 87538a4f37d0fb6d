import { parseAllDocuments } from 'yaml'

export type InputValue = string | number | boolean | readonly unknown[]

interface InputSpec {
  readonly type?: 'string' | 'array' | 'boolean' | 'number'
  readonly default?: InputValue
  readonly options?: readonly string[]
  readonly regex?: string
}

/** A rendered configuration: job name -> job. */
export type Configuration = Readonly<Record<string, Job>>

export interface Job {
  readonly stage: string
  readonly image: { readonly name: string; readonly entrypoint: readonly string[] }
  readonly variables: Readonly<Record<string, string>>
  readonly rules: readonly { readonly if: string; readonly variables?: Readonly<Record<string, string>> }[]
  readonly script: readonly string[]
  readonly after_script: readonly string[]
  readonly artifacts: {
    readonly reports: Readonly<Record<string, string>>
    readonly paths: readonly string[]
  }
}

/**
 * Renders a component as GitLab does: the header is read, values are checked against it, and then every
 * `$[[ … ]]` of the body is replaced in the text, strings as they are and everything else as JSON, before the
 * body is read as YAML. `checked: false` leaves out the check, to show what it is there for.
 */
export function render(
  template: string,
  inputs: Readonly<Record<string, InputValue>>,
  component: Readonly<Record<string, string>>,
  { checked = true } = {},
): Configuration {
  const [header = '', body = ''] = template.split(/^---\n/m)
  const spec: Readonly<Record<string, InputSpec>> = readYaml(header).spec.inputs
  const values: Record<string, InputValue> = {}
  for (const name of Object.keys(inputs)) if (!spec[name]) throw new Error(`unknown input: ${name}`)
  for (const [name, input] of Object.entries(spec)) {
    const value = inputs[name] ?? input.default
    if (value === undefined) throw new Error(`${name} is required`)
    if (checked) checkValue(name, input, value)
    values[name] = value
  }
  const text = body.replace(
    /\$\[\[\s*(inputs|component)\.([\w-]+)\s*\]\]/g,
    (_, from: string, name: string) => {
      const value = from === 'inputs' ? values[name] : component[name]
      if (value === undefined) throw new Error(`${from}.${name} is not declared`)
      return typeof value === 'string' ? value : JSON.stringify(value)
    },
  )
  return readYaml(text)
}

function checkValue(name: string, input: InputSpec, value: InputValue): void {
  const type = input.type ?? 'string'
  const actual = Array.isArray(value) ? 'array' : typeof value
  if (type !== actual) throw new Error(`${name} is ${actual} and not ${type}`)
  if (input.options && !input.options.includes(String(value)))
    throw new Error(`${name} is none of its options`)
  if (input.regex !== undefined && !new RegExp(input.regex).test(String(value))) {
    throw new Error(`${name} does not match ${input.regex}`)
  }
}

/** GitLab reads YAML 1.1, and refuses keys that stand twice. */
function readYaml(text: string) {
  const [document, ...more] = parseAllDocuments(text, { version: '1.1', uniqueKeys: true })
  if (!document || 'empty' in document || more.length > 0) throw new Error('one document, please')
  const [problem] = document.errors
  if (problem) throw problem
  return document.toJS()
}
