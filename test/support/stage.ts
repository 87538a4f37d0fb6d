import { chmod, cp, mkdir, readdir, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Account, AccountInvocation } from './account.js'
import type { Done, Running } from './command.js'
import { CHECKOUT, NODE_VERSIONS, nodeProgram } from './testbed.js'

const STAGED = ['dist', 'action.yml', 'templates', 'examples'] as const
/** The built project under test: this checkout, or, with this variable, another one, so that both can be worked on. */
const BUILT = process.env['DOCKLESS_TEST_CHECKOUT'] ?? CHECKOUT

/** The built project where the unprivileged account can read it. */
export interface Stage {
  /** Root's, 0755: holds `dist`, `action.yml`, `templates` and `examples` of the checkout. */
  readonly directory: string
  /** `dist/index.js` */
  readonly bundle: string
  /** Runs the bundle as the account: `dockless(['plan', '--json'])`. */
  dockless(args: readonly string[], options?: AccountInvocation): Promise<Done>
  start(args: readonly string[], options?: AccountInvocation): Promise<Running>
}

/**
 * Copies the built project to a directory that the account can read, and proves that it reaches each Node that the
 * bundle is run on. (A checkout below a closed directory, or cloned under umask 077, cannot be read by another account.)
 */
export async function stageProject(account: Account): Promise<Stage> {
  if (!existsSync(join(BUILT, 'dist', 'index.js'))) {
    throw new Error('there is no dist/index.js to test: run npm run build first')
  }
  const directory = join(account.directory, 'stage')
  await mkdir(directory, { mode: 0o755 })
  for (const name of STAGED) {
    const source = join(BUILT, name)
    if (existsSync(source)) await cp(source, join(directory, name), { recursive: true })
  }
  await openToAll(directory)
  await assertNodes(account)
  const bundle = join(directory, 'dist', 'index.js')
  return {
    directory,
    bundle,
    dockless: (args, options = {}) =>
      account.run([nodeProgram(options.node ?? 24), bundle, ...args], options),
    start: (args, options = {}) => account.start([nodeProgram(options.node ?? 24), bundle, ...args], options),
  }
}

/** Throws unless the account, looking on its PATH, gets the very Node that was asked for. */
export async function assertNodes(account: Account): Promise<void> {
  for (const node of NODE_VERSIONS) {
    const done = await account.run(['node', '--version'], { node })
    if (!done.stdout.startsWith(`v${node}.`)) {
      throw new Error(`${account.name} asked for Node ${node} and got ${done.output.trim() || 'nothing'}`)
    }
  }
}

/** `chmod -R a+rX`, owner's write kept. */
async function openToAll(path: string): Promise<void> {
  const { mode } = await stat(path)
  const directory = (await stat(path)).isDirectory()
  await chmod(path, directory ? 0o755 : mode & 0o111 ? 0o755 : 0o644)
  if (directory) for (const name of await readdir(path)) await openToAll(join(path, name))
}
