import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/log/secret.js'
import { formatPlatform, nativePlatform } from '../../../src/oci/platform.js'
import { planBuildkit } from '../../../src/strategies/buildkit/plan.js'
import { reference, RUNNER, taskOf, valuesOf, WIRING, without } from '../fixtures.js'

const NATIVE = formatPlatform(nativePlatform())
const PATH = '/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin'

test('a whole plan, as it is printed and as it is run', () => {
  const task = taskOf('FROM alpine:3\nCOPY --from=quay.io/acme/tool:1 /tool /bin/\nRUN make\n', {
    target: undefined,
    buildArgs: { VERSION: '1.2' },
    labels: { 'org.example': 'a b' },
    secrets: [{ id: 'token', source: 'value', value: new Secret('s3cr3t') }],
  })
  const plan = planBuildkit(task, RUNNER, WIRING)
  expect(plan).toEqual({
    strategy: 'buildkit',
    directory: '/tmp/private',
    directories: ['run', 'tmp', 'docker', 'secrets'],
    files: [
      {
        name: 'buildkitd.toml',
        content: `[otel]
  socketPath = "trace.sock"

[registry."docker.io"]
  mirrors = ["127.0.0.1:4711/o/docker.io"]
  http = false

[registry."quay.io"]
  mirrors = ["127.0.0.1:4711/o/quay.io"]
  http = false
`,
      },
      { name: 'source-policy.json', content: expect.any(String) },
      { name: 'docker/config.json', content: expect.any(Secret) },
      { name: 'secrets/0', content: expect.any(Secret) },
    ],
    daemon: {
      name: 'buildkitd',
      argv: [
        ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
        ...['/usr/bin/unshare', '--user', '--map-auto', '--map-root-user', '--mount'],
        ...['--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'],
        ...['/usr/bin/buildkitd', '--config', 'buildkitd.toml', '--root', '/tmp/private/root'],
        ...['--addr', 'unix://buildkit.sock'],
        ...['--oci-worker-binary', '/usr/bin/runc', '--oci-worker-snapshotter', 'overlayfs'],
      ],
      env: {
        PATH,
        HOME: '/tmp/private',
        USER: 'dockless',
        XDG_RUNTIME_DIR: '/tmp/private/run',
        TMPDIR: '/tmp/private/tmp',
        HTTP_PROXY: 'http://127.0.0.1:4711',
        HTTPS_PROXY: 'http://127.0.0.1:4711',
        NO_PROXY: '',
      },
      cwd: '/tmp/private',
    },
    commands: [
      {
        name: 'buildctl',
        argv: [
          ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
          ...['/usr/bin/buildctl', '--addr', 'unix:buildkit.sock', 'build', '--progress', 'rawjson'],
          ...['--frontend', 'dockerfile.v0'],
          ...['--local', 'context=/src/app', '--local', 'dockerfile=/src/app'],
          ...['--opt', 'filename=Dockerfile', '--opt', `platform=${NATIVE}`],
          ...['--opt', 'build-arg:VERSION=1.2', '--opt', 'label:org.example=a b'],
          ...['--secret', 'id=token,type=file,src=secrets/0'],
          ...['--source-policy-file', 'source-policy.json'],
          ...['--output', 'type=image,name=127.0.0.1:4711/in/image:built,push=true,oci-mediatypes=true'],
        ],
        env: {
          PATH,
          HOME: '/tmp/private',
          DOCKER_CONFIG: '/tmp/private/docker',
          XDG_RUNTIME_DIR: '/tmp/private/run',
          TMPDIR: '/tmp/private/tmp',
        },
        cwd: '/tmp/private',
      },
    ],
    aliases: { '127.0.0.1:4711/o/docker.io': 'docker.io', '127.0.0.1:4711/o/quay.io': 'quay.io' },
    notes: [],
  })
  expect(JSON.stringify(plan)).not.toMatch(/s3cr3t|ephemeral/)
})

test('the credential of the relay is in the auth file, and nowhere else', () => {
  const plan = planBuildkit(taskOf('FROM alpine\nRUN true\n'), RUNNER, WIRING)
  const auth = plan.files.find(({ name }) => name === 'docker/config.json')?.content
  expect(auth instanceof Secret ? JSON.parse(auth.reveal()) : auth).toEqual({
    auths: { '127.0.0.1:4711': { auth: Buffer.from('run:ephemeral').toString('base64') } },
  })
})

test('every image is asked of the relay, by a policy that leaves no other way', () => {
  const plan = planBuildkit(taskOf('FROM localhost:5000/base:1\nRUN true\n'), RUNNER, WIRING)
  const policy = plan.files.find(({ name }) => name === 'source-policy.json')?.content
  expect(typeof policy === 'string' && JSON.parse(policy)).toEqual({
    rules: [
      {
        action: 'CONVERT',
        selector: { identifier: 'docker-image://localhost:5000/*' },
        updates: { identifier: 'docker-image://127.0.0.1:4711/o/localhost_5000/${1}' },
      },
    ],
  })
})

describe('what the request asks for', () => {
  const opts = (...[request, text = 'FROM alpine\nRUN true\n']: [Parameters<typeof taskOf>[1], string?]) =>
    valuesOf(planBuildkit(taskOf(text, request), RUNNER, WIRING).commands[0]?.argv ?? [], '--opt')

  test.each([
    [{ target: 'x' }, 'target=x'],
    [
      {
        addHosts: [
          { name: 'db', address: '10.0.0.1' },
          { name: 'six', address: '::1' },
        ],
      },
      'add-hosts=db=10.0.0.1,six=::1',
    ],
    [{ shmSize: 1024 }, 'shm-size=1024'],
    [{ limits: [{ name: 'nofile', soft: 1, hard: 2 }] }, 'ulimit=nofile=1:2'],
    [{ pull: true }, 'image-resolve-mode=pull'],
    [{ network: 'none' as const }, 'force-network-mode=none'],
    [{ sourceDateEpoch: 7 }, 'build-arg:SOURCE_DATE_EPOCH=7'],
    [{ labels: { a: 'b=c' } }, 'label:a=b=c'],
  ])('%j', (request, expected) => {
    expect(opts(request, 'FROM alpine AS x\nRUN true\n')).toContain(expected)
  })

  test('network: host is an entitlement of both sides', () => {
    const plan = planBuildkit(taskOf('FROM alpine\nRUN true\n', { network: 'host' }), RUNNER, WIRING)
    expect(valuesOf(plan.daemon?.argv ?? [], '--allow-insecure-entitlement')).toEqual(['network.host'])
    expect(valuesOf(plan.commands[0]?.argv ?? [], '--allow')).toEqual(['network.host'])
  })

  test('named contexts: a directory, an image, an OCI layout', () => {
    const task = taskOf('FROM alpine\nCOPY --from=src / /\nCOPY --from=lay / /\nRUN true\n', {
      buildContexts: {
        src: { kind: 'path', path: '/else' },
        alpine: { kind: 'image', reference: reference('quay.io/acme/alpine:3') },
        lay: { kind: 'oci-layout', path: '/layout', reference: 'v1' },
      },
    })
    const argv = planBuildkit(task, RUNNER, WIRING).commands[0]?.argv ?? []
    expect(valuesOf(argv, '--opt')).toEqual(
      expect.arrayContaining([
        'context:src=local:src',
        'context:alpine=docker-image://quay.io/acme/alpine:3',
        'context:lay=oci-layout://lay:v1',
      ]),
    )
    expect(valuesOf(argv, '--local')).toContain('src=/else')
    expect(valuesOf(argv, '--oci-layout')).toEqual(['lay=/layout'])
  })

  test('a secret of a file is copied, under a name that is ours', () => {
    const secrets = [{ id: 'a,"b', source: 'file' as const, path: '/home/ci/x,y' }]
    const plan = planBuildkit(taskOf('FROM alpine\nRUN true\n', { secrets }), RUNNER, WIRING)
    expect(plan.files).toContainEqual({ name: 'secrets/0', content: { copyOf: '/home/ci/x,y' } })
    expect(valuesOf(plan.commands[0]?.argv ?? [], '--secret')).toEqual(['"id=a,""b",type=file,src=secrets/0'])
  })

  test('# syntax is passed over, and that is said', () => {
    const text = '# syntax=docker/dockerfile:1\nFROM alpine\nRUN true\n'
    expect(opts({}, text)).toContain('build-arg:BUILDKIT_SYNTAX=dockerfile.v0')
    const plan = planBuildkit(taskOf(text), RUNNER, WIRING)
    expect(plan.notes).toEqual([expect.stringContaining('# syntax')])
  })
})

test('the cache is a repository of the relay; one that may not be written is only read', () => {
  const task = taskOf('FROM alpine\nRUN true\n')
  const argv = (writable: boolean) =>
    planBuildkit(task, RUNNER, { ...WIRING, cache: { repository: 'cache/app', mode: 'max', writable } })
      .commands[0]?.argv ?? []
  const ref = 'type=registry,ref=127.0.0.1:4711/cache/app:buildkit'
  expect(valuesOf(argv(true), '--import-cache')).toEqual([ref])
  expect(valuesOf(argv(true), '--export-cache')).toEqual([`${ref},mode=max,ignore-error=true`])
  expect(valuesOf(argv(false), '--export-cache')).toEqual([])
})

describe('a runner that allows less', () => {
  const daemon = (facts = RUNNER) => planBuildkit(taskOf('FROM alpine\nRUN true\n'), facts, WIRING).daemon

  test('no overlay: the native snapshotter', () => {
    expect(valuesOf(daemon(without('overlay'))?.argv ?? [], '--oci-worker-snapshotter')).toEqual(['native'])
  })

  test('a masked /proc: no process sandbox, and a supervisor in the place of a pid namespace', () => {
    const argv = daemon(without('mountProc'))?.argv ?? []
    expect(argv).toContain('--oci-worker-no-process-sandbox')
    expect(argv).not.toContain('--pid')
    expect(argv).toContain('supervise')
    expect(argv.slice(1, 3)).toEqual(['--pdeathsig', 'TERM'])
  })

  test('root maps the ids itself, behind a gate', () => {
    const map = { method: 'capabilities' as const, uids: [{ inside: 0, outside: 0, count: 65536 }], gids: [] }
    const facts = { ...RUNNER, process: { ...RUNNER.process, uid: 0, user: 'root' }, idMap: map }
    const command = daemon(facts)
    expect(command?.argv).not.toContain('--map-auto')
    expect(command?.argv).toContain('buildkitd.mapped')
    expect(command?.idMap).toEqual({
      map,
      writers: {
        newuidmap: '/usr/bin/newuidmap',
        newgidmap: '/usr/bin/newgidmap',
        setpriv: '/usr/bin/setpriv',
      },
      gate: 'buildkitd.mapped',
    })
  })

  test('an unshare older than 2.38 does not know --map-auto: newuidmap is called by us', () => {
    const tools = { ...RUNNER.tools, unshare: { path: '/usr/bin/unshare', version: '2.37.2' } }
    expect(daemon({ ...RUNNER, tools })?.idMap?.map.method).toBe('newuidmap')
  })
})
