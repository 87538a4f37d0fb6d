import { createServer } from 'node:http'
import { cp, readFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Done, run } from '../support/command.js'
import { readRegistryImage } from '../support/image-diff.js'
import { CHECKOUT, nodeProgram } from '../support/testbed.js'
import { type Line, openLine, PASSWORD, USERNAME } from './line.js'
import { makeRepository, type Repository } from './repository.js'

const DOCKERFILE = `FROM busybox
ARG WORD
RUN echo "$WORD" > /word
USER app
`

/** The component of this very commit, and a job after it. */
function pipeline(line: Line, strategy: string): string {
  return `include:
  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/build@$CI_COMMIT_SHA
    inputs:
      context: app
      tags: ['${line.safe.host}/app/gitlab:${strategy}']
      push: true
      build-args: ['WORD=a b']
      strategy: ${strategy}
      registry: ${line.safe.host}
      username: ${USERNAME}
      password-env: E2E_PASSWORD
      registry-mirrors: ['${line.hub.host}']
      ca-certificates: ['${line.ca.certificateFile}']
      source-project: acme/dockless
build-image:
  after_script: [] # before which gitlab-ci-local removes what git does not know: the reports
deploy:
  stage: deploy
  needs: [build-image]
  script:
    - echo "job digest=$DOCKLESS_OUTPUT_DIGEST image=$DOCKLESS_OUTPUT_IMAGE strategy=$DOCKLESS_OUTPUT_STRATEGY"
    - node -p '"json digest=" + JSON.parse(fs.readFileSync("dockless.json")).digest'
`
}

let line: Line
let gitlab: string

beforeAll(async () => {
  line = await openLine()
  gitlab = join(line.account.directory, 'gitlab-ci-local')
  await cp(join(CHECKOUT, 'node_modules', 'gitlab-ci-local'), gitlab, { recursive: true })
  await run({ argv: ['chmod', '-R', 'a+rX', gitlab] })
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

/** GitLab's Files API for one repository, out of `git show`; every request must carry the job's token. */
async function serveFiles(
  repository: Repository,
): Promise<{ readonly url: string; readonly asked: string[] } & AsyncDisposable> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const [, project, file] =
      /^\/api\/v4\/projects\/([^/]+)\/repository\/files\/([^/]+)\/raw$/.exec(pathname) ?? []
    const ref = searchParams.get('ref')
    if (project !== 'acme%2Fdockless' || file === undefined || ref === null) {
      response.writeHead(404).end()
      return
    }
    if (request.headers['job-token'] !== 'the-job-token') {
      response.writeHead(401).end()
      return
    }
    asked.push(decodeURIComponent(file))
    const name = `${ref}:${decodeURIComponent(file)}`
    const argv = ['git', '-c', 'safe.directory=*', 'show', name] as const
    void run({ argv, cwd: repository.directory }).then(({ status, stdout }) => {
      response.writeHead(status === 0 ? 200 : 404).end(stdout)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return {
    url: `http://127.0.0.1:${address.port}/api/v4`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function gitlabCiLocal(
  repository: Repository,
  api: { readonly url: string },
  more: readonly string[] = [],
): Promise<Done> {
  return line.account.run(
    [
      nodeProgram(24),
      join(gitlab, 'dist', 'index.js'),
      '--no-color',
      '--force-shell-executor',
      '--shell-isolation',
      `--home=${join(line.account.home, 'gitlab')}`,
      `--variable=CI_API_V4_URL=${api.url}`,
      '--variable=CI_JOB_TOKEN=the-job-token',
      '--variable=GITLAB_CI=true',
      `--variable=E2E_PASSWORD=${PASSWORD}`,
      '--ignore-predefined-vars=CI_API_V4_URL,GITLAB_CI',
      ...more,
    ],
    { cwd: repository.directory, timeoutMs: 240_000 },
  )
}

async function repositoryWith(strategy: string): Promise<Repository> {
  return makeRepository(line, `gitlab-${strategy}`, 'git@gitlab.example:acme/app.git', {
    '.gitlab-ci.yml': pipeline(line, strategy),
    'app/Dockerfile': DOCKERFILE,
  })
}

test.each(['buildkit', 'buildah'])(
  'the component builds with %s, pushes, and a later job knows',
  async (strategy) => {
    const repository = await repositoryWith(strategy)
    await using api = await serveFiles(repository)
    const done = await gitlabCiLocal(repository, api)
    expect(done.status, done.output).toBe(0)
    const digest = await line.safe.digest(`app/gitlab:${strategy}`)
    expect(digest).toMatch(/^sha256:/)
    const image = `${line.safe.host}/app/gitlab:${strategy}@${digest}`
    expect(done.output).toContain(`job digest=${digest} image=${image} strategy=${strategy}`)
    expect(done.output).toContain(`json digest=${digest}`)
    expect(done.output).not.toContain(PASSWORD)
    const sums = await readFile(join(repository.directory, 'dist', 'SHA256SUMS'), 'utf8')
    const listed = sums
      .trim()
      .split('\n')
      .map((entry) => `dist/${entry.split('  ')[1]}`)
    expect([...api.asked].sort()).toEqual(['dist/SHA256SUMS', ...listed].sort())
    const { files } = await readRegistryImage(line.safe, `app/gitlab:${strategy}`)
    expect(files.get('word')).toMatchObject({ size: 'a b\n'.length })
  },
)

test('a bundle that is not the one of the component is not run', async () => {
  const repository = await repositoryWith('auto')
  // The API of another commit: one file of the bundle differs from its sum.
  const other = await makeRepository(line, 'gitlab-other', 'git@gitlab.example:acme/other.git', {
    'dist/index.js': 'console.log("not ours")\n',
  })
  await using api = await serveFiles({ ...other, commit: repository.commit })
  const done = await gitlabCiLocal(repository, api, [`--variable=DOCKLESS_COMPONENT_SHA=${other.commit}`])
  expect(done.status).not.toBe(0)
  expect(done.output).toContain('dist/index.js has the sha256')
  expect(done.output).not.toContain('not ours')
  expect(await line.safe.digest('app/gitlab:auto')).toBeUndefined()
})

test('a branch writes the cache; a merge request reads it, and runs the job only where that is asked for', async () => {
  const WITHOUT_RUN = 'FROM busybox\nCOPY Dockerfile /\n'
  // As GitLab has it: a pipeline of a merge request belongs to no branch.
  const request = ['--variable=CI_MERGE_REQUEST_IID=7', '--unset-variable=CI_COMMIT_BRANCH']
  const ran = async (name: string, inputs: string, more: readonly string[]) => {
    const repository = await makeRepository(line, name, 'git@gitlab.example:acme/app.git', {
      '.gitlab-ci.yml': pipeline(line, 'assemble').replace('      push: true', `      push: true\n${inputs}`),
      'app/Dockerfile': WITHOUT_RUN,
    })
    await using api = await serveFiles(repository)
    const done = await gitlabCiLocal(repository, api, more)
    const cache = join(repository.directory, '.gitlab-ci-local', 'cache')
    return {
      built: done.output.includes('job digest=sha256:'),
      cached: existsSync(cache) ? readdirSync(cache) : [],
      output: done.output,
    }
  }
  const branch = await ran('gitlab-branch', '', [])
  expect(branch, branch.output).toMatchObject({
    built: true,
    cached: [expect.stringMatching(/^dockless-build-image-/)],
  })
  const asked = await ran('gitlab-request', '      merge-requests: true', request)
  expect(asked, asked.output).toMatchObject({ built: true, cached: [] })
  const unasked = await ran('gitlab-nothing', '', request)
  expect(unasked, unasked.output).toMatchObject({ built: false, cached: [] })
})

test('after_script removes the bundle', async () => {
  const repository = await makeRepository(line, 'gitlab-after', 'git@gitlab.example:acme/app.git', {
    '.gitlab-ci.yml': pipeline(line, 'assemble').replace(/^build-image:[^]*/m, ''),
    'app/Dockerfile': 'FROM busybox\nCOPY Dockerfile /\n',
  })
  await using api = await serveFiles(repository)
  const before = readdirSync(line.account.tmp)
  const done = await gitlabCiLocal(repository, api)
  // gitlab-ci-local, unlike GitLab, removes what git does not know before after_script: the report is not there then.
  expect(done.output).toContain('build-image')
  expect(await line.safe.digest('app/gitlab:assemble')).toMatch(/^sha256:/)
  expect(readdirSync(line.account.tmp)).toEqual(before)
})

test('no process and no private directory is left of it', () => {
  expect(line.account.processes()).toEqual([])
  const left = readdirSync(line.account.tmp)
  expect(left.filter((name) => !name.startsWith('dockless-bundle-'))).toEqual([]) // those go in after_script
})
