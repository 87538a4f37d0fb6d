import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Feature } from '../dockerfile/needs.js'
import { DocklessError } from '../errors/errors.js'
import { Secret } from '../log/secret.js'
import { formatPlatform } from '../oci/platform.js'
import { unpackTar } from '../oci/tar-unpack.js'
import type { Facts } from '../runner/facts.js'
import { flags, pairs, words } from './arguments.js'
import {
  assessment,
  broken,
  held,
  namespaceConditions,
  requestConditions,
  toolCondition,
} from './conditions.js'
import { dyingWithUs, searchPath, toolPath } from './enclosure.js'
import { buildFailure } from './failure.js'
import { takeLayout } from './layout-image.js'
import { cacheNotes, inputsOfPushAlone, originAuths } from './origins.js'
import { registriesOf } from './registries.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  PlannedCommand,
  Strategy,
  Task,
  Wiring,
  Workshop,
} from './strategy.js'
import { layOut, startPlanned } from './workbench.js'

/**
 * img, for runners that have it: a BuildKit of early 2020 in one program, unmaintained since. Only when asked for:
 * it knows no mirrors, so it pulls outside of the relay.
 */
export const img: Strategy = { name: 'img', onlyWhenAsked: true, assess, plan, build }

function assess(task: Task, facts: Facts): Assessment {
  return assessment('img', [
    toolCondition(facts, 'img'),
    held('upkeep', 'img is unmaintained since 2020: use BuildKit, of which it is an old part'),
    toolCondition(facts, 'setpriv'),
    ...namespaceConditions(task, facts),
    pullsCondition(task),
    ...requestConditions(task),
    featuresCondition(task),
    inputsCondition(task),
  ])
}

function pullsCondition(task: Task): Condition {
  const registries = registriesOf(task)
  const plain = registries.filter((registry) => task.request.insecureRegistries.includes(registry))
  if (plain.length > 0)
    return broken(
      'pulls',
      `img pulls by itself, over TLS that it verifies: ${plain.join(', ')} is in insecure-registries`,
      'Use BuildKit',
    )
  return held(
    'pulls',
    `img knows no mirrors: it is given the logins of ${registries.join(', ') || 'no registry'}, and pulls by itself`,
  )
}

const OLD: ReadonlySet<Feature> = new Set(['onbuild', 'add url', '# syntax', 'cmd below shell'])

/** Its Dockerfile frontend is that of February 2020 without the experimental instructions: no flag of RUN and COPY but the oldest. */
function featuresCondition({ needs }: Task): Condition {
  const [feature] = needs.features.filter(({ name }) => !OLD.has(name))
  const [mount] = needs.mounts.map(({ type, place }) => ({ name: `run --mount=type=${type}`, place }))
  const first = feature ?? mount
  if (!first) return held('features', 'nothing newer than 2020 is used')
  const where = `${first.place.file}:${first.place.line}`
  return broken('features', `img does not know ${first.name} (${where})`, 'Use BuildKit')
}

function inputsCondition({ request }: Task): Condition {
  const refused = [
    ...(request.secrets.length > 0 ? ['secrets'] : []),
    ...(request.ssh.length > 0 ? ['ssh'] : []),
    ...(Object.keys(request.buildContexts).length > 0 ? ['build-contexts'] : []),
    ...(request.network === 'default' ? [] : ['network']),
    ...(request.addHosts.length > 0 ? ['add-hosts'] : []),
    ...(request.shmSize === undefined ? [] : ['shm-size']),
    ...(request.limits.length > 0 ? ['ulimit'] : []),
    ...(request.sourceDateEpoch === undefined ? [] : ['SOURCE_DATE_EPOCH']),
  ]
  if (refused.length === 0) return held('inputs', 'img has a flag for all of them')
  return broken('inputs', `img has no flag for ${refused.join(', ')}`, 'Leave it out, or use BuildKit')
}

/** Certificates that it trusts besides the machine's. */
const AUTHORITIES = 'authorities'

/** Where the image comes to: its own push speaks TLS to whatever registry, and the relay does not. */
const ARCHIVE = 'image.tar'

/** Build into its own state below the private directory, and out of it into an archive. Pure. */
function plan(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const { request, context } = task
  const authorities = request.caCertificates.map((file, index) => ({
    name: `${AUTHORITIES}/${index}.pem`,
    content: { copyOf: file },
  }))
  const build = [
    ...words('build', '--output', `type=oci,dest=${ARCHIVE}`, '--file', context.dockerfile),
    ...words('--platform', formatPlatform(request.platform)),
    ...(request.target === undefined ? [] : ['--target', request.target]),
    ...flags('--build-arg', pairs(request.buildArgs)),
    ...flags('--label', pairs(request.labels)),
    ...(request.noCache ? ['--no-cache'] : []),
    '--no-console',
    context.directory,
  ]
  const auths = originAuths(wiring.origins)
  return {
    strategy: 'img',
    directory: wiring.directory,
    directories: ['home', 'run', 'tmp', 'docker', ...(authorities.length > 0 ? [AUTHORITIES] : [])],
    files: [
      { name: 'docker/config.json', content: new Secret(`${JSON.stringify({ auths })}\n`) },
      ...authorities,
    ],
    daemon: undefined,
    commands: [command(build, authorities.length > 0, facts, wiring)],
    aliases: {},
    notes: notes(task),
  }
}

function notes(task: Task): string[] {
  const told = inputsOfPushAlone(task.request).filter((input) => input !== 'ca-certificates')
  return [
    'img is unmaintained since 2020: use BuildKit',
    ...(told.length > 0
      ? [`img pulls by itself: ${told.join(', ')} count for what is pushed from here alone`]
      : []),
    ...cacheNotes(task.request, false),
  ]
}

/** It makes its user namespace itself, with newuidmap: in one of ours it would find no ids to map. */
function command(
  verb: readonly string[],
  hasAuthorities: boolean,
  facts: Facts,
  { directory, origins }: Wiring,
): PlannedCommand {
  const state = ['--state', path.join(directory, 'state'), '--backend', 'native'] as const
  return {
    name: 'img',
    argv: [...dyingWithUs(facts), toolPath(facts, 'img'), ...state, ...verb],
    env: {
      ...origins?.env,
      PATH: searchPath(facts),
      HOME: path.join(directory, 'home'),
      USER: facts.process.user ?? 'dockless',
      XDG_RUNTIME_DIR: path.join(directory, 'run'),
      TMPDIR: path.join(directory, 'tmp'),
      DOCKER_CONFIG: path.join(directory, 'docker'),
      // Go reads these directories besides the machine's bundle (crypto/x509).
      ...(hasAuthorities ? { SSL_CERT_DIR: `${path.join(directory, AUTHORITIES)}:/etc/ssl/certs` } : {}),
    },
    cwd: directory,
  }
}

async function build(task: Task, planned: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  const { log, signal } = workshop
  for (const note of planned.notes) log.notice(note)
  await layOut(planned)
  const [only] = planned.commands
  if (!only) throw new DocklessError('DEFECT', 'the plan of a build by img has no command')
  signal.throwIfAborted()
  await using child = await startPlanned(only, workshop, {
    signal,
    graceMs: 1500,
    onLine: (line) => log.info(line),
  })
  const { status, startError, stdout, stderr } = await child.finished
  signal.throwIfAborted()
  if (startError !== undefined)
    throw new DocklessError('NOTHING_FITS', `img could not be started: ${startError}`, {
      fix: 'Look whether it may be executed',
    })
  if (status !== 0)
    throw buildFailure({
      task,
      workshop,
      strategy: 'img',
      output: `${stdout}\n${stderr}`,
      step: undefined,
      status,
    })
  const place = path.join(planned.directory, 'image')
  const archive = path.join(planned.directory, ARCHIVE)
  await mkdir(place, { mode: 0o700 })
  await unpackTar(createReadStream(archive), place)
  await rm(archive)
  return takeLayout(place, task, workshop)
}
