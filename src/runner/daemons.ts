import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import type { Facts } from './facts.js'

type Daemon = Facts['daemons'][number]

/** Places where Docker and Podman listen, besides what the environment names. */
export function socketPlaces(uid: number, env: NodeJS.ProcessEnv): readonly string[] {
  const runtime = env['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`
  const named = [env['DOCKER_HOST'], env['CONTAINER_HOST']]
    .map((address) => /^unix:\/\/(.+)$/.exec(address ?? '')?.[1])
    .filter((path) => path !== undefined)
  return [
    ...named,
    '/run/docker.sock',
    '/var/run/docker.sock',
    '/run/podman/podman.sock',
    `${runtime}/docker.sock`,
    `${runtime}/podman/podman.sock`,
  ]
}

/** Daemons that this process can talk to: sockets it may write, and addresses in the environment. */
export async function findDaemons(uid: number, env: NodeJS.ProcessEnv): Promise<readonly Daemon[]> {
  const found = new Map<string, Daemon>()
  const sockets = await Promise.all(socketPlaces(uid, env).map((place) => socketAt(place)))
  for (const daemon of sockets) if (daemon && !found.has(daemon.socket)) found.set(daemon.socket, daemon)
  for (const name of ['DOCKER_HOST', 'CONTAINER_HOST']) {
    const daemon = remoteDaemon(name, env[name])
    if (daemon && !found.has(daemon.socket)) found.set(daemon.socket, daemon)
  }
  return [...found.values()]
}

async function socketAt(place: string): Promise<Daemon | undefined> {
  try {
    const socket = await realpath(place)
    const status = await stat(socket)
    if (!status.isSocket()) return undefined
    await access(socket, constants.W_OK)
    const rootless = isRootless(socket, status.uid)
    const kind = rootless ? 'rootless' : 'rootful: whoever may write it is root on its machine'
    return { socket, rootless, evidence: `${place} is writable and belongs to uid ${status.uid}: ${kind}` }
  } catch {
    return undefined // not there, or not for us
  }
}

/** A daemon without root listens as its user, below that user's runtime directory. */
export function isRootless(socket: string, owner: number): boolean {
  return owner !== 0 || /^\/run\/user\/[1-9]\d*\//.test(socket)
}

/** An address other than a local socket. Nothing tells from here that it is rootless. */
export function remoteDaemon(name: string, address: string | undefined): Daemon | undefined {
  if (!address || address.startsWith('unix://')) return undefined
  const socket = address.replace(/\/\/.*@/, '//') // no user or password in a ticket, whatever is in it
  return {
    socket,
    rootless: false,
    evidence: `${name} is ${socket}: a daemon elsewhere, taken for rootful (Docker-in-Docker needs a privileged container)`,
  }
}
