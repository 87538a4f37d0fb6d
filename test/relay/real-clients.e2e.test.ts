import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { RegistryClient } from '../../src/registry/client.js'
import { Relay } from '../../src/relay/relay.js'
import { BUSYBOX_NAME, makeBusyboxBase, pushBases } from '../support/bases.js'
import { must, run } from '../support/command.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { fromTestbed } from '../support/testbed.js'
import { contentIn, scratch, standalone, NO_PROXIES } from './servers.js'

/** skopeo, crane and buildah against our server, as the stand-alone registry and as the relay of a run. */
let directory: Awaited<ReturnType<typeof scratch>>
let base: string
const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' }
const crane = (): string => fromTestbed('bin/crane')

beforeAll(async () => {
  directory = await scratch()
  base = await makeBusyboxBase(directory.path)
})
afterAll(() => directory[Symbol.asyncDispose]())

/** The digest of the manifest that an OCI layout's index names. */
async function digestOfLayout(layout: string): Promise<string> {
  const index: unknown = JSON.parse(await readFile(path.join(layout, 'index.json'), 'utf8'))
  const digest = /"digest":"(sha256:[0-9a-f]{64})"/.exec(JSON.stringify(index))?.[1]
  if (digest === undefined) throw new Error(`${layout} names no manifest`)
  return digest
}

describe('dockless registry', () => {
  test('skopeo pushes, crane lists, validates, copies and deletes, skopeo pulls the same image', async () => {
    await using server = await standalone(path.join(directory.path, 'standalone'))
    const host = server.client.address
    await must({
      argv: [
        'skopeo',
        '--insecure-policy',
        'copy',
        '--dest-tls-verify=false',
        `oci:${base}:base`,
        `docker://${host}/team/app:1`,
      ],
      env,
    })
    const digest = await digestOfLayout(base)
    expect((await must({ argv: [crane(), 'digest', `${host}/team/app:1`], env })).stdout.trim()).toBe(digest)
    await must({ argv: [crane(), 'validate', '--remote', `${host}/team/app:1`], env })
    await must({ argv: [crane(), 'copy', `${host}/team/app:1`, `${host}/other/app:2`], env })
    expect((await must({ argv: [crane(), 'ls', `${host}/other/app`], env })).stdout.trim()).toBe('2')
    const pulled = path.join(directory.path, 'pulled')
    await must({
      argv: [
        'skopeo',
        '--insecure-policy',
        'copy',
        '--src-tls-verify=false',
        `docker://${host}/other/app:2`,
        `oci:${pulled}:x`,
      ],
      env,
    })
    expect(await digestOfLayout(pulled)).toBe(digest)
    await must({ argv: [crane(), 'delete', `${host}/other/app@${digest}`], env })
    expect((await run({ argv: [crane(), 'digest', `${host}/other/app:2`], env })).status).not.toBe(0)
    await must({ argv: [crane(), 'validate', '--remote', `${host}/team/app:1`], env })
  })

  test('crane mounts across repositories and pushes no layer again', async () => {
    await using server = await standalone(path.join(directory.path, 'mounting'))
    const host = server.client.address
    await must({ argv: [crane(), 'push', base, `${host}/a/app:1`], env })
    server.requests.length = 0
    await must({ argv: [crane(), 'copy', `${host}/a/app:1`, `${host}/b/app:1`], env })
    expect(server.requests.filter((line) => /^(?:PATCH|PUT .*uploads)/.test(line))).toEqual([])
  })
})

describe('the relay of a run', () => {
  let origin: TestRegistry
  beforeAll(async () => {
    origin = await startRegistry({ htpasswd: { username: 'robot', password: 'canary-password' } })
    await pushBases(origin)
    await origin.push(`oci:${base}:base`, 'private/app:1')
  })
  afterAll(() => origin[Symbol.asyncDispose]())

  interface Running extends AsyncDisposable {
    readonly relay: Relay
    readonly auth: string
    readonly mirror: string
  }
  let count = 0
  let running: Running
  beforeEach(async () => {
    const own = path.join(directory.path, `run-${count++}`)
    await mkdir(own)
    const log = new Logger(silentSink)
    const http = new HttpClient({ log, environment: {} })
    const { Secret } = await import('../../src/log/secret.js')
    const login = { username: 'robot', password: new Secret('canary-password') }
    const client = new RegistryClient({
      http,
      credentials: { find: async () => ({ kind: 'password', ...login, source: 'the test' }) },
      log,
    })
    const relay = await Relay.start({
      content: await contentIn(own, client),
      upstream: client,
      images: [{ registry: origin.host, repository: 'library/busybox' }],
      inbox: 'in/image',
      log,
      proxies: NO_PROXIES,
    })
    const { username, password } = relay.credential
    const auth = Buffer.from(`${username}:${password.reveal()}`).toString('base64')
    await writeFile(path.join(own, 'config.json'), JSON.stringify({ auths: { [relay.address]: { auth } } }))
    running = {
      relay,
      auth: own,
      mirror: `${relay.address}/${relay.mirrorPrefix(origin.host)}`,
      async [Symbol.asyncDispose]() {
        await relay[Symbol.asyncDispose]()
        await http[Symbol.asyncDispose]()
      },
    }
  })

  test('crane pulls through it with its credential, and not without', async () => {
    await using one = running
    const reference = `${one.mirror}/${BUSYBOX_NAME}`
    const refused = await run({ argv: [crane(), 'manifest', reference], env })
    expect(refused.output).toContain('UNAUTHORIZED')
    const own = { ...env, DOCKER_CONFIG: one.auth }
    await must({ argv: [crane(), 'validate', '--remote', reference], env: own })
    const secret = await run({ argv: [crane(), 'manifest', `${one.mirror}/private/app:1`], env: own })
    expect(secret.output).toContain('does not name')
    expect(one.relay.upstreamFailures()).toHaveLength(1)
    const mark = await origin.mark()
    await must({ argv: [crane(), 'validate', '--remote', reference], env: own })
    expect(await origin.requests(mark)).toEqual([])
  })

  test('buildah pulls a base, and hands over an image whose base layer was never asked for twice', async () => {
    await using one = running
    const own = path.join(one.auth, 'buildah')
    await mkdir(own)
    await writeFile(
      path.join(own, 'registries.conf'),
      [
        `[[registry]]\nprefix = "${origin.host}"\nlocation = "${one.mirror}"\ninsecure = true`,
        `[[registry]]\nlocation = "${one.relay.address}"\ninsecure = true\n`,
      ].join('\n'),
    )
    await writeFile(path.join(own, 'policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}')
    await writeFile(path.join(own, 'Dockerfile'), `FROM ${origin.host}/${BUSYBOX_NAME}\nLABEL a=b\n`)
    const buildah = (...args: string[]) =>
      must({
        argv: [
          'buildah',
          '--root',
          `${own}/root`,
          '--runroot',
          `${own}/run`,
          '--storage-driver',
          'vfs',
          ...args,
        ],
        env: {
          ...env,
          HOME: own,
          TMPDIR: own,
          XDG_RUNTIME_DIR: own,
          REGISTRY_AUTH_FILE: `${one.auth}/config.json`,
          CONTAINERS_REGISTRIES_CONF: `${own}/registries.conf`,
        },
      })
    const policy = ['--signature-policy', `${own}/policy.json`]
    const mark = await origin.mark()
    await buildah('build', ...policy, '--isolation', 'chroot', '-t', 'app', own)
    await buildah('push', ...policy, 'app', `docker://${one.relay.address}/in/image:built`)
    const asked = (await origin.requests(mark)).filter(([, , status]) => status === 200)
    expect(asked.filter(([, url]) => url.includes('/manifests/'))).toHaveLength(1)
    expect(new Set(asked.map(String)).size).toBe(asked.length)
    const delivered = one.relay.delivered()
    expect(delivered?.descriptor.mediaType).toMatch(/manifest\.v/)
    expect(one.relay.upstreamFailures()).toEqual([])
  })

  test('skopeo is told at once of an image that upstream does not have', async () => {
    await using one = running
    const answer = await run({
      argv: [
        'skopeo',
        'inspect',
        '--tls-verify=false',
        '--authfile',
        `${one.auth}/config.json`,
        `docker://${one.mirror}/library/busybox:none`,
      ],
      env,
    })
    expect(answer.output).toContain('manifest unknown')
    expect(one.relay.upstreamFailures()[0]?.message).toContain('library/busybox:none')
  })
})
