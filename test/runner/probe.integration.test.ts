import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Facts } from '../../src/runner/facts.js'
import { probe } from '../../src/runner/probe.js'
import { buildProbe, type BuiltProbe, factsIn } from './built-probe.js'

const ROOT = process.getuid?.() === 0
const NOBODY = 65_534

let parent: string
let temporary: string
let built: BuiltProbe
beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'dockless-probe-test-'))
  await chmod(parent, 0o755)
  temporary = path.join(parent, 'tmp')
  await mkdir(temporary)
  await chmod(temporary, 0o1777)
  built = await buildProbe(parent)
})
afterAll(() => rm(parent, { recursive: true }))

/** The probe in a process of its own; as nobody when we are root, else as ourselves: unprivileged either way. */
async function probeUnprivileged(): Promise<Facts> {
  const as = ROOT ? { uid: NOBODY, gid: NOBODY } : {}
  const { stdout } = await promisify(execFile)(process.execPath, built.argv('terminal', temporary), {
    ...as,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
  })
  return factsIn(stdout)
}

/** Command lines of all processes that name our temporary directory or hold it as their working directory. */
async function leftovers(): Promise<readonly string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(temporary)) found.push(command)
  }
  return found
}

describe.each([
  ['as ourselves', () => probe({ host: 'terminal', temporary })],
  ['as an unprivileged user', probeUnprivileged],
])('%s', (_, probed) => {
  test('every trial has evidence, and a failed one that a switch or a limit explains has a fix', async () => {
    const facts = await probed()
    for (const [name, trial] of Object.entries(facts.trials)) {
      expect(trial.evidence, name).not.toBe('')
      if (trial.cause !== undefined) expect(trial.fix, name).not.toBe('')
    }
    expect(facts.idMap === undefined).toBe(!facts.trials.mapRange.holds)
    expect(facts.temporary).toMatchObject({ path: temporary, writable: true })
  })

  test('nothing is left behind: no file, no mount, no process', async () => {
    const mounts = await readFile('/proc/self/mountinfo', 'utf8')
    await probed()
    expect(await readdir(temporary)).toEqual([])
    expect(await readFile('/proc/self/mountinfo', 'utf8')).toBe(mounts)
    expect(await leftovers()).toEqual([])
  })
})

test('an unprivileged user is seen as one', async () => {
  const facts = await probeUnprivileged()
  expect(facts.process.uid).toBe(ROOT ? NOBODY : process.getuid?.())
  expect(facts.process.capabilities).toEqual([])
})

describe('programs that are not what they should be', () => {
  /** Runs the probe with programs of ours first on PATH. */
  async function withPrograms(
    programs: Readonly<Record<string, string>>,
  ): Promise<{ facts: Facts; ran: readonly string[] }> {
    const bin = await mkdtemp(path.join(parent, 'bin-'))
    for (const [name, script] of Object.entries(programs))
      await writeFile(path.join(bin, name), `#!/bin/sh\n: >${bin}/ran-${name}\n${script}\n`, { mode: 0o755 })
    const before = process.env['PATH']
    process.env['PATH'] = `${bin}${path.delimiter}${before ?? ''}`
    try {
      const facts = await probe({ host: 'terminal', temporary, timeoutMs: 700 })
      return { facts, ran: (await readdir(bin)).filter((name) => name.startsWith('ran-')) }
    } finally {
      process.env['PATH'] = before
    }
  }

  test('one that hangs costs its version and nothing else, and does not outlive the probe', async () => {
    const { facts } = await withPrograms({ git: `exec sleep 61.25` })
    expect(facts.tools.git).toMatchObject({ version: undefined })
    expect(facts.tools.git?.problem).toBeUndefined()
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'args'])
    expect(stdout).not.toContain('sleep 61.25')
  })

  test('a buildah built without cgo is recognised and never run', async () => {
    const { facts, ran } = await withPrograms({ buildah: '#\nexit 0\nbuild\tCGO_ENABLED=0' })
    expect(facts.tools.buildah?.problem).toContain('without cgo')
    expect(ran).toEqual([])
  })

  test('a program that cannot answer is told as a problem', async () => {
    const { facts } = await withPrograms({ rootlesskit: 'echo "no such library" >&2; exit 127' })
    expect(facts.tools.rootlesskit?.problem).toContain('no such library')
  })

  test("BusyBox's unshare still shows what the kernel allows, and is told as insufficient", async () => {
    const { facts } = await withPrograms({
      unshare: `case "$1" in --version) echo "BusyBox v1.36.1 multi-call binary." >&2; exit 1;; esac
echo "unshare: unshare(0x10000000): Operation not permitted" >&2; exit 1`,
    })
    expect(facts.tools.unshare?.problem).toContain('BusyBox')
    expect(facts.trials.userNamespace).toMatchObject({ holds: false })
    expect(facts.trials.userNamespace.evidence).toContain('Operation not permitted')
  })
})

test('a temporary directory that cannot be written is told, and stops nothing', async () => {
  const { trials } = await probe({ host: 'terminal', temporary: '/proc' })
  expect(trials.overlay).toMatchObject({ holds: false })
  expect(trials.overlay.cause).toContain('cannot be written')
})
