import { describe, expect, it } from 'vitest'
import { heredocMarks, parseHeredocMark, stripLeadingTabs } from '../../src/dockerfile/heredoc.js'

const PLACE = { file: 'Dockerfile', line: 1 }

describe('a word that opens a here-document', () => {
  it.each([
    ['<<EOF', { name: 'EOF', expand: true, stripTabs: false, fileDescriptor: 0 }],
    ['<<-EOF', { name: 'EOF', expand: true, stripTabs: true, fileDescriptor: 0 }],
    ['3<<EOF', { name: 'EOF', expand: true, stripTabs: false, fileDescriptor: 3 }],
    ['<<"EOF"', { name: 'EOF', expand: false, stripTabs: false, fileDescriptor: 0 }],
    ["<<-'a'b", { name: 'ab', expand: false, stripTabs: true, fileDescriptor: 0 }],
    ['<< EOF', { name: 'EOF', expand: true, stripTabs: false, fileDescriptor: 0 }],
    ['<<$V', { name: '$V', expand: true, stripTabs: false, fileDescriptor: 0 }],
  ])('%s', (word, mark) => {
    expect(parseHeredocMark(word)).toEqual(mark)
  })

  it.each(['EOF', '<EOF', '<<', '<<-', '<<<EOF', 'x<<EOF', '<<"EOF', '<<a b'])('%s is none', (word) => {
    expect(parseHeredocMark(word)).toBeUndefined()
  })
})

describe('a line', () => {
  it.each([
    ['COPY <<a <<b /x/', ['a', 'b']],
    ['RUN cat <<EOF > /x && sh 4<<-"END"', ['EOF', 'END']],
    ['RUN echo "<<EOF"', []],
    ['RUN echo \\<<EOF', []],
    ['RUN echo $((1<<2))', []],
    ["RUN echo it's <<EOF", []],
    ['RUN python3 << EOF', ['EOF']],
  ])('%s opens %j', (line, names) => {
    expect(heredocMarks(line, PLACE).map(({ name }) => name)).toEqual(names)
  })
})

it('<<- takes tabs off, and nothing else', () => {
  expect(stripLeadingTabs('\t\ta\n \tb\n\t\n\tc\td\n')).toBe('a\n \tb\n\nc\td\n')
})
