// Builds dist/ from src/: tsc, ncc, the post entry, the list of sums, the notices. Same sources, same bytes.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { notices } from './notices.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = path.join(root, 'node_modules', '.bin')

/** Runs a tool of ours and ends with its status when it fails. */
function run(program, ...args) {
  const done = spawnSync(path.join(bin, program), args, { cwd: root, stdio: 'inherit' })
  if (done.error) throw done.error
  if (done.status !== 0) process.exit(done.status ?? 1)
}

const compileOnly = process.argv.includes('--compile')
rmSync(path.join(root, 'build'), { recursive: true, force: true })
run('tsc', '-p', '.')
if (compileOnly) process.exit(0)

const out = path.resolve(root, process.argv[2] ?? 'dist')
rmSync(out, { recursive: true, force: true }) // chunk names are content ids: an old one would stay for ever
run('ncc', 'build', 'build/index.js', '-o', out, '--no-cache', '-q')
copyFileSync(path.join(root, 'build', 'post.js'), path.join(out, 'post.js'))
writeFileSync(path.join(out, 'THIRD-PARTY-NOTICES.txt'), notices(root))

const sums = readdirSync(out)
  .sort()
  .map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(path.join(out, name)))
        .digest('hex')}  ${name}\n`,
  )
writeFileSync(path.join(out, 'SHA256SUMS'), sums.join(''))

// The GitLab component holds the sum of the list: what is generated follows the bundle that is committed.
if (out === path.join(root, 'dist')) {
  const generated = spawnSync(process.execPath, [path.join(root, 'scripts', 'generate.mjs')], {
    stdio: 'inherit',
  })
  if (generated.status !== 0) process.exit(generated.status ?? 1)
}
