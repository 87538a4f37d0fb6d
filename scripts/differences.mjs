// Builds one Dockerfile with every builder, compares what comes out, and writes docs/differences.md. Ends with 1 when a
// difference is found that test/differences/explanations.ts does not explain, or one that it explains is not found.
//   npm run differences                     (as root, after scripts/testbed and npm run build; kaniko's executor on PATH)
//   npm run differences -- --print          prints the page and leaves the file alone
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import './bench/typescript.mjs'

const { BUILDERS, compare, openBench } = await import('../test/differences/differences.ts')
const { DOCKERFILE } = await import('../test/differences/dockerfile.ts')
const { EXPLANATIONS } = await import('../test/differences/explanations.ts')
const { EXECUTOR, NO_EXECUTOR } = await import('../test/support/kaniko.ts')

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { print: { type: 'boolean', default: false } } })
const row = (cells) => `| ${cells.join(' | ')} |`
const unique = (list) => [...new Set(list)]
const isThere = (builder) => builder !== 'kaniko' || EXECUTOR !== undefined

async function comparisons() {
  const found = []
  const bench = await openBench(EXECUTOR !== undefined)
  try {
    for (const [target, builders] of Object.entries(BUILDERS))
      for (const builder of builders.filter(isThere)) {
        const reference = await bench.image(target, 'buildkit')
        found.push(compare(target, builder, reference, await bench.image(target, builder)))
        console.error(`${target}: ${builder} built and compared`)
      }
  } finally {
    await bench[Symbol.asyncDispose]()
  }
  return found
}

/** What the explanations do not fit. */
function problems(found) {
  const unexplained = found.flatMap(({ target, builder, unexplained }) =>
    unexplained.map(
      ({ where, left, right }) =>
        `${target}, ${builder}: ${where}: ${JSON.stringify(left)} by BuildKit, ${JSON.stringify(right)}`,
    ),
  )
  const missing = EXPLANATIONS.flatMap((explanation) =>
    explanation.builders
      .filter((builder) => isThere(builder) && placesOf(found, explanation, builder).length === 0)
      .map((builder) => `${builder}: “${explanation.what}” was not found`),
  )
  return [...unexplained, ...missing]
}

function placesOf(found, explanation, builder) {
  return found
    .filter((comparison) => comparison.builder === builder)
    .flatMap(({ explained }) => explained.get(explanation) ?? [])
    .map(({ where }) => where)
}

/** One place, and how many there are. */
function example(found, explanation) {
  const places = unique(explanation.builders.flatMap((builder) => placesOf(found, explanation, builder)))
  const [first = ''] = places.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const shown = `\`${first.replace(/=.*$/, '=…')}\``
  return places.length === 1 ? shown : `${shown}, and ${places.length - 1} more`
}

function table(found) {
  return [
    row(['What', 'BuildKit', 'The others', 'Who', 'Why', 'For example']),
    row(Array(6).fill('---')),
    ...EXPLANATIONS.map((explanation) =>
      row([
        explanation.what,
        explanation.buildkit,
        explanation.others,
        explanation.builders.map((name) => `\`${name}\``).join(', '),
        explanation.why,
        example(found, explanation),
      ]),
    ),
  ].join('\n')
}

function compared(found) {
  return [
    row(['Target', 'Builder', 'Differences', 'Kinds']),
    row(Array(4).fill('---')),
    ...found.map(({ target, builder, explained }) =>
      row([`\`${target}\``, `\`${builder}\``, [...explained.values()].flat().length, explained.size]),
    ),
  ].join('\n')
}

const page = (found) => `# How images differ from builder to builder

Written by \`npm run differences\`, which builds one Dockerfile with every builder, through Dockless and as an unprivileged
account, and compares what is in the registry afterwards with BuildKit’s image: of each file the type, mode, owner, size,
content, link, extended attributes, hard links and date; every setting; the date, the history and the form of the
manifest. It fails when it finds a difference that is not in this table, or does not find one that is. With
\`SOURCE_DATE_EPOCH\`, without which no two builds have the same dates.

${table(found)}

Everything else is the same: content, names, owners, modes, links, deletions, environment, user, working directory,
entry point, ports, volumes, labels, health check, triggers, shell, media types.

## What Dockless does so that they do not differ more

- buildah and kaniko leave \`HEALTHCHECK\`, \`ONBUILD\` and \`SHELL\` out of an image in the form of the OCI. Both are told
  to write Docker’s form, and Dockless makes it OCI’s, with all settings in it.
- buildah’s annotations on the base image name an intermediate image that nobody has. They do not get into the image.
- kaniko gets the switches of the maintained fork that make it follow the Dockerfile reference (\`FF_KANIKO_…\`), and its
  images the date that its own \`--reproducible\` leaves out.
- BuildKit’s and buildah’s layers and kaniko’s are pushed by Dockless alone, so tags, annotations and digests are made in
  one way.

What a builder does not know at all is a condition of its assessment: [strategies.md](strategies.md).

## What was compared

${compared(found)}

\`\`\`dockerfile
${DOCKERFILE.trim()}
\`\`\`
`

if (EXECUTOR === undefined) console.error(`kaniko is left out: ${NO_EXECUTOR}`)
const found = await comparisons()
const wrong = problems(found)
for (const problem of wrong) console.error(problem)
if (values.print || EXECUTOR === undefined) process.stdout.write(page(found))
else if (wrong.length === 0) {
  writeFileSync(path.join(root, 'docs', 'differences.md'), page(found))
  console.error('wrote docs/differences.md')
}
process.exitCode = wrong.length === 0 ? 0 : 1
