import type { Environment } from '../http/proxy.js'
import type { Logger } from '../log/logger.js'
import { childEnvironment } from '../process/environment.js'
import { findProgram } from '../process/find.js'
import { run } from '../process/run.js'
import { isObject } from '../oci/json.js'
import { DOCKER_HUB, DOCKER_HUB_KEY } from './names.js'

/** What a helper answers. The user name `<token>` marks the secret as an identity token. */
export interface HelperAnswer {
  readonly username: string
  readonly secret: string
}

export interface HelperOptions {
  readonly environment: Environment
  readonly log: Logger
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/** What the helpers of clouds and desktops find their own logins by. */
const HELPER_VARIABLES =
  /^(?:HOME|USER|LOGNAME|DOCKER_CONFIG|DISPLAY|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|GPG_TTY|PASSWORD_STORE_\w+|XDG_\w+|AWS_\w+|ECS_\w+|AZURE_\w+|ACR_\w+|CLOUDSDK_\w+|GOOGLE_\w+|GCE_METADATA_\w+|SSL_CERT_\w+|(?:https?|all|no)_proxy)$/i

/**
 * Asks `docker-credential-NAME get` for the login to a registry (the protocol of docker-credential-helpers: the
 * server's URL on standard input, JSON on standard output). Undefined when it has none; trouble is warned of and
 * counts as none, for the registry may not want a login.
 */
export async function credentialFromHelper(
  name: string,
  registry: string,
  options: HelperOptions,
): Promise<HelperAnswer | undefined> {
  const program = `docker-credential-${name}`
  const { environment, log } = options
  const file = /^[\w.-]+$/.test(name) ? await findProgram(program, environment['PATH'] ?? '') : undefined
  if (!file) {
    log.warning(`${program} is not on PATH: no login to ${registry} from it`)
    return undefined
  }
  const finished = await run(
    {
      argv: [file, 'get'],
      env: childEnvironment(helperEnvironment(environment)),
      stdin: registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry,
    },
    { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, ...(options.signal ? { signal: options.signal } : {}) },
  )
  const trouble = finished.timedOut ? 'it did not answer in time' : finished.startError
  if (trouble) {
    log.warning(`${program}: no login to ${registry} from it: ${trouble}`)
    return undefined
  }
  if (finished.status !== 0) {
    // Helpers say on standard output what went wrong; not to know a server is no trouble.
    const said = `${finished.stdout} ${finished.stderr}`.trim()
    if (!/credentials not found/i.test(said))
      log.warning(`${program}: no login to ${registry} from it: ${said.slice(0, 300)}`)
    return undefined
  }
  const answer = parseAnswer(finished.stdout)
  if (!answer) log.warning(`${program}: its answer for ${registry} is not what the protocol says`)
  return answer
}

function parseAnswer(text: string): HelperAnswer | undefined {
  try {
    const document: unknown = JSON.parse(text)
    if (!isObject(document)) return undefined
    const { Username: username, Secret: secret } = document
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return undefined
    return { username, secret }
  } catch {
    return undefined
  }
}

function helperEnvironment(environment: Environment): Record<string, string> {
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && (name === 'PATH' || HELPER_VARIABLES.test(name))) given[name] = value
  }
  return given
}
