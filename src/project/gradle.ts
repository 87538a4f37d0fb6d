import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseReference } from '../oci/reference.js'
import { javaVersionOf } from './java.js'
import type { NamedBase, ProjectModule } from './project.js'

export interface GradleProject {
  readonly modules: readonly ProjectModule[]
  readonly isMultiModule: boolean
  readonly unread: readonly string[]
}

const BUILD = ['build.gradle', 'build.gradle.kts']
const SETTINGS = ['settings.gradle', 'settings.gradle.kts']
const JIB_PLUGIN = 'com.google.cloud.tools.jib'
const QUOTED = /["']([^"'\n]*)["']/g
/** Plugins that make a module an application; a library has `java-library`. */
const APPLICATION =
  /\bapplication\b|org\.springframework\.boot|io\.quarkus|io\.micronaut\.application|com\.google\.cloud\.tools\.jib/

/**
 * Reads what a Gradle project writes in the usual way. Build files are programs, so what they come to is known only
 * when they have run: the init script looks again, and refuses what this reading did not foresee.
 */
export async function readGradle(
  directory: string,
  show: (file: string) => string,
): Promise<GradleProject | undefined> {
  const settings = await firstOf(directory, SETTINGS)
  const build = await firstOf(directory, BUILD)
  if (!settings && !build) return undefined
  const included = [...(settings?.text.matchAll(/^\s*include\b\s*\(?([^\n)]*(?:,\s*\n[^\n)]*)*)/gm) ?? [])]
    .flatMap(([, list = '']) => [...list.matchAll(QUOTED)].map(([, name = '']) => name))
    .map((name) => `:${name.replace(/^:/, '')}`)
  const shared = build && /\b(?:allprojects|subprojects)\b/.test(build.text) ? build : undefined
  const children = await Promise.all(
    included.map(async (address) => {
      const own = await firstOf(path.join(directory, ...address.slice(1).split(':')), BUILD)
      return moduleOf(address, own, shared, show)
    }),
  )
  const root = build && appliesPlugins(build.text) ? [moduleOf(':', build, undefined, show)] : []
  return { modules: [...root, ...children], isMultiModule: included.length > 0, unread: [] }
}

interface BuildFile {
  readonly file: string
  readonly text: string
}

async function firstOf(directory: string, names: readonly string[]): Promise<BuildFile | undefined> {
  const there = await readdir(directory).catch((): string[] => [])
  const name = names.find((one) => there.includes(one))
  if (name === undefined) return undefined
  const file = path.join(directory, name)
  return { file, text: withoutComments(await readFile(file, 'utf8')) }
}

/** Comments become blanks, so that lines keep their numbers; what stands in quotes stays. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[^]*?\*\/|\/\/[^\n]*/g,
    (whole, quoted: string | undefined) => quoted ?? whole.replace(/[^\n]/g, ' '),
  )
}

function appliesPlugins(text: string): boolean {
  return /\bplugins\s*\{|\bapply\s*\(?\s*plugin\b/.test(text)
}

function moduleOf(
  address: string,
  own: BuildFile | undefined,
  shared: BuildFile | undefined,
  show: (file: string) => string,
): ProjectModule {
  const files = [own, shared].filter((file) => file !== undefined)
  const text = own?.text ?? ''
  return {
    address,
    packaging: /\bid\s*\(?\s*["']war["']|plugin:\s*["']war["']/.test(text) ? 'war' : 'jar',
    dependsOn: [...text.matchAll(/\bproject\s*\(\s*(?:path\s*[:=]\s*)?["']([^"']+)["']/g)].map(
      ([, name = '']) => name,
    ),
    isApplication: APPLICATION.test(text),
    javaVersion: files.map(compiledFor).find((version) => version !== undefined),
    jib: {
      isConfigured: files.some((file) => file.text.includes(JIB_PLUGIN)),
      from: files.map((file) => baseIn(file, show)).find((base) => base !== undefined),
      overridden: [],
      hasEntrypoint: files.some((file) => /\bentrypoint\b/.test(file.text)),
    },
    jkube: NO_JKUBE,
  }
}

/** JKube is driven by Maven alone. */
const NO_JKUBE = {
  isConfigured: false,
  from: undefined,
  mainClass: undefined,
  hasImages: false,
  hasDockerfile: false,
  isSpringBoot: false,
}

const BASES: readonly RegExp[] = [
  /\bjib\s*\{[^]*?\bfrom\s*\{[^{}]*?\bimage\s*(?:=|\.set\s*\(|\s)\s*(["'])([^"'\n]*)\1/,
  /\bjib\s*\.\s*from\s*\.\s*(?:image\s*=|setImage\s*\()\s*(["'])([^"'\n]*)\1/,
  /\bjib\s*\{[^]*?\bfrom\s*\.\s*image\s*=\s*(["'])([^"'\n]*)\1/,
]

function baseIn({ file, text }: BuildFile, show: (file: string) => string): NamedBase | undefined {
  for (const pattern of BASES) {
    const match = pattern.exec(text)
    if (match?.[2] === undefined) continue
    const parsed = parseReference(match[2])
    const line = text.slice(0, match.index + match[0].length).split('\n').length
    const reference = 'reason' in parsed ? undefined : parsed
    return { text: match[2], reference, place: { file: show(file), line } }
  }
  return undefined
}

function compiledFor({ text }: BuildFile): number | undefined {
  const said =
    /JavaLanguageVersion\.of\(\s*["']?(\d+)/.exec(text) ??
    /\brelease(?:\s*=|\.set\s*\()\s*(\d+)/.exec(text) ??
    /\b(?:target|source)Compatibility\s*=?\s*(?:JavaVersion\.VERSION_|["'])?([\d._]+)/.exec(text)
  return said?.[1] === undefined ? undefined : javaVersionOf(said[1].replace('_', '.'))
}
