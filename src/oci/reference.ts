import { type Digest, parseDigest } from './digest.js'

/**
 * A parsed image reference, normalised as Docker does: `alpine` is `docker.io/library/alpine:latest`.
 * `tag` is undefined only when `digest` is set.
 */
export interface Reference {
  /** Host with port; `docker.io` for Docker Hub. */
  readonly registry: string
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: Digest | undefined
}

/** A reference, or the reason why the text is not one (a clause without a full stop). */
export type ParsedReference = Reference | { readonly reason: string }

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const HOST = new RegExp(`^(?:\\[[0-9a-fA-F:]+\\]|${LABEL}(?:\\.${LABEL})*)(?::[0-9]{1,5})?$`)
const DOCKER_HUB: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])
/** distribution-spec: a repository name and its host together stay below 256 characters in common clients. */
const LONGEST_NAME = 255

/**
 * Reads an image reference: `[host[:port]/]path[:tag][@digest]` (distribution-spec, "Pulling manifests"; the
 * host rule is Docker's: a first component with a dot or colon, in upper case, or `localhost`).
 */
export function parseReference(text: string): ParsedReference {
  const [name = '', digestText, ...more] = text.split('@')
  if (more.length > 0) return { reason: 'it has more than one "@"' }
  const digest = digestText === undefined ? undefined : parseDigest(digestText)
  if (digestText !== undefined && !digest)
    return { reason: `"${digestText}" is not a sha256 or sha512 digest` }

  const slash = name.lastIndexOf('/')
  const colon = name.indexOf(':', slash + 1)
  const tag = colon === -1 ? undefined : name.slice(colon + 1)
  const path = colon === -1 ? name : name.slice(0, colon)
  if (tag !== undefined && !TAG.test(tag)) {
    return {
      reason: `the tag "${tag}" may only hold letters, digits, "_", "." and "-", at most 128, and not begin with "." or "-"`,
    }
  }
  const { registry, repository } = splitHost(path)
  const wrong = nameProblem(registry, repository)
  if (wrong) return { reason: wrong }
  return { registry, repository, tag: tag ?? (digest ? undefined : 'latest'), digest }
}

function splitHost(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/')
  const first = slash === -1 ? '' : path.slice(0, slash)
  const isHost =
    first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  const registry = isHost ? first : 'docker.io'
  const rest = isHost ? path.slice(slash + 1) : path
  if (!DOCKER_HUB.has(registry)) return { registry, repository: rest }
  return { registry: 'docker.io', repository: rest.includes('/') || rest === '' ? rest : `library/${rest}` }
}

function nameProblem(registry: string, repository: string): string | undefined {
  if (!HOST.test(registry)) return `"${registry}" is not a registry host`
  if (repository === '') return 'it names no repository'
  if (repository !== repository.toLowerCase()) return `the repository "${repository}" must be lower case`
  if (!isRepositoryName(repository)) return `"${repository}" is not a repository name`
  if (registry.length + repository.length + 1 > LONGEST_NAME)
    return `it is longer than ${LONGEST_NAME} characters`
  return undefined
}

/** True for `host[:port]`, the host a DNS name, an IPv4 address or an IPv6 address in brackets. */
export function isRegistryHost(text: string): boolean {
  return HOST.test(text)
}

/** True for a repository name of the distribution-spec ("Pulling manifests", the grammar of <name>). */
export function isRepositoryName(text: string): boolean {
  return text.split('/').every((component) => COMPONENT.test(component))
}

/** True for a tag of the distribution-spec. */
export function isTag(text: string): boolean {
  return TAG.test(text)
}

/** The reference written out in full: `docker.io/library/alpine:3@sha256:…`. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`
  return `${reference.registry}/${reference.repository}${tag}${digest}`
}

/** What a registry is asked for: the digest when there is one, otherwise the tag. */
export function objectOf(reference: Reference): string {
  return reference.digest ?? reference.tag ?? 'latest'
}
