import { chooseBase } from '../../../src/project/image.js'
import type { Project, ProjectModule } from '../../../src/project/project.js'
import type { BuildRequest } from '../../../src/request/request.js'
import type { ProjectTask } from '../../../src/strategies/strategy.js'
import { taskOf } from '../fixtures.js'

/** A jar with a main class, without any setting of Jib's or JKube's. */
export const MODULE: ProjectModule = {
  address: ':app',
  packaging: 'jar',
  dependsOn: [],
  isApplication: true,
  javaVersion: 17,
  jib: { isConfigured: false, from: undefined, overridden: [], hasEntrypoint: false },
  jkube: {
    isConfigured: false,
    from: undefined,
    mainClass: undefined,
    hasImages: false,
    hasDockerfile: false,
    isSpringBoot: false,
  },
}
const PROJECT: Project = {
  tool: 'maven',
  directory: '/src/app',
  file: '/src/app/pom.xml',
  shown: 'pom.xml',
  program: { path: '/usr/bin/mvn', isWrapper: false },
  java: { home: '/usr/lib/jvm/17', version: 17 },
  modules: [MODULE],
  isMultiModule: false,
  unread: [],
  environment: { open: { PATH: '/usr/bin', HOME: '/home/me' }, secret: {} },
  loginDirectories: ['/home/me/.docker'],
}
const PLATFORM = { os: 'linux', architecture: 'amd64' }

/** What differs from the plain project. */
export interface Changes {
  readonly project?: Partial<Project>
  readonly module?: Partial<ProjectModule>
  readonly request?: Partial<BuildRequest>
}

/** A task: a Maven project of one module, and what differs from it. */
export function projectTask({ project = {}, module = {}, request = {} }: Changes = {}): ProjectTask {
  const whole = { ...taskOf('FROM scratch\n').request, platform: PLATFORM, ...request }
  const made = { ...PROJECT, modules: [{ ...MODULE, ...module }], ...project }
  const base = chooseBase(made, whole)
  return {
    request: whole,
    project: made,
    needs: { images: 'problem' in base ? [] : [{ ...base, role: 'base' }] },
  }
}
