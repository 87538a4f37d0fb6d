import { parse as parseCsv } from 'csv-parse/sync'
import { type DocklessError, messageOf, type Place } from '../errors/errors.js'
import type { RawMount } from './ast.js'
import { didYouMean, dockerfileError } from './failure.js'

/** A `--mount` of RUN, its variables expanded. */
export interface Mount {
  readonly type: MountType
  /** Stage, image or named context that it reads from. */
  readonly from: string | undefined
  readonly source: string | undefined
  readonly target: string | undefined
  readonly readOnly: boolean
  /** Id of a cache, a secret or an ssh socket, as given. */
  readonly id: string | undefined
  readonly sharing: 'shared' | 'private' | 'locked' | undefined
  readonly required: boolean
  /** Environment variable that a secret is given in. */
  readonly env: string | undefined
  /** Size limit of a tmpfs, as written (`64m`). */
  readonly size: string | undefined
  readonly mode: number | undefined
  readonly uid: number | undefined
  readonly gid: number | undefined
}

const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const
export type MountType = (typeof MOUNT_TYPES)[number]

const SHARING = ['shared', 'private', 'locked'] as const
const CANONICAL: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
}
const KEYS = [
  'type',
  'from',
  'source',
  'target',
  'readonly',
  'readwrite',
  'id',
  'sharing',
  'required',
  'size',
  'mode',
  'uid',
  'gid',
  'env',
] as const
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])

/** Takes what can be read before expansion: `from` may hold no variable. Throws DocklessError. */
export function parseRawMount(text: string, place: Place): RawMount {
  const from = fieldsOf(text, place).findLast((field) => field.key === 'from')?.value
  const dollar = from?.indexOf('$') ?? -1
  if (from !== undefined && dollar !== -1 && dollar !== from.length - 1) {
    throw dockerfileError(
      `--mount=from=${from} holds a variable, which is not expanded there`,
      place,
      'Name a stage: FROM the image with an ARG of the top of the file, AS a name, and mount from that name',
    )
  }
  return { text, from: from === '' ? undefined : from }
}

/** Reads a mount, each value passed through `expandValue`. Throws DocklessError for what BuildKit refuses. */
export function readMount(raw: RawMount, expandValue: (value: string) => string, place: Place): Mount {
  const values = new Map<string, string>()
  for (const { key, value } of fieldsOf(raw.text, place)) {
    checkKey(key, place)
    values.set(key, value === undefined ? switchValue(key, place) : expandValue(value))
  }
  const mount = mountOf(values, place)
  checkMount(mount, values, place)
  return mount
}

/** The id that a secret mount asks for: `source`, else `id`, else the name of the target. */
export function secretId(mount: Mount): string {
  return mount.source || mount.id || (mount.target?.split('/').findLast((part) => part !== '') ?? '')
}

/** The id that an ssh mount asks for. */
export function sshId(mount: Mount): string {
  return mount.id || 'default'
}

/** The id of a cache mount: its target where none is given. */
export function cacheId(mount: Mount): string {
  return mount.id || (mount.target ?? '').replace(/(?<=.)\/+$/, '')
}

interface Field {
  readonly key: string
  readonly value: string | undefined
}

function fieldsOf(text: string, place: Place): readonly Field[] {
  return csvFields(text, place).map((field) => {
    const equals = field.indexOf('=')
    const name = (equals === -1 ? field : field.slice(0, equals)).toLowerCase()
    const key = Object.hasOwn(CANONICAL, name) ? (CANONICAL[name] ?? name) : name
    return { key, value: equals === -1 ? undefined : field.slice(equals + 1) }
  })
}

function checkKey(key: string, place: Place): void {
  if (KEYS.some((known) => known === key)) return
  const fix = didYouMean(key, KEYS, `The keys are ${KEYS.join(', ')}`)
  throw dockerfileError(`--mount has no key "${key}"`, place, fix)
}

function csvFields(text: string, place: Place): readonly string[] {
  try {
    const [fields]: readonly (readonly string[])[] = parseCsv(text)
    if (!fields) throw new Error('it is empty')
    return fields
  } catch (error) {
    throw dockerfileError(
      `--mount=${text} is no list of fields: ${messageOf(error)}`,
      place,
      'Write key=value fields with commas between, as in --mount=type=cache,target=/root/.cache',
    )
  }
}

function switchValue(key: string, place: Place): string {
  if (key === 'readonly' || key === 'readwrite' || key === 'required') return 'true'
  throw dockerfileError(`--mount has "${key}" without a value`, place, `Write ${key}=VALUE`)
}

function mountOf(values: ReadonlyMap<string, string>, place: Place): Mount {
  const type = oneOf('type', values.get('type') ?? 'bind', MOUNT_TYPES, place)
  const sharing = values.get('sharing')
  const readOnly = flag('readonly', values, place)
  const readWrite = flag('readwrite', values, place)
  return {
    type,
    from: values.get('from') || undefined,
    source: values.get('source'),
    target: values.get('target'),
    readOnly: readOnly ?? (readWrite === undefined ? type !== 'cache' && type !== 'tmpfs' : !readWrite),
    id: values.get('id'),
    sharing: sharing === undefined ? undefined : oneOf('sharing', sharing, SHARING, place),
    required: flag('required', values, place) ?? false,
    env: values.get('env'),
    size: values.get('size'),
    mode: number('mode', values, /^[0-7]+$/, 8, place),
    uid: number('uid', values, /^[0-9]+$/, 10, place),
    gid: number('gid', values, /^[0-9]+$/, 10, place),
  }
}

function oneOf<T extends string>(key: string, value: string, known: readonly T[], place: Place): T {
  const found = known.find((candidate) => candidate === value.toLowerCase())
  if (found !== undefined) return found
  const fix = didYouMean(value, known, `Use one of ${known.join(', ')}`)
  throw dockerfileError(`--mount knows no ${key} "${value}"`, place, fix)
}

function flag(key: string, values: ReadonlyMap<string, string>, place: Place): boolean | undefined {
  const value = values.get(key)
  if (value === undefined) return undefined
  if (TRUE.has(value)) return true
  if (FALSE.has(value)) return false
  throw dockerfileError(`--mount has ${key}=${value}`, place, `Write ${key}=true or ${key}=false`)
}

function number(
  key: string,
  values: ReadonlyMap<string, string>,
  pattern: RegExp,
  base: 8 | 10,
  place: Place,
): number | undefined {
  const value = values.get(key)
  if (value === undefined) return undefined
  const result = Number.parseInt(value, base)
  if (pattern.test(value) && result < 2 ** 32) return result
  const fix = base === 8 ? `Write ${key} in octal, as in ${key}=0400` : `Write ${key} as a number`
  throw dockerfileError(`--mount has ${key}=${value}`, place, fix)
}

/** Which keys go with which types (BuildKit: frontend/dockerfile/instructions, RUN --mount). */
function checkMount(mount: Mount, values: ReadonlyMap<string, string>, place: Place): void {
  const { type } = mount
  const only = (key: string, types: readonly MountType[]): void => {
    if (values.has(key) && !types.includes(type))
      throw misplaced(
        `${key} does not go with type=${type}`,
        `Use it with ${types.join(', ')}, or remove it`,
        place,
      )
  }
  only('required', ['secret', 'ssh'])
  only('size', ['tmpfs'])
  only('sharing', ['cache'])
  for (const key of ['mode', 'uid', 'gid']) only(key, ['cache', 'secret', 'ssh'])
  if (type === 'ssh' && mount.source)
    throw misplaced('source does not go with type=ssh', 'Write id=ID', place)
  if (type !== 'secret') return
  if (mount.from) throw misplaced('from does not go with type=secret', 'Remove it', place)
  if (!mount.source && !mount.target && !mount.id)
    throw misplaced('the secret has no id', 'Write id=ID, the name under which the secret is given', place)
  if (mount.source && mount.id)
    throw misplaced('the secret has an id and a source', 'Keep id, and write target= for the file', place)
}

function misplaced(problem: string, fix: string, place: Place): DocklessError {
  return dockerfileError(`--mount: ${problem}`, place, fix)
}
