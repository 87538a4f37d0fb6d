import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../src/process/run.js'
import { render } from './gitlab-render.js'

const SHA = '0123456789abcdef0123456789abcdef01234567'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

let directory = ''
let server: Server
let address = ''
let files: Record<string, string> = {}
let asked: string[] = []
let failures = 0

/** The Files API of GitLab: one raw file of one commit, for a job token. */
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'fetch-'))
  asked = []
  failures = 0
  sums = () => listOf(files)
  files = {
    'index.js': "console.log('ran', ...process.argv.slice(2))\n",
    'post.js': 'x\n',
    '12.index.js': 'y\n',
  }
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, project, file] =
      /^\/api\/v4\/projects\/([^/]+)\/repository\/files\/([^/]+)\/raw$/.exec(url.pathname) ?? []
    const name = decodeURIComponent(file ?? '').replace(/^dist\//, '')
    asked.push(name)
    const known =
      decodeURIComponent(project ?? '') === 'acme/tools/dockless' && url.searchParams.get('ref') === SHA
    const content = name === 'SHA256SUMS' ? sums() : files[name]
    if (failures > 0 && name === 'index.js') {
      failures -= 1
      response.writeHead(503).end()
    } else if (!known || request.headers['job-token'] !== 'canary' || content === undefined) {
      response.writeHead(404).end()
    } else {
      response.end(content)
    }
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  address = `http://127.0.0.1:${at.port}/api/v4`
})

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(directory, { recursive: true, force: true })
})

let sums = () => listOf(files)

function listOf(all: Record<string, string>): string {
  return Object.entries(all)
    .map(([name, content]) => `${sha256(content)}  ${name}\n`)
    .join('')
}

const job = () => {
  const template = readFileSync('templates/build.yml', 'utf8').replace(
    /[0-9a-f]{64}(?= <<'DOCKLESS_FETCH')/,
    sha256(sums()),
  )
  const inputs = { 'source-project': 'acme/tools/dockless' }
  const found = render(template, inputs, { name: 'build', sha: SHA, version: '1', reference: '1' })[
    'build-image'
  ]
  if (!found) throw new Error('no job')
  return found
}

/** Runs a part of the job's script with sh, as a runner does. */
const shell = (script: string, env: Record<string, string> = {}) => {
  const base = {
    PATH: process.env['PATH'] ?? '',
    TMPDIR: directory,
    CI_JOB_ID: '42',
    CI_API_V4_URL: address,
    CI_JOB_TOKEN: 'canary',
  }
  const given = { ...job().variables, ...base, ...env }
  return run({ argv: ['sh', '-e', '-c', script], env: given, cwd: directory }, { timeoutMs: 20_000 })
}
const script = (env?: Record<string, string>) => shell(job().script.join('\n'), env)
const bundle = () => path.join(directory, 'dockless-bundle-42')

describe('the script of the component', () => {
  test('fetches the list and every file of it, and runs the build', async () => {
    const done = await script()
    expect(done).toMatchObject({ status: 0, stdout: 'ran build\n', stderr: '' })
    expect(asked[0]).toBe('SHA256SUMS')
    expect([...asked].sort()).toEqual(['12.index.js', 'SHA256SUMS', 'index.js', 'post.js'])
    expect(statSync(bundle()).mode & 0o777).toBe(0o700)
    expect(readFileSync(path.join(bundle(), 'post.js'), 'utf8')).toBe('x\n')
  })

  test('afterwards it calls post and removes the bundle', async () => {
    await script()
    const done = await shell(job().after_script.join('\n'))
    expect(done).toMatchObject({ status: 0, stdout: 'ran post\n', stderr: '' })
    expect(existsSync(bundle())).toBe(false)
  })

  test('afterwards, with nothing fetched, nothing happens', async () => {
    expect(await shell(job().after_script.join('\n'))).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  test('a bundle in the job image is run, nothing is fetched or removed', async () => {
    const own = path.join(directory, 'own')
    mkdirSync(own)
    writeFileSync(path.join(own, 'index.js'), 'console.log("own", process.argv[2])')
    expect(await script({ DOCKLESS_BUNDLE: own })).toMatchObject({ status: 0, stdout: 'own build\n' })
    expect(await shell(job().after_script.join('\n'), { DOCKLESS_BUNDLE: own })).toMatchObject({
      stdout: 'own post\n',
    })
    expect([asked, readdirSync(own)]).toEqual([[], ['index.js']])
  })

  test('a file that is not what the list says: nothing is run or written', async () => {
    const list = listOf(files)
    sums = () => list
    files['12.index.js'] = 'evil\n'
    const done = await script()
    expect(done.status).toBe(4)
    expect(done.stdout).toBe('')
    expect(done.stderr).toContain('dist/12.index.js has the sha256')
    expect(existsSync(bundle())).toBe(false)
  })

  test('a list that is not what the template says: no file is even asked for', async () => {
    const text = job().script.join('\n')
    files['index.js'] = 'evil\n'
    const done = await shell(text)
    expect(done.status).toBe(4)
    expect(done.stderr).toContain('dist/SHA256SUMS has the sha256')
    expect(asked).toEqual(['SHA256SUMS'])
  })

  test('a name that leads out of the directory is refused', async () => {
    files['../evil.js'] = 'x'
    const done = await script()
    expect(done.status).toBe(4)
    expect(done.stderr).toContain('no list of sums')
    expect(existsSync(path.join(directory, 'evil.js'))).toBe(false)
  })

  test('a directory that is already there is not used', async () => {
    mkdirSync(bundle())
    const done = await script()
    expect([done.status, done.stdout]).toEqual([4, ''])
    expect(readdirSync(bundle())).toEqual([])
  })

  test('no permission: what to change, and the token stays out of it', async () => {
    const done = await script({ CI_JOB_TOKEN: 'wrong' })
    expect(done.status).toBe(4)
    expect(done.stderr).toMatch(/404.*Job token permissions.*source-project/)
    expect(done.stderr).not.toContain('wrong')
  })

  test('a server that stumbles is asked again', async () => {
    failures = 1
    expect(await script()).toMatchObject({ status: 0, stdout: 'ran build\n' })
    expect(asked.filter((name) => name === 'index.js')).toHaveLength(2)
  })

  test('an image without node says so', async () => {
    const empty = path.join(directory, 'empty')
    mkdirSync(empty)
    const sh = '/bin/sh'
    const argv = [sh, '-e', '-c', job().script.join('\n')] as const
    const done = await run({
      argv: [...argv],
      env: { ...job().variables, PATH: empty, CI_JOB_ID: '1' },
      cwd: directory,
    })
    expect(done.status).toBe(3)
    expect(done.stderr).toContain('the job image has no node')
  })
})
