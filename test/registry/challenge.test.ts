import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChallenges } from '../../src/registry/challenge.js'

describe('parseChallenges', () => {
  test.each([
    [
      [
        'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
      ],
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://auth.example/token',
            service: 'registry.example',
            scope: 'repository:a/b:pull,push',
          },
        },
      ],
    ],
    [['Basic realm="a \\"quoted\\" one"'], [{ scheme: 'basic', parameters: { realm: 'a "quoted" one' } }]],
    [
      ['Negotiate, Basic realm=x , BEARER Realm = "y", Service=z'],
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'x' } },
        { scheme: 'bearer', parameters: { realm: 'y', service: 'z' } },
      ],
    ],
    [
      ['Negotiate YWJjZA==, Basic realm="x"'],
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'x' } },
      ],
    ],
    [
      ['Basic realm="x"', 'Bearer realm="y"'],
      [
        { scheme: 'basic', parameters: { realm: 'x' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    [[''], []],
  ])('%j', (values, expected) => {
    expect(parseChallenges(values)).toEqual(expected)
  })

  test('a quotation that is not closed spoils its parameter alone', () => {
    expect(parseChallenges(['Basic realm="never closed'])[0]).toEqual({ scheme: 'basic', parameters: {} })
  })

  test('ends, and invents nothing, on any text', () => {
    assert(
      property(string(), (text) => {
        for (const { scheme, parameters } of parseChallenges([text])) {
          expect(text.toLowerCase()).toContain(scheme)
          for (const name of Object.keys(parameters)) expect(text.toLowerCase()).toContain(name)
        }
      }),
    )
  })
})
