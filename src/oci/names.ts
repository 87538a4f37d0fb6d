import { isUtf8 } from 'node:buffer'

const ESCAPE = 0xdc00
const ESCAPED = /[\udc80-\udcff]/

/**
 * Reads a file name of a tar. Names are bytes; nearly all are UTF-8. A byte that is not becomes the lone surrogate
 * U+DC80…U+DCFF that stands for it, so that `encodeName` gives back the same bytes (Python's "surrogateescape").
 */
export function decodeName(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  let name = ''
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at)
    name +=
      length === 0
        ? String.fromCharCode(ESCAPE + (bytes[at] ?? 0))
        : Buffer.from(bytes.subarray(at, at + length)).toString('utf8')
    at += Math.max(1, length)
  }
  return name
}

/** Length in bytes of the UTF-8 character at `at`; 0 when none begins there. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0
}

/** The bytes of a file name: the reverse of `decodeName`. */
export function encodeName(name: string): Buffer {
  if (!ESCAPED.test(name)) return Buffer.from(name, 'utf8')
  const parts = name.match(/[\udc80-\udcff]|[^\udc80-\udcff]+/g) ?? []
  // A pair of surrogates that is a real character must not be cut: only a lone low one is an escaped byte.
  const pieces: Buffer[] = []
  let plain = ''
  for (const part of parts) {
    if (ESCAPED.test(part) && !/[\ud800-\udbff]$/.test(plain)) {
      pieces.push(Buffer.from(plain, 'utf8'), Buffer.of(part.charCodeAt(0) - ESCAPE))
      plain = ''
    } else plain += part
  }
  return Buffer.concat([...pieces, Buffer.from(plain, 'utf8')])
}
