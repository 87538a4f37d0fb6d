import { readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Secret } from '../log/secret.js'
import { findProgram } from '../process/find.js'
import { readGradle } from './gradle.js'
import { findJava } from './java.js'
import { readMaven } from './maven.js'
import { BUILD_FILES, type BuildEnvironment, type BuildProgram, type Project } from './project.js'

export interface ReadOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** Properties that the build is given. */
  readonly properties: Readonly<Record<string, string>>
  /** How a file is named in messages. */
  readonly show: (file: string) => string
}

/** Variables that Maven, Gradle and the programs that they start read; none of them is a secret. */
const OPEN = [
  'PATH',
  'HOME',
  'JAVA_HOME',
  'M2_HOME',
  'MAVEN_HOME',
  'GRADLE_HOME',
  'GRADLE_USER_HOME',
] as const
/** Variables of options, in which people put proxies' and repositories' passwords. */
const SECRET = ['MAVEN_OPTS', 'MAVEN_ARGS', 'GRADLE_OPTS', 'JAVA_OPTS', 'MVNW_REPOURL'] as const
const ALWAYS = ['LANG', 'LC_ALL', 'TZ', 'SSL_CERT_FILE'] as const

/** The build file of a directory that `auto` takes for a Maven or Gradle project; undefined without one. */
export async function findBuildFile(directory: string): Promise<string | undefined> {
  const names = await readdir(directory).catch((): string[] => [])
  const name = BUILD_FILES.find((one) => names.includes(one))
  return name === undefined ? undefined : path.join(directory, name)
}

/** Reads the project of a build file. Undefined when the file is not a readable POM or Gradle file. */
export async function readProject(file: string, options: ReadOptions): Promise<Project | undefined> {
  const { env, properties, show } = options
  const directory = path.dirname(file)
  const tool = file.endsWith('.xml') ? 'maven' : 'gradle'
  const repository = path.join(os.userInfo().homedir, '.m2', 'repository') // as the JVM finds it: not by HOME
  const [surroundings, found] = await Promise.all([
    surroundingsOf(directory, tool, env),
    tool === 'maven' ? readMaven(file, { repository, properties, show }) : readGradle(directory, show),
  ])
  return found && { ...surroundings, ...found, tool, directory, file, shown: show(file) }
}

/** The least there is to build by Maven, in a directory: to be asked what a runner allows. */
export async function exampleProject(directory: string, env: Readonly<NodeJS.ProcessEnv>): Promise<Project> {
  const jkube = { hasImages: false, hasDockerfile: false, isSpringBoot: true, mainClass: undefined }
  return {
    ...(await surroundingsOf(directory, 'maven', env)),
    tool: 'maven',
    directory,
    file: path.join(directory, 'pom.xml'),
    shown: 'pom.xml',
    isMultiModule: false,
    unread: [],
    modules: [
      {
        address: ':example',
        packaging: 'jar',
        dependsOn: [],
        isApplication: true,
        javaVersion: undefined,
        jib: { isConfigured: false, from: undefined, overridden: [], hasEntrypoint: false },
        jkube: { ...jkube, isConfigured: false, from: undefined },
      },
    ],
  }
}

type Surroundings = Pick<Project, 'program' | 'java' | 'environment' | 'loginDirectories'>

async function surroundingsOf(
  directory: string,
  tool: Project['tool'],
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<Surroundings> {
  const [program, java] = await Promise.all([findProgramOf(directory, tool, env), findJava(env)])
  const loginDirectories = loginDirectoriesOf(env, os.userInfo().homedir)
  return { program, java, environment: environmentOf(env), loginDirectories }
}

/** The wrapper of the project, in its directory or above it as far as the repository goes; else what is on PATH. */
async function findProgramOf(
  directory: string,
  tool: Project['tool'],
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<BuildProgram | undefined> {
  const [wrapper, plain] = tool === 'maven' ? (['mvnw', 'mvn'] as const) : (['gradlew', 'gradle'] as const)
  for (let at = directory; ; at = path.dirname(at)) {
    const names = await readdir(at).catch((): string[] => [])
    if (names.includes(wrapper) && (await isScript(path.join(at, wrapper))))
      return { path: path.join(at, wrapper), isWrapper: true }
    if (names.includes('.git') || at === path.dirname(at)) break
  }
  const found = await findProgram(plain, env['PATH'] ?? '')
  return found === undefined ? undefined : { path: found, isWrapper: false }
}

async function isScript(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.startsWith('#!')
}

function environmentOf(env: Readonly<NodeJS.ProcessEnv>): BuildEnvironment {
  const given = (names: readonly string[]): (readonly [string, string])[] =>
    names.flatMap((name) => {
      const value = env[name]
      return value === undefined || value === '' ? [] : [[name, value] as const]
    })
  return {
    open: Object.fromEntries(given([...OPEN, ...ALWAYS])),
    secret: Object.fromEntries(given(SECRET).map(([name, value]) => [name, new Secret(value)])),
  }
}

/** Where docker, podman and their like leave logins. */
function loginDirectoriesOf(env: Readonly<NodeJS.ProcessEnv>, home: string): readonly string[] {
  const { DOCKER_CONFIG, XDG_RUNTIME_DIR, XDG_CONFIG_HOME, HOME } = env
  const homes = [home, ...(HOME === undefined ? [] : [HOME])]
  const named = [
    DOCKER_CONFIG,
    XDG_RUNTIME_DIR && path.join(XDG_RUNTIME_DIR, 'containers'),
    XDG_CONFIG_HOME && path.join(XDG_CONFIG_HOME, 'containers'),
    ...homes.flatMap((one) => [path.join(one, '.docker'), path.join(one, '.config', 'containers')]),
  ]
  const all = named.flatMap((one) => (one !== undefined && path.isAbsolute(one) ? [one] : []))
  return [...new Set(all)]
}
