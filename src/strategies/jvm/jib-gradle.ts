import type { Wiring } from '../strategy.js'

export interface JibScript {
  /** Path of the project of which an image is made: `:`, `:service`. */
  readonly address: string
  /** The plugin to bring along: `GROUP:ARTIFACT:VERSION`; undefined when the project applies it by itself. */
  readonly plugin: string | undefined
  /** Where to find it besides Gradle's plugin portal and Maven Central. */
  readonly repository: string | undefined
  /** The project's own base image as we read it; undefined when we read none. */
  readonly named: string | undefined
  /** The user named a base image, so that the project's own does not matter. */
  readonly isForced: boolean
  /** Where the base image stands in the relay. */
  readonly mirror: string
  readonly credential: Wiring['credential']
}

/**
 * Gradle's init script, in Groovy: brings the plugin
 * along where the project has none, and has Jib pull from the relay. Build files are programs: when the project
 * turns out to have another base image than the one that we read in them, it ends the build instead of pulling one
 * that nobody foresaw.
 */
export function jibInitScript(script: JibScript): string {
  const { address, plugin, repository, named, isForced, mirror, credential } = script
  const repositories = [
    ...(repository === undefined ? [] : [`maven { url = ${groovy(repository)} }`]),
    'gradlePluginPortal()',
    'mavenCentral()',
  ]
  const loading = [
    'initscript {',
    `  repositories { ${repositories.join('; ')} }`,
    `  dependencies { classpath ${groovy(plugin ?? '')} }`,
    '}',
    'allprojects { project ->',
    "  project.pluginManager.withPlugin('java') {",
    '    project.pluginManager.apply(com.google.cloud.tools.jib.gradle.JibPlugin)',
    '  }',
    '}',
  ]
  const login = (side: string): string[] => [
    `  jib.${side}.auth.username = ${groovy(credential.username)}`,
    `  jib.${side}.auth.password = ${groovy(credential.password.reveal())}`,
  ]
  const foreseen = named === undefined ? '' : ` && own != ${groovy(named)}`
  const check = [
    '  def own = jib.from.image',
    `  if (own != null${foreseen}) throw new GradleException(`,
    "    'The base image that this build configures could not be foreseen: ' + own +",
    "    '. Name it in the input jib: from.image=' + own)",
  ]
  return [
    ...(plugin === undefined ? [] : loading),
    'gradle.projectsEvaluated { allprojects { project ->',
    "  def jib = project.extensions.findByName('jib')",
    `  if (jib == null || project.path != ${groovy(address)}) return`,
    ...(isForced ? [] : check),
    `  jib.from.image = ${groovy(mirror)}`,
    ...login('from'),
    ...login('to'),
    '} }',
    '',
  ].join('\n')
}

/** A Groovy string: in single quotes nothing is expanded. */
function groovy(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
