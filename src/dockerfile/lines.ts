import type { Place } from '../errors/errors.js'
import type { Directives, DockerfileWarning, Lines } from './ast.js'
import { dockerfileError } from './failure.js'
import type { HeredocMark } from './heredoc.js'
import { trimSpace, trimStart } from './text.js'

/** An instruction on one line: continuations joined, comments dropped. */
export interface LogicalLine {
  readonly text: string
  readonly lines: Lines
}

/** The body of a here-document as the file has it, line ends included. */
export interface HeredocBody {
  readonly content: string
  readonly lines: Lines
}

const BYTE_ORDER_MARK = '\ufeff'
const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/
const CONTINUATION = {
  '\\': /([^\\])\\[ \t]*$|^\\[ \t]*$/,
  '`': /([^`])`[ \t]*$|^`[ \t]*$/,
} as const

/** Reads a Dockerfile line by line: directives, comments, continuations and, when asked, here-documents. */
export class LineReader {
  readonly warnings: DockerfileWarning[] = []
  readonly #file: string
  /** Physical lines with their line ends. */
  readonly #lines: readonly string[]
  readonly #directives: DirectiveReader
  #read = 0

  constructor(text: string, file: string) {
    this.#file = file
    const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    this.#lines = body.match(/[^\n]*\n|[^\n]+$/g) ?? []
    this.#directives = new DirectiveReader(file)
  }

  /** Complete once the first instruction was read. */
  get directives(): Directives {
    return { ...this.#directives.found, syntax: syntaxDirective(this.#lines) }
  }

  get escape(): '\\' | '`' {
    return this.#directives.found.escape
  }

  /** Number of the last line that was read. */
  get lineNumber(): number {
    return this.#read
  }

  /** The next instruction; undefined at the end of the file. */
  nextLine(): LogicalLine | undefined {
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const trimmed = trimStart(withoutLineEnd(raw))
      this.#directives.read(trimmed, this.#read)
      const { text, continues } = this.#continuation(isComment(trimmed) ? '' : trimmed)
      if (text === '' && !continues) continue
      const start = this.#read
      const whole = continues ? text + this.#readContinuation() : text
      return { text: whole, lines: { start, end: this.#read } }
    }
    return undefined
  }

  /** The body of a here-document up to its delimiter; undefined when the file ends before it. */
  readHeredoc(mark: HeredocMark): HeredocBody | undefined {
    const start = this.#read + 1
    let content = ''
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const line = withoutLineEnd(raw)
      if ((mark.stripTabs ? line.replace(/^\t+/, '') : line) === mark.name)
        return { content, lines: { start, end: this.#read - 1 } }
      content += raw
    }
    return undefined
  }

  #readContinuation(): string {
    let whole = ''
    let emptyLine: number | undefined
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const line = withoutLineEnd(raw)
      this.#directives.read(line, this.#read)
      if (isComment(line)) continue
      if (trimSpace(line) === '') {
        emptyLine ??= this.#read
        continue
      }
      const { text, continues } = this.#continuation(line)
      whole += text
      if (!continues) break
    }
    if (emptyLine !== undefined) this.#warnOfEmptyLine(emptyLine)
    return whole
  }

  #warnOfEmptyLine(line: number): void {
    this.warnings.push({
      message: `an empty line continues the instruction before it; write a comment or remove the line (${this.#file}:${line})`,
      lines: { start: line, end: line },
    })
  }

  #continuation(line: string): { text: string; continues: boolean } {
    const text = line.replace(CONTINUATION[this.escape], '$1')
    return { text, continues: text !== line }
  }

  #take(): string | undefined {
    const line = this.#lines[this.#read]
    if (line !== undefined) this.#read++
    return line
  }
}

/** Parser directives stand in comments at the very top; the first line that is none ends them. */
class DirectiveReader {
  readonly #file: string
  readonly #seen = new Set<string>()
  #done = false
  found: Omit<Directives, 'syntax'> = { escape: '\\', check: undefined }

  constructor(file: string) {
    this.#file = file
  }

  read(line: string, number: number): void {
    if (this.#done) return
    const directive = parseDirective(line, '#')
    if (!directive) {
      this.#done = true
      return
    }
    const { key, value } = directive
    const place = { file: this.#file, line: number }
    if (this.#seen.has(key))
      throw dockerfileError(`the directive "# ${key}=" is given twice`, place, `Keep one of them`)
    this.#seen.add(key)
    if (key === 'check') this.found = { ...this.found, check: value }
    if (key === 'escape') this.found = { ...this.found, escape: escapeCharacter(value, place) }
  }
}

function escapeCharacter(value: string, place: Place): '\\' | '`' {
  if (value === '\\' || value === '`') return value
  throw dockerfileError(
    `the escape character is ${JSON.stringify(value)}`,
    place,
    'Write # escape=\\ or # escape=`: no other character can be it',
  )
}

function parseDirective(
  line: string,
  comment: '#' | '//',
): { readonly key: 'syntax' | 'escape' | 'check'; readonly value: string } | undefined {
  if (!line.startsWith(comment)) return undefined
  const match = DIRECTIVE.exec(trimStart(line.slice(comment.length)))
  const key = match?.[1]?.toLowerCase()
  if (key !== 'syntax' && key !== 'escape' && key !== 'check') return undefined
  return { key, value: match?.[2] ?? '' }
}

/**
 * `# syntax=` is looked for more generously than the other directives, as other frontends' files have it too:
 * after a `#!` line, and in `//` comments.
 */
function syntaxDirective(lines: readonly string[]): Directives['syntax'] {
  const first = lines[0]?.startsWith('#!') ? 1 : 0
  for (const comment of ['#', '//'] as const) {
    for (let i = first; i < lines.length; i++) {
      const directive = parseDirective(withoutLineEnd(lines[i] ?? ''), comment)
      if (!directive) break
      if (directive.key !== 'syntax') continue
      const image = directive.value.split(' ')[0] ?? ''
      return { image, lines: { start: i + 1, end: i + 1 } }
    }
  }
  return undefined
}

function withoutLineEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '')
}

function isComment(line: string): boolean {
  return trimStart(line).startsWith('#')
}
