import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ToolStore, toolRoot } from '../../src/tools/store.js'
import type { ImageSource } from '../../src/tools/take.js'
import { playImage, PROGRAM, toolOf } from './images.js'

let place: string
let store: ToolStore
const { signal } = new AbortController()

beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'dockless-store-'))
  store = new ToolStore(path.join(place, 'tools'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

async function builder(program = PROGRAM, question?: string) {
  const played = await playImage([{ 'bin/buildctl': program }])
  return { ...played, tool: toolOf(played.image, question) }
}

describe('installing', () => {
  test('puts a tool where @actions/tool-cache looks for it', async () => {
    const { tool, source } = await builder()
    const directory = await store.install(tool, source, signal)
    expect(directory).toBe(path.join(place, 'tools', 'buildkit', '1.2.3', process.arch))
    expect(await readdir(path.dirname(directory))).toEqual([process.arch, `${process.arch}.complete`])
    expect(await readdir(directory)).toEqual(['buildctl', 'dockless-tool.json'])
    expect(await store.has(tool)).toBe(true)
  })

  test('is found by the real @actions/tool-cache', async () => {
    const { tool, source } = await builder()
    const directory = await store.install(tool, source, signal)
    vi.stubEnv('RUNNER_TOOL_CACHE', store.root)
    const { find } = await import('@actions/tool-cache')
    expect(find(tool.name, tool.version)).toBe(directory)
    await store.remove(tool)
    expect(find(tool.name, tool.version)).toBe('')
    vi.unstubAllEnvs()
  })

  test('asks nobody for what is there', async () => {
    const { tool, source, asked } = await builder()
    await store.install(tool, source, signal)
    asked.length = 0
    await store.install(tool, source, signal)
    expect(asked).toEqual([])
  })

  test('of several at once gives one whole tool', async () => {
    const { tool, source } = await builder()
    await Promise.all(Array.from({ length: 6 }, () => store.install(tool, source, signal)))
    expect(await store.verify(tool)).toMatchObject({ state: 'installed' })
    expect(await readdir(path.join(place, 'tools', 'buildkit', '1.2.3'))).toHaveLength(2)
  })

  test('another digest under the same version takes its place', async () => {
    const old = await builder()
    await store.install(old.tool, old.source, signal)
    const young = await builder(`${PROGRAM}# newer\n`)
    expect(await store.has(young.tool)).toBe(false)
    const directory = await store.install(young.tool, young.source, signal)
    expect(await readFile(path.join(directory, 'buildctl'), 'utf8')).toContain('# newer')
    expect(await store.has(old.tool)).toBe(false)
  })

  test('a program that does not start leaves nothing, and says why', async () => {
    const { tool, source } = await builder('#!/bin/sh\necho "no such kernel" >&2\nexit 3\n')
    await expect(store.install(tool, source, signal)).rejects.toMatchObject({
      code: 'NOTHING_FITS',
      message: expect.stringMatching(/buildctl of buildkit 1\.2\.3 does not start here: no such kernel/),
    })
    expect(await readdir(path.join(place, 'tools', 'buildkit', '1.2.3'))).toEqual([])
  })

  test('that is aborted in the middle of a layer leaves nothing', async () => {
    const { tool, source } = await builder()
    const abort = new AbortController()
    const stalled: ImageSource = {
      ...source,
      blob: (_origin, _digest, { signal: ends } = {}) => {
        const body = new Readable({ read: () => {} })
        ends?.addEventListener('abort', () => body.destroy(new Error('aborted')))
        setImmediate(() => abort.abort())
        return Promise.resolve(body)
      },
    }
    await expect(store.install(tool, stalled, abort.signal)).rejects.toThrow('aborted')
    expect(await readdir(path.join(place, 'tools', 'buildkit', '1.2.3'))).toEqual([])
    await store.install(tool, source, signal)
    expect(await store.has(tool)).toBe(true)
  })

  test('sweeps what an installation that was killed left long ago, and no other', async () => {
    const versions = path.join(place, 'tools', 'buildkit', '1.2.3')
    for (const name of ['.dockless-1-old', '.dockless-2-young'])
      await mkdir(path.join(versions, name), { recursive: true })
    await utimes(path.join(versions, '.dockless-1-old'), 1, 1)
    const { tool, source } = await builder()
    await store.install(tool, source, signal)
    expect(await readdir(versions)).toEqual(['.dockless-2-young', process.arch, `${process.arch}.complete`])
  })

  test('where nothing can be written: an error with the way out', async () => {
    const file = path.join(place, 'file')
    await writeFile(file, '')
    const { tool, source } = await builder()
    await expect(new ToolStore(file).install(tool, source, signal)).rejects.toMatchObject({
      code: 'NOTHING_FITS',
      fix: expect.stringContaining('RUNNER_TOOL_CACHE'),
    })
  })
})

describe('what is installed', () => {
  test.each<[string, (directory: string) => Promise<void>]>([
    [
      'a byte that changed',
      (directory) => writeFile(path.join(directory, 'buildctl'), PROGRAM.replace('1', '2')),
    ],
  ])('%s is found by verify', async (_what, change) => {
    const { tool, source } = await builder()
    await change(await store.install(tool, source, signal))
    expect(await store.verify(tool)).toMatchObject({ state: 'damaged', problem: 'buildctl has other bytes' })
  })

  test.each<[string, (directory: string) => Promise<void>]>([
    ['a file that is gone', (directory) => rm(path.join(directory, 'buildctl'))],
    ['a file that is shorter', (directory) => writeFile(path.join(directory, 'buildctl'), 'x')],
    ['a file that others may write', (directory) => chmod(path.join(directory, 'buildctl'), 0o777)],
    ['a directory that others may write', (directory) => chmod(directory, 0o777)],
    [
      'a receipt that is none',
      (directory) => writeFile(path.join(directory, 'dockless-tool.json'), '{"files":1}'),
    ],
  ])('%s: it is not used, and fetched anew', async (_what, change) => {
    const { tool, source } = await builder()
    const directory = await store.install(tool, source, signal)
    await change(directory)
    expect(await store.has(tool)).toBe(false)
    await store.install(tool, source, signal)
    expect(await store.verify(tool)).toMatchObject({ state: 'installed' })
    expect((await stat(path.join(directory, 'buildctl'))).mode & 0o777).toBe(0o755)
  })
})

describe('where tools are kept', () => {
  test('the runner’s tool cache, then the cache directory of the user', async () => {
    const cache = path.join(place, 'hosted')
    expect(await toolRoot({ RUNNER_TOOL_CACHE: cache }, '/tmp', place)).toBe(cache)
    expect(await toolRoot({ XDG_CACHE_HOME: cache }, '/tmp', place)).toBe(
      path.join(cache, 'dockless', 'tools'),
    )
    expect(await toolRoot({}, '/tmp', place)).toBe(path.join(place, '.cache', 'dockless', 'tools'))
  })

  test('below the temporary directory where neither can be written', async () => {
    const file = path.join(place, 'file')
    await writeFile(file, '')
    const root = await toolRoot({ RUNNER_TOOL_CACHE: path.join(file, 'x') }, '/tmp/t', file)
    expect(root).toBe(`/tmp/t/dockless-tools-${process.getuid?.()}`)
  })
})
