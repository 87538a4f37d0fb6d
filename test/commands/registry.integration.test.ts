import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RegistryArguments, registry, registryCredential } from '../../src/commands/registry.js'
import { Client } from '../relay/http.js'
import { pushImage, someImage } from '../relay/servers.js'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'registry-command-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** Starts the command; gives the address of its first line, and its end. */
async function start(overrides: Partial<RegistryArguments> = {}) {
  const end = new AbortController()
  const lines: string[] = []
  let listening = (_address: string): void => {}
  const address = new Promise<string>((resolve) => {
    listening = resolve
  })
  const done = registry({
    listen: '127.0.0.1:0',
    root: undefined,
    temporary: directory,
    credential: undefined,
    signal: end.signal,
    print: (line) => {
      lines.push(line)
      listening(/^listening on http:\/\/(\S+)$/.exec(line)?.[1] ?? '')
    },
    ...overrides,
  })
  const first = await Promise.race([address, done.then(() => 'ended')])
  return {
    lines,
    client: new Client(first),
    address: first,
    async [Symbol.asyncDispose]() {
      end.abort()
      await done
    },
  }
}

test('without a root everything goes with the process', async () => {
  {
    await using running = await start()
    await pushImage(running.client, 'a', '1', someImage())
    expect(running.lines).toEqual([`listening on http://${running.address}`])
    expect(await readdir(directory)).toHaveLength(1)
  }
  expect(await readdir(directory)).toEqual([])
})

test('with a root an image outlives the process', async () => {
  const root = path.join(directory, 'deep', 'root')
  const image = someImage()
  {
    await using running = await start({ root })
    await pushImage(running.client, 'team/app', '1', image)
  }
  await using running = await start({ root })
  expect((await running.client.get('/v2/team/app/manifests/1')).body).toEqual(image.bytes)
  const layer = image.layers[0]
  expect((await running.client.get(`/v2/team/app/blobs/${layer?.digest}`)).body).toEqual(layer?.bytes)
})

test('with a credential nothing opens without it', async () => {
  const credential = registryCredential({
    DOCKLESS_REGISTRY_USERNAME: 'me',
    DOCKLESS_REGISTRY_PASSWORD: 'pass:word',
  })
  await using running = await start({ credential, listen: '0.0.0.0:0' })
  const address = running.address.replace('0.0.0.0', '127.0.0.1')
  expect((await new Client(address).get('/v2/')).status).toBe(401)
  const authorization = (pair: string) => ({ Authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  expect((await new Client(address, authorization('me:pass')).get('/v2/')).status).toBe(401)
  expect((await new Client(address, authorization('me:pass:word')).get('/v2/')).status).toBe(200)
})

test.each(['0.0.0.0:5000', '192.0.2.1:0', '[::]:0', 'registry.example:5000'])(
  'it does not stand open to others at %s',
  async (listen) => {
    await expect(start({ listen })).rejects.toMatchObject({
      code: 'WRONG_INPUT',
      message: expect.stringContaining('DOCKLESS_REGISTRY_USERNAME'),
    })
  },
)

test.each(['5000', '127.0.0.1', '127.0.0.1:99999', 'http://127.0.0.1:5000', ''])(
  '%s is not HOST:PORT',
  async (listen) => {
    await expect(start({ listen })).rejects.toMatchObject({ code: 'WRONG_INPUT' })
  },
)

test('half a credential is a mistake', () => {
  expect(registryCredential({})).toBeUndefined()
  expect(() => registryCredential({ DOCKLESS_REGISTRY_USERNAME: 'me' })).toThrow('DOCKLESS_REGISTRY_PASSWORD')
  expect(() => registryCredential({ DOCKLESS_REGISTRY_PASSWORD: 'x' })).toThrow('Set both')
})
