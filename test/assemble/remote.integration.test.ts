import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Network } from '../../src/assemble/remote.js'
import { HttpClient } from '../../src/http/client.js'
import { Logger, silentSink } from '../../src/log/logger.js'
import { digestOf } from '../../src/oci/digest.js'
import { tarHeader, writeTar } from '../../src/oci/tar-write.js'
import { serveGit } from '../e2e/git-server.js'
import { assembleText, layerEntries, scratchDirectory } from './fixture.js'

const MODIFIED = 'Tue, 14 Nov 2023 22:13:20 GMT'

let server: Server
let url = ''
let http: HttpClient
let network: Network
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  url = `http://127.0.0.1:${address.port}`
  http = new HttpClient({ log: new Logger(silentSink), environment: {}, wait: async () => {} })
  network = { http, gitCredentials: [], gitEnvironment: { PATH: process.env['PATH'] } }
})
afterAll(async () => {
  await http[Symbol.asyncDispose]()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => void asked.splice(0))

async function answer({ url: path = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
  asked.push(path)
  if (path.startsWith('/moved')) response.writeHead(302, { location: '/a.txt' }).end()
  else if (path.startsWith('/cut') && asked.length === 1) {
    response.writeHead(200, { 'content-length': 100 }).write('a\n')
    setTimeout(() => response.destroy(), 10)
  } else if (path === '/undated') response.end('u\n')
  else if (path.startsWith('/tree.tar.gz')) response.end(gzipSync(await tar()))
  else if (path.startsWith('/nowhere'))
    response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\nmore')
  else response.writeHead(200, { 'last-modified': MODIFIED }).end('a\n')
}

async function tar(): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeTar([{ header: tarHeader({ path: 'in/side', type: 'file' }) }]))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What the last layer of a Dockerfile on scratch has: path, mode, uid, time, text. */
async function layerOf(text: string) {
  const image = await assembleText(`FROM scratch\n${text}\n`, { network, sourceDateEpoch: 2_000_000_000 })
  const entries = await layerEntries(image.content, image.layers.at(-1))
  return entries
    .filter(({ header }) => header.type === 'file')
    .map(({ path, header, text: content }) => [
      path,
      header.mode.toString(8),
      header.uid,
      header.mtime,
      content,
    ])
}

async function pathsOf(text: string): Promise<readonly unknown[]> {
  return (await layerOf(text)).map(([path]) => path)
}

const A = (path: string, mode = '600', uid = 0): unknown => [path, mode, uid, 1_700_000_000, 'a\n']

describe('a URL', () => {
  test.each([
    ['into a directory, by the last part of its path', '/dir/a.txt?x=y#z', '/in/', A('in/a.txt')],
    ['under another name', '/a.txt', '/b', A('b')],
    ['with characters that are escaped', '/a%20b.txt', '/in/', A('in/a b.txt')],
    ['without a path', '/', '/in/', A('in/__unnamed__')],
    ['after a redirect, by the name it was asked for', '/moved.txt', '/in/', A('in/moved.txt')],
    ['whose connection is cut', '/cut', '/in/', A('in/cut')],
    ['without a time', '/undated', '/in/', ['in/undated', '600', 0, 0, 'u\n']],
  ])('%s', async (_name, path, destination, entry) => {
    expect(await layerOf(`ADD ${url}${path} ${destination}`)).toEqual([entry])
  })

  test('with --chmod, --chown and variables', async () => {
    expect(await layerOf(`ARG AT=${url}\nADD --chmod=755 --chown=7 $AT/a.txt /b`)).toEqual([A('b', '755', 7)])
  })

  test('is held against --checksum, of either kind', async () => {
    for (const algorithm of ['sha256', 'sha512'] as const) {
      const sum = digestOf('a\n', algorithm)
      expect(await layerOf(`ARG SUM=${sum}\nADD --checksum=$SUM ${url}/a.txt /b`)).toEqual([A('b')])
    }
    await expect(layerOf(`ADD --checksum=${digestOf('b')} ${url}/a.txt /b`)).rejects.toMatchObject({
      message: `ADD of ${url}/a.txt: it has the digest ${digestOf('a\n')}, and --checksum is ${digestOf('b')}`,
      place: { file: 'Dockerfile', line: 2 },
    })
  })

  test('is unpacked only when that is asked for', async () => {
    expect(await pathsOf(`ADD ${url}/tree.tar.gz /d/`)).toEqual(['d/tree.tar.gz'])
    expect(await pathsOf(`ADD --unpack=true ${url}/tree.tar.gz /d/`)).toEqual(['d/in/side'])
  })

  test('that answers with an error is told with its line, without its query', async () => {
    await expect(layerOf(`ADD ${url}/nowhere?secret=1 /b`)).rejects.toMatchObject({
      message: `ADD of ${url}/nowhere: the server answered 404: no such file`,
      place: { file: 'Dockerfile', line: 2 },
    })
  })

  test('is fetched once in a build', async () => {
    await layerOf(`ADD ${url}/a.txt /b\nADD ${url}/a.txt /c`)
    expect(asked).toEqual(['/a.txt'])
  })
})

test('a git repository: a ref and a directory of it, its history only when that is asked for', async () => {
  await using directory = await scratchDirectory()
  await using git = await serveGit(join(directory.path, 'repository'), { 'docs/a.md': '# a\n', b: 'b' })
  expect(await pathsOf(`ADD ${git.url}#work:docs /in`)).toEqual(['in/a.md'])
  expect(await pathsOf(`ADD ${git.url}#work /in`)).toEqual(['in/b', 'in/docs/a.md'])
  const all = await pathsOf(`ADD --keep-git-dir=true ${git.url}#work /in/`)
  expect(all).toEqual(expect.arrayContaining(['in/.git/HEAD', 'in/b', 'in/docs/a.md']))
  await expect(layerOf(`ADD ${git.url}#nothing /in`)).rejects.toMatchObject({
    message: `ADD of ${git.url}: ${git.url} has no ref "nothing"`,
    place: { line: 2 },
  })
})
