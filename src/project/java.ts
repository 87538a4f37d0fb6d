import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { findProgram } from '../process/find.js'
import type { Java } from './project.js'

/** The feature version in `17`, `17.0.15`, `1.8`, `1.8.0_392`; undefined for anything else. */
export function javaVersionOf(text: string): number | undefined {
  const match = /^(?:1\.)?(\d+)(?:[.+_-].*)?$/.exec(text.trim())
  return match ? Number(match[1]) : undefined
}

/**
 * The JDK that Maven and Gradle would run on: of `JAVA_HOME`, else of the `java` on PATH. Nothing is run: every JDK
 * since 8 has a file `release` that tells its version.
 */
export async function findJava(env: Readonly<NodeJS.ProcessEnv>): Promise<Java | undefined> {
  const named = env['JAVA_HOME']
  const onPath = named === undefined || named === '' ? await homeOnPath(env['PATH'] ?? '') : named
  if (onPath === undefined) return undefined
  for (const home of [onPath, path.dirname(onPath)]) {
    const release = await readFile(path.join(home, 'release'), 'utf8').catch(() => '')
    const version = javaVersionOf(/^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1] ?? '')
    if (version !== undefined) return { home, version }
  }
  return undefined
}

/** `…/bin/java` behind its links; a JRE of JDK 8 lies one directory deeper. */
async function homeOnPath(searchPath: string): Promise<string | undefined> {
  const program = await findProgram('java', searchPath)
  return program === undefined ? undefined : path.dirname(path.dirname(await realpath(program)))
}
