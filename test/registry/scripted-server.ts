import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/** A request as a scripted server saw it. */
export interface Seen {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** A server of a test on 127.0.0.1: answers as the script says, and keeps what was asked. */
export interface ScriptedServer extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly port: number
  readonly seen: readonly Seen[]
  /** `METHOD path` of every request, in order. */
  readonly lines: readonly string[]
}

export type Script = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>

/** Starts a server; with `tls` it speaks HTTPS. A script that throws breaks the connection. */
export async function serve(
  script: Script,
  options: { readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } } = {},
): Promise<ScriptedServer> {
  const seen: Seen[] = []
  const sockets = new Set<Socket>()
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/'
    seen.push({ method: request.method ?? '', path, headers: request.headers })
    const url = new URL(path, 'http://server.test')
    new Promise<void>((resolve) => resolve(script(request, response, url))).catch(() => response.destroy())
  }
  const server = options.tls ? createTlsServer(options.tls, handle) : createServer(handle)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = isAddress(address) ? address.port : 0
  return {
    host: `127.0.0.1:${port}`,
    port,
    seen,
    get lines() {
      return seen.map(({ method, path }) => `${method} ${path}`)
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
