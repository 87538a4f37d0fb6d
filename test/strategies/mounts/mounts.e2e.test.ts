import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Account, openAccount } from '../../support/account.js'
import { makeBusyboxBase } from '../../support/bases.js'
import { writeContext } from '../../support/context.js'
import { readRegistryImage } from '../../support/image-diff.js'
import { EXECUTOR, NO_EXECUTOR, pathWithExecutor } from '../../support/kaniko.js'
import { startRegistry, type TestRegistry } from '../../support/registry.js'
import { type Stage, stageProject } from '../../support/stage.js'
import { accountPath } from '../../support/testbed.js'

/** As a package manager does: each run finds what the runs before it left, of whatever owner. */
const DOCKERFILE = `ARG BASE
FROM \${BASE}
ARG ROUND
RUN --mount=type=cache,target=/root/.cache \\
  { grep -sx "round $ROUND" /root/.cache/log || echo "round $ROUND" >> /root/.cache/log; } && cp /root/.cache/log /log
RUN --mount=type=cache,id=owned,target=/var/owned,uid=1000,gid=1001,mode=0750 \\
  if [ ! -e /var/owned/file ]; then \\
    mkdir -m 1770 /var/owned/dir && echo kept > /var/owned/file && \\
    chown 12:34 /var/owned/file && chmod 4711 /var/owned/file && chown 65534:65533 /var/owned/dir && touch -d @1000000000 /var/owned/file && \\
    ln /var/owned/file /var/owned/dir/hard && ln -s ../file /var/owned/dir/soft && touch -d @900000000 /var/owned/dir; \\
  fi && stat -c '%n %a %u:%g' /var/owned > /owned && \\
  stat -c '%n %a %u:%g %h %Y %N' /var/owned/file /var/owned/dir /var/owned/dir/* >> /owned && cat /owned && : $ROUND
RUN --mount=type=cache,id=other,target=/other echo "round $ROUND" >> /other/log && cp /other/log /other-log
`

const STRATEGIES = ['buildkit', 'buildah', 'kaniko'] as const

let account: Account
let stage: Stage
let registry: TestRegistry
let base: string
let path: string

beforeAll(async () => {
  account = await openAccount()
  path = EXECUTOR === undefined ? accountPath() : await pathWithExecutor(account)
  stage = await stageProject(account)
  registry = await startRegistry()
  await registry.push(`oci:${await makeBusyboxBase(registry.directory)}:base`, 'base/busybox:1')
  base = `${registry.host}/base/busybox:1`
})
afterAll(async () => {
  await registry?.[Symbol.asyncDispose]()
  await account?.[Symbol.asyncDispose]()
})

describe.each(STRATEGIES)('%s', (strategy) => {
  beforeEach(({ skip }) => {
    if (strategy === 'kaniko' && EXECUTOR === undefined) skip(NO_EXECUTOR)
  })

  test('brings along what the named mounts had in them, and nothing else; unchanged, nothing is written', async () => {
    const context = await writeContext(join(account.directory, strategy), { Dockerfile: DOCKERFILE }, account)
    const cache = await account.own(`kept-${strategy}`)
    const build = async (round: number) => {
      const name = `${strategy}:${round}`
      const args = [
        ...['build', context, '--push', '--tags', `${registry.host}/${name}`, '--strategy', strategy],
        ...['--cache', `dir:${cache}`, '--cache-mounts', '/root/.cache,owned'],
        ...['--build-args', `BASE=${base}`, '--build-args', `ROUND=${round}`],
      ]
      const { status, output } = await stage.dockless(args, { env: { PATH: path }, timeoutMs: 120_000 })
      expect(status, output).toBe(0)
      expect(output).not.toContain('does not come along')
      const { files } = await readRegistryImage(registry, name)
      const sums = ['log', 'owned', 'other-log'].map((file) => files.get(file)?.sha256)
      return { output, sums }
    }
    const one = await build(1)
    expect(one.sums).toEqual([sumOf('round 1\n'), expect.any(String), sumOf('round 1\n')])
    expect(one.output).toContain('/var/owned 750 1000:1001')
    expect(one.output).toContain('/var/owned/file 4711 12:34 2 1000000000')
    expect(one.output).toContain('/var/owned/dir 1770 65534:65533 2 900000000')

    const two = await build(2)
    expect(two.sums).toEqual([sumOf('round 1\nround 2\n'), one.sums[1], sumOf('round 2\n')])
    // What follows is the cache's doing, whoever builds.
    if (strategy !== 'buildkit') return

    const before = await kept(cache)
    expect(before.map(({ name }) => name)).toEqual(['/root/.cache', 'owned,uid=1000,gid=1001,mode=0750'])
    expect((await build(2)).sums.slice(0, 2)).toEqual(two.sums.slice(0, 2))
    expect(await kept(cache)).toEqual(before)
  })
})

interface Kept {
  readonly kind: string
  readonly name: string
  readonly digest: string
}

/** The mounts that a cache keeps, by name. */
async function kept(cache: string): Promise<readonly Kept[]> {
  const { stdout } = await stage.dockless(['cache', 'ls', '--json', '--cache', `dir:${cache}`])
  const { entries } = JSON.parse(stdout) as { readonly entries: readonly Kept[] }
  return entries.filter(({ kind }) => kind === 'mount').sort((a, b) => (a.name < b.name ? -1 : 1))
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
