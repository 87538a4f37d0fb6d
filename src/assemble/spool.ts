import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DocklessError } from '../errors/errors.js'
import { decompress } from '../oci/compression.js'
import { encodeName } from '../oci/names.js'
import { readTar } from '../oci/tar-read.js'
import type { Archive, Content, FileNode } from './tree.js'

/** Where a member's bytes lie in the spool file. */
interface Extent {
  readonly path: string
  readonly start: number
  readonly size: number
}

/**
 * Files that are needed out of archives and layers. A compressed tar can only be read from its beginning, so
 * everything that is wanted from one is fetched in a single reading and laid beside each other in a file of the
 * private directory.
 */
export class Spool {
  readonly #directory: string
  readonly #extents = new Map<Archive, Map<number, Extent>>()
  #files = 0

  /** `directory` exists, is ours alone, and is removed by somebody else. */
  constructor(directory: string) {
    this.#directory = directory
  }

  /** Fetches what of these files is in archives and not here yet: one reading of each archive. */
  async gather(nodes: Iterable<FileNode>): Promise<void> {
    const wanted = new Map<Archive, Set<number>>()
    for (const { content, size } of nodes) {
      if (content.from !== 'archive' || size === 0) continue
      if (this.#extents.get(content.archive)?.has(content.member)) continue
      const members = wanted.get(content.archive) ?? new Set<number>()
      wanted.set(content.archive, members.add(content.member))
    }
    for (const [archive, members] of wanted) await this.#fetch(archive, members)
  }

  async #fetch(archive: Archive, wanted: Set<number>): Promise<void> {
    const extents = this.#extents.get(archive) ?? new Map<number, Extent>()
    this.#extents.set(archive, extents)
    const path = join(this.#directory, `spool-${this.#files++}`)
    const file = await open(path, 'wx', 0o600)
    try {
      let start = 0
      let member = 0
      for await (const entry of readTar(decompress(await archive.open()))) {
        if (wanted.delete(member)) {
          for await (const chunk of entry.content) await file.writeFile(chunk)
          extents.set(member, { path, start, size: entry.header.size })
          start += entry.header.size
          if (wanted.size === 0) break
        }
        member++
      }
    } finally {
      await file.close()
    }
    if (wanted.size > 0) {
      throw new DocklessError('BUILD_FAILED', `${archive.name} changed while it was read`, {
        fix: 'Build again when nothing writes to the context.',
      })
    }
  }

  /** The bytes of a file. What is in an archive must have been gathered. */
  read(node: FileNode): AsyncIterable<Uint8Array> {
    if (node.size === 0) return nothing()
    const extent = this.#locate(node.content)
    if (extent instanceof Uint8Array) return one(extent)
    return createReadStream(encodeName(extent.path), {
      start: extent.start,
      ...(extent.size === undefined ? {} : { end: extent.start + extent.size - 1 }),
      highWaterMark: 256 << 10,
    })
  }

  #locate(content: Content): Uint8Array | { path: string; start: number; size?: number } {
    if (content.from === 'bytes') return content.bytes
    if (content.from === 'path') return { path: content.path, start: 0 }
    const extent = this.#extents.get(content.archive)?.get(content.member)
    if (!extent) throw new DocklessError('DEFECT', `a file of ${content.archive.name} was not gathered`)
    return extent
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes)
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
