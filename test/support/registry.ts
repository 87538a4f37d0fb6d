import { chmod, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killGroup, launch, must } from './command.js'
import type { TestCa } from './test-ca.js'
import { fromTestbed } from './testbed.js'

export interface RegistryOptions {
  /** `distribution`: CNCF distribution 3; `debian`: Debian's docker-registry 2.8. Default `distribution`. */
  readonly program?: 'distribution' | 'debian'
  /** Asks everybody for this user and password (htpasswd, bcrypt). */
  readonly htpasswd?: { readonly username: string; readonly password: string }
  /** Speaks TLS with a certificate of this authority, for `localhost` and 127.0.0.1. */
  readonly ca?: TestCa
  /** The address it listens on; default 127.0.0.1. */
  readonly address?: string
}

/** A request that the registry's access log tells of. */
export type LoggedRequest = readonly [method: string, path: string, status: number]

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A real registry that runs. Disposing of it stops it and removes its storage. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`, or `localhost:PORT` with TLS. */
  readonly host: string
  readonly directory: string
  readonly options: RegistryOptions
  /** A file in the form of `~/.docker/config.json` with its credential (or none). Readable by root alone. */
  readonly authFile: string
  /** Asks the registry, with its credential; any status is an answer. */
  request(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Answer>
  /** The digest of the manifest that `name` (`repository:tag`) stands for; `undefined` where there is none. */
  digest(name: string): Promise<string | undefined>
  tags(repository: string): Promise<readonly string[]>
  /** What was asked so far, or since a `mark()`. */
  requests(since?: number): Promise<readonly LoggedRequest[]>
  mark(): Promise<number>
  /** Copies an image (`oci:DIRECTORY:REF`, …) to `name` of this registry, with skopeo. */
  push(source: string, name: string): Promise<void>
  /** Copies an image of this registry to `target` (`oci:DIRECTORY:REF`, …), with skopeo. */
  pull(name: string, target: string): Promise<void>
}

const START_MS = 20_000

/** Starts a registry on a random port of loopback. */
export async function startRegistry(options: RegistryOptions = {}): Promise<TestRegistry> {
  const directory = await mkdtemp(join(tmpdir(), 'dockless-registry-'))
  await chmod(directory, 0o755)
  const config = join(directory, 'config.yml')
  await writeFile(config, JSON.stringify(await configuration(options, directory)))
  const log = join(directory, 'log')
  const program = options.program === 'debian' ? 'docker-registry' : fromTestbed('bin/registry')
  const handle = await open(log, 'w')
  const { child, pid } = await launch(
    {
      // It ends with us, however we end.
      argv: ['setpriv', '--pdeathsig', 'TERM', program, 'serve', config],
      env: { PATH: process.env['PATH'] ?? '', OTEL_TRACES_EXPORTER: 'none' },
    },
    handle.fd,
  )
  await handle.close()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await portFrom(log, () => child.exitCode !== null)
  const host = `${options.ca ? 'localhost' : (options.address ?? '127.0.0.1')}:${port}`
  return new RunningRegistry(
    { host, directory, options, log, authFile: await writeAuthFile(directory, host, options) },
    async () => {
      killGroup(pid, 'SIGTERM')
      const impatience = setTimeout(() => killGroup(pid, 'SIGKILL'), 3000)
      await gone
      clearTimeout(impatience)
      await rm(directory, { recursive: true, force: true })
    },
  )
}

async function configuration(options: RegistryOptions, directory: string): Promise<object> {
  const certificate = await options.ca?.issue(['localhost', options.address ?? '127.0.0.1'])
  return {
    version: 0.1,
    log: { level: 'info', formatter: 'text', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') }, delete: { enabled: true } },
    http: {
      addr: `${options.address ?? '127.0.0.1'}:0`,
      secret: 'only for tests',
      ...(certificate ? { tls: { certificate: certificate.certificateFile, key: certificate.keyFile } } : {}),
    },
    ...(options.htpasswd
      ? { auth: { htpasswd: { realm: 'test', path: await writeHtpasswd(directory, options.htpasswd) } } }
      : {}),
  }
}

/** Debian's own `htpasswd` is in Apache; Perl's crypt(3) knows bcrypt too, and is on every Debian. */
async function writeHtpasswd(
  directory: string,
  user: { username: string; password: string },
): Promise<string> {
  const hash = await must({
    argv: ['perl', '-e', 'chomp(my $p = <STDIN>); print crypt($p, q($2b$05$abcdefghijklmnopqrstuu))'],
    stdin: `${user.password}\n`,
  })
  if (!hash.stdout.startsWith('$2b$'))
    throw new Error(`crypt(3) of this machine makes no bcrypt hash: ${hash.output}`)
  const file = join(directory, 'htpasswd')
  await writeFile(file, `${user.username}:${hash.stdout}\n`)
  return file
}

async function writeAuthFile(
  directory: string,
  host: string,
  { htpasswd }: RegistryOptions,
): Promise<string> {
  const file = join(directory, 'auth.json')
  const auth = htpasswd && Buffer.from(`${htpasswd.username}:${htpasswd.password}`).toString('base64')
  await writeFile(file, JSON.stringify({ auths: auth ? { [host]: { auth } } : {} }), { mode: 0o600 })
  return file
}

/** Listening on port 0 and reading the port from the log leaves no gap for another program to take it. */
async function portFrom(log: string, exited: () => boolean): Promise<number> {
  for (const end = performance.now() + START_MS; performance.now() < end; ) {
    const text = await readFile(log, 'utf8')
    const port = /listening on [^\s"]*:(\d+)/.exec(text)?.[1]
    if (port !== undefined) return Number(port)
    if (exited()) throw new Error(`the registry ended at once:\n${text.slice(-2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(
    `the registry did not listen within ${START_MS} ms:\n${(await readFile(log, 'utf8')).slice(-2000)}`,
  )
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

interface RegistryState {
  readonly host: string
  readonly directory: string
  readonly options: RegistryOptions
  readonly log: string
  readonly authFile: string
}

class RunningRegistry implements TestRegistry {
  readonly host: string
  readonly directory: string
  readonly options: RegistryOptions
  readonly authFile: string
  readonly #log: string
  readonly #stop: () => Promise<void>

  constructor(state: RegistryState, stop: () => Promise<void>) {
    this.host = state.host
    this.directory = state.directory
    this.options = state.options
    this.authFile = state.authFile
    this.#log = state.log
    this.#stop = stop
  }

  request: TestRegistry['request'] = (path, { method = 'GET', headers = {} } = {}) => {
    const { htpasswd, ca } = this.options
    const auth = htpasswd ? `${htpasswd.username}:${htpasswd.password}` : undefined
    const ask = ca ? httpsRequest : httpRequest
    return new Promise<Answer>((resolve, reject) => {
      const sent = ask(`${ca ? 'https' : 'http'}://${this.host}${path}`, {
        method,
        headers,
        ...(auth === undefined ? {} : { auth }),
        ...(ca ? { ca: readFileSync(ca.certificateFile) } : {}),
      })
      sent.once('error', reject)
      sent.once('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
      sent.end()
    })
  }

  async digest(name: string): Promise<string | undefined> {
    const colon = name.lastIndexOf(':')
    const path = `/v2/${name.slice(0, colon)}/manifests/${name.slice(colon + 1)}`
    const answer = await this.request(path, { method: 'HEAD', headers: { accept: MANIFESTS } })
    const digest = answer.headers['docker-content-digest']
    return answer.status === 200 && typeof digest === 'string' ? digest : undefined
  }

  async tags(repository: string): Promise<readonly string[]> {
    const answer = await this.request(`/v2/${repository}/tags/list`)
    const body: unknown = JSON.parse(answer.body.toString('utf8'))
    if (typeof body !== 'object' || body === null || !('tags' in body) || !Array.isArray(body.tags)) return []
    return body.tags.filter((tag): tag is string => typeof tag === 'string').sort()
  }

  async requests(since = 0): Promise<readonly LoggedRequest[]> {
    return parseAccessLog((await readFile(this.#log)).subarray(since).toString('utf8'))
  }

  async mark(): Promise<number> {
    return (await stat(this.#log)).size
  }

  async push(source: string, name: string): Promise<void> {
    await this.#copy(source, `docker://${this.host}/${name}`, 'dest')
  }

  async pull(name: string, target: string): Promise<void> {
    await this.#copy(`docker://${this.host}/${name}`, target, 'src')
  }

  async #copy(source: string, target: string, side: 'src' | 'dest'): Promise<void> {
    const trust = this.options.ca
      ? [`--${side}-cert-dir=${await this.#certificateDirectory(this.options.ca)}`]
      : [`--${side}-tls-verify=false`]
    await must({
      argv: [
        'skopeo',
        '--insecure-policy',
        'copy',
        '-q',
        '--all',
        `--${side}-authfile=${this.authFile}`,
        ...trust,
        source,
        target,
      ],
      env: { PATH: process.env['PATH'] ?? '', HOME: this.directory, TMPDIR: this.directory },
    })
  }

  async #certificateDirectory(ca: TestCa): Promise<string> {
    const directory = await mkdtemp(join(this.directory, 'certificates-'))
    await writeFile(join(directory, 'ca.crt'), await readFile(ca.certificateFile))
    return directory
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop()
  }
}

/** The requests of an access log in Apache's combined form, among whatever else the registry logs. */
export function parseAccessLog(text: string): LoggedRequest[] {
  const line = /^\S+ - \S+ \[[^\]]*\] "([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) /gm
  return Array.from(text.matchAll(line), ([, method = '', path = '', status]) => [
    method,
    path,
    Number(status),
  ])
}
