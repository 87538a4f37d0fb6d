import path from 'node:path'
import type { Mount } from '../../dockerfile/mounts.js'
import { WrongInput } from '../../errors/errors.js'
import { closest } from '../../errors/suggest.js'
import type { Facts } from '../../runner/facts.js'
import { csv } from '../arguments.js'
import { broken, held } from '../conditions.js'
import { enclose, searchPath } from '../enclosure.js'
import { machineOf, mark } from '../../runner/doors.js'
import type { CarriedMount, CarrierTask } from './carrier.js'
import type {
  BuildPlan,
  Condition,
  MountsPlan,
  PlannedCommand,
  PlannedFile,
  Task,
  Wiring,
} from '../strategy.js'

/** The build context of the marking build; relative to the private directory, as all here. */
export const MARKS = 'mounts/marks'
const CARRIER_TASK = 'mounts/task.json'
const MARKER = '.dockless-mount-'

/** A cache mount of the target that the user wants kept. */
interface WantedMount {
  /** Its name in the cache: the id, and what else makes it another directory to the builders. */
  readonly name: string
  readonly id: string
  readonly mount: Mount
  /** Whose owners the archive knows: where the Dockerfile gives the mount one, builders set that by themselves. */
  readonly owners: 'all' | 'below'
  readonly place: string
}

/** Throws WrongInput for an id that nothing has. */
export function refuseUnknownMounts(
  wanted: readonly string[],
  known: readonly string[],
  whose: string,
): void {
  const ids = [...new Set(known)]
  const mistakes = wanted
    .filter((id) => !ids.includes(id))
    .map((id) => {
      const near = closest(id, ids)
      const hint = near === undefined ? '' : `Did you mean ${near}? `
      return {
        input: 'cache-mounts',
        problem: `${whose} has no cache mount "${id}"${ids.length === 0 ? ', nor any other' : ''}`,
        fix: ids.length === 0 ? 'Remove it' : `${hint}Its cache mounts are ${ids.join(', ')}`,
      }
    })
  const [first, ...more] = mistakes
  if (first) throw new WrongInput([first, ...more])
}

function wantedMounts({ request, needs }: Task): readonly WantedMount[] {
  const byName = new Map<string, WantedMount>()
  for (const { id, mount, place } of needs.caches) {
    if (!request.cache.mounts.includes(id)) continue
    const owner = ownerOf(mount)
    const name = csv([id, ...owner])
    if (byName.has(name)) continue
    const owners = owner.length === 0 ? 'all' : 'below'
    byName.set(name, { name, id, mount, owners, place: `${place.file}:${place.line}` })
  }
  return [...byName.values()]
}

/** BuildKit makes another directory for another owner or mode. */
function ownerOf({ uid, gid, mode }: Mount): string[] {
  return [
    ...(uid === undefined ? [] : [`uid=${uid}`]),
    ...(gid === undefined ? [] : [`gid=${gid}`]),
    ...(mode === undefined ? [] : [`mode=0${mode.toString(8)}`]),
  ]
}

/** Whether the cache mounts that were named can be kept; nothing when none was. */
export function mountsConditions(task: Task): Condition[] {
  const wanted = wantedMounts(task)
  if (wanted.length === 0) return []
  const name = 'cache mounts'
  const told = wanted.map((one) => `${one.name} (${one.place})`).join(', ')
  const seeded = wanted.find(({ mount }) => mount.from !== undefined || mount.source !== undefined)
  if (seeded)
    return [
      broken(
        name,
        `${seeded.name} (${seeded.place}) begins with what an image holds (from, source), and is not kept`,
        'Take it out of cache-mounts, or mount it without from and source',
      ),
    ]
  const odd = wanted.find(({ mount }) => !PLAIN.test(`${mount.id ?? ''}${mount.target ?? ''}`))
  if (odd)
    return [
      broken(
        name,
        `the id or the target of ${odd.name} (${odd.place}) has a character that a flag gives a meaning`,
        'Use letters, digits and any of - _ . / : @ + = ~ in them',
      ),
    ]
  if (machineOf(process.arch) === undefined)
    return [broken(name, `they cannot be found on ${process.arch}`, 'Remove cache-mounts')]
  return [held(name, `kept in the cache: ${told}`)]
}

const PLAIN = /^[\w./:@+=~-]*$/

/** For a builder that runs on when we end: nothing has to be kept for it. */
export function mountsKeptBy(who: string, { request }: Task): Condition[] {
  return request.cache.mounts.length === 0 ? [] : [held('cache mounts', `kept by ${who} itself`)]
}

/** What a plan gets so that cache mounts come along; nothing when there is no cache, or none is wanted. */
export interface MountsPart extends Pick<BuildPlan, 'files' | 'directories'> {
  readonly mounts?: MountsPlan
}

/**
 * How cache mounts come along: a build of ours, before the user's, mounts each of them and makes a directory in it, by
 * whose name it is found `below` where the builder keeps such things. Which directory that is, is the builder's own
 * affair, and another one in each version. `markBy` is the command that builds `MARKS`.
 */
export function planMounts(
  task: Task,
  facts: Facts,
  wiring: Wiring,
  { below, markBy }: { readonly below: string; readonly markBy: () => PlannedCommand },
): MountsPart {
  const machine = machineOf(process.arch)
  const wanted = wantedMounts(task)
  const marked = wanted.map(({ name, owners }, index) => ({ name, owners, marker: `${MARKER}${index}` }))
  const part = carriedPart(marked, wiring, (program) => amongIds(program, facts, wiring), below)
  if (!part.mounts || !machine) return NO_MOUNTS
  const files: readonly PlannedFile[] = [
    { name: `${MARKS}/Dockerfile`, content: markingDockerfile(wanted) },
    { name: `${MARKS}/mark`, content: mark(machine), mode: 0o755 },
  ]
  return {
    files: [...files, ...part.files],
    directories: [...part.directories, MARKS],
    mounts: { ...part.mounts, mark: markBy() },
  }
}

/** The same for a builder of which we know where it keeps the mount of an id, and that runs as `startedBy` says. */
export function planMountsAt(
  task: Task,
  wiring: Wiring,
  directoryOf: (id: string) => string,
  startedBy: (program: CarrierProgram) => PlannedCommand,
): MountsPart {
  const placed = wantedMounts(task).map(({ name, id, owners }) => ({
    name,
    owners,
    directory: directoryOf(id),
  }))
  return carriedPart(placed, wiring, startedBy)
}

/** Our own program, which carries. */
export interface CarrierProgram {
  readonly name: string
  readonly argv: PlannedCommand['argv']
}

const NO_MOUNTS: MountsPart = { files: [], directories: [] }

/** The part of a plan that carries directories, wherever they are. */
export function carriedPart(
  carried: readonly Omit<CarriedMount, 'archive'>[],
  { mounts: wiring }: Wiring,
  startedBy: (program: CarrierProgram) => PlannedCommand,
  below?: string,
): MountsPart {
  if (!wiring || carried.length === 0) return NO_MOUNTS
  const { carrier, maxSize, writable } = wiring
  const mounts = carried.map((one, index) => ({ ...one, archive: `mounts/${index}.tar` }))
  const task: CarrierTask = { ...(below === undefined ? {} : { below }), maxSize, mounts }
  const [program = '', ...words] = carrier
  const command = (verb: 'restore' | 'take'): PlannedCommand =>
    startedBy({ name: `mounts-${verb}`, argv: [program, ...words, verb, CARRIER_TASK] })
  return {
    files: [{ name: CARRIER_TASK, content: `${JSON.stringify(task, undefined, 1)}\n` }],
    directories: ['mounts'],
    mounts: {
      kept: mounts.map(({ name, archive }) => ({ name, archive })),
      restore: command('restore'),
      ...(writable ? { take: command('take') } : {}),
    },
  }
}

/** Among the ids of the builder: its files are theirs. */
export function amongIds(
  program: CarrierProgram,
  facts: Facts,
  { directory }: Wiring,
  rootAlone = false,
): PlannedCommand {
  return enclose({ ...program, env: carrierEnvironment(facts), directory, rootAlone }, facts)
}

/** As ourselves, where the builder's files are ours. */
export function asOurselves(program: CarrierProgram, facts: Facts, { directory }: Wiring): PlannedCommand {
  return { ...program, env: carrierEnvironment(facts), cwd: directory }
}

function carrierEnvironment(facts: Facts): Record<string, string> {
  return { PATH: searchPath(facts), DOCKLESS_PHASE: 'carry' }
}

/** No shell is there, so a program of ours makes the directory. Each mount is the user's own, as far as it tells which it is. */
function markingDockerfile(wanted: readonly WantedMount[]): string {
  const steps = wanted.map(({ mount }, index) => {
    const target = mount.target ?? ''
    const id = mount.id ? [`id=${mount.id}`] : []
    const flag = csv(['type=cache', ...id, `target=${target}`, ...ownerOf(mount)])
    const marker = path.posix.resolve('/', target, `${MARKER}${index}`)
    return `RUN --mount=${flag} ${JSON.stringify(['/mark', marker])}\n`
  })
  return ['FROM scratch\nCOPY mark /mark\n', ...steps].join('')
}
