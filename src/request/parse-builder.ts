import path from 'node:path'
import { isRegistryHost, isRepositoryName, parseReference, type Reference } from '../oci/reference.js'
import type { RequestEnvironment } from './environment.js'
import type { Reader } from './reader.js'
import type { BuilderTls, RemoteBuilder, ToolSources } from './request.js'
import type { InputName } from './table.js'

const SCHEMES = 'Write tcp://HOST:PORT, unix:///PATH or kube-pod://POD'
const TLS_INPUTS = ['builder-ca', 'builder-cert', 'builder-key'] as const

/** Reads `builder` and the TLS files for its `tcp://` endpoints. */
export function readBuilder(reader: Reader, env: RequestEnvironment): RemoteBuilder | undefined {
  const endpoints = reader.list('builder').flatMap((item) => {
    const problem = endpointProblem(item)
    if (problem === undefined) return [item]
    // What stands before an @ may be a password.
    reader.wrong('builder', `"${item.replace(/\/\/.*@/, '//…@')}" ${problem}`, SCHEMES)
    return []
  })
  const tls = readTls(reader, env)
  if (reader.has('builder'))
    return endpoints.length === 0 ? undefined : { endpoints: [...new Set(endpoints)], tls }
  const [stray] = TLS_INPUTS.filter((input) => reader.has(input))
  if (stray)
    reader.wrong(stray, 'there is no builder that it is for', 'Give builder: tcp://HOST:PORT, or remove it')
  return undefined
}

/** The ways to a daemon that buildctl has and that need nothing but itself (and kubectl for a pod). */
function endpointProblem(text: string): string | undefined {
  if (!/^[a-z-]+:\/\//.test(text)) return 'is no address of a BuildKit daemon'
  if (!URL.canParse(text)) return 'is no URL'
  const { protocol, hostname, port, pathname, username, search } = new URL(text)
  if (username !== '') return 'has a login in it, which BuildKit does not know'
  if (protocol === 'tcp:') {
    const plain = (pathname === '' || pathname === '/') && search === ''
    return hostname !== '' && port !== '' && plain ? undefined : 'is not a host and port'
  }
  if (protocol === 'unix:')
    return path.isAbsolute(pathname) && hostname === '' ? undefined : 'is not an absolute path'
  if (protocol === 'kube-pod:') return hostname === '' ? 'names no pod' : undefined
  return `has the scheme ${protocol}//, which is not known here`
}

function readTls(reader: Reader, env: RequestEnvironment): BuilderTls | undefined {
  const [ca, certificate, key] = TLS_INPUTS.map((input) => readFile(reader, env, input))
  if (reader.has('builder-cert') !== reader.has('builder-key')) {
    const [given, missing] = reader.has('builder-cert')
      ? (['builder-cert', 'builder-key'] as const)
      : (['builder-key', 'builder-cert'] as const)
    reader.wrong(given, `it is given without ${missing}`, `Give ${missing} too`)
  }
  if (reader.has('builder-cert') && !reader.has('builder-ca'))
    reader.wrong(
      'builder-cert',
      'it is given without builder-ca',
      'Give the authority that vouches for the builder',
    )
  if (ca === undefined) return undefined
  return { ca, client: certificate !== undefined && key !== undefined ? { certificate, key } : undefined }
}

function readFile(reader: Reader, env: RequestEnvironment, input: InputName): string | undefined {
  const text = reader.text(input)
  if (text === undefined) return undefined
  const file = path.resolve(env.cwd, text)
  if (env.isReadableFile(file)) return file
  reader.wrong(input, `the file ${text} cannot be read`, 'Name a PEM file that is there and readable')
  return undefined
}

/** Reads `tools`, `tool-mirror` and `tool-images`: where builders come from that are not on PATH. */
export function readToolSources(reader: Reader): ToolSources {
  return {
    fetch: reader.choice('tools', ['auto', 'installed'] as const, 'auto') === 'auto',
    mirror: readMirror(reader),
    images: readImages(reader),
  }
}

function readMirror(reader: Reader): string | undefined {
  const text = reader.text('tool-mirror')
  if (text === undefined) return undefined
  const [host = '', ...segments] = text.replace(/\/+$/, '').split('/')
  if (isRegistryHost(host) && (segments.length === 0 || isRepositoryName(segments.join('/')))) return text
  reader.wrong('tool-mirror', `"${text}" is not a registry`, 'Write host[:port][/path], without a scheme')
  return undefined
}

function readImages(reader: Reader): Readonly<Record<string, Reference>> {
  const images = reader.pairs('tool-images').flatMap(({ key, value }) => {
    const reference = parseReference(value ?? '')
    const reason =
      'reason' in reference ? reference.reason : reference.digest ? undefined : 'it has no digest'
    if (reason === undefined && !('reason' in reference) && key !== '') return [[key, reference] as const]
    const fix = 'Write for instance buildkit=registry.example/moby/buildkit:v0.33.0@sha256:…'
    reader.wrong('tool-images', `"${key}" is not pinned: ${reason ?? 'it has no name'}`, fix)
    return []
  })
  return Object.fromEntries(images)
}
