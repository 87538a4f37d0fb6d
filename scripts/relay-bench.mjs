// Measures our registry beside CNCF distribution with one client, crane, and writes docs/relay-benchmarks.md. Judges nothing.
//   npm run bench:relay                      (after scripts/testbed; no root)
//   npm run bench:relay -- --huge            also a blob of 10 GB, for the table of memory; needs 11 GB of disk
//   npm run bench:relay -- --rounds 3 --print    prints the page and leaves the file alone
import { spawn, spawnSync } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import {
  closeSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { firstLine, machine, median, row, spread } from './bench/figures.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundle = path.join(root, 'dist', 'index.js')
const bed = process.env.DOCKLESS_TESTBED ?? '/opt/dockless-testbed'
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    huge: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const MB = 1_000_000
const CRANE_MS = 120_000
/** No round begins later than this: on a busy machine there are fewer. */
const ROUNDS_MS = 150_000

const SERVERS = [
  {
    name: 'Dockless',
    argv: (host, directory) => [
      process.execPath,
      bundle,
      'registry',
      `--listen=${host}`,
      `--root=${directory}`,
    ],
  },
  {
    name: 'distribution',
    argv: (host, directory) => {
      const config = path.join(directory, 'config.yml')
      const settings = {
        version: 0.1,
        log: { level: 'error', accesslog: { disabled: true } },
        storage: { filesystem: { rootdirectory: path.join(directory, 'data') }, delete: { enabled: true } },
        http: { addr: host, secret: 'only for this run' },
      }
      writeFileSync(config, JSON.stringify(settings))
      return ['registry', 'serve', config]
    },
  },
]

const scratch = mkdtempSync(path.join(os.tmpdir(), 'relay-bench-'))
const running = new Set()
const env = {
  PATH: `${bed}/bin:${process.env.PATH}`,
  HOME: scratch,
  TMPDIR: scratch,
  OTEL_TRACES_EXPORTER: 'none',
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => closeAndExit(signal))
try {
  const page = await measure()
  if (values.print) process.stdout.write(page)
  else {
    writeFileSync(path.join(root, 'docs', 'relay-benchmarks.md'), page)
    console.log('wrote docs/relay-benchmarks.md')
  }
} finally {
  close()
}

async function measure() {
  const surroundings = machine(root, scratch) // the load is that of before
  const works = [
    { name: 'one blob of 1 GB', image: await writeImage('large', [1000 * MB]), pull: pullBlob },
    {
      name: '500 blobs of 20 kB',
      image: await writeImage('small', Array(500).fill(20_000)),
      pull: pullImage,
    },
  ]
  const results = {}
  let done = 0
  while (done < rounds && performance.now() < ROUNDS_MS) {
    const order = done % 2 === 0 ? SERVERS : SERVERS.toReversed()
    for (const work of works)
      for (const server of order) await measureOnce(work, server, (results[work.name] ??= {}))
    done++
    console.error(`round ${done} of ${rounds}`)
  }
  const memory = []
  for (const size of [1 * MB, 100 * MB, 1000 * MB, ...(values.huge ? [10_000 * MB] : [])])
    memory.push(await measureMemory(size))
  return report({ surroundings, done, works, results, memory })
}

/** Pushes the image into an empty registry, pulls it back, and notes what each took. */
async function measureOnce(work, server, results) {
  const registry = await start(server)
  const notes = (results[server.name] ??= { push: [], pull: [], pushCpu: [], pullCpu: [] })
  const target = `${registry.host}/bench/${work.image.name}:1`
  try {
    const push = registry.timed(() => crane('push', work.image.layout, target))
    notes.push.push(push.seconds)
    notes.pushCpu.push(push.cpuSeconds)
    const pull = registry.timed(() => work.pull(work.image, registry, target))
    notes.pull.push(pull.seconds)
    notes.pullCpu.push(pull.cpuSeconds)
  } finally {
    await registry.stop()
  }
}

/** crane checks the digest of what it is sent; the bytes go nowhere. */
function pullBlob(image, registry) {
  crane('blob', `${registry.host}/bench/${image.name}@${image.layers[0].digest}`)
}

function pullImage(_image, registry, target) {
  const into = path.join(registry.directory, 'pulled')
  crane('pull', '--format=oci', target, into)
}

function crane(...args) {
  const done = spawnSync(path.join(bed, 'bin', 'crane'), args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: CRANE_MS,
  })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`crane ${args.join(' ')}: ${done.stderr.toString().slice(-2000)}`)
}

/** Starts a server on an empty directory. */
async function start(server) {
  const directory = mkdtempSync(path.join(scratch, 'root-'))
  const host = `127.0.0.1:${await freePort()}`
  // It ends with us, however we end.
  const argv = ['setpriv', '--pdeathsig', 'KILL', ...server.argv(host, directory)]
  const log = path.join(directory, 'log')
  const logFile = openSync(log, 'w')
  const child = spawn(argv[0], argv.slice(1), { env, stdio: ['ignore', logFile, logFile] })
  closeSync(logFile)
  running.add(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const registry = {
    host,
    directory,
    pid: child.pid,
    timed(body) {
      const [began, cpuBefore] = [performance.now(), cpuSeconds(child.pid)]
      body()
      return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds(child.pid) - cpuBefore }
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      running.delete(child)
      rmSync(directory, { recursive: true, force: true })
    },
  }
  while ((await ask(registry, 'GET', '/v2/').catch(() => undefined))?.statusCode !== 200) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${server.name} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)
    await sleep(20)
  }
  return registry
}

async function freePort() {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Processor time of a process so far (proc(5): utime and stime, in hundredths of a second). */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Streams one blob into a fresh registry of ours and out again; the most memory that it has had by then. */
async function measureMemory(size) {
  const registry = await start(SERVERS[0])
  try {
    const idle = peakMemory(registry.pid)
    const digest = createHash('sha256')
    const begun = await ask(registry, 'POST', '/v2/bench/memory/blobs/uploads/')
    const { location } = begun.headers
    await ask(registry, 'PATCH', location, hashing(noise(size), digest))
    const name = `sha256:${digest.digest('hex')}`
    const done = await ask(registry, 'PUT', `${location}?digest=${name}`)
    if (done.statusCode !== 201) throw new Error(`the blob was answered with ${done.statusCode}`)
    const pushed = peakMemory(registry.pid)
    const came = createHash('sha256')
    const pulled = await ask(registry, 'GET', `/v2/bench/memory/blobs/${name}`, undefined, came)
    if (pulled.statusCode !== 200 || `sha256:${came.digest('hex')}` !== name)
      throw new Error('other bytes came')
    return { size, idle, pushed, pulled: peakMemory(registry.pid) }
  } finally {
    await registry.stop()
  }
}

/** The most resident memory of a process so far, in bytes (proc(5), VmHWM). */
function peakMemory(pid) {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** One request; a body is streamed, and the answer's goes into `sink` when there is one. */
async function ask(registry, method, target, body, sink) {
  const outgoing = http.request(`http://${registry.host}${target}`, { method, agent: false })
  const answered = new Promise((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  if (body) await pipeline(body, outgoing)
  else outgoing.setHeader('Content-Length', 0).end()
  const answer = await answered
  for await (const chunk of answer) sink?.update(chunk)
  return answer
}

/** Bytes that do not compress, the same in every run. */
function noise(size, seed = 0) {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16, seed >> 8))
  const zeros = Buffer.alloc(256 * 1024)
  return (function* () {
    for (let left = size; left > 0; left -= zeros.length)
      yield cipher.update(zeros.subarray(0, Math.min(left, zeros.length)))
  })()
}

async function* hashing(source, ...hashes) {
  for await (const chunk of source) {
    for (const hash of hashes) hash.update(chunk)
    yield chunk
  }
}

/** Writes an image layout whose layers are noise of these sizes. */
async function writeImage(name, sizes) {
  const layout = path.join(scratch, name)
  const blobs = path.join(layout, 'blobs', 'sha256')
  mkdirSync(blobs, { recursive: true })
  const keep = async (source) => {
    const hash = createHash('sha256')
    const aside = path.join(layout, 'aside')
    let size = 0
    const counted = (async function* () {
      for await (const chunk of hashing(source, hash)) {
        size += chunk.length
        yield chunk
      }
    })()
    await pipeline(counted, createWriteStream(aside))
    const hex = hash.digest('hex')
    renameSync(aside, path.join(blobs, hex))
    return { digest: `sha256:${hex}`, size }
  }
  const text = (value) => keep(Readable.from([Buffer.from(JSON.stringify(value))]))
  const layers = []
  for (const [index, size] of sizes.entries()) layers.push(await keep(noise(size, index + 1)))
  const config = await text({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  })
  const manifest = await text({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers: layers.map((layer) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer })),
  })
  const index = {
    schemaVersion: 2,
    manifests: [{ mediaType: 'application/vnd.oci.image.manifest.v1+json', ...manifest }],
  }
  writeFileSync(path.join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  writeFileSync(path.join(layout, 'index.json'), JSON.stringify(index))
  return { name, layout, layers }
}

function report({ surroundings, done, works, results, memory }) {
  return [
    '# The registry beside CNCF distribution',
    '',
    'Generated by `npm run bench:relay`; do not edit. `dockless registry` is the server that stands between a builder and',
    'everything else in each run. Here it and CNCF distribution 3 serve the same client, crane, over loopback.',
    '',
    ...surroundings,
    ...programs(),
    '',
    '## Throughput',
    '',
    `${done} ${done === 1 ? 'round' : 'rounds'}, and the order turns from round to round. In each, a server starts on an empty directory, takes`,
    'the image, gives it back, and is thrown away. Bytes do not compress. Times are wall-clock time of crane in seconds:',
    'the median, and in brackets the fastest and the slowest round. *CPU* is the median of the processor time that the',
    'server took, in seconds; other work on the machine alters it less. *Ratio* is Dockless ÷ distribution: below 1,',
    'Dockless is the faster one.',
    '',
    ...throughput(works, results),
    '',
    '- Push is `crane push` of an OCI layout, with its four uploads at a time. Pull of the large blob is `crane blob`,',
    '  which checks the digest and drops the bytes; pull of the small ones is `crane pull --format=oci`, which writes them.',
    '- Both servers bring to the disk what they confirm. Dockless writes a blob aside, checks its digest while it comes,',
    '  calls `fdatasync` and renames it; then it does the same with the small file that says which repository has it.',
    '  distribution calls `fsync` for the upload’s state, its data, its links and their directories. Counted once with',
    '  strace for the image of 500 layers (distribution 3.1.1): 1,005 calls of Dockless, 7,523 of distribution.',
    '- Neither has what it was sent in its own memory: each pull reads the file, which the system still has in its cache.',
    '',
    '## Memory',
    '',
    'One blob is streamed into a fresh `dockless registry` (`PATCH` without a length) and out again, its digest checked',
    'at the other end. The most memory that the process had resident (`VmHWM`), in MB:',
    '',
    '| blob | before | after the push | after the pull |',
    '| --- | --- | --- | --- |',
    ...memory.map(
      ({ size, idle, pushed, pulled }) =>
        `| ${(size / MB).toLocaleString('en')} MB | ${[idle, pushed, pulled].map((bytes) => Math.round(bytes / MB)).join(' | ')} |`,
    ),
    '',
    values.huge ? '' : 'With `--huge` a blob of 10 GB is measured too.\n',
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}

function throughput(works, results) {
  const rows = works.flatMap(({ name }) =>
    ['push', 'pull'].map((way) => {
      const [ours, theirs] = SERVERS.map((server) => results[name][server.name])
      const ratio = (key) => (median(ours[key]) / median(theirs[key])).toFixed(2)
      return [
        `| ${way}, ${name}`,
        spread(ours[way]),
        spread(theirs[way]),
        `**${ratio(way)}**`,
        median(ours[`${way}Cpu`]).toFixed(2),
        median(theirs[`${way}Cpu`]).toFixed(2),
        `${ratio(`${way}Cpu`)} |`,
      ].join(' | ')
    }),
  )
  return [
    '| | Dockless | distribution | ratio | CPU, Dockless | CPU, distribution | ratio |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ]
}

function programs() {
  const said = (program, ...args) => firstLine(path.join(bed, 'bin'), program, ...args)
  return [
    row(['Node', process.version]),
    row(['distribution', said('registry', '--version').split(' ').at(-1)]),
    row(['crane', said('crane', 'version')]),
  ]
}

function close() {
  for (const child of running) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
}

function closeAndExit(signal) {
  close()
  process.kill(process.pid, signal)
}
