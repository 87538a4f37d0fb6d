import { chown, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, openLine, PASSWORD } from '../../e2e/line.js'
import { readRegistryImage } from '../../support/image-diff.js'
import { openProjects, type Projects } from './projects.js'

let line: Line
let projects: Projects

beforeAll(async () => {
  line = await openLine()
  projects = await openProjects(line)
})
afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

async function configOf(name: string): Promise<Record<string, unknown>> {
  const { config } = await readRegistryImage(line.safe, name)
  return config['config'] as Record<string, unknown>
}

describe('Maven', () => {
  test('a project without a Dockerfile: auto takes Jib, the base that Jib would take comes through the mirror', async () => {
    const project = await projects.copy('single')
    const settings = [
      'container.args=serve,--port=8080',
      'container.environment=GREETING=hello,X=1',
      'container.jvmFlags=-Xmx64m,-Dq=1',
      'container.ports=8080,9000-9001/udp',
      'container.user=1000:1000',
      'container.volumes=/data',
      'container.workingDirectory=/work',
    ].map((setting) => `--jib=${setting}`)
    const labels = ['--labels=org.example.words=one, two', '--labels=org.example.path=C:\\temp']
    const kept = await line.account.own('kept-by-jib')
    const cache = [`--cache=dir:${kept}`, '--cache-mounts=jib-application']
    const built = await line.built(project, 'team/single:1', [...settings, ...labels, ...cache], {
      env: projects.maven,
    })
    expect(built.strategy).toBe('jib')
    const image = await readRegistryImage(line.safe, 'team/single:1')
    expect([...image.files.keys()]).toEqual(
      expect.arrayContaining(['bin/busybox', 'app/classes/demo/Main.class', 'app/resources/demo.properties']),
    )
    expect(image.manifest['mediaType']).toBe('application/vnd.oci.image.manifest.v1+json')
    expect(image.config['config']).toMatchObject({
      Entrypoint: ['java', '-Xmx64m', '-Dq=1', '-cp', '@/app/jib-classpath-file', 'demo.Main'],
      Cmd: ['serve', '--port=8080'],
      Env: expect.arrayContaining(['GREETING=hello', 'X=1']),
      ExposedPorts: { '8080/tcp': {}, '9000/udp': {}, '9001/udp': {} },
      Labels: { 'org.example.words': 'one, two', 'org.example.path': 'C:\\temp' },
      User: '1000:1000',
      Volumes: { '/data': {} },
      WorkingDir: '/work',
    })

    const again = await line.build(project, 'team/single:2', [...settings, ...labels, ...cache, '--json'], {
      env: projects.maven,
    })
    expect(again.stdout).toContain(built.digest)
    expect(again.stderr).toContain('Cache: nothing new')
    const { stdout } = await line.stage.dockless(['cache', 'ls', `--cache=dir:${kept}`])
    expect(stdout).toContain('jib-application  a mount of ')
    const changed = (await readdir(project)).filter((name) => name !== 'target')
    expect(changed.toSorted()).toEqual(['pom.xml', 'src'])
  })

  test('of several modules the application is found, and its library is a jar', async () => {
    const project = await projects.copy('multi')
    await line.built(project, 'team/multi:1', [], { env: projects.maven })
    const { files, config } = await readRegistryImage(line.safe, 'team/multi:1')
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['app/libs/lib-1.0.0.jar', 'app/classes/demo/Main.class']),
    )
    expect(config['config']).toMatchObject({ Entrypoint: expect.arrayContaining(['demo.Main']) })
  })

  test('what a project configures of Jib is kept; where it comes from and goes to is ours', async () => {
    const project = await projects.copy('own-config')
    const base = `${line.hub.host}/library/busybox:latest`
    const args = [
      `--build-args=base.image=${base}`,
      `--insecure-registries=${line.hub.host}`,
      '--strategy=jib',
    ]
    const done = await line.build(project, 'team/own:1', [...args, '--json'], { env: projects.maven })
    expect(done.status, done.output).toBe(0)
    expect(done.stderr).toMatch(/to\.image, to\.tags .* give way to the inputs tags/)
    expect(await configOf('team/own:1')).toMatchObject({
      Entrypoint: ['java', '-Xmx96m', '-cp', expect.any(String), 'demo.Main'],
      Env: expect.arrayContaining(['GREETING=hello']),
      ExposedPorts: { '8080/tcp': {} },
      Labels: { 'org.example.team': 'red' },
      User: '1000:1000',
      WorkingDir: '/work',
    })
    expect(await line.safe.tags('team/own')).toEqual(['1'])
  })

  test('a war by the project’s own wrapper starts the Jetty of Jib’s default base', async () => {
    const project = await projects.copy('war')
    const done = await line.build(project, 'team/war:1', [], { env: projects.maven })
    expect(done.status, done.output).toBe(0)
    expect(done.output).toContain('this is the wrapper')
    const { files, config } = await readRegistryImage(line.safe, 'team/war:1')
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['var/lib/jetty/webapps/ROOT/index.html', 'bin/busybox']),
    )
    expect(config['config']).toMatchObject({
      Entrypoint: ['java', '-jar', '/usr/local/jetty/start.jar', '--module=ee10-deploy'],
    })
  })

  test('an error of the compiler ends the build with its words; an unknown base image with the registry’s', async () => {
    const broken = await projects.copy('single', 'broken')
    await projects.write(broken, 'src/main/java/demo/Main.java', 'package demo;\nclass Main { int x = y; }\n')
    const done = await line.build(broken, 'team/broken:1', [], { env: projects.maven })
    expect(done.status, done.output).toBe(1)
    expect(done.stderr).toMatch(/Main\.java:\[2,\d+\] cannot find symbol/)
    expect(done.output).not.toContain(PASSWORD)

    const lost = await projects.copy('single', 'lost')
    const missing = await line.build(lost, 'team/lost:1', [`--jib=from.image=${line.hub.host}/none/such:1`], {
      env: projects.maven,
    })
    expect(missing.status, missing.output).toBe(4)
    expect(missing.stderr).toContain(`${line.hub.host}/none/such:1`)
    expect(await line.safe.digest('team/lost:1')).toBeUndefined()
  })
})

describe('Gradle 7.6.4 (a stand-in for its distribution)', () => {
  const PLUGIN = '--jib=plugin=gradle.plugin.com.google.cloud.tools:jib-gradle-plugin:3.1.4'

  test('a project without Jib is built, and what it runs can read no credential', async () => {
    const project = await projects.copy('gradle-single')
    const logins = join(line.account.home, '.docker')
    await mkdir(logins, { recursive: true })
    await writeFile(join(logins, 'config.json'), '{"auths":{"r.example":{"auth":"canary-of-docker-login"}}}')
    await chown(join(logins, 'config.json'), line.account.uid, line.account.gid)
    await projects.write(project, 'attack.gradle', ATTACK)
    const text = "apply from: 'attack.gradle'\n"
    await projects.append(project, 'build.gradle', text)
    const running = await line.start(
      project,
      'team/gradle:1',
      [PLUGIN, '--jib=container.ports=8080', '--json'],
      { env: projects.gradle, timeoutMs: 280_000 },
    )
    // Without a wall a program of the same user reads it: the attack looks for what is there.
    const plain = await line.account.run(['grep', '-ac', PASSWORD, `/proc/${running.pid}/environ`])
    expect(plain.stdout.trim()).toBe('1')
    const built = await running.done
    expect(built.status, built.output).toBe(0)
    expect(built.stderr).toMatch(/attack: looked at [1-9]\d* files/)
    expect(built.stderr).not.toMatch(/attack: found/)
    const { files, config } = await readRegistryImage(line.safe, 'team/gradle:1')
    expect([...files.keys()]).toContain('app/classes/demo/Main.class')
    expect(config['config']).toMatchObject({ ExposedPorts: { '8080/tcp': {} } })
  })

  test('of several projects the application is found, and its library is a jar', async () => {
    const project = await projects.copy('gradle-multi')
    await line.built(project, 'team/gradle-multi:1', [PLUGIN], { env: projects.gradle, timeoutMs: 280_000 })
    const { files } = await readRegistryImage(line.safe, 'team/gradle-multi:1')
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['app/libs/lib-1.0.0.jar', 'app/classes/demo/Main.class']),
    )
  })

  test('what a project configures of Jib is kept; a base that nobody could foresee ends the build', async () => {
    const project = await projects.copy('gradle-own-config')
    const options = { env: projects.gradle, timeoutMs: 280_000 }
    await line.built(project, 'team/gradle-own:1', [], options)
    expect(await configOf('team/gradle-own:1')).toMatchObject({
      Entrypoint: expect.arrayContaining(['demo.Main']),
      Env: expect.arrayContaining(['GREETING=hello']),
      ExposedPorts: { '8080/tcp': {} },
    })

    await projects.append(project, 'build.gradle', "jib.from.image = ['registry.example', 'x:1'].join('/')\n")
    const refused = await line.build(project, 'team/gradle-own:2', [], options)
    expect(refused.status, refused.output).toBe(1)
    expect(refused.stderr).toContain('from.image=registry.example/x:1')
  })
})

/** Groovy that a build runs when it is configured: looks for secrets wherever a program of the same user could. */
const ATTACK = `def looked = 0
def look = { String name ->
  try {
    def text = new File(name).getText('ISO-8859-1')
    looked++
    if (text.contains('canary-of-')) println "attack: found \${name}"
  } catch (IOException ignored) {}
}
new File('/proc').list().findAll { it ==~ /\\d+/ }.each { pid ->
  ['environ', 'cmdline'].each { look("/proc/\${pid}/\${it}") }
  look("/proc/\${pid}/root\${System.getenv('HOME')}/.docker/config.json")
}
look(System.getenv('HOME') + '/.docker/config.json')
System.getenv().each { name, value -> if (value.contains('canary-of-')) println "attack: found \${name}" }
println "attack: looked at \${looked} files"
`
