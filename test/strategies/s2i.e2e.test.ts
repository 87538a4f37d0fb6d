import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, openLine, PASSWORD } from '../e2e/line.js'
import { must } from '../support/command.js'
import { writeContext } from '../support/context.js'
import { readRegistryImage } from '../support/image-diff.js'
import { fromTestbed } from '../support/testbed.js'

const ASSEMBLE = `#!/bin/sh
set -e
cp -r /tmp/src/. /home/app/
count=$(cat /tmp/artifacts/count 2>/dev/null || echo 0)
echo $((count + 1)) > /home/app/count
echo "$GREETING from $(id -u)" > /home/app/greeting
`
const SAVE_ARTIFACTS = '#!/bin/sh\ncd /home/app && exec tar -cf - count\n'
const RUN = '#!/bin/sh\nexec cat /home/app/greeting\n'

let line: Line
let builder: string

beforeAll(async () => {
  line = await openLine()
  builder = await pushBuilder()
})
afterAll(async () => {
  await line?.[Symbol.asyncDispose]()
})

/** A builder image whose scripts lie where only its labels tell, in the registry that asks for a password. */
async function pushBuilder(): Promise<string> {
  const { hub, safe, account } = line
  const scripts = await writeContext(join(account.directory, 's2i-builder'), {
    'opt/s2i/assemble': { content: ASSEMBLE, mode: 0o755 },
    'opt/s2i/save-artifacts': { content: SAVE_ARTIFACTS, mode: 0o755 },
    'opt/s2i/run': { content: RUN, mode: 0o755 },
  })
  const tar = `${scripts}.tar`
  await must({ argv: ['tar', '--create', `--file=${tar}`, `--directory=${scripts}`, 'opt'] })
  const crane = fromTestbed('bin/crane')
  const made = `${hub.host}/s2i/builder:1`
  await must({ argv: [crane, 'append', '-b', `${hub.host}/library/busybox:latest`, '-f', tar, '-t', made] })
  const labels = [
    'io.openshift.s2i.scripts-url=image:///opt/s2i',
    'io.openshift.s2i.destination=/tmp',
    'io.openshift.s2i.assemble-user=1001',
  ]
  await must({
    argv: [crane, 'mutate', ...labels.flatMap((label) => ['-l', label]), '-u', '1001', '-t', made, made],
  })
  await hub.pull('s2i/builder:1', `oci:${scripts}-oci:builder`)
  await safe.push(`oci:${scripts}-oci:builder`, 's2i/builder:1')
  return `${safe.host}/s2i/builder:1`
}

async function sumOf(name: string, path: string): Promise<string | undefined> {
  return (await readRegistryImage(line.safe, name)).files.get(path)?.sha256
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

test('sources become an image by the scripts of a builder image that only our credentials open', async () => {
  const sources = await line.context('s2i', {
    'app.txt': 'the application\n',
    'link.txt': { link: '/etc/shadow' },
    '.s2i/environment': 'FROM_SOURCES=yes\n',
  })
  const args = [
    '--strategy=s2i',
    `--s2i-builder=${builder}`,
    '--s2i-environment=GREETING=hello',
    '--labels=a=1',
  ]
  const built = await line.built(sources, 'team/s2i:1', args)
  expect(built.strategy).toBe('s2i')
  const { config, files } = await readRegistryImage(line.safe, 'team/s2i:1')
  expect(config['config']).toMatchObject({
    Cmd: ['/bin/sh', '-c', '/opt/s2i/run'],
    Env: expect.arrayContaining(['GREETING=hello', 'FROM_SOURCES=yes']),
    Labels: expect.objectContaining({ a: '1', 'io.openshift.s2i.build.image': builder }),
    User: '1001',
  })
  expect(files.get('home/app/app.txt')?.sha256).toBe(sha256('the application\n'))
  expect(files.get('home/app/greeting')?.sha256).toBe(sha256('hello from 1001\n'))
  expect(files.get('home/app/link.txt')).toMatchObject({ type: 'symlink' })
})

test('an incremental build begins with what the last image saved, and the first one with nothing', async () => {
  const sources = await line.context('s2i-incremental', { 'app.txt': '1\n' })
  const args = ['--strategy=s2i', `--s2i-builder=${builder}`, '--s2i-incremental', '--json']
  const first = await line.build(sources, 'team/incremental:1', args)
  expect(first.status, first.output).toBe(0)
  expect(first.stderr).toContain('does not exist yet')
  expect(await sumOf('team/incremental:1', 'home/app/count')).toBe(sha256('1\n'))
  await line.built(sources, 'team/incremental:1', args.slice(0, -1))
  expect(await sumOf('team/incremental:1', 'home/app/count')).toBe(sha256('2\n'))
})

test('scripts among the sources win over those of the builder image; a failing one is told', async () => {
  const own = '#!/bin/sh\necho sad >&2\nexit 9\n'
  const sources = await line.context('s2i-scripts', { '.s2i/bin/assemble': { content: own, mode: 0o755 } })
  const done = await line.build(sources, 'team/scripts:1', ['--strategy=s2i', `--s2i-builder=${builder}`])
  expect(done.status, done.output).toBe(1)
  expect(done.stderr).toMatch(/status 9/)
  expect(done.output).not.toContain(PASSWORD)
})

test('what is missing is told before anything runs', async () => {
  const sources = await line.context('s2i-missing', { 'app.txt': '1\n' })
  const nameless = await line.build(sources, 'team/none:1', ['--strategy=s2i', '--build-args=A=1'])
  expect(nameless.status).toBe(2)
  expect(nameless.stderr).toMatch(/s2i-builder: it is not given[^]*build-args: s2i writes the Dockerfile/)
  const args = ['--strategy=s2i', `--s2i-builder=${builder}`]
  const without = await line.build(sources, 'team/none:1', args, { env: { PATH: '/usr/bin:/bin' } })
  expect(without.status, without.output).toBe(3)
  expect(without.stderr).toContain('Put s2i on PATH')
})
