import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccount } from './account.js'
import { type BareBuild, startBareBuildah, startBareBuildKit } from './bare-builders.js'
import { pushBases } from './bases.js'
import { writeContext } from './context.js'
import { compareImages, readRegistryImage } from './image-diff.js'
import { startRegistry, type TestRegistry } from './registry.js'

const DOCKERFILE = `FROM busybox AS make
ARG WORD=none
RUN --mount=type=secret,id=token cp /run/secrets/token /token-copy && echo "$WORD" >/word
FROM busybox
COPY --from=make /word /token-copy /out/
COPY --chown=app:app file.txt /home/app/
RUN mkdir /srv && chown 1500:12 /srv && chmod 3770 /srv && rm /etc/group- && chmod 4755 /out/word
USER app
CMD ["cat", "/out/word"]
`

let account: Account
let registry: TestRegistry
let build: Omit<BareBuild, 'name'>

beforeAll(async () => {
  account = await openAccount()
  registry = await startRegistry({ htpasswd: { username: 'builder', password: 'secret' } })
  await pushBases(registry)
  const files = { Dockerfile: DOCKERFILE, 'file.txt': { content: 'hello\n', mode: 0o640 } }
  const context = await writeContext(join(account.directory, 'context'), files, account)
  const token = join(account.home, 'token')
  await writeFile(token, 'the token')
  build = { context, buildArgs: { WORD: 'given' }, secrets: { token } }
})

afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  await account[Symbol.asyncDispose]()
})

test('bare BuildKit and bare buildah make one image of one Dockerfile, as the account, but for what is known', async () => {
  await using buildkit = await startBareBuildKit(account, registry)
  const first = await buildkit.build({ ...build, name: 'by/buildkit:1' })
  expect(first.status, first.output).toBe(0)
  await using buildah = await startBareBuildah(account, registry)
  const second = await buildah.build({ ...build, name: 'by/buildah:1' })
  expect(second.status, second.output).toBe(0)

  const [left, right] = [
    await readRegistryImage(registry, 'by/buildkit:1'),
    await readRegistryImage(registry, 'by/buildah:1'),
  ]
  expect(left.files.get('out/word')).toMatchObject({ mode: 0o4755, size: 'given\n'.length })
  expect(left.files.get('home/app/file.txt')).toMatchObject({ mode: 0o640, uid: 1001, gid: 1001 })
  expect(left.files.has('etc/group-')).toBe(false)
  expect(compareImages(left, right)).toEqual([
    // buildah leaves behind what it mounted for a RUN where the base has no such file, …
    { where: '/etc/hostname', left: 'missing', right: 'file' },
    { where: '/etc/hosts', left: 'missing', right: 'file' },
    { where: '/etc/resolv.conf', left: 'missing', right: 'file' },
    // … signs the image, and does not know a field of BuildKit's that means something on Windows alone.
    { where: 'config.ArgsEscaped', left: true, right: undefined },
    { where: 'config.Labels', left: undefined, right: { 'io.buildah.version': expect.any(String) } },
  ])
})

test('a RUN that fails is reported as it is', async () => {
  await using buildkit = await startBareBuildKit(account, registry)
  const dockerfile = join(build.context, 'Dockerfile.fails')
  await writeFile(dockerfile, 'FROM busybox\nRUN echo before && exit 42\n')
  const done = await buildkit.build({ ...build, dockerfile, name: 'by/nobody:1' })
  expect(done.status).not.toBe(0)
  expect(done.output).toContain('exit code: 42')
  expect(await registry.digest('by/nobody:1')).toBeUndefined()
})
