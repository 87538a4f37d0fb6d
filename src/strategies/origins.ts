import type { Credential } from '../registry/credentials.js'
import type { Origin } from '../oci/content.js'
import type { BuildRequest, StrategyName } from '../request/request.js'

/** What a builder is given that cannot reach the relay, and so pulls from the registries themselves. */
export interface OriginAccess {
  /** Logins of the registries that the build names, and of no other. */
  readonly logins: readonly { readonly registry: string; readonly credential: Credential }[]
  /** Variables of ours that its client needs: proxies, and where kubectl finds its cluster. */
  readonly env: Readonly<Record<string, string>>
  /** Where in a registry a builder that can do so keeps its steps by itself. */
  readonly cache?: OriginCache
}

export interface OriginCache {
  /** References `host/repository:tag` that may be read. */
  readonly from: readonly string[]
  /** The one that is written. */
  readonly to: string
  /** True for a registry of `insecure-registries`. */
  readonly insecure: boolean
}

/** True for a builder that is elsewhere, or a daemon with a network of its own. */
export function pullsFromOrigins(strategy: StrategyName, { builder }: BuildRequest): boolean {
  return strategy === 'docker' || strategy === 'img' || (strategy === 'buildkit' && builder !== undefined)
}

/** The repository in which a BuildKit elsewhere keeps its steps, so that others find them. */
export function ownCache({ cache: { store }, noCache }: BuildRequest): Origin | undefined {
  return store.kind === 'registry' && !noCache ? store.repository : undefined
}

/** What is said of a cache that was asked for and that such a builder cannot use; `shares`: it can use a registry's. */
export function cacheNotes({ cache: { store, isGiven } }: BuildRequest, shares: boolean): string[] {
  if (!isGiven || store.kind === 'none' || (shares && store.kind === 'registry')) return []
  const given = store.kind === 'directory' ? 'dir' : store.kind
  const instead = shares ? ', and has its own; cache: registry:HOST/REPOSITORY is shared by all builders' : ''
  return [`cache: ${given} is not used: the builder cannot reach it${instead}`]
}

/** The given inputs about registries that such a builder does not go by when it pulls: they count for our push alone. */
export function inputsOfPushAlone(
  request: BuildRequest,
): ('registry-mirrors' | 'ca-certificates' | 'insecure-registries')[] {
  return [
    ...(request.mirrors.length > 0 ? (['registry-mirrors'] as const) : []),
    ...(request.caCertificates.length > 0 ? (['ca-certificates'] as const) : []),
    ...(request.insecureRegistries.length > 0 ? (['insecure-registries'] as const) : []),
  ]
}

/** docker's config.json with these logins, as buildctl and img read it. */
export function originAuths(access: OriginAccess | undefined): Record<string, Record<string, string>> {
  const entries = (access?.logins ?? []).map(
    ({ registry, credential }) => [configAddress(registry), entryOf(credential)] as const,
  )
  return Object.fromEntries(entries)
}

/** How Docker's own files name a registry: Docker Hub goes by an old address there. */
export function configAddress(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
}

function entryOf(credential: Credential): Record<string, string> {
  switch (credential.kind) {
    case 'password': {
      const login = `${credential.username}:${credential.password.reveal()}`
      return { auth: Buffer.from(login).toString('base64') }
    }
    case 'identity-token':
      return { identitytoken: credential.token.reveal() }
    case 'registry-token':
      return { registrytoken: credential.token.reveal() }
  }
}
