import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** What reading a request needs to know of the world: tests give their own. */
export interface RequestEnvironment {
  /** Absolute. Paths in inputs are relative to it. */
  readonly cwd: string
  /** Absolute. The checked-out sources: the default context. */
  readonly workspace: string
  variable(name: string): string | undefined
  isReadableFile(absolute: string): boolean
  isDirectory(absolute: string): boolean
  /** True for anything that is there: a file, a socket, a pipe. */
  exists(absolute: string): boolean
}

/** The world as it is. */
export function requestEnvironment(
  workspace: string,
  env: NodeJS.ProcessEnv = process.env,
  cwd = process.cwd(),
): RequestEnvironment {
  const stat = (file: string) => statSync(file, { throwIfNoEntry: false })
  return {
    cwd,
    workspace: path.resolve(cwd, workspace),
    variable: (name) => env[name],
    isReadableFile: (file) => tell(() => stat(file)?.isDirectory() === false && readable(file)),
    isDirectory: (directory) => tell(() => stat(directory)?.isDirectory() === true),
    exists: (file) => tell(() => stat(file) !== undefined),
  }
}

function readable(file: string): boolean {
  accessSync(file, constants.R_OK)
  return true
}

/** Whatever keeps us from looking (a directory that is closed to us, a file where a directory should be) is a no. */
function tell(question: () => boolean): boolean {
  try {
    return question()
  } catch {
    return false
  }
}
