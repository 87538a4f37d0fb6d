import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HttpClient, HttpClientOptions } from '../../src/http/client.js'
import { HttpFailure } from '../../src/http/failure.js'
import { Secret } from '../../src/log/secret.js'
import { hastyHttp } from '../registry/harness.js'
import { bodyOf, type ScriptedServer, serve } from '../registry/scripted-server.js'
import { makeTestCa, type TestCa } from '../support/test-ca.js'

let directory: string
let ca: TestCa
let good: { cert: Buffer; key: Buffer }
let other: { cert: Buffer; key: Buffer }

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dockless-http-'))
  ca = await makeTestCa(directory)
  good = await issue('127.0.0.1', 'registry.test')
  other = await issue('elsewhere.test')
})

afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

async function issue(...hosts: string[]): Promise<{ cert: Buffer; key: Buffer }> {
  const { certificateFile, keyFile } = await ca.issue(hosts)
  return { cert: await readFile(certificateFile), key: await readFile(keyFile) }
}

const hello = (_request: IncomingMessage, response: import('node:http').ServerResponse): void => {
  response.end('hello')
}

async function failureOf(promise: Promise<unknown>): Promise<HttpFailure> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof HttpFailure)) throw new Error(`expected an HttpFailure, got ${String(error)}`)
  return error
}

async function get(http: HttpClient, url: string): Promise<string> {
  const response = await http.request({ method: 'GET', url: new URL(url) })
  return `${response.status} ${await response.text(1000)}`
}

describe('TLS', () => {
  test('an unknown authority is refused, and the message says what to give', async () => {
    await using server = await serve(hello, { tls: good })
    await using http = hastyHttp().http
    const failure = await failureOf(get(http, `https://${server.host}/`))
    expect(failure.kind).toBe('untrusted')
    expect(failure.message).toContain(server.host)
    expect(failure.message).toContain('certificate')
    expect(failure.fix).toContain('ca-certificates')
    expect(server.lines).toEqual([])
  })

  test.each<[string, () => Partial<HttpClientOptions>]>([
    ['ca-certificates', () => ({ caCertificates: [ca.certificateFile] })],
    ['SSL_CERT_FILE', () => ({ environment: { SSL_CERT_FILE: ca.certificateFile } })],
    ['SSL_CERT_DIR', () => ({ environment: { SSL_CERT_DIR: path.dirname(ca.certificateFile) } })],
    ['NODE_EXTRA_CA_CERTS', () => ({ environment: { NODE_EXTRA_CA_CERTS: ca.certificateFile } })],
  ])('the authority may come from %s', async (_name, options) => {
    await using server = await serve(hello, { tls: good })
    await using http = hastyHttp(options()).http
    expect(await get(http, `https://${server.host}/`)).toBe('200 hello')
  })

  test('a file without a certificate is wrong input', async () => {
    const file = path.join(directory, 'empty.pem')
    await writeFile(file, 'nothing\n')
    await using http = hastyHttp({ caCertificates: [file] }).http
    const asked = http.request({ method: 'GET', url: new URL('https://127.0.0.1:1/') })
    await expect(asked).rejects.toMatchObject({ code: 'WRONG_INPUT', message: expect.stringContaining(file) })
  })

  test('a certificate for another host is refused', async () => {
    await using server = await serve(hello, { tls: other })
    await using http = hastyHttp({ caCertificates: [ca.certificateFile] }).http
    const failure = await failureOf(get(http, `https://${server.host}/`))
    expect(failure.kind).toBe('wrong-host')
    expect(failure.message).toContain('certificate is made for another host')
  })

  test('insecure registries are not verified', async () => {
    await using server = await serve(hello, { tls: other })
    await using http = hastyHttp({ insecureRegistries: [server.host] }).http
    expect(await get(http, `https://${server.host}/`)).toBe('200 hello')
    expect((await http.originOf(server.host)).protocol).toBe('https:')
  })

  test('plain HTTP where HTTPS was spoken is named, with the input that allows it', async () => {
    await using server = await serve(hello)
    await using http = hastyHttp().http
    const failure = await failureOf(get(http, `https://${server.host}/`))
    expect(failure.kind).toBe('plain-http')
    expect(failure.fix).toContain('insecure-registries')
  })
})

describe('originOf', () => {
  test('loopback: plain HTTP is found, once, without a request', async () => {
    await using server = await serve(hello)
    await using http = hastyHttp().http
    expect(String(await http.originOf(server.host))).toBe(`http://${server.host}/`)
    expect(String(await http.originOf(server.host))).toBe(`http://${server.host}/`)
    expect(server.lines).toEqual([])
  })

  test('loopback: TLS wins, also with a certificate that is not trusted', async () => {
    await using server = await serve(hello, { tls: good })
    await using http = hastyHttp().http
    expect((await http.originOf(server.host)).protocol).toBe('https:')
  })

  test('loopback: a server that hangs up on a TLS greeting and answers HTTP speaks plain HTTP', async () => {
    await using server = await serve(hello)
    const picky = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (first: Buffer) => {
        if (first[0] === 0x16) return void socket.destroy()
        const onward = connect(server.port, '127.0.0.1', () => onward.write(first))
        onward.on('error', () => {})
        socket.pipe(onward).pipe(socket)
      })
    })
    const port = await listen(picky)
    await using http = hastyHttp().http
    expect((await http.originOf(`127.0.0.1:${port}`)).protocol).toBe('http:')
    picky.close()
  })

  test('loopback: nothing there is a refusal that names the host', async () => {
    const closed = createTcpServer()
    const port = await listen(closed)
    await new Promise((resolve) => closed.close(resolve))
    await using http = hastyHttp().http
    const failure = await failureOf(http.originOf(`127.0.0.1:${port}`))
    expect(failure.kind).toBe('refused')
    expect(failure.message).toContain(`127.0.0.1:${port}`)
  })

  test('any other host is spoken to in HTTPS alone, and not even tried', async () => {
    await using http = hastyHttp().http
    expect(String(await http.originOf('registry.test:5000'))).toBe('https://registry.test:5000/')
    expect(http.mayCarryCredentials(new URL('http://registry.test:5000'))).toBe(false)
  })
})

describe('retries', () => {
  test('503 and 429 are tried again, as long as Retry-After says', async () => {
    let count = 0
    await using server = await serve((_request, response) => {
      count += 1
      if (count === 1) return void response.writeHead(503).end('busy')
      if (count === 2) return void response.writeHead(429, { 'retry-after': '7' }).end()
      response.end('at last')
    })
    const { http, waits } = hastyHttp()
    await using client = http
    expect(await get(client, `http://${server.host}/`)).toBe('200 at last')
    expect(waits[0]).toBeLessThanOrEqual(200)
    expect(waits[1]).toBe(7000)
  })

  test('the last answer is returned when all tries fail', async () => {
    await using server = await serve((_request, response) => void response.writeHead(502).end('no'))
    await using http = hastyHttp().http
    expect(await get(http, `http://${server.host}/`)).toBe('502 no')
    expect(server.lines).toHaveLength(5)
  })

  test('a server that wants hours is not waited for', async () => {
    await using server = await serve(
      (_request, response) => void response.writeHead(429, { 'retry-after': '21600' }).end(),
    )
    const { http, waits } = hastyHttp()
    await using client = http
    expect(await get(client, `http://${server.host}/`)).toBe('429 ')
    expect(waits).toEqual([])
  })

  test('a connection that is cut before the answer is tried again', async () => {
    let count = 0
    await using server = await serve((_request, response) => {
      count += 1
      if (count < 3) return void response.destroy()
      response.end('whole')
    })
    await using http = hastyHttp().http
    expect(await get(http, `http://${server.host}/`)).toBe('200 whole')
  })

  test('a body that streams is sent once', async () => {
    await using server = await serve(async (request, response) => {
      await bodyOf(request)
      response.writeHead(503).end()
    })
    await using http = hastyHttp().http
    const body = { stream: Readable.from([Buffer.from('abc')], { objectMode: false }), size: 3 }
    const response = await http.request({ method: 'PUT', url: new URL(`http://${server.host}/`), body })
    await response.discard()
    expect([response.status, server.lines.length]).toEqual([503, 1])
    expect(server.seen[0]?.headers['content-length']).toBe('3')
  })

  test('abort ends a request that hangs', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    await using server = await serve(() => controller.abort(reason))
    await using http = hastyHttp().http
    const asked = http.request({
      method: 'GET',
      url: new URL(`http://${server.host}/`),
      signal: controller.signal,
    })
    await expect(asked).rejects.toBe(reason)
  })
})

describe('redirects', () => {
  const authorization = new Secret('Bearer of-secrets')

  test('to another origin they lose Authorization, to the same they keep it', async () => {
    await using storage = await serve(hello)
    await using server = await serve((_request, response, url) => {
      const location = url.pathname === '/a' ? '/b' : `http://${storage.host}/signed?x=1`
      response.writeHead(307, { location }).end()
    })
    await using http = hastyHttp().http
    const url = new URL(`http://${server.host}/a`)
    const response = await http.request({ method: 'GET', url, authorization })
    expect(await response.text(100)).toBe('hello')
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer of-secrets',
      'Bearer of-secrets',
    ])
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
    expect(response.url.pathname).toBe('/signed')
  })

  test('what the query holds is not logged', async () => {
    await using storage = await serve(hello)
    await using server = await serve(
      (_request, response) =>
        void response.writeHead(302, { location: `http://${storage.host}/f?signature=abc` }).end(),
    )
    const { http, lines } = hastyHttp()
    await using client = http
    await get(client, `http://${server.host}/`)
    expect(lines.join('\n')).not.toContain('signature')
  })

  test('circles end', async () => {
    await using server = await serve((_q, response) => void response.writeHead(302, { location: '/' }).end())
    await using http = hastyHttp().http
    const failure = await failureOf(get(http, `http://${server.host}/`))
    expect(failure.message).toMatch(/circles/)
  })

  test('from afar to plain HTTP they are refused', async () => {
    await using server = await serve(
      (_q, response) => void response.writeHead(302, { location: 'http://storage.test/x' }).end(),
    )
    await using http = hastyHttp().http
    const failure = await failureOf(get(http, `http://${server.host}/`))
    expect(failure.message).toMatch(/plain HTTP, to storage\.test/)
  })
})

describe('proxies', () => {
  test('HTTPS goes through CONNECT, with the user of the variable, which is never shown', async () => {
    await using server = await serve(hello, { tls: good })
    await using proxy = await serveProxy(() => server.port)
    const { http, lines } = hastyHttp({
      caCertificates: [ca.certificateFile],
      environment: { HTTPS_PROXY: `http://bob:hush-hush@${proxy.host}` },
    })
    await using client = http
    expect(await get(client, 'https://registry.test/')).toBe('200 hello')
    expect(proxy.asked).toEqual(['CONNECT registry.test:443'])
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('bob:hush-hush').toString('base64')}`])
    expect(lines.join('\n')).not.toMatch(/hush-hush/)
  })

  test('plain HTTP is forwarded, not tunnelled', async () => {
    await using proxy = await serve(hello)
    await using http = hastyHttp({
      insecureRegistries: ['registry.test:5000'],
      environment: { HTTP_PROXY: `http://bob:hush-hush@${proxy.host}` },
    }).http
    expect(await get(http, 'http://registry.test:5000/v2/')).toBe('200 hello')
    expect(proxy.lines).toEqual(['GET http://registry.test:5000/v2/'])
    expect(proxy.seen[0]?.headers.host).toBe('registry.test:5000')
    expect(proxy.seen[0]?.headers['proxy-authorization']).toMatch(/^Basic /)
  })

  test('a proxy that refuses is named, with its answer and the variable', async () => {
    await using proxy = await serveProxy(() => 407)
    await using http = hastyHttp({ environment: { https_proxy: proxy.host } }).http
    const failure = await failureOf(get(http, 'https://registry.test/'))
    expect(failure.kind).toBe('proxy')
    expect(failure.message).toContain('registry.test:443')
    expect(failure.message).toContain(proxy.host)
    expect(failure.message).toContain('407')
    expect(failure.fix).toContain('https_proxy')
  })

  test('a proxy that is not there is named', async () => {
    const closed = createTcpServer()
    const port = await listen(closed)
    await new Promise((resolve) => closed.close(resolve))
    await using http = hastyHttp({ environment: { ALL_PROXY: `http://127.0.0.1:${port}` } }).http
    const failure = await failureOf(get(http, 'https://registry.test/'))
    expect(failure.message).toMatch(/the proxy 127\.0\.0\.1:\d+ \(ALL_PROXY\) is out of reach/)
  })

  describe.each([
    ['named by an address', '127.0.0.1'],
    ['named by a host name', 'localhost'],
  ])('one that is spoken to in TLS, %s', (_, name) => {
    const access = (port: number, caCertificates: readonly string[]) => ({
      caCertificates: [...caCertificates],
      insecureRegistries: ['registry.test:5000'],
      environment: { ALL_PROXY: `https://${name}:${port}` },
    })
    let certificate: { cert: Buffer; key: Buffer }
    beforeAll(async () => {
      certificate = await issue(name)
    })

    test('is verified as itself, with the authorities of the run, and tunnels', async () => {
      await using server = await serve(hello, { tls: good })
      await using proxy = await serveProxy(() => server.port, certificate)
      await using http = hastyHttp(access(proxy.port, [ca.certificateFile])).http
      expect(await get(http, 'https://registry.test/')).toBe('200 hello')
      expect(proxy.asked).toEqual(['CONNECT registry.test:443'])
    })

    test('and forwards plain HTTP', async () => {
      await using proxy = await serve(hello, { tls: certificate })
      await using http = hastyHttp(access(proxy.port, [ca.certificateFile])).http
      expect(await get(http, 'http://registry.test:5000/v2/')).toBe('200 hello')
      expect(proxy.lines).toEqual(['GET http://registry.test:5000/v2/'])
    })

    test('of an authority that is not trusted is named, and asked for nothing', async () => {
      await using proxy = await serve(hello, { tls: certificate })
      await using http = hastyHttp(access(proxy.port, [])).http
      for (const url of ['https://registry.test/', 'http://registry.test:5000/v2/']) {
        const failure = await failureOf(get(http, url))
        expect(failure.message).toMatch(/the proxy \S+ \(ALL_PROXY\) is out of reach: .*certificate/)
        expect(failure.fix).toContain('ca-certificates')
      }
      expect(proxy.lines).toEqual([])
    })
  })

  test('loopback is not proxied', async () => {
    await using server: ScriptedServer = await serve(hello)
    await using http = hastyHttp({ environment: { ALL_PROXY: 'http://127.0.0.1:1' } }).http
    expect(await get(http, `http://${server.host}/`)).toBe('200 hello')
  })
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A proxy that tunnels every CONNECT to the port of loopback it is told, or refuses with that status. */
async function serveProxy(
  portOrStatus: () => number,
  tls?: { cert: Buffer; key: Buffer },
): Promise<
  AsyncDisposable & {
    readonly host: string
    readonly port: number
    readonly asked: readonly string[]
    readonly authorizations: readonly (string | undefined)[]
  }
> {
  const asked: string[] = []
  const authorizations: (string | undefined)[] = []
  const sockets = new Set<Socket>()
  const server = tls ? createTlsServer(tls) : createServer()
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`)
    authorizations.push(request.headers['proxy-authorization'])
    sockets.add(socket)
    socket.on('error', () => {})
    const target = portOrStatus()
    if (target === 407) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const onward = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
  })
  const port = await listen(server)
  return {
    host: `127.0.0.1:${port}`,
    port,
    asked,
    authorizations,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
