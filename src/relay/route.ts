import { type Digest, parseDigest } from '../oci/digest.js'
import { isRepositoryName, isTag } from '../oci/reference.js'
import { SpecError } from './spec-error.js'

/** A tag or a digest, as manifests are addressed. */
export type ManifestReference = { readonly tag: string } | { readonly digest: Digest }

/** What a request is about (distribution-spec, "Endpoints"). `end` is the end of the specification's table it belongs to. */
export type Route =
  | { readonly kind: 'base' }
  | { readonly kind: 'blob'; readonly name: string; readonly digest: string }
  | { readonly kind: 'manifest'; readonly name: string; readonly reference: string }
  | { readonly kind: 'uploads'; readonly name: string }
  | { readonly kind: 'upload'; readonly name: string; readonly session: string }
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'referrers'; readonly name: string; readonly digest: string }

/** The methods that an endpoint knows. */
export const METHODS: Readonly<Record<Route['kind'], readonly string[]>> = {
  base: ['GET', 'HEAD'],
  blob: ['GET', 'HEAD', 'DELETE'],
  manifest: ['GET', 'HEAD', 'PUT', 'DELETE'],
  uploads: ['POST'],
  upload: ['GET', 'PATCH', 'PUT', 'DELETE'],
  tags: ['GET', 'HEAD'],
  referrers: ['GET', 'HEAD'],
}

/** distribution-spec, "Pulling manifests": clients keep host and name below 256 characters. */
const LONGEST_NAME = 255
const SHAPES: readonly [RegExp, (name: string, last: string) => Route][] = [
  [/^\/v2\/(.+)\/blobs\/uploads\/?()$/, (name) => ({ kind: 'uploads', name })],
  [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, (name, session) => ({ kind: 'upload', name, session })],
  [/^\/v2\/(.+)\/blobs\/([^/]+)$/, (name, digest) => ({ kind: 'blob', name, digest })],
  [/^\/v2\/(.+)\/manifests\/([^/]+)$/, (name, reference) => ({ kind: 'manifest', name, reference })],
  [/^\/v2\/(.+)\/tags\/list\/?()$/, (name) => ({ kind: 'tags', name })],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, (name, digest) => ({ kind: 'referrers', name, digest })],
]

/** Finds the endpoint of a path. Throws SpecError: 404 for a path that is none, NAME_INVALID for a bad name. */
export function routeOf(method: string, pathname: string): Route {
  const path = decoded(pathname)
  if (path === '/v2' || path === '/v2/') return { kind: 'base' }
  for (const [shape, make] of SHAPES) {
    const match = shape.exec(path)
    if (match?.[1] === undefined) continue
    const route = make(match[1], match[2] ?? '')
    if (match[1].length <= LONGEST_NAME && isRepositoryName(match[1])) return route
    // Nothing can be pulled from a name that cannot exist; a push to it is a mistake to be told.
    const status = method === 'GET' || method === 'HEAD' ? 404 : 400
    throw new SpecError(status, 'NAME_INVALID', `"${match[1]}" is not a repository name`)
  }
  throw new SpecError(404, 'NAME_UNKNOWN', `${path} is no endpoint of the OCI distribution-spec`)
}

/** Throws DIGEST_INVALID (400) unless it is a sha256 or sha512 digest. */
export function digestOrRefuse(text: string | null): Digest {
  const digest = parseDigest(text ?? '')
  if (!digest) throw new SpecError(400, 'DIGEST_INVALID', `"${text ?? ''}" is not a sha256 or sha512 digest`)
  return digest
}

/** Reads the last part of a manifest's path. Throws DIGEST_INVALID or MANIFEST_INVALID (400). */
export function manifestReference(text: string): ManifestReference {
  if (text.includes(':')) return { digest: digestOrRefuse(text) }
  if (!isTag(text)) throw new SpecError(400, 'MANIFEST_INVALID', `"${text}" is neither a tag nor a digest`)
  return { tag: text }
}

/** The reference as it stands in a path. */
export function referenceText(reference: ManifestReference): string {
  return 'tag' in reference ? reference.tag : reference.digest
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    throw new SpecError(400, 'NAME_INVALID', 'the path is not valid percent-encoding')
  }
}
