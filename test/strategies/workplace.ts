import { chmod, cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, type AccountInvocation, openAccount } from '../support/account.js'
import { makeBusyboxBase } from '../support/bases.js'
import { type Done, must, run, type Running } from '../support/command.js'
import { type ContextFile, writeContext } from '../support/context.js'
import { startRegistry, type TestRegistry } from '../support/registry.js'
import { CHECKOUT, nodeProgram } from '../support/testbed.js'
import { openTrap, type Trap } from '../support/trap.js'

/** What the driver is told to do; see `driver.mjs`. */
export interface Job {
  readonly strategy: 'buildkit' | 'buildah' | 'kaniko' | 'podman'
  /** Directory of the context. */
  readonly context: string
  readonly inbox?: string
  /** Changes to the request. Images of named contexts are given as `image`. */
  readonly request?: Readonly<Record<string, unknown>>
  /** Changes to the facts: this machine plays one that allows less. */
  readonly process?: Readonly<Record<string, unknown>>
  readonly trials?: Readonly<Record<string, unknown>>
  readonly wiring?: Readonly<Record<string, unknown>>
  readonly local?: Readonly<Record<string, unknown>>
  readonly temporary?: string
  /** Starts the strategy even where its assessment says that it cannot work. */
  readonly force?: boolean
}

export interface Told {
  readonly log?: string
  readonly message?: string
  readonly directory?: string
  readonly plan?: { readonly daemon?: readonly string[]; readonly commands: readonly (readonly string[])[] }
  readonly assessment?: unknown
  readonly built?: true
  readonly error?: {
    readonly code?: string
    readonly message: string
    readonly fix?: string
    readonly place?: { readonly file: string; readonly line: number }
  }
  readonly removed?: true
}

/** What came of a job. */
export interface Driven {
  readonly done: Done
  readonly built: boolean
  readonly error: Told['error']
  readonly assessment: unknown
  readonly log: string
  readonly plan: Told['plan']
}

/**
 * The place where real builders work for a test: the unprivileged account, the compiled sources, a registry with a
 * password in the place of the relay, and a trap in the place of the registry that the Dockerfiles name.
 */
export interface Workplace extends AsyncDisposable {
  readonly account: Account
  readonly relay: TestRegistry
  readonly trap: Trap
  /** The base image, as a Dockerfile names it: the trap's, which nobody may ask. */
  readonly base: string
  readonly password: string
  /** Puts another base beside it: an OCI layout (reference `base`). Returns its name. */
  offer(layout: string, name: string): Promise<string>
  context(name: string, files: Readonly<Record<string, ContextFile>>): Promise<string>
  start(job: Job, options?: AccountInvocation): Promise<Running>
  run(job: Job, options?: AccountInvocation): Promise<Driven>
  /** The driver's input for a job, for a test that starts it in another way. */
  command(job: Job): { readonly argv: readonly [string, ...string[]]; readonly stdin: string }
}

const RELAY_USER = 'run'

export async function openWorkplace(): Promise<Workplace> {
  const password = 'ephemeral-canary-relay'
  const account = await openAccount()
  const relay = await startRegistry({ htpasswd: { username: RELAY_USER, password } })
  const trap = await openTrap()
  const origin = `${trap.address}:${trap.port}`
  const offer: Workplace['offer'] = async (layout, name) => {
    await relay.push(`oci:${layout}:base`, `o/${origin.replace(':', '_')}/${name}`)
    return `${origin}/${name}`
  }
  const base = await offer(await makeBusyboxBase(relay.directory), 'team/base:1')
  const sources = await compileSources(account)
  const command: Workplace['command'] = (job) => ({
    argv: [nodeProgram(24), join(sources, 'driver.mjs')],
    stdin: JSON.stringify({
      inbox: 'in/image',
      sources,
      relay: { address: relay.host, username: RELAY_USER, password },
      ...job,
    }),
  })
  const start: Workplace['start'] = async (job, options) => {
    const { argv, stdin } = command(job)
    return account.start(argv, { ...options, stdin })
  }
  return {
    account,
    relay,
    trap,
    base,
    password,
    offer,
    context: async (name, files) => writeContext(join(await account.own('contexts'), name), files, account),
    start,
    run: async (job, options) => read(await (await start(job, options)).done),
    command,
    async [Symbol.asyncDispose]() {
      await trap[Symbol.asyncDispose]()
      await relay[Symbol.asyncDispose]()
      await account[Symbol.asyncDispose]()
    },
  }
}

/** Compiles `src` to where the account can read it: what runs is the same code as in the checkout. */
async function compileSources(account: Account): Promise<string> {
  const sources = join(account.directory, 'sources')
  await mkdir(sources)
  // Whether the types are right is for `npm run check` to say: it emits in any case.
  await run({ argv: [join(CHECKOUT, 'node_modules/.bin/tsc'), '-p', CHECKOUT, '--outDir', sources] })
  await cp(join(CHECKOUT, 'package.json'), join(sources, 'package.json'))
  await cp(join(CHECKOUT, 'test/strategies/driver.mjs'), join(sources, 'driver.mjs'))
  const library = 'node_modules/csv-parse' // the only one that what the driver imports needs
  await cp(join(CHECKOUT, library), join(sources, library), { recursive: true })
  await must({ argv: ['chmod', '-R', 'a+rX', sources] })
  await chmod(sources, 0o755)
  return sources
}

/** Reads what the driver told. */
export function read(done: Done): Driven {
  const told: Told[] = done.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  return {
    done,
    built: told.some((event) => event.built === true),
    error: told.find((event) => event.error)?.error,
    assessment: told.find((event) => event.assessment)?.assessment,
    log: told.flatMap((event) => (event.message === undefined ? [] : [event.message])).join('\n'),
    plan: told.find((event) => event.plan)?.plan,
  }
}
