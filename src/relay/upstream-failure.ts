import { messageOf } from '../errors/errors.js'
import { RegistryFailure } from '../registry/failure.js'
import { SpecError, type SpecErrorCode } from './spec-error.js'

/**
 * What a builder is told of a failure upstream: 404, 403 or 502 and nothing else, with codes that it does not
 * retry on. We have retried ourselves, and a 429 or a code that it does not know would cost it up to a minute.
 */
export function upstreamAnswer(error: unknown, missing: SpecErrorCode): SpecError {
  const status = error instanceof RegistryFailure ? error.status : undefined
  if (status === 404) return new SpecError(404, missing, messageOf(error))
  if (status === 401 || status === 403) return new SpecError(403, 'DENIED', messageOf(error))
  return new SpecError(502, 'DENIED', messageOf(error))
}
