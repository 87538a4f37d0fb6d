// Measures what a cache moves and what it saves, and writes docs/cache-benchmarks.md.
//   npm run bench:cache                       (as root, after scripts/testbed; kaniko where its executor is on PATH)
//   npm run bench:cache -- --rounds 3 --print          prints the page and leaves the file alone
//   npm run bench:cache -- --project small --builders buildkit --stores dir --print --json FILE
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import './bench/typescript.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    builders: { type: 'string', default: 'buildkit,buildah,kaniko' },
    stores: { type: 'string', default: 'github,dir,registry' },
    project: { type: 'string', default: 'large' },
    print: { type: 'boolean', default: false },
    /** The figures go to this file too. */
    json: { type: 'string' },
  },
})
const { measureCache } = await import('./bench/cache-measure.mjs')
const { renderPage } = await import('./bench/cache-page.mjs')

const measured = await measureCache({
  root,
  rounds: Number(values.rounds),
  builders: values.builders.split(','),
  stores: values.stores.split(','),
  project: values.project,
})
const page = renderPage(measured)
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(measured, null, 2))
if (values.print) process.stdout.write(page)
else {
  writeFileSync(path.join(root, 'docs', 'cache-benchmarks.md'), page)
  console.error('wrote docs/cache-benchmarks.md')
}
