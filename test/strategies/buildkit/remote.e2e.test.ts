import { chmod, chown, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, openAccount } from '../../support/account.js'
import { makeBusyboxBase } from '../../support/bases.js'
import { writeContext } from '../../support/context.js'
import { readRegistryImage } from '../../support/image-diff.js'
import { startRegistry, type TestRegistry } from '../../support/registry.js'
import {
  layNetwork,
  type RemoteBuildkit,
  type RemoteNetwork,
  startRemoteBuildkit,
} from '../../support/remote-buildkit.js'
import { type Stage, stageProject } from '../../support/stage.js'
import { makeTestCa, type TestCa } from '../../support/test-ca.js'
import { fromTestbed } from '../../support/testbed.js'

const USERNAME = 'robot'
const PASSWORD = 'canary-of-the-remote-registry'

let account: Account
let stage: Stage
let ca: TestCa
/** Two builders, each in a network of its own, and one registry that all of us reach. */
let networks: readonly RemoteNetwork[]
let registry: TestRegistry
let first: RemoteBuildkit
let second: RemoteBuildkit
let tls: readonly string[]

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  networks = [await layNetwork(), await layNetwork()]
  registry = await startRegistry({
    address: network(0).here,
    htpasswd: { username: USERNAME, password: PASSWORD },
  })
  // Not in the account's directory: what names that one counts as the account's.
  ca = await makeTestCa(registry.directory)
  await registry.push(`oci:${await makeBusyboxBase(registry.directory)}:base`, 'team/base:1')
  const served = { plain: [registry.host], gid: account.gid }
  first = await startRemoteBuildkit(network(0), ca, served)
  second = await startRemoteBuildkit(network(1), ca, served)
  tls = [`--builder-ca=${ca.certificateFile}`, ...(await shown(await ca.issue(['client'])))]
})

let copies = 0

/** The inputs for a certificate of ours; the account gets a copy of its key. */
async function shown(ours: { certificateFile: string; keyFile: string }): Promise<string[]> {
  const key = join(account.directory, `client-${copies++}.key`)
  await writeFile(key, '')
  await chmod(key, 0o600)
  await chown(key, account.uid, account.gid)
  await writeFile(key, await readFile(ours.keyFile))
  return [`--builder-cert=${ours.certificateFile}`, `--builder-key=${key}`]
}

afterAll(async () => {
  for (const one of [first, second, registry, ...(networks ?? []), account])
    await one?.[Symbol.asyncDispose]()
})

function network(index: number): RemoteNetwork {
  const found = networks[index]
  if (!found) throw new Error('there is no such network')
  return found
}

async function context(name: string, dockerfile: string): Promise<string> {
  const files = {
    Dockerfile: dockerfile.replaceAll('BASE', `${registry.host}/team/base:1`),
    'a.txt': 'one\n',
  }
  return writeContext(join(account.directory, 'contexts', name), files, account)
}

function argv(directory: string, tag: string, builders: readonly string[]): string[] {
  return [
    ...[
      'build',
      directory,
      '--push',
      `--tags=${registry.host}/${tag}`,
      `--insecure-registries=${registry.host}`,
    ],
    ...builders.map((endpoint) => `--builder=${endpoint}`),
    ...tls,
  ]
}

const login = () => ({
  env: { DOCKLESS_REGISTRY: registry.host, DOCKLESS_USERNAME: USERNAME, DOCKLESS_PASSWORD: PASSWORD },
})

const SLOW = 'FROM BASE\nRUN echo started && sleep 1000\n'

async function underWay(output: () => string, what: string): Promise<void> {
  for (let round = 0; round < 1200 && !output().includes(what); round += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(output()).toContain(what)
}

describe('a builder elsewhere', () => {
  test('pulls a private base with what buildctl answers it, and its image comes back to be pushed from here', async () => {
    const directory = await context(
      'mtls',
      'FROM BASE\nCOPY a.txt /a.txt\nRUN cat /a.txt > /made && (cat /proc/*/environ; ls -R /root /run; env) > /seen 2>&1 || true\nUSER app\n',
    )
    const done = await stage.dockless([...argv(directory, 'app/mtls:1', [first.endpoint]), '--json'], login())
    expect(done.status, done.output).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({
      strategy: 'buildkit',
      digest: await registry.digest('app/mtls:1'),
    })
    // The base's layer lies in the same registry: it is mounted, not sent.
    expect(
      (await registry.requests()).filter(
        ([method, where]) => method === 'POST' && where.includes('from=team%2Fbase'),
      ),
    ).not.toEqual([])
    const image = await readRegistryImage(registry, 'app/mtls:1')
    expect(image.files.get('made')?.size).toBe(4)
    expect(image.config['config']).toMatchObject({ User: 'app' })
    expect(first.daemon.output()).toContain('team/base')
    expect(done.output).not.toContain(PASSWORD)
    const { stdout } = await account.run(['sh', '-c', 'ls -A "$TMPDIR"'])
    expect(stdout).toBe('')
  })

  test('that never saw the project finds in the registry what another one left there', async () => {
    const directory = await context(
      'cached',
      'FROM BASE\nCOPY a.txt /a.txt\nRUN cat /proc/sys/kernel/random/uuid > /made\n',
    )
    const cache = `--cache=registry:${registry.host}/team/cache`
    const made = async (tag: string, builder: RemoteBuildkit, ...more: string[]) => {
      const done = await stage.dockless(
        [...argv(directory, tag, [builder.endpoint]), cache, ...more],
        login(),
      )
      expect(done.status, done.output).toBe(0)
      return (await readRegistryImage(registry, tag)).files.get('made')
    }
    const before = await made('app/cached:1', first)
    expect(await made('app/cached:2', second)).toEqual(before)
    // Another image, another cache; and what is built anew is not what was kept.
    expect(await made('app/other:1', second, '--no-cache')).not.toEqual(before)
  })

  test('whose cache cannot be reached builds without it', async () => {
    const directory = await context('cacheless', 'FROM BASE\nRUN echo x > /x\n')
    const words = [
      ...argv(directory, 'app/cacheless:1', [second.endpoint]),
      '--cache=registry:127.0.0.1:1/nowhere',
    ]
    const done = await stage.dockless(words, login())
    expect(done.status, done.output).toBe(0)
  })

  test('that does not answer is passed over for the next', async () => {
    const dead = `tcp://${network(0).there}:1`
    const directory = await context('dead', 'FROM BASE\nRUN echo x > /x\n')
    const done = await stage.dockless(argv(directory, 'app/dead:1', [dead, second.endpoint]), login())
    expect(done.status, done.output).toBe(0)
    expect(done.output).toContain(`Building on ${second.endpoint}`)
    expect(done.output).toMatch(/Passed over: tcp:\S+: nothing listens there/)
  })

  test('that shows a certificate of somebody else, or is shown none of ours: status 3, and the reason', async () => {
    const directory = await context('strangers', 'FROM BASE\nRUN true\n')
    const plain = argv(directory, 'app/strangers:1', [first.endpoint]).filter(
      (word) => !word.startsWith('--builder-'),
    )
    const other = await makeTestCa(await account.own('other'))
    for (const [words, reason] of [
      [plain, /would be spoken to in plain text/],
      [[...plain, `--builder-ca=${other.certificateFile}`], /unknown authority/],
      [
        [...plain, `--builder-ca=${ca.certificateFile}`],
        /asks for a certificate, and is shown none[^]*Give builder-cert and builder-key/,
      ],
      [
        [...plain, `--builder-ca=${ca.certificateFile}`, ...(await shown(await ca.issue(['client'], -1)))],
        /builder-cert has expired/,
      ],
      [
        [...plain, `--builder-ca=${ca.certificateFile}`, ...(await shown(await other.issue(['client'])))],
        /does not trust the authority of builder-cert/,
      ],
    ] as const) {
      const done = await stage.dockless(words, login())
      expect(done.status, done.output).toBe(3)
      expect(done.output).toMatch(reason)
    }
    expect(await registry.digest('app/strangers:1')).toBeUndefined()
  })

  test('a RUN step that fails there: its exit status, its line and its last words', async () => {
    const directory = await context('failing', 'FROM BASE\nRUN true\nRUN echo last words && exit 42\n')
    const done = await stage.dockless(
      [
        ...argv(directory, 'app/failing:1', [first.endpoint, second.endpoint]),
        `--cache=registry:${registry.host}/none`,
      ],
      login(),
    )
    expect(done.status, done.output).toBe(1)
    // A cache that is not there yet is no step that failed.
    expect(done.output).toMatch(/RUN echo last words && exit 42 \(\S*Dockerfile:3\) exited with status 42/)
    expect(done.output).toContain('last words')
    expect(done.output).not.toContain(`Building on ${second.endpoint}`)
  })

  test('SIGTERM in the middle of a RUN: it ends here and there', async () => {
    const directory = await context('ended', SLOW)
    await using running = await stage.start(argv(directory, 'app/ended:1', [second.endpoint]), login())
    await underWay(running.output, 'started')
    running.kill('SIGTERM', 'process')
    expect((await running.done).status).toBe(143)
    await underWay(() => second.daemon.output(), 'context canceled')
    expect(account.processes()).toEqual([])
  })

  test('of a pod is reached through kubectl', async () => {
    // What kubectl does with `exec -i POD -- buildctl dial-stdio`, without a cluster in between.
    const bin = await account.own('bin')
    const script = [
      '#!/bin/sh',
      'echo "$@" >> "$HOME/kubectl.log"',
      `exec ${fromTestbed('bin/buildctl')} --addr unix://${first.socket} dial-stdio`,
      '',
    ]
    await writeFile(join(bin, 'kubectl'), script.join('\n'), { mode: 0o755 })
    await chmod(join(bin, 'kubectl'), 0o755)
    const directory = await context('pod', 'FROM BASE\nRUN echo x > /x\n')
    const { env } = login()
    const PATH = `${bin}:${account.environment()['PATH']}`
    const words = argv(directory, 'app/pod:1', ['kube-pod://builder-0?namespace=ci']).filter(
      (word) => !tls.includes(word),
    )
    const done = await stage.dockless(words, { env: { ...env, PATH } })
    expect(done.status, done.output).toBe(0)
    const { stdout } = await account.run(['cat', join(account.home, 'kubectl.log')])
    expect(stdout).toMatch(/exec .*builder-0 -- buildctl dial-stdio/)
    expect(stdout).toContain('--namespace=ci')
  })
})

describe('a builder that is lost in the middle of a build', () => {
  test('by a network that is cut: the next begins anew, and what it built is pushed', async () => {
    // The step ends at once on the second builder: the file is the build's own, so it is made when the first is gone.
    const directory = await context(
      'cut',
      `FROM BASE\nRUN echo started; ip addr 2>/dev/null | grep -q ${network(1).there} || sleep 1000\nRUN echo x > /x\n`,
    )
    await using running = await stage.start(
      argv(directory, 'app/cut:1', [first.endpoint, second.endpoint]),
      login(),
    )
    await underWay(running.output, 'started')
    await network(0).cut()
    const done = await running.done
    await network(0).mend()
    expect(done.status, done.output).toBe(0)
    expect(done.output).toMatch(
      new RegExp(`${first.endpoint} was lost in the middle.*${second.endpoint} begins anew`),
    )
    const image = await readRegistryImage(registry, 'app/cut:1')
    expect(image.files.get('x')?.size).toBe(2)
  })

  test('and was the only one: a clear error, and no tag', async () => {
    const directory = await context('lost', SLOW)
    await using running = await stage.start(argv(directory, 'app/lost:1', [first.endpoint]), login())
    await underWay(running.output, 'started')
    first.daemon.kill('SIGKILL')
    const done = await running.done
    expect(done.status, done.output).toBe(3)
    expect(done.output).toContain(`${first.endpoint} was lost in the middle of the build`)
    expect(await registry.digest('app/lost:1')).toBeUndefined()
  })
})
