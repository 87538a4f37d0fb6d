import { cp, mkdir, readFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccount } from '../support/account.js'
import { must } from '../support/command.js'
import { type Stage, stageProject } from '../support/stage.js'
import { CHECKOUT, NODE_VERSIONS, nodeProgram } from '../support/testbed.js'

const COMMAND = ['scripts/demo.mjs']
/** Loopback is down in a new network; who is root of it may raise it. */
const LOOPBACK_UP = 'ip link set lo up 2>/dev/null || true; exec "$@"'

let account: Account
let stage: Stage

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  await mkdir(join(stage.directory, 'scripts'))
  await cp(join(CHECKOUT, 'scripts', 'demo.mjs'), join(stage.directory, 'scripts', 'demo.mjs'))
  await must({ argv: ['chmod', '-R', 'a+rX', stage.directory] })
})

afterAll(async () => {
  await account?.[Symbol.asyncDispose]()
})

test('the README names the command', async () => {
  const lines = (await readFile(join(CHECKOUT, 'README.md'), 'utf8')).split('\n').map((line) => line.trim())
  expect(lines).toContain(`node ${COMMAND.join(' ')}`)
  expect(lines).toContain('npm ci && npm test')
})

test.each(NODE_VERSIONS)(
  'it shows the main job with nothing but Node %i: no tools, no network',
  async (node) => {
    const bare = [`HOME=${account.home}`, `TMPDIR=${account.tmp}`, 'PATH=/nonexistent']
    const argv = ['/usr/bin/env', '-i', ...bare, nodeProgram(node), ...COMMAND] as const
    // A network of its own with nothing but loopback in it.
    const done = await account.run(
      ['unshare', '--user', '--map-root-user', '--net', 'sh', '-c', LOOPBACK_UP, 'sh', ...argv],
      { node, cwd: stage.directory },
    )
    expect(done.status, done.output).toBe(0)
    expect(done.output).toMatch(/sha256:[0-9a-f]{64}/)
    expect(readdirSync(account.tmp)).toEqual([])
    expect(account.processes()).toEqual([])
  },
)
