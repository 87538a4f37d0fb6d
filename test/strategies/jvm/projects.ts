import { existsSync } from 'node:fs'
import { appendFile, chmod, chown, copyFile, cp, mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Line } from '../../e2e/line.js'
import { must } from '../../support/command.js'
import { assembleGradle } from '../../support/gradle.js'
import { accountPath, CHECKOUT, TESTBED } from '../../support/testbed.js'

/** Java projects for the bundle to build as the account. */
export interface Projects {
  /** Copies a project of `test/fixtures/java`; the copy is the account's. */
  copy(fixture: string, name?: string): Promise<string>
  write(project: string, file: string, text: string): Promise<void>
  append(project: string, file: string, text: string): Promise<void>
  /** Environment in which a short-lived Maven is quicker. */
  readonly maven: Readonly<Record<string, string>>
  /** Environment with Gradle on PATH, and its downloads kept beside the test bed. */
  readonly gradle: Readonly<Record<string, string>>
}

/** A JVM that lives for seconds gains nothing by compiling with care. */
const QUICK = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

/** Base images under the names of those that Jib takes by itself: what is in them does not matter to it. */
const BASES = ['library/eclipse-temurin:17-jre', 'library/eclipse-temurin:11-jre', 'library/jetty:latest']

export async function openProjects(line: Line): Promise<Projects> {
  const { account, hub } = line
  const layout = join(hub.directory, 'java-base')
  await hub.pull('library/busybox:latest', `oci:${layout}:base`)
  for (const name of BASES) await hub.push(`oci:${layout}:base`, name)
  await shareSettings(account)
  const bin = await assembleGradle()
  const downloads = join(TESTBED, 'gradle-user-home')
  await mkdir(downloads, { recursive: true })
  await writeFile(join(downloads, 'gradle.properties'), `org.gradle.jvmargs=-Xmx512m ${QUICK}\n`)
  await chown(downloads, account.uid, account.gid)
  const give = (file: string): Promise<unknown> =>
    must({ argv: ['chown', '-R', `${account.uid}:${account.gid}`, file] })
  return {
    async copy(fixture, name = fixture) {
      const target = join(account.directory, 'projects', name)
      await mkdir(dirname(target), { recursive: true })
      await cp(join(CHECKOUT, 'test', 'fixtures', 'java', fixture), target, { recursive: true })
      await must({ argv: ['chmod', '-R', 'u+rwX,go+rX', target] })
      await give(target)
      return target
    },
    async write(project, file, text) {
      await writeFile(join(project, file), text)
      await give(join(project, file))
    },
    append: (project, file, text) => appendFile(join(project, file), text),
    maven: { MAVEN_OPTS: QUICK },
    gradle: { JAVA_OPTS: QUICK, PATH: `${bin}:${accountPath()}`, GRADLE_USER_HOME: downloads },
  }
}

/**
 * The account finds artifacts where this machine's own Maven finds them: a settings file of ours is copied to the home
 * that the JVM knows of, which is that of /etc/passwd.
 */
async function shareSettings(account: Line['account']): Promise<void> {
  const ours = join(homedir(), '.m2', 'settings.xml')
  if (!existsSync(ours)) return
  const home = (await must({ argv: ['getent', 'passwd', account.name] })).stdout.split(':')[5] ?? ''
  const directory = join(home, '.m2')
  await mkdir(directory, { recursive: true })
  await copyFile(ours, join(directory, 'settings.xml'))
  for (const file of [directory, join(directory, 'settings.xml')]) {
    await chown(file, account.uid, account.gid)
    await chmod(file, file === directory ? 0o700 : 0o600)
  }
}
