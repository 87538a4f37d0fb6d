import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { child, childrenOf, parseXml } from '../../src/project/xml.js'

describe('XML, as much as build files need', () => {
  test('elements, text, lines; attributes, comments and prefixes are passed over', () => {
    const root = parseXml(`<?xml version="1.0"?>
<!-- a <comment> -->
<project xmlns="http://maven.example/POM" a='b'>
  <m:name>one &amp; two</m:name>
  <empty/>
  <list><item>a</item><item><![CDATA[<b>]]></item></list>
</project>
`)
    expect(root).toMatchObject({ name: 'project', line: 3 })
    expect(child(root, 'name')).toEqual({ name: 'name', text: 'one & two', children: [], line: 4 })
    expect(child(root, 'empty')?.text).toBe('')
    expect(childrenOf(root, 'list', 'item').map(({ text }) => text)).toEqual(['a', '<b>'])
    expect(child(root, 'list', 'none')).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['no root', '  text  '],
    ['two roots', '<a/><b/>'],
    ['never closed', '<a><b></b>'],
    ['closed twice', '<a></a></a>'],
    ['closed in the wrong order', '<a><b></a></b>'],
    ['a lone bracket', '<a> < </a>'],
  ])('%s is not well-formed', (_name, text) => {
    expect(parseXml(text)).toBeUndefined()
  })

  test.each([
    ['&lt;&gt;&quot;&apos;', `<>"'`],
    ['&#65;&#x42;', 'AB'],
    ['&unknown;&#x110000;', '&unknown;&#x110000;'],
  ])('%s', (text, value) => {
    expect(parseXml(`<a>${text}</a>`)?.text).toBe(value)
  })

  test('whatever is read, it ends and does not throw', () => {
    const piece = constantFrom(
      '<a>',
      '</a>',
      '<b x="y">',
      '</b>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      't',
      '\n',
    )
    assert(
      property(array(piece), (pieces) => {
        const root = parseXml(pieces.join(''))
        expect(root === undefined || root.name === 'a' || root.name === 'b').toBe(true)
      }),
    )
  })
})
