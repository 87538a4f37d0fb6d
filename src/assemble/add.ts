import { createReadStream } from 'node:fs'
import { DocklessError } from '../errors/errors.js'
import { decompress } from '../oci/compression.js'
import { encodeName } from '../oci/names.js'
import { readTar } from '../oci/tar-read.js'
import { TarError } from '../oci/tar-header.js'
import type { Owner } from './accounts.js'
import { attributesOf, linkTo, plainNode } from './base.js'
import type { Draft } from './draft.js'
import { type Archive, baseOf, cleaned, joined, NO_XATTRS, parentOf, Tree } from './tree.js'

/** A file on disk as an archive. `name` is for errors. */
export function fileArchive(path: string, name: string): Archive {
  return {
    name,
    open: () => Promise.resolve(createReadStream(encodeName(path), { highWaterMark: 256 << 10 })),
  }
}

/**
 * True when ADD would unpack it: it is a tar with at least one member, compressed or not (BuildKit looks at the
 * content, never at the name). Throws DocklessError when that cannot be told here for want of a decompressor.
 */
export async function isArchive(archive: Archive): Promise<boolean> {
  const entries = readTar(decompress(await archive.open()))
  try {
    return (await entries.next()).done !== true
  } catch (error) {
    // Damaged or no tar at all: an ordinary file then.
    if (error instanceof TarError || isDamage(error)) return false
    throw error
  } finally {
    await entries.return()
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof DocklessError && error.cause !== undefined
}

export interface AddOptions {
  /** `--chown`: of every member and of the directories that are made. */
  readonly owner: Owner | undefined
  readonly now: number
}

/**
 * Unpacks an archive into a layer as ADD does: members keep their owners, modes and times; what is in the way is
 * replaced, directories are merged; links inside resolve with the destination as their root, so that nothing gets
 * out of it. Throws TarError and WayBlocked.
 */
export async function addArchive(
  draft: Draft,
  archive: Archive,
  destination: string,
  options: AddOptions,
): Promise<void> {
  const made = { mode: 0o755, uid: 0, gid: 0, mtime: options.now, xattrs: NO_XATTRS }
  const root = draft.tree.resolve(destination)
  draft.directories(root, { ...made, ...options.owner })
  draft.touch(root)
  const node = draft.tree.get(root)
  if (node?.kind !== 'directory') return
  const inside = new Tree(node)

  let member = -1
  for await (const { header } of readTar(decompress(await archive.open()))) {
    member++
    const path = cleaned(header.path)
    if (path === '') continue
    const parent = inside.resolve(parentOf(path))
    draft.directories(joined(root, parent), made)
    const at = joined(root, joined(parent, baseOf(path)))
    const attributes = { ...attributesOf(header), ...options.owner }
    if (header.type === 'hardlink') {
      const linked = linkTo(inside, inside.resolve(header.link, { last: false }))
      if (!linked) throw new TarError(`"${header.path}" is a hard link to "${header.link}", which is no file`)
      draft.put(at, linked)
      continue
    }
    const there = draft.tree.get(at)
    if (header.type === 'directory' && there?.kind === 'directory') draft.change(at, attributes)
    else draft.put(at, { ...plainNode(header, { archive, member }), attributes })
  }
}
