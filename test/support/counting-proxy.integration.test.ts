import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CountingProxy } from './counting-proxy.js'

const BODY = Buffer.alloc(300_000, 'x')
let server: Server
let proxy: CountingProxy
let received: { readonly headers: Record<string, unknown>; readonly size: number }[]

beforeEach(async () => {
  received = []
  server = createServer((incoming, response) => {
    void answer(incoming, response)
  })
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    let size = 0
    for await (const chunk of incoming) size += Buffer.from(chunk).length
    received.push({ headers: incoming.headers, size })
    if (incoming.url === '/cut') {
      response.writeHead(200, { 'Content-Length': BODY.length })
      response.write(BODY.subarray(0, 1000), () => setTimeout(() => response.destroy(), 10))
    } else if (incoming.url === '/missing') response.writeHead(404).end('none')
    else {
      const location = `http://${incoming.headers.host}/next`
      response.writeHead(201, { Location: location, 'Content-Length': BODY.length })
      response.end(incoming.method === 'HEAD' ? undefined : BODY)
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  proxy = await CountingProxy.start(`127.0.0.1:${address.port}`)
})
afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
})

test('what passes is the same, is counted in both directions, and is told once', async () => {
  const answer = await fetch(`http://${proxy.host}/v2/a?b=c`, {
    method: 'PUT',
    body: BODY.subarray(0, 70_000),
  })
  expect(answer.status).toBe(201)
  expect(Buffer.from(await answer.arrayBuffer()).equals(BODY)).toBe(true)
  expect(answer.headers.get('location')).toBe(`http://${proxy.host}/next`)
  expect(received).toMatchObject([{ headers: { host: proxy.host }, size: 70_000 }])
  expect(proxy.take()).toEqual([
    { method: 'PUT', path: '/v2/a?b=c', status: 201, down: BODY.length, up: 70_000 },
  ])
  expect(proxy.take()).toEqual([])
})

test('an answer without a body, and one that is an error', async () => {
  await fetch(`http://${proxy.host}/v2/a`, { method: 'HEAD' })
  await (await fetch(`http://${proxy.host}/missing`)).text()
  expect(proxy.take()).toEqual([
    { method: 'HEAD', path: '/v2/a', status: 201, down: 0, up: 0 },
    { method: 'GET', path: '/missing', status: 404, down: 4, up: 0 },
  ])
})

test('a download that breaks off breaks off for the client too, and only what came is counted', async () => {
  const answer = await fetch(`http://${proxy.host}/cut`)
  await expect(answer.arrayBuffer()).rejects.toThrow()
  expect(proxy.take()).toEqual([{ method: 'GET', path: '/cut', status: 200, down: 1000, up: 0 }])
})

test('a server that is gone is a broken connection', async () => {
  server.close()
  server.closeAllConnections()
  const failed = await new Promise<unknown>((resolve) => {
    request(`http://${proxy.host}/`, resolve).once('error', resolve).end()
  })
  expect(failed).toBeInstanceOf(Error)
  expect(proxy.take()).toMatchObject([{ status: 0 }])
})
