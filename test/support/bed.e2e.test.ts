import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, openAccount } from './account.js'
import { BUSYBOX_NAME, DEBIAN_NAME, makeBusyboxBase, pushBases } from './bases.js'
import { must, run } from './command.js'
import { writeContext } from './context.js'
import { compareImages, readRegistryImage } from './image-diff.js'
import { type RegistryOptions, startRegistry } from './registry.js'
import { runInSandbox, SANDBOXES } from './sandbox.js'
import { assertNodes } from './stage.js'
import { makeTestCa } from './test-ca.js'
import { CHECKOUT, TESTBED } from './testbed.js'
import { openTrap } from './trap.js'

const UNSHARE = ['unshare', '--user', 'true'] as const

let account: Account
beforeAll(async () => {
  account = await openAccount()
})
afterAll(async () => {
  await account[Symbol.asyncDispose]()
})

describe('scripts/testbed', () => {
  test('prints the directory of its tools and nothing else', async () => {
    const done = await must({ argv: [join(CHECKOUT, 'scripts', 'testbed'), '--path'] })
    expect(done.output).toBe(`${TESTBED}/bin\n`)
  })

  test.each([
    [['buildkitd', '--version'], 'v0.32.2'],
    [['buildctl', '--version'], 'v0.32.2'],
    [['crane', 'version'], 'v0.21.9'],
    [['registry', '--version'], 'v3.1.1'],
    [['act', '--version'], '0.2.87'],
    [['diffoci', '--help'], 'diffoci'],
    [['buildah', '--version'], 'buildah version'],
    [['podman', '--version'], 'podman version'],
    [['skopeo', '--version'], 'skopeo version'],
    [['umoci', '--version'], 'umoci version'],
    [['runc', '--version'], 'runc version'],
    [['crun', '--version'], 'crun version'],
  ] as const)('the account reaches %j', async (argv, said) => {
    const done = await account.run(argv, { timeoutMs: 30_000 })
    expect(done.status).toBe(0)
    expect(done.output).toContain(said)
  })
})

describe('the account', () => {
  test('has no privilege and no group but its own', async () => {
    const done = await account.run([
      'sh',
      '-c',
      'id -u; id -G; grep -E "^Cap(Eff|Prm|Amb):" /proc/self/status',
    ])
    expect(account.uid).toBeGreaterThan(0)
    expect(done.stdout.split(/\s+/)).toEqual([
      `${account.uid}`,
      `${account.gid}`,
      'CapPrm:',
      '0000000000000000',
      'CapEff:',
      '0000000000000000',
      'CapAmb:',
      '0000000000000000',
      '',
    ])
  })

  test('has subordinate ids that newuidmap maps', async () => {
    expect(account.subuid.count).toBe(65_536)
    const done = await account.run([
      'unshare',
      '--user',
      '--map-root-user',
      '--map-auto',
      'cat',
      '/proc/self/uid_map',
    ])
    expect(done.stdout).toContain(` ${account.subuid.start} `)
  })

  test('gets an environment that tells of no CI', async () => {
    const done = await account.run(['env'])
    const names = done.stdout.split('\n').map((line) => line.split('=')[0] ?? '')
    expect(
      names.filter((name) => /^(GITHUB_|GITLAB_|CI$|CI_|RUNNER_|ACTIONS_|npm_|NODE_)/.test(name)),
    ).toEqual([])
    expect(names).toEqual(expect.arrayContaining(['PATH', 'HOME', 'TMPDIR']))
  })

  test('reaches Node 20, 22 and 24', async () => {
    await assertNodes(account)
  })

  test('is killed with all its children at the deadline', async () => {
    const done = await account.run(['sh', '-c', 'sleep 300 & sleep 300'], { timeoutMs: 500 })
    expect(done).toMatchObject({ timedOut: true, signal: 'SIGKILL' })
    expect(account.processes()).toEqual([])
  })

  test('cannot make a user namespace where a test says so', async () => {
    const done = await account.run([...UNSHARE], { userNamespaces: false })
    expect(done.output).toContain('No space left on device')
    expect((await account.run([...UNSHARE])).status).toBe(0)
  })

  test('resolves a name as a test says, and nobody else does', async () => {
    const look = ['getent', 'hosts', 'registry.test'] as const
    expect((await account.run(look, { hosts: { 'registry.test': '127.0.0.2' } })).stdout).toMatch(
      /^127\.0\.0\.2\s/,
    )
    expect((await account.run(look)).stdout).toBe('')
  })
})

describe('the registries', () => {
  const credential = { username: 'builder', password: 'p:a ss$w"ord' }
  const kinds: readonly [string, RegistryOptions][] = [
    ['distribution 3, open', {}],
    ['distribution 3, htpasswd', { htpasswd: credential }],
    ["Debian's, open", { program: 'debian' }],
    ["Debian's, htpasswd", { program: 'debian', htpasswd: credential }],
  ]

  test.each(kinds)('%s: answers, keeps an image, logs who asked for what', async (_name, options) => {
    await using registry = await startRegistry(options)
    await pushBases(registry)
    expect(await registry.tags('library/busybox')).toEqual(['latest'])
    expect(await registry.digest('library/busybox:none')).toBeUndefined()
    const mark = await registry.mark()
    const digest = await registry.digest(BUSYBOX_NAME)
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    await expect
      .poll(() => registry.requests(mark))
      .toEqual([['HEAD', '/v2/library/busybox/manifests/latest', 200]])
  })

  test.each(kinds.filter(([, options]) => options.htpasswd))(
    '%s: refuses strangers',
    async (_name, options) => {
      await using registry = await startRegistry(options)
      const stranger = await run({
        argv: [
          'skopeo',
          'inspect',
          '--no-creds',
          '--tls-verify=false',
          `docker://${registry.host}/${BUSYBOX_NAME}`,
        ],
      })
      expect(stranger.status).not.toBe(0)
      expect(stranger.stderr).toMatch(/unauthorized|authentication required/i)
    },
  )

  test.each(['distribution', 'debian'] as const)(
    '%s: speaks TLS that only the test CA vouches for',
    async (program) => {
      const ca = await makeTestCa(account.directory)
      await using registry = await startRegistry({ program, ca, htpasswd: credential })
      await pushBases(registry)
      expect(await registry.digest(BUSYBOX_NAME)).toMatch(/^sha256:/)
      const distrusted = await account.run(['skopeo', 'inspect', `docker://${registry.host}/${BUSYBOX_NAME}`])
      expect(distrusted.output).toContain('certificate signed by unknown authority')
    },
  )
})

describe('the base images', () => {
  test('busybox has the owners and modes that builders get wrong', async () => {
    await using registry = await startRegistry()
    await pushBases(registry)
    const { files, config } = await readRegistryImage(registry, BUSYBOX_NAME)
    expect(files.get('home/app')).toMatchObject({ type: 'directory', mode: 0o750, uid: 1001, gid: 1001 })
    expect(files.get('var/lib/mail')).toMatchObject({ mode: 0o2775, uid: 8, gid: 12 })
    expect(files.get('tmp')).toMatchObject({ mode: 0o1777 })
    expect(files.get('bin/sh')).toMatchObject({ type: 'symlink', link: 'busybox' })
    expect(files.get('etc/group')?.sharedWith).toEqual(['etc/group-'])
    expect(config).toMatchObject({ os: 'linux', config: { Cmd: ['sh'] } })
  })

  test('Debian has apt and dpkg, and buildah runs them as the account', async () => {
    await using registry = await startRegistry()
    await pushBases(registry, { debian: true })
    const context = await writeContext(
      join(account.directory, 'debian-context'),
      { Dockerfile: `FROM ${registry.host}/${DEBIAN_NAME}\nRUN dpkg --version && apt-get --version\n` },
      account,
    )
    const storage = await account.own('debian-storage')
    const buildah = [
      'buildah',
      '--storage-driver=vfs',
      `--root=${storage}/root`,
      `--runroot=${storage}/run`,
    ] as const
    const built = await account.run([
      ...buildah,
      'build',
      '--isolation=chroot',
      '--tls-verify=false',
      context,
    ])
    expect(built.output).toMatch(/apt \d+\./)
    expect(built.status).toBe(0)
  })

  test('the comparison sees a changed mode, a removed file and a changed setting', async () => {
    await using registry = await startRegistry()
    const same = await makeBusyboxBase(account.directory)
    await registry.push(`oci:${same}:base`, 'a:1')
    const other = await makeBusyboxBase(account.directory, { cmd: ['ls'] })
    await registry.push(`oci:${other}:base`, 'b:1')
    const [a, b] = [await readRegistryImage(registry, 'a:1'), await readRegistryImage(registry, 'b:1')]
    expect(compareImages(a, a)).toEqual([])
    expect(compareImages(a, b)).toEqual([{ where: 'config.Cmd', left: ['sh'], right: ['ls'] }])
    const files = new Map(b.files)
    files.delete('etc/passwd')
    const home = files.get('home/app')
    assert(home)
    files.set('home/app', { ...home, mode: 0o755 })
    expect(compareImages(a, { ...b, files, config: a.config })).toEqual([
      { where: '/etc/passwd', left: 'file', right: 'missing' },
      { where: '/home/app mode', left: 0o750, right: 0o755 },
    ])
  })
})

describe('the sandboxes', () => {
  test("Docker's default profile lets nobody make a namespace", async () => {
    const done = await runInSandbox(account, SANDBOXES.dockerDefault, [...UNSHARE])
    expect(done.output).toContain('Operation not permitted')
    expect(done.status).not.toBe(0)
  })

  test('without the profile, or with CAP_SYS_ADMIN, it can be made', async () => {
    for (const sandbox of [SANDBOXES.dockerSeccompOff, SANDBOXES.dockerSysAdmin]) {
      expect(await runInSandbox(account, sandbox, [...UNSHARE])).toMatchObject({ status: 0, output: '' })
    }
  })

  test('a restricted pod has no capability and can gain none', async () => {
    const status = await runInSandbox(account, SANDBOXES.kubernetesRestricted, ['cat', '/proc/self/status'])
    expect(status.stdout).toMatch(/^CapBnd:\s0+$/m)
    expect(status.stdout).toMatch(/^NoNewPrivs:\s1$/m)
    expect(status.stdout).toMatch(/^Seccomp:\s2$/m)
  })

  test('/proc is masked, and what is written to the root file system stays in the container', async () => {
    const probe =
      'wc -c </proc/keys; echo x >/proc/sys/kernel/hostname; touch /left-behind && ls /left-behind'
    const done = await runInSandbox(account, SANDBOXES.dockerDefault, ['sh', '-c', probe])
    expect(done.stdout).toBe('0\n/left-behind\n')
    expect(done.stderr).toContain('Read-only file system')
    await expect(readFile('/left-behind')).rejects.toThrow('ENOENT')
  })

  test('a pod with hostUsers: false has a user namespace of its own', async () => {
    const done = await runInSandbox(account, SANDBOXES.kubernetesHostUsersFalse, [
      'cat',
      '/proc/self/uid_map',
    ])
    expect(done.stdout.trim().split(/\s+/)).toEqual(['0', '0', '65536'])
  })

  test('is gone with all its processes at the deadline', async () => {
    const argv = ['sh', '-c', 'sleep 300 & sleep 300'] as const
    const done = await runInSandbox(account, SANDBOXES.dockerDefault, argv, { timeoutMs: 1500 })
    expect(done.timedOut).toBe(true)
    await expect.poll(() => account.processes()).toEqual([])
  })
})

describe('the trap', () => {
  test('records who connects, and what they said first', async () => {
    await using trap = await openTrap()
    expect(trap.connections).toEqual([])
    const socket = connect(trap.port, trap.address)
    socket.write('GET /v2/ HTTP/1.1\r\n')
    await new Promise((resolve) => socket.once('close', resolve))
    expect(trap.connections).toEqual([{ firstBytes: 'GET /v2/ HTTP/1.1\r\n' }])
  })

  test('catches a pull by name', async () => {
    await using trap = await openTrap()
    const target = `docker://registry.test:${trap.port}/library/busybox`
    await account.run(['skopeo', 'inspect', '--tls-verify=false', target], {
      hosts: { 'registry.test': trap.address },
    })
    expect(trap.connections.length).toBeGreaterThan(0)
  })
})
