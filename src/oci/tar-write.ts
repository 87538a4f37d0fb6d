import { BLOCK, encodeHeader, padding, TarError, type TarHeader } from './tar-header.js'

/** A member to be written. `content` must give exactly `header.size` bytes; it is left out when that is 0. */
export interface TarMember {
  readonly header: TarHeader
  readonly content?: () => AsyncIterable<Uint8Array>
}

/** A header with what hardly ever differs filled in: a file of root, no content, at the epoch. */
export function tarHeader(given: Pick<TarHeader, 'path' | 'type'> & Partial<TarHeader>): TarHeader {
  return {
    mode: given.type === 'directory' ? 0o755 : given.type === 'symlink' ? 0o777 : 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    mtime: 0,
    link: '',
    major: 0,
    minor: 0,
    xattrs: new Map(),
    ...given,
  }
}

/**
 * A tar of the members, in the order given, as chunks of some 64 KiB. Pulls no faster than it is read.
 * Throws TarError when a content is shorter or longer than its header says.
 */
export async function* writeTar(
  members: AsyncIterable<TarMember> | Iterable<TarMember>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* batched(pieces(members))
}

async function* pieces(
  members: AsyncIterable<TarMember> | Iterable<TarMember>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { header, content } of members) {
    yield encodeHeader(header)
    if (header.size === 0) continue
    let written = 0
    for await (const chunk of content?.() ?? []) {
      written += chunk.length
      if (written > header.size) break
      yield chunk
    }
    if (written !== header.size)
      throw new TarError(`"${header.path}" should have ${header.size} bytes and changed while it was read`)
    yield padding(header.size)
  }
  yield Buffer.alloc(2 * BLOCK)
}

const BATCH = 64 << 10

/** Joins small chunks: each one that goes through zlib costs a trip to another thread. */
async function* batched(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    if (chunk.length === 0) continue
    waiting.push(chunk)
    size += chunk.length
    if (size < BATCH) continue
    yield waiting.length === 1 ? chunk : Buffer.concat(waiting, size)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting, size)
}
