// What the measuring programs have in common: medians, material to build from, and words about the machine.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

/** The middle of a list of numbers; the mean of the two in the middle where there is none. */
export function median(list) {
  const sorted = list.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median of times, and in brackets the shortest and the longest. */
export function spread(list) {
  return `${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)})`
}

/** Bytes that do not compress, the same in every run. */
export function noise(size) {
  const bytes = new Uint32Array(size / 4)
  let state = 1
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[i] = state ^ (state >>> 15)
  }
  return new Uint8Array(bytes.buffer)
}

/** Throws, with the last of its words, when a program did not end well. */
export function succeeded(what, done) {
  if (done.status !== 0) throw new Error(`${what} failed:\n${done.output.slice(-3000)}`)
}

/** A line of a Markdown table. */
export const row = (cells) => `| ${cells.join(' | ')} |`

/** The first line that a program says, with the programs of `bin` before all others. */
export function firstLine(bin, program, ...args) {
  const env = { PATH: `${bin}:${process.env.PATH}` }
  return spawnSync(program, args, { encoding: 'utf8', env }).stdout.trim().split('\n')[0]
}

/** The rows of a table about the machine and the state of the sources. `directory`: where builds put their files. */
export function machine(root, directory) {
  const cpus = os.cpus()
  const release = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  const storage = spawnSync('stat', ['-f', '-c', '%T', directory], { encoding: 'utf8' }).stdout.trim()
  const head = ['rev-parse', '--short=12', 'HEAD']
  const commit = spawnSync('git', head, { encoding: 'utf8', cwd: root }).stdout.trim()
  return [
    row(['', '']),
    row(['---', '---']),
    row(['date', new Date().toISOString().slice(0, 10)]),
    row(['commit', commit || 'none']),
    row([
      'machine',
      `${cpus.length} × ${cpus[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, temporary files on ${storage}`,
    ]),
    row([
      'load when it began',
      `${os.loadavg()[0]?.toFixed(1)} (other work on the machine lengthens all times)`,
    ]),
    row(['system', `${release}, Linux ${os.release().split('-')[0]}`]),
  ]
}
