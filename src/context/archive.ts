import { DocklessError, messageOf, WrongInput } from '../errors/errors.js'
import { unpackTar } from '../oci/tar-unpack.js'
import { TarError } from '../oci/tar-header.js'

/** Opens the body of a URL; throws DocklessError when the server does not give it. */
export type Download = (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>

export interface ArchiveOptions {
  /** The input that named the source, for errors. */
  readonly input: string
  /** A directory of ours that exists and is empty: the files go there. */
  readonly directory: string
  readonly download: Download
  readonly signal: AbortSignal
}

/** A context of more than this is more likely a bomb than a build. */
const LARGEST_CONTEXT = 64 * 2 ** 30

/**
 * Downloads a tar (plain, gzip or zstd) and unpacks it. Nothing is written outside of the directory. Throws
 * WrongInput when it is no tar.
 */
export async function fetchArchive(url: string, options: ArchiveOptions): Promise<void> {
  const body = await options.download(url, options.signal)
  try {
    await unpackTar(body, options.directory, { maxSize: LARGEST_CONTEXT })
  } catch (error) {
    options.signal.throwIfAborted()
    if (error instanceof TarError)
      throw new WrongInput([
        {
          input: options.input,
          problem: `${url} is no tar archive that can be unpacked: ${error.message}`,
          fix: 'Give the URL of a .tar, .tar.gz or .tar.zst',
        },
      ])
    if (error instanceof DocklessError) throw error
    throw new DocklessError('BUILD_FAILED', `cannot download and unpack ${url}: ${messageOf(error)}`, {
      fix: 'Try again; if it stays, see whether the server sends all of it and the disk has room',
      cause: error,
    })
  }
}
