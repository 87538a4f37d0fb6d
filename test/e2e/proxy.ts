import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http'

/** What happens to one request instead of being passed on; `undefined`: it is passed on. */
export type Interference =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is cut: at once, or when so many bytes of the request's body have come. */
  | { readonly cutAfter: number }
  | undefined

export interface Proxy extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** Method and path of every request, in order. */
  readonly seen: readonly string[]
}

/** Stands before an open registry and does to its requests what a test says, asked for each in order. */
export async function startProxy(
  registry: string,
  interfere: (method: string, path: string) => Interference | Promise<Interference>,
): Promise<Proxy> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    seen.push(`${method} ${url}`)
    void Promise.resolve(interfere(method, url)).then((what) => {
      if (what === undefined) passOn(registry, request, response)
      else if ('cutAfter' in what) cut(request, what.cutAfter)
      else {
        request.resume()
        response.writeHead(what.status, what.headers).end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
  return {
    host: `127.0.0.1:${address.port}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The Host header goes along, so that the registry names this proxy in its Location headers. */
function passOn(registry: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request
  const onward = ask(`http://${registry}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    answer.once('error', () => response.destroy())
  })
  onward.once('error', () => response.destroy())
  request.pipe(onward)
}

function cut(request: IncomingMessage, cutAfter: number): void {
  let size = 0
  if (cutAfter === 0) request.socket.destroy()
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size >= cutAfter) request.socket.destroy()
  })
  request.once('end', () => request.socket.destroy())
}
