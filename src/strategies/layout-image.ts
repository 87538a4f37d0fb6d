import { rm } from 'node:fs/promises'
import { messageOf } from '../errors/errors.js'
import { Layout } from '../oci/layout.js'
import type { BuiltImage, Task, Workshop } from './strategy.js'

/**
 * Takes the image out of the layout directory in which a builder that pulls by itself handed it over, and removes the
 * directory; each blob is held against its digest.
 */
export async function takeLayout(place: string, task: Task, workshop: Workshop): Promise<BuiltImage> {
  const { content, log } = workshop
  const layout = await Layout.open(place)
  const { descriptor, manifest, bytes } = await layout.resolve(undefined, task.request.platform)
  const blobs = [manifest.config, ...manifest.layers]
  for (const { digest, size } of blobs) await content.write(layout.blob({ digest }), { digest, size })
  await rm(place, { recursive: true, force: true })
  await rememberBases(task, workshop)
  log.info(
    `The image came over: ${blobs.reduce((sum, { size }) => sum + size, 0)} bytes in ${blobs.length} blobs`,
  )
  const { annotations: _of, platform: _for, ...plain } = descriptor
  return { manifest: plain, bytes, content }
}

/** Learns where the layers of the bases lie, so that the push mounts them: they were pulled without our knowing. */
async function rememberBases({ needs, request }: Task, { bases, log }: Workshop): Promise<void> {
  const images = needs.images.filter(({ role }) => role === 'base')
  const asked = images.map(({ reference }) => bases.resolve(reference, request.platform))
  for (const outcome of await Promise.allSettled(asked))
    if (outcome.status === 'rejected')
      log.debug(`A base image is not known from here: ${messageOf(outcome.reason)}`)
}
