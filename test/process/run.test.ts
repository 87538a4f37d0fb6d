import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { childEnvironment } from '../../src/process/environment.js'
import { run, start } from '../../src/process/run.js'

const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script]

/** A process that was killed and that its new parent has not reaped yet counts as gone. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('run', () => {
  test('gives status, both streams and complete lines as they come', async () => {
    const lines: string[] = []
    const done = await run(
      { argv: node('console.log("one\\ntwo"); console.error("three"); process.exitCode = 7') },
      { onLine: (line, stream) => lines.push(`${stream}:${line}`) },
    )
    expect(done).toMatchObject({ status: 7, stdout: 'one\ntwo\n', stderr: 'three\n', timedOut: false })
    expect(lines.toSorted()).toEqual(['stderr:three', 'stdout:one', 'stdout:two'])
  })

  test('passes standard input and survives a program that does not read it', async () => {
    expect((await run({ argv: ['cat'], stdin: 'text' })).stdout).toBe('text')
    expect((await run({ argv: ['true'], stdin: 'x'.repeat(1 << 20) })).status).toBe(0)
  })

  test('a program that is not there is told, not thrown', async () => {
    const done = await run({ argv: ['/no/such/program'] })
    expect(done.status).toBe(127)
    expect(done.startError).toContain('ENOENT')
  })

  test('the deadline ends the whole group, also grandchildren', async () => {
    const done = await run({ argv: ['sh', '-c', 'sleep 60 & echo $!; wait'] }, { timeoutMs: 300 })
    expect(done.timedOut).toBe(true)
    await pause(50)
    expect(alive(Number(done.stdout))).toBe(false)
  })

  test('the abort signal ends a program that ignores SIGTERM after the grace', async () => {
    const abort = new AbortController()
    const child = start(
      { argv: node('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)') },
      { signal: abort.signal, graceMs: 100, onLine: () => abort.abort() },
    )
    expect(await child.finished).toMatchObject({ status: 137, signal: 'SIGKILL' })
  })

  test('what a program leaves in its group is killed when it ends', async () => {
    const done = await run({ argv: ['sh', '-c', 'sleep 60 >/dev/null 2>&1 & echo $!'] })
    await pause(50)
    expect(alive(Number(done.stdout))).toBe(false)
  })

  test('a daemon that left the group and kept our pipes does not keep us', async () => {
    const script = 'echo before; setsid sh -c "echo \\$\\$; exec sleep 60" & sleep 0.5'
    const lines: string[] = []
    const { status } = await run({ argv: ['/bin/sh', '-c', script] }, { onLine: (line) => lines.push(line) })
    const daemon = Number(lines[1])
    expect([status, lines[0], alive(daemon)]).toEqual([0, 'before', true])
    process.kill(daemon, 'SIGKILL')
  })

  test('a line without an end comes in pieces, and none of its bytes is lost', async () => {
    const lines: string[] = []
    const script = "head -c 300000 /dev/zero | tr '\\0' x; printf 'é\\r\\nlast'"
    await run({ argv: ['/bin/sh', '-c', script] }, { onLine: (line) => lines.push(line) })
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.slice(0, -1).join('')).toBe(`${'x'.repeat(300_000)}é`)
    expect(lines.at(-1)).toBe('last')
  })

  test('keeps the end of long output', async () => {
    const done = await run({ argv: node('console.log("x".repeat(5000) + "end")') }, { keep: 10 })
    expect(done.stdout).toBe('xxxxxxend\n')
  })
})

test('a child sees neither inputs nor tokens nor job variables', () => {
  const ours = {
    PATH: '/bin',
    LANG: 'C',
    'INPUT_BUILD-ARGS': 'a',
    DOCKLESS_PASSWORD: 'b',
    ACTIONS_RUNTIME_TOKEN: 'c',
    GITHUB_TOKEN: 'd',
    CI_JOB_TOKEN: 'e',
    RUNNER_TRACKING_ID: 'f',
    HTTPS_PROXY: 'g',
  }
  expect(childEnvironment({ HOME: '/h' }, ours)).toEqual({
    PATH: '/bin',
    LANG: 'C',
    RUNNER_TRACKING_ID: 'f',
    HOME: '/h',
  })
})
