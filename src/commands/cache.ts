import type { CacheEntry, CacheIndex } from '../cache/cache-index.js'
import type { CacheStore } from '../cache/cache-store.js'
import { sizeOf } from '../cache/merge.js'
import { partsOf } from '../cache/parts.js'
import { placeOf } from '../cache/scope.js'
import { LOCAL, mayRead, type Reader, readerOf } from '../cache/trust.js'
import { DocklessError, WrongInput } from '../errors/errors.js'
import { openStore } from './open-cache.js'
import { openRegistries } from './registries.js'
import { print, printJson, readBuildRequest, type Session } from './session.js'

const VERBS = ['ls', 'inspect', 'prune'] as const
type Verb = (typeof VERBS)[number]

/** An entry as people see it. Sizes in bytes; `size` counts what is kept here, `elsewhere` what registries have. */
interface Shown {
  readonly kind: CacheEntry['kind']
  readonly name: string
  readonly digest: string
  readonly scope: string
  readonly writtenBy: CacheEntry['by']
  /** Whether a run like this one would use it. */
  readonly usable: boolean
  readonly lastUse: string
  readonly size: number
  readonly elsewhere: number
  readonly blobs: readonly { readonly digest: string; readonly size: number; readonly kept: boolean }[]
}

/** `dockless cache ls|inspect|prune`: what the cache keeps and why, with sizes in bytes. */
export async function cache(session: Session): Promise<void> {
  const { host, lifetime, line, log } = session
  const verb = verbOf(line.options.get('verb') ?? 'ls')
  const { request } = await readBuildRequest(session)
  await using registries = await openRegistries(request, host, log, lifetime.signal)
  const store = await openStore(session, request, registries, host.temporary)
  if (!store)
    throw new DocklessError('WRONG_INPUT', 'no cache is named, and none is offered here', {
      fix: 'Write --cache dir:PATH or --cache registry:HOST/REPOSITORY',
    })
  const reader = host.name === 'terminal' ? LOCAL : readerOf(await host.source())
  const query = { place: placeOf(request), reader }
  if (verb === 'prune') await prune(store, lifetime.signal)
  const indexes = await store.list(query, lifetime.signal)
  const entries = indexes.flatMap((index) => index.entries.map((entry) => shown(entry, index, reader)))
  const size = indexes.reduce((sum, index) => sum + sizeOf(index), 0)
  if (line.json) await printJson({ store: store.name, size, maxSize: request.cache.maxSize, entries })
  else await print(render(store, size, entries, verb))
}

function verbOf(text: string): Verb {
  const verb = VERBS.find((one) => one === text)
  if (verb) return verb
  const problem = 'it is nothing that can be done to a cache'
  throw new WrongInput([{ input: text, problem, fix: `Write one of ${VERBS.join(', ')}` }])
}

async function prune(store: CacheStore, signal: AbortSignal): Promise<void> {
  if (!store.prune)
    throw new DocklessError('WRONG_INPUT', `${store.name} cannot be pruned from here`, {
      fix: 'Leave it to the service: it drops what was not used for some days, and what was not used for longest',
    })
  await store.prune(signal)
}

function shown(entry: CacheEntry, index: CacheIndex, reader: Reader): Shown {
  const { kind, name, digest, scope, by, usedOn } = entry
  const parts = partsOf(digest, (one) => index.documents.get(one))
  const blobs = [...parts.blobs].map(([blob, { size }]) => {
    const known = index.blobs.get(blob)
    return { digest: blob, size, kept: known !== undefined && !known.origin }
  })
  const small = [...parts.documents].reduce(
    (sum, one) => sum + (index.documents.get(one)?.bytes.length ?? 0),
    0,
  )
  const sum = (kept: boolean): number =>
    blobs.reduce((total, blob) => total + (blob.kept === kept ? blob.size : 0), 0)
  return {
    kind,
    name,
    digest,
    scope: scope.split('|').map(decodeURIComponent).join(' '),
    writtenBy: by,
    usable: kind === 'image' || mayRead(reader, by),
    lastUse: new Date(usedOn * 86_400_000).toISOString().slice(0, 10),
    size: small + sum(true),
    elsewhere: sum(false),
    blobs,
  }
}

function render(store: CacheStore, size: number, entries: readonly Shown[], verb: Verb): string {
  const lines = entries.flatMap((entry) => {
    const { kind, name, scope, writtenBy, usable } = entry
    const why = kind === 'image' ? 'a base image' : `a ${kind} of ${scope}`
    const who = `${writtenBy.trust} ${writtenBy.ref}${usable ? '' : ', not for this run'}`
    const head = `${megabytes(entry.size).padStart(10)}  ${shortened(name)}  ${why}; ${who}; since ${entry.lastUse}`
    const blobs = entry.blobs.map(
      (blob) =>
        `              ${blob.digest}  ${megabytes(blob.size)}${blob.kept ? '' : ', in its registry'}`,
    )
    return verb === 'inspect' ? [head, ...blobs] : [head]
  })
  return [`${store.name}: ${megabytes(size)} in ${entries.length} entries`, ...lines].join('\n')
}

function shortened(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name
}

function megabytes(size: number): string {
  return size < 100_000 ? `${(size / 1000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`
}
