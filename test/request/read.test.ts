import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WrongInput } from '../../src/errors/errors.js'
import { formatReference } from '../../src/oci/reference.js'
import { nativePlatform } from '../../src/oci/platform.js'
import { type RequestEnvironment, requestEnvironment } from '../../src/request/environment.js'
import { parseCommandLine } from '../../src/request/flags.js'
import { parseRemote } from '../../src/request/parse-context.js'
import { parseSize } from '../../src/request/parse-limits.js'
import { originsOf, readRegistryAccess, readRequest } from '../../src/request/read.js'
import { variableOf } from '../../src/request/table.js'
import { readVariables } from '../../src/request/variables.js'

let here = ''
let env: RequestEnvironment

beforeAll(() => {
  here = mkdtempSync(path.join(tmpdir(), 'request-'))
  mkdirSync(path.join(here, 'app'))
  writeFileSync(path.join(here, 'app', 'Dockerfile'), 'FROM scratch\n')
  writeFileSync(path.join(here, 'token'), 's3cret')
  env = requestEnvironment(here, { TOKEN: 'from-env', EMPTY: '' }, here)
})

afterAll(() => rmSync(here, { recursive: true, force: true }))

/** A request from inputs by name, as variables hold them. */
function read(inputs: Record<string, string>, extra: Record<string, string> = {}) {
  const variables = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [variableOf(name), value]),
  )
  const world = { TOKEN: 'from-env', EMPTY: '', ...extra }
  return readRequest(readVariables(variables).inputs, requestEnvironment(here, world, here))
}

/** The mistakes of inputs, a line each; fails when there are none. */
function wrong(inputs: Record<string, string>, extra: Record<string, string> = {}): readonly string[] {
  try {
    read(inputs, extra)
  } catch (error) {
    if (error instanceof WrongInput) return error.message.split('\n')
    throw error
  }
  throw new Error('there is no mistake')
}

test('nothing given: the workspace, the native platform, and no more', () => {
  expect(read({})).toEqual({
    context: { kind: 'path', path: here },
    file: undefined,
    target: undefined,
    buildArgs: {},
    buildContexts: {},
    labels: {},
    annotations: [],
    tags: [],
    platform: nativePlatform(),
    push: false,
    outputs: [],
    noCache: false,
    pull: false,
    secrets: [],
    ssh: [],
    network: 'default',
    addHosts: [],
    shmSize: undefined,
    limits: [],
    strategy: 'auto',
    builder: undefined,
    tools: { fetch: true, mirror: undefined, images: {} },
    logins: [],
    mirrors: [],
    insecureRegistries: [],
    caCertificates: [],
    cache: {
      store: { kind: 'auto' },
      isGiven: false,
      mode: 'max',
      scope: undefined,
      maxSize: 4 * 1024 ** 3,
      mounts: [],
    },
    project: { jib: {}, jkube: {} },
    s2i: { builder: undefined, environment: {}, incremental: false },
    allowPrivileged: false,
    allowSharedCredentials: false,
    sourceDateEpoch: undefined,
  })
})

test('all mistakes are told together, each by the name the user wrote', () => {
  const line = parseCommandLine([
    'build',
    'nowhere',
    '--tagz',
    'a',
    '--strategy',
    'dockr',
    '--tags',
    'r.example/UPPER:1',
  ])
  const variables = readVariables({ DOCKLESS_PUSH: 'yes' })
  const raw = new Map([...variables.inputs, ...line.inputs])
  expect(() => readRequest(raw, env, line.mistakes)).toThrow(WrongInput)
  try {
    readRequest(raw, env, line.mistakes)
  } catch (error) {
    expect(error).toHaveProperty('code', 'WRONG_INPUT')
    const names = error instanceof WrongInput ? error.mistakes.map((m) => m.input) : []
    expect(names.sort()).toEqual(['--strategy', '--tags', '--tagz', 'CONTEXT', 'DOCKLESS_PUSH'])
  }
})

describe('context', () => {
  test.each([
    ['app', { kind: 'path', path: 'app' }],
    ['{{defaultContext}}:app', { kind: 'path', path: 'app' }],
    ['{{ defaultContext }}', { kind: 'path', path: '' }],
  ])('%s', (context, location) => {
    expect(read({ context }).context).toEqual({ ...location, path: path.join(here, location.path) })
  })

  test.each([
    ['https://h.example/a/b.git', { kind: 'git', url: 'https://h.example/a/b.git' }],
    ['https://h.example/a/b.git#v1', { kind: 'git', url: 'https://h.example/a/b.git', ref: 'v1' }],
    [
      'https://h.example/b.git#main:sub/dir',
      { kind: 'git', url: 'https://h.example/b.git', ref: 'main', subdirectory: 'sub/dir' },
    ],
    ['https://h.example/b.git#:sub', { kind: 'git', url: 'https://h.example/b.git', subdirectory: 'sub' }],
    [
      'https://h.example/b.git?ref=v2&subdir=s',
      { kind: 'git', url: 'https://h.example/b.git', ref: 'v2', subdirectory: 's' },
    ],
    ['git@h.example:a/b.git#x', { kind: 'git', url: 'git@h.example:a/b.git', ref: 'x' }],
    ['ssh://git@h.example/b', { kind: 'git', url: 'ssh://git@h.example/b' }],
    ['git://h.example/b', { kind: 'git', url: 'git://h.example/b' }],
    ['github.com/acme/app', { kind: 'git', url: 'https://github.com/acme/app' }],
    ['https://h.example/c.tar.gz', { kind: 'archive', url: 'https://h.example/c.tar.gz' }],
  ])('%s', (context, location) => {
    expect(read({ context }).context).toEqual({
      ...(location.kind === 'git' ? { ref: undefined, subdirectory: undefined } : {}),
      ...location,
    })
  })

  test.each([
    ['nowhere', /"nowhere" is not a directory/],
    ['app/Dockerfile', /is not a directory/],
    ['https://me:canary@h.example/b.git', /would end up in logs/],
    ['https://h.example/b.git#--upload-pack=x', /begins with "-"/],
    ['https://h.example/b.git#main:../..', /leads out/],
  ])('%s is a mistake', (context, says) => {
    const [line = ''] = wrong({ context })
    expect(line).toMatch(says)
    expect(line).not.toContain('canary')
  })

  test('a plain path is no remote', () => {
    for (const text of ['.', '/a/b', 'a.git', 'dir:with:colons', 'file:///a'])
      expect(parseRemote(text)).toBeUndefined()
  })

  test('a Dockerfile that was named must be there; one of a remote context is not looked for', () => {
    expect(read({ file: 'app/Dockerfile', context: 'app' }).file).toBe('app/Dockerfile')
    expect(wrong({ file: 'nowhere/Dockerfile' })).toEqual([
      `DOCKLESS_FILE: "nowhere/Dockerfile" cannot be read. Name a Dockerfile; no readable file there, seen from ${here}`,
    ])
    expect(wrong({ file: 'Dockerfile', context: 'app' }).join()).toContain('write app/Dockerfile')
    expect(read({ file: 'x', context: 'https://h.example/b.git' }).file).toBe('x')
  })

  test('named contexts', () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const { buildContexts } = read({
      'build-contexts': `a=app\nb=docker-image://alpine:3\nc=oci-layout://app:v1\nd=oci-layout://app@${digest}\ne=https://h.example/b.git`,
    })
    expect(buildContexts).toMatchObject({
      a: { kind: 'path', path: path.join(here, 'app') },
      b: { kind: 'image', reference: { registry: 'docker.io', repository: 'library/alpine', tag: '3' } },
      c: { kind: 'oci-layout', path: path.join(here, 'app'), reference: 'v1' },
      d: { kind: 'oci-layout', path: path.join(here, 'app'), reference: digest },
      e: { kind: 'git', url: 'https://h.example/b.git' },
    })
    expect(
      wrong({ 'build-contexts': 'a\nb=nowhere\nc=docker-image://UPPER/X Y\nd=oci-layout://nowhere' }),
    ).toHaveLength(4)
  })
})

describe('tags and push', () => {
  test('tags are read, once each', () => {
    const { tags } = read({ tags: 'alpine, r.example:5000/a/b:1\nalpine:latest' })
    expect(tags.map(formatReference)).toEqual(['docker.io/library/alpine:latest', 'r.example:5000/a/b:1'])
  })

  test.each([
    ['r.example/UPPER:1', /"UPPER" must be lower case. Write r.example\/upper:1/],
    ['r.example/a:b:c', /not an image reference/],
    ['r.example/a:.x', /not begin with/],
    [`r.example/a@sha256:${'a'.repeat(64)}`, /has a digest/],
    ['https://r.example/a', /not an image reference/],
  ])('%s is a mistake', (tags, says) => {
    expect(wrong({ tags }).join('\n')).toMatch(says)
  })

  test('push needs tags', () => {
    expect(wrong({ push: 'true' })).toEqual([
      'tags: there is none to push to. Write tags: registry/repository:tag, or remove push',
    ])
    expect(wrong({ push: 'true', tags: 'r.example/A' })).toHaveLength(1)
    expect(read({ push: 'true', tags: 'a' }).push).toBe(true)
  })

  test.each(['true', 'True', 'TRUE'])('%s is true', (push) => {
    expect(read({ push, tags: 'a' }).push).toBe(true)
  })

  test.each(['yes', '1', 'on', 'tRue', '0', 'no'])('%s is no boolean', (push) => {
    expect(wrong({ push })).toEqual([`DOCKLESS_PUSH: "${push}" is not a boolean. Write true or false`])
  })
})

describe('outputs', () => {
  const at = (name: string) => path.join(here, name)

  test.each([
    ['outputs', 'type=oci,dest=o.tar', 'oci-archive', 'o.tar'],
    ['outputs', 'type=oci,dest=o,tar=false', 'oci-directory', 'o'],
    ['outputs', 'type=docker,dest=d.tar', 'docker-archive', 'd.tar'],
    ['load', 'oci:o', 'oci-directory', 'o'],
    ['load', 'oci-archive:o.tar', 'oci-archive', 'o.tar'],
    ['load', 'docker-archive:d.tar', 'docker-archive', 'd.tar'],
  ])('%s %s', (input, value, kind, file) => {
    expect(read({ [input]: value }).outputs).toEqual([{ kind, path: at(file) }])
  })

  test('images are pushed', () => {
    expect(read({ outputs: 'type=registry', tags: 'a' }).push).toBe(true)
    expect(read({ outputs: 'type=image,push=true', tags: 'a' }).push).toBe(true)
    expect(read({ outputs: 'type=image', tags: 'a' }).push).toBe(false)
    const named = read({ outputs: 'type=image,"name=r.example/a:1,r.example/b:2",push=true' })
    expect(named.push).toBe(true)
    expect(named.tags.map(formatReference)).toEqual(['r.example/a:1', 'r.example/b:2'])
  })

  test('there is no daemon', () => {
    expect(wrong({ load: 'true' }).join()).toMatch(/no daemon.*outputs: type=docker,dest=FILE/)
    expect(wrong({ outputs: 'type=docker' }).join()).toMatch(/no daemon/)
    expect(read({ load: 'false' }).outputs).toEqual([])
  })

  test.each([
    ['type=local,dest=x', /type "local".*cannot be made/],
    ['out', /has no type/],
    ['type=oci', /no destination/],
    ['type=oci,dest=-', /no destination/],
    ['type=oci,dest=a,compression=zstd', /attribute "compression"/],
    ['type=oci,dest=a,tar=maybe', /tar=maybe/],
    ['type=docker,dest=a,tar=false', /type=oci/],
    ['type=oci,dest=a\ntype=docker,dest=a', /written twice/],
    ['type=image,name=UP/x y', /not an image reference/],
  ])('%j is a mistake', (outputs, says) => {
    expect(wrong({ outputs }).join('\n')).toMatch(says)
  })

  test('a load that is no load', () => {
    expect(wrong({ load: 'zip:a' }).join()).toContain('oci-archive:FILE')
  })
})

describe('secrets', () => {
  test('by value, variable and file; white space in values is kept', () => {
    const { secrets } = read({
      secrets: 'A= one \n"B=two\nlines"',
      'secret-envs': 'C=TOKEN,D=EMPTY',
      'secret-files': 'E=token',
    })
    expect(secrets.map((s) => ('value' in s ? [s.id, s.value.reveal()] : [s.id, s.path]))).toEqual([
      ['A', ' one '],
      ['B', 'two\nlines'],
      ['C', 'from-env'],
      ['D', ''],
      ['E', path.join(here, 'token')],
    ])
  })

  test('a malformed secret is never shown, whatever is wrong with it', () => {
    const texts = [
      'canary',
      'A=1\ncanary',
      '"A=canary',
      '=canary',
      'not an id=canary',
      '"A=1"\ncanary"b',
      '[canary',
    ]
    for (const secrets of texts) expect(wrong({ secrets }).join('\n'), secrets).not.toContain('canary')
    expect(wrong({ 'secret-envs': 'canary' }).join()).not.toContain('canary')
    expect(wrong({ 'secret-files': 'canary' }).join()).not.toContain('canary')
    fc.assert(
      fc.property(fc.string(), (noise) => {
        try {
          read({ secrets: `${noise}\ncanary` })
        } catch (error) {
          expect(String(error)).not.toContain('canary')
        }
      }),
    )
  })

  test('what is missing is named', () => {
    const lines = wrong({ 'secret-envs': 'A=NOWHERE', 'secret-files': 'B=/no/such/file', secrets: 'C=' })
    expect(lines.join('\n')).toMatch(/secret "C" is empty/)
    expect(lines.join('\n')).toMatch(/NOWHERE of "A" is not set/)
    expect(lines.join('\n')).toMatch(/\/no\/such\/file of "B" cannot be read/)
  })

  test('an id twice', () => {
    expect(wrong({ secrets: 'A=1', 'secret-envs': 'A=TOKEN' }).join()).toMatch(/"A" is given twice/)
  })

  test('ssh: the agent, a key', () => {
    expect(read({ ssh: 'default' }, { SSH_AUTH_SOCK: '/s' }).ssh).toEqual([{ id: 'default', paths: [] }])
    expect(read({ ssh: 'k=token' }).ssh).toEqual([{ id: 'k', paths: [path.join(here, 'token')] }])
    expect(wrong({ ssh: 'default' }).join()).toContain('SSH_AUTH_SOCK')
    expect(wrong({ ssh: 'k=nowhere\n=x' })).toHaveLength(2)
  })
})

describe('registries', () => {
  const login = { registry: 'r.example:5000', username: 'robot', password: 'canary' }

  test('a login, by password or by the name of a variable', () => {
    const [first] = read(login).logins
    expect([first?.registry, first?.username, first?.password.reveal()]).toEqual([
      'r.example:5000',
      'robot',
      'canary',
    ])
    const [second] = read({ username: 'me', 'password-env': 'TOKEN' }).logins
    expect([second?.registry, second?.password.reveal()]).toEqual(['docker.io', 'from-env'])
    expect(read({ ...login, registry: 'https://index.docker.io/v1/' }).logins[0]?.registry).toBe('docker.io')
  })

  test.each([
    [{ username: 'a' }, /without a password/],
    [{ password: 'canary' }, /without a user name/],
    [{ registry: 'r.example' }, /without username and password/],
    [{ ...login, registry: 'r.example/a' }, /not a registry host/],
    [{ username: 'a', 'password-env': 'NOWHERE' }, /NOWHERE is not set/],
    [{ ...login, 'password-env': 'TOKEN' }, /one of the two/],
  ])('%j is a mistake', (inputs, says) => {
    const lines = wrong(inputs)
    expect(lines).toHaveLength(1)
    expect(lines.join()).toMatch(says)
    expect(lines.join()).not.toContain('canary')
  })

  test('mirrors, insecure registries, certificates', () => {
    const request = read({
      'registry-mirrors': 'm.example, quay.io=m.example/quay\nquay.io=http://n.example:5000/',
      'insecure-registries': 'localhost:5000,["x"'.slice(0, 14),
      'ca-certificates': 'token',
    })
    expect(request.mirrors).toEqual([
      { registry: 'docker.io', mirrors: ['m.example'] },
      { registry: 'quay.io', mirrors: ['m.example/quay', 'http://n.example:5000'] },
    ])
    expect(request.insecureRegistries).toEqual(['localhost:5000'])
    expect(request.caCertificates).toEqual([path.join(here, 'token')])
    expect(read({ 'insecure-registries': '["[::1]:5000"]' }).insecureRegistries).toEqual(['[::1]:5000'])
    expect(
      wrong({
        'registry-mirrors': 'a b\nx y=m\nhttp://me:pw@m.example',
        'insecure-registries': 'a/b',
        'ca-certificates': 'no',
      }),
    ).toHaveLength(5)
  })

  test('a command that builds nothing reads the registries alone', () => {
    const raw = readVariables({ DOCKLESS_TAGS: 'UPPER', DOCKLESS_INSECURE_REGISTRIES: 'a:1' }).inputs
    expect(readRegistryAccess(raw, env)).toEqual({
      logins: [],
      mirrors: [],
      insecureRegistries: ['a:1'],
      caCertificates: [],
    })
  })
})

describe('the rest', () => {
  test('build arguments, labels, annotations', () => {
    const request = read({
      'build-args': 'A=1,2\nTOKEN\nE=\nA=3\n__proto__=x',
      labels: 'a=b=c\nempty',
      annotations: 'a=1\nindex:b=2\nmanifest,index:c=3\nexample.org:x=4',
    })
    expect(Object.entries(request.buildArgs)).toEqual([
      ['A', '3'],
      ['TOKEN', 'from-env'],
      ['E', ''],
      ['__proto__', 'x'],
    ])
    expect(request.labels).toEqual({ a: 'b=c', empty: '' })
    expect(request.annotations).toEqual([
      { level: 'manifest', name: 'a', value: '1' },
      { level: 'index', name: 'b', value: '2' },
      { level: 'manifest', name: 'c', value: '3' },
      { level: 'index', name: 'c', value: '3' },
      { level: 'manifest', name: 'example.org:x', value: '4' },
    ])
    expect(
      wrong({ 'build-args': 'NOWHERE\n=x\na b=c', labels: '=x', annotations: 'x\nlayer:a=b' }),
    ).toHaveLength(6)
  })

  test('lists as GitLab writes them', () => {
    expect(read({ 'build-args': '["A=1,2","B=x\\ny","C=\\"q\\""]' }).buildArgs).toEqual({
      A: '1,2',
      B: 'x\ny',
      C: '"q"',
    })
    expect(wrong({ 'build-args': '["A=1"' }).join()).toContain('JSON array')
  })

  test('platforms', () => {
    expect(read({ platforms: 'linux/arm64' }).platform).toEqual({ os: 'linux', architecture: 'arm64' })
    expect(wrong({ platforms: 'linux/amd64,linux/arm64' }).join()).toMatch(/one can be built at a time/)
    expect(wrong({ platforms: 'arm64' }).join()).toMatch(/linux\/amd64/)
  })

  test('choices', () => {
    expect(read({ strategy: 'buildah', network: 'none' })).toMatchObject({
      strategy: 'buildah',
      network: 'none',
    })
    expect(wrong({ strategy: 'docker-in-docker' }).join()).toMatch(
      /"docker-in-docker".*auto, assemble, buildkit, buildah/,
    )
    expect(wrong({ strategy: 'builda' }).join()).toMatch(
      /not one of its values\. Did you mean buildah\? Write one of/,
    )
    expect(wrong({ network: 'bridge' }).join()).toMatch(/default, host, none/)
  })

  test.each([
    ['64m', 64 * 1024 ** 2],
    ['1.5g', 1.5 * 1024 ** 3],
    ['1048576', 1048576],
    ['2KiB', 2048],
    ['10 MB', 10 * 1024 ** 2],
    ['0', undefined],
    ['-1', undefined],
    ['m', undefined],
    ['1x', undefined],
    ['9999999t', undefined],
  ])('the size %s', (text, size) => {
    expect(parseSize(text)).toBe(size)
  })

  test('limits, hosts, shm', () => {
    const request = read({
      ulimit: 'nofile=1024:2048\ncore=-1',
      'add-hosts': 'a:10.0.0.1,b=::1\nc:[::2]',
      'shm-size': '64m',
    })
    expect(request.limits).toEqual([
      { name: 'nofile', soft: 1024, hard: 2048 },
      { name: 'core', soft: -1, hard: -1 },
    ])
    expect(request.addHosts).toEqual([
      { name: 'a', address: '10.0.0.1' },
      { name: 'b', address: '::1' },
      { name: 'c', address: '::2' },
    ])
    expect(request.shmSize).toBe(64 * 1024 ** 2)
    expect(
      wrong({
        ulimit: 'files=1\nnofile\nnofile=9:1',
        'add-hosts': 'a\nb:x\nc:host-gateway',
        'shm-size': 'big',
      }),
    ).toHaveLength(7)
  })

  test('SOURCE_DATE_EPOCH', () => {
    expect(read({}, { SOURCE_DATE_EPOCH: '1700000000' }).sourceDateEpoch).toBe(1700000000)
    expect(wrong({}, { SOURCE_DATE_EPOCH: 'yesterday' }).join()).toContain('SOURCE_DATE_EPOCH')
  })

  test('where each value came from', () => {
    const raw = parseCommandLine(['build', 'app', '--push']).inputs
    expect(originsOf(raw)).toEqual([
      { input: 'context', origin: 'CONTEXT' },
      { input: 'push', origin: '--push' },
    ])
  })
})

describe('cache', () => {
  const stores = (text: string) => read({ cache: text }).cache.store
  test.each([
    ['auto', { kind: 'auto' }],
    ['none', { kind: 'none' }],
    ['github', { kind: 'github' }],
    ['dir:/var/cache/images', { kind: 'directory', path: '/var/cache/images' }],
    [
      'registry:r.example/team/cache',
      { kind: 'registry', repository: { registry: 'r.example', repository: 'team/cache' } },
    ],
    [
      'registry:127.0.0.1:5000/cache',
      { kind: 'registry', repository: { registry: '127.0.0.1:5000', repository: 'cache' } },
    ],
  ])('%s', (text, store) => {
    expect(stores(text)).toEqual(store)
  })
  test('a directory is relative to the working directory', () => {
    expect(stores('dir:.kept')).toEqual({ kind: 'directory', path: path.join(here, '.kept') })
  })
  test('whether anybody asked for it', () => {
    expect(read({}).cache.isGiven).toBe(false)
    expect(read({ cache: 'auto' }).cache.isGiven).toBe(false)
    expect(read({ cache: 'none' }).cache.isGiven).toBe(true)
  })
  test('mode, scope and size', () => {
    const { mode, scope, maxSize } = read({
      'cache-mode': 'min',
      'cache-scope': 'web',
      'cache-max-size': '500m',
    }).cache
    expect([mode, scope, maxSize]).toEqual(['min', 'web', 500 * 1024 ** 2])
  })
  test.each([
    [{ cache: 'gha' }, /^DOCKLESS_CACHE: "gha" is no place for a cache. Write auto/],
    [{ cache: 'dir:' }, /"dir:" is no place/],
    [{ cache: 'registry:r.example/a:tag' }, /it names a tag/],
    [{ cache: 'registry:r.example/A' }, /lower case/],
    [{ 'cache-mode': 'all' }, /"all" is not one of its values/],
    [{ 'cache-max-size': 'much' }, /"much" is not a size/],
  ])('%j', (inputs: Record<string, string>, words) => {
    expect(wrong(inputs)).toEqual([expect.stringMatching(words)])
  })
})
