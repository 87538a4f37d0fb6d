import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { githubHost } from '../../src/hosts/github.js'
import type { HostOptions } from '../../src/hosts/options.js'
import type { Outputs } from '../../src/port/host.js'

let directory = ''
let written = ''

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'github-'))
  written = ''
  for (const name of ['out', 'state']) writeFileSync(file(name), '') // the runner makes them before the step
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

const file = (name: string) => path.join(directory, name)
const options = (env: NodeJS.ProcessEnv = {}): HostOptions => ({
  env,
  cwd: directory,
  write: (text) => {
    written += text
  },
  colour: false,
  debug: false,
})
/** The toolkit reads the files' names in the environment of the process. */
const host = (env: NodeJS.ProcessEnv = {}) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return githubHost(options(env))
}

const OUTPUTS: Outputs = {
  image: 'r.example/a:1@sha256:00',
  digest: 'sha256:00',
  imageid: 'sha256:11',
  tags: ['r.example/a:1', 'r.example/a:2'],
  strategy: 'assemble',
  platforms: ['linux/amd64'],
  metadata: { 'image.name': 'a\nb' },
}

/** Reads a file of commands as the runner does. */
function readCommands(name: string): Record<string, string> {
  const found: Record<string, string> = {}
  const lines = readFileSync(file(name), 'utf8').split('\n')
  for (let i = 0; i < lines.length; i++) {
    const [, key, delimiter] = /^([^=]+?)<<(.+)$/.exec(lines[i] ?? '') ?? []
    if (key === undefined || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, i + 1)
    found[key] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return found
}

describe('log', () => {
  test('levels are workflow commands, with the place', () => {
    const { sink } = host()
    sink.line('error', 'exit 1\n100%', { file: 'a,b:c', line: 3, column: 7 })
    sink.line('warning', 'w', { file: 'Dockerfile', line: 1 })
    sink.line('notice', 'n')
    sink.line('debug', 'd')
    sink.openGroup('two\nlines')
    sink.line('info', 'plain')
    sink.closeGroup()
    expect(written.split('\n')).toEqual([
      '::error file=a%2Cb%3Ac,line=3,col=7::exit 1%0A100%25',
      '::warning file=Dockerfile,line=1::w',
      '::notice::n',
      '::debug::d',
      '::group::two lines',
      'plain',
      '::endgroup::',
      '',
    ])
  })

  test.each([
    '::add-mask::x',
    '  ::error::x',
    'a\n::set-env name=A::b',
    'a\r::stop-commands::x',
    'text ##[error]x',
    '##[group]x',
  ])('what a builder prints is never a command: %j', (message) => {
    host().sink.line('info', message)
    for (const line of written.split(/\r\n|\r|\n/)) {
      expect(line.trimStart().startsWith('::')).toBe(false)
      expect(line).not.toContain('##[')
    }
  })

  test('no text of an annotation ends it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, name) => {
        written = ''
        host().sink.line('error', message, { file: name, line: 1 })
        expect(written.split(/\r|\n/)).toHaveLength(2)
        const data = written.slice(written.indexOf('::', 2) + 2, -1)
        const back = data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')
        expect(back).toBe(message)
      }),
    )
  })

  test('a mask is a command for each line, and short lines are left alone', () => {
    host().mask('first line\n\nab\nsecond%line\r\n')
    expect(written).toBe('::add-mask::first line\n::add-mask::second%25line\n')
  })
})

describe('outputs, state, summary', () => {
  test('outputs of any text come back as they were', async () => {
    await host({ GITHUB_OUTPUT: file('out') }).publish({ ...OUTPUTS, tags: ['a', 'EOF', 'x<<y'] })
    expect(readCommands('out')).toEqual({
      image: OUTPUTS.image,
      digest: OUTPUTS.digest,
      imageid: OUTPUTS.imageid,
      tags: 'a\nEOF\nx<<y',
      strategy: 'assemble',
      metadata: '{"image.name":"a\\nb"}',
    })
  })

  test('without the file, a warning', async () => {
    await host().publish(OUTPUTS)
    expect(written).toContain('::warning::GITHUB_OUTPUT is not set: digest')
  })

  test('state goes to the file and comes back as a variable', async () => {
    const main = host({ GITHUB_STATE: file('state') })
    await main.saveState('directory', '/tmp/x')
    expect(readCommands('state')).toEqual({ directory: '/tmp/x' })
    expect(await main.state('directory')).toBe('/tmp/x')
    expect(await host({ STATE_directory: '/tmp/x' }).state('directory')).toBe('/tmp/x')
    expect(await host({ STATE_directory: '' }).state('directory')).toBeUndefined()
  })

  test('a summary is cut at a line below the limit of the runner', async () => {
    const present = '# before\n'
    writeFileSync(file('summary'), present)
    await host({ GITHUB_STEP_SUMMARY: file('summary') }).summary('| row |\n'.repeat(200_000))
    const text = readFileSync(file('summary'), 'utf8')
    expect(text.startsWith(`${present}| row |\n`)).toBe(true)
    expect(text.endsWith('| row |\n\n\n_The summary was too long and ends here._\n')).toBe(true)
    expect(statSync(file('summary')).size).toBeLessThanOrEqual(1024 * 1024)
    await host({ GITHUB_STEP_SUMMARY: file('summary') }).summary('more\n'.repeat(1000))
    expect(statSync(file('summary')).size).toBeLessThanOrEqual(1024 * 1024)
  })
})

describe('what the job knows', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_SHA: '0123',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_ACTOR: 'octo',
    RUNNER_TEMP: '/runner/temp',
    GITHUB_WORKSPACE: '/home/ci/space',
  }

  test('source', async () => {
    writeFileSync(file('event'), JSON.stringify({ repository: { default_branch: 'trunk' } }))
    expect(await host({ ...env, GITHUB_EVENT_PATH: file('event') }).source()).toEqual({
      repository: 'https://github.com/acme/app',
      commit: '0123',
      ref: 'refs/heads/main',
      event: 'push',
      defaultBranch: 'trunk',
      change: undefined,
    })
    const pull = await host({ ...env, GITHUB_REF: 'refs/pull/7/merge' }).source()
    expect(pull).toMatchObject({ change: 7, defaultBranch: undefined })
    writeFileSync(file('event'), 'no JSON')
    expect(await host({ GITHUB_EVENT_PATH: file('event') }).source()).toMatchObject({ repository: undefined })
  })

  test('places', () => {
    expect(host(env)).toMatchObject({
      temporary: '/runner/temp',
      workspace: '/home/ci/space',
      name: 'github',
    })
  })

  test.each([
    ['https://github.com', 'ghcr.io', 'github.com'],
    ['https://acme.ghe.com', 'containers.acme.ghe.com', 'acme.ghe.com'],
  ])(
    'the token of %s is for its own registry and git only, and only when handed over',
    (server, registry, git) => {
      const given = host({ ...env, GITHUB_SERVER_URL: server, 'INPUT_GITHUB-TOKEN': 'canary' })
      expect(given.credentials().map((c) => [c.registry, c.username, c.password.reveal()])).toEqual([
        [registry, 'octo', 'canary'],
      ])
      expect(given.gitCredentials().map((c) => [c.host, c.password.reveal()])).toEqual([[git, 'canary']])
      const bare = host({
        ...env,
        GITHUB_SERVER_URL: server,
        GITHUB_TOKEN: 'canary',
        'INPUT_GITHUB-TOKEN': '',
      })
      expect([...bare.credentials(), ...bare.gitCredentials()]).toEqual([])
    },
  )
})
