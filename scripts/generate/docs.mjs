import { described } from './yaml.mjs'

const KIND = {
  string: 'text',
  boolean: '`true` or `false`',
  choice: 'choice',
  size: 'size',
  list: 'list',
  pairs: 'list',
}

/** docs/inputs.md: every input with its name on every host. */
export function renderDocs({ inputs, variableOf, missing }) {
  return [
    '<!-- Generated from src/request/table.ts by scripts/generate.mjs: do not edit. -->',
    '# Inputs',
    '',
    'One table for every CI. A value is taken from the first of these that has it: the flag, `with:` of the GitHub',
    'Action, the `DOCKLESS_` variable, the default. A list replaces another, it is never merged with it. An empty value',
    'means not given.',
    '',
    '| Input | Kind | GitHub | GitLab | Flag | Variable |',
    '|---|---|---|---|---|---|',
    ...inputs.map((row) => nameRow(row, variableOf)),
    '',
    ...inputs.flatMap(paragraph),
    '## Lists',
    '',
    'A list is CSV, one record a line, as in docker/build-push-action. Lists marked *commas* are also separated by',
    'commas. An item that holds line ends goes in double quotes as a whole, with the double quotes inside of it doubled:',
    '',
    '```yaml',
    'build-args: |',
    '  VERSION=1.2.3',
    '  "NOTES=first line',
    '  second line"',
    '```',
    '',
    'A flag takes one record and may be repeated. A `DOCKLESS_` variable that begins with `[` is a JSON array of texts.',
    '',
    '## GitLab',
    '',
    'Lists are arrays: `tags: ["$CI_REGISTRY_IMAGE:latest"]`. GitLab expands `$NAME` in every value, for inputs become',
    'variables of the job: write `$$` for a dollar sign. A variable of the project, the group or the pipeline of the',
    'same name wins over the input; `dockless plan` names where each value came from. Secrets are no inputs, for the',
    'merged configuration shows those: make masked variables, and name them with `secret-envs` and `password-env`, or',
    'call the masked variable `DOCKLESS_PASSWORD`.',
    '',
    '## Inputs of docker/build-push-action that are not there',
    '',
    'Given, they are an error and never ignored.',
    '',
    '| Input | What to do |',
    '|---|---|',
    ...missing.map((row) => `| \`${row.name}\` | ${row.fix}. |`),
    '',
  ].join('\n')
}

function nameRow(row, variableOf) {
  const github = row.hosts.includes('github') ? `\`${row.name}\`` : ''
  const gitlab = row.hosts.includes('gitlab') ? `\`${row.name}\`` : ''
  const flag = row.hosts.includes('flag') ? `\`--${row.name}\`` : ''
  const kind = `${KIND[row.kind]}${row.commas ? ', commas' : ''}${row.secret ? ', secret' : ''}`
  return `| [\`${row.name}\`](#${row.name}) | ${kind} | ${github} | ${gitlab} | ${flag} | \`${variableOf(row.name)}\` |`
}

function paragraph(row) {
  const more = [
    ...(row.choices ? [`One of ${row.choices.map((choice) => `\`${choice}\``).join(', ')}.`] : []),
    ...(row.aliases.length > 0
      ? [`Also read as ${row.aliases.map((alias) => `\`${alias}\``).join(', ')}.`]
      : []),
    ...(row.deprecated ? [`**Deprecated:** ${row.deprecated}`] : []),
  ]
  return [`### ${row.name}`, '', [described(row), ...more].join(' '), '']
}
