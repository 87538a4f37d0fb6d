import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../../support/image-diff.js'
import { openWorkplace, type Workplace } from '../workplace.js'

const DOCKERFILE = (base: string) => `FROM ${base} AS build
COPY src/ /src/
ARG VERSION=dev
RUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = "s3cr3t" && cat /src/*.txt > /out.txt && echo $VERSION >> /out.txt
RUN echo x > /made && chown 8:12 /made && chmod 4711 /made
FROM ${base}
COPY --from=build /out.txt /app/out.txt
COPY --from=build /made /made
USER app
WORKDIR /home/app
RUN id -u > uid
CMD ["cat", "/app/out.txt"]
`

let place: Workplace

beforeAll(async () => {
  place = await openWorkplace()
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})

describe('podman build', () => {
  test('makes of a Dockerfile what buildah makes of it, and pushes it to the relay', async () => {
    const context = await place.context('podman', {
      Dockerfile: DOCKERFILE(place.base),
      'src/a.txt': 'one\n',
      'src/b.txt': 'two\n',
      token: { content: 's3cr3t', mode: 0o600 },
    })
    const request = {
      buildArgs: { VERSION: '1.2' },
      labels: { 'org.example.quote': 'a "b", c' },
      secrets: [{ id: 'token', source: 'file', path: join(context, 'token') }],
    }
    for (const strategy of ['podman', 'buildah'] as const) {
      const { built, done } = await place.run({ strategy, context, inbox: `in/${strategy}`, request })
      expect(built, done.output).toBe(true)
    }
    const ours = await readRegistryImage(place.relay, 'in/podman:built')
    const theirs = await readRegistryImage(place.relay, 'in/buildah:built')
    expect(ours.files.get('home/app/uid')?.size).toBe(5)
    expect(compareImages(ours, theirs)).toEqual([])
    expect(place.trap.connections).toEqual([])
  })

  test('where no /proc can be mounted: in a chroot', async () => {
    const context = await place.context('podman-chroot', {
      Dockerfile: `FROM ${place.base}\nRUN echo x > /x\n`,
    })
    const mountProc = { holds: false, evidence: 'masked' }
    const { built, plan, done } = await place.run({ strategy: 'podman', context, trials: { mountProc } })
    expect(built, done.output).toBe(true)
    expect(plan?.commands[0]).toContain('chroot')
  })

  test('a RUN step that fails: its exit status, its line and its last words', async () => {
    const context = await place.context('podman-failing', {
      Dockerfile: `FROM ${place.base}\nRUN true\n# a comment\nRUN echo last words \\\n  && exit 42\n`,
    })
    const { error } = await place.run({ strategy: 'podman', context })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(/exited with status 42/),
      place: { file: 'Dockerfile', line: 4 },
    })
    expect(error?.message).toContain('last words')
  })

  test('an image that the relay does not have is an error, never a pull from elsewhere', async () => {
    const missing = place.base.replace('team/base', 'team/none')
    const context = await place.context('podman-missing', { Dockerfile: `FROM ${missing}\nRUN true\n` })
    const { error } = await place.run({ strategy: 'podman', context })
    expect(error).toMatchObject({ code: 'BUILD_FAILED' })
    expect(place.trap.connections).toEqual([])
  })

  test('nothing of it is left', () => {
    expect(place.account.processes()).toEqual([])
  })
})
