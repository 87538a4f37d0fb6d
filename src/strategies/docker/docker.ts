import type { Feature } from '../../dockerfile/needs.js'
import type { Facts } from '../../runner/facts.js'
import { featuresCondition } from '../buildah/buildah.js'
import { assessment, broken, givenConditions, held, hereConditions } from '../conditions.js'
import { buildInEngine } from './build.js'
import { type Daemon, daemonFor, planEngineBuild } from './plan.js'
import { mountsKeptBy } from '../mounts/mounts.js'
import { registriesOf } from '../registries.js'
import type { Assessment, Condition, Strategy, Task } from '../strategy.js'
import { formatPlatform, parsePlatform } from '../../oci/platform.js'

/**
 * A Docker daemon or a Podman service that runs already, through the API that both have. Only when asked for: it
 * pulls by itself, outside of the relay, and a rootful one is root on its machine for whoever talks to it.
 */
export const docker: Strategy = {
  name: 'docker',
  onlyWhenAsked: true,
  assess,
  plan: planEngineBuild,
  build: buildInEngine,
}

const START =
  'Start a rootless one (systemctl --user start podman.socket, or dockerd-rootless-setuptool.sh install) and set DOCKER_HOST'

function assess(task: Task, facts: Facts): Assessment {
  const daemon = daemonFor(task, facts)
  if (!daemon)
    return assessment('docker', [
      broken('daemon', 'no socket of Docker or Podman can be written from here', START),
    ])
  return assessment('docker', [
    answerCondition(daemon),
    privilegeCondition(task, daemon),
    held('credentials', credentialsEvidence(task)),
    platformCondition(task, daemon),
    dialectCondition(task, daemon),
    inputsCondition(task, daemon),
    ...givenConditions(task),
    ...hereConditions(task),
    ...mountsKeptBy('the daemon', task),
  ])
}

function answerCondition(daemon: Daemon): Condition {
  if (daemon.engine !== undefined)
    return held(
      'daemon',
      `${daemon.engine === 'docker' ? 'Docker' : 'Podman'} ${daemon.version} at ${daemon.socket}`,
    )
  const known = /^(?:\/|tcp:\/\/)/.test(daemon.socket)
  return known
    ? broken('daemon', `nobody answers as an engine does at ${daemon.socket}`, START)
    : broken(
        'daemon',
        `${daemon.socket} is an address of another kind`,
        'Use unix:// or tcp:// in DOCKER_HOST',
      )
}

/** Whoever may talk to a rootful daemon may mount its machine's root into a container. */
function privilegeCondition({ request }: Task, daemon: Daemon): Condition {
  if (daemon.rootless) return held('privilege', daemon.evidence)
  if (request.allowPrivileged) return held('privilege', `allow-privileged is set: ${daemon.evidence}`)
  return broken(
    'privilege',
    `${daemon.evidence}: any step of this job, and any RUN step through it, could take the machine over`,
    'Use a rootless daemon, or another strategy, which needs none; or set allow-privileged: true if the machine is this job’s alone',
  )
}

function credentialsEvidence(task: Task): string {
  const registries = registriesOf(task)
  const which = registries.length === 0 ? 'no registry' : registries.join(', ')
  return `the daemon pulls by itself: it is told the logins of ${which} for this build, and RUN steps see none`
}

function platformCondition({ request, needs }: Task, daemon: Daemon): Condition {
  const wanted = formatPlatform(request.platform)
  const native = parsePlatform(`linux/${daemon.architecture ?? ''}`)
  if (!native || formatPlatform(native) === wanted || needs.runs.length === 0) return held('platform', wanted)
  return broken(
    'platform',
    `RUN steps of ${wanted} cannot run in a daemon for ${formatPlatform(native)}`,
    `Build ${wanted} on a runner of that architecture`,
  )
}

/** What Docker's own builder without BuildKit does not read. */
function dialectCondition(task: Task, daemon: Daemon): Condition {
  if (daemon.engine === 'podman')
    return featuresCondition(task, { path: daemon.socket, version: daemon.buildah })
  const known = new Set<Feature>(['add url', 'onbuild', '# syntax', 'cmd below shell'])
  const [feature] = task.needs.features.filter(({ name }) => !known.has(name))
  const [mount] = task.needs.mounts.map(({ type, place }) => ({ name: `run --mount=type=${type}`, place }))
  const first = feature ?? mount
  if (!first) return held('features', 'the builder of the Docker API knows all that is used')
  return broken(
    'features',
    `the builder of the Docker API does not know ${first.name} (${first.place.file}:${first.place.line})`,
    'Use strategy: buildkit, which needs no daemon',
  )
}

/** Inputs that the API has no place for. */
function inputsCondition({ request, context, needs }: Task, daemon: Daemon): Condition {
  const outside = !context.dockerfile.startsWith(`${context.directory}/`)
  const refused = [
    ...(needs.secrets.length + request.secrets.length > 0 ? ['secrets'] : []),
    ...(needs.ssh.length + request.ssh.length > 0 ? ['ssh'] : []),
    ...(Object.keys(request.buildContexts).length > 0 ? ['build-contexts'] : []),
    ...(outside ? ['a Dockerfile outside of the context'] : []),
    ...(request.sourceDateEpoch !== undefined && daemon.engine === 'docker' ? ['SOURCE_DATE_EPOCH'] : []),
  ]
  if (refused.length === 0) return held('inputs', 'the API has a place for all of them')
  return broken(
    'inputs',
    `the API has no place for ${refused.join(', ')}`,
    'Leave it out, or use strategy: buildkit',
  )
}
