import { isIPv6 } from 'node:net'
import type { Origin } from '../oci/content.js'

/** First component of every mirrored repository. No builder takes it for a host. */
const MIRROR_ROOT = 'o'

/**
 * Where a registry's repositories stand in the relay: `o/docker.io`, `o/localhost_5000`. A colon is no part of a
 * repository name, and a host has no underscore of its own.
 */
export function mirrorPrefix(registry: string): string {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(registry)
  const host = match?.[1] === undefined ? (match?.[2] ?? registry) : `ip6-${addressWord(match[1])}`
  const port = match?.[3] === undefined ? '' : `_${match[3]}`
  return `${MIRROR_ROOT}/${host.toLowerCase()}${port}`
}

/** The repository in the relay that stands for one elsewhere. */
export function mirrorName({ registry, repository }: Origin): string {
  return `${mirrorPrefix(registry)}/${repository}`
}

/** What a repository of the relay stands for; undefined when it is not a mirrored one. */
export function mirroredBy(name: string): Origin | undefined {
  const [root, host = '', ...path] = name.split('/')
  if (root !== MIRROR_ROOT || path.length === 0) return undefined
  const [word = '', port] = host.split('_')
  const address = word.startsWith('ip6-') ? addressOf(word.slice(4)) : undefined
  const registry = `${address === undefined ? word : `[${address}]`}${port === undefined ? '' : `:${port}`}`
  const repository = path.join('/')
  const official = registry === 'docker.io' && path.length === 1
  return { registry, repository: official ? `library/${repository}` : repository }
}

/** An IPv6 address without colons at its ends or in a row, for a repository name has none. */
function addressWord(address: string): string {
  return address
    .split(':')
    .map((group) => group || 'z')
    .join('-')
}

function addressOf(word: string): string | undefined {
  const address = word
    .split('-')
    .map((group) => (group === 'z' ? '' : group))
    .join(':')
  return isIPv6(address) ? address : undefined
}
