import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DocklessError, WrongInput } from '../../src/errors/errors.js'
import { type OpenOptions, openContext } from '../../src/context/open.js'
import { PrivateDirectory } from '../../src/lifetime/private-directory.js'
import { tarHeader, type TarMember, writeTar } from '../../src/oci/tar-write.js'
import { parseReference } from '../../src/oci/reference.js'

let root = ''
let own: PrivateDirectory
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-'))
  own = await PrivateDirectory.create(join(root, 'private'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

function options(given: Partial<OpenOptions> = {}): OpenOptions {
  return {
    cwd: root,
    directory: own,
    named: {},
    gitCredentials: [],
    download: (url) => Promise.reject(new Error(`no download of ${url} is expected`)),
    signal: new AbortController().signal,
    ...given,
  }
}

async function put(path: string, content = ''): Promise<string> {
  const file = join(root, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, content)
  return file
}

async function mistake(attempt: Promise<unknown>): Promise<{ input: string; problem: string; fix: string }> {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!(error instanceof WrongInput)) throw new Error(`not a wrong input: ${String(error)}`)
  return error.mistakes[0]
}

const here = (): { kind: 'path'; path: string } => ({ kind: 'path', path: join(root, 'app') })

describe('a directory', () => {
  it('comes with the Dockerfile in it', async () => {
    await put('app/Dockerfile')
    expect(await openContext(here(), undefined, options())).toEqual({
      directory: join(root, 'app'),
      dockerfile: join(root, 'app/Dockerfile'),
      ignoreFile: undefined,
      named: {},
    })
  })

  it('may have its Dockerfile elsewhere, seen from the working directory', async () => {
    await put('app/.dockerignore')
    await put('docker/web.Dockerfile')
    await put('docker/web.Dockerfile.dockerignore')
    expect(await openContext(here(), 'docker/web.Dockerfile', options())).toMatchObject({
      dockerfile: join(root, 'docker/web.Dockerfile'),
      ignoreFile: join(root, 'docker/web.Dockerfile.dockerignore'),
    })
    expect(await openContext(here(), join(root, 'docker/web.Dockerfile'), options())).toMatchObject({
      dockerfile: join(root, 'docker/web.Dockerfile'),
    })
  })

  it('comes with named directories', async () => {
    await put('app/Dockerfile')
    await put('lib/x')
    const reference = parseReference('alpine')
    if ('reason' in reference) throw new Error(reference.reason)
    const named = {
      lib: { kind: 'path', path: join(root, 'lib') },
      base: { kind: 'image', reference },
      layout: { kind: 'oci-layout', path: root, reference: undefined },
    } as const
    const opened = await openContext(here(), undefined, options({ named }))
    expect(opened.named).toEqual({ lib: join(root, 'lib') })
  })

  it.each([
    ['app', 'there is no directory'],
    ['file', 'is not a directory'],
  ])('that is none is refused: %s', async (path, problem) => {
    await put('file')
    const wrong = await mistake(openContext({ kind: 'path', path: join(root, path) }, undefined, options()))
    expect(wrong).toMatchObject({ input: 'context', problem: expect.stringContaining(problem) })
    await put('app/Dockerfile')
    const named = { lib: { kind: 'path', path: join(root, 'none') } } as const
    expect(await mistake(openContext(here(), undefined, options({ named })))).toMatchObject({
      input: 'build-contexts',
    })
  })

  it('without a Dockerfile says where it looked', async () => {
    await put('app/main.c')
    const wrong = await mistake(openContext(here(), undefined, options()))
    expect(wrong.input).toBe('file')
    expect(wrong.problem).toContain(join(root, 'app/Dockerfile'))
    expect(wrong.fix).toContain('Write a Dockerfile')
  })

  it.each([
    ['app/Containerfile', undefined, 'app/Containerfile'],
    ['app/dockerfile', undefined, 'app/dockerfile'],
    ['app/Dockerfile.prod', undefined, 'app/Dockerfile.prod'],
    ['app/web.dockerfile', 'Dockerfile', 'app/web.dockerfile'],
    ['app/docker/Dockerfile', 'docker/Dockerfile', 'app/docker/Dockerfile'],
  ])('suggests %s', async (path, file, suggestion) => {
    await put(path)
    const wrong = await mistake(openContext(here(), file, options()))
    expect(wrong.fix).toBe(`Did you mean ${suggestion}?`)
  })

  it('says so when the Dockerfile is a directory', async () => {
    await put('app/Dockerfile/x')
    expect(await mistake(openContext(here(), undefined, options()))).toMatchObject({
      problem: expect.stringContaining('is not a file'),
    })
  })
})

describe('an archive', () => {
  const location = { kind: 'archive', url: 'https://h/app.tar.gz' } as const

  async function tar(files: Readonly<Record<string, string>>): Promise<Buffer> {
    const members = Object.entries(files).map(([path, text]): TarMember => {
      if (text.startsWith('-> ')) return { header: tarHeader({ path, type: 'symlink', link: text.slice(3) }) }
      const body = Buffer.from(text)
      return { header: tarHeader({ path, type: 'file', size: body.length }), content: () => once(body) }
    })
    const chunks: Uint8Array[] = []
    for await (const chunk of writeTar(members)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  async function* once(body: Buffer): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(body)
  }

  function serving(body: Buffer): OpenOptions {
    return options({
      download: (url) => {
        expect(url).toBe(location.url)
        return Promise.resolve(
          (async function* () {
            yield* [body.subarray(0, 700), body.subarray(700)]
          })(),
        )
      },
    })
  }

  it('is unpacked, and its files are looked for in it', async () => {
    const body = await tar({ 'sub/Dockerfile': 'FROM a', '.dockerignore': 'x' })
    const opened = await openContext(location, 'sub/Dockerfile', serving(gzipSync(body)))
    expect(await readFile(opened.dockerfile, 'utf8')).toBe('FROM a')
    expect(opened.directory.startsWith(own.path)).toBe(true)
    expect(opened.ignoreFile).toBe(join(opened.directory, '.dockerignore'))
  })

  it('may not have a Dockerfile that is a file of this machine', async () => {
    const body = await tar({ Dockerfile: '-> /etc/passwd', up: '-> ../../../../../../etc' })
    const wrong = await mistake(openContext(location, undefined, serving(body)))
    expect(wrong.input).toBe('file')
    expect(await mistake(openContext(location, 'up/passwd', serving(body)))).toMatchObject({ input: 'file' })
    expect(await mistake(openContext(location, '../../x', serving(body)))).toMatchObject({ input: 'file' })
  })

  it('that is no tar is refused', async () => {
    const wrong = await mistake(openContext(location, undefined, serving(Buffer.from('<html>'.repeat(500)))))
    expect(wrong).toMatchObject({ input: 'context', fix: expect.stringContaining('.tar.gz') })
  })

  it('whose download breaks off is no mistake of the input', async () => {
    const download = (): Promise<AsyncIterable<Uint8Array>> =>
      Promise.resolve(
        (async function* () {
          yield Buffer.alloc(100)
          throw new Error('connection reset')
        })(),
      )
    const error = await openContext(location, undefined, options({ download })).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(DocklessError)
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringContaining('connection reset'),
    })
  })
})

describe('a link', () => {
  it('may be the context', async () => {
    await put('real/Dockerfile')
    await symlink(join(root, 'real'), join(root, 'app'))
    expect((await openContext(here(), undefined, options())).dockerfile).toBe(join(root, 'app/Dockerfile'))
  })
})
