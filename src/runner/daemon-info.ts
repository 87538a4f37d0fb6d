import { text } from 'node:stream/consumers'
import { askEngine } from '../http/engine.js'
import type { Facts } from './facts.js'

type Daemon = Facts['daemons'][number]

/**
 * Asks each daemon what it is. Whether it is rootless it knows better than the owner of its socket tells: a socket of
 * root's daemon may have been given to anybody. One that does not answer stays what its socket says.
 */
export async function askDaemons(
  daemons: readonly Daemon[],
  env: NodeJS.ProcessEnv,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<readonly Daemon[]> {
  return Promise.all(daemons.map((daemon) => askDaemon(daemon, env, options)))
}

async function askDaemon(
  daemon: Daemon,
  env: NodeJS.ProcessEnv,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<Daemon> {
  const named = [env['DOCKER_HOST'], env['CONTAINER_HOST']].some((address) =>
    address?.endsWith(daemon.socket),
  )
  const certificates = daemon.socket.startsWith('tcp://') ? certificatesIn(env) : undefined
  const known = { ...daemon, named, ...(certificates === undefined ? {} : { certificates }) }
  if (!/^(?:\/|tcp:\/\/)/.test(daemon.socket)) return known
  const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])])
  try {
    const request = { method: 'GET', path: '/info', headers: { host: 'engine' }, signal: deadline } as const
    const answer = await askEngine({ socket: daemon.socket, certificates }, request)
    return { ...known, ...described(JSON.parse(await text(answer)), daemon) }
  } catch {
    return known // it hangs, or is no engine
  }
}

/** docker(1): TLS where DOCKER_TLS_VERIFY is set, with the files of DOCKER_CERT_PATH or ~/.docker. */
function certificatesIn(env: NodeJS.ProcessEnv): string | undefined {
  if (!env['DOCKER_TLS_VERIFY']) return undefined
  return env['DOCKER_CERT_PATH'] || `${env['HOME'] ?? ''}/.docker`
}

/** What `GET /info` says (Docker Engine API; Podman answers the same and more). */
function described(info: unknown, daemon: Daemon): Partial<Daemon> {
  if (typeof info !== 'object' || info === null) return {}
  const fields = new Map<string, unknown>(Object.entries(info))
  const text = (name: string): string | undefined => {
    const value = fields.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const version = text('ServerVersion')
  if (version === undefined) return {}
  const options = fields.get('SecurityOptions')
  const said =
    Array.isArray(options) && options.some((option) => option === 'name=rootless' || option === 'rootless')
  const rootless = fields.get('Rootless') === true || said
  const buildah = text('BuildahVersion')
  const architecture = text('Architecture')
  const kind = rootless ? 'rootless' : 'rootful: whoever may talk to it is root on its machine'
  return {
    engine: buildah === undefined ? 'docker' : 'podman',
    version,
    ...(buildah === undefined ? {} : { buildah }),
    ...(architecture === undefined ? {} : { architecture }),
    rootless,
    evidence: `${daemon.evidence.replace(/: rootless$|: rootful: .*$/, '')}; ${buildah === undefined ? 'Docker' : 'Podman'} ${version} says that it is ${kind}`,
  }
}
