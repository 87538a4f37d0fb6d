import type { Network } from '../assemble/remote.js'
import { DocklessError } from '../errors/errors.js'
import { HttpClient } from '../http/client.js'
import { isLoopback } from '../http/hosts.js'
import type { Relay } from '../relay/relay.js'
import type { BuildRequest } from '../request/request.js'
import type { Session } from './session.js'

/**
 * How ADD gets out when we build ourselves: through the relay's proxy, as with every builder, which lets nobody to this
 * machine, to a metadata service or past the mirror to a registry, and takes the user's own proxies from there.
 */
export function openNetwork(
  { host, log, lifetime }: Session,
  { caCertificates, insecureRegistries }: BuildRequest,
  relay: Relay,
): Network & AsyncDisposable {
  const proxy = relay.proxy.reveal()
  const proxies = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: '', NO_PROXY: '' }
  const lowerCase = Object.entries(proxies).map(([name, value]) => [name.toLowerCase(), value] as const)
  const environment = { ...process.env, ...proxies, ...Object.fromEntries(lowerCase) }
  const http = new HttpClient({
    log,
    caCertificates,
    insecureRegistries,
    environment,
    signal: lifetime.signal,
  })
  return {
    http: {
      request: async (request) => {
        // For loopback no client takes a proxy.
        if (!isLoopback(request.url.hostname)) return http.request(request)
        throw new DocklessError('BUILD_FAILED', `${request.url.host} is an address of this machine`, {
          fix: 'Copy the file from the build context.',
        })
      },
    },
    gitCredentials: host.gitCredentials(),
    gitEnvironment: environment,
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
}
