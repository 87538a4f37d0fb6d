import { createHash } from 'node:crypto'
import path from 'node:path'
import { Secret } from '../../log/secret.js'
import { formatPlatform, nativePlatform } from '../../oci/platform.js'
import type { ClonedNamespaces, Facts, IdMap } from '../../runner/facts.js'
import { ENOUGH_IDS, mappedIds, shiftedUser } from '../../runner/id-map.js'
import { flags, pairs } from '../arguments.js'
import { enclose, searchPath, toolPath, writersOf } from '../enclosure.js'
import { amongIds, asOurselves, planMountsAt } from '../mounts/mounts.js'
import { authFile, registriesOf, secretFiles } from '../registries.js'
import type { BuildPlan, PlannedCommand, PlannedFile, Task, Wiring } from '../strategy.js'
import { droppedFromVolumes } from '../volumes.js'

/**
 * How kaniko gets a root of its own, `kind`:
 * - `namespace`: user, mount and pid namespaces of its own, and pivot_root; a chroot in them where pivot_root is
 *   forbidden (Docker's profile, even with CAP_SYS_ADMIN). Made by unshare(1), or by a program of our own with clone(2)
 *   where unshare(2) is closed (CRI-O's profile);
 * - `chroot`: nothing but chroot(2), as a container's root.
 */
export interface Way {
  readonly kind: 'namespace' | 'chroot'
  /** True where there are no ids but root's: then every file of every image has to be root's. */
  readonly rootAlone: boolean
  /** Our own clone(2) makes the namespaces, with this map. */
  readonly cloned?: IdMap
}

/** The way that this runner allows, one with the ids of any image first; undefined when there is none. */
export function wayOf(facts: Facts): Way | undefined {
  const { mapRoot, mapRange } = facts.trials
  const ids = facts.process.ids ?? ENOUGH_IDS
  const ways: readonly Way[] = [
    ...(mayMakeNamespace(facts) && mapRange.holds ? [{ kind: 'namespace', rootAlone: false } as const] : []),
    ...(mayMakeNamespace(facts) && mapRoot.holds ? [{ kind: 'namespace', rootAlone: true } as const] : []),
    ...(facts.cloned ? [clonedWay(facts.cloned)] : []),
    ...(mayChroot(facts) ? [{ kind: 'chroot', rootAlone: ids < ENOUGH_IDS } as const] : []),
  ]
  return ways.find(({ rootAlone }) => !rootAlone) ?? ways[0]
}

function clonedWay({ idMap }: ClonedNamespaces): Way {
  const few = Math.min(mappedIds(idMap.uids), mappedIds(idMap.gids)) < ENOUGH_IDS - 1
  return { kind: 'namespace', rootAlone: few, cloned: idMap }
}

function mayMakeNamespace({ trials, tools: { unshare, setpriv } }: Facts): boolean {
  const programs = [unshare, setpriv].every((tool) => tool !== undefined && tool.problem === undefined)
  return programs && trials.userNamespace.holds && trials.mount.holds
}

/** What unpacking an image and running its steps takes, besides the chroot itself. */
export const CHROOT_CAPABILITIES = [
  'chown',
  'dac_override',
  'fowner',
  'setgid',
  'setuid',
  'sys_chroot',
] as const

/** A chroot is no wall for the root of a machine, which may make device nodes; a container's may not use them. */
function mayChroot({ process, system }: Facts): boolean {
  return (
    process.uid === 0 &&
    system.container !== undefined &&
    CHROOT_CAPABILITIES.every((name) => process.capabilities.includes(name))
  )
}

/** Google's archived kaniko knows neither RUN --mount, nor here-documents, nor --secret. One to be had is the fork. */
export function isFork({ tools: { kaniko } }: Facts): boolean {
  return kaniko === undefined || kaniko.version?.endsWith(' of osscontainertools') === true
}

/** Where things stand: below the private directory, and as kaniko sees them once that is its root. */
export const ROOT = 'root'
const HOME = '/kaniko'
export const EXECUTOR = `${HOME}/executor`
export const WORKSPACE = `${HOME}/workspace`
const INSTRUCTIONS = `${HOME}/in/Dockerfile`
const GIVEN = `${HOME}/given`
/** What is added to /etc/hosts. */
export const HOSTS = `${HOME}/in/hosts`

/** What an executor that is linked dynamically is loaded by; none for the official one, which is static. */
function librariesOf(facts: Facts): readonly string[] {
  return facts.tools.kaniko?.libraries ?? []
}

function libraryAt(file: string): string {
  return `${HOME}/${path.basename(file)}`
}

/**
 * The executor, or its dynamic linker with it: the root has none of its own, and gets the one of the base image. The
 * linker lies in kaniko's own directory, because kaniko takes the directory of its program, the linker's, for that.
 */
function programOf(facts: Facts): readonly string[] {
  const [loader] = librariesOf(facts)
  return loader === undefined ? [EXECUTOR] : [libraryAt(loader), '--library-path', HOME, EXECUTOR]
}

/** The path below the private directory of what kaniko sees at `file`. */
export function outside(file: string): string {
  return `${ROOT}${file}`
}

/** Where kaniko keeps what a cache mount has in it (pkg/commands/run.go). */
function cacheMount(id: string): string {
  return outside(`${HOME}/caches/${createHash('sha256').update(id).digest('hex')}`)
}

/** The plan of a build by kaniko in a root of its own. Pure. */
export function planKaniko(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  const registries = registriesOf(task)
  const { secrets, addHosts } = task.request
  const args = [
    ...programOf(facts),
    ...kanikoArguments(task, facts),
    ...registryArguments(registries, wiring),
  ]
  // One that is forced tries namespaces.
  const way: Way = wayOf(facts) ?? { kind: 'namespace', rootAlone: false }
  const chroot = way.kind === 'chroot'
  const mounts = planMountsAt(task, wiring, cacheMount, (program) => {
    const ours = asOurselves(program, facts, wiring)
    if (way.cloned) return byClone(ours, way.cloned, facts)
    return chroot ? ours : amongIds(program, facts, wiring, way.rootAlone)
  })
  return {
    strategy: 'kaniko',
    directory: wiring.directory,
    ...mounts,
    directories: [
      ...['/etc', '/dev', '/proc', '/sys', '/kaniko/.docker', '/kaniko/in', '/kaniko/workspace'].map(outside),
      ...(secrets.length > 0 ? [outside(GIVEN)] : []),
      ...(chroot ? [outside('/proc/self')] : []),
      ...mounts.directories,
    ],
    files: [
      // A copy: RUN steps are its children and may overwrite it.
      { name: outside(EXECUTOR), content: { copyOf: toolPath(facts, 'kaniko') }, mode: 0o755 },
      ...librariesOf(facts).map(
        (file): PlannedFile => ({ name: outside(libraryAt(file)), content: { copyOf: file }, mode: 0o755 }),
      ),
      { name: outside(INSTRUCTIONS), content: { copyOf: task.context.dockerfile }, mode: 0o644 },
      // The copy of the context has no ignored file in it: nothing is left to be ignored.
      { name: outside(`${INSTRUCTIONS}.dockerignore`), content: '' },
      ...(addHosts.length === 0 ? [] : [{ name: outside(HOSTS), content: hostLines(addHosts), mode: 0o644 }]),
      { name: outside('/kaniko/.docker/config.json'), content: new Secret(authFile(wiring)) },
      ...secretFiles(task.request).map(
        (file, index): PlannedFile => ({ ...file, name: outside(`${GIVEN}/${index}`) }),
      ),
      ...(chroot ? [{ name: outside('/proc/self/mountinfo'), content: MOUNTINFO, mode: 0o644 }] : []),
      ...mounts.files,
    ],
    daemon: undefined,
    commands: [chroot ? inChroot(args, facts, wiring) : inNamespace(args, facts, wiring, way)],
    aliases: Object.fromEntries(
      registries.map((registry) => [`${wiring.relay}/${wiring.mirrorPrefix(registry)}`, registry]),
    ),
    notes: notes(task, way),
  }
}

/** As in hosts(5). */
function hostLines(hosts: Task['request']['addHosts']): string {
  return hosts.map(({ name, address }) => `${address}\t${name}\n`).join('')
}

/**
 * Run inside the namespaces, with the root's directory and kaniko's command line: mounts what a container has, makes the
 * directory the root, and runs kaniko. It stays, as the first process of its pid namespace, to reap. `125`: no root of
 * its own, and nothing was started.
 */
const ENTER = `
umask 022
root=$1; shift
shut() { echo "no root of its own: $1" >&2; exit 125; }
[ -d "$root/kaniko" ] && ! [ "$root" -ef / ] || shut "$root is not the directory that was made for it"
mount --bind "$root" "$root" && cd "$root" || shut "cannot mount $root"
mount -t proc -o nosuid,nodev,noexec proc proc 2>/dev/null || mount --rbind /proc proc || shut 'cannot mount /proc'
mount --rbind /sys sys 2>/dev/null
mount -t tmpfs -o mode=755,nosuid dev dev && mkdir dev/pts dev/shm || shut 'cannot mount /dev'
mount -t tmpfs -o mode=1777,nosuid,nodev shm dev/shm || shut 'cannot mount /dev/shm'
for node in null zero full random urandom tty; do
  true >"dev/$node" && mount --bind "/dev/$node" "dev/$node" || shut "cannot mount /dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts 2>/dev/null && ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
for file in etc/hosts etc/resolv.conf; do mount --bind "$file" "$file" || shut "cannot mount $file"; done
if kaniko/pivot .; then
  [ / -ef . ] && cd / || shut 'the root is another one'
  /kaniko/limit "$@"
else
  kaniko/chroot . "$@"
fi
exit $?`

/**
 * Run without any namespace, with the root's directory and kaniko's command line: makes the device nodes, runs kaniko in
 * a chroot, and ends every process that has this root when it ends, or at SIGTERM: RUN steps have process groups of
 * their own. It holds more capabilities than these, so they cannot touch it, but for signals.
 */
const SUPERVISE = `
umask 022
root=$1; shift
shut() { echo "no root of its own: $1" >&2; exit 125; }
[ -d "$root/kaniko" ] && ! [ "$root" -ef / ] || shut "$root is not the directory that was made for it"
cd "$root" || shut "cannot enter $root"
here=$(pwd -P)
node() {
  mknod -m 666 "dev/$1" c "$2" "$3" 2>/dev/null && { true <"dev/$1"; } 2>/dev/null && return
  rm -f "dev/$1"
  if [ "$1" = null ]; then true >dev/null && chmod 666 dev/null; fi
}
node null 1 3; node zero 1 5; node full 1 7; node random 1 8; node urandom 1 9; node tty 5 0
sweep() {
  for round in 1 2 3 4 5 6 7 8; do
    left=
    for process in /proc/[0-9]*; do
      if [ "$(readlink "$process/root" 2>/dev/null)" = "$here" ]; then kill -9 "\${process#/proc/}" 2>/dev/null && left=1; fi
    done
    [ -n "$left" ] || return 0
    sleep 0.05
  done
}
finish() { sweep; exit 143; }
trap finish TERM
kaniko/chroot . "$@" &
wait $!
status=$?
sweep
exit "$status"`

const SHELL = '/bin/sh'

function inNamespace(args: readonly string[], facts: Facts, wiring: Wiring, way: Way): PlannedCommand {
  const { directory } = wiring
  const { rootAlone, cloned } = way
  const argv: PlannedCommand['argv'] = [SHELL, '-c', ENTER, 'kaniko', ROOT, ...args]
  const env = environment(wiring, facts)
  if (cloned === undefined) return enclose({ name: 'kaniko', argv, env, directory, rootAlone }, facts)
  return byClone({ name: 'kaniko', argv, env, cwd: directory }, cloned, facts)
}

/** The doors that are passed outside of kaniko's root stand there too, where no RUN step can put others in their place. */
export const DOORS = 'doors'

/** The command in namespaces that our own clone(2) makes. */
function byClone(command: PlannedCommand, map: IdMap, facts: Facts): PlannedCommand {
  // A change of ids would cut the tether, so it comes before.
  const shifted = map.method === 'shift' ? shiftedUser(toolPath(facts, 'setpriv')) : []
  const doors = ['tether', 'separate'].map((name) => path.join(command.cwd, DOORS, name))
  const [first = '', ...rest] = [...shifted, ...doors, ...command.argv]
  return { ...command, argv: [first, ...rest], idMap: { map, writers: writersOf(facts) } }
}

function inChroot(args: readonly string[], facts: Facts, wiring: Wiring): PlannedCommand {
  const { directory } = wiring
  const tether = path.join(directory, DOORS, 'tether')
  return {
    name: 'kaniko',
    argv: [tether, SHELL, '-c', SUPERVISE, 'kaniko', path.join(directory, ROOT), ...args],
    env: environment(wiring, facts),
    cwd: directory,
  }
}

/** What kaniko leaves alone, told as it reads it: by the fifth field, the mount points (proc(5), mountinfo). */
const MOUNTINFO = ['/', '/proc', '/dev', '/sys', HOME, '/etc/hosts', '/etc/resolv.conf']
  .map((point, index) => `${index + 1} 0 0:1 / ${point} rw - none none rw\n`)
  .join('')

function environment({ proxy }: Wiring, facts: Facts): Record<string, string> {
  return {
    PATH: searchPath(facts),
    HOME: '/root',
    // A static Go program asks for it when the root has no /etc/passwd.
    USER: 'root',
    KANIKO_DIR: HOME,
    DOCKER_CONFIG: `${HOME}/.docker`,
    // What is not a registry (ADD https://…) goes through the relay. RUN steps get the image's environment alone.
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: '127.0.0.1',
    ...LIKE_BUILDKIT,
  }
}

/** Switches of the maintained fork by which it does what the Dockerfile reference says; older ones know none of them. */
const LIKE_BUILDKIT = Object.fromEntries(
  [
    'BUILDKIT_ARG_ENV_PRECEDENCE',
    'CACHE_PROBE_AFTER_MISS',
    'CHOWN_ON_IMPLICIT_DIRS',
    'COPY_AS_ROOT',
    'COPY_CHMOD_ON_IMPLICIT_DIRS',
    'EXPAND_HEREDOC',
    'OCI_SCRATCH_BASE',
    'REPRODUCIBLE_PRESERVE_BASE_LAYERS',
    'RUN_HONOR_GROUP',
    'SKIP_WRITE_WHITEOUTS',
    'UNTAR_SKIP_ROOT',
  ].map((name) => [`FF_KANIKO_${name}`, 'true']),
)

/** What is built, in the words of kaniko's executor (cmd/executor/cmd/root.go). */
function kanikoArguments({ request, needs }: Task, facts: Facts): string[] {
  const platform = formatPlatform(request.platform)
  return [
    // It is in a root of its own, which is not a container that it would recognise.
    '--force',
    '--log-format=json',
    // In the form of the OCI it leaves out HEALTHCHECK, ONBUILD and SHELL: what comes of it is made OCI afterwards.
    ...(isFork(facts) ? ['--image-format=docker'] : []),
    `--context=dir://${WORKSPACE}`,
    `--dockerfile=${INSTRUCTIONS}`,
    ...(request.target === undefined ? [] : [`--target=${needs.target}`]),
    ...(platform === formatPlatform(nativePlatform()) ? [] : [`--custom-platform=${platform}`]),
    ...flags('--build-arg', pairs(request.buildArgs)),
    ...(request.sourceDateEpoch === undefined
      ? []
      : ['--build-arg', `SOURCE_DATE_EPOCH=${request.sourceDateEpoch}`, '--reproducible']),
    ...flags('--label', pairs(request.labels)),
    ...flags(
      '--secret',
      request.secrets.map((secret, index) => `id=${secret.id},src=${GIVEN}/${index}`),
    ),
    // Nothing is mounted there: what a step puts into /var/run belongs to the image.
    '--ignore-var-run=false',
  ]
}

/** Docker Hub as go-containerregistry, kaniko's library, calls it. */
const DOCKER_HUB = 'index.docker.io'

function registryArguments(registries: readonly string[], wiring: Wiring): string[] {
  const { relay, inbox, cache, mirrorPrefix } = wiring
  const map = registries.map(
    (registry) => `${registry === 'docker.io' ? DOCKER_HUB : registry}=${relay}/${mirrorPrefix(registry)}`,
  )
  return [
    `--destination=${relay}/${inbox}:built`,
    '--skip-push-permission-check',
    ...(map.length === 0 ? [] : [`--registry-map=${map.join(';')}`]),
    '--skip-default-registry-fallback',
    ...(cache === undefined
      ? []
      : ['--cache', `--cache-repo=${relay}/${cache.repository}`, '--cache-copy-layers']),
    ...(cache?.writable === false ? ['--no-push-cache'] : []),
  ]
}

function notes(task: Task, way: Way): string[] {
  return [
    ...droppedFromVolumes(task, 'kaniko'),
    ...(way.rootAlone
      ? [
          'kaniko has no ids here but root’s: a RUN step that gives a file to somebody else, or becomes somebody else, fails',
        ]
      : []),
    ...(way.kind === 'chroot'
      ? [
          'kaniko runs in a plain chroot: RUN steps have no /proc, and no terminal; programs that need it fail',
        ]
      : []),
    ...(task.request.secrets.length > 0
      ? [
          'kaniko keeps the secrets in files that every RUN step of root can read, not only those that mount them',
        ]
      : []),
  ]
}
