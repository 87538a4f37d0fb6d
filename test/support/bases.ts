import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import {
  chmod,
  chown,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { must } from './command.js'
import type { TestRegistry } from './registry.js'
import { fromTestbed } from './testbed.js'

/** What a base image says of itself. */
export interface BaseConfig {
  readonly env?: readonly string[]
  readonly cmd?: readonly string[]
  readonly user?: string
  readonly onBuild?: readonly string[]
}

const SYSTEM_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const CREATED = '2023-11-14T22:13:20Z'
const BUSYBOX = '/bin/busybox'
const TAR_OPTIONS = [
  '--create',
  '--format=pax',
  '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime',
  '--numeric-owner',
  '--sort=name',
  '--mtime=@1700000000',
  '--transform=s,^\\./,,',
]
const PASSWD = `root:x:0:0:root:/root:/bin/sh
mail:x:8:12::/var/lib/mail:/bin/sh
app:x:1001:1001::/home/app:/bin/sh
nobody:x:65534:65534::/:/bin/false
`
const GROUP = `root:x:0:
mail:x:12:
staff:x:50:app
app:x:1001:
nogroup:x:65534:
`

/**
 * Makes an OCI layout (reference `base`) of a busybox system with what builders get wrong: several accounts, files that
 * are not root's, a directory with the setgid bit, a sticky /tmp, hard links, symbolic links.
 */
export async function makeBusyboxBase(directory: string, config: BaseConfig = {}): Promise<string> {
  return packBusybox(directory, config, [])
}

/** The same with every file root's. */
export async function makeRootsBase(directory: string, config: BaseConfig = {}): Promise<string> {
  return packBusybox(directory, config, ['--owner=0', '--group=0'])
}

async function packBusybox(
  directory: string,
  config: BaseConfig,
  owners: readonly string[],
): Promise<string> {
  const root = await mkdtemp(join(directory, 'busybox-'))
  await fillBusybox(root)
  const layer = `${root}.tar`
  await must({
    argv: [
      ...(['tar', ...TAR_OPTIONS, ...owners, `--file=${layer}`] as const),
      ...[`--directory=${root}`, '--exclude=./tmp/*', '.'],
    ],
  })
  await rm(root, { recursive: true })
  return layoutOf(layer, { env: [SYSTEM_PATH], cmd: ['sh'], ...config })
}

async function fillBusybox(root: string): Promise<void> {
  await chmod(root, 0o755)
  const at = (path: string): string => join(root, path)
  const directories: readonly (readonly [string, number?, number?, number?])[] = [
    ...['bin', 'dev', 'etc', 'home', 'proc', 'run', 'sys', 'usr', 'usr/bin', 'var', 'var/lib'].map(
      (path) => [path] as const,
    ),
    ['root', 0o700],
    ['tmp', 0o1777],
    ['home/app', 0o750, 1001, 1001],
    ['var/lib/mail', 0o2775, 8, 12],
  ]
  for (const [path, mode = 0o755, uid = 0, gid = 0] of directories) {
    await mkdir(at(path))
    await chown(at(path), uid, gid)
    await chmod(at(path), mode)
  }
  const files: readonly (readonly [path: string, content: string, mode: number, uid: number, gid: number])[] =
    [
      ['etc/passwd', PASSWD, 0o644, 0, 0],
      ['etc/group', GROUP, 0o644, 0, 0],
      ['home/app/.profile', 'export A=1\n', 0o640, 1001, 1001],
      ['var/lib/mail/spool', 'empty\n', 0o660, 8, 12],
    ]
  for (const [path, content, mode, uid, gid] of files) {
    await writeFile(at(path), content)
    await chown(at(path), uid, gid)
    await chmod(at(path), mode)
  }
  await copyFile(BUSYBOX, at('bin/busybox'))
  await chmod(at('bin/busybox'), 0o755)
  const applets = (await must({ argv: [BUSYBOX, '--list'] })).stdout
    .split('\n')
    .filter((name) => name !== '' && name !== 'busybox')
  for (const applet of applets) await symlink('busybox', at(`bin/${applet}`))
  await link(at('etc/group'), at('etc/group-'))
}

/** Makes an OCI layout (reference `base`) of the minimal Debian that `scripts/testbed` debootstrapped. */
export async function makeDebianBase(directory: string): Promise<string> {
  const layer = join(await mkdtemp(join(directory, 'debian-')), 'layer.tar')
  await copyFile(fromTestbed('bases/debian.tar'), layer)
  return layoutOf(layer, { env: [SYSTEM_PATH], cmd: ['bash'] })
}

/** Makes an OCI layout (reference `base`) with one gzip layer out of a tar, which it consumes. Returns its directory. */
export async function layoutOf(layerTar: string, config: BaseConfig = {}): Promise<string> {
  const layout = `${layerTar}-oci`
  await mkdir(join(layout, 'blobs', 'sha256'), { recursive: true })
  const compressed = `${layerTar}.gz`
  await pipeline(createReadStream(layerTar), createGzip({ level: 1 }), createWriteStream(compressed))
  const diffId = await sha256Of(layerTar)
  const layer = await sha256Of(compressed)
  const { size } = await stat(compressed)
  await rename(compressed, join(layout, 'blobs', 'sha256', layer))
  await rm(layerTar)
  const blob = async (value: object): Promise<{ digest: string; size: number }> => {
    const bytes = Buffer.from(JSON.stringify(value))
    const hex = createHash('sha256').update(bytes).digest('hex')
    await writeFile(join(layout, 'blobs', 'sha256', hex), bytes)
    return { digest: `sha256:${hex}`, size: bytes.length }
  }
  const image = await blob({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    created: CREATED,
    config: {
      ...(config.env ? { Env: config.env } : {}),
      ...(config.cmd ? { Cmd: config.cmd } : {}),
      ...(config.user ? { User: config.user } : {}),
      ...(config.onBuild ? { OnBuild: config.onBuild } : {}),
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${diffId}`] },
    history: [{ created: CREATED, created_by: 'test base' }],
  })
  const manifest = await blob({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...image },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${layer}`, size }],
  })
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        ...manifest,
        annotations: { 'org.opencontainers.image.ref.name': 'base' },
      },
    ],
  }
  await writeFile(join(layout, 'index.json'), JSON.stringify(index))
  await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  return layout
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** The names under which `pushBases` puts the bases: those that `FROM busybox` and `FROM debian` mean on Docker Hub. */
export const BUSYBOX_NAME = 'library/busybox:latest'
export const DEBIAN_NAME = 'library/debian:latest'

/** Makes the busybox base, and the Debian one where asked for, and pushes them. */
export async function pushBases(
  registry: TestRegistry,
  options: { readonly debian?: boolean } = {},
): Promise<void> {
  const busybox = await makeBusyboxBase(registry.directory)
  await registry.push(`oci:${busybox}:base`, BUSYBOX_NAME)
  if (options.debian !== true) return
  const debian = await makeDebianBase(registry.directory)
  await registry.push(`oci:${debian}:base`, DEBIAN_NAME)
}
