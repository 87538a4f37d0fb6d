import type { Logger } from '../log/logger.js'
import type { Host } from '../port/host.js'
import type { RegistryAccess } from '../request/read.js'

/**
 * The run's way to registries: one HTTP client and one registry client over it. Loaded when it is first needed.
 */
export async function openRegistries(access: RegistryAccess, host: Host, log: Logger, signal: AbortSignal) {
  const [{ HttpClient }, { RegistryClient }, { RunCredentials }] = await Promise.all([
    import('../http/client.js'),
    import('../registry/client.js'),
    import('../registry/credentials.js'),
  ])
  const { caCertificates, insecureRegistries, logins, mirrors } = access
  const http = new HttpClient({ log, caCertificates, insecureRegistries, signal })
  const credentials = new RunCredentials({ logins, provided: host.credentials(), log, signal })
  const client = new RegistryClient({ http, credentials, log, mirrors })
  return {
    http,
    client,
    credentials,
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
}

export type Registries = Awaited<ReturnType<typeof openRegistries>>
