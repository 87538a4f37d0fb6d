import { expect, test } from 'vitest'
import { imagesOfTriggers } from '../../src/relay/triggers.js'

const configOf = (...triggers: unknown[]) => Buffer.from(JSON.stringify({ config: { OnBuild: triggers } }))

test('images of COPY --from and of mounts', () => {
  const config = configOf(
    'COPY --chown=1 --from=example.com/a/b:1 /x /x',
    'RUN --mount=type=bind,from=alpine,target=/a --mount=from=example.com/c,target=/b make',
    'RUN echo from=nowhere/at/all',
    'ENV A=1',
  )
  expect(imagesOfTriggers(config)).toEqual([
    { registry: 'example.com', repository: 'a/b' },
    { registry: 'docker.io', repository: 'library/alpine' },
    { registry: 'example.com', repository: 'c' },
  ])
})

test.each([
  ['no JSON', Buffer.from('x')],
  ['no image', Buffer.from('[]')],
  ['no triggers', Buffer.from('{"config":{}}')],
  ['triggers that are no text', configOf(1, null, {})],
  ['a name with a variable', configOf('COPY --from=$IMAGE /x /x')],
])('%s: none', (_, config) => {
  expect(imagesOfTriggers(config)).toEqual([])
})
