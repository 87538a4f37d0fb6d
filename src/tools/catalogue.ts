import type { Reference } from '../oci/reference.js'
import { formatReference, parseReference } from '../oci/reference.js'
import { DocklessError, WrongInput } from '../errors/errors.js'
import type { ToolName } from '../runner/facts.js'

/** A program of a builder, and where its image keeps it. */
export interface ToolFile {
  /** Path in the image, without a leading slash. */
  readonly path: string
  /** The program that it is, which is also the name of the file that is installed. */
  readonly program: ToolName
  /** What it is asked to show that it starts here; undefined when it can only be run where it builds. */
  readonly question: string | undefined
  /** What its version is called beyond the number, where the probe tells forks apart. */
  readonly fork?: string
}

/** A builder that can be had as an OCI image, pinned by digest. */
export interface CatalogueTool {
  readonly name: ToolPackage
  /** As directories of a tool cache are named: `0.33.0`. */
  readonly version: string
  /** With tag and digest; only the digest is asked for. */
  readonly image: Reference
  readonly files: readonly ToolFile[]
}

export type ToolPackage = 'buildkit' | 'kaniko'

interface Pin {
  readonly name: ToolPackage
  readonly image: string
  readonly files: readonly ToolFile[]
}

/**
 * The builders' official images. The index of each is pinned, so that every platform has its own file and nobody can
 * change one under its tag. An update is a change of this table, which is reviewed like any other.
 */
const PINS: readonly Pin[] = [
  {
    name: 'buildkit',
    image:
      'docker.io/moby/buildkit:v0.33.0-rootless@sha256:80b15f0735e87bab7bf59ec4d695dfb4a7cfb25521cf56dc75d6f256285b63ef',
    files: [
      { path: 'usr/bin/buildkitd', program: 'buildkitd', question: '--version' },
      { path: 'usr/bin/buildctl', program: 'buildctl', question: '--version' },
      { path: 'usr/bin/buildkit-runc', program: 'runc', question: '--version' },
    ],
  },
  {
    name: 'kaniko',
    image:
      'ghcr.io/osscontainertools/kaniko:v1.28.5-debug@sha256:d6d74217dc077acfd3094992e917c357080a2d3fdd1042a49e34e29a7e57c572',
    // It is never run on the machine's own root, not even for a question.
    files: [
      { path: 'kaniko/executor', program: 'kaniko', question: undefined, fork: 'of osscontainertools' },
    ],
  },
]

export interface CatalogueOptions {
  /** `host[:port][/path]` that stands in the place of every registry of the catalogue (input `tool-mirror`). */
  readonly mirror?: string | undefined
  /** Images of the user's own choice, with a digest each (input `tool-images`). */
  readonly images?: Readonly<Record<string, Reference>> | undefined
}

/**
 * Every builder that can be fetched, as the user's own pins and mirror have it. Throws WrongInput for a pin of what is
 * not in it.
 */
export function catalogue(options: CatalogueOptions = {}): readonly CatalogueTool[] {
  const stray = Object.keys(options.images ?? {}).find((name) => !PINS.some((pin) => pin.name === name))
  if (stray !== undefined) {
    const fix = `Write one of ${PINS.map(({ name }) => name).join(', ')}`
    throw new WrongInput([{ input: 'tool-images', problem: `there is no builder "${stray}"`, fix }])
  }
  return PINS.map(({ name, image, files }) => {
    const own = options.images?.[name]
    const pinned = own ?? behind(options.mirror, pinOf(image))
    return { name, version: versionOf(pinned), image: pinned, files }
  })
}

function pinOf(text: string): Reference {
  const reference = parseReference(text)
  if ('reason' in reference || reference.digest === undefined)
    throw new DocklessError('DEFECT', `the catalogue's ${text} is no reference with a digest`)
  return reference
}

/** The same image where the mirror keeps it: under the same path. A digest is the same wherever it lies. */
function behind(mirror: string | undefined, image: Reference): Reference {
  if (mirror === undefined) return image
  const [registry = '', ...path] = mirror.replace(/\/+$/, '').split('/')
  return { ...image, registry, repository: [...path, image.repository].join('/') }
}

/** `v0.33.0-rootless` -> `0.33.0`; without such a tag, the beginning of the digest as what follows 0.0.0. */
function versionOf(image: Reference): string {
  const said = /^v?(\d+\.\d+\.\d+)/.exec(image.tag ?? '')?.[1]
  return said ?? `0.0.0-${(image.digest ?? formatReference(image)).slice(-64).slice(0, 12)}`
}
