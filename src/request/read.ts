import type { Mistake } from '../errors/errors.js'
import type { Platform } from '../oci/image.js'
import { nativePlatform, parsePlatform } from '../oci/platform.js'
import type { RequestEnvironment } from './environment.js'
import { readCache } from './parse-cache.js'
import { readBuilder, readToolSources } from './parse-builder.js'
import { readContext, readFile, readNamedContexts } from './parse-context.js'
import { readHosts, readLimits, readShmSize } from './parse-limits.js'
import { readExports } from './parse-outputs.js'
import { readProjectSettings, readS2i } from './parse-projects.js'
import {
  readCertificates,
  readInsecureRegistries,
  readLogins,
  readMirrors,
  readTags,
} from './parse-registries.js'
import { readSecrets, readSsh } from './parse-secrets.js'
import type { RawInputs } from './raw.js'
import { Reader } from './reader.js'
import { type Annotation, type BuildRequest, STRATEGY_NAMES, type ToolSources } from './request.js'

const STRATEGIES = ['auto', ...STRATEGY_NAMES] as const
const NETWORKS = ['default', 'host', 'none'] as const
const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor'] as const

/** What a command that builds nothing needs to talk to registries. */
export type RegistryAccess = Pick<
  BuildRequest,
  'logins' | 'mirrors' | 'insecureRegistries' | 'caCertificates'
>

/**
 * Turns raw inputs into a request. Throws WrongInput with every mistake at once: those that were found before
 * (`earlier`: names of flags) and those of values.
 */
export function readRequest(
  raw: RawInputs,
  env: RequestEnvironment,
  earlier: readonly Mistake[] = [],
): BuildRequest {
  const reader = new Reader(raw, earlier)
  const context = readContext(reader, env)
  const { push, outputs, names } = readExports(reader, env)
  const tags = readTags(reader, names)
  if (push && tags.length === 0 && !reader.has('tags')) {
    reader.wrong('tags', 'there is none to push to', 'Write tags: registry/repository:tag, or remove push')
  }
  const request: BuildRequest = {
    context,
    file: readFile(reader, env, context),
    target: reader.text('target'),
    buildArgs: readBuildArgs(reader, env),
    buildContexts: readNamedContexts(reader, env),
    labels: readLabels(reader),
    annotations: readAnnotations(reader),
    tags,
    platform: readPlatform(reader),
    push,
    outputs,
    noCache: reader.boolean('no-cache'),
    pull: reader.boolean('pull'),
    secrets: readSecrets(reader, env),
    ssh: readSsh(reader, env),
    network: reader.choice('network', NETWORKS, 'default'),
    addHosts: readHosts(reader),
    shmSize: readShmSize(reader),
    limits: readLimits(reader),
    strategy: reader.choice('strategy', STRATEGIES, 'auto'),
    builder: readBuilder(reader, env),
    tools: readToolSources(reader),
    cache: readCache(reader, env),
    project: readProjectSettings(reader),
    s2i: readS2i(reader),
    ...access(reader, env),
    allowPrivileged: reader.boolean('allow-privileged'),
    allowSharedCredentials: reader.boolean('allow-shared-credentials'),
    sourceDateEpoch: readSourceDateEpoch(reader, env),
  }
  reader.finish()
  return request
}

/** The part of a request that is about registries alone. Throws WrongInput as `readRequest` does. */
export function readRegistryAccess(
  raw: RawInputs,
  env: RequestEnvironment,
  earlier: readonly Mistake[] = [],
): RegistryAccess {
  const reader = new Reader(raw, earlier)
  const found = access(reader, env)
  reader.finish()
  return found
}

/** Where builders come from, for a command that builds nothing. Throws WrongInput as `readRequest` does. */
export function readTools(raw: RawInputs, earlier: readonly Mistake[] = []): ToolSources {
  const reader = new Reader(raw, earlier)
  const found = readToolSources(reader)
  reader.finish()
  return found
}

function access(reader: Reader, env: RequestEnvironment): RegistryAccess {
  return {
    logins: readLogins(reader, env),
    mirrors: readMirrors(reader),
    insecureRegistries: readInsecureRegistries(reader),
    caCertificates: readCertificates(reader, env),
  }
}

function readBuildArgs(reader: Reader, env: RequestEnvironment): Readonly<Record<string, string>> {
  const args = reader.pairs('build-args').flatMap(({ key, value }) => {
    const given = value ?? env.variable(key)
    if (key === '' || /\s/.test(key)) {
      reader.wrong('build-args', `the name "${key}" is not one of an argument`, 'Write KEY=VALUE')
      return []
    }
    if (given !== undefined) return [[key, given] as const]
    reader.wrong('build-args', `"${key}" has no value, and no variable has that name`, `Write ${key}=VALUE`)
    return []
  })
  return Object.fromEntries(args)
}

function readLabels(reader: Reader): Readonly<Record<string, string>> {
  const labels = reader.pairs('labels').flatMap(({ key, value }) => {
    if (key !== '') return [[key, value ?? ''] as const]
    reader.wrong('labels', `"=${value}" has no name`, 'Write KEY=VALUE')
    return []
  })
  return Object.fromEntries(labels)
}

function readAnnotations(reader: Reader): readonly Annotation[] {
  return reader.list('annotations').flatMap((item) => {
    const [, prefix = 'manifest', name = '', value = ''] =
      /^(?:([a-z,-]+(?:\[[^\]]*\])?):)?([^=]+)=(.*)$/s.exec(item) ?? []
    const levels = prefix.split(',').map((text) => LEVELS.find((level) => level === text))
    if (name !== '' && levels.every((level) => level !== undefined)) {
      return levels.map((level) => ({ level, name, value }))
    }
    const fix = `Write KEY=VALUE, or LEVEL:KEY=VALUE with one of ${LEVELS.join(', ')}`
    reader.wrong('annotations', `"${item}" is not an annotation`, fix)
    return []
  })
}

function readPlatform(reader: Reader): Platform {
  const items = reader.list('platforms')
  const platforms = items.flatMap((item) => {
    const platform = parsePlatform(item)
    if (platform) return [platform]
    reader.wrong('platforms', `"${item}" is not a platform`, 'Write for instance linux/amd64 or linux/arm64')
    return []
  })
  if (items.length > 1) {
    reader.wrong(
      'platforms',
      'there are several, and one can be built at a time',
      'Build each in a job of its own',
    )
  }
  return platforms[0] ?? nativePlatform()
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(reader: Reader, env: RequestEnvironment): number | undefined {
  const text = env.variable('SOURCE_DATE_EPOCH')
  if (text === undefined || text === '') return undefined
  const seconds = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seconds)) return seconds
  reader.mistake({
    input: 'SOURCE_DATE_EPOCH',
    problem: `"${text}" is not a number of seconds since 1970`,
    fix: 'Write digits alone, or unset it',
  })
  return undefined
}

/** Where each given input came from, for people: `--tags`, `INPUT_TAGS`, `DOCKLESS_TAGS`. */
export function originsOf(raw: RawInputs): readonly { readonly input: string; readonly origin: string }[] {
  return [...raw].map(([input, { origin }]) => ({ input, origin: origin.name }))
}
