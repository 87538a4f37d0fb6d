import { statSync } from 'node:fs'
import type { Host, HostName } from '../port/host.js'
import type { HostOptions } from './options.js'

/** Where a TaskRun collects results. */
const TEKTON_RESULTS = '/tekton/results'

/** Which CI an environment is of. */
export function detectHostName(env: NodeJS.ProcessEnv, tektonResults = TEKTON_RESULTS): HostName {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github'
  // gitlab-ci-local says GITLAB_CI=false and is otherwise the same.
  if (env['GITLAB_CI'] === 'true' || (env['GITLAB_CI'] !== undefined && env['CI_PROJECT_DIR']))
    return 'gitlab'
  if (env['JENKINS_URL'] || env['JENKINS_HOME']) return 'jenkins'
  return statSync(tektonResults, { throwIfNoEntry: false })?.isDirectory() ? 'tekton' : 'terminal'
}

/** The adapter of the CI that runs us. People's text goes to standard error, where a closed reader is no error. */
export async function detectHost(
  env: NodeJS.ProcessEnv = process.env,
  given: { readonly debug?: boolean } = {},
): Promise<Host> {
  const options: HostOptions = {
    env,
    cwd: process.cwd(),
    write: writer(process.stderr),
    colour: process.stderr.isTTY && !env['NO_COLOR'],
    debug: given.debug ?? false,
  }
  return hostOf(detectHostName(env), options)
}

/** One adapter, loaded when it is needed. */
export async function hostOf(name: HostName, options: HostOptions): Promise<Host> {
  if (name === 'github') return (await import('./github.js')).githubHost(options)
  if (name === 'gitlab') return (await import('./gitlab.js')).gitlabHost(options)
  if (name === 'jenkins') return (await import('./jenkins.js')).jenkinsHost(options)
  if (name === 'tekton') return (await import('./tekton.js')).tektonHost(options, TEKTON_RESULTS)
  return (await import('./terminal.js')).terminalHost(options)
}

/** Writes to a stream whose reader may go away: `dockless … 2>&1 | head` ends quietly. */
function writer(stream: NodeJS.WriteStream): (text: string) => void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return (text) => {
    if (stream.writable) stream.write(text)
  }
}
