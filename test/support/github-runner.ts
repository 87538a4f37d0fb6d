import { randomUUID } from 'node:crypto'
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Account, AccountInvocation } from './account.js'
import { type Done, type Running } from './command.js'
import { nodeProgram } from './testbed.js'

/** What a step that `uses:` an action came to. */
export interface ActionRun {
  readonly main: Done
  /** The post step; `undefined` where the action has none. */
  readonly post: Done | undefined
  /** What main set: step outputs, and the variables and state for later. */
  readonly outputs: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
}

export interface ActionOptions extends Omit<AccountInvocation, 'cwd'> {
  /** The checked-out repository; default: an empty directory. */
  readonly workspace?: string
  /** The event's payload; default: a push to `main`. */
  readonly event?: object
  /** Called when main has been started; a test may signal it, as a runner does at a cancellation. */
  readonly onStart?: (main: Running) => void
}

const COMMAND_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY',
] as const

/**
 * Runs the action of `directory` (its `action.yml`) as GitHub's runner does, as the account: declared defaults as
 * inputs, command files, main, and then post with the state that main saved, also after a main that failed.
 */
export async function runAction(
  account: Account,
  directory: string,
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions = {},
): Promise<ActionRun> {
  const { workspace, event = PUSH_EVENT, onStart, ...invocation } = options
  const action = await readAction(directory)
  const id = randomUUID()
  const runner = await account.own(`runner-${id}`)
  const cwd = workspace ?? (await account.own(`workspace-${id}`))
  const file = (name: string): string => join(runner, name.toLowerCase())
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(file(name), text)
    await chown(file(name), account.uid, account.gid)
  }
  for (const name of COMMAND_FILES) await write(name, '')
  await write('event.json', JSON.stringify(event))
  for (const name of ['temp', 'tools']) await own(account, join(runner, name))
  const env: Record<string, string> = {
    ...ENVIRONMENT,
    ...Object.fromEntries(COMMAND_FILES.map((name) => [name, file(name)])),
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_WORKSPACE: cwd,
    GITHUB_ACTION_PATH: directory,
    RUNNER_TEMP: join(runner, 'temp'),
    RUNNER_TOOL_CACHE: join(runner, 'tools'),
    ...inputVariables({ ...action.defaults, ...inputs }),
    ...invocation.env,
  }
  const begin = (script: string, more: Record<string, string>): Promise<Running> =>
    account.start([nodeProgram(invocation.node ?? 24), join(directory, script)], {
      ...invocation,
      cwd,
      env: { ...env, ...more },
    })
  const running = await begin(action.main, {})
  onStart?.(running)
  const main = await running.done
  const read = async (name: string): Promise<Record<string, string>> =>
    parseCommandFile(await readFile(file(name), 'utf8'))
  const [outputs, variables, state] = [
    await read('GITHUB_OUTPUT'),
    await read('GITHUB_ENV'),
    await read('GITHUB_STATE'),
  ]
  const saved = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
  const post =
    action.post === undefined ? undefined : await (await begin(action.post, { ...variables, ...saved })).done
  return {
    main,
    post,
    outputs,
    variables,
    state,
    summary: await readFile(file('GITHUB_STEP_SUMMARY'), 'utf8'),
  }
}

async function own(account: Account, directory: string): Promise<void> {
  await mkdir(directory)
  await chown(directory, account.uid, account.gid)
}

/** The runner upper-cases the name, turns spaces to underscores and leaves hyphens as they are. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

interface Action {
  readonly main: string
  readonly post: string | undefined
  /** Every declared input; one without a default is given as an empty string, as the runner does. */
  readonly defaults: Readonly<Record<string, string>>
}

async function readAction(directory: string): Promise<Action> {
  const action = objectOf(parse(await readFile(join(directory, 'action.yml'), 'utf8')))
  const { main, post } = objectOf(action['runs'])
  if (typeof main !== 'string') throw new Error('action.yml names no main script')
  const defaults = Object.entries(objectOf(action['inputs'] ?? {})).map(([name, input]) => {
    const value = objectOf(input ?? {})['default']
    // Expressions are the server's to expand; here they give nothing.
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
    return [name, text.includes('${{') ? '' : text] as const
  })
  return { main, post: typeof post === 'string' ? post : undefined, defaults: Object.fromEntries(defaults) }
}

/** Reads `NAME=VALUE` lines and `NAME<<END … END` blocks, as the runner does. */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, blockName, end] = /^([^=<]+)<<(.+)$/.exec(line) ?? []
    const equals = line.indexOf('=')
    if (blockName !== undefined && end !== undefined) {
      const stop = lines.indexOf(end)
      if (stop < 0) throw new Error(`the block of ${blockName} does not end with ${end}`)
      values[blockName] = lines
        .splice(0, stop + 1)
        .slice(0, -1)
        .join('\n')
    } else if (equals > 0) values[line.slice(0, equals)] = line.slice(equals + 1)
    else if (line !== '') throw new Error(`no command: ${line}`)
  }
  return values
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('action.yml is not what it should be')
  return Object.fromEntries(Object.entries(value))
}

const PUSH_EVENT = {
  ref: 'refs/heads/main',
  repository: { full_name: 'acme/app', default_branch: 'main', html_url: 'https://github.example/acme/app' },
}

const ENVIRONMENT: Readonly<Record<string, string>> = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'octo',
  GITHUB_API_URL: 'https://api.github.example',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_JOB: 'build',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_REPOSITORY_OWNER: 'acme',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_NUMBER: '1',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_WORKFLOW: 'ci',
  RUNNER_ARCH: 'X64',
  RUNNER_ENVIRONMENT: 'self-hosted',
  RUNNER_OS: 'Linux',
}
