import type { Readable } from 'node:stream'
import { DocklessError } from '../errors/errors.js'
import type { Logger } from '../log/logger.js'
import type { ContentStore, Origin } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor, Manifest } from '../oci/image.js'
import { isNonDistributable } from '../oci/media-types.js'
import { formatReference, type Reference } from '../oci/reference.js'
import type { ManifestDocument } from './annotate.js'

/** What publishing needs of a registry client. */
export interface Registries {
  resolve(reference: Reference, signal?: AbortSignal): Promise<Descriptor | undefined>
  hasBlob(repository: Origin, digest: Digest, signal?: AbortSignal): Promise<number | undefined>
  mount(repository: Origin, digest: Digest, from: string, signal?: AbortSignal): Promise<boolean>
  pushBlob(
    repository: Origin,
    blob: { readonly digest: Digest; readonly size: number },
    open: (start: number) => Promise<Readable>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<void>
  pushManifest(
    repository: Origin,
    object: string,
    manifest: { readonly mediaType: string; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<Digest>
}

/** What happened to the blobs of a push. Sizes in bytes. */
export interface Transfer {
  readonly sent: number
  readonly mounted: number
  readonly present: number
}

/** The pushed image. */
export interface Publication {
  readonly digest: Digest
  readonly tags: readonly string[]
  readonly transfer: Transfer
  /** True when every tag already pointed to this very digest. */
  readonly unchanged: boolean
}

interface Target {
  readonly repository: Origin
  readonly tags: readonly Reference[]
}

/**
 * The one real push: the same manifest under every tag, in every repository asked for. Blobs first, in
 * parallel, everywhere; manifests last, so that a failure leaves no tag behind. Nothing is sent to a repository
 * that has the manifest already, nor a blob that it has or can mount.
 */
export async function publish(
  document: ManifestDocument,
  content: ContentStore,
  tags: readonly Reference[],
  registries: Registries,
  options: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<Publication> {
  const { log } = options
  const failing = new AbortController()
  const signal = AbortSignal.any([options.signal, failing.signal])
  /** The first failure ends what else is under way: without all blobs no manifest follows. */
  const orNothing = async <T>(step: Promise<T>): Promise<T> =>
    step.catch((error: unknown) => {
      failing.abort(error)
      throw failing.signal.reason
    })
  const stale = await filterAsync(
    tags,
    async (tag) => (await registries.resolve(tag, signal))?.digest !== document.descriptor.digest,
  )
  const names = tags.map(formatReference)
  const total = { sent: 0, mounted: 0, present: 0 }
  if (stale.length === 0) {
    log.info(
      `Nothing to push: ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} ${document.descriptor.digest} already`,
    )
    return { digest: document.descriptor.digest, tags: names, transfer: total, unchanged: true }
  }
  const targets = groupByRepository(stale)
  const blobs = blobsOf(document)
  await settleAll(
    targets.map(async ({ repository }) => {
      const held = await registries.resolve(
        { ...repository, tag: undefined, digest: document.descriptor.digest },
        signal,
      )
      if (held) return
      await settleAll(
        blobs.map(async (blob) => {
          total[await orNothing(provideBlob(blob, repository, content, registries, signal))] += blob.size
        }),
      )
    }),
  )
  signal.throwIfAborted()
  await settleAll(targets.map((target) => pushManifests(document, target, registries, signal)))
  for (const name of names) log.info(`Pushed ${name}@${document.descriptor.digest}`)
  return { digest: document.descriptor.digest, tags: names, transfer: total, unchanged: false }
}

/** Makes sure that the repository has the blob: present, mounted or sent. */
async function provideBlob(
  blob: Descriptor,
  repository: Origin,
  content: ContentStore,
  registries: Registries,
  signal: AbortSignal,
): Promise<keyof Transfer> {
  if ((await registries.hasBlob(repository, blob.digest, signal)) !== undefined) return 'present'
  const neighbours = content.origins(blob.digest).filter((origin) => origin.registry === repository.registry)
  for (const { repository: from } of neighbours) {
    if (await registries.mount(repository, blob.digest, from, signal)) return 'mounted'
  }
  const rest = (start: number): Promise<Readable> =>
    content.open(blob.digest, start === 0 ? undefined : { start, end: blob.size - 1 })
  await registries.pushBlob(repository, blob, rest, { signal })
  return 'sent'
}

async function pushManifests(
  document: ManifestDocument,
  target: Target,
  registries: Registries,
  signal: AbortSignal,
): Promise<void> {
  const { digest, mediaType } = document.descriptor
  for (const tag of target.tags) {
    const confirmed = await registries.pushManifest(
      target.repository,
      tag.tag ?? digest,
      { mediaType, bytes: document.bytes },
      signal,
    )
    if (confirmed === digest) continue
    throw new DocklessError(
      'REGISTRY_FAILED',
      `${formatReference(tag)}: the registry says that it stored ${confirmed}, and it was sent ${digest}`,
      {
        fix: 'The registry, or a proxy before it, changes manifests. Ask its admin.',
      },
    )
  }
}

/** Each blob once, the big ones first; layers that registries do not hold are left out. */
function blobsOf(document: ManifestDocument): readonly Descriptor[] {
  const manifest = JSON.parse(Buffer.from(document.bytes).toString('utf8')) as Manifest
  const unique = new Map([manifest.config, ...manifest.layers].map((blob) => [blob.digest, blob]))
  return [...unique.values()]
    .filter((blob) => !isNonDistributable(blob.mediaType))
    .sort((a, b) => b.size - a.size)
}

function groupByRepository(tags: readonly Reference[]): readonly Target[] {
  const groups = new Map<string, { repository: Origin; tags: Reference[] }>()
  for (const tag of tags) {
    const key = `${tag.registry}/${tag.repository}`
    const group = groups.get(key) ?? {
      repository: { registry: tag.registry, repository: tag.repository },
      tags: [],
    }
    group.tags.push(tag)
    groups.set(key, group)
  }
  return [...groups.values()]
}

async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await settleAll(items.map(keep))
  return items.filter((_, i) => kept[i])
}

/** Like Promise.all, but waits for every promise before it throws: nothing goes on behind a failure's back. */
async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
