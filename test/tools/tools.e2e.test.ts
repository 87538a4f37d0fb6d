import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, openAccount } from '../support/account.js'
import { makeBusyboxBase } from '../support/bases.js'
import { must } from '../support/command.js'
import { writeContext } from '../support/context.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { type Stage, stageProject } from '../support/stage.js'
import { fromTestbed, nodeProgram } from '../support/testbed.js'

let account: Account
let stage: Stage
let registry: TestRegistry
/** The image of a BuildKit as its project makes it, by digest. */
let image: string
/** A PATH with everything but builders. */
let path: string

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  registry = await startRegistry({ htpasswd: { username: 'robot', password: 'canary-of-the-tools' } })
  await registry.push(`oci:${await makeBusyboxBase(registry.directory)}:base`, 'team/base:1')
  image = await pushBuilder()
  path = await pathWithoutBuilders()
})

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]()
  await account?.[Symbol.asyncDispose]()
})

/** Two layers below usr/bin, as in moby/buildkit: what the system brings, and the builder's programs over it. */
async function pushBuilder(): Promise<string> {
  const scratch = await mkdtemp(join(registry.directory, 'builder-'))
  const layout = join(scratch, 'layout')
  const layer = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const root = join(scratch, name)
    await mkdir(join(root, 'usr/bin'), { recursive: true })
    for (const [file, source] of Object.entries(files)) await copyFile(source, join(root, 'usr/bin', file))
    await must({
      argv: ['tar', '--create', '--file', join(scratch, `${name}.tar`), '--directory', root, 'usr'],
    })
    return join(scratch, `${name}.tar`)
  }
  const system = await layer('system', { busybox: '/bin/busybox', buildctl: '/bin/busybox' })
  const programs = await layer('programs', {
    buildkitd: fromTestbed('bin/buildkitd'),
    buildctl: fromTestbed('bin/buildctl'),
    'buildkit-runc': '/usr/sbin/runc',
  })
  await must({ argv: ['umoci', 'init', '--layout', layout] })
  await must({ argv: ['umoci', 'new', '--image', `${layout}:builder`] })
  for (const tar of [system, programs])
    await must({ argv: ['umoci', 'raw', 'add-layer', '--image', `${layout}:builder`, tar] })
  await registry.push(`oci:${layout}:builder`, 'tools/buildkit:v0.32.2')
  const digest = await registry.digest('tools/buildkit:v0.32.2')
  return `${registry.host}/tools/buildkit:v0.32.2@${digest}`
}

async function pathWithoutBuilders(): Promise<string> {
  const bin = join(account.directory, 'bin')
  await mkdir(bin)
  const builders = /^(buildah|podman|runc|crun|img|kaniko|executor|buildctl|buildkitd|docker)$/
  for (const from of ['/usr/bin', '/usr/sbin'])
    for (const name of await readdir(from))
      if (!builders.test(name)) await symlink(join(from, name), join(bin, name)).catch(() => undefined)
  return [dirname(nodeProgram(24)), bin].join(':')
}

function environment(cache: string, more: Readonly<Record<string, string>> = {}) {
  return {
    env: {
      ...{
        DOCKLESS_REGISTRY: registry.host,
        DOCKLESS_USERNAME: 'robot',
        DOCKLESS_PASSWORD: 'canary-of-the-tools',
      },
      ...{ PATH: path, RUNNER_TOOL_CACHE: join(account.home, cache), ...more },
    },
  }
}

describe('tools', () => {
  test('install fetches what is pinned, verify finds what was changed, install mends it', async () => {
    const options = environment('cache-1')
    const listed = await stage.dockless(['tools', 'ls', '--json', `--tool-images=buildkit=${image}`], options)
    expect(listed.status, listed.output).toBe(0)
    expect(JSON.parse(listed.stdout)).toMatchObject({
      tools: expect.arrayContaining([expect.objectContaining({ name: 'buildkit', state: 'missing', image })]),
    })
    const only = [`--tool-images=buildkit=${image}`, '--only=buildkit']
    const installed = await stage.dockless(['tools', 'install', ...only], options)
    expect(installed.status, installed.output).toBe(0)
    const directory = join(account.home, 'cache-1/buildkit/0.32.2', process.arch)
    expect(await readdir(directory)).toEqual(['buildctl', 'buildkitd', 'dockless-tool.json', 'runc'])
    const { stdout } = await account.run([join(directory, 'buildctl'), '--version'])
    expect(stdout).toMatch(/buildctl .*v0\.32\.2/)
    expect((await stage.dockless(['tools', 'verify', ...only], options)).status).toBe(0)

    await writeFile(join(directory, 'runc'), Buffer.alloc((await stat(join(directory, 'runc'))).size))
    const verified = await stage.dockless(['tools', 'verify', '--json', ...only], options)
    expect(verified.status, verified.output).toBe(1)
    expect(JSON.parse(verified.stdout)).toMatchObject({
      tools: [{ state: 'damaged', problem: 'runc has other bytes' }],
    })
    expect((await stage.dockless(['tools', 'install', ...only], options)).status).toBe(0)
    expect((await stage.dockless(['tools', 'verify', ...only], options)).status).toBe(0)
  })

  test('a digest that the registry does not have: status 4, and nothing is left', async () => {
    const other = image.replace(/.{8}$/, '00000000')
    const only = [`--tool-images=buildkit=${other}`, '--only=buildkit']
    const done = await stage.dockless(['tools', 'install', ...only], environment('cache-2'))
    expect(done.status, done.output).toBe(4)
    expect(await readdir(join(account.home, 'cache-2/buildkit/0.32.2'))).toEqual([])
  })

  test('tool-mirror is asked for the very digest of the catalogue, and nobody else is', async () => {
    const mark = await registry.mark()
    const words = ['tools', 'install', '--only=buildkit', `--tool-mirror=${registry.host}/mirror`]
    const done = await stage.dockless(words, environment('cache-7'))
    expect(done.status, done.output).toBe(4)
    const asked = (await registry.requests(mark)).map(([method, where]) => `${method} ${where}`)
    expect(asked.join('\n')).toMatch(/GET \/v2\/mirror\/moby\/buildkit\/manifests\/sha256:[0-9a-f]{64}/)
    expect(done.output).not.toContain('registry-1.docker.io')
    expect(await readdir(join(account.home, 'cache-7'), { recursive: true })).not.toContain('buildctl')
  })

  test('two installations at once, of which one is ended, leave one whole tool', async () => {
    const options = environment('cache-8')
    const words = ['tools', 'install', `--tool-images=buildkit=${image}`, '--only=buildkit']
    await using ended = await stage.start(words, options)
    await using other = await stage.start(words, options)
    while (!ended.output().includes('Fetching')) await new Promise((resolve) => setTimeout(resolve, 10))
    ended.kill('SIGTERM', 'process')
    expect([0, 143]).toContain((await ended.done).status)
    expect((await other.done).status, other.output()).toBe(0)
    const place = join(account.home, 'cache-8/buildkit/0.32.2')
    expect(await readdir(place)).toEqual([process.arch, `${process.arch}.complete`])
    expect((await stage.dockless(['tools', 'verify', ...words.slice(2)], options)).status).toBe(0)
  })
})

describe('a build where no builder is on PATH', () => {
  const dockerfile = () => `FROM ${registry.host}/team/base:1\nRUN echo x > /x\n`

  test('plan says what would be fetched, and fetches nothing', async () => {
    const directory = await writeContext(
      join(account.directory, 'contexts/plan'),
      { Dockerfile: dockerfile() },
      account,
    )
    const done = await stage.dockless(
      ['plan', directory, `--tool-images=buildkit=${image}`],
      environment('cache-3'),
    )
    expect(done.status, done.output).toBe(0)
    expect(done.stdout).toMatch(/Strategy: buildkit/)
    expect(done.stdout).toContain(`Fetches ${image}`)
    expect(await readdir(account.home)).not.toContain('cache-3')
  })

  test('fetches BuildKit with the login of the run, and builds with it; the next one fetches nothing', async () => {
    const directory = await writeContext(
      join(account.directory, 'contexts/build'),
      { Dockerfile: dockerfile() },
      account,
    )
    const words = [
      'build',
      directory,
      '--push',
      `--tags=${registry.host}/app/fetched:1`,
      `--tool-images=buildkit=${image}`,
    ]
    const first = await stage.dockless(words, environment('cache-4'))
    expect(first.status, first.output).toBe(0)
    expect(first.output).toContain('Fetching buildkit 0.32.2')
    expect(await registry.digest('app/fetched:1')).toBeDefined()
    const mark = await registry.mark()
    const second = await stage.dockless(words, environment('cache-4'))
    expect(second.status, second.output).toBe(0)
    expect(second.output).not.toContain('Fetching')
    expect((await registry.requests(mark)).filter(([, where]) => where.includes('tools/buildkit'))).toEqual(
      [],
    )
  })

  test('with tools: installed nothing is fetched: status 3, and what to install', async () => {
    const directory = await writeContext(
      join(account.directory, 'contexts/none'),
      { Dockerfile: dockerfile() },
      account,
    )
    const words = ['build', directory, '--tools=installed', `--tool-images=buildkit=${image}`]
    const done = await stage.dockless(words, environment('cache-5'))
    expect(done.status, done.output).toBe(3)
    expect(done.output).toContain('Put buildkitd and buildctl on PATH')
  })

  test('an installed builder is preferred to one that would have to be fetched', async () => {
    const bin = await account.own('buildah-alone')
    for (const name of ['buildah', 'runc'])
      await symlink((await must({ argv: ['which', name] })).stdout.trim(), join(bin, name))
    await chmod(bin, 0o755)
    const directory = await writeContext(
      join(account.directory, 'contexts/prefer'),
      { Dockerfile: dockerfile() },
      account,
    )
    const done = await stage.dockless(
      ['plan', '--json', directory],
      environment('cache-6', { PATH: `${path}:${bin}` }),
    )
    expect(done.status, done.output).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({ strategy: 'buildah' })
    await rm(bin, { recursive: true })
  })
})
