import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  carry,
  type CarriedMount,
  type CarrierTask,
  type NotCarried,
  TAKEN,
} from '../../../src/strategies/mounts/carrier.js'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'carrier-'))
  await mkdir(join(root, 'mounts'))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const at = (...names: readonly string[]): string => join(root, ...names)

function mount(name: string, where: Partial<CarriedMount>): CarriedMount {
  return { name, archive: at('mounts', `${name}.tar`), owners: 'all', ...where }
}

async function carried(verb: 'restore' | 'take', task: Partial<CarrierTask>): Promise<readonly NotCarried[]> {
  const file = at('mounts', 'task.json')
  await writeFile(file, JSON.stringify({ maxSize: 1 << 20, mounts: [], ...task }))
  return carry([verb, file])
}

/** What was taken becomes what is restored, as it does by way of the cache. */
async function keep(name: string): Promise<void> {
  await rename(at('mounts', `${name}.tar${TAKEN}`), at('mounts', `${name}.tar`))
}

describe('a mount that is found by its mark', () => {
  const mounts = () => [mount('one', { marker: '.mark-0' }), mount('two', { marker: '.mark-1' })]

  async function marked(state: string): Promise<void> {
    await mkdir(at(state, 'snapshots', '8', 'fs', '.mark-0'), { recursive: true })
    await mkdir(at(state, 'snapshots', '10', 'fs', 'cache', '.mark-1'), { recursive: true })
    await symlink(root, at(state, 'snapshots', 'loop'))
  }

  test('is filled with what was taken of it, wherever it is then; the mark is gone', async () => {
    await marked('state')
    const task = { below: at('state'), mounts: mounts() }
    expect(await carried('restore', task)).toEqual([])
    expect(await readdir(at('state', 'snapshots', '8', 'fs'))).toEqual([])
    await writeFile(at('state', 'snapshots', '8', 'fs', 'a'), 'one')
    await writeFile(at('state', 'snapshots', '10', 'fs', 'cache', 'b'), 'two')
    expect(await carried('take', task)).toEqual([])
    await Promise.all(['one', 'two'].map(keep))
    await rm(at('state'), { recursive: true })

    await marked('elsewhere')
    expect(await carried('restore', { ...task, below: at('elsewhere') })).toEqual([])
    expect(await readFile(at('elsewhere', 'snapshots', '8', 'fs', 'a'), 'utf8')).toBe('one')
    expect(await readFile(at('elsewhere', 'snapshots', '10', 'fs', 'cache', 'b'), 'utf8')).toBe('two')
  })

  test('is told when it is not there, and keeps no other from coming along', async () => {
    await mkdir(at('state', 'fs', '.mark-1'), { recursive: true })
    const problems = await carried('restore', { below: at('state'), mounts: mounts() })
    expect(problems.map(({ name }) => name)).toEqual(['one'])
    expect(await carried('take', { below: at('state'), mounts: mounts() })).toEqual([])
    await access(at('mounts', `two.tar${TAKEN}`))
  })
})

describe('a mount whose place is known', () => {
  const placed = (owners: CarriedMount['owners'] = 'none') => [
    mount('m', { directory: at('cache', 'm'), owners }),
  ]

  test('is made where it is not, and the same content makes the same archive', async () => {
    await carried('restore', { mounts: placed() })
    await writeFile(at('cache', 'm', 'file'), 'content')
    await carried('take', { mounts: placed() })
    await keep('m')
    const first = await readFile(at('mounts', 'm.tar'))
    await rm(at('cache'), { recursive: true })
    await carried('restore', { mounts: placed() })
    await carried('take', { mounts: placed() })
    expect((await readFile(at('mounts', `m.tar${TAKEN}`))).equals(first)).toBe(true)
  })

  test('is left empty when its archive cannot be read whole', async () => {
    await carried('restore', { mounts: placed() })
    await writeFile(at('cache', 'm', 'file'), Buffer.alloc(5000, 'x'))
    await carried('take', { mounts: placed() })
    const archive = await readFile(at('mounts', `m.tar${TAKEN}`))
    await writeFile(at('mounts', 'm.tar'), archive.subarray(0, archive.length - 20))
    await rm(at('cache'), { recursive: true })
    expect(await carried('restore', { mounts: placed() })).toEqual([
      { name: 'm', problem: expect.any(String) },
    ])
    expect(await readdir(at('cache', 'm'))).toEqual([])
  })

  test('is not kept when it would be larger than all may be, nor when a step put a link in its place', async () => {
    await carried('restore', { mounts: placed() })
    await writeFile(at('cache', 'm', 'file'), 'content')
    const large = await carried('take', { mounts: placed(), maxSize: 10 })
    expect(large).toEqual([{ name: 'm', problem: expect.stringContaining('cache-max-size: 10 bytes') }])
    await rename(at('cache'), at('other'))
    await symlink(at('other'), at('cache'))
    expect(await carried('take', { mounts: placed() })).toEqual([
      { name: 'm', problem: 'it is a link to elsewhere' },
    ])
    expect(await readdir(at('mounts'))).toEqual(['found.json', 'task.json'])
  })
})
