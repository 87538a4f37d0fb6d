import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Done, run } from './command.js'
import { CHECKOUT } from './testbed.js'

const CONFIG = `export default { test: { globals: true, include: ['*.test.js'], reporters: [${JSON.stringify(
  join(CHECKOUT, 'test', 'support', 'reporter.ts'),
)}] } }`

describe('the counting reporter', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dockless-reporter-'))
  })
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  /** Runs vitest over files of a project of their own, with this reporter alone. */
  async function vitest(files: Record<string, string>, env: Record<string, string> = {}): Promise<Done> {
    const project = await mkdtemp(join(directory, 'project-'))
    const all = { 'vitest.config.mjs': CONFIG, 'package.json': '{"type":"module"}', ...files }
    for (const [name, content] of Object.entries(all)) await writeFile(join(project, name), content)
    return run({
      argv: [
        process.execPath,
        join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--root',
        project,
      ],
      cwd: CHECKOUT,
      env: { PATH: process.env['PATH'] ?? '', HOME: directory, ...env },
      timeoutMs: 25_000,
    })
  }

  test('counts what passed and names what did not run, and why', async () => {
    const done = await vitest({
      'a.test.js': `
        describe('outer', () => {
          test('one', () => {})
          test('told', ({ skip }) => skip('kaniko is not on PATH'))
        })
        test.skip('off', () => {})
        test.todo('later')`,
    })
    expect(done.stdout.trimEnd().split('\n')).toEqual([
      'not run: outer > told: kaniko is not on PATH',
      'not run: off: switched off in the source',
      'not run: later: not written yet',
      '1 passed, 0 failed',
    ])
    expect(done.status).toBe(0)
  })

  test.each([
    [
      'a failing test',
      `test('one', () => {}); test('two', () => { expect(1).toBe(2) })`,
      '1 passed, 1 failed',
    ],
    [
      'a hook that fails',
      `describe('d', () => { beforeAll(() => { throw new Error('x') }); test('one', () => {}) }); test('two', () => {})`,
      '1 passed, 1 failed',
    ],
    ['a file that does not load', `test('one', () => {}); throw new Error('x')`, '0 passed, 1 failed'],
    [
      'an error outside every test',
      `test('one', async () => { Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 50)) })`,
      '1 passed, 1 failed',
    ],
    ['only skipped tests', `test.skip('one', () => {})`, '0 passed, 1 failed'],
  ])('%s is a failure', async (_name, source, line) => {
    const done = await vitest({ 'a.test.js': source })
    expect(done.stdout.trimEnd().split('\n').at(-1)).toBe(line)
    expect(done.status).not.toBe(0)
  })

  test('no test at all is a failure', async () => {
    const done = await vitest({})
    expect(done.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
    expect(done.status).not.toBe(0)
  })

  test('leaves the closing line to whoever sums several suites', async () => {
    const counts = join(directory, 'counts')
    const env = { DOCKLESS_TEST_COUNTS: counts }
    const first = await vitest({ 'a.test.js': `test('one', () => {}); test('two', () => {})` }, env)
    const second = await vitest(
      { 'a.test.js': `test('one', () => { throw new Error('x') }); test.todo('two')` },
      env,
    )
    expect(`${first.stdout}${second.stdout}`).not.toMatch(/\d+ passed, \d+ failed/)
    expect(await readFile(counts, 'utf8')).toBe('2 0\nnot run: two: not written yet\n0 1\n')
  })
})
