import type { Host, SourceRevision } from '../port/host.js'
import { sourceFromGit, webAddress } from './git-source.js'
import { type HostOptions, temporaryOf, variable } from './options.js'
import { writeOutputFiles } from './output-files.js'
import { plainSink } from './plain-sink.js'
import { fileState } from './state-file.js'

/** A step of a Jenkins pipeline. Credentials come by withCredentials, as variables that inputs name. */
export function jenkinsHost(options: HostOptions): Host {
  const workspace = variable(options, 'WORKSPACE') ?? options.cwd
  const temporary = variable(options, 'WORKSPACE_TMP') ?? temporaryOf(options)
  const state = fileState(temporary, variable(options, 'BUILD_TAG') ?? 'jenkins')
  return {
    name: 'jenkins',
    sink: plainSink(options),
    temporary,
    workspace,
    source: () => source(options, workspace),
    credentials: () => [],
    gitCredentials: () => [],
    mask() {},
    publish: (outputs) => writeOutputFiles(options, workspace, outputs),
    async summary() {},
    saveState: state.save,
    state: state.get,
  }
}

/** The git and branch API plugins set these; what they leave out, git knows. */
async function source(options: HostOptions, workspace: string): Promise<SourceRevision> {
  const git = await sourceFromGit(workspace)
  const url = variable(options, 'GIT_URL')
  const change = Number(variable(options, 'CHANGE_ID'))
  return {
    repository: (url === undefined ? undefined : webAddress(url)) ?? git.repository,
    commit: variable(options, 'GIT_COMMIT') ?? git.commit,
    ref: refOf(options) ?? git.ref,
    event: change > 0 ? 'change' : undefined,
    defaultBranch: git.defaultBranch,
    change: change > 0 ? change : undefined,
  }
}

function refOf(options: HostOptions): string | undefined {
  const tag = variable(options, 'TAG_NAME')
  if (tag !== undefined) return `refs/tags/${tag}`
  const branch =
    variable(options, 'CHANGE_BRANCH') ??
    variable(options, 'BRANCH_NAME') ??
    variable(options, 'GIT_LOCAL_BRANCH') ??
    variable(options, 'GIT_BRANCH')?.replace(/^origin\//, '')
  return branch === undefined ? undefined : `refs/heads/${branch}`
}
