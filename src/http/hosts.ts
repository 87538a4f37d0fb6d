import { BlockList, isIP } from 'node:net'

/** A host name or address without brackets, and its port when one was written. */
export interface HostAndPort {
  readonly host: string
  readonly port: number | undefined
}

/** Splits `host`, `host:port`, `[v6]:port` and bare IPv6 addresses. Lower case; a final dot is dropped. */
export function splitHostPort(text: string): HostAndPort {
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text)
  if (bracketed) return { host: (bracketed[1] ?? '').toLowerCase(), port: portOf(bracketed[2]) }
  if (isIP(text) === 6) return { host: text.toLowerCase(), port: undefined }
  const match = /^(.*?)(?::(\d{1,5}))?$/.exec(text)
  return { host: withoutFinalDot((match?.[1] ?? text).toLowerCase()), port: portOf(match?.[2]) }
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function withoutFinalDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host
}

/** The host of a URL without brackets, and the port that it stands for. */
export function hostOfUrl(url: URL): { readonly host: string; readonly port: number } {
  const { host } = splitHostPort(url.hostname)
  return { host, port: url.port === '' ? defaultPort(url.protocol) : Number(url.port) }
}

function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** True for `localhost`, names below it (RFC 6761, section 6.3) and loopback addresses; a port is ignored. */
export function isLoopback(hostAndPort: string): boolean {
  const { host } = splitHostPort(hostAndPort)
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return contains(LOOPBACK, host)
}

function contains(list: BlockList, host: string): boolean {
  const family = isIP(host)
  return family !== 0 && list.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

type Pattern = (host: string, port: number) => boolean

/**
 * A list of hosts as in NO_PROXY, separated by commas or blanks, with the meaning that Go's programs give it:
 * `*` is everything; `example.com` is that host and all below it; `.example.com` and `*.example.com` only those
 * below it; addresses; CIDR blocks (for hosts written as addresses; names are not looked up). Each but `*` and
 * CIDR may end in `:port`. What cannot be read matches nothing.
 */
export class HostList {
  readonly #patterns: readonly Pattern[]

  constructor(text: string) {
    this.#patterns = text
      .split(/[\s,]+/)
      .filter((entry) => entry !== '')
      .map(patternOf)
  }

  includes(host: string, port: number): boolean {
    return this.#patterns.some((matches) => matches(host, port))
  }
}

function patternOf(entry: string): Pattern {
  if (entry === '*') return () => true
  const block = cidrBlock(entry)
  if (block) return (host) => contains(block, host)
  const wanted = splitHostPort(entry)
  const below = wanted.host.replace(/^\*?\./, '.')
  const name = below.startsWith('.') ? undefined : below
  const suffix = name === undefined ? below : `.${name}`
  return (host, port) =>
    (wanted.port === undefined || wanted.port === port) &&
    (host === name || (isIP(host) === 0 && host.endsWith(suffix)))
}

function cidrBlock(entry: string): BlockList | undefined {
  const [network = '', length = '', ...more] = entry.split('/')
  const family = isIP(network)
  if (family === 0 || !/^\d{1,3}$/.test(length) || more.length > 0) return undefined
  if (Number(length) > (family === 6 ? 128 : 32)) return undefined
  const list = new BlockList()
  list.addSubnet(network, Number(length), family === 6 ? 'ipv6' : 'ipv4')
  return list
}
