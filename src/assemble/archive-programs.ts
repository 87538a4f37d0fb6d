import { copyFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import { DocklessError } from '../errors/errors.js'
import { type Compression, detectCompression, MAGIC_SIZE } from '../oci/compression.js'
import { encodeName } from '../oci/names.js'
import { findProgram } from '../process/find.js'
import { run } from '../process/run.js'

/** What Node cannot decompress, or not every Node, and who can. */
const PROGRAMS: Readonly<
  Partial<Record<Compression, { readonly program: string; readonly suffix: string }>>
> = {
  xz: { program: 'xz', suffix: '.xz' },
  bzip2: { program: 'bzip2', suffix: '.bz2' },
}
const TIMEOUT_MS = 20 * 60_000

/**
 * Decompresses files with xz(1) and bzip2(1) of the runner, beside themselves in a directory of ours; each once.
 */
export class ArchivePrograms {
  readonly #directory: string
  readonly #signal: AbortSignal
  readonly #done = new Map<string, Promise<string | undefined>>()

  /** `directory` exists, is ours alone, and is removed by somebody else. */
  constructor(directory: string, signal: AbortSignal) {
    this.#directory = directory
    this.#signal = signal
  }

  /**
   * The file to read in the place of this one: itself, unless another program must decompress it; undefined when that
   * finds it damaged. Throws DocklessError when there is no such program; `name` is for that.
   */
  async readable(path: string, name: string): Promise<string | undefined> {
    const compression = await compressionOf(path)
    const needed = PROGRAMS[compression]
    if (!needed) return path
    const program = await findProgram(needed.program)
    if (!program) {
      throw new DocklessError(
        'BUILD_FAILED',
        `${name} is compressed with ${compression}, and there is no ${needed.program} on PATH`,
        { fix: `Install ${needed.program} on the runner, or compress the archive with gzip.` },
      )
    }
    const decompressing = this.#done.get(path) ?? this.#decompress(path, program, needed.suffix)
    this.#done.set(path, decompressing)
    return decompressing
  }

  async #decompress(path: string, program: string, suffix: string): Promise<string | undefined> {
    const plain = join(this.#directory, `archive-${this.#done.size}`)
    await copyFile(encodeName(path), `${plain}${suffix}`)
    const { status } = await run(
      { argv: [program, '--decompress', '--quiet', '--', `${plain}${suffix}`] },
      { signal: this.#signal, timeoutMs: TIMEOUT_MS },
    )
    this.#signal.throwIfAborted()
    return status === 0 ? plain : undefined
  }
}

async function compressionOf(path: string): Promise<Compression> {
  const file = await open(encodeName(path))
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MAGIC_SIZE), position: 0 })
    return detectCompression(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
