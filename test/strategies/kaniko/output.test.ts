import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../../src/dockerfile/parse.js'
import { Logger, type LogSink, silentSink } from '../../../src/log/logger.js'
import { failedStep } from '../../../src/runner/failed-step.js'
import { KanikoOutput } from '../../../src/strategies/kaniko/output.js'

const say = (msg: string, level = 'info') => JSON.stringify({ level, msg, time: '2026-01-01T00:00:00Z' })

function recorder(): { log: Logger; lines: string[] } {
  const lines: string[] = []
  const sink: LogSink = { ...silentSink, line: (level, message) => void lines.push(`${level}: ${message}`) }
  return { log: new Logger(sink), lines }
}

const DOCKERFILE = `FROM a AS one
RUN true

FROM one
# a comment
RUN true
RUN echo last words \\
  && exit 42
RUN true
`
const LINES = [
  say("Building stage 'a' [idx: '0', base-idx: '-1']"),
  say('RUN true'),
  say('Running: [/bin/sh -c true]'),
  say("Building stage 'one' [idx: '1', base-idx: '0']"),
  say('RUN true'),
  say('Running: [/bin/sh -c true]'),
  say('RUN echo last words   && exit 42'),
  say('Running: [/bin/sh -c echo last words   && exit 42]'),
  'last words',
  'error building image: error building stage: failed to execute command: waiting for process to exit: exit status 42',
]

describe('the output of kaniko', () => {
  test('is told an instruction a line, with what RUN steps write', () => {
    const { log, lines } = recorder()
    const output = new KanikoOutput(log, { '127.0.0.1:1/o/docker.io': 'docker.io' })
    for (const line of [
      say('Retrieving image 127.0.0.1:1/o/docker.io/library/a'),
      say('RUN make'),
      'compiling',
      say('beware', 'warning'),
      say(
        'Kaniko is being run outside of a container. This can have dangerous effects on your system',
        'warning',
      ),
      '{"not": "a message"}',
    ])
      output.line(line)
    expect(lines).toEqual([
      'debug: Retrieving image docker.io/library/a',
      'info: RUN make',
      'info: compiling',
      'warning: beware',
      'debug: Kaniko is being run outside of a container. This can have dangerous effects on your system',
      'info: {"not": "a message"}',
    ])
  })

  test('a step that fails: its words, its exit status, its line', () => {
    const output = new KanikoOutput(recorder().log)
    for (const line of LINES) output.line(line)
    expect(output.failed).toEqual({
      name: 'RUN echo last words   && exit 42',
      error: LINES.at(-1),
      output: ['last words'],
    })
    expect(output.lineIn(parseDockerfile(DOCKERFILE, 'Dockerfile'))).toBe(7)
    expect(failedStep(output.text)).toEqual({
      exitStatus: 42,
      command: 'echo last words   && exit 42',
    })
  })

  test('of equal steps it is the one that was reached', () => {
    const output = new KanikoOutput(recorder().log)
    for (const line of [...LINES.slice(0, 6), say('RUN echo last words   && exit 42'), say('RUN true')])
      output.line(line)
    expect(output.lineIn(parseDockerfile(DOCKERFILE, 'Dockerfile'))).toBe(9)
  })

  test('an end that no step made is none', () => {
    const output = new KanikoOutput(recorder().log)
    output.line('error building image: image not found on any configured mapped registries for x')
    expect(failedStep(output.text)).toBeUndefined()
    expect(output.failed).toBeUndefined()
    expect(output.spoke).toBe(false)
  })
})
