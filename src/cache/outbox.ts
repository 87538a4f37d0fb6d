import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { algorithmOf, type Digest, hexOf, parseDigest } from '../oci/digest.js'
import { BlobStore } from './blob-store.js'
import { isObject } from '../oci/json.js'
import { formatIndex, parseIndex, parseJson } from './cache-index.js'
import { type CacheQuery, type Collected, newBlobs, today } from './cache-store.js'
import { merge } from './merge.js'
import { TRUST_LEVELS } from './trust.js'

/** Another name than a private directory's: it outlives the process that made it. */
const PREFIX = 'dockless-outbox-'
const LETTER = 'collected.json'
/** Its job is over, whatever became of it. */
const STALE_MS = 24 * 60 * 60 * 1000

/**
 * Puts aside what is to be saved when this process is gone: the new blobs, under a second name, and a letter that says
 * what they are. Undefined when there is nothing new.
 */
export async function fillOutbox(
  parent: string,
  { query, snapshot, content, before }: Collected,
  maxSize: number,
): Promise<string | undefined> {
  const after = merge(before, snapshot, { maxSize, today: today() })
  if (after === before) return undefined
  const directory = await mkdtemp(path.join(parent, PREFIX))
  const { entries, documents, blobs, lost } = snapshot
  const letter = {
    query,
    maxSize,
    lost: [...lost],
    snapshot: formatIndex({ entries, documents, blobs }),
    before: formatIndex(before),
  }
  try {
    await writeFile(path.join(directory, LETTER), JSON.stringify(letter), { mode: 0o600 })
    for (const [digest] of newBlobs(before, after, lost)) {
      const file = path.join(directory, 'blobs', algorithmOf(digest), hexOf(digest))
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await content.copyTo(digest, file)
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true }) // nobody will come for it
    throw error
  }
  return directory
}

/** True for the name of an outbox: nothing else is read as one, or removed. */
export function isOutbox(directory: string): boolean {
  return path.basename(directory).startsWith(PREFIX)
}

/** Reads what was put aside. Undefined for anything that is not a whole outbox of ours. */
export async function openOutbox(
  directory: string,
): Promise<{ readonly collected: Collected; readonly maxSize: number } | undefined> {
  if (!isOutbox(directory)) return undefined
  const text = await readFile(path.join(directory, LETTER), 'utf8').catch(() => '')
  const letter = parseJson(text)
  if (!isObject(letter)) return undefined
  const { snapshot, before, maxSize, lost } = letter
  const query = queryOf(letter['query'])
  if (typeof snapshot !== 'string' || typeof before !== 'string' || typeof maxSize !== 'number')
    return undefined
  const [is, was] = [parseIndex(snapshot), parseIndex(before)]
  if (!query || !is || !was || !Array.isArray(lost)) return undefined
  const gone = lost.flatMap((one: unknown) => (typeof one === 'string' ? [parseDigest(one)] : []))
  const content = await BlobStore.open(path.join(directory, 'blobs'))
  const known = new Set(gone.filter((digest): digest is Digest => digest !== undefined))
  return { collected: { query, snapshot: { ...is.index, lost: known }, content, before: was.index }, maxSize }
}

/** Removes outboxes that no post phase ever came for. */
export async function sweepOutboxes(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const directory = path.join(parent, name)
    const found = name.startsWith(PREFIX) ? await stat(directory).catch(() => undefined) : undefined
    if (found && Date.now() - found.mtimeMs > STALE_MS)
      await rm(directory, { recursive: true, force: true }).catch(() => undefined)
  }
}

function queryOf(value: unknown): CacheQuery | undefined {
  if (!isObject(value) || !isObject(value['reader'])) return undefined
  const { place } = value
  const { ref, event, trust, defaultRef } = value['reader']
  const level = TRUST_LEVELS.find((one) => one === trust)
  if (typeof place !== 'string' || typeof ref !== 'string' || typeof event !== 'string' || !level)
    return undefined
  return {
    place,
    reader: { ref, event, trust: level, defaultRef: typeof defaultRef === 'string' ? defaultRef : undefined },
  }
}
