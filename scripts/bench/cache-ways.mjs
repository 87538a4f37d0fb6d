// The ways to build with a cache that outlives the job: Dockless with each builder and each store, and what its
// builders can do alone. A way is opened for one series of builds; `build` is one job, `traffic` what its cache moved.
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBareBuildah, startBareBuildKit } from '../../test/support/bare-builders.ts'
import { CacheService } from '../../test/support/cache-service.ts'
import { run } from '../../test/support/command.ts'
import { runAction } from '../../test/support/github-runner.ts'
import { succeeded } from './figures.mjs'
import { watchDirectory } from './cache-bed.mjs'

const TIMEOUT_MS = 300_000

/** Dockless: a builder and a store. */
export function dockless(builder, store) {
  return { name: `Dockless, ${builder}`, builder, store, open: (bed) => STORES[store](bed, builder) }
}

const STORES = {
  github: async (bed, builder) => {
    const service = await CacheService.start()
    return {
      async build({ context, image }) {
        const inputs = {
          context,
          push: 'true',
          cache: 'github',
          strategy: builder,
          tags: `${bed.targetDoor.host}/${image}`,
          'registry-mirrors': bed.hubDoor.host,
        }
        const env = { ...service.environment(), PATH: bed.searchPath }
        const ran = await runAction(bed.account, bed.stage.directory, inputs, { env, timeoutMs: TIMEOUT_MS })
        succeeded(`Dockless, ${builder}`, ran.main)
        succeeded('its post step', ran.post)
        return ran.main.durationMs + ran.post.durationMs
      },
      traffic: countService(service),
      [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
    }
  },
  dir: async (bed, builder) => {
    await bed.account.own(path.basename(bed.store))
    let seen
    return {
      async build({ context, image }) {
        const end = await watchDirectory(bed.store)
        const done = await command(bed, builder, `dir:${bed.store}`, { context, image })
        seen = await end()
        return done.durationMs
      },
      traffic: () => seen,
      [Symbol.asyncDispose]: () => rm(bed.store, { recursive: true, force: true }),
    }
  },
  registry: async (bed, builder) => ({
    async build({ context, image }) {
      const repository = `${bed.targetDoor.host}/cache/${image.split(':')[0]}`
      return (await command(bed, builder, `registry:${repository}`, { context, image })).durationMs
    },
    traffic: ({ cacheRepository }) => cacheRepository,
    async [Symbol.asyncDispose]() {},
  }),
}

async function command(bed, builder, cache, { context, image }) {
  const args = [
    'build',
    context,
    '--push',
    `--tags=${bed.targetDoor.host}/${image}`,
    `--registry-mirrors=${bed.hubDoor.host}`,
    `--strategy=${builder}`,
    `--cache=${cache}`,
  ]
  const done = await bed.stage.dockless(args, { env: { PATH: bed.searchPath }, timeoutMs: TIMEOUT_MS })
  succeeded(`Dockless, ${builder}`, done)
  return done
}

/** What the double of GitHub's service counted since it was asked last. */
function countService(service) {
  const now = () => {
    const { calls, puts, gets, bytesIn, bytesOut } = service.counts
    return { calls: calls.length, uploads: puts, downloads: gets, down: bytesOut, up: bytesIn }
  }
  let last = now()
  return () => {
    const is = now()
    const since = Object.fromEntries(Object.keys(is).map((key) => [key, is[key] - last[key]]))
    last = is
    return { ...since, requests: since.calls + since.uploads + since.downloads }
  }
}

/** BuildKit's own `type=gha`, every stage kept, as Dockless does. */
export const buildkitGha = {
  name: 'buildctl, `type=gha`',
  builder: 'buildkit',
  store: 'github',
  open: async (bed) => {
    const service = await CacheService.start()
    const options = `type=gha,version=2,url_v2=${service.url},token=${CacheService.token()},scope=bench`
    return {
      async build({ context, image }) {
        const began = performance.now()
        const cache = [`--import-cache=${options}`, `--export-cache=${options},mode=max`]
        return bareBuildctl(bed, { context, name: image, cache }, began)
      },
      traffic: countService(service),
      [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
    }
  },
}

/** BuildKit's `type=local`, carried by actions/cache under a key of its own for each commit. */
export const buildkitLocal = {
  name: 'buildctl, `type=local` and `@actions/cache`',
  builder: 'buildkit',
  store: 'github',
  open: async (bed) => {
    const service = await CacheService.start()
    let jobs = 0
    return {
      async build({ context, image }) {
        const began = performance.now()
        const [kept, made] = ['kept', 'made'].map((name) => path.join(bed.account.home, name))
        jobs += 1
        await carry(bed, service, ['restore', kept, `build-${jobs}`, 'build-'])
        const cache = [
          ...(jobs === 1 ? [] : [`--import-cache=type=local,src=${kept}`]),
          `--export-cache=type=local,dest=${made},mode=max`,
        ]
        await bareBuildctl(bed, { context, name: image, cache }, began)
        await rm(kept, { recursive: true, force: true })
        await rename(made, kept)
        await carry(bed, service, ['save', kept, `build-${jobs}`])
        return performance.now() - began
      },
      traffic: countService(service),
      [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
    }
  },
}

async function carry(bed, service, args) {
  const temporary = path.join(bed.account.tmp, 'runner')
  await mkdir(temporary, { recursive: true })
  const done = await run({
    argv: [process.execPath, fileURLToPath(new URL('./actions-cache.mjs', import.meta.url)), ...args],
    env: {
      ...service.environment(),
      PATH: process.env.PATH,
      GITHUB_WORKSPACE: bed.account.home,
      RUNNER_TEMP: temporary,
      GITHUB_SERVER_URL: '',
    },
    timeoutMs: TIMEOUT_MS,
  })
  succeeded(`actions/cache, ${args[0]}`, done)
}

/** A daemon, and one build on it; gives the time until the build is through, since `began`. */
async function bareBuildctl(bed, build, began) {
  const builder = await startBareBuildKit(bed.account, bed.targetDoor, bed.hubDoor)
  return timed('buildctl', builder, build, began)
}

/** buildah alone, which keeps nothing from job to job. */
export const buildahAlone = {
  name: 'buildah',
  builder: 'buildah',
  store: 'none',
  open: async (bed) => ({
    build: ({ context, image }) => bareBuildah(bed, { context, name: image }),
    traffic: () => ({ requests: 0, down: 0, up: 0 }),
    async [Symbol.asyncDispose]() {},
  }),
}

/** buildah with the best that it has itself: its steps in a repository. */
export const buildahRegistry = {
  name: 'buildah, `--cache-to` a registry',
  builder: 'buildah',
  store: 'registry',
  open: async (bed) => ({
    build({ context, image }) {
      const repository = `${bed.targetDoor.host}/cache/${image.split(':')[0]}`
      const cache = [`--cache-from=${repository}`, `--cache-to=${repository}`]
      return bareBuildah(bed, { context, name: image, cache })
    },
    traffic: ({ cacheRepository }) => cacheRepository,
    async [Symbol.asyncDispose]() {},
  }),
}

async function bareBuildah(bed, build) {
  const began = performance.now()
  const builder = await startBareBuildah(bed.account, bed.targetDoor, bed.hubDoor)
  return timed('buildah', builder, build, began)
}

/** Builds and ends the builder; gives the time from `began` to the end of the build. */
async function timed(name, builder, build, began) {
  try {
    succeeded(name, await builder.build(build))
    return performance.now() - began
  } finally {
    await builder[Symbol.asyncDispose]()
  }
}
