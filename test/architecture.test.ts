import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { wrongImports } from '../scripts/ranks.mjs'

const root = path.join(import.meta.dirname, '..')
const scratch = await mkdtemp(path.join(tmpdir(), 'ranks-'))
afterAll(() => rm(scratch, { recursive: true }))

describe('import direction', () => {
  test('every import of ours points to a lower rank', () => {
    expect(wrongImports(path.join(root, 'src'))).toEqual([])
  })

  test.each([
    ['upwards', "import { x } from '../relay/relay.js'"],
    ['sideways', "import { x } from '../http/client.js'"],
    ['as a type', "import type { X } from '../relay/relay.js'"],
    ['dynamically', "const m = await import('../relay/relay.js')"],
    ['by export', "export { x } from '../relay/relay.js'"],
  ])('an import %s is found', async (name, line) => {
    const src = path.join(scratch, name)
    await mkdir(path.join(src, 'request'), { recursive: true })
    await writeFile(path.join(src, 'request', 'a.ts'), `${line}\n`)
    expect(wrongImports(src)).toEqual([expect.stringContaining('request (rank 4) may not import')])
  })
})

describe('no telemetry', () => {
  /** Hosts that the sources may name, each with the reason. */
  const NAMED: Readonly<Record<string, string>> = {
    'index.docker.io': 'the key of Docker Hub in config.json',
    'registry-1.docker.io': "Docker Hub's API",
    'auth.docker.io': 'a token host that builders may not reach around the relay',
    'github.com': 'links to issues in comments; the default server of GitHub',
    'docs.gitlab.com': 'links in comments',
    'json-schema.org': 'the dialect of the schema of the inputs',
    'datatracker.ietf.org': 'links in comments',
    'reproducible-builds.org': 'where SOURCE_DATE_EPOCH is defined',
  }

  test('SECURITY.md promises it', async () => {
    expect(await readFile(path.join(root, 'SECURITY.md'), 'utf8')).toContain(
      'Dockless collects no telemetry.',
    )
  })

  test('the sources name no host to which anything could be reported', async () => {
    const src = path.join(root, 'src')
    const files = (await readdir(src, { recursive: true })).filter((name) => name.endsWith('.ts'))
    const texts = await Promise.all(files.map((name) => readFile(path.join(src, name), 'utf8')))
    const hosts = texts.flatMap((text) =>
      [...text.matchAll(/https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(([, host]) => host),
    )
    const foreign = hosts.filter(
      (host) => host && !(host in NAMED) && !/(^|\.)example(\.(com|org))?$|^\d+(\.\d+){3}$/.test(host),
    )
    expect([...new Set(foreign)]).toEqual([])
  })
})
