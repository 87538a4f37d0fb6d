import { closest } from '../errors/suggest.js'
import { parseReference, type Reference } from '../oci/reference.js'
import type { Reader } from './reader.js'
import type { ProjectSettings, S2iSettings } from './request.js'
import type { InputName } from './table.js'

/** Settings of Jib that may be given, by its own names (`-Djib.NAME`), and two of ours: `plugin` and `repository`. */
const JIB_SETTINGS = [
  'from.image',
  'container.args',
  'container.entrypoint',
  'container.environment',
  'container.ports',
  'container.user',
  'container.volumes',
  'container.workingDirectory',
  'container.jvmFlags',
  'container.mainClass',
  'container.format',
  'container.appRoot',
  'container.creationTime',
  'container.filesModificationTime',
  'container.extraClasspath',
  'container.expandClasspathDependencies',
  'extraDirectories.paths',
  'extraDirectories.permissions',
  'containerizingMode',
  'containerize',
  'plugin',
  'repository',
] as const

/** Settings that Dockless has inputs for. */
const OTHER_INPUTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:to\.(?:image|tags)|image)$/, 'tags'],
  [/^from\.platforms$/, 'platforms'],
  [/^container\.labels$/, 'labels'],
  [/\.(?:auth|credHelper)\b/, 'registry, username and password'],
  [/^allowInsecureRegistries$/, 'insecure-registries'],
  [/^outputPaths\.|^tar$/, 'load'],
]

const JKUBE_SETTING = /^(?:plugin|(?:generator|enricher|build|docker|image|maven)\.[\w.-]+)$/
const VARIABLE = /^[A-Za-z_]\w*$/

/** Reads `jib` and `jkube`: settings by the plugins' own names. */
export function readProjectSettings(reader: Reader): ProjectSettings {
  return { jib: readJib(reader), jkube: readJkube(reader) }
}

function readJib(reader: Reader): Readonly<Record<string, string>> {
  const names: readonly string[] = JIB_SETTINGS
  return readSettings(reader, 'jib', (name) => {
    if (names.includes(name)) return undefined
    const other = OTHER_INPUTS.find(([pattern]) => pattern.test(name))
    if (other) return `Use the input ${other[1]} for it`
    const near = closest(name, names)
    return near === undefined ? `Write one of ${names.join(', ')}` : `Did you mean ${near}?`
  })
}

function readJkube(reader: Reader): Readonly<Record<string, string>> {
  return readSettings(reader, 'jkube', (name) =>
    JKUBE_SETTING.test(name)
      ? undefined
      : 'Write JKube’s own name without jkube., such as generator.java-exec.mainClass',
  )
}

/** `fixOf` says what to write instead of a name that is not one. */
function readSettings(
  reader: Reader,
  input: InputName,
  fixOf: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const settings = reader.pairs(input).flatMap(({ key, value }) => {
    const name = key.trim().replace(new RegExp(`^${input}\\.`), '')
    const fix = value === undefined ? `Write ${name}=VALUE` : fixOf(name)
    if (fix === undefined) return [[name, value ?? ''] as const]
    reader.wrong(input, `"${name}" is not a setting that can be given`, fix)
    return []
  })
  return Object.fromEntries(settings)
}

/** Reads what a build by s2i needs. */
export function readS2i(reader: Reader): S2iSettings {
  const environment = reader.pairs('s2i-environment').flatMap(({ key, value }) => {
    if (VARIABLE.test(key) && value !== undefined) return [[key, value] as const]
    reader.wrong('s2i-environment', `"${key}" is not a variable with a value`, 'Write NAME=VALUE')
    return []
  })
  return {
    builder: readBuilder(reader),
    environment: Object.fromEntries(environment),
    incremental: reader.boolean('s2i-incremental'),
  }
}

function readBuilder(reader: Reader): Reference | undefined {
  const text = reader.text('s2i-builder')
  if (text === undefined) return undefined
  const reference = parseReference(text)
  if (!('reason' in reference)) return reference
  reader.wrong(
    's2i-builder',
    `"${text}" is not an image: ${reference.reason}`,
    'Write registry/repository:tag',
  )
  return undefined
}
