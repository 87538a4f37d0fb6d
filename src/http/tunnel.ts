import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { messageOf } from '../errors/errors.js'
import { type FailureKind, failureKind, HttpFailure } from './failure.js'
import { hostOfUrl } from './hosts.js'
import type { Proxy } from './proxy.js'

/** The user's proxies, and whom to trust where one is itself spoken to in TLS. */
export interface ProxyAccess {
  /** The proxy for a URL; undefined to go there directly. Throws WRONG_INPUT when the variable is not usable. */
  proxyFor(url: URL): Proxy | undefined
  /** Throws WRONG_INPUT when a file of the input `ca-certificates` cannot be used. */
  trusted(): Promise<SecureContext>
}

export interface TunnelOptions {
  readonly timeoutMs: number
  readonly trusted: ProxyAccess['trusted']
  readonly signal?: AbortSignal | undefined
}

/** Begins a request to a proxy itself, in the language that its URL names. */
export async function requestProxy(
  proxy: Proxy,
  trusted: ProxyAccess['trusted'],
  options: Pick<RequestOptions, 'method' | 'path' | 'headers' | 'timeout' | 'signal'>,
): Promise<ClientRequest> {
  const { host, port } = hostOfUrl(proxy.url)
  const hop = { ...options, host, port, agent: false as const }
  if (proxy.url.protocol === 'http:') return httpRequest(hop)
  // Without a name of its own Node takes that of the header Host, and that is not the proxy's.
  const secure = { servername: isIP(host) === 0 ? host : '', secureContext: await trusted() }
  return httpsRequest({ ...hop, ...secure })
}

/**
 * Opens a connection to `host:port` through an HTTP proxy by CONNECT (RFC 9110, section 9.3.6).
 * Throws HttpFailure of kind `proxy` that names the proxy, its answer and the variable that chose it.
 */
export async function openTunnel(
  proxy: Proxy,
  target: { readonly host: string; readonly port: number },
  options: TunnelOptions,
): Promise<Socket> {
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`
  const headers: Record<string, string> = { host: authority }
  if (proxy.authorization) headers['proxy-authorization'] = proxy.authorization.reveal()
  const request = await requestProxy(proxy, options.trusted, {
    method: 'CONNECT',
    path: authority,
    headers,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => request.destroy(new Error(`no answer in ${options.timeoutMs / 1000} s`)),
      options.timeoutMs,
    )
    request.once('connect', (response, socket: Socket, head: Buffer) => {
      clearTimeout(late)
      const status = response.statusCode ?? 0
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head)
        resolve(socket)
        return
      }
      socket.destroy()
      reject(refusal(proxy, authority, status, response.statusMessage ?? ''))
    })
    request.once('error', (error) => {
      clearTimeout(late)
      reject(options.signal?.aborted ? options.signal.reason : outOfReach(proxy, authority, error))
    })
    request.end()
  })
}

/** The proxy answered, and not with a tunnel. */
export function refusal(proxy: Proxy, authority: string, status: number, text: string): HttpFailure {
  const said = `the proxy ${proxy.url.host} (${proxy.variable}) refused it: ${status} ${text}`.trim()
  const fix =
    status === 407
      ? `Put a user and password that the proxy accepts into ${proxy.variable}: http://USER:PASSWORD@HOST:PORT.`
      : `Have the proxy allow ${authority}, or name the host in NO_PROXY if this runner reaches it directly.`
  const transient = status === 502 || status === 503 || status === 504
  return new HttpFailure(`${authority}: ${said}`, { kind: 'proxy', host: authority, fix, transient })
}

/** No connection to the proxy came about. */
export function outOfReach(proxy: Proxy, authority: string, error: Error): HttpFailure {
  const message = `${authority}: the proxy ${proxy.url.host} (${proxy.variable}) is out of reach: ${messageOf(error)}`
  const kind = failureKind(error)
  const transient = kind === 'cut'
  const fix = FIXES[kind ?? 'proxy']?.(proxy) ?? fixOfReach(proxy)
  return new HttpFailure(message, { kind: 'proxy', host: authority, fix, transient, cause: error })
}

const FIXES: Partial<Record<FailureKind, (proxy: Proxy) => string>> = {
  untrusted: () =>
    "Give the authority of the proxy's certificate as a PEM file with the input ca-certificates (or SSL_CERT_FILE).",
  'wrong-host': ({ variable }) => `Write the name that the proxy's certificate holds into ${variable}.`,
  'plain-http': ({ variable, url }) =>
    `The proxy does not speak TLS: write http://${url.host} into ${variable}.`,
}

function fixOfReach({ variable }: Proxy): string {
  return `Check ${variable}, or name the host in NO_PROXY if this runner reaches it directly.`
}
