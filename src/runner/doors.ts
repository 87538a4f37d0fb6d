/**
 * The programs through which kaniko gets into namespaces and a root of its own. They are a few system calls each, and
 * there is no other way to make them everywhere: Node has none of these calls, busybox's tools cannot drop a capability
 * for good, util-linux's setpriv would need its libraries inside of the new root, and no tool makes namespaces by
 * clone(2), which is open where CRI-O's profile closes unshare(2). So the file is written here: a static ELF
 * executable (System V ABI, "Object Files") of one segment. Every call is checked; a failed one ends the program with
 * `DOOR_SHUT` before anything is started.
 */

/** Exit status of a door that could not be passed. */
export const DOOR_SHUT = 125

/** What Docker leaves the root of a container: all that a RUN step may count on. */
const CONTAINER_CAPABILITIES: readonly number[] = [
  0, // chown
  1, // dac_override
  3, // fowner
  4, // fsetid
  5, // kill
  6, // setgid
  7, // setuid
  8, // setpcap
  10, // net_bind_service
  13, // net_raw
  18, // sys_chroot
  27, // mknod
  29, // audit_write
  31, // setfcap
]
const SYS_CHROOT = 18

const PR_SET_PDEATHSIG = 1
const PR_CAPBSET_DROP = 24
const SIGKILL = 9
const SIGTERM = 15
const SIGCHLD = 17
const CLONE_NEWNS = 0x20000
const CLONE_NEWUSER = 0x10000000
const CLONE_NEWPID = 0x20000000
const MAP_POLL_NS = 5_000_000
const MNT_DETACH = 2
const CAPABILITY_VERSION_3 = 0x20080522

type CallName =
  | 'chdir'
  | 'chroot'
  | 'pivot_root'
  | 'umount2'
  | 'prctl'
  | 'capset'
  | 'mkdirat'
  | 'clone'
  | 'wait4'
  | 'nanosleep'
  | 'getuid'
  | 'getgid'

/** An operand of a call: a number, the program's nth argument, or the address of a piece of its data. */
type Operand = number | { readonly argument: number } | { readonly data: string }

interface Call {
  readonly name: CallName
  readonly operands: readonly Operand[]
}

interface Program {
  /** Flags of clone(2): the rest is what the child does, once it is root. The program itself ends as the child does. */
  readonly clone?: number
  readonly calls: readonly Call[]
  readonly data: Readonly<Record<string, Uint8Array>>
  /** Which argument the program becomes in the end, with those behind it; undefined: it ends with 0. */
  readonly becomes: number | undefined
}

export type Machine = 'x64' | 'arm64'

/** The machine this process runs on, where there is a door for it. */
export function machineOf(architecture: string): Machine | undefined {
  return architecture === 'x64' || architecture === 'arm64' ? architecture : undefined
}

/** What a process may do, as the kernel says it: `CapPrm` of /proc/self/status, and /proc/sys/kernel/cap_last_cap. */
export interface HeldCapabilities {
  readonly permitted: bigint
  readonly last: number
}

const DOT = { data: 'dot' }
const HERE = { dot: Uint8Array.of(0x2e, 0) }

/** `tether PROGRAM …`: becomes the program, which gets SIGTERM when our process ends. */
export function tether(machine: Machine): Uint8Array {
  return executable(machine, {
    calls: [{ name: 'prctl', operands: [PR_SET_PDEATHSIG, SIGTERM] }],
    data: {},
    becomes: 1,
  })
}

/**
 * `separate PROGRAM …`: runs the program in user, mount and pid namespaces of its own, as soon as somebody has mapped it
 * to root, and ends as it does; what it executed before would cost it its capabilities where there are no new ones
 * (no_new_privs). The kernel kills it, and every process of its pid namespace, when `separate` is gone.
 */
export function separate(machine: Machine): Uint8Array {
  return executable(machine, {
    clone: CLONE_NEWUSER + CLONE_NEWNS + CLONE_NEWPID + SIGCHLD,
    calls: [{ name: 'prctl', operands: [PR_SET_PDEATHSIG, SIGKILL] }],
    data: { [PAUSE]: words32(0, 0, MAP_POLL_NS, 0) },
    becomes: 1,
  })
}

/** The time between two looks whether we are mapped: struct timespec. */
const PAUSE = 'pause'

/**
 * `pivot DIRECTORY`: makes the directory, a mount point, the root of the mount namespace and leaves nothing of the old
 * one there (pivot_root(2), "pivot_root(".", ".")"). Ends with 0; who called it finds itself in the new root.
 */
export function pivot(machine: Machine): Uint8Array {
  const calls: Call[] = [
    { name: 'chdir', operands: [{ argument: 1 }] },
    { name: 'pivot_root', operands: [DOT, DOT] },
    { name: 'umount2', operands: [DOT, MNT_DETACH] },
  ]
  return executable(machine, { calls, data: HERE, becomes: undefined })
}

/**
 * `mark DIRECTORY`: makes the directory, whose path is absolute, and ends with 0. The third operand of mkdirat(2), the
 * mode, is left as the kernel gives a program its registers: 0.
 */
export function mark(machine: Machine): Uint8Array {
  const calls: Call[] = [{ name: 'mkdirat', operands: [0, { argument: 1 }] }]
  return executable(machine, { calls, data: {}, becomes: undefined })
}

/** `limit PROGRAM …`: becomes the program with no more than a container's capabilities, whatever it executes. */
export function limit(machine: Machine, held: HeldCapabilities): Uint8Array {
  const kept = CONTAINER_CAPABILITIES
  const dropped = dropping(kept, held)
  return executable(machine, { calls: dropped.calls, data: dropped.data, becomes: 1 })
}

/**
 * `chroot DIRECTORY PROGRAM …`: becomes the program inside of the directory, without the capability to leave it by a
 * second chroot. As we hold one that it does not, ptrace and /proc of our process are closed to it (ptrace(2)).
 */
export function chroot(machine: Machine, held: HeldCapabilities): Uint8Array {
  const dropped = dropping(
    CONTAINER_CAPABILITIES.filter((capability) => capability !== SYS_CHROOT),
    held,
  )
  const calls: Call[] = [
    { name: 'chdir', operands: [{ argument: 1 }] },
    { name: 'chroot', operands: [DOT] },
    ...dropped.calls,
  ]
  return executable(machine, { calls, data: { ...HERE, ...dropped.data }, becomes: 2 })
}

/** Takes every other capability from the bounding set, and from the inheritable one, which root's execve(2) adds. */
function dropping(kept: readonly number[], held: HeldCapabilities): Pick<Program, 'calls' | 'data'> {
  const all = Array.from({ length: held.last + 1 }, (_, capability) => capability)
  const bounding = all
    .filter((capability) => !kept.includes(capability))
    .map((capability): Call => ({ name: 'prctl', operands: [PR_CAPBSET_DROP, capability] }))
  const mask = kept.reduce((bits, capability) => bits | (1n << BigInt(capability)), 0n) & held.permitted
  const calls: Call[] = [...bounding, { name: 'capset', operands: [{ data: 'header' }, { data: 'sets' }] }]
  return { calls, data: { header: words32(CAPABILITY_VERSION_3, 0), sets: capabilitySets(mask) } }
}

/** struct __user_cap_data_struct[2] (capget(2)): effective, permitted, inheritable of the low, then the high 32. */
function capabilitySets(mask: bigint): Uint8Array {
  const low = Number(mask & 0xffffffffn)
  const high = Number(mask >> 32n)
  return words32(low, low, 0, high, high, 0)
}

function words32(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

const LOAD_ADDRESS = 0x400000
const FILE_HEADER_SIZE = 64
const PROGRAM_HEADER_SIZE = 56
const CODE_OFFSET = FILE_HEADER_SIZE + 2 * PROGRAM_HEADER_SIZE

/** An ELF file with one segment that is read and executed, and a stack that is not. */
function executable(machine: Machine, program: Program): Uint8Array {
  const code = assemble(machine, program)
  const size = CODE_OFFSET + code.length
  const header = Buffer.alloc(CODE_OFFSET)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0) // ELF, 64 bits, little-endian, version 1
  header.writeUInt16LE(2, 16) // ET_EXEC
  header.writeUInt16LE(machine === 'x64' ? 62 : 183, 18) // EM_X86_64, EM_AARCH64
  header.writeUInt32LE(1, 20)
  header.writeBigUInt64LE(BigInt(LOAD_ADDRESS + CODE_OFFSET), 24) // entry
  header.writeBigUInt64LE(BigInt(FILE_HEADER_SIZE), 32) // program headers
  header.writeUInt16LE(FILE_HEADER_SIZE, 52)
  header.writeUInt16LE(PROGRAM_HEADER_SIZE, 54)
  header.writeUInt16LE(2, 56)
  const load = FILE_HEADER_SIZE
  header.writeUInt32LE(1, load) // PT_LOAD
  header.writeUInt32LE(5, load + 4) // read, execute
  header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), load + 16)
  header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), load + 24)
  header.writeBigUInt64LE(BigInt(size), load + 32)
  header.writeBigUInt64LE(BigInt(size), load + 40)
  header.writeBigUInt64LE(0x10000n, load + 48) // alignment
  const stack = load + PROGRAM_HEADER_SIZE
  header.writeUInt32LE(0x6474e551, stack) // PT_GNU_STACK
  header.writeUInt32LE(6, stack + 4) // read, write
  return Buffer.concat([header, code])
}

/** Writes instructions for one machine. Positions are bytes from the beginning of the code. */
interface Assembler {
  /** Keeps the address of the arguments that the kernel left on the stack. */
  begin(): Uint8Array
  /** Loads an operand; `data` says where the pieces of data stand. */
  load(index: number, operand: Operand, at: number, data: (name: string) => number): Uint8Array
  call(name: CallName): Uint8Array
  /** Goes to `target` when the call failed. */
  orElse(at: number, target: number): Uint8Array
  /** After clone(2): the child passes over what follows, so many bytes. */
  inChild(bytes: number): Uint8Array
  /** After clone(2), in the parent: waits for the child (its id is the call's result), until `orElse`. */
  wait(): Uint8Array
  /** Ends as the child did: with its status, or 128 and the number of its signal. */
  exitAlike(): Uint8Array
  /** After a pause: goes to `target` unless we are root. */
  unlessRoot(at: number, target: number): Uint8Array
  execve(argument: number): Uint8Array
  exit(status: number): Uint8Array
}

/** Laid out twice: the first time only for the sizes, which no address changes. */
function assemble(machine: Machine, program: Program): Uint8Array {
  const assembler = machine === 'x64' ? X64 : ARM64
  const sized = layOut(assembler, program, 0, () => 0)
  const starts = new Map<string, number>()
  let end = Math.ceil(sized.code.length / 8) * 8
  for (const [name, bytes] of Object.entries(program.data)) {
    starts.set(name, end)
    end += Math.ceil(bytes.length / 8) * 8
  }
  const { code } = layOut(assembler, program, sized.failure, (name) => starts.get(name) ?? 0)
  const whole = Buffer.alloc(end)
  whole.set(code)
  for (const [name, bytes] of Object.entries(program.data)) whole.set(bytes, starts.get(name) ?? 0)
  return whole
}

function layOut(
  assembler: Assembler,
  program: Program,
  failure: number,
  data: (name: string) => number,
): { readonly code: Uint8Array; readonly failure: number } {
  let code = Buffer.from(assembler.begin())
  const add = (bytes: Uint8Array): void => {
    code = Buffer.concat([code, bytes])
  }
  const call = (name: CallName, operands: readonly Operand[]): void => {
    operands.forEach((operand, index) => add(assembler.load(index, operand, code.length, data)))
    add(assembler.call(name))
    add(assembler.orElse(code.length, failure))
  }
  if (program.clone !== undefined) {
    call('clone', [program.clone, 0])
    const parent = Buffer.concat([assembler.wait(), assembler.orElse(0, 0), assembler.exitAlike()]).length
    add(assembler.inChild(parent))
    add(assembler.wait())
    add(assembler.orElse(code.length, failure))
    add(assembler.exitAlike())
  }
  for (const { name, operands } of program.calls) call(name, operands)
  if (program.clone !== undefined) {
    const again = code.length
    call('nanosleep', [{ data: PAUSE }, 0])
    add(assembler.unlessRoot(code.length, again))
  }
  if (program.becomes === undefined) add(assembler.exit(0))
  else add(assembler.execve(program.becomes))
  const position = code.length
  add(assembler.exit(DOOR_SHUT))
  return { code, failure: position }
}

// System V ABI, AMD64: system calls take rdi, rsi; the number in rax. r12 keeps the stack.
const X64_CALLS: Readonly<Record<CallName, number>> = {
  nanosleep: 35,
  clone: 56,
  wait4: 61,
  chdir: 80,
  getuid: 102,
  getgid: 104,
  capset: 126,
  pivot_root: 155,
  prctl: 157,
  chroot: 161,
  umount2: 166,
  mkdirat: 258,
}
const SYSCALL = [0x0f, 0x05]

function x64Number(opcode: number, value: number): number[] {
  return [opcode, ...words32(value)]
}

const X64: Assembler = {
  begin: () => Uint8Array.of(0x49, 0x89, 0xe4), // mov r12, rsp
  load(index, operand, at, data) {
    const first = index === 0
    if (typeof operand === 'number') return Uint8Array.from(x64Number(first ? 0xbf : 0xbe, operand)) // mov edi|esi, n
    if ('argument' in operand)
      // mov rdi|rsi, [r12 + 8 + 8n]
      return Uint8Array.of(0x49, 0x8b, first ? 0xbc : 0xb4, 0x24, ...words32(8 + 8 * operand.argument))
    const relative = data(operand.data) - (at + 7)
    return Uint8Array.of(0x48, 0x8d, first ? 0x3d : 0x35, ...words32(relative >>> 0)) // lea rdi|rsi, [rip + n]
  },
  call: (name) => Uint8Array.of(...x64Number(0xb8, X64_CALLS[name]), ...SYSCALL), // mov eax, n; syscall
  orElse: (at, target) => Uint8Array.of(0x48, 0x85, 0xc0, 0x0f, 0x88, ...words32((target - at - 9) >>> 0)), // test rax, rax; js
  inChild: (bytes) => Uint8Array.of(0x48, 0x85, 0xc0, 0x0f, 0x84, ...words32(bytes)), // test rax, rax; jz
  wait() {
    const child = [0x89, 0xc7] // mov edi, eax
    const status = [0x48, 0x83, 0xec, 0x10, 0x48, 0x89, 0xe6] // sub rsp, 16; mov rsi, rsp
    const nothing = [0x31, 0xd2, 0x45, 0x31, 0xd2] // xor edx, edx; xor r10d, r10d
    return Uint8Array.of(...child, ...status, ...nothing, ...x64Number(0xb8, X64_CALLS.wait4), ...SYSCALL)
  },
  exitAlike() {
    const status = [0x8b, 0x3c, 0x24, 0x89, 0xf8, 0x83, 0xe0, 0x7f] // mov edi, [rsp]; mov eax, edi; and eax, 0x7f
    const signal = [0x74, 0x08, 0x8d, 0xb8, ...words32(128), 0xeb, 0x09] // jz …; lea edi, [rax + 128]; jmp …
    const exited = [0xc1, 0xef, 0x08, 0x81, 0xe7, ...words32(0xff)] // shr edi, 8; and edi, 0xff
    return Uint8Array.of(...status, ...signal, ...exited, ...x64Number(0xb8, 60), ...SYSCALL)
  },
  unlessRoot(at, target) {
    const uid = [...x64Number(0xb8, X64_CALLS.getuid), ...SYSCALL, 0x41, 0x89, 0xc5] // mov r13d, eax
    const gid = [...x64Number(0xb8, X64_CALLS.getgid), ...SYSCALL, 0x44, 0x09, 0xe8] // or eax, r13d
    const jump = uid.length + gid.length + 6
    return Uint8Array.of(...uid, ...gid, 0x0f, 0x85, ...words32((target - at - jump) >>> 0)) // jnz
  },
  execve(argument) {
    const first = words32(8 + 8 * argument)
    const program = [0x49, 0x8b, 0xbc, 0x24, ...first] // mov rdi, [r12 + …]
    const itsArguments = [0x49, 0x8d, 0xb4, 0x24, ...first] // lea rsi, [r12 + …]
    const howMany = [0x49, 0x8b, 0x04, 0x24] // mov rax, [r12]
    const environment = [0x49, 0x8d, 0x54, 0xc4, 0x10] // lea rdx, [r12 + 8 rax + 16]
    return Uint8Array.of(
      ...program,
      ...itsArguments,
      ...howMany,
      ...environment,
      ...x64Number(0xb8, 59),
      ...SYSCALL,
    )
  },
  exit: (status) => Uint8Array.of(...x64Number(0xbf, status), ...x64Number(0xb8, 60), ...SYSCALL),
}

// Procedure Call Standard for the Arm 64-bit Architecture: x0, x1; the number in x8. x19 keeps the stack.
const ARM64_CALLS: Readonly<Record<CallName, number>> = {
  mkdirat: 34,
  umount2: 39,
  pivot_root: 41,
  chdir: 49,
  chroot: 51,
  capset: 91,
  nanosleep: 101,
  prctl: 167,
  getuid: 174,
  getgid: 176,
  clone: 220,
  wait4: 260,
}
const SVC = 0xd4000001

const KEPT = 19

/** movz Xn, #low; movk Xn, #high, lsl 16 */
function arm64Number(register: number, value: number): number[] {
  const part = (opcode: number, bits: number): number => opcode + bits * 32 + register
  return [part(0xd2800000, value % 0x10000), part(0xf2a00000, Math.floor(value / 0x10000))]
}

/** ldr Xn, [x19, #offset] */
function arm64Load(register: number, offset: number): number {
  return 0xf9400000 + (offset / 8) * 0x400 + KEPT * 32 + register
}

const ARM64: Assembler = {
  begin: () => words32(0x910003e0 + KEPT), // mov x19, sp
  load(index, operand, at, data) {
    if (typeof operand === 'number') return words32(...arm64Number(index, operand))
    if ('argument' in operand) return words32(arm64Load(index, 8 + 8 * operand.argument))
    const relative = Math.max(0, data(operand.data) - at) // data stands behind the code
    return words32(0x10000000 + (relative % 4) * 0x20000000 + Math.floor(relative / 4) * 32 + index) // adr
  },
  call: (name) => words32(...arm64Number(8, ARM64_CALLS[name]), SVC),
  orElse: (at, target) => words32(0xb7f80000 + (Math.max(0, target - at) / 4) * 32), // tbnz x0, #63
  inChild: (bytes) => words32(0xb4000000 + (bytes / 4 + 1) * 32), // cbz x0
  wait: () =>
    words32(
      0xd10043ff, // sub sp, sp, #16
      0x910003e1, // mov x1, sp
      0xd2800002, // mov x2, #0
      0xd2800003, // mov x3, #0
      ...arm64Number(8, ARM64_CALLS.wait4),
      SVC,
    ),
  exitAlike: () =>
    words32(
      0xb94003e1, // ldr w1, [sp]
      0x12001822, // and w2, w1, #0x7f
      0x34000062, // cbz w2, +12
      0x11020040, // add w0, w2, #128
      0x14000002, // b +8
      0x53083c20, // ubfx w0, w1, #8, #8
      ...arm64Number(8, 93),
      SVC,
    ),
  unlessRoot(at, target) {
    const uid = [...arm64Number(8, ARM64_CALLS.getuid), SVC, 0x2a0003f4] // mov w20, w0
    const gid = [...arm64Number(8, ARM64_CALLS.getgid), SVC, 0x2a140000] // orr w0, w0, w20
    const back = (target - at) / 4 - uid.length - gid.length
    return words32(...uid, ...gid, 0x35000000 + (back & 0x7ffff) * 32) // cbnz w0
  },
  execve: (argument) =>
    words32(
      arm64Load(0, 8 + 8 * argument), // the program
      0x91000000 + (8 + 8 * argument) * 0x400 + KEPT * 32 + 1, // add x1, x19, #…: its arguments
      arm64Load(3, 0), // how many we have
      0x8b030c00 + KEPT * 32 + 2, // add x2, x19, x3, lsl #3
      0x91004042, // add x2, x2, #16: the environment
      ...arm64Number(8, 221),
      SVC,
    ),
  exit: (status) => words32(...arm64Number(0, status), ...arm64Number(8, 93), SVC),
}
