import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Done } from '../support/command.js'
import { readRegistryImage } from '../support/image-diff.js'
import { type Line, openLine, PASSWORD, USERNAME } from './line.js'
import { makeRepository, type Repository } from './repository.js'

const DOCKERFILE = `FROM busybox AS build
ARG WORD
RUN --mount=type=secret,id=token echo "$WORD" > /word && test "$(cat /run/secrets/token)" = 'a "quoted", token'
FROM busybox
COPY --from=build /word /word
USER app
`

/** Everything that the test knows comes in as variables of the repository, as it would on GitHub. */
const WORKFLOW = `on: push
permissions: {}
jobs:
  image:
    runs-on: ubuntu-latest
    outputs:
      digest: \${{ steps.build.outputs.digest }}
    steps:
      - uses: actions/checkout@v4
      - id: build
        uses: ./
        with:
          context: app
          tags: |
            \${{ vars.REGISTRY }}/app/act:1
            \${{ vars.REGISTRY }}/app/act:latest
          push: true
          build-args: |
            WORD=from the workflow
          secrets: |
            "token=a ""quoted"", token"
          registry: \${{ vars.REGISTRY }}
          username: \${{ vars.USERNAME }}
          password: \${{ secrets.PASSWORD }}
          registry-mirrors: \${{ vars.HUB }}
          ca-certificates: \${{ vars.CA }}
          strategy: \${{ vars.STRATEGY }}
      - name: A later step
        env:
          DIGEST: \${{ steps.build.outputs.digest }}
          IMAGE: \${{ steps.build.outputs.image }}
          TAGS: \${{ steps.build.outputs.tags }}
          STRATEGY: \${{ steps.build.outputs.strategy }}
          METADATA: \${{ steps.build.outputs.metadata }}
        run: |
          echo "step: digest=$DIGEST image=$IMAGE strategy=$STRATEGY"
          echo "step: tags=$(echo $TAGS)"
          echo "step: metadata=$(echo "$METADATA" | node -p 'JSON.parse(fs.readFileSync(0))["containerimage.digest"]')"
  deploy:
    runs-on: ubuntu-latest
    needs: image
    steps:
      - env:
          DIGEST: \${{ needs.image.outputs.digest }}
        run: |
          echo "job: digest=$DIGEST"
`

const FAILS = WORKFLOW.replace('context: app', 'context: fails')

let line: Line
let repository: Repository

beforeAll(async () => {
  line = await openLine()
  repository = await makeRepository(line, 'act-repository', 'https://github.com/acme/app.git', {
    '.github/workflows/build.yml': WORKFLOW,
    '.github/workflows/fails.yml': FAILS,
    'app/Dockerfile': DOCKERFILE,
    'fails/Dockerfile': 'FROM busybox\nRUN echo last words && exit 42\n',
  })
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

/** act in host mode: the job's steps run on this machine, as the account. */
function act(workflow: string, variables: Readonly<Record<string, string>> = {}): Promise<Done> {
  const given = {
    REGISTRY: line.safe.host,
    USERNAME,
    HUB: line.hub.host,
    CA: line.ca.certificateFile,
    STRATEGY: 'auto',
    ...variables,
  }
  const state = join(line.account.home, 'act')
  return line.account.run(
    [
      'act',
      'push',
      '--workflows',
      `.github/workflows/${workflow}`,
      '--platform=ubuntu-latest=-self-hosted',
      '--pull=false',
      '--action-offline-mode',
      `--artifact-server-path=${join(state, 'artifacts')}`,
      '--artifact-server-addr=127.0.0.1',
      `--cache-server-path=${join(state, 'cache')}`,
      '--cache-server-addr=127.0.0.1',
      '--secret=PASSWORD',
      ...Object.entries(given).map(([name, value]) => `--var=${name}=${value}`),
    ],
    { cwd: repository.directory, env: { PASSWORD }, timeoutMs: 240_000 },
  )
}

test.each(['buildkit', 'buildah'])(
  'a workflow that uses ./ builds with %s, pushes, and later steps know',
  async (strategy) => {
    const done = await act('build.yml', { STRATEGY: strategy })
    expect(done.status, done.output).toBe(0)
    const digest = await line.safe.digest('app/act:1')
    expect(digest).toMatch(/^sha256:/)
    expect(await line.safe.digest('app/act:latest')).toBe(digest)
    const repositoryName = `${line.safe.host}/app/act`
    expect(done.output).toContain(
      `step: digest=${digest} image=${repositoryName}:1@${digest} strategy=${strategy}`,
    )
    expect(done.output).toContain(`step: tags=${repositoryName}:1 ${repositoryName}:latest`)
    expect(done.output).toContain(`step: metadata=${digest}`)
    expect(done.output).toContain(`job: digest=${digest}`)
    expect(done.output).toMatch(/Success - Post \.\//) // the post step ran
    expect(done.output).not.toContain(PASSWORD)
    const { files, config } = await readRegistryImage(line.safe, 'app/act:1')
    expect(files.get('word')).toMatchObject({ size: 'from the workflow\n'.length })
    expect(config['config']).toMatchObject({ User: 'app' })
  },
)

test('a RUN that fails fails the step, is annotated at its line, and the post step runs all the same', async () => {
  const done = await act('fails.yml')
  expect(done.status).not.toBe(0)
  expect(done.output).toMatch(/fails\/Dockerfile.*line=2|line=2.*fails\/Dockerfile/)
  expect(done.output).toContain('status 42')
  expect(done.output).toMatch(/Success - Post \.\//)
})

test('nothing is left of it: no process, no private directory', () => {
  expect(line.account.processes()).toEqual([])
  expect(readdirSync(line.account.tmp).filter((name) => name.startsWith('dockless'))).toEqual([])
})
