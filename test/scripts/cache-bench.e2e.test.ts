import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../support/command.js'
import { CHECKOUT } from '../support/testbed.js'

test('one builder and one store, beside the builder’s own caches: every step is a hit, and everything is counted', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cache-bench-'))
  try {
    const file = join(directory, 'figures.json')
    const args = ['--project=small', '--builders=buildkit', '--stores=github', '--print', `--json=${file}`]
    const done = await run({
      argv: [process.execPath, join(CHECKOUT, 'scripts', 'cache-bench.mjs'), ...args],
      timeoutMs: 240_000,
    })
    expect(done.status, done.output).toBe(0)
    expect(done.stdout).toContain('| buildkit | github | unchanged | 5 of 5 |')
    expect(done.stdout).toContain('| one line changed | Dockless, `github` ÷ buildctl, `type=gha` |')

    const figures: unknown = JSON.parse(await readFile(file, 'utf8'))
    const unchanged = { hits: 5, possible: 5 }
    const changed = { hits: 3, possible: 3 }
    const counted = { requests: expect.any(Number), down: expect.any(Number), up: expect.any(Number) }
    expect(figures).toMatchObject({
      ours: [
        {
          jobs: [
            { cache: { down: 0 }, base: { manifests: 2, blobs: 2 } },
            { ...unchanged, cache: { uploads: 0, up: 0 }, base: { manifests: 1, blobs: 0 } },
            { ...changed, cache: counted, base: { manifests: 1, blobs: 0 }, target: counted },
          ],
        },
      ],
      theirs: [
        { name: expect.stringContaining('gha'), jobs: [{}, unchanged, changed] },
        { name: expect.stringContaining('local'), jobs: [{}, unchanged, changed] },
      ],
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
