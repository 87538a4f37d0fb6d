import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseIndex } from '../../src/cache/cache-index.js'
import { digestOf } from '../../src/oci/digest.js'
import { type Account, openAccount } from '../support/account.js'
import { makeBusyboxBase } from '../support/bases.js'
import { CacheService } from '../support/cache-service.js'
import type { Done } from '../support/command.js'
import { writeContext } from '../support/context.js'
import { runAction } from '../support/github-runner.js'
import { readRegistryImage } from '../support/image-diff.js'
import { EXECUTOR, NO_EXECUTOR, pathWithExecutor } from '../support/kaniko.js'
import { pickerOf } from '../support/picker.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { type Stage, stageProject } from '../support/stage.js'
import { accountPath } from '../support/testbed.js'

const STRATEGIES = ['buildkit', 'buildah', 'kaniko'] as const
type Strategy = (typeof STRATEGIES)[number]

/** Each step leaves a stamp in the image that is another one each time it runs. */
const DOCKERFILE = `ARG BASE
FROM \${BASE} AS deps
COPY lock /lock
RUN cat /lock /proc/sys/kernel/random/uuid > /deps && head -c 5000000 /dev/urandom > /deps.bin
FROM \${BASE}
COPY --from=deps /deps /deps.bin /app/
RUN cat /proc/sys/kernel/random/uuid > /app/before
COPY main /app/main
RUN cat /app/main /proc/sys/kernel/random/uuid > /app/after
`

const POINTS = 20
/** The same points again: DOCKLESS_TEST_SEED=… */
const SEED = Number(process.env['DOCKLESS_TEST_SEED'] ?? Date.now() % 1_000_000)

let account: Account
let stage: Stage
let origin: TestRegistry
let target: TestRegistry
let base: string
/** With kaniko's executor, where this machine has one. */
let path: string

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  path = EXECUTOR === undefined ? accountPath() : await pathWithExecutor(account)
  origin = await startRegistry()
  target = await startRegistry()
  await origin.push(`oci:${await makeBusyboxBase(origin.directory)}:base`, 'base/busybox:1')
  base = `${origin.host}/base/busybox:1`
})
afterAll(async () => {
  await target?.[Symbol.asyncDispose]()
  await origin?.[Symbol.asyncDispose]()
  await account?.[Symbol.asyncDispose]()
})

const project = (name: string): Promise<string> =>
  writeContext(
    join(account.directory, name),
    { Dockerfile: DOCKERFILE, lock: 'v1\n', main: 'one\n' },
    account,
  )

/** What one build of `context` came to, with its cache in some store. */
type Build = (context: string, tag: string) => Promise<Done>

function command(strategy: Strategy, cache: string): Build {
  return async (context, tag) => {
    const tags = `${target.host}/${tag}`
    const done = await stage.dockless(
      [
        'build',
        context,
        '--push',
        '--tags',
        tags,
        '--strategy',
        strategy,
        '--cache',
        cache,
        `--build-args=BASE=${base}`,
      ],
      { env: { PATH: path }, timeoutMs: 240_000 },
    )
    expect(done.status, done.output).toBe(0)
    return done
  }
}

function action(strategy: Strategy, service: CacheService): Build {
  return async (context, tag) => {
    const inputs = {
      context,
      tags: `${target.host}/${tag}`,
      push: 'true',
      strategy,
      cache: 'github',
      'cache-scope': strategy,
      'build-args': `BASE=${base}`,
    }
    const ran = await runAction(account, stage.directory, inputs, {
      env: { ...service.environment(), PATH: path },
      timeoutMs: 240_000,
    })
    expect(ran.main.status, ran.main.output).toBe(0)
    expect(ran.post?.status, ran.post?.output).toBe(0)
    return ran.main
  }
}

/** The stamps of an image, by the sha256 of each file. */
async function stamps(tag: string): Promise<Record<string, string | undefined>> {
  const { files } = await readRegistryImage(target, tag)
  const sum = (name: string): string | undefined => files.get(`app/${name}`)?.sha256
  return { deps: sum('deps.bin'), before: sum('before'), after: sum('after') }
}

/** What the origin was asked since a mark: `GET blobs`, `HEAD manifests`. */
async function askedOrigin(since: number): Promise<string[]> {
  const requests = await origin.requests(since)
  return requests.flatMap(([method, path]) => {
    const kind = /\/(blobs|manifests)\//.exec(path)?.[1]
    return kind === undefined ? [] : [`${method} ${kind}`]
  })
}

/** Cold, the same again, one line changed: each where nothing is left of the one before but the store. */
async function rebuilt(name: string, build: Build): Promise<void> {
  const context = await project(name)
  await build(context, `${name}:1`)
  const one = await stamps(`${name}:1`)

  const mark = await origin.mark()
  await build(context, `${name}:2`)
  expect(await stamps(`${name}:2`)).toEqual(one)
  const asked = await askedOrigin(mark)
  expect(asked.filter((request) => request.includes('blobs'))).toEqual([])
  expect(asked).toHaveLength(1)

  await writeFile(join(context, 'main'), 'two\n')
  await build(context, `${name}:3`)
  const three = await stamps(`${name}:3`)
  expect({ ...three, after: undefined }).toEqual({ ...one, after: undefined })
  expect(three['after']).not.toBe(one['after'])
}

describe.each(STRATEGIES)('%s', (strategy) => {
  beforeEach(({ skip }) => {
    if (strategy === 'kaniko' && EXECUTOR === undefined) skip(NO_EXECUTOR)
  })

  test('a directory', async () => {
    const directory = await account.own(`kept-${strategy}`)
    await rebuilt(`dir-${strategy}`, command(strategy, `dir:${directory}`))
  })

  test('a directory inside the context: never part of the image, and unchanged when nothing changed', async () => {
    const context = await writeContext(
      join(account.directory, `inside-${strategy}`),
      {
        Dockerfile: `ARG BASE\nFROM \${BASE}\nCOPY . /all\nRUN cat /proc/sys/kernel/random/uuid > /stamp\n`,
        a: 'a\n',
      },
      account,
    )
    const build = command(strategy, `dir:${join(context, '.dockless-cache')}`)
    await build(context, `inside-${strategy}:1`)
    const before = await listing(join(context, '.dockless-cache'))
    await build(context, `inside-${strategy}:2`)
    const { files } = await readRegistryImage(target, `inside-${strategy}:2`)
    expect([...files.keys()].filter((file) => file.startsWith('all/')).sort()).toEqual([
      'all/Dockerfile',
      'all/a',
    ])
    expect(await listing(join(context, '.dockless-cache'))).toEqual(before)
  })

  test('a registry', async () => {
    await rebuilt(`reg-${strategy}`, command(strategy, `registry:${target.host}/cache/${strategy}`))
  })

  test('GitHub’s service, through the action', async () => {
    await using service = await CacheService.start()
    await rebuilt(`gh-${strategy}`, action(strategy, service))
    expect(service.entries.length).toBeLessThanOrEqual(4)
  })
})

/** Every file with its size and time. */
async function listing(directory: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const { mtimeNs, size } = await stat(file, { bigint: true })
    if (entry.isFile()) found[file] = [size, mtimeNs]
  }
  return found
}

describe('when the cache is at fault, the image is right all the same', () => {
  test.each(['buildkit', 'buildah'] as const)(
    '%s: packs that were tampered with are noticed in the middle, and the build is done again',
    async (strategy) => {
      await using service = await CacheService.start()
      const name = `tampered-${strategy}`
      const context = await project(name)
      const build = action(strategy, service)
      await build(context, `${name}:1`)
      service.tamper((bytes, { key }) =>
        key.includes('-pack-') ? Buffer.from(bytes).fill(0x58, 2000) : bytes,
      )
      await writeFile(join(context, 'main'), 'two\n')
      // Another repository: nothing of the image is there, so every layer must be had from somewhere.
      const done = await build(context, `elsewhere-${strategy}:2`)
      expect(done.output).toMatch(/damaged or gone/)
      expect(done.output).not.toMatch(/^::error/m)
      expect((await stamps(`elsewhere-${strategy}:2`))['after']).toMatch(/^[0-9a-f]{64}$/)
    },
  )

  test(`killed at ${POINTS} points of its life (seed ${SEED}): the next run works, and nothing is damaged`, async () => {
    const directory = await account.own('kept-killed')
    const context = await project('killed')
    const build = command('buildkit', `dir:${directory}`)
    const began = performance.now()
    await build(context, 'killed:0')
    const lifeMs = performance.now() - began
    const pick = pickerOf(SEED)
    for (let point = 0; point < POINTS; point += 1) {
      await writeFile(join(context, 'lock'), `v${point}\n`)
      const running = await stage.start([
        'build',
        context,
        '--push',
        `--tags=${target.host}/killed:${point}`,
        '--strategy=buildkit',
        `--cache=dir:${directory}`,
        `--build-args=BASE=${base}`,
      ])
      const timer = setTimeout(() => running.kill('SIGKILL', 'group'), ((point + pick()) / POINTS) * lifeMs)
      await running.done
      clearTimeout(timer)
      await expectWhole(directory)
      // Each kill is also followed by a run: the next one that is killed, and now and then one that is not.
      if (point % 5 === 4) {
        const done = await build(context, `killed:after-${point}`)
        expect(done.output).not.toMatch(/damaged/)
      }
    }
    const one = await stamps(`killed:after-${POINTS - 1}`)
    await build(context, 'killed:again')
    expect(await stamps('killed:again')).toEqual(one)
    expect((await readdir(directory)).sort()).toEqual(['blobs', 'index.json'])
  })

  test.each(['dir', 'registry'] as const)(
    'two jobs on one cache at once (%s): both images are right, and both are kept',
    async (kind) => {
      const store = kind === 'dir' ? await account.own('kept-twice') : `${target.host}/cache/twice`
      const names = [`twice-${kind}-a`, `twice-${kind}-b`]
      const build = command('buildkit', `${kind}:${store}`)
      const contexts = await Promise.all(names.map(project))
      const both = (tag: number) =>
        Promise.all(names.map((name, i) => build(contexts[i] ?? '', `${name}:${tag}`)))
      await both(1)
      await both(2)
      for (const name of names) expect(await stamps(`${name}:2`)).toEqual(await stamps(`${name}:1`))
    },
  )
})

/** A directory whose index is one, and whose every blob has the digest that its name says. */
async function expectWhole(directory: string): Promise<void> {
  const index = await readFile(join(directory, 'index.json'), 'utf8')
  expect(parseIndex(index)?.damages).toEqual([])
  const blobs = join(directory, 'blobs', 'sha256')
  for (const name of await readdir(blobs)) {
    // What a killed job was writing has another name, and is swept by the next one that saves.
    if (!name.startsWith('.new-')) expect(digestOf(await readFile(join(blobs, name)))).toBe(`sha256:${name}`)
  }
}

test('version 1 of the service, under act: the second run finds what the first one kept', async () => {
  const home = await account.own('act-home')
  const project = await writeContext(
    join(account.directory, 'act'),
    {
      Dockerfile: DOCKERFILE,
      lock: 'v1\n',
      main: 'one\n',
      '.github/workflows/ci.yml': JSON.stringify({
        on: 'push',
        jobs: {
          build: {
            'runs-on': 'ubuntu-latest',
            steps: [
              {
                uses: 'acme/dockless@v1',
                with: {
                  context: join(account.directory, 'act'),
                  tags: `${target.host}/act:\${{ github.run_number }}`,
                  push: true,
                  strategy: 'buildkit',
                  'build-args': `BASE=${base}`,
                },
              },
            ],
          },
        },
      }),
    },
    account,
  )
  const git = async (...args: string[]): Promise<void> => {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.example']
    const done = await account.run(['git', ...identity, ...args], { cwd: project })
    expect(done.status, done.output).toBe(0)
  }
  await git('init', '-q')
  await git('add', '.')
  await git('commit', '-qm', 'one')
  const act = async (): Promise<string> => {
    const done = await account.run(
      [
        'act',
        'push',
        '--platform=ubuntu-latest=-self-hosted',
        '--cache-server-addr=127.0.0.1',
        `--cache-server-path=${join(home, 'cache')}`,
        `--local-repository=acme/dockless@v1=${stage.directory}`,
      ],
      { cwd: project, env: { HOME: home, XDG_CACHE_HOME: join(home, '.cache') }, timeoutMs: 240_000 },
    )
    expect(done.status, done.output).toBe(0)
    return done.output
  }
  const first = await act()
  expect(first).toMatch(/new blobs/)
  const one = await stamps('act:1')
  await rm(join(home, '.cache'), { recursive: true, force: true })
  const second = await act()
  expect(second).not.toMatch(/new blobs/)
  expect(await stamps('act:1')).toEqual(one)
})
