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
