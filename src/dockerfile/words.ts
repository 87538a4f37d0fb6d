import type { DocklessError, Place } from '../errors/errors.js'
import { dockerfileError } from './failure.js'
import { parseShellPattern, withoutPrefix, withoutSuffix, withReplacement } from './glob.js'
import { isSpace } from './text.js'

/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined

export interface WordOptions {
  /** The character that quotes the next one; default `\`. */
  readonly escape?: '\\' | '`'
  /** Where the word stands, for errors. */
  readonly place?: Place
  /** Quotes stay in the result. */
  readonly keepQuotes?: boolean
  /** Escape characters stay in the result. */
  readonly keepEscapes?: boolean
  /** Quotes are ordinary characters: the body of a here-document. */
  readonly ignoreQuotes?: boolean
  /** A variable that is not set stays as it was written. */
  readonly keepUnset?: boolean
}

export interface Expansion {
  readonly text: string
  /** The text split at white space that neither was quoted nor escaped; what a variable held is split too. */
  readonly words: readonly string[]
  /** Variables that were asked for and set. */
  readonly used: ReadonlySet<string>
  /** Variables that were asked for and not set. */
  readonly missing: ReadonlySet<string>
}

/**
 * Expands a word as BuildKit's Dockerfile frontend does: quotes, escapes, and the variable forms
 * `$x ${x} ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/w} ${x//p/w}`
 * (Dockerfile reference, "Environment replacement"). Throws DocklessError for an unmatched quote, an unknown
 * form, and a `?` whose variable is not set.
 */
export function expand(word: string, lookup: Lookup, options: WordOptions = {}): Expansion {
  return new WordReader(word, lookup, options).read()
}

/** The text that a word expands to. */
export function expandWord(word: string, lookup: Lookup, options: WordOptions = {}): string {
  return expand(word, lookup, options).text
}

/** Expands the body of a here-document: variables and escapes, but quotes are ordinary characters. */
export function expandHeredoc(content: string, lookup: Lookup, place?: Place): string {
  return expand(content, lookup, place ? { ignoreQuotes: true, place } : { ignoreQuotes: true }).text
}

const SPECIAL = new Set(['@', '*', '#', '?', '-', '$', '!', '0'])

class WordReader {
  readonly #source: string
  readonly #characters: readonly string[]
  readonly #lookup: Lookup
  readonly #options: WordOptions
  readonly #escape: string
  readonly #used = new Set<string>()
  readonly #missing = new Set<string>()
  #position = 0

  constructor(source: string, lookup: Lookup, options: WordOptions) {
    this.#source = source
    this.#characters = [...source]
    this.#lookup = lookup
    this.#options = options
    this.#escape = options.escape ?? '\\'
  }

  read(): Expansion {
    const { text, words } = this.#readUntil(undefined, this.#options.keepEscapes ?? false)
    return { text, words, used: this.#used, missing: this.#missing }
  }

  get #next(): string | undefined {
    return this.#characters[this.#position]
  }

  #take(): string | undefined {
    return this.#characters[this.#position++]
  }

  #fail(problem: string, fix: string): DocklessError {
    return dockerfileError(
      `cannot expand ${JSON.stringify(this.#source)}: ${problem}`,
      this.#options.place,
      fix,
    )
  }

  #readUntil(stop: string | undefined, keepEscapes: boolean): { text: string; words: readonly string[] } {
    let text = ''
    const words = new WordList()
    for (let next = this.#next; next !== undefined; next = this.#next) {
      if (next === stop) {
        this.#position++
        return { text, words: words.all() }
      }
      const special = this.#readSpecial(next, keepEscapes)
      if (special !== undefined) {
        text += special
        if (next === '$') words.addText(special)
        else words.addQuoted(special)
        continue
      }
      this.#position++
      if (next !== this.#escape) {
        text += next
        words.add(next)
        continue
      }
      if (keepEscapes) {
        text += next
        words.addQuoted(next)
      }
      const quoted = this.#take()
      if (quoted === undefined) break // an escape at the very end stands for nothing
      text += quoted
      words.addQuoted(quoted)
    }
    if (stop !== undefined)
      throw this.#fail(
        `"${stop}" is missing`,
        `Write the missing "${stop}", or quote the "$" to keep it as it is`,
      )
    return { text, words: words.all() }
  }

  #readSpecial(next: string, keepEscapes: boolean): string | undefined {
    if (next === '$') return this.#readVariable()
    if (next === '<') return this.#readHeredocMark()
    if (this.#options.ignoreQuotes) return undefined
    if (next === "'") return this.#readSingleQuoted()
    if (next === '"') return this.#readDoubleQuoted(keepEscapes)
    return undefined
  }

  /** `<< EOF` is one word with its space, so that the delimiter is found. */
  #readHeredocMark(): string {
    const mark = this.#takeWhile(/</, 2)
    return mark === '<<' ? mark + this.#takeWhile(/[ \t\r]/) : mark
  }

  #readSingleQuoted(): string {
    const start = this.#position++
    let text = ''
    for (let next = this.#take(); next !== "'"; next = this.#take()) {
      if (next === undefined) throw this.#unmatched("'", start)
      text += next
    }
    return this.#options.keepQuotes ? `'${text}'` : text
  }

  #readDoubleQuoted(keepEscapes: boolean): string {
    const start = this.#position++
    let text = ''
    for (let next = this.#next; next !== '"'; next = this.#next) {
      if (next === undefined) throw this.#unmatched('"', start)
      if (next === '$') {
        text += this.#readVariable()
        continue
      }
      this.#position++
      if (next !== this.#escape) {
        text += next
        continue
      }
      if (keepEscapes) text += next
      const quoted = this.#next
      if (quoted === undefined) continue // reported as an unmatched quote
      if (quoted === '"' || quoted === '$' || quoted === this.#escape) text += this.#take() ?? ''
      else text += next
    }
    this.#position++
    return this.#options.keepQuotes ? `"${text}"` : text
  }

  #unmatched(quote: string, start: number): DocklessError {
    return this.#fail(
      `the quote ${quote} at character ${start + 1} has no end`,
      `Close the quote, or write ${this.#escape}${quote} for the character itself`,
    )
  }

  #readVariable(): string {
    this.#position++
    if (this.#next !== '{') {
      const name = this.#readName()
      if (name === '') return '$'
      const value = this.#value(name)
      return value === undefined && this.#options.keepUnset ? `$${name}` : (value ?? '')
    }
    this.#position++
    if (this.#next === undefined) throw this.#unclosed()
    if (this.#next === '{' || this.#next === '}' || this.#next === ':')
      throw this.#fail('it is a bad substitution', 'Write ${NAME}, or \\$ for a dollar sign')
    return this.#readBraced(this.#readName())
  }

  #readBraced(name: string): string {
    const first = this.#take()
    if (first === '}') {
      const value = this.#value(name)
      return value === undefined && this.#options.keepUnset ? `\${${name}}` : (value ?? '')
    }
    if (first === '/') return this.#readReplacement(name)
    const emptyIsUnset = first === ':'
    const modifier = emptyIsUnset ? this.#take() : first
    const isPattern = modifier === '#' || modifier === '%'
    if (modifier === undefined) throw this.#unclosed()
    if (!['+', '-', '?', '#', '%'].includes(modifier) || (emptyIsUnset && isPattern))
      throw this.#unsupported(`${emptyIsUnset ? ':' : ''}${modifier}`)
    const word = this.#readInner('}', isPattern)
    const value = this.#value(name)
    if (value === undefined && this.#options.keepUnset)
      return `\${${name}${emptyIsUnset ? ':' : ''}${modifier}${word}}`
    if (isPattern) return this.#trimmed(value ?? '', word, modifier)
    const isSet = value !== undefined && !(emptyIsUnset && value === '')
    if (modifier === '-') return isSet ? value : word
    if (modifier === '+') return isSet ? word : ''
    if (isSet) return value
    const reason = word || (value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty')
    throw this.#fail(`${name}: ${reason}`, `Give ${name} a value: with a build argument, ARG or ENV`)
  }

  #trimmed(value: string, word: string, modifier: string): string {
    const longest = word.startsWith(modifier)
    const pattern = parseShellPattern(longest ? word.slice(1) : word)
    if ('reason' in pattern) throw this.#badPattern(pattern.reason)
    const trim = modifier === '#' ? withoutPrefix : withoutSuffix
    return trim(value, pattern.tokens, longest)
  }

  #readReplacement(name: string): string {
    const every = this.#next === '/'
    if (every) this.#position++
    const text = this.#readInner('/', true)
    const replacement = this.#readInner('}', true)
    const value = this.#value(name)
    if (value === undefined && this.#options.keepUnset) return `\${${name}/${text}/${replacement}}`
    const pattern = parseShellPattern(text)
    if ('reason' in pattern) throw this.#badPattern(pattern.reason)
    return withReplacement(value ?? '', pattern.tokens, replacement, every)
  }

  #readInner(stop: string, keepEscapes: boolean): string {
    return this.#readUntil(stop, keepEscapes).text
  }

  #unclosed(): DocklessError {
    return this.#fail('"}" is missing', 'Close the variable with "}", or write \\$ for a dollar sign')
  }

  #unsupported(modifier: string): DocklessError {
    return this.#fail(
      `"${modifier}" is not a modifier`,
      'Use one of ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/w} ${x//p/w}',
    )
  }

  #badPattern(reason: string): DocklessError {
    return this.#fail(
      `${reason} in a pattern`,
      'In patterns, "\\" may only stand before "*", "?", "\\", "}" and "/"',
    )
  }

  /** A name, a run of digits, or one of the shell's special parameters; may be empty. */
  #readName(): string {
    const first = this.#next
    if (first !== undefined && /\p{Nd}/u.test(first)) return this.#takeWhile(/\p{Nd}/u)
    if (first !== undefined && SPECIAL.has(first)) return this.#take() ?? ''
    return this.#takeWhile(/[\p{L}\p{Nd}_]/u)
  }

  #takeWhile(pattern: RegExp, atMost = Number.POSITIVE_INFINITY): string {
    let text = ''
    for (let taken = 0; taken < atMost && this.#next !== undefined && pattern.test(this.#next); taken++)
      text += this.#take() ?? ''
    return text
  }

  #value(name: string): string | undefined {
    const value = this.#lookup(name)
    if (value === undefined) this.#missing.add(name)
    else this.#used.add(name)
    return value
  }
}

/** Collects words: plain white space ends one, quoted characters never do. */
class WordList {
  readonly #words: string[] = []
  #current = ''

  add(character: string): void {
    if (!isSpace(character)) this.#current += character
    else this.#end()
  }

  addText(text: string): void {
    for (const character of text) this.add(character)
  }

  addQuoted(text: string): void {
    this.#current += text
  }

  all(): readonly string[] {
    this.#end()
    return this.#words
  }

  #end(): void {
    if (this.#current !== '') this.#words.push(this.#current)
    this.#current = ''
  }
}
