import path from 'node:path'
import { DocklessError } from '../../errors/errors.js'
import { Secret } from '../../log/secret.js'
import { formatReference } from '../../oci/reference.js'
import { type ChosenBase, chooseJibBase, chooseModule } from '../../project/image.js'
import type { Project, ProjectModule } from '../../project/project.js'
import type { BuildRequest } from '../../request/request.js'
import type { Facts } from '../../runner/facts.js'
import { words } from '../arguments.js'
import { assessment, broken, held } from '../conditions.js'
import { delivered } from '../failure.js'
import { jibInitScript } from './jib-gradle.js'
import {
  dockerConfig,
  JVM_DIRECTORIES,
  type JvmCommand,
  jvmCommand,
  mavenOptions,
  mirrorOf,
  projectConditions,
  properties,
} from './jvm.js'
import { carryOut } from './run.js'
import { asOurselves, carriedPart, type MountsPart } from '../mounts/mounts.js'
import { fetchMounts, restoreMounts, takeMounts } from '../mounts/run.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  PlannedFile,
  ProjectTask,
  Strategy,
  Wiring,
  Workshop,
} from '../strategy.js'
import { layOut } from '../workbench.js'

/** Jib: its Maven or Gradle plugin, invoked from outside, so that no build file is edited. */
export const jib: Strategy<ProjectTask> = { name: 'jib', assess, plan, build }

const MAVEN_PLUGIN = 'com.google.cloud.tools:jib-maven-plugin:3.5.2'
const GRADLE_PLUGIN = 'com.google.cloud.tools:jib-gradle-plugin:3.5.2'
const PLUGIN = /^[\w.-]+:[\w.-]+:[\w.+-]+$/
/** What Jib 3.5.2 starts in its default base image for a war, entries separated as in a property. */
const JETTY = 'java,-jar,/usr/local/jetty/start.jar,--module=ee10-deploy'
const INIT_SCRIPT = 'jib.init.gradle'
/** Settings of ours among those of the input `jib`. */
const OURS = new Set(['from.image', 'containerize', 'plugin', 'repository'])

/** Module and base image, or why they could not be chosen. */
function choices({ project, request }: ProjectTask) {
  const { jib: settings } = request.project
  const module = chooseModule(project, settings['containerize'], 'jib: containerize')
  const base = 'problem' in module ? undefined : chooseJibBase(project, module, settings['from.image'])
  return { module, base }
}

function assess(task: ProjectTask, facts: Facts): Assessment {
  const { module, base } = choices(task)
  return assessment('jib', [
    ...projectConditions(task, facts, module, base),
    pluginCondition(task),
    labelsCondition(task.request),
    platformCondition(task.request),
    ...mountsCondition(task),
  ])
}

/**
 * Directories of the private one that can be kept, by the name that the input `cache-mounts` has for each. Not the base
 * image cache: its entries bear the relay's address, and no layer gets into it, for the relay has them all.
 */
const APPLICATION = { 'jib-application': 'cache/application' }
const MAVEN_REPOSITORY = 'cache/maven'
const MOUNTS = { gradle: APPLICATION, maven: { ...APPLICATION, maven: MAVEN_REPOSITORY } } as const

/** What `cache-mounts` may name for a project. */
export function mountsOf({ tool }: Project): readonly string[] {
  return Object.keys(MOUNTS[tool])
}

function mountsCondition({ request }: ProjectTask): Condition[] {
  const { mounts } = request.cache
  return mounts.length === 0 ? [] : [held('cache mounts', `kept in the cache: ${mounts.join(', ')}`)]
}

function planMounts({ request, project }: ProjectTask, facts: Facts, wiring: Wiring): MountsPart {
  const carried = Object.entries(MOUNTS[project.tool]).flatMap(([name, directory]) =>
    request.cache.mounts.includes(name) ? [{ name, directory, owners: 'none' as const }] : [],
  )
  return carriedPart(carried, wiring, (program) => asOurselves(program, facts, wiring))
}

function pluginCondition({ request }: ProjectTask): Condition {
  const { plugin } = request.project.jib
  if (plugin === undefined || PLUGIN.test(plugin)) return held('plugin', plugin ?? 'the one that was tested')
  return broken('plugin', `"${plugin}" names no plugin`, 'Write plugin=GROUP:ARTIFACT:VERSION')
}

/** Jib takes a backslash before a comma, and nothing else, for an escape: such a pair cannot be said to it. */
function labelsCondition({ labels }: BuildRequest): Condition {
  const odd = Object.entries(labels).find((entry) => entry.some((text) => /\\(?:,|$)/.test(text)))
  if (!odd) return held('labels', Object.keys(labels).join(', ') || 'none are given')
  return broken(
    'labels',
    `${odd[0]} has a backslash at its end or before a comma, which Jib cannot be told`,
    'Write it in another way, or give it to Jib in the build file',
  )
}

/** Jib names a platform by system and architecture. */
function platformCondition({ platform }: BuildRequest): Condition {
  const { os, architecture, variant } = platform
  if (variant === undefined || (architecture === 'arm64' && variant === 'v8'))
    return held('platform', `${os}/${architecture}: nothing has to run on it`)
  return broken(
    'platform',
    `Jib knows no variants, and ${os}/${architecture}/${variant} is one`,
    `Write platforms: ${os}/${architecture}, or a Dockerfile`,
  )
}

/** The plan of a build by Jib. Pure. Throws a defect where no assessment holds. */
function plan(task: ProjectTask, facts: Facts, wiring: Wiring): BuildPlan {
  const { module, base } = choices(task)
  if (!base || 'problem' in base || 'problem' in module)
    throw new DocklessError('DEFECT', 'a plan was made without a module and a base image')
  const { files, command } =
    task.project.tool === 'maven' ? maven(task, wiring, module, base) : gradle(task, wiring, module, base)
  const mounts = planMounts(task, facts, wiring)
  return {
    strategy: 'jib',
    directory: wiring.directory,
    ...mounts,
    directories: [...JVM_DIRECTORIES, ...mounts.directories],
    files: [dockerConfig(wiring), ...files, ...mounts.files],
    daemon: undefined,
    commands: [jvmCommand(task, facts, wiring, command)],
    aliases: { [mirrorOf(base, wiring)]: formatReference(base.reference) },
    notes: notes(task, module, base),
  }
}

interface Planned {
  readonly files: readonly PlannedFile[]
  readonly command: JvmCommand
}

function maven(task: ProjectTask, wiring: Wiring, module: ProjectModule, base: ChosenBase): Planned {
  const { project, request } = task
  const plugin = request.project.jib['plugin'] ?? MAVEN_PLUGIN
  const { files, secretEnv } = mavenOptions(project, wiring, logins(wiring))
  return {
    files,
    command: {
      secretEnv,
      name: 'maven',
      args: [
        ...words('--batch-mode', '--no-transfer-progress', '--file', project.file),
        ...(project.isMultiModule
          ? ['--projects', module.address, '--also-make', `-Djib.containerize=${module.address}`]
          : []),
        // A module that is only compiled is a directory on the class path of the others, which Jib packs as such.
        project.isMultiModule || module.packaging === 'war' ? 'package' : 'compile',
        `${plugin}:build`,
        `-Djib.from.image=${mirrorOf(base, wiring)}`,
        ...properties(settings(request, wiring, module)),
        ...properties(localRepository(request, wiring)),
        ...properties(request.buildArgs),
      ],
    },
  }
}

/** One of our own when it is to be kept: what is in the runner's is not ours to keep. */
function localRepository({ cache }: BuildRequest, { mounts, directory }: Wiring): Record<string, string> {
  if (!mounts || !cache.mounts.includes('maven')) return {}
  return { 'maven.repo.local': path.join(directory, MAVEN_REPOSITORY) }
}

/**
 * The relay's login for what Jib pulls and pushes: it wins over logins and credential helpers that the project itself
 * configures, which are for other registries.
 */
function logins({ credential }: Wiring): readonly string[] {
  return ['from', 'to'].flatMap((side) =>
    properties({
      [`jib.${side}.auth.username`]: credential.username,
      [`jib.${side}.auth.password`]: credential.password.reveal(),
    }),
  )
}

function gradle(task: ProjectTask, wiring: Wiring, module: ProjectModule, base: ChosenBase): Planned {
  const { request } = task
  const { plugin, repository } = request.project.jib
  const script = jibInitScript({
    address: module.address,
    plugin: module.jib.isConfigured ? undefined : (plugin ?? GRADLE_PLUGIN),
    repository,
    named: request.project.jib['from.image'] === undefined ? module.jib.from?.text : undefined,
    isForced: request.project.jib['from.image'] !== undefined,
    mirror: mirrorOf(base, wiring),
    credential: wiring.credential,
  })
  const subproject = module.address === ':' ? '' : module.address
  return {
    files: [{ name: INIT_SCRIPT, content: new Secret(script) }],
    command: {
      name: 'gradle',
      args: [
        ...words('--no-daemon', '--console=plain', '--init-script', path.join(wiring.directory, INIT_SCRIPT)),
        `${subproject}:jib`,
        ...properties(settings(request, wiring, module)),
        ...Object.entries(request.buildArgs).map(([name, value]) => `-P${name}=${value}`),
      ],
    },
  }
}

/** What Jib is told in the same words by Maven and by Gradle. */
function settings(
  request: BuildRequest,
  { directory, relay, inbox }: Wiring,
  module: ProjectModule,
): Record<string, string> {
  const { platform, labels, sourceDateEpoch } = request
  const below = (...names: readonly string[]): string => path.join(directory, ...names)
  const own = Object.entries(request.project.jib)
    .filter(([name]) => !OURS.has(name))
    .map(([name, value]) => [`jib.${name}`, value] as const)
  return {
    'jib.to.image': `${relay}/${inbox}:built`,
    'jib.from.platforms': `${platform.os}/${platform.architecture}`,
    'jib.container.format': 'OCI',
    ...(Object.keys(labels).length === 0 ? {} : { 'jib.container.labels': mapOf(labels) }),
    ...(sourceDateEpoch === undefined
      ? {}
      : { 'jib.container.creationTime': new Date(sourceDateEpoch * 1000).toISOString() }),
    ...(startsJetty(request, module) ? { 'jib.container.entrypoint': JETTY } : {}),
    ...Object.fromEntries(own),
    // Only the relay is spoken to, on loopback.
    'jib.allowInsecureRegistries': 'true',
    sendCredentialsOverHttp: 'true',
    'jib.console': 'plain',
    'jib.disableUpdateChecks': 'true',
    'jib.baseImageCache': below('cache', 'base'),
    'jib.applicationCache': below('cache', 'application'),
    'jib.outputPaths.imageJson': below('out', 'image.json'),
    'jib.outputPaths.imageId': below('out', 'image.id'),
    'jib.outputPaths.digest': below('out', 'image.digest'),
  }
}

/** A base image that is named, as ours always is, keeps its entrypoint: Jib starts Jetty in its own default only. */
function startsJetty({ project }: BuildRequest, { packaging, jib: own }: ProjectModule): boolean {
  return (
    packaging === 'war' &&
    project.jib['from.image'] === undefined &&
    own.from === undefined &&
    !own.hasEntrypoint
  )
}

/** A map in one property: entries end at a comma that no backslash stands before. */
function mapOf(values: Readonly<Record<string, string>>): string {
  const escaped = (text: string): string => text.replaceAll(',', '\\,')
  return Object.entries(values)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join(',')
}

function notes({ project, request }: ProjectTask, module: ProjectModule, base: ChosenBase): string[] {
  const { overridden } = module.jib
  return [
    ...project.unread.map(
      (what) => `${what}: if Jib’s base image is set there, give it with jib: from.image=REF`,
    ),
    ...(module.jib.from && module.jib.from.reference !== base.reference
      ? [`The base image of ${module.jib.from.place.file} gives way to that of the input jib`]
      : []),
    ...(overridden.length === 0
      ? []
      : [
          `${overridden.join(', ')} of ${project.shown} give way to the inputs tags and platforms: the image goes where tags says`,
        ]),
    ...(module.jib.isConfigured && Object.keys(request.labels).length > 0
      ? ['The labels of the inputs stand in the place of those that the build file gives Jib']
      : []),
  ]
}

async function build(_task: ProjectTask, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  await fetchMounts(plan, workshop)
  await layOut(plan)
  await restoreMounts(plan, workshop)
  await carryOut(plan, workshop)
  await takeMounts(plan, workshop)
  return delivered(plan, workshop)
}
