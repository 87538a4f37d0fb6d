import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { messageOf } from '../errors/errors.js'
import { failureKind, HttpFailure } from './failure.js'
import type { Proxy } from './proxy.js'

export interface TunnelOptions {
  readonly timeoutMs: number
  /** Trust for a proxy that is itself spoken to in TLS. */
  readonly secureContext?: SecureContext | undefined
  readonly signal?: AbortSignal | undefined
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
  const start = proxy.url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = start({
    method: 'CONNECT',
    host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.url.port || (proxy.url.protocol === 'https:' ? 443 : 80),
    path: authority,
    headers,
    agent: false,
    ...(options.secureContext ? { secureContext: options.secureContext } : {}),
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

function outOfReach(proxy: Proxy, authority: string, error: Error): HttpFailure {
  const message = `${authority}: the proxy ${proxy.url.host} (${proxy.variable}) is out of reach: ${messageOf(error)}`
  const transient = failureKind(error) === 'cut'
  const fix = `Check ${proxy.variable}, or name the host in NO_PROXY if this runner reaches it directly.`
  return new HttpFailure(message, { kind: 'proxy', host: authority, fix, transient, cause: error })
}
