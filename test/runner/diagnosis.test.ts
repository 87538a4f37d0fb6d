import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/runner/diagnosis.js'
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
