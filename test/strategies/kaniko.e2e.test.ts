import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../support/image-diff.js'
import { EXECUTOR, NO_EXECUTOR, pathWithExecutor } from '../support/kaniko.js'
import { runInSandbox, SANDBOXES } from '../support/sandbox.js'
import { openWorkplace, read, type Workplace } from './workplace.js'

const DOCKERFILE = `ARG BASE
FROM \${BASE} AS build
WORKDIR /src
COPY src/ .
ARG VERSION=dev
RUN cat *.txt > /out.txt; echo $VERSION >> /out.txt
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x > /made/owned && chown 8:12 /made/owned
FROM \${BASE}
COPY --from=build /out.txt /app/out.txt
COPY --from=build --chown=1001:1001 /made /made
RUN rm -rf /var/lib/mail && ln -s /app/out.txt /home/link && echo x > /home/one && ln /home/one /home/two && chmod 4711 /home/one
USER app
WORKDIR /home/app
RUN echo mine > mine && id -u > uid
ENTRYPOINT ["cat"]
CMD ["/app/out.txt"]
`
const IGNORED = { ignore: ['config.ArgsEscaped'] }

let place: Workplace
let path: string
let context: string

beforeAll(async () => {
  if (EXECUTOR === undefined) return
  place = await openWorkplace()
  path = await pathWithExecutor(place.account)
  context = await place.context('sandboxed', {
    Dockerfile: DOCKERFILE,
    'src/a.txt': 'one\n',
    'src/b.txt': 'two\n',
  })
  const request = { buildArgs: { BASE: place.base } }
  const { built, done } = await place.run({ strategy: 'buildkit', context, request, inbox: 'in/reference' })
  expect(built, done.output).toBe(true)
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})
beforeEach((test) => {
  if (EXECUTOR === undefined) test.skip(NO_EXECUTOR)
})

async function sameAsReference(inbox: string): Promise<void> {
  const [wanted, got] = await Promise.all([
    readRegistryImage(place.relay, 'in/reference:built'),
    readRegistryImage(place.relay, `${inbox}:built`),
  ])
  expect(compareImages(wanted, got, IGNORED)).toEqual([])
}

describe('the image is the one that BuildKit builds', () => {
  test('as the unprivileged account', async () => {
    const inbox = 'in/account'
    const request = { buildArgs: { BASE: place.base } }
    const { built, done } = await place.run(
      { strategy: 'kaniko', context, request, inbox },
      { env: { PATH: path } },
    )
    expect(built, done.output).toBe(true)
    await sameAsReference(inbox)
  })

  test.each([
    'dockerDefault',
    'dockerSeccompOff',
    'dockerSysAdmin',
    'dockerReadOnlyRoot',
    'kubernetesUnset',
    'kubernetesHostUsersFalse',
    'kubernetesBaseline',
  ] as const)('as root of a container: %s', async (sandbox) => {
    const inbox = `in/${sandbox.toLowerCase()}`
    const { argv, stdin } = place.command({
      strategy: 'kaniko',
      context,
      inbox,
      temporary: '/tmp',
      request: { buildArgs: { BASE: place.base } },
    })
    const done = await runInSandbox(place.account, SANDBOXES[sandbox], argv, { stdin, env: { PATH: path } })
    const { built } = read(done)
    expect(built, done.output).toBe(true)
    await sameAsReference(inbox)
  })
})
