import { needsOf } from '../dockerfile/needs.js'
import type { PrivateDirectory } from '../lifetime/private-directory.js'
import { formatReference, type Reference } from '../oci/reference.js'
import type { Facts } from '../runner/facts.js'
import { STRATEGIES } from '../strategies/all.js'
import { choose } from '../strategies/choose.js'
import type { AnyTask, Assessment, ImageContents, Task } from '../strategies/strategy.js'
import { openRegistries } from './registries.js'
import type { Session } from './session.js'

/**
 * Looks into the images of the build where nothing fits, and a verdict waits for what is in them: their layers are read
 * as far as that takes. Throws DocklessError when an image cannot be had.
 */
export async function withContents(
  session: Session,
  task: AnyTask,
  facts: Facts,
  directory: PrivateDirectory,
): Promise<AnyTask> {
  if ('project' in task) return task
  const { strategy, assessments } = choose(task, facts, STRATEGIES)
  const wanted = task.request.strategy
  const told = assessments.filter((verdict) => wanted === 'auto' || verdict.strategy === wanted)
  if (strategy || !told.some(waits)) return task
  return { ...task, contents: await lookInto(session, task, directory) }
}

function waits({ conditions }: Assessment): boolean {
  return conditions.every(({ holds, awaitsContents }) => holds || awaitsContents === true)
}

async function lookInto(
  { host, log, lifetime }: Session,
  task: Task,
  directory: PrivateDirectory,
): Promise<ImageContents> {
  const { request, dockerfile, needs } = task
  const [{ RegistryImages }, { firstNotRoots }, { BlobStore }, { LazyContent }] = await Promise.all([
    import('../assemble/registry-images.js'),
    import('../assemble/owners.js'),
    import('../cache/blob-store.js'),
    import('../cache/lazy-content.js'),
  ])
  await using registries = await openRegistries(request, host, log, lifetime.signal)
  const store = await BlobStore.open(await directory.directory('images'))
  const content = new LazyContent(store, registries.client)
  const images = new RegistryImages(registries.client, content)
  const named = needs.images.filter(({ role }) => role !== 'syntax').map(({ reference }) => reference)
  const found = new Map<string, Awaited<ReturnType<typeof images.resolve>>>()
  let notRoots: ImageContents['notRoots']
  for (const reference of named) {
    const name = formatReference(reference)
    if (found.has(name)) continue
    const image = await images.resolve(reference, request.platform)
    found.set(name, image)
    const file = notRoots ? undefined : await firstNotRoots(image.manifest.layers, content)
    if (file) notRoots = { image: name, file }
  }
  const { owners } = needsOf(dockerfile, {
    buildArgs: request.buildArgs,
    platform: request.platform,
    target: request.target,
    namedContexts: request.buildContexts,
    configOf: (reference: Reference) => found.get(formatReference(reference))?.config.config,
  })
  return { notRoots, owners }
}
