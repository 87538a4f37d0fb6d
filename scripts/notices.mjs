// Third-party notices of everything that the bundle may contain, from the lock file: ncc's own list misses
// what ended up in chunks.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The notices as text: every non-development package of the lock file with its licence, in order of name. */
export function notices(root) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const packages = Object.entries(lock.packages)
    .filter(([location, entry]) => location !== '' && !entry.dev && !entry.devOptional)
    .map(([location, entry]) => ({ location, name: location.split('node_modules/').at(-1), ...entry }))
    .filter(({ location, optional }) => !optional || existsSync(path.join(root, location)))
    .sort((a, b) => (a.location < b.location ? -1 : 1))
  return packages.map((entry) => notice(root, entry)).join(`\n${'-'.repeat(78)}\n\n`)
}

function notice(root, { location, name, version, license }) {
  const directory = path.join(root, location)
  const files = readdirSync(directory)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
  const texts = files.map((file) =>
    readFileSync(path.join(directory, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  )
  return `${name} ${version} (${license ?? 'licence in the text'})\n\n${texts.join('\n\n') || 'Its package holds no licence text.'}\n`
}
