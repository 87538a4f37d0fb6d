import type { Session } from './commands/session.js'
import { DEFECT_STATUS, DocklessError, EndedBySignal, messageOf, WrongInput } from './errors/errors.js'
import { detectHost } from './hosts/detect.js'
import { Lifetime } from './lifetime/lifetime.js'
import { Logger } from './log/logger.js'
import { type CommandLine, parseCommandLine } from './request/flags.js'
import { VERSION } from './version.js'

/** The composition root: finds the CI, runs the command, and turns what was thrown into a message and a status. */
export async function main(argv = process.argv.slice(2), env = process.env): Promise<void> {
  if (env['DOCKLESS_PHASE'] === 'carry') return carryMounts(argv)
  const line = parseCommandLine(env['DOCKLESS_PHASE'] === 'post' ? ['post'] : argv, env)
  if (line.version) {
    process.stdout.write(`${VERSION}\n`)
    process.exitCode = 0
  } else if (line.help && line.mistakes.length === 0) {
    process.stdout.write((await import('./request/help.js')).helpText(line.command))
    process.exitCode = 0
  } else {
    process.exitCode = await run(line, env)
  }
}

/** The phase in which a build starts us among the ids of a builder. What is thrown ends the process, with its message. */
async function carryMounts(argv: readonly string[]): Promise<void> {
  const problems = await (await import('./strategies/mounts/carrier.js')).carry(argv)
  process.stdout.write(`${JSON.stringify(problems)}\n`)
  process.exitCode = 0
}

/** Runs one command to its end and gives the exit status. */
async function run(line: CommandLine, env: NodeJS.ProcessEnv): Promise<number> {
  const host = await detectHost(env, { debug: line.debug })
  const log = new Logger(host.sink)
  const lifetime = new Lifetime()
  const defect = (error: unknown): void => lifetime.end(error)
  process.on('uncaughtException', defect)
  try {
    await dispatch({ host, log, lifetime, line })
    if (line.command !== 'registry') lifetime.signal.throwIfAborted() // for a server a signal is a good end
    return 0
  } catch (error) {
    return tell(lifetime.signal.aborted ? lifetime.signal.reason : error, log, line.debug)
  } finally {
    await lifetime[Symbol.asyncDispose]().catch((error: unknown) =>
      log.warning(`Cleaning up: ${messageOf(error)}`),
    )
    process.off('uncaughtException', defect)
  }
}

/** Command bodies are loaded when they are called: see "Entry" in ARCHITECTURE.md. */
async function dispatch(session: Session): Promise<void> {
  const { line } = session
  const [first, ...more] = line.mistakes
  if (first && line.command !== 'build' && line.command !== 'plan') throw new WrongInput([first, ...more])
  if (line.command === 'build') await (await import('./commands/build.js')).build(session)
  else if (line.command === 'plan') await (await import('./commands/plan.js')).plan(session)
  else if (line.command === 'doctor') await (await import('./commands/doctor.js')).doctor(session)
  else if (line.command === 'cache') await (await import('./commands/cache.js')).cache(session)
  else if (line.command === 'tools') await (await import('./commands/tools.js')).tools(session)
  else if (line.command === 'post') await (await import('./commands/post.js')).post(session)
  else await serve(session)
}

async function serve({ host, lifetime, line }: Session): Promise<void> {
  const { registry, registryCredential } = await import('./commands/registry.js')
  await registry({
    listen: line.options.get('listen') ?? '127.0.0.1:0',
    root: line.options.get('root'),
    temporary: host.temporary,
    credential: registryCredential(process.env),
    signal: lifetime.signal,
    print: (text) => void process.stdout.write(`${text}\n`),
  })
}

/** The one place where an error becomes an annotation and an exit status. */
function tell(error: unknown, log: Logger, debug: boolean): number {
  if (error instanceof EndedBySignal) {
    log.notice(`Ended by ${error.signal}; everything was cleaned up`)
    return error.exitStatus
  }
  if (debug && error instanceof Error) log.debug(error.stack ?? error.message)
  if (error instanceof WrongInput) {
    for (const { input, problem, fix, place } of error.mistakes)
      log.error(`${input}: ${problem}. ${fix}.`, place)
    return error.exitStatus
  }
  if (error instanceof DocklessError) {
    log.error(error.fix === undefined ? error.message : `${error.message}\n→ ${error.fix}`, error.place)
    return error.exitStatus
  }
  log.error(
    `This is a defect of Dockless: ${messageOf(error)}\n→ Run again with --debug and report what it prints.`,
  )
  return DEFECT_STATUS
}
