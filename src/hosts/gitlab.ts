import path from 'node:path'
import { existsSync } from 'node:fs'
import { Secret } from '../log/secret.js'
import type { LogSink } from '../log/logger.js'
import type { GitCredential, Host, RegistryCredential, SourceRevision } from '../port/host.js'
import { type HostOptions, temporaryOf, variable } from './options.js'
import { writeOutputFiles } from './output-files.js'
import { plainSink } from './plain-sink.js'
import { fileState } from './state-file.js'

/** A job of GitLab CI. It has no way to hide a value at run time, and no job summary. */
export function gitlabHost(options: HostOptions): Host {
  const workspace = projectDirectory(options)
  const temporary = temporaryOf(options)
  const state = fileState(temporary, variable(options, 'CI_JOB_ID') ?? 'gitlab')
  return {
    name: 'gitlab',
    sink: gitlabSink(options),
    temporary,
    workspace,
    source: async () => source(options),
    // Below the project, for the runner keeps nothing else; the component names it under `cache:`.
    cacheService: () => ({ kind: 'directory', path: path.join(workspace, '.dockless-cache') }),
    credentials: () => credentials(options),
    gitCredentials: () => gitCredentials(options),
    mask() {},
    publish: (outputs) =>
      writeOutputFiles(options, workspace, outputs, { dotenv: 'dockless.env', json: 'dockless.json' }),
    async summary() {},
    saveState: state.save,
    state: state.get,
  }
}

/** gitlab-ci-local names a directory of a container that it does not start; jobs begin in the real one. */
function projectDirectory(options: HostOptions): string {
  const named = variable(options, 'CI_PROJECT_DIR')
  return named !== undefined && existsSync(named) ? named : options.cwd
}

/**
 * Groups are collapsible sections (docs.gitlab.com, "Job logs", custom collapsible sections). The job log shows
 * colours, though it is no terminal.
 */
function gitlabSink(options: HostOptions): LogSink {
  const plain = plainSink({ ...options, colour: variable(options, 'NO_COLOR') === undefined })
  const open: string[] = []
  let count = 0
  const now = () => Math.floor(Date.now() / 1000)
  return {
    line: (...given) => plain.line(...given),
    openGroup(title) {
      count += 1
      const name = `dockless_${count}`
      open.push(name)
      options.write(`\u001B[0Ksection_start:${now()}:${name}\r\u001B[0K${title.replace(/\s+/g, ' ')}\n`)
    },
    closeGroup() {
      const name = open.pop()
      if (name !== undefined) options.write(`\u001B[0Ksection_end:${now()}:${name}\r\u001B[0K\n`)
    },
  }
}

function source(options: HostOptions): SourceRevision {
  const change = Number(variable(options, 'CI_MERGE_REQUEST_IID'))
  return {
    repository: variable(options, 'CI_PROJECT_URL'),
    commit: variable(options, 'CI_COMMIT_SHA'),
    ref: refOf(options),
    event: variable(options, 'CI_PIPELINE_SOURCE'),
    defaultBranch: variable(options, 'CI_DEFAULT_BRANCH'),
    change: change > 0 ? change : undefined,
    ...(variable(options, 'CI_COMMIT_REF_PROTECTED') === 'true' ? { isProtected: true } : {}),
  }
}

/** CI_COMMIT_BRANCH is empty in pipelines of merge requests and of tags. */
function refOf(options: HostOptions): string | undefined {
  const tag = variable(options, 'CI_COMMIT_TAG')
  if (tag !== undefined) return `refs/tags/${tag}`
  const mergeRequest = variable(options, 'CI_MERGE_REQUEST_REF_PATH')
  if (mergeRequest !== undefined) return mergeRequest
  const branch = variable(options, 'CI_COMMIT_BRANCH')
  return branch === undefined ? undefined : `refs/heads/${branch}`
}

function credentials(options: HostOptions): readonly RegistryCredential[] {
  const login = (registry: string, user: string, password: string): readonly RegistryCredential[] => {
    const [host, username, value] = [registry, user, password].map((name) => variable(options, name))
    if (host === undefined || username === undefined || value === undefined) return []
    return [{ registry: host, username, password: new Secret(value) }]
  }
  const own = login('CI_REGISTRY', 'CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD')
  const registry = own.length > 0 ? own : login('CI_REGISTRY', 'CI_DEPLOY_USER', 'CI_DEPLOY_PASSWORD')
  const proxy = login(
    'CI_DEPENDENCY_PROXY_SERVER',
    'CI_DEPENDENCY_PROXY_USER',
    'CI_DEPENDENCY_PROXY_PASSWORD',
  )
  return [...registry, ...proxy.flatMap(withAndWithoutPort)]
}

/** CI_DEPENDENCY_PROXY_SERVER ends in `:443`, and images are named with it as often as without. */
function withAndWithoutPort(credential: RegistryCredential): readonly RegistryCredential[] {
  const { registry } = credential
  if (registry.endsWith(':443')) return [credential, { ...credential, registry: registry.slice(0, -4) }]
  return registry.includes(':') ? [credential] : [credential, { ...credential, registry: `${registry}:443` }]
}

function gitCredentials(options: HostOptions): readonly GitCredential[] {
  const token = variable(options, 'CI_JOB_TOKEN')
  const host = variable(options, 'CI_SERVER_FQDN') ?? variable(options, 'CI_SERVER_HOST')
  if (token === undefined || host === undefined) return []
  return [{ host, username: 'gitlab-ci-token', password: new Secret(token) }]
}
