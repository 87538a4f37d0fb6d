import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseCommandLine } from '../../src/request/flags.js'
import { findInput, INPUTS, type InputRow, variableOf } from '../../src/request/table.js'

const yaml = (file: string) => parse(readFileSync(file, 'utf8'))
const variables = new Set(INPUTS.map((row: InputRow) => variableOf(row.name)))
const [header = ''] = readFileSync('templates/build.yml', 'utf8').split(/^---\n/m)
const component = new Set(Object.keys(parse(header).spec.inputs))

/** Every step with `uses:` of a workflow. */
function usesOf(file: string): readonly { readonly uses: string; readonly with?: Record<string, unknown> }[] {
  const jobs: readonly { steps?: readonly { uses?: string }[] }[] = Object.values(yaml(file).jobs)
  return jobs
    .flatMap((job) => job.steps ?? [])
    .filter((step): step is { uses: string } => step.uses !== undefined)
}

describe('examples say what the table has', () => {
  test.each(['examples/github/build.yml', '.github/workflows/ci.yml'])('%s', (file) => {
    const ours = usesOf(file).filter(({ uses }) => uses === './' || uses.startsWith('dockless/'))
    expect(ours).toHaveLength(1)
    for (const name of Object.keys(ours[0]?.with ?? {}))
      expect(findInput(name)?.hosts, name).toContain('github')
  })

  test.each(['examples/gitlab/.gitlab-ci.yml', '.gitlab-ci.yml'])('%s', (file) => {
    const [include] = yaml(file).include
    expect(include.component).toMatch(/\/build@/)
    for (const name of Object.keys(include.inputs)) expect(component).toContain(name)
  })

  test('variables and flags of the others', () => {
    const step = yaml('examples/tekton/task.yaml').spec.steps[0]
    for (const { name } of step.env) if (name.startsWith('DOCKLESS_')) expect(variables).toContain(name)
    const container = yaml('examples/kubernetes/job.yaml').spec.template.spec.containers[0]
    expect(parseCommandLine([...container.command.slice(2), ...container.args]).mistakes).toEqual([])
    const jenkins = readFileSync('examples/jenkins/Jenkinsfile', 'utf8')
    const [, line = ''] = /index\.js (build [^']*)'/.exec(jenkins) ?? []
    expect(parseCommandLine(line.split(' '))).toMatchObject({ command: 'build', mistakes: [] })
    for (const name of jenkins.match(/DOCKLESS_(?!JSON)\w+/g) ?? []) expect(variables).toContain(name)
  })
})

describe('workflows', () => {
  const workflows = ['.github/workflows/ci.yml', '.github/workflows/release.yml']

  test.each([...workflows, 'examples/github/build.yml'])(
    '%s: no permission but per job, actions by commit',
    (file) => {
      expect(yaml(file).permissions).toEqual({})
      for (const job of Object.values<Record<string, unknown>>(yaml(file).jobs))
        expect(job).toHaveProperty('permissions')
      for (const { uses } of usesOf(file)) {
        if (uses !== './' && !uses.startsWith('dockless/'))
          expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
      }
    },
  )

  test('the job that may write runs no code of the repository or of a dependency', () => {
    const { release, verify } = yaml('.github/workflows/release.yml').jobs
    expect([release.permissions, verify.permissions]).toEqual([{ contents: 'write' }, { contents: 'read' }])
    expect(JSON.stringify(release.steps)).not.toMatch(/npm|node |uses/)
    expect(release.needs).toBe('verify')
  })
})
