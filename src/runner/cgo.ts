import { createReadStream } from 'node:fs'

/** How a Go program was built; `unknown` when its file does not say. */
export type Cgo = 'yes' | 'no' | 'unknown'

const CHUNK = 1 << 20
// Go 1.18 and newer keep the build settings as text in every binary, also in a stripped one.
const WITHOUT = Buffer.from('build\tCGO_ENABLED=0\n')
const WITH = Buffer.from('build\tCGO_ENABLED=1\n')
// Said by the C constructor of containers/storage alone, so it is there only when C was compiled in.
const CONSTRUCTOR = Buffer.from('Error during unshare(')
const OVERLAP = Math.max(WITHOUT.length, WITH.length, CONSTRUCTOR.length) - 1

/**
 * Tells from the file, without running it, whether a Go program was built with cgo. A buildah that was not
 * starts itself over and over as an unprivileged user until the machine has no process left
 * (https://github.com/containers/buildah/issues/5834), so this is asked before its first call.
 */
export async function builtWithCgo(file: string): Promise<Cgo> {
  let carried = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
      if (!Buffer.isBuffer(chunk)) return 'unknown'
      const text = Buffer.concat([carried, chunk])
      if (text.includes(WITHOUT)) return 'no'
      if (text.includes(WITH) || text.includes(CONSTRUCTOR)) return 'yes'
      carried = Buffer.from(text.subarray(-OVERLAP))
    }
  } catch {
    return 'unknown' // not readable: nothing is known of it
  }
  return 'unknown'
}
