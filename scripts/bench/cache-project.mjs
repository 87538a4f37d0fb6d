// The project that the cache is measured with, and what can be seen from outside of which of its steps ran again.
import { gunzipSync } from 'node:zlib'
import { BUSYBOX_NAME, DEBIAN_NAME } from '../../test/support/bases.ts'
import { readTar } from '../../test/support/tar-reader.ts'
import { noise } from './figures.mjs'

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const STAMP = 'cat /proc/sys/kernel/random/uuid'

/** `sizes` in bytes: what the step of the first stage makes, what the first `RUN` of the second makes, the sources. */
function project({ base, dependencies, system, sources }) {
  return {
    base,
    dockerfile: `FROM ${base} AS dependencies
COPY lock /lock
RUN mkdir /app && ${STAMP} > /app/stamp && head -c ${dependencies} /dev/urandom > /app/dependencies
FROM ${base}
RUN ${STAMP} > /system.stamp && head -c ${system} /dev/urandom > /system.bin
COPY --from=dependencies /app/ /app/
COPY src/ /src/
RUN ${STAMP} > /built.stamp && cat /src/* /app/dependencies | sha256sum > /built
CMD ["cat", "/built"]
`,
    /** The files of a checkout in which the one line that matters says `line`. */
    files: (line) => ({
      lock: 'dependency 1.0\n',
      'src/main.txt': `print ${line}\n`,
      'src/assets': noise(sources),
    }),
  }
}

export const PROJECTS = {
  large: {
    ...project({ base: 'debian', dependencies: 16_000_000, system: 8_000_000, sources: 1 << 20 }),
    about:
      'A Debian base, a first stage whose `RUN` makes 16 MB, a `RUN` that makes 8 MB, a `COPY --from`, 1 MB of sources copied in late, and a `RUN` that reads them',
    baseName: DEBIAN_NAME,
  },
  small: {
    ...project({ base: 'busybox', dependencies: 300_000, system: 100_000, sources: 1 << 12 }),
    about: 'The same on busybox, all of it small',
    baseName: BUSYBOX_NAME,
  },
}

/**
 * The steps that leave a trace. Each `RUN` writes a random stamp: the same stamp is the same run. A `COPY` is the same
 * when its layer is, byte for byte, times included. `COPY lock` is not among them: what follows from it is.
 */
const STEPS = [
  { name: 'RUN dependencies', stamp: 'app/stamp' },
  { name: 'RUN system', stamp: 'system.stamp' },
  { name: 'COPY --from', layerOf: 'app/stamp' },
  { name: 'COPY src', layerOf: 'src/main.txt', changes: true },
  { name: 'RUN build', stamp: 'built.stamp', changes: true },
]

/** The trace of every step in an image: `repository:tag` of a registry. */
export async function readSteps(registry, name) {
  const [repository, tag] = name.split(':')
  const get = async (kind, reference) => {
    const answer = await registry.request(`/v2/${repository}/${kind}/${reference}`, {
      headers: { accept: MANIFEST },
    })
    if (answer.status !== 200) throw new Error(`${kind} ${reference} of ${name}: ${answer.status}`)
    return answer.body
  }
  const manifest = JSON.parse(await get('manifests', tag))
  const { rootfs } = JSON.parse(await get('blobs', manifest.config.digest))
  const traces = {}
  // The first layer is the base.
  for (const [index, { digest }] of manifest.layers.entries()) {
    if (index === 0) continue
    for (const { path, sha256 } of readTar(gunzipSync(await get('blobs', digest)))) {
      for (const step of STEPS) {
        if (step.stamp === path) traces[step.name] = sha256
        if (step.layerOf === path) traces[step.name] = rootfs.diff_ids[index]
      }
    }
  }
  const missing = STEPS.filter((step) => traces[step.name] === undefined)
  if (missing.length > 0)
    throw new Error(`${name} shows nothing of ${missing.map((step) => step.name).join(', ')}`)
  return traces
}

/** Which unchanged steps were hits. `changed`: the line of the sources is another one since `before`. */
export function compareSteps(before, after, changed) {
  const possible = STEPS.filter((step) => !changed || !step.changes)
  const missed = possible.filter(({ name }) => before[name] !== after[name]).map(({ name }) => name)
  const stale = STEPS.filter((step) => changed && step.changes && before[step.name] === after[step.name])
  if (stale.length > 0)
    throw new Error(`changed and not built again: ${stale.map(({ name }) => name).join(', ')}`)
  return { hits: possible.length - missed.length, possible: possible.length, missed }
}
