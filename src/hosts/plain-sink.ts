import type { Place } from '../errors/errors.js'
import type { Level, LogSink } from '../log/logger.js'
import type { HostOptions } from './options.js'

const PREFIX: Readonly<Record<Level, string>> = {
  debug: 'debug: ',
  info: '',
  notice: '',
  warning: 'warning: ',
  error: 'error: ',
}
/** SGR parameters (ECMA-48, 8.3.117): faint, bold, yellow, red. */
const STYLE: Readonly<Record<Level, string>> = {
  debug: '2',
  info: '',
  notice: '1',
  warning: '33',
  error: '31',
}

/** `file:line:column: `, as compilers write it and editors find it. */
function placePrefix(place: Place | undefined): string {
  if (!place) return ''
  const column = place.column === undefined ? '' : `:${place.column}`
  return `${place.file}:${place.line}${column}: `
}

function styled(text: string, style: string, colour: boolean): string {
  return colour && style !== '' ? `\u001B[${style}m${text}\u001B[0m` : text
}

/** Text for people: a line each, with level and place in front. Groups are titles. */
export function plainSink(options: Pick<HostOptions, 'write' | 'colour' | 'debug'>): LogSink {
  const { write, colour, debug } = options
  return {
    line(level, message, place) {
      if (level === 'debug' && !debug) return
      const text = message
        .split('\n')
        .map((line) => styled(line, STYLE[level], colour))
        .join('\n')
      write(`${placePrefix(place)}${styled(PREFIX[level], STYLE[level], colour)}${text}\n`)
    },
    openGroup(title) {
      write(`${styled(`==> ${title}`, '1', colour)}\n`)
    },
    closeGroup() {},
  }
}
