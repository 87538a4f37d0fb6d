import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '../../src/log/secret.js'
import { type Credential, RunCredentials } from '../../src/registry/credentials.js'
import { keepingLog } from './harness.js'

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'dockless-home-'))
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
})

const pair = (text: string): { auth: string } => ({ auth: Buffer.from(text).toString('base64') })

async function write(file: string, content: unknown): Promise<string> {
  const full = path.join(home, file)
  await mkdir(path.dirname(full), { recursive: true })
  await writeFile(full, typeof content === 'string' ? content : JSON.stringify(content))
  return full
}

interface Given {
  readonly environment?: Record<string, string>
  readonly logins?: readonly { registry: string; username: string; password: Secret }[]
  readonly provided?: readonly { registry: string; username: string; password: Secret }[]
}

function source(given: Given = {}): { credentials: RunCredentials; lines: string[] } {
  const { log, lines } = keepingLog()
  const credentials = new RunCredentials({
    logins: given.logins ?? [],
    provided: given.provided ?? [],
    environment: given.environment ?? {},
    home,
    log,
  })
  return { credentials, lines }
}

const brief = (found: Credential | undefined): string | undefined =>
  found &&
  (found.kind === 'password'
    ? `${found.username}:${found.password.reveal()}`
    : `${found.kind} ${found.token.reveal()}`)

async function find(given: Given, registry: string, repository = 'team/app'): Promise<string | undefined> {
  return brief(await source(given).credentials.find(registry, repository))
}

/** A credential helper that notes each call and answers with `script`. */
async function helper(name: string, script: string): Promise<Record<string, string>> {
  const file = await write(`bin/docker-credential-${name}`, `#!/bin/sh\nread -r server\n${script}\n`)
  await chmod(file, 0o755)
  return { PATH: `${path.dirname(file)}:/usr/bin:/bin`, HOME: home }
}

describe('the order', () => {
  test('inputs, the CI, config.json, DOCKER_AUTH_CONFIG, auth.json', async () => {
    const everywhere = 'r.example'
    await write('.docker/config.json', { auths: { [everywhere]: pair('docker:1111') } })
    await write('.config/containers/auth.json', {
      auths: { [everywhere]: pair('containers:2222'), 'only.example': pair('containers:3333') },
    })
    const environment = {
      DOCKER_AUTH_CONFIG: JSON.stringify({
        auths: { [everywhere]: pair('variable:4444'), 'v.example': pair('variable:5555') },
      }),
    }
    const login = (username: string) => [{ registry: everywhere, username, password: new Secret('pass') }]
    const all = { environment, logins: login('input'), provided: login('ci') }
    expect(await find(all, everywhere)).toBe('input:pass')
    expect(await find({ ...all, logins: [] }, everywhere)).toBe('ci:pass')
    expect(await find({ environment }, everywhere)).toBe('docker:1111')
    expect(await find({ environment }, 'v.example')).toBe('variable:5555')
    expect(await find({ environment }, 'only.example')).toBe('containers:3333')
    expect(await find(all, 'unknown.example')).toBeUndefined()
  })

  test('DOCKER_CONFIG and REGISTRY_AUTH_FILE name other files', async () => {
    await write('.docker/config.json', { auths: { 'r.example': pair('home:1111') } })
    await write('d/config.json', { auths: { 'd.example': pair('docker:2222') } })
    const file = await write('a.json', { auths: { 'a.example': pair('file:3333') } })
    const environment = { DOCKER_CONFIG: path.join(home, 'd'), REGISTRY_AUTH_FILE: file }
    expect(await find({ environment }, 'd.example')).toBe('docker:2222')
    expect(await find({ environment }, 'a.example')).toBe('file:3333')
    expect(await find({ environment }, 'r.example')).toBeUndefined()
  })
})

describe('keys', () => {
  test.each([
    ['https://index.docker.io/v1/', 'docker.io'],
    ['index.docker.io', 'docker.io'],
    ['registry-1.docker.io', 'docker.io'],
    ['docker.io', 'docker.io'],
    ['https://r.example', 'r.example'],
    ['https://r.example/v2/', 'r.example'],
    ['http://r.example:5000/v1/', 'r.example:5000'],
    ['R.Example', 'r.example'],
    ['r.example:443', 'r.example'],
    ['r.example', 'r.example:443'],
  ])('%s is for %s', async (key, registry) => {
    await write('.docker/config.json', { auths: { [key]: pair('bob:word') } })
    expect(await find({}, registry)).toBe('bob:word')
  })

  test.each([
    ['r.example', 'r.example:5000'],
    ['r.example:5000', 'r.example'],
    ['r.example', 'other.r.example'],
    ['docker.io.example', 'docker.io'],
  ])('%s is not for %s', async (key, registry) => {
    await write('.docker/config.json', { auths: { [key]: pair('bob:word') } })
    expect(await find({}, registry)).toBeUndefined()
  })

  test('the longest leading part of the repository wins', async () => {
    const auths = {
      'r.example': pair('host:1111'),
      'r.example/team': pair('team:2222'),
      'r.example/team/app': pair('app:3333'),
    }
    await write('.docker/config.json', { auths })
    expect(await find({}, 'r.example', 'team/app')).toBe('app:3333')
    expect(await find({}, 'r.example', 'team/application')).toBe('team:2222')
    expect(await find({}, 'r.example', 'teams/app')).toBe('host:1111')
  })
})

describe('entries', () => {
  test.each([
    [pair('bob:with:colons'), 'bob:with:colons'],
    [{ username: 'bob', password: 'word' }, 'bob:word'],
    [{ ...pair('<token>:'), identitytoken: 'refresh' }, 'identity-token refresh'],
    [{ registrytoken: 'bearer' }, 'registry-token bearer'],
    [{}, undefined],
    [{ auth: 'AAAA' }, undefined],
    ['text', undefined],
  ])('%j', async (entry, expected) => {
    await write('.docker/config.json', { auths: { 'r.example': entry } })
    expect(await find({}, 'r.example')).toBe(expected)
  })

  test('secrets are told to the redactor, and are not shown', async () => {
    await write('.docker/config.json', { auths: { 'r.example': pair('bob:opensesame') } })
    const { log } = keepingLog()
    const credentials = new RunCredentials({ logins: [], provided: [], environment: {}, home, log })
    const found = await credentials.find('r.example', 'app')
    expect(inspect(found, { depth: 5 })).not.toContain('opensesame')
    const encoded = Buffer.from('bob:opensesame').toString('base64')
    expect(log.redactor.redact(`opensesame ${encoded}`)).toBe('*** ***')
  })

  test('a file that is not JSON is named, not quoted, and the next is read', async () => {
    await write('.docker/config.json', '{"auths": {"r.example": {"password": "opensesame"')
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { 'r.example': pair('a:bbbb') } }) }
    const { credentials, lines } = source({ environment })
    expect(brief(await credentials.find('r.example', 'app'))).toBe('a:bbbb')
    expect(lines).toEqual([expect.stringMatching(/^warning: .*config\.json is not a JSON object/)])
    expect(lines.join()).not.toContain('opensesame')
  })
})

describe('helpers', () => {
  test('credHelpers before credsStore before auths; asked once a registry', async () => {
    const environment = await helper(
      'one',
      `echo "$server" >> "$HOME/calls"; printf '{"ServerURL":"%s","Username":"one","Secret":"%s"}' "$server" "$server"`,
    )
    await helper('all', `printf '{"Username":"<token>","Secret":"refresh"}'`)
    await write('.docker/config.json', {
      auths: { 'r.example': pair('file:1111') },
      credHelpers: { 'r.example': 'one', 'https://index.docker.io/v1/': 'one' },
      credsStore: 'all',
    })
    const { credentials } = source({ environment })
    expect(brief(await credentials.find('r.example', 'a'))).toBe('one:r.example')
    expect(brief(await credentials.find('r.example', 'b'))).toBe('one:r.example')
    expect(brief(await credentials.find('docker.io', 'library/x'))).toBe('one:https://index.docker.io/v1/')
    expect(brief(await credentials.find('other.example', 'a'))).toBe('identity-token refresh')
    expect((await credentials.find('r.example', 'a'))?.source).toContain('docker-credential-one')
  })

  test('a helper without an answer leaves the way to auths, in silence', async () => {
    const environment = await helper('none', `echo "credentials not found in native keychain"; exit 1`)
    await write('.docker/config.json', { auths: { 'r.example': pair('file:1111') }, credsStore: 'none' })
    const { credentials, lines } = source({ environment })
    expect(brief(await credentials.find('r.example', 'a'))).toBe('file:1111')
    expect(lines).toEqual([])
  })

  test.each([
    ['missing', undefined, /docker-credential-missing is not on PATH/],
    ['../evil', undefined, /is not on PATH/],
    ['broken', 'echo "no cloud today" >&2; exit 3', /docker-credential-broken: .*no cloud today/],
    ['odd', 'echo hello', /its answer for r\.example is not what the protocol says/],
  ])('%s is warned of', async (name, script, message) => {
    const environment = script ? await helper(name, script) : { PATH: '/nowhere' }
    await write('.docker/config.json', { credsStore: name })
    const { credentials, lines } = source({ environment })
    expect(await credentials.find('r.example', 'a')).toBeUndefined()
    expect(lines).toEqual([expect.stringMatching(message)])
  })

  test('inputs and tokens of the job do not reach a helper', async () => {
    const environment = await helper('env', `env > "$HOME/env"; printf '{"Username":"u","Secret":"word"}'`)
    await write('.docker/config.json', { credsStore: 'env' })
    const given = { ...environment, GITHUB_TOKEN: 'x', INPUT_PASSWORD: 'y', AWS_PROFILE: 'z' }
    await source({ environment: given }).credentials.find('r.example', 'a')
    const { readFile } = await import('node:fs/promises')
    const seen = await readFile(path.join(home, 'env'), 'utf8')
    expect(seen).toContain('AWS_PROFILE=z')
    expect(seen).not.toMatch(/GITHUB_TOKEN|INPUT_/)
  })
})
