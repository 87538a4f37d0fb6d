import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccount } from '../support/account.js'
import { type Stage, stageProject } from '../support/stage.js'

const CANARY = 'canary-that-no-ticket-may-hold'
const LOGIN = Buffer.from(`me:${CANARY}`).toString('base64')
const AUTHS = JSON.stringify({ auths: { 'registry.example': { auth: LOGIN } } })

let account: Account
let stage: Stage

beforeAll(async () => {
  account = await openAccount()
  stage = await stageProject(account)
  await mkdir(join(account.home, '.docker'), { recursive: true })
  await writeFile(join(account.home, '.docker/config.json'), AUTHS)
})
afterAll(() => account?.[Symbol.asyncDispose]())

/** Wherever people and CI systems keep what is secret. */
const ENVIRONMENT = {
  ...{
    HTTP_PROXY: `http://me:${CANARY}@proxy.example:3128`,
    https_proxy: `https://me:${CANARY}@proxy.example`,
  },
  ...{
    DOCKER_HOST: `tcp://me:${CANARY}@127.0.0.1:1`,
    CONTAINER_HOST: `ssh://me:${CANARY}@builder.example/p.sock`,
  },
  ...{ DOCKER_AUTH_CONFIG: AUTHS, CI_JOB_TOKEN: CANARY, GITHUB_TOKEN: CANARY, ACTIONS_RUNTIME_TOKEN: CANARY },
  ...{ DOCKLESS_REGISTRY: 'registry.example', DOCKLESS_USERNAME: 'me', DOCKLESS_PASSWORD: CANARY },
  ...{
    DOCKLESS_SECRETS: `key=${CANARY}`,
    DOCKLESS_BUILD_ARGS: `TOKEN=${CANARY}`,
    MAVEN_OPTS: `-Dpassword=${CANARY}`,
  },
}

test.each([
  ['text', [], /^What this runner allows/],
  ['JSON', ['--json'], /^\{/],
  ['Markdown', ['--markdown'], /^## What this runner allows[^]*<\/details>\n$/],
])('doctor as %s is for a ticket: nothing in it is secret', async (_, words, form) => {
  const done = await stage.dockless(['doctor', ...words], { env: ENVIRONMENT })
  expect(done.status, done.output).toBe(0)
  expect(done.stdout).toMatch(form)
  // It has seen what the variables name.
  expect(done.stdout).toContain('127.0.0.1:1')
  for (const secret of [CANARY, LOGIN, Buffer.from(CANARY).toString('base64')])
    expect(done.output).not.toContain(secret)
})
