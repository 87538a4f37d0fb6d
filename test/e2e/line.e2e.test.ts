import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBareBuildKit } from '../support/bare-builders.js'
import { must, run } from '../support/command.js'
import { compareImages, readLayoutImage, readRegistryImage } from '../support/image-diff.js'
import { startRegistry } from '../support/registry.js'
import { NODE_VERSIONS } from '../support/testbed.js'
import { serveGit } from './git-server.js'
import { builtOf, type Line, loginTo, openLine, PASSWORD, USERNAME } from './line.js'

const BUILDERS = ['buildkit', 'buildah'] as const

const WITH_RUN = `FROM busybox AS build
ARG VERSION=dev
WORKDIR /src
COPY src/ .
RUN --mount=type=secret,id=token cat *.txt > /out.txt && echo "$VERSION" >> /out.txt && sha256sum /run/secrets/token > /sum
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x > /made/suid && chown 8:12 /made/suid && chmod 4711 /made/suid
FROM busybox
ENV GREETING="hello there"
COPY --from=build /out.txt /sum /app/
COPY --from=build --chown=app:app /made /made
RUN rm -rf /var/lib/mail && ln -s /app/out.txt /home/link && echo 1 > /home/one && ln /home/one /home/two
USER app
WORKDIR /home/app
RUN echo mine > mine && id -u > uid
EXPOSE 8080
ENTRYPOINT ["cat"]
CMD ["/app/out.txt"]
`

const WITHOUT_RUN = `FROM scratch AS assets
COPY site/ /site/
FROM busybox AS final
ARG VERSION=dev
ENV APP_VERSION=\${VERSION:-none} GREETING="hello $VERSION"
WORKDIR /srv/app
COPY --chown=app:app --from=assets /site ./public/
COPY --chmod=0755 run.sh /usr/bin/run
LABEL org.example.version="$VERSION"
EXPOSE 8080/tcp 9090/udp
VOLUME ["/data"]
USER app
ENTRYPOINT ["/usr/bin/run"]
CMD ["serve", "--port=8080"]
`
const SITE = {
  'site/index.html': '<p>hi\n',
  'site/css/a.css': { content: 'a{}\n', mode: 0o640 },
  'site/skip.log': 'no\n',
  '.dockerignore': '**/*.log\n',
  'run.sh': '#!/bin/sh\nexec "$@"\n',
}

let line: Line
let withRun: string
let withoutRun: string
let token: string

beforeAll(async () => {
  line = await openLine({ debian: true })
  withRun = await line.context('with-run', {
    Dockerfile: WITH_RUN,
    'src/a.txt': 'one\n',
    'src/b.txt': 'two\n',
  })
  withoutRun = await line.context('without-run', { Dockerfile: WITHOUT_RUN, ...SITE })
  token = await line.secret('token', 'the token')
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

describe('stages, RUN, COPY --from, build args, a secret and a USER', () => {
  const inputs = () => ['--build-args=VERSION=1.2', `--secret-files=token=${token}`]

  for (const strategy of BUILDERS) {
    test.each(NODE_VERSIONS)(`${strategy} builds and pushes, on Node %i`, async (node) => {
      const name = `app/run:${strategy}-${node}`
      const told = await line.built(withRun, name, [...inputs(), `--strategy=${strategy}`], { node })
      expect(told).toMatchObject({
        strategy,
        image: `${line.safe.host}/${name}@${told.digest}`,
        tags: [`${line.safe.host}/${name}`],
        platforms: ['linux/amd64'],
        metadata: { 'containerimage.digest': told.digest, 'containerimage.config.digest': told.imageid },
      })
    })
  }

  test('by whichever builder, the file tree and the config are the same', async () => {
    const [left, right] = [
      await readRegistryImage(line.safe, 'app/run:buildkit-24'),
      await readRegistryImage(line.safe, 'app/run:buildah-20'),
    ]
    expect(left.files.get('made/suid')).toMatchObject({ mode: 0o4711, uid: 1001, gid: 1001 })
    expect(left.files.get('home/app/mine')).toMatchObject({ uid: 1001, size: 'mine\n'.length })
    expect(left.files.get('home/two')?.sharedWith).toEqual(['home/one'])
    expect(left.files.has('var/lib/mail')).toBe(false)
    expect(compareImages(left, right)).toEqual([
      // What buildah leaves of its mounts, and a field of BuildKit's that means something on Windows alone.
      { where: '/etc/hostname', left: 'missing', right: 'file' },
      { where: '/etc/hosts', left: 'missing', right: 'file' },
      { where: '/etc/resolv.conf', left: 'missing', right: 'file' },
      { where: 'config.ArgsEscaped', left: true, right: undefined },
    ])
  })

  test('auto takes buildkit here, and says why the RUN-less way was not taken', async () => {
    const plan = await line.stage.dockless(['plan', withRun, '--json', ...inputs()])
    const told = JSON.parse(plan.stdout)
    expect(told.strategy).toBe('buildkit')
    expect(told.assessments).toContainEqual(expect.objectContaining({ strategy: 'assemble', holds: false }))
    expect(told.commands.length).toBeGreaterThan(0)
  })
})

describe('without RUN', () => {
  test.each(NODE_VERSIONS)('assembled and pushed, on Node %i: one digest', async (node) => {
    const told = await line.built(withoutRun, `app/assembled:${node}`, ['--build-args=VERSION=2'], { node })
    expect(told.strategy).toBe('assemble')
    expect(told.digest).toBe(await line.safe.digest('app/assembled:20'))
  })

  test('it is the image that BuildKit makes, bare and ours', async () => {
    const ours = await line.built(withoutRun, 'app/by-buildkit:1', [
      '--build-args=VERSION=2',
      '--strategy=buildkit',
    ])
    expect(ours.strategy).toBe('buildkit')
    await using bare = await startBareBuildKit(line.account, line.hub)
    const done = await bare.build({ context: withoutRun, buildArgs: { VERSION: '2' }, name: 'bare/site:1' })
    expect(done.status, done.output).toBe(0)

    const assembled = await readRegistryImage(line.safe, 'app/assembled:24')
    expect(assembled.files.get('srv/app/public/css/a.css')).toMatchObject({ mode: 0o640, uid: 1001 })
    expect(assembled.files.has('srv/app/public/skip.log')).toBe(false)
    expect(compareImages(assembled, await readRegistryImage(line.safe, 'app/by-buildkit:1'))).toEqual([])
    expect(compareImages(assembled, await readRegistryImage(line.hub, 'bare/site:1'))).toEqual([])
  })

  test('an unchanged image has the same digest and sends no blob', async () => {
    const before = await line.safe.digest('app/assembled:24')
    const mark = await line.safe.mark()
    const told = await line.built(withoutRun, 'app/assembled:24', ['--build-args=VERSION=2'])
    expect(told.digest).toBe(before)
    const requests = await line.safe.requests(mark)
    // Its config is read, to see which layers are known.
    expect(requests.filter(([method, path]) => method.startsWith('P') && path.includes('/blobs/'))).toEqual(
      [],
    )
  })
})

describe('real registries as targets', () => {
  test.each([
    ['distribution', 'assemble'],
    ['distribution', 'buildah'],
    ['debian', 'assemble'],
    ['debian', 'buildkit'],
  ] as const)('%s, with htpasswd and TLS by a CA of our own, from %s', async (program, strategy) => {
    await using registry = await startRegistry({
      program,
      ca: line.ca,
      htpasswd: { username: USERNAME, password: PASSWORD },
    })
    const context = strategy === 'assemble' ? withoutRun : withRun
    const tags = ['a:1', 'a:latest', 'deep/er/b:1'].map((tag) => `--tags=${registry.host}/${tag}`)
    const done = await line.stage.dockless(
      [
        'build',
        context,
        '--push',
        '--json',
        ...tags,
        `--registry-mirrors=${line.hub.host}`,
        `--ca-certificates=${line.ca.certificateFile}`,
        `--secret-files=token=${token}`,
      ].concat(strategy === 'assemble' ? [] : `--strategy=${strategy}`),
      { env: loginTo(registry) },
    )
    const { digest } = builtOf(done)
    expect(await Promise.all(['a:1', 'a:latest', 'deep/er/b:1'].map((tag) => registry.digest(tag)))).toEqual([
      digest,
      digest,
      digest,
    ])
    expect(done.output).not.toContain(PASSWORD)
  })

  test('the login of ~/.docker/config.json is used, and left as it was', async () => {
    const docker = await line.account.own('docker')
    const auth = Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')
    const config = JSON.stringify({ auths: { [line.safe.host]: { auth } } })
    await line.context('../docker', { 'config.json': { content: config, mode: 0o600 } })
    const env = { DOCKER_CONFIG: docker, DOCKLESS_USERNAME: '', DOCKLESS_PASSWORD: '', DOCKLESS_REGISTRY: '' }
    await line.built(withoutRun, 'app/docker-config:1', [], { env })
    const after = await must({ argv: ['cat', join(docker, 'config.json')] })
    expect(after.stdout).toBe(config)
  })
})

describe('outputs that other tools read', () => {
  const kinds = [
    ['an OCI directory', 'oci', 'oci', ''],
    ['an OCI archive', 'oci-archive', 'oci-archive', '.tar'],
    ['a docker archive', 'docker-archive', 'docker-archive', '.tar'],
  ] as const

  test.each(kinds.flatMap((kind) => [['assemble', ...kind] as const, ['buildkit', ...kind] as const]))(
    '%s: %s',
    async (strategy, _name, load, transport, ending) => {
      const out = join(await line.account.own('out'), `${load}-${strategy}${ending}`)
      const context = strategy === 'assemble' ? withoutRun : withRun
      const done = await line.stage.dockless([
        'build',
        context,
        '--json',
        `--load=${load}:${out}`,
        '--tags=example.com/team/app:1',
        `--strategy=${strategy}`,
        `--registry-mirrors=${line.hub.host}`,
        `--secret-files=token=${token}`,
      ])
      const { imageid, image } = builtOf(done)
      expect(image).toBe('') // nothing was pushed
      const copy = join(line.account.directory, `read-${load}-${strategy}`)
      await must({
        argv: ['skopeo', '--insecure-policy', 'copy', '-q', `${transport}:${out}`, `oci:${copy}:x`],
      })
      const read = await readLayoutImage(copy)
      const config = await must({
        argv: ['skopeo', 'inspect', '--raw', '--config', `${transport}:${out}`],
      })
      const { createHash } = await import('node:crypto')
      expect(`sha256:${createHash('sha256').update(config.stdout).digest('hex')}`).toBe(imageid)
      expect(read.config['config']).toMatchObject({ User: 'app' })
      expect(read.files.get(strategy === 'assemble' ? 'usr/bin/run' : 'app/out.txt')?.type).toBe('file')
    },
  )

  test('outputs in the words of BuildKit', async () => {
    const out = join(await line.account.own('out'), 'words')
    const done = await line.stage.dockless([
      'build',
      withoutRun,
      `--outputs=type=oci,dest=${out},tar=false`,
      `--outputs=type=docker,dest=${out}.tar`,
      '--tags=app:words',
      `--registry-mirrors=${line.hub.host}`,
    ])
    expect(done.status, done.output).toBe(0)
    const seen = await must({ argv: ['skopeo', 'list-tags', `docker-archive:${out}.tar`] })
    expect(JSON.parse(seen.stdout)).toMatchObject({ Tags: ['docker.io/library/app:words'] })
    expect((await readLayoutImage(out)).files.has('usr/bin/run')).toBe(true)
  })
})

describe('contexts', () => {
  test.each(['assemble', ...BUILDERS] as const)('%s takes files of named contexts', async (strategy) => {
    const extra = await line.context('extra', { note: 'from elsewhere\n' })
    const layout = await line.account.own(`layout-${strategy}`)
    await must({ argv: ['chown', '0:0', layout] })
    await line.hub.pull('library/busybox:latest', `oci:${layout}:base`)
    const base = strategy === 'buildah' ? 'busybox' : 'stand-in' // buildah takes no layout
    const context = await line.context(`named-${strategy}`, {
      Dockerfile: `FROM ${base}
COPY --from=extra note /note
COPY --from=image /etc/passwd /passwd
${strategy === 'assemble' ? '' : 'RUN cat /note > /ran\n'}`,
    })
    await line.built(context, `app/named:${strategy}`, [
      `--strategy=${strategy}`,
      `--build-contexts=extra=${extra}`,
      '--build-contexts=image=docker-image://busybox',
      ...(base === 'stand-in' ? [`--build-contexts=stand-in=oci-layout://${layout}:base`] : []),
    ])
    const { files } = await readRegistryImage(line.safe, `app/named:${strategy}`)
    expect(files.get('note')).toMatchObject({ size: 'from elsewhere\n'.length })
    expect(files.get('passwd')?.sha256).toBe(files.get('etc/passwd')?.sha256)
    if (strategy !== 'assemble') expect(files.get('ran')?.sha256).toBe(files.get('note')?.sha256)
  })

  test.each(['assemble', ...BUILDERS] as const)(
    '%s builds a branch and directory of a git server',
    async (strategy) => {
      const run = strategy === 'assemble' ? '' : 'RUN cat /word > /ran\n'
      await using git = await serveGit(join(line.account.directory, `git-${strategy}`), {
        'sub/Dockerfile': `FROM busybox\nCOPY word /word\n${run}`,
        'sub/word': 'of the branch\n',
      })
      await line.built(`${git.url}#work:sub`, `app/git:${strategy}`, [`--strategy=${strategy}`])
      const { files } = await readRegistryImage(line.safe, `app/git:${strategy}`)
      expect(files.get(run === '' ? 'word' : 'ran')).toMatchObject({ size: 'of the branch\n'.length })
    },
  )
})

describe('a Debian base', () => {
  const DEBIAN = `FROM debian
RUN mkdir -p /p/DEBIAN /p/usr/share/hello && echo hi > /p/usr/share/hello/text && \\
    printf 'Package: hello-e2e\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@y>\\nDescription: x\\n' > /p/DEBIAN/control && \\
    printf '#!/bin/sh\\nset -e\\ngroupadd --system hello && useradd --system --gid hello hello && chown hello:mail /usr/share/hello/text\\n' > /p/DEBIAN/postinst && \\
    chmod 0755 /p/DEBIAN/postinst && dpkg-deb --build /p /hello.deb
RUN apt-get install -y --no-install-recommends /hello.deb && rm -rf /p /hello.deb && dpkg --verify hello-e2e
USER hello
`
  test.each(BUILDERS)('%s: apt installs a package that makes an account', async (strategy) => {
    const context = await line.context(`debian-${strategy}`, { Dockerfile: DEBIAN })
    await line.built(context, `app/debian:${strategy}`, [`--strategy=${strategy}`])
    const { files } = await readRegistryImage(line.safe, `app/debian:${strategy}`)
    expect(files.get('usr/share/hello/text')).toMatchObject({ gid: 8, size: 'hi\n'.length })
    expect(files.get('usr/share/hello/text')?.uid).toBeGreaterThan(0)
    expect(files.has('hello.deb')).toBe(false)
  })
})

describe('a runner without user namespaces', () => {
  const closed = { userNamespaces: false } as const

  test('plan and doctor name that, and the setting that helps', async () => {
    const plan = await line.stage.dockless(['plan', withRun, '--json'], closed)
    const told = JSON.parse(plan.stdout)
    expect(told.strategy).toBeNull()
    for (const strategy of BUILDERS) {
      const assessment = told.assessments.find((one: { strategy: string }) => one.strategy === strategy)
      const failing = assessment.conditions.filter((one: { holds: boolean }) => !one.holds)
      expect(JSON.stringify(failing)).toMatch(/user\.?.?namespace/i)
      expect(JSON.stringify(failing)).toContain('max_user_namespaces')
    }
    const listed = await line.stage.dockless(['plan', withRun], closed)
    expect(listed.status, listed.output).toBe(3)
    expect(listed.stdout).toContain('✗ user namespace')
    expect(listed.stderr).not.toContain('user namespace:') // once is enough
    const doctor = await line.stage.dockless(['doctor'], closed)
    expect(doctor.status, doctor.output).toBe(0)
    expect(doctor.output).toContain('max_user_namespaces')
  })

  test('a build with RUN ends with 3 before anything runs; one without RUN needs nothing', async () => {
    const refused = await line.build(withRun, 'app/refused:1', [`--secret-files=token=${token}`], closed)
    expect(refused.status, refused.output).toBe(3)
    expect(refused.output).toContain('max_user_namespaces')
    expect(await line.safe.digest('app/refused:1')).toBeUndefined()
    const told = await line.built(withoutRun, 'app/hopeless:1', [], closed)
    expect(told.strategy).toBe('assemble')
  })
})

test('nothing is left of all these builds: no process, no file', async () => {
  const left = await run({ argv: ['find', line.account.tmp, '-mindepth', '1'] })
  expect(left.stdout).toBe('')
  expect(line.account.processes()).toEqual([])
})
