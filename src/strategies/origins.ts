import type { Credential } from '../registry/credentials.js'
import type { StrategyName } from '../request/request.js'
import type { AnyTask } from './strategy.js'

/** What a builder is given that cannot reach the relay, and so pulls from the registries themselves. */
export interface OriginAccess {
  /** Logins of the registries that the build names, and of no other. */
  readonly logins: readonly { readonly registry: string; readonly credential: Credential }[]
  /** Variables of ours that its client needs: proxies, and where kubectl finds its cluster. */
  readonly env: Readonly<Record<string, string>>
}

/** True for a builder that is elsewhere, or a daemon with a network of its own. */
export function pullsFromOrigins(strategy: StrategyName, { request }: AnyTask): boolean {
  return (
    strategy === 'docker' || strategy === 'img' || (strategy === 'buildkit' && request.builder !== undefined)
  )
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
