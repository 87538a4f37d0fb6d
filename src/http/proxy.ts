import { DocklessError } from '../errors/errors.js'
import type { Redactor } from '../log/redactor.js'
import { Secret } from '../log/secret.js'
import { HostList, hostOfUrl, isLoopback } from './hosts.js'

/** A proxy to go through. */
export interface Proxy {
  /** `http:` or `https:`, without user and password: fit for messages. */
  readonly url: URL
  /** Value of `Proxy-Authorization`, when the variable holds a user. */
  readonly authorization: Secret | undefined
  /** The variable that named it: `HTTPS_PROXY`. */
  readonly variable: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxies that the environment names: HTTPS_PROXY for https, HTTP_PROXY for http, ALL_PROXY for both,
 * except for the hosts of NO_PROXY and for loopback. Each also in lower case; upper case wins. User and password
 * in them are given to the redactor.
 */
export class ProxySettings {
  readonly #environment: Environment
  readonly #redactor: Redactor
  readonly #direct: HostList

  constructor(environment: Environment, redactor: Redactor) {
    this.#environment = environment
    this.#redactor = redactor
    this.#direct = new HostList(variable(environment, ['NO_PROXY'])?.value ?? '')
  }

  /** The proxy for a URL; undefined to go there directly. Throws WRONG_INPUT when the variable is not usable. */
  for(url: URL): Proxy | undefined {
    const { host, port } = hostOfUrl(url)
    if (isLoopback(host) || this.#direct.includes(host, port)) return undefined
    const specific = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
    const found = variable(this.#environment, [specific, 'ALL_PROXY'])
    return found && parseProxy(found.name, found.value, this.#redactor)
  }
}

function variable(
  environment: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names.flatMap((upper) => [upper, upper.toLowerCase()])) {
    const value = environment[name]?.trim()
    if (value) return { name, value }
  }
  return undefined
}

function parseProxy(name: string, value: string, redactor: Redactor): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !url.hostname) {
    throw new DocklessError('WRONG_INPUT', `${name} is not the URL of a proxy`, {
      fix: `Set ${name} to http://HOST:PORT.`,
    })
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DocklessError('WRONG_INPUT', `${name} names a ${url.protocol.slice(0, -1)} proxy`, {
      fix: `Only http and https proxies are spoken to: set ${name} to http://HOST:PORT.`,
    })
  }
  return { url: withoutUser(url), authorization: proxyAuthorization(url, redactor), variable: name }
}

function withoutUser(url: URL): URL {
  return new URL(`${url.protocol}//${url.host}`)
}

function proxyAuthorization(url: URL, redactor: Redactor): Secret | undefined {
  if (url.username === '' && url.password === '') return undefined
  const password = decoded(url.password)
  const pair = `${decoded(url.username)}:${password}`
  const encoded = Buffer.from(pair).toString('base64')
  for (const value of [password, url.password, pair, encoded]) redactor.add(value)
  return new Secret(`Basic ${encoded}`)
}

/** Percent-decoded, or as it stands where somebody wrote a bare `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
