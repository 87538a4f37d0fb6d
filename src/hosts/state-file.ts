import { constants } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { DocklessError, messageOf } from '../errors/errors.js'

/** Keeps values for a later process of the same job, where the CI has no such store. */
export interface StateStore {
  readonly save: (name: string, value: string) => Promise<void>
  readonly get: (name: string) => Promise<string | undefined>
}

/** For CIs without a later phase: the values live as long as the process. */
export function memoryState(): StateStore {
  const values = new Map<string, string>()
  return {
    save: async (name, value) => {
      values.set(name, value)
    },
    get: async (name) => values.get(name) || undefined,
  }
}

/**
 * One file in the temporary directory, named after the job. The post phase ends processes and removes
 * directories by what it says, so it is read only when it is an ordinary file of ours that nobody else may write.
 */
export function fileState(temporary: string, job: string): StateStore {
  const file = path.join(temporary, `dockless-state-${job.replace(/[^A-Za-z0-9_.-]+/g, '_')}.json`)
  return {
    save: async (name, value) => {
      const values = await readState(file)
      if (value === '') values.delete(name)
      else values.set(name, value)
      if (values.size === 0) await rm(file, { force: true })
      else await writeState(file, values)
    },
    get: async (name) => (await readState(file)).get(name),
  }
}

async function readState(file: string): Promise<Map<string, string>> {
  let handle: FileHandle
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return new Map()
  }
  try {
    if (!(await isOurs(handle))) return new Map()
    const value: unknown = JSON.parse(await handle.readFile('utf8'))
    if (typeof value !== 'object' || value === null) return new Map()
    const entries: readonly [string, unknown][] = Object.entries(value)
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return new Map()
  } finally {
    await handle.close()
  }
}

async function writeState(file: string, values: ReadonlyMap<string, string>): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    const handle = await open(file, flags, 0o600)
    try {
      if (!(await isOurs(handle))) throw new Error('it is not a file of ours alone')
      await handle.truncate(0)
      await handle.write(JSON.stringify(Object.fromEntries(values)), 0)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new DocklessError('WRONG_INPUT', `${file} cannot be written: ${messageOf(error)}`, {
      fix: 'Remove it, or set TMPDIR to a directory that nobody else may write to',
      cause: error,
    })
  }
}

async function isOurs(handle: FileHandle): Promise<boolean> {
  const stat = await handle.stat()
  return stat.isFile() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0
}
