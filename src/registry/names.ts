import { splitHostPort } from '../http/hosts.js'

/** Docker Hub's name in references. */
export const DOCKER_HUB = 'docker.io'
/** The key under which Docker's own files and helpers keep the login to Docker Hub. */
export const DOCKER_HUB_KEY = 'https://index.docker.io/v1/'

const HUB_NAMES: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

/** The host that speaks the registry API for a registry named in references: `registry-1.docker.io` for `docker.io`. */
export function apiHost(registry: string): string {
  return registry === DOCKER_HUB ? 'registry-1.docker.io' : registry
}

/** One spelling of each registry host: lower case, no `:443`, Docker Hub's several names as `docker.io`. */
export function normalRegistry(registry: string): string {
  const { host, port } = splitHostPort(registry)
  if (HUB_NAMES.has(host) && (port === undefined || port === 443)) return DOCKER_HUB
  const name = host.includes(':') ? `[${host}]` : host
  return port === undefined || port === 443 ? name : `${name}:${port}`
}
