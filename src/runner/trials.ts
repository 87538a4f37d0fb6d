import { constants } from 'node:fs'
import { chown, open } from 'node:fs/promises'
import { messageOf } from '../errors/errors.js'
import { PrivateDirectory } from '../lifetime/private-directory.js'
import { childEnvironment } from '../process/environment.js'
import { type Finished, run, start } from '../process/run.js'
import type { Facts, IdMap } from './facts.js'
import {
  ENOUGH_IDS,
  madeUserNamespace,
  mappedIds,
  type MapWriters,
  shiftedUser,
  writeIdMap,
} from './id-map.js'

/** Errors of system calls by which a trial fails, as programs print them in the C locale. */
const ERRNO: Readonly<Record<string, string>> = {
  'Operation not permitted': 'EPERM',
  'Permission denied': 'EACCES',
  'No space left on device': 'ENOSPC',
  'Invalid argument': 'EINVAL',
  'Function not implemented': 'ENOSYS',
  'No such device': 'ENODEV',
  'Input/output error': 'EIO',
  'Read-only file system': 'EROFS',
}

/** What came of a trial, before anything explains it. */
export interface Outcome {
  readonly holds: boolean
  readonly evidence: string
  /** `EPERM`, … when the program named the error of a system call. */
  readonly errno?: string
  /** A program that was not there. */
  readonly missing?: string
}

export type TrialName = keyof Facts['trials']
export type Outcomes = Readonly<Record<TrialName, Outcome>>

export interface TrialOptions {
  /** Where overlays would live. */
  readonly temporary: string
  /** Filesystem of the temporary directory. */
  readonly filesystem: string
  /** The map to try; undefined when there is no way to write one. */
  readonly idMap: IdMap | undefined
  readonly programs: MapWriters & { readonly unshare: string | undefined }
  /** Deadline of each trial, in milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * Runs every trial, all at the same time. Each one lives in namespaces that end with it; the one directory that
 * they need is private and removed. Never throws for what a trial shows.
 */
export async function runTrials(options: TrialOptions): Promise<Outcomes> {
  const bench = new Bench(options)
  const [userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse] = await Promise.all([
    bench.unshare(['-U', 'true']),
    bench.unshare(['-U', '-r', 'true']),
    bench.mapRange(),
    bench.unshare(['-U', '-r', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/'], bench.owner()),
    bench.unshare(['-U', '-r', '-m', '-p', '-f', '--mount-proc', 'true'], bench.owner()),
    bench.container(),
    bench.overlay(),
    openFuse(),
  ])
  return { userNamespace, mapRoot, mapRange, mount, mountProc, container, overlay, fuse }
}

/**
 * Sets the host name and makes a tmpfs on the directory $1 the root, as a container's runtime does. A program that is
 * not there says nothing of what the kernel allows.
 */
const CONTAINER_TRIAL = `
PATH=$PATH:/usr/sbin:/sbin
if command -v hostname >/dev/null; then hostname dockless || exit 1; fi
command -v pivot_root >/dev/null || exit 0
mount -t tmpfs tmpfs "$1" && cd "$1" && mkdir old && pivot_root . old
`

/**
 * In its working directory: mounts an overlay with the options $1, deletes a directory of the lower layer, makes it
 * again and looks that it is empty: that needs the extended attributes which a mere mount does not. $2 are flags
 * of mount. A constant program; what it works with comes as arguments. Paths are relative because the directories
 * above may be closed to whom it runs as; then umount does not find its way, and the namespace ends with us.
 */
const OVERLAY_TRIAL = `
mkdir -p lower/base/deep upper work merged && : >lower/base/deep/file || exit 1
mount $2 -t overlay overlay -o "lowerdir=lower,upperdir=upper,workdir=work$1" merged || exit 2
rm -r merged/base && mkdir merged/base && [ -z "$(ls -A merged/base)" ]
status=$?
umount merged 2>/dev/null && rm -rf lower upper work merged
exit $status
`

class Bench {
  readonly #options: TrialOptions

  constructor(options: TrialOptions) {
    this.#options = options
  }

  /** Words in front of a trial that needs root inside: root without SETFCAP may not map itself, uid 1 may. */
  owner(): readonly string[] {
    const { idMap, programs } = this.#options
    return idMap?.method === 'shift' && programs.setpriv !== undefined ? shiftedUser(programs.setpriv) : []
  }

  async unshare(args: readonly string[], before: readonly string[] = []): Promise<Outcome> {
    const { unshare } = this.#options.programs
    if (unshare === undefined) return MISSING_UNSHARE
    return outcome(['unshare', ...args], await this.#run([...before, unshare, ...args]))
  }

  /** Makes a user namespace in which a process waits, and gives it the whole map. */
  async mapRange(): Promise<Outcome> {
    const { idMap, programs, timeoutMs, signal } = this.#options
    if (programs.unshare === undefined) return MISSING_UNSHARE
    if (idMap === undefined)
      return { holds: false, evidence: 'root without CAP_SETUID and CAP_SETGID maps no ids' }
    const [first = programs.unshare, ...rest] = [...this.owner(), programs.unshare, '-U', 'sleep', '5']
    await using child = start(
      { argv: [first, ...rest], env: environment() },
      { timeoutMs, graceMs: 0, ...(signal ? { signal } : {}) },
    )
    if (child.pid === undefined || !(await madeUserNamespace(child.pid, timeoutMs))) {
      await child.end(0)
      return { ...outcome(['unshare', '-U', 'sleep'], await child.finished), holds: false }
    }
    const what = `${idMap.method}: ${describeMap(idMap)}`
    const failure = await writeIdMap(child.pid, idMap, programs, { timeoutMs, ...(signal ? { signal } : {}) })
    await child.end(0)
    if (failure !== undefined) return failed(`${what}: ${failure}`, failure)
    const few = Math.min(mappedIds(idMap.uids), mappedIds(idMap.gids))
    if (few < ENOUGH_IDS)
      return { holds: false, evidence: `${what}: only ${few} ids, fewer than ${ENOUGH_IDS}` }
    return { holds: true, evidence: `${what}: written` }
  }

  async container(): Promise<Outcome> {
    const { unshare, temporary } = { ...this.#options.programs, ...this.#options }
    if (unshare === undefined) return MISSING_UNSHARE
    const inside = ['sh', '-c', CONTAINER_TRIAL, 'sh', temporary]
    const done = await this.#run([...this.owner(), unshare, '-U', '-r', '-m', '-u', ...inside])
    return outcome(['unshare -U -r -m -u: hostname dockless, pivot_root to a tmpfs'], done)
  }

  async overlay(): Promise<Outcome> {
    const { temporary, filesystem, idMap } = this.#options
    let directory: PrivateDirectory
    try {
      directory = await PrivateDirectory.create(temporary)
    } catch (error) {
      return { holds: false, evidence: messageOf(error), errno: 'NOWRITE' }
    }
    await using made = directory
    const owner = this.owner()
    if (owner.length > 0 && idMap)
      await chown(made.path, idMap.uids[0]?.outside ?? 0, idMap.gids[0]?.outside ?? 0)
    // BuildKit mounts without userxattr on a tmpfs, so that is what has to work there.
    const attributes = filesystem === 'tmpfs' ? '' : ',userxattr'
    const { unshare } = this.#options.programs
    if (unshare === undefined) return MISSING_UNSHARE
    const flags = owner.length > 0 ? '-c' : '' // take the path as it is: util-linux, like every setpriv that shifts
    const inside = ['sh', '-c', OVERLAY_TRIAL, 'sh', attributes, flags]
    const done = await this.#run([...owner, unshare, '-U', '-r', '-m', ...inside], made.path)
    const where = `overlay${attributes} below ${temporary} (${filesystem}), a lower directory deleted`
    return outcome([where], done)
  }

  async #run(argv: readonly string[], cwd = '/'): Promise<Finished> {
    const [first = '', ...rest] = argv
    const { timeoutMs, signal } = this.#options
    return run(
      { argv: [first, ...rest], env: environment(), cwd },
      { timeoutMs, graceMs: 0, ...(signal ? { signal } : {}) },
    )
  }
}

const MISSING_UNSHARE: Outcome = { holds: false, evidence: '`unshare` is not on PATH', missing: 'unshare' }

function environment(): Record<string, string> {
  return childEnvironment({ LC_ALL: 'C' })
}

/** A map in the kernel's own form: `0 1001 1, 1 100000 65536`. */
function describeMap(map: IdMap): string {
  return map.uids.map((range) => `${range.inside} ${range.outside} ${range.count}`).join(', ')
}

function outcome(command: readonly string[], done: Finished): Outcome {
  const what = `\`${command.join(' ')}\``
  if (done.startError !== undefined) return failed(`${what}: ${done.startError}`, done.startError)
  if (done.timedOut) return { holds: false, evidence: `${what}: no answer in time` }
  if (done.status === 0) return { holds: true, evidence: `${what}: exit 0` }
  const said = done.stderr.trim().split('\n')[0] ?? ''
  return failed(`${what}: exit ${done.status}${said ? `: ${said}` : ''}`, done.stderr)
}

function failed(evidence: string, output: string): Outcome {
  const name = Object.keys(ERRNO).find((text) => output.includes(text))
  const errno = name === undefined ? undefined : ERRNO[name]
  const missing = /(?:execute|exec|can't execute) '?([\w-]+)'?[^\n]*No such file/.exec(output)?.[1]
  return {
    holds: false,
    evidence,
    ...(errno === undefined ? {} : { errno }),
    ...(missing === undefined ? {} : { missing }),
  }
}

async function openFuse(): Promise<Outcome> {
  const what = 'open /dev/fuse for reading and writing'
  try {
    await (await open('/dev/fuse', constants.O_RDWR)).close()
    return { holds: true, evidence: `${what}: done` }
  } catch (error) {
    return { holds: false, evidence: `${what}: ${messageOf(error)}` }
  }
}
