import { formatPlatform } from '../oci/platform.js'
import type { BuildRequest } from '../request/request.js'

/**
 * Which build a cache is of: the image (its first repository, unless `cache-scope` says otherwise), the target and
 * the platform. Several images of one project never share their steps.
 */
export function placeOf(request: BuildRequest): string {
  const [tag] = request.tags
  const image =
    request.cache.scope ?? (tag ? `${tag.registry}/${tag.repository}` : `file ${request.file ?? ''}`)
  return [image, request.target ?? '', formatPlatform(request.platform)].map(encodeURIComponent).join('|')
}

/** Raised when what a strategy leaves in its cache cannot be read by the next release any more. */
const FORMAT: Readonly<Record<string, number>> = {}

/** The part of a scope that a strategy has for itself. */
export function strategyScope(strategy: string): string {
  return `${strategy}/${FORMAT[strategy] ?? 1}`
}
