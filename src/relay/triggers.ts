import { isObject } from '../oci/json.js'
import type { Origin } from '../oci/content.js'
import { parseReference } from '../oci/reference.js'

const FROM_FLAG = /\s--from=(\S+)/gi
const MOUNT_FLAG = /\s--mount=(\S+)/gi

/**
 * Images that the ONBUILD triggers of a base image name (`COPY --from=…`, `RUN --mount=from=…`), read from its
 * configuration. A name may turn out to be that of a stage; the builder knows, and then does not ask for it.
 */
export function imagesOfTriggers(config: Uint8Array): readonly Origin[] {
  return triggersOf(config)
    .flatMap((trigger) => [
      ...valuesOf(FROM_FLAG, trigger),
      ...valuesOf(MOUNT_FLAG, trigger).flatMap(mountSource),
    ])
    .flatMap((name) => {
      const reference = parseReference(name)
      return 'reason' in reference ? [] : [{ registry: reference.registry, repository: reference.repository }]
    })
}

function triggersOf(config: Uint8Array): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(config).toString('utf8'))
    const inner = isObject(value) ? value['config'] : undefined
    const triggers = isObject(inner) ? inner['OnBuild'] : undefined
    return Array.isArray(triggers) ? triggers.filter((one) => typeof one === 'string') : []
  } catch {
    return [] // not the configuration of an image: an artifact's may be anything
  }
}

function valuesOf(flag: RegExp, trigger: string): readonly string[] {
  return [...trigger.matchAll(flag)].map((match) => match[1] ?? '')
}

function mountSource(mount: string): readonly string[] {
  const field = mount.split(',').find((one) => one.toLowerCase().startsWith('from='))
  return field === undefined ? [] : [field.slice('from='.length)]
}
