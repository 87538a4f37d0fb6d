import { describe, expect, test } from 'vitest'
import { buildah } from '../../../src/strategies/buildah/buildah.js'
import { buildkit } from '../../../src/strategies/buildkit/buildkit.js'
import { docker } from '../../../src/strategies/docker/docker.js'
import { jib, mountsOf } from '../../../src/strategies/jvm/jib.js'
import { jkube } from '../../../src/strategies/jvm/jkube.js'
import { kaniko } from '../../../src/strategies/kaniko/kaniko.js'
import { refuseUnknownMounts } from '../../../src/strategies/mounts/mounts.js'
import type { Condition, Strategy, Wiring } from '../../../src/strategies/strategy.js'
import { RUNNER, taskOf, WIRING } from '../fixtures.js'
import { projectTask } from '../jvm/fixture.js'

const DOCKERFILE = `FROM base:1
RUN --mount=type=cache,target=/root/.cache/ true
RUN --mount=type=cache,id=apt,target=var/apt,sharing=locked,uid=100,mode=0750 true
RUN --mount=type=cache,id=other,target=/other true
`
const WITH_KANIKO = { ...RUNNER, tools: { ...RUNNER.tools, kaniko: { path: '/opt/executor', version: '' } } }
const WITH_MOUNTS: Wiring = {
  ...WIRING,
  mounts: { carrier: ['/usr/bin/node', '/dockless/index.js'], writable: true, maxSize: 1000 },
}

function wanting(mounts: readonly string[], text = DOCKERFILE) {
  const plain = taskOf(text)
  return taskOf(text, { cache: { ...plain.request.cache, mounts } })
}

function condition(strategy: Strategy, task: ReturnType<typeof wanting>): Condition | undefined {
  return strategy.assess(task, RUNNER).conditions.find(({ name }) => name === 'cache mounts')
}

describe('a name that no cache mount has', () => {
  const problemOf = (wanted: string, known: readonly string[]): string => {
    try {
      refuseUnknownMounts([wanted], known, 'the target of Dockerfile')
    } catch (error) {
      return String(error)
    }
    return ''
  }

  test('is refused, with the one that was meant or those that there are', () => {
    expect(problemOf('npn', ['npm', '/root/.m2', 'npm'])).toContain(
      'the target of Dockerfile has no cache mount "npn"',
    )
    expect(problemOf('npn', ['npm', '/root/.m2'])).toContain(
      'Did you mean npm? Its cache mounts are npm, /root/.m2',
    )
    expect(problemOf('gradle', ['npm', '/root/.m2'])).toContain('Its cache mounts are npm, /root/.m2')
    expect(problemOf('gradle', [])).toContain('nor any other')
    expect(problemOf('npm', ['npm'])).toBe('')
  })
})

describe('a verdict', () => {
  test('says nothing where none is wanted, and which where some are', () => {
    expect(condition(buildkit, wanting([]))).toBeUndefined()
    expect(condition(buildah, wanting(['apt', '/root/.cache']))).toEqual({
      name: 'cache mounts',
      holds: true,
      evidence: 'kept in the cache: /root/.cache (Dockerfile:2), apt,uid=100,mode=0750 (Dockerfile:3)',
      fix: '',
    })
  })

  test('refuses a mount that begins with what an image holds, and one that no flag can name', () => {
    const seeded = wanting(['a'], 'FROM a AS b\nFROM a\nRUN --mount=type=cache,id=a,target=/a,from=b true')
    expect(condition(buildkit, seeded)).toMatchObject({
      holds: false,
      evidence: expect.stringContaining('a (Dockerfile:3)'),
    })
    const odd = wanting(['a b'], 'FROM a\nARG X="a b"\nRUN --mount=type=cache,id=$X,target=/a true')
    expect(condition(buildkit, odd)).toMatchObject({ holds: false })
  })

  test('a daemon keeps its own', () => {
    const daemon = { ...RUNNER.daemons[0], socket: '/run/podman.sock', rootless: true, evidence: '' }
    const facts = { ...RUNNER, daemons: [{ ...daemon, engine: 'podman' as const, version: '5.0.0' }] }
    const found = docker.assess(wanting(['apt']), facts).conditions
    expect(found.find(({ name }) => name === 'cache mounts')).toMatchObject({
      holds: true,
      evidence: 'kept by the daemon itself',
    })
  })
})

describe('a project', () => {
  const wantingOf = (...mounts: readonly string[]) => {
    const { request } = projectTask()
    return projectTask({ request: { cache: { ...request.cache, mounts } } })
  }

  test('has the caches of its tools to name', () => {
    const { project } = projectTask()
    expect(mountsOf(project)).toEqual(['jib-application', 'maven'])
    expect(mountsOf({ ...project, tool: 'gradle' })).toEqual(['jib-application'])
    const verdict = (strategy: typeof jib): readonly Condition[] =>
      strategy.assess(wantingOf('maven'), RUNNER).conditions.filter(({ name }) => name === 'cache mounts')
    expect(verdict(jib)).toMatchObject([{ holds: true, evidence: 'kept in the cache: maven' }])
    expect(verdict(jkube)).toMatchObject([{ holds: false }])
  })

  test('keeps a Maven repository of its own, as the user that it runs as; without a cache the runner’s is used', () => {
    const plan = jib.plan(wantingOf('maven', 'jib-application'), RUNNER, WITH_MOUNTS)
    expect(plan.commands[0]?.argv).toContain('-Dmaven.repo.local=/tmp/private/cache/maven')
    expect(plan.mounts?.kept.map(({ name }) => name)).toEqual(['jib-application', 'maven'])
    expect(plan.mounts?.take?.argv[0]).toBe('/usr/bin/node')
    const without = jib.plan(wantingOf('maven'), RUNNER, WIRING)
    expect(without.commands[0]?.argv.join()).not.toContain('maven.repo.local')
    expect(without.mounts).toBeUndefined()
  })
})

describe('a plan', () => {
  const task = wanting(['apt', '/root/.cache'])

  test('is the same as ever without a cache, or where none is wanted', () => {
    for (const strategy of [buildkit, buildah]) {
      expect(strategy.plan(task, RUNNER, WIRING)).toEqual(strategy.plan(wanting([]), RUNNER, WITH_MOUNTS))
      expect(strategy.plan(task, RUNNER, WIRING).mounts).toBeUndefined()
    }
  })

  test('marks each mount as the user made it, finds it by the mark, and carries it among the builder’s ids', () => {
    const { mounts, files, directories } = buildkit.plan(task, RUNNER, WITH_MOUNTS)
    const content = (name: string): unknown => files.find((file) => file.name === name)?.content
    expect(content('mounts/marks/Dockerfile')).toBe(
      [
        'FROM scratch',
        'COPY mark /mark',
        'RUN --mount=type=cache,target=/root/.cache/ ["/mark","/root/.cache/.dockless-mount-0"]',
        'RUN --mount=type=cache,id=apt,target=var/apt,uid=100,mode=0750 ["/mark","/var/apt/.dockless-mount-1"]',
        '',
      ].join('\n'),
    )
    expect(JSON.parse(String(content('mounts/task.json')))).toEqual({
      below: 'root',
      maxSize: 1000,
      mounts: [
        { name: '/root/.cache', owners: 'all', marker: '.dockless-mount-0', archive: 'mounts/0.tar' },
        {
          name: 'apt,uid=100,mode=0750',
          owners: 'below',
          marker: '.dockless-mount-1',
          archive: 'mounts/1.tar',
        },
      ],
    })
    expect(directories).toContain('mounts/marks')
    expect(mounts?.mark?.argv).toContain('context=mounts/marks')
    const tail = ['/usr/bin/node', '/dockless/index.js', 'restore', 'mounts/task.json']
    expect(mounts?.restore.argv.slice(-4)).toEqual(tail)
    expect(mounts?.restore.argv).toContain('--user')
    expect(mounts?.take?.argv.slice(-2)).toEqual(['take', 'mounts/task.json'])
  })

  test('needs no mark for kaniko, which keeps each in a place that its id tells', () => {
    const { mounts, files } = kaniko.plan(wanting(['apt']), WITH_KANIKO, WITH_MOUNTS)
    const task = files.find(({ name }) => name === 'mounts/task.json')
    const hash = '5009a047a11fbd680bb40d2f23cd3fcd626ac2d672c38e16f53bd622c3961534'
    const content = typeof task?.content === 'string' ? task.content : '{}'
    expect(JSON.parse(content).mounts).toEqual([
      {
        name: 'apt,uid=100,mode=0750',
        owners: 'below',
        directory: `root/kaniko/caches/${hash}`,
        archive: 'mounts/0.tar',
      },
    ])
    expect(mounts?.mark).toBeUndefined()
  })

  test('takes nothing where nothing can be kept', () => {
    const readOnly = { ...WITH_MOUNTS, mounts: { carrier: ['node'], writable: false, maxSize: 1 } }
    const { mounts } = buildah.plan(task, RUNNER, readOnly)
    expect(mounts?.restore.name).toBe('mounts-restore')
    expect(mounts?.take).toBeUndefined()
    expect(mounts?.mark?.name).toBe('buildah-marks')
  })
})
