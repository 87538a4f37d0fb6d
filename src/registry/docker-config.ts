import { readFile } from 'node:fs/promises'
import { messageOf } from '../errors/errors.js'
import type { Logger } from '../log/logger.js'
import { isObject } from '../oci/json.js'
import { normalRegistry } from './names.js'

/** One login of a config file, as it is written there. */
export interface AuthEntry {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly identityToken?: string | undefined
  readonly registryToken?: string | undefined
}

/** What matters to us of Docker's config.json and of containers' auth.json, which share their form. */
export interface DockerConfig {
  /** The file, or the variable, that it came from. */
  readonly source: string
  /** By normal key: `docker.io`, `host:port`, `host/namespace/repository`. */
  readonly entries: ReadonlyMap<string, AuthEntry>
  /** By normal registry: the suffix of the helper's program. */
  readonly helpers: ReadonlyMap<string, string>
  readonly store: string | undefined
}

/** Reads a file of logins; undefined when there is none. One that cannot be used is warned of, not quoted. */
export async function readDockerConfig(file: string, log: Logger): Promise<DockerConfig | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const missing =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (!missing) log.warning(`${file} cannot be read, its logins are not used: ${messageOf(error)}`)
    return undefined
  }
  return parseDockerConfig(text, file, log)
}

/** Reads the text of a config.json. `source` is named in messages. */
export function parseDockerConfig(text: string, source: string, log: Logger): DockerConfig | undefined {
  const document = parseObject(text)
  if (!document) {
    // The parser's own message may quote the text, and the text holds passwords.
    log.warning(`${source} is not a JSON object, its logins are not used`)
    return undefined
  }
  const auths = Object.entries(recordOr(document['auths']))
  const helpers = Object.entries(recordOr(document['credHelpers']))
  return {
    source,
    entries: new Map(auths.map(([key, entry]) => [normalKey(key), authEntry(recordOr(entry))])),
    helpers: new Map(
      helpers.flatMap(([key, name]) => (typeof name === 'string' ? [[normalKey(key), name]] : [])),
    ),
    store: textOr(document['credsStore']),
  }
}

/** The helper that keeps the login to a registry: its own, else the store for all. */
export function helperFor(config: DockerConfig, registry: string): string | undefined {
  return config.helpers.get(registry) ?? config.store
}

/**
 * The entry for a repository: the longest key that is the registry or a leading part of `registry/repository`
 * (containers-auth.json(5)).
 */
export function entryFor(config: DockerConfig, registry: string, repository: string): AuthEntry | undefined {
  const parts = repository.split('/')
  for (let length = parts.length; length >= 0; length -= 1) {
    const entry = config.entries.get([registry, ...parts.slice(0, length)].join('/'))
    if (entry && isUsable(entry)) return entry
  }
  return undefined
}

function isUsable(entry: AuthEntry): boolean {
  return Boolean(entry.identityToken ?? entry.registryToken ?? entry.username)
}

/** `https://index.docker.io/v1/` and `https://host/v2/` name their hosts; other paths are namespaces. */
function normalKey(key: string): string {
  const bare = key.replace(/^https?:\/\//i, '').replace(/\/+$/, '')
  const [host = '', ...rest] = bare.split('/')
  const path = rest.join('/')
  const registry = normalRegistry(host)
  return path === '' || /^v[12]$/.test(path) ? registry : `${registry}/${path}`
}

function authEntry(entry: Readonly<Record<string, unknown>>): AuthEntry {
  const pair = textOr(entry['auth'])
  const decoded = pair === undefined ? '' : Buffer.from(pair, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  const fromPair =
    colon === -1
      ? {}
      : // Old versions of Docker padded the decoded text with NUL bytes.
        { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, '') }
  return {
    username: textOr(entry['username']),
    password: textOr(entry['password']),
    ...fromPair,
    identityToken: textOr(entry['identitytoken']),
    registryToken: textOr(entry['registrytoken']),
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text)
    return isObject(document) ? document : undefined
  } catch {
    return undefined
  }
}

function recordOr(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
