import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { contextFiles } from '../context/files.js'
import { fetchGit } from '../context/git.js'
import type { AddInstruction } from '../dockerfile/ast.js'
import { isGitUrl } from '../dockerfile/needs.js'
import { DocklessError, messageOf, type Place, WrongInput } from '../errors/errors.js'
import type { HttpClient } from '../http/client.js'
import { algorithmOf, type Digest, digestFromHex, parseDigest } from '../oci/digest.js'
import type { GitCredential } from '../port/host.js'
import { parseRemote } from '../request/parse-context.js'
import { contextTree } from './context-tree.js'
import { NO_XATTRS, Tree } from './tree.js'

/** How ADD gets out. */
export interface Network {
  readonly http: Pick<HttpClient, 'request'>
  readonly gitCredentials: readonly GitCredential[]
  /** Where git finds its proxies and certificates. */
  readonly gitEnvironment: NodeJS.ProcessEnv
}

/** What was fetched: a tree and the path in it that is to be copied. */
export interface Fetched {
  readonly tree: Tree
  readonly path: string
}

/** Tries to read one body: a connection may be cut in the middle. */
const ATTEMPTS = 3
/** How much of a refusal is shown, in bytes. */
const LONGEST_WORD = 200
/** A file of more than this is more likely a mistake than a part of an image. */
const LARGEST_FILE = 64 * 2 ** 30

/** True for what ADD fetches: a URL, or a git repository. */
export function isRemote(word: string): boolean {
  return /^https?:\/\//i.test(word) || isGitUrl(word)
}

/**
 * What ADD takes from the network, as BuildKit does: a file of a URL has mode 0600 and the time of `Last-Modified`; a
 * git repository is one commit without its history. Each source is fetched once in a build, and in every build.
 */
export class RemoteSources {
  readonly #network: Network
  readonly #directory: string
  readonly #signal: AbortSignal
  readonly #fetched = new Map<string, Promise<Fetched>>()

  /** `directory` exists, is ours alone, and is removed by somebody else. */
  constructor(network: Network, directory: string, signal: AbortSignal) {
    this.#network = network
    this.#directory = directory
    this.#signal = signal
  }

  /** Fetches one source; `checksum` is the expanded `--checksum`. Throws DocklessError with the place. */
  async fetch(word: string, instruction: AddInstruction, checksum: string, place: Place): Promise<Fetched> {
    const key = [word, checksum, instruction.keepGitDir].join(' ')
    const fetching = this.#fetched.get(key) ?? this.#fetch(word, instruction, checksum)
    this.#fetched.set(key, fetching)
    try {
      return await fetching
    } catch (error) {
      this.#signal.throwIfAborted()
      throw explained(error, word, place)
    }
  }

  async #fetch(word: string, { keepGitDir }: AddInstruction, checksum: string): Promise<Fetched> {
    const place = join(this.#directory, `remote-${this.#fetched.size}`)
    if (isGitUrl(word)) return this.#clone(word, keepGitDir, place)
    const expected = checksum === '' ? undefined : parseDigest(checksum)
    if (checksum !== '' && !expected)
      throw new DocklessError('BUILD_FAILED', `--checksum=${checksum} is no digest`, {
        fix: 'Write sha256: and the 64 digits of the sum.',
      })
    return this.#download(new URL(word), expected, place)
  }

  async #clone(word: string, keepGitDirectory: boolean, directory: string): Promise<Fetched> {
    const source = parseRemote(word)
    if (!source || 'reason' in source || source.kind !== 'git')
      throw new DocklessError(
        'BUILD_FAILED',
        source && 'reason' in source ? source.reason : 'it is no git URL',
        {
          fix: 'Write https://host/repository.git#ref:subdirectory.',
        },
      )
    await mkdir(directory, { mode: 0o700 })
    const { gitCredentials, gitEnvironment } = this.#network
    const checkout = await fetchGit(source, {
      input: 'ADD',
      directory,
      credentials: gitCredentials,
      keepGitDirectory,
      signal: this.#signal,
      onNotice: () => {},
      environment: gitEnvironment,
    })
    return { tree: await contextTree(await contextFiles(checkout, undefined)), path: '/' }
  }

  async #download(url: URL, expected: Digest | undefined, path: string): Promise<Fetched> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { digest, size, modified } = await this.#read(url, expected, path)
        if (expected && digest !== expected)
          throw new DocklessError(
            'BUILD_FAILED',
            `it has the digest ${digest}, and --checksum is ${expected}`,
            {
              fix: 'If the new content is wanted, write its digest.',
            },
          )
        const tree = new Tree()
        const attributes = { mode: 0o600, uid: 0, gid: 0, mtime: modified, xattrs: NO_XATTRS }
        const name = nameOf(url)
        tree.root.children.set(name, {
          kind: 'file',
          attributes,
          size,
          content: { from: 'path', path },
          inode: undefined,
        })
        return { tree, path: name }
      } catch (error) {
        if (error instanceof DocklessError || this.#signal.aborted || attempt === ATTEMPTS) throw error
      }
    }
  }

  /** Reads a URL into a file, once. `modified` in seconds since 1970; 0 when the server does not say. */
  async #read(
    url: URL,
    expected: Digest | undefined,
    path: string,
  ): Promise<{ readonly digest: Digest; readonly size: number; readonly modified: number }> {
    const response = await this.#network.http.request({ method: 'GET', url, signal: this.#signal })
    if (response.status !== 200) {
      const [said = ''] = (await response.text(LONGEST_WORD)).split('\n')
      const words = response.header('content-type')?.startsWith('text/plain') ? `: ${said.trim()}` : ''
      throw new DocklessError('BUILD_FAILED', `the server answered ${response.status}${words}`, {
        fix: 'Check the URL; it must be open to everybody.',
      })
    }
    const algorithm = expected ? algorithmOf(expected) : 'sha256'
    const hash = createHash(algorithm)
    const file = await open(path, 'w', 0o600)
    let size = 0
    try {
      for await (const chunk of response.body) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError('a response body must be a stream of bytes')
        size += chunk.length
        if (size > LARGEST_FILE)
          throw new DocklessError('BUILD_FAILED', `it is larger than ${LARGEST_FILE} bytes`, {
            fix: 'Fetch it before the build, and copy what is needed of it.',
          })
        hash.update(chunk)
        await file.writeFile(chunk)
      }
    } finally {
      response.body.destroy()
      await file.close()
    }
    const time = Date.parse(response.header('last-modified') ?? '')
    const modified = Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000))
    return { digest: digestFromHex(hash.digest('hex'), algorithm), size, modified }
  }
}

/** The last part of the path, as BuildKit names what it fetched. */
function nameOf(url: URL): string {
  const name = posix.basename(decoded(url.pathname))
  return name === '' || name === '.' || name === '..' ? '__unnamed__' : name
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function explained(error: unknown, word: string, place: Place): DocklessError {
  const shown = word.replace(/[?#].*$/, '') // a query may hold a signature
  if (error instanceof WrongInput) {
    const [first] = error.mistakes
    return new DocklessError('BUILD_FAILED', `ADD of ${shown}: ${first?.problem ?? error.message}`, {
      place,
      ...(first ? { fix: first.fix } : {}),
    })
  }
  const known = error instanceof DocklessError ? error : undefined
  return new DocklessError(known?.code ?? 'BUILD_FAILED', `ADD of ${shown}: ${messageOf(error)}`, {
    place,
    cause: error,
    fix: known?.fix ?? 'Build again; if it stays, see whether the runner reaches that server.',
  })
}
