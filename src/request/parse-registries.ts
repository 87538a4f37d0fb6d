import path from 'node:path'
import { Secret } from '../log/secret.js'
import { formatReference, isRegistryHost, parseReference, type Reference } from '../oci/reference.js'
import type { RequestEnvironment } from './environment.js'
import type { Reader } from './reader.js'
import type { MirrorRule, RegistryLogin } from './request.js'

const DOCKER_HUB = 'docker.io'

/** Reads `tags` and adds `names`; each tag once, in the order given. */
export function readTags(reader: Reader, names: readonly Reference[]): readonly Reference[] {
  const tags = reader.list('tags').flatMap((item) => {
    const reference = parseReference(item)
    if ('reason' in reference) {
      const lower = /upper|lower/.test(reference.reason)
        ? item.replace(/^[^:@]*/, (n) => n.toLowerCase())
        : undefined
      const fix = lower === undefined ? 'Write registry/repository:tag' : `Write ${lower}`
      reader.wrong('tags', `"${item}" is not an image reference: ${reference.reason}`, fix)
      return []
    }
    if (reference.digest !== undefined) {
      reader.wrong(
        'tags',
        `"${item}" has a digest, which is known after the build`,
        'Write registry/repository:tag',
      )
      return []
    }
    return [reference]
  })
  return [...new Map([...tags, ...names].map((tag) => [formatReference(tag), tag])).values()]
}

/**
 * Reads `registry`, `username` and `password`, the last of them also through the variable that `password-env`
 * names. A login that is only half there is a mistake.
 */
export function readLogins(reader: Reader, env: RequestEnvironment): readonly RegistryLogin[] {
  const registry = reader.text('registry')
  const username = reader.text('username')
  const password = readPassword(reader, env)
  const host = registryHost(registry ?? DOCKER_HUB)
  if (host === undefined) {
    reader.wrong(
      'registry',
      `"${registry}" is not a registry host`,
      'Write host or host:port, without scheme and path',
    )
  }
  const wantsPassword = reader.has('password') || reader.has('password-env')
  if (username === undefined && wantsPassword) {
    const input = reader.has('password') ? 'password' : 'password-env'
    reader.wrong(
      input,
      'it is given without a user name',
      'Give username too; a token often goes with any name',
    )
  }
  if (username !== undefined && !wantsPassword) {
    reader.wrong(
      'username',
      'it is given without a password',
      'Give password, or password-env, too; in CI, an unknown secret is empty',
    )
  }
  if (registry !== undefined && username === undefined && !wantsPassword) {
    reader.wrong(
      'registry',
      'it is given without username and password',
      'Give both, or remove it: where to push stands in tags',
    )
  }
  if (host === undefined || username === undefined || password === undefined) return []
  return [{ registry: host, username, password: new Secret(password) }]
}

function readPassword(reader: Reader, env: RequestEnvironment): string | undefined {
  const password = reader.text('password')
  const variable = reader.text('password-env')
  if (variable === undefined) return password
  if (password !== undefined)
    reader.wrong('password-env', 'there is a password besides it', 'Give one of the two')
  const value = env.variable(variable)
  if (value) return value
  reader.wrong('password-env', `the variable ${variable} is not set`, `Set ${variable}, or name another`)
  return undefined
}

/** The host of a registry, as people write it: a scheme and Docker Hub's old address are understood. */
function registryHost(text: string): string | undefined {
  const host = text.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '')
  if (!isRegistryHost(host)) return undefined
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? DOCKER_HUB : host
}

/** Reads `registry-mirrors`: `MIRROR` for Docker Hub, `REGISTRY=MIRROR` for others; several of one keep their order. */
export function readMirrors(reader: Reader): readonly MirrorRule[] {
  const rules = new Map<string, string[]>()
  for (const { key, value } of reader.pairs('registry-mirrors')) {
    const registry = value === undefined ? DOCKER_HUB : registryHost(key)
    const mirror = (value ?? key).replace(/\/$/, '')
    if (registry === undefined) {
      reader.wrong('registry-mirrors', `"${key}" is not a registry host`, 'Write REGISTRY=MIRROR')
    } else if (!isMirror(mirror)) {
      reader.wrong(
        'registry-mirrors',
        `"${mirror}" is not a mirror`,
        'Write host[:port][/path], or a URL without a login in it',
      )
    } else {
      rules.set(registry, [...(rules.get(registry) ?? []), mirror])
    }
  }
  return [...rules].map(([registry, mirrors]) => ({ registry, mirrors }))
}

function isMirror(text: string): boolean {
  const [host = '', ...segments] = text.replace(/^https?:\/\//, '').split('/')
  return isRegistryHost(host) && segments.every((segment) => /^[\w.-]+$/.test(segment) && segment !== '..')
}

export function readInsecureRegistries(reader: Reader): readonly string[] {
  return reader.list('insecure-registries').flatMap((item) => {
    const host = registryHost(item)
    if (host !== undefined) return [host]
    reader.wrong('insecure-registries', `"${item}" is not a registry host`, 'Write host or host:port')
    return []
  })
}

/** Reads `ca-certificates` as absolute paths of files that can be read. */
export function readCertificates(reader: Reader, env: RequestEnvironment): readonly string[] {
  return reader.list('ca-certificates').flatMap((item) => {
    const file = path.resolve(env.cwd, item)
    if (env.isReadableFile(file)) return [file]
    reader.wrong(
      'ca-certificates',
      `the file ${item} cannot be read`,
      'Name a PEM file that is there and readable',
    )
    return []
  })
}
