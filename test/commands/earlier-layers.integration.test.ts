import { randomBytes } from 'node:crypto'
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { build } from '../../src/commands/build.js'
import { hostOf } from '../../src/hosts/detect.js'
import { Lifetime } from '../../src/lifetime/lifetime.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { parseCommandLine } from '../../src/request/flags.js'
import { scratch, type Standalone, standalone } from '../relay/servers.js'

// Each build probes the machine, as everywhere.
vi.setConfig({ testTimeout: 120_000 })

/** Whole builds by the assembler, one after another, each with nothing left of the one before but a registry and a cache. */
let directory: Awaited<ReturnType<typeof scratch>>
let registry: Standalone
let context: string
let cache: string
/** Each test pushes to a repository of its own. */
let app = ''
beforeAll(async () => {
  directory = await scratch()
  registry = await standalone(path.join(directory.path, 'registry'))
  context = path.join(directory.path, 'context')
  await write('small', 'base\n')
  await dockless('base:1', { file: 'FROM scratch\nCOPY small /etc/small\n' })
})
beforeEach(async ({ task }) => {
  app = `app-${task.id.replace(/[^0-9]+/g, '-')}`
  cache = path.join(directory.path, `cache-of-${app}`)
  registry.intercept = undefined
  await write('big', randomBytes(200_000))
  await write('small', 'one\n')
  await write('Dockerfile', `FROM ${registry.client.address}/base:1\nCOPY big /big\nCOPY small /small\n`)
})
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})

async function write(name: string, content: string | Buffer): Promise<void> {
  await mkdir(context, { recursive: true })
  await writeFile(path.join(context, name), content)
}

/** Git gives every file the time at which it was checked out: another one on each runner. */
let checkedOut = 1_700_000_000
async function checkOut(): Promise<void> {
  checkedOut += 1000
  for (const name of await readdir(context)) await utimes(path.join(context, name), checkedOut, checkedOut)
}

interface Given {
  /** Text of another Dockerfile. */
  readonly file?: string
  /** `--cache` and what else is said. */
  readonly flags?: readonly string[]
  /** Of a CI; without it the build runs in a terminal. */
  readonly gitlab?: Readonly<Record<string, string>>
}

/** One build. Gives what the registry was asked, in the order of the alphabet, and how many layers were taken over. */
async function dockless(name: string, { file, flags = [], gitlab }: Given = {}) {
  if (file !== undefined) await writeFile(path.join(context, 'other'), file)
  await checkOut()
  const line = parseCommandLine([
    'build',
    context,
    '--push',
    `--tags=${registry.client.address}/${name.replace('app', app)}`,
    ...(file === undefined ? [] : [`--file=${path.join(context, 'other')}`]),
    ...flags,
  ])
  const env = { TMPDIR: directory.path, ...gitlab }
  const told: string[] = []
  const host = await hostOf(gitlab ? 'gitlab' : 'terminal', {
    env,
    cwd: context,
    write() {},
    colour: false,
    debug: false,
  })
  const log = new Logger({ ...silentSink, line: (_level, message) => void told.push(message) })
  registry.requests.splice(0)
  {
    await using lifetime = new Lifetime()
    await build({ host, log, lifetime, line })
  }
  const asked = registry.requests.filter((request) => !request.endsWith(' /v2/'))
  return {
    asked: asked.map((request) =>
      request
        .replace(`/v2/${app}/`, '/v2/app/')
        .replace(/\?.*/, '')
        .replace(/uploads\/.+/, 'uploads/UUID')
        .replace(/sha256:.*/, 'DIGEST'),
    ),
    taken: told.filter((message) => message.startsWith('Unchanged since')).length,
    told,
  }
}

/** What a build asks for whose layers are all known: its target, its base, and again its target. */
const TARGET = 'HEAD /v2/app/manifests/1'
const BASE = 'GET /v2/base/manifests/1'
const onlyOf = (asked: readonly string[], repository: string): string[] =>
  asked.filter((request) => request.includes(`/v2/${repository}/`))

describe('the image last pushed under the tag', () => {
  test('has the layers of an unchanged one: its manifest and config are read, nothing is sent', async () => {
    await dockless('app:1')
    const { asked, taken, told } = await dockless('app:1')
    expect(taken).toBe(2)
    expect(told).toContainEqual(expect.stringMatching(/^Nothing to push/))
    // Two configs and the layer of the base, which the target has as well: whichever is known first is asked for it.
    const isBlob = (request: string): boolean => /^GET \/v2\/(?:app|base)\/blobs/.test(request)
    expect(asked.filter(isBlob)).toHaveLength(3)
    expect(asked.filter((request) => !isBlob(request)).sort()).toEqual([
      'GET /v2/app/manifests/DIGEST',
      BASE,
      TARGET,
      TARGET,
    ])
  })

  test('is asked about nothing with --no-cache, with cache none, and by a run that is trusted', async () => {
    await dockless('app:1')
    const trusted = { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' }
    for (const given of [{ flags: ['--no-cache'] }, { flags: ['--cache=none'] }, { gitlab: trusted }]) {
      const { asked, taken } = await dockless('app:1', given)
      expect(taken).toBe(0)
      expect(onlyOf(asked, 'app').filter((request) => request.startsWith('GET'))).toEqual([])
    }
  })

  test('may stand under another tag of the build than the first, which is new for every commit', async () => {
    const latest = `--tags=${registry.client.address}/${app}:latest`
    await dockless('app:sha-1', { flags: [latest] })
    const { asked, taken } = await dockless('app:sha-2', { flags: [latest] })
    expect(taken).toBe(2)
    expect(asked.filter((request) => request.includes('uploads'))).toEqual([])
    expect(asked.at(-1)).toBe('PUT /v2/app/manifests/sha-2')
  })

  test('serves the branch of a merge request', async () => {
    await dockless('app:1')
    const branch = { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'topic', CI_DEFAULT_BRANCH: 'main' }
    expect((await dockless('app:1', { gitlab: branch })).taken).toBe(2)
  })
})

describe('a cache', () => {
  const cached = (): Given => ({ flags: [`--cache=dir:${cache}`] })

  test('has the layers, the base and its files: the target and the base are asked what they are', async () => {
    await dockless('app:1', cached())
    const { asked, taken } = await dockless('app:1', cached())
    expect(taken).toBe(2)
    expect(asked).toEqual([TARGET, BASE, TARGET])
  })

  test('has a base that is named by its digest: the target alone is asked', async () => {
    const { headers } = await registry.client.get('/v2/base/manifests/1')
    const digest = String(headers['docker-content-digest'])
    const pinned = { ...cached(), file: `FROM ${registry.client.address}/base@${digest}\nCOPY big /big\n` }
    await dockless('app:1', pinned)
    const { asked, taken } = await dockless('app:1', pinned)
    expect(taken).toBe(1)
    expect(asked).toEqual([TARGET, TARGET])
  })

  test('keeps no layer that the target has, and every one that nobody has', async () => {
    const kept = async (): Promise<number> => {
      const files = await readdir(cache, {
        recursive: true,
        withFileTypes: true,
      })
      const sizes = files
        .filter((file) => file.isFile())
        .map(async (file) => (await stat(path.join(file.parentPath, file.name))).size)
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    }
    await dockless('app:1', cached())
    expect(await kept()).toBeLessThan(100_000)
    await dockless('other:1', { flags: [...(cached().flags ?? []), '--no-push'] })
    expect(await kept()).toBeGreaterThan(200_000)
  })

  test('with one file changed sends that layer, the config and the manifest', async () => {
    await dockless('app:1', cached())
    await write('small', 'two\n')
    const { asked, taken } = await dockless('app:1', cached())
    expect(taken).toBe(1)
    expect(onlyOf(asked, 'app').filter((request) => !request.startsWith('HEAD'))).toEqual([
      'POST /v2/app/blobs/uploads/',
      'POST /v2/app/blobs/uploads/',
      'PUT /v2/app/blobs/uploads/UUID',
      'PUT /v2/app/blobs/uploads/UUID',
      'PUT /v2/app/manifests/1',
    ])
  })

  test('whose layers another registry lacks has them sent there from the first', async () => {
    await using other = await standalone(path.join(directory.path, `other-than-${app}`))
    await dockless('app:1', cached())
    const both = [...(cached().flags ?? []), `--tags=${other.client.address}/copy:1`]
    const { asked, taken } = await dockless('app:1', { flags: both })
    expect(taken).toBe(2)
    expect(asked.filter((request) => request === 'GET /v2/app/blobs/DIGEST')).toHaveLength(1)
    expect(other.requests.filter((request) => request.startsWith('PUT /v2/copy/blobs'))).toHaveLength(4)
    expect(other.requests.at(-1)).toBe('PUT /v2/copy/manifests/1')
  })

  test('whose layer is gone from the registry fails no build', async () => {
    await dockless('app:1', cached())
    await write('small', 'two\n')
    const { json } = await registry.client.get(`/v2/${app}/manifests/1`)
    const [, big] = (json as { layers: { digest: string }[] }).layers
    const hex = big?.digest.slice('sha256:'.length) ?? 'there is no such layer'
    registry.intercept = (request, response) => {
      const isGone = request.method !== 'PUT' && request.url?.includes(hex) === true
      if (isGone) response.writeHead(404).end()
      return isGone
    }
    const { asked, told } = await dockless('app:1', cached())
    expect(told).toContainEqual(expect.stringMatching(/is done again without the cache$/))
    expect(asked.at(-1)).toBe('PUT /v2/app/manifests/1')
  })

  test('that a less trusted run wrote is not read by a trusted one', async () => {
    const run = (CI_COMMIT_BRANCH: string): Given => ({
      ...cached(),
      gitlab: { GITLAB_CI: 'true', CI_COMMIT_BRANCH, CI_DEFAULT_BRANCH: 'main' },
    })
    await dockless('app:1', run('topic'))
    expect((await dockless('app:1', run('main'))).taken).toBe(0)
    expect((await dockless('app:1', run('main'))).taken).toBe(2)
    expect((await dockless('app:1', run('topic'))).taken).toBe(2)
  })
})
