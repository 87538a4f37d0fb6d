import { isObject } from '../../oci/json.js'
import { type Fields, withConfig } from '../rewrite.js'
import type { BuiltImage } from '../strategy.js'

/**
 * The image with its date, and that of each step without one, set to `epoch` (seconds). With `--reproducible` kaniko
 * writes no date at all there, and SOURCE_DATE_EPOCH says which it is to be (reproducible-builds.org).
 */
export function datedAt(image: BuiltImage, epoch: number): Promise<BuiltImage> {
  const created = new Date(epoch * 1000).toISOString().replace('.000Z', 'Z')
  return withConfig(image, (config) => withDate(config, created))
}

function withDate(config: Fields, created: string): Fields {
  const history: readonly unknown[] = Array.isArray(config['history']) ? config['history'] : []
  return {
    ...config,
    created,
    history: history.map((step) => (isObject(step) && undated(step) ? { ...step, created } : step)),
  }
}

/** Go writes the year 1 for a date that was never set. */
function undated({ created }: Fields): boolean {
  return created === undefined || (typeof created === 'string' && created.startsWith('0001-'))
}
