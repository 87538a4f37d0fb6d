import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { detectHostName, hostOf } from '../../src/hosts/detect.js'
import { sourceFromGit, webAddress } from '../../src/hosts/git-source.js'
import type { HostOptions } from '../../src/hosts/options.js'
import { dotenvOf } from '../../src/hosts/output-files.js'
import { fileState } from '../../src/hosts/state-file.js'
import { tektonHost } from '../../src/hosts/tekton.js'
import type { Host, HostName, Outputs } from '../../src/port/host.js'
import { run } from '../../src/process/run.js'
import { INPUTS, variableOf } from '../../src/request/table.js'

let directory = ''
let written = ''

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'hosts-'))
  written = ''
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const options = (env: NodeJS.ProcessEnv = {}, more: Partial<HostOptions> = {}): HostOptions => ({
  env: { TMPDIR: directory, ...env },
  cwd: directory,
  write: (text) => {
    written += text
  },
  colour: false,
  debug: false,
  ...more,
})
const host = (name: HostName, env: NodeJS.ProcessEnv = {}): Promise<Host> => hostOf(name, options(env))

const OUTPUTS: Outputs = {
  image: 'r.example/a:1@sha256:00',
  digest: 'sha256:00',
  imageid: 'sha256:11',
  tags: ['r.example/a:1', 'r.example/a:2'],
  strategy: 'assemble',
  platforms: ['linux/amd64'],
  metadata: { key: 'two\nlines' },
}

describe('detection', () => {
  test.each([
    [{ GITHUB_ACTIONS: 'true' }, 'github'],
    [{ GITLAB_CI: 'true' }, 'gitlab'],
    [{ GITLAB_CI: 'false', CI_PROJECT_DIR: '/builds/a' }, 'gitlab'],
    [{ GITLAB_CI: 'false' }, 'terminal'],
    [{ JENKINS_URL: 'http://j' }, 'jenkins'],
    [{ CI: 'true' }, 'terminal'],
    [{}, 'terminal'],
  ] as const)('%j is %s', (env, name) => {
    expect(detectHostName(env, '/no/tekton')).toBe(name)
  })

  test('a results directory is Tekton', () => {
    expect(detectHostName({}, directory)).toBe('tekton')
  })

  test('every name has an adapter of its own', async () => {
    for (const name of ['github', 'gitlab', 'jenkins', 'tekton', 'terminal'] as const) {
      expect((await host(name)).name).toBe(name)
    }
  })
})

describe('text for people', () => {
  test('level, place, and groups as titles', async () => {
    const { sink } = await host('terminal')
    sink.openGroup('Build')
    sink.line('info', 'a')
    sink.line('debug', 'hidden')
    sink.line('error', 'b', { file: 'Dockerfile', line: 3, column: 1 })
    sink.closeGroup()
    expect(written).toBe('==> Build\na\nDockerfile:3:1: error: b\n')
  })

  test('colours and debug lines when asked for', async () => {
    const { sink } = await hostOf('terminal', options({}, { colour: true, debug: true }))
    sink.line('warning', 'a\nb')
    sink.line('debug', 'd')
    expect(written).toBe(
      '\u001B[33mwarning: \u001B[0m\u001B[33ma\u001B[0m\n\u001B[33mb\u001B[0m\n\u001B[2mdebug: \u001B[0m\u001B[2md\u001B[0m\n',
    )
  })
})

describe('GitLab', () => {
  test('groups are sections, closed in order', async () => {
    const { sink } = await host('gitlab', { NO_COLOR: '1' })
    sink.openGroup('outer')
    sink.openGroup('in\nner')
    sink.line('error', 'x')
    sink.closeGroup()
    sink.closeGroup()
    sink.closeGroup()
    expect(written.replace(/\d{9,}/g, 'T').split('\n')).toEqual([
      '\u001B[0Ksection_start:T:dockless_1\r\u001B[0Kouter',
      '\u001B[0Ksection_start:T:dockless_2\r\u001B[0Kin ner',
      'error: x',
      '\u001B[0Ksection_end:T:dockless_2\r\u001B[0K',
      '\u001B[0Ksection_end:T:dockless_1\r\u001B[0K',
      '',
    ])
  })

  test('outputs: a dotenv report and a document with everything', async () => {
    await (await host('gitlab', { CI_PROJECT_DIR: directory })).publish(OUTPUTS)
    expect(readFileSync(path.join(directory, 'dockless.env'), 'utf8').split('\n')).toEqual([
      'DOCKLESS_OUTPUT_IMAGE=r.example/a:1@sha256:00',
      'DOCKLESS_OUTPUT_DIGEST=sha256:00',
      'DOCKLESS_OUTPUT_IMAGEID=sha256:11',
      'DOCKLESS_OUTPUT_STRATEGY=assemble',
      'DOCKLESS_OUTPUT_PLATFORMS=linux/amd64',
      'DOCKLESS_OUTPUT_TAGS=r.example/a:1 r.example/a:2',
      '',
    ])
    expect(JSON.parse(readFileSync(path.join(directory, 'dockless.json'), 'utf8'))).toEqual(OUTPUTS)
  })

  test('a project directory that is not there is not the workspace', async () => {
    expect((await host('gitlab', { CI_PROJECT_DIR: '/' })).workspace).toBe('/')
    expect((await host('gitlab', { CI_PROJECT_DIR: '/builds/no/where' })).workspace).toBe(directory)
  })

  test('the report can go elsewhere', async () => {
    const env = { CI_PROJECT_DIR: directory, DOCKLESS_DOTENV: 'other.env', DOCKLESS_JSON: 'other.json' }
    await (await host('gitlab', env)).publish(OUTPUTS)
    expect(readdirSync(directory).sort()).toEqual(['other.env', 'other.json'])
  })

  test('no report is larger than GitLab takes, and no line is two', () => {
    const tags = Array.from({ length: 500 }, (_, i) => `r.example/repository/image:${i}`)
    const text = dotenvOf({ ...OUTPUTS, tags, image: 'a\nB=c' })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5 * 1024)
    expect(
      text
        .split('\n')
        .filter((line) => line !== '')
        .every((line) => line.startsWith('DOCKLESS_OUTPUT_')),
    ).toBe(true)
  })

  test('no variable of the report is an input of a later build', () => {
    const names = dotenvOf(OUTPUTS)
      .split('\n')
      .map((line) => line.split('=')[0])
    for (const row of INPUTS) {
      for (const name of [row.name, ...row.aliases]) expect(names).not.toContain(variableOf(name))
    }
  })

  test('credentials of the registry, the dependency proxy and git', async () => {
    const gitlab = await host('gitlab', {
      CI_REGISTRY: 'registry.example:5050',
      CI_REGISTRY_USER: 'gitlab-ci-token',
      CI_REGISTRY_PASSWORD: 'one',
      CI_DEPLOY_USER: 'deploy',
      CI_DEPLOY_PASSWORD: 'two',
      CI_DEPENDENCY_PROXY_SERVER: 'gitlab.example:443',
      CI_DEPENDENCY_PROXY_USER: 'proxy',
      CI_DEPENDENCY_PROXY_PASSWORD: 'three',
      CI_SERVER_FQDN: 'gitlab.example',
      CI_JOB_TOKEN: 'four',
    })
    expect(gitlab.credentials().map((c) => [c.registry, c.username, c.password.reveal()])).toEqual([
      ['registry.example:5050', 'gitlab-ci-token', 'one'],
      ['gitlab.example:443', 'proxy', 'three'],
      ['gitlab.example', 'proxy', 'three'],
    ])
    expect(gitlab.gitCredentials().map((c) => [c.host, c.username, c.password.reveal()])).toEqual([
      ['gitlab.example', 'gitlab-ci-token', 'four'],
    ])
    const deploy = await host('gitlab', {
      CI_REGISTRY: 'r.example',
      CI_DEPLOY_USER: 'd',
      CI_DEPLOY_PASSWORD: 'p',
    })
    expect(deploy.credentials().map((c) => [c.registry, c.username])).toEqual([['r.example', 'd']])
    expect((await host('gitlab')).credentials()).toEqual([])
  })

  test.each([
    [
      { CI_COMMIT_TAG: 'v1', CI_COMMIT_BRANCH: '' },
      { ref: 'refs/tags/v1', change: undefined },
    ],
    [{ CI_COMMIT_BRANCH: 'main' }, { ref: 'refs/heads/main', change: undefined }],
    [
      { CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_REF_PATH: 'refs/merge-requests/7/head' },
      { ref: 'refs/merge-requests/7/head', change: 7 },
    ],
  ])('source %j', async (env, says) => {
    const known = { CI_PROJECT_URL: 'https://g.example/a/b', CI_COMMIT_SHA: '01', CI_DEFAULT_BRANCH: 'main' }
    expect(await (await host('gitlab', { ...known, ...env })).source()).toMatchObject({
      repository: 'https://g.example/a/b',
      commit: '01',
      defaultBranch: 'main',
      ...says,
    })
  })

  test('state reaches the post phase of the same job, and nobody else reads it', async () => {
    await (await host('gitlab', { CI_JOB_ID: '42' })).saveState('directory', '/tmp/x')
    const [name = ''] = readdirSync(directory)
    expect(statSync(path.join(directory, name)).mode & 0o777).toBe(0o600)
    const post = await host('gitlab', { CI_JOB_ID: '42' })
    expect(await post.state('directory')).toBe('/tmp/x')
    expect(await (await host('gitlab', { CI_JOB_ID: '43' })).state('directory')).toBeUndefined()
    await post.saveState('directory', '')
    expect(readdirSync(directory)).toEqual([])
  })
})

describe('state files', () => {
  const file = () => path.join(directory, 'dockless-state-1.json')

  test('one that others may write, a link and a broken one are not read', async () => {
    const state = fileState(directory, '1')
    writeFileSync(file(), '{"pid":"1"}', { mode: 0o600 })
    expect(await state.get('pid')).toBe('1')
    chmodSync(file(), 0o666)
    expect(await state.get('pid')).toBeUndefined()
    await expect(state.save('pid', '2')).rejects.toThrow(/cannot be written/)
    rmSync(file())
    writeFileSync(path.join(directory, 'target'), '{"pid":"1"}', { mode: 0o600 })
    symlinkSync(path.join(directory, 'target'), file())
    expect(await state.get('pid')).toBeUndefined()
    await expect(state.save('pid', '2')).rejects.toThrow(/cannot be written/)
    rmSync(file())
    writeFileSync(file(), '{"pid":', { mode: 0o600 })
    expect(await state.get('pid')).toBeUndefined()
  })

  test('a job name is no path', async () => {
    await fileState(directory, '../../etc/x').save('a', 'b')
    expect(readdirSync(directory)).toEqual(['dockless-state-.._.._etc_x.json'])
  })
})

describe('Tekton', () => {
  test('results are files where the task has a place for them', async () => {
    const results = path.join(directory, 'results')
    await tektonHost(options(), results).publish(OUTPUTS)
    expect(readdirSync(directory)).toEqual([])
    mkdirSync(results)
    await tektonHost(options(), results).publish(OUTPUTS)
    expect(readFileSync(path.join(results, 'IMAGE_DIGEST'), 'utf8')).toBe('sha256:00')
    expect(readFileSync(path.join(results, 'IMAGE_URL'), 'utf8')).toBe('r.example/a:1')
  })
})

describe('git', () => {
  const git = (...argv: string[]) =>
    run({
      argv: ['git', '-C', directory, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv],
    })

  test('the revision of a checkout, for a terminal and where Jenkins says nothing', async () => {
    await git('init', '--quiet', '--initial-branch=main')
    await git('remote', 'add', 'origin', 'git@h.example:acme/app.git')
    await git('commit', '--quiet', '--allow-empty', '--message=one')
    const commit = (await git('rev-parse', 'HEAD')).stdout.trim()
    const expected = { repository: 'https://h.example/acme/app', commit, ref: 'refs/heads/main' }
    expect(commit).toMatch(/^[0-9a-f]{40}$/)
    expect(await (await host('terminal')).source()).toMatchObject(expected)
    expect(await (await host('jenkins', { WORKSPACE: directory })).source()).toMatchObject(expected)
    const told = {
      WORKSPACE: directory,
      GIT_URL: 'https://me:pw@h.example/x/y.git',
      GIT_COMMIT: '01',
      CHANGE_ID: '5',
      CHANGE_BRANCH: 'f',
    }
    expect(await (await host('jenkins', told)).source()).toMatchObject({
      repository: 'https://h.example/x/y',
      commit: '01',
      ref: 'refs/heads/f',
      change: 5,
    })
  })

  test('no repository: nothing is known', async () => {
    expect(await sourceFromGit(path.join(directory, 'nowhere'))).toEqual({
      repository: undefined,
      commit: undefined,
      ref: undefined,
      event: undefined,
      defaultBranch: undefined,
      change: undefined,
    })
  })

  test.each([
    ['https://me:canary@h.example/a/b.git', 'https://h.example/a/b'],
    ['ssh://git@h.example:2222/a/b.git', 'https://h.example/a/b'],
    ['git@h.example:a/b', 'https://h.example/a/b'],
    ['http://h.example:8080/a/b/', 'http://h.example:8080/a/b'],
    ['/srv/git/a.git', undefined],
    ['file:///srv/git/a.git', undefined],
  ])('%s', (remote, address) => {
    expect(webAddress(remote)).toBe(address)
  })
})
