// The main job, straight from the committed bundle and with Node alone: a registry, a build, a push, and a
// pull that computes every digest again. Prints the commands that it runs.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundle = path.join('dist', 'index.js')
/** Times of files differ from checkout to checkout: with this the digests are the same on every machine. */
const EPOCH = '0'
const env = { ...process.env, SOURCE_DATE_EPOCH: EPOCH }
const scratch = mkdtempSync(path.join(tmpdir(), 'demo-'))

function say(...args) {
  console.log(`\n$ SOURCE_DATE_EPOCH=${EPOCH} node ${args.join(' ')}`)
  return args
}

/** Starts the embedded registry; gives the process and its host. */
async function startRegistry() {
  const args = say(bundle, 'registry', '--listen', '127.0.0.1:0', '--root', path.join(scratch, 'registry'))
  const registry = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: registry.stdout })) {
    console.log(line)
    return { registry, host: line.replace(/^listening on http:\/\//, '') }
  }
  throw new Error('the registry ended before it listened')
}

function build(host) {
  const tag = `${host}/demo/hello:1`
  const args = say(
    bundle,
    'build',
    'examples/hello',
    '--tags',
    tag,
    '--build-args',
    'VERSION=1.0.0',
    '--push',
    '--json',
  )
  const built = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  process.stdout.write(built.stdout)
  if (built.status !== 0) throw new Error(`the build ended with ${built.status}`)
  return JSON.parse(built.stdout)
}

/** Fetches what a digest names and computes the digest again. */
async function pull(host, kind, digest) {
  const answer = await fetch(`http://${host}/v2/demo/hello/${kind}/${digest}`, {
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const computed = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (answer.status !== 200 || computed !== digest)
    throw new Error(`${kind} ${digest}: got ${answer.status}, ${computed}`)
  console.log(
    `${digest}  ${kind === 'manifests' ? 'manifest' : 'blob    '}  ${bytes.length} bytes, sha256 recomputed`,
  )
  return bytes
}

try {
  const { registry, host } = await startRegistry()
  try {
    const { digest } = build(host)
    console.log(`\nPulling ${host}/demo/hello@${digest} back:`)
    const manifest = JSON.parse(await pull(host, 'manifests', digest))
    for (const blob of [manifest.config, ...manifest.layers]) await pull(host, 'blobs', blob.digest)
    console.log('\nEvery digest holds.')
  } finally {
    registry.kill('SIGTERM')
    if (registry.exitCode === null) await once(registry, 'exit')
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
