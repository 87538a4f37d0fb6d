import type { Place } from '../errors/errors.js'
import { Redactor } from './redactor.js'

export type Level = 'debug' | 'info' | 'notice' | 'warning' | 'error'

/** Where log lines go. Every CI host has one of its own: workflow commands, section markers, plain text. */
export interface LogSink {
  line(level: Level, message: string, place?: Place): void
  openGroup(title: string): void
  closeGroup(): void
}

/** Writes redacted lines to the sink of the CI host. People's text only: documents go to stdout by other ways. */
export class Logger {
  readonly redactor: Redactor
  readonly #sink: LogSink

  constructor(sink: LogSink, redactor = new Redactor()) {
    this.#sink = sink
    this.redactor = redactor
  }

  debug(message: string): void {
    this.#write('debug', message)
  }

  info(message: string): void {
    this.#write('info', message)
  }

  notice(message: string, place?: Place): void {
    this.#write('notice', message, place)
  }

  warning(message: string, place?: Place): void {
    this.#write('warning', message, place)
  }

  error(message: string, place?: Place): void {
    this.#write('error', message, place)
  }

  /** Runs `body` inside a fold of the CI's log. */
  async group<T>(title: string, body: () => Promise<T>): Promise<T> {
    this.#sink.openGroup(this.redactor.redact(title))
    try {
      return await body()
    } finally {
      this.#sink.closeGroup()
    }
  }

  #write(level: Level, message: string, place?: Place): void {
    this.#sink.line(level, this.redactor.redact(message), place)
  }
}

/** A sink that drops everything: for tests and for questions whose answer alone matters. */
export const silentSink: LogSink = { line() {}, openGroup() {}, closeGroup() {} }
