import path from 'node:path'
import { DocklessError } from '../../errors/errors.js'
import { Secret } from '../../log/secret.js'
import type { ChosenBase, Undecided } from '../../project/image.js'
import type { Project, ProjectModule } from '../../project/project.js'
import { formatReference } from '../../oci/reference.js'
import type { BuildRequest } from '../../request/request.js'
import type { Facts } from '../../runner/facts.js'
import { words } from '../arguments.js'
import { broken, held } from '../conditions.js'
import { COVER, SHELL, toolPath } from '../enclosure.js'
import { authFile } from '../registries.js'
import type { Condition, PlannedCommand, PlannedFile, ProjectTask, Wiring } from '../strategy.js'

/** What Maven, Gradle and their plugins find in the private directory. */
export const JVM_DIRECTORIES = ['docker', 'tmp', 'out', 'cache', 'cache/base', 'cache/application'] as const

/** The relay's credential in the form of `docker login`; the plugins look for it where DOCKER_CONFIG says. */
export function dockerConfig(wiring: Wiring): PlannedFile {
  return { name: 'docker/config.json', content: new Secret(authFile(wiring)) }
}

/** What holds for every build by Maven or Gradle. */
export function projectConditions(
  task: ProjectTask,
  facts: Facts,
  module: ProjectModule | Undecided,
  base: ChosenBase | Undecided | undefined,
): Condition[] {
  return [
    programCondition(task),
    decided('module', module, ({ address }) => address),
    ...(base ? [decided('base image', base, (b) => `${formatReference(b.reference)} (${b.from})`)] : []),
    inputsCondition(task.request),
    wallCondition(task, facts),
  ]
}

function programCondition({ project }: ProjectTask): Condition {
  const { program, java, tool } = project
  const name = tool === 'maven' ? 'Maven' : 'Gradle'
  if (!program)
    return broken(
      'program',
      `neither ${tool === 'maven' ? 'mvnw in the project nor mvn' : 'gradlew in the project nor gradle'} on PATH`,
      `Add the ${name} wrapper to the project, or use a job image that has ${name}`,
    )
  if (!java)
    return broken('program', 'no JDK: neither JAVA_HOME nor java on PATH', 'Use a job image that has a JDK')
  return held('program', `${program.path}, Java ${java.version} (${java.home})`)
}

function decided<T extends object>(
  name: string,
  value: T | Undecided,
  tell: (value: T) => string,
): Condition {
  if ('problem' in value && 'fix' in value) return broken(name, value.problem, value.fix)
  return held(name, tell(value))
}

const VARIABLE = /^[A-Za-z_]\w*$/

/** Inputs that mean something for Dockerfiles alone: one that is given is refused, never dropped. */
function inputsCondition(request: BuildRequest): Condition {
  const given = [
    ...(request.target === undefined ? [] : ['target']),
    ...(Object.keys(request.buildContexts).length === 0 ? [] : ['build-contexts']),
    ...(request.ssh.length === 0 ? [] : ['ssh']),
    ...(request.network === 'default' ? [] : ['network']),
    ...(request.addHosts.length === 0 ? [] : ['add-hosts']),
    ...(request.shmSize === undefined ? [] : ['shm-size']),
    ...(request.limits.length === 0 ? [] : ['ulimit']),
    ...(request.secrets.every(({ source }) => source !== 'file') ? [] : ['secret-files']),
  ]
  if (given.length > 0)
    return broken(
      'inputs',
      `${given.join(', ')}: only a Dockerfile can make use of it`,
      `Remove ${given.join(', ')}`,
    )
  const odd = request.secrets.find(({ id }) => !VARIABLE.test(id))
  if (odd)
    return broken(
      'inputs',
      `a secret is given to the build as a variable, and "${odd.id}" is no name of one`,
      'Write secret-envs: NAME=VARIABLE',
    )
  return held('inputs', 'all that are given can be honoured')
}

/** A user namespace of its own closes our memory and environment to the build (ptrace(2), "access mode checking"). */
function hasWall({ trials, tools }: Facts): boolean {
  return (
    trials.userNamespace.holds && trials.mapRoot.holds && isUsable(tools.unshare) && isUsable(tools.setpriv)
  )
}

function isUsable(tool: Facts['tools']['unshare']): boolean {
  return tool !== undefined && tool.problem === undefined
}

function wallCondition(task: ProjectTask, facts: Facts): Condition {
  if (hasWall(facts))
    return held(
      'credentials',
      'the build has a user namespace of its own: its plugins cannot read our process',
    )
  if (task.request.allowSharedCredentials)
    return held(
      'credentials',
      'allow-shared-credentials is set: the plugins of the build could read the credentials of this run',
    )
  return broken(
    'credentials',
    'without a user namespace of its own a plugin of the build could read the credentials of this run',
    'Allow user namespaces (and have util-linux), or set allow-shared-credentials: true if you trust every plugin of this build',
  )
}

/** What a build by Maven or Gradle is started with. */
export interface JvmCommand {
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly secretEnv?: Readonly<Record<string, Secret>>
}

/**
 * Maven or Gradle as the user that we are, behind a wall where there can be one: a user namespace in which it keeps
 * its own id and has no capability, a pid namespace that dies with us, and an empty directory in the place of each
 * that holds logins.
 */
export function jvmCommand(
  task: ProjectTask,
  facts: Facts,
  wiring: Wiring,
  command: JvmCommand,
): PlannedCommand {
  const { project, request } = task
  const { directory } = wiring
  if (!project.program) throw new DocklessError('DEFECT', `a plan was made without ${project.tool}`)
  const program = project.program.isWrapper ? [SHELL, project.program.path] : [project.program.path]
  const [first = '', ...rest] = [...wall(task, facts), ...program, ...command.args]
  const secrets = request.secrets.flatMap((secret) =>
    secret.source === 'file' ? [] : [[secret.id, secret.value] as const],
  )
  return {
    name: command.name,
    argv: [first, ...rest],
    env: {
      ...project.environment.open,
      ...(project.java ? { JAVA_HOME: project.java.home } : {}),
      TMPDIR: path.join(directory, 'tmp'),
      DOCKER_CONFIG: path.join(directory, 'docker'),
      ...command.env,
    },
    secretEnv: { ...project.environment.secret, ...Object.fromEntries(secrets), ...command.secretEnv },
    cwd: project.directory,
  }
}

function wall({ project }: ProjectTask, facts: Facts): readonly string[] {
  if (!hasWall(facts)) return []
  const { uid, gid } = facts.process
  const { mount, mountProc } = facts.trials
  const unshare = toolPath(facts, 'unshare')
  const own = [`--map-user=${uid}`, `--map-group=${gid}`]
  const dies = [toolPath(facts, 'setpriv'), '--pdeathsig', 'KILL']
  if (!mount.holds || !mountProc.holds) return [...dies, unshare, '--user', ...own]
  return [
    ...dies,
    unshare,
    ...words(
      '--user',
      '--map-root-user',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child=SIGKILL',
      '--mount-proc',
    ),
    ...words(SHELL, '-c', COVER, 'cover', ...project.loginDirectories, '--'),
    // The mounts belong to the namespace outside of this one: they cannot be taken away from within.
    ...words(unshare, '--user', ...own),
  ]
}

/** Where the base image stands in the relay. */
export function mirrorOf({ reference }: ChosenBase, wiring: Wiring): string {
  const { registry, repository, tag, digest } = reference
  const repositoryThere = `${wiring.relay}/${wiring.mirrorPrefix(registry)}/${repository}`
  return digest === undefined ? `${repositoryThere}:${tag ?? 'latest'}` : `${repositoryThere}@${digest}`
}

/** The JVM reads options out of a file from this version on (java(1), "java Command-Line Argument Files"). */
const ARGUMENT_FILES_SINCE = 9
const JVM_OPTIONS = 'jvm.options'

/**
 * System properties for Maven that hold secrets: in a file, for an argv can be read by everybody. An older JVM goes
 * without, and its plugins find the login where DOCKER_CONFIG says.
 */
export function mavenOptions(
  project: Project,
  wiring: Wiring,
  lines: readonly string[],
): { readonly files: readonly PlannedFile[]; readonly secretEnv: Readonly<Record<string, Secret>> } {
  if ((project.java?.version ?? 0) < ARGUMENT_FILES_SINCE) return { files: [], secretEnv: {} }
  const given = project.environment.secret['MAVEN_OPTS']?.reveal()
  const file = `@${path.join(wiring.directory, JVM_OPTIONS)}`
  return {
    files: [{ name: JVM_OPTIONS, content: new Secret(`${lines.join('\n')}\n`) }],
    secretEnv: { MAVEN_OPTS: new Secret(given === undefined ? file : `${given} ${file}`) },
  }
}

/** `-Dname=value` for each entry. */
export function properties(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `-D${name}=${value}`)
}
