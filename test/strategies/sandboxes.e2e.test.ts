import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../support/image-diff.js'
import { runInSandbox, SANDBOXES } from '../support/sandbox.js'
import { openWorkplace, read, type Workplace } from './workplace.js'

const DOCKERFILE = `ARG BASE
FROM \${BASE} AS build
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x > /made/owned && chown 8:12 /made/owned
FROM \${BASE}
COPY --from=build --chown=1001:1001 /made /made
RUN rm -rf /var/lib/mail && ln -s /made/owned /home/link
USER app
WORKDIR /home/app
RUN echo mine > mine && id -u > uid
`
const IGNORED = { ignore: ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', 'config.ArgsEscaped'] }

let place: Workplace
let context: string

beforeAll(async () => {
  place = await openWorkplace()
  context = await place.context('sandboxed', { Dockerfile: DOCKERFILE })
  const request = { buildArgs: { BASE: place.base } }
  const { built, done } = await place.run({ strategy: 'buildkit', context, request, inbox: 'in/reference' })
  expect(built, done.output).toBe(true)
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})

async function buildIn(sandbox: keyof typeof SANDBOXES, strategy: 'buildkit' | 'buildah') {
  const inbox = `in/${sandbox.toLowerCase()}-${strategy}`
  const { argv, stdin } = place.command({
    strategy,
    context,
    inbox,
    temporary: '/tmp',
    request: { buildArgs: { BASE: place.base } },
  })
  return { inbox, ...read(await runInSandbox(place.account, SANDBOXES[sandbox], argv, { stdin })) }
}

describe.each(['buildkit', 'buildah'] as const)('%s', (strategy) => {
  test.each(['dockerSeccompOff', 'kubernetesUnset', 'dockerReadOnlyRoot'] as const)(
    'as root of a container without privilege: %s',
    async (sandbox) => {
      const { built, done, inbox } = await buildIn(sandbox, strategy)
      expect(built, done.output).toBe(true)
      const [wanted, got] = await Promise.all([
        readRegistryImage(place.relay, 'in/reference:built'),
        readRegistryImage(place.relay, `${inbox}:built`),
      ])
      expect(compareImages(wanted, got, IGNORED)).toEqual([])
    },
  )

  test.each(['dockerDefault', 'kubernetesBaseline', 'kubernetesRestricted', 'openshiftRestricted'] as const)(
    'says beforehand that it cannot work: %s',
    async (sandbox) => {
      const { built, assessment, done } = await buildIn(sandbox, strategy)
      expect(built).toBe(false)
      expect(assessment, done.output).toMatchObject({ strategy, holds: false })
    },
  )
})
