import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from '../support/command.js'
import { type ContextFile, writeContext } from '../support/context.js'
import { commitAll } from './git-server.js'
import type { Line } from './line.js'

/** A clone of the project, with files of a test's own, as the account would have checked it out. */
export interface Repository {
  readonly directory: string
  readonly commit: string
}

/** Makes a git repository of the staged project and `files`: one commit, and a remote that is never asked. */
export async function makeRepository(
  line: Line,
  name: string,
  remote: string,
  files: Readonly<Record<string, ContextFile>>,
): Promise<Repository> {
  const directory = join(line.account.directory, name)
  await cp(line.stage.directory, directory, { recursive: true })
  await writeContext(directory, files)
  const commit = await commitAll(directory)
  await must({ argv: ['git', 'remote', 'add', 'origin', remote], cwd: directory })
  await must({ argv: ['chown', '-R', `${line.account.uid}:${line.account.gid}`, directory] })
  return { directory, commit }
}
