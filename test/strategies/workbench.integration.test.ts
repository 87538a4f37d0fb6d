import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import type { PlannedCommand } from '../../src/strategies/strategy.js'
import { startPlanned } from '../../src/strategies/workbench.js'
import { MACHINE } from '../runner/facts-fixture.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'workbench-test-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

/** A program in a user namespace, whose map a newuidmap is to write that says this and fails. */
async function refused(said: string): Promise<PlannedCommand> {
  const newuidmap = path.join(directory, 'newuidmap')
  await writeFile(newuidmap, `#!/bin/sh\necho '${said}' >&2\nexit 1\n`, { mode: 0o755 })
  const map = MACHINE.idMap
  if (!map) throw new Error('the fixture has no map')
  return {
    name: 'buildah',
    argv: ['unshare', '--user', 'sleep', '30'],
    env: { PATH: process.env['PATH'] ?? '' },
    cwd: directory,
    idMap: { map, writers: { newuidmap, newgidmap: newuidmap, setpriv: undefined }, gate: 'mapped' },
  }
}

describe('ids that cannot be mapped', () => {
  test.each([
    ['gitlab', true, 'allow_privilege_escalation = true'],
    ['tekton', true, 'allowPrivilegeEscalation: true'],
    ['terminal', false, 'NoNewPrivileges=no'],
  ] as const)('the line, its cause and the fix: %s, Kubernetes %s', async (host, kubernetes, fix) => {
    const line = 'newuidmap: write to uid_map failed: Operation not permitted'
    const facts = {
      ...MACHINE,
      system: { ...MACHINE.system, kubernetes },
      process: { ...MACHINE.process, noNewPrivileges: true },
    }
    const failure = await startPlanned(await refused(line), { host, facts }, {}).catch(
      (error: unknown) => error,
    )
    if (!(failure instanceof DocklessError))
      throw new Error(`expected a DocklessError, got ${String(failure)}`)
    expect(failure.code).toBe('NOTHING_FITS')
    expect(failure.message).toContain(`the ids of buildah cannot be mapped:\n  ${line}`)
    expect(failure.message).toContain('no_new_privs')
    expect(failure.fix).toContain(fix)
  })

  test('what nobody knows is quoted, with the way to know more', async () => {
    const command = await refused('newuidmap: something new')
    await expect(startPlanned(command, { host: 'terminal', facts: MACHINE }, {})).rejects.toMatchObject({
      message: expect.stringContaining('newuidmap: something new'),
      fix: expect.stringContaining('dockless doctor'),
    })
  })
})
