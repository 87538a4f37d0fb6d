import path from 'node:path'
import { DocklessError } from '../errors/errors.js'
import type { Facts, ToolName } from '../runner/facts.js'
import { shiftedUser } from '../runner/id-map.js'
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
}

/** Waits until the file $0 is there, then becomes the rest: ids are mapped from outside meanwhile. */
const WAIT = 'until [ -e "$0" ]; do sleep 0.02; done; exec "$@"'
/** Covers each directory up to `--` with an empty tmpfs, then becomes the rest. What is not there needs no cover. */
const COVER =
  'while [ "$1" != -- ]; do if [ -d "$1" ]; then mount -t tmpfs -o size=4k,mode=700 none "$1" || exit 125; fi; shift; done; shift; exec "$@"'
const SHELL = '/bin/sh'

/**
 * A program in a user, mount and pid namespace of its own, which the kernel kills when our process is gone:
 * `--pdeathsig` ends the outer process, `--kill-child` the inner one, and with it every process of its pid namespace.
 * In it the program is root over the ids of `facts.idMap`, and over nothing outside. The two shell texts are
 * constants; what they work on comes as arguments.
 */
export function enclose(enclosed: Enclosed, facts: Facts): PlannedCommand {
  const { name, env, directory, cover = [] } = enclosed
  const idMap = gatedIdMap(name, facts)
  const owner = idMap?.map.method === 'shift' ? shiftedUser(toolPath(facts, 'setpriv')) : []
  const namespaces = [
    '--user',
    ...(idMap ? [] : ['--map-auto', '--map-root-user']),
    ...words('--mount', '--pid', '--fork', '--kill-child=SIGKILL'),
    ...(facts.trials.mountProc.holds ? ['--mount-proc'] : []),
  ]
  const inside = [
    ...(idMap ? [SHELL, '-c', WAIT, idMap.gate] : []),
    ...(cover.length > 0 ? [SHELL, '-c', COVER, 'cover', ...cover, '--'] : []),
    ...enclosed.argv,
  ]
  const outside = [...dyingWithUs(facts), toolPath(facts, 'unshare'), ...namespaces]
  const [first = '', ...rest] = [...owner, ...outside, ...inside]
  return { name, argv: [first, ...rest], env, cwd: directory, ...(idMap ? { idMap } : {}) }
}

/** The beginning of an argv whose program is killed when our process ends, however it ends. */
export function dyingWithUs(facts: Facts): readonly [string, ...string[]] {
  return [toolPath(facts, 'setpriv'), '--pdeathsig', 'KILL']
}

/** Undefined where `unshare --map-auto` maps the same ids by itself: util-linux 2.38, and a user with a name. */
function gatedIdMap(name: string, facts: Facts): GatedIdMap | undefined {
  const map = facts.idMap
  if (!map) throw new DocklessError('DEFECT', `a plan was made for ${name} where no ids can be mapped`)
  const { user } = facts.process
  if (map.method === 'newuidmap' && user !== undefined && atLeast(facts.tools.unshare, 2, 38))
    return undefined
  const { newuidmap, newgidmap, setpriv } = facts.tools
  return {
    map,
    writers: { newuidmap: newuidmap?.path, newgidmap: newgidmap?.path, setpriv: setpriv?.path },
    gate: `${name}.mapped`,
  }
}

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** A PATH on which a builder finds its helpers: where the probe found them, then the system's directories. */
export function searchPath(facts: Facts): string {
  const found = Object.values(facts.tools).flatMap((tool) => (tool ? [path.dirname(tool.path)] : []))
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
