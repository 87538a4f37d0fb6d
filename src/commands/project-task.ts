import path from 'node:path'
import { isFile } from '../context/files.js'
import { WrongInput } from '../errors/errors.js'
import { chooseBase } from '../project/image.js'
import { BUILD_FILES } from '../project/project.js'
import { findBuildFile, readProject } from '../project/read.js'
import type { BuildRequest } from '../request/request.js'
import type { ProjectTask } from '../strategies/strategy.js'

/**
 * The Maven or Gradle project that is to be built: asked for by name, or the only thing there is. Undefined when a
 * Dockerfile is to be built. Throws WrongInput when a project was asked for and there is none, and for settings of a
 * project beside a Dockerfile.
 */
export async function projectTask(request: BuildRequest, sources: string): Promise<ProjectTask | undefined> {
  const file = await buildFileOf(request, sources)
  if (file === undefined) {
    refuseSettings(request)
    return undefined
  }
  const show = (one: string): string => shown(one)
  const project = await readProject(file, { env: process.env, properties: request.buildArgs, show })
  if (!project)
    throw new WrongInput([
      { input: 'file', problem: `${shown(file)} is not a POM that can be read`, fix: 'Look at its XML' },
    ])
  const base = chooseBase(project, request)
  const images = 'problem' in base ? [] : [{ ...base, role: 'base' as const }]
  return { request, project, needs: { images } }
}

async function buildFileOf(request: BuildRequest, sources: string): Promise<string | undefined> {
  const { strategy, file } = request
  const isAsked = strategy === 'jib' || strategy === 'jkube'
  if (!isAsked && strategy !== 'auto') return undefined
  if (file !== undefined) {
    const named = path.resolve(request.context.kind === 'path' ? process.cwd() : sources, file)
    return isAsked || isBuildFile(named) ? named : undefined
  }
  if (!isAsked && (await isFile(path.join(sources, 'Dockerfile')))) return undefined
  const found = await findBuildFile(sources)
  if (found !== undefined || !isAsked) return found
  throw new WrongInput([
    {
      input: 'context',
      problem: `${shown(sources)} holds none of ${BUILD_FILES.join(', ')}`,
      fix: 'Name the directory of a Maven or Gradle project, or take strategy: auto for a Dockerfile',
    },
  ])
}

function isBuildFile(file: string): boolean {
  const names: readonly string[] = BUILD_FILES
  return names.includes(path.basename(file))
}

/** Relative to where we are, as a reader of the log would look for it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative === '' ? '.' : relative.startsWith('..') ? file : relative
}

/** An input that is of no use for what is built is a mistake, never dropped. */
function refuseSettings({ project, strategy }: BuildRequest): void {
  const given = (['jib', 'jkube'] as const).filter((name) => Object.keys(project[name]).length > 0)
  const [first, ...more] = given.map((input) => ({
    input,
    problem: `it is for Maven and Gradle projects, and this build is of a Dockerfile (strategy: ${strategy})`,
    fix: `Remove it, or set strategy: ${input}`,
  }))
  if (first) throw new WrongInput([first, ...more])
}
