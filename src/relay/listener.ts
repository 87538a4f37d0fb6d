import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { DocklessError, messageOf } from '../errors/errors.js'

/** Nothing may hang: a connection on which nothing moves for so long is cut. */
export const IDLE_MS = 5 * 60 * 1000
const HEADERS_MS = 30 * 1000

export interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** CONNECT; without it such requests are refused. */
  readonly connect?: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>
}

/** An HTTP server that listens. Disposing of it cuts every connection at once. */
export interface Listener extends AsyncDisposable {
  readonly host: string
  readonly port: number
}

/** Starts an HTTP server. Throws DocklessError when it cannot listen there. */
export async function listen(handlers: Handlers, at: { host: string; port: number }): Promise<Listener> {
  const server = createServer({ keepAlive: true, noDelay: true, headersTimeout: HEADERS_MS })
  // Bodies may take as long as they move: the whole-request timeout is off, the idle one is on.
  server.requestTimeout = 0
  server.timeout = IDLE_MS
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => {}) // the client has gone; whoever writes notices
    void handlers.request(request, response)
  })
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (handlers.connect) void handlers.connect(request, socket, head)
    else socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(at, error)))
    server.listen(at.port, at.host, resolve)
  })
  const address = server.address()
  return {
    host: at.host,
    port: address !== null && typeof address === 'object' ? address.port : at.port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function cannotListen(at: { host: string; port: number }, error: unknown): DocklessError {
  return new DocklessError('WRONG_INPUT', `cannot listen on ${at.host}:${at.port}: ${messageOf(error)}`, {
    fix: 'Choose another port; port 0 takes any free one.',
    cause: error,
  })
}
