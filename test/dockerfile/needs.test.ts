import { describe, expect, it } from 'vitest'
import { type BuildNeeds, isGitUrl, needsOf } from '../../src/dockerfile/needs.js'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import type { PlanOptions } from '../../src/dockerfile/stages.js'
import { formatReference, parseReference } from '../../src/oci/reference.js'

const AMD64 = { os: 'linux', architecture: 'amd64' }

function needs(text: string, given: Partial<PlanOptions> = {}): BuildNeeds {
  return needsOf(parseDockerfile(text, 'Dockerfile'), {
    buildArgs: {},
    platform: AMD64,
    buildPlatform: AMD64,
    namedContexts: {},
    ...given,
  })
}

function images(text: string, given: Partial<PlanOptions> = {}): readonly string[] {
  return needs(text, given).images.map(
    ({ reference, role, place }) => `${place.line} ${role} ${formatReference(reference)}`,
  )
}

describe('what a build needs', () => {
  it('is nothing but the base for a Dockerfile without RUN', () => {
    expect(needs('FROM a:1\nCOPY . /\nCMD x')).toEqual({
      target: '0',
      runs: [],
      images: [
        {
          reference: parseReference('a:1'),
          role: 'base',
          place: { file: 'Dockerfile', line: 1 },
        },
      ],
      secrets: [],
      ssh: [],
      mounts: [],
      caches: [],
      features: [],
      owners: [],
    })
  })

  it('is a cache mount of the target: by its id, or by its target where it has none', () => {
    const text = [
      'FROM a AS unused\nRUN --mount=type=cache,target=/unused true',
      'FROM a\nARG WHO=app\nRUN --mount=type=cache,id=$WHO-npm,target=/n,uid=1000 --mount=type=cache,target=/root/.m2/ true',
    ].join('\n')
    const { caches } = needs(text)
    expect(caches.map(({ id, mount, place }) => [id, mount.target, mount.uid, place.line])).toEqual([
      ['app-npm', '/n', 1000, 5],
      ['/root/.m2', '/root/.m2/', undefined, 5],
    ])
  })

  it('is an owner besides root: the user of the image and of its triggers, and of the stage below', () => {
    const owners = (text: string, given: Partial<PlanOptions> = {}): readonly string[] =>
      needs(text, given).owners.map(({ what, place }) => `${place.line} ${what}`)
    expect(owners('FROM a\nRUN x\nUSER root:0\nRUN x\nUSER app')).toEqual([])
    expect(owners('FROM a AS one\nUSER app\nFROM one\nRUN x')).toEqual(['4 RUN as app'])
    expect(owners('FROM a AS one\nUSER app\nFROM b\nRUN x')).toEqual([])
    const configOf = () => ({ User: '1001', OnBuild: ['COPY --chown=8 . /'] })
    expect(owners('FROM a\nRUN x\nUSER 0\nRUN x', { configOf })).toEqual([
      '1 COPY --chown=8',
      '2 RUN as 1001',
    ])
  })

  it('names every image that may be pulled, with its line', () => {
    const text = `# syntax=docker/dockerfile:1.9
ARG TAG=3
FROM a:$TAG AS build
RUN --mount=type=bind,from=tools:2,target=/t x
FROM unused AS other
RUN never
FROM scratch
COPY --from=build / /
COPY --from=r.io/x/y@sha256:${'0'.repeat(64)} / /
`
    expect(images(text)).toEqual([
      '1 syntax docker.io/docker/dockerfile:1.9',
      '3 base docker.io/library/a:3',
      '4 mount docker.io/library/tools:2',
      `9 copy r.io/x/y@sha256:${'0'.repeat(64)}`,
    ])
    expect(needs(text).runs).toEqual([{ file: 'Dockerfile', line: 4 }])
  })

  it('names the images of named contexts that are used', () => {
    const reference = parseReference('mine:1')
    if ('reason' in reference) throw new Error(reference.reason)
    const namedContexts = {
      alpine: { kind: 'image', reference },
      idle: { kind: 'image', reference },
    } as const
    expect(images('FROM alpine', { namedContexts })).toEqual(['1 context docker.io/library/mine:1'])
    expect(images('FROM x AS alpine', { namedContexts })).toEqual(['1 context docker.io/library/mine:1'])
    expect(images('FROM alpine', { namedContexts: { alpine: { kind: 'path' } } })).toEqual([])
  })

  it('takes the frontend of the build argument before that of the file', () => {
    expect(images('FROM scratch', { buildArgs: { BUILDKIT_SYNTAX: 'f/e:2 x' } })).toEqual([
      '1 syntax docker.io/f/e:2',
    ])
    expect(() => needs('# syntax=A:B:C\nFROM a')).toThrow('no image')
  })

  it('lists secrets and ssh sockets, and whether they are required', () => {
    const at = (line: number): object => ({ place: { file: 'Dockerfile', line } })
    const result = needs(`FROM a
ARG ID=token
ENV KEY=main
RUN --mount=type=secret,id=$ID x
RUN --mount=type=secret,target=/run/x/npmrc,required --mount=type=ssh x
RUN --mount=type=secret,src=s,env=S --mount=type=ssh,id=$KEY,required=true x
RUN --mount=type=cache,target=$HOME/.cache,mode=0$MODE --mount=target=/y --mount=type=tmpfs,target=/t,size=1m x
`)
    expect(result.secrets).toEqual([
      { id: 'token', required: false, ...at(4) },
      { id: 'npmrc', required: true, ...at(5) },
      { id: 's', required: false, ...at(6) },
    ])
    expect(result.ssh).toEqual([
      { id: 'default', required: false, ...at(5) },
      { id: 'main', required: true, ...at(6) },
    ])
    expect(result.mounts.map((mount) => mount.type)).toEqual([
      'secret',
      'secret',
      'ssh',
      'secret',
      'ssh',
      'cache',
      'bind',
      'tmpfs',
    ])
  })

  it.each([
    ['type=volume,target=/x', 'no type "volume"'],
    ['type=cach,target=/x', 'no type "cach"'],
    ['taget=/x', 'no key "taget"'],
    ['type=secret', 'has no id'],
    ['type=secret,id=a,source=b', 'an id and a source'],
    ['type=secret,id=a,from=b', 'from does not go'],
    ['type=bind,target=/x,sharing=locked', 'sharing does not go'],
    ['type=cache,target=/x,sharing=all', 'no sharing "all"'],
    ['type=bind,target=/x,uid=1', 'uid does not go'],
    ['type=cache,target=/x,mode=9', 'mode=9'],
    ['type=cache,target=/x,uid=a', 'uid=a'],
    ['type=bind,target', 'without a value'],
    ['type=bind,target=/x,ro=perhaps', 'readonly=perhaps'],
    ['type=bind,required,target=/x', 'required does not go'],
    ['type=ssh,source=x', 'source does not go'],
  ])('refuses RUN --mount=%s', (mount, problem) => {
    expect(() => needs(`FROM a\nRUN --mount=${mount} x`)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(problem),
        place: { file: 'Dockerfile', line: 2 },
        fix: expect.stringMatching(/\w/),
      }),
    )
    expect(needs(`FROM a AS b\nRUN --mount=${mount.replace(/from=b/, 'from=c')} x\nFROM c`).runs).toEqual([])
  })

  it.each<[string, readonly string[]]>([
    ['RUN <<E\nx\nE', ['heredoc']],
    ['COPY <<E /x\nx\nE', ['heredoc']],
    ['COPY --link --parents --exclude=x a b', ['copy --link', 'copy --parents', 'copy --exclude']],
    ['ADD --checksum=sha256:0 https://h/x /', ['add --checksum', 'add url']],
    ['ADD --unpack a /', ['add --unpack']],
    ['ADD https://h/x.git#v1 git@h:a/b.git /', ['add git']],
    ['ARG U=https://h/\nADD $U/x /', ['add url']],
    ['ADD x.tar /', []],
    ['RUN --network=none x', ['run --network']],
    ['RUN --network=default --security=sandbox x', []],
    ['RUN --security=insecure --device=a x', ['run --security', 'run --device']],
    ['RUN --mount=type=secret,id=a,env=A x', ['run --mount=type=secret,env']],
    ['HEALTHCHECK --start-interval=1s CMD x', ['healthcheck --start-interval']],
    ['ONBUILD RUN x', ['onbuild']],
    ['SHELL ["bash", "-c"]\nCMD x', ['cmd below shell']],
    ['SHELL ["bash", "-c"]\nENTRYPOINT ["x"]\nHEALTHCHECK CMD x', []],
    ['SHELL ["/bin/sh", "-c"]\nENTRYPOINT x', []],
    ['SHELL ["bash", "-c"]\nFROM a\nCMD x', []],
    ['ENV a=${b:?known_to_the_image}\nUSER $a', []],
  ])('%j has the features %j', (text, expected) => {
    expect(needs(`FROM a\n${text}`).features.map((feature) => feature.name)).toEqual(expected)
  })

  it('counts the triggers of a base image once its config is known', () => {
    const text = 'FROM node:onbuild'
    expect(needs(text).runs).toEqual([])
    expect(needs(text, { configOf: () => ({ OnBuild: ['RUN npm ci'] }) }).runs).toEqual([
      { file: 'Dockerfile', line: 1 },
    ])
  })

  it('knows the environment of the base image once its config is known', () => {
    const text = 'FROM a\nRUN --mount=type=secret,id=$ID x'
    expect(needs(text, { configOf: () => ({ Env: ['ID=from-image'] }) }).secrets).toMatchObject([
      { id: 'from-image' },
    ])
  })
})

describe('a git URL', () => {
  it.each([
    'https://h/a.git',
    'https://h/a.git#main:dir',
    'http://h/a.git?ref=x',
    'git://h/a',
    'ssh://git@h/a',
    'git@h:a/b',
    'git@github.com:a/b.git#v1',
  ])('is %s', (text) => expect(isGitUrl(text)).toBe(true))

  it.each(['https://h/a', 'https://h/a.tar.gz', 'a.git', './git@h:a', 'file.txt', 'https://h/x?y=.git'])(
    'is not %s',
    (text) => expect(isGitUrl(text)).toBe(false),
  )
})
