import path from 'node:path'
import { formatPlatform } from '../oci/platform.js'
import type { BuildRequest } from '../request/request.js'

/**
 * Which build a cache is of: the image (its first repository and its Dockerfile, unless `cache-scope` says otherwise),
 * the target and the platform. Several images of one project never share their steps.
 */
export function placeOf(request: BuildRequest): string {
  const image = request.cache.scope ?? imageOf(request)
  return [image, request.target ?? '', formatPlatform(request.platform)].map(encodeURIComponent).join('|')
}

/** Variants of an image under tags of one repository often have a Dockerfile each. */
function imageOf({ tags: [tag], file = 'Dockerfile' }: BuildRequest): string {
  const repository = tag ? `${tag.registry}/${tag.repository}` : 'file'
  const dockerfile = path.normalize(file)
  return dockerfile === 'Dockerfile' ? repository : `${repository} ${dockerfile}`
}

/** Raised when what a strategy leaves in its cache cannot be read by the next release any more. */
const FORMAT: Readonly<Record<string, number>> = {}

/** The part of a scope that a strategy has for itself. */
export function strategyScope(strategy: string): string {
  return `${strategy}/${FORMAT[strategy] ?? 1}`
}
