import type { IncomingMessage, ServerResponse } from 'node:http'
import { PATIENCE, type Patience } from '../../src/cache/patience.js'

/** So little that a test need not wait for a store that hangs. */
const IMPATIENT: Patience = { loadMs: 400, readMs: 400, stallMs: 400, saveMs: 2000 }
const HANGS = /silence|now and then|without end|nothing listens|no such host/

/** Little where nothing comes; elsewhere that of a real run, for a test machine may be slow itself. */
export const patienceWith = (failure: string): Patience => (HANGS.test(failure) ? IMPATIENT : PATIENCE)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end('{"errors":[]}')
  }

const ok =
  (type: string, body: string): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body)
  }

/** Sends `size` bytes now and then, without end. */
const forever =
  (size: number, everyMs: number, code = 200): Answer =>
  (_, response) => {
    response.writeHead(code, { 'Content-Type': 'application/json' })
    const bytes = Buffer.alloc(size, '{')
    const timer = setInterval(() => {
      if (response.writableLength < 1_000_000) response.write(bytes)
    }, everyMs)
    response.once('close', () => clearInterval(timer))
  }

/** Every way in which a server may fail one request. */
export const HTTP_FAILURES: Readonly<Record<string, Answer>> = {
  '401': status(401),
  '403': status(403),
  '404': status(404),
  '409': status(409),
  '429, in a second': status(429, { 'Retry-After': '1' }),
  '429, in an hour': status(429, { 'Retry-After': '3600' }),
  '500': status(500),
  '503': status(503),
  'a reset': (request) => request.socket.destroy(),
  'a reset in the middle': (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' })
    response.write('{"ok":', () => setTimeout(() => response.destroy(), 10))
  },
  'half of a JSON': ok('application/json', '{"ok": true, "signed'),
  'another JSON': ok('application/json', '[{"ok": "yes"}]'),
  'a page of a proxy': ok('text/html', '<!doctype html><title>Log in</title><p>Please log in'),
  nothing: ok('application/json', ''),
  'a redirect in circles': (request, response) => {
    response.writeHead(302, { Location: request.url ?? '/' }).end()
  },
  silence: () => {},
  'a head, and silence': (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' })
    response.flushHeaders()
  },
  'a byte now and then': forever(1, 100),
  'bytes without end': forever(200_000, 1, 200),
}

/** What a user is shown of what was said. */
export function shown(said: readonly string[]): readonly string[] {
  return said.filter((line) => !line.startsWith('info'))
}
