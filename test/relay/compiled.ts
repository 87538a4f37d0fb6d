import { symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CHECKOUT } from '../support/testbed.js'
import { must } from '../support/command.js'

/** Compiles the sources into a directory, for tests that must kill a process of ours. Returns `src/` compiled. */
export async function compileInto(directory: string): Promise<string> {
  const out = path.join(directory, 'compiled')
  const tsc = path.join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc')
  await must({
    argv: [process.execPath, tsc, '-p', CHECKOUT, '--noCheck', '--outDir', out],
    cwd: CHECKOUT,
    env: {},
  })
  await writeFile(path.join(out, 'package.json'), '{"type":"module"}')
  await symlink(path.join(CHECKOUT, 'node_modules'), path.join(out, 'node_modules'))
  return out
}
