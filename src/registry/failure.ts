import { STATUS_CODES } from 'node:http'
import { DocklessError } from '../errors/errors.js'
import { isObject } from '../oci/json.js'

/** One entry of the error document of the distribution-spec ("Error Codes"). */
export interface SpecError {
  readonly code: string
  readonly message: string
}

export interface RegistryFailureDetails {
  /** As in the reference: `docker.io`. */
  readonly registry: string
  readonly repository: string | undefined
  /** Status of the HTTP answer; undefined when the answer was fine by its status and wrong in what it held. */
  readonly status?: number | undefined
  readonly codes?: readonly string[]
  readonly fix: string
  readonly cause?: unknown
}

/** A registry that refused, or whose answer cannot be right. */
export class RegistryFailure extends DocklessError {
  readonly registry: string
  readonly repository: string | undefined
  readonly status: number | undefined
  /** Codes of the registry's error document: `DENIED`, `NAME_UNKNOWN`, … */
  readonly codes: readonly string[]

  constructor(message: string, details: RegistryFailureDetails) {
    super('REGISTRY_FAILED', message, { fix: details.fix, cause: details.cause })
    this.name = 'RegistryFailure'
    this.registry = details.registry
    this.repository = details.repository
    this.status = details.status
    this.codes = details.codes ?? []
  }
}

/** Reads the error document of an answer; empty when the body is something else. */
export function parseSpecErrors(body: string): readonly SpecError[] {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return []
  }
  if (!isObject(document) || !Array.isArray(document['errors'])) return []
  return document['errors'].filter(isObject).map((entry) => ({
    code: typeof entry['code'] === 'string' ? entry['code'] : 'UNKNOWN',
    message: typeof entry['message'] === 'string' ? entry['message'] : '',
  }))
}

/** What was asked, of whom, and what came back: enough to write the message. */
export interface Refusal {
  readonly method: string
  readonly registry: string
  readonly repository: string
  /** What was asked for, in the API's own words: `manifests/1.0`, `blobs/sha256:…`. */
  readonly object: string
  readonly status: number
  readonly body: string
  /** Who asked: `user "bob" of ~/.docker/config.json`, or undefined without a login. */
  readonly login: string | undefined
}

/** The failure that an answer with an unwelcome status stands for. */
export function refusedBy(refusal: Refusal): RegistryFailure {
  const { method, registry, repository, object, status, body, login } = refusal
  const errors = parseSpecErrors(body)
  const said = errors.map(({ code, message }) => (message ? `${code}: ${message}` : code)).join('; ')
  const text = said || excerpt(body)
  const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  const message = `${registry} answered ${answer} to ${method} ${repository}/${object}${text ? ` (${text})` : ''}`
  const codes = errors.map(({ code }) => code)
  return new RegistryFailure(message, { registry, repository, status, codes, fix: fixFor(refusal, login) })
}

/** What an HTML page or a line of text says, short enough for a message. */
function excerpt(body: string): string {
  const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1] ?? body
  if (title.includes('<')) return ''
  const line = title.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

function fixFor({ status, method, registry, repository }: Refusal, login: string | undefined): string {
  const isPull = method === 'GET' || method === 'HEAD'
  if (status === 401 || status === 403) {
    const mend =
      login === undefined
        ? `Give a login to ${registry}: the inputs registry, username and password, or docker login.`
        : `Let ${login} ${isPull ? 'pull from' : 'push to'} ${repository}, or use another login to ${registry}.`
    return isPull ? `${mend} Check the name too: some registries answer so for what does not exist.` : mend
  }
  if (status === 404)
    return `Check that the repository ${repository} exists on ${registry}, and the spelling.`
  if (status === 413)
    return 'The registry, or a proxy before it, limits the size of an upload: have the limit raised, or make the layer smaller.'
  if (status === 429)
    return login === undefined
      ? `Log in to ${registry} for a higher limit, or name a mirror in registry-mirrors.`
      : `Wait for the limit of ${login} to pass, or name a mirror in registry-mirrors.`
  if (status >= 500) return `Run it again; if it stays so, look at the log of ${registry}.`
  return `Look at what ${registry} says, and at its log.`
}
