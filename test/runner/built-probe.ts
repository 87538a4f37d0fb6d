import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Facts } from '../../src/runner/facts.js'

/** The probe as JavaScript, in a directory that every account may read, so that other users and sandboxes can run it. */
export interface BuiltProbe extends AsyncDisposable {
  readonly directory: string
  /** The words that run it, after the path of a node: prints the facts as JSON. */
  argv(host: string, temporary: string): readonly string[]
}

/** Compiles the sources below `parent`. */
export async function buildProbe(parent: string): Promise<BuiltProbe> {
  const directory = await mkdtemp(path.join(parent, 'dockless-probe-'))
  const root = path.resolve(import.meta.dirname, '../..')
  const tsc = path.join(root, 'node_modules/.bin/tsc')
  // Emits also when another room does not compile at the moment: that is for `npm run check` to say.
  await promisify(execFile)(tsc, ['-p', root, '--outDir', directory]).catch(() => undefined)
  await writeFile(path.join(directory, 'package.json'), '{"type":"module"}')
  const script = path.join(directory, 'probe-main.js')
  await writeFile(
    script,
    `import { probe } from './runner/probe.js'
const [host, temporary] = process.argv.slice(2)
console.log(JSON.stringify(await probe({ host, temporary })))
`,
  )
  await chmod(directory, 0o755)
  return {
    directory,
    argv: (host, temporary) => [script, host, temporary],
    async [Symbol.asyncDispose]() {
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The facts in the output of a built probe. */
export function factsIn(output: string): Facts {
  const value: unknown = JSON.parse(output)
  if (!isFacts(value)) throw new Error(`these are no facts: ${output}`)
  return value
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && 'trials' in value && 'tookMs' in value
}
