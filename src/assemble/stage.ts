import { constants } from 'node:os'
import { posix } from 'node:path'
import { DocklessError, type Place } from '../errors/errors.js'
import type {
  AddInstruction,
  ArgInstruction,
  CopyInstruction,
  EnvInstruction,
  ExposeInstruction,
  LabelInstruction,
  StageInstruction,
  WorkdirInstruction,
} from '../dockerfile/ast.js'
import type { StageScope } from '../dockerfile/scope.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor } from '../oci/image.js'
import { type ReadFile, resolveOwner } from './accounts.js'
import type { ArchivePrograms } from './archive-programs.js'
import type { ConfigDraft } from './config.js'
import { type Change, Draft } from './draft.js'
import { parsePorts } from './ports.js'
import type { RemoteSources } from './remote.js'
import type { StageFiles } from './stage-files.js'
import { describe, isLinked, transfer } from './transfer.js'
import { NO_XATTRS, Tree, WayBlocked } from './tree.js'
import { unsupportedInstruction } from './unsupported.js'

/** A layer of a stage: one that the base has, or one that is yet to be written. */
type StageLayer =
  | { readonly kind: 'base'; readonly descriptor: Descriptor; readonly diffId: Digest }
  | { readonly kind: 'made'; readonly changes: readonly Change[] }

/** A stage: its files, its configuration, its variables and its layers, changed by one instruction after another. */
export interface StageState {
  readonly files: StageFiles
  readonly config: ConfigDraft
  readonly scope: StageScope
  readonly layers: StageLayer[]
  /** When the base image was made, in seconds; 0 on scratch. */
  readonly baseTime: number
}

/** What the instructions of a stage need from the build. */
export interface StageTools {
  readonly file: string
  readonly read: ReadFile
  readonly remote: RemoteSources
  readonly programs: ArchivePrograms
  /** Where a COPY or ADD reads. */
  readonly sourceOf: (instruction: CopyInstruction | AddInstruction) => {
    readonly name: string
    readonly tree: () => Promise<Tree>
  }
  /** Time of what is made, in seconds. */
  readonly now: number
}

/** What is left of the instructions when those that name values or make layers are taken away. */
type ConfigInstruction = Exclude<
  StageInstruction,
  {
    readonly kind: 'ARG' | 'ENV' | 'LABEL' | 'ADD' | 'COPY' | 'WORKDIR' | 'RUN'
  }
>

/**
 * Carries out one instruction on a stage. Throws DocklessError with the line for what the user must mend, and for
 * what the assembler cannot do.
 */
export async function execute(
  instruction: StageInstruction,
  stage: StageState,
  tools: StageTools,
): Promise<void> {
  const place: Place = { file: tools.file, line: instruction.lines.start }
  const cannot = unsupportedInstruction(instruction, (word) => stage.scope.expand(word, place.line))
  if (cannot !== undefined) throw refused(cannot, place)

  switch (instruction.kind) {
    case 'ARG':
    case 'ENV':
    case 'LABEL':
      return setVariables(instruction, stage, place)
    case 'ADD':
    case 'COPY':
      return await transferLayer(instruction, stage, tools, place)
    case 'WORKDIR':
      return await workdir(instruction, stage, tools, place)
    case 'RUN':
      throw refused('a RUN instruction', place)
    default:
      return configure(instruction, stage, place)
  }
}

/** Instructions that name values; ARG's end with the stage. */
function setVariables(
  instruction: ArgInstruction | EnvInstruction | LabelInstruction,
  { config, scope }: StageState,
  { line }: Place,
): void {
  const { kind } = instruction
  if (kind === 'ARG') {
    const args = scope.declare(instruction)
    const words = args.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`))
    return config.note(['ARG', ...words].join(' '))
  }
  const pairs = scope.expandPairs(instruction.pairs, line)
  for (const { name, value } of pairs) {
    if (kind === 'LABEL') config.setLabel(name, value)
    else {
      scope.set(name, value)
      config.setEnv(name, value)
    }
  }
  config.note([kind, ...pairs.map(({ name, value }) => `${name}=${value}`)].join(' '))
}

/** Instructions that say how the image is run. */
function configure(instruction: ConfigInstruction, { config, scope }: StageState, place: Place): void {
  const expand = (word: string): string => scope.expand(word, place.line)
  switch (instruction.kind) {
    case 'USER':
      config.fields.User = expand(instruction.user)
      return config.note(`USER ${config.fields.User}`)
    case 'EXPOSE':
      return config.expose(portsOf(instruction, scope, place))
    case 'VOLUME':
      return config.addVolumes(instruction.paths.map((path) => volumeOf(expand(path), place)))
    case 'STOPSIGNAL':
      config.fields.StopSignal = signalOf(expand(instruction.signal), place)
      return config.note(`STOPSIGNAL ${config.fields.StopSignal}`)
    case 'SHELL':
      config.fields.Shell = instruction.argv
      return config.note(`SHELL [${instruction.argv.join(' ')}]`)
    case 'CMD':
      return config.setCmd(instruction.command)
    case 'ENTRYPOINT':
      return config.setEntrypoint(instruction.command)
    case 'HEALTHCHECK':
      return config.setHealthcheck(instruction)
    case 'MAINTAINER':
      config.author = instruction.name
      return config.note(`MAINTAINER ${instruction.name}`)
    case 'ONBUILD':
      return config.addTrigger(instruction.trigger)
  }
}

function refused(what: string, place: Place): DocklessError {
  return new DocklessError('NOTHING_FITS', `the assembler cannot build this: it has ${what}`, {
    place,
    fix: 'Choose a builder: strategy buildkit or buildah (auto does so by itself).',
  })
}

async function transferLayer(
  instruction: CopyInstruction | AddInstruction,
  stage: StageState,
  tools: StageTools,
  place: Place,
): Promise<void> {
  const linked = isLinked(instruction)
  const draft = new Draft(linked ? new Tree() : await stage.files.tree())
  await transfer(instruction, draft, {
    scope: stage.scope,
    workingDir: stage.config.workingDir,
    place,
    source: tools.sourceOf(instruction),
    read: tools.read,
    remote: tools.remote,
    programs: tools.programs,
    now: tools.now,
  })
  if (linked) stage.files.stack(draft.changes())
  addLayer(stage, draft, describe(instruction, stage.scope))
}

/** A layer with nothing in it is left out: it would cost a request and say nothing. */
function addLayer(stage: StageState, draft: Draft, createdBy: string): void {
  if (!draft.empty) stage.layers.push({ kind: 'made', changes: draft.changes() })
  stage.config.note(createdBy, !draft.empty)
}

/** Makes the directory, owned by USER, where it does not exist; `/` always does. */
async function workdir(
  instruction: WorkdirInstruction,
  stage: StageState,
  tools: StageTools,
  place: Place,
): Promise<void> {
  const { config, files } = stage
  const path = posix.resolve('/', config.workingDir, stage.scope.expand(instruction.path, place.line))
  config.fields.WorkingDir = path
  if (path === '/') return config.note(`WORKDIR ${path}`)
  const tree = await files.tree()
  const draft = new Draft(tree)
  const user = config.fields.User ?? ''
  const owner =
    user === '' ? { uid: 0, gid: 0 } : await resolveOwner(user, () => Promise.resolve(tree), tools.read)
  try {
    draft.directories(tree.resolve(path), { mode: 0o755, ...owner, mtime: tools.now, xattrs: NO_XATTRS })
  } catch (error) {
    if (!(error instanceof WayBlocked)) throw error
    throw new DocklessError('BUILD_FAILED', `WORKDIR ${path} cannot be made: ${error.message}`, {
      place,
      fix: 'Choose a path without a file in it.',
    })
  }
  addLayer(stage, draft, `WORKDIR ${path}`)
}

function portsOf(instruction: ExposeInstruction, scope: StageScope, place: Place): string[] {
  return instruction.ports
    .flatMap((word) => scope.expandWords(word, place.line))
    .flatMap((word) => {
      const ports = parsePorts(word)
      if (!('reason' in ports)) return ports
      throw new DocklessError('BUILD_FAILED', `EXPOSE ${word}: ${ports.reason}`, {
        place,
        fix: 'Write a port, a range, and a protocol if it is not tcp: 8080, 7000-7005, 53/udp.',
      })
    })
}

function volumeOf(path: string, place: Place): string {
  if (path !== '') return path
  throw new DocklessError('BUILD_FAILED', 'VOLUME names an empty path', {
    place,
    fix: 'Name a directory, or give the variable a value.',
  })
}

/** As Docker reads it: a number, or a name with or without SIG; `SIGRTMIN+n` too. */
function signalOf(text: string, place: Place): string {
  const name = `SIG${text.toUpperCase().replace(/^SIG/, '')}`
  const known =
    (/^[0-9]+$/.test(text) && Number(text) > 0) ||
    Object.hasOwn(constants.signals, name) ||
    /^SIGRT(?:MIN(?:\+[0-9]{1,2})?|MAX(?:-[0-9]{1,2})?)$/.test(name)
  if (known) return text
  throw new DocklessError('BUILD_FAILED', `STOPSIGNAL ${text} is no signal`, {
    place,
    fix: 'Write a name such as SIGTERM or a number such as 15.',
  })
}
