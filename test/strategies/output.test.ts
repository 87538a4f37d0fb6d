import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import { DocklessError } from '../../src/errors/errors.js'
import { Logger, type LogSink, silentSink } from '../../src/log/logger.js'
import { BuildahOutput } from '../../src/strategies/buildah/output.js'
import { BuildkitProgress } from '../../src/strategies/buildkit/progress.js'
import { builderGone, buildFailure, delivered } from '../../src/strategies/failure.js'
import type { Workshop } from '../../src/strategies/strategy.js'
import { planBuildkit } from '../../src/strategies/buildkit/plan.js'
import { NO_NETWORK } from '../assemble/fixture.js'
import { RUNNER, taskOf, WIRING } from './fixtures.js'

function recorder(): { log: Logger; lines: string[] } {
  const lines: string[] = []
  const sink: LogSink = { ...silentSink, line: (level, message) => void lines.push(`${level}: ${message}`) }
  return { log: new Logger(sink), lines }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const json = (value: unknown) => JSON.stringify(value)
const at = (second: number) => `2026-01-01T00:00:0${second}.000000000Z`

describe('the progress of BuildKit', () => {
  test('is told a line a step, with the output of RUN', () => {
    const { log, lines } = recorder()
    const progress = new BuildkitProgress(log)
    const run = { digest: 'sha256:b', name: '[2/3] RUN make' }
    for (const line of [
      json({
        vertexes: [
          { digest: 'sha256:a', name: '[internal] load .dockerignore', started: at(0), completed: at(0) },
        ],
      }),
      json({ vertexes: [run, { digest: 'sha256:c', name: '[3/3] COPY a /a' }] }),
      json({ vertexes: [{ ...run, started: at(1) }] }),
      json({ logs: [{ vertex: 'sha256:b', data: base64('one\ntw') }] }),
      json({ logs: [{ vertex: 'sha256:b', data: base64('o\nhalf') }] }),
      json({ vertexes: [{ ...run, started: at(1), completed: at(3) }] }),
      json({
        vertexes: [
          { digest: 'sha256:c', name: '[3/3] COPY a /a', started: at(3), completed: at(3), cached: true },
        ],
      }),
    ])
      progress.line(line)
    expect(lines).toEqual([
      'debug: [internal] load .dockerignore',
      'debug: done in 0.0 s',
      'info: #1 [2/3] RUN make',
      'info: #1   one',
      'info: #1   two',
      'info: #1   half',
      'info: #1 done in 2.0 s',
      'info: #2 [3/3] COPY a /a (cached)',
    ])
    expect(progress.failed).toBeUndefined()
  })

  test('a line without an end is told in pieces, and not kept', () => {
    const { log, lines } = recorder()
    const progress = new BuildkitProgress(log)
    progress.line(json({ vertexes: [{ digest: 'x', name: 'RUN yes', started: at(0) }] }))
    for (let times = 0; times < 20; times += 1)
      progress.line(json({ logs: [{ vertex: 'x', data: base64('y'.repeat(10_000)) }] }))
    expect(lines.length).toBeGreaterThan(2)
  })

  test('calls an image by its own name, though it was asked of the relay', () => {
    const { log, lines } = recorder()
    const progress = new BuildkitProgress(log, { '127.0.0.1:1/o/docker.io': 'docker.io' })
    progress.line(
      json({
        vertexes: [{ digest: 'x', name: '[1/1] FROM 127.0.0.1:1/o/docker.io/library/a', started: at(0) }],
      }),
    )
    expect(lines).toEqual(['info: #1 [1/1] FROM docker.io/library/a'])
  })

  test('a cache that is not there, or cannot be written, is no step that failed', () => {
    const { log, lines } = recorder()
    const progress = new BuildkitProgress(log)
    const failed = (digest: string, name: string, error: string) =>
      progress.line(json({ vertexes: [{ digest, name, started: at(0), completed: at(1), error }] }))
    failed(
      'a',
      'importing cache manifest from r.example/cache:x',
      'failed to configure: r.example/cache:x: not found',
    )
    failed('b', 'exporting cache to registry', '403 Forbidden')
    expect(progress.failed).toBeUndefined()
    expect(lines).toEqual([
      'info: #1 importing cache manifest from r.example/cache:x',
      'info: #1 nothing is there yet',
      'info: #2 exporting cache to registry',
      'info: #2 goes without: 403 Forbidden',
    ])
    failed('c', '[2/2] RUN make', 'exit code: 2')
    expect(progress.failed?.name).toBe('[2/2] RUN make')
  })

  test('names the step that failed by itself, not those that were stopped for it', () => {
    const progress = new BuildkitProgress(recorder().log)
    progress.line(
      json({
        vertexes: [
          { digest: 'x', name: 'other', started: at(0), completed: at(1), error: 'context canceled' },
        ],
      }),
    )
    progress.line(json({ vertexes: [{ digest: 'y', name: 'RUN false', started: at(0) }] }))
    progress.line(json({ logs: [{ vertex: 'y', data: base64('why\n') }] }))
    progress.line(
      json({
        vertexes: [
          { digest: 'y', name: 'RUN false', started: at(0), completed: at(1), error: 'exit code: 1' },
        ],
      }),
    )
    expect(progress.failed).toEqual({ name: 'RUN false', error: 'exit code: 1', output: ['why'] })
  })

  test.each(['{broken', '[1]', 'null', '{"vertexes":7,"logs":[3,null],"warnings":{}}', ''])(
    'a line that is no progress does no harm: %s',
    (line) => {
      const progress = new BuildkitProgress(recorder().log)
      progress.line(line)
      expect(progress.failed).toBeUndefined()
    },
  )
})

describe('the output of buildah', () => {
  const DOCKERFILE = parseDockerfile(
    'ARG V\nFROM scratch AS a\nARG X\nRUN <<E\nfalse\nE\nFROM a\n# why\nRUN true && \\\n  false\nRUN true && false\n',
    'Dockerfile',
  )

  test.each([
    ['[1/2] STEP 1/3: FROM scratch AS a', 2],
    ['[1/2] STEP 3/3: RUN <<E', 4],
    ['[2/2] STEP 2/3: RUN true &&   false', 9],
    ['[2/2] STEP 3/3: RUN true && false', 11],
    ['[2/2] STEP 9/9: LABEL "a"="b"', undefined],
  ])('%s stands on line %s', (line, expected) => {
    const output = new BuildahOutput(recorder().log)
    output.line(line)
    expect(output.lineIn(DOCKERFILE)).toBe(expected)
  })

  test('a build of one stage counts without naming it', () => {
    const output = new BuildahOutput(recorder().log)
    output.line('STEP 2/2: RUN false')
    expect(output.lineIn(parseDockerfile('FROM a\nRUN false\n', 'Dockerfile'))).toBe(2)
  })

  test('a step that buildah cannot read is not the one before it', () => {
    const output = new BuildahOutput(recorder().log)
    const said =
      'Error: resolving step {Value:env Next:0xc1 Children:[] Attributes:map[] Original:ENV A=${V#v} Flags:[] StartLine:3 EndLine:3}: Missing'
    for (const line of ['STEP 1/3: FROM a', 'STEP 2/3: ARG V', said]) output.line(line)
    expect(output.lineIn(parseDockerfile('FROM a\nARG V\nENV A=${V#v}\n', 'Dockerfile'))).toBe(3)
    expect(output.failed).toEqual({ name: 'ENV A=${V#v}', error: said, output: [] })
  })

  test('what the step wrote is told from what buildah says of its end', () => {
    const output = new BuildahOutput(recorder().log)
    for (const line of [
      'STEP 1/2: FROM a',
      'Trying to pull',
      'STEP 2/2: RUN x',
      'last words',
      'Error: building at STEP "RUN x": while running runtime: exit status 42',
    ])
      output.line(line)
    expect(output.failed).toEqual({
      name: 'RUN x',
      error: 'Error: building at STEP "RUN x": while running runtime: exit status 42',
      output: ['last words'],
    })
  })
})

describe('why a build failed', () => {
  const task = taskOf('FROM alpine\n\nRUN exit 42\n')
  const workshop = (...upstream: Error[]): Workshop => ({
    log: recorder().log,
    signal: new AbortController().signal,
    host: 'gitlab',
    facts: { ...RUNNER, system: { ...RUNNER.system, container: '/.dockerenv exists' } },
    content: { local: none, size: none, open: refuse, write: refuse, remember() {}, origins: () => [] },
    bases: { resolve: refuse },
    network: NO_NETWORK,
    delivered: () => undefined,
    upstreamFailures: () => upstream,
  })
  const none = async () => undefined
  const refuse = async (): Promise<never> => Promise.reject(new Error('nobody may ask'))
  const EXCERPT = 'Dockerfile:3\n--------------------\n   3 | >>> RUN exit 42\n--------------------\n'
  const PROCESS = 'process "/bin/sh -c exit 42" did not complete successfully: exit code: 42'

  test('a RUN step: exit status, place, last words, and no upstream failure in its place', () => {
    const error = buildFailure({
      task,
      workshop: workshop(new DocklessError('REGISTRY_FAILED', 'elsewhere')),
      strategy: 'buildkit',
      output: `${EXCERPT}error: failed to solve: ${PROCESS}\n`,
      step: { name: '[2/2] RUN exit 42', error: PROCESS, output: ['before'] },
      status: 1,
    })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: '[2/2] RUN exit 42 (Dockerfile:3) exited with status 42:\n  before',
      place: { file: 'Dockerfile', line: 3 },
    })
  })

  test('a pull: what the registry answered to the relay, not what the builder made of it', () => {
    const upstream = new DocklessError('REGISTRY_FAILED', 'registry.example refused the password')
    const output = 'error: failed to solve: alpine: failed to resolve source metadata: not found\n'
    expect(
      buildFailure({
        task,
        workshop: workshop(upstream),
        strategy: 'buildkit',
        output,
        step: undefined,
        status: 1,
      }),
    ).toBe(upstream)
  })

  test('anything else: the builder’s own last words, without its preface', () => {
    const output =
      'Dockerfile:2\n--------------------\n   2 | >>> COPY x /\n--------------------\nerror: failed to solve: "/x": not found\n'
    const error = buildFailure({
      task,
      workshop: workshop(),
      strategy: 'buildkit',
      output,
      step: undefined,
      status: 1,
    })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: '"/x": not found (Dockerfile:2)',
      place: { line: 2 },
    })
  })

  const failure = (output: string, status = 125, step?: Parameters<typeof buildFailure>[0]['step']) =>
    buildFailure({ task, workshop: workshop(), strategy: 'buildah', output, step, status })
  const AT_STEP = 'Error: building at STEP "RUN exit 42": while running runtime: exit status 1\n'

  test.each([
    {
      why: 'a full disk',
      output: 'Error: writing blob: write /tmp/x: no space left on device\n',
      code: 'BUILD_FAILED',
      message: 'writing blob: write /tmp/x: no space left on device\n  the disk is full: ',
      fix: 'make room, or set TMPDIR',
    },
    {
      why: 'a runner that forbids namespaces, in the words of its CI',
      output: 'Error during unshare(CLONE_NEWUSER): Operation not permitted\nError: exit status 125\n',
      code: 'NOTHING_FITS',
      message: 'user namespaces: Error during unshare(CLONE_NEWUSER): Operation not permitted',
      fix: 'config.toml under [runners.docker]: security_opt',
    },
    {
      why: 'a registry behind the relay’s back',
      output: 'Error: reading manifest: toomanyrequests: You have reached your pull rate limit\n',
      code: 'REGISTRY_FAILED',
      message: 'the registry limits how often it may be asked',
      fix: 'registry-mirrors',
    },
  ])('what is known is told with its cause, its fix and the line that proves it: $why', (known) => {
    const error = failure(known.output)
    expect(error.code).toBe(known.code)
    expect(error.message).toContain(known.message)
    expect(error.fix).toContain(known.fix)
  })

  test('a step that was killed for want of memory: the limit of this CI', () => {
    const error = failure('Error: building at STEP "RUN exit 42": exit status 137\n')
    expect(error.message).toContain('RUN exit 42 exited with status 137\n  a process was killed')
    expect(error.fix).toContain('raise memory in config.toml under [runners.docker]')
  })

  test('a runtime that could not start the step', () => {
    const said = 'error mounting "proc" to rootfs at "/proc": operation not permitted'
    const step = { name: 'RUN exit 42', error: AT_STEP, output: [said] }
    const error = failure(`${said}\n${AT_STEP}`, 1, step)
    expect(error).toMatchObject({ code: 'BUILD_FAILED', fix: expect.stringContaining('cannot unmask') })
    expect(error.message).toMatch(
      /:\n {2}error mounting "proc"[^\n]*\n {2}the container masks parts of \/proc/,
    )
  })

  test.each(['x509: certificate signed by unknown authority', 'UNAUTHORIZED: not logged in'])(
    'what a step says of registries is its own business: %s',
    (said) => {
      const error = failure(`${said}\n${AT_STEP}`, 1)
      expect(error.message).toBe('RUN exit 42 exited with status 1')
      expect(error.fix).toBe('Mend the step: its last lines are above')
    },
  )

  const GONE = { status: 1, signal: undefined, stdout: '', timedOut: false, startError: undefined } as const

  test('a daemon that is gone: how it ended and what it said', () => {
    const finished = { ...GONE, status: 137, signal: 'SIGKILL' as const, stderr: 'out of breath\n' }
    const error = builderGone('buildkitd died', finished, workshop())
    expect(error).toMatchObject({
      code: 'NOTHING_FITS',
      message: 'buildkitd died (ended by SIGKILL):\n  out of breath',
      fix: expect.stringContaining('dockless doctor'),
    })
  })

  test('a daemon that says why it did not come up: the fix for the CI', () => {
    const stderr = 'newuidmap: write to uid_map failed: Operation not permitted\n'
    const place = workshop()
    const facts = { ...place.facts, process: { ...place.facts.process, noNewPrivileges: true } }
    const error = builderGone('buildkitd did not come up', { ...GONE, stderr }, { host: 'gitlab', facts })
    expect(error.message).toMatch(/uid_map failed[^\n]*\n {2}no_new_privs is set/)
    expect(error.fix).toContain('take "no-new-privileges" out of security_opt')
  })

  test('a builder that reports success and delivers nothing is a defect', () => {
    const plan = planBuildkit(task, RUNNER, WIRING)
    expect(() => delivered(plan, workshop())).toThrow(expect.objectContaining({ code: 'DEFECT' }))
  })
})
