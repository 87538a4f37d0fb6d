import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/log/secret.js'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { RegistryFailure } from '../../src/registry/failure.js'
import { hastyClient, logins, password, reference } from './harness.js'
import { bodyOf, type ScriptedServer, serve } from './scripted-server.js'

const MANIFEST = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MediaType.index, manifests: [] }))

function sendManifest(response: ServerResponse): void {
  response
    .writeHead(200, {
      'content-type': MediaType.index,
      'docker-content-digest': digestOf(MANIFEST),
      'content-length': MANIFEST.length,
    })
    .end(MANIFEST)
}

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

function denied(response: ServerResponse, challenge: string): void {
  response
    .writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' })
    .end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}')
}

async function failureOf(promise: Promise<unknown>): Promise<RegistryFailure> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RegistryFailure)) throw new Error(`expected a RegistryFailure, got ${String(error)}`)
  return error
}

describe('Basic', () => {
  const guarded = (): Promise<ScriptedServer> =>
    serve((request, response) =>
      request.headers.authorization === basic('bob:opensesame')
        ? sendManifest(response)
        : denied(response, 'Basic realm="registry"'),
    )

  test('the login is sent when it is asked for, and at once from then on', async () => {
    await using server = await guarded()
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'opensesame') }) })
    await it.client.manifest(reference(`${server.host}/team/app:1`))
    await it.client.manifest(reference(`${server.host}/team/app:2`))
    const sent = server.seen.map(({ headers }) => headers.authorization !== undefined)
    expect(sent).toEqual([false, true, true])
  })

  test('a refused login is named with its source, and the password is not', async () => {
    await using server = await guarded()
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'wrong-word') }) })
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app:1`)))
    expect(failure.message).toContain(server.host)
    expect(failure.message).toContain('user "bob" of a test was refused')
    expect(failure.message).not.toContain('wrong-word')
    expect(failure.fix).toContain('a test')
    expect(failure.status).toBe(401)
    expect(failure.exitStatus).toBe(4)
    expect(server.lines).toHaveLength(2)
  })

  test('without a login the message asks for one', async () => {
    await using server = await guarded()
    await using it = hastyClient()
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app:1`)))
    expect(failure.message).toContain(`${server.host} asks for a login to team/app`)
    expect(failure.fix).toContain('username and password')
  })

  test('a challenge that nobody here can answer is named', async () => {
    await using server = await serve((_request, response) => denied(response, 'Negotiate'))
    await using it = hastyClient()
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app:1`)))
    expect(failure.message).toContain('negotiate')
  })
})

/** A registry with a token server at /token. Tokens name their scopes, so that what they allow can be checked. */
async function tokenRegistry(
  token: (request: IncomingMessage, url: URL) => Promise<object | number> | object | number,
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => void = (_q, r) => sendManifest(r),
): Promise<ScriptedServer> {
  return serve(async (request, response, url) => {
    if (url.pathname === '/token') {
      const granted = await token(request, url)
      if (typeof granted === 'number')
        return void response
          .writeHead(granted)
          .end('{"errors":[{"code":"UNAUTHORIZED","message":"incorrect username or password"}]}')
      return void response.end(JSON.stringify(granted))
    }
    const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(url.pathname)?.[1] ?? ''
    const wanted = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'pull,push'
    const held = request.headers.authorization ?? ''
    const scope = `repository:${repository}:${wanted}`
    const fits = held.includes(`repository:${repository}:pull,push`) || held.includes(scope)
    if (fits && held.startsWith('Bearer ')) return answer(request, response, url)
    denied(
      response,
      `Bearer realm="http://${request.headers.host}/token",service="the registry",scope="${scope}"`,
    )
  })
}

const grant = (url: URL, more: object = {}): object => ({
  token: url.searchParams.getAll('scope').join('+'),
  ...more,
})

describe('Bearer', () => {
  test('a token is fetched with the login, once for a scope', async () => {
    await using server = await tokenRegistry((_request, url) => grant(url, { expires_in: 300 }))
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'opensesame') }) })
    const app = reference(`${server.host}/team/app:1`)
    await it.client.manifest(app)
    await Promise.all([it.client.manifest(app), it.client.manifest(app)])
    const asked = server.seen.filter(({ path }) => path.startsWith('/token'))
    expect(asked.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/token?service=the+registry&scope=repository:team/app:pull',
    ])
    expect(asked[0]?.headers.authorization).toBe(basic('bob:opensesame'))
  })

  test('without a login the token is anonymous', async () => {
    await using server = await tokenRegistry((_request, url) => grant(url))
    await using it = hastyClient()
    await it.client.manifest(reference(`${server.host}/team/app:1`))
    const asked = server.seen.find(({ path }) => path.startsWith('/token'))
    expect(asked?.headers.authorization).toBeUndefined()
  })

  test('a token for pull and push serves pulls too; another repository wants its own', async () => {
    await using server = await tokenRegistry(
      (_request, url) => grant(url, { expires_in: 300 }),
      (request, response) =>
        request.method === 'PUT'
          ? response.writeHead(201, { 'docker-content-digest': digestOf(MANIFEST) }).end()
          : sendManifest(response),
    )
    await using it = hastyClient()
    const target = { registry: server.host, repository: 'team/app' }
    await it.client.pushManifest(target, '1', { mediaType: MediaType.index, bytes: MANIFEST })
    await it.client.manifest(reference(`${server.host}/team/app:1`))
    await it.client.manifest(reference(`${server.host}/team/other:1`))
    const scopes = server.seen
      .filter(({ path }) => path.startsWith('/token'))
      .map(({ path }) => new URL(path, 'http://x').searchParams.getAll('scope'))
    expect(scopes).toEqual([['repository:team/app:pull,push'], ['repository:team/other:pull']])
  })

  test('a mount asks for the right to read there', async () => {
    await using server = await tokenRegistry(
      (_request, url) => grant(url),
      (_request, response) => void response.writeHead(201).end(),
    )
    await using it = hastyClient()
    const target = { registry: server.host, repository: 'team/app' }
    expect(await it.client.mount(target, digestOf('x'), 'team/base')).toBe(true)
    const asked = server.seen.find(({ path }) => path.startsWith('/token'))
    expect(new URL(asked?.path ?? '', 'http://x').searchParams.getAll('scope')).toEqual([
      'repository:team/app:pull,push',
      'repository:team/base:pull',
    ])
  })

  test('a token that the registry no longer takes is renewed', async () => {
    let issued = 0
    await using server = await serve((request, response, url) => {
      if (url.pathname === '/token') {
        issued += 1
        return void response.end(JSON.stringify({ access_token: `number-${issued}`, expires_in: 3600 }))
      }
      const last = server.seen.length > 3 ? 'Bearer number-2' : 'Bearer number-1'
      if (request.headers.authorization === last) return sendManifest(response)
      denied(response, `Bearer realm="http://${server.host}/token"`)
    })
    await using it = hastyClient()
    const app = reference(`${server.host}/team/app:1`)
    await it.client.manifest(app)
    await it.client.manifest(app)
    expect(issued).toBe(2)
  })

  test('an identity token is exchanged by OAuth 2', async () => {
    let form: URLSearchParams | undefined
    await using server = await tokenRegistry(async (request) => {
      form = new URLSearchParams((await bodyOf(request)).toString())
      return { access_token: form.get('scope') ?? '' }
    })
    const identity = { kind: 'identity-token', token: new Secret('refresh-me'), source: 'a test' } as const
    await using it = hastyClient({ credentials: logins({ [server.host]: identity }) })
    await it.client.manifest(reference(`${server.host}/team/app:1`))
    expect(Object.fromEntries(form ?? [])).toEqual({
      grant_type: 'refresh_token',
      service: 'the registry',
      client_id: 'dockless',
      scope: 'repository:team/app:pull',
      refresh_token: 'refresh-me',
    })
  })

  test('a login that the token server refuses is named with its source', async () => {
    await using server = await tokenRegistry(() => 401)
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'wrong-word') }) })
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app:1`)))
    expect(failure.message).toContain('user "bob" of a test was refused')
    expect(failure.message).toContain('incorrect username or password')
  })

  test('a login never goes to a token server in plain HTTP elsewhere', async () => {
    await using server = await serve((_request, response) =>
      denied(response, 'Bearer realm="http://tokens.test/token"'),
    )
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'opensesame') }) })
    const failure = await failureOf(it.client.manifest(reference(`${server.host}/team/app:1`)))
    expect(failure.message).toContain('http://tokens.test')
    expect(failure.message).toContain('plain HTTP')
  })

  test('tokens are secrets', async () => {
    await using server = await tokenRegistry(() => ({ token: 'repository:team/app:pull,push' }))
    await using it = hastyClient()
    await it.client.manifest(reference(`${server.host}/team/app:1`))
    expect(it.lines.concat(it.httpLines).join('\n')).not.toContain('repository:team/app:pull,push')
  })

  test('a login that may not do it: the message names who asked', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(403).end('{"errors":[{"code":"DENIED","message":"requested access is denied"}]}')
    })
    await using it = hastyClient({ credentials: logins({ [server.host]: password('bob', 'opensesame') }) })
    const target = { registry: server.host, repository: 'team/app' }
    const pushed = it.client.pushManifest(target, '1', { mediaType: MediaType.index, bytes: MANIFEST })
    const failure = await failureOf(pushed)
    expect(failure.message).toBe(
      `${server.host} answered 403 Forbidden to PUT team/app/manifests/1 (DENIED: requested access is denied)`,
    )
    expect(failure.fix).toContain('user "bob" of a test')
    expect(failure.codes).toEqual(['DENIED'])
  })
})
