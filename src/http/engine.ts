import { readFile } from 'node:fs/promises'
import { type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import path from 'node:path'
import type { SecureContextOptions } from 'node:tls'
import { pipeline } from 'node:stream/promises'

/** Where a container engine (Docker, Podman) listens. */
export interface EngineAddress {
  /** Path of a socket, or `tcp://host:port`. */
  readonly socket: string
  /** Directory with ca.pem, cert.pem and key.pem, as DOCKER_CERT_PATH names it; undefined for no TLS. */
  readonly certificates?: string | undefined
}

export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
}

/** One request to a container engine, on a connection of its own; the body is for the caller to read. */
export async function askEngine(address: EngineAddress, request: EngineRequest): Promise<IncomingMessage> {
  const { method, path: target, headers = {}, body, signal } = request
  const options = { method, path: target, headers, signal, agent: false, ...(await wayTo(address)) }
  const outgoing = address.certificates === undefined ? httpRequest(options) : httpsRequest(options)
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  if (!body) {
    outgoing.end()
    return answer
  }
  // An engine may answer, and hang up, before it has read everything: then the answer is what counts.
  const sent = pipeline(body, outgoing).then(
    () => answer,
    (error: unknown) => Promise.race([answer, Promise.reject(error)]),
  )
  answer.catch(() => undefined)
  return Promise.race([answer, sent])
}

async function wayTo({
  socket,
  certificates,
}: EngineAddress): Promise<RequestOptions & SecureContextOptions> {
  if (!socket.startsWith('tcp://')) return { socketPath: socket }
  const { hostname, port } = new URL(socket.replace(/^tcp/, 'http'))
  const place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (certificates === undefined ? 2375 : 2376),
  }
  if (certificates === undefined) return place
  const file = (name: string): Promise<Buffer> => readFile(path.join(certificates, name))
  const [ca, cert, key] = await Promise.all([file('ca.pem'), file('cert.pem'), file('key.pem')])
  return { ...place, ca, cert, key }
}
