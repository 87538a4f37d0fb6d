import type { Facts } from '../../../src/runner/facts.js'
import { RUNNER, without } from '../fixtures.js'

/** The maintained fork's. */
export const EXECUTOR = { path: '/usr/bin/executor', version: '1.28.3 of osscontainertools' }
/** An unprivileged user's machine that has it. */
export const MACHINE: Facts = { ...RUNNER, tools: { ...RUNNER.tools, kaniko: EXECUTOR } }
/** Those of Docker’s default. */
export const DOCKER_CAPABILITIES = [
  ...['audit_write', 'chown', 'dac_override', 'fowner', 'fsetid', 'kill', 'mknod', 'net_bind_service'],
  ...['net_raw', 'setfcap', 'setgid', 'setpcap', 'setuid', 'sys_chroot'],
]
/** Root of a container under Docker's default profile, with nothing but busybox's tools. */
export const CONTAINER: Facts = {
  ...without('userNamespace', 'mapRoot', 'mapRange', 'mount', 'mountProc', 'overlay'),
  idMap: undefined,
  system: { ...RUNNER.system, container: 'the root filesystem is an overlay' },
  process: { ...RUNNER.process, uid: 0, gid: 0, user: 'root', capabilities: DOCKER_CAPABILITIES },
  tools: { ...RUNNER.tools, kaniko: EXECUTOR, unshare: undefined, setpriv: undefined },
}
