import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/log/secret.js'
import { formatPlatform, nativePlatform } from '../../../src/oci/platform.js'
import { isolationOf, planBuildah } from '../../../src/strategies/buildah/plan.js'
import { RUNNER, taskOf, valuesOf, WIRING, without } from '../fixtures.js'

const VAR_TMP = 'if [ -d /var/tmp ]; then mount --bind "$1" /var/tmp || exit 125; fi; shift; exec "$@"'
const WRAPPER = [
  ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
  ...['/usr/bin/unshare', '--user', '--map-auto', '--map-root-user', '--mount'],
  ...['--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'],
  ...['/bin/sh', '-c', VAR_TMP, 'var-tmp', '/tmp/private/tmp'],
]
const STORAGE = [
  ...['/usr/bin/buildah', '--root', '/tmp/private/storage', '--runroot', '/tmp/private/run/storage'],
  ...['--storage-driver', 'vfs'],
]

test('a whole plan: build into a storage of its own, then push to the relay', () => {
  const task = taskOf('FROM alpine:3\nRUN make\n', {
    buildArgs: { VERSION: '1.2' },
    secrets: [{ id: 'token', source: 'value', value: new Secret('s3cr3t') }],
  })
  const plan = planBuildah(task, RUNNER, WIRING)
  const env = {
    PATH: '/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin',
    HOME: '/tmp/private/home',
    XDG_RUNTIME_DIR: '/tmp/private/run',
    TMPDIR: '/tmp/private/tmp',
    _CONTAINERS_USERNS_CONFIGURED: 'done',
    _CONTAINERS_ROOTLESS_UID: '1000',
    _CONTAINERS_ROOTLESS_GID: '1000',
    CONTAINERS_REGISTRIES_CONF: '/tmp/private/registries.conf',
    REGISTRY_AUTH_FILE: '/tmp/private/auth.json',
    HTTP_PROXY: 'http://127.0.0.1:4711',
    HTTPS_PROXY: 'http://127.0.0.1:4711',
    NO_PROXY: '127.0.0.1',
  }
  expect(plan).toEqual({
    strategy: 'buildah',
    directory: '/tmp/private',
    directories: ['home', 'home/.config/containers/registries.d', 'run', 'tmp', 'secrets'],
    files: [
      {
        name: 'registries.conf',
        content: `unqualified-search-registries = ["docker.io"]
short-name-mode = "disabled"

[[registry]]
prefix = "docker.io"
location = "127.0.0.1:4711/o/docker.io"
insecure = true

[[registry]]
location = "127.0.0.1:4711"
insecure = true
`,
      },
      { name: 'policy.json', content: '{"default":[{"type":"insecureAcceptAnything"}]}\n' },
      { name: 'auth.json', content: expect.any(Secret) },
      {
        name: 'home/.config/containers/registries.d/default.yaml',
        content: 'default-docker:\n  sigstore: "file:///tmp/private/signatures"\n',
      },
      { name: 'secrets/0', content: expect.any(Secret) },
    ],
    daemon: undefined,
    commands: [
      {
        name: 'buildah-build',
        argv: [
          ...WRAPPER,
          ...[...STORAGE, 'build', '--signature-policy', 'policy.json'],
          ...[
            '--isolation',
            'rootless',
            '--runtime',
            '/usr/bin/runc',
            '--http-proxy=false',
            '--network',
            'host',
          ],
          ...['--layers', '--format', 'docker', '--identity-label=false', '--retry', '0'],
          ...['--file', '/src/app/Dockerfile', '--ignorefile', '/src/app/.dockerignore'],
          ...['--platform', formatPlatform(nativePlatform()), '--build-arg', 'VERSION=1.2'],
          ...['--secret', 'id=token,src=secrets/0', '-t', 'localhost/dockless:built', '/src/app'],
        ],
        env,
        cwd: '/tmp/private',
      },
      {
        name: 'buildah-push',
        argv: [
          ...WRAPPER,
          ...[...STORAGE, 'push', '--signature-policy', 'policy.json', '--retry', '0', '--format', 'v2s2'],
          ...['localhost/dockless:built', 'docker://127.0.0.1:4711/in/image:built'],
        ],
        env,
        cwd: '/tmp/private',
      },
    ],
    aliases: {},
    notes: [],
  })
  expect(JSON.stringify(plan)).not.toMatch(/s3cr3t|ephemeral/)
})

test('what a step writes into a VOLUME above it is lost before 1.37, and that is said', () => {
  const text = 'FROM a AS b\nVOLUME /v\nRUN x\nFROM a\nRUN y\nVOLUME /w\nCOPY --from=b /v /v\n'
  const notes = (version: string) => {
    const buildah = { path: '/usr/bin/buildah', version: `buildah version ${version}` }
    return planBuildah(taskOf(text), { ...RUNNER, tools: { ...RUNNER.tools, buildah } }, WIRING).notes
  }
  expect(notes('1.36.0')).toEqual([
    'buildah before 1.37 drops what a RUN step writes into a VOLUME that is declared above it: see Dockerfile:3',
  ])
  expect(notes('1.37.0')).toEqual([])
})

describe('what the request asks for', () => {
  test.each([
    [{ target: 'x' }, '--target', ['x']],
    [{ addHosts: [{ name: 'db', address: '10.0.0.1' }] }, '--add-host', ['db:10.0.0.1']],
    [{ shmSize: 1024 }, '--shm-size', ['1024']],
    [{ limits: [{ name: 'nofile', soft: 1, hard: 2 }] }, '--ulimit', ['nofile=1:2']],
    [{ network: 'none' as const }, '--network', ['none']],
    [{ sourceDateEpoch: 7 }, '--timestamp', ['7']],
    [{ labels: { a: 'b=c' } }, '--label', ['a=b=c']],
    [{ buildContexts: { src: { kind: 'path' as const, path: '/else' } } }, '--build-context', ['src=/else']],
  ])('%j', (request, flag, expected) => {
    const plan = planBuildah(taskOf('FROM alpine AS x\nRUN true\n', request), RUNNER, WIRING)
    expect(valuesOf(plan.commands[0]?.argv ?? [], flag)).toEqual(expected)
  })

  test('the cache is a repository of the relay without a tag', () => {
    const wiring = { ...WIRING, cache: { repository: 'cache/app', mode: 'max' as const, writable: true } }
    const argv = planBuildah(taskOf('FROM alpine\nRUN true\n'), RUNNER, wiring).commands[0]?.argv ?? []
    expect(valuesOf(argv, '--cache-from')).toEqual(['127.0.0.1:4711/cache/app'])
    expect(valuesOf(argv, '--cache-to')).toEqual(['127.0.0.1:4711/cache/app'])
  })
})

describe('isolation', () => {
  test('a container by runc where a /proc can be mounted', () => {
    expect(isolationOf(RUNNER)).toBe('rootless')
  })

  test.each([
    ['a masked /proc', without('mountProc')],
    ['no runc', { ...RUNNER, tools: { ...RUNNER.tools, runc: undefined } }],
  ])('%s: a chroot without CAP_SYS_CHROOT, with credentials covered', (_why, facts) => {
    const wiring = { ...WIRING, credentialDirectories: ['/home/ci/.docker', '/home/ci/.ssh'] }
    const [build, push] = planBuildah(taskOf('FROM alpine\nRUN true\n'), facts, wiring).commands
    expect(valuesOf(build?.argv ?? [], '--isolation')).toEqual(['chroot'])
    expect(valuesOf(build?.argv ?? [], '--cap-drop')).toEqual(['CAP_SYS_CHROOT'])
    expect(build?.argv.join(' ')).toContain(' cover /home/ci/.docker /home/ci/.ssh -- ')
    expect(push?.argv).not.toContain('cover')
  })
})

test('an older buildah gets no flag that it does not know', () => {
  const tools = { ...RUNNER.tools, buildah: { path: '/usr/bin/buildah', version: 'buildah version 1.23.1' } }
  const argv = planBuildah(taskOf('FROM alpine\nRUN true\n'), { ...RUNNER, tools }, WIRING).commands[0]?.argv
  expect(argv).not.toContain('--retry')
  expect(argv).not.toContain('--identity-label=false')
})
