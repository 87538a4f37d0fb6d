import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly query: URLSearchParams
}

type Headers = Readonly<Record<string, string | number>>

/** Answers with headers alone. */
export function answer({ response }: Exchange, status: number, headers: Headers = {}): void {
  response.writeHead(status, status === 204 || status === 304 ? headers : { 'Content-Length': 0, ...headers })
  response.end()
}

/** Answers with bytes, or with their headers alone when HEAD was asked. */
export function answerBytes({ response, method }: Exchange, bytes: Uint8Array, headers: Headers): void {
  response.writeHead(200, { 'Content-Length': bytes.length, ...headers })
  response.end(method === 'HEAD' ? undefined : bytes)
}

/** True when a list of entity tags (If-Match, If-None-Match; RFC 9110, section 13.1) names `etag`. */
export function namesTag(header: string | undefined, etag: string | undefined): boolean {
  if (header === undefined || etag === undefined) return false
  const listed = header.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return listed.includes('*') || listed.includes(etag)
}

/** The body. Unlike the request itself it may be left in the middle: the answer can still be sent then. */
export function bodyOf(request: IncomingMessage): AsyncIterable<unknown> {
  return request.iterator({ destroyOnReturn: false })
}
