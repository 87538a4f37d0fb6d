import path from 'node:path'
import { DocklessError } from '../errors/errors.js'
import type { Facts, ToolName } from '../runner/facts.js'
import { type MapWriters, shiftedUser } from '../runner/id-map.js'
import { words } from './arguments.js'
import { atLeast } from './conditions.js'
import type { GatedIdMap, PlannedCommand } from './strategy.js'

/** What goes into an enclosure. */
export interface Enclosed {
  readonly name: string
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  /** The run's private directory: also the working directory, so that paths of sockets stay short (104 bytes). */
  readonly directory: string
  /** Directories to cover with an empty tmpfs before the program starts. */
  readonly cover?: readonly string[]
  /** A directory that the program finds in the place of /var/tmp. */
  readonly varTmp?: string
  /** True for a program that gets along with the one id that needs no map of others: ours, which is root inside. */
  readonly rootAlone?: boolean
  /** True for a program whose children look themselves up in /proc: runc does. */
  readonly needsProc?: boolean
}

/** Waits until the file $0 is there, then becomes the rest: ids are mapped from outside meanwhile. */
const WAIT = 'until [ -e "$0" ]; do sleep 0.02; done; exec "$@"'
/** Covers each directory up to `--` with an empty tmpfs, then becomes the rest. What is not there needs no cover. */
export const COVER =
  'while [ "$1" != -- ]; do if [ -d "$1" ]; then mount -t tmpfs -o size=4k,mode=700 none "$1" || exit 125; fi; shift; done; shift; exec "$@"'
/** Puts $1 in the place of /var/tmp, then becomes the rest. */
const VAR_TMP = 'if [ -d /var/tmp ]; then mount --bind "$1" /var/tmp || exit 125; fi; shift; exec "$@"'
export const SHELL = '/bin/sh'

/**
 * Runs the rest, and ends every process of this user namespace with it, or at SIGTERM. For where there is no pid
 * namespace to do so: RUN steps have process groups of their own and would live on.
 */
const SUPERVISE = [
  'here=$(readlink /proc/self/ns/user)',
  'sweep() { for round in 1 2 3 4 5 6 7 8; do left=; for proc in /proc/[0-9]*; do pid=${proc#/proc/}',
  'if [ "$pid" != $$ ] && [ "$(readlink "$proc/ns/user" 2>/dev/null)" = "$here" ]; then kill -9 "$pid" 2>/dev/null && left=1; fi',
  'done; [ -n "$left" ] || return 0; sleep 0.02; done; }',
  'finish() { kill -TERM "$child" 2>/dev/null; for round in 1 2 3 4 5 6 7 8; do kill -0 "$child" 2>/dev/null || break; sleep 0.1; done; sweep; exit 143; }',
  'trap finish TERM',
  '"$@" & child=$!',
  'wait "$child"; status=$?; sweep; exit "$status"',
].join('\n')

/**
 * A program in a user, mount and pid namespace of its own, which the kernel kills when our process is gone:
 * `--pdeathsig` ends the outer process, `--kill-child` the inner one, and with it every process of its pid namespace.
 * In it the program is root over the ids of `facts.idMap`, and over nothing outside.
 *
 * Where the container masks /proc no other one can be mounted, and runc fails in a pid namespace that /proc does not
 * show: such a program gets a supervisor instead. The shell texts are constants; what they work on comes as arguments.
 */
export function enclose(enclosed: Enclosed, facts: Facts): PlannedCommand {
  const { name, env, directory, cover = [], varTmp, needsProc = false, rootAlone = false } = enclosed
  const idMap = rootAlone ? undefined : gatedIdMap(name, facts)
  const freshProc = facts.trials.mountProc.holds
  const supervised = needsProc && !freshProc
  const outside = [
    ...(idMap?.map.method === 'shift' ? shiftedUser(toolPath(facts, 'setpriv')) : []),
    ...dyingWithUs(facts, supervised ? 'TERM' : 'KILL'),
    ...words(toolPath(facts, 'unshare'), '--user'),
    ...(idMap ? [] : [...(rootAlone ? [] : ['--map-auto']), '--map-root-user']),
    '--mount',
    ...(supervised ? [] : ['--pid', '--fork', '--kill-child=SIGKILL']),
    ...(freshProc ? ['--mount-proc'] : []),
  ]
  const inside = [
    ...(idMap?.gate === undefined ? [] : [SHELL, '-c', WAIT, idMap.gate]),
    ...(cover.length > 0 ? [SHELL, '-c', COVER, 'cover', ...cover, '--'] : []),
    ...(varTmp === undefined ? [] : [SHELL, '-c', VAR_TMP, 'var-tmp', varTmp]),
    ...(supervised ? [SHELL, '-c', SUPERVISE, 'supervise'] : []),
    ...enclosed.argv,
  ]
  const [first = '', ...rest] = [...outside, ...inside]
  return { name, argv: [first, ...rest], env, cwd: directory, ...(idMap ? { idMap } : {}) }
}

/** The beginning of an argv whose program gets a signal when our process ends, however it ends. */
export function dyingWithUs(facts: Facts, signal: 'KILL' | 'TERM' = 'KILL'): readonly [string, ...string[]] {
  return [toolPath(facts, 'setpriv'), '--pdeathsig', signal]
}

/** Undefined where `unshare --map-auto` maps the same ids by itself: util-linux 2.38, and a user with a name. */
function gatedIdMap(name: string, facts: Facts): GatedIdMap | undefined {
  const map = facts.idMap
  if (!map) throw new DocklessError('DEFECT', `a plan was made for ${name} where no ids can be mapped`)
  const { user } = facts.process
  if (map.method === 'newuidmap' && user !== undefined && atLeast(facts.tools.unshare, 2, 38))
    return undefined
  return { map, writers: writersOf(facts), gate: `${name}.mapped` }
}

/** Where the programs are that write a map. */
export function writersOf({ tools: { newuidmap, newgidmap, setpriv } }: Facts): MapWriters {
  return { newuidmap: newuidmap?.path, newgidmap: newgidmap?.path, setpriv: setpriv?.path }
}

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** A PATH on which a builder finds its helpers: where the probe found them, then the system's directories. */
export function searchPath(facts: Facts): string {
  // The id helpers first: unshare(1) looks for them on PATH and shall find those that the probe tried.
  const tools = [facts.tools.newuidmap, facts.tools.newgidmap, ...Object.values(facts.tools)]
  const found = tools.flatMap((tool) => (tool ? [path.dirname(tool.path)] : []))
  return [...new Set([...found, ...SYSTEM_PATH])].join(':')
}

/** The path of a program that an assessment saw. Throws a defect when a plan is made that no assessment holds for. */
export function toolPath(facts: Facts, name: ToolName): string {
  const tool = facts.tools[name]
  if (!tool) throw new DocklessError('DEFECT', `a plan was made without ${name}, which it needs`)
  return tool.path
}

/** Where people and CI systems keep credentials below their home, for `Wiring.credentialDirectories`. */
export function credentialDirectories(home: string, env: Readonly<NodeJS.ProcessEnv>): string[] {
  const runtime = env['XDG_RUNTIME_DIR']
  const config = env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')
  const below = ['.docker', '.aws', '.azure', '.kube', '.ssh', '.gnupg', '.m2'].map((name) =>
    path.join(home, name),
  )
  const named = [env['DOCKER_CONFIG'], runtime === undefined ? undefined : path.join(runtime, 'containers')]
  const all = [...below, path.join(config, 'containers'), path.join(config, 'gcloud'), ...named]
  return [
    ...new Set(
      all.flatMap((directory) => (directory !== undefined && path.isAbsolute(directory) ? [directory] : [])),
    ),
  ]
}
