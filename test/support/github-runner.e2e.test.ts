import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openAccount } from './account.js'
import { writeContext } from './context.js'
import { runAction } from './github-runner.js'

const ACTION = `
name: probe
inputs:
  with-hyphen: { default: 'from the table' }
  token: { default: '\${{ github.token }}' }
  none: {}
runs: { using: node24, main: main.js, post: post.js }
`
const MAIN = `
const { appendFileSync } = require('node:fs')
const env = process.env
appendFileSync(env.GITHUB_OUTPUT, 'one=1\\nmany<<END\\na=b\\n\\nc\\nEND\\n')
appendFileSync(env.GITHUB_STATE, 'pid=7\\n')
appendFileSync(env.GITHUB_ENV, 'LATER=yes\\n')
appendFileSync(env.GITHUB_STEP_SUMMARY, '# done\\n')
console.log(JSON.stringify([process.getuid(), env['INPUT_WITH-HYPHEN'], env.INPUT_TOKEN, env.INPUT_NONE, env.INPUT_GIVEN]))
console.log(process.cwd() === env.GITHUB_WORKSPACE)
process.exitCode = 3
`
const POST = `console.log(process.env.STATE_pid, process.env.LATER)`

test('runs main and post as the runner does, as the account, post also after a main that failed', async () => {
  await using account = await openAccount()
  const files = { 'action.yml': ACTION, 'main.js': MAIN, 'post.js': POST, 'package.json': '{}' }
  const directory = await writeContext(join(account.directory, 'action'), files)
  const ran = await runAction(account, directory, { given: 'by the workflow' })
  expect(ran.main.stdout).toBe(
    `${JSON.stringify([account.uid, 'from the table', '', '', 'by the workflow'])}\ntrue\n`,
  )
  expect(ran.main.status).toBe(3)
  expect(ran.outputs).toEqual({ one: '1', many: 'a=b\n\nc' })
  expect(ran.post?.stdout).toBe('7 yes\n')
  expect(ran.summary).toBe('# done\n')
})
