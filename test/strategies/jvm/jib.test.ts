import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/log/secret.js'
import type { Facts } from '../../../src/runner/facts.js'
import { STRATEGIES } from '../../../src/strategies/all.js'
import { choose, nothingFits } from '../../../src/strategies/choose.js'
import { jib } from '../../../src/strategies/jvm/jib.js'
import { jkube } from '../../../src/strategies/jvm/jkube.js'
import type { BuildPlan, ProjectTask } from '../../../src/strategies/strategy.js'
import { RUNNER, reference, taskOf, WIRING, without } from '../fixtures.js'
import { type Changes, MODULE, projectTask } from './fixture.js'

/** Names of the conditions that do not hold. */
function failed(task: ProjectTask, facts: Facts = RUNNER, strategy = jib): readonly string[] {
  return strategy.assess(task, facts).conditions.flatMap(({ name, holds }) => (holds ? [] : [name]))
}

function revealed(secretEnv: Readonly<Record<string, Secret>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(secretEnv).map(([name, value]) => [name, value.reveal()]))
}

function argvOf(plan: BuildPlan): readonly string[] {
  return plan.commands[0]?.argv ?? []
}

function contentOf(plan: BuildPlan, name: string): string | undefined {
  const content = plan.files.find((file) => file.name === name)?.content
  return content instanceof Secret ? content.reveal() : undefined
}

const WALL = [
  ...['/usr/bin/setpriv', '--pdeathsig', 'KILL', '/usr/bin/unshare', '--user', '--map-root-user', '--mount'],
  ...[
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
    '--mount-proc',
    '/bin/sh',
    '-c',
    expect.any(String),
    'cover',
  ],
  ...['/home/me/.docker', '--', '/usr/bin/unshare', '--user'],
  ...[`--map-user=${RUNNER.process.uid}`, `--map-group=${RUNNER.process.gid}`],
]
const COMMON = [
  '-Djib.to.image=127.0.0.1:4711/in/image:built',
  '-Djib.from.platforms=linux/amd64',
  '-Djib.container.format=OCI',
]
const LAST = [
  '-Djib.allowInsecureRegistries=true',
  '-DsendCredentialsOverHttp=true',
  '-Djib.console=plain',
  '-Djib.disableUpdateChecks=true',
  '-Djib.baseImageCache=/tmp/private/cache/base',
  '-Djib.applicationCache=/tmp/private/cache/application',
  '-Djib.outputPaths.imageJson=/tmp/private/out/image.json',
  '-Djib.outputPaths.imageId=/tmp/private/out/image.id',
  '-Djib.outputPaths.digest=/tmp/private/out/image.digest',
]

describe('the plan of Jib', () => {
  test('Maven, whole', () => {
    const plan = jib.plan(projectTask(), RUNNER, WIRING)
    expect(plan).toEqual({
      strategy: 'jib',
      directory: '/tmp/private',
      directories: ['docker', 'tmp', 'out', 'cache', 'cache/base', 'cache/application'],
      files: [
        { name: 'docker/config.json', content: expect.any(Secret) },
        { name: 'jvm.options', content: expect.any(Secret) },
      ],
      daemon: undefined,
      commands: [
        {
          name: 'maven',
          argv: [
            ...WALL,
            '/usr/bin/mvn',
            ...['--batch-mode', '--no-transfer-progress', '--file', '/src/app/pom.xml', 'compile'],
            'com.google.cloud.tools:jib-maven-plugin:3.5.2:build',
            '-Djib.from.image=127.0.0.1:4711/o/docker.io/library/eclipse-temurin:17-jre',
            ...COMMON,
            ...LAST,
          ],
          env: {
            PATH: '/usr/bin',
            HOME: '/home/me',
            JAVA_HOME: '/usr/lib/jvm/17',
            TMPDIR: '/tmp/private/tmp',
            DOCKER_CONFIG: '/tmp/private/docker',
          },
          secretEnv: { MAVEN_OPTS: expect.any(Secret) },
          cwd: '/src/app',
        },
      ],
      aliases: {
        '127.0.0.1:4711/o/docker.io/library/eclipse-temurin:17-jre':
          'docker.io/library/eclipse-temurin:17-jre',
      },
      notes: [],
    })
    expect(revealed(plan.commands[0]?.secretEnv)).toEqual({ MAVEN_OPTS: '@/tmp/private/jvm.options' })
    expect(contentOf(plan, 'jvm.options')?.split('\n')).toEqual([
      '-Djib.from.auth.username=run',
      '-Djib.from.auth.password=ephemeral',
      '-Djib.to.auth.username=run',
      '-Djib.to.auth.password=ephemeral',
      '',
    ])
    expect(JSON.stringify(plan)).not.toContain('ephemeral')
  })

  test('a module of several is packaged with those that it needs, and it alone becomes an image', () => {
    const task = projectTask({ project: { isMultiModule: true } })
    const argv = argvOf(jib.plan(task, RUNNER, WIRING))
    const at = argv.indexOf('--projects')
    expect(argv.slice(at, at + 6)).toEqual([
      ...['--projects', ':app', '--also-make', '-Djib.containerize=:app', 'package'],
      'com.google.cloud.tools:jib-maven-plugin:3.5.2:build',
    ])
  })

  test('settings, labels, build arguments and secrets of the request', () => {
    const plan = jib.plan(
      projectTask({
        project: {
          program: { path: '/src/app/mvnw', isWrapper: true },
          environment: { open: {}, secret: { MAVEN_OPTS: new Secret('-Xmx1g') } },
        },
        request: {
          labels: { a: 'x,y', b: '2' },
          buildArgs: { revision: '7' },
          sourceDateEpoch: 1,
          secrets: [{ id: 'REPOSITORY_TOKEN', source: 'env', variable: 'T', value: new Secret('t') }],
          project: {
            jib: {
              'from.image': 'quay.io/a/b:1',
              'container.ports': '80',
              'container.format': 'Docker',
              plugin: 'g:a:1',
            },
            jkube: {},
          },
        },
      }),
      RUNNER,
      WIRING,
    )
    const argv = argvOf(plan)
    expect(argv.slice(argv.indexOf('/src/app/mvnw') - 1)).toEqual([
      ...['/bin/sh', '/src/app/mvnw', '--batch-mode', '--no-transfer-progress', '--file', '/src/app/pom.xml'],
      ...['compile', 'g:a:1:build', '-Djib.from.image=127.0.0.1:4711/o/quay.io/a/b:1'],
      '-Djib.to.image=127.0.0.1:4711/in/image:built',
      '-Djib.from.platforms=linux/amd64',
      '-Djib.container.format=Docker',
      '-Djib.container.labels=a=x\\,y,b=2',
      '-Djib.container.creationTime=1970-01-01T00:00:01.000Z',
      '-Djib.container.ports=80',
      ...LAST,
      '-Drevision=7',
    ])
    expect(revealed(plan.commands[0]?.secretEnv)).toEqual({
      MAVEN_OPTS: '-Xmx1g @/tmp/private/jvm.options',
      REPOSITORY_TOKEN: 't',
    })
  })

  test('Gradle: the init script brings the plugin along, and refuses a base that nobody read', () => {
    const project = { tool: 'gradle', program: { path: '/usr/bin/gradle', isWrapper: false } } as const
    const plan = jib.plan(
      projectTask({ project, module: { address: ':svc' }, request: { buildArgs: { a: '1' } } }),
      RUNNER,
      WIRING,
    )
    const argv = argvOf(plan)
    expect(argv.slice(argv.indexOf('/usr/bin/gradle'))).toEqual([
      ...[
        '/usr/bin/gradle',
        '--no-daemon',
        '--console=plain',
        '--init-script',
        '/tmp/private/jib.init.gradle',
      ],
      ':svc:jib',
      ...COMMON,
      ...LAST,
      '-Pa=1',
    ])
    const script = contentOf(plan, 'jib.init.gradle') ?? ''
    expect(script).toContain("dependencies { classpath 'com.google.cloud.tools:jib-gradle-plugin:3.5.2' }")
    expect(script).toContain('if (own != null) throw new GradleException(')
    expect(script).toContain("jib.from.image = '127.0.0.1:4711/o/docker.io/library/eclipse-temurin:17-jre'")
    expect(script).toContain("jib.to.auth.password = 'ephemeral'")
  })

  test('a war on Jib’s default base starts Jetty; on a base that somebody named, what that says', () => {
    const entrypoints = (changes: Changes) =>
      argvOf(jib.plan(projectTask(changes), RUNNER, WIRING)).filter((arg) => arg.includes('entrypoint'))
    const war = { packaging: 'war' } as const
    expect(entrypoints({ module: war })).toEqual([
      '-Djib.container.entrypoint=java,-jar,/usr/local/jetty/start.jar,--module=ee10-deploy',
    ])
    expect(entrypoints({ module: { ...war, jib: { ...MODULE.jib, hasEntrypoint: true } } })).toEqual([])
    const named = { 'from.image': 'tomcat:10' }
    expect(entrypoints({ module: war, request: { project: { jib: named, jkube: {} } } })).toEqual([])
    const own = { 'container.entrypoint': '/start' }
    expect(entrypoints({ module: war, request: { project: { jib: own, jkube: {} } } })).toEqual([
      '-Djib.container.entrypoint=/start',
    ])
  })

  test('a Gradle project that applies Jib keeps its own plugin; a base image that is asked for needs no look', () => {
    const own = { isConfigured: true, from: undefined, overridden: [], hasEntrypoint: false }
    const script = contentOf(
      jib.plan(
        projectTask({
          project: { tool: 'gradle' },
          module: { address: ':', jib: own },
          request: { project: { jib: { 'from.image': 'busybox' }, jkube: {} } },
        }),
        RUNNER,
        WIRING,
      ),
      'jib.init.gradle',
    )
    expect(script?.split('\n')).toEqual([
      'gradle.projectsEvaluated { allprojects { project ->',
      "  def jib = project.extensions.findByName('jib')",
      "  if (jib == null || project.path != ':') return",
      "  jib.from.image = '127.0.0.1:4711/o/docker.io/library/busybox:latest'",
      "  jib.from.auth.username = 'run'",
      "  jib.from.auth.password = 'ephemeral'",
      "  jib.to.auth.username = 'run'",
      "  jib.to.auth.password = 'ephemeral'",
      '} }',
      '',
    ])
  })
})

describe('the assessment of Jib', () => {
  test('all holds on a good machine', () => {
    expect(failed(projectTask())).toEqual([])
  })

  test.each<[string, Changes, string[]]>([
    ['no Maven', { project: { program: undefined } }, ['program']],
    ['no JDK', { project: { java: undefined } }, ['program']],
    ['no module', { project: { modules: [] } }, ['module']],
    ['inputs for Dockerfiles', { request: { target: 'x', shmSize: 1 } }, ['inputs']],
    [
      'a secret that is no variable',
      { request: { secrets: [{ id: 'a-b', source: 'env', variable: 'X', value: new Secret('') }] } },
      ['inputs'],
    ],
    [
      'a plugin without a version',
      { request: { project: { jib: { plugin: 'g:a' }, jkube: {} } } },
      ['plugin'],
    ],
    ['a label that ends in a backslash', { request: { labels: { a: 'b\\' } } }, ['labels']],
    [
      'a variant',
      { request: { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } } },
      ['platform'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(failed(projectTask(changes))).toEqual(expected)
  })

  test('without a wall only when it is allowed', () => {
    const closed = without('userNamespace', 'mapRoot')
    expect(failed(projectTask(), closed)).toEqual(['credentials'])
    const allowed = projectTask({ request: { allowSharedCredentials: true } })
    expect(failed(allowed, closed)).toEqual([])
    expect(jib.plan(allowed, closed, WIRING).commands[0]?.argv[0]).toBe('/usr/bin/mvn')
  })

  test('where nothing can be mounted the wall is a user namespace alone', () => {
    const argv = argvOf(jib.plan(projectTask(), without('mount', 'mountProc'), WIRING))
    expect(argv.slice(0, argv.indexOf('/usr/bin/mvn'))).toEqual([
      ...['/usr/bin/setpriv', '--pdeathsig', 'KILL', '/usr/bin/unshare', '--user'],
      ...[`--map-user=${RUNNER.process.uid}`, `--map-group=${RUNNER.process.gid}`],
    ])
  })
})

describe('JKube', () => {
  const SETTINGS = { 'generator.from': 'quay.io/a/b:1', 'generator.java-exec.mainClass': 'demo.Main' }
  const request = { strategy: 'jkube', project: { jib: {}, jkube: SETTINGS } } as const

  test('its plan', () => {
    const plan = jkube.plan(projectTask({ request: { ...request, labels: { a: '1' } } }), RUNNER, WIRING)
    const argv = argvOf(plan)
    expect(argv.slice(argv.indexOf('package'))).toEqual([
      'package',
      'org.eclipse.jkube:kubernetes-maven-plugin:1.19.0:build',
      'org.eclipse.jkube:kubernetes-maven-plugin:1.19.0:push',
      '-Djkube.build.strategy=jib',
      '-Djkube.generator.from=127.0.0.1:4711/o/quay.io/a/b:1',
      '-Djkube.generator.name=127.0.0.1:4711/in/image:built',
      '-Djkube.generator.java-exec.labels=a=1',
      '-Djkube.generator.java-exec.mainClass=demo.Main',
      '-DsendCredentialsOverHttp=true',
    ])
    expect(contentOf(plan, 'jvm.options')).toContain('-Djkube.docker.password=ephemeral')
    expect(JSON.stringify(plan)).not.toContain('ephemeral')
  })

  test.each<[string, Changes, string[]]>([
    ['all is said', { request }, []],
    [
      'nothing is said',
      { request: { ...request, project: { jib: {}, jkube: {} } } },
      ['base image', 'main class'],
    ],
    [
      'Spring Boot',
      {
        request: { ...request, project: { jib: {}, jkube: { 'generator.from': 'x' } } },
        module: { jkube: { ...MODULE.jkube, isSpringBoot: true } },
      },
      [],
    ],
    ['Gradle', { request, project: { tool: 'gradle' } }, ['tool']],
    ['a Dockerfile', { request, module: { jkube: { ...MODULE.jkube, hasDockerfile: true } } }, ['images']],
    ['images of its own', { request, module: { jkube: { ...MODULE.jkube, hasImages: true } } }, ['images']],
    [
      'another platform',
      { request: { ...request, platform: { os: 'linux', architecture: 'arm64' } } },
      ['platform'],
    ],
    ['a label with a comma', { request: { ...request, labels: { a: '1,2' } } }, ['labels']],
  ])('%s', (_name, changes, expected) => {
    expect(failed(projectTask(changes), RUNNER, jkube)).toEqual(expected)
  })
})

describe('choosing for a project', () => {
  test('auto takes Jib, and JKube only when it is asked for', () => {
    expect(choose(projectTask(), RUNNER, STRATEGIES).strategy?.name).toBe('jib')
    const jkubeTask = projectTask({
      request: {
        strategy: 'jkube',
        project: { jib: {}, jkube: { 'generator.from': 'x', 'generator.java-exec.mainClass': 'A' } },
      },
    })
    expect(choose(jkubeTask, RUNNER, STRATEGIES).strategy?.name).toBe('jkube')
  })

  test('when nothing fits, only those are told of that build projects', () => {
    const task = projectTask({ project: { program: undefined } })
    const { strategy, assessments } = choose(task, RUNNER, STRATEGIES)
    expect(strategy).toBeUndefined()
    const { message } = nothingFits(task, assessments)
    expect(message).toContain('jib:\n    program: neither mvnw')
    expect(message).not.toMatch(/buildkit|there is no Dockerfile/)
  })

  test('a Dockerfile is never given to Jib', () => {
    const task = taskOf('FROM alpine\nRUN make\n', { strategy: 'jib' })
    const { strategy, assessments } = choose(task, RUNNER, STRATEGIES)
    expect(strategy).toBeUndefined()
    expect(nothingFits(task, assessments).message).toContain('what is to be built is a Dockerfile')
  })
})

describe('s2i', () => {
  const s2i = { builder: reference('registry.example/builder:1'), program: '/usr/bin/s2i' }
  const task = { ...taskOf('FROM registry.example/builder:1\nRUN assemble\n', { strategy: 's2i' }), s2i }

  test('the first builder of Dockerfiles that works here builds what it wrote', () => {
    const { strategy } = choose(task, RUNNER, STRATEGIES)
    expect(strategy?.name).toBe('s2i')
    expect(strategy?.plan(task, RUNNER, WIRING).strategy).toBe('buildkit')
  })

  test.each([
    ['it is not installed', { ...task, s2i: { ...s2i, program: undefined } }, RUNNER, /s2i is not on PATH/],
    [
      'no builder works',
      task,
      without('userNamespace', 'mapRange', 'mount'),
      /builder: buildkit: user namespace/,
    ],
  ])('%s', (_name, given, facts, expected) => {
    const { strategy, assessments } = choose(given, facts, STRATEGIES)
    expect(strategy).toBeUndefined()
    expect(nothingFits(given, assessments).message).toMatch(expected)
  })
})
