import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/runner/diagnosis.js'
import type { Facts } from '../../src/runner/facts.js'
import { MACHINE } from './facts-fixture.js'

/** What builders and their helpers print, and a word of the cause. */
test.each([
  [
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted',
    'seccomp',
  ],
  [
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: permission denied',
    'apparmor_restrict',
  ],
  [
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: no space left on device',
    'max_user_namespaces',
  ],
  ['unshare: unshare failed: No space left on device', 'max_user_namespaces'],
  ['[rootlesskit:child ] error: failed to share mount point: /: permission denied', 'AppArmor'],
  ['newuidmap: Could not set caps', 'no_new_privs'],
  [
    '[rootlesskit:parent] error: failed to setup UID/GID map: exec: "newuidmap": executable file not found in $PATH',
    'not both on PATH',
  ],
  ['finding newgidmap: exec: "newgidmap": executable file not found in $PATH', 'not both on PATH'],
  ['fork/exec /usr/bin/newuidmap: operation not permitted', 'bounding set'],
  ['No subuid ranges found for user 1000 ("ci")', 'subordinate ids'],
  ['Found no UID ranges set aside for user "ci" in /etc/subuid.', 'subordinate ids'],
  ["unshare: you (user 1000650000) don't exist.", '/etc/passwd'],
  ['newuidmap: uid range [1-65537) -> [999999-1065535) not allowed', 'subordinate ids'],
  ['newuidmap is not on PATH', 'not both on PATH'],
  ['newuidmap: Cannot determine your user name.', '/etc/passwd'],
  ['newuidmap: write to uid_map failed: Operation not permitted', 'no_new_privs'],
  ['newuidmap: open of uid_map failed: Permission denied', 'no_new_privs'],
  ['setpriv: setresuid failed: Operation not permitted', 'CAP_SETUID'],
  ['writing /proc/17/uid_map: EPERM: operation not permitted, write', 'CAP_SETFCAP'],
  ['unshare: write failed /proc/self/uid_map: Operation not permitted', 'apparmor_restrict'],
  ['lchown /etc/shadow: invalid argument', 'subordinate ids'],
  ['chown /: invalid argument', 'subordinate ids'],
  [
    'runc run failed: unable to start container process: error during container init: sethostname: operation not permitted',
    'sethostname',
  ],
  ['error jailing process inside rootfs: pivot_root .: operation not permitted', 'pivot_root'],
  ['unable to create session key: operation not permitted', 'keyctl'],
  ['mount proc:/proc (via /proc/self/fd/6), flags: 0xe: operation not permitted', 'masks parts of /proc'],
  ['error mounting "proc" to rootfs at "/proc": operation not permitted', 'masks parts of /proc'],
  ['[{Type:bind Source:/x Options:[rbind ro]}]: operation not permitted', 'nosuid or nodev'],
  ['Error during unshare(CLONE_NEWUSER): Operation not permitted', 'seccomp'],
  [
    'writing "0 0 4294967295\\n" to /proc/17/uid_map: write /proc/17/uid_map: operation not permitted',
    'CAP_SETFCAP',
  ],
  ["'overlay' is not supported over overlayfs, a mount_program is required", 'overlay itself'],
  ["fuse: device not found, try 'modprobe fuse' first", '/dev/fuse'],
  [
    'mounting an overlay over build context directory: creating overlay scaffolding: invalid argument',
    '1.44',
  ],
  ['vfs driver does not support overlay.imagestore options', 'storage.conf'],
  ['parsing PID "": strconv.Atoi: parsing "": invalid syntax', 'without cgo'],
  ["run: unrecognized option '--keep'", '--keep'],
  ['kaniko should only be run inside of a container, run with the --force flag', 'own root'],
  [
    'error resolving dockerfile path: copying dockerfile: creating file: open /kaniko/Dockerfile: permission denied',
    'not root',
  ],
  ['chown /kaniko/Dockerfile: operation not permitted', 'not root'],
  ['mkdir /kaniko/0/go: permission denied', 'CAP_DAC_OVERRIDE'],
  ['starting command: fork/exec /bin/x: operation not permitted', 'CAP_SETUID'],
  ['chmod /var/cache/apt/archives/partial: operation not permitted', 'CAP_FOWNER'],
  ['chown /etc/gshadow: operation not permitted', 'CAP_CHOWN'],
  ['container has runAsNonRoot and image will run as root', 'other than root'],
  [
    'error checking push permissions -- make sure you entered the correct tag name',
    'does not know this user',
  ],
  ['tls: failed to verify certificate: x509: certificate signed by unknown authority', 'not trusted'],
  ['toomanyrequests: You have reached your pull rate limit', 'limits'],
  ['http: server gave HTTP response to HTTPS client', 'plain HTTP'],
  ['error setting supplemental groups list: operation not permitted', 'subordinate ids'],
  ['process "/bin/sh -c make" did not complete successfully: exit code: 137', 'memory'],
  ['write /tmp/x: no space left on device', 'disk is full'],
  ['cache flags invalid: if using cache with --no-push, specify --cache-repo', 'without a place'],
  ['could not connect to unix:///run/user/1000/buildkit/buildkitd.sock after 10 trials', 'did not come up'],
])('%s', (line, cause) => {
  const diagnosis = diagnose(`first\n  ${line}\nlast\n`)
  expect(diagnosis?.cause).toContain(cause)
  expect(diagnosis?.line).toBe(line)
  expect(diagnosis?.fix).not.toBe('')
})

test('a consequence never hides the line that tells why', () => {
  const output = `could not connect to unix:///run/user/1000/buildkit/buildkitd.sock after 10 trials
========== log ==========
[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted
`
  expect(diagnose(output)?.cause).toContain('seccomp')
})

test("a RUN step's own failure is nobody's riddle", () => {
  expect(
    diagnose('process "/bin/sh -c exit 42" did not complete successfully: exit code: 42'),
  ).toBeUndefined()
  expect(diagnose('')).toBeUndefined()
})

/** Where it has to be changed. */
const PLACES = [
  ['machine', { host: 'terminal', container: undefined, kubernetes: false }],
  ['GitLab, Docker executor', { host: 'gitlab', container: '/.dockerenv exists', kubernetes: false }],
  ['GitLab, Kubernetes executor', { host: 'gitlab', container: '/.dockerenv exists', kubernetes: true }],
  ['Kubernetes', { host: 'tekton', container: '/.dockerenv exists', kubernetes: true }],
] as const

/** A line, a word of the fix in each place, and what the probe saw of the process. */
test.each<[string, Record<(typeof PLACES)[number][0], string>, Partial<Facts['process']>?]>([
  [
    'Error during unshare(CLONE_NEWUSER): Operation not permitted',
    {
      machine: 'RestrictNamespaces=',
      'GitLab, Docker executor': '"seccomp:unconfined"',
      'GitLab, Kubernetes executor':
        '[runners.kubernetes.build_container_security_context.seccomp_profile]: type = "Unconfined"',
      Kubernetes: 'seccompProfile: {type: Unconfined}',
    },
  ],
  [
    '[rootlesskit:child ] error: failed to share mount point: /: permission denied',
    {
      machine: 'AppArmor profile',
      'GitLab, Docker executor': '"apparmor:unconfined"',
      'GitLab, Kubernetes executor': 'app_armor_profile]: type = "Unconfined"',
      Kubernetes: 'appArmorProfile: {type: Unconfined}',
    },
  ],
  [
    'fork/exec /proc/self/exe: permission denied',
    {
      machine: 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
      'GitLab, Docker executor': 'machine of the GitLab runner',
      'GitLab, Kubernetes executor': 'nodes of the cluster; or, to lift it for one program alone, load the',
      Kubernetes: 'AppArmor profile',
    },
  ],
  [
    'fork/exec /proc/self/exe: no space left on device',
    {
      machine: '/etc/sysctl.d/',
      'GitLab, Docker executor': 'sysctl -w user.max_user_namespaces=63359',
      'GitLab, Kubernetes executor': 'nodes of the cluster',
      Kubernetes: 'sysctl -w user.max_user_namespaces=63359',
    },
  ],
  [
    'newuidmap: Could not set caps',
    {
      machine: 'NoNewPrivileges=no',
      'GitLab, Docker executor': '"no-new-privileges" out of security_opt',
      'GitLab, Kubernetes executor': 'allow_privilege_escalation = true',
      Kubernetes: 'allowPrivilegeEscalation: true',
    },
    { noNewPrivileges: true },
  ],
  [
    'fork/exec /usr/bin/newuidmap: operation not permitted',
    {
      machine: 'CapabilityBoundingSet=',
      'GitLab, Docker executor': 'cap_drop',
      'GitLab, Kubernetes executor': 'add = ["SETUID", "SETGID"]',
      Kubernetes: 'capabilities: {add: [SETUID, SETGID]}',
    },
  ],
  [
    'writing "0 0 65536\\n" to /proc/17/uid_map: operation not permitted',
    {
      machine: 'CAP_SETFCAP',
      'GitLab, Docker executor': 'cap_add = ["SETFCAP"]',
      'GitLab, Kubernetes executor': 'add = ["SETFCAP"]',
      Kubernetes: 'capabilities: {add: [SETFCAP]}',
    },
    { uid: 0, capabilities: ['setuid', 'setgid'] },
  ],
  [
    'error mounting "proc" to rootfs at "/proc": operation not permitted',
    {
      machine: 'systempaths=unconfined',
      'GitLab, Docker executor': 'GitLab Runner cannot unmask /proc',
      'GitLab, Kubernetes executor': 'pod_spec patch',
      Kubernetes: 'procMount: Unmasked',
    },
  ],
  [
    'chown /etc/gshadow: operation not permitted',
    {
      machine: 'CAP_CHOWN',
      'GitLab, Docker executor': 'cap_drop',
      'GitLab, Kubernetes executor': 'add = ["CHOWN", "FOWNER"',
      Kubernetes: 'capabilities: {add: [CHOWN, FOWNER',
    },
  ],
  [
    'container has runAsNonRoot and image will run as root',
    {
      machine: 'runAsUser',
      'GitLab, Docker executor': 'runAsUser',
      'GitLab, Kubernetes executor': 'run_as_user in config.toml',
      Kubernetes: 'runAsUser',
    },
  ],
])('%s: what to change, where it is set', (line, fixes, process = {}) => {
  for (const [name, { host, ...system }] of PLACES) {
    const facts = {
      ...MACHINE,
      system: { ...MACHINE.system, ...system },
      process: { ...MACHINE.process, ...process },
    }
    expect(diagnose(line, { host, facts })?.fix, name).toContain(fixes[name])
  }
})

test('a builder elsewhere is not mended on this runner', () => {
  const said = (line: string) => diagnose(line, { elsewhere: true })
  expect(said('write /var/lib/buildkit/x: no space left on device')).toMatchObject({
    cause: 'at the builder: the disk is full',
    fix: expect.stringContaining('prune'),
  })
  expect(
    said('tls: failed to verify certificate: x509: certificate signed by unknown authority')?.fix,
  ).toMatch(/buildkitd\.toml of the builder/)
  expect(said('unshare: unshare failed: Operation not permitted')?.cause).toMatch(
    /^at the builder: .*seccomp/,
  )
})

describe('the facts and the CI make it exact', () => {
  const refused = 'newuidmap: write to uid_map failed: Operation not permitted'
  test('newuidmap that is set-user-ID in a container', () => {
    const facts = { ...MACHINE, process: { ...MACHINE.process, boundingSet: ['setuid', 'setgid'] } }
    expect(diagnose(refused, { facts })?.cause).toContain('CAP_SYS_ADMIN')
  })
  test('newuidmap under no_new_privs', () => {
    const facts = { ...MACHINE, process: { ...MACHINE.process, noNewPrivileges: true } }
    expect(diagnose(refused, { facts })?.cause).toContain('no_new_privs')
  })
  test('the fix is said in the words of the CI', () => {
    const facts = { ...MACHINE, system: { ...MACHINE.system, container: '/.dockerenv exists' } }
    const output = 'Error during unshare(CLONE_NEWUSER): Operation not permitted'
    expect(diagnose(output, { host: 'gitlab', facts })?.fix).toContain('config.toml')
    expect(diagnose(output, { host: 'github', facts })?.fix).toContain('container: options:')
  })
})
