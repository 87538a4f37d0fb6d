// Tries every runner of test/zoo with every Dockerfile and every builder, prints the table and writes docs/runners.md.
// Needs what the end-to-end tests need, and kaniko's executor on PATH. Arguments go to vitest: -t "Docker executor".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const BUILDERS = ['buildkit', 'buildah', 'kaniko']

/** A line of a Markdown table. */
const row = (cells) => `| ${cells.join(' | ')} |`
const unique = (values) => [...new Set(values)]

/** What `auto` did with a Dockerfile, in a word or two. */
function automatic(result) {
  if (!result) return ''
  if (result.strategy === undefined) return 'refused'
  return result.differences.length === 0 ? result.strategy : `${result.strategy}, which differs`
}

/** What a builder did when it was forced, over all Dockerfiles, and whether its assessment had said so. */
function forced(results) {
  if (results.length === 0) return ''
  const works = (result) => result.strategy !== undefined && result.differences.length === 0
  const wrong = results.filter((result) => result.holds !== works(result))
  const which = results.filter(works).map(({ dockerfile }) => dockerfile)
  const told = results.every(works) ? 'works' : which.length > 0 ? `only ${which.join(', ')}` : '–'
  return wrong.length === 0 ? told : `${told} (**false verdict**)`
}

function render(results) {
  const dockerfiles = unique(results.map(({ dockerfile }) => dockerfile))
  const head = ['Runner', ...dockerfiles.map((name) => `auto: ${name}`), ...BUILDERS]
  const rows = unique(results.map(({ runner }) => runner)).map((runner) => {
    const here = results.filter((result) => result.runner === runner)
    const chosen = dockerfiles.map((name) =>
      automatic(here.find(({ dockerfile, asked }) => dockerfile === name && asked === 'auto')),
    )
    return row([
      runner,
      ...chosen,
      ...BUILDERS.map((name) => forced(here.filter(({ asked }) => asked === name))),
    ])
  })
  return [row(head), row(head.map(() => '---')), ...rows].join('\n')
}

const page = (table) => `# Which builder works on which runner

Written by \`node scripts/zoo.mjs\`, which tries it: each runner is its sandbox (the engine's own seccomp profile, capability
set, masked \`/proc\`, ids, root and storage) or the machine itself, and each build is a real one. An image counts when it
equals the one that BuildKit builds on a plain machine, file by file and setting by setting.

- **auto**: what \`strategy: auto\` took; *refused* is exit status 3, at once, with what to change.
- **the builders**: what happens when each one is started whatever its assessment says, with every Dockerfile.
  Each is what \`dockless plan\` says there beforehand; a verdict that is not is marked.

AppArmor and SELinux belong to the kernel and could not be put on: where AppArmor denies mounts, it is as in the default
Docker executor; what SELinux adds on OpenShift is not seen here.

${table}

## What is the same everywhere, and what is not

A Dockerfile without \`RUN\` is assembled by Dockless itself, which needs nothing of the runner. \`RUN\` steps need one of:

- a user namespace with a range of ids, and mounts in it: then buildah and kaniko work, and BuildKit
  where its runtime may also start a container (sethostname, pivot_root, keyctl). CRI-O's seccomp profile closes
  unshare(2), with which they all make it, and leaves clone(2) open, with which Dockless makes one for kaniko;
- a user namespace with one id, and mounts in it: then kaniko works where every file of every base image is root's, and no
  instruction asks for another user or owner. Dockless looks into the images for that, and only there. \`RUN\` steps that
  give files away or become somebody else fail: most package managers do one of them;
- root in a container with CAP_SYS_CHROOT, which is what the default Docker executor and Pod Security's baseline leave:
  then kaniko works in a plain chroot. Its steps have no \`/proc\`, and hold fewer capabilities than the job.

Where the images of two builders differ although each is right: [differences.md](differences.md).
`

const scratch = mkdtempSync(path.join(tmpdir(), 'zoo-'))
const file = path.join(scratch, 'results.json')
try {
  const done = spawnSync(process.execPath, ['scripts/e2e.mjs', 'test/zoo', ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DOCKLESS_ZOO_RESULTS: file },
  })
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const built = results.some(({ asked, strategy }) => asked === 'kaniko' && strategy !== undefined)
  if (!built) console.error('kaniko built nowhere: is its executor on PATH?')
  const table = render(results)
  console.log(table)
  const refusals = results.filter(({ asked, status }) => asked === 'auto' && status === 3)
  const slowest = Math.max(0, ...refusals.map(({ durationMs }) => durationMs))
  console.log(`\nThe slowest refusal took ${(slowest / 1000).toFixed(1)} s, with the start of its sandbox.`)
  // A part of the zoo makes no page.
  if (built && process.argv.length === 2) writeFileSync(path.join(root, 'docs', 'runners.md'), page(table))
  process.exitCode = built ? (done.status ?? 1) : 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
