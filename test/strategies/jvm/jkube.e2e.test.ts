import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, openLine, PASSWORD } from '../../e2e/line.js'
import { readRegistryImage } from '../../support/image-diff.js'
import { openProjects, type Projects } from './projects.js'

const MAIN = '--jkube=generator.java-exec.mainClass=demo.Main'
const TIMEOUT_MS = 240_000

let line: Line
let projects: Projects
let base: string

beforeAll(async () => {
  line = await openLine()
  projects = await openProjects(line)
  base = `--jkube=generator.from=${line.hub.host}/library/busybox:latest`
})
afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

test('a Maven project becomes an image by JKube, and its push goes to the relay alone', async () => {
  const project = await projects.copy('single')
  const args = ['--strategy=jkube', MAIN, base, '--labels=org.example.team=red']
  const built = await line.built(project, 'team/jkube:1', args, {
    env: projects.maven,
    timeoutMs: TIMEOUT_MS,
  })
  expect(built.strategy).toBe('jkube')
  const { config, files } = await readRegistryImage(line.safe, 'team/jkube:1')
  expect(config['config']).toMatchObject({
    Env: expect.arrayContaining(['JAVA_MAIN_CLASS=demo.Main']),
    Labels: expect.objectContaining({ 'org.example.team': 'red' }),
  })
  expect([...files.keys()].filter((name) => name.startsWith('deployments/'))).not.toEqual([])
  expect(await line.safe.tags('team/jkube')).toEqual(['1'])
})

test('its success without an image is a failure', async () => {
  const project = await projects.copy('single', 'skipped')
  const args = ['--strategy=jkube', MAIN, base, '--build-args=jkube.skip=true']
  const done = await line.build(project, 'team/skipped:1', args, {
    env: projects.maven,
    timeoutMs: TIMEOUT_MS,
  })
  expect(done.status, done.output).toBe(1)
  expect(done.stderr).toContain('JKube ended with success, and pushed no image')
  expect(done.output).not.toContain(PASSWORD)
})

test('what it would leave undone is told before anything runs', async () => {
  const project = await projects.copy('single', 'unnamed')
  await projects.write(project, 'Dockerfile', 'FROM scratch\n')
  const done = await line.build(project, 'team/none:1', ['--strategy=jkube'])
  expect(done.status, done.output).toBe(3)
  expect(done.stderr).toMatch(
    /base image: no base image is named[^]*main class: none[^]*images: a Dockerfile/,
  )
})
