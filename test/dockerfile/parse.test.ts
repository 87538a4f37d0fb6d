import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocklessError } from '../../src/errors/errors.js'
import type { Dockerfile, StageInstruction } from '../../src/dockerfile/ast.js'
import { parseDockerfile, parseTrigger } from '../../src/dockerfile/parse.js'

function parse(text: string): Dockerfile {
  return parseDockerfile(text, 'Dockerfile')
}

/** The instructions after `FROM base`. */
function after(text: string): readonly StageInstruction[] {
  return parse(`FROM base\n${text}`).stages[0]?.instructions ?? []
}

function only(text: string): StageInstruction {
  const [first, ...more] = after(text)
  if (!first || more.length > 0) throw new Error(`not one instruction: ${text}`)
  return first
}

function refusal(text: string): DocklessError {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof DocklessError) return error
    throw error
  }
  throw new Error(`not refused: ${text}`)
}

describe('FROM', () => {
  it('begins stages, which are numbered and named in lower case', () => {
    const { stages, globalArgs } = parse('ARG V=1\nFROM a:$V AS Build\nRUN x\nfrom --platform=$P b\n')
    expect(globalArgs.map((arg) => arg.args)).toEqual([[{ name: 'V', value: '1' }]])
    expect(stages).toMatchObject([
      { index: 0, name: 'build', from: { image: 'a:$V', alias: 'Build' }, lines: { start: 2, end: 3 } },
      { index: 1, name: undefined, from: { image: 'b', platform: '$P' }, lines: { start: 4, end: 4 } },
    ])
  })

  it.each([
    ['FROM', 'FROM names no image', 1],
    ['FROM a b', 'more than an image', 1],
    ['FROM a AS', 'more than an image', 1],
    ['FROM a AS 1st', 'cannot name a stage', 1],
    ['FROM a AS b c', 'more than an image', 1],
    ['RUN x', 'RUN stands before the first FROM', 1],
    ['', 'is empty', 1],
    ['# nothing\n', 'no FROM', 1],
    ['ARG A\n', 'no FROM', 1],
  ])('is refused: %j', (text, problem, line) => {
    const error = refusal(text)
    expect(error.message).toContain(problem)
    expect(error).toMatchObject({ code: 'BUILD_FAILED', place: { file: 'Dockerfile', line } })
    expect(error.fix).toMatch(/\w/)
  })
})

describe('lines', () => {
  it('are joined where a backslash ends them, comments within left out', () => {
    expect(after('RUN a \\\n  # comment\n  b \\ \n\tc\nRUN d')).toMatchObject([
      { command: { form: 'shell', text: 'a   b \tc' }, lines: { start: 2, end: 5 } },
      { command: { text: 'd' }, lines: { start: 6, end: 6 } },
    ])
  })

  it('are not joined by two backslashes', () => {
    expect(after('RUN a \\\\\nRUN b')).toHaveLength(2)
  })

  it('are joined over an empty line, with a warning', () => {
    const { stages, warnings } = parse('FROM a\nRUN a \\\n\n  b\n')
    expect(stages[0]?.instructions).toMatchObject([
      { command: { text: 'a   b' }, lines: { start: 2, end: 4 } },
    ])
    expect(warnings).toMatchObject([{ lines: { start: 3, end: 3 } }])
  })

  it('may end with CR LF and begin with a byte order mark', () => {
    expect(parse('\ufeffFROM a\r\nRUN b \\\r\n c\r\n').stages[0]).toMatchObject({
      from: { image: 'a' },
      instructions: [{ command: { text: 'b  c' } }],
    })
  })

  it('may be continued by a backtick when the directive says so', () => {
    const { stages, directives } = parse('# escape=`\nFROM a\nCOPY a `\n C:\\\nRUN b\n')
    expect(directives.escape).toBe('`')
    expect(stages[0]?.instructions).toMatchObject([
      { kind: 'COPY', sources: ['a'], destination: 'C:\\' },
      { kind: 'RUN' },
    ])
  })
})

describe('directives', () => {
  it('stand at the very top', () => {
    const text = '# syntax=docker/dockerfile:1 extra\n#check = skip=all\n# Escape = \\\nFROM a'
    expect(parse(text).directives).toEqual({
      syntax: { image: 'docker/dockerfile:1', lines: { start: 1, end: 1 } },
      check: 'skip=all',
      escape: '\\',
    })
  })

  it.each(['# a comment\n# escape=`\nFROM a', '\n# escape=`\nFROM a', '# key=value\n# escape=`\nFROM a'])(
    'end at the first line that is none: %j',
    (text) => {
      expect(parse(text).directives.escape).toBe('\\')
    },
  )

  it('syntax may stand after a shebang', () => {
    expect(parse('#!/usr/bin/env x\n# syntax=a/b\nFROM a').directives.syntax).toEqual({
      image: 'a/b',
      lines: { start: 2, end: 2 },
    })
  })

  it.each([
    ['# escape=x\nFROM a', 'escape character', 1],
    ['# escape=`\n# escape=`\nFROM a', 'given twice', 2],
  ])('are refused: %j', (text, problem, line) => {
    expect(refusal(text)).toMatchObject({ message: expect.stringContaining(problem), place: { line } })
  })
})

describe('here-documents', () => {
  it('give RUN its script', () => {
    expect(only('RUN <<EOF\necho $a\nEOF\n')).toMatchObject({
      command: { form: 'shell', text: '<<EOF' },
      heredocs: [{ name: 'EOF', content: 'echo $a\n', expand: true, lines: { start: 3, end: 3 } }],
      lines: { start: 2, end: 4 },
    })
  })

  it('give COPY several files', () => {
    expect(only('COPY <<one.txt <<"two" plain /dir/\n1\none.txt\n$2\ntwo\n')).toMatchObject({
      sources: ['plain'],
      heredocs: [
        { name: 'one.txt', content: '1\n', expand: true },
        { name: 'two', content: '$2\n', expand: false },
      ],
      destination: '/dir/',
      lines: { start: 2, end: 6 },
    })
  })

  it('lose their leading tabs with a minus', () => {
    expect(only('COPY <<-EOF /x\n\t\ta\n \tb\n\tEOF\n')).toMatchObject({
      heredocs: [{ content: 'a\n \tb\n', stripTabs: true }],
    })
  })

  it('may number their descriptor and quote part of the delimiter', () => {
    expect(only('RUN cat 3<<E"O"F\nx\nEOF')).toMatchObject({
      heredocs: [{ name: 'EOF', fileDescriptor: 3, expand: false, content: 'x\n' }],
    })
  })

  it('keep line ends, comments and continuations as they are', () => {
    expect(only('RUN <<EOF\n# no comment\r\na \\\nEOF\n')).toMatchObject({
      heredocs: [{ content: '# no comment\r\na \\\n' }],
    })
  })

  it('may have space before the delimiter', () => {
    expect(only('RUN cat << EOF\nx\nEOF')).toMatchObject({ heredocs: [{ name: 'EOF', content: 'x\n' }] })
  })

  it.each(['RUN ["<<EOF"]', 'RUN echo "<<EOF"', 'RUN cat <<<x', 'RUN echo $((1<<2))', 'RUN a \\<\\<b'])(
    'are not opened by %s',
    (text) => {
      expect(only(text)).toMatchObject({ kind: 'RUN', heredocs: [] })
    },
  )

  it('are for ADD, COPY and RUN alone', () => {
    expect(after('CMD cat <<EOF\nUSER x')).toMatchObject([
      { command: { text: 'cat <<EOF' } },
      { kind: 'USER' },
    ])
  })

  it.each([
    ['FROM a\nRUN <<EOF\nx\n EOF\n', 'has no end'],
    ['FROM a\nCOPY a <<EOF\nx\nEOF\n', 'destination of COPY is a here-document'],
  ])('are refused: %j', (text, problem) => {
    expect(refusal(text)).toMatchObject({ message: expect.stringContaining(problem), place: { line: 2 } })
  })
})

describe('instructions', () => {
  it.each<[string, object]>([
    [
      'ARG a b=c d="e f"',
      { args: [{ name: 'a' }, { name: 'b', value: 'c' }, { name: 'd', value: '"e f"' }] },
    ],
    [
      'ENV a=1 b="x y" c=\\ z',
      {
        pairs: [
          { name: 'a', value: '1' },
          { name: 'b', value: '"x y"' },
          { name: 'c', value: '\\ z' },
        ],
      },
    ],
    ['ENV name the  rest = of it', { pairs: [{ name: 'name', value: 'the  rest = of it' }] }],
    ['LABEL "a b"=c', { pairs: [{ name: '"a b"', value: 'c' }] }],
    ['RUN  a  b ', { command: { form: 'shell', text: 'a  b' } }],
    ['RUN ["a b", "\\u0063"]', { command: { form: 'exec', argv: ['a b', 'c'] } }],
    ['RUN ["a"] b', { command: { form: 'shell', text: '["a"] b' } }],
    ["RUN ['a']", { command: { form: 'shell', text: "['a']" } }],
    [
      'RUN --network=none --security=insecure --device=x=y true',
      {
        network: 'none',
        security: 'insecure',
        devices: ['x=y'],
        command: { text: 'true' },
      },
    ],
    [
      'RUN --mount=type=bind,from=a --mount="type=cache,target=/c d" x',
      {
        mounts: [
          { text: 'type=bind,from=a', from: 'a' },
          { text: 'type=cache,target=/c d', from: undefined },
        ],
      },
    ],
    ['RUN -- --x', { command: { text: '--x' }, mounts: [] }],
    ['CMD []', { command: { form: 'exec', argv: [] } }],
    ['CMD', { command: { form: 'shell', text: '' } }],
    ['ENTRYPOINT a $b', { command: { form: 'shell', text: 'a $b' } }],
    ['SHELL ["/bin/bash", "-c"]', { argv: ['/bin/bash', '-c'] }],
    ['COPY a b /c/', { sources: ['a', 'b'], destination: '/c/', link: false, parents: false, exclude: [] }],
    [
      'COPY --from=x --chown=a:b --chmod=644 --link --parents --exclude=*.a --exclude=b c d',
      {
        from: 'x',
        chown: 'a:b',
        chmod: '644',
        link: true,
        parents: true,
        exclude: ['*.a', 'b'],
      },
    ],
    ['COPY --link=false ["a b", "c d/"]', { sources: ['a b'], destination: 'c d/', link: false }],
    [
      'ADD --checksum=sha256:0 --keep-git-dir --unpack=false https://h/f /d',
      {
        sources: ['https://h/f'],
        checksum: 'sha256:0',
        keepGitDir: true,
        unpack: false,
      },
    ],
    ['WORKDIR /a b', { path: '/a b' }],
    ['USER $u:$g', { user: '$u:$g' }],
    ['EXPOSE 80 443/tcp', { ports: ['443/tcp', '80'] }],
    ['VOLUME /a /b', { paths: ['/a', '/b'] }],
    ['VOLUME ["/a b"]', { paths: ['/a b'] }],
    ['STOPSIGNAL SIGINT', { signal: 'SIGINT' }],
    ['MAINTAINER A B <a@b>', { name: 'A B <a@b>' }],
    ['HEALTHCHECK NONE', { check: 'NONE' }],
    [
      'HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=0 --start-interval=1.5s --retries=3 CMD a b',
      {
        check: { form: 'shell', text: 'a b' },
        intervalNs: 90e9,
        timeoutNs: 5e8,
        startPeriodNs: undefined,
        startIntervalNs: 1.5e9,
        retries: 3,
      },
    ],
    ['healthcheck cmd ["a"]', { kind: 'HEALTHCHECK', check: { form: 'exec', argv: ['a'] } }],
    [
      'ONBUILD copy --from=x a b',
      {
        trigger: 'copy --from=x a b',
        instruction: { kind: 'COPY', from: 'x', sources: ['a'] },
      },
    ],
    [
      'ONBUILD RUN <<-E\n\tx\n\tE',
      {
        trigger: 'RUN <<-E\n\tx\nE',
        instruction: { kind: 'RUN', heredocs: [{ content: 'x\n' }] },
      },
    ],
  ])('%s', (text, expected) => {
    expect(only(text)).toMatchObject(expected)
  })

  it.each([
    ['RNU x', 'unknown instruction RNU', 'RUN'],
    ['COPPY a b', 'unknown instruction COPPY', 'COPY'],
    ['COPY --form=a b c', 'no flag --form', '--from'],
    ['ADD --parents a b', 'no flag --parents', ''],
    ['COPY --chmod=1 --chmod=2 a b', '--chmod twice', ''],
    ['COPY --chmod a b', '--chmod has no value', ''],
    ['COPY --link=maybe a b', 'true or false', ''],
    ['COPY a', 'source and a destination', ''],
    ['COPY ["a"]', 'source and a destination', ''],
    ['RUN ["a", 1]', 'no string', ''],
    ['RUN --network=bridge x', '"bridge"', ''],
    ['RUN --security=none x', '"none"', ''],
    ['RUN --mount=type=bind,from=$X x', 'holds a variable', ''],
    ['RUN --mount= x', 'list of fields', ''],
    ['ENV a', 'has no value', ''],
    ['ENV a=b c', 'without "="', ''],
    ['ENV =b', 'blank name', ''],
    ['ENV', 'no arguments', ''],
    ['ARG', 'no arguments', ''],
    ['ARG =b', 'blank name', ''],
    ['SHELL bash', 'no JSON array', ''],
    ['SHELL []', 'no JSON array', ''],
    ['VOLUME ["", "a"]', 'empty path', ''],
    ['WORKDIR', 'no argument', ''],
    ['USER', 'no argument', ''],
    ['HEALTHCHECK', 'no arguments', ''],
    ['HEALTHCHECK ALL', '"ALL"', ''],
    ['HEALTHCHECK NONE x', 'takes no arguments', ''],
    ['HEALTHCHECK CMD', 'has no command', ''],
    ['HEALTHCHECK --interval=5 CMD a', 'is no duration', ''],
    ['HEALTHCHECK --interval=1ns CMD a', 'shorter than', ''],
    ['HEALTHCHECK --retries=-1 CMD a', '--retries=-1', ''],
    ['ONBUILD', 'no instruction', ''],
    ['ONBUILD FROM a', 'cannot be a trigger', ''],
    ['ONBUILD ONBUILD RUN a', 'cannot be a trigger', ''],
    ['WORKDIR --x /a', 'no flag --x', ''],
  ])('%s is refused: %s', (text, problem, suggestion) => {
    const error = refusal(`FROM base\n${text}`)
    expect(error.message).toContain(problem)
    expect(error.fix).toContain(suggestion)
    expect(error.place).toEqual({ file: 'Dockerfile', line: 2 })
  })
})

describe('a trigger of a base image', () => {
  const lines = { start: 4, end: 4 }

  it('takes effect at the FROM line', () => {
    expect(parseTrigger('COPY . /src', 'Dockerfile', lines)).toMatchObject({ kind: 'COPY', lines })
    expect(parseTrigger('RUN <<E\nx\nE', 'Dockerfile', lines)).toMatchObject({
      kind: 'RUN',
      heredocs: [{ content: 'x\n' }],
      lines,
    })
  })

  it.each(['', 'FROM a', 'ONBUILD RUN a', 'RUN a\nRUN b', 'NOPE a'])('is refused: %j', (trigger) => {
    expect(() => parseTrigger(trigger, 'Dockerfile', lines)).toThrow(
      expect.objectContaining({ code: 'BUILD_FAILED', place: { file: 'Dockerfile', line: 4 } }),
    )
  })
})

const LINES = [
  'FROM a AS b',
  'ARG a=b c',
  'ENV a=b',
  'RUN x \\',
  'RUN <<EOF',
  'COPY <<-"E" /x',
  'COPY ["a", "b"]',
  'EOF',
  '# escape=`',
  '# c',
  '',
  'HEALTHCHECK --retries=3 CMD x',
  'ONBUILD RUN y',
  'EXPOSE 1',
]
const file = fc
  .array(fc.oneof(fc.constantFrom(...LINES), fc.string({ unit: 'grapheme' }), fc.string()), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('any text', () => {
  it('is parsed, or refused with a place in the file and a fix', () => {
    fc.assert(
      fc.property(file, (text) => {
        try {
          parse(text)
        } catch (error) {
          expect(error).toBeInstanceOf(DocklessError)
          expect(error).toMatchObject({ code: 'BUILD_FAILED', fix: expect.stringMatching(/\w/) })
          if (!(error instanceof DocklessError)) return
          expect(error.place?.line).toBeGreaterThanOrEqual(1)
          expect(error.place?.line).toBeLessThanOrEqual(Math.max(1, text.split('\n').length))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('has the same instructions when it is written out again from their sources', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES.filter((l) => !/<<|\\$|^#/.test(l)))), (lines) => {
        const text = ['FROM base', ...lines.filter((line) => line !== 'EOF')].join('\n')
        const first = parse(text)
        const again = first.stages.flatMap((s) => [s.from.source, ...s.instructions.map((i) => i.source)])
        expect(parse(again.join('\n')).stages.map((s) => s.instructions.map((i) => i.source))).toEqual(
          first.stages.map((s) => s.instructions.map((i) => i.source)),
        )
      }),
    )
  })

  it('of strings survives the JSON form', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (argv) => {
        const instruction = only(`CMD ${JSON.stringify(argv)}`)
        expect(instruction).toMatchObject({ command: { form: 'exec', argv } })
      }),
    )
  })
})
