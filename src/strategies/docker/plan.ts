import path from 'node:path'
import { Secret } from '../../log/secret.js'
import { MediaType } from '../../oci/media-types.js'
import { formatPlatform } from '../../oci/platform.js'
import type { Facts } from '../../runner/facts.js'
import { cacheNotes, configAddress, inputsOfPushAlone, type OriginAccess } from '../origins.js'
import type { BuildPlan, Task, Wiring } from '../strategy.js'

export type Daemon = Facts['daemons'][number]

/** The file of the plan that holds what is asked of the daemon. */
export const CALL = 'engine.json'
/** The file of the plan that holds the logins for the pulls of this build: the header X-Registry-Config. */
export const LOGINS = 'logins.json'

/** What is asked of a daemon. */
export interface EngineCall {
  readonly socket: string
  readonly certificates: string | null
  readonly engine: 'docker' | 'podman'
  /** The name of the image in the daemon's storage, which is removed when the image has come over. */
  readonly image: string
  /** Docker Engine API, "Build an image"; Podman's own has more to say. */
  readonly path: '/build' | '/v4.0.0/libpod/build'
  readonly query: Readonly<Record<string, string>>
}

/**
 * The daemon that is used: the one that the environment names, else a rootless one, else the first. Undefined when
 * none is in reach.
 */
export function daemonFor(_task: Task, { daemons }: Facts): Daemon | undefined {
  const answering = daemons.filter(({ engine }) => engine !== undefined)
  const named = daemons.find((daemon) => daemon.named)
  return named ?? answering.find(({ rootless }) => rootless) ?? answering[0] ?? daemons[0]
}

/** The plan of a build by a daemon: no program is run, one request builds and another fetches the image. Pure. */
export function planEngineBuild(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const daemon = daemonFor(task, facts)
  // One of a run: two jobs on a machine share the daemon's storage.
  const image =
    `localhost/dockless:${path.basename(path.dirname(wiring.directory))}-${path.basename(wiring.directory)}`.replaceAll(
      /[^\w./:-]/g,
      '-',
    )
  const call: EngineCall = {
    socket: daemon?.socket ?? '',
    certificates: daemon?.certificates ?? null,
    engine: daemon?.engine ?? 'docker',
    image,
    path: daemon?.engine === 'podman' ? '/v4.0.0/libpod/build' : '/build',
    query: { t: image, ...queryOf(task, daemon) },
  }
  return {
    strategy: 'docker',
    directory: wiring.directory,
    directories: ['image'],
    files: [
      { name: CALL, content: `${JSON.stringify(call, undefined, 2)}\n` },
      { name: LOGINS, content: new Secret(JSON.stringify(loginsOf(wiring.origins))) },
    ],
    daemon: undefined,
    commands: [],
    aliases: {},
    notes: notes(task, call),
  }
}

function queryOf({ request, context }: Task, daemon: Daemon | undefined): Record<string, string> {
  const { sourceDateEpoch: epoch } = request
  const limits = request.limits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard }))
  const json = (name: string, value: object): Record<string, string> =>
    Object.keys(value).length === 0 ? {} : { [name]: JSON.stringify(value) }
  return {
    dockerfile: path.relative(context.directory, context.dockerfile),
    platform: formatPlatform(request.platform),
    rm: '1',
    forcerm: '1',
    ...(request.target === undefined ? {} : { target: request.target }),
    ...json('buildargs', request.buildArgs),
    ...json('labels', request.labels),
    ...(request.noCache ? { nocache: '1' } : {}),
    ...(request.pull ? { pull: '1' } : {}),
    ...(request.network === 'default' ? {} : { networkmode: request.network }),
    // The API reads several as one text; Podman takes the same.
    ...(request.addHosts.length === 0
      ? {}
      : { extrahosts: JSON.stringify(request.addHosts.map(({ name, address }) => `${name}:${address}`)) }),
    ...(request.shmSize === undefined ? {} : { shmsize: String(request.shmSize) }),
    ...json('ulimits', limits),
    // Podman's own additions. In the OCI's format it would leave out HEALTHCHECK, ONBUILD and SHELL.
    ...(daemon?.engine === 'podman' ? { outputformat: MediaType.dockerManifest } : {}),
    ...(epoch !== undefined && daemon?.engine === 'podman' ? { timestamp: String(epoch) } : {}),
  }
}

/** Docker Engine API, "Build an image", X-Registry-Config: address -> login. */
function loginsOf(access: OriginAccess | undefined): Record<string, Record<string, string>> {
  const logins = access?.logins ?? []
  return Object.fromEntries(
    logins.map(({ registry, credential }) => [configAddress(registry), loginOf(credential)] as const),
  )
}

function loginOf(credential: OriginAccess['logins'][number]['credential']): Record<string, string> {
  switch (credential.kind) {
    case 'password':
      return { username: credential.username, password: credential.password.reveal() }
    case 'identity-token':
      return { username: '', password: '', identitytoken: credential.token.reveal() }
    case 'registry-token':
      return { registrytoken: credential.token.reveal() }
  }
}

function notes(task: Task, call: EngineCall): string[] {
  const told = inputsOfPushAlone(task.request)
  return [
    `The daemon at ${call.socket} builds and pulls; the image comes back and is pushed from here`,
    ...(told.length > 0
      ? [`Its own configuration counts for what it pulls; ${told.join(', ')} for what is pushed`]
      : []),
    ...cacheNotes(task.request, false),
  ]
}
