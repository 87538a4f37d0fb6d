import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  readonly json: unknown
  /** True when the whole body came. */
  readonly complete: boolean
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Sent without a Content-Length, one chunk each. */
  readonly chunks?: readonly (Uint8Array | string)[]
}

/** A plain HTTP client on a server's address: it follows nothing, adds nothing and hides nothing. */
export class Client {
  readonly address: string
  readonly #headers: Readonly<Record<string, string>>

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.address = address
    this.#headers = headers
  }

  async call(method: string, path: string, call: Call = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = call.body === undefined ? undefined : String(Buffer.byteLength(call.body))
      const bodyless =
        call.body === undefined && call.chunks === undefined && method !== 'GET' && method !== 'HEAD'
      const outgoing = request(`http://${this.address}${path}`, {
        method,
        agent: false,
        headers: {
          ...this.#headers,
          ...(length === undefined ? {} : { 'Content-Length': length }),
          ...(bodyless ? { 'Content-Length': '0' } : {}),
          ...call.headers,
        },
      })
      outgoing.once('error', reject)
      outgoing.once('response', (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('error', () => {})
        incoming.on('close', () => {
          const body = Buffer.concat(parts)
          const text = body.toString('utf8')
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body,
            text,
            get json(): unknown {
              return JSON.parse(text)
            },
            complete: incoming.complete,
          })
        })
      })
      for (const chunk of call.chunks ?? []) outgoing.write(chunk)
      outgoing.end(call.body)
    })
  }

  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.call('GET', path, headers ? { headers } : {})
  }

  head(path: string): Promise<Answer> {
    return this.call('HEAD', path)
  }

  /** Sends the head of a request and some of its body, and cuts the connection. */
  async cut(method: string, path: string, announced: number, part: Uint8Array): Promise<void> {
    const [host = '', port = ''] = this.address.split(':')
    const socket = connect({ host, port: Number(port) })
    socket.on('error', () => {})
    const extra = Object.entries(this.#headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: x\r\n${extra.join('')}Content-Length: ${announced}\r\n\r\n`,
    )
    await new Promise<void>((resolve) => void socket.write(part, () => resolve()))
    await new Promise<void>((resolve) => void setTimeout(resolve, 50))
    socket.destroy()
  }
}

/** The codes of an error answer in the form of the distribution-spec. */
export function errorCodes(answer: Answer): unknown {
  const document: unknown = answer.json
  if (typeof document !== 'object' || document === null || !('errors' in document)) return undefined
  const { errors } = document
  if (!Array.isArray(errors)) return undefined
  return errors.map((error: { code?: unknown }) => error.code)
}
