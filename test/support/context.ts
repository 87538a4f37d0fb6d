import { chmod, lchown, mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file of a build context: its content, or with a mode or owner; a directory; a symbolic link. */
export type ContextFile =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly mode?: number; readonly mtime?: Date }
  | { readonly directory: true; readonly mode?: number }
  | { readonly link: string }

/**
 * Writes a build context below `directory` (made where it is missing) and gives everything in it to `owner`.
 * Without a mode files are 0644 and directories 0755, whatever the umask.
 */
export async function writeContext(
  directory: string,
  files: Readonly<Record<string, ContextFile>>,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<string> {
  const made = new Set<string>()
  await makeDirectory(directory, made)
  for (const [path, file] of Object.entries(files)) {
    const target = join(directory, path)
    await makeDirectory(dirname(target), made)
    await writeOne(target, file, made)
  }
  if (owner) for (const path of made) await lchown(path, owner.uid, owner.gid)
  return directory
}

async function writeOne(target: string, file: ContextFile, made: Set<string>): Promise<void> {
  if (typeof file === 'string' || file instanceof Uint8Array) return writeOne(target, { content: file }, made)
  if ('directory' in file) {
    await makeDirectory(target, made)
    if (file.mode !== undefined) await chmod(target, file.mode)
    return
  }
  if ('link' in file) await symlink(file.link, target)
  else {
    await writeFile(target, file.content)
    await chmod(target, file.mode ?? 0o644)
    if (file.mtime) await utimes(target, file.mtime, file.mtime)
  }
  made.add(target)
}

async function makeDirectory(directory: string, made: Set<string>): Promise<void> {
  if (made.has(directory)) return
  const first = await mkdir(directory, { recursive: true })
  if (first === undefined) {
    made.add(directory) // it was there: only its owner changes
    return
  }
  for (let at = directory; ; at = dirname(at)) {
    await chmod(at, 0o755)
    made.add(at)
    if (at === first) return
  }
}
