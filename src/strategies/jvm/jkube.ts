import { DocklessError } from '../../errors/errors.js'
import { formatReference } from '../../oci/reference.js'
import { chooseJkubeBase, chooseModule } from '../../project/image.js'
import type { ProjectModule } from '../../project/project.js'
import type { Facts } from '../../runner/facts.js'
import { assessment, broken, held } from '../conditions.js'
import { delivered } from '../failure.js'
import {
  dockerConfig,
  JVM_DIRECTORIES,
  jvmCommand,
  mavenOptions,
  mirrorOf,
  projectConditions,
  properties,
} from './jvm.js'
import { carryOut } from './run.js'
import type {
  Assessment,
  BuildPlan,
  BuiltImage,
  Condition,
  ProjectTask,
  Strategy,
  Wiring,
  Workshop,
} from '../strategy.js'
import { layOut } from '../workbench.js'

/** Eclipse JKube with its build strategy `jib`: the only one of its own that needs no daemon and no cluster. */
export const jkube: Strategy<ProjectTask> = { name: 'jkube', onlyWhenAsked: true, assess, plan, build }

const PLUGIN = 'org.eclipse.jkube:kubernetes-maven-plugin:1.19.0'
const MAIN_CLASS = 'generator.java-exec.mainClass'
/** Settings that are said in another way. */
const OURS = new Set(['plugin', 'generator.from', 'generator.name', 'build.strategy'])

function choices({ project, request }: ProjectTask) {
  const module = chooseModule(project, undefined, 'file')
  const settings = request.project.jkube
  const base = 'problem' in module ? undefined : chooseJkubeBase(project, module, settings['generator.from'])
  return { module, base }
}

function assess(task: ProjectTask, facts: Facts): Assessment {
  const { module, base } = choices(task)
  return assessment('jkube', [
    ...projectConditions(task, facts, module, base),
    toolCondition(task),
    ...('problem' in module ? [] : [generatorCondition(task, module), imagesCondition(module)]),
    platformCondition(task),
    labelsCondition(task),
    ...mountsCondition(task),
  ])
}

function mountsCondition({ request }: ProjectTask): Condition[] {
  if (request.cache.mounts.length === 0) return []
  return [broken('cache mounts', 'JKube keeps nothing between builds', 'Remove cache-mounts')]
}

function toolCondition({ project }: ProjectTask): Condition {
  if (project.tool === 'maven') return held('tool', 'Maven')
  return broken(
    'tool',
    `${project.shown} is Gradle’s`,
    'Take strategy: jib, which builds Gradle projects too',
  )
}

/** Without a main class JKube finds no image to build, says so in a warning, and ends with success. */
function generatorCondition({ request }: ProjectTask, { jkube: own }: ProjectModule): Condition {
  const mainClass = request.project.jkube[MAIN_CLASS] ?? own.mainClass
  if (mainClass !== undefined) return held('main class', mainClass)
  if (own.isSpringBoot) return held('main class', 'Spring Boot’s, which JKube finds')
  return broken(
    'main class',
    'none is named, and then JKube builds nothing',
    `Write jkube: ${MAIN_CLASS}=PACKAGE.CLASS`,
  )
}

function imagesCondition({ jkube: { hasImages, hasDockerfile } }: ProjectModule): Condition {
  if (hasDockerfile)
    return broken(
      'images',
      'a Dockerfile lies beside the POM, and JKube’s daemonless strategy builds none',
      'Take strategy: auto, which builds the Dockerfile, or strategy: jib',
    )
  if (hasImages)
    return broken(
      'images',
      'the POM configures <images> for JKube, which name where they are pushed',
      'Take them out and say it with the inputs tags and jkube, or take strategy: jib',
    )
  return held('images', 'the generator makes one')
}

/** Jib inside of JKube takes its own default, whatever the machine is. */
function platformCondition({ request: { platform } }: ProjectTask): Condition {
  const { os, architecture } = platform
  if (os === 'linux' && architecture === 'amd64') return held('platform', 'linux/amd64')
  return broken('platform', `JKube makes linux/amd64, not ${os}/${architecture}`, 'Take strategy: jib')
}

function labelsCondition({ request: { labels } }: ProjectTask): Condition {
  const odd = Object.entries(labels).find((entry) => entry.some((text) => text.includes(',')))
  if (!odd) return held('labels', Object.keys(labels).join(', ') || 'none are given')
  return broken('labels', `${odd[0]} holds a comma, which JKube cannot be told`, 'Take strategy: jib')
}

/** The plan of a build by JKube. Pure. Throws a defect where no assessment holds. */
function plan(task: ProjectTask, facts: Facts, wiring: Wiring): BuildPlan {
  const { module, base } = choices(task)
  if (!base || 'problem' in base || 'problem' in module)
    throw new DocklessError('DEFECT', 'a plan was made without a module and a base image')
  const { project, request } = task
  const given = request.project.jkube
  const plugin = given['plugin'] ?? PLUGIN
  const labels = Object.entries(request.labels).map(([name, value]) => `${name}=${value}`)
  const { username, password } = wiring.credential
  const login = properties({ 'jkube.docker.username': username, 'jkube.docker.password': password.reveal() })
  const { files, secretEnv } = mavenOptions(project, wiring, login)
  const own = Object.entries(given).flatMap(([name, value]) =>
    OURS.has(name) ? [] : [[`jkube.${name}`, value] as const],
  )
  const args = [
    '--batch-mode',
    '--no-transfer-progress',
    '--file',
    project.file,
    ...(project.isMultiModule ? ['--projects', module.address, '--also-make'] : []),
    'package',
    `${plugin}:build`,
    `${plugin}:push`,
    ...properties({
      'jkube.build.strategy': 'jib',
      'jkube.generator.from': mirrorOf(base, wiring),
      'jkube.generator.name': `${wiring.relay}/${wiring.inbox}:built`,
      ...(labels.length === 0 ? {} : { 'jkube.generator.java-exec.labels': labels.join(',') }),
      ...Object.fromEntries(own),
      sendCredentialsOverHttp: 'true',
    }),
    ...properties(request.buildArgs),
  ]
  return {
    strategy: 'jkube',
    directory: wiring.directory,
    directories: JVM_DIRECTORIES,
    files: [dockerConfig(wiring), ...files],
    daemon: undefined,
    commands: [jvmCommand(task, facts, wiring, { name: 'maven', args, secretEnv })],
    aliases: { [mirrorOf(base, wiring)]: formatReference(base.reference) },
    notes: [
      'JKube writes the time of the build into the image: the same sources make another digest each time',
    ],
  }
}

/** JKube's success says little: the relay is asked whether an image came. */
async function build(_task: ProjectTask, plan: BuildPlan, workshop: Workshop): Promise<BuiltImage> {
  await layOut(plan)
  await carryOut(plan, workshop)
  if (workshop.delivered()) return delivered(plan, workshop)
  throw new DocklessError('BUILD_FAILED', 'JKube ended with success, and pushed no image', {
    fix: `Look for its warning above; jkube: ${MAIN_CLASS}=PACKAGE.CLASS makes it find one`,
  })
}
