import type { ContextFiles } from '../context/files.js'
import { DocklessError } from '../errors/errors.js'
import { StageScope } from '../dockerfile/scope.js'
import { type PlannedStage, planStages, type Source, type StagePlan } from '../dockerfile/stages.js'
import type { ReadFile } from './accounts.js'
import { ArchivePrograms } from './archive-programs.js'
import { digestOf } from '../oci/digest.js'
import type { Descriptor, ImageConfig, Manifest, Platform } from '../oci/image.js'
import { ociMediaType } from '../oci/manifests.js'
import { MediaType } from '../oci/media-types.js'
import { formatReference } from '../oci/reference.js'
import { ConfigDraft } from './config.js'
import { contextTree } from './context-tree.js'
import { copyInto } from './copy.js'
import { Draft } from './draft.js'
import { checkLayers, Images } from './images.js'
import type { AssembleJob, BaseImage, WrittenLayer } from './job.js'
import { LAYER_TIME, rfc3339, writeLayer } from './layer.js'
import { RemoteSources } from './remote.js'
import { Spool } from './spool.js'
import { execute, type StageState, type StageTools } from './stage.js'
import { StageFiles } from './stage-files.js'
import type { Tree } from './tree.js'

/** An image that was assembled. Its config and new layers are in the store; the manifest is only here. */
export interface AssembledImage {
  readonly manifest: Descriptor
  readonly bytes: Uint8Array
  readonly config: ImageConfig
}

/**
 * Builds a Dockerfile that needs no RUN: copies to layers, layers and words to a config, both to a manifest.
 * Nothing is executed, nothing but the job's directory and store is written. Files and configuration equal
 * what BuildKit makes; times that BuildKit takes from the clock come from the inputs instead, so that the same inputs
 * give the same digest.
 * Throws DocklessError with the Dockerfile's line for what the user must mend.
 */
export async function assemble(job: AssembleJob): Promise<AssembledImage> {
  return await new Assembly(job).run()
}

class Assembly {
  readonly #job: AssembleJob
  readonly #images: Images
  readonly #spool: Spool
  readonly #remote: RemoteSources
  readonly #programs: ArchivePrograms
  readonly #stages = new Map<number, Promise<StageState>>()
  readonly #contexts = new Map<string, Promise<Tree>>()
  readonly #read: ReadFile

  constructor(job: AssembleJob) {
    this.#job = job
    this.#images = new Images(job.bases, job.content)
    this.#spool = new Spool(job.directory)
    this.#remote = new RemoteSources(job.network, job.directory, job.signal)
    this.#programs = new ArchivePrograms(job.directory, job.signal)
    this.#read = async (tree, path) => {
      const node = tree.find(path)
      if (node?.kind !== 'file') return undefined
      await this.#spool.gather([node])
      const chunks: Uint8Array[] = []
      for await (const chunk of this.#spool.read(node)) chunks.push(chunk)
      return Buffer.concat(chunks)
    }
  }

  async run(): Promise<AssembledImage> {
    const plan = await this.#plan()
    for (const stage of plan.stages) {
      const state = this.#build(stage, plan)
      // Told when it is awaited; a stage that fails before that is no unhandled rejection.
      state.catch(() => undefined)
      this.#stages.set(stage.stage.index, state)
      await state
    }
    const { target } = plan
    return await this.#finish(
      target.kind === 'stage'
        ? await this.#stage(target.index)
        : await this.#begin(target, this.#job.platform, plan),
    )
  }

  /** ONBUILD triggers of base images can name more images: planned again until nothing new is named. */
  async #plan(): Promise<StagePlan> {
    const { dockerfile, target, buildArgs, platform } = this.#job
    const namedContexts = Object.fromEntries(
      Object.entries(this.#job.namedContexts).map(([name, context]) => [
        name,
        context.kind === 'files' ? ({ kind: 'path' } as const) : context,
      ]),
    )
    for (;;) {
      const plan = planStages(dockerfile, {
        target,
        buildArgs,
        platform,
        namedContexts,
        configOf: (reference, wanted) => this.#images.known(reference, wanted)?.config,
      })
      const unknown = plan.stages.flatMap(({ base, platform: wanted }) =>
        base.kind === 'image' && !this.#images.known(base.reference, wanted)
          ? [this.#images.resolve(base.reference, wanted)]
          : [],
      )
      if (unknown.length === 0) return plan
      await Promise.all(unknown)
    }
  }

  async #build(planned: PlannedStage, plan: StagePlan): Promise<StageState> {
    const state = await this.#begin(planned.base, planned.platform, plan)
    const tools: StageTools = {
      file: this.#job.dockerfile.file,
      read: this.#read,
      remote: this.#remote,
      programs: this.#programs,
      sourceOf: (instruction) => {
        const source = instruction.kind === 'COPY' ? planned.copySources.get(instruction) : undefined
        return this.#source(source, planned.platform)
      },
      now: this.#job.sourceDateEpoch ?? state.baseTime,
    }
    for (const instruction of planned.instructions) {
      this.#job.signal.throwIfAborted()
      this.#job.onStep?.(instruction.source)
      await execute(instruction, state, tools)
    }
    return state
  }

  /** The state that a stage begins with. */
  async #begin(source: Source, platform: Platform, plan: StagePlan): Promise<StageState> {
    if (source.kind === 'stage') {
      const base = await this.#stage(source.index)
      return {
        files: base.files.child(),
        config: base.config.child(),
        scope: base.scope.child(),
        layers: [...base.layers],
        baseTime: base.baseTime,
      }
    }
    const image = await this.#imageOf(source, platform)
    if (!image) {
      const config = ConfigDraft.scratch(platform)
      const state = {
        files: StageFiles.empty(),
        config,
        scope: this.#scope(config, plan),
        layers: [],
        baseTime: 0,
      }
      return source.kind === 'context' ? await this.#onFiles(state, source.name) : state
    }
    checkLayers(image, nameOf(source))
    const config = ConfigDraft.onImage(image.config)
    return {
      files: new StageFiles(() => this.#images.files(image)),
      config,
      scope: this.#scope(config, plan),
      layers: image.manifest.layers.map((layer, at) => ({
        kind: 'base',
        descriptor: { ...layer, mediaType: ociMediaType(layer.mediaType) },
        diffId: image.config.rootfs.diff_ids[at] ?? layer.digest,
      })),
      baseTime: secondsOf(image.config.created),
    }
  }

  #scope(config: ConfigDraft, plan: StagePlan): StageScope {
    return StageScope.onImage(this.#job.dockerfile, plan.globals, this.#job.buildArgs, config.env)
  }

  async #stage(index: number): Promise<StageState> {
    const state = await this.#stages.get(index)
    if (!state) throw new DocklessError('DEFECT', `stage ${index} is read before it is built`)
    return state
  }

  /** The image that a source is; undefined when it is files, or nothing. */
  async #imageOf(source: Source, platform: Platform): Promise<BaseImage | undefined> {
    if (source.kind === 'image') return await this.#images.resolve(source.reference, platform)
    const context = source.kind === 'context' ? this.#job.namedContexts[source.name] : undefined
    if (context?.kind === 'image') return await this.#images.resolve(context.reference, platform)
    if (context?.kind !== 'oci-layout') return undefined
    return await this.#images.fromLayout(context.path, context.reference, platform)
  }

  /** A stage on a named context that is a directory: its files are the first layer. */
  async #onFiles(state: StageState, name: string): Promise<StageState> {
    const source = await this.#contextFiles(name)
    const draft = new Draft(await state.files.tree())
    const keep = { owner: undefined, mode: undefined, include: undefined, exclude: undefined, now: 0 }
    copyInto(draft, source, '/', '/', keep)
    if (draft.empty) return state
    state.layers.push({ kind: 'made', changes: draft.changes() })
    state.config.note(`FROM ${name}`, true)
    return state
  }

  /** Where COPY and ADD read: the build context, unless `--from` says otherwise. */
  #source(
    source: Source | undefined,
    platform: Platform,
  ): { readonly name: string; readonly tree: () => Promise<Tree> } {
    if (!source) return { name: 'the build context', tree: () => this.#contextFiles(undefined) }
    const name = nameOf(source)
    if (source.kind === 'stage')
      return { name, tree: async () => await (await this.#stage(source.index)).files.tree() }
    return {
      name,
      tree: async () => {
        const image = await this.#imageOf(source, platform)
        if (image) return await this.#images.files(image)
        return source.kind === 'context'
          ? await this.#contextFiles(source.name)
          : await StageFiles.empty().tree()
      },
    }
  }

  /** The files of the build context, or of a named one; each directory is read once. */
  #contextFiles(name: string | undefined): Promise<Tree> {
    const key = name ?? ''
    const named = name === undefined ? undefined : this.#job.namedContexts[name]
    const files: ContextFiles | undefined =
      name === undefined ? this.#job.context : named?.kind === 'files' ? named.files : undefined
    if (!files) throw new DocklessError('DEFECT', `the context ${key} has no files`)
    const tree = this.#contexts.get(key) ?? contextTree(files)
    this.#contexts.set(key, tree)
    return tree
  }

  async #finish(state: StageState): Promise<AssembledImage> {
    const { content, known, sourceDateEpoch, labels, annotations, platform } = this.#job
    for (const [name, value] of Object.entries(labels)) state.config.setLabel(name, value)
    state.config.platform = targetPlatform(state.config.platform, platform)
    const layers: WrittenLayer[] = []
    let newest = state.baseTime
    for (const layer of state.layers) {
      this.#job.signal.throwIfAborted()
      if (layer.kind === 'base') layers.push(layer)
      else {
        const made = await writeLayer(layer.changes, {
          content,
          known,
          spool: this.#spool,
          latest: sourceDateEpoch,
        })
        newest = Math.max(newest, secondsOf(made.descriptor.annotations?.[LAYER_TIME]))
        layers.push(made)
      }
    }
    // Never the clock: the newest of what went into the image, so that the same inputs give the same digest.
    const config = state.config.finish(
      layers.map((layer) => layer.diffId),
      rfc3339(sourceDateEpoch ?? newest),
    )
    const bytes = Buffer.from(JSON.stringify(config))
    const { digest, size } = await content.write(single(bytes))
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      config: { mediaType: MediaType.config, digest, size },
      layers: layers.map((layer) => layer.descriptor),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    }
    const document = Buffer.from(JSON.stringify(manifest))
    return {
      manifest: { mediaType: MediaType.manifest, digest: digestOf(document), size: document.length },
      bytes: document,
      config,
    }
  }
}

function secondsOf(created: string | undefined): number {
  const time = created === undefined ? Number.NaN : Date.parse(created)
  return Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000))
}

/** The platform that was asked for; a variant that only the base tells is kept when the rest is the same. */
function targetPlatform(base: Platform, wanted: Platform): Platform {
  const same = base.os === wanted.os && base.architecture === wanted.architecture
  const kept = (name: 'variant' | 'os.version'): Partial<Platform> => {
    const value = wanted[name] ?? (same ? base[name] : undefined)
    return value ? { [name]: value } : {}
  }
  const features = wanted['os.features'] ?? base['os.features']
  return {
    architecture: wanted.architecture,
    os: wanted.os,
    ...kept('variant'),
    ...kept('os.version'),
    ...(features ? { 'os.features': features } : {}),
  }
}

function nameOf(source: Source): string {
  switch (source.kind) {
    case 'stage':
      return `stage ${source.index}`
    case 'image':
      return formatReference(source.reference)
    case 'context':
      return `the context ${source.name}`
    case 'scratch':
      return 'scratch'
  }
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes)
}
