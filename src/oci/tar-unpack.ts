import { constants, type Stats } from 'node:fs'
import {
  chmod,
  lchown,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  readlink,
  rm,
  symlink,
  utimes,
} from 'node:fs/promises'
import { join } from 'node:path'
import { DocklessError } from '../errors/errors.js'
import { decompress } from './compression.js'
import { encodeName } from './names.js'
import { readTar, type TarEntry } from './tar-read.js'
import { TarError, type TarHeader } from './tar-header.js'

/** As the kernel: more links than this on one way are a loop. */
const MOST_LINKS = 40

export interface UnpackOptions {
  /** Leading components to drop from every path; members with no more than these are left out. */
  readonly strip?: number
  /** Most bytes of content in all; more is refused. */
  readonly maxSize?: number
  /** Gives everything the owner and exactly the mode that the tar says, the directory itself too: takes root's rights. */
  readonly owners?: boolean
}

/** What was unpacked. `skipped` names what an unprivileged process cannot make: devices. */
export interface Unpacked {
  readonly files: number
  /** Bytes of content. */
  readonly size: number
  readonly skipped: readonly string[]
}

/**
 * Unpacks a tar (plain, gzip, zstd) into `directory`, which exists and which nobody else writes to meanwhile.
 * Nothing outside of it is ever written or linked to, whatever the tar says: links on the way are resolved
 * inside the directory, as chroot would, and `..` above it is refused. Without `owners` everything is ours, and
 * directories stay writable for us. Throws TarError.
 */
export async function unpackTar(
  source: AsyncIterable<Uint8Array>,
  directory: string,
  options: UnpackOptions = {},
): Promise<Unpacked> {
  const unpacker = new Unpacker(directory, options)
  let size = 0
  let files = 0
  for await (const entry of readTar(decompress(source))) {
    size += entry.header.size
    if (size > (options.maxSize ?? Number.POSITIVE_INFINITY))
      throw new TarError(`it unpacks to more than ${options.maxSize} bytes`)
    if (await unpacker.add(entry).catch((cause: unknown) => refuse(entry.header.path, cause))) files++
  }
  await unpacker.finish()
  return { files, size, skipped: unpacker.skipped }
}

/** What the filesystem would not do (a name too long, no room), with the member that asked for it. */
function refuse(path: string, cause: unknown): never {
  if (cause instanceof DocklessError || !(cause instanceof Error)) throw cause
  throw new DocklessError('BUILD_FAILED', `"${path}" of the archive cannot be unpacked: ${cause.message}`, {
    cause,
    fix: 'Make room, or make the archive without it.',
  })
}

/** The components of a path in a tar; throws TarError for a way up and out. */
function componentsOf(path: string): string[] {
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (out.pop() === undefined) throw new TarError(`"${path}" leads out of the archive`)
    } else out.push(part)
  }
  return out
}

class Unpacker {
  readonly #root: string
  readonly #strip: number
  readonly #owners: boolean
  /** Ways that are known to be real directories, made or checked by us. */
  readonly #real = new Set<string>()
  /** What directories are to be in the end, by their real way. */
  readonly #headers = new Map<string, TarHeader>()
  readonly skipped: string[] = []

  constructor(root: string, { strip = 0, owners = false }: UnpackOptions) {
    this.#root = root
    this.#strip = strip
    this.#owners = owners
  }

  async add(entry: TarEntry): Promise<boolean> {
    const { header } = entry
    const parts = componentsOf(header.path).slice(this.#strip)
    const name = parts.pop()
    if (name === undefined) {
      if (this.#owners && header.type === 'directory') this.#headers.set('', header)
      return false
    }
    if (header.type === 'character' || header.type === 'block' || header.type === 'fifo') {
      this.skipped.push(header.path)
      return false
    }
    const parent = await this.#directory(parts)
    const at = this.#path([...parent, name])
    const old = await lstatOrNothing(at)
    if (header.type === 'directory') {
      if (!old?.isDirectory()) {
        if (old) await rm(at)
        await mkdir(at)
      }
      await chmod(at, header.mode | 0o700)
      this.#headers.set([...parent, name].join('/'), header)
      return true
    }
    if (old) {
      if (old.isDirectory()) this.#forget([...parent, name].join('/'))
      await rm(at, { recursive: true })
    }
    if (header.type === 'symlink') {
      await symlink(encodeName(header.link), at)
      if (this.#owners) await lchown(at, header.uid, header.gid)
      await lutimes(at, header.mtime, header.mtime)
    } else if (header.type === 'hardlink') await this.#hardlink(header.path, header.link, at)
    else await writeFile(at, entry, this.#owners)
    return true
  }

  async #hardlink(path: string, target: string, at: Buffer): Promise<void> {
    const parts = componentsOf(target).slice(this.#strip)
    const name = parts.pop()
    const found = name === undefined ? undefined : this.#path([...(await this.#directory(parts)), name])
    const kind = found && (await lstatOrNothing(found))
    if (!found || !kind?.isFile())
      throw new TarError(`"${path}" is a hard link to "${target}", which is no file in it`)
    await link(found, at)
  }

  /** Directories are finished last: what is put into one changes its time. */
  async finish(): Promise<void> {
    for (const [path, { uid, gid, mode, mtime }] of this.#headers) {
      const at = this.#path([path])
      if (this.#owners) {
        await lchown(at, uid, gid)
        await chmod(at, mode)
      }
      await utimes(at, mtime, mtime)
    }
  }

  /** A directory goes: what was known of it and below it may soon be a link to somewhere else. */
  #forget(path: string): void {
    const isIn = (other: string): boolean => other === path || other.startsWith(`${path}/`)
    for (const known of this.#real) if (isIn(known)) this.#real.delete(known)
    for (const known of this.#headers.keys()) if (isIn(known)) this.#headers.delete(known)
  }

  #path(parts: readonly string[]): Buffer {
    return encodeName(join(this.#root, ...parts))
  }

  /**
   * The real directory that `parts` leads to, made where it is missing: links are resolved with our root as
   * theirs, as chroot would.
   */
  async #directory(parts: readonly string[]): Promise<string[]> {
    const wanted = [...parts]
    let real: string[] = []
    let links = 0
    for (let part = wanted.shift(); part !== undefined; part = wanted.shift()) {
      if (part === '' || part === '.') continue
      if (part === '..') {
        real.pop()
        continue
      }
      const next = [...real, part]
      const key = next.join('/')
      if (!this.#real.has(key)) {
        const at = this.#path(next)
        const found = await lstatOrNothing(at)
        if (found?.isSymbolicLink()) {
          if (++links > MOST_LINKS) throw new TarError(`"${parts.join('/')}" goes through a loop of links`)
          const target = await readlink(at)
          if (target.startsWith('/')) real = []
          wanted.unshift(...target.split('/'))
          continue
        }
        if (!found) await mkdir(at, 0o755)
        else if (!found.isDirectory()) throw new TarError(`"${parts.join('/')}" goes through a file`)
        this.#real.add(key)
      }
      real = next
    }
    return real
  }
}

async function writeFile(at: Buffer, entry: TarEntry, owners: boolean): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
  const file = await open(at, flags, 0o600)
  try {
    for await (const chunk of entry.content) await file.writeFile(chunk)
    // Before the mode: a change of owner takes set-user-id away.
    if (owners) await file.chown(entry.header.uid, entry.header.gid)
    await file.chmod(entry.header.mode)
    await file.utimes(entry.header.mtime, entry.header.mtime)
  } finally {
    await file.close()
  }
}

async function lstatOrNothing(path: Buffer): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
