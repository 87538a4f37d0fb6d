import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run, start } from '../../src/process/run.js'
import { childInNamespace, ownIdMap, writeIdMap } from '../../src/runner/id-map.js'
import { chroot, DOOR_SHUT, limit, machineOf, pivot, separate, tether } from '../../src/runner/doors.js'

const HELD = { permitted: (1n << 41n) - 1n, last: 40 }

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'kaniko-door-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

function codeOf(program: Uint8Array): readonly string[] {
  const code = Buffer.from(program).subarray(64 + 2 * 56)
  return Array.from({ length: code.length / 4 }, (_, at) =>
    code
      .readUInt32LE(at * 4)
      .toString(16)
      .padStart(8, '0'),
  )
}

describe('a door', () => {
  test('is a static program for the machine, whose memory is never both written and executed', () => {
    for (const [machine, number] of [
      ['x64', 62],
      ['arm64', 183],
    ] as const)
      for (const program of [
        ...[tether(machine), separate(machine), pivot(machine)],
        ...[limit(machine, HELD), chroot(machine, HELD)],
      ]) {
        const file = Buffer.from(program)
        expect(file.subarray(0, 7)).toEqual(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]))
        expect(file.readUInt16LE(18)).toBe(number)
        expect([file.readUInt32LE(64), file.readUInt32LE(68)]).toEqual([1, 5]) // PT_LOAD, read and execute
        expect([file.readUInt32LE(120), file.readUInt32LE(124)]).toEqual([0x6474e551, 6]) // stack, read and write
        expect(Number(file.readBigUInt64LE(64 + 32))).toBe(file.length)
      }
    expect(machineOf('riscv64')).toBeUndefined()
  })

  test('becomes the program that it was given, with its arguments and its environment', async () => {
    const machine = machineOf(process.arch)
    if (machine === undefined) throw new Error(`the tests of this do not run on ${process.arch}`)
    const file = path.join(directory, 'tether')
    await writeFile(file, tether(machine), { mode: 0o755 })
    const script = 'console.log(process.argv.slice(1).join("|"), process.env.MARK)'
    const argv = [file, process.execPath, '-e', script, 'one', 'two words'] as const
    const done = await run({ argv: [argv[0], ...argv.slice(1)], env: { MARK: 'kept' } })
    expect(done).toMatchObject({ status: 0, stdout: 'one|two words kept\n' })
  })

  test('that cannot be passed starts nothing', async () => {
    const machine = machineOf(process.arch) ?? 'x64'
    for (const [name, program, args] of [
      ['chroot', chroot(machine, HELD), ['nowhere', process.execPath, '-e', 'console.log("started")']],
      ['pivot', pivot(machine), ['nowhere']],
      ['limit', limit(machine, HELD), ['/nowhere/program']],
    ] as const) {
      const file = path.join(directory, name)
      await writeFile(file, program, { mode: 0o755 })
      const done = await run({ argv: [file, ...args], cwd: directory })
      expect(done).toMatchObject({ status: DOOR_SHUT, stdout: '' })
    }
  })

  test('on arm64 is these instructions', () => {
    expect(codeOf(pivot('arm64')).slice(0, 29)).toEqual([
      ...['910003f3'], // mov x19, sp
      ...['f9400a60', 'd2800628', 'f2a00008', 'd4000001', 'b7f80260'], // chdir(argv[1])
      ...['10000300', '100002e1', 'd2800528', 'f2a00008', 'd4000001', 'b7f801a0'], // pivot_root(".", ".")
      ...['10000240', 'd2800041', 'f2a00001', 'd28004e8', 'f2a00008', 'd4000001', 'b7f800c0'], // umount2(".", MNT_DETACH)
      ...['d2800000', 'f2a00000', 'd2800ba8', 'f2a00008', 'd4000001'], // exit(0)
      ...['d2800fa0', 'f2a00000', 'd2800ba8', 'f2a00008', 'd4000001'], // exit(125)
    ])
  })

  test('that makes namespaces is, on arm64, these instructions', () => {
    expect(codeOf(separate('arm64')).slice(0, 51)).toEqual([
      ...['910003f3', 'd2800220', 'f2a60040', 'd2800001', 'f2a00001', 'd2801b88', 'f2a00008', 'd4000001'], // clone
      ...['b7f80660', 'b4000240'], // failed: the end; child: over what its parent does
      ...['d10043ff', '910003e1', 'd2800002', 'd2800003', 'd2802088', 'f2a00008', 'd4000001', 'b7f80540'], // wait4
      ...['b94003e1', '12001822', '34000062', '11020040', '14000002', '53083c20'], // its status, or 128 and its signal
      ...['d2800ba8', 'f2a00008', 'd4000001'], // exit
      ...['d2800020', 'f2a00000', 'd2800121', 'f2a00001', 'd28014e8', 'f2a00008', 'd4000001', 'b7f80320'], // prctl
      ...['100003a0', 'd2800001', 'f2a00001', 'd2800ca8', 'f2a00008', 'd4000001', 'b7f80240'], // nanosleep
      ...['d28015c8', 'f2a00008', 'd4000001', '2a0003f4', 'd2801608', 'f2a00008', 'd4000001', '2a140000'], // getuid | getgid
      ...['35fffe20'], // not root: once more
    ])
  })

  test('that makes namespaces starts the program in them once it is mapped, and ends as it does', async () => {
    const machine = machineOf(process.arch) ?? 'x64'
    const file = path.join(directory, 'separate')
    await writeFile(file, separate(machine), { mode: 0o755 })
    const argv = [file, '/bin/sh', '-c', 'id -u; id -g; echo $$; exit 7'] as const
    await using child = start({ argv, env: { PATH: process.env['PATH'] ?? '' } }, { timeoutMs: 20_000 })
    const inside = await childInNamespace(child.pid ?? 0, 10_000)
    const own = ownIdMap(process.getuid?.() ?? 0, process.getgid?.() ?? 0)
    const writers = { newuidmap: undefined, newgidmap: undefined, setpriv: undefined }
    expect(await writeIdMap(inside ?? 0, own, writers, { timeoutMs: 1000 })).toBeUndefined()
    expect(await child.finished).toMatchObject({ status: 7, stdout: '0\n0\n1\n' })
  })

  test('keeps of the capabilities what a container has, and never one that is not held', () => {
    const sets = (program: Uint8Array): readonly number[] => {
      const data = Buffer.from(program).subarray(-24)
      return [0, 4, 8, 12, 16, 20].map((at) => data.readUInt32LE(at))
    }
    expect(sets(limit('x64', HELD))).toEqual([0xa80425fb, 0xa80425fb, 0, 0, 0, 0])
    expect(sets(chroot('x64', HELD))).toEqual([0xa80025fb, 0xa80025fb, 0, 0, 0, 0]) // without sys_chroot
    expect(sets(chroot('x64', { permitted: 0x1n, last: 40 }))).toEqual([1, 1, 0, 0, 0, 0])
  })
})
