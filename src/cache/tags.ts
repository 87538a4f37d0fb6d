import { createHash } from 'node:crypto'
import type { CacheQuery } from './cache-store.js'
import { type Reader, TRUST_LEVELS } from './trust.js'

/** The tag of one build's cache in a repository, as a ref of some trust writes it. */
export function tagOf(prefix: string, place: string, { ref, trust }: Pick<Reader, 'ref' | 'trust'>): string {
  return `${prefix}${short(place)}-${trust}-${short(ref)}`
}

/** The tags to look at, the best first: its own ref's, then the default branch's; never one that is trusted less. */
export function readableTags(prefix: string, { place, reader }: CacheQuery): readonly string[] {
  const levels = TRUST_LEVELS.slice(TRUST_LEVELS.indexOf(reader.trust))
  const refs = [reader.ref, ...(reader.defaultRef === undefined ? [] : [reader.defaultRef])]
  return [...new Set(refs.flatMap((ref) => levels.map((trust) => tagOf(prefix, place, { ref, trust }))))]
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
