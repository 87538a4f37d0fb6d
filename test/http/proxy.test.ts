import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ProxySettings } from '../../src/http/proxy.js'
import { Redactor } from '../../src/log/redactor.js'

const chosen = (environment: Record<string, string>, url: string): string | undefined =>
  new ProxySettings(environment, new Redactor()).for(new URL(url))?.url.origin

describe('ProxySettings', () => {
  test.each([
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://r.example', 'http://p:1'],
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://r.example', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, 'http://r.example', 'http://p:1'],
    [{ http_proxy: 'http://p:1' }, 'http://r.example', 'http://p:1'],
    [{ ALL_PROXY: 'http://p:1' }, 'https://r.example', 'http://p:1'],
    [{ all_proxy: 'p:1' }, 'http://r.example', 'http://p:1'],
    [{ HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://q:2' }, 'https://r.example', 'http://p:1'],
    [{ HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:2' }, 'https://r.example', 'http://p:1'],
    [{ HTTPS_PROXY: '', https_proxy: 'http://q:2' }, 'https://r.example', 'http://q:2'],
    [{ HTTPS_PROXY: 'https://p' }, 'https://r.example', 'https://p'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'r.example' }, 'https://r.example', undefined],
    [{ HTTPS_PROXY: 'http://p:1', no_proxy: '.example' }, 'https://r.example', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'r.example:5000' }, 'https://r.example', 'http://p:1'],
    [{ ALL_PROXY: 'http://p:1' }, 'https://localhost:5000', undefined],
    [{ ALL_PROXY: 'http://p:1' }, 'http://127.0.0.1:5000', undefined],
    [{ ALL_PROXY: 'http://p:1' }, 'http://[::1]:5000', undefined],
  ])('%j for %s', (environment, url, expected) => {
    expect(chosen(environment, url)).toBe(expected)
  })

  test('keeps user and password out of sight, and knows them', () => {
    const redactor = new Redactor()
    const settings = new ProxySettings({ HTTPS_PROXY: 'http://bob:s%40cret-word@p:1' }, redactor)
    const proxy = settings.for(new URL('https://r.example'))
    expect(inspect(proxy)).not.toMatch(/bob|s%40cret|s@cret/)
    expect(proxy?.authorization?.reveal()).toBe(`Basic ${Buffer.from('bob:s@cret-word').toString('base64')}`)
    expect(redactor.redact('s@cret-word s%40cret-word')).toBe('*** ***')
  })

  test.each([
    [{ HTTPS_PROXY: 'socks5://p:1' }, /HTTPS_PROXY names a socks5 proxy/],
    [{ HTTPS_PROXY: 'http://' }, /HTTPS_PROXY is not the URL of a proxy/],
  ])('refuses %j', (environment, message) => {
    expect(() => chosen(environment, 'https://r.example')).toThrow(message)
  })
})
