import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextFiles, ignoreFileIn } from '../../src/context/files.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { digestOf } from '../../src/oci/digest.js'
import { writeLayout } from '../../src/oci/layout.js'
import { serveGit } from '../e2e/git-server.js'
import { makeBusyboxBase } from '../support/bases.js'
import { type Done, must, run, type Running, start } from '../support/command.js'
import { writeContext } from '../support/context.js'
import { compareImages, readLayoutImage } from '../support/image-diff.js'
import { fromTestbed } from '../support/testbed.js'
import { CASES, type Case } from './cases.js'
import { assembleText } from './fixture.js'

const START_MS = 30_000

let directory = ''
let base = ''
let daemon: Running | undefined
let files: Server
let git: Awaited<ReturnType<typeof serveGit>>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dockless-equal-'))
  base = await makeBusyboxBase(directory)
  files = createServer(answer)
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  git = await serveGit(join(directory, 'repository'), {
    'docs/a.md': '# a\n',
    run: { content: 'r', mode: 0o755 },
  })
  // As root: a rootless one loses the set-user-id bits of the context's files.
  daemon = await start({
    argv: [
      fromTestbed('bin/buildkitd'),
      `--root=${directory}/root`,
      `--addr=unix://${directory}/s.sock`,
      '--oci-worker-binary=runc',
      '--oci-worker-snapshotter=native',
    ],
    timeoutMs: 1_200_000,
  })
  for (const end = performance.now() + START_MS; (await buildctl(['debug', 'workers'])).status !== 0; ) {
    if (performance.now() > end) throw new Error(`buildkitd does not answer: ${daemon.output().slice(-2000)}`)
  }
})

afterAll(async () => {
  daemon?.kill('SIGTERM', 'group')
  await daemon?.done
  files.closeAllConnections()
  await new Promise((resolve) => files.close(resolve))
  await git[Symbol.asyncDispose]()
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
})

const DATED = 'd\n'

function answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
  if (url === '/nowhere') response.writeHead(404).end('no')
  else if (url === '/dated')
    response.writeHead(200, { 'last-modified': 'Tue, 14 Nov 2023 22:13:20 GMT' }).end(DATED)
  else if (url === '/tree.tar.gz') response.end(gzipSync(Buffer.alloc(1024)))
  else response.end(`what ${url} gives\n`)
}

/** The Dockerfile of a case, with what it names on this machine. */
function written({ dockerfile }: Case): string {
  const address = files.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return dockerfile
    .replaceAll('{url}', `http://127.0.0.1:${address.port}`)
    .replaceAll('{sum}', digestOf(DATED))
    .replaceAll('{git}', git.url)
}

function buildctl(args: readonly string[]): Promise<Done> {
  return run({ argv: [fromTestbed('bin/buildctl'), `--addr=unix://${directory}/s.sock`, ...args] })
}

async function contextOf(given: Case): Promise<string> {
  const context = await mkdtemp(join(directory, 'context-'))
  const files = Object.entries(given.files ?? {})
  await writeContext(context, Object.fromEntries(files.filter(([name]) => !name.endsWith('='))))
  for (const [name, file] of files) {
    if (name.endsWith('=') && typeof file === 'object' && 'link' in file)
      await link(join(context, file.link), join(context, name.slice(0, -1)))
  }
  for (const name of given.archives ?? []) await makeArchive(join(context, name))
  return context
}

/** Owners, links of both kinds, modes, a directory that is only implied, a file that is there twice. */
async function makeArchive(file: string): Promise<void> {
  const tree = `${file}.d`
  await writeContext(tree, {
    'dir/file': { content: 'f', mode: 0o640 },
    'dir/suid': { content: 's', mode: 0o4755 },
    'dir/link': { link: 'file' },
    abs: { link: '/dir' },
    sticky: { directory: true, mode: 0o1777 },
    'implied/by/file': 'i',
  })
  await link(join(tree, 'dir/file'), join(tree, 'dir/hard'))
  const names = ['dir', 'abs', 'sticky', 'implied/by/file']
  await must({
    argv: [
      'tar',
      '--create',
      '--auto-compress',
      `--file=${file}`,
      `--directory=${tree}`,
      '--owner=1234',
      '--group=5678',
      ...names,
    ],
  })
  await rm(tree, { recursive: true })
}

async function byBuildKit(given: Case, context: string, to: string): Promise<Done> {
  const dockerfile = await mkdtemp(join(directory, 'dockerfile-'))
  await writeFile(join(dockerfile, 'Dockerfile'), written(given))
  const index = JSON.parse(await readFile(join(base, 'index.json'), 'utf8')) as {
    manifests: { digest: string }[]
  }
  return await buildctl([
    'build',
    '--progress=plain',
    '--frontend=dockerfile.v0',
    `--local=context=${context}`,
    `--local=dockerfile=${dockerfile}`,
    `--oci-layout=base=${base}`,
    `--opt=context:base=oci-layout://base@${index.manifests[0]?.digest}`,
    ...Object.entries(given.buildArgs ?? {}).map(([name, value]) => `--opt=build-arg:${name}=${value}`),
    ...Object.entries(given.labels ?? {}).map(([name, value]) => `--opt=label:${name}=${value}`),
    ...(given.target === undefined ? [] : [`--opt=target=${given.target}`]),
    '--opt=platform=linux/amd64',
    `--output=type=oci,dest=${to},tar=false`,
  ])
}

test.each(CASES)('$name', async (given) => {
  const context = await contextOf(given)
  const theirs = join(await mkdtemp(join(directory, 'theirs-')), 'image')
  await mkdir(theirs)
  const built = await byBuildKit(given, context, theirs)
  await using http = new HttpClient({ log: new Logger(silentSink), environment: {} })
  const assembling = assembleText(written(given), {
    network: { http, gitCredentials: [], gitEnvironment: { PATH: process.env['PATH'] } },
    context: await contextFiles(context, await ignoreFileIn(context)),
    namedContexts: { base: { kind: 'oci-layout', path: base, reference: undefined } },
    buildArgs: given.buildArgs ?? {},
    labels: given.labels ?? {},
    target: given.target,
  })
  if (given.fails) {
    expect(built.status, 'BuildKit builds it').not.toBe(0)
    await expect(assembling).rejects.toThrow()
    return
  }
  const image = await assembling
  expect(built.status, built.output.slice(-1500)).toBe(0)
  const ours = `${theirs}-ours`
  await writeLayout(image, ours)
  expect(
    compareImages(await readLayoutImage(theirs), await readLayoutImage(ours), { ignore: IGNORED }),
  ).toEqual([])
})

/** What is ours to choose: the times, and who made the history. */
const IGNORED = ['created', 'history', 'rootfs']
