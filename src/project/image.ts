import type { Place } from '../errors/errors.js'
import { parseReference, type Reference } from '../oci/reference.js'
import type { BuildRequest } from '../request/request.js'
import type { NamedBase, Project, ProjectModule } from './project.js'

/** Why something could not be chosen, and what to write. */
export interface Undecided {
  readonly problem: string
  readonly fix: string
}

/** The base image of a build, and who named it. */
export interface ChosenBase {
  readonly reference: Reference
  readonly place: Place
  /** In words: `the input jib`, `pom.xml:12`, `Jib’s default for Java 17`. */
  readonly from: string
}

/**
 * The module of which an image is made: the one that was named, the only one, the only one that configures Jib, the
 * only application, or the only one on which no other module depends.
 */
export function chooseModule(
  project: Project,
  named: string | undefined,
  input: string,
): ProjectModule | Undecided {
  const { modules } = project
  const addresses = modules.map(({ address }) => address)
  if (named !== undefined) {
    const wanted = named.startsWith(':') ? named : `:${named}`
    const found = modules.find(({ address }) => address === wanted)
    if (found) return found
    return {
      problem: `there is no module ${wanted} in ${project.shown}`,
      fix: `Write one of ${addresses.join(', ')}`,
    }
  }
  const inner = new Set(modules.flatMap(({ dependsOn }) => dependsOn))
  const reasons: readonly ((module: ProjectModule) => boolean)[] = [
    () => true,
    ({ jib, jkube }) => jib.isConfigured || jkube.isConfigured,
    ({ isApplication }) => isApplication,
    ({ address }) => !inner.has(address),
  ]
  for (const holds of reasons) {
    const [only, ...others] = modules.filter(holds)
    if (only && others.length === 0) return only
  }
  const listed = addresses.length === 0 ? 'no module that makes a jar or a war' : addresses.join(', ')
  return {
    problem: `an image can be made of one module, and ${project.shown} has ${listed}`,
    fix: `Name it: ${input}=${addresses[0] ?? 'MODULE'}`,
  }
}

/** Module and base image of what a request wants, by the strategy that it names; Jib's rules without one. */
export function chooseBase(
  project: Project,
  { strategy, project: settings }: BuildRequest,
): ChosenBase | Undecided {
  const { jib, jkube } = settings
  const module =
    strategy === 'jkube'
      ? chooseModule(project, undefined, 'file')
      : chooseModule(project, jib['containerize'], 'jib: containerize')
  if ('problem' in module) return module
  return strategy === 'jkube'
    ? chooseJkubeBase(project, module, jkube['generator.from'])
    : chooseJibBase(project, module, jib['from.image'])
}

/** Java versions for which there is a default base image; Jib takes the next one from the project's own up. */
const DEFAULT_VERSIONS = [8, 11, 17, 21, 25] as const

/**
 * The base image for Jib: the one that was asked for, the module's own, or Jib's default. It is always named to Jib
 * by us, so that nothing is pulled but what we know of.
 */
export function chooseJibBase(
  project: Project,
  module: ProjectModule,
  named: string | undefined,
): ChosenBase | Undecided {
  const beginning = { file: project.shown, line: 1 }
  if (named !== undefined) {
    const base = readBase({ text: named, ...referenceOf(named), place: beginning }, 'the input jib')
    return 'problem' in base ? { ...base, fix: 'Write from.image=registry/repository:tag' } : base
  }
  const { from } = module.jib
  if (from) return readBase(from, `${from.place.file}:${from.place.line}`)
  if (module.packaging === 'war')
    return readBase({ text: 'jetty', ...referenceOf('jetty'), place: beginning }, 'Jib’s default for a war')
  const java = module.javaVersion ?? project.java?.version
  const version = DEFAULT_VERSIONS.find((one) => java !== undefined && one >= java)
  if (version === undefined)
    return {
      problem: `no default base image is known for Java ${java ?? 'of an unknown version'}`,
      fix: 'Name one: jib: from.image=registry/repository:tag',
    }
  const text = `eclipse-temurin:${version}-jre`
  return readBase({ text, ...referenceOf(text), place: beginning }, `Jib’s default for Java ${version}`)
}

/** The base image for JKube, which has no default that could be known without running it. */
export function chooseJkubeBase(
  project: Project,
  module: ProjectModule,
  named: string | undefined,
): ChosenBase | Undecided {
  const place = { file: project.shown, line: 1 }
  if (named !== undefined) return readBase({ text: named, ...referenceOf(named), place }, 'the input jkube')
  const { from } = module.jkube
  if (from) return readBase(from, `${from.place.file}:${from.place.line}`)
  return {
    problem: 'no base image is named, and JKube’s own changes with its version',
    fix: 'Name one: jkube: generator.from=registry/repository:tag',
  }
}

function referenceOf(text: string): Pick<NamedBase, 'reference'> {
  const reference = parseReference(text)
  return { reference: 'reason' in reference ? undefined : reference }
}

function readBase({ text, reference, place }: NamedBase, from: string): ChosenBase | Undecided {
  if (reference) return { reference, place, from }
  return {
    problem: `the base image ${text} (${from}) cannot be made out without running the build`,
    fix: 'Name it in words: jib: from.image=registry/repository:tag, or give its property with build-args',
  }
}
