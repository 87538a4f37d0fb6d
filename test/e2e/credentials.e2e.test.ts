import { readdirSync, readFileSync } from 'node:fs'
import { chown, mkdtemp } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http'
import { connect, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Done, must } from '../support/command.js'
import { runInSandbox, SANDBOXES } from '../support/sandbox.js'
import { nodeProgram } from '../support/testbed.js'
import { openTrap } from '../support/trap.js'
import { type Line, openLine, PASSWORD, USERNAME } from './line.js'
import { type Interference, startProxy } from './proxy.js'

const BUILDERS = ['buildkit', 'buildah'] as const
const OF_HOME = 'canary-of-the-home-directory'
const OF_PROXY = 'canary-of-the-proxy-password'
const OF_TOKEN = 'canary-of-a-job-token'
const SECRETS = [
  PASSWORD,
  OF_HOME,
  OF_PROXY,
  OF_TOKEN,
  btoa(`${USERNAME}:${PASSWORD}`),
  btoa(`me:${OF_PROXY}`),
]

let line: Line
let attack: Buffer
let attackFile: string

beforeAll(async () => {
  line = await openLine()
  attackFile = join(line.account.directory, 'attack')
  const source = join(dirname(fileURLToPath(import.meta.url)), 'attack.c')
  await must({ argv: ['gcc', '-static', '-O1', '-Wall', '-o', attackFile, source] })
  attack = readFileSync(attackFile)
  await line.context('../home/.docker', {
    'config.json': {
      content: JSON.stringify({
        auths: { 'registry.example': { auth: btoa(`me:${OF_HOME}`) }, [OF_HOME]: {} },
      }),
      mode: 0o600,
    },
  })
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

/** A secret cut in two, so that looking for it is not finding oneself. */
function halves(secret: string): string {
  const half = secret.length >> 1
  return `'${secret.slice(0, half)}' '${secret.slice(half)}'`
}

describe('no credential is within reach of a RUN step', () => {
  const environment = (): Record<string, string> => ({
    ...line.login,
    CI_JOB_TOKEN: OF_TOKEN,
    HTTPS_PROXY: `http://me:${OF_PROXY}@127.0.0.1:9`,
    NO_PROXY: '127.0.0.1,localhost',
  })

  async function spy(name: string): Promise<string> {
    const secrets = SECRETS.slice(0, 4).map(halves).join(' ')
    // The relay's own: `dockless:` in base64, and the word before the password in its file.
    const relay = `'ZG9ja2' 'xlc3M6' 'dock' 'less:'`
    const places = `${line.account.home} ${line.account.tmp} /root /run /tmp /var/tmp`
    return line.context(`spy-${name}`, {
      Dockerfile: `FROM busybox
COPY attack /attack
RUN (/attack ${secrets} ${relay} -- ${places}; env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/mounts) > /loot 2>/dev/null; true
`,
      attack: { content: attack, mode: 0o755 },
    })
  }

  /** The relay's passwords, as they stand in the builders' own files while a build runs. */
  async function whileItRuns<T>(build: Promise<T>): Promise<{ result: T; passwords: readonly string[] }> {
    const passwords = new Set<string>()
    const look = (): void => {
      for (const file of authFiles(line.account.tmp)) {
        const auth = /"auth"\s*:\s*"([^"]+)"/.exec(read(file))?.[1]
        if (auth !== undefined) passwords.add(atob(auth).replace(/^[^:]*:/, ''))
      }
    }
    const looking = setInterval(look, 20)
    const result = build.finally(() => clearInterval(looking))
    return { result: await result, passwords: [...passwords] }
  }

  async function lootOf(name: string): Promise<string> {
    const layout = await mkdtemp(join(line.account.directory, 'loot-'))
    await line.safe.pull(name, `oci:${layout}:x`)
    const script = 'for b in "$1"/blobs/sha256/*; do zcat -f "$b" | tar -xOf - loot 2>/dev/null; done; true'
    const done = await must({ argv: ['sh', '-c', script, 'sh', layout], timeoutMs: 60_000 })
    return done.stdout
  }

  function expectNothing(loot: string, relayPasswords: readonly string[]): void {
    expect(loot).toMatch(/TRIED \d+ processes inside/) // it did look
    expect(loot).toMatch(/TRIED \d+ processes outside/)
    expect(loot.match(/FOUND .*/g)).toBeNull()
    expect(relayPasswords.length).toBeGreaterThan(0)
    const more = relayPasswords.flatMap((one) => [one, btoa(`dockless:${one}`)])
    for (const secret of [...SECRETS, btoa(`me:${OF_HOME}`), ...more]) {
      expect(loot.replaceAll('\0', ' ').includes(secret), secret).toBe(false)
    }
  }

  test('the attack finds what is not protected: another process of the account, and its files', async () => {
    await using victim = await line.account.start(
      [nodeProgram(24), '-e', 'const kept = "x" + process.env.WORD; setInterval(() => kept, 1000)'],
      { env: { WORD: PASSWORD } },
    )
    const half = PASSWORD.length >> 1
    const words = [PASSWORD.slice(0, half), PASSWORD.slice(half), '--', line.account.home]
    const done = await line.account.run([attackFile, ...words])
    for (const how of ['environ', 'mem', 'process_vm_readv', 'ptrace'])
      expect(done.output).toContain(`FOUND ${how} ${victim.pid} secret 0`)
    expect(done.output).toContain(OF_HOME)
  })

  test.each(BUILDERS)('%s, on a machine', async (strategy) => {
    const context = await spy(strategy)
    const building = line.build(context, `app/spy:${strategy}`, [`--strategy=${strategy}`], {
      env: environment(),
    })
    const { result: done, passwords } = await whileItRuns(building)
    expect(done.status, done.output).toBe(0)
    for (const secret of SECRETS) expect(done.output).not.toContain(secret)
    expectNothing(await lootOf(`app/spy:${strategy}`), passwords)
  })

  test.each(BUILDERS)('%s, as root of a container that masks /proc', async (strategy) => {
    const context = await spy(`${strategy}-masked`)
    const name = `app/spy-masked:${strategy}`
    const building = runInSandbox(
      line.account,
      SANDBOXES.dockerSeccompOff,
      [
        nodeProgram(24),
        line.stage.bundle,
        'build',
        context,
        '--push',
        `--tags=${line.safe.host}/${name}`,
        `--registry-mirrors=${line.hub.host}`,
        `--ca-certificates=${line.ca.certificateFile}`,
        `--strategy=${strategy}`,
      ],
      { env: { ...environment(), HOME: line.account.home, TMPDIR: line.account.tmp }, timeoutMs: 240_000 },
    )
    const { result: done, passwords } = await whileItRuns(building)
    expect(done.status, done.output).toBe(0)
    expectNothing(await lootOf(name), passwords)
  })
})

describe('no pull goes around the relay', () => {
  const REAL = ['registry.test', 'registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'docker.io']
  /** An address of its own, so that the ports of real registries are free on it. */
  const TRAP = '127.0.0.79'

  const ways = [
    ['404', { status: 404 }],
    ['401', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }],
    ['500', { status: 500 }],
    ['a reset', { cutAfter: 0 }],
  ] as const satisfies readonly (readonly [string, Interference])[]

  /**
   * What stands for the rest of the world: the user's proxy, which alone leads to the real registries. We go through
   * it; a builder that looked for the real host itself would land in the trap.
   */
  async function world(
    answer: Interference,
  ): Promise<{ readonly url: string; readonly tunnels: string[] } & AsyncDisposable> {
    const { certificateFile, keyFile } = await line.ca.issue(REAL)
    const registry = createTlsServer(
      { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
      (request, response) => answerWith(answer, request, response),
    )
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
    const tunnels: string[] = []
    const proxy = createServer((_request, response) => response.writeHead(400).end())
    proxy.on('connect', (request: IncomingMessage, socket) => {
      tunnels.push(request.url ?? '')
      const onward = connect(portOf(registry), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      for (const end of [onward, socket])
        end.on('error', () => [onward, socket].forEach((one) => one.destroy()))
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    return {
      url: `http://127.0.0.1:${portOf(proxy)}`,
      tunnels,
      async [Symbol.asyncDispose]() {
        for (const server of [proxy, registry]) {
          server.closeAllConnections()
          await new Promise<void>((resolve) => server.close(() => resolve()))
        }
      },
    }
  }

  function answerWith(answer: Interference, request: IncomingMessage, response: ServerResponse): void {
    if (answer !== undefined && 'cutAfter' in answer) request.socket.destroy()
    else if (answer !== undefined) response.writeHead(answer.status, answer.headers).end()
    else {
      const { method, url, headers } = request
      const onward = ask(`http://${line.hub.host}${url}`, { method, headers }, (found) => {
        response.writeHead(found.statusCode ?? 502, found.headers)
        found.pipe(response)
      })
      onward.once('error', () => response.destroy())
      request.pipe(onward)
    }
  }

  async function buildFrom(image: string, strategy: string, mirror: Interference, real: Interference) {
    await using secure = await openTrap({ address: TRAP, port: 443 })
    await using plain = await openTrap({ address: TRAP, port: 80 })
    await using broken = await startProxy(line.hub.host, () => mirror)
    await using outside = await world(real)
    const context = await line.context(`around-${strategy}`, {
      Dockerfile: `FROM ${image}\nRUN echo built > /built\n`,
    })
    const out = await mkdtemp(join(line.account.directory, 'around-'))
    await chown(out, line.account.uid, line.account.gid)
    const done: Done = await line.stage.dockless(
      [
        'build',
        context,
        `--load=oci:${out}/image`,
        `--registry-mirrors=docker.io=${broken.host}`,
        `--registry-mirrors=registry.test=${broken.host}`,
        `--ca-certificates=${line.ca.certificateFile}`,
        `--strategy=${strategy}`,
      ],
      {
        hosts: Object.fromEntries(REAL.map((name) => [name, TRAP])),
        env: { HTTPS_PROXY: outside.url, HTTP_PROXY: outside.url, NO_PROXY: '127.0.0.1,localhost' },
      },
    )
    return {
      done,
      around: [...secure.connections, ...plain.connections],
      tunnels: outside.tunnels,
      mirrored: broken.seen,
    }
  }

  const images = ['busybox', 'registry.test/library/busybox:latest']
  const cases = BUILDERS.flatMap((strategy) => images.map((image) => [strategy, image] as const))

  describe.each(ways)('mirror and registry answer with %s', (_name, answer) => {
    test.each(cases)('%s, FROM %s: an error, and nobody in the trap', async (strategy, image) => {
      const { done, around, tunnels, mirrored } = await buildFrom(image, strategy, answer, answer)
      expect(around).toEqual([])
      expect(mirrored.length).toBeGreaterThan(0)
      expect(tunnels.length).toBeGreaterThan(0)
      expect(done.status, done.output).toBe(4)
    })
  })

  test.each(cases)(
    '%s, FROM %s: the mirror lacks it, and we fetch it from the registry',
    async (strategy, image) => {
      const { done, around, tunnels } = await buildFrom(image, strategy, { status: 404 }, undefined)
      expect(done.status, done.output).toBe(0)
      expect(around).toEqual([])
      expect(tunnels.length).toBeGreaterThan(0)
    },
  )

  test('the trap would have caught one', async () => {
    await using secure = await openTrap({ address: TRAP, port: 443 })
    const argv = ['skopeo', 'inspect', 'docker://registry.test/library/busybox'] as const
    await line.account.run(argv, { hosts: { 'registry.test': TRAP } })
    expect(secure.connections.length).toBeGreaterThan(0)
  })
})

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return address.port
}

function authFiles(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?:^|\/)(?:auth|config)\.json$/.test(name) && !name.includes('/root/'))
      .map((name) => join(directory, name))
  } catch {
    return [] // it is being removed
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
