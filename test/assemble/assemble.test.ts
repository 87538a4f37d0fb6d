import { chmod, mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import type { BaseImage, BaseImages, KnownLayers } from '../../src/assemble/job.js'
import { LAYER_INPUTS } from '../../src/assemble/layer.js'
import { contextFiles } from '../../src/context/files.js'
import { unsupported } from '../../src/assemble/unsupported.js'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import { planStages } from '../../src/dockerfile/stages.js'
import { digestOf } from '../../src/oci/digest.js'
import type { ContainerConfig } from '../../src/oci/image.js'
import { parseManifest } from '../../src/oci/manifests.js'
import { MediaType } from '../../src/oci/media-types.js'
import { type TarMember, tarHeader, writeTar } from '../../src/oci/tar-write.js'
import { run } from '../../src/process/run.js'
import { MemoryContent } from '../oci/memory-content.js'
import { type Assembled, assembleText, layerEntries, scratchDirectory } from './fixture.js'
import { writeContext } from '../support/context.js'

const BASE_TIME = 1_700_000_000

async function tarOf(members: readonly TarMember[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeTar(members)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A base image whose layer is in the store, and a registry that has it alone. */
async function baseImage(
  content: MemoryContent,
  config: ContainerConfig = {},
): Promise<BaseImages & { readonly image: BaseImage }> {
  const passwd = Buffer.from('app:x:1001:1002::/:/bin/sh\n')
  const tar = await tarOf([
    { header: tarHeader({ path: 'etc', type: 'directory' }) },
    {
      header: tarHeader({ path: 'etc/passwd', type: 'file', size: passwd.length }),
      content: async function* () {
        yield await Promise.resolve(passwd)
      },
    },
    { header: tarHeader({ path: 'tmp', type: 'directory', mode: 0o1777, mtime: BASE_TIME }) },
  ])
  const layer = content.put(gzipSync(tar))
  const image: BaseImage = {
    manifest: {
      schemaVersion: 2,
      config: { mediaType: MediaType.dockerConfig, digest: digestOf('config'), size: 6 },
      layers: [{ mediaType: MediaType.dockerLayerGzip, ...layer }],
    },
    config: {
      os: 'linux',
      architecture: 'amd64',
      created: new Date(BASE_TIME * 1000).toISOString(),
      config,
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
      history: [{ created: '2023-11-14T22:13:20Z', created_by: 'base' }],
    },
  }
  return { image, resolve: () => Promise.resolve(image) }
}

describe('a base image', () => {
  test('is not read when nobody looks at its files', async () => {
    const content = new MemoryContent()
    const bases = await baseImage(content)
    const image = await assembleText('FROM base\nENV A=1\nCMD ["x"]\nCOPY --link <<x /y\nz\nx\nLABEL a=b\n', {
      content,
      bases,
    })
    expect(content.opened).toEqual([])
    expect(image.layers).toHaveLength(2)
    expect(image.layers[0]).toEqual({ ...bases.image.manifest.layers[0], mediaType: MediaType.layerGzip })
    expect(image.config.rootfs.diff_ids[0]).toBe(bases.image.config.rootfs.diff_ids[0])
  })

  test('is read once when somebody does', async () => {
    const content = new MemoryContent()
    const image = await assembleText(
      'FROM base AS one\nCOPY --chown=app <<x /tmp/y\nz\nx\nFROM base\nCOPY --from=one /tmp /tmp\nWORKDIR /tmp\n',
      { content, bases: await baseImage(content) },
    )
    expect(content.opened).toHaveLength(1)
    const entries = await layerEntries(content, image.layers[1])
    expect(
      entries.map(({ path, header, text }) => [path, header.mode.toString(8), header.uid, header.gid, text]),
    ).toEqual([
      ['tmp/', '1777', 0, 0, ''],
      ['tmp/y', '644', 1001, 1002, 'z\n'],
    ])
    // WORKDIR found its directory: nothing to add.
    expect(image.layers).toHaveLength(2)
  })

  test('its triggers run and are gone', async () => {
    const content = new MemoryContent()
    const bases = await baseImage(content, {
      OnBuild: ['ENV A=1', 'COPY <<x /x\nfrom a trigger\nx\n'],
      Cmd: ['c'],
    })
    const image = await assembleText('FROM base\nENV B=$A\n', { content, bases })
    expect(image.config.config?.Env).toEqual([expect.stringMatching(/^PATH=/), 'A=1', 'B=1'])
    expect(image.config.config?.OnBuild).toBeUndefined()
    expect(image.layers).toHaveLength(2)
  })

  test('with a RUN in its triggers is refused with the way out', async () => {
    const content = new MemoryContent()
    const bases = await baseImage(content, { OnBuild: ['RUN make'] })
    await expect(assembleText('FROM base\n', { content, bases })).rejects.toMatchObject({
      code: 'NOTHING_FITS',
      place: { file: 'Dockerfile', line: 1 },
      fix: expect.stringContaining('buildkit') as string,
    })
  })
})

describe('the same inputs', () => {
  test('give the same digest, whatever the clock, the umask and the place', async () => {
    const digests = new Set<string>()
    for (let round = 0; round < 2; round++) {
      await using context = await scratchDirectory()
      await mkdir(join(context.path, 'd'))
      await writeFile(join(context.path, 'd/f'), 'x')
      await chmod(join(context.path, 'd'), 0o755)
      await chmod(join(context.path, 'd/f'), 0o644)
      for (const path of ['d/f', 'd']) await utimes(join(context.path, path), 1_600_000_000, 1_600_000_000)
      const image = await assembleText('FROM scratch\nWORKDIR /w\nCOPY d /d/e\n', {
        context: await contextFiles(context.path, undefined),
      })
      digests.add(image.manifest.digest)
      expect(image.config.created).toBe('2020-09-13T12:26:40Z')
    }
    expect(digests.size).toBe(1)
  })

  test('SOURCE_DATE_EPOCH is the time of all that is made, and the latest of what is copied', async () => {
    await using context = await scratchDirectory()
    await writeFile(join(context.path, 'old'), 'x')
    await writeFile(join(context.path, 'new'), 'x')
    await utimes(join(context.path, 'old'), 500, 500)
    await utimes(join(context.path, 'new'), 5000, 5000)
    const image = await assembleText('FROM scratch\nCOPY old new /d/\n', {
      context: await contextFiles(context.path, undefined),
      sourceDateEpoch: 1000,
    })
    const entries = await layerEntries(image.content, image.layers[0])
    expect(entries.map(({ path, header }) => [path, header.mtime])).toEqual([
      ['d/', 1000],
      ['d/new', 1000],
      ['d/old', 500],
    ])
    expect(image.config.created).toBe('1970-01-01T00:16:40Z')
    expect(image.config.history?.map((entry) => entry.created)).toEqual(['1970-01-01T00:16:40Z'])
  })
})

test('the history says what BuildKit would', async () => {
  const content = new MemoryContent()
  const image = await assembleText(
    'FROM base\nARG V=1\nENV A=$V\nCOPY --chown=app --chmod=600 <<x /x/\ny\nx\nWORKDIR /w\nEXPOSE 80\nCMD echo $V\nUSER app\n',
    { content, bases: await baseImage(content) },
  )
  const history = image.config.history ?? []
  expect(history.map((entry) => [entry.created_by, entry.empty_layer ?? false])).toEqual([
    ['base', false],
    ['ARG V=1', true],
    ['ENV A=1', true],
    ['COPY --chown=app --chmod=600 <<x /x/ # buildkit', false],
    ['WORKDIR /w', false],
    ['EXPOSE [80/tcp]', true],
    ['CMD ["/bin/sh" "-c" "echo $V"]', true],
    ['USER app', true],
  ])
  expect(history.filter((entry) => !entry.empty_layer)).toHaveLength(image.config.rootfs.diff_ids.length)
})

test.each([
  ['COPY nowhere /x', '"nowhere" does not exist in the build context'],
  ['COPY --chmod=99 <<x /y\nx', '--chmod=99 is no mode'],
  ['EXPOSE 99999', 'EXPOSE 99999'],
  ['EXPOSE 80/icmp', 'is no protocol'],
  ['STOPSIGNAL SIGNOTHING', 'STOPSIGNAL SIGNOTHING is no signal'],
  ['COPY <<x /file\nx\nWORKDIR /file/sub', 'WORKDIR /file/sub cannot be made'],
  ['ADD --checksum=sha256:1 https://example.com/x.git /', 'an ADD of a git repository with --checksum'],
  ['ADD --checksum=sha256:1 <<x /y\nz\nx', '--checksum is for one source, and that a URL'],
  ['ADD --checksum=md5:1 https://example.com/x /', '--checksum=md5:1 is no digest'],
  ['ADD https://a:b@example.com/x.git /', 'user name or password'],
  ['RUN true', 'a RUN instruction'],
])('%j is told with its line', async (text, says) => {
  const error: unknown = await assembleText(`FROM scratch\n${text}\n`).catch((reason: unknown) => reason)
  expect(String(error)).toContain(says)
  expect(error).toMatchObject({ place: { file: 'Dockerfile', line: text.includes('WORKDIR') ? 4 : 2 } })
})

describe('an archive that Node cannot decompress', () => {
  const DOCKERFILE = 'FROM scratch\nADD a /\n'

  /** Adds a file of these bytes. */
  async function added(bytes: Buffer, dockerfile = DOCKERFILE): Promise<Assembled> {
    await using context = await scratchDirectory()
    await writeFile(join(context.path, 'a'), bytes)
    return await assembleText(dockerfile, { context: await contextFiles(context.path, undefined) })
  }
  /** A tar with one empty file, `x`. */
  const tar = async (): Promise<Buffer> => tarOf([{ header: tarHeader({ path: 'x', type: 'file' }) }])

  test.each(['xz', 'bzip2'])('is unpacked by %s of the runner', async (program) => {
    await using directory = await scratchDirectory()
    const file = join(directory.path, 'a.tar')
    await writeFile(file, await tar())
    const { status } = await run({ argv: [program, '--keep', file] })
    expect(status).toBe(0)
    const packed = await readFile(`${file}.${program === 'xz' ? 'xz' : 'bz2'}`)
    const image = await added(packed)
    expect((await layerEntries(image.content, image.layers[0])).map(({ path }) => path)).toEqual(['x'])
  })

  test('is told with its line where that is not there, and copied when it is only copied', async () => {
    const xz = Buffer.from('fd377a585a000004e6d6b446', 'hex')
    vi.stubEnv('PATH', '/nowhere')
    await expect(added(xz)).rejects.toMatchObject({
      message: 'a is compressed with xz, and there is no xz on PATH',
      place: { line: 2 },
    })
    const copied = await added(xz, 'FROM scratch\nCOPY a /\n')
    expect(copied.layers).toHaveLength(1)
    vi.unstubAllEnvs()
  })

  test('is a file like any other when it is damaged', async () => {
    const image = await added(Buffer.from('fd377a585a000004e6d6b446', 'hex'))
    expect((await layerEntries(image.content, image.layers[0])).map(({ path }) => path)).toEqual(['a'])
  })
})

test('an aborted build stops', async () => {
  const reason = new Error('enough')
  await expect(assembleText('FROM scratch\nENV A=1\n', { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  )
})

test('what it cannot do is known before anything is built', () => {
  const dockerfile = parseDockerfile(
    'FROM scratch AS unused\nRUN no\nFROM scratch AS one\nARG URL=https://example.com/x.git\nADD --checksum=sha256:1 $URL /\nFROM one\nRUN yes\nADD git@github.com:a/b.git https://example.com/x /b\nADD --checksum=sha256:1 x.git /\n',
    'Dockerfile',
  )
  const options = {
    target: undefined,
    buildArgs: {},
    platform: { os: 'linux', architecture: 'amd64' },
    namedContexts: {},
  }
  const found = unsupported(dockerfile, planStages(dockerfile, options), {})
  expect(found.map(({ what, place }) => [place.line, what])).toEqual([
    [5, 'an ADD of a git repository with --checksum'],
    [7, 'a RUN instruction, which only a builder with a kernel can run'],
  ])
})

describe('layers of an earlier build', () => {
  /** What an image was made of, as a later build knows it. */
  const knownFrom = ({ layers, config }: Assembled): KnownLayers & { readonly asked: string[] } => {
    const asked: string[] = []
    return {
      asked,
      isEmpty: () => Promise.resolve(false),
      find(inputs) {
        asked.push(inputs)
        const at = layers.findIndex((layer) => layer.annotations?.[LAYER_INPUTS] === inputs)
        const [descriptor, diffId] = [layers[at], config.rootfs.diff_ids[at]]
        return Promise.resolve(descriptor && diffId ? { descriptor, diffId } : undefined)
      },
    }
  }
  const FILES = { 'd/x': 'x', 'd/run': 'run', y: 'y' }
  const DOCKERFILE = 'FROM scratch\nCOPY d /d\nCOPY y /y\n'

  /** A build of files that were all written at one time, in seconds. */
  async function built(
    files: Readonly<Record<string, string>>,
    time: number,
    given: Pick<Parameters<typeof assembleText>[1] & object, 'known' | 'sourceDateEpoch'> = {},
    executable = false,
  ): Promise<Assembled> {
    await using context = await scratchDirectory()
    await writeContext(context.path, files)
    if (executable) await chmod(join(context.path, 'd/run'), 0o755)
    for (const name of [...Object.keys(files), 'd']) await utimes(join(context.path, name), time, time)
    return await assembleText(DOCKERFILE, { context: await contextFiles(context.path, undefined), ...given })
  }

  test('are taken when nothing but times changed: the image is the same to the last byte', async () => {
    const first = await built(FILES, 1000)
    const again = await built(FILES, 2000, { known: knownFrom(first) })
    expect(again.manifest).toEqual(first.manifest)
    expect(again.config.created).toBe('1970-01-01T00:16:40Z')
    expect([...again.content.blobs.keys()]).toEqual([parseManifest(first.bytes, 'the image').config.digest])
  })

  test('are not taken for other content, another mode or another name', async () => {
    const first = await built(FILES, 1000)
    const content = await built({ ...FILES, y: 'z' }, 1000, { known: knownFrom(first) })
    expect(content.layers[0]).toEqual(first.layers[0])
    expect(content.layers[1]?.digest).not.toBe(first.layers[1]?.digest)
    expect(content.content.blobs.has(content.layers[1]?.digest ?? digestOf(''))).toBe(true)
    const mode = await built(FILES, 1000, { known: knownFrom(first) }, true)
    expect(mode.layers[0]?.digest).not.toBe(first.layers[0]?.digest)
    const name = await built({ ...FILES, 'd/z': '' }, 1000, { known: knownFrom(first) })
    expect(name.layers[0]?.digest).not.toBe(first.layers[0]?.digest)
    expect(name.layers[1]).toEqual(first.layers[1])
  })

  test('have the times that SOURCE_DATE_EPOCH asks for', async () => {
    const first = await built(FILES, 3000, { sourceDateEpoch: 1000 })
    const same = await built(FILES, 4000, { sourceDateEpoch: 1000, known: knownFrom(first) })
    expect(same.manifest).toEqual(first.manifest)
    const known = knownFrom(first)
    const other = await built(FILES, 4000, { sourceDateEpoch: 2000, known })
    expect(known.asked).toHaveLength(2)
    expect(other.layers.map(({ digest }) => digest)).not.toContain(first.layers[0]?.digest)
    const plain = await built(FILES, 1000, { known: knownFrom(first) })
    expect(plain.layers[0]?.annotations?.[LAYER_INPUTS]).not.toBe(
      first.layers[0]?.annotations?.[LAYER_INPUTS],
    )
  })
})
