import { isIP } from 'node:net'
import type { Reader } from './reader.js'
import type { BuildRequest, Limit } from './request.js'

/** docker's units: powers of 1024, `m` as well as `mb` and `mib`. */
const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i
const POWER: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 }
/** setrlimit(2), as docker and buildah name them. */
const LIMITS: ReadonlySet<string> = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(
    ' ',
  ),
)

/** Bytes of `64m`, `1.5g`, `1048576`; undefined when the text is not a size. */
export function parseSize(text: string): number | undefined {
  const [, number = '', unit = ''] = SIZE.exec(text) ?? []
  if (number === '') return undefined
  const size = Math.floor(Number(number) * 1024 ** (POWER[unit.toLowerCase()] ?? 0))
  return Number.isSafeInteger(size) && size > 0 ? size : undefined
}

export function readShmSize(reader: Reader): number | undefined {
  const text = reader.text('shm-size')
  if (text === undefined) return undefined
  const size = parseSize(text)
  if (size === undefined)
    reader.wrong('shm-size', `"${text}" is not a size`, 'Write a number of bytes, or 64m, 1g')
  return size
}

/** Reads `ulimit`: `NAME=SOFT[:HARD]`; -1 is no limit, and a soft one alone is the hard one too. */
export function readLimits(reader: Reader): readonly Limit[] {
  return reader.pairs('ulimit').flatMap(({ key, value }) => {
    const [, soft, hard] = /^(-1|\d+)(?::(-1|\d+))?$/.exec(value ?? '') ?? []
    if (!LIMITS.has(key) || soft === undefined) {
      const item = value === undefined ? key : `${key}=${value}`
      reader.wrong(
        'ulimit',
        `"${item}" is not a limit`,
        `Write NAME=SOFT[:HARD], the name one of ${[...LIMITS].join(', ')}`,
      )
      return []
    }
    const limit = { name: key, soft: Number(soft), hard: Number(hard ?? soft) }
    if (limit.hard !== -1 && (limit.soft === -1 || limit.soft > limit.hard)) {
      reader.wrong(
        'ulimit',
        `the soft limit of "${key}=${value}" is above the hard one`,
        'Write the lower one first',
      )
    }
    return [limit]
  })
}

/** Reads `add-hosts`: `NAME:ADDRESS` or `NAME=ADDRESS`, an IPv6 address bare or in brackets. */
export function readHosts(reader: Reader): BuildRequest['addHosts'] {
  return reader.list('add-hosts').flatMap((item) => {
    const [, name = '', written = ''] = /^([^:=\s]+)[:=](.+)$/.exec(item) ?? []
    const address = written.replace(/^\[(.*)\]$/, '$1')
    if (name !== '' && isIP(address) !== 0) return [{ name, address }]
    const problem = address === 'host-gateway' ? 'asks for the gateway of a Docker daemon' : 'is not a host'
    reader.wrong('add-hosts', `"${item}" ${problem}`, 'Write NAME:ADDRESS with an IP address')
    return []
  })
}
