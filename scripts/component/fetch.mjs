// Stands in the GitLab component as standard input of node: `node --input-type=module - DIRECTORY SUM`.
// Fetches dist/ of the component's own commit: first SHA256SUMS, whose sum the template knows, then every file
// that it names, in parallel. Writes nothing before every sum holds.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const ATTEMPTS = 4
const TIMEOUT_MS = 60_000
const [directory, sum] = process.argv.slice(2)
const { CI_API_V4_URL, CI_JOB_TOKEN, DOCKLESS_SOURCE_PROJECT, DOCKLESS_COMPONENT_SHA } = process.env
const files = `${CI_API_V4_URL}/projects/${encodeURIComponent(DOCKLESS_SOURCE_PROJECT)}/repository/files`

function fail(message) {
  console.error(`dockless: ${message}`)
  process.exit(4)
}

async function request(name) {
  const url = `${files}/${encodeURIComponent(`dist/${name}`)}/raw?ref=${encodeURIComponent(DOCKLESS_COMPONENT_SHA)}`
  for (let attempt = 1; ; attempt++) {
    let problem
    try {
      const headers = CI_JOB_TOKEN ? { 'JOB-TOKEN': CI_JOB_TOKEN } : {}
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (response.ok) return Buffer.from(await response.arrayBuffer())
      problem = `${response.status} ${response.statusText}`
      if (response.status < 500 && response.status !== 429) {
        fail(
          `${url}: ${problem}. Let the job token of this project read ${DOCKLESS_SOURCE_PROJECT} ` +
            '(its Settings > CI/CD > Job token permissions), or name a mirror with the input source-project',
        )
      }
    } catch (error) {
      problem = error.cause?.message ?? error.message
    }
    if (attempt === ATTEMPTS) fail(`${url}: ${problem}, ${ATTEMPTS} times`)
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt))
  }
}

async function fetchFile(name, expected) {
  const content = await request(name)
  const actual = createHash('sha256').update(content).digest('hex')
  if (actual !== expected)
    fail(`dist/${name} has the sha256 ${actual}, and ${expected} was expected. Nothing was run`)
  return content
}

const list = (await fetchFile('SHA256SUMS', sum)).toString()
const entries = [...list.matchAll(/^([0-9a-f]{64}) {2}([\w][\w.-]*)$/gm)].map(([, expected, name]) => ({
  name,
  expected,
}))
if (entries.length === 0 || entries.length !== list.trim().split('\n').length)
  fail('dist/SHA256SUMS is no list of sums')
const contents = await Promise.all(entries.map(({ name, expected }) => fetchFile(name, expected)))
await mkdir(directory, { mode: 0o700 }).catch((error) => fail(`${directory}: ${error.message}`))
for (const [i, { name }] of entries.entries()) {
  await writeFile(path.join(directory, name), contents[i], { mode: 0o600, flag: 'wx' })
}
// dist holds ES modules; the type of a package.json above it is none of its business.
if (!entries.some(({ name }) => name === 'package.json')) {
  await writeFile(path.join(directory, 'package.json'), '{"type":"module"}\n', { mode: 0o600, flag: 'wx' })
}
