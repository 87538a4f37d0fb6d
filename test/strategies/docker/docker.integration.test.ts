import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Logger, silentSink } from '../../../src/log/logger.js'
import { Secret } from '../../../src/log/secret.js'
import { digestOf } from '../../../src/oci/digest.js'
import { formatPlatform, nativePlatform } from '../../../src/oci/platform.js'
import { readTar } from '../../../src/oci/tar-read.js'
import type { BuildRequest } from '../../../src/request/request.js'
import { askDaemons } from '../../../src/runner/daemon-info.js'
import type { Facts } from '../../../src/runner/facts.js'
import { docker } from '../../../src/strategies/docker/docker.js'
import type { Task, Workshop } from '../../../src/strategies/strategy.js'
import { MemoryContent } from '../../oci/memory-content.js'
import { type Member, tar } from '../../tools/images.js'
import { NO_NETWORK } from '../../assemble/fixture.js'
import { RUNNER, taskOf, WIRING } from '../fixtures.js'

type Daemon = Facts['daemons'][number]

const ROOTLESS: Daemon = {
  socket: '/run/user/1000/docker.sock',
  rootless: true,
  engine: 'docker',
  version: '28.5.1',
  architecture: 'x86_64',
  evidence: 'it says so',
}
const ROOTFUL: Daemon = {
  ...ROOTLESS,
  socket: '/run/docker.sock',
  rootless: false,
  evidence: 'it is rootful',
}
const PODMAN: Daemon = {
  ...ROOTLESS,
  socket: '/run/user/1000/podman/podman.sock',
  engine: 'podman',
  version: '4.3.1',
  buildah: '1.28.2',
}

const withDaemons = (...daemons: readonly Daemon[]): Facts => ({ ...RUNNER, daemons })
const RUN = 'FROM registry.example/base:1\nRUN make\n'

function failed(
  facts: Facts,
  text = RUN,
  request: Partial<BuildRequest> = {},
  task: Partial<Task> = {},
): string[] {
  const { conditions } = docker.assess({ ...taskOf(text, request), ...task }, facts)
  return conditions.flatMap(({ name, holds }) => (holds ? [] : [name]))
}

describe('the verdict', () => {
  test('a daemon must be there, and answer', () => {
    expect(failed(withDaemons())).toEqual(['daemon'])
    const { engine: _engine, ...silent } = ROOTLESS
    expect(failed(withDaemons(silent))).toContain('daemon')
    expect(failed(withDaemons({ ...silent, socket: 'ssh://builder.example' }))).toContain('daemon')
    expect(failed(withDaemons(ROOTLESS))).toEqual([])
  })

  test('a rootful one is refused, unless that is what is wanted', () => {
    expect(failed(withDaemons(ROOTFUL))).toEqual(['privilege'])
    expect(failed(withDaemons(ROOTFUL), RUN, { allowPrivileged: true })).toEqual([])
  })

  test('a rootless one is preferred, but for the one that DOCKER_HOST names', () => {
    expect(failed(withDaemons(ROOTFUL, ROOTLESS))).toEqual([])
    expect(failed(withDaemons({ ...ROOTFUL, named: true }, ROOTLESS))).toEqual(['privilege'])
  })

  test.each<[string, Daemon, string, Partial<BuildRequest>, string[]]>([
    [
      'RUN --mount, which needs BuildKit',
      ROOTLESS,
      'FROM a\nRUN --mount=type=cache,target=/c true\n',
      {},
      ['features'],
    ],
    ['RUN --mount, which Podman has', PODMAN, 'FROM a\nRUN --mount=type=cache,target=/c true\n', {}, []],
    ['a heredoc', ROOTLESS, 'FROM a\nRUN <<EOF\nx\nEOF\n', {}, ['features']],
    ['a heredoc, newer than this Podman', PODMAN, 'FROM a\nRUN <<EOF\nx\nEOF\n', {}, ['features']],
    ['a date', ROOTLESS, RUN, { sourceDateEpoch: 1 }, ['inputs']],
    ['a date, which Podman has', PODMAN, RUN, { sourceDateEpoch: 1 }, []],
    ['secrets', PODMAN, RUN, { secrets: [{ id: 'a', source: 'file', path: '/a' }] }, ['inputs']],
    ['another platform', { ...ROOTLESS, architecture: 's390x' }, RUN, {}, ['platform']],
    [
      'another platform, and nothing to run',
      { ...ROOTLESS, architecture: 's390x' },
      'FROM a\nCOPY a /\n',
      {},
      [],
    ],
  ])('%s', (_what, daemon, text, request, expected) => {
    expect(failed(withDaemons(daemon), text, request)).toEqual(expected)
  })

  test('a Dockerfile outside of the context', () => {
    const { context } = taskOf(RUN)
    expect(
      failed(
        withDaemons(ROOTLESS),
        RUN,
        {},
        { context: { ...context, dockerfile: '/elsewhere/Dockerfile' } },
      ),
    ).toEqual(['inputs'])
  })
})

test('the plan: one request, whole', () => {
  const request: Partial<BuildRequest> = {
    buildArgs: { A: '1' },
    labels: { l: 'v' },
    noCache: true,
    pull: true,
    network: 'host',
    addHosts: [{ name: 'db', address: '10.0.0.1' }],
    shmSize: 64,
    limits: [{ name: 'nofile', soft: 1, hard: 2 }],
    mirrors: [{ registry: 'docker.io', mirrors: ['mirror.example'] }],
  }
  const credential = {
    kind: 'password',
    username: 'me',
    password: new Secret('s3cret'),
    source: 'a test',
  } as const
  const origins = { logins: [{ registry: 'docker.io', credential }], env: {} }
  const plan = docker.plan(taskOf(RUN, request), withDaemons(ROOTLESS), { ...WIRING, origins })
  expect(plan).toEqual({
    strategy: 'docker',
    directory: '/tmp/private',
    directories: ['image'],
    files: [
      { name: 'engine.json', content: expect.any(String) },
      { name: 'logins.json', content: expect.any(Secret) },
    ],
    daemon: undefined,
    commands: [],
    aliases: {},
    notes: [
      'The daemon at /run/user/1000/docker.sock builds and pulls; the image comes back and is pushed from here',
      'Its own configuration counts for what it pulls; registry-mirrors for what is pushed',
    ],
  })
  const [call, logins] = plan.files.map(({ content }) =>
    JSON.parse(content instanceof Secret ? content.reveal() : typeof content === 'string' ? content : ''),
  )
  expect(call).toEqual({
    socket: '/run/user/1000/docker.sock',
    certificates: null,
    engine: 'docker',
    image: 'localhost/dockless:tmp-private',
    path: '/build',
    query: {
      t: 'localhost/dockless:tmp-private',
      dockerfile: 'Dockerfile',
      platform: formatPlatform(nativePlatform()),
      rm: '1',
      forcerm: '1',
      buildargs: '{"A":"1"}',
      labels: '{"l":"v"}',
      nocache: '1',
      pull: '1',
      networkmode: 'host',
      extrahosts: '["db:10.0.0.1"]',
      shmsize: '64',
      ulimits: '[{"Name":"nofile","Soft":1,"Hard":2}]',
    },
  })
  expect(logins).toEqual({ 'https://index.docker.io/v1/': { username: 'me', password: 's3cret' } })
})

/** A daemon that answers from a script: Docker's own cannot run without root, and this is held to what its API says. */
class PlayedDaemon {
  readonly asked: string[] = []
  context: Buffer = Buffer.alloc(0)
  logins: unknown
  build: readonly object[] = []
  archive: Buffer = Buffer.alloc(0)
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => response.writeHead(status).end(body))
    })
  }

  async listen(socket: string): Promise<void> {
    await new Promise<void>((resolve) => void this.#server.listen(socket, resolve))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => void this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string | Buffer }> {
    const { pathname } = new URL(request.url ?? '/', 'http://engine')
    this.asked.push(`${request.method} ${pathname}`)
    if (pathname === '/info') return { status: 200, body: JSON.stringify(INFO) }
    if (pathname === '/build') {
      this.context = await buffer(request)
      this.logins = JSON.parse(
        Buffer.from(String(request.headers['x-registry-config']), 'base64url').toString(),
      )
      return { status: 200, body: this.build.map((line) => `${JSON.stringify(line)}\r\n`).join('') }
    }
    if (pathname.endsWith('/get')) return { status: 200, body: this.archive }
    return request.method === 'DELETE'
      ? { status: 200, body: '[]' }
      : { status: 404, body: '{"message":"no such thing"}' }
  }
}

const INFO = {
  ServerVersion: '28.5.1',
  Architecture: 'x86_64',
  SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless'],
}

let place: string
let daemon: PlayedDaemon
let socket: string

beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'dl-'))
  socket = path.join(place, 'd.sock')
  daemon = new PlayedDaemon()
  await daemon.listen(socket)
})
afterEach(async () => {
  await daemon.close()
  await rm(place, { recursive: true, force: true })
})

async function imageOf(
  files: Readonly<Record<string, Member>>,
  spoil: Readonly<Record<string, Member>> = {},
) {
  const layer = await tar(files)
  const diffId = `sha256:${createHash('sha256').update(layer).digest('hex')}`
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [diffId] },
  })
  const listing = [{ Config: 'blobs/sha256/c', RepoTags: ['localhost/dockless:x'], Layers: ['l/layer.tar'] }]
  const members = {
    'manifest.json': JSON.stringify(listing),
    'blobs/sha256/c': config,
    'l/layer.tar': layer.toString('latin1'),
  }
  return { config, layer, archive: await tar({ ...members, ...spoil }) }
}

async function build(text: string) {
  const directory = path.join(place, 'context')
  const own = path.join(place, 'private')
  await mkdir(directory)
  await mkdir(own)
  await writeFile(path.join(directory, 'Dockerfile'), text)
  await writeFile(path.join(directory, 'a.txt'), 'one')
  await writeFile(path.join(directory, 'secret.txt'), 'two')
  await writeFile(path.join(directory, '.dockerignore'), 'secret.txt\nDockerfile\n')
  const task: Task = {
    ...taskOf(text),
    context: {
      directory,
      dockerfile: path.join(directory, 'Dockerfile'),
      ignoreFile: path.join(directory, '.dockerignore'),
      named: {},
    },
  }
  const content = new MemoryContent()
  const credential = {
    kind: 'password',
    username: 'me',
    password: new Secret('s3cret'),
    source: 'a test',
  } as const
  const origins = { logins: [{ registry: 'registry.example', credential }], env: {} }
  const plan = docker.plan(task, withDaemons({ ...ROOTLESS, socket }), { ...WIRING, directory: own, origins })
  const workshop: Workshop = {
    log: new Logger(silentSink),
    signal: new AbortController().signal,
    content,
    bases: { resolve: () => Promise.reject(new Error('nobody asks')) },
    network: NO_NETWORK,
    host: 'terminal',
    facts: RUNNER,
    delivered: () => undefined,
    upstreamFailures: () => [],
  }
  return { content, image: await docker.build(task, plan, workshop) }
}

describe('a build through the API of Docker', () => {
  test('sends what is not ignored, brings the image over, and takes our name from it', async () => {
    const { config, layer, archive } = await imageOf({ made: 'x' })
    daemon.archive = archive
    daemon.build = [{ stream: 'Step 1/2 : FROM registry.example/base:1\n' }, { aux: { ID: 'sha256:c' } }]
    const { content, image } = await build(RUN)
    const names = []
    for await (const { header } of readTar(chunks(daemon.context))) names.push(header.path)
    expect(names.sort()).toEqual(['.dockerignore', 'Dockerfile', 'a.txt'])
    expect(daemon.logins).toEqual({ 'registry.example': { username: 'me', password: 's3cret' } })
    const manifest = JSON.parse(Buffer.from(image.bytes).toString('utf8'))
    expect(image.manifest).toMatchObject({ digest: digestOf(image.bytes), size: image.bytes.length })
    expect(content.blobs.get(manifest.config.digest)?.toString()).toBe(config)
    expect(gunzipSync(content.blobs.get(manifest.layers[0].digest) ?? '')).toEqual(layer)
    expect(daemon.asked.map((line) => line.replace(/dockless:[^/]*/, 'dockless:x'))).toEqual([
      'POST /build',
      'GET /images/localhost/dockless:x/get',
      'DELETE /images/localhost/dockless:x',
    ])
  })

  test('that fails in a RUN step: exit status, line and last words', async () => {
    daemon.build = [
      { stream: 'Step 1/2 : FROM registry.example/base:1\n' },
      { stream: 'Step 2/2 : RUN make\n' },
      { stream: 'last words\n' },
      { errorDetail: { code: 2 }, error: "The command '/bin/sh -c make' returned a non-zero code: 2" },
    ]
    await expect(build(RUN)).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(/RUN make.*Dockerfile:2.* exited with status 2:\n {2}last words/),
      place: { file: 'Dockerfile', line: 2 },
    })
    expect(daemon.asked.at(-1)).toMatch(/^DELETE /)
  })

  test('that fails in another way: what the daemon says', async () => {
    daemon.build = [{ error: 'pull access denied for registry.example/base' }]
    await expect(build(RUN)).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      message: expect.stringContaining('pull access denied for registry.example/base'),
    })
  })

  test.each<[string, Readonly<Record<string, Member>>, RegExp]>([
    ['a layer that is another one', { 'l/layer.tar': 'other' }, /a layer is sha256:.*, and should be/],
    [
      'a layer that is not in it',
      { 'l/layer.tar': { path: '', type: 'symlink', link: '../../../../etc/passwd' } },
      /which is not in it/,
    ],
    [
      'two images',
      { 'manifest.json': '[{"Config":"c","Layers":[]},{"Config":"c","Layers":[]}]' },
      /does not name one image/,
    ],
  ])('whose image has %s is refused', async (_what, spoil, message) => {
    daemon.archive = (await imageOf({ made: 'x' }, spoil)).archive
    await expect(build(RUN)).rejects.toThrow(message)
  })
})

describe('what a daemon says of itself', () => {
  const found: Daemon = {
    socket: '',
    rootless: false,
    evidence: '/x is writable and belongs to uid 0: rootful: whoever may write it is root on its machine',
  }
  const asking = { timeoutMs: 2000 }

  test('counts more than who owns its socket', async () => {
    const [said] = await askDaemons([{ ...found, socket }], { DOCKER_HOST: `unix://${socket}` }, asking)
    expect(said).toEqual({
      socket,
      named: true,
      engine: 'docker',
      version: '28.5.1',
      architecture: 'x86_64',
      rootless: true,
      evidence: '/x is writable and belongs to uid 0; Docker 28.5.1 says that it is rootless',
    })
  })

  test('one that does not answer stays what its socket says', async () => {
    const gone = { ...found, socket: path.join(place, 'gone.sock') }
    expect(await askDaemons([gone], {}, asking)).toEqual([{ ...gone, named: false }])
    const elsewhere = { ...found, socket: 'ssh://builder.example' }
    expect(await askDaemons([elsewhere], {}, asking)).toEqual([{ ...elsewhere, named: false }])
  })
})

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
