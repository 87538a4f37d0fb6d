import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DocklessError } from '../errors/errors.js'
import { Secret } from '../log/secret.js'
import type { Origin } from '../oci/content.js'
import { mirroredBy, mirrorName } from './mirror-names.js'
import type { Route } from './route.js'
import { SpecError } from './spec-error.js'

/** A user name and password for Basic authentication. */
export interface RelayCredential {
  readonly username: string
  readonly password: Secret
}

/** A gate that opens for one credential, or for everybody when there is none. Throws UNAUTHORIZED (401). */
export function basicGate(credential: RelayCredential | undefined): (request: IncomingMessage) => void {
  const opens = credential && basicLock(credential)
  return (request) => {
    if (!opens || opens(request.headers.authorization)) return
    throw new SpecError(401, 'UNAUTHORIZED', 'a user name and password are needed here', {
      'WWW-Authenticate': 'Basic realm="dockless"',
    })
  }
}

/** Tells whether the value of an Authorization or Proxy-Authorization header is the credential (RFC 7617). */
export function basicLock(credential: RelayCredential): (header: string | undefined) => boolean {
  const wanted = fingerprint(`${credential.username}:${credential.password.reveal()}`)
  return (header) => {
    const match = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')
    const given = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8')
    // Fingerprints are of one length and say nothing by the time that their comparison takes.
    return match !== null && timingSafeEqual(fingerprint(given), wanted)
  }
}

function fingerprint(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export interface CapabilityOptions {
  /** Repositories elsewhere that the build names. */
  readonly images: readonly Origin[]
  /** Repositories of the relay to which the builder may push; also those below them. */
  readonly writable: readonly string[]
  /** Images that the build has come to name while it ran: by ONBUILD triggers of its bases. */
  readonly named: () => Promise<readonly Origin[]>
  /** Told of each pull that was refused. */
  readonly refused: (failure: DocklessError) => void
}

/**
 * The run's own credential, and what it opens: pulls of the repositories that the build names, and pushes to the
 * builder's own repositories. A RUN step that gets hold of it can pull nothing that its Dockerfile could not.
 */
export class Capability {
  readonly credential = freshCredential()
  readonly #gate = basicGate(this.credential)
  readonly #options: CapabilityOptions
  readonly #pullable: Set<string>

  constructor(options: CapabilityOptions) {
    this.#options = options
    this.#pullable = new Set(options.images.map(mirrorName))
  }

  /** Throws UNAUTHORIZED (401) without the credential, DENIED (403) for what it does not open. */
  async admit(request: IncomingMessage, route: Route): Promise<void> {
    this.#gate(request)
    if (route.kind === 'base' || this.#isWritable(route.name)) return
    const origin = mirroredBy(route.name)
    if (!origin) throw new SpecError(403, 'DENIED', `${route.name} is not a repository of this build`)
    if (this.#pullable.has(mirrorName(origin)) || (await this.#cameToBeNamed(origin))) return
    const image = `${origin.registry}/${origin.repository}`
    const failure = new DocklessError(
      'BUILD_FAILED',
      `the build asked for ${image}, which its Dockerfile does not name`,
      {
        fix: `Name it: in FROM, COPY --from, RUN --mount=from or the input build-contexts. Nothing else is pulled.`,
      },
    )
    this.#options.refused(failure)
    throw new SpecError(403, 'DENIED', failure.message)
  }

  #isWritable(name: string): boolean {
    return this.#options.writable.some((one) => name === one || name.startsWith(`${one}/`))
  }

  async #cameToBeNamed(origin: Origin): Promise<boolean> {
    for (const one of await this.#options.named()) this.#pullable.add(mirrorName(one))
    return this.#pullable.has(mirrorName(origin))
  }
}

/** A credential that nobody has had before: 192 bits, in characters that need no quoting anywhere. */
export function freshCredential(): RelayCredential {
  return { username: 'dockless', password: new Secret(randomBytes(24).toString('base64url')) }
}
