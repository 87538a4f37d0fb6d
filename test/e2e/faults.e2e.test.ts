import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AccountInvocation } from '../support/account.js'
import { type Done, killOne, must, type Running } from '../support/command.js'
import { startRegistry } from '../support/registry.js'
import { NODE_VERSIONS, nodeProgram } from '../support/testbed.js'
import { builtOf, type Line, openLine, PASSWORD } from './line.js'
import { type Interference, startProxy } from './proxy.js'

const BUILDERS = ['buildkit', 'buildah'] as const
const WAYS = ['assemble', ...BUILDERS] as const
const STACK_TRACE = /^\s+at .*(?:index\.js|node:internal)/m

let line: Line
let withoutRun: string
let withRun: string
let large: string

beforeAll(async () => {
  line = await openLine()
  withoutRun = await line.context('without-run', { Dockerfile: 'FROM busybox\nCOPY Dockerfile /\n' })
  withRun = await line.context('with-run', { Dockerfile: 'FROM busybox\nRUN echo hi > /hi\n' })
  large = await line.context('large', {
    Dockerfile: 'FROM busybox\nCOPY one /\nCOPY two /\n',
    one: randomBytes(3 << 20),
    two: randomBytes(3 << 20),
  })
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

afterEach(async () => {
  // However a build ends: nothing of it is left, and nothing was half published.
  expect(line.account.processes()).toEqual([])
  expect(readdirSync(line.account.tmp)).toEqual([])
  expect(await line.safe.tags('app/never')).toEqual([])
})

/** What every failure is: its status, words that name cause and way out, no stack trace, no secret. */
function expectFailure(done: Done, status: number, ...words: readonly (string | RegExp)[]): void {
  expect(done.status, done.output).toBe(status)
  for (const word of words) {
    if (typeof word === 'string') expect(done.output).toContain(word)
    else expect(done.output).toMatch(word)
  }
  expect(done.output).not.toMatch(STACK_TRACE)
  expect(done.output).not.toContain(PASSWORD)
}

describe('wrong input', () => {
  test('every mistake is told at once, with the input and the way out', async () => {
    const done = await line.stage.dockless([
      'build',
      withoutRun,
      '--strategy=docker-in-docker',
      '--tags=example.com/UPPER:1',
      '--secret-files=token=/no/such/file',
      '--tagz=x',
    ])
    expectFailure(done, 2, 'docker-in-docker', 'UPPER', '/no/such/file', 'Did you mean --tags?')
  })

  test('a Dockerfile that is not there', async () => {
    const done = await line.build(withoutRun, 'app/never:1', ['--file=nowhere/Dockerfile'])
    expectFailure(done, 2, 'nowhere/Dockerfile')
  })
})

describe('a RUN that fails', () => {
  test.each(BUILDERS)('%s: the status, the line, the last words', async (strategy) => {
    const context = await line.context(`fails-${strategy}`, {
      Dockerfile: 'FROM busybox\n\n# why\nRUN echo last words && \\\n  exit 42\n',
    })
    const done = await line.build(context, 'app/never:1', [`--strategy=${strategy}`])
    expectFailure(done, 1, 'status 42', /Dockerfile:4\b/, 'last words')
  })
})

describe('a registry that cannot be used is told before anything is built', () => {
  test('the password is wrong', async () => {
    const env = { DOCKLESS_PASSWORD: 'canary-of-a-wrong-password' }
    const done = await line.build(withRun, 'app/never:1', [], { env })
    expectFailure(done, 4, line.safe.host, /401|password|unauthorized/i)
    expect(done.output).not.toContain('canary-of-a-wrong-password')
    expect(done.output).not.toContain('echo hi')
  })

  test('nobody vouches for its certificate', async () => {
    const tags = `--tags=${line.safe.host}/app/never:1`
    const done = await line.stage.dockless(
      ['build', withRun, '--push', tags, `--registry-mirrors=${line.hub.host}`],
      { env: line.login },
    )
    expectFailure(done, 4, line.safe.host, 'certificate', 'ca-certificates')
    expect(done.output).not.toContain('echo hi')
  })

  test('nobody listens', async () => {
    const done = await line.stage.dockless(['build', withRun, '--push', '--tags=127.0.0.1:9/app/never:1'])
    expectFailure(done, 4, '127.0.0.1:9', /refused|reach/)
  })

  test.each(WAYS)('%s: a base image that is not there', async (strategy) => {
    const context = await line.context(`no-base-${strategy}`, {
      Dockerfile: `FROM busybox:none\n${strategy === 'assemble' ? '' : 'RUN true\n'}`,
    })
    const done = await line.build(context, 'app/never:1', [`--strategy=${strategy}`])
    expectFailure(done, 4, 'busybox:none')
  })
})

describe('a registry in trouble', () => {
  /** Pushes through a proxy that plays tricks, which must not be seen in what arrives. */
  async function pushThrough(
    interfere: (method: string, path: string, count: number) => Interference,
  ): Promise<readonly string[]> {
    await using registry = await startRegistry()
    let count = 0
    await using proxy = await startProxy(registry.host, (method, path) => interfere(method, path, ++count))
    const done = await line.stage.dockless([
      'build',
      large,
      '--push',
      '--json',
      `--tags=${proxy.host}/app/large:1`,
      `--registry-mirrors=${line.hub.host}`,
    ])
    expect(builtOf(done).digest).toBe(await registry.digest('app/large:1'))
    return proxy.seen
  }
  /** Does `what` to the first so many requests that `matches` picks. */
  function firstFew(few: number, matches: RegExp, what: Interference) {
    let left = few
    return (method: string, path: string): Interference =>
      matches.test(`${method} ${path}`) && left-- > 0 ? what : undefined
  }

  test('429 with Retry-After is waited out', async () => {
    const busy = { status: 429, headers: { 'retry-after': '1' } }
    await pushThrough(firstFew(2, /^(?:POST|PUT) /, busy))
  })

  test.each([500, 502, 503])('%i is tried again, for blobs and for the manifest', async (status) => {
    await pushThrough(firstFew(3, /\/blobs\/uploads\//, { status }))
    await pushThrough(firstFew(2, /^PUT .*\/manifests\//, { status }))
  })

  test('a connection that is cut in the middle of a blob', async () => {
    const seen = await pushThrough(firstFew(2, /^(?:PUT|PATCH) .*\/blobs\//, { cutAfter: 100_000 }))
    expect(seen.filter((one) => one.startsWith('POST ')).length).toBeGreaterThan(0)
  })

  test('the registry is killed in the middle of the push: 4, and it is named', async () => {
    const registry = await startRegistry()
    await using proxy = await startProxy(registry.host, async (method) => {
      if (method !== 'PUT' && method !== 'PATCH') return undefined
      await registry[Symbol.asyncDispose]()
      return { cutAfter: 1000 }
    })
    const done = await line.stage.dockless([
      'build',
      large,
      '--push',
      `--tags=${proxy.host}/app/large:1`,
      `--registry-mirrors=${line.hub.host}`,
    ])
    expectFailure(done, 4, proxy.host)
    expect(proxy.seen.filter((one) => one.includes('/manifests/') && one.startsWith('PUT'))).toEqual([])
  })

  test.each(BUILDERS)('%s: the registry of the base is busy for a while', async (strategy) => {
    const busy = firstFew(2, /^GET .*\/(?:manifests|blobs)\//, { status: 503 })
    await using proxy = await startProxy(line.hub.host, busy)
    const context = await line.context(`busy-${strategy}`, {
      Dockerfile: `FROM ${proxy.host}/library/busybox\nRUN true\n`,
    })
    await line.built(context, `app/busy:${strategy}`, [`--strategy=${strategy}`])
    expect(proxy.seen.length).toBeGreaterThan(2)
  })
})

describe('a disk that is full', () => {
  test.each(WAYS)('%s: named as such, with the directory and the way out', async (strategy) => {
    const small = await line.account.own(`small-${strategy}`)
    await must({ argv: ['mount', '-t', 'tmpfs', '-o', 'size=5m,mode=0777', 'tmpfs', small] })
    try {
      const env = { TMPDIR: small }
      const done = await line.build(large, 'app/never:1', [`--strategy=${strategy}`], { env })
      expectFailure(done, 1, /disk is full|no space left/i, small, 'TMPDIR')
      expect(readdirSync(small)).toEqual([])
    } finally {
      await must({ argv: ['umount', small] })
    }
  })
})

describe('ended from outside', () => {
  /** A build whose step is recognised in the list of processes by the time it sleeps. */
  async function slow(strategy: string): Promise<{ running: Running; nap: string }> {
    const nap = `${900 + Math.floor(Math.random() * 90)}.${process.pid}${naps++}`
    const context = await line.context(`slow-${nap}`, {
      Dockerfile: `FROM busybox\nRUN echo started && sleep ${nap}\n`,
    })
    const running = await line.start(context, 'app/never:1', [`--strategy=${strategy}`])
    let over = false
    void running.done.then(() => (over = true))
    await expect
      .poll(() => over || processesWith(`sleep\0${nap}`).length > 0, { timeout: 60_000, interval: 50 })
      .toBe(true)
    expect(over, running.output()).toBe(false)
    return { running, nap }
  }
  let naps = 0

  /** As GitHub's runner ends a step: SIGINT to our process alone, SIGTERM 7.5 s later, SIGKILL 2.5 s after that. */
  async function cancel(running: Running, first: NodeJS.Signals = 'SIGINT'): Promise<Done> {
    running.kill(first, 'process')
    const patience = [
      setTimeout(() => running.kill('SIGTERM', 'process'), 7500),
      setTimeout(() => running.kill('SIGKILL', 'process'), 10_000),
    ]
    const done = await running.done
    for (const timer of patience) clearTimeout(timer)
    return done
  }

  test.each(BUILDERS.flatMap((one) => [[one, 'SIGINT', 130] as const, [one, 'SIGTERM', 143] as const]))(
    '%s: %s ends all of it, with %i, before the runner grows impatient',
    async (strategy, signal, status) => {
      const { running, nap } = await slow(strategy)
      const done = await cancel(running, signal)
      expect(done.status, done.output).toBe(status)
      expect(done.output).toContain(signal)
      expect(processesWith(nap)).toEqual([])
    },
  )

  test.each(BUILDERS)('%s: a second signal skips courtesy', async (strategy) => {
    const { running, nap } = await slow(strategy)
    running.kill('SIGINT', 'process')
    const done = await cancel(running)
    expect(done.status, done.output).toBe(130)
    expect(processesWith(nap)).toEqual([])
  })

  test('a signal in the middle of a push: no tag', async () => {
    await using registry = await startRegistry()
    let reached: (value: unknown) => void = () => {}
    const uploading = new Promise((resolve) => (reached = resolve))
    await using proxy = await startProxy(registry.host, (method) => {
      if (method !== 'PUT' && method !== 'PATCH') return undefined
      reached(undefined)
      return new Promise(() => {}) // the upload hangs
    })
    const running = await line.stage.start([
      'build',
      large,
      '--push',
      `--tags=${proxy.host}/app/large:1`,
      `--registry-mirrors=${line.hub.host}`,
    ])
    await uploading
    expect((await cancel(running)).status).toBe(130)
    expect(await registry.tags('app/large')).toEqual([])
  })

  test.each(BUILDERS)('%s: SIGKILL leaves no process, and the next run sweeps up', async (strategy) => {
    const { running, nap } = await slow(strategy)
    running.kill('SIGKILL', 'process')
    await running.done
    await expect.poll(() => processesWith(nap), { timeout: 5000 }).toEqual([])
    await expect.poll(() => line.account.processes(), { timeout: 5000 }).toEqual([])
    expect(readdirSync(line.account.tmp)).not.toEqual([])
    await line.built(withoutRun, 'app/after:1')
    // `afterEach` finds nothing.
  })

  test('SIGKILL of the daemon in the middle of a build is noticed and named', async () => {
    const { running, nap } = await slow('buildkit')
    for (const pid of daemons()) killOne(pid, 'SIGKILL')
    const done = await running.done
    expectFailure(done, 3, 'buildkitd died')
    expect(processesWith(nap)).toEqual([])
  })

  test('a daemon that hangs is noticed and ended', async () => {
    const { running, nap } = await slow('buildkit')
    for (const pid of daemons()) killOne(pid, 'SIGSTOP')
    const done = await running.done
    expectFailure(done, 3, 'buildkitd hangs')
    expect(processesWith(nap)).toEqual([])
  })

  function daemons(): readonly number[] {
    const found = processesWith(/^[^\0]*buildkitd\0/).filter((pid) =>
      environmentOf(pid).includes(line.account.tmp),
    )
    expect(found.length).toBeGreaterThan(0)
    return found
  }
})

describe('surroundings', () => {
  test.each(BUILDERS)('%s: nothing in the environment but PATH, HOME and TMPDIR', async (strategy) => {
    const env = [
      `PATH=${line.account.environment()['PATH']}`,
      `HOME=${line.account.home}`,
      `TMPDIR=${line.account.tmp}`,
    ]
    const done = await line.account.run([
      'env',
      '-i',
      ...env,
      nodeProgram(24),
      line.stage.bundle,
      'build',
      withRun,
      `--load=oci:${join(await line.account.own('bare'), strategy)}`,
      `--registry-mirrors=${line.hub.host}`,
      `--strategy=${strategy}`,
    ])
    expect(done.status, done.output).toBe(0)
  })

  test.each(BUILDERS)('%s: a long path', async (strategy) => {
    const far = join(await line.account.own('long'), 'x'.repeat(100), 'y'.repeat(100), strategy)
    await mkdir(far, { recursive: true })
    for (const at of [far, dirname(far), dirname(dirname(far))])
      await chown(at, line.account.uid, line.account.gid)
    const env = { TMPDIR: far }
    await line.built(withRun, `app/long:${strategy}`, [`--strategy=${strategy}`], { env })
    expect(readdirSync(far)).toEqual([])
  })

  test.each(NODE_VERSIONS)('on Node %i: a reader that goes away is no error', async (node) => {
    const options: AccountInvocation = { node }
    const pipes = '"$0" "$1" doctor 2>"$2" | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}"'
    const errors = join(await line.account.own('errors'), String(node))
    const done = await line.account.run(
      ['bash', '-c', pipes, nodeProgram(node), line.stage.bundle, errors],
      options,
    )
    expect(done.status, done.output).toBe(0)
    expect(readFileSync(errors, 'utf8')).not.toMatch(/EPIPE|Error/)
  })
})

describe('--json', () => {
  test.each(['doctor', 'plan', 'build'])(
    '%s prints one document on standard output, and nothing else',
    async (command) => {
      const inputs = command === 'doctor' ? [] : [withoutRun, `--registry-mirrors=${line.hub.host}`]
      const load = command === 'build' ? [`--load=oci:${join(await line.account.own('json'), 'image')}`] : []
      const done = await line.stage.dockless([command, ...inputs, ...load, '--json'])
      expect(done.status, done.output).toBe(0)
      expect(JSON.parse(done.stdout)).toBeTypeOf('object')
    },
  )

  test('a failure says nothing on standard output', async () => {
    const done = await line.build(withoutRun, 'app/never:1', ['--file=nowhere', '--json'])
    expect(done).toMatchObject({ status: 2, stdout: '' })
    expect(done.stderr).toContain('nowhere')
  })
})

/** Processes of the machine whose command line, parts divided by NUL, has this in it. */
function processesWith(what: string | RegExp): readonly number[] {
  const matches = (text: string): boolean =>
    typeof what === 'string' ? text.includes(what) : what.test(text)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => matches(readProc(pid, 'cmdline')))
}

function environmentOf(pid: number): string {
  return readProc(pid, 'environ')
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // it has ended
  }
}
