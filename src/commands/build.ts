import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { sweepOutboxes } from '../cache/outbox.js'
import { PrivateDirectory, sweepStale } from '../lifetime/private-directory.js'
import { annotate } from '../publish/annotate.js'
import type { Descriptor } from '../oci/image.js'
import type { Reference } from '../oci/reference.js'
import { publish } from '../publish/publish.js'
import { renderSummary } from '../report/summary.js'
import { STRATEGIES } from '../strategies/all.js'
import { chosen } from '../strategies/choose.js'
import { pullsFromOrigins } from '../strategies/origins.js'
import type { AnyTask } from '../strategies/strategy.js'
import { buildBehindRelay, type Work } from './behind-relay.js'
import { openEarlierLayers } from './earlier-layers.js'
import { withContents } from './image-contents.js'
import { keepCache } from './keep-cache.js'
import { leaveOut, openCache } from './open-cache.js'
import { prepare } from './prepare.js'
import { openRegistries, type Registries } from './registries.js'
import { outputsOf, writeOutputs } from './results.js'
import { printJson, readBuildRequest, type Session } from './session.js'
import type { BuildRequest } from '../request/request.js'

/**
 * `dockless build`, the whole walk: request and facts, the choice, the build behind the relay, the one push, the
 * files that were asked for, the report.
 */
export async function build(session: Session): Promise<void> {
  const { host, log, lifetime, line } = session
  const { signal } = lifetime
  const { request } = await readBuildRequest(session)
  await sweepStale(host.temporary)
  await sweepOutboxes(host.temporary)
  const directory = lifetime.use(await PrivateDirectory.create(host.temporary))
  await using registries = await openRegistries(request, host, log, signal)
  const opened = await openCache(session, request, registries, directory.path)
  const { task: given, facts } = await prepare(session, request, directory, registries)
  const task = await withContents(session, await leaveOut(given, host, directory.path), facts, directory)
  const { strategy } = chosen(task, facts, STRATEGIES)
  const cache = pullsFromOrigins(strategy.name, task.request) ? undefined : opened
  if (opened && !cache) {
    opened.leave()
    if (!request.cache.isGiven) log.info('The builder cannot reach the cache of this CI: it is not used')
  }
  const pushed = await askTargets(request, registries, signal)
  const layers =
    strategy.name === 'assemble'
      ? await openEarlierLayers(session, request, registries.client, pushed)
      : undefined

  const work = { strategy, task, facts, registries, directory, cache, layers }
  const { document, publication, began, built } = await makeAndPublish(session, work).catch(
    (error: unknown) => {
      if (!(cache?.failed || layers?.failed) || signal.aborted) throw error
      // That the cache is at fault has been told.
      log.info('The build needed what the cache did not have: it is done again without the cache')
      if (cache?.failed) cache.distrust()
      return makeAndPublish(session, work)
    },
  )

  const outputs = outputsOf(request, strategy.name, document, publication)
  await host.publish(outputs)
  const times = { buildMs: built - began, pushMs: performance.now() - built }
  const transfer = publication?.transfer ?? { sent: 0, mounted: 0, present: 0 }
  await host.summary(renderSummary(outputs, { why: reason(task), ...times, ...transfer }))
  await keepCache(session, cache, request)
  if (line.json) await printJson(outputs)
}

/** Builds, writes what was asked for and pushes. Each call works in a directory of its own. */
async function makeAndPublish(
  session: Session,
  { directory, ...work }: Omit<Work, 'directory'> & { readonly directory: PrivateDirectory },
) {
  const { log, lifetime } = session
  const { task, strategy, registries } = work
  const { request } = task
  const began = performance.now()
  const place = await mkdtemp(path.join(directory.path, 'build-'))
  const image = await log.group(`Building with ${strategy.name}`, () =>
    buildBehindRelay(session, { ...work, directory: place }),
  )
  const built = performance.now()
  const document = annotate({ descriptor: image.manifest, bytes: image.bytes }, request.annotations)
  await writeOutputs(request, document, image.content)
  const publication = request.push
    ? await publish(document, image.content, request.tags, registries.client, {
        log,
        signal: lifetime.signal,
      })
    : undefined
  return { document, publication, began, built }
}

/**
 * Asks every target repository before the build: a wrong password or a registry out of reach is told in the first
 * second, and not after the build. Returns what the first tag stands for so far.
 */
async function askTargets(
  { push, tags }: BuildRequest,
  registries: Registries,
  signal: AbortSignal,
): Promise<Descriptor | undefined> {
  if (!push) return undefined
  const repositories = new Map<string, Reference>()
  for (const tag of tags) {
    const key = `${tag.registry}/${tag.repository}`
    if (!repositories.has(key)) repositories.set(key, tag)
  }
  const [first] = await Promise.all(
    [...repositories.values()].map((tag) => registries.client.resolve(tag, signal)),
  )
  return first
}

function reason(task: AnyTask): string {
  if (task.request.strategy !== 'auto') return 'it was asked for'
  if ('project' in task) return `${task.project.shown} is there, and no Dockerfile`
  const runs = task.needs.runs.length
  return runs === 0
    ? 'the target needs no RUN'
    : `the first that can build ${runs} RUN ${runs === 1 ? 'step' : 'steps'} here`
}
