import path from 'node:path'
import { BlobStore } from '../cache/blob-store.js'
import { LazyContent } from '../cache/lazy-content.js'
import { WrongInput } from '../errors/errors.js'
import { PrivateDirectory } from '../lifetime/private-directory.js'
import { Secret } from '../log/secret.js'
import { Catalog } from '../relay/catalog.js'
import { basicGate, type RelayCredential } from '../relay/capability.js'
import { listen } from '../relay/listener.js'
import { RegistryServer } from '../relay/registry-server.js'
import { Repositories } from '../relay/repositories.js'

export interface RegistryArguments {
  /** `HOST:PORT`; port 0 is any free one. */
  readonly listen: string
  /** Where the registry keeps everything; without it a private directory that goes with the process. */
  readonly root: string | undefined
  /** Where a private directory may be made. */
  readonly temporary: string
  /** What every request must carry (Basic); may only be absent on loopback. */
  readonly credential: RelayCredential | undefined
  /** Ends the registry when it fires. */
  readonly signal: AbortSignal
  /** Writes one line to standard output. */
  readonly print: (line: string) => void
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '::1'])

/**
 * `dockless registry`: an OCI registry on this machine, kept in a directory. Its first line is
 * `listening on http://HOST:PORT`; it ends when the signal fires.
 * Throws DocklessError when it cannot listen, or would stand open to others without a credential.
 */
export async function registry(args: RegistryArguments): Promise<void> {
  const at = parseAddress(args.listen, args.credential !== undefined)
  await using rootless = args.root === undefined ? await PrivateDirectory.create(args.temporary) : undefined
  const root = path.resolve(args.root ?? rootless?.path ?? args.temporary)
  const store = await BlobStore.open(path.join(root, 'blobs'))
  const catalog = await Catalog.load(path.join(root, 'repositories'))
  await using server = new RegistryServer({
    repositories: new Repositories(new LazyContent(store), catalog, 'repository'),
    deletable: true,
    admit: basicGate(args.credential),
  })
  await using listener = await listen(
    { request: (request, response) => server.handle(request, response) },
    at,
  )
  args.print(`listening on http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${listener.port}`)
  await fired(args.signal)
}

/** The credential of a registry that others may reach: DOCKLESS_REGISTRY_USERNAME and DOCKLESS_REGISTRY_PASSWORD. */
export function registryCredential(
  env: Readonly<Record<string, string | undefined>>,
): RelayCredential | undefined {
  const username = env['DOCKLESS_REGISTRY_USERNAME'] ?? ''
  const password = env['DOCKLESS_REGISTRY_PASSWORD'] ?? ''
  if (username === '' && password === '') return undefined
  if (username !== '' && password !== '' && !username.includes(':'))
    return { username, password: new Secret(password) }
  throw new WrongInput([
    {
      input: 'DOCKLESS_REGISTRY_USERNAME',
      problem: 'it needs DOCKLESS_REGISTRY_PASSWORD beside it, and no colon',
      fix: 'Set both, or neither for a registry on loopback',
    },
  ])
}

function parseAddress(text: string, guarded: boolean): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^[\]:/\s]+)):(\d{1,5})$/.exec(text)
  const host = match?.[1] ?? match?.[2] ?? ''
  const port = Number(match?.[3])
  if (!match || port > 65_535) {
    const fix = 'Write 127.0.0.1:5000, or 127.0.0.1:0 for any free port'
    throw new WrongInput([{ input: 'listen', problem: `"${text}" is not HOST:PORT`, fix }])
  }
  if (guarded || LOOPBACK.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host)) return { host, port }
  throw new WrongInput([
    {
      input: 'listen',
      problem: `at ${host} everybody who reaches this machine could push and delete`,
      fix: 'Listen on 127.0.0.1, or set DOCKLESS_REGISTRY_USERNAME and DOCKLESS_REGISTRY_PASSWORD',
    },
  ])
}

async function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
