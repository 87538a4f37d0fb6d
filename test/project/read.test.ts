import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseBase, chooseModule } from '../../src/project/image.js'
import { javaVersionOf } from '../../src/project/java.js'
import type { Project } from '../../src/project/project.js'
import { findBuildFile, readProject } from '../../src/project/read.js'
import { taskOf } from '../strategies/fixtures.js'

const FIXTURES = path.join(import.meta.dirname, '..', 'fixtures', 'java')
const { request: REQUEST } = taskOf('FROM scratch\n')

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'projects-'))
})
afterAll(() => rm(scratch, { recursive: true }))

async function read(directory: string, properties: Record<string, string> = {}): Promise<Project> {
  const file = (await findBuildFile(directory)) ?? ''
  const env = { PATH: '/none', HOME: '/home/me', MAVEN_OPTS: '-Dsecret=1', TOKEN: 'x' }
  const project = await readProject(file, { env, properties, show: (one) => path.relative(directory, one) })
  if (!project) throw new Error(`${directory} was not read`)
  return project
}

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(path.join(scratch, 'p-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true })
    await writeFile(path.join(directory, name), text)
  }
  return directory
}

function pom(artifact: string, inside: string): string {
  return `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>${artifact}</artifactId>
<version>1</version>${inside}</project>`
}

/** The base image that Jib is given, or why there is none. */
function base(project: Project, jib: Record<string, string> = {}): string {
  const chosen = chooseBase(project, { ...REQUEST, project: { jib, jkube: {} } })
  return 'problem' in chosen
    ? chosen.problem
    : `${chosen.reference.repository}:${chosen.reference.tag} by ${chosen.from}`
}

describe('Maven', () => {
  test('a single module: Jib’s default for its Java', async () => {
    const project = await read(path.join(FIXTURES, 'single'))
    expect(project).toMatchObject({ tool: 'maven', shown: 'pom.xml', isMultiModule: false, unread: [] })
    expect(project.modules).toEqual([
      {
        address: ':single',
        packaging: 'jar',
        dependsOn: [],
        isApplication: false,
        javaVersion: 17,
        jib: { isConfigured: false, from: undefined, overridden: [], hasEntrypoint: false },
        jkube: {
          isConfigured: false,
          from: undefined,
          mainClass: undefined,
          hasImages: false,
          hasDockerfile: false,
          isSpringBoot: false,
        },
      },
    ])
    expect(base(project)).toBe('library/eclipse-temurin:17-jre by Jib’s default for Java 17')
    expect(base(project, { 'from.image': 'busybox' })).toBe('library/busybox:latest by the input jib')
  })

  test('only what Maven reads is inherited, and what may hold passwords is not shown', async () => {
    const { environment, loginDirectories } = await read(path.join(FIXTURES, 'single'))
    expect(environment.open).toEqual({ PATH: '/none', HOME: '/home/me' })
    expect(JSON.stringify(environment.secret)).toBe('{"MAVEN_OPTS":"***"}')
    expect(loginDirectories).toContain('/home/me/.docker')
  })

  test('several modules: the one on which no other depends', async () => {
    const project = await read(path.join(FIXTURES, 'multi'))
    expect(project.modules.map(({ address, dependsOn }) => [address, dependsOn])).toEqual([
      [':lib', []],
      [':svc', [':lib']],
    ])
    expect(chooseModule(project, undefined, 'jib: containerize')).toMatchObject({
      address: ':svc',
      javaVersion: 17,
    })
    expect(chooseModule(project, 'lib', 'jib: containerize')).toMatchObject({ address: ':lib' })
    expect(chooseModule(project, 'none', 'jib: containerize')).toEqual({
      problem: 'there is no module :none in pom.xml',
      fix: 'Write one of :lib, :svc',
    })
  })

  test('its own base image, through properties of its own and those that are given', async () => {
    const directory = path.join(FIXTURES, 'own-config')
    const project = await read(directory)
    const [module] = project.modules
    expect(module?.jib).toMatchObject({ isConfigured: true, overridden: ['to.image', 'to.tags'] })
    expect(base(project)).toMatch(/^base\/java:17 by pom\.xml:\d+$/)
    const given = await read(directory, { 'base.image': 'quay.io/x/y:2' })
    expect(base(given)).toMatch(/^x\/y:2 by pom\.xml/)
  })

  test('a base image out of a property that nobody knows is not guessed', async () => {
    const jib = '<properties><jib.from.image>${who.knows}/base</jib.from.image></properties>'
    const project = await read(await write({ 'pom.xml': pom('a', jib) }))
    expect(base(project)).toMatch(/^the base image \$\{who\.knows\}\/base \(pom\.xml:2\) cannot be made out/)
  })

  test.each([
    ['by default', '<activeByDefault>true</activeByDefault>', {}, 'x:9'],
    ['by a property that is given', '<property><name>image</name></property>', { image: '1' }, 'x:9'],
    ['by one that is not', '<property><name>!image</name></property>', {}, 'x:9'],
    ['by its value', '<property><name>env</name><value>prod</value></property>', { env: 'prod' }, 'x:9'],
    ['by another value', '<property><name>env</name><value>!prod</value></property>', {}, 'x:9'],
    [
      'no: the value is another',
      '<property><name>env</name><value>prod</value></property>',
      { env: 'dev' },
      'x:1',
    ],
    ['no: the machine decides', '<property><name>!env.CI</name></property>', {}, 'x:1'],
    ['no: half of it is for Maven to know', '<jdk>17</jdk><property><name>!y</name></property>', {}, 'x:1'],
  ])('a profile is active %s', async (_why, activation, properties, expected) => {
    const inside = `<properties><base>x:1</base><jib.from.image>\${base}</jib.from.image></properties>
<profiles><profile><id>p</id><activation>${activation}</activation><properties><base>x:9</base></properties></profile></profiles>`
    const project = await read(await write({ 'pom.xml': pom('a', inside) }), properties)
    expect(base(project)).toMatch(`library/${expected} by pom.xml:`)
  })

  test('an active profile brings modules and plugins; one that is activated puts the default ones out', async () => {
    const plugin = (image: string) =>
      `<build><plugins><plugin><artifactId>jib-maven-plugin</artifactId><configuration><from><image>${image}</image></from></configuration></plugin></plugins></build>`
    const profiles = `<packaging>pom</packaging><profiles>
<profile><id>usual</id><activation><activeByDefault>true</activeByDefault></activation><modules><module>one</module></modules></profile>
<profile><id>both</id><activation><property><name>all</name></property></activation><modules><module>one</module><module>two</module></modules>
${plugin('y:2')}</profile></profiles>`
    const parent = '<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent>'
    const directory = await write({
      'pom.xml': pom('a', profiles),
      'one/pom.xml': pom('one', parent),
      'two/pom.xml': pom('two', parent),
    })
    const usual = await read(directory)
    expect(usual.modules.map(({ address }) => address)).toEqual([':one'])
    const all = await read(directory, { all: 'true' })
    expect(all.modules.map(({ address }) => address)).toEqual([':one', ':two'])
    expect(base(all, { containerize: 'two' })).toMatch(/^library\/y:2 by pom\.xml:\d+$/)
  })

  test('a parent that is not here is told of, and so is a profile that speaks of Jib', async () => {
    const parent = '<parent><groupId>g</groupId><artifactId>far</artifactId><version>9</version></parent>'
    const profile =
      '<profiles><profile><id>ci</id><properties><jib.from.image>x</jib.from.image></properties></profile></profiles>'
    const project = await read(await write({ 'pom.xml': pom('a', parent + profile) }))
    expect(project.unread).toEqual([
      'the parent POM g:far:9 of pom.xml is not in this tree',
      'what the profile ci of pom.xml says of Jib',
    ])
  })

  test('a parent’s configuration holds unless a nearer one says otherwise; modules in a circle end', async () => {
    const plugin = (image: string): string =>
      `<build><plugins><plugin><artifactId>jib-maven-plugin</artifactId><configuration><from><image>${image}</image></from></configuration></plugin></plugins></build>`
    const parent = '<parent><artifactId>root</artifactId></parent>'
    const directory = await write({
      'pom.xml': pom(
        'root',
        `<packaging>pom</packaging><modules><module>a</module><module>b</module></modules>${plugin('far')}`,
      ),
      'a/pom.xml': pom('a', `${parent}<modules><module>..</module></modules>`),
      'b/pom.xml': pom('b', `${parent}${plugin('near')}`),
    })
    const project = await read(directory)
    const images = project.modules.map(({ address, jib }) => [address, jib.from?.text, jib.isConfigured])
    expect(images).toEqual([
      [':a', 'far', false],
      [':b', 'near', true],
    ])
    expect(chooseModule(project, undefined, 'jib: containerize')).toMatchObject({ address: ':b' })
  })

  test.each([
    ['a war', '<packaging>war</packaging>', 'library/jetty:latest by Jib’s default for a war'],
    [
      'Java 12',
      '<properties><java.version>12</java.version></properties>',
      'library/eclipse-temurin:17-jre by Jib’s default for Java 17',
    ],
    [
      'Java 99',
      '<properties><java.version>99</java.version></properties>',
      'no default base image is known for Java 99',
    ],
  ])('%s', async (_name, inside, expected) => {
    expect(base(await read(await write({ 'pom.xml': pom('a', inside) })))).toBe(expected)
  })

  test('what is no POM is not read', async () => {
    const directory = await write({ 'pom.xml': '<html></html>' })
    const options = { env: {}, properties: {}, show: (one: string) => one }
    expect(await readProject(path.join(directory, 'pom.xml'), options)).toBeUndefined()
  })
})

describe('Gradle', () => {
  test('the project, its modules and the application among them', async () => {
    const single = await read(path.join(FIXTURES, 'gradle-single'))
    expect(single).toMatchObject({ tool: 'gradle', shown: 'build.gradle', isMultiModule: false })
    expect(base(single)).toMatch(/^library\/eclipse-temurin:17-jre/)
    const multi = await read(path.join(FIXTURES, 'gradle-multi'))
    expect(multi.modules.map(({ address, dependsOn }) => [address, dependsOn])).toEqual([
      [':lib', []],
      [':svc', [':lib']],
    ])
    expect(chooseModule(multi, undefined, 'jib: containerize')).toMatchObject({ address: ':svc' })
  })

  test.each([
    [
      'a block',
      "plugins { id 'java' }\njib {\n  from {\n    image = 'quay.io/a/b:1'\n  }\n}\n",
      'a/b:1 by build.gradle:4',
    ],
    ['one line', "plugins { id 'java' }\njib.from.image = 'quay.io/a/b:2'\n", 'a/b:2 by build.gradle:2'],
    ['Kotlin', 'plugins { java }\njib { from { image = "quay.io/a/b:3" } }\n', 'a/b:3 by build.gradle:2'],
    [
      'a comment',
      "plugins { id 'java' }\n// jib.from.image = 'quay.io/a/b:4'\nsourceCompatibility = 11\n",
      'library/eclipse-temurin:11-jre by Jib’s default for Java 11',
    ],
  ])('its own base image in %s', async (_name, text, expected) => {
    expect(base(await read(await write({ 'build.gradle': text })))).toBe(expected)
  })
})

test.each([
  ['17', 17],
  ['1.8', 8],
  ['1.8.0_392', 8],
  ['21.0.3', 21],
  ['${java}', undefined],
])('Java version %s', (text, version) => {
  expect(javaVersionOf(text)).toBe(version)
})

test('a directory without a build file is no project; the wrapper of the project comes before what is on PATH', async () => {
  expect(await findBuildFile(await write({ 'readme.md': '' }))).toBeUndefined()
  const directory = await write({ 'pom.xml': pom('a', ''), mvnw: '#!/bin/sh\n', '.git/HEAD': '' })
  const { program } = await read(directory)
  expect(program).toEqual({ path: path.join(directory, 'mvnw'), isWrapper: true })
})
