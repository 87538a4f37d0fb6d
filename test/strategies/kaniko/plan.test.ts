import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/log/secret.js'
import type { ClonedNamespaces, Facts } from '../../../src/runner/facts.js'
import { ownIdMap } from '../../../src/runner/id-map.js'
import { kaniko } from '../../../src/strategies/kaniko/kaniko.js'
import { planKaniko, wayOf } from '../../../src/strategies/kaniko/plan.js'
import type { Assessment, Condition, ImageContents, Task } from '../../../src/strategies/strategy.js'
import { taskOf, valuesOf, WIRING, without } from '../fixtures.js'
import { CONTAINER, DOCKER_CAPABILITIES, EXECUTOR, MACHINE } from './fixture.js'

/** A user without subordinate ids: one id can be mapped, the user's own. */
const ONE_ID: Facts = { ...without('mapRange'), idMap: undefined, tools: MACHINE.tools }
const DOCKERFILE = 'FROM alpine:3\nRUN make\n'

function withCapabilities(...left: readonly string[]): Facts {
  const capabilities = DOCKER_CAPABILITIES.filter((name) => !left.includes(name))
  return { ...CONTAINER, process: { ...CONTAINER.process, capabilities } }
}

function broken(verdict: Assessment): string[] {
  return verdict.conditions.filter(({ holds }) => !holds).map(({ name }) => name)
}

/** Of an executor that is linked dynamically: its dynamic linker first. */
const LIBRARIES = ['/lib64/ld-linux-x86-64.so.2', '/lib/x86_64-linux-gnu/libc.so.6'] as const
const DYNAMIC: Facts = {
  ...MACHINE,
  tools: { ...MACHINE.tools, kaniko: { ...EXECUTOR, libraries: LIBRARIES } },
}

describe('a plan', () => {
  test('whole: in namespaces of its own', () => {
    const task = taskOf(DOCKERFILE, {
      buildArgs: { VERSION: '1.2' },
      labels: { 'org.example.quote': 'a "b", c' },
      secrets: [{ id: 'token', source: 'value', value: new Secret('s3cr3t') }],
    })
    expect(planKaniko(task, MACHINE, WIRING)).toEqual({
      strategy: 'kaniko',
      directory: '/tmp/private',
      directories: [
        ...['root/etc', 'root/dev', 'root/proc', 'root/sys'],
        ...['root/kaniko/.docker', 'root/kaniko/in', 'root/kaniko/workspace', 'root/kaniko/given'],
      ],
      files: [
        { name: 'root/kaniko/executor', content: { copyOf: '/usr/bin/executor' }, mode: 0o755 },
        { name: 'root/kaniko/in/Dockerfile', content: { copyOf: '/src/app/Dockerfile' }, mode: 0o644 },
        { name: 'root/kaniko/in/Dockerfile.dockerignore', content: '' },
        { name: 'root/kaniko/.docker/config.json', content: expect.any(Secret) },
        { name: 'root/kaniko/given/0', content: expect.any(Secret) },
      ],
      daemon: undefined,
      commands: [
        {
          name: 'kaniko',
          argv: [
            ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
            ...['/usr/bin/unshare', '--user', '--map-auto', '--map-root-user', '--mount'],
            ...['--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'],
            ...['/bin/sh', '-c', expect.stringContaining('kaniko/pivot .'), 'kaniko', 'root'],
            '/kaniko/executor',
            ...['--force', '--log-format=json', '--image-format=docker', '--context=dir:///kaniko/workspace'],
            '--dockerfile=/kaniko/in/Dockerfile',
            ...['--build-arg', 'VERSION=1.2', '--label', 'org.example.quote=a "b", c'],
            ...['--secret', 'id=token,src=/kaniko/given/0', '--ignore-var-run=false'],
            ...['--destination=127.0.0.1:4711/in/image:built', '--skip-push-permission-check'],
            '--registry-map=index.docker.io=127.0.0.1:4711/o/docker.io',
            '--skip-default-registry-fallback',
          ],
          env: expect.objectContaining({
            HTTPS_PROXY: 'http://127.0.0.1:4711',
            KANIKO_DIR: '/kaniko',
            DOCKER_CONFIG: '/kaniko/.docker',
            FF_KANIKO_COPY_AS_ROOT: 'true',
          }),
          cwd: '/tmp/private',
        },
      ],
      aliases: { '127.0.0.1:4711/o/docker.io': 'docker.io' },
      notes: [expect.stringContaining('every RUN step of root can read')],
    })
  })

  test('an executor that is linked dynamically is loaded by copies of its own libraries', () => {
    const plan = planKaniko(taskOf(DOCKERFILE), DYNAMIC, WIRING)
    expect(plan.files).toEqual(
      expect.arrayContaining([
        { name: 'root/kaniko/ld-linux-x86-64.so.2', content: { copyOf: LIBRARIES[0] }, mode: 0o755 },
        { name: 'root/kaniko/libc.so.6', content: { copyOf: LIBRARIES[1] }, mode: 0o755 },
      ]),
    )
    const argv: readonly string[] = plan.commands[0]?.argv ?? []
    const loader = argv.indexOf('/kaniko/ld-linux-x86-64.so.2')
    expect(argv.slice(loader + 1, loader + 4)).toEqual(['--library-path', '/kaniko', '/kaniko/executor'])
  })

  test('such an executor finds no user in an empty tree: a stage from scratch is not for it', () => {
    const empty = taskOf('FROM scratch\nCOPY a /\n')
    expect(broken(kaniko.assess(empty, DYNAMIC))).toEqual(['stage from scratch'])
    expect(broken(kaniko.assess(empty, MACHINE))).toEqual([])
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), DYNAMIC))).toEqual([])
  })

  test('in a plain chroot: a tether, a supervisor and a made-up mountinfo in the place of namespaces', () => {
    const plan = planKaniko(taskOf(DOCKERFILE), CONTAINER, WIRING)
    expect(plan.commands[0]?.argv.slice(0, 6)).toEqual([
      '/tmp/private/doors/tether',
      ...['/bin/sh', '-c', expect.stringContaining('kaniko/chroot .'), 'kaniko', '/tmp/private/root'],
    ])
    const mountinfo = plan.files.find(({ name }) => name === 'root/proc/self/mountinfo')?.content
    if (typeof mountinfo !== 'string') throw new Error('there is no mountinfo')
    const points = mountinfo
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[4])
    expect(points).toEqual(['/', '/proc', '/dev', '/sys', '/kaniko', '/etc/hosts', '/etc/resolv.conf'])
    expect(plan.notes).toEqual([expect.stringContaining('no /proc')])
  })

  test('hosts that are to be added are in a file of their own, in the form of hosts(5)', () => {
    const task = taskOf(DOCKERFILE, { addHosts: [{ name: 'db.test', address: '10.1.2.3' }] })
    expect(planKaniko(task, MACHINE, WIRING).files).toContainEqual({
      name: 'root/kaniko/in/hosts',
      content: '10.1.2.3\tdb.test\n',
      mode: 0o644,
    })
    expect(broken(kaniko.assess(task, MACHINE))).toEqual([])
  })

  test('no secret is in an argv or in the environment', () => {
    const task = taskOf(DOCKERFILE, {
      secrets: [{ id: 'token', source: 'value', value: new Secret('s3cr3t-value') }],
    })
    for (const facts of [MACHINE, CONTAINER]) {
      const [command] = planKaniko(task, facts, WIRING).commands
      expect(JSON.stringify(command)).not.toMatch(/s3cr3t-value|ephemeral/)
    }
  })

  test('what the request asks for is there', () => {
    const argvOf = (request: Parameters<typeof taskOf>[1], wiring = WIRING): readonly string[] =>
      planKaniko(taskOf('FROM a AS one\nRUN x\nFROM b\n', request), MACHINE, wiring).commands[0]?.argv ?? []
    expect(argvOf({ target: 'one' })).toContain('--target=one')
    const dated = argvOf({ sourceDateEpoch: 7 })
    expect(dated).toContain('--reproducible')
    expect(valuesOf(dated, '--build-arg')).toEqual(['SOURCE_DATE_EPOCH=7'])
    const cache = { repository: 'cache/app', mode: 'max', writable: true } as const
    expect(argvOf({}, { ...WIRING, cache })).toEqual(
      expect.arrayContaining(['--cache', '--cache-repo=127.0.0.1:4711/cache/app', '--cache-copy-layers']),
    )
    expect(argvOf({}, { ...WIRING, cache: { ...cache, writable: false } })).toContain('--no-push-cache')
    expect(argvOf({})).not.toContain('--cache')
  })
})

describe('the way to a root of its own', () => {
  test('namespaces where they can be had, else a chroot for the root of a container', () => {
    expect(wayOf(MACHINE)?.kind).toBe('namespace')
    expect(wayOf(CONTAINER)?.kind).toBe('chroot')
    expect(wayOf({ ...CONTAINER, trials: MACHINE.trials, tools: MACHINE.tools })?.kind).toBe('namespace')
  })

  test('never a chroot on a machine, whoever asks', () => {
    const machine = { ...CONTAINER, system: { ...CONTAINER.system, container: undefined } }
    expect(wayOf(machine)).toBeUndefined()
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), machine))).toContain('own root')
  })

  test('with one id a namespace, and a chroot where there is none; with all of them whichever has them', () => {
    const one = { ...CONTAINER, process: { ...CONTAINER.process, ids: 1 } }
    expect(wayOf(ONE_ID)).toEqual({ kind: 'namespace', rootAlone: true })
    expect(wayOf(one)).toEqual({ kind: 'chroot', rootAlone: true })
    expect(wayOf({ ...CONTAINER, trials: ONE_ID.trials, tools: MACHINE.tools })).toEqual({
      kind: 'chroot',
      rootAlone: false,
    })
  })

  test('where namespaces can be made and nothing be mounted in them, a chroot has no wall by a namespace', () => {
    const { userNamespace, mapRange } = MACHINE.trials
    const denied = withCapabilities('setpcap')
    const facts = { ...denied, trials: { ...denied.trials, userNamespace, mapRange }, tools: MACHINE.tools }
    expect(wayOf(facts)?.kind).toBe('chroot')
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), facts))).toEqual(['credentials'])
  })

  test.each(['sys_chroot', 'chown', 'setuid'])(
    'never without CAP_%s, and that is what is to be added',
    (name) => {
      const facts = withCapabilities(name)
      expect(wayOf(facts)).toBeUndefined()
      const verdict = kaniko.assess(taskOf(DOCKERFILE), facts)
      expect(verdict.conditions.find((condition) => condition.name === 'own root')?.fix).toContain(
        name.toUpperCase(),
      )
    },
  )
})

describe('namespaces by clone(2)', () => {
  const cloned: ClonedNamespaces = {
    idMap: {
      method: 'shift',
      uids: [{ inside: 0, outside: 1, count: 4_294_967_294 }],
      gids: [{ inside: 0, outside: 1, count: 4_294_967_294 }],
    },
    evidence: 'done',
  }
  /** Root of a container under CRI-O's profile and capabilities. */
  const CRIO: Facts = { ...withCapabilities('sys_chroot', 'setfcap'), tools: MACHINE.tools, cloned }

  test('come before a chroot, and have all ids where all can be mapped', () => {
    expect(wayOf(CRIO)).toEqual({ kind: 'namespace', rootAlone: false, cloned: cloned.idMap })
    expect(wayOf({ ...CONTAINER, cloned })).toMatchObject({ kind: 'namespace' })
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), CRIO))).toEqual([])
  })

  test('the plan starts our own programs, behind the change of ids, and maps their child', () => {
    const [command] = planKaniko(taskOf(DOCKERFILE), CRIO, WIRING).commands
    expect(command?.argv.slice(0, 16)).toEqual([
      ...['/usr/bin/setpriv', '--reuid', '1', '--regid', '1', '--clear-groups'],
      ...['--inh-caps', '+setuid,+setgid', '--ambient-caps', '+setuid,+setgid', '--'],
      ...['/tmp/private/doors/tether', '/tmp/private/doors/separate'],
      ...['/bin/sh', '-c', expect.stringContaining('kaniko/pivot .')],
    ])
    expect(command?.idMap).toEqual({ map: cloned.idMap, writers: expect.anything() })
  })

  test('a user’s own id alone, under no_new_privs too', () => {
    const own = { ...cloned, idMap: ownIdMap(1000, 0) }
    const facts: Facts = {
      ...ONE_ID,
      ...without('userNamespace', 'mapRoot', 'mapRange', 'mount'),
      cloned: own,
    }
    const contents: ImageContents = { notRoots: undefined, owners: [] }
    const given = { ...facts, tools: MACHINE.tools }
    expect(wayOf(given)).toEqual({ kind: 'namespace', rootAlone: true, cloned: own.idMap })
    expect(broken(kaniko.assess({ ...taskOf(DOCKERFILE), contents }, given))).toEqual([])
    expect(planKaniko(taskOf(DOCKERFILE), given, WIRING).commands[0]?.argv.slice(0, 2)).toEqual([
      ...['/tmp/private/doors/tether', '/tmp/private/doors/separate'],
    ])
  })
})

describe('with no ids but root’s', () => {
  const ROOTS: ImageContents = { notRoots: undefined, owners: [] }
  const task = taskOf(DOCKERFILE)

  function owners(given: Task): Condition | undefined {
    return kaniko.assess(given, ONE_ID).conditions.find(({ name }) => name === 'owners')
  }

  test('the plan maps nothing but our own id, and says what fails', () => {
    const plan = planKaniko(task, ONE_ID, WIRING)
    expect(plan.commands[0]?.argv.slice(3, 8)).toEqual([
      ...['/usr/bin/unshare', '--user', '--map-root-user', '--mount', '--pid'],
    ])
    expect(plan.notes).toEqual([expect.stringContaining('becomes somebody else, fails')])
  })

  test('it has to be known what is in the images', () => {
    expect(owners(task)).toMatchObject({ holds: false, awaitsContents: true })
    expect(broken(kaniko.assess({ ...task, contents: ROOTS }, ONE_ID))).toEqual([])
    expect(broken(kaniko.assess(taskOf('FROM scratch\nCOPY a /\n'), ONE_ID))).toEqual([])
  })

  test('a file of somebody else’s in an image is named', () => {
    const file = { path: 'etc/shadow', uid: 0, gid: 42 }
    const contents = { ...ROOTS, notRoots: { image: 'docker.io/library/alpine:3', file } }
    const told = owners({ ...task, contents })
    expect(told).toMatchObject({ holds: false, fix: expect.stringContaining('65536 ids') })
    expect(told?.evidence).toContain('in docker.io/library/alpine:3 the owner of etc/shadow is 0:42')
    expect(told?.awaitsContents).toBeUndefined()
  })

  test.each([
    ['COPY --chown=8:12 a /', 'COPY --chown=8:12'],
    ['ARG WHO=app\nCOPY --chown=$WHO a /', 'COPY --chown=app'],
    ['USER app\nRUN make', 'RUN as app'],
    ['USER app\nWORKDIR /there', 'WORKDIR as app'],
    ['ADD files.tar.gz /', 'ADD files.tar.gz'],
    ['RUN --mount=type=cache,target=/c,uid=1000 make', 'RUN --mount with uid 1000 and gid 0'],
  ])('no image has to be looked into for %s', (instructions, what) => {
    const told = owners(taskOf(`FROM alpine:3\n${instructions}\n`))
    expect(told).toMatchObject({ holds: false, evidence: expect.stringContaining(`for ${what} (Dockerfile`) })
    expect(told?.awaitsContents).toBeUndefined()
  })

  test.each([
    'COPY --chown=0:0 a /',
    'COPY --chown=root a /',
    'RUN make\nUSER app',
    'ADD . /',
    'ADD https://a.example/x.tar /',
  ])('root’s alone: %s', (instructions) => {
    const given = taskOf(`FROM alpine:3\n${instructions}\n`)
    expect(broken(kaniko.assess({ ...given, contents: ROOTS }, ONE_ID))).toEqual([])
  })
})

describe('an assessment', () => {
  test('holds on a machine with namespaces and in a default container', () => {
    for (const facts of [MACHINE, CONTAINER])
      expect(broken(kaniko.assess(taskOf(DOCKERFILE), facts))).toEqual([])
  })

  test('without an executor it says where one is', () => {
    const facts = { ...MACHINE, tools: { ...MACHINE.tools, kaniko: undefined } }
    const verdict = kaniko.assess(taskOf(DOCKERFILE), facts)
    expect(broken(verdict)).toEqual(['kaniko'])
    expect(verdict.conditions[0]?.fix).toContain('ghcr.io/osscontainertools/kaniko')
  })

  test('where nothing keeps RUN steps from us, only with leave', () => {
    const facts = withCapabilities('setpcap')
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), facts))).toEqual(['credentials'])
    expect(broken(kaniko.assess(taskOf(DOCKERFILE, { allowSharedCredentials: true }), facts))).toEqual([])
  })

  test.each([
    ['COPY --parents a /', 'copy --parents'],
    [
      'ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 https://a.example/x /',
      'add --checksum',
    ],
    ['RUN --network=none x', 'run --network'],
    ['RUN --mount=type=bind,from=alpine:3,target=/x x', 'RUN --mount=from=alpine:3'],
    ['RUN --mount=type=bind,from=one,target=/x x', 'RUN --mount=from=one'],
    ['RUN --mount=type=tmpfs,target=/x x', 'RUN --mount=type=tmpfs'],
    ['RUN --mount=type=ssh x', 'RUN --mount=type=ssh'],
  ])('never passes over what kaniko would: %s', (instruction, what) => {
    const verdict = kaniko.assess(taskOf(`FROM scratch AS one\nFROM alpine:3\n${instruction}\n`), MACHINE)
    expect(broken(verdict)).toEqual(['features'])
    const told = verdict.conditions.find(({ name }) => name === 'features')
    expect(told?.evidence).toContain(`${what} (Dockerfile:3)`)
  })

  test('the mounts that it knows are no obstacle', () => {
    const task = taskOf(
      'FROM a\nRUN --mount=type=cache,target=/c --mount=type=secret,id=s --mount=type=bind,target=/b x\n',
      { secrets: [{ id: 's', source: 'value', value: new Secret('x') }] },
    )
    expect(broken(kaniko.assess(task, MACHINE))).toEqual([])
  })

  test('of a stage that is not built nothing is asked', () => {
    const task = taskOf('FROM a AS unused\nRUN --mount=type=ssh x\nFROM b\nRUN y\n')
    expect(broken(kaniko.assess(task, MACHINE))).toEqual([])
  })

  test.each([
    { network: 'none' },
    { shmSize: 1 << 20 },
    { limits: [{ name: 'nofile', soft: 1, hard: 2 }] },
    { ssh: [{ id: 'default', paths: ['/agent'] }] },
    { buildContexts: { extra: { kind: 'path', path: '/x' } } },
    { secrets: [{ id: 'a,b', source: 'value', value: new Secret('x') }] },
  ] as const)('never passes over an input that kaniko does not know: %o', (request) => {
    expect(broken(kaniko.assess(taskOf(DOCKERFILE, request), MACHINE))).toEqual(['inputs'])
  })

  test('the archived original knows fewer things than the fork', () => {
    const original = { path: '/kaniko/executor', version: '1.24.0 of GoogleContainerTools' }
    const facts = { ...MACHINE, tools: { ...MACHINE.tools, kaniko: original } }
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), facts))).toEqual([])
    const cached = taskOf('FROM a\nRUN --mount=type=cache,target=/c x\n')
    expect(broken(kaniko.assess(cached, facts))).toEqual(['features'])
    expect(broken(kaniko.assess(taskOf('FROM a\nRUN <<E\nx\nE\n'), facts))).toEqual(['features'])
  })

  test('a temporary directory from which nothing may be started', () => {
    const facts = { ...MACHINE, temporary: { ...MACHINE.temporary, mountOptions: ['rw', 'noexec'] } }
    expect(broken(kaniko.assess(taskOf(DOCKERFILE), facts))).toEqual(['directory'])
  })
})
