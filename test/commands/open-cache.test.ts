import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leaveOut } from '../../src/commands/open-cache.js'
import { contextFiles } from '../../src/context/files.js'
import { hostOf } from '../../src/hosts/detect.js'
import type { Host } from '../../src/port/host.js'
import type { CacheRequest } from '../../src/request/request.js'
import { taskOf } from '../strategies/fixtures.js'

let directory: string
let context: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'open-cache-'))
  context = path.join(directory, 'context')
  await mkdir(path.join(context, '.dockless-cache'), { recursive: true })
  await writeFile(path.join(context, '.dockless-cache', 'index.json'), '{}')
  await writeFile(path.join(context, 'Dockerfile'), 'FROM scratch\n')
  await writeFile(path.join(context, 'a'), 'a')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const host = (name: 'gitlab' | 'terminal'): Promise<Host> =>
  hostOf(name, { env: { CI_PROJECT_DIR: context }, cwd: context, write() {}, colour: false, debug: false })

/** The files that a build of the context sees, and the task that it is given. */
async function seen(store: CacheRequest['store'], name: 'gitlab' | 'terminal', rules?: string) {
  const ignoreFile = rules === undefined ? undefined : path.join(context, '.dockerignore')
  if (ignoreFile) await writeFile(ignoreFile, rules ?? '')
  const given = taskOf('FROM scratch\n')
  const dockerfile = path.join(context, 'Dockerfile')
  const task = {
    ...given,
    request: { ...given.request, cache: { ...given.request.cache, store } },
    context: { directory: context, dockerfile, ignoreFile, named: {} },
  }
  const left = await leaveOut(task, await host(name), path.join(directory, 'private'))
  if ('project' in left) throw new Error('it was a Dockerfile')
  const files: string[] = []
  const { files: walk } = await contextFiles(left.context.directory, left.context.ignoreFile)
  for await (const file of walk()) files.push(file.path)
  return { files: files.sort(), context: left.context, untouched: left === task }
}

describe('a cache inside of the context', () => {
  test('is no part of it', async () => {
    const { files } = await seen(
      { kind: 'directory', path: path.join(context, '.dockless-cache') },
      'terminal',
    )
    expect(files).toEqual(['Dockerfile', 'a'])
  })

  test('not even when a rule lets it in again, and the other rules hold', async () => {
    const { files, context: left } = await seen({ kind: 'auto' }, 'gitlab', 'a\n!.dockless-cache\n')
    expect(files).toEqual(['.dockerignore', 'Dockerfile'])
    expect(await readFile(left.dockerfile, 'utf8')).toBe('FROM scratch\n')
    // BuildKit looks for it there, beside the Dockerfile.
    expect(left.ignoreFile).toBe(`${left.dockerfile}.dockerignore`)
  })

  test('nor when the job brings one along that nobody wants', async () => {
    expect((await seen({ kind: 'none' }, 'gitlab')).files).toEqual(['Dockerfile', 'a'])
  })
})

test('a cache elsewhere, or none: the task stays as it was', async () => {
  expect((await seen({ kind: 'none' }, 'terminal')).untouched).toBe(true)
  expect((await seen({ kind: 'directory', path: directory }, 'terminal')).untouched).toBe(true)
  expect((await seen({ kind: 'directory', path: path.join(directory, 'kept') }, 'terminal')).untouched).toBe(
    true,
  )
})
