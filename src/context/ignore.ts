import { posix } from 'node:path'
import { DocklessError, type Place } from '../errors/errors.js'

/** One pattern of an ignore file, and its line. */
export interface IgnoreRule {
  readonly pattern: string
  readonly place?: Place
}

/** Which patterns matched a directory, in their order: what its children are matched with. */
export type MatchState = readonly boolean[]

/**
 * Reads an ignore file: a pattern a line, `#` at the very beginning of a line for comments, `!` to take a match
 * back, a leading slash of no meaning (Docker's reference, ".dockerignore files").
 */
export function readIgnoreFile(text: string, file: string): readonly IgnoreRule[] {
  const lines = text.replace(/^\ufeff/, '').split('\n')
  return lines.flatMap((line, index) => {
    if (line.startsWith('#') || line.trim() === '') return []
    const trimmed = line.trim()
    const isException = trimmed.startsWith('!')
    const body = isException ? trimmed.slice(1).trim() : trimmed
    const cleaned = body === '' ? '' : withoutRoot(cleanPath(body))
    return [{ pattern: isException ? `!${cleaned}` : cleaned, place: { file, line: index + 1 } }]
  })
}

/**
 * Matches paths as moby/patternmatcher does, which Docker, BuildKit and buildah share: `*` and `?` stop at a
 * slash, `**` does not, a pattern that matches a directory matches what is below it, the last match counts, and
 * `!` takes a match back. Throws DocklessError for a malformed pattern.
 */
export class PatternMatcher {
  readonly #patterns: readonly Pattern[]

  constructor(rules: readonly (string | IgnoreRule)[]) {
    this.#patterns = rules.flatMap((rule) => {
      const { pattern, place } = typeof rule === 'string' ? { pattern: rule } : rule
      return pattern.trim() === '' ? [] : [new Pattern(pattern, place)]
    })
  }

  /** True when some pattern begins with `!`. */
  get hasExceptions(): boolean {
    return this.#patterns.some((pattern) => pattern.isException)
  }

  /** True when a path, or a directory above it, matches. Slashes part its components. */
  matches(path: string): boolean {
    const parents = parentsOf(path)
    let matched = false
    for (const pattern of this.#patterns) {
      if (pattern.isException !== matched) continue
      if (pattern.matches(path) || parents.some((parent) => pattern.matches(parent)))
        matched = !pattern.isException
    }
    return matched
  }

  /**
   * The same for a walk, which knows what matched the directory above (undefined at the top). It is what the
   * transfer of a context goes by, and differs from `matches` where a `!` pattern of a directory came before
   * anything had matched.
   */
  step(
    path: string,
    above: MatchState | undefined,
  ): { readonly matched: boolean; readonly state: MatchState } {
    let matched = false
    const state = this.#patterns.map((pattern, index) => {
      const inherited = above?.[index] ?? false
      if (!inherited && pattern.isException !== matched) return false
      const hit = inherited || pattern.matches(path)
      if (hit) matched = !pattern.isException
      return hit
    })
    return { matched, state }
  }

  /** False when nothing below a directory that matched can be taken back: the walk need not enter it. */
  mayReinclude(directory: string): boolean {
    return this.#patterns.some((pattern) => pattern.isException && pattern.mayMatchBelow(directory))
  }
}

/** Go's filepath.Clean. */
function cleanPath(path: string): string {
  const normal = posix.normalize(path)
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal
}

function withoutRoot(path: string): string {
  return path.length > 1 && path.startsWith('/') ? path.slice(1) : path
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

type Test = (path: string) => boolean

class Pattern {
  readonly isException: boolean
  readonly #body: string
  readonly #test: Test

  constructor(text: string, place: Place | undefined) {
    const cleaned = cleanPath(text.trim())
    this.isException = cleaned.startsWith('!')
    this.#body = this.isException ? cleaned.slice(1) : cleaned
    if (this.#body === '') throw badPattern(text, 'it excepts nothing', place)
    if (!isWellFormed(this.#body)) throw badPattern(text, 'a "[" or "\\" in it has no end', place)
    const test = compile(this.#body)
    if (!test) throw badPattern(text, 'it is no valid expression', place)
    this.#test = test
  }

  matches(path: string): boolean {
    return this.#test(path)
  }

  /** Compares as many leading components as hold no special character. */
  mayMatchBelow(directory: string): boolean {
    const here = directory.split('/')
    for (const [index, part] of this.#body.split('/').entries()) {
      if (/[*?[\]\\{}|^$]/.test(part) || index >= here.length) return true
      if (part !== here[index]) return false
    }
    return false
  }
}

function badPattern(pattern: string, reason: string, place: Place | undefined): DocklessError {
  const details = { fix: 'Correct the pattern; "[a-z]" is a class and "\\" takes a character as it is' }
  return new DocklessError(
    'BUILD_FAILED',
    `the pattern ${JSON.stringify(pattern)} is malformed: ${reason}`,
    place ? { ...details, place } : details,
  )
}

/** The syntax check of Go's filepath.Match: classes are closed, not empty, and no backslash ends the pattern. */
function isWellFormed(pattern: string): boolean {
  const characters = [...pattern]
  let at = 0
  const readOne = (): boolean => {
    const character = characters[at]
    if (character === undefined || character === '-' || character === ']') return false
    at += character === '\\' ? 2 : 1
    return at < characters.length
  }
  while (at < characters.length) {
    const character = characters[at++]
    if (character === '\\' && characters[at++] === undefined) return false
    if (character !== '[') continue
    if (characters[at] === '^') at++
    for (let first = true; first || characters[at] !== ']'; first = false) {
      if (!readOne()) return false
      if (characters[at] !== '-') continue
      at++
      if (!readOne()) return false
    }
    at++
  }
  return true
}

/**
 * How a pattern is matched is decided on the way: literally, by its end (`**` first and no wildcard after), by
 * its beginning (`**` last), or by an expression. That `**b` is matched by its end, and so hits `ab`, is part of
 * the contract.
 */
function compile(pattern: string): Test | undefined {
  const characters = [...pattern]
  let how: 'exact' | 'prefix' | 'suffix' | 'expression' = 'exact'
  let expression = '^'
  let at = 0
  while (at < characters.length) {
    const isFirst = at === 0
    const character = characters[at++] ?? ''
    if (character === '*' && characters[at] === '*') {
      at++
      if (characters[at] === '/') at++
      if (at < characters.length) {
        expression += '([^\\n]*/)?'
        how = 'expression'
      } else if (how === 'exact') how = 'prefix'
      else {
        expression += '[^\\n]*'
        how = 'expression'
      }
      if (isFirst) how = 'suffix'
    } else if (character === '*') {
      expression += '[^/]*'
      how = 'expression'
    } else if (character === '?') {
      expression += '[^/]'
      how = 'expression'
    } else if (character === '\\') {
      expression += `\\${characters[at++] ?? ''}`
      how = 'expression'
    } else if (character === '[' || character === ']') {
      expression += character
      how = 'expression'
    } else expression += '.+()$'.includes(character) ? `\\${character}` : character
  }
  if (how === 'exact') return (path) => path === pattern
  if (how === 'prefix') return (path) => path.startsWith(pattern.slice(0, -2))
  if (how === 'suffix') {
    const end = pattern.slice(2)
    return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1))
  }
  return toTest(`${expression}$`)
}

function toTest(goExpression: string): Test | undefined {
  const source = translate(goExpression)
  if (source === undefined) return undefined
  try {
    const compiled = new RegExp(source, 'u')
    return (path) => compiled.test(path)
  } catch {
    return undefined
  }
}

/**
 * An expression of Go's regexp in JavaScript's terms. Patterns reach Go's engine with `{ } | ^` unescaped, and
 * with a backslash before any character, so these mean there what they mean to it. Undefined when Go refuses it.
 */
function translate(source: string): string | undefined {
  let out = ''
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const piece =
      /^\\(?:.|\n)/u.exec(rest)?.[0] ??
      /^\[\^?\]?(?:\\(?:.|\n)|[^\]\\])*\]/u.exec(rest)?.[0] ??
      /^\{[0-9]+(?:,[0-9]*)?\}/.exec(rest)?.[0] ??
      String.fromCodePoint(rest.codePointAt(0) ?? 0)
    const translated = translatePiece(piece)
    if (translated === undefined) return undefined
    out += translated
    at += piece.length
  }
  return out
}

function translatePiece(piece: string): string | undefined {
  if (piece.startsWith('\\')) return translateEscape(piece.slice(1))
  if (piece === '[') return undefined
  if (piece.startsWith('[')) return translateClass(piece)
  return piece === ']' || piece === '{' || piece === '}' ? `\\${piece}` : piece
}

function translateEscape(character: string): string | undefined {
  if (/^[nrtfvdDwWsSbB]$/.test(character)) return `\\${character}`
  if (character === 'a') return '\\x07'
  if (/^[^a-zA-Z0-9\u0080-\u{10ffff}]$/u.test(character)) return literal(character)
  return undefined
}

function translateClass(piece: string): string | undefined {
  if (piece.includes('[:')) return undefined
  const negated = piece.startsWith('[^')
  const body = piece.slice(negated ? 2 : 1, -1)
  let out = negated ? '[^' : '['
  for (const item of body.match(/\\(?:.|\n)|[^\\]/gu) ?? []) {
    const escaped = item.startsWith('\\')
      ? translateEscape(item.slice(1))
      : item === '-'
        ? '-'
        : literal(item)
    if (escaped === undefined) return undefined
    out += escaped
  }
  return `${out}]`
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character)
    ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
    : character
}
