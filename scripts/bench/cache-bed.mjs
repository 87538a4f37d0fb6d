// Where the cache is measured: an unprivileged account, a registry that plays Docker Hub and one that takes the images,
// each behind a proxy that counts.
import { chmod, readdir, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { openAccount } from '../../test/support/account.ts'
import { DEBIAN_NAME, pushBases } from '../../test/support/bases.ts'
import { writeContext } from '../../test/support/context.ts'
import { CountingProxy } from '../../test/support/counting-proxy.ts'
import { EXECUTOR, pathWithExecutor } from '../../test/support/kaniko.ts'
import { startRegistry } from '../../test/support/registry.ts'
import { stageProject } from '../../test/support/stage.ts'
import { accountPath } from '../../test/support/testbed.ts'

/** What is no state of a job: our program, kaniko's, and the store, which the CI carries from job to job. */
const KEPT = ['stage', 'kaniko', 'store']
/** The cache's repository in the registry that takes the images. */
const CACHE_PREFIX = '/v2/cache/'
/** When a CI unpacked a directory store, as far as its files say. */
const UNPACKED = new Date(1_700_000_000_000)
/** Long before that: reading a file moves its time of access from there, also where that is done only now and then. */
const UNREAD = new Date(0)

/** Opens it for a project; the stack ends everything. */
export async function openBed(project, stack) {
  const account = stack.use(await openAccount())
  const stage = await stageProject(account)
  const searchPath = EXECUTOR === undefined ? accountPath() : await pathWithExecutor(account)
  const [hub, target] = [stack.use(await startRegistry()), stack.use(await startRegistry())]
  await pushBases(hub, { debian: project.baseName === DEBIAN_NAME })
  const proxies = {
    hub: stack.use(await CountingProxy.start(hub.host)),
    target: stack.use(await CountingProxy.start(target.host)),
  }
  return {
    account,
    stage,
    searchPath,
    target,
    store: path.join(account.directory, 'store'),
    /** As builders know them. */
    hubDoor: { host: proxies.hub.host, options: {} },
    targetDoor: { host: proxies.target.host, options: {} },

    /** What a fresh runner has of the last one: nothing; and a new checkout, whose files are as old as it. */
    async freshRunner(line) {
      for (const name of await readdir(account.directory))
        if (!KEPT.includes(name))
          await rm(path.join(account.directory, name), { recursive: true, force: true })
      for (const name of ['home', 'tmp', 'run']) await account.own(name)
      await chmod(path.join(account.directory, 'run'), 0o700)
      const files = { Dockerfile: project.dockerfile, ...project.files(line) }
      return writeContext(path.join(account.directory, 'context'), files, account)
    },

    /** Begins to count anew. */
    forget() {
      proxies.hub.take()
      proxies.target.take()
    },

    /** What was asked of the registries since. */
    traffic() {
      const asked = proxies.hub.take()
      const pushed = proxies.target.take()
      const isCache = ({ path: at }) => at.startsWith(CACHE_PREFIX)
      return {
        base: {
          manifests: asked.filter(({ path: at }) => at.includes('/manifests/')).length,
          blobs: asked.filter(({ path: at }) => at.includes('/blobs/')).length,
          ...sum(asked),
        },
        target: sum(pushed.filter((request) => !isCache(request))),
        cacheRepository: sum(pushed.filter(isCache)),
      }
    },
  }
}

/** Requests, and bytes down and up, of a list of counted requests. */
function sum(requests) {
  const total = (key) => requests.reduce((all, request) => all + request[key], 0)
  return { requests: requests.length, down: total('down'), up: total('up') }
}

/** Watches a directory store: what is read and written between `begin` and `end`. */
export async function watchDirectory(directory) {
  const before = await listing(directory)
  for (const file of before.keys()) await utimes(file, UNREAD, UNPACKED)
  return async () => {
    const after = await listing(directory)
    const entries = [...after]
    const read = entries.filter(([file, { atimeMs }]) => before.has(file) && atimeMs !== UNREAD.getTime())
    const written = entries.filter(
      ([file, { mtimeMs }]) => !before.has(file) || mtimeMs !== UNPACKED.getTime(),
    )
    const gone = [...before.keys()].filter((file) => !after.has(file))
    const size = (list) => list.reduce((all, [, one]) => all + one.size, 0)
    return {
      requests: read.length + written.length,
      down: size(read),
      up: size(written),
      directory: {
        before: { files: before.size, size: size([...before]) },
        after: { files: after.size, size: size(entries) },
        read: read.length,
        written: written.length,
        gone: gone.length,
        isUploaded: written.length + gone.length > 0,
      },
    }
  }
}

/** Every file below a directory, with its size and times. */
async function listing(directory) {
  const found = new Map()
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    found.set(file, await stat(file))
  }
  return found
}
