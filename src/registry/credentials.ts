import { homedir } from 'node:os'
import path from 'node:path'
import type { Environment } from '../http/proxy.js'
import type { Logger } from '../log/logger.js'
import { Secret } from '../log/secret.js'
import type { RegistryCredential } from '../port/host.js'
import type { RegistryLogin } from '../request/request.js'
import { credentialFromHelper, type HelperAnswer } from './credential-helper.js'
import {
  type DockerConfig,
  entryFor,
  helperFor,
  parseDockerConfig,
  readDockerConfig,
} from './docker-config.js'
import { normalRegistry } from './names.js'

/** A login to a registry. `source` says where it came from, for messages: `the inputs username and password`. */
export type Credential = { readonly source: string } & (
  | { readonly kind: 'password'; readonly username: string; readonly password: Secret }
  /** An identity token: changed for access tokens by OAuth 2 (distribution, "Token Authentication Specification"). */
  | { readonly kind: 'identity-token'; readonly token: Secret }
  /** A bearer token to use as it is. */
  | { readonly kind: 'registry-token'; readonly token: Secret }
)

/** Knows the logins of a run. */
export interface CredentialSource {
  /** The login for a repository of a registry, as references name it; undefined without one. Never throws. */
  find(registry: string, repository: string): Promise<Credential | undefined>
}

export interface CredentialOptions {
  readonly logins: readonly RegistryLogin[]
  /** What the CI hands to the job. */
  readonly provided: readonly RegistryCredential[]
  readonly log: Logger
  readonly environment?: Environment
  readonly home?: string
  readonly signal?: AbortSignal
}

/**
 * The logins of a run, the first that fits wins: the inputs; what the CI provides; `$DOCKER_CONFIG/config.json` or
 * `~/.docker/config.json` with its helpers; `$DOCKER_AUTH_CONFIG`; `$REGISTRY_AUTH_FILE` or the auth.json of
 * containers (`$XDG_RUNTIME_DIR/containers`, `~/.config/containers`). Files are read, and helpers run, only when asked
 * for the first time. Every secret found is told to the redactor before it is handed out.
 */
export class RunCredentials implements CredentialSource {
  readonly #options: CredentialOptions
  readonly #environment: Environment
  readonly #found = new Map<string, Promise<Credential | undefined>>()
  readonly #helperAnswers = new Map<string, Promise<HelperAnswer | undefined>>()
  #configs: Promise<readonly DockerConfig[]> | undefined

  constructor(options: CredentialOptions) {
    this.#options = options
    this.#environment = options.environment ?? process.env
  }

  async find(registry: string, repository: string): Promise<Credential | undefined> {
    const key = `${registry}/${repository}`
    const known = this.#found.get(key)
    if (known) return known
    const found = this.#find(normalRegistry(registry), repository)
    this.#found.set(key, found)
    return found
  }

  async #find(registry: string, repository: string): Promise<Credential | undefined> {
    const { logins, provided, log } = this.#options
    const isWanted = (login: RegistryCredential): boolean => normalRegistry(login.registry) === registry
    const input = logins.find(isWanted)
    if (input)
      return passwordOf(input.username, input.password.reveal(), 'the inputs username and password', log)
    const given = provided.find(isWanted)
    if (given) return passwordOf(given.username, given.password.reveal(), 'the CI', log)
    this.#configs ??= loadConfigs(this.#environment, this.#options)
    for (const config of await this.#configs) {
      const found = (await this.#fromHelper(config, registry)) ?? fromEntry(config, registry, repository, log)
      if (found) return found
    }
    return undefined
  }

  async #fromHelper(config: DockerConfig, registry: string): Promise<Credential | undefined> {
    const helper = helperFor(config, registry)
    if (helper === undefined) return undefined
    const { log, signal } = this.#options
    // One run for each registry, however many repositories are asked about.
    const key = `${helper} ${registry}`
    const asked =
      this.#helperAnswers.get(key) ??
      credentialFromHelper(helper, registry, { environment: this.#environment, log, signal })
    this.#helperAnswers.set(key, asked)
    const answer = await asked
    const source = `docker-credential-${helper} (${config.source})`
    if (answer?.username === '<token>') return tokenOf('identity-token', answer.secret, source, log)
    return answer && passwordOf(answer.username, answer.secret, source, log)
  }
}

function fromEntry(
  config: DockerConfig,
  registry: string,
  repository: string,
  log: Logger,
): Credential | undefined {
  const entry = entryFor(config, registry, repository)
  if (entry?.identityToken) return tokenOf('identity-token', entry.identityToken, config.source, log)
  if (entry?.registryToken) return tokenOf('registry-token', entry.registryToken, config.source, log)
  if (entry?.username === undefined || entry.password === undefined) return undefined
  return passwordOf(entry.username, entry.password, config.source, log)
}

async function loadConfigs(
  environment: Environment,
  { log, home = homedir() }: CredentialOptions,
): Promise<readonly DockerConfig[]> {
  const dockerFile = path.join(environment['DOCKER_CONFIG'] || path.join(home, '.docker'), 'config.json')
  const inline = environment['DOCKER_AUTH_CONFIG']
  const containersFiles = environment['REGISTRY_AUTH_FILE']
    ? [environment['REGISTRY_AUTH_FILE']]
    : [
        ...(environment['XDG_RUNTIME_DIR']
          ? [path.join(environment['XDG_RUNTIME_DIR'], 'containers/auth.json')]
          : []),
        path.join(environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'containers/auth.json'),
      ]
  const loaded = [
    await readDockerConfig(dockerFile, log),
    inline ? parseDockerConfig(inline, 'DOCKER_AUTH_CONFIG', log) : undefined,
    ...(await Promise.all(containersFiles.map((file) => readDockerConfig(file, log)))),
  ]
  return loaded.filter((config) => config !== undefined)
}

function passwordOf(username: string, password: string, source: string, log: Logger): Credential {
  for (const value of [password, `${username}:${password}`]) log.redactor.add(value)
  return { kind: 'password', username, password: new Secret(password), source }
}

function tokenOf(
  kind: 'identity-token' | 'registry-token',
  token: string,
  source: string,
  log: Logger,
): Credential {
  log.redactor.add(token)
  return { kind, token: new Secret(token), source }
}
