import { plainly, quoted } from './yaml.mjs'

/**
 * GitLab pastes inputs as text before it reads the YAML. A string with a line break (YAML 1.1 knows five) would
 * end its block scalar and begin a key of its own, so none may hold one.
 */
const ONE_LINE = '"^[^\\\\n\\\\r\\u0085\\u2028\\u2029]*$"'
const JOB_NAME = "'^[A-Za-z0-9_][A-Za-z0-9_ ./-]*$'"

const OWN_INPUTS = [
  { name: 'job-name', default: 'build-image', regex: JOB_NAME, description: 'Name of the job.' },
  { name: 'stage', default: 'build', regex: ONE_LINE, description: 'Stage of the job.' },
  {
    name: 'image',
    default: 'docker.io/library/node:24-bookworm-slim',
    regex: ONE_LINE,
    description: 'Image of the job. It needs Node 20 or newer, and the builders that are to be used.',
  },
  {
    name: 'merge-requests',
    type: 'boolean',
    default: false,
    description:
      'Runs the job in pipelines of merge requests too, where it reads the cache and leaves it as it is. Without it the job runs for branches and tags.',
  },
  {
    name: 'source-project',
    default: 'dockless/dockless',
    regex: ONE_LINE,
    description:
      'Path of the project on this GitLab that holds Dockless, when it is a mirror of another name.',
  },
  {
    name: 'bundle',
    default: '',
    regex: ONE_LINE,
    description: 'Directory in the job image that holds dist/ of Dockless. Then nothing is fetched.',
  },
]

/**
 * templates/build.yml. `sum` is the sha256 of dist/SHA256SUMS, `body` the job, `fetch` the script that gets the
 * bundle; every input stands alone in a block scalar.
 */
export function renderComponent({ inputs, variableOf, body, fetch, sum }) {
  const rows = inputs.filter((row) => row.hosts.includes('gitlab'))
  const variables = rows.flatMap((row) => [
    `    ${variableOf(row.name)}: |-`,
    `      $[[ inputs.${row.name} ]]`,
  ])
  const job = body
    .replace('@VARIABLES@\n', () => `${variables.join('\n')}\n`)
    .replace('@FETCH@\n', () => indented(withoutHead(fetch)))
    .replace('@SHA256SUMS@', () => sum)
  return [
    '# Generated from src/request/table.ts and scripts/component/ by scripts/generate.mjs: do not edit.',
    'spec:',
    '  component: [name, sha, version, reference]',
    '  inputs:',
    ...OWN_INPUTS.flatMap(ownInput),
    ...rows.flatMap(tableInput),
    '---',
    job,
  ].join('\n')
}

function ownInput({ name, description, type, default: value, regex }) {
  return [
    `    ${name}:`,
    `      description: ${quoted(description)}`,
    ...(type === undefined
      ? [`      default: ${quoted(value)}`, `      regex: ${regex}`]
      : [`      type: ${type}`, `      default: ${value}`]),
  ]
}

function tableInput(row) {
  return [`    ${row.name}:`, `      description: ${quoted(plainly(row))}`, ...typed(row)]
}

function typed(row) {
  if (row.kind === 'boolean') return ['      type: boolean', '      default: false']
  if (row.kind === 'list' || row.kind === 'pairs') return ['      type: array', '      default: []']
  if (row.kind === 'choice') {
    return [`      options: [${row.choices.map(quoted).join(', ')}]`, `      default: ${quoted(row.default)}`]
  }
  return ["      default: ''", `      regex: ${ONE_LINE}`]
}

/** The script without the comment that explains it to readers of this repository. */
function withoutHead(script) {
  return script.replace(/^(?:\/\/.*\n)+/, '')
}

function indented(text) {
  return text.replace(/^(?=.)/gm, '      ')
}
