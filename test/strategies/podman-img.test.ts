import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/log/secret.js'
import { formatPlatform, nativePlatform } from '../../src/oci/platform.js'
import type { BuildRequest } from '../../src/request/request.js'
import type { Facts, Tool } from '../../src/runner/facts.js'
import { STRATEGIES } from '../../src/strategies/all.js'
import { choose } from '../../src/strategies/choose.js'
import { img } from '../../src/strategies/img.js'
import { podman } from '../../src/strategies/buildah/podman.js'
import type { Strategy } from '../../src/strategies/strategy.js'
import { RUNNER, taskOf, WIRING } from './fixtures.js'

function withTools(
  tools: Partial<Record<'podman' | 'img' | 'buildah' | 'buildkitd', Tool | undefined>>,
): Facts {
  return { ...RUNNER, tools: { ...RUNNER.tools, ...tools } }
}

const PODMAN = withTools({ podman: { path: '/usr/bin/podman', version: '4.3.1' } })
const IMG = withTools({ img: { path: '/usr/bin/img', version: '0.5.11' } })

function failed(
  strategy: Strategy,
  facts: Facts,
  text: string,
  request: Partial<BuildRequest> = {},
): string[] {
  return strategy
    .assess(taskOf(text, request), facts)
    .conditions.flatMap(({ name, holds }) => (holds ? [] : [name]))
}

describe('podman', () => {
  test.each([
    ['4.3.1', 'FROM a\nRUN <<EOF\nmake\nEOF\n', ['features']],
    ['4.8.0', 'FROM a\nRUN <<EOF\nmake\nEOF\n', []],
    ['5.6.0', 'FROM a\nCOPY --link a /a\nRUN true\n', []],
    ['5.5.2', 'FROM a\nCOPY --link a /a\nRUN true\n', ['features']],
    ['3.4.4', 'FROM a\nRUN true\n', ['version', 'version']],
    ['6.0.0', 'FROM a\nRUN true\n', []],
  ])('%s knows what the buildah in it knows', (version, text, expected) => {
    const facts = withTools({ podman: { path: '/usr/bin/podman', version } })
    expect(failed(podman, facts, text).filter((name) => name !== 'version')).toEqual(
      expected.filter((name) => name !== 'version'),
    )
    expect(failed(podman, facts, text).includes('version')).toBe(expected.includes('version'))
  })

  test('is what auto takes where buildah is missing, and not where it is there', () => {
    const task = taskOf('FROM a\nRUN true\n')
    const tools = { ...PODMAN.tools, buildkitd: undefined }
    expect(choose(task, { ...PODMAN, tools }, STRATEGIES).strategy?.name).toBe('buildah')
    expect(
      choose(task, { ...PODMAN, tools: { ...tools, buildah: undefined } }, STRATEGIES).strategy?.name,
    ).toBe('podman')
  })

  test('is given buildah’s plan, with the runtime and its own habits before the verb', () => {
    const plan = podman.plan(taskOf('FROM a\nRUN true\n'), PODMAN, WIRING)
    const words = plan.commands.map(({ argv }) => argv.slice(argv.indexOf('/usr/bin/podman')))
    const global = [
      ...[
        '/usr/bin/podman',
        '--root',
        '/tmp/private/storage',
        '--runroot',
        'run/storage',
        '--storage-driver',
        'vfs',
      ],
      ...['--cgroup-manager', 'cgroupfs', '--events-backend', 'none', '--runtime', '/usr/bin/runc'],
    ]
    expect(plan.commands.map(({ name }) => name)).toEqual(['podman-build', 'podman-push'])
    expect(words).toEqual([
      [
        ...global,
        ...['build', '--signature-policy', 'policy.json', '--isolation', 'rootless', '--http-proxy=false'],
        ...['--network', 'host', '--layers', '--format', 'docker', '--identity-label=false'],
        ...['--file', '/src/app/Dockerfile', '--ignorefile', '/src/app/.dockerignore'],
        ...['--platform', formatPlatform(nativePlatform()), '-t', 'localhost/dockless:built', '/src/app'],
      ],
      [
        ...global,
        ...['push', '--signature-policy', 'policy.json', '--format', 'v2s2'],
        ...['localhost/dockless:built', 'docker://127.0.0.1:4711/in/image:built'],
      ],
    ])
  })
})

describe('img', () => {
  test('is never taken by auto, and says what it is', () => {
    const facts = withTools({ ...IMG.tools, buildkitd: undefined, buildah: undefined })
    const { strategy, assessments } = choose(taskOf('FROM a\nRUN true\n'), facts, STRATEGIES)
    expect(strategy).toBeUndefined()
    const verdict = assessments.find((one) => one.strategy === 'img')
    expect(verdict?.holds).toBe(true)
    expect(JSON.stringify(verdict)).toContain('unmaintained since 2020')
  })

  test.each<[string, string, Partial<BuildRequest>, string[]]>([
    ['a mount', 'FROM a\nRUN --mount=type=cache,target=/c true\n', {}, ['features']],
    ['a heredoc', 'FROM a\nRUN <<EOF\nx\nEOF\n', {}, ['features']],
    ['hosts', 'FROM a\nRUN true\n', { addHosts: [{ name: 'a', address: '1.2.3.4' }] }, ['inputs']],
    ['a date', 'FROM a\nRUN true\n', { sourceDateEpoch: 1 }, ['inputs']],
    [
      'a base in plain HTTP',
      'FROM reg.example:5000/a\nRUN true\n',
      { insecureRegistries: ['reg.example:5000'] },
      ['pulls'],
    ],
    ['a plain build', 'FROM a\nRUN true\n', { labels: { a: 'b' } }, []],
  ])('with %s', (_what, text, request, expected) => {
    expect(failed(img, IMG, text, request)).toEqual(expected)
  })

  test('the plan, whole', () => {
    const task = taskOf('FROM docker.io/library/a:1 AS x\nRUN true\n', {
      buildArgs: { A: '1' },
      target: 'x',
      noCache: true,
      labels: { l: 'v' },
    })
    const credential = { kind: 'identity-token', token: new Secret('t0ken'), source: 'a test' } as const
    const origins = { logins: [{ registry: 'docker.io', credential }], env: {} }
    const plan = img.plan(task, IMG, { ...WIRING, origins })
    const env = {
      PATH: expect.stringContaining('/usr/bin'),
      HOME: '/tmp/private/home',
      USER: 'ci',
      XDG_RUNTIME_DIR: '/tmp/private/run',
      TMPDIR: '/tmp/private/tmp',
      DOCKER_CONFIG: '/tmp/private/docker',
    }
    const start = [
      '/usr/bin/setpriv',
      '--pdeathsig',
      'KILL',
      '/usr/bin/img',
      '--state',
      '/tmp/private/state',
      '--backend',
      'native',
    ]
    expect(plan).toEqual({
      strategy: 'img',
      directory: '/tmp/private',
      directories: ['home', 'run', 'tmp', 'docker'],
      files: [{ name: 'docker/config.json', content: expect.any(Secret) }],
      daemon: undefined,
      commands: [
        {
          name: 'img',
          argv: [
            ...start,
            ...['build', '--output', 'type=oci,dest=image.tar', '--file', '/src/app/Dockerfile'],
            ...['--platform', formatPlatform(nativePlatform()), '--target', 'x', '--build-arg', 'A=1'],
            ...['--label', 'l=v', '--no-cache', '--no-console', '/src/app'],
          ],
          env,
          cwd: '/tmp/private',
        },
      ],
      aliases: {},
      notes: ['img is unmaintained since 2020: use BuildKit'],
    })
    const [file] = plan.files
    expect(JSON.parse(file?.content instanceof Secret ? file.content.reveal() : '')).toEqual({
      auths: {
        'https://index.docker.io/v1/': { identitytoken: 't0ken' },
      },
    })
  })

  test('trusts what the run trusts, and says what it does not go by', () => {
    const request = { caCertificates: ['/a.pem', '/b.pem'], insecureRegistries: ['target.example'] }
    const plan = img.plan(taskOf('FROM a\nRUN true\n', request), IMG, WIRING)
    expect(plan.commands[0]?.env['SSL_CERT_DIR']).toBe('/tmp/private/authorities:/etc/ssl/certs')
    expect(plan.files.slice(1)).toEqual([
      { name: 'authorities/0.pem', content: { copyOf: '/a.pem' } },
      { name: 'authorities/1.pem', content: { copyOf: '/b.pem' } },
    ])
    expect(plan.notes).toContain(
      'img pulls by itself: insecure-registries count for what is pushed from here alone',
    )
  })
})
