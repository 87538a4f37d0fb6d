import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../errors/errors.js'
import { hostOfUrl } from '../http/hosts.js'
import { openTunnel, type ProxyAccess, requestProxy } from '../http/tunnel.js'
import type { Logger } from '../log/logger.js'
import type { Destinations } from './destinations.js'
import { basicLock, type RelayCredential } from './capability.js'
import { IDLE_MS } from './listener.js'

const CONNECT_MS = 30 * 1000
const NEEDS_LOGIN = 'this proxy is for the builder of one run'
const CHALLENGE = 'Basic realm="dockless"'
const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
}
/** RFC 9110, section 7.6.1, and what is meant for us. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export interface ConnectProxyOptions {
  /** What a builder must show: others on the machine may not go out through the user's proxy. */
  readonly credential: RelayCredential
  readonly destinations: Destinations
  /** The user's own proxies, which never reach the builder. */
  readonly proxies: ProxyAccess
  readonly log: Logger
}

/**
 * The builder's way to what is not a registry: `ADD https://…`, git. An HTTP proxy (RFC 9110, sections 7.6 and
 * 9.3.6) that knows the user's proxy and its password, which the builder then need not.
 */
export class ConnectProxy {
  readonly #options: ConnectProxyOptions
  readonly #opens: (header: string | undefined) => boolean

  constructor(options: ConnectProxyOptions) {
    this.#options = options
    this.#opens = basicLock(options.credential)
  }

  /** CONNECT host:port. */
  async connect(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const target = parseAuthority(request.url ?? '')
    if (!target) return refuse(client, 400, 'CONNECT needs host:port')
    if (!this.#opens(request.headers['proxy-authorization'])) return refuse(client, 407, NEEDS_LOGIN)
    try {
      const upstream = await this.#tunnel(target)
      if (typeof upstream === 'string') {
        this.#options.log.debug(`the builder was not let through to ${target.hostname}: ${upstream}`)
        return refuse(client, 403, upstream)
      }
      upstream.setTimeout(IDLE_MS, () => upstream.destroy())
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      if (head.length > 0) upstream.write(head)
      await Promise.all([pipeline(client, upstream), pipeline(upstream, client)])
    } catch (error) {
      this.#options.log.debug(`${target.hostname}: ${messageOf(error)}`)
      if (!client.destroyed) refuse(client, 502, messageOf(error))
    }
  }

  /** A request for `http://host/…`: goes to the host itself or to the user's proxy. */
  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#opens(request.headers['proxy-authorization'])) return answer(response, 407, NEEDS_LOGIN)
    try {
      const url = new URL(request.url ?? '')
      const { host, port } = hostOfUrl(url)
      const { destinations, proxies } = this.#options
      const proxy = proxies.proxyFor(url)
      const refused = destinations.refusal(host, port)
      if (refused !== undefined) return answer(response, 403, refused)
      const asked = { method: request.method, headers: passedOn(request, url), timeout: IDLE_MS }
      if (proxy) {
        if (proxy.authorization) asked.headers['proxy-authorization'] = proxy.authorization.reveal()
        const outgoing = await requestProxy(proxy, () => proxies.trusted(), { ...asked, path: url.href })
        return await exchange(request, response, outgoing, url)
      }
      const direct = await destinations.resolve(host, port)
      if (typeof direct === 'string') return answer(response, 403, direct)
      const path = `${url.pathname}${url.search}`
      await exchange(request, response, httpRequest({ ...direct, ...asked, path, agent: false }), url)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else answer(response, 502, messageOf(error))
    }
  }

  async #tunnel(target: URL): Promise<Socket | string> {
    const { host, port } = hostOfUrl(target)
    const refused = this.#options.destinations.refusal(host, port)
    if (refused !== undefined) return refused
    const { proxies } = this.#options
    const proxy = proxies.proxyFor(target)
    if (proxy)
      return openTunnel(proxy, { host, port }, { timeoutMs: CONNECT_MS, trusted: () => proxies.trusted() })
    const destination = await this.#options.destinations.resolve(host, port)
    return typeof destination === 'string' ? destination : dial(destination.host, destination.port)
  }
}

async function dial(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port })
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error(`${host}:${port} does not answer`)))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  socket.setTimeout(0)
  return socket
}

/** The header of a request that goes on to `url`, without what was meant for this hop. */
function passedOn(request: IncomingMessage, url: URL): Record<string, string | string[]> {
  const dropped = new Set(
    (request.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()),
  )
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !HOP_BY_HOP.has(name) && !dropped.has(name)) headers[name] = value
  headers['host'] = url.host
  return headers
}

/** Streams both bodies: what the builder sends into `outgoing`, what comes of it back to the builder. */
async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  outgoing: ClientRequest,
  url: URL,
): Promise<void> {
  outgoing.once('timeout', () => outgoing.destroy(new Error(`${url.host} does not answer`)))
  response.once('close', () => outgoing.destroy())
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  const sent = pipeline(request, outgoing)
  sent.catch(() => {}) // the answer, or its absence, tells
  const incoming = await answered
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value)
  response.writeHead(incoming.statusCode ?? 502)
  await pipeline(incoming, response)
}

function parseAuthority(text: string): URL | undefined {
  if (!/^(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:[\]]+):\d{1,5}$/.test(text)) return undefined
  return URL.canParse(`https://${text}`) ? new URL(`https://${text}`) : undefined
}

function refuse(client: Duplex, status: number, reason: string): void {
  const body = `${reason}\n`
  const challenge = status === 407 ? `Proxy-Authenticate: ${CHALLENGE}\r\n` : ''
  const headers = `${challenge}Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`
  client.end(`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? ''}\r\n${headers}\r\n\r\n${body}`)
}

function answer(response: ServerResponse, status: number, reason: string): void {
  const body = `${reason}\n`
  if (status === 407) response.setHeader('Proxy-Authenticate', CHALLENGE)
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}
