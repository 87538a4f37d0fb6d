import { describe, expect, test } from 'vitest'
import { DocklessError, WrongInput } from '../../src/errors/errors.js'
import type { BuildRequest } from '../../src/request/request.js'
import type { Facts, Trial } from '../../src/runner/facts.js'
import { STRATEGIES } from '../../src/strategies/all.js'
import { assemble } from '../../src/strategies/assemble.js'
import { buildah } from '../../src/strategies/buildah/buildah.js'
import { buildkit } from '../../src/strategies/buildkit/buildkit.js'
import { choose, chosen, nothingFits } from '../../src/strategies/choose.js'
import { credentialsCondition } from '../../src/strategies/conditions.js'
import type { Assessment } from '../../src/strategies/strategy.js'
import { RUNNER, taskOf, without } from './fixtures.js'

const CHECKED_CLONE = `FROM alpine\nADD --checksum=${'a'.repeat(40)} https://example.com/a.git /a\n`
const RUNLESS = 'FROM alpine\nCOPY a /a\n'
const RUN = 'FROM alpine\nRUN make\n'

function choice(text: string, facts: Facts = RUNNER, request: Partial<BuildRequest> = {}) {
  return choose(taskOf(text, request), facts, STRATEGIES).strategy?.name
}

/** Names of the conditions that do not hold. */
function failed(verdicts: readonly Assessment[], strategy: string): string[] {
  const verdict = verdicts.find((assessment) => assessment.strategy === strategy)
  return verdict?.conditions.filter(({ holds }) => !holds).map(({ name }) => name) ?? ['no verdict']
}

describe('auto', () => {
  test.each([
    ['no RUN: the assembler', RUNLESS, RUNNER, 'assemble'],
    [
      'no RUN, on a runner that allows nothing',
      RUNLESS,
      without('userNamespace', 'mapRange', 'mount'),
      'assemble',
    ],
    ['RUN: BuildKit', RUN, RUNNER, 'buildkit'],
    ['RUN in a stage that the target does not use', `${RUN}FROM scratch\nCOPY a /a\n`, RUNNER, 'assemble'],
    ['RUN without buildkitd: buildah', RUN, tool('buildkitd', undefined), 'buildah'],
    ['RUN without runc: buildah, in a chroot', RUN, tool('runc', undefined), 'buildah'],
    ['ADD from the network', 'FROM alpine\nADD https://example.com/a /a\n', RUNNER, 'assemble'],
    ['ADD of what the assembler cannot check: a builder', CHECKED_CLONE, RUNNER, 'buildkit'],
    ['a masked /proc: still BuildKit', RUN, without('mountProc'), 'buildkit'],
    ['no container may be started: buildah, in a chroot', RUN, without('container'), 'buildah'],
    ['no container may be started, and none has to', CHECKED_CLONE, without('container'), 'buildkit'],
    ['no user namespaces: nothing', RUN, without('userNamespace', 'mapRange', 'mount'), undefined],
    ['no range of ids: nothing', RUN, without('mapRange'), undefined],
    ['no mounts: nothing', RUN, without('mount'), undefined],
  ] as const)('%s', (_name, text, facts, expected) => {
    expect(choice(text, facts)).toBe(expected)
  })
})

describe('one that was asked for', () => {
  test.each(['buildkit', 'buildah'] as const)('%s is taken though another would come first', (strategy) => {
    expect(choice(RUNLESS, RUNNER, { strategy })).toBe(strategy)
  })

  test('is never replaced by another: an error with its conditions, and the one that fits', () => {
    const error = thrown(() => chosen(taskOf(RUN, { strategy: 'assemble' }), RUNNER, STRATEGIES))
    expect(error).toMatchObject({
      code: 'NOTHING_FITS',
      exitStatus: 3,
      message: expect.stringMatching(/assemble was asked for[^]*RUN instruction[^]*Dockerfile:2/),
      fix: 'Set strategy: buildkit, which fits',
    })
    expect(error.message).not.toContain('buildah')
  })
})

test('settings of another strategy are mistakes, all at once, and never passed over', () => {
  const project = { jib: { 'to.tags': 'a' }, jkube: {} }
  const s2i = { builder: undefined, environment: { A: '1' }, incremental: false }
  const error = thrown(() => chosen(taskOf(RUN, { project, s2i }), RUNNER, STRATEGIES))
  expect(error).toBeInstanceOf(WrongInput)
  expect(error.message).toBe(
    'jib: it is for the strategy jib, and buildkit builds this. Remove it, or set strategy: jib\n' +
      's2i-environment: it is for the strategy s2i, and buildkit builds this. Remove it, or set strategy: s2i',
  )
})

describe('nothing fits', () => {
  const nowhere = {
    cause: 'user.max_user_namespaces is 0',
    fix: 'sysctl -w user.max_user_namespaces=63359',
  }
  const noIds = { cause: 'user ci has no subordinate ids', fix: 'usermod --add-subuids 100000-165535 ci' }
  const no = (evidence: string, ...reasons: (typeof nowhere)[]): Trial => ({
    holds: false,
    evidence,
    cause: reasons.map(({ cause }) => cause).join('; '),
    fix: reasons.map(({ fix }) => fix).join('; '),
    reasons,
  })
  /** As the probe explains it: what needs a namespace has the cause of the namespace, and may have one of its own. */
  const facts = {
    ...RUNNER,
    trials: {
      ...RUNNER.trials,
      userNamespace: no('`unshare -U true`: exit 1', nowhere),
      mapRange: no('`unshare -U sleep`: exit 1', nowhere, noIds),
      mount: no('`unshare -U -r -m mount`: exit 1', nowhere),
    },
  }
  const builders = (facts: Facts, text: string) =>
    thrown(() => chosen(taskOf(text), facts, [assemble, buildkit, buildah]))

  test('each cause once, under the strategies that it keeps from working, with its fix', () => {
    const { code, message, fix } = builders(facts, `${RUN}COPY --link a /a\n`)
    expect(code).toBe('NOTHING_FITS')
    expect(message.split('\n')).toEqual([
      'Nothing can build this here.',
      '  assemble:',
      '    instructions: the target needs a RUN instruction, which only a builder with a kernel can run (Dockerfile:2)',
      '  buildkit, buildah:',
      `    user namespace: \`unshare -U true\`: exit 1 (${nowhere.cause})`,
      `      → ${nowhere.fix}`,
      `    id range: ${noIds.cause}`,
      `      → ${noIds.fix}`,
      '  buildah:',
      '    features: this buildah does not know copy --link (Dockerfile:3)',
      '      → Install buildah 1.41 or newer, or use BuildKit',
    ])
    expect(fix).toBe(`For buildkit: ${nowhere.fix}; ${noIds.fix}`)
  })

  test('below a list of all verdicts only what to do is told', () => {
    const task = taskOf(RUN)
    const { assessments } = choose(task, facts, [assemble, buildkit])
    const { message, fix } = nothingFits(task, assessments, true)
    expect(message).toBe('Nothing can build this here.')
    expect(fix).toBe(`For buildkit: ${nowhere.fix}; ${noIds.fix}`)
  })

  test('several that need the very same are named together', () => {
    expect(builders(facts, RUN).fix).toBe(`For buildkit or buildah: ${nowhere.fix}; ${noIds.fix}`)
  })

  test('the way out is of the strategy that needs the least', () => {
    const { buildkitd: _, buildctl: __, ...tools } = RUNNER.tools
    const bare = { ...facts, tools: { ...tools, buildkitd: undefined, buildctl: undefined } }
    expect(builders(bare, RUN).fix).toBe(`For buildah: ${nowhere.fix}; ${noIds.fix}`)
  })

  test('a cause that nobody knows is told as it was seen, each with what may help', () => {
    const { message, fix } = builders(without('userNamespace', 'mapRange', 'mount'), RUN)
    expect(message).toMatch(/buildkit, buildah:[^]*user namespace: [^]*id range: [^]*mount: /)
    expect(fix).toContain('Allow user namespaces')
  })

  test('one that was asked for and that nothing helps: what makes another work', () => {
    const task = taskOf(RUN, { strategy: 'assemble' })
    const { message, fix } = thrown(() => chosen(task, facts, [assemble, buildkit]))
    expect(message).not.toContain('buildkit')
    expect(fix).toBe(`For buildkit: ${nowhere.fix}; ${noIds.fix}`)
  })
})

describe('conditions', () => {
  const verdicts = (text: string, request: Partial<BuildRequest> = {}, facts: Facts = RUNNER) =>
    choose(taskOf(text, request), facts, STRATEGIES).assessments

  test('all of them hold on a good machine, each with its evidence and no fix', () => {
    const builders = verdicts(RUN).filter(({ strategy }) => ['buildkit', 'buildah'].includes(strategy))
    for (const { conditions } of builders) {
      for (const condition of conditions) expect(condition).toMatchObject({ holds: true, fix: '' })
      expect(conditions.every(({ evidence }) => evidence !== '')).toBe(true)
    }
  })

  test.each([
    {
      why: 'a required secret that is not given',
      text: 'FROM alpine\nRUN --mount=type=secret,id=token,required cat /run/secrets/token\n',
      both: ['secrets'],
    },
    {
      why: 'a secret that is not required may be missing',
      text: 'FROM alpine\nRUN --mount=type=secret,id=token true\n',
      both: [],
    },
    {
      why: 'a required ssh agent that is not given',
      text: 'FROM alpine\nRUN --mount=type=ssh,required true\n',
      both: ['ssh'],
    },
    {
      why: 'ssh without a socket',
      text: RUN,
      request: { ssh: [{ id: 'default', paths: [] }] },
      both: ['ssh'],
    },
    {
      why: 'RUN steps of another processor',
      text: RUN,
      request: { platform: { os: 'linux', architecture: 's390x' } },
      both: ['platform'],
    },
    {
      why: 'another platform with nothing to run',
      text: RUNLESS,
      request: { platform: { os: 'linux', architecture: 's390x' } },
      both: [],
    },
  ])('$why', ({ text, request = {}, both }) => {
    const all = verdicts(text, request)
    expect(failed(all, 'buildkit')).toEqual(both)
    expect(failed(all, 'buildah')).toEqual(both)
  })

  test.each([
    ['heredoc', 'FROM alpine\nRUN <<E\ntrue\nE\n'],
    ['copy --link', 'FROM alpine\nRUN true\nCOPY --link a /a\n'],
    ['copy --parents', 'FROM alpine\nRUN true\nCOPY --parents a /a\n'],
    ['copy --exclude', 'FROM alpine\nRUN true\nCOPY --exclude=b a /a\n'],
    ['run --network', 'FROM alpine\nRUN --network=none true\n'],
  ])('%s is more than buildah 1.28 knows, and nothing new to BuildKit', (name, text) => {
    const all = verdicts(text)
    expect(failed(all, 'buildah')).toEqual(['features'])
    expect(failed(all, 'buildkit')).toEqual([])
    expect(JSON.stringify(all)).toContain(name)
    const newer = tool('buildah', { path: '/usr/bin/buildah', version: 'buildah version 1.43.1' })
    expect(failed(verdicts(text, {}, newer), 'buildah')).toEqual([])
  })

  test('a defect that is known of a program rules its builder out', () => {
    const facts = tool('buildah', {
      path: '/usr/bin/buildah',
      version: '1.44.0',
      problem: 'mounts over overlayfs',
    })
    const all = verdicts(RUN, {}, facts)
    expect(failed(all, 'buildah')).toEqual(['buildah'])
    expect(JSON.stringify(all)).toContain('mounts over overlayfs')
  })

  test("busybox's unshare cannot end its children with us", () => {
    const facts = tool('unshare', { path: '/bin/unshare', version: 'BusyBox v1.36.1' })
    expect(failed(verdicts(RUN, {}, facts), 'buildkit')).toEqual(['unshare'])
  })

  test('credentials: safe where the builder has a user namespace of its own, else only when it is allowed', () => {
    const facts = without('userNamespace')
    expect(credentialsCondition(taskOf(RUN), RUNNER).holds).toBe(true)
    expect(credentialsCondition(taskOf(RUN), facts).holds).toBe(false)
    expect(credentialsCondition(taskOf(RUN, { allowSharedCredentials: true }), facts).holds).toBe(true)
  })

  test('kaniko that is nowhere: what it needs, and nothing that follows from that', () => {
    const all = verdicts('FROM alpine\nRUN --mount=type=secret,id=a true\n', {}, without('userNamespace'))
    expect(failed(all, 'kaniko')).toEqual(['kaniko', 'own root'])
  })

  test('what a chroot does not honour is refused where there is only a chroot', () => {
    const facts = without('mountProc')
    expect(failed(verdicts(RUN, { network: 'none' }, facts), 'buildah')).toEqual(['steps'])
    expect(failed(verdicts(RUN, { shmSize: 1 }, facts), 'buildah')).toEqual(['steps'])
    expect(failed(verdicts(RUN, { network: 'none' }), 'buildah')).toEqual([])
  })
})

function tool(name: keyof Facts['tools'], value: Facts['tools'][keyof Facts['tools']]): Facts {
  return { ...RUNNER, tools: { ...RUNNER.tools, [name]: value } }
}

function thrown(action: () => unknown): DocklessError {
  try {
    action()
  } catch (error) {
    if (error instanceof DocklessError) return error
    throw error
  }
  throw new Error('it did not throw')
}
