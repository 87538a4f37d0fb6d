import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FEATURE_EXAMPLES } from '../../scripts/generate/examples.mjs'
import { renderStrategies } from '../../scripts/generate/strategies.mjs'
import type { Feature } from '../../src/dockerfile/needs.js'
import * as needs from '../../src/dockerfile/needs.js'
import * as parse from '../../src/dockerfile/parse.js'
import * as secret from '../../src/log/secret.js'
import * as platform from '../../src/oci/platform.js'
import * as read from '../../src/request/read.js'
import * as request from '../../src/request/request.js'
import * as table from '../../src/request/table.js'
import * as all from '../../src/strategies/all.js'
import * as source from '../../src/strategies/source.js'

const ROOMS = { ...needs, ...parse, ...secret, ...platform, ...read, ...request, ...table, ...all, ...source }

test('docs/strategies.md says what the strategies say', () => {
  expect(readFileSync('docs/strategies.md', 'utf8'), 'run "npm run generate"').toBe(renderStrategies(ROOMS))
})

/** The compiler sees to it that none is missing here. */
const FEATURES: Readonly<Record<Feature, true>> = {
  heredoc: true,
  'copy --link': true,
  'copy --parents': true,
  'copy --exclude': true,
  'add --checksum': true,
  'add url': true,
  'add git': true,
  'add --unpack': true,
  'run --network': true,
  'run --security': true,
  'run --device': true,
  'run --mount=type=secret,env': true,
  'healthcheck --start-interval': true,
  'cmd below shell': true,
  onbuild: true,
  '# syntax': true,
}

test.each(Object.keys(FEATURES))('%s is among the examples, and its example uses it', (name) => {
  const example = Object.entries<unknown>(FEATURE_EXAMPLES).find(([key]) => key === name)?.[1]
  const text = typeof example === 'string' ? example : ''
  const dockerfile = parse.parseDockerfile(
    text.startsWith('#') ? `${text}\nFROM scratch\n` : `FROM scratch\n${text}\n`,
    'Dockerfile',
  )
  const options = {
    buildArgs: {},
    platform: platform.nativePlatform(),
    target: undefined,
    namedContexts: {},
  }
  expect(needs.needsOf(dockerfile, options).features.map((feature) => feature.name)).toContain(name)
})
