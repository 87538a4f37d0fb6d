import { DocklessError } from '../errors/errors.js'
import { findProgram } from '../process/find.js'
import type { BuildRequest, ToolSources } from '../request/request.js'
import type { BuildPlan } from '../strategies/strategy.js'
import { catalogue, type CatalogueTool } from '../tools/catalogue.js'
import { type Offer, toFetch } from '../tools/offer.js'
import { ToolStore, toolRoot } from '../tools/store.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'

/** The tool cache of this machine, and what of the catalogue is in it. */
export interface Tools {
  readonly store: ToolStore
  /** What may be used: everything where fetching is allowed, else what is there. */
  readonly offers: readonly Offer[]
}

/** Opens the tool cache and looks what is there. Writes nothing, asks no registry. */
export async function openTools({ host }: Session, sources: ToolSources): Promise<Tools> {
  const store = new ToolStore(await toolRoot(process.env, host.temporary))
  const offers = await Promise.all(
    catalogue(sources).map(async (tool): Promise<Offer> => {
      return { tool, directory: store.directoryOf(tool), installed: await store.has(tool) }
    }),
  )
  return { store, offers: offers.filter(({ installed }) => installed || sources.fetch) }
}

/** Fetches what a plan runs and what is not there yet. Throws DocklessError when it cannot be had. */
export async function fetchPlanned(
  session: Session,
  sources: ToolSources,
  plan: BuildPlan,
  registries: Registries,
) {
  const { store, offers } = await openTools(session, sources)
  const missing = toFetch(offers, wordsOf(plan))
  for (const tool of missing) await fetchTool(session, store, tool, registries)
}

/** Every word of a plan that can be a program: what is run, and what is copied to be run. */
function wordsOf({ daemon, commands, files }: BuildPlan): readonly string[] {
  const copied = files.flatMap(({ content }) =>
    typeof content === 'object' && 'copyOf' in content ? [content.copyOf] : [],
  )
  return [...(daemon?.argv ?? []), ...commands.flatMap(({ argv }) => argv), ...copied]
}

/** Fetches one tool, and says so. */
export async function fetchTool(
  { log, lifetime }: Session,
  store: ToolStore,
  tool: CatalogueTool,
  { client }: Registries,
): Promise<string> {
  const { registry, repository, digest } = tool.image
  log.info(`Fetching ${tool.name} ${tool.version} from ${registry}/${repository}@${digest}`)
  try {
    return await store.install(tool, client, lifetime.signal)
  } catch (error) {
    if (!(error instanceof DocklessError) || error.code !== 'REGISTRY_FAILED') throw error
    const programs = tool.files.map(({ program }) => program).join(', ')
    const here = `Or put ${programs} on PATH, or name a registry that has the image in tool-mirror.`
    throw new DocklessError(
      error.code,
      `${tool.name} is not installed and cannot be fetched: ${error.message}`,
      {
        fix: [error.fix, here].filter((one) => one !== undefined).join(' '),
        cause: error,
      },
    )
  }
}

/**
 * The buildctl that builders elsewhere are asked with: on PATH, in the tool cache, or fetched when there is a way to
 * registries. Undefined when none is needed or to be had.
 */
export async function buildctlFor(
  session: Session,
  request: BuildRequest,
  registries: Registries | undefined,
): Promise<string | undefined> {
  if (!request.builder) return undefined
  const found = await findProgram('buildctl')
  if (found !== undefined) return found
  const { store, offers } = await openTools(session, request.tools)
  const offer = offers.find(({ tool }) => tool.files.some(({ program }) => program === 'buildctl'))
  if (!offer) return undefined
  if (!offer.installed) {
    if (!registries) return undefined
    await fetchTool(session, store, offer.tool, registries)
  }
  return `${offer.directory}/buildctl`
}
