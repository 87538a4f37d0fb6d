import { expect, test } from 'vitest'
import { Secret } from '../../src/log/secret.js'
import { formatPlatform, nativePlatform } from '../../src/oci/platform.js'
import type { BuildRequest } from '../../src/request/request.js'
import type { Facts } from '../../src/runner/facts.js'
import { STRATEGIES } from '../../src/strategies/all.js'
import { choose } from '../../src/strategies/choose.js'
import type { AnyTask, BuildPlan, PlannedCommand, PlannedFile } from '../../src/strategies/strategy.js'
import { CONTAINER, EXECUTOR } from './kaniko/fixture.js'
import { projectTask } from './jvm/fixture.js'
import { reference, RUNNER, taskOf, WIRING, without } from './fixtures.js'

/*
 * The whole plan of every strategy for the same request, as text in plans/: what is written, what is run, with which
 * environment, in which order. `npx vitest run test/strategies/plans.test.ts -u` writes them anew.
 */

const DOCKERFILE = `FROM alpine:3 AS build
ARG VERSION
RUN make VERSION=$VERSION
FROM alpine:3
COPY --from=build /out /app
CMD ["/app"]
`
const WITHOUT_RUN = DOCKERFILE.replace(/^RUN .*\n/m, '')

const ASKED: Partial<BuildRequest> = {
  buildArgs: { VERSION: '1.2' },
  labels: { 'org.opencontainers.image.title': 'An app' },
}
/** What only some builders are able to do. */
const MORE: Partial<BuildRequest> = {
  ...ASKED,
  secrets: [{ id: 'token', source: 'value', value: new Secret('s3cr3t') }],
  sourceDateEpoch: 1_700_000_000,
}

function on(tools: Partial<Facts['tools']>, more: Partial<Facts> = {}): Facts {
  return { ...RUNNER, ...more, tools: { ...RUNNER.tools, ...tools } }
}

const ELSEWHERE = { platforms: [formatPlatform(nativePlatform())], version: 'v0.33.0' }
const TLS = { ca: '/tls/ca.pem', client: { certificate: '/tls/cert.pem', key: '/tls/key.pem' } }
const DAEMON = { rootless: true, evidence: 'it says so', named: false } as const
const S2I = { builder: reference('registry.example/builder:1'), program: '/usr/bin/s2i' }

const dockerfile = (request: Partial<BuildRequest>, text = DOCKERFILE): AnyTask => taskOf(text, request)
const named = (request: Partial<BuildRequest>, strategy: BuildRequest['strategy']): AnyTask =>
  dockerfile({ ...request, strategy })

const ALL_BUT_ROOT = [{ inside: 0, outside: 1, count: 4_294_967_294 }]
/** Root of a container under CRI-O's profile. */
const CLONED = {
  idMap: { method: 'shift', uids: ALL_BUT_ROOT, gids: ALL_BUT_ROOT },
  evidence: 'clone(2) of user, mount and pid namespaces: done',
} as const

test.each<[file: string, task: AnyTask, facts: Facts]>([
  ['assemble', dockerfile(ASKED, WITHOUT_RUN), RUNNER],
  ['buildkit', named(MORE, 'buildkit'), RUNNER],
  [
    'buildkit-over-tls',
    dockerfile({ ...MORE, builder: { endpoints: ['tcp://build.example:1234'], tls: TLS } }),
    on({}, { remoteBuilders: [{ ...ELSEWHERE, endpoint: 'tcp://build.example:1234' }] }),
  ],
  [
    'buildkit-in-a-pod',
    dockerfile({ ...MORE, builder: { endpoints: ['kube-pod://buildkitd-0'], tls: undefined } }),
    on({}, { remoteBuilders: [{ ...ELSEWHERE, endpoint: 'kube-pod://buildkitd-0' }] }),
  ],
  ['buildah', named(MORE, 'buildah'), RUNNER],
  ['buildah-in-a-chroot', named(MORE, 'buildah'), without('mountProc', 'container')],
  ['podman', named(MORE, 'podman'), on({ podman: { path: '/usr/bin/podman', version: '4.3.1' } })],
  ['kaniko', named(MORE, 'kaniko'), on({ kaniko: EXECUTOR })],
  ['kaniko-in-a-chroot', named(MORE, 'kaniko'), CONTAINER],
  [
    'kaniko-by-clone',
    named(MORE, 'kaniko'),
    { ...CONTAINER, cloned: CLONED, tools: { ...RUNNER.tools, kaniko: EXECUTOR } },
  ],
  [
    'docker',
    named(ASKED, 'docker'),
    on({}, { daemons: [{ ...DAEMON, socket: '/run/user/1000/docker.sock', engine: 'docker' }] }),
  ],
  [
    'docker-of-podman',
    named(ASKED, 'docker'),
    on({}, { daemons: [{ ...DAEMON, socket: '/run/user/1000/podman/podman.sock', engine: 'podman' }] }),
  ],
  ['img', named(ASKED, 'img'), on({ img: { path: '/usr/bin/img', version: '0.5.11' } })],
  [
    's2i',
    { ...taskOf('FROM registry.example/builder:1\nRUN assemble\n', { ...ASKED, strategy: 's2i' }), s2i: S2I },
    RUNNER,
  ],
  ['jib-maven', projectTask({ request: ASKED }), RUNNER],
  [
    'jib-gradle',
    projectTask({
      project: { tool: 'gradle', program: { path: '/usr/bin/gradle', isWrapper: false } },
      request: ASKED,
    }),
    RUNNER,
  ],
  [
    'jkube',
    projectTask({
      request: {
        ...ASKED,
        strategy: 'jkube',
        project: {
          jib: {},
          jkube: { 'generator.from': 'quay.io/a/b:1', 'generator.java-exec.mainClass': 'demo.Main' },
        },
      },
    }),
    RUNNER,
  ],
])('%s', async (file, task, facts) => {
  const { strategy } = choose(task, facts, STRATEGIES)
  expect(strategy?.name).toBe(file.replace(/^buildkit-.*/, 'buildkit').replace(/-.*/, ''))
  const plan = strategy?.plan(task, facts, { ...WIRING, cache: CACHE })
  if (!plan) throw new Error('nothing fits')
  await expect(told(plan)).toMatchFileSnapshot(`plans/${file}.txt`)
})

const CACHE = { repository: 'cache/app', mode: 'max', writable: true } as const

/** The whole plan as text. The native platform is told as linux/amd64, wherever this runs. */
function told(plan: BuildPlan): string {
  const { strategy, directory, directories, files, daemon, commands, aliases, notes, ...rest } = plan
  expect(rest).toEqual({})
  const lines = [
    `strategy ${strategy}, in ${directory}`,
    ...section('notes', notes),
    ...section('directories', directories),
    ...section('files', files.flatMap(fileLines)),
    ...(daemon ? section('daemon', commandLines(daemon)) : []),
    ...commands.flatMap((command) => section('command', commandLines(command))),
    ...section(
      'aliases, for logs',
      Object.entries(aliases).map(([name, own]) => `${name} is ${own}`),
    ),
  ]
  return `${lines.join('\n').replaceAll(formatPlatform(nativePlatform()), 'linux/amd64')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...indented(lines)]
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`.trimEnd())

function fileLines({ name, content, mode = 0o600, ...rest }: PlannedFile): string[] {
  expect(rest).toEqual({})
  const head = `${name} (0${mode.toString(8)})`
  if (content instanceof Secret) return [`${head}, secret`, ...indented(linesOf(content.reveal()))]
  if (typeof content === 'string') return [head, ...indented(linesOf(content))]
  return [
    content instanceof Uint8Array ? `${head}, a program of ours` : `${head}, a copy of ${content.copyOf}`,
  ]
}

/** A word a line; a script over as many as it has. */
function commandLines({ name, argv, env, secretEnv = {}, cwd, idMap, ...rest }: PlannedCommand): string[] {
  expect(rest).toEqual({})
  const secret = Object.entries(secretEnv).map(([key, value]) => `${key}=${value.reveal()} (secret)`)
  const open = Object.entries(env).map(([key, value]) => `${key}=${value}`)
  return [
    `${name}, in ${cwd}`,
    ...(idMap === undefined ? [] : [`id map behind the gate ${idMap.gate}`]),
    ...section('environment', [...open, ...secret]).slice(1),
    ...section('argv', argv.flatMap(linesOf)).slice(1),
  ]
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')
