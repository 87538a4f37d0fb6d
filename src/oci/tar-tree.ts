import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import { decodeName, encodeName } from './names.js'
import { TarError } from './tar-header.js'
import { tarHeader, type TarMember } from './tar-write.js'

/**
 * The members of a tar of `directory`, itself included (`.`), with the owners, modes, times (in microseconds), symbolic
 * and hard links that it has: the same tree gives the same members in the same order. Nothing is followed out of it:
 * a symbolic link is one in the tar. Devices, sockets and fifos are left out, and so are extended attributes, which
 * Node cannot read. Nobody may write to it meanwhile. Throws TarError when it is no directory.
 */
export async function* treeMembers(directory: string): AsyncGenerator<TarMember, void, undefined> {
  yield* new Tree(encodeName(directory)).members([])
}

class Tree {
  readonly #root: Buffer
  /** Files with several names, by device and inode: the name under which the content was packed. */
  readonly #linked = new Map<string, string>()

  constructor(root: Buffer) {
    this.#root = root
  }

  async *members(parts: readonly Buffer[]): AsyncGenerator<TarMember, void, undefined> {
    const at = this.#at(parts)
    const found = await lstat(at)
    if (!found.isDirectory()) throw new TarError(`${decodeName(at)} is no directory any more`)
    const path = parts.length === 0 ? '.' : nameOf(parts)
    yield { header: tarHeader({ path, type: 'directory', ...attributes(found) }) }
    const names = await readdir(at, { encoding: 'buffer' })
    for (const name of names.sort(Buffer.compare)) {
      const below = [...parts, name]
      const entry = await lstat(this.#at(below))
      if (entry.isDirectory()) yield* this.members(below)
      else yield* this.#leaf(below, entry)
    }
  }

  async *#leaf(parts: readonly Buffer[], found: Stats): AsyncGenerator<TarMember, void, undefined> {
    const path = nameOf(parts)
    const at = this.#at(parts)
    const known = attributes(found)
    if (found.isSymbolicLink()) {
      const link = decodeName(await readlink(at, { encoding: 'buffer' }))
      yield { header: tarHeader({ path, type: 'symlink', ...known, link }) }
    } else if (found.isFile()) {
      const key = `${found.dev}:${found.ino}`
      const first = found.nlink > 1 ? this.#linked.get(key) : undefined
      if (first !== undefined) {
        yield { header: tarHeader({ path, type: 'hardlink', ...known, link: first }) }
        return
      }
      this.#linked.set(key, path)
      const header = tarHeader({ path, type: 'file', ...known, size: found.size })
      yield { header, content: () => contentOf(at) }
    }
  }

  #at(parts: readonly Buffer[]): Buffer {
    return Buffer.concat([this.#root, ...parts.flatMap((part) => [SLASH, part])])
  }
}

const SLASH = Buffer.from('/')

function nameOf(parts: readonly Buffer[]): string {
  return parts.map((part) => decodeName(part)).join('/')
}

function attributes({ mode, uid, gid, mtimeMs }: Stats) {
  return { mode: mode & 0o7777, uid, gid, mtime: Math.round(mtimeMs * 1000) / 1e6 }
}

async function* contentOf(at: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW)
  for await (const chunk of handle.createReadStream({ highWaterMark: 256 << 10 }))
    if (chunk instanceof Uint8Array) yield chunk
}
