import type { Lifetime } from '../lifetime/lifetime.js'
import type { Logger } from '../log/logger.js'
import type { Host } from '../port/host.js'
import { requestEnvironment } from '../request/environment.js'
import type { CommandLine } from '../request/flags.js'
import { combine, type RawInputs } from '../request/raw.js'
import { readRequest } from '../request/read.js'
import type { BuildRequest } from '../request/request.js'
import { readVariables } from '../request/variables.js'

/** What the composition root gives to every command. */
export interface Session {
  readonly host: Host
  readonly log: Logger
  readonly lifetime: Lifetime
  readonly line: CommandLine
}

/** The request of this run and where each input came from. Throws WrongInput with every mistake at once. */
export async function readBuildRequest(
  session: Session,
): Promise<{ request: BuildRequest; inputs: RawInputs }> {
  const { line, host, log } = session
  const given = combine(await withPassword(line), readVariables(process.env))
  for (const warning of given.warnings) log.warning(warning)
  const request = readRequest(given.inputs, requestEnvironment(host.workspace), given.mistakes)
  hideSecrets(request, session)
  return { request, inputs: given.inputs }
}

/** `--password-stdin` counts as the input `password`. */
async function withPassword(line: CommandLine): Promise<CommandLine> {
  if (!line.passwordStdin) return line
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  const inputs = new Map(line.inputs)
  if (text !== '') inputs.set('password', { origin: { kind: 'flag', name: '--password-stdin' }, text })
  return { ...line, inputs }
}

/** From here on neither our log nor the CI's shows a secret of the request. */
function hideSecrets(request: BuildRequest, { host, log }: Session): void {
  const secrets = [
    ...request.logins.map((login) => login.password),
    ...request.secrets.flatMap((secret) => (secret.source === 'file' ? [] : [secret.value])),
    ...host.credentials().map((credential) => credential.password),
    ...host.gitCredentials().map((credential) => credential.password),
  ]
  for (const secret of secrets) {
    log.redactor.add(secret.reveal())
    host.mask(secret.reveal())
  }
  const pairs = [...request.logins, ...host.credentials(), ...host.gitCredentials()]
  for (const { username, password } of pairs) {
    log.redactor.add(`${username}:${password.reveal()}`)
  }
}

/** Writes a document to stdout; resolves when it was taken. A reader that has gone (EPIPE) is no error. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.once('error', () => resolve())
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve())
  })
}

/** One JSON document on stdout. */
export async function printJson(document: unknown): Promise<void> {
  await print(JSON.stringify(document, null, 2))
}
