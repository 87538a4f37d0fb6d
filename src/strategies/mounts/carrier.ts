import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, realpath, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { messageOf } from '../../errors/errors.js'
import { compress } from '../../oci/compression.js'
import { isObject } from '../../oci/json.js'
import { unpackTar } from '../../oci/tar-unpack.js'
import { treeMembers } from '../../oci/tar-tree.js'
import { type TarMember, writeTar } from '../../oci/tar-write.js'

/** What our own program is told to carry: paths relative to its working directory, the builder's private one. */
export interface CarrierTask {
  /** Where the builder keeps cache mounts that are found by their marks. */
  readonly below?: string
  /** Bytes: a larger archive is not kept. */
  readonly maxSize: number
  readonly mounts: readonly CarriedMount[]
}

export interface CarriedMount {
  /** For people, and in the cache. */
  readonly name: string
  /** Where its archive is when there is one, and `TAKEN` behind it where it is written. */
  readonly archive: string
  /** Where it is; else it is where a directory of the name `marker` is found. */
  readonly directory?: string
  readonly marker?: string
  /** Whose owners are carried. `all`; `below`: not of the mount itself, which the builder sets; `none`: all is ours. */
  readonly owners: 'all' | 'below' | 'none'
}

/** A mount that did not come along, and why. */
export interface NotCarried {
  readonly name: string
  readonly problem: string
}

export const TAKEN = '.new'
/** Beside the task: the directory of each mount, by its name, as it was found before the build. */
const FOUND = 'found.json'

/**
 * What runs among the builder's ids: `restore`s or `take`s what the task in `file` names. Resolves to what did not come
 * along. Throws when the task cannot be read, or when there is no place to look for marks.
 */
export async function carry([verb = '', file = '']: readonly string[]): Promise<readonly NotCarried[]> {
  const task = await readTask(file)
  const found = path.join(path.dirname(file), FOUND)
  return verb === 'restore' ? restoreAll(task, found) : takeAll(task, found)
}

async function restoreAll({ below, mounts }: CarrierTask, file: string): Promise<readonly NotCarried[]> {
  const marked = new Map<string, string>()
  if (below !== undefined) await findMarkers(below, new Set(mounts.map(({ marker }) => marker)), marked)
  const found: Record<string, string> = {}
  const problems = await eachMount(mounts, async (mount) => {
    const directory = await directoryOf(mount, marked)
    found[mount.name] = directory
    if (await isThere(mount.archive)) await restore(mount, directory)
  })
  await writeFile(file, JSON.stringify(found))
  return problems
}

async function directoryOf(
  { directory, marker = '' }: CarriedMount,
  marked: ReadonlyMap<string, string>,
): Promise<string> {
  if (directory !== undefined) {
    await mkdir(directory, { recursive: true })
    return path.resolve(directory)
  }
  const found = marked.get(marker)
  if (found === undefined) throw new Error('the builder has no directory for it that can be found')
  await rmdir(path.join(found, marker))
  return found
}

/** What cannot be restored whole is not restored at all. */
async function restore({ archive, owners }: CarriedMount, directory: string): Promise<void> {
  try {
    await unpackTar(createReadStream(archive), directory, { owners: owners !== 'none' })
  } catch (error) {
    for (const name of await readdir(directory))
      await rm(path.join(directory, name), { recursive: true, force: true })
    throw error
  }
}

async function takeAll({ maxSize, mounts }: CarrierTask, file: string): Promise<readonly NotCarried[]> {
  const found: unknown = JSON.parse(await readFile(file, 'utf8'))
  return eachMount(mounts, async (mount) => {
    const directory = isObject(found) ? found[mount.name] : undefined
    if (typeof directory !== 'string') return
    // Steps had their hands on what is in it, and perhaps on what is above.
    if ((await realpath(directory)) !== directory) throw new Error('it is a link to elsewhere')
    await take(mount, directory, maxSize)
  })
}

async function take(mount: CarriedMount, directory: string, maxSize: number): Promise<void> {
  await using file = await create(`${mount.archive}${TAKEN}`)
  let size = 0
  for await (const chunk of compress(writeTar(membersOf(mount, directory)))) {
    size += chunk.length
    if (size > maxSize)
      throw new Error(`its archive is larger than the whole cache may be (cache-max-size: ${maxSize} bytes)`)
    await file.handle.writeFile(chunk)
  }
  file.isWhole = true
}

async function* membersOf({ owners }: CarriedMount, directory: string): AsyncGenerator<TarMember> {
  for await (const { header, ...rest } of treeMembers(directory)) {
    if (owners !== 'all' && header.path === '.') continue
    yield { ...rest, header: owners === 'none' ? { ...header, uid: 0, gid: 0 } : header }
  }
}

/** A file that is gone again unless it became whole. */
async function create(file: string) {
  const handle = await open(file, 'wx', 0o600)
  return {
    handle,
    isWhole: false,
    async [Symbol.asyncDispose]() {
      await handle.close()
      if (!this.isWhole) await rm(file)
    },
  }
}

async function eachMount(
  mounts: readonly CarriedMount[],
  carryOne: (mount: CarriedMount) => Promise<void>,
): Promise<readonly NotCarried[]> {
  const problems: NotCarried[] = []
  for (const mount of mounts)
    await carryOne(mount).catch((error: unknown) => {
      problems.push({ name: mount.name, problem: messageOf(error) })
    })
  return problems
}

/** Notes the directory in which each marker is. Follows no link. */
async function findMarkers(
  directory: string,
  markers: ReadonlySet<string | undefined>,
  found: Map<string, string>,
): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    if (markers.has(entry.name)) found.set(entry.name, path.resolve(directory))
    else await findMarkers(path.join(directory, entry.name), markers, found)
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** Our own file, written when the build was planned. */
async function readTask(file: string): Promise<CarrierTask> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!isTask(value)) throw new TypeError(`${file} is no task`)
  return value
}

function isTask(value: unknown): value is CarrierTask {
  return isObject(value) && typeof value['maxSize'] === 'number' && Array.isArray(value['mounts'])
}
