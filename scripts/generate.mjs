// Writes what comes from the table of inputs: action.yml, the GitLab component, docs/inputs.md and its JSON
// Schema; and docs/strategies.md, which comes from the verdicts of the strategies. Reads build/, which scripts/build.mjs makes. With --check it writes nothing and fails when one drifted.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderAction } from './generate/action.mjs'
import { renderComponent } from './generate/component.mjs'
import { renderDocs } from './generate/docs.mjs'
import { renderSchema } from './generate/schema.mjs'
import { renderStrategies } from './generate/strategies.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Stands where dist/ is not built: no file has this sum, so the component would run nothing. */
const NO_SUM = '0'.repeat(64)

/** Every file that the table of inputs makes: path -> text. `table` is the module of the table of inputs. */
export function generated(table, sum) {
  const { INPUTS: inputs, MISSING_INPUTS: missing, variableOf } = table
  const body = readFileSync(path.join(root, 'scripts/component/body.yml'), 'utf8')
  const fetch = readFileSync(path.join(root, 'scripts/component/fetch.mjs'), 'utf8')
  return {
    'action.yml': renderAction(inputs),
    'templates/build.yml': renderComponent({ inputs, variableOf, body, fetch, sum }),
    'docs/inputs.md': renderDocs({ inputs, variableOf, missing }),
    'docs/inputs.schema.json': renderSchema(inputs),
  }
}

/** The rooms of the compiled sources that docs/strategies.md is derived from. */
const ROOMS = [
  'request/table.js',
  'request/read.js',
  'request/request.js',
  'dockerfile/parse.js',
  'dockerfile/needs.js',
  'oci/platform.js',
  'log/secret.js',
  'strategies/source.js',
  'strategies/all.js',
]

/** Every generated file: path -> text. */
async function everything() {
  const modules = await Promise.all(ROOMS.map((name) => import(`../build/${name}`))).catch((error) => {
    console.error(`build/ cannot be read, run "npm run build" first: ${error.message}`)
    process.exit(1)
  })
  const rooms = Object.assign({}, ...modules)
  return { ...generated(rooms, sumOfBundle()), 'docs/strategies.md': renderStrategies(rooms) }
}

/** The sha256 of dist/SHA256SUMS. */
export function sumOfBundle() {
  const sums = read('dist/SHA256SUMS')
  return sums === undefined ? NO_SUM : createHash('sha256').update(sums).digest('hex')
}

function read(name) {
  try {
    return readFileSync(path.join(root, name), 'utf8')
  } catch {
    return undefined
  }
}

/** What changed, as diff shows it. */
function difference(name, text) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'generate-'))
  try {
    const fresh = path.join(scratch, 'fresh')
    writeFileSync(fresh, text)
    const args = ['-u', '--label', name, '--label', `${name} (generated)`, path.join(root, name), fresh]
    const { stdout, stderr } = spawnSync('diff', args, { encoding: 'utf8' })
    return stdout || stderr
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function main() {
  const stale = Object.entries(await everything()).filter(([name, text]) => read(name) !== text)
  if (process.argv.includes('--check')) {
    for (const [name, text] of stale) console.error(difference(name, text))
    if (stale.length > 0) {
      console.error(`${stale.map(([name]) => name).join(', ')}: not in step; run "npm run generate"`)
      process.exitCode = 1
    }
    return
  }
  for (const [name, text] of stale) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
    console.log(`wrote ${name}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
