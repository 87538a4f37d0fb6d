import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askEngine } from '../../../src/http/engine.js'
import { type Account, openAccount } from '../../support/account.js'
import { makeBusyboxBase } from '../../support/bases.js'
import { killOne, type Running, start } from '../../support/command.js'
import { type ContextFile, writeContext } from '../../support/context.js'
import { compareImages, readRegistryImage } from '../../support/image-diff.js'
import { startRegistry, type TestRegistry } from '../../support/registry.js'
import { type Stage, stageProject } from '../../support/stage.js'

const USERNAME = 'robot'
const PASSWORD = 'canary-of-the-daemons-registry'

let account: Account
let stage: Stage
let registry: TestRegistry
let service: Running
let socket: string

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  registry = await startRegistry({ htpasswd: { username: USERNAME, password: PASSWORD } })
  await registry.push(`oci:${await makeBusyboxBase(registry.directory)}:base`, 'team/base:1')
  const registries = join(account.directory, 'registries.conf')
  await writeFile(registries, `[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`, {
    mode: 0o644,
  })
  socket = join(account.environment()['XDG_RUNTIME_DIR'] ?? '', 'p.sock')
  service = await account.start(
    ['podman', ...FLAGS, '--storage-driver', 'vfs', 'system', 'service', '--time=0', `unix://${socket}`],
    {
      env: { CONTAINERS_REGISTRIES_CONF: registries },
      timeoutMs: 600_000,
    },
  )
  await listens(socket, service)
})

afterAll(async () => {
  await service?.[Symbol.asyncDispose]()
  // Its storage belongs to subordinate ids.
  await account?.run(['podman', 'unshare', 'rm', '-rf', join(account.home, '.local/share/containers')])
  await registry?.[Symbol.asyncDispose]()
  await account?.[Symbol.asyncDispose]()
})

const FLAGS = [
  '--cgroup-manager',
  'cgroupfs',
  '--events-backend',
  'none',
  '--runtime',
  '/usr/sbin/runc',
] as const

async function listens(path: string, running: Running): Promise<void> {
  for (let round = 0; round < 400 && !existsSync(path); round += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  if (!existsSync(path)) throw new Error(`Podman did not listen at ${path}:\n${running.output()}`)
}

function context(
  name: string,
  files: Readonly<Record<string, ContextFile>> & { readonly Dockerfile: string },
): Promise<string> {
  const { Dockerfile, ...others } = files
  const named = Dockerfile.replaceAll('BASE', `${registry.host}/team/base:1`)
  return writeContext(join(account.directory, 'contexts', name), { Dockerfile: named, ...others }, account)
}

function build(directory: string, tag: string, args: readonly string[], host = `unix://${socket}`) {
  const words = ['build', directory, '--push', `--tags=${registry.host}/${tag}`, '--network=host', ...args]
  const env = { DOCKLESS_REGISTRY: registry.host, DOCKLESS_USERNAME: USERNAME, DOCKLESS_PASSWORD: PASSWORD }
  return stage.start(words, { env: { ...env, DOCKER_HOST: host } })
}

async function run(...args: Parameters<typeof build>) {
  return (await build(...args)).done
}

/** The processes of the machine that were started as `sleep NAP`. */
function napping(nap: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8') === `sleep\0${nap}\0` ? [Number(name)] : []
    } catch {
      return [] // no process, or one that has ended
    }
  })
}

const WHOLE = {
  Dockerfile:
    'FROM BASE\nCOPY . /src\nARG VERSION\nRUN echo $VERSION > /made && chown 8:12 /made && chmod 4711 /made\nUSER app\nENV A=b\nCMD ["cat", "/made"]\n',
  '.dockerignore': 'secret.txt\nlogs/**\n!logs/keep\n',
  'secret.txt': 'never sent',
  'a.txt': { content: 'one\n', mode: 0o640 },
  'logs/x': 'x',
  'logs/keep': 'k',
  link: { link: 'a.txt' },
} as const

describe('a rootless Podman service', () => {
  test('builds, and what comes back is what buildah makes of it', async () => {
    const directory = await context('whole', WHOLE)
    const args = ['--build-args=VERSION=1.2', '--labels=q=a "b", c', '--json']
    const done = await run(directory, 'app/docker:1', ['--strategy=docker', ...args])
    expect(done.status, done.output).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({
      strategy: 'docker',
      digest: await registry.digest('app/docker:1'),
    })
    const other = await run(directory, 'app/buildah:1', ['--strategy=buildah', ...args])
    expect(other.status, other.output).toBe(0)
    const ours = await readRegistryImage(registry, 'app/docker:1')
    expect([...ours.files.keys()].filter((name) => name.startsWith('src/'))).toEqual(
      expect.arrayContaining(['src/a.txt', 'src/link', 'src/logs/keep']),
    )
    expect(ours.files.has('src/secret.txt')).toBe(false)
    expect(ours.files.has('src/logs/x')).toBe(false)
    // A daemon says of itself which buildah it is; ours is told not to.
    const ignore = ['config.Labels', 'etc/hosts', 'etc/resolv.conf', '/etc/hosts', '/etc/resolv.conf', '/run']
    expect(compareImages(ours, await readRegistryImage(registry, 'app/buildah:1'), { ignore })).toEqual([])
    expect(done.output).not.toContain(PASSWORD)
  })

  test('keeps nothing under our name', async () => {
    const { stdout } = await account.run([
      'podman',
      ...FLAGS,
      '--storage-driver',
      'vfs',
      'images',
      '--format',
      '{{.Repository}}',
    ])
    expect(stdout).not.toContain('dockless')
  })

  test('a RUN step that fails: its exit status, its line and its last words', async () => {
    const directory = await context('failing', {
      Dockerfile: 'FROM BASE\nRUN true\nRUN echo last words && exit 42\n',
    })
    const done = await run(directory, 'app/failing:1', ['--strategy=docker'])
    expect(done.status, done.output).toBe(1)
    expect(done.output).toMatch(/Dockerfile:3\) exited with status 42/)
    expect(done.output).toContain('last words')
  })

  test('a secret has no place in the API: told before anything runs', async () => {
    const directory = await context('secret', {
      Dockerfile: 'FROM BASE\nRUN --mount=type=secret,id=a true\n',
      a: 'x',
    })
    const done = await run(directory, 'app/secret:1', [
      '--strategy=docker',
      `--secret-files=a=${directory}/a`,
    ])
    expect(done.status, done.output).toBe(3)
    expect(done.output).toMatch(/no place for secrets/)
  })

  test('auto never takes it', async () => {
    const directory = await context('auto', { Dockerfile: 'FROM BASE\nRUN echo x > /x\n' })
    const done = await run(directory, 'app/auto:1', ['--json'])
    expect(done.status, done.output).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({ strategy: 'buildkit' })
  })

  test('SIGTERM in the middle of a RUN ends our side at once, and nothing is pushed', async () => {
    // Podman 4.3 lets the step that is under way run to its end: it is the daemon's, and we end it here.
    const nap = `100.${process.pid}`
    const directory = await context('ended', { Dockerfile: `FROM BASE\nRUN echo started && sleep ${nap}\n` })
    await using running = await build(directory, 'app/ended:1', ['--strategy=docker'])
    for (let round = 0; round < 1200 && napping(nap).length === 0; round += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    running.kill('SIGTERM', 'process')
    expect((await running.done).status).toBe(143)
    for (const pid of napping(nap)) killOne(pid, 'SIGKILL')
    expect(await registry.digest('app/ended:1')).toBeUndefined()
    expect((await account.run(['sh', '-c', 'ls -A "$TMPDIR" | grep dockless- || true'])).stdout).toBe('')
  })
})

describe('a socket of root’s', () => {
  let root: Running
  let place: string
  let rootful: string

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'dl-'))
    await chmod(place, 0o755)
    await mkdir(join(place, 'r'))
    rootful = join(place, 'docker.sock')
    const storage = ['--root', join(place, 's'), '--runroot', join(place, 'r'), '--storage-driver', 'vfs']
    root = await start({
      argv: [
        'setpriv',
        '--pdeathsig',
        'TERM',
        'podman',
        ...FLAGS,
        ...storage,
        'system',
        'service',
        '--time=0',
        `unix://${rootful}`,
      ],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: place,
        CONTAINERS_REGISTRIES_CONF: join(account.directory, 'registries.conf'),
      },
      timeoutMs: 600_000,
    })
    await listens(rootful, root)
    // As a runner does that hands it to its jobs: the owner of the socket says nothing about the daemon.
    await chmod(rootful, 0o666)
    await chown(rootful, account.uid, account.gid)
  })

  afterAll(async () => {
    root?.kill('SIGTERM')
    await root?.[Symbol.asyncDispose]()
    if (place) await rm(place, { recursive: true, force: true, maxRetries: 5 })
  })

  test('is recognised by what the daemon says, named for what it is, and refused', async () => {
    const directory = await context('rootful', { Dockerfile: 'FROM BASE\nRUN id -u > /x\n' })
    const done = await run(directory, 'app/rootful:1', ['--strategy=docker'], `unix://${rootful}`)
    expect(done.status, done.output).toBe(3)
    expect(done.output).toMatch(/rootful: whoever may talk to it is root on its machine/)
    expect(done.output).toContain('allow-privileged: true')
  })

  test('is used when that is what is wanted', async () => {
    const directory = await context('privileged', { Dockerfile: 'FROM BASE\nRUN id -u > /x\n' })
    const done = await run(
      directory,
      'app/privileged:1',
      ['--strategy=docker', '--allow-privileged'],
      `unix://${rootful}`,
    )
    expect(done.status, done.output).toBe(0)
    expect((await readRegistryImage(registry, 'app/privileged:1')).files.get('x')?.size).toBe(2)
  })
})

describe('Docker itself', () => {
  let daemon: Running
  let place: string
  let docker: string
  let address: string

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'dl-'))
    await chmod(place, 0o755)
    docker = join(place, 'docker.sock')
    const port = await freePort()
    address = `127.0.0.1:${port}`
    daemon = await start({
      argv: [
        // Its mounts stay its own, and the machine's network is left as it is.
        ...(['setpriv', '--pdeathsig', 'TERM', 'unshare', '--mount', 'dockerd'] as const),
        ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
        ...['--storage-driver=vfs', '--data-root', join(place, 'd'), '--exec-root', join(place, 'e')],
        ...['--pidfile', join(place, 'pid'), '--host', `unix://${docker}`, '--host', `tcp://${address}`],
      ],
      env: { PATH: process.env['PATH'] ?? '', HOME: place },
      timeoutMs: 300_000,
    })
    await says(daemon, 'API listen on 127.0.0.1')
    // As a runner does that hands root's socket to its jobs.
    await chmod(docker, 0o666)
  })

  afterAll(async () => {
    daemon?.kill('SIGTERM')
    await daemon?.done
    if (place) await rm(place, { recursive: true, force: true, maxRetries: 5 })
  })

  const steps = { Dockerfile: 'FROM BASE\nCOPY a.txt /a.txt\nRUN id -u > /x\nUSER app\n', 'a.txt': 'one\n' }

  test.each([
    ['a socket that DOCKER_HOST names', () => `unix://${docker}`],
    ['Docker-in-Docker, at an address', () => `tcp://${address}`],
  ])('%s is named for what it is, and refused', async (_, host) => {
    const directory = await context('dockerd', steps)
    const done = await (await build(directory, 'app/refused:1', ['--strategy=docker'], host())).done
    expect(done.status, done.output).toBe(3)
    expect(done.output).toMatch(/Docker \S+ says that it is rootful: whoever may talk to it is root/)
    expect(done.output).toContain('allow-privileged: true')
    expect(await registry.digest('app/refused:1')).toBeUndefined()
  })

  test('is used when that is what is wanted, and keeps nothing under our name', async () => {
    const directory = await context('wanted', steps)
    const words = ['--strategy=docker', '--allow-privileged', '--json']
    const done = await (await build(directory, 'app/docker:2', words, `unix://${docker}`)).done
    expect(done.status, done.output).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({
      strategy: 'docker',
      digest: await registry.digest('app/docker:2'),
    })
    const image = await readRegistryImage(registry, 'app/docker:2')
    expect(image.files.get('x')?.size).toBe(2)
    expect(image.config['config']).toMatchObject({ User: 'app' })
    expect(done.output).not.toContain(PASSWORD)
    const kept = await fetchImages(docker)
    expect(kept).not.toContain('dockless')
  })
})

async function says(running: Running, text: string): Promise<void> {
  for (let round = 0; round < 600 && !running.output().includes(text); round += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  if (!running.output().includes(text))
    throw new Error(`it did not come up:\n${running.output().slice(-3000)}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const found = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (found === null || typeof found === 'string') throw new Error('no port')
  return found.port
}

/** What Docker lists of its images. */
async function fetchImages(socketPath: string): Promise<string> {
  const answer = await askEngine(
    { socket: socketPath },
    { method: 'GET', path: '/images/json', headers: { host: 'engine' }, signal: AbortSignal.timeout(10_000) },
  )
  return text(answer)
}
