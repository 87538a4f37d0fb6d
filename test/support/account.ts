import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Done, type Invocation, killOne, type Running, start } from './command.js'
import { accountPath, type NodeVersion } from './testbed.js'

/** The unprivileged account that end-to-end tests run the bundle as; `scripts/testbed` makes it. */
export const ACCOUNT_NAME = 'dockless-e2e'

/** What the account's programs are started with, besides their argv. */
export interface AccountInvocation extends Omit<Invocation, 'argv' | 'uid' | 'gid' | 'env'> {
  /** Added to the account's environment; an empty environment is not to be had: PATH, HOME and TMPDIR stay. */
  readonly env?: Readonly<Record<string, string>>
  /** The Node that comes first on PATH; default 24. */
  readonly node?: NodeVersion
  /** Names that resolve to other addresses for this program alone, as lines of `/etc/hosts` would have it. */
  readonly hosts?: Readonly<Record<string, string>>
  /** `false`: no user namespace can be made by this program (its limit is 0). */
  readonly userNamespaces?: boolean
}

export interface IdRange {
  readonly start: number
  readonly count: number
}

/**
 * A seat of the unprivileged account: a directory below which it has a home, a temporary directory and a runtime
 * directory of its own, and programs started as it, with an environment built here (no `GITHUB_*`, `GITLAB_*`, `CI`).
 * Disposing of it kills what still runs there and removes the directory.
 */
export interface Account extends AsyncDisposable {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly subuid: IdRange
  readonly subgid: IdRange
  /** Root's, 0755: what a test hands to the account goes here. */
  readonly directory: string
  readonly home: string
  readonly tmp: string
  environment(options?: Pick<AccountInvocation, 'env' | 'node'>): Record<string, string>
  /** A directory of the account's own below `directory`. */
  own(name: string): Promise<string>
  run(argv: readonly [string, ...string[]], options?: AccountInvocation): Promise<Done>
  start(argv: readonly [string, ...string[]], options?: AccountInvocation): Promise<Running>
  /** The processes, of whatever user, that name this seat's directory in their environment, argv or working directory. */
  processes(): readonly { readonly pid: number; readonly command: string }[]
}

/** Opens a seat. Needs root; throws with the way out when the account is not there. */
export async function openAccount(): Promise<Account> {
  if (process.getuid?.() !== 0)
    throw new Error('end-to-end tests start programs as another account: run them as root')
  const { uid, gid } = readPasswd()
  const directory = await mkdtemp(join(tmpdir(), 'dockless-e2e-'))
  await chmod(directory, 0o755)
  await assertOpenParents(directory)
  const own = async (name: string): Promise<string> => {
    const made = join(directory, name)
    await mkdir(made, { recursive: true })
    await chown(made, uid, gid)
    return made
  }
  const home = await own('home')
  const tmp = await own('tmp')
  const runtime = await own('run')
  await chmod(runtime, 0o700)

  const environment: Account['environment'] = (options = {}) => ({
    PATH: accountPath(options.node),
    HOME: home,
    USER: ACCOUNT_NAME,
    LOGNAME: ACCOUNT_NAME,
    LANG: 'C.UTF-8',
    TMPDIR: tmp,
    XDG_RUNTIME_DIR: runtime,
    ...options.env,
  })
  const begin: Account['start'] = async (argv, options = {}) => {
    const { env: _env, node: _node, hosts, userNamespaces, ...rest } = options
    const wrapped = await wrap(argv, { uid, gid, directory, hosts, userNamespaces })
    return start({ cwd: home, ...rest, ...wrapped, env: environment(options) })
  }
  const processes = () => processesNaming(directory)
  return {
    name: ACCOUNT_NAME,
    uid,
    gid,
    subuid: subordinateIds('/etc/subuid'),
    subgid: subordinateIds('/etc/subgid'),
    directory,
    home,
    tmp,
    environment,
    own,
    start: begin,
    run: async (argv, options) => (await begin(argv, options)).done,
    processes,
    async [Symbol.asyncDispose]() {
      for (const { pid } of processes()) killOne(pid, 'SIGKILL')
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Wrapping {
  readonly uid: number
  readonly gid: number
  readonly directory: string
  readonly hosts: Readonly<Record<string, string>> | undefined
  readonly userNamespaces: boolean | undefined
}

// The scripts get what they work on as arguments; nothing is pasted into them.
const BIND_HOSTS = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'
// All ids of the new namespace can be mapped only from outside of it, and before the program that uses them starts: so a
// holder makes the namespace, we map, and the program enters. `exec` keeps the process one and the same for signals.
const NO_USER_NAMESPACES = `
  holder=$(unshare --user sleep 60 >/dev/null & echo $!)
  until [ "$(readlink /proc/$holder/ns/user)" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.01; done
  echo "0 0 4294967295" >/proc/$holder/uid_map && echo "0 0 4294967295" >/proc/$holder/gid_map &&
  exec nsenter --user=/proc/$holder/ns/user sh -c '
    kill "$1" && shift && echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"' sh "$holder" "$@"`

async function wrap(
  argv: Invocation['argv'],
  to: Wrapping,
): Promise<Pick<Invocation, 'argv' | 'uid' | 'gid'>> {
  if (to.hosts === undefined && to.userNamespaces !== false) return { argv, uid: to.uid, gid: to.gid }
  const become = ['setpriv', `--reuid=${to.uid}`, `--regid=${to.gid}`, '--clear-groups', '--', ...argv]
  const closed = to.userNamespaces === false ? ['sh', '-c', NO_USER_NAMESPACES, 'sh', ...become] : become
  if (to.hosts === undefined) return { argv: ['env', ...closed] }
  const file = join(to.directory, `hosts-${Object.keys(to.hosts).length}-${process.hrtime.bigint()}`)
  const lines = Object.entries(to.hosts).map(([name, address]) => `${address} ${name}`)
  await writeFile(file, ['127.0.0.1 localhost', ...lines, ''].join('\n'), { mode: 0o644 })
  return {
    argv: ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', BIND_HOSTS, 'sh', file, ...closed],
  }
}

function readPasswd(): { uid: number; gid: number } {
  const line = linesOf('/etc/passwd').find((entry) => entry.startsWith(`${ACCOUNT_NAME}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) {
    throw new Error(`there is no account ${ACCOUNT_NAME}: run scripts/testbed as root first`)
  }
  return { uid: Number(uid), gid: Number(gid) }
}

function subordinateIds(file: string): IdRange {
  const line = linesOf(file).find((entry) => entry.startsWith(`${ACCOUNT_NAME}:`))
  const [, from, count] = line?.split(':') ?? []
  if (from === undefined || count === undefined) {
    throw new Error(`${file} gives ${ACCOUNT_NAME} no ids: run scripts/testbed as root first`)
  }
  return { start: Number(from), count: Number(count) }
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

/** A directory below a closed one cannot be reached, and a program in it would be replaced by another in silence. */
async function assertOpenParents(directory: string): Promise<void> {
  for (let at = directory; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o005) !== 0o005) {
      throw new Error(
        `${at} is closed to other accounts: set TMPDIR to a directory whose parents are all open (0755)`,
      )
    }
    if (at === dirname(at)) return
  }
}

function processesNaming(directory: string): { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
      const where = readlinkSync(`/proc/${pid}/cwd`)
      if ([command, environment, where].some((text) => text.includes(directory))) {
        found.push({ pid: Number(pid), command })
      }
    } catch {
      // It ended while we looked.
    }
  }
  return found
}
