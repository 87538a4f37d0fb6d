import type { Origin } from '../oci/content.js'
import { algorithmOf, type Digest, digestOf, parseDigest } from '../oci/digest.js'
import { isObject } from '../oci/json.js'
import { MediaType } from '../oci/media-types.js'
import type { Reference } from '../oci/reference.js'
import { RegistryFailure } from './failure.js'
import type { Answer } from './transport.js'

/** The longest manifest that is read, in bytes. The spec asks registries to take at least 4 MiB. */
export const LONGEST_MANIFEST = 16 * 1024 * 1024

/** A manifest or index as a registry keeps it, its digest computed by us. */
export interface FetchedManifest {
  readonly digest: Digest
  readonly mediaType: string
  readonly size: number
  readonly bytes: Uint8Array
  /** The repository as the reference names it, also where a mirror served it: blobs are asked for by it. */
  readonly origin: Origin
  /** The registry host or mirror that served it. */
  readonly servedBy: string
}

/** `library/alpine:3.20`, `team/app@sha256:…`. */
export function nameOf({ repository, tag, digest }: Reference): string {
  return digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`
}

/**
 * Checks the answer to `GET manifests/…`: the digest of the bytes against the one asked for and the one that the
 * registry states, and that the document is one manifest and no riddle. Throws RegistryFailure.
 */
export function checkManifest(reference: Reference, servedBy: string, answer: Answer): FetchedManifest {
  const { registry, repository } = reference
  const fail = (what: string, fix: string): RegistryFailure =>
    new RegistryFailure(`${nameOf(reference)} from ${servedBy}: ${what}`, { registry, repository, fix })
  if (!answer.whole)
    throw fail(
      `the manifest is longer than ${LONGEST_MANIFEST / 1024 / 1024} MiB`,
      'Check that this is an image.',
    )
  const { body, response } = answer
  const stated = parseDigest(response.header('docker-content-digest') ?? '')
  const wanted = reference.digest ?? stated
  const digest = digestOf(body, wanted ? algorithmOf(wanted) : 'sha256')
  for (const expected of [reference.digest, stated]) {
    if (expected === undefined || digestOf(body, algorithmOf(expected)) === expected) continue
    throw fail(
      `the manifest that came has the digest ${digest}, not ${expected}`,
      `${servedBy}, or a proxy before it, serves wrong content: ask its admin, and do not use the image.`,
    )
  }
  const mediaType = mediaTypeOf(body, response.header('content-type'))
  if (mediaType === undefined)
    throw fail('what came is not the manifest of an image', `Check that ${servedBy} is a registry.`)
  return { digest, mediaType, size: body.length, bytes: body, origin: { registry, repository }, servedBy }
}

const GENERIC = /^(?:application\/json|application\/octet-stream|text\/plain|)$/
/** Docker's schema 1, which registries gave up; its layers are named otherwise. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/

/**
 * The media type of a manifest: the header's, unless that says nothing; then the document's own field, or what its
 * shape shows. Undefined when it is no manifest, or could be taken for both a manifest and an index (CVE-2021-41190).
 */
function mediaTypeOf(body: Buffer, header: string | undefined): string | undefined {
  let document: unknown
  try {
    document = JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
  if (!isObject(document)) return undefined
  const isIndexShaped = Array.isArray(document['manifests'])
  const isManifestShaped = Array.isArray(document['layers']) || isObject(document['config'])
  if (isIndexShaped && isManifestShaped) return undefined
  const declared = (header?.split(';')[0] ?? '').trim().toLowerCase()
  const own = document['mediaType']
  if (SCHEMA_1.test(declared) || document['schemaVersion'] === 1) return undefined
  if (typeof own === 'string' && !GENERIC.test(declared) && own !== declared) return undefined
  if (!GENERIC.test(declared)) return declared
  if (typeof own === 'string') return own
  if (isIndexShaped) return MediaType.index
  return isManifestShaped ? MediaType.manifest : undefined
}
