import { DocklessError, type Place } from '../errors/errors.js'
import { expand } from './words.js'

/** `<<EOF`, `<<-EOF`, `3<<"EOF"`: how a here-document is opened. */
export interface HeredocMark {
  /** The delimiter without quotes. */
  readonly name: string
  /** False when any part of the delimiter was quoted. */
  readonly expand: boolean
  readonly stripTabs: boolean
  readonly fileDescriptor: number
}

const MARK = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/
const nothing = (): undefined => undefined

/** Reads one word as the opening of a here-document; undefined when it is none. Throws for an unmatched quote. */
function parseMark(word: string, place: Place | undefined): HeredocMark | undefined {
  const match = MARK.exec(word)
  const delimiter = match?.[3] ?? ''
  if (!match || delimiter === '') return undefined
  const options = { keepUnset: true, ...(place ? { place } : {}) }
  const plain = expand(delimiter, nothing, options).words
  const name = plain[0]
  if (name === undefined || plain.length > 1) return undefined
  const raw = expand(delimiter, nothing, { ...options, keepQuotes: true }).words[0] ?? ''
  return {
    name,
    expand: quotes(name) === quotes(raw),
    stripTabs: match[2] === '-',
    fileDescriptor: match[1] ? Number(match[1]) : 0,
  }
}

/** Reads an argument of COPY or ADD as the opening of a here-document; anything else is a path. */
export function parseHeredocMark(word: string): HeredocMark | undefined {
  return unlessRefused(() => parseMark(word, undefined))
}

/** The here-documents that a line of ADD, COPY or RUN opens, in order. Throws for an unmatched quote in one. */
export function heredocMarks(line: string, place: Place): readonly HeredocMark[] {
  if (!line.includes('<<')) return []
  return shellWords(line).flatMap((word) => parseMark(word, place) ?? [])
}

/** `<<-` takes the tabs off the beginning of each line. */
export function stripLeadingTabs(content: string): string {
  return content.replace(/^\t+/gm, '')
}

/** The words of a shell line. A line that is none of ours to judge (an odd quote) opens no here-document. */
function shellWords(line: string): readonly string[] {
  const options = { keepQuotes: true, keepEscapes: true, keepUnset: true }
  return unlessRefused(() => expand(line, nothing, options).words) ?? []
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof DocklessError) return undefined
    throw error
  }
}

function quotes(text: string): number {
  return text.replace(/[^'"]/g, '').length
}
