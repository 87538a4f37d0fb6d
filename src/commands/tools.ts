import { DocklessError, WrongInput } from '../errors/errors.js'
import { formatReference } from '../oci/reference.js'
import { findProgram } from '../process/find.js'
import type { BuildRequest } from '../request/request.js'
import { catalogue, type CatalogueTool } from '../tools/catalogue.js'
import { ToolStore, toolRoot, type Verdict } from '../tools/store.js'
import { openRegistries } from './registries.js'
import { print, printJson, readBuildRequest, type Session } from './session.js'
import { fetchTool } from './tool-store.js'

const VERBS = ['ls', 'install', 'verify'] as const
type Verb = (typeof VERBS)[number]

/** A builder of the catalogue, as people see it. */
interface Shown {
  readonly name: string
  readonly version: string
  readonly image: string
  readonly directory: string
  readonly state: Verdict['state']
  /** What is wrong with it; empty when nothing is. */
  readonly problem: string
  /** Program -> where PATH has it, which then is the one that is used. */
  readonly onPath: Readonly<Record<string, string>>
}

/** `dockless tools ls|install|verify`: where builders come from. Throws BUILD_FAILED when verify finds a damaged one. */
export async function tools(session: Session): Promise<void> {
  const { line, host } = session
  const verb = verbOf(line.options.get('verb') ?? 'ls')
  const { request } = await readBuildRequest(session)
  const store = new ToolStore(await toolRoot(process.env, host.temporary))
  const all = chosenTools(catalogue(request.tools), line.options.get('only'))
  if (verb === 'install') await install(session, store, all, request)
  const shown = await Promise.all(all.map((tool) => show(store, tool, verb)))
  if (line.json) await printJson({ root: store.root, tools: shown })
  else await print(render(store.root, shown))
  const damaged = shown.filter(({ state }) => state === 'damaged')
  if (verb === 'verify' && damaged.length > 0)
    throw new DocklessError(
      'BUILD_FAILED',
      `damaged: ${damaged.map(({ name, problem }) => `${name} (${problem})`).join(', ')}`,
      {
        fix: 'Run dockless tools install: it fetches anew what is damaged',
      },
    )
}

async function install(
  session: Session,
  store: ToolStore,
  all: readonly CatalogueTool[],
  request: BuildRequest,
): Promise<void> {
  const { host, log, lifetime } = session
  await using registries = await openRegistries(request, host, log, lifetime.signal)
  for (const tool of all) {
    // What has other bytes looks whole from outside: it is removed first.
    if ((await store.verify(tool)).state === 'damaged') await store.remove(tool)
    if (!(await store.has(tool))) await fetchTool(session, store, tool, registries)
  }
}

async function show(store: ToolStore, tool: CatalogueTool, verb: Verb): Promise<Shown> {
  const { name, version, image, files } = tool
  const { state, problem = '', directory } = verb === 'ls' ? await store.look(tool) : await store.verify(tool)
  const found = await Promise.all(
    files.map(async ({ program }) => [program, await findProgram(program)] as const),
  )
  const onPath = Object.fromEntries(
    found.flatMap(([program, at]) => (at === undefined ? [] : [[program, at]])),
  )
  return { name, version, image: formatReference(image), directory, state, problem, onPath }
}

function render(root: string, all: readonly Shown[]): string {
  const lines = all.flatMap(({ name, version, image, state, problem, onPath }) => [
    `${name} ${version}: ${state}${problem === '' ? '' : ` (${problem})`}`,
    `  from ${image}`,
    ...Object.entries(onPath).map(([program, at]) => `  ${program} is on PATH and comes first: ${at}`),
  ])
  return [`Tools are kept in ${root}`, ...lines].join('\n')
}

function chosenTools(all: readonly CatalogueTool[], only: string | undefined): readonly CatalogueTool[] {
  if (only === undefined) return all
  const chosen = all.filter(({ name }) => name === only)
  if (chosen.length > 0) return chosen
  const names = all.map(({ name }) => name).join(', ')
  throw new WrongInput([
    { input: '--only', problem: `there is no tool "${only}"`, fix: `Write one of ${names}` },
  ])
}

function verbOf(text: string): Verb {
  const verb = VERBS.find((one) => one === text)
  if (verb) return verb
  throw new WrongInput([
    { input: text, problem: 'tools does no such thing', fix: `Write tools ${VERBS.join('|')}` },
  ])
}
