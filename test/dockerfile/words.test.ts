import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import { expand, expandHeredoc, expandWord } from '../../src/dockerfile/words.js'

const ENV: Readonly<Record<string, string>> = {
  NAME: 'world',
  EMPTY: '',
  SPACED: 'a b  c',
  FILE: 'archive.tar.gz',
  PATHS: '/usr/local/bin:/usr/bin',
  STAR: 'a*b*c',
  é: 'accent',
}
const lookup = (name: string): string | undefined => (Object.hasOwn(ENV, name) ? ENV[name] : undefined)

describe('a word', () => {
  it.each([
    ['plain', 'plain'],
    ['$NAME', 'world'],
    ['${NAME}', 'world'],
    ['a$NAME.b', 'aworld.b'],
    ['${NAME}s', 'worlds'],
    ['$NAMEs', ''],
    ['$UNSET', ''],
    ['$é', 'accent'],
    ['$', '$'],
    ['a$', 'a$'],
    ['$ a', '$ a'],
    ['$.', '$.'],
    ['$12x', 'x'],
    ['$?x', 'x'],
    ['\\$NAME', '$NAME'],
    ['\\\\$NAME', '\\world'],
    ['a\\', 'a'],
    ['\\a', 'a'],
    ["'$NAME'", '$NAME'],
    ["'a\\'", 'a\\'],
    ['"$NAME"', 'world'],
    ['"\\$NAME"', '$NAME'],
    ['"a\\b"', 'a\\b'],
    ['"a\\"b"', 'a"b'],
    ['"a\'b"', "a'b"],
    ['a"b"\'c\'d', 'abcd'],
    ['"  "', '  '],
  ])('%s is %s', (word, expected) => {
    expect(expandWord(word, lookup)).toBe(expected)
  })

  it.each([
    ['${UNSET:-d}', 'd'],
    ['${EMPTY:-d}', 'd'],
    ['${NAME:-d}', 'world'],
    ['${UNSET-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NAME:+d}', 'd'],
    ['${EMPTY:+d}', ''],
    ['${EMPTY+d}', 'd'],
    ['${UNSET+d}', ''],
    ['${NAME?no}', 'world'],
    ['${EMPTY?no}', ''],
    ['${UNSET:-$NAME}', 'world'],
    ['${UNSET:-${EMPTY:-x$NAME}}', 'xworld'],
    ['${UNSET:-"a}b"}', 'a}b'],
    ["${UNSET:-'$NAME'}", '$NAME'],
    ['${UNSET:-a\\}b}', 'a}b'],
  ])('%s falls back to %s', (word, expected) => {
    expect(expandWord(word, lookup)).toBe(expected)
  })

  it.each([
    ['${FILE#*.}', 'tar.gz'],
    ['${FILE##*.}', 'gz'],
    ['${FILE%.*}', 'archive.tar'],
    ['${FILE%%.*}', 'archive'],
    ['${FILE#x}', 'archive.tar.gz'],
    ['${FILE#?}', 'rchive.tar.gz'],
    ['${FILE%?}', 'archive.tar.g'],
    ['${FILE#[a]}', 'archive.tar.gz'],
    ['${STAR#a\\*}', 'b*c'],
    ['${STAR%\\*?}', 'a*b'],
    ['${UNSET#a}', ''],
    ['${FILE/a/A}', 'Archive.tar.gz'],
    ['${FILE//a/A}', 'Archive.tAr.gz'],
    ['${FILE/.*/}', 'archive'],
    ['${FILE//./}', 'archivetargz'],
    ['${PATHS//\\//_}', '_usr_local_bin:_usr_bin'],
    ['${FILE//*/x}', 'x'],
    ['${NAME//o/$FILE}', 'warchive.tar.gzrld'],
    ['${UNSET/a/b}', ''],
  ])('%s cuts and replaces: %s', (word, expected) => {
    expect(expandWord(word, lookup)).toBe(expected)
  })

  it.each([
    ['${', '"}" is missing'],
    ['${NAME', '"}" is missing'],
    ['${NAME:-a', '"}" is missing'],
    ['${}', 'bad substitution'],
    ['${:-x}', 'bad substitution'],
    ['${{NAME}}', 'bad substitution'],
    ['${NAME@Q}', '"@" is not a modifier'],
    ['${NAME:#a}', '":#" is not a modifier'],
    ['${NAME/a}', '"/" is missing'],
    ['${NAME#\\a}', 'is not an escape'],
    ['${UNSET?}', 'UNSET: is not allowed to be unset'],
    ['${EMPTY:?}', 'EMPTY: is not allowed to be empty'],
    ['${UNSET?give one}', 'UNSET: give one'],
    ["'a", 'has no end'],
    ['"a', 'has no end'],
    ['"a\\"', 'has no end'],
  ])('%s is refused: %s', (word, problem) => {
    const place = { file: 'Dockerfile', line: 3 }
    const attempt = (): string => expandWord(word, lookup, { place })
    expect(attempt).toThrow(DocklessError)
    expect(attempt).toThrow(problem)
    expect(attempt).toThrow(expect.objectContaining({ place, fix: expect.stringMatching(/\w/) }))
  })

  it('is quoted by the backtick when the directive says so', () => {
    expect(expandWord('C:\\`$NAME', lookup, { escape: '`' })).toBe('C:\\$NAME')
  })

  it('tells which variables it asked for', () => {
    const { used, missing } = expand('$NAME ${UNSET:-$EMPTY} \\$FILE', lookup)
    expect([...used].sort()).toEqual(['EMPTY', 'NAME'])
    expect([...missing]).toEqual(['UNSET'])
  })
})

describe('words', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['  a  ', ['a']],
    ['$SPACED', ['a', 'b', 'c']],
    ['"$SPACED"', ['a b  c']],
    ["'a b' c", ['a b', 'c']],
    ['a\\ b', ['a b']],
    ['x${SPACED}y', ['xa', 'b', 'cy']],
    ['$UNSET', []],
    ['""', []],
    ['8${UNSET:-0}', ['80']],
  ])('%s are %j', (text, expected) => {
    expect(expand(text, lookup).words).toEqual(expected)
  })
})

describe('the body of a here-document', () => {
  it.each([
    ['"$NAME" \'$NAME\'', '"world" \'world\''],
    ['\\$NAME \\\\ \\a', '$NAME \\ a'],
    ["it's", "it's"],
    ['cat <<X', 'cat <<X'],
  ])('%s becomes %s', (text, expected) => {
    expect(expandHeredoc(text, lookup)).toBe(expected)
  })
})

const shellText = fc
  .array(fc.constantFrom(...'ab$ {}:-+?#%/*\\"\'<`\n', 'NAME', 'EMPTY', '${', 'é', '😀'), { maxLength: 24 })
  .map((parts) => parts.join(''))

describe('any text', () => {
  it('expands, or is refused with a reason and a fix', () => {
    fc.assert(
      fc.property(shellText, (text) => {
        try {
          expand(text, lookup)
        } catch (error) {
          expect(error).toBeInstanceOf(DocklessError)
          expect(error).toHaveProperty('fix', expect.stringMatching(/\w/))
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('comes through single quotes untouched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replaceAll("'", '')
        expect(expandWord(`'${plain}'`, lookup)).toBe(plain)
      }),
    )
  })

  it('comes through escaping untouched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = [...text].map((c) => `\\${c}`).join('')
        expect(expandWord(escaped, lookup)).toBe(text)
      }),
    )
  })

  it('without special characters is its own expansion', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replace(/[\\"'$]/g, '')
        expect(expandWord(plain, lookup)).toBe(plain)
      }),
    )
  })
})
