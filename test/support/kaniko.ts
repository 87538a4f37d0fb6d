import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.js'
import { accountPath, findOptional } from './testbed.js'

/** Why a test with kaniko was not run. */
export const NO_EXECUTOR = 'kaniko’s executor is on nobody’s PATH: no package registry serves it'

/** kaniko's executor on this process's PATH: `executor`, as its image calls it, or `kaniko`. */
export const EXECUTOR = findOptional('kaniko') ?? findOptional('executor')

/** A PATH for the account on which kaniko's executor is found, copied to where the account can read it. */
export async function pathWithExecutor(account: Account): Promise<string> {
  if (EXECUTOR === undefined) throw new Error(NO_EXECUTOR)
  const directory = join(account.directory, 'kaniko')
  await mkdir(directory, { recursive: true, mode: 0o755 })
  await copyFile(EXECUTOR, join(directory, 'executor'))
  await chmod(join(directory, 'executor'), 0o755)
  return `${directory}:${accountPath()}`
}
