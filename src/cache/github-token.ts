import type { Secret } from '../log/secret.js'
import { isObject } from '../oci/json.js'
import { parseJson } from './cache-index.js'

const WRITE = 2

/**
 * Whether the runner's token may keep entries: its claim `ac` lists scopes with their permissions (1 read, 2 write).
 * Undefined when the token does not say: then it is tried.
 */
export function mayWrite(token: Secret): boolean | undefined {
  const [, payload = ''] = token.reveal().split('.')
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  const written = isObject(claims) ? claims['ac'] : undefined
  const scopes = typeof written === 'string' ? parseJson(written) : written
  if (!Array.isArray(scopes)) return undefined
  return scopes.some((scope) => {
    const permission = isObject(scope) ? scope['Permission'] : undefined
    return typeof permission === 'number' && (permission & WRITE) !== 0
  })
}
