import { lutimes, realpath, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { DocklessError, WrongInput } from '../errors/errors.js'
import type { GitCredential } from '../port/host.js'
import { childEnvironment } from '../process/environment.js'
import { findProgram } from '../process/find.js'
import { type Finished, run } from '../process/run.js'
import { isFile } from './files.js'
import { walkContext } from './walk.js'

/** A commit of a repository to fetch. */
export interface GitSource {
  readonly url: string
  /** Branch, tag, `refs/…` or commit; undefined for the default branch. */
  readonly ref: string | undefined
  readonly subdirectory: string | undefined
}

export interface GitOptions {
  /** The input that named the source, for errors. */
  readonly input: string
  /** A directory of ours that exists and is empty: the repository goes there. */
  readonly directory: string
  readonly credentials: readonly GitCredential[]
  /** Keep `.git`; without it a build does not depend on how much was fetched. */
  readonly keepGitDirectory: boolean
  readonly signal: AbortSignal
  /** Told what a user may not expect. */
  readonly onNotice: (message: string) => void
  readonly environment?: NodeJS.ProcessEnv
}

/** What git and its ssh and curl need to get out: where proxies, agents and certificates are. */
const NETWORK_VARIABLES = [
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
] as const

/** git ends a transfer that is slower than a kilobyte a second for a minute; this is for what hangs otherwise. */
const FETCH_TIMEOUT_MS = 20 * 60_000
const LOCAL_TIMEOUT_MS = 5 * 60_000
/** A commit, perhaps cut short. */
const COMMIT = /^[0-9a-f]{4,64}$/

/**
 * Fetches one commit, without history, submodules or hooks, and returns the directory of the build context in
 * it. All files get the time of the commit, so that two runners make the same image. Credentials reach git by
 * its environment, for their host alone. Throws WrongInput and DocklessError.
 */
export async function fetchGit(source: GitSource, options: GitOptions): Promise<string> {
  checkSource(source, options.input)
  const git = await Git.find(source, options)
  const time = await git.fetch()
  if (await isFile(join(options.directory, '.gitmodules')))
    options.onNotice(
      `the submodules of ${source.url} are not fetched: check them out yourself if the build needs them`,
    )
  if (!options.keepGitDirectory) await rm(join(options.directory, '.git'), { recursive: true, force: true })
  await setTimes(options.directory, time)
  return enter(source, options)
}

function checkSource({ url, ref }: GitSource, input: string): void {
  for (const [what, text] of [
    ['URL', url],
    ['ref', ref ?? ''],
  ] as const) {
    if (text.startsWith('-') || /[\0\n\r]/.test(text))
      throw wrong(
        input,
        `${JSON.stringify(text)} is no ${what} that git may be given`,
        'Write one that does not begin with "-"',
      )
  }
}

function wrong(input: string, problem: string, fix: string): WrongInput {
  return new WrongInput([{ input, problem, fix }])
}

class Git {
  readonly #program: string
  readonly #source: GitSource
  readonly #options: GitOptions
  readonly #env: Readonly<Record<string, string>>

  private constructor(program: string, source: GitSource, options: GitOptions) {
    this.#program = program
    this.#source = source
    this.#options = options
    this.#env = gitEnvironment(source, options)
  }

  static async find(source: GitSource, options: GitOptions): Promise<Git> {
    const program = await findProgram('git')
    if (program) return new Git(program, source, options)
    throw new DocklessError(
      'NOTHING_FITS',
      `${options.input} is a git repository, and there is no git on PATH`,
      {
        fix: 'Install git on the runner, or check the repository out before and give its directory',
      },
    )
  }

  /** Checks the ref out and returns the time of its commit, in seconds. */
  async fetch(): Promise<number> {
    await this.#local(['init', '--quiet', '--template='])
    await this.#local(['remote', 'add', 'origin', this.#source.url])
    const commit = await this.#fetchCommit()
    await this.#local(['checkout', '--quiet', '--force', '--detach', commit])
    const { stdout } = await this.#local(['log', '-1', '--format=%ct', 'HEAD'])
    return Number(stdout.trim())
  }

  /** The ref alone; where a server gives no commit by its name, or the name is cut short, all branches and tags. */
  async #fetchCommit(): Promise<string> {
    const ref = this.#source.ref ?? 'HEAD'
    const shallow = await this.#remote(['fetch', '--quiet', '--depth=1', '--no-tags', '--', 'origin', ref])
    if (shallow.status === 0) return 'FETCH_HEAD'
    if (!COMMIT.test(ref)) throw this.#fetchFailed(shallow)
    const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
    const full = await this.#remote(['fetch', '--quiet', '--', 'origin', ...everything])
    if (full.status !== 0) throw this.#fetchFailed(full)
    const found = await this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
    if (found.status !== 0) throw this.#noRef()
    return found.stdout.trim()
  }

  async #local(args: readonly string[]): Promise<Finished> {
    const finished = await this.#git(args)
    if (finished.status === 0) return finished
    this.#options.signal.throwIfAborted()
    throw new DocklessError('BUILD_FAILED', `git ${args[0] ?? ''} failed: ${lastLines(finished)}`, {
      fix: `See whether git can check ${this.#source.url} out on this machine`,
    })
  }

  async #remote(args: readonly string[]): Promise<Finished> {
    const finished = await this.#git(args, FETCH_TIMEOUT_MS)
    this.#options.signal.throwIfAborted()
    return finished
  }

  async #git(args: readonly string[], timeoutMs = LOCAL_TIMEOUT_MS): Promise<Finished> {
    const { directory, signal } = this.#options
    return run({ argv: [this.#program, ...args], cwd: directory, env: this.#env }, { signal, timeoutMs })
  }

  #noRef(): WrongInput {
    const { url, ref } = this.#source
    return wrong(
      this.#options.input,
      `${url} has no ref "${ref ?? 'HEAD'}"`,
      'Name a branch, a tag or a commit of it',
    )
  }

  #fetchFailed(finished: Finished): Error {
    const { url, ref } = this.#source
    const { input } = this.#options
    const said = lastLines(finished)
    if (finished.timedOut)
      return new DocklessError(
        'BUILD_FAILED',
        `fetching ${url} took longer than ${FETCH_TIMEOUT_MS / 60_000} minutes`,
        {
          fix: 'See whether the runner reaches that server, directly or by its proxy',
        },
      )
    if (/couldn't find remote ref|not our ref|no such ref/i.test(said)) return this.#noRef()
    if (
      /could not read username|authentication failed|permission denied|access denied|error: 40[13]/i.test(
        said,
      )
    )
      return wrong(
        input,
        `${url} asks for a login that the run does not have: ${said}`,
        'Give a token with read access to that repository, or an ssh agent for an ssh URL',
      )
    if (/repository .*not found|does not exist|does not appear to be a git repository|error: 404/i.test(said))
      return wrong(
        input,
        `there is no repository at ${url}: ${said}`,
        'Correct the URL; a private one needs a token',
      )
    return new DocklessError('BUILD_FAILED', `cannot fetch ${ref ?? 'HEAD'} of ${url}: ${said}`, {
      fix: 'See whether the runner reaches that server, directly or by its proxy',
    })
  }
}

function lastLines({ stderr, startError, status }: Finished): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  const said = lines.filter((line) => line !== '').slice(-3)
  return said.join('; ') || startError || `exit status ${status}`
}

/**
 * No configuration of the machine or the user counts, nothing is asked for on a terminal, and only network
 * protocols are allowed.
 */
function gitEnvironment(source: GitSource, options: GitOptions): Record<string, string> {
  const ours = options.environment ?? process.env
  const network: Record<string, string> = {}
  for (const name of NETWORK_VARIABLES) {
    const value = ours[name]
    if (value) network[name] = value
  }
  return childEnvironment(
    {
      ...network,
      ...configuration([
        ['core.hooksPath', '/dev/null'],
        ['credential.helper', ''],
        ['http.lowSpeedLimit', '1000'],
        ['http.lowSpeedTime', '60'],
        ...loginFor(source.url, options.credentials),
      ]),
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      ...(ours['GIT_SSH_COMMAND'] ? {} : { GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' }),
      LC_ALL: 'C',
    },
    ours,
  )
}

/** Settings by the environment, where no process listing shows them (git-config(1), GIT_CONFIG_COUNT). */
function configuration(settings: readonly (readonly [string, string])[]): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) }
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return env
}

/** The login for exactly the host of the URL, over https; on this machine over http, too. */
function loginFor(
  url: string,
  credentials: readonly GitCredential[],
): readonly (readonly [string, string])[] {
  if (!URL.canParse(url)) return []
  const { protocol, host, hostname, origin } = new URL(url)
  const isLoopback = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) return []
  const credential = credentials.find((candidate) => candidate.host.toLowerCase() === host)
  if (!credential) return []
  const login = Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString('base64')
  return [[`http.${origin}/.extraHeader`, `Authorization: Basic ${login}`]]
}

async function setTimes(directory: string, time: number): Promise<void> {
  const directories: string[] = [directory]
  for await (const { path, stats } of walkContext(directory, undefined)) {
    if (path === '.git' || path.startsWith('.git/')) continue
    const file = join(directory, path)
    if (stats.isDirectory()) directories.push(file)
    else await lutimes(file, time, time)
  }
  for (const made of directories.reverse()) await lutimes(made, time, time)
}

/** The subdirectory, which may not lead out of the repository by a symbolic link either. */
async function enter({ url, subdirectory }: GitSource, { directory, input }: GitOptions): Promise<string> {
  if (subdirectory === undefined) return directory
  const inside = await insideOf(directory, subdirectory)
  if (inside !== undefined) return inside
  throw wrong(
    input,
    `${url} has no directory "${subdirectory}"`,
    'Name a directory of the repository after the ":"',
  )
}

/** A path below a directory, links resolved; undefined when it does not exist or leads out. */
export async function insideOf(directory: string, path: string): Promise<string | undefined> {
  const root = await realpath(directory)
  const real = await realpath(join(root, path)).catch(() => undefined)
  return real === root || real?.startsWith(root + sep) ? real : undefined
}
