import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { childEnvironment } from '../process/environment.js'
import { findProgram } from '../process/find.js'
import { type Finished, run } from '../process/run.js'
import { builtWithCgo } from './cgo.js'
import type { Facts, Tool, ToolName } from './facts.js'
import { knowKaniko } from './kaniko-file.js'

export interface ToolOptions {
  readonly uid: number
  readonly capabilities: readonly string[]
  /** Deadline of each question to a program, in milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type Tools = Facts['tools']

/** Programs on PATH, found but not yet asked anything. */
export async function findTools(): Promise<Readonly<Record<ToolName, string | undefined>>> {
  const found = await Promise.all(NAMES.map(async (name) => [name, await findTool(name)] as const))
  const paths = new Map(found)
  return mapNames((name) => paths.get(name))
}

async function findTool(name: ToolName): Promise<string | undefined> {
  for (const called of CALLED[name] ?? [name]) {
    const found = await findProgram(called)
    if (found !== undefined) return found
  }
  return undefined
}

/** Asks every program that was found for its version, all at once, and recognises known defects. */
export async function askTools(
  paths: Readonly<Record<ToolName, string | undefined>>,
  options: ToolOptions,
): Promise<Tools> {
  const asked = await Promise.all(
    NAMES.map(async (name) => {
      const path = paths[name]
      return [name, path === undefined ? undefined : await askTool(name, path, options)] as const
    }),
  )
  const tools = new Map(asked)
  return mapNames((name) => tools.get(name))
}

const NAMES: readonly ToolName[] = [
  'buildkitd',
  'buildctl',
  'buildah',
  'podman',
  'img',
  'kaniko',
  'runc',
  'crun',
  'rootlesskit',
  'newuidmap',
  'newgidmap',
  'unshare',
  'setpriv',
  'git',
  'fuse-overlayfs',
]

/** Programs that go by other names. */
const CALLED: Readonly<Partial<Record<ToolName, readonly string[]>>> = { kaniko: ['kaniko', 'executor'] }

function mapNames<T>(value: (name: ToolName) => T): Readonly<Record<ToolName, T>> {
  return {
    buildkitd: value('buildkitd'),
    buildctl: value('buildctl'),
    buildah: value('buildah'),
    podman: value('podman'),
    img: value('img'),
    kaniko: value('kaniko'),
    runc: value('runc'),
    crun: value('crun'),
    rootlesskit: value('rootlesskit'),
    newuidmap: value('newuidmap'),
    newgidmap: value('newgidmap'),
    unshare: value('unshare'),
    setpriv: value('setpriv'),
    git: value('git'),
    'fuse-overlayfs': value('fuse-overlayfs'),
  }
}

async function askTool(name: ToolName, path: string, options: ToolOptions): Promise<Tool> {
  if (name === 'newuidmap' || name === 'newgidmap') return { path, version: undefined } // they have no question to ask
  // podman and img carry the same code that starts itself again.
  if (name === 'buildah' || name === 'podman' || name === 'img') return askBuildah(path, options)
  if (name === 'kaniko') return knowKaniko(path)
  const [version, help] = await Promise.all([
    ask([path, '--version'], options),
    name === 'crun' || name === 'runc' ? ask([path, 'run', '--help'], options) : undefined,
  ])
  const tool = answered(path, version)
  if (tool.problem !== undefined) return tool
  const problem = defect(name, `${version.stdout}\n${version.stderr}`, tool.version, help?.stdout)
  return problem === undefined ? tool : { ...tool, problem }
}

/** buildah's first call is guarded: see `builtWithCgo`. */
async function askBuildah(path: string, options: ToolOptions): Promise<Tool> {
  const cgo = await builtWithCgo(path)
  if (cgo === 'no')
    return {
      path,
      version: undefined,
      problem:
        'it was built without cgo (CGO_ENABLED=0) and would start itself over and over; it was not run',
    }
  if (cgo === 'yes') return answered(path, await ask([path, '--version'], options))
  // Root with SYS_ADMIN needs no user namespace, so it never starts itself again; others get a process limit.
  if (options.uid === 0 && options.capabilities.includes('sys_admin'))
    return answered(path, await ask([path, '--version'], options))
  const prlimit = await findProgram('prlimit')
  // The limit of processes does not bind uid 0.
  if (prlimit === undefined || options.uid === 0)
    return {
      path,
      version: undefined,
      problem: 'its file does not say that it was built with cgo; it was not run',
    }
  return answered(path, await ask([prlimit, '--nproc=256', path, '--version'], options))
}

async function ask(argv: readonly [string, ...string[]], options: ToolOptions): Promise<Finished> {
  const { timeoutMs, signal } = options
  return run(
    { argv, env: childEnvironment({ LC_ALL: 'C', HOME: '/' }), cwd: '/' },
    { timeoutMs, graceMs: 0, keep: 1 << 16, ...(signal ? { signal } : {}) },
  )
}

function answered(path: string, done: Finished): Tool {
  if (done.timedOut) return { path, version: undefined }
  const output = `${done.stdout}\n${done.stderr}`
  const version = versionIn(output, basename(path))
  if (done.startError !== undefined)
    return { path, version, problem: `cannot be started: ${done.startError}` }
  if (done.status !== 0 && version === undefined) {
    const said = output.trim().split('\n')[0] ?? ''
    return {
      path,
      version,
      problem: `\`--version\` ended with status ${done.status}${said ? `: ${said}` : ''}`,
    }
  }
  return { path, version }
}

/**
 * The first thing in a program's answer that looks like a version: `2.38.1`, `1.1.5+ds1`, `0.32.2`.
 * Lines that begin with the program's own name come first: fuse-overlayfs tells fusermount's version before its own.
 */
export function versionIn(output: string, program: string): string | undefined {
  const own = output.split('\n').filter((line) => line.startsWith(program))
  return /(?:^|[\sv])(\d+\.\d+(?:\.\d+)?[\w.+~-]*)/m.exec([...own, output].join('\n'))?.[1]
}

/** True when `version` is `wanted` or newer; both begin with numbers joined by dots. */
export function atLeast(version: string, wanted: string): boolean {
  const numbers = (text: string): readonly number[] =>
    (/^[\d.]+/.exec(text)?.[0] ?? '').split('.').map(Number)
  const [have, want] = [numbers(version), numbers(wanted)]
  for (const [index, number] of want.entries()) {
    const difference = (have[index] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  return true
}

/** What is known to be missing in a version, told from its own answers. */
export function defect(
  name: ToolName,
  answer: string,
  version: string | undefined,
  help: string | undefined,
): string | undefined {
  const busybox = answer.includes('BusyBox')
  if (name === 'unshare') {
    if (busybox) return 'it is BusyBox, which knows neither --map-auto nor --kill-child: install util-linux'
    if (version !== undefined && !atLeast(version, '2.38'))
      return `version ${version} does not know --map-auto: util-linux 2.38 or newer does`
  }
  if (name === 'setpriv' && busybox)
    return 'it is BusyBox, which knows neither --pdeathsig nor --bounding-set: install util-linux'
  if ((name === 'crun' || name === 'runc') && help !== undefined && help !== '' && !help.includes('--keep'))
    return 'it does not know `run --keep`, which BuildKit 0.32 and newer calls'
  return undefined
}

/**
 * buildah 1.44 and 1.45 mount an overlay over the build context whatever the storage driver, with its upper
 * layer in TMPDIR (https://github.com/containers/buildah/issues/6892, #6910).
 */
export function buildahDefect(
  version: string,
  grounds: { readonly filesystem: string; readonly idsMapped: boolean },
): string | undefined {
  if (!atLeast(version, '1.44') || atLeast(version, '1.46')) return undefined
  const what = `buildah ${version} always mounts an overlay over the build context`
  if (grounds.filesystem.includes('overlay'))
    return `${what}, which cannot be where TMPDIR is an overlay: set TMPDIR to another filesystem or use buildah 1.43`
  if (!grounds.idsMapped) return `${what}, which cannot be with a single mapped id: use buildah 1.43`
  return undefined
}

/** Where newuidmap has its privilege from: the mode of its file, or, when getcap can tell, capabilities. */
export async function helperPrivilege(
  newuidmap: string | undefined,
  options: ToolOptions,
): Promise<Facts['subordinate']['helper']> {
  if (newuidmap === undefined) return undefined
  const status = await stat(newuidmap).catch(() => undefined)
  if (status === undefined) return undefined
  if ((status.mode & 0o4000) !== 0) return 'setuid'
  const getcap = (await findProgram('getcap')) ?? (await findProgram('getcap', '/usr/sbin:/sbin'))
  if (getcap === undefined) return 'file-capabilities' // nothing else would make it work; the trial shows whether it does
  return (await ask([getcap, newuidmap], options)).stdout.includes('cap_setuid')
    ? 'file-capabilities'
    : 'none'
}
