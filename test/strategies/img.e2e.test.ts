import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Account, openAccount } from '../support/account.js'
import { makeBusyboxBase } from '../support/bases.js'
import { writeContext } from '../support/context.js'
import { readRegistryImage } from '../support/image-diff.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { type Stage, stageProject } from '../support/stage.js'
import { makeTestCa, type TestCa } from '../support/test-ca.js'
import { accountPath, findOptional } from '../support/testbed.js'

const IMG = findOptional('img')
/** Why the test was not run. */
const NO_IMG = 'img is on nobody’s PATH, and takes minutes to compile'

const USERNAME = 'robot'
const PASSWORD = 'canary-of-the-registry-of-img'

let account: Account
let stage: Stage
let registry: TestRegistry
let ca: TestCa

beforeEach((test) => {
  if (IMG === undefined) test.skip(NO_IMG)
})

beforeAll(async () => {
  if (IMG === undefined) return
  account = await openAccount()
  stage = await stageProject(account)
  ca = await makeTestCa(await account.own('authority'))
  registry = await startRegistry({ htpasswd: { username: USERNAME, password: PASSWORD }, ca })
  await registry.push(`oci:${await makeBusyboxBase(registry.directory)}:base`, 'team/base:1')
})

afterAll(async () => {
  for (const one of [registry, account]) await one?.[Symbol.asyncDispose]()
})

test('img pulls by itself and builds; its image is pushed from here, without the base that is there already', async () => {
  if (IMG === undefined) throw new Error(NO_IMG)
  const directory = await writeContext(
    join(account.directory, 'contexts', 'img'),
    {
      Dockerfile: `FROM ${registry.host}/team/base:1\nCOPY a.txt /a.txt\nRUN id -u > /x && chown 8:12 /x\nUSER app\n`,
      'a.txt': 'one\n',
    },
    account,
  )
  const bin = await account.own('img')
  await copyFile(IMG, join(bin, 'img'))
  await chmod(join(bin, 'img'), 0o755)
  const PATH = `${bin}:${accountPath()}`
  const tag = `${registry.host}/app/img:1`
  const done = await stage.dockless(
    [
      'build',
      directory,
      '--push',
      `--tags=${tag}`,
      '--strategy=img',
      '--json',
      `--ca-certificates=${ca.certificateFile}`,
    ],
    {
      env: {
        PATH,
        DOCKLESS_REGISTRY: registry.host,
        DOCKLESS_USERNAME: USERNAME,
        DOCKLESS_PASSWORD: PASSWORD,
      },
    },
  )
  expect(done.status, done.output).toBe(0)
  expect(JSON.parse(done.stdout)).toMatchObject({
    strategy: 'img',
    digest: await registry.digest('app/img:1'),
  })
  expect(done.output).toContain('unmaintained since 2020')
  const posts = (await registry.requests()).filter(([method]) => method === 'POST')
  expect(posts.some(([, where]) => where.includes('from=team%2Fbase'))).toBe(true)
  expect(done.output).not.toContain(PASSWORD)
  const image = await readRegistryImage(registry, 'app/img:1')
  expect(image.files.get('x')).toMatchObject({ size: 2, uid: 8, gid: 12 })
  expect(image.config['config']).toMatchObject({ User: 'app' })
  expect(account.processes()).toEqual([])
  expect((await account.run(['sh', '-c', 'ls -A "$TMPDIR"'])).stdout).toBe('')
})
