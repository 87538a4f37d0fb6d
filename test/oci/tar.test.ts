import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import { decodeName, encodeName } from '../../src/oci/names.js'
import { encodeHeader, TarError, type TarHeader } from '../../src/oci/tar-header.js'
import { readTar } from '../../src/oci/tar-read.js'
import { type TarMember, tarHeader, writeTar } from '../../src/oci/tar-write.js'

type Member = readonly [header: TarHeader, content: Buffer]

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dockless-tar-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function written(members: readonly Member[]): Promise<Buffer> {
  const given = members.map(
    ([header, content]): TarMember => ({ header, content: () => Readable.from([content]) }),
  )
  const chunks: Uint8Array[] = []
  for await (const chunk of writeTar(given)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Reads a tar that comes in pieces of `size` bytes. */
async function read(tar: Buffer, size = 1000): Promise<Member[]> {
  const members: Member[] = []
  for await (const { header, content } of readTar(pieces(tar, size))) {
    const chunks: Uint8Array[] = []
    for await (const chunk of content) chunks.push(Buffer.from(chunk))
    members.push([header, Buffer.concat(chunks)])
  }
  return members
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function file(path: string, text: string, more: Partial<TarHeader> = {}): Member {
  const content = Buffer.from(text)
  return [tarHeader({ path, type: 'file', size: content.length, ...more }), content]
}

const EVERY_KIND: readonly Member[] = [
  [
    tarHeader({ path: 'd/', type: 'directory', mode: 0o1777, uid: 1, gid: 2, mtime: 1700000000 }),
    Buffer.alloc(0),
  ],
  file('d/f', 'content', { mode: 0o4755 }),
  file('d/empty', ''),
  [tarHeader({ path: 'd/h', type: 'hardlink', link: 'd/f' }), Buffer.alloc(0)],
  [tarHeader({ path: 'd/s', type: 'symlink', link: '../x' }), Buffer.alloc(0)],
  [tarHeader({ path: 'd/c', type: 'character', major: 1, minor: 3 }), Buffer.alloc(0)],
  [tarHeader({ path: 'd/b', type: 'block', major: 8, minor: 70000 }), Buffer.alloc(0)],
  [tarHeader({ path: 'd/p', type: 'fifo' }), Buffer.alloc(0)],
  file(`${'long/'.repeat(30)}name`, 'prefix'),
  file(`${'very-'.repeat(60)}long`, 'pax', { mtime: -5 }),
  file('ünï/cödé 🐳', 'utf-8', { mtime: 1.5 }),
  [tarHeader({ path: 'l', type: 'symlink', link: 'x'.repeat(101) }), Buffer.alloc(0)],
  file('big-ids', '1', { uid: 3_000_000, gid: 4_294_967_294 }),
  file('capable', '1', {
    xattrs: new Map([
      ['security.capability', Buffer.from([1, 0, 0, 2, 0x80, 0xff, 10, 61])],
      ['user.empty', Buffer.alloc(0)],
    ]),
  }),
]

describe('what is written is read', () => {
  test.each([1, 7, 511, 512, 513, 1 << 20])('every kind of member, in pieces of %d bytes', async (size) => {
    expect(await read(await written(EVERY_KIND), size)).toEqual(EVERY_KIND)
  })

  const name = fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.map((part) => part.replaceAll(/[/\0]/g, '_')).join('/'))
  const member = fc.record({
    path: name,
    content: fc.uint8Array({ maxLength: 1500 }),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: fc.integer({ min: 0, max: 0xffffffff }),
    gid: fc.integer({ min: 0, max: 0xffffffff }),
    mtime: fc.integer({ min: -1e9, max: 1e11 }),
    xattrs: fc.dictionary(fc.stringMatching(/^user\.[a-z]{1,9}$/), fc.uint8Array({ maxLength: 60 })),
  })
  test('any files', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { maxLength: 5 }),
        fc.integer({ min: 1, max: 2000 }),
        async (files, size) => {
          const members = files.map(({ content, xattrs, ...rest }): Member => {
            const attributes = new Map(Object.entries(xattrs).sort(([a], [b]) => (a < b ? -1 : 1)))
            const plain = new Map([...attributes].map(([key, value]) => [key, Buffer.from(value)]))
            return [
              tarHeader({ ...rest, type: 'file', size: content.length, xattrs: plain }),
              Buffer.from(content),
            ]
          })
          expect(await read(await written(members), size)).toEqual(members)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('names that are not UTF-8 keep their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(encodeName(decodeName(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  test('the same members give the same bytes, in chunks that are worth a trip', async () => {
    const many = Array.from({ length: 500 }, (_, at) => file(`f${at}`, 'x'.repeat(at)))
    expect(await written(many)).toEqual(await written(many))
    let chunks = 0
    const members = many.map(([header, content]) => ({ header, content: () => Readable.from([content]) }))
    for await (const chunk of writeTar(members)) chunks += chunk.length > 0 ? 1 : 0
    expect(chunks).toBeLessThan(15)
  })
})

describe('GNU tar', () => {
  test('lists what we write', async () => {
    const path = join(directory, 'ours.tar')
    await writeFile(path, await written(EVERY_KIND))
    const { stdout } = await promisify(execFile)('tar', [
      '--list',
      '--verbose',
      '--numeric-owner',
      '--utc',
      '--quoting-style=literal',
      '--full-time',
      `--file=${path}`,
    ])
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toMatch(/^drwxrwxrwt 1\/2 +0 2023-11-14 22:13:20 d\/$/)
    expect(lines[1]).toMatch(/^-rwsr-xr-x 0\/0 +7 .* d\/f$/)
    expect(lines.map((line) => line.slice(0, 1)).join('')).toBe('d--hlcbp---l--')
    expect(stdout).toContain('8,70000')
    expect(stdout).toContain('ünï/cödé 🐳')
  })

  test.each(['ustar', 'gnu', 'pax', 'oldgnu', 'v7'])('writes %s, which we read', async (format) => {
    const tree = await mkdtemp(join(directory, 'tree-'))
    const long = format === 'v7' || format === 'ustar' ? 'short' : 'n'.repeat(120)
    execFileSync(
      'sh',
      [
        '-c',
        `mkdir -p d/e && printf hello > d/f && ln d/f d/h && ln -s f d/s && printf x > ${long} && chmod 640 d/f`,
      ],
      { cwd: tree },
    )
    const path = join(tree, 'theirs.tar')
    execFileSync(
      'tar',
      [
        '--create',
        `--format=${format}`,
        '--owner=0',
        '--group=0',
        '--sort=name',
        `--file=${path}`,
        'd',
        long,
      ],
      { cwd: tree },
    )
    const members = await read(await readFile(path))
    expect(
      members.map(([{ path: name, type, link, mode }, content]) => [
        name,
        type,
        link,
        mode.toString(8),
        content.toString(),
      ]),
    ).toEqual([
      ['d/', 'directory', '', '755', ''],
      ['d/e/', 'directory', '', '755', ''],
      ['d/f', 'file', '', '640', 'hello'],
      ['d/h', 'hardlink', 'd/f', '640', ''],
      ['d/s', 'symlink', 'f', '777', ''],
      [long, 'file', '', '644', 'x'],
    ])
  })
})

describe('hostile input', () => {
  const good = (): Promise<Buffer> => written([file('a', 'hello')])
  const spoiled = async (at: number, bytes: Uint8Array): Promise<Buffer> => {
    const tar = await good()
    tar.set(bytes, at)
    return resummed(tar)
  }

  test('anything at all: an answer or a TarError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        await read(Buffer.from(bytes)).catch((error: unknown) => expect(error).toBeInstanceOf(TarError))
      }),
    )
  })

  test('a good tar with bytes changed: an answer or a TarError', async () => {
    const tar = await written(EVERY_KIND)
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(255), async (at, byte) => {
        const copy = Buffer.from(tar)
        copy[at] = byte
        await read(resummed(copy)).catch((error: unknown) => expect(error).toBeInstanceOf(TarError))
      }),
    )
  })

  test.each([
    ['cut in the header', async () => (await good()).subarray(0, 300), 'cut short'],
    ['cut in the content', async () => (await good()).subarray(0, 514), 'cut short'],
    [
      'a wrong checksum',
      async () => {
        const tar = await good()
        tar[0] = 0x62
        return tar
      },
      'wrong checksum',
    ],
    ['a size that is not octal', () => spoiled(124, Buffer.from('9'.repeat(11))), 'not octal'],
    [
      'a size beyond all reason',
      () => spoiled(124, Buffer.from([0x80, 0x7f, ...Array<number>(10).fill(255)])),
      'impossible size',
    ],
    ['a negative size', () => spoiled(124, Buffer.from(Array<number>(12).fill(255))), 'impossible size'],
    ['an unknown type', () => spoiled(156, Buffer.from('Q')), 'unknown type "Q"'],
    ['a sparse file', () => spoiled(156, Buffer.from('S')), 'sparse'],
    [
      'an extended header of a gigabyte',
      () =>
        spoiled(156, Buffer.from('x')).then((tar) => {
          tar.write('10000000000\0', 124)
          return resummed(tar)
        }),
      'claims 1073741824 bytes',
    ],
    ['a malformed extended header', () => spoiled(156, Buffer.from('x')), 'malformed'],
  ] as const)('%s', async (_name, make, says) => {
    const error: unknown = await read(await make()).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DocklessError)
    expect(String(error)).toContain(says)
  })

  test('a content that does not keep its promise', async () => {
    const short: Member = [tarHeader({ path: 'a', type: 'file', size: 9 }), Buffer.from('short')]
    const long: Member = [tarHeader({ path: 'a', type: 'file', size: 2 }), Buffer.from('long')]
    await expect(written([short])).rejects.toThrow('changed while it was read')
    await expect(written([long])).rejects.toThrow('changed while it was read')
  })

  /** Puts right the sum of the first header, so that what lies behind it is looked at. */
  function resummed(tar: Buffer): Buffer {
    if (tar.length < 512) return tar
    tar.fill(0x20, 148, 156)
    const sum = tar.subarray(0, 512).reduce((a, b) => a + b, 0)
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return tar
  }
})

test('content that is not read is skipped, and the source is closed when the reader leaves', async () => {
  const tar = await written([file('a', 'x'.repeat(5000)), file('b', 'y')])
  let closed = false
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces(tar, 100)
    } finally {
      closed = true
    }
  }
  const seen: string[] = []
  for await (const { header } of readTar(source())) {
    seen.push(header.path)
    if (header.path === 'b') break
  }
  expect(seen).toEqual(['a', 'b'])
  expect(closed).toBe(true)
})

test('global pax headers count until another one takes them back', async () => {
  const header = (flag: string, body: string): Buffer => {
    const made = encodeHeader(tarHeader({ path: 'pax', type: 'file', size: body.length }))
    made.write(flag, 156)
    made.fill(0x20, 148, 156)
    made.write(
      `${made
        .reduce((a, b) => a + b, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    return Buffer.concat([made, Buffer.from(body), Buffer.alloc(512 - body.length)])
  }
  const one = encodeHeader(tarHeader({ path: 'f', type: 'file' }))
  const tar = Buffer.concat([
    header('g', '12 uid=1234\n'),
    one,
    header('x', '9 uid=77\n'.replace('9', '9')),
    one,
    header('g', '7 uid=\n'),
    one,
    Buffer.alloc(1024),
  ])
  expect((await read(tar)).map(([{ uid }]) => uid)).toEqual([1234, 77, 0])
})
