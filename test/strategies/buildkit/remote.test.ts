import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/log/secret.js'
import { nativePlatform } from '../../../src/oci/platform.js'
import type { BuildRequest, RemoteBuilder } from '../../../src/request/request.js'
import type { Facts, RemoteBuilderFacts } from '../../../src/runner/facts.js'
import { builderProblem } from '../../../src/runner/builder-problems.js'
import { workersIn } from '../../../src/runner/remote-builders.js'
import { STRATEGIES } from '../../../src/strategies/all.js'
import { buildkit } from '../../../src/strategies/buildkit/buildkit.js'
import type { OriginCache } from '../../../src/strategies/origins.js'
import { candidates } from '../../../src/strategies/buildkit/remote-plan.js'
import { choose } from '../../../src/strategies/choose.js'
import { RUNNER, taskOf, WIRING } from '../fixtures.js'

const RUN = 'FROM registry.example/base:1\nRUN make\n'
const TLS = { ca: '/tls/ca.pem', client: { certificate: '/tls/cert.pem', key: '/tls/key.pem' } }
const NATIVE = nativePlatform()
const [MINE, OTHER] =
  NATIVE.architecture === 'amd64' ? (['amd64', 'arm64'] as const) : (['arm64', 'amd64'] as const)

function builder(
  endpoints: readonly string[],
  tls: RemoteBuilder['tls'] | 'none' = TLS,
): Partial<BuildRequest> {
  return { builder: { endpoints, tls: tls === 'none' ? undefined : tls } }
}

function answering(...remoteBuilders: readonly RemoteBuilderFacts[]): Facts {
  return { ...RUNNER, remoteBuilders }
}

const A: RemoteBuilderFacts = { endpoint: 'tcp://a:1', platforms: [`linux/${MINE}`], version: 'v0.32.2' }
const B: RemoteBuilderFacts = { endpoint: 'tcp://b:1', platforms: [`linux/${OTHER}`, `linux/${MINE}`] }
const DEAD: RemoteBuilderFacts = { endpoint: 'tcp://c:1', platforms: [], problem: 'connection refused' }

describe('the choice among builders elsewhere', () => {
  const task = (platform: string) => {
    const [os = '', architecture = ''] = platform.split('/')
    return taskOf(RUN, {
      ...builder(['tcp://a:1', 'tcp://b:1', 'tcp://c:1']),
      platform: { os, architecture },
    }).request
  }

  test('those whose own platform it is come before those that would emulate it; the dead do not come', () => {
    expect(candidates(task(`linux/${MINE}`), answering(DEAD, B, A))).toEqual(['tcp://a:1', 'tcp://b:1'])
    expect(candidates(task(`linux/${OTHER}`), answering(A, B))).toEqual(['tcp://b:1'])
    expect(candidates(task('linux/s390x'), answering(A, B))).toEqual([])
  })

  test('SOURCE_DATE_EPOCH needs BuildKit 0.13', () => {
    const request = { ...task(`linux/${MINE}`), sourceDateEpoch: 1 }
    expect(candidates(request, answering({ ...A, version: 'v0.12.5' }, B))).toEqual(['tcp://b:1'])
    const dated = buildkit.assess(
      taskOf(RUN, { ...builder(['tcp://a:1']), sourceDateEpoch: 1 }),
      answering({ ...A, version: 'v0.12.5' }),
    )
    expect(dated.conditions.find(({ name }) => name === 'builder')).toMatchObject({
      holds: false,
      fix: expect.stringContaining('0.13'),
    })
  })

  test('when nobody was asked, all in the order of the input', () => {
    expect(candidates(task(`linux/${MINE}`), RUNNER)).toEqual(['tcp://a:1', 'tcp://b:1', 'tcp://c:1'])
  })
})

describe('the verdict', () => {
  const failed = (request: Partial<BuildRequest>, facts: Facts) =>
    buildkit.assess(taskOf(RUN, request), facts).conditions.filter(({ holds }) => !holds)

  test('needs buildctl and a builder that answers, and nothing of this runner', () => {
    const tools = {
      ...RUNNER.tools,
      buildkitd: undefined,
      runc: undefined,
      unshare: undefined,
      setpriv: undefined,
    }
    const no = { holds: false, evidence: 'Operation not permitted' }
    const trials = { ...RUNNER.trials, userNamespace: no, mapRange: no, mount: no }
    expect(failed(builder(['tcp://a:1']), { ...answering(A), tools, trials })).toEqual([])
  })

  test('when none answers it tells what each said', () => {
    const [first] = failed(builder(['tcp://c:1']), answering(DEAD))
    expect(first).toMatchObject({ name: 'builder', evidence: 'tcp://c:1: connection refused' })
  })

  test('and what that comes from, where it is known', () => {
    const reason = { cause: 'nothing listens there', fix: 'Look whether buildkitd runs there' }
    const [first] = failed(
      builder(['tcp://c:1', 'tcp://d:1']),
      answering({ ...DEAD, reason }, { ...DEAD, endpoint: 'tcp://d:1' }),
    )
    expect(first).toEqual({
      name: 'builder',
      holds: false,
      evidence: 'tcp://c:1: nothing listens there (connection refused); tcp://d:1: connection refused',
      fix: 'Look whether buildkitd runs there; Look whether the builder runs and is reached from here',
      reasons: [
        { cause: 'tcp://c:1: nothing listens there', fix: reason.fix },
        {
          cause: 'tcp://d:1: connection refused',
          fix: 'Look whether the builder runs and is reached from here',
        },
      ],
    })
  })

  test('when none runs the platform it says so', () => {
    const platform = { os: 'linux', architecture: 's390x' }
    const [first] = failed({ ...builder(['tcp://a:1']), platform }, answering(A))
    expect(first?.fix).toContain('Name a builder for linux/s390x')
  })

  test.each<[string, RemoteBuilder['tls'] | 'none', string[]]>([
    ['tcp://builder.example:1', 'none', ['encryption']],
    ['tcp://127.0.0.1:1', 'none', []],
    ['tcp://[::1]:1', 'none', []],
    ['unix:///run/buildkit/buildkitd.sock', 'none', []],
    ['kube-pod://builder-0', 'none', []],
    ['tcp://builder.example:1', TLS, []],
  ])('%s with TLS %o', (endpoint, tls, expected) => {
    const names = failed(builder([endpoint], tls), answering({ ...A, endpoint })).map(({ name }) => name)
    expect(names).toEqual(expected)
  })

  test('plain text is for those who say that the network is theirs', () => {
    const request = { ...builder(['tcp://a:1'], 'none'), allowSharedCredentials: true }
    expect(failed(request, answering(A))).toEqual([])
  })

  test('a builder that was named is never passed over for one on the runner', () => {
    const { strategy, assessments } = choose(taskOf(RUN, builder(['tcp://c:1'])), answering(DEAD), STRATEGIES)
    expect(strategy).toBeUndefined()
    const buildah = assessments.find((one) => one.strategy === 'buildah')
    expect(buildah?.conditions.filter(({ holds }) => !holds).map(({ name }) => name)).toEqual(['builder'])
  })

  test('of auto for a Dockerfile without RUN: it is put together here, and nobody is asked', () => {
    const task = taskOf('FROM registry.example/base:1\nCOPY a /a\n', builder(['tcp://a:1']))
    expect(choose(task, answering(A), STRATEGIES).strategy?.name).toBe('assemble')
  })
})

test('the plan: for each builder a question whether it lives and the build, with the logins of what it names', () => {
  const credential = {
    kind: 'password',
    username: 'me',
    password: new Secret('s3cret'),
    source: 'a test',
  } as const
  const origins = {
    logins: [{ registry: 'registry.example', credential }],
    env: { HTTPS_PROXY: 'http://proxy:3128' },
  }
  const task = taskOf(RUN, { ...builder(['tcp://a:1', 'tcp://b:1']), caCertificates: ['/ca.pem'] })
  const plan = buildkit.plan(task, answering(A, B), { ...WIRING, origins })
  const env = {
    PATH: expect.stringContaining('/usr/bin'),
    HOME: '/tmp/private',
    XDG_RUNTIME_DIR: '/tmp/private/run',
    TMPDIR: '/tmp/private/tmp',
    HTTPS_PROXY: 'http://proxy:3128',
    DOCKER_CONFIG: '/tmp/private/docker',
  }
  const client = (endpoint: string) => [
    ...['/usr/bin/setpriv', '--pdeathsig', 'KILL', '/usr/bin/buildctl', '--addr', endpoint],
    ...['--tlscacert', '/tls/ca.pem', '--tlscert', '/tls/cert.pem', '--tlskey', '/tls/key.pem'],
  ]
  const build = (endpoint: string, index: number) => [
    ...client(endpoint),
    ...['build', '--progress', 'rawjson', '--frontend', 'dockerfile.v0'],
    ...['--local', 'context=/src/app', '--local', 'dockerfile=/src/app'],
    ...['--opt', 'filename=Dockerfile', '--opt', `platform=linux/${MINE}`],
    ...['--registry-auth-tlscontext', 'host=registry.example,ca=/ca.pem'],
    ...['--output', `type=oci,tar=false,dest=image-${index}`],
  ]
  const lives = ['debug', 'workers', '--format', '{{json .}}']
  const cwd = '/tmp/private'
  expect(plan).toEqual({
    strategy: 'buildkit',
    directory: '/tmp/private',
    directories: ['run', 'tmp', 'docker'],
    files: [{ name: 'docker/config.json', content: expect.any(Secret) }],
    daemon: undefined,
    commands: [
      { name: 'tcp://a:1 lives', argv: [...client('tcp://a:1'), ...lives], env, cwd },
      { name: 'tcp://a:1', argv: build('tcp://a:1', 0), env, cwd },
      { name: 'tcp://b:1 lives', argv: [...client('tcp://b:1'), ...lives], env, cwd },
      { name: 'tcp://b:1', argv: build('tcp://b:1', 1), env, cwd },
    ],
    aliases: {},
    notes: [expect.stringContaining('ca-certificates do not count there')],
  })
  const [file] = plan.files
  const text = file?.content instanceof Secret ? file.content.reveal() : ''
  expect(JSON.parse(text)).toEqual({
    auths: { 'registry.example': { auth: Buffer.from('me:s3cret').toString('base64') } },
  })
})

describe('the cache of a builder elsewhere', () => {
  const argvWith = (request: Partial<BuildRequest>, cache?: OriginCache) => {
    const task = taskOf(RUN, { ...builder(['tcp://a:1']), ...request })
    const origins = { logins: [], env: {}, ...(cache ? { cache } : {}) }
    const plan = buildkit.plan(task, answering(A), { ...WIRING, origins })
    return { argv: [...(plan.commands[1]?.argv ?? [])], notes: plan.notes }
  }
  const store = {
    kind: 'registry',
    repository: { registry: 'cache.example', repository: 'team/steps' },
  } as const
  const asked = { ...taskOf(RUN).request.cache, store, isGiven: true }

  test('lies in the registry that was asked for; buildctl answers for its login too', () => {
    const cache = {
      from: ['cache.example/team/steps:mine', 'cache.example/team/steps:main'],
      to: 'cache.example/team/steps:mine',
      insecure: true,
    }
    const { argv, notes } = argvWith({ cache: asked, caCertificates: ['/ca.pem'] }, cache)
    expect(argv.slice(argv.indexOf('--import-cache'))).toEqual([
      ...['--import-cache', 'type=registry,ref=cache.example/team/steps:mine,registry.insecure=true'],
      ...['--import-cache', 'type=registry,ref=cache.example/team/steps:main,registry.insecure=true'],
      '--export-cache',
      'type=registry,ref=cache.example/team/steps:mine,registry.insecure=true,mode=max,ignore-error=true',
    ])
    expect(argv).toContain('host=cache.example,ca=/ca.pem')
    expect(notes.join()).not.toContain('cache:')
    const verdict = buildkit.assess(taskOf(RUN, { ...builder(['tcp://a:1']), cache: asked }), answering(A))
    expect(verdict.conditions.find(({ name }) => name === 'credentials')?.evidence).toContain(
      'registry.example, cache.example alone',
    )
  })

  test.each([
    ['dir', { kind: 'directory', path: '/cache' }],
    ['github', { kind: 'github' }],
  ] as const)('cache: %s is not dropped in silence', (name, kind) => {
    const { argv, notes } = argvWith({ cache: { ...asked, store: kind } })
    expect(argv).not.toContain('--import-cache')
    expect(notes).toEqual([
      `cache: ${name} is not used: the builder cannot reach it, and has its own; cache: registry:HOST/REPOSITORY is shared by all builders`,
    ])
  })

  test('one that nobody asked for is not spoken of', () => {
    expect(argvWith({}).notes).toEqual([])
  })
})

test('a builder that cannot be used is told with its reason', () => {
  const reason = { cause: 'nothing listens there', fix: 'Look' }
  const plan = buildkit.plan(
    taskOf(RUN, builder(['tcp://a:1', 'tcp://c:1'])),
    answering(A, { ...DEAD, reason }),
    WIRING,
  )
  expect(plan.notes).toEqual(['Passed over: tcp://c:1: nothing listens there (connection refused)'])
})

describe('what buildctl says of the workers', () => {
  test('platforms in their order, the native one first, and the version', () => {
    const platforms = [
      { architecture: 'arm64', os: 'linux' },
      { architecture: 'amd64', os: 'linux', variant: 'v2' },
      { architecture: 'arm', os: 'linux', variant: 'v7' },
    ]
    const said = JSON.stringify([
      { id: 'x', platforms, buildkitVersion: { version: 'v0.33.0' } },
      { id: 'y', platforms },
    ])
    expect(workersIn(said)).toEqual({
      platforms: ['linux/arm64', 'linux/amd64/v2', 'linux/arm/v7'],
      version: 'v0.33.0',
    })
  })

  test('none before BuildKit 0.11, which cannot hand an image over', () => {
    const said = JSON.stringify([{ id: 'x', platforms: [{ architecture: 'amd64', os: 'linux' }] }])
    const { problem = '' } = workersIn(said)
    expect(builderProblem(problem)).toMatchObject({ cause: expect.stringContaining('older than 0.11') })
  })

  test.each(['', 'error', '[]', '{}', 'null', '[{"platforms":[{"os":1}]}]'])(
    '%j: it cannot be used',
    (said) => {
      expect(workersIn(said)).toMatchObject({ platforms: [], problem: expect.stringMatching(/./) })
    },
  )
})
