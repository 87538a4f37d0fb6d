import type { Logger } from '../../log/logger.js'
import { isObject } from '../../oci/json.js'

/** A step that failed, as BuildKit's progress told it. */
export interface FailedVertex {
  /** `[build 2/4] RUN make` */
  readonly name: string
  readonly error: string
  /** The last lines that it wrote. */
  readonly output: readonly string[]
}

interface Vertex {
  /** Given when it first has something to say, so that numbers rise down the log. */
  number: number | undefined
  name: string
  startedMs: number | undefined
  done: boolean
  partial: string
  readonly tail: string[]
}

const TAIL = 40
/** Names of what reads and writes a cache in a registry: no build fails for it. */
const ABOUT_CACHE = /^(?:importing cache manifest|exporting cache to) /

/** A longer line comes in pieces, as it does from a program. */
const LONGEST_LINE = 1 << 16

/**
 * Reads what `buildctl --progress rawjson` writes to stderr, one JSON object a line, and logs it as people read it:
 * a line when a step begins, its output, a line when it is done. What is no progress is kept: the error.
 */
export class BuildkitProgress {
  readonly #log: Logger
  readonly #aliases: readonly (readonly [string, string])[]
  readonly #vertices = new Map<string, Vertex>()
  readonly #text: string[] = []
  #numbered = 0
  #failed: FailedVertex | undefined

  /** `aliases`: names of the relay that are to be told by their own names. */
  constructor(log: Logger, aliases: Readonly<Record<string, string>> = {}) {
    this.#log = log
    this.#aliases = Object.entries(aliases)
  }

  /** The first step that failed by itself, not because another one did. */
  get failed(): FailedVertex | undefined {
    return this.#failed
  }

  /** What buildctl said besides progress: the error and the excerpt of the Dockerfile. */
  get text(): string {
    return this.#text.join('\n')
  }

  /** Takes one line. */
  line(raw: string): void {
    const line = this.#aliases.reduce((text, [alias, name]) => text.replaceAll(alias, name), raw)
    const event = parseObject(line)
    if (!event) {
      if (line.trim() !== '') this.#log.debug(line)
      this.#text.push(line)
      return
    }
    for (const entry of objects(event['vertexes'])) this.#vertex(entry)
    for (const entry of objects(event['logs'])) this.#output(entry)
    for (const entry of objects(event['warnings'])) this.#warning(entry)
  }

  #vertex(entry: Readonly<Record<string, unknown>>): void {
    const vertex = this.#at(textOf(entry['digest']), textOf(entry['name']))
    const started = timeOf(entry['started'])
    const internal = vertex.name.startsWith('[internal]') || vertex.name.startsWith('[auth]')
    const say = (what: string): void => {
      if (internal) this.#log.debug(what)
      else this.#log.info(`${this.#mark(vertex)} ${what}`)
    }
    if (started !== undefined && vertex.startedMs === undefined) {
      vertex.startedMs = started
      if (entry['cached'] !== true) say(vertex.name)
    }
    const error = textOf(entry['error'])
    const completed = timeOf(entry['completed'])
    if (completed === undefined || (vertex.done && error === '')) return
    // A step is done and begun again while its inputs are looked at: only work and failure are worth a line.
    const wasDone = vertex.done
    vertex.done = true
    this.#flush(vertex)
    if (error !== '') this.#fail(vertex, error)
    else if (entry['cached'] === true) say(`${vertex.name} (cached)`)
    else if (!wasDone) say(`done in ${seconds(completed - (vertex.startedMs ?? completed))} s`)
  }

  #fail(vertex: Vertex, error: string): void {
    if (/context canceled|^canceled/i.test(error)) return
    if (ABOUT_CACHE.test(vertex.name)) {
      const why = error.endsWith('not found') ? 'nothing is there yet' : `goes without: ${error}`
      this.#log.info(`${this.#mark(vertex)} ${why}`)
      return
    }
    this.#failed ??= { name: vertex.name, error, output: vertex.tail }
    this.#log.info(`${this.#mark(vertex)} failed: ${error}`)
  }

  #output(entry: Readonly<Record<string, unknown>>): void {
    const vertex = this.#at(textOf(entry['vertex']), '')
    const text = vertex.partial + Buffer.from(textOf(entry['data']), 'base64').toString('utf8')
    const lines = text.split(/\r?\n/)
    vertex.partial = lines.pop() ?? ''
    for (const line of lines) this.#say(vertex, line)
    if (vertex.partial.length > LONGEST_LINE) this.#flush(vertex)
  }

  #flush(vertex: Vertex): void {
    if (vertex.partial !== '') this.#say(vertex, vertex.partial)
    vertex.partial = ''
  }

  #say(vertex: Vertex, line: string): void {
    vertex.tail.push(line)
    if (vertex.tail.length > TAIL) vertex.tail.shift()
    this.#log.info(`${this.#mark(vertex)}   ${line}`)
  }

  #warning(entry: Readonly<Record<string, unknown>>): void {
    const text = Buffer.from(textOf(entry['short']), 'base64').toString('utf8')
    if (text !== '') this.#log.warning(text)
  }

  #mark(vertex: Vertex): string {
    vertex.number ??= ++this.#numbered
    return `#${vertex.number}`
  }

  #at(digest: string, name: string): Vertex {
    const known = this.#vertices.get(digest)
    if (known) {
      if (name !== '') known.name = name
      return known
    }
    const vertex: Vertex = {
      number: undefined,
      name,
      startedMs: undefined,
      done: false,
      partial: '',
      tail: [],
    }
    this.#vertices.set(digest, vertex)
    return vertex
  }
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(1)
}
