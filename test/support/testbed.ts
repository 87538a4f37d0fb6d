import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const CHECKOUT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where `scripts/testbed` puts what it makes. */
export const TESTBED = process.env['DOCKLESS_TESTBED'] ?? '/opt/dockless-testbed'

/** The Node versions that the bundle is run on. */
export const NODE_VERSIONS = [20, 22, 24] as const
export type NodeVersion = (typeof NODE_VERSIONS)[number]

/** A file of the test bed; throws with the way out when it is not there. */
export function fromTestbed(path: string): string {
  const file = join(TESTBED, path)
  if (!existsSync(file)) throw new Error(`${file} is not there: run scripts/testbed as root first`)
  return file
}

/** The `node` program of a version. */
export function nodeProgram(version: NodeVersion): string {
  return fromTestbed(`node${version}/bin/node`)
}

/** A PATH for the account: this Node, the test bed's tools, the system's directories, and nothing of ours. */
export function accountPath(version: NodeVersion = 24): string {
  const system = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
  return [dirname(nodeProgram(version)), join(TESTBED, 'bin'), ...system].join(':')
}

/** The file of a program that no package registry serves (kaniko's executor, …), looked for on this process's PATH. */
export function findOptional(name: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(':').filter((directory) => directory !== '')
  return directories.map((directory) => join(directory, name)).find((file) => existsSync(file))
}
