import type { HttpClient } from '../http/client.js'
import type { HttpResponse } from '../http/response.js'
import type { Redactor } from '../log/redactor.js'
import { Secret } from '../log/secret.js'
import { isObject } from '../oci/json.js'
import type { Challenge } from './challenge.js'
import type { Credential, CredentialSource } from './credentials.js'
import { parseSpecErrors, RegistryFailure } from './failure.js'

type Action = 'pull' | 'push' | 'delete'

/** What a request needs of one repository. */
export interface Access {
  readonly repository: string
  readonly actions: readonly Action[]
}

/** For whom a request is authorised. The first access names the repository whose login is used. */
export interface Claim {
  /** As in references: `docker.io`. */
  readonly registry: string
  readonly access: readonly [Access, ...Access[]]
}

interface Token {
  readonly value: Secret
  readonly scopes: ReadonlySet<string>
  readonly expiresMs: number
}

const CLIENT_ID = 'dockless'
/** distribution, "Token Authentication Specification": a token without `expires_in` lives for 60 seconds. */
const DEFAULT_LIFE_S = 60
/** A token is not used in its last seconds: it would die under way. */
const MARGIN_MS = 5000
const LONGEST_TOKEN_ANSWER = 256 * 1024

/**
 * Answers the challenges of registries: Basic, and Bearer with tokens of the token server that the registry names
 * (anonymous ones where there is no login). Remembers what each registry asks for and each token until it expires.
 */
export class Authorizer {
  readonly #http: HttpClient
  readonly #credentials: CredentialSource
  readonly #redactor: Redactor
  readonly #challenges = new Map<string, Challenge>()
  readonly #tokens = new Map<string, Token[]>()
  readonly #underWay = new Map<string, Promise<Token>>()

  constructor(http: HttpClient, credentials: CredentialSource, redactor: Redactor) {
    this.#http = http
    this.#credentials = credentials
    this.#redactor = redactor
  }

  /** The value of `Authorization` for a request, as far as the registry is known; undefined when it asks for none. */
  async authorization(claim: Claim, signal?: AbortSignal): Promise<Secret | undefined> {
    const challenge = this.#challenges.get(claim.registry)
    return challenge && this.#answer(claim, challenge, signal)
  }

  /**
   * The value of `Authorization` after a 401; `used` is what was sent before. Throws RegistryFailure (401) when there is
   * nothing better to send: no login, or one that was refused.
   */
  async renew(
    claim: Claim,
    challenges: readonly Challenge[],
    used: Secret | undefined,
    signal?: AbortSignal,
  ): Promise<Secret> {
    const { registry } = claim
    const challenge =
      challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters['realm']) ??
      challenges.find(({ scheme }) => scheme === 'basic')
    if (!challenge) throw this.#unknownScheme(claim, challenges)
    this.#challenges.set(registry, challenge)
    if (used) this.forget(used)
    if (used) await this.throwIfRefused(claim)
    const answer = await this.#answer(claim, challenge, signal)
    if (!answer) throw needsLogin(claim)
    return answer
  }

  /**
   * After a 401 to a request that was authorised: throws RegistryFailure when it carried the login itself, which a new token
   * cannot mend.
   */
  async throwIfRefused(claim: Claim): Promise<void> {
    const credential = await this.#credentialFor(claim)
    const isBasic = this.#challenges.get(claim.registry)?.scheme === 'basic'
    if (credential && (isBasic || credential.kind === 'registry-token'))
      throw refused(claim, credential, claim.registry)
  }

  /** Drops a token that a registry did not take. */
  forget(authorization: Secret): void {
    const value = authorization.reveal()
    for (const [key, tokens] of this.#tokens)
      this.#tokens.set(
        key,
        tokens.filter((token) => `Bearer ${token.value.reveal()}` !== value),
      )
  }

  /** `user "bob" of the CI`, for messages; undefined without a login. */
  async loginOf(claim: Claim): Promise<string | undefined> {
    const credential = await this.#credentialFor(claim)
    return credential && nameOf(credential)
  }

  async #credentialFor({ registry, access: [first] }: Claim): Promise<Credential | undefined> {
    return this.#credentials.find(registry, first.repository)
  }

  async #answer(
    claim: Claim,
    challenge: Challenge,
    signal: AbortSignal | undefined,
  ): Promise<Secret | undefined> {
    const credential = await this.#credentialFor(claim)
    if (challenge.scheme === 'basic')
      return credential?.kind === 'password' ? this.#basic(credential) : undefined
    if (credential?.kind === 'registry-token') return new Secret(`Bearer ${credential.token.reveal()}`)
    const token = await this.#token(claim, challenge, credential, signal)
    return new Secret(`Bearer ${token.value.reveal()}`)
  }

  #basic(credential: Extract<Credential, { kind: 'password' }>): Secret {
    const pair = Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString('base64')
    this.#redactor.add(pair)
    return new Secret(`Basic ${pair}`)
  }

  async #token(
    claim: Claim,
    challenge: Challenge,
    credential: Credential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Token> {
    const { realm = '', service = '', scope = '' } = challenge.parameters
    const scopes = scopesOf(claim, scope)
    const holder = [claim.registry, realm, service, credential ? nameOf(credential) : ''].join('\n')
    const now = Date.now()
    const valid = (this.#tokens.get(holder) ?? []).filter((token) => token.expiresMs > now)
    const fitting = valid.find((token) => scopes.every((wanted) => covers(token.scopes, wanted)))
    if (fitting) return fitting
    const key = `${holder}\n${scopes.join(' ')}`
    const underWay = this.#underWay.get(key)
    if (underWay) return underWay
    const fetching = this.#fetchToken(claim, { realm, service, scopes }, credential, signal)
    this.#underWay.set(key, fetching)
    try {
      const token = await fetching
      this.#tokens.set(holder, [...valid, token])
      return token
    } finally {
      this.#underWay.delete(key)
    }
  }

  async #fetchToken(
    claim: Claim,
    wanted: { readonly realm: string; readonly service: string; readonly scopes: readonly string[] },
    credential: Credential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Token> {
    const url = this.#tokenUrl(claim, wanted.realm, credential)
    const response =
      credential?.kind === 'identity-token'
        ? await this.#askWithIdentity(url, wanted, credential.token, signal)
        : await this.#askWithPassword(url, wanted, credential, signal)
    const body = await response.text(LONGEST_TOKEN_ANSWER)
    if (response.status !== 200) throw tokenRefusal(claim, credential, url, response, body)
    const token = parseToken(body, wanted.scopes)
    if (!token) throw badTokenAnswer(claim, url)
    this.#redactor.add(token.value.reveal())
    return token
  }

  /** The token server's URL. A login never goes there in the clear, wherever the registry points. */
  #tokenUrl({ registry, access: [first] }: Claim, realm: string, credential: Credential | undefined): URL {
    const url = URL.canParse(realm) ? new URL(realm) : undefined
    const details = { registry, repository: first.repository, status: 401 }
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
      throw new RegistryFailure(`${registry} names a token server that is no URL`, {
        ...details,
        fix: `Have the admin of ${registry} mend the realm of its token authentication.`,
      })
    if (!this.#http.mayCarryCredentials(url))
      throw new RegistryFailure(
        `${registry} sends us to ${url.origin} for a token, in plain HTTP${credential ? ', where a password would be readable by all' : ''}`,
        {
          ...details,
          fix: `Have the admin of ${registry} put TLS before its token server, or name ${url.host} in insecure-registries.`,
        },
      )
    return url
  }

  #askWithPassword(
    realm: URL,
    wanted: { readonly service: string; readonly scopes: readonly string[] },
    credential: Credential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<HttpResponse> {
    const url = new URL(realm)
    if (wanted.service) url.searchParams.set('service', wanted.service)
    for (const scope of wanted.scopes) url.searchParams.append('scope', scope)
    const authorization = credential?.kind === 'password' ? this.#basic(credential) : undefined
    return this.#http.request({ method: 'GET', url, authorization, signal })
  }

  /** OAuth 2 with a refresh token (distribution, "Oauth2 Token Authentication"). */
  #askWithIdentity(
    url: URL,
    wanted: { readonly service: string; readonly scopes: readonly string[] },
    identity: Secret,
    signal: AbortSignal | undefined,
  ): Promise<HttpResponse> {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      service: wanted.service,
      client_id: CLIENT_ID,
      scope: wanted.scopes.join(' '),
      refresh_token: identity.reveal(),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.#http.request({ method: 'POST', url, headers, body: form.toString(), signal })
  }

  #unknownScheme({ registry, access: [first] }: Claim, challenges: readonly Challenge[]): RegistryFailure {
    const schemes = challenges.map(({ scheme }) => scheme).join(', ') || 'nothing in particular'
    return new RegistryFailure(
      `${registry} asks for a login by ${schemes}, and Dockless speaks Basic and Bearer`,
      {
        registry,
        repository: first.repository,
        status: 401,
        fix: `Check that ${registry} is a registry, and that no proxy before it asks for a login of its own.`,
      },
    )
  }
}

/** `repository:NAME:pull,push` for what is needed, and what the challenge names besides. */
function scopesOf({ access }: Claim, challenged: string): readonly string[] {
  const actions = new Map<string, Set<string>>()
  const add = (resource: string, names: readonly string[]): void => {
    const known = actions.get(resource) ?? new Set()
    for (const name of names) known.add(name)
    actions.set(resource, known)
  }
  for (const { repository, actions: wanted } of access) add(`repository:${repository}`, wanted)
  for (const scope of challenged.split(' ').filter((text) => text.includes(':'))) {
    const colon = scope.lastIndexOf(':')
    const resource = scope.slice(0, colon)
    // A remembered challenge speaks of the repository of another request, and must not widen this one.
    if (!resource.startsWith('repository:') || actions.has(resource))
      add(resource, scope.slice(colon + 1).split(','))
  }
  return [...actions].map(([resource, names]) => `${resource}:${[...names].sort().join(',')}`).sort()
}

function covers(granted: ReadonlySet<string>, wanted: string): boolean {
  const colon = wanted.lastIndexOf(':')
  const resource = wanted.slice(0, colon)
  const actions = wanted.slice(colon + 1).split(',')
  for (const scope of granted) {
    if (!scope.startsWith(`${resource}:`)) continue
    const held = scope.slice(resource.length + 1).split(',')
    if (actions.every((action) => held.includes(action))) return true
  }
  return false
}

function parseToken(body: string, scopes: readonly string[]): Token | undefined {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return undefined
  }
  if (!isObject(document)) return undefined
  const value = document['token'] || document['access_token']
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) return undefined
  const life = document['expires_in']
  const lifeMs = (typeof life === 'number' && life > 0 ? life : DEFAULT_LIFE_S) * 1000
  const expiresMs = Date.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2)
  return { value: new Secret(value), scopes: new Set(scopes), expiresMs }
}

function nameOf(credential: Credential): string {
  return credential.kind === 'password'
    ? `user "${credential.username}" of ${credential.source}`
    : `the token of ${credential.source}`
}

/** A login that was given and not taken. */
function refused(
  { registry, access: [first] }: Claim,
  credential: Credential,
  by: string,
  said = '',
): RegistryFailure {
  const detail = said ? ` (${said})` : ''
  return new RegistryFailure(
    `${registry}: the login as ${nameOf(credential)} was refused by ${by}: 401 unauthorized${detail}`,
    {
      registry,
      repository: first.repository,
      status: 401,
      codes: ['UNAUTHORIZED'],
      fix: `Check the user and the password or token that come from ${credential.source}: misspelt, expired or revoked.`,
    },
  )
}

function needsLogin({ registry, access: [first] }: Claim): RegistryFailure {
  return new RegistryFailure(`${registry} asks for a login to ${first.repository}, and there is none`, {
    registry,
    repository: first.repository,
    status: 401,
    codes: ['UNAUTHORIZED'],
    fix: `Give a login to ${registry}: the inputs registry, username and password, or docker login.`,
  })
}

function tokenRefusal(
  claim: Claim,
  credential: Credential | undefined,
  url: URL,
  response: HttpResponse,
  body: string,
): RegistryFailure {
  const { registry, access } = claim
  const said = parseSpecErrors(body)
    .map(({ code, message }) => message || code)
    .join('; ')
  const isRefusal = response.status === 400 || response.status === 401 || response.status === 403
  if (isRefusal && credential) return refused(claim, credential, url.host, said || String(response.status))
  if (isRefusal) return needsLogin(claim)
  return new RegistryFailure(
    `${registry}: its token server ${url.host} answered ${response.status}${said ? ` (${said})` : ''}`,
    {
      registry,
      repository: access[0].repository,
      status: response.status,
      fix: 'Run it again; if it stays so, ask the admin of the registry.',
    },
  )
}

function badTokenAnswer({ registry, access: [first] }: Claim, url: URL): RegistryFailure {
  return new RegistryFailure(`${registry}: its token server ${url.host} answered without a token`, {
    registry,
    repository: first.repository,
    fix: 'Ask the admin of the registry to look at its token server.',
  })
}
