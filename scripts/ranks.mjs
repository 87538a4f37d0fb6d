// Import direction: a file imports from its own folder or from a folder of lower rank. See ARCHITECTURE.md.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The folders of src/ by rank, lowest first. Folders of one rank do not know each other. */
export const RANKS = [
  ['errors'],
  ['log'],
  ['process', 'oci'],
  ['lifetime', 'dockerfile'],
  ['http', 'port', 'request'],
  ['registry', 'context', 'project', 'runner', 'naming'],
  ['cache', 'assemble'],
  ['relay', 'tools'],
  ['strategies'],
  ['publish', 'report'],
  ['hosts'],
  ['commands'],
  ['main.ts', 'index.ts', 'post.ts'],
]

/** Modules that every rank may import: constants alone. */
const EVERYWHERE = new Set(['version.ts'])

/** The entries know each other. */
const ALLOWED = new Set(['index.ts>main.ts', 'post.ts>index.ts'])

/** Every import that goes the wrong way, as `file: imports folder` lines. */
export function wrongImports(src) {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => importsOf(path.join(src, file)).map((target) => verdict(src, file, target)))
    .filter((line) => line !== undefined)
}

/** Static, dynamic and type imports alike. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g)
  return [...found].map(([, target]) => path.resolve(path.dirname(file), target))
}

function verdict(src, file, target) {
  const from = file.split(path.sep)[0]
  const to = path.relative(src, target).replace(/\.js$/, '.ts').split(path.sep)[0]
  if (from === to || EVERYWHERE.has(to) || ALLOWED.has(`${from}>${to}`)) return undefined
  const [fromRank, toRank] = [from, to].map((folder) => RANKS.findIndex((rank) => rank.includes(folder)))
  if (fromRank === -1 && !EVERYWHERE.has(from))
    return `${file}: ${from} has no rank; give it one in scripts/ranks.mjs`
  if (toRank === -1) return `${file}: imports ${to}, which has no rank`
  return toRank < fromRank
    ? undefined
    : `${file}: ${from} (rank ${fromRank}) may not import ${to} (rank ${toRank})`
}
