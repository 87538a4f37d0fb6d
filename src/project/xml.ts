/** An element: its name without a prefix, the text directly in it, its children, the line it begins on. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
  /** 1-based. */
  readonly line: number
}

interface Open {
  readonly name: string
  text: string
  readonly children: XmlElement[]
  readonly line: number
}

const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^>]*>|<(\/?)([^\s<>/]+)[^<>]*?(\/?)>|([^<]+)/g
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads as much of XML as build files are made of: elements and their text. Attributes, comments and processing
 * instructions are passed over; entities of a document type are not known. Undefined for what is not well-formed.
 */
export function parseXml(source: string): XmlElement | undefined {
  const open: Open[] = [{ name: '', text: '', children: [], line: 1 }]
  let line = 1
  let end = 0
  for (const token of source.matchAll(TOKEN)) {
    if (token.index !== end) return undefined
    end = token.index + token[0].length
    const [, cdata, slash, name, empty, text] = token
    const at = open.at(-1)
    if (!at) return undefined
    if (text !== undefined || cdata !== undefined) at.text += cdata ?? unescaped(text ?? '')
    else if (name !== undefined && slash === '') {
      const element = { name: localName(name), text: '', children: [], line }
      if (empty === '/') at.children.push(element)
      else open.push(element)
    } else if (name !== undefined && !closes(open, localName(name))) return undefined
    line += token[0].split('\n').length - 1
  }
  const [root, ...unclosed] = open
  if (end !== source.length || unclosed.length > 0 || root?.children.length !== 1) return undefined
  return root.children[0]
}

function closes(open: Open[], name: string): boolean {
  const closed = open.pop()
  const parent = open.at(-1)
  if (closed?.name !== name || !parent) return false
  parent.children.push({ ...closed, text: closed.text.trim() })
  return true
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (name !== undefined) return ENTITIES[name] ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The first element at a path of names below another one. */
export function child(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  let at = element
  for (const name of names) at = at?.children.find((one) => one.name === name)
  return at
}

/** All elements at a path: every `name` below the first of each parent. */
export function childrenOf(
  element: XmlElement | undefined,
  ...names: readonly string[]
): readonly XmlElement[] {
  const parent = child(element, ...names.slice(0, -1))
  return parent?.children.filter((one) => one.name === names.at(-1)) ?? []
}
