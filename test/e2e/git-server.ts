import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { must } from '../support/command.js'
import { type ContextFile, writeContext } from '../support/context.js'

const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']

/** Makes a git repository of a directory, with everything in it in one commit on `branch`. */
export async function commitAll(directory: string, branch = 'main'): Promise<string> {
  const git = (...args: string[]) =>
    must({
      argv: ['git', ...IDENTITY, ...args],
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    })
  await git('init', '-q', '-b', branch)
  await git('add', '--all', '--force')
  await git('commit', '-q', '-m', 'all')
  return (await git('rev-parse', 'HEAD')).stdout.trim()
}

/** git's own HTTP backend on loopback, with one repository whose branch `work` has these files. */
export async function serveGit(
  directory: string,
  files: Readonly<Record<string, ContextFile>>,
): Promise<{ readonly url: string } & AsyncDisposable> {
  await writeContext(directory, files)
  await commitAll(directory, 'work')
  const server = createServer((request, response) => backend(join(directory, '.git'), request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the git server does not listen')
  return {
    url: `http://127.0.0.1:${address.port}/repository.git`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** git-http-backend(1) is a CGI program. */
function backend(repository: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: repository,
      PATH_INFO: pathname.replace(/^\/repository\.git/, ''),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => {}) // it may end without reading
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.once('close', () => {
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const headers = answer
      .subarray(0, Math.max(end, 0))
      .toString()
      .split('\r\n')
      .map((header) => header.split(': ', 2))
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200'
    response.writeHead(
      Number.parseInt(status, 10),
      Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
    )
    response.end(answer.subarray(end + 4))
  })
}
