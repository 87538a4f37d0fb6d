import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  capabilityNames,
  maskedBelowProc,
  mountOf,
  parseIdMap,
  parseLabel,
  parseMountInfo,
  parseStatus,
  parseSubordinate,
  parseSysctl,
  userNameOf,
} from '../../src/runner/proc.js'

// Recorded in a container with Docker's default profile and capabilities.
const DOCKER_STATUS = `Name:\tnode
Uid:\t0\t0\t0\t0
CapInh:\t0000000000000000
CapPrm:\t00000000a80425fb
CapEff:\t00000000a80425fb
CapBnd:\t00000000a80425fb
CapAmb:\t0000000000000000
NoNewPrivs:\t0
Seccomp:\t2
Seccomp_filters:\t1
`

describe('/proc/self/status', () => {
  test("a container of Docker's: fourteen capabilities and a seccomp filter", () => {
    const status = parseStatus(DOCKER_STATUS)
    expect(status).toEqual({
      capabilities: status.boundingSet,
      boundingSet: [
        'chown',
        'dac_override',
        'fowner',
        'fsetid',
        'kill',
        'setgid',
        'setuid',
        'setpcap',
        'net_bind_service',
        'net_raw',
        'sys_chroot',
        'mknod',
        'audit_write',
        'setfcap',
      ],
      noNewPrivileges: false,
      seccomp: 'filter',
    })
  })

  test('no_new_privs, strict seccomp, no capabilities', () => {
    expect(parseStatus('CapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t1\n')).toEqual({
      capabilities: [],
      boundingSet: [],
      noNewPrivileges: true,
      seccomp: 'strict',
    })
  })

  test('an old kernel that does not have the lines', () => {
    expect(parseStatus('Name:\tnode\n')).toMatchObject({ seccomp: 'none', noNewPrivileges: false })
  })
})

test('capabilities newer than this table are left out', () => {
  expect(capabilityNames('ffffffffffffffff').at(-1)).toBe('checkpoint_restore')
  expect(capabilityNames('200000')).toEqual(['sys_admin'])
})

describe('id maps', () => {
  test('the initial user namespace', () => {
    expect(parseIdMap('         0          0 4294967295\n')).toEqual([
      { inside: 0, outside: 0, count: 4294967295 },
    ])
  })
  test('a rootless one', () => {
    expect(parseIdMap('         0       1000          1\n         1     100000      65536\n')).toEqual([
      { inside: 0, outside: 1000, count: 1 },
      { inside: 1, outside: 100000, count: 65536 },
    ])
  })
  test('one that was not written yet', () => expect(parseIdMap('')).toEqual([]))
})

// Recorded in a container made by crun with the usual masked and read-only paths.
const MOUNTINFO = `610 609 0:55 / / rw,relatime - overlay overlay rw,lowerdir=/,upperdir=/l/upper,workdir=/l/aside
611 610 0:60 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
620 611 0:60 /bus /proc/bus ro,nosuid,nodev,noexec,relatime - proc proc rw
621 611 0:61 /null /proc/keys rw,nosuid - tmpfs tmpfs rw,size=65536k
622 611 0:23 / /proc/sys/fs/binfmt_misc rw,relatime - autofs systemd-1 rw
630 610 254:0 /builds /builds/my\\040group rw,nosuid,nodev shared:7 master:3 - ext4 /dev/vda rw
631 610 0:70 / /tmp rw - tmpfs tmpfs rw
632 610 254:0 /t /tmp rw,relatime - xfs /dev/vdb rw
`

describe('mountinfo', () => {
  const mounts = parseMountInfo(MOUNTINFO)

  test('masked paths, without the trigger that every machine has', () => {
    expect(maskedBelowProc(mounts)).toEqual(['/proc/bus', '/proc/keys'])
  })
  test('a path with a space, and optional fields', () => {
    expect(mountOf('/builds/my group/app', mounts)).toEqual({
      mountPoint: '/builds/my group',
      options: ['rw', 'nosuid', 'nodev'],
      filesystem: 'ext4',
    })
  })
  test('the last mount over a directory hides those below it', () => {
    expect(mountOf('/tmp', mounts)?.filesystem).toBe('xfs')
  })
  test('a name that only begins like a mount point is not on it', () => {
    expect(mountOf('/tmpfiles', mounts)?.filesystem).toBe('overlay')
  })
  test('any text is read without an exception', () => {
    assert(property(string(), (text) => Array.isArray(parseMountInfo(text))))
  })
})

describe('account files', () => {
  const passwd =
    'root:x:0:0:root:/root:/bin/bash\nci:x:1000:1000::/home/ci:/bin/sh\nalso:x:1000:1000::/:/bin/sh\n'
  test('the name of a uid, the first entry wins', () => expect(userNameOf(1000, passwd)).toBe('ci'))
  test('a uid without an entry', () => expect(userNameOf(1_000_650_000, passwd)).toBeUndefined())

  const subuid = '# comment\nci:100000:65536\nroot:1:2\n1000:300000:10\nci:bad:1\nother:200000:65536\n'
  test('ranges by name and by number', () => {
    expect(parseSubordinate(subuid, 'ci', 1000)).toEqual([
      { start: 100000, count: 65536 },
      { start: 300000, count: 10 },
    ])
  })
  test('a uid without a name has only ranges by number', () => {
    expect(parseSubordinate(subuid, undefined, 1000)).toEqual([{ start: 300000, count: 10 }])
  })
})

test('sysctls and labels', () => {
  expect(parseSysctl('63359\n')).toBe(63359)
  expect(parseSysctl(undefined)).toBeUndefined()
  expect(parseSysctl('what')).toBeUndefined()
  expect(parseLabel('docker-default (enforce)\n')).toBe('docker-default (enforce)')
  expect(parseLabel('system_u:system_r:container_t:s0:c1,c2\0')).toBe(
    'system_u:system_r:container_t:s0:c1,c2',
  )
  expect(parseLabel('\n')).toBeUndefined()
})
