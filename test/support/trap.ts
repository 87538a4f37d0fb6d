import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface TrappedConnection {
  /** The first bytes that came, as Latin-1: a request line, or a TLS hello with the server's name in it. */
  readonly firstBytes: string
}

/** A listener in the place of a real host: whoever connects was not meant to. */
export interface Trap extends AsyncDisposable {
  readonly address: string
  readonly port: number
  /** The connections so far, each from the moment it was made. */
  readonly connections: readonly TrappedConnection[]
}

/**
 * Listens on another address of loopback than everything else in the tests (default 127.0.0.2, a random port), records
 * each connection and hangs up when it has said something.
 */
export async function openTrap(options: { address?: string; port?: number } = {}): Promise<Trap> {
  const connections: { firstBytes: string }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const connection = { firstBytes: '' }
    connections.push(connection)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {}) // the other side may hang up first
    socket.once('data', (chunk) => {
      connection.firstBytes = chunk.toString('latin1')
      socket.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.address ?? '127.0.0.2', resolve)
  })
  const { address, port }: AddressInfo = addressOf(server.address())
  return {
    address,
    port,
    connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the trap does not listen')
  return address
}
