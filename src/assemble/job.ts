import type { Dockerfile } from '../dockerfile/ast.js'
import type { ContentStore } from '../oci/content.js'
import type { Digest } from '../oci/digest.js'
import type { Descriptor, ImageConfig, Manifest, Platform } from '../oci/image.js'
import type { Reference } from '../oci/reference.js'
import type { ContextFiles } from '../context/files.js'
import type { Network } from './remote.js'

/** An image to build on or copy from. Its layers are in the content store, here or at a known origin. */
export interface BaseImage {
  readonly manifest: Manifest
  readonly config: ImageConfig
}

/** Where images come from: a registry, a layout, a test. */
export interface BaseImages {
  /** Finds an image for a platform. Throws DocklessError when there is none. */
  resolve(reference: Reference, platform: Platform): Promise<BaseImage>
}

/** A compressed layer and the digest of its tar. */
export interface WrittenLayer {
  readonly descriptor: Descriptor
  readonly diffId: Digest
}

/** Layers of earlier builds, by what they were made of (see `LAYER_INPUTS`): what is found is not compressed again. */
export interface KnownLayers {
  /** True when there is none: then nothing need be hashed before it is compressed. */
  isEmpty(): Promise<boolean>
  /** The layer, whose bytes are to be had from the content store; undefined when there is none. */
  find(inputs: Digest): Promise<WrittenLayer | undefined>
}

/** What a named context stands for. */
export type JobContext =
  | { readonly kind: 'files'; readonly files: ContextFiles }
  | { readonly kind: 'image'; readonly reference: Reference }
  /** `path`: an OCI layout directory. */
  | { readonly kind: 'oci-layout'; readonly path: string; readonly reference: string | undefined }

/** Everything that the assembler needs to know. */
export interface AssembleJob {
  readonly dockerfile: Dockerfile
  readonly target: string | undefined
  readonly buildArgs: Readonly<Record<string, string>>
  readonly platform: Platform
  readonly context: ContextFiles
  readonly namedContexts: Readonly<Record<string, JobContext>>
  /** Labels besides those of the Dockerfile; these win. */
  readonly labels: Readonly<Record<string, string>>
  /** Annotations of the manifest. */
  readonly annotations: Readonly<Record<string, string>>
  /** Seconds; the time of everything that is made, and the latest that a file may have. */
  readonly sourceDateEpoch: number | undefined
  readonly content: ContentStore
  readonly bases: BaseImages
  readonly network: Network
  readonly known?: KnownLayers | undefined
  /** A directory of ours alone, for files that must be fetched out of layers and archives. */
  readonly directory: string
  readonly signal: AbortSignal
  /** Told of each step before it is done. */
  readonly onStep?: (text: string) => void
}
