import type { BuildRequest } from '../request/request.js'
import type { Task, Wiring } from './strategy.js'

/** The registries from which this build may pull, in order of name: each one stands behind the relay. */
export function registriesOf(task: Task): string[] {
  const named = Object.values(task.request.buildContexts).flatMap((context) =>
    context.kind === 'image' ? [context.reference.registry] : [],
  )
  const needed = task.needs.images
    .filter((image) => image.role !== 'syntax')
    .map((image) => image.reference.registry)
  return [...new Set([...needed, ...named])].toSorted()
}

/**
 * BuildKit's registry configuration (docs/buildkitd.toml.md): every registry has the relay for its mirror.
 * `http = false` takes the plain-HTTP way around the mirror from an origin on loopback.
 */
export function buildkitRegistries(registries: readonly string[], wiring: Wiring): string {
  return registries
    .map((registry) =>
      [
        `[registry.${JSON.stringify(registry)}]`,
        `  mirrors = [${JSON.stringify(`${wiring.relay}/${wiring.mirrorPrefix(registry)}`)}]`,
        '  http = false',
        '',
      ].join('\n'),
    )
    .join('\n')
}

/**
 * BuildKit's source policy (sourcepolicy/pb): each image is asked of the relay by the relay's name for it. A mirror
 * alone is not enough: when it answers 404, BuildKit goes on to the registry that the Dockerfile names.
 */
export function sourcePolicy(registries: readonly string[], wiring: Wiring): string {
  const rules = registries.map((registry) => ({
    action: 'CONVERT',
    selector: { identifier: `docker-image://${registry}/*` },
    updates: { identifier: `docker-image://${wiring.relay}/${wiring.mirrorPrefix(registry)}/${WILDCARD}` },
  }))
  return `${JSON.stringify({ rules }, undefined, 2)}\n`
}

/** What the star of a selector stood for. */
const WILDCARD = '${1}'

/**
 * containers-registries.conf(5), version 2. `location` is rewritten rather than a mirror given: after a mirror's 404
 * buildah would go on to the real registry.
 */
export function containersRegistries(registries: readonly string[], wiring: Wiring): string {
  const rewritten = registries.map((registry) =>
    [
      '[[registry]]',
      `prefix = ${JSON.stringify(registry)}`,
      `location = ${JSON.stringify(`${wiring.relay}/${wiring.mirrorPrefix(registry)}`)}`,
      'insecure = true',
      '',
    ].join('\n'),
  )
  const relay = ['[[registry]]', `location = ${JSON.stringify(wiring.relay)}`, 'insecure = true', ''].join(
    '\n',
  )
  const head = 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "disabled"\n'
  return [head, ...rewritten, relay].join('\n')
}

/** The auth file of both builders: the relay's credential, and no other (docker's config.json, containers-auth.json(5)). */
export function authFile(wiring: Wiring): string {
  return `${JSON.stringify({ auths: relayAuth(wiring) })}\n`
}

/** The entry of the relay in such a file. */
function relayAuth(wiring: Wiring): Record<string, { readonly auth: string }> {
  const { username, password } = wiring.credential
  return { [wiring.relay]: { auth: Buffer.from(`${username}:${password.reveal()}`).toString('base64') } }
}

/** Secrets as files in the private directory: number for name, because an id may hold anything. */
export function secretFileName(index: number): string {
  return `secrets/${index}`
}

/** The files of the request's secrets. */
export function secretFiles(request: BuildRequest) {
  return request.secrets.map((secret, index) => ({
    name: secretFileName(index),
    content: secret.source === 'file' ? { copyOf: secret.path } : secret.value,
  }))
}
