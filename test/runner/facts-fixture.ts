import type { Facts } from '../../src/runner/facts.js'

const YES = { holds: true, evidence: 'seen' }

/** A machine with an unprivileged user on which everything works. */
export const MACHINE: Facts = {
  system: {
    kernel: '6.18.0',
    architecture: 'x86_64',
    cpus: 2,
    memoryBytes: 8 * 2 ** 30,
    node: 'v24.0.0',
    container: undefined,
    kubernetes: false,
  },
  process: {
    uid: 1000,
    gid: 1000,
    user: 'ci',
    capabilities: [],
    boundingSet: ['setgid', 'setuid', 'sys_admin', 'setfcap'],
    noNewPrivileges: false,
    seccomp: 'none',
    securityLabel: undefined,
    nested: false,
    maskedProc: [],
  },
  subordinate: {
    uids: [{ start: 100000, count: 65536 }],
    gids: [{ start: 100000, count: 65536 }],
    helper: 'setuid',
  },
  sysctls: {
    maxUserNamespaces: 63359,
    unprivilegedUsernsClone: undefined,
    apparmorRestrictUnprivilegedUserns: undefined,
  },
  idMap: {
    method: 'newuidmap',
    uids: [
      { inside: 0, outside: 1000, count: 1 },
      { inside: 1, outside: 100000, count: 65536 },
    ],
    gids: [
      { inside: 0, outside: 1000, count: 1 },
      { inside: 1, outside: 100000, count: 65536 },
    ],
  },
  trials: {
    userNamespace: YES,
    mapRoot: YES,
    mapRange: YES,
    mount: YES,
    mountProc: YES,
    container: YES,
    overlay: YES,
    fuse: YES,
  },
  temporary: {
    path: '/tmp',
    filesystem: 'ext4',
    freeBytes: 10 * 2 ** 30,
    writable: true,
    mountOptions: ['rw', 'relatime'],
  },
  tools: {
    buildkitd: { path: '/usr/bin/buildkitd', version: '0.32.2' },
    buildctl: { path: '/usr/bin/buildctl', version: '0.32.2' },
    buildah: undefined,
    podman: undefined,
    img: undefined,
    kaniko: undefined,
    runc: { path: '/usr/bin/runc', version: '1.1.5' },
    crun: { path: '/usr/bin/crun', version: '1.8.1', problem: 'it does not know `run --keep`' },
    rootlesskit: undefined,
    newuidmap: { path: '/usr/bin/newuidmap', version: undefined },
    newgidmap: { path: '/usr/bin/newgidmap', version: undefined },
    unshare: { path: '/usr/bin/unshare', version: '2.38.1' },
    setpriv: { path: '/usr/bin/setpriv', version: '2.38.1' },
    git: { path: '/usr/bin/git', version: '2.39.5' },
    'fuse-overlayfs': undefined,
  },
  daemons: [],
  tookMs: 120,
}
