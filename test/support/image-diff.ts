import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { TestRegistry } from './registry.js'
import { readTar, type TarEntry } from './tar-reader.js'

/** A file of an image after all layers: a hard link has become the file that it shares. */
export interface ImageFile extends Omit<TarEntry, 'type'> {
  readonly type: Exclude<TarEntry['type'], 'hardlink'>
  /** The other names of the same file, sorted. */
  readonly sharedWith: readonly string[]
}

/** An image as a test looks at it. */
export interface FlatImage {
  readonly files: ReadonlyMap<string, ImageFile>
  /** The whole image configuration (image-spec `config.md`). */
  readonly config: Readonly<Record<string, unknown>>
  readonly manifest: Readonly<Record<string, unknown>>
  /** The entries of each layer as they stand in it, whiteouts included. */
  readonly layers: readonly (readonly TarEntry[])[]
}

/** One thing in which two images differ: `/etc/passwd mode`, `config.Env`, … */
export interface Difference {
  readonly where: string
  readonly left: unknown
  readonly right: unknown
}

export interface CompareOptions {
  /** Compare modification times too; default false (a builder's own directories get the time of the build). */
  readonly times?: boolean
  /** Compare too what an image says of its making: dates, author, history, and the manifest's form; default false. */
  readonly making?: boolean
  /** What is left out: paths with what is below them (`/etc/hosts`), or settings (`config.Labels`). */
  readonly ignore?: readonly string[]
}

/** Reads an image of a registry: every blob's sha256 and every layer's diffID are checked on the way. */
export async function readRegistryImage(registry: TestRegistry, name: string): Promise<FlatImage> {
  const directory = await mkdtemp(join(tmpdir(), 'dockless-image-'))
  try {
    await registry.pull(name, `oci:${directory}:image`)
    return await readLayoutImage(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Reads the image of an OCI layout directory: the only one, or the one of this platform in an index of platforms. */
export async function readLayoutImage(directory: string): Promise<FlatImage> {
  const blob = async (digest: string): Promise<Buffer> => {
    const bytes = await readFile(join(directory, 'blobs', ...digest.split(':')))
    assertDigest(bytes, digest)
    return bytes
  }
  let manifest = objectOf(JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')))
  while (Array.isArray(manifest['manifests'])) {
    manifest = objectOf(JSON.parse((await blob(chooseManifest(manifest['manifests']))).toString()))
  }
  const config = objectOf(JSON.parse((await blob(digestOf(manifest['config']))).toString()))
  const diffIds = listOf(objectOf(config['rootfs'])['diff_ids'])
  const descriptors = listOf(manifest['layers'])
  if (diffIds.length !== descriptors.length) {
    throw new Error(`the manifest has ${descriptors.length} layers, the config ${diffIds.length} diffIDs`)
  }
  const layers: TarEntry[][] = []
  for (const [index, descriptor] of descriptors.entries()) {
    const tar = decompress(await blob(digestOf(descriptor)))
    assertDigest(tar, String(diffIds[index]))
    layers.push(readTar(tar))
  }
  return { files: flatten(layers), config, manifest, layers }
}

function chooseManifest(manifests: readonly unknown[]): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const ours = manifests.filter((entry) => {
    const { platform } = objectOf(entry)
    return platform === undefined || objectOf(platform)['architecture'] === arch
  })
  const [only, ...others] = ours
  if (only === undefined || others.length > 0)
    throw new Error(`${ours.length} manifests are for ${arch}, not one`)
  return digestOf(only)
}

function decompress(layer: Buffer): Buffer {
  if (layer.readUInt16BE(0) === 0x1f8b) return gunzipSync(layer)
  // Node 20 has no zstd of its own.
  if (layer.readUInt32BE(0) === 0x28b52ffd)
    return execFileSync('zstd', ['-d', '-c'], { input: layer, maxBuffer: 1 << 30 })
  return layer
}

/** Applies layers one upon the other, with whiteouts and opaque directories (image-spec `layer.md`). */
export function flatten(layers: readonly (readonly TarEntry[])[]): Map<string, ImageFile> {
  const nodes = new Map<string, { entry: TarEntry }>() // names of one file share one node
  for (const layer of layers) {
    for (const { path } of layer) {
      const { directory, name } = splitPath(path)
      if (name === '.wh..wh..opq') removeBelow(nodes, directory)
      else if (name.startsWith('.wh.')) removeTree(nodes, joinPath(directory, name.slice(4)))
    }
    for (const entry of layer) {
      if (splitPath(entry.path).name.startsWith('.wh.')) continue
      const before = nodes.get(entry.path)
      if (before?.entry.type === 'directory' && entry.type !== 'directory') removeTree(nodes, entry.path)
      const target = entry.type === 'hardlink' ? nodes.get(entry.link) : { entry }
      if (target === undefined)
        throw new Error(`/${entry.path} is a hard link to /${entry.link}, which is not there`)
      nodes.set(entry.path, target)
    }
  }
  return resolve(nodes)
}

function resolve(nodes: ReadonlyMap<string, { entry: TarEntry }>): Map<string, ImageFile> {
  const names = new Map<object, string[]>()
  for (const [path, node] of nodes) names.set(node, [...(names.get(node) ?? []), path])
  const files = new Map<string, ImageFile>()
  for (const [path, node] of nodes) {
    const { type } = node.entry
    if (type === 'hardlink') throw new Error(`/${path} is a hard link to a hard link`)
    const sharedWith = (names.get(node) ?? []).filter((name) => name !== path).sort()
    files.set(path, { ...node.entry, path, type, sharedWith })
  }
  return files
}

function removeBelow(nodes: Map<string, unknown>, directory: string): void {
  const prefix = directory === '' ? '' : `${directory}/`
  for (const path of nodes.keys()) if (path !== '' && path.startsWith(prefix)) nodes.delete(path)
}

function removeTree(nodes: Map<string, unknown>, path: string): void {
  nodes.delete(path)
  removeBelow(nodes, path)
}

const FILE_FIELDS = [
  'type',
  'mode',
  'uid',
  'gid',
  'size',
  'sha256',
  'link',
  'device',
  'xattrs',
  'sharedWith',
] as const

/** Everything in which two images differ, file by file and config field by field; empty when they are alike. */
export function compareImages(left: FlatImage, right: FlatImage, options: CompareOptions = {}): Difference[] {
  const differences = [
    ...compareFiles(left, right, options.times ?? false),
    ...compareConfigs(left, right),
    ...(options.making === true ? compareMaking(left, right) : []),
  ]
  const ignore = options.ignore ?? []
  return differences.filter(({ where }) => {
    const subject = where.replace(/ \w+$/, '') // without the field
    return !ignore.some((name) => where === name || subject === name || subject.startsWith(`${name}/`))
  })
}

function compareFiles(left: FlatImage, right: FlatImage, times: boolean): Difference[] {
  // The root directory itself is an entry in some layers and left out of others: neither is wrong.
  const paths = [...new Set([...left.files.keys(), ...right.files.keys()])].filter((path) => path !== '')
  return paths.sort().flatMap((path): Difference[] => {
    const [a, b] = [left.files.get(path), right.files.get(path)]
    if (a === undefined || b === undefined) {
      return [{ where: `/${path}`, left: a?.type ?? 'missing', right: b?.type ?? 'missing' }]
    }
    const fields = times ? ([...FILE_FIELDS, 'mtime'] as const) : FILE_FIELDS
    return fields.flatMap((field) => difference(`/${path} ${field}`, a[field], b[field]))
  })
}

function compareConfigs(left: FlatImage, right: FlatImage): Difference[] {
  const platform = ['architecture', 'os', 'variant', 'os.version'].flatMap((field) =>
    difference(field, left.config[field], right.config[field]),
  )
  const [a, b] = [objectOf(left.config['config'] ?? {}), objectOf(right.config['config'] ?? {})]
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return [
    ...platform,
    ...fields.flatMap((field) => difference(`config.${field}`, meaning(a[field]), meaning(b[field]))),
  ]
}

/** History is compared field by field over all of its entries: builders word each one in a way of their own. */
function compareMaking(left: FlatImage, right: FlatImage): Difference[] {
  const [a, b] = [historyOf(left), historyOf(right)]
  const fields = [...new Set([...a, ...b].flatMap((entry) => Object.keys(entry)))].sort()
  const known = new Set(['architecture', 'os', 'variant', 'os.version', 'config', 'history', 'rootfs'])
  const others = [...new Set([...Object.keys(left.config), ...Object.keys(right.config)])].sort()
  return [
    ...others
      .filter((field) => !known.has(field))
      .flatMap((field) => difference(field, meaning(left.config[field]), meaning(right.config[field]))),
    ...difference('history length', a.length, b.length),
    ...fields.flatMap((field) =>
      difference(
        `history ${field}`,
        a.map((entry) => meaning(entry[field]) ?? null),
        b.map((entry) => meaning(entry[field]) ?? null),
      ),
    ),
    ...difference('manifest mediaType', left.manifest['mediaType'], right.manifest['mediaType']),
    ...difference('manifest annotations', left.manifest['annotations'], right.manifest['annotations']),
    ...difference('layer count', left.layers.length, right.layers.length),
    ...difference('layer mediaTypes', layerTypesOf(left), layerTypesOf(right)),
  ]
}

function historyOf(image: FlatImage): readonly Record<string, unknown>[] {
  return listOf(image.config['history'] ?? []).map(objectOf)
}

function layerTypesOf(image: FlatImage): readonly unknown[] {
  return [...new Set(listOf(image.manifest['layers']).map((layer) => objectOf(layer)['mediaType']))]
}

/** `null`, `""`, `[]`, `{}` and an absent field all say nothing; builders differ in which of them they write. */
function meaning(value: unknown): unknown {
  if (value === null || value === '' || value === false) return undefined
  if (typeof value === 'object' && Object.keys(value).length === 0) return undefined
  return value
}

function difference(where: string, left: unknown, right: unknown): Difference[] {
  return canonical(left) === canonical(right) ? [] : [{ where, left, right }]
}

/** Lists keep their order, which has a meaning; keys of objects have none. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function splitPath(path: string): { directory: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { directory: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) }
}

function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

function assertDigest(bytes: Buffer, digest: string): void {
  const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (actual !== digest) throw new Error(`a blob named ${digest} is ${actual}`)
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('an object was expected')
  return Object.fromEntries(Object.entries(value))
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('a list was expected')
  return value
}

function digestOf(descriptor: unknown): string {
  const { digest } = objectOf(descriptor)
  if (typeof digest !== 'string') throw new Error('a descriptor without a digest')
  return digest
}
