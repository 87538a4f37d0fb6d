import { builderEnvironment } from '../runner/remote-builders.js'
import type { OriginAccess } from '../strategies/origins.js'
import { registriesOf } from '../strategies/registries.js'
import type { Task } from '../strategies/strategy.js'
import type { Registries } from './registries.js'

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()])

/** What a builder that cannot reach the relay is given: the logins of the registries that the build names. */
export async function originAccess(task: Task, { credentials }: Registries): Promise<OriginAccess> {
  const images = imagesOf(task)
  const logins = await Promise.all(
    registriesOf(task).map(async (registry) => {
      const repository = images.find((image) => image.registry === registry)?.repository ?? ''
      const credential = await credentials.find(registry, repository)
      return credential ? [{ registry, credential }] : []
    }),
  )
  const endpoints = task.request.builder?.endpoints ?? []
  return { logins: logins.flat(), env: { ...builderEnvironment(endpoints, process.env), ...proxies() } }
}

function imagesOf({ needs, request }: Task) {
  const named = Object.values(request.buildContexts).flatMap((context) =>
    context.kind === 'image' ? [context.reference] : [],
  )
  return [...needs.images.map(({ reference }) => reference), ...named]
}

function proxies(): Record<string, string> {
  const given = PROXIES.flatMap((name) => {
    const value = process.env[name]
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(given)
}
