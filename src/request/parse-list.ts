import { parse } from 'csv-parse/sync'
import { messageOf } from '../errors/errors.js'

export interface ListSyntax {
  /** Commas separate items as line ends do. */
  readonly commas: boolean
  /** White space around items is dropped. */
  readonly trim: boolean
  /** Quotes are ordinary characters. */
  readonly literalQuotes?: boolean
}

/** The items, or why the text is not a list (a clause that never holds a part of the text: it may be secret). */
export type ParsedList = readonly string[] | { readonly reason: string }

/**
 * Reads a list as docker/build-push-action does: CSV, one record a line; quotes may hold line ends, and quotes
 * inside of an unquoted field are ordinary characters. Where commas do not separate, the fields of a record are
 * one item. Empty items are dropped.
 */
export function parseCsvList(text: string, syntax: ListSyntax): ParsedList {
  let records: string[][]
  try {
    records = parse(text, {
      bom: true,
      quote: syntax.literalQuotes ? null : '"',
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
    })
  } catch (error) {
    return {
      reason: /quote/i.test(messageOf(error)) ? 'a quote is opened and never closed' : 'it is not CSV',
    }
  }
  const items = records.flatMap((fields) => {
    if (!syntax.commas) return [fields.join(',')]
    return fields.length === 1 ? (fields[0] ?? '').split(',') : fields
  })
  return items.filter((item) => item.trim() !== '').map((item) => (syntax.trim ? item.trim() : item))
}

/** Reads a list that stands as a JSON array in a variable: each element is one item, as it is. */
export function parseJsonList(text: string): ParsedList {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { reason: 'it begins with "[" and is not a JSON array' }
  }
  if (!Array.isArray(value)) return { reason: 'it is not a JSON array' }
  const items: string[] = []
  for (const element of value) {
    if (typeof element !== 'string' && typeof element !== 'number' && typeof element !== 'boolean') {
      return { reason: 'an element of its JSON array is neither text, number nor boolean' }
    }
    if (String(element).trim() !== '') items.push(String(element))
  }
  return items
}
