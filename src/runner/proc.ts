import type { IdRange, MappedRange } from './facts.js'

/** Names of the capabilities by bit, as in linux/capability.h, `CAP_` left out. */
export const CAPABILITIES: readonly string[] = [
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'linux_immutable',
  'net_bind_service',
  'net_broadcast',
  'net_admin',
  'net_raw',
  'ipc_lock',
  'ipc_owner',
  'sys_module',
  'sys_rawio',
  'sys_chroot',
  'sys_ptrace',
  'sys_pacct',
  'sys_admin',
  'sys_boot',
  'sys_nice',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'mknod',
  'lease',
  'audit_write',
  'audit_control',
  'setfcap',
  'mac_override',
  'mac_admin',
  'syslog',
  'wake_alarm',
  'block_suspend',
  'audit_read',
  'perfmon',
  'bpf',
  'checkpoint_restore',
]

/** Names of the capabilities in a hexadecimal mask such as `00000000a80425fb`; unknown bits are left out. */
export function capabilityNames(mask: string): readonly string[] {
  const bits = BigInt(`0x${mask}`)
  return CAPABILITIES.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n)
}

/** What `/proc/self/status` tells of a process's privileges. */
export interface ProcessStatus {
  readonly capabilities: readonly string[]
  readonly boundingSet: readonly string[]
  readonly noNewPrivileges: boolean
  readonly seccomp: 'none' | 'strict' | 'filter'
}

/** Reads `/proc/PID/status` (proc(5)); lines that an old kernel lacks count as "no". */
export function parseStatus(text: string): ProcessStatus {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const mask = (name: string): readonly string[] => {
    const value = fields.get(name)
    return value !== undefined && /^[0-9a-f]+$/.test(value) ? capabilityNames(value) : []
  }
  const seccomp = fields.get('Seccomp')
  return {
    capabilities: mask('CapEff'),
    boundingSet: mask('CapBnd'),
    noNewPrivileges: fields.get('NoNewPrivs') === '1',
    seccomp: seccomp === '2' ? 'filter' : seccomp === '1' ? 'strict' : 'none',
  }
}

/** Reads `/proc/PID/uid_map` or `gid_map` (user_namespaces(7)). */
export function parseIdMap(text: string): readonly MappedRange[] {
  const ranges: MappedRange[] = []
  for (const line of text.split('\n')) {
    const [inside, outside, count] = line.trim().split(/\s+/).map(Number)
    if (inside === undefined || outside === undefined || count === undefined) continue
    if ([inside, outside, count].every(Number.isSafeInteger)) ranges.push({ inside, outside, count })
  }
  return ranges
}

/** A line of `/proc/PID/mountinfo` (proc(5)). */
export interface Mount {
  readonly mountPoint: string
  readonly options: readonly string[]
  readonly filesystem: string
}

/** Reads `/proc/PID/mountinfo`, in mount order; octal escapes in paths are undone. */
export function parseMountInfo(text: string): readonly Mount[] {
  const mounts: Mount[] = []
  for (const line of text.split('\n')) {
    const [before, after] = line.split(' - ')
    const fields = before?.split(' ') ?? []
    const [mountPoint, options] = [fields[4], fields[5]]
    const filesystem = after?.split(' ')[0]
    if (mountPoint === undefined || options === undefined || filesystem === undefined) continue
    mounts.push({ mountPoint: unescapeOctal(mountPoint), options: options.split(','), filesystem })
  }
  return mounts
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

/** The mount that a path lies on: the deepest mount point above it, the last one mounted there. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined
  for (const mount of mounts) {
    const prefix = mount.mountPoint.endsWith('/') ? mount.mountPoint : `${mount.mountPoint}/`
    const above = path === mount.mountPoint || path.startsWith(prefix)
    if (above && mount.mountPoint.length >= (found?.mountPoint.length ?? 0)) found = mount
  }
  return found
}

/** Paths below /proc over which something is mounted: a container's masked and read-only paths. */
export function maskedBelowProc(mounts: readonly Mount[]): readonly string[] {
  const paths = mounts.map((mount) => mount.mountPoint).filter((path) => path.startsWith('/proc/'))
  // systemd mounts this trigger on any machine; it masks nothing.
  return [...new Set(paths)].filter((path) => path !== '/proc/sys/fs/binfmt_misc').sort()
}

/** The ranges of /etc/subuid or /etc/subgid that belong to a user, by name or by number (subuid(5)). */
export function parseSubordinate(text: string, user: string | undefined, uid: number): readonly IdRange[] {
  const ranges: IdRange[] = []
  for (const line of text.split('\n')) {
    const [owner, start, count] = line.trim().split(':')
    if (owner === undefined || (owner !== user && owner !== String(uid))) continue
    const range = { start: Number(start), count: Number(count) }
    if (Number.isSafeInteger(range.start) && Number.isSafeInteger(range.count) && range.count > 0)
      ranges.push(range)
  }
  return ranges
}

/** The login name of a uid in the text of /etc/passwd (passwd(5)); the first entry wins. */
export function userNameOf(uid: number, passwd: string): string | undefined {
  for (const line of passwd.split('\n')) {
    const [name, , id] = line.split(':')
    if (name && id === String(uid)) return name
  }
  return undefined
}

/** The number in a file below /proc/sys; undefined when it holds none. */
export function parseSysctl(text: string | undefined): number | undefined {
  const value = text?.trim() ?? ''
  return /^-?\d+$/.test(value) ? Number(value) : undefined
}

/** An LSM label as `/proc/self/attr/current` gives it: the ending NUL or newline removed, empty is none. */
export function parseLabel(text: string | undefined): string | undefined {
  const label = text?.replace(/[\0\n]+$/, '').trim()
  return label ? label : undefined
}
