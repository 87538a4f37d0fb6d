import { WrongInput } from '../errors/errors.js'
import type { HttpClient } from '../http/client.js'
import { isLoopback } from '../http/hosts.js'
import type { Origin } from '../oci/content.js'
import type { MirrorRule } from '../request/request.js'
import { normalRegistry } from './names.js'

/** A place to pull from: a mirror, or the registry itself. */
export interface Place extends Origin {
  readonly isMirror: boolean
}

/** Where to pull a repository from, in order: the mirrors of its registry, then the registry. */
export class Mirrors {
  readonly #byRegistry = new Map<string, Origin[]>()

  /** Throws WrongInput for a mirror that cannot be read, or that would be spoken to in plain HTTP without leave. */
  constructor(rules: readonly MirrorRule[], http: HttpClient) {
    for (const rule of rules) {
      const registry = normalRegistry(rule.registry)
      const known = this.#byRegistry.get(registry) ?? []
      this.#byRegistry.set(registry, [...known, ...rule.mirrors.map((text) => parseMirror(text, http))])
    }
  }

  placesOf(origin: Origin): readonly [Place, ...Place[]] {
    const itself: Place = { ...origin, isMirror: false }
    const mirrors = (this.#byRegistry.get(normalRegistry(origin.registry)) ?? []).map((mirror) => ({
      registry: mirror.registry,
      repository: mirror.repository ? `${mirror.repository}/${origin.repository}` : origin.repository,
      isMirror: true,
    }))
    const [first, ...rest] = mirrors
    return first ? [first, ...rest, itself] : [itself]
  }
}

/** Reads `host[:port][/path]` or a URL of one; `repository` is the path, before which a repository's name is put. */
function parseMirror(text: string, http: HttpClient): Origin {
  const written = /^https?:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (!url || url.username || url.password || url.search || url.hash) {
    const problem = `"${url?.username || url?.password ? url.host : text}" is not a mirror`
    const fix = 'Write HOST[:PORT][/PATH]; a login to it is given like that of any registry.'
    throw new WrongInput([{ input: 'registry-mirrors', problem, fix }])
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !http.isInsecure(url)) {
    const problem = `${url.host} would be spoken to in plain HTTP`
    const fix = `Name ${url.host} in insecure-registries too, if that is meant to be.`
    throw new WrongInput([{ input: 'registry-mirrors', problem, fix }])
  }
  const host = /^https?:\/\/([^/]+)/i.exec(written)?.[1] ?? url.host
  const path = url.pathname.replace(/^\/(?:v2(?:\/|$))?|\/+$/g, '')
  return { registry: normalRegistry(host), repository: path }
}
