import { describe, expect, it } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import type { CopyInstruction } from '../../src/dockerfile/ast.js'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import { StageScope } from '../../src/dockerfile/scope.js'
import {
  type NamedSource,
  type PlanOptions,
  planStages,
  type StagePlan,
} from '../../src/dockerfile/stages.js'
import { parseReference, type Reference } from '../../src/oci/reference.js'

const AMD64 = { os: 'linux', architecture: 'amd64' }
const ARM = { os: 'linux', architecture: 'arm', variant: 'v7' }

function options(given: Partial<PlanOptions> = {}): PlanOptions {
  return { buildArgs: {}, platform: AMD64, buildPlatform: AMD64, namedContexts: {}, ...given }
}

function plan(text: string, given: Partial<PlanOptions> = {}): StagePlan {
  return planStages(parseDockerfile(text, 'Dockerfile'), options(given))
}

function refusal(text: string, given: Partial<PlanOptions> = {}): DocklessError {
  try {
    plan(text, given)
  } catch (error) {
    if (error instanceof DocklessError) return error
    throw error
  }
  throw new Error(`not refused: ${text}`)
}

function reference(text: string): Reference {
  const parsed = parseReference(text)
  if ('reason' in parsed) throw new Error(parsed.reason)
  return parsed
}

function image(text: string, context?: string): object {
  return { kind: 'image', reference: reference(text), context }
}

function bases(text: string, given: Partial<PlanOptions> = {}): readonly object[] {
  return plan(text, given).stages.map((planned) => planned.base)
}

describe('the needed stages', () => {
  const text = `
FROM a AS one
FROM b AS two
COPY --from=one / /
FROM c AS unused
RUN x
FROM two
COPY --from=1 / /
`
  it('are those that the last stage reads, in order', () => {
    const { stages, target, targetName } = plan(text)
    expect(stages.map((planned) => planned.stage.index)).toEqual([0, 1, 3])
    expect(stages.map((planned) => planned.base)).toEqual([
      image('a'),
      image('b'),
      { kind: 'stage', index: 1 },
    ])
    expect(target).toEqual({ kind: 'stage', index: 3 })
    expect(targetName).toBe('3')
  })

  it('are those of the target, whose case does not matter', () => {
    const { stages, targetName } = plan(text, { target: 'ONE' })
    expect(stages.map((planned) => planned.stage.index)).toEqual([0])
    expect(targetName).toBe('one')
  })

  it('come with what COPY and RUN --mount read', () => {
    const { stages } = plan(`
FROM a AS one
FROM scratch
COPY --from=ONE a b
COPY --from=0 a b
COPY --from=busybox:1 a b
COPY a b
RUN --mount=from=one --mount=type=cache,from=img,target=/x --mount=type=tmpfs,target=/y x`)
    const last = stages.at(-1)
    const copies = last?.instructions.filter((i): i is CopyInstruction => i.kind === 'COPY') ?? []
    expect(copies.map((copy) => last?.copySources.get(copy))).toEqual([
      { kind: 'stage', index: 0 },
      { kind: 'stage', index: 0 },
      image('busybox:1'),
      undefined,
    ])
    expect([...(last?.mountSources.values() ?? [])]).toEqual([{ kind: 'stage', index: 0 }, image('img')])
  })

  it('take the earlier stage of two with a name as base, and the last for COPY', () => {
    const { stages } = plan('FROM x AS a\nFROM a AS a\nFROM y\nCOPY --from=a / /')
    expect(stages.map((planned) => planned.base)).toEqual([
      image('x'),
      { kind: 'stage', index: 0 },
      image('y'),
    ])
  })
})

describe('FROM', () => {
  it.each<[string, string, Partial<PlanOptions>]>([
    ['ARG V=1\nFROM a:$V', 'a:1', {}],
    ['ARG V=1\nFROM a:$V', 'a:2', { buildArgs: { V: '2' } }],
    ['ARG V\nFROM a:${V:-3}', 'a:3', {}],
    ['ARG A=x\nARG B=${A}y\nFROM $B', 'xy', {}],
    ['ARG A=x\nARG B=${A}y\nFROM $B', 'zy', { buildArgs: { A: 'z' } }],
    ['FROM a-$TARGETARCH$TARGETVARIANT', 'a-armv7', { platform: ARM }],
    ['FROM a-$BUILDARCH', 'a-amd64', { platform: ARM }],
    ['FROM a-$TARGETOS', 'a-plan9', { buildArgs: { TARGETOS: 'plan9' } }],
    ['FROM a:$TARGETSTAGE AS last', 'a:last', {}],
    ['FROM a:$TARGETSTAGE', 'a:default', {}],
    ['FROM "a"', 'a', {}],
  ])('%s is %s', (text, expected, given) => {
    expect(bases(text, given)).toEqual([image(expected)])
  })

  it('does not see build arguments that no ARG declares', () => {
    expect(refusal('FROM $V', { buildArgs: { V: 'x' } }).message).toContain('is blank')
  })

  it('knows scratch, and its platform', () => {
    const { stages } = plan(
      'FROM --platform=$BUILDPLATFORM a AS b\nFROM scratch\nFROM --platform=arm64 b\nCOPY --from=1 / /',
      {
        platform: ARM,
      },
    )
    expect(stages.map(({ base, platform }) => [base.kind, platform])).toEqual([
      ['image', AMD64],
      ['scratch', ARM],
      ['stage', AMD64],
    ])
  })

  it.each<[string, string, number, RegExp]>([
    ['ARG VERSION=1\nFROM $VERISON', 'is blank', 2, /Did you mean VERSION\?/],
    ['FROM a\nARG X=b\nFROM ${X}', 'is blank', 3, /Write ARG X=VALUE before the first FROM/],
    ['ARG X=\nFROM ${X}', 'is blank', 2, /Give X a value/],
    ['FROM ${X', '"}" is missing', 1, /Close/],
    ['FROM UPPER', 'lower case', 1, /\w/],
    ['FROM a AS builder\nFROM Bulider', 'lower case', 2, /Did you mean builder\?/],
    ['FROM --platform=$X a', 'platform of FROM ($X) is blank', 1, /\w/],
    ['FROM --platform=a/b/c/d a', 'is no platform', 1, /linux\/arm64/],
    ['FROM --platform=adm64 a', 'is no platform', 1, /linux\/arm64/],
    ['FROM a AS unused\nCOPY --from=9 / /\nFROM b', 'no stage of that number', 2, /from 0 to 1/],
    ['FROM a\nCOPY --from=$X / /', 'holds a variable', 2, /\w/],
    ['FROM a AS b\nCOPY --from=b / /', 'circular', 2, /\w/],
    ['FROM a AS x\nCOPY --from=y / /\nFROM b AS y\nCOPY --from=x / /\nFROM c', 'circular', 4, /\w/],
    ['FROM a AS x\nCOPY --from=y / /\nFROM b AS y\nFROM x', 'stands after it', 2, /Move/],
    ['FROM a\nCOPY --from=No:Such:Thing / /', 'is no image', 2, /\w/],
  ])('%j is refused: %s', (text, problem, line, fix) => {
    const error = refusal(text)
    expect(error.message).toContain(problem)
    expect(error.place).toEqual({ file: 'Dockerfile', line })
    expect(error.fix).toMatch(fix)
  })

  it('an unknown target is answered with the stages there are', () => {
    const error = refusal('FROM a AS build\nFROM b AS test', { target: 'biuld' })
    expect(error.message).toBe('there is no stage "biuld"')
    expect(error.fix).toBe('Did you mean build? The stages are build, test')
    expect(refusal('FROM a', { target: 'x' }).fix).toContain('No stage has a name')
    expect(refusal('FROM a AS b', { target: '0' }).code).toBe('BUILD_FAILED')
  })
})

describe('a named context', () => {
  const files: NamedSource = { kind: 'path' }

  it.each<[string, Readonly<Record<string, NamedSource>>, readonly object[]]>([
    [
      'FROM alpine',
      { alpine: { kind: 'image', reference: reference('mine:1') } },
      [image('mine:1', 'alpine')],
    ],
    ['FROM docker.io/library/alpine:latest', { alpine: files }, [{ kind: 'context', name: 'alpine' }]],
    ['FROM alpine:3', { alpine: files }, [image('alpine:3')]],
    [
      'FROM alpine:3',
      { 'docker.io/library/alpine:3': files },
      [{ kind: 'context', name: 'docker.io/library/alpine:3' }],
    ],
    ['FROM r.io/a/b', { 'r.io/a/b:latest': files }, [{ kind: 'context', name: 'r.io/a/b:latest' }]],
    ['FROM alpine', { alpine: { kind: 'image', reference: reference('scratch') } }, [{ kind: 'scratch' }]],
    ['FROM scratch', { scratch: files }, [{ kind: 'scratch' }]],
  ])('replaces an image: %s', (text, namedContexts, expected) => {
    expect(bases(text, { namedContexts })).toEqual(expected)
  })

  it('replaces a stage, and what only that stage needed is not needed', () => {
    const text = 'FROM a AS one\nFROM one AS two\nRUN x\nFROM b\nCOPY --from=two / /\nCOPY --from=1 / /'
    const { stages } = plan(text, { namedContexts: { two: files } })
    expect(stages.map((planned) => planned.stage.index)).toEqual([2])
    expect([...(stages[0]?.copySources.values() ?? [])]).toEqual([
      { kind: 'context', name: 'two' },
      { kind: 'context', name: 'two' },
    ])
  })

  it('replaces a base stage and the target', () => {
    expect(bases('FROM a AS one\nFROM one', { namedContexts: { one: files } })).toEqual([
      { kind: 'context', name: 'one' },
    ])
    const { stages, target } = plan('FROM a AS one', { namedContexts: { one: files } })
    expect(stages).toEqual([])
    expect(target).toEqual({ kind: 'context', name: 'one' })
  })

  it('gives COPY --from and RUN --mount a source of its name', () => {
    const { stages } = plan('FROM a\nCOPY --from=src . /\nRUN --mount=from=src,target=/s x', {
      namedContexts: { src: files },
    })
    const source = { kind: 'context', name: 'src' }
    expect([...(stages[0]?.copySources.values() ?? [])]).toEqual([source])
    expect([...(stages[0]?.mountSources.values() ?? [])]).toEqual([source])
  })
})

describe('ONBUILD', () => {
  it('of a base stage runs first in the stage that builds on it, and not in the next one', () => {
    const { stages } = plan(`
FROM a AS lib
FROM b AS base
ONBUILD COPY --from=lib /x /x
FROM base AS mid
RUN y
FROM mid`)
    expect(stages.map(({ stage, triggers }) => [stage.index, triggers])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 0],
    ])
    expect(stages[2]?.instructions).toMatchObject([
      { kind: 'COPY', from: 'lib', lines: { start: 5 } },
      { kind: 'RUN', lines: { start: 6 } },
    ])
  })

  it('of a base image counts when its config is known', () => {
    const text = 'FROM tool AS lib\nFROM node:onbuild\nUSER x'
    const configOf = (r: Reference): object =>
      r.tag === 'onbuild' ? { OnBuild: ['COPY --from=lib a b', 'RUN z'] } : {}
    expect(plan(text).stages.map((planned) => planned.stage.index)).toEqual([1])
    const { stages } = plan(text, { configOf })
    expect(stages.map((planned) => planned.instructions.map((i) => i.kind))).toEqual([
      [],
      ['COPY', 'RUN', 'USER'],
    ])
  })
})

describe('the variables of a stage', () => {
  function scope(text: string, given: Partial<PlanOptions> = {}, env: readonly string[] = []): StageScope {
    const dockerfile = parseDockerfile(text, 'Dockerfile')
    const made = options(given)
    const { stages, globals } = planStages(dockerfile, made)
    const result = StageScope.onImage(dockerfile, globals, made.buildArgs, env)
    for (const instruction of stages.at(-1)?.instructions ?? []) {
      if (instruction.kind === 'ARG') result.declare(instruction)
      if (instruction.kind === 'ENV')
        for (const { name, value } of result.expandPairs(instruction.pairs, instruction.lines.start))
          result.set(name, value)
    }
    return result
  }

  it.each<[string, string, Partial<PlanOptions>, string]>([
    ['FROM a\nENV x=1', '$x', {}, '1'],
    ['FROM a\nENV x=1\nENV x=2 y=$x', '$y', {}, '1'],
    ['FROM a\nENV x $base', '$x', {}, 'image'],
    ['FROM a\nARG x=1', '$x', {}, '1'],
    ['FROM a\nARG x=1', '$x', { buildArgs: { x: '2' } }, '2'],
    ['FROM a\nARG x', '$x', { buildArgs: { x: '' } }, ''],
    ['ARG x=1\nFROM a', '$x', {}, ''],
    ['ARG x=1\nFROM a\nARG x', '$x', {}, '1'],
    ['ARG x=1\nFROM a\nARG x=2', '$x', {}, '2'],
    ['ARG x=1\nFROM a\nARG x', '$x', { buildArgs: { x: '3' } }, '3'],
    ['FROM a\nARG x=1 y=$x', '$y', {}, '1'],
    ['FROM a\nARG x=1\nENV x=2', '$x', {}, '2'],
    ['FROM a\nENV x=2\nARG x', '$x', {}, '2'],
    ['FROM a\nARG base', '$base', {}, 'image'],
    ['FROM a', '$TARGETARCH', {}, ''],
    ['FROM a\nARG TARGETARCH', '$TARGETARCH', {}, 'amd64'],
    ['FROM a\nARG TARGETPLATFORM', '$TARGETPLATFORM', { platform: ARM }, 'linux/arm/v7'],
    ['FROM a\nARG HTTP_PROXY', '$HTTP_PROXY', { buildArgs: { HTTP_PROXY: 'http://p' } }, 'http://p'],
    ['FROM a', '$HTTP_PROXY', { buildArgs: { HTTP_PROXY: 'http://p' } }, ''],
    ['# escape=`\nFROM a\nENV x=`$y', '$x', {}, '$y'],
    ['FROM a\nARG x="a b"', '$x', {}, 'a b'],
  ])('%j: %s', (text, word, given, expected) => {
    expect(scope(text, given, ['base=image']).expand(word, 2)).toBe(expected)
  })

  it('are taken over by a stage that builds on it, ARGs included, and change apart', () => {
    const below = scope('FROM a\nARG x=1')
    const above = below.child()
    above.set('x', '2')
    expect([below.get('x'), above.get('x')]).toEqual(['1', '2'])
  })

  it('that ENV set win over ARG in a stage that builds on it, whichever came later', () => {
    const below = scope('ARG x=global\nFROM a\nENV x=env\nARG x')
    expect([below.get('x'), below.child().get('x')]).toEqual(['global', 'env'])
    const image = scope('FROM a\nARG base=arg', {}, ['base=image'])
    expect([image.get('base'), image.child().get('base')]).toEqual(['arg', 'image'])
  })

  it('name the line when they cannot be expanded', () => {
    expect(() => scope('FROM a').expand('${x?needed}', 7)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('x: needed'),
        place: { file: 'Dockerfile', line: 7 },
      }),
    )
  })

  it('expand to several words', () => {
    expect(scope('FROM a\nENV p="80 443"').expandWords('$p', 2)).toEqual(['80', '443'])
  })
})
