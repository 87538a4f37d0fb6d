import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseReference } from '../oci/reference.js'
import { javaVersionOf } from './java.js'
import type { JibSettings, JkubeSettings, NamedBase, ProjectModule } from './project.js'
import { child, childrenOf, parseXml, type XmlElement } from './xml.js'

export interface MavenReading {
  /** Where POMs of parents that are not in the tree may lie: `~/.m2/repository`. */
  readonly repository: string
  /** Properties that are given on the command line: they win over those of POMs. */
  readonly properties: Readonly<Record<string, string>>
  /** How a file is named in messages. */
  readonly show: (file: string) => string
}

export interface MavenProject {
  readonly modules: readonly ProjectModule[]
  readonly isMultiModule: boolean
  readonly unread: readonly string[]
}

/** A POM and those of its parents, itself first. */
type Chain = readonly [Pom, ...Pom[]]

interface Pom {
  readonly file: string
  readonly root: XmlElement
  /** Its profiles that are active, the last first: each says what a POM may say, and wins over it. */
  readonly profiles: readonly XmlElement[]
}

interface Sourced {
  readonly element: XmlElement
  readonly file: string
}

const JIB = 'jib-maven-plugin'
const SPRING_BOOT = 'spring-boot-maven-plugin'
const JKUBE = /^(?:kubernetes|openshift)-maven-plugin$/
const DEEPEST = 16

/**
 * Reads a Maven project from its POMs: modules, parents that are in the tree or in the local repository, properties,
 * and the profiles that are active by what can be known (see `activeProfiles`). Undefined when the POM is not one.
 */
export async function readMaven(file: string, reading: MavenReading): Promise<MavenProject | undefined> {
  const unread = new Set<string>()
  const chains = await readReactor(file, reading, unread)
  const [first] = chains
  if (!first) return undefined
  const artifacts = new Set(chains.map((chain) => artifactOf(chain)))
  const found = await Promise.all(chains.map((chain) => moduleOf(chain, { reading, artifacts, unread })))
  const modules = found.filter((module) => module !== undefined)
  return { modules, isMultiModule: chains.length > 1, unread: [...unread] }
}

/** The chains of a POM and of all its modules. */
async function readReactor(file: string, reading: MavenReading, unread: Set<string>): Promise<Chain[]> {
  const found: Chain[] = []
  const waiting = [file]
  const seen = new Set<string>()
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const pom = await readPom(next, reading)
    if (!pom) {
      unread.add(`${reading.show(next)} is not there, or is not a POM`)
      continue
    }
    found.push(await withParents(pom, reading, unread))
    const directory = path.dirname(next)
    for (const module of sectionsOf([pom]).flatMap(({ element }) => childrenOf(element, 'modules', 'module')))
      waiting.push(pomOf(path.resolve(directory, module.text)))
  }
  return found
}

/** A module is named by its directory or by its POM. */
function pomOf(module: string): string {
  return module.endsWith('.xml') ? module : path.join(module, 'pom.xml')
}

async function readPom(file: string, { properties }: MavenReading): Promise<Pom | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const root = text === undefined ? undefined : parseXml(text)
  if (root?.name !== 'project') return undefined
  return { file, root, profiles: activeProfiles(root, properties).toReversed() }
}

/**
 * The profiles of a POM that properties of the command line activate; without one of those, the ones that are active
 * by default. What depends on the machine (JDK, system, files, variables) is for Maven alone to know.
 */
function activeProfiles(root: XmlElement, given: MavenReading['properties']): readonly XmlElement[] {
  const profiles = childrenOf(root, 'profiles', 'profile')
  const active = profiles.filter((profile) => {
    const [condition, ...others] = (child(profile, 'activation')?.children ?? []).filter(
      ({ name }) => name !== 'activeByDefault',
    )
    return condition?.name === 'property' && others.length === 0 && isActivated(condition, given)
  })
  if (active.length > 0) return active
  return profiles.filter((profile) => child(profile, 'activation', 'activeByDefault')?.text === 'true')
}

/** `name`, `!name`, or `name` with a `value` or a `!value` (Maven, "Introduction to Build Profiles"). */
function isActivated(condition: XmlElement, given: MavenReading['properties']): boolean {
  const [, not, name] = /^(!?)(.*)$/.exec(child(condition, 'name')?.text ?? '') ?? []
  if (name === undefined || name.startsWith('env.')) return false
  const value = given[name]
  const wanted = child(condition, 'value')?.text
  if (wanted === undefined) return (not === '') === (value !== undefined && value !== '')
  return wanted.startsWith('!') ? value !== wanted.slice(1) : value === wanted
}

/** What the POMs of a chain say, and their active profiles: those that win first. */
function sectionsOf(chain: readonly Pom[]): readonly Sourced[] {
  return chain.flatMap(({ file, root, profiles }) =>
    [...profiles, root].map((element) => ({ element, file })),
  )
}

async function withParents(pom: Pom, reading: MavenReading, unread: Set<string>): Promise<Chain> {
  const chain: [Pom, ...Pom[]] = [pom]
  for (let at = pom; chain.length < DEEPEST; ) {
    const parent = child(at.root, 'parent')
    if (!parent) break
    const found = await findParent(at.file, parent, reading)
    if (!found) {
      const name = ['groupId', 'artifactId', 'version'].map((part) => child(parent, part)?.text).join(':')
      unread.add(`the parent POM ${name} of ${reading.show(at.file)} is not in this tree`)
      break
    }
    chain.push(found)
    at = found
  }
  return chain
}

async function findParent(file: string, parent: XmlElement, reading: MavenReading): Promise<Pom | undefined> {
  const [group = '', artifact = '', version = ''] = ['groupId', 'artifactId', 'version'].map(
    (part) => child(parent, part)?.text,
  )
  const relative = child(parent, 'relativePath')?.text ?? '../pom.xml'
  if (relative !== '') {
    const beside = await readPom(pomOf(path.resolve(path.dirname(file), relative)), reading)
    if (beside && child(beside.root, 'artifactId')?.text === artifact) return beside
  }
  if ([group, artifact, version].some((part) => !/^[\w.-]+$/.test(part))) return undefined
  const name = `${artifact}-${version}.pom`
  return readPom(path.join(reading.repository, ...group.split('.'), artifact, version, name), reading)
}

interface Surroundings {
  readonly reading: MavenReading
  readonly artifacts: ReadonlySet<string>
  readonly unread: Set<string>
}

/** Undefined for a POM of which no image can be made: one that only holds modules together. */
async function moduleOf(
  chain: Chain,
  { reading, artifacts, unread }: Surroundings,
): Promise<ProjectModule | undefined> {
  const [pom] = chain
  const { root, file, profiles } = pom
  const packaging = child(root, 'packaging')?.text ?? 'jar'
  if (packaging === 'pom') return undefined
  const properties = propertiesOf(chain, reading.properties)
  const expand = (text: string): string => expanded(text, properties)
  for (const profile of childrenOf(root, 'profiles', 'profile'))
    if (!profiles.includes(profile) && mentionsJib(profile))
      unread.add(`what the profile ${child(profile, 'id')?.text ?? ''} of ${reading.show(file)} says of Jib`)
  const sections = sectionsOf([pom])
  const own = sections.flatMap(({ element }) => pluginsOf(element, false))
  const dependencies = sections
    .flatMap(({ element }) => childrenOf(element, 'dependencies', 'dependency'))
    .map((dependency) => expand(child(dependency, 'artifactId')?.text ?? ''))
    .filter((artifact) => artifacts.has(artifact))
  const jib = jibOf(chain, properties, reading)
  return {
    address: `:${artifactOf(chain)}`,
    packaging: packaging === 'war' ? 'war' : 'jar',
    dependsOn: dependencies.map((artifact) => `:${artifact}`),
    isApplication:
      own.some((plugin) => isPlugin(plugin, JIB) || isPlugin(plugin, SPRING_BOOT)) || packaging === 'war',
    javaVersion: compiledFor(chain, properties),
    jib: { ...jib, isConfigured: own.some((plugin) => isPlugin(plugin, JIB)) },
    jkube: {
      ...jkubeOf(chain, properties, reading),
      hasDockerfile: await exists(path.join(path.dirname(file), 'Dockerfile')),
      isSpringBoot: own.some((plugin) => isPlugin(plugin, SPRING_BOOT)),
    },
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function artifactOf([{ root, file }]: Chain): string {
  return child(root, 'artifactId')?.text ?? path.basename(path.dirname(file))
}

function mentionsJib(element: XmlElement): boolean {
  return element.text === JIB || element.name.startsWith('jib.') || element.children.some(mentionsJib)
}

function isPlugin(plugin: XmlElement, artifact: string): boolean {
  return child(plugin, 'artifactId')?.text === artifact
}

function pluginsOf(root: XmlElement, managed: boolean): readonly XmlElement[] {
  return managed
    ? childrenOf(root, 'build', 'pluginManagement', 'plugins', 'plugin')
    : childrenOf(root, 'build', 'plugins', 'plugin')
}

/** Configurations of a plugin, the one that wins first: nearer POMs before farther ones, plugins before their management. */
function configurationsOf(chain: Chain, artifact: string | RegExp): readonly Sourced[] {
  const matches = (plugin: XmlElement): boolean => {
    const name = child(plugin, 'artifactId')?.text ?? ''
    return typeof artifact === 'string' ? name === artifact : artifact.test(name)
  }
  return [false, true].flatMap((managed) =>
    sectionsOf(chain).flatMap(({ element: section, file }) =>
      pluginsOf(section, managed)
        .filter(matches)
        .flatMap((plugin) => {
          const element = child(plugin, 'configuration')
          return element ? [{ element, file }] : []
        }),
    ),
  )
}

function first(configurations: readonly Sourced[], ...names: readonly string[]): Sourced | undefined {
  for (const { element, file } of configurations) {
    const found = child(element, ...names)
    if (found) return { element: found, file }
  }
  return undefined
}

type Properties = ReadonlyMap<string, Sourced | string>

function propertiesOf(chain: Chain, given: Readonly<Record<string, string>>): Properties {
  const properties = new Map<string, Sourced | string>()
  for (const { element: section, file } of sectionsOf(chain).toReversed())
    for (const element of child(section, 'properties')?.children ?? [])
      properties.set(element.name, { element, file })
  const [{ root }] = chain
  for (const part of ['groupId', 'artifactId', 'version'])
    properties.set(`project.${part}`, (child(root, part) ?? child(root, 'parent', part))?.text ?? '')
  for (const [name, value] of Object.entries(given)) properties.set(name, value)
  return properties
}

function valueOf(property: Sourced | string | undefined): string | undefined {
  return typeof property === 'object' ? property.element.text : property
}

/** `${name}` replaced as far as the names are known. */
function expanded(text: string, properties: Properties, depth = 0): string {
  if (depth > DEEPEST) return text
  return text.replace(/\$\{([^${}]+)\}/g, (whole, name: string) => {
    const value = valueOf(properties.get(name))
    return value === undefined ? whole : expanded(value, properties, depth + 1)
  })
}

function jibOf(
  chain: Chain,
  properties: Properties,
  reading: MavenReading,
): Omit<JibSettings, 'isConfigured'> {
  const configurations = configurationsOf(chain, JIB)
  const ofProperty = (name: string): Sourced | undefined => {
    const property = properties.get(name)
    return typeof property === 'object' ? property : undefined
  }
  const from = ofProperty('jib.from.image') ?? first(configurations, 'from', 'image')
  const overridden = ['to.image', 'to.tags', 'from.platforms'].filter(
    (name) => ofProperty(`jib.${name}`) ?? first(configurations, ...name.split('.')),
  )
  const entrypoint =
    ofProperty('jib.container.entrypoint') ?? first(configurations, 'container', 'entrypoint')
  return {
    from: from && baseOf(from, properties, reading),
    overridden,
    hasEntrypoint: entrypoint !== undefined,
  }
}

function jkubeOf(
  chain: Chain,
  properties: Properties,
  reading: MavenReading,
): Omit<JkubeSettings, 'hasDockerfile' | 'isSpringBoot'> {
  const configurations = configurationsOf(chain, JKUBE)
  const javaExec = ['generator', 'config', 'java-exec'] as const
  const property = properties.get('jkube.generator.from')
  const from = typeof property === 'object' ? property : first(configurations, ...javaExec, 'from')
  const mainClass =
    valueOf(properties.get('jkube.generator.java-exec.mainClass')) ??
    first(configurations, ...javaExec, 'mainClass')?.element.text
  return {
    isConfigured: configurations.length > 0,
    from: from && baseOf(from, properties, reading),
    mainClass: mainClass === undefined ? undefined : expanded(mainClass, properties),
    hasImages: first(configurations, 'images') !== undefined,
  }
}

function baseOf({ element, file }: Sourced, properties: Properties, reading: MavenReading): NamedBase {
  const text = expanded(element.text, properties)
  const reference = parseReference(text)
  return {
    text,
    reference: 'reason' in reference ? undefined : reference,
    place: { file: reading.show(file), line: element.line },
  }
}

/** As maven-compiler-plugin reads it: properties, then its configuration. `java.version` is Spring Boot's. */
function compiledFor(chain: Chain, properties: Properties): number | undefined {
  const configurations = configurationsOf(chain, 'maven-compiler-plugin')
  const said = [
    ...['maven.compiler.release', 'maven.compiler.target'].map((name) => valueOf(properties.get(name))),
    ...['release', 'target'].map((name) => first(configurations, name)?.element.text),
    valueOf(properties.get('java.version')),
  ]
  return said
    .map((text) => (text === undefined ? undefined : javaVersionOf(expanded(text, properties))))
    .find((version) => version !== undefined)
}
