import path from 'node:path'
import { parseReference } from '../oci/reference.js'
import type { RequestEnvironment } from './environment.js'
import { parseSize } from './parse-limits.js'
import type { Reader } from './reader.js'
import type { CacheRequest } from './request.js'

const MODES = ['min', 'max'] as const
const DEFAULT_SIZE = 4 * 1024 ** 3
const FORMS = 'Write auto, none, github, dir:PATH or registry:HOST/REPOSITORY'

/** Reads `cache` and every input whose name begins so. */
export function readCache(reader: Reader, env: RequestEnvironment): CacheRequest {
  return {
    store: readStore(reader, env),
    isGiven: reader.has('cache') && reader.text('cache') !== 'auto',
    mode: reader.choice('cache-mode', MODES, 'max'),
    scope: reader.text('cache-scope'),
    maxSize: readMaxSize(reader),
    mounts: [...new Set(reader.list('cache-mounts'))],
  }
}

function readStore(reader: Reader, env: RequestEnvironment): CacheRequest['store'] {
  const text = reader.text('cache') ?? 'auto'
  if (text === 'auto' || text === 'none' || text === 'github') return { kind: text }
  const [, kind, value = ''] = /^(dir|registry):(.+)$/.exec(text) ?? []
  if (kind === 'dir') return { kind: 'directory', path: path.resolve(env.cwd, value) }
  if (kind !== 'registry') {
    reader.wrong('cache', `"${text}" is no place for a cache`, FORMS)
    return { kind: 'none' }
  }
  const reference = parseReference(value)
  const tagged = /:[^/:]+$|@/.test(value.slice(value.indexOf('/') + 1))
  if (!('reason' in reference) && !tagged)
    return {
      kind: 'registry',
      repository: { registry: reference.registry, repository: reference.repository },
    }
  const problem =
    'reason' in reference ? reference.reason : 'it names a tag, and the tags are for Dockless to choose'
  reader.wrong('cache', `"${value}" is not a repository: ${problem}`, FORMS)
  return { kind: 'none' }
}

function readMaxSize(reader: Reader): number {
  const text = reader.text('cache-max-size')
  const size = text === undefined ? DEFAULT_SIZE : parseSize(text)
  if (size === undefined)
    reader.wrong('cache-max-size', `"${text}" is not a size`, 'Write a number of bytes, or 500m, 4g')
  return size ?? DEFAULT_SIZE
}
