import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../support/image-diff.js'
import { pathWithExecutor } from '../support/kaniko.js'
import { openWorkplace, type Workplace } from './workplace.js'

let place: Workplace
beforeAll(async () => {
  place = await openWorkplace()
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})
test('builds', async () => {
  const context = await place.context('k', { Dockerfile: `FROM ${place.base}\nCOPY a /a\nRUN id > /id && chown 8:12 /a && ls -la / /dev /proc/self/ > /ls\nUSER app\nRUN id > /tmp/x\n`, a: 'a\n' })
  const { built, done } = await place.run({ strategy: 'kaniko', context }, { env: { PATH: await pathWithExecutor(place.account) } })
  console.log(done.output)
  expect(built).toBe(true)
  await place.run({ strategy: 'buildkit', context, inbox: 'in/ref' })
  const [a,b] = [await readRegistryImage(place.relay, 'in/image:built'), await readRegistryImage(place.relay, 'in/ref:built')]
  console.log(compareImages(a,b))
})
