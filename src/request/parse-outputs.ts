import path from 'node:path'
import { parseReference, type Reference } from '../oci/reference.js'
import type { RequestEnvironment } from './environment.js'
import type { Reader } from './reader.js'
import type { Output } from './request.js'

/** What becomes of the image, read from `push`, `load` and `outputs` together. */
export interface Exports {
  readonly push: boolean
  readonly outputs: readonly Output[]
  /** References that `outputs` names with `name=`: tags like all others. */
  readonly names: readonly Reference[]
}

const NO_DAEMON =
  'There is no daemon to load into: write outputs: type=docker,dest=FILE or type=oci,dest=FILE'
const KINDS = 'Write oci:DIR, oci-archive:FILE or docker-archive:FILE'

export function readExports(reader: Reader, env: RequestEnvironment): Exports {
  const exported = reader.list('outputs').map((item) => readOutput(reader, env, item))
  const outputs = [...readLoad(reader, env), ...exported.flatMap((each) => each.outputs)]
  const paths = new Set<string>()
  for (const output of outputs) {
    if (paths.has(output.path)) {
      reader.wrong(
        reader.has('outputs') ? 'outputs' : 'load',
        `${output.path} is written twice`,
        'Give each a path of its own',
      )
    }
    paths.add(output.path)
  }
  return {
    push: reader.boolean('push') || exported.some((each) => each.push),
    outputs,
    names: exported.flatMap((each) => each.names),
  }
}

function readLoad(reader: Reader, env: RequestEnvironment): readonly Output[] {
  return reader.list('load').flatMap((item): readonly Output[] => {
    if (/^(true|1|yes)$/i.test(item)) {
      reader.wrong('load', `"${item}" asks for an image in a Docker daemon`, NO_DAEMON)
      return []
    }
    if (/^false$/i.test(item)) return []
    const [, scheme = '', file = ''] = /^([a-z-]+):(.+)$/s.exec(item) ?? []
    const kind = KIND_OF_LOAD.get(scheme)
    if (kind) return [{ kind, path: path.resolve(env.cwd, file) }]
    reader.wrong('load', `"${item}" is not KIND:PATH`, KINDS)
    return []
  })
}

const KIND_OF_LOAD: ReadonlyMap<string, Output['kind']> = new Map([
  ['oci', 'oci-directory'],
  ['oci-archive', 'oci-archive'],
  ['docker-archive', 'docker-archive'],
])

const NOTHING: Exports = { push: false, outputs: [], names: [] }

/** Reads one item of `outputs`: `type=…` and its attributes, as docker/build-push-action has them. */
function readOutput(reader: Reader, env: RequestEnvironment, item: string): Exports {
  const attributes = readAttributes(item)
  const type = attributes.get('type')
  attributes.delete('type')
  if (type === 'image' || type === 'registry') return readImage(reader, item, type, attributes)
  if (type === 'oci' || type === 'docker') return readArchive(reader, env, item, type, attributes)
  const problem =
    type === undefined ? `"${item}" has no type` : `the type "${type}" of "${item}" cannot be made`
  reader.wrong('outputs', problem, 'Write type=oci, type=docker, type=image or type=registry')
  return NOTHING
}

/** Attributes may hold several names in quotes, whose inner commas then belong to the value. */
function readAttributes(item: string): Map<string, string> {
  const parts = item.match(/(?:"[^"]*"|[^,"])+/g) ?? []
  return new Map(
    parts.map((part) => {
      const plain = part.replaceAll('"', '').trim()
      const equals = plain.indexOf('=')
      return equals === -1 ? [plain, ''] : [plain.slice(0, equals), plain.slice(equals + 1)]
    }),
  )
}

function readImage(reader: Reader, item: string, type: string, attributes: Map<string, string>): Exports {
  const push = type === 'registry' || attributes.get('push') === 'true'
  const names = (attributes.get('name') ?? '').split(',').filter((name) => name !== '')
  attributes.delete('push')
  attributes.delete('name')
  refuseOthers(reader, item, attributes)
  return {
    push,
    outputs: [],
    names: names.flatMap((name) => {
      const reference = parseReference(name)
      if (!('reason' in reference)) return [reference]
      reader.wrong(
        'outputs',
        `"${name}" is not an image reference: ${reference.reason}`,
        'Write name=registry/repository:tag',
      )
      return []
    }),
  }
}

function readArchive(
  reader: Reader,
  env: RequestEnvironment,
  item: string,
  type: 'oci' | 'docker',
  attributes: Map<string, string>,
): Exports {
  const destination = attributes.get('dest')
  const tar = attributes.get('tar') ?? 'true'
  attributes.delete('dest')
  attributes.delete('tar')
  refuseOthers(reader, item, attributes)
  if (destination === undefined || destination === '' || destination === '-') {
    const fix = type === 'docker' ? NO_DAEMON : 'Write type=oci,dest=FILE'
    reader.wrong('outputs', `"${item}" names no destination`, fix)
    return NOTHING
  }
  if (tar !== 'true' && tar !== 'false') {
    reader.wrong('outputs', `tar=${tar} of "${item}" is not a boolean`, 'Write tar=true or tar=false')
  }
  const file = path.resolve(env.cwd, destination)
  if (tar !== 'false') {
    return { ...NOTHING, outputs: [{ kind: type === 'oci' ? 'oci-archive' : 'docker-archive', path: file }] }
  }
  if (type === 'oci') return { ...NOTHING, outputs: [{ kind: 'oci-directory', path: file }] }
  reader.wrong(
    'outputs',
    `"${item}" asks for a docker archive that is none`,
    'Write type=oci,dest=DIR,tar=false',
  )
  return NOTHING
}

function refuseOthers(reader: Reader, item: string, attributes: ReadonlyMap<string, string>): void {
  for (const name of attributes.keys()) {
    reader.wrong('outputs', `the attribute "${name}" of "${item}" is not known`, 'Remove it')
  }
}
