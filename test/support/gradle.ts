import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { must } from './command.js'
import { TESTBED } from './testbed.js'

const VERSION = '7.6.4'
/** The shaded API holds every class of Gradle; the others are what its distribution has beside them. */
const ARTIFACTS = [
  ['dev.gradleplugins', 'gradle-api', VERSION],
  ['javax.inject', 'javax.inject', '1'],
  ['org.jetbrains.kotlin', 'kotlin-reflect', '1.7.10'],
] as const
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
const COMPILER = 'org/gradle/internal/compiler/java'

/** The `bin` directory of the stand-in that `assembleGradle` makes. */
export const GRADLE_BIN = join(TESTBED, `gradle-${VERSION}`, 'bin')

/**
 * Gradle's distribution is on no package registry, but all of its classes are: this puts a home together out of them,
 * beside the test bed, and keeps it. A stand-in: its core is Gradle's, it knows the Groovy DSL alone, and it is not
 * what people download. Needs Maven and a JDK.
 */
export async function assembleGradle(): Promise<string> {
  if (existsSync(join(GRADLE_BIN, 'gradle'))) return GRADLE_BIN
  const scratch = await mkdtemp(join(TESTBED, '.gradle-'))
  try {
    const home = join(scratch, 'home')
    const lib = join(home, 'lib')
    await mkdir(join(lib, 'plugins'), { recursive: true })
    await copyArtifacts(scratch, lib)
    await splitIntoModules(lib, scratch)
    await writeLauncher(home)
    await must({ argv: ['chmod', '-R', 'a+rX', home] })
    await rename(home, dirname(GRADLE_BIN)).catch((error: unknown) => {
      if (!existsSync(join(GRADLE_BIN, 'gradle'))) throw error // else another test run was faster
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return GRADLE_BIN
}

async function copyArtifacts(scratch: string, lib: string): Promise<void> {
  const dependencies = ARTIFACTS.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  )
  const pom = `<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId>
    <version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`
  await writeFile(join(scratch, 'pom.xml'), pom)
  const argv = [
    'mvn',
    '-B',
    '-ntp',
    '-f',
    join(scratch, 'pom.xml'),
    COPY,
    `-DoutputDirectory=${lib}`,
  ] as const
  await must({ argv, env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 240_000 })
  await rename(join(lib, `gradle-api-${VERSION}.jar`), join(lib, `gradle-all-${VERSION}.jar`))
}

/**
 * Gradle finds its modules by `NAME-classpath.properties` in a jar of that name. Here each such jar holds little more
 * than that file, and names the jars of all classes as what it needs at run time.
 */
async function splitIntoModules(lib: string, scratch: string): Promise<void> {
  const classes = join(scratch, 'classes')
  await mkdir(classes)
  const all = join(lib, `gradle-all-${VERSION}.jar`)
  await must({ argv: ['jar', 'xf', all], cwd: classes, timeoutMs: 120_000 })
  const jars = (await readdir(lib)).filter((name) => name.endsWith('.jar')).toSorted()
  const suffix = '-classpath.properties'
  const modules = (await readdir(classes)).filter((name) => name.endsWith(suffix))
  const projects = new Map<string, readonly string[]>()
  for (const file of modules) {
    const text = await readFile(join(classes, file), 'utf8')
    const line = /^projects=(.*)$/m.exec(text)?.[1] ?? ''
    projects.set(file.slice(0, -suffix.length), line.split(',').filter(Boolean))
  }
  const core = closure(['gradle-core', 'gradle-launcher'], projects)
  for (const [name, needed] of projects) {
    const directory = join(scratch, 'module')
    await mkdir(directory)
    const runtime = core.has(name) ? jars.join(',') : ''
    await writeFile(join(directory, `${name}${suffix}`), `projects=${needed.join(',')}\nruntime=${runtime}\n`)
    if (name === 'gradle-java-compiler-plugin')
      await cp(join(classes, COMPILER), join(directory, COMPILER), { recursive: true })
    const jar = join(lib, `${name}-${VERSION}.jar`)
    if (name === 'gradle-launcher') {
      await writeFile(join(directory, 'gradle-kotlin-dsl-versions.properties'), 'kotlin=1.7.10\n')
      // The forked daemon starts from this jar alone.
      const manifest = join(scratch, 'MANIFEST.MF')
      await writeFile(manifest, `${folded(`Class-Path: ${jars.join(' ')}`)}\n`)
      await must({ argv: ['jar', 'cfm', jar, manifest, '-C', directory, '.'] })
    } else await must({ argv: ['jar', 'cfM', jar, '-C', directory, '.'] })
    await rm(directory, { recursive: true })
  }
}

function closure(
  of: readonly string[],
  projects: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...of]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...(projects.get(next) ?? []))
  }
  return found
}

/** A header of a manifest: lines of at most 72 bytes, each further one begins with a space. */
function folded(header: string): string {
  const lines = [header.slice(0, 70)]
  for (let at = 70; at < header.length; at += 69) lines.push(` ${header.slice(at, at + 69)}`)
  return lines.join('\n')
}

async function writeLauncher(home: string): Promise<void> {
  const bin = join(home, 'bin')
  await mkdir(bin)
  const script = `#!/bin/sh
home=$(cd "$(dirname "$0")/.." && pwd -P)
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m $JAVA_OPTS $GRADLE_OPTS -Dorg.gradle.appname=gradle \\
  -classpath "$home/lib/gradle-launcher-${VERSION}.jar" org.gradle.launcher.GradleMain "$@"
`
  await writeFile(join(bin, 'gradle'), script)
  await chmod(join(bin, 'gradle'), 0o755)
}
