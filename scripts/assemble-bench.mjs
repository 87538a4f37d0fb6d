// Measures what the assembler's remembered layers save, and prints the tables of docs/cache.md.
//   npm run bench:assemble [-- --large MEBIBYTES]          (as root, after scripts/testbed and npm run build)
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import './bench/typescript.mjs'

const { values } = parseArgs({ options: { large: { type: 'string', default: '300' } } })
const { openAccount } = await import('../test/support/account.ts')
const { BUSYBOX_NAME, pushBases } = await import('../test/support/bases.ts')
const { writeContext } = await import('../test/support/context.ts')
const { CountingProxy } = await import('../test/support/counting-proxy.ts')
const { startRegistry } = await import('../test/support/registry.ts')
const { stageProject } = await import('../test/support/stage.ts')
const { nodeProgram } = await import('../test/support/testbed.ts')

const MANY = 10
const size = Number(values.large) * 2 ** 20
/** Base64 of random bytes: three quarters of it are left after compression. */
const large = randomBytes((size / 4) * 3).toString('base64')
const PROJECTS = [
  {
    name: `${MANY} layers of 1 MiB`,
    files: Object.fromEntries(
      Array.from({ length: MANY }, (_, at) => [`f${at}`, large.slice(0, 2 ** 20 - 9) + at]),
    ),
    changed: { f5: 'another line\n' },
  },
  {
    name: `a layer of ${values.large} MiB and a small one`,
    files: { big: large, small: 'one\n' },
    changed: { small: 'two\n' },
  },
]
const WAYS = [
  { name: 'nothing remembered', flags: ['--cache=none'] },
  { name: 'the image under the tag', flags: [] },
  { name: 'a cache', flags: (directory) => [`--cache=dir:${directory}`] },
]

await using stack = new AsyncDisposableStack()
const account = stack.use(await openAccount())
const stage = await stageProject(account)
const registry = stack.use(await startRegistry())
await pushBases(registry, { debian: false })
const door = stack.use(await CountingProxy.start(registry.host))

console.log('| project | remembered by | build | requests | received | sent | processor time |')
console.log('|---|---|---|--:|--:|--:|--:|')
for (const [at, { name, files, changed }] of PROJECTS.entries()) {
  const dockerfile = [
    `FROM ${door.host}/${BUSYBOX_NAME}`,
    ...Object.keys(files).map((file) => `COPY ${file} /in/${file}`),
  ]
  for (const [way, { name: remembered, flags }] of WAYS.entries()) {
    const image = `${door.host}/bench/${at}-${way}:1`
    const store = await account.own(`store-${at}-${way}`)
    const given = typeof flags === 'function' ? flags(store) : flags
    const jobs = { first: files, unchanged: files, 'one file changed': { ...files, ...changed } }
    for (const [job, content] of Object.entries(jobs)) {
      const context = path.join(account.directory, 'context')
      await writeContext(context, { Dockerfile: `${dockerfile.join('\n')}\n`, ...content }, account)
      door.take()
      const seconds = await build(context, image, given)
      const asked = door.take().filter(({ path: to }) => to !== '/v2/')
      const sum = (key) => asked.reduce((all, one) => all + one[key], 0).toLocaleString('en')
      console.log(
        `| ${name} | ${remembered} | ${job} | ${asked.length} | ${sum('down')} | ${sum('up')} | ${seconds.toFixed(1)} s |`,
      )
    }
  }
}

/** Builds and pushes. Gives the processor time of the whole process and its children, in seconds. */
async function build(context, image, flags) {
  const times =
    'my $s = system(@ARGV); my (undef, undef, $u, $k) = times; print STDERR "\\ntook ", $u + $k, "\\n"; exit $s >> 8'
  const done = await account.run(
    [
      'perl',
      '-e',
      times,
      nodeProgram(24),
      stage.bundle,
      'build',
      context,
      '--push',
      `--tags=${image}`,
      ...flags,
    ],
    { timeoutMs: 300_000 },
  )
  if (done.status !== 0) throw new Error(done.output.slice(-3000))
  return Number(/^took ([\d.]+)$/m.exec(done.stderr)?.[1])
}
