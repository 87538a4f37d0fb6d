import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Facts } from '../../src/runner/facts.js'
import { type Account, openAccount } from '../support/account.js'
import { DOCKER_CAPABILITIES, runInSandbox, type Sandbox, SANDBOXES } from '../support/sandbox.js'
import { buildProbe, type BuiltProbe, factsIn } from './built-probe.js'

let account: Account
let built: BuiltProbe
beforeAll(async () => {
  account = await openAccount()
  built = await buildProbe(account.directory)
})
afterAll(async () => {
  await built[Symbol.asyncDispose]()
  await account[Symbol.asyncDispose]()
})

async function probeIn(sandbox: Sandbox, env: Readonly<Record<string, string>> = {}): Promise<Facts> {
  const done = await runInSandbox(account, sandbox, ['node', ...built.argv('gitlab', '/tmp')], { env })
  expect(done.status, done.output).toBe(0)
  return factsIn(done.stdout)
}

const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' }
const holding = (facts: Facts): readonly string[] =>
  Object.entries(facts.trials)
    .filter(([, trial]) => trial.holds)
    .map(([name]) => name)

describe('a user of a machine', () => {
  test('with subordinate ids: everything but /dev/fuse, which only root may open', async () => {
    const done = await account.run(['node', ...built.argv('terminal', account.tmp)])
    const facts = factsIn(done.stdout)
    expect(holding(facts)).toEqual(
      expect.arrayContaining(['userNamespace', 'mapRange', 'mount', 'mountProc', 'overlay']),
    )
    expect(facts.idMap).toMatchObject({
      method: 'newuidmap',
      uids: [
        { inside: 0, outside: account.uid, count: 1 },
        { inside: 1, outside: account.subuid.start, count: account.subuid.count },
      ],
    })
  })

  test("with BusyBox's programs alone: the same trials hold, and what BusyBox lacks is told", async () => {
    const bin = await account.own('busybox-bin')
    const applets = ['unshare', 'setpriv', 'mount', 'umount', 'sleep', 'true', 'rm', 'ls', 'mkdir', 'sh']
    for (const applet of applets) await symlink('/usr/bin/busybox', join(bin, applet))
    const env = { PATH: `${bin}:${account.environment()['PATH'] ?? ''}` }
    const facts = factsIn(
      (await account.run(['node', ...built.argv('terminal', account.tmp)], { env })).stdout,
    )
    expect(facts.tools.unshare).toMatchObject({ path: join(bin, 'unshare') })
    expect(facts.tools.unshare?.problem).toContain('BusyBox')
    expect(holding(facts)).toEqual(expect.arrayContaining(['mapRange', 'mount', 'mountProc', 'overlay']))
  })

  test('where no user namespace can be made: the limit is named, with the sysctl', async () => {
    const done = await account.run(['node', ...built.argv('terminal', account.tmp)], {
      userNamespaces: false,
    })
    const { trials, sysctls, process } = factsIn(done.stdout)
    expect(sysctls.maxUserNamespaces).toBe(0)
    expect(process.nested).toBe(true)
    for (const trial of [
      trials.userNamespace,
      trials.mapRoot,
      trials.mapRange,
      trials.mount,
      trials.mountProc,
    ]) {
      expect(trial.holds).toBe(false)
      expect(trial.cause).toMatch(/user\.max_user_namespaces is 0.*user namespace/)
      expect(trial.fix).toContain('sysctl -w user.max_user_namespaces=')
    }
  })
})

describe("a container with Docker's default profile", () => {
  test('allows no namespace, and the filter is named with the lines of config.toml', async () => {
    const facts = await probeIn(SANDBOXES.dockerDefault)
    expect(facts.system.container).toBeDefined()
    expect(holding(facts)).toEqual([])
    expect(facts.process).toMatchObject({ seccomp: 'filter', uid: 0 })
    expect(facts.trials.userNamespace.cause).toContain('seccomp')
    expect(facts.trials.userNamespace.fix).toContain('security_opt = ["seccomp:unconfined"')
  })

  test('without the profile root maps ids by its own capabilities; /proc stays masked', async () => {
    const facts = await probeIn(SANDBOXES.dockerSeccompOff)
    expect(holding(facts)).toEqual(['userNamespace', 'mapRoot', 'mapRange', 'mount', 'container', 'overlay'])
    expect(facts.idMap?.method).toBe('capabilities')
    expect(facts.process.maskedProc).toContain('/proc/keys')
    expect(facts.trials.mountProc.cause).toContain('masks')
  })

  test('without the profile and with memory for /tmp: an overlay that only mounts is no overlay', async () => {
    const facts = await probeIn({ ...SANDBOXES.dockerSeccompOff, tmp: 'tmpfs' })
    expect(facts.trials.overlay).toMatchObject({ holds: false })
    expect(facts.trials.overlay.cause).toContain('tmpfs')
  })

  test('SYS_ADMIN opens the profile', async () => {
    const facts = await probeIn(SANDBOXES.dockerSysAdmin)
    expect(facts.process.seccomp).toBe('filter')
    expect(holding(facts)).toEqual(expect.arrayContaining(['userNamespace', 'mapRange', 'mount', 'overlay']))
  })

  test('/dev/fuse is there when it was given', async () => {
    expect((await probeIn({ ...SANDBOXES.dockerDefault, fuse: true })).trials.fuse.holds).toBe(true)
  })
})

describe('root without SETFCAP, as CRI-O has it', () => {
  const WITHOUT = ['CAP_MKNOD', 'CAP_NET_RAW', 'CAP_SYS_CHROOT', 'CAP_AUDIT_WRITE', 'CAP_SETFCAP']
  const capabilities = DOCKER_CAPABILITIES.filter((name) => !WITHOUT.includes(name))

  test('maps every id but 0, and mounts through that', async () => {
    const facts = await probeIn({ ...SANDBOXES.dockerSeccompOff, capabilities }, POD)
    expect(facts.trials.mapRoot.cause).toContain('CAP_SETFCAP')
    expect(facts.idMap?.method).toBe('shift')
    expect(holding(facts)).toEqual(['userNamespace', 'mapRange', 'mount', 'container', 'overlay'])
  })

  test('also in a directory that only root may enter, as the private one of a run is', async () => {
    const script = `mkdir -m 700 /tmp/private && exec node ${built.argv('gitlab', '/tmp/private').join(' ')}`
    const sandbox = { ...SANDBOXES.dockerSeccompOff, capabilities }
    const done = await runInSandbox(account, sandbox, ['sh', '-c', script])
    expect(holding(factsIn(done.stdout))).toEqual([
      'userNamespace',
      'mapRange',
      'mount',
      'container',
      'overlay',
    ])
  })

  test('and without SETUID maps nothing', async () => {
    const fewer = capabilities.filter((name) => name !== 'CAP_SETUID')
    const facts = await probeIn({ ...SANDBOXES.dockerSeccompOff, capabilities: fewer }, POD)
    expect(facts.trials.mapRange).toMatchObject({ holds: false })
    expect(facts.trials.mapRange.fix).toContain('.capabilities]: add = ["SETUID", "SETGID", "SETFCAP"]')
  })
})

describe('a user in a container', () => {
  const user = () => ({ ...SANDBOXES.dockerSeccompOff, uid: account.uid, gid: account.gid })

  test('set-user-ID newuidmap needs SYS_ADMIN there', async () => {
    const { trials, subordinate } = await probeIn(user())
    expect(subordinate.helper).toBe('setuid')
    expect(trials.mapRange).toMatchObject({ holds: false })
    expect(trials.mapRange.cause).toContain('CAP_SYS_ADMIN')
  })

  test('no_new_privs: newuidmap gets no privilege', async () => {
    const { trials, process } = await probeIn({ ...user(), noNewPrivileges: true }, POD)
    expect(process.noNewPrivileges).toBe(true)
    expect(trials.mapRoot.holds).toBe(true)
    expect(trials.mapRange.cause).toContain('no_new_privs')
    expect(trials.mapRange.fix).toContain('allow_privilege_escalation = true')
  })

  test('an arbitrary uid under restricted rules: every reason is told at once', async () => {
    const facts = await probeIn(SANDBOXES.openshiftRestricted, POD)
    expect(facts.process.user).toBeUndefined()
    expect(holding(facts)).toEqual([])
    expect(facts.trials.mapRange.cause).toMatch(/seccomp.*no_new_privs.*no entry in \/etc\/passwd/)
  })

  test('CRI-O closes unshare(2) and leaves clone(2) open: all ids for root, one for an arbitrary uid', async () => {
    const { uid, gid } = SANDBOXES.openshiftRestricted
    const one = {
      uids: [{ inside: 0, outside: uid, count: 1 }],
      gids: [{ inside: 0, outside: gid, count: 1 }],
    }
    expect((await probeIn(SANDBOXES.openshiftRestricted, POD)).cloned?.idMap).toEqual({
      method: 'self',
      ...one,
    })
    expect((await probeIn(SANDBOXES.crioBaseline, POD)).cloned?.idMap.method).toBe('shift')
    expect((await probeIn(SANDBOXES.dockerDefault)).cloned).toBeUndefined()
  })
})

test('a pod with hostUsers: false is seen as nested', async () => {
  const facts = await probeIn({ ...SANDBOXES.kubernetesHostUsersFalse, seccomp: 'unconfined' }, POD)
  expect(facts.process.nested).toBe(true)
  expect(facts.idMap).toMatchObject({
    method: 'capabilities',
    uids: [{ inside: 0, outside: 0, count: 65536 }],
  })
})
