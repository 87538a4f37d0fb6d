import { appendFile, readFile, stat } from 'node:fs/promises'
import type { Place } from '../errors/errors.js'
import { Secret } from '../log/secret.js'
import type { Level, LogSink } from '../log/logger.js'
import type {
  CacheService,
  GitCredential,
  Host,
  Outputs,
  RegistryCredential,
  SourceRevision,
} from '../port/host.js'
import { type HostOptions, temporaryOf, variable } from './options.js'

/** The runner drops a step's summary that is larger. */
const SUMMARY_SIZE = 1024 * 1024
/** A shorter mask would turn ordinary text into stars; the log's redactor draws the same line. */
const SHORTEST_MASK = 4
const TOO_LONG = '\n\n_The summary was too long and ends here._\n'

/** A step of GitHub Actions, as an action or a `run:` line; Gitea, Forgejo and act speak the same protocol. */
export function githubHost(options: HostOptions): Host {
  const saved = new Map<string, string>()
  const sink = githubSink(options.write)
  /** The toolkit writes a value so that nothing in it can end it; it finds the file in the environment itself. */
  const hand = async (on: 'setOutput' | 'saveState', name: string, value: string): Promise<void> => {
    const file = on === 'setOutput' ? 'GITHUB_OUTPUT' : 'GITHUB_STATE'
    if (variable(options, file) === undefined)
      sink.line('warning', `${file} is not set: ${name} is not handed on`)
    else (await import('@actions/core'))[on](name, value)
  }
  return {
    name: 'github',
    sink,
    temporary: variable(options, 'RUNNER_TEMP') ?? temporaryOf(options),
    workspace: variable(options, 'GITHUB_WORKSPACE') ?? options.cwd,
    source: () => source(options),
    credentials: () => credentials(options),
    gitCredentials: () => gitCredentials(options),
    mask(value) {
      for (const line of new Set(value.split(/\r?\n/).map((text) => text.trim()))) {
        if (line.length >= SHORTEST_MASK) options.write(workflowCommand('add-mask', {}, line))
      }
    },
    async publish(outputs) {
      for (const [name, value] of stepOutputs(outputs)) await hand('setOutput', name, value)
    },
    summary: (markdown) => appendSummary(variable(options, 'GITHUB_STEP_SUMMARY'), markdown),
    cacheService: () => cacheService(options),
    async saveState(name, value) {
      saved.set(name, value)
      await hand('saveState', name, value)
    },
    async state(name) {
      return (saved.get(name) ?? options.env[`STATE_${name}`]) || undefined
    },
  }
}

/** The outputs that action.yml declares, as text. */
function stepOutputs(outputs: Outputs): readonly (readonly [string, string])[] {
  return [
    ['image', outputs.image],
    ['digest', outputs.digest],
    ['imageid', outputs.imageid],
    ['tags', outputs.tags.join('\n')],
    ['strategy', outputs.strategy],
    ['metadata', JSON.stringify(outputs.metadata)],
  ]
}

/**
 * Log lines as workflow commands (docs.github.com, "Workflow commands"). The runner reads commands out of
 * standard output and standard error alike, and out of what a builder prints too: ordinary lines are written
 * so that none of them is one.
 */
export function githubSink(write: (text: string) => void): LogSink {
  return {
    line(level, message, place) {
      const name = COMMAND_OF_LEVEL.get(level)
      if (name === undefined) write(`${harmless(message)}\n`)
      else write(workflowCommand(name, properties(place), message))
    },
    openGroup(title) {
      write(workflowCommand('group', {}, title.replace(/\s+/g, ' ')))
    },
    closeGroup() {
      write(workflowCommand('endgroup', {}, ''))
    },
  }
}

const COMMAND_OF_LEVEL: ReadonlyMap<Level, string> = new Map([
  ['debug', 'debug'],
  ['notice', 'notice'],
  ['warning', 'warning'],
  ['error', 'error'],
])

function properties(place: Place | undefined): Readonly<Record<string, string>> {
  if (!place) return {}
  const column = place.column === undefined ? {} : { col: String(place.column) }
  return { file: place.file, line: String(place.line), ...column }
}

/** `::name key=value,…::message`, escaped as the runner unescapes it. */
function workflowCommand(name: string, given: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(given).map(([key, value]) => `${key}=${escapeProperty(value)}`)
  return `::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A line that begins with `::`, and one that holds `##[` anywhere, would be a command to the runner. */
function harmless(message: string): string {
  return message
    .split(/\r\n|\r|\n/)
    .map((line) => (line.trimStart().startsWith('::') ? `| ${line}` : line).replaceAll('##[', '## ['))
    .join('\n')
}

async function appendSummary(file: string | undefined, markdown: string): Promise<void> {
  if (file === undefined) return
  const present = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  const room = SUMMARY_SIZE - present
  if (Buffer.byteLength(markdown) <= room) {
    await appendFile(file, markdown)
    return
  }
  const kept = Buffer.from(markdown).subarray(0, Math.max(0, room - Buffer.byteLength(TOO_LONG)))
  const whole = kept.subarray(0, kept.lastIndexOf('\n') + 1)
  if (whole.length > 0) await appendFile(file, Buffer.concat([whole, Buffer.from(TOO_LONG)]))
}

async function source(options: HostOptions): Promise<SourceRevision> {
  const event = await readEvent(variable(options, 'GITHUB_EVENT_PATH'))
  const repository = variable(options, 'GITHUB_REPOSITORY')
  const ref = variable(options, 'GITHUB_REF')
  const change = Number(/^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1] ?? dig(event, 'pull_request', 'number'))
  const branch = dig(event, 'repository', 'default_branch')
  return {
    repository: repository === undefined ? undefined : `${serverOf(options)}/${repository}`,
    commit: variable(options, 'GITHUB_SHA'),
    ref,
    event: variable(options, 'GITHUB_EVENT_NAME'),
    defaultBranch: typeof branch === 'string' ? branch : undefined,
    change: change > 0 ? change : undefined,
    ...(variable(options, 'GITHUB_REF_PROTECTED') === 'true' ? { isProtected: true } : {}),
  }
}

/** The runner gives these to actions, not to `run:` lines; only an action has a post phase. */
function cacheService(options: HostOptions): CacheService | undefined {
  const runtimeToken = variable(options, 'ACTIONS_RUNTIME_TOKEN')
  const results = variable(options, 'ACTIONS_RESULTS_URL')
  const isSecond = variable(options, 'ACTIONS_CACHE_SERVICE_V2') !== undefined && results !== undefined
  const url = isSecond ? results : variable(options, 'ACTIONS_CACHE_URL')
  if (url === undefined || !URL.canParse(url) || (isSecond && runtimeToken === undefined)) return undefined
  return {
    kind: 'github',
    version: isSecond ? 2 : 1,
    url: new URL(url),
    token: new Secret(runtimeToken ?? ''), // act wants none
    mode: variable(options, 'ACTIONS_CACHE_MODE') ?? '',
    hasPost: Object.keys(options.env).some((name) => name.startsWith('INPUT_')),
  }
}

async function readEvent(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    // A step can be run without its event; what it would tell is then not known.
    return undefined
  }
}

function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.getOwnPropertyDescriptor(inner, key)?.value
        : undefined,
    value,
  )
}

function serverOf(options: HostOptions): string {
  return variable(options, 'GITHUB_SERVER_URL') ?? 'https://github.com'
}

/** The token is used only when it is handed to us as an input; every step could be given another. */
function token(options: HostOptions): string | undefined {
  return variable(options, 'INPUT_GITHUB-TOKEN') ?? variable(options, 'DOCKLESS_GITHUB_TOKEN')
}

function credentials(options: HostOptions): readonly RegistryCredential[] {
  const password = token(options)
  if (password === undefined) return []
  const username = variable(options, 'GITHUB_ACTOR') ?? 'x-access-token'
  return [{ registry: containerRegistry(serverOf(options)), username, password: new Secret(password) }]
}

/** ghcr.io, or the registry of the GitHub Enterprise server that runs the job: the token is for no other. */
function containerRegistry(server: string): string {
  const host = URL.canParse(server) ? new URL(server).host : 'github.com'
  return host === 'github.com' ? 'ghcr.io' : `containers.${host}`
}

function gitCredentials(options: HostOptions): readonly GitCredential[] {
  const password = token(options)
  const server = serverOf(options)
  if (password === undefined || !URL.canParse(server)) return []
  return [{ host: new URL(server).host, username: 'x-access-token', password: new Secret(password) }]
}
