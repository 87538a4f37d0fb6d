import type { SourceRevision } from '../port/host.js'
import { childEnvironment } from '../process/environment.js'
import { findProgram } from '../process/find.js'

/** The revision that git has checked out in a directory. What git does not know, or no git, is undefined. */
export async function sourceFromGit(directory: string): Promise<SourceRevision> {
  // By its path: the toolkit's own search of PATH prints to standard output when a directory of it is closed to us.
  const git = await findProgram('git')
  const { getExecOutput } = await import('@actions/exec')
  const ask = async (...question: string[]): Promise<string | undefined> => {
    if (git === undefined) return undefined
    const options = { silent: true, ignoreReturnCode: true, env: childEnvironment() }
    const asked = getExecOutput(git, ['-C', directory, ...question], options)
    const { exitCode, stdout } = await asked.catch(() => ({ exitCode: 127, stdout: '' }))
    return exitCode === 0 ? stdout.trim() || undefined : undefined
  }
  const [remote, commit, ref, head] = await Promise.all([
    ask('config', '--get', 'remote.origin.url'),
    ask('rev-parse', '--verify', '--quiet', 'HEAD'),
    ask('symbolic-ref', '--quiet', 'HEAD'),
    ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'),
  ])
  return {
    repository: remote === undefined ? undefined : webAddress(remote),
    commit,
    ref,
    event: undefined,
    defaultBranch: head?.replace('refs/remotes/origin/', ''),
    change: undefined,
  }
}

/**
 * The address under which people see a repository: without login and `.git`, and https for the forms that only
 * git understands. A path or a file URL has none.
 */
export function webAddress(remote: string): string | undefined {
  const scp = /^(?:[^@/\s]+@)?([\w.-]+):(?!\/\/)([^\\]+)$/.exec(remote)
  const url = scp ? `https://${scp[1]}/${(scp[2] ?? '').replace(/^\//, '')}` : remote
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  if (!['http:', 'https:', 'ssh:', 'git:'].includes(parsed.protocol)) return undefined
  const scheme = parsed.protocol === 'http:' ? 'http' : 'https'
  const host = parsed.protocol.startsWith('http') ? parsed.host : parsed.hostname
  return `${scheme}://${host}${parsed.pathname.replace(/\/$/, '').replace(/\.git$/, '')}`
}
