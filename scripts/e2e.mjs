// Runs the end-to-end tests: installs what they need, puts those tools first on PATH, starts vitest.
// Arguments go to vitest: node scripts/e2e.mjs test/support
import { spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const testbed = join(root, 'scripts', 'testbed')

/** Runs a program and ends this one with its status where it is not 0. */
function must(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (done.error) {
    console.error(`could not start ${program}: ${done.error.message}`)
    process.exit(1)
  }
  if (done.status !== 0) process.exit(done.status ?? 1)
  return done
}

must(testbed, [])
const tools = must(testbed, ['--path'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
}).stdout.trim()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
must('node', [vitest, 'run', '--project', 'e2e', ...process.argv.slice(2)], {
  env: {
    ...process.env,
    // vitest needs a newer Node than the one that may have started this script.
    PATH: [join(root, 'node_modules', '.bin'), tools, process.env.PATH].join(delimiter),
  },
})
