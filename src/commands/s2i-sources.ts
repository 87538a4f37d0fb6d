import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { RegistryImages } from '../assemble/registry-images.js'
import { BlobStore } from '../cache/blob-store.js'
import { LazyContent } from '../cache/lazy-content.js'
import { DocklessError, WrongInput } from '../errors/errors.js'
import type { PrivateDirectory } from '../lifetime/private-directory.js'
import { formatReference, type Reference } from '../oci/reference.js'
import { childEnvironment } from '../process/environment.js'
import { findProgram } from '../process/find.js'
import { run } from '../process/run.js'
import type { BuildRequest } from '../request/request.js'
import { INSTALL_S2I } from '../strategies/s2i.js'
import type { Registries } from './registries.js'
import type { Session } from './session.js'

export interface S2iSources {
  /** Directory of the context that s2i made, with its Dockerfile in it. */
  readonly directory: string
  readonly builder: Reference
  readonly program: string
}

const TIMEOUT_MS = 120_000
/** Nobody listens there: s2i shall ask no registry, for we have asked with the credentials that it does not have. */
const NOWHERE = '127.0.0.1:1'
const DEFAULTS = { scripts: 'image:///usr/libexec/s2i', user: undefined, destination: undefined }

/** What a builder image says of itself, in its labels. */
interface BuilderFacts {
  readonly scripts: string
  readonly user: string | undefined
  readonly destination: string | undefined
}

/**
 * Has s2i write a Dockerfile and its context, below the private directory. The builder image's labels are read by us,
 * through mirrors and with credentials; without `registries` (a plan asks none) s2i's defaults stand for them.
 * Throws WrongInput for inputs that s2i cannot honour, and DocklessError when it is not there or fails.
 */
export async function s2iSources(
  session: Session,
  request: BuildRequest,
  sources: string,
  directory: PrivateDirectory,
  registries: Registries | undefined,
): Promise<S2iSources> {
  const builder = checked(request)
  const program = await findProgram('s2i')
  if (program === undefined)
    throw new DocklessError('NOTHING_FITS', 's2i was asked for, and it is not on PATH', { fix: INSTALL_S2I })
  const place = await directory.directory('s2i')
  const facts = registries
    ? await readBuilder(builder, request, path.join(place, 'content'), registries)
    : DEFAULTS
  if (!registries)
    session.log.notice(
      'The labels of the builder image are not read for a plan: the scripts are shown where s2i has them by default',
    )
  const previous = await previousImage(session, request, registries)
  await makeHome(place, builder)
  const generated = path.join(place, 'generated')
  const done = await run(
    {
      argv: [program, ...argumentsOf({ request, builder, facts, previous, generated })],
      env: childEnvironment({ HOME: path.join(place, 'home'), TMPDIR: place }),
      cwd: sources,
    },
    { timeoutMs: TIMEOUT_MS, signal: session.lifetime.signal },
  )
  session.lifetime.signal.throwIfAborted()
  const dockerfile = path.join(generated, 'Dockerfile')
  const text = await readFile(dockerfile, 'utf8').catch(() => undefined)
  if (done.status !== 0 || text === undefined) {
    const said = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-5)
    throw new DocklessError('BUILD_FAILED', ['s2i wrote no Dockerfile:', ...said].join('\n  '), {
      fix: 'Mend what it names; `s2i build . BUILDER --as-dockerfile out/Dockerfile --copy` shows the same',
    })
  }
  await writeFile(dockerfile, inOrder(text))
  return { directory: generated, builder, program }
}

function checked(request: BuildRequest): Reference {
  const { builder } = request.s2i
  const unused = [
    ...(request.file === undefined ? [] : ['file']),
    ...(request.target === undefined ? [] : ['target']),
    ...(Object.keys(request.buildArgs).length === 0 ? [] : ['build-args']),
    ...(request.builder === undefined ? [] : ['builder']),
  ].map((input) => ({
    input,
    problem: 's2i writes the Dockerfile, and has no use for it',
    fix: input === 'build-args' ? 'Use s2i-environment' : 'Remove it',
  }))
  const missing = builder
    ? []
    : [
        {
          input: 's2i-builder',
          problem: 'it is not given, and s2i builds nothing without a builder image',
          fix: 'Write s2i-builder: registry/repository:tag',
        },
      ]
  const [first, ...more] = [...missing, ...unused]
  if (first) throw new WrongInput([first, ...more])
  if (!builder) throw new DocklessError('DEFECT', 'a builder image was neither given nor missed')
  return builder
}

async function readBuilder(
  builder: Reference,
  { platform }: BuildRequest,
  directory: string,
  { client }: Registries,
): Promise<BuilderFacts> {
  const content = new LazyContent(await BlobStore.open(directory), client)
  const { config } = await new RegistryImages(client, content).resolve(builder, platform)
  const labels = config.config?.Labels ?? {}
  const label = (name: string): string | undefined => labels[`io.openshift.s2i.${name}`] || undefined
  const scripts = label('scripts-url') ?? (labels['io.s2i.scripts-url'] || DEFAULTS.scripts)
  if (!scripts.startsWith('image://'))
    throw new DocklessError('NOTHING_FITS', `${formatReference(builder)} has its scripts at ${scripts}`, {
      fix: 'Use a builder image that holds its scripts (io.openshift.s2i.scripts-url=image://…): s2i without a daemon takes no others',
    })
  return { scripts, user: label('assemble-user'), destination: label('destination') }
}

/** The image that was last pushed under the first tag, when its artifacts are wanted; undefined when there is none. */
async function previousImage(
  { log, lifetime }: Session,
  { s2i, tags }: BuildRequest,
  registries: Registries | undefined,
): Promise<Reference | undefined> {
  const [tag] = tags
  if (!s2i.incremental || !tag || !registries) return undefined
  if (await registries.client.resolve(tag, lifetime.signal)) return tag
  log.notice(`${formatReference(tag)} does not exist yet: this build starts from nothing`)
  return undefined
}

/** A home in which s2i finds that registries are nowhere. It reads this file there alone, whatever the environment says. */
async function makeHome(place: string, { registry }: Reference): Promise<void> {
  const directory = path.join(place, 'home', '.config', 'containers')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const conf = ['[[registry]]', `prefix = "${registry}"`, `location = "${NOWHERE}"`, 'insecure = true', '']
  await writeFile(path.join(directory, 'registries.conf'), conf.join('\n'))
}

function argumentsOf(build: {
  readonly request: BuildRequest
  readonly builder: Reference
  readonly facts: BuilderFacts
  readonly previous: Reference | undefined
  readonly generated: string
}): string[] {
  const { request, builder, facts, previous, generated } = build
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`--${name}=${value}`]
  return [
    'build',
    '.',
    formatReference(builder),
    ...(previous ? [formatReference(previous), '--incremental'] : []),
    ...flag('as-dockerfile', path.join(generated, 'Dockerfile')),
    // The sources as they lie there; a link stays a link, and so cannot bring along a file from elsewhere.
    '--copy',
    '--keep-symlinks',
    ...flag('image-scripts-url', facts.scripts),
    ...flag('destination', facts.destination),
    ...flag('assemble-user', facts.user),
    ...Object.entries(request.s2i.environment).map(([name, value]) => `--env=${name}=${value}`),
  ]
}

const LABEL = /^LABEL ("(?:[^"\\]|\\.)*"="(?:[^"\\]|\\.)*"(?: \\\n +"(?:[^"\\]|\\.)*"="(?:[^"\\]|\\.)*")*)$/m

/** The same Dockerfile for the same sources: s2i writes labels in no order, and a cache knows a step by its text. */
function inOrder(dockerfile: string): string {
  return dockerfile.replace(LABEL, (_, pairs: string) => {
    const sorted = pairs.split(/ \\\n +/).toSorted()
    return `LABEL ${sorted.join(' \\\n      ')}`
  })
}
