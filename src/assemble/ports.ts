const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp'])

/**
 * The ports that one word of EXPOSE stands for, as `port/protocol`: `80`, `53/udp`, `8000-8002/tcp`. A host's part
 * (`127.0.0.1:80:80`) is checked and dropped, as BuildKit does. Returns the reason when it is none.
 */
export function parsePorts(word: string): readonly string[] | { readonly reason: string } {
  const [, all = '', protocol = ''] = /^([^/]*)\/?(.*)$/s.exec(word) ?? []
  const parts = all.split(':')
  const container = range(parts.at(-1) ?? '')
  const name = protocol === '' ? 'tcp' : protocol.toLowerCase()
  if (!PROTOCOLS.has(name)) return { reason: `"${protocol}" is no protocol: tcp, udp or sctp` }
  if (!container)
    return { reason: `"${parts.at(-1) ?? ''}" is no port or range of ports between 0 and 65535` }
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : ''
  if (host !== '') {
    const outside = range(host)
    if (!outside) return { reason: `"${host}" is no port` }
    const same = outside.last - outside.first === container.last - container.first
    if (!same && container.first !== container.last) return { reason: 'its two ranges differ in length' }
  }
  const ports: string[] = []
  for (let port = container.first; port <= container.last; port++) ports.push(`${port}/${name}`)
  return ports
}

function range(text: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(text)
  if (!match) return undefined
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  return first <= last && last <= 65535 ? { first, last } : undefined
}
