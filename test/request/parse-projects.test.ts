import { describe, expect, test } from 'vitest'
import { WrongInput } from '../../src/errors/errors.js'
import { readProjectSettings, readS2i } from '../../src/request/parse-projects.js'
import type { RawInputs } from '../../src/request/raw.js'
import { Reader } from '../../src/request/reader.js'

function readerOf(inputs: Readonly<Record<string, string>>): Reader {
  const raw: RawInputs = new Map(
    Object.entries(inputs).map(([name, text]) => [name, { origin: { kind: 'variable', name }, text }]),
  )
  return new Reader(raw)
}

/** What is wrong with a setting, and what to write instead. */
function mistake(inputs: Readonly<Record<string, string>>): string {
  const reader = readerOf(inputs)
  readProjectSettings(reader)
  readS2i(reader)
  try {
    reader.finish()
  } catch (error) {
    if (error instanceof WrongInput) return error.message
    throw error
  }
  return 'nothing'
}

test('settings by the plugins’ own names, with or without the plugin’s prefix; commas belong to a value', () => {
  const settings = readProjectSettings(
    readerOf({
      jib: 'container.ports=80,443\njib.container.jvmFlags=-Da=b,-Xmx1g\n',
      jkube: 'generator.java-exec.mainClass=demo.Main',
    }),
  )
  expect(settings).toEqual({
    jib: { 'container.ports': '80,443', 'container.jvmFlags': '-Da=b,-Xmx1g' },
    jkube: { 'generator.java-exec.mainClass': 'demo.Main' },
  })
})

test.each([
  ['container.port=80', /Did you mean container\.ports\?/],
  ['container.ports', /Write container\.ports=VALUE/],
  ['to.image=x', /Use the input tags for it/],
  ['to.tags=x', /Use the input tags/],
  ['container.labels=a=b', /Use the input labels/],
  ['from.platforms=linux/arm64', /Use the input platforms/],
  ['from.auth.password=x', /Use the input registry, username and password/],
  ['to.credHelper=ecr-login', /Use the input registry, username and password/],
  ['allowInsecureRegistries=true', /Use the input insecure-registries/],
  ['outputPaths.tar=x', /Use the input load/],
  ['wholly.unlike.anything.else=1', /Write one of from\.image, container\.args/],
])('jib: %s', (text, expected) => {
  expect(mistake({ jib: text })).toMatch(expected)
})

test('jkube: something else than a setting of it', () => {
  expect(mistake({ jkube: 'mainClass=demo.Main' })).toMatch(/such as generator\.java-exec\.mainClass/)
})

describe('s2i', () => {
  test('builder image, environment, incremental', () => {
    const s2i = readS2i(
      readerOf({
        's2i-builder': 'quay.io/a/b:1',
        's2i-environment': 'A=1\nB=x=y',
        's2i-incremental': 'true',
      }),
    )
    expect(s2i).toMatchObject({
      builder: { registry: 'quay.io', repository: 'a/b', tag: '1' },
      environment: { A: '1', B: 'x=y' },
      incremental: true,
    })
  })

  test.each([
    [{ 's2i-builder': 'Not An Image' }, /is not an image/],
    [{ 's2i-environment': 'A' }, /"A" is not a variable with a value/],
    [{ 's2i-environment': '1A=x' }, /"1A" is not a variable/],
  ])('%j', (inputs, expected) => {
    expect(mistake(inputs)).toMatch(expected)
  })
})
