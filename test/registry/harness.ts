import { HttpClient, type HttpClientOptions } from '../../src/http/client.js'
import { type Level, Logger, type LogSink } from '../../src/log/logger.js'
import { Secret } from '../../src/log/secret.js'
import type { Reference } from '../../src/oci/reference.js'
import { parseReference } from '../../src/oci/reference.js'
import { RegistryClient, type RegistryClientOptions } from '../../src/registry/client.js'
import type { Credential, CredentialSource } from '../../src/registry/credentials.js'

/** A logger that keeps its lines, as they come out of the redactor. */
export function keepingLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = []
  const sink: LogSink = {
    line: (level: Level, message: string) => void lines.push(`${level}: ${message}`),
    openGroup() {},
    closeGroup() {},
  }
  return { log: new Logger(sink), lines }
}

/** An HTTP client that notes its waits instead of waiting, and sees nothing of this machine's environment. */
export function hastyHttp(options: Partial<HttpClientOptions> = {}): {
  readonly http: HttpClient
  readonly waits: number[]
  readonly lines: string[]
} {
  const waits: number[] = []
  const { log, lines } = keepingLog()
  const http = new HttpClient({
    log,
    environment: {},
    wait: async (delayMs, signal) => {
      signal?.throwIfAborted()
      waits.push(delayMs)
    },
    ...options,
  })
  return { http, waits, lines }
}

/** A registry client over a hasty HTTP client. */
export function hastyClient(
  options: Partial<RegistryClientOptions> & { readonly httpOptions?: Partial<HttpClientOptions> } = {},
): AsyncDisposable & {
  readonly client: RegistryClient
  readonly waits: number[]
  readonly lines: string[]
  readonly httpLines: string[]
} {
  const { http, waits, lines: httpLines } = hastyHttp(options.httpOptions)
  const { log, lines } = keepingLog()
  const client = new RegistryClient({ http, log, credentials: logins(), ...options })
  return { client, waits, lines, httpLines, [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() }
}

/** Logins by registry. */
export function logins(known: Readonly<Record<string, Credential>> = {}): CredentialSource {
  return { find: async (registry) => known[registry] }
}

export function password(username: string, secret: string): Credential {
  return { kind: 'password', username, password: new Secret(secret), source: 'a test' }
}

export function reference(text: string): Reference {
  const parsed = parseReference(text)
  if ('reason' in parsed) throw new Error(`${text}: ${parsed.reason}`)
  return parsed
}
