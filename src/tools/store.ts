import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, constants } from 'node:fs'
import { access, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DocklessError, messageOf } from '../errors/errors.js'
import { digestFromHex } from '../oci/digest.js'
import { nativePlatform } from '../oci/platform.js'
import { formatReference } from '../oci/reference.js'
import { childEnvironment } from '../process/environment.js'
import { run } from '../process/run.js'
import type { CatalogueTool } from './catalogue.js'
import { type ImageSource, type Taken, takeFiles } from './take.js'

/** Written beside the programs: what they are and where they came from. */
interface Receipt {
  readonly image: string
  readonly files: readonly Taken[]
}

const RECEIPT = 'dockless-tool.json'
const STAGING = '.dockless-'
const STALE_MS = 6 * 3600 * 1000
const QUESTION_MS = 10_000

/** What `verify` found. */
export interface Verdict {
  readonly tool: CatalogueTool
  readonly directory: string
  readonly state: 'installed' | 'missing' | 'damaged'
  /** Why it is damaged. */
  readonly problem?: string
}

/**
 * Where fetched builders are kept: `<root>/<name>/<version>/<arch>` and the mark `<arch>.complete` beside it, as
 * @actions/tool-cache has it, so that GitHub's own runners keep and find them.
 */
export class ToolStore {
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  directoryOf({ name, version }: CatalogueTool): string {
    return path.join(this.root, name, version, process.arch)
  }

  /** True when it is there, from the very image of the catalogue, and nobody else may have changed it. */
  async has(tool: CatalogueTool): Promise<boolean> {
    return (await this.#look(tool)).state === 'installed'
  }

  /** What is there, by its names, sizes and modes. */
  async look(tool: CatalogueTool): Promise<Verdict> {
    return this.#look(tool)
  }

  /** Removes a tool, whatever is left of it. */
  async remove(tool: CatalogueTool): Promise<void> {
    const directory = this.directoryOf(tool)
    await rm(`${directory}.complete`, { force: true })
    await rm(directory, { recursive: true, force: true })
  }

  /** Reads every byte of an installed tool again and holds it against what was taken from the image. */
  async verify(tool: CatalogueTool): Promise<Verdict> {
    const seen = await this.#look(tool)
    if (seen.state !== 'installed') return seen
    const directory = this.directoryOf(tool)
    for (const { name, digest } of seen.receipt.files) {
      const found = digestFromHex(await hashOf(path.join(directory, name)))
      if (found !== digest) return { tool, directory, state: 'damaged', problem: `${name} has other bytes` }
    }
    return { tool, directory, state: 'installed' }
  }

  /**
   * Fetches a tool, unless it is there, and returns its directory. It is made aside and renamed, so that a run beside
   * this one sees all of it or nothing. Throws DocklessError: REGISTRY_FAILED when the image cannot be had,
   * NOTHING_FITS when its programs do not start here or there is no place for them.
   */
  async install(tool: CatalogueTool, source: ImageSource, signal: AbortSignal): Promise<string> {
    const directory = this.directoryOf(tool)
    if (await this.has(tool)) return directory
    const parent = path.dirname(directory)
    const staging = path.join(parent, `${STAGING}${process.pid}-${randomBytes(6).toString('hex')}`)
    try {
      await mkdir(staging, { recursive: true, mode: 0o755 })
    } catch (cause) {
      throw new DocklessError(
        'NOTHING_FITS',
        `${tool.name} cannot be kept in ${parent}: ${messageOf(cause)}`,
        {
          fix: 'Set RUNNER_TOOL_CACHE to a directory that can be written',
          cause,
        },
      )
    }
    try {
      await sweep(parent)
      const wanted = tool.files.map(({ path: at, program }) => ({ path: at, name: program }))
      const files = await takeFiles(tool.image, wanted, nativePlatform(), {
        source,
        directory: staging,
        signal,
      })
      await ask(tool, staging, signal)
      const receipt: Receipt = { image: formatReference(tool.image), files }
      await writeFile(path.join(staging, RECEIPT), `${JSON.stringify(receipt, undefined, 2)}\n`, {
        mode: 0o644,
      })
      await this.#putInPlace(tool, staging)
    } finally {
      await rm(staging, { recursive: true, force: true })
    }
    await writeFile(`${directory}.complete`, '')
    return directory
  }

  async #putInPlace(tool: CatalogueTool, staging: string): Promise<void> {
    const directory = this.directoryOf(tool)
    for (let tries = 1; ; tries += 1) {
      try {
        return await rename(staging, directory)
      } catch (cause) {
        // Another run was faster, or an older one is in the way: a directory that is not empty is never replaced.
        if (await this.has(tool)) return
        if (tries === 3 || !isInTheWay(cause)) throw cause
        const aside = `${staging}-old`
        await rename(directory, aside).catch(() => undefined)
        await rm(aside, { recursive: true, force: true })
      }
    }
  }

  async #look(
    tool: CatalogueTool,
  ): Promise<
    (Verdict & { state: 'missing' | 'damaged' }) | (Verdict & { state: 'installed'; receipt: Receipt })
  > {
    const directory = this.directoryOf(tool)
    const receipt = await readReceipt(directory)
    if (!receipt) return { tool, directory, state: 'missing' }
    const damaged = (problem: string) => ({ tool, directory, state: 'damaged', problem }) as const
    if (!sameImage(receipt.image, tool)) return damaged(`it is from ${receipt.image}`)
    if (!(await isOurs(directory))) return damaged('others may write to it')
    for (const { program } of tool.files) {
      const file = receipt.files.find(({ name }) => name === program)
      const stats = await lstat(path.join(directory, program)).catch(() => undefined)
      if (!file || !stats?.isFile() || stats.size !== file.size) return damaged(`${program} is not whole`)
      if (!(await isOurs(path.join(directory, program)))) return damaged(`others may write to ${program}`)
    }
    return { tool, directory, state: 'installed', receipt }
  }
}

/**
 * The directory of a store: `$RUNNER_TOOL_CACHE` where a CI gives one that can be written, else
 * `$XDG_CACHE_HOME/dockless/tools` or `~/.cache/dockless/tools`, else one below `temporary`.
 */
export async function toolRoot(
  env: Readonly<NodeJS.ProcessEnv>,
  temporary: string,
  home = os.homedir(),
): Promise<string> {
  const runner = env['RUNNER_TOOL_CACHE']
  const cache = env['XDG_CACHE_HOME'] || path.join(home, '.cache')
  const places = [...(runner ? [runner] : []), path.join(cache, 'dockless', 'tools')]
  for (const place of places) if (path.isAbsolute(place) && (await canMake(place))) return place
  return path.join(temporary, `dockless-tools-${process.getuid?.() ?? 0}`)
}

/** True when the directory, or the nearest one above it that is there, can be written. */
async function canMake(directory: string): Promise<boolean> {
  try {
    await access(directory, constants.W_OK | constants.X_OK)
    return true
  } catch (error) {
    const parent = path.dirname(directory)
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing && parent !== directory && (await canMake(parent))
  }
}

/** Tools are run: only root or we may have written them. */
async function isOurs(file: string): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined)
  return stats !== undefined && [0, process.getuid?.() ?? 0].includes(stats.uid) && (stats.mode & 0o022) === 0
}

function sameImage(receipt: string, { image }: CatalogueTool): boolean {
  return image.digest !== undefined && receipt.endsWith(`@${image.digest}`)
}

async function readReceipt(directory: string): Promise<Receipt | undefined> {
  try {
    const receipt: unknown = JSON.parse(await readFile(path.join(directory, RECEIPT), 'utf8'))
    return isReceipt(receipt) ? receipt : undefined
  } catch {
    return undefined // not there, or no receipt of ours: it is fetched then
  }
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null || !('image' in value) || !('files' in value)) return false
  return typeof value.image === 'string' && Array.isArray(value.files) && value.files.every(isTaken)
}

function isTaken(value: unknown): value is Taken {
  if (typeof value !== 'object' || value === null) return false
  if (!('name' in value) || !('size' in value) || !('digest' in value)) return false
  return typeof value.name === 'string' && typeof value.size === 'number' && typeof value.digest === 'string'
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

function isInTheWay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
}

/** Whether the programs start here shows now, and not in the middle of a build. */
async function ask(tool: CatalogueTool, directory: string, signal: AbortSignal): Promise<void> {
  for (const { program, question } of tool.files) {
    if (question === undefined) continue
    const argv = [path.join(directory, program), question] as const
    const options = { timeoutMs: QUESTION_MS, graceMs: 0, signal }
    const done = await run({ argv, env: childEnvironment({ HOME: '/' }), cwd: '/' }, options)
    signal.throwIfAborted()
    if (done.status === 0) continue
    const said = done.startError ?? (`${done.stdout}\n${done.stderr}`.trim() || `exit status ${done.status}`)
    throw new DocklessError(
      'NOTHING_FITS',
      `${program} of ${tool.name} ${tool.version} does not start here: ${said}`,
      {
        fix: `Install ${tool.name} by hand and put it on PATH; if ${directory} is mounted noexec, set RUNNER_TOOL_CACHE`,
      },
    )
  }
}

/** Removes what installations that were killed left. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(STAGING)) continue
    const stats = await lstat(path.join(parent, name)).catch(() => undefined)
    if (stats && Date.now() - stats.mtimeMs > STALE_MS)
      await rm(path.join(parent, name), { recursive: true, force: true })
  }
}
