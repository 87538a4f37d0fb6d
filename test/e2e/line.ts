import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Account, type AccountInvocation, openAccount } from '../support/account.js'
import { pushBases } from '../support/bases.js'
import type { Done, Running } from '../support/command.js'
import { type ContextFile, writeContext } from '../support/context.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { type Stage, stageProject } from '../support/stage.js'
import { makeTestCa, type TestCa } from '../support/test-ca.js'

export const USERNAME = 'robot'
/** A value that is in no other place of the machine, so that it is found wherever it leaks to. */
export const PASSWORD = 'canary-of-the-registry-password'

/** What `build --json` prints. */
export interface Built {
  readonly image: string
  readonly digest: string
  readonly imageid: string
  readonly tags: readonly string[]
  readonly strategy: string
  readonly platforms: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
}

/** The bundle as the unprivileged account runs it, with a registry that plays Docker Hub and one to push to. */
export interface Line extends AsyncDisposable {
  readonly account: Account
  readonly stage: Stage
  readonly ca: TestCa
  /** Open, plain HTTP: has the base images under the names that `FROM busybox` and `FROM debian` mean. */
  readonly hub: TestRegistry
  /** TLS by `ca`, htpasswd. */
  readonly safe: TestRegistry
  /** Environment with the credential for `safe`. */
  readonly login: Readonly<Record<string, string>>
  /** A build context of the account's. */
  context(name: string, files: Readonly<Record<string, ContextFile>>): Promise<string>
  /** A file of the account's that nobody else reads. */
  secret(name: string, content: string): Promise<string>
  /** `build CONTEXT --push --tags safe/NAME …`, with the hub as mirror; whatever comes of it. */
  build(context: string, name: string, args?: readonly string[], options?: AccountInvocation): Promise<Done>
  /** The same, started. */
  start(
    context: string,
    name: string,
    args?: readonly string[],
    options?: AccountInvocation,
  ): Promise<Running>
  /** The same with `--json`, which must succeed and tell the digest that the registry has. */
  built(context: string, name: string, args?: readonly string[], options?: AccountInvocation): Promise<Built>
}

export async function openLine(options: { readonly debian?: boolean } = {}): Promise<Line> {
  const account = await openAccount()
  const stage = await stageProject(account)
  const ca = await makeTestCa(account.directory)
  const hub = await startRegistry()
  const safe = await startRegistry({ ca, htpasswd: { username: USERNAME, password: PASSWORD } })
  await pushBases(hub, options)
  const login = loginTo(safe)
  const argv = (context: string, name: string, args: readonly string[]): string[] => [
    'build',
    context,
    '--push',
    `--tags=${safe.host}/${name}`,
    `--registry-mirrors=${hub.host}`,
    `--ca-certificates=${ca.certificateFile}`,
    ...args,
  ]
  const withLogin = (given: AccountInvocation): AccountInvocation => ({
    ...given,
    env: { ...login, ...given.env },
  })
  const line: Line = {
    account,
    stage,
    ca,
    hub,
    safe,
    login,
    context: (name, files) => writeContext(join(account.directory, 'contexts', name), files, account),
    async secret(name, content) {
      const file = join(account.home, name)
      await writeFile(file, content, { mode: 0o600 })
      await chown(file, account.uid, account.gid)
      return file
    },
    build: (context, name, args = [], given = {}) =>
      stage.dockless(argv(context, name, args), withLogin(given)),
    start: (context, name, args = [], given = {}) => stage.start(argv(context, name, args), withLogin(given)),
    async built(context, name, args = [], given = {}) {
      const done = await line.build(context, name, [...args, '--json'], given)
      const told = builtOf(done)
      expect(told.digest).toBe(await safe.digest(name))
      return told
    },
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]()
      await safe[Symbol.asyncDispose]()
      await account[Symbol.asyncDispose]()
    },
  }
  return line
}

export function loginTo(registry: TestRegistry): Record<string, string> {
  return { DOCKLESS_REGISTRY: registry.host, DOCKLESS_USERNAME: USERNAME, DOCKLESS_PASSWORD: PASSWORD }
}

/** What a build that must have succeeded printed; standard output is that document and nothing else. */
export function builtOf(done: Done): Built {
  expect(done.status, done.output).toBe(0)
  return JSON.parse(done.stdout)
}
