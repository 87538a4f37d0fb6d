import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WrongInput } from '../../src/errors/errors.js'
import { requestEnvironment } from '../../src/request/environment.js'
import { readRequest, readTools } from '../../src/request/read.js'
import { variableOf } from '../../src/request/table.js'
import { readVariables } from '../../src/request/variables.js'

const DIGEST = `sha256:${'b'.repeat(64)}`
let here = ''

beforeAll(() => {
  here = mkdtempSync(path.join(tmpdir(), 'builder-'))
  for (const name of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(path.join(here, name), 'PEM')
})
afterAll(() => rmSync(here, { recursive: true, force: true }))

function inputs(given: Record<string, string>) {
  return readVariables(Object.fromEntries(Object.entries(given).map(([k, v]) => [variableOf(k), v]))).inputs
}

function builder(given: Record<string, string>) {
  return readRequest(inputs(given), requestEnvironment(here, {}, here)).builder
}

function wrong(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof WrongInput) return error.message
    throw error
  }
  throw new Error('there is no mistake')
}

describe('builder', () => {
  test('several endpoints keep their order; one that is given twice counts once', () => {
    const given =
      'tcp://a.example:1234,unix:///run/buildkit/buildkitd.sock\nkube-pod://buildkitd-0?namespace=ci&context=x\ntcp://a.example:1234'
    expect(builder({ builder: given })).toEqual({
      endpoints: [
        'tcp://a.example:1234',
        'unix:///run/buildkit/buildkitd.sock',
        'kube-pod://buildkitd-0?namespace=ci&context=x',
      ],
      tls: undefined,
    })
  })

  test('its TLS files become absolute', () => {
    const files = { 'builder-ca': 'ca.pem', 'builder-cert': 'cert.pem', 'builder-key': 'key.pem' }
    expect(builder({ builder: 'tcp://[::1]:1234', ...files })?.tls).toEqual({
      ca: path.join(here, 'ca.pem'),
      client: { certificate: path.join(here, 'cert.pem'), key: path.join(here, 'key.pem') },
    })
    expect(builder({ builder: 'tcp://a:1', 'builder-ca': 'ca.pem' })?.tls?.client).toBeUndefined()
  })

  test.each([
    ['default', 'is no address'],
    ['docker-container://x', 'docker-container://, which is not known'],
    ['ssh://host', 'ssh://, which is not known'],
    ['tcp://host', 'is not a host and port'],
    ['tcp://host:1/path', 'is not a host and port'],
    ['tcp://me:secret@host:1', 'has a login in it'],
    ['unix://relative.sock', 'is not an absolute path'],
    ['kube-pod://', 'names no pod'],
  ])('%s is told with what to write', (text, problem) => {
    const said = wrong(() => builder({ builder: text }))
    expect(said).toContain(problem)
    expect(said).toContain('Write tcp://HOST:PORT')
    expect(said).not.toContain('secret')
  })

  test.each([
    [{ builder: 'tcp://a:1', 'builder-ca': 'none.pem' }, 'the file none.pem cannot be read'],
    [{ builder: 'tcp://a:1', 'builder-ca': 'ca.pem', 'builder-cert': 'cert.pem' }, 'without builder-key'],
    [{ builder: 'tcp://a:1', 'builder-ca': 'ca.pem', 'builder-key': 'key.pem' }, 'without builder-cert'],
    [{ builder: 'tcp://a:1', 'builder-cert': 'cert.pem', 'builder-key': 'key.pem' }, 'without builder-ca'],
    [{ 'builder-ca': 'ca.pem' }, 'no builder that it is for'],
  ] as readonly [Record<string, string>, string][])('TLS that is half there: %o', (given, problem) => {
    expect(wrong(() => builder(given))).toContain(problem)
  })
})

describe('where builders come from', () => {
  test('fetched from their official images, unless told otherwise', () => {
    expect(readTools(inputs({}))).toEqual({ fetch: true, mirror: undefined, images: {} })
    expect(readTools(inputs({ tools: 'installed' })).fetch).toBe(false)
  })

  test('a mirror and images of one’s own', () => {
    const image = `registry.example/buildkit:v1@${DIGEST}`
    const read = readTools(
      inputs({ 'tool-mirror': 'mirror.example:5000/hub', 'tool-images': `buildkit=${image}` }),
    )
    expect(read.mirror).toBe('mirror.example:5000/hub')
    expect(read.images).toMatchObject({
      buildkit: { registry: 'registry.example', tag: 'v1', digest: DIGEST },
    })
  })

  test.each([
    [{ 'tool-mirror': 'https://mirror.example' }, 'is not a registry'],
    [
      { 'tool-images': 'buildkit=registry.example/buildkit:v1' },
      '"buildkit" is not pinned: it has no digest',
    ],
    [{ 'tool-images': 'buildkit' }, '"buildkit" is not pinned'],
    [{ tools: 'never' }, 'Write one of auto, installed'],
  ] as readonly [Record<string, string>, string][])('%o', (given, problem) => {
    expect(wrong(() => readTools(inputs(given)))).toContain(problem)
  })
})
