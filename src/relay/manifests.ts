import type { IncomingMessage } from 'node:http'
import { algorithmOf, type Digest, digestOf } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { isTag } from '../oci/reference.js'
import { answer, answerBytes, bodyOf, type Exchange, namesTag } from './exchange.js'
import { type ManifestContent, parseManifest } from './manifest-content.js'
import type { PullThrough } from './pull-through.js'
import type { ManifestBytes, Repositories } from './repositories.js'
import { digestOrRefuse, type ManifestReference, manifestReference, referenceText } from './route.js'
import { SpecError } from './spec-error.js'

/** distribution-spec, "Pushing Manifests": at least 4 MB must pass. */
const LARGEST_MANIFEST = 8 * 1024 * 1024

/** Told of every manifest that was pushed, with the tags it got. */
export type ManifestListener = (name: string, tags: readonly string[], manifest: ManifestBytes) => void

/** distribution-spec, "Pulling manifests", "Pushing Manifests", "Deleting tags", "Deleting Manifests". */
export class Manifests {
  readonly #repositories: Repositories
  readonly #mirror: PullThrough | undefined
  readonly #pushed: ManifestListener

  constructor(repositories: Repositories, mirror: PullThrough | undefined, pushed: ManifestListener) {
    this.#repositories = repositories
    this.#mirror = mirror
    this.#pushed = pushed
  }

  async handle(exchange: Exchange, name: string, text: string): Promise<void> {
    const reference = manifestReference(text)
    if (exchange.method === 'PUT') return this.#put(exchange, name, reference)
    if (exchange.method === 'DELETE') return this.#delete(exchange, name, reference)
    if (exchange.method === 'HEAD') return this.#head(exchange, name, reference)
    const manifest = await this.#find(name, reference)
    const headers = headersOf(manifest.descriptor)
    if (notModified(exchange, manifest.descriptor)) return answer(exchange, 304, headers)
    answerBytes(exchange, manifest.bytes, headers)
  }

  async #find(name: string, reference: ManifestReference): Promise<ManifestBytes> {
    if (this.#mirror?.owns(name)) return this.#mirror.manifest(name, reference)
    return (await this.#repositories.manifest(name, reference)) ?? unknown(name, reference)
  }

  async #head(exchange: Exchange, name: string, reference: ManifestReference): Promise<void> {
    const descriptor = this.#mirror?.owns(name)
      ? await this.#mirror.describe(name, reference)
      : ((await this.#repositories.manifestRecord(name, reference))?.descriptor ?? unknown(name, reference))
    const headers = headersOf(descriptor)
    if (notModified(exchange, descriptor)) return answer(exchange, 304, headers)
    answer(exchange, 200, { ...headers, 'Content-Length': descriptor.size })
  }

  async #put(exchange: Exchange, name: string, reference: ManifestReference): Promise<void> {
    const bytes = await readBody(exchange.request)
    const digest = 'digest' in reference ? confirmed(bytes, reference.digest) : tagged(exchange, bytes)
    const content = parseManifest(bytes, digest, exchange.request.headers['content-type'])
    await this.#requireParts(name, content)
    const tags = 'tag' in reference ? [reference.tag] : exchange.query.getAll('tag')
    const wrong = tags.find((tag) => !isTag(tag))
    if (wrong !== undefined) throw new SpecError(400, 'MANIFEST_INVALID', `"${wrong}" is not a tag`)
    this.#requireState(exchange, name, reference)
    await this.#repositories.putManifest(name, content, bytes, tags)
    this.#pushed(name, tags, { descriptor: content.record.descriptor, bytes })
    const { subject } = content.record
    answer(exchange, 201, {
      Location: `/v2/${name}/manifests/${digest}`,
      'Docker-Content-Digest': digest,
      ...(subject === undefined ? {} : { 'OCI-Subject': subject }),
      ...(tags.length > 0 && 'digest' in reference ? { 'OCI-Tag': tags.join(', ') } : {}),
    })
  }

  /** A manifest never comes before what it names. */
  async #requireParts(name: string, { blobs, children }: ManifestContent): Promise<void> {
    for (const { digest } of blobs ?? children) {
      if (!(await this.#repositories.knows(name, digest)))
        throw new SpecError(
          404,
          'MANIFEST_BLOB_UNKNOWN',
          `the manifest names ${digest}, which ${name} does not have`,
        )
    }
  }

  /** Conditional pushes (RFC 9110, section 13): clients that keep a shared tag use them against lost updates. */
  #requireState({ request }: Exchange, name: string, reference: ManifestReference): void {
    const current = this.#repositories.currentDigest(name, reference)
    const etag = current && `"${current}"`
    const match = request.headers['if-match']
    const stale = match !== undefined && !namesTag(match, etag)
    if (stale || namesTag(request.headers['if-none-match'], etag))
      throw new SpecError(
        412,
        'DENIED',
        `${name}:${referenceText(reference)} is ${current ?? 'not there'} now`,
      )
  }

  async #delete(exchange: Exchange, name: string, reference: ManifestReference): Promise<void> {
    const done =
      'tag' in reference
        ? await this.#repositories.deleteTag(name, reference.tag)
        : await this.#repositories.deleteManifest(name, reference.digest)
    if (!done) unknown(name, reference)
    answer(exchange, 202)
  }
}

function unknown(name: string, reference: ManifestReference): never {
  throw new SpecError(404, 'MANIFEST_UNKNOWN', `${name} does not have ${referenceText(reference)}`)
}

function headersOf(descriptor: Descriptor): Record<string, string> {
  return {
    'Content-Type': descriptor.mediaType,
    'Docker-Content-Digest': descriptor.digest,
    ETag: `"${descriptor.digest}"`,
  }
}

function notModified({ request }: Exchange, descriptor: Descriptor): boolean {
  return namesTag(request.headers['if-none-match'], `"${descriptor.digest}"`)
}

function confirmed(bytes: Uint8Array, digest: Digest): Digest {
  const own = digestOf(bytes, algorithmOf(digest))
  if (own !== digest)
    throw new SpecError(400, 'DIGEST_INVALID', `the manifest's digest is ${own}, not ${digest}`)
  return own
}

/** A tag says nothing of the algorithm; a client that wants another one than sha256 may add the digest. */
function tagged({ query }: Exchange, bytes: Uint8Array): Digest {
  return query.has('digest') ? confirmed(bytes, digestOrRefuse(query.get('digest'))) : digestOf(bytes)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = (): SpecError =>
    new SpecError(413, 'SIZE_INVALID', `a manifest may have at most ${LARGEST_MANIFEST} bytes`)
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_MANIFEST) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyOf(request)) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > LARGEST_MANIFEST) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
