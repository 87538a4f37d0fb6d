import { createHash } from 'node:crypto'

/** A content digest, `algorithm:hex` (image-spec, descriptor.md, "Digests"). */
export type Digest = string & { readonly __digest: unique symbol }

const LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 }
const SYNTAX = /^(sha256|sha512):([0-9a-f]+)$/

/** True for a well-formed sha256 or sha512 digest, the two algorithms that the image-spec registers. */
export function isDigest(text: string): text is Digest {
  const match = SYNTAX.exec(text)
  return match?.[1] !== undefined && match[2]?.length === LENGTH[match[1]]
}

/** The digest written as `text`, or undefined when it is not one. */
export function parseDigest(text: string): Digest | undefined {
  return isDigest(text) ? text : undefined
}

/** `sha256` or `sha512`. */
export function algorithmOf(digest: Digest): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256'
}

/** The part after the colon. */
export function hexOf(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1)
}

/** The digest of bytes or of UTF-8 text. */
export function digestOf(content: Uint8Array | string, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return digestFromHex(createHash(algorithm).update(content).digest('hex'), algorithm)
}

/** Makes a digest of the hex text of a finished hash. Throws a RangeError when the length does not fit. */
export function digestFromHex(hex: string, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  const digest = `${algorithm}:${hex}`
  if (!isDigest(digest)) throw new RangeError(`not a ${algorithm} in hex: ${hex}`)
  return digest
}
