import { describe, expect, test } from 'vitest'
import { type Circumstances, explainTrials } from '../../src/runner/explain.js'
import type { Outcome, Outcomes } from '../../src/runner/trials.js'
import { MACHINE } from './facts-fixture.js'

const YES: Outcome = { holds: true, evidence: 'exit 0' }
const no = (errno: string): Outcome => ({ holds: false, evidence: errno, errno })
const ALL_HOLD: Outcomes = {
  userNamespace: YES,
  mapRoot: YES,
  mapRange: YES,
  mount: YES,
  mountProc: YES,
  container: YES,
  overlay: YES,
  fuse: YES,
}
const allFail = (outcome: Outcome): Outcomes => ({
  userNamespace: outcome,
  mapRoot: outcome,
  mapRange: outcome,
  mount: outcome,
  mountProc: outcome,
  container: outcome,
  overlay: outcome,
  fuse: YES,
})
const AT: Circumstances = {
  setting: 'machine',
  process: MACHINE.process,
  subordinate: MACHINE.subordinate,
  sysctls: MACHINE.sysctls,
  filesystem: 'ext4',
  chroot: false,
  hasNewgidmap: true,
}

test('what holds needs no explanation', () => {
  const trials = explainTrials(ALL_HOLD, AT)
  expect(trials.overlay).toEqual({ holds: true, evidence: 'exit 0' })
})

describe('no user namespace', () => {
  test('the limit is 0: named, with the sysctl, and for everything that hangs on it', () => {
    const sysctls = { ...AT.sysctls, maxUserNamespaces: 0 }
    const trials = explainTrials(allFail(no('ENOSPC')), { ...AT, sysctls })
    for (const trial of [
      trials.userNamespace,
      trials.mapRoot,
      trials.mapRange,
      trials.mount,
      trials.overlay,
    ]) {
      expect(trial.cause).toMatch(/user\.max_user_namespaces is 0.*user namespace/)
      expect(trial.fix).toContain('sysctl -w user.max_user_namespaces=')
    }
  })

  test('the limit of a namespace above is reached', () => {
    expect(explainTrials(allFail(no('ENOSPC')), AT).userNamespace.cause).toContain('one around it')
  })

  test.each([
    ['gitlab-docker', /config\.toml.*security_opt = \["seccomp:unconfined"/],
    ['gitlab-kubernetes', /config\.toml.*seccomp_profile\]: type = "Unconfined"/],
    ['kubernetes', /seccompProfile: \{type: Unconfined\}/],
    ['github-container', /options: --security-opt seccomp=unconfined/],
    ['container', /--security-opt seccomp=unconfined/],
    ['machine', /systemd/],
  ] as const)('a seccomp filter, on %s', (setting, fix) => {
    const process = { ...AT.process, seccomp: 'filter' as const }
    const { userNamespace } = explainTrials(allFail(no('EPERM')), { ...AT, setting, process })
    expect(userNamespace.cause).toContain('seccomp')
    expect(userNamespace.fix).toMatch(fix)
  })

  test("Debian's and Ubuntu's switches come before the filter", () => {
    const process = { ...AT.process, seccomp: 'filter' as const }
    const debian = { ...AT.sysctls, unprivilegedUsernsClone: 0 }
    const ubuntu = { ...AT.sysctls, apparmorRestrictUnprivilegedUserns: 1 }
    expect(
      explainTrials(allFail(no('EPERM')), { ...AT, process, sysctls: debian }).userNamespace.fix,
    ).toContain('kernel.unprivileged_userns_clone=1')
    expect(
      explainTrials(allFail(no('EPERM')), { ...AT, process, sysctls: ubuntu }).userNamespace.fix,
    ).toContain('kernel.apparmor_restrict_unprivileged_userns=0')
  })

  test('a chroot', () => {
    expect(explainTrials(allFail(no('EPERM')), { ...AT, chroot: true }).mount.cause).toContain('chroot')
  })
  test('no unshare', () => {
    const missing = { holds: false, evidence: 'not on PATH', missing: 'unshare' }
    expect(explainTrials(allFail(missing), AT).mount.fix).toContain('util-linux')
  })
})

describe('no range of ids', () => {
  const failing = { ...ALL_HOLD, mapRange: no('EPERM') }
  const cause = (circumstances: Partial<Circumstances>, outcomes = failing) =>
    explainTrials(outcomes, { ...AT, ...circumstances }).mapRange.cause

  test('newuidmap is missing', () => {
    expect(cause({ subordinate: { ...AT.subordinate, helper: undefined } })).toContain('not both on PATH')
    expect(cause({ hasNewgidmap: false })).toContain('not both on PATH')
  })
  test('no subordinate ids, the user by name', () => {
    const { mapRange } = explainTrials(failing, { ...AT, subordinate: { ...AT.subordinate, gids: [] } })
    expect(mapRange.cause).toContain('user ci has not 65,536 subordinate ids')
    expect(mapRange.fix).toContain('usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ci')
  })
  test('no_new_privs', () => {
    const process = { ...AT.process, noNewPrivileges: true }
    const { mapRange } = explainTrials(failing, { ...AT, process, setting: 'kubernetes' })
    expect(mapRange.cause).toContain('no_new_privs')
    expect(mapRange.fix).toContain('allowPrivilegeEscalation: true')
  })
  test('set-user-ID newuidmap in a container without SYS_ADMIN', () => {
    const process = { ...AT.process, boundingSet: ['setuid', 'setgid'] }
    expect(cause({ process })).toContain('set-user-ID root, and as such needs CAP_SYS_ADMIN')
  })
  test('a bounding set without SETUID', () => {
    expect(cause({ process: { ...AT.process, boundingSet: ['sys_admin', 'setgid'] } })).toContain(
      'bounding set',
    )
  })
  test('an arbitrary uid of OpenShift behind a filter: every reason at once', () => {
    const process = {
      ...AT.process,
      uid: 1_000_650_000,
      user: undefined,
      noNewPrivileges: true,
      seccomp: 'filter' as const,
    }
    const told = cause(
      { process, subordinate: { ...AT.subordinate, uids: [], gids: [] } },
      allFail(no('EPERM')),
    )
    expect(told).toMatch(/seccomp.*no_new_privs.*uid 1000650000 has no entry/)
  })
  test('root of a container, by what it lacks', () => {
    const root = { ...AT.process, uid: 0, user: 'root' }
    expect(cause({ process: { ...root, capabilities: ['setgid'] } })).toContain('CAP_SETUID or CAP_SETGID')
    expect(cause({ process: { ...root, capabilities: ['setuid', 'setgid'] } })).toContain('CAP_SETFCAP')
  })
})

describe('mounts', () => {
  test('AppArmor answers EACCES', () => {
    const outcomes = { ...ALL_HOLD, mount: no('EACCES'), overlay: no('EACCES') }
    const trials = explainTrials(outcomes, { ...AT, setting: 'gitlab-kubernetes' })
    expect(trials.mount.cause).toContain('AppArmor')
    expect(trials.overlay.fix).toContain('app_armor_profile]: type = "Unconfined"')
  })
  test('a masked /proc is no harm', () => {
    const process = { ...AT.process, maskedProc: ['/proc/keys'] }
    const { mountProc } = explainTrials({ ...ALL_HOLD, mountProc: no('EPERM') }, { ...AT, process })
    expect(mountProc.fix).toContain('nothing has to change')
  })
  test.each([
    ['overlay', 'EINVAL', 'lies on an overlay itself'],
    ['tmpfs', 'EIO', 'is a tmpfs'],
    ['ext4', 'ENODEV', 'no overlay filesystem'],
  ])('an overlay on %s that fails by %s', (filesystem, errno, cause) => {
    const { overlay } = explainTrials({ ...ALL_HOLD, overlay: no(errno) }, { ...AT, filesystem })
    expect(overlay.cause).toContain(cause)
  })
  test('a temporary directory that cannot be written', () => {
    const { overlay } = explainTrials({ ...ALL_HOLD, overlay: no('NOWRITE') }, AT)
    expect(overlay.fix).toContain('uid 1000 may write')
  })
  test('root without SETFCAP that maps by shifting: its mounts do not hang on mapping itself', () => {
    const process = { ...AT.process, uid: 0, capabilities: ['setuid', 'setgid'], maskedProc: ['/proc/keys'] }
    const trials = explainTrials(
      { ...ALL_HOLD, mapRoot: no('EPERM'), mountProc: no('EPERM') },
      { ...AT, process },
    )
    expect(trials.mapRoot.cause).toContain('CAP_SETFCAP')
    expect(trials.mountProc.cause).toContain('masks')
  })
})

test('a runtime that may not start containers in a namespace that it may make: the seccomp filter', () => {
  const filtered = { ...AT, process: { ...MACHINE.process, seccomp: 'filter' as const } }
  const { container, mount } = explainTrials({ ...ALL_HOLD, container: no('EPERM') }, filtered)
  expect(mount.holds).toBe(true)
  expect(container.cause).toContain('pivot_root')
  expect(container.fix).toContain('SystemCallFilter')
})
