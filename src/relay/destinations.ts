import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { isLoopback, splitHostPort } from '../http/hosts.js'

/** Registries and the hosts that give out their tokens: what a builder must not reach but through the mirror. */
const REGISTRY_HOSTS: ReadonlySet<string> = new Set([
  'docker.io',
  'registry-1.docker.io',
  'index.docker.io',
  'auth.docker.io',
  'registry.hub.docker.com',
  'ghcr.io',
  'quay.io',
  'cdn.quay.io',
  'gcr.io',
  'k8s.gcr.io',
  'registry.k8s.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'registry.gitlab.com',
  'registry.access.redhat.com',
  'registry.redhat.io',
  'registry.fedoraproject.org',
  'registry.opensuse.org',
  'registry.suse.com',
  'cgr.dev',
  'lscr.io',
  'nvcr.io',
  'docker.elastic.co',
])
const REGISTRY_SUFFIXES: readonly RegExp[] = [
  /\.gcr\.io$/,
  /\.pkg\.dev$/,
  /\.azurecr\.(?:io|cn|us)$/,
  /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/,
  /(?:^|\.)ocir\.io$/,
  /\.icr\.io$/,
]

/** Names under which clouds give their machines' credentials to whoever asks. */
const METADATA_HOSTS: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
])
const PRIVATE = new BlockList()
PRIVATE.addSubnet('0.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4') // link-local, and the metadata services
PRIVATE.addAddress('168.63.129.16', 'ipv4') // Azure's agent
PRIVATE.addAddress('100.100.100.200', 'ipv4') // Alibaba's metadata
PRIVATE.addAddress('::', 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')
PRIVATE.addAddress('fd00:ec2::254', 'ipv6') // EC2's metadata

/** A destination that may be used: the address to connect to, which is the one that was judged. */
export interface Destination {
  readonly host: string
  readonly port: number
}

/**
 * Says where a builder may go through us when it does not go to the mirror: not to a registry (that pull would
 * pass by our checks and our record), not to this machine, not to a cloud's metadata service. Networks of a
 * company (10/8 and the like) are open: `ADD https://intranet/…` is an ordinary thing to write.
 */
export class Destinations {
  readonly #registries: ReadonlySet<string>

  /** `registries`: those of the run's images, as in their references. */
  constructor(registries: readonly string[]) {
    this.#registries = new Set(registries.map((registry) => registry.toLowerCase()))
  }

  /** Why the host may not be reached, undefined when it may. Looks at its name only. */
  refusal(host: string, port: number): string | undefined {
    const name = splitHostPort(host).host
    if (this.#isRegistry(name, port)) return `${name} is a registry: images come through the relay's mirror`
    if (isLoopback(host) || isPrivate(name)) return `${name} is an address of this machine or its cloud`
    if (METADATA_HOSTS.has(name)) return `${name} is a metadata service`
    return undefined
  }

  /** Looks the host up and picks an address; a reason (text) when it has none that may be reached. */
  async resolve(host: string, port: number): Promise<Destination | string> {
    const refused = this.refusal(host, port)
    if (refused !== undefined) return refused
    const found = await lookup(splitHostPort(host).host, { all: true }).catch(() => [])
    if (found.length === 0) return `${host} is not known to the name servers of this machine`
    const allowed = found.find(({ address }) => !isPrivate(address))
    return allowed ? { host: allowed.address, port } : `${host} is an address of this machine or its cloud`
  }

  #isRegistry(name: string, port: number): boolean {
    if (REGISTRY_HOSTS.has(name) || REGISTRY_SUFFIXES.some((suffix) => suffix.test(name))) return true
    if (this.#registries.has(`${name}:${port}`)) return true
    return this.#registries.has(name) && (port === 443 || port === 80)
  }
}

function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  const family = isIP(mapped)
  return family !== 0 && PRIVATE.check(mapped, family === 6 ? 'ipv6' : 'ipv4')
}
