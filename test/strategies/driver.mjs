// Carries out one strategy as the account that runs this file, from the compiled sources beside it: the end-to-end
// tests hand it a job on standard input and read JSON lines from its standard output.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

const job = JSON.parse(await text(process.stdin))
const room = (name) => import(path.join(job.sources, name))
const [
  { probe },
  { Logger },
  { Secret },
  { PrivateDirectory },
  { parseReference },
  { digestOf },
  { nativePlatform },
] = await Promise.all([
  room('runner/probe.js'),
  room('log/logger.js'),
  room('log/secret.js'),
  room('lifetime/private-directory.js'),
  room('oci/reference.js'),
  room('oci/digest.js'),
  room('oci/platform.js'),
])
const { needsOf } = await room('dockerfile/needs.js')
const { parseDockerfile } = await room('dockerfile/parse.js')
const { buildkit } = await room('strategies/buildkit/buildkit.js')
const { buildah } = await room('strategies/buildah/buildah.js')
const { kaniko } = await room('strategies/kaniko/kaniko.js')
const { podman } = await room('strategies/buildah/podman.js')
const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)

const ending = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => ending.abort(new Error(`ended by ${signal}`)))

const log = new Logger({
  line: (level, message) => tell({ log: level, message }),
  openGroup() {},
  closeGroup() {},
})
const credential = { username: job.relay.username, password: new Secret(job.relay.password) }
const request = {
  context: { kind: 'path', path: job.context },
  target: undefined,
  buildArgs: {},
  buildContexts: {},
  labels: {},
  annotations: [],
  tags: [],
  platform: nativePlatform(),
  push: false,
  outputs: [],
  noCache: false,
  pull: false,
  secrets: [],
  ssh: [],
  network: 'default',
  addHosts: [],
  shmSize: undefined,
  limits: [],
  strategy: 'auto',
  builder: undefined,
  tools: { fetch: true, mirror: undefined, images: {} },
  logins: [],
  mirrors: [],
  insecureRegistries: [],
  caCertificates: [],
  cache: {
    store: { kind: 'none' },
    isGiven: false,
    mode: 'max',
    scope: undefined,
    maxSize: 4 * 1024 ** 3,
    mounts: [],
  },
  project: { jib: {}, jkube: {} },
  s2i: { builder: undefined, environment: {}, incremental: false },
  allowPrivileged: false,
  allowSharedCredentials: false,
  sourceDateEpoch: undefined,
  ...job.request,
}
const dockerfile = path.join(job.context, 'Dockerfile')
const namedContexts = Object.fromEntries(
  Object.entries(request.buildContexts).map(([name, context]) => [
    name,
    context.kind === 'image' ? { ...context, reference: parseReference(context.image) } : context,
  ]),
)
request.buildContexts = namedContexts
const parsed = parseDockerfile(await readFile(dockerfile, 'utf8'), 'Dockerfile')
const needs = needsOf(parsed, {
  buildArgs: request.buildArgs,
  platform: request.platform,
  target: request.target,
  namedContexts,
})
const task = {
  request,
  context: { directory: job.context, dockerfile, ignoreFile: undefined, named: {}, ...job.local },
  dockerfile: parsed,
  needs,
}

async function built(directory) {
  const seen = await probe({ host: 'terminal', temporary: directory })
  // What a test changes in the facts: this machine then plays a runner that allows less.
  const facts = {
    ...seen,
    process: {
      ...seen.process,
      ...('user' in (job.process ?? {}) ? { user: job.process.user ?? undefined } : {}),
    },
    trials: { ...seen.trials, ...job.trials },
  }
  const strategy = { buildkit, buildah, kaniko, podman }[job.strategy]
  const assessment = strategy.assess(task, facts)
  if (!assessment.holds && !job.force) return tell({ assessment })
  const plan = strategy.plan(task, facts, {
    directory,
    relay: job.relay.address,
    proxy: `http://${job.relay.address}`,
    credential,
    inbox: job.inbox,
    mirrorPrefix: (registry) => `o/${registry.replace(':', '_')}`,
    ...job.wiring,
  })
  tell({
    directory,
    plan: { daemon: plan.daemon?.argv, commands: plan.commands.map((command) => command.argv) },
  })
  // A registry plays the relay here. It has no inbox that tells of itself, so a test looks into it afterwards.
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('{}'), size: 2 }
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [] }))
  const pushed = {
    descriptor: { mediaType: 'played', digest: digestOf(bytes), size: bytes.length },
    bytes,
  }
  const content = {
    open: async () => Readable.from(['{}']),
    write: async () => ({ digest: digestOf('{}'), size: 2 }),
  }
  const workshop = {
    log,
    signal: ending.signal,
    host: 'terminal',
    facts,
    content,
    bases: undefined,
    delivered: () => pushed,
    upstreamFailures: () => [],
  }
  await strategy.build(task, plan, workshop)
  tell({ built: true })
}

const scratch = await PrivateDirectory.create(job.temporary ?? process.env.TMPDIR)
try {
  await built(scratch.path)
} catch (error) {
  tell({ error: { code: error.code, message: error.message, fix: error.fix, place: error.place } })
} finally {
  const began = Date.now()
  await scratch[Symbol.asyncDispose]()
  tell({ removed: true, ms: Date.now() - began })
}
