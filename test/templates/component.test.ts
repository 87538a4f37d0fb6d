import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { requestEnvironment } from '../../src/request/environment.js'
import { Reader } from '../../src/request/reader.js'
import { readRequest } from '../../src/request/read.js'
import * as table from '../../src/request/table.js'
import { readVariables } from '../../src/request/variables.js'
import { generated, sumOfBundle } from '../../scripts/generate.mjs'
import { type InputValue, render } from './gitlab-render.js'

const template = readFileSync('templates/build.yml', 'utf8')
const COMPONENT = { name: 'build', sha: '0123456789abcdef', version: '1.2.3', reference: '1.2.3' }
const rows: readonly table.InputRow[] = table.INPUTS.filter((row) =>
  row.hosts.some((host) => host === 'gitlab'),
)
const AWKWARD = [
  `it's "quoted"`,
  'a: b # c',
  '$CI_COMMIT_SHA $$ ${X}',
  '- item',
  '{a: [b}',
  '%TAG & *anchor !tag | > @ `',
  '  spaces  ',
  '---',
  'null',
  "'",
]

const rendered = (inputs: Record<string, InputValue>) => render(template, inputs, COMPONENT)

/** The one job, after making sure that it is the only one. */
function jobOf(inputs: Record<string, InputValue>) {
  const configuration = rendered(inputs)
  expect(Object.keys(configuration)).toEqual(['build-image'])
  const job = configuration['build-image']
  if (!job) throw new Error('no job')
  return job
}

test('generated files are in step with the table', () => {
  for (const [name, text] of Object.entries(generated(table, sumOfBundle()))) {
    expect(readFileSync(name, 'utf8'), `${name}: run "npm run generate"`).toBe(text)
  }
})

describe('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8'))

  test('no input but the token has a default, which the runner would hand over as if given', () => {
    for (const [name, input] of Object.entries<Record<string, unknown>>(action.inputs)) {
      expect('default' in input, name).toBe(name === 'github-token')
      expect(String(input['description'])).not.toContain('${{')
    }
    expect(action.inputs['github-token'].default).toBe('${{ github.token }}')
  })

  test('what runs', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/post.js',
      'post-if': 'always()',
    })
    expect(Object.keys(action.outputs)).toEqual([
      'image',
      'digest',
      'imageid',
      'tags',
      'strategy',
      'metadata',
    ])
  })
})

describe('the component', () => {
  test('without inputs: nothing is given', () => {
    const job = jobOf({})
    expect(job).toMatchObject({ stage: 'build', artifacts: { reports: { dotenv: 'dockless.env' } } })
    expect(job.variables['DOCKLESS_COMPONENT_SHA']).toBe(COMPONENT.sha)
    const { inputs, mistakes, warnings } = readVariables(job.variables)
    const given = [...inputs.keys()].filter((name) => table.findInput(name)?.kind !== 'boolean')
    // A choice has no empty value in GitLab: its default is given.
    const choices = (table.INPUTS as readonly table.InputRow[]).filter(({ kind }) => kind === 'choice')
    expect([given.sort(), mistakes, warnings]).toEqual([choices.map(({ name }) => name).sort(), [], []])
    expect(readRequest(inputs, requestEnvironment('/'))).toMatchObject({ push: false, strategy: 'auto' })
  })

  test('every input reaches its variable, and no secret is an input', () => {
    const { inputs } = parse(template.split(/^---\n/m)[0] ?? '').spec
    for (const row of table.INPUTS as readonly table.InputRow[]) {
      expect(row.name in inputs, row.name).toBe(!row.secret)
    }
    for (const row of rows) expect(jobOf({}).variables).toHaveProperty(table.variableOf(row.name))
  })

  test('it runs for branches and tags; in merge requests when that is asked for, and then only reads the cache', () => {
    const rules = (inputs: Record<string, InputValue>) => jobOf(inputs).rules
    const branches = { if: '$CI_COMMIT_BRANCH || $CI_COMMIT_TAG' }
    const requests = (wanted: boolean) => ({
      if: `"${wanted}" == "true" && $CI_MERGE_REQUEST_IID`,
      variables: { DOCKLESS_CACHE_POLICY: 'pull' },
    })
    expect(rules({})).toEqual([requests(false), branches])
    expect(rules({ 'merge-requests': true })).toEqual([requests(true), branches])
    expect(() => rules({ 'merge-requests': 'x' })).toThrow()
    expect(jobOf({})).toMatchObject({
      variables: { DOCKLESS_CACHE_POLICY: 'pull-push', CACHE_COMPRESSION_LEVEL: 'fastest' },
      cache: {
        key: 'dockless-$CI_JOB_NAME_SLUG-$CI_COMMIT_REF_SLUG',
        fallback_keys: ['dockless-$CI_JOB_NAME_SLUG-$CI_DEFAULT_BRANCH'],
        policy: '$DOCKLESS_CACHE_POLICY',
      },
    })
  })

  test('every input stands alone in a block scalar', () => {
    const [, body = ''] = template.split(/^---\n/m)
    const lines = body.split('\n')
    lines.forEach((line, i) => {
      if (!line.includes('$[[') || line === '"$[[ inputs.job-name ]]":') return
      if (line.includes('inputs.merge-requests')) return // true or false, and nothing else
      expect(line).toMatch(/^ +\$\[\[ (inputs|component)\.[\w-]+ \]\]$/)
      expect(lines[i - 1]).toMatch(/: \|-$/)
    })
  })

  test.each(AWKWARD)('the text %j arrives as it is, and adds no job', (text) => {
    for (const row of rows.filter((each) => each.kind === 'string')) {
      const job = jobOf({ [row.name]: text })
      expect(job.variables[table.variableOf(row.name)]?.trim(), row.name).toBe(text.trim())
    }
  })

  test('lists of any text arrive as they are, and add no job', () => {
    const text = fc.oneof(
      fc.constantFrom(...AWKWARD, 'a\nb: c', 'x\n"evil":\n  script: [id]', '"', '\\', '$[[ inputs.tags ]]'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (items) => {
        const job = jobOf({ 'build-args': items })
        const reader = new Reader(readVariables(job.variables).inputs)
        expect(reader.list('build-args')).toEqual(items.filter((item) => item.trim() !== ''))
        reader.finish()
      }),
      { numRuns: 200 },
    )
  })

  test.each(['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029'])(
    'a text with the line break %j is refused',
    (end) => {
      const attack = `x${end}evil:${end}  script: id`
      for (const name of [
        'context',
        'target',
        'image',
        'stage',
        'bundle',
        'source-project',
        'job-name',
        'shm-size',
      ]) {
        expect(() => rendered({ [name]: attack }), name).toThrow(/does not match/)
      }
    },
  )

  test('without that check a line break would add a job: the check is needed', () => {
    const attack = 'x\nevil:\n  script: id\nrest:\n  variables:\n    A: |-\n      b'
    const configuration = render(template, { context: attack }, COMPONENT, { checked: false })
    expect(Object.keys(configuration)).toContain('evil')
  })

  test.each(['a"b', 'a: b', 'a\\x', '"', "a'", '#a', '$[[ inputs.stage ]]', ''])(
    'the job name %j is refused',
    (name) => {
      expect(() => rendered({ 'job-name': name })).toThrow(/does not match/)
    },
  )

  test('the script: the sum stands in it, and its parts are shell and JavaScript', () => {
    const [script = ''] = jobOf({}).script
    expect(script).toMatch(/"\$dockless_dist" [0-9a-f]{64} <<'DOCKLESS_FETCH'/)
    expect(script).not.toContain('$[[')
    expect(script.split('\n')).toContain('DOCKLESS_FETCH')
  })
})
