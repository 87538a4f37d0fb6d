import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Proxy } from '../../src/http/proxy.js'
import { trustContext } from '../../src/http/trust.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { Secret } from '../../src/log/secret.js'
import { ConnectProxy } from '../../src/relay/connect-proxy.js'
import { Destinations } from '../../src/relay/destinations.js'
import { listen, type Listener } from '../../src/relay/listener.js'
import { makeTestCa, type TestCa } from '../support/test-ca.js'
import { Client } from './http.js'

/** The relay's proxy with a user's own proxy behind it: the only way out that a hermetic test can have. */
let corporate: Server
let seen: {
  readonly line: string
  readonly authorization: string | undefined
  readonly cookie: string | undefined
}[]
let listener: Listener
let client: Client
/** The user's own; undefined to go out directly. */
let proxy: Proxy | undefined
/** Authorities that are trusted beside the known ones. */
let authorities: readonly string[]

/** Lets a server play the user's proxy and every host behind it: whatever is sent comes back. */
function play(server: Server): void {
  const note = (request: IncomingMessage) =>
    seen.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers['proxy-authorization'],
      cookie: request.headers['x-kept'] === undefined ? undefined : String(request.headers['x-kept']),
    })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    note(request)
    response.setHeader('X-Origin', 'yes')
    request.pipe(response)
  })
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    note(request)
    if (request.url?.startsWith('closed.example')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    socket.pipe(socket)
  })
}

async function started(server: Server, scheme: string): Promise<Proxy> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: new URL(`${scheme}://127.0.0.1:${portOf(server)}`),
    authorization: new Secret('Basic c2VjcmV0'),
    variable: 'HTTPS_PROXY',
  }
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => void server.close(() => resolve()))
}

beforeEach(async () => {
  seen = []
  authorities = []
  corporate = createServer()
  play(corporate)
  proxy = await started(corporate, 'http')
  const connectProxy = new ConnectProxy({
    credential: { username: 'run', password: new Secret('pass') },
    destinations: new Destinations(['registry.example:5000', 'images.example']),
    proxies: { proxyFor: () => proxy, trusted: () => trustContext(authorities, {}) },
    log: new Logger(silentSink),
  })
  listener = await listen(
    { request: connectProxy.forward.bind(connectProxy), connect: connectProxy.connect.bind(connectProxy) },
    { host: '127.0.0.1', port: 0 },
  )
  client = new Client(`127.0.0.1:${listener.port}`)
})
afterEach(async () => {
  await listener[Symbol.asyncDispose]()
  await stopped(corporate)
})

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port
}

const PASS = { 'proxy-authorization': `Basic ${Buffer.from('run:pass').toString('base64')}` }

/** CONNECT through the relay: its status, and the socket. */
async function tunnel(
  authority: string,
  headers: Record<string, string> = PASS,
): Promise<{ status: number; socket: Socket }> {
  const outgoing = httpRequest({
    host: '127.0.0.1',
    port: listener.port,
    method: 'CONNECT',
    path: authority,
    headers,
    agent: false,
  })
  outgoing.end()
  return new Promise((resolve, reject) => {
    outgoing.once('connect', (response, socket: Socket) =>
      resolve({ status: response.statusCode ?? 0, socket }),
    )
    outgoing.once('error', reject)
  })
}

async function answerTo(authority: string): Promise<number> {
  const { status, socket } = await tunnel(authority)
  socket.destroy()
  return status
}

describe('CONNECT', () => {
  test.each([
    {},
    { 'proxy-authorization': 'Basic d3Jvbmc6b25l' },
    { authorization: PASS['proxy-authorization'] },
  ])('nobody gets a tunnel without its credential: %o', async (headers) => {
    const { status, socket } = await tunnel('files.example:443', headers)
    socket.destroy()
    expect(status).toBe(407)
  })

  test("goes through the user's proxy with its password, which the builder never had", async () => {
    const { status, socket } = await tunnel('files.example:443')
    expect(status).toBe(200)
    const echoed = new Promise<string>(
      (resolve) => void socket.once('data', (data: Buffer) => resolve(data.toString())),
    )
    socket.write('hello')
    expect(await echoed).toBe('hello')
    expect(seen).toEqual([
      { line: 'CONNECT files.example:443', authorization: 'Basic c2VjcmV0', cookie: undefined },
    ])
    socket.destroy()
  })

  test.each([
    'registry-1.docker.io:443',
    'auth.docker.io:443',
    'ghcr.io:443',
    'eu.gcr.io:443',
    'me.azurecr.io:443',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com:443',
    'europe-docker.pkg.dev:443',
    'QUAY.io.:443',
    'registry.example:5000',
    'images.example:443',
    '127.0.0.1:443',
    'localhost:80',
    'app.localhost:80',
    '[::1]:443',
    '0.0.0.0:80',
    '169.254.169.254:80',
    '[fe80::1]:80',
    '[::ffff:169.254.169.254]:80',
    '[fd00:ec2::254]:80',
    'metadata.google.internal:80',
    '168.63.129.16:80',
  ])('%s is refused, and nobody is asked', async (authority) => {
    expect(await answerTo(authority)).toBe(403)
    expect(seen).toEqual([])
  })

  test.each(['registry.example:8443', 'notghcr.io:443', 'github.com:443', '10.1.2.3:443'])(
    '%s is let through',
    async (authority) => {
      expect(await answerTo(authority)).toBe(200)
    },
  )

  test('what is no host and port is 400', async () => {
    expect(await answerTo('nothing')).toBe(400)
    expect(await answerTo('user@host.example:443')).toBe(400)
  })

  test("a refusal of the user's proxy is 502", async () => {
    expect(await answerTo('closed.example:443')).toBe(502)
  })

  test('directly: a name that leads to this machine is refused too', async () => {
    proxy = undefined
    expect(await answerTo('127.1:443')).toBe(403)
    expect(await answerTo('2130706433:80')).toBe(403)
  })

  test('the end of the relay ends its tunnels', async () => {
    const { socket } = await tunnel('files.example:443')
    const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
    socket.on('error', () => {})
    await listener[Symbol.asyncDispose]()
    await closed
    await expect
      .poll(() => new Promise((resolve) => corporate.getConnections((_, count) => resolve(count))))
      .toBe(0)
  })
})

const send = (url: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; origin: unknown; body: string }>((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port: listener.port,
      method: 'POST',
      path: url,
      headers: { host: new URL(url).host, ...PASS, ...headers },
      agent: false,
    })
    outgoing.once('error', reject)
    outgoing.once('response', (response) => {
      let body = ''
      response.on('data', (data: Buffer) => {
        body += data.toString()
      })
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, origin: response.headers['x-origin'], body }),
      )
    })
    outgoing.end('ping')
  })

describe('plain HTTP', () => {
  test("goes through the user's proxy, without what was meant for us", async () => {
    const answer = await send('http://files.example/a?b=1', {
      'X-Kept': 'kept',
      Connection: 'X-Dropped',
      'X-Dropped': 'x',
    })
    expect(answer).toEqual({ status: 200, origin: 'yes', body: 'ping' })
    expect(seen).toEqual([
      { line: 'POST http://files.example/a?b=1', authorization: 'Basic c2VjcmV0', cookie: 'kept' },
    ])
  })

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://ghcr.io/v2/',
    'http://localhost/x',
    'http://images.example/v2/',
  ])('%s is refused', async (url) => {
    expect((await send(url)).status).toBe(403)
    expect(seen).toEqual([])
  })

  test.each(['', 'Basic d3Jvbmc6b25l'])('nobody is forwarded without its credential: "%s"', async (wrong) => {
    expect((await send('http://files.example/', { 'proxy-authorization': wrong })).status).toBe(407)
    expect(seen).toEqual([])
  })

  test('a path alone is not for a proxy', async () => {
    expect((await client.get('/v2/', PASS)).status).toBe(502)
  })
})

describe('a proxy of the user that is spoken to in TLS', () => {
  let directory: string
  let ca: TestCa
  let secure: SecureServer
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'dockless-proxy-'))
    ca = await makeTestCa(directory)
    const { certificateFile, keyFile } = await ca.issue(['127.0.0.1'])
    secure = createSecureServer({ cert: await readFile(certificateFile), key: await readFile(keyFile) })
    play(secure)
  })
  beforeEach(async () => {
    proxy = await started(secure, 'https')
  })
  afterEach(() => stopped(secure))
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test('whose authority the run trusts: tunnels and plain requests go through it', async () => {
    authorities = [ca.certificateFile]
    const { status, socket } = await tunnel('files.example:443')
    socket.destroy()
    expect(status).toBe(200)
    expect(await send('http://files.example/a')).toEqual({ status: 200, origin: 'yes', body: 'ping' })
    expect(seen.map(({ line }) => line)).toEqual(['CONNECT files.example:443', 'POST http://files.example/a'])
  })

  test('whose authority nobody knows is told nothing', async () => {
    expect(await answerTo('files.example:443')).toBe(502)
    expect((await send('http://files.example/a')).status).toBe(502)
    expect(seen).toEqual([])
  })
})

test('a connection that is silent from the start does not keep the end waiting', async () => {
  const silent = connect({ host: '127.0.0.1', port: listener.port })
  await new Promise<void>((resolve) => void silent.once('connect', resolve))
  const closed = new Promise<void>((resolve) => void silent.once('close', () => resolve()))
  await listener[Symbol.asyncDispose]()
  await closed
})

test('a port that is taken is told with the way out', async () => {
  const taken = createTcpServer()
  await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve))
  const at = { host: '127.0.0.1', port: portOf(taken) }
  await expect(listen({ request: async () => {} }, at)).rejects.toMatchObject({
    code: 'WRONG_INPUT',
    fix: expect.any(String),
  })
  await new Promise<void>((resolve) => void taken.close(() => resolve()))
})
