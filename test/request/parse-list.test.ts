import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsvList, parseJsonList } from '../../src/request/parse-list.js'

const commas = { commas: true, trim: true }
const lines = { commas: false, trim: true }

describe('lists with commas', () => {
  test.each([
    ['a', ['a']],
    ['a,b\nc', ['a', 'b', 'c']],
    ['  a , b  \n\n c ', ['a', 'b', 'c']],
    ['a\r\nb', ['a', 'b']],
    ['a,,b\n,', ['a', 'b']],
    ['"a,b"', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['# no comment', ['# no comment']],
    ['\uFEFFa', ['a']],
    ['\n \n', []],
  ])('%j', (text, items) => {
    expect(parseCsvList(text, commas)).toEqual(items)
  })
})

describe('lists without commas', () => {
  test.each([
    ['A=1,2\nB=3', ['A=1,2', 'B=3']],
    ['"A=line one\nline two"\nB=1', ['A=line one\nline two', 'B=1']],
    ['"A=say ""hi"", twice"', ['A=say "hi", twice']],
    ['A=say "hi"', ['A=say "hi"']],
    ['JSON={"a":"b"}', ['JSON={"a":"b"}']],
    ['  A=1  ', ['A=1']],
    ['type=oci,dest=out.tar', ['type=oci,dest=out.tar']],
  ])('%j', (text, items) => {
    expect(parseCsvList(text, lines)).toEqual(items)
  })

  test('white space is kept where it matters', () => {
    expect(parseCsvList('A= one \n  \n', { commas: false, trim: false })).toEqual(['A= one '])
  })

  test('a quote that is never closed is told without the text', () => {
    const parsed = parseCsvList('"TOKEN=s3cret', lines)
    expect(parsed).toEqual({ reason: 'a quote is opened and never closed' })
  })

  test('any value comes back when it is quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (values) => {
        const text = values.map((value) => `"K=${value.replaceAll('"', '""')}"`).join('\n')
        expect(parseCsvList(text, { commas: false, trim: false })).toEqual(
          values.map((value) => `K=${value}`),
        )
      }),
    )
  })
})

describe('JSON lists', () => {
  test.each([
    ['["a,b","c\\nd",1,true,""]', ['a,b', 'c\nd', '1', 'true']],
    ['[]', []],
  ])('%s', (text, items) => {
    expect(parseJsonList(text)).toEqual(items)
  })

  test.each(['[a]', '["a"', '[["a"]]', '[null]', '[{"a":1}]', '[::1]:5000'])('%s is told', (text) => {
    expect(parseJsonList(text)).toHaveProperty('reason')
  })
})
