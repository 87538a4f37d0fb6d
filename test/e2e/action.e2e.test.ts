import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Running } from '../support/command.js'
import { runAction } from '../support/github-runner.js'
import { type Line, openLine, PASSWORD, USERNAME } from './line.js'

let line: Line

beforeAll(async () => {
  line = await openLine()
})

afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

/** The inputs of a step that pushes to the registry that asks. */
function inputs(name: string): Record<string, string> {
  return {
    tags: `${line.safe.host}/${name}`,
    push: 'true',
    registry: line.safe.host,
    username: USERNAME,
    password: PASSWORD,
    'registry-mirrors': line.hub.host,
    'ca-certificates': line.ca.certificateFile,
  }
}

/** What is left below the runners' own temporary directories. */
function leftBehind(): readonly string[] {
  return readdirSync(line.account.directory)
    .filter((name) => name.startsWith('runner-'))
    .flatMap((name) => readdirSync(join(line.account.directory, name, 'temp')))
}

test('a step of a workflow: the checked-out workspace is the context, outputs, mask, summary', async () => {
  const workspace = await line.context('workspace', {
    Dockerfile: 'FROM busybox\nARG WORD\nRUN echo "$WORD" > /word\n',
  })
  const step = { ...inputs('app/action:1'), 'build-args': 'WORD=a, b\n', labels: 'a=b' }
  const { main, post, outputs, summary } = await runAction(line.account, line.stage.directory, step, {
    workspace,
  })
  expect(main.status, main.output).toBe(0)
  const digest = await line.safe.digest('app/action:1')
  expect(outputs).toMatchObject({
    digest,
    image: `${line.safe.host}/app/action:1@${digest}`,
    tags: `${line.safe.host}/app/action:1`,
    strategy: 'buildkit',
  })
  expect(JSON.parse(outputs['metadata'] ?? '')).toMatchObject({ 'containerimage.digest': digest })
  expect(summary).toContain(digest)
  const unmasked = main.output.split('\n').filter((text) => !text.startsWith('::add-mask::'))
  expect(main.output).toContain(`::add-mask::${PASSWORD}`)
  expect(unmasked.join('\n')).not.toContain(PASSWORD)
  expect(post?.status, post?.output).toBe(0)
  expect(leftBehind()).toEqual([])
})

test('every wrong input is annotated', async () => {
  const { main } = await runAction(line.account, line.stage.directory, {
    push: 'perhaps',
    strategy: 'magic',
    tags: 'UPPER',
  })
  expect(main.status).toBe(2)
  expect(main.output.match(/^::error/gm)?.length).toBeGreaterThanOrEqual(3)
  for (const word of ['perhaps', 'magic', 'UPPER']) expect(main.output).toContain(word)
})

test('a main step that is killed: no process lives on, and the post step removes what it left', async () => {
  const workspace = await line.context('slow', {
    Dockerfile: 'FROM busybox\nRUN echo started && sleep 600\n',
  })
  const killWhenUnderWay = (main: Running): void => {
    const looking = setInterval(() => {
      if (!/^\S*\s*started$/m.test(main.output())) return
      clearInterval(looking)
      main.kill('SIGKILL', 'process')
    }, 50)
    void main.done.then(() => clearInterval(looking))
  }
  const { main, post } = await runAction(line.account, line.stage.directory, inputs('app/never:1'), {
    workspace,
    onStart: killWhenUnderWay,
  })
  expect(main.signal, main.output).toBe('SIGKILL')
  expect(post?.status, post?.output).toBe(0)
  expect(post?.output).toContain('a killed build left')
  expect(leftBehind()).toEqual([])
  await expect.poll(() => line.account.processes(), { timeout: 5000 }).toEqual([])
  expect(await line.safe.tags('app/never')).toEqual([])
})
