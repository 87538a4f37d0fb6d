import path from 'node:path'
import { parseReference } from '../oci/reference.js'
import type { RequestEnvironment } from './environment.js'
import type { Reader } from './reader.js'
import type { ContextLocation, NamedContext } from './request.js'
import type { InputName } from './table.js'

/** build-push-action's word for its default context; ours is the workspace. */
const DEFAULT_CONTEXT = /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/

/**
 * Reads the build context: a directory that exists, a git URL (`.git`, `git@`, `ssh://`, `git://`, with
 * `#ref:subdirectory` or `?ref=&subdir=`), or an http(s) URL of an archive.
 */
export function readContext(reader: Reader, env: RequestEnvironment): ContextLocation {
  const text = reader.text('context')
  if (text === undefined) return { kind: 'path', path: env.workspace }
  return readLocation(reader, env, 'context', text) ?? { kind: 'path', path: env.workspace }
}

/** The Dockerfile as given; one that was named must be there. The default is looked for when the context is open. */
export function readFile(
  reader: Reader,
  env: RequestEnvironment,
  context: ContextLocation,
): string | undefined {
  const file = reader.text('file')
  if (file === undefined || context.kind !== 'path') return file
  if (!env.isReadableFile(path.resolve(env.cwd, file))) {
    const inContext = path.resolve(context.path, file)
    const hint = env.isReadableFile(inContext)
      ? `it is relative to the working directory: write ${path.relative(env.cwd, inContext)}`
      : `no readable file there, seen from ${env.cwd}`
    reader.wrong('file', `"${file}" cannot be read`, `Name a Dockerfile; ${hint}`)
  }
  return file
}

/** Reads `build-contexts`: name -> directory, URL, image or OCI layout. */
export function readNamedContexts(
  reader: Reader,
  env: RequestEnvironment,
): Readonly<Record<string, NamedContext>> {
  const contexts = reader.pairs('build-contexts').flatMap(({ key, value }) => {
    if (key === '' || value === undefined || value === '') {
      reader.wrong('build-contexts', `"${key}" is not a named context`, 'Write NAME=CONTEXT')
      return []
    }
    const context = readNamedContext(reader, env, value)
    return context ? [[key, context] as const] : []
  })
  return Object.fromEntries(contexts)
}

function readNamedContext(reader: Reader, env: RequestEnvironment, value: string): NamedContext | undefined {
  const [, scheme, rest = ''] = /^(docker-image|oci-layout):(?:\/\/)?(.*)$/s.exec(value) ?? []
  if (scheme === 'docker-image') {
    const reference = parseReference(rest)
    if (!('reason' in reference)) return { kind: 'image', reference }
    reader.wrong(
      'build-contexts',
      `"${rest}" is not an image: ${reference.reason}`,
      'Write docker-image://REF',
    )
    return undefined
  }
  if (scheme === 'oci-layout') {
    const [, directory = '', tag, digest] =
      /^(.*?)(?::(\w[\w.-]*))?(?:@(sha256:[0-9a-f]{64}))?$/s.exec(rest) ?? []
    const resolved = path.resolve(env.cwd, directory)
    if (env.isDirectory(resolved)) {
      return { kind: 'oci-layout', path: resolved, reference: digest ?? tag }
    }
    reader.wrong(
      'build-contexts',
      `"${directory}" is not a directory`,
      'Name an OCI layout: oci-layout://DIR[:TAG]',
    )
    return undefined
  }
  return readLocation(reader, env, 'build-contexts', value)
}

function readLocation(
  reader: Reader,
  env: RequestEnvironment,
  input: InputName,
  text: string,
): ContextLocation | undefined {
  const fallback = DEFAULT_CONTEXT.exec(text)
  const remote = fallback ? undefined : parseRemote(text)
  if (remote && 'reason' in remote) {
    reader.wrong(input, remote.reason, 'Write https://host/repository.git#ref:subdirectory')
    return undefined
  }
  if (remote) return remote
  const directory = fallback ? path.resolve(env.workspace, fallback[1] ?? '') : path.resolve(env.cwd, text)
  if (env.isDirectory(directory)) return { kind: 'path', path: directory }
  reader.wrong(input, `"${text}" is not a directory`, `Name one that exists, seen from ${env.cwd}, or a URL`)
  return undefined
}

type Remote = Exclude<ContextLocation, { kind: 'path' }>

/** Reads a git or archive URL as BuildKit tells them apart; undefined for anything else, which is a path. */
export function parseRemote(text: string): Remote | { readonly reason: string } | undefined {
  const scp = /^[\w.-]+@[\w.-]+:/.test(text)
  const url = /^(https?|ssh|git):\/\//i.exec(text)
  const bare = text.startsWith('github.com/')
  if (!scp && !url && !bare) return undefined
  const [location, fragment] = splitOnce(bare ? `https://${text}` : text, '#')
  const [address, query] = splitOnce(location, '?')
  const http = /^https?:/i.test(location)
  if (http && /^https?:\/\/[^/]*@/i.test(location)) {
    return { reason: 'the URL holds a user name or password, which would end up in logs' }
  }
  if (http && !bare && !/\.git\/?$/.test(address)) return { kind: 'archive', url: text }
  const [ref, subdirectory] = splitOnce(fragment ?? '', ':')
  const parameters = new URLSearchParams(query ?? '')
  const named = {
    ref: parameters.get('ref') || ref || undefined,
    sub: parameters.get('subdir') || subdirectory,
  }
  if (named.ref?.startsWith('-')) return { reason: `the ref "${named.ref}" begins with "-"` }
  if (named.sub?.split('/').includes('..')) return { reason: `the subdirectory "${named.sub}" leads out` }
  return { kind: 'git', url: address, ref: named.ref, subdirectory: named.sub || undefined }
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
