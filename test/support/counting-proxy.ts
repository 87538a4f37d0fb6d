import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'

/** A request that went through. Sizes are bytes of bodies, headers are not counted. */
export interface CountedRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** 0 while there is no answer yet. */
  status: number
  /** What the client was sent. */
  down: number
  /** What the client sent. */
  up: number
}

/** Stands in front of one plain HTTP server and counts what passes, whoever it is that asks. Changes nothing. */
export class CountingProxy implements AsyncDisposable {
  /** `127.0.0.1:PORT`. Servers see it as their own name, so their redirects and upload URLs come here again. */
  readonly host: string
  readonly #requests: CountedRequest[]
  readonly #server: Server
  readonly #agent: Agent

  private constructor(server: Server, agent: Agent, port: number, requests: CountedRequest[]) {
    this.#requests = requests
    this.#server = server
    this.#agent = agent
    this.host = `127.0.0.1:${port}`
  }

  /** `upstream`: HOST:PORT. */
  static async start(upstream: string): Promise<CountingProxy> {
    const agent = new Agent({ keepAlive: true })
    const { hostname, port } = new URL(`http://${upstream}`)
    const requests: CountedRequest[] = []
    const server = createServer((incoming, response) => {
      const counted = { method: incoming.method ?? '', path: incoming.url ?? '', status: 0, down: 0, up: 0 }
      requests.push(counted)
      pass(incoming, response, counted, { hostname, port, agent })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it does not listen on a port')
    return new CountingProxy(server, agent, address.port, requests)
  }

  /** The requests since the last call, the first first. */
  take(): readonly CountedRequest[] {
    return this.#requests.splice(0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}

function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  counted: CountedRequest,
  to: { readonly hostname: string; readonly port: string; readonly agent: Agent },
): void {
  const { method, url: path, headers } = incoming
  const outgoing = request({ ...to, method, path, headers })
  outgoing.once('error', () => response.destroy())
  response.once('close', () => outgoing.destroy())
  outgoing.once('response', (answer) => {
    counted.status = answer.statusCode ?? 0
    response.writeHead(counted.status, answer.rawHeaders)
    answer.once('error', () => response.destroy())
    answer.on('data', (chunk: Buffer) => (counted.down += chunk.length))
    answer.pipe(response)
  })
  incoming.on('data', (chunk: Buffer) => (counted.up += chunk.length))
  incoming.pipe(outgoing)
}
