import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WrongInput } from '../../src/errors/errors.js'
import { openContext } from '../../src/context/open.js'
import type { LocalContext } from '../../src/context/local-context.js'
import { PrivateDirectory } from '../../src/lifetime/private-directory.js'
import { Secret } from '../../src/log/secret.js'
import type { GitCredential } from '../../src/port/host.js'
import { childEnvironment } from '../../src/process/environment.js'
import { findProgram } from '../../src/process/find.js'
import { run } from '../../src/process/run.js'

const LOGIN = 'Basic ' + Buffer.from('ci:s3cret-token').toString('base64')
const DATE = '2021-02-03T04:05:06Z'
const SECONDS = Date.parse(DATE) / 1000

let root = ''
let server: Server
let base = ''
let commits: { readonly first: string; readonly second: string }
/** What the requests of one test carried. */
const seen: { readonly path: string; readonly login: string | undefined }[] = []

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = childEnvironment({
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_AUTHOR_DATE: DATE,
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
    GIT_COMMITTER_DATE: DATE,
  })
  const finished = await run({ argv: ['git', ...args], cwd, env }, { timeoutMs: 20_000 })
  if (finished.status !== 0) throw new Error(`git ${args.join(' ')}: ${finished.stderr}`)
  return finished.stdout.trim()
}

async function put(path: string, content: string): Promise<void> {
  const file = join(root, 'work', path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

async function commit(): Promise<string> {
  const work = join(root, 'work')
  await git(work, 'add', '-A')
  await git(work, 'commit', '-q', '-m', 'x')
  return git(work, 'rev-parse', 'HEAD')
}

/** A repository with a branch, a tag, an older commit, a link out, and a directory `app`. */
async function makeRepository(): Promise<void> {
  const work = join(root, 'work')
  await mkdir(work)
  await git(work, 'init', '-q', '-b', 'main')
  await put('Dockerfile', 'FROM first')
  await put('app/Dockerfile', 'FROM app')
  await put('app/.dockerignore', 'x')
  await symlink('/etc', join(work, 'out'))
  await symlink('app', join(work, 'in'))
  const first = await commit()
  await git(work, 'tag', '-a', '-m', 'x', 'v1')
  await put('Dockerfile', 'FROM second')
  const second = await commit()
  await git(work, 'checkout', '-q', '-b', 'feature/x')
  await put('.gitmodules', '[submodule "s"]\n\tpath = s\n\turl = ../s.git\n')
  await put('Dockerfile', 'FROM feature')
  await commit()
  await git(work, 'checkout', '-q', 'main')
  for (const name of ['open.git', 'closed.git']) {
    await git(root, 'clone', '-q', '--bare', 'work', join('served', name))
    await git(join(root, 'served', name), 'config', 'uploadpack.allowReachableSHA1InWant', 'false')
  }
  commits = { first, second }
}

/** git-http-backend(1) behind an HTTP server; `closed.git` asks for a login. */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const login = request.headers.authorization
  seen.push({ path: pathname, login })
  if (pathname.startsWith('/closed.git') && login !== LOGIN) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    return
  }
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: join(root, 'served'),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  })
  request.pipe(backend.stdin)
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  backend.on('close', () => {
    const all = Buffer.concat(chunks)
    const end = all.indexOf('\r\n\r\n')
    let status = 200
    for (const line of all.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(': ')
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.writeHead(status).end(all.subarray(end + 4))
  })
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'git-context-'))
  await makeRepository()
  server = createServer(serve)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  base = `http://127.0.0.1:${(address satisfies AddressInfo).port}`
})

afterAll(async () => {
  await new Promise((resolve) => void server.close(resolve))
  await rm(root, { recursive: true, force: true })
})

beforeEach(() => {
  seen.length = 0
})

interface Given {
  readonly repository?: string
  readonly ref?: string
  readonly subdirectory?: string
  readonly credentials?: readonly GitCredential[]
  readonly keepGitDirectory?: boolean
  readonly notices?: string[]
}

async function open(given: Given = {}): Promise<LocalContext> {
  const url = given.repository?.includes(':') ? given.repository : `${base}/${given.repository ?? 'open.git'}`
  return openContext({ kind: 'git', url, ref: given.ref, subdirectory: given.subdirectory }, undefined, {
    cwd: root,
    directory: await PrivateDirectory.create(join(root, 'private')),
    named: {},
    gitCredentials: given.credentials ?? [],
    download: () => Promise.reject(new Error('no download is expected')),
    signal: new AbortController().signal,
    keepGitDirectory: given.keepGitDirectory ?? false,
    onNotice: (message) => given.notices?.push(message),
  })
}

async function dockerfile(given: Given): Promise<string> {
  return readFile((await open(given)).dockerfile, 'utf8')
}

async function mistake(attempt: Promise<unknown>): Promise<{ input: string; problem: string; fix: string }> {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!(error instanceof WrongInput)) throw new Error(`not a wrong input: ${String(error)}`)
  return error.mistakes[0]
}

describe('a git repository', () => {
  it.each<[string | undefined, string]>([
    [undefined, 'FROM second'],
    ['main', 'FROM second'],
    ['refs/heads/main', 'FROM second'],
    ['feature/x', 'FROM feature'],
    ['v1', 'FROM first'],
    ['refs/tags/v1', 'FROM first'],
  ])('is fetched at %s', async (ref, expected) => {
    expect(await dockerfile(ref === undefined ? {} : { ref })).toBe(expected)
  })

  it('is fetched at a commit, in full and cut short', async () => {
    expect(await dockerfile({ ref: commits.second })).toBe('FROM second')
    expect(await dockerfile({ ref: commits.first })).toBe('FROM first')
    expect(await dockerfile({ ref: commits.first.slice(0, 10) })).toBe('FROM first')
  })

  it('has its files in a private directory, dated as the commit, without .git', async () => {
    const { directory, ignoreFile } = await open()
    expect((await readdir(directory)).sort()).toEqual(['Dockerfile', 'app', 'in', 'out'])
    for (const name of ['.', 'Dockerfile', 'app', 'app/Dockerfile'])
      expect((await stat(join(directory, name))).mtimeMs).toBe(SECONDS * 1000)
    expect(directory.startsWith(join(root, 'private'))).toBe(true)
    expect(ignoreFile).toBeUndefined()
  })

  it('keeps .git when asked, with one commit of history', async () => {
    const { directory } = await open({ keepGitDirectory: true })
    expect(await git(directory, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('may be entered at a directory, also through a link that stays inside', async () => {
    const { directory, dockerfile: file, ignoreFile } = await open({ subdirectory: 'app' })
    expect(await readFile(file, 'utf8')).toBe('FROM app')
    expect(ignoreFile).toBe(join(directory, '.dockerignore'))
    expect(await dockerfile({ subdirectory: 'in' })).toBe('FROM app')
  })

  it('leaves submodules alone, and says so', async () => {
    const notices: string[] = []
    await open({ ref: 'feature/x', notices })
    expect(notices).toEqual([expect.stringContaining('submodules')])
    expect(seen.some(({ path }) => path.startsWith('/s.git'))).toBe(false)
  })

  it.each<[Given, string, RegExp]>([
    [{ ref: 'no-such-branch' }, 'has no ref "no-such-branch"', /branch/],
    [{ ref: 'deadbeefdeadbeef' }, 'has no ref "deadbeefdeadbeef"', /commit/],
    [{ ref: '--upload-pack=touch x' }, 'is no ref', /begin with "-"/],
    [{ repository: 'none.git' }, 'there is no repository at', /token/],
    [{ repository: 'closed.git' }, 'asks for a login', /token/],
    [{ subdirectory: 'none' }, 'has no directory "none"', /directory/],
    [{ subdirectory: 'out' }, 'has no directory "out"', /directory/],
    [{ subdirectory: '../..' }, 'has no directory', /directory/],
  ])('%j is refused: %s', async (given, problem, fix) => {
    const wrong = await mistake(open(given))
    expect(wrong.input).toBe('context')
    expect(wrong.problem).toContain(problem)
    expect(wrong.fix).toMatch(fix)
  })

  it.each(['ext::sh -c touch% x', 'file:///etc'])(
    'is fetched by network protocols alone, not by %s',
    async (url) => {
      await expect(open({ repository: url })).rejects.toThrow('not allowed')
    },
  )

  it('that cannot be reached is no mistake of the input', async () => {
    await expect(open({ repository: 'http://127.0.0.1:9/x.git' })).rejects.toMatchObject({
      code: 'BUILD_FAILED',
    })
  })
})

describe('a login', () => {
  const password = new Secret('s3cret-token')

  it('is given to its host', async () => {
    const credentials = [{ host: new URL(base).host, username: 'ci', password }]
    expect(await dockerfile({ repository: 'closed.git', credentials })).toBe('FROM second')
    expect(seen.every(({ login }) => login === LOGIN)).toBe(true)
  })

  it('is given to no other host', async () => {
    const credentials = [
      { host: '127.0.0.1', username: 'ci', password },
      { host: 'github.com', username: 'ci', password },
    ]
    expect(await dockerfile({ credentials })).toBe('FROM second')
    expect(seen.map(({ login }) => login)).toEqual(seen.map(() => undefined))
  })

  it('is never an argument of git, which every user of the machine may read', async () => {
    const wrapper = join(root, 'wrapper')
    await mkdir(wrapper)
    const real = (await findProgram('git')) ?? ''
    await writeFile(join(wrapper, 'git'), `#!/bin/sh\necho "$@" >>${wrapper}/log\nexec ${real} "$@"\n`, {
      mode: 0o755,
    })
    vi.stubEnv('PATH', `${wrapper}:${process.env['PATH'] ?? ''}`)
    const credentials = [{ host: new URL(base).host, username: 'ci', password }]
    await open({ repository: 'closed.git', credentials }).finally(() => vi.unstubAllEnvs())
    const log = await readFile(join(wrapper, 'log'), 'utf8')
    expect(log).toContain('fetch')
    expect(log).not.toMatch(/Authorization|s3cret|extraHeader/i)
    expect(log).not.toContain(LOGIN.slice('Basic '.length))
  })

  it('is not in what git leaves behind', async () => {
    const credentials = [{ host: new URL(base).host, username: 'ci', password }]
    const { directory } = await open({ credentials, keepGitDirectory: true })
    const config = await readFile(join(directory, '.git/config'), 'utf8')
    expect(config).toContain(base)
    expect(config).not.toContain(LOGIN.slice('Basic '.length))
  })
})
